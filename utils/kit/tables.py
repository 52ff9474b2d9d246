"""The course's tables: find them, read them, show them."""

from __future__ import annotations

import copy
import csv
import functools
import io
import json
import re
from dataclasses import dataclass
from html import escape
from numbers import Integral, Real
from pathlib import Path
from typing import TYPE_CHECKING, Any

from utils.kit.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import pandas as pd

CellValue = str | int | float | bool | None

MINUS, DASH = "\u2212", "\u2013"  # minus sign and en dash
UTILS_FOLDER = Path(__file__).resolve().parents[1]
DATAPACKAGE_FILE_NAME = "datapackage.json"
# Classes that keep a page from reading text between two dollar signs as a formula.
MATHJAX_IGNORE_CLASSES = "tex2jax_ignore mathjax_ignore"

# --- find --------------------------------------------------------------------------------


def data_folder() -> Path:
    """Return the folder of the tables: the checkout's, else the copy inside the package.

    Raises InputError where neither is there.
    """
    for folder in (UTILS_FOLDER.parent / "data", UTILS_FOLDER / "_data"):
        if (folder / DATAPACKAGE_FILE_NAME).is_file():
            return folder
    raise InputError(
        "The course's tables are missing.",
        "Start from the project's folder, or reinstall the package.",
    )


def table_names() -> list[str]:
    """Return the names of all tables."""
    return list(_resources_by_name())


def table_metadata(name: str) -> dict:
    """Return what datapackage.json says about a table.

    Raises InputError for a name that no table has.
    """
    return copy.deepcopy(_table_resource(name))


def table_path(name: str) -> Path:
    """Return the file of a table; its folder says whether it is real, invented, or opinion.

    Raises InputError for a name that no table has.
    """
    return data_folder() / _table_resource(name)["path"]


def source_line(name: str) -> str:
    """Return the short citation to put under whatever is made from a table."""
    return _table_resource(name)["citation"]


def _table_resource(name: str) -> dict:
    known = _resources_by_name()
    if name not in known:
        raise InputError(f"There's no table called {name!r}.", f"Use one of: {', '.join(known)}.")
    return known[name]


def _resources_by_name() -> dict[str, dict]:
    path = data_folder() / DATAPACKAGE_FILE_NAME
    return _load_resources(path, path.stat().st_mtime_ns)


@functools.lru_cache(maxsize=8)
def _load_resources(path: Path, _modified_ns: int) -> dict[str, dict]:
    package = json.loads(path.read_text(encoding="utf-8"))
    return {resource["name"]: resource for resource in package["resources"]}


# --- read --------------------------------------------------------------------------------


def read_rows(name: str) -> list[dict[str, Any]]:
    """Return a table as plain rows, without pandas; an empty cell is None.

    A column's type is what datapackage.json says: str, int, float, or bool.

    Raises InputError for an unknown name, and for a table that was edited into something its
    description doesn't allow, naming the table, the line, and the column.
    """
    return [dict(row) for row in _load_rows(*_table_cache_key(name))]


def load_data_frame(name: str) -> pd.DataFrame:
    """Return a table as a data frame of your own: changing it changes no other.

    Text stays text, with its leading zeros. Whole numbers are int64, or Int64 with `<NA>` where
    the column may have gaps. Raises InputError as `read_rows` does.
    """
    return _load_data_frame(*_table_cache_key(name)).copy()


def _table_cache_key(name: str) -> tuple[str, Path, int]:
    """Return a table's cache key: an edited file is read again, and an unedited one isn't."""
    path = table_path(name)
    try:
        return name, path, path.stat().st_mtime_ns
    except OSError as missing:
        raise InputError(
            f"The file {path.name} isn't in the data folder.", "Restore it from the project."
        ) from missing


@functools.lru_cache(maxsize=32)
def _load_rows(name: str, path: Path, _modified_ns: int) -> tuple[dict[str, CellValue], ...]:
    parser_by_column = {
        field["name"]: _build_cell_parser(field)
        for field in _table_resource(name)["schema"]["fields"]
    }
    try:
        # utf-8-sig: a spreadsheet program may have put a byte order mark in front.
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as wrong:
        raise InputError(f"Table {name} isn't UTF-8 text.", "Save it as CSV UTF-8.") from wrong
    lines = csv.DictReader(io.StringIO(text))
    lost = [column for column in parser_by_column if column not in (lines.fieldnames or ())]
    if lost:
        raise InputError(
            f"Table {name} has no column {', '.join(lost)}.",
            f"Its first line must be: {','.join(parser_by_column)}",
        )
    return tuple(_parse_row(name, lines.line_num, line, parser_by_column) for line in lines)


