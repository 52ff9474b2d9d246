"""S1: gaps, their priority and the weeks they take."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from utils.kit.errors import InputError
from utils.skills.model.gaps import (
    gap_priority,
    level_gap,
    needs_evidence,
    rank_by_priority,
    weeks_for_hours,
)

levels = st.floats(0, 4)


@dataclass(frozen=True)
class Item:
    """Anything with a priority."""

    name: str
    priority: float


@pytest.mark.parametrize(("target", "level", "found"), [(3, 1, 2), (2, 2, 0), (1, 4, 0)])
def test_gap(target, level, found):
    assert level_gap(target, level) == found


@pytest.mark.parametrize(
    ("target", "level", "words"),
    [(5, 1, "target is 5"), (3, -1, "own level is -1"), (float("nan"), 1, "target"),
     (1, float("nan"), "own level")],
)  # fmt: skip
def test_levels_outside_the_scale_are_refused(target, level, words):
    with pytest.raises(InputError, match=words):
        level_gap(target, level)


def test_priority_is_gap_times_weight():
    assert gap_priority(2, 1.5) == 3
    assert gap_priority(2, 0) == 0


@pytest.mark.parametrize("wrong", [-1, float("nan"), float("inf")])
def test_a_weight_that_cannot_be_is_refused(wrong):
    with pytest.raises(InputError, match="weight"):
        gap_priority(1, wrong)


def test_weeks_are_hours_by_hours_a_week():
    assert weeks_for_hours(40, 5) == 8


@pytest.mark.parametrize("wrong", [0, -3, 61, float("nan")])
def test_hours_a_week_that_cannot_be_are_refused(wrong):
    with pytest.raises(InputError, match="hours a week"):
        weeks_for_hours(40, wrong)


def test_ranking_keeps_ties_in_order():
    items = [Item("a", 1), Item("b", 3), Item("c", 1), Item("d", 3), Item("e", 0)]
    assert "".join(item.name for item in rank_by_priority(items)) == "bdace"


@pytest.mark.parametrize(("level", "asks"), [(1, False), (2, True), (4, True)])
def test_evidence_from_level_two(level, asks):
    assert needs_evidence(level) is asks


@settings(deadline=None)
@given(levels, levels)
def test_a_gap_is_never_negative_and_closes_at_the_target(target, level):
    found = level_gap(target, level)
    assert 0 <= found <= 4
    assert (found == 0) == (level >= target)
