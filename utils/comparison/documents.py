"""The document of the comparison notebook, as Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from utils.comparison.model.raci import ROLE_NAMES, is_started, is_valid_row, row_problems
from utils.kit.portfolio import join_paragraphs, markdown_table
from utils.kit.view import Document

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from utils.comparison.model.raci import RaciRow
    from utils.kit.tables import Table

RACI_LEGEND = (
    "A accountable: answers for it, one person. R responsible: does it. C consulted before. "
    "I informed after."
)
FOLLOW_UP_RULES_MARKDOWN = """\
- The person who is accountable says when a decision is due, and writes down what was decided.
- A person who is consulted answers within the time we agreed on. No answer counts as a yes.
- No one adds a second A. If you disagree, tell the one A, and give a reason.
- We look at this page again when a role changes hands, and no later than six months from now."""
ORDER_AND_DATES_TEXT = (
    "The technical product owner says what's next, going by what waiting costs. The program "
    "manager says when each team moves, going by who waits for whom. A date is promised only from "
    "the network, and the sequence changes only in the backlog. The two tell each other before "
    "they tell anyone else."
)
ASTERISK_NOTE = r"\* When I sorted the evidence, I gave this to another role first."
MISSING_ROLE_TABLE_TEXT = "_Not sorted yet: notebook 03 builds this table from evidence._"


def responsibility_agreement(
    rows: Sequence[RaciRow],
    labels: Mapping[str, str],
    roles: Mapping[str, str],
    role_table: Table | None,
) -> Document:
    """Return the agreement: who answers for what, what is open, how order and dates meet.

    `roles` maps role keys to column heads. `role_table` is the comparison table of the four roles,
    once it is sorted.
    """
    parts = [
        "Payments API version two, Brindle Commerce (invented).",
        "## Who answers for what",
        _matrix_markdown([row for row in rows if is_started(row)], labels, roles),
        RACI_LEGEND,
        "## Accountable, role by role",
        _accountable_markdown(rows, labels) or "_No one yet._",
        "## Still open",
        _open_decisions_markdown(rows, labels)
        or "Nothing: every decision has one A and someone who does it.",
        "## What comes next, and when",
        ORDER_AND_DATES_TEXT,
        "## The four roles, side by side",
        _role_table_markdown(role_table) if role_table else MISSING_ROLE_TABLE_TEXT,
        "## How we keep to it",
        FOLLOW_UP_RULES_MARKDOWN,
    ]
    return Document("responsibility-agreement", "Responsibility agreement", join_paragraphs(parts))


def _matrix_markdown(
    rows: Sequence[RaciRow], labels: Mapping[str, str], roles: Mapping[str, str]
) -> str:
    if not rows:
        return "_Nothing assigned yet._"
    head = f"| Decision | {' | '.join(roles.values())} |\n|---|{'---|' * len(roles)}"
    body = "\n".join(
        f"| {labels[row.decision]} | {' | '.join(_letter_text(row, role) for role in roles)} |"
        for row in rows
    )
    return f"{head}\n{body}"


def _letter_text(row: RaciRow, role: str) -> str:
    return {"AR": "A, R", "": "–"}.get(row.cells.get(role, ""), row.cells.get(role, ""))


def _accountable_markdown(rows: Sequence[RaciRow], labels: Mapping[str, str]) -> str:
    """Return a line per role that answers for something."""
    held: dict[str, list[str]] = {}
    for row in rows:
        if is_valid_row(row):
            (who,) = (role for role, cell in row.cells.items() if "A" in cell)
            held.setdefault(who, []).append(labels[row.decision])
    return "\n".join(f"- **{ROLE_NAMES[who]}**: {'; '.join(what)}." for who, what in held.items())


def _open_decisions_markdown(rows: Sequence[RaciRow], labels: Mapping[str, str]) -> str:
    found = [(row, row_problems(row)) for row in rows if not is_valid_row(row)]
    return "\n".join(f"- {labels[row.decision]}: {' '.join(said)}" for row, said in found)


def _role_table_markdown(role_table: Table) -> str:
    """Return the comparison table, and what its asterisks mean where it has any."""
    marked = any("*" in str(cell) for row in role_table.rows for cell in row)
    return markdown_table(role_table) + (f"\n\n{ASTERISK_NOTE}" if marked else "")
