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
    SCHEMA_LIST_KEYWORDS,
    SCHEMA_MAP_KEYWORDS,
    SINGLE_SCHEMA_KEYWORDS,
    JsonValue,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

ANNOTATION_KEYWORDS = (
    "title",
    "description",
    "summary",
    "example",
    "examples",
    "$comment",
    "externalDocs",
)
# Schemas that count only where they are referred to.
DEFINITION_KEYWORDS = frozenset({"$defs", "definitions"})
NAMED_SCHEMA_KEYWORDS = frozenset({*SCHEMA_MAP_KEYWORDS, *DEFINITION_KEYWORDS, "schemas"})
LISTED_SCHEMA_KEYWORDS = frozenset({*SCHEMA_LIST_KEYWORDS, "prefixItems"})
NESTED_SCHEMA_KEYWORDS = frozenset({*SINGLE_SCHEMA_KEYWORDS, "additionalItems", "components"})
# A keyword, and the others in the same schema that it works with.
COUPLED_KEYWORD_GROUPS = (
    ("if", "then", "else"),
    ("contains", "minContains", "maxContains"),
    ("prefixItems", "items", "additionalItems"),
    ("patternProperties", "additionalProperties"),
)
COUPLED_GROUP_BY_KEYWORD = {keyword: team for team in COUPLED_KEYWORD_GROUPS for keyword in team}
UNEVALUATED_KEYWORDS = ("unevaluatedItems", "unevaluatedProperties")
REFERENCE_KEYWORDS = ("$ref", "$dynamicRef", "$recursiveRef")
UNREAD_NULLABLE_KEYWORD = "nullable, which isn't in this dialect"
OLD_DIALECT_PATTERN = re.compile(
    r"draft-0[1-7]\b"
)  # of $schema; 2019-09 was the first to read siblings


def without_annotations(schema: JsonValue) -> JsonValue:
    """Return a schema without what is for people only, at every depth."""
    if isinstance(schema, list):
        return [without_annotations(part) for part in schema]
    if not isinstance(schema, Mapping):
        return schema
    return {
        keyword: _without_annotations_below(keyword, value)
        for keyword, value in schema.items()
        if keyword not in ANNOTATION_KEYWORDS
    }


def _without_annotations_below(keyword: str, value: JsonValue) -> JsonValue:
    if keyword in NAMED_SCHEMA_KEYWORDS and isinstance(value, Mapping):
        return {name: without_annotations(inner) for name, inner in value.items()}
    return (
        without_annotations(value)
        if keyword in LISTED_SCHEMA_KEYWORDS | NESTED_SCHEMA_KEYWORDS
        else value
    )


def value_with_coupled_keywords(part: Mapping[str, Any], keyword: str) -> JsonValue:
    """Return the value of a keyword together with all that it depends on in the same schema."""
    meaning = without_annotations(part)
    team = {
        one: meaning[one] for one in COUPLED_GROUP_BY_KEYWORD.get(keyword, ()) if one in meaning
    }
    if keyword == "patternProperties":  # which names are left for `additionalProperties`
        team["properties"] = sorted(meaning.get("properties", ()))
    return team or meaning.get(keyword, part[keyword])


def any_contains_reference(json_texts: tuple[str, ...] | None) -> bool:
    """Whether JSON texts have a reference in them."""
    return any(
        f'"{keyword}"' in text for text in json_texts or () for keyword in REFERENCE_KEYWORDS
    )


def has_schema_id(root: JsonValue) -> bool:
    """Whether some schema in a text has an address of its own, to which references may lead."""
    return any(isinstance(inner.get("$id", inner.get("id")), str) for inner in _iter_mappings(root))


def has_inner_schema_id(root: Mapping[str, Any]) -> bool:
    """Whether a schema below the root has an address: references in it start from there."""
    return any(
        isinstance(inner.get("$id"), str) for inner in _iter_mappings(root) if inner is not root
    )


def _iter_mappings(value: JsonValue) -> Iterator[Mapping[str, Any]]:
    todo = [value]
    while todo:
        one = todo.pop()
        if isinstance(one, Mapping):
            yield one
            todo.extend(one.values())
        elif isinstance(one, list):
            todo.extend(one)


# --- older dialects ------------------------------------------------------------------------


def ignores_ref_siblings(root: Mapping[str, Any]) -> bool:
    """Whether the text's dialect reads nothing next to a `$ref`: up to draft-07, OpenAPI 3.0."""
    dialect = root.get("$schema")
    if isinstance(dialect, str):
        return bool(OLD_DIALECT_PATTERN.search(dialect))
    version = getattr(root, "openapi", "") or str(root.get("openapi", ""))
    return version.startswith(("2.", "3.0")) or "swagger" in root


def lacks_nullable(root: Mapping[str, Any]) -> bool:
    """Whether the text says that it's in a dialect without `nullable`: all but OpenAPI 3.0."""
    version = getattr(root, "openapi", "") or str(root.get("openapi", root.get("swagger", "")))
    return (version != "" and not version.startswith("3.0")) or "$schema" in root


def rename_unread_nullable(value: JsonValue) -> JsonValue:
    """Return a text in which `nullable` is a keyword that no rule judges."""
    if isinstance(value, list):
        return [rename_unread_nullable(part) for part in value]
    if not isinstance(value, Mapping):
        return value
    return {
        UNREAD_NULLABLE_KEYWORD if keyword == "nullable" and isinstance(inner, bool) else keyword: (
            rename_unread_nullable(inner)
        )
        for keyword, inner in value.items()
    }


def without_ref_siblings(value: JsonValue) -> JsonValue:
    """Return a text in which nothing is next to a `$ref`."""
    if isinstance(value, list):
        return [without_ref_siblings(part) for part in value]
    if not isinstance(value, Mapping):
        return value
    if isinstance(value.get("$ref"), str):
        return {"$ref": value["$ref"]}
    return {keyword: without_ref_siblings(inner) for keyword, inner in value.items()}
