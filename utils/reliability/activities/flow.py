"""A team's flow of work, with a limit and without, and a cleanup that has to pay."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from utils.kit.activity import Activity
from utils.kit.controls.factory import labeled_column, number_slider, side_by_side, text_field
from utils.kit.english import plural, verb_for_count
from utils.kit.errors import attribute_errors_to
from utils.kit.tables import Table
from utils.kit.timestamps import parse_day
from utils.kit.view import Prediction, View
from utils.reliability.model.debt import payback
from utils.reliability.model.flow import (
    LITTLES_LAW_TOLERANCE,
    RECENT_CAPACITY_WEEKS,
    SIMULATED_WEEKS,
    person_speed,
    simulate,
)
from utils.reliability.pictures import flow as pictures

if TYPE_CHECKING:
    import ipywidgets as widgets

    from utils.kit.controls import Input
    from utils.reliability.model.debt import Payback
    from utils.reliability.model.flow import FlowMetrics

# Invented: a team that is busy, but not overloaded.
DEFAULT_ANSWERS = {
    "arrivals": 3.4, "people": 4, "weeks_each": 1, "limit": 4, "switching": 0.2, "seed": 1,
}  # fmt: skip
SIMULATION_NOTE = (
    "Simulated: both teams get the same items on the same days. The rules are our assumption, and "
    "the price of switching is disputed. Set it to what you believe."
)
EXAMPLE_ITEM_COUNT = 3
MODEL_NOTES = (
    "The limit is for the whole team. With four people, two items each make a limit of eight.",
    (
        "Someone with k items open works at 1 ÷ (1 + price × (k − 1)) of full speed. At a price of "
        f"{DEFAULT_ANSWERS['switching']:g} and {EXAMPLE_ITEM_COUNT} items, that's "
        f"{person_speed(EXAMPLE_ITEM_COUNT, DEFAULT_ANSWERS['switching']):.0%}."
    ),
    (
        "Little's law is about averages of a stable system. It's shown only if both of its times "
        f"are within {LITTLES_LAW_TOLERANCE:.0%} of what was measured. Times are those of "
        "finished items."
    ),
    (
        "Sizes vary a lot: most items are below average, and a few are several times as large. "
        "With items of equal size, a limit helps even if switching costs nothing, as in the "
        "picture above. With sizes that vary even more, it can hurt."
    ),
)
NOT_STABLE_TEXT = "not shown: not stable"


class FlowQueue(Activity):
    """Limit how much a team has open at the same time, and see what becomes of waiting."""

    activity_id = "02b.s5a"
    title = "Start less, finish sooner?"
    task = (
        "Items arrive at random. One team starts every item right away; the other has the same "
        "people and the same items, but a limit on what may be open. When does the limit help, "
        "and when does it hurt?"
    )
    prediction = Prediction(
        "Four people each finish about one item a week, and three or four items arrive. They "
        "start each item as soon as it arrives, so some people have several open, and switching "
        "costs time. Now the team may have at most four items open. What happens to the time "
        "from an item's arrival until it's done?",
        (
            (
                "longer",
                "It gets longer, because items now wait before anyone starts them",
                (
                    "Items do wait to be started, so that's a fair worry. But look at what happens "
                    "after the start. Where did an item spend its time before there was a limit?"
                ),
            ),
            (
                "same",
                "It stays the same, because four people do four people's work",
                (
                    "That's about right if switching costs nothing: set its price to zero and "
                    "look. How much of a person's week is left for work when each switch costs "
                    "time?"
                ),
            ),
            (
                "shorter",
                "It gets shorter, because less time goes into switching",
                (
                    "Yes. Items wait for their start, and then they're done quickly. Now set the "
                    "price of switching to zero. How much of the gain is left?"
                ),
            ),
            (
                "fewer",
                "It gets shorter, because the team takes on less work",
                (
                    "Shorter, yes. But both teams get the same items: compare how many each "
                    "finished. What did the team without a limit do in the meantime?"
                ),
            ),
        ),
    )

    def controls(self) -> dict[str, Input]:
        """Return arrivals, people, weeks of work in an item, seed, limit, and switching price."""
        first = DEFAULT_ANSWERS
        return {
            "arrivals": number_slider(
                "Items arriving a week", first["arrivals"], 0.5, 8, step=0.1, decimals=1
            ),
            "people": number_slider("People", first["people"], 1, 10),
            "weeks_each": number_slider(
                "Weeks of work in an item", first["weeks_each"], 0.2, 3, step=0.1, decimals=1
            ),
            "seed": number_slider("Another year (seed)", first["seed"], 1, 20),
            "limit": number_slider("Limit: most items open", first["limit"], 1, 30),
            "switching": number_slider(
                "Price of switching (our assumption)", first["switching"], 0, 0.4,
                step=0.05, decimals=2,
            ),
        }  # fmt: skip

    def layout(self, controls: dict[str, Input]) -> widgets.Widget:
        """Return what the team decides next to what it meets."""
        decided = ("limit", "switching", "seed")
        return side_by_side(
            labeled_column("What you can change", [controls[name] for name in decided]),
            labeled_column("The team", [c for name, c in controls.items() if name not in decided]),
        )

    def view(
        self,
        *,
        arrivals: float,
        people: float,
        weeks_each: float,
        seed: float,
        limit: float,
        switching: float,
    ) -> View:
        """Return a simulated year, both ways. Arrivals a week, work in weeks."""
        limited, free = (
            simulate(
                arrivals, int(people), weeks_each,
                limit=most, switching_cost=switching, seed=int(seed),
            )
            for most in (int(limit), None)
        )  # fmt: skip
        return View(
            summary=_summary_text(limited, free, arrivals),
            picture=pictures.picture(limited, free, source=SIMULATION_NOTE),
            table=_flow_table(limited, free),
            says=_remark_texts(limited, free, int(people), int(limit)),
            notes=MODEL_NOTES,
        )


def _summary_text(limited: FlowMetrics, unlimited: FlowMetrics, arrivals: float) -> str:
    load = (
        f"{plural(arrivals, 'item')} {verb_for_count(arrivals, 'arrives', 'arrive')} a week on "
        f"average, and the team with the limit has room for {limited.capacity:.1f}: "
        f"{limited.offered_load:.0%} load."
    )
    words = f"{load} {pictures.title(limited, unlimited)}."
    if limited.is_overloaded or not (limited.throughput and unlimited.throughput):
        return words
    return (
        f"{words} From start to done: {limited.mean_cycle_time:.1f} and "
        f"{unlimited.mean_cycle_time:.1f} weeks. Finished a week: {limited.throughput:.1f} and "
        f"{unlimited.throughput:.1f}. Oldest unfinished item at the end: {limited.oldest_age:.1f} "
        f"and {unlimited.oldest_age:.1f} weeks."
    )


def _remark_texts(
    limited: FlowMetrics, unlimited: FlowMetrics, people: int, limit: int
) -> tuple[str, ...]:
    """Return what there is to say of overload, switching, idle people, and luck."""
    said = []
    if limit < people:
        said.append(
            f"A limit of {limit} always leaves {plural(people - limit, 'person', 'people')} of "
            f"{people} without an item. On average, {limited.idle_people:.1f} had none."
        )
    for name, made in (("With the limit", limited), ("Without a limit", unlimited)):
        said += _flow_state_texts(name, made)
    return tuple(said)


def _flow_state_texts(name: str, flow: FlowMetrics) -> list[str]:
    if flow.is_overloaded:
        said = (
            "overload. At least as much arrives as the team can finish, so waiting keeps growing."
        )
    elif flow.is_swamped_by_switching:
        said = (
            f"so much has been open for the last {RECENT_CAPACITY_WEEKS} weeks that switching "
            f"leaves room for {flow.recent_capacity:.1f} items a week, fewer than arrive."
        )
    elif not flow.littles_law_holds:
        said = (
            "a lot was unfinished when the year ended, so Little's law isn't shown. At "
            f"{flow.offered_load:.0%} load, that's luck. Try another year."
        )
    else:
        return []
    return [f"{name}: {said}"]


def _flow_table(limited: FlowMetrics, unlimited: FlowMetrics) -> Table:
    both = (limited, unlimited)
    lines = (
        ("Arrived a week", [f"{one.arrival_rate:.2f}" for one in both]),
        ("Finished a week (throughput)", [f"{one.throughput:.2f}" for one in both]),
        (
            "Weeks from start to done (cycle time)",
            [_mean_weeks_cell(one, "mean_cycle_time") for one in both],
        ),
        ("The same by Little's law", [_littles_law_text(one) for one in both]),
        (
            "Weeks from arrival to done (lead time)",
            [_mean_weeks_cell(one, "mean_lead_time") for one in both],
        ),
        ("Open on average (work in progress)", [f"{one.wip:.1f}" for one in both]),
        ("Waiting for a start on average", [f"{one.waiting:.1f}" for one in both]),
        ("Unfinished at the end", [f"{one.unfinished_items[-1]:,}" for one in both]),
        ("Age of the oldest of these, weeks", [f"{one.oldest_age:.1f}" for one in both]),
        ("People without an item, on average", [f"{one.idle_people:.1f}" for one in both]),
    )
    return Table(
        caption=f"One simulated year ({SIMULATED_WEEKS} weeks), starting with nothing open",
        columns=["What", "With the limit", "Without"],
        rows=[[name, *cells] for name, cells in lines],
        source=SIMULATION_NOTE,
    )


def _mean_weeks_cell(flow: FlowMetrics, time_field: str) -> str:
    return f"{getattr(flow, time_field):.2f}" if flow.throughput else "nothing finished"


def _littles_law_text(flow: FlowMetrics) -> str:
    return f"{flow.littles_law_cycle_weeks:.2f}" if flow.littles_law_holds else NOT_STABLE_TEXT


# --- debt --------------------------------------------------------------------------------

DEFAULT_START_DATE = date(2026, 9, 7)  # invented: a Monday after the log of deployments
MAX_DATE_CHARACTERS = 20


class DebtPayback(Activity):
    """Argue for or against a cleanup with numbers, a date, and what isn't built meanwhile."""

    activity_id = "02b.s5c"
    title = "Does the cleanup pay?"
    task = (
        "The lead asks for weeks to clean up the ledger code. When has that paid for itself, what "
        "doesn't get built in the meantime, and what does that waiting cost?"
    )

    def controls(self) -> dict[str, Input]:
        """Return the cleanup, a change now and after it, the plan, and what waiting costs."""
        start = text_field("The cleanup starts on", hint="year-month-day, such as 2026-09-07")
        start.max_length, start.value = MAX_DATE_CHARACTERS, DEFAULT_START_DATE.isoformat()
        return {
            "cleanup": number_slider("Cleanup (days of work)", 40, 1, 120),
            "now": number_slider("A change now (days)", 6, 0.5, 20, step=0.5, decimals=1),
            "clean": number_slider("A change afterward (days)", 3.5, 0.5, 20, step=0.5, decimals=1),
            "planned": number_slider("Changes planned this year", 20, 0, 80),
            "days_a_week": number_slider(
                "Days of work a week on this code", 5, 0.5, 50, step=0.5, decimals=1
            ),
            "waiting": number_slider("Each change not ready costs (points a week)", 3, 0, 40),
            "start": start,
        }

    def view(
        self,
        *,
        cleanup: float,
        now: float,
        clean: float,
        planned: float,
        days_a_week: float,
        waiting: float,
        start: str,
    ) -> View:
        """Return when the cleanup has paid, and what waits for it. Days of work."""
        with attribute_errors_to("start"):
            first_day = parse_day(start)
        made = payback(cleanup, now, clean, int(planned), days_a_week, first_day)
        return View(
            summary=_payback_text(made, int(planned)),
            says=(*_changes_not_built_texts(made), *_delay_cost_texts(made, int(planned), waiting)),
            picture=pictures.debt_picture(
                made, cleanup, now, clean, source="Your estimates; the starting ones are invented."
            ),
            notes=(
                (
                    "Changes are made one after the other. With the cleanup, the first ones come "
                    "later than without it, and the later ones sooner."
                ),
                "Both costs of a change are guesses. Halve the saving and look again.",
            ),
        )


