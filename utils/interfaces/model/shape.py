"""What is wrong with a JSON Schema before it can be compared, and where its references lead.

Everything here walks with a list of its own instead of calling itself: a schema of any depth
gets an answer.
"""

from __future__ import annotations

import difflib
import math
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple
from urllib.parse import unquote

TYPES = ("string", "integer", "number", "boolean", "object", "array", "null")
ALSO_CALLED = {
    "str": "string", "text": "string", "varchar": "string", "char": "string", "uuid": "string",
    "date": "string", "datetime": "string", "timestamp": "string", "email": "string",
    "int": "integer", "long": "integer", "int32": "integer", "int64": "integer",
    "float": "number", "double": "number", "decimal": "number", "money": "number",
    "bool": "boolean", "dict": "object", "map": "object", "record": "object", "struct": "object",
    "list": "array", "tuple": "array", "set": "array", "none": "null", "nil": "null",
}  # fmt: skip
MOST_DEPTH = 60  # levels of brackets or indentation; real schemas stay below 20
CIRCLE = "References lead in a circle, so nothing is ever said about the value."
MOST_NUMBER = 10**300  # longer numbers can be neither compared with decimals nor shown

LISTS = ("allOf", "anyOf", "oneOf")
MAPS = ("properties", "patternProperties", "dependentSchemas")
ONES = ("items", "additionalProperties", "not", "contains", "propertyNames", "if", "then", "else",
        "unevaluatedItems", "unevaluatedProperties")  # fmt: skip
SAME_LEVEL = (*LISTS, "not", "if", "then", "else")  # they speak of the same value as their owner
BOUNDS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf")
COUNTS = ("minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties")
FLAGS = ("nullable", "deprecated", "uniqueItems", "readOnly", "writeOnly")

At = tuple[str | int, ...]


class Problem(NamedTuple):
    """One thing wrong: the keys that lead there, what it is, how to mend it."""

    at: At
    what: str
    fix: str


def follow(root: Mapping[str, Any], pointer: str) -> Any:  # noqa: ANN401 - whatever stands there
    """Return what a local reference points to. Raises KeyError when nothing stands there."""
    found: Any = root
    for key in keys_of(pointer):
        if isinstance(found, Mapping):
            found = found[key]
        elif isinstance(found, list) and key.isascii() and key.isdigit() and len(key) < 9:
            found = found[int(key)] if int(key) < len(found) else None
        else:
            raise KeyError(pointer)
    if not isinstance(found, (Mapping, bool)):
        raise KeyError(pointer)
    return found


def keys_of(pointer: str) -> At:
    """Return the keys of a local reference (JSON Pointer, RFC 6901)."""
    steps = unquote(pointer[1:]).split("/")[1:]
    return tuple(step.replace("~1", "/").replace("~0", "~") for step in steps)


def is_local(ref: object) -> bool:
    """Whether a reference stays in the text: `#` or `#/…`, not a file, address or anchor."""
    return isinstance(ref, str) and (ref == "#" or ref.startswith("#/"))


def first_problem(root: Mapping[str, Any], at: At = ()) -> Problem | None:
    """Return the first thing that is wrong with a schema and all it refers to, or None."""
    if too_deep(root):
        return Problem(
            at, f"The schema is nested more than {MOST_DEPTH} levels deep.",
            "Paste only the part that changed.",
        )  # fmt: skip
    for where, schema in reachable(root, at):
        found = next(_wrong(root, where, schema), None)
        if found:
            return found
    return _endless(root, at)


def too_deep(value: object, most: int = MOST_DEPTH) -> bool:
    """Whether lists and mappings stand inside one another more than `most` levels deep."""
    layer = [value]
    for _ in range(most + 1):
        layer = [inner for outer in layer for inner in _inside(outer)]
        if not layer:
            return False
    return True


def _inside(value: object) -> Iterator[object]:
    inside = value.values() if isinstance(value, Mapping) else value
    if isinstance(value, (Mapping, list)):
        yield from (item for item in inside if isinstance(item, (Mapping, list)))


