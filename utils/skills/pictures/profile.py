"""Importance of skills in neighboring occupations: what sets them apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from utils.kit import style
from utils.kit.axes import draw_row_labels, draw_x_axis
from utils.kit.lettering import first_fitting_title
from utils.kit.picture import Picture
from utils.kit.shapes import CONNECTOR_COLOR, draw_point

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from utils.skills.model.profile import OccupationElement

OCCUPATION_MARKERS = (  # a shape each, so that color only helps
    "o",
    "s",
    "D",
    "^",
    "v",
    "P",
    "X",
    "*",
)
OCCUPATION_COLORS = (
    "#0072B2",
    "#D55E00",
    "#009E73",
    "#CC79A7",
    "#B58900",
    "#56B4E9",
    "#1b1f24",
    "#7B4FB5",
)
ROW_HEIGHT_INCHES = 0.235  # inches
GAP_BEFORE_MOST_SIMILAR_ROWS = (
    2.3  # rows, from the last row of those that differ to the one that is most alike
)
POINT_OFFSET_ROWS = 0.11  # of a row
LEGEND_ENTRY_SPACING_INCHES = 2.35  # inches, a name of the key


def title(
    elements: Sequence[OccupationElement],
    occupation_codes: Sequence[str],
    title_by_code: Mapping[str, str],
) -> str:
    """Return the title: the widest difference, and between whom."""
    first = elements[0]
    values = [first.importance[code] for code in occupation_codes]
    most = title_by_code[first.most_relevant_occupation(occupation_codes)]
    return f"{first.name} sets them apart most: {min(values):.0f} to {max(values):.0f} ({most})"


@style.with_course_style
def draw(
    elements: Sequence[OccupationElement],
    most_similar: OccupationElement,
    occupation_codes: Sequence[str],
    title_by_code: Mapping[str, str],
) -> Figure:
    """Return the figure: a row an element, a mark an occupation, widest row on top.

    The element that matters most alike is the last row, set off by a line.
    """
    lines = -(-len(occupation_codes) // 3)
    top = 0.62 + 0.2 * lines
    height = top + 0.55 + ROW_HEIGHT_INCHES * (len(elements) + GAP_BEFORE_MOST_SIMILAR_ROWS)
    whole = title(elements, occupation_codes, title_by_code)
    figure = style.figure(first_fitting_title([whole, whole.rpartition(" (")[0]]), height=height)
    ax = style.axes(figure, left=2.5, bottom=0.5, right=0.3, top=top)
    ax.set_xlim(0, 100)
    ax.set_ylim(0.6 - len(elements) - GAP_BEFORE_MOST_SIMILAR_ROWS, 0.6)
    draw_x_axis(ax, range(0, 101, 20), "{:g}".format, "importance (0 to 100)")
    shown = [*elements, most_similar]
    heights = [
        *(-float(row) for row in range(len(elements))),
        1.0 - len(elements) - GAP_BEFORE_MOST_SIMILAR_ROWS,
    ]
    last = heights[-1]
    draw_row_labels(ax, [*(one.name for one in shown), "Most alike:"], [*heights, last + 0.95])
    rule = last + GAP_BEFORE_MOST_SIMILAR_ROWS - 0.75
    ax.plot((0, 100), (rule, rule), color=style.LINE_COLOR, linewidth=0.9, zorder=0)
    for one, y in zip(shown, heights, strict=True):
        _draw_importance_row(ax, y, [one.importance[code] for code in occupation_codes])
    _draw_legend(figure, [title_by_code[code] for code in occupation_codes])
    return figure


def _draw_importance_row(ax: Axes, y: float, values: Sequence[float]) -> None:
    ax.plot((min(values), max(values)), (y, y), color=CONNECTOR_COLOR, linewidth=1.2, zorder=1)
    for n, value in enumerate(values):
        aside = ((len(values) - 1) / 2 - n) * POINT_OFFSET_ROWS  # equal values stay apart
        draw_point(
            ax, value, y + aside, OCCUPATION_COLORS[n], marker=OCCUPATION_MARKERS[n], area=42
        )


def _draw_legend(figure: Figure, occupation_titles: Sequence[str]) -> None:
    """Name the marks under the title, three a line."""
    height = figure.get_size_inches()[1]
    ax = style.axes(figure, left=0, bottom=0, right=0, top=0)
    ax.set_xlim(0, style.WIDTH_INCHES)
    ax.set_ylim(0, height)
    for n, name in enumerate(occupation_titles):
        x, y = 0.18 + LEGEND_ENTRY_SPACING_INCHES * (n % 3), height - 0.5 - 0.2 * (n // 3)
        draw_point(ax, x, y, OCCUPATION_COLORS[n], marker=OCCUPATION_MARKERS[n], area=46)
        ax.text(x + 0.14, y, name, va="center")


def describe(
    elements: Sequence[OccupationElement],
    most_similar: OccupationElement,
    occupation_codes: Sequence[str],
    title_by_code: Mapping[str, str],
) -> str:
    """Return the picture in words, from the same numbers as `draw`."""
    rows = " ".join(_row_text(one, occupation_codes, title_by_code) for one in elements)
    last = _row_text(most_similar, occupation_codes, title_by_code)
    start = f"{title(elements, occupation_codes, title_by_code)}. Importance from 0 to 100."
    return f"{start} {rows} Most alike: {last}"


def _row_text(
    element: OccupationElement, occupation_codes: Sequence[str], title_by_code: Mapping[str, str]
) -> str:
    values = ", ".join(
        f"{title_by_code[code]} {element.importance[code]:.0f}" for code in occupation_codes
    )
    return f"{element.name}: {values}."


def picture(
    elements: Sequence[OccupationElement],
    most_similar: OccupationElement,
    occupation_codes: Sequence[str],
    title_by_code: Mapping[str, str],
    *,
    source: str,
) -> Picture:
    """Return figure and description together."""
    given = (elements, most_similar, occupation_codes, title_by_code)
    return Picture(draw(*given), describe(*given), source)
