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

RACI_CELL_VALUES = ("", "R", "A", "AR", "C", "I")
LETTER_OPTIONS = (("A", "A"), ("R", "R"), ("AR", "A + R"), ("C", "C"), ("I", "I"))  # to choose from
ROLE_NAMES = {
    "pm": "Product manager",
    "po": "Product owner",
    "tpo": "Technical product owner",
    "tpm": "Technical program manager",
    "lead": "Engineering lead",
}
ROLE_ABBREVIATIONS = {"pm": "PM", "po": "PO", "tpo": "TPO", "tpm": "TPM", "lead": "Lead"}
MIN_CONSULTED_FOR_WARNING = 3  # opinion: so many talks before a decision slow it down
NOTHING_ASSIGNED_TEXT = "Nothing assigned yet."
COUNT_WORDS = ("No one", "One", "Two", "Three", "Four", "Five")
EMPTY_CELL_MARK = "-"  # how a table writes an empty cell of an alternative


@dataclass(frozen=True)
class RaciRow:
    """One decision and the letter of each role; a role left out has an empty cell.

    `cells` holds all of `ROLE_NAMES` afterwards, in their order. Raises InputError naming a role or
    letter that the matrix does not have.
    """

    decision: str
    cells: Mapping[str, str] = field(hash=False)

    def __post_init__(self) -> None:
        """Refuse what the matrix does not have; keep a copy that nobody changes."""
        for role, letter in self.cells.items():
            _check_cell(f"Decision “{self.decision}”", role, letter)
        whole = {role: self.cells.get(role, "") for role in ROLE_NAMES}
        object.__setattr__(self, "cells", MappingProxyType(whole))


@dataclass(frozen=True)
class RowComparison:
    """A learner's row compared with our starting point.

    `verdict` looks at the accountable role only: the one of our starting point ("same"), the one
    of the other defensible assignment ("alternative"), or neither ("different"). R, C and I are
    softer and listed in `differences`: (role, own letter, letter of our starting point).
    """

    verdict: Verdict
    same_accountable: bool
    differences: tuple[tuple[str, str, str], ...]


# --- rules -------------------------------------------------------------------------------


def roles_with_letter(row: RaciRow, letter: str) -> tuple[str, ...]:
    """Return the roles with a letter, alone or in AR."""
    return tuple(role for role, cell in row.cells.items() if letter in cell)


def is_started(row: RaciRow) -> bool:
    """Say whether any cell is filled in."""
    return any(row.cells.values())


def is_valid_row(row: RaciRow) -> bool:
    """Return whether a row keeps both rules; many consulted are only a warning."""
    return len(roles_with_letter(row, "A")) == 1 and bool(roles_with_letter(row, "R"))


def row_problems(row: RaciRow, names: Mapping[str, str] = ROLE_NAMES) -> tuple[str, ...]:
    """Return what is wrong with a row, a short sentence each, most serious first.

    `names` maps role keys to what they are called.
    """
    if not is_started(row):
        return (NOTHING_ASSIGNED_TEXT,)
    accountable, consulted = roles_with_letter(row, "A"), roles_with_letter(row, "C")
    found = []
    if not accountable:
        found.append("No one is accountable.")
    if len(accountable) > 1:
        found.append(
            f"{COUNT_WORDS[len(accountable)]} accountable: {_role_names_text(accountable, names)}."
        )
    if not roles_with_letter(row, "R"):
        found.append("No one is responsible.")
    if len(consulted) >= MIN_CONSULTED_FOR_WARNING:
        found.append(
            f"{COUNT_WORDS[len(consulted)]} consulted: whose answer could change the decision?"
        )
    return tuple(found)


def row_status_text(row: RaciRow) -> str:
    """Return the mark at the end of a row: ✓, the first problem, or nothing before it is begun."""
    if not is_started(row):
        return ""
    found = row_problems(row, ROLE_ABBREVIATIONS)
    return f"⚠ {found[0]}" if found else "✓"


def _role_names_text(roles: Sequence[str], names: Mapping[str, str]) -> str:
    return join_words(lower_first(names[role]) for role in roles)


# --- compare -----------------------------------------------------------------------------


def compare_rows(own: RaciRow, reference: RaciRow, alternative: RaciRow | None) -> RowComparison:
    """Return how a row compares with our starting point, and with what else can be defended.

    Raises InputError where the rows are about different decisions, or where `reference` or
    `alternative` does not keep the rules.
    """
    for other in (reference, alternative):
        if other is not None:
            _check_reference(own, other)
    answers = roles_with_letter(own, "A")
    same = answers == roles_with_letter(reference, "A")
    defensible = alternative is not None and answers == roles_with_letter(alternative, "A")
    return RowComparison(
        verdict="same" if same else "alternative" if defensible else "different",
        same_accountable=same,
        differences=tuple(
            (role, own.cells[role], reference.cells[role])
            for role in ROLE_NAMES
            if own.cells[role] != reference.cells[role]
        ),
    )


def _check_reference(own: RaciRow, other: RaciRow) -> None:
    if own.decision != other.decision:
        raise InputError(
            f"“{own.decision}” and “{other.decision}” are two decisions.",
            "Compare rows of the same decision.",
        )
    if not is_valid_row(other):
        raise InputError(
            f"Our own row “{other.decision}” breaks a rule: {' '.join(row_problems(other))}",
            "Give it exactly one A and at least one R.",
        )


# --- read --------------------------------------------------------------------------------


def parse_alternative_cells(text: str, reference_cells: Mapping[str, str]) -> dict[str, str]:
    """Return all cells of another assignment, written as the cells in which it differs.

    "tpm=A tpo=R lead=-" changes three cells of `reference_cells` and empties the last. Raises
    InputError naming what's impossible.
    """
    cells = dict(reference_cells)
    changed: set[str] = set()
    for part in text.split():
        role, letter = _parse_cell(part)
        if role in changed:
            raise InputError(f"“{text}” names {role} twice.", "Keep one of the two.")
        changed.add(role)
        cells[role] = letter
    _check_alternative_row(text, RaciRow(text, cells))
    return cells


def _parse_cell(part: str) -> tuple[str, str]:
    role, sign, letter = part.partition("=")
    if not sign:
        raise InputError(
            f"“{part}” isn't a cell.", "Write a role, =, and a letter without spaces, as in tpm=A."
        )
    letter = "" if letter == EMPTY_CELL_MARK else letter
    _check_cell(f"Cell “{part}”", role, letter)
    return role, letter


def _check_alternative_row(text: str, row: RaciRow) -> None:
    if not text.strip():
        raise InputError("The alternative is empty.", "Write the cells that differ, as in tpm=A.")
    if not is_valid_row(row):
        raise InputError(
            f"With “{text}” the row breaks a rule: {' '.join(row_problems(row))}",
            "Change cells until one role has the A and at least one has an R.",
        )


def _check_cell(place: str, role: str, letter: str) -> None:
    if role not in ROLE_NAMES:
        raise InputError(
            f"{place}: there's no role “{role}”.", f"Use one of: {', '.join(ROLE_NAMES)}."
        )
    if letter not in RACI_CELL_VALUES:
        raise InputError(
            f"{place}: “{letter}” isn't a letter for the {lower_first(ROLE_NAMES[role])}.",
            "Use A, R, AR, C, or I, or leave the cell empty.",
        )
