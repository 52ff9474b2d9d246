"""Days marked in a picture: a line, with its words above the panel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from utils.kit import style
from utils.kit.lettering import SMALL_FONT_SIZE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

MARK_ROW_INCHES = 0.17  # inches: the room that the words of one day need


def draw_day_marks(ax: Axes, marks: Sequence[tuple[float, str, str]], *, zorder: float) -> None:
    """Draw days (day, words, color), each a line higher than the next, words right of the line.

    The line of a day in the text's own color is solid, such as today's; others are dashed.
    """
    height = ax.get_window_extent().height / style.CSS_DPI
    for row, (day, words, color) in enumerate(marks):
        top = 1 + MARK_ROW_INCHES * (row + 0.15) / height
        dashes = "-" if color == style.TEXT_COLOR else (0, (4, 3))
        ax.axvline(
            day, 0, top, color=color, linewidth=1.3, linestyle=dashes, zorder=zorder, clip_on=False
        )
        ax.annotate(
            words,
            (day, top),
            xycoords=ax.get_xaxis_transform(),
            xytext=(2, 2),
            textcoords="offset points",
            ha="left",
            color=color,
            fontsize=SMALL_FONT_SIZE,
            annotation_clip=False,
        )
