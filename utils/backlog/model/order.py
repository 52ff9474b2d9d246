"""What a sequence of work costs in delay, the usual rule, and the cheapest sequence.

One team builds one item after the other. Every week an item is missing costs its cost of delay:
value + urgency + what it enables, in points a week, as in WSJF (Reinertsen 2009, SAFe). Without
prerequisites the highest ratio of cost of delay to size first is the cheapest sequence (Smith
1956); with them only a search finds it. The rule also assumes that the cost of delay stays the same
over time: an item with a date, after which its absence costs more, breaks it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from utils.kit.errors import InputError
from utils.kit.references import elide_middle, find_cycle

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

MAX_ITEMS = 12  # items for the exact search: it looks at every subset
MAX_POINTS_OR_WEEKS = 1_000_000  # points or weeks; sums of these stay exact enough to compare
MIN_SIZE_WEEKS = 0.001  # weeks
ROUNDING_TOLERANCE_WEEKS = 1e-9  # weeks
OPTIONAL_NUMBER_FIELDS = ("due_week", "late_cost", "reach", "impact", "confidence")


@dataclass(frozen=True)
class Item:
    """One item. Points are relative and 0 or more; `size` is in weeks of one team, above 0.

    `prerequisites` are the keys of items that must be done first. An item that is ready after
    `due_week` costs `late_cost` points more, once. `reach` (thousands a quarter), `impact`, and
    `confidence` (a share) are what RICE asks for besides the size; None where nobody said.
    Raises InputError, naming the item, for a value out of range.
    """

    key: str
    label: str
    value: float
    urgency: float
    enabling: float
    size: float
    prerequisites: tuple[str, ...] = ()
    team: str = ""
    due_week: float | None = None
    late_cost: float = 0.0
    reach: float | None = None
    impact: float | None = None
    confidence: float | None = None

    def __post_init__(self) -> None:
        """Reject a value out of range, naming item and field."""
        for name in ("value", "urgency", "enabling", "size", *OPTIONAL_NUMBER_FIELDS):
            least = MIN_SIZE_WEEKS if name == "size" else 0
            most = 1 if name == "confidence" else MAX_POINTS_OR_WEEKS
            number = getattr(self, name)
            if number is not None and not least <= number <= most:  # a NaN neither
                raise InputError(
                    f"{self.label}: the {name.replace('_', ' ')} is {number:g}.",
                    f"Enter points from 0 to {MAX_POINTS_OR_WEEKS:,}, and a size above 0."
                    if name in {"value", "urgency", "enabling", "size"}
                    else f"Enter a number from 0 to {most:,}.",
                )

    @property
    def cost_of_delay(self) -> float:
        """Points a week that its absence costs."""
        return self.value + self.urgency + self.enabling

    @property
    def wsjf(self) -> float:
        """Cost of delay over size."""
        return self.cost_of_delay / self.size

    def is_late(self, week: float) -> bool:
        """Return whether the item misses its date if it is ready in this week."""
        return self.due_week is not None and week > self.due_week + ROUNDING_TOLERANCE_WEEKS

    def cost_at(self, week: float) -> float:
        """Return the points that it costs in all if it is ready in this week."""
        return self.cost_of_delay * week + (self.late_cost if self.is_late(week) else 0.0)


def validated_items(items: Sequence[Item]) -> dict[str, Item]:
    """Return the items by key.

    Raises InputError for a key used twice, an unknown prerequisite, and a cycle of prerequisites.
    """
    known = {one.key: one for one in items}
    if len(known) < len(items):
        raise InputError("Two items have the same name.", "Enter a different name for each.")
    for one in items:
        for key in one.prerequisites:
            if key not in known:
                raise InputError(
                    f"{one.label} needs {key!r}, which is not in the list.",
                    f"Use one of: {', '.join(known)}.",
                )
    cycle = find_cycle({one.key: one.prerequisites for one in items})
    if cycle:
        raise InputError(*cycle_problem_and_fix([known[key].label for key in cycle]))
    return known


def cycle_problem_and_fix(names: Sequence[str]) -> tuple[str, str]:
    """Return the error message for items that need each other, and the fix."""
    way = " → ".join(elide_middle([*names, names[0]]))
    return f"These items wait for each other: {way}.", "Remove one of the prerequisites."


def wsjf_order(items: Sequence[Item]) -> list[str]:
    """Return keys by WSJF, highest first, without regard to prerequisites."""
    return [one.key for one in sorted(items, key=lambda one: -one.wsjf)]


def violated_prerequisites(
    items: Sequence[Item], order: Sequence[str]
) -> tuple[tuple[str, str], ...]:
    """Return pairs of an item and a prerequisite that comes after it."""
    known, place = validated_items(items), {key: n for n, key in enumerate(order)}
    return tuple(
        (key, need)
        for key in order
        for need in known[key].prerequisites
        if place[need] > place[key]
    )


def delay_cost(items: Sequence[Item], order: Sequence[str]) -> float:
    """Return the sum over items of what each costs until the week in which it is ready, in points.

    Raises InputError for a sequence that does not name every item once.
    """
    ready = ready_weeks(items, order)
    return sum(one.cost_at(ready[one.key]) for one in items)


def ready_weeks(items: Sequence[Item], order: Sequence[str]) -> dict[str, float]:
    """Return the week in which each item is ready, by key. Raises InputError as `delay_cost`."""
    known = validated_items(items)
    if sorted(order) != sorted(known):
        raise InputError("The sequence doesn't name every item once.", "Name each item once.")
    week, ready = 0.0, {}
    for key in order:
        week += known[key].size
        ready[key] = week
    return ready


def late_item_keys(items: Sequence[Item], order: Sequence[str]) -> tuple[str, ...]:
    """Return the keys of the items that miss their date in this sequence."""
    ready = ready_weeks(items, order)
    return tuple(one.key for one in items if one.is_late(ready[one.key]))


def date_breaks_ratio_rule(items: Sequence[Item]) -> bool:
    """Return whether dates alone, without any prerequisite, make the ratio rule cost too much."""
    free = [replace(one, prerequisites=()) for one in items]
    if not any(one.late_cost and one.due_week is not None for one in free):
        return False
    best = delay_cost(free, cheapest_order(free))
    return delay_cost(free, wsjf_order(free)) > best + ROUNDING_TOLERANCE_WEEKS * max(1.0, best)


def greedy_wsjf_order(items: Sequence[Item]) -> list[str]:
    """Return the order of a common rule: of all items that are ready, the highest WSJF next."""
    return greedy_order(items, lambda one: one.wsjf)


def greedy_order(items: Sequence[Item], priority_of: Callable[[Item], float]) -> list[str]:
    """Return the order in which the ready item with the highest `priority_of` always comes next."""
    validated_items(items)
    order: list[str] = []
    while len(order) < len(items):
        ready = [
            one for one in items if one.key not in order and set(one.prerequisites) <= set(order)
        ]
        order.append(max(ready, key=priority_of).key)
    return order


def cheapest_order(items: Sequence[Item]) -> list[str]:
    """Return the sequence with the least delay cost that keeps all prerequisites.

    Exact, by dynamic programming over subsets (Held and Karp 1962): the best way to have built
    a set of items does not depend on what comes later, dates included. Raises InputError above
    `MAX_ITEMS` items.
    """
    validated_items(items)
    if len(items) > MAX_ITEMS:
        raise InputError(
            f"{len(items)} items are too many for an exact search.",
            f"Keep the {MAX_ITEMS} that matter most.",
        )
    needs = [_item_bitmask(items, one.prerequisites) for one in items]
    whole = (1 << len(items)) - 1
    weeks = _weeks_by_subset(items)
    # Cost of the best order of each set, and the item that comes last in it.
    best: list[tuple[float, int]] = [(math.inf, -1)] * (whole + 1)
    best[0] = (0.0, -1)
    for done in range(whole):
        if best[done][0] == math.inf:
            continue
        for n, one in enumerate(items):
            bit = 1 << n
            if done & bit or needs[n] & ~done:
                continue
            cost = best[done][0] + one.cost_at(weeks[done | bit])
            if cost < best[done | bit][0]:
                best[done | bit] = (cost, n)
    return _reconstruct_order(items, best, whole)


def _item_bitmask(items: Sequence[Item], keys: Sequence[str]) -> int:
    return sum(1 << n for n, one in enumerate(items) if one.key in keys)


def _weeks_by_subset(items: Sequence[Item]) -> list[float]:
    """Return how many weeks each set of items takes."""
    weeks = [0.0]
    for one in items:
        weeks += [before + one.size for before in weeks]
    return weeks


def _reconstruct_order(
    items: Sequence[Item], best_cost_and_last: Sequence[tuple[float, int]], built_bitmask: int
) -> list[str]:
    order: list[str] = []
    while built_bitmask:
        last = best_cost_and_last[built_bitmask][1]
        order.append(items[last].key)
        built_bitmask &= ~(1 << last)
    return order[::-1]
