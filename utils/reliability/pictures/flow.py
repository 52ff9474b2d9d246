"""Unfinished items week by week, with a limit and without; and when a cleanup has paid."""

from __future__ import annotations

from typing import TYPE_CHECKING

from utils.kit import style
from utils.kit.axes import draw_x_axis, draw_y_axis, nice_ticks
from utils.kit.english import format_number, plural
from utils.kit.picture import Picture
from utils.kit.shapes import AREA_COLOR, draw_point
from utils.reliability.model.debt import break_even

if TYPE_CHECKING:
    from datetime import date

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from utils.reliability.model.debt import Payback
    from utils.reliability.model.flow import FlowMetrics

MIN_LABEL_DISTANCE_SHARE = 0.09  # of the height: two labels closer than this would meet


def title(limited: FlowMetrics, unlimited: FlowMetrics) -> str:
    """Return the title: how long an item takes from arrival to done, both ways.

    In an overload, only lucky items are finished: then what counts is how many.
    """
    if (
        limited.is_overloaded
        or unlimited.is_overloaded
        or not (limited.throughput and unlimited.throughput)
    ):
        return (
            f"Finished a week: {limited.throughput:.1f} with the limit, {unlimited.throughput:.1f} "
            "without"
        )
    return (
        f"From arrival to done: {limited.mean_lead_time:.1f} weeks with the limit, "
        f"{unlimited.mean_lead_time:.1f} without"
    )


@style.with_course_style
def draw(limited: FlowMetrics, unlimited: FlowMetrics) -> Figure:
    """Return the figure: unfinished items at the end of each week, both ways."""
    subtitle = "unfinished at the end of each week (simulated); shaded: started, with the limit"
    figure = style.figure(title(limited, unlimited), subtitle, height=3.1)
    ax = style.axes(figure, left=0.5, bottom=0.5, right=1.25, top=0.75)
    weeks = len(limited.open_items)
    top = max(*limited.unfinished_items, *unlimited.unfinished_items, 4) * 1.1
    ax.set_xlim(0, weeks)
    ax.set_ylim(0, top)
    draw_x_axis(ax, nice_ticks(0, weeks, 8), "{:g}".format, "week")
    draw_y_axis(ax, nice_ticks(0, top, 5, whole=True), "{:g}".format)
    along = range(weeks + 1)
    started = [0, *limited.open_items]
    ax.fill_between(along, started, step="pre", color=AREA_COLOR, linewidth=0)
    lines = {
        "no limit": (unlimited, style.WARNING_COLOR, (0, (4, 2))),
        "limit": (limited, style.ACCENT_COLOR, "-"),
    }
    for made, color, dashes in lines.values():
        ys = [0, *made.unfinished_items]
        ax.step(along, ys, where="pre", color=color, linewidth=1.7, linestyle=dashes)
    ends = {name: float(made.unfinished_items[-1]) for name, (made, _, _) in lines.items()}
    _draw_line_labels(ax, ends, {name: color for name, (_, color, _) in lines.items()}, weeks, top)
    return figure


def _draw_line_labels(
    ax: Axes, ends: dict[str, float], colors: dict[str, str], right: float, top: float
) -> None:
    """Name two lines at their right ends, the names apart."""
    heights = _separate_heights(list(ends.values()), top * MIN_LABEL_DISTANCE_SHARE)
    lowest = top * MIN_LABEL_DISTANCE_SHARE / 2
    lift = max(0.0, lowest - min(heights))
    for name, y in zip(ends, heights, strict=True):
        ax.text(right * 1.015, y + lift, name, va="center", color=colors[name], weight="bold")


def describe(limited: FlowMetrics, unlimited: FlowMetrics) -> str:
    """Return the picture in words, from the same numbers as `draw`."""
    quarters = {
        name: ", ".join(f"{one:,}" for one in made.unfinished_items[12::13])
        for name, made in (("With the limit", limited), ("Without", unlimited))
    }
    told = " ".join(f"{name}: {counts}." for name, counts in quarters.items())
    return (
        f"{title(limited, unlimited)}. Unfinished items at the end of each quarter. {told} Started "
        f"and not finished with the limit, at the end: {limited.open_items[-1]:,}."
    )


def picture(limited: FlowMetrics, unlimited: FlowMetrics, *, source: str) -> Picture:
    """Return figure and description together."""
    return Picture(draw(limited, unlimited), describe(limited, unlimited), source)


# --- debt --------------------------------------------------------------------------------


def debt_title(payback: Payback) -> str:
    """Return the title: after how many changes the cleanup has paid, and when."""
    changes = plural(round(payback.break_even_changes, 1), "change")
    return (
        f"The cleanup has paid for itself after {changes}, on "
        f"{format_date(payback.break_even_date)}"
    )


def format_date(day: date) -> str:
    """Return a date as Americans write it: "December 28, 2026"."""
    return f"{day:%B} {day.day}, {day.year}"


@style.with_course_style
def draw_debt(
    payback: Payback, cleanup_days: float, days_per_change_now: float, days_per_change_after: float
) -> Figure:
    """Return the figure: days of work by number of changes, with and without the cleanup."""
    even = break_even(cleanup_days, days_per_change_now, days_per_change_after)
    subtitle = "days of work, by number of changes made"
    figure = style.figure(debt_title(payback), subtitle, height=2.9)
    ax = style.axes(figure, left=0.6, bottom=0.5, right=1.3, top=0.75)
    most = max(8.0, even * 1.8)
    ax.set_xlim(0, most)
    top = max(days_per_change_now * most, cleanup_days + days_per_change_after * most) * 1.05
    ax.set_ylim(0, top)
    draw_x_axis(ax, nice_ticks(0, most, 8), format_number, "changes made")
    draw_y_axis(ax, nice_ticks(0, top, 5), format_number)
    ax.plot((0, most), (0, days_per_change_now * most), color=style.WARNING_COLOR, linewidth=2)
    ax.plot(
        (0, most),
        (cleanup_days, cleanup_days + days_per_change_after * most),
        color=style.ACCENT_COLOR,
        linewidth=2,
    )
    draw_point(ax, even, days_per_change_now * even, style.TEXT_COLOR)
    ends = {
        "as it is": days_per_change_now * most,
        "cleaned up": cleanup_days + days_per_change_after * most,
    }
    colors = dict(zip(ends, (style.WARNING_COLOR, style.ACCENT_COLOR), strict=True))
    _draw_line_labels(ax, ends, colors, most, top)
    return figure


def _separate_heights(heights: list[float], min_distance: float) -> list[float]:
    """Return two heights moved so far apart that the words there don't meet."""
    first, second = heights
    gap = first - second
    if abs(gap) >= min_distance:
        return heights
    middle, side = (first + second) / 2, 1 if gap >= 0 else -1
    return [middle + side * min_distance / 2, middle - side * min_distance / 2]


def debt_picture(
    payback: Payback,
    cleanup_days: float,
    days_per_change_now: float,
    days_per_change_after: float,
    *,
    source: str,
) -> Picture:
    """Return figure and description together. All in days of work."""
    words = (
        f"{debt_title(payback)}: {plural(cleanup_days, 'day')} for the cleanup, then "
        f"{plural(days_per_change_after, 'day')} a change instead of "
        f"{format_number(days_per_change_now)}. At that point, both ways have "
        f"cost {plural(round(days_per_change_now * payback.break_even_changes), 'day')}. Every "
        "later change is a "
        "gain."
    )
    return Picture(
        draw_debt(payback, cleanup_days, days_per_change_now, days_per_change_after), words, source
    )
