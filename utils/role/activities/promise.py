"""A chain of dependencies against a promise, and the tail of several calls."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from utils.kit.activity import Activity
from utils.kit.controls.factory import number_slider, percent_slider
from utils.kit.errors import InputError
from utils.kit.tables import Table, source_line
from utils.kit.view import Prediction, View
from utils.role import data
from utils.role.model.promise import (
    allowed_slow_call_share,
    cheapest_fix,
    days_of_work,
    downtime_minutes,
    fix_options,
    series_availability,
    slow_request_share,
)
from utils.role.pictures import promise as pictures

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import ipywidgets as widgets

    from utils.kit.controls import Input
    from utils.role.model.promise import AvailabilityFix, Component

INDEPENDENCE_NOTE = (
    "Multiplying assumes that failures are independent. If one event takes two components down "
    "together, you have to measure the whole chain."
)


class DependencyChain(Activity):
    """Find the cheapest component to improve, so that a promise can be kept."""

    activity_id = "01.r3"
    title = "Promise to objective"
    task = (
        "Sales told the partners how often a refund call will work. Every call goes through "
        "the same four components, and engineers' days are scarce."
    )
    compare_label = "Compare with the cheapest change"
    prediction = Prediction(
        "The chain can't keep the promise today, and you can improve one component. "
        "Which one keeps it for the fewest days of work?",
        (
            (
                "gateway",
                "API gateway",
                (
                    "Every call goes through it first, so it's a natural place to look. Set it to "
                    "100%: is a perfect gateway enough?"
                ),
            ),
            (
                "ledger",
                "Ledger database",
                (
                    "It's one of the two that lose the most time. Raise it until the promise can "
                    "be kept, and note the days. What does the same gain cost elsewhere?"
                ),
            ),
            (
                "network",
                "Card network link",
                (
                    "It takes the fewest days to halve, so it's tempting. But how much downtime is "
                    "there to halve? Set it to 100%: does the promise hold then?"
                ),
            ),
            (
                "fraud",
                "Fraud check",
                (
                    "It's one of the two that lose the most time. Raise it until the promise can "
                    "be kept, and note the days. What does the same gain cost elsewhere?"
                ),
            ),
        ),
        right=("fraud",),
        close=("ledger",),
        details={
            one.key: f"{pictures.format_availability(one.availability)}, "
            f"{one.days_per_halving:g} days to halve its downtime"
            for one in data.load_chain()
        },
    )

    def controls(self) -> dict[str, Input]:
        """Return an availability for each component, and the promise. All in percent."""
        made = {
            one.key: _availability_slider(one.label, one.availability) for one in data.load_chain()
        }
        return {
            **made,
            "promise": _availability_slider(
                "Promised to the partners", data.DEFAULT_PROMISED_AVAILABILITY
            ),
        }

    def view(self, *, promise: float, **availabilities: float) -> View:
        """Return chain against promise, and the work of the changes. All in percent."""
        components = _changed_chain(availabilities)
        days = _work_days_per_component(components)
        return View(
            summary=_summary_text(components, promise / 100),
            says=_work_cost_texts(components),
            picture=pictures.picture(
                components, promise / 100, days=days, source=source_line("cases_chain")
            ),
            table=_chain_table(components, days),
            notes=(
                INDEPENDENCE_NOTE,
                "Days of work are invented: on your team, ask the people who do the work.",
            ),
        )

    def comparison(self, *, promise: float, **availabilities: float) -> View:
        """Return the cheapest single change; not before the learner has kept the promise."""
        components = _changed_chain(availabilities)
        days = _work_days_per_component(components)
        if series_availability([one.availability for one in components]) < promise / 100:
            raise InputError(
                "The promise can't be kept yet.",
                "Raise a component until it can, then compare the days.",
            )
        if not any(days):
            raise InputError(
                "You haven't improved a component yet.",
                "Set the promise to "
                f"{pictures.format_availability(data.DEFAULT_PROMISED_AVAILABILITY)} "
                "and raise one.",
            )
        return _comparison_view(promise / 100, sum(days))


def _changed_chain(availability_percents: Mapping[str, float]) -> list[Component]:
    # Rounded, since 99.9 ÷ 100 isn't exactly 0.999 to a computer.
    return [
        replace(one, availability=round(availability_percents[one.key] / 100, 12))
        for one in data.load_chain()
    ]


def _work_days_per_component(components: Sequence[Component]) -> list[float]:
    """Return the days of work behind each component's change."""
    return [
        days_of_work(before, after.availability)
        for before, after in zip(data.load_chain(), components, strict=True)
    ]


def _availability_slider(label: str, share: float) -> widgets.Widget:
    return number_slider(label, share * 100, 99, 100, step=0.01, suffix="%", decimals=2)


def _summary_text(components: Sequence[Component], promise: float) -> str:
    whole = series_availability([one.availability for one in components])
    down, allowed = downtime_minutes(whole), downtime_minutes(promise)
    start = (
        f"In series they reach {whole:.2%}: down for {down:.1f} minutes in 30 days, where the "
        f"promise allows {allowed:.1f}."
    )
    if whole >= promise:
        return f"{start} The promise can be kept."
    if cheapest_fix(data.load_chain(), promise) is None:
        return f"{start} No single component can fix that: improve two, or promise less."
    return f"{start} That's {down - allowed:.1f} minutes too many."


