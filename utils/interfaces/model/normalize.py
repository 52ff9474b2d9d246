"""A JSON Schema without references and alternatives: what it says of each kind of value.

`alternatives` turns a schema into normalized ones: a value fits the schema when it fits one of
them. Meaning as in JSON Schema 2020-12, with two habits of OpenAPI 3.0 read as they are meant:
`nullable: true` next to a type also allows null (in an enum too), and `exclusiveMinimum: true`
sharpens `minimum`. A `oneOf` or `anyOf` whose alternatives are constants is read as an `enum`.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import combinations, product
from typing import Any

from utils.interfaces.model.context import (
    ANNOTATIONS,
    DEFINITIONS,
    ignores_siblings,
    lacks_nullable,
    with_neighbors,
    with_unread_nullable,
    without_siblings,
)
from utils.interfaces.model.schema_check import (
    SCHEMA_MAPS,
    SINGLE_SCHEMAS,
    JsonValue,
    is_local_reference,
    local_references,
    pointer_keys,
    resolve_pointer,
)

MAX_OPTIONS = 64
MAX_LEVELS = 40  # alternatives inside alternatives, fields inside fields
MAX_SAYINGS = 200_000  # fields times schemas that speak of them
MANY_PARTS = 8  # schemas for one value that cost another step
UNIONS = ("anyOf", "oneOf")
# “number” is two kinds, so that “integer” is a part of it.
TYPE_PARTS = {"number": ("integer", "fraction")}
ALL = frozenset({"string", "integer", "fraction", "boolean", "object", "array", "null"})
COUNT_KEYWORDS = {
    "minLength": max, "minItems": max, "maxLength": min, "maxItems": min,
}  # fmt: skip
# These change what their neighbors mean, so even equal ones say nothing once a neighbor differs.
CONTEXT_DEPENDENT = frozenset({
    "patternProperties", "prefixItems", "additionalItems", "unevaluatedProperties",
    "unevaluatedItems", "minProperties", "maxProperties", "dependencies", "dependentSchemas",
})  # fmt: skip
# Keywords with rules of their own. Every other one is compared as a whole: equal is fine, and
# whether a difference breaks clients is unknown.
JUDGED = frozenset({
    *ANNOTATIONS, *UNIONS, *COUNT_KEYWORDS, "allOf", "type", "nullable", "enum", "const", "minimum",
    "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "pattern", "format",
    "uniqueItems", "properties", "additionalProperties", "required", "items", "default",
    "deprecated", "readOnly", "writeOnly",
})  # fmt: skip
# A reference may lead into these, and they say something of the value all the same.
KEYWORDS = JUDGED | CONTEXT_DEPENDENT | {*SCHEMA_MAPS, *SINGLE_SCHEMAS}
CONTAINERS = DEFINITIONS | {"components", "schemas"}

Limit = tuple[float, bool]  # the number, and whether it is itself left out
StepCounter = Callable[[int], None]


class TooComplexError(Exception):
    """The schema has more alternatives or parts than can be compared."""


@dataclass(frozen=True, eq=False)
class SchemaDocument:
    """A whole text: references are looked up in `root`, and `schema` is what it says of a value.

    The two differ in the parts of the text that only hold schemas for references.
    """

    root: Mapping[str, Any]
    schema: Mapping[str, Any]

    @classmethod
    def of(cls, root: Mapping[str, Any]) -> SchemaDocument:
        """Return the document that a text makes."""
        if lacks_nullable(root):
            return cls._of(with_unread_nullable(root), siblings=not ignores_siblings(root))
        return cls._of(root, siblings=not ignores_siblings(root))

    @classmethod
    def _of(cls, root: Mapping[str, Any], *, siblings: bool) -> SchemaDocument:
        referred = {keys[0] for ref in local_references(root) if (keys := pointer_keys(ref))}
        left_out = CONTAINERS | (referred - KEYWORDS)
        schema = {word: part for word, part in root.items() if word not in left_out}
        if siblings:
            return cls(root, schema)
        kept = {word: without_siblings(part) for word, part in root.items()}
        return cls(kept, without_siblings(schema))

    def resolve(self, pointer: str) -> JsonValue:
        """Return the schema that a local reference points to."""
        found = resolve_pointer(self.root, pointer)
        return self.schema if found is self.root else found


@dataclass(frozen=True)
class SchemaNode:
    """Schemas that all apply to one value, and the text that their references are in."""

    document: SchemaDocument
    parts: tuple[Any, ...]

    @property
    def key(self) -> tuple[int, ...]:
        """What tells this node from another."""
        return tuple(id(part) for part in self.parts)

    @cached_property
    def flat(self) -> list[Mapping[str, Any]]:
        """All that applies to the value: references followed, `allOf` opened."""
        return _flatten(self)


@dataclass(frozen=True, eq=False)
class NormalizedSchema:
    """What one alternative says. A limit that is not set is None; `enum` is key to value."""

    document: SchemaDocument
    types: frozenset[str] = ALL
    enum: Mapping[str, Any] | None = None
    fixed: bool = False  # by `const`
    low: Limit | None = None
    high: Limit | None = None
    counts: Mapping[str, int] = field(default_factory=dict)
    unique: bool = False
    patterns: frozenset[str] = frozenset()
    formats: frozenset[str] = frozenset()
    steps: frozenset[float] = frozenset()
    fields: Mapping[str, SchemaNode] = field(default_factory=dict)
    additional: tuple[Any, ...] = ()  # what fields without a name of their own must match
    required: frozenset[str] = frozenset()
    items: tuple[Any, ...] = ()
    unjudged: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    defaults: tuple[Any, ...] = ()
    wording: tuple[str, ...] = ()
    deprecated: bool = False
    read_only: bool = False
    write_only: bool = False
    null_unlisted: bool = False  # nullable, with an enum that doesn't list null
    label: str = ""  # which alternative, as in “.anyOf[1]”

    @property
    def closed(self) -> bool:
        """Whether fields that are not listed are refused."""
        return any(part is False for part in self.additional)

    @property
    def has_additional_schema(self) -> bool:
        """Whether fields that are not listed must match a schema."""
        return bool(self.additional) and not self.closed

    def split_by_type(self) -> Iterator[NormalizedSchema]:
        """Yield this schema once for each kind of value that it allows."""
        for kind in sorted(self.types):
            kept = self.enum and {k: v for k, v in self.enum.items() if json_type(v) == kind}
            low, high = self.low, self.high
            if kind == "integer":
                low, high = _whole(low, 1), _whole(high, -1)
            yield replace(self, types=frozenset({kind}), enum=kept, low=low, high=high)


def alternatives(
    place: SchemaNode, count_steps: StepCounter, level: int = 0
) -> tuple[list[NormalizedSchema], bool]:
    """Return the plain alternatives of a schema, and whether any one of them is enough.

    It is not when a `oneOf` has alternatives that may both hold: then fitting one is not proof.
    Raises TooComplexError.
    """
    flat = place.flat
    groups = [(word, part[word]) for part in flat for word in UNIONS if word in part]
    if not groups:
        fields = sum(len(part.get("properties", ())) for part in flat)
        count_steps(1 + fields + len(flat) // MANY_PARTS)
        return [_merge(place.document, flat)], True
    if level >= MAX_LEVELS:
        raise TooComplexError
    base = tuple(_without_unions(part) for part in flat)
    found, exact = [], True
    for chosen in product(*(enumerate(branches) for _, branches in groups)):
        inner, sure = alternatives(
            SchemaNode(place.document, (*base, *(b for _, b in chosen))), count_steps, level + 1
        )
        marks = zip(groups, chosen, strict=True)
        label = "".join(f".{word}[{n}]" for (word, _), (n, _) in marks)
        found += [replace(option, label=label + option.label) for option in inner]
        exact = exact and sure
        if len(found) > MAX_OPTIONS:
            raise TooComplexError
    for word, branches in groups:
        exact = exact and (
            word == "anyOf" or _are_disjoint(place.document, base, branches, count_steps, level + 1)
        )
    return found, exact


def union_groups(place: SchemaNode) -> list[tuple[str, Sequence[Any]]]:
    """Return the `anyOf` and `oneOf` that hold for a value, references followed."""
    return [(word, part[word]) for part in place.flat for word in UNIONS if word in part]


def _flatten(place: SchemaNode) -> list[Mapping[str, Any]]:
    """Return all that holds for the value: references followed, `allOf` opened."""
    seen: set[int] = set()
    flat: list[Mapping[str, Any]] = []
    todo = list(reversed(place.parts))
    while todo:
        part = todo.pop()
        if part is True or id(part) in seen:
            continue
        seen.add(id(part))
        if part is False:
            flat.append({"type": []})
            continue
        flat += _with_enums(place.document, part)
        todo.extend(reversed(part.get("allOf", ())))
        if is_local_reference(part.get("$ref")):
            todo.append(place.document.resolve(part["$ref"]))
    return flat


def _with_enums(document: SchemaDocument, part: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return a schema, its alternatives that are constants as an enum of their own."""
    enums = {
        word: enum
        for word in UNIONS
        if word in part and (enum := _enum_of_constants(document, part[word], word))
    }
    if not enums:
        return [part]
    rest = {word: value for word, value in part.items() if word not in enums}
    return [rest, *enums.values()]


