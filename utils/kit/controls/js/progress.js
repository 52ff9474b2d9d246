// The line of progress, the map of the course, and going to where the learner goes on.

// JupyterLab's own way to follow a link: it finds headings that are off the page, because they are
// out of sight, too. Elsewhere (VS Code, Colab) it is a plain link.
const plainLink = (model, { text = "", notebook, anchor = "" }) => {
  const hash = anchor && `#${anchor}`;
  const link = createElement("a", { text, href: `${notebook ? `${notebook}.ipynb` : ""}${hash}` });
  const { context, rendermime } = model.widget_manager ?? {};
  if (!context?.path || !rendermime?.linkHandler) return link;
  const folder = context.path.slice(0, context.path.lastIndexOf("/") + 1);
  const path = notebook ? `${folder}${notebook}.ipynb` : context.path;
  rendermime.linkHandler.handleLink(link, path, hash);
  return link;
};

const courseLink = (model, target) => {
  const link = plainLink(model, target);
  if (target.anchor) link.addEventListener("click", () => scrollUntilStill(model, target));
  return link;
};

const openLink = (model, target) => {
  const link = plainLink(model, target);
  link.hidden = true;
  document.body.append(link);
  link.click();
  link.remove();
};

// Going to a place in a notebook that was closed meanwhile would open it again.
const isClosed = (model) => Boolean(model.widget_manager?.context?.isDisposed);

const INPUT_EVENTS = ["wheel", "touchstart", "pointerdown", "keydown"];

// Calls `act` the first time that the learner does anything. Returns what ends the watch.
const onFirstInput = (act) => {
  const onInput = (event) => {
    if (!event.isTrusted) return;
    end();
    act();
  };
  const end = () => {
    for (const name of INPUT_EVENTS) window.removeEventListener(name, onInput, true);
  };
  for (const name of INPUT_EVENTS) window.addEventListener(name, onInput, true);
  return end;
};

const notebookOnShow = () =>
  document.querySelector(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-WindowedPanel-outer");

// Cells get their height as they come on the page, which moves what is below them; and a notebook
// that only just opens has no headings yet. So look again until the heading has come to rest, or
// the learner does something.
const SCROLL_CHECK_MS = 100; // milliseconds
const MAX_SCROLL_CHECKS = 80; // ticks
const scrollUntilStill = (model, target) => {
  const id = CSS.escape(target.anchor);
  let ticks = 0;
  let still = 0;
  let timer = 0;
  const scrollOnce = () => {
    if (!target.notebook && isClosed(model)) return end();
    const list = notebookOnShow();
    const heading = list?.querySelector(`:is([id="${id}"], [data-jupyter-id="${id}"])`);
    const before = list?.scrollTop;
    heading?.scrollIntoView();
    still = heading && Math.abs(list.scrollTop - before) < 2 ? still + 1 : 0;
    ticks += 1;
    if (!heading && ticks % 10 === 0) openLink(model, target);
    if (ticks < MAX_SCROLL_CHECKS && still < 5) timer = setTimeout(scrollOnce, SCROLL_CHECK_MS);
    else end();
  };
  const end = onFirstInput(() => clearTimeout(timer));
  timer = setTimeout(scrollOnce, SCROLL_CHECK_MS);
};

// Links in the markup of a widget, such as the places of a finding, lead to headings, too.
const followPlaceLinks = () => {
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a.tpo-place");
    const model = modelByNotebook.get(link?.closest(".jp-NotebookPanel"));
    if (!model) return; // not JupyterLab, or a link in another notebook
    event.preventDefault();
    const anchor = decodeURIComponent(link.getAttribute("href").slice(1));
    openLink(model, { anchor });
    scrollUntilStill(model, { anchor });
  });
};

// --- after Run All Cells ---------------------------------------------------------------------

// Run All leaves the page at the last cell. Once everything ran, the learner is taken to where
// they go on, unless they did anything themselves meanwhile.
const IDLE_MS = 300; // milliseconds without work for the kernel

const lastCellOnShow = () => {
  const list = notebookOnShow();
  const last = Array.from(list?.querySelectorAll(".jp-Cell") ?? []).at(-1);
  return Boolean(last) && last.getBoundingClientRect().top < list.getBoundingClientRect().bottom;
};

