"""A compatibility policy: what counts as breaking, and what callers are owed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from utils.interfaces import documents
from utils.kit.activity import Activity
from utils.kit.controls.factory import (
    checkboxes,
    dropdown_grid,
    number_slider,
    stacked_form,
    text_field,
)
from utils.kit.view import Document, View, checklist_summary

if TYPE_CHECKING:
    from collections.abc import Sequence

    import ipywidgets as widgets

    from utils.kit.controls import Input

DISPUTED_CHANGE_LABELS = {
    "enum": "A new value in a list that responses use",
    "required": "A new required request field that has a default",
    "default_added": "A default value where there was none",
    "limit": "A stricter limit that nobody exceeds today",
    "message": "The text of an error message",
    "early": "Anything in a version below 1.0.0",
}
RULE_LABELS = {
    "breaking": "breaking: a new MAJOR",
    "ask": "ask the callers first",
    "minor": "allowed: a MINOR",
    "patch": "allowed: a PATCH",
}
CHANNEL_LABELS = {
    "changelog": "Changelog",
    "headers": "Deprecation and Sunset headers",
    "mail": "Email to team leads",
    "usage": "Count of who still calls",
    "call": "A visit to the last callers",
}
MIN_NOTICE_WEEKS = 12  # weeks; our starting point for internal callers
NOTICE_PERIOD_NOTE = (
    "Twelve weeks are our starting point for internal callers. Callers outside the company need "
    "more, and their contract may say how much."
)
HEADERS_CHANNEL, USAGE_CHANNEL = "headers", "usage"


class CompatibilityPolicy(Activity):
    """Settle the disputed cases, the notice, and how callers learn of an end."""

    activity_id = "02a.policy"
    title = "Your compatibility policy"
    task = (
        "Standards settle some rules. You settle the others, before the first argument. Decide "
        "the disputed cases, and what you owe every caller before something ends."
    )
    save_label = "Save my compatibility policy"

    def controls(self) -> dict[str, Input]:
        """Return the disputed cases, the notice in weeks, the channels and the exception."""
        return {
            "disputed": dropdown_grid(
                "Where the sources disagree, we treat it as…",
                "Change",
                DISPUTED_CHANGE_LABELS.items(),
                [("rule", "Our rule", "our rule")],
                RULE_LABELS.items(),
            ),
            "weeks": number_slider("Notice before something ends (weeks)", 8, 1, 52),
            "told": checkboxes("How callers learn of it", CHANNEL_LABELS.items(), ["changelog"]),
            "exception": text_field(
                "Exceptions", hint="Who may allow one, and what has to be written down?"
            ),
        }

    def layout(self, controls: dict[str, Input]) -> widgets.Widget:
        """Return the parts one under the other."""
        return stacked_form(*controls.values())

    def view(
        self, *, disputed: dict[str, str], weeks: float, told: Sequence[str], exception: str
    ) -> View:
        """Return what the policy settles already."""
        settled = sum(f"{name}.rule" in disputed for name in DISPUTED_CHANGE_LABELS)
        checks = (
            ("every disputed case has a rule", settled == len(DISPUTED_CHANGE_LABELS)),
            (f"callers have {MIN_NOTICE_WEEKS} weeks or more", weeks >= MIN_NOTICE_WEEKS),
            ("programs can see the end coming", HEADERS_CHANNEL in told),
            ("you know who still calls", USAGE_CHANNEL in told),
            ("someone answers for exceptions", bool(exception.strip())),
        )
        complete = "A policy that callers can build on. Save it, and have two callers read it."
        return View(
            summary=checklist_summary(checks, complete_text=complete),
            checks=checks,
            notes=(NOTICE_PERIOD_NOTE,),
        )

    def document(
        self, *, disputed: dict[str, str], weeks: float, told: Sequence[str], exception: str
    ) -> Document:
        """Return the compatibility policy."""
        return documents.compatibility_policy(
            rules={
                words: RULE_LABELS.get(disputed.get(f"{name}.rule", ""), "")
                for name, words in DISPUTED_CHANGE_LABELS.items()
            },
            notice_weeks=weeks,
            channels=[words for key, words in CHANNEL_LABELS.items() if key in told],
            exceptions_text=exception,
        )
