"""The rows of a table: its separator, quoted cells, blank rows, and the line of each row."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING, Literal

from utils.kit.english import join_words
from utils.kit.list_markers import strip_markers_if_list
from utils.kit.table_reader.cells import Row, normalize_cell
from utils.kit.table_reader.columns import looks_like_number
from utils.kit.table_reader.errors import (
    Problem,
    TableError,
    shorten_for_message,
    whole_table_error,
)
from utils.kit.table_reader.headings import MAX_HEADING_SEARCH_ROWS, HeadingMatcher
from utils.kit.table_reader.hints import SAMPLE_ROW_COUNT
from utils.kit.timestamps import is_timestamp

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from utils.kit.table_reader.columns import Column, Limits


SEPARATORS = "\t;|,"  # the first one that fits best is taken
SAMPLE_CHAR_COUNT = 20_000  # characters from which separator and columns are guessed
MAX_NAMED_ROWS = 5  # rows that a note names
# "# Exported in May", and the "(12 rows)" that a database writes below a table.
COMMENT_PATTERN = re.compile(r"#\s*(?!n/a)[^\W\d].*|\([\d,.]+ rows?(?: affected)?\)", re.IGNORECASE)
# "Total", "Total days", "Average salary", "Total (12)", "Total: 12 tasks", "Max".
TOTAL_PATTERN = re.compile(
    r"(?:(?:grand|sub|overall)?[ -]?totals?|sum|averages?|avg|mean|median|Σ|Ø"
    r"|min(?:imum)?|max(?:imum)?|count|st(?:andar)?d\.?[ -]?dev(?:iation)?"
    r"|summe|gesamt(?:summe|ergebnis)?|mittelwert|durchschnitt|total g[ée]n[ée]ral|somme|moyenne"
    r"|p(?:10|25|50|75|90|95|99)|\d\d(?:st|nd|rd|th) (?:percentile|pctl\.?)|percentile \d\d?"
    r"|(?:lower|upper|top|bottom|first|1st|third|3rd) quartile|iqr|variance"
    r"|suma(?: total)?|summa|totaal|totale)[.:]?"
    r"(?: (?:of )?(?:(?:working )?days|hours|weeks|duration|effort|time|size|points|value"
    r"|tasks|items|rows|pay|salary|wages?)[.:]?)?"
    r"(?: ?\([^()]*\)| \d[\d.,]*(?: [^\W\d_]+)?)?",
    re.IGNORECASE,
)
SUBTOTAL_PATTERN = re.compile(r"sub[ -]?totals?[.:]?|zwischensumme[.:]?", re.IGNORECASE)
# A spreadsheet puts "Grand Total" under groups, and "Team A Total" under each of them.
GRAND_TOTAL_PATTERN = re.compile(r"grand total|gesamtergebnis", re.IGNORECASE)
GROUP_TOTAL_PATTERN = re.compile(r".+[ -](?:total|ergebnis)", re.IGNORECASE)
# Below a table, this is always about the export: "Generated on May 3", "Total rows: 12".
FOOTER_PATTERN = re.compile(
    r"(?:(?:data|report|file|list)[ ])?(?:exported|generated|created|printed|downloaded|extracted)"
    r" (?:by|on|at|from|with|for|\d)|last (?:updated|refreshed|modified)\b.*\d|showing \d"
    r"|(?:total (?:number of )?)?(?:rows?|records?|results?|items?|issues?|count)(?: count)?: ?\d"
    r"|confidential\b|source:|end of (?:report|file|export|data)\b"
    r"|[\d,.]+ (?:rows?|records?|results?|entries) |©",
    re.IGNORECASE,
)
MAX_FOOTER_CELLS = 3  # a comma in its text may split it
UNCLOSED_QUOTE_FIX_TEXT = "Look for a quotation mark that opens and never closes."


class LineReader:
    """The lines of a text, one by one, and those pulled for the row that is being read."""

    def __init__(self, text: str, skip: int = 0) -> None:
        self._lines = io.StringIO(text, newline="")
        self.pulled: list[str] = []
        self.count = 0
        self.ended = False
        for _ in range(skip):
            next(self, "")
        self.pulled = []

    def __iter__(self) -> LineReader:
        """Return the lines themselves."""
        return self

    def __next__(self) -> str:
        """Return the next line, with its end."""
        line = self._lines.readline()
        if not line:
            self.ended = True
            raise StopIteration
        self.count += 1
        self.pulled.append(line)
        return line


def separator_and_lines(text: str, columns: Sequence[Column]) -> tuple[str, LineReader]:
    """Return the separator, and the lines without a leading `sep=` line."""
    declared = re.match(r"\"?sep=([,;|\t])\"?[ ,;|\t]*(?:\r?\n|\r|\Z)", text[:40], re.IGNORECASE)
    if declared:
        return declared[1], LineReader(text, skip=1)
    known = HeadingMatcher(columns)
    return max(
        SEPARATORS, key=lambda one: _score_separator(text[:SAMPLE_CHAR_COUNT], one, known)
    ), LineReader(text)


def _score_separator(sample: str, separator: str, matcher: HeadingMatcher) -> tuple[int, int]:
    """Return how well a separator splits a text: headings that are known, rows that are split."""
    reader = csv.reader(io.StringIO(sample, newline=""), delimiter=separator, skipinitialspace=True)
    try:
        rows = [cells for cells, _ in zip(reader, range(SAMPLE_ROW_COUNT), strict=False)]
    except csv.Error:
        return 0, 0
    named = max((len(matcher.find(cells)) for cells in rows[:MAX_HEADING_SEARCH_ROWS]), default=0)
    return named, sum(len(cells) > 1 for cells in rows)


def parse_rows(lines: LineReader, separator: str, name: str, limits: Limits) -> list[Row]:
    """Return the rows that aren't blank, nor a line ruled under the headings."""
    rows: list[Row] = []
    after_blank = False
    for row in _iter_csv_rows(lines, separator, name, limits):
        blank = all(re.fullmatch(r"[-+:=–—_\s\u2500-\u257f]*", cell) for cell in row.cells)
        if not blank:
            rows.append(row._replace(after_blank=after_blank))
        after_blank = blank
        if len(rows) > limits.rows + MAX_HEADING_SEARCH_ROWS:
            break
    if not rows:
        raise whole_table_error(name, "is empty.", "Add headings and at least one row.")
    split = [row for row in rows if len(row.cells) > 1]
    if separator != "|" or not split or any(row.cells[0].strip() for row in split):
        return _drop_list_markers(rows)
    # Rows of a Markdown table begin with a bar, so that their first cell is empty.
    return [row._replace(cells=row.cells[1:]) if len(row.cells) > 1 else row for row in rows]


