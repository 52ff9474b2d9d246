"""Which questions come back, and when. Pure functions but for reading the question files.

A question comes back once its answer was wrong or a guess: a day later, three days after that was
right, and then after seven days. Right means right and at least fairly sure. Three times right on
a day when it was due, and it's done; wrong or guessed, and it starts over. An answer before it is
due, such as a second try in the same sitting, counts only where it is wrong or a guess.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from utils.kit.quiz import bank

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from utils.kit.progress import Progress
    from utils.kit.progress.event import Event
    from utils.kit.quiz.bank import Question

REPEAT_AFTER_DAYS = (1, 3, 7)  # until it comes back, after none, one, and two times right
MAX_REPEATED_QUESTIONS = 3  # questions that come back in one sitting


@dataclass(frozen=True)
class DatedAnswer:
    """One answer: the learner's day, and whether it was right and no guess."""

    day: date
    known: bool


def due_date(answers: Iterable[DatedAnswer]) -> date | None:
    """Return the day from which a question comes back; None where it doesn't.

    `answers` are all of one question, the earliest first.
    """
    due: date | None = None
    times_right = 0
    for one in answers:
        if not one.known:
            times_right, due = 0, _add_days(one.day, REPEAT_AFTER_DAYS[0])
        elif due is not None and one.day >= due:
            times_right += 1
            due = (
                _add_days(one.day, REPEAT_AFTER_DAYS[times_right])
                if times_right < len(REPEAT_AFTER_DAYS)
                else None
            )
    return due


def _add_days(day: date, days: int) -> date:
    return min(day, date.max - timedelta(days)) + timedelta(days)  # a clock may say anything


def local_day(timestamp: str) -> date:
    """Return the learner's day of an event's time, by the time zone of this computer."""
    return _parse_local_day(timestamp[: len("2026-01-01T00:00")])


@functools.lru_cache(maxsize=4096)
def _parse_local_day(timestamp_to_minute: str) -> date:
    moment = datetime.fromisoformat(timestamp_to_minute).replace(tzinfo=UTC)
    try:
        return moment.astimezone().date()
    except (OverflowError, OSError, ValueError):  # a clock that was years off
        return moment.date()


def dated_answers(events: Iterable[Event]) -> list[DatedAnswer]:
    """Return the judged answers among a question's events, in order."""
    return [
        DatedAnswer(local_day(e.when), e.result["correct"] and e.result["confidence"] != "guess")
        for e in events
        if e.what == "answered" and not e.result.get("quiet")
    ]


def repeated_answer_events(events: Iterable[Event]) -> list[Event]:
    """Return the answers that a question got when it came back."""
    return [e for e in events if e.what == "answered" and "again" in e.result]


def questions_to_repeat(progress: Progress, notebook: str, today: date) -> list[Question]:
    """Return what comes back at the head of a notebook today, at most three questions.

    First those that came back there today already, so that a page that is run again shows the
    same; then those that are due, the longest waiting first.
    """
    number = notebook.partition("-")[0]
    done: list[Question] = []
    due: list[tuple[date, int, Question]] = []
    for place, question in enumerate(_earlier_questions(notebook)):
        if not progress.count_attempts(question.id):
            continue
        events = progress.events(question.id)
        when = due_date(dated_answers(events))
        if any(
            e.result["again"] == number
            for e in events_on_day(repeated_answer_events(events), today)
        ):
            done.append(question)
        elif when is not None and when <= today:
            due.append((when, place, question))
    waiting = [question for _, _, question in sorted(due, key=lambda one: one[:2])]
    return [*done, *waiting][: max(MAX_REPEATED_QUESTIONS, len(done))]


def events_on_day(events: Sequence[Event], day: date) -> list[Event]:
    """Return the events of one day."""
    return [e for e in events if local_day(e.when) == day]


def _earlier_questions(notebook: str) -> list[Question]:
    """Return what can come back in a notebook: questions that are clear without their page."""
    return [
        question
        for name in bank.notebooks_with_questions()
        if name < notebook
        for question in bank.load_questions(name)
        if not question.needs_page
    ]
