"""H3: scores of a structured interview, and how far the raters agree.

Same job-related questions for all, anchored ratings, own scores before others are seen, equal
weights unless a job analysis says otherwise: U.S. Office of Personnel Management, "Structured
Interviews: A Practical Guide" (2008) and its questions and answers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import combinations
from statistics import fmean, median
from typing import TYPE_CHECKING

from utils.kit.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MIN_SCORE, MAX_SCORE = 1, 5  # the ends of the rating scale
MIN_QUOTE_WORDS = 4  # words in a row that make a quotation


@dataclass(frozen=True)
class Question:
    """One interview question, its anchors by rating, and the answers by candidate."""

    key: str
    label: str
    text: str
    anchors: dict[int, str]
    answers: dict[str, str]


@dataclass(frozen=True)
class ScoreSpread:
    """The scores of several raters for one answer."""

    scores: tuple[int, ...]

    @property
    def median_score(self) -> float:
        """The median score."""
        return median(self.scores)

    @property
    def width(self) -> int:
        """Highest minus lowest."""
        return max(self.scores) - min(self.scores)


@dataclass(frozen=True)
class Agreement:
    """Agreement between pairs: share equal, share within one point, mean distance in points."""

    pairs: int
    exact: float
    within_one: float
    mean_distance: float


def spread_by_question(panel: Mapping[str, Mapping[str, int]]) -> dict[str, ScoreSpread]:
    """Return the scores of the panel by question. `panel`: panelist → question → score."""
    keys = next(iter(panel.values()))
    return {key: ScoreSpread(tuple(one[key] for one in panel.values())) for key in keys}


def mean_score(scores: Mapping[str, int]) -> float:
    """Return the mean of the scores: every question counts the same.

    Raises InputError without scores or for one off the scale.
    """
    if not scores:
        raise InputError("There are no scores yet.", "Score at least one answer.")
    for question, given in scores.items():
        if given not in range(MIN_SCORE, MAX_SCORE + 1):
            raise InputError(
                f"{question} was given {given}.", f"Score from {MIN_SCORE} to {MAX_SCORE}."
            )
    return fmean(scores.values())


def agreement(pairs: Sequence[tuple[int, int]]) -> Agreement:
    """Return how close pairs of scores are to each other. Raises InputError without pairs."""
    if not pairs:
        raise InputError("There's nothing to compare.", "Score the same answers twice.")
    apart = [abs(one - other) for one, other in pairs]
    many = len(apart)
    return Agreement(
        pairs=many,
        exact=apart.count(0) / many,
        within_one=sum(distance <= 1 for distance in apart) / many,
        mean_distance=sum(apart) / many,
    )


def inter_rater_agreement(raters: Sequence[Mapping[str, int]]) -> Agreement:
    """Return the agreement of every two raters over the answers that both scored."""
    return agreement(
        [
            (one[key], other[key])
            for one, other in combinations(raters, 2)
            for key in one.keys() & other.keys()
        ]
    )


def agreement_with_raters(own: Mapping[str, int], raters: Sequence[Mapping[str, int]]) -> Agreement:
    """Return the agreement of one rater with each of the others."""
    return agreement(
        [(own[key], other[key]) for other in raters for key in own.keys() & other.keys()]
    )


def contains_quote(evidence: str, answers_text: str, min_words: int = MIN_QUOTE_WORDS) -> bool:
    """Return whether evidence quotes at least `min_words` words in a row of the answers.

    Case and punctuation do not count. An impression ("a good fit") quotes nothing.
    """
    answer_words, evidence_words = _words(answers_text), _words(evidence)
    runs = {
        tuple(answer_words[at : at + min_words]) for at in range(len(answer_words) - min_words + 1)
    }
    return any(
        tuple(evidence_words[at : at + min_words]) in runs
        for at in range(len(evidence_words) - min_words + 1)
    )


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", text.lower().replace("’", "").replace("'", ""))
