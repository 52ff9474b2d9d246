"""Pictures of single parts: who decides, the requirement in six boxes, two versions, and pay."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from utils.kit import style
from utils.kit.axes import draw_row_labels, draw_x_axis, nice_ticks
from utils.kit.diagram import (
    BOX_FILL_COLOR,
    LINE_HEIGHT_INCHES,
    Box,
    add_inch_axes,
    draw_arrow,
    draw_box,
)
from utils.kit.english import join_words, lower_first, plural
from utils.kit.lettering import SMALL_FONT_SIZE, truncate_to_width, wrap_text
from utils.kit.picture import Picture
from utils.kit.shapes import draw_filled_bar, draw_point, draw_range_bar
from utils.kit.tables import format_usd, format_usd_k, source_line

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from utils.pay.model.benchmark import Wages

OWN_DECISIONS_SOURCE_TEXT = "Own decisions. The case is invented."

# --- who decides -----------------------------------------------------------------------------

BOX_CENTERS_INCHES, BOX_WIDTH_INCHES = (1.9, 5.3), 3.1  # inches: middles and width of the two boxes


def decisions_title(own: Sequence[str], others: Sequence[str]) -> str:
    """Return the title: how many decisions are the owner's."""
    return f"The owner decides {len(own)} of {len(own) + len(others)} questions"


@style.with_course_style
def draw_decisions(own: Sequence[str], others: Sequence[str]) -> Figure:
    """Return the figure: the owner's decisions in one box, those of others in another."""
    lines = max(len(own), len(others), 1)
    height = 1.2 + LINE_HEIGHT_INCHES * (lines + 1)
    figure = style.figure(
        decisions_title(own, others), "exactly one person is accountable for each decision",
        height=height,
    )  # fmt: skip
    ax = add_inch_axes(figure)
    inside = height - 0.95
    for x, head, words, color, fill in (
        (BOX_CENTERS_INCHES[0], "The owner decides", own, style.ACCENT_COLOR, BOX_FILL_COLOR),
        (BOX_CENTERS_INCHES[1], "Others decide", others, style.MUTED_COLOR, style.BACKGROUND_COLOR),
    ):
        box = Box(x, 0.12 + inside / 2, BOX_WIDTH_INCHES, inside)
        short = [
            truncate_to_width(one, BOX_WIDTH_INCHES - 0.2, SMALL_FONT_SIZE)
            for one in words or ("nothing",)
        ]
        draw_box(ax, box, head, short, color=color, fill=fill)
    return figure


def decisions_picture(own: Sequence[str], others: Sequence[str]) -> Picture:
    """Return figure and description together."""
    told = (
        f"{decisions_title(own, others)}. The owner decides: {join_words(own) or 'nothing'}. "
        f"Others decide: {join_words(others) or 'nothing'}."
    )
    return Picture(draw_decisions(own, others), told, OWN_DECISIONS_SOURCE_TEXT)


# --- the requirement -------------------------------------------------------------------------

CELL_CENTERS_INCHES = (1.25, 3.6, 5.95)  # inches, middles of the boxes
CELL_WIDTH_INCHES, CELL_HEADING_INCHES, MAX_CELL_LINES = 2.1, 0.42, 8
MARGIN_TOP_INCHES, ROW_GAP_INCHES, MARGIN_BOTTOM_INCHES = (  # inches around the two rows
    0.75,
    0.25,
    0.15,
)
SCENARIO_CELL_POSITIONS = {  # part → (column, row)
    "source": (0, 0), "artifact": (1, 0), "response": (2, 0),
    "stimulus": (0, 1), "environment": (1, 1), "measure": (2, 1),
}  # fmt: skip
SCENARIO_TITLE = "A test could decide this: what arrives, where, and what has to happen"
SCENARIO_SUBTITLE = "from left to right · below: how much, when, and the limit"