def _drop_list_markers(rows: list[Row]) -> list[Row]:
    """Return the rows of a pasted list without "- " or "1. "; headings may stand above the list.

    Where another cell refers to a row by all that it begins with, the marker is part of its name.
    """
    end = len(rows)
    while end > 1 and is_total_label(_first_filled_cell(rows[end - 1])):
        end -= 1
    above = 0 if strip_markers_if_list([row.cells[0] for row in rows[:end]]) else 1
    listed = rows[above:end]
    plain = strip_markers_if_list([row.cells[0] for row in listed])
    names = {row.cells[0].strip().casefold() for row in listed}
    others = (cell for row in rows for cell in row.cells[1:])
    if not plain or any(
        part.strip().casefold() in names for one in others for part in _split_list_cell(one)
    ):
        return rows
    bare = [
        row._replace(cells=[one, *row.cells[1:]]) for row, one in zip(listed, plain, strict=True)
    ]
    return [*rows[:above], *bare, *rows[end:]]


def _split_list_cell(cell: str) -> list[str]:
    return re.split(r"[,;/\n]", cell)


def drop_non_data_rows(
    rows: Sequence[Row],
    width: int,
    headings: Literal["required", "optional"],
    heading_row: Row | None = None,
) -> tuple[list[Row], list[str]]:
    """Return the rows without comments, footers, and totals, and a note that names those left out.

    `width` is how many columns there are. Where headings are optional, rows are typed by hand: a
    name alone is an unfinished row there, and no footer. Headings that a printout repeats on each
    page are left out, too.
    """
    again = [] if heading_row is None else [cell.strip() for cell in heading_row.cells]
    has_grand_total = bool(rows) and bool(
        GRAND_TOTAL_PATTERN.fullmatch(_first_filled_cell(rows[-1]))
    )
    data = [
        row
        for row in rows
        if not (_is_comment_row(row) or _is_subtotal_row(row, has_grand_total=has_grand_total))
        and [cell.strip() for cell in row.cells] != again
    ]
    data = data[: _find_data_end_index(data, width, allow_any_text=headings == "required")]
    kept = {row.line for row in data}
    asides = [row for row in rows if row.line not in kept]
    if not asides:
        return data, []
    named = [
        f"line {row.line} (“{shorten_for_message(_first_filled_cell(row))}”)"
        for row in asides[:MAX_NAMED_ROWS]
    ]
    more = len(asides) - len(named)
    return data, [f"Left out: {join_words([*named, f'{more:,} more'] if more else named)}."]


