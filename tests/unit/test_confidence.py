"""Confidence: told apart in words for one answer, and drawn with counts for all of them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from utils.kit.export_import import CONFIDENCE_HEADING, ExportImport
from utils.kit.progress import Progress
from utils.kit.quiz import bank
from utils.kit.quiz.confidence import (
    MIN_ANSWERS_FOR_INTERVAL,
    confidence_conclusion,
    confidence_level_results,
    confidence_remark,
    confidence_view,
)
from utils.kit.quiz.widget import QuestionCard
from utils.kit.statistics import wilson_interval

ROLE = bank.load_questions("01-role-definition")
ASKED = next(q for q in ROLE if q.id == "01.q.promise-chain")  # a is right
SEVERAL = next(q for q in ROLE if q.id == "01.q.spec-missing")  # a and c are right


def counts(**levels):
    return {key: {"tried": tried, "right": right} for key, (right, tried) in levels.items()}


@pytest.mark.parametrize(
    ("key", "confidence", "words"),
    [
        ("b", "sure", "You were sure"),
        ("b", "guess", "You knew that this was a guess"),
        ("a", "guess", "You called it a guess, and it"),
        ("a", "fairly", "quite sure, and you had it"),
    ],
)
def test_sure_and_wrong_and_unsure_and_right_are_told_apart(press, key, confidence, words):
    card = QuestionCard(ASKED, 1)
    card.inputs["answer"].value, card.inputs["confidence"].value = [key], [confidence]
    press(card, "Check")
    assert words in card.feedback.html
    again = QuestionCard(ASKED, 1)
    assert words in again.feedback.html  # and after a restart


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        (["a"], "nothing that you chose is wrong"),
        (["b"], "the most useful kind of mistake"),
        (["a", "b"], "the most useful kind of mistake"),
    ],
)
def test_sure_and_only_incomplete_is_no_mistake(press, keys, words):
    card = QuestionCard(SEVERAL, 1)
    card.inputs["answer"].value, card.inputs["confidence"].value = keys, ["sure"]
    press(card, "Check")
    assert words in card.feedback.html
    assert card.feedback.html.count("You were sure") == 1


def test_where_it_goes_without_saying_nothing_is_said():
    assert confidence_remark("sure", solved=True) == ""
    assert confidence_remark("fairly", solved=False) == ""


@pytest.mark.parametrize(
    ("right", "tried", "low", "high"),
    [(9, 10, 0.596, 0.982), (0, 10, 0.0, 0.278), (10, 10, 0.722, 1.0), (81, 100, 0.722, 0.875)],
)
def test_the_range_is_wilsons(right, tried, low, high):
    """Worked out elsewhere (statsmodels' proportion_confint, method "wilson")."""
    assert wilson_interval(right, tried) == pytest.approx((low, high), abs=0.001)


@given(st.integers(1, 10_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_a_range_holds_its_share(pair):
    right, tried = pair
    low, high = wilson_interval(right, tried)
    assert 0 <= low <= right / tried <= high <= 1


def test_few_answers_make_no_claim():
    view = confidence_view(counts(sure=(2, 3), guess=(1, 1)))
    assert "2 of 3 right (too few to tell: 3)" in view.picture.description
    assert "%" not in view.picture.description
    assert "too early to compare" in view.summary
    assert confidence_view({}) is None


def test_a_level_without_an_answer_says_so():
    sure, *others = confidence_level_results(counts(sure=(0, 1)))
    assert sure.counts_text == "0 of 1 right (too few to tell: 1)"
    assert {one.counts_text for one in others} == {"no answer yet"}


def test_enough_answers_bring_a_range():
    sure = confidence_level_results(
        counts(sure=(MIN_ANSWERS_FOR_INTERVAL, MIN_ANSWERS_FOR_INTERVAL))
    )[0]
    assert sure.counts_text == "10 of 10 right (likely 72% to 100%)"
    few = confidence_level_results(counts(sure=(9, MIN_ANSWERS_FOR_INTERVAL - 1)))[0]
    assert few.confidence_interval is None


@pytest.mark.parametrize(
    ("levels", "words"),
    [
        ({"sure": (38, 40), "guess": (10, 40)}, "more often than your “a guess”"),
        ({"sure": (10, 40), "fairly": (38, 40)}, "less often than your “fairly sure”"),
        ({"sure": (10, 12), "fairly": (8, 12)}, "overlap"),
        ({"sure": (40, 40), "fairly": (0, 9)}, "too early"),
    ],
)
def test_sure_is_compared_only_as_far_as_the_ranges_allow(levels, words):
    assert words in confidence_conclusion(confidence_level_results(counts(**levels)))


def test_table_and_description_have_the_same_counts():
    view = confidence_view(counts(sure=(9, 12), fairly=(3, 4)))
    assert [row[:3] for row in view.table.rows] == [
        ["Sure", 12, 9], ["Fairly sure", 4, 3], ["A guess", 0, 0],
    ]  # fmt: skip
    for row in view.table.rows:
        assert f"{row[0]}: {row[3]}" in view.picture.description


def test_the_end_of_a_notebook_shows_it_for_all_notebooks_and_prints_without_it(press):
    empty = ExportImport("02.")
    assert CONFIDENCE_HEADING not in empty.visible_html
    printed = empty.printed_html()
    for question, key in ((ASKED, "a"), (ROLE[0], "a")):
        card = QuestionCard(question, 1)
        card.inputs["answer"].value, card.inputs["confidence"].value = [key], ["sure"]
        press(card, "Check")
    made = ExportImport("02.")
    assert CONFIDENCE_HEADING in made.visible_html
    assert "1 of 2 right (too few to tell: 2)" in made.visible_html
    assert made.printed_html() == printed
    assert not re.search("sure", printed)


def test_what_came_back_and_the_baseline_are_no_first_answers():
    given_ = {"choice": ["b"], "correct": False, "confidence": "sure", "attempt": 1}
    Progress().record("answered", "00.q.base-chain", **given_, quiet=True)
    Progress().record("answered", ASKED.id, **given_)
    Progress().record("answered", ASKED.id, **{**given_, "correct": True}, again="02")
    assert Progress().summary()["confidence"] == {"sure": {"tried": 1, "right": 0}}
