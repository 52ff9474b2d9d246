"""A rollout network as a person types it, pastes it, or exports it: one task a row.

`SDK; 8; Contract freeze` is a name, its working days, and what must be done before.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import count
from typing import TYPE_CHECKING, Any

from utils.comparison.data import rollout_tasks
from utils.comparison.model.network import (
    MAX_TASK_DAYS,
    MAX_TASKS,
    Task,
    cycle_message_and_fix,
    find_cycle,
)
from utils.kit.english import format_number, plural
from utils.kit.errors import InputError, attribute_errors_to
from utils.kit.numbers import (
    TIME_UNIT_SPELLINGS,
    UNIT_SPELLINGS,
    format_unambiguous,
    parse_number,
)
from utils.kit.references import (
    AND_REGEX,
    PREDECESSOR_HEADING_WORDS,
    PREDECESSOR_HEADINGS,
    clean_name,
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
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    import pandas as pd

MAX_CHARACTERS, MAX_NAME_LENGTH = 5_000, 60
TABLE_LIMITS = Limits(size=MAX_CHARACTERS, rows=1_000, columns=200, cell=1_000)
FORMAT_HINT = (
    "Write name; working days; what must be done before. For example: SDK; 8; Contract freeze"
)
TABLE_NAME, FIELD_NAME = "The network", "network"
DAY_UNIT_SPELLINGS = UNIT_SPELLINGS["days"]
# A predecessor as Microsoft Project writes it: 3, 3FS, 3SS, 3FS+2 days.
ZERO_LAG_PATTERN = re.compile(r"[+-]\s*0+(?:[.,]0+)?(?:\s*[^\W\d]+|%)?")  # "+0 days"
DAYS_BY_UNIT = {"weeks": 5, "hours": 1 / 8}  # working days, as Microsoft Project has them
GANTTPROJECT_LINK_PATTERN = re.compile(r"(\d+)-(FS|SS|FF|SF)[=>]P(-?\d+)D", re.IGNORECASE)
# GanttProject puts a table of its people below the one of the tasks.
GANTTPROJECT_PEOPLE_PATTERN = re.compile(
    r"\n[^\S\n]*\n(?=\"?ID\"?[,;\t]\"?Name\"?[,;\t]\"?Default role\b)", re.IGNORECASE
)
PREDECESSOR_PATTERN = re.compile(r"(\d+(?:\.\d+)*)\s*(FS|SS|FF|SF)?\s*([+-].*)?", re.IGNORECASE)


@dataclass(frozen=True)
class ParsedTaskNetwork:
    """Tasks in the order of their rows, and how the text was read."""

    tasks: tuple[Task, ...]
    notes: tuple[str, ...] = ()


def parse_network(text: str) -> ParsedTaskNetwork:
    """Return the network in a text.

    With headings, columns may stand in any order and have the names that planning tools use;
    without, they are task, days, and what must be done before. Days are kept to the hundredth. A
    name of the case keeps its key and its team.

    Raises
    ------
    InputError
        Naming every problem at once, by line.

    """
    if text == format_network_tasks(rollout_tasks()):
        # What everybody starts with needs no pandas.
        return ParsedTaskNetwork(tuple(rollout_tasks()))
    with attribute_errors_to(FIELD_NAME):
        return _parse_network_text(text)


def parse_network_tasks(text: str) -> list[Task]:
    """Return the tasks of a text, in its order. Raises InputError as `parse_network` does."""
    return list(parse_network(text).tasks)


def format_network_tasks(tasks: Sequence[Task]) -> str:
    """Return tasks as the text from which `parse_network_tasks` reads them."""
    labels = {task.key: task.label for task in tasks}
    rows = (
        [
            quote_semicolon_cell(task.label),
            format_unambiguous(task.days),
            format_references([labels[key] for key in task.predecessors], labels.values()),
        ]
        for task in tasks
    )
    return "\n".join("; ".join(filter(None, row)) for row in rows)


# --- columns -------------------------------------------------------------------------------


def _build_columns() -> list[Column]:
    days = number_column(
        "days",
        label="the working days",
        fallbacks=(
            *("duration", "working days", "work days", "est days", "estimated days", "effort"),
            *("est", "estimate", "estimated duration", "original duration", "work", "length"),
            *("planned duration", "number of days", "no of days", "# days", "days needed"),
            *("business days", "person days", "man days", "dur", "time needed", "time"),
        ),
        units=(*TIME_UNIT_SPELLINGS, "in", "est"),
        cell_units=DAY_UNIT_SPELLINGS,
        required=True,
        filled=True,
    )
    return [
        Column(
            "task",
            label="the task",
            fallbacks=(
                *("task name", "name", "activity", "activity name", "title", "summary", "step"),
                *("work item", "item", "deliverable", "subject", "issue key"),
            ),
            read=clean_name,
            required=True,
            filled=True,
        ),
        replace(days, read_all=_read_days(days)).with_check(_rounded_days_or_error),
        Column(
            "before",
            aliases=PREDECESSOR_HEADINGS,
            units=PREDECESSOR_HEADING_WORDS,
            many=True,
            default=(),
        ),
        Column(
            "id",
            fallbacks=(
                *("task id", "activity id", "work item id", "issue key", "key", "iid", "issue id"),
                *("no", "nr", "number", "#"),
                *("line", "row", "ref", "step"),
            ),
            units=("task", "activity", "item", "step", "line", "row", "s", "sl"),
            positional=False,
        ),
        Column(
            "outline",
            fallbacks=("outline level", "outline number", "wbs", "wbs code"),
            units=("task",),
            positional=False,
        ),
    ]


def _read_days(column: Column) -> Callable[[Sequence[str]], ColumnValues]:
    """Return how to read the days of a column, with weeks and hours put as days."""

    def read_all(cells: Sequence[str]) -> ColumnValues:
        in_days = [_days_for_other_unit(cell) for cell in cells]
        values, notes = column.read_all(in_days) if column.read_all else ColumnValues(in_days)
        changed = [
            f"“{shorten_for_message(cell)}” was read as {days}: a week has 5, and a day 8 hours."
            for cell, days in zip(cells, in_days, strict=True)
            if cell != days
        ]
        return ColumnValues(values, [*notes, *changed[:1]])

    return read_all


def _days_for_other_unit(cell: str) -> str:
    """Return a cell in weeks or hours as one in days, any other as it is."""
    for unit, days in DAYS_BY_UNIT.items():
        with suppress(InputError):
            number = parse_number(cell, units=UNIT_SPELLINGS[unit])
            if number.unit and not number.ambiguous:
                return f"{format_unambiguous(round(number.value * days, 2))} days"
    return cell


def _rounded_days_or_error(days: float | InputError) -> float | InputError:
    if isinstance(days, InputError):
        return days
    if 0 <= days <= MAX_TASK_DAYS:
        return round(days, 2)
    what = "less than 0" if days < 0 else f"more than {MAX_TASK_DAYS:,}"
    return InputError(
        f"{format_number(days)} is {what}",
        f"Enter working days from 0 to {MAX_TASK_DAYS:,}, which is ten years.",
    )


# --- rows ----------------------------------------------------------------------------------


@lru_cache(maxsize=8)
def _parse_network_text(text: str) -> ParsedTaskNetwork:
    if not text.strip():
        raise InputError("There's no task yet.", FORMAT_HINT)
    tasks_text = GANTTPROJECT_PEOPLE_PATTERN.split(text)[0]
    table = read_table(
        tasks_text,
        _build_columns(),
        name=TABLE_NAME,
        limits=TABLE_LIMITS,
        headings="optional",
        rules=_find_row_problems,
    )
    tasks = _build_tasks(table.frame)
    notes = [
        f"{plural(len(tasks), 'task')} read.",
        *table.notes,
        *_predecessors_as_numbers_notes(table.frame),
        *_summary_task_notes(table.frame),
    ]
    if tasks_text != text:
        notes.append("The people below the tasks were left out.")
    if len(tasks) > 1 and table.headings and "before" not in table.headings:
        notes.append("No column says what must be done before, so no task waits for another.")
    return ParsedTaskNetwork(tuple(tasks), tuple(notes))


def _find_row_problems(frame: pd.DataFrame) -> Iterator[Problem]:
    """Yield what is wrong in rows whose cells could be read."""
    if len(frame) > MAX_TASKS:
        what = f"has {len(frame):,} tasks; the limit is {MAX_TASKS}."
        yield Problem(0, "", what, "Join small ones.")
    yield from _find_unit_problems(frame)
    yield from find_name_problems(frame["task"], column_heading(frame, "task"), MAX_NAME_LENGTH)
    yield from _find_cycle_problems(frame)
    keys_by_number, keys_by_name, before = (
        _keys_by_number(frame),
        _keys_by_name(frame),
        column_heading(frame, "before"),
    )
    names = [name for name in frame["task"] if name]
    for line, name, cells in zip(frame.index, frame["task"], frame["before"], strict=True):
        filled = [one for one in cells if one]
        for text in _find_links(filled, keys_by_name, keys_by_number)[1]:
            problem = _link_problem_and_fix(text, keys_by_number, names)
            if problem:
                yield Problem(line, before, *problem)
        if name and keys_by_name[fold_name(name)] in _resolve_predecessors(
            filled, keys_by_name, keys_by_number
        ):
            fix = "Take it out of what must be done before it."
            yield Problem(line, before, f"“{shorten_for_message(name)}” waits for itself", fix)


def _find_unit_problems(frame: pd.DataFrame) -> Iterator[Problem]:
    """Yield that the heading of the days names another unit."""
    words = frame.attrs["heading_units"].get("days", "").casefold().split()
    other = [
        word for word in words if word in TIME_UNIT_SPELLINGS and word not in DAY_UNIT_SPELLINGS
    ]
    if other:
        what = f"“{column_heading(frame, 'days')}” is in {other[0]}: this asks for working days."
        fix = "Change the numbers to working days; a week has 5."
        yield Problem(frame.attrs["heading_line"], "", what, fix)


def _find_cycle_problems(frame: pd.DataFrame) -> Iterator[Problem]:
    """Yield tasks that wait for each other; those that wait for themselves are named elsewhere."""
    keys_by_name, keys_by_number = _keys_by_name(frame), _keys_by_number(frame)
    lines: dict[str, int] = {}
    tasks = []
    for line, name, cells in zip(frame.index, frame["task"], frame["before"], strict=True):
        key = keys_by_name.get(fold_name(name or ""))
        if key and key not in lines:
            lines[key] = line
            after = _resolve_predecessors(
                [one for one in cells if one], keys_by_name, keys_by_number
            )
            tasks.append(
                Task(key, shorten_for_message(name), 0.0, tuple(one for one in after if one != key))
            )
    cycle = find_cycle(tasks)
    if cycle:
        yield Problem(lines[cycle[0]], "", *cycle_message_and_fix(tasks, cycle))


def _resolve_predecessors(
    cells: Sequence[str], keys_by_name: Mapping[str, str], keys_by_number: Mapping[str, str]
) -> tuple[str, ...]:
    """Return the keys of the tasks that cells name, or whose numbers they have, each once."""
    found, links = _find_links(cells, keys_by_name, keys_by_number)
    linked = (_linked_task_key(one, keys_by_number) for one in links)
    return tuple(dict.fromkeys([*found, *(one for one in linked if one)]))


def _find_links(
    cells: Sequence[str], keys_by_name: Mapping[str, str], keys_by_number: Mapping[str, str]
) -> tuple[list[str], list[str]]:
    """Return the keys of the tasks that cells name, and what may be links by number."""
    found, unknown = resolve_listed_names(cells, keys_by_name)
    links: list[str] = []
    for text in unknown:
        parts = re.split(rf"\s*(?:{AND_REGEX}|/)\s*", text, flags=re.IGNORECASE)
        is_list = all(_linked_task_key(part, keys_by_number) for part in parts)
        links += parts if is_list else [text]
    return found, links


def _link_problem_and_fix(
    text: str, keys_by_number: Mapping[str, str], names: Sequence[str]
) -> tuple[str, str] | None:
    """Return what is wrong with a predecessor that isn't a name, and the fix."""
    if _linked_task_key(text, keys_by_number):
        return None
    link = _match_link(text)
    if not link or link[1] not in keys_by_number:
        return f"“{shorten_for_message(text)}” isn't the name of a task", unknown_name_fix(
            text, names
        )
    if (link[2] or "FS").upper() != "FS":
        return (
            f"“{shorten_for_message(text)}” doesn't link a start to a finish",
            f"Only finish-to-start links can be read: enter {link[1]} or the task's name.",
        )
    return (
        f"“{shorten_for_message(text)}” has a waiting time, which can't be read",
        "Add a task for the waiting time, or leave it out.",
    )


