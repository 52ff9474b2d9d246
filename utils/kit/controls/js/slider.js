const TYPING_PAUSE_MS = 700; // milliseconds without a key until a number that is being typed is tried

// A range, and a field for the same number. The kernel reads what is typed: numbers have one grammar.
// Tab stops once at each pair, at the field: it takes digits and arrow keys alike.
function slider({ model, el }) {
  const id = uniqueId("slider");
  el.classList.add("tpo-slider");
  const label = createElement("label", { htmlFor: id });
  const range = suppressLabShortcuts(createElement("input", { type: "range", step: "any", tabIndex: -1 }));
  const field = suppressLabShortcuts(createElement("input", { type: "text", id, className: "tpo-amount" }));
  field.setAttribute("role", "spinbutton");
  field.inputMode = "decimal";
  field.autocomplete = "off";
  const note = createElement("p", { className: "tpo-field-note", id: `${id}-note` });
  note.setAttribute("role", "status");
  el.append(label, range, field, note);
  const errorText = () => model.get("error") || model.get("reply").problem || "";
  attachErrorMessage(model, el, field, errorText, ["error", "reply"]);

  const { send, post, accepted, markSaved } = createAnswerSender(model);
  const roundFloat = (value) => Number(value.toFixed(10)); // 0.1 + 0.2 is 0.3
  const clamped = (value) => {
    const [low = Infinity, high = -Infinity] = model.get("typed_limits");
    const [least, most] = [Math.min(model.get("min"), low), Math.max(model.get("max"), high)];
    return Math.min(most, Math.max(least, value));
  };
  const valueAtStep = (steps) => roundFloat(model.get("min") + steps * model.get("step"));
  const stepOf = (value) => roundFloat((value - model.get("min")) / model.get("step"));

  const formatValue = (value) => {
    const decimals = model.get("decimals");
    const shown = Math.abs(value).toLocaleString("en-US", {
      minimumFractionDigits: decimals,
      maximumFractionDigits: Math.max(decimals, 6),
    });
    const sign = value < 0 ? "−" : "";
    const suffix = model.get("suffix");
    const unit = Math.abs(value) === 1 ? suffix.replace(/s$/, "") : suffix; // "1 item"
    return `${sign}${model.get("prefix")}${shown}${unit}`;
  };

  // --- the field ---------------------------------------------------------------------------

  let timer;
  let isTyping = false; // something is in the field that no answer came for
  let typedCount = 0;
  let lastFinishedText = null; // the last text that was sent as finished: Enter also makes a change event
  const postTyped = (done) => {
    clearTimeout(timer);
    if (!isTyping || field.value === lastFinishedText) return;
    lastFinishedText = done ? field.value : null;
    typedCount += 1;
    post({ typed: [field.value, typedCount, done] });
  };
  const stopTyping = () => {
    clearTimeout(timer);
    isTyping = false;
  };
  field.addEventListener("input", () => {
    isTyping = true;
    lastFinishedText = null;
    clearTimeout(timer);
    timer = setTimeout(() => postTyped(false), TYPING_PAUSE_MS);
  });
  field.addEventListener("change", () => postTyped(true));
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") postTyped(true);
    const by = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (!by || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    choose(nextValue(by));
  });
  const clearNotes = () => {
    const notes = el.closest(".tpo-activity")?.querySelectorAll(".tpo-slider > .tpo-field-note") ?? [];
    for (const one of notes) one.textContent = "";
  };
  model.on("change:reply", () => {
    const reply = model.get("reply");
    if (reply.note) clearNotes(); // or ten of them would push the card's fields apart
    note.textContent = reply.note ?? "";
    if ("count" in reply) {
      if (reply.count !== typedCount) return; // more was entered since
      if (reply.problem) markSaved();
      else accepted();
    }
    if (!reply.problem) stopTyping();
    draw();
  });
  model.on("change:refused", () => draw());

  // --- the range ---------------------------------------------------------------------------

  const showValue = (value) => {
    // A number that was typed may be beyond the ends, and between two steps.
    range.min = Math.min(model.get("min"), value);
    range.max = Math.max(model.get("max"), value);
    range.value = value;
    for (const one of [range, field]) one.setAttribute("aria-valuetext", formatValue(value));
    for (const [name, key] of [["now", "value"], ["min", "min"], ["max", "max"]]) {
      field.setAttribute(`aria-value${name}`, range[key]);
    }
    const part = (value - range.min) / (range.max - range.min || 1);
    range.style.setProperty("--tpo-part", `${100 * part}%`);
    // What was typed and refused comes back as it was.
    if (!isTyping) field.value = model.get("refused") || formatValue(value);
  };
  const choose = (value) => {
    stopTyping();
    typedCount += 1;
    model.set({ refused: "", reply: {} });
    showValue(value);
    send(value);
  };
  const nextValue = (by) => {
    const here = stepOf(model.get("value"));
    return clamped(valueAtStep(by > 0 ? Math.floor(here) + by : Math.ceil(here) + by));
  };
  const lastValue = () => valueAtStep(Math.floor(stepOf(model.get("max"))));
  const pageSteps = () => Math.max(1, Math.round(stepOf(model.get("max")) / 10));
  const moves = {
    ArrowRight: () => nextValue(1),
    ArrowUp: () => nextValue(1),
    ArrowLeft: () => nextValue(-1),
    ArrowDown: () => nextValue(-1),
    PageUp: () => Math.max(model.get("value"), Math.min(nextValue(pageSteps()), lastValue())),
    PageDown: () => Math.min(model.get("value"), Math.max(nextValue(-pageSteps()), model.get("min"))),
    Home: () => model.get("min"),
    End: lastValue,
  };
  range.addEventListener("keydown", (event) => {
    const move = moves[event.key];
    if (!move || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    choose(move());
  });
  range.addEventListener("input", () => {
    const place = valueAtStep(Math.round(stepOf(range.valueAsNumber)));
    choose(Math.min(lastValue(), Math.max(model.get("min"), place)));
  });

  const draw = () => {
    label.textContent = model.get("label");
    range.setAttribute("aria-label", model.get("label"));
    const longest = [model.get("min"), model.get("max"), model.get("value")].map(formatValue);
    const letters = Math.max(3, ...longest.map((one) => one.length)) + 2.5;
    field.style.setProperty("--tpo-wide", `${letters}ch`);
    showValue(model.get("value"));
  };
  for (const key of ["value", "min", "max", "step", "label"]) model.on(`change:${key}`, draw);
  draw();
  return (value, typed) => {
    if (!typed) return choose(value);
    [field.value] = typed;
    isTyping = true;
    postTyped(true);
  };
}
