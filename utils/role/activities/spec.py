"""R2: three stories, rewritten as quality scenarios of six parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from utils.kit.activity import Activity
from utils.kit.controls.factory import labeled_column, side_by_side, text_field
from utils.kit.errors import InputError
from utils.kit.tables import Table, source_line
from utils.kit.view import Document, View
from utils.role import data, documents
from utils.role.model.measure import read_measure
from utils.role.model.spec import PART_CHECKS, PART_HINTS, PART_NAMES, PARTS, Scenario, check

if TYPE_CHECKING:
    import ipywidgets as widgets

    from utils.kit.controls import Input
    from utils.role.model.measure import Measure
    from utils.role.model.spec import Report

MIN_PARTS_WRITTEN = 3  # parts that make an attempt
FORM_NOTE = "This checks the form. Whether it is true, and can be kept, only a measurement shows."
STORY_OF_ACTIVITY = {"01.r2a": "refund", "01.r2b": "payout", "01.r2c": "contract"}


class StoryToSpec(Activity):
    """Rewrite one story of the case; the checker says which part is missing or vague."""

    story = ""
    save_label = "Save my technical spec"
    compare_label = "Compare with our wording"

    def __init__(self) -> None:
        self._story = data.stories()[self.story]
        self.task = (
            f"“{self._story.text}” What the teams said when you asked: {self._story.facts} Rewrite "
            "the story in six parts. Each part is checked while you write."
        )
        super().__init__()

    def controls(self) -> dict[str, Input]:
        """Return a text field per part."""
        return {part: text_field(PART_NAMES[part], hint=PART_HINTS[part]) for part in PARTS}

    def layout(self, controls: dict[str, Input]) -> widgets.Widget:
        """Return two columns of three, in the order of a scenario."""
        fields = list(controls.values())
        return side_by_side(labeled_column("", fields[:3]), labeled_column("", fields[3:]))

    def view(self, **parts: str) -> View:
        """Return which parts are complete, and what is missing."""
        report = check(Scenario(**parts))
        if not any(text.strip() for text in parts.values()):
            return View(summary="Nothing written yet. Begin where you like.", notes=(FORM_NOTE,))
        return View(
            summary=_summary(report),
            checks=tuple((PART_CHECKS[one.part], one.ok) for one in report.parts),
            says=_remarks(report, parts),
            notes=(FORM_NOTE,),
        )

    def comparison(self, **parts: str) -> View:
        """Return the learner's wording next to ours."""
        if sum(bool(text.strip()) for text in parts.values()) < MIN_PARTS_WRITTEN:
            raise InputError(
                "There is too little to compare with yet.",
                f"Write at least {MIN_PARTS_WRITTEN} parts first: what you wrote yourself "
                "stays with you.",
            )
        ours = self._story.parts
        return View(
            summary=self._story.why,
            table=Table(
                caption="Your wording and ours",
                columns=["Part", "Yours", "Ours"],
                rows=[[PART_NAMES[part], parts[part] or "–", ours[part]] for part in PARTS],
                source=f"{source_line('role_stories')} Ours is one good wording, not the only one.",
            ),
        )

    def document(self, **parts: str) -> Document:
        """Return the spec of all three stories, as far as they are written."""
        written = {story: self.progress.values(where) for where, story in STORY_OF_ACTIVITY.items()}
        return documents.technical_spec(data.stories(), {**written, self.story: parts})


def _summary(report: Report) -> str:
    good = sum(one.ok for one in report.parts)
    if report.complete:
        return "All six parts stand: this can be read, disputed and measured."
    return f"{good} of {len(report.parts)} parts stand."


def _remarks(report: Report, parts: dict[str, str]) -> tuple[str, ...]:
    """Return what there is to say of parts that are written, and which ones are still empty."""
    said = [
        f"{PART_NAMES[one.part]}: {words}"
        for one in report.parts
        for words in one.says
        if parts[one.part].strip()
    ]
    empty = [PART_NAMES[part].lower() for part in PARTS if not parts[part].strip()]
    if parts["measure"].strip() and not said:
        said = _window_hint(read_measure(parts["measure"]))
    return (*said, *([f"Still empty: {', '.join(empty)}."] if empty else []))


def _window_hint(measure: Measure) -> list[str]:
    """Return what would make a good measure better still."""
    if measure.window:
        return []
    words = "No window yet: over which time is it counted? For example “in any week”."
    return [f"{PART_NAMES['measure']}: {words}"]


class RefundSpec(StoryToSpec):
    """“Fast” refunds."""

    activity_id, story = "01.r2a", "refund"
    title = "Story to spec: refund status"


class PayoutSpec(StoryToSpec):
    """“Reliable” payouts."""

    activity_id, story = "01.r2b", "payout"
    title = "Story to spec: bulk payout"


class ContractSpec(StoryToSpec):
    """A “robust” interface."""

    activity_id, story = "01.r2c", "contract"
    title = "Story to spec: changes that do not hurt"
