"""A few keys, watched for the same hours: who had a working call by when, and who still waits."""

from __future__ import annotations

import math
from statistics import median
from typing import TYPE_CHECKING

from utils.kit import style
from utils.kit.axes import draw_row_labels, draw_x_axis, nice_ticks
from utils.kit.english import format_number, plural
from utils.kit.lettering import SMALL_FONT_SIZE
from utils.kit.picture import Picture
from utils.kit.shapes import CONNECTOR_COLOR, draw_point

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

EXAMPLE_WATCHED_HOURS = 10  # of the worked example
EXAMPLE_HOURS_TO_SUCCESS = (
    1,
    2,
    4,
    None,
    None,
)  # until the first working call; None: not in the hours watched
ROW_HEIGHT = 0.34  # inches
SOURCE_NOTE = "Invented for this course: the worked example."


def medians_of_worked_and_all(hours: Sequence[float | None]) -> tuple[float, float]:
    """Return the middle of the keys that worked, and of all keys, in hours.

    Keys that still wait come after all others; the second is infinite where the middle waits.
    """
    worked = [one for one in hours if one is not None]
    every = [math.inf if one is None else one for one in hours]
    return median(worked), sorted(every)[len(every) // 2]


def title(hours: Sequence[float | None]) -> str:
    """Return the title: both middles."""
    some, every = medians_of_worked_and_all(hours)
    worked = f"The middle of those that worked: {format_number(some)} hours"
    return f"{worked}. The middle of all: {_hours_or_unknown_text(every)}"


def _hours_or_unknown_text(hours: float) -> str:
    return "not yet known" if math.isinf(hours) else format_number(hours)


@style.with_course_style
def draw(hours: Sequence[float | None], watched_hours: float) -> Figure:
    """Return the figure: a row for each key, from its start to its first working call."""
    subtitle = f"hours until the first working call · watched for {plural(watched_hours, 'hour')}"
    height = 1.75 + ROW_HEIGHT * len(hours)
    figure = style.figure(title(hours), subtitle, height=height)
    ax = style.axes(figure, left=0.75, bottom=0.5, right=1.2, top=1.1)
    ax.set_xlim(0, watched_hours)
    ax.set_ylim(0.5 - len(hours), 0.5)
    draw_x_axis(ax, nice_ticks(0, watched_hours, 5), format_number, "hours")
    draw_row_labels(ax, [f"key {n}" for n in range(1, len(hours) + 1)])
    for row, one in enumerate(hours):
        _draw_key_row(ax, -row, one, watched_hours)
    some, every = medians_of_worked_and_all(hours)
    _draw_median_line(ax, some, "of those\nthat worked", style.WARNING_COLOR)
    if every <= watched_hours:
        _draw_median_line(ax, every, "of all", style.TEXT_COLOR)
    return figure


def _draw_key_row(ax: Axes, y: float, hours: float | None, watched_hours: float) -> None:
    end = watched_hours if hours is None else hours
    color = CONNECTOR_COLOR if hours is None else style.ACCENT_COLOR
    dashes: style.StyleOptions = {"linestyle": (0, (1, 2))} if hours is None else {}
    ax.plot((0, end), (y, y), color=color, linewidth=2.5, zorder=2, **dashes)
    if hours is None:
        ax.text(watched_hours * 1.015, y, "still waiting", va="center", color=style.MUTED_COLOR)
    else:
        draw_point(ax, hours, y, style.ACCENT_COLOR, area=60)


def _draw_median_line(ax: Axes, x: float, label: str, color: str) -> None:
    ax.axvline(x, color=color, linewidth=1.2, linestyle=(0, (4, 3)), zorder=1)
    look: style.StyleOptions = {"ha": "center", "va": "bottom", "fontsize": SMALL_FONT_SIZE}
    ax.text(x, 0.56, label, color=color, **look)


def describe(hours: Sequence[float | None], watched_hours: float) -> str:
    """Return the picture in words, from the same numbers as `draw`."""
    rows = " ".join(
        f"Key {n}: {'still waiting' if one is None else plural(one, 'hour')}."
        for n, one in enumerate(hours, start=1)
    )
    return (
        f"{title(hours)}. {plural(len(hours), 'key')}, watched for {watched_hours:g} hours. {rows}"
    )


def picture(
    hours: Sequence[float | None] = EXAMPLE_HOURS_TO_SUCCESS,
    watched_hours: float = EXAMPLE_WATCHED_HOURS,
) -> Picture:
    """Return figure and description together; without keys, those of the worked example."""
    return Picture(draw(hours, watched_hours), describe(hours, watched_hours), SOURCE_NOTE)
