"""M1: what a range says once its ends are read as percentiles."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from utils.kit.errors import InputError
from utils.pay.model.five_numbers import (
    TAIL_PERCENTILES,
    Lognormal,
    RangeEndPercentiles,
    compute_spread_ratios,
    geometric_mean,
    lognormal,
)

LOW, MEAN, HIGH = 93_500, 132_916, 189_000  # the article's


def test_middle_by_ratio_is_almost_the_average():
    assert geometric_mean(LOW, HIGH) == pytest.approx(132_934, abs=0.5)


def test_spread_is_symmetric_by_ratio():
    found = compute_spread_ratios(LOW, MEAN, HIGH)
    assert found.mean_over_low == pytest.approx(1.42, abs=0.005)
    assert found.high_over_mean == pytest.approx(1.42, abs=0.005)
    assert found.skew_ratio == pytest.approx(-0.000138, abs=1e-5)


def test_skew_ratio_has_a_sign():
    assert compute_spread_ratios(LOW, 150_000, HIGH).skew_ratio > 0.1
    assert compute_spread_ratios(LOW, 110_000, HIGH).skew_ratio < -0.1


@pytest.mark.parametrize(("tail", "first", "last"), [(10, 110, 160), (5, 115, 154), (1, 120, 147)])
def test_middle_half_depends_on_the_reading(tail, first, last):
    found = lognormal(LOW, HIGH, tail).interquartile_range()
    assert [round(pay / 1000) for pay in found] == [first, last]


def test_readings():
    assert TAIL_PERCENTILES == (10, 5, 1)
    assert RangeEndPercentiles(10).percentiles == (10, 90)
    assert [RangeEndPercentiles(tail).z_score for tail in TAIL_PERCENTILES] == pytest.approx(
        [1.2816, 1.6449, 2.3263], abs=1e-4
    )


def test_the_average_of_the_curve_is_the_average_of_everybody():
    """Pay of 1,000 people, evenly spread over all shares; with sigma 0.5 it's e^0.125 medians."""
    curve = Lognormal(100_000, 0.5)
    assert curve.mean == pytest.approx(113_315, abs=1)
    everybody = [curve.quantile((n + 0.5) / 1_000) for n in range(1_000)]
    assert sum(everybody) / 1_000 == pytest.approx(curve.mean, rel=0.001)


def test_an_average_at_an_end_is_within_the_range():
    assert compute_spread_ratios(100, 100, 144).mean_over_low == 1
    assert compute_spread_ratios(100, 144, 144).high_over_mean == 1


@pytest.mark.parametrize("wrong", [0, 50, -5, float("nan")])
def test_reading_that_cannot_be(wrong):
    with pytest.raises(InputError, match="low end can't be percentile"):
        lognormal(LOW, HIGH, wrong)


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [(0, 1, "low end"), (1, math.nan, "top"), (2, 1, "above the top"), (5, 5, "same")],
)
def test_ends_that_cannot_be(low, high, words):
    with pytest.raises(InputError, match=words):
        lognormal(low, high, 10)


def test_average_outside_the_ends_is_refused():
    with pytest.raises(InputError, match="is outside"):
        compute_spread_ratios(LOW, 190_000, HIGH)


def test_density_is_zero_below_zero_and_peaks_at_the_mode():
    curve = Lognormal(100_000, 0.3)
    assert curve.density(0) == curve.density(-1) == 0
    mode = 100_000 * math.exp(-(0.3**2))
    assert curve.density(mode) > max(curve.density(mode * 0.99), curve.density(mode * 1.01))


def test_density_holds_everybody():
    curve, step = lognormal(LOW, HIGH, 10), 500
    points = [curve.density(x) * step for x in range(step, 600_000, step)]
    assert math.fsum(points) == pytest.approx(1, abs=1e-4)
    half = [curve.density(x) * step for x in range(109_500, 160_500, step)]
    assert math.fsum(half) == pytest.approx(0.5, abs=0.02)


@pytest.mark.parametrize("wrong", [0, 1, math.nan])
def test_quantile_outside_is_refused(wrong):
    with pytest.raises(InputError, match="share of people"):
        Lognormal(100_000, 0.3).quantile(wrong)


ends = st.tuples(st.floats(1_000, 500_000), st.floats(1.01, 10)).map(lambda e: (e[0], e[0] * e[1]))


@settings(deadline=None)
@given(ends, st.lists(st.floats(0.1, 49), min_size=2, max_size=2, unique=True))
def test_middle_half_is_narrower_for_a_more_extreme_tail(range_, tails):
    mild, extreme = sorted(tails, reverse=True)
    halves = [lognormal(*range_, tail).interquartile_range() for tail in (mild, extreme)]
    (first, last), (inner_first, inner_last) = halves
    assert first <= inner_first <= inner_last <= last


@settings(deadline=None)
@given(ends, st.floats(0.1, 45))
def test_curve_goes_through_both_ends(range_, tail):
    curve = lognormal(*range_, tail)
    found = curve.quantile(tail / 100), curve.quantile(1 - tail / 100)
    assert found == pytest.approx(range_, rel=1e-6)
    assert curve.quantile(0.5) == pytest.approx(geometric_mean(*range_))


@settings(deadline=None)
@given(ends, st.lists(st.floats(0.001, 0.999), min_size=2, max_size=6))
def test_quantiles_rise(range_, parts):
    curve = lognormal(*range_, 10)
    assert all(curve.quantile(a) <= curve.quantile(b) for a, b in pairwise(sorted(parts)))
