"""What a wage table can show of why pay differs, and what it can't."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from utils.kit import style
from utils.kit.axes import draw_row_labels, draw_x_axis, nice_ticks
from utils.kit.picture import Picture
from utils.kit.shapes import draw_point, draw_range_bar
from utils.kit.tables import format_usd, format_usd_k, source_line
from utils.pay.pictures.ticks import format_dollar_tick
from utils.pay.public_data import (
    NATION_CODE,
    area_name,
    areas_by_code,
    occupation_wages,
    occupations_by_code,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from utils.pay.model.benchmark import Wages

EXAMPLE_OCCUPATION_CODE = "13-1082"  # project management specialists: those of the worked example
ROW_LABELS = ("Place: the states'\nmedians", "Everything together:\npeople in the nation")


@dataclass(frozen=True)
class WageSpread:
    """An occupation's medians by state, and its five national percentiles. USD a year."""

    name: str
    state_medians: dict[str, float]  # by state, from low to high
    national_wages: Wages

    @property
    def released_national_wages(self) -> list[float]:
        """The national percentiles that were released, from low to high."""
        return [pay for _, pay in self.national_wages.released_percentiles()]

    @property
    def lowest_and_highest_state(self) -> tuple[tuple[str, float], tuple[str, float]]:
        """The states with the lowest and the highest median."""
        ordered = list(self.state_medians.items())
        return ordered[0], ordered[-1]


def load_wage_spread(occupation_code: str = EXAMPLE_OCCUPATION_CODE) -> WageSpread:
    """Return an occupation's spread by state, without states whose median wasn't released."""
    states = [area for area, row in areas_by_code().items() if row["area_type"] == "state"]
    medians = {
        area_name(area): occupation_wages(occupation_code, area, "paid").median for area in states
    }
    known = {state: pay for state, pay in medians.items() if pay is not None}
    ordered = dict(sorted(known.items(), key=lambda pair: pair[1]))
    return WageSpread(
        occupations_by_code()[occupation_code]["short"],
        ordered,
        occupation_wages(occupation_code, NATION_CODE, "paid"),
    )


def title(spread: WageSpread) -> str:
    """Return the title: how far apart places are, and how far apart people are."""
    (_, low), (_, high) = spread.lowest_and_highest_state
    apart = spread.released_national_wages[-1] - spread.released_national_wages[0]
    return f"{format_usd_k(high - low)} between states, {format_usd_k(apart)} between people"


@style.with_course_style
def draw(spread: WageSpread) -> Figure:
    """Return the figure: a dot for each state's median, and the national range below."""
    subtitle = f"{spread.name}, yearly wages · ○ a state's median · line: 10th to 90th percentile"
    figure = style.figure(title(spread), subtitle, height=2.7)
    ax = style.axes(figure, left=1.5, bottom=0.36, right=0.3, top=0.95)
    wage = spread.released_national_wages
    span = wage[-1] - wage[0]
    ax.set_xlim(wage[0] - 0.1 * span, wage[-1] + 0.1 * span)
    ax.set_ylim(-1.6, 0.75)
    draw_x_axis(ax, nice_ticks(*ax.get_xlim()), format_dollar_tick)
    draw_row_labels(ax, ROW_LABELS)
    for pay in spread.state_medians.values():
        draw_point(ax, pay, 0, style.ACCENT_COLOR, hollow=True, area=30)
    draw_range_bar(ax, -1, (wage[0], wage[-1]), (wage[1], wage[-2]), style.WARNING_COLOR)
    draw_point(ax, wage[2], -1, style.WARNING_COLOR)
    _label_extremes(ax, spread)
    return figure


def _label_extremes(ax: Axes, spread: WageSpread) -> None:
    (low_state, low), (high_state, high) = spread.lowest_and_highest_state
    lowest, *_, highest = spread.released_national_wages
    above: style.StyleOptions = {"va": "bottom", "fontsize": 8.5}
    ax.text(low, 0.22, f"{low_state} {format_usd_k(low)}", ha="center", **above)
    ax.text(high, 0.22, f"{high_state} {format_usd_k(high)}", ha="center", **above)
    under: style.StyleOptions = {"va": "top", "fontsize": 8.5, "ha": "center"}
    ax.text(lowest, -1.25, f"10th {format_usd_k(lowest)}", **under)
    ax.text(highest, -1.25, f"90th {format_usd_k(highest)}", **under)


def describe(spread: WageSpread) -> str:
    """Return the picture in words, from the same numbers as `draw`."""
    (low_state, low), (high_state, high) = spread.lowest_and_highest_state
    return (
        f"{title(spread)}. {spread.name}: the median of the states goes from "
        f"{format_usd(low)} in {low_state} to {format_usd(high)} in {high_state}. Across the "
        f"nation, the 10th percentile is {format_usd(spread.national_wages.p10)} and the 90th "
        f"{format_usd(spread.national_wages.p90)}."
    )


def picture(code: str = EXAMPLE_OCCUPATION_CODE) -> Picture:
    """Return figure and description together."""
    found = load_wage_spread(code)
    return Picture(draw(found), describe(found), source_line("oews_2025"))
