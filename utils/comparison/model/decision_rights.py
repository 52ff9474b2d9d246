"""C2: what follows when another role takes a decision.

How each role would decide is our assumption, kept simple on purpose; `ORDER_RULE_TEXTS` and
`DATE_RULE_TEXTS` say it in words. The order counts by its delay cost, the dates by the network.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from utils.backlog.model.order import cheapest_order, delay_cost, greedy_order
from utils.comparison.model.network import Task, schedule
from utils.kit.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from utils.backlog.model.order import Item
    from utils.comparison.model.network import Schedule, ScheduledTask

DECIDER_KEYS = ("tpo", "tpm", "teams")
SPRINT_DAYS = 10  # working days
FREEZE_TASK_KEY, SDK_TASK_KEY = "freeze", "sdk"
ORDER_RULE_TEXTS = {
    "tpo": "the technical product owner weighs what waiting costs against size, and keeps "
    "prerequisites: the cheapest sequence of all.",
    "tpm": "the program manager takes what endangers the dates most: of all that is ready, the "
    "largest first.",
    "teams": "the teams take the loudest request: of all that is ready, what has the most value "
    "to its users, whatever its size or urgency.",
}
DATE_RULE_TEXTS = {
    "tpm": "the program manager takes the earliest finish that the network allows.",
    "tpo": "the technical product owner gives one date to all: two weeks after the SDK is out.",
    "teams": "each team counts its own work from the contract freeze on, and leaves out what it "
    "waits for.",
}


@dataclass(frozen=True)
class Promise:
    """A team's promised day and the earliest possible one, working days from the start."""

    team: str
    label: str
    promised_day: float
    earliest_day: float

    @property
    def days_late(self) -> float:
        """How many working days too early the promise is; 0 if it can be kept."""
        return max(0.0, self.earliest_day - self.promised_day)


@dataclass(frozen=True)
class Consequence:
    """An order with its delay cost in points, and the teams' promised dates."""

    order: tuple[str, ...]
    delay_cost: float
    cheapest_delay_cost: float
    promises: tuple[Promise, ...]

    @property
    def broken_promise_count(self) -> int:
        """How many promises cannot be kept."""
        return sum(one.days_late > 0 for one in self.promises)

    @property
    def max_days_late(self) -> float:
        """The largest delay in working days."""
        return max((one.days_late for one in self.promises), default=0.0)


def compute_consequence(
    order_by: str, dates_by: str, items: Sequence[Item], tasks: Sequence[Task]
) -> Consequence:
    """Return what follows when these roles decide. roles are those of `DECIDER_KEYS`.

    Raises InputError for another role, and where a rule needs a task that the network lacks.
    """
    order = order_by_decider(order_by, items)
    return Consequence(
        order=tuple(order),
        delay_cost=delay_cost(items, order),
        cheapest_delay_cost=delay_cost(items, cheapest_order(items)),
        promises=promises_by_decider(dates_by, tasks),
    )


def order_by_decider(decider: str, items: Sequence[Item]) -> list[str]:
    """Return the order that a role would choose, prerequisites kept."""
    _check_decider(decider)
    if decider == "tpo":
        return cheapest_order(items)
    return greedy_order(items, lambda one: one.size if decider == "tpm" else one.value)


def promises_by_decider(decider: str, tasks: Sequence[Task]) -> tuple[Promise, ...]:
    """Return each team's promised day by a role's rule, beside the earliest possible one."""
    _check_decider(decider)
    made = schedule(tasks)
    found = []
    for row in made.rows:
        if not row.task.team:
            continue
        promised = _promised_day(decider, made, row)
        found.append(Promise(row.task.team, row.task.label, promised, row.finish))
    return tuple(found)


def _promised_day(decider: str, plan: Schedule, row: ScheduledTask) -> float:
    if decider == "tpm":
        return row.finish
    if decider == "tpo":
        return _finish_day(plan, SDK_TASK_KEY) + SPRINT_DAYS
    return _finish_day(plan, FREEZE_TASK_KEY) + row.days


def _finish_day(plan: Schedule, key: str) -> float:
    try:
        return plan.row(key).finish
    except InputError as missing:
        raise InputError(
            f"This rule counts from the task {key!r}, which isn't in the network.",
            "Put it back, or choose another rule.",
        ) from missing


def _check_decider(decider: str) -> None:
    if decider not in DECIDER_KEYS:
        raise InputError(
            f"{decider!r} decides nothing here.", f"Use one of: {', '.join(DECIDER_KEYS)}."
        )