def _work_cost_texts(components: Sequence[Component]) -> tuple[str, ...]:
    """Return what the changes cost, a line for each component that was improved."""
    return tuple(
        f"{one.label} at {pictures.format_availability(one.availability)}: "
        + (
            "nothing works all the time, however long you work on it."
            if math.isinf(each)
            else f"about {pictures.work_days_text(each)} of work."
        )
        for one, each in zip(components, _work_days_per_component(components), strict=True)
        if each
    )


def _comparison_view(promise: float, spent_days: float) -> View:
    """Return the learner's days next to the cheapest single change."""
    yours = (
        "never done"
        if math.isinf(spent_days)
        else f"about {pictures.work_days_text(spent_days)} of work"
    )
    best = cheapest_fix(data.load_chain(), promise)
    if best is None or best.days is None or best.required_availability is None:
        said = "No single change keeps this promise, so it takes at least two."
    elif not best.days:
        said = "The chain keeps this promise as it is: no work at all."
    else:
        said = (
            f"The cheapest single change: {best.component.label}, "
            f"to {best.required_availability:.2%}, about {pictures.work_days_text(best.days)}."
        )
    return View(
        summary=f"Your changes: {yours}. {said}",
        table=Table(
            caption="What improving one component alone would take",
            columns=["Component", "It would have to reach", "Days of work"],
            rows=[_fix_table_row(fix) for fix in fix_options(data.load_chain(), promise)],
            source=source_line("cases_chain"),
        ),
    )


def _fix_table_row(fix: AvailabilityFix) -> list[str]:
    if fix.days is None or fix.required_availability is None:
        return [fix.component.label, "more than 100%", "not possible alone"]
    return [
        fix.component.label,
        f"{fix.required_availability:.2%}",
        pictures.work_days_text(fix.days),
    ]


def _chain_table(components: Sequence[Component], work_days: Sequence[float]) -> Table:
    return Table(
        caption="The chain, component by component",
        columns=["Component", "Availability", "Minutes down in 30 days", "Your change"],
        rows=[
            [
                one.label,
                f"{one.availability:.2%}",
                f"{downtime_minutes(one.availability):.1f}",
                pictures.work_days_text(each),
            ]
            for one, each in zip(components, work_days, strict=True)
        ],
        source=source_line("cases_chain"),
    )


class TailLatency(Activity):
    """See how rare slow calls become common slow pages."""

    activity_id = "01.r3b"
    title = "The tail of several calls"
    task = (
        "One payment page makes several calls at once and waits for the last one. How rare do slow "
        "calls have to be?"
    )
    compare_label = "Check how rare slow calls must be"
    prediction = Prediction(
        "A page makes six calls at once, and one call in a hundred is slow. Out of a hundred "
        "pages, how many are slow?",
        (
            (
                "one",
                "About one",
                "Six calls are six chances to hit a slow one. That's more than one chance.",
            ),
            (
                "three",
                "About three",
                "It's more than that: there are six calls, and any of them can be the slow one.",
            ),
            (
                "six",
                "About six",
                "Yes: almost six times as many, since two slow calls rarely fall on the same page.",
            ),
            (
                "half",
                "About half",
                "It's fewer than that: more than nine pages in ten still have no slow call.",
            ),
        ),
        right=("six",),
    )

    def controls(self) -> dict[str, Input]:
        """Return the number of calls, and the share of slow ones in percent."""
        slow = percent_slider("Calls that are slow", data.DEFAULT_SLOW_CALL_SHARE * 100, 0.01)
        slow.min, slow.max, slow.decimals = 0.01, 5, 2
        return {
            "calls": number_slider(
                "Calls at once", data.DEFAULT_CALLS_PER_PAGE, 1, pictures.MAX_CALLS_PER_PAGE
            ),
            "slow": slow,
        }

    def view(self, *, calls: float, slow: float) -> View:
        """Return the share of requests that meet a slow call. `slow` in percent."""
        share, many = slow / 100, int(calls)
        source = "Computed, not measured: 1 − (1 − share)^calls for independent calls."
        return View(
            summary=(
                f"With {_calls_text(many)} at once, {slow_request_share(share, many):.1%} of all "
                "pages wait for at least one slow call."
            ),
            picture=pictures.slow_page_share_picture(share, many, source=source),
            notes=(
                "Calls that slow each other down, as on one full database, are not independent.",
            ),
        )

    def comparison(self, *, calls: float, slow: float) -> View:
        """Return how rare slow calls must be; not before the learner moved a slider."""
        if (calls, slow) == (data.DEFAULT_CALLS_PER_PAGE, data.DEFAULT_SLOW_CALL_SHARE * 100):
            raise InputError("Nothing has been moved yet.", "Try the slider first, then compare.")
        wanted, many = data.DEFAULT_SLOW_CALL_SHARE, int(calls)
        back = allowed_slow_call_share(wanted, many)
        now = slow_request_share(slow / 100, many)
        return View(
            summary=(
                f"With {_calls_text(many)}, {pictures.format_availability(wanted)} of the pages "
                f"are slow when {back:.2%} of the calls are. Yours: {slow:g}% of calls, {now:.1%} "
                "of pages."
            )
        )


def _calls_text(count: int) -> str:
    return "1 call" if count == 1 else f"{count} calls"
