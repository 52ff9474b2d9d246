"""The brief of the capstone, drawn by a seat number so that neighbours get other figures.

The same number gives the same brief on every machine and in every year.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from utils.kit.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from utils.backlog.model.order import Item
    from utils.comparison.model.network import Task

SEATS = (1, 99)
WEEKS, WEEK = 12, 5  # what the partners want, and working days a week
ASKED = WEEKS * WEEK  # working days
BUILD, GOAL = "build", "instant"  # the task that takes as long as the launch set; what it is for
SCALE = (1, 2, 3, 5, 8, 13, 20)
LOADS = (40, 60, 80, 120, 150)  # refunds a second at the peak
LIMITS = (5, 8, 10, 15, 20)  # seconds
SHARES = (95, 98, 99)  # of 100 refunds
CALLS = (300_000, 450_000, 600_000, 750_000, 900_000)  # refunds a month
MAJORS, MINORS = (1, 2, 3), (2, 4, 6, 9)
RATINGS = {
    "consumers": (2, 3, 4),
    "contract": (1, 2, 3, 4),
    "quality": (2, 3, 4),
    "dependencies": (1, 2, 3, 4),
    "depth": (1, 2, 3),
    "journey": (0, 1, 2, 3),
}


@dataclass(frozen=True)
class Change:
    """A change of the contract; `verdict` is breaks, adds, deprecates or repairs."""

    key: str
    says: str
    verdict: str
    why: str


@dataclass(frozen=True)
class Brief:
    """All figures of one seat.

    `chain` maps services to availability; `items` and `tasks` have weeks and working days; `load`
    a second, `limit` in seconds, `share` of 100; `calls` a month; `pay` in USD a year in `place`,
    and its percentile among each stand-in in `ranks`; `decisions` in words by key.
    """

    seat: int
    chain: Mapping[str, float]
    items: tuple[Item, ...]
    tasks: tuple[Task, ...]
    changes: tuple[Change, ...]
    version: str
    load: int
    limit: int
    share: int
    calls: int
    ratings: Mapping[str, float]
    place: str
    pay: int
    ranks: Mapping[str, float] = field(default_factory=dict)
    decisions: Mapping[str, str] = field(default_factory=dict)

    def network(self, launch: Sequence[str]) -> list[Task]:
        """Return the tasks when these items are built for the launch."""
        weeks = sum(one.size for one in self.items if one.key in launch)
        return [
            replace(task, days=weeks * WEEK) if task.key == BUILD else task for task in self.tasks
        ]


@dataclass(frozen=True)
class Stock:
    """What briefs are drawn from. `places` maps an area code to its lowest and highest pay."""

    chain: Mapping[str, tuple[float, ...]]
    items: tuple[Item, ...]
    tasks: tuple[Task, ...]
    moves: Mapping[str, int]
    changes: tuple[Change, ...]
    places: Mapping[str, tuple[float, float]]


def brief(seat: int, stock: Stock) -> Brief:
    """Return the brief of a seat. Raises InputError outside 1 to 99."""
    low, high = SEATS
    if not (isinstance(seat, int) and low <= seat <= high):
        raise InputError(f"There is no seat {seat}.", f"Choose a number from {low} to {high}.")
    draw = random.Random(seat)  # noqa: S311 - neighbours may share it, it is no secret
    place = draw.choice(sorted(stock.places))
    return Brief(
        seat=seat,
        chain={key: draw.choice(values) for key, values in stock.chain.items()},
        items=_items(stock.items, draw),
        tasks=_tasks(stock, draw),
        changes=_changes(stock.changes, draw),
        version=f"{draw.choice(MAJORS)}.{draw.choice(MINORS)}.0",
        load=draw.choice(LOADS),
        limit=draw.choice(LIMITS),
        share=draw.choice(SHARES),
        calls=draw.choice(CALLS),
        ratings={key: float(draw.choice(values)) for key, values in RATINGS.items()},
        place=place,
        pay=_pay(stock.places[place], draw),
    )


def _items(items: Sequence[Item], draw: random.Random) -> tuple[Item, ...]:
    """Move three points of every item by a step on the scale at most; sizes stay."""
    return tuple(
        replace(one, **{name: _moved(getattr(one, name), draw) for name in _POINTS})
        for one in items
    )


_POINTS = ("value", "urgency", "enabling")


def _moved(points: float, draw: random.Random) -> float:
    at = SCALE.index(int(points)) if points in SCALE else 0
    return float(SCALE[min(max(at + draw.choice((-1, 0, 1)), 0), len(SCALE) - 1)])


def _tasks(stock: Stock, draw: random.Random) -> tuple[Task, ...]:
    return tuple(
        replace(task, days=task.days + draw.randint(-stock.moves[task.key], stock.moves[task.key]))
        if task.key in stock.moves
        else task
        for task in stock.tasks
    )


def _changes(changes: Sequence[Change], draw: random.Random) -> tuple[Change, ...]:
    """Draw one that breaks, one that adds, and one that deprecates or repairs, in any order."""
    kinds = (("breaks",), ("adds",), ("deprecates", "repairs"))
    drawn = [draw.choice([one for one in changes if one.verdict in kind]) for kind in kinds]
    draw.shuffle(drawn)
    return tuple(drawn)


def _pay(ends: tuple[float, float], draw: random.Random) -> int:
    low, high = (round(end / 1000) for end in ends)
    return 1000 * draw.randint(low, high)
