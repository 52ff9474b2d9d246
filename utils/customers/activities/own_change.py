"""Did a change of the learner's own help? The same comparisons, from a table of keys."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from utils.customers.activities.own_tables import read_own_keys
from utils.customers.call_log import unusable_table_error
from utils.customers.model.arrival import arrivals
from utils.customers.model.intervals import (
    Difference,
    keys_needed,
    median_difference,
    share_difference,
)
from utils.customers.model.keys import (
    count_reached_and_watched_within_day,
    waiting_hours_and_reached,
)
from utils.customers.parsing import CHANGE_COLUMN
from utils.customers.pictures import differences as pictures
from utils.customers.pictures.arrival import format_hours
from utils.kit.column_questions import add_choose_below_hint, options_with_answer
from utils.kit.controls.factory import NOT_CHOSEN_OPTION
from utils.kit.english import MINUS, join_words
from utils.kit.errors import InputError, attribute_errors_to
from utils.kit.table_reader import shorten_for_message
from utils.kit.timestamps import parse_day
from utils.kit.view import Finding

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from utils.customers.model.intervals import Arrived
    from utils.customers.model.keys import ApiKey
    from utils.customers.parsing import ApiKeyTable

TREATED_WORDS = {
    "yes", "y", "true", "1", "new", "with", "treatment", "treated", "test", "b", "variant",
    "exposed", "on", "after", "enabled",
}  # fmt: skip
CONTROL_WORDS = {
    "no", "n", "false", "0", "old", "without", "control", "a", "base", "baseline", "off",
    "original", "holdout", "before", "disabled", "none", "",
}  # fmt: skip
MAX_OFFERED_VALUES = 12
INTERVAL_METHOD_NOTE = "Intervals of shares: Newcombe's hybrid score method (1998)."
POWER_NOTE = (
    "If the true difference is as large as this one, four trials in five of that size find it. A "
    "difference seen in a small group tends to be too large, so plan for half of it, too. Decide "
    "on the number first and look once: if you look every day, luck will look like an effect "
    "sooner or later."
)


@dataclass(frozen=True)
class ComparisonResult:
    """What a comparison shows: words, rows of the picture, notes, and the difference that counts.

    `has_control_group` is whether the difference has a group that went through the same weeks.
    """

    summary: str
    rows: list[pictures.DifferenceRow]
    notes: tuple[str, ...]
    difference: Difference | None = None
    has_control_group: bool = False


def difference_row(label: str, difference: Difference) -> pictures.DifferenceRow:
    """Return a row of the picture, in percentage points."""
    return pictures.DifferenceRow(
        label, 100 * difference.value, 100 * difference.low, 100 * difference.high
    )


def median_difference_note(first: Arrived, second: Arrived, names: tuple[str, str]) -> str:
    """Return when half of two groups have a working call, and the interval of that difference."""
    halves = [format_hours(arrivals(*group).time_of(0.5)) for group in (first, second)]
    found = median_difference(first, second)
    said = f"Half of the keys work after {halves[0]} {names[0]}, and after {halves[1]} {names[1]}"
    said = said.replace("after not yet", "later than we watched")
    if math.isinf(found.low) and math.isinf(found.high):
        return f"{said}. Too few arrive for an interval of that difference."
    tell = "outside" if found.excludes_zero else "inside"
    ends, why = _interval_and_missing_end_texts(found)
    return f"{said}. The bootstrap's interval of that difference {ends}, zero {tell}.{why}"


def _interval_and_missing_end_texts(difference: Difference) -> tuple[str, str]:
    """Return from where to where an interval reaches, and why an end is missing."""
    low, high = difference.low, difference.high
    why = " It has no {} end, because in some draws, less than half of a group arrives."
    if math.isinf(low):
        return f"reaches up to {_signed_hours_text(high)}", why.format("lower")
    if math.isinf(high):
        return f"begins at {_signed_hours_text(low)}", why.format("upper")
    return f"reaches from {_signed_hours_text(low)} to {_signed_hours_text(high)}", ""


def _signed_hours_text(hours: float) -> str:
    return f"{MINUS if hours < 0 else '+'}{format_hours(abs(hours))}"


def ask_again_text(
    needed: int | None, needed_for_half: int | None, keys_per_week: float, keys_so_far: int
) -> str:
    """Return at how many keys in each group to look again, and in how many weeks that is."""
    if needed is None:
        return "The two shares are too close to ever tell apart."
    also = f" ({needed_for_half:,} if it's half as large)" if needed_for_half else ""
    words = f"Ask again when each group has {needed:,} keys{also}"
    if needed <= keys_so_far:
        return f"{words}. You have as many for the first number, so plan for the second."
    weeks = max(1, math.ceil((needed - keys_so_far) / keys_per_week))
    return f"{words}: at today's pace, in about {weeks:,} weeks."


def keys_needed_for_full_and_half_difference(
    treated_counts: tuple[int, int], control_counts: tuple[int, int]
) -> tuple[int | None, int | None]:
    """Return how many keys each group needs for this difference, and for half of it."""
    share, other = treated_counts[0] / treated_counts[1], control_counts[0] / control_counts[1]
    return keys_needed(share, other), keys_needed((share + other) / 2, other)


# --- a learner's own keys ------------------------------------------------------------------


def guess_treated_value(table: ApiKeyTable) -> str:
    """Return the value that means "with the change"; empty where that isn't clear."""
    values = table.change_values()
    known = [value for value in values if value.casefold() in TREATED_WORDS]
    rest = [value for value in values if value not in known]
    clear = len(known) == 1 and all(value.casefold() in CONTROL_WORDS for value in rest)
    return known[0] if clear else ""