def _enum_of_constants(
    document: SchemaDocument, branches: Sequence[Any], word: str
) -> dict[str, Any] | None:
    """Return `oneOf` or `anyOf` as an enum if each alternative lists values and says no more."""
    listed = [_constants(document, branch) for branch in branches]
    if any(values is None for values, _ in listed) or all(values == [None] for values, _ in listed):
        return None
    values = [value for values, _ in listed for value in values or ()]
    if word == "oneOf" and len({canonical_json(value) for value in values}) < len(values):
        return None  # a value of two alternatives fits neither
    words = [text for _, texts in listed for text in texts]
    return {"enum": values, "description": words} if words else {"enum": values}


def _constants(
    document: SchemaDocument, branch: JsonValue
) -> tuple[list[JsonValue] | None, list[str]]:
    """Return the values that an alternative lists, or None if it says more; and its annotations."""
    for _ in range(MAX_LEVELS):
        if not (isinstance(branch, Mapping) and set(branch) == {"$ref"}):
            break
        if not is_local_reference(branch["$ref"]):
            break
        branch = document.resolve(branch["$ref"])
    if not isinstance(branch, Mapping):
        return None, []
    texts = [canonical_json([word, branch[word]]) for word in ANNOTATIONS if word in branch]
    says = {word: value for word, value in branch.items() if word not in ANNOTATIONS}
    if says == {"type": "null"}:
        return [None], texts
    values = says.get("enum", [says.get("const")])
    one_list = ("enum" in says) != ("const" in says)
    fits = all(json_type(value) in _types(says) for value in values)
    return (values if one_list and fits and set(says) <= {"type", "enum", "const"} else None), texts


