"""The plan as the plan builder's controls say it, and the exercises in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from utils.kit.errors import InputError
from utils.kit.outline import load_lessons
from utils.workshop import data, parsing
from utils.workshop.model.plan import RoomProfile, build_plan

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from utils.kit.outline import Exercise, Lesson
    from utils.kit.progress import Progress
    from utils.workshop.model.plan import Plan

PLAN_ACTIVITY_ID = "90.plan"  # of the plan builder, in the log
EXERCISES_CONTROL_PREFIX = "pick_"  # comes before the number of a notebook
DAY_COUNT_LABELS = {"1": "One", "2": "Two, same hours"}
CHOICE_LABELS_BY_CONTROL = {
    "days": DAY_COUNT_LABELS,
    "who": data.AUDIENCE_LABELS,
    "experience": data.EXPERIENCE_LABELS,
    "setting": data.ROOM_SETTING_LABELS,
}


def default_plan_answers() -> dict[str, Any]:
    """Return what the plan builder is set to at first."""
    return {
        "preset": "short", **data.PRESET_DEFAULTS, "date": "", "size": 12, "experience": "mixed",
        "setting": "binder", "exercises": "",
        **{f"{EXERCISES_CONTROL_PREFIX}{one.number}": {} for one in load_lessons().values()},
    }  # fmt: skip


def make_plan_start_and_room(answers: Mapping[str, Any]) -> tuple[Plan, int, RoomProfile]:
    """Return the plan, its start in minutes after midnight, and the room."""
    for name, known in CHOICE_LABELS_BY_CONTROL.items():
        check_choice(name, answers[name], known)
    start = parsing.parse_clock(answers["start"])
    day = parsing.parse_plan_day(start, answers["until"], answers["breaks"])
    room = RoomProfile(round(answers["size"]), answers["experience"], answers["setting"])
    offered = data.build_bundles(answers["who"], answers["goals"], exercise_choices(answers))
    return build_plan([day] * int(answers["days"]), offered, room), start, room


def has_saved_plan(progress: Progress) -> bool:
    """Return whether a learner's log has a plan of the plan builder."""
    return bool(progress.values(PLAN_ACTIVITY_ID, default_plan_answers()))


def load_plan_answers(progress: Progress) -> dict[str, Any]:
    """Return what a learner's log says of the plan builder's controls."""
    return {
        **default_plan_answers(),
        **(progress.values(PLAN_ACTIVITY_ID, default_plan_answers()) or {}),
    }


def planned_exercises(answers: Mapping[str, Any]) -> list[tuple[Lesson, Exercise]]:
    """Return the exercises of a plan, in the order of the course. Raises InputError without one."""
    plan, _, _ = make_plan_start_and_room(answers)
    names = {(one.notebook, one.name) for one in plan.exercises}
    every = ((book, one) for book in load_lessons().values() for one in book.exercises)
    return [(book, one) for book, one in every if (book.notebook, one.name) in names]


def exercises_of_my_plan(progress: Progress) -> list[tuple[Lesson, Exercise]]:
    """Return the exercises of the learner's plan. Raises InputError where it has none."""
    try:
        return planned_exercises(load_plan_answers(progress))
    except InputError:
        raise InputError(
            "Your plan isn't complete yet.",
            "Change what the plan asks for, or choose a notebook here.",
            field="notebook",
        ) from None


def check_choice(control_name: str, answer: object, allowed: Collection[str]) -> None:
    """Raise InputError for an answer that the list of a control doesn't have."""
    if answer not in allowed:
        raise InputError(
            f"The list has no {answer!r}.", f"Use one of: {', '.join(allowed)}.", field=control_name
        )


def exercise_choices(answers: Mapping[str, Any]) -> dict[tuple[str, str], str]:
    """Return "in" or "out" by notebook and key of an exercise."""
    return {
        (name, place.rpartition(".")[0]): choice
        for name, one in load_lessons().items()
        for place, choice in answers[f"{EXERCISES_CONTROL_PREFIX}{one.number}"].items()
    }
