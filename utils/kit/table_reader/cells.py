"""Rows of cells, and what a heading was found to be."""

from __future__ import annotations

from typing import NamedTuple


class Row(NamedTuple):
    """The cells of a row that isn't blank, and the line where it begins."""

    line: int
    cells: list[str]


class Match(NamedTuple):
    """A heading that names a column: how well (0 is best), where, and the unit that it names."""

    rank: int
    at: int
    unit: str
