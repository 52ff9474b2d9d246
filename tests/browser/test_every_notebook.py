"""Every notebook, opened once: worked through by keys, then looked at in every way a reader may.

The tests of a notebook share its page and run in their order: what the keys opened is on the page
for all that follow.
"""

from __future__ import annotations

import itertools
import re
import time

import pytest
from axe import violations
from keyboard import walk
from lab import NOTEBOOKS
from pages import PATIENCE_SECONDS
from reflow import LARGE, NARROW, SPACING, ZOOMED, forced_colors, lost, sized, styled
from spoken import silent, tree
from walk import THEMES

from utils.kit.outline import is_done, load_lessons
from utils.kit.progress import Progress

NAMES = sorted(path.name for path in NOTEBOOKS.glob("*.ipynb"))
# What axe finds in JupyterLab itself: the rule, the element, and why it isn't ours to fix.
JUPYTERLAB = (
    # The list of cells is a feed whose children are not articles (JupyterLab 4.6).
    ("aria-required-children", 'role="feed"'),
    # The button that folds a section has no words in it.
    ("button-name", "jp-collapseHeadingButton"),
    # The editor of a code cell has no name of its own.
    ("aria-input-field-name", "cm-content"),
    # A paragraph whose formula is a pixel higher than its line scrolls, in JupyterLab's own box.
    ("scrollable-region-focusable", "jp-RenderedMarkdown"),
)
ROOTS = """() => [...document.querySelectorAll(".tpo-activity:not(.tpo-card)")].map((one, at) => {
  one.dataset.walk = at;
  return [at, /\\btpo-((\\d\\d[a-z]?-|work)[\\w-]*)/.exec(one.className)[1]];
})"""
# What is different only by its color, where a reader's own colors take the place of ours: how
# something chosen, and something that isn't, are drawn.
PAIRS = {
    ".tpo-option:has(:checked)": ".tpo-option:not(:has(:checked))",
    ".tpo-pick-list button[aria-pressed=true]": ".tpo-pick-list button[aria-pressed=false]",
    "select.tpo-cell.tpo-set": "select.tpo-cell:not(.tpo-set)",
    ".tpo-progress li.tpo-done": ".tpo-progress li:not(.tpo-done, .tpo-now)",
    ".jupyter-button.tpo-primary:enabled": ".jupyter-button:enabled:not(.tpo-primary)",
}
DRAWN = """(node) => {
  const { borderWidth, borderStyle, borderColor, backgroundColor } = getComputedStyle(node);
  const opaque = backgroundColor.match(/[\\d.]+/g).slice(0, 3);  // the page has the same color
  return [borderWidth, borderStyle, borderColor, ...opaque].join(" ");
}"""
# Controls without an edge that can be seen, once backgrounds and shadows are gone.
EDGELESS = """() => [...document.querySelectorAll(".tpo-activity :is(button, select, textarea, "
    + "input:not([type=range], [type=radio], [type=checkbox], [type=file]))")]
  .filter((one) => one.checkVisibility())
  .filter((one) => {
    const style = getComputedStyle(one);
    return parseFloat(style.borderTopWidth) < 1 || style.borderTopColor === style.backgroundColor;
  })
  .map((one) => one.outerHTML.slice(0, 100))"""
TARGET = 24  # CSS pixels, WCAG 2.5.8
# Everything that can be clicked, with the size of what takes the click.
TARGETS = """root => [...root.querySelectorAll(
    "button, input:not([type=file]), select, textarea, summary, .tpo-option")]
  .filter((one) => one.checkVisibility() && !one.matches(".tpo-option input"))
  .map((one) => {
    const { width, height } = one.getBoundingClientRect();
    const ours = Boolean(one.closest(".tpo-activity"));
    return { what: one.outerHTML.slice(0, 120), ours, size: Math.min(width, height) };
  })"""
HEADINGS = """() => [...document.querySelectorAll(
    ".jp-Notebook :is(h1, h2, h3, h4, h5, h6)")]
  .filter((one) => one.checkVisibility())
  .map((one) => [Number(one.tagName[1]), one.textContent])"""
EDGES = """() => [...document.querySelectorAll(
    ".jp-Notebook :is(.jp-RenderedMarkdown > p, .tpo-activity:not(.tpo-card), .tpo-progress, "
    + ".tpo-course-map, .tpo-text, .tpo-listing)")]
  .filter((one) => one.checkVisibility())
  .map((one) => Math.round(one.getBoundingClientRect().left))"""
# Places that a screen reader has to follow: those on show, and those that still wait for words.
LIVE = """(root) => [...root.querySelectorAll(".tpo-status > .widget-html-content, "
    + ".tpo-field-note, .tpo-ranking [role=status]")]
  .filter((one) => one.closest(".tpo-activity") === root && !one.closest(".tpo-hidden"))
  .filter((one) => one.parentElement.parentElement.checkVisibility()).length"""


