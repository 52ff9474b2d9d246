"""The text around a schema: paths, methods, parameters, status codes, media types.

The checker judges schemas. What differs around them is named, so that nobody takes its silence
for a yes.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from utils.interfaces.model.keyword_context import ANNOTATION_KEYWORDS
from utils.interfaces.model.schema_check import JsonValue, KeyPath, shorten

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

SCHEMA_PLACEHOLDER = "(the schema)"  # takes the schema's place
COMPARED_ELSEWHERE_PLACEHOLDER = "(compared where it's referred to)"
DOCUMENTATION_KEYS = frozenset({*ANNOTATION_KEYWORDS, "info", "tags"})
# Left out, these mean false.
FALSE_BY_DEFAULT_KEYS = frozenset({"allowEmptyValue", "allowReserved", "deprecated", "required"})
# Below these, a key is a name that someone chose: a header may be called “summary”.
NAME_MAP_KEYS = frozenset({
    "bindings", "callbacks", "channels", "content", "definitions", "encoding", "examples",
    "headers", "links", "mapping", "messages", "parameters", "pathItems", "paths", "properties",
    "requestBodies", "responses", "schemas", "scopes", "securityDefinitions", "securitySchemes",
    "variables", "webhooks", "$defs",
})  # fmt: skip
MISSING_SURROUNDINGS_TEXT = "only one of the texts shows what is around the schema"


class SchemaFragment(dict[str, Any]):
    """A schema from a longer text, with that text around it.

    `surroundings` is the text with a placeholder for the schema; `openapi` its version, or "".
    """

    surroundings: JsonValue = SCHEMA_PLACEHOLDER
    openapi: str = ""


class Difference(NamedTuple):
    """A difference around the schema: the keys that lead there, and what happened to it."""

    key_path: KeyPath
    change: str

    @property
    def is_documentation(self) -> bool:
        """Whether it's in a description or the like."""
        keys = list(self.key_path)
        while keys:
            key, *keys = keys
            if key in DOCUMENTATION_KEYS:
                return True
            if key == "security" or str(key).startswith("x-"):  # names, and anyone's own keys
                return False
            if key in NAME_MAP_KEYS:
                keys = keys[1 + (key == "callbacks") :]  # a callback has a name and an address
        return False

    @property
    def sentence(self) -> str:
        """Name it the way a reader finds it."""
        name = shorten(".".join(str(key) for key in self.key_path))
        return f"“{name}” {self.change}, outside the schema"


def extract_surroundings(
    node: JsonValue,
    schema_path: KeyPath,
    elsewhere_paths: Collection[KeyPath],
    node_path: KeyPath = (),
) -> JsonValue:
    """Return a text with a placeholder for its schema and for what is compared elsewhere.

    Parameters
    ----------
    node
        The text as values, or a part of it.
    schema_path
        The keys that lead to the schema.
    elsewhere_paths
        Keys that lead to schemas, or to lists of them, that references are followed into.
    node_path
        Where `node` is, from the start of the text.

    """
    if node_path == schema_path:
        return SCHEMA_PLACEHOLDER
    on_the_way = schema_path[: len(node_path)] == node_path
    if node_path in elsewhere_paths and not on_the_way:
        return COMPARED_ELSEWHERE_PLACEHOLDER
    if isinstance(node, Mapping):
        names = [schema_path[len(node_path)]] if node_path in elsewhere_paths else list(node)
        return {
            name: extract_surroundings(node[name], schema_path, elsewhere_paths, (*node_path, name))
            for name in names
        }
    if isinstance(node, list):
        return [
            extract_surroundings(one, schema_path, elsewhere_paths, (*node_path, n))
            for n, one in enumerate(node)
        ]
    return node


def find_differences(
    old: JsonValue, new: JsonValue, key_path: KeyPath = ()
) -> Iterator[Difference]:
    """Yield what differs, the outermost place of each difference."""
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        for name in dict.fromkeys([*old, *new]):
            where = (*key_path, name)
            if name in FALSE_BY_DEFAULT_KEYS and not (old.get(name) or new.get(name)):
                continue
            if name not in new or name not in old:
                yield Difference(where, "added" if name in new else "removed")
            else:
                yield from find_differences(old[name], new[name], where)
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for n, (one, other) in enumerate(zip(old, new, strict=True)):
            yield from find_differences(one, other, (*key_path, n))
    elif type(old) is not type(new) or old != new:
        yield Difference(key_path, _describe_change(old, new))


def _describe_change(old: JsonValue, new: JsonValue) -> str:
    if any(isinstance(one, (Mapping, list)) or one == SCHEMA_PLACEHOLDER for one in (old, new)):
        return "changed"
    return f"changed from {shorten(_format_value(old))} to {shorten(_format_value(new))}"


def _format_value(value: JsonValue) -> str:
    if value is None:
        return "null"
    return str(value).lower() if isinstance(value, bool) else str(value)
