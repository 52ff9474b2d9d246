"""R3: a chain of dependencies against a promise, and the tail of several calls."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from utils.kit.activity import Activity
from utils.kit.controls.factory import number_slider, percent_slider
from utils.kit.errors import InputError
from utils.kit.tables import Table, source_line
from utils.kit.view import Prediction, View
from utils.role import data
from utils.role.model.promise import (
    allowed_slow_share,
    cheapest_fix,
    downtime_minutes,
    fix_options,
    series_availability,
    slow_request_share,
)
from utils.role.pictures import promise as pictures

if TYPE_CHECKING:
    from collections.abc import Sequence

    import ipywidgets as widgets

    from utils.kit.controls import Input
    from utils.role.model.promise import Component

INDEPENDENCE_NOTE = (
    "Multiplying assumes that failures are independent. Where one event takes two components "
    "down together, only measuring the whole chain tells."
)


class DependencyChain(Activity):
    """Find the cheapest component to improve, so that a promise can be kept."""

    activity_id = "01.r3"
    title = "Promise to objective"
    prediction = Prediction(
        "The promise cannot be kept as things stand. You may improve one component. Which one?",
        (
            (
                "gateway",
                "API gateway",
                (
                    "Every call passes all four, so being first changes nothing. Even a perfect "
                    "gateway would not be enough here."
                ),
            ),
            (
                "ledger",
                "Ledger database",
                (
                    "It shares that place with the fraud check. Fixing it would do, but see what "
                    "the same gain costs there."
                ),
            ),
            (
                "network",
                "Card network link",
                (
                    "A worry, but not the problem: it is the best of the four. Even a perfect link "
                    "would not be enough here."
                ),
            ),
            (
                "fraud",
                "Fraud check",
                (
                    "Yes: two components lose the most time, and this one gives it back for fewer "
                    "days of work."
                ),
            ),
        ),
    )

    def __init__(self) -> None:
        facts = "; ".join(
            f"{one.label} {pictures.percent(one.availability)}, {one.days_per_halving:g} days"
            for one in data.chain()
        )
        self.task = (
            "Sales told the partners how often a refund call will work. Every call passes these "
            f"four; behind each, the days of work after which it is down half as long. {facts}."
        )
        super().__init__()

    def controls(self) -> dict[str, Input]:
        """Return an availability per component, and the promise. All in percent."""
        made = {one.key: _availability(one.label, one.availability) for one in data.chain()}
        return {**made, "promise": _availability("Promised to the partners", data.DEFAULT_PROMISE)}

    def view(self, *, promise: float, **availabilities: float) -> View:
        """Return chain against promise. Availabilities and promise in percent."""
        components = [
            replace(one, availability=availabilities[one.key] / 100) for one in data.chain()
        ]
        return View(
            summary=_summary(components, promise / 100),
            picture=pictures.picture(components, promise / 100, source=source_line("cases_chain")),
            table=_table(components, promise / 100),
            notes=(
                INDEPENDENCE_NOTE,
                "Days of work are invented: in your team, ask those who know.",
            ),
        )


def _availability(label: str, share: float) -> widgets.Widget:
    return number_slider(label, share * 100, 99, 100, step=0.01, suffix="%", decimals=2)


def _summary(components: Sequence[Component], promise: float) -> str:
    whole = series_availability([one.availability for one in components])
    down, allowed = downtime_minutes(whole), downtime_minutes(promise)
    start = (
        f"In series they reach {whole:.2%}: down for {down:.1f} minutes in 30 days, where the "
        f"promise allows {allowed:.1f}."
    )
    fix = cheapest_fix(components, promise)
    if whole >= promise:
        return f"{start} The promise can be kept."
    if fix is None:
        return f"{start} No single component can fix that: improve two, or promise less."
    return (
        f"{start} The cheapest single step is {fix.component.label}: raise it to "
        f"{fix.required_availability:.2%}, "
        f"about {fix.days:.0f} days of work."
    )


def _table(components: Sequence[Component], promise: float) -> Table:
    return Table(
        caption="The chain, component by component",
        columns=["Component", "Availability", "Minutes down in 30 days", "Alone it would take"],
        rows=[
            [
                fix.component.label,
                f"{fix.component.availability:.2%}",
                f"{downtime_minutes(fix.component.availability):.1f}",
                pictures.fix_text(fix),
            ]
            for fix in fix_options(components, promise)
        ],
        source=source_line("cases_chain"),
    )


class TailLatency(Activity):
    """See how rare slow calls become common slow pages."""

    activity_id = "01.r3b"
    title = "The tail of several calls"
    task = (
        "One payment page makes several calls at once and waits for the last. How slow may a "
        "single call be?"
    )
    compare_label = "Check how rare slow calls must be"
    prediction = Prediction(
        "A page makes six calls at once; of single calls, one in a hundred is slow. Of a hundred "
        "pages, how many are slow?",
        (
            ("one", "About one", "Six chances to meet a slow one are more than one chance."),
            ("three", "About three", "More: six calls, and each may be the slow one."),
            ("six", "About six", "Yes: nearly six times as many, since two slow ones seldom meet."),
            ("half", "About half", "Less: five of six pages and more still meet no slow call."),
        ),
    )

    def controls(self) -> dict[str, Input]:
        """Return the number of calls, and the share of slow ones in percent."""
        slow = percent_slider("Single calls that are slow", data.DEFAULT_SLOW_SHARE * 100, 0.01)
        slow.min, slow.max, slow.decimals = 0.01, 5, 2
        return {
            "calls": number_slider("Calls at once", data.DEFAULT_CALLS, 1, pictures.MAX_CALLS),
            "slow": slow,
        }

    def view(self, *, calls: float, slow: float) -> View:
        """Return the share of requests that meet a slow call. `slow` in percent."""
        share, many = slow / 100, int(calls)
        source = "Computed, not measured: 1 − (1 − share)^calls for independent calls."
        return View(
            summary=(
                f"With {_calls(many)} at once, {slow_request_share(share, many):.1%} of "
                "all pages wait for at "
                "least one slow call."
            ),
            picture=pictures.tail_picture(share, many, source=source),
            notes=(
                "Calls that slow each other down, as on one full database, are not independent.",
            ),
        )

    def comparison(self, *, calls: float, slow: float) -> View:
        """Return how rare slow calls must be; not before the learner moved a slider."""
        if (calls, slow) == (data.DEFAULT_CALLS, data.DEFAULT_SLOW_SHARE * 100):
            raise InputError(
                "Nothing has been moved yet.", "Try it with the slider first, then compare."
            )
        wanted, many = data.DEFAULT_SLOW_SHARE, int(calls)
        back = allowed_slow_share(wanted, many)
        now = slow_request_share(slow / 100, many)
        return View(
            summary=(
                f"With {_calls(many)}, {pictures.percent(wanted)} of the pages are slow when "
                f"{back:.2%} of the calls are. Yours: {slow:g}% of calls, {now:.1%} of pages."
            )
        )


def _calls(many: int) -> str:
    return "1 call" if many == 1 else f"{many} calls"
