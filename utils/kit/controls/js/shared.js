// What all controls share. Python joins the files of this folder into one script that travels to
// the page once; see `Runtime` in runtime.py.

const uniqueId = (name) => `tpo-${name}-${Math.random().toString(36).slice(2)}`;

const createElement = (tag, { text, ...properties } = {}, ...children) => {
  const made = Object.assign(document.createElement(tag), properties);
  if (text !== undefined) made.textContent = text;
  made.append(...children);
  return made;
};

// JupyterLab looks at the focused element itself before it takes a key for its own.
const suppressLabShortcuts = (field) => {
  field.dataset.lmSuppressShortcuts = "true";
  return field;
};

// --- what was typed while no kernel could take it ------------------------------------------

// The page keeps each answer until the kernel says that the log has it. A page that was closed
// too early, or whose kernel died, brings the answer to the next kernel. `sent` has what the control
// sends: `value`, or `typed` for a text that the kernel reads.
const unsavedStorageKey = (model) => `tpo-unsaved:${model.get("storage_key")}`;

const storeUnsaved = (model, sent) => {
  if (!model.get("storage_key")) return;
  try {
    const base = model.get("recorded");
    localStorage.setItem(unsavedStorageKey(model), JSON.stringify({ ...sent, base }));
  } catch {
    // Private windows and full stores refuse: then the kernel alone keeps what is typed.
  }
};

const readUnsaved = (model) => {
  try {
    return JSON.parse(localStorage.getItem(unsavedStorageKey(model)));
  } catch {
    return null;
  }
};

const removeUnsaved = (model) => {
  try {
    localStorage.removeItem(unsavedStorageKey(model));
  } catch {
    // See `storeUnsaved`.
  }
};

// What each control sent last and the log doesn't have yet, by the name it's stored under.
const unconfirmedAnswers = new Map();

const isEqual = (one, other) => JSON.stringify(one) === JSON.stringify(other);

// Without a kernel ipywidgets can't send. What was typed is remembered, and the page says so.
const ignoreCannotSend = (act) => {
  try {
    act();
  } catch (problem) {
    if (problem.message !== "Cannot send") throw problem;
  }
};

// Sends answers of one control, right away or once the learner rests. Until then the model keeps
// the older answer: what the kernel echoes would overwrite a newer one that isn't sent.
const createAnswerSender = (model, { wait = 0 } = {}) => {
  let timer;
  let unsent = null;
  const flush = () => {
    clearTimeout(timer);
    if (unsent === null) return;
    const sent = unsent;
    unsent = null; // before the model says that it changed, so that the field follows
    model.set(sent);
    ignoreCannotSend(() => model.save_changes());
  };
  const post = (sent) => {
    unsent = sent;
    unconfirmedAnswers.set(model.get("storage_key"), sent);
    storeUnsaved(model, sent);
    clearTimeout(timer);
    if (wait) timer = setTimeout(flush, wait);
    else flush();
  };
  const send = (value) => post({ value });
  const isUnsent = () => unsent !== null;
  const markSaved = () => {
    unconfirmedAnswers.delete(model.get("storage_key"));
    removeUnsaved(model);
  };
  // The kernel took a text that was typed: from here on, what it made of it is the answer.
  const accepted = () => {
    const sent = { value: model.get("value") };
    if (isEqual(sent.value, model.get("recorded"))) return markSaved();
    unconfirmedAnswers.set(model.get("storage_key"), sent);
    storeUnsaved(model, sent);
  };
  const onRecorded = () => {
    const recorded = model.get("recorded");
    const waiting = unconfirmedAnswers.get(model.get("storage_key"));
    const kept = waiting ?? readUnsaved(model);
    // A kernel that has answered all that was sent recorded that, or what is newer: a reset, say.
    const { _pending_msgs: onTheWay } = model.set({}); // the model itself; see `listenAgain`
    const answered = waiting && unsent === null && !onTheWay;
    if (answered || (kept && isEqual(kept.value, recorded))) markSaved();
    else if (waiting) storeUnsaved(model, waiting); // it's newer than what was recorded just now
  };
  model.on("change:recorded", onRecorded);
  return { send, post, accepted, markSaved, flush, isUnsent };
};

// Offers the kernel what an earlier one never got. Work that is newer elsewhere stays.
const restoreUnsaved = (model, restore) => {
  const kept = readUnsaved(model);
  if (!kept || ("value" in kept && isEqual(kept.value, model.get("value")))) return;
  if (isEqual(kept.base, model.get("recorded"))) {
    restore(kept.value, kept.typed);
  } else {
    removeUnsaved(model);
  }
};

