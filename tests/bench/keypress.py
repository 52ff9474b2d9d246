"""From a key press to the new picture, in Chromium, against `interact` with `plt.show()`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import nbformat
from chromium import SIZE, launch
from lab import Lab
from pages import NotebookPage

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Locator


@dataclass(frozen=True)
class Case:
    """A slider of the lesson, and a cell that draws the same picture by `interact`.

    Parameters
    ----------
    activity_id
        The activity's name in the log.
    slider, which
        The accessible name of the slider, and which one where several have it (from 0).
    setup
        Code that defines `draw(value)` and returns the matplotlib figure of the activity.
    low, high, step, start
        The same range for the baseline's slider. There is room for 30 steps above `start`,
        and each changes the picture.
    clicks
        What to click before the slider shows: pairs of role and name.

    """

    activity_id: str
    slider: str
    setup: str
    low: int
    high: int
    step: int
    start: int
    which: int = 0
    clicks: tuple[tuple[str, str], ...] = ()


# --- what is compared: keep in step with the activities ----------------------------------------

CASES = (
    Case(
        activity_id="05.m2a",
        slider="Lead average",
        setup="""
from utils.pay.article import article_figures
from utils.pay.model.levels import largest_share
from utils.pay.pictures.levels import LeadShareBound, draw_lead_share_bound

def draw(value):
    known = article_figures()
    others = (known["mid"], known["senior"])
    share = largest_share(known["average"], value, others)
    return draw_lead_share_bound(LeadShareBound(known["average"], value, others, share))
""",
        low=90_000,
        high=180_000,
        step=500,
        start=115_000,
    ),
    Case(
        activity_id="05.m2",
        slider="Lead pay",
        which=2,
        clicks=(
            ("radio", "Only if the data are wrong"),
            ("button", "Lock in my prediction"),
        ),
        setup="""
from utils.pay.model.levels import EmployerGroup, decompose_gap
from utils.pay.pictures.levels import draw_gap_split

def draw(value):
    return draw_gap_split(decompose_gap([
        EmployerGroup("Tech companies", 150, 176, 0.40, 0.05),
        EmployerGroup("Enterprises", 125, 142, 0.40, 0.10),
        EmployerGroup("Service companies", 98, value, 0.20, 0.85),
    ]))
""",
        low=60,
        high=220,
        step=1,
        start=107,
    ),
)

# -----------------------------------------------------------------------------------------------

REST = 0.9  # seconds; by then the activity has also written its log
# The usual way to make a notebook react. The figures are built without pyplot, so pyplot is
# told of them: then plt.show() does with them what it does with its own. By default it draws
# one pixel a CSS pixel, where the lesson draws four (readable at 200% zoom).
BASELINE = """
%config InlineBackend.figure_format = "{density}"
import matplotlib.pyplot as plt
from ipywidgets import IntSlider, interact
from matplotlib._pylab_helpers import Gcf
from matplotlib.backend_bases import FigureManagerBase

{setup}

def show(value):
    Gcf._set_new_active_manager(FigureManagerBase(draw(value).canvas, 1))
    plt.show()

slider = IntSlider({start}, {low}, {high}, {step})
made = interact(show, value=slider).widget.add_class("{name}")
"""
# Stops the clock when the new picture could be painted, not when the message came.
WATCH = """scope => {
  const root = document.querySelector(scope);
  const last = root.querySelector("img")?.src;
  let start = null;
  window.tpoTook = null;
  const clock = () => { start ??= performance.now(); };
  document.addEventListener("keydown", clock, { capture: true, once: true });
  const observer = new MutationObserver(async () => {
    const image = root.querySelector("img");
    if (start === null || !image || image.src === last) return;
    observer.disconnect();
    await image.decode();
    window.tpoTook = performance.now() - start;
  });
  const what = { childList: true, subtree: true, attributes: true, attributeFilter: ["src"] };
  observer.observe(root, what);
}"""


def compare(
    notebook: Path, presses: int, *, sharp: bool = False
) -> dict[str, tuple[list[float], list[float]]]:
    """Return milliseconds of the activity and of `interact` for every case, measured in turn.

    Both stand in one notebook with one kernel, so page and kernel are equally busy. With `sharp`
    `interact` draws as many pixels as the lesson.
    """
    from playwright.sync_api import sync_playwright

    with Lab() as lab, sync_playwright() as playwright, launch(playwright) as browser:
        page = browser.new_context(viewport=SIZE).new_page()
        book = NotebookPage(page, lab).open(
            _with_baselines(notebook, lab, "retina" if sharp else "png")
        )
        book.run_all(seconds=300)
        return {case.activity_id: _measured(book, case, presses) for case in CASES}


def _with_baselines(notebook: Path, lab: Lab, density: str) -> str:
    book = nbformat.read(notebook, as_version=4)
    for case in CASES:
        source = BASELINE.format(**vars(case), name=_name(case), density=density)
        book.cells.append(nbformat.v4.new_code_cell(source))
    nbformat.write(book, lab.root / "bench.ipynb")
    return "bench.ipynb"


def _name(case: Case) -> str:
    return f"tpo-bench-{case.activity_id.replace('.', '-')}"


def _measured(book: NotebookPage, case: Case, presses: int) -> tuple[list[float], list[float]]:
    activity = book.activity(case.activity_id)
    for role, name in case.clicks:
        book.control(activity, name, role).click()
        book.wait_idle()
    slider = book.control(activity, case.slider, "slider").nth(case.which)
    other = book.page.locator(f".{_name(case)} .noUi-handle")
    # JupyterLab would take the arrow keys of ipywidgets' slider for its own.
    other.evaluate("element => { element.dataset.lmSuppressShortcuts = 'true'; }")
    ours, theirs = [], []
    for _ in range(presses + 1):
        ours.append(_press(book, slider, f".tpo-{case.activity_id.replace('.', '-')}"))
        theirs.append(_press(book, other, f".{_name(case)}"))
    return ours[1:], theirs[1:]  # the first press of each loads things


def _press(book: NotebookPage, slider: Locator, scope: str) -> float:
    from playwright.sync_api import TimeoutError as TooLong

    slider.focus()
    book.wait_idle(quiet=REST)
    book.page.evaluate(WATCH, scope)
    book.page.keyboard.press("ArrowRight")
    try:
        took = book.page.wait_for_function("window.tpoTook", polling=25, timeout=10_000)
    except TooLong as problem:
        raise RuntimeError(f"no new picture in {scope} within 10 s of a key press") from problem
    return took.json_value()
