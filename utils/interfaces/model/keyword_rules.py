"""One keyword against itself: which values a new schema lost, and which it gained.

What a loss or a gain means for clients depends on the side and is decided in `compatibility`.
Sources name where a rule is published: AIP-180 is Google's “Backwards compatibility”, oasdiff
checks are the published list of that tool, JSON Schema 2020-12 is the meaning of the keyword
itself.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from utils.interfaces.model.normalize import NumberLimit, SchemaAlternative, json_type
from utils.interfaces.model.schema_check import JsonValue, shorten

if TYPE_CHECKING:
    from collections.abc import Iterator

AIP_SOURCE, OASDIFF_SOURCE, JSON_SCHEMA_SOURCE = "AIP-180", "oasdiff checks", "JSON Schema 2020-12"
NUMBER_KINDS = frozenset({"integer", "fraction"})
# A value in the first format is always one in the second.
NARROWER_AND_WIDER_FORMATS = {
    ("int32", "int64"), ("float", "double"), ("email", "idn-email"), ("hostname", "idn-hostname"),
    ("uri", "uri-reference"), ("uri", "iri"), ("uri", "iri-reference"), ("iri", "iri-reference"),
    ("uri-reference", "iri-reference"),
}  # fmt: skip
COUNT_KEYWORD_PHRASES = {
    "minLength": ("string", "fewer", "characters"), "maxLength": ("string", "more", "characters"),
    "minItems": ("array", "fewer", "items"), "maxItems": ("array", "more", "items"),
}  # fmt: skip


TYPE_PHRASES = {
    "integer": "a whole number", "fraction": "a number with decimals", "array": "a list",
    "object": "an object", "boolean": "true or false", "null": "null",
}  # fmt: skip


class ValueChange(NamedTuple):
    """A change of what fits. `lost_phrase` and `gained_phrase` finish “a client that sends it …”.

    Both empty: it can't tell whether something was lost or gained.
    """

    change: str
    lost_phrase: str
    gained_phrase: str
    source: str


def type_changes(old: SchemaAlternative, new: SchemaAlternative) -> Iterator[ValueChange]:
    """Yield what changed in the kinds of value; null speaks for itself."""
    if "null" in old.types - new.types:
        yield ValueChange("null no longer allowed", "as null", "", OASDIFF_SOURCE)
    if "null" in new.types - old.types:
        yield ValueChange("null allowed", "", "as null", OASDIFF_SOURCE)
    was, now = old.types - {"null"}, new.types - {"null"}
    # A new kind of listed value is named by the list.
    lost, gained = was - now, now - was
    if lost and gained:
        yield ValueChange(
            "type changed", f"as {describe_types(was)}", f"as {describe_types(now)}", AIP_SOURCE
        )
    elif lost:
        yield ValueChange("type narrowed", f"as {describe_types(lost)}", "", OASDIFF_SOURCE)
    elif gained:
        yield ValueChange("type widened", "", f"as {describe_types(gained)}", OASDIFF_SOURCE)


def describe_types(types: frozenset[str]) -> str:
    """Return kinds of value in words: “a string or a number”."""
    if not types:
        return "nothing at all"
    if types >= {"string", "boolean", "object", "array"} | NUMBER_KINDS:
        return "any kind of value"
    names = types - NUMBER_KINDS | ({"number"} if types >= NUMBER_KINDS else types & NUMBER_KINDS)
    return " or ".join(TYPE_PHRASES.get(name, f"a {name}") for name in sorted(names))


def constraint_changes(old: SchemaAlternative, new: SchemaAlternative) -> Iterator[ValueChange]:
    """Yield what changed in limits, lengths, patterns and formats of the kinds both allow."""
    both = old.types & new.types
    if both & NUMBER_KINDS:
        yield from _minimum_changes(old.minimum, new.minimum)
        yield from _maximum_changes(old.maximum, new.maximum)
        yield from _multiple_of_changes(old, new)
    for keyword, (kind, _, _) in COUNT_KEYWORD_PHRASES.items():
        if kind in both:
            yield from _count_changes(
                keyword, old.count_limits.get(keyword), new.count_limits.get(keyword)
            )
    if "string" in both:
        yield from _pattern_changes(old, new)
    if both & (NUMBER_KINDS | {"string"}):
        yield from _format_changes(old, new)
    if "array" in both and old.unique_items != new.unique_items:
        phrase = "with repeated items"
        added = new.unique_items
        yield ValueChange(
            "unique items " + ("added" if added else "removed"),
            phrase if added else "",
            "" if added else phrase,
            JSON_SCHEMA_SOURCE,
        )


def _minimum_changes(old: NumberLimit | None, new: NumberLimit | None) -> Iterator[ValueChange]:
    if old == new:
        return
    change = f"minimum {_limit_change_word(old, new, 'raised', 'lowered')}"
    if old is None or (new is not None and new > old):
        yield ValueChange(change, _below_phrase(new), "", OASDIFF_SOURCE)
    else:
        yield ValueChange(change, "", _below_phrase(old), OASDIFF_SOURCE)


def _maximum_changes(old: NumberLimit | None, new: NumberLimit | None) -> Iterator[ValueChange]:
    if old == new:
        return
    change = f"maximum {_limit_change_word(old, new, 'raised', 'lowered')}"
    # Of two equal maxima the one that leaves its own number out is the tighter.
    if old is None or (new is not None and (new[0], not new[1]) < (old[0], not old[1])):
        yield ValueChange(change, _above_phrase(new), "", OASDIFF_SOURCE)
    else:
        yield ValueChange(change, "", _above_phrase(old), OASDIFF_SOURCE)


def _limit_change_word(old: NumberLimit | None, new: NumberLimit | None, up: str, down: str) -> str:
    if old is None or new is None:
        return "added" if old is None else "removed"
    if old[0] == new[0]:
        return "changed"
    return up if new[0] > old[0] else down


def _below_phrase(limit: NumberLimit | None) -> str:
    if limit is None:
        return ""
    return f"at {limit[0]:,} or below" if limit[1] else f"below {limit[0]:,}"


def _above_phrase(limit: NumberLimit | None) -> str:
    if limit is None:
        return ""
    return f"at {limit[0]:,} or above" if limit[1] else f"above {limit[0]:,}"


def _multiple_of_changes(old: SchemaAlternative, new: SchemaAlternative) -> Iterator[ValueChange]:
    if old.multiples == new.multiples:
        return
    lost = [step for step in new.multiples if not any(_divides(step, own) for own in old.multiples)]
    gained = [
        step for step in old.multiples if not any(_divides(step, own) for own in new.multiples)
    ]
    if lost or gained:
        yield ValueChange(
            "multipleOf changed",
            _off_step_phrase(lost),
            _off_step_phrase(gained),
            JSON_SCHEMA_SOURCE,
        )
        if not all(float(step).is_integer() for step in old.multiples ^ new.multiples):
            # A huge number is a multiple of 0.01 or not: that's up to each program's rounding.
            yield ValueChange("multipleOf with decimals", "", "", JSON_SCHEMA_SOURCE)


def _divides(step: float, multiple: float) -> bool:
    return (Fraction(str(multiple)) / Fraction(str(step))).denominator == 1


def _off_step_phrase(steps: list[float]) -> str:
    return f"off the step of {min(steps):,}" if steps else ""


def _count_changes(keyword: str, old: int | None, new: int | None) -> Iterator[ValueChange]:
    if old == new:
        return
    _, more, unit = COUNT_KEYWORD_PHRASES[keyword]
    fewer = more == "fewer"
    tighter = old is None or (new is not None and (new > old if fewer else new < old))
    if old is None or new is None:
        direction = "added" if old is None else "removed"
    else:
        direction = "raised" if new > old else "lowered"
    phrase = f"with {more} than {new if tighter else old:,} {unit}"
    name = f"{'least' if fewer else 'largest'} {'length' if unit == 'characters' else 'number'}"
    change = f"{name}{' of items' if unit == 'items' else ''} {direction}"
    yield ValueChange(change, phrase if tighter else "", "" if tighter else phrase, OASDIFF_SOURCE)


def _pattern_changes(old: SchemaAlternative, new: SchemaAlternative) -> Iterator[ValueChange]:
    if old.patterns == new.patterns:
        return
    more, fewer = new.patterns - old.patterns, old.patterns - new.patterns
    if more and fewer:  # whether one pattern holds all of another is not decided here
        yield ValueChange("pattern changed", "", "", JSON_SCHEMA_SOURCE)
    elif more:
        yield ValueChange(
            "pattern added", f"outside the pattern {_shorten_first(more)}", "", OASDIFF_SOURCE
        )
    else:
        yield ValueChange(
            "pattern removed", "", f"outside the pattern {_shorten_first(fewer)}", OASDIFF_SOURCE
        )


def _format_changes(old: SchemaAlternative, new: SchemaAlternative) -> Iterator[ValueChange]:
    if old.formats == new.formats:
        return
    more, fewer = new.formats - old.formats, old.formats - new.formats
    pair = (_shorten_first(fewer), _shorten_first(more)) if len(more) == len(fewer) == 1 else None
    if pair in NARROWER_AND_WIDER_FORMATS:
        yield ValueChange("format widened", "", f"in the format {pair[1]}", OASDIFF_SOURCE)
    elif pair and pair[::-1] in NARROWER_AND_WIDER_FORMATS:
        yield ValueChange("format narrowed", f"in the format {pair[0]}", "", OASDIFF_SOURCE)
    elif more and fewer:
        lost, gained = (
            f"in the format {_shorten_first(fewer)}",
            f"in the format {_shorten_first(more)}",
        )
        yield ValueChange("format changed", lost, gained, OASDIFF_SOURCE)
    elif more:
        yield ValueChange(
            "format added", f"in another format than {_shorten_first(more)}", "", OASDIFF_SOURCE
        )
    else:
        yield ValueChange(
            "format removed", "", f"in another format than {_shorten_first(fewer)}", OASDIFF_SOURCE
        )


def _shorten_first(texts: frozenset[str]) -> str:
    return shorten(min(texts))


def certainly_accepts(schema: SchemaAlternative, value: JsonValue) -> bool:
    """Whether a text, number, true, false or null fits; False for anything not decided here."""
    kind = json_type(value)
    if (
        kind not in schema.types
        or kind in {"array", "object"}
        or schema.formats
        or schema.multiples
    ):
        return False
    if kind == "string":
        return _certainly_accepts_text(schema, value)
    if kind in NUMBER_KINDS:
        low, high = schema.minimum, schema.maximum
        above = low is None or value > low[0] or (value == low[0] and not low[1])
        return above and (high is None or value < high[0] or (value == high[0] and not high[1]))
    return True


# Read the same way everywhere, and quick: plain letters, then at most one repeated class.
SIMPLE_REGEX_PATTERN = re.compile(
    r"\^[A-Za-z0-9_-]*(\[[A-Za-z0-9_-]+\](\{\d{1,3}(,\d{1,3})?\}|[+*])?)?\$"
)


def _certainly_accepts_text(schema: SchemaAlternative, text: str) -> bool:
    counts = schema.count_limits
    if not counts.get("minLength", 0) <= len(text) <= counts.get("maxLength", len(text)):
        return False
    if (
        len(text) > 1000
        or "\n" in text
        or not all(SIMPLE_REGEX_PATTERN.fullmatch(p) for p in schema.patterns)
    ):
        return False  # a pattern of a stranger may be endless or mean something else in Python
    try:
        return all(re.search(pattern, text) for pattern in schema.patterns)
    except re.error:
        return False
