"""What a caller does, week by week: calls to version 1, refused calls, and slow refunds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from utils.kit import style
from utils.kit.axes import draw_x_axis, draw_y_axis, nice_ticks
from utils.kit.picture import Picture
from utils.kit.shapes import CONNECTOR_COLOR

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WEEK_COUNT = 8
ALL_CALLERS_TITLE = "What the six callers do"
PANEL_LEFT_EDGES = (0.6, 2.95, 5.3)  # left edges in inches
PANEL_WIDTH = 1.75
NO_REFUNDS_TEXT = "no refund calls"


@dataclass(frozen=True)
class CallerWeeks:
    """A caller's weeks: shares to version 1 and refused, and the p95 of refund calls in ms."""

    caller: str
    old_shares: Sequence[float]
    refused_shares: Sequence[float]
    refund_p95_ms: Sequence[float]  # empty where it makes none


def title(weeks: CallerWeeks) -> str:
    """Return the title: the last week."""
    old, refused = weeks.old_shares[-1], weeks.refused_shares[-1]
    return f"{weeks.caller}, last week: {old:.0%} to version 1, {refused:.1%} refused"


@style.with_course_style
def draw(weeks: CallerWeeks, overall_refused: Sequence[float]) -> Figure:
    """Return the figure: three things about a caller; gray: refused calls of all callers."""
    subtitle = "the caller's calls, week by week; gray: all callers together"
    figure = style.figure(title(weeks), subtitle, height=2.7)
    panels = (
        ("to version 1", weeks.old_shares, (), "{:.0%}"),
        ("refused", weeks.refused_shares, overall_refused, "{:.0%}"),
        ("p95 of refund calls, ms", weeks.refund_p95_ms, (), "{:g}"),
    )
    for left, (head, line, gray, form) in zip(PANEL_LEFT_EDGES, panels, strict=True):
        right = style.WIDTH_INCHES - left - PANEL_WIDTH
        ax = style.axes(figure, left=left, bottom=0.5, right=right, top=1.0)
        _draw_panel(ax, head, line, gray, form)
    return figure


def _draw_panel(
    ax: Axes,
    heading: str,
    caller_values: Sequence[float],
    overall_values: Sequence[float],
    tick_format: str,
) -> None:
    weeks = range(1, WEEK_COUNT + 1)
    top = max([*caller_values, *overall_values, 0.01]) * 1.1
    ax.set_xlim(1, WEEK_COUNT)
    ax.set_ylim(0, top)
    ax.text(1, top * 1.05, heading, weight="bold", va="bottom")
    if not caller_values:
        ax.text(1, top / 2, NO_REFUNDS_TEXT, color=style.MUTED_COLOR)
        return
    draw_x_axis(ax, list(weeks), "{:g}".format, "week")
    draw_y_axis(ax, nice_ticks(0, top, 4), tick_format.format)
    if overall_values:
        ax.plot(weeks, overall_values, color=CONNECTOR_COLOR, linewidth=1.6)
    ax.plot(weeks, caller_values, color=style.ACCENT_COLOR, linewidth=2)


def describe(weeks: CallerWeeks, overall_refused: Sequence[float]) -> str:
    """Return the picture in words, from the same numbers as `draw`."""
    shares = [
        ", ".join(f"{share:.1%}" for share in line)
        for line in (weeks.old_shares, weeks.refused_shares, overall_refused)
    ]
    slow = ", ".join(f"{ms:.0f}" for ms in weeks.refund_p95_ms) or NO_REFUNDS_TEXT
    return (
        f"{title(weeks)}. By week, to version 1: {shares[0]}. Refused: {shares[1]}. "
        f"Refused of all callers: {shares[2]}. The p95 of refund calls, in ms: {slow}."
    )


def picture(weeks: CallerWeeks, overall_refused: Sequence[float], *, source: str) -> Picture:
    """Return figure and description together."""
    return Picture(draw(weeks, overall_refused), describe(weeks, overall_refused), source)


# --- all of them at once, for paper --------------------------------------------------------

GRID_LEFT = 0.62  # inches
CALLER_STRIDE_WEEKS = WEEK_COUNT + 2  # from a caller's first week to that of the next
GRID_TOP, GRID_HEIGHT, ROW_GAP = 1.05, 0.8, 0.32  # inches


