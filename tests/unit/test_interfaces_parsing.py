"""S2: what a learner pastes. Every text is answered: a schema, or words that help."""

from __future__ import annotations

import json
import re
import subprocess
import sys

import pytest
import yaml
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from utils.interfaces import yaml_json
from utils.interfaces.model.compatibility import MESSAGE_SIDES, compare_schemas
from utils.interfaces.parsing import read_fragment
from utils.kit.errors import InputError

PAYMENT = {
    "type": "object",
    "required": ["amount"],
    "properties": {
        "amount": {"type": "integer", "minimum": 1},
        "currency": {"type": "string", "enum": ["EUR", "USD"]},
    },
}
AS_YAML = """\
type: object
required: [amount]
properties:
  amount:
    type: integer
    minimum: 1
  currency: {type: string, enum: [EUR, USD]}
"""


# Control characters are refused; see `REFUSED`.
UNREADABLE = r"[^\n\t -~\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"


def below(line: str, text: str = AS_YAML, step: str = "  ") -> str:
    """Return YAML with a text indented below a line."""
    return f"{line}\n" + "".join(f"{step}{row}\n" for row in text.splitlines())


WRAPPED = {
    "JSON": json.dumps(PAYMENT),
    "JSON with tabs": json.dumps(PAYMENT, indent="\t"),
    "JSON with a mark at its start": "\ufeff" + json.dumps(PAYMENT),
    "YAML": AS_YAML,
    "YAML with Windows line ends": AS_YAML.replace("\n", "\r\n"),
    "YAML in a fence": f"```yaml\n{AS_YAML}```\n",
    "JSON in a fence": f"\n~~~~ \n{json.dumps(PAYMENT, indent=2)}\n~~~~",
    "JSON in a fence with a title": f'```json title="a.json"\n{json.dumps(PAYMENT)}\n```',
    "YAML in braces": "{type: object, required: [amount], properties: {amount: {type: integer, "
    "minimum: 1}, currency: {type: string, enum: [EUR, USD]}}}",
    "a name above": below("Payment:"),
    "schema": below("schema:"),
    "components": below("components:", below("schemas:", below("Payment:"))),
    "definitions": json.dumps({"definitions": {"Payment": PAYMENT}}),
    "a request body": below(
        "requestBody:", below("content:", below("application/json:", below("schema:")))
    ),
    "a response": below(
        "responses:",
        below("200:", "description: done\n" + below(
            "content:", below("application/json:", below("schema:")))),
    ),
    "a parameter": "name: filter\nin: query\nrequired: true\n" + below("schema:"),
}  # fmt: skip


@pytest.mark.parametrize("kind", WRAPPED)
def test_the_one_schema_is_found(kind):
    found = read_fragment(WRAPPED[kind])
    assert found == PAYMENT
    assert list(found["properties"]) == ["amount", "currency"]


def test_what_a_schema_refers_to_comes_with_it():
    text = """
components:
  schemas:
    Payment:
      type: object
      properties:
        amount: {$ref: '#/components/schemas/Money'}
    Money:
      type: object
      properties:
        value: {type: integer}
"""
    old, new = read_fragment(text), read_fragment(text.replace("integer", "number"))
    assert list(old["properties"]) == ["amount"]
    assert compare_schemas(old, new, "request").findings[0].path == "$.amount.value"


def test_a_request_body_that_refers_to_a_schema_is_followed():
    text = """
requestBody:
  content: {application/json: {schema: {$ref: '#/components/schemas/Payment'}}}
components: {schemas: {Payment: {type: object, properties: {amount: {type: integer}}}}}
"""
    found = read_fragment(text)
    assert compare_schemas(found, read_fragment(text), "request").verdict == "same"
    assert found["components"]["schemas"]["Payment"]["type"] == "object"


def test_a_tree_that_holds_itself_is_fine():
    assert read_fragment('{"type": "object", "properties": {"kids": {"$ref": "#"}}}')


