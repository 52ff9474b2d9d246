"""Budgets, burn, alerts, a replayed month, a team's flow, delivery metrics, payback."""

from __future__ import annotations

import math
from datetime import date, datetime, timedelta
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from utils.kit.errors import InputError
from utils.reliability import data
from utils.reliability.model import slo
from utils.reliability.model.debt import break_even, payback
from utils.reliability.model.dora import (
    Deployment,
    compute_dora_metrics,
    latest_week_to_split_after,
    metrics_before_and_after,
    weekly_deployments_and_failures,
    weeks_covered,
)
from utils.reliability.model.flow import cycle_time, simulate, team_speed
from utils.reliability.model.incident_replay import (
    Incident,
    release_policy_for_budget,
    replay_incident,
    rolling_mean,
)
from utils.reliability.model.wip_limit import schedule_with_limit

OBJECTIVES = st.floats(0.9, 0.9999)
DAYS = st.sampled_from([7, 28, 30])
MONDAY = date(2026, 9, 7)


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
    made = replay_incident(objective, days, always, incident)
    burn = slo.burn_rate(always, objective)
    extra = slo.budget_consumed(slo.burn_rate(0.05, objective), incident.hours, days)
    assert made.final_budget_share == pytest.approx(1 - burn - extra, abs=1e-6)
    assert np.all(np.diff(made.budget_left) <= 1e-12)
    if made.exhausted_at_hour is not None:
        assert made.budget_left[round(made.exhausted_at_hour * 12) - 1] <= 1e-9


def test_the_alerts_are_those_of_the_workbook():
    """The workbook: page at 2% of the budget in 1 hour and 5% in 6, ticket at 10% in 3 days.

    The short window is a twelfth of the long one.
    """
    made = [(one.long_hours, one.short_hours, one.budget_share) for one in slo.BURN_RATE_ALERTS]
    table = [(1, 0.02), (6, 0.05), (3 * 24, 0.10)]
    assert made == [(hours, pytest.approx(hours / 12), share) for hours, share in table]


FAST, SLOW, TICKET = (one.name for one in slo.BURN_RATE_ALERTS)


def test_alerts_fire_at_their_limit_and_not_below():
    at = replay_incident(0.999, 30, 0, Incident(0, 1, 0.0144)).first_alert_hours
    assert (at[FAST], at[SLOW]) == (1.0, None)
    below = replay_incident(0.999, 30, 0, Incident(0, 1, 0.0143)).first_alert_hours
    assert (below[FAST], below[SLOW]) == (None, None)
    slow = replay_incident(0.999, 30, 0, Incident(2, 6, 0.006)).first_alert_hours
    assert (slow[FAST], slow[SLOW]) == (None, 2 * 24 + 6)


def test_a_steady_loss_that_pages_nobody_opens_a_ticket():
    """Burn 1 over three days uses a tenth of a 30-day budget; below 1 the budget lasts."""
    nothing = Incident(0, 0, 0)
    steady = replay_incident(0.999, 30, 0.002, nothing)
    assert steady.first_alert_hours == {FAST: None, SLOW: None, TICKET: 36.0}
    assert steady.exhausted_at_hour == 15 * 24
    assert replay_incident(0.999, 30, 0.001, nothing).first_alert_hours[TICKET] == 72.0
    assert replay_incident(0.999, 30, 0.00099, nothing).first_alert_hours[TICKET] is None


@given(OBJECTIVES, DAYS, st.floats(0, 0.02))
@settings(deadline=None, max_examples=60)
def test_no_budget_is_gone_without_an_alert_and_no_ticket_for_a_budget_that_lasts(
    objective, days, always
):
    made = replay_incident(objective, days, always, Incident(0, 0, 0))
    fired = any(hour is not None for hour in made.first_alert_hours.values())
    assert fired == (slo.burn_rate(always, objective) >= 1 - 1e-9)


