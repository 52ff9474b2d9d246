"""H1: does this product need a technical product owner?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from utils.hiring import data
from utils.hiring.model import need
from utils.hiring.pictures import need as pictures
from utils.kit.activity import Activity
from utils.kit.controls import Html
from utils.kit.controls.factory import (
    dropdown,
    number_slider,
    side_by_side,
    stacked,
    text_field,
)
from utils.kit.english import lower_first
from utils.kit.tables import Table, source_line
from utils.kit.view import View

if TYPE_CHECKING:
    from collections.abc import Mapping

    import ipywidgets as widgets

    from utils.kit.controls import Input

OWN_PRODUCT_KEY = "own"
MAX_PRODUCT_NAME_CHARS = 40  # characters of a product's name
THRESHOLD_LABEL = f"The line (borderline: within {need.BORDERLINE_MARGIN:.2f} of it)"
RATING_PREFIX, WEIGHT_PREFIX = "x_", "w_"  # beginnings of the controls' names


class DecisionAid(Activity):
    """Rate a product on six criteria, weigh them, and test the verdict."""

    activity_id = "04.h1"
    title = "Do we need one?"
    task = (
        "Rate six criteria from 0 to 4. Choose a product, or rate your own and give it a name. "
        "Then change the weights. A verdict that flips when they change is worth less than one "
        "that stays."
    )

    def controls(self) -> dict[str, Input]:
        """Return the product, the line, and rating and weight of each criterion."""
        first = data.product_ratings("payments")
        options = [*data.product_labels().items(), (OWN_PRODUCT_KEY, "My own product")]
        made: dict[str, Input] = {
            "situation": dropdown("Product (sets the ratings)", options, "payments"),
            "name": _product_name_field(),
            "line": number_slider(
                THRESHOLD_LABEL, need.SCORE_THRESHOLD, 0.3, 0.7, step=0.05, decimals=2
            ),
        }
        for key, one in data.criteria().items():
            made[RATING_PREFIX + key] = number_slider(
                f"{one.short_label}: rating", first[key], 0, need.MAX_RATING
            )
            points = round(100 * one.weight)
            made[WEIGHT_PREFIX + key] = number_slider(
                f"{one.short_label}: weight", points, 0, 60, step=5, suffix=" pts"
            )
        return made

    def layout(self, controls: dict[str, Input]) -> widgets.Widget:
        """Return product, name, and line on top; below, each criterion with what 0 and 4 mean."""
        top = side_by_side(controls["situation"], controls["name"], controls["line"])
        criteria = side_by_side(*(_criterion_widget(key, controls) for key in data.criteria()))
        criteria.add_class("tpo-criteria")
        return stacked(top, criteria)

    def update_controls(self, controls: dict[str, Input], answers: dict[str, Any]) -> None:
        """Ask for a name where the product is one's own."""
        controls["name"].hidden = answers["situation"] != OWN_PRODUCT_KEY

    def reconcile(self, changed: str, values: dict[str, Any]) -> dict[str, Any]:
        """Take the ratings of the product that was chosen; a changed rating makes it one's own."""
        if changed == "situation" and values["situation"] in data.product_labels():
            found = data.product_ratings(values["situation"])
            return {**values, **{RATING_PREFIX + key: rating for key, rating in found.items()}}
        if changed.startswith(RATING_PREFIX) or (changed == "name" and values["name"].strip()):
            return {**values, "situation": OWN_PRODUCT_KEY}
        return values

    def view(self, **values: Any) -> View:
        """Return score, verdict and how stable it is. Ratings 0 to 4, weights in points."""
        ratings, weights, threshold = ratings_weights_threshold(values)
        names = {key: one.short_label for key, one in data.criteria().items()}
        value = need.weighted_score(ratings, weights)
        named = f"{own_product_name(values)}: " if values["situation"] == OWN_PRODUCT_KEY else ""
        return View(
            summary=f"{named}{value:.2f} against a line of {threshold:.2f}: "
            f"{need.VERDICT_TEXTS[need.score_verdict(value, threshold)]}.",
            says=tuple(verdict_stability_sentences(ratings, weights, threshold)),
            picture=pictures.picture(
                ratings, weights, threshold, names, source=source_line("hiring_criteria")
            ),
            table=ratings_and_weights_table(ratings, weights, threshold),
        )


