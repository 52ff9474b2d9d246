"""What is said about a quarter: each week, each decision, and the answers at the end."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from utils.capstone.model.promise import MAJOR, MINOR, NOBODY, SEVERAL
from utils.capstone.model.quarter import rules
from utils.capstone.model.quarter.partners import (
    BROKEN_CALLERS_EVENT,
    FEW_BROKEN_CALLERS_EVENT,
    LEFT_OUT_ITEM_EVENT,
    LOW_OBJECTIVE_EVENT,
    MISSED_OBJECTIVE_EVENT,
    NEEDLESS_WARNING_EVENT,
    PARTNER_KEYS,
    PATIENCE_COSTS,
    STAGED_LAUNCH_EVENT,
    TOLD_EARLY_EVENT,
    TOLD_LATE_EVENT,
    TOLD_LONG_SLIP_EVENT,
    TOLD_SHORT_SLIP_EVENT,
)
from utils.capstone.model.quarter.plan import LAST_TASK_KEY
from utils.capstone.model.quarter.simulation import migrated_caller_share
from utils.capstone.parts.change import next_version
from utils.capstone.quarter.story import WORKDAYS_PER_WEEK, find_slipping_task, forecast_study
from utils.kit.english import (
    add_full_stop,
    join_quoted,
    join_words,
    lower_first,
    plural,
    upper_first,
)
from utils.kit.tables import read_rows

if TYPE_CHECKING:
    from collections.abc import Mapping

    from utils.capstone.model.quarter.partners import Outcome
    from utils.capstone.model.quarter.plan import Plan, Strategy
    from utils.capstone.quarter.story import Incident, QuarterStory

PATIENCE_EVENT_TEXTS = {
    "later_1": f"your first promise was later than day {rules.LATE_PROMISE_DAYS[0]:g}",
    "later_2": f"that promise was later than day {rules.LATE_PROMISE_DAYS[1]:g}",
    "later_3": f"that promise was later than day {rules.LATE_PROMISE_DAYS[2]:g}",
    LOW_OBJECTIVE_EVENT: f"you promised less than {rules.MIN_ACCEPTED_OBJECTIVE:.1%}",
    TOLD_EARLY_EVENT: "the day moved by more than two weeks, and you told them early",
    TOLD_SHORT_SLIP_EVENT: "the day moved, and you told them in time",
    TOLD_LONG_SLIP_EVENT: "the day moved by more than two weeks, and you told them in time",
    TOLD_LATE_EVENT: "the day moved, and you didn't tell them in time",
    MISSED_OBJECTIVE_EVENT: "more refunds failed than you promised",
    FEW_BROKEN_CALLERS_EVENT: "the notice was too short for some callers",
    BROKEN_CALLERS_EVENT: "a change broke callers without enough notice",
    LEFT_OUT_ITEM_EVENT: "an item you promised was still missing two weeks after the launch",
    STAGED_LAUNCH_EVENT: "the launch came in two stages",
    NEEDLESS_WARNING_EVENT: "you warned them, and the day held after all",
}
DECISION_TITLES = {
    "sales": "Sales asks for one more item",
    "slip": "A team slips",
    "contract": "A change breaks callers",
    "forecast": "The forecast",
    "go": "Go or no-go",
    "live": "The error budget",
}
FIXED_PLACEHOLDER_VALUES = {  # in the words for the ways, by the name in braces
    "pilot": plural(rules.EXTRA_ITEM_PILOT_DAYS, "day"),
    "helper": plural(rules.HELPER_TASK_EXTRA_DAYS, "day"),
    "afterwards": f"{rules.LATE_MAJOR_NOTICE_DAYS:g}",
    "longer": f"{rules.NOTICE_EXTENSION_DAYS:g}",
    "announce": plural(rules.ANNOUNCE_WORK_DAYS, "day"),
    "adapter": plural(rules.ADAPTER_WORK_DAYS, "day"),
    "remove": plural(rules.REMOVAL_WORK_DAYS, "day"),
}
MIN_SHOWN_BUDGET_SHARE = 0.01  # of the error budget: less isn't worth a number
PARTNER_COUNT_TEXTS = ("no partner", "one partner", "two partners", "all three partners")
QUESTION_TEXTS = {
    "sales": "What do you answer?",
    "slip": "What do you do?",
    "contract": "How do you ship it?",
    "forecast": "What do you do with it?",
    "go": "Do you go live?",
    "live": "What does the team do next?",
}


@dataclass(frozen=True)
class DecisionQuestion:
    """A decision as it's asked: the situation, the question, and its ways with their reasons."""

    decision: str
    setting: str
    question: str
    ways: tuple[tuple[str, str, str], ...]


