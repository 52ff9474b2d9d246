"""The query desk: any text gives a result or words that help, and nothing is changed."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from utils.kit.errors import InputError
from utils.skills.model import query
from utils.skills.model.query import MOST_ROWS, MOST_TEXT, Result, run

TABLES = {
    "refunds": [
        {"refund_id": "r1", "amount": 40, "state": "paid"},
        {"refund_id": "r2", "amount": 25, "state": None},
    ],
    "attempts": [
        {"attempt_id": "a1", "refund_id": "r1"},
        {"attempt_id": "a2", "refund_id": "r1"},
        {"attempt_id": "a3", "refund_id": "r2"},
    ],
}
COUNTING = "with recursive n(x) as (select 1 union all select x + 1 from n{}) select {} from n"
WORDS = """select with recursive as ( ) , * from join on where group by order having limit union all
    refunds attempts refund_id amount state 'paid' count sum max 1 = + - ; insert delete drop table
    pragma attach -- /* n null distinct case when then else end in exists like "x" ? not and or
    values update set explain || hex zeroblob randomblob group_concat json_each over partition"""


def doubling(parts):
    """Return a query whose parts each mention the one before them twice."""
    part = ", c{}(x) as (select a.x from c{} a, c{} b)"
    made = (part.format(n, n - 1, n - 1) for n in range(1, parts))
    last = f" select count(*) from c{parts - 1}"  # noqa: S608 (no text from outside)
    return f"with c0(x) as (select 1){''.join(made)}{last}"


def answer(sql):
    """Return what a text leads to; every error but the one for people fails the test."""
    try:
        made = run(sql, TABLES)
    except InputError as told:
        return told
    assert isinstance(made, Result)
    assert len(made.rows) == min(made.total, MOST_ROWS)
    assert all(len(row) == len(made.columns) for row in made.rows)
    return made


# --- what it gives -----------------------------------------------------------------------


def test_rows_and_columns_come_back_in_order():
    made = run("select refund_id, amount from refunds order by amount", TABLES)
    assert made == Result(("refund_id", "amount"), (("r2", 25), ("r1", 40)), 2)


def test_a_join_gives_a_row_for_each_pair():
    sql = "select sum(amount) from refunds join attempts using (refund_id)"
    assert run(sql, TABLES).rows == ((40 + 40 + 25,),)


def test_missing_stays_missing_and_bytes_become_text():
    made = run("select state, x'00ff' from refunds where state is null", TABLES)
    assert made.rows == ((None, "x'00ff'"),)


@pytest.mark.parametrize(
    "sql",
    [
        "select 1;",
        "select 1 ; ; \n",
        "-- why\nselect 1",
        "/* a; b */ SELECT 1",
        "select 1 -- the end",
        "With a as (select 1) select * from a",
        "select(1)",
    ],
)
def test_comments_semicolons_and_capitals_do_no_harm(sql):
    assert run(sql, TABLES).rows == ((1,),)


def test_many_rows_are_counted_and_two_hundred_come_back():
    made = run(COUNTING.format(" where x < 500", "x"), TABLES)
    assert made.total == 500
    assert made.rows == tuple((n + 1,) for n in range(MOST_ROWS))


# --- what it refuses ---------------------------------------------------------------------

REFUSED = {
    "": "no query yet",
    " ;; ": "no query yet",
    "-- only a comment": "no query yet",
    "selec 1": "begins with “selec”",
    "insert into refunds values (1, 2, 3)": "begins with “insert”",
    "drop table refunds": "begins with “drop”",
    "attach 'x' as y": "begins with “attach”",
    "pragma table_list": "begins with “pragma”",
    "explain select 1": "begins with “explain”",
    "with a as (select 1) delete from refunds": "more than read",
    "with a as (select 1) insert into refunds select 1, 2, 3": "more than read",
    "select * from pragma_table_info('refunds')": "more than read",
    "select 1; select 2": "two statements",
    "select 1; drop table refunds": "two statements",
    "select team from refunds": "no column “team”",
    "select amount from refunds where state = “paid”": "straight single quotes",
    "select r.team from refunds r": "no column “r.team”",
    "select * from refund": "no table “refund”",
    "select refund_id from refunds join attempts": "Two tables have a column “refund_id”",
    "select amount from refunds wher state": "cannot read on at “state”",
    "select count( from refunds": "cannot read on at “from”",
    "select (1": "stops too early",
    "select": "stops too early",
    "select 'paid": "cannot read “paid”",
    "select @": "cannot read “@”",
    "select 1 from refunds where count(*) > 1": "single rows",
    "select sum(sum(amount)) from refunds": "single rows",
    "select total_of(1)": "no function “total_of”",
    "select abs(1, 2)": "abs got too many",
    "select 1 union select 1, 2": "number of columns",
    "select zeroblob(1000000000)": "grows too long",
    "select ?": "leaves a place open",
    "select :team": "leaves a place open",
    f"select 1{'+1' * 1_500}": "nested too deep",
    "select 1\x00": "cannot be read",
    "select '\ud800'": "cannot be read",
    "select abs(-9223372036854775807 - 1)": "SQLite says: integer overflow",
    f"select 1{' ' * MOST_TEXT}": "Keep it under 4,000",
    doubling(17): "mentioned too often",
}


