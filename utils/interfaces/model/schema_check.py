"""What is wrong with a JSON Schema before it can be compared, and where its references lead.

Everything here walks with a list of its own instead of calling itself: a schema of any depth
gets an answer.
"""

from __future__ import annotations

import difflib
import json
import math
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple, TypeAlias
from urllib.parse import unquote

from utils.kit.english import join_words

JsonValue: TypeAlias = Any  # what JSON can hold, as Python reads it

JSON_TYPES = ("string", "integer", "number", "boolean", "object", "array", "null")
DESCRIPTION_BY_TYPE = {
    "string": "a text", "integer": "a number", "number": "a number", "boolean": "true or false",
    "object": "an object", "array": "a list", "null": "empty",
}  # fmt: skip
TYPE_ALIASES = {
    "str": "string", "text": "string", "varchar": "string", "char": "string", "uuid": "string",
    "date": "string", "datetime": "string", "timestamp": "string", "email": "string",
    "int": "integer", "long": "integer", "int32": "integer", "int64": "integer",
    "float": "number", "double": "number", "decimal": "number", "money": "number",
    "bool": "boolean", "dict": "object", "map": "object", "record": "object", "struct": "object",
    "list": "array", "tuple": "array", "set": "array", "none": "null", "nil": "null",
}  # fmt: skip
MAX_DEPTH = 60  # levels of brackets or indentation; real schemas stay below 20
CIRCULAR_REFERENCE_TEXT = "References lead in a circle, so nothing is ever said about the value."
MAX_NUMBER = 10**300  # longer numbers can be neither compared with decimals nor shown

SCHEMA_LIST_KEYWORDS = ("allOf", "anyOf", "oneOf")
SCHEMA_MAP_KEYWORDS = ("properties", "patternProperties", "dependentSchemas")
SINGLE_SCHEMA_KEYWORDS = (
    "items", "additionalProperties", "not", "contains", "propertyNames", "if", "then", "else",
    "unevaluatedItems", "unevaluatedProperties",
)  # fmt: skip
SAME_VALUE_KEYWORDS = (
    *SCHEMA_LIST_KEYWORDS,
    "not",
    "if",
    "then",
    "else",
)  # they speak of the same value as their owner
NUMBER_KEYWORDS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf")
COUNT_KEYWORDS = (
    "minLength",
    "maxLength",
    "minItems",
    "maxItems",
    "minProperties",
    "maxProperties",
)
BOOLEAN_KEYWORDS = ("nullable", "deprecated", "uniqueItems", "readOnly", "writeOnly")

KeyPath = tuple[str | int, ...]


class Problem(NamedTuple):
    """One thing wrong: the keys that lead there, what it is, how to fix it."""

    key_path: KeyPath
    message: str
    fix: str


def resolve_pointer(root: Mapping[str, Any], pointer: str) -> Mapping[str, Any] | bool:
    """Return what a local reference points to. Raises KeyError when nothing is there."""
    found: Any = root
    for key in map(str, parse_pointer(pointer)):
        if isinstance(found, Mapping):
            found = found[key]
        elif isinstance(found, list) and key.isascii() and key.isdigit() and len(key) < 9:
            found = found[int(key)] if int(key) < len(found) else None
        else:
            raise KeyError(pointer)
    if not isinstance(found, (Mapping, bool)):
        raise KeyError(pointer)
    return found


def parse_pointer(pointer: str) -> KeyPath:
    """Return the keys of a local reference (JSON Pointer, RFC 6901)."""
    steps = unquote(pointer[1:]).split("/")[1:]
    return tuple(step.replace("~1", "/").replace("~0", "~") for step in steps)


def is_local_reference(ref: object) -> bool:
    """Whether a reference stays in the text: `#` or `#/…`, not a file, address or anchor."""
    return isinstance(ref, str) and (ref == "#" or ref.startswith("#/"))


def find_local_references(schema: object) -> Iterator[str]:
    """Yield every local reference in a text, wherever it is."""
    todo = [schema]
    while todo:
        value = todo.pop()
        if isinstance(value, Mapping):
            if is_local_reference(value.get("$ref")):
                yield value["$ref"]
            todo.extend(value.values())
        elif isinstance(value, list):
            todo.extend(value)


