function choices({ model, el }) {
  const name = uniqueId("choices");
  el.classList.add("tpo-choices");
  const legend = element("legend");
  const list = element("div");
  const fieldset = element("fieldset", {}, legend, list);
  el.append(fieldset);
  errorLine(model, el, fieldset);
  const { send } = answers(model);

  const chosen = () => [...list.querySelectorAll("input:checked")].map((input) => input.value);
  const option = ([key, text]) => {
    const input = ownKeys(element("input", { name, value: key }));
    input.type = model.get("multiple") ? "checkbox" : "radio";
    input.addEventListener("change", () => send(chosen()));
    return element("label", {}, input, element("span", { text }));
  };
  const mark = () => {
    const on = model.get("value");
    for (const input of list.querySelectorAll("input")) input.checked = on.includes(input.value);
    fieldset.disabled = model.get("disabled");
  };
  const draw = () => {
    legend.textContent = model.get("label");
    list.className = model.get("inline") ? "tpo-inline" : "";
    list.replaceChildren(...model.get("options").map(option));
    mark();
  };
  for (const key of ["options", "label"]) model.on(`change:${key}`, draw);
  for (const key of ["value", "disabled"]) model.on(`change:${key}`, mark);
  // Where a new page of questions takes the place of another, the reader goes on at its first.
  if (model.get("focus")) requestAnimationFrame(() => list.querySelector("input")?.focus());
  draw();
  return send;
}
