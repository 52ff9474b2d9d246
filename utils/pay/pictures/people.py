"""How a range is made of people: a hundred of them, in the order of their pay."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from utils.kit import style
from utils.kit.axes import draw_x_axis, nice_ticks
from utils.kit.english import join_words, ordinal
from utils.kit.lettering import SMALL_FONT_SIZE
from utils.kit.picture import Picture
from utils.kit.shapes import CONNECTOR_COLOR
from utils.kit.tables import format_usd, format_usd_k, source_line
from utils.pay.pictures.ticks import format_dollar_tick
from utils.pay.public_data import occupation_wages, occupations_by_code

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from utils.pay.model.benchmark import Wages

FIGURE_HEIGHT_INCHES = 3.2  # inches
PEOPLE_COUNT = 100
MAX_STACKED_PEOPLE = 5  # people who stand on each other
MIDDLE_HALF_PERCENTILES = (25, 75)
EXAMPLE_OCCUPATION_CODE = "13-1082"  # project management specialists: those of the worked example


@dataclass(frozen=True)
class PercentileRange:
    """The people between two neighboring percentiles, and the wages at its ends (USD a year)."""

    people_count: int
    low: float
    high: float
    is_in_middle_half: bool  # part of the middle half

    def compute_dot_columns(self) -> list[tuple[float, int]]:
        """Return where each column of people is (USD), and how many people it has.

        Columns are spread evenly, as between two percentiles nothing else is known.
        """
        heights = [MAX_STACKED_PEOPLE] * (self.people_count // MAX_STACKED_PEOPLE)
        if rest := self.people_count % MAX_STACKED_PEOPLE:
            heights.append(rest)
        width = (self.high - self.low) / len(heights)
        return [(self.low + width * (n + 0.5), height) for n, height in enumerate(heights)]


def build_percentile_ranges(percentiles: Wages) -> list[PercentileRange]:
    """Return the people between each two neighboring percentiles that were released."""
    first, last = MIDDLE_HALF_PERCENTILES
    return [
        PercentileRange(int(high - low), low_pay, high_pay, first <= low < high <= last)
        for (low, low_pay), (high, high_pay) in pairwise(percentiles.released_percentiles())
    ]


def count_people_below_and_above(percentiles: Wages) -> tuple[int, int]:
    """Return how many of a hundred people lie below the lowest and above the highest wage."""
    known = percentiles.released_percentiles()
    return int(known[0][0]), PEOPLE_COUNT - int(known[-1][0])


def title(name: str, percentiles: Wages) -> str:
    """Return the title: between which wages half of the people are."""
    wage = {int(level): pay for level, pay in percentiles.released_percentiles()}
    low, high = (wage[level] for level in MIDDLE_HALF_PERCENTILES)
    return f"{name}: half of 100 people earn {format_usd_k(low)} to {format_usd_k(high)}"


@style.with_course_style
def draw(name: str, percentiles: Wages) -> Figure:
    """Return the figure: a dot a person, stacked by pay; the percentiles as lines."""
    subtitle = "each dot is a person · ● middle half · ○ the others · numbers: people in between"
    figure = style.figure(title(name, percentiles), subtitle, height=FIGURE_HEIGHT_INCHES)
    ax = style.axes(figure, left=0.95, bottom=0.5, right=0.95, top=1.15)
    known = percentiles.released_percentiles()
    span = known[-1][1] - known[0][1]
    ax.set_xlim(known[0][1] - 0.04 * span, known[-1][1] + 0.04 * span)
    ax.set_ylim(0, MAX_STACKED_PEOPLE + 1.1)
    for one in build_percentile_ranges(percentiles):
        _draw_people(ax, one)
    draw_x_axis(ax, nice_ticks(*ax.get_xlim()), format_dollar_tick)
    for level, pay in known:
        _draw_percentile_line(ax, level, pay)
    below, above = count_people_below_and_above(percentiles)
    aside: style.StyleOptions = {"transform": ax.transAxes, "va": "center", "linespacing": 1.3}
    ax.text(
        -0.02, 0.35, f"{below} more\nearn less:\nhow much\nisn't\npublished", ha="right", **aside
    )
    ax.text(1.02, 0.35, f"{above} more\nearn more:\nhow much\nisn't\npublished", ha="left", **aside)
    return figure


def _draw_people(ax: Axes, percentile_range: PercentileRange) -> None:
    """Draw a dot for each person, and their number above them."""
    face = style.ACCENT_COLOR if percentile_range.is_in_middle_half else style.BACKGROUND_COLOR
    rim = style.ACCENT_COLOR if percentile_range.is_in_middle_half else CONNECTOR_COLOR
    look: style.StyleOptions = {"markerfacecolor": face, "markeredgecolor": rim}
    for x, height in percentile_range.compute_dot_columns():
        ys = [n + 0.5 for n in range(height)]
        ax.plot([x] * height, ys, "o", markersize=8, **look)
    middle = (percentile_range.low + percentile_range.high) / 2
    ax.text(
        middle,
        MAX_STACKED_PEOPLE + 0.55,
        f"{percentile_range.people_count}",
        ha="center",
        va="center",
    )


def _draw_percentile_line(ax: Axes, percentile: float, pay: float) -> None:
    """Draw a percentile as a line with its name and its wage above the dots."""
    middle = percentile == 50
    color = style.TEXT_COLOR if middle else style.MUTED_COLOR
    across = ax.get_xaxis_transform()
    dashes: style.StyleOptions = {"linewidth": 1.2, "linestyle": (0, (4, 3)), "zorder": 1.5}
    ax.plot((pay, pay), (0, 1), transform=across, color=color, **dashes)
    name = "median" if middle else ordinal(int(percentile))
    words: style.StyleOptions = {"ha": "center", "va": "bottom", "fontsize": SMALL_FONT_SIZE}
    weight = "bold" if middle else "normal"
    said = f"{name}\n{format_usd_k(pay)}"
    ax.text(pay, 1.02, said, transform=across, color=color, weight=weight, **words)


def describe(name: str, percentiles: Wages) -> str:
    """Return the picture in words, from the same numbers as `draw`."""
    known = join_words(
        f"{'median' if level == 50 else ordinal(int(level))} {format_usd(pay)}"
        for level, pay in percentiles.released_percentiles()
    )
    between = ", ".join(str(one.people_count) for one in build_percentile_ranges(percentiles))
    below, above = count_people_below_and_above(percentiles)
    return (
        f"{title(name, percentiles)}. Percentiles: {known}. People between them: {between}. "
        f"{below} of {PEOPLE_COUNT} earn less than the "
        f"lowest of these, and {above} earn more than the highest. How much isn't published."
    )


def picture(name: str | None = None, percentiles: Wages | None = None) -> Picture:
    """Return figure and description together; without wages, U.S. project managers."""
    if name is None or percentiles is None:
        name = occupations_by_code()[EXAMPLE_OCCUPATION_CODE]["short"]
        percentiles = occupation_wages(EXAMPLE_OCCUPATION_CODE, "00", "paid")
    return Picture(draw(name, percentiles), describe(name, percentiles), source_line("oews_2025"))