# --- weeks -------------------------------------------------------------------------------


def week_lines(story: QuarterStory, week: int) -> list[str]:
    """Return what happened in a week, and why."""
    return _week_news_lines(story, week) or [_quiet_week_line(story, week)]


def is_quiet_week(story: QuarterStory, week: int) -> bool:
    """Return whether there's nothing to tell of a week but that work goes on."""
    return not _week_news_lines(story, week)


def _week_news_lines(story: QuarterStory, week: int) -> list[str]:
    return [
        *_decision_lines(story, week),
        *_work_lines(story, week),
        *_pilot_and_incident_lines(story, week),
    ]


def _decision_lines(story: QuarterStory, week: int) -> list[str]:
    lines = _unclear_decider_lines(story.plan) if week == 1 else []
    for one in story.asked:
        if one.week == week - 1:
            way = dict(story.strategy.items())[one.decision]
            lines.append(f"You decided: {lower_first(way_label(story.plan, one.decision, way))}.")
    return lines


def _unclear_decider_lines(plan: Plan) -> list[str]:
    both = (
        "More than one person is accountable for a decision, so each decision takes {} days longer."
    )
    none = "No one is accountable for one of the decisions, so the work starts {} days late."
    lines = {
        SEVERAL: both.format(f"{plan.wait_days_per_decision():g}"),
        NOBODY: none.format(f"{plan.late_start_days():g}"),
    }
    decider = plan.promise.decider
    return [lines[decider]] if decider in lines else []


def _work_lines(story: QuarterStory, week: int) -> list[str]:
    found = story.study_with_decisions_before(week).quarters
    planned = {row.task.key: row for row in story.plan.schedule().rows}
    lines = []
    for key, row in planned.items():
        if key == LAST_TASK_KEY:
            continue  # the launch has a line of its own
        end, start = float(found.ends[key][0]), float(found.starts[key][0])
        if not _is_in_week(end, week):
            continue
        took = _duration_text(end - start, row.days)
        lines.append(f"Day {working_day_number(end)}: “{row.task.label}” is done. It took {took}.")
    return [*lines, *_promised_day_lines(story, week)]


def _promised_day_lines(story: QuarterStory, week: int) -> list[str]:
    """Return what there is to say of launch and promised day, in the weeks in which they fall."""
    plan, launch = story.plan, float(story.study_with_decisions_before(week).launch_days[0])
    day, lines = plan.promised_day, []
    if _is_in_week(launch, week):
        apart = working_day_number(launch) - math.ceil(day)
        side = "after" if apart > 0 else "before"
        when = f"{plural(abs(apart), 'day')} {side} the promised day" if apart else "as promised"
        lines += [f"Launch on day {working_day_number(launch)}, {when}.", *_version_lines(story)]
        if launch <= day and story.study_with_decisions_before(week).quarters.told < math.inf:
            who = partner_labels()["day"]
            lines.append(f"{who} has moved its campaign for nothing, because of your warning.")
    elif _is_in_week(day, week) and launch > day:
        how = _warning_timing_text(day - story.study_with_decisions_before(week).quarters.told)
        lines.append(f"Day {day:g}, the promised day, passes without a launch. {how}")
    return lines


def _warning_timing_text(days_ahead: float) -> str:
    """Return how many days ahead the partners heard that the day would move, in words."""
    if days_ahead >= rules.MIN_EARLY_WARNING_DAYS:
        return "The partners had known early."
    in_time = days_ahead >= rules.MIN_IN_TIME_WARNING_DAYS
    return "The partners knew in time." if in_time else "No one had told the partners in time."


