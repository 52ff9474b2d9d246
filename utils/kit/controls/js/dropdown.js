const LONG = 24; // characters of a text that a narrow column would cut
const FEW = 12; // texts to choose a sentence from; more are names to look up
const hasSentences = (options) =>
  options.length <= FEW && options.some(([, text]) => text.length > LONG);

function dropdown({ model, el }) {
  const id = uniqueId("dropdown");
  el.classList.add("tpo-dropdown");
  const label = element("label", { htmlFor: id });
  const select = ownKeys(element("select", { id }));
  el.append(label, select);
  errorLine(model, el, select);

  const mark = () => {
    select.value = model.get("value");
  };
  const draw = () => {
    label.textContent = model.get("label");
    el.classList.toggle("tpo-long", hasSentences(model.get("options")));
    select.replaceChildren(...model.get("options").map(([key, text]) => new Option(text, key)));
    mark();
  };
  const { send } = answers(model);
  select.addEventListener("change", () => send(select.value));
  for (const key of ["options", "label"]) model.on(`change:${key}`, draw);
  model.on("change:value", mark);
  draw();
  return send;
}
