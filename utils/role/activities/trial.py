"""A measure on trial: two testers apply it to the same day of calls."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from utils.kit.activity import Activity
from utils.kit.controls.factory import dropdown, number_slider, side_by_side, stacked, text_field
from utils.kit.english import plural, shorten
from utils.kit.errors import InputError
from utils.kit.tables import Table
from utils.kit.view import Prediction, View
from utils.role import data
from utils.role.activities.spec import RefundSpec
from utils.role.model.call_day import DAILY_PEAK_CALLS_PER_SECOND, simulate_day
from utils.role.model.clock_hours import (
    BUSINESS_HOURS_RANGE_MINUTES,
    assumes_business_hours,
    hours_text,
)
from utils.role.model.phrases import normalize_text
from utils.role.model.requirement import describe_requirement, parse_requirement, window_text
from utils.role.model.spec import check_measure, find_load
from utils.role.model.trial import CALLS, LOAD, SHARE, WINDOW, judge, lenient, strict
from utils.role.pictures import trial as pictures
from utils.role.pictures.trial import TesterResult, rule_text, verdict_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import ipywidgets as widgets

    from utils.kit.controls import Input
    from utils.role.model.trial import Requirement, Rule, RuleEvaluation

DAYS, SECONDS = 20, 60
MAX_QUOTED_CHARACTERS = 80  # characters of a measure that a sentence repeats
TESTER_NAMES = ("Ana", "Ben")
TEXT_BY_MISSING_PART = {
    WINDOW: "over what time: Ana takes the whole day, Ben every 5 minutes",
    SHARE: "for how many calls: Ana takes the mean, Ben every single call",
    LOAD: f"at what load: Ana counts up to {DAILY_PEAK_CALLS_PER_SECOND} calls a second, Ben "
    "whatever comes in",
    CALLS: "of which calls: Ana leaves out failed ones, Ben counts them as too slow",
}
SIMULATED_DAY_NOTE = (
    "The day is invented, and each number makes a different one. It has calls, how long each "
    "takes, and which ones fail. Windows follow one another from midnight on; the shortest is a "
    "minute, and the longest is the day. A minute doesn't count if more calls come in than the "
    "measure's load. “Of requests” means all of them, so a failed one counts as too slow. Write "
    "“of answered requests” to leave failed ones out."
)


class RequirementTrial(Activity):
    """Two testers apply one measure to the same day, and fill in what it leaves open."""

    activity_id = "01.r4"
    title = "Your requirement on trial"
    task = (
        "Ana and Ben test a measure on the same day of calls. Where the measure leaves something "
        "open, each of them fills the gap in a way that can be defended."
    )
    prediction = Prediction(
        f"The measure: “{data.EXAMPLE_MEASURE}.” The load is 400 a second. Ana and Ben have the "
        "same day and the same numbers. Will they reach the same verdict?",
        (
            (
                "both_pass",
                "Yes, the day passes for both",
                (
                    "On the whole day, it does pass. But the measure doesn't say that the whole "
                    "day is what counts. Look at what Ben does with that."
                ),
            ),
            (
                "both_fail",
                "Yes, the day fails for both",
                (
                    "Some minutes of this day are bad, that's true. But does the measure say that "
                    "they count by themselves? Look at how Ana reads it."
                ),
            ),
            (
                "differ",
                "No, they'll disagree",
                (
                    "Right: the measure has a number and a share, but it doesn't say over what "
                    "time. Both readings can be defended, and this day tells them apart."
                ),
            ),
        ),
    )

    def controls(self) -> dict[str, Input]:
        """Return whose measure, the measure and the load as typed, and the day's seed."""
        return {
            "source": dropdown(
                "Whose measure?",
                [
                    ("example", "The example"),
                    ("mine", "Mine, from the first story"),
                    ("typed", "The one I type here"),
                ],
                "example",
            ),
            "day": number_slider("Day", 1, 1, DAYS),
            "measure": text_field("Another measure", hint="For example: p95 under 300 ms"),
            "load": text_field("Its load", hint="For example: 400 requests a second"),
        }

    def layout(self, controls: dict[str, Input]) -> widgets.Widget:
        """Return where the measure comes from and the day, above what can be typed."""
        return stacked(
            side_by_side(controls["source"], controls["day"]),
            side_by_side(controls["measure"], controls["load"]),
        )

    def reconcile(self, changed: str, answers: dict[str, Any]) -> dict[str, Any]:
        """Return the answers with what is typed chosen as soon as it is typed."""
        typed = changed in {"measure", "load"} and answers["measure"].strip()
        return {**answers, "source": "typed"} if typed else answers

    def view(self, *, source: str, day: float, measure: str, load: str) -> View:
        """Return what was understood, both verdicts, and where they come from."""
        text, load_text = self._chosen_measure_and_load(source, measure, load)
        ask = parse_requirement(text, load_text)
        remarks = check_measure(text).messages
        if ask is None:
            return View(
                summary=f"“{shorten(text, MAX_QUOTED_CHARACTERS)}” can't be tried on this day.",
                says=(
                    *remarks,
                    (
                        "This day has calls, how long each takes, and which ones fail. Try one "
                        "limit of up to a minute, or a share of failed calls."
                    ),
                ),
                notes=(SIMULATED_DAY_NOTE,),
            )
        calls = simulate_day(int(day))
        trials = _tester_results(ask, lambda rule: judge(calls, rule))
        return View(
            summary=f"{describe_requirement(ask)} {_outcome_text(trials)}",
            says=(*_missing_part_texts(ask), *_assumption_notes(ask, text), *remarks),
            picture=pictures.picture(calls, trials),
            table=_results_table(trials),
            notes=(SIMULATED_DAY_NOTE,),
        )

    def _chosen_measure_and_load(self, source: str, measure: str, load: str) -> tuple[str, str]:
        """Return measure and load as typed. Raises InputError where there is no measure."""
        if source == "example":
            return data.EXAMPLE_MEASURE, data.EXAMPLE_LOAD
        if source == "typed":
            if not measure.strip():
                raise InputError(
                    "There's no measure to try yet.", "Type one here.", field="measure"
                )
            return " ".join(measure.split()), load
        mine = self.progress.values(RefundSpec.activity_id) or {}
        if not str(mine.get("measure", "")).strip():
            raise InputError(
                "Your first story has no measure yet.",
                "Write one in Exercise 4, or choose the example.",
                field="source",
            )
        loads = [str(mine.get(part, "")) for part in ("stimulus", "environment")]
        found = next((text for text in loads if find_load(text)), "")
        return " ".join(str(mine["measure"]).split()), found


