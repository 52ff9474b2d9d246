"""A backlog as a learner pastes it: a CSV, one item a line."""

from __future__ import annotations

import csv
import difflib
import io
import math
import re
from typing import TYPE_CHECKING

from utils.backlog.data import items as case_items
from utils.backlog.model.order import MOST, Item, checked
from utils.kit.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

COLUMNS = ("item", "value", "urgency", "enabling", "size", "needs")
NUMBERS = COLUMNS[1:5]
MOST_LETTERS, LONGEST_NAME = 10_000, 60
FORM = "Write item; value; urgency; enabling; size; needs. For example: SDKs; 5; 2; 8; 8;"


def read_items(text: str) -> list[Item]:
    """Return the items of a text, in its order.

    Columns are those of `COLUMNS`, separated by semicolons, tabs or commas; a heading line and
    blank lines are fine. `needs` names other items, separated by a comma or a slash. Raises
    InputError naming the line for whatever cannot be used.
    """
    lines = _lines(text)
    labels = [cells[0] for _, cells in lines]
    _check_names(lines)
    keys = dict(zip(map(str.casefold, labels), _keys(labels), strict=True))
    items = [_item(number, cells, keys, labels) for number, cells in lines]
    checked(items)
    return items


def written(items: Sequence[Item]) -> str:
    """Return items as the text from which `read_items` reads them."""
    labels = {one.key: one.label for one in items}
    return "\n".join(
        "; ".join([one.label, *(f"{getattr(one, name):g}" for name in NUMBERS),
                   ", ".join(labels[key] for key in one.needs)])
        for one in items
    )  # fmt: skip


def _lines(text: str) -> list[tuple[int, list[str]]]:
    if len(text) > MOST_LETTERS:
        raise InputError(
            f"The text has {len(text):,} letters; {MOST_LETTERS:,} are the most.", "Paste less."
        )
    numbered = [(n, line) for n, line in enumerate(text.splitlines(), 1) if line.strip()]
    if not numbered:
        raise InputError("There is no item yet.", FORM)
    separator = max(";\t,", key=numbered[0][1].count)
    rows = [(n, _cells(line, separator)) for n, line in numbered]
    if len(rows[0][1]) > 1 and not re.search(r"\d", rows[0][1][1]):
        rows = rows[1:]  # a heading
    if not rows:
        raise InputError("There is a heading and no item.", FORM)
    if len(rows) > MOST:
        raise InputError(
            f"{len(rows)} items are too many for an exact search; {MOST} are the most.",
            "Keep those that might be built next.",
        )
    return rows


def _cells(line: str, separator: str) -> list[str]:
    cells = next(csv.reader(io.StringIO(line.replace("\0", "")), delimiter=separator), [])
    return [" ".join(cell.split()) for cell in cells]


def _check_names(lines: Sequence[tuple[int, list[str]]]) -> None:
    seen: dict[str, int] = {}
    for number, cells in lines:
        name = cells[0]
        if not name or len(name) > LONGEST_NAME:
            raise InputError(
                f"Line {number}: the name has {len(name)} letters.",
                f"Give each item a name of 1 to {LONGEST_NAME} letters.",
            )
        if name.casefold() in seen:
            raise InputError(
                f"Line {number}: “{name}” already stands in line {seen[name.casefold()]}.",
                "Give one of them another name.",
            )
        seen[name.casefold()] = number


def _keys(labels: Sequence[str]) -> list[str]:
    """Return a key by label: the case's own where it has that name."""
    case = {one.label.casefold(): one.key for one in case_items()}
    return [case.get(label.casefold(), f"own_{n}") for n, label in enumerate(labels)]


def _item(number: int, cells: list[str], keys: dict[str, str], labels: Sequence[str]) -> Item:
    if len(cells) < len(NUMBERS) + 1:
        raise InputError(f"Line {number}: only {len(cells)} of {len(COLUMNS)} columns.", FORM)
    points = [_number(number, name, cell) for name, cell in zip(NUMBERS, cells[1:5], strict=True)]
    needed = [name for name in re.split(r"[,/]", ",".join(cells[5:])) if name.strip()]
    needs = tuple(_known(number, name.strip(), keys, labels) for name in needed)
    try:
        return Item(keys[cells[0].casefold()], cells[0], *points, needs)
    except InputError as problem:
        raise InputError(f"Line {number}: {problem.what}", problem.fix) from None


def _number(line: int, column: str, cell: str) -> float:
    try:
        value = float(cell.replace(",", "."))
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise InputError(f"Line {line}, {column}: {cell[:30]!r} is no number.", "Write 8 or 2.5.")
    return value


def _known(line: int, name: str, keys: dict[str, str], labels: Sequence[str]) -> str:
    if name.casefold() in keys:
        return keys[name.casefold()]
    near = difflib.get_close_matches(name, labels, n=1)
    fix = f"Do you mean “{near[0]}”?" if near else f"Use one of: {', '.join(labels)}."
    raise InputError(f"Line {line}: “{name[:40]}” is needed, and no line has that name.", fix)
