"""A job ad as its source has it, such as HTML: only its words count."""

from __future__ import annotations

import re
from html import unescape

_TAG_PATTERN = re.compile(r"</?[A-Za-z][^<>]*>")
_INLINE_TAG_PATTERN = re.compile(
    r"</?(?:a|abbr|b|em|i|mark|s|small|span|strong|sub|sup|u)\b[^<>]*>", re.I
)


def strip_markup(text: str) -> str:
    """Return the words of a text; what a browser shows as a block starts a new line."""
    return unescape(_TAG_PATTERN.sub("\n", _INLINE_TAG_PATTERN.sub("", text)))
