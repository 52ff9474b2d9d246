"""H1: hire, train, pair, or leave it: what does each leave uncovered?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from utils.hiring import data, documents
from utils.hiring.activities.decision import (
    OWN_PRODUCT_KEY,
    DecisionAid,
    own_product_name,
    ratings_weights_threshold,
)
from utils.hiring.model import alternatives, need
from utils.hiring.pictures import alternatives as pictures
from utils.kit.activity import Activity
from utils.kit.controls.factory import dropdown, number_slider, side_by_side, stacked, text_field
from utils.kit.english import lower_first
from utils.kit.tables import Table, source_line
from utils.kit.view import Document, View

if TYPE_CHECKING:
    import ipywidgets as widgets

    from utils.kit.controls import Input

PRINTED_EXAMPLE_PRODUCT_KEY = "payments"  # printed in place of a learner's own product


class HiringAlternatives(Activity):
    """Compare five ways on the criteria of H1, within the time there is."""

    activity_id = "04.h1b"
    title = "Other ways than hiring"
    task = (
        "An option covers a criterion up to some level. Whatever the product needs beyond that "
        "level stays uncovered. How long can you wait? And what would you do?"
    )
    save_label = "Save my hiring brief"

    def controls(self) -> dict[str, Input]:
        """Return whose ratings, the time there is, the choice, and its reason."""
        products = [(OWN_PRODUCT_KEY, "As I rated it above"), *data.product_labels().items()]
        choices = [
            ("", "– not decided –"),
            *((one.key, one.label) for one in data.hiring_options()),
        ]
        return {
            "situation": dropdown("Product", products, "payments"),
            "months": number_slider("It must work within", 9, 0, 18, suffix=" months"),
            "choice": dropdown("My recommendation", choices, ""),
            "why": text_field(
                "Why, and what would change my mind",
                lines=2,
                placeholder="Pairing works next month. If the lead leaves, we hire.",
            ),
        }

    def layout(self, controls: dict[str, Input]) -> widgets.Widget:
        """Return the three choices side by side, and the reason below."""
        *three, why = controls.values()
        return stacked(side_by_side(*three), why)

    def view(self, **values: Any) -> View:
        """Return what each way leaves uncovered, for an example or one's own product. Months."""
        own = values["situation"] == OWN_PRODUCT_KEY and not self.is_newcomer_view
        ratings, weights, _ = ratings_weights_threshold_for(
            OWN_PRODUCT_KEY if own else _printable_product_key(values["situation"])
        )
        coverages = alternatives.rank_options(
            data.hiring_options(), ratings, weights, values["months"]
        )
        names = {key: one.short_label for key, one in data.criteria().items()}
        return View(
            summary=summary_text(coverages, values["choice"]),
            picture=pictures.picture(coverages, names, source=source_line("hiring_options")),
            table=coverage_table(coverages),
        )

    def document(self, **values: Any) -> Document:
        """Return the hiring brief."""
        ratings, weights, threshold = ratings_weights_threshold_for(values["situation"])
        coverages = alternatives.rank_options(
            data.hiring_options(), ratings, weights, values["months"]
        )
        return documents.hiring_brief(
            product=product_name(values["situation"]),
            ratings=ratings,
            weights=weights,
            threshold=threshold,
            coverages=coverages,
            choice=next((o.label for o in data.hiring_options() if o.key == values["choice"]), ""),
            reason=values["why"],
        )


def _printable_product_key(product_key: str) -> str:
    """Return a product of the table; no one else's own product is printed."""
    return PRINTED_EXAMPLE_PRODUCT_KEY if product_key == OWN_PRODUCT_KEY else product_key


def ratings_weights_threshold_for(
    product_key: str,
) -> tuple[dict[str, float], dict[str, float], float]:
    """Return ratings, weights and line as set in H1, or those of a product of the table."""
    ratings, weights, threshold = ratings_weights_threshold(DecisionAid.logged_answers())
    return (
        (ratings, weights, threshold)
        if product_key == OWN_PRODUCT_KEY
        else (data.product_ratings(product_key), data.criterion_weights(), need.SCORE_THRESHOLD)
    )


def product_name(product_key: str) -> str:
    """Return what the product is called; what was rated in H1 keeps its name."""
    rated = DecisionAid.logged_answers()
    if product_key == OWN_PRODUCT_KEY:
        product_key = rated["situation"]
    return data.product_labels().get(product_key, own_product_name(rated))


def summary_text(coverages: list[alternatives.Coverage], choice: str) -> str:
    """Return which option leaves the least uncovered, and what the learner's choice leaves."""
    best = coverages[0]
    if not best.in_time:
        return "Nothing works that soon, not even leaving things as they are."
    said = (
        f"Of the ways that work in time, “{best.option.label}” leaves the least uncovered: "
        f"{best.uncovered_share:.0%}."
    )
    own = next((one for one in coverages if one.option.key == choice), None)
    if own is None or own is best:
        return f"{said} The cost: {lower_first(best.option.cost)}."
    late = "" if own.in_time else " and comes too late"
    return (
        f"{said} Your recommendation leaves {own.uncovered_share:.0%}{late}. "
        f"The cost: {lower_first(own.option.cost)}. That may still be the right choice, so say why."
    )


def coverage_table(coverages: list[alternatives.Coverage]) -> Table:
    """Return the ways with what they leave uncovered and what they cost."""
    return Table(
        caption="Five ways, what they leave uncovered, and what they cost",
        columns=["Way", "Months", "Uncovered", "Cost"],
        rows=[
            [
                one.option.label,
                f"{one.option.months:g}",
                f"{one.uncovered_share:.0%}",
                one.option.cost,
            ]
            for one in coverages
        ],
        source=source_line("hiring_options"),
    )
