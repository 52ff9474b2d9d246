"""A thousand quarters: in how many a promise holds, and which decision mattered most."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING

import numpy as np

from utils.capstone.model.quarter.luck import draw
from utils.capstone.model.quarter.partners import outcome
from utils.capstone.model.quarter.plan import example_promise, make_plan
from utils.capstone.model.quarter.simulation import simulate

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from utils.capstone.model.quarter.luck import Luck
    from utils.capstone.model.quarter.partners import Outcome
    from utils.capstone.model.quarter.plan import Plan, Strategy
    from utils.capstone.model.quarter.simulation import Quarters

QUARTERS = 1_000
SURE = 85  # percent: a day that so many quarters meet is one to plan with (our opinion)


@dataclass(frozen=True)
class Study:
    """Many quarters of one plan and one strategy; quarter 0 is the one that was played."""

    quarters: Quarters
    outcome: Outcome

    @property
    def launch(self) -> NDArray[np.float64]:
        """The days of the launch."""
        return self.quarters.launch

    def day(self, percent: float) -> float:
        """Return the day by which so many percent of the launches are done."""
        return float(np.percentile(self.launch, percent))

    def share_by(self, day: float) -> float:
        """Return the share of launches that are done by a day."""
        return float(np.mean(self.launch <= day))

    def shares(self) -> dict[str, float]:
        """Return in which share of the quarters each promise held, and all partners stayed."""
        found = self.outcome
        return {
            "day": float(found.day_kept.mean()),
            "objective": float(found.objective_kept.mean()),
            "notice": float(found.notice_kept.mean()),
            "all": float(found.all_stay.mean()),
        }


@dataclass(frozen=True)
class Difference:
    """What the share of quarters in which all partners stay would be with another way."""

    decision: str
    way: str
    share: float
    change: float


def luck_of(plan: Plan, quarters: int = QUARTERS) -> Luck:
    """Return the luck of a plan's seat."""
    return draw(plan.brief.seed, [task.key for task in plan.brief.tasks], quarters)


def study(plan: Plan, strategy: Strategy, luck: Luck) -> Study:
    """Return what happens with this luck."""
    quarters = simulate(plan, strategy, luck)
    return Study(quarters, outcome(plan, strategy, quarters))


def decision_differences(plan: Plan, strategy: Strategy, luck: Luck) -> list[Difference]:
    """Return each other way of each decision, those that change most first."""
    now = study(plan, strategy, luck).shares()["all"]
    found = []
    for decision, taken in strategy.items():
        for way in plan.sensible_ways(decision, strategy):
            if way != taken:
                share = study(plan, strategy.changed(decision, way), luck).shares()["all"]
                found.append(Difference(decision, way, share, share - now))
    return sorted(found, key=lambda one: -abs(one.change))


def promise_differences(plan: Plan, strategy: Strategy, luck: Luck) -> list[Difference]:
    """Return each part of the promise, as our example has it, those that change most first."""
    example = example_promise(plan.brief)
    now = study(plan, strategy, luck).shares()["all"]
    found = []
    for one in fields(example):
        theirs = getattr(example, one.name)
        if theirs != getattr(plan.promise, one.name):
            other = make_plan(plan.brief, replace(plan.promise, **{one.name: theirs}), plan.order)
            share = study(other, strategy, luck).shares()["all"]
            found.append(Difference(one.name, "example", share, share - now))
    return sorted(found, key=lambda one: -abs(one.change))
