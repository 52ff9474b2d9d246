"""A thousand quarters: in how many a promise holds, and which decision mattered most."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING

import numpy as np

from utils.capstone.model.quarter.luck import sample_luck
from utils.capstone.model.quarter.partners import judge_outcome
from utils.capstone.model.quarter.plan import example_promise, make_plan
from utils.capstone.model.quarter.simulation import simulate_quarters

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from utils.capstone.model.quarter.luck import Luck
    from utils.capstone.model.quarter.partners import Outcome
    from utils.capstone.model.quarter.plan import Plan, Strategy
    from utils.capstone.model.quarter.simulation import SimulatedQuarters

SIMULATED_QUARTER_COUNT = 1_000
# A day that so many percent of the quarters meet is one to plan with (our opinion).
SAFE_DAY_PERCENTILE = 85


@dataclass(frozen=True)
class Study:
    """Many quarters of one plan and one strategy; quarter 0 is the one that was played."""

    quarters: SimulatedQuarters
    outcome: Outcome

    @property
    def launch_days(self) -> NDArray[np.float64]:
        """The days of the launch."""
        return self.quarters.launch_days

    def launch_day_percentile(self, percent: float) -> float:
        """Return the day by which so many percent of the launches are done."""
        return float(np.percentile(self.launch_days, percent))

    def share_launched_by(self, day: float) -> float:
        """Return the share of launches that are done by a day."""
        return float(np.mean(self.launch_days <= day))

    def kept_promise_shares(self) -> dict[str, float]:
        """Return in which share of the quarters each promise held, and all partners stayed."""
        found = self.outcome
        return {
            "day": float(found.day_kept.mean()),
            "objective": float(found.objective_kept.mean()),
            "notice": float(found.notice_kept.mean()),
            "all": float(found.all_partners_stay.mean()),
        }


@dataclass(frozen=True)
class StudyDifference:
    """What the share of quarters in which all partners stay would be with another way."""

    decision: str
    way: str
    share: float
    change: float


def sample_plan_luck(plan: Plan, simulated_quarter_count: int = SIMULATED_QUARTER_COUNT) -> Luck:
    """Return the luck of a plan's seat."""
    return sample_luck(
        plan.brief.seed, [task.key for task in plan.brief.tasks], simulated_quarter_count
    )


def run_study(plan: Plan, strategy: Strategy, luck: Luck) -> Study:
    """Return what happens with this luck."""
    quarters = simulate_quarters(plan, strategy, luck)
    return Study(quarters, judge_outcome(plan, strategy, quarters))


def decision_differences(plan: Plan, strategy: Strategy, luck: Luck) -> list[StudyDifference]:
    """Return each other way of each decision, those that change most first."""
    now = run_study(plan, strategy, luck).kept_promise_shares()["all"]
    found = []
    for decision, taken in strategy.items():
        for way in plan.sensible_ways(decision, strategy):
            if way != taken:
                share = run_study(
                    plan, strategy.with_decision(decision, way), luck
                ).kept_promise_shares()["all"]
                found.append(StudyDifference(decision, way, share, share - now))
    return sorted(found, key=lambda one: -abs(one.change))


def promise_differences(plan: Plan, strategy: Strategy, luck: Luck) -> list[StudyDifference]:
    """Return each part of the promise, as our example has it, those that change most first."""
    example = example_promise(plan.brief)
    now = run_study(plan, strategy, luck).kept_promise_shares()["all"]
    found = []
    for one in fields(example):
        theirs = getattr(example, one.name)
        if theirs != getattr(plan.promise, one.name):
            other = make_plan(plan.brief, replace(plan.promise, **{one.name: theirs}), plan.order)
            share = run_study(other, strategy, luck).kept_promise_shares()["all"]
            found.append(StudyDifference(one.name, "example", share, share - now))
    return sorted(found, key=lambda one: -abs(one.change))
