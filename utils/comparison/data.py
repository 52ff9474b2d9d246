"""The invented case and our starting point, as the tables have them."""

from __future__ import annotations

from dataclasses import dataclass

from utils.comparison.model.network import Task
from utils.comparison.model.raci import RaciRow, parse_alternative_cells
from utils.kit.tables import read_rows

ROLE_KEYS = ("pm", "po", "tpo", "tpm", "lead")


@dataclass(frozen=True)
class Rationale:
    """Why our starting point says so, and when another assignment is right."""

    reason: str
    alternative_reason: str


def decision_labels() -> dict[str, str]:
    """Return the ten decisions, id to words."""
    return {row["decision"]: row["label"] for row in read_rows("raci_key")}


def reference_rows_by_decision() -> dict[str, RaciRow]:
    """Return our starting point by decision."""
    return {
        row["decision"]: RaciRow(row["decision"], _role_letters(row))
        for row in read_rows("raci_key")
    }


def alternative_rows_by_decision() -> dict[str, RaciRow]:
    """Return another defensible assignment by decision, where there is one."""
    return {
        row["decision"]: RaciRow(
            row["decision"], parse_alternative_cells(row["alternative"], _role_letters(row))
        )
        for row in read_rows("raci_key")
        if row["alternative"]
    }


def rationale_by_decision() -> dict[str, Rationale]:
    """Return the reasons by decision."""
    return {
        row["decision"]: Rationale(row["why"], row["why_alternative"] or "")
        for row in read_rows("raci_key")
    }


def _role_letters(row: dict) -> dict[str, str]:
    return {role: row[role] or "" for role in ROLE_KEYS}


def rollout_tasks() -> list[Task]:
    """Return the tasks of the invented rollout, in working days."""
    return [
        Task(
            row["task"],
            row["label"],
            row["days"],
            tuple(row["after"].split(";")) if row["after"] else (),
            row["team"] or "",
        )
        for row in read_rows("cases_rollout")
    ]
