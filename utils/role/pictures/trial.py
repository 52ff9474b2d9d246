"""Requirement on trial: one day, two readings of the same words, and the windows that fail."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from utils.kit import style
from utils.kit.axes import draw_x_axis, draw_y_axis, nice_ticks
from utils.kit.english import plural
from utils.kit.picture import Picture
from utils.role.model.call_day import MINUTES_PER_DAY
from utils.role.model.requirement import limit_text, required_share_text, windows_and_hours_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from numpy.typing import NDArray

    from utils.role.model.call_day import CallDay
    from utils.role.model.trial import Rule, RuleEvaluation

SOURCE_TEXT = "Invented day of calls to the refund status; computed from its number, not measured."
TOP_MARGIN, BOTTOM_MARGIN = 0.82, 0.48  # inches
PANEL_HEIGHT, PANEL_GAP, TRAFFIC_HEIGHT = 1.05, 0.58, 0.6  # inches
MAX_FAILURE_MARKS = 12
HOUR_TICKS_MINUTES = [hour * 60 for hour in (0, 6, 12, 18, 24)]


@dataclass(frozen=True)
class TesterResult:
    """What one tester did: who, the rule in their reading, and the judgment."""

    tester: str
    rule: Rule
    judgment: RuleEvaluation

    @property
    def day_passes(self) -> bool:
        """Whether the day passes in this reading."""
        return bool(self.judgment.passes_by_day)


def verdict_text(result: TesterResult) -> str:
    """Return a verdict with its number of windows: “fails, in 9 of 288 windows”."""
    counted, fails = int(result.judgment.counted.sum()), int(result.judgment.fails.sum())
    if not counted:
        return "tests nothing: no minute of this day had so few calls"
    if counted == 1:
        return "passes" if result.day_passes else "fails"
    of = plural(counted, "window")
    return f"passes, in all {of}" if result.day_passes else f"fails, in {fails} of {of}"


def rule_text(rule: Rule) -> str:
    """Return a rule as one line: what has to hold, in which windows, at what load."""
    if math.isinf(rule.limit_ms):
        what = f"{required_share_text(rule.allowed_share)} answered"
    elif rule.uses_mean:
        what = f"mean under {limit_text(rule.limit_ms)}"
    else:
        calls = "answered calls" if rule.answered_only else "calls"
        what = f"{required_share_text(rule.allowed_share, calls)} under {limit_text(rule.limit_ms)}"
    load = (
        "at any load"
        if math.isinf(rule.max_calls_per_second)
        else f"up to {rule.max_calls_per_second:,.10g} calls a second"
    )
    return f"{what}, {windows_and_hours_text(rule.window_minutes, rule.hours)}, {load}"


def title(results: Sequence[TesterResult]) -> str:
    """Return the title: whether the testers agree."""
    if len(results) == 1:
        return f"One reading, one verdict: the day {'passes' if results[0].day_passes else 'fails'}"
    first, second = results
    if first.day_passes == second.day_passes:
        return (
            f"Two readings, one verdict on this day: it {'passes' if first.day_passes else 'fails'}"
        )
    return "Same day, same words: one tester passes it, the other fails it"


@style.with_course_style
def draw(day: CallDay, results: Sequence[TesterResult]) -> Figure:
    """Return the figure: a panel for each reading, and the traffic of the day below."""
    figure_height = (
        TOP_MARGIN + len(results) * (PANEL_HEIGHT + PANEL_GAP) + TRAFFIC_HEIGHT + BOTTOM_MARGIN
    )
    figure = style.figure(title(results), "", height=figure_height)
    top = TOP_MARGIN
    for result in results:
        _draw_panel(figure, result, top, figure_height)
        top += PANEL_HEIGHT + PANEL_GAP
    _draw_traffic(figure, day, results, top, figure_height)
    return figure


def _draw_panel(figure: Figure, result: TesterResult, top: float, figure_height: float) -> None:
    ax = style.axes(
        figure, left=0.85, right=0.3, top=top, bottom=figure_height - top - PANEL_HEIGHT
    )
    values, limit = _values_and_limit_for_plot(result)
    shown = values[result.judgment.counted]
    highest = max(limit * 2, min(float(shown.max(initial=0)), limit * 6 if limit else 1)) or 1
    highest = highest if result.rule.uses_mean else min(highest, 100)
    ax.set_xlim(0, MINUTES_PER_DAY)
    ax.set_ylim(0, highest)
    unit = " ms" if result.rule.uses_mean else "%"
    draw_y_axis(ax, nice_ticks(0, highest, 4), lambda tick: f"{tick:g}{unit}")
    color = style.TEXT_COLOR if result.day_passes else style.WARNING_COLOR
    heading = f"{result.tester}: {verdict_text(result)}"
    ax.text(0, 1.2, heading, transform=ax.transAxes, weight="bold",
            color=color, va="bottom")  # fmt: skip
    drawn = (
        f"{_values_label(result)}. Allowed: {limit:.4g}{unit}. Worst: {_worst_value_text(result)}"
    )
    ax.text(0, 1.04, drawn, transform=ax.transAxes,
            color=style.MUTED_COLOR, va="bottom", fontsize=8.5)  # fmt: skip
    _draw_windows(ax, result.judgment, np.minimum(values, highest))
    ax.plot((0, MINUTES_PER_DAY), (limit, limit), color=style.TEXT_COLOR, linewidth=1.2,
            linestyle=(0, (4, 3)), zorder=4)  # fmt: skip


def _values_and_limit_for_plot(result: TesterResult) -> tuple[NDArray[np.float64], float]:
    """Return values and limit as drawn: milliseconds, or percent of calls."""
    if result.rule.uses_mean:
        return result.judgment.values, result.rule.limit_ms
    return result.judgment.values * 100, result.rule.allowed_share * 100


def _worst_value_text(result: TesterResult) -> str:
    values = _values_and_limit_for_plot(result)[0][result.judgment.counted]
    unit = " ms" if result.rule.uses_mean else "%"
    return f"{float(values.max()):.3g}{unit}" if values.size else "none"


def _values_label(result: TesterResult) -> str:
    if result.rule.uses_mean:
        what = "Mean response time"
    elif math.isinf(result.rule.limit_ms):
        what = "Failed calls"
    else:
        also = "" if result.rule.answered_only else " or failed"
        what = f"Calls slower than {limit_text(result.rule.limit_ms)}{also}"
    return f"{what}, {windows_and_hours_text(result.rule.window_minutes, result.rule.hours)}"


def _draw_windows(ax: Axes, judgment: RuleEvaluation, values: NDArray[np.float64]) -> None:
    """Draw one bar a window, those that fail in the warning color."""
    ends = np.append(judgment.starts[1:], MINUTES_PER_DAY)
    for which, color in (
        (~judgment.fails, style.ACCENT_COLOR),
        (judgment.fails, style.WARNING_COLOR),
    ):
        heights = np.where(which & judgment.counted, values, 0)
        xs = np.column_stack([judgment.starts, ends]).ravel()
        ys = np.repeat(heights, 2)
        ax.fill_between(xs, ys, color=color, linewidth=0, zorder=2)
    # A window of a few minutes is a hair's breadth: a mark above each run makes it easy to see.
    middles = [
        (judgment.starts[run[0]] + ends[run[-1]]) / 2 for run in _true_run_indices(judgment.fails)
    ]
    if len(middles) <= MAX_FAILURE_MARKS:
        ax.plot(middles, [ax.get_ylim()[1] * 0.97] * len(middles), linestyle="none", marker="v",
                markersize=6, color=style.WARNING_COLOR, zorder=5, clip_on=False)  # fmt: skip


def _true_run_indices(flags: NDArray[np.bool_]) -> list[NDArray[np.int64]]:
    """Return the places of flags that are set, those next to each other together."""
    places = np.flatnonzero(flags)
    if not places.size:
        return []
    return np.split(places, np.flatnonzero(np.diff(places) > 1) + 1)


def _draw_traffic(
    figure: Figure, day: CallDay, results: Sequence[TesterResult], top: float, figure_height: float
) -> None:
    ax = style.axes(
        figure, left=0.85, right=0.3, top=top, bottom=figure_height - top - TRAFFIC_HEIGHT
    )
    rate = day.calls / 60
    highest = float(rate.max()) * 1.15
    ax.set_xlim(0, MINUTES_PER_DAY)
    ax.set_ylim(0, highest)
    draw_x_axis(ax, HOUR_TICKS_MINUTES, lambda minute: f"{int(minute) // 60:02d}:00", "time of day")
    draw_y_axis(ax, nice_ticks(0, highest, 3), "{:g}".format)
    ax.fill_between(np.arange(MINUTES_PER_DAY), rate, color="#8c959f", linewidth=0, zorder=2)
    loads = {
        result.rule.max_calls_per_second
        for result in results
        if result.rule.max_calls_per_second < highest
    }
    said = "Calls a second; dashed: the load that counts" if loads else "Calls a second"
    ax.text(0, 1.06, said, transform=ax.transAxes, color=style.MUTED_COLOR,
            va="bottom", fontsize=8.5)  # fmt: skip
    for load in loads:
        ax.plot((0, MINUTES_PER_DAY), (load, load), color=style.TEXT_COLOR, linewidth=1.2,
                linestyle=(0, (4, 3)), zorder=4)  # fmt: skip


def describe(day: CallDay, results: Sequence[TesterResult]) -> str:
    """Return the picture in words, from the same numbers as `draw`."""
    said = " ".join(_result_text(result) for result in results)
    peak = day.calls.max() / 60
    calls = day.calls.sum() / 1e6
    return (
        f"{title(results)}. {said} The day has {calls:.1f} million calls, at most {peak:,.0f} a "
        f"second, and {day.failed.sum():,.0f} of them fail."
    )


def _result_text(result: TesterResult) -> str:
    unit = " ms" if result.rule.uses_mean else "%"
    limit = _values_and_limit_for_plot(result)[1]
    return (
        f"{result.tester}: {verdict_text(result)}. Read as: {rule_text(result.rule)}; worst window "
        f"{_worst_value_text(result)}, allowed {limit:.4g}{unit}"
        f"{_first_failure_time_text(result.judgment)}."
    )


def _first_failure_time_text(judgment: RuleEvaluation) -> str:
    """Return when the first window fails, on the clock."""
    failed = judgment.starts[judgment.fails]
    if not failed.size or len(judgment.starts) == 1:
        return ""
    return f", first at {int(failed[0]) // 60:02d}:{int(failed[0]) % 60:02d}"


def picture(day: CallDay, results: Sequence[TesterResult]) -> Picture:
    """Return figure and description together: one trial, or two where the words allow two."""
    return Picture(draw(day, results), describe(day, results), SOURCE_TEXT)
