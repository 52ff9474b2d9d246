"""What each learner promised in the capstone, next to what their own brief allows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from utils.capstone.data import chosen_brief
from utils.capstone.model.brief import BUILD_TASK_KEY
from utils.capstone.parts.objective import ObjectiveDecisions, chain_availability
from utils.capstone.parts.order import OrderDecisions
from utils.capstone.parts.people import PeopleDecisions
from utils.comparison.model.network import schedule
from utils.kit.errors import InputError
from utils.workshop.model.class_results import MIN_PEOPLE_FOR_ANONYMITY, CapstonePlan

if TYPE_CHECKING:
    from collections.abc import Sequence

    from utils.kit.progress import Progress
    from utils.workshop.debrief.class_folder import LearnerWork

UNDECIDED_CAPSTONE_PLAN = CapstonePlan()


def capstone_plans(learners: Sequence[LearnerWork]) -> list[CapstonePlan]:
    """Return the plans of those who promised a day or an objective, the earliest day first.

    Empty where fewer than `MIN_PEOPLE_FOR_ANONYMITY` did. The sequence says nothing about who made
    which.
    """
    plans = [
        plan
        for one in learners
        if (plan := _capstone_plan(one.progress)) != UNDECIDED_CAPSTONE_PLAN
    ]
    last = float("inf")
    return (
        sorted(
            plans,
            key=lambda one: (
                _value_or_default(one.promised_day, last),
                _value_or_default(one.objective, last),
            ),
        )
        if len(plans) >= MIN_PEOPLE_FOR_ANONYMITY
        else []
    )


def _value_or_default(number: float | None, default: float) -> float:
    return default if number is None else number


def _capstone_plan(progress: Progress) -> CapstonePlan:
    people, objective = PeopleDecisions.from_log(progress), ObjectiveDecisions.from_log(progress)
    day = people.worked_out_day
    share = objective.objective if objective.is_complete() else None
    if day is None and share is None:
        return UNDECIDED_CAPSTONE_PLAN
    return CapstonePlan(
        promised_day=day,
        finish_day=None if day is None else _tasks_finish_day(progress),
        objective=share,
        reachable_objective=None if share is None else chain_availability(chosen_brief(progress)),
    )


def _tasks_finish_day(progress: Progress) -> float | None:
    """Return the working day on which the tasks end; None before there is a launch set."""
    tasks = chosen_brief(progress).tasks_with_build_time(
        OrderDecisions.from_log(progress).launch_set
    )
    if any(task.key == BUILD_TASK_KEY and not task.days for task in tasks):
        return None
    try:
        return schedule(tasks).finish
    except InputError:  # a launch set of an older version
        return None
