"""Four roles around one product: the question each answers, and whom each faces."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from utils.kit import style
from utils.kit.diagram import Box, add_inch_axes, draw_arrow, draw_box
from utils.kit.english import lower_first
from utils.kit.picture import Picture
from utils.kit.shapes import AREA_COLOR

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.figure import Figure

FIGURE_HEIGHT = 3.75  # inches
ROLE_AND_PRODUCT_BOX_WIDTHS = (2.35, 1.5)  # inches, of a role and of the product
ROLE_HEIGHT, PRODUCT_HEIGHT = 1.02, 1.15  # inches
COLUMN_CENTERS, ROW_CENTERS = (1.3, 5.9), (2.5, 0.72)  # inches, middles of the roles' boxes
SOURCE_NOTE = "How an article tells the roles apart, in our words. Companies differ."


@dataclass(frozen=True)
class Role:
    """A role, the question it answers, what it decides, and whom it faces."""

    name: str
    question: str
    decides: str
    faces: str


ROLES = (
    Role("Product manager", "What product, and why?", "vision, roadmap, numbers", "the market"),
    Role("Product owner", "What next, for this team?", "items of the shop's page", "shoppers"),
    Role("Technical product owner", "What next, for the system?", "items of the API", "engineers"),
    Role("Technical program manager", "How and when, across teams?", "dates and path", "six teams"),
)
OWN_ROLE_NAME = "Technical product owner"


def title(roles: Sequence[Role]) -> str:
    """Return the title: as many questions as roles."""
    return f"{len(roles)} roles, {len(roles)} questions about one product"


@style.with_course_style
def draw(roles: Sequence[Role]) -> Figure:
    """Return the figure: the product in the middle, a role at each corner."""
    subtitle = "who answers which question, and whom each of them faces"
    figure = style.figure(title(roles), subtitle, height=FIGURE_HEIGHT)
    ax = add_inch_axes(figure)
    middle = Box(
        sum(COLUMN_CENTERS) / 2,
        sum(ROW_CENTERS) / 2,
        ROLE_AND_PRODUCT_BOX_WIDTHS[1],
        PRODUCT_HEIGHT,
    )
    for n, one in enumerate(roles):
        x, y = COLUMN_CENTERS[n % 2], ROW_CENTERS[n // 2]
        box = Box(x, y, ROLE_AND_PRODUCT_BOX_WIDTHS[0], ROLE_HEIGHT)
        you = one.name == OWN_ROLE_NAME
        lines = [one.question, f"decides: {one.decides}", f"faces: {one.faces}"]
        name = f"{one.name} (you)" if you else one.name
        draw_box(
            ax, box, name, lines,
            color=style.ACCENT_COLOR if you else style.MUTED_COLOR,
            fill=AREA_COLOR if you else style.BACKGROUND_COLOR,
        )  # fmt: skip
        left = x < middle.x
        start = (box.right if left else box.left, y)
        side = middle.left if left else middle.right
        draw_arrow(ax, start, (side, middle.y + (0.3 if y > middle.y else -0.3)))
    draw_box(ax, middle, "Payments", ["version 2,", "for six teams"], fill=style.BACKGROUND_COLOR)
    return figure


def describe(roles: Sequence[Role]) -> str:
    """Return the picture in words, from the same roles as `draw`."""
    rows = " ".join(
        f"{one.name}: {lower_first(one.question)} Decides {one.decides}, faces {one.faces}."
        for one in roles
    )
    return f"{title(roles)}: payments, version 2. {rows}"


def picture(roles: Sequence[Role] = ROLES) -> Picture:
    """Return figure and description together."""
    return Picture(draw(roles), describe(roles), SOURCE_NOTE)