@style.with_course_style
def draw_scenario(scenario: Mapping[str, str], names: Mapping[str, str]) -> Figure:
    """Return the figure: six boxes, from who sends something to how the answer is measured."""
    lines = {part: _wrap_cell_text(scenario[part]) for part in SCENARIO_CELL_POSITIONS}
    tall = [
        CELL_HEADING_INCHES
        + LINE_HEIGHT_INCHES
        * max(
            len(lines[part])
            for part in SCENARIO_CELL_POSITIONS
            if SCENARIO_CELL_POSITIONS[part][1] == row
        )
        for row in (0, 1)
    ]
    height = MARGIN_TOP_INCHES + sum(tall) + ROW_GAP_INCHES + MARGIN_BOTTOM_INCHES
    middles = (height - MARGIN_TOP_INCHES - tall[0] / 2, MARGIN_BOTTOM_INCHES + tall[1] / 2)
    figure = style.figure(SCENARIO_TITLE, SCENARIO_SUBTITLE, height=height)
    ax = add_inch_axes(figure)
    for part, (column, row) in SCENARIO_CELL_POSITIONS.items():
        box = Box(CELL_CENTERS_INCHES[column], middles[row], CELL_WIDTH_INCHES, tall[row])
        fill = BOX_FILL_COLOR if part == "measure" else style.BACKGROUND_COLOR
        color = style.ACCENT_COLOR if part == "measure" else style.MUTED_COLOR
        draw_box(ax, box, names[part], lines[part], color=color, fill=fill)
    for left, right in pairwise(CELL_CENTERS_INCHES):
        ends = (left + CELL_WIDTH_INCHES / 2, right - CELL_WIDTH_INCHES / 2)
        draw_arrow(ax, (ends[0], middles[0]), (ends[1], middles[0]))
    return figure


def _wrap_cell_text(text: str) -> list[str]:
    room = CELL_WIDTH_INCHES - 0.15
    words = " ".join(text.split())[:400] or "–"
    lines = wrap_text(words, room, SMALL_FONT_SIZE, "bold")
    shown = [*lines[: MAX_CELL_LINES - 1], " ".join(lines[MAX_CELL_LINES - 1 :])]
    return [truncate_to_width(one, room, SMALL_FONT_SIZE) for one in shown if one]


def scenario_picture(scenario: Mapping[str, str], names: Mapping[str, str]) -> Picture:
    """Return figure and description together. `names` has what each part is called."""
    told = " ".join(f"{names[part]}: {scenario[part] or '–'}." for part in SCENARIO_CELL_POSITIONS)
    return Picture(
        draw_scenario(scenario, names), f"{SCENARIO_TITLE}. {told}", OWN_DECISIONS_SOURCE_TEXT
    )


# --- two versions ----------------------------------------------------------------------------


def versions_title(old_version: str, new_version: str, break_count: int) -> str:
    """Return the title: which version comes after which, and what it tells callers."""
    told = f"{plural(break_count, 'change')} {'breaks' if break_count == 1 else 'break'} callers"
    verdict = told if break_count else "no change breaks callers"
    return f"{new_version} comes after {old_version}: {verdict}"


@style.with_course_style
def draw_versions(
    old_version: str,
    new_version: str,
    break_count: int,
    launch_day: float,
    notice_days: float | None,
) -> Figure:
    """Return the figure: how long each version works, in working days."""
    figure = style.figure(
        versions_title(old_version, new_version, break_count),
        "working days from today on which each version works",
        height=2.3,
    )
    ax = style.axes(figure, left=1.2, bottom=0.45, right=0.3, top=0.75)
    end = launch_day + (notice_days or 0)
    ax.set_xlim(0, max(end, launch_day + 20) * 1.08)
    ax.set_ylim(-1.6, 0.6)
    draw_x_axis(ax, nice_ticks(*ax.get_xlim()), "{:g}".format)
    draw_row_labels(ax, [f"Version {old_version}", f"Version {new_version}"])
    draw_filled_bar(ax, (0, end), (-0.26, 0.26), style.MUTED_COLOR)
    draw_filled_bar(ax, (launch_day, ax.get_xlim()[1]), (-1.26, -0.74), style.ACCENT_COLOR)
    _draw_bar_text(ax, 0, _old_version_text(notice_days, end))
    _draw_bar_text(ax, -1, f"from day {launch_day:g}", start=launch_day)
    return figure


