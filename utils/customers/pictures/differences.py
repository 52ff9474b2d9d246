"""Differences with their intervals, one row each, and the line of no difference."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from utils.kit import style
from utils.kit.axes import draw_row_labels, draw_x_axis, nice_ticks
from utils.kit.picture import Picture
from utils.kit.shapes import draw_point

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.figure import Figure

NO_INTERVAL_NAN = math.nan


@dataclass(frozen=True)
class DifferenceRow:
    """A difference in percentage points, with an interval if it has one (else NaN)."""

    label: str
    value: float
    low: float = NO_INTERVAL_NAN
    high: float = NO_INTERVAL_NAN

    @property
    def difference_text(self) -> str:
        """The difference as a reader says it."""
        said = f"{format_points(self.value)} points"
        if math.isnan(self.low):
            return said
        return f"{said} ({format_points(self.low)} to {format_points(self.high)})"


def format_points(value: float) -> str:
    """Return percentage points with a true minus sign."""
    return f"{value:+.1f}".replace("-", "\u2212")


@style.with_course_style
def draw(title: str, rows: Sequence[DifferenceRow]) -> Figure:
    """Return the figure: a dot and its 95% interval for each row."""
    subtitle = "difference in percentage points; line: 95% interval, where there is one"
    figure = style.figure(title, subtitle, height=1.6 + 0.45 * len(rows))
    ax = style.axes(figure, left=2.95, bottom=0.5, right=0.3, top=0.75)
    known = [v for row in rows for v in (row.value, row.low, row.high) if not math.isnan(v)]
    low, high = min(0, *known), max(0, *known)
    room = (high - low or 1) * 0.08
    ax.set_xlim(low - room, high + room)
    ax.set_ylim(0.4 - len(rows), 0.6)
    draw_x_axis(ax, nice_ticks(low - room, high + room, 7), "{:g}".format, "percentage points")
    draw_row_labels(ax, [row.label for row in rows])
    ax.plot((0, 0), (0.55, 0.45 - len(rows)), color=style.TEXT_COLOR, linewidth=1.2, zorder=1)
    for at, row in enumerate(rows):
        sure = not math.isnan(row.low) and (row.low > 0 or row.high < 0)
        color = style.ACCENT_COLOR if sure else style.WARNING_COLOR
        if not math.isnan(row.low):
            ax.plot((row.low, row.high), (-at, -at), color=color, linewidth=2.4, zorder=2)
        draw_point(ax, row.value, -at, color, hollow=not sure)
    return figure


def describe(title: str, rows: Sequence[DifferenceRow]) -> str:
    """Return the picture in words, from the same numbers as `draw`."""
    return f"{title}. " + " ".join(f"{row.label}: {row.difference_text}." for row in rows)


def picture(title: str, rows: Sequence[DifferenceRow], *, source: str) -> Picture:
    """Return figure and description together."""
    return Picture(draw(title, rows), describe(title, rows), source)