def find_first_problem(root: Mapping[str, Any], key_path: KeyPath = ()) -> Problem | None:
    """Return the first thing that is wrong with a schema and all it refers to, or None."""
    if is_deeper_than(root):
        return Problem(
            key_path,
            f"The schema is nested more than {MAX_DEPTH} levels deep.",
            "Paste only the part that changed.",
        )
    for where, schema in iter_reachable_schemas(root, key_path):
        found = next(_iter_problems(root, where, schema), None)
        if found:
            return found
    return _find_circular_reference(root, key_path)


def find_unfitting_value(root: Mapping[str, Any]) -> Problem | None:
    """Return the first listed value that its type rules out, such as 1.10 for a text in YAML.

    A schema may have one, but no message can hold it, so a comparison passes over it in silence.
    For schemas in which `find_first_problem` finds nothing.
    """
    for key_path, schema in iter_reachable_schemas(root):
        if not isinstance(schema, Mapping):
            continue
        named = schema.get("type", [])
        kinds = [named] if isinstance(named, str) else named
        fitting = list(dict.fromkeys(DESCRIPTION_BY_TYPE[kind] for kind in kinds))
        for keyword, value in _iter_enum_and_const_values(schema) if fitting else ():
            if value is not None and describe_type(value) not in fitting:
                return Problem(
                    (*key_path, keyword),
                    f"“{keyword}” has {shorten(json.dumps(value, ensure_ascii=False))}, which is "
                    f"{describe_type(value)}, and the type says {join_words(fitting, 'or')}.",
                    "Write a text in quotation marks, anything else without, or change the type.",
                )
    return None


def _iter_enum_and_const_values(schema: Mapping) -> Iterator[tuple[str, JsonValue]]:
    yield from (("enum", value) for value in schema.get("enum", ()))
    if "const" in schema:
        yield "const", schema["const"]


def is_deeper_than(value: object, limit: int = MAX_DEPTH) -> bool:
    """Whether lists and mappings are nested more than `limit` levels deep."""
    layer = [value]
    for _ in range(limit + 1):
        layer = [inner for outer in layer for inner in _iter_child_containers(outer)]
        if not layer:
            return False
    return True


def _iter_child_containers(value: object) -> Iterator[object]:
    inside = value.values() if isinstance(value, Mapping) else value
    if isinstance(inside, Iterable) and isinstance(value, (Mapping, list)):
        yield from (item for item in inside if isinstance(item, (Mapping, list)))


def iter_reachable_schemas(
    root: Mapping[str, Any], key_path: KeyPath = ()
) -> Iterator[tuple[KeyPath, object]]:
    """Yield every schema that the root holds or refers to, once each, with its keys."""
    seen: set[int] = set()
    todo: list[tuple[KeyPath, object]] = [(key_path, root)]
    while todo:
        where, schema = todo.pop()
        if isinstance(schema, Mapping):
            if id(schema) in seen:
                continue
            seen.add(id(schema))
        yield where, schema
        if isinstance(schema, Mapping):
            todo.extend(reversed(list(_iter_child_schemas(root, where, schema))))


def _iter_child_schemas(
    root: Mapping, key_path: KeyPath, schema: Mapping
) -> Iterator[tuple[KeyPath, object]]:
    for keyword in SCHEMA_MAP_KEYWORDS:
        if isinstance(schema.get(keyword), Mapping):
            yield from (
                ((*key_path, keyword, name), inner) for name, inner in schema[keyword].items()
            )
    for keyword in SINGLE_SCHEMA_KEYWORDS:
        if keyword in schema:
            yield (*key_path, keyword), schema[keyword]
    for keyword in SCHEMA_LIST_KEYWORDS:
        if isinstance(schema.get(keyword), list):
            yield from (((*key_path, keyword, n), inner) for n, inner in enumerate(schema[keyword]))
    if is_local_reference(schema.get("$ref")):
        try:
            yield parse_pointer(schema["$ref"]), resolve_pointer(root, schema["$ref"])
        except KeyError:
            return  # named by `_iter_problems`


# --- what one schema says ------------------------------------------------------------------


