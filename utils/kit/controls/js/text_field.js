const REST = 300; // milliseconds without a key until what was typed goes to the kernel

function textField({ model, el }) {
  const id = uniqueId("text");
  el.classList.add("tpo-text-field");
  const label = element("label", { htmlFor: id });
  const hint = element("span", { id: `${id}-hint`, className: "tpo-hint" });
  const several = model.get("lines") > 1;
  const field = ownKeys(element(several ? "textarea" : "input", { id, autocomplete: "off" }));
  if (several) field.rows = model.get("lines");
  else field.type = "text";
  field.setAttribute("aria-describedby", hint.id);
  el.append(label, hint, field);
  errorLine(model, el, field);

  const { send, flush, isUnsent } = answers(model, { wait: REST });
  const draw = () => {
    label.textContent = model.get("label");
    hint.textContent = model.get("hint");
    hint.hidden = !model.get("hint");
    field.placeholder = model.get("placeholder");
    field.maxLength = model.get("max_length");
    field.disabled = model.get("disabled");
    field.classList.toggle("tpo-code", model.get("code"));
  };
  const fill = () => {
    if (isUnsent()) return; // what is being typed is newer
    if (field.value !== model.get("value")) field.value = model.get("value");
  };
  // JupyterLab cancels line breaks inside a cell: no other listener sees the event.
  field.addEventListener("beforeinput", (event) => event.stopImmediatePropagation(), true);
  field.addEventListener("input", () => send(field.value));
  field.addEventListener("change", flush);
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !several) flush();
  });
  window.addEventListener("pagehide", flush);
  const redrawn = ["label", "hint", "placeholder", "max_length", "disabled", "code"];
  for (const key of redrawn) model.on(`change:${key}`, draw);
  model.on("change:value", fill);
  draw();
  fill();
  return (value) => {
    send(value);
    flush();
  };
}
