"""Which column is where: headings in any order, under any name that a use declares."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple

from utils.kit.english import join_words
from utils.kit.table_reader.cells import HeadingMatch
from utils.kit.table_reader.columns import can_have_several_headings, column_label
from utils.kit.table_reader.errors import (
    MAX_EXCERPT_LENGTH,
    Problem,
    TableError,
    shorten_for_message,
)
from utils.kit.table_reader.hints import (
    SAMPLE_ROW_COUNT,
    cells_fit_column,
    column_position_labels,
    missing_columns_problem,
    no_headings_error,
)
from utils.kit.timestamps import is_timestamp

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from utils.kit.table_reader.cells import Row
    from utils.kit.table_reader.columns import Column


MAX_HEADINGS = 200
BARE_NUMBER_PATTERN = re.compile(r"\s*\d[\d.,]*\s*")
# What isn't part of a heading's name: "1. Task", "Size²", "Value 1-10".
HEADING_NOISE_PATTERN = re.compile(r"^\s*\d{1,2}[.)]\s|[¹²³⁰⁴-⁹]|\b\d{1,3} ?[-–] ?\d{1,3}\b")
TIME_HEADING_WORDS = {"date", "day", "time", "clock", "at", "on", "utc", "gmt", "local"}
MAX_HEADING_SEARCH_ROWS = 10  # an export may have a title above its headings


class HeadingMatcher:
    """What headings mean: finds the columns that a row of headings names.

    `chosen_headings` has the heading that a learner said a column has, by the column's name;
    nothing else names that column.
    """

    def __init__(
        self, columns: Sequence[Column], chosen_headings: Mapping[str, str] | None = None
    ) -> None:
        self._chosen_headings = chosen_headings or {}
        self._ranks = [_rank_by_heading(column) for column in columns]
        self._units = [
            {word for one in column.units for word in _split_heading_words(one)}
            for column in columns
        ]
        self._names = [column.name for column in columns]
        self._columns = {column.name: column for column in columns}

    def find(self, cells: Sequence[str], body: Sequence[Row] = ()) -> dict[str, list[HeadingMatch]]:
        """Return the best matches of each column that is named in a row.

        A heading belongs to one column: to the one that it names best. Where several could be
        meant, those whose cells in `body` fit the column come before those that are empty or don't.
        """
        found: dict[str, list[HeadingMatch]] = {}
        for at, cell in enumerate(cells[:MAX_HEADINGS]):
            chosen = self._match_chosen_heading(cell)
            for name, rank, unit in chosen or self._iter_candidate_columns(cell):
                found.setdefault(name, []).append(HeadingMatch(rank, at, unit))
        for name in self._chosen_headings:  # the first, where several have the same heading
            found[name] = found.get(name, [])[:1]
        found = {
            name: _keep_fitting_matches(self._columns[name], one, body)
            for name, one in found.items()
            if one
        }
        best: dict[str, list[HeadingMatch]] = {}
        taken: set[int] = set()
        ranks = sorted(
            {(one.rank, name) for name, matches in found.items() for one in matches},
            key=lambda one: (one[0], self._names.index(one[1])),
        )
        for rank, name in ranks:
            free = [
                one for one in found[name] if one.rank == rank and one.column_index not in taken
            ]
            if free and name not in best:
                best[name] = free
                taken.update(one.column_index for one in free)
        for name, column in self._columns.items():
            if column.coalesced and name in best:
                best[name] = _add_coalesced_matches(column, best[name], found[name], taken)
        return best

    def _match_chosen_heading(self, heading: str) -> list[tuple[str, int, str]]:
        """Return the column that a learner gave this heading, with what else it says."""
        return [
            (name, 0, " ".join(_split_heading_words(heading[: 4 * MAX_EXCERPT_LENGTH])))
            for name, one in self._chosen_headings.items()
            if one == heading.strip()
        ]

    def _iter_candidate_columns(self, heading: str) -> Iterator[tuple[str, int, str]]:
        heading = HEADING_NOISE_PATTERN.sub(" ", heading[: 4 * MAX_EXCERPT_LENGTH])
        custom = re.fullmatch(r"\s*custom field \((.*)\)\s*", heading, re.IGNORECASE)  # from Jira
        heading = custom[1] if custom else heading
        bracket = " ".join(re.findall(r"[(\[]([^)\]]*)[)\]]", heading))
        words = _split_heading_words(re.sub(r"[(\[][^)\]]*[)\]]?", " ", heading))
        whole, bare = "".join(_split_heading_words(heading)), "".join(words)
        for name, ranks, units in zip(self._names, self._ranks, self._units, strict=True):
            if name in self._chosen_headings:
                continue
            rest = "".join(word for word in words if word not in units)
            unit = " ".join([*(word for word in words if word in units), bracket]).strip()
            for key, said in ((whole, ""), (bare, bracket), (rest, unit)):
                if key in ranks:
                    yield name, ranks[key], said
                    break


def _keep_fitting_matches(
    column: Column, matches: list[HeadingMatch], body: Sequence[Row]
) -> list[HeadingMatch]:
    """Return those of several matches whose cells fit the column; all where none does."""
    if len(matches) == 1 or column.many:
        return matches
    return [one for one in matches if cells_fit_column(body, one.column_index, column)] or matches


def _add_coalesced_matches(
    column: Column,
    best_matches: list[HeadingMatch],
    candidates: Sequence[HeadingMatch],
    taken_indexes: set[int],
) -> list[HeadingMatch]:
    """Return the matches of a column of which the first filled cell counts, the best first."""
    free = sorted(one for one in candidates if one.column_index not in taken_indexes)
    more = [
        one
        for one in free
        if can_have_several_headings(column, [*(two.rank for two in best_matches), one.rank])
    ]
    taken_indexes.update(one.column_index for one in more)
    return [*best_matches, *more]


def _rank_by_heading(column: Column) -> dict[str, int]:
    """Return the rank of each heading of a column by its letters; its own names come first."""
    fallbacks = (*column.fallbacks, *column.coalesced)
    later = {"".join(_split_heading_words(one)): n for n, one in enumerate(fallbacks, start=1)}
    return {
        **later,
        **{"".join(_split_heading_words(one)): 0 for one in (column.name, *column.aliases)},
    }


def _split_heading_words(heading: str) -> list[str]:
    """Return the words of a heading in small letters; "createdAt" has two."""
    apart = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", heading)
    return re.findall(r"[^\W_]+|[$€£¥₹%#]", apart.casefold())


class ColumnLayout(NamedTuple):
    """Where each column is in a row, what its heading says, and where the rows begin."""

    places: Mapping[str, list[int]]
    width: int  # cells that a row may have
    first: int  # of the rows below the headings
    headings: Mapping[str, str]
    units: Mapping[str, str]
    fallback_columns: frozenset[str]  # their heading is only a fallback
    notes: Sequence[str]
    line: int = 0  # of the headings; 0 where there are none
    all_headings: Sequence[str] = ()
    clock_columns: Mapping[int, int] = {}  # by a date's column: the one with its clock time


def find_layout(
    rows: Sequence[Row],
    columns: Sequence[Column],
    separator: str,
    name: str,
    headings: Literal["required", "optional"],
    chosen_headings: Mapping[str, str],
) -> ColumnLayout:
    """Return where the columns are. Raises TableError if that isn't clear."""
    matcher = HeadingMatcher(columns, chosen_headings)
    heading_index = _find_heading_row_index(rows, columns, matcher)
    matches_by_column = matcher.find(
        rows[heading_index].cells, rows[heading_index + 1 : heading_index + SAMPLE_ROW_COUNT]
    )
    is_heading = _looks_like_heading_row(
        rows[heading_index].cells, matches_by_column
    ) or _has_words_above_numbers(rows)
    if headings == "optional" and not is_heading:
        in_order = [column.name for column in columns if column.positional]
        places = {column: [n] for n, column in enumerate(in_order)}
        return ColumnLayout(places, len(places), 0, {}, {}, frozenset(), ())
    required = {column.name for column in columns if column.required}
    if not required <= set(matches_by_column) and _looks_like_data_row(
        rows[heading_index].cells, columns, matches_by_column
    ):
        positions = {label: n for n, label in enumerate(column_position_labels(rows[0].cells))}
        places = {
            one: [positions[said]] for one, said in chosen_headings.items() if said in positions
        }
        if not required <= set(places):
            raise no_headings_error(rows, columns, separator, name)
        width = len(rows[0].cells)
        named = {one: chosen_headings[one] for one in places}
        return ColumnLayout(
            places, width, 0, named, {}, frozenset(), (), all_headings=list(positions)
        )
    problems = list(
        _find_heading_problems(rows[heading_index:], columns, matches_by_column, separator)
    )
    if problems:
        there = _unique_nonempty_headings(rows[heading_index].cells)
        raise TableError(
            name,
            problems,
            unclear=_missing_or_ambiguous_column_names(columns, matches_by_column),
            headings=there,
        )
    times = [matches_by_column.get(one.name, []) for one in columns if one.is_time]
    clock_columns = _find_clock_columns(
        rows[heading_index:], {one.column_index for found in times for one in found}
    )
    return _build_layout(rows, heading_index, matches_by_column, clock_columns)


