"""Own tables of lab 02c as gateways and analytics export them, and what is asked of them."""

from __future__ import annotations

import csv
import io
import math
from datetime import UTC, datetime, timedelta

import pytest
from attempts import attempt
from hypothesis import given, settings
from hypothesis import strategies as st

from utils.customers.activities import DidItHelp, OldVersion, StuckFunnel
from utils.customers.activities.own_tables import CALL_QUESTIONS, KEY_QUESTIONS
from utils.customers.call_log import count_weekly_calls, parse_status_class, read_call_log
from utils.customers.model.keys import SUCCESS_STEP
from utils.customers.parsing import CALL_ROW, ROW_KIND_FIELD, read_keys
from utils.kit.column_questions import ANSWER_NAME_PREFIX, CHOOSE_BELOW_HINT
from utils.kit.errors import InputError
from utils.kit.table_reader import TableError

START = datetime(2026, 3, 2, tzinfo=UTC)
CALLERS = {"acme": "pay-java/2.1 (Linux)", "blue": "pay-python/1.4", "north": "axios/1.6.8"}


def csv_text(head, rows):
    """Return a CSV with quotation marks where they're needed."""
    made = io.StringIO()
    csv.writer(made).writerows([head, *rows])
    return made.getvalue()


def calls():
    """Yield 28 days of calls: acme stays on version 1 and is refused once a day; others moved."""
    for day in range(28):
        for n, (name, agent) in enumerate(CALLERS.items()):
            for k in range(2):
                when = START + timedelta(days=day, hours=3 * n + k, minutes=7 * k, milliseconds=250)
                yield when, name, agent, 2 if n else 1, 401 if n == 0 and k == 0 else 200


def parts(when, caller, agent, version, status):
    """Return the parts of a line; times in the forms of several tools."""
    return {
        "iso": when.isoformat(),
        "day": f"{when:%Y-%m-%d} 00:00:00",
        "hour": f"{when:%Y-%m-%d %H:00:00.000}",
        "web": f"{when:%d/%b/%Y:%H:%M:%S} +0000",
        "portal": f'"{when.month}/{when.day}/{when.year}, {when:%I:%M:%S.250 %p}"',
        "kibana": f'"{when:%b %d, %Y @ %H:%M:%S.250}"',
        "go": f"{when:%Y-%m-%d %H:%M:%S} +0000 UTC",
        "seconds": f"{when.timestamp():.3f}",
        "ms": stamp(when),
        "caller": caller,
        "agent": agent,
        "v": f"v{version}",
        "status": status,
        "kind": f"{status // 100}XX",
    }


def stamp(when):
    return int(when.timestamp() * 1000)