// --- errors next to their control ----------------------------------------------------------

// `getText` returns what is wrong; it is asked again whenever one of `keys` changes.
const attachErrorMessage = (model, el, field, getText = () => model.get("error"), keys = ["error"]) => {
  const line = createElement("p", { className: "tpo-field-error", id: uniqueId("error") });
  line.setAttribute("role", "alert");
  el.append(line);
  const draw = () => {
    const text = getText();
    line.textContent = text;
    line.hidden = !text;
    el.classList.toggle("tpo-invalid", Boolean(text));
    if (!field) return;
    field.setAttribute("aria-invalid", String(Boolean(text)));
    const ids = (field.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean);
    const others = ids.filter((id) => id !== line.id);
    const all = text ? [...others, line.id] : others;
    if (all.length) field.setAttribute("aria-describedby", all.join(" "));
    else field.removeAttribute("aria-describedby");
  };
  for (const key of keys) model.on(`change:${key}`, draw);
  draw();
};

const followHiddenTrait = (model, el) => {
  const draw = () => el.classList.toggle("tpo-hidden", model.get("hidden"));
  model.on("change:hidden", draw);
  draw();
};

// --- a page whose kernel is gone -----------------------------------------------------------

const GONE_STATUSES = new Set(["restarting", "autorestarting", "dead", "terminating"]);
const KERNEL_LOST_TEXT =
  "This page has lost its kernel, so nothing here is saved right now. What you typed stays on " +
  "the page. To go on, choose Run → Run All Cells: your work comes back.";
const CONNECTION_INTERRUPTED_TEXT =
  "The connection to the kernel is interrupted. You can go on typing: the page keeps it, and " +
  "sends it once the kernel answers again.";
// Kernel → what it drew: activities, and the notebook's panel, for activities without an input.
const activitiesByKernel = new Map();

const activitiesOf = (kernel) => {
  const known = [...(activitiesByKernel.get(kernel) ?? [])].map((ref) => ref.deref()).filter(Boolean);
  const inPanels = known.flatMap((one) => [...one.querySelectorAll(".tpo-activity")]);
  return new Set([...known.filter((one) => one.matches(".tpo-activity")), ...inPanels]);
};

const showKernelNotice = (root, text) => {
  root.querySelector(":scope > .tpo-notice")?.remove();
  root.classList.toggle("tpo-disconnected", Boolean(text));
  if (!text) return;
  const notice = createElement("p", { className: "tpo-notice", text });
  notice.setAttribute("role", "status");
  root.prepend(notice);
  root.addEventListener("click", repeatNotice);
};

// A button that can do nothing right now says why.
const repeatNotice = (event) => {
  const notice = event.currentTarget.querySelector(":scope > .tpo-notice");
  if (!notice || !event.target.closest("button")) return;
  const { textContent } = notice;
  notice.setAttribute("role", "alert");
  notice.textContent = "";
  notice.textContent = textContent;
  notice.scrollIntoView({ block: "nearest" });
};

const modelsOf = async (manager) => {
  const loaded = await Promise.allSettled(Object.values(manager._models ?? {}));
  return loaded.filter((one) => one.status === "fulfilled").map((one) => one.value);
};

const awaitsAnswer = (model) => model._pending_msgs > 0;

// When a connection comes back, JupyterLab puts the kernel's values into the controls, which may be
// older than what was entered meanwhile. And what was on its way when the connection broke may never
// be answered, but ipywidgets sends nothing more until it is.
const resendUnconfirmed = async (manager, unanswered) => {
  for (const model of await modelsOf(manager)) {
    if (model.comm?.jsServicesComm?.isDisposed) continue; // of the kernel before a restart
    const isStuck = unanswered.delete(model) && awaitsAnswer(model);
    if (isStuck) model._handle_status({ content: { execution_state: "idle" } });
    const key = model.get("storage_key");
    if (!key || !unconfirmedAnswers.has(key)) continue;
    const attrs = unconfirmedAnswers.get(key);
    model.set(attrs);
    model.sync("patch", model, { attrs });
  }
};