def _version_lines(story: QuarterStory) -> list[str]:
    plan, strategy = story.plan, story.strategy
    notice = plan.notice_days(strategy)
    if notice is None:
        return ["The old form keeps working, so no caller breaks."]
    if strategy.contract == "keep" and plan.promise.version != MAJOR:
        return [_broken_callers_line()]
    days, points = plan.old_version_upkeep_days(strategy), plan.old_version_upkeep_cost(strategy)
    line = (
        f"The old version runs for {plural(notice, 'more day')}, which takes {days:.1f} days of "
        f"work ({points:.0f} points). By its end, "
        f"{_migrated_callers_text(story, notice)} of callers have moved."
    )
    return [line]


def _migrated_callers_text(story: QuarterStory, days: float) -> str:
    """Return which share of the callers moves within so many days, as a percentage."""
    return f"{float(migrated_caller_share(days, story.luck)[0]):.0%}"


def _broken_callers_line() -> str:
    share, days = (
        f"{rules.FIRST_WEEK_UPGRADE_SHARE:.0%}",
        plural(rules.OLD_FORM_RESTORE_DAYS, "day"),
    )
    return (
        f"{share} of the callers take the minor version in its first week, and it breaks "
        f"them. Bringing the old form back takes {days}."
    )


def _pilot_and_incident_lines(story: QuarterStory, week: int) -> list[str]:
    lines = []
    found = story.study_with_decisions_before(week).quarters
    if _is_in_week(float(found.starts["pilot"][0]), week):
        lines.append("The pilot starts. From now on, failed refunds burn the error budget.")
    lines += [_incident_line(one) for one in story.incidents() if _is_in_week(one.day, week)]
    return lines


def _incident_line(incident: Incident) -> str:
    why = ""
    if incident.forced:
        why = " The budget was overdrawn, and features kept shipping, so one more incident came."
    return (
        f"Day {working_day_number(incident.day)}: an incident. {incident.affected:.0%} of the "
        f"refunds fail for {incident.minutes:.0f} minutes, which burns "
        f"{_budget_share_text(incident.used)} of the error budget.{why}"
    )


def _budget_share_text(used_share: float) -> str:
    return "less than 1%" if used_share < MIN_SHOWN_BUDGET_SHARE else f"{used_share:.0%}"


def _quiet_week_line(story: QuarterStory, week: int) -> str:
    found = story.study_with_decisions_before(week).quarters
    labels = {task.key: task.label for task in story.plan.tasks}
    begin, end = (week - 1) * WORKDAYS_PER_WEEK, week * WORKDAYS_PER_WEEK
    keys = [k for k in labels if found.starts[k][0] < end and found.ends[k][0] > begin]
    if not keys:
        return "A quiet week: refunds get paid, and there's no incident."
    return add_full_stop(f"Work goes on: {join_quoted(labels[key] for key in keys)}")


def _is_in_week(day: float, week: int) -> bool:
    return (week - 1) * WORKDAYS_PER_WEEK < day <= week * WORKDAYS_PER_WEEK


def working_day_number(day: float) -> int:
    """Return the working day, counted from 1, in which a moment lies."""
    return math.ceil(day - 1e-9)


def _duration_text(actual_days: float, planned_days: float) -> str:
    apart = round(actual_days) - round(planned_days)
    if not apart:
        return f"{plural(round(actual_days), 'day')}, as planned"
    return f"{plural(round(actual_days), 'day')} instead of {round(planned_days)}"


# --- decisions ---------------------------------------------------------------------------


def budget_left_text(share_left: float) -> str:
    """Return how much of the error budget is left, or how many times it was used."""
    return f"{share_left:.0%} left" if share_left >= 0 else f"used {1 - share_left:.1f} times"


def pending_question(story: QuarterStory) -> DecisionQuestion | None:
    """Return the decision that waits, None if none does."""
    return build_question(story, story.pending.decision) if story.pending else None


