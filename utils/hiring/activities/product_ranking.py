"""Guess how the products rank; then see all of them, one's own too, in one picture."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from utils.hiring import data
from utils.hiring.activities.decision import (
    OWN_PRODUCT_KEY,
    DecisionAid,
    own_product_name,
    ratings_weights_threshold,
)
from utils.hiring.model import need
from utils.hiring.pictures import products as pictures
from utils.hiring.pictures.products import ScoredProduct
from utils.kit.activity import Activity
from utils.kit.controls.factory import ranking
from utils.kit.errors import InputError
from utils.kit.tables import source_line
from utils.kit.view import View

if TYPE_CHECKING:
    from collections.abc import Sequence

    from utils.kit.controls import Input

SCORES_NOTE = (
    "The scores use the weights and the line that you set in the next activity. Once you rate a "
    "product of your own there, it appears here, too."
)
MAX_RANKS_OFF = 1  # places off that still count as close


class ProductRanking(Activity):
    """Rank the eight products before their scores are seen."""

    activity_id = "04.rank"
    title = "Who needs one the most?"
    task = (
        "Rank the eight products by need: put the one that needs a technical product owner the "
        "most at the top. Then look at their scores."
    )
    compare_label = "Show all scores"

    def __init__(self) -> None:
        super().__init__()
        self._rated: dict[str, Any] | None = None  # what the picture shows of the learner's own
        self.follow_log(self._refresh_if_ratings_changed)

    def controls(self) -> dict[str, Input]:
        """Return the ranking; it starts in alphabetical order."""
        return {
            "guess": ranking(
                "Your guess, the greatest need first",
                [(key, data.product_labels()[key]) for key in _alphabetical_order()],
                _alphabetical_order(),
                data.product_descriptions(),
            )
        }

    def view(self, *, guess: Sequence[str]) -> View:
        """Return what to do next."""
        if list(guess) == _alphabetical_order():
            return View(summary="They're in alphabetical order so far. What do you expect?")
        first, last = data.product_labels()[guess[0]], data.product_labels()[guess[-1]]
        return View(summary=f"Your guess: {first} needs one the most, and {last} the least.")

    def comparison(self, *, guess: Sequence[str]) -> View:
        """Return all scores, and one's own product once it's rated; a guess comes first."""
        if list(guess) == _alphabetical_order():
            raise InputError(
                "You haven't ranked the products yet.",
                "Move at least one with its arrow buttons. A guess is enough.",
                field="guess",
            )
        rated, threshold = scored_products_and_threshold(guess)
        return View(
            summary=_summary_text(guess, rated),
            picture=pictures.picture(rated, threshold, source=source_line("cases_hiring")),
            notes=(SCORES_NOTE,),
        )

    def _refresh_if_ratings_changed(self) -> None:
        """Draw again once something was rated below."""
        rated = DecisionAid.logged_answers() if self.is_comparison_shown else None
        if rated is not None and rated != self._rated:
            self._rated = rated
            self.refresh()


def _alphabetical_order() -> list[str]:
    return sorted(data.product_labels(), key=lambda key: data.product_labels()[key].lower())


def scored_products_and_threshold(
    guessed_order: Sequence[str],
) -> tuple[list[ScoredProduct], float]:
    """Return all products by score, with the place that each was guessed at, and the line."""
    answers = DecisionAid.logged_answers()
    own_ratings, weights, threshold = ratings_weights_threshold(answers)
    found = [
        ScoredProduct(
            name,
            need.weighted_score(data.product_ratings(key), weights),
            list(guessed_order).index(key) + 1,
        )
        for key, name in data.product_labels().items()
    ]
    if answers["situation"] == OWN_PRODUCT_KEY:
        found.append(
            ScoredProduct(
                own_product_name(answers), need.weighted_score(own_ratings, weights), is_own=True
            )
        )
    return sorted(found, key=lambda one: -one.score), threshold


def _summary_text(guessed_order: Sequence[str], products: Sequence[ScoredProduct]) -> str:
    ranked = [one for one in products if not one.is_own]
    near = sum(
        min(abs(rank - one.guessed_rank) for rank in _ranks_of_score(ranked, one.score))
        <= MAX_RANKS_OFF
        for one in ranked
        if one.guessed_rank
    )
    return (
        f"You placed {near} of {len(guessed_order)} products within one place of where their "
        "scores put them. Where you were off: what did you weigh differently?"
    )


def _ranks_of_score(products: Sequence[ScoredProduct], score: float) -> list[int]:
    """Return the ranks of a score, from 1: several where scores are equal."""
    return [n for n, one in enumerate(products, 1) if abs(one.score - score) < need.FLOAT_TOLERANCE]
