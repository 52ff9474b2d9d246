"""Minutes down in a chain, and how a slow tail grows with the number of calls."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from utils.kit import style
from utils.kit.axes import draw_row_labels, draw_x_axis, draw_y_axis, nice_ticks
from utils.kit.english import plural
from utils.kit.lettering import SMALL_FONT_SIZE
from utils.kit.picture import Picture
from utils.kit.shapes import CONNECTOR_COLOR, draw_filled_bar, draw_point
from utils.role.model.promise import (
    downtime_minutes,
    series_availability,
    slow_request_share,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from utils.role.model.promise import Component

MAX_CALLS_PER_PAGE = 20
WHOLE_CHAIN_LABEL = "The whole chain"
MINUTES_X, FIX_X = 1.2, 1.26  # where the columns right of the bars end and begin, in widths


def format_availability(share: float) -> str:
    """Return a share as a percentage with as many digits as availabilities need."""
    return f"{share * 100:.4f}".rstrip("0").rstrip(".") + "%"


def title(components: Sequence[Component], promise: float) -> str:
    """Return the title: whether the promise can be kept, or by how many minutes it is missed."""
    whole = series_availability([one.availability for one in components])
    start = f"The chain reaches {whole:.2%}"
    if whole >= promise:
        return f"{start}: the promise of {format_availability(promise)} can be kept"
    missed = downtime_minutes(whole) - downtime_minutes(promise)
    return f"{start}: {missed:.1f} minutes a month too many for {format_availability(promise)}"


@style.with_course_style
def draw(components: Sequence[Component], promise: float, *, days: Sequence[float] = ()) -> Figure:
    """Return the figure: minutes down by component and in all, against what is promised.

    `days` are the days of work that each component's change takes, as far as there are changes.
    """
    subtitle = "minutes down in 30 days, if failures are independent of each other"
    made = style.figure(title(components, promise), subtitle, height=3.3)
    ax = style.axes(made, left=1.75, bottom=0.5, right=2.1, top=0.95)
    names = [one.label for one in components]
    lost = [downtime_minutes(one.availability) for one in components]
    whole = downtime_minutes(series_availability([one.availability for one in components]))
    allowed = downtime_minutes(promise)
    ax.set_xlim(0, max(whole, allowed, 1) * 1.1)
    ax.set_ylim(-len(names) - 0.6, 0.6)
    draw_x_axis(ax, nice_ticks(*ax.get_xlim()), "{:g}".format, "minutes")
    draw_row_labels(ax, [*names, WHOLE_CHAIN_LABEL])
    for row, minutes in enumerate([*lost, whole]):
        total_missed = row == len(names) and whole > allowed
        color = style.WARNING_COLOR if total_missed else style.ACCENT_COLOR
        draw_filled_bar(ax, (0, minutes), (-row - 0.27, -row + 0.27), color)
    _draw_allowed_line(ax, allowed)
    _draw_minutes_and_days(ax, [*lost, whole], days)
    return made


def _draw_allowed_line(ax: Axes, allowed: float) -> None:
    ax.axvline(allowed, color=style.TEXT_COLOR, linewidth=1.3, linestyle=(0, (4, 3)))
    late = allowed > ax.get_xlim()[1] * 0.6
    gap = ax.get_xlim()[1] * (-0.01 if late else 0.01)
    side = "right" if late else "left"
    words = f"promised: {allowed:.1f}"
    ax.text(allowed + gap, 0.66, words, va="bottom", ha=side, fontsize=SMALL_FONT_SIZE)


def _draw_minutes_and_days(
    ax: Axes, minutes_down: Sequence[float], work_days: Sequence[float]
) -> None:
    """Write minutes and days of work right of the bars, where no line runs through them."""
    beside: style.StyleOptions = {"transform": ax.get_yaxis_transform()}
    head = {**beside, "va": "bottom", "color": style.MUTED_COLOR, "fontsize": SMALL_FONT_SIZE}
    ax.text(MINUTES_X, 0.66, "minutes", ha="right", **head)
    if work_days:
        ax.text(FIX_X, 0.66, "your change", **head)
    for row, value in enumerate(minutes_down):
        ax.text(MINUTES_X, -row, f"{value:.1f}", ha="right", va="center", weight="bold", **beside)
    for row, each in enumerate(work_days):
        ax.text(FIX_X, -row, work_days_text(each), va="center", **beside)


def work_days_text(days: float) -> str:
    """Return days of work in a few words: “none”, “8 days”, “never done”."""
    if not days:
        return "none"
    return "never done" if math.isinf(days) else plural(math.ceil(days - 1e-6), "day")


def describe(components: Sequence[Component], promise: float, *, days: Sequence[float] = ()) -> str:
    """Return the picture in words, from the same numbers as `draw`."""
    work = [f", your change: {work_days_text(each)}" for each in days] or [""] * len(components)
    rows = [
        f"{one.label}: {format_availability(one.availability)}, "
        f"{downtime_minutes(one.availability):.1f} minutes{each}."
        for one, each in zip(components, work, strict=True)
    ]
    whole = series_availability([one.availability for one in components])
    return (
        f"{title(components, promise)}. Minutes down in 30 days, if failures are independent: "
        f"{downtime_minutes(whole):.1f} for the whole chain, {downtime_minutes(promise):.1f} "
        f"promised. {' '.join(rows)}"
    )


def picture(
    components: Sequence[Component], promise: float, *, days: Sequence[float] = (), source: str
) -> Picture:
    """Return figure and description together. `promise` is a share, 0 to 1."""
    return Picture(
        draw(components, promise, days=days), describe(components, promise, days=days), source
    )


# --- the tail ----------------------------------------------------------------------------


def slow_page_share_title(slow_call_share: float, calls: int) -> str:
    """Return the title: what a slow share becomes with several calls."""
    pages = slow_request_share(slow_call_share, calls)
    return f"{format_availability(slow_call_share)} slow calls become {pages:.1%} slow pages"


@style.with_course_style
def draw_slow_page_share(slow_call_share: float, calls: int) -> Figure:
    """Return the figure: slow pages by number of calls at once, the chosen one marked."""
    subtitle = "share of pages with at least one slow call, if calls are independent"
    made = style.figure(slow_page_share_title(slow_call_share, calls), subtitle, height=2.9)
    ax = style.axes(made, left=0.62, bottom=0.5, right=0.25, top=0.75)
    counts = range(1, MAX_CALLS_PER_PAGE + 1)
    top = max(slow_request_share(slow_call_share, MAX_CALLS_PER_PAGE), 0.01) * 1.15
    ax.set_xlim(0.5, MAX_CALLS_PER_PAGE + 0.5)
    ax.set_ylim(0, top)
    draw_x_axis(ax, [1, 5, 10, 15, 20], "{:g}".format, "calls at once for one page")
    draw_y_axis(ax, nice_ticks(0, top, 5), format_availability)
    ax.plot(
        counts,
        [slow_request_share(slow_call_share, n) for n in counts],
        color=CONNECTOR_COLOR,
        linewidth=1.2,
        zorder=2,
    )
    ax.plot(
        (0.5, MAX_CALLS_PER_PAGE + 0.5),
        (slow_call_share, slow_call_share),
        color=style.MUTED_COLOR,
        linestyle=(0, (4, 3)),
    )
    for n in counts:
        draw_point(ax, n, slow_request_share(slow_call_share, n), CONNECTOR_COLOR, area=22)
    draw_point(ax, calls, slow_request_share(slow_call_share, calls), style.WARNING_COLOR, area=60)
    # Above the rising line there is room, left of the dot except at the very edge.
    side, aside, lift = ("left", 0.3, 0.13) if calls < 3 else ("right", -0.3, 0.02)
    at = (calls + aside, slow_request_share(slow_call_share, calls) + top * lift)
    mark: style.StyleOptions = {
        "ha": side,
        "va": "bottom",
        "weight": "bold",
        "color": style.WARNING_COLOR,
    }
    ax.text(at[0], at[1], f"{slow_request_share(slow_call_share, calls):.1%}", **mark)
    alone: style.StyleOptions = {"ha": "right", "va": "bottom", "color": style.MUTED_COLOR}
    ax.text(MAX_CALLS_PER_PAGE + 0.4, slow_call_share + top * 0.015, "one call alone ", **alone)
    return made


def slow_page_share_picture(slow_call_share: float, calls: int, *, source: str) -> Picture:
    """Return figure and description together. `slow_call_share` of single calls, 0 to 1."""
    values = "; ".join(
        f"{plural(n, 'call')} {slow_request_share(slow_call_share, n):.1%}"
        for n in (1, 2, 5, 10, 20)
    )
    words = (
        f"{slow_page_share_title(slow_call_share, calls)} with {calls} at once. Share of pages "
        f"with at least one slow call, if calls are independent: {values}."
    )
    return Picture(draw_slow_page_share(slow_call_share, calls), words, source)
