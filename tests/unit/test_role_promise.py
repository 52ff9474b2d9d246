"""Promises: chains, minutes, tails, and the cheapest component to improve."""

from __future__ import annotations

import math
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from utils.kit.errors import InputError
from utils.role import data
from utils.role.activities import TailLatency
from utils.role.model.promise import (
    Component,
    allowed_slow_call_share,
    cheapest_fix,
    days_of_work,
    downtime_minutes,
    fix_options,
    series_availability,
    slow_request_share,
)
from utils.role.pictures import promise as pictures

SHARES = st.floats(0.5, 0.99999)
CHAINS = st.lists(st.tuples(SHARES, st.floats(1, 50)), min_size=1, max_size=5)


def components(pairs):
    return tuple(Component(f"c{n}", f"C{n}", a, days) for n, (a, days) in enumerate(pairs))


def test_numbers_of_the_case():
    whole = series_availability([0.9995, 0.999, 0.9999, 0.999])
    assert whole == pytest.approx(0.99740, abs=5e-6)
    assert downtime_minutes(whole) == pytest.approx(112.2, abs=0.05)
    assert [one.availability for one in data.load_chain()] == [0.9995, 0.999, 0.9999, 0.999]
    assert slow_request_share(0.01, 6) == pytest.approx(0.0585, abs=5e-5)
    assert series_availability([0.999] * 4) == pytest.approx(0.996, abs=5e-5)


def test_a_month_of_nothing_and_of_everything():
    assert downtime_minutes(1) == 0
    assert downtime_minutes(0) == 30 * 24 * 60
    assert downtime_minutes(0.999, days=1) == pytest.approx(1.44)
    assert series_availability([]) == 1


def test_the_fraud_check_is_the_cheapest_and_two_cannot_help():
    made = {
        fix.component.key: fix
        for fix in fix_options(data.load_chain(), data.DEFAULT_PROMISED_AVAILABILITY)
    }
    assert made["gateway"].days is None
    assert made["network"].days is None
    assert cheapest_fix(data.load_chain(), data.DEFAULT_PROMISED_AVAILABILITY) == made["fraud"]
    # From 0.001 down to the share that the others leave: log2 of their ratio, in halvings.
    left = 1 - data.DEFAULT_PROMISED_AVAILABILITY / (0.9995 * 0.999 * 0.9999)
    assert made["fraud"].days == pytest.approx(6 * math.log2(0.001 / left))
    assert made["ledger"].days == pytest.approx(20 * math.log2(0.001 / left))


@given(CHAINS, SHARES)
@settings(deadline=None)
def test_a_fix_is_just_enough(pairs, promise):
    chain = components(pairs)
    for fix in fix_options(chain, promise):
        if fix.required_availability is None:
            others = [c.availability for c in chain if c != fix.component]
            assert series_availability(others) <= promise * (1 + 1e-9)
            continue
        improved = [
            fix.required_availability if c == fix.component else c.availability for c in chain
        ]
        assert series_availability(improved) >= promise * (1 - 1e-9)
        if fix.days:
            assert series_availability(improved) == pytest.approx(promise)


@given(st.floats(0.5, 0.9999), st.floats(0, 1), st.floats(0, 1))
@settings(deadline=None)
def test_more_availability_never_takes_less_work(start, first, second):
    one = Component("a", "A", start, 10)
    low, high = sorted((first, second))
    assert days_of_work(one, low) <= days_of_work(one, high)
    halved = 1 - (1 - start) / 2
    assert days_of_work(one, halved) == pytest.approx(10)
    assert days_of_work(one, start) == 0


@given(CHAINS, SHARES)
@settings(deadline=None)
def test_nothing_to_do_where_the_promise_is_kept(pairs, promise):
    chain = components(pairs)
    if series_availability([c.availability for c in chain]) > promise * (1 + 1e-9):
        assert {fix.days for fix in fix_options(chain, promise)} == {0.0}


@given(st.floats(0, 1), st.integers(1, 30))
@settings(deadline=None)
def test_tail_and_its_inverse(share, calls):
    slow = slow_request_share(share, calls)
    assert 0 <= share <= slow + 1e-12 <= 1 + 1e-12
    assert slow <= calls * share + 1e-12
    assert allowed_slow_call_share(share, calls) <= share + 1e-12
    assert slow_request_share(allowed_slow_call_share(share, calls), calls) == pytest.approx(
        share, abs=1e-9
    )


def test_tail_counts_every_way_to_meet_a_slow_call():
    share, calls = 0.2, 4
    ways = product((True, False), repeat=calls)
    some = sum(math.prod(share if slow else 1 - share for slow in way) for way in ways if any(way))
    assert slow_request_share(share, calls) == pytest.approx(some)


