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

TOP = 4  # highest rating
LINE = 0.5  # our starting point: above it the technical variant pays off
MARGIN = 0.1  # within this of the line the verdict is "borderline": our starting point too
DRAWS = 4_000
NEAR = 1e-9  # what counts as equal among floating numbers
YES, BORDERLINE, NO = "yes", "borderline", "no"
VERDICT_TEXT = {
    YES: "a technical owner pays off",
    BORDERLINE: "borderline",
    NO: "no technical owner needed",
}


@dataclass(frozen=True)
class Flip:
    """The change of one weight that brings the score to the line; weights as shares."""

    criterion: str
    was: float
    becomes: float

    @property
    def change(self) -> float:
        """How far the weight must move."""
        return self.becomes - self.was


@dataclass(frozen=True)
class Step:
    """One rating moved by one step, and the score that follows."""

    criterion: str
    step: int
    score: float


def shares(weights: Mapping[str, float]) -> dict[str, float]:
    """Return weights as shares that add up to 1.

    Raises InputError for a weight that is negative or no number, or where all are zero.
    """
    if any(not math.isfinite(one) or one < 0 for one in weights.values()):
        raise InputError("A weight is below zero or no number.", "Give weights of 0 or more.")
    total = math.fsum(weights.values())  # the same on every Python, which sum() is not
    if not total:
        raise InputError("All weights are zero.", "Give at least one criterion some weight.")
    return {key: one / total for key, one in weights.items()}


def score(ratings: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """Return Σ wᵢxᵢ ÷ 4, from 0 to 1: weights as shares, ratings from 0 to 4.

    Raises InputError for a rating outside 0 to 4 or criteria that differ.
    """
    if ratings.keys() != weights.keys():
        raise InputError("Ratings and weights name other criteria.", "Rate each criterion once.")
    for key, rating in ratings.items():
        if not 0 <= rating <= TOP:
            raise InputError(f"The rating of {key} is {rating}.", f"Rate from 0 to {TOP}.")
    part = shares(weights)
    return math.fsum(part[key] * rating for key, rating in ratings.items()) / TOP


def verdict(value: float, line: float = LINE, margin: float = MARGIN) -> str:
    """Return "yes", "borderline" or "no" for a score."""
    if abs(value - line) <= margin + NEAR:
        return BORDERLINE
    return YES if value > line else NO


def flips(
    ratings: Mapping[str, float], weights: Mapping[str, float], line: float = LINE
) -> list[Flip]:
    """Return for each criterion the weight that brings the score to the line, nearest first.

    The other weights keep their proportions and give way. A criterion that cannot
    bring the score to the line alone, whatever its weight, is left out.
    """
    part = shares(weights)
    now = score(ratings, weights)
    found = []
    for key, was in part.items():
        if was > 1 - NEAR:
            continue  # nothing that could give way
        others = (now - was * ratings[key] / TOP) / (1 - was)
        pull = ratings[key] / TOP - others
        if abs(pull) < NEAR:
            continue  # as high as all others together: its weight moves nothing
        becomes = (line - others) / pull
        if -NEAR <= becomes <= 1 + NEAR:
            found.append(Flip(key, was, min(1.0, max(0.0, becomes))))
    return sorted(found, key=lambda flip: abs(flip.change))


def random_scores(ratings: Mapping[str, float], *, draws: int = DRAWS, seed: int = 1) -> np.ndarray:
    """Return the score under random weights; every set of weights is equally likely.

    Shape (draws,), sorted. Uniform over all weights that add up to 1 (a flat Dirichlet).
    """
    import numpy as np

    chance = np.random.default_rng(seed)
    # Exponential draws divided by their sum are uniform on the simplex.
    raw = -np.log1p(-chance.random((draws, len(ratings))))
    values = np.array(list(ratings.values())) / TOP
    return np.sort(raw @ values / raw.sum(axis=1))


def above(scores: np.ndarray, line: float = LINE) -> float:
    """Return the share of random weights under which the score lies above the line."""
    return float((scores > line + NEAR).mean())


def decisive(
    ratings: Mapping[str, float], weights: Mapping[str, float], line: float = LINE
) -> Step:
    """Return the one-step change of one rating that says most about the verdict.

    First the steps that change it; else the step that moves a borderline score farthest from the
    line, or any other score nearest to it.
    """
    now = verdict(score(ratings, weights), line)
    steps = [
        Step(key, step, score({**ratings, key: rating + step}, weights))
        for key, rating in ratings.items()
        for step in (-1, 1)
        if 0 <= rating + step <= TOP
    ]
    far = -1 if now == BORDERLINE else 1
    return min(
        steps,
        key=lambda one: (verdict(one.score, line) == now, round(far * abs(one.score - line), 9)),
    )
