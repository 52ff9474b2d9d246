"""S0: the three readings hold what their questions say about them."""

from __future__ import annotations

import re
from collections import Counter
from datetime import timedelta

import pytest
import yaml
from jsonschema import Draft202012Validator

from utils.kit.listing import Listing
from utils.kit.quiz import bank
from utils.kit.quiz.grading import grade
from utils.kit.tables import read_rows
from utils.skills import data
from utils.skills.activities.query import TABLE_ID_BY_SQL_NAME
from utils.skills.model.query import run_query

SKILLS = "02-skills"
NEW = "on_hold"
JOIN = re.compile(r"JOIN .*\n.*ON .*\n")


@pytest.fixture(scope="module")
def asked():
    return {question.id.removeprefix("02.q."): question for question in bank.load_questions(SKILLS)}


def right(question):
    """Return the texts of the right choices."""
    return [choice.text for choice in question.choices if choice.accepted]


def test_groups_of_notebook_02():
    sizes = {
        "recall": 3,
        "openapi": 2,
        "sql": 2,
        "log": 2,
        "literacy": 4,
        "profile": 3,
    }
    assert {name: len(bank.load_question_group(SKILLS, name)) for name in sizes} == sizes
    assert len(bank.load_questions(SKILLS)) == sum(sizes.values())


def test_what_some_product_is_said_to_need_is_what_the_presets_say():
    for skill in ("cpp", "uml"):
        assert [kind for kind in data.PRODUCT_PRESET_LABELS if data.target_levels(kind)[skill]] == [
            "engine"
        ]


def test_occupations_without_ratings_are_not_in_the_table():
    rated = {code[:7] for code in data.occupation_titles()}
    assert not rated & {"15-1252", "13-1082"}
    assert {"15-1251", "15-1254", "15-1299"} <= rated  # who stand in
    assert len({row["rated"][:4] for row in read_rows("onet_importance")}) > 2  # "several years"


# --- the interface -----------------------------------------------------------------------


@pytest.fixture(scope="module")
def reply():
    """Return the schema of the reply."""
    call = yaml.safe_load(Listing("refund-openapi.yaml").text)["paths"]["/refunds/{refund_id}"]
    return call["get"]["responses"]["200"]["content"]["application/json"]["schema"]


def test_the_interface_is_an_openapi_document():
    whole = yaml.safe_load(Listing("refund-openapi.yaml").text)
    assert whole["openapi"].startswith("3.1.")
    assert set(whole) == {"openapi", "info", "paths"}
    (path,) = whole["paths"]
    (parameter,) = whole["paths"][path]["get"]["parameters"]
    assert parameter["in"] == "path"
    assert f"{{{parameter['name']}}}" in path


def test_the_new_value_breaks_who_holds_to_the_old_ones(reply):
    Draft202012Validator.check_schema(reply)
    refund = {"refund_id": "r08", "amount": 15_000, "state": NEW}
    assert not Draft202012Validator(reply).is_valid(refund)
    reply = {**reply, "properties": {**reply["properties"]}}
    reply["properties"]["state"] = {"enum": [*reply["properties"]["state"]["enum"], NEW]}
    assert Draft202012Validator(reply).is_valid(refund)
    assert f'one more value, "{NEW}"' in Listing("refund-openapi.yaml").text


def test_the_question_asks_about_the_teams_of_the_fragment(reply, asked):
    readers = reply["properties"]["state"]["x-read-by"]
    assert [choice.text for choice in asked["openapi-hurt"].choices] == list(readers)
    unprepared = [
        team for team, how in readers.items() if re.search(r"none for any other|neither", how)
    ]
    assert right(asked["openapi-hurt"]) == unprepared == ["Mobile", "Finance"]
    assert grade(asked["openapi-hurt"], ["b", "c"]).solved


def test_refunds_in_the_table_have_the_states_of_the_interface(reply):
    known = set(reply["properties"]["state"]["enum"])
    assert {row["state"] for row in read_rows(TABLE_ID_BY_SQL_NAME["refunds"])} == known


# --- the query ---------------------------------------------------------------------------


