"""Shapes that pictures of every topic share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from utils.kit import style

if TYPE_CHECKING:
    from matplotlib.axes import Axes

CONNECTOR_COLOR = "#818b98"  # a line that joins two marks of a row; 3:1 and still quiet
AREA_COLOR, WARNING_AREA_COLOR = "#cfe3f1", "#f3d9c8"  # areas under a line, blocks in a strip
BAND_COLOR = "#f1f3f5"  # a zone behind the marks, which its words name


def draw_filled_bar(
    ax: Axes, x_range: tuple[float, float], y_range: tuple[float, float], color: str
) -> None:
    """Draw one bar as a filled rectangle; a bar chart's own function takes several times longer.

    A pale one gets a rim, so that its ends can be seen on white.
    """
    (left, right), (low, high) = x_range, y_range
    rim = style.rim_color_if_pale(color)
    look: style.StyleOptions = {"edgecolor": rim, "linewidth": 0.8} if rim else {"linewidth": 0}
    ax.fill((left, right, right, left), (low, low, high, high), facecolor=color, **look)


def draw_range_bar(
    ax: Axes,
    y: float,
    full_range: tuple[float, float],
    middle_half: tuple[float, float],
    color: str,
) -> None:
    """Draw a range as a thin line and its middle half as a thick bar between two strokes."""
    ax.plot(full_range, (y, y), color=color, linewidth=2, zorder=2)
    ax.plot(
        middle_half, (y, y), color=color, linewidth=9, alpha=0.45, solid_capstyle="butt", zorder=3
    )
    strokes: style.StyleOptions = {"marker": "|", "markersize": 9, "markeredgewidth": 1.2}
    ax.plot(middle_half, (y, y), color=color, linestyle="none", zorder=3, **strokes)


def draw_point(
    ax: Axes,
    x: float,
    y: float,
    color: str,
    *,
    marker: str = "o",
    area: float = 46,
    hollow: bool = False,
) -> None:
    """Draw one value; with a white rim, so that it can be seen where it covers a bar.

    A hollow one has a colored rim instead, a pale one a dark rim. `area` is in square points, as
    in a scatter, which takes four times as long to make as a marker.
    """
    rim = style.rim_color_if_pale(color) or style.BACKGROUND_COLOR
    ax.plot(
        x,
        y,
        marker=marker,
        markersize=area**0.5,
        markerfacecolor=style.BACKGROUND_COLOR if hollow else color,
        markeredgecolor=color if hollow else rim,
        markeredgewidth=1.7 if hollow else 1,
        zorder=5,
    )


def draw_shaded_cell(
    ax: Axes, x_range: tuple[float, float], y_range: tuple[float, float], color: str
) -> None:
    """Draw one cell of a table that is shaded by the number written in it."""
    (left, right), (low, high) = x_range, y_range
    behind: style.StyleOptions = {"linewidth": 0, "zorder": 0.5}
    ax.fill((left, right, right, left), (low, low, high, high), facecolor=color, **behind)


def draw_background_band(
    ax: Axes,
    x_range: tuple[float, float],
    y_range: tuple[float, float],
    color: str = BAND_COLOR,
) -> None:
    """Draw a zone behind the marks; words next to it have to say what it means."""
    (left, right), (low, high) = x_range, y_range
    behind: style.StyleOptions = {"linewidth": 0, "zorder": 0}
    ax.fill((left, right, right, left), (low, low, high, high), facecolor=color, **behind)