def compare_own_keys(
    table: ApiKeyTable, *, treated_value: str, change_date_text: str, with_control: bool
) -> ComparisonResult:
    """Return a learner's own comparison. Raises InputError where something isn't said yet."""
    start = _change_day(table, change_date_text)
    if with_control:
        return _compare_with_control(table, treated_value or guess_treated_value(table), start)
    if start is None:
        raise InputError(
            "“Before and after” needs the day of the change.",
            "Enter the day on which it went live, such as 2026-03-30.",
            field="began",
        )
    chosen = treated_value or guess_treated_value(table)
    keys = [key for key in table.keys if not chosen or key.groups[CHANGE_COLUMN] == chosen]
    later, earlier = _split_into_later_and_earlier(keys, start)
    counts = (
        _worked_and_watched_counts(later, "since the change"),
        _worked_and_watched_counts(earlier, "before the change"),
    )
    found = share_difference(*counts[0], *counts[1])
    rows = [difference_row("later − earlier", found)]
    summary = (
        f"{_worked_of_total_text(counts[1])} keys worked within a day before, and "
        f"{_worked_of_total_text(counts[0])} since: {rows[0].difference_text}. "
        "So far, there's nothing to compare that with."
    )
    return ComparisonResult(summary, rows, (*table.notes, INTERVAL_METHOD_NOTE), found)


def _compare_with_control(
    table: ApiKeyTable, treated_value: str, change_day: int | None
) -> ComparisonResult:
    values = table.change_values()
    if len(values) < 2:
        what, fix = "doesn't say who had the change.", "Add a column change with yes or no."
        raise add_choose_below_hint(
            unusable_table_error(what, fix, unclear=("change",), headings=table.headings)
        )
    if treated_value not in values:
        offered = join_words(map(_quoted_value, values[:5]), "or")
        raise InputError(
            f"Which keys had the change: those with {offered}?",
            "Choose it under “Had the change.”",
            field="with_value",
        )
    with_it = [key for key in table.keys if key.groups[CHANGE_COLUMN] == treated_value]
    without = [key for key in table.keys if key.groups[CHANGE_COLUMN] != treated_value]
    rows, notes = [], list(table.notes)
    if change_day is not None:
        for name, keys in (("with it", with_it), ("without it", without)):
            pair = [
                count_reached_and_watched_within_day(part)
                for part in _split_into_later_and_earlier(keys, change_day)
            ]
            if all(total for _, total in pair):
                rows.append(
                    difference_row(f"{name}, later − earlier", share_difference(*pair[0], *pair[1]))
                )
        with_it, without = (
            _split_into_later_and_earlier(with_it, change_day)[0],
            _split_into_later_and_earlier(without, change_day)[0],
        )
    counts = (
        _worked_and_watched_counts(with_it, "with the change"),
        _worked_and_watched_counts(without, "without the change"),
    )
    found = share_difference(*counts[0], *counts[1])
    rows.append(difference_row("same weeks, with − without", found))
    tell = "zero is outside" if found.excludes_zero else "zero is inside"
    summary = (
        f"{_worked_of_total_text(counts[0])} keys with the change worked within a day, and "
        f"{_worked_of_total_text(counts[1])} without it: {rows[-1].difference_text}. So "
        f"{tell} the interval."
    )
    if not found.excludes_zero:
        weeks = max(
            1.0, (1 + max(key.created_day for key in [*with_it, *without]) - (change_day or 0)) / 7
        )
        keys_so_far = min(counts[0][1], counts[1][1])
        needed = keys_needed_for_full_and_half_difference(*counts)
        later = ask_again_text(*needed, keys_so_far / weeks, keys_so_far)
        summary += f" You can't tell yet. {later}"
        notes.append(POWER_NOTE)
    notes.append(
        median_difference_note(
            waiting_hours_and_reached(with_it),
            waiting_hours_and_reached(without),
            ("with the change", "without it"),
        )
    )
    return ComparisonResult(
        summary,
        rows,
        (*notes, INTERVAL_METHOD_NOTE, CONFOUNDING_NOTE),
        found,
        has_control_group=True,
    )


