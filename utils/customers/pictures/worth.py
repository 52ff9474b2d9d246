"""Which assumption moves the value of a change most."""

from __future__ import annotations

from typing import TYPE_CHECKING

from utils.kit import style
from utils.kit.axes import draw_row_labels, draw_x_axis, nice_ticks
from utils.kit.english import MINUS
from utils.kit.picture import Picture
from utils.kit.shapes import draw_filled_bar

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from matplotlib.figure import Figure

    from utils.customers.model.business import TornadoBar

DOLLARS_PER_UNIT = 1_000


def format_thousand_dollars(value: float) -> str:
    """Return thousands of dollars: "$12k", "−$3k", "$0"."""
    thousands = round(value / DOLLARS_PER_UNIT)
    return f"{MINUS if thousands < 0 else ''}${abs(thousands):,}k" if thousands else "$0"


def title(bars: Sequence[TornadoBar], names: Mapping[str, str]) -> str:
    """Return the title: the assumption that moves the result most."""
    return f"What moves the result most: {names[bars[0].name]}"


@style.with_course_style
def draw(bars: Sequence[TornadoBar], names: Mapping[str, str]) -> Figure:
    """Return the figure: a bar for each assumption, the widest on top."""
    subtitle = "left after a year; faint: the assumption at its low end, strong: at its high end"
    figure = style.figure(title(bars, names), subtitle, height=1.45 + 0.3 * len(bars))
    ax = style.axes(figure, left=2.6, bottom=0.5, right=0.3, top=0.7)
    middle = (bars[0].result_at_low + bars[0].result_at_high) / 2
    ends = [end for bar in bars for end in (bar.result_at_low, bar.result_at_high)] + [0.0]
    room = (max(ends) - min(ends) or 1) * 0.06
    low, high = min(ends) - room, max(ends) + room
    ax.set_xlim(low, high)
    ax.set_ylim(0.4 - len(bars), 0.6)
    draw_x_axis(ax, nice_ticks(low, high, 6), format_thousand_dollars, "left after a year")
    draw_row_labels(ax, [names[bar.name] for bar in bars])
    for row, bar in enumerate(bars):
        for end, color in (
            (bar.result_at_low, "#8fbfdf"),
            (bar.result_at_high, style.ACCENT_COLOR),
        ):
            if abs(end - middle) > (high - low) * 1e-4:
                draw_filled_bar(
                    ax, (min(middle, end), max(middle, end)), (-row - 0.3, -row + 0.3), color
                )
    ax.plot((0, 0), (0.55, 0.45 - len(bars)), color=style.TEXT_COLOR, linewidth=1.2)
    return figure


def describe(bars: Sequence[TornadoBar], names: Mapping[str, str]) -> str:
    """Return the picture in words, from the same numbers as `draw`."""
    told = " ".join(
        f"{names[bar.name]}: {format_thousand_dollars(bar.result_at_low)} at its low end, "
        f"{format_thousand_dollars(bar.result_at_high)} at its high end."
        for bar in bars
    )
    return f"{title(bars, names)}. Left after a year: {told}"


def picture(bars: Sequence[TornadoBar], names: Mapping[str, str], *, source: str) -> Picture:
    """Return figure and description together."""
    return Picture(draw(bars, names), describe(bars, names), source)