def test_words_stay_words():
    """YAML 1.1 would make NO false and a date a date."""
    found = read_fragment("enum: [NO, on, 2024-01-01, 1:30, 0x1F, '7', 7, 7.5, null]")
    assert found["enum"] == ["NO", "on", "2024-01-01", "1:30", "0x1F", "7", 7, 7.5, None]


def test_what_python_prints_is_read_as_python_means_it():
    printed = {
        "anyOf": [{"type": "string", "pattern": r"^\d+$"}, {"type": "null"}],
        "default": None,
        "deprecated": True,
    }
    assert read_fragment(repr(printed)) == printed
    assert read_fragment("{anyOf: [{type: string}], default: None}")["default"] == "None"


REFUSED = {
    "nothing": ("  \n", "is empty"),
    "nothing in a fence": ("```\n```", "is empty"),
    "5 MB": ('{"type": "object"}' + " " * 5_000_000, "the limit is 200 kB"),
    "a little too much": ("é" * 100_001, "the limit is 200 kB"),
    "half of JSON": ('{"type": "object",\n "properties": {"a": {"type": "string"',
                     r"ends before it is finished \(line 2\): 3 brackets are still open"),
    "half a word of JSON": ('{"type": "obj', "ends before it is finished .*1 bracket is"),
    "half of YAML": ("type: object\nproperties:\n", "Line 2: “properties” is empty"),
    "half a word of YAML": ('type: "obj', "can't be read .*mark that isn't closed"),
    "a missing comma": ('{"type": "object"\n "title": "x"}', "line 2, column 2 .*comma or colon"),
    "a comma too many": ('{"a": [1,, 2]}', "second comma"),
    "a comment in JSON": ('{"type": "object", // new\n "title": "x"}', "JSON has no comments"),
    "single quotation marks": ("{'type': 'object'}}", "not single ones"),
    "curly quotation marks": ("{“type”: “object”}", "curly quotation marks with straight"),
    "two JSON texts": ('{"type": "object"} {"type": "string"}', "more follows"),
    "not a number": ('{"type": "integer", "minimum": NaN}', "isn't a number"),
    "a tab": ("type: object\nproperties:\n\ta: {type: string}\n", "Line 3 starts with a tab"),
    "no-break spaces": ("type: object\nproperties:\n\u00a0\u00a0a: {type: string}\n",
                        "Line 3 starts with no-break spaces"),
    "a no-break space in JSON": ('{"a": 1,\n\u00a0"type": "object"}',
                                 r"U\+00A0\) is at line 2, column 1"),
    "a no-break space in braces": ("{type:\u00a0object}", r"U\+00A0\) is at line 1"),
    "a no-break space after a colon": ("type:\u00a0object\nproperties: {}",
                                       r"U\+00A0\) is at line 1"),
    "a sign that nobody sees": ("type: object\n\u200brequired: [a]", r"U\+200B\) is at line 2"),
    "the marks of a diff": ("+type: object\n+properties:\n+  a: {type: string}\n",
                            "Each line of the text begins with “\\+”"),
    "words before a fence": ("Here it is:\n```json\n{}\n```", "between the lines with ```"),
    "a part of some JSON": ('"A": {"type": "object"},', "Put { before it and } after it"),
    "the escapes of a log": (r'{\"type\": \"object\"}', "Take out the backslashes"),
    "the source of a page": ("{&quot;type&quot;: &quot;object&quot;}", "each &quot;"),
    "a diff": ("@@ -1,3 +1,3 @@\n type: object\n-title: a\n+title: b\n", "looks like a diff"),
    "a conflict": ("type: object\n<<<<<<< HEAD\ntitle: a\n=======\n", "looks like a diff"),
    "JavaScript": ("export const refund = {\n  type: 'object',\n};\n", "looks like JavaScript"),
    "a version that YAML reads as a number": (
        "type: string\nenum: [A, 1.10]\n",
        "Line 2: “enum” has 1.1, which is a number, and the type says a text. Write a text in",
    ),
    "a number in quotation marks": (
        '{"type": ["integer", "null"],\n "const": "1"}',
        'Line 2: “const” has "1", which is a text, and the type says a number or empty',
    ),
    "numbers of lines": ("10 type: object\n11 properties:\n\n12   a: {type: string}\n",
                         "begins with its number"),
    "a fence, and a fault": ("```yaml\ntype: object\nproperties:\n  a: {type: str}\n```",
                             "Line 4: “str” isn't a type"),
    "indentation": ("type: object\n  properties:\n", "line 2, column 13 .*indentation"),
    "two YAML texts": ("type: object\n---\ntype: string\n", "second document starts at line 2"),
    "an anchor": ("type: object\nproperties: {a: &a {type: string}, b: *a}", "anchor or alias"),
    "billion laughs": ("a: &a [x, x]\n" + "".join(
        f"{b}: &{b} [*{a}, *{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)),
        "anchor or alias .* at line 1"),
    "a tag": ("type: !!python/object:os.system string", "uses a tag"),
    "twice the same name, JSON": ('{"type": "object",\n "type": "string"}',
                                  "“type” appears twice .*line 1 and line 2"),
    "twice the same name, YAML": ("type: object\ntitle: x\ntype: string\n",
                                  "“type” appears twice .*line 1 and line 3"),
    "twice, by an escape": ('{"a": 1, "\\u0061": 2}', "“a” appears twice"),
    "itself": ('{"$ref": "#"}', "in a circle"),
    "each other": (json.dumps({"$ref": "#/definitions/A", "definitions": {
        "A": {"allOf": [{"$ref": "#/definitions/B"}]},
        "B": {"anyOf": [{"$ref": "#/definitions/A"}]}}}), "in a circle"),
    "each other, below components": (
        below("components:", below("schemas:", "A: {$ref: '#/components/schemas/B'}\n"
                                   "B: {$ref: '#/components/schemas/A'}")),
        "components.schemas.A.*in a circle"),
    "a reference to nothing": ("type: object\nproperties:\n  a: {$ref: '#/components/schemas/M'}\n",
                               "Line 3: .*points to nothing"),
    "10,000 brackets": ("[" * 10_000, "more than 60 levels deep at line 1, column 61"),
    "10,000 braces": ('{"a":' * 10_000, "more than 60 levels deep"),
    "10,000 brackets in YAML": ("a: " + "[" * 10_000, "more than 60 levels deep"),
    "10,000 dashes": ("- " * 10_000, "more than 60 levels deep"),
    "100,000 open quotation marks": ('{"a' + '\\"' * 90_000, "ends before it is finished"),
    "a list": ("[1, 2]", "is a list, not a schema"),
    "a number": ("42", "is a number, not a schema"),
    "a text": ("hello", "is a text, not a schema"),
    "null": ("null", "is empty, not a schema"),
    "a huge number": ('{"minimum": ' + "9" * 5000 + "}", "too long"),
    "a huge number in YAML": ("minimum: " + "9" * 5000, "line 1, column 10 is too large"),
    "1e999": ('{"minimum": 1e999}', "too large"),
    "half a character": ('{"title": "\\ud800"}', "half a character"),
    "a NUL": ("type: string\0", r"U\+0000\) is at line 1, column 13"),
    "a type that is none": ("type: object\nproperties:\n  a:\n    type: str\n",
                            "Line 4: “str” isn't a type. Did you mean “string”"),
    "a misspelled type": ('{"type": "intger"}', "Did you mean “integer”"),
    "no type at all": ("type: null\nproperties: {}\n",
                       "Line 1: The type is empty, .*“null” in quotation"),
    "a type in place of a schema": ("type: object\nproperties:\n  amount: int\n",
                                    "Line 3: .*text “int”.*type: integer"),
    "required on the field": ("type: object\nproperties:\n  a:\n    required: true\n",
                              "Line 4: “required” is true.*next to “properties”"),
    "several schemas": (below("components:", below("schemas:", "A: {type: object}\nB: {type: "
                                                   "string}")),
                        "2 schemas: “components.schemas.A”, “components.schemas.B”"),
    "the fields without their object": ("a: {type: string}\nb: {type: string}\n",
                                        "2 schemas: “a”, “b”.*put type: object"),
    "no schema": ("openapi: 3.0.0\ninfo: {title: x}\n", "no schema in the text; found: “openapi”"),
    "a name that is a list": ("? [a, b]\n: c\n", "A name was expected at line 1"),
}  # fmt: skip


@pytest.mark.parametrize("form", ['{{"minimum": {}}}', "type: number\nminimum: {}"])
def test_a_number_has_at_most_a_hundred_digits(form):
    longest = f"0.{'1' * (yaml_json.MAX_NUMBER_DIGITS - 2)}"
    assert yaml_json.MAX_NUMBER_DIGITS == 100
    assert read_fragment(form.format(longest))
    with pytest.raises(InputError, match="too large"):
        read_fragment(form.format(f"{longest}1"))


@pytest.mark.parametrize("kind", REFUSED)
def test_what_cannot_be_used_is_said(kind):
    text, said = REFUSED[kind]
    with pytest.raises(InputError, match=f"(?s){said}") as refused:
        read_fragment(text)
    assert refused.value.fix.endswith((".", "?"))
    assert len(str(refused.value)) < 600


@pytest.mark.parametrize("kind", ["a tab", "indentation", "half a word of YAML", "an anchor",
                                  "10,000 brackets in YAML", "two YAML texts"])  # fmt: skip
def test_the_reader_in_plain_python_says_the_same(kind, monkeypatch):
    """Where PyYAML comes without its C part, the same texts are refused."""
    monkeypatch.setattr(yaml_json, "_yaml_loader_class", lambda: yaml.BaseLoader)
    text, said = REFUSED[kind]
    with pytest.raises(InputError, match=f"(?s){said}"):
        read_fragment(text)
    assert read_fragment(AS_YAML) == PAYMENT


def answered(text: str) -> dict | None:
    try:
        found = read_fragment(text)
    except InputError as refused:
        str(refused).encode()
        return None
    assert isinstance(found, dict)
    return found


@settings(deadline=None, max_examples=2_000)
@given(st.text(max_size=80))
@example("\ud800")
@example("a: \\")
@example('"\\U99999999"')
@example("%YAML 9.9\n---\na")
@example("{" * 59)
@example("<<: {a: b}")
@example("- &a")
@example("=")
@example('{"a": -}')
def test_any_text_is_answered(text):
    answered(text)


PIECES = st.sampled_from([
    "type", "object", "string", "properties", "$ref", "#", "#/a", "enum", "allOf", "items", ": ",
    ":", "{", "}", "[", "]", ", ", "\n", "  ", "\t", "- ", '"', "'", "&a", "*a", "!!int", "1",
    "null", "true", "schema", "components", "schemas", "? ", "|\n", ">", "---\n", "#", "\\",
    "required",
])  # fmt: skip


@settings(deadline=None, max_examples=2_000)
@given(st.lists(PIECES, max_size=25).map("".join))
def test_any_broken_schema_is_answered(text):
    found = answered(text)
    if found is not None:
        for side in MESSAGE_SIDES:
            assert compare_schemas(found, found, side).findings == ()


WORDS = ["type", "properties", "required", "enum", "const", "items", "anyOf", "oneOf", "allOf",
         "$ref", "minimum", "maxLength", "pattern", "format", "nullable", "default",
         "additionalProperties", "multipleOf", "exclusiveMaximum", "a", "b"]  # fmt: skip
NUMBERS = st.integers(-3, 3) | st.floats(allow_nan=False, allow_infinity=False)
TEXTS = st.sampled_from(["string", "object", "#", "#/items", "a", "(", ""])
LEAVES = st.none() | st.booleans() | NUMBERS | TEXTS
ANY_JSON = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(WORDS), inner, max_size=4)
    ),
    max_leaves=12,
)


