"""Many quarters at once: when the work ends, what fails, and who is hit by the break.

Arrays have the shape (quarters,) unless said otherwise; days are working days from the start.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from utils.capstone.model.brief import BUILD_TASK_KEY
from utils.capstone.model.promise import MAJOR, NOBODY
from utils.capstone.model.quarter import rules
from utils.capstone.model.quarter.luck import CALL_WEEK_COUNT, poisson_counts
from utils.capstone.model.quarter.plan import (
    CERTIFY_TASK_KEY,
    FIRST_TASK_KEY,
    LAST_TASK_KEY,
    PILOT_TASK_KEY,
    SLIPPING_TASK_KEYS,
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

CALL_WEEK_NUMBERS = np.arange(CALL_WEEK_COUNT)
LIVE_WEEK_NUMBERS = (  # weeks live, from 0; below 0 in the pilot
    CALL_WEEK_NUMBERS - rules.PILOT_WEEKS
)
ROUNDING_TOLERANCE = 1e-9  # working days, or shares
WORKDAYS_PER_WEEK = rules.WORKDAYS_PER_WEEK
SALES_DAY, SLIP_DAY = rules.SALES_WEEK * WORKDAYS_PER_WEEK, rules.SLIP_WEEK * WORKDAYS_PER_WEEK
CONTRACT_DAY, FORECAST_DAY = (
    rules.CONTRACT_WEEK * WORKDAYS_PER_WEEK,
    rules.FORECAST_WEEK * WORKDAYS_PER_WEEK,
)
SAVED_SHARE_AT_SLIP = rules.SAVED_SHARE_AT_SLIP
BUILDING_DECISION_COUNT = 4
# Shares of a month's calls in each week, and of pilot and month together.
WEEKLY_CALL_SHARES = (
    np.where(LIVE_WEEK_NUMBERS < 0, rules.PILOT_TRAFFIC_SHARE, 1.0) / rules.LIVE_WEEKS
)
TOTAL_CALL_SHARE = float(WEEKLY_CALL_SHARES.sum())


@dataclass(frozen=True)
class SimulatedQuarters:
    """What happened in many quarters.

    `starts` and `ends` map tasks to days; `pilot_days` is how long the pilot lasts without another
    week; `slipping` is the place in SLIPPING_TASK_KEYS of the task
    that slips most, `told` the day on which the partners heard of a later launch (infinite:
    never). `calls`, `failed` and `by_incidents` are shares of a month's calls in each week of
    pilot and launch, and `incidents` their number, shape (quarters, CALL_WEEK_COUNT); `hit` is
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
    def launch_days(self) -> Floats:
        """The day on which the launch is done."""
        return self.ends[LAST_TASK_KEY]

    def budget_shares_left(self, objective: float) -> Floats:
        """Return the share of the error budget that's left after each week of calls.

        Shape (quarters, CALL_WEEK_COUNT). Below 0, it's overdrawn.
        """
        return 1 - np.cumsum(self.failed, axis=1) / allowed_failures_month_share(objective)

    def working_call_share(self) -> Floats:
        """Return the share of all calls that worked, of as many as pilot and month have at most."""
        return 1 - self.failed.sum(axis=1) / TOTAL_CALL_SHARE


def simulate_quarters(plan: Plan, strategy: Strategy, luck: Luck) -> SimulatedQuarters:
    """Return what happens with this luck. Each way has its effect in every quarter."""
    slipping = np.argmax(np.stack([luck.delays[key] for key in SLIPPING_TASK_KEYS]), axis=0)
    starts, ends = _compute_task_times(plan, strategy, luck, slipping)
    calls = _weekly_call_shares(strategy)
    counts, outage = _sample_incidents(plan, strategy, luck)
    by_incidents = outage * calls
    base = plan.base_failure_share * calls * _failure_share_left_after_repair(plan, strategy)
    extra = _weeks_with_extra_incident(plan, strategy, base + by_incidents)
    by_incidents = (
        by_incidents + extra * rules.OVERDRAWN_OUTAGE_MINUTES / rules.MINUTES_PER_WEEK * calls
    )
    return SimulatedQuarters(
        starts=starts,
        ends=ends,
        pilot_days=ends[PILOT_TASK_KEY] - starts[PILOT_TASK_KEY] - _hardening_days(strategy),
        slipping=slipping,
        told=warning_day(strategy),
        calls=calls,
        failed=base + by_incidents,
        by_incidents=by_incidents,
        incidents=counts + extra,
        extra=extra,
        hit=broken_caller_share(plan, strategy, luck),
    )


