"""Scales, grids and row labels for axes made by `style.axes`.

matplotlib's own axis measures every label several times: a third of a drawing's time (33 against
21 ms), and a learner who holds down an arrow key would wait for it. These draw the same marks once,
where they are told to.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from utils.kit import style

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from matplotlib.axes import Axes
    from matplotlib.transforms import Transform

PAD = 0.07  # inches between an axis and its labels
LINE = 0.2  # inches, one line of labels
GRID: style.Look = {"color": "#e8ebef", "linewidth": 0.8, "zorder": 0}
STEPS = (1, 2, 2.5, 5, 10)
GAP = float("nan")  # breaks a line, so that a whole grid is one line


def nice_ticks(low: float, high: float, most: int = 6, *, whole: bool = False) -> list[float]:
    """Return at most about `most` round numbers from `low` to `high`; `whole` ones if asked."""
    from matplotlib.ticker import MaxNLocator

    ticks = MaxNLocator(most, steps=STEPS, integer=whole).tick_values(low, high)
    return [float(tick) for tick in ticks if low <= tick <= high]


def x_axis(ax: Axes, ticks: Sequence[float], form: Callable[[float], str], title: str = "") -> None:
    """Draw vertical grid lines, their labels below and a base line.

    Set the limits of `ax` before. `form` turns a tick into its label.
    """
    height = _inches(ax)[1]
    across = ax.get_xaxis_transform()
    ax.plot(
        [x for tick in ticks for x in (tick, tick, GAP)],
        [0, 1, GAP] * len(ticks),
        transform=across,
        **GRID,
    )
    ax.plot((0, 1), (0, 0), transform=ax.transAxes, color=style.FAINT, linewidth=0.9, zorder=1)
    for tick in ticks:
        _below(ax, tick, -PAD / height, form(tick), across)
    if title:
        _below(ax, 0.5, -(PAD + LINE) / height, title, ax.transAxes)


def y_axis(ax: Axes, ticks: Sequence[float], form: Callable[[float], str]) -> None:
    """Draw horizontal grid lines and their labels on the left. Set the limits before."""
    along = ax.get_yaxis_transform()
    ax.plot(
        [0, 1, GAP] * len(ticks),
        [y for tick in ticks for y in (tick, tick, GAP)],
        transform=along,
        **GRID,
    )
    row_labels(ax, [form(tick) for tick in ticks], ticks)


def row_labels(ax: Axes, labels: Sequence[str], at: Sequence[float] | None = None) -> None:
    """Write labels left of the axes: at these heights, else one row below the other from 0."""
    along = ax.get_yaxis_transform()
    heights = at if at is not None else [-row for row in range(len(labels))]
    for label, y in zip(labels, heights, strict=True):
        ax.text(-PAD / _inches(ax)[0], y, label, transform=along, ha="right", va="center")


def _below(ax: Axes, x: float, y: float, words: str, transform: Transform) -> None:
    ax.text(x, y, words, transform=transform, ha="center", va="top", color=style.QUIET)


def _inches(ax: Axes) -> tuple[float, float]:
    box, figure = ax.get_position(), ax.figure.get_figure(root=True)
    width, height = figure.get_size_inches()
    return box.width * width, box.height * height