def _match_link(text: str) -> re.Match[str] | None:
    """Return the number, kind and waiting time of a link; GanttProject writes 3-FS=P0D."""
    return PREDECESSOR_PATTERN.fullmatch(GANTTPROJECT_LINK_PATTERN.sub(r"\1\2+\3 days", text))


def _linked_task_key(text: str, keys_by_number: Mapping[str, str]) -> str | None:
    """Return the key of the task whose number a predecessor has: 3, 3FS, or a spreadsheet's 3.0."""
    if fold_name(text) not in keys_by_number:
        text = text.removesuffix(".0")
    link = _match_link(text)
    if (
        fold_name(text) in keys_by_number
        or not link
        or (link[3] and not ZERO_LAG_PATTERN.fullmatch(link[3]))
        or (link[2] or "FS").upper() != "FS"
    ):
        return keys_by_number.get(fold_name(text))
    return keys_by_number.get(link[1])


def _build_tasks(frame: pd.DataFrame) -> list[Task]:
    keys_by_name, keys_by_number = _keys_by_name(frame), _keys_by_number(frame)
    teams = {fold_name(task.team): task.team for task in rollout_tasks() if task.team}
    tasks = []
    rows: Iterable[Any] = frame.itertuples(index=False)
    for row in rows:
        name = fold_name(row.task)
        after = _resolve_predecessors(row.before, keys_by_name, keys_by_number)
        tasks.append(Task(keys_by_name[name], row.task, row.days, after, teams.get(name, "")))
    return tasks


