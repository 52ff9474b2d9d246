"""Rows of cells, and what a heading was found to be."""

from __future__ import annotations

import re
from typing import NamedTuple

# What Markdown, SQL, and word processors put around a whole cell: **bold**, *italic*, `code`,
# 'text', [text](address), “text”.
WRAPPED_CELL_PATTERN = re.compile(
    r"(?P<mark>\*\*|\*|`|')(?P<inner>(?:(?!(?P=mark)).)+)(?P=mark)"
    r"|(?:“(?P<quoted>[^“”]*)”|„(?P<low>[^„“”]*)[“”]|«(?P<angled>[^«»]*)»)"
    r"|\[(?P<label>[^\[\]]+)\]\((?:https?:|/|#)[^()\s]*\)"
)
TEXT_FORMULA_PATTERN = re.compile(
    r'="([^"]*)"'
)  # ="0012": a text that a spreadsheet mustn't calculate


class Row(NamedTuple):
    """The cells of a row that isn't blank, the line where it begins, and what's above."""

    line: int
    cells: list[str]
    after_blank: bool = False  # a blank or ruled line is right above


class HeadingMatch(NamedTuple):
    """A heading that names a column: how well (0 is best), where, and the unit that it names."""

    rank: int
    column_index: int
    unit: str


def normalize_cell(text: str, *, keep_lines: bool = False) -> str:
    """Return a cell with single spaces, on one line unless `keep_lines` is set."""
    parts = text.splitlines() if keep_lines else ()
    if len(parts) > 1:
        return "\n".join(filter(None, map(normalize_cell, parts)))
    spaced = " ".join(text.split())
    if spaced[:1] in {"*", "`", "'", "[", "“", "„", "«"}:
        wrapped = WRAPPED_CELL_PATTERN.fullmatch(spaced)
        return normalize_cell("".join(filter(None, wrapped.groups()[1:]))) if wrapped else spaced
    if not spaced.startswith('="'):
        return spaced
    formula = TEXT_FORMULA_PATTERN.fullmatch(spaced)
    return formula[1].strip() if formula else spaced
