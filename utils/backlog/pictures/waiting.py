"""What waiting for each item costs: weeks until it's ready times its points a week."""

from __future__ import annotations

from typing import TYPE_CHECKING

from utils.backlog.model.order import (
    cheapest_order,
    delay_cost,
    ready_weeks,
    violated_prerequisites,
)
from utils.kit import style
from utils.kit.axes import draw_row_labels, draw_x_axis, nice_ticks
from utils.kit.english import format_number, plural
from utils.kit.lettering import max_text_width_inches, truncate_to_width
from utils.kit.picture import Picture
from utils.kit.shapes import draw_filled_bar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from utils.backlog.model.order import Item

TOP_BOTTOM_MARGINS_INCHES = (0.95, 0.75)  # inches above and below the rows
ROW_HEIGHT_INCHES = 0.34  # inches
MAX_NAME_WIDTH_INCHES = 2.1  # inches; only a longer name is cut
RIGHT_MARGIN_INCHES = 1.5  # inches, for the calculation right of a bar
RING_DIAMETER_POINTS = 11  # points across


def title(items: Sequence[Item]) -> str:
    """Return the title: what one more week of waiting costs before anything is ready."""
    week = sum(one.cost_of_delay for one in items)
    return f"At first, each week of waiting costs {format_number(week)} points"


def waiting_cost_by_key(items: Sequence[Item], order: Sequence[str]) -> dict[str, float]:
    """Return what waiting for each item costs in a sequence, in points, by key."""
    ready = ready_weeks(items, order)
    return {one.key: one.cost_at(ready[one.key]) for one in items}


@style.with_course_style
def draw(items: Sequence[Item], order: Sequence[str]) -> Figure:
    """Return the figure: a bar an item in the cheapest sequence, a ring where the other has it.

    A sequence that can't be built has no rings.
    """
    known = {one.key: one for one in items}
    best = cheapest_order(items)
    names = [truncate_to_width(known[key].label, MAX_NAME_WIDTH_INCHES) for key in best]
    ours, own = waiting_cost_by_key(items, best), _waiting_costs_if_buildable(items, order)
    height = sum(TOP_BOTTOM_MARGINS_INCHES) + ROW_HEIGHT_INCHES * len(best)
    figure = style.figure(title(items), _subtitle_text(own), height=height)
    ax = style.axes(
        figure,
        left=0.2 + max_text_width_inches(names),
        bottom=TOP_BOTTOM_MARGINS_INCHES[1],
        right=RIGHT_MARGIN_INCHES,
        top=TOP_BOTTOM_MARGINS_INCHES[0],
    )
    top = max([*ours.values(), *own.values()]) * 1.05 or 1
    ax.set_xlim(0, top)
    ax.set_ylim(0.5 - len(best), 0.5)
    draw_x_axis(ax, nice_ticks(0, top, 6), format_number, "points of delay until it's ready")
    draw_row_labels(ax, names)
    for row, (key, text) in enumerate(zip(best, _calculation_texts(items, best), strict=True)):
        _draw_waiting_cost_row(ax, -row, ours[key], own.get(key), f"{text} = {ours[key]:,.0f}")
    return figure


def _draw_waiting_cost_row(
    ax: Axes, y: float, cheapest_cost: float, own_cost: float | None, text: str
) -> None:
    draw_filled_bar(ax, (0, cheapest_cost), (y - 0.28, y + 0.28), style.ACCENT_COLOR)
    if own_cost is not None:
        ring: style.StyleOptions = {"markerfacecolor": "none", "markeredgewidth": 1.6, "zorder": 6}
        ax.plot(
            own_cost,
            y,
            "o",
            markersize=RING_DIAMETER_POINTS,
            color=style.TEXT_COLOR,
            clip_on=False,
            **ring,
        )
    ax.text(1.03, y, text, transform=ax.get_yaxis_transform(), va="center")


def _subtitle_text(own_costs: dict[str, float]) -> str:
    words = "bars: the cheapest sequence, from first to last; right: weeks × points a week"
    return f"{words}; ○ yours" if own_costs else words


def _waiting_costs_if_buildable(items: Sequence[Item], order: Sequence[str]) -> dict[str, float]:
    return {} if violated_prerequisites(items, order) else waiting_cost_by_key(items, order)


def _calculation_texts(items: Sequence[Item], order: Sequence[str]) -> list[str]:
    known, ready = {one.key: one for one in items}, ready_weeks(items, order)
    return [
        f"{format_number(ready[key])} × {format_number(known[key].cost_of_delay)}" for key in order
    ]


def describe(items: Sequence[Item], order: Sequence[str]) -> str:
    """Return the picture in words, from the same numbers as `draw`."""
    known, best = {one.key: one for one in items}, cheapest_order(items)
    ready, own = ready_weeks(items, best), _waiting_costs_if_buildable(items, order)
    ours = waiting_cost_by_key(items, best)
    rows = " ".join(
        f"{known[key].label}: {plural(ready[key], 'week')} of waiting at "
        f"{plural(known[key].cost_of_delay, 'point')} a week cost {ours[key]:,.0f}"
        f"{f', in your sequence {own[key]:,.0f}' if own else ''}."
        for key in best
    )
    return (
        f"{title(items)}. Cheapest sequence, {delay_cost(items, best):,.0f} points in all. {rows}"
    )


def picture(items: Sequence[Item], order: Sequence[str], *, source: str) -> Picture:
    """Return figure and description together."""
    return Picture(draw(items, order), describe(items, order), source)
