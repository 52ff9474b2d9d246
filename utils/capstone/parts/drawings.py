"""Pictures of single parts: who decides, the requirement in six boxes, two versions, and pay."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from utils.kit import style
from utils.kit.axes import nice_ticks, row_labels, x_axis
from utils.kit.diagram import BOX_FILL_COLOR, LINE_HEIGHT_INCHES, Box, arrow, canvas, draw_box
from utils.kit.english import join_words, lower_first, plural
from utils.kit.lettering import SMALL_FONT_SIZE, fit_text, wrap_text
from utils.kit.picture import Picture
from utils.kit.shapes import filled_bar, point, range_bar
from utils.kit.tables import format_usd, format_usd_k, source_line

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from utils.pay.model.benchmark import Wages

OWN_SOURCE = "Own decisions. The case is invented."

# --- who decides -----------------------------------------------------------------------------

SIDES, SIDE_WIDTH = (1.9, 5.3), 3.1  # inches: middles and width of the two boxes


def decisions_title(mine: Sequence[str], others: Sequence[str]) -> str:
    """Return the title: how many decisions are the owner's."""
    return f"The owner decides {len(mine)} of {len(mine) + len(others)} questions"


@style.with_course_style
def draw_decisions(mine: Sequence[str], others: Sequence[str]) -> Figure:
    """Return the figure: the owner's decisions in one box, those of others in another."""
    lines = max(len(mine), len(others), 1)
    height = 1.2 + LINE_HEIGHT_INCHES * (lines + 1)
    figure = style.figure(
        decisions_title(mine, others), "exactly one person is accountable for each decision",
        height=height,
    )  # fmt: skip
    ax = canvas(figure)
    inside = height - 0.95
    for x, head, words, color, fill in (
        (SIDES[0], "The owner decides", mine, style.ACCENT_COLOR, BOX_FILL_COLOR),
        (SIDES[1], "Others decide", others, style.MUTED_COLOR, style.BACKGROUND_COLOR),
    ):
        box = Box(x, 0.12 + inside / 2, SIDE_WIDTH, inside)
        short = [fit_text(one, SIDE_WIDTH - 0.2, SMALL_FONT_SIZE) for one in words or ("nothing",)]
        draw_box(ax, box, head, short, color=color, fill=fill)
    return figure


def decisions_picture(mine: Sequence[str], others: Sequence[str]) -> Picture:
    """Return figure and description together."""
    told = (
        f"{decisions_title(mine, others)}. The owner decides: {join_words(mine) or 'nothing'}. "
        f"Others decide: {join_words(others) or 'nothing'}."
    )
    return Picture(draw_decisions(mine, others), told, OWN_SOURCE)


# --- the requirement -------------------------------------------------------------------------

COLUMNS = (1.25, 3.6, 5.95)  # inches, middles of the boxes
CELL_WIDTH, HEAD_HEIGHT, MOST_LINES = 2.1, 0.42, 8
ABOVE, BETWEEN, BELOW = 0.75, 0.25, 0.15  # inches around the two rows
CELLS = {  # part → (column, row)
    "source": (0, 0), "artifact": (1, 0), "response": (2, 0),
    "stimulus": (0, 1), "environment": (1, 1), "measure": (2, 1),
}  # fmt: skip
SCENARIO_TITLE = "A test could decide this: what arrives, where, and what has to happen"
SCENARIO_SUBTITLE = "from left to right · below: how much, when, and the limit"


@style.with_course_style
def draw_scenario(scenario: Mapping[str, str], names: Mapping[str, str]) -> Figure:
    """Return the figure: six boxes, from who sends something to how the answer is measured."""
    lines = {part: _cell_lines(scenario[part]) for part in CELLS}
    tall = [
        HEAD_HEIGHT
        + LINE_HEIGHT_INCHES * max(len(lines[part]) for part in CELLS if CELLS[part][1] == row)
        for row in (0, 1)
    ]
    height = ABOVE + sum(tall) + BETWEEN + BELOW
    middles = (height - ABOVE - tall[0] / 2, BELOW + tall[1] / 2)
    figure = style.figure(SCENARIO_TITLE, SCENARIO_SUBTITLE, height=height)
    ax = canvas(figure)
    for part, (column, row) in CELLS.items():
        box = Box(COLUMNS[column], middles[row], CELL_WIDTH, tall[row])
        fill = BOX_FILL_COLOR if part == "measure" else style.BACKGROUND_COLOR
        color = style.ACCENT_COLOR if part == "measure" else style.MUTED_COLOR
        draw_box(ax, box, names[part], lines[part], color=color, fill=fill)
    for left, right in pairwise(COLUMNS):
        ends = (left + CELL_WIDTH / 2, right - CELL_WIDTH / 2)
        arrow(ax, (ends[0], middles[0]), (ends[1], middles[0]))
    return figure


def _cell_lines(text: str) -> list[str]:
    room = CELL_WIDTH - 0.15
    words = " ".join(text.split())[:400] or "–"
    lines = wrap_text(words, room, SMALL_FONT_SIZE, "bold")
    shown = [*lines[: MOST_LINES - 1], " ".join(lines[MOST_LINES - 1 :])]
    return [fit_text(one, room, SMALL_FONT_SIZE) for one in shown if one]


