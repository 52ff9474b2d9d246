"""What a learner pastes into the change checker: parsed, searched for its one schema, checked.

A JSON Schema, or a piece of OpenAPI that holds one: below `components: schemas:`, or as the
`schema:` of a request body, response or parameter. At most 200 kB; every text is answered at
once, with a schema or with an InputError that names the line.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

from utils.interfaces.formats import detect_unsupported_format
from utils.interfaces.model.schema_check import (
    CIRCULAR_REFERENCE_TEXT,
    JSON_TYPES,
    JsonValue,
    KeyPath,
    describe_type,
    find_first_problem,
    find_local_references,
    find_unfitting_value,
    guess_type,
    parse_pointer,
    quote_key_path,
    resolve_pointer,
    shorten,
)
from utils.interfaces.model.surroundings import SchemaFragment, extract_surroundings
from utils.interfaces.yaml_json import (
    BACKSLASH_FIX,
    PASTE_ONE_SCHEMA_FIX,
    STRAIGHT_QUOTES_FIX,
    ParsedText,
    parse_json_or_yaml,
)
from utils.kit.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# Words that make an object a schema, and what kind of value each has there. As a field's name in
# a list of fields the same word has a schema as its value.
SCHEMA_KEYWORDS: Mapping[str, type | tuple[type, ...]] = {
    "type": (str, list), "properties": dict, "enum": list, "$ref": str, "allOf": list,
    "anyOf": list, "oneOf": list, "required": list, "pattern": str, "format": str,
    "minimum": (int, float), "maximum": (int, float), "minLength": int, "maxLength": int,
    "additionalProperties": bool,
}  # fmt: skip
SCHEMA_CONTAINERS = (("components", "schemas"), ("definitions",), ("$defs",), ("schemas",))
NON_MESSAGE_KEYS = {"schema", "schemas", "properties", "definitions", "$defs"}


def read_fragment(text: str) -> SchemaFragment:
    """Return the one JSON Schema in a pasted text.

    Parameters
    ----------
    text
        JSON or YAML, at most 200 kB.

    Returns
    -------
    SchemaFragment
        The schema. Containers of schemas (`components` and the like) that its references lead to
        are in it too, so that they can be followed. `surroundings` is the text around it.

    Raises
    ------
    InputError
        When the text cannot be read, holds no schema or several, or the schema is wrong.

    """
    language = detect_unsupported_format(text)
    if language:
        raise InputError(
            f"This looks like {language}. The checker reads JSON Schema and OpenAPI only.",
            PASTE_ONE_SCHEMA_FIX,
        )
    parsed = parse_json_or_yaml(text)
    if not isinstance(parsed.value, dict):
        kind = describe_type(parsed.value)
        raise InputError(f"The text is {kind}, not a schema.", PASTE_ONE_SCHEMA_FIX)
    key_path, schema = _find_only_schema(parsed.value)
    _refuse_example_message(schema)
    full_schema = _include_referenced_schemas(parsed.value, schema, key_path)
    problem = find_first_problem(full_schema) or find_unfitting_value(full_schema)
    if problem:
        # Keys that are not the schema's own come from a reference and start at the whole text.
        away = bool(problem.key_path) and problem.key_path[0] not in schema
        keys = problem.key_path if away else (*key_path, *problem.key_path)
        raise InputError(f"{_line_number_prefix(parsed, keys)}{problem.message}", problem.fix)
    return _build_fragment(parsed.value, key_path, full_schema)


def _refuse_example_message(schema: dict[str, Any]) -> None:
    """Name an example message: it may have a field called “type”, which isn't the keyword."""
    kind = schema.get("type")
    others = [word for word in schema if word not in {"type", *SCHEMA_KEYWORDS}]
    is_type = not isinstance(kind, str) or kind in JSON_TYPES or guess_type(kind) is not None
    if not is_type and 0 < len(others) == len(schema) - 1:
        raise InputError(
            f"This looks like an example message: its “type” is “{shorten(kind)}”.",
            "Paste the schema of such messages instead.",
        )


def _build_fragment(
    document: dict[str, Any], key_path: KeyPath, schema: dict[str, Any]
) -> SchemaFragment:
    """Return a schema with what its text says around it."""
    made = SchemaFragment(schema)
    made.openapi = str(document.get("openapi", document.get("swagger", "")))
    if key_path:
        # Only what the schema itself leads to is compared with it. A parameter, a body, or another
        # schema that the text around it refers to is a part of that text.
        targets = set(_find_reachable_references(document, schema)) - {()}
        around = extract_surroundings(document, key_path, {*SCHEMA_CONTAINERS, *targets})
        others = set(_find_reachable_references(document, around)) - {*targets, key_path}
        unused = {
            container
            for container in SCHEMA_CONTAINERS
            if all(keys[: len(container)] != container for keys in others)
        }
        made.surroundings = extract_surroundings(document, key_path, {*unused, *targets})
    return made


def _line_number_prefix(parsed: ParsedText, keys: KeyPath) -> str:
    """Return “Line 4: ”, from the innermost place that is known."""
    while keys and keys not in parsed.positions:
        keys = keys[:-1]
    return f"Line {parsed.positions[keys].line:,}: " if keys in parsed.positions else ""


# --- the one schema ------------------------------------------------------------------------


