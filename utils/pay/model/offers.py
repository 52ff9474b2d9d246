"""M3: what an offer is worth, and where two offers break even.

total = base + chance * bonus + (1 - discount) * equity + benefits, all USD a year;
adjusted = total ÷ (price level ÷ 100). The chance of a bonus and the discount on equity are the
learner's own judgment. Taxes are left out.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from utils.kit.errors import InputError
from utils.pay.model.benchmark import adjust, check_price_level

PROBABILITY_TOLERANCE = 1e-9  # a chance this close to 0 or 1 misses it by rounding only


@dataclass(frozen=True)
class Offer:
    """One offer. Amounts in USD a year; chance and discount from 0 to 1; United States = 100.

    `equity_discount` is the part taken off, because paper is not cash. Raises InputError naming
    the field that's impossible.
    """

    name: str
    base: float
    bonus: float = 0.0
    bonus_probability: float = 0.0
    equity_a_year: float = 0.0
    equity_discount: float = 0.0
    benefits: float = 0.0
    price_level: float = 100.0

    def __post_init__(self) -> None:
        """Refuse an impossible field, naming it."""
        for field in ("base", "bonus", "equity_a_year", "benefits"):
            _check_amount(f"{self.name}: {_field_label(field)}", getattr(self, field))
        for field in ("bonus_probability", "equity_discount"):
            _check_share(f"{self.name}: {_field_label(field)}", getattr(self, field))
        check_price_level(self.price_level)


@dataclass(frozen=True)
class OfferValue:
    """An offer's parts and sum in its own dollars, and the sum at national prices. USD a year."""

    base: float
    expected_bonus: float
    discounted_equity: float
    benefits: float
    total: float
    adjusted: float


@dataclass(frozen=True)
class OfferComparison:
    """Two offers side by side. Gaps are first less second, USD a year."""

    first: OfferValue
    second: OfferValue
    better_offer_name: (
        str | None
    )  # name of the offer worth more at national prices; None when equal

    @property
    def total_gap(self) -> float:
        """The gap in the dollars of the offers."""
        return self.first.total - self.second.total

    @property
    def adjusted_gap(self) -> float:
        """The gap at national prices."""
        return self.first.adjusted - self.second.adjusted

    @property
    def order_flips(self) -> bool:
        """Whether the larger number on paper is the smaller one at national prices."""
        return self.total_gap * self.adjusted_gap < 0


@dataclass(frozen=True)
class BreakEvenProbability:
    """The chance (0 to 1) at which two offers are worth the same, or None, and why."""

    probability: float | None
    reason: str


def value(offer: Offer) -> OfferValue:
    """Return the parts of an offer, their sum, and the sum at national prices. USD a year."""
    bonus = offer.bonus_probability * offer.bonus
    equity = (1 - offer.equity_discount) * offer.equity_a_year
    total = offer.base + bonus + equity + offer.benefits
    adjusted = adjust(total, offer.price_level)
    return OfferValue(offer.base, bonus, equity, offer.benefits, total, adjusted)


def compare_offers(first_offer: Offer, second_offer: Offer) -> OfferComparison:
    """Return two offers side by side."""
    first, second = value(first_offer), value(second_offer)
    if first.adjusted == second.adjusted:
        return OfferComparison(first, second, None)
    return OfferComparison(
        first, second, first_offer.name if first.adjusted > second.adjusted else second_offer.name
    )


def break_even_price_level(offer: Offer, other: Offer) -> float:
    """Return the price level of `offer`'s place at which both are worth the same.

    100 * total of `offer` ÷ adjusted worth of `other`. Raises InputError when either is worth
    nothing.
    """
    own, its = value(offer).total, value(other).adjusted
    for one, worth in ((offer, own), (other, its)):
        if worth == 0:
            raise InputError(f"{one.name} is worth nothing.", "Enter a base salary above 0.")
    return 100 * own / its


def find_bonus_break_even(offer: Offer, other: Offer) -> BreakEvenProbability:
    """Return the chance of `offer`'s bonus at which both are worth the same, or why none does."""
    if offer.bonus == 0:
        return BreakEvenProbability(None, f"{offer.name} has no bonus to vary.")
    own = value(offer)
    needed = value(other).adjusted * offer.price_level / 100
    chance = (needed - (own.total - own.expected_bonus)) / offer.bonus
    if chance < -PROBABILITY_TOLERANCE:
        return BreakEvenProbability(
            None, f"{offer.name} is ahead of {other.name} even without its bonus."
        )
    if chance > 1 + PROBABILITY_TOLERANCE:
        why = f"Even a guaranteed bonus doesn't bring {offer.name} level with {other.name}."
        return BreakEvenProbability(None, why)
    chance = min(1.0, max(0.0, chance))
    return BreakEvenProbability(chance, f"At a chance of {chance:.0%}, both are worth the same.")


def _field_label(field: str) -> str:
    return field.replace("bonus_probability", "chance of the bonus").replace("_", " ")


def _check_amount(name: str, amount: float) -> None:
    if not (math.isfinite(amount) and amount >= 0):
        raise InputError(f"{name} is {amount}.", "Enter dollars a year, 0 or more.")


def _check_share(name: str, share: float) -> None:
    if not 0 <= share <= 1:
        raise InputError(f"{name} is {share:g}.", "Enter a share from 0 to 1, such as 0.7 for 70%.")
