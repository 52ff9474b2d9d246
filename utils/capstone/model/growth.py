"""Before and after, with few questions: what the numbers allow us to say, and what they don't."""

from __future__ import annotations

from dataclasses import dataclass
from math import comb
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

CHOICES_PER_QUESTION = 4  # of each question


@dataclass(frozen=True)
class AnswerPair:
    """The first answers on one topic, before and after: correct or not, None if not answered.

    `confidence_before` and `confidence_after` are guess, fairly or sure, empty if not answered.
    """

    topic: str
    before: bool | None
    after: bool | None
    confidence_before: str = ""
    confidence_after: str = ""


@dataclass(frozen=True)
class LearningGain:
    """Counts over topics answered twice; `p_value` is the sign test's, None without a change."""

    answered: int
    before: int
    after: int
    better: int
    worse: int
    p_value: float | None


def compute_growth(pairs: Sequence[AnswerPair]) -> LearningGain:
    """Return what changed between two tests, over the topics that were answered in both.

    `p_value` is how often so many improvements or more would come among the topics that changed,
    if each were as likely to get better as to get worse (exact one-sided sign test).
    """
    both = [pair for pair in pairs if pair.before is not None and pair.after is not None]
    better = sum(bool(pair.after) and not pair.before for pair in both)
    worse = sum(bool(pair.before) and not pair.after for pair in both)
    return LearningGain(
        answered=len(both),
        before=sum(bool(pair.before) for pair in both),
        after=sum(bool(pair.after) for pair in both),
        better=better,
        worse=worse,
        p_value=sign_test_p_value(better, worse),
    )


def sign_test_p_value(better: int, worse: int) -> float | None:
    """Return the chance of `better` or more out of all that changed, by tossing a coin."""
    changed = better + worse
    if not changed:
        return None
    return sum(comb(changed, n) for n in range(better, changed + 1)) / 2**changed


def expected_correct_by_guessing(question_count: int) -> float:
    """Return how many of so many questions a guesser gets right on average."""
    return question_count / CHOICES_PER_QUESTION


def count_sure_and_wrong(pairs: Sequence[AnswerPair]) -> tuple[int, int]:
    """Return how many answers were sure and wrong, before and after."""
    return (
        sum(pair.confidence_before == "sure" and pair.before is False for pair in pairs),
        sum(pair.confidence_after == "sure" and pair.after is False for pair in pairs),
    )