def _iter_problems(root: Mapping, key_path: KeyPath, schema: object) -> Iterator[Problem]:
    if isinstance(schema, bool):
        return
    if not isinstance(schema, Mapping):
        yield _not_a_schema_problem(key_path, schema)
        return
    yield from _find_type_problems(key_path, schema)
    yield from _find_field_problems(key_path, schema)
    yield from _find_keyword_value_problems(key_path, schema)
    yield from _find_list_problems(key_path, schema)
    yield from _find_reference_problems(root, key_path, schema)


def _not_a_schema_problem(key_path: KeyPath, value: object) -> Problem:
    name = quote_key_path(key_path)
    if key_path and key_path[-1] == "items" and isinstance(value, list):
        fix = (
            "Give one schema for all items, or rename it to prefixItems: one schema for each place."
        )
        return Problem(key_path, f"{name} is a list, as it could be before 2020-12.", fix)
    if value is None:
        return Problem(key_path, f"{name} is empty.", "Write a schema, for example type: string.")
    if isinstance(value, str):
        guess = guess_type(value) or "string"
        return Problem(
            key_path,
            f"{name} is the text “{shorten(value)}”, not a schema.",
            f"Write type: {guess}.",
        )
    return Problem(
        key_path,
        f"{name} is {describe_type(value)}, not a schema.",
        "Write for example type: string.",
    )


def _find_type_problems(key_path: KeyPath, schema: Mapping) -> Iterator[Problem]:
    if "type" not in schema:
        return
    type_words = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    for kind in type_words:
        if kind not in JSON_TYPES:
            yield Problem(
                (*key_path, "type"),
                f"“{shorten(kind)}” isn't a type."
                if isinstance(kind, str)
                else f"The type is {describe_type(kind)}, not a name.",
                _type_fix_text(kind),
            )
    if not type_words:
        yield Problem(
            (*key_path, "type"), "The list of types is empty.", "Name one, or leave type out."
        )


def _type_fix_text(kind: object) -> str:
    if kind is None:
        return "For a value that may be null write “null” in quotation marks."
    guess = guess_type(kind) if isinstance(kind, str) else None
    known = f"The types are {', '.join(JSON_TYPES)}."
    return f"Did you mean “{guess}”? {known}" if guess else known


def guess_type(name: str) -> str | None:
    """Return the type that a name is likely meant for, or None."""
    plain = name[:40].strip().casefold()
    near = difflib.get_close_matches(plain, JSON_TYPES, n=1, cutoff=0.7)
    return TYPE_ALIASES.get(plain) or (near[0] if near else None)


def _find_field_problems(key_path: KeyPath, schema: Mapping) -> Iterator[Problem]:
    for keyword in SCHEMA_MAP_KEYWORDS:
        if keyword in schema and not isinstance(schema[keyword], Mapping):
            yield Problem(
                (*key_path, keyword),
                f"“{keyword}” is {describe_type(schema[keyword])}.",
                "Give it one line for each field: the name and its schema.",
            )
    required = schema.get("required", [])
    if isinstance(required, bool):
        yield Problem(
            (*key_path, "required"),
            f"“required” is {str(required).lower()}.",
            "List the names of required fields next to “properties”: required: [amount].",
        )
    elif not isinstance(required, list) or not all(isinstance(name, str) for name in required):
        yield Problem(
            (*key_path, "required"),
            "“required” isn't a list of names.",
            "Write required: [amount].",
        )


def _find_keyword_value_problems(key_path: KeyPath, schema: Mapping) -> Iterator[Problem]:
    for keyword in NUMBER_KEYWORDS:
        old_style = keyword.startswith("exclusive") and isinstance(schema.get(keyword), bool)
        if keyword in schema and not old_style and not _is_number(schema[keyword]):
            yield Problem(
                (*key_path, keyword), f"“{keyword}” isn't a number.", f"Write {keyword}: 10."
            )
    if _is_number(schema.get("multipleOf")) and schema["multipleOf"] <= 0:
        yield Problem(
            (*key_path, "multipleOf"), "“multipleOf” isn't above 0.", "Write multipleOf: 10."
        )
    for keyword in COUNT_KEYWORDS:
        if keyword in schema and not (_is_number(schema[keyword]) and _is_count(schema[keyword])):
            yield Problem(
                (*key_path, keyword), f"“{keyword}” isn't a whole number.", f"Write {keyword}: 10."
            )
    for keyword in BOOLEAN_KEYWORDS:
        if keyword in schema and not isinstance(schema[keyword], bool):
            yield Problem(
                (*key_path, keyword), f"“{keyword}” isn't true or false.", f"Write {keyword}: true."
            )
    for keyword in ("pattern", "format"):
        if keyword in schema and not isinstance(schema[keyword], str):
            yield Problem(
                (*key_path, keyword), f"“{keyword}” isn't a text.", "Put it in quotation marks."
            )


