"""Many quarters at once: when the work ends, what fails, and who is hit by the break.

Arrays have the shape (quarters,) unless said otherwise; days are working days from the start.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from utils.capstone.model.brief import BUILD_TASK
from utils.capstone.model.promise import MAJOR, NOBODY
from utils.capstone.model.quarter import rules
from utils.capstone.model.quarter.luck import WEEKS_WITH_CALLS, poisson
from utils.capstone.model.quarter.plan import (
    CERTIFY_TASK,
    FIRST_TASK,
    LAST_TASK,
    PILOT_TASK,
    SLIPPING_TASKS,
)
from utils.comparison.model.network import topological_order

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from utils.capstone.model.quarter.luck import Luck
    from utils.capstone.model.quarter.plan import Plan, Strategy
    from utils.comparison.model.network import Task

    Floats = NDArray[np.float64]
    Truths = NDArray[np.bool_]

CALL_WEEKS = np.arange(WEEKS_WITH_CALLS)
LIVE = CALL_WEEKS - rules.PILOT_WEEKS  # weeks live, from 0; below 0 in the pilot
ROUNDING = 1e-9  # working days, or shares
WEEK = rules.DAYS_PER_WEEK
SALES_DAY, SLIP_DAY = rules.SALES_WEEK * WEEK, rules.SLIP_WEEK * WEEK
CONTRACT_DAY, FORECAST_DAY = rules.CONTRACT_WEEK * WEEK, rules.FORECAST_WEEK * WEEK
SAVED_AT_SLIP = rules.SAVED_AT_SLIP
DECISIONS_IN_BUILDING = 4
# Shares of a month's calls in each week, and of pilot and month together.
CALLS = np.where(LIVE < 0, rules.PILOT_TRAFFIC, 1.0) / rules.LIVE_WEEKS
TOTAL_CALLS = float(CALLS.sum())


@dataclass(frozen=True)
class Quarters:
    """What happened in many quarters.

    `starts` and `ends` map tasks to days; `pilot_days` is how long the pilot lasts without another
    week; `slipping` is the place in SLIPPING_TASKS of the task
    that slips most, `told` the day on which the partners heard of a later launch (infinite:
    never). `calls`, `failed` and `by_incidents` are shares of a month's calls in each week of
    pilot and launch, and `incidents` their number, shape (quarters, WEEKS_WITH_CALLS); `hit` is
    the share of callers whom a break hits.
    """

    starts: Mapping[str, Floats]
    ends: Mapping[str, Floats]
    pilot_days: Floats
    slipping: NDArray[np.int64]
    told: float
    calls: Floats
    failed: Floats
    by_incidents: Floats
    incidents: NDArray[np.int64]
    extra: NDArray[np.bool_]
    hit: Floats

    @property
    def launch(self) -> Floats:
        """The day on which the launch is done."""
        return self.ends[LAST_TASK]

    def budget_left(self, objective: float) -> Floats:
        """Return the share of the error budget that's left after each week of calls.

        Shape (quarters, WEEKS_WITH_CALLS). Below 0, it's overdrawn.
        """
        return 1 - np.cumsum(self.failed, axis=1) / error_budget(objective)

    def reached(self) -> Floats:
        """Return the share of all calls that worked, of as many as pilot and month have at most."""
        return 1 - self.failed.sum(axis=1) / TOTAL_CALLS


def simulate(plan: Plan, strategy: Strategy, luck: Luck) -> Quarters:
    """Return what happens with this luck. Each way has its effect in every quarter."""
    slipping = np.argmax(np.stack([luck.delays[key] for key in SLIPPING_TASKS]), axis=0)
    starts, ends = _task_times(plan, strategy, luck, slipping)
    calls = _weekly_calls(strategy)
    counts, outage = _draw_incidents(plan, strategy, luck)
    by_incidents = outage * calls
    base = plan.base_failures * calls * _failures_left_after_repair(plan, strategy)
    extra = _extra_incident_weeks(plan, strategy, base + by_incidents)
    by_incidents = by_incidents + extra * rules.OVERDRAWN_SIZE / rules.MINUTES_PER_WEEK * calls
    return Quarters(
        starts=starts,
        ends=ends,
        pilot_days=ends[PILOT_TASK] - starts[PILOT_TASK] - _harden_days(strategy),
        slipping=slipping,
        told=told_day(strategy),
        calls=calls,
        failed=base + by_incidents,
        by_incidents=by_incidents,
        incidents=counts + extra,
        extra=extra,
        hit=hit_share(plan, strategy, luck),
    )


# --- work --------------------------------------------------------------------------------


def durations(tasks: Sequence[Task], luck: Luck, sigma: float = rules.SIGMA) -> dict[str, Floats]:
    """Return how many days each task takes: planned days × exp(sigma × z)."""
    return {task.key: task.days * np.exp(sigma * luck.delays[task.key]) for task in tasks}


def network_ends(
    tasks: Sequence[Task], days: Mapping[str, Floats]
) -> tuple[dict[str, Floats], dict[str, Floats]]:
    """Return starts and ends: a task starts when all before it have ended."""
    before = {task.key: task.predecessors for task in tasks}
    starts: dict[str, Floats] = {}
    ends: dict[str, Floats] = {}
    for key in topological_order(tasks):
        ready = [ends[one] for one in before[key]] or [np.zeros_like(days[key])]
        starts[key] = np.maximum.reduce(ready)
        ends[key] = starts[key] + days[key]
    return starts, ends


def _task_times(
    plan: Plan, strategy: Strategy, luck: Luck, slipping: NDArray[np.int64]
) -> tuple[dict[str, Floats], dict[str, Floats]]:
    """Return starts and ends. No decision changes what is done before it's taken."""
    days = durations(plan.tasks, luck)
    factor = np.exp(rules.SIGMA * luck.delays[BUILD_TASK])
    days[FIRST_TASK] = days[FIRST_TASK] + plan.late_start()
    days[BUILD_TASK] = days[BUILD_TASK] + plan.waits() * DECISIONS_IN_BUILDING
    days[PILOT_TASK] = days[PILOT_TASK] + plan.waits() + _extra_pilot_days(strategy)
    begin, build, cuts = days[FIRST_TASK], days[BUILD_TASK], plan.cuts(strategy)
    build = _extend_task(build, begin, SALES_DAY, _weeks_added(plan, strategy) * WEEK * factor)
    if strategy.slip == "help":
        days[BUILD_TASK] = build
        _help_slipping_task(days, luck, slipping, begin)
        build = days[BUILD_TASK]
    if "slip" in cuts:
        build = _shorten_task(
            build, begin, SLIP_DAY, SAVED_AT_SLIP * cuts["slip"].size * WEEK * factor
        )
    build = _extend_task(build, begin, CONTRACT_DAY, _contract_days(strategy) * np.ones_like(build))
    if "forecast" in cuts:
        saved = rules.SAVED_AT_FORECAST * cuts["forecast"].size * WEEK * factor
        build = _shorten_task(build, begin, FORECAST_DAY, saved)
    days[BUILD_TASK] = build
    days[PILOT_TASK] = days[PILOT_TASK] + _harden_days(strategy)
    return network_ends(plan.tasks, days)


