"""The activities and the document of the reliability lab, without a browser."""

from __future__ import annotations

import html
from itertools import combinations

import pytest

from utils.backlog.activities import BacklogPrioritization, RankStability, RiceScore
from utils.backlog.data import case_items
from utils.backlog.parsing import format_items
from utils.kit.errors import InputError
from utils.kit.portfolio import Portfolio, escape_markdown, markdown_to_html_page
from utils.kit.progress import Progress
from utils.reliability import data
from utils.reliability.activities import (
    DebtPayback,
    DecisionRecord,
    DeliveryMetrics,
    ErrorBudget,
    FlowQueue,
)
from utils.reliability.model.incident_replay import Incident, replay_incident
from utils.reliability.pictures import slo as slo_pictures


def meetings(figure):
    words = [*figure.texts, *(t for ax in figure.axes for t in ax.texts)]
    boxes = [(t.get_text(), t.get_window_extent()) for t in words if t.get_text()]
    assert all(box.x1 <= figure.bbox.x1 + 1 for _, box in boxes)
    return [(a, b) for (a, one), (b, two) in combinations(boxes, 2) if one.overlaps(two)]


# --- budget-------------------------------------------------------------------------------


def test_the_prediction_is_right_about_an_eighth():
    view = ErrorBudget.evaluate(always=0)
    (used,) = [row[1] for row in view.table.rows if row[0] == "Budget that the incident uses"]
    assert used == "12.5% of the budget"
    assert "12.5%" in ErrorBudget.prediction.feedback("eighth")


def test_the_desk_in_words():
    words = ErrorBudget.evaluate().summary
    assert "60,000 failed calls in 30 days, or 43.2 minutes" in words
    assert "freeze features" in ErrorBudget.evaluate(objective=99.99).summary
    assert "lasts forever" in ErrorBudget.evaluate(always=0, errors=0).summary


def cells(view):
    return {row[0]: row[1:] for row in view.table.rows}


def test_an_incident_that_outlives_the_window_counts_inside_it():
    view = ErrorBudget.evaluate(day=29, hours=48, errors=3, always=0)
    assert cells(view)["Budget that the incident uses"] == ["100.0% of the budget"]
    assert cells(view)["Left at the end"] == ["0.0% of the budget"]
    assert "The window ends before the incident does." in view.text()
    assert "−0" not in view.text()
    assert "-0" not in view.text()


def test_what_is_overdrawn_is_told_as_such():
    view = ErrorBudget.evaluate(always=0.25, errors=0)
    assert cells(view)["Left at the end"] == ["nothing; overdrawn by 1.5 times the budget"]
    assert cells(view)["Budget that other failures use"] == ["2.5 times the budget"]


def test_alerts_fire_on_a_day_at_a_time():
    text = ErrorBudget.evaluate().text()
    assert "“fast burn: page” fires on day 10, 00:30, 30 minutes after the incident starts." in text
    assert "hour 240" not in text
    steady = ErrorBudget.evaluate(always=0.2, errors=0).text()
    assert "“steady burn: ticket” fires on day 1, 12:00." in steady
    assert "“fast burn: page” doesn't fire." in steady
    assert slo_pictures.format_day_and_time(239.9999) == "day 10, 00:00"


def test_a_shorter_window_pulls_the_incident_inside():
    made = ErrorBudget()
    made.set(day=20)
    made.set(days="7")
    assert made.values()["day"] == 6
    assert made.error_html == ""


@pytest.mark.parametrize("day", [0, 10, 29])
@pytest.mark.parametrize("errors", [0.005, 0.03, 1.0])
@pytest.mark.parametrize("days", [7, 30])
def test_the_budget_picture_is_readable_and_true(day, errors, days):
    incident = Incident(min(day, days - 1), 12, errors)
    made = replay_incident(0.999, days, 0.0004, incident)
    figure = slo_pictures.draw(made, incident)
    assert meetings(figure) == []
    marks = [line for line in figure.axes[0].lines if line.get_marker() == "v"]
    fired = [hour / 24 for hour in made.first_alert_hours.values() if hour is not None]
    assert [float(mark.get_xdata()[0]) for mark in marks] == pytest.approx(fired)


