"""The same work with and without a limit on what is in progress."""

from __future__ import annotations

from typing import TYPE_CHECKING

from utils.kit import style
from utils.kit.axes import draw_row_labels, draw_x_axis
from utils.kit.english import plural
from utils.kit.lettering import SMALL_FONT_SIZE
from utils.kit.picture import Picture
from utils.kit.shapes import AREA_COLOR, draw_filled_bar
from utils.reliability.model.wip_limit import mean_cycle_time, mean_finish_time, schedule_with_limit

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from utils.reliability.model.wip_limit import ItemSpan

FIGURE_HEIGHT_INCHES = 3.15  # inches
PANEL_LEFT_EDGES_INCHES = (0.75, 4.35)  # inches, left edges
PANEL_WIDTH_INCHES = 2.6  # inches
DEFAULT_ITEMS, DEFAULT_LIMIT = 6, 2  # of a week of work each; at most so many at a time
SOURCE_TEXT = "Computed: one team that splits its time evenly over what it has begun."


def title(items: int, limit: int) -> str:
    """Return the title: how long an item takes either way."""
    free, limited = _unlimited_and_limited_spans(items, limit)
    return (
        f"Same team, same work: {mean_cycle_time(limited):g} instead of "
        f"{plural(mean_cycle_time(free), 'week')} for each item"
    )


def _unlimited_and_limited_spans(items: int, limit: int) -> tuple[list[ItemSpan], list[ItemSpan]]:
    sizes = [1.0] * items
    return schedule_with_limit(sizes, items), schedule_with_limit(sizes, limit)


@style.with_course_style
def draw(items: int, limit: int) -> Figure:
    """Return the figure: a row an item, a bar while it is in progress, done where the bar ends."""
    subtitle = "dotted: waits · bar: in progress · ● done · an item is a week of work for the team"
    figure = style.figure(title(items, limit), subtitle, height=FIGURE_HEIGHT_INCHES)
    heads = (f"all {items} at once", f"at most {limit} at a time")
    for left, head, item_spans in zip(
        PANEL_LEFT_EDGES_INCHES, heads, _unlimited_and_limited_spans(items, limit), strict=True
    ):
        right = style.WIDTH_INCHES - left - PANEL_WIDTH_INCHES
        ax = style.axes(figure, left=left, bottom=0.5, right=right, top=1.15)
        _draw_panel(ax, head, item_spans)
    return figure


def _draw_panel(ax: Axes, panel_title: str, item_spans: list[ItemSpan]) -> None:
    last = max(one.end for one in item_spans)
    ax.set_xlim(0, last * 1.04)
    ax.set_ylim(0.4 - len(item_spans), 0.6)
    draw_x_axis(ax, [*range(round(last) + 1)], "{:g}".format, "week")
    draw_row_labels(ax, [f"item {n}" for n in range(1, len(item_spans) + 1)])
    for row, one in enumerate(item_spans):
        if one.start:
            dots: style.StyleOptions = {"linewidth": 1.3, "linestyle": (0, (1, 2))}
            ax.plot((0, one.start), (-row, -row), color=style.MUTED_COLOR, **dots)
        draw_filled_bar(ax, (one.start, one.end), (-row - 0.22, -row + 0.22), AREA_COLOR)
        ax.plot(one.end, -row, "o", markersize=7, color=style.ACCENT_COLOR, zorder=4)
    ax.text(0, 1.45, panel_title, weight="bold", va="bottom")
    half = f"an item is done in week {mean_finish_time(item_spans):g} on average"
    ax.text(0, 0.8, half, va="bottom", fontsize=SMALL_FONT_SIZE, color=style.MUTED_COLOR)


def describe(items: int, limit: int) -> str:
    """Return the picture in words, from the same numbers as `draw`."""
    free, limited = _unlimited_and_limited_spans(items, limit)
    done = [", ".join(f"{one.end:g}" for one in way) for way in (free, limited)]
    return (
        f"{title(items, limit)}. {plural(items, 'item')} of a week each. All at once: done in "
        f"weeks {done[0]}, on average {mean_finish_time(free):g}. At most {limit} at a time: done "
        f"in weeks {done[1]}, on average {mean_finish_time(limited):g}."
    )


def picture(items: int = DEFAULT_ITEMS, limit: int = DEFAULT_LIMIT) -> Picture:
    """Return figure and description together."""
    return Picture(draw(items, limit), describe(items, limit), SOURCE_TEXT)
