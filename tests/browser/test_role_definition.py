"""Notebook 01 as a learner uses it: sorting, writing, promising, chartering."""

from __future__ import annotations

import pytest
from walk import (
    answer,
    click,
    fit_on_one_screen,
    log,
    picture,
    reset,
    unlock,
    wait_for,
    wait_for_log,
    words,
)

from utils.kit.card_sort import decks

LESSON = "01-role-definition.ipynb"
DECK = decks.load_deck("01-task-sort")
GOOD = {
    "Source of stimulus": "the support desk",
    "Stimulus": "400 requests a second",
    "Environment": "the daily peak",
    "Artifact": "the refund status call",
    "Response": "returns the state of the refund",
    "Response measure": "p99 ≤ 0,3 s",
}


@pytest.fixture
def lesson(open_shared):
    """Return the lesson, which the tests of this file share."""
    return open_shared(LESSON)


def question(lesson, where="01.r1"):
    """Return the card that waits for an answer: the last one on show."""
    return lesson.activity(where).locator(".tpo-sort").last


def card_of(place):
    """Return the card of the deck that is at this place of the page."""
    said = place.locator("legend").inner_text()
    return next(card for card in DECK.cards if card.text == said)


def pick(lesson, key):
    """Answer the card on show with the digit of a category; the focus is in the card."""
    at = [one.key for one in DECK.categories].index(key) + 1
    lesson.page.keyboard.press(str(at))
    lesson.wait_idle()


def write(lesson, where, parts):
    for name, text in parts.items():
        field = lesson.control(where, name, "textbox")
        field.fill(text)
        field.press("Tab")
    lesson.wait_idle()


def test_sorting_by_keyboard_alone_and_finding_it_again(lesson, learner_home):
    """Twelve cards with one mistake, a restart in between, then the others on request."""
    first = card_of(question(lesson))
    wrong = next(key for key, one in first.verdicts.items() if not one.accepted)
    question(lesson).get_by_role("button").first.focus()
    pick(lesson, wrong)
    wait_for(lesson, "01.r1", "Card 2 of 12")
    said = lesson.activity("01.r1").inner_text()
    assert first.verdicts[wrong].feedback in said
    assert f"We would say {DECK.category(first.best).name}." in said
    assert lesson.page.evaluate("Boolean(document.activeElement.closest('.tpo-sort'))")
    for _ in range(4):
        pick(lesson, card_of(question(lesson)).best)

    lesson.restart_and_run_all()
    assert "Card 6 of 12" in words(lesson, "01.r1")
    question(lesson).get_by_role("button").first.focus()
    for _ in range(7):
        pick(lesson, card_of(question(lesson)).best)
    assert "11 of 12 cards where we would" in words(lesson, "01.r1")
    alt = picture(lesson, "01.r1").get_attribute("alt")
    assert "Where the cards of each category went" in alt
    click(lesson, "01.r1", "Sort 12 more cards")
    wait_for(lesson, "01.r1", "Card 1 of 12")
    kept = [one for one in log(learner_home) if (one["what"], one["where"]) == ("sorted", "01.r1")]
    assert [len(event["result"]["cards"]) for event in kept] == [1] * 12
    reset(lesson, "01.r1")
    wait_for(lesson, "01.r1", "Card 1 of 12")


def test_sorting_with_the_mouse(lesson):
    card = card_of(question(lesson))
    question(lesson).get_by_role("button", name=DECK.category(card.best).name).click()
    wait_for(lesson, "01.r1", "Card 2 of 12")
    assert card.verdicts[card.best].feedback in lesson.activity("01.r1").inner_text()


def test_a_story_becomes_a_spec(lesson, learner_home):
    where = "01.r2a"
    click(lesson, where, "Compare with our wording")
    wait_for(lesson, where, "There's too little to compare yet.")
    assert "95th percentile" not in lesson.activity(where).inner_text()
    write(lesson, where, {"Response measure": "very fast most of the time"})
    assert "to do: the measure can be checked" in words(lesson, where)
    write(lesson, where, GOOD)
    wait_for(lesson, where, "All six parts are there")
    click(lesson, where, "Compare with our wording")
    wait_for(lesson, where, "95th percentile")
    write(lesson, "01.r2b", {"Source of stimulus": "a <b>job</b>"})
    wait_for_log(learner_home, "changed", "01.r2b")
    click(lesson, where, "Save my technical spec")
    wait_for(lesson, where, "Saved:")
    spec = (learner_home / "documents" / "technical-spec.html").read_text(encoding="utf-8")
    assert "p99 ≤ 0,3 s" in spec
    assert "a &lt;b&gt;job&lt;/b&gt;" in spec
    lesson.restart_and_run_all()
    assert lesson.control(where, "Response measure", "textbox").input_value() == "p99 ≤ 0,3 s"
    assert "95th percentile" in lesson.activity(where).inner_text()


def test_writing_keeps_every_key_to_itself(lesson):
    """Letters that are shortcuts of JupyterLab elsewhere are letters here."""
    reset(lesson, "01.r2a")
    count = len(lesson.cells())
    field = lesson.control("01.r2a", "Source of stimulus", "textbox")
    field.focus()
    lesson.page.keyboard.type("abxydd m j k 00", delay=5)
    lesson.page.keyboard.press("ArrowLeft")
    lesson.page.keyboard.press("Tab")
    lesson.wait_idle()
    assert field.input_value() == "abxydd m j k 00"
    assert len(lesson.cells()) == count
    next_one = lesson.control("01.r2a", "Stimulus", "textbox")
    assert next_one.evaluate("node => node === document.activeElement")


