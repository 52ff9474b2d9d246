"""S2: verdicts on changes of an interface, held against the meaning of JSON Schema itself."""

from __future__ import annotations

import copy
import re
from typing import Any

import jsonschema
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from utils.interfaces.model import compatibility
from utils.interfaces.model.compatibility import (
    CHECKER_LIMITATIONS,
    MESSAGE_SIDES,
    VERDICTS,
    bump,
    compare_schemas,
)
from utils.interfaces.model.keyword_rules import certainly_accepts
from utils.interfaces.model.normalize import SchemaDocument, SchemaNode, expand_alternatives
from utils.kit.errors import InputError

TEXT = {"type": "string"}
WHOLE = {"type": "integer"}
NUMBER = {"type": "number"}
EURO = {"type": "string", "enum": ["EUR", "USD"]}


def body(required: tuple[str, ...] = (), /, **fields: Any) -> dict[str, Any]:
    """Return an object with these fields."""
    schema = {"type": "object", "properties": fields}
    return schema | {"required": list(required)} if required else schema


def field(schema: dict[str, Any]) -> dict[str, Any]:
    return body(amount=WHOLE, x=schema)


def both(old: dict[str, Any], new: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    return field(old), field(new)


CARD = body(("kind",), kind={"const": "card"}, number=TEXT)
BANK = body(("kind",), kind={"const": "bank"}, iban=TEXT)
CASH = body(("kind",), kind={"const": "cash"})

# name: (old, new), verdict on a request, verdict on a response, path and change of one finding
PAIRS = {
    "nothing": ((body(a=TEXT), body(a=TEXT)), "same", "same", None),
    "fields in another order": ((body(a=TEXT, b=WHOLE), body(b=WHOLE, a=TEXT)), "same", "same",
                                None),
    "optional field added": ((body(a=TEXT), body(a=TEXT, b=TEXT)), "safe", "safe",
                             ("$.b", "field added")),
    "required field added": ((body(a=TEXT), body(("b",), a=TEXT, b=TEXT)), "breaks", "safe",
                             ("$.b", None)),
    "required field with a default added": (
        (body(a=TEXT), body(("b",), a=TEXT, b=TEXT | {"default": "x"})), "depends", "safe",
        ("$.b", None)),
    "field removed": ((body(a=TEXT, b=TEXT), body(a=TEXT)), "breaks", "breaks",
                      ("$.b", "field removed")),
    "required field removed": ((body(("b",), a=TEXT, b=TEXT), body(a=TEXT)), "breaks", "breaks",
                               ("$.b", "field removed")),
    "field removed from a closed object": (
        (body(a=TEXT, b=TEXT), body(a=TEXT) | {"additionalProperties": False}),
        "breaks", "breaks", ("$.b", "field removed")),
    "field renamed": ((body(a=TEXT, total=WHOLE), body(a=TEXT, sum=WHOLE)), "breaks", "breaks",
                      ("$.total", "field removed")),
    "field now required": ((body(a=TEXT), body(("a",), a=TEXT)), "breaks", "safe",
                           ("$.a", "field now required")),
    "field with a default now required": (
        (body(a=TEXT | {"default": "x"}), body(("a",), a=TEXT | {"default": "x"})),
        "depends", "safe", ("$.a", None)),
    "field no longer required": ((body(("a",), a=TEXT), body(a=TEXT)), "safe", "breaks",
                                 ("$.a", "field no longer required")),
    "type changed": (both(WHOLE, TEXT), "breaks", "breaks", ("$.x", "type changed")),
    "type widened": (both(WHOLE, NUMBER), "safe", "breaks", ("$.x", "type widened")),
    "type narrowed": (both(NUMBER, WHOLE), "breaks", "safe", ("$.x", "type narrowed")),
    "second type allowed": (both(TEXT, {"type": ["string", "integer"]}), "safe", "breaks",
                            ("$.x", "type widened")),
    "object becomes a list": (both(body(a=TEXT), {"type": "array", "items": body(a=TEXT)}),
                              "breaks", "breaks", ("$.x", "type changed")),
    "enum value added": (both(EURO, {"type": "string", "enum": ["EUR", "USD", "SEK"]}),
                         "safe", "depends", ("$.x", "enum value added")),
    "enum value removed": (both(EURO, {"type": "string", "enum": ["EUR"]}), "breaks", "safe",
                           ("$.x", "enum value removed")),
    "enum value replaced": (both(EURO, {"type": "string", "enum": ["EUR", "SEK"]}),
                            "breaks", "depends", ("$.x", "enum value removed")),
    "enum in another order": (both(EURO, {"type": "string", "enum": ["USD", "EUR"]}),
                              "same", "same", None),
    "enum given": (both(TEXT, EURO), "breaks", "safe", ("$.x", "enum added")),
    "enum dropped": (both(EURO, TEXT), "safe", "depends", ("$.x", "enum removed")),
    "enum becomes a pattern that holds it": (both(EURO, TEXT | {"pattern": "^[A-Z]{3}$"}),
                                             "safe", "depends", ("$.x", "enum removed")),
    "enum becomes a limit that cuts it": (both({"enum": [1, 9]}, WHOLE | {"minimum": 5}),
                                          "breaks", "depends", ("$.x", "minimum added")),
    "true or false only true": (both({"type": "boolean"}, {"type": "boolean", "const": True}),
                                "breaks", "safe", ("$.x", "enum value removed")),
    "fixed value changed": (both({"const": "v1"}, {"const": "v2"}), "breaks", "breaks",
                            ("$.x", "fixed value changed")),
    "fixed value becomes one of two": (both({"const": "v1"}, {"enum": ["v1", "v2"]}),
                                       "safe", "breaks", ("$.x", "enum value added")),
    "true is not one": (both({"enum": [1]}, {"enum": [True]}), "breaks", "breaks", None),
    "default changed": (both(WHOLE | {"default": 10}, WHOLE | {"default": 20}),
                        "breaks", "breaks", ("$.x", "default changed")),
    "default written otherwise": (both(NUMBER | {"default": 1}, NUMBER | {"default": 1.0}),
                                  "same", "same", None),
    "default added": (both(WHOLE, WHOLE | {"default": 10}), "depends", "depends",
                      ("$.x", "default added")),
    "default removed": (both(WHOLE | {"default": 10}, WHOLE), "depends", "depends",
                        ("$.x", "default removed")),
    "null allowed (OpenAPI 3.0)": (both(TEXT, TEXT | {"nullable": True}), "safe", "breaks",
                                   ("$.x", "null allowed")),
    "null no longer allowed (OpenAPI 3.0)": (both(TEXT | {"nullable": True}, TEXT),
                                             "breaks", "safe", ("$.x", "null no longer allowed")),
    "null allowed (type list)": (both(TEXT, {"type": ["string", "null"]}), "safe", "breaks",
                                 ("$.x", "null allowed")),
    "null allowed (anyOf)": (both(TEXT, {"anyOf": [TEXT, {"type": "null"}]}), "safe", "breaks",
                             ("$.x", "null allowed")),
    "null allowed in an enum": (both(EURO, EURO | {"nullable": True}), "safe", "breaks",
                                ("$.x", "null allowed")),
    "null written otherwise": (
        both(TEXT | {"nullable": True}, {"oneOf": [{"type": "null"}, TEXT]}), "same", "same", None),
    "minimum raised": (both(WHOLE | {"minimum": 1}, WHOLE | {"minimum": 5}), "breaks", "safe",
                       ("$.x", "minimum raised")),
    "minimum lowered": (both(WHOLE | {"minimum": 5}, WHOLE | {"minimum": 1}), "safe", "breaks",
                        ("$.x", "minimum lowered")),
    "minimum now left out": (both(NUMBER | {"minimum": 0}, NUMBER | {"exclusiveMinimum": 0}),
                             "breaks", "safe", ("$.x", "minimum changed")),
    "minimum now left out (OpenAPI 3.0)": (
        both(NUMBER | {"minimum": 0}, NUMBER | {"minimum": 0, "exclusiveMinimum": True}),
        "breaks", "safe", ("$.x", "minimum changed")),
    "above 0 is 1 or more for whole numbers": (
        both(WHOLE | {"exclusiveMinimum": 0}, WHOLE | {"minimum": 1}), "same", "same", None),
    "maximum added": (both(WHOLE, WHOLE | {"maximum": 100}), "breaks", "safe",
                      ("$.x", "maximum added")),
    "maximum removed": (both(WHOLE | {"maximum": 100}, WHOLE), "safe", "breaks",
                        ("$.x", "maximum removed")),
    "maximum now left out": (both(NUMBER | {"maximum": 9}, NUMBER | {"exclusiveMaximum": 9}),
                             "breaks", "safe", ("$.x", "maximum changed")),
    "step refined": (both(WHOLE | {"multipleOf": 10}, WHOLE | {"multipleOf": 5}), "safe", "breaks",
                     ("$.x", "multipleOf changed")),
    "longest text shortened": (both(TEXT | {"maxLength": 40}, TEXT | {"maxLength": 20}),
                               "breaks", "safe", ("$.x", "largest length lowered")),
    "longest text lengthened": (both(TEXT | {"maxLength": 20}, TEXT | {"maxLength": 40}),
                                "safe", "breaks", ("$.x", "largest length raised")),
    "shortest text added": (both(TEXT, TEXT | {"minLength": 1}), "breaks", "safe",
                            ("$.x", "least length added")),
    "length of a number": (both(WHOLE, WHOLE | {"minLength": 5}), "same", "same", None),
    "pattern added": (both(TEXT, TEXT | {"pattern": "^a"}), "breaks", "safe",
                      ("$.x", "pattern added")),
    "pattern removed": (both(TEXT | {"pattern": "^a"}, TEXT), "safe", "breaks",
                        ("$.x", "pattern removed")),
    "pattern changed": (both(TEXT | {"pattern": "^a+$"}, TEXT | {"pattern": "^a*$"}),
                        "unknown", "unknown", ("$.x", "pattern changed")),
    "format added": (both(TEXT, TEXT | {"format": "uuid"}), "breaks", "safe",
                     ("$.x", "format added")),
    "format removed": (both(TEXT | {"format": "uuid"}, TEXT), "safe", "breaks",
                       ("$.x", "format removed")),
    "format changed": (both(TEXT | {"format": "date"}, TEXT | {"format": "date-time"}),
                       "breaks", "breaks", ("$.x", "format changed")),
    "format widened": (both(WHOLE | {"format": "int32"}, WHOLE | {"format": "int64"}),
                       "safe", "breaks", ("$.x", "format widened")),
    "address may be relative now": (
        both(TEXT | {"format": "uri"}, TEXT | {"format": "uri-reference"}),
        "safe", "breaks", ("$.x", "format widened")),
    "letters of all languages in email no longer": (
        both(TEXT | {"format": "idn-email"}, TEXT | {"format": "email"}),
        "breaks", "safe", ("$.x", "format narrowed")),
    "hidden while typed": (both(TEXT, TEXT | {"format": "password"}), "same", "same",
                           ("$.x", "wording changed")),
    "whole number by its step": (both(NUMBER | {"multipleOf": 1}, WHOLE), "same", "same", None),
    "number becomes whole by its step": (both(NUMBER, NUMBER | {"multipleOf": 1}),
                                         "breaks", "safe", ("$.x", "type narrowed")),
    "alternatives that may overlap in another order": (
        both({"oneOf": [body(a=TEXT), body(b=TEXT)]}, {"oneOf": [body(b=TEXT), body(a=TEXT)]}),
        "same", "same", None),
    "items changed": (both({"type": "array", "items": TEXT}, {"type": "array", "items": WHOLE}),
                      "breaks", "breaks", ("$.x[]", "type changed")),
    "items given a type": (both({"type": "array"}, {"type": "array", "items": TEXT}),
                           "breaks", "safe", ("$.x[]", "type narrowed")),
    "field of an item gains a value": (
        both({"type": "array", "items": body(currency=EURO)},
             {"type": "array", "items": body(currency={"type": "string", "enum": ["EUR"]})}),
        "breaks", "safe", ("$.x[].currency", "enum value removed")),
    "fewer items": (both({"type": "array", "maxItems": 50}, {"type": "array", "maxItems": 10}),
                    "breaks", "safe", ("$.x", "largest number of items lowered")),
    "one item at least": (both({"type": "array"}, {"type": "array", "minItems": 1}),
                          "breaks", "safe", ("$.x", "least number of items added")),
    "items must differ": (both({"type": "array"}, {"type": "array", "uniqueItems": True}),
                          "breaks", "safe", ("$.x", "unique items added")),
    "nested field removed": (both(body(a=TEXT, b=TEXT), body(a=TEXT)), "breaks", "breaks",
                             ("$.x.b", "field removed")),
    "field described that was required": (
        (body(("b",), a=TEXT), body(a=TEXT, b=TEXT)), "breaks", "breaks", ("$.b", None)),
    "limit that empties an enum lifted": (
        both({"const": -1, "minimum": 0}, {"const": -1}), "safe", "breaks",
        ("$.x", "minimum removed")),
    "object closed": ((body(a=TEXT), body(a=TEXT) | {"additionalProperties": False}),
                      "breaks", "safe", ("$", "other fields refused")),
    "object opened": ((body(a=TEXT) | {"additionalProperties": False}, body(a=TEXT)),
                      "safe", "depends", ("$", "other fields allowed")),
    "field added to a closed object": (
        tuple(it | {"additionalProperties": False} for it in (body(a=TEXT), body(a=TEXT, b=TEXT))),
        "safe", "depends", ("$.b", "field added")),
    "entries of a map widened": (
        both({"type": "object", "additionalProperties": WHOLE},
             {"type": "object", "additionalProperties": NUMBER}),
        "safe", "breaks", ("$.x.*", "type widened")),
    "field that a map already held": (
        both({"type": "object", "additionalProperties": TEXT},
             {"type": "object", "properties": {"a": WHOLE}, "additionalProperties": TEXT}),
        "breaks", "breaks", ("$.x.a", "type changed")),
    "field that falls under the others": (
        both(body(a=TEXT) | {"additionalProperties": TEXT},
             {"type": "object", "additionalProperties": TEXT}), "same", "same", None),
    "field given to a free form": (both({"type": "object"}, body(a=TEXT)), "depends", "safe",
                                   ("$.x.a", "field added")),
    "field deprecated": (both(TEXT, TEXT | {"deprecated": True}), "safe", "safe",
                         ("$.x", "deprecated")),
    "deprecation taken back": (both(TEXT | {"deprecated": True}, TEXT), "same", "same",
                               ("$.x", "no longer deprecated")),
    "description only": (both(TEXT, TEXT | {"description": "what it is", "example": "a"}),
                         "same", "same", ("$.x", "wording changed")),
    "alternative added": (both({"oneOf": [CARD, BANK]}, {"oneOf": [CARD, BANK, CASH]}),
                          "safe", "breaks", ("$.x", "alternative added")),
    "alternative removed": (both({"oneOf": [CARD, BANK, CASH]}, {"oneOf": [CARD, BANK]}),
                            "breaks", "safe", ("$.x", "alternative removed")),
    "alternatives in another order": (both({"oneOf": [CARD, BANK]}, {"oneOf": [BANK, CARD]}),
                                      "same", "same", None),
    "change inside an alternative": (
        both({"oneOf": [CARD, BANK]},
             {"oneOf": [CARD, body(("kind",), kind={"const": "bank"}, iban=TEXT | {"maxLength": 34})
                        ]}),
        "breaks", "safe", ("$.x.oneOf[1].iban", "largest length added")),
    "alternatives that overlap": (both(WHOLE, {"oneOf": [WHOLE, NUMBER]}), "unknown", "breaks",
                                  None),
    "overlapping alternatives under anyOf": (
        both({"oneOf": [WHOLE, NUMBER]}, {"anyOf": [WHOLE, NUMBER]}), "safe", "unknown",
        ("$.x", None)),
    "an overlap inside an overlap": (
        both({"oneOf": [{"const": ""}, {}]}, {"oneOf": [{"const": ""}, {"oneOf": [{}, {}]}]}),
        "unknown", "unknown", ("$.x", "oneOf")),
    "allOf written out": (
        (body(("a",), a=TEXT, b=WHOLE), {"allOf": [body(a=TEXT), body(b=WHOLE), {
            "type": "object", "required": ["a"]}]}), "same", "same", None),
    "one part of allOf narrowed": (
        ({"allOf": [body(a=TEXT), body(b=WHOLE)]},
         {"allOf": [body(a=TEXT), body(b=WHOLE | {"minimum": 1})]}), "breaks", "safe",
        ("$.b", "minimum added")),
    "a rule that is not weighed": (both(TEXT, TEXT | {"not": {"const": "a"}}), "unknown",
                                   "unknown", ("$.x", "not")),
    "constants as alternatives instead of an enum": (
        both(EURO, {"oneOf": [{"const": "EUR", "title": "Euro"}, {"const": "USD"}]}),
        "same", "same", ("$.x", "wording changed")),
    "constants under anyOf, with their type": (
        both(EURO, TEXT | {"anyOf": [TEXT | {"const": "EUR"}, {"enum": ["USD"]}]}),
        "same", "same", None),
    "constant added as an alternative": (
        both({"oneOf": [{"const": "EUR"}, {"const": "USD"}]},
             {"oneOf": [{"const": "EUR"}, {"const": "USD"}, {"const": "SEK"}]}),
        "safe", "depends", ("$.x", "enum value added")),
    "constant removed as an alternative": (
        both({"anyOf": [{"const": "EUR"}, {"const": "USD"}]}, {"anyOf": [{"const": "EUR"}]}),
        "breaks", "safe", ("$.x", "enum value removed")),
    "null as one of the constants": (
        both({"enum": ["EUR"]}, {"oneOf": [{"const": "EUR"}, {"type": "null"}]}),
        "safe", "breaks", ("$.x", "null allowed")),
    "the same constant twice under oneOf": (
        both({"enum": ["EUR"]}, {"oneOf": [{"const": "EUR"}, {"const": "EUR"}]}),
        "unknown", "safe", None),
    "read-only field required": (
        (body(a=TEXT), body(("id",), a=TEXT, id=TEXT | {"readOnly": True})), "safe", "safe",
        ("$.id", "field added")),
    "read-only field now required": (
        (body(id=TEXT | {"readOnly": True}), body(("id",), id=TEXT | {"readOnly": True})),
        "same", "safe", None),
    "field now read-only": (both(TEXT, TEXT | {"readOnly": True}), "breaks", "same", ("$.x", None)),
    "field no longer read-only": (both(TEXT | {"readOnly": True}, TEXT), "safe", "same",
                                  ("$.x", None)),
    "required field no longer read-only": (
        (body(("id",), id=TEXT | {"readOnly": True}), body(("id",), id=TEXT)), "breaks", "same",
        ("$.id", None)),
    "type of a read-only field": (both(TEXT | {"readOnly": True}, WHOLE | {"readOnly": True}),
                                  "unknown", "breaks", ("$.x", None)),
    "read-only field removed": ((body(a=TEXT, id=TEXT | {"readOnly": True}), body(a=TEXT)),
                                "safe", "breaks", ("$.id", None)),
    "read-only field removed from a closed object": (
        tuple(one | {"additionalProperties": False}
              for one in (body(a=TEXT, id=TEXT | {"readOnly": True}), body(a=TEXT))),
        "unknown", "breaks", ("$.id", None)),
    "write-only field no longer required": (
        (body(("pin",), pin=TEXT | {"writeOnly": True}), body(pin=TEXT | {"writeOnly": True})),
        "safe", "same", None),
    "field now write-only": (both(TEXT, TEXT | {"writeOnly": True}), "same", "breaks",
                             ("$.x", None)),
    "read-only behind a reference": (
        ({"definitions": {"Id": TEXT}, **body(id={"$ref": "#/definitions/Id"})},
         {"definitions": {"Id": TEXT | {"readOnly": True}},
          **body(id={"$ref": "#/definitions/Id"})}), "breaks", "same", ("$.id", None)),
    "whole body read-only": ((body(a=TEXT), body(a=TEXT) | {"readOnly": True}), "unknown", "same",
                             ("$", None)),
    "content encoding changed": (
        both(TEXT | {"contentEncoding": "base64"}, TEXT | {"contentEncoding": "base16"}),
        "unknown", "unknown", ("$.x", "contentEncoding")),
    "media type of a text changed": (
        both(TEXT | {"contentMediaType": "image/png"}, TEXT | {"contentMediaType": "image/jpeg"}),
        "unknown", "unknown", ("$.x", "contentMediaType")),
    "an extension changed": (both(TEXT, TEXT | {"x-masked": True}), "unknown", "unknown",
                             ("$.x", "x-masked")),
    "XML name changed": (both(TEXT | {"xml": {"name": "a"}}, TEXT | {"xml": {"name": "b"}}),
                         "unknown", "unknown", ("$.x", "xml")),
    "discriminator mapping renamed": (
        tuple({"oneOf": [CARD, BANK],
               "discriminator": {"propertyName": "kind", "mapping": {name: "#/oneOf/0"}}}
              for name in ("card", "CARD")), "unknown", "unknown", ("$", "discriminator")),
    "discriminator field changed": (
        tuple({"oneOf": [CARD, BANK], "discriminator": {"propertyName": name}}
              for name in ("kind", "type")), "unknown", "unknown", ("$", "discriminator")),
    "second of two defaults changed": (
        both({"allOf": [WHOLE | {"default": 1}, {"default": 2}]},
             {"allOf": [WHOLE | {"default": 1}, {"default": 3}]}), "breaks", "breaks",
        ("$.x", "default changed")),
    "definitions that nothing refers to": (
        (body(a=TEXT) | {"$defs": {"B": TEXT}}, body(a=TEXT) | {"$defs": {"B": WHOLE}}),
        "same", "same", None),
    "a reference elsewhere": (both({"$ref": "a.yaml"}, {"$ref": "b.yaml"}), "unknown", "unknown",
                              ("$.x", "$ref")),
}  # fmt: skip


@pytest.mark.parametrize("name", PAIRS)
def test_each_change_has_its_verdict_on_both_sides(name):
    (old, new), request, response, expected = PAIRS[name]
    found = {side: compare_schemas(old, new, side) for side in MESSAGE_SIDES}
    assert (found["request"].verdict, found["response"].verdict) == (request, response)
    if expected:
        path, change = expected
        for side in MESSAGE_SIDES:
            seen = [(f.path, f.change) for f in found[side].findings]
            assert any(p == path and change in (None, c) for p, c in seen), seen


@pytest.mark.parametrize("name", PAIRS)
def test_findings_speak_to_people(name):
    (old, new), *_ = PAIRS[name]
    for side in MESSAGE_SIDES:
        result = compare_schemas(old, new, side)
        assert result == compare_schemas(
            copy.deepcopy(old), copy.deepcopy(new), side
        )  # stable order
        for finding in result.findings:
            assert finding.verdict in VERDICTS
            assert finding.path.startswith("$")
            assert finding.reason.endswith(".")
            assert ". " not in finding.reason, "one sentence"
            assert re.search(r"client|checker", finding.reason)
            assert set(finding.source.split("; ")) <= {
                "AIP-180", "oasdiff checks", "Zalando REST guidelines", "JSON Schema 2020-12",
                "SemVer 2.0.0", "OpenAPI 3.1"}  # fmt: skip


def test_a_list_of_values_is_cut_after_four():
    """Six values lose five: four are named, and one is counted."""
    six = {"enum": list("abcdef")}
    (found,) = compare_schemas(six, {"enum": ["a"]}, "request").findings
    assert found.reason == (
        "A client that sends the body as “b” or “c” or “d” or “e” and 1 more is refused."
    )
    (found,) = compare_schemas({"enum": list("abcde")}, {"enum": ["a"]}, "request").findings
    assert found.reason == "A client that sends the body as “b” or “c” or “d” or “e” is refused."


@pytest.mark.parametrize(
    ("limits", "verdict", "changes"),
    [
        ({"minimum": 1, "maximum": 9}, "safe", ["enum removed"]),  # both values are in
        (
            {"minimum": 1, "maximum": 8},
            "breaks",
            ["enum removed", "minimum added", "maximum added"],
        ),
        ({"exclusiveMinimum": 1}, "breaks", ["enum removed", "minimum added"]),  # 1 is out
        ({"exclusiveMaximum": 9}, "breaks", ["enum removed", "maximum added"]),  # 9 is out
    ],
)
def test_limits_that_hold_all_values_of_a_list_are_not_told(limits, verdict, changes):
    found = compare_schemas({"enum": [1, 9]}, NUMBER | limits, "request")
    named = [one.change for one in found.findings if one.change != "type widened"]
    assert (found.verdict, named) == (verdict, changes)


def test_what_unevaluated_items_leaves_over_is_told():
    """With “items: true” no item is left over; without it every item is, and is refused."""
    old, new = (
        {"type": "array", "unevaluatedItems": False} | more for more in ({"items": True}, {})
    )
    assert fits(old, [1])
    assert not fits(new, [1])
    for side in MESSAGE_SIDES:
        found = compare_schemas(old, new, side)
        assert found.verdict == "unknown"
        assert [one.change for one in found.findings] == ["unevaluatedItems"]


@pytest.mark.parametrize(
    ("word", "kind"), [("int", "integer"), ("list", "array"), ("amount", "string")]
)
def test_a_field_that_is_a_word_gets_its_likely_type(word, kind):
    with pytest.raises(InputError) as refused:
        compare_schemas(body(a=word), TEXT, "request")
    assert refused.value.fix == f"Write type: {kind}."


def test_there_are_enough_pairs():
    assert len(PAIRS) >= 36


def test_a_rename_is_a_removal_and_an_addition():
    (old, new), *_ = PAIRS["field renamed"]
    removed, added = compare_schemas(old, new, "response").findings
    assert (removed.change, added.change) == ("field removed", "field added")
    assert "“sum” may be its new name" in removed.reason


def test_a_tree_that_holds_itself_is_weighed():
    old = {
        "$ref": "#/components/schemas/Node",
        "components": {
            "schemas": {
                "Node": body(
                    value=WHOLE,
                    kids={"type": "array", "items": {"$ref": "#/components/schemas/Node"}},
                )
            }
        },
    }
    new = copy.deepcopy(old)
    assert compare_schemas(old, new, "request").verdict == "same"
    new["components"]["schemas"]["Node"]["properties"]["value"]["maximum"] = 9
    assert compare_schemas(old, new, "request").verdict == "breaks"
    assert compare_schemas(old, new, "response").verdict == "safe"


def test_schemas_that_refer_to_each_other_are_weighed():
    def pair(inner: dict) -> dict:
        return {
            "$ref": "#/definitions/A",
            "definitions": {
                "A": body(b={"anyOf": [{"$ref": "#/definitions/B"}, {"type": "null"}]}),
                "B": body(a={"$ref": "#/definitions/A"}, x=inner),
            },
        }

    assert compare_schemas(pair(TEXT), pair(TEXT), "request").verdict == "same"
    assert compare_schemas(pair(TEXT), pair(WHOLE), "request").verdict == "breaks"
    assert compare_schemas(pair(WHOLE), pair(NUMBER), "request").verdict == "safe"


def test_a_schema_that_doubles_at_each_step_is_answered():
    steps = {n: {"$ref": f"#/definitions/n{n + 1}"} for n in range(30)}
    doubling = {f"n{n}": body(a=step, b=step) for n, step in steps.items()}
    old = {"$ref": "#/definitions/n0", "definitions": doubling | {"n30": TEXT}}
    new = copy.deepcopy(old)
    new["definitions"]["n30"] = WHOLE
    assert compare_schemas(old, new, "request").verdict == "unknown"


@pytest.mark.parametrize("wrap", [
    lambda inner: {"anyOf": [inner]}, lambda inner: {"oneOf": [inner, {"type": "null"}]},
    lambda inner: {"allOf": [inner]}, lambda inner: body(a=inner),
    lambda inner: {"type": "array", "items": inner}])  # fmt: skip
def test_a_chain_of_references_is_answered(wrap):
    steps = {f"n{n}": wrap({"$ref": f"#/definitions/n{n + 1}"}) for n in range(2000)}
    old = {"$ref": "#/definitions/n0", "definitions": steps | {"n2000": TEXT}}
    new = copy.deepcopy(old)
    new["definitions"]["n2000"] = WHOLE
    assert compare_schemas(old, new, "request").verdict in ("unknown", "breaks")


def test_too_many_alternatives_are_not_called_safe():
    half = [{"type": "string", "maxLength": n} for n in range(9)]
    many = {"allOf": [{"anyOf": half}, {"anyOf": list(reversed(half))}]}
    assert compare_schemas(many, many | {"maxLength": 3}, "request").verdict == "unknown"


@pytest.mark.parametrize(
    ("schema", "what"),
    [
        ({"type": "str"}, "“str” isn't a type"),
        ({"properties": ["a"]}, "“properties” is a list"),
        ({"properties": {"a": "int"}}, "is the text “int”"),
        ({"properties": {"a": {"required": True}}}, "“required” is true"),
        ({"minimum": "1"}, "“minimum” isn't a number"),
        ({"maxLength": 1.5}, "“maxLength” isn't a whole number"),
        ({"enum": "a"}, "“enum” isn't a list"),
        ({"anyOf": []}, "“anyOf” isn't a list with at least one entry"),
        ({"$ref": "#"}, "in a circle"),
        ({"$ref": "#/definitions/A"}, "points to nothing"),
    ],
)
def test_what_is_no_schema_is_refused(schema, what):
    for pair in ((schema, TEXT), (TEXT, schema)):
        with pytest.raises(InputError, match=what):
            compare_schemas(*pair, "request")


def test_the_side_must_be_known():
    with pytest.raises(ValueError, match="request or response"):
        compare_schemas(TEXT, TEXT, "reply")


def test_what_is_out_of_reach_is_said():
    said = " ".join(CHECKER_LIMITATIONS).casefold()
    for topic in ("paths", "methods", "status codes", "authentication", "meaning", "sequence",
                  "performance"):  # fmt: skip
        assert topic in said


@pytest.mark.parametrize(
    ("pattern", "simple"),
    [
        ("^[A-Z]{3}$", True), ("^abc$", True), ("^a-[0-9]+$", True), ("^[a-z]*$", True),
        ("^$", True),
        ("^([ab]+)+$", False), ("^(a+)+$", False), ("^[a]+[a]+$", False), ("^[a]+b$", False),
        ("^a|b$", False), ("[a]+", False), ("^.*$", False), ("^\\d$", False), ("^[^a]$", False),
    ],
)  # fmt: skip
def test_only_patterns_without_repeated_groups_are_tried(pattern, simple):
    """`^(a+)+$` would take Python hours for a text of 40 letters."""
    schema = expand_alternatives(
        SchemaNode(SchemaDocument.of({}), (TEXT | {"pattern": pattern},)), id
    )[0][0]
    texts = ["", "ABC", "abc", "a-1", "a" * 40 + "!"]
    assert any(certainly_accepts(schema, text) for text in texts) == simple


# --- versions ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("verdict", "version", "part", "following"),
    [
        ("breaks", "1.4.2", "MAJOR", "2.0.0"),
        ("depends", "1.4.2", "MAJOR", "2.0.0"),
        ("unknown", "1.4.2", "MAJOR", "2.0.0"),
        ("safe", "1.4.2", "MINOR", "1.5.0"),
        ("same", "1.4.2", "PATCH", "1.4.3"),
        ("breaks", "0.4.2", "ANY", "0.5.0"),
        ("same", "0.4.2", "ANY", "0.4.3"),
        ("breaks", "2.0.0-rc.1", "ANY", "2.0.0-rc.2"),
        ("safe", "2.0.0-beta", "ANY", "2.0.0-beta.1"),
        ("same", "1.4.2+build.7", "PATCH", "1.4.3"),
    ],
)
def test_each_verdict_asks_for_its_version(verdict, version, part, following):
    found = bump(verdict, version)
    assert (found.part, found.next_version) == (part, following)
    assert found.reason.endswith(".")