def answer(sql):
    """Return what a query over the two tables gives."""
    return run_query(sql, {name: read_rows(table) for name, table in TABLE_ID_BY_SQL_NAME.items()})


@pytest.fixture(scope="module")
def sql():
    return Listing("refunds.sql").text


@pytest.fixture(scope="module")
def repaired(sql):
    """Return the query without the join."""
    return JOIN.sub("", sql)


def by_hand():
    """Return per team the number and the sum of paid refunds, without SQL."""
    found = {}
    for row in read_rows(TABLE_ID_BY_SQL_NAME["refunds"]):
        if row["state"] == "paid":
            many, dollars = found.get(row["team"], (0, 0))
            found[row["team"]] = (many + 1, dollars + row["amount"])
    return found


def test_the_tables_hold_together():
    """An accepted attempt is the last one, and only what was accepted is sent or paid."""
    tries = {row["refund_id"]: [] for row in read_rows(TABLE_ID_BY_SQL_NAME["refunds"])}
    for row in sorted(
        read_rows(TABLE_ID_BY_SQL_NAME["refund_attempts"]), key=lambda row: row["at"]
    ):
        tries[row["refund_id"]].append(row["outcome"])
    last = {"paid": "accepted", "sent": "accepted", "failed": "rejected", "requested": None}
    for row in read_rows(TABLE_ID_BY_SQL_NAME["refunds"]):
        outcomes = tries[row["refund_id"]]
        assert (outcomes or [None])[-1] == last[row["state"]], row
        assert set(outcomes[:-1]) <= {"timeout"}, row


def test_the_query_counts_attempts(sql):
    many = Counter(row["refund_id"] for row in read_rows(TABLE_ID_BY_SQL_NAME["refund_attempts"]))
    expected = Counter()
    for row in read_rows(TABLE_ID_BY_SQL_NAME["refunds"]):
        if row["state"] == "paid":
            expected[row["team"]] += many[row["refund_id"]]
    assert {team: count for team, count, _ in answer(sql).rows} == expected


def test_without_the_join_it_counts_refunds(sql, repaired):
    assert repaired != sql
    assert {team: tuple(rest) for team, *rest in answer(repaired).rows} == by_hand()


@pytest.mark.parametrize(
    "repair",
    [
        lambda sql: sql.replace("WHERE", "WHERE a.outcome = 'accepted' AND"),
        lambda sql: JOIN.sub("", sql).replace(
            "WHERE",
            "WHERE EXISTS (SELECT 1 FROM refund_attempts AS a"
            " WHERE a.refund_id = r.refund_id AND a.outcome = 'accepted') AND",
        ),
    ],
    ids=["accepted attempts only", "an accepted attempt exists"],
)
def test_other_repairs_agree(repair, sql, repaired):
    assert answer(repair(sql)) == answer(repaired)


def test_the_order_changes_so_no_factor_repairs_it(sql, repaired):
    said, true = ([team for team, *_ in answer(text).rows] for text in (sql, repaired))
    assert (said.index("Payouts"), true.index("Payouts")) == (2, 0)


def checkout(sql):
    (found,) = [row[1:] for row in answer(sql).rows if row[0] == "Checkout"]
    return found


def test_the_number_asked_for_is_the_true_one(sql, repaired, asked):
    question = asked["sql-number"]
    assert question.number.answer == checkout(repaired)[1] == by_hand()["Checkout"][1]
    assert grade(question, checkout(sql)[1]).misconceptions == ("counted-too-much",)


def test_each_slip_is_what_its_mistake_leads_to(sql, repaired, asked):
    (tried, said), (paid, true) = checkout(sql), checkout(repaired)
    distinct = answer(repaired.replace("SUM(", "SUM(DISTINCT "))
    values = {
        "one-row-an-attempt": said,
        "equal-amounts-are-one": next(row[2] for row in distinct.rows if row[0] == "Checkout"),
        "halved-the-sum": said / 2,
        "dropped-what-was-repeated": 40,
        "divided-by-the-rows": said / tried,
        "average-instead-of-sum": true / paid,
    }
    question = asked["sql-number"]
    for slip, (name, value) in zip(question.number.slips, values.items(), strict=True):
        assert slip.value == value, name
        assert grade(question, value).marks == (("wrong", slip.feedback),)


