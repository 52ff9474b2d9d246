"""A decision record: what was decided, what else there was, what follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from utils.kit.activity import Activity
from utils.kit.controls.factory import radio_buttons, stacked_form, text_field
from utils.kit.errors import InputError
from utils.kit.view import Document, View
from utils.reliability import documents

if TYPE_CHECKING:
    import ipywidgets as widgets

    from utils.kit.controls import Input

STATES = (("proposed", "Proposed"), ("accepted", "Accepted"))
FIELDS = {
    "title": ("The decision in one line", "What is now done, in words that a stranger follows", 1),
    "context": ("Context and problem", "What forced a decision? Who wanted what?", 2),
    "options": ("Considered options, one a line", "At least two, one of them “do nothing”", 3),
    "outcome": ("Decision outcome", "Which one, and because of which number?", 2),
    "consequences": ("Consequences", "What gets better, what gets worse, what do we watch?", 2),
}
# Whose numbers go into the record. Some are the backlog's: they are found by their ids among the
# activities that the notebook loaded, so that this topic doesn't import another one's activities.
GATHERED_ACTIVITY_IDS = ("02b.s3", "02b.s4", "02b.s4b", "02b.s5a", "02b.s5b", "02b.s5c")


class DecisionRecord(Activity):
    """Write one decision down, with the numbers of this lab beneath it."""

    activity_id = "02b.record"
    title = "Your decision record"
    task = (
        "Choose one of the three wishes and decide. The record follows the usual headings (MADR); "
        "the numbers that you found in this lab are put below it."
    )
    save_label = "Save my decision record"

    def controls(self) -> dict[str, Input]:
        """Return the state and the parts of a record."""
        made = {"state": radio_buttons("State", STATES, "proposed")}
        for name, (label, hint, lines) in FIELDS.items():
            made[name] = text_field(label, hint=hint, lines=lines)
            made[name].max_length = 1_500
        return made

    def layout(self, controls: dict[str, Input]) -> widgets.Widget:
        """Return the parts one under the other."""
        return stacked_form(*controls.values())

    def view(self, *, state: str, **texts: str) -> View:
        """Return what the record holds already."""
        options = [line for line in texts["options"].splitlines() if line.strip()]
        checks = (
            ("the decision stands in one line", bool(texts["title"].strip())),
            ("somebody can see what forced it", bool(texts["context"].strip())),
            ("there was a choice", len(options) >= 2),
            ("the reason holds a number", any(sign.isdigit() for sign in texts["outcome"])),
            ("what it costs is named", bool(texts["consequences"].strip())),
        )
        good = sum(true for _, true in checks)
        words = f"{good} of {len(checks)} points are there."
        if good == len(checks):
            words = "A record that will still make sense in a year. Save it."
        return View(summary=words, checks=checks)

    def document(self, **values: str) -> Document:
        """Return the record, with what the lab computed from the learner's own settings."""
        return documents.decision_record(values, numbers=self._numbers())

    def _numbers(self) -> list[tuple[str, str]]:
        """Return title and sentence of every activity that the learner has moved."""
        found, loaded = [], loaded_activities()
        for kind in (loaded[name] for name in GATHERED_ACTIVITY_IDS if name in loaded):
            values = self.progress.values(kind.activity_id)
            if values:
                try:
                    found.append((kind.title, kind.evaluate(**values).summary))
                except InputError:  # values of an older edition
                    continue
        return found


def loaded_activities() -> dict[str, type[Activity]]:
    """Return every activity that was imported in this session, by its id."""
    found: dict[str, type[Activity]] = {}
    left = [Activity]
    while left:
        kinds = left.pop().__subclasses__()
        found |= {kind.activity_id: kind for kind in kinds}
        left += kinds
    return found
