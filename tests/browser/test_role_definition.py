"""Notebook 01 as a learner uses it: sorting, writing, promising, chartering."""

from __future__ import annotations

import pytest
from walk import (
    answer,
    click,
    log,
    picture,
    reset,
    unlock,
    wait_for,
    wait_for_log,
    well_made,
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
def lesson(notebook):
    """Return the lesson, opened and run by someone who is new."""
    return notebook.open(LESSON).run_all()


def cards(lesson, where="01.r1"):
    return lesson.activity(where).locator(".tpo-sort")


def card_of(place):
    """Return the card of the deck that stands at this place of the page."""
    said = place.locator("legend").inner_text().partition(". ")[2]
    return next(card for card in DECK.cards if card.text == said)


def sort_by_keyboard(lesson, choose):
    """Give every card on show to what `choose(card)` says, with arrow keys and Space."""
    for place in cards(lesson).all():
        wanted = DECK.category(choose(card_of(place))).name
        radios = place.get_by_role("radio")
        radios.first.focus()
        lesson.page.keyboard.press("Space")
        for _ in range(4):
            if place.get_by_role("radio", name=wanted, exact=True).is_checked():
                break
            lesson.page.keyboard.press("ArrowRight")
        assert place.get_by_role("radio", name=wanted, exact=True).is_checked()
    lesson.wait_idle()  # no hand is on the button before the last choice has arrived
    lesson.page.keyboard.press("Tab")
    lesson.page.keyboard.press("Enter")
    lesson.wait_idle()


def write(lesson, where, parts):
    for name, text in parts.items():
        field = lesson.control(where, name, "textbox")
        field.fill(text)
        field.press("Tab")
    lesson.wait_idle()


def test_sorting_by_keyboard_alone_and_finding_it_again(lesson, learner_home):
    """Four rounds with two mistakes, a restart in between, a second try, all cards at the end."""
    wrong = {}

    def choose(card):
        others = [key for key, one in card.verdicts.items() if not one.accepted]
        if len(wrong) < 2 and others and card.id not in wrong:
            wrong[card.id] = others[0]
        return wrong.get(card.id, card.best)

    sort_by_keyboard(lesson, choose)
    first = cards(lesson).first
    said = card_of(first)
    assert said.verdicts[wrong[said.id]].feedback in first.inner_text()
    assert "We would say" not in lesson.activity("01.r1").inner_text()
    lesson.page.keyboard.press("Enter")  # the button that checked now leads on
    wait_for(lesson, "01.r1", "Round 2 of 4")
    assert lesson.page.evaluate("document.activeElement.type") == "radio"
    sort_by_keyboard(lesson, choose)

    lesson.restart_and_run_all()
    assert "Round 3 of 4" in words(lesson, "01.r1")
    for step in ("Next round", "See your result"):
        sort_by_keyboard(lesson, choose)
        click(lesson, "01.r1", step)
    assert "22 of 24 cards where we would" in words(lesson, "01.r1")
    alt = picture(lesson, "01.r1").get_attribute("alt")
    assert "22 of 24 cards" in alt
    assert "Where the cards of each category went" in alt
    assert cards(lesson).count() == 2
    for place in cards(lesson).all():
        name = DECK.category(card_of(place).best).name
        place.get_by_role("radio", name=name, exact=True).check()
    click(lesson, "01.r1", "Check again")
    click(lesson, "01.r1", "See all cards")
    lesson.activity("01.r1").get_by_text("All cards, with our choice").click()
    assert lesson.activity("01.r1").locator("tbody tr").count() == 24
    kept = [event for event in log(learner_home) if event["what"] == "sorted"]
    assert [event["result"]["again"] for event in kept] == [False] * 4 + [True]
    reset(lesson, "01.r1")
    wait_for(lesson, "01.r1", "Round 1 of 4")


def test_a_round_without_a_choice_says_which_card(lesson):
    cards(lesson).first.get_by_role("radio").first.check()
    click(lesson, "01.r1", "Check this round")
    wait_for(lesson, "01.r1", "You haven't chosen anything yet for cards 2, 3, 4, 5, and 6.")
    assert cards(lesson).first.get_by_role("radio").first.is_checked()


def test_a_story_becomes_a_spec(lesson, learner_home):
    where = "01.r2a"
    click(lesson, where, "Compare with our wording")
    wait_for(lesson, where, "There is too little to compare with yet.")
    assert "95th percentile" not in lesson.activity(where).inner_text()
    write(lesson, where, {"Response measure": "very fast most of the time"})
    assert "✗ not true: the measure can be checked" in words(lesson, where)
    write(lesson, where, GOOD)
    wait_for(lesson, where, "All six parts stand")
    click(lesson, where, "Compare with our wording")
    wait_for(lesson, where, "95th percentile")
    write(lesson, "01.r2b", {"Source of stimulus": "a <b>job</b>"})
    wait_for_log(learner_home, "changed", "01.r2b")
    click(lesson, where, "Save my technical spec")
    wait_for(lesson, where, "Saved:")
    spec = (learner_home / "documents" / "technical-spec.html").read_text(encoding="utf-8")
    assert "p99 ≤ 0,3 s" in spec
    assert "a &lt;b&gt;job&lt;/b&gt;" in spec
    wait_for_log(learner_home, "changed")
    lesson.restart_and_run_all()
    assert lesson.control(where, "Response measure", "textbox").input_value() == "p99 ≤ 0,3 s"
    assert "95th percentile" in lesson.activity(where).inner_text()


def test_writing_keeps_every_key_to_itself(lesson):
    """Letters that are shortcuts of JupyterLab elsewhere are letters here."""
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
    assert "Fraud check" in words(lesson, "01.r3")
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
    lesson.press(lesson.control("01.r3b", "Single calls that are slow", "slider"), "ArrowRight")
    assert "1.0%" in words(lesson, "01.r3b")
    click(lesson, "01.r3b", "Check how rare slow calls must be")
    wait_for(lesson, "01.r3b", "of the pages are slow when")
    assert picture(lesson, "01.r3b").get_attribute("src") != before


def test_a_charter_is_checked_compared_and_saved(lesson, learner_home):
    where = "01.charter"
    click(lesson, where, "Compare the decisions")
    wait_for(lesson, where, "Only 0 decisions have somebody yet.")
    write(lesson, where, {"Purpose": "Payments that teams can rely on"})
    lesson.activity(where).get_by_role("checkbox", name="Checkout").check()
    whose = lesson.activity(where).get_by_role("combobox")
    assert whose.count() == 10
    for n, select in enumerate(whose.all()):
        select.focus()
        lesson.page.keyboard.press("m" if n % 2 else "p")  # mine, product manager
    lesson.wait_idle()
    write(lesson, where, {"Measures, one a line": "fewer complaints"})
    assert "✗ not true: every measure can be checked" in words(lesson, where)
    write(lesson, where, {"Measures, one a line": "p95 < 300 ms in any week"})
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

    first = questions.question_group("01-role-definition", group.partition(".")[2])[0]
    return next(choice.text for choice in first.choices if choice.verdict == "right")


def test_accessible_and_fitting(lesson):
    unlock(lesson, "01.r3", "API gateway")
    unlock(lesson, "01.r3b", "About half")
    places = ("01.r1", "01.r2a", "01.r2b", "01.r2c", "01.r3", "01.r3b", "01.charter", "01.product")
    well_made(lesson, places, fitting=("01.r3", "01.r3b"))
