"""C2, the program manager's view: when each team moves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from utils.comparison import data
from utils.comparison.model.network import schedule
from utils.comparison.parsing import read_network, written
from utils.comparison.pictures import network as pictures
from utils.kit.activity import Activity
from utils.kit.controls.factory import (
    checkboxes,
    dropdown,
    number_slider,
    side_by_side,
    stacked,
    text_field,
)
from utils.kit.tables import Table, source_line
from utils.kit.view import View

if TYPE_CHECKING:
    from collections.abc import Sequence

    import ipywidgets as widgets

    from utils.comparison.model.network import Schedule
    from utils.kit.controls import Input

EDIT = "edit"
LATEST = 20  # days that a task can slip on the slider


class Rollout(Activity):
    """Slip any task and see which date moves; edit the network."""

    activity_id = "03.c2b"
    title = "C2 · The program manager's view: when does each team move?"
    task = (
        "Ten tasks, six teams, one date on which v1 can be retired. Let a task slip and watch the "
        "finish. Which tasks may slip without anybody noticing?"
    )

    def controls(self) -> dict[str, Input]:
        """Return a task, its slip in working days, and the network as text."""
        tasks = data.rollout()
        network = text_field(
            "The network", hint="One task a line: name; working days; what must be done before",
            lines=11,
        )  # fmt: skip
        network.max_length, network.value = 5_000, written(tasks)
        network.hidden = True
        return {
            "task": dropdown("Task that slips", [(one.key, one.label) for one in tasks], "mobile"),
            "days": number_slider("Days longer (+) or shorter (−)", 0, -5, LATEST),
            "edit": checkboxes("", [(EDIT, "Edit the network")], []),
            "network": network,
        }

    def layout(self, controls: dict[str, Input]) -> widgets.Widget:
        """Return the slip beside the switch, and the text below while it is edited."""
        row = side_by_side(controls["task"], controls["days"], controls["edit"])
        return stacked(row, controls["network"])

    def update_controls(self, controls: dict[str, Input], answers: dict[str, Any]) -> None:
        """Show the text field where it is asked for, and offer the tasks that there are."""
        controls["network"].hidden = EDIT not in answers["edit"]
        tasks = read_network(answers["network"])
        controls["task"].options = [[one.key, one.label] for one in tasks]

    def reconcile(self, changed: str, values: dict) -> dict:
        """Return values whose task is still one of the network."""
        if changed != "network":
            return values
        tasks = read_network(values["network"])
        keys = [one.key for one in tasks]
        return values if values["task"] in keys else {**values, "task": keys[0], "days": 0.0}

    def view(self, *, task: str, days: float, edit: Sequence[str], network: str) -> View:  # noqa: ARG002
        """Return the schedule with one slip. Working days."""
        tasks = read_network(network)
        planned = schedule(tasks)
        slipped = schedule(tasks, {task: days}) if days else None
        return View(
            summary=_words(planned, slipped, task, days),
            picture=pictures.picture(
                slipped or planned,
                planned=planned if slipped else None,
                source=source_line("cases_rollout"),
            ),
            table=_table(slipped or planned),
        )


def _words(planned: Schedule, slipped: Schedule | None, key: str, days: float) -> str:
    if slipped is None:
        return f"As planned, everything is done on day {planned.finish:g}."
    row = planned.row(key)
    later = slipped.finish - planned.finish
    what = f"{row.task.label} takes {_days(abs(days))} {'longer' if days > 0 else 'less'}"
    had = f"It had {_days(row.slack)} of slack."
    if later > 0:
        return f"{what}: the finish moves by {later:g} to day {slipped.finish:g}. {had}"
    if later < 0:
        return f"{what}: the finish comes {_days(-later)} earlier, on day {slipped.finish:g}."
    stays = f"day {slipped.finish:g} stays"
    if days < 0:
        return f"{what}, and nothing is won: {stays}. Look at what is critical."
    return f"{what}, and nobody notices: {stays}. {had}"


def _days(many: float) -> str:
    return "1 day" if many == 1 else f"{many:g} days"


def _table(made: Schedule) -> Table:
    return Table(
        caption="The rollout in working days",
        columns=["Task", "Days", "Start", "Finish", "Slack", "Critical"],
        rows=[
            [row.task.label, f"{row.days:g}", f"{row.start:g}", f"{row.finish:g}", f"{row.slack:g}",
             "critical" if row.critical else ""]
            for row in made.rows
        ],
        source=source_line("cases_rollout"),
    )  # fmt: skip
