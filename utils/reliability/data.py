"""The invented log of deployments, as the table has it."""

from __future__ import annotations

from datetime import datetime

from utils.kit.tables import read_rows
from utils.reliability.model.dora import Deployment
from utils.reliability.parsing import COLUMNS


def log_text() -> str:
    """Return the log of the Payments API team as CSV, as a learner would paste it."""
    lines = (",".join(_cells(row)) for row in read_rows("cases_deployments"))
    return "\n".join([",".join(COLUMNS), *lines])


def deployments() -> list[Deployment]:
    """Return the same log as objects, without the reader of tables."""
    return [_deployment(row) for row in read_rows("cases_deployments")]


def _deployment(row: dict) -> Deployment:
    times = {
        name: datetime.fromisoformat(row[name]) if row[name] else None
        for name in ("committed", "deployed", "recovered")
    }
    return Deployment(**times, failed=row["failed"], rework=row["rework"])


def _cells(row: dict) -> list[str]:
    said = {True: "yes", False: "no", None: ""}
    return [said.get(row[name], row[name]) for name in COLUMNS]
