"""An objective, its budget, an incident, and what the team does next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from utils.kit.activity import Activity
from utils.kit.controls.factory import labeled_column, number_slider, radio_buttons, side_by_side
from utils.kit.tables import Table
from utils.kit.view import Prediction, View
from utils.reliability.model.incident_replay import SLOW_BELOW, Incident, replay_incident
from utils.reliability.model.slo import (
    BURN_RATE_ALERTS,
    HOURS_PER_DAY,
    budget_consumed,
    budget_events,
    budget_minutes,
    burn_rate,
    exhaustion_hours,
)
from utils.reliability.pictures import slo as pictures

if TYPE_CHECKING:
    import ipywidgets as widgets

    from utils.kit.controls import Input
    from utils.reliability.model.incident_replay import Replay

# Invented: the refund call of the Payments API.
DEFAULT_ANSWERS = {
    "objective": 99.9,
    "calls": 2_000,
    "always": 0.04,
    "day": 10,
    "hours": 3,
    "errors": 3,
}
SOURCE_TEXT = (
    "Invented traffic. Formulas and alert shares: Google, The Site Reliability Workbook (2018). "
    "When to slow down and when to freeze: our starting point."
)
DAY_ZERO_NOTE = "Day 0 is the first day of the window, and times are since midnight of that day."
INCIDENT_CUT_OFF_NOTE = (
    "The window ends before the incident does. Only what falls inside the window counts."
)


def _default_incident_budget_share() -> float:
    burn = burn_rate(DEFAULT_ANSWERS["errors"] / 100, DEFAULT_ANSWERS["objective"] / 100)
    return budget_consumed(burn, DEFAULT_ANSWERS["hours"], 30)


class ErrorBudget(Activity):
    """Set an objective, replay an incident, decide whether to ship."""

    activity_id = "02b.s3"
    title = "The service level desk"
    task = (
        "The refund call has an objective, steady traffic, and one bad night. How much of the "
        "budget does the incident use, when does someone get paged, and what does the team do next?"
    )
    prediction = Prediction(
        f"The objective is {DEFAULT_ANSWERS['objective']:g}% over 30 days. For "
        f"{DEFAULT_ANSWERS['hours']} hours, "
        f"{DEFAULT_ANSWERS['errors']}% of the calls fail. How much of the month's error budget is "
        "that?",
        (
            (
                "small",
                f"About {DEFAULT_ANSWERS['errors']}%, the same as the error rate",
                (
                    "The error rate is a share of all calls, so it's a natural first guess. But "
                    "the budget is only a small share of the calls. How many times the allowed "
                    "rate is the error rate?"
                ),
            ),
            (
                "eighth",
                "About an eighth of the budget",
                (
                    "Yes. Calls fail at thirty times the allowed rate, for "
                    f"{DEFAULT_ANSWERS['hours']} "
                    f"of the month's 720 hours. That uses {_default_incident_budget_share():.1%}."
                ),
            ),
            (
                "half",
                "About half of the budget",
                (
                    "The budget does burn fast, and you saw that. But the incident lasts only "
                    f"{DEFAULT_ANSWERS['hours']} of 720 hours. How much burns in that time?"
                ),
            ),
            (
                "all",
                "The whole budget, and more",
                (
                    "It feels like that during the night. At this burn rate a full budget lasts "
                    "24 hours. How long did the incident last?"
                ),
            ),
        ),
        right=("eighth",),
    )

    def controls(self) -> dict[str, Input]:
        """Return objective, window and traffic, and the incident. Rates in percent."""
        first = DEFAULT_ANSWERS
        return {
            "objective": number_slider(
                "Objective", first["objective"], 99, 99.99, step=0.01, suffix="%", decimals=2
            ),
            "days": radio_buttons(
                "Window", (("7", "7 days"), ("28", "28 days"), ("30", "30 days")), "30"
            ),
            "calls": number_slider("Calls a day (thousands)", first["calls"], 10, 10_000, step=10),
            "always": number_slider(
                "Calls that fail every day",
                first["always"],
                0,
                1,
                step=0.01,
                suffix="%",
                decimals=2,
            ),
            "day": number_slider("Incident on day", first["day"], 0, 29),
            "hours": number_slider(
                "Incident lasts (hours)", first["hours"], 0, 48, step=0.5, decimals=1
            ),
            "errors": number_slider(
                "Calls that fail in the incident",
                first["errors"],
                0,
                100,
                step=0.5,
                suffix="%",
                decimals=1,
            ),
        }

    def layout(self, controls: dict[str, Input]) -> widgets.Widget:
        """Return what is promised next to what happens."""
        promised = ("objective", "days", "calls", "always")
        return side_by_side(
            labeled_column("What is promised", [controls[name] for name in promised]),
            labeled_column(
                "What happens", [c for name, c in controls.items() if name not in promised]
            ),
        )

    def reconcile(self, changed: str, values: dict) -> dict:
        """Return values whose incident starts inside the window."""
        return {**values, "day": min(values["day"], float(values["days"]) - 1)}

    def view(
        self,
        *,
        objective: float,
        days: str,
        calls: float,
        always: float,
        day: float,
        hours: float,
        errors: float,
    ) -> View:
        """Return budget, burn and alerts. Rates in percent, calls in thousands a day."""
        window, target = float(days), objective / 100
        incident = Incident(day, hours, errors / 100)
        made = replay_incident(target, window, always / 100, incident)
        burn = burn_rate(min(1.0, (always + errors) / 100), target)
        cut = day + hours / HOURS_PER_DAY > window
        return View(
            summary=_summary_text(made, target, window, calls * 1000, burn),
            picture=pictures.picture(made, incident, source=SOURCE_TEXT),
            table=_replay_table(made, incident, target, window, burn),
            notes=(DAY_ZERO_NOTE, *([INCIDENT_CUT_OFF_NOTE] if cut else [])),
        )


def _summary_text(replay: Replay, objective: float, days: float, calls: float, burn: float) -> str:
    budget = (
        f"The budget is {budget_events(objective, calls * days):,.0f} failed calls in {days:g} "
        f"days, or {budget_minutes(objective, days):.1f} minutes with everything down."
    )
    if not replay.incident_budget_share:
        start = f"{budget} There's no incident. Each day,"
        used = f"Everyday failures use {pictures.budget_share_text(replay.baseline_budget_share)}."
        burn = replay.baseline_budget_share  # in a whole window, the share used is the burn rate
    else:
        start = f"{budget} In the incident"
        used = f"The incident uses {pictures.budget_share_text(replay.incident_budget_share)}."
    start += (
        f" the burn rate is {_burn_rate_text(burn)}. At that rate, a full budget "
        f"{_budget_duration_text(exhaustion_hours(days, burn))}."
    )
    return f"{start} {used} {pictures.title(replay)}."


def _budget_duration_text(hours: float) -> str:
    if hours == float("inf"):
        return "lasts forever"
    if hours < 1:
        return f"lasts {60 * hours:.1f} minutes"
    return f"lasts {hours:.1f} hours" if hours < 72 else f"lasts {hours / HOURS_PER_DAY:.1f} days"


def _burn_rate_text(burn: float) -> str:
    """Return a burn rate in words: two digits if small, no decimals if large."""
    if burn >= 1_000:
        return f"{burn:,.0f}"
    return f"{burn:.1f}" if burn >= 1 or not burn else f"{burn:.2g}"


def _replay_table(
    replay: Replay, incident: Incident, objective: float, days: float, burn: float
) -> Table:
    rows = [
        [
            "Burn rate in the incident",
            _burn_rate_text(burn) if replay.incident_budget_share else "no incident",
        ],
        ["Budget that the incident uses", pictures.budget_share_text(replay.incident_budget_share)],
        [
            "Budget that other failures use",
            pictures.budget_share_text(replay.baseline_budget_share),
        ],
        ["Left at the end", pictures.budget_left_text(replay.final_budget_share)],
        ["Slow down below", f"{SLOW_BELOW:.0%} of the budget"],
    ]
    for alert in BURN_RATE_ALERTS:
        fired = pictures.alert_text(alert.name, replay.first_alert_hours[alert.name], incident)
        rows.append([f"Alert at a burn rate of {alert.threshold(days):.1f} or more", fired])
    return Table(
        caption=f"Objective {objective:.2%} over {days:g} days",
        columns=["What", "Value"],
        rows=rows,
        source=SOURCE_TEXT,
    )
