"""C1: who is accountable, responsible, consulted, informed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from utils.comparison import data, documents
from utils.comparison.activities.evidence import RoleEvidence
from utils.comparison.model.raci import (
    LETTER_OPTIONS,
    NAMES,
    SHORT,
    Compared,
    Row,
    compare,
    is_started,
    row_mark,
    sound,
)
from utils.comparison.pictures import raci as pictures
from utils.kit.activity import Activity
from utils.kit.controls.factory import dropdown_grid
from utils.kit.english import lower_first
from utils.kit.errors import InputError
from utils.kit.tables import Table, source_line
from utils.kit.view import Document, View

if TYPE_CHECKING:
    import ipywidgets as widgets

    from utils.kit.controls import Input

ENOUGH = 6  # sound decisions before ours are shown


class Responsibilities(Activity):
    """Give ten decisions to five roles: one accountable each."""

    activity_id = "03.c1"
    title = "C1 · Who answers for what?"
    task = (
        "Ten decisions, five roles. A: accountable, answers for it. R: responsible, does it. "
        "C: consulted before. I: informed after. One A and at least one R in every row."
    )
    save_label = "Save my responsibility agreement"
    compare_label = "Compare with our starting point"

    def controls(self) -> dict[str, Input]:
        """Return the table of decisions and roles, nothing filled in."""
        rows = data.decisions().items()
        columns = [(key, short, NAMES[key]) for key, short in SHORT.items()]
        matrix = dropdown_grid(
            "Your responsibilities", "Decision", rows, columns, LETTER_OPTIONS, check="Check"
        )
        return {"matrix": matrix}

    def layout(self, controls: dict[str, Input]) -> widgets.Widget:
        """Return the table in full width."""
        return controls["matrix"]

    def update_controls(self, controls: dict[str, Input], answers: dict[str, Any]) -> None:
        """Write the remark of every row at its end."""
        rows = own_rows(answers["matrix"])
        controls["matrix"].marks = {row.decision: row_mark(row) for row in rows}

    def view(self, *, matrix: dict[str, str]) -> View:
        """Return how many rows keep the rules, and what is wrong with the others."""
        rows = own_rows(matrix)
        begun = [row for row in rows if is_started(row)]
        good = [row for row in begun if sound(row)]
        table = Table(
            caption="Ten decisions of the Payments API",
            columns=["Decision", *SHORT.values()],
            rows=[
                [data.decisions()[row.decision], *(row.cells.get(role, "") for role in SHORT)]
                for row in rows
            ],
            source=source_line("raci_key"),
        )
        if not begun:
            return View(
                summary="Nothing assigned yet. Begin with the one who answers.", table=table
            )
        return View(
            summary=f"{len(good)} of {len(rows)} decisions keep the rules.{_load(good)}",
            table=table,
        )

    def comparison(self, *, matrix: dict[str, str]) -> View:
        """Return our starting point beside the learner's, with what else can be defended."""
        rows = [row for row in own_rows(matrix) if sound(row)]
        if len(rows) < ENOUGH:
            raise InputError(
                f"{len(rows)} of your decisions keep the rules so far.",
                f"Bring {ENOUGH} of them in order first; then ours tell you more.",
            )
        return compared_view(rows)

    def document(self, *, matrix: dict[str, str]) -> Document:
        """Return the responsibility agreement."""
        sorted_roles = RoleEvidence()
        answers = sorted_roles.answers
        return documents.responsibility_agreement(
            own_rows(matrix),
            labels=data.decisions(),
            roles=SHORT,
            four=sorted_roles.result_table(answers) if answers else None,
        )


def own_rows(matrix: dict[str, str]) -> list[Row]:
    """Return the learner's rows, in the order of the table."""
    return [
        Row(name, {role: matrix.get(f"{name}.{role}", "") for role in SHORT})
        for name in data.decisions()
    ]


def _load(rows: list[Row]) -> str:
    """Return who carries the most decisions, if anyone carries more than half of them."""
    answers = [next(role for role, cell in row.cells.items() if "A" in cell) for row in rows]
    most = max(set(answers), key=answers.count, default=None)
    if most is None or answers.count(most) * 2 <= len(data.decisions()):
        return ""
    many = answers.count(most)
    return f" The {lower_first(NAMES[most])} answers for {many} of them: is that one person's work?"


def compared_view(rows: list[Row]) -> View:
    """Return the learner's sound rows against ours, decision by decision."""
    keys, others = data.key_rows(), data.alternatives()
    found = {
        row.decision: compare(row, keys[row.decision], others.get(row.decision)) for row in rows
    }
    same = sum(one.verdict == "same" for one in found.values())
    other = sum(one.verdict == "alternative" for one in found.values())
    words = f"{same} of {len(rows)} decisions have the same accountable as our starting point"
    if other:
        words += f", {other} more a defensible one"
    return View(
        summary=f"{words}. C, R and I are softer: differences there are worth a talk, no more.",
        picture=pictures.picture(
            rows,
            [keys[row.decision] for row in rows],
            others,
            data.decisions(),
            source=source_line("raci_key"),
        ),
        table=_why_table(rows, found),
    )


def _why_table(rows: list[Row], found: dict[str, Compared]) -> Table:
    told = data.reasons()
    return Table(
        caption="Why, and what else can be defended",
        columns=["Decision", "Accountable", "Why we say so", "Or"],
        rows=[
            [
                data.decisions()[row.decision],
                pictures.SAYS[found[row.decision].verdict],
                told[row.decision].why,
                told[row.decision].why_alternative or "–",
            ]
            for row in rows
        ],
        source=source_line("raci_key"),
    )
