"""M0: ranks among published percentiles, price levels and units."""

from __future__ import annotations

from dataclasses import astuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from utils.kit.errors import InputError
from utils.pay.model.benchmark import (
    Wages,
    adjust,
    adjust_wages_to_national_prices,
    annualize,
    pay_at_percentile,
    percentile_of,
)

AVERAGE = 132_916  # the article's
# BLS OEWS, May 2025, United States: p10, p25, median, p75, p90
DEVELOPERS = Wages(82460, 105210, 135980, 171980, 214670)
PROJECT = Wages(61580, 78440, 102320, 133100, 167970)
ANALYSTS = Wages(67340, 82860, 105850, 134110, 167710)
TESTERS = Wages(61440, 80310, 104300, 133180, 167010)
ARCHITECTS = Wages(86240, 109370, 139500, 169290, 204000)
IT_MANAGERS = Wages(107550, 138060, 175140, 220730, 297510)
MARKETING = Wages(90260, 123020, 166790, 216410, 293610)

pay = st.floats(1_000, 2_000_000)
level = st.floats(50, 200)


@st.composite
def wages(draw, *, gaps=True):
    """Return rising wages, often with ties; with `gaps`, some are not released."""
    steps = st.integers(20_000, 300_000) | st.sampled_from([50_000, 60_000])
    five = sorted(draw(st.lists(steps, min_size=5, max_size=5)))
    hidden = draw(st.sets(st.integers(0, 4))) if gaps else set()
    return Wages(*(None if n in hidden else float(w) for n, w in enumerate(five)))


@pytest.mark.parametrize(
    ("proxy", "rank"),
    [
        (DEVELOPERS, 47.5),
        (PROJECT, 74.9),
        (ANALYSTS, 73.9),
        (TESTERS, 74.8),
        (ARCHITECTS, 44.54),  # 25 + 25 * 23,546 / 30,130
        (IT_MANAGERS, 22.47),
        (MARKETING, 30.65),
    ],
)
def test_average_ranks_among_proxies(proxy, rank):
    found = percentile_of(AVERAGE, proxy)
    assert found.value == pytest.approx(rank, abs=0.05)
    assert found.status == "inside"


def test_text_is_the_nearest_whole_percentile():
    found = [percentile_of(AVERAGE, proxy).text for proxy in (ARCHITECTS, IT_MANAGERS, MARKETING)]
    assert found == ["45", "22", "31"]


def test_rank_text_is_a_whole_number():
    assert percentile_of(AVERAGE, DEVELOPERS).text == "48"


@pytest.mark.parametrize(
    ("amount", "status", "text"), [(82_459, "below", "<10"), (214_671, "above", ">90")]
)
def test_outside_says_only_the_side(amount, status, text):
    found = percentile_of(amount, DEVELOPERS)
    assert (found.value, found.status, found.text) == (None, status, text)


@pytest.mark.parametrize(("amount", "rank"), [(82_460, 10), (135_980, 50), (214_670, 90)])
def test_percentiles_themselves_are_inside(amount, rank):
    assert percentile_of(amount, DEVELOPERS).value == rank


def test_nothing_released():
    nothing = Wages(None, None, None, None, None)
    found = percentile_of(AVERAGE, nothing)
    assert not nothing.has_released_percentiles
    assert (found.value, found.status, found.text) == (None, "not released", "not released")
    assert pay_at_percentile(50, nothing) is None


def test_partly_released_says_what_can_be_said():
    partly = Wages(None, 80_000, None, 120_000, None)
    assert partly.has_released_percentiles
    assert percentile_of(100_000, partly).value == pytest.approx(50)
    assert percentile_of(79_000, partly).text == "<25"
    assert percentile_of(121_000, partly).text == ">75"
    assert pay_at_percentile(50, partly) == pytest.approx(100_000)
    assert pay_at_percentile(80, partly) is None


