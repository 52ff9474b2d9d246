"""What went wrong comes back: when, where, and what the log and the page say about it."""

from __future__ import annotations

import itertools
import json
import re
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from utils.kit.card_sort import CardSort, decks
from utils.kit.card_sort.repeated_misconceptions import (
    find_misconception_occasions,
    met_before_text,
)
from utils.kit.misconceptions import load_misconceptions
from utils.kit.progress import Progress
from utils.kit.progress.event import Event
from utils.kit.quiz import Quiz, bank, repetition
from utils.kit.quiz.repetition import (
    MAX_REPEATED_QUESTIONS,
    REPEAT_AFTER_DAYS,
    DatedAnswer,
    due_date,
)

START = datetime(2026, 3, 2, 12, tzinfo=UTC)
DAY_ONE = repetition.local_day("2026-03-02T12:00:00.000000Z")
ROLE = {
    question.id.removeprefix("01.q."): question
    for question in bank.load_questions("01-role-definition")
}
CHAIN = ROLE["promise-chain"]
IDS = itertools.count(1)


def on(days: int) -> date:
    return DAY_ONE + timedelta(days)


def log(what, where, days=0, **result):
    """Write an event of so many days after the first."""
    when = (START + timedelta(days)).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    Progress().log.append(Event(what, where, result, "wren-0001", when, f"{next(IDS):032x}"))


def answered(question, key, confidence="sure", days=0, **more):
    choice = next(one for one in question.choices if one.key == key)
    ideas = [choice.misconception] if choice.misconception else []
    log(
        "answered", question.id, days, choice=[key], correct=choice.accepted,
        misconceptions=ideas, confidence=confidence, **more,
    )  # fmt: skip


def back(notebook="02-skills", days=1):
    return [one.id for one in repetition.questions_to_repeat(Progress(), notebook, on(days))]


# --- when --------------------------------------------------------------------------------


def after(*days_and_known):
    return due_date([DatedAnswer(on(days), known) for days, known in days_and_known])


@pytest.mark.parametrize(
    ("answers", "due"),
    [
        ([], None),
        ([(0, True)], None),
        ([(0, False)], 1),
        ([(0, False), (0, True)], 1),  # a second try in the same sitting shows little
        ([(0, False), (1, True)], 4),
        ([(0, False), (9, True)], 12),  # late is as good
        ([(0, False), (1, True), (3, True)], 4),  # early doesn't count
        ([(0, False), (1, True), (4, True)], 11),
        ([(0, False), (1, True), (4, True), (11, True)], None),
        ([(0, False), (1, True), (4, False)], 5),  # starts over
        ([(0, False), (1, True), (4, True), (11, True), (30, False)], 31),
    ],
)
def test_a_question_comes_back_after_one_three_and_seven_days(answers, due):
    assert after(*answers) == (None if due is None else on(due))


answer_lists = st.lists(st.builds(DatedAnswer, st.dates(), st.booleans()), max_size=12).map(
    lambda answers: sorted(answers, key=lambda one: one.day)
)


@given(answer_lists)
def test_whatever_was_answered_it_is_due_after_the_last_answer_or_never(answers):
    due = due_date(answers)
    missed = [one for one in answers if not one.known]
    if not missed:
        assert due is None
    if due is not None:
        assert missed
        assert (
            due <= max(one.day for one in answers[-1:]) + timedelta(max(REPEAT_AFTER_DAYS))
            or due == date.max
        )
    if answers and not answers[-1].known:
        assert due == repetition._add_days(answers[-1].day, 1)


def test_a_guess_that_is_right_comes_back_and_a_sure_one_does_not():
    answered(CHAIN, "a", "guess")
    answered(ROLE["promise-tail"], "c", "fairly")
    assert back() == [CHAIN.id]
    assert back(days=0) == []


def test_a_clock_that_was_far_off_hurts_nobody():
    for when in ("0001-01-01T00:00:00.000000Z", "9999-12-31T23:59:59.999999Z"):
        assert repetition.local_day(when)
    assert due_date([DatedAnswer(date.max, known=False)]) == date.max


# --- which -------------------------------------------------------------------------------


def test_at_most_three_come_back_and_the_longest_waiting_first():
    missed = ["recall-real", "product-focus", "spec-testable", "promise-chain", "promise-shared"]
    for days, name in enumerate(reversed(missed)):
        wrong = next(c.key for c in ROLE[name].choices if not c.accepted)
        answered(ROLE[name], wrong, days=days)
    expected = [ROLE[name].id for name in ("promise-shared", "promise-chain", "spec-testable")]
    assert back(days=9) == expected
    assert len(expected) == MAX_REPEATED_QUESTIONS
    assert back(days=1) == [ROLE["promise-shared"].id]


def test_only_later_notebooks_bring_a_question_back():
    answered(CHAIN, "b")
    assert back("01-role-definition") == []
    assert back("00-welcome") == []
    for later in ("02-skills", "02a-lab-interfaces", "05-salary-and-career"):
        assert back(later) == [CHAIN.id]