def _find_only_schema(document: dict[str, Any]) -> tuple[KeyPath, dict[str, Any]]:
    """Return the one schema in a text, and the keys that lead to it."""
    if _is_schema(document):
        return (), document
    found = list(_find_message_schemas(document)) or list(_find_named_schemas(document))
    if not found and "swagger" not in document and "openapi" not in document:
        found = [((name,), inner) for name, inner in document.items() if _is_schema(inner)]
    if not found:
        raise _no_schema_error(document)
    if len(found) > 1:
        _refuse_circular_schemas(document, found)
        raise _several_schemas_error(found, are_fields=len(found[0][0]) == 1)
    return found[0]


def _is_schema(value: object) -> bool:
    if not isinstance(value, dict):
        return False
    known = any(isinstance(value.get(word), kind) for word, kind in SCHEMA_KEYWORDS.items())
    # `const` and `nullable` alone are schemas too, an empty one under a name is as well.
    return known or "const" in value or (not value) or "nullable" in value


def _find_message_schemas(document: dict[str, Any]) -> Iterator[tuple[KeyPath, dict[str, Any]]]:
    """Yield what is `schema:` in requests, responses and parameters."""
    todo: list[tuple[KeyPath, object]] = [((), document)]
    while todo:
        key_path, value = todo.pop()
        if isinstance(value, dict):
            if isinstance(value.get("schema"), dict):
                yield (*key_path, "schema"), value["schema"]
            inner = [(key, value[key]) for key in value if key not in NON_MESSAGE_KEYS]
        else:
            inner = list(enumerate(value)) if isinstance(value, list) else []
        todo.extend(((*key_path, key), part) for key, part in reversed(inner))


def _find_named_schemas(document: dict[str, Any]) -> list[tuple[KeyPath, dict[str, Any]]]:
    """Return the named schemas; where one is the root of all the others, that one."""
    named: list[tuple[KeyPath, dict[str, Any]]] = []
    for keys in SCHEMA_CONTAINERS:
        container: Any = document
        for key in keys:
            container = container.get(key) if isinstance(container, dict) else None
        if isinstance(container, dict):
            named += [((*keys, name), it) for name, it in container.items() if isinstance(it, dict)]
    used = {
        parse_pointer(ref)
        for key_path, schema in named
        for ref in find_local_references(schema)
        if parse_pointer(ref) != key_path
    }
    roots = [(key_path, schema) for key_path, schema in named if key_path not in used]
    return roots if len(roots) == 1 else named


def _no_schema_error(document: dict[str, Any]) -> InputError:
    names = ", ".join(f"“{shorten(name)}”" for name in list(document)[:6]) or "nothing"
    fix = "Paste the part with “type” and “properties”, or the whole “schema:”."
    if any(mark in name for name in document for mark in "“”„"):
        fix = STRAIGHT_QUOTES_FIX
    elif any(name.startswith("\\") for name in document):
        fix = BACKSLASH_FIX
    return InputError(f"There's no schema in the text; found: {names}.", fix)


def _refuse_circular_schemas(
    document: dict[str, Any], named_schemas: list[tuple[KeyPath, dict[str, Any]]]
) -> None:
    """Name schemas that are only each other, before asking to paste one of them."""
    for key_path, schema in named_schemas[:8]:
        problem = find_first_problem(_include_referenced_schemas(document, schema, key_path))
        if problem and problem.message == CIRCULAR_REFERENCE_TEXT:
            raise InputError(f"In {quote_key_path(key_path)}: {problem.message}", problem.fix)


def _several_schemas_error(
    named_schemas: list[tuple[KeyPath, dict[str, Any]]], *, are_fields: bool
) -> InputError:
    shown = [
        f"“{shorten('.'.join(str(key) for key in key_path))}”" for key_path, _ in named_schemas[:8]
    ]
    more = f" and {len(named_schemas) - 8} more" if len(named_schemas) > 8 else ""
    fix = "Paste one of them."
    if are_fields:
        fix += (
            " If these are the fields of one object, put type: object and properties: above them."
        )
    return InputError(f"The text has {len(named_schemas)} schemas: {', '.join(shown)}{more}.", fix)


def _include_referenced_schemas(
    document: dict[str, Any], schema: dict[str, Any], key_path: KeyPath
) -> dict[str, Any]:
    """Return the schema together with what its references need from the rest of the text."""
    if not key_path:
        return schema
    result = dict(schema)
    for keys, ref in _find_reachable_references(document, schema).items():
        if keys and keys[0] in document and keys[0] not in schema:
            result[keys[0]] = document[keys[0]]
        elif not keys or keys[0] in document:
            raise InputError(
                f"The reference “{shorten(ref)}” leads out of {quote_key_path(key_path)}.",
                "Paste only the schema, and put what it refers to under components: schemas:.",
            )
    return result


def _find_reachable_references(document: dict[str, Any], part: JsonValue) -> dict[KeyPath, str]:
    """Return the references that a part of a text leads to, one after the other, by their keys."""
    reached: dict[KeyPath, str] = {}
    todo: list[JsonValue] = [part]
    searched: set[int] = set()
    while todo:
        value = todo.pop()
        if id(value) in searched:
            continue
        searched.add(id(value))
        for ref in find_local_references(value):
            keys = parse_pointer(ref)
            if keys not in reached:
                reached[keys] = ref
                with contextlib.suppress(KeyError):  # named by `find_first_problem`
                    todo.append(resolve_pointer(document, ref))
    return reached