@pytest.mark.parametrize("sql", REFUSED, ids=lambda sql: ascii(sql[:30]))
def test_a_slip_is_told_in_plain_words(sql):
    assert REFUSED[sql] in str(answer(sql))


def test_a_wrong_name_is_told_with_the_names_that_there_are():
    for sql in ("select team from refunds", "select * from refund"):
        fix = answer(sql).fix
        assert "refunds (refund_id, amount, state); attempts (attempt_id, refund_id)" in fix


@pytest.mark.parametrize(
    "sql",
    [
        COUNTING.format("", "x"),
        COUNTING.format("", "count(*)"),
        COUNTING.format("", "hex(zeroblob(900)) || x") + " order by 1",
        "select count(*) from attempts" + ", attempts" * 59,
    ],
)
def test_a_query_without_an_end_is_stopped(sql):
    assert "does not come to an end" in str(answer(sql))


@pytest.mark.parametrize(("limit", "value"), [("SECONDS", 0), ("MOST_STEPS", 5_000)])
def test_steps_and_clock_each_stop_a_query(monkeypatch, limit, value):
    slow = COUNTING.format(" where x < 5000", "count(*)")
    assert run(slow, TABLES).rows == ((5000,),)
    monkeypatch.setattr(query, limit, value)
    assert "does not come to an end" in str(answer(slow))


@pytest.mark.parametrize(
    "part",
    [
        "{0} as (select 1 x from {1} a, {1} b)",
        '"{0}" as (select 1 x from "{1}" a, {1} b)',
        "[{0}] (x)as(select 1 from [{1}] a, `{1}` b)",
        "{0} as not materialized (select 1 x from {1} a, {1} b)",
        "{0} /* so */ as -- and\n (select 1 x from {1} a, {1} b)",
    ],
)
def test_parts_that_double_each_other_are_seen_in_every_spelling(part):
    parts = ", ".join(part.format(f"c{n}", f"c{n - 1}") for n in range(1, 17))
    assert "mentioned too often" in str(answer(f"with c0 as (select 1 x), {parts} select 1"))


def test_parts_used_as_people_use_them_are_let_through():
    sql = """with paid as (select * from refunds where state = 'paid'),
        tried as (select refund_id, count(*) as many from attempts group by refund_id),
        both_of_them as (select paid.refund_id, paid.amount, tried.many, paid.state
            from paid join tried on tried.refund_id = paid.refund_id)
        select b.amount, b.many from both_of_them as b"""
    assert run(sql, TABLES).rows == ((40, 2),)
    assert run(doubling(6), TABLES).rows == ((1,),)


# --- any text ----------------------------------------------------------------------------


@given(st.text(max_size=200))
@example("select \u2028 1")
@example("\x1f")
@example(f"select {'(' * 900}1{')' * 900}")
@example("select load_extension('x')")
@example("select json('{')")
@example("select cast(x'ff' as text), 9e999")
@settings(deadline=None)
def test_any_text_is_answered(sql):
    answer(sql)


@given(st.lists(st.sampled_from(WORDS.split()), max_size=25).map(" ".join))
@settings(deadline=None, max_examples=300)
def test_any_mixture_of_words_is_answered(words):
    answer(words)
    answer("select " + words)
    answer("select * from refunds where " + words)  # noqa: S608 (any text is to be answered)


@given(st.lists(st.sampled_from(WORDS.split()), max_size=25).map(" ".join))
@settings(deadline=None)
def test_nothing_that_is_run_changes_the_tables(words):
    before = {name: [dict(row) for row in rows] for name, rows in TABLES.items()}
    answer(f"with n as (select 1) {words}")
    assert before == TABLES
    assert run("select count(*) from refunds", TABLES).rows == ((2,),)