def test_the_baseline_never_comes_back():
    question = bank.load_questions("00-welcome")[0]
    wrong = next(c.key for c in question.choices if not c.accepted)
    answered(question, wrong, quiet=True, attempt=1)
    assert back() == []


def test_what_needs_its_own_page_stays_there():
    """Whoever reads "the query above" in another notebook would look for it in vain."""
    pointing = re.compile(r"\b(above|below)\b(?! the line)|\bthe query\b|\bnew value can hurt\b")
    for name in bank.notebooks_with_questions():
        for question in bank.load_questions(name):
            if pointing.search(question.stem):
                assert question.needs_page, question.id
    hidden = next(q for q in bank.load_questions("02-skills") if q.needs_page)
    answered(hidden, next(c.key for c in hidden.choices if not c.accepted))
    assert back("03-comparisons") == []


def test_an_old_log_and_a_question_that_is_gone_are_no_trouble():
    log("answered", "01.q.long-gone", choice=["a"], correct=False, confidence="sure")
    log("answered", CHAIN.id, choice=["z"], correct=False, confidence="sure",
        misconceptions=["weakest-link-decides", "nobody-knows-it"])  # fmt: skip
    assert back() == [CHAIN.id]
    assert len(Quiz("02-skills", "recall", today=on(1)).repeated) == 1


# --- the page ----------------------------------------------------------------------------


def answer(card, press, key, sure="sure"):
    card.inputs["answer"].value = [key]
    card.inputs["confidence"].value = [sure]
    press(card, "Check")


def repeated_events():
    return [one.result for one in Progress().events(CHAIN.id) if "again" in one.result]


@pytest.fixture
def today(monkeypatch):
    """Write new events as if it were so many days later."""

    def move(days):
        when = (START + timedelta(days, hours=1)).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        monkeypatch.setattr("utils.kit.progress.event._current_timestamp", lambda: when)
        return on(days)

    return move


def test_without_anything_to_repeat_the_recall_is_as_it_was():
    quiz = Quiz("02-skills", "recall", today=on(1))
    assert quiz.repeated == []
    assert list(quiz.root.children)[1:] == [card.root for card in quiz.cards]


def test_a_question_comes_back_once_without_its_answer_and_the_log_tells_it_apart(
    press, today, on_page
):
    answered(CHAIN, "b")
    quiz = Quiz("02-skills", "recall", today=today(1))
    (card,) = quiz.repeated
    assert "1 question from earlier notebooks" in on_page(quiz)
    assert "Again 1, from notebook 01" in on_page(quiz)
    assert CHAIN.why not in on_page(quiz)
    assert list(card.inputs["answer"].value) == []
    answer(card, press, "a")
    assert repeated_events() == [
        {"choice": ["a"], "correct": True, "misconceptions": [], "confidence": "sure",
         "attempt": 2, "again": "02"}
    ]  # fmt: skip
    assert CHAIN.why in card.feedback.html.replace("&#x27;", "'")


def test_on_the_same_day_the_page_finds_it_again_and_another_notebook_does_not_ask(press, today):
    answered(CHAIN, "b")
    quiz = Quiz("02-skills", "recall", today=today(1))
    answer(quiz.repeated[0], press, "c")
    (card,) = Quiz("02-skills", "recall", today=on(1)).repeated
    assert list(card.inputs["answer"].value) == ["c"]
    assert "You answered this today." in card.feedback.html
    assert Quiz("03-comparisons", "recall", today=on(1)).repeated == []
    (fresh,) = Quiz("02-skills", "recall", today=today(2)).repeated
    assert list(fresh.inputs["answer"].value) == []
    assert fresh.feedback.html == ""


def test_three_times_right_when_due_and_it_is_done(press, today):
    answered(CHAIN, "b")
    for days in (1, 4, 11):
        (card,) = Quiz("02-skills", "recall", today=today(days)).repeated
        answer(card, press, "a", "fairly")
    assert Quiz("02-skills", "recall", today=today(100)).repeated == []


def test_two_pages_show_the_same_and_both_may_answer(press, today):
    answered(CHAIN, "b")
    now = today(1)
    pages = [Quiz("02-skills", "recall", today=now) for _ in range(2)]
    for page in pages:
        answer(page.repeated[0], press, "a")
    assert [one["correct"] for one in repeated_events()] == [True, True]
    assert back(days=3) == []  # counted once: due after three days
    assert back(days=4) == [CHAIN.id]


def test_the_question_in_its_own_notebook_keeps_its_own_answer(press, today):
    answered(CHAIN, "b")
    answer(Quiz("02-skills", "recall", today=today(1)).repeated[0], press, "a")
    own = next(c for c in Quiz("01-role-definition", "promise").cards if c.question is CHAIN)
    assert list(own.inputs["answer"].value) == ["b"]


