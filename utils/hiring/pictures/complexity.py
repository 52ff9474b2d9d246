"""Where the complexity of a product lies: in the system, or in the path a person takes."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import mean
from typing import TYPE_CHECKING

from utils.hiring.model.need import MAX_RATING
from utils.kit import style
from utils.kit.axes import LABEL_PADDING_INCHES, draw_x_axis
from utils.kit.lettering import max_text_width_inches
from utils.kit.picture import Picture
from utils.kit.shapes import draw_filled_bar
from utils.kit.tables import read_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.figure import Figure

SHOWN_PRODUCT_KEYS = (
    "runtime",
    "payments",
    "ml",
    "sdk",
    "checkout",
)  # four contexts, and the counter-case
SYSTEM_CRITERIA = ("contract", "quality", "dependencies", "depth")
ROW_HEIGHT_INCHES = 0.42  # inches
PATH_COMPLEXITY_COLOR = "#E69F00"
SOURCE_TEXT = (
    "Products and ratings are invented for this course; what counts as system is our opinion."
)


@dataclass(frozen=True)
class ProductComplexity:
    """How complex a product is, 0 to 4: inside, and in the path a person takes through it."""

    product: str
    context: str
    system_complexity: float
    path_complexity: float


def product_complexities() -> list[ProductComplexity]:
    """Return the five products of the picture, from their ratings in the table."""
    rows = {row["situation"]: row for row in read_rows("cases_hiring")}
    return [
        ProductComplexity(
            row["label"],
            row["context"],
            mean(row[criterion] for criterion in SYSTEM_CRITERIA),
            MAX_RATING - row["journey"],  # rated there: how simple the journey is
        )
        for row in (rows[key] for key in SHOWN_PRODUCT_KEYS)
    ]


def title(products: Sequence[ProductComplexity]) -> str:
    """Return the title: in how many products the system is the complex part."""
    inside = sum(one.system_complexity > one.path_complexity for one in products)
    return f"In {inside} of {len(products)} products, the complexity is in the system"


@style.with_course_style
def draw(products: Sequence[ProductComplexity]) -> Figure:
    """Return the figure: bars to the left for the path, to the right for the system."""
    height = 1.75 + ROW_HEIGHT_INCHES * len(products)
    figure = style.figure(title(products), "0 is none, and 4 is our highest rating", height=height)
    left = 0.25 + LABEL_PADDING_INCHES + max_text_width_inches(one.product for one in products)
    right = 0.3 + max_text_width_inches(one.context for one in products)
    ax = style.axes(figure, left=left, bottom=0.35, right=right, top=1.2)
    ax.set_xlim(-MAX_RATING, MAX_RATING)
    ax.set_ylim(0.5 - len(products), 0.5)
    draw_x_axis(ax, range(-MAX_RATING, MAX_RATING + 1, 2), lambda x: f"{abs(x):g}")
    along: style.StyleOptions = {"transform": ax.get_yaxis_transform(), "va": "center"}
    for row, one in enumerate(products):
        y = -row
        bold = "bold" if one.system_complexity > one.path_complexity else "normal"
        ax.text(-0.03, y, one.product, ha="right", weight=bold, **along)
        ax.text(1.03, y, one.context, color=style.MUTED_COLOR, **along)
        draw_filled_bar(ax, (-one.path_complexity, 0), (y - 0.28, y + 0.28), PATH_COMPLEXITY_COLOR)
        draw_filled_bar(ax, (0, one.system_complexity), (y - 0.28, y + 0.28), style.ACCENT_COLOR)
    ax.plot((0, 0), (0.5 - len(products), 0.5), color=style.TEXT_COLOR, linewidth=1.3, zorder=3)
    head: style.StyleOptions = {"va": "bottom", "weight": "bold", "linespacing": 1.3}
    ax.text(-0.15, 0.62, "◀ in the path\na person takes", ha="right", **head)
    ax.text(0.15, 0.62, "in the system ▶\nbehind it", ha="left", **head)
    return figure


def describe(products: Sequence[ProductComplexity]) -> str:
    """Return the picture in words, from the same numbers as `draw`."""
    rows = " ".join(
        f"{one.product} ({one.context}): system {one.system_complexity:g}, "
        f"path {one.path_complexity:g}."
        for one in products
    )
    return f"{title(products)}. Complexity from 0 to {MAX_RATING}. {rows}"


def picture(products: Sequence[ProductComplexity] | None = None) -> Picture:
    """Return figure and description together; without products, those of the table."""
    shown = product_complexities() if products is None else products
    return Picture(draw(shown), describe(shown), SOURCE_TEXT)
