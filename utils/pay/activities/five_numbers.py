"""M1: what can five numbers tell?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from utils.kit.activity import Activity
from utils.kit.controls.factory import dollar_slider, radio_buttons, side_by_side, stacked
from utils.kit.errors import InputError
from utils.kit.tables import Table, format_usd
from utils.kit.view import Prediction, View
from utils.pay.article import article_figures, article_source
from utils.pay.model.benchmark import PAY_ENTRY_LIMITS_USD
from utils.pay.model.five_numbers import (
    TAIL_PERCENTILES,
    compute_spread_ratios,
    geometric_mean,
    lognormal,
)
from utils.pay.pictures import five_numbers as pictures

if TYPE_CHECKING:
    import ipywidgets as widgets

    from utils.kit.controls import Input
    from utils.pay.model.five_numbers import Lognormal

LOGNORMAL_ASSUMPTION_NOTE = (
    "The lognormal curve is our assumption. The article doesn't say what its ends are."
)


class FiveNumbers(Activity):
    """Read the same two ends in three ways and watch the middle half move."""

    activity_id = "05.m1"
    title = "What can three numbers tell?"
    task = (
        "Choose how to read the two ends. Then move the average, and see when the range stops "
        "being symmetric by ratio."
    )
    prediction = Prediction(
        "The article gives a low end, an average, and a top. How sure can you be where the middle "
        "half of all pay lies?",
        (
            (
                "exact",
                "To the dollar: the ends fix it",
                (
                    "The ends fix it only once you know which percentiles they are. The article "
                    "doesn't say."
                ),
            ),
            (
                "rough",
                "Within a few thousand dollars",
                "Compare the widest reading with the narrowest. They differ by far more than that.",
            ),
            (
                "open",
                "Hardly: it depends on what the ends mean",
                "That's the point. Try the three readings, and see how much depends on it.",
            ),
        ),
        right=("open",),
    )

    def controls(self) -> dict[str, Input]:
        """Return the reading, and the three numbers it reads."""
        told = article_figures()
        readings = [
            (f"{tail:g}", pictures.end_percentiles_label(tail)) for tail in TAIL_PERCENTILES
        ]
        return {
            "tail": radio_buttons("Read the ends as percentiles", readings, "10"),
            "low": dollar_slider(
                "Low end", told["low"], 40_000, 130_000, typed_limits=PAY_ENTRY_LIMITS_USD
            ),
            "average": dollar_slider(
                "Average", told["average"], 90_000, 200_000, typed_limits=PAY_ENTRY_LIMITS_USD
            ),
            "high": dollar_slider(
                "Top", told["high"], 135_000, 300_000, typed_limits=PAY_ENTRY_LIMITS_USD
            ),
        }

    def layout(self, controls: dict[str, Input]) -> widgets.Widget:
        """Return the reading over the full width, the three numbers below."""
        reading, *numbers = controls.values()
        return stacked(reading, side_by_side(*numbers))

    def view(self, *, tail: str, low: float, average: float, high: float) -> View:
        """Return the three readings of one range. USD a year."""
        if not low < average < high:
            raise InputError(
                f"The average of {format_usd(average)} is outside {format_usd(low)} to "
                f"{format_usd(high)}.",
                "Move it between the two ends.",
            )
        read = _parse_tail_percentile(tail)
        curves = [(t, lognormal(low, high, t)) for t in TAIL_PERCENTILES]
        source = (
            f"{article_source(low=low, average=average, high=high)} {LOGNORMAL_ASSUMPTION_NOTE}"
        )
        return View(
            summary=_summary_text(read, dict(curves)[read], (low, average, high)),
            picture=pictures.picture(curves, read, (low, average, high), source=source),
            table=_readings_table(curves),
        )


def _parse_tail_percentile(tail: str) -> float:
    known = {f"{percentile:g}": percentile for percentile in TAIL_PERCENTILES}
    if str(tail) not in known:
        raise InputError(
            f"The low end can't be percentile {tail}.", f"Use one of: {', '.join(known)}."
        )
    return known[str(tail)]


def _summary_text(tail: float, curve: Lognormal, low_mean_high: tuple[float, float, float]) -> str:
    low, average, high = low_mean_high
    first, last = (format_usd(round(pay, -3)) for pay in curve.interquartile_range())
    ratios = compute_spread_ratios(low, average, high)
    return (
        f"If you read the ends as the {pictures.end_percentiles_label(tail)} percentile, half of "
        f"all people earn {first} to {last}, and the curve's own average is "
        f"{format_usd(curve.mean)}. The average you set is {format_usd(average)}. "
        f"It's {ratios.mean_over_low:.2f} times the low end, and the top is "
        f"{ratios.high_over_mean:.2f} times the average. The middle by ratio is "
        f"{format_usd(geometric_mean(low, high))}."
    )


def _readings_table(curves: list) -> Table:
    rows = [
        [
            pictures.end_percentiles_label(tail),
            *(format_usd(round(pay, -3)) for pay in curve.interquartile_range()),
            format_usd(curve.mean),
        ]
        for tail, curve in curves
    ]
    return Table(
        caption="For each reading: the middle half, rounded to $1,000, and the curve's own average",
        columns=["Ends read as percentiles", "25th percentile", "75th percentile", "Average"],
        rows=rows,
        source=LOGNORMAL_ASSUMPTION_NOTE,
    )
