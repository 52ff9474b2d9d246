// Each widget loads this script anew, so a counter here would give every widget the same name.
const unique = () => Math.random().toString(36).slice(2);

function render({ model, el }) {
  const id = `tpo-dropdown-${unique()}`;
  el.classList.add("tpo-dropdown");
  const label = document.createElement("label");
  label.htmlFor = id;
  const select = document.createElement("select");
  select.id = id;
  // JupyterLab looks at the focused element itself before it takes an arrow key for its own.
  select.dataset.lmSuppressShortcuts = "true";
  el.append(label, select);

  const draw = () => {
    label.textContent = model.get("label");
    const options = model.get("options").map(([key, text]) => new Option(text, key));
    select.replaceChildren(...options);
    select.value = model.get("value");
  };
  select.addEventListener("change", () => {
    model.set("value", select.value);
    model.save_changes();
  });
  for (const key of ["options", "label"]) model.on(`change:${key}`, draw);
  model.on("change:value", () => {
    select.value = model.get("value");
  });
  draw();
}

export default { render };
