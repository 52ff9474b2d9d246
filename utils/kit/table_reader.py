"""One reader for every table that a learner pastes or uploads.

Each use declares its columns (`Column`) and gets a pandas DataFrame, whose index is the line in
the file, or one `TableError` with all problems at once. Encoding, separator, quotes, headings,
blank and short rows, and limits on size are settled here, the same way for everybody.
"""

from __future__ import annotations

import codecs
import csv
import difflib
import io
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from utils.kit.english import join_words, plural, shorten
from utils.kit.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    import pandas as pd

SHOWN = 20  # problems listed in a message; all of them are in `TableError.problems`
LONGEST_SHOWN = 60  # characters of a learner's text that a message repeats
SEPARATORS = {"\t": "tabs", ";": "semicolons", "|": "vertical bars", ",": "commas"}
HEADING_ROWS = 10  # an export may have a title above its headings
SAMPLE = 20_000  # characters from which separator and columns are guessed
SAMPLE_ROWS = 50
SAMPLE_COLUMNS = 200
SIMILAR = 0.6  # share of a column's cells that must look alike for a guess

OTHER_FORMATS = (
    (b"PK\x03\x04", "an Excel workbook or another zipped file"),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook"),
    (b"%PDF", "a PDF"),
    (b"\x1f\x8b", "a compressed file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"PAR1", "a Parquet file"),
)
BYTE_ORDER_MARKS = (  # the longer mark first: UTF-32 begins like UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (codecs.BOM_UTF8, "utf-8-sig"),
)
AS_UTF8 = "Save it again as “CSV UTF-8” and choose that file."
CLOSE_QUOTE = "Look for a quotation mark that opens and doesn't close."
TOO_MANY_CELLS = (
    "Put quotation marks around a number or a name that contains the separator, or name the "
    "column on the first line."
)


# --- what a use declares -------------------------------------------------------------------


class ColumnValues(NamedTuple):
    """The values of a column: one for each cell, an InputError where a cell can't be read."""

    values: Sequence[Any]
    notes: Sequence[str] = ()


@dataclass(frozen=True)
class Column:
    """One column that a use knows.

    Parameters
    ----------
    name
        The column's name in the frame, and its first heading.
    label
        What messages call it where the table has no heading for it: "the pay".
    aliases
        Other headings. Case, spaces, underscores and punctuation don't matter.
    fallbacks
        Headings that count only where none of the others is there, the best first.
    units
        Words that may stand in the heading beside the name: "Salary (EUR)", "Est. days".
    read
        A cell's text to its value. Raises InputError. Never called for an empty cell.
    read_all
        The same for all filled cells of the column together, where one settles another's meaning.
    required
        Whether the table must have this column.
    filled
        Whether an empty cell is a problem.
    default
        The value of an empty cell, and of every cell where the column isn't there.
    positional
        Whether the column has a place in a table without headings.
    many
        Whether further cells and columns of the same heading belong to it. Values are tuples.
    looks_like
        Tells from a cell whether it may belong to this column; used only to suggest headings.

    """

    name: str
    label: str = ""
    aliases: tuple[str, ...] = ()
    fallbacks: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    read: Callable[[str], Any] = str
    read_all: Callable[[Sequence[str]], ColumnValues] | None = None
    required: bool = False
    filled: bool = False
    default: Any = ""
    positional: bool = True
    many: bool = False
    looks_like: Callable[[str], bool] | None = None


@dataclass(frozen=True)
class Limits:
    """How large a table may be; everything is checked before cells are read."""

    size: int = 5_000_000  # bytes of a file, characters of a text
    rows: int = 20_000  # rows that aren't blank
    columns: int = 200
    cell: int = 200  # characters of a cell that is used

    @property
    def lines(self) -> int:
        """Return the most lines: rows, blank ones, and breaks inside quotes."""
        return 10 * self.rows + 1_000


LIMITS = Limits()


# --- what a use gets -----------------------------------------------------------------------


class Problem(NamedTuple):
    """One thing that is wrong: line in the file, column (empty: the whole line), what, the fix."""

    line: int  # 0 where the table as a whole is meant
    column: str
    what: str
    fix: str

    def __str__(self) -> str:
        """Return the problem as one line."""
        where = [f"line {self.line:,}"] if self.line else []
        where += [self.column] if self.column else []
        return f"{', '.join(where)}: {self.what}" if where else self.what


class TableError(InputError):
    """A table that can't be used. `name` is the file or field, `problems` has every problem."""

    def __init__(self, name: str, problems: Iterable[Problem]) -> None:
        """Sort the problems by line, put the first ones in words and keep them all."""
        self.name = name
        self.problems = tuple(sorted(problems))
        fixes = dict.fromkeys(problem.fix for problem in self.problems)  # each once, in order
        super().__init__(self._words(), " ".join(list(fixes)[:SHOWN]))

    def lines(self) -> list[str]:
        """Return the problems one to a line, at most `SHOWN` and then "and N more"."""
        more = len(self.problems) - SHOWN
        shown = [str(problem) for problem in self.problems[:SHOWN]]
        return shown + ([f"and {more:,} more"] if more > 0 else [])

    def _words(self) -> str:
        if len(self.problems) == 1:
            (only,) = self.problems
            return f"{self.name}, {only}" if only.line else f"{self.name} {only.what}"
        listed = "\n• ".join(self.lines())
        return f"{self.name} has {len(self.problems):,} problems:\n• {listed}"


@dataclass(frozen=True)
class TableResult:
    """A table that could be read.

    `frame` has the declared columns in their order; its index is the line in the file. `notes`
    say how things were read. `headings` are the headings of the columns that are there, as in the
    file, and `heading_units` what stands in them beside the name: "EUR" in "Salary (EUR)".
    """

    frame: pd.DataFrame
    notes: list[str]
    separator: str
    headings: Mapping[str, str] = field(default_factory=dict)
    heading_units: Mapping[str, str] = field(default_factory=dict)


def read_table(
    content: bytes | memoryview | str,
    columns: Sequence[Column],
    *,
    name: str = "The table",
    limits: Limits = LIMITS,
    headings: Literal["required", "optional"] = "required",
    rules: Callable[[pd.DataFrame], Iterable[Problem]] | None = None,
) -> TableResult:
    """Return the table in a file or a text.

    Parameters
    ----------
    content
        A file's bytes (UTF-8, UTF-16 with its mark, or Windows-1252), or a text. Separated by
        commas, semicolons, tabs, or vertical bars; a leading `sep=` line is fine.
    columns
        The columns that are known. Others are left out and noted.
    name
        What messages call the table: a file's name, or "The log".
    limits
        How large it may be.
    headings
        "optional" reads a table without headings in the order of `columns`.
    rules
        Further problems, found in the frame. Cells that couldn't be read are None there.

    Raises
    ------
    TableError
        With all problems at once, by line.

    """
    name = cut(name) or "The table"
    text, notes = _decode(content, name, limits)
    separator, lines = _separator(text, columns)
    rows = _rows(lines, separator, name, limits)
    layout = _layout(rows, columns, separator, name, headings)
    body, problems = _check_row_widths(rows[layout.first :], columns, layout)
    _check_count(len(rows) - layout.first, name, limits)
    frame, failed, readings = _frame(body, columns, layout, limits)
    problems += [*failed, *(rules(frame) if rules else ())]
    if problems:
        raise TableError(name, problems)
    notes += [*layout.notes, *readings]
    return TableResult(frame, notes, separator, layout.headings, layout.units)


def _check_count(rows: int, name: str, limits: Limits) -> None:
    if rows == 0:
        raise _whole(name, "has headings but no rows.", "Add at least one row below the headings.")
    if rows > limits.rows:
        what = f"has more than {plural(limits.rows, 'row')}."
        raise _whole(name, what, "Keep only the rows you need.")


def number_column(name: str, **options: Any) -> Column:  # noqa: ANN401 - as in Column
    """Return a column of numbers, all read alike by the course's one grammar.

    `cell_units` are the units that may stand in a cell; other options are those of `Column`.
    """
    from utils.kit.numbers import parse_column

    cell_units = options.pop("cell_units", ())

    def read_all(cells: Sequence[str]) -> ColumnValues:
        parsed = parse_column(cells, units=cell_units)
        values = [getattr(one, "value", one) for one in parsed.numbers]
        return ColumnValues(values, parsed.notes)

    return Column(name, read_all=read_all, looks_like=looks_like_number, **options)


def looks_like_number(text: str) -> bool:
    """Return whether a cell is mostly a number: "$120,000", "5 days?", "120k"."""
    return bool(re.match(r"\D{0,4}\d", text)) and not re.search(r"[^\W\d]{9}", text)


def cut(text: str) -> str:
    """Return a learner's text on one line, cut to what a message can hold."""
    return shorten(text[: 4 * LONGEST_SHOWN], LONGEST_SHOWN)


def _whole(name: str, what: str, fix: str) -> TableError:
    return TableError(name, [Problem(0, "", what, fix)])


# --- the table as text ---------------------------------------------------------------------


def _decode(content: bytes | memoryview | str, name: str, limits: Limits) -> tuple[str, list[str]]:
    """Return the text and what is to be said about its encoding."""
    _check_size(content, name, limits)
    notes: list[str] = []
    if isinstance(content, str):
        text = content.removeprefix("\ufeff").encode("utf-8", "replace").decode()
    else:
        text, notes = _decode_bytes(bytes(content), name)
    if "\0" in text:
        raise _whole(name, "has a NUL character in it.", AS_UTF8)
    if not re.search(r"[^\s,;|\"]", text):  # separators alone are no headings either
        raise _whole(name, "is empty.", "Add headings and at least one row.")
    lines = text.count("\n") or text.count("\r")
    if lines > limits.lines:
        raise _whole(
            name,
            f"has {lines:,} lines; {limits.lines:,} is the most.",
            f"Keep at most {limits.rows:,} rows.",
        )
    return text, notes


def _check_size(content: bytes | memoryview | str, name: str, limits: Limits) -> None:
    # Counted before anything is copied or decoded: a huge file is answered right away.
    size = content.nbytes if isinstance(content, memoryview) else len(content)
    if size <= limits.size:
        return
    if isinstance(content, str):
        what = f"has {size:,} characters; {limits.size:,} is the most."
        raise _whole(name, what, "Paste only the columns and rows you need.")
    what = f"has {size / 1e6:,.1f} MB; {limits.size / 1e6:g} MB is the most."
    raise _whole(name, what, "Keep only the columns and rows you need and save it again.")


def _decode_bytes(raw: bytes, name: str) -> tuple[str, list[str]]:
    for magic, kind in OTHER_FORMATS:
        if raw.startswith(magic):
            fix = "Open it in the program it comes from and save it as “CSV UTF-8”."
            raise _whole(name, f"is {kind}, not a CSV file.", fix)
    encoding = next((code for mark, code in BYTE_ORDER_MARKS if raw.startswith(mark)), "utf-8")
    if encoding.startswith("utf-8") and b"\0" in raw:
        raise _nul_error(raw, name)
    try:
        return raw.decode(encoding), []
    except UnicodeDecodeError as problem:
        if encoding == "utf-8":
            return _decode_western(raw, name)
        at = _position(raw, problem.start)
        what = f"isn't {encoding.removesuffix('-sig').upper()}: the byte at {at} can't be read."
        raise _whole(name, what, AS_UTF8) from None


def _decode_western(raw: bytes, name: str) -> tuple[str, list[str]]:
    control = re.search(rb"[\x00-\x08\x0e-\x1f\x7f\x81\x8d\x8f\x90\x9d]", raw)
    if control:
        at = _position(raw, control.start())
        what = f"isn't a text file: the byte at {at} is 0x{raw[control.start()]:02X}."
        raise _whole(name, what, AS_UTF8)
    note = (
        "The file isn't UTF-8, so it was read as Windows-1252: check that accents look right, or "
        "save it again as “CSV UTF-8”."
    )
    return raw.decode("cp1252"), [note]


def _nul_error(raw: bytes, name: str) -> TableError:
    head = raw[:4096]
    halves = (head[::2].count(0), head[1::2].count(0))
    # In UTF-16 every plain letter has a NUL beside it, always on the same side.
    if max(halves) > len(head) // 4:
        return _whole(name, "looks like UTF-16 without its mark at the start.", AS_UTF8)
    at = _position(raw, raw.index(0))
    return _whole(name, f"has a NUL byte at {at}; a CSV file has none.", AS_UTF8)


def _position(raw: bytes, at: int) -> str:
    line = raw.count(b"\n", 0, at) + 1
    return f"position {at + 1:,} (line {line:,})"


# --- rows ----------------------------------------------------------------------------------


class Row(NamedTuple):
    """The cells of a row that isn't blank, and the line where it begins."""

    line: int
    cells: list[str]


class _Lines:
    """The lines of a text, one by one, and those pulled for the row that is being read."""

    def __init__(self, text: str, skip: int = 0) -> None:
        self._lines = io.StringIO(text, newline="")
        self.pulled: list[str] = []
        self.count = 0
        self.ended = False
        for _ in range(skip):
            next(self, "")
        self.pulled = []

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._lines.readline()
        if not line:
            self.ended = True
            raise StopIteration
        self.count += 1
        self.pulled.append(line)
        return line


def _separator(text: str, columns: Sequence[Column]) -> tuple[str, _Lines]:
    """Return the separator, and the lines without a leading `sep=` line."""
    declared = re.match(r"\s*\"?sep=([,;|\t])\"?[ ,;|\t]*\r?\n?", text[:40], re.IGNORECASE)
    if declared:
        return declared[1], _Lines(text, skip=1)
    known = _Headings(columns)
    return max(SEPARATORS, key=lambda one: _fit(text[:SAMPLE], one, known)), _Lines(text)


def _fit(sample: str, separator: str, known: _Headings) -> tuple[int, int]:
    """Return how well a separator splits a text: headings that are known, rows that are split."""
    reader = csv.reader(io.StringIO(sample, newline=""), delimiter=separator, skipinitialspace=True)
    try:
        rows = [cells for cells, _ in zip(reader, range(SAMPLE_ROWS), strict=False)]
    except csv.Error:
        return 0, 0
    named = max((len(known.find(cells)) for cells in rows[:HEADING_ROWS]), default=0)
    return named, sum(len(cells) > 1 for cells in rows)


def _rows(lines: _Lines, separator: str, name: str, limits: Limits) -> list[Row]:
    """Return the rows that aren't blank."""
    rows: list[Row] = []
    for row in _records(lines, separator, name, limits):
        cells = _unframed(row.cells) if separator == "|" else row.cells
        if all(re.fullmatch(r"[-:=–—_\s]*", cell) for cell in cells):
            continue  # blank, or a line ruled under the headings
        rows.append(Row(row.line, cells))
        if len(rows) > limits.rows + HEADING_ROWS:
            break
    return rows


def _unframed(cells: list[str]) -> list[str]:
    """Return the cells of a Markdown row, which begins and ends with a bar."""
    cells = cells[1:] if not cells[0].strip() else cells
    return cells[:-1] if len(cells) > 1 and not cells[-1].strip() else cells


def _records(lines: _Lines, separator: str, name: str, limits: Limits) -> Iterator[Row]:
    reader = csv.reader(lines, delimiter=separator, skipinitialspace=True)
    first = lines.count + 1
    try:
        for cells in reader:
            checked = _check_quotes(cells, lines, separator, first, name)
            yield Row(first, _check_width(checked, first, name, limits))
            lines.pulled.clear()
            first = lines.count + 1
    except csv.Error:  # a cell over the csv module's own limit
        what = f"has a cell that is too long; {limits.cell:,} characters is the most."
        raise TableError(name, [Problem(first, "", what, CLOSE_QUOTE)]) from None


def _check_quotes(
    cells: list[str], lines: _Lines, separator: str, first: int, name: str
) -> list[str]:
    """Return the cells; one that goes on after its closing quote is kept as it was written."""
    raw = "".join(lines.pulled)
    if '"' not in raw:
        return cells
    if not lines.ended:  # else the row asked for more lines than there are
        if _is_strict(lines.pulled, separator):
            return cells
        if len(lines.pulled) == 1:
            return _cells_as_written(raw.rstrip("\r\n"), separator)
    what = "a quotation mark opens here and doesn't close."
    raise TableError(name, [Problem(first, "", what, CLOSE_QUOTE)])


def _is_strict(lines: Sequence[str], separator: str) -> bool:
    try:
        list(csv.reader(list(lines), delimiter=separator, skipinitialspace=True, strict=True))
    except csv.Error:
        return False
    return True


def _cells_as_written(line: str, separator: str) -> list[str]:
    """Return the cells of a line with their quotation marks: `"Export, CSV", SDKs` is one."""
    cells = re.findall(rf'((?:"[^"]*"|[^{separator}"]|")*)(?:[{separator}]|$)', line)
    whole = [re.fullmatch(r'\s*"((?:[^"]|"")*)"\s*', cell) for cell in cells[:-1] or cells]
    return [
        found[1].replace('""', '"') if found else cell
        for found, cell in zip(whole, cells, strict=False)
    ]


def _check_width(cells: list[str], line: int, name: str, limits: Limits) -> list[str]:
    while cells and not cells[-1].strip():
        cells.pop()
    if len(cells) > limits.columns:
        what = f"has {len(cells):,} columns; {limits.columns:,} is the most."
        fix = "Keep only the columns you need."
        raise TableError(name, [Problem(line, "", what, fix)])
    return cells


# --- headings ------------------------------------------------------------------------------


class _Match(NamedTuple):
    """A heading that names a column: how well (0 is best), where, and the unit that it names."""

    rank: int
    at: int
    unit: str


class _Headings:
    """What headings mean: finds the columns that a row of headings names."""

    def __init__(self, columns: Sequence[Column]) -> None:
        self._ranks = [_ranks(column) for column in columns]
        self._units = [{word for one in column.units for word in _words(one)} for column in columns]
        self._names = [column.name for column in columns]

    def find(self, cells: Sequence[str]) -> dict[str, list[_Match]]:
        """Return the best matches of each column that is named in a row."""
        found: dict[str, list[_Match]] = {}
        for at, cell in enumerate(cells[:SAMPLE_COLUMNS]):
            for name, rank, unit in self._matches(cell):
                found.setdefault(name, []).append(_Match(rank, at, unit))
        best = {name: min(one.rank for one in matches) for name, matches in found.items()}
        return {
            name: [one for one in matches if one.rank == best[name]]
            for name, matches in found.items()
        }

    def _matches(self, heading: str) -> Iterator[tuple[str, int, str]]:
        heading = heading[: 4 * LONGEST_SHOWN]
        custom = re.fullmatch(r"\s*custom field \((.*)\)\s*", heading, re.IGNORECASE)  # from Jira
        heading = custom[1] if custom else heading
        bracket = " ".join(re.findall(r"[(\[]([^)\]]*)[)\]]", heading))
        words = _words(re.sub(r"[(\[][^)\]]*[)\]]?", " ", heading))
        whole, bare = "".join(_words(heading)), "".join(words)
        for name, ranks, units in zip(self._names, self._ranks, self._units, strict=True):
            rest = "".join(word for word in words if word not in units)
            unit = " ".join([*(word for word in words if word in units), bracket]).strip()
            for key, said in ((whole, ""), (bare, bracket), (rest, unit)):
                if key in ranks:
                    yield name, ranks[key], said
                    break


def _ranks(column: Column) -> dict[str, int]:
    """Return the rank of each heading of a column by its letters; its own names come first."""
    later = {"".join(_words(one)): n for n, one in enumerate(column.fallbacks, start=1)}
    return {**later, **{"".join(_words(one)): 0 for one in (column.name, *column.aliases)}}


def _words(heading: str) -> list[str]:
    return re.findall(r"[^\W_]+|[$€£¥₹%#]", heading.casefold())


class _Layout(NamedTuple):
    """Where each column stands in a row, what its heading says, and where the rows begin."""

    places: Mapping[str, list[int]]
    width: int  # cells that a row may have
    first: int  # of the rows below the headings
    headings: Mapping[str, str]
    units: Mapping[str, str]
    notes: Sequence[str]


def _layout(
    rows: Sequence[Row],
    columns: Sequence[Column],
    separator: str,
    name: str,
    headings: Literal["required", "optional"],
) -> _Layout:
    known = _Headings(columns)
    at = _heading_row(rows, columns, known)
    found = known.find(rows[at].cells)
    if headings == "optional" and not _is_heading(rows[at].cells, found):
        in_order = [column.name for column in columns if column.positional]
        places = {column: [n] for n, column in enumerate(in_order)}
        return _Layout(places, len(places), 0, {}, {}, ())
    if not found and _is_data(rows[0].cells, columns):
        raise _no_headings(rows, columns, separator, name)
    problems = list(_heading_problems(rows[at:], columns, found, separator))
    if problems:
        raise TableError(name, problems)
    return _by_heading(rows, at, found)


def _heading_row(rows: Sequence[Row], columns: Sequence[Column], known: _Headings) -> int:
    """Return the first row with every required heading; the first row where none has them."""
    required = {column.name for column in columns if column.required}
    for at, row in enumerate(rows[:HEADING_ROWS]):
        if required and required <= set(known.find(row.cells)):
            return at
    return 0


def _is_heading(cells: Sequence[str], found: Mapping[str, list[_Match]]) -> bool:
    if any(re.fullmatch(r"\s*\d[\d.,]*\s*", cell) for cell in cells):
        return False  # a heading is never a bare number
    return len(found) > 1 or (len(found) == 1 and not re.search(r"\d", "".join(cells)))


def _is_data(cells: Sequence[str], columns: Sequence[Column]) -> bool:
    tests = [column.looks_like for column in columns if column.looks_like]
    return any(test(cell) for test in tests for cell in map(cut, cells) if cell)


def _by_heading(rows: Sequence[Row], at: int, found: Mapping[str, list[_Match]]) -> _Layout:
    line, cells = rows[at]
    notes = [f"The headings are on line {line}; the lines above were skipped."] if at else []
    return _Layout(
        places={name: [one.at for one in matches] for name, matches in found.items()},
        width=len(cells),
        first=at + 1,
        headings={name: cut(cells[matches[0].at]) for name, matches in found.items()},
        units={name: matches[0].unit for name, matches in found.items()},
        notes=[*notes, *_unused_note(cells, found)],
    )


def _unused_note(cells: Sequence[str], found: Mapping[str, list[_Match]]) -> list[str]:
    used = {one.at for matches in found.values() for one in matches}
    unused = [cut(cell) for at, cell in enumerate(cells) if cell.strip() and at not in used]
    if not unused:
        return []
    more = f" and {len(unused) - 12} more" if len(unused) > 12 else ""
    return [f"Columns not used: {', '.join(unused[:12])}{more}."]


# --- what is wrong with headings, and what they may be ---------------------------------------


def label(column: Column) -> str:
    """Return what a message calls a column."""
    return column.label or f"“{column.name}”"


def _heading_problems(
    rows: Sequence[Row],
    columns: Sequence[Column],
    found: Mapping[str, list[_Match]],
    separator: str,
) -> Iterator[Problem]:
    line, cells = rows[0]
    for column in columns:
        matches = found.get(column.name, [])
        if len(matches) > 1 and not column.many:
            named = [f"“{cut(cells[one.at])}” (column {one.at + 1})" for one in matches]
            what = f"there are {len(matches)} columns for {label(column)}: {join_words(named)}"
            yield Problem(line, "", what, "Keep one and rename or delete the other.")
    missing = [column for column in columns if column.required and column.name not in found]
    if missing:
        yield _missing_problem(rows, missing, found, separator)


def _missing_problem(
    rows: Sequence[Row],
    missing: Sequence[Column],
    found: Mapping[str, list[_Match]],
    separator: str,
) -> Problem:
    line, cells = rows[0]
    taken = {one.at for matches in found.values() for one in matches}
    there = join_words(f"“{cut(cell)}”" for cell in cells[:12] if cell.strip())
    nothing = join_words(map(label, missing), "or")
    hints = [hint for column in missing if (hint := _rename_hint(rows, column, taken))]
    example = separator.join(column.name for column in missing)
    fix = " ".join(hints) or f"Name these columns in the first line: {example}."
    return Problem(line, "", f"there's no column for {nothing}; the headings are {there}.", fix)


def _rename_hint(rows: Sequence[Row], column: Column, taken: set[int]) -> str:
    """Return which columns a missing one may be, by their headings or else by their cells."""
    free = [
        (at, cut(cell))
        for at, cell in enumerate(rows[0].cells[:SAMPLE_COLUMNS])
        if at not in taken and cell.strip()
    ]
    names = [name.casefold() for name in (column.name, *column.aliases)]
    near = [cell for _, cell in free if difflib.get_close_matches(cell.casefold(), names, n=1)]
    body = rows[1:SAMPLE_ROWS]
    alike = near or [cell for at, cell in free if _share(body, at, column) >= SIMILAR]
    if not alike:
        return ""
    which = join_words([f"“{cell}”" for cell in alike[:5]], "or")
    if len(alike) == 1:
        return f"If {which} is {label(column)}, rename it to “{column.name}”."
    return f"Which one is {label(column)}: {which}? Rename it to “{column.name}”."


def _share(rows: Sequence[Row], at: int, column: Column) -> float:
    """Return the share of a column's filled cells that look like a known column."""
    cells = [cut(row.cells[at]) for row in rows if at < len(row.cells)]
    filled = [cell for cell in cells if cell]
    if not filled or not column.looks_like:
        return 0.0
    return sum(map(column.looks_like, filled)) / len(filled)


def _no_headings(
    rows: Sequence[Row], columns: Sequence[Column], separator: str, name: str
) -> TableError:
    seem = _guessed(rows[:SAMPLE_ROWS], columns)
    first = cut(f"{separator} ".join(map(cut, rows[0].cells[:SAMPLE_COLUMNS])))
    labels = join_words(label(column) for column in seem)
    heading = separator.join(column.name for column in seem)
    what = f"has no headings: its first line is “{first}”. Its columns seem to be {labels}."
    fix = f"If that's right, put this line above the rows: {heading}"
    return _whole(name, what, fix)


def _guessed(rows: Sequence[Row], columns: Sequence[Column]) -> list[Column]:
    """Return which column each place seems to be, the clearest first."""
    places = range(min(max(len(row.cells) for row in rows), SAMPLE_COLUMNS))
    shares = sorted(
        (-_share(rows, at, column), n, at) for n, column in enumerate(columns) for at in places
    )
    found: dict[int, Column] = {}
    for share, n, at in shares:
        if -share >= SIMILAR and at not in found and columns[n] not in found.values():
            found[at] = columns[n]
    texts = [one for one in columns if one.required and one not in found.values()]
    found.update(zip((at for at in places if at not in found), texts, strict=False))
    return [found.get(at, Column(f"column {at + 1}")) for at in places]


# --- cells ---------------------------------------------------------------------------------


def _check_row_widths(
    rows: Sequence[Row], columns: Sequence[Column], layout: _Layout
) -> tuple[list[Row], list[Problem]]:
    """Return the rows that fit, and a problem for each that has more cells than headings."""
    if _open_end(columns, layout):
        return list(rows), []
    problems = [
        Problem(row.line, "", f"{len(row.cells)} cells in {layout.width} columns", TOO_MANY_CELLS)
        for row in rows
        if len(row.cells) > layout.width
    ]
    return [row for row in rows if len(row.cells) <= layout.width], problems


def _open_end(columns: Sequence[Column], layout: _Layout) -> str:
    """Return the column that takes all further cells of a row, or ""."""
    last = layout.width - 1
    many = (one.name for one in columns if one.many and last in layout.places.get(one.name, ()))
    return next(many, "")


def _frame(
    rows: Sequence[Row], columns: Sequence[Column], layout: _Layout, limits: Limits
) -> tuple[pd.DataFrame, list[Problem], list[str]]:
    """Return the values of all cells (None where one can't be read), problems, and notes."""
    import pandas as pd

    lines = [row.line for row in rows]
    values, problems, notes = {}, [], []
    for column in columns:
        cells = _column_cells(rows, column, layout, _open_end(columns, layout))
        read = _Cells(column, layout.headings.get(column.name, column.name), limits)
        values[column.name] = pd.Series(read.values(lines, cells), index=lines, dtype=object)
        problems += read.problems
        notes += read.notes
    return pd.DataFrame(values, index=pd.Index(lines, name="line")), problems, notes


def _column_cells(
    rows: Sequence[Row], column: Column, layout: _Layout, open_end: str
) -> list[list[str]]:
    """Return the cells of one column in each row: one, or any number where it takes many."""
    places = layout.places.get(column.name, [])
    extra = layout.width if column.name == open_end else None
    return [
        [" ".join(row.cells[at].split()) for at in places if at < len(row.cells)]
        + ([" ".join(cell.split()) for cell in row.cells[extra:]] if extra else [])
        for row in rows
    ]


class _Cells:
    """Reads the cells of one column, and keeps problems and notes."""

    def __init__(self, column: Column, heading: str, limits: Limits) -> None:
        self.problems: list[Problem] = []
        self.notes: list[str] = []
        self._column, self._heading, self._limits = column, heading, limits

    def values(self, lines: Sequence[int], rows: Sequence[Sequence[str]]) -> list[Any]:
        """Return one value for each row; None where its cell can't be read."""
        known = self._read(list(dict.fromkeys(cell for cells in rows for cell in cells if cell)))
        made = []
        for line, cells in zip(lines, rows, strict=True):
            filled = [self._value(line, known[cell]) for cell in cells if cell]
            made.append(self._one(line, filled))
        return made

    def _one(self, line: int, filled: list[Any]) -> Any:  # noqa: ANN401 - values are the use's own
        if not filled and self._column.filled:
            fix = "Fill empty cells, or delete the row."
            self.problems.append(Problem(line, self._heading, "is empty", fix))
            return None
        if self._column.many:
            return tuple(filled)
        return filled[0] if filled else self._column.default

    def _value(self, line: int, value: Any) -> Any:  # noqa: ANN401 - values are the use's own
        if isinstance(value, InputError):
            what = value.what.rstrip(".")
            self.problems.append(Problem(line, self._heading, what, value.fix))
            return None
        return value

    def _read(self, cells: Sequence[str]) -> dict[str, Any]:
        """Return the value or the error of each different cell."""
        long = [cell for cell in cells if len(cell) > self._limits.cell]
        short = [cell for cell in cells if len(cell) <= self._limits.cell]
        if self._column.read_all:
            values, notes = self._column.read_all(short)
            self.notes += notes
        else:
            values = [_tried(self._column.read, cell) for cell in short]
        return {**dict(zip(short, values, strict=True)), **dict.fromkeys(long, self._too_long())}

    def _too_long(self) -> InputError:
        return InputError(
            f"longer than {self._limits.cell:,} characters",
            "Shorten long texts, and look for a quotation mark that doesn't close.",
        )


def _tried(read: Callable[[str], Any], cell: str) -> Any:  # noqa: ANN401 - values are the use's own
    try:
        return read(cell)
    except InputError as problem:
        return problem
