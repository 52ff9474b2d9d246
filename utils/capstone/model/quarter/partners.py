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

    from utils.capstone.model.quarter.plan import Plan, Strategy
    from utils.capstone.model.quarter.simulation import Quarters

    Truths = NDArray[np.bool_]

PARTNERS = ("day", "reliability", "notice")  # named for what each needs most
DAY_KEPT, TOLD_SHORT, TOLD_LONG, TOLD_LATE = "kept", "told_short", "told_long", "told_late"
LATER = ("later_1", "later_2", "later_3")  # a first promise after each of LATER_DAYS
TOLD_EARLY, NEEDLESS = "told_early", "needless"
MISSED, LOW, BROKEN, BROKEN_FEW, STAGED = "missed", "low", "broken", "broken_few", "staged"
LEFT_OUT = "left_out"
TOLD_EVENTS = (TOLD_EARLY, TOLD_SHORT, TOLD_LONG, TOLD_LATE)
BREAK_EVENTS = (MISSED, BROKEN_FEW, BROKEN)
# How much patience each event costs: the partner who needs the day, reliability, notice.
COSTS: dict[str, tuple[int, int, int]] = {
    "later_1": (1, 0, 0),
    "later_2": (1, 0, 0),  # on top of the one before
    "later_3": (1, 1, 1),
    "low": (0, 1, 0),
    "told_early": (1, 0, 0),
    "told_short": (1, 0, 0),
    "told_long": (2, 0, 0),
    "told_late": (3, 1, 1),
    "missed": (1, 3, 1),
    "broken_few": (0, 0, 1),
    "broken": (1, 1, 3),
    "left_out": (0, 0, 1),
    "staged": (0, 0, 1),
    "needless": (1, 0, 0),  # never the last point
}


@dataclass(frozen=True)
class Outcome:
    """What became of the promise, shape (quarters,); `left` is (quarters, 3): who has left.

    `events` maps each key of COSTS to whether it happened; `patience` is what each partner
    has left, shape (quarters, 3).
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


def outcome(plan: Plan, strategy: Strategy, quarters: Quarters) -> Outcome:
    """Return what became of each promise, and who stays."""
    late = quarters.launch - plan.day > ROUNDING
    missed = quarters.reached() < plan.objective - ROUNDING
    broken = quarters.hit > rules.UNNOTICED_SHARE
    every, cuts = np.ones_like(late), len(plan.cuts(strategy))
    events = {
        **{key: every & (plan.day > d) for key, d in zip(LATER, rules.LATER_DAYS, strict=True)},
        LOW: every & (plan.objective < rules.LOW_OBJECTIVE - ROUNDING),
        **_slip_events(plan, quarters),
        MISSED: missed,
        BROKEN_FEW: ~broken & (quarters.hit > rules.FEW_SHARE),
        BROKEN: broken,
        LEFT_OUT: every & (cuts > (strategy.live == "ship")),
        STAGED: every & (strategy.go == "stages"),
    }
    left = rules.PATIENCE - _patience_costs(events)
    events[NEEDLESS] = ~late & (quarters.told < np.inf) & (left[:, 0] > 1)
    return Outcome(~late, ~missed, ~broken, events, rules.PATIENCE - _patience_costs(events))


def _slip_events(plan: Plan, quarters: Quarters) -> dict[str, Truths]:
    """Return how the partners heard that the day moves, where it does."""
    slip = quarters.launch - plan.day
    late, ahead = slip > ROUNDING, plan.day - quarters.told
    early, in_time = ahead >= rules.EARLY_DAYS, ahead >= rules.TOLD_DAYS
    short = slip <= rules.SHORT_SLIP + ROUNDING  # told early, a short slip costs nothing
    return {
        TOLD_EARLY: late & ~short & early,
        TOLD_SHORT: late & short & (in_time and not early),
        TOLD_LONG: late & ~short & (in_time and not early),
        TOLD_LATE: late & (not in_time),
    }


def _patience_costs(events: Mapping[str, Truths]) -> NDArray[np.int64]:
    """Return how much patience events have cost, shape (quarters, 3)."""
    each = [np.outer(happened, COSTS[key]) for key, happened in events.items()]
    return np.stack(each).sum(axis=0)