def _without_unions(part: Mapping[str, Any]) -> dict[str, Any]:
    done = {*UNIONS, "allOf"} | ({"$ref"} if is_local_reference(part.get("$ref")) else set())
    return {word: value for word, value in part.items() if word not in done}


def has_mark(node: SchemaNode, word: str) -> bool:
    """Return whether a schema says `readOnly` or `writeOnly`, itself or by what it refers to."""
    return any(part.get(word) is True for part in node.flat)


def _are_disjoint(
    document: SchemaDocument,
    base: tuple,
    branches: Sequence[Any],
    count_steps: StepCounter,
    level: int,
) -> bool:
    """Whether no value can fit two of the alternatives."""
    each = [
        alternatives(SchemaNode(document, (*base, branch)), count_steps, level)[0]
        for branch in branches
    ]
    for one, other in combinations(each, 2):
        count_steps(len(one) * len(other))
        if not all(_disjoint(a, b, count_steps) for a in one for b in other):
            return False
    return True


def _disjoint(first: NormalizedSchema, second: NormalizedSchema, count_steps: StepCounter) -> bool:
    if not first.types & second.types:
        return True
    if (
        first.enum is not None
        and second.enum is not None
        and not set(first.enum) & set(second.enum)
    ):
        return True
    if first.types & second.types != {"object"}:
        return False
    # The usual mark: a field that both must have, with values that never meet.
    for name in first.required & second.required & set(first.fields) & set(second.fields):
        first_values, second_values = (
            listed_values(first.fields[name], count_steps),
            listed_values(second.fields[name], count_steps),
        )
        if (
            first_values is not None
            and second_values is not None
            and not first_values & second_values
        ):
            return True
    return False


