"""M0: the article's pay figures against the wages of proxy occupations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from utils.kit import style
from utils.kit.axes import LABEL_PADDING_INCHES, draw_row_labels, draw_x_axis, nice_ticks
from utils.kit.english import ordinal
from utils.kit.lettering import SMALL_FONT_SIZE, max_text_width_inches
from utils.kit.picture import Picture
from utils.kit.shapes import draw_point, draw_range_bar
from utils.kit.tables import format_usd
from utils.pay.model.benchmark import NOT_RELEASED_TEXT
from utils.pay.pictures.ticks import format_dollar_tick

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from utils.pay.model.benchmark import PercentileRank, Wages

DEFAULT_PAY_AXIS_LIMITS_USD = (25_000, 280_000)  # USD; wider where a wage lies beyond
# Labels that cross the line of the average stand on paper of their own.
LABEL_STYLE: style.StyleOptions = {
    "fontsize": 8.5,
    "bbox": {"facecolor": style.BACKGROUND_COLOR, "edgecolor": "none", "pad": 1},
}


@dataclass(frozen=True)
class ProxyRow:
    """One proxy occupation in one place: its label, wages (USD a year) and the pay's rank."""

    label: str
    wages: Wages
    rank: PercentileRank


def rank_ordinal_text(rank: PercentileRank) -> str:
    """Return a rank as a reader says it: "48th", "below 10th", "above 90th"."""
    if rank.value is not None:
        return ordinal(round(rank.value))
    side = rank.status if rank.status in {"below", "above"} else ""
    return f"{side} {ordinal(int(rank.text[1:]))}" if side else NOT_RELEASED_TEXT


def _draw_own_pay_row(ax: Axes, y: float, own_pay: Sequence[float]) -> None:
    look: style.StyleOptions = {
        "marker": "D",
        "markersize": 6,
        "markeredgewidth": 0,
        "linewidth": 0,
    }
    ax.plot(own_pay, [y] * len(own_pay), color=style.SERIES_COLORS[2], alpha=0.7, **look)


def _draw_article_rows(ax: Axes, article: Mapping[str, float], y: float) -> None:
    ax.plot((article["low"], article["high"]), (y, y), color=style.TEXT_COLOR, linewidth=2)
    draw_point(ax, article["average"], y, style.WARNING_COLOR, marker="D", area=60)
    for key, side in (("low", "right"), ("high", "left")):
        shift = -3000 if side == "right" else 3000
        ax.text(article[key] + shift, y, f"${article[key] / 1000:,.1f}k", ha=side, va="center")
    places = {"lead": (-5000, "right"), "mid": (-1500, "center"), "senior": (5000, "left")}
    for key, (shift, side) in places.items():
        draw_point(ax, article[key], y - 1, style.TEXT_COLOR)
        lift = 0.36 if side == "center" else 0
        words = f"{key} ${article[key] / 1000:,.0f}k"
        ax.text(article[key] + shift, y - 1 + lift, words, ha=side, va="center", **LABEL_STYLE)


def _axis_limits(rows: Sequence[ProxyRow], own_pay: Sequence[float]) -> tuple[float, float]:
    wages = [wage for row in rows for _, wage in row.wages.released_percentiles()]
    pays = [*DEFAULT_PAY_AXIS_LIMITS_USD, *wages, *own_pay]
    return min(pays) - 5_000 * (min(pays) < DEFAULT_PAY_AXIS_LIMITS_USD[0]), max(pays) * (
        1.03 if max(pays) > DEFAULT_PAY_AXIS_LIMITS_USD[1] else 1
    )


def _draw_proxy_row(ax: Axes, y: float, row: ProxyRow) -> None:
    wages = row.wages
    if not wages.has_released_percentiles:
        ax.text(
            sum(ax.get_xlim()) / 2,
            y,
            "wages not released",
            ha="center",
            va="center",
            style="italic",
            bbox=LABEL_STYLE["bbox"],
        )
        return
    known = [w for w in (wages.p10, wages.p25, wages.median, wages.p75, wages.p90) if w is not None]
    draw_range_bar(
        ax,
        y,
        (known[0], known[-1]),
        (wages.p25 or known[0], wages.p75 or known[-1]),
        style.ACCENT_COLOR,
    )
    if wages.median is not None:
        draw_point(ax, wages.median, y, style.ACCENT_COLOR)