def _find_list_problems(key_path: KeyPath, schema: Mapping) -> Iterator[Problem]:
    for keyword in (*SCHEMA_LIST_KEYWORDS, "enum"):
        if keyword in schema and not (isinstance(schema[keyword], list) and schema[keyword]):
            yield Problem(
                (*key_path, keyword),
                f"“{keyword}” isn't a list with at least one entry.",
                "Give each entry a line of its own that starts with a dash, or use [ ].",
            )


def _find_reference_problems(
    root: Mapping, key_path: KeyPath, schema: Mapping
) -> Iterator[Problem]:
    ref = schema.get("$ref", "")
    if not isinstance(ref, str):
        yield Problem((*key_path, "$ref"), "“$ref” isn't a text.", "Put it in quotation marks.")
    if is_local_reference(ref):
        try:
            resolve_pointer(root, ref)
        except KeyError:
            yield Problem(
                (*key_path, "$ref"),
                f"“{shorten(ref)}” points to nothing in this text.",
                "Paste what it points to as well, in the place that it names.",
            )


def _find_circular_reference(root: Mapping, key_path: KeyPath) -> Problem | None:
    """Find a schema that is defined only by itself; a tree that holds trees is fine."""
    done: set[int] = set()
    for where, schema in iter_reachable_schemas(root, key_path):
        if (
            isinstance(schema, Mapping)
            and id(schema) not in done
            and _leads_in_circle(root, schema, done)
        ):
            return Problem(
                where,
                "References lead in a circle, so nothing is ever said about the value.",
                "Let one of them say its type or fields itself.",
            )
    return None


def _leads_in_circle(root: Mapping, start: Mapping, done: set[int]) -> bool:
    """Walk from one schema along what speaks of the same value; True when it meets itself."""
    path: set[int] = {id(start)}
    stack = [(start, find_same_value_schemas(root, start))]
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
            stack.append((inner, find_same_value_schemas(root, inner)))
    return False


def find_same_value_schemas(root: Mapping, schema: Mapping) -> Iterator[Mapping]:
    """Return the schemas inside one that speak of the same value as it does."""
    inner = [part for keyword in SCHEMA_LIST_KEYWORDS for part in schema.get(keyword, ())]
    inner += [
        schema[keyword]
        for keyword in SAME_VALUE_KEYWORDS
        if keyword not in SCHEMA_LIST_KEYWORDS and keyword in schema
    ]
    if is_local_reference(schema.get("$ref")):
        inner.append(resolve_pointer(root, schema["$ref"]))
    return iter([part for part in inner if isinstance(part, Mapping)])


# --- words ---------------------------------------------------------------------------------


def quote_key_path(key_path: KeyPath) -> str:
    """Return the keys that lead to a place, the way a reader finds it."""
    return f"“{shorten('.'.join(str(key) for key in key_path))}”" if key_path else "The schema"


def describe_type(value: object) -> str:
    """Return what kind of value it is, with its article."""
    types = {dict: "object", list: "array", str: "string", bool: "boolean", type(None): "null"}
    return DESCRIPTION_BY_TYPE[types.get(type(value), "number")]


def shorten(text: object) -> str:
    """Return a text cut to what a message can hold."""
    line = " ".join(str(text)[:200].split())
    return line if len(line) <= 60 else f"{line[:59]}…"


def _is_number(value: object) -> bool:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return False
    return math.isfinite(value) if isinstance(value, float) else abs(value) < MAX_NUMBER


def _is_count(value: float) -> bool:
    return value >= 0 and value == int(value)
