"""A JSON Schema without references and alternatives: what it says of each kind of value.

`expand_alternatives` turns a schema into normalized ones: a value fits the schema when it fits one
of them. Meaning as in JSON Schema 2020-12, with two habits of OpenAPI 3.0 read as they are meant:
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

from utils.interfaces.model.keyword_context import (
    ANNOTATION_KEYWORDS,
    DEFINITION_KEYWORDS,
    ignores_ref_siblings,
    lacks_nullable,
    rename_unread_nullable,
    value_with_coupled_keywords,
    without_ref_siblings,
)
from utils.interfaces.model.schema_check import (
    SCHEMA_MAP_KEYWORDS,
    SINGLE_SCHEMA_KEYWORDS,
    JsonValue,
    find_local_references,
    is_local_reference,
    parse_pointer,
    resolve_pointer,
)

MAX_ALTERNATIVES = 64
MAX_NESTING_LEVELS = 40  # alternatives inside alternatives, fields inside fields
MAX_FIELDS_TIMES_SCHEMAS = 200_000  # fields times schemas that speak of them
PARTS_PER_STEP = 8  # schemas for one value that cost another step
UNION_KEYWORDS = ("anyOf", "oneOf")
FORMATS_FOR_PEOPLE = frozenset({"password"})  # a form hides what is typed; any text fits
# “number” is two kinds, so that “integer” is a part of it.
KINDS_BY_NUMBER_TYPE = {"number": ("integer", "fraction")}
ALL_JSON_TYPES = frozenset({"string", "integer", "fraction", "boolean", "object", "array", "null"})
COUNT_KEYWORD_MERGERS = {
    "minLength": max, "minItems": max, "maxLength": min, "maxItems": min,
}  # fmt: skip
# These change what their neighbors mean, so even equal ones say nothing once a neighbor differs.
CONTEXT_DEPENDENT_KEYWORDS = frozenset({
    "patternProperties", "prefixItems", "additionalItems", "unevaluatedProperties",
    "unevaluatedItems", "minProperties", "maxProperties", "dependencies", "dependentSchemas",
})  # fmt: skip
# Keywords with rules of their own. Every other one is compared as a whole: equal is fine, and
# whether a difference breaks clients is unknown.
JUDGED_KEYWORDS = frozenset({
    *ANNOTATION_KEYWORDS, *UNION_KEYWORDS, *COUNT_KEYWORD_MERGERS, "allOf", "type", "nullable",
    "enum", "const", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf",
    "pattern", "format",
    "uniqueItems", "properties", "additionalProperties", "required", "items", "default",
    "deprecated", "readOnly", "writeOnly",
})  # fmt: skip
# A reference may lead into these, and they say something of the value all the same.
KNOWN_KEYWORDS = (
    JUDGED_KEYWORDS | CONTEXT_DEPENDENT_KEYWORDS | {*SCHEMA_MAP_KEYWORDS, *SINGLE_SCHEMA_KEYWORDS}
)
DEFINITION_CONTAINERS = DEFINITION_KEYWORDS | {"components", "schemas"}

NumberLimit = tuple[float, bool]  # the number, and whether it is itself left out
CountStepsFunction = Callable[[int], None]


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
            return cls._build(
                rename_unread_nullable(root), keep_ref_siblings=not ignores_ref_siblings(root)
            )
        return cls._build(root, keep_ref_siblings=not ignores_ref_siblings(root))

    @classmethod
    def _build(cls, root: Mapping[str, Any], *, keep_ref_siblings: bool) -> SchemaDocument:
        referred = {keys[0] for ref in find_local_references(root) if (keys := parse_pointer(ref))}
        left_out = DEFINITION_CONTAINERS | (referred - KNOWN_KEYWORDS)
        schema = {keyword: part for keyword, part in root.items() if keyword not in left_out}
        if keep_ref_siblings:
            return cls(root, schema)
        kept = {keyword: without_ref_siblings(part) for keyword, part in root.items()}
        return cls(kept, without_ref_siblings(schema))

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
    def flat_parts(self) -> list[Mapping[str, Any]]:
        """All that applies to the value: references followed, `allOf` opened."""
        return _flatten(self)


@dataclass(frozen=True, eq=False)
class SchemaAlternative:
    """What one alternative says. A limit that is not set is None; `enum` is key to value."""

    document: SchemaDocument
    types: frozenset[str] = ALL_JSON_TYPES
    enum: Mapping[str, Any] | None = None
    has_const: bool = False  # by `const`
    minimum: NumberLimit | None = None
    maximum: NumberLimit | None = None
    count_limits: Mapping[str, int] = field(default_factory=dict)
    unique_items: bool = False
    patterns: frozenset[str] = frozenset()
    formats: frozenset[str] = frozenset()
    multiples: frozenset[float] = frozenset()
    fields: Mapping[str, SchemaNode] = field(default_factory=dict)
    additional_schemas: tuple[Any, ...] = ()  # what fields without a name of their own must match
    required: frozenset[str] = frozenset()
    items: tuple[Any, ...] = ()
    unjudged: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    defaults: tuple[Any, ...] = ()
    annotations: tuple[str, ...] = ()
    deprecated: bool = False
    read_only: bool = False
    write_only: bool = False
    null_unlisted: bool = False  # nullable, with an enum that doesn't list null
    label: str = ""  # which alternative, as in “.anyOf[1]”

    @property
    def is_closed(self) -> bool:
        """Whether fields that are not listed are refused."""
        return any(part is False for part in self.additional_schemas)

    @property
    def has_additional_schema(self) -> bool:
        """Whether fields that are not listed must match a schema."""
        return bool(self.additional_schemas) and not self.is_closed

    def split_by_type(self) -> Iterator[SchemaAlternative]:
        """Yield this schema once for each kind of value that it allows."""
        for kind in sorted(self.types):
            kept = self.enum and {k: v for k, v in self.enum.items() if json_type(v) == kind}
            low, high = self.minimum, self.maximum
            if kind == "integer":
                low, high = _round_limit_to_integer(low, 1), _round_limit_to_integer(high, -1)
            yield replace(self, types=frozenset({kind}), enum=kept, minimum=low, maximum=high)


def expand_alternatives(
    node: SchemaNode, count_steps: CountStepsFunction, level: int = 0
) -> tuple[list[SchemaAlternative], bool]:
    """Return the plain alternatives of a schema, and whether any one of them is enough.

    It is not when a `oneOf` has alternatives that may both hold: then fitting one is not proof.
    Raises TooComplexError.
    """
    flat_parts = node.flat_parts
    groups = [
        (keyword, part[keyword])
        for part in flat_parts
        for keyword in UNION_KEYWORDS
        if keyword in part
    ]
    if not groups:
        fields = sum(len(part.get("properties", ())) for part in flat_parts)
        count_steps(1 + fields + len(flat_parts) // PARTS_PER_STEP)
        return [_merge_parts(node.document, flat_parts)], True
    if level >= MAX_NESTING_LEVELS:
        raise TooComplexError
    base = tuple(_without_composition_keywords(part) for part in flat_parts)
    found, exact = [], True
    for chosen in product(*(enumerate(branches) for _, branches in groups)):
        inner, sure = expand_alternatives(
            SchemaNode(node.document, (*base, *(b for _, b in chosen))), count_steps, level + 1
        )
        marks = zip(groups, chosen, strict=True)
        label = "".join(f".{keyword}[{n}]" for (keyword, _), (n, _) in marks)
        found += [replace(option, label=label + option.label) for option in inner]
        exact = exact and sure
        if len(found) > MAX_ALTERNATIVES:
            raise TooComplexError
    for keyword, branches in groups:
        exact = exact and (
            keyword == "anyOf"
            or _are_disjoint(node.document, base, branches, count_steps, level + 1)
        )
    return found, exact


def find_unions(node: SchemaNode) -> list[tuple[str, Sequence[Any]]]:
    """Return the `anyOf` and `oneOf` that hold for a value, references followed."""
    return [
        (keyword, part[keyword])
        for part in node.flat_parts
        for keyword in UNION_KEYWORDS
        if keyword in part
    ]


def _flatten(node: SchemaNode) -> list[Mapping[str, Any]]:
    """Return all that holds for the value: references followed, `allOf` opened."""
    seen: set[int] = set()
    flat_parts: list[Mapping[str, Any]] = []
    todo = list(reversed(node.parts))
    while todo:
        part = todo.pop()
        if part is True or id(part) in seen:
            continue
        seen.add(id(part))
        if part is False:
            flat_parts.append({"type": []})
            continue
        flat_parts += _constant_unions_to_enums(node.document, part)
        todo.extend(reversed(part.get("allOf", ())))
        if is_local_reference(part.get("$ref")):
            todo.append(node.document.resolve(part["$ref"]))
    return flat_parts


def _constant_unions_to_enums(
    document: SchemaDocument, part: Mapping[str, Any]
) -> list[Mapping[str, Any]]:
    """Return a schema, its alternatives that are constants as an enum of their own."""
    enums = {
        keyword: enum
        for keyword in UNION_KEYWORDS
        if keyword in part and (enum := _enum_of_constants(document, part[keyword], keyword))
    }
    if not enums:
        return [part]
    rest = {keyword: value for keyword, value in part.items() if keyword not in enums}
    return [rest, *enums.values()]


def _enum_of_constants(
    document: SchemaDocument, branches: Sequence[Any], keyword: str
) -> dict[str, Any] | None:
    """Return `oneOf` or `anyOf` as an enum if each alternative lists values and says no more."""
    listed = [_parse_constants(document, branch) for branch in branches]
    if any(values is None for values, _ in listed) or all(values == [None] for values, _ in listed):
        return None
    values = [value for values, _ in listed for value in values or ()]
    if keyword == "oneOf" and len({canonical_json(value) for value in values}) < len(values):
        return None  # a value of two alternatives fits neither
    words = [text for _, texts in listed for text in texts]
    return {"enum": values, "description": words} if words else {"enum": values}


def _parse_constants(
    document: SchemaDocument, branch: JsonValue
) -> tuple[list[JsonValue] | None, list[str]]:
    """Return the values that an alternative lists, or None if it says more; and its annotations."""
    for _ in range(MAX_NESTING_LEVELS):
        if not (isinstance(branch, Mapping) and set(branch) == {"$ref"}):
            break
        if not is_local_reference(branch["$ref"]):
            break
        branch = document.resolve(branch["$ref"])
    if not isinstance(branch, Mapping):
        return None, []
    texts = [
        canonical_json([keyword, branch[keyword]])
        for keyword in ANNOTATION_KEYWORDS
        if keyword in branch
    ]
    says = {
        keyword: value for keyword, value in branch.items() if keyword not in ANNOTATION_KEYWORDS
    }
    if says == {"type": "null"}:
        return [None], texts
    values = says.get("enum", [says.get("const")])
    one_list = ("enum" in says) != ("const" in says)
    fits = all(json_type(value) in _parse_types(says) for value in values)
    return (values if one_list and fits and set(says) <= {"type", "enum", "const"} else None), texts


def _without_composition_keywords(part: Mapping[str, Any]) -> dict[str, Any]:
    done = {*UNION_KEYWORDS, "allOf"} | (
        {"$ref"} if is_local_reference(part.get("$ref")) else set()
    )
    return {keyword: value for keyword, value in part.items() if keyword not in done}


def has_true_keyword(node: SchemaNode, keyword: str) -> bool:
    """Return whether a schema says `readOnly` or `writeOnly`, itself or by what it refers to."""
    return any(part.get(keyword) is True for part in node.flat_parts)


def _are_disjoint(
    document: SchemaDocument,
    base: tuple,
    branches: Sequence[Any],
    count_steps: CountStepsFunction,
    level: int,
) -> bool:
    """Whether no value can fit two of the alternatives."""
    each = [
        expand_alternatives(SchemaNode(document, (*base, branch)), count_steps, level)[0]
        for branch in branches
    ]
    for one, other in combinations(each, 2):
        count_steps(len(one) * len(other))
        if not all(_is_disjoint_pair(a, b, count_steps) for a in one for b in other):
            return False
    return True


def _is_disjoint_pair(
    first: SchemaAlternative, second: SchemaAlternative, count_steps: CountStepsFunction
) -> bool:
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
            listed_value_keys(first.fields[name], count_steps),
            listed_value_keys(second.fields[name], count_steps),
        )
        if (
            first_values is not None
            and second_values is not None
            and not first_values & second_values
        ):
            return True
    return False


def listed_value_keys(node: SchemaNode, count_steps: CountStepsFunction) -> set[str] | None:
    """Return the keys of the values that a schema lists, or None when it lists none."""
    listed: set[str] = set()
    if find_unions(node):
        return None
    for option in expand_alternatives(node, count_steps)[0]:
        if option.enum is None:
            return None
        listed |= set(option.enum)
    return listed


# --- one alternative -----------------------------------------------------------------------


def _merge_parts(
    document: SchemaDocument, flat_parts: Sequence[Mapping[str, Any]]
) -> SchemaAlternative:
    types = (
        ALL_JSON_TYPES.intersection(*(_parse_types(part) for part in flat_parts))
        if flat_parts
        else ALL_JSON_TYPES
    )
    enum = _merge_enums(flat_parts)
    if enum is not None:
        enum = {k: v for k, v in enum.items() if json_type(v) in types}
        types &= {json_type(v) for v in enum.values()}
    multiples = {part["multipleOf"] for part in flat_parts if "multipleOf" in part}
    if any(float(step).is_integer() for step in multiples):
        types -= {"fraction"}
        multiples -= {1}  # it says no more than that
    is_integer = not types & {"fraction"}
    return SchemaAlternative(
        document,
        types,
        enum,
        has_const=any("const" in part for part in flat_parts),
        null_unlisted=any(_enum_omits_null(part) for part in flat_parts),
        minimum=_tightest_limit(
            flat_parts, "minimum", "exclusiveMinimum", 1, is_integer=is_integer
        ),
        maximum=_tightest_limit(
            flat_parts, "maximum", "exclusiveMaximum", -1, is_integer=is_integer
        ),
        count_limits=_tightest_counts(flat_parts),
        unique_items=any(part.get("uniqueItems") for part in flat_parts),
        patterns=frozenset(part["pattern"] for part in flat_parts if "pattern" in part),
        formats=frozenset(part["format"] for part in flat_parts if "format" in part)
        - FORMATS_FOR_PEOPLE,
        multiples=frozenset(multiples),
        fields=_collect_fields(document, flat_parts),
        additional_schemas=tuple(
            part["additionalProperties"]
            for part in flat_parts
            if _restricts_additional_fields(part)
        ),
        required=frozenset(name for part in flat_parts for name in part.get("required", ())),
        items=tuple(
            part["items"] for part in flat_parts if part.get("items", True) not in (True, {})
        ),
        unjudged=_collect_unjudged_keywords(flat_parts),
        defaults=tuple(part["default"] for part in flat_parts if "default" in part),
        annotations=tuple(
            canonical_json([w, part[w]])
            for part in flat_parts
            for w in (*ANNOTATION_KEYWORDS, "format")
            if w in part and (w != "format" or part[w] in FORMATS_FOR_PEOPLE)
        ),
        deprecated=any(part.get("deprecated") for part in flat_parts),
        read_only=any(part.get("readOnly") for part in flat_parts),
        write_only=any(part.get("writeOnly") for part in flat_parts),
    )


def _parse_types(part: Mapping[str, Any]) -> frozenset[str]:
    named = part.get("type")
    if named is None:
        return ALL_JSON_TYPES
    names = [named] if isinstance(named, str) else list(named)
    if part.get("nullable"):
        names.append("null")
    return frozenset(atom for name in names for atom in KINDS_BY_NUMBER_TYPE.get(name, (name,)))


def _merge_enums(flat_parts: Sequence[Mapping[str, Any]]) -> dict[str, Any] | None:
    enum: dict[str, Any] | None = None
    for part in flat_parts:
        lists = [part["enum"]] if "enum" in part else []
        lists += [[part["const"]]] if "const" in part else []
        for listed in lists:
            more = [None] if part.get("nullable") and "type" in part else []
            here = {canonical_json(value): value for value in (*listed, *more)}
            enum = here if enum is None else {k: v for k, v in enum.items() if k in here}
    return enum


def _enum_omits_null(part: Mapping[str, Any]) -> bool:
    nullable = part.get("nullable") is True and "type" in part
    return nullable and "enum" in part and None not in part["enum"]


def _tightest_limit(
    flat_parts: Sequence[Mapping[str, Any]],
    keyword: str,
    exclusive_keyword: str,
    sign: int,
    *,
    is_integer: bool,
) -> NumberLimit | None:
    """Return the tightest lower (sign 1) or upper (sign −1) limit, in whole numbers if so."""
    found: list[NumberLimit] = []
    for part in flat_parts:
        old_style = part.get(exclusive_keyword) is True
        if keyword in part:
            found.append((part[keyword], old_style))
        if exclusive_keyword in part and not isinstance(part[exclusive_keyword], bool):
            found.append((part[exclusive_keyword], True))
    if not found:
        return None
    tightest = max(found, key=lambda limit: (sign * limit[0], limit[1]))
    return _round_limit_to_integer(tightest, sign) if is_integer else tightest


def _round_limit_to_integer(limit: NumberLimit | None, sign: int) -> NumberLimit | None:
    """Return the whole number that is the limit for whole numbers: above 0 is 1 or more."""
    if limit is None:
        return None
    number, left_out = limit
    if sign > 0:
        return (math.floor(number) + 1 if left_out else math.ceil(number)), False
    return (math.ceil(number) - 1 if left_out else math.floor(number)), False


def _tightest_counts(flat_parts: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    counts = {}
    for keyword, tightest in COUNT_KEYWORD_MERGERS.items():
        found = [int(part[keyword]) for part in flat_parts if keyword in part]
        if found and (keyword.startswith("max") or tightest(found)):  # at least 0 says nothing
            counts[keyword] = tightest(found)
    return counts


def _restricts_additional_fields(part: Mapping[str, Any]) -> bool:
    return part.get("additionalProperties", True) not in (True, {})


def _collect_fields(
    document: SchemaDocument, flat_parts: Sequence[Mapping[str, Any]]
) -> dict[str, SchemaNode]:
    names = dict.fromkeys(name for part in flat_parts for name in part.get("properties", ()))
    if len(names) * len(flat_parts) > MAX_FIELDS_TIMES_SCHEMAS:
        raise TooComplexError
    return {
        name: SchemaNode(document, tuple(_schemas_of_field(name, flat_parts))) for name in names
    }


def _schemas_of_field(name: str, flat_parts: Sequence[Mapping[str, Any]]) -> Iterator[Any]:
    """Yield what each schema says of a field: by name, or as one of those it does not name."""
    for part in flat_parts:
        if name in part.get("properties", ()):
            yield part["properties"][name]
        elif _restricts_additional_fields(part):
            yield part["additionalProperties"]


def unjudged_keywords(node: SchemaNode) -> dict[str, tuple[str, ...]]:
    """Return the keywords at a place that no rule judges, with their values as JSON."""
    return _collect_unjudged_keywords(
        [_without_composition_keywords(part) for part in node.flat_parts]
    )


def _collect_unjudged_keywords(
    flat_parts: Sequence[Mapping[str, Any]],
) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for part in flat_parts:
        words = [
            keyword
            for keyword in part
            if keyword not in JUDGED_KEYWORDS | DEFINITION_KEYWORDS | {"$ref"}
        ]
        if "nullable" in part and "type" not in part:
            words.append("nullable")  # OpenAPI 3.0 gives it no meaning without a type
        if "$ref" in part and not is_local_reference(part["$ref"]):
            words.append("$ref")
        for keyword in words:
            found.setdefault(keyword, []).append(
                canonical_json(value_with_coupled_keywords(part, keyword))
            )
    return {keyword: tuple(texts) for keyword, texts in found.items()}


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
    return json.dumps(
        _with_whole_floats_as_ints(value), sort_keys=True, ensure_ascii=False, default=str
    )


def _with_whole_floats_as_ints(value: object) -> object:
    if isinstance(value, float) and math.isfinite(value) and value == int(value):
        return int(value)
    if isinstance(value, Mapping):
        return {str(key): _with_whole_floats_as_ints(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_with_whole_floats_as_ints(inner) for inner in value]
    return value
