const TEXT_REST_MS = 300; // milliseconds without a key until what was typed goes to the kernel
const ONE_LINE_LENGTH = 60; // characters that one line shows whole
const HAS_FIELD_SIZING = globalThis.CSS?.supports?.("field-sizing", "content") ?? false;

function textField({ model, el }) {
  const id = uniqueId("text");
  el.classList.add("tpo-text-field");
  const label = createElement("label", { htmlFor: id });
  const hint = createElement("span", { id: `${id}-hint`, className: "tpo-hint" });
  const lines = model.get("lines");
  // An `input` would cut a long line: a text area of one line grows instead.
  const grows = lines > 1 || model.get("max_length") > ONE_LINE_LENGTH;
  const field = suppressLabShortcuts(createElement(grows ? "textarea" : "input", { id, autocomplete: "off" }));
  if (grows) {
    field.rows = lines;
    field.style.setProperty("--tpo-lines", lines);
  } else field.type = "text";
  field.setAttribute("aria-describedby", hint.id);
  el.append(label, hint, field);
  attachErrorMessage(model, el, field);

  const { send, flush, isUnsent } = createAnswerSender(model, { wait: TEXT_REST_MS });
  const fitHeight = () => {
    if (HAS_FIELD_SIZING || !grows) return;
    field.style.height = "auto";
    const borderHeight = field.offsetHeight - field.clientHeight;
    field.style.height = `${field.scrollHeight + borderHeight}px`;
  };
  const draw = () => {
    label.textContent = model.get("label");
    hint.textContent = model.get("hint");
    hint.hidden = !model.get("hint");
    field.placeholder = model.get("placeholder");
    field.maxLength = model.get("max_length");
    field.disabled = model.get("disabled");
    field.spellcheck = !model.get("code");
    field.classList.toggle("tpo-code", model.get("code"));
  };
  const fillFromModel = () => {
    if (isUnsent()) return; // what is being typed is newer
    if (field.value !== model.get("value")) field.value = model.get("value");
    fitHeight();
  };
  const onOneLine = () => {
    if (lines > 1 || !/[\r\n]/.test(field.value)) return;
    field.value = field.value.replace(/\s*[\r\n]+\s*/g, " "); // what was pasted
  };
  // JupyterLab cancels line breaks inside a cell: no other listener sees the event.
  field.addEventListener("beforeinput", (event) => event.stopImmediatePropagation(), true);
  field.addEventListener("input", () => {
    onOneLine();
    fitHeight();
    send(field.value);
  });
  field.addEventListener("change", flush);
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || lines > 1 || event.isComposing) return;
    event.preventDefault();
    flush();
  });
  window.addEventListener("pagehide", flush);
  const redrawTraits = ["label", "hint", "placeholder", "max_length", "disabled", "code"];
  for (const key of redrawTraits) model.on(`change:${key}`, draw);
  model.on("change:value", fillFromModel);
  draw();
  fillFromModel();
  if (!HAS_FIELD_SIZING) requestAnimationFrame(fitHeight); // once it is on the page
  return (value) => {
    send(value);
    flush();
  };
}
