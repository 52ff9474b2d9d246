"""Deployments week by week, before and after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from utils.kit import style
from utils.kit.axes import draw_x_axis, draw_y_axis, nice_ticks
from utils.kit.picture import Picture
from utils.kit.shapes import draw_filled_bar
from utils.reliability.model.dora import weekly_deployments_and_failures

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.figure import Figure

    from utils.reliability.model.dora import Deployment, DoraMetrics


def title(before: DoraMetrics, after: DoraMetrics) -> str:
    """Return the title: what became of frequency and failures."""
    often = (
        f"{before.deployments_per_week:.1f} → {after.deployments_per_week:.1f} deployments a week"
    )
    return f"{often}; {before.change_fail_rate:.0%} → {after.change_fail_rate:.0%} of them failed"


@style.with_course_style
def draw(log: Sequence[Deployment], split: int, before: DoraMetrics, after: DoraMetrics) -> Figure:
    """Return the figure: a bar a week, its failed part below, and where the comparison splits."""
    subtitle = "deployments in each week; below: failed and needed an immediate fix"
    figure = style.figure(title(before, after), subtitle, height=2.8)
    ax = style.axes(figure, left=0.5, bottom=0.5, right=0.25, top=0.95)
    counts = weekly_deployments_and_failures(log, split + 1)
    top = max(count for count, _ in counts) * 1.1
    ax.set_xlim(0, len(counts))
    ax.set_ylim(0, top)
    draw_x_axis(ax, nice_ticks(0, len(counts), 8, whole=True), "{:g}".format, "week")
    draw_y_axis(ax, nice_ticks(0, top, 5, whole=True), "{:g}".format)
    for week, (count, failed) in enumerate(counts):
        draw_filled_bar(ax, (week + 0.12, week + 0.88), (0, count), "#8fbfdf")
        draw_filled_bar(ax, (week + 0.12, week + 0.88), (0, failed), style.WARNING_COLOR)
    ax.plot((split, split), (0, top), color=style.TEXT_COLOR, linewidth=1.3, linestyle=(0, (4, 3)))
    gap = len(counts) * 0.008
    ax.text(split - gap, top * 1.02, "before", ha="right", va="bottom", color=style.MUTED_COLOR)
    ax.text(split + gap, top * 1.02, "after", ha="left", va="bottom", color=style.MUTED_COLOR)
    return figure


def describe(log: Sequence[Deployment], split: int, before: DoraMetrics, after: DoraMetrics) -> str:
    """Return the picture in words, from the same numbers as `draw`."""
    counts = ", ".join(
        f"{count} ({failed} failed)"
        for count, failed in weekly_deployments_and_failures(log, split + 1)
    )
    return f"{title(before, after)}. Split after week {split}. Deployments by week: {counts}."


def picture(
    log: Sequence[Deployment], split: int, before: DoraMetrics, after: DoraMetrics, *, source: str
) -> Picture:
    """Return figure and description together."""
    given = (log, split, before, after)
    return Picture(draw(*given), describe(*given), source)
