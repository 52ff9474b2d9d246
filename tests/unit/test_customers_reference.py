"""The models of lab 02c against independent libraries: lifelines, scipy, and statsmodels.

The values were computed once by `customers_reference.py`, which says how.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from utils.customers.model.arrival import arrivals
from utils.customers.model.intervals import (
    keys_needed,
    median_difference,
    share_difference,
    wilson,
)

REFERENCE = json.loads(Path(__file__).with_name("customers_reference.json").read_text("utf-8"))


@pytest.mark.parametrize(("counts", "ends"), REFERENCE["newcombe"])
def test_newcombes_interval_is_that_of_statsmodels(counts, ends):
    found = share_difference(*counts)
    assert (found.low, found.high) == pytest.approx(ends, abs=1e-12)


@pytest.mark.parametrize(("counts", "ends"), REFERENCE["wilson"])
def test_wilsons_interval_is_that_of_scipy(counts, ends):
    assert wilson(*counts) == pytest.approx(ends, abs=1e-12)


@pytest.mark.parametrize(("shares", "needed"), REFERENCE["needed"])
def test_the_number_of_keys_is_that_of_statsmodels(shares, needed):
    assert needed <= keys_needed(*shares) < needed + 1


@pytest.mark.parametrize(("waits", "expected"), REFERENCE["curve"])
def test_the_curve_is_that_of_lifelines(waits, expected):
    found = arrivals(*waits)
    shares = [found.share_by(time) for time in expected["by"]]
    assert shares == pytest.approx(expected["shares"], abs=1e-12)
    assert found.time_of(0.5) == expected["median"]


@pytest.mark.parametrize(("first", "second", "median", "ends"), REFERENCE["medians"])
def test_the_bootstrap_is_near_that_of_scipy(first, second, median, ends):
    came = [True] * len(first)
    found = median_difference((first, came), (second, came), draws=4_000)
    assert found.value == pytest.approx(median, abs=1e-9)
    assert (found.low, found.high) == pytest.approx(ends, abs=0.06 * (ends[1] - ends[0]))