const goOnAfterRunAll = (model) => {
  const { context, kernel } = model.widget_manager ?? {};
  if (!context?.model?.cells || !kernel?.statusChanged) return; // not JupyterLab
  if (!lastCellOnShow()) return; // one cell was run, or the learner has moved on already
  let timer;
  const stop = () => {
    clearTimeout(timer);
    kernel.statusChanged.disconnect(wait);
    model.off("change:executed", decide);
  };
  const wait = () => {
    clearTimeout(timer);
    if (kernel.status === "idle") timer = setTimeout(() => model.send({ kind: "executed" }), IDLE_MS);
  };
  const end = onFirstInput(stop);
  const decide = () => {
    end();
    stop();
    if (isClosed(model)) return;
    const cells = Array.from(context.model.cells);
    const code = cells.filter((one) => one.type === "code" && one.sharedModel.getSource().trim());
    if (model.get("executed") < code.length - 1) return;
    openLink(model, { anchor: model.get("goal") });
    scrollUntilStill(model, { anchor: model.get("goal") });
  };
  model.on("change:executed", decide);
  kernel.statusChanged.connect(wait);
  wait();
};

// --- the line --------------------------------------------------------------------------------

// A status that speaks only when there is something new to say.
const attachAnnouncer = (model, el) => {
  const region = createElement("p", { className: "tpo-unseen" });
  region.setAttribute("role", "status");
  el.append(region);
  model.on("change:announcement", () => {
    region.textContent = model.get("announcement");
  });
};

// Other notebooks may have done something since this one was last looked at.
const syncWhenVisible = (model, el) => {
  const sync = () => ignoreCannotSend(() => model.send({ kind: "sync" }));
  const seen = new IntersectionObserver((changes) => {
    if (changes.some((one) => one.isIntersecting)) sync();
  });
  seen.observe(el);
  window.addEventListener("focus", sync);
  model.on("destroy", () => {
    seen.disconnect();
    window.removeEventListener("focus", sync);
  });
};

function progressLine({ model, el }) {
  el.classList.add("tpo-progress");
  el.setAttribute("role", "group");
  el.setAttribute("aria-label", "Your progress in this notebook");
  const line = createElement("div", { className: "tpo-progress-line" });
  el.append(line);
  attachAnnouncer(model, el);
  const draw = () => {
    const marks = model.get("done").map((done, at) => {
      const item = createElement("li");
      if (done) item.className = "tpo-done";
      else if (at === model.get("current")) item.className = "tpo-now";
      return item;
    });
    const bar = createElement("ol", {}, ...marks);
    bar.setAttribute("aria-hidden", "true");
    const focused = line.contains(document.activeElement);
    line.replaceChildren(
      createElement("strong", { text: model.get("count") }),
      createElement("span", { text: model.get("left") }),
      bar,
      courseLink(model, model.get("link")),
    );
    if (focused) line.querySelector("a").focus();
  };
  for (const name of ["done", "count", "left", "link"]) model.on(`change:${name}`, draw);
  draw();
  syncWhenVisible(model, el);
}

// --- the map ---------------------------------------------------------------------------------

const progressBar = (done, total) => {
  const bar = createElement("span", { className: "tpo-bar" }, createElement("span"));
  bar.firstChild.style.width = `${(100 * done) / total}%`;
  bar.setAttribute("aria-hidden", "true");
  return bar;
};

const mapRow = (model, { title, made, done, total, left, next }) => {
  const heading = createElement("th", {}, courseLink(model, title));
  heading.scope = "row";
  heading.append(createElement("span", { className: "tpo-note", text: made }));
  const state = createElement("td", {}, progressBar(done, total));
  state.append(createElement("span", { text: `${done} of ${total} done` }));
  const more = createElement("td", {}, createElement("span", { text: left }));
  if (next.text) more.append(courseLink(model, next));
  return createElement("tr", {}, heading, state, more);
};

function courseMap({ model, el }) {
  el.classList.add("tpo-course-map");
  const total = createElement("p");
  const head = createElement("tr");
  for (const text of ["Notebook, and what you leave with", "Exercises", "Time"]) {
    head.append(createElement("th", { text, scope: "col" }));
  }
  const body = createElement("tbody");
  el.append(total, createElement("table", {}, createElement("thead", {}, head), body));
  const draw = () => {
    const focused = [...body.querySelectorAll("a")].indexOf(document.activeElement);
    total.textContent = model.get("total");
    body.replaceChildren(...model.get("rows").map((row) => mapRow(model, row)));
    if (focused >= 0) body.querySelectorAll("a")[focused]?.focus();
  };
  for (const name of ["rows", "total"]) model.on(`change:${name}`, draw);
  draw();
  syncWhenVisible(model, el);
}