def _find_data_end_index(rows: Sequence[Row], width: int, *, allow_any_text: bool) -> int:
    """Return where totals and the footer of an export begin: "Exported by Maria on 2026-06-01".

    A footer is in one cell of several, at the end, below a blank line or a total. With
    `allow_any_text` it may have any words.
    """
    end = len(rows)
    for at in range(len(rows) - 1, 0, -1):
        if is_total_label(_first_filled_cell(rows[at])):
            end = at
        elif width == 1 or not _may_be_footer(rows[at], allow_any_text=allow_any_text):
            break
        elif rows[at].after_blank:
            end = at
    return end


def _may_be_footer(row: Row, *, allow_any_text: bool) -> bool:
    filled = [normalize_cell(cell[:SAMPLE_CHAR_COUNT]) for cell in row.cells if cell.strip()]
    if FOOTER_PATTERN.match(filled[0]):
        return len(filled) <= MAX_FOOTER_CELLS
    if not allow_any_text or len(filled) > 1 or " " not in filled[0]:
        return False
    return not (looks_like_number(filled[0]) or is_timestamp(filled[0]))


def is_total_label(text: str) -> bool:
    """Return whether a cell says that its row sums up others: "Total", "Average:"."""
    return bool(TOTAL_PATTERN.fullmatch(text.strip()))


def _is_subtotal_row(row: Row, *, has_grand_total: bool) -> bool:
    label = _first_filled_cell(row)
    if SUBTOTAL_PATTERN.fullmatch(label):
        return True
    return has_grand_total and bool(GROUP_TOTAL_PATTERN.fullmatch(label))


def _is_comment_row(row: Row) -> bool:
    filled = [cell for cell in row.cells if cell.strip()]
    return len(filled) == 1 and bool(COMMENT_PATTERN.fullmatch(filled[0].strip()))


def _first_filled_cell(row: Row) -> str:
    return next((normalize_cell(cell) for cell in row.cells if cell.strip()), "")


def _iter_csv_rows(lines: LineReader, separator: str, name: str, limits: Limits) -> Iterator[Row]:
    reader = csv.reader(lines, delimiter=separator, skipinitialspace=True)
    first = lines.count + 1
    try:
        for cells in reader:
            checked = _repair_or_reject_quotes(cells, lines, separator, first, name)
            checked = _join_escaped_bars(checked) if separator == "|" else checked
            yield Row(first, _trim_and_check_width(checked, first, name, limits))
            lines.pulled.clear()
            first = lines.count + 1
    except csv.Error:  # a cell over the csv module's own limit
        what = f"has a cell that's too long; the limit is {limits.cell:,} characters."
        raise TableError(name, [Problem(first, "", what, UNCLOSED_QUOTE_FIX_TEXT)]) from None


def _join_escaped_bars(cells: list[str]) -> list[str]:
    r"""Return the cells of a Markdown row, in which \| is a bar inside a cell."""
    made: list[str] = []
    for cell in cells:
        if made and made[-1].endswith("\\"):
            before = made[-1][:-1]
            made[-1] = f"{before}|{' ' if before.endswith(' ') else ''}{cell}"
        else:
            made.append(cell)
    return made


def _repair_or_reject_quotes(
    cells: list[str], lines: LineReader, separator: str, first_line: int, name: str
) -> list[str]:
    """Return the cells; one that goes on after its closing quote stays as it was written."""
    raw = "".join(lines.pulled)
    if '"' not in raw:
        return cells
    if not lines.ended:  # else the row asked for more lines than there are
        if _is_strict_csv(lines.pulled, separator):
            return cells
        if len(lines.pulled) == 1:
            return _split_outside_quotes(raw.rstrip("\r\n"), separator)
    what = "a quotation mark opens here and never closes."
    raise TableError(name, [Problem(first_line, "", what, UNCLOSED_QUOTE_FIX_TEXT)])


def _is_strict_csv(lines: Sequence[str], separator: str) -> bool:
    try:
        list(csv.reader(list(lines), delimiter=separator, skipinitialspace=True, strict=True))
    except csv.Error:
        return False
    return True


def _split_outside_quotes(line: str, separator: str) -> list[str]:
    """Return the cells of a line with their quotation marks: `"Export, CSV", SDKs` is one."""
    cells = re.findall(rf'((?:"[^"]*"|[^{separator}"]|")*)(?:[{separator}]|$)', line)
    whole = [re.fullmatch(r'\s*"((?:[^"]|"")*)"\s*', cell) for cell in cells[:-1] or cells]
    return [
        found[1].replace('""', '"') if found else cell
        for found, cell in zip(whole, cells, strict=False)
    ]


def _trim_and_check_width(cells: list[str], line: int, name: str, limits: Limits) -> list[str]:
    while cells and not cells[-1].strip():
        cells.pop()
    if len(cells) > limits.columns:
        what = f"has {len(cells):,} columns; the limit is {limits.columns:,}."
        fix = "Keep only the columns you need."
        raise TableError(name, [Problem(line, "", what, fix)])
    return cells
