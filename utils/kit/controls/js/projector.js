// Slides, one at a time. Page keys turn them, too, because that is what a presenter's remote sends.
const SMALLEST = 0.45; // of the size of letters that a short slide has
const TURNS = {
  ArrowRight: 1, PageDown: 1, " ": 1, ArrowLeft: -1, PageUp: -1, Home: -Infinity, End: Infinity,
};

function projector({ model, el }) {
  el.classList.add("tpo-projector");
  const slide = element("div", { className: "tpo-slide" });
  const stage = ownKeys(element("div", { className: "tpo-stage", tabIndex: 0 }, slide));
  stage.setAttribute("role", "group");
  stage.setAttribute("aria-roledescription", "slides");
  slide.setAttribute("aria-live", "polite");
  const count = element("span", { className: "tpo-slide-count" });
  const named = (text, label, act) => {
    const made = ownKeys(element("button", { type: "button", text }));
    made.setAttribute("aria-label", label);
    made.addEventListener("click", act);
    return made;
  };
  const back = named("←", "Previous slide", () => turn(-1));
  const next = named("→", "Next slide", () => turn(1));
  const full = named("Full screen", "Full screen", () => toggle());
  const help = element("span", { className: "tpo-slide-help", text: "Keys: ← and →" });
  const bar = element("div", { className: "tpo-slide-bar" }, back, count, next, full, help);
  el.append(stage, bar);

  let at = 0;
  const fit = () => {
    let size = 1;
    const set = () => slide.style.setProperty("--tpo-fit", size.toFixed(3));
    set();
    while (size > SMALLEST && slide.scrollHeight > stage.clientHeight + 1) {
      size *= 0.95;
      set();
    }
  };
  const draw = () => {
    const slides = model.get("slides");
    el.classList.toggle("tpo-empty", !slides.length);
    at = Math.min(Math.max(at, 0), Math.max(slides.length - 1, 0));
    slide.innerHTML = slides[at] ?? "";
    count.textContent = `${at + 1} of ${slides.length}`;
    back.disabled = at === 0;
    next.disabled = at >= slides.length - 1;
    stage.setAttribute("aria-label", model.get("label"));
    stage.scrollTop = 0;
    fit();
  };
  const turn = (by) => {
    at = Math.min(Math.max(at + by, 0), model.get("slides").length - 1);
    draw();
  };
  const isFull = () => document.fullscreenElement === el;
  const toggle = () => {
    if (isFull()) document.exitFullscreen();
    else el.requestFullscreen?.().then(() => stage.focus(), () => {});
  };
  el.addEventListener("keydown", (event) => {
    const by = TURNS[event.key];
    const presses = event.key === " " && event.target.matches("button");
    if (!by || presses || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    turn(by);
  });
  document.addEventListener("fullscreenchange", () => {
    full.textContent = isFull() ? "Leave full screen" : "Full screen";
    full.setAttribute("aria-label", full.textContent);
  });
  new ResizeObserver(fit).observe(stage);
  const restart = () => {
    at = 0;
    draw();
  };
  model.on("change:slides", restart);
  draw();
}
