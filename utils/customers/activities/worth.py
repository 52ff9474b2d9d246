"""From a technical change to money: ranges, what moves the result, and the chance that it pays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from utils.customers import data
from utils.customers.model.business import (
    DRAWS,
    MONTHS,
    Range,
    chance_of_paying_off,
    draws,
    tornado,
)
from utils.customers.pictures import worth as pictures
from utils.kit.activity import Activity
from utils.kit.controls.factory import labeled_column, number_slider, radio_buttons, side_by_side
from utils.kit.controls.factory import stacked as rows_of
from utils.kit.tables import Table
from utils.kit.view import Finding, Prediction, View

if TYPE_CHECKING:
    from collections.abc import Mapping

    import ipywidgets as widgets
    import numpy as np

    from utils.customers.model.business import TornadoBar
    from utils.kit.controls import Input

BUILD, BUY, LEAVE = "build", "buy", "leave"
DECISION_OPTIONS = ((BUILD, "build it"), (BUY, "buy it"), (LEAVE, "leave it"))
# Invented: label, first range, ends and step of the slider.
ASSUMPTION_SLIDERS = {
    "questions": ("questions avoided a month", (5, 25), (0, 60, 1)),
    "hours": ("hours for each question", (0.4, 1.0), (0, 4, 0.1)),
    "hour_cost": ("cost of an hour ($)", (70, 110), (20, 250, 5)),
    "refunds": ("failed refunds avoided a month", (20, 200), (0, 600, 5)),
    "refund_cost": ("cost of a failed refund ($)", (4, 15), (0, 60, 1)),
}
COST_RANGES_BY_OPTION = {
    BUILD: {"price": Range(14_000, 30_000), "monthly": Range(100, 400)},
    BUY: {"price": Range(1_500, 3_000), "monthly": Range(900, 1_600)},
}
ASSUMPTION_LABELS = {
    **{name: label for name, (label, _, _) in ASSUMPTION_SLIDERS.items()},
    "price": "price, paid once",
    "monthly": "cost a month to run it",
}
SOURCE_NOTE = "Invented ranges, and a simple model: each value of a range is equally likely."
LIKELY, UNLIKELY = 0.75, 0.4
WEEKS_PER_YEAR, THOUSAND = 52, 1_000
MODEL_NOTES = (
    (
        "The year starts on the day the checker goes live. The hours that a caller's developer "
        "loses aren't counted, and neither is goodwill: name such things, and don't invent a "
        "number for them."
    ),
    (
        "Assumptions are drawn independently. If two that save money rise together, the real range "
        "is wider than this one."
    ),
)


class WhatIsItWorth(Activity):
    """Give ranges, see what matters, and decide to build, buy, or leave it."""

    activity_id = "02c.worth"
    title = "What is it worth?"
    task = (
        "Engineers propose a checker that explains a refused call before it's sent. Is it worth "
        "its price? Enter a range for each assumption, and decide: build it, buy it, or leave it."
    )
    prediction = Prediction(
        "The checker saves support hours, and it avoids failed refunds. Each of the assumptions is "
        "a range. Which one would you check first?",
        (
            (
                "hour",
                "What an hour of support costs, because finance knows it exactly",
                (
                    "It's easy to find out, so people often start there. But does it move the "
                    "result much? Compare the bars."
                ),
            ),
            (
                "refunds",
                "How many failed refunds it avoids, because nobody has counted",
                (
                    "Yes: this range moves the result most. One week of counting could be worth "
                    "more than all the other estimates. How would you count?"
                ),
            ),
            (
                "price",
                "What it costs to build, because estimates are usually too low",
                ("They often are too low, and this bar is a wide one. Which bar is even wider?"),
            ),
        ),
        right=("refunds",),
        close=("price",),
    )

    def controls(self) -> dict[str, Input]:
        """Return both ends of each assumption, and the way."""
        made: dict[str, Input] = {}
        for end in (0, 1):
            for name, (label, first, (low, high, step)) in ASSUMPTION_SLIDERS.items():
                made[f"{name}_{'high' if end else 'low'}"] = number_slider(
                    label.capitalize(), first[end], low, high, step=step,
                    decimals=1 if step < 1 else 0,
                )  # fmt: skip
        made["way"] = radio_buttons("Your decision", DECISION_OPTIONS, BUILD)
        return made

    def layout(self, controls: dict[str, Input]) -> widgets.Widget:
        """Return low ends next to high ends, and the decision below."""
        low = [control for name, control in controls.items() if name.endswith("_low")]
        high = [control for name, control in controls.items() if name.endswith("_high")]
        ends = side_by_side(labeled_column("At least", low), labeled_column("At most", high))
        return rows_of(ends, controls["way"])

    def view(self, *, way: str, **ends: float) -> View:
        """Return the chance that it pays within a year, the tornado, and what to check first."""
        kept = {
            name: Range(ends[f"{name}_low"], ends[f"{name}_high"]) for name in ASSUMPTION_SLIDERS
        }
        chosen = BUILD if way == LEAVE else way
        ranges = {**kept, **COST_RANGES_BY_OPTION[chosen]}
        values, bars = draws(ranges), tornado(ranges)
        return View(
            summary=_summary_text(values, bars, chosen),
            picture=pictures.picture(bars, ASSUMPTION_LABELS, source=SOURCE_NOTE),
            says=(_decision_finding(
                way, {one: chance_of_paying_off(draws({**kept, **costs}))
                      for one, costs in COST_RANGES_BY_OPTION.items()}),),
            table=_build_assumption_table(ranges, bars),
            notes=(_cost_per_call_note(chosen), *MODEL_NOTES),
        )  # fmt: skip


def _cost_per_call_note(decision: str) -> str:
    """Return what the checker adds to the cost of a call in its first year."""
    calls = sum(map(sum, data.load_usage().calls.values())) / data.WEEK_COUNT * WEEKS_PER_YEAR
    costs = COST_RANGES_BY_OPTION[decision]
    year = costs["price"].middle + MONTHS * costs["monthly"].middle
    return (
        f"Cost of a call: at the pace of the eight weeks, it adds ${THOUSAND * year / calls:.2f} "
        f"to {THOUSAND:,} calls in its first year, with the middle of its price range."
    )


def _summary_text(values: np.ndarray, bars: list[TornadoBar], decision: str) -> str:
    import numpy as np

    low, middle, high = (float(one) for one in np.percentile(values, (10, 50, 90)))
    first = "If you build it" if decision == BUILD else "If you buy it"
    ends = f"{pictures.format_thousand_dollars(low)} and {pictures.format_thousand_dollars(high)}"
    return (
        f"{first}, it pays off within a year in {chance_of_paying_off(values):.0%} of {DRAWS:,} "
        f"draws. The middle draw leaves {pictures.format_thousand_dollars(middle)}; four in five "
        f"are between {ends}. Check first: {ASSUMPTION_LABELS[bars[0].name]}."
    )


def _decision_finding(decision: str, chances: Mapping[str, float]) -> Finding:
    best = max(chances, key=chances.__getitem__)
    told = (
        f"Building pays off in {chances[BUILD]:.0%} of the draws, and buying in {chances[BUY]:.0%}."
    )
    if decision == LEAVE:
        tone = "right" if chances[best] < UNLIKELY else "unsure"
        return Finding(
            f"{told} Leaving it costs nothing that anyone bills you for. What do the failed "
            "refunds cost in the meantime?", "leave it", tone,
        )  # fmt: skip
    tone = (
        "right"
        if chances[decision] >= LIKELY
        else "unsure"
        if chances[decision] >= UNLIKELY
        else "wrong"
    )
    asks = {
        BUILD: "Most of the price is paid before you know anything. What could you try first?",
        BUY: "You pay by the month, so you can stop. What would it cost to leave again?",
    }
    return Finding(f"{told} {asks[decision]}", "build it" if decision == BUILD else "buy it", tone)


def _build_assumption_table(ranges: Mapping[str, Range], bars: list[TornadoBar]) -> Table:
    return Table(
        caption="Assumptions, and what each one moves",
        columns=["Assumption", "At least", "At most", "Result at low end", "Result at high end"],
        rows=[
            [ASSUMPTION_LABELS[bar.name], *(f"{end:,g}" for end in ranges[bar.name].ends),
             *map(pictures.format_thousand_dollars, (bar.result_at_low, bar.result_at_high))]
            for bar in bars
        ],
        source=SOURCE_NOTE,
    )  # fmt: skip