# --- priority-------------------------------------------------------------------------------


def test_an_added_item_joins_the_order_at_its_end(press):
    made = BacklogPrioritization()
    made.inputs["items"].value = format_items(case_items()) + "\nOwn thing; 20; 20; 20; 1; SDKs"
    assert made.values()["order"][-1] == "own_8"
    assert "Own thing" in made.details_html
    press(made, "Show the usual rule")
    assert "cheapest sequence of all" in made.comparison_html
    again = BacklogPrioritization()
    assert again.values()["order"] == made.values()["order"]


def test_a_removed_item_leaves_the_order():
    made = BacklogPrioritization()
    made.inputs["items"].value = "A; 1; 1; 1; 1;\nB; 1; 1; 1; 1; A"
    assert len(made.values()["order"]) == 2
    assert made.error_html == ""


def test_a_circle_is_named_and_the_last_picture_stays():
    made = BacklogPrioritization()
    made.inputs["edit"].value = ["edit"]
    before = made.picture_html
    made.inputs["items"].value = "A; 1; 1; 1; 1; B\nB; 1; 1; 1; 1; A"
    assert "wait for each other: " in made.inputs["items"].error
    made.inputs["edit"].value = []
    assert not made.inputs["items"].hidden  # the error stays in sight
    assert made.picture_html == before
    assert made.values()["order"] != []


def test_stability_and_rice_in_words():
    words = RankStability.evaluate().summary
    assert "65% of 20,000 draws" in words
    assert "Idempotency keys, size 5 → 3" in words
    assert "stays first in 100%" in RankStability.evaluate(steps=0).summary
    claims = {"reach": 600, "impact": 1, "confidence": 80, "effort": 4}
    assert (
        "= 120. Half the confidence gives 60; half the effort 240."
        in RiceScore.evaluate(**claims).summary
    )


# --- flow-------------------------------------------------------------------------------


def test_flow_in_words():
    view = FlowQueue.evaluate()
    assert "85% load. From arrival to done: 1.3 weeks with the limit, 2.4 without." in view.summary
    assert cells(view)["The same by Little's law"] == ["0.97", "not shown: not stable"]
    over = FlowQueue.evaluate(arrivals=6)
    assert "150% load" in over.summary
    assert "With the limit: overload." in over.says[0]
    assert cells(over)["The same by Little's law"] == ["not shown: not stable"] * 2


def test_no_advice_that_nobody_could_follow():
    """An item of a week's work takes a week at least, whatever is open."""
    for seed in range(1, 21):
        text = FlowQueue.evaluate(arrivals=3, seed=seed).text()
        assert "With half the work" not in text
        assert "overload" not in text
        assert "growing" not in text


def test_a_free_switch_gives_no_gain_and_a_low_limit_idle_people():
    free = FlowQueue.evaluate(switching=0)
    assert "1.3 weeks with the limit, 1.3 without" in free.summary
    idle = FlowQueue.evaluate(limit=2)
    assert "always leaves 2 people of 4 without an item" in idle.says[0]


def test_every_prediction_of_the_flow_is_answered_and_the_third_is_true():
    limited = FlowQueue.evaluate().summary
    assert "From arrival to done: 1.3 weeks with the limit, 2.4 without" in limited
    assert FlowQueue.prediction.feedback("shorter").startswith("Yes.")


@pytest.mark.parametrize("arrivals", [0.5, 3, 8])
@pytest.mark.parametrize("limit", [1, 4, 30])
@pytest.mark.parametrize("seed", [1, 7])
def test_the_queue_picture_is_readable(arrivals, limit, seed):
    view = FlowQueue.evaluate(arrivals=arrivals, seed=seed, limit=limit)
    assert meetings(view.picture.figure) == []