def listed_values(place: SchemaNode, count_steps: StepCounter) -> set[str] | None:
    """Return the keys of the values that a schema lists, or None when it lists none."""
    listed: set[str] = set()
    if union_groups(place):
        return None
    for option in alternatives(place, count_steps)[0]:
        if option.enum is None:
            return None
        listed |= set(option.enum)
    return listed


# --- one alternative -----------------------------------------------------------------------


def _merge(document: SchemaDocument, flat: Sequence[Mapping[str, Any]]) -> NormalizedSchema:
    types = ALL.intersection(*(_types(part) for part in flat)) if flat else ALL
    enum = _enum(flat)
    if enum is not None:
        enum = {k: v for k, v in enum.items() if json_type(v) in types}
        types &= {json_type(v) for v in enum.values()}
    whole = not types & {"fraction"}
    return NormalizedSchema(
        document,
        types,
        enum,
        fixed=any("const" in part for part in flat),
        null_unlisted=any(_leaves_null_out(part) for part in flat),
        low=_limit(flat, "minimum", "exclusiveMinimum", 1, whole=whole),
        high=_limit(flat, "maximum", "exclusiveMaximum", -1, whole=whole),
        counts=_counts(flat),
        unique=any(part.get("uniqueItems") for part in flat),
        patterns=frozenset(part["pattern"] for part in flat if "pattern" in part),
        formats=frozenset(part["format"] for part in flat if "format" in part),
        steps=frozenset(part["multipleOf"] for part in flat if "multipleOf" in part),
        fields=_fields(document, flat),
        additional=tuple(part["additionalProperties"] for part in flat if _limits_additional(part)),
        required=frozenset(name for part in flat for name in part.get("required", ())),
        items=tuple(part["items"] for part in flat if part.get("items", True) not in (True, {})),
        unjudged=_unjudged(flat),
        defaults=tuple(part["default"] for part in flat if "default" in part),
        wording=tuple(
            canonical_json([w, part[w]]) for part in flat for w in ANNOTATIONS if w in part
        ),
        deprecated=any(part.get("deprecated") for part in flat),
        read_only=any(part.get("readOnly") for part in flat),
        write_only=any(part.get("writeOnly") for part in flat),
    )


def _types(part: Mapping[str, Any]) -> frozenset[str]:
    named = part.get("type")
    if named is None:
        return ALL
    names = [named] if isinstance(named, str) else list(named)
    if part.get("nullable"):
        names.append("null")
    return frozenset(atom for name in names for atom in TYPE_PARTS.get(name, (name,)))


def _enum(flat: Sequence[Mapping[str, Any]]) -> dict[str, Any] | None:
    enum: dict[str, Any] | None = None
    for part in flat:
        lists = [part["enum"]] if "enum" in part else []
        lists += [[part["const"]]] if "const" in part else []
        for listed in lists:
            more = [None] if part.get("nullable") and "type" in part else []
            here = {canonical_json(value): value for value in (*listed, *more)}
            enum = here if enum is None else {k: v for k, v in enum.items() if k in here}
    return enum


