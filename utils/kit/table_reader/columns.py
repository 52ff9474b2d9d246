"""What a use declares: its columns, and how large its table may be."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from utils.kit.currencies import CURRENCY_CODE_BY_SPELLING
from utils.kit.errors import InputError
from utils.kit.numbers import UNIT_SPELLINGS, ParsedNumber, parse_column
from utils.kit.table_reader.errors import shorten_for_message
from utils.kit.timestamps import is_timestamp

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence


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
    coalesced
        More fallbacks. A table may have several of these: in each row, the first filled one counts.
    units
        Words that may be in the heading next to the name: "Salary (EUR)", "Est. days".
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
    skips_missing
        Whether "-", "null", "#N/A", and the like count as an empty cell, where one may be empty.
    many
        Whether further cells and columns of the same heading belong to it. Values are tuples.
    looks_like
        Tells from a cell whether it may belong to this column; used to suggest headings, and to
        choose between several that could be meant.
    is_time
        Whether the cells are dates or times: a column of clock times beside it is read with it.

    """

    name: str
    label: str = ""
    aliases: tuple[str, ...] = ()
    fallbacks: tuple[str, ...] = ()
    coalesced: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    read: Callable[[str], Any] = str
    read_all: Callable[[Sequence[str]], ColumnValues] | None = None
    required: bool = False
    filled: bool = False
    default: Any = ""
    positional: bool = True
    skips_missing: bool = False
    many: bool = False
    looks_like: Callable[[str], bool] | None = None
    is_time: bool = False

    def with_check(self, check: Callable[[Any], Any]) -> Column:
        """Return the same column of numbers, each passed through a further check.

        `check` gets a value, or the InputError of a cell that can't be read, and returns either.
        """
        read = self.read_all

        def read_all(cells: Sequence[str]) -> ColumnValues:
            values, notes = read(cells) if read else ColumnValues([self.read(one) for one in cells])
            return ColumnValues([check(one) for one in values], notes)

        return replace(self, read_all=read_all)


@dataclass(frozen=True)
class Limits:
    """How large a table may be; everything is checked before cells are read."""

    size: int = 5_000_000  # bytes of a file, characters of a text
    rows: int = 20_000  # rows that aren't blank
    columns: int = 200
    cell: int = 200  # characters of a cell that is used

    @property
    def max_lines(self) -> int:
        """Return the most lines: rows, blank ones, and breaks inside quotes."""
        return 10 * self.rows + 1_000


DEFAULT_LIMITS = Limits()
UNIT_BY_SPELLING = {
    **CURRENCY_CODE_BY_SPELLING,
    # The first unit with a spelling counts: "%" is percent, not a percentile.
    **{said: unit for unit, spellings in reversed(UNIT_SPELLINGS.items()) for said in spellings},
}


def number_column(name: str, **options: Any) -> Column:
    """Return a column of numbers, all read alike by the course's one grammar.

    `cell_units` are the units that may be in a cell; `whole` is true for counts, in which a text
    such as 1.200 can only be 1,200. Other options are those of `Column`.
    """
    cell_units, whole = options.pop("cell_units", ()), options.pop("whole", False)

    def read_all(cells: Sequence[str]) -> ColumnValues:
        parsed = parse_column(cells, units=cell_units, ask_if_unclear=True, whole=whole)
        numbers = list(_flag_differing_units(cells, parsed.numbers))
        return ColumnValues([getattr(one, "value", one) for one in numbers], parsed.notes)

    return Column(
        name, read_all=read_all, looks_like=looks_like_number, skips_missing=True, **options
    )


def time_column(name: str, label: str = "", **options: Any) -> Column:
    """Return a column of dates or times; the options are those of `Column`."""
    return Column(name, label, looks_like=is_timestamp, is_time=True, **options)


def _flag_differing_units(
    cells: Sequence[str], numbers: Sequence[ParsedNumber | InputError | None]
) -> Iterator[ParsedNumber | InputError | None]:
    """Yield the numbers of a column; an error for each in another unit than the first that has one.

    Spellings of one unit are the same; "$" is US dollars here.
    """
    first = ""
    for cell, number in zip(cells, numbers, strict=True):
        unit = UNIT_BY_SPELLING.get(number.unit, "") if isinstance(number, ParsedNumber) else ""
        first = first or unit
        if unit in {"", first}:
            yield number
        else:
            what = f"“{shorten_for_message(cell)}” is in {unit}, and others are in {first}"
            yield InputError(what, "Give all numbers of a column in the same unit.")


def looks_like_number(text: str) -> bool:
    """Return whether a cell is mostly a number: "$120,000", "5 days?", "120k"."""
    return bool(re.match(r"\D{0,4}\d", text)) and not re.search(r"[^\W\d]{9}", text)


def can_have_several_headings(column: Column, ranks: Sequence[int]) -> bool:
    """Return whether several headings, of these ranks, may belong to a column together."""
    first = 1 + len(column.fallbacks)
    return column.many or (min(ranks) >= first and len(set(ranks)) == len(ranks))


def column_label(column: Column) -> str:
    """Return what a message calls a column."""
    return column.label or f"“{column.name}”"
