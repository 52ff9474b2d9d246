"""What three partners make of a quarter: each has patience, and a need of their own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from utils.capstone.model.quarter import rules
from utils.capstone.model.quarter.simulation import ROUNDING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from utils.capstone.model.quarter.plan import Plan, Ways
    from utils.capstone.model.quarter.simulation import Quarters

    Truths = NDArray[np.bool_]

PARTNERS = ("day", "reliability", "notice")  # named for what each needs most
DAY_KEPT, TOLD_SHORT, TOLD_LONG, TOLD_LATE = "kept", "told_short", "told_long", "told_late"
LATER = ("later_1", "later_2", "later_3")  # a first promise after each of LATER_DAYS
MISSED, LOW, BROKEN, STAGED = "missed", "low", "broken", "staged"
EVENTS = (*LATER, LOW, TOLD_SHORT, TOLD_LONG, TOLD_LATE, MISSED, BROKEN, STAGED)
# How much patience each event costs: the partner who needs the day, reliability, notice.
COSTS: dict[str, tuple[int, int, int]] = {
    "later_1": (1, 0, 0),
    "later_2": (1, 0, 0),  # on top of the one before
    "later_3": (1, 1, 1),
    "low": (0, 1, 0),
    "told_short": (1, 0, 0),
    "told_long": (2, 0, 0),
    "told_late": (3, 1, 1),
    "missed": (1, 3, 1),
    "broken": (1, 1, 3),
    "staged": (0, 0, 1),
}


@dataclass(frozen=True)
class Outcome:
    """What became of the promise, shape (quarters,); `left` is (quarters, 3): who has left.

    `events` maps each of EVENTS to whether it happened; `patience` is what each partner has left,
    shape (quarters, 3).
    """

    day_kept: Truths
    objective_kept: Truths
    notice_kept: Truths
    events: Mapping[str, Truths]
    patience: NDArray[np.int64]

    @property
    def stays(self) -> Truths:
        """Whether each partner stays, shape (quarters, 3)."""
        return np.asarray(self.patience > 0)

    @property
    def all_stay(self) -> Truths:
        """Whether all three stay."""
        return np.asarray(self.patience.min(axis=1) > 0)

    @property
    def lost(self) -> NDArray[np.int64]:
        """How many partners leave."""
        return (~self.stays).sum(axis=1)


def outcome(plan: Plan, ways: Ways, quarters: Quarters) -> Outcome:
    """Return what became of each promise, and who stays."""
    slip = quarters.launch - plan.day
    late = slip > ROUNDING
    in_time = quarters.told <= plan.day - rules.TOLD_DAYS
    short = slip <= rules.SHORT_SLIP + ROUNDING
    missed = quarters.reached() < plan.objective - ROUNDING
    broken = np.full(late.shape, quarters.hit > rules.UNNOTICED_SHARE)
    every = np.ones_like(late)
    events = {
        **{key: every & (plan.day > d) for key, d in zip(LATER, rules.LATER_DAYS, strict=True)},
        LOW: every & (plan.objective < rules.LOW_OBJECTIVE - ROUNDING),
        TOLD_SHORT: late & in_time & short,
        TOLD_LONG: late & in_time & ~short,
        TOLD_LATE: late & (not in_time),
        MISSED: missed,
        BROKEN: broken,
        STAGED: every & (ways.go == "stages"),
    }
    costs = np.stack([np.outer(happened, COSTS[key]) for key, happened in events.items()])
    return Outcome(~late, ~missed, ~broken, events, rules.PATIENCE - costs.sum(axis=0))
