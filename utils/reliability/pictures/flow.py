"""S5: open items week by week, and when a clean-up has paid."""

from __future__ import annotations

from typing import TYPE_CHECKING

from utils.kit import style
from utils.kit.axes import nice_ticks, x_axis, y_axis
from utils.kit.english import plural
from utils.kit.picture import Picture
from utils.kit.shapes import AREA_COLOR, point
from utils.reliability.model.debt import break_even

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from utils.reliability.model.flow import Flow


def title(flow: Flow) -> str:
    """Return the title: whether Little's law describes this team."""
    law, measured = flow.littles_law_cycle_time, flow.mean_cycle_time
    if not measured:
        return "Nothing was finished: there is no cycle time"
    words = f"Little's law: {law:.1f} weeks; measured: {measured:.1f}"
    return f"{words}. {'No stable queue' if flow.is_overloaded else 'A stable queue'}"


@style.with_course_style
def draw(flow: Flow) -> Figure:
    """Return the figure: open items at the end of each week, and their mean."""
    subtitle = "open items at the end of each week (simulated)"
    figure = style.figure(title(flow), subtitle, height=2.9)
    ax = style.axes(figure, left=0.5, bottom=0.5, right=1.15, top=0.75)
    weeks = range(1, len(flow.open_items) + 1)
    ax.set_xlim(0, len(flow.open_items))
    top = max(*flow.open_items, flow.wip, 4) * 1.12
    ax.set_ylim(0, top)
    x_axis(ax, nice_ticks(0, len(flow.open_items), 8), "{:g}".format, "week")
    y_axis(ax, nice_ticks(0, top, 5, whole=True), "{:g}".format)
    ax.fill_between(weeks, flow.open_items, step="pre", color=AREA_COLOR, linewidth=0)
    ax.step(weeks, flow.open_items, where="pre", color=style.ACCENT_COLOR, linewidth=1.6)
    ax.plot(ax.get_xlim(), (flow.wip, flow.wip), color=style.WARNING_COLOR, linestyle=(0, (4, 3)))
    ax.text(
        len(flow.open_items) * 1.01,
        flow.wip,
        f"mean {flow.wip:.1f}",
        va="center",
        color=style.WARNING_COLOR,
        weight="bold",
    )
    return figure


def describe(flow: Flow) -> str:
    """Return the picture in words, from the same numbers as `draw`."""
    every = flow.open_items[12::13]
    return (
        f"{title(flow)}. Arrived {flow.arrival_rate:.1f} items a week, finished "
        f"{flow.throughput:.1f}; {flow.wip:.1f} open on average. Open at the end of each quarter: "
        f"{', '.join(map(str, every))}."
    )


def picture(flow: Flow, *, source: str) -> Picture:
    """Return figure and description together."""
    return Picture(draw(flow), describe(flow), source)


# --- debt --------------------------------------------------------------------------------


def debt_title(cleanup: float, now: float, clean: float) -> str:
    """Return the title: after how many changes the clean-up has paid."""
    changes = plural(round(break_even(cleanup, now, clean)), "change")
    return f"The clean-up has paid after {changes}"


@style.with_course_style
def draw_debt(cleanup: float, now: float, clean: float) -> Figure:
    """Return the figure: days of work by number of changes, with and without the clean-up."""
    even = break_even(cleanup, now, clean)
    title = debt_title(cleanup, now, clean)
    figure = style.figure(title, "days of work, by number of changes", height=2.9)
    ax = style.axes(figure, left=0.6, bottom=0.5, right=1.3, top=0.75)
    most = max(8.0, even * 1.8)
    ax.set_xlim(0, most)
    top = max(now * most, cleanup + clean * most) * 1.05
    ax.set_ylim(0, top)
    x_axis(ax, nice_ticks(0, most, 8), "{:g}".format, "changes made")
    y_axis(ax, nice_ticks(0, top, 5), "{:g}".format)
    ax.plot((0, most), (0, now * most), color=style.WARNING_COLOR, linewidth=2)
    ax.plot((0, most), (cleanup, cleanup + clean * most), color=style.ACCENT_COLOR, linewidth=2)
    point(ax, even, now * even, style.TEXT_COLOR)
    ends = {
        "as it is": (now * most, style.WARNING_COLOR),
        "cleaned up": (cleanup + clean * most, style.ACCENT_COLOR),
    }
    apart = top * 0.09
    ys = dict(zip(ends, _spread([y for y, _ in ends.values()], apart), strict=True))
    for name, (_, color) in ends.items():
        ax.text(most * 1.015, ys[name], name, va="center", color=color, weight="bold")
    return figure


def _spread(ys: list[float], apart: float) -> list[float]:
    """Return two heights moved so far apart that words beside them do not meet."""
    first, second = ys
    gap = first - second
    if abs(gap) >= apart:
        return ys
    middle, side = (first + second) / 2, 1 if gap >= 0 else -1
    return [middle + side * apart / 2, middle - side * apart / 2]


def debt_picture(cleanup: float, now: float, clean: float, *, source: str) -> Picture:
    """Return figure and description together. All in days of work."""
    even = break_even(cleanup, now, clean)
    words = (
        f"{debt_title(cleanup, now, clean)}: {plural(cleanup, 'day')} for the clean-up, then "
        f"{clean:g} instead of {plural(now, 'day')} a change. Both ways cost "
        f"{plural(round(now * even), 'day')} at that point; every later change is won."
    )
    return Picture(draw_debt(cleanup, now, clean), words, source)