# --- work --------------------------------------------------------------------------------


def sample_task_durations(
    tasks: Sequence[Task], luck: Luck, sigma: float = rules.DURATION_SIGMA
) -> dict[str, Floats]:
    """Return how many days each task takes: planned days × exp(sigma × z)."""
    return {task.key: task.days * np.exp(sigma * luck.delays[task.key]) for task in tasks}


def compute_starts_and_ends(
    tasks: Sequence[Task], task_days: Mapping[str, Floats]
) -> tuple[dict[str, Floats], dict[str, Floats]]:
    """Return starts and ends: a task starts when all before it have ended."""
    before = {task.key: task.predecessors for task in tasks}
    starts: dict[str, Floats] = {}
    ends: dict[str, Floats] = {}
    for key in topological_order(tasks):
        ready = [ends[one] for one in before[key]] or [np.zeros_like(task_days[key])]
        starts[key] = np.maximum.reduce(ready)
        ends[key] = starts[key] + task_days[key]
    return starts, ends


def _compute_task_times(
    plan: Plan, strategy: Strategy, luck: Luck, slipping: NDArray[np.int64]
) -> tuple[dict[str, Floats], dict[str, Floats]]:
    """Return starts and ends. No decision changes what is done before it's taken."""
    days = sample_task_durations(plan.tasks, luck)
    factor = np.exp(rules.DURATION_SIGMA * luck.delays[BUILD_TASK_KEY])
    days[FIRST_TASK_KEY] = days[FIRST_TASK_KEY] + plan.late_start_days()
    days[BUILD_TASK_KEY] = (
        days[BUILD_TASK_KEY] + plan.wait_days_per_decision() * BUILDING_DECISION_COUNT
    )
    days[PILOT_TASK_KEY] = (
        days[PILOT_TASK_KEY] + plan.wait_days_per_decision() + _extra_pilot_days(strategy)
    )
    begin, build, cuts = (
        days[FIRST_TASK_KEY],
        days[BUILD_TASK_KEY],
        plan.cut_items_by_decision(strategy),
    )
    build = _extended_task_days(
        build,
        begin,
        SALES_DAY,
        _net_sales_request_weeks(plan, strategy) * WORKDAYS_PER_WEEK * factor,
    )
    if strategy.slip == "help":
        days[BUILD_TASK_KEY] = build
        _help_slipping_task(days, luck, slipping, begin)
        build = days[BUILD_TASK_KEY]
    if "slip" in cuts:
        build = _shortened_task_days(
            build,
            begin,
            SLIP_DAY,
            SAVED_SHARE_AT_SLIP * cuts["slip"].size * WORKDAYS_PER_WEEK * factor,
        )
    build = _extended_task_days(
        build, begin, CONTRACT_DAY, _contract_work_days(strategy) * np.ones_like(build)
    )
    if "forecast" in cuts:
        saved = rules.SAVED_SHARE_AT_FORECAST * cuts["forecast"].size * WORKDAYS_PER_WEEK * factor
        build = _shortened_task_days(build, begin, FORECAST_DAY, saved)
    days[BUILD_TASK_KEY] = build
    days[PILOT_TASK_KEY] = days[PILOT_TASK_KEY] + _hardening_days(strategy)
    return compute_starts_and_ends(plan.tasks, days)


def _hardening_days(strategy: Strategy) -> float:
    return rules.HARDENING_DAYS if strategy.go == "harden" else 0.0


def _extended_task_days(
    task_days: Floats, start_day: Floats, decision_day: float, extra_days: Floats
) -> Floats:
    """Return the days of a task that begins on a day, once there's more to do.

    What is decided after the end begins on that day; less to do than before makes it shorter.
    """
    idle = np.maximum(decision_day - start_day - task_days, 0)
    longer = task_days + np.where(extra_days > 0, idle + extra_days, 0.0)
    return np.where(
        extra_days < 0,
        _shortened_task_days(task_days, start_day, decision_day, -extra_days),
        longer,
    )


