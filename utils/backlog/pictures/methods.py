"""Ranks of the same items by several methods, and scores by RICE."""

from __future__ import annotations

from typing import TYPE_CHECKING

from utils.backlog.model.methods import METHOD_NAMES
from utils.kit import style
from utils.kit.axes import draw_row_labels
from utils.kit.english import format_number, join_words, lower_first, ordinal, shorten
from utils.kit.lettering import SMALL_FONT_SIZE, truncate_to_width
from utils.kit.picture import Picture
from utils.kit.shapes import draw_filled_bar

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from matplotlib.figure import Figure

    from utils.backlog.model.methods import Ranking
    from utils.backlog.model.rice import RiceItem

ROW_HEIGHT_INCHES = 0.31  # inches
MAX_LABEL_CHARACTERS = 24  # characters in the title
LABEL_WIDTH_INCHES = 1.5  # inches
SHORT_METHOD_NAMES = {
    "delay": "cost of\ndelay",
    "wsjf": "WSJF",
    "rice": "RICE",
    "stability": "mean rank,\nguesses off",
    "cheapest": "cheapest\nsequence",
}


def row_by_ranked_key(ranking: Ranking, keys: Sequence[str]) -> dict[str, int]:
    """Return a row for each ranked item, from 0: by rank, equals in the sequence of `keys`."""
    ranked = [key for key in keys if key in ranking.ranks]
    ranked.sort(key=lambda key: ranking.ranks[key])
    return {key: row for row, key in enumerate(ranked)}


def most_disputed_key(rankings: Sequence[Ranking], keys: Sequence[str]) -> str:
    """Return the item whose ranks lie farthest apart; the first of equal ones."""

    def spread(key: str) -> int:
        ranks = [made.ranks[key] for made in rankings if key in made.ranks]
        return max(ranks) - min(ranks)

    return max(keys, key=spread)


def title(rankings: Sequence[Ranking], labels: Mapping[str, str]) -> str:
    """Return the title: which item the methods disagree about most."""
    key = most_disputed_key(rankings, list(labels))
    ranks = [made.ranks[key] for made in rankings if key in made.ranks]
    if max(ranks) == min(ranks):
        return "All methods agree on every rank"
    best, worst = ordinal(min(ranks)), ordinal(max(ranks))
    return (
        f"{shorten(labels[key], MAX_LABEL_CHARACTERS)} is {best} by one method and {worst} by "
        "another"
    )


@style.with_course_style
def draw(rankings: Sequence[Ranking], labels: Mapping[str, str]) -> Figure:
    """Return the figure: a column for each method, a row for each rank, a line for each item."""
    keys, many = list(labels), len(labels)
    figure = style.figure(
        title(rankings, labels),
        "rank of each item by five methods, the first on top",
        height=1.45 + ROW_HEIGHT_INCHES * many,
    )
    ax = style.axes(figure, left=1.75, bottom=0.15, right=1.75, top=1.25)
    ax.set_xlim(-0.3, len(rankings) - 0.7)
    ax.set_ylim(many - 0.5, -0.5)
    for x, made in enumerate(rankings):
        ax.text(
            x,
            -0.8,
            SHORT_METHOD_NAMES[made.method],
            ha="center",
            va="bottom",
            fontsize=SMALL_FONT_SIZE,
        )
    rows = [row_by_ranked_key(made, keys) for made in rankings]
    told = most_disputed_key(rankings, keys)
    for key in sorted(keys, key=lambda key: key == told):
        color = style.WARNING_COLOR if key == told else style.ACCENT_COLOR
        at = [(x, row[key]) for x, row in enumerate(rows) if key in row]
        width, depth = (2.4, 3) if key == told else (1.1, 2)
        ax.plot(*zip(*at, strict=True), color=color, linewidth=width, zorder=depth)
        for x, y in at:
            rank = str(rankings[x].ranks[key])
            ax.text(x, y, rank, ha="center", va="center", zorder=6, **_rank_disc_style(color))
        for x, side, gap in ((0, "right", -0.2), (len(rankings) - 1, "left", 0.2)):
            name = truncate_to_width(labels[key], LABEL_WIDTH_INCHES)
            weight = "bold" if key == told else "normal"
            ax.text(x + gap, rows[x][key], name, ha=side, va="center", weight=weight)
    return figure


