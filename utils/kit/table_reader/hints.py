"""What the columns of a table without known headings may be: asked, never assumed."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING

from utils.kit.english import join_words
from utils.kit.table_reader.columns import Column, column_label
from utils.kit.table_reader.errors import Problem, TableError, shorten_for_message

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from utils.kit.table_reader.cells import HeadingMatch, Row


SAMPLE_ROW_COUNT = 50
SAMPLE_COLUMN_COUNT = 200
MIN_NAME_SIMILARITY = 0.75  # how alike a heading and a known name must be for a guess
MAX_SHORT_NAME_LENGTH = 3  # letters; "per" and "ID" are in many headings
MIN_MATCHING_CELL_SHARE = 0.6  # share of a column's cells that must look alike for a guess


def missing_columns_problem(
    rows: Sequence[Row],
    missing_columns: Sequence[Column],
    matches_by_column: Mapping[str, list[HeadingMatch]],
    separator: str,
) -> Problem:
    """Return the problem that required columns are missing, and what they may be."""
    line, cells, _ = rows[0]
    taken_indexes = {one.column_index for matches in matches_by_column.values() for one in matches}
    there = join_words(f"“{shorten_for_message(cell)}”" for cell in cells[:12] if cell.strip())
    nothing = join_words(map(column_label, missing_columns), "or")
    hints = [
        hint for column in missing_columns if (hint := _rename_hint(rows, column, taken_indexes))
    ]
    example = separator.join(column.name for column in missing_columns)
    fix = " ".join(hints) or f"Name these columns in the first line: {example}."
    return Problem(line, "", f"there's no column for {nothing}; the headings are {there}.", fix)


def _rename_hint(rows: Sequence[Row], column: Column, taken_indexes: set[int]) -> str:
    """Return which columns a missing one may be, by their headings or else by their cells."""
    free = [
        (at, shorten_for_message(cell))
        for at, cell in enumerate(rows[0].cells[:SAMPLE_COLUMN_COUNT])
        if at not in taken_indexes and cell.strip()
    ]
    said = (column.name, *column.aliases, *column.fallbacks, *column.coalesced)
    names = [name.casefold() for name in said]
    near = [
        cell
        for _, cell in free
        if difflib.get_close_matches(cell.casefold(), names, 1, MIN_NAME_SIMILARITY)
        or _contains_known_name(cell, names)
    ]
    body = rows[1:SAMPLE_ROW_COUNT]
    alike = near or [
        cell
        for at, cell in free
        if _matching_cell_share(body, at, column) >= MIN_MATCHING_CELL_SHARE
    ]
    if not alike:
        return ""
    which = join_words([f"“{cell}”" for cell in alike[:5]], "or")
    if len(alike) == 1:
        return f"If {which} is {column_label(column)}, rename it to “{column.name}”."
    return f"Which one is {column_label(column)}: {which}? Rename it to “{column.name}”."


def _contains_known_name(heading: str, names: Sequence[str]) -> bool:
    """Return whether a heading has a name in it, as "Salary Estimate" has "salary"."""
    said = " ".join(re.findall(r"[^\W_]+", heading.casefold()))
    return any(len(name) > MAX_SHORT_NAME_LENGTH and f" {name} " in f" {said} " for name in names)


def _matching_cell_share(rows: Sequence[Row], index: int, column: Column) -> float:
    """Return the share of a column's filled cells that look like a known column."""
    cells = [shorten_for_message(row.cells[index]) for row in rows if index < len(row.cells)]
    filled = [cell for cell in cells if cell]
    if not filled or not column.looks_like:
        return 0.0
    return sum(map(column.looks_like, filled)) / len(filled)


def cells_fit_column(rows: Sequence[Row], index: int, column: Column) -> bool:
    """Return whether a column has filled cells, and whether any of them looks like it."""
    filled = any(row.cells[index].strip(" -–—") for row in rows if index < len(row.cells))
    return filled and (not column.looks_like or _matching_cell_share(rows, index, column) > 0)


def no_headings_error(
    rows: Sequence[Row], columns: Sequence[Column], separator: str, name: str
) -> TableError:
    """Return the error that headings are missing, with the columns as they seem to be."""
    seem = _guess_columns(rows[:SAMPLE_ROW_COUNT], columns)
    first = shorten_for_message(
        f"{separator} ".join(map(shorten_for_message, rows[0].cells[:SAMPLE_COLUMN_COUNT]))
    )
    labels = join_words(column_label(column) for column in seem)
    heading = separator.join(column.name for column in seem)
    what = f"has no headings: its first line is “{first}”. Its columns seem to be {labels}."
    fix = f"If that's right, put this line above the rows: {heading}"
    labels_there = column_position_labels(rows[0].cells)
    required = [column.name for column in columns if column.required]
    more = [column.name for column in columns if not column.required and column.positional]
    unclear = required + (more if len(labels_there) > len(required) else [])
    return TableError(name, [Problem(0, "", what, fix)], unclear=unclear, headings=labels_there)


def column_position_labels(cells: Sequence[str]) -> list[str]:
    """Return a name for each column of a table without headings: its number, its first cell."""
    return [
        f"column {at} (“{shorten_for_message(cell.strip())}”)"
        for at, cell in enumerate(cells[:SAMPLE_COLUMN_COUNT], start=1)
    ]


def _guess_columns(rows: Sequence[Row], columns: Sequence[Column]) -> list[Column]:
    """Return which column each place seems to be, the clearest first."""
    places = range(min(max(len(row.cells) for row in rows), SAMPLE_COLUMN_COUNT))
    shares = sorted(
        (-_matching_cell_share(rows, at, column), n, at)
        for n, column in enumerate(columns)
        for at in places
    )
    found: dict[int, Column] = {}
    for share, n, at in shares:
        if (
            -share >= MIN_MATCHING_CELL_SHARE
            and at not in found
            and columns[n] not in found.values()
        ):
            found[at] = columns[n]
    texts = [one for one in columns if one.required and one not in found.values()]
    found.update(zip((at for at in places if at not in found), texts, strict=False))
    return [found.get(at, Column(f"column {at + 1}")) for at in places]
