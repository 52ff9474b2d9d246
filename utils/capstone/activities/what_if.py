"""What if: the same twelve weeks with one decision changed, and a thousand other quarters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from utils.capstone import data
from utils.capstone.activities.twelve_weeks import BaseQuarterActivity
from utils.capstone.model.brief import TARGET_DAY
from utils.capstone.model.quarter import rules
from utils.capstone.model.quarter.plan import WAYS_BY_DECISION, Strategy, example_promise, make_plan
from utils.capstone.model.quarter.study import (
    SAFE_DAY_PERCENTILE,
    SIMULATED_QUARTER_COUNT,
    decision_differences,
    promise_differences,
    run_study,
    sample_plan_luck,
)
from utils.capstone.page import ACTIVITY_REGISTRY
from utils.capstone.parts.people import PROMISED_DAY_LIMITS
from utils.capstone.pictures import launches
from utils.capstone.quarter import learner_plan, words
from utils.capstone.quarter.report import report_document
from utils.capstone.quarter.story import LIVE_PERIOD_WORKDAYS, QuarterStory
from utils.kit.controls.factory import dropdown, number_slider, side_by_side, stacked, text_field
from utils.kit.english import lower_first
from utils.kit.errors import InputError
from utils.kit.tables import Table
from utils.kit.view import View

if TYPE_CHECKING:
    import ipywidgets as widgets

    from utils.capstone.model.quarter.luck import Luck
    from utils.capstone.model.quarter.study import Study, StudyDifference
    from utils.kit.controls import Input
    from utils.kit.view import Document

NO_CHOICE_OPTION = ("", "– nothing –")
PERCENTILES_LESSON_TEXT = (
    f"P50 is the day that half of all quarters meet, P{SAFE_DAY_PERCENTILE} the one that "
    f"{SAFE_DAY_PERCENTILE}% of them meet. A promise with a probability says both what you "
    "expect and how sure you are."
)
NEGLIGIBLE_SHARE_CHANGE = 0.005  # of all quarters: no difference


class WhatIf(BaseQuarterActivity):
    """Replay the quarter with one decision changed, and look at a thousand others."""

    activity_id = "06.whatif"
    title = "What if?"
    task = (
        "Change one decision and replay the same twelve weeks, with the same luck. Then look at "
        f"{SIMULATED_QUARTER_COUNT:,} quarters: in how many would your promise have held? "
        "Move the day until you'd sign it, and write down what you'd promise next time."
    )
    save_label = "Save my twelve weeks"

    def controls(self) -> dict[str, Input]:
        """Return the decision to change, its other way, a day to try, and what was learned."""
        decisions = [NO_CHOICE_OPTION, *words.DECISION_TITLES.items()]
        return {
            "decision": dropdown("Change one decision", decisions, ""),
            "way": dropdown("Instead, you'd…", [NO_CHOICE_OPTION], ""),
            "day": number_slider("If the promise were day", TARGET_DAY, *PROMISED_DAY_LIMITS),
            "learned": text_field(
                "What I'd promise next time",
                hint="A day with its probability, and what it depends on.",
                lines=2,
            ),
        }

    def layout(self, controls: dict[str, Input]) -> widgets.Widget:
        """Return the change and the day side by side, the note below."""
        decision, way, day, learned = controls.values()
        return stacked(side_by_side(decision, way, day), learned)

    def played_story(self) -> QuarterStory:
        """Return the learner's quarter, as far as its decisions are taken."""
        return learner_plan.played_story(self.progress)

    def reconcile(self, changed: str, answers: dict[str, Any]) -> dict[str, Any]:
        """Return the answers with a way that belongs to the decision."""
        fits = answers["way"] in WAYS_BY_DECISION.get(answers["decision"], ())
        return answers if fits else {**answers, "way": ""}

    def update_controls(self, controls: dict[str, Input], answers: dict[str, Any]) -> None:
        """Offer the other ways of the chosen decision."""
        controls["way"].options = [
            list(NO_CHOICE_OPTION),
            *self._other_way_options(answers["decision"]),
        ]

    def _other_way_options(self, decision: str) -> list[list[str]]:
        if decision not in WAYS_BY_DECISION:
            return []
        story = self.played_story()
        taken = dict(story.strategy.items())[decision]
        return [
            [way, words.way_label(story.plan, decision, way, story.strategy)]
            for way in story.plan.sensible_ways(decision, story.strategy)
            if way != taken
        ]

    def view(self, *, decision: str, way: str, day: float, learned: str) -> View:
        """Return promise and outcome, the replay, and a thousand quarters."""
        story = self.played_story()
        luck, plan = sample_plan_luck(story.plan), story.plan
        now = run_study(plan, story.strategy, luck)
        offered = [key for key, _ in self._other_way_options(decision)]
        strategy = story.strategy.with_decision(decision, way) if way in offered else story.strategy
        other = run_study(plan, strategy, luck)
        return View(
            summary=_tried_day_summary(other, day, plan.promised_day),
            says=(
                *self._example_plan_lines(),
                *_unfinished_quarter_lines(story),
                *_replay_lines(story, strategy, now, other),
                *_decisive_lines(story, now),
            ),
            picture=launches.picture(other, day, plan.schedule().finish, plan.promised_day),
            table=outcome_table(story, now, other if strategy != story.strategy else None),
            table_title="",
            notes=(PERCENTILES_LESSON_TEXT,),
        )

    def _example_plan_lines(self) -> list[str]:
        """Return whose quarter this is, where it isn't the learner's."""
        label = learner_plan.example_plan_label()
        line = f"You don't have a plan yet. We use {label} for the time being."
        return [] if learner_plan.has_own_promise(self.progress) else [line]

    def document(self, **answers: Any) -> Document:
        """Return the twelve weeks as a document. Raises InputError before the last week."""
        ACTIVITY_REGISTRY.flush_all()  # the document reads the log
        story = self.played_story()
        if not story.is_over:
            raise InputError(
                "Your twelve weeks aren't over yet.",
                "Go on in “Twelve weeks” until the last decision is made, then save.",
            )
        luck = sample_plan_luck(story.plan)
        found = run_study(story.plan, story.strategy, luck)
        table = outcome_table(story, found, None)
        mattered = _decisive_lines(story, found)
        return report_document(story, table, mattered, found, answers["learned"])


