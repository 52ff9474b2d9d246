"""S4: order a backlog of one's own, and see how firm a ranking is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from utils.backlog.activities.order import (
    CASE_COST_NOTE,
    COST_NOTE,
    item_label,
    order_summary,
    order_table,
)
from utils.backlog.data import items as case_items
from utils.backlog.model.order import cheapest_order, delay_cost, greedy_wsjf_order
from utils.backlog.model.rice import rice
from utils.backlog.model.stability import DRAWS, first_by_wsjf, smallest_rank_flips, stability
from utils.backlog.parsing import COLUMNS, MAX_CHARACTERS, format_items, read_backlog, read_items
from utils.backlog.pictures import order as order_pictures
from utils.backlog.pictures import stability as pictures
from utils.kit.activity import Activity
from utils.kit.controls.factory import (
    checkboxes,
    number_slider,
    percent_slider,
    ranking,
    side_by_side,
    stacked,
    text_field,
)
from utils.kit.errors import InputError
from utils.kit.tables import Table, source_line
from utils.kit.view import View

if TYPE_CHECKING:
    from collections.abc import Sequence

    import ipywidgets as widgets

    from utils.backlog.model.order import Item
    from utils.backlog.model.stability import RankFlip
    from utils.backlog.parsing import Backlog
    from utils.kit.controls import Input

EDIT_KEY = "edit"
OWN_COST_NOTE = f"{COST_NOTE} Estimates are always rough: the order counts, not the last digit."
LIMITS_NOTE = (
    "RICE knows no urgency and no prerequisites; WSJF knows no reach. Neither knows what you did "
    "not estimate."
)
INPUT_LABELS = {"value": "value", "urgency": "urgency", "enabling": "enabling", "size": "size"}


def _items_field() -> widgets.Widget:
    text = text_field("The items", hint="; ".join(COLUMNS), lines=9)
    text.max_length, text.value = MAX_CHARACTERS, format_items(case_items())
    text.hidden = True
    return text


def _source(items: Sequence[Item]) -> str:
    """Return where the items come from: the case, the learner, or both."""
    invented = {replace(one, prerequisites=()) for one in case_items()}
    kept = sum(replace(one, prerequisites=()) in invented for one in items)
    if not kept:
        return "Your own items."
    case = source_line("cases_backlog")
    return case if list(items) == case_items() else f"{case} With your changes."


class BacklogPrioritization(Activity):
    """Put items into an order; edit them, add one, or paste your own."""

    activity_id = "02b.s4"
    title = "Order under prerequisites"
    task = (
        "One team builds these items one after the other. What is missing costs points every "
        "week. Bring them into an order that costs little, then look at two other orders."
    )
    compare_label = "Show the usual rule and the cheapest order"

    def controls(self) -> dict[str, Input]:
        """Return the order, and the items as text."""
        found = case_items()
        keys = [one.key for one in found]
        return {
            "order": ranking("Your order", [(one.key, item_label(one)) for one in found], keys),
            "edit": checkboxes("", [(EDIT_KEY, "Edit the items, add one, or paste a CSV")], []),
            "items": _items_field(),
        }

    def layout(self, controls: dict[str, Input]) -> widgets.Widget:
        """Return the order, and the text below while it is edited."""
        return stacked(controls["order"], controls["edit"], controls["items"])

    def reconcile(self, changed: str, values: dict[str, Any]) -> dict[str, Any]:
        """Return values whose order names the items there are; new ones stand at its end."""
        if changed != "items":
            return values
        found = read_items(values["items"])
        keys = [one.key for one in found]
        kept = [key for key in values["order"] if key in keys]
        return {**values, "order": [*kept, *(key for key in keys if key not in kept)]}

    def update_controls(self, controls: dict[str, Input], answers: dict[str, Any]) -> None:
        """Show the text field where it is asked for, and offer the items that there are."""
        try:
            found = read_items(answers["items"])
        except InputError:
            controls["items"].hidden = False  # the error is next to it
            raise
        controls["items"].hidden = EDIT_KEY not in answers["edit"]
        controls["order"].options = [[one.key, item_label(one)] for one in found]

    def view(self, *, order: Sequence[str], edit: Sequence[str], items: str) -> View:  # noqa: ARG002
        """Return what this order costs in delay, and what comes too early."""
        found = read_backlog(items)
        orders = {"Your order": order}
        if self.comparing:
            orders["Cheapest order"] = cheapest_order(found.items)
        return _viewed(found, orders)

    def comparison(self, *, order: Sequence[str], items: str, **_: object) -> View:
        """Return the cheapest of all orders beside the learner's, and the usual rule's."""
        found = read_items(items)
        best, simple = cheapest_order(found), greedy_wsjf_order(found)
        labels = {one.key: one.label for one in found}
        return View(
            summary=(
                f"Your order costs {delay_cost(found, order):,.0f} points. The best ready item "
                f"first costs {delay_cost(found, simple):,.0f}; the cheapest order of all "
                f"{delay_cost(found, best):,.0f}: {', '.join(labels[key] for key in best)}."
            ),
            notes=(
                (
                    "The usual rule looks one item far. The search looks at whole chains: a small "
                    "item that opens the way for a big one shares its worth."
                ),
            ),
        )


def _viewed(backlog: Backlog, orders: dict[str, Sequence[str]]) -> View:
    found, own, source = backlog.items, orders["Your order"], _source(backlog.items)
    return View(
        summary=order_summary(found, own),
        picture=order_pictures.picture(found, orders, source=source),
        table=order_table(found, own, source=source),
        notes=(
            *backlog.notes,
            CASE_COST_NOTE if source == source_line("cases_backlog") else OWN_COST_NOTE,
        ),
    )


class RankStability(Activity):
    """Shake every input, and see which ranks survive."""

    activity_id = "02b.s4b"
    title = "How firm is that ranking?"
    task = (
        "Every point in the list is a guess. Move all of them at random by a step of the scale, "
        "many times. Which ranks survive, and which were never more than decimals?"
    )

    def controls(self) -> dict[str, Input]:
        """Return how far a guess may be off, and the seed of the draws."""
        return {
            "steps": number_slider("Each guess may be off by (steps)", 1, 0, 3),
            "seed": number_slider("Other draws (seed)", 1, 1, 50),
        }

    def view(self, *, steps: float, seed: float) -> View:
        """Return how often each item holds each rank."""
        found = case_items()
        labels = {one.key: one.label for one in found}
        made = stability(found, steps=int(steps), seed=int(seed))
        best = first_by_wsjf(found)
        return View(
            summary=(
                f"By the ratio alone, {labels[best]} comes first. With every guess off by up to "
                f"{steps:g} on the scale, it stays first in {made.share_first(best):.0%} of "
                f"{DRAWS:,} draws. {_flip_text(smallest_rank_flips(found), labels)}"
            ),
            picture=pictures.picture(made, labels, source=source_line("cases_backlog")),
            notes=("Prerequisites are left out here: this is about the ratio itself.",),
        )


def _flip_text(found: Sequence[RankFlip], labels: dict[str, str]) -> str:
    if not found:
        return "No single guess can change that."
    said = [
        f"{labels[one.item]}, {INPUT_LABELS[one.input]} {one.old_value:g} → {one.new_value:g} "
        f"({labels[one.new_first]} first)"
        for one in found[:3]
    ]
    return f"The smallest single change that does: {'; or '.join(said)}."


class RiceScore(Activity):
    """Score one item by RICE, and feel what each input does."""

    activity_id = "02b.s4c"
    title = "RICE, the other ratio"
    task = (
        "RICE multiplies reach, impact and confidence, and divides by effort. Halve the "
        "confidence, then double the effort: what happens to the score, and is that fair?"
    )

    def controls(self) -> dict[str, Input]:
        """Return the four inputs. Confidence in percent."""
        return {
            "reach": number_slider("Reach (calls a quarter, thousands)", 600, 0, 2_000, step=10),
            "impact": number_slider("Impact (0.25 to 3)", 1, 0.25, 3, step=0.25, decimals=2),
            "confidence": percent_slider("Confidence", 80, 5),
            "effort": number_slider("Effort (person-months)", 4, 0.5, 24, step=0.5, decimals=1),
        }

    def layout(self, controls: dict[str, Input]) -> widgets.Widget:
        """Return the four inputs in two columns."""
        return side_by_side(*controls.values())

    def view(self, *, reach: float, impact: float, confidence: float, effort: float) -> View:
        """Return the score, and what it would be with half of each input."""
        sure = confidence / 100
        score = rice(reach, impact, sure, effort)
        half = {
            "Reach": rice(reach / 2, impact, sure, effort),
            "Impact": rice(reach, impact / 2, sure, effort),
            "Confidence": rice(reach, impact, sure / 2, effort),
            "Effort": rice(reach, impact, sure, effort / 2),
        }
        return View(
            summary=(
                f"RICE: {reach:g} × {impact:g} × {sure:.2f} ÷ {effort:g} = {score:.1f}. Half the "
                f"confidence gives {half['Confidence']:.1f}; half the effort {half['Effort']:.1f}."
            ),
            table=Table(
                caption="The score with half of one input",
                columns=["Halved", "Score", "Against now"],
                rows=[
                    [name, f"{one:.1f}", f"× {one / score:g}" if score else "–"]
                    for name, one in half.items()
                ],
                source="Sean McBride, Intercom (2016). The inputs are yours.",
            ),
            notes=(LIMITS_NOTE,),
        )
