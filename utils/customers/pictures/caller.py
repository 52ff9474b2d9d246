"""What one caller does, week by week: calls to version 1, and refused calls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from utils.kit import style
from utils.kit.axes import nice_ticks, x_axis, y_axis
from utils.kit.picture import Picture
from utils.kit.shapes import CONNECTOR_COLOR

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

PANELS = ((0.65, "to version 1"), (4.3, "refused"))  # left edge in inches
PANEL_WIDTH = 2.6


def title(caller: str, old: Sequence[float], refused: Sequence[float]) -> str:
    """Return the title: the last week."""
    return f"{caller}, last week: {old[-1]:.0%} to version 1, {refused[-1]:.1%} refused"


@style.with_course_style
def draw(
    caller: str, old: Sequence[float], refused: Sequence[float], usual: Sequence[float]
) -> Figure:
    """Return the figure: two shares of the caller's calls; gray: refused calls of all callers."""
    subtitle = "share of the caller's calls, week by week; gray: all callers together"
    figure = style.figure(title(caller, old, refused), subtitle, height=2.7)
    for (left, head), line in zip(PANELS, (old, refused), strict=True):
        right = style.WIDTH_INCHES - left - PANEL_WIDTH
        ax = style.axes(figure, left=left, bottom=0.5, right=right, top=1.0)
        _panel(ax, head, line, usual if line is refused else ())
    return figure


def _panel(ax: Axes, head: str, line: Sequence[float], usual: Sequence[float]) -> None:
    weeks = range(1, len(line) + 1)
    top = max(*line, *usual, 0.01) * 1.1
    ax.set_xlim(1, len(line))
    ax.set_ylim(0, top)
    x_axis(ax, list(weeks), "{:g}".format, "week")
    y_axis(ax, nice_ticks(0, top, 4), "{:.0%}".format)
    if usual:
        ax.plot(weeks, usual, color=CONNECTOR_COLOR, linewidth=1.6)
    ax.plot(weeks, line, color=style.ACCENT_COLOR, linewidth=2)
    ax.text(1, top * 1.05, head, weight="bold", va="bottom")


def describe(
    caller: str, old: Sequence[float], refused: Sequence[float], usual: Sequence[float]
) -> str:
    """Return the picture in words, from the same numbers as `draw`."""
    shares = [", ".join(f"{one:.1%}" for one in line) for line in (old, refused, usual)]
    return (
        f"{title(caller, old, refused)}. By week, to version 1: {shares[0]}. Refused: {shares[1]}. "
        f"Refused of all callers: {shares[2]}."
    )


def picture(
    caller: str,
    old: Sequence[float],
    refused: Sequence[float],
    usual: Sequence[float],
    *,
    source: str,
) -> Picture:
    """Return figure and description together."""
    given = (caller, old, refused, usual)
    return Picture(draw(*given), describe(*given), source)
