"""What is built next: a sequence, and what it costs in delay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from utils.backlog.data import case_items, item_explanation_by_key
from utils.backlog.model.order import (
    cheapest_order,
    delay_cost,
    greedy_wsjf_order,
    late_item_keys,
    ready_weeks,
    violated_prerequisites,
)
from utils.backlog.pictures import order as pictures
from utils.backlog.pictures import waiting
from utils.kit.activity import Activity
from utils.kit.controls.factory import ranking
from utils.kit.english import format_number, join_words, plural
from utils.kit.tables import Table, source_line
from utils.kit.view import View

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from utils.backlog.model.order import Item
    from utils.kit.controls import Input

COST_OF_DELAY_NOTE = (
    "Cost of delay adds up value, urgency, and what an item enables, in points a week."
)
CASE_COST_OF_DELAY_NOTE = (
    f"{COST_OF_DELAY_NOTE} All points are invented, and estimates are always rough. Look at the "
    "sequence, not at the last digit."
)


class BacklogOrder(Activity):
    """Put the capabilities of version two in a sequence in which waiting costs little."""

    activity_id = "03.c2a"
    title = "The owner's view: what comes next?"
    task = (
        "One team builds these eight capabilities, one after the other. Every week without a "
        "capability costs its points. Put them in a sequence; bulk payout needs the ledger split "
        "first."
    )
    compare_label = "Show the cheapest sequence"

    def controls(self) -> dict[str, Input]:
        """Return the list, as the teams asked."""
        found = case_items()
        options = ranking_options(found)
        keys = [one.key for one in found]
        return {"order": ranking("Your sequence", options, keys, item_explanation_by_key())}

    def view(self, *, order: Sequence[str]) -> View:
        """Return what this sequence costs in delay, and what comes too early."""
        orders = {"Your sequence": order}
        if self.is_comparison_shown:
            orders["Cheapest sequence"] = cheapest_order(case_items())
        return self._order_view(order, orders)

    def _order_view(self, order: Sequence[str], drawn_orders: dict[str, Sequence[str]]) -> View:
        found = case_items()
        praise = _cheapest_order_praise_text(found, order)
        return View(
            summary=f"{order_cost_summary(found, order)}{praise}",
            picture=pictures.picture(found, drawn_orders, source=source_line("cases_backlog")),
            table=order_table(found, order, source=source_line("cases_backlog")),
            notes=(CASE_COST_OF_DELAY_NOTE,),
        )

    def comparison(self, *, order: Sequence[str]) -> View:
        """Return the cheapest of all sequences, a simple rule's, and what the learner's costs."""
        found = case_items()
        return View(
            summary=f"{own_order_cost_text(found, order)} {greedy_and_cheapest_costs_text(found)}",
            picture=waiting.picture(found, order, source=source_line("cases_backlog")),
        )


def _cheapest_order_praise_text(items: Sequence[Item], order: Sequence[str]) -> str:
    """Return the praise for a sequence as cheap as the cheapest, else ""."""
    if violated_prerequisites(items, order):
        return ""
    if delay_cost(items, order) > delay_cost(items, cheapest_order(items)):
        return ""
    return (
        " That's the cheapest of all: no other sequence that can be built costs less. Show the "
        "cheapest sequence to see what each week of waiting costs in it."
    )


def ranking_options(items: Sequence[Item]) -> list[tuple[str, str]]:
    """Return the items as a list shows them, with what they need."""
    labels = {one.key: one.label for one in items}
    return [(one.key, item_option_text(one, labels)) for one in items]


def item_option_text(item: Item, labels: Mapping[str, str]) -> str:
    """Return what a list says of an item: its points and weeks, and what it needs."""
    words = (
        f"{item.label}: {plural(item.cost_of_delay, 'point')} a week, {plural(item.size, 'week')}"
    )
    if item.due_week is not None and item.late_cost:
        late = plural(item.late_cost, "point")
        words += f", {late} more if later than week {format_number(item.due_week)}"
    if not item.prerequisites:
        return words
    return f"{words}, needs {join_words(labels[key] for key in item.prerequisites)}"


def order_cost_summary(items: Sequence[Item], order: Sequence[str]) -> str:
    """Return what a sequence costs in points of delay, or why it can't be built."""
    labels = {one.key: one.label for one in items}
    early = violated_prerequisites(items, order)
    if early:
        first, need = early[0]
        return (
            f"This sequence can't be built: {labels[first]} needs {labels[need]} before it. Move "
            f"{labels[need]} up to see what the sequence costs."
        )
    cost = f"This sequence costs {delay_cost(items, order):,.0f} points of delay."
    late = [labels[key] for key in late_item_keys(items, order)]
    if not late:
        return cost
    missed = "misses its date" if len(late) == 1 else "miss their dates"
    return f"{cost} {join_words(late)} {missed}."


def own_order_cost_text(items: Sequence[Item], order: Sequence[str]) -> str:
    """Return what the learner's sequence costs; one that can't be built has no cost."""
    early = pictures.prerequisite_violation_texts(items, order)
    if early:
        return f"Your sequence can't be built, so it has no cost to compare: {early[0]}."
    return f"Your sequence costs {delay_cost(items, order):,.0f} points."


def greedy_and_cheapest_costs_text(items: Sequence[Item]) -> str:
    """Return what the usual rule and the cheapest sequence cost, and that sequence."""
    best, simple = cheapest_order(items), greedy_wsjf_order(items)
    labels = {one.key: one.label for one in items}
    return (
        f"“Highest ratio of the items that are ready” costs {delay_cost(items, simple):,.0f}. The "
        f"cheapest sequence of all costs {delay_cost(items, best):,.0f}: "
        f"{join_words(labels[key] for key in best)}."
    )


def order_table(items: Sequence[Item], order: Sequence[str], *, source: str) -> Table:
    """Return a sequence week by week; without costs where it can't be built."""
    by_key, ready = {one.key: one for one in items}, ready_weeks(items, order)
    can_be_built = not violated_prerequisites(items, order)
    body = []
    for key in order:
        item, week = by_key[key], ready[key]
        cost = f"{item.cost_at(week):,.0f}" if can_be_built else None
        points = format_number(item.cost_of_delay)
        body.append(
            [
                item.label,
                item.team or "–",
                points,
                format_number(item.size),
                format_number(week),
                cost,
            ]
        )
    return Table(
        caption="Week by week",
        columns=["Capability", "Waits for it", "Points a week", "Weeks", "Ready in week", "Cost"],
        rows=body,
        source=source,
    )
