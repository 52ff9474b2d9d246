"""A first activity, to learn how all of them work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from utils.kit.activity import Activity
from utils.kit.controls.factory import number_slider
from utils.kit.view import Prediction, View
from utils.reliability.model.slo import budget_minutes
from utils.welcome.pictures import nines

if TYPE_CHECKING:
    from utils.kit.controls import Input

FIRST = 99.9  # percent


def _first() -> str:
    return nines.spoken(budget_minutes(FIRST / 100, nines.DAYS))


class FirstSteps(Activity):
    """Guess how long three nines are, then move the objective."""

    activity_id = "00.first"
    title = f"How long is {FIRST:g}%?"
    task = (
        "Every activity works like this one: predict, move a control, read what follows. A "
        "prediction that was wrong stays in mind longest."
    )
    prediction = Prediction(
        f"You promise that a service works {FIRST:g}% of the time. For how long may it be down in "
        f"{nines.DAYS} days?",
        (
            ("seconds", "For some seconds", f"Longer: {_first()}. A small share of a long month."),
            ("minutes", "For most of an hour", f"Yes: {_first()}. Enough for one bad deployment."),
            ("hours", "For some hours", f"Shorter: {_first()}. Some hours would be two nines."),
            ("day", "For a day", f"Much shorter: {_first()}."),
        ),
    )

    def controls(self) -> dict[str, Input]:
        """Return the promised share of time, in percent."""
        made = number_slider("You promise", FIRST, 99, 99.99, step=0.01, suffix="%", decimals=2)
        return {"promise": made}

    def view(self, *, promise: float) -> View:
        """Return the time down that the promise leaves. `promise` in percent."""
        share = promise / 100
        return View(
            summary=f"{share:.2%} over {nines.DAYS} days leaves "
            f"{nines.spoken(budget_minutes(share, nines.DAYS))}. In the labs you decide what to "
            "spend that on.",
            picture=nines.picture(share, source="Computed: (1 − promise) × days × 24 × 60."),
        )
