"""C2: when each team can move, and which tasks have room.

Critical path method (Kelley & Walker 1959, "Critical-path planning and scheduling"), in working
days from the start, which is day 0:

start = latest finish of what comes before; finish = start + days;
latest finish = earliest latest start of what comes after; slack = latest finish - finish.
A task without slack is critical: a day lost there is a day lost at the end.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING

from utils.kit.errors import InputError
from utils.kit.references import shorten_list, suggest_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

LONGEST = 3650  # days, ten years: more is a slip of the finger
MOST = 60  # tasks; more cannot be read in one picture
NEAR = 1e-6  # days; a smaller difference comes from adding fractions only


@dataclass(frozen=True)
class Task:
    """One task: working days it takes, and the keys of the tasks that must be done before."""

    key: str
    label: str
    days: float
    after: tuple[str, ...] = ()
    team: str = ""


@dataclass(frozen=True)
class Scheduled:
    """A task in time, in working days from the start; `days` holds the slip."""

    task: Task
    days: float
    start: float
    finish: float
    slack: float
    critical: bool

    @property
    def latest(self) -> float:
        """The latest finish that moves nothing at the end."""
        return self.finish + self.slack


@dataclass(frozen=True)
class Schedule:
    """All tasks in time, in the order given.

    `critical` is one critical path in order of time, as keys, and `critical_paths` says how many
    there are.
    """

    rows: tuple[Scheduled, ...]
    finish: float
    critical: tuple[str, ...]
    critical_paths: int

    def row(self, key: str) -> Scheduled:
        """Return one task. Raises InputError for an unknown key."""
        for row in self.rows:
            if row.task.key == key:
                return row
        raise _unknown(key, [row.task for row in self.rows])


def schedule(tasks: Sequence[Task], slips: Mapping[str, float] | None = None) -> Schedule:
    """Return when each task starts and ends at the earliest, and its slack. Working days.

    `slips` lengthens tasks by key, or shortens them, though never below 0 days. Raises InputError
    for a network that cannot be: tasks in a circle, an unknown key, days that are none.
    """
    _check(tasks)
    days = _days(tasks, slips or {})
    keys, after = order(tasks), {task.key: task.after for task in tasks}
    start: dict[str, float] = {}
    for key in keys:
        start[key] = max((start[one] + days[one] for one in after[key]), default=0.0)
    finish = max(start[key] + days[key] for key in keys)
    latest = dict.fromkeys(keys, finish)
    for key in reversed(keys):
        for one in after[key]:
            latest[one] = min(latest[one], latest[key] - days[key])
    rows = tuple(
        with_slack(task, days[task.key], start[task.key], latest[task.key]) for task in tasks
    )
    return Schedule(rows, finish, *_critical(rows, keys))


def slip_cost(tasks: Sequence[Task], key: str, days: float) -> float:
    """Return by how many working days everything ends later when one task slips by `days`.

    Slip less slack where that is more than 0. Raises InputError as `schedule` does.
    """
    return round(schedule(tasks, {key: days}).finish - schedule(tasks).finish, 6)


def order(tasks: Sequence[Task]) -> list[str]:
    """Return all keys, each behind what must be done before it.

    Raises InputError for tasks in a circle, naming it.
    """
    circle = loop(tasks)
    if circle:
        raise InputError(*circle_words(tasks, circle))
    return list(_sorter(tasks).static_order())


def loop(tasks: Sequence[Task]) -> list[str]:
    """Return the keys of tasks that wait for each other in a circle; none where there is none."""
    try:
        _sorter(tasks).prepare()
    except CycleError as wrong:
        circle = wrong.args[1][:-1]  # its last is its first again
        at = circle.index(next(task.key for task in tasks if task.key in circle))
        return [*circle[at:], *circle[:at]]
    return []


def circle_words(tasks: Sequence[Task], circle: Sequence[str]) -> tuple[str, str]:
    """Return what is wrong with a circle, and the mend."""
    labels = {task.key: task.label for task in tasks}
    way = " → ".join(shorten_list([labels[key] for key in (*circle, circle[0])]))
    return (
        f"These tasks wait for each other in a circle: {way}.",
        "Take one of them out of what must be done before another.",
    )


def _sorter(tasks: Sequence[Task]) -> TopologicalSorter[str]:
    return TopologicalSorter({task.key: task.after for task in tasks})


def _check(tasks: Sequence[Task]) -> None:
    if not tasks:
        raise InputError("The network has no task.", "Give at least one task and its days.")
    if len(tasks) > MOST:
        raise InputError(
            f"The network has {len(tasks)} tasks.", f"Use at most {MOST}: join small ones."
        )
    seen: dict[str, Task] = {}
    for task in tasks:
        if task.key in seen:
            raise InputError(
                f"Two tasks have the key “{task.key}”: {seen[task.key].label} and {task.label}.",
                "Give each task a key of its own.",
            )
        seen[task.key] = task
        checked_days(task.label, task.days)
    for task in tasks:
        _check_after(task, seen)


def _check_after(task: Task, known: Mapping[str, Task]) -> None:
    for key in task.after:
        if key == task.key:
            raise InputError(
                f"{task.label} waits for itself.",
                "Take it out of what must be done before it.",
            )
        if key not in known:
            raise InputError(
                f"{task.label} waits for “{key}”, which is no task.", suggest_name(key, known)
            )


def checked_days(label: str, days: float) -> float:
    """Return working days that can be, else raise InputError naming the task."""
    if days < 0:
        raise InputError(f"{label} takes less than 0 days.", "Give 0 days or more.")
    if days > LONGEST:
        raise InputError(
            f"{label} takes more than {LONGEST:,} days.",
            "Give working days; ten years is the limit.",
        )
    if math.isnan(days):
        raise InputError(f"The days of {label} are no number.", "Give working days, for example 8.")
    return days


def _days(tasks: Sequence[Task], slips: Mapping[str, float]) -> dict[str, float]:
    known = {task.key: task for task in tasks}
    days = {task.key: float(task.days) for task in tasks}
    for key, slip in slips.items():
        if key not in known:
            raise _unknown(key, tasks)
        label = f"{known[key].label} with its slip"
        # max keeps its first argument beside a NaN, which then is refused.
        days[key] = checked_days(label, max(days[key] + slip, 0.0))
    return days


def _unknown(key: str, tasks: Sequence[Task]) -> InputError:
    return InputError(f"There is no task “{key}”.", suggest_name(key, [task.key for task in tasks]))


def with_slack(task: Task, days: float, start: float, latest: float) -> Scheduled:
    """Return a task in time; `latest` is the latest finish that moves nothing at the end."""
    slack = latest - start - days
    critical = slack < NEAR
    return Scheduled(task, days, start, start + days, 0.0 if critical else slack, critical)


def _critical(rows: Sequence[Scheduled], keys: Sequence[str]) -> tuple[tuple[str, ...], int]:
    """Return one critical path and the number of all, counted backward without walking each."""
    tight = {row.task.key: row for row in rows if row.critical}
    following = {key: [n for n in tight if follows(tight[n], tight[key])] for key in tight}
    paths: dict[str, int] = {}
    for key in reversed(keys):
        if key in tight:
            paths[key] = sum(paths[n] for n in following[key]) or 1
    behind = {n for found in following.values() for n in found}
    heads = [key for key in tight if key not in behind]
    path = [heads[0]]
    while following[path[-1]]:
        path.append(following[path[-1]][0])
    return tuple(path), sum(paths[key] for key in heads)


def follows(later: Scheduled, earlier: Scheduled) -> bool:
    """Say whether one task starts the moment another, which it waits for, is done."""
    return earlier.task.key in later.task.after and abs(later.start - earlier.finish) < NEAR
