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

SEED_RANGE = (1, 99)  # the lowest and the highest seat number
TARGET_WEEKS = 12  # until the launch that the partners want
WORKDAYS_PER_WEEK = 5
TARGET_DAY = TARGET_WEEKS * WORKDAYS_PER_WEEK  # the same in working days
BUILD_TASK_KEY = "build"  # takes as long as the launch set
GOAL_ITEM_KEY = "instant"  # the item that the partners ask for
ITEM_POINT_SCALE = (1, 2, 3, 5, 8, 13, 20)
PEAK_TO_MEAN_RATIOS = (10, 12, 14, 16, 20)  # times as many refunds a second as in a month's mean
MIN_PEAK_REFUNDS_PER_SECOND = 2  # refunds a second
SECONDS_PER_MONTH = 30 * 24 * 3600
TIME_LIMIT_SECONDS_CHOICES = (5, 8, 10, 15, 20)  # seconds
PERCENT_IN_TIME_CHOICES = (95, 98, 99)
MONTHLY_REFUND_CHOICES = (300_000, 450_000, 600_000, 750_000, 900_000)
MAJOR_VERSIONS, MINOR_VERSIONS = (1, 2, 3), (2, 4, 6, 9)
# How much slack the 12 weeks leave: for all items, for the smallest launch set, or for none.
MUCH_SLACK, LITTLE_SLACK, NO_SLACK = "much", "little", "none"
SLACK_BY_SEED_REMAINDER = (  # of seat numbers 4, 1, 2, 3 and so on
    MUCH_SLACK,
    LITTLE_SLACK,
    NO_SLACK,
    LITTLE_SLACK,
)
SMALL_ITEM_FACTOR = 0.5  # times as large is each item where there's much room
BANK_CRITICAL_PATH_DAYS = 64.0  # working days, about, to the launch where the bank leaves no room
KEPT_BANK_VARIATION_SHARE = 0.5  # how much of a bank's drawn difference stays there
NEED_RATING_CHOICES = {
    "consumers": (2, 3, 4),
    "contract": (1, 2, 3, 4),
    "quality": (2, 3, 4),
    "dependencies": (1, 2, 3, 4),
    "depth": (1, 2, 3),
    "journey": (0, 1, 2, 3),
}


@dataclass(frozen=True)
class ContractChange:
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
    changes: tuple[ContractChange, ...]
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

    def tasks_with_build_time(self, launch_set: Sequence[str]) -> list[Task]:
        """Return the tasks, the one that builds as long as these items take."""
        weeks = sum(item.size for item in self.items if item.key in launch_set)
        return [
            replace(task, days=weeks * WORKDAYS_PER_WEEK) if task.key == BUILD_TASK_KEY else task
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
    changes: tuple[ContractChange, ...]
    pay_ranges: Mapping[str, tuple[float, float]]


def generate_brief(seed: int, options: BriefOptions) -> Brief:
    """Return the brief of a seat number. Raises InputError outside 1 to 99."""
    low, high = SEED_RANGE
    if not (isinstance(seed, int) and low <= seed <= high):
        raise InputError(f"There's no seat {seed}.", f"Choose a number from {low} to {high}.")
    rng = random.Random(seed)
    area = rng.choice(sorted(options.pay_ranges))
    drawn = Brief(
        seed=seed,
        availabilities={key: rng.choice(some) for key, some in options.availabilities.items()},
        items=_vary_items(options.items, rng),
        tasks=_vary_task_durations(options, rng),
        changes=_choose_changes(options.changes, rng),
        version=f"{rng.choice(MAJOR_VERSIONS)}.{rng.choice(MINOR_VERSIONS)}.0",
        peak_load=rng.choice(PEAK_TO_MEAN_RATIOS),  # turned into a load below
        time_limit=rng.choice(TIME_LIMIT_SECONDS_CHOICES),
        percent_in_time=rng.choice(PERCENT_IN_TIME_CHOICES),
        monthly_refunds=rng.choice(MONTHLY_REFUND_CHOICES),
        ratings={key: float(rng.choice(values)) for key, values in NEED_RATING_CHOICES.items()},
        area=area,
        asked_pay=_choose_pay(options.pay_ranges[area], rng),
    )
    peak = compute_peak_load(drawn.monthly_refunds, drawn.peak_load)
    return _apply_schedule_slack(replace(drawn, peak_load=peak), options)


def compute_peak_load(monthly_refunds: float, peak_to_mean: float) -> int:
    """Return the refunds a second at the peak, from the month's refunds and their ratio."""
    return max(
        MIN_PEAK_REFUNDS_PER_SECOND, round(monthly_refunds / SECONDS_PER_MONTH * peak_to_mean)
    )


def schedule_slack_level(seed: int) -> str:
    """Return how much room the 12 weeks leave in the brief of a seat number."""
    return SLACK_BY_SEED_REMAINDER[seed % len(SLACK_BY_SEED_REMAINDER)]


def _apply_schedule_slack(brief: Brief, options: BriefOptions) -> Brief:
    """Return the brief with small items, as it is, or with a bank that takes its time."""
    kind = schedule_slack_level(brief.seed)
    if kind == MUCH_SLACK:
        small = tuple(replace(item, size=item.size * SMALL_ITEM_FACTOR) for item in brief.items)
        return replace(brief, items=small)
    if kind == LITTLE_SLACK:
        return brief
    days = {task.key: task.days for task in brief.tasks}
    usual = {task.key: task.days for task in options.tasks}
    rest = days["contract"] + days["pilot"] + days["launch"]
    bank = round(
        BANK_CRITICAL_PATH_DAYS + KEPT_BANK_VARIATION_SHARE * (days["bank"] - usual["bank"]) - rest
    )
    tasks = tuple(replace(t, days=float(bank)) if t.key == "bank" else t for t in brief.tasks)
    return replace(brief, tasks=tasks)


def _vary_items(items: Sequence[Item], rng: random.Random) -> tuple[Item, ...]:
    """Move three points of every item by a step on the scale at most; sizes stay."""
    return tuple(
        replace(
            item,
            value=_vary_points(item.value, rng),
            urgency=_vary_points(item.urgency, rng),
            enabling=_vary_points(item.enabling, rng),
        )
        for item in items
    )


def _vary_points(points: float, rng: random.Random) -> float:
    at = ITEM_POINT_SCALE.index(int(points)) if points in ITEM_POINT_SCALE else 0
    return float(
        ITEM_POINT_SCALE[min(max(at + rng.choice((-1, 0, 1)), 0), len(ITEM_POINT_SCALE) - 1)]
    )


def _vary_task_durations(options: BriefOptions, rng: random.Random) -> tuple[Task, ...]:
    most = options.variations
    return tuple(
        replace(task, days=task.days + rng.randint(-most[task.key], most[task.key]))
        if task.key in most
        else task
        for task in options.tasks
    )


def _choose_changes(
    changes: Sequence[ContractChange], rng: random.Random
) -> tuple[ContractChange, ...]:
    """Draw one that breaks, one that adds, and one that deprecates or repairs, in any order."""
    kinds = (("breaks",), ("adds",), ("deprecates", "repairs"))
    drawn = [rng.choice([one for one in changes if one.verdict in kind]) for kind in kinds]
    rng.shuffle(drawn)
    return tuple(drawn)


def _choose_pay(pay_range: tuple[float, float], rng: random.Random) -> int:
    low, high = (round(end / 1000) for end in pay_range)
    return 1000 * rng.randint(low, high)
