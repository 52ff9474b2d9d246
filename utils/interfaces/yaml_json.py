"""A pasted text, JSON or YAML, as plain values, with the line and column of each one.

Positions come from `yaml.compose`. Values are read by the rules of JSON, as OpenAPI asks: `NO`
stays a text and `2024-01-01` too. Anchors, aliases and tags are refused, so a short text can't grow
into a huge one, and the result has only texts, numbers, true, false, null, lists and objects.
"""

from __future__ import annotations

import ast
import json
import re
import warnings
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from utils.interfaces.model.schema_check import MAX_DEPTH, MAX_NUMBER, KeyPath, shorten
from utils.kit.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable

    from utils.interfaces.model.schema_check import JsonValue

    ScalarReader = Callable[[Any], tuple[Any, str]]  # a node → its value, and its text as a name

# As in yaml, which is imported only when it is needed.
YamlNode: TypeAlias = Any
YamlMark: TypeAlias = Any
YamlError: TypeAlias = Any

MAX_TEXT_BYTES = 200_000
MAX_NUMBER_DIGITS = 100
CODE_FENCE_REGEX = "(?:`{3,}|~{3,})"  # around code in Markdown
MAX_LINES_CHECKED_FOR_NUMBERS = 200  # lines that may begin with their numbers
# Spaces that aren't plain ones, and signs that nobody sees: copied from pages and chats.
INVISIBLE_CHARACTER_PATTERN = re.compile(r"[^\S \t\n]|[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]")
LONE_SURROGATE_PATTERN = re.compile("[\ud800-\udfff]")
PASTE_ONE_SCHEMA_FIX = 'Paste one schema, for example {"type": "object", "properties": {…}}.'


class Position(NamedTuple):
    """A line and a column, counted from 1."""

    line: int
    column: int

    def __str__(self) -> str:
        """Return both as a reader looks for them."""
        return f"line {self.line:,}, column {self.column:,}"


class ParsedText(NamedTuple):
    """What a text says, and the position of each value by the keys that lead to it."""

    value: Any
    positions: dict[KeyPath, Position]


def parse_json_or_yaml(text: str) -> ParsedText:
    """Return what a text says. Raises InputError naming line and column."""
    size = len(text) if len(text) > MAX_TEXT_BYTES else len(text.encode("utf-8", "replace"))
    if size > MAX_TEXT_BYTES:
        raise InputError(
            f"The text is {size / 1000:,.0f} kB long; the limit is {MAX_TEXT_BYTES / 1000:g} kB.",
            "Paste only the schema that changed.",
        )
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    text = _without_code_fences(text)
    if not text.strip():
        raise InputError("The text is empty.", PASTE_ONE_SCHEMA_FIX)
    _refuse_control_characters(text)
    _refuse_line_numbers(text)
    _refuse_line_prefixes(text)
    return _parse_json(text) if text.lstrip()[0] in "{[" else _parse_yaml(text)


def _refuse_control_characters(text: str) -> None:
    found = re.search(r"[^\t\n -~\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", text)
    if found:
        raise InputError(
            f"A character that can't be read (U+{ord(found[0]):04X}) is at "
            f"{_position_at_index(text, found.start())}.",
            "Delete it, or copy the text again from its source.",
        )


def _without_code_fences(text: str) -> str:
    """Return a text without the ``` around it in Markdown; its lines keep their numbers."""
    return re.sub(
        rf"\A(\s*){CODE_FENCE_REGEX}[^\n{{}}\[\]:]*$|^{CODE_FENCE_REGEX}\s*\Z",
        r"\1",
        text,
        flags=re.MULTILINE,
    )


