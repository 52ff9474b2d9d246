"""Rows of cells, and what a heading was found to be."""

from __future__ import annotations

import re
from typing import NamedTuple

# What exports write where there is no value.
MISSING = {"", "-", "–", "—", "null", "none", "nil", "nan", "nat", "n/a", "na", "#n/a", "undefined",
           "(none)", "(not set)", "(null)", "[null]", "<null>", "<na>", "(blank)", "(empty)", "\\n",
           ".", "..", "n.a.", "k.a.", "n.d.", "#value!", "#ref!"}  # fmt: skip
# What Markdown and SQL put around a whole cell: **bold**, `code`, 'text', [text](address).
WRAPPED = re.compile(
    r"(?P<mark>\*\*|`|')(?P<inner>(?:(?!(?P=mark)).)+)(?P=mark)"
    r"|\[(?P<label>[^\[\]]+)\]\((?:https?:|/|#)[^()\s]*\)"
)
TEXT_FORMULA = re.compile(r'="([^"]*)"')  # ="0012": a text that a spreadsheet mustn't calculate


class Row(NamedTuple):
    """The cells of a row that isn't blank, the line where it begins, and what's above."""

    line: int
    cells: list[str]
    after_blank: bool = False  # a blank or ruled line is right above


class Match(NamedTuple):
    """A heading that names a column: how well (0 is best), where, and the unit that it names."""

    rank: int
    at: int
    unit: str


def is_missing(text: str) -> bool:
    """Return whether a cell has one of the words that exports write for "nothing"."""
    return text.strip().casefold() in MISSING


def plain_cell(text: str, *, lines: bool = False) -> str:
    """Return a cell with single spaces, each of its lines on its own only if `lines` is set."""
    parts = text.splitlines() if lines else ()
    if len(parts) > 1:
        return "\n".join(filter(None, map(plain_cell, parts)))
    spaced = " ".join(text.split())
    if spaced[:1] in {"*", "`", "'", "["}:
        wrapped = WRAPPED.fullmatch(spaced)
        return plain_cell(wrapped["inner"] or wrapped["label"]) if wrapped else spaced
    if not spaced.startswith('="'):
        return spaced
    formula = TEXT_FORMULA.fullmatch(spaced)
    return formula[1].strip() if formula else spaced
