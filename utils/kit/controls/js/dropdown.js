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
