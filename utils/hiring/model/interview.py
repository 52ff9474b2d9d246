"""H3: scores of a structured interview, and how far those who score agree.

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

LOW, HIGH = 1, 5  # the ends of the rating scale
RUN = 4  # words in a row that make a quotation


@dataclass(frozen=True)
class Question:
    """One interview question, its anchors by rating, and the answers by candidate."""

    key: str
    label: str
    asks: str
    anchors: dict[int, str]
    answers: dict[str, str]


@dataclass(frozen=True)
class Spread:
    """What several people gave for one answer."""

    scores: tuple[int, ...]

    @property
    def middle(self) -> float:
        """The median score."""
        return median(self.scores)

    @property
    def width(self) -> int:
        """Highest minus lowest."""
        return max(self.scores) - min(self.scores)


@dataclass(frozen=True)
class Agreement:
    """How near pairs of scores lie: share equal, share within one point, mean distance."""

    pairs: int
    equal: float
    within_one: float
    distance: float


def spreads(panel: Mapping[str, Mapping[str, int]]) -> dict[str, Spread]:
    """Return what the panel gave for each question. `panel`: panelist → question → score."""
    keys = next(iter(panel.values()))
    return {key: Spread(tuple(one[key] for one in panel.values())) for key in keys}


def total(scores: Mapping[str, int]) -> float:
    """Return the mean of the scores: every question counts the same.

    Raises InputError without scores or for one off the scale.
    """
    if not scores:
        raise InputError("There are no scores yet.", "Score at least one answer.")
    for question, given in scores.items():
        if given not in range(LOW, HIGH + 1):
            raise InputError(f"{question} was given {given}.", f"Score from {LOW} to {HIGH}.")
    return fmean(scores.values())


def agreement(pairs: Sequence[tuple[int, int]]) -> Agreement:
    """Return how near pairs of scores lie to each other. Raises InputError without pairs."""
    if not pairs:
        raise InputError("There is nothing to compare.", "Score the same answers twice.")
    apart = [abs(one - other) for one, other in pairs]
    many = len(apart)
    return Agreement(
        pairs=many,
        equal=apart.count(0) / many,
        within_one=sum(distance <= 1 for distance in apart) / many,
        distance=sum(apart) / many,
    )


def among(raters: Sequence[Mapping[str, int]]) -> Agreement:
    """Return the agreement of every two raters over the answers that both scored."""
    return agreement(
        [
            (one[key], other[key])
            for one, other in combinations(raters, 2)
            for key in one.keys() & other.keys()
        ]
    )


def between(own: Mapping[str, int], raters: Sequence[Mapping[str, int]]) -> Agreement:
    """Return the agreement of one rater with each of the others."""
    return agreement(
        [(own[key], other[key]) for other in raters for key in own.keys() & other.keys()]
    )


def quotes(evidence: str, said: str, run: int = RUN) -> bool:
    """Return whether evidence holds `run` words in a row of what was said.

    Case and punctuation do not count. An impression ("a good fit") quotes nothing.
    """
    spoken, words = _words(said), _words(evidence)
    runs = {tuple(spoken[at : at + run]) for at in range(len(spoken) - run + 1)}
    return any(tuple(words[at : at + run]) in runs for at in range(len(words) - run + 1))


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", text.lower().replace("’", "").replace("'", ""))
