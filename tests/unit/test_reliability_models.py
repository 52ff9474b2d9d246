"""S3 and S5: budgets, burn, alerts, a replayed month, a queue, delivery metrics, payback."""

from __future__ import annotations

import math
from datetime import datetime, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from utils.kit.errors import InputError
from utils.reliability.model import slo
from utils.reliability.model.debt import break_even
from utils.reliability.model.dora import Deployment, before_and_after, metrics
from utils.reliability.model.flow import cycle_time, simulate
from utils.reliability.model.replay import Incident, policy, replay, rolling_mean

OBJECTIVES = st.floats(0.9, 0.9999)
DAYS = st.sampled_from([7, 28, 30])


# --- S3 ----------------------------------------------------------------------------------


def test_numbers_that_the_workbook_gives():
    assert slo.budget_minutes(0.999, 30) == pytest.approx(43.2)
    assert slo.budget_events(0.999, 1_000_000) == pytest.approx(1_000)
    assert slo.burn_rate_threshold(30, 0.02, 1) == pytest.approx(14.4)
    assert slo.burn_rate_threshold(30, 0.05, 6) == pytest.approx(6)
    assert slo.burn_rate_threshold(7, 0.10, 1) == pytest.approx(16.8)
    assert slo.burn_rate_threshold(7, 0.20, 6) == pytest.approx(5.6)
    burn = slo.burn_rate(0.007, 0.9995)
    assert burn == pytest.approx(14)
    assert slo.exhaustion_hours(30, burn) == pytest.approx(51.4, abs=0.05)
    assert slo.exhaustion_hours(30, 0) == math.inf


@given(OBJECTIVES, DAYS, st.floats(0.0001, 0.1))
@settings(deadline=None)
def test_a_full_budget_is_used_up_when_it_is_exhausted(objective, days, errors):
    burn = slo.burn_rate(errors, objective)
    assert slo.budget_consumed(burn, slo.exhaustion_hours(days, burn), days) == pytest.approx(1)
    assert slo.budget_consumed(slo.burn_rate_threshold(days, 0.02, 1), 1, days) == pytest.approx(
        0.02
    )


@given(OBJECTIVES, DAYS, st.floats(0, 0.01), st.integers(0, 6), st.integers(0, 48))
@settings(deadline=None, max_examples=40)
def test_what_is_left_adds_up(objective, days, always, day, hours):
    incident = Incident(day, min(hours, (days - day) * 24), 0.05)
    made = replay(objective, days, always, incident)
    burn = slo.burn_rate(always, objective)
    extra = slo.budget_consumed(slo.burn_rate(0.05, objective), incident.hours, days)
    assert made.final_budget == pytest.approx(1 - burn - extra, abs=1e-6)
    assert np.all(np.diff(made.budget_left) <= 1e-12)
    if made.exhausted_at is not None:
        assert made.budget_left[round(made.exhausted_at * 12) - 1] <= 1e-9


def test_alerts_fire_at_their_limit_and_not_below():
    at = replay(0.999, 30, 0, Incident(0, 1, 0.0144))
    assert at.alerts_fired == {"page at once": 1.0, "page": None}
    below = replay(0.999, 30, 0, Incident(0, 1, 0.0143))
    assert below.alerts_fired == {"page at once": None, "page": None}
    slow = replay(0.999, 30, 0, Incident(2, 6, 0.006))
    assert slow.alerts_fired == {"page at once": None, "page": 2 * 24 + 6}


def test_the_short_window_ends_an_alarm():
    """An hour after a fierce quarter of an hour, the long mean is high and the short one is not."""
    burn = np.zeros(48)
    burn[:3] = 60  # 15 minutes at 60
    assert rolling_mean(burn, 1)[11] == pytest.approx(15)
    assert rolling_mean(burn, 5 / 60)[11] == 0


def test_policy():
    does = {1: "ship", 0.25: "ship", 0.24: "slow", 0: "freeze", -1: "freeze"}
    assert {left: policy(left) for left in does} == does


@pytest.mark.parametrize(
    "call",
    [
        lambda: slo.budget_share(1),
        lambda: slo.budget_share(99.9),
        lambda: slo.budget_events(0.99, -1),
        lambda: slo.burn_rate(1.2, 0.99),
        lambda: slo.budget_minutes(0.99, 0),
        lambda: slo.burn_rate_threshold(30, 0.02, 0),
        lambda: replay(0.999, 7, 0, Incident(7, 1, 0.1)),
        lambda: cycle_time(5, 0),
        lambda: simulate(0, 3, 1),
        lambda: simulate(3, 3, float("nan")),
        lambda: break_even(40, 3, 3),
        lambda: break_even(-1, 6, 3),
        lambda: metrics([]),
    ],
)
def test_what_cannot_be_is_refused_in_words(call):
    with pytest.raises(InputError) as problem:
        call()
    assert problem.value.fix


