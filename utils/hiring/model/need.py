"""H1: does this product need a technical product owner?

A weighted sum of ratings, held against a line. The weights are opinion, so the answer comes with
two tests of how much it hangs on them: the smallest change of one weight that brings it to the
line, and weights drawn at random. The first is after Triantaphyllou & Sánchez, "A sensitivity
analysis approach for some deterministic multi-criteria decision-making methods", Decision Sciences
28 (1997), who ask it of the order of alternatives.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from utils.kit.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np

MAX_RATING = 4  # highest rating
SCORE_THRESHOLD = 0.5  # our starting point: above it the technical variant pays off
BORDERLINE_MARGIN = 0.1  # this close to the threshold is "borderline": our starting point too
RANDOM_WEIGHT_DRAW_COUNT = 4_000
FLOAT_TOLERANCE = 1e-9  # what counts as equal among floating numbers
YES, BORDERLINE, NO = "yes", "borderline", "no"
VERDICT_TEXTS = {
    YES: "a technical owner pays off",
    BORDERLINE: "borderline",
    NO: "a technical owner isn't needed",
}


@dataclass(frozen=True)
class BreakEvenWeight:
    """The weight of one criterion at which the score meets the threshold; weights as shares."""

    criterion: str
    current_weight: float
    break_even_weight: float

    @property
    def weight_change(self) -> float:
        """How far the weight must move."""
        return self.break_even_weight - self.current_weight


@dataclass(frozen=True)
class RatingChange:
    """One rating moved by one step, and the score that follows."""

    criterion: str
    step: int
    score: float


def normalize_weights(weights: Mapping[str, float]) -> dict[str, float]:
    """Return weights as shares that add up to 1, by criterion.

    Raises InputError for a weight that is negative or no number, or where all are zero.
    """
    if any(not math.isfinite(one) or one < 0 for one in weights.values()):
        raise InputError(
            "A weight is below zero or isn't a number.", "Enter 0 or more for each weight."
        )
    total = math.fsum(weights.values())  # the same on every Python, which sum() is not
    if not total:
        raise InputError("All weights are zero.", "Give at least one criterion some weight.")
    return {key: one / total for key, one in weights.items()}


def weighted_score(ratings: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """Return Σ wᵢxᵢ ÷ 4, from 0 to 1: weights as shares, ratings from 0 to 4.

    Raises InputError for a rating outside 0 to 4 or criteria that differ.
    """
    if ratings.keys() != weights.keys():
        raise InputError(
            "The ratings and the weights name different criteria.", "Rate each criterion once."
        )
    for key, rating in ratings.items():
        if not 0 <= rating <= MAX_RATING:
            raise InputError(f"The rating of {key} is {rating}.", f"Rate from 0 to {MAX_RATING}.")
    part = normalize_weights(weights)
    return math.fsum(part[key] * rating for key, rating in ratings.items()) / MAX_RATING


def score_verdict(
    score: float, threshold: float = SCORE_THRESHOLD, margin: float = BORDERLINE_MARGIN
) -> str:
    """Return "yes", "borderline" or "no" for a score."""
    if abs(score - threshold) <= margin + FLOAT_TOLERANCE:
        return BORDERLINE
    return YES if score > threshold else NO


def break_even_weights(
    ratings: Mapping[str, float], weights: Mapping[str, float], threshold: float = SCORE_THRESHOLD
) -> list[BreakEvenWeight]:
    """Return the weight of each criterion that brings the score to the threshold, nearest first.

    The other weights keep their proportions. A criterion that cannot bring the score to the
    threshold alone, whatever its weight, is left out.
    """
    part = normalize_weights(weights)
    now = weighted_score(ratings, weights)
    found = []
    for key, current in part.items():
        if current > 1 - FLOAT_TOLERANCE:
            continue  # nothing that could give way
        others = (now - current * ratings[key] / MAX_RATING) / (1 - current)
        pull = ratings[key] / MAX_RATING - others
        if abs(pull) < FLOAT_TOLERANCE:
            continue  # as high as all others together: its weight moves nothing
        break_even = (threshold - others) / pull
        if -FLOAT_TOLERANCE <= break_even <= 1 + FLOAT_TOLERANCE:
            found.append(BreakEvenWeight(key, current, min(1.0, max(0.0, break_even))))
    return sorted(found, key=lambda one: abs(one.weight_change))


def scores_under_random_weights(
    ratings: Mapping[str, float], *, draws: int = RANDOM_WEIGHT_DRAW_COUNT, seed: int = 1
) -> np.ndarray:
    """Return the score under random weights; every set of weights is equally likely.

    Shape (draws,), sorted. Uniform over all weights that add up to 1 (a flat Dirichlet).
    """
    import numpy as np

    chance = np.random.default_rng(seed)
    # Exponential draws divided by their sum are uniform on the simplex.
    raw = -np.log1p(-chance.random((draws, len(ratings))))
    values = np.array(list(ratings.values())) / MAX_RATING
    return np.sort(raw @ values / raw.sum(axis=1))


def share_above_threshold(scores: np.ndarray, threshold: float = SCORE_THRESHOLD) -> float:
    """Return the share of scores above the threshold, from 0 to 1."""
    return float((scores > threshold + FLOAT_TOLERANCE).mean())


def most_decisive_rating_change(
    ratings: Mapping[str, float], weights: Mapping[str, float], threshold: float = SCORE_THRESHOLD
) -> RatingChange:
    """Return the one-step change of one rating that matters most for the verdict.

    First the steps that change it; else the step that moves a borderline score farthest from the
    line, or any other score nearest to it.
    """
    now = score_verdict(weighted_score(ratings, weights), threshold)
    steps = [
        RatingChange(key, step, weighted_score({**ratings, key: rating + step}, weights))
        for key, rating in ratings.items()
        for step in (-1, 1)
        if 0 <= rating + step <= MAX_RATING
    ]
    far = -1 if now == BORDERLINE else 1
    return min(
        steps,
        key=lambda one: (
            score_verdict(one.score, threshold) == now,
            round(far * abs(one.score - threshold), 9),
        ),
    )