def _harden_days(strategy: Strategy) -> float:
    return rules.HARDEN_DAYS if strategy.go == "harden" else 0.0


def _extend_task(days: Floats, begin: Floats, decided: float, more: Floats) -> Floats:
    """Return the days of a task that begins on a day, once there's more to do.

    What is decided after the end begins on that day; less to do than before makes it shorter.
    """
    idle = np.maximum(decided - begin - days, 0)
    longer = days + np.where(more > 0, idle + more, 0.0)
    return np.where(more < 0, _shorten_task(days, begin, decided, -more), longer)


def _shorten_task(days: Floats, begin: Floats, decided: float, less: Floats) -> Floats:
    """Return the days once there's less to do: nothing is saved of what is already done."""
    done = np.minimum(days, np.maximum(decided - begin, 0))
    return np.maximum(days - less, done)


def _weeks_added(plan: Plan, strategy: Strategy) -> float:
    if not plan.takes_more(strategy):
        return 0.0
    more = plan.next_item()
    out = plan.cuts(strategy)["sales"].size if strategy.sales == "swap" else 0.0
    return (more.size if more else rules.EXTRA_WEEKS) - out


def _extra_pilot_days(strategy: Strategy) -> float:
    """Return how many days longer the pilot takes with one more item; a swap has as many."""
    return rules.MORE_PILOT_DAYS if strategy.sales == "now" else 0.0


def _help_slipping_task(
    days: dict[str, Floats], luck: Luck, slipping: NDArray[np.int64], begin: Floats
) -> None:
    """Take part of the delay away where the slipping task is late."""
    for place, key in enumerate(SLIPPING_TASKS):
        factor = np.exp(rules.SIGMA * luck.delays[key])
        less = days[key] * (1 - 1 / factor) * (1 - rules.HELPED_SHARE)
        done_by = begin if key == BUILD_TASK else np.full_like(begin, SLIP_DAY)
        helped = _shorten_task(days[key], done_by, SLIP_DAY, less)
        helps = (slipping == place) & (factor > 1)
        days[key] = np.where(helps, helped, days[key])
        _slow_down_giver(days, begin, helps, BUILD_TASK if key != BUILD_TASK else CERTIFY_TASK)


def _slow_down_giver(days: dict[str, Floats], begin: Floats, helps: Truths, giver: str) -> None:
    """Make the task longer from which the person comes, unless it's done by then."""
    end = begin + days[BUILD_TASK] + (days[CERTIFY_TASK] if giver == CERTIFY_TASK else 0)
    lost = helps & (end > SLIP_DAY)
    days[giver] = days[giver] + rules.HELPER_DAYS * lost


