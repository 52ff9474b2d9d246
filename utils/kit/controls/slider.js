// Each widget loads this script anew, so a counter here would give every widget the same name.
const unique = () => Math.random().toString(36).slice(2);

function render({ model, el }) {
  const id = `tpo-slider-${unique()}`;
  el.classList.add("tpo-slider");
  const label = document.createElement("label");
  label.htmlFor = id;
  const readout = document.createElement("output");
  readout.htmlFor = id;
  readout.setAttribute("aria-hidden", "true"); // aria-valuetext says it already
  const input = document.createElement("input");
  input.type = "range";
  // JupyterLab looks at the focused element itself before it takes an arrow key for its own.
  input.dataset.lmSuppressShortcuts = "true";
  input.id = id;
  el.append(label, readout, input);

  const words = (value) => {
    const decimals = model.get("decimals");
    const shown = Math.abs(value).toLocaleString("en-US", {
      minimumFractionDigits: decimals,
      maximumFractionDigits: decimals,
    });
    const sign = value < 0 ? "−" : "";
    return `${sign}${model.get("prefix")}${shown}${model.get("suffix")}`;
  };
  const readOut = () => {
    readout.textContent = words(input.valueAsNumber);
    input.setAttribute("aria-valuetext", readout.textContent);
  };
  const draw = () => {
    label.textContent = model.get("label");
    for (const key of ["min", "max", "step"]) input[key] = model.get(key);
    input.value = model.get("value");
    readOut();
  };
  input.addEventListener("input", () => {
    readOut();
    model.set("value", input.valueAsNumber);
    model.save_changes();
  });
  for (const key of ["value", "min", "max", "step", "label"]) model.on(`change:${key}`, draw);
  draw();
}

export default { render };
