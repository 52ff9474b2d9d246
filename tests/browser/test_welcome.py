"""Notebook 00 as a newcomer uses it: check, first activity, baseline, route, and on by a link."""

from __future__ import annotations

import re

import pytest
from walk import click, fit_on_one_screen, log, picture, unlock, wait_for, words

from utils.kit.quiz import bank

LESSON = "00-welcome.ipynb"
EIGHT = bank.load_question_group("00-welcome", "baseline")


@pytest.fixture
def lesson(notebook):
    """Return the lesson, opened and run by someone who is new."""
    return notebook.open(LESSON).run_all()


def card(lesson, number):
    return lesson.activity("00.baseline").locator(".tpo-card").nth(number)


def give(lesson, number, key, sure="A guess"):
    """Answer one question of the baseline; by keyboard where the number is even."""
    box = card(lesson, number)
    text = next(choice.text for choice in EIGHT[number].choices if choice.key == key)
    for name in (text, sure):
        control = box.get_by_role("radio", name=name, exact=True)
        if number % 2:
            control.check()
        else:
            control.focus()
            lesson.page.keyboard.press("Space")
    box.get_by_role("button", name="Keep my answer").click()
    lesson.wait_idle()


def test_everything_is_here(lesson):
    assert lesson.page.get_by_text("Everything that the course needs is here.").count() == 1


def test_the_first_activity(lesson):
    where = "00.first"
    assert picture(lesson, where).count() == 0
    click(lesson, where, "Lock in my prediction")
    wait_for(lesson, where, "You haven't chosen a prediction yet.")
    unlock(lesson, where, "For a whole day")
    assert "much less" in lesson.activity(where).inner_text()
    lesson.press(lesson.control(where, "You promise", "slider"), "Home")
    lesson.wait_idle()
    assert "7.2 hours" in words(lesson, where)


def test_a_baseline_is_kept_quietly(lesson, learner_home):
    wrong = [next(c.key for c in q.choices if c.verdict == "wrong") for q in EIGHT]
    box = card(lesson, 0)
    box.get_by_role("button", name="Keep my answer").click()
    lesson.wait_idle()
    assert "You haven't chosen an answer yet" in box.inner_text()
    for number in range(8):
        give(lesson, number, wrong[number])
    page = lesson.activity("00.baseline").inner_text()
    assert page.count("Saved.") == 8
    assert not any(c.feedback in page for q in EIGHT for c in q.choices)
    assert [e["result"]["quiet"] for e in log(learner_home) if e["what"] == "answered"] == [
        True
    ] * 8
    lesson.restart_and_run_all()
    assert card(lesson, 3).get_by_role("button", name="Keep my answer").is_disabled()
    assert "Baseline answers saved: 8" in lesson.activity("work").inner_text()


def test_a_route_becomes_a_plan(lesson, learner_home):
    where = "00.route"
    said = re.match(r"(\d+) minutes in", picture(lesson, where).get_attribute("alt"))
    assert 78 <= int(said[1]) <= 90
    lesson.control(where, "I am (closest to)", "combobox").select_option("Hiring manager")
    lesson.control(where, "I have", "combobox").select_option("Half a day")
    lesson.wait_idle()
    assert "stops in 2" in words(lesson, where)
    lesson.control(where, "I have", "combobox").select_option("All of it, at my own pace")
    lesson.press(
        lesson.control(where, "Hours a week, if at your own pace", "slider"), "ArrowRight", 4
    )
    lesson.wait_idle()
    assert "At 4 a week" in words(lesson, where)
    field = lesson.control(where, "What I want to be able to do afterward", "textbox")
    field.fill("Hire <b>fairly</b>")
    field.press("Tab")
    lesson.wait_idle()
    click(lesson, where, "Save my learning plan")
    wait_for(lesson, where, "Saved:")
    page = (learner_home / "documents" / "learning-plan.html").read_text(encoding="utf-8")
    assert "Hire &lt;b&gt;fairly&lt;/b&gt;" in page
    assert "Notebook 06" in page


def test_links_lead_on_back_and_to_the_map(lesson):
    """By mouse from the welcome to the next notebook, and back from there to the map."""
    tab = lesson.page.locator("#jp-main-dock-panel .lm-TabBar-tab.lm-mod-current")
    shown = lesson.page.locator(".jp-NotebookPanel:visible")
    shown.get_by_role("link", name="01 What a technical product owner does").last.click()
    tab.get_by_text("01-role-definition.ipynb").wait_for()
    link = shown.get_by_role("link", name="The map")
    link.scroll_into_view_if_needed()
    link.click()
    tab.get_by_text("00-welcome.ipynb").wait_for()
    heading = shown.get_by_role("heading", name="The map")
    heading.wait_for()
    lesson.page.wait_for_timeout(1000)
    assert 0 <= heading.bounding_box()["y"] <= 700


def test_pictures_fit_on_one_screen_with_their_controls(lesson):
    unlock(lesson, "00.first", "For a whole day")
    fit_on_one_screen(lesson, "00.first", "00.route")
