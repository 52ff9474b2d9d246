"""C1: who is accountable, responsible, consulted, informed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from utils.comparison import data, documents
from utils.comparison.activities.evidence import RoleEvidence
from utils.comparison.model.raci import (
    LETTER_OPTIONS,
    ROLE_ABBREVIATIONS,
    ROLE_NAMES,
    RaciRow,
    RowComparison,
    compare_rows,
    is_started,
    is_valid_row,
    row_problems,
    row_status_text,
)
from utils.comparison.pictures import raci as pictures
from utils.kit.activity import Activity
from utils.kit.controls.factory import dropdown_grid
from utils.kit.english import lower_first, verb_for_count
from utils.kit.errors import InputError
from utils.kit.tables import Table, source_line
from utils.kit.view import Document, View

if TYPE_CHECKING:
    import ipywidgets as widgets

    from utils.kit.controls import Input

MIN_VALID_ROWS_TO_COMPARE = 6  # valid rows before ours are shown


class Responsibilities(Activity):
    """Give ten decisions to five roles: one accountable each."""

    activity_id = "03.c1"
    title = "Who answers for what?"
    task = (
        "Ten decisions, five roles. A: accountable, answers for it. R: responsible, does it. "
        "C: consulted before. I: informed after. Each row needs exactly one A and at least one R."
    )
    save_label = "Save my responsibility agreement"
    compare_label = "Compare with our starting point"

    def controls(self) -> dict[str, Input]:
        """Return the table of decisions and roles, nothing filled in."""
        rows = data.decision_labels().items()
        columns = [(key, short, ROLE_NAMES[key]) for key, short in ROLE_ABBREVIATIONS.items()]
        matrix = dropdown_grid(
            "Your responsibilities", "Decision", rows, columns, LETTER_OPTIONS, check_label="Check"
        )
        return {"matrix": matrix}

    def layout(self, controls: dict[str, Input]) -> widgets.Widget:
        """Return the table in full width."""
        return controls["matrix"]

    def update_controls(self, controls: dict[str, Input], answers: dict[str, Any]) -> None:
        """Write the remark of every row at its end."""
        rows = build_own_rows(answers["matrix"])
        controls["matrix"].marks = {row.decision: row_status_text(row) for row in rows}

    def view(self, *, matrix: dict[str, str]) -> View:
        """Return how many rows follow the rules."""
        rows = build_own_rows(matrix)
        begun = [row for row in rows if is_started(row)]
        good = [row for row in begun if is_valid_row(row)]
        table = Table(
            caption="Ten decisions of the Payments API",
            columns=["Decision", *ROLE_ABBREVIATIONS.values()],
            rows=[
                [
                    data.decision_labels()[row.decision],
                    *(row.cells.get(role, "") for role in ROLE_ABBREVIATIONS),
                ]
                for row in rows
            ],
            source=source_line("raci_key"),
        )
        if not begun:
            return View(
                summary="Nothing assigned yet. Start with the role that answers for it.",
                table=table,
            )
        return View(
            summary=f"{len(good)} of {len(rows)} decisions "
            f"{verb_for_count(len(good), 'follows', 'follow')} the rules.{_overload_text(good)}",
            table=table,
        )

    def comparison(self, *, matrix: dict[str, str]) -> View:
        """Return our starting point next to the learner's; rows that break a rule are named."""
        begun = [row for row in build_own_rows(matrix) if is_started(row)]
        rows = [row for row in begun if is_valid_row(row)]
        if len(rows) < MIN_VALID_ROWS_TO_COMPARE:
            raise InputError(
                f"{len(rows)} of your decisions "
                f"{verb_for_count(len(rows), 'follows', 'follow')} the rules "
                "so far.",
                f"Complete {MIN_VALID_ROWS_TO_COMPARE} of them first; then compare with ours.",
            )
        return build_comparison_view(rows, [row for row in begun if row not in rows])

    def document(self, *, matrix: dict[str, str]) -> Document:
        """Return the responsibility agreement."""
        sorted_roles = RoleEvidence()
        answers = sorted_roles.answers
        return documents.responsibility_agreement(
            build_own_rows(matrix),
            labels=data.decision_labels(),
            roles=ROLE_ABBREVIATIONS,
            role_table=sorted_roles.result_table(answers) if answers else None,
        )


def build_own_rows(matrix: dict[str, str]) -> list[RaciRow]:
    """Return the learner's rows, in the order of the table."""
    return [
        RaciRow(name, {role: matrix.get(f"{name}.{role}", "") for role in ROLE_ABBREVIATIONS})
        for name in data.decision_labels()
    ]


def _overload_text(rows: list[RaciRow]) -> str:
    """Return who carries the most decisions, if anyone carries more than half of them."""
    accountable = [next(role for role, cell in row.cells.items() if "A" in cell) for row in rows]
    busiest = max(set(accountable), key=accountable.count, default=None)
    if busiest is None or accountable.count(busiest) * 2 <= len(data.decision_labels()):
        return ""
    count = accountable.count(busiest)
    role = lower_first(ROLE_NAMES[busiest])
    return f" The {role} answers for {count} of them. Can one person do that?"


def build_comparison_view(rows: list[RaciRow], left_out_rows: list[RaciRow]) -> View:
    """Return the learner's valid rows next to ours, and why the others are left out."""
    keys, others = data.reference_rows_by_decision(), data.alternative_rows_by_decision()
    found = {
        row.decision: compare_rows(row, keys[row.decision], others.get(row.decision))
        for row in rows
    }
    same = sum(one.verdict == "same" for one in found.values())
    other = sum(one.verdict == "alternative" for one in found.values())
    words = (
        f"{same} of {len(rows)} decisions {verb_for_count(same, 'has', 'have')} the same "
        "accountable as our "
        "starting point"
    )
    if other:
        words += f", and {other} more a defensible one"
    return View(
        summary=f"{words}. C, R, and I are softer: a difference there is worth a chat, no more.",
        says=tuple(
            f"Left out: {data.decision_labels()[row.decision]}. {' '.join(row_problems(row))}"
            for row in left_out_rows
        ),
        picture=pictures.picture(
            rows,
            [keys[row.decision] for row in rows],
            others,
            data.decision_labels(),
            source=source_line("raci_key"),
        ),
        table=_build_reason_table(
            [row for row in rows if found[row.decision].verdict != "same"], found
        ),
        table_title="Where you differ: our reason, and when another answer is right",
    )


def _build_reason_table(rows: list[RaciRow], comparisons: dict[str, RowComparison]) -> Table | None:
    """Return the reasons for the rows that differ from ours, if any does."""
    if not rows:
        return None
    told = data.rationale_by_decision()
    return Table(
        caption="Where you differ from us",
        columns=["Decision", "Accountable", "Our reason", "Another answer is right in…"],
        rows=[
            [
                data.decision_labels()[row.decision],
                pictures.VERDICT_LABELS[comparisons[row.decision].verdict],
                told[row.decision].reason,
                told[row.decision].alternative_reason or "–",
            ]
            for row in rows
        ],
        source=source_line("raci_key"),
    )
