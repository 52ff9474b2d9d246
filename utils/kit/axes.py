"""Scales, grids and row labels for axes made by `style.axes`.

matplotlib's own axis measures every label several times: a third of a drawing's time (33 against
21 ms), and a learner who holds down an arrow key would wait for it. These draw the same marks once,
where they are told to.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from utils.kit import style

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.transforms import Transform

LABEL_PADDING_INCHES = 0.07  # inches between an axis and its labels
LINE_HEIGHT_INCHES = 0.2  # inches, one line of labels
GRID_STYLE: style.StyleOptions = {"color": "#e8ebef", "linewidth": 0.8, "zorder": 0}
TICK_STEPS = (1, 2, 2.5, 5, 10)
LINE_BREAK_NAN = float("nan")  # breaks a line, so that a whole grid is one line


def nice_ticks(low: float, high: float, max_ticks: int = 6, *, whole: bool = False) -> list[float]:
    """Return at most about `max_ticks` round numbers from `low` to `high`, or whole ones."""
    from matplotlib.ticker import MaxNLocator

    ticks = MaxNLocator(max_ticks, steps=TICK_STEPS, integer=whole).tick_values(low, high)
    return [float(tick) for tick in ticks if low <= tick <= high]


def draw_x_axis(
    ax: Axes, ticks: Sequence[float], format_tick: Callable[[float], str], title: str = ""
) -> None:
    """Draw vertical grid lines, their labels below and a base line.

    Set the limits of `ax` before. `format_tick` turns a tick into its label.
    """
    height = _size_in_inches(ax)[1]
    across = ax.get_xaxis_transform()
    ax.plot(
        [x for tick in ticks for x in (tick, tick, LINE_BREAK_NAN)],
        [0, 1, LINE_BREAK_NAN] * len(ticks),
        transform=across,
        **GRID_STYLE,
    )
    ax.plot((0, 1), (0, 0), transform=ax.transAxes, color=style.LINE_COLOR, linewidth=0.9, zorder=0)
    for tick in ticks:
        _draw_label_below(ax, tick, -LABEL_PADDING_INCHES / height, format_tick(tick), across)
    if title:
        _draw_label_below(
            ax, 0.5, -(LABEL_PADDING_INCHES + LINE_HEIGHT_INCHES) / height, title, ax.transAxes
        )


def draw_y_axis(ax: Axes, ticks: Sequence[float], format_tick: Callable[[float], str]) -> None:
    """Draw horizontal grid lines and their labels on the left. Set the limits before."""
    along = ax.get_yaxis_transform()
    ax.plot(
        [0, 1, LINE_BREAK_NAN] * len(ticks),
        [y for tick in ticks for y in (tick, tick, LINE_BREAK_NAN)],
        transform=along,
        **GRID_STYLE,
    )
    draw_row_labels(ax, [format_tick(tick) for tick in ticks], ticks)


def draw_row_labels(
    ax: Axes, labels: Sequence[str], heights: Sequence[float] | None = None
) -> None:
    """Write labels left of the axes: at these heights, else one row below the other from 0."""
    along = ax.get_yaxis_transform()
    heights = heights if heights is not None else [-row for row in range(len(labels))]
    for label, y in zip(labels, heights, strict=True):
        ax.text(
            -LABEL_PADDING_INCHES / _size_in_inches(ax)[0],
            y,
            label,
            transform=along,
            ha="right",
            va="center",
        )


def _draw_label_below(ax: Axes, x: float, y: float, words: str, transform: Transform) -> None:
    ax.text(x, y, words, transform=transform, ha="center", va="top", color=style.MUTED_COLOR)


def _size_in_inches(ax: Axes) -> tuple[float, float]:
    box, figure = ax.get_position(), cast("Figure", ax.figure)
    width, height = figure.get_size_inches()
    return box.width * width, box.height * height
