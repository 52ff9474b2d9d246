"""One quarter as it's played: which weeks have passed, and which decision waits.

A decision never changes the weeks before it: each week is simulated with what was decided by then.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from utils.capstone.model.quarter import rules
from utils.capstone.model.quarter.plan import (
    PILOT_TASK_KEY,
    SLIPPING_TASK_KEYS,
    WAYS_BY_DECISION,
    Strategy,
)
from utils.capstone.model.quarter.simulation import (
    LIVE_WEEK_NUMBERS,
    allowed_failures_month_share,
    full_outage_minutes,
)
from utils.capstone.model.quarter.study import Study, run_study, sample_plan_luck

if TYPE_CHECKING:
    from collections.abc import Mapping

    from utils.capstone.model.quarter.luck import Luck
    from utils.capstone.model.quarter.plan import Plan

WORKDAYS_PER_WEEK = rules.WORKDAYS_PER_WEEK
LIVE_PERIOD_WORKDAYS = rules.LIVE_WEEKS * WORKDAYS_PER_WEEK
# Quarters that went the same way so far: fewer give no forecast of their own.
MIN_SIMILAR_QUARTERS = 50


@dataclass(frozen=True)
class Incident:
    """An incident: its working day, the share of calls that failed, and for how many minutes.

    `used` is the share of the error budget that it burned. `forced` is the one that comes because
    an overdrawn API kept shipping.
    """

    day: float
    affected: float
    minutes: float
    used: float
    forced: bool = False


@dataclass(frozen=True)
class AskedDecision:
    """A decision, and the week after which it's asked."""

    week: int
    decision: str


@dataclass(frozen=True)
class QuarterStory:
    """A quarter up to a week. `strategy` has what was decided, `asked` the decisions so far.

    `pending` is the decision that has to be taken before the next week, None if there's none.
    `final_week` is the last one, as far as it's known. `result` has the quarter as it goes on if
    every decision to come takes its first way.
    """

    plan: Plan
    strategy: Strategy
    week: int
    final_week: int
    asked: tuple[AskedDecision, ...]
    pending: AskedDecision | None
    result: Study
    luck: Luck
    _studies: dict[Strategy, Study] = field(default_factory=dict, compare=False, repr=False)

    @property
    def current_day(self) -> float:
        """The working day at the end of the last week shown."""
        return float(self.week * WORKDAYS_PER_WEEK)

    @property
    def is_over(self) -> bool:
        """Whether the four weeks after the launch have passed."""
        return self.week >= self.final_week

    def study_with_decisions_before(self, week: int) -> Study:
        """Return the quarter with what was decided before a week."""
        known = {one.decision for one in self.asked if one.week < week}
        strategy = Strategy(**{name: way for name, way in self.strategy.items() if name in known})
        if strategy not in self._studies:
            self._studies[strategy] = run_study(self.plan, strategy, self.luck)
        return self._studies[strategy]

    def incidents(self) -> list[Incident]:
        """Return the incidents up to the last week shown, in order of time."""
        found = _list_incidents(self.plan, self.result, self.luck)
        return [one for one in found if one.day <= self.current_day]

    def budget_left_by_day(self) -> list[tuple[float, float]]:
        """Return days and the share of the error budget that's left, up to the last week shown."""
        left = self.result.quarters.budget_shares_left(self.plan.promised_objective)[0]
        days = call_week_boundary_days(self.result)
        points = [(days[0], 1.0), *zip(days[1:], map(float, left), strict=True)]
        return [point for point in points if point[0] <= self.current_day]

    def waiting_cost_points(self, day: float) -> float:
        """Return what waiting has cost by a day, in points."""
        return self.plan.waiting_cost(self.strategy, float(self.result.launch_days[0]), day)


def play_quarter(
    plan: Plan, way_by_decision: Mapping[str, str], week: int, luck: Luck | None = None
) -> QuarterStory:
    """Return the quarter up to a week, or up to the first decision that isn't taken yet."""
    luck = sample_plan_luck(plan, 1) if luck is None else luck
    agenda, strategy = _build_agenda(plan, way_by_decision, luck)
    found = run_study(plan, strategy, luck)
    final = math.ceil((float(found.launch_days[0]) + LIVE_PERIOD_WORKDAYS) / WORKDAYS_PER_WEEK)
    waiting = next((one for one in agenda if one.decision not in way_by_decision), None)
    shown = max(0, min(week, final, waiting.week if waiting else final))
    pending = waiting if waiting and waiting.week == shown else None
    asked = tuple(one for one in agenda if one.decision in way_by_decision and one.week <= shown)
    return QuarterStory(plan, strategy, shown, final, asked, pending, found, luck)