@pytest.mark.parametrize(
    "call",
    [
        lambda: series_availability([0.9, 1.2]),
        lambda: downtime_minutes(-0.1),
        lambda: slow_request_share(0.1, 0),
        lambda: slow_request_share(0.1, 2.5),
        lambda: slow_request_share(1.5, 2),
        lambda: allowed_slow_call_share(-0.1, 2),
        lambda: fix_options(data.load_chain(), 99.8),
    ],
)
def test_what_cannot_be_is_refused_in_words(call):
    with pytest.raises(InputError) as problem:
        call()
    assert problem.value.fix


def test_a_promise_of_everything():
    perfect = components([(1.0, 5), (1.0, 5)])
    assert {fix.days for fix in fix_options(perfect, 1)} == {0.0}
    assert cheapest_fix(components([(0.9, 5), (0.9, 5)]), 1) is None


# --- pictures ----------------------------------------------------------------------------


def texts(figure):
    return [t for t in (*figure.texts, *figure.axes[0].texts) if t.get_text()]


def meetings(figure):
    boxes = [(t.get_text(), t.get_window_extent()) for t in texts(figure)]
    return [(a, b) for (a, one), (b, other) in combinations(boxes, 2) if one.overlaps(other)]


CASES = {
    "as it is": [99.95, 99.9, 99.99, 99.9, 99.8],
    "kept": [99.95, 99.9, 99.99, 99.9, 99.0],
    "never": [99.0, 99.0, 99.0, 99.0, 99.9],
    "perfect": [100, 100, 100, 100, 100],
    "close": [99.95, 99.9, 99.99, 99.9, 99.74],
    "lower end": [99.0, 99.0, 99.0, 99.0, 99.0],
}


@pytest.mark.parametrize("name", CASES)
def test_the_chain_is_drawn_to_scale_and_readable(name):
    *shares, promise = (percent / 100 for percent in CASES[name])
    chain = [
        Component(c.key, c.label, share, c.days_per_halving)
        for c, share in zip(data.load_chain(), shares, strict=True)
    ]
    days = [days_of_work(one, min(1, one.availability + 0.0005)) for one in data.load_chain()]
    figure = pictures.draw(chain, promise, days=days)
    assert meetings(figure) == []
    right = max(text.get_window_extent().x1 for text in texts(figure))
    assert right <= figure.bbox.x1
    widths = [max(patch.get_xy()[:, 0]) for patch in figure.axes[0].patches]
    wanted = [downtime_minutes(share) for share in [*shares, series_availability(shares)]]
    assert widths == pytest.approx(wanted, abs=1e-6)


def test_the_chain_in_words():
    words = pictures.describe(data.load_chain(), data.DEFAULT_PROMISED_AVAILABILITY)
    assert "The chain reaches 99.74%: 25.8 minutes a month too many for 99.8%" in words
    assert "112.2 for the whole chain, 86.4 promised" in words
    assert "Card network link: 99.99%, 4.3 minutes." in words
    assert "Fraud" not in pictures.title(data.load_chain(), data.DEFAULT_PROMISED_AVAILABILITY)
    assert "can be kept" in pictures.title(data.load_chain(), 0.99)


@pytest.mark.parametrize("calls", [1, 2, 3, 6, 14, 20])
@pytest.mark.parametrize("share", [0.001, 0.01, 0.05])
def test_the_tail_is_drawn_to_scale_and_readable(calls, share):
    figure = pictures.draw_slow_page_share(share, calls)
    assert meetings(figure) == []
    marks = [line for line in figure.axes[0].lines if line.get_marker() == "o"]
    assert [float(m.get_ydata()[0]) for m in marks[:20]] == pytest.approx(
        [slow_request_share(share, n) for n in range(1, 21)]
    )
    assert float(marks[-1].get_xdata()[0]) == calls
    assert min(text.get_window_extent().x0 for text in texts(figure)) >= 0


@pytest.mark.parametrize(
    ("share", "words"),
    [(0.998, "99.8%"), (1, "100%"), (0.99999, "99.999%"), (0.05, "5%"), (0, "0%")],
)
def test_percentages_have_the_digits_they_need(share, words):
    assert pictures.format_availability(share) == words


def test_the_smallest_number_of_days_is_a_trap():
    """What is quickest to halve can't keep the promise alone, so the prediction takes thought."""
    quickest = min(data.load_chain(), key=lambda one: one.days_per_halving)
    fixes = {
        fix.component.key: fix
        for fix in fix_options(data.load_chain(), data.DEFAULT_PROMISED_AVAILABILITY)
    }
    assert fixes[quickest.key].days is None


def test_one_call_is_singular_in_the_description():
    description = TailLatency.evaluate().picture.description
    assert "1 call " in description
    assert "1 calls" not in description
