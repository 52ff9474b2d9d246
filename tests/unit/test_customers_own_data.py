"""Lab 02c with a learner's own tables: keys, changes, and calls as gateways export them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from attempts import attempt
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from utils.customers.activities import DidItHelp, OldVersion, StuckFunnel
from utils.customers.call_log import (
    OTHER_CALLERS_NAME,
    count_weekly_calls,
    extract_version,
    parse_status_class,
    read_call_log,
)
from utils.customers.model.keys import SUCCESS_STEP, key_funnel
from utils.customers.parsing import read_keys
from utils.kit.errors import InputError

START = datetime(2026, 3, 2)  # noqa: DTZ001 - local times


def keys_table(head="created,first_success,change", values=("yes", "no"), works=(8, 2)):
    """Return 40 keys, one a day, half with the change; of ten, so many work on their first day."""
    lines = [head]
    for day in range(40):
        kind = day % 2
        made = START + timedelta(days=day)
        works_today = (day // 2) % 10 < works[kind]
        success = (made + timedelta(hours=5)).isoformat() if works_today else ""
        lines.append(f"{made.isoformat()},{success},{values[kind]}")
    lines.append(f"{(START + timedelta(days=60)).isoformat()},,{values[1]}")
    return "\n".join(lines)


def own(table, **answers):
    return DidItHelp.evaluate(own=["own"], table=table, **answers)


# --- did it help? --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "values"),
    [
        ("created,first_success,change", ("yes", "no")),
        ("Created at,First 200,Variant", ("treatment", "control")),
        ("signup,first successful call,group", ("B", "A")),
        ("created,first_success,message", ("new", "old")),
        ("created,first_success,exposed", ("1", "0")),
        ("created,first_success,flag", ("on", "")),
    ],
)
def test_the_change_is_found_and_compared(head, values):
    view = own(keys_table(head, values), compare="control", decision="ship")
    assert "16 of 20 keys with the change worked within a day, and 4 of 20 without" in view.summary
    assert "zero is outside" in view.summary
    assert view.says[0].tag == "fits"
    assert "same weeks, with − without: +60.0 points" in view.picture.description


def test_a_day_splits_before_and_after():
    began = (START + timedelta(days=20)).date().isoformat()
    view = own(keys_table(works=(10, 0)), compare="control", began=began)
    assert "10 of 10 keys with the change" in view.summary
    assert "with it, later − earlier: +0.0 points" in view.picture.description
    view = own(keys_table(), compare="before", began=began, decision="back")
    assert view.summary.startswith("8 of 10 keys worked within a day before, and 8 of 10 since")
    assert view.says[0].tag == "not shown"


def test_no_difference_is_not_told_and_n_is_named():
    view = own(keys_table(works=(5, 4)), compare="control", decision="hold")
    assert "You can't tell yet. Ask again when each group has" in view.summary
    assert "if it's half as large" in view.summary
    assert view.says[0].tag == "fits"


@pytest.mark.parametrize("decision", ["ship", "hold", "back"])
@pytest.mark.parametrize("works", [(9, 1), (1, 9), (5, 5)])
def test_each_decision_on_own_keys_has_feedback(decision, works):
    assert own(keys_table(works=works), compare="control", decision=decision).says
    assert own(keys_table(works=works), compare="control").says == ()


@pytest.mark.parametrize(
    ("answers", "field", "words"),
    [
        ({"compare": "before"}, "began", "needs the day"),
        ({"compare": "before", "began": "soon"}, "began", "isn't a date"),
        ({"compare": "before", "began": "2020-01-01"}, "began", "no keys before"),
        ({"compare": "control", "began": "2030-01-01"}, "began", "no keys with the change"),
    ],
)
def test_what_is_not_said_yet_is_asked_at_its_field(answers, field, words):
    with pytest.raises(InputError) as problem:
        own(keys_table(), **answers)
    assert problem.value.field == field
    assert words in str(problem.value)


def test_groups_with_other_names_are_asked_for():
    table = keys_table(values=("blue", "green"))
    with pytest.raises(InputError, match="Which keys had the change") as problem:
        own(table, compare="control")
    assert problem.value.field == "with_value"
    made = DidItHelp()
    made.set(own=["own"], table=table, compare="control")
    assert not made.inputs["with_value"].hidden
    assert [key for key, _ in made.inputs["with_value"].options] == ["", "green", "blue"]
    made.set(with_value="blue")
    assert "16 of 20 keys with the change" in made.summary_html
    made.close()


def test_a_table_without_the_change_says_what_to_add():
    with pytest.raises(InputError, match="Add a column change") as problem:
        own("created,first_success\n2026-03-01,2026-03-02\n2026-03-05,", compare="control")
    assert problem.value.field == "table"


def test_keys_too_young_for_a_day_count_neither_way():
    young = "\n2026-05-01 10:00,2026-05-01 12:00,yes\n2026-05-01 11:00,,no"
    text = keys_table() + young
    assert "16 of 20 keys with the change" in own(text, compare="control").summary


# --- calls ---------------------------------------------------------------------------------


def call_table(days=28, head="time,caller,version,status,count"):
    lines = [head]
    for day in range(days):
        when = (START + timedelta(days=day)).date()
        lines.append(f"{when},Stays,1,200,50")
        lines.append(f"{when},Moves,1,200,{max(0, 40 - 10 * (day // 7))}")
        lines.append(f"{when},Moves,2,404,{10 * (day // 7)}")
    return "\n".join(lines)


def test_own_calls_by_week():
    found = count_weekly_calls(call_table())
    assert found.usage.old_version_calls == {"Stays": [350] * 4, "Moves": [280, 210, 140, 70]}
    assert found.usage.refused_calls["Moves"] == [0, 70, 140, 210]
    assert found.old_version == "1"
    view = OldVersion.evaluate(own=["own"], table=call_table(), first="Stays", day=4)
    assert view.says[0].tag == "isn't moving"
    assert "Stays would still be calling" in view.says[1]
    assert "in 4 weeks" in view.summary
    assert OldVersion.evaluate(own=["own"], table=call_table(), first="Moves").says[0].tag == (
        "is moving"
    )


GATEWAYS = {
    "one row a call": (
        "timestamp,consumer,request path,response status,user agent\n",
        "{time}Z,shop-1,/v{v}/payments/77?x=1,200,pay-java/2.1 (Linux)",
    ),
    "a cloud gateway's log": (
        "requestTime,apiKeyId,resourcePath,stage,status,responseLength\n",
        "{time}Z,ab12cd,/payments,v{v},502,311",
    ),
    "an analytics export": (
        "Time Generated [UTC]\tDeveloper App\tAPI Proxy\tStatus code\tSum(message_count)\n",
        "{time}\tShop\tpayments-v{v}\t200\t1,250",
    ),
    "semicolons, a dated version": (
        "date;client id;api version;http status;requests\n",
        "{time};shop;2026-0{v}-01;4xx;17",
    ),
}


@pytest.mark.parametrize("kind", GATEWAYS)
def test_what_gateways_export_is_read(kind):
    head, line = GATEWAYS[kind]
    lines = [
        line.format(time=(START + timedelta(days=day, hours=day % 5)).isoformat(), v=1 + day % 2)
        for day in range(30)
    ]
    table = head + "\n".join(lines)
    found = count_weekly_calls(table)
    assert len(found.usage.calls) == 1
    (weeks,) = found.usage.calls.values()
    (old,) = found.usage.old_version_calls.values()
    assert len(weeks) == 4
    assert 0 < sum(old) < sum(weeks)
    assert OldVersion.evaluate(own=["own"], table=table).summary
    assert StuckFunnel.evaluate(own=["own"], table=table).summary


@pytest.mark.parametrize(
    ("text", "version"),
    [
        ("1", "1"), ("v2", "2"), ("V2.1", "2.1"), ("/v1/payments", "1"), ("payments-v3", "3"),
        ("https://api.example.com/V2/x?a=9", "2"), ("2026-03-01", "2026-03-01"),
        ("version 4", "4"), ("api_v1_prod", "1"), ("/payments", ""), ("dev1", ""), ("", ""),
        ("/v1beta/x", ""), ("nav2/x", ""), ("ver. 2", "2"), ("Version: 2", "2"), ("/x?v=3", "3"),
        ("/x?api-version=2023-11-01", "2023-11-01"), ("v2026-03-01", "2026-03-01"),
        ("2024-10-16.acacia", "2024-10-16"), ("/2026-03-01/x", "2026-03-01"),
        ("/v1/payments?from=2026-01-01&to=2026-02-01", "1"), ("/payments?from=2026-01-01", ""),
        ("/v1/reports/2026-03-01", "1"), ("GET /v2/orders/2024-11-05-7781 HTTP/1.1", "2"),
        ("/customers/2026-0001-7", ""),
    ],
)  # fmt: skip
def test_versions(text, version):
    assert extract_version(text) == version


@pytest.mark.parametrize(
    ("text", "kind"),
    [("200", "2"), ("4xx", "4"), ("404 Not Found", "4"), ("5XX", "5"), ("HTTP/1.1 301", "3")],
)
def test_statuses(text, kind):
    assert parse_status_class(text) == kind


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ("time,caller,version\n2026-03-01,a,1\n2026-03-02,a,2", "three whole weeks"),
        ("time,caller,version\n2026-03-01,a,1\n2026-04-02,a,1", "only version 1"),
        ("time,caller,path\n2026-03-01,a,/x\n2026-04-02,a,/y", "no version"),
        ("time,caller,version,status\n2026-03-01,a,1,fine", "isn't an HTTP status"),
        ("time,caller,version,count\n2026-03-01,a,1,-5", "isn't a number of calls"),
        ("caller,version\na,1", "no column for the time"),
    ],
)
def test_what_is_wrong_with_calls_is_said_at_the_table(table, words):
    with pytest.raises(InputError) as problem:
        count_weekly_calls(table)
    assert problem.value.field == "table"
    assert words in str(problem.value)


def test_the_old_version_can_be_said():
    lines = [f"{(START + timedelta(days=n)).date()},a,{1 + n % 3}" for n in range(30)]
    table = "time,caller,version\n" + "\n".join(lines)
    assert count_weekly_calls(table).old_version == "1"
    assert count_weekly_calls(table, "v2").old_version == "2"
    with pytest.raises(InputError, match="1, 2, or 3") as problem:
        count_weekly_calls(table, "9")
    assert problem.value.field == "old"


def test_many_callers_are_added_up_and_new_ones_do_not_break_the_forecast():
    lines = [f"{(START + timedelta(days=n % 28)).date()},c{n},{1 + n % 2}" for n in range(200)]
    table = "time,caller,version\n" + "\n".join(lines)
    found = count_weekly_calls(table)
    assert len(found.usage.calls) == 20
    assert OTHER_CALLERS_NAME in found.usage.calls
    assert sum(map(sum, found.usage.calls.values())) == 200
    assert OldVersion.evaluate(own=["own"], table=table).picture


def test_a_callers_first_call_is_where_a_log_begins_for_it():
    table = (
        "time,caller,status,count\n2026-03-01T10:00,a,401,3\n2026-03-01T12:00,a,200,60\n"
        "2026-03-02T10:00,a,200,60\n2026-03-03T10:00,b,401,1\n2026-03-04T10:00,b,401,1"
    )
    found = read_keys(table)
    first, second = found.keys
    assert (first.hours_to_step[SUCCESS_STEP], first.hours_to_step[4]) == (2, 24)
    assert not second.reached(SUCCESS_STEP)
    assert second.watched_hours == 24
    assert [step.name for step in key_funnel(found.keys)] == [
        "key", "first call", "first success", "hundredth call",
    ]  # fmt: skip
    assert "log of calls" in " ".join(found.notes)
    assert StuckFunnel.evaluate(own=["own"], table=table, show="time", split="both").picture


def test_a_step_that_a_table_does_not_have_is_not_the_worst():
    table = "created,first_success\n2026-03-01,2026-03-02\n2026-03-05,2026-03-06\n2026-03-07,"
    assert "first success" in StuckFunnel.evaluate(own=["own"], table=table).summary


HEADS = ["time,caller,path,status,calls", "created,first_success,change", "Timestamp (UTC);app;uri",
         "Signed up\tfirst 200\tgroup", ""]  # fmt: skip
CELLS = st.one_of(
    st.sampled_from(["time", "caller", "version", "status", "created", "first_success", "change",
                     "2026-03-01", "2026-04-01 09:00Z", "6/1/2026", "13/6/2026", "", "/v1/pay",
                     "v2", "1", "200", "1.200", "1,5", "-3", "1e308", "yes", "x", '"a', "\0"]),
    st.text(max_size=8),
)  # fmt: skip


@st.composite
def tables(draw):
    """Return a table with known headings or none, and any cells."""
    head = draw(st.sampled_from(HEADS))
    separator = next((one for one in ",;\t" if one in head), ",")
    lines = draw(st.lists(st.lists(CELLS, max_size=5).map(separator.join), max_size=8))
    return "\n".join([head, *lines])


@settings(max_examples=2_000, deadline=6_000, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(tables(), st.text(max_size=200)))
def test_any_text_is_read_or_refused_at_a_field(text):
    for read in (read_call_log, count_weekly_calls, read_keys):
        _, problem = attempt(lambda read=read: read(text))
        assert problem is None or problem.field == "table"


@settings(max_examples=30)
@given(tables(), st.text(max_size=10), st.text(max_size=10), st.sampled_from(["before", "control"]))
def test_any_own_table_is_compared_or_refused(text, began, chosen, compare):
    given_answers = {"own": ["own"], "table": text, "began": began, "compare": compare}
    made = DidItHelp()
    made.set(**given_answers, with_value=chosen)
    assert made.summary_html or made.inputs
    made.close()


# --- what is wrong, and where --------------------------------------------------------------


def test_zones_are_asked_about_with_the_lines_and_all_other_problems():
    text = "Signed up,First 200\n2026-03-01T09:00Z,\n2026-03-02,2026-03-01\nsoon,\n"
    with pytest.raises(InputError) as found:
        read_keys(text)
    assert "1 time with a time zone (such as on line 2) and 2 without" in found.value.what
    assert "line 4, Signed up: “soon” isn't a time" in found.value.what
    with pytest.raises(InputError, match="line 2, First 200: is before the key was made"):
        read_keys("Signed up,First 200\n2026-03-02,2026-03-01\n")


def test_a_heading_gives_the_zone_of_its_column():
    log = read_call_log(
        "Timestamp (UTC);Client;URI\n2026-06-01 09:00;A;/v1\n2026-06-01 09:00Z;A;/v1"
    )
    assert {row.time for row in log.rows} == {datetime(2026, 6, 1, 9, tzinfo=UTC)}


def test_counts_are_whole_numbers_and_named_by_their_heading():
    log = read_call_log("week;team;requests\n2026-06-01;A;1.200\n2026-06-08;A;12.000")
    assert [row.calls for row in log.rows] == [1200, 12_000]
    assert "“1.200” was read as 1,200, not 1.2." in log.notes
    with pytest.raises(InputError, match=r"line 2, requests: 1\.5 isn't a number of calls"):
        read_call_log("week;team;requests\n2026-06-01;A;1.5")


@pytest.mark.parametrize(
    ("cell", "hours"),
    [("1:30:00", 1.5), ("1h 30m", 1.5), ("PT1H30M", 1.5), ("1 day 02:00:00", 26.0),
     ("2 days 3 hours", 51.0), ("1 week", 168.0), ("45 min", 0.75), ("1 week 2 days", 216.0),
     ("P1W", 168.0)],
)  # fmt: skip
def test_how_long_a_step_took_may_have_several_parts(cell, hours):
    found = read_keys(f"created,time to first success\n2026-06-01 09:00,{cell}\n").keys
    assert found[0].hours_to_step[SUCCESS_STEP] == hours


def test_a_length_that_could_be_two_is_refused():
    with pytest.raises(InputError, match="“1:30” isn't a time"):
        read_keys("created,time to first success\n2026-06-01 09:00,1:30\n")


@pytest.mark.parametrize("heading", ["# of calls", "# Calls", "No. of requests"])
def test_a_sign_for_a_number_may_be_in_the_heading(heading):
    log = read_call_log(f"time,caller,version,{heading}\n2026-06-01,acme,v1,5\n")
    assert [row.calls for row in log.rows] == [5]


def test_an_empty_count_is_no_calls_and_said():
    log = read_call_log("time,caller,calls\n2026-06-01,acme,\n2026-06-02,acme,5\n")
    assert [row.calls for row in log.rows] == [0, 5]
    assert log.notes[-1] == "1 row has nothing under “calls”: no calls."
    assert [row.calls for row in read_call_log("time,caller\n2026-06-01,acme\n").rows] == [1]


def test_a_row_of_no_calls_is_not_a_callers_first():
    table = "time,caller,status,calls\n2026-06-01 09:00,a,200,0\n2026-06-01 10:00,a,401,3\n"
    (key,) = read_keys(f"{table}2026-06-01 12:00,a,200,1\n").keys
    assert key.hours_to_step[SUCCESS_STEP] == 2
    assert read_keys(table.replace(",3", ",0")).keys


def test_date_and_clock_time_of_a_web_servers_log_are_one_time():
    head = "date,time,caller,cs-uri-stem,sc-status\n"
    log = read_call_log(f"{head}2026-06-01,09:00:01,a,/v1/x,200\n2026-06-01,11:30:00,b,/v2/x,200\n")
    assert [(row.time.hour, row.time.minute) for row in log.rows] == [(9, 0), (11, 30)]


def test_minutes_may_be_said_with_in():
    (key,) = read_keys("created,Time to first success in minutes\n2026-06-01 09:00,90\n").keys
    assert key.hours_to_step[SUCCESS_STEP] == 1.5


@pytest.mark.parametrize("cell", ["10%", "$10", "10 min"])
def test_what_is_no_count_of_calls_is_refused(cell):
    with pytest.raises(InputError, match="calls"):
        read_call_log(f"time,caller,version,calls\n2026-06-01,acme,v1,{cell}\n")
    assert read_call_log("time,caller,version,calls\n2026-06-01,acme,v1,10 calls\n").rows[0].calls


@pytest.mark.parametrize(
    ("time_heading", "version_heading", "versions"),
    [
        ("week start", "version", ("v1", "v2")),
        ("Week of", "API version", ("1", "2")),
        ("time", "Accept", ("application/vnd.pay.v1+json", "application/vnd.pay.v2+json")),
        ("time", "Stripe-Version", ("2024-04-10", "2025-02-24.acacia")),
    ],
)
def test_weeks_by_their_start_and_versions_in_a_header_are_found(
    time_heading, version_heading, versions
):
    log = read_call_log(
        f"{time_heading},client,{version_heading},calls\n"
        f"2026-03-02,a,{versions[0]},120\n2026-03-09,a,{versions[1]},30"
    )
    assert [row.version for row in log.rows] == [extract_version(one) for one in versions]
    assert all(row.version for row in log.rows)
    assert log.rows[1].time.isoformat().startswith("2026-03-09")