def _refuse_line_numbers(text: str) -> None:
    """Refuse a text that was copied together with the numbers of its lines."""
    lines = [line for line in text.split("\n", MAX_LINES_CHECKED_FOR_NUMBERS) if line.strip()][
        :MAX_LINES_CHECKED_FOR_NUMBERS
    ]
    starts = [re.match(r"\s*(\d{1,6})(?!\d)", line) for line in lines]
    numbers = [int(found[1]) for found in starts if found]
    if len(numbers) == len(lines) > 1 and numbers == [*range(numbers[0], numbers[0] + len(lines))]:
        raise InputError(
            "Each line of the text begins with its number.",
            "Copy the text without the line numbers.",
        )


def _refuse_line_prefixes(text: str) -> None:
    """Refuse a text in which each line has the mark of a diff, a quotation, or a table."""
    marks = {line[0] for line in text.split("\n") if line.strip()}
    if len(marks) == 1 and marks <= set("+>|"):
        raise InputError(
            f"Each line of the text begins with “{marks.pop()}”.",
            "Copy the text without these marks.",
        )


def _invisible_character_error(character: str, position: Position) -> InputError:
    return InputError(
        f"A space or sign that isn't a plain one (U+{ord(character):04X}) is at {position}.",
        "Put a plain space in its place, or delete it.",
    )


def _position_at_index(text: str, index: int) -> Position:
    return Position(text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index))


def _position_of_mark(mark: YamlMark) -> Position:
    return Position(mark.line + 1, mark.column + 1)


# --- values with their positions -----------------------------------------------------------


def _parse_yaml_with_positions(text: str, read_scalar: ScalarReader) -> ParsedText:
    """Return the values of a YAML text. Refuses names that appear twice."""
    import yaml

    root = yaml.compose(text, Loader=_yaml_loader_class())
    positions: dict[KeyPath, Position] = {}
    value = None if root is None else _parse_node(root, (), positions, read_scalar)
    return ParsedText(value, positions)


def _parse_node(
    node: YamlNode,
    key_path: KeyPath,
    positions: dict[KeyPath, Position],
    read_scalar: ScalarReader,
) -> JsonValue:
    positions[key_path] = _position_of_mark(node.start_mark)
    if node.id == "scalar":
        return _read_scalar_node(node, read_scalar)[0]
    if node.id == "sequence":
        items = enumerate(node.value)
        return [_parse_node(item, (*key_path, n), positions, read_scalar) for n, item in items]
    found: dict[str, Any] = {}
    for name_node, inner in node.value:
        name = _read_key(name_node, read_scalar)
        if name in found:
            raise _duplicate_key_error(
                name, positions[(*key_path, name)], _position_of_mark(name_node.start_mark)
            )
        found[name] = _parse_node(inner, (*key_path, name), positions, read_scalar)
    return found


def _read_scalar_node(node: YamlNode, read_scalar: ScalarReader) -> tuple[Any, str]:
    value, text = read_scalar(node)
    if LONE_SURROGATE_PATTERN.search(text):  # JSON can write half of an emoji as an escape
        raise InputError(
            f"The text at {_position_of_mark(node.start_mark)} has half a character (an escape "
            "from \\uD800 to \\uDFFF).",
            "Delete it, or write the character itself.",
        )
    return value, text


def _read_key(node: YamlNode, read_scalar: ScalarReader) -> str:
    if node.id != "scalar":
        raise InputError(
            f"A name was expected at {_position_of_mark(node.start_mark)}, not a list or an "
            "object.",
            "Write a name, a colon and a value, as in type: string.",
        )
    hidden = INVISIBLE_CHARACTER_PATTERN.search(node.value) if not node.style else None
    if hidden:  # a keyword that no rule would know, such as a “type” with a space behind its colon
        raise _invisible_character_error(hidden[0], _position_of_mark(node.start_mark))
    return _read_scalar_node(node, read_scalar)[1]


def _duplicate_key_error(
    name: str, first_position: Position, second_position: Position
) -> InputError:
    return InputError(
        f"“{shorten(name)}” appears twice in one object, at line {first_position.line:,} and line "
        f"{second_position.line:,}.",
        "Keep one of the two: a program would silently use only one.",
    )