def reachable(root: Mapping[str, Any], at: At = ()) -> Iterator[tuple[At, object]]:
    """Yield every schema that the root holds or refers to, once each, with its keys."""
    seen: set[int] = set()
    todo: list[tuple[At, object]] = [(at, root)]
    while todo:
        where, schema = todo.pop()
        if isinstance(schema, Mapping):
            if id(schema) in seen:
                continue
            seen.add(id(schema))
        yield where, schema
        if isinstance(schema, Mapping):
            todo.extend(reversed(list(_children(root, where, schema))))


def _children(root: Mapping, at: At, schema: Mapping) -> Iterator[tuple[At, object]]:
    for word in MAPS:
        if isinstance(schema.get(word), Mapping):
            yield from (((*at, word, name), inner) for name, inner in schema[word].items())
    for word in ONES:
        if word in schema:
            yield (*at, word), schema[word]
    for word in LISTS:
        if isinstance(schema.get(word), list):
            yield from (((*at, word, n), inner) for n, inner in enumerate(schema[word]))
    if is_local(schema.get("$ref")):
        try:
            yield keys_of(schema["$ref"]), follow(root, schema["$ref"])
        except KeyError:
            return  # named by `_wrong`


# --- what one schema says ------------------------------------------------------------------


def _wrong(root: Mapping, at: At, schema: object) -> Iterator[Problem]:
    if isinstance(schema, bool):
        return
    if not isinstance(schema, Mapping):
        yield _no_schema(at, schema)
        return
    yield from _wrong_type(at, schema)
    yield from _wrong_fields(at, schema)
    yield from _wrong_values(at, schema)
    yield from _wrong_parts(at, schema)
    yield from _wrong_reference(root, at, schema)


def _no_schema(at: At, value: object) -> Problem:
    name = said(at)
    if at and at[-1] == "items" and isinstance(value, list):
        return Problem(at, f"{name} is a list.", "Give one schema that every item must match.")
    if value is None:
        return Problem(at, f"{name} is empty.", "Write a schema, for example type: string.")
    if isinstance(value, str):
        guess = guess_type(value) or "string"
        return Problem(
            at, f"{name} is the text “{short(value)}”, not a schema.", f"Write type: {guess}."
        )
    return Problem(
        at, f"{name} is {a_kind(value)}, not a schema.", "Write for example type: string."
    )


def _wrong_type(at: At, schema: Mapping) -> Iterator[Problem]:
    if "type" not in schema:
        return
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    for kind in kinds:
        if kind not in TYPES:
            yield Problem(
                (*at, "type"),
                f"“{short(kind)}” is not a type." if isinstance(kind, str)
                else f"The type is {a_kind(kind)}, not a name.",
                _type_mend(kind),
            )  # fmt: skip
    if not kinds:
        yield Problem((*at, "type"), "The list of types is empty.", "Name one, or leave type out.")


def _type_mend(kind: object) -> str:
    if kind is None:
        return "For a value that may be null write “null” in quotation marks."
    guess = guess_type(kind) if isinstance(kind, str) else None
    known = f"The types are {', '.join(TYPES)}."
    return f"Did you mean “{guess}”? {known}" if guess else known


def guess_type(name: str) -> str | None:
    """Return the type that a name is likely meant for, or None."""
    plain = name[:40].strip().casefold()
    near = difflib.get_close_matches(plain, TYPES, n=1, cutoff=0.7)
    return ALSO_CALLED.get(plain) or (near[0] if near else None)


def _wrong_fields(at: At, schema: Mapping) -> Iterator[Problem]:
    for word in MAPS:
        if word in schema and not isinstance(schema[word], Mapping):
            yield Problem(
                (*at, word), f"“{word}” is {a_kind(schema[word])}.",
                "Give it one line for each field: the name and its schema.",
            )  # fmt: skip
    required = schema.get("required", [])
    if isinstance(required, bool):
        yield Problem(
            (*at, "required"), f"“required” is {str(required).lower()}.",
            "List the names of required fields beside “properties”: required: [amount].",
        )  # fmt: skip
    elif not isinstance(required, list) or not all(isinstance(name, str) for name in required):
        yield Problem(
            (*at, "required"), "“required” is not a list of names.", "Write required: [amount]."
        )


