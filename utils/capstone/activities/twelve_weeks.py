"""Twelve weeks: the plan is lived through, week by week, with decisions on the way."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from utils.capstone.data import INVENTED_SOURCE_TEXT
from utils.capstone.model.quarter.plan import WAYS_BY_DECISION
from utils.capstone.page import CapstoneActivity
from utils.capstone.pictures import quarter as pictures
from utils.capstone.quarter import learner_plan, rule_tables, words
from utils.capstone.quarter.story import QuarterStory, play_quarter
from utils.kit.base import button, button_row
from utils.kit.controls import Box, Choices, Html, Slider
from utils.kit.errors import InputError
from utils.kit.feedback import RIGHT, WRONG
from utils.kit.tables import Table
from utils.kit.view import Finding, View

if TYPE_CHECKING:
    import ipywidgets as widgets

    from utils.capstone.model.promise import Promise
    from utils.capstone.model.quarter.plan import Plan
    from utils.kit.controls import Input

LAST_DECISION_KEYS = ("live",)  # the last decision, which every quarter asks for


class BaseQuarterActivity(CapstoneActivity):
    """An activity about the learner's quarter: it follows whatever changes the promise."""

    def __init__(self) -> None:
        super().__init__()
        self.refresh_when_changed(self._plan_and_promise)

    def _plan_and_promise(self) -> tuple[Plan, Promise, bool]:
        progress = self.progress
        return (
            learner_plan.own_plan(progress),
            learner_plan.own_promise(progress),
            learner_plan.has_own_promise(progress),
        )


class TwelveWeeks(BaseQuarterActivity):
    """Live with the promise: each week says what happened, and now and then asks."""

    activity_id = learner_plan.WEEKS_ACTIVITY_ID
    needed = LAST_DECISION_KEYS
    title = "Twelve weeks"
    task = (
        "Your promise is out. Go on week by week and see what becomes of it. From time to time, "
        "you have to decide. Everything is invented. On a screen, all rules and numbers are below."
    )
    shared = True  # “What if” replays these weeks

    def __init__(self) -> None:
        self._promise, self._rules = Html(), Html()
        super().__init__()
        self._rules.html = rule_tables.rules_fold_html()

    def controls(self) -> dict[str, Input]:
        """Return the week, which two buttons move, and a choice for each decision."""
        week = Slider(
            label="Week",
            value=0,
            min=0,
            max=learner_plan.MAX_STORY_WEEK,
            step=1,
            hidden=True,
            whole=True,
        )
        return {"week": week, **{name: Choices(hidden=True) for name in WAYS_BY_DECISION}}

    def layout(self, controls: dict[str, Input]) -> widgets.Widget:
        """Return the promise: the controls come after the picture."""
        made = Box([self._promise])
        made.add_class("tpo-column")
        return made

    def extra_widgets(self) -> list[widgets.Widget]:
        """Return the decision that waits, the buttons that lead on, and the rules."""
        self._next = button("Begin week 1", self.catch_errors(self._go_to_next_week), primary=True)
        self._skip = button("On to the next decision", self.catch_errors(self._go_to_next_decision))
        return [*self.inputs.values(), button_row(self._next, self._skip), self._rules]

    @property
    def plan(self) -> Plan:
        """The learner's plan, with our example where it's still open."""
        return learner_plan.own_plan(self.progress)

    def story(self, answers: dict[str, Any]) -> QuarterStory:
        """Return the quarter as far as these answers go."""
        decided = {name: answers[name] for name in WAYS_BY_DECISION if answers.get(name)}
        return play_quarter(self.plan, decided, int(answers["week"]))

    def update_controls(self, controls: dict[str, Input], answers: dict[str, Any]) -> None:
        """Show the promise, and the decision of this week, which may still be changed."""
        story = self.story(answers)
        self._promise.html = self._promise_html(story.plan)
        asked = [*story.asked, *([story.pending] if story.pending else [])]
        open_now = {one.decision for one in asked if one.week == story.week}
        for name in WAYS_BY_DECISION:
            control = controls[name]
            if name in open_now and not story.is_over:
                told = words.build_question(story, name)
                control.setting, control.label = told.setting, told.question
                control.options = [[key, f"{way}. {reason}"] for key, way, reason in told.ways]
            control.hidden = name not in open_now or story.is_over
        if hasattr(self, "_next"):
            self._label_buttons(story)

    def _promise_html(self, plan: Plan) -> str:
        promise, planned = (
            learner_plan.own_promise(self.progress),
            learner_plan.has_own_promise(self.progress),
        )
        lines = [
            *learner_plan.promise_lines(plan),
            learner_plan.undecided_text(promise, planned=planned),
        ]
        items = "".join(f"<li>{escape(line)}</li>" for line in lines if line)
        title = "What you promised" if planned else "What our example promises"
        return f'<p><strong>{title}</strong></p><ul class="tpo-details">{items}</ul>'

    def _label_buttons(self, story: QuarterStory) -> None:
        """Say where each button leads; both stay on the page, so the keyboard focus does, too."""
        if story.is_over:
            self._next.label, self._skip.label = "Back to the start", "Back to the first decision"
            return
        self._next.label = f"Week {story.week + 1}" if story.week else "Begin week 1"
        last = all(name in {one.decision for one in story.asked} for name in LAST_DECISION_KEYS)
        self._skip.label = "On to the end" if last else "On to the next decision"

    def view(self, **answers: Any) -> View:
        """Return the week with its lines, the picture, and all weeks so far."""
        story = self.story(answers)
        lines = lines_since_last_decision(story)
        return View(
            summary=week_summary(story, planned=learner_plan.has_own_promise(self.progress)),
            says=(*_final_answer_lines(story), *lines),
            picture=pictures.picture(story),
            table=weeks_table(story) if story.week else None,
            table_title="All weeks so far",
        )

    # --- the buttons -----------------------------------------------------------------------

    def _go_to_next_week(self, *_: object) -> None:
        story = self._require_decided_story()
        self._go_to_week(0 if story.is_over else story.week + 1)

    def _go_to_next_decision(self, *_: object) -> None:
        story = self._require_decided_story()
        weeks = [
            one.week
            for one in self.story({**self.values(), "week": learner_plan.MAX_STORY_WEEK}).asked
        ]
        later = [week for week in weeks if week > story.week]
        self._go_to_week(
            min(weeks) if story.is_over else min(later, default=learner_plan.MAX_STORY_WEEK)
        )

    def _require_decided_story(self) -> QuarterStory:
        story = self.story(self.values())
        if story.pending:
            raise InputError(
                "A decision is waiting.",
                f"Choose one of its {len(self.inputs[story.pending.decision].options)} options.",
                field=story.pending.decision,
            )
        return story

    def _go_to_week(self, week: int) -> None:
        shown = self.story({**self.values(), "week": week}).week
        self.inputs["week"].answer = float(shown)
        self.flush()