# --- S5 ----------------------------------------------------------------------------------


def test_littles_law():
    assert cycle_time(12, 4) == 3
    assert cycle_time(6, 4) == 1.5


@pytest.mark.parametrize("seed", range(1, 6))
def test_the_law_holds_for_a_stable_queue_and_fails_in_an_overload(seed):
    calm = simulate(2, 4, 1, weeks=400, seed=seed)
    assert not calm.is_overloaded
    assert calm.littles_law_cycle_time == pytest.approx(calm.mean_cycle_time, rel=0.05)
    # An M/M/4 queue at half load: mean time in the system 1.087 weeks (Erlang C).
    assert calm.mean_cycle_time == pytest.approx(1.087, rel=0.12)
    full = simulate(8, 4, 1, weeks=400, seed=seed)
    assert full.is_overloaded
    assert full.littles_law_cycle_time > full.mean_cycle_time * 1.3
    assert full.open_items[-1] > 1000


def test_the_same_seed_is_the_same_team():
    assert simulate(3, 4, 1, seed=3) == simulate(3, 4, 1, seed=3)
    assert simulate(3, 4, 1, seed=3) != simulate(3, 4, 1, seed=4)


def test_payback():
    assert break_even(40, 6, 3.5) == 16
    assert break_even(0, 6, 3.5) == 0


START = datetime(2026, 1, 5, 9)  # noqa: DTZ001 - clock times of one place


def one(day, lead, **more):
    live = START + timedelta(days=day)
    back = more.pop("hours_down", None)
    mended = live + timedelta(hours=back) if back is not None else None
    return Deployment(live - timedelta(hours=lead), live, recovered=mended, **more)


def test_five_metrics_by_hand():
    log = [one(0, 4), one(7, 10, failed=True, hours_down=2), one(14, 6, rework=True),
           one(14, 8, failed=True, hours_down=5)]  # fmt: skip
    made = metrics(log)
    assert made.lead_time == 7
    assert made.frequency == 2
    assert made.recovery_time == 3.5
    assert (made.fail_rate, made.rework_rate, made.count) == (0.5, 0.25, 4)
    assert metrics([one(0, 4)]).recovery_time is None
    assert metrics([one(0, 4)]).frequency == 7


@pytest.mark.parametrize("wrong", [one(0, -1), one(0, 1, failed=True, hours_down=-1)])
def test_times_that_run_backwards_name_the_deployment(wrong):
    with pytest.raises(InputError, match="Deployment 2"):
        metrics([one(0, 1), wrong])


def test_failures_that_go_on_count_and_have_no_recovery_time():
    made = metrics([one(0, 4, failed=True), one(7, 4), one(14, 4, failed=True, hours_down=3)])
    assert (made.failures, made.open_failures, made.recovery_time) == (2, 1, 3)
    assert made.fail_rate == pytest.approx(2 / 3)
    assert metrics([one(0, 4, failed=True)]).recovery_time is None


def test_weeks_without_a_deployment_count_before_and_after():
    log = [one(day, 3) for day in (0, 2, 4, 7, 9, 11, 14, 59)]
    before, after = before_and_after(log, 6)
    assert (before.count, before.weeks, after.count) == (7, 6, 1)
    assert before.frequency == pytest.approx(7 / 6)
    assert after.weeks == pytest.approx(17 / 7)
    assert after.frequency == pytest.approx(7 / 17)


def test_the_end_of_the_log_may_be_a_recovery_and_is_a_week_at_least():
    log = [one(0, 3), one(15, 3, failed=True, hours_down=24 * 13)]
    assert before_and_after(log, 2)[1].weeks == 2
    assert before_and_after([one(0, 3), one(15, 3)], 2)[1].weeks == 1
    assert before_and_after([one(0, 3), one(14, 3)], 2)[1].count == 1  # the border belongs to after


def test_nothing_after_the_split_is_said_at_the_split():
    with pytest.raises(InputError, match="Nothing was deployed after week 3") as found:
        before_and_after([one(0, 3), one(15, 3)], 3)
    assert found.value.field == "split"
