"""A backlog as a learner types it, pastes it, or exports it from a tracker: one item a row."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from utils.backlog.data import case_items
from utils.backlog.model.order import (
    MAX_ITEMS,
    MAX_POINTS_OR_WEEKS,
    MIN_SIZE_WEEKS,
    OPTIONAL_NUMBER_FIELDS,
    Item,
    cycle_problem_and_fix,
    validated_items,
)
from utils.kit.english import format_number, join_words, plural
from utils.kit.errors import InputError, attribute_errors_to
from utils.kit.numbers import (
    ALL_CURRENCY_SPELLINGS,
    TIME_UNIT_SPELLINGS,
    UNIT_SPELLINGS,
    format_unambiguous,
)
from utils.kit.references import (
    PREDECESSOR_HEADING_WORDS,
    PREDECESSOR_HEADINGS,
    clean_name,
    find_cycle,
    fold_name,
    format_references,
    quote_semicolon_cell,
    resolve_listed_names,
    tracker_key_spellings,
    unknown_name_fix,
)
from utils.kit.table_reader import (
    Column,
    ColumnValues,
    Limits,
    Problem,
    column_heading,
    find_name_problems,
    number_column,
    read_table,
    shorten_for_message,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    import pandas as pd

ITEM_COLUMN_NAMES = ("item", "value", "urgency", "enabling", "size", "needs")
WSJF_INPUTS = ITEM_COLUMN_NAMES[1:5]
MAX_CHARACTERS, MAX_NAME_LENGTH = 10_000, 60
TABLE_LIMITS = Limits(size=MAX_CHARACTERS, rows=1_000, columns=300, cell=1_000)
ITEM_FORMAT_HINT = (
    "Write item; value; urgency; enabling; size; needs. For example: SDKs; 5; 2; 8; 8;"
)
TABLE_NAME, FIELD_NAME = "The backlog", "items"


@dataclass(frozen=True)
class Backlog:
    """Items in the order of their rows, and how the text was read."""

    items: tuple[Item, ...]
    notes: tuple[str, ...] = ()


def parse_backlog(text: str) -> Backlog:
    """Return the backlog in a text.

    With headings, columns may be in any sequence and have the names that trackers use; without,
    they are those of `ITEM_COLUMN_NAMES`. `needs` names other items, separated by a comma or a
    slash. A table with headings may also have the numbers of `OPTIONAL_NUMBER_FIELDS`: a date, and
    what RICE asks for.

    Raises
    ------
    InputError
        Naming every problem at once, by line.

    """
    if text == format_items(case_items()):
        return Backlog(tuple(case_items()))  # what everyone starts with needs no pandas
    with attribute_errors_to(FIELD_NAME):
        return _parse_backlog_table(text)


def parse_items(text: str) -> list[Item]:
    """Return the items of a text, in its order. Raises InputError as `parse_backlog` does."""
    return list(parse_backlog(text).items)


def format_items(items: Sequence[Item]) -> str:
    """Return items as the text from which `parse_items` reads them."""
    labels = {one.key: one.label for one in items}
    return "\n".join(
        "; ".join(
            [
                quote_semicolon_cell(one.label),
                *(format_unambiguous(getattr(one, name)) for name in WSJF_INPUTS),
                format_references([labels[key] for key in one.prerequisites], labels.values()),
            ]
        )
        for one in items
    )


# --- columns -------------------------------------------------------------------------------

NUMBERED_TITLE_HEADINGS = tuple(
    f"title {level}" for level in range(1, 10)
)  # of a tree in Azure DevOps
POINT_UNIT_SPELLINGS = (*UNIT_SPELLINGS["points"], *ALL_CURRENCY_SPELLINGS, "dollars")
SCORE_HEADING_WORD = "score"  # in headings, such as "Effort score"
TIME_ESTIMATE_HEADINGS = {
    "original estimate",
    "duration",
    "job duration",
}  # in Jira's exports: seconds
PERCENT_SPELLINGS = ("%", "percent")
REACH_UNIT_SPELLINGS = (
    "people",
    "users",
    "user",
    "customers",
    "accounts",
    "partners",
)  # 10% isn't a reach
MAX_AMBIGUOUS_CONFIDENCE = 10  # up to here, a confidence may be meant on a scale of 1 to 10
SIZE_UNIT_SPELLINGS = (*UNIT_SPELLINGS["weeks"], *UNIT_SPELLINGS["points"])


def _build_columns() -> list[Column]:
    return [
        Column(
            "item",
            label="the item",
            fallbacks=(
                *("title", "summary", "name", "item name", "user story", "story", "feature"),
                *("feature name", "story name", "issue title"),
                *("work item", "issue", "task", "task name", "subject", "card name", "card title"),
                *("card", "issue key", "key", "id"),
            ),
            coalesced=NUMBERED_TITLE_HEADINGS,
            read=clean_name,
            required=True,
            filled=True,
        ),
        _points_column(
            *("value", "business value", "user business value", "user value", "benefit"),
            required=True,
        ),
        _points_column(
            *("urgency", "time criticality", "time value", "timing"),
            *("time criticality value", "urgency value", "tc"),
        ),
        _points_column(
            *("enabling", "risk reduction", "opportunity enablement", "enablement", "enables"),
            *("risk reduction and opportunity enablement", "risk reduction opportunity enablement"),
            *("risk reduction and or opportunity enablement", "risk reduction value"),
            *("opportunity enablement value", "risk opportunity", "rr oe", "rr oe value"),
        ),
        _points_column(
            *("size", "job size", "story points", "effort", "story point estimate", "estimate"),
            *("points", "weight", "estimation", "job duration", "duration", "original estimate"),
            cell_units=SIZE_UNIT_SPELLINGS,
            heading_words=("in", "est", "estimated", *TIME_UNIT_SPELLINGS),
            minimum=MIN_SIZE_WEEKS,
            required=True,
        ),
        Column(
            "needs",
            aliases=PREDECESSOR_HEADINGS,
            units=PREDECESSOR_HEADING_WORDS,
            many=True,
            default=(),
        ),
        Column(
            "key",
            fallbacks=(
                *("issue key", "id", "work item id", "iid", "issue id", "item id", "task id"),
                *("story id", "feature id", "card id", "ref", "reference", "number", "no", "#"),
            ),
            units=("item", "task", "feature", "story", "card"),
            positional=False,
        ),
        Column("epic", coalesced=("epic link", "epic key", "epic name"), positional=False),
        _optional_number_column(
            "due_week",
            "by week",
            "needed by week",
            "deadline week",
            cell_units=UNIT_SPELLINGS["weeks"],
        ),
        _optional_number_column(
            "late_cost", "cost if late", "late points", "penalty", cell_units=POINT_UNIT_SPELLINGS
        ),
        _optional_number_column("reach", "rice reach", cell_units=REACH_UNIT_SPELLINGS),
        _optional_number_column("impact", "rice impact", cell_units=POINT_UNIT_SPELLINGS),
        _confidence_column(),
    ]


def _optional_number_column(name: str, *aliases: str, cell_units: Sequence[str] = ()) -> Column:
    """Return a column of numbers that only a table with headings can have.

    Trackers have columns of these names with words in them: a column that isn't all numbers isn't
    used.
    """
    column = number_column(
        name, label=f"the {name.replace('_', ' ')}", aliases=aliases, cell_units=cell_units,
        default=math.nan, positional=False,
    )  # fmt: skip

    read = column.read_all
    if read is None:  # a column of numbers has it
        return column

    def read_all(cells: Sequence[str]) -> ColumnValues:
        values, notes = read(cells)
        if all(
            not isinstance(one, InputError) and 0 <= one <= MAX_POINTS_OR_WEEKS for one in values
        ):
            return ColumnValues(values, notes)
        left_out = f"The column “{name.replace('_', ' ')}” isn't all numbers, so it isn't used."
        return ColumnValues([math.nan] * len(values), [left_out])

    return replace(column, read_all=read_all)


def _confidence_column() -> Column:
    """Return a column of shares: 80%, 80, and 0.8 are the same, but 1% isn't 1."""
    column = _optional_number_column("confidence", "rice confidence", cell_units=PERCENT_SPELLINGS)

    read = column.read_all
    if read is None:  # a column of numbers has it
        return column

    def read_all(cells: Sequence[str]) -> ColumnValues:
        values, notes = read(cells)
        marked = [cell.casefold().endswith(PERCENT_SPELLINGS) for cell in cells]
        shares = [
            one / 100 if percent or one > 1 else one
            for one, percent in zip(values, marked, strict=True)
        ]
        return ColumnValues(
            [min(1.0, one) for one in shares],
            [*notes, *_confidence_notes(values, marked, shares)],
        )

    return replace(column, read_all=read_all)


