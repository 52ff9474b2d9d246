"""Calls to version 1: the past weeks, and what may come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from utils.kit import style
from utils.kit.axes import draw_x_axis, draw_y_axis, nice_ticks
from utils.kit.english import plural
from utils.kit.lettering import truncate_to_width
from utils.kit.picture import Picture
from utils.kit.shapes import AREA_COLOR

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from utils.customers.model.versions import OldVersionCallForecast

CALLS_PER_UNIT = 1_000  # calls, the unit of the picture where there are many
MIN_CALLS_FOR_THOUSANDS = 10_000


def title(weeks_ahead: int, forecast: OldVersionCallForecast) -> str:
    """Return the title: what is still called on the day that was chosen."""
    low, high = (_calls_text(line[weeks_ahead - 1]) for line in (forecast.low, forecast.high))
    span = low if low == high else f"{low} to {high}"
    return f"In {plural(weeks_ahead, 'week')}, {span} calls a week are left"


def _calls_text(calls: float) -> str:
    return (
        f"{calls / CALLS_PER_UNIT:,.0f}k" if calls >= MIN_CALLS_FOR_THOUSANDS else f"{calls:,.0f}"
    )


@style.with_course_style
def draw(
    calls_by_caller: Mapping[str, Sequence[float]],
    forecast: OldVersionCallForecast,
    weeks_ahead: int,
    caller: str,
    version: str = "1",
) -> Figure:
    """Return the figure: all calls to version 1, one caller's, the forecast, and the day."""
    scale = (
        CALLS_PER_UNIT
        if max(map(sum, zip(*calls_by_caller.values(), strict=True))) >= MIN_CALLS_FOR_THOUSANDS
        else 1
    )
    unit = "thousands of calls" if scale == CALLS_PER_UNIT else "calls"
    subtitle = f"{unit} a week to version {version}; shaded: four draws in five"
    figure = style.figure(title(weeks_ahead, forecast), subtitle, height=3.3)
    ax = style.axes(figure, left=0.65, bottom=0.5, right=1.95, top=0.95)
    total = [sum(week) / scale for week in zip(*calls_by_caller.values(), strict=True)]
    past, ahead = len(total), len(forecast.middle)
    ax.set_xlim(1, past + ahead)
    low, high = (
        [total[-1], *(one / scale for one in line)] for line in (forecast.low, forecast.high)
    )
    top = max(*total, *high) * 1.05 or 1
    ax.set_ylim(0, top)
    draw_x_axis(ax, nice_ticks(1, past + ahead, 9, whole=True), "{:g}".format, "week")
    draw_y_axis(ax, nice_ticks(0, top, 5), "{:g}".format)
    weeks = range(past, past + ahead + 1)
    ax.fill_between(weeks, low, high, color=AREA_COLOR, linewidth=0)
    ax.plot(weeks, [total[-1], *(one / scale for one in forecast.middle)],
            color=style.ACCENT_COLOR, linewidth=1.4, linestyle=(0, (4, 2)))  # fmt: skip
    ax.plot(range(1, past + 1), total, color=style.ACCENT_COLOR, linewidth=2)
    one = [week / scale for week in calls_by_caller[caller]]
    ax.plot(range(1, past + 1), one, color=style.WARNING_COLOR, linewidth=2)
    at = past + weeks_ahead
    ax.plot((at, at), (0, top), color=style.TEXT_COLOR, linewidth=1.2, linestyle=(0, (2, 2)))
    ax.text(at, top * 1.02, "your day", ha="center", va="bottom", color=style.MUTED_COLOR)
    _draw_legend(ax, past + ahead, top, caller)
    return figure


def _draw_legend(ax: Axes, right: float, top: float, caller: str) -> None:
    names = {"all callers": style.ACCENT_COLOR, caller: style.WARNING_COLOR}
    for row, (name, color) in enumerate(names.items()):
        y = top * (0.95 - 0.11 * row)
        words = truncate_to_width(name, 1.8)
        ax.text(right * 1.02, y, words, color=color, weight="bold", va="center")


def describe(
    calls_by_caller: Mapping[str, Sequence[float]],
    forecast: OldVersionCallForecast,
    weeks_ahead: int,
    caller: str,
    version: str = "1",
) -> str:
    """Return the picture in words, from the same numbers as `draw`."""
    total = ", ".join(f"{sum(week):,.0f}" for week in zip(*calls_by_caller.values(), strict=True))
    one = ", ".join(f"{week:,.0f}" for week in calls_by_caller[caller])
    return (
        f"{title(weeks_ahead, forecast)}. Calls a week to version {version} so far: {total}. "
        f"{caller}: {one}. In the middle draw, {forecast.middle[weeks_ahead - 1]:,.0f} are left."
    )


def picture(
    calls_by_caller: Mapping[str, Sequence[float]],
    forecast: OldVersionCallForecast,
    weeks_ahead: int,
    caller: str,
    version: str = "1",
    *,
    source: str,
) -> Picture:
    """Return figure and description together."""
    given = (calls_by_caller, forecast, weeks_ahead, caller, version)
    return Picture(draw(*given), describe(*given), source)
