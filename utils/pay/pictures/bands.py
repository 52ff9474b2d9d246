"""M5 and M6: a pay band against the market's wages, and where people are in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from utils.kit import style
from utils.kit.axes import LABEL_PADDING_INCHES, draw_row_labels, draw_x_axis, nice_ticks
from utils.kit.lettering import SMALL_FONT_SIZE, max_text_width_inches
from utils.kit.picture import Picture
from utils.kit.shapes import (
    CONNECTOR_COLOR,
    draw_background_band,
    draw_filled_bar,
    draw_point,
    draw_range_bar,
)
from utils.kit.tables import format_usd, format_usd_k
from utils.pay.pictures.ticks import format_dollar_tick

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from utils.pay.model.bands import Band
    from utils.pay.model.benchmark import Wages

# How far beyond band and market a person is still drawn in place, as a share of the axis.
PERSON_MARGIN_SHARE = 0.35
MIDPOINT_LABEL_HALF_WIDTH_INCHES = 0.36  # inches on each side of the midpoint for its name
ROW_HEIGHT_INCHES = 0.34  # inches


@dataclass(frozen=True)
class MarketRow:
    """A stand-in's wages, and its pay at the target percentile. USD a year."""

    label: str
    wages: Wages
    target_pay: float


@dataclass(frozen=True)
class PersonInBand:
    """Someone in the band: pay now, and pay before the decision where that differs. USD a year."""

    label: str
    pay: float
    pay_before: float | None = None

    @property
    def row_label(self) -> str:
        """The row's label."""
        return f"{self.label}: {format_usd(self.pay)}"


def _axis_limits(
    pay_band: Band, market_rows: Sequence[MarketRow], people: Sequence[PersonInBand]
) -> tuple[float, ...]:
    wages = [wage for row in market_rows for _, wage in row.wages.released_percentiles()]
    low, high = min([*wages, pay_band.minimum]), max([*wages, pay_band.maximum])
    room = PERSON_MARGIN_SHARE * (high - low)
    told = [pay for one in people for pay in (one.pay, one.pay_before) if pay is not None]
    near = [pay for pay in told if low - room <= pay <= high + room]
    low, high = min([low, *near]), max([high, *near])
    return low - 0.05 * (high - low), high + 0.05 * (high - low)


def _draw_market_row(ax: Axes, y: float, row: MarketRow) -> None:
    wages = [wage for _, wage in row.wages.released_percentiles()]
    draw_range_bar(ax, y, (wages[0], wages[-1]), (wages[1], wages[-2]), style.ACCENT_COLOR)
    draw_point(ax, row.target_pay, y, style.ACCENT_COLOR, hollow=True)


def _draw_person(ax: Axes, y: float, person: PersonInBand, pay_band: Band) -> None:
    low, high = ax.get_xlim()
    x = min(high, max(low, person.pay))
    marker = "D" if x == person.pay else ("<" if x == low else ">")
    if (
        person.pay_before is not None
        and low <= person.pay_before <= high
        and person.pay_before != person.pay
    ):
        ax.plot((person.pay_before, x), (y, y), color=CONNECTOR_COLOR, linewidth=2, zorder=2)
        draw_point(ax, person.pay_before, y, style.WARNING_COLOR, marker="D", hollow=True)
    draw_point(ax, x, y, style.WARNING_COLOR, marker=marker, area=60)
    across = ax.get_yaxis_transform()
    ratio = f"{pay_band.compa_ratio(person.pay):.2f}"
    ax.text(1.03, y, ratio, transform=across, va="center", weight="bold")


def _draw_band_row(ax: Axes, y: float, pay_band: Band) -> None:
    draw_filled_bar(ax, (pay_band.minimum, pay_band.maximum), (y - 0.24, y + 0.24), "#cfe3f1")
    ax.plot((pay_band.midpoint,) * 2, (y - 0.24, y + 0.24), color=style.TEXT_COLOR, linewidth=2)


