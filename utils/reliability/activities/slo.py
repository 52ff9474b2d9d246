"""S3: an objective, its budget, an incident, and what the team does next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from utils.kit.activity import Activity
from utils.kit.controls.factory import labeled_column, number_slider, radio_buttons, side_by_side
from utils.kit.tables import Table
from utils.kit.view import Prediction, View
from utils.reliability.model.replay import SLOW_BELOW, Incident, replay
from utils.reliability.model.slo import (
    ALERTS,
    budget_consumed,
    budget_events,
    budget_minutes,
    burn_rate,
    burn_rate_threshold,
    exhaustion_hours,
)
from utils.reliability.pictures import slo as pictures

if TYPE_CHECKING:
    import ipywidgets as widgets

    from utils.kit.controls import Input
    from utils.reliability.model.replay import Replay

# Invented: the refund call of the Payments API.
DEFAULTS = {"objective": 99.9, "calls": 2_000, "always": 0.04, "day": 10, "hours": 3, "errors": 3}
SOURCE = (
    "Invented traffic. Formulas and alert shares: Google, The Site Reliability Workbook (2018). "
    "Limits of slow and freeze: our starting point."
)


def _used_at_first() -> float:
    burn = burn_rate(DEFAULTS["errors"] / 100, DEFAULTS["objective"] / 100)
    return budget_consumed(burn, DEFAULTS["hours"], 30)


class ErrorBudget(Activity):
    """Set an objective, replay an incident, decide whether to ship."""

    activity_id = "02b.s3"
    title = "The SLO desk"
    task = (
        "The refund call has an objective, steady traffic, and one bad night. What does the "
        "incident cost, when does somebody get woken, and what does the team do next?"
    )
    prediction = Prediction(
        f"Objective {DEFAULTS['objective']:g}% over 30 days. For {DEFAULTS['hours']} hours, "
        f"{DEFAULTS['errors']}% of the calls fail. How much of the month's error budget is that?",
        (
            (
                "small",
                "About as much as the error rate says: a few hundredths",
                (
                    "The error rate is a share of calls, the budget a much smaller one. Divide the "
                    "first by the second: that is the burn rate."
                ),
            ),
            (
                "eighth",
                "About an eighth",
                (
                    f"Yes: thirty times as many calls fail as allowed, for {DEFAULTS['hours']} "
                    f"hours of its 720. That uses {_used_at_first():.1%}."
                ),
            ),
            (
                "half",
                "About a half",
                "Near in spirit: it burns fast. But only for a small part of the month.",
            ),
            (
                "all",
                "All of it and more",
                "At this burn rate a full budget lasts a whole day. The trouble was over sooner.",
            ),
        ),
    )

    def controls(self) -> dict[str, Input]:
        """Return objective, window and traffic, and the incident. Rates in percent."""
        first = DEFAULTS
        return {
            "objective": number_slider(
                "Objective", first["objective"], 99, 99.99, step=0.01, suffix="%", decimals=2
            ),
            "days": radio_buttons("Window", (("7", "7 days"), ("28", "28"), ("30", "30")), "30"),
            "calls": number_slider("Calls a day (thousands)", first["calls"], 10, 10_000, step=10),
            "always": number_slider(
                "Fail on any day", first["always"], 0, 1, step=0.01, suffix="%", decimals=2
            ),
            "day": number_slider("Incident on day", first["day"], 0, 29),
            "hours": number_slider("It lasts (hours)", first["hours"], 0, 48, step=0.5, decimals=1),
            "errors": number_slider(
                "Fail in the incident", first["errors"], 0, 100, step=0.5, suffix="%", decimals=1
            ),
        }

    def layout(self, controls: dict[str, Input]) -> widgets.Widget:
        """Return what is promised beside what happens."""
        promised = ("objective", "days", "calls", "always")
        return side_by_side(
            labeled_column("What is promised", [controls[name] for name in promised]),
            labeled_column(
                "What happens", [c for name, c in controls.items() if name not in promised]
            ),
        )

    def reconcile(self, changed: str, values: dict) -> dict:  # noqa: ARG002
        """Return values whose incident lies inside the window."""
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
        made = replay(target, window, always / 100, incident)
        burn = burn_rate(min(1.0, (always + errors) / 100), target)
        return View(
            summary=_words(made, target, window, calls * 1000, burn),
            picture=pictures.picture(made, incident, source=SOURCE),
            table=_table(made, incident, target, window, burn),
        )


def _words(made: Replay, target: float, days: float, calls: float, burn: float) -> str:
    start = (
        f"The budget: {budget_events(target, calls * days):,.0f} failed calls in {days:g} days, or "
        f"{budget_minutes(target, days):.1f} minutes with everything down. In the incident the "
        f"burn rate is {burn:.1f}; a full budget would last {_span(exhaustion_hours(days, burn))}."
    )
    return f"{start} {pictures.title(made)}."


def _span(hours: float) -> str:
    if hours == float("inf"):
        return "for ever"
    return f"{hours:.1f} hours" if hours < 72 else f"{hours / 24:.1f} days"


def _table(made: Replay, incident: Incident, target: float, days: float, burn: float) -> Table:
    rows = [
        ["Burn rate in the incident", f"{burn:.1f}"],
        ["Budget that the incident uses", f"{budget_consumed(burn, incident.hours, days):.1%}"],
        ["Left at the end", f"{made.final_budget:.1%}"],
        ["Slow down below", f"{SLOW_BELOW:.0%}"],
    ]
    for alert in ALERTS:
        at = burn_rate_threshold(days, alert.budget_share, alert.long_hours)
        hour = made.alerts_fired[alert.name]
        when = "does not fire" if hour is None else f"fires in hour {hour:.1f} of the window"
        rows.append([f"“{alert.name}” from a burn rate of {at:.1f}", when])
    return Table(
        caption=f"Objective {target:.2%} over {days:g} days",
        columns=["What", "Value"],
        rows=rows,
        source=SOURCE,
    )
