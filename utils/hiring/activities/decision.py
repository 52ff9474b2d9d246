"""H1: does this product need a technical product owner?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from utils.hiring import data
from utils.hiring.model import need
from utils.hiring.pictures import need as pictures
from utils.kit.activity import Activity
from utils.kit.controls.factory import dropdown, number_slider, side_by_side, stacked
from utils.kit.tables import Table, source_line
from utils.kit.view import View

if TYPE_CHECKING:
    import ipywidgets as widgets

    from utils.kit.controls import Input

OWN = "own"
LINE_LABEL = f"The line (borderline: within {need.MARGIN:.2f} of it)"
RATING, WEIGHT = "x_", "w_"  # beginnings of the controls' names


class DecisionAid(Activity):
    """Rate a product on six criteria, weigh them, and test the verdict."""

    activity_id = "04.h1"
    title = "H1 · Do we need one?"
    task = (
        "Six criteria, each rated from 0 to 4. Choose a product or rate your own. Then turn the "
        "weights: a verdict that turns with them is worth less than one that stays."
    )

    def controls(self) -> dict[str, Input]:
        """Return the product, the line, and rating and weight of each criterion."""
        first = data.ratings("payments")
        options = [*data.situations().items(), (OWN, "My own product")]
        made: dict[str, Input] = {
            "situation": dropdown("Product (sets the ratings)", options, "payments"),
            "line": number_slider(LINE_LABEL, need.LINE, 0.3, 0.7, step=0.05, decimals=2),
        }
        for key, one in data.criteria().items():
            made[RATING + key] = number_slider(f"{one.short}: rating", first[key], 0, need.TOP)
            points = round(100 * one.weight)
            made[WEIGHT + key] = number_slider(
                f"{one.short}: weight", points, 0, 60, step=5, suffix=" pts"
            )
        return made

    def layout(self, controls: dict[str, Input]) -> widgets.Widget:
        """Return product and line on top, the criteria in three columns."""
        every = list(controls.values())
        six = [stacked(*every[at : at + 2]) for at in range(2, len(every), 2)]
        return stacked(side_by_side(*every[:2]), side_by_side(*six))

    def reconcile(self, changed: str, values: dict[str, Any]) -> dict[str, Any]:
        """Take the ratings of the product that was chosen; a changed rating makes it one's own."""
        if changed == "situation" and values["situation"] in data.situations():
            found = data.ratings(values["situation"])
            return {**values, **{RATING + key: rating for key, rating in found.items()}}
        if changed.startswith(RATING):
            return {**values, "situation": OWN}
        return values

    def view(self, **values: Any) -> View:  # noqa: ANN401 - see controls
        """Return score, verdict and how stable it is. Ratings 0 to 4, weights in points."""
        ratings, weights, line = parted(values)
        names = {key: one.short for key, one in data.criteria().items()}
        value = need.score(ratings, weights)
        return View(
            summary=f"{value:.2f} against a line of {line:.2f}: "
            f"{need.VERDICT_TEXT[need.verdict(value, line)]}.",
            says=tuple(stability(ratings, weights, line)),
            picture=pictures.picture(
                ratings, weights, line, names, source=source_line("hiring_criteria")
            ),
            table=table(ratings, weights, line),
        )


def parted(values: dict[str, Any]) -> tuple[dict[str, float], dict[str, float], float]:
    """Return ratings, weights and the line out of the values of the controls."""
    keys = data.criteria()
    return (
        {key: values[RATING + key] for key in keys},
        {key: values[WEIGHT + key] for key in keys},
        values["line"],
    )


def stability(ratings: dict[str, float], weights: dict[str, float], line: float) -> list[str]:
    """Return in words what would turn the verdict, and what to check first."""
    names = data.criteria()
    turns = need.flips(ratings, weights, line)
    if on_the_line(ratings, weights, line):
        said = "The score lies on the line as it is."
    elif turns:
        one = turns[0]
        said = (
            "Smallest change of one weight that brings it to the line: "
            f"“{names[one.criterion].label}” from {one.was:.0%} to {one.becomes:.0%} of all "
            "weight, the others in proportion."
        )
    else:
        said = "No single weight brings it to the line, however large or small."
    step = need.decisive(ratings, weights, line)
    now = need.verdict(need.score(ratings, weights), line)
    then = need.verdict(step.score, line)
    way = "higher" if step.step > 0 else "lower"
    effect = f"would change the verdict to “{then}”" if then != now else "changes no verdict"
    criterion = names[step.criterion]
    return [
        said,
        (
            f"Check this rating first: “{criterion.label}”. One step {way} makes {step.score:.2f} "
            f"and {effect}. What would settle it: {criterion.settles}"
        ),
    ]


def on_the_line(ratings: dict[str, float], weights: dict[str, float], line: float) -> bool:
    """Return whether the score is the line itself."""
    return abs(need.score(ratings, weights) - line) < need.NEAR


def table(ratings: dict[str, float], weights: dict[str, float], line: float) -> Table:
    """Return rating, weight and what brings the score to the line, by criterion."""
    share = need.shares(weights)
    turns = {one.criterion: one for one in need.flips(ratings, weights, line)}
    return Table(
        caption="Ratings, weights, and the weight at which the score meets the line",
        columns=["Criterion", "0 is", "4 is", "Rating", "Weight", "Meets the line at"],
        rows=[
            [
                one.label,
                one.low,
                one.high,
                f"{ratings[key]:g}",
                f"{share[key]:.0%}",
                f"{turns[key].becomes:.0%}" if key in turns else "never",
            ]
            for key, one in data.criteria().items()
        ],
        source=source_line("hiring_criteria"),
    )
