"""Where keys get stuck, and how long the first success takes."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from utils.customers.model.arrival import worst_step
from utils.customers.model.keys import STEP_NAMES, arrival_curve, key_funnel, median_of_arrived
from utils.kit import style
from utils.kit.axes import draw_row_labels, draw_x_axis, draw_y_axis, nice_ticks
from utils.kit.lettering import SMALL_FONT_SIZE, text_width_inches, truncate_to_width
from utils.kit.picture import Picture
from utils.kit.shapes import CONNECTOR_COLOR

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from utils.customers.model.arrival import ArrivalCurve
    from utils.customers.model.keys import ApiKey

MAX_ROWS = 12
LEFT_MARGIN, RIGHT_MARGIN = 2.95, 0.3  # inches
X_AXIS_END = 1.02  # of the scale of shares
STEP_DOT_LABELS = dict(zip(STEP_NAMES[1:], ("call", "success", "live", "hundredth"), strict=True))
HALF_SHARE = 0.5
MIN_LABEL_GAP_SHARE = 0.08


def groups_that_fit(groups: Mapping[str, Sequence[ApiKey]]) -> dict[str, Sequence[ApiKey]]:
    """Return the groups that fit into a picture: the largest ones."""
    by_size = sorted(groups.items(), key=lambda group: len(group[1]), reverse=True)
    return dict(by_size[:MAX_ROWS])


def funnel_title(groups: Mapping[str, Sequence[ApiKey]]) -> str:
    """Return the title: where the most keys get stuck."""
    every = [key for keys in groups.values() for key in keys]
    worst = worst_step(key_funnel(every))
    if worst.share_of_previous == 1:
        return "Every key gets to every step"
    return f"Of 100 keys that could reach the {worst.name}, {worst.share_of_previous * 100:.0f} do"


@style.with_course_style
def draw_funnel(groups: Mapping[str, Sequence[ApiKey]]) -> Figure:
    """Return the figure: a row a group, a dot a step; the worst step is dark."""
    rows = groups_that_fit(groups)
    height = 1.6 + 0.3 * len(rows)
    subtitle = "share of keys that got to each step; thick: the step that loses most"
    figure = style.figure(funnel_title(groups), subtitle, height=height)
    ax = style.axes(figure, left=LEFT_MARGIN, bottom=0.5, right=RIGHT_MARGIN, top=0.7)
    ax.set_xlim(0, X_AXIS_END)
    ax.set_ylim(0.6 - len(rows), 1)
    draw_x_axis(ax, [0, 0.25, 0.5, 0.75, 1], "{:.0%}".format, "of all keys of the group")
    draw_row_labels(
        ax,
        [
            f"{truncate_to_width(name, LEFT_MARGIN - 0.55)} ({len(keys)})"
            for name, keys in rows.items()
        ],
    )
    _draw_funnel_rows(ax, list(rows.values()))
    if rows:
        _draw_step_names(ax, next(iter(rows.values())))
    return figure


def _draw_step_names(ax: Axes, keys: Sequence[ApiKey]) -> None:
    """Write the name of each step above the dots of the first row, moved apart where they meet."""
    dots = sorted(
        (step.reached / len(keys), STEP_DOT_LABELS[step.name]) for step in key_funnel(keys)[1:]
    )
    inch = X_AXIS_END / (style.WIDTH_INCHES - LEFT_MARGIN - RIGHT_MARGIN)
    widths = [inch * (text_width_inches(name, SMALL_FONT_SIZE) + 0.08) for _, name in dots]
    for (share, name), at in zip(
        dots, spread_label_positions([x for x, _ in dots], widths), strict=True
    ):
        ax.plot((share, at), (0.2, 0.48), color=CONNECTOR_COLOR, linewidth=0.8, zorder=1)
        ax.text(at, 0.55, name, ha="center", va="bottom", fontsize=SMALL_FONT_SIZE,
                color=style.MUTED_COLOR)  # fmt: skip


def spread_label_positions(xs: Sequence[float], widths: Sequence[float]) -> list[float]:
    """Return rising places moved as little apart as labels of these widths need."""
    right, left = list(xs), list(xs)
    for at in range(1, len(xs)):
        right[at] = max(xs[at], right[at - 1] + (widths[at - 1] + widths[at]) / 2)
    for at in reversed(range(len(xs) - 1)):
        left[at] = min(xs[at], left[at + 1] - (widths[at + 1] + widths[at]) / 2)
    return [(one + other) / 2 for one, other in zip(right, left, strict=True)]


def _draw_funnel_rows(ax: Axes, rows: Sequence[Sequence[ApiKey]]) -> None:
    """Draw all rows at once: single lines and points take ten times as long."""
    thin, thick, dots = _RowPoints(), _RowPoints(), _RowPoints()
    for row, keys in enumerate(rows):
        made = key_funnel(keys)
        shares = [step.reached / len(keys) for step in made]
        worst = made.index(worst_step(made))
        for at in range(1, len(made)):
            (thick if at == worst else thin).add(-row, shares[at - 1], shares[at])
        dots.add(-row, *shares[1:])
    ax.plot(thin.xs, thin.ys, color=CONNECTOR_COLOR, linewidth=1.4, zorder=2)
    ax.plot(thick.xs, thick.ys, color=style.WARNING_COLOR, linewidth=6, zorder=2,
            solid_capstyle="butt")  # fmt: skip
    ax.plot(dots.xs, dots.ys, linestyle="none", marker="o", markersize=5.5, zorder=5, clip_on=False,
            markerfacecolor=style.ACCENT_COLOR, markeredgecolor=style.BACKGROUND_COLOR)  # fmt: skip


class _RowPoints:
    """Places of many marks; a gap after each row keeps its line from the next one."""

    def __init__(self) -> None:
        self.xs: list[float] = []
        self.ys: list[float] = []

    def add(self, y: float, *xs: float) -> None:
        """Add places of one row."""
        self.xs += [*xs, math.nan]
        self.ys += [y] * (len(xs) + 1)


def describe_funnel(groups: Mapping[str, Sequence[ApiKey]]) -> str:
    """Return the picture in words, from the same numbers as `draw_funnel`."""
    told = []
    for name, keys in groups_that_fit(groups).items():
        made = key_funnel(keys)
        counts = ", ".join(f"{step.name} {step.reached}" for step in made[1:])
        told.append(f"{name}: {len(keys)} keys, {counts}; worst step {worst_step(made).name}.")
    return f"{funnel_title(groups)}. {' '.join(told)}"


def funnel_picture(groups: Mapping[str, Sequence[ApiKey]], *, source: str) -> Picture:
    """Return figure and description together."""
    return Picture(draw_funnel(groups), describe_funnel(groups), source)


# --- time to the first success ---------------------------------------------------------------


def format_hours(value: float | None) -> str:
    """Return hours as a reader says them: "8.2 hours", "7.2 days", "not yet"."""
    if value is None:
        return "not yet"
    return f"{value:.1f} hours" if value < 48 else f"{value / 24:.1f} days"


def time_to_success_title(groups: Mapping[str, Sequence[ApiKey]]) -> str:
    """Return the title: when half of all keys have a call that works."""
    every = [key for keys in groups.values() for key in keys]
    half, naive = arrival_curve(every).time_of(HALF_SHARE), median_of_arrived(every)
    return (
        f"Half of all keys work after {format_hours(half)}; "
        f"of those that work, {format_hours(naive)}"
    )


def best_and_worst_group(groups: Mapping[str, Sequence[ApiKey]]) -> tuple[str, str]:
    """Return the group with the most and the one with the fewest successes by the end."""
    last = {
        name: _final_share(arrival_curve(keys)) for name, keys in groups_that_fit(groups).items()
    }
    ranked = sorted(last, key=lambda name: -last[name])
    return ranked[0], ranked[-1]


def _final_share(curve: ArrivalCurve) -> float:
    return curve.shares[-1] if curve.shares else 0.0


@style.with_course_style
def draw_time_to_success(groups: Mapping[str, Sequence[ApiKey]]) -> Figure:
    """Return the figure: the share with a working call by the days since the key was made."""
    subtitle = "share of keys with a call that works, by days since the key was made (Kaplan-Meier)"
    figure = style.figure(time_to_success_title(groups), subtitle, height=3.3)
    ax = style.axes(figure, left=0.6, bottom=0.5, right=1.9, top=0.75)
    rows = groups_that_fit(groups)
    longest = max(key.watched_hours for keys in rows.values() for key in keys) / 24
    ax.set_xlim(0, longest)
    ax.set_ylim(0, 1.02)
    draw_x_axis(ax, nice_ticks(0, longest, 8, whole=True), "{:g}".format, "days")
    draw_y_axis(ax, [0, 0.25, 0.5, 0.75, 1], "{:.0%}".format)
    best, last = best_and_worst_group(groups)
    for name, keys in rows.items():
        if name not in (best, last):
            _draw_curve(ax, keys, CONNECTOR_COLOR, 1.2)
    _draw_labeled_curves(ax, {best: style.ACCENT_COLOR, last: style.WARNING_COLOR}, rows, longest)
    return figure


def _draw_labeled_curves(
    ax: Axes, colors: Mapping[str, str], rows: Mapping[str, Sequence[ApiKey]], longest_days: float
) -> None:
    heights = [_final_share(arrival_curve(rows[name])) for name in colors]
    gap = MIN_LABEL_GAP_SHARE - (heights[0] - heights[-1])
    if len(heights) > 1 and gap > 0:
        heights = [heights[0] + gap / 2, heights[-1] - gap / 2]
    for (name, color), y in zip(colors.items(), heights, strict=True):
        shade = style.ACCENT_COLOR if len(colors) == 1 else color
        _draw_curve(ax, rows[name], shade, 2)
        ax.text(
            longest_days * 1.02,
            y,
            truncate_to_width(name, 1.8),
            color=shade,
            va="center",
            weight="bold",
        )


def _draw_curve(ax: Axes, keys: Sequence[ApiKey], color: str, width: float) -> None:
    """Draw a curve for as long as its oldest key was watched."""
    curve = arrival_curve(keys)
    xs = [0, *(time / 24 for time in curve.times), max(key.watched_hours for key in keys) / 24]
    ys = [0, *curve.shares, _final_share(curve)]
    ax.step(xs, ys, where="post", color=color, linewidth=width)


def describe_time_to_success(groups: Mapping[str, Sequence[ApiKey]]) -> str:
    """Return the picture in words, from the same numbers as `draw_time_to_success`."""
    told = []
    for name, keys in groups_that_fit(groups).items():
        curve = arrival_curve(keys)
        told.append(
            f"{name}: {curve.arrived} of {curve.total} arrived; half after "
            f"{format_hours(curve.time_of(HALF_SHARE))}."
        )
    return f"{time_to_success_title(groups)}. {' '.join(told)}"


def time_to_success_picture(groups: Mapping[str, Sequence[ApiKey]], *, source: str) -> Picture:
    """Return figure and description together."""
    return Picture(draw_time_to_success(groups), describe_time_to_success(groups), source)


PICTURE_BUILDERS: dict[str, Callable[..., Picture]] = {
    "steps": funnel_picture,
    "time": time_to_success_picture,
}