def _build_agenda(
    plan: Plan, way_by_decision: Mapping[str, str], luck: Luck
) -> tuple[list[AskedDecision], Strategy]:
    """Return the decisions that this quarter asks for, and the ways taken at those so far."""
    strategy, agenda = Strategy(), []
    for decision in WAYS_BY_DECISION:
        week = _find_decision_week(decision, run_study(plan, strategy, luck), luck)
        if week is None:
            continue
        agenda.append(AskedDecision(week, decision))
        if decision not in way_by_decision:
            continue
        way = way_by_decision[decision]
        offered = plan.sensible_ways(decision, strategy)
        strategy = strategy.with_decision(decision, way if way in offered else offered[0])
    return agenda, strategy


def _find_decision_week(decision: str, study: Study, luck: Luck) -> int | None:
    """Return the week after which a decision is asked, None where there's nothing to decide."""
    last_of_pilot = math.floor(float(study.quarters.ends[PILOT_TASK_KEY][0]) / WORKDAYS_PER_WEEK)
    if decision == "slip":
        return rules.SLIP_WEEK if find_slipping_task(study, luck)[1] > 1 else None
    if decision == "forecast":
        return rules.FORECAST_WEEK if last_of_pilot > rules.FORECAST_WEEK else None
    if decision == "go":
        return max(last_of_pilot, rules.CONTRACT_WEEK)
    if decision == "live":
        return math.floor(float(study.launch_days[0]) / WORKDAYS_PER_WEEK) + 1
    return {"sales": rules.SALES_WEEK, "contract": rules.CONTRACT_WEEK}[decision]


def find_slipping_task(study: Study, luck: Luck) -> tuple[str, float]:
    """Return the task that slips most, and how many times as long as planned it takes."""
    key = SLIPPING_TASK_KEYS[int(study.quarters.slipping[0])]
    return key, math.exp(rules.DURATION_SIGMA * float(luck.delays[key][0]))


def call_week_boundary_days(study: Study) -> list[float]:
    """Return the days on which the weeks with calls begin, and on which the last one ends."""
    start = float(study.quarters.starts[PILOT_TASK_KEY][0])
    length = float(study.quarters.pilot_days[0]) / rules.PILOT_WEEKS
    launch = float(study.launch_days[0])
    pilot = [start + n * length for n in range(rules.PILOT_WEEKS)]
    return [*pilot, *(launch + n * WORKDAYS_PER_WEEK for n in range(rules.LIVE_WEEKS + 1))]


def _list_incidents(plan: Plan, study: Study, luck: Luck) -> list[Incident]:
    quarters, days = study.quarters, call_week_boundary_days(study)
    budget = allowed_failures_month_share(plan.promised_objective)
    minutes = full_outage_minutes(plan, luck)[0]
    made = []
    for phase, calls in enumerate(quarters.calls):
        start, length = days[phase], _call_week_length_days(days, phase)
        of_luck = int(quarters.incidents[0, phase]) - int(quarters.extra[0, phase])
        for n in range(of_luck):
            affected = float(luck.affected[0, phase, n])
            full = float(minutes[phase, n])
            used = full / rules.MINUTES_PER_WEEK * float(calls) / budget
            day = start + length * float(luck.moments[0, phase, n])
            made.append(Incident(day, affected, full / affected, used))
        if quarters.extra[0, phase]:
            used = rules.OVERDRAWN_OUTAGE_MINUTES / rules.MINUTES_PER_WEEK * float(calls) / budget
            made.append(Incident(start + length / 2, 0.3, 60, used, forced=True))
    return sorted(made, key=lambda one: one.day)


def _call_week_length_days(boundary_days: list[float], phase: int) -> float:
    return (
        WORKDAYS_PER_WEEK if LIVE_WEEK_NUMBERS[phase] >= 0 else boundary_days[1] - boundary_days[0]
    )


def forecast_study(plan: Plan, story: QuarterStory, day: float) -> Study:
    """Return the quarters that may still come, as they look on a day.

    What is done is known, and so is the slip that a team has told; a task that runs takes longer
    than it has so far.
    """
    many = sample_plan_luck(plan)
    mine = story.study_with_decisions_before(math.ceil(day / WORKDAYS_PER_WEEK))
    known = {key for key, end in mine.quarters.ends.items() if end[0] <= day}
    if any(one.decision == "slip" for one in story.asked):
        known.add(find_slipping_task(mine, story.luck)[0])
    delays = {
        key: np.full_like(z, story.luck.delays[key][0]) if key in known else z
        for key, z in many.delays.items()
    }
    known_luck = replace(many, delays=delays)
    found = run_study(plan, story.strategy, known_luck)
    running = [key for key in mine.quarters.ends if key not in known]
    like = np.all([found.quarters.ends[key] > day for key in running], axis=0)
    if not running or like.sum() < MIN_SIMILAR_QUARTERS:
        return found
    return run_study(plan, story.strategy, known_luck.select_quarters(like))