def _shortened_task_days(
    task_days: Floats, start_day: Floats, decision_day: float, saved_days: Floats
) -> Floats:
    """Return the days once there's less to do: nothing is saved of what is already done."""
    done = np.minimum(task_days, np.maximum(decision_day - start_day, 0))
    return np.maximum(task_days - saved_days, done)


def _net_sales_request_weeks(plan: Plan, strategy: Strategy) -> float:
    if not plan.adds_requested_item(strategy):
        return 0.0
    more = plan.item_requested_by_sales()
    out = plan.cut_items_by_decision(strategy)["sales"].size if strategy.sales == "swap" else 0.0
    return (more.size if more else rules.SALES_REQUEST_WEEKS) - out


def _extra_pilot_days(strategy: Strategy) -> float:
    """Return how many days longer the pilot takes with one more item; a swap has as many."""
    return rules.EXTRA_ITEM_PILOT_DAYS if strategy.sales == "now" else 0.0


def _help_slipping_task(
    task_days: dict[str, Floats], luck: Luck, slipping: NDArray[np.int64], build_start: Floats
) -> None:
    """Take part of the delay away where the slipping task is late."""
    for place, key in enumerate(SLIPPING_TASK_KEYS):
        factor = np.exp(rules.DURATION_SIGMA * luck.delays[key])
        less = task_days[key] * (1 - 1 / factor) * (1 - rules.DELAY_SHARE_LEFT_AFTER_HELP)
        done_by = build_start if key == BUILD_TASK_KEY else np.full_like(build_start, SLIP_DAY)
        helped = _shortened_task_days(task_days[key], done_by, SLIP_DAY, less)
        helps = (slipping == place) & (factor > 1)
        task_days[key] = np.where(helps, helped, task_days[key])
        _slow_down_helper_task(
            task_days,
            build_start,
            helps,
            BUILD_TASK_KEY if key != BUILD_TASK_KEY else CERTIFY_TASK_KEY,
        )


def _slow_down_helper_task(
    task_days: dict[str, Floats], build_start: Floats, is_helping: Truths, helper_task_key: str
) -> None:
    """Make the task longer from which the person comes, unless it's done by then."""
    end = (
        build_start
        + task_days[BUILD_TASK_KEY]
        + (task_days[CERTIFY_TASK_KEY] if helper_task_key == CERTIFY_TASK_KEY else 0)
    )
    lost = is_helping & (end > SLIP_DAY)
    task_days[helper_task_key] = task_days[helper_task_key] + rules.HELPER_TASK_EXTRA_DAYS * lost


def _contract_work_days(strategy: Strategy) -> float:
    late = {
        "notice": rules.ANNOUNCE_WORK_DAYS,
        "adapter": rules.ADAPTER_WORK_DAYS,
        "remove": rules.REMOVAL_WORK_DAYS,
    }
    return late.get(strategy.contract, 0.0)


def warning_day(strategy: Strategy) -> float:
    """Return the working day on which partners hear of a later launch, infinite if never."""
    if strategy.slip == "tell":
        return rules.SLIP_WEEK * rules.WORKDAYS_PER_WEEK
    return rules.FORECAST_WEEK * rules.WORKDAYS_PER_WEEK if strategy.forecast == "tell" else np.inf


# --- reliability -------------------------------------------------------------------------


def _weekly_call_shares(strategy: Strategy) -> Floats:
    """Return each week's calls as a share of a month's, shape (CALL_WEEK_COUNT,)."""
    staged = (
        (strategy.go == "stages")
        & (LIVE_WEEK_NUMBERS >= 0)
        & (rules.STAGED_WEEKS > LIVE_WEEK_NUMBERS)
    )
    return WEEKLY_CALL_SHARES * np.where(staged, rules.STAGED_TRAFFIC_SHARE, 1.0)


