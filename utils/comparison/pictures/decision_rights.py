"""C2: what each decider's sequence costs, and promised days against possible ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from utils.backlog.model.order import delay_cost
from utils.comparison.model.decision_rights import (
    DECIDER_KEYS,
    compute_consequence,
    order_by_decider,
)
from utils.kit import style
from utils.kit.axes import draw_row_labels, draw_x_axis, nice_ticks
from utils.kit.picture import Picture
from utils.kit.shapes import CONNECTOR_COLOR, draw_filled_bar, draw_point

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from utils.backlog.model.order import Item
    from utils.comparison.model.decision_rights import Consequence
    from utils.comparison.model.network import Task

RING_DIAMETER_POINTS = 12  # points across: a promised day stays in sight around a possible one
DECIDER_NAMES = {"tpo": "TPO", "tpm": "TPM", "teams": "The teams"}


def title(consequence: Consequence) -> str:
    """Return the title: what the sequence costs beyond the cheapest, and how many dates break."""
    more = consequence.delay_cost - consequence.cheapest_delay_cost
    cost = (
        f"{more:,.0f} points more than the cheapest sequence" if more else "The cheapest sequence"
    )
    broken_count = consequence.broken_promise_count
    if not broken_count:
        return f"{cost}; every date can be kept"
    return f"{cost}; {broken_count} of {len(consequence.promises)} dates can't be kept"


@style.with_course_style
def draw(order_by: str, dates_by: str, items: Sequence[Item], tasks: Sequence[Task]) -> Figure:
    """Return the figure: cost of three sequences on the left, dates of the teams on the right."""
    consequence = compute_consequence(order_by, dates_by, items, tasks)
    figure = style.figure(title(consequence), height=2.9)
    left = style.axes(figure, left=0.85, bottom=0.5, right=4.35, top=0.85)
    right = style.axes(figure, left=4.25, bottom=0.5, right=0.55, top=0.85)
    figure.text(
        0.012,
        1 - 0.45 / 2.9,
        "who decides what's next: points of delay",
        color=style.MUTED_COLOR,
        va="top",
    )
    figure.text(
        0.44,
        1 - 0.45 / 2.9,
        "who promises dates: ○ promised, ● possible (working day)",
        color=style.MUTED_COLOR,
        va="top",
    )
    _draw_delay_costs(left, order_by, items)
    _draw_promised_dates(right, consequence)
    return figure


def _draw_delay_costs(ax: Axes, order_by: str, items: Sequence[Item]) -> None:
    costs = [delay_cost(items, order_by_decider(who, items)) for who in DECIDER_KEYS]
    ax.set_xlim(0, max(costs) * 1.3)
    ax.set_ylim(-2.5, 0.5)
    draw_x_axis(ax, nice_ticks(0, max(costs) * 1.1, 3), "{:,g}".format)
    draw_row_labels(ax, [DECIDER_NAMES[who] for who in DECIDER_KEYS])
    for row, (who, cost) in enumerate(zip(DECIDER_KEYS, costs, strict=True)):
        chosen = who == order_by
        color = style.ACCENT_COLOR if chosen else "#c9ced6"
        draw_filled_bar(ax, (0, cost), (-row - 0.26, -row + 0.26), color)
        ax.text(
            cost + max(costs) * 0.02,
            -row,
            f"{cost:,.0f}",
            va="center",
            weight="bold" if chosen else "normal",
        )


def _draw_promised_dates(ax: Axes, consequence: Consequence) -> None:
    last = max(max(one.promised_day, one.earliest_day) for one in consequence.promises)
    ax.set_xlim(0, last * 1.08)
    ax.set_ylim(0.5 - len(consequence.promises), 0.5)
    draw_x_axis(ax, nice_ticks(0, last * 1.08, 5), "{:g}".format)
    draw_row_labels(ax, [one.label for one in consequence.promises])
    for row, one in enumerate(consequence.promises):
        late = one.days_late > 0
        ends = (one.promised_day, one.earliest_day)
        ax.plot(
            ends, (-row, -row), color=style.WARNING_COLOR if late else CONNECTOR_COLOR, linewidth=3
        )
        draw_point(ax, one.earliest_day, -row, style.WARNING_COLOR if late else style.ACCENT_COLOR)
        ring: style.StyleOptions = {"markerfacecolor": "none", "markeredgewidth": 1.6, "zorder": 6}
        ax.plot(
            one.promised_day,
            -row,
            "o",
            markersize=RING_DIAMETER_POINTS,
            color=style.TEXT_COLOR,
            **ring,
        )
        if late:
            ax.text(
                one.earliest_day + last * 0.035,
                -row,
                f"+{one.days_late:g}",
                va="center",
                color=style.WARNING_COLOR,
                weight="bold",
            )


def describe(order_by: str, dates_by: str, items: Sequence[Item], tasks: Sequence[Task]) -> str:
    """Return the picture in words, from the same numbers as `draw`."""
    consequence = compute_consequence(order_by, dates_by, items, tasks)
    costs = "; ".join(
        f"{DECIDER_NAMES[who]} {delay_cost(items, order_by_decider(who, items)):,.0f}"
        for who in DECIDER_KEYS
    )
    dates = " ".join(
        f"{one.label}: promised day {one.promised_day:g}, possible {one.earliest_day:g}."
        for one in consequence.promises
    )
    return (
        f"{title(consequence)}. Sequence by {DECIDER_NAMES[order_by]}, "
        f"dates by {DECIDER_NAMES[dates_by]}. "
        f"Points of delay by who decides what's next: {costs}. {dates}"
    )


def picture(
    order_by: str, dates_by: str, items: Sequence[Item], tasks: Sequence[Task], *, source: str
) -> Picture:
    """Return figure and description together."""
    given = (order_by, dates_by, items, tasks)
    return Picture(draw(*given), describe(*given), source)
