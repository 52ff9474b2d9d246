"""A rollout network as a person types it: one task a line.

`SDK; 8; Contract freeze` is a name, its working days, and the names of what must be done before,
separated by commas.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from itertools import count
from typing import TYPE_CHECKING

from utils.comparison.data import rollout
from utils.comparison.model.network import (
    MOST,
    Task,
    checked_days,
    circle_words,
    loop,
    nearest,
)
from utils.kit.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

LETTERS = 5_000  # of the whole text
NAME = 60  # letters of a name
SHOWN = 30  # letters of a faulty piece that a message repeats
FORM = "Write name; working days; what must be done before. For example: SDK; 8; Contract freeze"
SEPARATORS = (";", "|", "\t")  # the first that a line holds is meant
NUMBER = re.compile(
    r"([-\u2212]?)\s*(\d+(?:[.,]\d+)?|[.,]\d+)\s*(?:(?:work(?:ing)? )?days?|d)?\.?", re.I
)
THOUSANDS = re.compile(r"[1-9]\d?\d?,\d{3}\b.*")
HEADING = re.compile(r"(working )?days?\b.*|duration\b.*", re.I)
RULE = re.compile(r"[-:=|_\s]*")  # a blank line, or one under a heading
NOTHING = {"", "-", "–", "—", "none", "nothing"}


@dataclass(frozen=True)
class Entry:
    """One line of the text, its number counted from 1 as in the text."""

    line: int
    label: str
    days: float
    before: tuple[str, ...]


def read_network(text: str) -> list[Task]:
    """Return the tasks of a text, in its order.

    Blank lines, a heading, tabs or `|` in place of `;`, a decimal comma and "8 days" are fine; days
    are kept to the hundredth. A name of the case keeps its key and its team. Raises InputError
    naming the line for all else.
    """
    entries = [_entry(line, cells) for line, cells in _lines(text)]
    keys = _keys(entries)
    teams = {_folded(task.team): task.team for task in rollout() if task.team}
    tasks = [
        Task(key, entry.label, entry.days, _after(entry, keys, entries), teams.get(name, ""))
        for entry, (name, key) in zip(entries, keys.items(), strict=True)
    ]
    circle = loop(tasks)
    if circle:
        what, fix = circle_words(tasks, circle)
        line = entries[[task.key for task in tasks].index(circle[0])].line
        raise InputError(f"Line {line}: {what}", fix)
    return tasks


def written(tasks: Sequence[Task]) -> str:
    """Return tasks as the text from which `read_network` reads them."""
    labels = {task.key: task.label for task in tasks}
    return "\n".join(
        "; ".join(
            [task.label, _plain(task.days)]
            + ([", ".join(labels[key] for key in task.after)] if task.after else [])
        )
        for task in tasks
    )


def _plain(days: float) -> str:
    """Return a number without an exponent, and without a point where it is whole."""
    return format(Decimal(repr(days)).normalize(), "f")


# --- lines -------------------------------------------------------------------------------


def _lines(text: str) -> list[tuple[int, list[str]]]:
    """Return the number and the cells of every line that holds a task."""
    if len(text) > LETTERS:
        line = len(text[: LETTERS + 1].splitlines())
        raise InputError(
            f"Line {line}: here the text grows longer than {LETTERS:,} letters.",
            "Shorten the names, or join small tasks.",
        )
    filled = [
        (line, _cells(words))
        for line, words in enumerate(text.splitlines(), 1)
        if not RULE.fullmatch(words)
    ]
    filled = [(line, cells) for line, cells in filled if any(cells)]
    if filled and len(filled[0][1]) > 1 and HEADING.fullmatch(filled[0][1][1]):
        filled = filled[1:]
    if not filled:
        raise InputError("Line 1: there is no task yet.", FORM)
    if len(filled) > MOST:
        raise InputError(
            f"Line {filled[MOST][0]}: this is task {MOST + 1}.",
            f"Use at most {MOST} tasks: join small ones.",
        )
    return filled


def _cells(words: str) -> list[str]:
    separator = next((one for one in SEPARATORS if one in words), None)
    if separator == "|":  # a table's row may begin and end with it
        words = words.strip().strip("|")
    return [_clean(cell) for cell in words.split(separator)] if separator else [_clean(words)]


def _clean(words: str) -> str:
    """Return words with single spaces and without signs that nobody sees."""
    seen = (" " if unicodedata.category(sign)[0] == "C" else sign for sign in words)
    return " ".join("".join(seen).split())


# --- one line ----------------------------------------------------------------------------


def _entry(line: int, cells: list[str]) -> Entry:
    label, days, *before = (*cells, "") if len(cells) == 1 else cells
    _check_name(line, label)
    if not days:
        raise InputError(f"Line {line}: “{_short(label)}” has no days.", FORM)
    names = tuple(_clean(name) for cell in before for name in cell.split(","))
    return Entry(line, label, _days(line, label, days), names)


def _check_name(line: int, label: str) -> None:
    if not label:
        raise InputError(f"Line {line}: the task has no name.", FORM)
    if len(label) > NAME:
        raise InputError(
            f"Line {line}: the name “{_short(label)}” has {len(label)} letters.",
            f"Use at most {NAME}.",
        )


def _days(line: int, label: str, cell: str) -> float:
    found = NUMBER.fullmatch(cell)
    if found and THOUSANDS.fullmatch(cell):
        raise InputError(
            f"Line {line}: “{cell}” can be read in two ways.",
            "Write thousands without a comma, and parts of a day with a point: 1000 or 1.5.",
        )
    if not found:
        raise InputError(
            f"Line {line}: “{_short(cell)}” is no number of working days.",
            "Write it as 8 or 2.5; a week has 5 working days.",
        )
    sign, number = found.groups()
    days = round(float(number.replace(",", ".")), 2)
    try:
        return checked_days(f"“{label}”", -days if sign and days else days)
    except InputError as wrong:
        raise InputError(f"Line {line}: {wrong.what}", wrong.fix) from wrong


def _short(words: str) -> str:
    return words if len(words) <= SHOWN else f"{words[: SHOWN - 1].rstrip()}…"


# --- names -------------------------------------------------------------------------------


def _folded(label: str) -> str:
    """Return what two spellings of one name share."""
    return " ".join(unicodedata.normalize("NFKC", label).casefold().split())


def _keys(entries: Sequence[Entry]) -> dict[str, str]:
    """Return a key by folded name: the case's own where it has that name."""
    case = {_folded(task.label): task.key for task in rollout()}
    taken, lines, keys = set(case.values()), {}, {}
    for entry in entries:
        name = _folded(entry.label)
        if name in keys:
            raise InputError(
                f"Line {entry.line}: “{_short(entry.label)}” already stands in line {lines[name]}.",
                "Give one of them another name.",
            )
        if "," in entry.label:
            raise InputError(
                f"Line {entry.line}: the name “{_short(entry.label)}” holds a comma.",
                "Take it out: commas stand between the names of what must be done before.",
            )
        lines[name] = entry.line
        keys[name] = case.get(name) or _new_key(name, taken)
        taken.add(keys[name])
    return keys


def _new_key(name: str, taken: Collection[str]) -> str:
    plain = re.sub(r"[^a-z0-9]+", "_", name).strip("_") or "task"
    return next(key for n in count(1) if (key := plain if n == 1 else f"{plain}_{n}") not in taken)


def _after(entry: Entry, keys: Mapping[str, str], entries: Sequence[Entry]) -> tuple[str, ...]:
    """Return the keys of what must be done before, each once."""
    found: dict[str, None] = {}
    for name in entry.before:
        folded = _folded(name)
        if folded in NOTHING and folded not in keys:
            continue
        if folded not in keys:
            raise InputError(
                f"Line {entry.line}: “{_short(entry.label)}” waits for “{_short(name)}”, "
                "and no line has that name.",
                nearest(name, [one.label for one in entries]),
            )
        if folded == _folded(entry.label):
            raise InputError(
                f"Line {entry.line}: “{_short(entry.label)}” waits for itself.",
                "Take it out of what must be done before it.",
            )
        found[keys[folded]] = None
    return tuple(found)
