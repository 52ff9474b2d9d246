"""S5: a queue of work, and a clean-up that must pay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from utils.kit.activity import Activity
from utils.kit.controls.factory import number_slider
from utils.kit.english import plural
from utils.kit.tables import Table
from utils.kit.view import View
from utils.reliability.model.debt import break_even
from utils.reliability.model.flow import WEEKS, cycle_time, simulate
from utils.reliability.pictures import flow as pictures

if TYPE_CHECKING:
    from utils.kit.controls import Input
    from utils.reliability.model.flow import Flow

SIMULATION_NOTE = "Simulated with random arrivals and work; a seed makes the same team each time."


class FlowQueue(Activity):
    """Load a team until Little's law breaks."""

    activity_id = "02b.s5a"
    title = "Work in progress"
    task = (
        "Items come at random; each person takes one at a time. Load the team more and more. "
        "When does Little's law stop describing it, and what do you see at that moment?"
    )

    def controls(self) -> dict[str, Input]:
        """Return arrivals, people, weeks of work for each item, and the seed."""
        return {
            "arrivals": number_slider("Items arriving a week", 3, 0.5, 8, step=0.1, decimals=1),
            "people": number_slider("People", 4, 1, 10),
            "weeks_each": number_slider("Weeks of work each", 1, 0.2, 3, step=0.1, decimals=1),
            "seed": number_slider("Another year (seed)", 1, 1, 20),
        }

    def view(self, *, arrivals: float, people: float, weeks_each: float, seed: float) -> View:
        """Return a simulated year. Arrivals a week, work in weeks."""
        made = simulate(arrivals, int(people), weeks_each, seed=int(seed))
        room = people / weeks_each
        return View(
            summary=_words(made, arrivals, room),
            picture=pictures.picture(made, source=SIMULATION_NOTE),
            table=_table(made),
            notes=("Little's law is about averages of a stable system, in one unit of time.",),
        )


def _words(made: Flow, arrivals: float, room: float) -> str:
    load = f"{arrivals:g} items a week arrive, {room:.1f} can be done: {arrivals / room:.0%} load."
    if not made.throughput:
        return f"{load} Nothing was finished in {WEEKS} weeks."
    half = cycle_time(made.wip / 2, made.throughput)
    return (
        f"{load} {pictures.title(made)}. With half the work in progress and the same throughput, "
        f"the law gives {half:.1f} weeks."
    )


def _table(made: Flow) -> Table:
    return Table(
        caption=f"One simulated year ({WEEKS} weeks)",
        columns=["What", "Value"],
        rows=[
            ["Arrived a week", f"{made.arrival_rate:.2f}"],
            ["Finished a week (throughput)", f"{made.throughput:.2f}"],
            ["Open on average (work in progress)", f"{made.wip:.2f}"],
            ["Cycle time by Little's law, weeks", f"{made.littles_law_cycle_time:.2f}"],
            ["Cycle time measured, weeks", f"{made.mean_cycle_time:.2f}"],
        ],
        source=SIMULATION_NOTE,
    )


class DebtPayback(Activity):
    """Argue for a clean-up with a number."""

    activity_id = "02b.s5c"
    title = "Does the clean-up pay?"
    task = (
        "Engineers ask for weeks to clean up the ledger code. After how many changes has that "
        "paid for itself, and how many are planned?"
    )

    def controls(self) -> dict[str, Input]:
        """Return the clean-up, and the cost of a change now and after. Days of work."""
        return {
            "cleanup": number_slider("Clean-up (days)", 40, 1, 120),
            "now": number_slider("A change now (days)", 6, 0.5, 20, step=0.5, decimals=1),
            "clean": number_slider(
                "A change afterwards (days)", 3.5, 0.5, 20, step=0.5, decimals=1
            ),
            "planned": number_slider("Changes planned this year", 20, 0, 80),
        }

    def view(self, *, cleanup: float, now: float, clean: float, planned: float) -> View:
        """Return when the clean-up has paid. Days of work."""
        even = break_even(cleanup, now, clean)
        won = planned * (now - clean) - cleanup
        says = f"it saves {plural(won, 'day')} this year"
        if won < 0:
            says = f"it costs {plural(-won, 'day')} more than it saves this year"
        return View(
            summary=f"The clean-up has paid after {plural(round(even, 1), 'change')}; "
            f"with {planned:g} planned {says}.",
            picture=pictures.debt_picture(
                cleanup, now, clean, source="Your estimates; the starting ones are invented."
            ),
            notes=("Estimates of both costs are guesses: halve the saving and look again.",),
        )