@settings(deadline=None, max_examples=2_000)
@given(ANY_JSON, ANY_JSON)
def test_whatever_is_accepted_can_be_judged(one, other):
    old, new = (answered(json.dumps(value)) for value in (one, other))
    if old is not None:
        assert json.dumps(old) == json.dumps(one) or isinstance(one, dict)
    if old is not None and new is not None:
        for side in MESSAGE_SIDES:
            compare_schemas(old, new, side)


NAMES = st.text(st.characters(exclude_categories=["Cs"]), max_size=8) | st.sampled_from(
    ["", "a\tb", 'q"', "\\", "\u2028", "😀", "k" * 1_100, ": ", "#"]
)
NESTED = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**20), 10**20) | NAMES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=8,
)
SEPARATORS = st.sampled_from([(",", ":"), (", ", ": "), (" ,\n", "\t:\n"), ("\n,", "\n:")])


@settings(deadline=None, max_examples=300)
@given(st.lists(NESTED, max_size=3), st.sampled_from([None, 0, 2, "\t"]), SEPARATORS, st.booleans())
def test_every_value_of_a_json_text_is_where_its_position_says(value, indent, separators, escaped):
    text = json.dumps(value, indent=indent, separators=separators, ensure_ascii=escaped)
    assume(not re.search(UNREADABLE, text))
    parsed = yaml_json.parse_json_or_yaml(text)
    assert json.dumps(parsed.value) == json.dumps(value)
    starts = [0, *(found.end() for found in re.finditer("\n", text))]
    for keys, place in parsed.positions.items():
        inner = value
        for key in keys:
            inner = inner[key]
        at = starts[place.line - 1] + place.column - 1
        assert json.JSONDecoder().raw_decode(text, at)[0] == inner


