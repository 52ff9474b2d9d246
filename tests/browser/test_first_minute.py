"""The first minute in JupyterLab, and coming back: where one stands, and how far one is."""

from __future__ import annotations

import pytest
from axe import violations
from pages import CLOSE_ALL, NotebookPage, new_context
from walk import THEMES

from utils.kit.course_progress import NotebookProgress
from utils.kit.outline import load_lessons
from utils.kit.progress import Progress
from utils.role.activities import RoleCharter

LESSON = "01-role-definition.ipynb"
STEM = "01-role-definition"
TITLE = "What a technical product owner does"
TRACKER = "notebook-extension/tracker"
# How far a heading is below the upper edge of its notebook; null where it isn't on the page.
PLACE = """text => {
  const panel = document.querySelector(".jp-NotebookPanel:not(.lm-mod-hidden)");
  const list = panel.querySelector(".jp-WindowedPanel-outer");
  const every = [...list.querySelectorAll("h1, h2")];
  const heading = every.find((one) => one.textContent.replace("¶", "").trim() === text);
  return heading ? heading.getBoundingClientRect().top - list.getBoundingClientRect().top : null;
}"""
ON_TOP = f"text => {{ const top = ({PLACE})(text); return top !== null && top > -40 && top < 80; }}"


def heading(number: int, notebook: str = STEM) -> str:
    return load_lessons()[notebook].exercises[number - 1].anchor.replace("-", " ")


def finish(home, count: int, notebook: str = STEM) -> None:
    """Log what the first exercises of a notebook need."""
    results = {
        "answered": {"choice": ["a"], "correct": True, "confidence": "sure", "attempt": 1},
        "saved": {"document": "x"},
        "predicted": {"choice": "none"},
        "changed": {"values": {}},
    }
    for one in load_lessons()[notebook].exercises[:count]:
        for kind, place, *detail in (needed.split(":") for needed in one.requirements):
            cards = range(int(detail[0])) if kind == "sorted" else []
            sort = {"cards": {f"c{n}": "po" for n in cards}, "again": False}
            Progress(home).record(kind, place, **results.get(kind, sort))


def stands_at(lesson, text: str) -> bool:
    """Whether the page comes to rest with this heading at the top."""
    lesson.page.wait_for_function(ON_TOP, arg=text)
    lesson.page.wait_for_timeout(700)  # what moves it later
    return lesson.page.evaluate(ON_TOP, text)


OPENED = "() => [...window.jupyterapp.shell.widgets('main')].map((one) => one.title.label)"


def test_a_notebook_closed_right_after_it_ran_stays_closed(notebook):
    notebook.open(LESSON).run_all()
    notebook.page.evaluate(CLOSE_ALL)  # by a script: no key or click that would end the move
    notebook.open("02-skills.ipynb", seconds=20).run_all()
    assert LESSON not in notebook.page.evaluate(OPENED)


@pytest.fixture(params=["full", "defer", "contentVisibility"])
def lesson(request, browser, lab):
    """Return a notebook in a page of its own, in one way to keep cells off the page."""
    lab.set(TRACKER, {"windowingMode": request.param})
    context = new_context(browser)
    made = NotebookPage(context.new_page(), lab)
    yield made
    made.stop_listening()
    context.close()


def test_after_run_all_a_newcomer_stands_at_the_top(lesson):
    lesson.open(LESSON).run_all(check=False)
    assert stands_at(lesson, TITLE)
    assert lesson.errors() == []


def test_whoever_comes_back_stands_at_the_first_open_exercise(lesson, lab):
    finish(lab.home, 7)
    lesson.open(LESSON).run_all(check=False)
    assert stands_at(lesson, heading(8))
    lesson.restart_and_run_all(check=False)
    assert stands_at(lesson, heading(8))


def test_the_link_leads_on_by_keyboard(lesson, lab):
    finish(lab.home, 7)
    lesson.open(LESSON).run_all(check=False)
    assert stands_at(lesson, heading(8))
    lesson.page.keyboard.press("Escape")
    lesson.page.mouse.move(700, 400)
    lesson.page.mouse.wheel(0, -30_000)
    link = lesson.page.get_by_role("link", name="Continue at Exercise 8")
    link.focus()
    lesson.page.keyboard.press("Enter")
    assert stands_at(lesson, heading(8))


def test_a_learner_who_scrolls_meanwhile_is_left_alone(lesson, lab):
    finish(lab.home, 7)
    lesson.open(LESSON)
    lesson.page.mouse.move(700, 400)
    start = "window.jupyterapp.commands.execute('notebook:run-all-cells')"
    lesson.page.evaluate(f"() => {{ {start}; }}")
    lesson.page.locator(".tpo-activity").first.wait_for(state="attached")
    while any(one["source"].strip() and one["count"] is None for one in lesson.cells()):
        lesson.page.mouse.wheel(0, -80)  # as a hand does: turn by turn, while cells run
        lesson.page.wait_for_timeout(50)
    lesson.page.mouse.wheel(0, -80)
    lesson.wait_idle(quiet=1.5)
    assert not lesson.page.evaluate(ON_TOP, heading(8))


