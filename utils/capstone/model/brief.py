"""The brief of the capstone. Each seat number gives different figures, so neighbors can't copy.

The same number gives the same brief on every computer and in every year.
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

SEEDS = (1, 99)  # the lowest and the highest seat number
TARGET_WEEKS = 12  # until the launch that the partners want
DAYS_PER_WEEK = 5
TARGET_DAY = TARGET_WEEKS * DAYS_PER_WEEK  # the same in working days
BUILD_TASK = "build"  # takes as long as the launch set
GOAL_ITEM = "instant"  # the item that the partners ask for
POINT_SCALE = (1, 2, 3, 5, 8, 13, 20)
PEAK_LOADS = (40, 60, 80, 120, 150)  # refunds a second
TIME_LIMITS = (5, 8, 10, 15, 20)  # seconds
PERCENTS_IN_TIME = (95, 98, 99)
MONTHLY_REFUNDS = (300_000, 450_000, 600_000, 750_000, 900_000)
MAJOR_VERSIONS, MINOR_VERSIONS = (1, 2, 3), (2, 4, 6, 9)
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
    description: str
    verdict: str
    why: str


@dataclass(frozen=True)
class Brief:
    """All figures of one seat number, which is the `seed` of their random draw.

    `availabilities` maps services to shares; sizes of `items` are weeks, durations of `tasks`
    working days; `peak_load` is refunds a second, of which `percent_in_time` are paid within
    `time_limit` seconds; `asked_pay` is USD a year in `area`, and `pay_percentiles` its rank
    among each comparable occupation; `decisions` maps keys to labels.
    """

    seed: int
    availabilities: Mapping[str, float]
    items: tuple[Item, ...]
    tasks: tuple[Task, ...]
    changes: tuple[Change, ...]
    version: str
    peak_load: int
    time_limit: int
    percent_in_time: int
    monthly_refunds: int
    ratings: Mapping[str, float]
    area: str
    asked_pay: int
    pay_percentiles: Mapping[str, float | None] = field(default_factory=dict)
    decisions: Mapping[str, str] = field(default_factory=dict)

    def tasks_with(self, launch_set: Sequence[str]) -> list[Task]:
        """Return the tasks, the one that builds as long as these items take."""
        weeks = sum(item.size for item in self.items if item.key in launch_set)
        return [
            replace(task, days=weeks * DAYS_PER_WEEK) if task.key == BUILD_TASK else task
            for task in self.tasks
        ]


@dataclass(frozen=True)
class BriefOptions:
    """What a brief is drawn from.

    `availabilities` has the choices by service; `variations` how many working days a task may
    take more or less; `pay_ranges` the lowest and the highest pay by area code, USD a year.
    """

    availabilities: Mapping[str, tuple[float, ...]]
    items: tuple[Item, ...]
    tasks: tuple[Task, ...]
    variations: Mapping[str, int]
    changes: tuple[Change, ...]
    pay_ranges: Mapping[str, tuple[float, float]]


def draw_brief(seed: int, options: BriefOptions) -> Brief:
    """Return the brief of a seat number. Raises InputError outside 1 to 99."""
    low, high = SEEDS
    if not (isinstance(seed, int) and low <= seed <= high):
        raise InputError(f"There's no seat {seed}.", f"Choose a number from {low} to {high}.")
    draw = random.Random(seed)
    area = draw.choice(sorted(options.pay_ranges))
    return Brief(
        seed=seed,
        availabilities={key: draw.choice(some) for key, some in options.availabilities.items()},
        items=_draw_items(options.items, draw),
        tasks=_draw_tasks(options, draw),
        changes=_draw_changes(options.changes, draw),
        version=f"{draw.choice(MAJOR_VERSIONS)}.{draw.choice(MINOR_VERSIONS)}.0",
        peak_load=draw.choice(PEAK_LOADS),
        time_limit=draw.choice(TIME_LIMITS),
        percent_in_time=draw.choice(PERCENTS_IN_TIME),
        monthly_refunds=draw.choice(MONTHLY_REFUNDS),
        ratings={key: float(draw.choice(values)) for key, values in RATINGS.items()},
        area=area,
        asked_pay=_draw_pay(options.pay_ranges[area], draw),
    )


def _draw_items(items: Sequence[Item], draw: random.Random) -> tuple[Item, ...]:
    """Move three points of every item by a step on the scale at most; sizes stay."""
    return tuple(
        replace(
            item,
            value=_draw_points(item.value, draw),
            urgency=_draw_points(item.urgency, draw),
            enabling=_draw_points(item.enabling, draw),
        )
        for item in items
    )


def _draw_points(points: float, draw: random.Random) -> float:
    at = POINT_SCALE.index(int(points)) if points in POINT_SCALE else 0
    return float(POINT_SCALE[min(max(at + draw.choice((-1, 0, 1)), 0), len(POINT_SCALE) - 1)])


def _draw_tasks(options: BriefOptions, draw: random.Random) -> tuple[Task, ...]:
    most = options.variations
    return tuple(
        replace(task, days=task.days + draw.randint(-most[task.key], most[task.key]))
        if task.key in most
        else task
        for task in options.tasks
    )


def _draw_changes(changes: Sequence[Change], draw: random.Random) -> tuple[Change, ...]:
    """Draw one that breaks, one that adds, and one that deprecates or repairs, in any order."""
    kinds = (("breaks",), ("adds",), ("deprecates", "repairs"))
    drawn = [draw.choice([one for one in changes if one.verdict in kind]) for kind in kinds]
    draw.shuffle(drawn)
    return tuple(drawn)


def _draw_pay(ends: tuple[float, float], draw: random.Random) -> int:
    low, high = (round(end / 1000) for end in ends)
    return 1000 * draw.randint(low, high)