def _leaves_null_out(part: Mapping[str, Any]) -> bool:
    nullable = part.get("nullable") is True and "type" in part
    return nullable and "enum" in part and None not in part["enum"]


def _limit(
    flat: Sequence[Mapping[str, Any]], word: str, strict: str, sign: int, *, whole: bool
) -> Limit | None:
    """Return the tightest lower (sign 1) or upper (sign −1) limit, in whole numbers if so."""
    found: list[Limit] = []
    for part in flat:
        old_style = part.get(strict) is True
        if word in part:
            found.append((part[word], old_style))
        if strict in part and not isinstance(part[strict], bool):
            found.append((part[strict], True))
    if not found:
        return None
    tightest = max(found, key=lambda limit: (sign * limit[0], limit[1]))
    return _whole(tightest, sign) if whole else tightest


def _whole(limit: Limit | None, sign: int) -> Limit | None:
    """Return the whole number that is the limit for whole numbers: above 0 is 1 or more."""
    if limit is None:
        return None
    number, left_out = limit
    if sign > 0:
        return (math.floor(number) + 1 if left_out else math.ceil(number)), False
    return (math.ceil(number) - 1 if left_out else math.floor(number)), False


def _counts(flat: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    counts = {}
    for word, tightest in COUNT_KEYWORDS.items():
        found = [int(part[word]) for part in flat if word in part]
        if found and (word.startswith("max") or tightest(found)):  # at least 0 says nothing
            counts[word] = tightest(found)
    return counts


def _limits_additional(part: Mapping[str, Any]) -> bool:
    return part.get("additionalProperties", True) not in (True, {})


def _fields(document: SchemaDocument, flat: Sequence[Mapping[str, Any]]) -> dict[str, SchemaNode]:
    names = dict.fromkeys(name for part in flat for name in part.get("properties", ()))
    if len(names) * len(flat) > MAX_SAYINGS:
        raise TooComplexError
    return {name: SchemaNode(document, tuple(_schemas_of_field(name, flat))) for name in names}


def _schemas_of_field(name: str, flat: Sequence[Mapping[str, Any]]) -> Iterator[Any]:
    """Yield what each schema says of a field: by name, or as one of those it does not name."""
    for part in flat:
        if name in part.get("properties", ()):
            yield part["properties"][name]
        elif _limits_additional(part):
            yield part["additionalProperties"]


def unjudged_keywords(node: SchemaNode) -> dict[str, tuple[str, ...]]:
    """Return the keywords at a place that no rule judges, with their values as JSON."""
    return _unjudged([_without_unions(part) for part in node.flat])


def _unjudged(flat: Sequence[Mapping[str, Any]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for part in flat:
        words = [word for word in part if word not in JUDGED | DEFINITIONS | {"$ref"}]
        if "nullable" in part and "type" not in part:
            words.append("nullable")  # OpenAPI 3.0 gives it no meaning without a type
        if "$ref" in part and not is_local_reference(part["$ref"]):
            words.append("$ref")
        for word in words:
            found.setdefault(word, []).append(canonical_json(with_neighbors(part, word)))
    return {word: tuple(texts) for word, texts in found.items()}


# --- values --------------------------------------------------------------------------------


def json_type(value: object) -> str:
    """Return which kind of JSON value it is; a whole number is “integer” however written."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, float):
        return "integer" if value.is_integer() else "fraction"
    if isinstance(value, int):
        return "integer"
    type_words: dict[type, str] = {str: "string", list: "array", tuple: "array"}
    return type_words.get(type(value), "object")


def canonical_json(value: object) -> str:
    """Return a text that is equal for equal JSON values only: 1 and 1.0, but not 1 and true."""
    return json.dumps(_with_exact_numbers(value), sort_keys=True, ensure_ascii=False, default=str)


def _with_exact_numbers(value: object) -> object:
    if isinstance(value, float) and math.isfinite(value) and value == int(value):
        return int(value)
    if isinstance(value, Mapping):
        return {str(key): _with_exact_numbers(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_with_exact_numbers(inner) for inner in value]
    return value
