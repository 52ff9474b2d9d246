"""M0: where a pay figure ranks among the published percentiles of an occupation.

The Bureau of Labor Statistics publishes five percentiles of yearly wages (OEWS, May 2025).
Between them we draw straight lines, which is our choice; outside them nothing is known beyond
"lower than" and "higher than".
"""

from __future__ import annotations

import math
from dataclasses import astuple, dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from utils.kit.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

PUBLISHED_PERCENTILES = (10.0, 25.0, 50.0, 75.0, 90.0)
# 2,080 hours is what BLS itself uses to turn hourly into yearly wages (OEWS technical notes).
# They are 52 weeks of 5 days of 8 hours.
UNITS_PER_YEAR = {
    "hour": 2080, "week": 52, "month": 12, "year": 1, "day": 260, "two weeks": 26, "half month": 24,
}  # fmt: skip
PRICE_LEVEL_LIMITS = (20.0, 500.0)  # beyond this a level is surely mistyped; US states: 85 to 115
PAY_ENTRY_LIMITS_USD = (
    10_000,
    5_000_000,
)  # USD a year: what can be typed where a slider is narrower
NOT_RELEASED_TEXT: Literal["not released"] = "not released"

PercentileRankStatus = Literal["inside", "below", "above", "not released"]


@dataclass(frozen=True)
class Wages:
    """Five percentiles of yearly wages, USD; None where not released.

    Raises InputError for a wage that is not a positive number, or for percentiles that fall.
    """

    p10: float | None
    p25: float | None
    median: float | None
    p75: float | None
    p90: float | None

    def __post_init__(self) -> None:
        """Refuse impossible wages."""
        for percentile, wage in self.released_percentiles():
            check_positive(f"The wage at percentile {percentile:g}", wage)
        for (low, first), (high, second) in pairwise(self.released_percentiles()):
            if second < first:
                raise InputError(
                    f"Percentile {high:g} ({second:,.0f}) is lower than percentile {low:g} "
                    f"({first:,.0f}).",
                    "Sort the wages from low to high.",
                )

    def released_percentiles(self) -> list[tuple[float, float]]:
        """Return pairs of percentile and wage for those that were released."""
        pairs = zip(PUBLISHED_PERCENTILES, astuple(self), strict=True)
        return [(percentile, wage) for percentile, wage in pairs if wage is not None]

    @property
    def has_released_percentiles(self) -> bool:
        """Whether at least one percentile was released."""
        return bool(self.released_percentiles())


@dataclass(frozen=True)
class PercentileRank:
    """Where a pay figure ranks.

    `value` is a percentile from 10 to 90, or None outside what was released; `text` says the
    same in a table cell: "48", "<10", ">90", "not released".
    """

    value: float | None
    status: PercentileRankStatus
    text: str


def percentile_of(pay: float, wages: Wages) -> PercentileRank:
    """Return the rank of `pay` (USD a year) by straight lines between released percentiles.

    Where neighboring percentiles share one wage, a pay equal to it ranks in their middle. With
    an outer percentile missing the known range shrinks, and the text says so ("<25").
    """
    check_positive("The pay", pay)
    known = wages.released_percentiles()
    if not known:
        return PercentileRank(None, NOT_RELEASED_TEXT, NOT_RELEASED_TEXT)
    (lowest, least), (highest, most) = known[0], known[-1]
    if pay < least:
        return PercentileRank(None, "below", f"<{lowest:g}")
    if pay > most:
        return PercentileRank(None, "above", f">{highest:g}")
    value = interpolate(pay, known)
    return PercentileRank(value, "inside", f"{value:.0f}")


def interpolate(pay: float, percentiles: Sequence[tuple[float, float]]) -> float:
    """Return the percentile at `pay` by straight lines between pairs of percentile and wage.

    `pay` (USD a year) lies within the known wages.
    """
    here = [percentile for percentile, wage in percentiles if wage == pay]
    if here:
        return (here[0] + here[-1]) / 2
    for (low, first), (high, second) in pairwise(percentiles):
        if first < pay < second:
            return low + (high - low) * ((pay - first) / (second - first))
    raise AssertionError  # the caller made sure that pay lies within


def pay_at_percentile(percentile: float, wages: Wages) -> float | None:
    """Return the pay (USD a year) at a percentile, the inverse of `percentile_of`.

    None outside the released percentiles. Raises InputError outside 0 to 100.
    """
    if not 0 <= percentile <= 100:
        raise InputError(f"{percentile} isn't a percentile.", "Enter a number from 0 to 100.")
    for known, wage in wages.released_percentiles():
        if known == percentile:
            return wage
    for (low, first), (high, second) in pairwise(wages.released_percentiles()):
        if low < percentile < high:
            return first + (second - first) * ((percentile - low) / (high - low))
    return None


def adjust(pay: float, price_level: float) -> float:
    """Return pay ÷ (price level ÷ 100): the same pay at national prices.

    `price_level` has United States = 100 (BEA regional price parities). It compares places
    within one year, never years.
    """
    return pay / (check_price_level(price_level) / 100)


def adjust_wages_to_national_prices(wages: Wages, price_level: float) -> Wages:
    """Return all released percentiles at national prices; what is missing stays missing."""
    return Wages(*(None if w is None else adjust(w, price_level) for w in astuple(wages)))


def annualize(amount: float, unit: str) -> float:
    """Return an amount for one unit of `UNITS_PER_YEAR` as USD a year."""
    if unit not in UNITS_PER_YEAR:
        raise InputError(
            f"The unit “{unit}” is unknown.", f"Use one of: {', '.join(UNITS_PER_YEAR)}."
        )
    return amount * UNITS_PER_YEAR[unit]


def check_positive(name: str, value: float) -> float:
    """Return `value`, or raise InputError naming it unless it is a number above 0."""
    if not (math.isfinite(value) and value > 0):
        raise InputError(f"{name} is {value}.", "Enter an amount above 0.")
    return value


def check_price_level(price_level: float) -> float:
    """Return a price level, or raise InputError where it is surely mistyped."""
    low, high = PRICE_LEVEL_LIMITS
    if not low <= price_level <= high:
        raise InputError(
            f"The price level is {price_level:g}, outside {low:g} to {high:g}.",
            "Enter the level with United States = 100. A place that costs 12% more is 112.",
        )
    return price_level
