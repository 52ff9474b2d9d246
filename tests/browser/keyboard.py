"""Works through activities by keys alone, as someone does who has no mouse."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pages import NotebookPage

MOST_ROUNDS = 40  # what appears behind the focus is found the next time; weeks are many
MOST_STOPS = 600  # of one activity; the next one begins long before
CONTROLS = "a[href], button, input:not([type=range]), select, textarea, summary"
# What a control is known by: radio buttons are one stop together, a ranking draws its buttons anew
# when it changes, and a button that says something else leads somewhere else.
KNOWN = """(one, where) => {
  one.dataset.stop ??= String(window.tpoStops = (window.tpoStops ?? 0) + 1);
  if (one.type === "radio") return one.name;
  if (one.closest(".tpo-ranking")) return `${where} ${one.getAttribute("aria-label")}`;
  return one.matches(".jupyter-button") ? `${one.dataset.stop} ${one.innerText}` : one.dataset.stop;
}"""
# What has the focus: which control of which activity, and how it's operated.
FOCUSED = f"""(where) => {{
  const one = document.activeElement;
  if (!one.closest(where)) return null;
  const stop = ({KNOWN})(one, where);
  window.tpoMet.add(stop);
  const kind = one.matches(".tpo-pick-list button") ? "pick"
    : one.matches(".tpo-ranking button") ? "mover"
    : one.matches("select.tpo-cell") ? "cell"
    : one.getAttribute("role") ?? (one.matches("input") ? one.type : one.localName);
  const ring = getComputedStyle(one.closest(".tpo-option") ?? one);
  // What was saved is done; what was refused is tried again.
  const refused = [...one.closest(where).querySelectorAll(".tpo-error, .tpo-field-error")]
    .some((each) => each.innerText.trim());
  const leads = one.matches(".tpo-primary") && (refused || !/^(Save|Export)/.test(one.innerText));
  return {{ stop, kind, leads, element: one.dataset.stop, on: Boolean(one.checked),
    value: one.value ?? "", label: one.labels?.[0]?.innerText ?? "",
    text: (one.innerText || one.getAttribute("aria-label") || one.value || "").trim(),
    off: one.getAttribute("aria-disabled") === "true",
    ring: ring.outlineStyle !== "none" && parseFloat(ring.outlineWidth) >= 2 }};
}}"""
# Every control that a mouse could use now and no Tab came to.
USABLE = f"""(root) => {{
  const where = `[data-walk="${{root.dataset.walk}}"]`;
  return [...root.querySelectorAll("{CONTROLS}")]
    .filter((one) => one.checkVisibility({{ visibilityProperty: true }})
      && !one.matches(":disabled, [aria-disabled=true]")
      && !window.tpoMet.has(({KNOWN})(one, where)))
    .map((one) => one.outerHTML.slice(0, 140));
}}"""
FIRST = f"""(root) => {{
  window.tpoMet ??= new Set();
  const first = [...root.querySelectorAll("{CONTROLS}")]
    .find((one) => one.checkVisibility({{ visibilityProperty: true }})
      && !one.matches(":disabled"));
  first?.focus();
  return Boolean(first);
}}"""
DATE = re.compile(r"first day|\bdate\b", re.IGNORECASE)
# Buttons that take something back, or lead elsewhere: reached, and left alone.
LEAVE = re.compile(
    r"Reset|Undo|Back to|Someone else|Stay with|Clear|Start over|Remove|full screen|hint",
    re.IGNORECASE,
)


@dataclass
class Walk:
    """What a walk through an activity met."""

    kinds: set[str] = field(default_factory=set)
    unreached: list[str] = field(default_factory=list)
    without_ring: set[str] = field(default_factory=set)


def walk(lesson: NotebookPage, number: int) -> Walk:
    """Go with Tab through the activity with this `data-walk`, and use everything once.

    Buttons that take something back are only passed by. What appears on the way is used, too.
    """
    selector, met, used = f'[data-walk="{number}"]', Walk(), dict[str, int]()
    for _ in range(MOST_ROUNDS):
        before = dict(used)
        _round(lesson, selector, met, used)
        lesson.wait_idle()
        met.unreached = lesson.page.locator(selector).evaluate(USABLE)
        if used == before and not met.unreached:
            break
    return met


def _round(lesson: NotebookPage, selector: str, met: Walk, used: dict[str, int]) -> None:
    """Tab from the first control of an activity to its last one."""
    page, keys = lesson.page, lesson.page.keyboard
    if not page.locator(selector).evaluate(FIRST):
        return
    keys.press("Shift")  # from now on by keyboard: a focus that a script gave shows no ring
    for _ in range(MOST_STOPS):
        here = page.evaluate(FOCUSED, selector)
        if here is None:
            return
        if not here["ring"]:
            met.without_ring.add(f"{here['kind']} {here['text'][:40]}")
        # One item of a ranking is moved: the rest would follow each other for ever. A button that
        # leads on is pressed again once there was more to do.
        moved = here["kind"] == "mover" and "mover" in met.kinds
        again = here["leads"] and len(used) > used.get(here["stop"], 0)
        new = here["stop"] not in used or again
        if moved or not new or not _use(lesson, here):
            keys.press("Tab")
        if new:
            used[here["stop"]] = len(used) + (here["stop"] not in used)
        met.kinds.add(here["kind"])
    raise AssertionError(f"Tab finds no way out of {selector}")


# The key that gives each kind of control an answer, or opens it.
KEYS = {
    "spinbutton": "ArrowUp", "cell": "Space", "select": "ArrowDown", "combobox": "ArrowDown",
    "summary": "Enter", "mover": "ArrowDown", "pick": "1", "radio": "Space", "checkbox": "Space",
    "button": "Enter",
}  # fmt: skip
GONE = """stop => {
  const one = document.querySelector(`[data-stop="${stop}"]`);
  return !one?.checkVisibility() || one.getAttribute("aria-disabled") === "true";
}"""


def _use(lesson: NotebookPage, here: dict) -> bool:
    """Use the control that has the focus; return whether the focus moves on by itself."""
    page, kind = lesson.page, here["kind"]
    if kind in ("text", "textarea"):
        if not here["value"]:
            page.keyboard.type("2027-01-04" if DATE.search(here["label"]) else "12")
    elif kind == "radio" and here["on"]:
        page.keyboard.press("ArrowDown")
    elif not (here["on"] or here["off"] or (kind == "button" and LEAVE.search(here["text"]))):
        page.keyboard.press(KEYS.get(kind, "Shift"))
    picked = kind == "pick" and not here["off"]
    if picked or here["text"].startswith("Lock in"):
        page.wait_for_function(GONE, arg=here["element"], polling=25)
    if picked:
        lesson.wait_idle()
    return picked  # the next card takes the focus