@given(OBJECTIVES, DAYS, st.floats(0, 0.01), st.integers(0, 6), st.integers(0, 200))
@settings(deadline=None, max_examples=40)
def test_only_what_is_inside_the_window_is_used(objective, days, always, day, hours):
    made = replay_incident(objective, days, always, Incident(day, hours, 0.05))
    inside = min(hours, (days - day) * 24)
    used = slo.budget_consumed(slo.burn_rate(0.05, objective), inside, days)
    assert made.incident_budget_share == pytest.approx(used, abs=1e-6)
    left = 1 - made.incident_budget_share - made.baseline_budget_share
    assert made.final_budget_share == pytest.approx(left, abs=1e-6)


def test_nothing_left_is_zero_and_counts_as_gone():
    made = replay_incident(0.999, 30, 0, Incident(29, 48, 0.03))
    assert str(made.final_budget_share) == "0.0"
    assert made.exhausted_at_hour == 720


def test_the_short_window_ends_an_alarm():
    """An hour after a fierce quarter of an hour, the long mean is high and the short one is not."""
    burn = np.zeros(48)
    burn[:3] = 60  # 15 minutes at 60
    assert rolling_mean(burn, 1)[11] == pytest.approx(15)
    assert rolling_mean(burn, 5 / 60)[11] == 0


def test_policy():
    does = {1: "ship", 0.25: "ship", 0.24: "slow", 0: "freeze", -1: "freeze"}
    assert {left: release_policy_for_budget(left) for left in does} == does


@pytest.mark.parametrize(
    "call",
    [
        lambda: slo.budget_share(1),
        lambda: slo.budget_share(99.9),
        lambda: slo.budget_events(0.99, -1),
        lambda: slo.burn_rate(1.2, 0.99),
        lambda: slo.budget_minutes(0.99, 0),
        lambda: slo.burn_rate_threshold(30, 0.02, 0),
        lambda: replay_incident(0.999, 7, 0, Incident(7, 1, 0.1)),
        lambda: cycle_time(5, 0),
        lambda: simulate(0, 3, 1),
        lambda: simulate(3, 3, float("nan")),
        lambda: break_even(40, 3, 3),
        lambda: break_even(-1, 6, 3),
        lambda: break_even(float("nan"), 6, 3),
        lambda: payback(40, 6, 3, 20, 0, MONDAY),
        lambda: compute_dora_metrics([]),
    ],
)
def test_what_cannot_be_is_refused_in_words(call):
    with pytest.raises(InputError) as problem:
        call()
    assert problem.value.fix


def test_littles_law():
    assert cycle_time(12, 4) == 3
    assert cycle_time(6, 4) == 1.5


@pytest.mark.parametrize("seed", range(1, 6))
def test_the_law_holds_for_a_stable_queue_and_is_not_claimed_in_an_overload(seed):
    calm = simulate(2, 4, 1, weeks=400, seed=seed)
    assert not calm.is_overloaded
    assert calm.littles_law_holds
    assert calm.littles_law_cycle_weeks == pytest.approx(calm.mean_cycle_time, rel=0.05)
    # An M/M/4 queue at half load: mean time in the system 1.087 weeks (Erlang C).
    assert calm.mean_cycle_time == pytest.approx(1.087, rel=0.12)
    full = simulate(8, 4, 1, weeks=400, seed=seed)
    assert full.is_overloaded
    assert not full.littles_law_holds
    assert full.littles_law_cycle_weeks > full.mean_cycle_time * 1.3
    assert full.open_items[-1] > 1000


def test_luck_is_never_called_overload():
    made = [simulate(3, 4, 1, limit=limit, seed=seed) for seed in range(200) for limit in (4, None)]
    assert not any(one.is_overloaded or one.is_swamped_by_switching for one in made)
    nearly_full = [simulate(3.8, 4, 1, limit=4, seed=seed) for seed in range(100)]
    assert not any(one.is_overloaded or one.is_swamped_by_switching for one in nearly_full)


def test_a_limit_below_the_number_of_people_limits_the_team_and_one_above_does_not():
    """Work for one person and one week in each item: two places finish 2 a week, four people 4."""
    tight = simulate(3, 4, 1, limit=2)
    assert (tight.capacity, tight.offered_load, tight.is_overloaded) == (2, 1.5, True)
    wide = simulate(3, 4, 1, limit=10)
    assert (wide.capacity, wide.offered_load, wide.is_overloaded) == (4, 0.75, False)


