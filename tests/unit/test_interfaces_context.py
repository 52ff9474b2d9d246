"""S2: what the change checker doesn't judge is named, and never called the same or safe."""

from __future__ import annotations

import copy
import json

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from utils.interfaces.formats import detect_unsupported_format
from utils.interfaces.model.compatibility import MESSAGE_SIDES, VERDICTS, compare_schemas
from utils.interfaces.model.surroundings import find_differences
from utils.interfaces.parsing import read_fragment
from utils.kit.errors import InputError

TEXT, WHOLE = {"type": "string"}, {"type": "integer"}
NULL = {"nullable": True}
DRAFT_07 = "http://json-schema.org/draft-07/schema#"
LATEST = "https://json-schema.org/draft/2020-12/schema"


def anchored(inner: dict, word: str = "$anchor") -> dict:
    ref = "$ref" if word == "$anchor" else "$dynamicRef"
    return {"properties": {"a": {ref: "#A"}}, "$defs": {"x": {word: "A", **inner}}}


def leaves_over(*parts: dict) -> dict:
    return {"allOf": list(parts), "unevaluatedProperties": False}


# name: old, new; they hold the same keywords, and differ in what those depend on
PAIRS: dict[str, tuple[dict, dict]] = {
    "anchor": (anchored(TEXT), anchored(WHOLE)),
    "dynamic anchor": (anchored(TEXT, "$dynamicAnchor"), anchored(WHOLE, "$dynamicAnchor")),
    "an address inside": (
        {"$ref": "item", "$defs": {"i": {"$id": "item", **TEXT}}},
        {"$ref": "item", "$defs": {"i": {"$id": "item", **WHOLE}}},
    ),
    "pointers from an address inside": (
        {"$defs": {"i": {"$id": "i", "$ref": "#/$defs/n", "$defs": {"n": TEXT}}, "n": TEXT},
         "$ref": "#/$defs/i"},
        {"$defs": {"i": {"$id": "i", "$ref": "#/$defs/n", "$defs": {"n": WHOLE}}, "n": TEXT},
         "$ref": "#/$defs/i"},
    ),
    "an if without its then": (
        {"if": TEXT, "then": {"minLength": 3}},
        {"allOf": [{"if": TEXT}, {"then": {"minLength": 3}}]},
    ),
    "items that are the rest": (
        {"type": "array", "prefixItems": [TEXT], "items": WHOLE},
        {"type": "array", "allOf": [{"prefixItems": [TEXT]}, {"items": WHOLE}]},
    ),
    "others than a pattern's": (
        {"type": "object", "patternProperties": {"^x": TEXT}, "additionalProperties": False},
        {"type": "object", "allOf": [{"patternProperties": {"^x": TEXT}},
                                     {"additionalProperties": False}]},
    ),
    "how many contain": (
        {"type": "array", "contains": TEXT, "minContains": 2},
        {"type": "array", "allOf": [{"contains": TEXT}, {"minContains": 2}]},
    ),
    "what is left over": (
        leaves_over({"properties": {"a": TEXT}}),
        leaves_over({"properties": {"a": TEXT}}, {"additionalProperties": True}),
    ),
    "what is left over behind a reference": (
        leaves_over({"$ref": "#/$defs/A"}) | {"$defs": {"A": {"properties": {"a": True}}}},
        leaves_over({"$ref": "#/$defs/A"}) | {"$defs": {"A": {"properties": {"b": True}}}},
    ),
    "what is left over in an alternative": (
        {"anyOf": [{"properties": {"a": TEXT}, "unevaluatedProperties": False}]},
        {"allOf": [{"properties": {"a": TEXT}}, {"unevaluatedProperties": False}]},
    ),
    "items left over": (
        {"prefixItems": [TEXT], "unevaluatedItems": False, "type": "array"},
        {"prefixItems": [TEXT], "items": True, "unevaluatedItems": False, "type": "array"},
    ),
    "a reference into a list": (
        {"prefixItems": [WHOLE, {"$ref": "#/prefixItems/0"}]}, {"$defs": {"b": True}},
    ),
    "a reference below not": (
        {"not": {"$ref": "#/$defs/A"}, "$defs": {"A": TEXT}},
        {"not": {"$ref": "#/$defs/A"}, "$defs": {"A": WHOLE}},
    ),
    "a misspelled keyword": ({"requierd": ["a"]} | TEXT, {"requierd": ["b"]} | TEXT),
    "a keyword of one company": (
        TEXT | {"x-extensible-enum": ["a"]}, TEXT | {"x-extensible-enum": ["a", "b"]}),
    "another dialect": (TEXT | {"$schema": DRAFT_07}, TEXT | {"$schema": LATEST}),
    "an example message": (
        {"type": "object", "amount": 5}, {"type": "object", "amount": "5"}),
}  # fmt: skip


