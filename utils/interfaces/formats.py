"""Texts in other languages for interfaces: recognized, so that they can be named."""

from __future__ import annotations

import re

MAX_SEARCHED_CHARACTERS = 20_000  # characters at the start of a text
TYPE_KEY_REGEX = r"""(?:^[^\S\n]*|[{,]\s*)["']?type["']?\s*:\s*["']?"""
# Where the text or a line begins. Lines of a description in YAML are indented.
TEXT_OR_LINE_START_REGEX = r"(?:\A\s*|^)"
# A language, and what all has to be in a text of it.
UNSUPPORTED_FORMAT_REGEXES: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "Protocol Buffers",
        (TEXT_OR_LINE_START_REGEX + r"(syntax\s*=|message\s+\w+\s*\{|service\s+\w+\s*\{)",),
    ),
    ("Avro", (TYPE_KEY_REGEX + r"record\b", r"\bfields\b")),
    ("Avro", (TYPE_KEY_REGEX + r"enum\b", r"\bsymbols\b")),
    ("Avro", (TYPE_KEY_REGEX + r"fixed\b", r"\bsize\b")),
    ("XML", (r"\A\s*<[?!\w]",)),
    ("SQL", (TEXT_OR_LINE_START_REGEX + r"(create|alter)\s+(table|view|type)\b",)),
    (
        "GraphQL or TypeScript",
        (
            TEXT_OR_LINE_START_REGEX
            + r"(export\s+)?(type|input|interface|enum)\s+\w+[^:\n{]*(\{|=)",
        ),
    ),
    ("a diff", (r"^(@@ -\d|<{7} )",)),
    (
        "JavaScript",
        (
            TEXT_OR_LINE_START_REGEX
            + r"(export\s+default\b|(export\s+)?const\s+\w+\s*=|module\.exports\s*=)",
        ),
    ),
    ("Thrift", (TEXT_OR_LINE_START_REGEX + r"struct\s+\w+\s*\{",)),
)


def detect_unsupported_format(text: str) -> str:
    """Return the language of a text that isn't JSON Schema or OpenAPI; "" if it may be either."""
    start = text[:MAX_SEARCHED_CHARACTERS].lstrip("\ufeff")
    flags = re.IGNORECASE | re.MULTILINE
    for name, signs in UNSUPPORTED_FORMAT_REGEXES:
        if all(re.search(sign, start, flags) for sign in signs):
            return name
    return ""
