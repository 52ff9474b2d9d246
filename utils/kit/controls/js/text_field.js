const REST = 300; // milliseconds without a key until what was typed goes to the kernel
const SHORT = 60; // characters that one line shows whole
const GROWS = globalThis.CSS?.supports?.("field-sizing", "content") ?? false;

function textField({ model, el }) {
  const id = uniqueId("text");
  el.classList.add("tpo-text-field");
  const label = element("label", { htmlFor: id });
  const hint = element("span", { id: `${id}-hint`, className: "tpo-hint" });
  const lines = model.get("lines");
  // An `input` would cut a long line: a text area of one line grows instead.
  const grows = lines > 1 || model.get("max_length") > SHORT;
  const field = ownKeys(element(grows ? "textarea" : "input", { id, autocomplete: "off" }));
  if (grows) {
    field.rows = lines;
    field.style.setProperty("--tpo-lines", lines);
  } else field.type = "text";
  field.setAttribute("aria-describedby", hint.id);
  el.append(label, hint, field);
  errorLine(model, el, field);

  const { send, flush, isUnsent } = answers(model, { wait: REST });
  const fit = () => {
    if (GROWS || !grows) return;
    field.style.height = "auto";
    const edges = field.offsetHeight - field.clientHeight;
    field.style.height = `${field.scrollHeight + edges}px`;
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
  const fill = () => {
    if (isUnsent()) return; // what is being typed is newer
    if (field.value !== model.get("value")) field.value = model.get("value");
    fit();
  };
  const onOneLine = () => {
    if (lines > 1 || !/[\r\n]/.test(field.value)) return;
    field.value = field.value.replace(/\s*[\r\n]+\s*/g, " "); // what was pasted
  };
  // JupyterLab cancels line breaks inside a cell: no other listener sees the event.
  field.addEventListener("beforeinput", (event) => event.stopImmediatePropagation(), true);
  field.addEventListener("input", () => {
    onOneLine();
    fit();
    send(field.value);
  });
  field.addEventListener("change", flush);
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || lines > 1 || event.isComposing) return;
    event.preventDefault();
    flush();
  });
  window.addEventListener("pagehide", flush);
  const redrawn = ["label", "hint", "placeholder", "max_length", "disabled", "code"];
  for (const key of redrawn) model.on(`change:${key}`, draw);
  model.on("change:value", fill);
  draw();
  fill();
  if (!GROWS) requestAnimationFrame(fit); // once it is on the page
  return (value) => {
    send(value);
    flush();
  };
}