def test_answers_of_an_older_notebook_are_taken_over():
    Progress().record(
        "changed", "02b.s5a", values={"arrivals": 6.0, "people": 4, "weeks_each": 1, "seed": 2}
    )
    made = FlowQueue()
    assert (made.values()["arrivals"], made.values()["limit"]) == (6, 4)


@pytest.mark.parametrize(
    "values", [{}, {"cleanup": 1}, {"cleanup": 120, "clean": 5.5}, {"now": 20}]
)
def test_the_payback_picture_is_readable(values):
    assert meetings(DebtPayback.evaluate(**values).picture.figure) == []


def test_payback_in_words():
    view = DebtPayback.evaluate()
    assert "after 16 changes, on January 20, 2027" in view.summary
    assert "With 20 changes planned this year, it saves 10 days of work." in view.summary
    assert "6.7 changes" in view.says[0]
    assert (
        "2.8 weeks later on average. That costs 165 points of delay, at 3 points a week"
        in view.says[1]
    )
    assert "31 changes" in view.says[2]
    assert "costs 15 days more" in DebtPayback.evaluate(planned=10).summary
    assert "sooner on average" in DebtPayback.evaluate(planned=40).says[1]


@pytest.mark.parametrize("start", ["", "soon", "2026-02-30", "9" * 20, "09/07/2026"])
def test_a_start_that_is_no_date_is_said_at_its_field(start):
    with pytest.raises(InputError) as found:
        DebtPayback.evaluate(start=start)
    assert found.value.field == "start"


def test_metrics_of_the_case_and_of_an_own_log():
    view = DeliveryMetrics.evaluate()
    assert "deployments a week" in view.summary
    assert meetings(view.picture.figure) == []
    made = DeliveryMetrics()
    before = made.picture_html
    made.inputs["log"].value = "committed,deployed\nnow,later\n"
    assert "The log has 2 problems:\n• line 2, committed: “now”" in made.inputs["log"].error
    assert made.error_html == ""
    assert made.picture_html == before
    assert made.stale
    made.inputs["log"].value = data.case_log_csv().splitlines()[0] + (
        "\n2026-01-01T00:00,2026-01-01T05:00,no,,no\n2026-03-01T00:00,2026-03-01T05:00,yes,,no"
    )
    assert made.inputs["log"].error == ""
    assert not made.stale
    assert "Your own log." in made.picture_html
    assert "Your log: 2 deployments read." in made.details_html
    assert "1 failed deployment not recovered yet" in made.summary_html


def test_an_open_failure_never_leaves_the_median_silently():
    text = (
        "committed,deployed,failed,recovered\n"
        "2026-06-01T09:00,2026-06-01T12:00,yes,2026-06-01T14:00\n"
        "2026-06-02T09:00,2026-06-02T12:00,yes,\n2026-06-09T09:00,2026-06-09T12:00,no,\n"
    )
    view = DeliveryMetrics.evaluate(log=text, split=1)
    recovery = cells(view)["Failed-deployment recovery time, median hours"]
    assert recovery[0] == "2.0 (2 failed, 1 not recovered yet)"
    assert recovery[1] == "none failed"
    assert "2 failed, 1 not recovered yet." in view.summary


def test_a_log_that_ends_early_and_one_that_runs_on():
    made = DeliveryMetrics()
    made.inputs["log"].value = "committed,deployed\n2026-06-01,2026-06-02\n2026-06-01,2026-06-10"
    assert "Nothing was deployed after week 6." in made.inputs["split"].error
    made.inputs["split"].value = 1
    assert made.inputs["split"].error == ""
    made.inputs["log"].value += "\n2026-06-01,2026-12-08"
    assert made.inputs["split"].max == 27
    made.inputs["log"].value = data.case_log_csv()
    assert made.inputs["split"].max == 11


LOG_WITHOUT_ZONES = (
    "committed,deployed\n2026-06-01 09:00,2026-06-01 20:00\n2026-06-09 09:00,2026-06-09 12:00\n"
)


