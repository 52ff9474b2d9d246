"""Shapes that pictures of every topic share."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from utils.kit import style

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MIN_CONTRAST = 3.0  # of a mark against the background (WCAG 2.2, 1.4.11)
OUTLINE_WIDTH = 0.8  # points
CONNECTOR_COLOR = "#818b98"  # a line that joins two marks of a row; 3:1 and still quiet
AREA_COLOR, WARNING_AREA_COLOR = "#cfe3f1", "#f3d9c8"  # areas under a line, blocks in a strip
BAND_COLOR = "#f1f3f5"  # a zone behind the marks, which its words name


@functools.lru_cache(maxsize=256)
def contrast(color: str, background: str = style.BACKGROUND_COLOR) -> float:
    """Return the contrast of two colors, 1 to 21, as WCAG 2 defines it."""
    lighter, darker = sorted((_luminance(color), _luminance(background)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: str) -> float:
    from matplotlib.colors import to_rgb

    parts = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(color)]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), parts, strict=True))


def filled_bar(
    ax: Axes, x_range: tuple[float, float], y_range: tuple[float, float], color: str
) -> None:
    """Draw one bar as a filled rectangle; a bar chart's own function takes several times longer.

    A color too light to be seen against the background gets an outline.
    """
    pale = contrast(color) < MIN_CONTRAST
    _rectangle(
        ax, x_range, y_range, facecolor=color, zorder=1,
        edgecolor=style.MUTED_COLOR, linewidth=OUTLINE_WIDTH if pale else 0,
    )  # fmt: skip


def cell(ax: Axes, x_range: tuple[float, float], y_range: tuple[float, float], color: str) -> None:
    """Draw one cell of a table that is shaded by the number written in it."""
    _rectangle(ax, x_range, y_range, facecolor=color, linewidth=0, zorder=0.5)


def band(
    ax: Axes,
    x_range: tuple[float, float],
    y_range: tuple[float, float],
    color: str = BAND_COLOR,
) -> None:
    """Draw a zone behind the marks; words next to it have to say what it means."""
    _rectangle(ax, x_range, y_range, facecolor=color, linewidth=0, zorder=0)


def _rectangle(
    ax: Axes, x_range: tuple[float, float], y_range: tuple[float, float], **look: object
) -> None:
    (left, right), (low, high) = x_range, y_range
    options: style.StyleOptions = dict(look)
    ax.fill((left, right, right, left), (low, low, high, high), **options)


def range_bar(
    ax: Axes, y: float, ends: tuple[float, float], middle: tuple[float, float], color: str
) -> None:
    """Draw a range as a thin line and its middle half as a thick bar between two strokes."""
    ax.plot(ends, (y, y), color=color, linewidth=2, zorder=2)
    ax.plot(middle, (y, y), color=color, linewidth=9, alpha=0.45, solid_capstyle="butt", zorder=3)
    strokes: style.StyleOptions = {"marker": "|", "markersize": 9, "markeredgewidth": 1.2}
    ax.plot(middle, (y, y), color=color, linestyle="none", zorder=3, **strokes)


def point(
    ax: Axes,
    x: float,
    y: float,
    color: str,
    *,
    marker: str = "o",
    area: float = 46,
    hollow: bool = False,
) -> None:
    """Draw one value; with a white rim, so that it stands out where it covers a bar.

    A hollow one has a colored rim instead, a pale one a dark rim. `area` is in square points, as
    in a scatter, which takes four times as long to make as a marker.
    """
    rim = style.BACKGROUND_COLOR if contrast(color) >= MIN_CONTRAST else style.MUTED_COLOR
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
