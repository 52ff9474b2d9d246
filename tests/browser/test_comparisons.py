"""Notebook 03 as a learner uses it: roles, responsibilities, order, dates, titles."""

from __future__ import annotations

import re

import pytest
from walk import (
    click,
    fit_on_one_screen,
    log,
    picture,
    problem,
    reset,
    unlock,
    wait_for,
    wait_for_log,
    words,
)

from utils.comparison import data
from utils.kit.card_sort import decks

LESSON = "03-comparisons.ipynb"
FULL = {"pm": "PM", "po": "PO", "tpo": "TPO", "tpm": "TPM", "lead": "Lead"}


@pytest.fixture
def lesson(open_shared):
    """Return the lesson, which the tests of this file share."""
    return open_shared(LESSON)


def question(lesson, where):
    """Return the card on show: the last one of the activity."""
    return lesson.activity(where).locator(".tpo-sort").last


def sort_all(lesson, where, deck, told):
    """Give every card its role with the number keys; `told` is what identifies a card on show."""
    keys = [one.key for one in deck.categories]
    question(lesson, where).get_by_role("button").first.focus()
    count = int(re.search(r"Card 1 of (\d+)", words(lesson, where))[1])
    for _ in range(count):
        shown = question(lesson, where).inner_text()
        card = next(one for one in deck.cards if told(one) in shown)
        lesson.page.keyboard.press(str(keys.index(card.best) + 1))
        lesson.wait_idle()


def test_the_comparison_table_is_built_from_evidence(lesson, learner_home):
    where, deck = "03.table", decks.load_deck("03-evidence")
    sort_all(lesson, where, deck, lambda card: card.text)
    assert "12 of 12 cards where we would" in words(lesson, where)
    table = lesson.activity(where).locator("details table")
    assert table.locator("tbody tr").count() == 3
    click(lesson, where, "Sort 16 more cards")
    sort_all(lesson, where, deck, lambda card: card.text)
    assert "28 of 28 cards where we would" in words(lesson, where)
    assert table.locator("tbody tr").count() == 7
    for name in ("Scope", "Typical failure"):
        assert name in table.inner_text()
    lesson.restart_and_run_all()
    assert "28 of 28" in words(lesson, where)


def place_of(lesson, decision, role):
    return lesson.activity("03.c1").locator(f"select[data-place='{decision}.{role}']")


def test_responsibilities_by_keyboard(lesson, learner_home):
    where = "03.c1"
    rows = list(data.reference_rows_by_decision().values())
    first = rows[0].decision
    for role in ("pm", "tpo"):
        place_of(lesson, first, role).focus()
        lesson.page.keyboard.press("a")
    lesson.wait_idle()
    mark = lesson.activity(where).locator(f".tpo-mark[data-row='{first}']")
    assert mark.inner_text().startswith("⚠")
    lesson.page.keyboard.press("Home")  # back to nothing in this cell
    lesson.wait_idle()
    assert place_of(lesson, first, "tpo").evaluate("node => node === document.activeElement")
    click(lesson, where, "Compare with our starting point")
    wait_for(lesson, where, "of your decisions follow the rules so far.")
    assert picture(lesson, where).count() == 0
    for row in rows[:7]:
        for role in FULL:
            place_of(lesson, row.decision, role).select_option(row.cells[role])
    lesson.wait_idle()
    assert "7 of 10 decisions follow the rules" in words(lesson, where)
    assert mark.inner_text() == "✓"
    click(lesson, where, "Compare with our starting point")
    wait_for(lesson, where, "7 of 7 decisions have the same accountable")
    assert picture(lesson, where).get_attribute("alt")
    click(lesson, where, "Save my responsibility agreement")
    wait_for(lesson, where, "Saved:")
    kept = learner_home / "documents" / "responsibility-agreement.md"
    assert data.decision_labels()[first] in kept.read_text(encoding="utf-8")
    lesson.restart_and_run_all()
    assert "7 of 10 decisions follow the rules" in words(lesson, where)
    assert "7 of 7 decisions have the same accountable" in lesson.activity(where).inner_text()


def test_the_order_by_keyboard_and_by_mouse(lesson):
    where = "03.c2a"
    before = words(lesson, where)
    up = lesson.control(where, "Move Ledger split: 8 points a week, 5 weeks up", "button")
    up.focus()
    lesson.page.keyboard.press("ArrowUp")
    lesson.wait_idle()
    assert words(lesson, where) != before
    assert up.evaluate("node => node === document.activeElement")
    assert "is now 2 of 8" in lesson.activity(where).locator(".tpo-unseen").inner_text()
    down = lesson.control(where, "Move Ledger split: 8 points a week, 5 weeks down", "button")
    for _ in range(2):
        down.click()
        lesson.wait_idle()
    wait_for(lesson, where, "This sequence can't be built")
    click(lesson, where, "Show the cheapest sequence")
    wait_for(lesson, where, "3,418")
    assert "3,827" in lesson.activity(where).inner_text()