@pytest.mark.parametrize("name", PAIRS)
def test_what_equal_words_depend_on_is_never_passed_over(name):
    for old, new in (PAIRS[name], PAIRS[name][::-1]):
        for side in MESSAGE_SIDES:
            result = compare_schemas(old, new, side)
            assert VERDICTS.index(result.verdict) >= VERDICTS.index("unknown"), result
            assert any(one.verdict in ("unknown", "breaks") for one in result.findings)


@pytest.mark.parametrize("name", PAIRS)
def test_nothing_changed_is_the_same_whatever_the_keywords(name):
    for schema in PAIRS[name]:
        result = compare_schemas(schema, copy.deepcopy(schema), "request")
        assert (result.verdict, result.findings) == ("same", ())


def test_wording_next_to_an_anchor_is_only_wording():
    old, new = anchored(TEXT), anchored(TEXT | {"description": "new words"})
    assert compare_schemas(old, new, "request").verdict == "same"


def test_steps_with_decimals_are_left_to_rounding():
    """Whether 1e308 is a multiple of 0.0001 depends on how a program divides."""
    old, new = {"multipleOf": 2}, {"multipleOf": 0.0001}
    assert compare_schemas(old, new, "request").verdict == "unknown"
    assert compare_schemas(new, old, "request").verdict == "breaks"
    assert compare_schemas({"multipleOf": 4}, {"multipleOf": 2}, "request").verdict == "safe"


def test_a_field_that_can_never_be_there_is_removed():
    old, new = ({"properties": {"a": one, "b": True}} for one in (True, False))
    for side in MESSAGE_SIDES:
        assert compare_schemas(old, new, side).verdict == "breaks"


# --- siblings of $ref ----------------------------------------------------------------------

OPENAPI = """\
openapi: {version}
paths:
  /refunds:
    post:
      requestBody:
        content:
          application/json:
            schema:
              $ref: '#/components/schemas/Refund'
              {sibling}: 3
components:
  schemas:
    Refund: {{type: string}}
"""


@pytest.mark.parametrize(
    ("dialect", "verdict"),
    [(DRAFT_07, "same"), ("http://json-schema.org/draft-04/schema#", "same"),
     ("https://json-schema.org/draft/2019-09/schema", "breaks"), (LATEST, "breaks")],
)  # fmt: skip
def test_siblings_of_a_reference_count_where_the_dialect_reads_them(dialect, verdict):
    def schema(**more: int) -> dict:
        inner = {"$ref": "#/definitions/A", **more}
        return {"$schema": dialect, "properties": {"a": inner}, "definitions": {"A": TEXT}}

    result = compare_schemas(schema(), schema(maxLength=3), "request")
    assert result.verdict == verdict
    assert result.findings  # the difference is named either way


@pytest.mark.parametrize(("version", "verdict"), [("3.0.3", "same"), ("3.1.0", "breaks")])
def test_openapi_reads_siblings_from_3_1_on(version, verdict):
    old, new = (read_fragment(OPENAPI.format(version=version, sibling=word))
                for word in ("x-limit", "maxLength"))  # fmt: skip
    assert compare_schemas(old, new, "request").verdict == verdict
    changed = OPENAPI.format(version=version, sibling="x-limit").replace("string", "integer")
    assert compare_schemas(old, read_fragment(changed), "request").verdict == "breaks"


