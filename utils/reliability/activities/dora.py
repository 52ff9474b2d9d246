"""S5: five delivery metrics, of one team before and after."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from utils.kit.activity import Activity
from utils.kit.controls.factory import checkboxes, number_slider, side_by_side, stacked, text_field
from utils.kit.english import plural
from utils.kit.errors import InputError
from utils.kit.tables import Table, source_line
from utils.kit.view import View
from utils.reliability import data
from utils.reliability.model.dora import before_and_after, metrics
from utils.reliability.parsing import COLUMNS, MAX_CHARACTERS, DeploymentLog, read_deployments
from utils.reliability.pictures import dora as pictures

if TYPE_CHECKING:
    from collections.abc import Sequence

    import ipywidgets as widgets

    from utils.kit.controls import Input
    from utils.reliability.model.dora import Delivery

OWN = "own"
LAST_WEEK = 11  # of the course's own log, after which something was deployed
COMPARISON_NOTE = (
    "Compare a team with itself over time. Teams with unlike products have unlike numbers, and a "
    "metric that is made a target soon measures something else."
)


class DeliveryMetrics(Activity):
    """Split a log of deployments, and see what changed."""

    activity_id = "02b.s5b"
    title = "Five metrics from one log"
    task = (
        "Twelve weeks of deployments of the Payments API. Choose the week after which you compare. "
        "Did the team get better, or only busier?"
    )

    def controls(self) -> dict[str, Input]:
        """Return the week of the split, and the log as text."""
        log = text_field("The log", hint=f"CSV with the columns {', '.join(COLUMNS)}", lines=8)
        log.max_length, log.value = MAX_CHARACTERS, data.log_text()
        log.hidden = True
        return {
            "split": number_slider("Compare before and after week", 6, 1, LAST_WEEK),
            "own": checkboxes("", [(OWN, "Use my own log")], []),
            "log": log,
        }

    def layout(self, controls: dict[str, Input]) -> widgets.Widget:
        """Return the split beside the switch, and the log below while it is edited."""
        return stacked(side_by_side(controls["split"], controls["own"]), controls["log"])

    def update_controls(self, controls: dict[str, Input], answers: dict[str, Any]) -> None:
        """Show the text field only where the learner asks for it; a longer log has more weeks."""
        controls["log"].hidden = OWN not in answers["own"]
        controls["split"].max = max(LAST_WEEK, _weeks(answers["log"]) - 1)

    def view(self, *, split: float, own: Sequence[str], log: str) -> View:  # noqa: ARG002
        """Return the five metrics before and after the split."""
        found = _log(log)
        before, after = before_and_after(found.deployments, int(split))
        source = source_line("cases_deployments") if log == data.log_text() else "Your own log."
        return View(
            summary=f"{pictures.title(before, after)}. {_time_words(before, after)}",
            picture=pictures.picture(found.deployments, int(split), before, after, source=source),
            table=_table(before, after, metrics(found.deployments), source),
            notes=(*found.notes, COMPARISON_NOTE),
        )


def _log(text: str) -> DeploymentLog:
    """Return the log in a text; the one that everybody starts with needs no reader."""
    if text == data.log_text():
        return DeploymentLog(tuple(data.deployments()))
    found = read_deployments(text)
    read = f"Your log: {plural(len(found.deployments), 'deployment')} read."
    return DeploymentLog(found.deployments, (read, *found.notes))


def _weeks(text: str) -> int:
    """Return how many weeks a log has; 0 while it can't be read."""
    try:
        return len(pictures.weekly_counts(_log(text).deployments))
    except InputError:
        return 0


def _time_words(before: Delivery, after: Delivery) -> str:
    words = (
        f"From commit to live: a median of {before.lead_time:.0f} hours before, "
        f"{after.lead_time:.0f} after."
    )
    open_failures = before.open_failures + after.open_failures
    if not open_failures:
        return words
    return f"{words} {plural(open_failures, 'failed deployment')} not recovered yet."


def _table(before: Delivery, after: Delivery, whole: Delivery, source: str) -> Table:
    parts = (before, after, whole)
    lines = [
        ("Change lead time, median hours", [f"{d.lead_time:.1f}" for d in parts]),
        ("Deployments a week", [f"{d.frequency:.1f}" for d in parts]),
        ("Failed-deployment recovery time, median hours", [_recovery(d) for d in parts]),
        ("Change fail rate", [f"{d.fail_rate:.0%}" for d in parts]),
        ("Deployment rework rate", [f"{d.rework_rate:.0%}" for d in parts]),
        ("Deployments", [str(d.count) for d in parts]),
        ("Weeks", [f"{d.weeks:.1f}" for d in parts]),
    ]
    if whole.open_failures:
        lines.append(("Failed, not recovered yet", [str(d.open_failures) for d in parts]))
    return Table(
        caption="DORA's five metrics",
        columns=["Metric", "Before", "After", "Whole log"],
        rows=[[name, *cells] for name, cells in lines],
        source=source,
    )


def _recovery(one: Delivery) -> str:
    if one.recovery_time is not None:
        return f"{one.recovery_time:.1f}"
    return "none recovered yet" if one.failures else "none failed"
