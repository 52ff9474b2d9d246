"""H1: what each way to get the work done leaves open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from utils.hiring.model.need import TOP
from utils.kit import style
from utils.kit.axes import row_labels
from utils.kit.english import plural
from utils.kit.picture import Picture
from utils.kit.shapes import filled_bar

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from utils.hiring.model.ways import Cover

ROW = 0.36  # inches
BAR = 1.6  # widths of a column


def finding(covers: Sequence[Cover]) -> str:
    """Return the title: which way in time leaves least open."""
    best = covers[0]
    if not best.in_time:
        return "No way works that soon"
    return f"{best.option.label}: leaves least open ({best.open_share:.0%})"


@style.with_course_style
def draw(covers: Sequence[Cover], names: Mapping[str, str]) -> Figure:
    """Return the figure: a row a way, a column a criterion, and the whole at the end."""
    made = style.figure(
        finding(covers),
        "levels of need that stay uncovered, and their weighted share of the highest need",
        height=1.2 + ROW * len(covers),
    )
    ax = style.axes(made, left=2.75, bottom=0.12, right=0.1, top=1.02)
    many = len(names)
    most = max(0.2, *(one.open_share for one in covers))
    ax.set_xlim(-0.5, many + BAR + 0.35)
    ax.set_ylim(0.5 - len(covers), 0.5)
    for column, name in enumerate(names.values()):
        ax.text(column, 0.62, name, ha="left", va="bottom", fontsize=7.5, rotation=18)
    row_labels(ax, [_label(one) for one in covers])
    for row, one in enumerate(covers):
        _row(ax, -row, one, list(names), most)
    return made


def _label(one: Cover) -> str:
    late = "" if one.in_time else ": too late"
    return f"{one.option.label}\n{when(one.option.months)}{late}"


def when(months: float) -> str:
    """Return in words how long a way takes until it works."""
    return plural(months, "month") if months else "at once"


def _row(ax: Axes, y: float, one: Cover, keys: Sequence[str], most: float) -> None:
    color = style.WARNING_COLOR if one.in_time else style.MUTED_COLOR
    for column, key in enumerate(keys):
        gap = one.gaps[key]
        filled_bar(
            ax,
            (column - 0.44, column + 0.44),
            (y - 0.42, y + 0.42),
            _shade(gap, in_time=one.in_time),
        )
        ink = style.BACKGROUND_COLOR if gap >= 3 else style.TEXT_COLOR
        ax.text(column, y, f"{gap:g}" if gap else "·", ha="center", va="center", color=ink)
    start = len(keys) - 0.25
    filled_bar(ax, (start, start + BAR * one.open_share / most), (y - 0.25, y + 0.25), color)
    ax.text(
        start + BAR * one.open_share / most + 0.06,
        y,
        f"{one.open_share:.0%}",
        va="center",
        weight="bold",
    )


def _shade(gap: float, *, in_time: bool) -> str:
    rgb = (0xB8, 0x4A, 0x00) if in_time else (0x57, 0x60, 0x6A)
    part = 0.04 + 0.9 * gap / TOP
    return "#" + "".join(f"{round(255 - part * (255 - one)):02x}" for one in rgb)


def describe(covers: Sequence[Cover], names: Mapping[str, str]) -> str:
    """Return the picture in words, from the same numbers as `draw`."""
    rows = []
    for one in covers:
        gaps = ", ".join(f"{names[key]} {gap:g}" for key, gap in one.gaps.items() if gap)
        late = "" if one.in_time else ", too late"
        rows.append(
            f"{one.option.label} ({when(one.option.months)}{late}): {one.open_share:.0%} open"
            f"{f', by level {gaps}' if gaps else ', no gap'}."
        )
    return f"{finding(covers)}. {' '.join(rows)}"


def picture(covers: Sequence[Cover], names: Mapping[str, str], *, source: str) -> Picture:
    """Return figure and description together."""
    return Picture(draw(covers, names), describe(covers, names), source)
