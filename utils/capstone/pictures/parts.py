"""The nine parts and what each takes from another: two promises, and what limits them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from utils.capstone.model.brief import TARGET_DAY, TARGET_WEEKS
from utils.capstone.work import DECISION_CLASSES
from utils.kit import style
from utils.kit.diagram import Box, add_inch_axes, draw_arrow, draw_box
from utils.kit.picture import Picture
from utils.kit.shapes import AREA_COLOR

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

FIGURE_HEIGHT_INCHES = 4.45  # inches
BRIEF_NUMBER, BRIEF_BOX = 0, Box(0.82, 2.03, 1.34, 3.4)  # inches
PART_BOX_WIDTH_INCHES = 2.15  # inches, of a part
COLUMN_CENTERS_INCHES, FIRST_ROW_INCHES, ROW_STEP_INCHES = (  # inches, middles of the parts
    (3.1, 6.0),
    3.45,
    0.71,
)
SOURCE_TEXT = "How the review board checks the parts of this notebook against each other."


@dataclass(frozen=True)
class PartPlace:
    """A part by its number, where it is drawn (column, row), and what it decides."""

    part: int
    at: tuple[int, float]
    decides: tuple[str, ...]
    promise: bool = False


@dataclass(frozen=True)
class PartConnection:
    """One part takes something from another (0: the brief), or both say the same thing."""

    source: int
    target: int
    label: str
    is_mutual: bool = False


PART_PLACES = (
    PartPlace(2, (0, 0), ("what “instant” means, in numbers",)),
    PartPlace(4, (0, 1), ("which callers a change breaks",)),
    PartPlace(5, (0, 2), ("promise: an objective", "limit: the four services"), promise=True),
    PartPlace(6, (0, 3), ("how much gets built first",)),
    PartPlace(3, (0, 4), ("weeks until you are ready",)),
    PartPlace(1, (1, 0), ("which decisions are yours",)),
    PartPlace(7, (1, 1.5), ("promise: a day", "limit: the critical path"), promise=True),
    PartPlace(8, (1, 3), ("who owns it, from when",)),
    PartPlace(9, (1, 4), ("what a second owner costs",)),
)
PART_CONNECTIONS = (
    PartConnection(BRIEF_NUMBER, 2, "figures to use"),
    PartConnection(BRIEF_NUMBER, 4, "callers"),
    PartConnection(BRIEF_NUMBER, 5, "four services"),
    PartConnection(BRIEF_NUMBER, 6, "items and weeks"),
    PartConnection(1, 7, "the same decisions", is_mutual=True),
    PartConnection(6, 7, "weeks of building"),
    PartConnection(3, 8, "weeks until ready"),
    PartConnection(7, 8, "the launch day"),
)


def part_titles() -> dict[int, str]:
    """Return the title of each part by its number, 1 to 9."""
    return {number: part.title for number, part in enumerate(DECISION_CLASSES.values(), start=1)}


def title(places: Sequence[PartPlace]) -> str:
    """Return the title: parts and promises."""
    promises = sum(one.promise for one in places)
    return f"{len(places)} parts, {promises} promises, and the limit of each promise"


@style.with_course_style
def draw(places: Sequence[PartPlace], connections: Sequence[PartConnection]) -> Figure:
    """Return the figure: the brief on the left, a box a part, an arrow where one needs another."""
    subtitle = "an arrow leads to the part that uses the other part's decision · shaded: a promise"
    figure = style.figure(title(places), subtitle, height=FIGURE_HEIGHT_INCHES)
    ax = add_inch_axes(figure)
    boxes = {one.part: _part_box(one) for one in places}
    for connection in connections:
        _draw_connection(ax, boxes, connection)
    told = (f"live in {TARGET_WEEKS} weeks:", f"day {TARGET_DAY}", "", "your figures")
    draw_box(ax, BRIEF_BOX, "The brief", told, color=style.TEXT_COLOR, fill=style.BACKGROUND_COLOR)
    titles = part_titles()
    for one in places:
        fill = AREA_COLOR if one.promise else style.BACKGROUND_COLOR
        color = style.ACCENT_COLOR if one.promise else style.MUTED_COLOR
        draw_box(ax, boxes[one.part], titles[one.part], one.decides, color=color, fill=fill)
    return figure


def _part_box(place: PartPlace) -> Box:
    column, row = place.at
    height = 0.22 + 0.17 * (1 + len(place.decides))
    return Box(
        COLUMN_CENTERS_INCHES[column],
        FIRST_ROW_INCHES - ROW_STEP_INCHES * row,
        PART_BOX_WIDTH_INCHES,
        height,
    )


def _draw_connection(ax: Axes, boxes: dict[int, Box], connection: PartConnection) -> None:
    """Draw the arrow of a connection: down within a column, else from left to right."""
    target = boxes[connection.target]
    if connection.source == BRIEF_NUMBER:
        draw_arrow(ax, (BRIEF_BOX.right, target.y), (target.left, target.y))
        return
    source = boxes[connection.source]
    if source.x == target.x:
        draw_arrow(
            ax, (source.x, source.bottom), (target.x, target.top), both_heads=connection.is_mutual
        )
    else:
        draw_arrow(
            ax, (source.right, source.y), (target.left, target.y), both_heads=connection.is_mutual
        )


def describe(places: Sequence[PartPlace], connections: Sequence[PartConnection]) -> str:
    """Return the picture in words, from the same places and connections as `draw`."""
    titles = {BRIEF_NUMBER: "The brief", **part_titles()}
    parts = " ".join(f"{titles[one.part]}: {'; '.join(one.decides)}." for one in places)
    told = " ".join(
        f"{titles[one.source]} {'and' if one.is_mutual else 'to'} "
        f"{titles[one.target]}: {one.label}."
        for one in connections
    )
    return f"{title(places)}. {parts} What leads where: {told}"


def picture(
    places: Sequence[PartPlace] = PART_PLACES,
    connections: Sequence[PartConnection] = PART_CONNECTIONS,
) -> Picture:
    """Return figure and description together."""
    return Picture(draw(places, connections), describe(places, connections), SOURCE_TEXT)