def _payback_text(payback: Payback, planned_changes: int) -> str:
    saved = plural(round(abs(payback.saved_days), 1), "day")
    balance = f"saves {saved} of work"
    if payback.saved_days < 0:
        balance = f"costs {saved} more than it saves"
    changes = plural(planned_changes, "change")
    return f"{pictures.debt_title(payback)}. With {changes} planned this year, it {balance}."


def _changes_not_built_texts(payback: Payback) -> tuple[str, ...]:
    if not payback.changes_not_built:
        return ()
    words = (
        f"Until {pictures.format_date(payback.cleanup_done_date)}, the team builds nothing else. "
        f"In that time it could have made {plural(round(payback.changes_not_built, 1), 'change')}."
    )
    return (words,)


def _delay_cost_texts(payback: Payback, planned_changes: int, points_per_week: float) -> list[str]:
    """Return how much later the planned changes come, and what that costs."""
    if not planned_changes:
        return []
    each = plural(round(abs(payback.total_delay_weeks) / planned_changes, 1), "week")
    points = plural(round(abs(payback.total_delay_weeks) * points_per_week), "point")
    price = f"at {plural(points_per_week, 'point')} a week each"
    if abs(payback.total_delay_weeks) * 20 < planned_changes:  # less than 0.05 weeks: shown as 0
        return ["On average, the planned changes are ready just as soon as without the cleanup."]
    if payback.total_delay_weeks < 0:
        sooner = f"The planned changes are ready {each} sooner on average"
        return [f"{sooner}. That saves {points} of delay, {price}."]
    later = f"The planned changes are ready {each} later on average"
    even = plural(payback.delay_break_even_changes, "change")
    return [
        f"{later}. That costs {points} of delay, {price}.",
        f"It takes {even} to make up for the waiting.",
    ]
