// Each widget loads this script anew, so a counter here would give every widget the same name.
const unique = () => Math.random().toString(36).slice(2);

function render({ model, el }) {
  const name = `tpo-choices-${unique()}`;
  el.classList.add("tpo-choices");
  const fieldset = document.createElement("fieldset");
  const legend = document.createElement("legend");
  const list = document.createElement("div");
  fieldset.append(legend, list);
  el.append(fieldset);

  const send = () => {
    const on = [...list.querySelectorAll("input:checked")].map((input) => input.value);
    model.set("value", on);
    model.save_changes();
  };
  const option = ([key, text]) => {
    const label = document.createElement("label");
    const input = document.createElement("input");
    input.type = model.get("multiple") ? "checkbox" : "radio";
    input.name = name;
    // JupyterLab looks at the focused element itself before it takes an arrow key for its own.
    input.dataset.lmSuppressShortcuts = "true";
    input.value = key;
    input.addEventListener("change", send);
    const words = document.createElement("span");
    words.textContent = text;
    label.append(input, words);
    return label;
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
}

export default { render };
