"""The brief and the rubric, as the tables have them."""

from __future__ import annotations

import functools
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from utils.backlog.model.order import Item
from utils.capstone.model.brief import (
    SEED_RANGE,
    Brief,
    BriefOptions,
    ContractChange,
    generate_brief,
)
from utils.comparison.model.network import Task
from utils.kit.tables import read_rows
from utils.pay import public_data
from utils.pay.model.benchmark import percentile_of

if TYPE_CHECKING:
    from utils.kit.progress import Progress

SEAT_ACTIVITY_ID = "06.seat"  # the activity in which the learner chooses a seat number
DEFAULT_SEED = 1
# The source line under the brief's figures.
INVENTED_SOURCE_TEXT = "Invented for this course: not data."
OCCUPATION_NAMES = {
    "15-1252": "Software developers",
    "15-1211": "Computer systems analysts",
    "13-1082": "Project management specialists",
}
PAY_MARGIN_USD = 2_000  # USD inside the percentiles that every occupation has


@dataclass(frozen=True)
class RubricCriterion:
    """One criterion of the rubric and its four levels."""

    key: str
    label: str
    levels: tuple[str, ...]


# --- the brief ---------------------------------------------------------------------------


@functools.cache
def brief_options() -> BriefOptions:
    """Return what briefs are drawn from."""
    services, tasks = read_rows("capstone_chain"), read_rows("capstone_tasks")
    return BriefOptions(
        availabilities={r["component"]: (r["first"], r["second"], r["third"]) for r in services},
        items=tuple(map(_parse_item, read_rows("capstone_items"))),
        tasks=tuple(map(_parse_task, tasks)),
        variations={row["task"]: int(row["move"]) for row in tasks if row["move"] is not None},
        changes=tuple(map(_parse_change, read_rows("capstone_changes"))),
        pay_ranges=_pay_range_by_state(),
    )


@functools.cache
def brief_for(seed: int) -> Brief:
    """Return the brief of a seat number. Raises InputError outside 1 to 99."""
    drawn = generate_brief(seed, brief_options())
    return replace(
        drawn,
        decisions=decision_labels(),
        pay_percentiles={
            code: percentile_of(
                drawn.asked_pay, public_data.occupation_wages(code, drawn.area, "paid")
            ).value
            for code in OCCUPATION_NAMES
        },
    )


def chosen_seed(progress: Progress) -> int:
    """Return the learner's seat number, 1 before one was chosen."""
    logged = (progress.values(SEAT_ACTIVITY_ID) or {}).get("seat", DEFAULT_SEED)
    low, high = SEED_RANGE
    fits = isinstance(logged, int | float) and low <= logged <= high
    return int(logged) if fits else DEFAULT_SEED


def chosen_brief(progress: Progress) -> Brief:
    """Return the brief of the learner's seat number."""
    return brief_for(chosen_seed(progress))


def service_labels() -> dict[str, str]:
    """Return the services behind an instant refund, key to label."""
    return {row["component"]: row["label"] for row in read_rows("capstone_chain")}


def decision_labels() -> dict[str, str]:
    """Return the five decisions of parts 1 and 7, key to label."""
    return {row["decision"]: row["label"] for row in read_rows("capstone_decisions")}


def _pay_range_by_state() -> dict[str, tuple[float, float]]:
    """Return states in which one pay is inside the percentiles of every occupation."""
    found = {}
    for code, row in public_data.areas_by_code().items():
        if row["area_type"] != "state":
            continue
        wages = [
            public_data.occupation_wages(occupation, code, "paid")
            for occupation in OCCUPATION_NAMES
        ]
        lows = [one.p10 for one in wages if one.p10 is not None]
        highs = [one.p90 for one in wages if one.p90 is not None]
        if (
            len(lows) == len(highs) == len(OCCUPATION_NAMES)
            and max(lows) + PAY_MARGIN_USD < min(highs) - PAY_MARGIN_USD
        ):
            found[code] = (max(lows) + PAY_MARGIN_USD, min(highs) - PAY_MARGIN_USD)
    return found


def _parse_item(row: dict) -> Item:
    return Item(
        row["item"],
        row["label"],
        row["value"],
        row["urgency"],
        row["enabling"],
        row["size"],
        _split_keys(row["needs"]),
    )


def _parse_task(row: dict) -> Task:
    return Task(row["task"], row["label"], row["days"] or 0.0, _split_keys(row["after"]))


def _parse_change(row: dict) -> ContractChange:
    return ContractChange(row["change"], row["says"], row["verdict"], row["why"])


def _split_keys(text: str | None) -> tuple[str, ...]:
    return tuple(text.split(";")) if text else ()


# --- the rubric --------------------------------------------------------------------------


def rubric_criteria() -> dict[str, RubricCriterion]:
    """Return the criteria of the rubric."""
    return {
        row["criterion"]: RubricCriterion(
            row["criterion"], row["label"], tuple(row[f"level_{n}"] for n in (1, 2, 3, 4))
        )
        for row in read_rows("capstone_rubric")
    }