def _confidence_notes(
    values: Sequence[float], has_percent_sign: Sequence[bool], shares: Sequence[float]
) -> Iterator[str]:
    bare = [one for one, percent in zip(values, has_percent_sign, strict=True) if not percent]
    low = next((one for one in bare if 1 < one <= MAX_AMBIGUOUS_CONFIDENCE), None)
    if low is not None:
        yield f"A confidence of {format_number(low)} was read as {format_number(low)} percent."
    if any(one > 1 for one in shares):
        yield "A confidence above 100 percent counts as 100 percent."


def _points_column(
    name: str,
    *fallbacks: str,
    cell_units: Sequence[str] = POINT_UNIT_SPELLINGS,
    heading_words: Sequence[str] = (),
    minimum: float = 0.0,
    required: bool = False,
) -> Column:
    """Return a column of numbers from `minimum` on; NaN for an empty optional cell."""
    column = number_column(
        name,
        label=f"the {name}",
        fallbacks=fallbacks,
        units=(*cell_units, SCORE_HEADING_WORD, *heading_words),
        cell_units=cell_units,
        required=required,
        filled=required,
        default=math.nan,
    )

    return column.with_check(lambda value: _value_or_range_error(value, minimum))


def _value_or_range_error(value: float | InputError, minimum: float) -> float | InputError:
    if isinstance(value, InputError) or minimum <= value <= MAX_POINTS_OR_WEEKS:
        return value
    low = "above 0" if minimum else "of 0 or more"
    return InputError(
        f"{format_number(value)} is out of range",
        f"Enter a number {low}, up to {MAX_POINTS_OR_WEEKS:,}.",
    )