CONFOUNDING_NOTE = (
    "The interval knows only luck. If the two groups differ in other ways, such as team, library, "
    "or week, that's in the difference as well. It's best to pick at random who gets the change."
)


def _quoted_value(value: str) -> str:
    return f"“{shorten_for_message(value)}”" if value else "an empty cell"


def _change_day(table: ApiKeyTable, change_date_text: str) -> int | None:
    """Return the day of the change, counted from the first key's day; None where it isn't said."""
    if not change_date_text.strip():
        return None
    with attribute_errors_to("began"):
        return (parse_day(change_date_text) - table.first_day).days


def _split_into_later_and_earlier(
    keys: Sequence[ApiKey], change_day: int
) -> tuple[list[ApiKey], list[ApiKey]]:
    """Return the keys that were made since a day, and those before it."""
    return [key for key in keys if key.created_day >= change_day], [
        key for key in keys if key.created_day < change_day
    ]


def _worked_and_watched_counts(keys: Sequence[ApiKey], group_description: str) -> tuple[int, int]:
    hits, total = count_reached_and_watched_within_day(keys)
    if not total:
        raise InputError(
            f"There are no keys {group_description} that were watched for a day.",
            "Check the day and the table: each group needs at least one.",
            field="began",
        )
    return hits, total


def _worked_of_total_text(counts: tuple[int, int]) -> str:
    return f"{counts[0]} of {counts[1]}"


# By whether it can be told, with the sign of the difference, and the decision.
DECISION_FEEDBACK = {
    ("better", "ship"): (
        "fits", "right",
        (
            "The interval stays above zero. What will you keep measuring once everyone has it?"
        ),
    ),
    ("better", "hold"): (
        "careful", "close",
        (
            "More data would narrow the interval. What would you still need to see, and what does "
            "each week of holding cost?"
        ),
    ),
    ("better", "back"): (
        "against the data", "wrong",
        (
            "The whole interval is above zero. What do you know that isn't in this table?"
        ),
    ),
    ("worse", "ship"): (
        "against the data", "wrong",
        (
            "The whole interval is below zero: fewer keys work with the change. What speaks for it?"
        ),
    ),
    ("worse", "hold"): (
        "careful", "unsure",
        (
            "It looks like harm, and holding keeps it for those who have it. What do you wait for?"
        ),
    ),
    ("worse", "back"): (
        "fits", "right",
        (
            "The interval stays below zero. What did the change do that nobody expected?"
        ),
    ),
    ("open", "ship"): (
        "too early", "unsure",
        (
            "Zero is inside the interval. If you ship it anyway, how will you ever learn whether "
            "it helps?"
        ),
    ),
    ("open", "hold"): (
        "fits", "right",
        (
            "You can't tell yet, and that isn't the same as no effect. Name the number of keys, "
            "and look once it's reached."
        ),
    ),
    ("open", "back"): (
        "too early", "unsure",
        (
            "Zero is inside the interval, and so are differences that you'd want. What would "
            "taking it back save?"
        ),
    ),
    ("alone", "ship"): (
        "not shown", "unsure",
        (
            "Something else may have happened in the same weeks. Who went through them without the "
            "change?"
        ),
    ),
    ("alone", "hold"): (
        "fits", "close",
        (
            "Holding gives you time. Leave the change out for some new keys, picked at random, "
            "and you can compare."
        ),
    ),
    ("alone", "back"): (
        "not shown", "unsure",
        (
            "Before and after alone doesn't blame the change, either. Whom could you compare with?"
        ),
    ),
}  # fmt: skip


def decision_feedback(compared: ComparisonResult, decision: str) -> tuple[Finding, ...]:
    """Return the feedback on a decision; none before there is one."""
    if compared.difference is None:
        return ()
    kind = "alone"
    if compared.has_control_group:
        kind = (
            "open"
            if not compared.difference.excludes_zero
            else "better"
            if compared.difference.low > 0
            else "worse"
        )
    if (kind, decision) not in DECISION_FEEDBACK:
        return ()
    tag, tone, text = DECISION_FEEDBACK[kind, decision]
    return (Finding(text, tag, tone),)


def read_own_keys_or_none(answers: Mapping[str, Any]) -> ApiKeyTable | None:
    """Return a learner's own table; None while it can't be read."""
    try:
        return read_own_keys(answers)
    except InputError:
        return None


def treated_value_options(table: ApiKeyTable | None, chosen: str) -> list[list[str]]:
    """Return what can be chosen as "with the change"; nothing while there is no table."""
    values = table.change_values() if table else []
    found = [
        [*NOT_CHOSEN_OPTION],
        *([one, _quoted_value(one)] for one in values[:MAX_OFFERED_VALUES] if one),
    ]
    return options_with_answer(found, chosen, _quoted_value(chosen))


def is_treated_value_unclear(table: ApiKeyTable | None) -> bool:
    """Return whether it isn't clear which keys of a table had the change."""
    return table is not None and len(table.change_values()) > 1 and not guess_treated_value(table)