def _rank_disc_style(color: str) -> style.StyleOptions:
    """Return how a rank is written: small, and on a disc that covers the lines below."""
    disc_box = {
        "boxstyle": "circle,pad=0.3",
        "facecolor": color,
        "edgecolor": style.BACKGROUND_COLOR,
    }
    return {"color": style.BACKGROUND_COLOR, "fontsize": SMALL_FONT_SIZE, "bbox": disc_box}


def describe(rankings: Sequence[Ranking], labels: Mapping[str, str]) -> str:
    """Return the picture in words, from the same numbers as `draw`."""
    told = []
    for made in rankings:
        rows = row_by_ranked_key(made, list(labels))
        ranked = join_words(f"{labels[key]} {made.ranks[key]}" for key in rows) or "no rank"
        told.append(f"{METHOD_NAMES[made.method]}: {ranked}.")
    return f"{title(rankings, labels)}. {' '.join(told)}"


def picture(rankings: Sequence[Ranking], labels: Mapping[str, str], *, source: str) -> Picture:
    """Return figure and description together."""
    return Picture(draw(rankings, labels), describe(rankings, labels), source)


# --- RICE --------------------------------------------------------------------------------


def rice_title(own_item: RiceItem, rank: int, item_count: int) -> str:
    """Return the title: the rank of the item that is argued about."""
    return f"The {lower_first(own_item.label)} is {ordinal(rank)} of {item_count} by RICE"


@style.with_course_style
def draw_rice(own_item: RiceItem, other_items: Sequence[RiceItem], rank: int) -> Figure:
    """Return the figure: a bar for each item, the highest score on top."""
    every = sorted([own_item, *other_items], key=lambda one: (-one.score, one is not own_item))
    figure = style.figure(
        rice_title(own_item, rank, len(every)),
        "RICE score: reach × impact × confidence ÷ effort",
        height=0.9 + 0.26 * len(every),
    )
    ax = style.axes(figure, left=1.75, bottom=0.12, right=0.75, top=0.75)
    ax.set_xlim(0, max(one.score for one in every) or 1)
    ax.set_ylim(0.5 - len(every), 0.5)
    draw_row_labels(ax, [one.label for one in every])
    for row, one in enumerate(every):
        color = style.WARNING_COLOR if one is own_item else "#8fbfdf"
        draw_filled_bar(ax, (0, one.score), (-row - 0.36, -row + 0.36), color)
        gap = ax.get_xlim()[1] * 0.01
        ax.text(one.score + gap, -row, format_rice_score(one.score), va="center", fontsize=9)
    return figure


def format_rice_score(score: float) -> str:
    """Return a score with one decimal below 100, and whole above."""
    return format_number(round(score, 1)) if score < 100 else f"{score:,.0f}"


def describe_rice(own_item: RiceItem, other_items: Sequence[RiceItem], rank: int) -> str:
    """Return the picture in words, from the same numbers as `draw_rice`."""
    every = sorted([own_item, *other_items], key=lambda one: -one.score)
    scores = join_words(f"{one.label} {format_rice_score(one.score)}" for one in every)
    return f"{rice_title(own_item, rank, len(every))}. {scores}."


def rice_picture(
    own_item: RiceItem, other_items: Sequence[RiceItem], rank: int, *, source: str
) -> Picture:
    """Return figure and description together."""
    return Picture(
        draw_rice(own_item, other_items, rank), describe_rice(own_item, other_items, rank), source
    )
