"""C1: who is accountable, responsible, consulted, informed: the rules of a responsibility matrix.

RACI as commonly taught: exactly one accountable (A) and at least one responsible (R) a row; one
role may be both (AR). Whoever is consulted (C) is asked before, whoever is informed (I) is told
after. From how many C a row is slow is our opinion.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from utils.kit.english import join_words, lower_first
from utils.kit.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Verdict = Literal["same", "alternative", "different"]

LETTERS = ("", "R", "A", "AR", "C", "I")
LETTER_OPTIONS = (("A", "A"), ("R", "R"), ("AR", "A + R"), ("C", "C"), ("I", "I"))  # to choose from
NAMES = {
    "pm": "Product manager",
    "po": "Product owner",
    "tpo": "Technical product owner",
    "tpm": "Technical program manager",
    "lead": "Engineering lead",
}
SHORT = {"pm": "PM", "po": "PO", "tpo": "TPO", "tpm": "TPM", "lead": "Lead"}
MANY_CONSULTED = 3  # opinion: so many talks before a decision slow it down
NOTHING = "Nothing assigned yet."
COUNTS = ("No one", "One", "Two", "Three", "Four", "Five")
NO_CELL = "-"  # how a table writes an empty cell of an alternative


@dataclass(frozen=True)
class Row:
    """One decision and the letter of each role; a role left out has an empty cell.

    `cells` holds all of `NAMES` afterwards, in their order. Raises InputError naming a role or
    letter that the matrix does not have.
    """

    decision: str
    cells: Mapping[str, str] = field(hash=False)

    def __post_init__(self) -> None:
        """Refuse what the matrix does not have; keep a copy that nobody changes."""
        for role, letter in self.cells.items():
            _check(f"Decision “{self.decision}”", role, letter)
        whole = {role: self.cells.get(role, "") for role in NAMES}
        object.__setattr__(self, "cells", MappingProxyType(whole))


@dataclass(frozen=True)
class Compared:
    """One's own row beside our starting point.

    `verdict` looks at the accountable role only: the one of our starting point ("same"), the one
    of the other defensible assignment ("alternative"), or neither ("different"). R, C and I are
    softer and stand in `differences`: (role, own letter, letter of our starting point).
    """

    verdict: Verdict
    accountable_same: bool
    differences: tuple[tuple[str, str, str], ...]


# --- rules -------------------------------------------------------------------------------


def holders(row: Row, letter: str) -> tuple[str, ...]:
    """Return the roles that hold a letter, alone or in AR."""
    return tuple(role for role, cell in row.cells.items() if letter in cell)


def is_started(row: Row) -> bool:
    """Say whether any cell is filled in."""
    return any(row.cells.values())


def sound(row: Row) -> bool:
    """Say whether a row keeps the two rules; many consulted are a warning, not a breach."""
    return len(holders(row, "A")) == 1 and bool(holders(row, "R"))


def faults(row: Row, names: Mapping[str, str] = NAMES) -> tuple[str, ...]:
    """Return what is wrong with a row, a short sentence each, the gravest first.

    `names` maps role keys to what they are called.
    """
    if not is_started(row):
        return (NOTHING,)
    accountable, consulted = holders(row, "A"), holders(row, "C")
    found = []
    if not accountable:
        found.append("No one is accountable.")
    if len(accountable) > 1:
        found.append(f"{COUNTS[len(accountable)]} accountable: {_joined(accountable, names)}.")
    if not holders(row, "R"):
        found.append("No one is responsible.")
    if len(consulted) >= MANY_CONSULTED:
        found.append(f"{COUNTS[len(consulted)]} consulted: whose answer could change it?")
    return tuple(found)


def row_mark(row: Row) -> str:
    """Return the remark at the end of a row: nothing before it is begun."""
    if not is_started(row):
        return ""
    found = faults(row, SHORT)
    return f"⚠ {found[0]}" if found else "✓"


def _joined(roles: Sequence[str], names: Mapping[str, str]) -> str:
    return join_words(lower_first(names[role]) for role in roles)


# --- compare -----------------------------------------------------------------------------


def compare(own: Row, key: Row, alternative: Row | None) -> Compared:
    """Return how a row compares with our starting point, and with what else can be defended.

    Raises InputError where the rows are about different decisions, or where `key` or
    `alternative` does not keep the rules.
    """
    for other in (key, alternative):
        if other is not None:
            _check_ours(own, other)
    answers = holders(own, "A")
    same = answers == holders(key, "A")
    defensible = alternative is not None and answers == holders(alternative, "A")
    return Compared(
        verdict="same" if same else "alternative" if defensible else "different",
        accountable_same=same,
        differences=tuple(
            (role, own.cells[role], key.cells[role])
            for role in NAMES
            if own.cells[role] != key.cells[role]
        ),
    )


def _check_ours(own: Row, other: Row) -> None:
    if own.decision != other.decision:
        raise InputError(
            f"“{own.decision}” and “{other.decision}” are two decisions.",
            "Compare rows of the same decision.",
        )
    if not sound(other):
        raise InputError(
            f"Our own row “{other.decision}” breaks a rule: {' '.join(faults(other))}",
            "Give it exactly one A and at least one R.",
        )


# --- read --------------------------------------------------------------------------------


def parse_alternative(text: str, key_cells: Mapping[str, str]) -> dict[str, str]:
    """Return all cells of another assignment, written as the cells in which it differs.

    "tpm=A tpo=R lead=-" changes three cells of `key_cells` and empties the last. Raises
    InputError naming what cannot be.
    """
    cells = dict(key_cells)
    changed: set[str] = set()
    for part in text.split():
        role, letter = _cell(part)
        if role in changed:
            raise InputError(f"“{text}” names {role} twice.", "Keep one of the two.")
        changed.add(role)
        cells[role] = letter
    _check_parsed(text, Row(text, cells))
    return cells


def _cell(part: str) -> tuple[str, str]:
    role, sign, letter = part.partition("=")
    if not sign:
        raise InputError(
            f"“{part}” is no cell.", "Write a role, = and a letter, as in tpm=A; without spaces."
        )
    letter = "" if letter == NO_CELL else letter
    _check(f"Cell “{part}”", role, letter)
    return role, letter


def _check_parsed(text: str, made: Row) -> None:
    if not text.strip():
        raise InputError("The alternative is empty.", "Write the cells that differ, as in tpm=A.")
    if not sound(made):
        raise InputError(
            f"With “{text}” the row breaks a rule: {' '.join(faults(made))}",
            "Change cells until one role has the A and at least one has an R.",
        )


def _check(where: str, role: str, letter: str) -> None:
    if role not in NAMES:
        raise InputError(f"{where}: there is no role “{role}”.", f"Use one of: {', '.join(NAMES)}.")
    if letter not in LETTERS:
        raise InputError(
            f"{where}: “{letter}” is no letter for the {lower_first(NAMES[role])}.",
            "Use A, R, AR, C or I, or leave the cell empty.",
        )
