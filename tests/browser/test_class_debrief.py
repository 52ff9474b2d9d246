"""The class debrief in front of a room: large, one question at a time, by keyboard."""

from __future__ import annotations

import json

import axe
import nbformat
import pytest

from utils.kit.progress import Progress, archive
from utils.kit.quiz import bank
from utils.kit.quiz.grading import grade

CELLS = ("from utils.workshop.activities import ClassDebrief", "ClassDebrief()")
OVER = """() => {
  const stage = document.querySelector(".tpo-stage"), slide = stage.firstChild;
  const text = parseFloat(getComputedStyle(slide).fontSize);
  return [slide.scrollHeight > stage.clientHeight + 1, slide.scrollWidth > slide.clientWidth + 1,
    text, slide.innerText.slice(0, 50)];
}"""


@pytest.fixture
def room(tmp_path):
    """Return a folder with the exports of four people who answered everything the same way."""
    folder = tmp_path / "class"
    folder.mkdir()
    for number in range(4):
        progress = Progress(tmp_path / f"home{number}")
        for notebook in bank.notebooks_with_questions():
            for question in bank.load_questions(notebook):
                keys = [one.key for one in question.choices]
                given = [keys[number % len(keys)]] if keys else question.number.slips[0].value
                result = grade(question, given)
                progress.record(
                    "answered", question.id, choice=given, correct=result.solved,
                    misconceptions=list(result.misconceptions), confidence="sure",
                )  # fmt: skip
        made = archive.build_export(progress, "Ada" if number == 0 else "")
        (folder / f"{number}.zip").write_bytes(made.parts[0])
    return folder


@pytest.fixture
def debrief(notebook, lab, room):
    """Return the activity with the folder entered, on a page of 1280 x 720."""
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(one) for one in CELLS])
    book.metadata.kernelspec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    (lab.root / "zz-debrief.ipynb").write_text(json.dumps(book), encoding="utf-8")
    notebook.page.set_viewport_size({"width": 1280, "height": 720})
    notebook.open("zz-debrief.ipynb").run_all()
    shown = notebook.activity("90.debrief")
    field = shown.get_by_label("Folder with the class's work")
    field.fill(str(room))
    field.press("Tab")
    shown.locator(".tpo-bars").first.wait_for()
    return shown


def test_arrow_keys_turn_the_slides_and_nothing_is_cut_off(debrief, notebook):
    page = notebook.page
    debrief.get_by_role("button", name="Full screen").click()
    page.wait_for_function("Boolean(document.fullscreenElement)")
    count = debrief.locator(".tpo-slide-count")
    total = int(count.inner_text().split()[-1])
    assert total > 200
    bad = []
    for at in range(1, total):
        page.keyboard.press("ArrowRight" if at % 2 else "PageDown")
        down, right, size, words = page.evaluate(OVER)
        if down or right or size < 18:
            bad.append((at + 1, down, right, size, words))
    assert bad == []
    assert count.inner_text() == f"{total} of {total}"
    page.keyboard.press("ArrowLeft")
    assert count.inner_text() == f"{total - 1} of {total}"
    page.keyboard.press("Home")
    assert count.inner_text() == f"1 of {total}"
    page.keyboard.press("Escape")


def test_it_is_accessible_and_names_no_one_until_asked(debrief, notebook):
    assert axe.violations(notebook.page, ".tpo-90-debrief") == []
    slides = debrief.locator(".tpo-stage")
    slides.focus()
    notebook.page.keyboard.press("ArrowRight")
    assert "right" in slides.inner_text()
    assert "Ada" not in slides.inner_text()
    debrief.get_by_label("Show those who agreed to be named").check()
    debrief.locator(".tpo-slide-count", has_text="1 of").wait_for()
    slides.focus()
    notebook.page.keyboard.press("ArrowRight")
    assert "Agreed to be called on: Ada" in slides.inner_text()
