"""M1: what a low end, an average, and a top can tell.

That pay follows a lognormal curve is our assumption; no source of the figures says so. It is
the usual first choice for pay, because pay varies by ratio rather than by amount.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist

from utils.kit.errors import InputError
from utils.pay.model.benchmark import check_positive

TAIL_PERCENTILES = (10.0, 5.0, 1.0)  # the ends read as 10th/90th, 5th/95th or 1st/99th percentile
STANDARD_NORMAL = NormalDist()


@dataclass(frozen=True)
class SpreadRatios:
    """How a range lies around its average, in ratios.

    `skew_ratio` is the average over the middle by ratio, less 1: 0 where the range is symmetric
    by ratio, above 0 where the average lies nearer the top.
    """

    mean_over_low: float
    high_over_mean: float
    skew_ratio: float


@dataclass(frozen=True)
class RangeEndPercentiles:
    """A choice of what the two ends are: the `tail` percentile from below and from above."""

    tail: float

    def __post_init__(self) -> None:
        """Refuse a percentile that can't be an end."""
        if not 0 < self.tail < 50:
            raise InputError(
                f"The low end can't be percentile {self.tail:g}.",
                "Choose a percentile above 0 and below 50; 10, 5, and 1 are common.",
            )

    @property
    def percentiles(self) -> tuple[float, float]:
        """The percentiles of the low end and of the top."""
        return self.tail, 100 - self.tail

    @property
    def z_score(self) -> float:
        """Standard deviations from the middle to the top end."""
        return -STANDARD_NORMAL.inv_cdf(self.tail / 100)


@dataclass(frozen=True)
class Lognormal:
    """A lognormal curve of pay: its median (USD a year) and sigma, the spread of log pay."""

    median: float
    sigma: float

    def quantile(self, probability: float) -> float:
        """Return the pay (USD a year) below which a share of people earn, above 0 and below 1.

        median * exp(sigma * z(p))
        """
        if not 0 < probability < 1:
            raise InputError(
                f"{probability:g} isn't a share of people.", "Enter a number between 0 and 1."
            )
        return self.median * math.exp(self.sigma * STANDARD_NORMAL.inv_cdf(probability))

    @property
    def mean(self) -> float:
        """The average, USD a year: median * exp(sigma² ÷ 2), always above the median."""
        return self.median * math.exp(self.sigma**2 / 2)

    def density(self, pay: float) -> float:
        """Return the density at `pay`: parts of people per USD; 0 where it is 0 or less."""
        if pay <= 0:
            return 0.0
        z = (math.log(pay) - math.log(self.median)) / self.sigma
        return STANDARD_NORMAL.pdf(z) / (pay * self.sigma)

    def interquartile_range(self) -> tuple[float, float]:
        """Return the 25th and 75th percentile, USD a year."""
        return self.quantile(0.25), self.quantile(0.75)


def geometric_mean(low: float, high: float) -> float:
    """Return √(low * high): the middle by ratio, in the unit of the ends."""
    _check_range_ends(low, high)
    return math.sqrt(low) * math.sqrt(high)


def compute_spread_ratios(low: float, mean: float, high: float) -> SpreadRatios:
    """Return mean ÷ low, high ÷ mean and how far from symmetric that is.

    Raises InputError unless low ≤ mean ≤ high.
    """
    middle = geometric_mean(low, high)
    if not low <= mean <= high:
        raise InputError(
            f"The average {mean:,.0f} is outside {low:,.0f} to {high:,.0f}.",
            "Enter one between the two ends.",
        )
    return SpreadRatios(mean / low, high / mean, mean / middle - 1)


def lognormal(low: float, high: float, tail: float) -> Lognormal:
    """Return the lognormal curve whose percentiles `tail` and 100 - `tail` are the two ends.

    median = √(low * high); sigma = ln(high ÷ low) ÷ (2 z), z the normal quantile of the tail.
    Lognormal is our assumption.
    """
    median = geometric_mean(low, high)
    sigma = (math.log(high) - math.log(low)) / (2 * RangeEndPercentiles(tail).z_score)
    if sigma == 0:  # no spread, no curve
        raise InputError("Both ends are the same.", "Enter a top above the low end.")
    return Lognormal(median, sigma)


def _check_range_ends(low: float, high: float) -> None:
    check_positive("The low end", low)
    check_positive("The top", high)
    if low > high:
        raise InputError(
            f"The low end {low:,.0f} is above the top {high:,.0f}.", "Swap the two ends."
        )