def _tried_day_summary(study: Study, tried_day: float, promised_day: float) -> str:
    many = len(study.launch_days)
    met = round(study.share_launched_by(tried_day) * many)
    yours = "" if tried_day == promised_day else f" You promised day {promised_day:g}, which "
    if yours:
        yours += f"{round(study.share_launched_by(promised_day) * many):,} meet."
    return f"{met:,} of {many:,} quarters launch by day {tried_day:g}.{yours}"


def _unfinished_quarter_lines(story: QuarterStory) -> list[str]:
    line = (
        "You haven't played “Twelve weeks” to its end yet. For each decision that's still open, we "
        "use its first option here."
    )
    return [] if story.is_over else [line]


def _replay_lines(
    story: QuarterStory, strategy: Strategy, own_study: Study, changed_study: Study
) -> list[str]:
    """Return the same quarter with the changed decision, in words."""
    if strategy == story.strategy:
        return ["Replay: you haven't changed a decision yet."]
    before, after = (
        words.working_day_number(float(one.launch_days[0])) for one in (own_study, changed_study)
    )
    stayed, stay = (int(one.outcome.partner_stays[0].sum()) for one in (own_study, changed_study))
    kept, keeps = (
        round(len(one.launch_days) * one.kept_promise_shares()["all"])
        for one in (own_study, changed_study)
    )
    launch = _comparison_text("launch on day", after, before)
    partners = _comparison_text("partners who stay:", stay, stayed)
    end = (
        max(float(one.launch_days[0]) for one in (own_study, changed_study)) + LIVE_PERIOD_WORKDAYS
    )
    was, cost = (
        round(story.plan.waiting_cost(taken, float(one.launch_days[0]), end))
        for taken, one in ((story.strategy, own_study), (strategy, changed_study))
    )
    points = ", as before" if cost == was else f" instead of {was:,}"
    kept_counts = _comparison_text("all partners stay in", keeps, kept)
    return [
        f"Replay of your quarter: {launch}, and {partners}.",
        f"By day {words.working_day_number(end)}, waiting has cost {cost:,} points{points}.",
        *_upkeep_lines(story, strategy),
        f"In {SIMULATED_QUARTER_COUNT:,} quarters: {kept_counts}.",
    ]


