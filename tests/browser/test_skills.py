"""Notebook 02 as a learner uses it: readings, neighbors, the gap plan."""

from __future__ import annotations

import pytest
from walk import click, fit_on_one_screen, picture, reset, unlock, wait_for, wait_for_log, words

LESSON = "02-skills.ipynb"
PROFILE = "Critical thinking, because all three weigh arguments"


@pytest.fixture
def lesson(open_shared):
    """Return the lesson, which the tests of this file share."""
    return open_shared(LESSON)


def test_the_query_runs_and_refuses_what_is_no_question(lesson):
    where = "02.query"
    before = words(lesson, where)
    assert "Subscriptions" in lesson.activity(where).inner_text()  # a row, on show
    field = lesson.control(where, "Query (SQLite)", "textbox")
    for text, said in (("delete from refunds", ""), ("selct * from refunds", "")):
        field.fill(text)
        field.press("Tab")
        lesson.wait_idle()
        assert lesson.activity(where).locator(".tpo-error").inner_text() != said
        assert words(lesson, where) == before
    field.fill("select count(*) as many from refund_attempts")
    field.press("Tab")
    wait_for(lesson, where, "1 row.")
    reset(lesson, where)
    assert words(lesson, where) == before


def test_neighbors(lesson):
    where = "02.profile"
    unlock(lesson, where, PROFILE)
    assert "Programming sets them apart most: 31 to 94" in words(lesson, where)
    lesson.control(where, "Marketing managers", "checkbox").focus()
    lesson.page.keyboard.press("Space")
    lesson.wait_idle()
    assert "Programming sets them apart most: 22 to 94" in words(lesson, where)
    for box in lesson.activity(where).get_by_role("checkbox").all():
        if box.is_checked():
            box.uncheck()
    lesson.wait_idle()
    assert "There's nothing to compare yet." in lesson.activity(where).inner_text()
    assert picture(lesson, where).count() == 1


def test_a_gap_plan_by_keyboard(lesson, learner_home):
    where = "02.s1"
    own = lesson.activity(where).locator("select[data-place='interfaces.own']")
    own.focus()
    lesson.page.keyboard.press("2")
    lesson.wait_idle()
    evidence = lesson.control(where, "Interfaces", "textbox")
    assert evidence.is_visible()
    assert not lesson.control(where, "Architecture", "textbox").is_visible()
    assert "1 level without evidence yet" in words(lesson, where)
    evidence.fill("I reviewed a <contract>")
    evidence.press("Tab")
    lesson.wait_idle()
    assert "without evidence" not in words(lesson, where)
    lesson.control(where, "Kind of product (sets the targets)", "combobox").focus()
    lesson.page.keyboard.press("End")
    lesson.wait_idle()
    assert "C++" in picture(lesson, where).get_attribute("alt")
    click(lesson, where, "Save my skill-gap plan")
    wait_for(lesson, where, "Saved:")
    kept = (learner_home / "documents" / "skill-gap-plan.html").read_text(encoding="utf-8")
    assert "I reviewed a &lt;contract&gt;" in kept
    wait_for_log(learner_home, "changed", where)
    lesson.restart_and_run_all()
    assert lesson.control(where, "Interfaces", "textbox").input_value() == "I reviewed a <contract>"


def test_the_picture_fits_on_one_screen_with_its_controls(notebook):
    lesson = notebook.open(LESSON).run_all()
    unlock(lesson, "02.profile", PROFILE)
    fit_on_one_screen(lesson, "02.profile")