# --- rows ----------------------------------------------------------------------------------


@lru_cache(maxsize=8)
def _parse_backlog_table(text: str) -> Backlog:
    if not text.strip():
        raise InputError("There's no item yet.", ITEM_FORMAT_HINT)
    table = read_table(
        text,
        _build_columns(),
        name=TABLE_NAME,
        limits=TABLE_LIMITS,
        headings="optional",
        rules=_find_row_problems,
    )
    frame = table.frame
    items = _build_items(frame)
    validated_items(items)
    blank = [name for name in WSJF_INPUTS if frame[name].isna().all()]
    notes = [f"{plural(len(items), 'item')} read.", *table.notes]
    if blank:
        notes.append(f"There's no number for {join_words(blank)}, so it counts as 0.")
    if _are_epics_prerequisites(frame):
        notes.append(f"“{table.headings['epic']}” was read as what an item needs.")
    words = table.heading_units.get("size", "").casefold().split()
    unit = " ".join(word for word in words if word not in {"in", "est", "estimated"})
    heading = table.headings.get("size", "")
    if fold_name(heading) in TIME_ESTIMATE_HEADINGS:
        notes.append(f"“{heading}” doesn't say its unit; the page calls it weeks.")
    if unit and unit not in (*SIZE_UNIT_SPELLINGS, SCORE_HEADING_WORD):
        notes.append(f"Sizes were taken as they are, in {unit}; the page calls them weeks.")
    return Backlog(tuple(items), tuple(notes))


def _find_row_problems(frame: pd.DataFrame) -> Iterator[Problem]:
    """Yield what is wrong in rows whose cells could be read."""
    if len(frame) > MAX_ITEMS:
        what = f"has {len(frame):,} items; the limit is {MAX_ITEMS}, for an exact search."
        yield Problem(0, "", what, "Keep the ones you might build next.")
    yield from find_name_problems(frame["item"], column_heading(frame, "item"), MAX_NAME_LENGTH)
    yield from _empty_cell_problems(frame)
    known, needs = _keys_by_name(frame), column_heading(frame, "needs")
    labels = [name for name in frame["item"] if name]
    for line, cells in zip(frame.index, frame["needs"], strict=True):
        for name in resolve_listed_names([one for one in cells if one], known)[1]:
            what = f"“{shorten_for_message(name)}” isn't the name of an item"
            yield Problem(line, needs, what, unknown_name_fix(name, labels))
    yield from _cycle_problems(frame[frame["item"].map(bool).astype(bool)])


