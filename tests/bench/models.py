"""Models that simulate or search, against the plain loop that gives the same answer."""

from __future__ import annotations

import random
import time
from itertools import permutations
from typing import TYPE_CHECKING

import customers
import numpy as np
from table import Row

from utils.backlog.data import case_items
from utils.backlog.model.order import Item, cheapest_order, delay_cost, violated_prerequisites
from utils.backlog.model.stability import (
    DEFAULT_DRAW_COUNT,
    ESTIMATION_SCALE,
    WSJF_INPUTS,
    stability,
)
from utils.capstone.data import brief_for
from utils.capstone.model.promise import Promise
from utils.capstone.model.quarter.plan import Strategy, make_plan
from utils.capstone.model.quarter.study import SIMULATED_QUARTER_COUNT, run_study, sample_plan_luck
from utils.reliability.model.flow import simulate, team_speed
from utils.role.model.call_day import simulate_day, simulate_day_batch
from utils.role.model.trial import Rule, judge

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from utils.capstone.model.quarter.luck import Luck
    from utils.capstone.model.quarter.plan import Plan
    from utils.capstone.model.quarter.study import Study

# At most this part of the loop's time.
RATIOS = {
    "rank stability": 1 / 20,
    "exact order": 1 / 50,
    "flow": 1 / 4,
    "trial": 1 / 4,
    "quarters": 1 / 20,
}
MANY = 9
WEEKS, STEPS_A_WEEK = 1_000, 200  # a flow, and the loop's steps
TEAM = {"arrivals": 3.4, "people": 4, "weeks_per_item": 1}
DAYS = 1_000  # of calls: made and judged in about 0.15 s; a loop takes ten times as long
RULE = Rule(
    300, 0.05, uses_mean=False, window_minutes=5, max_calls_per_second=400, answered_only=False
)