def build_question(story: QuarterStory, decision: str) -> DecisionQuestion:
    """Return a decision as it's asked on the last day shown."""
    plan = story.plan
    offered = tuple(
        (way, way_label(plan, decision, way, story.strategy), _reason_text(story, decision, way))
        for way in plan.sensible_ways(decision, story.strategy)
    )
    setting = SITUATION_TEXT_FUNCTIONS[decision](story)
    return DecisionQuestion(decision, setting, QUESTION_TEXTS[decision], offered)


def way_label(plan: Plan, decision: str, way: str, strategy: Strategy | None = None) -> str:
    """Return the words for a way."""
    row = _find_way_row(plan, decision, way)
    return row["label"].format(**_placeholder_values(plan, decision, strategy))


def _reason_text(story: QuarterStory, decision: str, way: str) -> str:
    plan, strategy = story.plan, story.strategy
    longer = plan.notice_days(strategy.with_decision("contract", "notice")) or 0.0
    names = {
        **_placeholder_values(plan, decision, strategy),
        "moved": _migrated_callers_text(story, longer),
    }
    return _find_way_row(plan, decision, way)["reason"].format(**names)


def _find_way_row(plan: Plan, decision: str, way: str) -> dict:
    rows = {row["way"]: row for row in read_rows("capstone_ways")}
    version = MAJOR if plan.promise.version == MAJOR else MINOR
    return rows.get(f"{decision}_{way}") or rows[f"{decision}_{way}_{version}"]


def _placeholder_values(plan: Plan, decision: str, strategy: Strategy | None) -> dict[str, str]:
    """Return what fills the braces of a way's words."""
    earlier = plan.cut_items_by_decision(strategy) if strategy else {}
    cut = plan.find_cuttable_item([one.key for name, one in earlier.items() if name != decision])
    more = plan.item_requested_by_sales()
    days = (more.size if more else rules.SALES_REQUEST_WEEKS) * WORKDAYS_PER_WEEK
    label = cut.label if cut else "an item"
    return {
        "cut": label,
        "out": label,
        "more": plural(days, "day"),
        "notice": f"{plan.promise.notice_days or 0:g}",
        **FIXED_PLACEHOLDER_VALUES,
    }


def _sales_situation_text(story: QuarterStory) -> str:
    more = story.plan.item_requested_by_sales()
    what = f"“{more.label}”" if more else "a report of their own"
    return f"Sales has a customer who'd sign today if {what} were part of the launch."


def _slip_situation_text(story: QuarterStory) -> str:
    key, factor = find_slipping_task(story.result, story.luck)
    row = next(row for row in story.plan.schedule().rows if row.task.key == key)
    meant, now = round(row.days), round(row.days * factor)
    room = round(row.slack)
    told = f"{now} days, not {meant}" if now != meant else f"a little longer than {meant} days"
    slack = f"has {plural(room, 'day')} of slack" if room else "has no slack"
    return f"“{row.task.label}” is going to take {told}. By your plan, that task {slack}."


def _contract_situation_text(story: QuarterStory) -> str:
    plan = story.plan
    change = next(one for one in plan.brief.changes if one.verdict == "breaks")
    place = plan.brief.changes.index(change) + 1
    what = f"change {place} breaks callers ({lower_first(change.description)})"
    bump = "MAJOR" if plan.promise.version == MAJOR else "MINOR"
    version = next_version(bump, plan.brief)
    notice = plan.promise.notice_days or 0.0
    limits = (
        f"A break that hits more than {rules.MAX_HARMLESS_BROKEN_SHARE:.0%} of callers costs you "
        f"patience. Above {rules.MAX_BROKEN_CALLER_SHARE:.0%}, it counts as a "
        "break without notice."
    )
    if plan.promise.version == MAJOR:
        return (
            f"{upper_first(what)}. You announced the release as {version}, a major one. "
            f"{partner_labels()['notice']} asks for more time. A trial shows that "
            f"{_migrated_callers_text(story, notice)} of callers move within the "
            f"{plural(notice, 'day')} of notice you promised. {limits}"
        )
    return (
        f"A partner's test fails: {what}. You announced the release as {version}, a minor one. "
        f"{limits}"
    )


