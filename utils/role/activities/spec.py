"""Three stories, rewritten as quality scenarios of six parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from utils.kit.activity import Activity
from utils.kit.controls.factory import labeled_column, side_by_side, text_field
from utils.kit.english import verb_for_count
from utils.kit.errors import InputError
from utils.kit.tables import Table, source_line
from utils.kit.view import Document, View
from utils.role import data, documents
from utils.role.model.response_measure import parse_measure
from utils.role.model.spec import (
    PART_CHECK_STATEMENTS,
    PART_HINTS,
    PART_NAMES,
    SCENARIO_PARTS,
    Scenario,
    check_scenario,
)
from utils.role.model.wording_comparison import compare_part_wording

if TYPE_CHECKING:
    import ipywidgets as widgets

    from utils.kit.controls import Input
    from utils.role.model.response_measure import ResponseMeasure
    from utils.role.model.spec import ScenarioReport

MIN_PARTS_WRITTEN = 3  # parts that make an attempt
FORM_CHECK_NOTE = (
    "This checks the form. Only a measurement shows whether it's true and can be kept."
)
STORY_KEY_BY_ACTIVITY_ID = {"01.r2a": "refund", "01.r2b": "payout", "01.r2c": "contract"}


class StoryToSpec(Activity):
    """Rewrite one story of the case; the checker says which part is missing or vague."""

    story = ""
    task_sentence = "Rewrite the story in six parts."
    save_label = "Save my technical spec"
    compare_label = "Compare with our wording"

    def __init__(self) -> None:
        self._story = data.load_stories()[self.story]
        self.task = (
            f"“{self._story.text}” What the teams said when you asked: {self._story.team_facts} "
            f"{self.task_sentence} Each part is checked as you write."
        )
        super().__init__()

    def controls(self) -> dict[str, Input]:
        """Return a text field per part."""
        made = {
            part: text_field(PART_NAMES[part], hint=PART_HINTS[part]) for part in SCENARIO_PARTS
        }
        for part, text in self._story.draft_parts.items():
            made[part].value = text
        return made

    def layout(self, controls: dict[str, Input]) -> widgets.Widget:
        """Return two columns of three, in the order of a scenario."""
        fields = list(controls.values())
        return side_by_side(labeled_column("", fields[:3]), labeled_column("", fields[3:]))

    def view(self, **parts: str) -> View:
        """Return which parts are complete, and what is missing."""
        report = check_scenario(Scenario(**parts))
        if not any(text.strip() for text in parts.values()):
            return View(
                summary="Nothing written yet. Start where you like.", notes=(FORM_CHECK_NOTE,)
            )
        return View(
            summary=_summary_text(report),
            checks=tuple((PART_CHECK_STATEMENTS[one.part], one.ok) for one in report.parts),
            says=_remark_texts(report, parts),
            notes=(FORM_CHECK_NOTE,),
        )

    def comparison(self, **parts: str) -> View:
        """Return the learner's wording next to ours."""
        draft = self._story.draft_parts
        own = [part for part, text in parts.items() if text.strip() not in ("", draft.get(part))]
        if len(own) < MIN_PARTS_WRITTEN:
            raise InputError(
                "There's too little to compare yet.",
                f"Write at least {MIN_PARTS_WRITTEN} parts of your own first: you'll remember "
                "what you wrote yourself.",
            )
        ours = self._story.parts
        mine, theirs = Scenario(**parts), Scenario(**ours)
        return View(
            summary=self._story.why,
            table=Table(
                caption="Your wording and ours",
                columns=["Part", "Yours", "Ours", "About yours"],
                rows=[
                    [
                        PART_NAMES[part],
                        parts[part] or "–",
                        ours[part],
                        compare_part_wording(part, mine, theirs),
                    ]
                    for part in SCENARIO_PARTS
                ],
                source=f"{source_line('role_stories')} Ours is one good wording, not the only one.",
            ),
        )

    def document(self, **parts: str) -> Document:
        """Return the spec of all three stories, as far as they are written."""
        stories = data.load_stories()
        logged = {
            story: self.progress.values(where) for where, story in STORY_KEY_BY_ACTIVITY_ID.items()
        }
        written = {
            story: {**stories[story].draft_parts, **values}
            for story, values in logged.items()
            if values
        }
        return documents.technical_spec_document(stories, {**written, self.story: parts})


def _summary_text(report: ScenarioReport) -> str:
    good = sum(one.ok for one in report.parts)
    if report.is_complete:
        return "All six parts are there. People can read this, argue about it, and measure it."
    return f"{good} of {len(report.parts)} parts {verb_for_count(good, 'is', 'are')} ready."


def _remark_texts(report: ScenarioReport, parts: dict[str, str]) -> tuple[str, ...]:
    """Return what there is to say of parts that are written, and which ones are still empty."""
    said = [
        f"{PART_NAMES[one.part]}: {words}"
        for one in report.parts
        for words in one.messages
        if parts[one.part].strip()
    ]
    empty = [PART_NAMES[part].lower() for part in SCENARIO_PARTS if not parts[part].strip()]
    if parts["measure"].strip() and not said:
        said = _missing_window_texts(parse_measure(parts["measure"]))
    return (*said, *([f"Still empty: {', '.join(empty)}."] if empty else []))


def _missing_window_texts(measure: ResponseMeasure) -> list[str]:
    """Return what would make a measure that can be tested better still."""
    if measure.window:
        return []
    words = "No window yet: over what time do you measure? For example: “in any week.”"
    return [f"{PART_NAMES['measure']}: {words}"]


class RefundSpec(StoryToSpec):
    """“Fast” refunds, from scratch."""

    activity_id, story = "01.r2a", "refund"
    title = "Story to spec: refund status"


class PayoutSpec(StoryToSpec):
    """“Reliable” payouts, from a colleague's draft."""

    activity_id, story = "01.r2b", "payout"
    title = "Story to spec: bulk payout"
    task_sentence = "A colleague has left you a draft. Fix it."


class ContractSpec(StoryToSpec):
    """A “robust” interface: half of it is there."""

    activity_id, story = "01.r2c", "contract"
    title = "Story to spec: changes that don't hurt"
    task_sentence = "Three parts are there. Write the other three: stimulus, response, and measure."