def test_attempts_are_as_the_stem_tells_them():
    many = Counter(row["refund_id"] for row in read_rows(TABLE_ID_BY_SQL_NAME["refund_attempts"]))
    told = [
        (row["amount"], many[row["refund_id"]])
        for row in read_rows(TABLE_ID_BY_SQL_NAME["refunds"])
        if (row["team"], row["state"]) == ("Checkout", "paid")
    ]
    assert told == [(40, 2), (40, 1), (25, 3)]


# --- the log -----------------------------------------------------------------------------

LINE = re.compile(r"(\d\d):(\d\d):(\d\d) (?:\[([\w-]+)\] +)?(.+)")


@pytest.fixture(scope="module")
def log():
    """Return time, job (or None) and words of every line."""
    found = [LINE.fullmatch(line) for line in Listing("pipeline.log").text.split("\n")]
    return [
        (timedelta(hours=int(h), minutes=int(m), seconds=int(s)), job, words)
        for h, m, s, job, words in (line.groups() for line in found)
    ]


@pytest.fixture(scope="module")
def ends(log):
    """Return the first word of the last line of each job."""
    return {job: re.match(r"\w+", words)[0] for _, job, words in log if job}


def needs(log):
    """Return which jobs each job needs, as the log tells it."""
    found = ((job, re.search(r"needs:? ([\w, -]+)", words)) for _, job, words in log if job)
    return {job: set(line[1].split(", ")) for job, line in found if line}


def waiting(log, failed):
    """Return all jobs that need a failed one, directly or through others."""
    hit = {failed}
    while more := {job for job, before in needs(log).items() if before & hit} - hit:
        hit |= more
    return hit - {failed}


def test_one_job_fails_and_the_question_names_it(ends, asked):
    assert [job for job, end in ends.items() if end == "failed"] == ["contract-mobile"]
    (text,) = right(asked["log-failed"])
    assert text.startswith("contract-mobile failed")


def test_what_waits_follows_from_what_needs_it_and_the_question_names_it(log, ends, asked):
    stopped = [job for job, end in ends.items() if end in {"blocked", "skipped"}]
    assert set(stopped) == waiting(log, "contract-mobile")
    (text,) = right(asked["log-failed"])
    assert [job for job in stopped if job in text] == stopped == ["deploy-sandbox", "announce-beta"]
    assert {job for job, end in ends.items() if end == "ok"} == set(ends) - {
        "contract-mobile",
        *stopped,
    }


def test_the_retry_is_a_red_herring(log, ends):
    words = [said for _, job, said in log if job == "unit"]
    assert any(said.startswith("FAILED") for said in words)
    assert any(said.startswith("passed on retry") for said in words)
    assert ends["unit"] == "ok"


def test_finance_expects_nothing_of_values_and_mobile_expects_the_old_ones(log, reply):
    values = reply["properties"]["state"]["enum"]
    finance = " ".join(said for _, job, said in log if job == "contract-finance")
    assert "state is text" in finance
    assert not any(value in finance for value in [*values, NEW])
    mobile = " ".join(said for _, job, said in log if job == "contract-mobile")
    assert f"expected {', '.join(values[:-1])} or {values[-1]}" in mobile
    assert f'got "{NEW}"' in mobile


def test_the_clock_of_the_log_runs_on(log):
    times = [time for time, *_ in log]
    assert times == sorted(times)
    minutes, seconds = re.search(r"failed after (\d+) min (\d+) s", log[-1][2]).groups()
    assert times[-1] - times[0] == timedelta(minutes=int(minutes), seconds=int(seconds))


def test_readings_are_short_and_plain():
    for name, most in (("refund-openapi.yaml", 35), ("refunds.sql", 14), ("pipeline.log", 36)):
        lines = Listing(name).text.split("\n")
        assert len(lines) <= most
        assert max(map(len, lines)) <= 100
        assert all(line.isascii() and line.isprintable() for line in lines)  # no colors