def _forecast_situation_text(story: QuarterStory) -> str:
    found, promised = forecast_study(story.plan, story, story.current_day), story.plan.promised_day
    half, most = (working_day_number(found.launch_day_percentile(percent)) for percent in (50, 85))
    met = found.share_launched_by(promised) * 100
    return (
        f"It's day {story.current_day:g}. Of 100 quarters that look like this one so far, 50 "
        f"launch by day {half} (P50) and 85 by day {most} (P85). You promised day "
        f"{promised:g}, which {met:.0f} of 100 meet."
    )


def _go_situation_text(story: QuarterStory) -> str:
    before = len(story.incidents())
    seen = f"has had {plural(before, 'incident')}" if before else "has had no incident"
    points = story.budget_left_by_day()
    left = budget_left_text(points[-1][1] if points else 1.0)
    launch = working_day_number(float(story.result.launch_days[0]))
    return (
        f"The pilot ends within days. It {seen} so far (error budget: {left}). If you go, the "
        f"launch is on day {launch}. You promised day {story.plan.promised_day:g}."
    )


def _live_situation_text(story: QuarterStory) -> str:
    left = budget_left_text(story.budget_left_by_day()[-1][1])
    used = sum(one.used for one in story.incidents())
    cut = [item.label for item in story.plan.cut_items_by_decision(story.strategy).values()]
    missing = add_full_stop(f" You still owe the partners {join_quoted(cut)}") if cut else ""
    return (
        f"Instant refunds are live. Error budget: {left}. Incidents alone have burned {used:.0%} "
        f"so far, and most of the month is still to come.{missing}"
    )


SITUATION_TEXT_FUNCTIONS = {
    "sales": _sales_situation_text,
    "slip": _slip_situation_text,
    "contract": _contract_situation_text,
    "forecast": _forecast_situation_text,
    "go": _go_situation_text,
    "live": _live_situation_text,
}

# --- the end -----------------------------------------------------------------------------


def final_answers(story: QuarterStory) -> list[tuple[str, str, bool | None]]:
    """Return who says what at the end, and whether a partner stays; None for colleagues."""
    found = story.result.outcome
    partners = [
        (row["label"], _partner_answer_text(row, found, place), bool(found.partner_stays[0, place]))
        for place, row in enumerate(read_rows("capstone_partners"))
    ]
    replies = {row["reply"]: row for row in read_rows("capstone_replies")}
    lost = int(found.partners_lost_by_quarter[0])
    keys = [f"sales_{story.strategy.sales}", "director_some" if lost else "director_all"]
    if found.events[TOLD_LATE_EVENT][0]:
        keys.append("director_late")
    gone = PARTNER_COUNT_TEXTS[lost]
    told = [(replies[k]["who"], replies[k]["words"].format(lost=gone), None) for k in keys]
    return [*partners, *told]


def _partner_answer_text(row: Mapping[str, str], outcome: Outcome, partner_index: int) -> str:
    reasons = patience_cost_reasons(outcome, partner_index)
    words = row["stays"] if outcome.partner_stays[0, partner_index] else row["leaves"]
    if not reasons:
        return f"{words} Nothing has cost you their patience."
    points = max(0, int(outcome.patience[0, partner_index]))
    left = f"{points} of {rules.INITIAL_PATIENCE_POINTS} points left"
    return f"{words} What cost you their patience: {join_words(reasons)}. {left}."


def patience_cost_reasons(outcome: Outcome, partner_index: int) -> list[str]:
    """Return what cost a partner patience, each with how much."""
    return [
        f"{PATIENCE_EVENT_TEXTS[key]} (−{PATIENCE_COSTS[key][partner_index]})"
        for key, happened in outcome.events.items()
        if happened[0] and PATIENCE_COSTS[key][partner_index]
    ]


def partner_labels() -> dict[str, str]:
    """Return the partners' names, in the order of PARTNER_KEYS."""
    rows = {row["partner"]: row["label"] for row in read_rows("capstone_partners")}
    return {key: rows[key] for key in PARTNER_KEYS}
