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
TOLD_SHORT_SLIP_EVENT, TOLD_LONG_SLIP_EVENT = "told_short", "told_long"
TOLD_EARLY_EVENT, TOLD_LATE_EVENT = "told_early", "told_late"
LATE_PROMISE_EVENTS = (  # a first promise after each of LATE_PROMISE_DAYS
    "later_1",
    "later_2",
    "later_3",
)
NEEDLESS_WARNING_EVENT = "needless"
MISSED_OBJECTIVE_EVENT, LOW_OBJECTIVE_EVENT = "missed", "low"
BROKEN_CALLERS_EVENT, FEW_BROKEN_CALLERS_EVENT = "broken", "broken_few"
STAGED_LAUNCH_EVENT, LEFT_OUT_ITEM_EVENT = "staged", "left_out"
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
    def all_partners_stay(self) -> Truths:
        """Whether all three stay."""
        return np.asarray(self.patience.min(axis=1) > 0)

    @property
    def partners_lost_by_quarter(self) -> NDArray[np.int64]:
        """How many partners leave."""
        return (~self.partner_stays).sum(axis=1)


def judge_outcome(plan: Plan, strategy: Strategy, quarters: SimulatedQuarters) -> Outcome:
    """Return what became of each promise, and who stays."""
    late = quarters.launch_days - plan.promised_day > ROUNDING_TOLERANCE
    missed = quarters.working_call_share() < plan.promised_objective - ROUNDING_TOLERANCE
    broken = quarters.hit > rules.MAX_BROKEN_CALLER_SHARE
    every, cuts = np.ones_like(late), len(plan.cut_items_by_decision(strategy))
    events = {
        **{
            key: every & (plan.promised_day > d)
            for key, d in zip(LATE_PROMISE_EVENTS, rules.LATE_PROMISE_DAYS, strict=True)
        },
        LOW_OBJECTIVE_EVENT: every
        & (plan.promised_objective < rules.MIN_ACCEPTED_OBJECTIVE - ROUNDING_TOLERANCE),
        **_slip_warning_events(plan, quarters),
        MISSED_OBJECTIVE_EVENT: missed,
        FEW_BROKEN_CALLERS_EVENT: ~broken & (quarters.hit > rules.MAX_HARMLESS_BROKEN_SHARE),
        BROKEN_CALLERS_EVENT: broken,
        LEFT_OUT_ITEM_EVENT: every & (cuts > (strategy.live == "ship")),
        STAGED_LAUNCH_EVENT: every & (strategy.go == "stages"),
    }
    left = rules.INITIAL_PATIENCE_POINTS - _sum_patience_costs(events)
    events[NEEDLESS_WARNING_EVENT] = ~late & (quarters.told < np.inf) & (left[:, 0] > 1)
    return Outcome(
        ~late, ~missed, ~broken, events, rules.INITIAL_PATIENCE_POINTS - _sum_patience_costs(events)
    )


def _slip_warning_events(plan: Plan, quarters: SimulatedQuarters) -> dict[str, Truths]:
    """Return how the partners heard that the day moves, where it does."""
    slip = quarters.launch_days - plan.promised_day
    late, ahead = slip > ROUNDING_TOLERANCE, plan.promised_day - quarters.told
    early, in_time = ahead >= rules.MIN_EARLY_WARNING_DAYS, ahead >= rules.MIN_IN_TIME_WARNING_DAYS
    short = (  # told early, a short slip costs nothing
        slip <= rules.MAX_SHORT_SLIP_DAYS + ROUNDING_TOLERANCE
    )
    return {
        TOLD_EARLY_EVENT: late & ~short & early,
        TOLD_SHORT_SLIP_EVENT: late & short & (in_time and not early),
        TOLD_LONG_SLIP_EVENT: late & ~short & (in_time and not early),
        TOLD_LATE_EVENT: late & (not in_time),
    }


def _sum_patience_costs(events: Mapping[str, Truths]) -> NDArray[np.int64]:
    """Return how much patience events have cost, shape (quarters, 3)."""
    each = [np.outer(happened, PATIENCE_COSTS[key]) for key, happened in events.items()]
    return np.stack(each).sum(axis=0)
