const RENDERERS = {
  slider,
  choices,
  dropdown,
  text_field: textField,
  dropdown_grid: dropdownGrid,
  ranking,
  file_upload: fileUpload,
  progress_line: progressLine,
};

function render(context) {
  const { model, el } = context;
  const send = RENDERERS[model.get("renderer")](context);
  hideable(model, el);
  watchKernel(model, el);
  if (send) bringBack(model, send);
}

// Controls wait for this; see STUB in runtime.py.
function initialize() {
  announceRegions();
  globalThis.tpoControls = { render };
  globalThis.dispatchEvent(new Event("tpo-controls"));
}

export default { initialize };
