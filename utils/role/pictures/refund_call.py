"""One refund call on its way through the components behind it: what each leaves of 100%."""

from __future__ import annotations

from itertools import accumulate, pairwise
from operator import mul
from typing import TYPE_CHECKING

from utils.kit import style
from utils.kit.diagram import Box, add_inch_axes, draw_arrow, draw_box
from utils.kit.lettering import SMALL_FONT_SIZE
from utils.kit.picture import Picture
from utils.role.data import load_chain
from utils.role.model.promise import downtime_minutes
from utils.role.pictures.promise import format_availability

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from utils.role.model.promise import Component

FIGURE_HEIGHT_INCHES = 3.1  # inches
BOX_Y, SO_FAR_Y = 1.84, 0.62  # inches
BOX_WIDTH, BOX_HEIGHT = 1.42, 0.92  # inches
FIRST_X, STEP = 1.66, 1.57  # inches, middle of the first box and from box to box
SOURCE_TEXT = "Invented for this course: the components and their availabilities."


def cumulative_availabilities(components: Sequence[Component]) -> list[float]:
    """Return after each component the share of time in which all up to here work, 0 to 1."""
    return list(accumulate((one.availability for one in components), mul))


def title(components: Sequence[Component]) -> str:
    """Return the title: what is left when all must work."""
    left = cumulative_availabilities(components)[-1]
    return f"{len(components)} components must all work: {left:.2%} is left"


@style.with_course_style
def draw(components: Sequence[Component]) -> Figure:
    """Return the figure: the call from left to right, and below what is left after each step."""
    subtitle = "share of time in which each component works, with its minutes down in 30 days"
    figure = style.figure(title(components), subtitle, height=FIGURE_HEIGHT_INCHES)
    ax = add_inch_axes(figure)
    ax.text(0.1, BOX_Y, "Refund\ncall", va="center", weight="bold", linespacing=1.3)
    boxes = [Box(FIRST_X + STEP * n, BOX_Y, BOX_WIDTH, BOX_HEIGHT) for n in range(len(components))]
    draw_arrow(ax, (0.66, BOX_Y), (boxes[0].left, BOX_Y))
    for before, after in pairwise(boxes):
        draw_arrow(ax, (before.right, BOX_Y), (after.left, BOX_Y))
    worst = min(one.availability for one in components)
    for box, one in zip(boxes, components, strict=True):
        weak = one.availability == worst
        down = f"down {downtime_minutes(one.availability):.1f} min"
        color = style.WARNING_COLOR if weak else style.ACCENT_COLOR
        lines = [format_availability(one.availability), down, *(["▲ weakest"] if weak else [])]
        draw_box(ax, box, one.label, lines, color=color)
    _draw_cumulative_availabilities(ax, boxes, components)
    return figure


def _draw_cumulative_availabilities(
    ax: Axes, boxes: Sequence[Box], components: Sequence[Component]
) -> None:
    """Write under each box the product up to it, and how it comes about."""
    ax.text(0.1, SO_FAR_Y, "All up to\nhere work", va="center", linespacing=1.3)
    left = cumulative_availabilities(components)
    for n, (box, share) in enumerate(zip(boxes, left, strict=True)):
        draw_arrow(ax, (box.x, box.bottom), (box.x, SO_FAR_Y + 0.14))
        last = n == len(boxes) - 1
        look: style.StyleOptions = {"ha": "center", "va": "center"}
        weight = "bold" if last else "normal"
        ax.text(box.x, SO_FAR_Y, f"{share:.2%}", weight=weight, fontsize=11 if last else 9, **look)
        times = (
            ""
            if n == 0
            else f"{left[n - 1]:.2%} × {format_availability(components[n].availability)}"
        )
        small: style.StyleOptions = {"fontsize": SMALL_FONT_SIZE, "color": style.MUTED_COLOR}
        ax.text(box.x, SO_FAR_Y - 0.26, times, **look, **small)


def describe(components: Sequence[Component]) -> str:
    """Return the picture in words, from the same numbers as `draw`."""
    steps = " ".join(
        f"{one.label}: {format_availability(one.availability)}, "
        f"{downtime_minutes(one.availability):.1f} "
        f"minutes down in 30 days; all up to here: {share:.2%}."
        for one, share in zip(components, cumulative_availabilities(components), strict=True)
    )
    worst = min(one.availability for one in components)
    weak = " and ".join(one.label for one in components if one.availability == worst)
    return f"{title(components)}. The call passes from left to right. {steps} Weakest: {weak}."


def picture(components: Sequence[Component] | None = None) -> Picture:
    """Return figure and description together; without components, those of the case."""
    shown = load_chain() if components is None else components
    return Picture(draw(shown), describe(shown), SOURCE_TEXT)
