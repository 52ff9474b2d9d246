"""How a response measure reads: its number, its unit, and its percentile, share or window.

Only the form is read, never whether it is true. Source of the form: Bass, Clements & Kazman,
Software Architecture in Practice (response measure); that a percentile, a share or a window must
be named is our starting point.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from utils.role.model.measure_reading import (
    BOUND_KINDS,
    MAX_QUOTED_CHARACTERS,
    SUBMINUTE_UNITS,
    is_countable,
    read_measure,
)
from utils.role.model.phrases import MAX_TEXT_CHARACTERS, normalize_text
from utils.role.model.token_kinds import TokenKind, split_words
from utils.role.model.tokens import ambiguous_number_notes, kind_letters

if TYPE_CHECKING:
    from collections.abc import Iterator

    from utils.role.model.measure_reading import MeasureReading, MeasureTarget

NUMBER, UNIT, STATISTIC_OR_WINDOW = "number", "unit", "percentile or window"
EXAMPLE_MEASURE_TEXT = "“95th percentile under 300 milliseconds over any 5 minutes”"
KNOWN_UNITS_TEXT = "ms, s, minutes, hours, days, %, MB, requests a second, USD"

MIN_BATCH_ITEMS = 10  # things from which on a time for them together makes sense

# --- what is read --------------------------------------------------------------------------


@dataclass(frozen=True)
class ResponseMeasure:
    """What a response measure says, and what it lacks.

    `numbers` are the values it sets, each in its own unit (`unit` is that of the first);
    `statistic` is such as “p95”, “median”, “mean”, “share” or “every”, `window` the period in
    words, `bound` one of < ≤ > ≥; each empty where none is named. `missing` holds any of
    `NUMBER`, `UNIT`, `STATISTIC_OR_WINDOW`. `problems` say what is wrong and how to fix it;
    `remarks` say how numbers and long texts were read and, for a complete measure, what would make
    it better.
    """

    numbers: tuple[float, ...] = ()
    unit: str = ""
    statistic: str = ""
    window: str = ""
    bound: str = ""
    missing: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def is_complete(self) -> bool:
        """Whether number, unit, and percentile, share or window are there and make sense."""
        return not self.problems


def parse_measure(text: str) -> ResponseMeasure:
    """Return what a response measure says. Reads the first 1,000 characters; never raises."""
    reading = read_measure(text)
    _assign_units_to_bare_numbers(reading)
    named = [one for one in reading.targets if one.category != "bare"]
    missing = tuple(_missing_parts(reading, named))
    problems = (*_missing_part_texts(reading, missing), *_impossible_value_problems(reading))
    return ResponseMeasure(
        tuple(one.value for one in reading.targets if not math.isnan(one.value)),
        named[0].unit if named else "",
        _statistic_name(reading),
        reading.windows[0] if reading.windows else "",
        _first_bound_sign(reading),
        missing,
        tuple(_with_quoted_words(one, text) for one in problems),
        tuple(
            _with_quoted_words(one, text)
            for one in _remark_texts(reading, text, is_complete=not problems)
        ),
    )


def _missing_parts(reading: MeasureReading, named_targets: list[MeasureTarget]) -> Iterator[str]:
    if not _has_usable_target(reading):
        yield NUMBER
    if not _has_unit(reading, named_targets):
        yield UNIT
    if not _has_statistic_or_window(reading, named_targets):
        yield STATISTIC_OR_WINDOW


# --- what it comes to ----------------------------------------------------------------------


_UNAMBIGUOUS_TIME_UNITS = frozenset({"minutes", "hours"})
_SCORE_NOUNS = frozenset(split_words("apdex nps csat score index"))
# What has a value at every moment: “the queue is never longer than 1,000 messages” needs no window.
_GAUGE_NOUNS = frozenset(split_words("queue backlog disk memory cpu storage pool stock depth lag"))
_RATE_NOUNS = frozenset(
    split_words("rate ratio probability fraction share proportion availability uptime reliability")
)


def _assign_units_to_bare_numbers(reading: MeasureReading) -> None:
    """Give a bare number what it counts if that comes before it: a score, or a plural."""
    plurals = (one.text for one in reading.tokens if one.text.endswith("s"))
    counted = any(one.text == "number" for one in reading.tokens)
    head = next(plurals if counted else filter(is_countable, plurals), None)
    timed = any(one.text in {"time", "times", "latency", "duration"} for one in reading.tokens)
    if head and not (reading.percentile_ranks or reading.has_ratio or timed):
        reading.targets = [
            one._replace(category="count", unit=head) if one.category == "bare" else one
            for one in reading.targets
        ]
    name = next(
        (one.text for one in reading.tokens if one.text in _RATE_NOUNS | _SCORE_NOUNS), None
    )
    if name is None:
        return
    own = name in _SCORE_NOUNS
    for at, one in enumerate(reading.targets):
        if one.category == "bare" and (own or 0 <= one.value < 1):
            reading.targets[at] = one._replace(category="percent", unit=name)


def _has_usable_target(reading: MeasureReading) -> bool:
    shares_only = all(one.category in {"percent", "share"} for one in reading.targets)
    return bool(reading.targets) and not (shares_only and _has_unit_without_number(reading))


def _has_unit_without_number(reading: MeasureReading) -> bool:
    """Return whether a unit has no number: “a few seconds”."""
    rest = zip(reading.tokens, reading.unread_kinds, strict=True)
    return any(
        kind == TokenKind.SECONDS
        or (kind == TokenKind.PERIOD and one.text in _UNAMBIGUOUS_TIME_UNITS)
        for one, kind in rest
    )


def _has_unit(reading: MeasureReading, named_targets: list[MeasureTarget]) -> bool:
    if not reading.targets:
        return _has_unit_without_number(reading)
    if _limits_without_unit(reading) and all(
        one.category in {"percent", "share"} for one in named_targets
    ):
        return False
    if all(one.unit == "%" for one in named_targets):
        return bool(named_targets) and reading.has_subject
    counts = [one for one in named_targets if one.category == "count"]
    if reading.percentile_ranks and len(counts) == len(named_targets):
        return any(is_countable(word) for one in counts for word in one.unit.split())
    return True


def _limits_without_unit(reading: MeasureReading) -> list[MeasureTarget]:
    """Return the limits that are numbers alone: within 300, < 1."""
    return [
        one
        for one in reading.targets
        if one.category == "bare"
        and (one.bound or reading.token_before(one.token_index, {TokenKind.WITHIN}))
    ]


def _has_statistic_or_window(reading: MeasureReading, named_targets: list[MeasureTarget]) -> bool:
    if reading.percentile_ranks or reading.windows or reading.has_ratio or reading.has_duration:
        return True
    if reading.has_any_word(_GAUGE_NOUNS) and TokenKind.ALWAYS in kind_letters(reading.tokens):
        return True
    if _has_batch_deadline(named_targets):
        return True
    categories = {one.category for one in named_targets}
    if categories & {"time", "amount", "clock"} or not named_targets:
        return _holds_for_every_call(reading)
    # A count needs a period; only “never” and “each once” hold without one.
    counts = [one for one in named_targets if one.category == "count"]
    never = any(one.value == 0 for one in counts) and TokenKind.ALWAYS in reading.unread_kinds
    once = any(one.unit == "times" for one in counts) or reading.has_any_word({"exactly"})
    return never or (once and _holds_for_every_call(reading))


def _has_batch_deadline(named_targets: list[MeasureTarget]) -> bool:
    """Return whether many things are to be done in one time: a million records in 3 hours."""
    many = any(one.category == "count" and one.value >= MIN_BATCH_ITEMS for one in named_targets)
    limits = [one for one in named_targets if one.category == "time" and one.bound in {"<", "≤"}]
    return many and any(one.unit not in SUBMINUTE_UNITS for one in limits)


def _holds_for_every_call(reading: MeasureReading) -> bool:
    denied = any(one.text == "no" and one.kind == TokenKind.NUMBER for one in reading.tokens)
    return denied or bool(reading.find_matches("[ALWAYS WORST_CASE EVERY]"))


def _statistic_name(reading: MeasureReading) -> str:
    if reading.percentile_ranks:
        return (
            "median" if reading.percentile_ranks[0] == 50 else f"p{reading.percentile_ranks[0]:g}"
        )
    if reading.has_ratio:
        return "share"
    if TokenKind.MEAN in kind_letters(reading.tokens):
        return "mean"
    return "every" if _holds_for_every_call(reading) else ""


def _first_bound_sign(reading: MeasureReading) -> str:
    found = next((one.text for one in reading.tokens if one.kind in BOUND_KINDS), "")
    if not found:
        return "≤" if TokenKind.WORST_CASE in kind_letters(reading.tokens) else ""
    denied = any(one.text in {"never", "no", "none"} for one in reading.tokens)
    return "≤" if found == ">" and denied else found


# --- what is said about it -----------------------------------------------------------------


def _missing_part_texts(reading: MeasureReading, missing: tuple[str, ...]) -> list[str]:
    if set(missing) == {NUMBER, UNIT, STATISTIC_OR_WINDOW}:
        missing_all = "Number, unit, and percentile or window are missing."
        return [f"{missing_all} For example: {EXAMPLE_MEASURE_TEXT}."]
    if {NUMBER, UNIT} <= set(missing):
        return [_missing_limit_text(reading)]
    questions = {
        NUMBER: lambda _: _MISSING_NUMBER_TEXT,
        UNIT: _missing_unit_text,
        STATISTIC_OR_WINDOW: _missing_statistic_or_window_text,
    }
    return [questions[name](reading) for name in missing]


def _missing_limit_text(reading: MeasureReading) -> str:
    how = "A number with its unit is missing. Say how much: “under 300 ms”."
    return f"“{reading.loads[0]}” is the load, not the limit. {how}" if reading.loads else how


_MISSING_NUMBER_TEXT = "The number is missing. Say how many or how much: “under 300 ms”."


def _missing_unit_text(reading: MeasureReading) -> str:
    first = (_limits_without_unit(reading) or reading.targets)[0]
    if first.unit == "%":
        return f"{first.text} of what? Name it: “{first.text} of requests within 300 ms”."
    number = first.text.split()[0]
    calls = "call" if first.value == 1 else "calls"
    return (
        f"{number} of what? It needs a unit: “{number} ms” or “{number} {calls}”. "
        f"Known: {KNOWN_UNITS_TEXT}, and what you count."
    )


def _missing_statistic_or_window_text(reading: MeasureReading) -> str:
    first = next((one for one in reading.targets if one.category != "bare"), None)
    if first is None:
        return "How often, or over what time? Add “95th percentile” or “over any 5 minutes”."
    if _statistic_name(reading) == "mean":
        return "A mean over what time? Add “over any 5 minutes”. A percentile says more."
    category = "rate" if first in reading.rates else first.category
    if category == "count" and first.value == 0:
        category = "none"
    return _STATISTIC_OR_WINDOW_QUESTION_BY_CATEGORY[category].format(first.text)


_EVERY_OR_MOST_QUESTION = (
    "Is “{0}” for every call or for most? Add a percentile (“95th percentile”), a share (“99% of "
    "calls”) or a window (“over any 5 minutes”)."
)
_STATISTIC_OR_WINDOW_QUESTION_BY_CATEGORY = {
    "time": _EVERY_OR_MOST_QUESTION,
    "amount": _EVERY_OR_MOST_QUESTION,
    "clock": "Every day, or on most days? Write “every day by 6:00” or “on 29 of 30 days”.",
    "percent": "{0} over what period? Add a window: “per calendar month”.",
    "share": "{0} over what period? Add a window: “per calendar month”.",
    "rate": "“{0}” over what time? Add a window: “in any 5 minutes”.",
    "none": "“{0}”: over what time? Add “in 30 days”, or “ever” if you mean it for good.",
    "count": "“{0}”: in what time, or out of how many? Add a window (“a week”) or a share (“in "
    "10,000 calls”).",
}


def _impossible_value_problems(reading: MeasureReading) -> list[str]:
    problems = list(reading.problems)
    problems += [
        f"A percentile is between 0 and 100, so {rank:g} can't be one. Write, for example, “p95”."
        for rank in reading.percentile_ranks
        if not 0 < rank <= 100
    ]
    for target in reading.targets:
        if math.isinf(target.value):
            problems.append(f"{target.text.split(maxsplit=1)[0]} is too large. Check its zeros.")
        elif target.value < 0:
            problems.append(
                f"{target.text} is below zero. Write the number without the minus sign."
            )
        elif target.unit == "%" and target.value > 100 and target.category == "share":
            problems.append(f"{target.text} is more than all. A share is between 0% and 100%.")
        elif target.value == 0 and (
            target.bound == "<" or (reading.percentile_ranks and target.category == "time")
        ):
            problems.append(f"Nothing can be below “{target.text}”. Which limit do you mean?")
    if _is_share_without_verb(reading):
        share = reading.targets[0].text
        problems.append(
            f"“{share}”: and they do what? Say it: “99% of calls answer within 300 ms”."
        )
    return problems


def _with_quoted_words(message: str, text: str) -> str:
    """Return a message that names the words it is about: quoted in it, or put in front."""
    said = normalize_text(text)
    quotes = re.findall("“([^”]+)”", message)
    first = message.split(maxsplit=1)[0]
    starts_with_number = any(one.isdigit() for one in first) and first.casefold() in said
    if starts_with_number or any(one.casefold() in said for one in quotes):
        return message[0].upper() + message[1:]
    short = said if len(said) <= MAX_QUOTED_CHARACTERS else f"{said[: MAX_QUOTED_CHARACTERS - 1]}…"
    return f"“{short}”: {message[0].upper()}{message[1:]}" if said else message


def _is_share_without_verb(reading: MeasureReading) -> bool:
    only_share = bool(reading.targets) and all(one.category == "share" for one in reading.targets)
    says_what = reading.share_has_verb or reading.unread_kinds.count(TokenKind.WORD) >= 2
    return reading.has_ratio and only_share and not says_what


def _remark_texts(reading: MeasureReading, text: str, *, is_complete: bool) -> tuple[str, ...]:
    remarks = [*(_improvement_texts(reading) if is_complete else ()), *ambiguous_number_notes(text)]
    if len(" ".join(text.split())) > MAX_TEXT_CHARACTERS:
        remarks.append(
            f"Only the first {MAX_TEXT_CHARACTERS:,} characters were read. One sentence is enough."
        )
    return tuple(remarks)


_COMPARED_WITH_BEFORE_REGEX = (
    r"(?<!\w)(?:than|as|[<>≤≥])(?: the| our| in)? (v\d|now|today|before)\b"
)


def _improvement_texts(reading: MeasureReading) -> Iterator[str]:
    """Yield what would make a complete measure better still."""
    statistic = _statistic_name(reading)
    if statistic == "mean":
        mean = next(one.text for one in reading.tokens if one.kind == TokenKind.MEAN)
        yield f"“{mean}”: A mean hides the slow calls. A percentile shows them: “95th percentile”."
    short = next((one for one in reading.targets if one.unit in SUBMINUTE_UNITS), None)
    if short and reading.windows and not statistic:
        yield f"“{short.text}” for every call, or for most? A percentile would say it."
    compared = re.search(_COMPARED_WITH_BEFORE_REGEX, " ".join(one.text for one in reading.tokens))
    if compared:
        yield (
            f"“{compared[1]}”: A comparison moves with what it compares to. Add that number, too."
        )
    for one in _limits_without_unit(reading):
        yield f"{one.text} has no unit. Write, for example, “{one.text} ms”."
    nines = kind_letters(reading.tokens).find(TokenKind.NINES)
    if nines >= 0:
        number = reading.tokens[nines - 1].text
        yield f"Write the nines out, and of what: “availability of {number}%”."
