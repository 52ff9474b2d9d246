"""A pasted text, JSON or YAML, as plain values, with the line on which each one stands.

YAML is read by its events and the values are told by the rules of JSON, as OpenAPI asks: `NO`
stays a text and `2024-01-01` too. Anchors, aliases and tags are refused, so a short text cannot
grow into a huge one, and nothing but texts, numbers, true, false, null, lists and objects comes
out. JSON is checked by `json` and then read by the same steps, which know lines.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from utils.interfaces.model.shape import MOST_DEPTH, MOST_NUMBER, At, short
from utils.kit.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_BYTES = 200_000
MOST_DIGITS = 100
ONE_SCHEMA = 'Paste one schema, for example {"type": "object", "properties": {…}}.'


class Spot(NamedTuple):
    """A line and a column, counted from 1."""

    line: int
    column: int

    def __str__(self) -> str:
        """Return both as a reader looks for them."""
        return f"line {self.line:,}, column {self.column:,}"


class Step(NamedTuple):
    """One step through a text: “{”, “[”, “end”, or “value” with the value and its text."""

    kind: str
    spot: Spot
    value: Any = None
    text: str = ""


class Pasted(NamedTuple):
    """What a text says, and the spot of each value by the keys that lead to it."""

    value: Any
    spots: dict[At, Spot]


def read_text(text: str) -> Pasted:
    """Return what a text says. Raises InputError naming line and column."""
    size = len(text) if len(text) > MOST_BYTES else len(text.encode("utf-8", "replace"))
    if size > MOST_BYTES:
        raise InputError(
            f"The text has {size / 1000:,.0f} kB; {MOST_BYTES / 1000:g} kB is the most.",
            "Paste only the schema that changed.",
        )
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise InputError("The text is empty.", ONE_SCHEMA)
    _refuse_controls(text)
    if text.lstrip()[0] in "{[":
        return _compose(_json_steps(text))
    return _compose(_yaml_steps(text))


def _refuse_controls(text: str) -> None:
    found = re.search(r"[^\t\n -~\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", text)
    if found:
        raise InputError(
            f"A character that cannot be read (U+{ord(found[0]):04X}) stands at "
            f"{_spot(text, found.start())}.",
            "Delete it, or copy the text again from its source.",
        )


def _spot(text: str, at: int) -> Spot:
    return Spot(text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))


# --- values from steps ---------------------------------------------------------------------


def _compose(steps: Iterator[Step]) -> Pasted:
    """Build the value. Refuses what is nested too deep and names given twice."""
    spots: dict[At, Spot] = {}
    top: list[Any] = []
    # Each open list or object: itself, the keys that lead to it, the name that waits for a value.
    stack: list[tuple[Any, At | None, list[Step]]] = [(top, None, [])]
    for step in steps:
        holder, at, waiting = stack[-1]
        if step.kind == "end":
            stack.pop()
            continue
        _refuse_half_letters(step)
        if isinstance(holder, dict) and not waiting:
            waiting.append(_name(step, holder, at, spots))
            continue
        value = {"{": {}, "[": []}.get(step.kind, step.value)
        here = _put(holder, at, waiting, value)
        spots[here] = step.spot
        if step.kind != "value":
            stack.append((value, here, []))
            if len(stack) > MOST_DEPTH:
                raise _too_deep(step.spot)
    return Pasted(top[0] if top else None, spots)


def _put(holder: Any, at: At | None, waiting: list[Step], value: Any) -> At:  # noqa: ANN401
    """Put a value where it belongs and return the keys that lead to it."""
    if isinstance(holder, dict):
        name = waiting.pop().text
        holder[name] = value
        return (*at, name)
    holder.append(value)
    return () if at is None else (*at, len(holder) - 1)


def _too_deep(spot: Spot) -> InputError:
    return InputError(
        f"The text is nested more than {MOST_DEPTH} levels deep at {spot}.",
        "Paste only the part that changed.",
    )


def _refuse_half_letters(step: Step) -> None:
    # JSON can write half of an emoji as an escape; no page can show it.
    if re.search("[\ud800-\udfff]", step.text):
        raise InputError(
            f"The text at {step.spot} holds half a character (an escape from \\uD800 to \\uDFFF).",
            "Delete it, or write the character itself.",
        )


def _name(step: Step, holder: dict, at: At, spots: dict[At, Spot]) -> Step:
    if step.kind != "value":
        raise InputError(
            f"A name was expected at {step.spot}, not a list or an object.",
            "Write a name, a colon and a value, as in type: string.",
        )
    if step.text in holder:
        first = spots[(*at, step.text)]
        raise InputError(
            f"“{short(step.text)}” stands twice in one object, at line {first.line:,} and line "
            f"{step.spot.line:,}.",
            "Keep one of the two: a program would silently use only one.",
        )
    return step


# --- JSON ----------------------------------------------------------------------------------

# A closing mark is optional, so that a text without one costs no second look.
TOKEN = re.compile(r'"(?:[^"\\\n]|\\.)*"?|[{}\[\]]|[^\s{}\[\]:,"]+')


def _json_steps(text: str) -> Iterator[Step]:
    """Yield the steps of a JSON text once `json` has found nothing wrong with it."""
    _refuse_deep(text)
    try:
        json.loads(text, parse_constant=_no_constant)
    except json.JSONDecodeError as problem:
        if text.lstrip()[0] == "{" and _is_flow_yaml(text):
            yield from _yaml_steps(text)
            return
        raise _json_error(text, problem) from None
    except (ValueError, RecursionError):  # a number of thousands of digits
        raise InputError("The JSON holds a number that is too long.", "Shorten it.") from None
    line, start, last = 1, 0, 0
    for found in TOKEN.finditer(text):
        breaks = text.count("\n", last, found.start())
        if breaks:
            line, start = line + breaks, text.rfind("\n", 0, found.start()) + 1
        last = found.start()
        yield _json_step(found[0], Spot(line, last - start + 1))


def _json_step(token: str, spot: Spot) -> Step:
    if token in {"{", "["}:
        return Step(token, spot)
    if token in {"}", "]"}:
        return Step("end", spot)
    if token[0] != '"' and len(token) > MOST_DIGITS:
        raise _long_number(spot)
    value = json.loads(token)
    if isinstance(value, str):
        return Step("value", spot, value, value)
    if isinstance(value, (int, float)) and abs(value) >= MOST_NUMBER:
        raise _long_number(spot)
    return Step("value", spot, value, token)


def _long_number(spot: Spot) -> InputError:
    return InputError(f"The number at {spot} is too large.", "Shorten it.")


def _no_constant(word: str) -> None:
    raise json.JSONDecodeError(f"{word} is not a JSON value", word, 0)


def _refuse_deep(text: str) -> None:
    depth = 0
    for found in TOKEN.finditer(text):
        depth += {"{": 1, "[": 1, "}": -1, "]": -1}.get(found[0], 0)
        if depth > MOST_DEPTH:
            raise _too_deep(_spot(text, found.start()))


def _is_flow_yaml(text: str) -> bool:
    """Whether a text that is no JSON is YAML in braces, as in {type: string}."""
    import yaml

    try:
        for _ in yaml.parse(text, Loader=_loader()):
            pass
    except (yaml.YAMLError, ValueError):
        return False
    return True


def _json_error(text: str, problem: json.JSONDecodeError) -> InputError:
    still_open = _still_open(text)
    if problem.pos >= len(text.rstrip()) or problem.msg.startswith("Unterminated string"):
        return InputError(
            f"The JSON ends before it is finished (line {problem.lineno:,}): {still_open}.",
            "Copy it again to its last bracket.",
        )
    spot = Spot(problem.lineno, problem.colno)
    if problem.msg.startswith("Extra data"):
        return InputError(
            f"The JSON is finished before {spot}, yet more follows.",
            "Paste one schema at a time, without a comma or text behind it.",
        )
    if problem.msg.endswith("is not a JSON value"):
        return InputError(f"{problem.msg}.", "Write a number, or null.")
    return InputError(
        f"The JSON stops making sense at {spot} ({problem.msg}).", _json_mend(text, problem)
    )


def _json_mend(text: str, problem: json.JSONDecodeError) -> str:
    before, after = text[: problem.pos].rstrip()[-1:], text[problem.pos : problem.pos + 1]
    if after == "'":
        return "JSON needs straight double quotation marks, not single ones."
    if after in {"“", "”", "„"}:
        return "Replace curly quotation marks by straight ones."
    if before == "," or (after == "," and "delimiter" not in problem.msg):
        return "Look for a comma before a closing bracket or a second comma, and delete it."
    if "delimiter" in problem.msg:
        return "Look for a comma or colon that is missing just before."
    return "Names and texts stand in double quotation marks, entries are separated by commas."


def _still_open(text: str) -> str:
    stack: list[str] = []
    for found in TOKEN.finditer(text):
        if found[0] in {"{", "["}:
            stack.append(found[0])
        elif found[0] in {"}", "]"} and stack:
            stack.pop()
    if not stack:
        return "a quotation mark is still open"
    return f"{len(stack)} bracket{'s are' if len(stack) > 1 else ' is'} still open"


# --- YAML ----------------------------------------------------------------------------------

NULLS = {"", "~", "null", "Null", "NULL"}
TRUTHS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
WHOLE = re.compile(r"[-+]?[0-9]+")
DECIMAL = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")


def _loader() -> type:
    import yaml

    return getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _yaml_steps(text: str) -> Iterator[Step]:
    import yaml

    documents = 0
    try:
        for event in yaml.parse(text, Loader=_loader()):
            documents += isinstance(event, yaml.DocumentStartEvent)
            if documents > 1:
                line = event.start_mark.line + 1
                break
            step = _yaml_step(event)
            if step:
                yield step
    except InputError:  # a ValueError too, and better said already
        raise
    except yaml.MarkedYAMLError as problem:
        raise _yaml_error(text, problem) from None
    except (yaml.YAMLError, ValueError):  # an escape such as \UFFFFFFFF that is no character
        raise InputError(
            "The text holds an escape or character that cannot be read.",
            "Look for a backslash, or copy the text again from its source.",
        ) from None
    if documents > 1:
        raise InputError(
            f"A second document starts at line {line:,} (---).", "Paste one schema at a time."
        )


def _yaml_step(event: Any) -> Step | None:  # noqa: ANN401 - yaml is imported late
    import yaml

    spot = Spot(event.start_mark.line + 1, event.start_mark.column + 1)
    if getattr(event, "anchor", None):
        raise InputError(
            f"The YAML uses an anchor or alias (& or *) at {spot}.",
            "Write the part out, or use $ref.",
        )
    if getattr(event, "tag", None):
        raise InputError(f"The YAML uses a tag (!) at {spot}.", "Leave the tag out.")
    if isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
        return Step("end", spot)
    if isinstance(event, yaml.MappingStartEvent):
        return Step("{", spot)
    if isinstance(event, yaml.SequenceStartEvent):
        return Step("[", spot)
    if isinstance(event, yaml.ScalarEvent):
        bare = not event.style  # None or empty, depending on the reader
        value = _scalar(event.value, spot) if bare else event.value
        return Step("value", spot, value, event.value)
    return None


def _scalar(text: str, spot: Spot) -> Any:  # noqa: ANN401 - any JSON value
    """Return a bare word or number by the rules of JSON (YAML 1.2, JSON schema)."""
    if text in NULLS:
        return None
    if text in TRUTHS:
        return TRUTHS[text]
    if not DECIMAL.fullmatch(text):
        return text
    if len(text) > MOST_DIGITS:
        raise _long_number(spot)
    number = int(text) if WHOLE.fullmatch(text) else float(text)
    if abs(number) >= MOST_NUMBER:
        raise _long_number(spot)
    return number


INDENT = "Look at the indentation: names of one object start in the same column."
YAML_MENDS = {
    "mapping values are not allowed": (
        "Look at the indentation, and put a text that holds a colon in quotation marks."
    ),
    "did not find expected key": INDENT,
    "expected <block end>": INDENT,
    "found unexpected end of stream": (
        "Copy it again to its end, and look for a quotation mark that does not close."
    ),
    "could not find expected ':'": "Write a colon and a space behind the name.",
    "cannot start any token": "Put the text in quotation marks.",
}


def _yaml_error(text: str, problem: Any) -> InputError:  # noqa: ANN401 - yaml is imported late
    mark = problem.problem_mark or problem.context_mark
    tab = re.search(r"^ *\t", text, re.MULTILINE)
    if tab:
        line = _spot(text, tab.start()).line
        return InputError(
            f"Line {line:,} starts with a tab, and YAML takes only spaces there.",
            "Replace each tab by two spaces.",
        )
    said = " ".join(filter(None, (problem.context, problem.problem)))
    fix = next(
        (fix for sign, fix in YAML_MENDS.items() if sign in said), "Look at the line before it."
    )
    where = f" at {Spot(mark.line + 1, mark.column + 1)}" if mark else ""
    return InputError(f"The YAML stops making sense{where} ({short(problem.problem)}).", fix)
