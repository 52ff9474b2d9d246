function choices({ model, el }) {
  const name = uniqueId("choices");
  el.classList.add("tpo-choices");
  const legend = createElement("legend");
  const list = createElement("div");
  const fieldset = createElement("fieldset", {}, legend, list);
  el.append(fieldset);
  attachErrorMessage(model, el, fieldset);
  const { send } = createAnswerSender(model);

  const inputs = () => [...list.querySelectorAll("input")];
  const chosen = () => inputs().filter((one) => one.checked).map((one) => one.value);
  const createOption = ([key, text, detail], at) => {
    const input = suppressLabShortcuts(createElement("input", { name, value: key }));
    input.type = model.get("multiple") ? "checkbox" : "radio";
    input.addEventListener("change", () => send(chosen()));
    const row = createElement("div", { className: "tpo-option" });
    row.append(createElement("label", {}, input, createElement("span", { text })));
    if (detail) {
      const more = createElement("span", { className: "tpo-detail", id: uniqueId("detail"), text: detail });
      input.setAttribute("aria-describedby", more.id);
      row.append(more);
    }
    if (!model.get("inline") && at < 9) {
      const badge = createElement("kbd", { text: at + 1 });
      badge.setAttribute("aria-hidden", "true");
      row.append(badge);
    }
    return row;
  };
  // A digit takes the choice of that number, as its badge says.
  fieldset.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || !/^[1-9]$/.test(event.key)) return;
    const input = inputs()[event.key - 1];
    if (!input || fieldset.disabled) return;
    event.preventDefault();
    input.focus();
    input.click();
  });
  const showChosen = () => {
    const on = model.get("value");
    for (const input of inputs()) input.checked = on.includes(input.value);
    fieldset.disabled = model.get("disabled");
  };
  const showLegend = () => {
    const className = model.get("leads") ? "tpo-question" : "";
    legend.replaceChildren(createElement("span", { className, text: model.get("label") }));
    // One box that needs no question gives its words to the group around it.
    if (model.get("label")) fieldset.removeAttribute("aria-label");
    else fieldset.setAttribute("aria-label", model.get("options").map(([, text]) => text).join(", "));
    if (!model.get("setting")) return;
    // The space keeps both apart in the group's name.
    legend.prepend(createElement("span", { className: "tpo-setting", text: model.get("setting") }), " ");
  };
  const draw = () => {
    showLegend();
    list.className = model.get("inline") ? "tpo-options tpo-inline" : "tpo-options";
    list.replaceChildren(...model.get("options").map(createOption));
    showChosen();
  };
  for (const key of ["options", "label"]) model.on(`change:${key}`, draw);
  for (const key of ["value", "disabled"]) model.on(`change:${key}`, showChosen);
  // Where a new page of questions takes the place of another, the reader goes on at its first.
  if (model.get("focus")) requestAnimationFrame(() => list.querySelector("input")?.focus());
  draw();
  return send;
}
