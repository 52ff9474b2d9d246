"""Who still calls version 1, whom to talk to first, and which day could be announced."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from utils.customers import data
from utils.customers.model.versions import Forecast, forecast
from utils.customers.pictures import versions as pictures
from utils.kit.activity import Activity
from utils.kit.controls.factory import dropdown, number_slider, side_by_side
from utils.kit.tables import Table, source_line
from utils.kit.view import Finding, Prediction, View

if TYPE_CHECKING:
    import ipywidgets as widgets

    from utils.kit.controls import Input

AHEAD, FIRST_DAY = 26, 12  # weeks
NOBODY = ""
STUCK = 0.97  # a caller whose calls keep more than this share from week to week isn't moving
DONE = 0.02  # share of its calls that a caller still sends to version 1 once it has moved
RULE_NOTE = (
    "The forecast draws each coming week from the caller's own past weeks. Its range has the luck "
    "of single weeks, and no change of plans, so the truth can lie outside. A caller who isn't "
    "moving today isn't moving in the forecast either: only a conversation can change that."
)


@lru_cache(maxsize=1)
def coming() -> Forecast:
    """Return the forecast for all callers."""
    return forecast(data.usage().old, AHEAD)


def pace(caller: str) -> float:
    """Return by which factor a caller's calls to version 1 change in a week; 0 if none are left."""
    old = data.usage().old[caller]
    last = len(old) - 1
    return (old[-1] / old[0]) ** (1 / last) if old[0] and old[-1] else 0.0


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
        """Return the caller to talk to, and the day in weeks from now."""
        callers = [(NOBODY, "– choose –"), *((one, one) for one in data.callers())]
        return {
            "first": dropdown("Talk first to", callers, NOBODY),
            "day": number_slider("Version 1 ends in (weeks)", FIRST_DAY, 1, AHEAD),
        }

    def layout(self, controls: dict[str, Input]) -> widgets.Widget:
        """Return both in a row."""
        return side_by_side(*controls.values())

    def view(self, *, first: str, day: float) -> View:
        """Return what is left on that day, and what speaks for and against the choice."""
        old, week, source = data.usage().old, int(day), source_line("usage_calls")
        shown = first or data.callers()[0]
        return View(
            summary=_words(week),
            picture=pictures.picture(old, coming(), week, shown, source=source),
            says=(*([_about(first)] if first else []), _about_day(week)),
            table=_table(source),
            notes=(RULE_NOTE,),
        )


def _words(week: int) -> str:
    shares = data.usage().total_old_shares()
    return (
        f"Version 1 went from {shares[0]:.0%} to {shares[-1]:.0%} of all calls in eight weeks. "
        f"{pictures.title(week, coming())}, if all go on as before."
    )


def _about(caller: str) -> Finding:
    usage = data.usage()
    share, calls = usage.old_shares(caller)[-1], usage.old[caller][-1]
    said = f"{caller} sends {share:.0%} of its calls to version 1, {calls:,} in the last week."
    if share < DONE:
        return Finding(f"{said} Thank them, and talk to someone else.", "has moved", "wrong")
    if pace(caller) > STUCK:
        return Finding(
            f"{said} As many as in week 1: without a conversation, nothing will change here. Ask "
            "what makes these calls, and who looks after it.",
            "isn't moving", "right",
        )  # fmt: skip
    return Finding(
        f"{said} It's moving, by a factor of {pace(caller):.2f} a week. Will it be done by your "
        "day without your help? And who won't?",
        "is moving", "close",
    )  # fmt: skip


def _about_day(week: int) -> Finding:
    stuck = [one for one in data.callers() if pace(one) > STUCK]
    return Finding(
        f"On that day, {', '.join(stuck)} would still be calling. A date that you announce today "
        "needs an agreement with them first, and the notice that your compatibility policy "
        "promises (lab 02a).",
        f"week {week}", "unsure",
    )  # fmt: skip


def _table(source: str) -> Table:
    usage = data.usage()
    rows = [
        [one, f"{usage.old_shares(one)[0]:.0%}", f"{usage.old_shares(one)[-1]:.0%}",
         f"{usage.old[one][-1]:,}", f"{pace(one):.2f}"]
        for one in data.callers()
    ]  # fmt: skip
    return Table(
        caption="Calls to version 1 by caller",
        columns=["Caller", "Share in week 1", "Share in the last week", "Calls in the last week",
                 "Factor a week"],
        rows=rows,
        source=source,
    )  # fmt: skip
