"""M3: the worth of an offer, and where two break even."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from utils.kit.errors import InputError
from utils.pay.model.offers import (
    Offer,
    break_even_price_level,
    compare_offers,
    find_bonus_break_even,
    value,
)

A = Offer("A", 142_000, price_level=112)
B = Offer("B", 128_000, price_level=96)
# invented, as in the case
FULL_A = Offer("A", 142_000, 12_000, 0.7, 10_000, 0.5, 14_000, 112)
FULL_B = Offer("B", 128_000, 8_000, 0.9, 0, 0, 16_000, 96)

amount = st.floats(0, 1_000_000)
part = st.floats(0, 1)
offers = st.builds(
    Offer, st.just("x"), st.floats(1_000, 1_000_000), amount, part, amount, part, amount,
    st.floats(60, 150),
)  # fmt: skip


def test_the_two_offers():
    assert value(A).adjusted == pytest.approx(126_786, abs=0.5)
    assert value(B).adjusted == pytest.approx(133_333, abs=0.5)


def test_parts_of_an_offer():
    found = value(FULL_A)
    assert found.base == 142_000
    assert found.expected_bonus == pytest.approx(8_400)
    assert found.discounted_equity == pytest.approx(5_000)
    assert found.benefits == 14_000
    assert found.total == pytest.approx(169_400)
    assert found.adjusted == pytest.approx(151_250)


def test_discount_is_the_part_taken_off():
    assert value(replace(FULL_A, equity_discount=0.1)).discounted_equity == pytest.approx(9_000)


def test_compare_says_when_the_order_flips():
    found = compare_offers(A, B)
    assert found.better_offer_name == "B"
    assert found.total_gap == 14_000
    assert found.adjusted_gap == pytest.approx(126_785.714 - 133_333.333)
    assert found.order_flips
    assert not compare_offers(A, replace(B, price_level=112)).order_flips


def test_compare_of_equals():
    assert compare_offers(A, replace(A, name="C")).better_offer_name is None


def test_break_even_price_level():
    assert break_even_price_level(A, B) == pytest.approx(106.5)
    assert break_even_price_level(B, A) == pytest.approx(100.958, abs=1e-3)


@pytest.mark.parametrize(("one", "other"), [(Offer("free", 0), A), (A, Offer("free", 0))])
def test_break_even_price_level_needs_worth(one, other):
    with pytest.raises(InputError, match="free is worth nothing"):
        break_even_price_level(one, other)


def test_break_even_chance():
    found = find_bonus_break_even(Offer("A", 100, 50), Offer("B", 120))
    assert found.probability == pytest.approx(0.4)
    assert "40%" in found.reason


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (Offer("A", 100), "no bonus to vary"),
        (Offer("A", 100, 10), "Even a guaranteed bonus"),
        (Offer("A", 121, 10), "ahead of B even without"),
    ],
)
def test_no_break_even_chance_says_why(one, words):
    found = find_bonus_break_even(one, Offer("B", 120))
    assert found.probability is None
    assert words in found.reason


@pytest.mark.parametrize(("base", "chance"), [(120, 0), (100, 1)])
def test_break_even_chance_at_the_ends(base, chance):
    assert find_bonus_break_even(Offer("A", base, 20), Offer("B", 120)).probability == chance


@pytest.mark.parametrize(
    ("field", "wrong", "words"),
    [
        ("base", -1, "A: base"),
        ("bonus", float("nan"), "A: bonus"),
        ("equity_a_year", float("inf"), "A: equity a year"),
        ("benefits", -0.01, "A: benefits"),
        ("bonus_probability", 70, "A: chance of the bonus"),
        ("equity_discount", 1.01, "A: equity discount"),
        ("price_level", 1.12, "price level"),
    ],
)
def test_a_field_that_cannot_be_is_named(field, wrong, words):
    with pytest.raises(InputError, match=words):
        replace(FULL_A, **{field: wrong})


@settings(deadline=None)
@given(offers, st.floats(0.1, 10))
def test_total_is_linear(offer, factor):
    amounts = ("base", "bonus", "equity_a_year", "benefits")
    scaled = replace(offer, **{name: getattr(offer, name) * factor for name in amounts})
    assert value(scaled).total == pytest.approx(value(offer).total * factor)
    assert value(scaled).adjusted == pytest.approx(value(offer).adjusted * factor)


@settings(deadline=None)
@given(offers, amount)
def test_a_dollar_of_base_is_a_dollar_of_total(offer, more):
    richer = replace(offer, base=offer.base + more)
    assert value(richer).total - value(offer).total == pytest.approx(more, abs=1e-3)


@settings(deadline=None)
@given(offers, offers)
def test_at_the_break_even_level_both_are_worth_the_same(one, other):
    found = break_even_price_level(one, other)
    assume(20 <= found <= 500)
    moved = replace(one, price_level=found)
    assert value(moved).adjusted == pytest.approx(value(other).adjusted)


@settings(deadline=None)
@given(offers, offers)
def test_at_the_break_even_chance_both_are_worth_the_same(one, other):
    found = find_bonus_break_even(one, other)
    if found.probability is None:
        certain, never = (value(replace(one, bonus_probability=p)).adjusted for p in (1, 0))
        assert one.bonus == 0 or not never < value(other).adjusted < certain
    else:
        moved = replace(one, bonus_probability=found.probability)
        assert value(moved).adjusted == pytest.approx(value(other).adjusted, rel=1e-6)
