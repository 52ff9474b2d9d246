"""The invented backlog, as the table has it."""

from __future__ import annotations

from utils.backlog.model.order import Item
from utils.kit.tables import read_rows


def items() -> list[Item]:
    """Return the eight capabilities of the Payments API, in the order in which teams asked."""
    return [
        Item(
            key=row["item"],
            label=row["label"],
            value=row["value"],
            urgency=row["urgency"],
            enabling=row["enabling"],
            size=row["size"],
            prerequisites=tuple(row["needs"].split(";")) if row["needs"] else (),
            team=row["team"] or "",
        )
        for row in read_rows("cases_backlog")
    ]