def _upkeep_lines(story: QuarterStory, strategy: Strategy) -> list[str]:
    """Return what the old version costs, where the change makes a difference to it."""
    was, cost = (
        round(story.plan.old_version_upkeep_cost(taken)) for taken in (story.strategy, strategy)
    )
    if cost == was:
        return []
    return [f"Until its end, the old version costs {cost:,} points of work instead of {was:,}."]


def _comparison_text(label: str, new: int, old: int) -> str:
    return f"{label} {new:,}, as before" if new == old else f"{label} {new:,} instead of {old:,}"


def _decisive_lines(story: QuarterStory, own_study: Study) -> list[str]:
    """Return which decisions would change most, on the way and in the promise."""
    luck, many = sample_plan_luck(story.plan), len(own_study.launch_days)
    kept = round(own_study.kept_promise_shares()["all"] * many)
    lines = [f"All three partners stay in {kept:,} of {many:,} quarters with your decisions."]
    along_the_way = [
        one
        for one in decision_differences(story.plan, story.strategy, luck)
        if abs(one.change) > NEGLIGIBLE_SHARE_CHANGE
    ]
    parts = promise_differences(story.plan, story.strategy, luck)
    parts = [one for one in parts if abs(one.change) > NEGLIGIBLE_SHARE_CHANGE]
    if along_the_way:
        one = along_the_way[0]
        label = lower_first(words.way_label(story.plan, one.decision, one.way, story.strategy))
        lines.append(
            "The decision along the way that mattered most: "
            f"“{words.DECISION_TITLES[one.decision]}.” With “{label},” all three would stay in "
            f"{_kept_quarter_count_text(one, many)}."
        )
    if parts:
        one = parts[0]
        lines.append(
            "The part of your promise that mattered most: "
            f"{learner_plan.PROMISE_FIELD_LABELS[one.decision]}. With our example's, all "
            f"three would stay in {_kept_quarter_count_text(one, many)}."
        )
    if not along_the_way and not parts:
        lines.append("No other single decision would make much of a difference.")
    return [*lines, *_example_promise_lines(story, luck)]


def _example_promise_lines(story: QuarterStory, luck: Luck) -> list[str]:
    """Return what our example's whole promise would have led to, where it's another one."""
    plan = story.plan
    example = example_promise(plan.brief)
    if plan.promise == example:
        return []
    other = run_study(make_plan(plan.brief, example, plan.order), story.strategy, luck)
    kept = round(other.kept_promise_shares()["all"] * len(other.launch_days))
    theirs = f"day {example.day:g}, {example.objective:.2%}"
    promise = f"With our example's whole promise ({theirs}) and your decisions along the way"
    return [f"{promise}, they'd all stay in {kept:,}."]


def _kept_quarter_count_text(difference: StudyDifference, quarter_count: int) -> str:
    return f"{round(difference.share * quarter_count):,}"


def outcome_table(story: QuarterStory, own_study: Study, changed_study: Study | None) -> Table:
    """Return what was promised, what came, and in how many quarters it holds."""
    plan, many = story.plan, len(own_study.launch_days)
    shares = own_study.kept_promise_shares()
    launch = words.working_day_number(float(own_study.launch_days[0]))
    stay = int(own_study.outcome.partner_stays[0].sum())
    rows = [
        ["Launch", f"day {plan.promised_day:g}", f"day {launch}", "day"],
        [
            "Refunds that work",
            f"{plan.promised_objective:.2%}",
            f"{float(own_study.quarters.working_call_share()[0]):.2%}",
            "objective",
        ],
        [
            "Callers hit by the break",
            f"at most {rules.MAX_BROKEN_CALLER_SHARE:.0%}",
            f"{float(own_study.quarters.hit[0]):.0%}",
            "notice",
        ],
        ["Partners who stay", "all 3", f"{stay} of 3", "all"],
    ]
    held = [[*row[:3], f"{round(shares[row[3]] * many):,}"] for row in rows]
    columns = ["What", "Promised", "Your quarter", f"Held, of {many:,}"]
    if changed_study is not None:
        columns.append("With the change")
        new = changed_study.kept_promise_shares()
        held = [[*h, f"{round(new[r[3]] * many):,}"] for h, r in zip(held, rows, strict=True)]
    return Table(
        caption="What you promised, and what came",
        columns=columns,
        rows=held,
        source=data.INVENTED_SOURCE_TEXT,
    )