def _tester_results(
    requirement: Requirement, try_rule: Callable[[Rule], RuleEvaluation]
) -> tuple[TesterResult, ...]:
    """Return one trial where the measure leaves nothing open, else the two readings."""
    if not requirement.missing:
        rule = strict(requirement)
        return (TesterResult("Ana and Ben", rule, try_rule(rule)),)
    rules = (lenient(requirement), strict(requirement))
    return tuple(
        TesterResult(tester, rule, try_rule(rule))
        for tester, rule in zip(TESTER_NAMES, rules, strict=True)
    )


def _outcome_text(results: Sequence[TesterResult]) -> str:
    """Return who reaches which verdict."""
    if len(results) == 1:
        return f"Nothing is left open, so there is one verdict: the day {verdict_text(results[0])}."
    if results[0].day_passes == results[1].day_passes:
        both = "passes" if results[0].day_passes else "fails"
        return (
            "Two readings can be defended. On this day, both lead to the same verdict: "
            f"it {both}. Try another day."
        )
    said = ", and ".join(
        f"for {one.tester} it {'passes' if one.day_passes else 'fails'}" for one in results
    )
    return f"Same day, same words: {said}."


def _missing_part_texts(requirement: Requirement) -> tuple[str, ...]:
    return tuple(f"It doesn't say {TEXT_BY_MISSING_PART[part]}." for part in requirement.missing)


def _assumption_notes(requirement: Requirement, text: str) -> tuple[str, ...]:
    """Return how a window or hours were read where this day can't try them as they are."""
    said = []
    if requirement.window_seconds:
        tried = window_text(requirement.window_minutes or 1)
        said.append(f"This day is counted by the minute, so we try it {tried}.")
        if requirement.window_seconds < SECONDS:
            said[0] += (
                f" A minute that fails has {plural(requirement.window_seconds, 'second')} in it "
                "that fail. One "
                "that passes may have some, too."
            )
    if assumes_business_hours(normalize_text(text)):
        said.append(
            "Which hours are business hours? We take those "
            f"{hours_text(BUSINESS_HOURS_RANGE_MINUTES)}. Write the hours that you mean."
        )
    return tuple(said)


def _results_table(results: Sequence[TesterResult]) -> Table:
    return Table(
        caption="What each tester checked",
        columns=["Tester", "Reads it as", "Windows that count", "Windows that fail", "Verdict"],
        rows=[
            [
                one.tester,
                rule_text(one.rule),
                str(int(one.judgment.counted.sum())),
                str(int(one.judgment.fails.sum())),
                "passes" if one.day_passes else "fails",
            ]
            for one in results
        ],
        source=pictures.SOURCE_TEXT,
    )
