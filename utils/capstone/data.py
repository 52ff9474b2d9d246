"""The brief and the rubric, as the tables have them."""

from __future__ import annotations

import functools
from dataclasses import dataclass, replace

from utils.backlog.model.order import Item
from utils.capstone.model.brief import Brief, Change, Stock, brief
from utils.comparison.model.network import Task
from utils.kit.tables import read_rows
from utils.pay import public_data
from utils.pay.model.benchmark import percentile_of

PROXIES = {
    "15-1252": "Software developers",
    "15-1211": "Computer systems analysts",
    "13-1082": "Project management specialists",
}
MARGIN = 2_000  # USD inside the percentiles that every proxy has


@dataclass(frozen=True)
class Criterion:
    """One criterion of the rubric and its four levels."""

    key: str
    label: str
    levels: tuple[str, ...]


@functools.cache
def stock() -> Stock:
    """Return what briefs are drawn from."""
    tasks = read_rows("capstone_tasks")
    return Stock(
        chain={
            r["component"]: (r["first"], r["second"], r["third"])
            for r in read_rows("capstone_chain")
        },
        items=tuple(_item(row) for row in read_rows("capstone_items")),
        tasks=tuple(
            Task(r["task"], r["label"], r["days"] or 0.0, _list(r["after"])) for r in tasks
        ),
        moves={r["task"]: int(r["move"]) for r in tasks if r["move"] is not None},
        changes=tuple(
            Change(r["change"], r["says"], r["verdict"], r["why"])
            for r in read_rows("capstone_changes")
        ),
        places=_places(),
    )


@functools.cache
def of(seat: int) -> Brief:
    """Return the brief of a seat. Raises InputError outside 1 to 99."""
    made = brief(seat, stock())
    return replace(
        made,
        decisions=decisions(),
        ranks={
            proxy: percentile_of(made.pay, public_data.wages(proxy, made.place, "paid")).value
            for proxy in PROXIES
        },
    )


def components() -> dict[str, str]:
    """Return the services behind an instant refund, key to label."""
    return {row["component"]: row["label"] for row in read_rows("capstone_chain")}


def decisions() -> dict[str, str]:
    """Return the decisions, key to words."""
    return {row["decision"]: row["label"] for row in read_rows("capstone_decisions")}


def rubric() -> dict[str, Criterion]:
    """Return the criteria of the rubric."""
    return {
        r["criterion"]: Criterion(
            r["criterion"], r["label"], tuple(r[f"level_{n}"] for n in (1, 2, 3, 4))
        )
        for r in read_rows("capstone_rubric")
    }


def _places() -> dict[str, tuple[float, float]]:
    """Return states in which one pay lies inside the percentiles of every proxy."""
    found = {}
    for code, row in public_data.areas().items():
        every = [public_data.wages(proxy, code, "paid") for proxy in PROXIES]
        if row["area_type"] != "state" or any(None in (w.p10, w.p90) for w in every):
            continue
        low, high = max(w.p10 for w in every) + MARGIN, min(w.p90 for w in every) - MARGIN
        if low < high:
            found[code] = (low, high)
    return found


def _item(row: dict) -> Item:
    return Item(
        row["item"], row["label"], row["value"], row["urgency"], row["enabling"], row["size"],
        _list(row["needs"]),
    )  # fmt: skip


def _list(text: str | None) -> tuple[str, ...]:
    return tuple(text.split(";")) if text else ()