def test_the_zone_of_some_times_is_asked_and_answered():
    made = DeliveryMetrics()
    zone, log = made.inputs["zone"], made.inputs["log"]
    made.inputs["own"].value = ["own"]
    assert zone.hidden
    log.value = (
        "committed,deployed\n2026-06-01T09:00-07:00,2026-06-01 20:00\n"
        "2026-06-09T09:00Z,2026-06-09T12:00Z\n"
    )
    assert not zone.hidden
    assert "In which zone are those?" in zone.error
    assert "Choose it here." in zone.error
    assert log.error == ""
    assert made.stale
    made.set(zone="UTC+2", split=1)
    assert (zone.error, zone.hidden) == ("", False)  # it can be changed
    assert "a median of 2 hours before, 3 after" in made.summary_html
    made.set(zone="UTC-7")
    assert "a median of 11 hours before, 3 after" in made.summary_html
    made.inputs["own"].value = []
    assert zone.hidden
    assert [text for key, text in zone.options if key in ("UTC+0", "UTC+5:30")] == [
        "UTC", "UTC+5:30",
    ]  # fmt: skip


def test_the_answer_about_zones_changes_no_log_without_the_question():
    plain = DeliveryMetrics.evaluate(log=LOG_WITHOUT_ZONES, split=1).summary
    assert (
        DeliveryMetrics.evaluate(log=LOG_WITHOUT_ZONES, split=1, zone="UTC+5:30").summary == plain
    )


def test_before_after_and_the_whole_log():
    """Weeks without a deployment count; a failure that goes on counts as one."""
    text = "committed,deployed,failed,recovered\n" + "".join(
        f"{day}T09:00,{day}T12:00,{failed},\n"
        for day, failed in [("2026-06-01", "yes"), ("2026-06-03", "no"), ("2026-06-20", "yes"),
                            ("2026-06-22", "no")]
    )  # fmt: skip
    rows = {row[0]: row[1:] for row in DeliveryMetrics.evaluate(log=text, split=1).table.rows}
    assert rows["Change fail rate"] == ["50%", "50%", "50%"]
    assert rows["Failed, not recovered yet"] == ["1", "1", "2"]
    assert rows["Deployments a week"] == ["2.0", "1.0", "1.3"]
    assert rows["Weeks"] == ["1.0", "2.0", "3.0"]
    assert rows["Failed-deployment recovery time, median hours"] == ["none recovered yet"] * 3
    summary = DeliveryMetrics.evaluate(log=text, split=1).summary
    assert "2 failed deployments not recovered yet." in summary


def test_our_reading_of_speed_and_stability(press):
    made = DeliveryMetrics()
    press(made, "Compare with our reading")
    assert "Better: change lead time and deployment frequency." in made.comparison_html
    assert "Worse: recovery time, change fail rate, and rework rate." in made.comparison_html
    assert "busier, not better" in made.comparison_html
    made.set(log="committed,deployed\n2026-06-01,2026-06-02\n2026-06-01,2026-06-10", split=1)
    assert "busier" not in made.comparison_html


def test_the_second_half_is_faster_and_breaks_more():
    """What the debrief of the exercise rests on."""
    rows = {row[0]: row[1:] for row in DeliveryMetrics.evaluate().table.rows}
    lead, often, _, fails, rework, *_ = ([float(c.strip("%")) for c in rows[k]] for k in rows)
    assert lead[1] < lead[0]
    assert often[1] > often[0]
    assert fails[1] > fails[0]
    assert rework[1] > rework[0]


# --- the record --------------------------------------------------------------------------


def test_the_record_gathers_what_was_moved(press):
    DebtPayback().inputs["planned"].value = 30
    made = DecisionRecord()
    for name, text in {
        "title": "Clean up the ledger",
        "context": "Everything takes too long",
        "options": "clean up\ndo nothing",
        "outcome": "It pays after 16 <changes>",
        "consequences": "Six weeks without features",
        "decided_on": "2026-09-01",
        "deciders": "Owner, lead",
        "confirmation": "We measure ten changes",
    }.items():
        made.inputs[name].value = text
    assert "still make sense in a year" in made.summary_html
    press(made, "Save my decision record")
    text = Portfolio().read("decision-record")
    assert "Does the cleanup pay?" in text
    assert "With 30 changes planned" in text
    assert "service level desk" not in text
    assert "<changes>" not in markdown_to_html_page("T", text)
    assert "2026" in text.split("## Decision")[0]
    assert "Owner, lead" in text.split("## Decision")[0]
    confirmed = text.split("### Confirmation")[1].split("##")[0]
    assert confirmed.strip() == "We measure ten changes"
    for heading in ("Context and Problem Statement", "Considered Options", "Decision Outcome"):
        assert f"## {heading}" in text


