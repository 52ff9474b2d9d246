"""C2, the program manager's view: when each team moves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from utils.comparison import data
from utils.comparison.model.network import TOLERANCE_DAYS, schedule
from utils.comparison.parsing import (
    MAX_CHARACTERS,
    format_network_tasks,
    parse_network,
    parse_network_tasks,
)
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
from utils.kit.english import format_number, plural
from utils.kit.errors import InputError
from utils.kit.tables import Table, source_line
from utils.kit.view import View

if TYPE_CHECKING:
    from collections.abc import Sequence

    import ipywidgets as widgets

    from utils.comparison.model.network import Schedule, ScheduledTask, Task
    from utils.kit.controls import Input

EDIT_OPTION = "edit"
OWN_NETWORK_SOURCE = "Your own network."
MAX_SLIP_DAYS = 20  # days that a task can slip on the slider


class Rollout(Activity):
    """Slip any task and see which date moves; edit the network."""

    activity_id = "03.c2b"
    title = "The program manager's view: when does each team move?"
    task = (
        "Ten tasks, six teams, and one day on which v1 can be retired. Let a task slip and watch "
        "the finish. Which tasks can slip without moving the finish?"
    )

    def controls(self) -> dict[str, Input]:
        """Return a task, its slip in working days, and the network as text."""
        tasks = data.rollout_tasks()
        network = text_field(
            "The network", hint="One task a line: name; working days; what must be done before",
            lines=11, code=True,
        )  # fmt: skip
        network.max_length, network.value = MAX_CHARACTERS, format_network_tasks(tasks)
        network.hidden = True
        return {
            "task": dropdown("Task that slips", [(one.key, one.label) for one in tasks], "mobile"),
            "days": number_slider("Days longer (+) or shorter (−)", 0, -5, MAX_SLIP_DAYS),
            "edit": checkboxes("", [(EDIT_OPTION, "Edit the network")], []),
            "network": network,
        }

    def layout(self, controls: dict[str, Input]) -> widgets.Widget:
        """Return the slip next to the switch, and the text below while it's edited."""
        row = side_by_side(controls["task"], controls["days"], controls["edit"])
        return stacked(row, controls["network"])

    def update_controls(self, controls: dict[str, Input], answers: dict[str, Any]) -> None:
        """Show the text field where it is asked for, and offer the tasks that there are."""
        try:
            tasks = parse_network_tasks(answers["network"])
        except InputError:
            controls["network"].hidden = False  # the error is next to it
            raise
        controls["network"].hidden = EDIT_OPTION not in answers["edit"]
        controls["task"].options = [[one.key, one.label] for one in tasks]

    def reconcile(self, changed: str, values: dict) -> dict:
        """Return values whose task is still one of the network."""
        if changed != "network":
            return values
        tasks = parse_network_tasks(values["network"])
        keys = [one.key for one in tasks]
        return values if values["task"] in keys else {**values, "task": keys[0], "days": 0.0}

    def view(self, *, task: str, days: float, edit: Sequence[str], network: str) -> View:
        """Return the schedule with one slip. Working days."""
        made = parse_network(network)
        planned, source = schedule(made.tasks), _source_text(made.tasks)
        slipped = schedule(made.tasks, {task: days}) if days else None
        return View(
            summary=_summary_text(planned, slipped, task, days),
            picture=pictures.picture(
                slipped or planned,
                planned=planned if slipped else None,
                source=source,
            ),
            table=_build_schedule_table(slipped or planned, source),
            notes=made.notes,
        )


def _source_text(tasks: Sequence[Task]) -> str:
    """Return where the network comes from: the case, the learner, or both."""
    case = data.rollout_tasks()
    if list(tasks) == case:
        return source_line("cases_rollout")
    invented = {one.label for one in case}
    if sum(one.label in invented for one in tasks) * 2 < len(tasks):
        return OWN_NETWORK_SOURCE
    return f"{source_line('cases_rollout')} With your changes."


def _summary_text(planned: Schedule, slipped: Schedule | None, key: str, days: float) -> str:
    if slipped is None:
        return f"As planned, everything is done on day {_days_number_text(planned.finish)}."
    row = planned.row(key)
    change = slipped.row(key).days - row.days  # a task never takes less than 0 days
    day = f"day {_days_number_text(slipped.finish)}"
    stays = f"{day} stays"
    if not change:
        return f"{row.task.label} already takes 0 days: {stays}."
    what = f"{row.task.label} takes {_days_text(abs(change))} {'longer' if change > 0 else 'less'}"
    if change - days > TOLERANCE_DAYS:
        what += ", all the days it had"
    had = f"It had {_days_text(row.slack)} of slack."
    later = slipped.finish - planned.finish
    if later > 0:
        return f"{what}: the finish moves by {_days_number_text(later)} to {day}. {had}"
    if later < 0:
        return f"{what}: the finish comes {_days_text(-later)} earlier, on {day}."
    if days < 0:
        return f"{what}, and nothing is gained: {stays}. Look at the critical tasks."
    return f"{what}, and the finish doesn't move: {stays}. {had}"


def _days_text(days: float) -> str:
    return plural(round(days, 6), "day")


def _days_number_text(days: float) -> str:
    return format_number(round(days, 6))


def _build_schedule_table(schedule: Schedule, source: str) -> Table:
    name = "Your network" if source == OWN_NETWORK_SOURCE else "The rollout"
    return Table(
        caption=f"{name} in working days",
        columns=["Task", "Days", "Start", "Finish", "Slack", "Critical"],
        rows=[_row_cells(row) for row in schedule.rows],
        source=source,
    )


def _row_cells(row: ScheduledTask) -> list[str]:
    numbers = [_days_number_text(one) for one in (row.days, row.start, row.finish, row.slack)]
    return [row.task.label, *numbers, "critical" if row.critical else ""]
