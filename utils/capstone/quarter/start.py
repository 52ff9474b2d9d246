"""What the quarter starts from: the learner's promise, and our example where it's still open."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from utils.capstone.data import chosen_brief
from utils.capstone.letter import letter_text, promise_in_letter
from utils.capstone.model.promise import MAJOR, ONE, SEVERAL
from utils.capstone.model.quarter.plan import Plan, make_plan
from utils.capstone.parts.order import item_labels
from utils.capstone.promise import promise_in
from utils.capstone.work import read_work
from utils.kit.english import join_words, plural

if TYPE_CHECKING:
    from utils.capstone.model.promise import Promise
    from utils.kit.progress import Progress

FIELDS = {
    "day": "the launch day",
    "objective": "the objective",
    "launch_set": "the launch set",
    "version": "the version",
    "notice_days": "how long the old version works",
    "decider": "who decides",
}
PLACES = {
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
    planned = promise_in(read_work(progress))
    return replace(in_letter, decider=planned.decider or in_letter.decider).filled(planned)


def own_plan(progress: Progress) -> Plan:
    """Return the learner's plan; what isn't decided yet comes from our example."""
    order = read_work(progress).order.items
    return make_plan(chosen_brief(progress), own_promise(progress), order)


def promise_lines(plan: Plan) -> list[str]:
    """Return the promise in words, a line each."""
    promise, labels = plan.promise, item_labels(plan.brief)
    items = join_words(f"“{labels[key]}”" for key in promise.launch_set)
    deciders = {
        ONE: "one person for each decision",
        SEVERAL: "more than one person, for at least one decision",
    }
    version = "a major version" if promise.version == MAJOR else "a minor version"
    notice = f", with {plural(promise.notice_days or 0, 'working day')} of notice"
    return [
        f"Launch on day {plan.day:g}, with {items}.",
        f"Objective: {plan.objective:.2%} of refunds work.",
        f"Released as {version}{notice if promise.version == MAJOR else ''}.",
        f"Who decides: {deciders.get(promise.decider, 'no one, for at least one decision')}.",
    ]


def undecided_line(promise: Promise) -> str:
    """Return what isn't decided yet, and where to decide it; empty if all is."""
    names = [name for name in promise.undecided() if name != "notice_days" or needs_notice(promise)]
    if not names:
        return ""
    places = "; ".join(dict.fromkeys(PLACES[name] for name in names))
    return (
        f"Not decided yet: {join_words(FIELDS[name] for name in names)}. We use our example's plan "
        f"for the time being. To use your own, finish these parts: {places}."
    )


def needs_notice(promise: Promise) -> bool:
    """Return whether the days of notice matter: a minor version gives none."""
    return promise.version in ("", MAJOR)
