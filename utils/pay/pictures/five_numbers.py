"""M1: three readings of the same two ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from utils.kit import style
from utils.kit.axes import draw_row_labels, draw_x_axis, nice_ticks
from utils.kit.english import join_words, ordinal
from utils.kit.picture import Picture
from utils.kit.shapes import draw_point
from utils.kit.tables import format_usd, format_usd_k
from utils.pay.model.five_numbers import RangeEndPercentiles
from utils.pay.pictures.ticks import format_dollar_tick

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from utils.pay.model.five_numbers import Lognormal

POINTS_PER_CURVE = 160
MAX_CURVE_HEIGHT_ROWS = 0.62  # how high the tallest curve stands, in rows


def end_percentiles_label(tail: float) -> str:
    """Return how a reading is called: its two percentiles."""
    return join_words(ordinal(end) for end in RangeEndPercentiles(tail).percentiles)


def _draw_density_curve(
    ax: Axes, y: float, curve: Lognormal, max_density: float, *, is_chosen: bool
) -> None:
    color = style.ACCENT_COLOR if is_chosen else style.MUTED_COLOR
    low, high = ax.get_xlim()
    xs = [low + (high - low) * n / (POINTS_PER_CURVE - 1) for n in range(POINTS_PER_CURVE)]
    ys = [y + MAX_CURVE_HEIGHT_ROWS * curve.density(x) / max_density for x in xs]
    first, last = curve.interquartile_range()
    inside = [first <= x <= last for x in xs]
    ax.fill_between(xs, y, ys, color=color, alpha=0.13, linewidth=0)
    ax.fill_between(xs, y, ys, where=inside, color=color, alpha=0.55, linewidth=0)
    ax.plot(xs, ys, color=color, linewidth=1.8 if is_chosen else 1)
    words = f"{format_usd_k(first)} – {format_usd_k(last)}"
    ax.text(
        1.015,
        y + 0.1,
        words,
        transform=ax.get_yaxis_transform(),
        weight="bold" if is_chosen else "normal",
    )


@style.with_course_style
def draw(
    curves: Sequence[tuple[float, Lognormal]],
    chosen_tail: float,
    low_mean_high: tuple[float, float, float],
) -> Figure:
    """Return the figure: a curve per reading, its middle half filled, the ends as lines.

    `curves` are pairs of tail percentile and curve; `low_mean_high` are low end, average, top
    (USD).
    """
    low, mean, high = low_mean_high
    made = style.figure(
        _picture_title(curves), "Share of people by pay, if pay is lognormal", height=3.2
    )
    ax = style.axes(made, left=1.12, bottom=0.34, right=1.35, top=0.92)
    ax.set_xlim(min(25_000, low * 0.6), max(275_000, high * 1.3))
    ax.set_ylim(-len(curves) + 0.85, 0.95)
    draw_x_axis(ax, nice_ticks(*ax.get_xlim()), format_dollar_tick)
    draw_row_labels(
        ax,
        [end_percentiles_label(tail) for tail, _ in curves],
        [0.12 - n for n in range(len(curves))],
    )
    for x in (low, high):
        ax.axvline(x, color=style.TEXT_COLOR, linewidth=1, linestyle=(0, (2, 2)))
    top = max(curve.density(curve.quantile(0.4)) for _, curve in curves)
    for row, (tail, curve) in enumerate(curves):
        _draw_density_curve(ax, -row, curve, top, is_chosen=tail == chosen_tail)
        draw_point(ax, mean, -row, style.WARNING_COLOR, marker="D", area=40)
    for x, words, side in ((low, "low end", "right"), (high, "top", "left")):
        ax.text(
            x + (2000 if side == "left" else -2000), 0.93, words, ha=side, va="top", fontsize=8.5
        )
    head: style.StyleOptions = {
        "transform": ax.transAxes,
        "va": "bottom",
        "color": style.MUTED_COLOR,
        "fontsize": 8.5,
    }
    ax.text(-0.015, 1.02, "ends read as", ha="right", **head)
    ax.text(1.015, 1.02, "middle half earns", **head)
    return made


def _picture_title(curves: Sequence[tuple[float, Lognormal]]) -> str:
    halves = [curve.interquartile_range() for _, curve in curves]
    widths = [last - first for first, last in halves]
    return (
        f"Same two ends: the middle half is {format_usd_k(widths[0])} wide, or "
        f"{format_usd_k(widths[-1])}"
    )


def describe(
    curves: Sequence[tuple[float, Lognormal]],
    chosen_tail: float,
    low_mean_high: tuple[float, float, float],
) -> str:
    """Return the picture in words, from the same numbers as `draw`."""
    rows = []
    for tail, curve in curves:
        first, last = curve.interquartile_range()
        mark = " (chosen)" if tail == chosen_tail else ""
        rows.append(
            f"Ends read as {end_percentiles_label(tail)} percentile{mark}: middle half from "
            f"{format_usd(round(first, -3))} to {format_usd(round(last, -3))}."
        )
    low, mean, high = low_mean_high
    return (
        f"{_picture_title(curves)}. Three lognormal curves through a low end of "
        f"{format_usd(low)} and a top "
        f"of {format_usd(high)}; the average is {format_usd(mean)}. {' '.join(rows)}"
    )


def picture(
    curves: Sequence[tuple[float, Lognormal]],
    chosen_tail: float,
    low_mean_high: tuple[float, float, float],
    *,
    source: str,
) -> Picture:
    """Return figure and description together."""
    return Picture(
        draw(curves, chosen_tail, low_mean_high),
        describe(curves, chosen_tail, low_mean_high),
        source,
    )