def _draw_band_labels(ax: Axes, pay_band: Band) -> None:
    """Name minimum, midpoint, and maximum above the rows, each with its amount."""
    across = ax.get_xaxis_transform()
    dashes: style.StyleOptions = {"linewidth": 1, "linestyle": (0, (4, 3)), "zorder": 1}
    low, high = ax.get_xlim()
    width = ax.bbox.width / style.CSS_DPI
    apart = MIDPOINT_LABEL_HALF_WIDTH_INCHES * (high - low) / width
    labels = (
        (pay_band.minimum, min(pay_band.minimum, pay_band.midpoint - apart), "right", "min"),
        (pay_band.midpoint, pay_band.midpoint, "center", "midpoint"),
        (pay_band.maximum, max(pay_band.maximum, pay_band.midpoint + apart), "left", "max"),
    )
    for pay, x, side, name in labels:
        ax.plot((pay, pay), (0, 1), transform=across, color=style.MUTED_COLOR, **dashes)
        ax.text(
            x, 1.02, f"{name}\n{format_usd_k(pay)}", transform=across, ha=side, va="bottom",
            fontsize=SMALL_FONT_SIZE, weight="bold" if name == "midpoint" else "normal",
        )  # fmt: skip


@style.with_course_style
def draw(
    title: str, pay_band: Band, market_rows: Sequence[MarketRow], people: Sequence[PersonInBand]
) -> Figure:
    """Return the figure: a row for each stand-in, one for the band, one for each person."""
    labels = [*(row.label for row in market_rows), "The band", *(one.row_label for one in people)]
    subtitle = _legend_subtitle(market_rows, people)
    made = style.figure(title, subtitle, height=1.5 + ROW_HEIGHT_INCHES * len(labels))
    left = 0.2 + LABEL_PADDING_INCHES + max_text_width_inches(labels)
    ax = style.axes(made, left=left, bottom=0.34, right=0.85, top=0.98)
    ax.set_xlim(*_axis_limits(pay_band, market_rows, people))
    ax.set_ylim(0.55 - len(labels), 0.55)
    draw_background_band(ax, (pay_band.minimum, pay_band.maximum), ax.get_ylim())
    draw_x_axis(ax, nice_ticks(*ax.get_xlim()), format_dollar_tick)
    draw_row_labels(ax, labels)
    _draw_band_labels(ax, pay_band)
    for number, row in enumerate(market_rows):
        _draw_market_row(ax, -number, row)
    _draw_band_row(ax, -len(market_rows), pay_band)
    for number, one in enumerate(people, start=len(market_rows) + 1):
        _draw_person(ax, -number, one, pay_band)
    across = ax.get_yaxis_transform()
    ax.text(
        1.03, -len(market_rows), "compa-\nratio", transform=across, va="center",
        color=style.WARNING_COLOR, fontsize=SMALL_FONT_SIZE,
    )  # fmt: skip
    return made


def _legend_subtitle(market_rows: Sequence[MarketRow], people: Iterable[PersonInBand]) -> str:
    if market_rows:
        return "line: 10th to 90th percentile · box: middle half · ○ the percentile you aim for"
    moved = any(one.pay_before is not None and one.pay_before != one.pay for one in people)
    return f"◆ base pay{' after your decision · ◇ before' if moved else ''}, USD a year"


def describe(
    title: str, pay_band: Band, market_rows: Sequence[MarketRow], people: Sequence[PersonInBand]
) -> str:
    """Return the picture in words, from the same numbers as `draw`."""
    rows = [
        f"{row.label}: 10th percentile {format_usd(row.wages.p10)}, 90th "
        f"{format_usd(row.wages.p90)}; at the target {format_usd(row.target_pay)}."
        for row in market_rows
    ]
    ends = (
        f"The band: minimum {format_usd(pay_band.minimum)}, midpoint "
        f"{format_usd(pay_band.midpoint)}, maximum {format_usd(pay_band.maximum)}."
    )
    return " ".join([f"{title}.", *rows, ends, *(_person_text(one, pay_band) for one in people)])


def _person_text(person: PersonInBand, pay_band: Band) -> str:
    moved = person.pay_before is not None and person.pay_before != person.pay
    before = f", before {format_usd(person.pay_before)}" if moved else ""
    return f"{person.row_label}{before}, compa-ratio {pay_band.compa_ratio(person.pay):.2f}."


def picture(
    title: str,
    pay_band: Band,
    market_rows: Sequence[MarketRow],
    people: Sequence[PersonInBand],
    *,
    source: str,
) -> Picture:
    """Return figure and description together. USD a year."""
    told = (title, pay_band, market_rows, people)
    return Picture(draw(*told), describe(*told), source)
