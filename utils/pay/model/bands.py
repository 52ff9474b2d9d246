"""M5: a pay band from market wages, where a person is in it, and what it costs.

Terms as the compensation field uses them: range spread = (maximum - minimum) ÷ minimum,
compa-ratio = pay ÷ midpoint, range penetration = (pay - minimum) ÷ (maximum - minimum). Which
percentile to aim for and how wide a band should be is the employer's choice; no source settles it.
"""

from __future__ import annotations

import math
from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING

from utils.kit.errors import InputError
from utils.pay.model.benchmark import Wages, check_positive, check_price_level, pay_at_percentile

if TYPE_CHECKING:
    from collections.abc import Sequence

PERCENTILE_LIMITS = (10.0, 90.0)  # the outermost percentiles that BLS publishes
SPREAD_LIMITS = (0.1, 2.0)  # shares of the minimum
BAND_THIRD_NAMES = ("lower third", "middle third", "upper third")


@dataclass(frozen=True)
class Band:
    """A pay band around its midpoint. USD a year.

    `spread` is (maximum - minimum) ÷ minimum, such as 0.5. Raises InputError for a midpoint that
    isn't above 0, and for a spread outside `SPREAD_LIMITS`.
    """

    midpoint: float
    spread: float

    def __post_init__(self) -> None:
        """Refuse an impossible band, naming the field."""
        check_positive("The midpoint", self.midpoint)
        low, high = SPREAD_LIMITS
        if not low <= self.spread <= high:
            raise InputError(
                f"A range spread of {self.spread:.0%} doesn't make a band.",
                f"Enter a range spread from {low:.0%} to {high:.0%}.",
                field="spread",
            )

    @property
    def minimum(self) -> float:
        """The lowest pay of the band: midpoint ÷ (1 + spread ÷ 2)."""
        return self.midpoint / (1 + self.spread / 2)

    @property
    def maximum(self) -> float:
        """The highest pay of the band: minimum × (1 + spread)."""
        return self.minimum * (1 + self.spread)

    def compa_ratio(self, pay: float) -> float:
        """Return pay ÷ midpoint: 1 is exactly the midpoint."""
        return pay / self.midpoint

    def range_penetration(self, pay: float) -> float:
        """Return the part of the range below `pay`: 0 at the minimum, 1 at the maximum."""
        return (pay - self.minimum) / (self.maximum - self.minimum)

    def position_name(self, pay: float) -> str:
        """Return "below the band", one of `BAND_THIRD_NAMES`, or "above the band"."""
        part = self.range_penetration(pay)
        if part < 0 and not math.isclose(pay, self.minimum):
            return "below the band"
        if part > 1 and not math.isclose(pay, self.maximum):
            return "above the band"
        return BAND_THIRD_NAMES[min(2, max(0, int(part * 3)))]


def has_all_percentiles(wages: Wages) -> bool:
    """Return whether all five percentiles were released."""
    return None not in astuple(wages)


def average_wages(stand_in_wages: Sequence[Wages]) -> Wages:
    """Return the mean of several stand-ins at each of the five percentiles, USD a year.

    It weighs every stand-in equally. It isn't the percentile of one group with all their people.
    Raises InputError without a stand-in, or where one has wages missing: then a higher percentile
    could rest on other stand-ins, and lower the band.
    """
    if not stand_in_wages or not all(map(has_all_percentiles, stand_in_wages)):
        raise InputError(
            "None of these stand-ins has all its wages released here.",
            "Choose another place or another stand-in.",
            field="place",
        )
    columns = zip(*map(astuple, stand_in_wages), strict=True)
    return Wages(*(math.fsum(column) / len(stand_in_wages) for column in columns))


def market_pay(percentile: float, wages: Wages) -> float:
    """Return the market's pay at a percentile from 10 to 90, USD a year.

    Straight lines between the five percentiles. Raises InputError outside 10 to 90.
    """
    low, high = PERCENTILE_LIMITS
    found = pay_at_percentile(percentile, wages) if low <= percentile <= high else None
    if found is None:
        raise InputError(
            f"The table doesn't say anything about percentile {percentile:g}.",
            f"Enter a percentile from {low:g} to {high:g}.",
            field="percentile",
        )
    return found


def scale_wages_to_price_level(wages: Wages, price_level: float) -> Wages:
    """Return national wages × (price level ÷ 100); United States = 100. None stays missing."""
    factor = check_price_level(price_level) / 100
    return Wages(*(None if wage is None else wage * factor for wage in astuple(wages)))


def cost_above(pay: float, market: float, people: int = 1) -> float:
    """Return what paying `pay` rather than `market` costs for some people, USD a year.

    Negative where it saves money.
    """
    return (pay - market) * people