const watchConnection = (kernel, manager) => {
  const unanswered = new Set(); // controls whose message was on its way when the connection broke
  const onRestored = () => resendUnconfirmed(manager, unanswered);
  const onKernelGone = () => {
    for (const root of activitiesOf(kernel)) showKernelNotice(root, KERNEL_LOST_TEXT);
    activitiesByKernel.delete(kernel); // what a new kernel draws is alive
    kernel.statusChanged.disconnect(onStatus);
    kernel.connectionStatusChanged?.disconnect(onConnection);
    manager.restored?.disconnect(onRestored);
  };
  const onStatus = (_, status) => {
    if (GONE_STATUSES.has(status)) onKernelGone();
  };
  const onConnection = async (_, status) => {
    const text = status === "connected" ? "" : CONNECTION_INTERRUPTED_TEXT;
    for (const root of activitiesOf(kernel)) showKernelNotice(root, text);
    if (status === "connected") return;
    for (const model of (await modelsOf(manager)).filter(awaitsAnswer)) unanswered.add(model);
  };
  kernel.statusChanged.connect(onStatus);
  kernel.connectionStatusChanged?.connect(onConnection);
  manager.restored?.connect(onRestored);
  kernel.disposed?.connect(onKernelGone);
};

// anywidget gives a control two seconds to load. On a busy computer it is drawn later than that, but
// anywidget then drops whatever the kernel says to it. So it listens itself, and asks for its state.
const listenAgain = (model) => {
  const own = model.set({}); // anywidget hides the model itself, and Backbone returns it
  own._handle_comm_msg({ content: { data: {} } }).catch(() => {
    const ipywidgets = Object.getPrototypeOf(Object.getPrototypeOf(own));
    own.comm.on_msg(ipywidgets._handle_comm_msg.bind(own));
    own.comm.send({ method: "request_state" }, own.callbacks());
  });
};

// A control of each notebook: it knows JupyterLab's own way to follow a link. See progress.js.
const modelByNotebook = new WeakMap();

const watchKernel = (model, el) => {
  const kernel = model.widget_manager?.kernel;
  if (!kernel?.statusChanged) return; // not JupyterLab
  listenAgain(model);
  requestAnimationFrame(() => {
    const root = el.closest(".tpo-activity");
    if (!root || root.dataset.watched) return;
    const place = root.closest(".jp-NotebookPanel") ?? document.body;
    modelByNotebook.set(place, model);
    place.classList.add("tpo-course");
    root.dataset.watched = "true";
    if (!activitiesByKernel.has(kernel)) {
      activitiesByKernel.set(kernel, new Set());
      const panel = root.closest(".jp-NotebookPanel");
      if (panel) activitiesByKernel.get(kernel).add(new WeakRef(panel));
      watchConnection(kernel, model.widget_manager);
    }
    activitiesByKernel.get(kernel).add(new WeakRef(root));
  });
};

// --- live regions --------------------------------------------------------------------------

// ipywidgets shows markup without a role. The element around it stays when it changes, so
// that a role there makes a live region.
const setRoles = (node) => {
  for (const role of ["status", "alert"]) {
    const regions = `.tpo-${role} > .widget-html-content`;
    const own = node.closest(regions);
    for (const region of [...(own ? [own] : []), ...node.querySelectorAll(regions)]) {
      if (region.getAttribute("role") !== role) region.setAttribute("role", role);
    }
  }
};

// What is wider than its place scrolls, and so must take the focus.
const makeScrollable = (node) => {
  for (const wide of node.querySelectorAll(".tpo-picture, .tpo-table, .tpo-grid, .tpo-change pre")) {
    const scrolls = wide.scrollWidth > wide.clientWidth + 1;
    if (scrolls) wide.tabIndex = 0;
    else wide.removeAttribute("tabindex");
  }
};

const announceRegions = () => {
  if (globalThis.tpoRegions) return;
  const sized = (node) => requestAnimationFrame(() => makeScrollable(node));
  globalThis.tpoRegions = new MutationObserver((changes) => {
    for (const { addedNodes, target } of changes) {
      // ipywidgets puts an element on the page first, and gives it its classes later.
      if (target.matches(".tpo-status, .tpo-alert")) setRoles(target);
      for (const node of addedNodes) {
        if (node.nodeType !== Node.ELEMENT_NODE || !node.parentElement) continue;
        setRoles(node.parentElement);
        if (node.matches("[class^=tpo-]")) sized(node.parentElement);
      }
    }
  });
  document.addEventListener("toggle", ({ target }) => sized(target), true); // a fold opens
  globalThis.addEventListener("resize", () => sized(document));
  const wanted = { childList: true, subtree: true, attributeFilter: ["class"] };
  globalThis.tpoRegions.observe(document.body, wanted);
  setRoles(document.body);
};
