"""The seeded brief: the same for one seat, different for its neighbor, solvable for all."""

from __future__ import annotations

import hashlib

import pytest

from utils.backlog.model.order import cheapest_order, violated_prerequisites
from utils.capstone import data
from utils.capstone.model.brief import (
    GOAL_ITEM_KEY,
    LITTLE_SLACK,
    MUCH_SLACK,
    NO_SLACK,
    SEED_RANGE,
    TARGET_DAY,
    generate_brief,
    schedule_slack_level,
)
from utils.comparison.model.network import schedule
from utils.hiring import data as hiring
from utils.hiring.model import need
from utils.kit.errors import InputError
from utils.pay import public_data
from utils.pay.model.benchmark import percentile_of
from utils.role.model.promise import series_availability

EVERY = range(SEED_RANGE[0], SEED_RANGE[1] + 1)
LEAST = ("rail", "keys", GOAL_ITEM_KEY)  # what the partners ask for, and what that needs
ALL = ("rail", "keys", GOAL_ITEM_KEY, "status", "sandbox", "limits")


def test_seat_one_is_the_same_everywhere():
    """Written down, so that another Python that draws otherwise is noticed."""
    found = data.brief_for(1)
    assert dict(found.availabilities) == {
        "gateway": 0.9993,
        "ledger": 0.999,
        "fraud": 0.9985,
        "rail": 0.998,
    }
    assert (found.peak_load, found.time_limit, found.percent_in_time, found.monthly_refunds) == (
        6,
        8,
        98,
        750_000,
    )
    assert [one.key for one in found.changes] == ["deprecate", "rename", "call"]
    assert [task.days for task in found.tasks] == [8, 19, 0, 9, 7, 2]
    assert (found.version, found.area, found.asked_pay) == ("2.2.0", "12", 140_000)


def test_every_seat_keeps_its_figures():
    """Learners' kept work names a seat alone, and a class compares what the seats came to."""
    figures = [
        (
            sorted(one.availabilities.items()),
            [(item.key, item.value, item.urgency, item.enabling, item.size) for item in one.items],
            [(task.key, task.days) for task in one.tasks],
            [change.key for change in one.changes],
            (one.version, one.peak_load, one.time_limit, one.percent_in_time, one.monthly_refunds),
            sorted(one.ratings.items()),
        )
        for one in map(data.brief_for, EVERY)
    ]
    found = hashlib.sha256(repr(figures).encode()).hexdigest()
    assert found[:16] == "07caae3514aa3ae2", "the seats of older work have other figures now"


def test_the_same_seat_twice_is_the_same():
    assert generate_brief(17, data.brief_options()) == generate_brief(17, data.brief_options())


def test_neighbours_differ_in_what_is_computed():
    for seat in EVERY[:-1]:
        one, other = data.brief_for(seat), data.brief_for(seat + 1)
        differs = (
            one.availabilities != other.availabilities,
            one.items != other.items,
            one.tasks != other.tasks,
            one.changes != other.changes,
            one.monthly_refunds != other.monthly_refunds,
            one.ratings != other.ratings,
            (one.area, one.asked_pay) != (other.area, other.asked_pay),
        )
        assert sum(differs) >= 5, seat


@pytest.mark.parametrize("seat", [0, 100, 1.5, "7"])
def test_no_such_seat(seat):
    with pytest.raises(InputError, match="There's no seat"):
        generate_brief(seat, data.brief_options())


def test_every_chain_is_weaker_than_what_sales_would_like():
    assert all(
        series_availability(list(data.brief_for(seat).availabilities.values())) < 0.999
        for seat in EVERY
    )


def test_twelve_weeks_can_be_kept_with_much_with_little_or_not_at_all():
    """By the critical path: a room has something to compare."""
    least = {seat: launch_day(seat, LEAST) for seat in EVERY}
    whole = {seat: launch_day(seat, ALL) for seat in EVERY}
    rooms = {
        kind: [s for s in EVERY if schedule_slack_level(s) == kind]
        for kind in (MUCH_SLACK, LITTLE_SLACK, NO_SLACK)
    }
    assert all(whole[seat] < TARGET_DAY for seat in rooms[MUCH_SLACK])
    assert all(least[seat] < TARGET_DAY < whole[seat] for seat in rooms[LITTLE_SLACK])
    assert all(least[seat] > TARGET_DAY for seat in rooms[NO_SLACK])
    assert all(len(seats) >= 20 for seats in rooms.values())


def launch_day(seat: int, keys: tuple[str, ...]) -> float:
    return schedule(data.brief_for(seat).tasks_with_build_time(keys)).finish


def test_the_peak_fits_its_month():
    """A peak is some times as much as the mean: it never empties the month within hours."""
    for seat in EVERY:
        brief = data.brief_for(seat)
        mean = brief.monthly_refunds / (30 * 24 * 3600)
        assert 8 <= brief.peak_load / mean <= 22, seat
        assert 1 < brief.peak_load == round(brief.peak_load)
    assert len({data.brief_for(seat).peak_load for seat in EVERY}) >= 5


def test_orders_can_be_built_and_differ_between_seats():
    best = {tuple(cheapest_order(data.brief_for(seat).items)) for seat in EVERY}
    assert len(best) >= 8
    assert all(
        violated_prerequisites(
            data.brief_for(seat).items, cheapest_order(data.brief_for(seat).items)
        )
        == ()
        for seat in EVERY
    )


def test_each_brief_breaks_adds_and_something_else():
    for seat in EVERY:
        kinds = sorted(one.verdict for one in data.brief_for(seat).changes)
        assert kinds in (["adds", "breaks", "deprecates"], ["adds", "breaks", "repairs"])


def test_all_three_verdicts_on_the_owner_occur():
    found = [
        need.score_verdict(
            need.weighted_score(data.brief_for(s).ratings, hiring.criterion_weights())
        )
        for s in EVERY
    ]
    assert {found.count(name) >= 5 for name in ("yes", "borderline")} == {True}
    assert set(found) <= {"yes", "borderline", "no"}


def test_pay_lies_inside_the_percentiles_of_every_occupation():
    for seat in EVERY:
        made = data.brief_for(seat)
        for code in data.OCCUPATION_NAMES:
            rank = percentile_of(
                made.asked_pay, public_data.occupation_wages(code, made.area, "paid")
            )
            assert rank.status == "inside", (seat, code)
