"""All products on one scale: their scores, the line, and where the learner ranked them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from utils.hiring.model import need
from utils.kit import style
from utils.kit.axes import LABEL_PADDING_INCHES, draw_row_labels, draw_x_axis
from utils.kit.english import ordinal, verb_for_count
from utils.kit.lettering import SMALL_FONT_SIZE, max_text_width_inches
from utils.kit.picture import Picture
from utils.kit.shapes import draw_background_band, draw_point

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.figure import Figure

ROW_HEIGHT_INCHES = 0.27  # inches
SUBTITLE_TEXT = "dashed: the line · gray: what counts as borderline"
OTHER_PRODUCT_COLOR = "#7d8590"


@dataclass(frozen=True)
class ScoredProduct:
    """A product with its score, from 0 to 1; `guessed_rank` is its place by the learner, from 1."""

    name: str
    score: float
    guessed_rank: int | None = None
    is_own: bool = False


def title(products: Sequence[ScoredProduct], threshold: float) -> str:
    """Return the title: how many products are clearly above the line, and near it."""
    found = [need.score_verdict(one.score, threshold) for one in products]
    above = found.count(need.YES)
    return (
        f"{above} of {len(found)} products {verb_for_count(above, 'is', 'are')} clearly above "
        f"the line, {found.count(need.BORDERLINE)} borderline"
    )


@style.with_course_style
def draw(products: Sequence[ScoredProduct], threshold: float) -> Figure:
    """Return the figure: a row for each product, the highest score first."""
    height = 1.35 + ROW_HEIGHT_INCHES * len(products)
    figure = style.figure(title(products, threshold), SUBTITLE_TEXT, height=height)
    names = [one.name for one in products]
    left = 0.2 + LABEL_PADDING_INCHES + max_text_width_inches(names, weight="bold")
    ax = style.axes(figure, left=left, bottom=0.5, right=1.15, top=0.85)
    ax.set_xlim(0, 1)
    ax.set_ylim(0.5 - len(products), 0.5)
    margin = need.BORDERLINE_MARGIN
    draw_background_band(ax, (threshold - margin, threshold + margin), (0.5 - len(products), 0.5))
    draw_x_axis(ax, [0, 0.2, 0.4, 0.6, 0.8, 1], "{:.1f}".format, "score")
    draw_row_labels(ax, names)
    small: style.StyleOptions = {"fontsize": SMALL_FONT_SIZE, "color": style.MUTED_COLOR}
    ends: style.StyleOptions = {"color": style.TEXT_COLOR, "linestyle": (0, (4, 3))}
    ax.plot((threshold, threshold), (0.5 - len(products), 0.5), linewidth=1.2, **ends)
    along = ax.get_yaxis_transform()
    ax.text(1.05, 0.62, "you said", transform=along, **small)
    for row, one in enumerate(products):
        color = style.ACCENT_COLOR if one.is_own else OTHER_PRODUCT_COLOR
        draw_point(ax, one.score, -row, color, area=70 if one.is_own else 48)
        near_end = one.score > 0.9
        at = one.score + (-0.025 if near_end else 0.025)
        weight = "bold" if one.is_own else "normal"
        paper = {"facecolor": style.BACKGROUND_COLOR, "edgecolor": "none", "pad": 0.5}
        ha = "right" if near_end else "left"
        ax.text(at, -row, f"{one.score:.2f}", va="center", ha=ha, weight=weight, bbox=paper)
        said = ordinal(one.guessed_rank) if one.guessed_rank else "your own"
        ax.text(1.05, -row, said, va="center", transform=along, weight=weight)
    return figure


def describe(products: Sequence[ScoredProduct], threshold: float) -> str:
    """Return the picture in words, from the same numbers as `draw`."""
    rows = [
        f"{one.name}: {one.score:.2f}, "
        f"{f'you said {ordinal(one.guessed_rank)}' if one.guessed_rank else 'your own product'}."
        for one in products
    ]
    return f"{title(products, threshold)}. The line is {threshold:.2f}. {' '.join(rows)}"


def picture(products: Sequence[ScoredProduct], threshold: float, *, source: str) -> Picture:
    """Return figure and description together."""
    return Picture(draw(products, threshold), describe(products, threshold), source)
