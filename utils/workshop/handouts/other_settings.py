"""What an activity shows for other settings: paper has no controls to change."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from utils.kit.activity import Activity

if TYPE_CHECKING:
    from utils.kit.view import View

# For each activity whose exercise asks for them: a title, and the answers that differ.
OTHER_SETTINGS_BY_ACTIVITY_ID: dict[str, tuple[tuple[str, dict[str, Any]], ...]] = {
    "02b.s5a": (
        ("If switching costs nothing", {"switching": 0}),
        ("With a limit of three items, one fewer than there are people", {"limit": 3}),
        ("If 4.5 items arrive a week, more than four people finish", {"arrivals": 4.5}),
    ),
    "02b.s4d": (
        ("If SDKs have a date in week 16", {"which": "course", "dated": "sdks"}),
    ),
    "02c.stuck": (
        ("Split by caller", {"split": "caller"}),
        ("Split by client library", {"split": "library"}),
    ),
    "02c.helped": (
        ("The new error message, with a control group", {"compare": "control"}),
        ("The partners' new guide, with a control group",
         {"change": "guide", "compare": "control"}),
        ("The office hour, before and after", {"change": "office"}),
        ("The office hour, with a comparison", {"change": "office", "compare": "control"}),
    ),
    "03.c2c": (
        ("If the program manager decides both", {"order_by": "tpm", "dates_by": "tpm"}),
        ("If the six teams decide both", {"order_by": "teams", "dates_by": "teams"}),
    ),
    "04.h1": (
        ("Product search", {"situation": "search"}),
        ("ML platform", {"situation": "ml"}),
    ),
    "04.research": (
        ("If you take one in ten", {"one_of": 10}),
        ("If you take one in fifty", {"one_of": 50}),
    ),
    "05.m0": (
        ("In Alaska, as paid", {"place": "02"}),
    ),
}  # fmt: skip


def other_settings_html(activity_class: object) -> str:
    """Return the results of the further answers of a class as markup; "" for anything else."""
    if not (isinstance(activity_class, type) and issubclass(activity_class, Activity)):
        return ""
    return "".join(
        f"<h4>{escape(title)}</h4>{_result_html(activity_class.evaluate(**answers))}"
        for title, answers in OTHER_SETTINGS_BY_ACTIVITY_ID.get(activity_class.activity_id, ())
    )


def _result_html(view: View) -> str:
    """Return the sentences and the table; the picture only where there's no table."""
    shown = view.table or view.picture
    return view.summary_html() + (shown.html() if shown else "")
