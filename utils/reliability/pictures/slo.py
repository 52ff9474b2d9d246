"""S3: what is left of an error budget, hour by hour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from utils.kit import style
from utils.kit.axes import nice_ticks, x_axis, y_axis
from utils.kit.english import plural
from utils.kit.picture import Picture
from utils.kit.shapes import filled_bar, point
from utils.reliability.model.replay import FREEZE_BELOW, SLOW_BELOW, policy
from utils.reliability.model.slo import HOURS_A_DAY

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from utils.reliability.model.replay import Incident, Replay

MOST_POINTS = 400  # of the line; more would be finer than a screen
LOWEST = -1.0  # an overdrawn budget is drawn down to here
DOES = {"ship": "ship as planned", "slow": "slow down", "freeze": "freeze features"}


def finding(made: Replay) -> str:
    """Return the title: what is left at the end, and what that means."""
    if made.gone is not None:
        return f"The budget is gone on day {made.gone / HOURS_A_DAY:.1f}: {DOES['freeze']}"
    return f"{made.end:.0%} of the budget is left at the end: {DOES[policy(made.end)]}"


@style.with_course_style
def draw(made: Replay, incident: Incident) -> Figure:
    """Return the figure: budget left over the window, the incident, and when alerts fire."""
    subtitle = "share of the error budget left, by day"
    figure = style.figure(finding(made), subtitle, height=3.2)
    ax = style.axes(figure, left=0.62, bottom=0.5, right=1.15, top=0.85)
    days = float(made.hours[-1]) / HOURS_A_DAY
    low = max(LOWEST, min(0.0, made.end)) - 0.05
    ax.set_xlim(0, days)
    ax.set_ylim(low, 1.08)
    x_axis(ax, nice_ticks(0, days, 8), "{:g}".format, "day")
    y_axis(ax, nice_ticks(low, 1.0, 5), "{:.0%}".format)
    _zones(ax, days, low)
    filled_bar(
        ax,
        (incident.day, min(days, incident.day + max(incident.hours / HOURS_A_DAY, days / 300))),
        (low, 1.08),
        "#f3d9c8",
    )
    _line(ax, made, low)
    _alerts(ax, made, days)
    return figure


def _zones(ax: Axes, days: float, low: float) -> None:
    """Name on the right what a team does at which level."""
    beside: style.Look = {"va": "center", "fontsize": 8.5, "color": style.QUIET}
    for level in (SLOW_BELOW, FREEZE_BELOW):
        ax.plot((0, days), (level, level), color=style.QUIET, linewidth=0.9, linestyle=(0, (4, 3)))
    x = days * 1.015
    ax.text(x, (1 + SLOW_BELOW) / 2, DOES["ship"], **beside)
    ax.text(x, (SLOW_BELOW + FREEZE_BELOW) / 2, DOES["slow"], **beside)
    if low < FREEZE_BELOW - 0.1:
        ax.text(x, (FREEZE_BELOW + low) / 2, DOES["freeze"], **beside)


def _line(ax: Axes, made: Replay, low: float) -> None:
    every = max(1, len(made.hours) // MOST_POINTS)
    xs = [0.0, *(made.hours[::every] / HOURS_A_DAY)]
    ys = [1.0, *made.left[::every]]
    shown = [(x, y) for x, y in zip(xs, ys, strict=True) if y >= low]
    color = style.WARN if made.gone is not None else style.ACCENT
    ax.plot([x for x, _ in shown], [y for _, y in shown], color=color, linewidth=2)


def _alerts(ax: Axes, made: Replay, days: float) -> None:
    low, high = ax.get_ylim()
    for row, (name, hour) in enumerate(made.fired.items()):
        if hour is None:
            continue
        x, y = hour / HOURS_A_DAY, high - (high - low) * (0.06 + 0.1 * row)
        left = x > days * 0.6
        point(ax, x, y, style.WARN, marker="v", area=60)
        beside: style.Look = {
            "ha": "right" if left else "left",
            "va": "center",
            "color": style.WARN,
        }
        ax.text(x + (-1 if left else 1) * days * 0.015, y, name, fontsize=8.5, **beside)


def describe(made: Replay, incident: Incident) -> str:
    """Return the picture in words, from the same numbers as `draw`."""
    fired = [
        f"Alert “{name}” fires {hour - incident.day * HOURS_A_DAY:.1f} hours after the start."
        if hour is not None
        else f"Alert “{name}” does not fire."
        for name, hour in made.fired.items()
    ]
    return (
        f"{finding(made)}. Incident on day {incident.day:g} for {plural(incident.hours, 'hour')} "
        f"with {incident.errors:.1%} of the calls failing. Left at the end: {made.end:.1%}. "
        f"{' '.join(fired)}"
    )


def picture(made: Replay, incident: Incident, *, source: str) -> Picture:
    """Return figure and description together."""
    return Picture(draw(made, incident), describe(made, incident), source)
