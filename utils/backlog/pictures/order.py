"""What a sequence costs in delay: the cost that is still running, week by week."""

from __future__ import annotations

from typing import TYPE_CHECKING

from utils.backlog.model.order import delay_cost, violated_prerequisites
from utils.kit import style
from utils.kit.axes import draw_x_axis, draw_y_axis, nice_ticks
from utils.kit.english import format_number, plural
from utils.kit.lettering import (
    first_fitting_title,
    max_text_width_inches,
    text_width_inches,
    truncate_to_width,
)
from utils.kit.picture import Picture
from utils.kit.shapes import AREA_COLOR, CONNECTOR_COLOR, WARNING_AREA_COLOR, draw_filled_bar

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from utils.backlog.model.order import Item

STRIP_HEIGHT_INCHES = 0.28  # inches, height of the strip of items below the weeks
TOP_BOTTOM_MARGINS_INCHES = (
    0.9,
    0.5 + STRIP_HEIGHT_INCHES + 0.28,
)  # inches above and below the plot
NAME_LINE_HEIGHT_INCHES = 0.235  # inches, a line of the list of names
MAX_NAME_WIDTH_INCHES = 2.1  # inches; only a longer name is cut
EARLY_ITEM_LEGEND = "✗ before what it needs"


def title(items: Sequence[Item], orders: Mapping[str, Sequence[str]]) -> str:
    """Return the title: what the first sequence costs, and the other where there is one.

    A sequence that can't be built has no cost to compare.
    """
    return _title_variants_longest_first(items, orders)[0]


def _title_variants_longest_first(
    items: Sequence[Item], orders: Mapping[str, Sequence[str]]
) -> list[str]:
    """Return the title and a shorter form, for names that do not fit a line."""
    (name, own), *rest = orders.items()
    words, early = prerequisite_violation_texts(items, own), violated_prerequisites(items, own)
    if words:
        count = plural(len({key for key, _ in early}), "item")
        first = words[0].partition(" comes before ")[0]
        return [
            f"{name} can't be built: {words[0]}",
            f"{name} can't be built: {first} comes too early",
            f"{name} can't be built: {count} too early",
        ]
    cost = delay_cost(items, own)
    if not rest:
        return [f"{name} costs {cost:,.0f} points of delay"]
    other, best = rest[0][0], delay_cost(items, rest[0][1])
    more = f"{cost / best - 1:.0%} more" if cost > best else "the same"
    verb = "than" if cost > best else "as"
    return [f"{name} costs {cost:,.0f}, {more} {verb} the {other.lower()}"]


def prerequisite_violation_texts(items: Sequence[Item], order: Sequence[str]) -> list[str]:
    """Return what comes before something that it needs, in words."""
    labels = {one.key: one.label for one in items}
    return [
        f"{labels[key]} comes before {labels[need]}"
        for key, need in violated_prerequisites(items, order)
    ]


def remaining_cost_steps(
    items: Sequence[Item], order: Sequence[str]
) -> tuple[list[float], list[float]]:
    """Return weeks and the points a week that still run from each on; the area is the cost."""
    known = {one.key: one for one in items}
    running = sum(one.cost_of_delay for one in items)
    xs, ys, week = [0.0], [running], 0.0
    for key in order:
        week += known[key].size
        running -= known[key].cost_of_delay
        xs.append(week)
        ys.append(running)
    return xs, ys


@style.with_course_style
def draw(items: Sequence[Item], orders: Mapping[str, Sequence[str]]) -> Figure:
    """Return the figure: running cost of delay by week, the items of the first order as a strip.

    The blocks of the strip are numbered; the names are listed right of the plot.
    """
    (_, own), *rest = orders.items()
    names = {one.key: truncate_to_width(one.label, MAX_NAME_WIDTH_INCHES) for one in items}
    early = {key for key, _ in violated_prerequisites(items, own)}
    subtitle = "points a week that are still lost; the area under a line is what it costs"
    if early:
        subtitle = "points a week that would still be lost; move the item that is needed up"
    height = max(
        3.5,
        TOP_BOTTOM_MARGINS_INCHES[0]
        + TOP_BOTTOM_MARGINS_INCHES[1]
        + NAME_LINE_HEIGHT_INCHES * (len(own) + 1 + bool(early)),
    )
    figure = style.figure(
        first_fitting_title(_title_variants_longest_first(items, orders)), subtitle, height=height
    )
    listed = [*names.values(), *([EARLY_ITEM_LEGEND] if early else [])]
    right = 0.62 + max_text_width_inches(listed, weight="bold")
    ax = style.axes(
        figure,
        left=0.5,
        bottom=TOP_BOTTOM_MARGINS_INCHES[1],
        right=right,
        top=TOP_BOTTOM_MARGINS_INCHES[0],
    )
    weeks = sum(one.size for one in items)
    top = sum(one.cost_of_delay for one in items) * 1.06 or 1
    ax.set_xlim(0, weeks)
    ax.set_ylim(0, top)
    draw_y_axis(ax, nice_ticks(0, top, 5), format_number)
    _draw_cost_lines(ax, items, own, () if early else rest, can_be_built=not early)
    _draw_item_strip(figure, items, own, right)
    _draw_name_list(figure, [(names[key], key in early) for key in own], right)
    return figure


