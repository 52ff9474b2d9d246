"""H1: hire, train, pair, or leave it: what does each leave open?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from utils.hiring import data, documents
from utils.hiring.activities.decision import OWN, DecisionAid, parted
from utils.hiring.model import need, ways
from utils.hiring.pictures import ways as pictures
from utils.kit.activity import Activity
from utils.kit.controls.factory import dropdown, number_slider, side_by_side, stacked, text_field
from utils.kit.english import lower_first
from utils.kit.tables import Table, source_line
from utils.kit.view import Document, View

if TYPE_CHECKING:
    import ipywidgets as widgets

    from utils.kit.controls import Input

EXAMPLE = "payments"  # printed in place of a learner's own product


class OtherWays(Activity):
    """Compare five ways on the criteria of H1, within the time there is."""

    activity_id = "04.h1b"
    title = "H1 · Other ways than hiring"
    task = (
        "An option covers a criterion up to some level; what the product needs beyond stays open. "
        "How long can you wait? And what would you do?"
    )
    save_label = "Save my hiring brief"

    def controls(self) -> dict[str, Input]:
        """Return whose ratings, the time there is, the choice, and its reason."""
        products = [(OWN, "As I rated it in H1"), *data.situations().items()]
        choices = [("", "– not decided –"), *((one.key, one.label) for one in data.options())]
        return {
            "situation": dropdown("Product", products, "payments"),
            "months": number_slider("It must work within", 9, 0, 18, suffix=" months"),
            "choice": dropdown("My recommendation", choices, ""),
            "why": text_field("Why, and what would change my mind", lines=2,
                           placeholder="The pair works next month; if the lead leaves, we hire."),
        }  # fmt: skip

    def layout(self, controls: dict[str, Input]) -> widgets.Widget:
        """Return the three choices beside each other, the reason below."""
        *three, why = controls.values()
        return stacked(side_by_side(*three), why)

    def view(self, **values: Any) -> View:  # noqa: ANN401 - see controls
        """Return what each way leaves open, for a product of the table or one's own. Months."""
        own = values["situation"] == OWN and not self.newcomer
        ratings, weights, _ = own_or(OWN if own else _example(values["situation"]))
        covers = ways.ranked(data.options(), ratings, weights, values["months"])
        names = {key: one.short for key, one in data.criteria().items()}
        return View(
            summary=words(covers, values["choice"]),
            picture=pictures.picture(covers, names, source=source_line("hiring_options")),
            table=table(covers),
        )

    def document(self, **values: Any) -> Document:  # noqa: ANN401 - see controls
        """Return the hiring brief."""
        ratings, weights, line = own_or(values["situation"])
        covers = ways.ranked(data.options(), ratings, weights, values["months"])
        return documents.hiring_brief(
            product=product(values["situation"]),
            ratings=ratings,
            weights=weights,
            line=line,
            covers=covers,
            choice=next((o.label for o in data.options() if o.key == values["choice"]), ""),
            why=values["why"],
        )


def _example(situation: str) -> str:
    """Return a product of the table; nobody else's own product is printed."""
    return EXAMPLE if situation == OWN else situation


def own_or(situation: str) -> tuple[dict[str, float], dict[str, float], float]:
    """Return ratings, weights and line as set in H1, or those of a product of the table."""
    ratings, weights, line = parted(DecisionAid.logged_answers())
    return (ratings, weights, line) if situation == OWN else (
        data.ratings(situation), data.weights(), need.LINE
    )  # fmt: skip


def product(situation: str) -> str:
    """Return what the product is called; what was rated in H1 keeps its name."""
    if situation == OWN:
        situation = DecisionAid.logged_answers()["situation"]
    return data.situations().get(situation, "Our own product")


def words(covers: list[ways.Cover], choice: str) -> str:
    """Return which way leaves least open, and what the learner's choice leaves."""
    best = covers[0]
    if not best.in_time:
        return "Nothing works that soon, not even leaving things as they are."
    said = f"In time, “{best.option.label}” leaves least open: {best.open_share:.0%}."
    own = next((one for one in covers if one.option.key == choice), None)
    if own is None or own is best:
        return f"{said} It costs: {lower_first(best.option.price)}."
    late = "" if own.in_time else " and comes too late"
    return (
        f"{said} Your recommendation leaves {own.open_share:.0%}{late}. "
        f"It costs: {lower_first(own.option.price)}. That may still be right: say why."
    )


def table(covers: list[ways.Cover]) -> Table:
    """Return the ways with what they leave open and what they cost."""
    return Table(
        caption="Five ways, what they leave open, and what they cost",
        columns=["Way", "Months", "Open", "Costs"],
        rows=[
            [one.option.label, f"{one.option.months:g}", f"{one.open_share:.0%}", one.option.price]
            for one in covers
        ],
        source=source_line("hiring_options"),
    )