@pytest.fixture(scope="module", params=NAMES, ids=lambda name: name.partition("-")[0])
def lesson(request, _shared):
    """Return a notebook that someone new has run; all tests of it share the page."""
    _shared.close()  # a page remembers what the scripts of the notebook before left in it
    made = _shared.open(request.param)
    made.unchosen = drawn(made.page, PAIRS.values())  # later, everything may be chosen
    return made


def test_a_screen_reader_knows_where_answers_will_come(lesson):
    """Before anything is done: a region that comes only with its words is not announced."""
    silent_places, count = [], 0
    for one in lesson.page.locator(".tpo-activity:not(:has(.tpo-card))").all():
        wanted = one.evaluate(LIVE)
        told = sum(node.says.get("live") == "polite" for node in tree(one))
        count += told
        if told < wanted:
            silent_places.append(f"{told} of {wanted}: {one.inner_text()[:60]}")
    assert silent_places == []
    assert count > 3


def test_text_and_what_runs_share_one_left_edge(lesson):
    found = lesson.page.evaluate(EDGES)
    assert len(found) > 8
    assert len(set(found)) == 1


def test_targets_are_large_enough_and_headings_in_order(lesson):
    root = lesson.page.locator(".jp-Notebook")
    targets = root.evaluate(TARGETS)
    assert sum(one["ours"] for one in targets) > 10
    assert [one for one in targets if one["size"] < TARGET] == []
    levels = root.evaluate(HEADINGS)
    jumps = [pair for pair in itertools.pairwise(levels) if pair[1][0] > pair[0][0] + 1]
    assert jumps == []
    assert lesson.page.locator(".tpo-activity th:empty").count() == 0


def test_all_of_it_is_done_by_keyboard_alone(lesson):
    met = {}
    for at, where in lesson.page.evaluate(ROOTS):
        met[f"{where} {at}"] = walk(lesson, at)
    lesson.wait_idle()
    assert {where: one.unreached for where, one in met.items() if one.unreached} == {}
    assert {where: one.without_ring for where, one in met.items() if one.without_ring} == {}
    assert lesson.errors() == []
    page = lesson.page.locator(".jp-Notebook")
    assert "bug in the course" not in page.inner_text()
    stem = lesson.name.removesuffix(".ipynb")
    exercises = load_lessons()[stem].exercises if stem in load_lessons() else ()
    assert open_exercises(lesson.lab.home, exercises) == []
    cards = page.locator(".tpo-card .tpo-feedback")
    assert cards.filter(has_not_text=re.compile(r"\w")).count() == 0


def open_exercises(home, exercises, seconds=PATIENCE_SECONDS):
    """Return the exercises that the log doesn't say are done; the last words take a moment."""
    end = time.monotonic() + seconds
    while True:
        progress = Progress(home)
        found = [one.name for one in exercises if not is_done(progress, one)]
        if not found or time.monotonic() > end:
            return found
        time.sleep(0.1)


def test_axe_finds_nothing_of_ours(lesson):
    for theme in THEMES:
        lesson.theme(theme)
        found = violations(lesson.page, ".jp-Notebook")
        assert [one for one in found if not is_jupyterlabs(one)] == [], theme
    lesson.theme(THEMES[0])


def is_jupyterlabs(line):
    return any(f" {rule}:" in line and sign in line for rule, sign in JUPYTERLAB)


def test_everything_has_a_name_and_every_picture_says_its_point(lesson):
    for one in lesson.page.locator(".tpo-activity:not(.tpo-card)").all():
        nodes = tree(one)
        assert silent(nodes) == []
        groups = one.locator("fieldset:visible, [role=group]:visible").count()
        assert sum(node.role == "group" and bool(node.name) for node in nodes) >= groups
    pictures = lesson.page.locator(".jp-Notebook img:visible").evaluate_all(
        "all => all.map((one) => one.alt)"
    )
    assert [alt for alt in pictures if len(alt.split()) < 8 or not alt.rstrip().endswith(".")] == []


@pytest.mark.parametrize("change", ["text spacing", "large text", "200% zoom", "320 pixels wide"])
def test_nothing_is_lost(lesson, change):
    page = lesson.page
    how = {
        "text spacing": lambda: styled(page, SPACING),
        "large text": lambda: styled(page, LARGE),
        "200% zoom": lambda: sized(page, ZOOMED),
        "320 pixels wide": lambda: sized(page, NARROW),
    }[change]
    with how():
        assert lost(page) == []


def drawn(page, selectors):
    """Return how the first of each is drawn in forced colors, for those that are on the page."""
    with forced_colors(page):
        found = {each: page.locator(f".jp-Notebook {each}:visible").first for each in selectors}
        return {each: place.evaluate(DRAWN) for each, place in found.items() if place.count()}


def test_forced_colors_hide_nothing(lesson):
    page = lesson.page
    chosen, unchosen = drawn(page, PAIRS), {**lesson.unchosen, **drawn(page, PAIRS.values())}
    assert [one for one, look in chosen.items() if look == unchosen.get(PAIRS[one])] == []
    with forced_colors(page):
        assert page.evaluate(EDGELESS) == []
        assert lost(page) == []
