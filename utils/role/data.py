"""The invented case, as the tables have it."""

from __future__ import annotations

from dataclasses import dataclass

from utils.kit.tables import read_rows
from utils.role.model.promise import Component

TEAMS = ("Checkout", "Mobile", "Subscriptions", "Payouts", "Fraud", "Finance")
DEFAULT_PROMISE = 0.998  # invented: what sales told the partners
DEFAULT_CALLS = 6  # invented: calls that one payment page makes at once
DEFAULT_SLOW_SHARE = 0.01  # invented: the part of single calls that are slow


@dataclass(frozen=True)
class Story:
    """A user story, the facts that the teams gave, and our own scenario of six parts."""

    key: str
    title: str
    text: str
    facts: str
    parts: dict[str, str]
    why: str


def chain() -> tuple[Component, ...]:
    """Return the components behind the refund call."""
    return tuple(
        Component(row["component"], row["label"], row["availability"], row["days_per_halving"])
        for row in read_rows("cases_chain")
    )


def stories() -> dict[str, Story]:
    """Return the three stories by key."""
    return {row["story"]: _story(row) for row in read_rows("role_stories")}


def _story(row: dict[str, str]) -> Story:
    about = ("story", "title", "text", "facts", "why")
    parts = {name: text for name, text in row.items() if name not in about}
    return Story(row["story"], row["title"], row["text"], row["facts"], parts, row["why"])


def decisions() -> dict[str, str]:
    """Return the ten decisions of the Payments API, id to words."""
    return {row["decision"]: row["label"] for row in read_rows("raci_key")}