def test_a_team_that_hardly_gets_anything_gets_what_is_expected():
    """One item in a hundred weeks: 5 in 500 teams of a week, give or take."""
    made = [simulate(0.01, 1, 1, weeks=1, seed=seed).arrival_rate for seed in range(500)]
    assert 1 <= sum(made) <= 12


TEAMS = st.tuples(
    st.floats(0.5, 8), st.integers(1, 10), st.floats(0.2, 3), st.integers(1, 10**6)
)  # fmt: skip
LIMITS = st.one_of(st.none(), st.integers(1, 30))
PRICES = st.floats(0, 0.4)


@given(TEAMS, LIMITS, PRICES)
@settings(deadline=None, max_examples=60)
def test_what_is_counted_adds_up_and_the_law_is_true_where_it_is_shown(team, limit, price):
    *size, seed = team
    made = simulate(*size, limit=limit, switching_cost=price, seed=seed)
    people = size[1]
    assert max(made.open_items) <= (limit or math.inf)
    assert 0 <= made.idle_people <= people + 1e-9
    if limit is not None and limit < people:
        assert made.idle_people >= people - limit - 1e-9
    arrived, done = made.arrival_rate * 52, made.throughput * 52
    assert arrived - done == pytest.approx(made.unfinished_items[-1])
    if made.littles_law_holds:
        assert made.offered_load < 1
        assert made.wip == pytest.approx(made.throughput * made.mean_cycle_time, rel=0.06)


@given(TEAMS, PRICES)
@settings(deadline=None, max_examples=40)
def test_the_same_items_arrive_whatever_is_decided(team, price):
    *size, seed = team
    rates = {
        simulate(*size, limit=limit, switching_cost=c, seed=seed).arrival_rate
        for limit in (1, 5, None)
        for c in (0, price)
    }
    assert len(rates) == 1


@given(st.integers(1, 8), st.integers(1, 10**6), st.floats(1.3, 3))
@settings(deadline=None, max_examples=25)
def test_without_a_price_sharing_finishes_as_much_as_first_come_first_served(people, seed, load):
    """One item a person is first come, first served. Overloaded, nobody is ever idle for long."""
    given = (load * people, people, 1)
    shared = simulate(*given, weeks=300, seed=seed).throughput
    served = simulate(*given, limit=people, weeks=300, seed=seed).throughput
    assert shared == pytest.approx(served, rel=0.2)
    assert served == pytest.approx(people, rel=0.2)


@given(st.integers(1, 8), st.integers(1, 10**6), st.floats(0.1, 0.4))
@settings(deadline=None, max_examples=25)
def test_with_a_price_an_overloaded_team_finishes_less_the_higher_the_limit(people, seed, price):
    limits = [people, 2 * people, 4 * people, 8 * people]
    finished = [
        simulate(2 * people, people, 1, limit=n, switching_cost=price, weeks=300, seed=seed)
        for n in limits
    ]
    assert all(a.throughput >= b.throughput * 0.98 for a, b in pairwise(finished))
    assert finished[0].throughput > 1.2 * finished[-1].throughput


@given(st.integers(1, 10), st.integers(0, 60), PRICES)
def test_team_speed_rises_until_all_have_an_item_and_never_after(people, n, price):
    now, more = team_speed(n, people, price), team_speed(n + 1, people, price)
    assert (more == now + 1) if n < people else (more <= now + 1e-12)


def test_ten_items_for_four_people_at_a_price_and_without():
    """Two people have three items, two have two: at 0.5 they work at 1/2 and 2/3 of their speed."""
    assert team_speed(10, 4) == 4
    assert team_speed(10, 4, 0.5) == pytest.approx(2 / 2 + 2 * 2 / 3)


