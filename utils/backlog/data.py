"""The invented backlog, as the tables have it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from utils.backlog.model.order import Item
from utils.backlog.model.rice import RiceItem
from utils.kit.tables import read_rows

if TYPE_CHECKING:
    from collections.abc import Sequence


def case_items() -> list[Item]:
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


def item_explanation_by_key() -> dict[str, str]:
    """Return what each of the eight capabilities is, by key."""
    return {row["item"]: row["about"] for row in read_rows("cases_backlog")}


def case_rice_items() -> dict[str, RiceItem]:
    """Return the same eight and the sales team's item as RICE sees them, by key."""
    return {
        row["item"]: RiceItem(
            row["label"], row["reach"], row["impact"], row["confidence"] / 100, row["effort"]
        )
        for row in read_rows("cases_rice")
    }


def fill_missing_rice_from_case(items: Sequence[Item]) -> list[Item]:
    """Return items with the case's reach, impact, and confidence where they have none."""
    known = case_rice_items()
    return [_fill_missing_rice(one, known[one.key]) if one.key in known else one for one in items]


def _fill_missing_rice(item: Item, case_item: RiceItem) -> Item:
    return replace(
        item,
        reach=case_item.reach if item.reach is None else item.reach,
        impact=case_item.impact if item.impact is None else item.impact,
        confidence=case_item.confidence if item.confidence is None else item.confidence,
    )
