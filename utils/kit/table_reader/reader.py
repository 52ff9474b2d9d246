"""Reads a table: its text, its rows, its headings, and then each cell."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from utils.kit.english import plural
from utils.kit.errors import InputError, attribute_errors_to
from utils.kit.missing_values import is_missing
from utils.kit.table_reader.cells import normalize_cell
from utils.kit.table_reader.columns import DEFAULT_LIMITS, Column, Limits
from utils.kit.table_reader.decoding import decode_table
from utils.kit.table_reader.errors import (
    Problem,
    TableError,
    shorten_for_message,
    whole_table_error,
)
from utils.kit.table_reader.headings import HeadingMatcher, find_layout
from utils.kit.table_reader.json_rows import looks_like_json_records, parse_json_rows
from utils.kit.table_reader.pasted import normalize_pasted_table
from utils.kit.table_reader.rows import (
    SEPARATORS,
    drop_non_data_rows,
    parse_rows,
    separator_and_lines,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    import pandas as pd

    from utils.kit.table_reader.cells import Row
    from utils.kit.table_reader.headings import ColumnLayout


ROW_TOO_LONG_FIX_TEXT = (
    "Put quotation marks around a number or a name that contains the separator, or name the "
    "column on the first line."
)
NO_SEPARATOR_WHAT_AND_FIX = (
    "has no separator between its cells.",
    "Put “;” between the cells of each row.",
)
MAX_HEADING_LINE_LENGTH = 1_000  # characters in which headings without a separator are looked for
CellValue: TypeAlias = Any  # what a use reads a cell as, or the InputError of one it can't


@dataclass(frozen=True)
class TableResult:
    """A table that could be read.

    `frame` has the declared columns in their order; its index is the line in the file. `notes`
    say how things were read. `headings` are the headings of the columns that are there, as in the
    file, and `heading_units` what is in them next to the name: "EUR" in "Salary (EUR)". Columns
    in `fallback_columns` have one of their fallback headings. `all_headings` are those of the
    table, used or not.
    """

    frame: pd.DataFrame
    notes: list[str]
    separator: str
    headings: Mapping[str, str]
    heading_units: Mapping[str, str]
    fallback_columns: frozenset[str]
    all_headings: tuple[str, ...] = ()


def read_table(
    content: bytes | memoryview | str,
    columns: Sequence[Column],
    *,
    name: str = "The table",
    limits: Limits = DEFAULT_LIMITS,
    headings: Literal["required", "optional"] = "required",
    rules: Callable[[pd.DataFrame], Iterable[Problem]] | None = None,
    chosen_headings: Mapping[str, str] | None = None,
    field: str = "",
) -> TableResult:
    """Return the table in a file or a text.

    Parameters
    ----------
    content
        A file's bytes (UTF-8, UTF-16 with its mark, or Windows-1252), or a text. Separated by
        commas, semicolons, tabs, or vertical bars; a leading `sep=` line is fine. Or JSON records.
    columns
        The columns that are known. Others are left out and noted.
    name
        What messages call the table: a file's name, or "The log".
    limits
        How large it may be.
    headings
        "optional" reads a table without headings in the order of `columns`.
    rules
        Further problems, found in the frame. Cells that couldn't be read are None there;
        `frame.attrs` has the "headings" and "heading_units" of the columns, and "heading_line".
    chosen_headings
        The heading of a column, by the column's name, where a learner said which one it is.
    field
        Name of the control that the table comes from, for the error.

    Raises
    ------
    TableError
        With all problems, by line.

    """
    with attribute_errors_to(field):
        return _read_table_content(
            content,
            columns,
            shorten_for_message(name) or "The table",
            limits,
            headings,
            rules,
            chosen_headings,
        )


def _read_table_content(
    content: bytes | memoryview | str,
    columns: Sequence[Column],
    name: str,
    limits: Limits,
    headings: Literal["required", "optional"],
    rules: Callable[[pd.DataFrame], Iterable[Problem]] | None,
    chosen_headings: Mapping[str, str] | None,
) -> TableResult:
    text, notes = decode_table(content, name, limits)
    separator, rows = _split_into_rows(text, columns, name, limits)
    _check_heading_is_split(rows, columns, name)
    if looks_like_json_records(text):  # records have the headings of their keys, known or not
        headings = "required"
    layout = find_layout(rows, columns, separator, name, headings, chosen_headings or {})
    above = rows[layout.first - 1] if layout.first else None
    data, asides = drop_non_data_rows(rows[layout.first :], layout.width, headings, above)
    _check_row_count(len(data), name, limits)
    split, unsplit = _reject_unsplit_rows(data, columns, separator)
    body, problems = _reject_too_wide_rows(split, columns, layout)
    frame, failed, readings = _build_frame(body, columns, layout, limits)
    problems += [*unsplit, *failed, *(rules(frame) if rules else ())]
    if problems:
        raise TableError(name, problems)
    notes += [*layout.notes, *asides, *readings]
    there = tuple(layout.all_headings)
    return TableResult(
        frame, notes, separator, layout.headings, layout.units, layout.fallback_columns, there
    )


def _split_into_rows(
    text: str, columns: Sequence[Column], name: str, limits: Limits
) -> tuple[str, list[Row]]:
    """Return the separator of a text, and its rows."""
    if looks_like_json_records(text):
        return ",", parse_json_rows(text, columns, name, limits)
    separator, lines = separator_and_lines(normalize_pasted_table(text), columns)
    return separator, parse_rows(lines, separator, name, limits)


def column_heading(frame: pd.DataFrame, name: str) -> str:
    """Return what a message calls a column: its heading in the table, or else its name."""
    return frame.attrs["headings"].get(name, name)


def _check_row_count(row_count: int, name: str, limits: Limits) -> None:
    if row_count == 0:
        raise whole_table_error(
            name, "has headings but no rows.", "Add at least one row below the headings."
        )
    if row_count > limits.rows:
        what = f"has more than {plural(limits.rows, 'row')}."
        raise whole_table_error(name, what, "Keep only the rows you need.")


def _check_heading_is_split(rows: Sequence[Row], columns: Sequence[Column], name: str) -> None:
    """Raise TableError if all headings are in one cell, with spaces or odd signs between them."""
    if any(len(row.cells) > 1 for row in rows) or sum(one.required for one in columns) < 2:
        return
    words = re.split(r"[\s^~&:]+", rows[0].cells[0][:MAX_HEADING_LINE_LENGTH])
    if len(HeadingMatcher(columns).find(words)) > 1:
        raise whole_table_error(name, *NO_SEPARATOR_WHAT_AND_FIX)


# --- cells ---------------------------------------------------------------------------------


def _reject_unsplit_rows(
    rows: Sequence[Row], columns: Sequence[Column], separator: str
) -> tuple[list[Row], list[Problem]]:
    """Return the rows that are split into cells, and problems for those that aren't.

    These have another separator than the others; or no row has any, but a space.
    """
    if sum(column.required for column in columns) < 2:
        return list(rows), []
    single = [row for row in rows if len(row.cells) == 1]
    if len(single) == len(rows) and any(re.search(r"\S\s+\d", row.cells[0]) for row in rows):
        return [], [Problem(0, "", *NO_SEPARATOR_WHAT_AND_FIX)]
    others = [one for one in SEPARATORS if one != separator]
    unsplit = [row for row in single if any(other in row.cells[0] for other in others)]
    shown = "a tab" if separator == "\t" else f"“{separator}”"
    what, fix = f"{shown} doesn't separate its cells", f"Put {shown} between the cells of each row."
    lines = {row.line for row in unsplit}
    return [row for row in rows if row.line not in lines], [
        Problem(line, "", what, fix) for line in sorted(lines)
    ]


def _reject_too_wide_rows(
    rows: Sequence[Row], columns: Sequence[Column], layout: ColumnLayout
) -> tuple[list[Row], list[Problem]]:
    """Return the rows that fit, and a problem for each that has more cells than headings."""
    if _overflow_column_name(columns, layout):
        return list(rows), []
    problems = [
        Problem(
            row.line, "", f"{len(row.cells)} cells in {layout.width} columns", ROW_TOO_LONG_FIX_TEXT
        )
        for row in rows
        if len(row.cells) > layout.width
    ]
    return [row for row in rows if len(row.cells) <= layout.width], problems


def _overflow_column_name(columns: Sequence[Column], layout: ColumnLayout) -> str:
    """Return the column that takes all further cells of a row, or ""."""
    last = layout.width - 1
    # Cells beyond the headings are in the last column, or in one that has no heading.
    many = (one.name for one in columns if one.many and last in layout.places.get(one.name, [last]))
    return next(many, "")


def _build_frame(
    rows: Sequence[Row], columns: Sequence[Column], layout: ColumnLayout, limits: Limits
) -> tuple[pd.DataFrame, list[Problem], list[str]]:
    """Return the values of all cells (None where one can't be read), problems, and notes."""
    import pandas as pd

    lines = [row.line for row in rows]
    values, problems, notes = {}, [], []
    for column in columns:
        cells = _column_cells(rows, column, layout, _overflow_column_name(columns, layout))
        heading = layout.headings.get(column.name, column.name)
        reader = _ColumnReader(
            column, heading, limits, filled=column.filled and column.name in layout.places
        )
        values[column.name] = pd.Series(reader.read_values(lines, cells), index=lines, dtype=object)
        problems += reader.problems
        notes += reader.notes
    frame = pd.DataFrame(values, index=pd.Index(lines, name="line"))
    frame.attrs.update(
        headings=dict(layout.headings), heading_units=dict(layout.units), heading_line=layout.line
    )
    return frame, problems, notes


def _column_cells(
    rows: Sequence[Row], column: Column, layout: ColumnLayout, overflow_column_name: str
) -> list[list[str]]:
    """Return the filled cells of a column in each row: at most one, or all where it takes many."""
    places = layout.places.get(column.name, [])
    extra = layout.width if column.name == overflow_column_name else None
    texts = (
        [
            _cell_with_clock_time(row.cells, at, layout.clock_columns)
            for at in places
            if at < len(row.cells)
        ]
        + (row.cells[extra:] if extra else [])
        for row in rows
    )
    cells = ([normalize_cell(text, keep_lines=column.many) for text in one] for one in texts)
    filled = ([cell for cell in one if not _is_blank_cell(cell, column)] for one in cells)
    return [one if column.many else one[:1] for one in filled]


def _cell_with_clock_time(
    cells: Sequence[str], index: int, clock_columns: Mapping[int, int]
) -> str:
    """Return a cell, with the clock time that another column has for its date."""
    cell, clock = cells[index], clock_columns.get(index, len(cells))
    return f"{cell} {cells[clock]}" if cell.strip() and clock < len(cells) else cell


def _is_blank_cell(cell: str, column: Column) -> bool:
    return is_missing(cell) if column.skips_missing and not column.filled else not cell


class _ColumnReader:
    """Reads the cells of one column, and keeps problems and notes."""

    def __init__(self, column: Column, heading: str, limits: Limits, *, filled: bool) -> None:
        self.problems: list[Problem] = []
        self.notes: list[str] = []
        self._column, self._heading, self._limits = column, heading, limits
        self._filled = filled

    def read_values(self, lines: Sequence[int], rows: Sequence[Sequence[str]]) -> list[Any]:
        """Return one value for each row; None where its cell can't be read."""
        known = self._read_distinct_cells(
            list(dict.fromkeys(cell for cells in rows for cell in cells if cell))
        )
        made = []
        for line, cells in zip(lines, rows, strict=True):
            values = [self._value_or_record_problem(line, known[cell]) for cell in cells if cell]
            filled = [one for one in values if one != ""]  # signs that nobody sees are nothing
            made.append(self._row_value(line, filled))
        return made

    def _row_value(self, line: int, filled_values: list[CellValue]) -> CellValue:
        if not filled_values and self._filled:
            fix = "Fill empty cells, or delete the row."
            self.problems.append(Problem(line, self._heading, "is empty", fix))
            return None
        if self._column.many:
            return tuple(filled_values)
        return filled_values[0] if filled_values else self._column.default

    def _value_or_record_problem(self, line: int, value: CellValue) -> CellValue:
        if isinstance(value, InputError):
            what = value.what.rstrip(".")
            self.problems.append(Problem(line, self._heading, what, value.fix))
            return None
        return value

    def _read_distinct_cells(self, cells: Sequence[str]) -> dict[str, Any]:
        """Return the value or the error of each different cell."""
        long = [cell for cell in cells if len(cell) > self._limits.cell]
        short = [cell for cell in cells if len(cell) <= self._limits.cell]
        if self._column.read_all:
            values, notes = self._column.read_all(short)
            self.notes += notes
        else:
            values = [_read_value_or_error(self._column.read, cell) for cell in short]
        return {
            **dict(zip(short, values, strict=True)),
            **dict.fromkeys(long, self._too_long_error()),
        }

    def _too_long_error(self) -> InputError:
        return InputError(
            f"longer than {self._limits.cell:,} characters",
            "Shorten long texts, and look for a quotation mark that doesn't close.",
        )


def _read_value_or_error(read: Callable[[str], CellValue], cell: str) -> CellValue:
    try:
        return read(cell)
    except InputError as problem:
        return problem
