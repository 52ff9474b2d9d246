"""How often each item has each rank when the inputs are guesses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from utils.kit import style
from utils.kit.axes import draw_row_labels
from utils.kit.lettering import SMALL_FONT_SIZE
from utils.kit.picture import Picture
from utils.kit.shapes import draw_shaded_cell

if TYPE_CHECKING:
    from collections.abc import Mapping

    from matplotlib.figure import Figure

    from utils.backlog.model.stability import RankShares

MIN_LABELED_SHARE = 0.005  # a smaller share is not written
ROW_HEIGHT_INCHES = 0.26  # inches


def title(stability: RankShares, labels: Mapping[str, str]) -> str:
    """Return the title: which item comes first most often, and how often."""
    best = max(stability.keys, key=stability.first_place_share)
    return f"{labels[best]} comes first in {stability.first_place_share(best):.0%} of all draws"


@style.with_course_style
def draw(stability: RankShares, labels: Mapping[str, str]) -> Figure:
    """Return the figure: a row an item, a column a rank, darker where it is more often."""
    many = len(stability.keys)
    rows = sorted(range(many), key=lambda n: stability.rank_shares[n] @ range(many))
    figure = style.figure(
        title(stability, labels),
        "share of draws in which an item has a rank",
        height=1.2 + ROW_HEIGHT_INCHES * many,
    )
    ax = style.axes(figure, left=1.9, bottom=0.12, right=0.2, top=1.02)
    ax.set_xlim(-0.5, many - 0.5)
    ax.set_ylim(0.5 - many, 0.5)
    draw_row_labels(ax, [labels[stability.keys[n]] for n in rows])
    for rank in range(many):
        ax.text(rank, 0.65, f"{rank + 1}.", ha="center", va="bottom", weight="bold")
    for y, n in enumerate(rows):
        for rank in range(many):
            share = float(stability.rank_shares[n, rank])
            draw_shaded_cell(
                ax, (rank - 0.48, rank + 0.48), (-y - 0.46, -y + 0.46), _share_color(share)
            )
            if share >= MIN_LABELED_SHARE:
                ink = style.BACKGROUND_COLOR if share > 0.45 else style.TEXT_COLOR
                ax.text(
                    rank,
                    -y,
                    f"{share:.0%}",
                    ha="center",
                    va="center",
                    fontsize=SMALL_FONT_SIZE,
                    color=ink,
                )
    return figure


def _share_color(share: float) -> str:
    """Return white for 0, the accent for 1, and what lies between."""
    rgb = (int(style.ACCENT_COLOR[at : at + 2], 16) for at in (1, 3, 5))
    part = min(1.0, 0.06 + 1.1 * share) if share >= MIN_LABELED_SHARE else 0.03
    return "#" + "".join(f"{round(255 - part * (255 - one)):02x}" for one in rgb)


def describe(stability: RankShares, labels: Mapping[str, str]) -> str:
    """Return the picture in words, from the same numbers as `draw`."""
    many = len(stability.keys)
    rows = [
        f"{labels[key]}: first in {stability.first_place_share(key):.0%}, mean rank "
        f"{1 + float(stability.rank_shares[n] @ range(many)):.1f}."
        for n, key in enumerate(stability.keys)
    ]
    return f"{title(stability, labels)}. {' '.join(rows)}"


def picture(stability: RankShares, labels: Mapping[str, str], *, source: str) -> Picture:
    """Return figure and description together."""
    return Picture(draw(stability, labels), describe(stability, labels), source)