def _find_clock_columns(rows: Sequence[Row], date_indexes: set[int]) -> dict[int, int]:
    """Return where the clock times of each column of dates are: "Deploy date", "Deploy time"."""
    subjects = [
        [one for one in _split_heading_words(cell) if one not in TIME_HEADING_WORDS]
        for cell in rows[0].cells
    ]
    body = [_pad_cells(row.cells, len(subjects)) for row in rows[1:SAMPLE_ROW_COUNT]]
    return {
        at: clock
        for at in date_indexes
        for clock, subject in enumerate(subjects)
        if subject == subjects[at]
        and clock not in date_indexes
        and _are_clock_times(body, at, clock)
    }


def _pad_cells(cells: Sequence[str], width: int) -> list[str]:
    return [*cells, *[""] * (width - len(cells))]


def _are_clock_times(body: Sequence[Sequence[str]], date_index: int, clock_index: int) -> bool:
    """Return whether all cells next to a date are clock times, which need the date before."""
    pairs = [(row[date_index], row[clock_index]) for row in body]
    filled = [(day, hour) for day, hour in pairs if is_timestamp(day) and hour.strip()]
    return bool(filled) and all(
        is_timestamp(f"{day} {hour}") and not is_timestamp(hour) for day, hour in filled
    )


def _unique_nonempty_headings(cells: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(cell.strip() for cell in cells if cell.strip()))


