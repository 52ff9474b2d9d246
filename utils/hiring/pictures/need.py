"""H1: what makes up the score, and what random weights would make of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from utils.hiring.model import need
from utils.kit import style
from utils.kit.axes import draw_x_axis
from utils.kit.lettering import SMALL_FONT_SIZE
from utils.kit.picture import Picture
from utils.kit.shapes import draw_background_band, draw_filled_bar

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

CRITERION_COLORS = ("#0072B2", "#56B4E9", "#009E73", "#45505B", "#E69F00", "#CC79A7")
LEGEND_ENTRY_SPACING_INCHES = 2.3  # inches
HISTOGRAM_BIN_COUNT = 50


def title(value: float, threshold: float, scores: np.ndarray) -> str:
    """Return the title: score, verdict, and how often random weights end above the line."""
    said = need.VERDICT_TEXTS[need.score_verdict(value, threshold)]
    share = need.share_above_threshold(scores, threshold)
    return f"{value:.2f}: {said}; {share:.0%} of random weights are above the line"


def score_contributions(
    ratings: Mapping[str, float], weights: Mapping[str, float]
) -> dict[str, float]:
    """Return how much each criterion adds to the score; the sum is the score, 0 to 1."""
    share = need.normalize_weights(weights)
    return {key: share[key] * rating / need.MAX_RATING for key, rating in ratings.items()}


@style.with_course_style
def draw(
    ratings: Mapping[str, float],
    weights: Mapping[str, float],
    threshold: float,
    names: Mapping[str, str],
    scores: np.ndarray,
) -> Figure:
    """Return the figure: the parts of the score on top, scores of random weights below."""
    value = need.weighted_score(ratings, weights)
    added = score_contributions(ratings, weights)
    figure = style.figure(title(value, threshold, scores), height=2.6)
    _draw_legend(figure, added, names)
    ax = style.axes(figure, left=0.2, bottom=0.45, right=0.2, top=1.08)
    ax.set_xlim(0, 1)
    ax.set_ylim(0, 1)
    margin = need.BORDERLINE_MARGIN
    draw_background_band(ax, (max(threshold - margin, 0), min(threshold + margin, 1)), (0, 1))
    draw_x_axis(ax, [0, 0.2, 0.4, 0.6, 0.8, 1], "{:.1f}".format, "score")
    _draw_score_bar(ax, added, value)
    _draw_histogram(ax, scores)
    dashes: style.StyleOptions = {"linewidth": 1.2, "linestyle": (0, (4, 3)), "zorder": 6}
    ax.plot((threshold, threshold), (0, 1), color=style.TEXT_COLOR, **dashes)
    side = "left" if threshold < 0.2 else "right" if threshold > 0.8 else "center"
    words = "the line, and what counts as borderline"
    small: style.StyleOptions = {"fontsize": SMALL_FONT_SIZE, "color": style.MUTED_COLOR}
    ax.text(threshold, 1.02, words, ha=side, va="bottom", **small)
    return figure


def _draw_legend(
    figure: Figure, contribution_by_criterion: Mapping[str, float], names: Mapping[str, str]
) -> None:
    """Name each part of the bar with what it adds, three a line under the title."""
    height = figure.get_size_inches()[1]
    ax = style.axes(figure, left=0, bottom=0, right=0, top=0)
    ax.set_xlim(0, style.WIDTH_INCHES)
    ax.set_ylim(0, height)
    for n, (shade, (key, width)) in enumerate(
        zip(CRITERION_COLORS, contribution_by_criterion.items(), strict=True)
    ):
        x, y = 0.09 + LEGEND_ENTRY_SPACING_INCHES * (n % 3), height - 0.46 - 0.2 * (n // 3)
        draw_filled_bar(ax, (x, x + 0.16), (y - 0.07, y + 0.07), shade)
        ax.text(x + 0.24, y, f"{names[key]} {width:.2f}", va="center")


def _draw_score_bar(
    ax: Axes, contribution_by_criterion: Mapping[str, float], total_score: float
) -> None:
    start = 0.0
    for shade, width in zip(CRITERION_COLORS, contribution_by_criterion.values(), strict=True):
        if width:
            draw_filled_bar(ax, (start, start + width), (0.7, 0.94), shade)
            ax.plot((start, start), (0.7, 0.94), color=style.BACKGROUND_COLOR, linewidth=1)
        start += width
    inside = total_score > 0.9  # there is no room right of the bar
    look: style.StyleOptions = {"ha": "right" if inside else "left", "zorder": 7}
    paper = {"facecolor": style.BACKGROUND_COLOR, "edgecolor": "none", "pad": 1}
    x = total_score + (-0.012 if inside else 0.012)
    ax.text(x, 0.82, f"{total_score:.2f}", va="center", weight="bold", bbox=paper, **look)


def _draw_histogram(ax: Axes, scores: np.ndarray) -> None:
    import numpy as np

    counts, edges = np.histogram(scores, bins=HISTOGRAM_BIN_COUNT, range=(0, 1))
    most = max(counts.max(), 1)
    for count, left, right in zip(counts, edges[:-1], edges[1:], strict=True):
        if count:
            draw_filled_bar(ax, (left, right - 0.002), (0, 0.58 * count / most), style.ACCENT_COLOR)


def describe(
    ratings: Mapping[str, float],
    weights: Mapping[str, float],
    threshold: float,
    names: Mapping[str, str],
    scores: np.ndarray,
) -> str:
    """Return the picture in words, from the same numbers as `draw`."""
    added = ", ".join(
        f"{names[key]} {v:.2f}" for key, v in score_contributions(ratings, weights).items()
    )
    low, high = scores[len(scores) // 10], scores[-(len(scores) // 10) - 1]
    return (
        f"{title(need.weighted_score(ratings, weights), threshold, scores)}. "
        f"The line is {threshold:.2f}. What each criterion adds: {added}. Eight out of "
        f"ten random weights give {low:.2f} to {high:.2f}."
    )


def picture(
    ratings: Mapping[str, float],
    weights: Mapping[str, float],
    threshold: float,
    names: Mapping[str, str],
    *,
    source: str,
) -> Picture:
    """Return figure and description together. Ratings 0 to 4, weights in any unit."""
    scores = need.scores_under_random_weights(ratings)
    return Picture(
        draw(ratings, weights, threshold, names, scores),
        describe(ratings, weights, threshold, names, scores),
        source,
    )
