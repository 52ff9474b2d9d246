"""What is left of an error budget, hour by hour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from utils.kit import style
from utils.kit.axes import draw_x_axis, draw_y_axis, nice_ticks
from utils.kit.english import MINUS, format_number, plural
from utils.kit.lettering import SMALL_FONT_SIZE
from utils.kit.picture import Picture
from utils.kit.shapes import WARNING_AREA_COLOR, draw_background_band, draw_point
from utils.reliability.model.incident_replay import (
    FREEZE_BELOW,
    SLOW_BELOW,
    release_policy_for_budget,
)
from utils.reliability.model.slo import HOURS_PER_DAY, MINUTES_PER_HOUR

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from utils.reliability.model.incident_replay import Incident, Replay

MAX_LINE_POINTS = 400  # of the line; more would be finer than a screen
ALERT_ROW_HEIGHT_SHARE = 0.09  # of the height: a line for each alert above the plot
MIN_BUDGET_SHARE_SHOWN = -1.0  # an overdrawn budget is drawn down to here
POLICY_LABELS = {"ship": "ship as planned", "slow": "slow down", "freeze": "freeze features"}


def format_day_and_time(hours: float) -> str:
    """Return an hour of the window as day and time: "day 10, 00:30". Day 0 is the first day."""
    minutes = round(hours * MINUTES_PER_HOUR)
    day, rest = divmod(minutes, HOURS_PER_DAY * MINUTES_PER_HOUR)
    return f"day {day:,}, {rest // MINUTES_PER_HOUR:02d}:{rest % MINUTES_PER_HOUR:02d}"


def budget_share_text(share: float) -> str:
    """Return a share of the budget: "12.5% of the budget", "2.5 times the budget"."""
    if round(share, 3) <= 1:
        return f"{round(share, 3) + 0:.1%} of the budget"  # plus 0: never a negative zero
    return f"{format_number(round(share, 1))} times the budget"


def budget_left_text(share: float) -> str:
    """Return what is left of the budget, or by how much it is overdrawn."""
    if round(share, 3) >= 0:
        return budget_share_text(share)
    return f"nothing; overdrawn by {budget_share_text(-share)}"


def title(replay: Replay) -> str:
    """Return the title: what is left at the end, and what that means."""
    if replay.exhausted_at_hour is not None:
        gone = format_day_and_time(replay.exhausted_at_hour)
        return f"The budget is gone on {gone}: {POLICY_LABELS['freeze']}"
    action = POLICY_LABELS[release_policy_for_budget(replay.final_budget_share)]
    return f"{replay.final_budget_share:.1%} of the budget is left at the end: {action}"


@style.with_course_style
def draw(replay: Replay, incident: Incident) -> Figure:
    """Return the figure: budget left over the window, the incident, and when alerts fire."""
    subtitle = "share of the error budget left, by day; the band is the incident"
    figure = style.figure(title(replay), subtitle, height=3.2)
    ax = style.axes(figure, left=0.62, bottom=0.5, right=1.25, top=0.85)
    days = float(replay.hours[-1]) / HOURS_PER_DAY
    low = max(MIN_BUDGET_SHARE_SHOWN, min(0.0, replay.final_budget_share)) - 0.05
    alerts = [(name, hour) for name, hour in replay.first_alert_hours.items() if hour is not None]
    top = 1.08 + ALERT_ROW_HEIGHT_SHARE * (1.08 - low) * len(alerts)  # alerts lie above any budget
    ax.set_xlim(0, days)
    ax.set_ylim(low, top)
    end = incident.day + max(incident.hours / HOURS_PER_DAY, days / 300)
    draw_background_band(ax, (incident.day, min(days, end)), (low, top), WARNING_AREA_COLOR)
    draw_x_axis(ax, nice_ticks(0, days, 8), "{:g}".format, "day")
    draw_y_axis(ax, nice_ticks(low, 1.0, 5), "{:.0%}".format)
    _draw_policy_levels(ax, days, low)
    _draw_budget_line(ax, replay, low)
    _draw_alerts(ax, alerts, days)
    return figure


def _draw_policy_levels(ax: Axes, days: float, lowest_shown: float) -> None:
    """Name on the right what a team does at which level."""
    beside: style.StyleOptions = {"va": "center", "fontsize": 8.5, "color": style.MUTED_COLOR}
    for level in (SLOW_BELOW, FREEZE_BELOW):
        ax.plot(
            (0, days), (level, level), color=style.MUTED_COLOR, linewidth=0.9, linestyle=(0, (4, 3))
        )
    x = days * 1.015
    ax.text(x, (1 + SLOW_BELOW) / 2, POLICY_LABELS["ship"], **beside)
    ax.text(x, (SLOW_BELOW + FREEZE_BELOW) / 2, POLICY_LABELS["slow"], **beside)
    if lowest_shown < FREEZE_BELOW - 0.1:
        ax.text(x, (FREEZE_BELOW + lowest_shown) / 2, POLICY_LABELS["freeze"], **beside)


def _draw_budget_line(ax: Axes, replay: Replay, lowest_shown: float) -> None:
    every = max(1, len(replay.hours) // MAX_LINE_POINTS)
    xs = [0.0, *(replay.hours[::every] / HOURS_PER_DAY)]
    ys = [1.0, *replay.budget_left[::every]]
    color = style.WARNING_COLOR if replay.exhausted_at_hour is not None else style.ACCENT_COLOR
    ax.plot(xs, ys, color=color, linewidth=2)
    if replay.final_budget_share < lowest_shown:
        # The line goes on below the scale: say so, and where it ends.
        x = ax.get_xlim()[1] * 1.015
        words = f"▼ down to\n{MINUS}{-replay.final_budget_share:,.0%}"
        ax.text(x, lowest_shown, words, color=color, weight="bold", fontsize=SMALL_FONT_SIZE)


def _draw_alerts(ax: Axes, alerts: Sequence[tuple[str, float]], days: float) -> None:
    low, high = ax.get_ylim()
    for row, (name, hour) in enumerate(alerts):
        x, y = hour / HOURS_PER_DAY, high - (high - low) * ALERT_ROW_HEIGHT_SHARE * (row + 0.3)
        left = x > days * 0.6
        draw_point(ax, x, y, style.WARNING_COLOR, marker="v", area=60)
        beside: style.StyleOptions = {
            "ha": "right" if left else "left",
            "va": "center",
            "color": style.WARNING_COLOR,
        }
        at = x + (-1 if left else 1) * days * 0.015
        ax.text(at, y, name, fontsize=SMALL_FONT_SIZE, **beside)


def alert_text(name: str, first_alert_hour: float | None, incident: Incident) -> str:
    """Return when an alert first fires, counted from the incident too where it comes after it."""
    if first_alert_hour is None:
        return f"“{name}” doesn't fire."
    waited = first_alert_hour - incident.day * HOURS_PER_DAY
    if not 0 <= waited <= HOURS_PER_DAY * 3:
        return f"“{name}” fires on {format_day_and_time(first_alert_hour)}."
    since = f"{plural(round(waited * MINUTES_PER_HOUR), 'minute')} after the incident starts"
    if waited > 2:
        since = f"{plural(round(waited, 1), 'hour')} after the incident starts"
    return f"“{name}” fires on {format_day_and_time(first_alert_hour)}, {since}."


def describe(replay: Replay, incident: Incident) -> str:
    """Return the picture in words, from the same numbers as `draw`."""
    fired = (alert_text(*one, incident) for one in replay.first_alert_hours.items())
    return (
        f"{title(replay)}. Incident on day {incident.day:g} for {plural(incident.hours, 'hour')} "
        f"with {incident.error_rate:.1%} of the calls failing. Left at the end: "
        f"{budget_left_text(replay.final_budget_share)}. {' '.join(fired)}"
    )


def picture(replay: Replay, incident: Incident, *, source: str) -> Picture:
    """Return figure and description together."""
    return Picture(draw(replay, incident), describe(replay, incident), source)
