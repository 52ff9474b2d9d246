"""RICE, another ratio by which teams rank: reach, impact, confidence, and effort.

Source: Sean McBride, Intercom (2016): reach x impact x confidence ÷ effort.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from utils.kit.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from utils.backlog.model.order import Item


@dataclass(frozen=True)
class RiceItem:
    """One item as RICE sees it: what goes into `rice_score`, and its name."""

    label: str
    reach: float
    impact: float
    confidence: float
    effort: float

    @property
    def score(self) -> float:
        """The RICE score."""
        return rice_score(self.reach, self.impact, self.confidence, self.effort)


def rice_score(reach: float, impact: float, confidence: float, effort: float) -> float:
    """Return the RICE score.

    `reach` in users or calls a quarter, `impact` on a scale such as 0.25 to 3, `confidence` as a
    share of 0 to 1, `effort` in person-months above 0. Halved confidence halves the score.
    """
    if not 0 <= confidence <= 1:
        raise InputError(f"The confidence is {confidence:g}.", "Enter a share from 0 to 1.")
    if not (reach >= 0 and impact >= 0):
        raise InputError("Reach and impact can't be negative.", "Enter 0 or more.")
    if not effort > 0:
        raise InputError(f"The effort is {effort:g}.", "Enter more than 0 person-months.")
    return reach * impact * confidence / effort


def item_rice_score(item: Item) -> float | None:
    """Return the RICE score of a backlog item, its size as the effort; None if a part is missing.

    The size is in weeks of the team. Effort in person-months would change all scores by the same
    factor, and no rank.
    """
    if item.reach is None or item.impact is None or item.confidence is None:
        return None
    return rice_score(item.reach, item.impact, item.confidence, item.size)


def rice_rank(item: RiceItem, others: Sequence[RiceItem]) -> int:
    """Return the rank of an item among others by RICE, 1 for the first; equals share a rank."""
    return 1 + sum(other.score > item.score for other in others)


def break_even_inputs(item: RiceItem, rival: RiceItem) -> dict[str, float]:
    """Return each input of the first item at which it only just equals its rival, others as now.

    Empty where the item scores nothing or the rival does.
    """
    if not (item.score and rival.score):
        return {}
    factor = rival.score / item.score
    return {
        "reach": item.reach * factor,
        "impact": item.impact * factor,
        "confidence": item.confidence * factor,
        "effort": item.effort / factor,
    }