@pytest.mark.parametrize(
    ("spread", "least", "most"),
    [("equal", 0.7, 0.9), ("exponential", 0.95, 1.05), ("wide", 1.3, 3)],
)
def test_without_a_price_only_the_sizes_say_whether_a_limit_helps(monkeypatch, spread, least, most):
    """As the notes of Exercise 9 say. Sharing beats a queue where sizes vary more than that."""

    def items(arrivals, weeks_per_item, weeks, seed):
        chance = np.random.default_rng(seed)
        times = np.sort(chance.uniform(0, weeks, round(arrivals * weeks)))
        size = {
            "equal": np.ones,
            "exponential": lambda n: chance.exponential(1, n),
            "wide": lambda n: chance.lognormal(-np.log(5) / 2, np.sqrt(np.log(5)), n),  # cv 2
        }[spread](len(times))
        return times.tolist(), (weeks_per_item * size).tolist()

    monkeypatch.setattr("utils.reliability.model.flow._random_items", items)
    team = {"arrivals": 3.4, "people": 4, "weeks_per_item": 1, "switching_cost": 0, "weeks": 500}
    limited, unlimited = (
        np.mean([simulate(**team, limit=limit, seed=seed).mean_lead_time for seed in range(8)])
        for limit in (4, None)
    )
    assert least < limited / unlimited < most


@pytest.mark.parametrize(
    "wrong",
    [{"limit": 0}, {"limit": -1}, {"switching_cost": -0.1}, {"switching_cost": float("nan")},
     {"switching_cost": 1.1}, {"weeks": 0}, {"weeks": 10**9}],
)  # fmt: skip
def test_a_team_that_cannot_be_is_refused(wrong):
    with pytest.raises(InputError):
        simulate(3, 4, 1, **wrong)


def test_the_same_seed_is_the_same_team():
    assert simulate(3, 4, 1, seed=3) == simulate(3, 4, 1, seed=3)
    assert simulate(3, 4, 1, seed=3) != simulate(3, 4, 1, seed=4)


def test_payback():
    assert break_even(40, 6, 3.5) == 16
    assert break_even(0, 6, 3.5) == 0


def test_payback_with_a_date_and_what_waits():
    made = payback(40, 6, 3.5, 20, 5, MONDAY)
    assert (made.break_even_changes, made.saved_days, made.delay_break_even_changes) == (16, 10, 31)
    assert made.cleanup_done_date == MONDAY + timedelta(weeks=8)
    assert made.break_even_date == MONDAY + timedelta(days=math.ceil(96 / 5 * 7))
    assert made.changes_not_built == pytest.approx(40 / 6)
    assert made.total_delay_weeks == pytest.approx((20 * 40 - 2.5 * 210) / 5)


@given(st.integers(1, 120), st.floats(0.5, 20), st.floats(0.5, 20), st.integers(1, 80))
def test_waiting_by_adding_up_change_by_change(cleanup, clean, saving, planned):
    made = payback(cleanup, clean + saving, clean, planned, 5, MONDAY)
    later = [cleanup + n * clean - n * (clean + saving) for n in range(1, planned + 1)]
    assert made.total_delay_weeks == pytest.approx(sum(later) / 5, abs=1e-6)
    assert made.saved_days == pytest.approx(-later[-1], abs=1e-6)
    even = payback(cleanup, clean + saving, clean, made.delay_break_even_changes, 5, MONDAY)
    assert even.total_delay_weeks <= 1e-6


def test_a_payback_beyond_the_calendar_is_refused():
    with pytest.raises(InputError) as found:
        payback(120, 20, 19.999, 1, 0.5, date(9999, 12, 30))
    assert found.value.field == "start"


START = datetime(2026, 1, 5, 9)  # noqa: DTZ001 - clock times of one place


def one(day, lead, **more):
    live = START + timedelta(days=day)
    back = more.pop("hours_down", None)
    fixed = live + timedelta(hours=back) if back is not None else None
    return Deployment(live - timedelta(hours=lead), live, recovered=fixed, **more)


def test_five_metrics_by_hand():
    log = [one(0, 4), one(7, 10, failed=True, hours_down=2), one(14, 6, rework=True),
           one(14, 8, failed=True, hours_down=5)]  # fmt: skip
    made = compute_dora_metrics(log)
    assert made.median_lead_time_hours == 7
    assert made.deployments_per_week == pytest.approx(
        4 / 3
    )  # the last recovery is in the third week
    assert made.median_recovery_hours == 3.5
    assert (made.change_fail_rate, made.rework_rate, made.deployment_count) == (0.5, 0.25, 4)
    assert compute_dora_metrics([one(0, 4)]).median_recovery_hours is None
    assert compute_dora_metrics([one(0, 4)]).deployments_per_week == 1


