"""The SQL query: any text gives a result or words that help, and nothing is changed."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from time import monotonic

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from utils.kit.errors import InputError
from utils.skills.model import query
from utils.skills.model.query import MAX_RESULT_ROWS, MAX_SQL_CHARS, QueryResult, run_query

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
        made = run_query(sql, TABLES)
    except InputError as error:
        return error
    assert isinstance(made, QueryResult)
    assert len(made.rows) == min(made.total, MAX_RESULT_ROWS)
    assert all(len(row) == len(made.columns) for row in made.rows)
    return made


# --- what it gives -----------------------------------------------------------------------


def test_rows_and_columns_come_back_in_order():
    made = run_query("select refund_id, amount from refunds order by amount", TABLES)
    assert made == QueryResult(("refund_id", "amount"), (("r2", 25), ("r1", 40)), 2)


def test_a_join_gives_a_row_for_each_pair():
    sql = "select sum(amount) from refunds join attempts using (refund_id)"
    assert run_query(sql, TABLES).rows == ((40 + 40 + 25,),)


def test_missing_stays_missing_and_bytes_become_text():
    made = run_query("select state, x'00ff' from refunds where state is null", TABLES)
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
        "\ufeffselect\u00a01\u200b",
        "\u2003select 1\u202f;\u00a0",
    ],
)
def test_comments_semicolons_and_capitals_do_no_harm(sql):
    assert run_query(sql, TABLES).rows == ((1,),)


def test_many_rows_are_counted_and_two_hundred_come_back():
    made = run_query(COUNTING.format(" where x < 500", "x"), TABLES)
    assert made.total == 500
    assert made.rows == tuple((n + 1,) for n in range(200))


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
    "select amount from refunds wher state": "can't read past “state”",
    "select count( from refunds": "can't read past “from”",
    "select * from refunds fetch (1)": "can't read past “(”",
    "select (1": "stops too early",
    "select": "stops too early",
    "select 'paid": "can't read “paid”",
    "select @": "can't read “@”",
    "select 1 from refunds where count(*) > 1": "single rows",
    "select sum(sum(amount)) from refunds": "single rows",
    "select total_of(1)": "no function “total_of”",
    "select abs(1, 2)": "abs got too many",
    "select 1 union select 1, 2": "number of columns",
    "select zeroblob(1000000000)": "grows too long",
    "select ?": "leaves a place open",
    "select :team": "leaves a place open",
    f"select 1{'+1' * 1_500}": "nested too deep",
    "select 1\x00": "can't be read",
    "select '\ud800'": "can't be read",
    "select abs(-9223372036854775807 - 1)": "SQLite says: integer overflow",
    f"select 1{' ' * MAX_SQL_CHARS}": "the limit is 4,000",
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
    assert "doesn't come to an end" in str(answer(sql))


PRINTF = "printf('%.*c', 2147483647, 'x')"


@pytest.mark.parametrize(
    "sql",
    [
        f"select {PRINTF}, {PRINTF}, {PRINTF}",
        f"select length({PRINTF})",
        "select format('%.2147483647c', 'x')",
        "select printf('%-2147483647s|', 'x')",
        "select printf('%0*d', 2147483647, 1)",
        "select zeroblob(2147483647)",
        "select hex(randomblob(2147483647))",
        "select replace(hex(zeroblob(2000)), '0', hex(zeroblob(2000)))",
        COUNTING.format("", "group_concat(x)"),
        COUNTING.format("", "group_concat(hex(zeroblob(2000)))"),
        COUNTING.format("", "json_group_array(x)"),
        COUNTING.format("", "printf('%.999c', 'x')"),
        COUNTING.format("", "distinct hex(zeroblob(2000)) || x"),
        COUNTING.format("", "trim(hex(zeroblob(1200)), hex(zeroblob(1200)) || '1')"),
        "with recursive n(x) as (select 'a' union all select x || x from n) select * from n",
        "select count(*) from attempts" + ", attempts" * 59,
    ],
)
def test_a_query_that_would_take_long_is_refused_within_two_seconds(sql):
    """The clock of the query stops after one second, so that only a hang takes ten."""
    start = monotonic()
    assert isinstance(answer(sql), InputError)
    assert monotonic() - start < 10


def test_printf_formats_as_in_sqlite():
    sql = "select printf('%.2f|%5d', 1.005, 3), format('2024-%02d', 7), printf('100%% of %s', 'a')"
    assert run_query(sql, TABLES).rows == (("1.01|    3", "2024-07", "100% of a"),)


def test_a_query_may_be_longer_than_half_of_its_limit():
    sql = f"select 1 in ({', '.join(['1'] * 1_200)})"
    assert 3_500 < len(sql) < MAX_SQL_CHARS
    assert run_query(sql, TABLES).rows == ((1,),)


# --- what a connection may do ------------------------------------------------------------


@pytest.mark.parametrize(
    "statement",
    [
        "attach ':memory:' as other",
        "detach main",
        "pragma table_list",
        "pragma query_only = 0",
        "create table t (a)",
        "create temp table t (a)",
        "insert into refunds values (1)",
        "update refunds set a = 2",
        "delete from refunds",
        "drop table refunds",
        "analyze",
        "begin",
        "savepoint s",
    ],
)
def test_the_connection_refuses_everything_but_reading(statement):
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("create table refunds (a)")
        query._restrict_connection(connection)
        with pytest.raises(sqlite3.DatabaseError, match=r"not authorized|prohibited"):
            connection.execute(statement)
        assert connection.execute("select count(*) from refunds").fetchall() == [(0,)]


def test_only_four_actions_are_allowed():
    allowed = {code for code in range(100) if query._authorize_read_only(code) == sqlite3.SQLITE_OK}
    assert allowed == {20, 21, 31, 33}  # read, select, function, recursive


@pytest.mark.parametrize(
    ("limit", "value"), [("MAX_QUERY_SECONDS", 0), ("MAX_SQLITE_STEPS", 5_000)]
)
def test_steps_and_clock_each_stop_a_query(monkeypatch, limit, value):
    slow = COUNTING.format(" where x < 5000", "count(*)")
    assert run_query(slow, TABLES).rows == ((5000,),)
    monkeypatch.setattr(query, limit, value)
    assert "doesn't come to an end" in str(answer(slow))


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
    assert run_query(sql, TABLES).rows == ((40, 2),)
    assert run_query(doubling(6), TABLES).rows == ((1,),)


# --- any text ----------------------------------------------------------------------------


@given(st.text(max_size=200) | st.text(max_size=200).map("select ".__add__))
@example("select \u2028 1")
@example("\x1f")
@example(f"select {'(' * 900}1{')' * 900}")
@example("select load_extension('x')")
@example("select json('{')")
@example("select cast(x'ff' as text), 9e999")
@settings(deadline=None, max_examples=2_000)
def test_any_text_is_answered(sql):
    answer(sql)


@given(st.lists(st.sampled_from(WORDS.split()), max_size=25).map(" ".join))
@settings(deadline=None, max_examples=2_000)
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
    assert run_query("select count(*) from refunds", TABLES).rows == ((2,),)
