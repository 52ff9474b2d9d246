"""What a sequence costs in delay: the cost that is still running, week by week."""

from __future__ import annotations

from typing import TYPE_CHECKING

from utils.backlog.model.order import delay_cost, violated_prerequisites
from utils.kit import style
from utils.kit.axes import nice_ticks, x_axis, y_axis
from utils.kit.english import number, plural, shorten
from utils.kit.picture import Picture
from utils.kit.shapes import filled_bar

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from matplotlib.figure import Figure

    from utils.backlog.model.order import Item

STRIP_HEIGHT = 0.28  # inches, height of the strip of items below the weeks
LETTER_WIDTH = 0.069  # inches, width of a small letter
TILE_COLORS = ("#cfe3f1", "#e6f0f7")  # by turns, so that neighbors stand apart


def title(items: Sequence[Item], orders: Mapping[str, Sequence[str]]) -> str:
    """Return the title: what the first sequence costs, and the other where there is one.

    A sequence that can't be built has no cost to compare.
    """
    (name, own), *rest = orders.items()
    early = early_words(items, own)
    if early:
        return f"{name} can't be built: {early[0]}"
    cost = delay_cost(items, own)
    if not rest:
        return f"{name} costs {cost:,.0f} points of delay"
    other, best = rest[0][0], delay_cost(items, rest[0][1])
    more = f"{cost / best - 1:.0%} more" if cost > best else "the same"
    return f"{name} costs {cost:,.0f}, {more} {'than' if cost > best else 'as'} the {other.lower()}"


def early_words(items: Sequence[Item], order: Sequence[str]) -> list[str]:
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
    """Return the figure: running cost of delay by week, the items of the first order below."""
    can_be_built = not early_words(items, next(iter(orders.values())))
    subtitle = "points a week that are still lost; the area under a line is what it costs"
    if not can_be_built:
        subtitle = "points a week that would still be lost; move the item that is needed up"
    figure = style.figure(title(items, orders), subtitle, height=3.5)
    ax = style.axes(figure, left=0.5, bottom=0.5 + STRIP_HEIGHT + 0.28, right=0.2, top=0.72)
    (_, own), *rest = orders.items()
    weeks = sum(one.size for one in items)
    top = sum(one.cost_of_delay for one in items) * 1.06 or 1
    ax.set_xlim(0, weeks)
    ax.set_ylim(0, top)
    y_axis(ax, nice_ticks(0, top, 5), number)
    xs, ys = remaining_cost_steps(items, own)
    if can_be_built:
        ax.fill_between(xs, ys, step="post", color="#cfe3f1", linewidth=0)
        ax.step(xs, ys, where="post", color=style.ACCENT_COLOR, linewidth=2)
    else:
        ax.step(xs, ys, where="post", color=style.LINE_COLOR, linewidth=2)
    for name, order in rest if can_be_built else ():
        ax.step(
            *remaining_cost_steps(items, order),
            where="post",
            color=style.TEXT_COLOR,
            linewidth=1.5,
            linestyle=(0, (4, 2)),
        )
        ax.text(0.985, 0.93, f"– – {name.lower()}", transform=ax.transAxes, ha="right", va="top")
    _strip(figure, items, own)
    return figure


def _strip(figure: Figure, items: Sequence[Item], order: Sequence[str]) -> None:
    """Draw the items of an order as blocks as wide as they take weeks."""
    height = figure.get_size_inches()[1]
    ax = style.axes(figure, left=0.5, right=0.2, bottom=0.5, top=height - 0.5 - STRIP_HEIGHT)
    known = {one.key: one for one in items}
    weeks = sum(one.size for one in items)
    ax.set_xlim(0, weeks)
    ax.set_ylim(0, 1)
    early = {key for key, _ in violated_prerequisites(items, order)}
    start, inch = 0.0, (style.WIDTH_INCHES - 0.7) / weeks
    for n, key in enumerate(order):
        item = known[key]
        across = (start, start + item.size)
        filled_bar(ax, across, (0, 1), "#f3d9c8" if key in early else TILE_COLORS[n % 2])
        words = _short(item.label, item.size * inch)
        color = style.WARNING_COLOR if key in early else style.TEXT_COLOR
        ax.text(sum(across) / 2, 0.5, words, ha="center", va="center", fontsize=7.5, color=color)
        start += item.size
    x_axis(ax, nice_ticks(0, weeks, 9), number, "weeks from the start")


def _short(label: str, inches: float) -> str:
    """Return a label in the room it has: whole, cut with a dot, or its first letters."""
    most = int(inches / LETTER_WIDTH) - 1
    return shorten(label, most) if most > 2 else ""


def describe(items: Sequence[Item], orders: Mapping[str, Sequence[str]]) -> str:
    """Return the picture in words, from the same numbers as `draw`."""
    labels = {one.key: one.label for one in items}
    weeks = sum(one.size for one in items)
    over = f"Points a week still lost over {plural(weeks, 'week')}."
    told = [f"{name}: {', '.join(labels[key] for key in order)}" for name, order in orders.items()]
    if early_words(items, next(iter(orders.values()))):
        return f"{title(items, orders)}. {told[0]}."
    costs = (f"; delay cost {delay_cost(items, order):,.0f} points." for order in orders.values())
    return f"{title(items, orders)}. {over} {' '.join(map(''.join, zip(told, costs, strict=True)))}"


def picture(items: Sequence[Item], orders: Mapping[str, Sequence[str]], *, source: str) -> Picture:
    """Return figure and description together. The first of `orders` is the one looked at."""
    return Picture(draw(items, orders), describe(items, orders), source)
