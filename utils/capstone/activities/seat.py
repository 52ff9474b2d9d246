"""The brief: the partners want instant refunds, with figures by seat."""

from __future__ import annotations

from typing import TYPE_CHECKING

from utils.capstone import data
from utils.capstone.activities.part import SOURCE, Part
from utils.capstone.collect import FIRST
from utils.capstone.model.brief import ASKED, SEATS, WEEK, WEEKS
from utils.kit.activity import Activity
from utils.kit.controls.factory import number_slider
from utils.kit.tables import Table, money
from utils.kit.view import View
from utils.pay import public_data

if TYPE_CHECKING:
    from utils.capstone.model.brief import Brief
    from utils.kit.controls import Input


class Seat(Activity):
    """Choose a seat; its figures are yours in all nine parts."""

    activity_id = "06.seat"
    title = "The brief"
    task = (
        "Choose a number, such as the day you were born or the one that you were given. It draws "
        "your figures: neighbours get other ones, and the same number always gives the same."
    )

    def controls(self) -> dict[str, Input]:
        """Return the seat."""
        low, high = SEATS
        return {"seat": number_slider("My seat", FIRST, low, high)}

    def view(self, *, seat: float) -> View:
        """Return what the partners want, and all figures of the seat."""
        brief = data.of(int(seat))
        return View(
            summary=f"“Our shoppers wait days for their money. We want instant refunds, live "
            f"within {WEEKS} weeks.” So write the partners of Brindle Commerce. {WEEKS} weeks are "
            f"{ASKED} working days.",
            says=tuple(asked(brief)),
            table=table(brief),
            table_title="All figures of this seat",
        )

    def _rested(self) -> None:
        super()._rested()
        Part.follow()

    def _reset(self, *_: object) -> None:
        super()._reset()
        Part.follow()


def spoken(weeks: float) -> str:
    """Return a number of weeks in words."""
    return "1 week" if weeks == 1 else f"{weeks:g} weeks"


def taking(days: float) -> str:
    """Return how long a task takes; 0 where it hangs on the launch set."""
    return f"{days:g} days" if days else f"{WEEK} days for each week of the launch set"


def asked(brief: Brief) -> list[str]:
    """Return what the partners said when they were asked what instant means."""
    return [
        f"At the peak they send {brief.load} refunds a second.",
        f"“Instant” is {brief.limit} seconds for {brief.share} of 100 refunds.",
        f"There will be about {brief.calls:,} refunds a month.",
        f"The refund contract is at version {brief.version}.",
    ]


def table(brief: Brief) -> Table:
    """Return all figures of a brief."""
    names = data.components()
    rows = [
        *([f"Availability: {names[key]}", f"{share:.2%}"] for key, share in brief.chain.items()),
        *(
            [f"Item: {one.label}", f"{one.cost_of_delay:g} points a week, {spoken(one.size)}"]
            for one in brief.items
        ),
        *([f"Task: {one.label}", taking(one.days)] for one in brief.tasks),
        *([f"Change {n}", one.says] for n, one in enumerate(brief.changes, start=1)),
        [
            "Pay asked by a candidate",
            f"{money(brief.pay)} in {public_data.area_name(brief.place)}",
        ],
    ]
    return Table(
        caption=f"Seat {brief.seat}", columns=["Figure", "Value"], rows=rows, source=SOURCE
    )
