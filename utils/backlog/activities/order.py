"""What is built next: an order, and what it costs in delay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from utils.backlog.data import items
from utils.backlog.model.order import (
    cheapest_order,
    delay_cost,
    greedy_wsjf_order,
    violated_prerequisites,
)
from utils.backlog.pictures import order as pictures
from utils.kit.activity import Activity
from utils.kit.controls.factory import ranking
from utils.kit.english import join_words, number, plural
from utils.kit.tables import Table, source_line
from utils.kit.view import View

if TYPE_CHECKING:
    from collections.abc import Sequence

    from utils.backlog.model.order import Item
    from utils.kit.controls import Input

COST_NOTE = "Cost of delay adds up value, urgency and what an item enables, in points a week."
CASE_COST_NOTE = (
    f"{COST_NOTE} All points are invented, and estimates always are rough: the order counts, not "
    "the last digit."
)


class BacklogOrder(Activity):
    """Order the capabilities of version two so that waiting costs little."""

    activity_id = "03.c2a"
    title = "The owner's view: what comes next?"
    task = (
        "One team builds these eight capabilities, one after the other. Every week that one is "
        "missing costs its points. Bring them into an order; the bulk payout needs the ledger "
        "split first."
    )
    compare_label = "Show the cheapest order"

    def controls(self) -> dict[str, Input]:
        """Return the list, as the teams asked."""
        found = items()
        options = [(one.key, item_label(one)) for one in found]
        return {"order": ranking("Your order", options, [one.key for one in found])}

    def view(self, *, order: Sequence[str]) -> View:
        """Return what this order costs in delay, and what comes too early."""
        orders = {"Your order": order}
        if self.comparing:
            orders["Cheapest order"] = cheapest_order(items())
        return self._viewed(order, orders)

    def _viewed(self, order: Sequence[str], orders: dict[str, Sequence[str]]) -> View:
        found = items()
        return View(
            summary=order_summary(found, order),
            picture=pictures.picture(found, orders, source=source_line("cases_backlog")),
            table=order_table(found, order, source=source_line("cases_backlog")),
            notes=(CASE_COST_NOTE,),
        )

    def comparison(self, *, order: Sequence[str]) -> View:
        """Return the cheapest of all orders beside the learner's, and a simple rule's."""
        found = items()
        best, simple = cheapest_order(found), greedy_wsjf_order(found)
        own = delay_cost(found, order)
        labels = {one.key: one.label for one in found}
        return View(
            summary=(
                f"Your order costs {own:,.0f} points. “Highest ratio of the items that are ready” "
                f"costs {delay_cost(found, simple):,.0f}; the cheapest order of all "
                f"{delay_cost(found, best):,.0f}: {join_words(labels[key] for key in best)}."
            ),
        )


def item_label(item: Item) -> str:
    """Return what a list says of an item: its points and weeks."""
    return (
        f"{item.label}: {plural(item.cost_of_delay, 'point')} a week, {plural(item.size, 'week')}"
    )


def order_summary(items: Sequence[Item], order: Sequence[str]) -> str:
    """Return what an order costs in points of delay, and the first prerequisite it violates."""
    labels = {one.key: one.label for one in items}
    early = violated_prerequisites(items, order)
    cost = f"This order costs {delay_cost(items, order):,.0f} points of delay."
    if not early:
        return cost
    first, need = early[0]
    return f"{cost} But it cannot be built so: {labels[first]} needs {labels[need]} before it."


def order_table(items: Sequence[Item], order: Sequence[str], *, source: str) -> Table:
    """Return an order week by week."""
    by_key = {one.key: one for one in items}
    week, body = 0.0, []
    for key in order:
        item = by_key[key]
        week += item.size
        points = number(item.cost_of_delay)
        cost = f"{item.cost_of_delay * week:,.0f}"
        body.append([item.label, item.team or "–", points, number(item.size), number(week), cost])
    return Table(
        caption="Week by week",
        columns=["Capability", "Waits for it", "Points a week", "Weeks", "Ready in week", "Cost"],
        rows=body,
        source=source,
    )