def _too_deep_error(position: Position) -> InputError:
    return InputError(
        f"The text is nested more than {MAX_DEPTH} levels deep at {position}.",
        "Paste only the part that changed.",
    )


def _number_too_large_error(position: Position) -> InputError:
    return InputError(f"The number at {position} is too large.", "Shorten it.")


# --- JSON ----------------------------------------------------------------------------------

# A closing mark is optional, so that a text without one costs no second look.
JSON_TOKEN_PATTERN = re.compile(r'"(?:[^"\\\n]|\\.)*"?|[{}\[\]]|[^\s{}\[\]:,"]+')
JSON_DECODER = json.JSONDecoder()
JSON_STRING_PATTERN = re.compile(r'(?P<string>"[^"\\]*(?:\\.[^"\\]*)*")(?P<colon>\s*:)?')


def _parse_json(text: str) -> ParsedText:
    """Return the values of a JSON text once `json` has found nothing wrong with it."""
    _refuse_deep_json(text)
    try:
        json.loads(text, parse_constant=_refuse_non_json_constant)
    except json.JSONDecodeError as error:
        hidden = INVISIBLE_CHARACTER_PATTERN.match(text, error.pos)
        if hidden:
            position = Position(error.lineno, error.colno)
            raise _invisible_character_error(hidden[0], position) from None
        if text.lstrip()[0] == "{" and _is_flow_yaml(text):
            parsed = _parse_yaml(text)
            return parsed._replace(value=_parse_python_literal(text, parsed.value))
        raise _json_input_error(text, error) from None
    except (ValueError, RecursionError):  # a number of thousands of digits
        raise InputError("The JSON has a number that is too long.", "Shorten it.") from None
    # With short strings and no tabs JSON is YAML: the two differ in escapes and length of strings.
    yaml_text = JSON_STRING_PATTERN.sub(_blank_string_match, text).replace("\t", " ")
    return _parse_yaml_with_positions(yaml_text, lambda node: _read_json_scalar(text, node))


def _blank_string_match(match: re.Match[str]) -> str:
    """Return a short value, or a short name and its colon, as wide as the string was.

    So everything after it stays where it is. YAML wants a colon on the line of its name.
    """
    padding, colon = " " * (len(match["string"]) - 2), match["colon"]
    return f'""{padding}' if colon is None else f"x:{padding}{colon.replace(':', ' ')}"


def _read_json_scalar(text: str, node: YamlNode) -> tuple[Any, str]:
    start = node.start_mark.index
    value, end = JSON_DECODER.raw_decode(text, start)
    if isinstance(value, str):
        return value, value
    if end - start > MAX_NUMBER_DIGITS or (value is not None and abs(value) >= MAX_NUMBER):
        raise _number_too_large_error(_position_of_mark(node.start_mark))
    return value, ""


def _refuse_non_json_constant(word: str) -> None:
    raise json.JSONDecodeError(f"{word} is not a JSON value", word, 0)


def _refuse_deep_json(text: str) -> None:
    depth = 0
    for found in JSON_TOKEN_PATTERN.finditer(text):
        depth += {"{": 1, "[": 1, "}": -1, "]": -1}.get(found[0], 0)
        if depth > MAX_DEPTH:
            raise _too_deep_error(_position_at_index(text, found.start()))


def _is_flow_yaml(text: str) -> bool:
    """Whether a text that isn't JSON is YAML in braces, as in {type: string}."""
    import yaml

    try:
        for _ in yaml.parse(text, Loader=_yaml_loader_class()):
            pass
    except (yaml.YAMLError, ValueError):
        return False
    return True


def _parse_python_literal(text: str, yaml_value: JsonValue) -> JsonValue:
    """Return what a text in braces says if Python printed it, with None and escapes of its own."""
    try:
        with warnings.catch_warnings(action="ignore"):  # of an escape that Python doesn't know
            return json.loads(json.dumps(ast.literal_eval(text.strip())))
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return yaml_value