def test_drafts_and_hints_are_apart_from_the_first_time_and_new_each_time(press, today):
    answered(CHAIN, "b")
    quiz = Quiz("02-skills", "recall", today=today(1))
    (card,) = quiz.repeated
    press(card, "Hint 1")
    card.inputs["answer"].value = ["d"]
    card.flush()
    (card,) = Quiz("02-skills", "recall", today=on(1)).repeated
    assert list(card.inputs["answer"].value) == ["d"]
    assert "Hint 1." in card.hints_html
    own = next(c for c in Quiz("01-role-definition", "promise").cards if c.question is CHAIN)
    assert own.hints_html == ""
    assert list(own.inputs["answer"].value) == ["b"]
    answer(card, press, "d")
    (card,) = Quiz("02-skills", "recall", today=today(2)).repeated
    assert card.hints_html == ""
    assert list(card.inputs["answer"].value) == []


def test_the_stored_form_is_the_same_for_everybody(press, today):
    before = Quiz("02-skills", "recall").printed_html(), Quiz("02-skills", "recall").printed_text()
    answered(CHAIN, "b")
    quiz = Quiz("02-skills", "recall", today=today(1))
    answer(quiz.repeated[0], press, "c")
    bundle = quiz._repr_mimebundle_()
    assert (quiz.printed_html(), quiz.printed_text()) == before
    assert CHAIN.stem not in json.dumps(bundle, ensure_ascii=False)


def test_close_closes_what_came_back_too():
    answered(CHAIN, "b")
    quiz = Quiz("02-skills", "recall", today=on(1))
    quiz.close()
    assert quiz.repeated[0].root.comm is None


# --- the same idea again -------------------------------------------------------------------

WEAKEST = "whole-is-like-one-part"


def test_the_first_time_nothing_is_said(press):
    card = next(c for c in Quiz("01-role-definition", "promise").cards if c.question is CHAIN)
    answer(card, press, "b")
    answer(card, press, "b")
    assert "before" not in card.feedback.html


def test_the_second_and_the_third_time_are_named_with_their_notebooks(press):
    answered(CHAIN, "b")
    log("answered", "02b.q.recall-chain", 1, choice=["a"], correct=False, confidence="sure",
        misconceptions=["weakest-link-decides"])  # fmt: skip
    card = next(
        c for c in Quiz("03-comparisons", "recall", today=on(0)).cards
        if c.question.id == "03.q.recall-chain"
    )  # fmt: skip
    answer(card, press, "a")
    said = card.feedback.html
    assert "This is the third time you&#x27;ve picked this idea, after notebooks 01 and 02b" in said
    assert load_misconceptions()[WEAKEST].fact in said


def test_words_for_each_number_of_times():
    here = ("03.q.x", "")
    assert met_before_text(Progress(), WEAKEST, here) == ""
    assert met_before_text(Progress(), "nobody-knows-it", here) == ""
    answered(CHAIN, "b")
    assert met_before_text(Progress(), WEAKEST, here).startswith(
        "You've picked this idea before, in notebook 01: “"
    )
    assert "earlier in this notebook" in met_before_text(Progress(), WEAKEST, ("01.q.other", ""))
    answered(CHAIN, "b", days=1, again="02")  # when it came back: an occasion of its own
    assert "third time" in met_before_text(Progress(), WEAKEST, here)
    assert "idea, after notebook 01: “" in met_before_text(Progress(), WEAKEST, here)
    there = met_before_text(Progress(), WEAKEST, ("01.q.other", ""))
    assert "third time you've picked this idea, each time in this notebook: “" in there
    log("answered", "03.q.x", 1, choice=["a"], correct=False, confidence="sure",
        misconceptions=[WEAKEST])  # fmt: skip
    assert "after notebook 01 and this one: “" in met_before_text(
        Progress(), WEAKEST, ("03.q.y", "")
    )


def test_a_second_try_and_the_baseline_are_no_occasions():
    answered(CHAIN, "b")
    answered(CHAIN, "b")
    answered(bank.load_questions("00-welcome")[2], "b", quiet=True)
    assert find_misconception_occasions(Progress(), WEAKEST) == [(CHAIN.id, "")]


def test_cards_count_as_one_occasion_a_deck_and_unknown_cards_as_none():
    deck = decks.load_deck("03-evidence")
    cards = {c.id: "tpo" for c in deck.cards if c.best == "tpm"}
    log("sorted", "03.table", cards={**cards, "gone": "tpo"}, again=False)
    assert find_misconception_occasions(Progress(), "owner-runs-everything") == [("03.table", "")]
    assert "notebook 03" in met_before_text(Progress(), "owner-runs-everything", ("05.q.x", ""))


def test_a_round_of_cards_says_so_once(press):
    class TaskSort(CardSort):
        activity_id, title, task = "01.r1", "Tasks", "Sort them."
        deck_name, prompt = "01-task-sort", "Whose is it?"

    log("answered", "05.q.recall-order-and-dates", choice=["b"], correct=False,
        confidence="sure", misconceptions=["owner-runs-the-rollout"])  # fmt: skip
    made = TaskSort()
    for card, chosen in zip(made.shown_cards, made.inputs.values(), strict=True):
        chosen.value = ["po" if card.best == "tpm" else card.best]
    press(made, "Check this round")
    assert made.summary_html.count("picked this idea before, in notebook 05") == 1
