"""Notebook 04 as a learner uses it: evidence, the decision, a job ad, an interview."""

from __future__ import annotations

import pytest
from walk import (
    answer,
    choose,
    click,
    fill,
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

from utils.hiring import data, job_ads
from utils.kit.card_sort import decks

LESSON = "04-hiring-scenarios.ipynb"


@pytest.fixture
def lesson(open_shared):
    """Return the lesson, which the tests of this file share."""
    return open_shared(LESSON)


def test_evidence_is_weighed_product_by_product(lesson, learner_home):
    where, deck = "04.evidence", decks.load_deck("04-evidence")
    places = lesson.activity(where).locator(".tpo-sort")
    for number in range(5):
        for place in places.all():
            card = next(one for one in deck.cards if one.text in place.inner_text())
            key = "for" if number == 0 else card.best  # some answers wrong, on purpose
            place.get_by_role("radio", name=deck.category(key).name, exact=True).check()
        click(lesson, where, "Check this round")
        if number == 0:
            assert "2 of 4 accepted." in words(lesson, where)
        click(lesson, where, "See your result" if number == 4 else "Next round")
    assert "18 of 20 cards where we would" in words(lesson, where)
    assert places.count() == 2  # those two, once more
    lesson.restart_and_run_all()
    assert "18 of 20 cards where we would" in words(lesson, where)


def test_the_verdict_and_what_turns_it(lesson, learner_home):
    where = "04.h1"
    assert "0.89" in words(lesson, where)
    product = lesson.control(where, "Product (sets the ratings)", "combobox")
    product.select_option("Product search")
    lesson.wait_idle()
    assert "borderline" in words(lesson, where)
    assert "from 10% to 16%" in words(lesson, where)
    lesson.press(lesson.control(where, "Simple journey: weight", "slider"), "ArrowRight", 2)
    lesson.wait_idle()
    assert "borderline" in words(lesson, where)
    rating = lesson.control(where, "Simple journey: rating", "slider")
    lesson.press(rating, "ArrowRight", 4)
    lesson.wait_idle()
    assert "pays off" in words(lesson, where)
    assert product.input_value() == "own"
    fill(lesson, where, "Its name", "Ledger <i>service</i>")
    assert "Ledger <i>service</i>: 0.6" in words(lesson, where)
    assert "of random weights are above the line" in picture(lesson, where).get_attribute("alt")
    wait_for_log(learner_home, "changed", where, '"x_journey": 4')

    ways = "04.h1b"
    lesson.control(ways, "Product", "combobox").select_option("As I rated it above")
    lesson.press(lesson.control(ways, "It must work within", "slider"), "ArrowLeft", 7)
    lesson.control(ways, "My recommendation", "combobox").select_option(
        "Hire a technical product owner"
    )
    lesson.wait_idle()
    assert "comes too late" in words(lesson, ways)
    fill(lesson, ways, "Why, and what would change my mind", "<b>We</b> can wait.")
    click(lesson, ways, "Save my hiring brief")
    wait_for(lesson, ways, "Saved:")
    text = (learner_home / "documents" / "hiring-brief.md").read_text(encoding="utf-8")
    assert "Ledger" in text
    assert "**Hire a technical product owner.**" in text
    page = (learner_home / "documents" / "hiring-brief.html").read_text(encoding="utf-8")
    assert "<b>We</b>" not in page
    assert "<i>service</i>" not in page
    reset(lesson, where)
    assert "0.89" in words(lesson, where)


def test_the_order_is_guessed_before_it_is_seen(lesson, learner_home):
    where = "04.rank"
    assert picture(lesson, where).count() == 0
    click(lesson, where, "Show all scores")
    assert "You haven't ranked the products yet" in problem(lesson, where)
    lesson.activity(where).locator(".tpo-ranking button").nth(1).focus()
    lesson.page.keyboard.press("Enter")
    lesson.wait_idle()
    click(lesson, where, "Show all scores")
    wait_for(lesson, where, "within one place of where their scores put them")
    assert "of 8 products" in picture(lesson, where).get_attribute("alt")
    rating = lesson.control("04.h1", "Depth: rating", "slider")
    lesson.press(rating, "ArrowLeft", 2)
    lesson.wait_idle()
    fill(lesson, "04.h1", "Its name", "Ledger service")
    wait_for_log(learner_home, "changed", "04.h1", "Ledger service")
    shown = lesson.activity(where).locator("img[alt*='Ledger service: 0.8']")
    shown.wait_for()
    assert "of 9 products" in shown.get_attribute("alt")


def test_a_poor_draft_is_fixed(lesson, learner_home):
    where = "04.h2"
    assert "0 of 4 must-haves passed every check" in words(lesson, where)
    click(lesson, where, "Compare with ours")
    assert "of your must-haves have no remarks" in problem(lesson, where)
    fill(lesson, where, "Outcome 3 of the first year", job_ads.OUR_POSTING.outcomes[2])
    for number, must in enumerate(job_ads.OUR_POSTING.must_haves[:4], start=1):
        fill(lesson, where, f"Must-have {number}", must.text)
        lesson.control(where, f"{number} serves", "combobox").select_option(
            f"outcome {must.outcome_number}"
        )
    lesson.wait_idle()
    assert "4 of 4 must-haves passed every check" in words(lesson, where)
    assert "Outcome 1: No one could tell" in words(lesson, where)
    fill(lesson, where, "Outcome 1 of the first year", job_ads.OUR_POSTING.outcomes[0])
    assert "Outcome 1" not in words(lesson, where)
    click(lesson, where, "Compare with ours")
    wait_for(lesson, where, "Ours is one of many")
    assert "“young team” points to an age" in words(lesson, where)
    fill(lesson, where, "Pay and place", "$120,000 to $140,000 a year")
    fill(lesson, where, "The rest of the ad", "We build it with nine engineers.")
    assert "don't find anything to fix" in words(lesson, where)
    click(lesson, where, "Save my job description")
    wait_for(lesson, where, "Saved:")
    assert (learner_home / "documents" / "job-description.html").exists()


def test_an_interview_is_scored_alone_first(lesson, learner_home):
    where = "04.h3"
    box = lesson.activity(where)
    click(lesson, where, "Show the panel's scores")
    assert "18 answers have no score from you yet" in problem(lesson, where)
    assert box.locator("select[data-place]").count() == 3  # what wasn't read can't be scored
    first = box.get_by_role("radio", name="1", exact=True)
    first.focus()
    lesson.page.keyboard.press("ArrowRight")
    lesson.wait_idle()
    wait_for(lesson, where, "payments have to be fast")
    for _ in range(4):
        lesson.page.keyboard.press("ArrowRight")
        lesson.wait_idle()
    for question in data.interview_questions():
        for who, score in (("heron", "2"), ("wren", "4"), ("plover", "4")):
            place = box.locator(f"select[data-place='{question}.{who}']")
            place.focus()
            lesson.page.keyboard.press(score)
    lesson.wait_idle()
    assert "All answers are scored" in words(lesson, where)
    lesson.control(where, "Wren", "radio").check()
    lesson.wait_idle()
    assert "t quote anything they said" in words(lesson, where)
    click(lesson, where, "Show the panel's scores")
    wait_for(lesson, where, "Any two panelists")
    assert "panel 5, 5, 4, 5; you 4" in picture(lesson, where).get_attribute("alt")
    assert data.panel_reasons("heron", "reliability")["pm"] in box.inner_text()
    assert "Plover leads" in box.inner_text()
    fill(lesson, where, "Evidence on Candidate Heron", "I offered a recorded demo.")
    fill(lesson, where, "Evidence on Candidate Wren", "“I read the call logs”")
    fill(lesson, where, "Evidence on Candidate Plover", "He said: I timed the builds.")
    wait_for(lesson, where, "Decided: Wren")
    click(lesson, where, "Save my scorecard")
    wait_for(lesson, where, "Saved:")
    assert "**Wren**" in (learner_home / "documents" / "scorecard.md").read_text(encoding="utf-8")
    lesson.restart_and_run_all()
    wait_for(lesson, where, "Decided: Wren")
    assert "Any two panelists" in lesson.activity(where).inner_text()
    saved = [one for one in log(learner_home) if (one["what"], one["where"]) == ("saved", where)]
    assert len(saved) == 1


def test_how_much_one_can_know(lesson):
    where = "04.research"
    assert picture(lesson, where).count() == 0
    unlock(lesson, where, "About eighty")
    assert "64 do well" in words(lesson, where)
    share = lesson.control(where, "I take 1 of", "spinbutton")
    for typed, many in (("10", "79"), ("20", "83"), ("2", "64")):
        share.fill(typed)
        share.press("Enter")
        lesson.wait_idle()
        wait_for(lesson, where, f"{many} do well")
    lesson.control(where, "2022, revised", "radio").focus()
    lesson.page.keyboard.press("ArrowRight")
    lesson.wait_idle()
    assert "67 do well" in words(lesson, where)
    choose(lesson, where, "Method", "Years of experience")
    assert "56 do well" in words(lesson, where)
    assert "Years of experience, 1 of 2 taken: 56 of 100" in picture(lesson, where).get_attribute(
        "alt"
    )


def test_a_wrong_answer_is_told_why(lesson):
    card = answer(lesson, "04.contexts", 0, "Build tools for two hundred engineers")
    assert "one of the four contexts" in card.inner_text()


def test_pictures_fit_on_one_screen_with_their_controls(notebook):
    lesson = notebook.open(LESSON).run_all()
    unlock(lesson, "04.research", "About eighty")
    fit_on_one_screen(lesson, "04.h1", "04.h1b", "04.research")


def test_own_questions_enter_the_scorecard(notebook, learner_home):
    lesson = notebook.open(LESSON).run_all()
    where = "04.own"
    fill(lesson, where, "Your question 1", "Do you have children?")
    assert "Don't ask that" in words(lesson, where)
    fill(lesson, where, "Your question 1", "Tell us about a release that you stopped.")
    for label, text in (
        ("1: A poor answer (1)", "Says that it felt wrong to them."),
        ("1: A fair answer (3)", "Names a test or a number."),
        ("1: An excellent answer (5)", "Names the number and what came of it."),
    ):
        fill(lesson, where, label, text)
    assert "Ready to ask" in words(lesson, where)
    click(lesson, where, "Save into my scorecard")
    wait_for(lesson, where, "Saved:")
    text = (learner_home / "documents" / "scorecard.md").read_text(encoding="utf-8")
    assert "a release that you stopped" in text
    lesson.restart_and_run_all()
    assert "Ready to ask" in words(lesson, where)