def _json_input_error(text: str, error: json.JSONDecodeError) -> InputError:
    still_open = _describe_unclosed_brackets(text)
    if error.pos >= len(text.rstrip()) or error.msg.startswith("Unterminated string"):
        return InputError(
            f"The JSON ends before it is finished (line {error.lineno:,}): {still_open}.",
            "Copy it again, through the last bracket.",
        )
    position = Position(error.lineno, error.colno)
    if error.msg.startswith("Extra data"):
        return InputError(
            f"The JSON is finished before {position}, yet more follows.",
            "Paste one schema at a time, without a comma or text after it.",
        )
    if error.msg.endswith("is not a JSON value"):
        return InputError(f"{error.msg}.", "Write a number, or null.")
    return InputError(
        f"The JSON can't be read from {position} ({error.msg}).", _json_fix_text(text, error)
    )


BACKSLASH_FIX = "Take out the backslashes before the quotation marks."
STRAIGHT_QUOTES_FIX = "Replace curly quotation marks with straight ones."
FIX_BY_CHARACTER = {
    "'": "JSON needs straight double quotation marks, not single ones.",
    "\\": BACKSLASH_FIX,
    "&": "Put a quotation mark in place of each &quot;.",
    **dict.fromkeys("“”„", STRAIGHT_QUOTES_FIX),
}


def _json_fix_text(text: str, error: json.JSONDecodeError) -> str:
    before, after = text[: error.pos].rstrip()[-1:], text[error.pos : error.pos + 1]
    if after == "#" or text.startswith(("//", "/*"), error.pos):
        return "JSON has no comments: delete them."
    if after in FIX_BY_CHARACTER:
        return FIX_BY_CHARACTER[after]
    if before == "," or (after == "," and "delimiter" not in error.msg):
        return "Look for a comma before a closing bracket or a second comma, and delete it."
    if "delimiter" in error.msg:
        return "Look for a comma or colon that is missing just before."
    return "Put names and texts in double quotation marks, and commas between entries."


def _describe_unclosed_brackets(text: str) -> str:
    stack: list[str] = []
    for found in JSON_TOKEN_PATTERN.finditer(text):
        if found[0] in {"{", "["}:
            stack.append(found[0])
        elif found[0] in {"}", "]"} and stack:
            stack.pop()
    if not stack:
        return "a quotation mark is still open"
    return f"{len(stack)} bracket{'s are' if len(stack) > 1 else ' is'} still open"


# --- YAML ----------------------------------------------------------------------------------

YAML_NULLS = {"", "~", "null", "Null", "NULL"}
YAML_BOOLEANS = {
    "true": True,
    "True": True,
    "TRUE": True,
    "false": False,
    "False": False,
    "FALSE": False,
}
YAML_INTEGER_PATTERN = re.compile(r"[-+]?[0-9]+")
YAML_NUMBER_PATTERN = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")


def _yaml_loader_class() -> type:
    """Return the loader that leaves every scalar a text, in C where PyYAML has it."""
    import yaml

    return getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def _parse_yaml(text: str) -> ParsedText:
    import yaml

    try:
        _refuse_no_break_indentation(text)
        _refuse_unsupported_yaml(text)
        return _parse_yaml_with_positions(text, _read_yaml_scalar)
    except InputError:  # a ValueError too, and already in words that help
        raise
    except yaml.MarkedYAMLError as error:
        raise _yaml_input_error(text, error) from None
    except (yaml.YAMLError, ValueError):  # an escape such as \UFFFFFFFF that isn't a character
        raise InputError(
            "The text has an escape or character that can't be read.",
            "Look for a backslash, or copy the text again from its source.",
        ) from None


