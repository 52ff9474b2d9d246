// Slides, one at a time. Page keys turn them, too, because that is what a presenter's remote sends.
const MIN_FONT_SCALE = 0.45; // of the size of letters that a short slide has
const SLIDE_KEYS = {
  ArrowRight: 1, PageDown: 1, " ": 1, ArrowLeft: -1, PageUp: -1, Home: -Infinity, End: Infinity,
};

function slideDeck({ model, el }) {
  el.classList.add("tpo-slide-deck");
  const slide = createElement("div", { className: "tpo-slide" });
  const stage = suppressLabShortcuts(createElement("div", { className: "tpo-stage", tabIndex: 0 }, slide));
  stage.setAttribute("role", "group");
  stage.setAttribute("aria-roledescription", "slides");
  slide.setAttribute("aria-live", "polite");
  const count = createElement("span", { className: "tpo-slide-count" });
  const createLabeledButton = (text, label, act) => {
    const made = suppressLabShortcuts(createElement("button", { type: "button", text }));
    made.setAttribute("aria-label", label);
    made.addEventListener("click", act);
    return made;
  };
  const back = createLabeledButton("←", "Previous slide", () => turn(-1));
  const next = createLabeledButton("→", "Next slide", () => turn(1));
  const fullScreenButton = createLabeledButton("Full screen", "Full screen", () => toggleFullScreen());
  const help = createElement("span", { className: "tpo-slide-help", text: "Keys: ← and →" });
  const bar = createElement("div", { className: "tpo-slide-bar" }, back, count, next, fullScreenButton, help);
  el.append(stage, bar);

  let slideIndex = 0;
  const fitText = () => {
    let size = 1;
    const set = () => slide.style.setProperty("--tpo-fit", size.toFixed(3));
    set();
    while (size > MIN_FONT_SCALE && slide.scrollHeight > stage.clientHeight + 1) {
      size *= 0.95;
      set();
    }
  };
  const draw = () => {
    const slides = model.get("slides");
    el.classList.toggle("tpo-empty", !slides.length);
    slideIndex = Math.min(Math.max(slideIndex, 0), Math.max(slides.length - 1, 0));
    slide.innerHTML = slides[slideIndex] ?? "";
    count.textContent = `${slideIndex + 1} of ${slides.length}`;
    back.disabled = slideIndex === 0;
    next.disabled = slideIndex >= slides.length - 1;
    stage.setAttribute("aria-label", model.get("label"));
    stage.scrollTop = 0;
    fitText();
  };
  const turn = (by) => {
    slideIndex = Math.min(Math.max(slideIndex + by, 0), model.get("slides").length - 1);
    draw();
  };
  const isFullScreen = () => document.fullscreenElement === el;
  const toggleFullScreen = () => {
    if (isFullScreen()) document.exitFullscreen();
    else el.requestFullscreen?.().then(() => stage.focus(), () => {});
  };
  el.addEventListener("keydown", (event) => {
    const by = SLIDE_KEYS[event.key];
    const presses = event.key === " " && event.target.matches("button");
    if (!by || presses || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    turn(by);
  });
  document.addEventListener("fullscreenchange", () => {
    fullScreenButton.textContent = isFullScreen() ? "Leave full screen" : "Full screen";
    fullScreenButton.setAttribute("aria-label", fullScreenButton.textContent);
  });
  new ResizeObserver(fitText).observe(stage);
  const restart = () => {
    slideIndex = 0;
    draw();
  };
  model.on("change:slides", restart);
  draw();
}