def _wrong_values(at: At, schema: Mapping) -> Iterator[Problem]:
    for word in BOUNDS:
        old_style = word.startswith("exclusive") and isinstance(schema.get(word), bool)
        if word in schema and not old_style and not _is_number(schema[word]):
            yield Problem((*at, word), f"“{word}” is not a number.", f"Write {word}: 10.")
    if _is_number(schema.get("multipleOf")) and schema["multipleOf"] <= 0:
        yield Problem((*at, "multipleOf"), "“multipleOf” is not above 0.", "Write multipleOf: 10.")
    for word in COUNTS:
        if word in schema and not (_is_number(schema[word]) and _is_count(schema[word])):
            yield Problem((*at, word), f"“{word}” is not a whole number.", f"Write {word}: 10.")
    for word in FLAGS:
        if word in schema and not isinstance(schema[word], bool):
            yield Problem((*at, word), f"“{word}” is not true or false.", f"Write {word}: true.")
    for word in ("pattern", "format"):
        if word in schema and not isinstance(schema[word], str):
            yield Problem((*at, word), f"“{word}” is not a text.", "Put it in quotation marks.")


def _wrong_parts(at: At, schema: Mapping) -> Iterator[Problem]:
    for word in (*LISTS, "enum"):
        if word in schema and not (isinstance(schema[word], list) and schema[word]):
            yield Problem(
                (*at, word), f"“{word}” is not a list with at least one entry.",
                "Give each entry a line of its own that starts with a dash, or use [ ].",
            )  # fmt: skip


def _wrong_reference(root: Mapping, at: At, schema: Mapping) -> Iterator[Problem]:
    ref = schema.get("$ref", "")
    if not isinstance(ref, str):
        yield Problem((*at, "$ref"), "“$ref” is not a text.", "Put it in quotation marks.")
    if is_local(ref):
        try:
            follow(root, ref)
        except KeyError:
            yield Problem(
                (*at, "$ref"), f"“{short(ref)}” points to nothing in this text.",
                "Paste what it points to as well, in the place that it names.",
            )  # fmt: skip


def _endless(root: Mapping, at: At) -> Problem | None:
    """Find a schema that is defined only by itself; a tree that holds trees is fine."""
    done: set[int] = set()
    for where, schema in reachable(root, at):
        if isinstance(schema, Mapping) and id(schema) not in done and _circles(root, schema, done):
            return Problem(
                where, "References lead in a circle, so nothing is ever said about the value.",
                "Let one of them say its type or fields itself.",
            )  # fmt: skip
    return None


def _circles(root: Mapping, start: Mapping, done: set[int]) -> bool:
    """Walk from one schema along what speaks of the same value; True when it meets itself."""
    path: set[int] = {id(start)}
    stack = [(start, _same_level(root, start))]
    while stack:
        schema, ahead = stack[-1]
        inner = next(ahead, None)
        if inner is None:
            stack.pop()
            path.discard(id(schema))
            done.add(id(schema))
        elif id(inner) in path:
            return True
        elif id(inner) not in done:
            path.add(id(inner))
            stack.append((inner, _same_level(root, inner)))
    return False


def _same_level(root: Mapping, schema: Mapping) -> Iterator[Mapping]:
    inner = [part for word in LISTS for part in schema.get(word, ())]
    inner += [schema[word] for word in SAME_LEVEL if word not in LISTS and word in schema]
    if is_local(schema.get("$ref")):
        inner.append(follow(root, schema["$ref"]))
    return iter([part for part in inner if isinstance(part, Mapping)])


# --- words ---------------------------------------------------------------------------------


def said(at: At) -> str:
    """Return the keys that lead to a place, the way a reader finds it."""
    return f"“{short('.'.join(str(key) for key in at))}”" if at else "The schema"


def a_kind(value: object) -> str:
    """Return what kind of value it is, with its article."""
    names = {dict: "an object", list: "a list", str: "a text", bool: "true or false"}
    return "empty" if value is None else names.get(type(value), "a number")


def short(text: object) -> str:
    """Return a text cut to what a message can hold."""
    line = " ".join(str(text)[:200].split())
    return line if len(line) <= 60 else f"{line[:59]}…"


def _is_number(value: object) -> bool:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return False
    return math.isfinite(value) if isinstance(value, float) else abs(value) < MOST_NUMBER


def _is_count(value: float) -> bool:
    return value >= 0 and value == int(value)
