"""How high the bar is for owners of different products: target levels by skill."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from utils.kit import style
from utils.kit.axes import LABEL_PADDING_INCHES, draw_row_labels
from utils.kit.english import join_words, lower_first
from utils.kit.lettering import SMALL_FONT_SIZE, max_text_width_inches
from utils.kit.picture import Picture
from utils.kit.shapes import CONNECTOR_COLOR
from utils.skills.data import PRODUCT_PRESET_LABELS, skill_rows, target_levels
from utils.skills.model.gaps import MAX_LEVEL

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

ROW_HEIGHT_INCHES = 0.25  # inches
DOT_DIAMETER_POINTS, DOT_SPACING_COLUMNS = (
    6.5,
    0.17,
)  # points across, and parts of a column from dot to dot
SOURCE_TEXT = "Targets: our opinion, a starting point for you to change."


@dataclass(frozen=True)
class ProductTargets:
    """Target levels, 0 to 4, of the skills by label, for one kind of product."""

    product: str
    levels: Mapping[str, int]


def load_product_targets() -> list[ProductTargets]:
    """Return the targets of every kind of product but the general one."""
    labels = {key: row["label"] for key, row in skill_rows().items()}
    return [
        ProductTargets(name, {labels[skill]: level for skill, level in target_levels(key).items()})
        for key, name in PRODUCT_PRESET_LABELS.items()
        if key != "general"
    ]


def _target_spread_by_skill(products: Sequence[ProductTargets]) -> dict[str, int]:
    """Return how many levels lie between the lowest and the highest target, by skill."""
    columns = [one.levels for one in products]
    return {
        skill: max(levels[skill] for levels in columns) - min(levels[skill] for levels in columns)
        for skill in columns[0]
    }


def title(products: Sequence[ProductTargets]) -> str:
    """Return the title: what the product changes most."""
    spans = _target_spread_by_skill(products)
    most = max(spans.values())
    if not most:
        return "The bar is the same for every product"
    first = join_words(lower_first(skill) for skill, span in spans.items() if span == most)
    return f"The bar moves with the product, most of all in {first}"


@style.with_course_style
def draw(products: Sequence[ProductTargets]) -> Figure:
    """Return the figure: a row a skill, a column a product, as many dots as the target level."""
    labels = list(products[0].levels)
    height = 1.35 + ROW_HEIGHT_INCHES * len(labels)
    subtitle = f"● a level to reach, of {MAX_LEVEL} · bold: the target depends on the product"
    figure = style.figure(title(products), subtitle, height=height)
    left = 0.25 + LABEL_PADDING_INCHES + max_text_width_inches(labels, weight="bold")
    ax = style.axes(figure, left=left, bottom=0.15, right=0.1, top=1.1)
    ax.set_xlim(-0.5, len(products) - 0.5)
    ax.set_ylim(0.5 - len(labels), 0.5)
    depends = {skill for skill, span in _target_spread_by_skill(products).items() if span}
    draw_row_labels(ax, labels)
    for text in ax.texts:
        text.set_fontweight("bold" if text.get_text() in depends else "normal")
    for column, one in enumerate(products):
        name = "\n".join(one.product.split(" ", 1)) if len(one.product) > 12 else one.product
        head: style.StyleOptions = {"ha": "center", "va": "bottom", "weight": "bold"}
        ax.text(column, 0.65, name, fontsize=SMALL_FONT_SIZE, **head)
    _draw_level_dots(ax, products, is_reached=True)
    _draw_level_dots(ax, products, is_reached=False)
    return figure


def _draw_level_dots(ax: Axes, products: Sequence[ProductTargets], *, is_reached: bool) -> None:
    """Draw the dots of all levels up to the targets, or those above them."""
    at = [
        (column + DOT_SPACING_COLUMNS * (n - (MAX_LEVEL - 1) / 2), -row)
        for column, one in enumerate(products)
        for row, level in enumerate(one.levels.values())
        for n in range(MAX_LEVEL)
        if (n < level) == is_reached
    ]
    face = style.ACCENT_COLOR if is_reached else style.BACKGROUND_COLOR
    rim = style.ACCENT_COLOR if is_reached else CONNECTOR_COLOR
    look: style.StyleOptions = {"markerfacecolor": face, "markeredgecolor": rim}
    ax.plot([x for x, _ in at], [y for _, y in at], "o", markersize=DOT_DIAMETER_POINTS, **look)


def describe(products: Sequence[ProductTargets]) -> str:
    """Return the picture in words, from the same numbers as `draw`."""
    rows = " ".join(
        f"{one.product}: {join_words(f'{skill} {n}' for skill, n in one.levels.items() if n)}."
        for one in products
    )
    return f"{title(products)}. Target levels of {MAX_LEVEL}. {rows}"


def picture(products: Sequence[ProductTargets] | None = None) -> Picture:
    """Return figure and description together; without products, those of the table."""
    shown = load_product_targets() if products is None else products
    return Picture(draw(shown), describe(shown), SOURCE_TEXT)
