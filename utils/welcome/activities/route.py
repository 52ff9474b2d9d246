"""Who you are, how much time you have: a route, and a learning plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from utils.kit.activity import Activity
from utils.kit.controls.factory import dropdown, number_slider, side_by_side, stacked, text_field
from utils.kit.english import plural
from utils.kit.errors import InputError
from utils.kit.tables import Table, source_line
from utils.kit.view import Document, View
from utils.welcome import data, documents
from utils.welcome.model.routes import schedule_blocks, select_blocks, weeks_needed
from utils.welcome.pictures import route as pictures

if TYPE_CHECKING:
    from collections.abc import Sequence

    import ipywidgets as widgets

    from utils.kit.controls import Input
    from utils.welcome.model.routes import RouteStop


class Route(Activity):
    """Choose a route, and save it as a learning plan."""

    activity_id = "00.route"
    title = "Your route"
    task = "Tell us who you are and how much time you have. What you write goes into your plan."
    save_label = "Save my learning plan"

    def controls(self) -> dict[str, Input]:
        """Return who, how long, hours a week, and the learner's own aim."""
        return {
            "who": dropdown("I am (closest to)", data.AUDIENCE_LABELS.items(), "engineer"),
            "time": dropdown("I have", data.TIME_LABEL_BY_MINUTES.items(), "90"),
            "hours": number_slider(
                "Hours a week, if at your own pace", 2, 0.5, 10, step=0.5, decimals=1
            ),
            "aim": text_field(
                "What I want to be able to do afterward",
                placeholder="Explain the priorities of our platform backlog",
            ),
            "when": text_field("When I'll work on it", placeholder="Thursdays, 4 to 5 p.m."),
        }

    def layout(self, controls: dict[str, Input]) -> widgets.Widget:
        """Return the three choices above the two texts."""
        every = list(controls.values())
        return stacked(side_by_side(*every[:3]), side_by_side(*every[3:]))

    def view(self, *, who: str, time: str, hours: float, aim: str, when: str) -> View:
        """Return the stops of the route. `time` in minutes as text, "0" for all of it."""
        stops = route_stops(who, time)
        return View(
            summary=_summary_text(stops, time, hours),
            picture=pictures.picture(
                stops, data.title_by_notebook_name(), source=source_line("outline")
            ),
            table=route_table(stops),
            table_title="The stops, minute by minute",
        )

    def document(self, **values: Any) -> Document:
        """Return the learning plan."""
        stops = route_stops(values["who"], values["time"])
        return documents.learning_plan_document(
            audience_label=data.AUDIENCE_LABELS[values["who"]],
            time_label=data.TIME_LABEL_BY_MINUTES[values["time"]],
            weeks=weeks_needed(stops[-1].end, values["hours"]) if values["time"] == "0" else None,
            stops=stops,
            aim=values["aim"],
            schedule=values["when"],
        )


def route_stops(audience: str, minutes_text: str) -> list[RouteStop]:
    """Return the stops that fit. Raises InputError for a time that isn't in the list."""
    if minutes_text not in data.TIME_LABEL_BY_MINUTES:
        known = ", ".join(data.TIME_LABEL_BY_MINUTES)
        raise InputError(f"The list has no time {minutes_text!r}.", f"Use one of: {known}.")
    if minutes_text == "0":
        return schedule_blocks(data.whole_notebook_blocks())
    return schedule_blocks(select_blocks(data.blocks_with_ranks(audience), float(minutes_text)))


def _summary_text(stops: Sequence[RouteStop], minutes_text: str, weekly_hours: float) -> str:
    whole = stops[-1].end
    if minutes_text == "0":
        return (
            f"The whole course takes about {whole / 60:.1f} hours. At {weekly_hours:g} a week, "
            f"that's {plural(round(weeks_needed(whole, weekly_hours)), 'week')}. "
            "Take the notebooks one after the other."
        )
    left = float(minutes_text) - whole
    spare = f" You have {plural(left, 'minute')} left for questions." if left else ""
    start = f"{plural(len(stops), 'stop')} in {plural(whole, 'minute')}."
    return f"{start}{spare} Everything else will be here when you come back."


def route_table(stops: Sequence[RouteStop]) -> Table:
    """Return the stops with their minutes."""
    return Table(
        caption="Your stops",
        columns=["From", "To", "Notebook", "Exercises", "What"],
        rows=[
            [
                f"{s.start:g}",
                f"{s.end:g}",
                s.block.notebook.split("-")[0],
                ", ".join(map(str, s.block.exercises)),
                s.block.summary,
            ]
            for s in stops
        ],
        source=source_line("route_blocks"),
    )
