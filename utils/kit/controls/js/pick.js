// One press is the answer: buttons under a question, each with the digit that presses it too.
function pick({ model, el }) {
  el.classList.add("tpo-choices", "tpo-pick");
  const legend = createElement("legend");
  const list = createElement("div", { className: "tpo-pick-list" });
  const fieldset = createElement("fieldset", {}, legend, list);
  el.append(fieldset);
  attachErrorMessage(model, el, fieldset);
  const { send } = createAnswerSender(model);

  const buttons = () => [...list.querySelectorAll("button")];
  const isOver = () => model.get("disabled") || model.get("value").length > 0;
  const answerWith = (key) => {
    if (!isOver()) send([key]);
  };
  const createButton = ([key, text], at) => {
    const digit = createElement("kbd", { text: at + 1 });
    digit.setAttribute("aria-hidden", "true");
    const made = suppressLabShortcuts(createElement("button", { type: "button" }, digit, createElement("span", { text })));
    made.dataset.key = key;
    made.addEventListener("click", () => answerWith(key));
    return made;
  };
  fieldset.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || !/^[1-9]$/.test(event.key)) return;
    const key = model.get("options")[event.key - 1]?.[0];
    if (key === undefined) return;
    event.preventDefault();
    answerWith(key);
  });
  // Answered buttons keep the focus until the next card takes it, so that no key goes astray.
  const showChosen = () => {
    const chosen = model.get("value");
    for (const button of buttons()) {
      button.setAttribute("aria-pressed", String(chosen.includes(button.dataset.key)));
      button.setAttribute("aria-disabled", String(isOver()));
    }
  };
  const draw = () => {
    legend.textContent = model.get("label");
    list.replaceChildren(...model.get("options").map(createButton));
    showChosen();
  };
  for (const key of ["options", "label"]) model.on(`change:${key}`, draw);
  for (const key of ["value", "disabled"]) model.on(`change:${key}`, showChosen);
  if (model.get("focus")) requestAnimationFrame(() => list.querySelector("button")?.focus());
  draw();
  return send;
}