def _missing_or_ambiguous_column_names(
    columns: Sequence[Column], matches_by_column: Mapping[str, list[HeadingMatch]]
) -> Iterator[str]:
    """Yield the columns that are missing, or that several headings may be."""
    for column in columns:
        matches = matches_by_column.get(column.name, [])
        if _has_too_many_matches(column, matches) or (column.required and not matches):
            yield column.name


def _has_too_many_matches(column: Column, matches: Sequence[HeadingMatch]) -> bool:
    return len(matches) > 1 and not can_have_several_headings(column, [one.rank for one in matches])


def _find_heading_row_index(
    rows: Sequence[Row], columns: Sequence[Column], matcher: HeadingMatcher
) -> int:
    """Return the first row with every required heading; the first row where none has them."""
    required = {column.name for column in columns if column.required}
    for heading_index, row in enumerate(rows[:MAX_HEADING_SEARCH_ROWS]):
        if required and required <= set(matcher.find(row.cells)):
            return heading_index
    return 0


def _looks_like_heading_row(
    cells: Sequence[str], matches_by_column: Mapping[str, list[HeadingMatch]]
) -> bool:
    if any(map(BARE_NUMBER_PATTERN.fullmatch, cells)):
        return False  # a heading is never a bare number
    return len(matches_by_column) > 1 or (
        len(matches_by_column) == 1 and not re.search(r"\d", "".join(cells))
    )