# --- names and numbers of tasks --------------------------------------------------------------


def _keys_by_name(frame: pd.DataFrame) -> dict[str, str]:
    """Return a key by folded name: the case's own where it has that name."""
    case = {fold_name(task.label): task.key for task in rollout_tasks()}
    taken, keys = set(case.values()), {}
    for name in map(fold_name, filter(None, frame["task"])):
        if name not in keys:
            keys[name] = case.get(name) or _unused_key(name, taken)
            taken.add(keys[name])
    return keys


def _unused_key(name: str, taken_keys: Collection[str]) -> str:
    plain = re.sub(r"[^a-z0-9]+", "_", name).strip("_") or "task"
    return next(
        key for n in count(1) if (key := plain if n == 1 else f"{plain}_{n}") not in taken_keys
    )


def _keys_by_number(frame: pd.DataFrame) -> dict[str, str]:
    """Return the key of each task by its id, or by its place where the table has no ids."""
    keys_by_name = _keys_by_name(frame)
    ids: Iterable[str] = map(str, range(1, len(frame) + 1))
    if any(frame["id"]):
        ids = frame["id"]
    elif any(frame["outline"]) and not _has_outline_levels(frame):
        ids = frame["outline"]
    return {
        said: keys_by_name[fold_name(name)]
        for format_number, name in zip(ids, frame["task"], strict=True)
        if format_number and name
        for said in tracker_key_spellings(format_number)
    }


