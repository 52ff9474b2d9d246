"""The models of lab 02c against published figures, and by properties."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from utils.customers.model.arrival import arrivals, funnel, worst_step
from utils.customers.model.business import Range, chance_of_paying_off, draws, net_value, tornado
from utils.customers.model.intervals import (
    keys_needed,
    median_difference,
    share_difference,
    wilson,
)
from utils.customers.model.regression import mean_change_and_falling_weeks_of_worst, worst_then
from utils.customers.model.versions import first_week_staying_below, forecast
from utils.kit.errors import InputError

# --- intervals -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        # Newcombe (1998), Table II, method 10.
        ((56, 70, 48, 80), (0.0524, 0.3339)),
        ((9, 10, 3, 10), (0.1705, 0.8090)),
        ((6, 7, 2, 7), (0.0582, 0.8062)),
        ((5, 56, 0, 29), (-0.0381, 0.1926)),
        ((0, 10, 0, 20), (-0.1611, 0.2775)),
        ((0, 10, 0, 10), (-0.2775, 0.2775)),
        ((10, 10, 0, 20), (0.6791, 1.0000)),
        ((10, 10, 0, 10), (0.6075, 1.0000)),
        # The cases of the lab.
        ((48, 120, 31, 118), (0.018, 0.251)),
        ((9, 14, 5, 15), (-0.047, 0.575)),
    ],
)
def test_the_interval_is_the_published_one(counts, expected):
    found = share_difference(*counts)
    places = 4 if len(str(expected[0]).lstrip("-")) > 5 else 3
    assert (found.low, found.high) == pytest.approx(expected, abs=0.51 * 10**-places)


def test_a_single_share_has_wilsons_interval():
    # Newcombe (1998), "Two-sided confidence intervals for the single proportion", Table I.
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=5e-5)
    assert wilson(0, 20) == pytest.approx((0, 0.1611), abs=5e-5)


COUNTS = st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(COUNTS, COUNTS)
def test_an_interval_has_its_difference_and_flips_with_the_groups(one, other):
    found, back = share_difference(*one, *other), share_difference(*other, *one)
    assert -1 - 1e-9 <= found.low <= found.value + 1e-9
    assert found.value - 1e-9 <= found.high <= 1 + 1e-9
    assert (found.low, found.high) == pytest.approx((-back.high, -back.low))
    assert found.excludes_zero == back.excludes_zero


@pytest.mark.parametrize(("hits", "total"), [(1, 0), (3, 2), (-1, 4)])
def test_what_is_no_share_is_refused(hits, total):
    with pytest.raises(InputError):
        wilson(hits, total)


def test_how_many_it_takes():
    # 60% against 70% at 80% power: 356 in each group (Fleiss, Levin, and Paik, table A.4, without
    # the correction for continuity).
    assert keys_needed(0.6, 0.7) == 356
    assert keys_needed(0.7, 0.6) == 356
    assert keys_needed(0.5, 0.5) is None
    assert keys_needed(0.5, 0.50001) is None


@given(st.floats(0.05, 0.9), st.floats(0.01, 0.09))
def test_a_smaller_gap_takes_more(share, gap):
    assert keys_needed(share, share + gap / 2) > keys_needed(share, share + gap)


def all_came(values):
    return values, [True] * len(values)


def test_medians_of_the_same_data_do_not_differ_and_a_shift_is_found():
    values = [float(n) for n in range(1, 60)]
    same = median_difference(all_came(values), all_came(values))
    more = median_difference(all_came([v + 50 for v in values]), all_came(values))
    assert same.value == 0
    assert not same.excludes_zero
    assert more.value == 50
    assert more.excludes_zero
    assert median_difference(all_came(values), all_came(values)) == same  # the same seed


def test_in_a_draw_an_arrival_comes_before_the_end_of_watching():
    few = [1.0] * 30, [True] * 5 + [False] * 25
    found = median_difference(few, all_came([1.0] * 30))
    assert (found.value, found.low) == (math.inf, math.inf)


def test_those_who_never_arrive_can_make_a_median_unknown():
    found = median_difference(([1.0, 5.0, 5.0], [True, False, False]), all_came([1.0, 2.0, 3.0]))
    assert (found.value, found.high) == (math.inf, math.inf)
    assert not found.excludes_zero
    neither = median_difference(([5.0], [False]), ([5.0], [False]))
    assert math.isnan(neither.value)
    assert (neither.low, neither.high) == (-math.inf, math.inf)
    with pytest.raises(InputError):
        median_difference(([], []), all_came([1.0]))


# --- arrival -------------------------------------------------------------------------------

# Remission in weeks under 6-MP, Freireich and others (1963), as in most textbooks.
WEEKS = [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35]
ENDED = [1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0]


def test_the_curve_is_the_published_one():
    found = arrivals(WEEKS, list(map(bool, ENDED)))
    left = [0.857, 0.807, 0.753, 0.690, 0.627, 0.538, 0.448]
    assert found.times == (6, 7, 10, 13, 16, 22, 23)
    assert [1 - share for share in found.shares] == pytest.approx(left, abs=6e-4)
    assert found.time_of(0.5) == 23
    assert found.time_of(0.6) is None
    assert (found.total, found.arrived) == (21, 9)


WATCHED = st.lists(st.tuples(st.integers(0, 50), st.booleans()), min_size=1, max_size=60)


@given(WATCHED)
def test_a_curve_only_rises_and_without_censoring_it_is_the_plain_share(rows):
    times, came = zip(*rows, strict=True)
    found = arrivals(times, came)
    assert list(found.shares) == sorted(found.shares)
    assert all(0 <= share <= 1 + 1e-12 for share in found.shares)
    whole = arrivals(times, [True] * len(times))
    for time in range(51):
        plain = sum(one <= time for one in times) / len(times)
        assert whole.share_by(time) == pytest.approx(plain)


@given(WATCHED)
def test_dropping_those_who_never_arrive_only_makes_it_look_faster(rows):
    times, came = zip(*rows, strict=True)
    arrived = [time for time, yes in rows if yes]
    found, naive = arrivals(times, came), arrivals(arrived, [True] * len(arrived))
    assert all(found.share_by(time) <= naive.share_by(time) + 1e-9 for time in range(51))


def test_no_one_arrived():
    found = arrivals([1, 2], [False, False])
    assert (found.share_by(9), found.time_of(0.5), found.arrived) == (0, None, 0)


def test_a_funnel_names_its_worst_step():
    steps = funnel(["a", "b", "c"], [100, 90, 30])
    assert [step.share_of_previous for step in steps] == pytest.approx([1, 0.9, 1 / 3])
    assert worst_step(steps).name == "c"
    assert worst_step(funnel(["a", "b", "c"], [0, 0, 0])).share_of_previous == 0
    assert funnel([], []) == []


# --- regression, versions ------------------------------------------------------------------


def test_pure_luck_regresses():
    table = np.random.default_rng(3).normal(0.1, 0.02, size=(40, 9)).tolist()
    now, later = worst_then(table, 3, 5)
    assert now > 0.12
    assert later < 0.115
    change, falls, weeks = mean_change_and_falling_weeks_of_worst(table, 5, 3)
    assert change < -0.01
    assert falls == weeks == 7


def test_who_never_differs_by_luck_does_not_fall():
    table = [[0.2] * 5, [0.1] * 5]
    assert worst_then(table, 1, 1) == (0.2, 0.2)


def test_a_steady_decline_goes_on_and_a_stuck_caller_stays():
    made = forecast({"a": [800, 400, 200, 100], "b": [50, 50, 50, 50], "c": [9, 0, 0, 0]}, 3)
    assert made.middle == pytest.approx((100, 75, 62.5))
    assert made.low == made.middle == made.high
    assert first_week_staying_below(made.middle, 80) == 2
    assert first_week_staying_below(made.middle, 50) is None
    with pytest.raises(InputError):
        forecast({"a": [1, 2]}, 3)
    with pytest.raises(InputError):
        forecast({}, 3)


@given(st.lists(st.lists(st.integers(0, 1000), min_size=5, max_size=5), min_size=1, max_size=4))
@example([[0, 0, 0, 0, 1]])  # the first calls ever
def test_a_forecast_is_a_range(rows):
    made = forecast({str(n): row for n, row in enumerate(rows)}, 6, draws=50)
    for low, middle, high in zip(made.low, made.middle, made.high, strict=True):
        assert 0 <= low <= middle <= high


# --- business ------------------------------------------------------------------------------

CASE = {
    "questions": Range(5, 25), "hours": Range(0.4, 1), "hour_cost": Range(70, 110),
    "refunds": Range(20, 200), "refund_cost": Range(4, 15), "price": Range(14_000, 30_000),
    "monthly": Range(100, 400),
}  # fmt: skip
POINT = {"questions": 10, "hours": 0.5, "hour_cost": 80, "refunds": 100, "refund_cost": 9,
         "price": 5_000, "monthly": 300}  # fmt: skip


def test_a_year_is_twelve_months_less_the_price():
    assert net_value(**POINT) == 12 * (10 * 0.5 * 80 + 100 * 9 - 300) - 5_000


def test_a_point_has_no_tornado_and_one_result():
    ranges = {name: Range(value, value) for name, value in POINT.items()}
    assert {bar.width for bar in tornado(ranges)} == {0}
    values = draws(ranges, count=50)
    assert values.tolist() == pytest.approx([net_value(**POINT)] * 50)
    assert chance_of_paying_off(values) == 1


def test_the_chance_to_pay_counts_draws_with_something_left():
    """Nothing left isn't a gain; half a dollar is one: two of five."""
    assert chance_of_paying_off(np.array([-20_000, -0.5, 0, 0.5, 20_000])) == 0.4


def test_draws_agree_with_the_exact_mean_and_the_widest_bar_comes_first():
    values = draws(CASE)
    mean = net_value(**{name: one.middle for name, one in CASE.items()})  # independent factors
    assert values.mean() == pytest.approx(mean, abs=4 * values.std() / 100)
    widths = [bar.width for bar in tornado(CASE)]
    assert widths == sorted(widths, reverse=True)
    assert tornado(CASE)[0].name == "refunds"


@given(st.sampled_from(sorted(CASE)))
def test_it_does_not_matter_which_end_comes_first(name):
    turned = {**CASE, name: Range(CASE[name].high, CASE[name].low)}
    assert tornado(turned) == tornado(CASE)
    assert (draws(turned, count=20) == draws(CASE, count=20)).all()