def _parse_row(
    name: str,
    line_number: int,
    line: dict[str, str],
    parser_by_column: dict[str, Callable[[str], CellValue]],
) -> dict[str, CellValue]:
    if None in line:  # where the csv module puts what has no column
        raise InputError(
            f"Table {name}, line {line_number} has too many cells.",
            "Put double quotes around text that has a comma in it.",
        )
    made: dict[str, CellValue] = {}
    for column, parse in parser_by_column.items():
        try:
            made[column] = parse(line[column] or "")
        except ValueError as wrong:
            raise InputError(
                f"Table {name}, line {line_number}, column {column}: {line[column]!r} {wrong}.",
                "Fix that cell and run again.",
            ) from wrong
    return made


def _build_cell_parser(field: dict) -> Callable[[str], CellValue]:
    """Return a function from a cell's text to its value, which raises ValueError in words."""
    parse = {"integer": _parse_integer, "number": _parse_number, "boolean": _parse_boolean}.get(
        field["type"], str
    )
    rules = field.get("constraints", {})

    @functools.cache  # a column has few values many times
    def inner(text: str) -> CellValue:
        if text == "":
            if rules.get("required"):
                raise ValueError("is empty; fill it in")
            return None
        value = parse(text)
        _check_constraints(value, rules)
        return value

    return inner


def _check_constraints(value: CellValue, constraints: dict) -> None:
    if "minimum" in constraints and value < constraints["minimum"]:
        raise ValueError(f"is less than {constraints['minimum']}")
    if "maximum" in constraints and value > constraints["maximum"]:
        raise ValueError(f"is more than {constraints['maximum']}")
    if "enum" in constraints and value not in constraints["enum"]:
        raise ValueError(f"isn't one of {', '.join(map(str, constraints['enum']))}")


def _parse_integer(text: str) -> int:
    if not re.fullmatch(r"-?\d+", text):
        raise ValueError("isn't a whole number")
    return int(text)


def _parse_number(text: str) -> float:
    if not re.fullmatch(r"-?\d+(\.\d+)?", text):
        raise ValueError("isn't a number")
    return float(text)


def _parse_boolean(text: str) -> bool:
    if text not in {"true", "false"}:
        raise ValueError("isn't true or false")
    return text == "true"


@functools.lru_cache(maxsize=32)
def _load_data_frame(name: str, path: Path, modified_ns: int) -> pd.DataFrame:
    import pandas as pd

    made = _load_rows(name, path, modified_ns)
    return pd.DataFrame(
        {
            field["name"]: pd.Series(
                [row[field["name"]] for row in made], dtype=_pandas_dtype(field)
            )
            for field in _table_resource(name)["schema"]["fields"]
        }
    )


def _pandas_dtype(field: dict) -> str | None:
    kinds = {
        "integer": ("Int64", "int64"),
        "number": ("float64", "float64"),
        "boolean": ("boolean", "bool"),
    }
    filled = bool(field.get("constraints", {}).get("required"))
    # None for text: pandas 2 and 3 each choose their own type for it.
    return kinds[field["type"]][filled] if field["type"] in kinds else None


# --- show --------------------------------------------------------------------------------


def format_usd(value: float | None, missing: str = DASH) -> str:
    """Return US dollars as a table has them: "$132,916"; `missing` is for a missing figure."""
    if value is None or _is_missing(value):
        return missing
    return f"{MINUS if round(value) < 0 else ''}${abs(round(value)):,}"


def format_usd_k(value: float | None, missing: str = DASH) -> str:
    """Return US dollars in thousands: "$133k"; `missing` is for a missing figure."""
    if value is None or _is_missing(value):
        return missing
    whole = int(abs(value) / 1000 + 0.5)  # half goes up, as readers expect of money
    return f"{MINUS if value < 0 and whole else ''}${whole:,}k"


def _is_missing(value: object) -> bool:
    try:
        return value is None or bool(value != value)  # noqa: PLR0124 - only a missing number differs from itself
    except TypeError:  # pandas.NA gives no answer
        return True


# The theme's own colors, so that a light and a dark page both work.
_BORDER_STYLE = "1px solid var(--jp-border-color2, #d0d7de)"
_TEXT_STYLE = "color:var(--jp-content-font-color1, inherit)"
_FONT_SIZE_STYLE = "font-size:calc(.93 * var(--jp-content-font-size1, 14px))"
_SOURCE_STYLE = (
    "font-size:calc(.86 * var(--jp-content-font-size1, 14px));line-height:1.4;"
    "color:var(--jp-content-font-color2, inherit)"
)
_CELL_STYLE = "padding:4px 10px;vertical-align:top"
_ALIGN_STYLES = {
    "left": "text-align:left",
    # A number breaks nowhere, however narrow its column is.
    "right": "text-align:right;font-variant-numeric:tabular-nums;overflow-wrap:normal",
}
_NUMERIC_PATTERN = re.compile(rf"[<>≈~±+{MINUS}-]*\$?\d[\d,.]*(\s?[%kM]|\s?pp)?")