@pytest.mark.parametrize(
    ("start", "verdict"),
    [({}, "breaks"), ({"openapi": "3.0.3"}, "breaks"), ({"openapi": "3.1.0"}, "unknown"),
     ({"$schema": LATEST}, "unknown"), ({"swagger": "2.0"}, "unknown")],
)  # fmt: skip
def test_nullable_counts_only_where_the_dialect_has_it(start, verdict):
    old, new = start | {"properties": {"a": TEXT}}, start | {"properties": {"a": TEXT | NULL}}
    assert compare_schemas(old, new, "response").verdict == verdict


# --- text around the schema ----------------------------------------------------------------

OPERATION = """\
info: {version: 1.0.0}
paths:
  /refunds:
    get:
      description: All refunds.
      responses:
        '200':
          content:
            application/json:
              schema: {type: string}
"""
PARAMETER = "name: state\nin: query\nrequired: false\nschema: {type: string}\n"
AROUND = [
    (OPERATION, "/refunds", "/v2/refunds"), (OPERATION, "get:", "post:"),
    (OPERATION, "'200'", "'201'"), (OPERATION, "application/json", "text/csv"),
    (OPERATION, "info:", "security: [key]\ninfo:"),
    (PARAMETER, "required: false", "required: true"), (PARAMETER, "in: query", "in: header"),
    (PARAMETER, "name: state", "name: status"), (PARAMETER, "in: query", "in: query\nstyle: form"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "before", "after"), AROUND)
def test_what_differs_around_the_schema_is_named(text, before, after):
    assert before in text
    old, new = read_fragment(text), read_fragment(text.replace(before, after))
    assert old == new, "the schemas are equal"
    for side in MESSAGE_SIDES:
        result = compare_schemas(old, new, side)
        assert result.verdict == "unknown"
        assert all("outside the schema" in one.change for one in result.findings)


BEHIND_REFERENCES = """\
openapi: 3.0.3
paths:
  /refunds:
    post:
      parameters: [{$ref: '#/components/parameters/State'}]
      requestBody: {$ref: '#/components/requestBodies/Refund'}
      responses: {'200': {$ref: '#/components/responses/Done'}}
components:
  parameters: {State: {name: state, in: query}}
  requestBodies:
    Refund:
      required: false
      content: {application/json: {schema: {$ref: '#/components/schemas/Refund'}}}
  responses: {Done: {description: done, headers: {ETag: {required: true}}}}
  schemas: {Refund: {type: string}}
"""


@pytest.mark.parametrize(
    ("before", "after"),
    [("Refund:\n      required: false", "Refund:\n      required: true"), ("in: query", "in: path"),
     ("name: state", "name: status"), ("required: true", "required: false")],
)  # fmt: skip
def test_what_only_the_text_around_the_schema_refers_to_belongs_to_that_text(before, after):
    assert before in BEHIND_REFERENCES
    changed = BEHIND_REFERENCES.replace(before, after)
    result = compare_schemas(read_fragment(BEHIND_REFERENCES), read_fragment(changed), "request")
    assert result.verdict == "unknown"
    assert all("outside the schema" in one.change for one in result.findings)


@pytest.mark.parametrize(
    "text",
    [
        (
            "x: {schema: {type: string}}\nmessage: {payload: {$ref: '#/components/schemas/P'}}\n"
            "components: {schemas: {P: {type: OLD}}}"
        ),
        (
            "parameters: [{name: a, in: query, type: array, items: {$ref: '#/definitions/P'}}]\n"
            "responses: {'200': {schema: {type: string}}}\ndefinitions: {P: {type: OLD}}"
        ),
    ],
)
def test_a_schema_that_only_the_text_around_refers_to_belongs_to_that_text(text):
    old, new = (read_fragment(text.replace("OLD", kind)) for kind in ("string", "integer"))
    assert compare_schemas(old, new, "request").verdict == "unknown"
    assert compare_schemas(old, old, "request").verdict == "same"


def test_what_the_schema_refers_to_is_compared_with_it():
    changed = BEHIND_REFERENCES.replace("type: string", "type: integer")
    old, new = read_fragment(BEHIND_REFERENCES), read_fragment(changed)
    assert [one.change for one in compare_schemas(old, new, "request").findings] == ["type changed"]