@pytest.mark.parametrize("text", ['{"minimum": %s}', "minimum: %s"])
def test_a_number_may_have_a_hundred_digits(text):
    assert read_fragment(text % ("9" * 100))["minimum"] == int("9" * 100)
    with pytest.raises(InputError, match="too large"):
        read_fragment(text % ("9" * 101))
    with pytest.raises(InputError, match="too large"):
        read_fragment(text % "1e300")
    assert read_fragment(text % "1e299")["minimum"] == 1e299


def test_every_large_text_is_answered_in_time():
    """A process is given ten times the two seconds, so that only a hang fails."""
    program = """
import json
from utils.interfaces.parsing import read_fragment
from utils.interfaces.model.compatibility import compare_schemas
from utils.kit.errors import InputError

fields = {f"f{n}": {"type": "string", "maxLength": n} for n in range(4000)}
wide = json.dumps({"type": "object", "properties": fields})
steps = {f"n{n}": {"anyOf": [{"$ref": f"#/definitions/n{n + 1}"}] * 8} for n in range(9)}
fan = json.dumps({"$ref": "#/definitions/n0", "definitions": steps | {"n9": {"type": "string"}}})
parts = json.dumps({"allOf": [{"properties": {f"f{n}": {}}} for n in range(4000)]})
some = json.dumps({"anyOf": [{"type": "object", "properties": {"a": {"const": n}}}
                             for n in range(60)]})
steps = {f"n{n}": {"$ref": f"#/definitions/n{n + 1}"} for n in range(1500)}
fields = {f"f{n}": {"allOf": [{"$ref": "#/definitions/n0"}]} for n in range(300)}
chains = json.dumps({"type": "object", "properties": fields,
                     "definitions": steps | {"n1500": {"type": "string"}}})
rows = "".join(f"  f{n}: {{type: string}}\\n" for n in range(6000))
yaml = "type: object\\nproperties:\\n" + rows
texts = [wide, fan, parts, some, chains, yaml, "a:\\n" * 60000, "{" + "a, " * 60000, "x" * 190000,
         "'" * 190000, '"' * 190000, '{"' + "\\\\" * 190000, "[" * 190000, "- " * 90000,
         "a: [" * 40000, "\\n" * 190000, " \\n" * 90000, "\\u00a0\\n" * 60000, "```\\n" * 45000]
for text in texts:
    try:
        old, new = read_fragment(text), read_fragment(text.replace("string", "integer"))
    except InputError:
        continue
    for side in ("request", "response"):
        compare_schemas(old, new, side)
"""
    subprocess.run([sys.executable, "-c", program], check=True, timeout=20 * 19)