def _draw_cost_lines(
    ax: Axes,
    items: Sequence[Item],
    own_order: Sequence[str],
    other_orders: Sequence[tuple[str, Sequence[str]]],
    *,
    can_be_built: bool,
) -> None:
    xs, ys = remaining_cost_steps(items, own_order)
    if can_be_built:  # else the area means nothing
        ax.fill_between(xs, ys, step="post", color=AREA_COLOR, linewidth=0)
    color = style.ACCENT_COLOR if can_be_built else CONNECTOR_COLOR
    ax.step(xs, ys, where="post", color=color, linewidth=2)
    dashes: style.StyleOptions = {"linewidth": 1.5, "linestyle": (0, (4, 2))}
    for name, order in other_orders:
        steps = remaining_cost_steps(items, order)
        ax.step(*steps, where="post", color=style.TEXT_COLOR, **dashes)
        # Above the plot: inside it, a line may run anywhere.
        ax.text(1, 1.01, f"– – {name.lower()}", transform=ax.transAxes, ha="right", va="bottom")


def _draw_item_strip(
    figure: Figure, items: Sequence[Item], order: Sequence[str], right_margin: float
) -> None:
    """Draw the items of an order as numbered blocks as wide as they take weeks."""
    height = figure.get_size_inches()[1]
    ax = style.axes(
        figure, left=0.5, right=right_margin, bottom=0.5, top=height - 0.5 - STRIP_HEIGHT_INCHES
    )
    known = {one.key: one for one in items}
    weeks = sum(one.size for one in items)
    ax.set_xlim(0, weeks)
    ax.set_ylim(0, 1)
    early = {key for key, _ in violated_prerequisites(items, order)}
    start, inch = 0.0, (style.WIDTH_INCHES - 0.5 - right_margin) / weeks
    for n, key in enumerate(order, start=1):
        end = start + known[key].size
        draw_filled_bar(
            ax, (start, end), (0, 1), WARNING_AREA_COLOR if key in early else AREA_COLOR
        )
        if text_width_inches(str(n), weight="bold") < (end - start) * inch:
            middle: style.StyleOptions = {"ha": "center", "va": "center", "weight": "bold"}
            ax.text((start + end) / 2, 0.5, str(n), color=_item_text_color(key in early), **middle)
        start = end
    draw_x_axis(ax, nice_ticks(0, weeks, 7), format_number, "weeks from the start")


def _draw_name_list(figure: Figure, names: Sequence[tuple[str, bool]], right_margin: float) -> None:
    """List the items by number; those that come too early carry a mark, which is explained."""
    height = figure.get_size_inches()[1]
    x = (style.WIDTH_INCHES - right_margin + 0.4) / style.WIDTH_INCHES
    for n, (name, early) in enumerate(names, start=1):
        y = 1 - (TOP_BOTTOM_MARGINS_INCHES[0] + NAME_LINE_HEIGHT_INCHES * (n - 0.5)) / height
        look: style.StyleOptions = {"va": "center", "color": _item_text_color(early)}
        figure.text(x, y, f"{n}" if not early else f"✗ {n}", ha="right", weight="bold", **look)
        figure.text(x + 0.012, y, name, weight="bold" if early else "normal", **look)
    if any(early for _, early in names):
        y = (
            1
            - (TOP_BOTTOM_MARGINS_INCHES[0] + NAME_LINE_HEIGHT_INCHES * (len(names) + 0.6)) / height
        )
        figure.text(
            x + 0.012, y, EARLY_ITEM_LEGEND, va="center", color=_item_text_color(is_early=True)
        )


def _item_text_color(is_early: bool) -> str:  # noqa: FBT001 - a value that is read
    return style.WARNING_COLOR if is_early else style.TEXT_COLOR


def describe(items: Sequence[Item], orders: Mapping[str, Sequence[str]]) -> str:
    """Return the picture in words, from the same numbers as `draw`."""
    labels = {one.key: one.label for one in items}
    weeks = sum(one.size for one in items)
    over = f"Points a week still lost over {plural(weeks, 'week')}."
    told = [f"{name}: {', '.join(labels[key] for key in order)}" for name, order in orders.items()]
    early = violated_prerequisites(items, next(iter(orders.values())))
    if early:
        count = plural(len({key for key, _ in early}), "item")
        return f"{title(items, orders)}. {told[0]}. Too early: {count}."
    costs = (f"; delay cost {delay_cost(items, order):,.0f} points." for order in orders.values())
    return f"{title(items, orders)}. {over} {' '.join(map(''.join, zip(told, costs, strict=True)))}"


def picture(items: Sequence[Item], orders: Mapping[str, Sequence[str]], *, source: str) -> Picture:
    """Return figure and description together. The first of `orders` is the one looked at."""
    return Picture(draw(items, orders), describe(items, orders), source)
