"""A learner's own pay file: read, checked as a whole, turned into USD a year.

Nothing is read in part: either every problem is listed with its row, column and mend, or the
file is accepted and each row that was left out is named with the reason. Row numbers are those
a spreadsheet shows, the header being row 1.
"""

from __future__ import annotations

import codecs
import csv
import difflib
import io
import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from utils.kit.errors import InputError
from utils.pay.model.benchmark import PER_YEAR, annual

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    import pandas as pd

MOST_BYTES = 5_000_000
MOST_ROWS = 20_000
MOST_LETTERS = 200
# What a full year's pay can plausibly be, USD. Opinion: change it where it does not fit.
LEAST_A_YEAR, MOST_A_YEAR = 15_000, 2_000_000
ORDINARY = 100_000  # of two readings that both fit, the one nearer to this is suggested
SHOWN = 20  # problems listed in words; all of them are in `OwnFileError.problems`

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "occupation": ("occupation", "title", "role", "job", "job title"),
    "pay": ("pay", "salary", "wage", "amount"),
    "unit": ("unit", "per", "period"),
    "place": ("place", "state", "metro", "area", "location"),
    "level": ("level",),
}
NEEDED = ("occupation", "pay", "place")
UNITS: Mapping[str, tuple[str, ...]] = {
    "hour": ("hour", "hours", "hourly", "h", "hr"),
    "week": ("week", "weekly", "wk"),
    "month": ("month", "monthly", "mo"),
    "year": ("year", "yearly", "annual", "annually", "annum", "yr", "y", "pa"),
}
SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs"}
OTHER_FORMATS = (
    (b"PK\x03\x04", "an Excel workbook or another zipped file"),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook"),
    (b"%PDF", "a PDF"),
    (b"\x1f\x8b", "a compressed file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"PAR1", "a Parquet file"),
)
MARKS = (  # the longer mark first: UTF-32 begins like UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (codecs.BOM_UTF8, "utf-8-sig"),
)
AS_UTF8 = "Save it again as “CSV UTF-8” and choose that file."
EXAMPLE = "The first row names the columns, for example: occupation,pay,unit,place"


@dataclass(frozen=True)
class OwnRow:
    """One accepted row: pay as given and its unit, and the same as USD a year."""

    row: int
    occupation: str
    pay: float
    unit: str
    pay_a_year: float
    place: str
    level: str


@dataclass(frozen=True)
class LeftOut:
    """A row left out because its pay is not plausible: what it says, USD a year, and why."""

    row: int
    value: str
    pay_a_year: float
    reason: str


@dataclass(frozen=True)
class OwnPay:
    """An accepted file: its rows, the rows left out, and what was assumed."""

    rows: list[OwnRow]
    left_out: list[LeftOut]
    notes: list[str]


class Problem(NamedTuple):
    """One thing that is wrong: spreadsheet row, column (empty: whole row), what, and the mend."""

    row: int
    column: str
    what: str
    fix: str

    def __str__(self) -> str:
        """Return the problem as one line."""
        column = f", {self.column}" if self.column else ""
        return f"row {self.row}{column}: {self.what}"


class OwnFileError(InputError):
    """A file refused as a whole, with every problem in `problems`."""

    def __init__(self, name: str, problems: Sequence[Problem]) -> None:
        """Put the first problems in words and keep them all."""
        self.problems = tuple(problems)
        more = len(problems) - SHOWN
        lines = [str(problem) for problem in problems[:SHOWN]]
        lines += [f"and {more:,} more"] if more > 0 else []
        many = f"{len(problems):,} problems" if len(problems) > 1 else "a problem"
        fixes = dict.fromkeys(problem.fix for problem in problems)  # each once, in order
        super().__init__(
            f"{name} has {many}, so nothing was read:\n• " + "\n• ".join(lines) + ".",
            " ".join(fixes),
        )


class _Sheet(NamedTuple):
    """A parsed file: which field stands in which column, and the rows that are not blank."""

    separator: str
    header: list[str]
    fields: dict[str, int]
    rows: list[tuple[int, list[str]]]


def read_own_pay(content: bytes | memoryview, name: str) -> OwnPay:
    """Return a learner's own pay figures.

    Parameters
    ----------
    content
        The file: CSV with commas, semicolons or tabs; at most 5 MB and 20,000 rows.
    name
        The file's name, used in messages only.

    Raises
    ------
    InputError
        When the file cannot be used. `OwnFileError` lists single rows that are wrong.

    """
    name = short(name) or "The file"
    sheet = _parse(_decode(_sized(content, name), name), name)
    frame, ragged = _frame(sheet)
    problems = sorted(ragged + _failures(frame, sheet))
    if problems:
        raise OwnFileError(name, problems)
    rows, left_out = _plausible(_own_rows(frame, sheet))
    return OwnPay(rows, left_out, _notes(sheet, rows, left_out))


# --- the file as a whole -------------------------------------------------------------------


def _sized(content: bytes | memoryview, name: str) -> bytes:
    # Counted before anything is copied or decoded: a huge file is answered at once.
    size = content.nbytes if isinstance(content, memoryview) else len(content)
    if size > MOST_BYTES:
        raise InputError(
            f"{name} has {size / 1e6:,.1f} MB; {MOST_BYTES / 1e6:g} MB is the most.",
            "Keep only the columns and rows you need and save it again.",
        )
    raw = bytes(content)
    if not raw.strip():
        raise InputError(f"{name} is empty.", f"{EXAMPLE}.")
    for magic, kind in OTHER_FORMATS:
        if raw.startswith(magic):
            raise InputError(
                f"{name} is {kind}, not a CSV file.",
                "Open it in the program it comes from and save it as “CSV UTF-8”.",
            )
    return raw


def _decode(raw: bytes, name: str) -> str:
    encoding = next((code for mark, code in MARKS if raw.startswith(mark)), "utf-8")
    if encoding in {"utf-8", "utf-8-sig"} and b"\0" in raw:
        raise _nul(raw, name)
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as problem:
        where = _where(raw, problem.start)
        raise InputError(
            f"{name} is not {encoding.removesuffix('-sig').upper()}: the byte "
            f"0x{raw[problem.start]:02X} at {where} cannot be read.",
            AS_UTF8,
        ) from None
    if not re.search(r"[^\s,;\"]", text):  # separators alone are no header either
        raise InputError(f"{name} is empty.", f"{EXAMPLE}.")
    if "\0" in text:
        raise InputError(f"{name} holds a NUL character.", AS_UTF8)
    return text


def _nul(raw: bytes, name: str) -> InputError:
    head = raw[:4096]
    halves = (head[::2].count(0), head[1::2].count(0))
    # In UTF-16 every plain letter has a NUL beside it, always on the same side.
    if max(halves) > len(head) // 4:
        return InputError(f"{name} looks like UTF-16 without its mark at the start.", AS_UTF8)
    at = _where(raw, raw.index(0))
    return InputError(f"{name} holds a NUL byte at {at}; a CSV file has none.", AS_UTF8)


def _where(raw: bytes, at: int) -> str:
    line = raw.count(b"\n", 0, at) + 1
    return f"position {at + 1:,} (line {line:,})"


# --- rows and columns ----------------------------------------------------------------------


def _parse(text: str, name: str) -> _Sheet:
    if text[:4].casefold() == "sep=":  # a line for Excel, which does not show it
        text = text.partition("\n")[2]
    separator = max(SEPARATORS, key=lambda mark: _known_columns(text, mark))
    records = _records(text, separator, name)
    header = _header(next(records)[1])
    fields = _fields(header, name)
    rows = []
    for record in records:
        if len(rows) == MOST_ROWS:
            raise InputError(
                f"{name} has more than {MOST_ROWS:,} rows.", "Keep the rows you need; save again."
            )
        rows.append(record)
    if not rows:
        raise InputError(f"{name} has a header but no rows.", "Add one row for each pay figure.")
    return _Sheet(separator, header, fields, rows)


def _header(cells: list[str]) -> list[str]:
    """Return the column names without the nameless ones that spreadsheets add at the end."""
    names = [_clean(cell) for cell in cells]
    while names and not names[-1]:
        names.pop()
    return names


def _known_columns(text: str, separator: str) -> tuple[int, int]:
    """Return how well a separator splits the header: columns we know, then columns at all."""
    try:
        _, header = next(_records(text, separator, ""))
    except (InputError, StopIteration):
        return 0, 0
    return len({_field(cell) for cell in header} - {None}), len(header)


def _records(text: str, separator: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """Yield spreadsheet row number and cells of each row that is not blank."""
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=separator, strict=True, skipinitialspace=True
    )
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            if any(cell.strip() for cell in cells):
                yield number, cells
    except csv.Error as problem:
        raise InputError(
            f"{name} stops making sense at row {number + 1:,} ({problem}).",
            "Look for a quotation mark that opens and does not close.",
        ) from None


def _fields(header: list[str], name: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for place, cell in enumerate(header):
        field = _field(cell)
        if field in found:
            raise InputError(
                f"{name} has two columns for the {field}: “{header[found[field]]}” (column "
                f"{found[field] + 1}) and “{cell}” (column {place + 1}).",
                "Keep one and rename or delete the other.",
            )
        if field:
            found[field] = place
    missing = [field for field in NEEDED if field not in found]
    if missing:
        raise _wrong_header(header, missing, name)
    return found


def _field(cell: str) -> str | None:
    # “Pay (USD)” and “job_title” are fine.
    said = " ".join(re.sub(r"\([^)]*\)", " ", cell[:MOST_LETTERS]).replace("_", " ").split())
    said = said.casefold()
    return next((field for field, names in COLUMNS.items() if said in names), None)


def _wrong_header(header: list[str], missing: list[str], name: str) -> InputError:
    found = ", ".join(f"“{short(cell)}”" for cell in header[:12] if cell) or "none"
    plural = "columns" if len(missing) > 1 else "column"
    guesses = " ".join(filter(None, (_guess(header[:50], field) for field in missing)))
    return InputError(
        f"{name} lacks the {plural} {', '.join(missing)}; found: {found}.",
        f"{guesses or EXAMPLE}.",
    )


def _guess(header: list[str], field: str) -> str:
    for cell in header:
        near = difflib.get_close_matches(cell[:MOST_LETTERS].casefold(), COLUMNS[field], n=1)
        if near and _field(cell) is None:
            return f"Rename “{short(cell)}” to “{near[0]}”"
    return ""


# --- what stands in the cells --------------------------------------------------------------


def _frame(sheet: _Sheet) -> tuple[pd.DataFrame, list[Problem]]:
    """Return the used columns as trimmed text, indexed by row number, and the ragged rows."""
    import pandas as pd

    width = len(sheet.header)
    ragged, numbers, table = [], [], []
    for number, cells in sheet.rows:
        if len(cells) < width or any(cell.strip() for cell in cells[width:]):
            ragged.append(_ragged(number, len(cells), width))
        else:
            numbers.append(number)
            table.append([_clean(cells[place]) for place in sheet.fields.values()])
    return pd.DataFrame(table, index=numbers, columns=list(sheet.fields), dtype=object), ragged


def _ragged(number: int, cells: int, width: int) -> Problem:
    return Problem(
        number, "", f"{cells} cells, where the header has {width}",
        "Give every row as many cells as the header; a comma inside a number or a name needs "
        "quotation marks around it.",
    )  # fmt: skip


RULES = {
    "long": (f"longer than {MOST_LETTERS} letters",
             "Shorten long texts, and look for a quotation mark that does not close."),
    "empty": ("empty", "Fill empty cells or delete the row."),
    "number": ("not a number", "Write pay in US dollars as a plain number, for example 120000."),
    "positive": ("not above 0", "Pay must be above 0: correct it or delete the row."),
    "unit": ("not a unit we know", "As unit write hour, week, month or year."),
}  # fmt: skip


def _failures(frame: pd.DataFrame, sheet: _Sheet) -> list[Problem]:
    """Return every cell that breaks a rule, by the schema."""
    import pandera.pandas as pa

    try:
        _schema(sheet).validate(frame, lazy=True)
    except pa.errors.SchemaErrors as found:
        cases = found.failure_cases[["index", "column", "check", "failure_case"]]
        return [_problem(sheet, *case) for case in cases.itertuples(index=False)]
    return []


def _schema(sheet: _Sheet) -> object:
    import pandera.pandas as pa

    comma = sheet.separator == ";"

    def rule(name: str, holds: object) -> pa.Check:
        return pa.Check(holds, element_wise=True, error=name)

    def above_zero(text: str) -> bool:
        amount = _number(text, decimal_comma=comma)
        return amount is None or amount > 0  # what is no number has been named already

    short = rule("long", lambda text: len(text) <= MOST_LETTERS)
    filled = rule("empty", bool)
    number = rule("number", lambda text: not text or _number(text, decimal_comma=comma) is not None)
    unit = rule("unit", lambda text: not text or _unit(text) is not None)
    checks = {
        "occupation": [short, filled],
        "pay": [short, filled, number, rule("positive", above_zero)],
        "unit": [short, filled, unit],
    }
    return pa.DataFrameSchema(
        {field: pa.Column(checks=checks.get(field, [short])) for field in sheet.fields}
    )


def _problem(sheet: _Sheet, row: int, field: str, rule: str, cell: str) -> Problem:
    what, fix = RULES[rule]
    said = f"“{short(cell)}” is {what}" if cell else f"is {what}"
    return Problem(int(row), sheet.header[sheet.fields[field]], said, fix)


PLAIN = re.compile(r"\d+(\.\d+)?(e\+?\d{1,2})?")
GROUPED = re.compile(r"\d{1,3}([, '\u2019]\d{3})+(\.\d+)?")
# In a file with semicolons a point may group and a comma be the decimal sign. Three digits after
# either are read as thousands: nobody gives pay in thousandths.
GROUPED_POINT = re.compile(r"\d{1,3}([. '\u2019]\d{3})+(,\d+)?")
DECIMAL_COMMA = re.compile(r"\d+,\d+")


def _number(text: str, *, decimal_comma: bool) -> float | None:
    """Return “$120,000”, “120 000”, “120k” or “120000 USD” as a number; None where it is none."""
    bare = re.sub(r"^(-?)\s*(us\$|usd|\$)|(usd|\$)$", r"\1", text.casefold().replace("\u2212", "-"))
    bare = bare.strip()
    sign = -1 if bare.startswith("-") else 1
    bare = bare.removeprefix("-").strip()
    factor = 1000 if bare.endswith("k") else 1
    bare = bare.removesuffix("k").strip()
    if GROUPED.fullmatch(bare):
        plain = re.sub(r"[, '\u2019]", "", bare)
    elif decimal_comma and (GROUPED_POINT.fullmatch(bare) or DECIMAL_COMMA.fullmatch(bare)):
        plain = re.sub(r"[. '\u2019]", "", bare).replace(",", ".")
    elif PLAIN.fullmatch(bare):
        plain = bare
    else:
        return None
    return sign * factor * float(plain)


def _unit(text: str) -> str | None:
    said = re.sub(r"^(per |an |a |/)\s*", "", text.casefold().replace(".", ""))
    return next((unit for unit, names in UNITS.items() if said in names), None)


def _own_rows(frame: pd.DataFrame, sheet: _Sheet) -> Iterator[OwnRow]:
    comma = sheet.separator == ";"
    for number, cells in zip(frame.index, frame.to_dict("records"), strict=True):
        pay = _number(cells["pay"], decimal_comma=comma)
        unit = _unit(cells.get("unit", "year"))
        yield OwnRow(
            row=int(number),
            occupation=cells["occupation"],
            pay=pay,
            unit=unit,
            pay_a_year=annual(pay, unit),
            place=cells["place"],
            level=cells.get("level", ""),
        )


# --- plausibility --------------------------------------------------------------------------


def _plausible(rows: Iterable[OwnRow]) -> tuple[list[OwnRow], list[LeftOut]]:
    kept, left_out = [], []
    for row in rows:
        if LEAST_A_YEAR <= row.pay_a_year <= MOST_A_YEAR:
            kept.append(row)
        else:
            said = f"{row.pay:,.10g} {_a(row.unit)}"
            left_out.append(LeftOut(row.row, said, row.pay_a_year, _reason(row, said)))
    return kept, left_out


def _reason(row: OwnRow, said: str) -> str:
    readings = {unit: row.pay * PER_YEAR[unit] for unit in PER_YEAR if unit != row.unit}
    if row.unit == "year":
        readings["thousand"] = row.pay * 1000
    fits = [unit for unit, pay in readings.items() if LEAST_A_YEAR <= pay <= MOST_A_YEAR]
    if not fits:
        return (
            f"{said} makes {row.pay_a_year:,.10g} USD a year, outside {LEAST_A_YEAR:,} to "
            f"{MOST_A_YEAR:,}."
        )
    likely = min(fits, key=lambda unit: abs(math.log(readings[unit] / ORDINARY)))
    if likely == "thousand":
        return f"{said} looks like thousands: write {row.pay:g}k."
    kind = {"hour": "an hourly", "week": "a weekly", "month": "a monthly", "year": "a yearly"}
    return f"{said} looks like {kind[likely]} wage: write {likely}."


def _a(unit: str) -> str:
    return f"an {unit}" if unit == "hour" else f"a {unit}"


def _notes(sheet: _Sheet, rows: list[OwnRow], left_out: list[LeftOut]) -> list[str]:
    notes = []
    if "unit" not in sheet.fields:
        notes.append("There is no unit column, so all pay was read as USD a year.")
    if sheet.separator != ",":
        notes.append(f"Columns are separated by {SEPARATORS[sheet.separator]}.")
    unused = [short(h) for n, h in enumerate(sheet.header) if h and n not in sheet.fields.values()]
    if unused:
        more = f" and {len(unused) - 12} more" if len(unused) > 12 else ""
        notes.append(f"Columns not used: {', '.join(unused[:12])}{more}.")
    if left_out:
        notes.append(f"{len(left_out):,} of {len(rows) + len(left_out):,} rows were left out.")
    return notes


def _clean(text: str) -> str:
    return " ".join(text.split())


def short(text: str) -> str:
    """Return a text cut to what a message can hold."""
    text = _clean(text)
    return text if len(text) <= 60 else f"{text[:59]}…"
