"""On which days a thousand quarters launch, with the promised day, P50, and P85."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from utils.capstone.data import INVENTED_SOURCE_TEXT
from utils.capstone.model.quarter.study import SAFE_DAY_PERCENTILE
from utils.capstone.pictures.day_marks import MARK_ROW_INCHES, draw_day_marks
from utils.capstone.quarter.story import WORKDAYS_PER_WEEK
from utils.kit import style
from utils.kit.axes import draw_x_axis, draw_y_axis, nice_ticks
from utils.kit.picture import Picture
from utils.kit.shapes import WARNING_AREA_COLOR, draw_filled_bar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from utils.capstone.model.quarter.study import Study

PANEL_HEIGHT_INCHES, MARGIN_LEFT_INCHES, MARGIN_BOTTOM_INCHES, MARGIN_TOP_INCHES = (  # inches
    3.5,
    0.6,
    0.5,
    0.74,
)
MARGIN_RIGHT_INCHES = 1.4  # inches: words of a late day go there
BAR_GAP_DAYS = 0.08  # working days on each side of a bar
MIN_BIN_DAYS, MAX_BAR_COUNT = 2, 60  # working days a bar at least, and bars
MAX_SHOWN_PERCENTILE = 99.5  # percentile: the latest launches are counted in the last bar

# --- words -------------------------------------------------------------------------------


def title(study: Study, day: float) -> str:
    """Return in how many of 1,000 quarters a day is met."""
    many = len(study.launch_days)
    return (
        f"Day {day:g} is met in {round(study.share_launched_by(day) * many):,} of {many:,} quarters"
    )


def _day_number(day: float) -> int:
    return math.ceil(day - 1e-9)


# --- draw --------------------------------------------------------------------------------


@style.with_course_style
def draw(study: Study, day: float, planned: float, promised: float) -> Figure:
    """Return the figure: a bar for each two days, strong up to `day`.

    `planned` is where the critical path ends.
    """
    marks = sorted(_build_day_marks(study, day, planned, promised), key=lambda one: -one[0])
    edges, counts = compute_histogram(study, (day, planned, promised))
    wide = edges[1] - edges[0]
    subtitle = (
        f"launches of {len(study.launch_days):,} quarters, {wide:g} days a bar · strong: in time"
    )
    figure = style.figure(
        title(study, day), subtitle, height=PANEL_HEIGHT_INCHES + MARK_ROW_INCHES * len(marks)
    )
    top = MARGIN_TOP_INCHES + MARK_ROW_INCHES * len(marks)
    ax = style.axes(
        figure,
        left=MARGIN_LEFT_INCHES,
        bottom=MARGIN_BOTTOM_INCHES,
        right=MARGIN_RIGHT_INCHES,
        top=top,
    )
    ax.set_xlim(edges[0], edges[-1])
    ax.set_ylim(0, max(counts) * 1.05)
    draw_y_axis(ax, nice_ticks(0, max(counts), 4, whole=True), lambda n: f"{n:g}")
    draw_x_axis(ax, nice_ticks(edges[0], edges[-1], 9), lambda d: f"{d:g}", "launch on working day")
    for edge, count in zip(edges, counts, strict=False):
        _draw_bar(ax, (edge, edge + wide), count, day)
    draw_day_marks(ax, marks, zorder=2)
    return figure


def compute_histogram(study: Study, marked: Sequence[float]) -> tuple[list[float], list[int]]:
    """Return the edges of the bars, one more than bars, and how many launches each has.

    All marked days are inside.
    """
    last = max(float(np.percentile(study.launch_days, MAX_SHOWN_PERCENTILE)), *marked)
    first = min(float(study.launch_days.min()), *marked)
    low, high = (
        math.floor(first / WORKDAYS_PER_WEEK) * WORKDAYS_PER_WEEK - 1,
        math.ceil(last / WORKDAYS_PER_WEEK) * WORKDAYS_PER_WEEK + 1,
    )
    wide = max(MIN_BIN_DAYS, math.ceil((high - low) / MAX_BAR_COUNT))
    edges = np.arange(low, high + wide, wide)
    counts, _ = np.histogram(np.minimum(study.launch_days, edges[-1]), edges)
    return [float(one) for one in edges], [int(one) for one in counts]


def _draw_bar(ax: Axes, edges: tuple[float, float], count: int, day: float) -> None:
    """Draw one bar; the one with the day in it in two parts."""
    across = (edges[0] + BAR_GAP_DAYS, edges[1] - BAR_GAP_DAYS)
    early = (across[0], min(max(day, across[0]), across[1]))
    late = (early[1], across[1])
    if early[1] > early[0]:
        draw_filled_bar(ax, early, (0, count), style.ACCENT_COLOR)
    if late[1] > late[0]:
        draw_filled_bar(ax, late, (0, count), WARNING_AREA_COLOR)


def _build_day_marks(
    study: Study, day: float, planned: float, promised: float
) -> list[tuple[float, str, str]]:
    half, safe = (study.launch_day_percentile(n) for n in (50, SAFE_DAY_PERCENTILE))
    tried = [(day, f"tried: day {day:g}", style.WARNING_COLOR)] if day != promised else []
    return [
        (half, f"P50: day {_day_number(half)}", style.TEXT_COLOR),
        (safe, f"P{SAFE_DAY_PERCENTILE}: day {_day_number(safe)}", style.TEXT_COLOR),
        (promised, f"promised: day {promised:g}", style.WARNING_COLOR),
        (planned, f"critical path: day {planned:g}", style.MUTED_COLOR),
        *tried,
    ]


# --- describe ----------------------------------------------------------------------------


def describe(study: Study, day: float, planned: float, promised: float) -> str:
    """Return the picture in words, from the same numbers as `draw`."""
    low, half, sure, high = (
        _day_number(study.launch_day_percentile(percent))
        for percent in (5, 50, SAFE_DAY_PERCENTILE, 95)
    )
    return (
        f"{title(study, day)}. A bar chart of launch days: 90 of 100 quarters launch from day "
        f"{low} to day {high}. P50 is day {half}, P{SAFE_DAY_PERCENTILE} day {sure}. "
        f"Promised: day {promised:g}. The critical path ends on day {planned:g}; "
        f"{study.share_launched_by(planned):.0%} of the quarters launch by then."
    )


def picture(study: Study, day: float, planned: float, promised: float) -> Picture:
    """Return figure and description together."""
    numbers = (study, day, planned, promised)
    return Picture(draw(*numbers), describe(*numbers), INVENTED_SOURCE_TEXT)