def _cycle_problems(frame: pd.DataFrame) -> Iterator[Problem]:
    """Yield a circle of items that wait for each other, in a table whose items have names."""
    known = _keys_by_name(frame)
    keys = [known[fold_name(name)] for name in frame["item"]]
    cycle = find_cycle(dict(zip(keys, _prerequisite_keys_by_row(frame, known), strict=True)))
    if cycle:
        names = dict(zip(keys, frame["item"], strict=True))
        line = frame.index[keys.index(cycle[0])]
        yield Problem(
            line, "", *cycle_problem_and_fix([shorten_for_message(names[key]) for key in cycle])
        )


def _empty_cell_problems(frame: pd.DataFrame) -> Iterator[Problem]:
    """Yield the empty cells of optional columns that have numbers in other rows."""
    fix = "Fill empty cells, or delete the row."
    for name in WSJF_INPUTS:
        empty = frame[name].map(lambda one: isinstance(one, float) and math.isnan(one))
        if not empty.all():
            heading = column_heading(frame, name)
            yield from (Problem(line, heading, "is empty", fix) for line in frame.index[empty])


def _keys_by_name(frame: pd.DataFrame) -> dict[str, str]:
    """Return the key of each item by its folded name, and by its key in the tracker."""
    case = {fold_name(one.label): one.key for one in case_items()}
    names = [fold_name(name or "") for name in frame["item"]]
    keys = [case.get(name, f"own_{n}") for n, name in enumerate(names)]
    by_tracker = {
        said: mine
        for key, mine in zip(frame["key"], keys, strict=True)
        for said in tracker_key_spellings(key or "")
    }
    known = {**by_tracker, **dict(zip(names, keys, strict=True))}
    known.pop("", None)
    return known


def _are_epics_prerequisites(frame: pd.DataFrame) -> bool:
    """Return whether an epic is what an item needs: an export without any other link."""
    known = _keys_by_name(frame)
    return not any(frame["needs"]) and any(fold_name(epic or "") in known for epic in frame["epic"])


def _build_items(frame: pd.DataFrame) -> list[Item]:
    known, teams = _keys_by_name(frame), {one.key: one.team for one in case_items()}
    items = []
    rows: Iterable[Any] = frame.itertuples(index=False)
    for row, needs in zip(rows, _prerequisite_keys_by_row(frame, known), strict=True):
        key = known[fold_name(row.item)]
        points = [getattr(row, name) for name in WSJF_INPUTS]
        value, urgency, enabling, size = (0.0 if math.isnan(one) else one for one in points)
        numbers = (value, urgency, enabling, size)
        items.append(
            Item(key, row.item, *numbers, needs, teams.get(key, ""), **_optional_numbers(row))
        )
    return items


def _optional_numbers(row: Any) -> dict[str, float]:  # noqa: ANN401 - a row of a frame
    """Return the optional numbers that a row has."""
    found = {name: float(getattr(row, name)) for name in OPTIONAL_NUMBER_FIELDS}
    return {name: one for name, one in found.items() if not math.isnan(one)}


def _prerequisite_keys_by_row(
    frame: pd.DataFrame, keys_by_name: Mapping[str, str]
) -> list[tuple[str, ...]]:
    """Return the keys that each row needs."""
    if _are_epics_prerequisites(frame):
        own = [keys_by_name[fold_name(name)] for name in frame["item"]]
        epics = [keys_by_name.get(fold_name(epic or "")) for epic in frame["epic"]]
        pairs = zip(epics, own, strict=True)
        return [(epic,) if epic not in {None, key} else () for epic, key in pairs]
    filled = ([one for one in cells if one] for cells in frame["needs"])  # None: can't be read
    return [tuple(resolve_listed_names(cells, keys_by_name)[0]) for cells in filled]