def test_slips_and_an_edited_network(lesson, learner_home):
    where = "03.c2b"
    slip = lesson.control(where, "Days longer (+) or shorter (−)", "slider")
    lesson.press(slip, "ArrowRight", 3)
    assert "the finish doesn't move: day 34 stays" in words(lesson, where)
    lesson.press(slip, "ArrowRight", 2)
    assert "the finish moves by 2 to day 36" in words(lesson, where)
    assert "day 36" in picture(lesson, where).get_attribute("alt")
    lesson.control(where, "Task that slips", "combobox").select_option("Finance")
    lesson.wait_idle()
    assert "the finish moves by 5 to day 39" in words(lesson, where)

    text = lesson.control(where, "The network", "textbox")
    assert not text.is_visible()
    lesson.control(where, "Edit the network", "checkbox").check()
    lesson.wait_idle()
    kept = text.input_value()
    before = picture(lesson, where).get_attribute("src")
    for wrong, said in (
        (kept.replace("SDK; 8; Contract freeze", "SDK; 8; Finance"), "SDK"),
        (kept.replace("Finance; 8; Payouts", "Finance; 8; Payuots"), "Payuots"),
        ("one; two; three; four; five", "line 1"),
    ):
        text.fill(wrong)
        text.press("Tab")
        lesson.wait_idle()
        assert said.lower() in problem(lesson, where).lower()
        assert picture(lesson, where).get_attribute("src") == before
    wait_for_log(learner_home, "changed", where, "four; five")
    text.fill(kept.replace("Fraud; 6; Sandbox", "Fraud; 6; SDK"))
    text.press("Tab")
    lesson.wait_idle()
    assert problem(lesson, where) == ""
    reset(lesson, where)
    assert "As planned, everything is done on day 34." in words(lesson, where)


def test_the_wrong_one_decides(lesson):
    where = "03.c2c"
    assert picture(lesson, where).count() == 0
    unlock(lesson, where, "None")
    dates = lesson.activity(where).get_by_role("group", name="Who promises the dates?")
    dates.get_by_role("radio", name="The six teams").check()
    lesson.wait_idle()
    assert "promised dates can't be kept" in words(lesson, where)
    before = words(lesson, where)
    order = lesson.activity(where).get_by_role("group", name="Who decides what is built next?")
    order.get_by_role("radio", name="Technical product owner").focus()
    lesson.page.keyboard.press("ArrowRight")
    lesson.wait_idle()
    assert words(lesson, where) != before
    assert "more than the cheapest" in words(lesson, where)


def test_job_ads_are_judged_by_their_duties(lesson, learner_home):
    where, deck = "03.c3", decks.load_deck("03-titles")
    shown = lesson.activity(where).inner_text()
    assert not any(card.title in shown for card in deck.cards)
    sort_all(lesson, where, deck, lambda card: card.extra["lines"][0])
    assert "8 of 8 cards where we would" in words(lesson, where)
    assert "You unmasked 2 of 2" in lesson.activity(where).inner_text()
    kept = [one for one in log(learner_home) if (one["what"], one["where"]) == ("sorted", where)]
    assert len(kept) == 8


def test_messages_after_the_meeting_are_answered(lesson, learner_home):
    where = "03.replies"
    lines = lesson.activity(where).get_by_role("checkbox")
    lines.first.check()
    wait_for(lesson, where, "Who answers for when each team can move?")
    click(lesson, where, "Compare with our replies")
    wait_for(lesson, where, "You haven't answered Mobile and Payouts yet")
    for number in (7, 10):  # "No, take your time." and the first line to Payouts
        lines.nth(number).check()
        lesson.wait_idle()
    click(lesson, where, "Compare with our replies")
    wait_for(lesson, where, "day 31")
    click(lesson, where, "Save my replies")
    wait_for(lesson, where, "Saved:")
    assert (learner_home / "documents" / "meeting-replies.md").exists()


def test_pictures_fit_on_one_screen_with_their_controls(notebook):
    lesson = notebook.open(LESSON).run_all()
    unlock(lesson, "03.c2c", "None")
    fit_on_one_screen(lesson, "03.c2b", "03.c2c")
