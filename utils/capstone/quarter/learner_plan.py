"""What the quarter starts from: the learner's promise, and our example where it's still open."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from utils.capstone.data import brief_for, chosen_brief
from utils.capstone.letter import letter_text, promise_in_letter
from utils.capstone.model.promise import MAJOR, ONE, SEVERAL, Promise
from utils.capstone.model.quarter.plan import WAYS_BY_DECISION, Plan, make_plan
from utils.capstone.parts.order import item_labels
from utils.capstone.promise import promise_from_parts
from utils.capstone.quarter.story import QuarterStory, play_quarter
from utils.capstone.work import read_work
from utils.kit.english import add_full_stop, join_quoted, join_words, plural

if TYPE_CHECKING:
    from utils.kit.progress import Progress

WEEKS_ACTIVITY_ID = "06.weeks"  # the activity in which the quarter is played
MAX_STORY_WEEK = 60
EXAMPLE_SEAT_NUMBER = 17  # the one of the notebook's worked example

PROMISE_FIELD_LABELS = {
    "day": "the launch day",
    "objective": "the objective",
    "launch_set": "the launch set",
    "version": "the version",
    "notice_days": "how long the old version works",
    "decider": "who decides",
}
PART_TITLE_BY_PROMISE_FIELD = {
    "day": "People and date",
    "objective": "Objective and budget",
    "launch_set": "Priorities and launch set",
    "version": "Changes and version",
    "notice_days": "Changes and version",
    "decider": "People and date",
}


def own_promise(progress: Progress) -> Promise:
    """Return what the letter promises; the parts say what the letter leaves open.

    Who decides comes from the parts first, which have a letter for each person and decision.
    """
    in_letter = promise_in_letter(letter_text(progress), chosen_brief(progress))
    planned = promise_from_parts(read_work(progress))
    return replace(in_letter, decider=planned.decider or in_letter.decider).filled_from(planned)


def has_own_promise(progress: Progress) -> bool:
    """Return whether a day is promised, or a letter is written."""
    return (
        bool(letter_text(progress).strip())
        or promise_from_parts(read_work(progress)).day is not None
    )


def own_plan(progress: Progress) -> Plan:
    """Return the learner's plan; what isn't decided yet comes from our example.

    Before a plan exists, it's the plan of another seat: the learner's own critical path, day, and
    objective are the answers to exercises that come first.
    """
    if not has_own_promise(progress):
        return make_plan(brief_for(EXAMPLE_SEAT_NUMBER), Promise())
    order = read_work(progress).order.items
    return make_plan(chosen_brief(progress), own_promise(progress), order)


def played_story(progress: Progress) -> QuarterStory:
    """Return the learner's quarter, as far as its decisions are taken."""
    values = progress.values(WEEKS_ACTIVITY_ID) or {}
    decided = {
        name: way
        for name in WAYS_BY_DECISION
        if (way := values.get(name)) in WAYS_BY_DECISION[name]
    }
    return play_quarter(own_plan(progress), decided, MAX_STORY_WEEK)


def promise_lines(plan: Plan) -> list[str]:
    """Return the promise in words, a line each."""
    promise, labels = plan.promise, item_labels(plan.brief)
    items = join_quoted(labels[key] for key in promise.launch_set)
    deciders = {
        ONE: "one person for each decision",
        SEVERAL: "more than one person, for at least one decision",
    }
    version = "a major version" if promise.version == MAJOR else "a minor version"
    notice = f", with {plural(promise.notice_days or 0, 'working day')} of notice"
    return [
        add_full_stop(f"Launch on day {plan.promised_day:g}, with {items}"),
        f"Objective: {plan.promised_objective:.2%} of refunds work.",
        f"Released as {version}{notice if promise.version == MAJOR else ''}.",
        f"Who decides: {deciders.get(promise.decider, 'no one, for at least one decision')}.",
    ]


def undecided_text(promise: Promise, *, planned: bool = True) -> str:
    """Return what isn't decided yet, and where to decide it; empty if all is.

    `planned` says whether the learner's plan is played, or our example's as a whole.
    """
    names = [
        name
        for name in promise.undecided_fields()
        if name != "notice_days" or needs_notice(promise)
    ]
    if not names:
        return ""
    places = "; ".join(dict.fromkeys(PART_TITLE_BY_PROMISE_FIELD[name] for name in names))
    example = "our example's plan" if planned else example_plan_label()
    return (
        f"Not decided yet: {join_words(PROMISE_FIELD_LABELS[name] for name in names)}. We use "
        f"{example} for the time being. To use your own, finish these parts: {places}."
    )


def example_plan_label() -> str:
    """Return what is played before the learner has a plan."""
    return f"our example's plan for seat {EXAMPLE_SEAT_NUMBER}"


def needs_notice(promise: Promise) -> bool:
    """Return whether the days of notice matter: a minor version gives none."""
    return promise.version in ("", MAJOR)
