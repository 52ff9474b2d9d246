"""What the meaning of a keyword depends on beyond its own value.

Some keywords read their neighbors (`then` needs its `if`, `additionalProperties` looks at
`patternProperties`), some the whole value (`unevaluatedProperties`), some the whole text
(`$dynamicRef`, or a `$ref` to an `$anchor`). Two equal ones mean the same only if all of that is
equal too. In older dialects, what is next to a `$ref` doesn't count at all.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from utils.interfaces.model.schema_check import (
    SCHEMA_LISTS,
    SCHEMA_MAPS,
    SINGLE_SCHEMAS,
    JsonValue,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

ANNOTATIONS = ("title", "description", "summary", "example", "examples", "$comment", "externalDocs")
# Schemas that count only where they are referred to.
DEFINITIONS = frozenset({"$defs", "definitions"})
NAMED_SCHEMAS = frozenset({*SCHEMA_MAPS, *DEFINITIONS, "schemas"})
LISTED_SCHEMAS = frozenset({*SCHEMA_LISTS, "prefixItems"})
NESTED_SCHEMAS = frozenset({*SINGLE_SCHEMAS, "additionalItems", "components"})
# A keyword, and the others in the same schema that it works with.
TEAMS = (
    ("if", "then", "else"),
    ("contains", "minContains", "maxContains"),
    ("prefixItems", "items", "additionalItems"),
    ("patternProperties", "additionalProperties"),
)
NEIGHBORS = {word: team for team in TEAMS for word in team}
WHOLE_VALUE = ("unevaluatedItems", "unevaluatedProperties")
REFERENCES = ("$ref", "$dynamicRef", "$recursiveRef")
UNREAD_NULLABLE = "nullable, which isn't in this dialect"
OLD_DIALECT = re.compile(r"draft-0[1-7]\b")  # of $schema; 2019-09 was the first to read siblings


def without_wording(schema: JsonValue) -> JsonValue:
    """Return a schema without what is for people only, at every depth."""
    if isinstance(schema, list):
        return [without_wording(part) for part in schema]
    if not isinstance(schema, Mapping):
        return schema
    return {
        word: _without_wording_below(word, value)
        for word, value in schema.items()
        if word not in ANNOTATIONS
    }


def _without_wording_below(word: str, value: JsonValue) -> JsonValue:
    if word in NAMED_SCHEMAS and isinstance(value, Mapping):
        return {name: without_wording(inner) for name, inner in value.items()}
    return without_wording(value) if word in LISTED_SCHEMAS | NESTED_SCHEMAS else value


def with_neighbors(part: Mapping[str, Any], word: str) -> JsonValue:
    """Return the value of a keyword together with all that it depends on in the same schema."""
    meaning = without_wording(part)
    team = {one: meaning[one] for one in NEIGHBORS.get(word, ()) if one in meaning}
    if word == "patternProperties":  # which names are left for `additionalProperties`
        team["properties"] = sorted(meaning.get("properties", ()))
    return team or meaning.get(word, part[word])


def refers(texts: tuple[str, ...] | None) -> bool:
    """Whether JSON texts have a reference in them."""
    return any(f'"{word}"' in text for text in texts or () for word in REFERENCES)


def has_identifiers(value: JsonValue) -> bool:
    """Whether some schema in a text has an address of its own, to which references may lead."""
    return any(isinstance(inner.get("$id", inner.get("id")), str) for inner in _objects(value))


def has_inner_identifiers(root: Mapping[str, Any]) -> bool:
    """Whether a schema below the root has an address: references in it start from there."""
    return any(isinstance(inner.get("$id"), str) for inner in _objects(root) if inner is not root)


def _objects(value: JsonValue) -> Iterator[Mapping[str, Any]]:
    todo = [value]
    while todo:
        one = todo.pop()
        if isinstance(one, Mapping):
            yield one
            todo.extend(one.values())
        elif isinstance(one, list):
            todo.extend(one)


# --- older dialects ------------------------------------------------------------------------


def ignores_siblings(root: Mapping[str, Any]) -> bool:
    """Whether the text's dialect reads nothing next to a `$ref`: up to draft-07, OpenAPI 3.0."""
    dialect = root.get("$schema")
    if isinstance(dialect, str):
        return bool(OLD_DIALECT.search(dialect))
    version = getattr(root, "openapi", "") or str(root.get("openapi", ""))
    return version.startswith(("2.", "3.0")) or "swagger" in root


def lacks_nullable(root: Mapping[str, Any]) -> bool:
    """Whether the text says that it's in a dialect without `nullable`: all but OpenAPI 3.0."""
    version = getattr(root, "openapi", "") or str(root.get("openapi", ""))
    return (version.startswith("3.") and not version.startswith("3.0")) or "$schema" in root


def with_unread_nullable(value: JsonValue) -> JsonValue:
    """Return a text in which `nullable` is a keyword that no rule judges."""
    if isinstance(value, list):
        return [with_unread_nullable(part) for part in value]
    if not isinstance(value, Mapping):
        return value
    return {
        UNREAD_NULLABLE if word == "nullable" and isinstance(inner, bool) else word: (
            with_unread_nullable(inner)
        )
        for word, inner in value.items()
    }


def without_siblings(value: JsonValue) -> JsonValue:
    """Return a text in which nothing is next to a `$ref`."""
    if isinstance(value, list):
        return [without_siblings(part) for part in value]
    if not isinstance(value, Mapping):
        return value
    if isinstance(value.get("$ref"), str):
        return {"$ref": value["$ref"]}
    return {word: without_siblings(inner) for word, inner in value.items()}
