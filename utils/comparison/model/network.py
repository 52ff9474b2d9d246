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
from graphlib import TopologicalSorter
from typing import TYPE_CHECKING

from utils.kit import references
from utils.kit.errors import InputError
from utils.kit.references import elide_middle, unknown_name_fix

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MAX_TASK_DAYS = 3650  # days, ten years: more is a slip of the finger
MAX_TASKS = 60  # tasks; more cannot be read in one picture
TOLERANCE_DAYS = 1e-6  # days; a smaller difference comes from adding fractions only


@dataclass(frozen=True)
class Task:
    """One task: how many working days it takes, and the keys of its predecessors."""

    key: str
    label: str
    days: float
    predecessors: tuple[str, ...] = ()
    team: str = ""


@dataclass(frozen=True)
class ScheduledTask:
    """A task in time, in working days from the start; `days` holds the slip."""

    task: Task
    days: float
    start: float
    finish: float
    slack: float
    critical: bool

    @property
    def latest_finish(self) -> float:
        """The latest finish that moves nothing at the end."""
        return self.finish + self.slack


@dataclass(frozen=True)
class Schedule:
    """All tasks in time, in the order given.

    `critical_path` is one critical path as keys, in order of time; `critical_path_count` says how
    many there are. `finish` is in working days from the start.
    """

    rows: tuple[ScheduledTask, ...]
    finish: float
    critical_path: tuple[str, ...]
    critical_path_count: int

    def row(self, key: str) -> ScheduledTask:
        """Return one task. Raises InputError for an unknown key."""
        for row in self.rows:
            if row.task.key == key:
                return row
        raise _unknown_task_error(key, [row.task for row in self.rows])


def schedule(tasks: Sequence[Task], slips: Mapping[str, float] | None = None) -> Schedule:
    """Return when each task starts and ends at the earliest, and its slack. Working days.

    `slips` lengthens tasks by key, or shortens them, though never below 0 days. Raises InputError
    for a network that cannot be: tasks in a circle, an unknown key, days that are none.
    """
    _check_tasks(tasks)
    days = _days_by_task_with_slips(tasks, slips or {})
    keys, after = topological_order(tasks), {task.key: task.predecessors for task in tasks}
    start: dict[str, float] = {}
    for key in keys:
        start[key] = max((start[one] + days[one] for one in after[key]), default=0.0)
    finish = max(start[key] + days[key] for key in keys)
    latest = dict.fromkeys(keys, finish)
    for key in reversed(keys):
        for one in after[key]:
            latest[one] = min(latest[one], latest[key] - days[key])
    rows = tuple(
        scheduled_task(task, days[task.key], start[task.key], latest[task.key]) for task in tasks
    )
    return Schedule(rows, finish, *_critical_path_and_count(rows, keys))


def finish_delay(tasks: Sequence[Task], key: str, days: float) -> float:
    """Return by how many working days everything ends later when one task slips by `days`.

    Slip less slack where that is more than 0. Raises InputError as `schedule` does.
    """
    return round(schedule(tasks, {key: days}).finish - schedule(tasks).finish, 6)


def topological_order(tasks: Sequence[Task]) -> list[str]:
    """Return all keys, each after its predecessors.

    Raises InputError for a cycle, naming its tasks.
    """
    cycle = find_cycle(tasks)
    if cycle:
        raise InputError(*cycle_message_and_fix(tasks, cycle))
    needs = {task.key: task.predecessors for task in tasks}
    return list(TopologicalSorter(needs).static_order())


def find_cycle(tasks: Sequence[Task]) -> list[str]:
    """Return the keys of the tasks in a cycle; empty if there is none."""
    return references.find_cycle({task.key: task.predecessors for task in tasks})


def cycle_message_and_fix(tasks: Sequence[Task], cycle: Sequence[str]) -> tuple[str, str]:
    """Return the error message for a cycle, and the fix."""
    labels = {task.key: task.label for task in tasks}
    way = " → ".join(elide_middle([labels[key] for key in (*cycle, cycle[0])]))
    return (
        f"These tasks wait for each other in a circle: {way}.",
        "Take one of them out of what must be done before another.",
    )


def _check_tasks(tasks: Sequence[Task]) -> None:
    if not tasks:
        raise InputError("The network has no tasks.", "Enter at least one task and its days.")
    if len(tasks) > MAX_TASKS:
        raise InputError(
            f"The network has {len(tasks)} tasks.",
            f"The limit is {MAX_TASKS}. Combine small tasks.",
        )
    seen: dict[str, Task] = {}
    for task in tasks:
        if task.key in seen:
            raise InputError(
                f"Two tasks have the key “{task.key}”: {seen[task.key].label} and {task.label}.",
                "Give each task a key of its own.",
            )
        seen[task.key] = task
        validate_days(task.label, task.days)
    for task in tasks:
        _check_predecessors(task, seen)


def _check_predecessors(task: Task, tasks: Mapping[str, Task]) -> None:
    for key in task.predecessors:
        if key == task.key:
            raise InputError(
                f"{task.label} waits for itself.",
                "Take it out of what must be done before it.",
            )
        if key not in tasks:
            raise InputError(
                f"{task.label} waits for “{key}”, which isn't a task.",
                unknown_name_fix(key, tasks),
            )


def validate_days(label: str, days: float) -> float:
    """Return the working days. Raises InputError for a NaN, or below 0 or above `MAX_TASK_DAYS`."""
    if days < 0:
        raise InputError(f"{label} takes less than 0 days.", "Enter 0 days or more.")
    if days > MAX_TASK_DAYS:
        raise InputError(
            f"{label} takes more than {MAX_TASK_DAYS:,} days.",
            "Enter working days; the limit is ten years.",
        )
    if math.isnan(days):
        raise InputError(
            f"{label} doesn't have a number of days.", "Enter working days, for example 8."
        )
    return days


def _days_by_task_with_slips(tasks: Sequence[Task], slips: Mapping[str, float]) -> dict[str, float]:
    known = {task.key: task for task in tasks}
    days = {task.key: float(task.days) for task in tasks}
    for key, slip in slips.items():
        if key not in known:
            raise _unknown_task_error(key, tasks)
        label = f"{known[key].label} with its slip"
        # max keeps its first argument beside a NaN, which then is refused.
        days[key] = validate_days(label, max(days[key] + slip, 0.0))
    return days


def _unknown_task_error(key: str, tasks: Sequence[Task]) -> InputError:
    return InputError(
        f"There's no task “{key}”.", unknown_name_fix(key, [task.key for task in tasks])
    )


def scheduled_task(task: Task, days: float, start: float, latest_finish: float) -> ScheduledTask:
    """Return a task with its slack. Days from the start; `latest_finish` is its latest finish."""
    slack = latest_finish - start - days
    critical = slack < TOLERANCE_DAYS
    return ScheduledTask(task, days, start, start + days, 0.0 if critical else slack, critical)


def _critical_path_and_count(
    rows: Sequence[ScheduledTask], keys: Sequence[str]
) -> tuple[tuple[str, ...], int]:
    """Return one critical path and the number of all, counted backward without walking each."""
    tight = {row.task.key: row for row in rows if row.critical}
    following = {
        key: [n for n in tight if starts_on_finish_of(tight[n], tight[key])] for key in tight
    }
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


def starts_on_finish_of(later: ScheduledTask, earlier: ScheduledTask) -> bool:
    """Return whether a task starts at the very finish of another, one of its predecessors."""
    return (
        earlier.task.key in later.task.predecessors
        and abs(later.start - earlier.finish) < TOLERANCE_DAYS
    )
