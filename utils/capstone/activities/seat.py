"""The brief: the partners want instant refunds, with the figures of a seat number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from utils.capstone import data
from utils.capstone.model.brief import SEEDS, TARGET_DAY, TARGET_WEEKS
from utils.capstone.page import CapstoneActivity
from utils.capstone.parts.people import duration_text
from utils.capstone.parts.spec import partner_answers
from utils.kit.controls.factory import number_slider
from utils.kit.english import plural
from utils.kit.tables import Table, format_usd
from utils.kit.view import View
from utils.pay import public_data

if TYPE_CHECKING:
    from utils.capstone.model.brief import Brief
    from utils.kit.controls import Input


class Seat(CapstoneActivity):
    """Choose a seat number: the seed of the figures that all nine parts use."""

    activity_id = data.SEAT_ID
    title = "The brief"
    task = (
        "Pick a seat number, such as the day of the month you were born, or use the one you were "
        "given. It sets the figures you work with. Your neighbors get different figures, and the "
        "same number always gives the same figures."
    )
    shared = True

    def controls(self) -> dict[str, Input]:
        """Return the seat number."""
        return {"seat": number_slider("My seat number", data.FIRST_SEED, *SEEDS)}

    def view(self, *, seat: float) -> View:
        """Return what the partners want, and all figures of the brief."""
        brief = data.brief_for(int(seat))
        return View(
            summary=f"“Our shoppers wait days for their money. We want instant refunds, live "
            f"within {TARGET_WEEKS} weeks.” That's what Brindle Commerce's partners write. "
            f"{TARGET_WEEKS} weeks are {TARGET_DAY} working days.",
            says=tuple(partner_answers(brief)),
            table=brief_table(brief),
            table_title="All figures for this seat number",
        )


def brief_table(brief: Brief) -> Table:
    """Return all figures of a brief."""
    labels = data.service_labels()
    services = brief.availabilities.items()
    rows = [
        *([f"Availability: {labels[key]}", f"{share:.2%}"] for key, share in services),
        *(
            [
                f"Item: {item.label}",
                f"{item.cost_of_delay:g} points a week, {plural(item.size, 'week')}",
            ]
            for item in brief.items
        ),
        *([f"Task: {task.label}", duration_text(task.days)] for task in brief.tasks),
        *([f"Change {n}", change.description] for n, change in enumerate(brief.changes, start=1)),
        [
            "Salary a candidate asks for",
            f"{format_usd(brief.asked_pay)} in {public_data.area_name(brief.area)}",
        ],
    ]
    return Table(
        caption=f"Seat number {brief.seed}",
        columns=["Figure", "Value"],
        rows=rows,
        source=data.INVENTED,
    )