@pytest.mark.parametrize("wrong", [one(0, -1), one(0, 1, failed=True, hours_down=-1)])
def test_times_that_run_backwards_name_the_deployment(wrong):
    with pytest.raises(InputError, match="Deployment 2"):
        compute_dora_metrics([one(0, 1), wrong])


def test_failures_that_go_on_count_and_have_no_recovery_time():
    made = compute_dora_metrics(
        [one(0, 4, failed=True), one(7, 4), one(14, 4, failed=True, hours_down=3)]
    )
    assert (made.failure_count, made.open_failure_count, made.median_recovery_hours) == (2, 1, 3)
    assert made.change_fail_rate == pytest.approx(2 / 3)
    assert compute_dora_metrics([one(0, 4, failed=True)]).median_recovery_hours is None


def test_a_deployment_a_week_after_the_first_ends_the_first_week():
    log = [one(0, 3), one(7, 3, failed=True)]  # to the minute: one week, and not a second one
    assert weekly_deployments_and_failures(log, 1) == [(2, 1)]
    assert weekly_deployments_and_failures(log, 2) == [(1, 0), (1, 1)]


def test_a_limit_lets_at_least_one_item_start():
    with pytest.raises(InputError, match="lets no item start"):
        schedule_with_limit([1.0], 0)
    assert len(schedule_with_limit([1.0], 1)) == 1


def test_weeks_without_a_deployment_count_before_and_after():
    log = [one(day, 3) for day in (0, 2, 4, 7, 9, 11, 14, 59)]
    before, after = metrics_before_and_after(log, 6)
    assert (before.deployment_count, before.weeks, after.deployment_count) == (7, 6, 1)
    assert before.deployments_per_week == pytest.approx(7 / 6)
    assert (after.weeks, after.deployments_per_week) == (3, pytest.approx(1 / 3))


def test_a_log_can_be_split_after_the_last_week_that_something_follows():
    assert latest_week_to_split_after([one(0, 3), one(20.9, 3)]) == 2
    assert latest_week_to_split_after([one(0, 3), one(21, 3)]) == 3  # the border belongs to after
    assert latest_week_to_split_after([one(0, 3), one(2, 3)]) == 1  # there's a choice at least


def test_the_case_in_halves_and_its_last_week():
    log = data.load_case_deployments()
    halves = metrics_before_and_after(log, 6)
    assert [one.deployment_count for one in halves] == [13, 32]
    assert [one.deployments_per_week for one in halves] == [
        pytest.approx(13 / 6),
        pytest.approx(32 / 6),
    ]
    assert metrics_before_and_after(log, 11)[1].deployments_per_week == 6


@given(st.lists(st.floats(0, 200), min_size=1, max_size=30), st.integers(1, 40))
def test_bars_and_labels_agree(days, split):
    log = [one(day, 1) for day in days]
    counts = weekly_deployments_and_failures(log, split + 1)
    assert sum(count for count, _ in counts) == len(log)
    try:
        before, after = metrics_before_and_after(log, split)
    except InputError:
        return
    assert sum(count for count, _ in counts[:split]) == before.deployment_count
    assert sum(count for count, _ in counts[split:]) == after.deployment_count
    assert len(counts) == split + after.weeks == max(weeks_covered(log), split + 1)


def test_the_end_of_the_log_may_be_a_recovery_and_is_a_week_at_least():
    log = [one(0, 3), one(15, 3, failed=True, hours_down=24 * 13)]
    assert metrics_before_and_after(log, 2)[1].weeks == 2
    assert metrics_before_and_after([one(0, 3), one(15, 3)], 2)[1].weeks == 1
    assert (
        metrics_before_and_after([one(0, 3), one(14, 3)], 2)[1].deployment_count == 1
    )  # the border belongs to after


def test_nothing_after_the_split_is_said_at_the_split():
    with pytest.raises(InputError, match="Nothing was deployed after week 3") as found:
        metrics_before_and_after([one(0, 3), one(15, 3)], 3)
    assert found.value.field == "split"