def _refuse_no_break_indentation(text: str) -> None:
    """Refuse names that are indented with spaces that aren't indentation, as pages have them."""
    found = re.search(r"^ *(?=[^\S \t\n])[^\S\n]+[^\s:][^:\n]*:(?=\s)", text, re.MULTILINE)
    if found:
        line = _position_at_index(text, found.start()).line
        raise InputError(
            f"Line {line:,} starts with no-break spaces, and YAML allows only plain ones there.",
            "Replace each with a plain space.",
        )


def _refuse_unsupported_yaml(text: str) -> None:
    """Refuse deep nesting, anchors, tags and a second document before anything is composed."""
    import yaml

    depth = documents = 0
    for event in yaml.parse(text, Loader=_yaml_loader_class()):
        position = _position_of_mark(event.start_mark)
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        documents += isinstance(event, yaml.DocumentStartEvent)
        if depth > MAX_DEPTH:
            raise _too_deep_error(position)
        if documents > 1:
            raise InputError(
                f"A second document starts at line {position.line:,} (---).",
                "Paste one schema at a time.",
            )
        if getattr(event, "anchor", None):
            raise InputError(
                f"The YAML uses an anchor or alias (& or *) at {position}.",
                "Write the part out, or use $ref.",
            )
        if getattr(event, "tag", None):
            raise InputError(f"The YAML uses a tag (!) at {position}.", "Leave the tag out.")


def _read_yaml_scalar(node: YamlNode) -> tuple[Any, str]:
    """Return a bare word or number by the rules of JSON (YAML 1.2, JSON schema)."""
    text, is_bare = node.value, not node.style  # None or empty, depending on the loader
    if not is_bare:
        return text, text
    if text in YAML_NULLS:
        return None, text
    if text in YAML_BOOLEANS:
        return YAML_BOOLEANS[text], text
    if not YAML_NUMBER_PATTERN.fullmatch(text):
        return text, text
    if len(text) > MAX_NUMBER_DIGITS:
        raise _number_too_large_error(_position_of_mark(node.start_mark))
    number = int(text) if YAML_INTEGER_PATTERN.fullmatch(text) else float(text)
    if abs(number) >= MAX_NUMBER:
        raise _number_too_large_error(_position_of_mark(node.start_mark))
    return number, text


INDENTATION_FIX = "Look at the indentation: names of one object start in the same column."
YAML_ERROR_FIXES = {
    "mapping values are not allowed": (
        "Look at the indentation, and put a text that holds a colon in quotation marks."
    ),
    "did not find expected key": INDENTATION_FIX,
    "expected <block end>": INDENTATION_FIX,
    "found unexpected end of stream": (
        "Copy it again to its end, and look for a quotation mark that isn't closed."
    ),
    "could not find expected ':'": "Write a colon and a space after the name.",
    "cannot start any token": "Put the text in quotation marks.",
}


def _yaml_input_error(text: str, error: YamlError) -> InputError:
    mark = error.problem_mark or error.context_mark
    tab = re.search(r"^ *\t", text, re.MULTILINE)
    if tab:
        line = _position_at_index(text, tab.start()).line
        return InputError(
            f"Line {line:,} starts with a tab, and YAML allows only spaces there.",
            "Replace each tab with two spaces.",
        )
    hidden = re.search(r":([^\S \t\n])", text)
    if hidden:
        return _invisible_character_error(hidden[1], _position_at_index(text, hidden.start(1)))
    message = " ".join(filter(None, (error.context, error.problem)))
    if re.search(rf"^{CODE_FENCE_REGEX}", text, re.MULTILINE):
        fix = "Paste only what is between the lines with ```."
    elif re.match(r'\s*"[^"\n]*"\s*:', text):
        fix = "Is it a part of some JSON? Put { before it and } after it, without a last comma."
    else:
        fix = next(
            (fix for sign, fix in YAML_ERROR_FIXES.items() if sign in message),
            "Look at the line before it.",
        )
    where = f" at {_position_of_mark(mark)}" if mark else ""
    return InputError(f"The YAML can't be read{where} ({shorten(error.problem)}).", fix)
