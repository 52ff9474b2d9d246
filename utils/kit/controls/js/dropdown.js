const LONG_OPTION_LENGTH = 24; // characters of a text that a narrow column would cut
const MAX_SENTENCE_OPTIONS = 12; // texts to choose a sentence from; more are names to look up
const hasSentences = (options) =>
  options.length <= MAX_SENTENCE_OPTIONS && options.some(([, text]) => text.length > LONG_OPTION_LENGTH);

function dropdown({ model, el }) {
  const id = uniqueId("dropdown");
  el.classList.add("tpo-dropdown");
  const label = createElement("label", { htmlFor: id });
  const select = suppressLabShortcuts(createElement("select", { id }));
  el.append(label, select);
  attachErrorMessage(model, el, select);

  const showChosen = () => {
    select.value = model.get("value");
  };
  const draw = () => {
    label.textContent = model.get("label");
    el.classList.toggle("tpo-long", hasSentences(model.get("options")));
    select.replaceChildren(...model.get("options").map(([key, text]) => new Option(text, key)));
    showChosen();
  };
  const { send } = createAnswerSender(model);
  select.addEventListener("change", () => send(select.value));
  for (const key of ["options", "label"]) model.on(`change:${key}`, draw);
  model.on("change:value", showChosen);
  draw();
  return send;
}
