"""S5: five delivery metrics, of one team before and after."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from utils.kit.activity import Activity
from utils.kit.controls.factory import checkboxes, number_slider, side_by_side, stacked, text_field
from utils.kit.errors import InputError
from utils.kit.tables import Table, source_line
from utils.kit.view import View
from utils.reliability import data
from utils.reliability.model.dora import metrics
from utils.reliability.parsing import COLUMNS, MOST_LETTERS, read_log
from utils.reliability.pictures import dora as pictures

if TYPE_CHECKING:
    from collections.abc import Sequence

    import ipywidgets as widgets

    from utils.kit.controls import Input
    from utils.reliability.model.dora import Delivery, Deployment

OWN = "own"
ITSELF = (
    "Compare a team with itself over time. Teams with unlike products have unlike numbers, and a "
    "metric that is made a target soon measures something else."
)


class DeliveryMetrics(Activity):
    """Split a log of deployments, and see what changed."""

    activity_id = "02b.s5b"
    title = "S5 · Five metrics from one log"
    task = (
        "Twelve weeks of deployments of the Payments API. Choose the week after which you compare. "
        "Did the team get better, or only busier?"
    )

    def controls(self) -> dict[str, Input]:
        """Return the week of the split, and the log as text."""
        log = text_field("The log", hint=f"CSV with the columns {', '.join(COLUMNS)}", lines=8)
        log.max_length, log.value = MOST_LETTERS, data.log_text()
        log.hidden = True
        return {
            "split": number_slider("Compare before and after week", 6, 1, 11),
            "own": checkboxes("", [(OWN, "Use my own log")], []),
            "log": log,
        }

    def layout(self, controls: dict[str, Input]) -> widgets.Widget:
        """Return the split beside the switch, and the log below while it is edited."""
        return stacked(side_by_side(controls["split"], controls["own"]), controls["log"])

    def update_controls(self, controls: dict[str, Input], answers: dict[str, Any]) -> None:
        """Show the text field only where the learner asks for it."""
        controls["log"].hidden = OWN not in answers["own"]

    def view(self, *, split: float, own: Sequence[str], log: str) -> View:  # noqa: ARG002
        """Return the five metrics before and after the split."""
        deployments = read_log(log)
        earlier, later = _parts(deployments, int(split))
        before, after = metrics(earlier), metrics(later)
        source = source_line("cases_deployments") if log == data.log_text() else "Your own log."
        return View(
            summary=f"{pictures.finding(before, after)}. {_time_words(before, after)}",
            picture=pictures.picture(deployments, int(split), before, after, source=source),
            table=_table(before, after, source),
            notes=(ITSELF,),
        )


def _parts(log: Sequence[Deployment], split: int) -> tuple[list[Deployment], list[Deployment]]:
    """Return what was deployed before and from the split on, in weeks from the first one."""
    first = min(one.deployed for one in log)
    border = first + timedelta(weeks=split)
    parts = [o for o in log if o.deployed < border], [o for o in log if o.deployed >= border]
    if not parts[1]:
        raise InputError(
            f"Nothing was deployed after week {split}.", "Choose an earlier week to compare."
        )
    return parts


def _time_words(before: Delivery, after: Delivery) -> str:
    return (
        f"From commit to live: a median of {before.lead_time:.0f} hours before, "
        f"{after.lead_time:.0f} after."
    )


def _table(before: Delivery, after: Delivery, source: str) -> Table:
    lines = [
        ("Change lead time, median hours", [f"{d.lead_time:.1f}" for d in (before, after)]),
        ("Deployments a week", [f"{d.frequency:.1f}" for d in (before, after)]),
        ("Failed-deployment recovery time, median hours", [_hours(d) for d in (before, after)]),
        ("Change fail rate", [f"{d.fail_rate:.0%}" for d in (before, after)]),
        ("Deployment rework rate", [f"{d.rework_rate:.0%}" for d in (before, after)]),
        ("Deployments", [str(d.count) for d in (before, after)]),
    ]
    return Table(
        caption="DORA's five metrics",
        columns=["Metric", "Before", "After"],
        rows=[[name, *cells] for name, cells in lines],
        source=source,
    )


def _hours(one: Delivery) -> str:
    return "none failed" if one.recovery_time is None else f"{one.recovery_time:.1f}"