def week_summary(story: QuarterStory, *, planned: bool) -> str:
    """Return where the quarter is, and whether a decision waits."""
    if not story.week:
        plan = "your plan" if planned else learner_plan.example_plan_label()
        return f"Before week 1. The picture shows {plan}."
    pending = story.pending
    waits = f" A decision waits: {words.DECISION_TITLES[pending.decision]}." if pending else ""
    if story.is_over:
        kept = int(story.result.outcome.partner_stays[0].sum())
        who = ("No partner stays", "1 of 3 partners stays", "2 of 3 partners stay")
        stay = who[kept] if kept < len(who) else "All three partners stay"
        return f"Week {story.week}, the last one. {stay}."
    return f"Week {story.week}, day {story.current_day:g}.{waits}"


def lines_since_last_decision(story: QuarterStory) -> list[str]:
    """Return what happened since the last decision, the idle weeks before this one left out."""
    first = max((one.week for one in story.asked if one.week < story.week), default=0) + 1
    lines = []
    for week in range(first, story.week + 1):
        if week == story.week or not words.is_quiet_week(story, week):
            lines += [f"Week {week}: {line}" for line in words.week_lines(story, week)]
    return lines


def _final_answer_lines(story: QuarterStory) -> list[str]:
    """Return what everybody says at the end."""
    if not story.is_over:
        return []
    tags = {True: ("stays", RIGHT), False: ("leaves", WRONG)}
    told = [(f"{who}: {said}", stays) for who, said, stays in words.final_answers(story)]
    return [said if stays is None else Finding(said, *tags[stays]) for said, stays in told]


def weeks_table(story: QuarterStory) -> Table:
    """Return all weeks with what happened."""
    return Table(
        caption="What happened, week by week",
        columns=["Week", "What happened, and why"],
        rows=[[f"{w}", " ".join(words.week_lines(story, w))] for w in range(1, story.week + 1)],
        source=INVENTED_SOURCE_TEXT,
    )