def test_a_promise_against_its_chain(lesson):
    assert picture(lesson, "01.r3").count() == 0
    unlock(lesson, "01.r3", "Ledger database")
    assert "112.2 minutes" in words(lesson, "01.r3")
    assert "25.8 minutes too many" in words(lesson, "01.r3")
    click(lesson, "01.r3", "Compare with the cheapest change")
    wait_for(lesson, "01.r3", "The promise can't be kept yet.")
    assert "independent" in picture(lesson, "01.r3").get_attribute("alt")
    promise = lesson.control("01.r3", "Promised to the partners", "slider")
    lesson.press(promise, "ArrowLeft", 6)
    assert "The promise can be kept." in words(lesson, "01.r3")
    lesson.press(promise, "End")
    assert "No single component can fix that" in words(lesson, "01.r3")
    assert promise.evaluate("node => node === document.activeElement")

    assert picture(lesson, "01.r3b").count() == 0
    unlock(lesson, "01.r3b", "About three")
    before = picture(lesson, "01.r3b").get_attribute("src")
    lesson.press(lesson.control("01.r3b", "Calls at once", "slider"), "Home")
    assert "With 1 call at once" in words(lesson, "01.r3b")
    lesson.press(lesson.control("01.r3b", "Calls that are slow", "slider"), "ArrowRight")
    assert "1.0%" in words(lesson, "01.r3b")
    click(lesson, "01.r3b", "Check how rare slow calls must be")
    wait_for(lesson, "01.r3b", "of the pages are slow when")
    assert picture(lesson, "01.r3b").get_attribute("src") != before


def test_a_measure_on_trial(lesson):
    where = "01.r4"
    assert picture(lesson, where).count() == 0
    unlock(lesson, where, "No, they'll disagree")
    assert "for Ana it passes, and for Ben it fails" in words(lesson, where)
    assert "Ben: fails" in picture(lesson, where).get_attribute("alt")
    write(lesson, where, {"Another measure": "95% of requests under 300 ms in any 5 minutes"})
    wait_for(lesson, where, "You don't say at what load.")
    write(lesson, where, {"Its load": "400 requests a second"})
    wait_for(lesson, where, "one verdict")
    day = lesson.control(where, "Day", "slider")
    lesson.press(day, "ArrowRight")
    assert "one verdict" in words(lesson, where)


def test_messages_are_answered_by_keyboard(lesson, learner_home):
    where = "01.replies"
    for name in ("The button is part of your page", "I'll show you the measurement", "Not today."):
        line = lesson.activity(where).get_by_label(name).first
        line.focus()
        lesson.page.keyboard.press("Space")
    lesson.wait_idle()
    assert "✓ Checkout: says whose decision it is" in words(lesson, where)
    click(lesson, where, "Compare with our replies")
    wait_for(lesson, where, "Your replies and ours")
    click(lesson, where, "Save my replies")
    wait_for(lesson, where, "Saved:")
    replies = (learner_home / "documents" / "monday-replies.md").read_text(encoding="utf-8")
    assert "99.74%" in replies


def test_a_charter_is_checked_compared_and_saved(lesson, learner_home):
    where = "01.charter"
    click(lesson, where, "Compare the decisions")
    wait_for(lesson, where, "No decision has someone yet.")
    write(lesson, where, {"Purpose": "Payments that teams can rely on"})
    lesson.activity(where).get_by_role("checkbox", name="Checkout").check()
    whose = lesson.activity(where).get_by_role("combobox")
    assert whose.count() == 10
    for n, select in enumerate(whose.all()):
        select.focus()
        lesson.page.keyboard.press("m" if n % 2 else "p")  # mine, product manager
    lesson.wait_idle()
    write(lesson, where, {"Measures, one per line": "fewer complaints"})
    assert "to do: every measure can be checked" in words(lesson, where)
    write(lesson, where, {"Measures, one per line": "p95 < 300 ms in any week"})
    assert "A charter that others can hold you to" in words(lesson, where)
    click(lesson, where, "Compare the decisions")
    wait_for(lesson, where, "as in our starting point")
    click(lesson, where, "Save my role charter")
    wait_for(lesson, where, "Saved:")
    charter = (learner_home / "documents" / "role-charter.md").read_text(encoding="utf-8")
    assert "Payments that teams can rely on" in charter
    assert "product manager" in charter


def test_questions_give_feedback(lesson):
    card = answer(lesson, "01.product", 0, bank_choice("01.product"), "A guess")
    assert "✓ Yes." in card.locator(".tpo-feedback").inner_text()


def bank_choice(group):
    """Return the wording of the right choice of a group's first question."""
    from utils.kit.quiz import bank as questions

    first = questions.load_question_group("01-role-definition", group.partition(".")[2])[0]
    return next(choice.text for choice in first.choices if choice.verdict == "right")


def test_pictures_fit_on_one_screen_with_their_controls(notebook):
    lesson = notebook.open(LESSON).run_all()
    unlock(lesson, "01.r3", "API gateway")
    unlock(lesson, "01.r3b", "About half")
    fit_on_one_screen(lesson, "01.r3", "01.r3b")
