"""How well selection methods predict performance, according to two studies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from utils.hiring.model.validity import successes_per_hundred
from utils.kit import style
from utils.kit.axes import draw_row_labels, draw_x_axis
from utils.kit.picture import Picture
from utils.kit.shapes import CONNECTOR_COLOR, draw_point

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.figure import Figure

    from utils.hiring.model.validity import SelectionMethod

PEOPLE_PER_ROW = 10  # people in a row of the little crowd
UNCHOSEN_METHOD_COLOR = "#7d8590"  # methods that are not chosen
STUDY_2022, STUDY_1998 = "newer", "older"


def validity_in_study(method: SelectionMethod, study: str) -> float:
    """Return the validity of a method by one of the two studies."""
    return method.validity_2022 if study == STUDY_2022 else method.validity_1998


def title(method: SelectionMethod, study: str, applicants_per_hire: float) -> str:
    """Return the title: how many of a hundred do well if one of `applicants_per_hire` is taken."""
    many = successes_per_hundred(validity_in_study(method, study), applicants_per_hire)
    taken = f"1 of {applicants_per_hire:g} taken"
    return f"{method.label}, {taken}: {many:.0f} of 100 do well; a coin gives 50"


@style.with_course_style
def draw(
    methods: Sequence[SelectionMethod],
    method: SelectionMethod,
    study: str,
    applicants_per_hire: float,
) -> Figure:
    """Return the figure: both studies' validity by method, and a hundred people for one."""
    figure = style.figure(
        title(method, study, applicants_per_hire),
        "validity: ● study of 2022 · ○ study of 1998 · — true values in 8 of 10 settings",
        height=2.75,
    )
    ax = style.axes(figure, left=1.75, bottom=0.5, right=2.1, top=0.72)
    ax.set_xlim(0, 0.7)
    ax.set_ylim(0.6 - len(methods), 0.6)
    draw_x_axis(
        ax, [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7], "{:.1f}".format, "validity (correlation)"
    )
    draw_row_labels(ax, [one.label for one in methods])
    for row, one in enumerate(methods):
        on = one is method
        color = style.ACCENT_COLOR if on else UNCHOSEN_METHOD_COLOR
        if one.interval_low is not None and one.interval_high is not None:
            ax.plot(
                (one.interval_low, one.interval_high),
                (-row, -row),
                color=color,
                linewidth=5,
                alpha=0.3,
            )
        ax.plot(
            (one.validity_2022, one.validity_1998),
            (-row, -row),
            color=color,
            linewidth=1.2,
            zorder=2,
        )
        draw_point(ax, one.validity_1998, -row, color, hollow=True, area=44)
        draw_point(ax, one.validity_2022, -row, color, area=52)
    _draw_crowd(
        figure, round(successes_per_hundred(validity_in_study(method, study), applicants_per_hire))
    )
    return figure


def _draw_crowd(figure: Figure, success_count: int) -> None:
    ax = style.axes(figure, left=5.45, bottom=0.5, right=0.15, top=0.72)
    ax.set_xlim(-0.6, PEOPLE_PER_ROW - 0.4)
    ax.set_ylim(-0.6, PEOPLE_PER_ROW - 0.4)
    for shade, marker, start, end in (
        (style.ACCENT_COLOR, "o", 0, success_count),
        (CONNECTOR_COLOR, "x", success_count, PEOPLE_PER_ROW**2),
    ):
        at = range(start, end)
        ax.plot(
            [n % PEOPLE_PER_ROW for n in at],
            [PEOPLE_PER_ROW - 1 - n // PEOPLE_PER_ROW for n in at],
            marker=marker,
            linestyle="none",
            markersize=5.5,
            color=shade,
        )
    ax.text(
        PEOPLE_PER_ROW / 2 - 0.5,
        -1.0,
        f"● {success_count} do well · × {PEOPLE_PER_ROW**2 - success_count} don't",
        ha="center",
        va="top",
        color=style.MUTED_COLOR,
    )


def describe(
    methods: Sequence[SelectionMethod],
    method: SelectionMethod,
    study: str,
    applicants_per_hire: float,
) -> str:
    """Return the picture in words, from the same numbers as `draw`."""
    rows = []
    for one in methods:
        wide = (
            ""
            if one.interval_low is None
            else f" (in 8 of 10 settings {one.interval_low:.2f} to {one.interval_high:.2f})"
        )
        rows.append(
            f"{one.label} {one.validity_2022:.2f} in 2022{wide}, {one.validity_1998:.2f} in 1998"
        )
    return f"{title(method, study, applicants_per_hire)}. Validity: {'; '.join(rows)}."


def picture(
    methods: Sequence[SelectionMethod],
    method: SelectionMethod,
    study: str,
    applicants_per_hire: float = 2,
    *,
    source: str,
) -> Picture:
    """Return figure and description together. One of `applicants_per_hire` applicants is taken."""
    return Picture(
        draw(methods, method, study, applicants_per_hire),
        describe(methods, method, study, applicants_per_hire),
        source,
    )