# Headings, a line, and the headings that have to be asked about.
CALL_EXPORTS = {
    "Kong": (
        ("client_ip,latencies.request,request.uri,response.status,consumer.username,service.name,"
        "started_at,request.headers.user-agent"),
        "10.0.0.1,63,/{v}/payments?x=1,{status},{caller},pay,{ms},{agent}",
        {},
    ),
    "Kong Konnect": (
        "Time,Application,Route,Status Code Group,Request Count",
        "{hour}Z,{caller},pay-{v},{kind},1",
        {},
    ),
    "Apigee report": (
        "Date,Developer App,Proxy,Response Status Code,Sum of Traffic,Average Response Time (ms)",
        "{day},{caller},pay-{v},{status},1,88.5",
        {},
    ),
    "Apigee rows": (
        ("apiproxy,proxy_basepath,response_status_code,total_response_time,"
        "client_received_start_timestamp,developer,developer_app,useragent"),
        "pay,/{v}/pay,{status},42,{ms},dev@x.com,{caller},{agent}",
        {},
    ),
    "AWS access log": (
        "requestId,ip,caller,user,requestTime,resourcePath,status,apiKeyId,stage,responseLatency",
        "r,1.1.1.1,-,-,{web},/pay,{status},{caller},{v},8",
        {},
    ),
    "CloudWatch Logs Insights": (
        "bin(1h),identity.apiKeyId,stage,status,count(*),avg(responseLatency)",
        "{hour},{caller},{v},{status},1,12.5",
        {},
    ),
    "Azure API Management": (
        ("TimeGenerated [UTC],OperationId,ApimSubscriptionId,ApiRevision,Url,ResponseCode,"
        "BackendResponseCode,TotalTime"),
        "{portal},pay,{caller},1,https://api.x.com/{v}/pay,{status},,90",
        {},
    ),
    "NGINX": (
        "remote_addr,remote_user,time_local,request,status,request_time,http_user_agent",
        "1.1.1.1,{caller},{web},POST /{v}/p HTTP/1.1,{status},0.221,{agent}",
        {},
    ),
    "NGINX, seconds since 1970": (
        "msec,http_x_shop,uri,status,request_time",
        "{seconds},{caller},/{v}/pay,{status},0.1",
        {"caller": "http_x_shop"},
    ),
    "Cloudflare": (
        ("EdgeStartTimestamp,ClientIP,ClientRequestPath,EdgeResponseStatus,OriginResponseStatus,"
        "ClientRequestUserAgent"),
        "{ms}000000,{caller},/{v}/pay,{status},0,{agent}",
        {"caller": "ClientIP"},
    ),
    "Datadog": (
        "Date,Host,Service,@http.url,@http.status_code,@usr.id,@duration",
        "{iso},pay-7,pay,https://x.com/{v}/p,{status},{caller},900000000",
        {},
    ),
    "Kibana": (
        "@timestamp,http.response.status_code,url.path,user.name,event.duration",
        "{kibana},{status},/{v}/pay,{caller},536",
        {},
    ),
    "an own service": (
        "statusCode,durationMs,clientName,apiVersion,startTime,endTime",
        "{status},77,{caller},{v},{iso},{iso}",
        {},
    ),
    "Tyk": (
        "Path,ResponseCode,APIKey,TimeStamp,APIVersion,RequestTime,Alias",
        "/p,{status},k1,{go},{v},7,{caller}",
        {},
    ),
    "MuleSoft": (
        "Timestamp,API Name,API Version Name,Application Name,Status Code,User Agent Name",
        "{iso},pay,{v},{caller},{status},{agent}",
        {},
    ),
    "Google Cloud": (
        (
            "timestamp,httpRequest.requestUrl,httpRequest.status,httpRequest.userAgent,"
            "httpRequest.latency,jsonPayload.consumer"
        ),
        "{iso},https://x.com/{v}/p,{status},{agent},0.12s,{caller}",
        {},
    ),
    "Traefik": (
        "StartUTC,ClientUsername,RequestPath,DownstreamStatus,Duration,request_User-Agent",
        "{iso},{caller},/{v}/p,{status},123456,{agent}",
        {},
    ),
    "counts under another name": (
        "x_apigee.date,developer_app,apiproxy,response_status_code,Total Message Count",
        "{day},{caller},pay-{v},{status},1",
        {},
    ),
    "headings that nobody knows": (
        "when_utc_x,whom,flavor,answer,n_of_them",
        "{iso},{caller},{v},{status},1",
        {"time": "when_utc_x", "caller": "whom", "version": "flavor", "status": "answer",
         "calls": "n_of_them"},
    ),
}  # fmt: skip


def call_table(tool):
    head, line, _ = CALL_EXPORTS[tool]
    return "\n".join([head, *(line.format(**parts(*one)) for one in calls())])


@pytest.mark.parametrize("tool", CALL_EXPORTS)
def test_calls_are_read_or_asked_about(tool):
    table, chosen = call_table(tool), CALL_EXPORTS[tool][2]
    if chosen:
        with pytest.raises(InputError) as problem:
            count_weekly_calls(table)
        assert problem.value.fix.endswith(CHOOSE_BELOW_HINT)
        assert set(problem.value.unclear) <= set(CALL_QUESTIONS.column_names)
    found = count_weekly_calls(table, "", tuple(chosen.items()))
    assert found.usage.calls == {name: [14] * 4 for name in CALLERS}
    assert found.usage.old_version_calls == {"acme": [14] * 4, "blue": [0] * 4, "north": [0] * 4}
    assert found.usage.refused_calls == {"acme": [7] * 4, "blue": [0] * 4, "north": [0] * 4}


def answer(activity, **answers):
    """Give answers as a learner does, and rest."""
    for name, one in answers.items():
        activity.inputs[name].answer = one
    activity.flush()


@pytest.mark.parametrize("tool", CALL_EXPORTS)
def test_what_is_not_clear_has_a_list_that_is_saved_and_read_again(tool):
    table, chosen = call_table(tool), CALL_EXPORTS[tool][2]
    made = OldVersion()
    answer(made, own=["own"], table=table)
    for _ in chosen:  # one after the other, as they're asked
        for name in chosen:
            control = made.inputs[ANSWER_NAME_PREFIX + name]
            if not control.hidden and not control.answer:
                assert [chosen[name], chosen[name]] in control.options
                answer(made, **{ANSWER_NAME_PREFIX + name: chosen[name]})
    assert made.inputs["table"].error == ""
    assert "Version 1 went from 33% to 33%" in made.summary_html
    made.close()
    again = OldVersion()
    needed = {name: heading for name, heading in chosen.items() if name not in ("status", "calls")}
    assert dict(CALL_QUESTIONS.chosen_headings(again.values())) == needed
    assert "Version 1 went from 33% to 33%" in again.summary_html
    again.close()