@style.with_course_style
def draw(
    rows: Sequence[ProxyRow],
    article: Mapping[str, float],
    title: str,
    subtitle: str,
    own_pay: Sequence[float] = (),
) -> Figure:
    """Return the figure: two rows for the article, one a proxy, one for the learner's file."""
    labels = ["Article, U.S.: average", "Article, U.S.: by level", *(row.label for row in rows)]
    if own_pay:
        labels.append(f"Your file ({len(own_pay)})")
    made = style.figure(title, subtitle, height=1.6 + 0.34 * len(labels))
    left = 0.2 + LABEL_PADDING_INCHES + max_text_width_inches(labels)
    ax = style.axes(made, left=left, bottom=0.34, right=1.0, top=1.05)
    ax.set_xlim(*_axis_limits(rows, own_pay))
    ax.set_ylim(0.6 - len(labels), 0.6)
    draw_x_axis(ax, nice_ticks(*ax.get_xlim()), format_dollar_tick)
    draw_row_labels(ax, labels)
    ax.axvline(
        article["average"],
        color=style.WARNING_COLOR,
        linewidth=1.2,
        linestyle=(0, (4, 3)),
        zorder=1,
    )
    _draw_article_rows(ax, article, 0)
    for number, row in enumerate(rows, start=2):
        _draw_proxy_row(ax, -number, row)
        ax.text(
            1.015,
            -number,
            rank_ordinal_text(row.rank),
            transform=ax.get_yaxis_transform(),
            va="center",
            weight="bold",
        )
    if own_pay:
        _draw_own_pay_row(ax, 1 - len(labels), own_pay)
    _draw_legend(made)
    ax.text(
        1.015,
        -1,
        "percentile of\nthe average",
        transform=ax.get_yaxis_transform(),
        va="center",
        color=style.WARNING_COLOR,
        fontsize=8.5,
    )
    return made


def _draw_legend(figure: Figure) -> None:
    """Say under the title what line, box, and dots are."""
    height = figure.get_size_inches()[1]
    ax = style.axes(figure, left=0, bottom=0, right=0, top=0)
    ax.set_xlim(0, style.WIDTH_INCHES)
    ax.set_ylim(0, height)
    y = height - 0.72
    draw_range_bar(ax, y, (0.1, 0.75), (0.3, 0.6), style.ACCENT_COLOR)
    draw_point(ax, 0.42, y, style.ACCENT_COLOR)
    marks = [(0.84, "line: 10th to 90th percentile · box: middle half · dot: median")]
    draw_point(ax, 5.3, y, style.WARNING_COLOR, marker="D", area=60)
    marks.append((5.42, "article's average"))
    for x, words in marks:
        ax.text(x, y, words, va="center", fontsize=SMALL_FONT_SIZE, color=style.MUTED_COLOR)


def _proxy_row_text(row: ProxyRow) -> str:
    wages = row.wages
    if not wages.has_released_percentiles:
        return f"{row.label}: wages not released."
    return (
        f"{row.label}: 10th percentile {format_usd(wages.p10)}, 25th {format_usd(wages.p25)}, "
        f"median {format_usd(wages.median)}, 75th {format_usd(wages.p75)}, 90th "
        f"{format_usd(wages.p90)}; "
        f"percentile of the article's average: {rank_ordinal_text(row.rank)}."
    )


def describe(
    rows: Sequence[ProxyRow],
    article: Mapping[str, float],
    title: str,
    subtitle: str,
    own_pay: Sequence[float] = (),
) -> str:
    """Return the picture in words, from the same numbers as `draw`."""
    first = (
        f"{title}. {subtitle}. The article reports {format_usd(article['low'])} to "
        f"{format_usd(article['high'])} with an average of {format_usd(article['average'])}; "
        f"by level: mid {format_usd(article['mid'])}, senior {format_usd(article['senior'])}, "
        f"lead {format_usd(article['lead'])}."
    )
    yours = (
        f" Your file: {len(own_pay)} figures from {format_usd(min(own_pay))} to "
        f"{format_usd(max(own_pay))}."
        if own_pay
        else ""
    )
    return " ".join([first, *map(_proxy_row_text, rows)]) + yours


def picture(
    rows: Sequence[ProxyRow],
    article: Mapping[str, float],
    title: str,
    subtitle: str,
    own_pay: Sequence[float] = (),
    *,
    source: str,
) -> Picture:
    """Return figure and description together. Pay in USD a year."""
    told = (rows, article, title, subtitle, own_pay)
    return Picture(draw(*told), describe(*told), source)