def compare(rounds: int) -> list[Row]:
    """Return all comparisons. Stops with an AssertionError where the answers differ."""
    nine = nine_items()
    best = cheapest_order(nine)
    assert delay_cost(nine, best) == delay_cost(nine, by_permutations(nine)), "another order"
    draws = stability(case_items(), draws=DEFAULT_DRAW_COUNT).first_place_share("bulk_payout")
    assert abs(draws - stability_by_loop(case_items(), DEFAULT_DRAW_COUNT)) < 0.02, "another share"
    fails = judge(simulate_day_batch(range(10)), RULE).fails.sum(axis=-1)
    assert fails.tolist() == [failing_windows(seed) for seed in range(10)], "other windows"
    flow = simulate(**TEAM, limit=4, switching_cost=0.2, weeks=WEEKS)
    assert abs(flow.wip - flow_by_steps()) < 0.15 * flow.wip, "another flow"
    plan = make_plan(brief_for(17), Promise())
    luck = sample_plan_luck(plan)
    one_by_one = [quarter(plan, luck, number).launch_days[0] for number in range(20)]
    assert np.allclose(run_study(plan, Strategy(), luck).launch_days[:20], one_by_one), "other days"
    return [
        Row(
            f"twelve weeks, {SIMULATED_QUARTER_COUNT:,} quarters",
            "s",
            RATIOS["quarters"],
            timed(lambda: run_study(plan, Strategy(), sample_plan_luck(plan)), rounds),
            [
                10 * one
                for one in timed(
                    lambda: [quarter(plan, luck, n) for n in range(SIMULATED_QUARTER_COUNT // 10)],
                    1,
                )
            ],
        ),
        Row(
            f"measure on trial, {DAYS:,} days",
            "s",
            RATIOS["trial"],
            timed(lambda: judge(simulate_day_batch(range(DAYS)), RULE), rounds),
            [100 * one for one in timed(lambda: [*map(failing_windows, range(DAYS // 100))], 1)],
        ),
        Row(
            f"rank stability, {DEFAULT_DRAW_COUNT:,} draws",
            "s",
            RATIOS["rank stability"],
            timed(lambda: stability(case_items(), draws=DEFAULT_DRAW_COUNT), rounds),
            timed(lambda: stability_by_loop(case_items(), DEFAULT_DRAW_COUNT), rounds),
        ),
        Row(
            f"exact order, {MANY} items",
            "s",
            RATIOS["exact order"],
            timed(lambda: cheapest_order(nine), rounds),
            timed(lambda: by_permutations(nine), 1),
        ),
        Row(
            f"flow of {WEEKS:,} weeks",
            "s",
            RATIOS["flow"],
            timed(lambda: simulate(**TEAM, limit=4, switching_cost=0.2, weeks=WEEKS), rounds),
            timed(flow_by_steps, 1),
        ),
        *customers.rows(rounds),
    ]


def timed(act: Callable[[], object], rounds: int) -> list[float]:
    """Return seconds of each round."""
    found = []
    for _ in range(rounds):
        start = time.perf_counter()
        act()
        found.append(time.perf_counter() - start)
    return found


def quarter(plan: Plan, many: Luck, number: int) -> Study:
    """Return one of many quarters, simulated alone."""
    alone = many.select_quarters(np.arange(len(many.pace)) == number)
    return run_study(plan, Strategy(), alone)


def failing_windows(seed: int) -> int:
    """Return how many windows of a day fail `RULE`, call by call of each minute."""
    day = simulate_day(seed)
    slow = day.calls_slower_than(RULE.limit_ms)
    found = 0
    for start in range(0, len(day.calls), RULE.window_minutes):
        minutes = [
            minute
            for minute in range(start, start + RULE.window_minutes)
            if day.calls[minute] <= 60 * RULE.max_calls_per_second
        ]
        missed = sum(slow[minute] + day.failed[minute] for minute in minutes)
        found += bool(missed > RULE.allowed_share * sum(day.calls[minute] for minute in minutes))
    return found


def nine_items() -> list[Item]:
    """Return the case and one item more, with two prerequisites among them."""
    return [*case_items(), Item("audit", "Audit log", 3, 5, 8, 5, ("webhook_signing",))]


def by_permutations(found: Sequence[Item]) -> list[str]:
    """Return the cheapest order by trying every one."""
    keys = [one.key for one in found]
    possible = (order for order in permutations(keys) if not violated_prerequisites(found, order))
    return list(min(possible, key=lambda order: delay_cost(found, order)))


def stability_by_loop(found: Sequence[Item], draws: int) -> float:
    """Return how often the bulk payout comes first, one draw after the other."""
    chance = random.Random(1)
    first = 0
    for _ in range(draws):
        scores = {one.key: _score(one, chance) for one in found}
        first += max(scores, key=scores.get) == "bulk_payout"
    return first / draws


def _score(one: Item, chance: random.Random) -> float:
    *points, size = (_moved(getattr(one, name), chance) for name in WSJF_INPUTS)
    return sum(points) / size


def _moved(value: float, chance: random.Random) -> float:
    at = ESTIMATION_SCALE.index(value) + chance.choice((-1, 0, 1))
    return ESTIMATION_SCALE[min(len(ESTIMATION_SCALE) - 1, max(0, at))]


def flow_by_steps() -> float:
    """Return the work in progress of the same team, in small steps of time."""
    chance, limit = random.Random(2), 4
    step, waiting, work, open_steps = 1 / STEPS_A_WEEK, 0, [], 0
    for _ in range(WEEKS * STEPS_A_WEEK):
        waiting += chance.random() < TEAM["arrivals"] * step
        while waiting and len(work) < limit:
            work.append(chance.expovariate(1 / TEAM["weeks_per_item"]))
            waiting -= 1
        if work:
            done = step * team_speed(len(work), TEAM["people"], 0.2) / len(work)
            work = [left - done for left in work if left > done]
        open_steps += len(work)
    return open_steps / (WEEKS * STEPS_A_WEEK)
