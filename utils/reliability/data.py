"""The invented log of deployments, as the table has it."""

from __future__ import annotations

from datetime import datetime

from utils.kit.tables import read_rows
from utils.reliability.model.dora import Deployment
from utils.reliability.parsing import LOG_COLUMN_NAMES


def case_log_csv() -> str:
    """Return the log of the Payments API team as CSV, as a learner would paste it."""
    lines = (",".join(_row_to_csv_cells(row)) for row in read_rows("cases_deployments"))
    return "\n".join([",".join(LOG_COLUMN_NAMES), *lines])


def load_case_deployments() -> list[Deployment]:
    """Return the same log as objects, without the reader of tables."""
    return [_parse_deployment(row) for row in read_rows("cases_deployments")]


def _parse_deployment(row: dict) -> Deployment:
    return Deployment(
        committed=datetime.fromisoformat(row["committed"]),
        deployed=datetime.fromisoformat(row["deployed"]),
        failed=row["failed"],
        recovered=datetime.fromisoformat(row["recovered"]) if row["recovered"] else None,
        rework=row["rework"],
    )


def _row_to_csv_cells(row: dict) -> list[str]:
    said = {True: "yes", False: "no", None: ""}
    return [said.get(row[name], row[name]) for name in LOG_COLUMN_NAMES]
