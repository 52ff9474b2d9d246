"""C2: the critical path, slack, and what a slip costs."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from utils.comparison.data import rollout_tasks
from utils.comparison.model.network import (
    MAX_TASK_DAYS,
    MAX_TASKS,
    Task,
    find_cycle,
    finish_delay,
    schedule,
    topological_order,
)
from utils.kit.errors import InputError

whole = st.integers(0, 20)
fine = st.integers(0, 4000).map(lambda hundredths: hundredths / 100)


@st.composite
def networks(draw, days=whole, most=7):
    """Return tasks whose predecessors come earlier, then in any order."""
    size = draw(st.integers(1, most))
    made = [
        Task(
            f"t{n}",
            f"Task {n}",
            draw(days),
            tuple(f"t{m}" for m in range(n) if draw(st.booleans())),
        )
        for n in range(size)
    ]
    return draw(st.permutations(made))


def all_chains(tasks):
    """Return every chain of tasks from any task to any later one, as lists of tasks."""
    by_key = {task.key: task for task in tasks}

    def up_to(task):
        yield [task]
        for key in task.predecessors:
            for chain in up_to(by_key[key]):
                yield [*chain, task]

    return [chain for task in tasks for chain in up_to(task)]


def chain_days(chain):
    return sum(task.days for task in chain)


# --- the case ----------------------------------------------------------------------------


def test_the_case_ends_on_day_34_along_its_critical_path():
    made = schedule(rollout_tasks())
    assert made.finish == 34
    assert made.critical_path == ("freeze", "sdk", "payouts", "finance", "retire")
    assert made.critical_path_count == 1
    assert {row.task.key for row in made.rows if row.critical} == set(made.critical_path)


def test_every_date_of_the_case():
    found = {
        row.task.key: (row.start, row.finish, row.slack, row.latest_finish)
        for row in schedule(rollout_tasks()).rows
    }
    assert found == {
        "freeze": (0, 5, 0, 5),
        "sandbox": (5, 10, 11, 21),
        "sdk": (5, 13, 0, 13),
        "mobile": (13, 28, 3, 31),
        "payouts": (13, 23, 0, 23),
        "checkout": (10, 18, 13, 31),
        "subscriptions": (10, 20, 11, 31),
        "fraud": (10, 16, 15, 31),
        "finance": (23, 31, 0, 31),
        "retire": (31, 34, 0, 34),
    }


@pytest.mark.parametrize(("days", "cost"), [(0, 0), (3, 0), (4, 1), (5, 2), (-5, 0)])
def test_mobile_may_slip_three_days(days, cost):
    assert finish_delay(rollout_tasks(), "mobile", days) == cost


def test_a_slip_moves_the_critical_path():
    made = schedule(rollout_tasks(), {"mobile": 5})
    assert (made.finish, made.critical_path) == (36, ("freeze", "sdk", "mobile", "retire"))
    assert (made.row("mobile").days, made.row("mobile").task.days) == (20, 15)
    assert made.row("payouts").slack == 2


def test_two_critical_paths_at_once():
    made = schedule(rollout_tasks(), {"mobile": 3})
    assert (made.finish, made.critical_path_count) == (34, 2)
    assert made.critical_path == ("freeze", "sdk", "mobile", "retire")


def test_several_slips_and_a_task_that_shrinks_to_nothing():
    made = schedule(rollout_tasks(), {"sdk": -100, "mobile": 1})
    assert (made.row("sdk").days, made.row("sdk").finish) == (0, 5)
    assert (made.row("mobile").start, made.row("mobile").finish) == (5, 21)


def test_earliest_is_the_day_a_task_is_done():
    made = schedule(rollout_tasks())
    assert [made.row(key).finish for key in ("freeze", "mobile", "retire")] == [5, 28, 34]


def test_rows_stay_in_the_order_given():
    tasks = rollout_tasks()[::-1]
    assert [row.task for row in schedule(tasks).rows] == tasks


def test_teams_of_the_case():
    teams = [task.team for task in rollout_tasks() if task.team]
    assert sorted(teams) == [
        "Checkout", "Finance", "Fraud", "Mobile", "Payouts", "Subscriptions",
    ]  # fmt: skip


# --- any network -------------------------------------------------------------------------


@settings(deadline=None)
@given(networks())
def test_as_long_as_the_longest_chain(tasks):
    made = schedule(tasks)
    assert made.finish == max(map(chain_days, all_chains(tasks)))
    for row in made.rows:
        through = [chain for chain in all_chains(tasks) if row.task in chain]
        assert row.slack == made.finish - max(map(chain_days, through))
        assert row.critical == (row.slack == 0)


@settings(deadline=None)
@given(networks(st.integers(1, 20)))
def test_critical_paths_are_the_longest_chains(tasks):
    made = schedule(tasks)
    longest = [
        [t.key for t in chain] for chain in all_chains(tasks) if chain_days(chain) == made.finish
    ]
    assert list(made.critical_path) in longest
    assert made.critical_path_count == len(longest)


@settings(deadline=None)
@given(networks(fine), st.data(), fine)
def test_a_slip_costs_what_slack_does_not_hold(tasks, data, slip):
    row = data.draw(st.sampled_from(schedule(tasks).rows))
    wanted = max(0.0, slip - row.slack)
    assert math.isclose(finish_delay(tasks, row.task.key, slip), wanted, abs_tol=1e-5)


@settings(deadline=None)
@given(networks(fine))
def test_critical_path_follows_in_time(tasks):
    made = schedule(tasks)
    rows = [made.row(key) for key in made.critical_path]
    assert all(row.critical for row in rows)
    assert rows[0].start == 0
    assert math.isclose(rows[-1].finish, made.finish, abs_tol=1e-5)
    for earlier, later in pairwise(rows):
        assert earlier.task.key in later.task.predecessors
        assert math.isclose(earlier.finish, later.start, abs_tol=1e-5)


@settings(deadline=None)
@given(networks(fine))
def test_order_puts_each_behind_what_comes_before(tasks):
    found = topological_order(tasks)
    assert sorted(found) == sorted(task.key for task in tasks)
    for task in tasks:
        assert all(found.index(key) < found.index(task.key) for key in task.predecessors)


def test_fractions_that_do_not_add_up_exactly_stay_critical():
    tenths = [Task(f"t{n}", f"T{n}", 0.1, (f"t{n - 1}",) if n else ()) for n in range(3)]
    made = schedule([*tenths, Task("whole", "Whole", 0.3)])
    assert all(row.critical and row.slack == 0 for row in made.rows)
    assert made.critical_path_count == 2


def test_very_many_critical_paths_are_counted_not_walked():
    tasks, before = [], ()
    for layer in range(20):
        keys = tuple(f"{layer}_{n}" for n in range(3))
        tasks += [Task(key, key, 1, before) for key in keys]
        before = keys
    assert schedule(tasks).critical_path_count == 3**20


def test_a_network_of_nothing_but_milestones():
    made = schedule([Task("a", "A", 0), Task("b", "B", 0, ("a",))])
    assert (made.finish, made.critical_path, made.critical_path_count) == (0, ("a", "b"), 1)


# --- what cannot be ----------------------------------------------------------------------


A, B = Task("a", "Freeze", 1), Task("b", "SDK", 2, ("a",))


def error_message(tasks, slips=None):
    with pytest.raises(InputError) as wrong:
        schedule(tasks, slips)
    assert wrong.value.fix
    return str(wrong.value)


def test_a_circle_is_named_from_the_task_given_first():
    tasks = [
        A,
        Task("sdk", "SDK", 1, ("a", "payouts")),
        Task("payouts", "Payouts", 1, ("sdk",)),
        Task("end", "End", 1, ("payouts",)),
    ]
    assert "SDK → Payouts → SDK" in error_message(tasks)
    assert find_cycle(tasks) == ["sdk", "payouts"]
    assert find_cycle([A, B]) == []
    into_its_middle = [A, Task("sdk", "SDK", 1, ("pay",)), Task("pay", "Payouts", 1, ("a", "sdk"))]
    assert find_cycle(into_its_middle) == ["sdk", "pay"]
    with pytest.raises(InputError, match="SDK → Payouts → SDK"):
        topological_order(tasks)


def test_a_long_circle_is_cut_in_words():
    ring = [Task(f"t{n}", f"T{n}", 1, (f"t{(n + 29) % 30}",)) for n in range(30)]
    words = error_message(ring)
    assert "T0 → T1 → T2 →" in words
    assert "→ … → T0." in words


def test_an_unknown_predecessor_with_the_nearest_name():
    words = error_message([A, Task("payouts", "Payouts", 1), Task("c", "Finance", 1, ("Payout",))])
    assert "Finance waits for “Payout”" in words
    assert "Did you mean “payouts”?" in words
    assert "Use one of: a, b." in error_message([A, Task("b", "SDK", 1, ("zzz",))])


@pytest.mark.parametrize(
    ("tasks", "slips", "words"),
    [
        ([], None, "no task"),
        ([A, Task("a", "SDK", 1)], None, "Two tasks have the key “a”: Freeze and SDK"),
        ([Task("a", "Freeze", 1, ("a",))], None, "Freeze waits for itself"),
        ([Task("a", "Freeze", -1)], None, "Freeze takes less than 0 days"),
        ([Task("a", "Freeze", math.nan)], None, "Freeze doesn't have a number of days"),
        ([Task("a", "Freeze", math.inf)], None, "Freeze takes more than 3,650 days"),
        ([Task("a", "Freeze", 10**400)], None, "Freeze takes more than 3,650 days"),
        ([Task("a", "Freeze", MAX_TASK_DAYS + 1)], None, "Freeze takes more than 3,650 days"),
        ([A, B], {"c": 1}, "There's no task “c”"),
        ([A, B], {"b": math.nan}, "SDK with its slip doesn't have a number of days"),
        ([A, B], {"b": MAX_TASK_DAYS}, "SDK with its slip takes more than 3,650 days"),
        ([Task(str(n), str(n), 1) for n in range(MAX_TASKS + 1)], None, "The network has 61 tasks"),
    ],
)
def test_what_cannot_be_is_said(tasks, slips, words):
    assert words in error_message(tasks, slips)


def test_an_unknown_row_is_said():
    with pytest.raises(InputError, match="Did you mean “mobile”"):
        schedule(rollout_tasks()).row("mobil")
    with pytest.raises(InputError, match="no task “nobody”"):
        schedule(rollout_tasks()).row("nobody")
