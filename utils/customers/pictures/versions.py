"""Calls to version 1: the past weeks, and what may come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from utils.kit import style
from utils.kit.axes import nice_ticks, x_axis, y_axis
from utils.kit.picture import Picture
from utils.kit.shapes import AREA_COLOR

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from utils.customers.model.versions import Forecast

SCALE = 1_000  # calls, the unit of the picture


def title(day: int, coming: Forecast) -> str:
    """Return the title: what is still called on the day that was chosen."""
    low, high = coming.low[day - 1], coming.high[day - 1]
    return f"In {day} weeks, {low / SCALE:,.0f}k to {high / SCALE:,.0f}k calls a week are left"


@style.with_course_style
def draw(old: Mapping[str, Sequence[float]], coming: Forecast, day: int, caller: str) -> Figure:
    """Return the figure: all calls to version 1, one caller's, the forecast, and the day."""
    subtitle = "thousands of calls a week to version 1; shaded: four draws in five"
    figure = style.figure(title(day, coming), subtitle, height=3.3)
    ax = style.axes(figure, left=0.65, bottom=0.5, right=1.95, top=0.95)
    total = [sum(week) / SCALE for week in zip(*old.values(), strict=True)]
    past, ahead = len(total), len(coming.middle)
    ax.set_xlim(1, past + ahead)
    top = max(total) * 1.05
    ax.set_ylim(0, top)
    x_axis(ax, nice_ticks(1, past + ahead, 9, whole=True), "{:g}".format, "week")
    y_axis(ax, nice_ticks(0, top, 5), "{:g}".format)
    weeks = range(past, past + ahead + 1)
    low, high = ([total[-1], *(one / SCALE for one in line)] for line in (coming.low, coming.high))
    ax.fill_between(weeks, low, high, color=AREA_COLOR, linewidth=0)
    ax.plot(weeks, [total[-1], *(one / SCALE for one in coming.middle)],
            color=style.ACCENT_COLOR, linewidth=1.4, linestyle=(0, (4, 2)))  # fmt: skip
    ax.plot(range(1, past + 1), total, color=style.ACCENT_COLOR, linewidth=2)
    one = [week / SCALE for week in old[caller]]
    ax.plot(range(1, past + 1), one, color=style.WARNING_COLOR, linewidth=2)
    at = past + day
    ax.plot((at, at), (0, top), color=style.TEXT_COLOR, linewidth=1.2, linestyle=(0, (2, 2)))
    ax.text(at, top * 1.02, "your day", ha="center", va="bottom", color=style.MUTED_COLOR)
    _key(ax, past + ahead, top, caller)
    return figure


def _key(ax: Axes, right: float, top: float, caller: str) -> None:
    names = {"all callers": style.ACCENT_COLOR, caller: style.WARNING_COLOR}
    for row, (name, color) in enumerate(names.items()):
        ax.text(right * 1.02, top * (0.95 - 0.11 * row), name, color=color, weight="bold",
                va="center")  # fmt: skip


def describe(old: Mapping[str, Sequence[float]], coming: Forecast, day: int, caller: str) -> str:
    """Return the picture in words, from the same numbers as `draw`."""
    total = ", ".join(f"{sum(week):,.0f}" for week in zip(*old.values(), strict=True))
    one = ", ".join(f"{week:,.0f}" for week in old[caller])
    return (
        f"{title(day, coming)}. Calls a week to version 1 so far: {total}. {caller}: {one}. In the "
        f"middle draw, {coming.middle[day - 1]:,.0f} are left."
    )


def picture(
    old: Mapping[str, Sequence[float]], coming: Forecast, day: int, caller: str, *, source: str
) -> Picture:
    """Return figure and description together."""
    given = (old, coming, day, caller)
    return Picture(draw(*given), describe(*given), source)