@pytest.mark.parametrize(
    ("before", "after"), [("All refunds.", "Every refund."), ("version: 1.0.0", "version: 1.1.0")]
)
def test_words_for_people_around_the_schema_break_nobody(before, after):
    result = compare_schemas(
        read_fragment(OPERATION), read_fragment(OPERATION.replace(before, after)), "response"
    )
    assert result.verdict == "same"
    assert result.findings


# What someone named “summary” or “info” isn't text for people.
NAMED_LIKE_TEXT = [
    "paths: {/tags: {get: {x: OLD, schema: {type: string}}}}",
    "paths: {tags: {get: {x: OLD, schema: {type: string}}}}",
    "headers: {summary: {required: OLD}}\nschema: {type: string}",
    "security: [{description: [OLD]}]\nschema: {type: string}",
    "securitySchemes: {title: {in: OLD}}\nschema: {type: string}",
    "servers: [{variables: {description: {default: OLD}}}]\nschema: {type: string}",
    "webhooks: {info: {post: {x: OLD}}}\nschema: {type: string}",
    "callbacks: {summary: {title: {post: {x: OLD}}}}\nschema: {type: string}",
    "x-gateway: {description: OLD}\nschema: {type: string}",
]


@pytest.mark.parametrize("text", NAMED_LIKE_TEXT)
def test_a_name_like_a_description_is_no_description(text):
    old, new = read_fragment(text), read_fragment(text.replace("OLD", "NEW"))
    assert compare_schemas(old, new, "response").verdict == "unknown"


@pytest.mark.parametrize(
    "text",
    [
        "headers: {summary: {description: OLD}}\nschema: {type: string}",
        "parameters: [{description: OLD}]\nschema: {type: string}",
        "callbacks: {summary: {title: {post: {summary: OLD}}}}\nschema: {type: string}",
    ],
)
def test_a_description_below_such_a_name_still_is_one(text):
    old, new = read_fragment(text), read_fragment(text.replace("OLD", "NEW"))
    assert compare_schemas(old, new, "response").verdict == "same"


def test_a_text_without_its_surroundings_cannot_be_compared_with_one_that_has_them():
    result = compare_schemas(read_fragment(PARAMETER), read_fragment("type: string"), "request")
    assert result.verdict == "unknown"


def test_schemas_that_references_lead_to_are_not_surroundings():
    text = OPENAPI.format(version="3.1.0", sibling="maxLength")
    changed = text.replace("{type: string}", "{type: string, minLength: 0}")
    assert compare_schemas(read_fragment(text), read_fragment(changed), "request").verdict == "same"


# --- other formats -------------------------------------------------------------------------

OTHERS = {
    "Protocol Buffers": 'syntax = "proto3";\nmessage Refund {\n  string id = 1;\n}\n',
    "Avro": json.dumps({"type": "record", "name": "R", "fields": [{"name": "a", "type": "int"}]}),
    "XML": '<?xml version="1.0"?>\n<xs:schema/>',
    "SQL": "CREATE TABLE refunds (\n  id text not null\n)",
    "GraphQL or TypeScript": "type Refund {\n  id: ID!\n}",
    "Thrift": "struct Refund {\n  1: string id\n}",
}


@pytest.mark.parametrize("name", OTHERS)
def test_another_format_is_named(name):
    assert detect_unsupported_format(OTHERS[name]) == name
    with pytest.raises(InputError, match=name):
        read_fragment(OTHERS[name])


DESCRIPTIONS = [
    f"type: object\ndescription: |\n  {line}\n"
    for line in ("Create view of refunds.", "Type refund = money back.", "Message Refund { is old.")
]
IN_AN_EXAMPLE = '{"type": "string", "example": "type: record, with fields"}'


@pytest.mark.parametrize("text", DESCRIPTIONS)
def test_another_format_that_starts_with_spaces_is_named(text):
    start = text.splitlines()[-1]  # the same words, where they begin the text
    assert detect_unsupported_format(start)


