// Each widget loads this script anew, so a counter here would give every widget the same name.
const unique = () => Math.random().toString(36).slice(2);

function render({ model, el }) {
  const id = `tpo-text-field-${unique()}`;
  el.classList.add("tpo-text-field");
  const label = document.createElement("label");
  label.htmlFor = id;
  const hint = document.createElement("span");
  hint.id = `${id}-hint`;
  hint.className = "tpo-hint";
  const several = model.get("lines") > 1;
  const field = document.createElement(several ? "textarea" : "input");
  if (several) field.rows = model.get("lines");
  else field.type = "text";
  field.id = id;
  field.autocomplete = "off";
  field.setAttribute("aria-describedby", hint.id);
  // JupyterLab looks at the focused element itself before it takes a key for its own.
  field.dataset.lmSuppressShortcuts = "true";
  el.append(label, hint, field);

  const draw = () => {
    label.textContent = model.get("label");
    hint.textContent = model.get("hint");
    hint.hidden = !model.get("hint");
    field.placeholder = model.get("placeholder");
    field.maxLength = model.get("most");
  };
  const fill = () => {
    if (field.value !== model.get("value")) field.value = model.get("value");
  };
  // On leaving the field, so that nobody is corrected in the middle of a word.
  field.addEventListener("change", () => {
    model.set("value", field.value);
    model.save_changes();
  });
  for (const key of ["label", "hint", "placeholder", "most"]) model.on(`change:${key}`, draw);
  model.on("change:value", fill);
  draw();
  fill();
}

export default { render };
