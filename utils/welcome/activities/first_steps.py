"""A first activity, to learn how all of them work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from utils.kit.activity import Activity
from utils.kit.controls.factory import number_slider
from utils.kit.view import Prediction, View
from utils.reliability.model.slo import budget_minutes
from utils.welcome.pictures import downtime

if TYPE_CHECKING:
    from utils.kit.controls import Input

INITIAL_OBJECTIVE_PERCENT = 99.9  # percent


def _first_downtime_text() -> str:
    return downtime.format_duration(
        budget_minutes(INITIAL_OBJECTIVE_PERCENT / 100, downtime.OBJECTIVE_WINDOW_DAYS)
    )


class FirstSteps(Activity):
    """Guess how much downtime a promise allows, then move the promise."""

    activity_id = "00.first"
    title = f"How long is {INITIAL_OBJECTIVE_PERCENT:g}%?"
    task = "Every activity works like this: predict, move a control, and see what happens."
    prediction = Prediction(
        f"You promise that a service works {INITIAL_OBJECTIVE_PERCENT:g}% of the time. For how "
        f"long may it be down in {downtime.OBJECTIVE_WINDOW_DAYS} days?",
        (
            (
                "seconds",
                "For a few seconds",
                f"It's a strict promise. But a month is long: it allows {_first_downtime_text()}.",
            ),
            (
                "minutes",
                "For most of an hour",
                f"That's right: {_first_downtime_text()}. One bad deployment can take that long.",
            ),
            (
                "hours",
                "For a few hours",
                f"A lower promise would allow that. This one allows {_first_downtime_text()}.",
            ),
            (
                "day",
                "For a whole day",
                f"It's much less: {_first_downtime_text()}. How low would you go for a whole day?",
            ),
        ),
        right=("minutes",),
    )

    def controls(self) -> dict[str, Input]:
        """Return the promised share of time, in percent."""
        made = number_slider(
            "You promise", INITIAL_OBJECTIVE_PERCENT, 99, 99.99, step=0.01, suffix="%", decimals=2
        )
        return {"promise": made}

    def view(self, *, promise: float) -> View:
        """Return the time down that the promise leaves. `promise` in percent."""
        share = promise / 100
        return View(
            summary=f"{share:.2%} over {downtime.OBJECTIVE_WINDOW_DAYS} days leaves "
            f"{downtime.format_duration(budget_minutes(share, downtime.OBJECTIVE_WINDOW_DAYS))}. "
            "In the labs, you'll decide what to spend that time on.",
            picture=downtime.picture(share, source="Computed: (1 − promise) × days × 24 × 60."),
        )
