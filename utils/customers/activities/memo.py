"""A decision memo of one page, with the numbers of the lab below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from utils.customers import documents
from utils.customers.activities.helped import DidItHelp
from utils.customers.activities.stuck import StuckFunnel
from utils.customers.activities.versions import OldVersion
from utils.customers.activities.worth import WhatIsItWorth
from utils.kit.activity import Activity
from utils.kit.controls.factory import stacked_form, text_field
from utils.kit.view import Document, View, checklist_summary

if TYPE_CHECKING:
    import ipywidgets as widgets

    from utils.kit.controls import Input

MEMO_FIELDS = {
    "question": ("The question", "One sentence that can be answered", 2),
    "data": ("What the data show, and how sure", "A number, with its range", 4),
    "decision": ("The decision", "One sentence: who does what", 2),
    "change_mind": ("What would change my mind", "A result that you could see", 3),
    "next": ("What to measure next", "What, for which callers, until when", 3),
}
SUMMARIZED_ACTIVITIES = (StuckFunnel, DidItHelp, OldVersion, WhatIsItWorth)
MIN_NUMBERS_IN_DATA_TEXT = 2  # a value and at least one end of its range


class DecisionMemo(Activity):
    """Write one decision down: what the data show, how sure, and what would change it."""

    activity_id = "02c.memo"
    title = "Your decision memo"
    task = (
        "Choose one of the questions on your desk and decide. One page is enough. We add the "
        "numbers that you found in this lab."
    )
    save_label = "Save my decision memo"

    def controls(self) -> dict[str, Input]:
        """Return the parts of a memo."""
        made: dict[str, Input] = {}
        for name, (label, hint, lines) in MEMO_FIELDS.items():
            made[name] = text_field(label, hint=hint, lines=lines)
            made[name].max_length = 1_500
        return made

    def layout(self, controls: dict[str, Input]) -> widgets.Widget:
        """Return the parts one under the other."""
        return stacked_form(*controls.values())

    def view(self, **texts: str) -> View:
        """Return what the memo has already."""
        numbers = [word for word in texts["data"].split() if any(sign.isdigit() for sign in word)]
        checks = (
            ("the question is one sentence with a question mark", "?" in texts["question"]),
            (
                "the data have a number, and how sure it is",
                len(numbers) >= MIN_NUMBERS_IN_DATA_TEXT,
            ),
            ("there is a decision", bool(texts["decision"].strip())),
            ("you say what would change your mind", bool(texts["change_mind"].strip())),
            ("you'll measure something next", bool(texts["next"].strip())),
        )
        complete = "Someone who wasn't there can follow this memo. Save it."
        return View(summary=checklist_summary(checks, complete_text=complete), checks=checks)

    def document(self, **texts: str) -> Document:
        """Return the memo, with what the lab computed from the learner's own settings."""
        found = [(kind.title, kind.logged_summary()) for kind in SUMMARIZED_ACTIVITIES]
        return documents.decision_memo(
            {label: texts[name] for name, (label, _, _) in MEMO_FIELDS.items()},
            numbers=[(title, words) for title, words in found if words],
        )