def test_deprecation_alone_asks_for_a_minor_version():
    assert bump("same", "1.4.2", deprecates=True).part == "MINOR"
    assert bump("breaks", "1.4.2", deprecates=True).part == "MAJOR"
    (old, new), *_ = PAIRS["field deprecated"]
    assert compare_schemas(old, new, "response").deprecates
    assert not compare_schemas(new, old, "response").deprecates


@pytest.mark.parametrize(
    ("version", "fix"),
    [("v1.2.3", "Write 1.2.3."), ("1.2", "Write 1.2.0."), ("1", "Write 1.0.0."),
     ("01.2.3", "Write 1.2.3."), ("one", "three whole numbers"), ("", "three whole numbers"),
     ("1." + "9" * 5000 + ".0", "three whole numbers")],
)  # fmt: skip
def test_what_is_no_version_is_refused(version, fix):
    with pytest.raises(InputError) as refused:
        bump("safe", version)
    assert fix in refused.value.fix


# --- held against JSON Schema itself -------------------------------------------------------

NAMES = ("a", "b", "c")
TEXTS = ("", "a", "ab", "abc", "EUR", "USD")
SCALARS = st.sampled_from([None, True, False, -1, 0, 1, 2, 3, 10, 0.5, 1.0, 2.5, *TEXTS])


