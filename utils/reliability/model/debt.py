"""When a cleanup has paid for itself, and what isn't built meanwhile.

A cleanup costs days of work and makes every later change cheaper. Changes are built one after the
other by one team. So the first ones come later than without the cleanup, and later ones sooner.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, timedelta

from utils.kit.english import number, plural
from utils.kit.errors import InputError

DAYS_PER_WEEK = 7


@dataclass(frozen=True)
class Payback:
    """What a cleanup costs and saves. Work in days of the team, waiting in weeks.

    `even_after` is the number of changes after which the work is paid back, `even_on` the date of
    that. `not_built` is how many changes the team could have made instead, until `done_on`.
    `saved` is the work saved after all planned changes, below 0 for a loss. `weeks_later` is how
    much later the planned changes are ready, all added up, below 0 if they are ready sooner; from
    `wait_even_after` changes on, it isn't above 0.
    """

    even_after: float
    even_on: date
    done_on: date
    not_built: float
    saved: float
    weeks_later: float
    wait_even_after: int


def break_even(cleanup: float, now: float, clean: float) -> float:
    """Return after how many changes a cleanup has paid: its cost over what each change saves.

    All in days of work. Raises InputError where a change costs as much as before, or more.
    """
    if not (cleanup >= 0 and clean >= 0):
        raise InputError("A cost can't be negative.", "Enter days of work: 0 or more.")
    if not now > clean:
        raise InputError(
            f"A change takes {plural(now, 'day')} now and {number(clean)} after the cleanup, so it "
            "never pays.",
            "Enter fewer days for a change afterward, or name another reason for the cleanup.",
            field="clean",
        )
    return cleanup / (now - clean)


def payback(
    cleanup: float, now: float, clean: float, planned: int, days_a_week: float, start: date
) -> Payback:
    """Return what a cleanup that begins on `start` costs and saves.

    `cleanup`, `now`, and `clean` are days of work as in `break_even`; the team works `days_a_week`
    on this code, and makes `planned` changes to it. Raises InputError as `break_even` does.
    """
    even = break_even(cleanup, now, clean)
    if not days_a_week > 0:
        raise InputError("The team has no days for this work.", "Enter a number above 0.")
    saving = now - clean
    later = planned * cleanup - saving * planned * (planned + 1) / 2
    return Payback(
        even_after=even,
        even_on=_date_after_weeks(start, even * now / days_a_week),
        done_on=_date_after_weeks(start, cleanup / days_a_week),
        not_built=cleanup / now,
        saved=planned * saving - cleanup,
        weeks_later=later / days_a_week,
        wait_even_after=max(0, math.ceil(2 * even - 1 - 1e-9)),
    )


def _date_after_weeks(start: date, weeks: float) -> date:
    """Return the day after so many weeks. Raises InputError beyond the calendar."""
    try:
        return start + timedelta(days=math.ceil(weeks * DAYS_PER_WEEK))
    except OverflowError:
        raise InputError(
            "That ends after the last year of the calendar.",
            "Enter an earlier start, or more days a week.",
            field="start",
        ) from None
