"""Boxes, arrows, and words for pictures that show how things hang together. Units are inches."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from utils.kit import style
from utils.kit.lettering import SMALL_FONT_SIZE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

BOX_FILL_COLOR = "#eaf3f9"
LINE_HEIGHT_INCHES = 0.19  # inches, one line of words
ARROW_HEAD_POINTS = 7  # points, head of an arrow
ARROW_HEAD_INCHES = ARROW_HEAD_POINTS / 72


@dataclass(frozen=True)
class Box:
    """A rectangle by its middle and its size, in inches."""

    x: float
    y: float
    width: float
    height: float

    @property
    def left(self) -> float:
        """The left edge."""
        return self.x - self.width / 2

    @property
    def right(self) -> float:
        """The right edge."""
        return self.x + self.width / 2

    @property
    def top(self) -> float:
        """The upper edge."""
        return self.y + self.height / 2

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.y - self.height / 2


def add_inch_axes(figure: Figure) -> Axes:
    """Return axes over the whole figure, in inches from its lower left corner."""
    width, height = figure.get_size_inches()
    ax = style.axes(figure, left=0, bottom=0, right=0, top=0)
    ax.set_xlim(0, width)
    ax.set_ylim(0, height)
    return ax


def draw_box(
    ax: Axes,
    box: Box,
    heading: str,
    lines: Sequence[str] = (),
    *,
    color: str = style.ACCENT_COLOR,
    fill: str = BOX_FILL_COLOR,
) -> None:
    """Draw a box with an outline, a bold heading, and lines of words below it."""
    xs = (box.left, box.right, box.right, box.left)
    ax.fill(
        xs, (box.bottom, box.bottom, box.top, box.top),
        facecolor=fill, edgecolor=color, linewidth=1.3, zorder=2,
    )  # fmt: skip
    y = box.y + LINE_HEIGHT_INCHES * len(lines) / 2
    middle: style.StyleOptions = {"ha": "center", "va": "center", "zorder": 4}
    ax.text(box.x, y, heading, weight="bold", **middle)
    for row, line in enumerate(lines, start=1):
        ax.text(box.x, y - LINE_HEIGHT_INCHES * row, line, fontsize=SMALL_FONT_SIZE, **middle)


def draw_arrow(
    ax: Axes,
    start: tuple[float, float],
    end: tuple[float, float],
    *,
    color: str = style.MUTED_COLOR,
    both_heads: bool = False,
) -> None:
    """Draw an arrow whose tip is at `end`; with `both_heads`, it has a head at either end."""
    angle = math.atan2(end[1] - start[1], end[0] - start[0])
    back = (math.cos(angle) * ARROW_HEAD_INCHES / 2, math.sin(angle) * ARROW_HEAD_INCHES / 2)
    tip = (end[0] - back[0], end[1] - back[1])
    tail = (start[0] + back[0], start[1] + back[1]) if both_heads else start
    ax.plot((tail[0], tip[0]), (tail[1], tip[1]), color=color, linewidth=1.3, zorder=1.5)
    turns = [(tip, angle), *([(tail, angle + math.pi)] if both_heads else [])]
    for (x, y), turn in turns:
        head = (3, 0, math.degrees(turn) - 90)
        ax.plot(x, y, marker=head, markersize=ARROW_HEAD_POINTS, color=color, zorder=1.6)