STEP_NAMES = ("API Key Created", "First API Call", "First Successful Call", "First Live Call")


def keys():
    """Yield 30 keys with the times of their steps; every third never works."""
    for n in range(30):
        made = START + timedelta(days=n, hours=n % 5)
        works = n % 3 != 0
        yield (
            f"u{n}", ["acme", "blue"][n % 2], "treatment" if n % 4 < 2 else "control",
            [made, made + timedelta(minutes=30), made + timedelta(hours=4) if works else None,
             made + timedelta(days=3) if works and n % 2 else None],
        )  # fmt: skip


def events(names=STEP_NAMES):
    """Return rows of time, user, company, variant, and event, with a page view before each key."""
    rows = [
        (when, user, company, variant, name)
        for user, company, variant, times in keys()
        for when, name in zip(times, names, strict=True)
        if when
    ]
    views = [(times[0] - timedelta(hours=1), *who, "Page Viewed") for *who, times in keys()]
    return sorted([*rows, *views])


def iso(when):
    return when.isoformat() if when else "null"


KEY_EXPORTS = {
    "Segment": csv_text(
        ["id", "received_at", "sent_at", "timestamp", "event", "event_text", "user_id",
         "anonymous_id", "company", "variant"],
        [["e", iso(t), iso(t), iso(t), e.lower().replace(" ", "_"), e, u, "", c, v]
         for t, u, c, v, e in events()],
    ),
    "Mixpanel": csv_text(
        ["event", "time", "distinct_id", "mp_lib", "Company", "Variant"],
        [[e, stamp(t) // 1000, u, "node", c, v] for t, u, c, v, e in events()],
    ),
    "Amplitude": csv_text(
        ["amplitude_id", "event_type", "event_time", "server_upload_time", "client_event_time",
         "user_id", "device_id", "company", "variant"],
        [["7", e, *[f"{t:%Y-%m-%d %H:%M:%S.%f}"] * 3, u, "d", c, v]
         for t, u, c, v, e in events()],
    ),
    "one row a user": csv_text(
        ["userId", "company", "variant", "apiKeyCreatedAt", "firstApiCallAt",
         "firstSuccessfulCallAt", "firstLiveCallAt"],
        [[u, c, v, *map(iso, times)] for u, c, v, times in keys()],
    ),
    "a website": csv_text(
        ["event_date", "event_timestamp", "event_name", "user_pseudo_id", "properties.company",
         "properties.variant"],
        [[f"{t:%Y%m%d}", f"{stamp(t)}000", e.lower().replace(" ", "_"), u, c, v]
         for t, u, c, v, e in events()],
    ),
    "durations in seconds": csv_text(
        ["team", "variant", "created_at", "time_to_first_call_s", "time_to_first_success_s"],
        [[c, v, iso(times[0]), *(int((one - times[0]).total_seconds()) if one else ""
                                 for one in times[1:3])] for _, c, v, times in keys()],
    ),
    "durations in hours": csv_text(
        ["team", "variant", "created", "hours to first success"],
        [[c, v, iso(times[0]), (times[2] - times[0]).total_seconds() / 3600 if times[2] else "-"]
         for _, c, v, times in keys()],
    ),
    "a warehouse": csv_text(
        ["first_200_ts", "plan", "experiment_variant", "key_created_ts", "account_name"],
        [[stamp(times[2]) // 1000 if times[2] else "", "pro", v, stamp(times[0]) // 1000, c]
         for _, c, v, times in keys()],
    ),
}  # fmt: skip


@pytest.mark.parametrize("tool", KEY_EXPORTS)
def test_onboarding_events_are_read(tool):
    found = read_keys(KEY_EXPORTS[tool])
    assert len(found.keys) == 30
    assert sum(key.reached(SUCCESS_STEP) for key in found.keys) == 20
    assert {key.groups["caller"] for key in found.keys} == {"acme", "blue"}
    assert {key.hours_to_step[SUCCESS_STEP] for key in found.keys} == {4.0, math.inf}
    view = DidItHelp.evaluate(own=["own"], table=KEY_EXPORTS[tool], compare="control")
    assert "keys with the change worked within a day" in view.summary
    for split in ("all", "caller", "library", "both"):
        assert StuckFunnel.evaluate(own=["own"], table=KEY_EXPORTS[tool], split=split).picture


ODD = ("credential issued", "hello", "payment ok", "prod on")


def odd_events():
    rows = [[t.isoformat(), e, u] for t, u, _, _, e in events(ODD)]
    return csv_text(["timestamp", "event", "distinct_id"], rows)


def test_events_with_other_names_are_asked_about():
    made = StuckFunnel()
    answer(made, own=["own"], table=odd_events())
    assert "has these events" in made.inputs["table"].error
    asked = [
        name
        for name in KEY_QUESTIONS.column_names
        if not made.inputs[ANSWER_NAME_PREFIX + name].hidden
    ]
    assert asked == ["created", "first_call", "first_success", "first_live", "hundredth_call"]
    answer(made, column_created="credential issued", column_first_success="payment ok")
    assert made.inputs["table"].error == ""
    assert "67 do" in made.summary_html
    assert made.inputs["column_user"].hidden
    made.close()
    again = StuckFunnel()
    assert again.inputs["column_created"].answer == "credential issued"
    assert "67 do" in again.summary_html
    again.set(own=[])
    assert all(
        again.inputs[ANSWER_NAME_PREFIX + name].hidden for name in KEY_QUESTIONS.column_names
    )
    again.close()


def test_a_table_like_no_other_asks_what_a_row_is():
    made = StuckFunnel()
    made.set(own=["own"], table="alpha,beta,gamma\nx,2026-03-01,p\ny,2026-03-02,q")
    assert not made.inputs["row"].hidden
    made.set(row="event")
    made.set(column_event="gamma", column_time="beta", column_user="alpha")
    assert "has these events" in made.inputs["table"].error
    made.set(column_created="p", column_first_success="q")
    assert "nobody" not in made.inputs["table"].error
    made.set(row="call", column_caller="alpha", column_time="beta")
    assert "no status" in made.inputs["table"].error
    made.close()


@pytest.mark.parametrize(
    ("cell", "heading", "words"),
    [
        ("90", "first_success", "90 is a number without a unit"),
        ("900000", "first_success (days)", "longer than 20 years"),
        ("9000 days", "first_success", "9000 days is longer than 20 years"),
        ("-5", "first_success (s)", "isn't a time"),
    ],
)
def test_a_duration_that_makes_no_sense_is_said(cell, heading, words):
    with pytest.raises(InputError) as problem:
        read_keys(f"created,{heading}\n2026-03-01 10:00,{cell}\n2026-03-09 10:00,")
    assert words in str(problem.value)
    assert problem.value.field == "table"


@pytest.mark.parametrize(
    ("cell", "heading", "hours"),
    [
        ("1,5", "time to first success (hours)", 1.5),
        ("3'600", "time to first success (s)", 1),
        ("1,200", "time to first success (min)", 20),
        ("90 min", "first_success", 1.5),
        ("2 days", "time to first success (hours)", 48),
        ("never", "first_success", math.inf),
        ("#N/A", "first_success", math.inf),
        ("1h30", "first_success", 1.5),
        ("1 hour and 30 minutes", "first_success", 1.5),
        ("2", "First success after (h)", 2),
        ("∅", "first_success", math.inf),
    ],
)
def test_a_duration_is_read_like_any_number_and_may_have_its_unit(cell, heading, hours):
    found = read_keys(f"created;{heading}\n2026-03-01 10:00;{cell}\n2026-03-01 10:00;10 s")
    assert found.keys[0].hours_to_step[2] == hours


def test_a_duration_that_could_be_two_numbers_is_asked_about():
    with pytest.raises(InputError, match=r"“1\.500” could be two numbers"):
        read_keys("created,first_success (s)\n2026-03-01 10:00,1.500\n2026-03-01 10:00,900")


def test_totals_by_day_are_not_counted_as_a_caller():
    table = "day,partner,version,calls\n2026-06-01,acme,v1,7\n2026-06-01,Total,v1,7\n"
    log = read_call_log(f"{table}2026-06-02,acme,v2,3\n")
    assert sum(row.calls for row in log.rows) == 10
    assert "Left out: 1 row of totals." in log.notes
    alone = read_call_log("day,partner,calls\n2026-06-01,Total,7\n2026-06-02,Total,3\n")
    assert {row.caller for row in alone.rows} == {"Total"}


def test_a_missing_group_can_be_chosen_where_it_is_split():
    table = csv_text(
        ["created", "first_success", "tech"],
        [[iso(times[0]), iso(times[2]), ["java", "go"][n % 2]]
         for n, (*_, times) in enumerate(keys())],
    )  # fmt: skip
    made = StuckFunnel()
    made.set(own=["own"], table=table)
    assert made.inputs["column_library"].hidden
    made.set(split="library")
    assert made.inputs["column_library"].options[0] == ["", "– not in this table –"]
    made.set(column_library="tech")
    assert "With " in made.details_html or "java" in made.details_html
    helped = DidItHelp()
    helped.set(own=["own"], table=table, compare="control")
    assert "doesn't say who had the change" in helped.inputs["table"].error
    assert not helped.inputs["column_change"].hidden
    helped.set(column_change="tech", with_value="java")
    assert "keys with the change worked within a day" in helped.summary_html
    for one in (made, helped):
        one.close()


def test_a_log_without_callers_can_be_counted_as_one():
    rows = [[f"{t:%Y-%m-%d}", f"/v{v}/pay", s, 3] for t, _, _, v, s in calls()]
    table = csv_text(["day", "path", "status", "requests"], rows)
    made = OldVersion()
    made.set(own=["own"], table=table)
    assert made.inputs["column_caller"].options[-1] == ["*", "none: count all as one caller"]
    made.set(column_caller="*")
    assert made.inputs["table"].error == ""
    assert "Version 1 went from 33% to 33%" in made.summary_html
    assert count_weekly_calls(table, "", (("caller", "*"),)).usage.calls == {
        "all callers": [126] * 4
    }
    made.close()


def test_a_log_of_calls_may_say_who_had_the_change():
    rows = [[f"2026-03-{1 + n % 9:02} 0{n // 9}:00:30", f"c{n % 9}", 200 if n % 3 else 401,
             "new" if n % 2 else "old"] for n in range(54)]  # fmt: skip
    table = csv_text(["time", "caller", "status", "flavor"], rows)
    made = DidItHelp()
    made.set(own=["own"], table=table, compare="control")
    assert "doesn't say who had the change" in made.inputs["table"].error
    made.set(column_change="flavor")
    assert made.inputs["table"].error == ""
    assert "keys with the change worked within a day" in made.summary_html
    made.close()


def test_counts_by_hour_without_a_known_heading_are_asked_about():
    table = csv_text(
        ["hour", "app", "version", "status", "sum_of_it"],
        [[f"{t:%Y-%m-%d %H}:00", c, v, s, 5] for t, c, _, v, s in calls()],
    )
    made = OldVersion()
    made.set(own=["own"], table=table)
    assert made.inputs["column_calls"].options[0] == ["", "– each row is one call –"]
    made.set(column_calls="sum_of_it")
    assert count_weekly_calls(table, "", (("calls", "sum_of_it"),)).usage.calls["acme"] == [70] * 4
    made.close()


def test_a_row_is_asked_about_only_where_it_was_not_said():
    table = csv_text(["when", "who", "status"], [["x", "acme", 200]])
    for kind, asked in (("", True), (CALL_ROW, False)):  # in this sequence: errors are cached
        with pytest.raises(TableError) as problem:
            read_keys(table, (), kind)
        assert (ROW_KIND_FIELD in problem.value.unclear) == asked


@pytest.mark.parametrize("text", ["0", "000", "-", "null"])
def test_no_answer_has_no_status(text):
    assert parse_status_class(text) == ""


@pytest.mark.parametrize("text", ["fine", "2000", "20", "600", "1.204"])
def test_what_is_no_status_is_refused(text):
    with pytest.raises(InputError, match="isn't an HTTP status"):
        parse_status_class(text)


HEADINGS = st.sampled_from(
    ["time", "caller", "status", "event", "user_id", "created", "x", "", "é"]
)
CELLS = st.sampled_from(
    ["2026-03-01", "1772414409404", "200", "acme", "-", "null", "First 200", ""]
)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(HEADINGS, min_size=1, max_size=5, unique=True),
    st.lists(st.lists(CELLS, max_size=5), max_size=6),
    st.dictionaries(st.sampled_from(KEY_QUESTIONS.column_names), HEADINGS, max_size=3),
    st.sampled_from(["", "key", "event", "call"]),
)
def test_any_table_with_any_choice_is_read_or_refused_at_the_table(head, rows, chosen, kind):
    table = csv_text(head, rows)
    for read in (
        lambda: read_keys(table, tuple(chosen.items()), kind),
        lambda: count_weekly_calls(table, "", tuple(chosen.items())),
    ):
        _, problem = attempt(read)
        assert problem is None or problem.field == "table"


def test_what_is_no_step_says_that_a_length_is_fine_too():
    with pytest.raises(InputError, match="how long it took, such as 90 min"):
        read_keys("created,first_success\n2026-03-01 10:00,01:30\n")