def _draw_bar_text(ax: Axes, y: float, words: str, start: float = 0) -> None:
    place = start + ax.get_xlim()[1] * 0.012
    ax.text(place, y, words, va="center", color="white", weight="bold", fontsize=SMALL_FONT_SIZE)


def _old_version_text(notice_days: float | None, end_day: float) -> str:
    return f"until day {end_day:g}" if notice_days else "until the launch"


def versions_picture(
    old_version: str,
    new_version: str,
    *,
    break_count: int,
    launch_day: float,
    notice_days: float | None,
) -> Picture:
    """Return figure and description together; `launch_day` and `notice_days` are working days."""
    kept = (
        f"{plural(notice_days, 'working day')} after the launch"
        if notice_days
        else "until the launch"
    )
    told = (
        f"{versions_title(old_version, new_version, break_count)}. Version {new_version} works "
        f"from working day {launch_day:g}; version {old_version} works until day "
        f"{launch_day + (notice_days or 0):g} ({kept})."
    )
    return Picture(
        draw_versions(old_version, new_version, break_count, launch_day, notice_days),
        told,
        OWN_DECISIONS_SOURCE_TEXT,
    )


# --- pay -------------------------------------------------------------------------------------


def pay_title(asked_pay: float, area_name: str, occupation: str) -> str:
    """Return the title: what is asked, and compared with whom."""
    return f"{format_usd(asked_pay)} in {area_name}, next to the pay of {lower_first(occupation)}"


@style.with_course_style
def draw_pay(
    asked_pay: float, area_name: str, occupation: str, wages: Mapping[str, Wages]
) -> Figure:
    """Return the figure: the pay of three occupations, and what the candidate asks for."""
    figure = style.figure(
        pay_title(asked_pay, area_name, occupation),
        "line: 10th to 90th percentile · box: middle half · dot: median", height=2.6,
    )  # fmt: skip
    ax = style.axes(figure, left=2.15, bottom=0.4, right=0.35, top=0.95)
    ends = [end for one in wages.values() for end in (one.p10, one.p90) if end is not None]
    ax.set_xlim(min([*ends, asked_pay]) * 0.9, max([*ends, asked_pay]) * 1.05)
    ax.set_ylim(-len(wages) + 0.4, 0.6)
    draw_x_axis(ax, nice_ticks(*ax.get_xlim(), 5), format_usd_k)
    draw_row_labels(ax, list(wages))
    for row, (name, one) in enumerate(wages.items()):
        _draw_pay_row(
            ax, -row, one, style.ACCENT_COLOR if name == occupation else style.MUTED_COLOR
        )
    ax.axvline(asked_pay, color=style.WARNING_COLOR, linewidth=1.5, linestyle=(0, (4, 3)))
    ax.text(asked_pay, 0.66, "asked for", ha="center", va="bottom", color=style.WARNING_COLOR,
            fontsize=SMALL_FONT_SIZE)  # fmt: skip
    return figure


def _draw_pay_row(ax: Axes, y: float, wages: Wages, color: str) -> None:
    if None not in (wages.p10, wages.p25, wages.p75, wages.p90):
        draw_range_bar(
            ax, y, (wages.p10 or 0, wages.p90 or 0), (wages.p25 or 0, wages.p75 or 0), color
        )
    if wages.median is not None:
        draw_point(ax, wages.median, y, color)


def pay_picture(
    asked_pay: float, area_name: str, occupation: str, wages: Mapping[str, Wages]
) -> Picture:
    """Return figure and description together. USD a year."""
    told = " ".join(
        f"{name}: 10th percentile {format_usd(one.p10)}, median {format_usd(one.median)}, 90th "
        f"{format_usd(one.p90)}."
        for name, one in wages.items()
    )
    figure = draw_pay(asked_pay, area_name, occupation, wages)
    return Picture(
        figure, f"{pay_title(asked_pay, area_name, occupation)}. {told}", source_line("oews_2025")
    )