def test_only_the_median_released():
    median = Wages(None, None, 90_000, None, None)
    ranks = [percentile_of(amount, median).text for amount in (89_999, 90_000, 90_001)]
    assert ranks == ["<50", "50", ">50"]


def test_tied_percentiles_rank_in_their_middle():
    tied = Wages(50_000, 60_000, 60_000, 60_000, 90_000)
    assert percentile_of(60_000, tied).value == 50
    flat = Wages(*[70_000.0] * 5)
    assert percentile_of(70_000, flat).value == 50


def test_falling_percentiles_are_refused():
    with pytest.raises(InputError, match=r"Percentile 50 \(70,000\) is lower than percentile 25"):
        Wages(50_000, 80_000, 70_000, 90_000, 100_000)


@pytest.mark.parametrize("wrong", [0, -1, float("nan"), float("inf")])
def test_pay_and_wages_must_be_amounts(wrong):
    with pytest.raises(InputError, match="The pay"):
        percentile_of(wrong, DEVELOPERS)
    with pytest.raises(InputError, match="percentile 10"):
        Wages(wrong, None, None, None, None)


@pytest.mark.parametrize("wrong", [-1, 101, float("nan")])
def test_percentile_out_of_range_is_refused(wrong):
    with pytest.raises(InputError, match="isn't a percentile"):
        pay_at_percentile(wrong, DEVELOPERS)


def test_price_level():
    assert adjust(142_000, 112) == pytest.approx(126_786, abs=0.5)
    assert adjust(128_000, 96) == pytest.approx(133_333, abs=0.5)
    found = adjust_wages_to_national_prices(Wages(None, 80_000, 90_000, 100_000, None), 80)
    assert found == Wages(None, 100_000, 112_500, 125_000, None)


@pytest.mark.parametrize("wrong", [0, -5, 1.12, float("nan"), float("inf")])
def test_price_level_that_cannot_be(wrong):
    with pytest.raises(InputError, match="price level"):
        adjust(100_000, wrong)


@pytest.mark.parametrize(
    ("amount", "unit", "year"),
    [(50, "hour", 104_000), (2_000, "week", 104_000), (9_000, "month", 108_000), (1, "year", 1)],
)
def test_annual(amount, unit, year):
    assert annualize(amount, unit) == year


def test_unknown_unit_names_the_known_ones():
    with pytest.raises(InputError, match=r"fortnight.*hour, week, month, year"):
        annualize(1, "fortnight")


@settings(deadline=None)
@given(wages(gaps=False), pay, pay)
def test_rank_rises_with_pay(table, one, other):
    order = {"below": 0.0, "above": 100.0}
    low, high = (percentile_of(p, table) for p in sorted((one, other)))
    first, second = (order.get(rank.status, rank.value) for rank in (low, high))
    assert first <= second + 1e-9


@settings(deadline=None)
@given(wages(), st.floats(0, 1))
def test_pay_at_undoes_percentile_of(table, part):
    known = [w for w in astuple(table) if w is not None]
    if not known:
        return
    amount = min(known[-1], known[0] + part * (known[-1] - known[0]))
    found = percentile_of(amount, table)
    assert found.status == "inside"
    assert 10 <= found.value <= 90
    assert pay_at_percentile(found.value, table) == pytest.approx(amount, rel=1e-9)


@settings(deadline=None)
@given(pay, level, st.floats(1, 2))
def test_adjusting_is_inverse_in_price_level(amount, place, dearer):
    assert adjust(amount, place) * place == pytest.approx(amount * 100)
    assert adjust(amount, place * dearer) == pytest.approx(adjust(amount, place) / dearer)


@settings(deadline=None)
@given(wages(), pay, level)
def test_rank_is_the_same_when_pay_and_wages_move_together(table, amount, place):
    before = percentile_of(amount, table)
    after = percentile_of(adjust(amount, place), adjust_wages_to_national_prices(table, place))
    if before.value is not None and amount not in astuple(table):
        assert after.value == pytest.approx(before.value, abs=1e-3)
