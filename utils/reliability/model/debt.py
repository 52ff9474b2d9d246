"""When a cleanup has paid for itself, and what isn't built meanwhile.

A cleanup costs days of work and makes every later change cheaper. Changes are built one after the
other by one team. So the first ones come later than without the cleanup, and later ones sooner.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, timedelta

from utils.kit.english import format_number, plural
from utils.kit.errors import InputError

CALENDAR_DAYS_PER_WEEK = 7


@dataclass(frozen=True)
class Payback:
    """What a cleanup costs and saves. Work in days of the team, waiting in weeks.

    `break_even_changes` is the number of changes after which the work is paid back,
    `break_even_date` the date of that. `changes_not_built` is how many changes the team could have
    made instead, until `cleanup_done_date`. `saved_days` is the work saved after all planned
    changes, below 0 for a loss. `total_delay_weeks` is how much later the planned changes are
    ready, all added up, below 0 if they are ready sooner; from `delay_break_even_changes` changes
    on, it isn't above 0.
    """

    break_even_changes: float
    break_even_date: date
    cleanup_done_date: date
    changes_not_built: float
    saved_days: float
    total_delay_weeks: float
    delay_break_even_changes: int


def break_even(
    cleanup_days: float, days_per_change_now: float, days_per_change_after: float
) -> float:
    """Return after how many changes a cleanup has paid: its cost over what each change saves.

    All in days of work. Raises InputError where a change costs as much as before, or more.
    """
    if not (cleanup_days >= 0 and days_per_change_after >= 0):
        raise InputError("A cost can't be negative.", "Enter days of work: 0 or more.")
    if not days_per_change_now > days_per_change_after:
        raise InputError(
            f"A change takes {plural(days_per_change_now, 'day')} now and "
            f"{format_number(days_per_change_after)} after the cleanup, so it "
            "never pays.",
            "Enter fewer days for a change afterward, or name another reason for the cleanup.",
            field="clean",
        )
    return cleanup_days / (days_per_change_now - days_per_change_after)


def payback(
    cleanup_days: float,
    days_per_change_now: float,
    days_per_change_after: float,
    planned_changes: int,
    days_a_week: float,
    start: date,
) -> Payback:
    """Return what a cleanup that begins on `start` costs and saves.

    `cleanup_days`, `days_per_change_now`, and `days_per_change_after` are days of work as in
    `break_even`; the team works `days_a_week` on this code, and makes `planned_changes` changes to
    it. Raises InputError as `break_even` does.
    """
    even = break_even(cleanup_days, days_per_change_now, days_per_change_after)
    if not days_a_week > 0:
        raise InputError("The team has no days for this work.", "Enter a number above 0.")
    saving = days_per_change_now - days_per_change_after
    later = planned_changes * cleanup_days - saving * planned_changes * (planned_changes + 1) / 2
    return Payback(
        break_even_changes=even,
        break_even_date=_date_after_weeks(start, even * days_per_change_now / days_a_week),
        cleanup_done_date=_date_after_weeks(start, cleanup_days / days_a_week),
        changes_not_built=cleanup_days / days_per_change_now,
        saved_days=planned_changes * saving - cleanup_days,
        total_delay_weeks=later / days_a_week,
        delay_break_even_changes=max(0, math.ceil(2 * even - 1 - 1e-9)),
    )


def _date_after_weeks(start: date, weeks: float) -> date:
    """Return the day after so many weeks. Raises InputError beyond the calendar."""
    try:
        return start + timedelta(days=math.ceil(weeks * CALENDAR_DAYS_PER_WEEK))
    except OverflowError:
        raise InputError(
            "That ends after the last year of the calendar.",
            "Enter an earlier start, or more days a week.",
            field="start",
        ) from None
