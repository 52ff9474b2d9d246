"""What a class answered, and how much of that so few people can tell. Pure functions.

Wilson's interval for a share (E. B. Wilson, 1927), Bonett and Price's for a change in share
(2012), and a bootstrap over people for a change in scores (B. Efron, 1979).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from utils.kit.statistics import paired_change_interval, wilson_interval

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MIN_PEOPLE_FOR_ANONYMITY = 3  # with fewer, everyone in the room would know who answered what
MIN_PEOPLE_FOR_RANGE = 10  # people from which on we give a range for a change
BOOTSTRAP_DRAW_COUNT = 4_000  # of the bootstrap
BOOTSTRAP_SEED = 20_260_401


@dataclass(frozen=True)
class ConfidenceLevelCount:
    """First answers at one level of confidence: how many, and how many of them right."""

    tried: int = 0
    right: int = 0

    @property
    def wrong(self) -> int:
        """How many weren't right."""
        return self.tried - self.right


@dataclass(frozen=True)
class QuestionResult:
    """The first answers of a class to one question.

    `choice_counts` counts each answer (a key, or a number as text), `levels` each level of
    confidence; `misconception` is the one most chosen (an id, "" if none), by
    `misconception_count` people. `named_learners` are those who agreed to be named.
    """

    question: str
    tried: int
    right: int
    choice_counts: Mapping[str, int] = field(default_factory=dict)
    levels: Mapping[str, ConfidenceLevelCount] = field(default_factory=dict)
    misconception: str = ""
    misconception_count: int = 0
    named_learners: tuple[str, ...] = ()

    @property
    def right_share(self) -> float:
        """The share of right answers."""
        return self.right / self.tried

    @property
    def likely_range(self) -> tuple[float, float]:
        """Shares that fit these answers with 95% confidence, if the class is like others."""
        return wilson_interval(self.right, self.tried)

    def confidence_level_count(self, level_key: str) -> ConfidenceLevelCount:
        """Return the counts at one level: guess, fairly, or sure."""
        return self.levels.get(level_key, ConfidenceLevelCount())


def sort_by_need_to_discuss(results: Sequence[QuestionResult]) -> list[QuestionResult]:
    """Return the results, those first that most people got wrong while they were sure."""
    return sorted(
        results,
        key=lambda one: (
            -one.confidence_level_count("sure").wrong / one.tried,
            one.right_share,
            one.question,
        ),
    )


@dataclass(frozen=True)
class TopicChange:
    """One topic, asked before and after: people who answered both times.

    `gained` were right only after, `lost` only before.
    """

    topic: str
    answered_twice: int
    before: int
    after: int
    gained: int
    lost: int

    @property
    def likely_range(self) -> tuple[float, float] | None:
        """The change in share with 95% confidence; None for too few people."""
        if self.answered_twice < MIN_PEOPLE_FOR_RANGE:
            return None
        return paired_change_interval(self.gained, self.lost, self.answered_twice)


@dataclass(frozen=True)
class ScoreChange:
    """How many topics each person had right before and after, of the `topics` asked twice."""

    before: tuple[int, ...]
    after: tuple[int, ...]
    topics: int

    @property
    def people(self) -> int:
        """How many answered everything both times."""
        return len(self.before)

    @property
    def mean_change(self) -> float:
        """How many topics more, on average."""
        return float(np.mean(np.subtract(self.after, self.before)))

    @property
    def likely_range(self) -> tuple[float, float] | None:
        """The mean change with 95% confidence, by drawing people again; None for too few."""
        if self.people < MIN_PEOPLE_FOR_RANGE:
            return None
        return bootstrap_mean_range(np.subtract(self.after, self.before))


def bootstrap_mean_range(changes: Sequence[float] | np.ndarray) -> tuple[float, float]:
    """Return the middle 95% of the means of classes drawn again from these people.

    The same changes always give the same range.
    """
    values = np.asarray(changes, dtype=float)
    draw = np.random.default_rng(BOOTSTRAP_SEED).integers(
        0, len(values), (BOOTSTRAP_DRAW_COUNT, len(values))
    )
    low, high = np.percentile(values[draw].mean(axis=1), (2.5, 97.5))
    return float(low), float(high)


@dataclass(frozen=True)
class CapstonePlan:
    """What one learner promised in the capstone, and what their own brief allows.

    Days are working days, `objective` and `reachable_objective` shares; None where undecided.
    """

    promised_day: float | None = None
    finish_day: float | None = None
    objective: float | None = None
    reachable_objective: float | None = None

    @property
    def days_to_spare(self) -> float | None:
        """Days between the end of the tasks and the promise; below zero, the promise is early."""
        if self.promised_day is None or self.finish_day is None:
            return None
        return self.promised_day - self.finish_day

    @property
    def is_objective_reachable(self) -> bool | None:
        """Whether the services behind the promise can reach it."""
        if self.objective is None or self.reachable_objective is None:
            return None
        return self.objective <= self.reachable_objective
