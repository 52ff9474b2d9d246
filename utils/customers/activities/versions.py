"""Who still calls version 1, whom to talk to first, and which day could be announced."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from utils.customers import data
from utils.customers.activities.own_tables import CALL_QUESTIONS, show_call_questions
from utils.customers.call_log import MAX_CHARACTERS, count_weekly_calls
from utils.customers.model.versions import OldVersionCallForecast, forecast
from utils.customers.pictures import versions as pictures
from utils.kit.activity import Activity
from utils.kit.column_questions import options_with_answer
from utils.kit.controls.factory import (
    NOT_CHOSEN_OPTION,
    checkboxes,
    dropdown,
    number_slider,
    side_by_side,
    stacked,
    text_field,
)
from utils.kit.english import join_words, plural
from utils.kit.errors import InputError
from utils.kit.tables import Table, source_line
from utils.kit.view import Finding, Prediction, View

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import ipywidgets as widgets

    from utils.customers.data import WeeklyUsage
    from utils.kit.controls import Input

OWN_CALLS_OPTION = "own"
OWN_CALLS_HINT = "CSV with time, caller, and version or path; count if a row is more than one call"
MAX_WEEKS_AHEAD, DEFAULT_WEEKS_AHEAD = 26, 12  # weeks
NO_CALLER = ""
# A caller whose calls keep more than this share from week to week isn't moving.
STUCK_WEEKLY_FACTOR = 0.97
# A caller that sends less than this share of its calls to version 1 has moved.
MAX_SHARE_ONCE_MOVED = 0.02
FORECAST_NOTE = (
    "The forecast draws each coming week from the caller's own past weeks. Its range reflects "
    "the luck of single weeks, but no change of plans, so the truth can be outside it. A caller "
    "who isn't moving today isn't moving in the forecast either: only a conversation can change "
    "that."
)


@lru_cache(maxsize=4)
def forecast_all_callers(usage: WeeklyUsage) -> OldVersionCallForecast:
    """Return the forecast for all callers."""
    return forecast(usage.old_version_calls, MAX_WEEKS_AHEAD)


def weekly_change_factor(caller: str, usage: WeeklyUsage | None = None) -> float:
    """Return by which factor a caller's calls to the old version change in a week; 0 at none left.

    Counted from the first week that has any.
    """
    old = (usage or data.load_usage()).old_version_calls[caller]
    if not old[-1]:
        return 0.0
    known = _trim_weeks_before_first_call(old)
    return (known[-1] / known[0]) ** (1 / max(1, len(known) - 1))


def _trim_weeks_before_first_call(weekly_calls: Sequence[int]) -> Sequence[int]:
    """Return the weeks from the first one that has any calls."""
    return weekly_calls[next(at for at, calls in enumerate(weekly_calls) if calls) :]


def _remaining_share(usage: WeeklyUsage, caller: str, weeks_ahead: int) -> float:
    """Return the share of a caller's calls that would still go to the old version by a week."""
    return usage.old_version_shares(caller)[-1] * weekly_change_factor(caller, usage) ** weeks_ahead


class OldVersion(Activity):
    """Look behind the total, and choose whom to talk to and which day to announce."""

    activity_id = "02c.versions"
    title = "Who still calls version 1?"
    task = (
        "The director wants a date on which version 1 goes away. Look at the callers one by one. "
        "Whom do you talk to first, and which day could you announce today?"
    )
    prediction = Prediction(
        "The share of all calls that go to version 1 fell every week, in all eight weeks. If all "
        "callers go on as before, when will it be zero?",
        (
            (
                "soon",
                "In about a month, if you extend the line of the total",
                (
                    "The total does point there. But look at its last weeks: it bends. Who is left "
                    "when the fast ones are done?"
                ),
            ),
            (
                "half",
                "In about half a year, because the last ones always take longest",
                (
                    "The last ones do take longest, so you expect a tail. Here, part of that tail "
                    "doesn't move at all. Whose part is that?"
                ),
            ),
            (
                "never",
                "Never, because at least one caller isn't moving at all",
                (
                    "Yes. The total falls because others move. At least one caller sends as much "
                    "as in week 1. Which one, and does that caller know it?"
                ),
            ),
        ),
        right=("never",),
    )

    def controls(self) -> dict[str, Input]:
        """Return the caller to talk to, the day in weeks from now, and a learner's own calls."""
        table = text_field("Your calls", hint=OWN_CALLS_HINT, lines=8, code=True)
        table.max_length = MAX_CHARACTERS
        old = text_field("The old version", hint="As in your table; empty: the lowest one")
        table.hidden = old.hidden = True
        return {
            "first": dropdown(
                "Talk first to", _caller_options(data.load_usage(), NO_CALLER), NO_CALLER
            ),
            "day": number_slider(
                "Version 1 ends in (weeks)", DEFAULT_WEEKS_AHEAD, 1, MAX_WEEKS_AHEAD
            ),
            "own": checkboxes("", [(OWN_CALLS_OPTION, "Use my own calls")], []),
            "old": old,
            "table": table,
            **CALL_QUESTIONS.controls(),
        }

    def layout(self, controls: dict[str, Input]) -> widgets.Widget:
        """Return caller and day in a row, and the learner's own calls below."""
        top = side_by_side(controls["first"], controls["day"])
        asked = side_by_side(*CALL_QUESTIONS.own_dropdowns(controls))
        return stacked(top, controls["own"], controls["table"], asked, controls["old"])

    def update_controls(self, controls: dict[str, Input], answers: dict[str, Any]) -> None:
        """Show the fields for own calls where they're asked for, and offer their callers."""
        controls["table"].hidden = controls["old"].hidden = OWN_CALLS_OPTION not in answers["own"]
        try:
            usage, _, version = _read_usage_notes_and_version(answers)
        except InputError:
            usage, version = None, "1"
        show_call_questions(controls, answers, visible=_has_own_table(answers))
        controls["first"].options = _caller_options(usage, answers["first"])
        controls["day"].label = f"Version {version} ends in (weeks)"

    def view(self, *, first: str, day: float, **answers: Any) -> View:
        """Return what is left on that day, and what speaks for and against the choice."""
        usage, notes, version = _read_usage_notes_and_version(answers)
        source = "Your own calls." if notes else source_line("usage_calls")
        first = first if first in usage.calls else NO_CALLER
        week, shown = int(day), first or usage.callers()[0]
        return View(
            summary=_summary_text(usage, week, version),
            picture=pictures.picture(
                usage.old_version_calls,
                forecast_all_callers(usage),
                week,
                shown,
                version,
                source=source,
            ),
            says=(
                *([_caller_finding(usage, first, version)] if first else []),
                _announced_day_finding(usage, week),
            ),
            table=_build_caller_table(usage, version, source),
            notes=(*notes, FORECAST_NOTE),
        )


