"""A learner's own log of deployments, as tools export it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from attempts import attempt
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from utils.kit.errors import InputError
from utils.kit.table_reader import Problem, TableError
from utils.reliability import data
from utils.reliability.model.dora import compute_dora_metrics, metrics_before_and_after
from utils.reliability.parsing import (
    MAX_ROWS,
    MAX_WEEKS,
    is_mixed_zones_problem,
    parse_deployment_log,
    parse_deployments,
)

HEAD = "committed,deployed,failed,recovered,rework\n"
ROW = "2026-06-01T09:00,2026-06-01T12:00,no,,no\n"


def refused(text):
    with pytest.raises(TableError) as found:
        parse_deployment_log(text)
    assert found.value.field == "log"
    assert found.value.fix
    return found.value


def problems(text):
    return [(problem.line, problem.column) for problem in refused(text).problems]


def test_the_course_s_own_log_needs_no_reader_and_is_the_same():
    assert parse_deployments(data.case_log_csv()) == data.load_case_deployments()
    assert len(data.load_case_deployments()) == 45


def test_a_log_in_several_spellings():
    plain = parse_deployments(HEAD + ROW)
    other = "Deployed;COMMITTED;failed\n2026-06-01 12:00;2026-06-01 09:00;No\n\n"
    assert parse_deployments(other) == plain
    assert parse_deployments("\ufeff" + HEAD + ROW) == plain
    assert parse_deployments("sep=,\n" + HEAD + ROW) == plain
    assert parse_deployments((HEAD + ROW).replace(",", "\t")) == plain


# --- cases that once failed ----------------------------------------------------------------


@pytest.mark.parametrize("heading", ["status", "Result", "outcome", "state"])
@pytest.mark.parametrize("said", ["yes", "no", "✓", "1", "0", "TRUE"])
def test_a_yes_or_no_that_could_mean_either_is_asked_about(heading, said):
    rows = "2026-01-01 10:00,2026-01-02 10:00,success\n" + f"2026-01-03,2026-01-04,{said}\n"
    refusal = refused(f"committed,deployed,{heading}\n{rows}")
    assert [(one.line, one.column) for one in refusal.problems] == [(3, heading)]
    assert f"“{said}” could mean that the deployment worked or failed" in refusal.what


@pytest.mark.parametrize("heading", ["Success", "succeeded", "is_successful", "OK", "passed"])
@pytest.mark.parametrize(("yes", "no"), [("yes", "no"), ("1", "0"), ("TRUE", "FALSE")])
def test_a_yes_under_a_success_is_no_failure(heading, yes, no):
    rows = f"2026-01-01 10:00,2026-01-02 10:00,{yes}\n2026-01-03 10:00,2026-01-04 10:00,{no}\n"
    log = parse_deployments(f"committed,deployed,{heading}\n{rows}")
    assert [one.failed for one in log] == [False, True]


def test_whether_it_worked_comes_before_whether_it_ended():
    rows = "2026-01-01,2026-01-02,completed,0\n2026-01-03,2026-01-04,completed,1\n"
    log = parse_deployments("committed,deployed,status,success\n" + rows)
    assert [one.failed for one in log] == [True, False]


@pytest.mark.parametrize("missing", ["-", "n/a", "null", ""])
@pytest.mark.parametrize("heading", ["failed", "status", "success"])
def test_a_status_that_is_missing_is_no_answer(heading, missing):
    rows = f"2026-01-01,2026-01-02,{missing}\n2026-01-03,2026-01-04,success\n"
    log = parse_deployments(f"committed,deployed,{heading}\n{rows}")
    assert [one.failed for one in log] == [False, False]


@pytest.mark.parametrize(
    "heading", ["failed", "Change failed", "Deployment failure?", "caused incident", "is_failed"]
)
def test_a_yes_under_a_failure_is_a_failure(heading):
    rows = "2026-01-01 10:00,2026-01-02 10:00,✓\n2026-01-03 10:00,2026-01-04 10:00,0\n"
    log = parse_deployments(f"committed,deployed,{heading}\n{rows}")
    assert [one.failed for one in log] == [True, False]


def test_offsets_are_moments():
    text = (
        "committed,deployed\n"
        "2026-06-01T16:00:00-07:00,2026-06-02T00:30:00Z\n"
        "2026-06-08T16:00:00-07:00,2026-06-09T00:30:00Z\n"
        "2026-06-20T16:00:00-07:00,2026-06-21T00:30:00Z\n"
    )
    assert compute_dora_metrics(parse_deployments(text)).median_lead_time_hours == 1.5
    assert compute_dora_metrics(
        parse_deployments("committed,deployed\n2026-06-01T09:00-07:00,2026-06-01T18:00Z")
    ) == (
        compute_dora_metrics(
            parse_deployments("committed,deployed\n2026-06-01T16:00,2026-06-01T18:00")
        )
    )


def test_offsets_that_seem_to_run_backwards_are_accepted():
    text = (
        "committed,deployed\n"
        "2026-06-01T23:30:00Z,2026-06-01T17:00:00-07:00\n"
        "2026-06-20T23:30:00Z,2026-06-20T17:00:00-07:00\n"
        "2026-06-20T11:00+02:00,2026-06-20T09:30Z\n"
    )
    assert compute_dora_metrics(parse_deployments(text)).median_lead_time_hours == 0.5


def test_failures_that_have_not_recovered_yet():
    text = HEAD + (
        "2026-06-01T09:00,2026-06-01T12:00,yes,,no\n"
        "2026-06-03T09:00,2026-06-03T12:00,no,,no\n"
        "2026-06-20T09:00,2026-06-20T12:00,yes,,no\n"
        "2026-06-22T09:00,2026-06-22T12:00,no,,no\n"
    )
    made = compute_dora_metrics(parse_deployments(text))
    assert (made.change_fail_rate, made.open_failure_count, made.median_recovery_hours) == (
        0.5,
        2,
        None,
    )


def test_one_deployment_after_the_split():
    days = ("06-01", "06-03", "06-05", "06-08", "06-10", "06-12", "06-15", "07-30")
    rows = "".join(f"2026-{day}T09:00,2026-{day}T12:00\n" for day in days)
    before, after = metrics_before_and_after(parse_deployments("committed,deployed\n" + rows), 6)
    frequency = f"{before.deployments_per_week:.1f}"
    assert (
        f"{before.deployment_count} in {before.weeks:g} weeks = {frequency}" == "7 in 6 weeks = 1.2"
    )
    assert after.deployment_count == 1
    assert after.deployments_per_week < 1


# --- exports -------------------------------------------------------------------------------


def test_gitlab():
    found = parse_deployment_log(
        "id,sha,ref,environment,status,created_at,finished_at\n"
        "1,a,main,production,success,2026-06-01T09:00:00Z,2026-06-01T10:00:00Z\n"
        "2,b,main,staging,failed,2026-06-01T09:00:00Z,2026-06-01T10:00:00Z\n"
        "3,c,main,production,failed,2026-06-02T09:00:00Z,2026-06-02T10:00:00Z\n"
        "4,d,main,production,running,2026-06-02T09:00:00Z,\n"
    )
    assert [one.failed for one in found.deployments] == [False, True]
    assert found.deployments[0].committed == datetime(2026, 6, 1, 9, tzinfo=UTC)
    assert "“created_at” was read as when the change was committed." in found.notes
    assert "“finished_at” was read as when it was deployed." in found.notes
    assert "Not counted: 1 deployment that didn't run to the end." in found.notes
    assert "Not counted: 1 deployment outside production." in found.notes


@pytest.mark.parametrize(
    ("text", "failed", "hours"),
    [
        (("created_at,updated_at,state,environment\n"
         "2026-06-01 09:00:00 UTC,2026-06-01 10:00:00 UTC,failure,github-pages\n"), True, 1),
        (("Issue key,Summary,Status,Created,Resolved\n"
         "PAY-1,x,Done,01/Jun/26 9:00 AM,02/Jun/26 9:00 AM\n"), False, 24),
        (("Pipeline,State,Result,Queue Time,Finish Time\n"
         "p,completed,partiallySucceeded,6/13/2026 9:00:00 AM,6/13/2026 1:00:00 PM\n"), True, 4),
        (("commit_timestamp (UTC),deployed_at,conclusion\n"
         "2026-06-01 09:00:00,2026-06-01T12:00:00+02:00,timed_out\n"), True, 1),
        (("Commit Date;Deployment Time;Caused failure\n"
         "13.6.2026 09:00;13.6.2026 09:30;x\n"), True, 0.5),
        (("deployment,committed,deployed,recovered\n"
         "d1,1780304400,1780308000000,2026-06-01T12:00Z\n"), True, 1),
        (("databaseId,createdAt,updatedAt,conclusion,headBranch\n"
         "1,2026-06-01T09:00:00Z,2026-06-01T09:30:00Z,failure,main\n"), True, 0.5),
        (("pipeline_number,created_at,stopped_at,status\n1,2026-06-01T09:00Z,2026-06-01T10:00Z,ok\n"
         "2,2026-06-01T09:00Z,2026-06-01T10:00Z,on_hold\n"), False, 1),
        (("start time,end time,status\n1780304400000,1780308000000,TERMINAL\n"), True, 1),
        (("commit_datetime,deploy_timestamp,failure,restored_at\n"
         "20260601T090000Z,20260601T100000Z,0,\n"), False, 1),
        (("Committed (CET)\tDeployed (UTC)\n2026-06-01 09:00\t2026-06-01 09:00\n"), False, 1),
        (("Issue key,Status,Created,Resolved\nP-1,Done,01/Jun/26 9:00 AM,01/Jun/26 9:30 AM\n"
         "P-2,Won’t Do,01/Jun/26 9:00 AM,01/Jun/26 9:30 AM\n"), False, 0.5),
        (("env,environment,committed,deployed\nqa,prod,2026-06-01 09:00,2026-06-01 10:00\n"
         "prod,qa,2026-06-01 09:00,2026-06-01 19:00\n"), False, 1),
        (("created_at,updated_at,status,conclusion\n2026-06-01T09:00Z,2026-06-01T09:30Z,completed,"
         "failure\n2026-06-01T09:00Z,2026-06-01T09:01Z,in_progress,\n"), True, 0.5),
    ],
)  # fmt: skip
def test_exports_as_they_come(text, failed, hours):
    (made,) = parse_deployments(text)
    assert made.failed is failed
    assert (made.deployed - made.committed).total_seconds() == hours * 3600


@pytest.mark.parametrize(
    ("header", "committed", "deployed"),
    [("committed_at,created_at,updated_at", 0, 2), ("created_at,updated_at,x", 0, 1),
     ("created_at,x,finished_at", 0, 2), ("x,committed_at,created_at", 1, 2),
     ("updated_at,merged_at,created_at", 1, 0)],
)  # fmt: skip
def test_which_heading_is_which_time(header, committed, deployed):
    times = ["2026-06-01T09:00Z"] * 3
    times[deployed] = "2026-06-01T10:00Z"
    (made,) = parse_deployments(f"{header}\n{','.join(times)}\n")
    assert made.committed.hour == 9 if committed != deployed else None
    assert made.deployed.hour == 10


def test_one_heading_is_never_read_as_two_times():
    assert "no column for when it was deployed" in refused("created_at\n2026-06-01\n").what


# --- refused, with all problems at once ----------------------------------------------------


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "The log is empty."),
        (HEAD, "headings but no rows"),
        ("a,b\n1,2\n", "no column for when the change was committed or when it was deployed"),
        (ROW, "The log has no headings"),
        (HEAD + ROW.replace("2026-06-01T12:00", "soon"), "line 2, deployed: “soon” isn't a time"),
        (HEAD + ROW + ROW.replace("no,,no", "perhaps,,no"), "line 3, failed: “perhaps”"),
        (HEAD + ROW + "\n\n" + ROW.replace(",no\n", ",maybe\n"), "line 5, rework: “maybe”"),
        (HEAD + ROW.replace("01T12", "01T08"), "line 2, deployed: was live before its change"),
        (HEAD + ROW.replace(",,", ",2026-06-01T11:00,"), "line 2, recovered: recovered before"),
        (HEAD + ",2026-06-01T12:00\n", "line 2, committed: is empty"),
        (HEAD + ROW * (MAX_ROWS + 1), "more than 2,000 rows"),
        ("x" * 300_000, "300,000 characters; the limit is 200,000"),
        (HEAD + ROW.replace("no,,no", "queued,,no"), "no deployment that ran to the end"),
        (HEAD + "2026-06-01,2026-06-02T12:00Z,no,,\n", "1 time with a time zone (such as"),
        ("committed,deployed\n13/6/2026,14/6/2026\n6/13/2026,6/14/2026", "dates that aren't clear"),
        (HEAD + "1990-01-01,1990-01-01\n1990-01-01,2020-01-01\n", "from line 2 to line 3"),
    ],
)  # fmt: skip
def test_a_log_that_cannot_be_used_names_the_line(text, said):
    assert said in refused(text).what


def test_times_with_and_without_a_zone_are_asked_about():
    text = HEAD + ROW + ROW.replace("09:00", "09:00Z").replace("12:00", "12:00Z")
    found = refused(text)
    assert "2 times with a time zone (such as on line 3) and 2 without" in found.what
    assert "In which zone are those?" in found.what
    assert "Or add Z to them if they're in UTC" in found.fix
    assert is_mixed_zones_problem(found)
    settled = parse_deployment_log(text, utc_offset=timedelta(hours=2)).deployments
    assert [one.deployed.astimezone(UTC).hour for one in settled] == [10, 12]
    assert [one.deployed - one.committed for one in settled] == [timedelta(hours=3)] * 2


def test_only_a_question_about_zones_asks_for_one():
    assert not is_mixed_zones_problem(refused(HEAD + "2026-06-01,2026-06-02T12:00Z,maybe,,\n"))
    words = "In which zone are those?"
    assert not is_mixed_zones_problem(InputError(words, "Say so."))
    assert not is_mixed_zones_problem(TableError("The log", [Problem(0, "", words, "Say so.")]))


def test_all_problems_at_once_by_line():
    text = (
        HEAD + "a,b,c,d,e\n" + ROW + ROW.replace("01T12", "01T08") + ",,,,\n" + ROW[:-3] + "?,x\n"
    )
    assert problems(text) == [
        (2, "committed"), (2, "deployed"), (2, "failed"), (2, "recovered"), (2, "rework"),
        (4, "deployed"), (6, ""),
    ]  # fmt: skip


def test_a_span_is_limited_exactly():
    start = "committed,deployed\n2020-01-01,2020-01-01\n2020-01-01,"
    assert MAX_WEEKS == 260
    assert len(parse_deployments(start + "2024-12-25")) == 2
    assert "more than 260 weeks" in refused(start + "2024-12-26").what


def test_dates_that_could_be_two_are_read_alike_and_said():
    text = "committed,deployed\n6/1/2026,6/2/2026\n"
    found = parse_deployment_log(text)
    assert found.deployments[0].deployed.month == 6
    assert "“6/1/2026” was read as June 1, 2026." in found.notes
    settled = parse_deployment_log(text + "13/6/2026,14/6/2026\n")
    assert settled.deployments[0].deployed == datetime(2026, 2, 6)  # noqa: DTZ001 - no zone given
    assert "“6/1/2026” was read as January 6, 2026." in settled.notes


# --- properties ----------------------------------------------------------------------------

TIMES = st.datetimes(datetime(2025, 1, 1), datetime(2027, 1, 1)).map(  # noqa: DTZ001 - as typed
    lambda time: time.strftime("%Y-%m-%dT%H:%M")
)
CELLS = st.one_of(
    TIMES,
    st.builds("{}{}".format, TIMES, st.sampled_from(["Z", "-07:00", "+14:00", " UTC", " XST"])),
    st.builds("{}/{}/{}".format, st.integers(0, 40), st.integers(0, 40), st.integers(0, 9999)),
    st.integers(0, 10**14).map(str),
    st.sampled_from(["", "yes", "failure", "queued", "production", "0001-01-01T00:00+14:00"]),
    st.text(max_size=12),
)
HEADS = st.sampled_from(
    [HEAD, "created_at,finished_at,status,environment\n", "committed;deployed (UTC);state\n", ""]
)
ROWS = st.lists(st.lists(CELLS, max_size=6).map(",".join), max_size=6).map("\n".join)


@given(HEADS, ROWS | st.text(max_size=200))
@settings(deadline=6_000, max_examples=2000, suppress_health_check=[HealthCheck.too_slow])
def test_any_text_is_a_log_or_a_clear_problem(head, body):
    found, problem = attempt(lambda: parse_deployment_log(head + body).deployments)
    assert problem.fix if problem else compute_dora_metrics(found).deployment_count == len(found)


# --- what else tells a failure -------------------------------------------------------------

TWO_ROWS = "2026-06-01 09:00,2026-06-01 12:00,{}\n2026-06-02 09:00,2026-06-02 12:00,{}\n"


@pytest.mark.parametrize(
    "heading", ["rollback", "Rolled_Back?", "hotfix needed", "broken", "wasReverted"]
)
def test_a_yes_under_a_rollback_is_a_failure_and_said(heading):
    found = parse_deployment_log(f"committed,deployed,{heading}\n" + TWO_ROWS.format("yes", "no"))
    assert [one.failed for one in found.deployments] == [True, False]
    assert found.notes == (f"A yes under “{heading}” was read as a deployment that failed.",)


def test_a_rollback_adds_to_a_status_but_not_to_what_failed():
    rows = TWO_ROWS.format("success,yes", "failure,no")
    found = parse_deployments("committed,deployed,status,rollback\n" + rows)
    assert [one.failed for one in found] == [True, True]
    found = parse_deployment_log(
        "committed,deployed,failed,rollback\n" + TWO_ROWS.format("no,yes", "yes,no")
    )
    assert [one.failed for one in found.deployments] == [False, True]
    assert found.notes == ("Columns not used: rollback.",)


def test_a_rollback_that_is_no_yes_or_no_is_not_used():
    found = parse_deployment_log("committed,deployed,rollback\n" + TWO_ROWS.format("v1.2", ""))
    assert [one.failed for one in found.deployments] == [False, False]
    assert found.notes[0] == "Columns not used: rollback."


def test_a_log_without_a_column_for_failures_says_how_they_are_told():
    found = parse_deployment_log("committed,deployed,ticket\n" + TWO_ROWS.format("", "INC-7"))
    assert [one.failed for one in found.deployments] == [False, False]
    assert found.notes[-1] == (
        "No column says which deployments failed, so all deployments count as ones that worked."
    )
    found = parse_deployment_log(
        "committed,deployed,recovered\n" + TWO_ROWS.format("", "2026-06-03")
    )
    assert [one.failed for one in found.deployments] == [False, True]
    assert found.notes[-1].endswith("so a deployment counts as failed if it has a recovery time.")


@pytest.mark.parametrize(
    ("heading", "worked", "failed", "unfinished"),
    [
        ("phase", "Succeeded", "Error", "Terminating"),  # of an operation in Argo CD
        ("status.phase", "Healthy", "Degraded", "Progressing"),  # of a rollout
        ("health", "Healthy", "Degraded", "Suspended"),
        ("status", "Synced", "Failed", "OutOfSync"),
    ],
)
def test_phases_of_a_cluster_tell_what_failed(heading, worked, failed, unfinished):
    rows = TWO_ROWS.format(worked, failed) + f"2026-06-03 09:00,,{unfinished}\n"
    found = parse_deployment_log(f"committed,deployed,{heading}\n{rows}")
    assert [one.failed for one in found.deployments] == [False, True]
    assert "Not counted: 1 deployment that didn't run to the end." in found.notes


def test_a_result_inside_a_state_comes_before_the_state():
    one = (
        '{{"state": {{"name": "COMPLETED", "result": {{"name": "{}"}}}},'
        ' "created_on": "2026-06-01T09:00:00Z", "completed_on": "2026-06-01T09:10:00Z"}}'
    )
    reply = f'{{"values": [{one.format("SUCCESSFUL")}, {one.format("FAILED")}]}}'
    assert [one.failed for one in parse_deployments(reply)] == [False, True]


def test_a_reply_about_issues_has_the_day_of_their_resolution():
    reply = (
        '{"issues": [{"key": "A-1", "fields": {"created": "2026-06-01T09:00:00.000+0000",'
        ' "resolutiondate": "2026-06-02T09:00:00.000+0000", "status": {"name": "Done"}}}]}'
    )
    (only,) = parse_deployments(reply)
    assert (only.deployed - only.committed).days == 1


@pytest.mark.parametrize(("no", "yes"), [("f", "t"), ("FALSCH", "WAHR"), ("nein", "ja")])
def test_a_yes_of_databases_and_of_other_languages(no, yes):
    log = parse_deployments("committed,deployed,failed\n" + TWO_ROWS.format(no, yes))
    assert [one.failed for one in log] == [False, True]


def test_a_reply_of_github_and_dashes_of_a_word_processor():
    run = (
        '{{"conclusion": "{}", "created_at": "2026-06-01T09:00Z", "updated_at": '
        '"2026-06-01T10:00Z", "head_commit": {{"timestamp": "2026-06-01T08:00Z"}}}}'
    )
    runs = ", ".join(map(run.format, ("success", "failure")))
    log = parse_deployments(f'{{"total_count": 2, "workflow_runs": [{runs}]}}')
    assert [one.failed for one in log] == [False, True]
    assert compute_dora_metrics(log).median_lead_time_hours == 2
    dashes = "2026\u201106\u201101 09:00,2026\u201306\u201301 12:00"
    assert (
        compute_dora_metrics(
            parse_deployments(f"committed,deployed\n{dashes}")
        ).median_lead_time_hours
        == 3
    )


@pytest.mark.parametrize(
    ("production", "other"),
    [
        ("production", "pre-production"), ("prod", "preprod"), ("eu-prod", "non-prod"),
        ("Production", "nonProduction"), ("PRD_2", "PRE_PRD"), ("live", "delivery-test"),
        ("prod1", "product-test"), ("euprod", "pre prod"),
    ],
)  # fmt: skip
def test_what_comes_before_production_is_not_production(production, other):
    rows = TWO_ROWS.format(f"no,{production}", f"yes,{other}")
    found = parse_deployment_log("committed,deployed,failed,environment\n" + rows)
    assert [one.failed for one in found.deployments] == [False]
    assert found.notes[-1] == "Not counted: 1 deployment outside production."


def test_without_a_production_all_environments_count_and_that_is_said():
    rows = TWO_ROWS.format("no,preprod", "yes,staging")
    found = parse_deployment_log("committed,deployed,failed,environment\n" + rows)
    assert [one.failed for one in found.deployments] == [False, True]
    assert found.notes[-1].startswith("No environment is called production")


def test_a_sign_before_a_status_is_passed_over():
    rows = "2026-06-01,2026-06-02,✅ Success\n2026-06-01,2026-06-02,❌ failed\n"
    found = parse_deployment_log(f"committed,deployed,status\n{rows}").deployments
    assert [one.failed for one in found] == [False, True]
    with pytest.raises(TableError, match="“✅” isn't yes, no, or a status"):
        parse_deployment_log("committed,deployed,status\n2026-06-01,2026-06-02,✅\n")


@pytest.mark.parametrize("status", ["completed", "Done", "finished"])
def test_a_status_that_only_says_it_ended_is_said(status):
    found = parse_deployment_log(f"committed,deployed,status\n2026-06-01,2026-06-02,{status}\n")
    assert f"“{status}” was read as a deployment that worked." in found.notes
    clear = parse_deployment_log("committed,deployed,status\n2026-06-01,2026-06-02,success\n")
    assert not any("worked" in note for note in clear.notes if "success" in note)


def test_a_recovery_of_what_did_not_fail_is_said():
    row = "2026-06-01 09:00,2026-06-01 11:00,no,2026-06-01 12:00"
    found = parse_deployment_log(f"committed,deployed,failed,recovered\n{row}\n")
    assert "Not used: the recovery times of 1 deployment that didn't fail." in found.notes


def test_a_time_resolved_beside_the_deployment_is_the_recovery():
    row = "2026-06-01 09:00,2026-06-01 11:00,yes,2026-06-01 12:00"
    found = parse_deployment_log(f"committed_at,deployed_at,failed,resolved_at\n{row}\n")
    assert found.deployments[0].recovered == datetime(2026, 6, 1, 12)  # noqa: DTZ001 - as typed
    assert "“resolved_at” was read as when it recovered." in found.notes
    jira = parse_deployment_log("created_at,resolved_at,status\n2026-06-01,2026-06-02,Done\n")
    assert jira.deployments[0].deployed == datetime(2026, 6, 2)  # noqa: DTZ001 - as typed


def test_times_out_of_order_say_how_dates_were_read():
    with pytest.raises(TableError, match="was live before") as caught:
        parse_deployment_log("committed,deployed,failed\n05/06/2026 09:00,04/07/2026 19:00,no\n")
    assert caught.value.fix == ("Check both times. “05/06/2026 09:00” was read as May 6, 2026.")


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("Commit date,Commit time,Deploy date,Deploy time", "1.6.2026,09:00,1.6.2026,11:00"),
        ("commit_date,commit_time,deploy_date,deploy_time", "2026-06-01,9:00,2026-06-01,11:00"),
    ],
)  # fmt: skip
def test_a_date_and_its_clock_time_may_have_a_column_each(header, row):
    found = parse_deployment_log(f"{header}\n{row}\n\nTotal,1\n")
    assert compute_dora_metrics(found.deployments).median_lead_time_hours == 2
    assert not any("Columns not used" in note for note in found.notes)


@pytest.mark.parametrize(
    "header",
    [
        "name,createTime,deployStartTime,deployEndTime,state",
        "id,create_time,start_time,complete_time,state",
        "id,created_at,x,published_at,state",
        "Deployment,Created At,x,Ready At,State",
        "x,PR merged at,y,Prod deploy date,status",
        "x,Merge date,y,Shipped at,Close code",
        "x,commit_time,y,deployment_finished_at,deployment_status",
    ],
)
def test_more_headings_of_tools_are_known(header):
    rows = "a,2026-06-01T09:00Z,,2026-06-01T10:00Z,{}\n"
    text = f"{header}\n{rows.format('Successful with issues')}{rows.format('FAILED')}"
    found = parse_deployments(text)
    assert [one.failed for one in found] == [False, True]
    assert compute_dora_metrics(found).median_lead_time_hours == 1


@pytest.mark.parametrize(
    ("status", "failed"),
    [
        ("Passed with warnings", [False]), ("Success.", [False]), ("FAILED!", [True]),
        ("TIMEOUT", [True]), ("INTERNAL_ERROR", [True]), ("build_in_progress", []),
        ("Pending approval", []), ("waiting_for_approval", []),
    ],
)  # fmt: skip
def test_more_statuses_of_tools_are_known(status, failed):
    rows = TWO_ROWS.format("success", status)
    found = parse_deployments(f"committed,deployed,status\n{rows}")
    assert [one.failed for one in found] == [False, *failed]


def test_a_number_of_incidents_is_a_yes_and_a_no():
    found = parse_deployments("committed,deployed,Incidents\n" + TWO_ROWS.format("0", "2"))
    assert [one.failed for one in found] == [False, True]
    rows = TWO_ROWS.format("0.0,1.0", "1.0,0.0")
    found = parse_deployments("committed,deployed,failed,rework\n" + rows)
    assert [(one.failed, one.rework) for one in found] == [(False, True), (True, False)]


@pytest.mark.parametrize(
    "said", ["0001-01-01T00:00:00Z", "0000-00-00 00:00:00", "1/1/0001 12:00:00 AM", "1/0/1900",
             "not yet", "ongoing"],
)  # fmt: skip
def test_no_time_as_tools_and_people_write_it_is_none(said):
    row = f"2026-06-01T09:00Z,2026-06-01T12:00Z,yes,{said},no\n"
    assert parse_deployments(HEAD + row)[0].recovered is None
    late = refused(HEAD + f"{said},2026-06-01T12:00Z,no,,no\n")
    assert [(one.line, one.column, one.what) for one in late.problems] == [
        (2, "committed", "is empty")
    ]


def test_reverted_is_failed():
    found = parse_deployment_log("committed,deployed,status\n2026-06-01,2026-06-02,reverted\n")
    assert found.deployments[0].failed


def test_rows_that_do_not_say_whether_they_worked_are_said():
    head, row = "committed,deployed,failed\n", "2026-06-01,2026-06-02,"
    said = "1 deployment has nothing under “failed”: read as worked."
    assert said in parse_deployment_log(f"{head}{row}yes\n{row}no\n{row}\n").notes
    assert said in parse_deployment_log(f"{head}{row}\n").notes
    assert parse_deployment_log(f"{head}{row}x\n{row}\n").notes == ()  # only failures are marked


def test_how_a_change_was_closed_comes_before_that_it_was():
    head = "Number,State,Close code,Actual start date,Actual end date\n"
    row = "C,Closed,{},2026-06-01 09:00,2026-06-01 12:00\n"
    codes = ("Successful", "Unsuccessful", "successful_issues")
    found = parse_deployment_log(head + "".join(map(row.format, codes)))
    assert [one.failed for one in found.deployments] == [False, True, False]
    assert compute_dora_metrics(found.deployments).median_lead_time_hours == 3


@pytest.mark.parametrize("heading", ["run conclusion", "result.name"])
def test_a_result_comes_before_a_status_that_only_says_it_ended(heading):
    rows = TWO_ROWS.format("completed,success", "completed,failure")
    found = parse_deployments(f"committed,deployed,status,{heading}\n{rows}")
    assert [one.failed for one in found] == [False, True]


@pytest.mark.parametrize(
    ("no", "yes"),
    [("", "checked"), ("unchecked", "checked"), ("☐", "☑"), ("[ ]", "[x]"), ("", "✔"), ("N", "J"),
     ("no", "si")],
)  # fmt: skip
def test_boxes_and_more_languages_say_yes_and_no(no, yes):
    log = parse_deployments("committed,deployed,failed\n" + TWO_ROWS.format(no, yes))
    assert [one.failed for one in log] == [False, True]


@pytest.mark.parametrize(
    ("worked", "failed", "unfinished"),
    [
        ("live", "build_failed", "started"),
        ("deactivated", "Deploy failed", "DEPLOYING"),
        ("success", "infrastructure_fail", "started"),
        ("success", "timedout", "started"),
    ],
)
def test_statuses_of_more_hosts_tell_what_failed(worked, failed, unfinished):
    rows = TWO_ROWS.format(worked, failed) + f"2026-06-03 09:00,,{unfinished}\n"
    found = parse_deployments(f"committed,deployed,status\n{rows}")
    assert [one.failed for one in found] == [False, True]


@pytest.mark.parametrize("name", ["prod-like", "production_like", "prodlike"])
def test_what_is_only_like_production_is_not_production(name):
    rows = TWO_ROWS.format("no,prod", f"yes,{name}")
    found = parse_deployment_log("committed,deployed,failed,environment\n" + rows)
    assert [one.failed for one in found.deployments] == [False]


@pytest.mark.parametrize("said", ["open", "Unresolved", "in progress"])
def test_what_is_still_open_has_no_time(said):
    row = f"2026-06-01 09:00,2026-06-01 12:00,yes,{said},no\n"
    assert parse_deployments(HEAD + row)[0].recovered is None