def _has_words_above_numbers(rows: Sequence[Row]) -> bool:
    """Return whether the first row seems to be headings nobody knows, such as a class list's."""
    first, below = rows[0].cells, rows[1:SAMPLE_ROW_COUNT]
    words = [cell.strip() for cell in first]
    if len(words) < 3 or len(set(words)) < len(words):
        return False
    if not all(re.search(r"[^\W\d_]{3}", word) and not re.search(r"\d", word) for word in words):
        return False
    columns = ([row.cells[at] for row in below if at < len(row.cells)] for at in range(len(words)))
    return any(cells and all(map(BARE_NUMBER_PATTERN.fullmatch, cells)) for cells in columns)


def _looks_like_data_row(
    cells: Sequence[str],
    columns: Sequence[Column],
    matches_by_column: Mapping[str, list[HeadingMatch]],
) -> bool:
    """Return whether a first row has values: a bare number, or what looks like a known column."""
    if any(map(BARE_NUMBER_PATTERN.fullmatch, cells)):
        return True
    tests = [column.looks_like for column in columns if column.looks_like]
    return not matches_by_column and any(
        test(cell) for test in tests for cell in map(shorten_for_message, cells) if cell
    )


def _build_layout(
    rows: Sequence[Row],
    heading_index: int,
    matches_by_column: Mapping[str, list[HeadingMatch]],
    clock_columns: Mapping[int, int],
) -> ColumnLayout:
    line, cells, _ = rows[heading_index]
    notes = (
        [f"The headings are on line {line}; the lines above were skipped."] if heading_index else []
    )
    return ColumnLayout(
        places={
            name: [one.column_index for one in matches]
            for name, matches in matches_by_column.items()
        },
        width=len(cells),
        first=heading_index + 1,
        headings={
            name: shorten_for_message(cells[matches[0].column_index])
            for name, matches in matches_by_column.items()
        },
        units={name: matches[0].unit for name, matches in matches_by_column.items()},
        fallback_columns=frozenset(
            name for name, matches in matches_by_column.items() if matches[0].rank
        ),
        notes=[*notes, *_unused_columns_notes(cells, matches_by_column, {*clock_columns.values()})],
        line=line,
        all_headings=_unique_nonempty_headings(cells),
        clock_columns=clock_columns,
    )


def _unused_columns_notes(
    cells: Sequence[str],
    matches_by_column: Mapping[str, list[HeadingMatch]],
    clock_indexes: set[int],
) -> list[str]:
    used = clock_indexes | {
        one.column_index for matches in matches_by_column.values() for one in matches
    }
    unused = [
        shorten_for_message(cell)
        for at, cell in enumerate(cells)
        if cell.strip() and at not in used
    ]
    if not unused:
        return []
    more = f" and {len(unused) - 12} more" if len(unused) > 12 else ""
    return [f"Columns not used: {', '.join(unused[:12])}{more}."]


def _find_heading_problems(
    rows: Sequence[Row],
    columns: Sequence[Column],
    matches_by_column: Mapping[str, list[HeadingMatch]],
    separator: str,
) -> Iterator[Problem]:
    line, cells, _ = rows[0]
    for column in columns:
        matches = matches_by_column.get(column.name, [])
        if _has_too_many_matches(column, matches):
            named = [
                f"“{shorten_for_message(cells[one.column_index])}” (column {one.column_index + 1})"
                for one in matches
            ]
            what = (
                f"there are {len(matches)} columns for {column_label(column)}: {join_words(named)}"
            )
            yield Problem(line, "", what, "Keep one and rename or delete the other.")
    missing = [
        column for column in columns if column.required and column.name not in matches_by_column
    ]
    if missing:
        yield missing_columns_problem(rows, missing, matches_by_column, separator)