def scenario_picture(scenario: Mapping[str, str], names: Mapping[str, str]) -> Picture:
    """Return figure and description together. `names` has what each part is called."""
    told = " ".join(f"{names[part]}: {scenario[part] or '–'}." for part in CELLS)
    return Picture(draw_scenario(scenario, names), f"{SCENARIO_TITLE}. {told}", OWN_SOURCE)


# --- two versions ----------------------------------------------------------------------------


def versions_title(now: str, then: str, breaks: int) -> str:
    """Return the title: which version comes after which, and what it tells callers."""
    told = f"{plural(breaks, 'change')} {'breaks' if breaks == 1 else 'break'} callers"
    return f"{then} comes after {now}: {told if breaks else 'no change breaks callers'}"


@style.with_course_style
def draw_versions(now: str, then: str, breaks: int, day: float, notice: float | None) -> Figure:
    """Return the figure: how long each version works, in working days."""
    figure = style.figure(
        versions_title(now, then, breaks), "working days from today on which each version works",
        height=2.3,
    )  # fmt: skip
    ax = style.axes(figure, left=1.2, bottom=0.45, right=0.3, top=0.75)
    end = day + (notice or 0)
    ax.set_xlim(0, max(end, day + 20) * 1.08)
    ax.set_ylim(-1.6, 0.6)
    x_axis(ax, nice_ticks(*ax.get_xlim()), "{:g}".format)
    row_labels(ax, [f"Version {now}", f"Version {then}"])
    filled_bar(ax, (0, end), (-0.26, 0.26), style.MUTED_COLOR)
    filled_bar(ax, (day, ax.get_xlim()[1]), (-1.26, -0.74), style.ACCENT_COLOR)
    _draw_bar_text(ax, 0, _old_version_text(notice, end))
    _draw_bar_text(ax, -1, f"from day {day:g}", start=day)
    return figure


def _draw_bar_text(ax: Axes, y: float, words: str, start: float = 0) -> None:
    place = start + ax.get_xlim()[1] * 0.012
    ax.text(place, y, words, va="center", color="white", weight="bold", fontsize=SMALL_FONT_SIZE)


def _old_version_text(notice: float | None, end: float) -> str:
    return f"until day {end:g}" if notice else "until the launch"


def versions_picture(
    now: str, then: str, *, breaks: int, day: float, notice: float | None
) -> Picture:
    """Return figure and description together; `day` and `notice` are working days."""
    kept = f"{plural(notice, 'working day')} after the launch" if notice else "until the launch"
    told = (
        f"{versions_title(now, then, breaks)}. Version {then} works from working day {day:g}; "
        f"version {now} works until day {day + (notice or 0):g} ({kept})."
    )
    return Picture(draw_versions(now, then, breaks, day, notice), told, OWN_SOURCE)


# --- pay -------------------------------------------------------------------------------------


def pay_title(asked: float, place: str, chosen: str) -> str:
    """Return the title: what is asked, and compared with whom."""
    return f"{format_usd(asked)} in {place}, next to the pay of {lower_first(chosen)}"


@style.with_course_style
def draw_pay(asked: float, place: str, chosen: str, wages: Mapping[str, Wages]) -> Figure:
    """Return the figure: the pay of three occupations, and what the candidate asks for."""
    figure = style.figure(
        pay_title(asked, place, chosen),
        "line: 10th to 90th percentile · box: middle half · dot: median", height=2.6,
    )  # fmt: skip
    ax = style.axes(figure, left=2.15, bottom=0.4, right=0.35, top=0.95)
    ends = [end for one in wages.values() for end in (one.p10, one.p90) if end is not None]
    ax.set_xlim(min([*ends, asked]) * 0.9, max([*ends, asked]) * 1.05)
    ax.set_ylim(-len(wages) + 0.4, 0.6)
    x_axis(ax, nice_ticks(*ax.get_xlim(), 5), format_usd_k)
    row_labels(ax, list(wages))
    for row, (name, one) in enumerate(wages.items()):
        _draw_pay_row(ax, -row, one, style.ACCENT_COLOR if name == chosen else style.MUTED_COLOR)
    ax.axvline(asked, color=style.WARNING_COLOR, linewidth=1.5, linestyle=(0, (4, 3)))
    ax.text(asked, 0.66, "asked for", ha="center", va="bottom", color=style.WARNING_COLOR,
            fontsize=SMALL_FONT_SIZE)  # fmt: skip
    return figure


def _draw_pay_row(ax: Axes, y: float, one: Wages, color: str) -> None:
    if None not in (one.p10, one.p25, one.p75, one.p90):
        range_bar(ax, y, (one.p10 or 0, one.p90 or 0), (one.p25 or 0, one.p75 or 0), color)
    if one.median is not None:
        point(ax, one.median, y, color)


def pay_picture(asked: float, place: str, chosen: str, wages: Mapping[str, Wages]) -> Picture:
    """Return figure and description together. USD a year."""
    told = " ".join(
        f"{name}: 10th percentile {format_usd(one.p10)}, median {format_usd(one.median)}, 90th "
        f"{format_usd(one.p90)}."
        for name, one in wages.items()
    )
    figure = draw_pay(asked, place, chosen, wages)
    return Picture(figure, f"{pay_title(asked, place, chosen)}. {told}", source_line("oews_2025"))