@dataclass(frozen=True)
class Table:
    """A small table with its caption and source: the one way to show a table.

    Parameters
    ----------
    caption
        What the table shows, with its unit.
    columns
        Column headers; the first column names the rows.
    rows
        One sequence a row, as long as `columns`. Text is shown as it is, whole numbers get
        thousands separators, None and NaN read as `missing` says.
    align
        "left" or "right" for each column. Left out: the first column left, and each other
        column right if all its cells are numbers.
    source
        Where the figures come from, shown under the table. Says "invented" where they are.
    missing
        What an empty cell reads, such as "not released" for a wage that was not published.

    Raises
    ------
    ValueError
        If caption or columns are empty, or a row or `align` has another length than `columns`.

    """

    caption: str
    columns: Sequence[str]
    rows: Sequence[Sequence[CellValue]]
    align: Sequence[str] | None = None
    source: str = ""
    missing: str = DASH

    def __post_init__(self) -> None:
        """Refuse a table that would not read well aloud."""
        if not self.caption.strip() or not all(str(name).strip() for name in self.columns):
            raise ValueError("A table needs a caption and a header over every column.")
        if any(len(row) != len(self.columns) for row in [*self.rows, self.align or self.columns]):
            raise ValueError(f"Every row, and align, needs {len(self.columns)} entries.")
        if not set(self.align or ()) <= set(_ALIGN_STYLES):
            raise ValueError(f"Alignment is one of: {', '.join(_ALIGN_STYLES)}.")

    def html(self) -> str:
        """Return markup with a caption and scoped headers, everything escaped."""
        styles = [f"{_CELL_STYLE};{_ALIGN_STYLES[side]}" for side in self.column_alignments()]
        source = f'<p style="margin:4px 0 0;{_SOURCE_STYLE}">{escape(self.source)}</p>'
        rows = "".join(_body_row_html(cells, styles) for cells in self._cell_texts())
        return (
            f'<div class="tpo-table {MATHJAX_IGNORE_CLASSES}" '
            'style="max-width:742px;margin:8px 0;overflow-x:auto">'
            f'<table style="border-collapse:collapse;margin:0;{_FONT_SIZE_STYLE};{_TEXT_STYLE}">'
            '<caption style="caption-side:top;text-align:left;padding:0 0 6px;font-weight:600;'
            f'{_FONT_SIZE_STYLE};{_TEXT_STYLE}">{escape(self.caption)}</caption>'
            f"<thead>{_header_row_html(self.columns, styles)}</thead>"
            f"<tbody>{rows}</tbody>"
            "</table>"
            f"{source if self.source else ''}</div>"
        )

    def text(self) -> str:
        """Return the same table as plain, aligned text."""
        lines = [list(map(str, self.columns)), *self._cell_texts()]
        widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
        lines.insert(1, ["-" * width for width in widths])
        sides = [str.rjust if side == "right" else str.ljust for side in self.column_alignments()]
        body = [
            "  ".join(
                put(cell, width) for cell, width, put in zip(line, widths, sides, strict=True)
            ).rstrip()
            for line in lines
        ]
        return "\n".join([self.caption, *body, *([self.source] if self.source else [])])

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        return {"text/html": self.html(), "text/plain": self.text()}

    def _cell_texts(self) -> list[list[str]]:
        return [[_format_cell(cell, self.missing) for cell in row] for row in self.rows]

    def column_alignments(self) -> list[str]:
        """Return "left" or "right" for each column."""
        if self.align:
            return list(self.align)
        columns = list(zip(*self._cell_texts(), strict=True)) or [()] * len(self.columns)
        empty = {"", DASH, self.missing}
        return [
            "left",
            *("right" if _is_numeric_column(column, empty) else "left" for column in columns[1:]),
        ]


def _header_row_html(columns: Sequence[str], styles: Sequence[str]) -> str:
    cells = (
        f'<th scope="col" style="{style};font-weight:600">{escape(str(name))}</th>'
        for name, style in zip(columns, styles, strict=True)
    )
    return f'<tr style="border-bottom:{_BORDER_STYLE}">{"".join(cells)}</tr>'


def _body_row_html(cells: Sequence[str], styles: Sequence[str]) -> str:
    first = f'<th scope="row" style="{styles[0]};font-weight:normal">{escape(cells[0])}</th>'
    rest = (
        f'<td style="{style}">{escape(cell)}</td>'
        for cell, style in zip(cells[1:], styles[1:], strict=True)
    )
    return f'<tr style="border-bottom:{_BORDER_STYLE}">{first}{"".join(rest)}</tr>'


def _format_cell(value: object, missing: str) -> str:
    if isinstance(value, str):
        return value
    if _is_missing(value):
        return missing
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Integral):
        return f"{int(value):,}"
    return f"{float(value):,.10g}" if isinstance(value, Real) else str(value)


def _is_numeric_column(column: Sequence[str], empty_texts: set[str]) -> bool:
    """Return whether a column's filled cells are numbers, whatever unit or sign they carry."""
    filled = [cell for cell in column if cell not in empty_texts]
    return bool(filled) and all(_NUMERIC_PATTERN.fullmatch(cell) for cell in filled)
