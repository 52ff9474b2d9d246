"""M3: two offers, in the dollars of the offer and at national prices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from utils.kit import style
from utils.kit.axes import LABEL_PADDING_INCHES, draw_x_axis, nice_ticks
from utils.kit.lettering import SMALL_FONT_SIZE, max_text_width_inches
from utils.kit.picture import Picture
from utils.kit.shapes import draw_filled_bar
from utils.kit.tables import format_usd
from utils.pay.pictures.ticks import format_dollar_tick

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from utils.pay.model.offers import Offer, OfferValue

OfferWithValue = tuple["Offer", "OfferValue"]
OFFER_PART_COLORS = ("#0072B2", "#56B4E9", "#F7E7A8", "#D9DEE4")  # base, bonus, equity, benefits
OFFER_PART_FIELDS = ("base", "expected_bonus", "discounted_equity", "benefits")
LEGEND_ENTRY_X_INCHES = (0.09, 0.75, 2.15, 4.0)  # inches, where each entry of the key begins
OFFER_PART_LABELS = ("base", "bonus × chance", "equity after discount", "benefits")


def title(offers_with_values: Sequence[OfferWithValue]) -> str:
    """Return the title: which offer is worth more at national prices, and by how much."""
    (one, first), (other, second) = offers_with_values
    gap = first.adjusted - second.adjusted
    if abs(gap) < 50:  # smaller than the rounding shown
        return f"{one.name} and {other.name} are worth the same at national prices"
    better, worse = (one, other) if gap > 0 else (other, one)
    return (
        f"{better.name} is worth {format_usd(abs(gap))} a year more at national prices than "
        f"{worse.name}"
    )


def _draw_offer(ax: Axes, y: float, offer_with_value: OfferWithValue) -> None:
    offer, value = offer_with_value
    start = 0.0
    for part, shade in zip(OFFER_PART_FIELDS, OFFER_PART_COLORS, strict=True):
        width = getattr(value, part)
        draw_filled_bar(ax, (start, start + width), (y - 0.17, y + 0.17), shade)
        start += width
    ax.text(start + 2500, y, format_usd(start), va="center")
    draw_filled_bar(ax, (0, value.adjusted), (y - 0.53, y - 0.27), style.WARNING_COLOR)
    words = f"{format_usd(value.adjusted)} at national prices"
    ax.text(value.adjusted + 2500, y - 0.4, words, va="center", weight="bold")
    ax.text(
        -0.015,
        y - 0.18,
        _offer_label(offer),
        transform=ax.get_yaxis_transform(),
        ha="right",
        va="center",
    )


def _offer_label(offer: Offer) -> str:
    return f"{offer.name}\nprice level {offer.price_level:g}"


@style.with_course_style
def draw(offers_with_values: Sequence[OfferWithValue]) -> Figure:
    """Return the figure: each offer's parts as one bar, its adjusted worth as another."""
    made = style.figure(title(offers_with_values), height=2.3)
    left = (
        0.2
        + LABEL_PADDING_INCHES
        + max_text_width_inches(
            line for offer, _ in offers_with_values for line in _offer_label(offer).split("\n")
        )
    )
    ax = style.axes(made, left=left, bottom=0.32, right=0.35, top=0.72)
    top = max(max(value.total, value.adjusted) for _, value in offers_with_values)
    ax.set_xlim(0, max(top * 1.5, 1000))
    ax.set_ylim(-1.85, 0.3)
    draw_x_axis(ax, nice_ticks(*ax.get_xlim()), format_dollar_tick)
    for row, pair in enumerate(offers_with_values):
        _draw_offer(ax, -row * 1.15, pair)
    _draw_legend(made)
    return made


def _draw_legend(figure: Figure) -> None:
    """Name the shades in one line under the title, where the eye passes anyway."""
    height = figure.get_size_inches()[1]
    ax = style.axes(figure, left=0, bottom=0, right=0, top=0)
    ax.set_xlim(0, style.WIDTH_INCHES)
    ax.set_ylim(0, height)
    y = height - 0.47
    for x, shade, words in zip(
        LEGEND_ENTRY_X_INCHES, OFFER_PART_COLORS, OFFER_PART_LABELS, strict=True
    ):
        draw_filled_bar(ax, (x, x + 0.14), (y - 0.07, y + 0.07), shade)
        ax.text(x + 0.2, y, words, color=style.MUTED_COLOR, va="center", fontsize=SMALL_FONT_SIZE)


def describe(offers_with_values: Sequence[OfferWithValue]) -> str:
    """Return the picture in words, from the same numbers as `draw`."""
    rows = [
        f"{offer.name}: base {format_usd(value.base)}, expected bonus "
        f"{format_usd(value.expected_bonus)}, "
        f"equity after discount {format_usd(value.discounted_equity)}, benefits "
        f"{format_usd(value.benefits)}; total {format_usd(value.total)}, at price level "
        f"{offer.price_level:g} worth {format_usd(value.adjusted)} at national prices."
        for offer, value in offers_with_values
    ]
    return f"{title(offers_with_values)}. {' '.join(rows)}"


def picture(offers_with_values: Sequence[OfferWithValue], *, source: str) -> Picture:
    """Return figure and description together. All in USD a year."""
    return Picture(draw(offers_with_values), describe(offers_with_values), source)