def test_one_cell_that_runs_moves_nothing(lesson, lab):
    finish(lab.home, 7)
    lesson.open(LESSON).run_all(check=False)
    assert stands_at(lesson, heading(8))
    lesson.page.mouse.move(700, 400)
    lesson.page.mouse.wheel(0, -30_000)
    lesson.page.wait_for_function(f"text => !({ON_TOP})(text)", arg=heading(8))
    lesson.page.evaluate(
        "() => { window.jupyterapp.shell.currentWidget.content.activeCellIndex = 1; }"
    )
    lesson.page.evaluate("() => { window.jupyterapp.commands.execute('notebook:run-cell'); }")
    lesson.wait_idle(quiet=1.5)
    assert not lesson.page.evaluate(ON_TOP, heading(8))


# --- how far one is ----------------------------------------------------------------------


def progress_line(notebook) -> str:
    return " ".join(notebook.page.locator(".tpo-progress-line").inner_text().split())


def test_the_line_follows_and_speaks_once(notebook, learner_home):
    """Answers in this notebook, and at the next look those of another one."""
    lesson = notebook.open(LESSON).run_all()
    assert progress_line(lesson) == "0 of 14 done about 85 minutes left Start at Exercise 1"
    said = lesson.page.locator(".tpo-progress [role=status]")
    quiz = lesson.activity("01.recall")
    for card in quiz.locator(".tpo-card").all():
        assert said.inner_text() == ""
        card.get_by_role("radio").first.check()
        card.get_by_role("radio", name="A guess").check()
        card.get_by_role("button", name="Check").click()
        lesson.wait_idle()
    assert progress_line(lesson) == "1 of 14 done about 80 minutes left Continue at Exercise 2"
    assert said.inner_text() == "Exercise 1 is done. 1 of 14 done."
    assert "✓" in quiz.locator(".tpo-eyebrow").first.inner_text()
    assert lesson.activity("work").get_by_text("Questions answered: 3").count() == 1
    finish(learner_home, 2)
    lesson.page.evaluate("() => { window.dispatchEvent(new Event('focus')); }")
    lesson.wait_idle()
    assert progress_line(lesson).startswith("2 of 14 done")


def test_the_map_leads_to_the_open_exercise_of_another_notebook(notebook, learner_home):
    finish(learner_home, 3)
    lesson = notebook.open("00-welcome.ipynb").run_all()
    row = lesson.page.locator(".tpo-course-map tr", has_text=TITLE)
    assert "3 of 14 done" in row.inner_text()
    row.get_by_role("link", name="Continue at Exercise 4").click()
    lesson.wait_ready(LESSON)
    assert stands_at(lesson, heading(4))


def test_line_and_map_are_accessible_in_both_themes(notebook, learner_home):
    finish(learner_home, 3)
    lesson = notebook.open("00-welcome.ipynb").run_all()
    for theme in THEMES:
        lesson.theme(theme)
        for place in (".tpo-progress", ".tpo-course-map"):
            assert violations(lesson.page, place) == [], theme
    heights = lesson.page.locator(".tpo-progress a, .tpo-course-map a").evaluate_all(
        "links => links.map((link) => link.getBoundingClientRect().height)"
    )
    assert min(heights) >= 24


# --- what JupyterLab asks ----------------------------------------------------------------


def test_nothing_is_asked_and_nobody_is_phoned(browser, lab):
    """JupyterLab takes the defaults that the course brings; the tests set none of them."""
    context = new_context(browser)
    page = context.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    NotebookPage(page, lab).open("00-welcome.ipynb")
    page.wait_for_timeout(1500)
    toasts = page.locator(".Toastify__toast").all_inner_texts()
    context.close()
    assert toasts == []
    assert [url for url in asked if "/api/news" in url or "/api/update" in url] == []
    assert [url for url in asked if not url.startswith((lab.url, "data:", "blob:"))] == []


def test_before_it_runs_a_page_says_so_and_vouches_for_nothing(notebook):
    lesson = notebook.open("00-welcome.ipynb")
    text = lesson.page.locator(".jp-Notebook").inner_text()
    assert "Everything that the course needs is here" not in text
    assert text.count("Run the notebook to use this") >= 4
    lesson.run_all()
    assert lesson.page.get_by_text("Run the notebook to use this").count() == 0
    assert lesson.page.get_by_text("Everything that the course needs is here").count() == 1


@pytest.mark.parametrize(("body", "media", "shown"), [
    ('<body class="jp-Notebook">', "screen", False),  # a page that nbconvert made
    ("<body>", "print", False),
    ("<body>", "screen", True),
])  # fmt: skip
def test_exports_and_prints_do_without_the_note(browser, body, media, shown):
    first, other = NotebookProgress(STEM), RoleCharter()
    forms = "".join(one._repr_mimebundle_()["text/html"] for one in (first, other))
    context = new_context(browser)
    page = context.new_page()
    page.emulate_media(media=media)
    page.set_content(f"{body}{forms}")
    notes = page.locator(".tpo-run").all()
    assert [note.is_visible() for note in notes] == [shown, shown]
    assert page.get_by_text("14 exercises, about 85 minutes").is_visible()
    context.close()