def _product_name_field() -> Input:
    made = text_field("Its name", placeholder="Ledger service")
    made.max_length = MAX_PRODUCT_NAME_CHARS
    return made


def _criterion_widget(key: str, controls: Mapping[str, Input]) -> widgets.Widget:
    """Return the two sliders of a criterion, and what the ends of its scale mean."""
    pair = side_by_side(controls[RATING_PREFIX + key], controls[WEIGHT_PREFIX + key])
    one = data.criteria()[key]
    low, high = one.lowest_short_label, one.highest_short_label
    ends = f"<strong>0</strong> {low} · <strong>4</strong> {high}"
    made = stacked(pair, Html(f'<p class="tpo-hint">{ends}</p>'))
    made.add_class("tpo-criterion")
    return made


def own_product_name(values: Mapping[str, Any]) -> str:
    """Return what the learner's own product is called."""
    return values["name"].strip() or "Our own product"


def ratings_weights_threshold(
    values: dict[str, Any],
) -> tuple[dict[str, float], dict[str, float], float]:
    """Return ratings, weights and threshold from the values of the controls."""
    keys = data.criteria()
    return (
        {key: values[RATING_PREFIX + key] for key in keys},
        {key: values[WEIGHT_PREFIX + key] for key in keys},
        values["line"],
    )


def verdict_stability_sentences(
    ratings: dict[str, float], weights: dict[str, float], threshold: float
) -> list[str]:
    """Return in words what would change the verdict, and what to check first."""
    names = data.criteria()
    turns = need.break_even_weights(ratings, weights, threshold)
    if is_at_threshold(ratings, weights, threshold):
        said = "The score is exactly on the line."
    elif turns:
        one = turns[0]
        said = (
            "The smallest change in one weight that brings the score to the line: "
            f"“{names[one.criterion].label}” from {one.current_weight:.0%} to "
            f"{one.break_even_weight:.0%}."
        )
    else:
        said = "No single weight brings the score to the line, however large or small."
    step = need.most_decisive_rating_change(ratings, weights, threshold)
    now = need.score_verdict(need.weighted_score(ratings, weights), threshold)
    then = need.score_verdict(step.score, threshold)
    way = "higher" if step.step > 0 else "lower"
    effect = (
        f"would change the verdict to “{then}”" if then != now else "wouldn't change the verdict"
    )
    criterion = names[step.criterion]
    return [
        said,
        (
            f"Check this rating first: “{criterion.label}.” One step {way} makes the score "
            f"{step.score:.2f} and {effect}. To settle it: "
            f"{lower_first(criterion.deciding_evidence)}"
        ),
    ]


def is_at_threshold(ratings: dict[str, float], weights: dict[str, float], threshold: float) -> bool:
    """Return whether the score equals the threshold."""
    return abs(need.weighted_score(ratings, weights) - threshold) < need.FLOAT_TOLERANCE


def ratings_and_weights_table(
    ratings: dict[str, float], weights: dict[str, float], threshold: float
) -> Table:
    """Return rating, weight and what brings the score to the line, by criterion."""
    share = need.normalize_weights(weights)
    turns = {one.criterion: one for one in need.break_even_weights(ratings, weights, threshold)}
    return Table(
        caption="Ratings, weights, and the weight at which the score meets the line",
        columns=["Criterion", "0 is", "4 is", "Rating", "Weight", "Meets the line at"],
        rows=[
            [
                one.label,
                one.lowest_label,
                one.highest_label,
                f"{ratings[key]:g}",
                f"{share[key]:.0%}",
                f"{turns[key].break_even_weight:.0%}" if key in turns else "never",
            ]
            for key, one in data.criteria().items()
        ],
        source=source_line("hiring_criteria"),
    )