def _contract_days(strategy: Strategy) -> float:
    late = {
        "notice": rules.ANNOUNCE_DAYS,
        "adapter": rules.ADAPTER_DAYS,
        "remove": rules.REMOVE_DAYS,
    }
    return late.get(strategy.contract, 0.0)


def told_day(strategy: Strategy) -> float:
    """Return the working day on which partners hear of a later launch, infinite if never."""
    if strategy.slip == "tell":
        return rules.SLIP_WEEK * rules.DAYS_PER_WEEK
    return rules.FORECAST_WEEK * rules.DAYS_PER_WEEK if strategy.forecast == "tell" else np.inf


# --- reliability -------------------------------------------------------------------------


def _weekly_calls(strategy: Strategy) -> Floats:
    """Return each week's calls as a share of a month's, shape (WEEKS_WITH_CALLS,)."""
    staged = (strategy.go == "stages") & (LIVE >= 0) & (rules.STAGED_WEEKS > LIVE)
    return CALLS * np.where(staged, rules.STAGED_TRAFFIC, 1.0)


def incident_rates(plan: Plan, strategy: Strategy) -> Floats:
    """Return how many incidents a week has on average, shape (WEEKS_WITH_CALLS,)."""
    rate = rules.INCIDENTS + rules.INCIDENTS_PER_ITEM * len(plan.shipped(strategy))
    rate += rules.ADAPTER_INCIDENTS if strategy.contract == "adapter" else 0
    rate *= rules.HELP_INCIDENTS if strategy.slip == "help" else 1
    hardened = np.where((strategy.go == "harden") & (LIVE >= 0), rules.HARDENED, 1.0)
    later = LIVE >= 1  # the decision falls after the first week live
    frozen = np.where((strategy.live == "freeze") & later, rules.FREEZE, 1.0)
    shipping = np.where((strategy.live == "ship") & later, rules.NEXT_ITEM_INCIDENTS, 0.0)
    return (rate + shipping) * hardened * frozen


def _draw_incidents(plan: Plan, strategy: Strategy, luck: Luck) -> tuple[NDArray[np.int64], Floats]:
    """Return the number of incidents, and the share of the week's calls that they cost."""
    counts = poisson(incident_rates(plan, strategy), luck.chances, rules.MAX_INCIDENTS)
    happens = np.arange(rules.MAX_INCIDENTS) < counts[..., None]
    return counts, (happens * incident_minutes(plan, luck)).sum(axis=2) / rules.MINUTES_PER_WEEK


def incident_minutes(plan: Plan, luck: Luck) -> Floats:
    """Return what each incident costs, in minutes in which all calls would fail."""
    longer = rules.NOBODY_PAGED if plan.promise.decider == NOBODY else 1.0
    return luck.affected * luck.minutes * longer


def _failures_left_after_repair(plan: Plan, strategy: Strategy) -> Floats:
    """Return which share of the services' own failures is left in each week."""
    lost = [1 - share for share in plan.brief.availabilities.values()]
    better = 1 - max(lost) / sum(lost) * rules.REPAIRED_SHARE
    return np.where((strategy.live == "repair") & (rules.REPAIRED_FROM <= LIVE), better, 1.0)


def error_budget(objective: float) -> float:
    """Return how much may fail in pilot and first month, as a share of a month's calls."""
    return (1 - objective) * TOTAL_CALLS


def _extra_incident_weeks(plan: Plan, strategy: Strategy, failed: Floats) -> NDArray[np.bool_]:
    """Return in which weeks one more incident comes: the week after the budget is overdrawn.

    Only while features keep shipping, and once.
    """
    over = np.cumsum(failed, axis=1) > error_budget(plan.objective)
    before = np.roll(over, 1, axis=1) & (LIVE >= 1)
    comes = before & (strategy.live == "ship")
    return comes & (np.cumsum(comes, axis=1) == 1)


# --- contract ----------------------------------------------------------------------------


def moved_share(days: float, luck: Luck) -> Floats:
    """Return which share of the callers has moved to the new version after so many days."""
    pace = rules.MOVE_DAYS * np.exp(rules.MOVE_SPREAD * luck.pace)
    return np.asarray(1 - np.exp(-days / pace))


def hit_share(plan: Plan, strategy: Strategy, luck: Luck) -> Floats:
    """Return the share of callers whom the break hits: no notice, or not moved by its end."""
    notice = plan.notice(strategy)
    if notice is None:
        return np.zeros_like(luck.pace)
    if plan.promise.version != MAJOR and strategy.contract == "keep":
        return np.full_like(luck.pace, rules.UPGRADED_AT_ONCE)
    return 1 - moved_share(notice, luck)