UNKNOWN = st.sampled_from(["contentEncoding", "contentSchema", "discriminator", "xml", "x-any"])
CONSTANTS = st.builds(
    lambda word, values: {word: [{"const": value} for value in values]},
    st.sampled_from(["oneOf", "anyOf"]), st.lists(SCALARS, min_size=1, max_size=4),
)  # fmt: skip


def _maybe(**words: st.SearchStrategy) -> st.SearchStrategy[dict]:
    return st.fixed_dictionaries({}, optional=words)


SMALL = st.integers(0, 4)
NUMERIC = _maybe(minimum=SMALL, maximum=SMALL, exclusiveMinimum=SMALL, exclusiveMaximum=SMALL,
                 multipleOf=st.sampled_from([1, 2, 5]))  # fmt: skip
TEXTUAL = _maybe(minLength=SMALL, maxLength=SMALL, pattern=st.sampled_from(["^a", "^[A-Z]{3}$"]))
TYPES = st.sampled_from(
    ["string", "integer", "number", "boolean", "null", ["string", "null"], ["integer", "string"]]
)
NULLABLE = _maybe(nullable=st.booleans())
SCALAR = st.one_of(
    st.builds(lambda t, n, s, null: {"type": t} | n | s | null, TYPES, NUMERIC, TEXTUAL, NULLABLE),
    st.lists(SCALARS, min_size=1, max_size=4).map(lambda values: {"enum": values}),
    SCALARS.map(lambda value: {"const": value}),
    CONSTANTS,
    st.just({}),
    NUMERIC,
)


