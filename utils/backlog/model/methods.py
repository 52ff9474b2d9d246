"""Five ways to rank the same items.

Cost of delay alone, its ratio to size (WSJF), RICE, the rank that an item has on average when
every guess may be off, and its place in the cheapest sequence that can be built.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from utils.backlog.model.order import cheapest_order, delay_cost, greedy_order, ready_weeks
from utils.backlog.model.rice import item_rice_score
from utils.backlog.model.stability import stability

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from utils.backlog.model.order import Item

METHOD_NAMES = {
    "delay": "Cost of delay",
    "wsjf": "WSJF",
    "rice": "RICE",
    "stability": "Mean rank if guesses are off",
    "cheapest": "Cheapest sequence",
}


@dataclass(frozen=True)
class Ranking:
    """What one method says: the number of each item, its rank from 1, and what that costs.

    `values` are points a week, points a week for each week of size, RICE scores, mean ranks, or the
    week in which the item is ready. Items that a method can't rank are missing from `values` and
    `ranks`. `order` follows the ranks and keeps prerequisites: of all items that are ready, the
    best next; those without a rank come last. `cost` is the delay cost of `order`, in points.
    """

    method: str
    values: Mapping[str, float]
    ranks: Mapping[str, int]
    order: tuple[str, ...]
    cost: float


def compared_methods(items: Sequence[Item], *, steps: int = 1, seed: int = 1) -> list[Ranking]:
    """Return what each of `METHOD_NAMES` says. Raises InputError without items, or for too many."""
    shaken = stability(items, steps=steps, seed=seed)
    ranks = range(1, len(items) + 1)
    mean_ranks = {key: float(shaken.rank_shares[n] @ ranks) for n, key in enumerate(shaken.keys)}
    scores = {one.key: item_rice_score(one) for one in items}
    best = cheapest_order(items)
    return [
        _ranking_by_values("delay", items, {one.key: one.cost_of_delay for one in items}),
        _ranking_by_values("wsjf", items, {one.key: one.wsjf for one in items}),
        _ranking_by_values(
            "rice", items, {key: one for key, one in scores.items() if one is not None}
        ),
        _ranking_by_values("stability", items, mean_ranks, lowest_first=True),
        Ranking(
            "cheapest",
            ready_weeks(items, best),
            {key: n for n, key in enumerate(best, start=1)},
            tuple(best),
            delay_cost(items, best),
        ),
    ]


def _ranking_by_values(
    method: str, items: Sequence[Item], values: dict[str, float], *, lowest_first: bool = False
) -> Ranking:
    sign = -1 if lowest_first else 1
    ranks = {
        key: 1 + sum(sign * other > sign * one for other in values.values())
        for key, one in values.items()
    }
    last = len(items) + 1
    order = greedy_order(items, lambda one: -ranks.get(one.key, last))
    return Ranking(method, values, ranks, tuple(order), delay_cost(items, order))


def with_due_date(items: Sequence[Item], key: str, due_week: float, late_cost: float) -> list[Item]:
    """Return the items, one of them with a date after which it costs more, once."""
    return [
        replace(one, due_week=due_week, late_cost=late_cost) if one.key == key else one
        for one in items
    ]