@style.with_course_style
def draw_all_callers(callers: Sequence[CallerWeeks], overall_refused: Sequence[float]) -> Figure:
    """Return small multiples: a column for each caller, and a row for each thing to look at."""
    height = GRID_TOP + 3 * (GRID_HEIGHT + ROW_GAP) + 0.2
    subtitle = "a column for each caller, weeks 1 to 8; gray: all callers together"
    figure = style.figure(ALL_CALLERS_TITLE, subtitle, height=height)
    rows = (
        ("share of calls to version 1", [one.old_shares for one in callers], (), "{:.0%}"),
        (
            "share of calls that are refused",
            [one.refused_shares for one in callers],
            overall_refused,
            "{:.0%}",
        ),
        ("p95 of refund calls, ms", [one.refund_p95_ms for one in callers], (), "{:g}"),
    )
    ends = [
        week
        for one in range(len(callers))
        for week in (_week_position(one, 1), _week_position(one, WEEK_COUNT))
    ]
    for row, (head, lines, gray, form) in enumerate(rows):
        top = GRID_TOP + row * (GRID_HEIGHT + ROW_GAP)
        ax = style.axes(figure, left=GRID_LEFT, top=top, bottom=height - top - GRID_HEIGHT)
        most = max(max(line) for line in [*lines, gray] if line) * 1.1
        ax.set_xlim(ends[0], ends[-1])
        ax.set_ylim(0, most)
        ax.text(1, most * 1.07, head, weight="bold", va="bottom")
        draw_y_axis(ax, nice_ticks(0, most, 3), form.format)
        draw_x_axis(ax, ends, _week_label if row == len(rows) - 1 else _empty_label)
        for column, line in enumerate(lines):
            _draw_small_multiple(ax, _week_position(column, 1), line, gray)
            if row == 0:
                name = callers[column].caller
                ax.text(
                    _week_position(column, 1),
                    most * 1.32,
                    name,
                    color=style.ACCENT_COLOR,
                    va="bottom",
                )
    return figure


def _week_position(column: int, week: int) -> int:
    """Return where a caller's week is along the row: a caller's weeks, a gap, the next caller's."""
    return column * CALLER_STRIDE_WEEKS + week


def _week_label(position: float) -> str:
    return f"{position % CALLER_STRIDE_WEEKS:g}"


def _empty_label(_: float) -> str:
    return ""


def _draw_small_multiple(
    ax: Axes, first_week: int, caller_values: Sequence[float], overall_values: Sequence[float]
) -> None:
    """Draw one of the multiples, whose first week is `first_week`."""
    weeks = range(first_week, first_week + WEEK_COUNT)
    if overall_values:
        ax.plot(weeks, overall_values, color=CONNECTOR_COLOR, linewidth=1.4)
    if caller_values:
        ax.plot(weeks, caller_values, color=style.ACCENT_COLOR, linewidth=1.8)
    else:
        middle = first_week + (WEEK_COUNT - 1) / 2
        ax.text(middle, ax.get_ylim()[1] / 2, "none", color=style.MUTED_COLOR, ha="center")


def describe_all_callers(callers: Sequence[CallerWeeks], overall_refused: Sequence[float]) -> str:
    """Return the small multiples in words: first and last week of each line."""
    parts = [
        f"{one.caller}: to version 1 from {one.old_shares[0]:.0%} to {one.old_shares[-1]:.0%}, "
        f"refused from {one.refused_shares[0]:.1%} to {one.refused_shares[-1]:.1%}"
        + (f", refund calls from {one.refund_p95_ms[0]:.0f} to {one.refund_p95_ms[-1]:.0f} ms"
           if one.refund_p95_ms else "")
        for one in callers
    ]  # fmt: skip
    whole = f"Refused of all callers: from {overall_refused[0]:.1%} to {overall_refused[-1]:.1%}."
    return f"{ALL_CALLERS_TITLE}, first and last week. {'. '.join(parts)}. {whole}"


def all_callers_picture(
    callers: Sequence[CallerWeeks], overall_refused: Sequence[float], *, source: str
) -> Picture:
    """Return the small multiples and their description."""
    return Picture(
        draw_all_callers(callers, overall_refused),
        describe_all_callers(callers, overall_refused),
        source,
    )