def _deeper(inner: st.SearchStrategy[dict]) -> st.SearchStrategy[dict]:
    fields = st.dictionaries(st.sampled_from(NAMES), inner, max_size=3)
    names = st.lists(st.sampled_from(NAMES), max_size=2, unique=True)
    additional = st.one_of(st.booleans(), inner)
    return st.one_of(
        st.builds(lambda p, r, x: {"type": "object", "properties": p, "required": r} | x,
                  fields, names, _maybe(additionalProperties=additional)),
        st.builds(lambda items, n: {"type": "array", "items": items} | n,
                  inner, _maybe(minItems=SMALL, maxItems=SMALL)),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"allOf": parts}),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"anyOf": parts}),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"oneOf": parts}),
    )  # fmt: skip


SCHEMAS = st.recursive(SCALAR, _deeper, max_leaves=6)


@st.composite
def changed(draw: st.DrawFn) -> tuple[dict, dict]:
    """Return a schema and a near relative of it: two strangers are seldom compatible."""

    def fresh(strategy: st.SearchStrategy) -> Any:
        return copy.deepcopy(draw(strategy))  # never change what a strategy will give again

    old = fresh(SCHEMAS)
    new = copy.deepcopy(old)
    for _ in range(draw(st.integers(0, 3))):
        places = [new]
        for place in places:
            places += [v for v in place.get("properties", {}).values() if isinstance(v, dict)]
            places += [place["items"]] if isinstance(place.get("items"), dict) else []
            places += [v for word in ("allOf", "anyOf", "oneOf") for v in place.get(word, ())]
        place = draw(st.sampled_from(places))
        word = draw(st.sampled_from([*place, "new"]))
        if word == "new":
            place |= fresh(st.one_of(SCALAR, SCHEMAS))
        elif word in ("minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems"):
            place[word] = draw(SMALL)
        elif word == "properties":
            place[word] = place[word] | fresh(st.dictionaries(st.sampled_from(NAMES), SCHEMAS))
        elif word in ("anyOf", "oneOf"):
            place[word] = [*place[word], fresh(SCHEMAS)]
        else:
            del place[word]
    return (old, new) if draw(st.booleans()) else (new, old)


VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=3)
    ),
    max_leaves=5,
)


def formal(schema: Any) -> Any:
    """Return the schema in words that `jsonschema` knows (it has no `nullable`)."""
    if isinstance(schema, list):
        return [formal(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    done = {word: formal(inner) for word, inner in schema.items() if word not in ("enum", "const")}
    done |= {word: schema[word] for word in ("enum", "const") if word in schema}
    if done.pop("nullable", False) and "type" in done:
        kinds = done["type"] if isinstance(done["type"], list) else [done["type"]]
        done["type"] = list({*kinds, "null"})
        if "enum" in done:
            done["enum"] = [*done["enum"], None]
        if "const" in done:
            done["enum"] = [done.pop("const"), None]
    return done


def fits(schema: dict, value: Any) -> bool:
    return jsonschema.Draft202012Validator(formal(schema)).is_valid(value)


def listed(schema: Any) -> set[str]:
    """Return every field that a schema speaks of, anywhere."""
    if isinstance(schema, list):
        return {name for part in schema for name in listed(part)}
    if not isinstance(schema, dict):
        return set()
    own = set(schema.get("properties", ())) | set(schema.get("required", ()))
    return own.union(*(listed(v) for word, v in schema.items() if word not in ("enum", "const")))


def without(value: Any, names: set[str]) -> Any:
    if isinstance(value, list):
        return [without(item, names) for item in value]
    if isinstance(value, dict):
        return {k: without(v, names) for k, v in value.items() if k not in names}
    return value


@settings(deadline=None, max_examples=800)
@given(changed(), st.lists(VALUES, min_size=20, max_size=40))
def test_what_is_called_safe_is_safe(pair, instances):
    """A client knows the fields of the old schema: it sends no others, and ignores others."""
    old, new = pair
    for side in MESSAGE_SIDES:
        if compare_schemas(old, new, side).verdict not in ("same", "safe"):
            continue
        sub, sup = (old, new) if side == "request" else (new, old)
        unknown = listed(new) - listed(old)
        for value in instances:
            if side == "request":
                if value != without(value, unknown):
                    continue
                assert not fits(sub, value) or fits(sup, value), (side, value)
            else:
                assert not fits(sub, value) or fits(sup, without(value, unknown)), (side, value)


@settings(deadline=None, max_examples=150)
@given(changed(), st.lists(VALUES, min_size=20, max_size=40))
def test_what_is_called_the_same_is_the_same(pair, instances):
    old, new = pair
    assume(compare_schemas(old, new, "request").verdict == "same")
    for value in instances:
        assert fits(old, value) == fits(new, value)


@settings(deadline=None, max_examples=150)
@given(SCHEMAS, UNKNOWN, st.data())
def test_a_keyword_without_a_rule_is_never_passed_over(schema, word, data):
    """Wherever it differs, the verdict is “unknown” at least, and it is named."""
    old, new = copy.deepcopy(schema), copy.deepcopy(schema)
    spots = [(old, new)]
    for one, other in spots:
        pairs = [(one["properties"], other["properties"])] if "properties" in one else []
        spots += [(a[name], b[name]) for a, b in pairs for name in a]
        spots += [(one["items"], other["items"])] if isinstance(one.get("items"), dict) else []
    one, other = data.draw(st.sampled_from(spots))
    one[word], other[word] = "before", "after"
    for side in MESSAGE_SIDES:
        result = compare_schemas(old, new, side)
        assert VERDICTS.index(result.verdict) >= VERDICTS.index("unknown")
        assert any(word == finding.change for finding in result.findings)


@settings(deadline=None, max_examples=150)
@given(SCHEMAS)
def test_nothing_changed_is_the_same(schema):
    again = copy.deepcopy(schema)
    assert {compare_schemas(schema, again, side).verdict for side in MESSAGE_SIDES} == {"same"}


WITNESSED = st.one_of(
    st.builds(lambda n: WHOLE | n, _maybe(minimum=SMALL, maximum=SMALL)),
    st.builds(lambda n: TEXT | n, _maybe(minLength=st.integers(0, 2), maxLength=st.integers(2, 4))),
    st.lists(st.sampled_from(TEXTS), min_size=1, max_size=3).map(lambda it: {"enum": it}),
    st.sampled_from([WHOLE, NUMBER, TEXT, {"type": "boolean"}, {"type": ["string", "null"]}]),
)
LADDER = [None, True, False, *range(-1, 6), 0.5, *TEXTS, "abcd", "abcde", "z", "zz", "zzz", "zzzz"]


@settings(deadline=None, max_examples=150)
@given(WITNESSED, WITNESSED)
def test_what_is_called_breaking_has_a_witness(old, new):
    """In simple cases a value can be shown that was fine before and is not now."""
    assume(any(fits(old, value) for value in LADDER) and any(fits(new, value) for value in LADDER))
    for side, (sub, sup) in zip(MESSAGE_SIDES, ((old, new), (new, old)), strict=True):
        verdict = compare_schemas(old, new, side).verdict
        witness = any(fits(sub, value) and not fits(sup, value) for value in LADDER)
        assert witness == (verdict in ("breaks", "depends")), (side, verdict)


def test_a_checker_that_forgets_a_rule_is_found_out(monkeypatch):
    """The test above can fail: without limits a narrower request passes as the same."""
    monkeypatch.setattr(compatibility, "constraint_changes", lambda _old, _new: iter(()))
    assert compare_schemas(*both(WHOLE, WHOLE | {"minimum": 1}), "request").verdict == "same"
    assert fits(WHOLE, 0)
    assert not fits(WHOLE | {"minimum": 1}, 0)


def test_a_safe_change_that_adds_nothing_isnt_called_an_addition():
    old, new = {"type": "string", "maxLength": 9}, {"type": "string", "maxLength": 5}
    result = compare_schemas(old, new, "response")
    assert result.verdict == "safe"
    assert "added" not in bump(result.verdict, "1.4.2").reason


@pytest.mark.parametrize("side", ["request", "response"])
def test_null_as_a_value_and_as_a_type_are_the_same(side):
    listed, typed = {"const": None}, {"type": "null"}
    for old, new in ((listed, typed), (typed, listed)):
        assert compare_schemas(old, new, side).verdict in {"same", "safe"}


@pytest.mark.parametrize("side", ["request", "response"])
def test_null_that_a_nullable_enum_does_not_list_depends_on_the_tool(side):
    unlisted = field({"type": "string", "nullable": True, "enum": ["a"]})
    listed = field({"type": "string", "nullable": True, "enum": ["a", None]})
    for old, new in ((unlisted, listed), (listed, unlisted)):
        found = compare_schemas(old, new, side)
        assert found.verdict == "depends"
        assert found.findings[0].change == "null listed on one side only"
    assert compare_schemas(unlisted, unlisted, side).verdict == "same"