def _has_outline_levels(frame: pd.DataFrame) -> bool:
    """Return whether the outline has levels (1, 2, 2), not numbers (1, 1.1, 1.2)."""
    return "level" in column_heading(frame, "outline").casefold()


def _summary_task_notes(frame: pd.DataFrame) -> list[str]:
    """Return that a task is above others in an outline (1 above 1.1): it may only sum them up.

    An outline has numbers, or levels: a row of level 1 is above rows of level 2 right below it.
    """
    marks = [one.rstrip(".") for one in frame["outline" if any(frame["outline"]) else "id"]]
    has_levels = _has_outline_levels(frame)
    for n, (mark, name) in enumerate(zip(marks, frame["task"], strict=True)):
        below = marks[n + 1 : n + 2] if has_levels else marks
        if mark and any(
            (len(one), one) > (len(mark), mark) if has_levels else one.startswith(f"{mark}.")
            for one in below
        ):
            said = (
                f"“{shorten_for_message(name)}” has tasks below it in the outline, and counts "
                "as one of its own."
            )
            return [f"{said} If it only sums them up, delete its row."]
    return []


def _predecessors_as_numbers_notes(frame: pd.DataFrame) -> list[str]:
    keys_by_name = _keys_by_name(frame)
    keys_by_number = _keys_by_number(frame)
    links = [
        one
        for cells in frame["before"]
        for one in _find_links(cells, keys_by_name, keys_by_number)[1]
    ]
    if not links:
        return []
    key = _linked_task_key(links[0], keys_by_number)
    name = next(name for name in frame["task"] if keys_by_name[fold_name(name)] == key)
    return [f"Predecessors that aren't names were read as task numbers: “{links[0]}” is “{name}”."]
