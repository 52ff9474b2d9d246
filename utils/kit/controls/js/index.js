const RENDERERS = {
  slider,
  choices,
  pick,
  dropdown,
  text_field: textField,
  dropdown_grid: dropdownGrid,
  ranking,
  file_upload: fileUpload,
  progress_line: progressLine,
  course_map: courseMap,
  slide_deck: slideDeck,
  download,
};

function render(context) {
  const { model, el } = context;
  const send = RENDERERS[model.get("renderer")](context);
  followHiddenTrait(model, el);
  watchKernel(model, el);
  if (send) restoreUnsaved(model, send);
}

// Called for a control that has work to do before it is on the page, or off it.
function start({ model }) {
  if (model.get("renderer") === "progress_line") goOnAfterRunAll(model);
}

// Controls wait for this; see STUB in runtime.py.
function initialize() {
  announceRegions();
  followPlaceLinks();
  globalThis.tpoControls = { render, start };
  globalThis.dispatchEvent(new Event("tpo-controls"));
}

export default { initialize };
