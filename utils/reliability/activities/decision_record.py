"""A decision record: what you decided, what you considered, and what happens next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from utils.kit.activity import Activity
from utils.kit.controls.factory import radio_buttons, stacked_form, text_field
from utils.kit.view import Document, View, checklist_summary
from utils.reliability import documents

if TYPE_CHECKING:
    import ipywidgets as widgets

    from utils.kit.controls import Input

STATE_OPTIONS = (("proposed", "Proposed"), ("accepted", "Accepted"))
DECISION_RECORD_FIELDS = {
    "title": ("The decision in one line", "What you'll do, in words a stranger understands", 1),
    "decided_on": ("Date of the decision", "Optional, such as 2026-09-01", 1),
    "deciders": ("Who decided", "Roles or names, such as “owner of the Payments API, lead”", 1),
    "context": ("Context and problem", "Why do you have to decide? Who wants what?", 2),
    "options": ("Considered options, one a line", "At least two; one is “do nothing”", 3),
    "outcome": ("Decision outcome", "Which option, and because of which number?", 2),
    "consequences": ("Consequences", "What gets better, what gets worse, what will you watch?", 2),
    "confirmation": (
        "Confirmation", "How and when will you check that the decision is followed?", 2,
    ),
}  # fmt: skip
# Whose numbers go into the record. Some are the backlog's: they are found by their ids among the
# activities that the notebook loaded, so that this topic doesn't import another one's activities.
GATHERED_ACTIVITY_IDS = (
    *("02b.s3", "02b.s4", "02b.s4b", "02b.s4c", "02b.s4d", "02b.s5a", "02b.s5b", "02b.s5c"),
)


class DecisionRecord(Activity):
    """Write one decision down, with the numbers of this lab below it."""

    activity_id = "02b.record"
    title = "Your decision record"
    task = (
        "Choose one of the three requests and decide. The record follows the headings of MADR "
        "(Markdown Architectural Decision Records). We add the numbers that you found in this lab."
    )
    save_label = "Save my decision record"

    def controls(self) -> dict[str, Input]:
        """Return the state and the parts of a record."""
        made = {"state": radio_buttons("State", STATE_OPTIONS, "proposed")}
        for name, (label, hint, lines) in DECISION_RECORD_FIELDS.items():
            made[name] = text_field(label, hint=hint, lines=lines)
            made[name].max_length = 1_500
        return made

    def layout(self, controls: dict[str, Input]) -> widgets.Widget:
        """Return the parts one under the other."""
        return stacked_form(*controls.values())

    def view(self, *, state: str, **texts: str) -> View:
        """Return what the record has already."""
        options = [line for line in texts["options"].splitlines() if line.strip()]
        checks = (
            ("the decision fits in one line", bool(texts["title"].strip())),
            ("a reader can see why you had to decide", bool(texts["context"].strip())),
            ("there was a choice", len(options) >= 2),
            ("the reason has a number", any(sign.isdigit() for sign in texts["outcome"])),
            ("the cost of the decision is named", bool(texts["consequences"].strip())),
            ("you'll check that it's followed", bool(texts["confirmation"].strip())),
        )
        complete = "This record will still make sense in a year. Save it."
        return View(summary=checklist_summary(checks, complete_text=complete), checks=checks)

    def document(self, **values: str) -> Document:
        """Return the record, with what the lab computed from the learner's own settings."""
        return documents.decision_record_document(
            values, lab_results=self._gather_activity_summaries()
        )

    def _gather_activity_summaries(self) -> list[tuple[str, str]]:
        """Return title and sentence of every activity that the learner has changed."""
        loaded = loaded_activities_by_id()
        kinds = [loaded[name] for name in GATHERED_ACTIVITY_IDS if name in loaded]
        found = [(kind.title, kind.logged_summary()) for kind in kinds]
        return [(title, words) for title, words in found if words]


def loaded_activities_by_id() -> dict[str, type[Activity]]:
    """Return every activity that was imported in this session, by its id."""
    found: dict[str, type[Activity]] = {}
    left = [Activity]
    while left:
        kinds = left.pop().__subclasses__()
        found |= {kind.activity_id: kind for kind in kinds}
        left += kinds
    return found
