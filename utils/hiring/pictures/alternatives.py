"""H1: how much of the need each alternative leaves uncovered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from utils.hiring.model.need import MAX_RATING
from utils.kit import style
from utils.kit.axes import draw_row_labels
from utils.kit.english import plural
from utils.kit.lettering import SMALL_FONT_SIZE
from utils.kit.picture import Picture
from utils.kit.shapes import draw_background_band, draw_filled_bar, draw_shaded_cell

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from utils.hiring.model.alternatives import Coverage

ROW_HEIGHT_INCHES = 0.36  # inches
# Width of the highest need, in columns: the scale is the same for every product.
FULL_BAR_WIDTH_COLUMNS = 1.7
BAR_GAP_COLUMNS = 0.25  # columns between the cells and the bars
NAME_OFFSET_ROWS = 0.5  # rows


def title(coverages: Sequence[Coverage]) -> str:
    """Return the title: which option works in time and leaves the least uncovered."""
    best = coverages[0]
    if not best.in_time:
        return "None of the ways works that soon"
    return f"{best.option.label}: leaves the least uncovered ({best.uncovered_share:.0%})"


@style.with_course_style
def draw(coverages: Sequence[Coverage], names: Mapping[str, str]) -> Figure:
    """Return the figure: options as rows, criteria as columns, the total at the end."""
    figure = style.figure(
        title(coverages),
        "levels of need that stay uncovered, and their weighted share of the highest need",
        height=1.2 + ROW_HEIGHT_INCHES * len(coverages),
    )
    ax = style.axes(figure, left=2.75, bottom=0.12, right=0.1, top=1.06)
    many = len(names)
    ax.set_xlim(-0.5, many + FULL_BAR_WIDTH_COLUMNS + 0.5)
    ax.set_ylim(0.5 - len(coverages), 0.5)
    for column, name in enumerate(names.values()):
        # Neighbors stand at two heights, so that names wider than a column stay apart.
        y = 0.62 + NAME_OFFSET_ROWS * (1 - column % 2)
        ax.text(column, y, name, ha="center", va="bottom", fontsize=SMALL_FONT_SIZE)
    at = (many - BAR_GAP_COLUMNS, 0.62 + NAME_OFFSET_ROWS)
    ax.text(*at, "0 to 100%", va="bottom", fontsize=SMALL_FONT_SIZE, color=style.MUTED_COLOR)
    draw_row_labels(ax, [_row_label(one) for one in coverages])
    for row, one in enumerate(coverages):
        _draw_row(ax, -row, one, list(names))
    return figure


def _row_label(coverage: Coverage) -> str:
    late = "" if coverage.in_time else ": too late"
    return f"{coverage.option.label}\n{waiting_time_text(coverage.option.months)}{late}"


def waiting_time_text(months: float) -> str:
    """Return as text how many months pass until an option works."""
    return plural(months, "month") if months else "right away"


def _draw_row(ax: Axes, y: float, coverage: Coverage, keys: Sequence[str]) -> None:
    color = style.WARNING_COLOR if coverage.in_time else style.MUTED_COLOR
    for column, key in enumerate(keys):
        gap = coverage.gaps[key]
        shade = _gap_color(gap, in_time=coverage.in_time)
        draw_shaded_cell(ax, (column - 0.44, column + 0.44), (y - 0.42, y + 0.42), shade)
        ink = style.BACKGROUND_COLOR if gap >= 3 else style.TEXT_COLOR
        ax.text(column, y, f"{gap:g}" if gap else "·", ha="center", va="center", color=ink)
    start = len(keys) - BAR_GAP_COLUMNS
    end = start + FULL_BAR_WIDTH_COLUMNS * coverage.uncovered_share
    # The whole need.
    draw_background_band(ax, (start, start + FULL_BAR_WIDTH_COLUMNS), (y - 0.25, y + 0.25))
    draw_filled_bar(ax, (start, end), (y - 0.25, y + 0.25), color)
    ax.text(end + 0.06, y, f"{coverage.uncovered_share:.0%}", va="center", weight="bold")


def _gap_color(gap: float, *, in_time: bool) -> str:
    rgb = (0xB8, 0x4A, 0x00) if in_time else (0x57, 0x60, 0x6A)
    part = 0.04 + 0.9 * gap / MAX_RATING
    return "#" + "".join(f"{round(255 - part * (255 - one)):02x}" for one in rgb)


def describe(coverages: Sequence[Coverage], names: Mapping[str, str]) -> str:
    """Return the picture in words, from the same numbers as `draw`."""
    rows = []
    for one in coverages:
        gaps = ", ".join(f"{names[key]} {gap:g}" for key, gap in one.gaps.items() if gap)
        late = "" if one.in_time else ", too late"
        rows.append(
            f"{one.option.label} ({waiting_time_text(one.option.months)}{late}): "
            f"{one.uncovered_share:.0%} uncovered{f', in levels: {gaps}' if gaps else ', no gap'}."
        )
    return f"{title(coverages)}. {' '.join(rows)}"


def picture(coverages: Sequence[Coverage], names: Mapping[str, str], *, source: str) -> Picture:
    """Return figure and description together."""
    return Picture(draw(coverages, names), describe(coverages, names), source)
