"""C2, both views: what follows when another role takes the decision."""

from __future__ import annotations

from typing import TYPE_CHECKING

from utils.backlog.data import case_items
from utils.comparison import data
from utils.comparison.model.decision_rights import (
    DATE_RULE_TEXTS,
    ORDER_RULE_TEXTS,
    compute_consequence,
)
from utils.comparison.pictures import decision_rights as pictures
from utils.kit.activity import Activity
from utils.kit.controls.factory import radio_buttons
from utils.kit.english import plural
from utils.kit.tables import Table
from utils.kit.view import Prediction, View

if TYPE_CHECKING:
    from utils.comparison.model.decision_rights import Consequence
    from utils.kit.controls import Input

DECIDER_OPTIONS = (
    ("tpo", "Technical product owner"),
    ("tpm", "Technical program manager"),
    ("teams", "The six teams"),
)
METHOD_NOTE = (
    "We give each role the view that its work suggests; real people look further. With the same "
    "view, anyone would make the same plan."
)
SOURCE_NOTE = (
    "Invented case. How each role would decide is our assumption, described below the picture."
)


class WhoDecides(Activity):
    """Swap who decides the sequence and the dates."""

    activity_id = "03.c2c"
    title = "Swap who decides"
    task = (
        "One product, two decisions: which of eight capabilities comes next, and when each of six "
        "teams moves. Let another role decide. What does it cost, and which promised dates fail?"
    )
    prediction = Prediction(
        "You, the technical product owner, also promise the dates: every team moves two weeks "
        "after the SDK is out. How many of the six teams can keep that date?",
        (
            (
                "all",
                "All six: two weeks is long",
                "Some need longer than two weeks, or wait for another team.",
            ),
            (
                "most",
                "Four or five",
                "Yes. The teams that fail need longer, or wait for another team.",
            ),
            ("few", "Two or three", "More can: several teams need less than two weeks."),
            ("none", "None", "Several can: some don't even wait for the SDK."),
        ),
        right=("most",),
    )

    def controls(self) -> dict[str, Input]:
        """Return who decides the sequence, and who the dates."""
        return {
            "order_by": radio_buttons("Who decides what is built next?", DECIDER_OPTIONS, "tpo"),
            # The case of the prediction: it is what the picture shows first.
            "dates_by": radio_buttons("Who promises the dates?", DECIDER_OPTIONS, "tpo"),
        }

    def view(self, *, order_by: str, dates_by: str) -> View:
        """Return the cost of the sequence and the promises that break."""
        consequence = compute_consequence(order_by, dates_by, case_items(), data.rollout_tasks())
        return View(
            summary=_summary_text(consequence),
            picture=pictures.picture(
                order_by, dates_by, case_items(), data.rollout_tasks(), source=SOURCE_NOTE
            ),
            table=_build_promise_table(consequence),
            notes=(
                f"Sequence: {ORDER_RULE_TEXTS[order_by]}",
                f"Dates: {DATE_RULE_TEXTS[dates_by]}",
                METHOD_NOTE,
            ),
        )


def _summary_text(consequence: Consequence) -> str:
    more = consequence.delay_cost - consequence.cheapest_delay_cost
    cost = f"This sequence costs {consequence.delay_cost:,.0f} points of delay"
    cost += f", {more:,.0f} more than the cheapest." if more else ", the minimum."
    if not consequence.broken_promise_count:
        return f"{cost} Every team can keep its date."
    return (
        f"{cost} {consequence.broken_promise_count} of {len(consequence.promises)} promised dates "
        f"can't be kept; the worst is off by {plural(consequence.max_days_late, 'working day')}."
    )


def _build_promise_table(consequence: Consequence) -> Table:
    return Table(
        caption="Promised and possible, in working days",
        columns=["Team", "Promised", "Possible", "Late by"],
        rows=[
            [one.label, f"{one.promised_day:g}", f"{one.earliest_day:g}", f"{one.days_late:g}"]
            for one in consequence.promises
        ],
        source=SOURCE_NOTE,
    )
