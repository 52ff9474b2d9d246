"""What a chain of dependencies can promise, and the tail of several calls.

Both formulas assume that failures are independent: that nothing takes two components down
together. Where something does (one data center, one deployment), they are too hopeful or too
gloomy, and only measuring the whole tells.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from utils.kit.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

MINUTES_PER_DAY = 24 * 60
DAYS_PER_MONTH = 30  # days


@dataclass(frozen=True)
class Component:
    """One component that every call passes.

    `availability` is a share of time, 0 to 1. `days_per_halving` are the working days after
    which it is down half as long.
    """

    key: str
    label: str
    availability: float
    days_per_halving: float


@dataclass(frozen=True)
class AvailabilityFix:
    """What improving one component alone would take to keep a promise.

    `required_availability` is the availability it must reach and `days` the work for it; both are
    None where even a component that never fails would not do.
    """

    component: Component
    required_availability: float | None
    days: float | None


def series_availability(availabilities: Sequence[float]) -> float:
    """Return the availability of components in series: the product of theirs, 0 to 1.

    Holds for independent failures. Raises InputError for a share outside 0 to 1.
    """
    return math.prod(_require_share("availability", one) for one in availabilities)


def downtime_minutes(availability: float, days: float = DAYS_PER_MONTH) -> float:
    """Return the minutes in so many days during which something of this availability is down."""
    return (1 - _require_share("availability", availability)) * days * MINUTES_PER_DAY


def slow_request_share(slow_call_share: float, calls: int) -> float:
    """Return the share of requests that meet at least one slow call: 1 - (1 - share)^calls.

    `slow_call_share` is the part of single calls that are slow, 0 to 1; `calls` run at once and do
    not influence each other. Source of the argument: Dean and Barroso, "The tail at scale" (2013).
    """
    if calls < 1 or calls != int(calls):
        raise InputError(f"{calls:g} calls can't be made.", "Enter a whole number, 1 or more.")
    return 1 - (1 - _require_share("share of slow calls", slow_call_share)) ** calls


def allowed_slow_call_share(slow_page_share: float, calls: int) -> float:
    """Return how many single calls may be slow, so that `slow_page_share` of the requests are.

    The inverse of `slow_request_share`, 0 to 1.
    """
    slow_request_share(slow_page_share, calls)  # refuses what cannot be
    return 1 - (1 - slow_page_share) ** (1 / calls)


def fix_options(components: Sequence[Component], promise: float) -> tuple[AvailabilityFix, ...]:
    """Return for every component what improving it alone would take to keep a promise, 0 to 1.

    A component that doesn't have to improve takes no days.
    """
    _require_share("promise", promise)
    return tuple(_fix_for_component(components, one, promise) for one in components)


def _fix_for_component(
    components: Sequence[Component], component: Component, promise: float
) -> AvailabilityFix:
    others = series_availability([c.availability for c in components if c.key != component.key])
    needed = promise / others if others else math.inf
    if needed >= 1 and not (needed == 1 == component.availability):
        return AvailabilityFix(component, None, None)
    if needed <= component.availability:
        return AvailabilityFix(component, component.availability, 0.0)
    return AvailabilityFix(component, needed, days_of_work(component, needed))


def days_of_work(component: Component, availability: float) -> float:
    """Return the days of work that bring a component to an availability, 0 to 1.

    None of them where it needn't improve; infinitely many for a component that never fails.
    """
    _require_share("availability", availability)
    if availability <= component.availability:
        return 0.0
    if availability == 1:
        return math.inf
    halvings = math.log2((1 - component.availability) / (1 - availability))
    return halvings * component.days_per_halving


def cheapest_fix(components: Sequence[Component], promise: float) -> AvailabilityFix | None:
    """Return the single improvement that keeps the promise with the fewest days, or None."""
    possible = [
        (fix.days, n, fix)
        for n, fix in enumerate(fix_options(components, promise))
        if fix.days is not None
    ]
    return min(possible)[-1] if possible else None


def _require_share(name: str, value: float) -> float:
    if not 0 <= value <= 1:
        raise InputError(
            f"The {name} is {value:g}, outside 0 to 1.", "Enter a share: 0.999 means 99.9%."
        )
    return value
