"""Before and after, with few questions: what may be said, and what may not."""

from __future__ import annotations

from dataclasses import dataclass
from math import comb
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

CHOICES = 4


@dataclass(frozen=True)
class Pair:
    """One topic: whether it was right before and after, and how sure; None where not answered."""

    topic: str
    before: bool | None
    after: bool | None
    sure_before: str = ""
    sure_after: str = ""


@dataclass(frozen=True)
class Growth:
    """Counts over topics answered twice. `chance` is the sign test's, None without a change."""

    answered: int
    before: int
    after: int
    better: int
    worse: int
    chance: float | None


def growth(pairs: Sequence[Pair]) -> Growth:
    """Return what changed between two tests, over the topics that were answered in both.

    `chance` is how often so many improvements or more would come among the topics that changed,
    were each as likely to get better as to get worse (exact one-sided sign test).
    """
    both = [one for one in pairs if one.before is not None and one.after is not None]
    better = sum(one.after and not one.before for one in both)
    worse = sum(one.before and not one.after for one in both)
    return Growth(
        answered=len(both),
        before=sum(bool(one.before) for one in both),
        after=sum(bool(one.after) for one in both),
        better=better,
        worse=worse,
        chance=sign_test(better, worse),
    )


def sign_test(better: int, worse: int) -> float | None:
    """Return the chance of `better` or more out of all that changed, by tossing a coin."""
    changed = better + worse
    if not changed:
        return None
    return sum(comb(changed, n) for n in range(better, changed + 1)) / 2**changed


def by_guessing(questions: int) -> float:
    """Return how many of so many questions somebody gets right who guesses."""
    return questions / CHOICES


def sure_and_wrong(pairs: Sequence[Pair]) -> tuple[int, int]:
    """Return how often somebody was sure and wrong, before and after."""
    return (
        sum(one.sure_before == "sure" and one.before is False for one in pairs),
        sum(one.sure_after == "sure" and one.after is False for one in pairs),
    )