def _has_own_table(answers: Mapping[str, Any]) -> bool:
    return OWN_CALLS_OPTION in answers["own"] and bool(answers["table"].strip())


def _read_usage_notes_and_version(
    answers: Mapping[str, Any],
) -> tuple[WeeklyUsage, tuple[str, ...], str]:
    """Return the calls by week, how they were read, and which version is the old one."""
    if not _has_own_table(answers):
        return data.load_usage(), (), "1"
    found = count_weekly_calls(
        answers["table"], answers["old"], CALL_QUESTIONS.chosen_headings(answers)
    )
    return found.usage, found.notes, found.old_version


def _caller_options(usage: WeeklyUsage | None, chosen: str) -> list[list[str]]:
    """Return whom one can talk to; a chosen one stays, so that nothing is lost meanwhile."""
    callers = usage.callers() if usage else []
    return options_with_answer([[*NOT_CHOSEN_OPTION], *([one, one] for one in callers)], chosen)


def _summary_text(usage: WeeklyUsage, weeks_ahead: int, version: str) -> str:
    shares = usage.total_old_version_shares()
    return (
        f"Version {version} went from {shares[0]:.0%} to {shares[-1]:.0%} of all calls in "
        f"{plural(len(shares), 'week')}. "
        f"{pictures.title(weeks_ahead, forecast_all_callers(usage))}, "
        "if everyone goes on as before."
    )


def _caller_finding(usage: WeeklyUsage, caller: str, version: str) -> Finding:
    share, calls = usage.old_version_shares(caller)[-1], usage.old_version_calls[caller][-1]
    said = (
        f"{caller} sends {share:.0%} of its calls to version {version}, {calls:,} in the last week."
    )
    if share < MAX_SHARE_ONCE_MOVED:
        return Finding(f"{said} Thank them, and talk to someone else.", "has moved", "wrong")
    if weekly_change_factor(caller, usage) > STUCK_WEEKLY_FACTOR:
        at_first = _trim_weeks_before_first_call(usage.old_version_calls[caller])[0]
        return Finding(
            f"{said} In its first week, it was {at_first:,}: without a "
            "conversation, little will change here. Ask what makes these calls, and who looks "
            "after it.",
            "isn't moving", "right",
        )  # fmt: skip
    factor = weekly_change_factor(caller, usage)
    return Finding(
        f"{said} It's moving, by a factor of {factor:.2f} a week. Will it be done by "
        "the day you chose, without your help? And who won't?",
        "is moving", "close",
    )  # fmt: skip


def _announced_day_finding(usage: WeeklyUsage, weeks_ahead: int) -> Finding:
    stuck = [
        one for one in usage.callers() if weekly_change_factor(one, usage) > STUCK_WEEKLY_FACTOR
    ]
    late = [
        one
        for one in usage.callers()
        if one not in stuck and _remaining_share(usage, one, weeks_ahead) > MAX_SHARE_ONCE_MOVED
    ]
    slow = f" At today's pace, {join_words(late)} won't be done by then, either." if late else ""
    if not stuck:
        slow = slow.replace(", either", "")
        return Finding(
            f"Every caller is moving.{slow} Before you announce the day, ask the slowest one "
            "whether it fits, and give the notice that your compatibility policy promises (lab "
            "02a).",
            f"in {plural(weeks_ahead, 'week')}", "neutral",
        )  # fmt: skip
    return Finding(
        f"On that day, {join_words(stuck)} would still be calling.{slow} A date that you announce "
        "today needs an agreement with them first, and the notice that your compatibility policy "
        "promises (lab 02a).",
        f"in {plural(weeks_ahead, 'week')}", "unsure",
    )  # fmt: skip


def _build_caller_table(usage: WeeklyUsage, version: str, source: str) -> Table:
    rows = [
        [one, f"{usage.old_version_shares(one)[0]:.0%}", f"{usage.old_version_shares(one)[-1]:.0%}",
         f"{usage.old_version_calls[one][-1]:,}", f"{weekly_change_factor(one, usage):.2f}"]
        for one in usage.callers()
    ]  # fmt: skip
    return Table(
        caption=f"Calls to version {version} by caller",
        columns=["Caller", "Share in week 1", "Share in the last week", "Calls in the last week",
                 "Factor a week"],
        rows=rows,
        source=source,
    )  # fmt: skip