def test_the_record_gathers_the_backlog_as_well(press):
    made = BacklogPrioritization()
    made.set(order=made.values()["order"][::-1])
    made.record("changed", values=made.values())
    press(DecisionRecord(), "Save my decision record")
    text = Portfolio().read("decision-record")
    assert f"- **{made.title}** " in text  # a question ends with its own mark
    assert escape_markdown(BacklogPrioritization.evaluate(**made.values()).summary) in text


def test_the_record_has_the_numbers_of_own_items(press):
    first = BacklogPrioritization()
    first.inputs["items"].value = "Search; 9; 1; 1; 2;\nExport; 1; 1; 1; 2;"
    shaken = RankStability()
    first.flush()
    shaken.inputs["steps"].value = 2
    shaken.flush()
    press(DecisionRecord(), "Save my decision record")
    assert "By the ratio alone, Search comes first." in Portfolio().read("decision-record")


def test_an_empty_record_can_be_saved(press):
    press(DecisionRecord(), "Save my decision record")
    assert "No number yet" in Portfolio().read("decision-record")


@pytest.mark.parametrize("gone", [{"hours": 0}, {"errors": 0}])
def test_without_an_incident_the_words_are_about_any_day(gone):
    made = ErrorBudget()
    made.set(**gone, always=0.2)
    words = html.unescape(made.summary_html)
    assert "There's no incident. Each day, the burn rate is 2.0" in words
    assert "In the incident" not in words
    assert "no incident" in made.details_html


def test_a_cleanup_of_no_days_displaces_nothing():
    made = DebtPayback()
    assert not made.view(**{**made.values(), "cleanup": 0}).says[0].startswith("Until")


def test_recovery_time_is_a_part_of_throughput_as_in_dora():
    """A slower recovery alone doesn't make a team less stable: as many deployments failed."""
    text = "committed,deployed,failed,recovered\n" + "".join(
        f"{day}T09:00,{day}T12:00,{'yes' if hour else 'no'},{f'{day}T{hour}' if hour else ''}\n"
        for day, hour in [("2026-06-01", "13:00"), ("2026-06-03", ""), ("2026-06-08", "18:00"),
                          ("2026-06-09", ""), ("2026-06-10", "18:00"), ("2026-06-11", "")]
    )  # fmt: skip
    made = DeliveryMetrics()
    made.set(log=text, split=1)
    made.press("Compare with our reading")
    assert "Better: deployment frequency. Worse: recovery time." in made.comparison_html
    assert "busier" not in made.comparison_html
    assert "throughput" in made.comparison_html


def test_very_high_and_very_low_burn_rates_are_readable():
    wild = ErrorBudget.evaluate(objective=99.99, errors=100, hours=48).summary
    assert "the burn rate is 10,000. At that rate, a full budget lasts 4.3 minutes." in wild
    calm = ErrorBudget.evaluate(objective=99.0, errors=0, always=0.04).summary
    assert "the burn rate is 0.04. At that rate" in calm


def test_one_item_and_no_difference_read_well():
    assert FlowQueue.evaluate(arrivals=1).summary.startswith("1 item arrives a week on average")
    same = DebtPayback.evaluate(planned=31).says
    assert "On average, the planned changes are ready just as soon as without the cleanup." in same


def test_an_error_about_one_day_is_singular():
    with pytest.raises(InputError, match="A change takes 1 day now and 20 after"):
        DebtPayback.evaluate(now=1, clean=20)
