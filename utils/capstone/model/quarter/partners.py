"""What three partners make of a quarter: each has patience, and a need of their own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from utils.capstone.model.quarter import rules
from utils.capstone.model.quarter.simulation import ROUNDING_TOLERANCE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from utils.capstone.model.quarter.plan import Plan, Strategy
    from utils.capstone.model.quarter.simulation import SimulatedQuarters

    Truths = NDArray[np.bool_]

PARTNER_KEYS = ("day", "reliability", "notice")  # named for what each needs most
DAY_KEPT, TOLD_SHORT, TOLD_LONG, TOLD_LATE = "kept", "told_short", "told_long", "told_late"
LATER_PROMISE_EVENTS = (  # a first promise after each of LATE_PROMISE_DAYS
    "later_1",
    "later_2",
    "later_3",
)
TOLD_EARLY, NEEDLESS = "told_early", "needless"
MISSED, LOW, BROKEN, BROKEN_FEW, STAGED = "missed", "low", "broken", "broken_few", "staged"
LEFT_OUT = "left_out"
# How much patience each event costs: the partner who needs the day, reliability, notice.
PATIENCE_COSTS: dict[str, tuple[int, int, int]] = {
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

    `events` maps each key of PATIENCE_COSTS to whether it happened; `patience` is what each partner
    has left, shape (quarters, 3).
    """

    day_kept: Truths
    objective_kept: Truths
    notice_kept: Truths
    events: Mapping[str, Truths]
    patience: NDArray[np.int64]

    @property
    def partner_stays(self) -> Truths:
        """Whether each partner stays, shape (quarters, 3)."""
        return np.asarray(self.patience > 0)

    @property
    def all_stay(self) -> Truths:
        """Whether all three stay."""
        return np.asarray(self.patience.min(axis=1) > 0)

    @property
    def partners_lost_by_quarter(self) -> NDArray[np.int64]:
        """How many partners leave."""
        return (~self.partner_stays).sum(axis=1)


def judge_outcome(plan: Plan, strategy: Strategy, quarters: SimulatedQuarters) -> Outcome:
    """Return what became of each promise, and who stays."""
    late = quarters.launch - plan.day > ROUNDING_TOLERANCE
    missed = quarters.working_call_share() < plan.objective - ROUNDING_TOLERANCE
    broken = quarters.hit > rules.SHORT_NOTICE_MAX_BROKEN_SHARE
    every, cuts = np.ones_like(late), len(plan.cut_items(strategy))
    events = {
        **{
            key: every & (plan.day > d)
            for key, d in zip(LATER_PROMISE_EVENTS, rules.LATE_PROMISE_DAYS, strict=True)
        },
        LOW: every & (plan.objective < rules.MIN_ACCEPTED_OBJECTIVE - ROUNDING_TOLERANCE),
        **_slip_events(plan, quarters),
        MISSED: missed,
        BROKEN_FEW: ~broken & (quarters.hit > rules.HARMLESS_MAX_BROKEN_SHARE),
        BROKEN: broken,
        LEFT_OUT: every & (cuts > (strategy.live == "ship")),
        STAGED: every & (strategy.go == "stages"),
    }
    left = rules.INITIAL_PATIENCE_POINTS - _sum_patience_costs(events)
    events[NEEDLESS] = ~late & (quarters.told < np.inf) & (left[:, 0] > 1)
    return Outcome(
        ~late, ~missed, ~broken, events, rules.INITIAL_PATIENCE_POINTS - _sum_patience_costs(events)
    )


def _slip_events(plan: Plan, quarters: SimulatedQuarters) -> dict[str, Truths]:
    """Return how the partners heard that the day moves, where it does."""
    slip = quarters.launch - plan.day
    late, ahead = slip > ROUNDING_TOLERANCE, plan.day - quarters.told
    early, in_time = ahead >= rules.EARLY_WARNING_DAYS, ahead >= rules.IN_TIME_WARNING_DAYS
    short = (  # told early, a short slip costs nothing
        slip <= rules.SHORT_SLIP_DAYS + ROUNDING_TOLERANCE
    )
    return {
        TOLD_EARLY: late & ~short & early,
        TOLD_SHORT: late & short & (in_time and not early),
        TOLD_LONG: late & ~short & (in_time and not early),
        TOLD_LATE: late & (not in_time),
    }


def _sum_patience_costs(events: Mapping[str, Truths]) -> NDArray[np.int64]:
    """Return how much patience events have cost, shape (quarters, 3)."""
    each = [np.outer(happened, PATIENCE_COSTS[key]) for key, happened in events.items()]
    return np.stack(each).sum(axis=0)
