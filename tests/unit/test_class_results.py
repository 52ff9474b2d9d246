"""What a class's answers can tell: ranges worked out by hand, and never more than that."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from utils.kit.statistics import paired_change_interval
from utils.workshop.debrief import words
from utils.workshop.model.class_results import (
    MIN_PEOPLE_FOR_RANGE,
    CapstonePlan,
    LevelCount,
    QuestionResult,
    ScoreChange,
    TopicChange,
    bootstrap_range,
    most_to_discuss,
)


@pytest.mark.parametrize(
    ("gained", "lost", "both", "low", "high"),
    [
        # (9 - 4) / 14 ± 1.96 × √((13/14 - (5/14)²) / 14)
        (8, 3, 12, -0.1117, 0.8260),
        # (1 - 1) / 102 ± 1.96 × √((2/102) / 102)
        (0, 0, 100, -0.0272, 0.0272),
        # (11 - 1) / 12 ± 1.96 × √((1 - (10/12)²) / 12), at most 1
        (10, 0, 10, 0.5206, 1),
    ],
)
def test_a_change_in_share_has_the_range_of_bonett_and_price(gained, lost, both, low, high):
    assert paired_change_interval(gained, lost, both) == pytest.approx((low, high), abs=0.0001)


@given(st.integers(1, 300), st.data())
def test_the_range_of_a_change_is_a_share_and_mirrors(both, data):
    gained = data.draw(st.integers(0, both))
    lost = data.draw(st.integers(0, both - gained))
    low, high = paired_change_interval(gained, lost, both)
    assert -1 <= low <= high <= 1
    assert paired_change_interval(lost, gained, both) == pytest.approx((-high, -low))
    assert low <= (gained - lost) / both <= high


@given(st.lists(st.integers(-8, 8), min_size=MIN_PEOPLE_FOR_RANGE, max_size=60))
def test_the_bootstrap_stays_inside_the_changes_and_repeats(changes):
    low, high = bootstrap_range(changes)
    assert min(changes) <= low <= high <= max(changes)
    assert bootstrap_range(changes) == (low, high)


def test_few_people_get_no_range():
    few = ScoreChange((1, 2, 3), (4, 5, 6), 8)
    assert few.mean_change == 3
    assert few.likely_range is None
    assert "no more than a hint" in words.score_change_text(few)
    assert TopicChange("chain", 9, 3, 6, 4, 1).likely_range is None
    assert "too few to tell: 9" in words.topic_change_text(TopicChange("chain", 9, 3, 6, 4, 1))


def test_a_change_that_chance_could_make_is_called_that():
    same = ScoreChange((3, 4) * 6, (4, 3) * 6, 8)
    assert "Chance alone could do that" in words.score_change_text(same)
    more = ScoreChange((2,) * 12, (6,) * 12, 8)
    assert "Chance alone rarely does that" in words.score_change_text(more)
    assert "may also have been easier" in words.score_change_text(more)


def result(name, tried, right, sure_wrong=0):
    return QuestionResult(name, tried, right, levels={"sure": LevelCount(sure_wrong, 0)})


def test_sure_and_wrong_comes_first_and_then_the_hardest():
    easy, hard = result("01.q.a", 10, 9), result("01.q.b", 10, 2)
    sure = result("01.q.c", 10, 5, sure_wrong=4)
    assert most_to_discuss([easy, hard, sure]) == [sure, hard, easy]


def test_promises_are_judged_only_where_both_sides_are_known():
    early = CapstonePlan(45, 50, 0.999, 0.99)
    late = CapstonePlan(60, 50, 0.98, 0.99)
    open_end = CapstonePlan(promised_day=45)
    assert (early.days_to_spare, late.days_to_spare, open_end.days_to_spare) == (-5, 10, None)
    assert (
        early.objective_is_reachable,
        late.objective_is_reachable,
        open_end.objective_is_reachable,
    ) == (
        False,
        True,
        None,
    )
    said = words.plans_text([early, late, open_end])
    assert "1 of 2 promised days" in said
    assert "1 of 2 objectives" in said


def test_who_could_explain_is_asked_by_choice():
    one = QuestionResult("01.q.promise-chain", 5, 2, choice_counts={"b": 3, "a": 2})
    assert words.ask_by_choice_text(one).startswith("Who chose B, and who chose A?")
    alone = QuestionResult("01.q.promise-chain", 5, 5, choice_counts={"a": 5})
    assert words.ask_by_choice_text(alone) == "You all chose A. Who wants to say why?"