def weekly_incident_rates(plan: Plan, strategy: Strategy) -> Floats:
    """Return how many incidents a week has on average, shape (CALL_WEEK_COUNT,)."""
    rate = rules.WEEKLY_INCIDENTS + rules.WEEKLY_INCIDENTS_PER_ITEM * len(
        plan.shipped_item_keys(strategy)
    )
    rate += rules.ADAPTER_WEEKLY_INCIDENTS if strategy.contract == "adapter" else 0
    rate *= rules.HELP_INCIDENT_FACTOR if strategy.slip == "help" else 1
    hardened = np.where(
        (strategy.go == "harden") & (LIVE_WEEK_NUMBERS >= 0), rules.HARDENED_INCIDENT_FACTOR, 1.0
    )
    later = LIVE_WEEK_NUMBERS >= 1  # the decision falls after the first week live
    frozen = np.where((strategy.live == "freeze") & later, rules.FREEZE_INCIDENT_FACTOR, 1.0)
    shipping = np.where((strategy.live == "ship") & later, rules.NEXT_ITEM_WEEKLY_INCIDENTS, 0.0)
    return (rate + shipping) * hardened * frozen


def _sample_incidents(
    plan: Plan, strategy: Strategy, luck: Luck
) -> tuple[NDArray[np.int64], Floats]:
    """Return the number of incidents, and the share of the week's calls that they cost."""
    counts = poisson_counts(
        weekly_incident_rates(plan, strategy), luck.chances, rules.MAX_WEEKLY_INCIDENTS
    )
    happens = np.arange(rules.MAX_WEEKLY_INCIDENTS) < counts[..., None]
    return counts, (happens * full_outage_minutes(plan, luck)).sum(axis=2) / rules.MINUTES_PER_WEEK


def full_outage_minutes(plan: Plan, luck: Luck) -> Floats:
    """Return what each incident costs, in minutes in which all calls would fail."""
    longer = rules.NOBODY_PAGED_MINUTES_FACTOR if plan.promise.decider == NOBODY else 1.0
    return luck.affected * luck.minutes * longer


def _failure_share_left_after_repair(plan: Plan, strategy: Strategy) -> Floats:
    """Return which share of the services' own failures is left in each week."""
    lost = [1 - share for share in plan.brief.availabilities.values()]
    better = 1 - max(lost) / sum(lost) * rules.REPAIRED_FAILURE_SHARE
    return np.where(
        (strategy.live == "repair") & (rules.REPAIR_EFFECT_LIVE_WEEK <= LIVE_WEEK_NUMBERS),
        better,
        1.0,
    )


def allowed_failures_month_share(objective: float) -> float:
    """Return how much may fail in pilot and first month, as a share of a month's calls."""
    return (1 - objective) * TOTAL_CALL_SHARE


def _weeks_with_extra_incident(plan: Plan, strategy: Strategy, failed: Floats) -> NDArray[np.bool_]:
    """Return in which weeks one more incident comes: the week after the budget is overdrawn.

    Only while features keep shipping, and once.
    """
    over = np.cumsum(failed, axis=1) > allowed_failures_month_share(plan.promised_objective)
    before = np.roll(over, 1, axis=1) & (LIVE_WEEK_NUMBERS >= 1)
    comes = before & (strategy.live == "ship")
    return comes & (np.cumsum(comes, axis=1) == 1)


# --- contract ----------------------------------------------------------------------------


def migrated_caller_share(notice_days: float, luck: Luck) -> Floats:
    """Return which share of the callers has moved to the new version after so many days."""
    pace = rules.MIGRATION_DAYS * np.exp(rules.MIGRATION_SIGMA * luck.pace)
    return np.asarray(1 - np.exp(-notice_days / pace))


def broken_caller_share(plan: Plan, strategy: Strategy, luck: Luck) -> Floats:
    """Return the share of callers whom the break hits: no notice, or not moved by its end."""
    notice = plan.notice_days(strategy)
    if notice is None:
        return np.zeros_like(luck.pace)
    if plan.promise.version != MAJOR and strategy.contract == "keep":
        return np.full_like(luck.pace, rules.FIRST_WEEK_UPGRADE_SHARE)
    return 1 - migrated_caller_share(notice, luck)