@pytest.mark.parametrize(
    "text",
    [OPERATION, PARAMETER, "type: object", '{"type": "object"}', *DESCRIPTIONS, IN_AN_EXAMPLE],
)
def test_schemas_are_taken_for_no_other_format(text):
    assert not detect_unsupported_format(text)


def test_an_example_message_is_named():
    with pytest.raises(InputError, match=r"example message: its “type” is “refund”"):
        read_fragment('{"type": "refund", "amount": 5}')


# --- held against JSON Schema itself -------------------------------------------------------

NAMES = st.sampled_from("abx")
LEAF = st.sampled_from(
    [True, False, TEXT, WHOLE, {"type": "object"}, {"const": 1}, {"enum": [1, "a"]},
     {"minimum": 2}, {"multipleOf": 0.5}, {"required": ["a"]}]
)  # fmt: skip


def _schemas(inner: st.SearchStrategy) -> st.SearchStrategy:
    fields = st.dictionaries(NAMES, inner, min_size=1, max_size=2)
    parts = st.lists(inner, min_size=1, max_size=2)
    words = (
        "additionalProperties items contains if then else not unevaluatedProperties "
        "unevaluatedItems"
    )
    one = dict.fromkeys(words.split(), inner)
    many = {
        "properties": fields,
        "patternProperties": fields,
        "dependentSchemas": fields,
        "prefixItems": parts,
        "allOf": parts,
        "anyOf": parts,
        "oneOf": parts,
        "minContains": st.integers(0, 2),
        "$ref": st.sampled_from(["#/$defs/A", "#B"]),
    }
    return st.fixed_dictionaries({}, optional=one | many)  # fmt: skip


SCHEMAS = _schemas(st.recursive(LEAF, _schemas, max_leaves=4))
VALUES = st.recursive(
    st.sampled_from([0, 1, 2, 0.5, "a", None, True]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=5,
)


@st.composite
def regrouped(draw: st.DrawFn) -> tuple[dict, dict]:
    """Return a schema, and the same with some keyword moved, dropped, or replaced."""
    named = {"A": draw(LEAF), "B": {"$anchor": "B", "minimum": draw(st.integers(0, 1))}}
    old = copy.deepcopy(draw(SCHEMAS)) | {"$defs": named}
    new = copy.deepcopy(old)
    for word in draw(st.lists(st.sampled_from(list(new)), max_size=2, unique=True)):
        value = new.pop(word) if word != "$defs" else None
        if word == "$defs":
            new["$defs"] = {**named, "A": draw(LEAF)}
        elif draw(st.booleans()):
            new.setdefault("allOf", [])
            new["allOf"] = [*new["allOf"], {word: value}]
    return (old, new) if draw(st.booleans()) else (new, old)


@settings(deadline=None, max_examples=150)
@given(regrouped(), st.lists(VALUES, min_size=20, max_size=40))
def test_the_same_takes_the_same_values_whatever_the_keywords(pair, values):
    old, new = pair
    if compare_schemas(old, new, "request").verdict != "same":
        return
    was, now = (jsonschema.Draft202012Validator(one) for one in pair)
    for value in values:
        assert was.is_valid(value) == now.is_valid(value), value


def test_what_differs_around_a_schema_is_named_with_what_became_of_it():
    old = {"paths": {"/a": {"get": {}}, "/b": {}}, "deep": {"n": [1, True]}}
    new = {"paths": {"/b": {}, "/c": {}}, "deep": {"n": [2, None]}}
    assert [one.sentence for one in find_differences(old, new)] == [
        "“paths./a” removed, outside the schema",
        "“paths./c” added, outside the schema",
        "“deep.n.0” changed from 1 to 2, outside the schema",
        "“deep.n.1” changed from true to null, outside the schema",
    ]


def test_what_is_false_when_left_out_is_no_difference():
    old = {"parameters": [{"name": "limit", "in": "query"}], "deprecated": False}
    new = {"parameters": [{"name": "limit", "in": "query", "required": False}]}
    assert list(find_differences(old, new)) == []
    old["parameters"][0]["required"] = True
    assert [one.key_path for one in find_differences(old, new)] == [("parameters", 0, "required")]
