"""M2: the largest share of a level, and the split of a gap in averages."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from utils.kit.errors import InputError
from utils.pay.model.levels import EmployerGroup, decompose_gap, largest_share, rebalance_shares

CASE = (  # invented, thousand USD
    EmployerGroup("tech", 150, 176, 0.40, 0.05),
    EmployerGroup("enterprise", 125, 142, 0.40, 0.10),
    EmployerGroup("services", 98, 107, 0.20, 0.85),
)
pays = st.floats(10, 500)
parts = st.lists(st.floats(0.01, 1), min_size=2, max_size=6)


def test_leads_can_be_a_quarter():
    assert largest_share(132_916, 115_000, [131_000, 139_000]) == pytest.approx(0.2535, abs=5e-5)


def test_a_level_above_the_average_is_bounded_too():
    assert largest_share(120, 150, [100, 110]) == pytest.approx(0.4)


def test_a_level_at_the_average_can_be_everyone():
    assert largest_share(120, 120, [100, 110]) == 1
    assert largest_share(120, 120, []) == 1


def test_a_level_below_cannot_be_when_the_others_only_just_reach():
    assert largest_share(120, 100, [110, 120]) == 0


@pytest.mark.parametrize("mean", [99, 141])
def test_an_average_that_no_mix_reaches_is_refused(mean):
    with pytest.raises(InputError, match="they run from 100 to 140"):
        largest_share(mean, 100, [120, 140])


@pytest.mark.parametrize("wrong", [(0, 1, [2]), (1, float("nan"), [2]), (1, 2, [-1])])
def test_levels_must_be_amounts(wrong):
    with pytest.raises(InputError, match="Enter an amount above 0"):
        largest_share(*wrong)


@settings(deadline=None)
@given(st.lists(pays, min_size=2, max_size=6), st.data())
def test_no_mix_beats_the_largest_share(levels, data):
    weights = data.draw(st.lists(st.floats(0.01, 1), min_size=len(levels), max_size=len(levels)))
    total = sum(weights)
    mean = sum(pay * weight / total for pay, weight in zip(levels, weights, strict=True))
    assume(min(levels) < mean < max(levels))
    level, *others = levels
    assume(abs(level - mean) > 1e-6)
    bound = largest_share(mean, level, others)
    assert weights[0] / total <= bound + 1e-9
    hardest = max(others) if level < mean else min(others)
    assert bound * level + (1 - bound) * hardest == pytest.approx(mean)


def test_the_case_splits_as_told():
    found = decompose_gap(CASE)
    assert found.mid_mean == pytest.approx(129.60)
    assert found.lead_mean == pytest.approx(113.95)
    assert found.gap == pytest.approx(-15.65)
    assert found.rate_effect == pytest.approx(14.83, abs=0.005)
    assert found.composition_effect == pytest.approx(-30.48, abs=0.005)
    assert found.lead_earns_more_in_every_group
    assert found.lead_average_is_lower
    assert found.groups == CASE


def test_parts_stand_by_group():
    found = decompose_gap(CASE)
    assert [row.name for row in found.group_effects] == ["tech", "enterprise", "services"]
    assert [row.rate_effect for row in found.group_effects] == pytest.approx([5.85, 4.25, 4.725])
    assert [row.composition_effect for row in found.group_effects] == pytest.approx(
        [-57.05, -40.05, 66.625]
    )


def test_no_paradox_with_the_same_mix():
    found = decompose_gap(
        [EmployerGroup("a", 100, 110, 0.5, 0.5), EmployerGroup("b", 80, 88, 0.5, 0.5)]
    )
    assert found.composition_effect == 0
    assert found.lead_earns_more_in_every_group
    assert not found.lead_average_is_lower


def test_a_tie_is_not_more():
    found = decompose_gap([EmployerGroup("a", 100, 100, 1, 1)])
    assert not found.lead_earns_more_in_every_group
    assert not found.lead_average_is_lower


@pytest.mark.parametrize(
    ("mid", "lead", "words"),
    [
        (0.5, 0.4, "mid-level shares sum to 1.1 instead of 1. Lower them by 0.1 in total"),
        (0.4, 0.1, "lead shares sum to 0.7 instead of 1. Raise them by 0.3 in total"),
    ],
)
def test_shares_must_sum_to_one(mid, lead, words):
    groups = [EmployerGroup("a", 1, 2, mid, lead), EmployerGroup("b", 1, 2, 0.6, 0.6)]
    with pytest.raises(InputError, match=words):
        decompose_gap(groups)


def test_no_groups_is_refused():
    with pytest.raises(InputError, match="sum to 0"):
        decompose_gap([])


@pytest.mark.parametrize(
    ("wrong", "words"),
    [((0, 1, 0, 0), "mid-level pay of x"), ((1, -1, 0, 0), "lead pay of x"),
     ((1, 1, 1.1, 0), "mid-level share of x"), ((1, 1, 0, float("nan")), "lead share of x")],
)  # fmt: skip
def test_group_names_the_wrong_field(wrong, words):
    with pytest.raises(InputError, match=words):
        EmployerGroup("x", *wrong)


@st.composite
def groups(draw):
    mids = draw(parts)
    leads = draw(st.lists(st.floats(0.01, 1), min_size=len(mids), max_size=len(mids)))
    return [
        EmployerGroup(str(n), draw(pays), draw(pays), mid / sum(mids), lead / sum(leads))
        for n, (mid, lead) in enumerate(zip(mids, leads, strict=True))
    ]


@settings(deadline=None)
@given(groups())
def test_the_split_always_adds_up(made):
    found = decompose_gap(made)
    assert found.rate_effect + found.composition_effect == pytest.approx(found.gap, abs=1e-9)
    assert found.rate_effect == pytest.approx(sum(row.rate_effect for row in found.group_effects))
    if found.lead_earns_more_in_every_group:
        assert found.rate_effect > 0


@settings(deadline=None)
@given(groups(), st.floats(0, 100))
def test_the_parts_sum_does_not_depend_on_the_level_of_pay(made, more):
    lifted = [
        EmployerGroup(g.name, g.mid_pay + more, g.lead_pay + more, g.mid_share, g.lead_share)
        for g in made
    ]
    assert decompose_gap(lifted).composition_effect == pytest.approx(
        decompose_gap(made).composition_effect, abs=1e-8
    )


def test_rebalance_scales_the_others():
    assert rebalance_shares([0.4, 0.4, 0.2], 0, 0.7) == pytest.approx([0.7, 0.2, 0.1])


def test_rebalance_shares_equally_where_the_others_are_zero():
    assert rebalance_shares([1, 0, 0], 0, 0.6) == pytest.approx([0.6, 0.2, 0.2])


def test_rebalance_of_one_share_is_everything():
    assert rebalance_shares([0.3], 0, 0.3) == [1]


@pytest.mark.parametrize(
    ("shares", "changed", "value"), [([0.5, 0.5], 2, 0.1), ([0.5, 0.5], 0, 1.1), ([-1, 2], 0, 0.1)]
)
def test_rebalance_refuses_what_cannot_be(shares, changed, value):
    with pytest.raises(InputError):
        rebalance_shares(shares, changed, value)


@settings(deadline=None)
@given(st.lists(st.floats(0, 1), min_size=2, max_size=8), st.floats(0, 1), st.data())
def test_rebalanced_shares_sum_to_one(shares, value, data):
    changed = data.draw(st.integers(0, len(shares) - 1))
    found = rebalance_shares(shares, changed, value)
    assert sum(found) == pytest.approx(1)
    assert found[changed] == value
    assert all(0 <= share <= 1 for share in found)
