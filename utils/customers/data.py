"""The invented eight weeks of the Payments API, as the models need them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from utils.customers.model.keys import ApiKey
from utils.kit.tables import read_rows

START_TIME, WEEK_COUNT, DAYS_PER_WEEK, DAY_COUNT = datetime(2026, 3, 2), 8, 7, 56  # noqa: DTZ001 - local times
STEP_TIME_COLUMNS = ("created", "first_call", "first_success", "first_live", "hundredth_call")
MESSAGE_SWITCH_DAY = 28  # of the new error message
CALLERS_WITH_NEW_MESSAGE = ("Checkout", "Subscriptions", "Fraud")  # these got the new error message
CALLERS_WITH_OLD_MESSAGE = ("Mobile", "Marketplace Payouts", "Finance")


@lru_cache(maxsize=1)
def load_api_keys() -> tuple[ApiKey, ...]:
    """Return all keys, by the time they were made."""
    return tuple(_parse_api_key(row) for row in read_rows("usage_onboarding"))


def _parse_api_key(row: dict) -> ApiKey:
    made = datetime.fromisoformat(row["created"])
    hours = tuple(_hours_until(made, row[name]) for name in STEP_TIME_COLUMNS)
    since = made - START_TIME
    groups = {name: row[name] for name in ("caller", "library", "message", "guide")}
    if groups["library"] == "none":
        groups["library"] = "no library"
    return ApiKey(groups, hours, DAY_COUNT * 24 - since.total_seconds() / 3600, since.days)


def _hours_until(created: datetime, timestamp: str | None) -> float:
    if not timestamp:
        return math.inf
    return (datetime.fromisoformat(timestamp) - created).total_seconds() / 3600


@dataclass(frozen=True, eq=False)
class WeeklyUsage:
    """Calls by caller and week: all, those to the old version, and those that were refused."""

    calls: dict[str, list[int]]
    old_version_calls: dict[str, list[int]]
    refused_calls: dict[str, list[int]]

    def callers(self) -> list[str]:
        """Return the callers, the one with the most calls first."""
        return sorted(self.calls, key=lambda one: -sum(self.calls[one]))

    def old_version_shares(self, caller: str) -> list[float]:
        """Return the share of calls to the old version, week by week."""
        return _weekly_shares(self.old_version_calls[caller], self.calls[caller])

    def refused_shares(self, caller: str) -> list[float]:
        """Return the share of refused calls, week by week."""
        return _weekly_shares(self.refused_calls[caller], self.calls[caller])

    def total_old_version_shares(self) -> list[float]:
        """Return the share of all calls that go to the old version, week by week."""
        return _weekly_shares(_weekly_totals(self.old_version_calls), _weekly_totals(self.calls))


def _weekly_shares(parts: list[int], wholes: list[int]) -> list[float]:
    return [part / whole if whole else 0.0 for part, whole in zip(parts, wholes, strict=True)]


def _weekly_totals(rows: dict[str, list[int]]) -> list[int]:
    return [sum(week) for week in zip(*rows.values(), strict=True)]


@lru_cache(maxsize=1)
def load_usage() -> WeeklyUsage:
    """Return the calls of eight weeks."""
    found = WeeklyUsage({}, {}, {})
    for row in read_rows("usage_calls"):
        week = (datetime.fromisoformat(row["day"]) - START_TIME).days // DAYS_PER_WEEK
        kinds = [found.calls]
        kinds += [found.old_version_calls] if row["version"] == "1" else []
        kinds += [found.refused_calls] if row["status"] == "4xx" else []
        for table in (found.calls, found.old_version_calls, found.refused_calls):
            counts = table.setdefault(row["caller"], [0] * WEEK_COUNT)
            if any(table is kind for kind in kinds):
                counts[week] += row["calls"]
    return found


def list_callers() -> list[str]:
    """Return the callers, the one with the most calls first."""
    return load_usage().callers()


def load_office_hour_week_and_callers() -> tuple[int, list[str]]:
    """Return the week before the office hour, from 0, and the callers who were invited."""
    row = next(one for one in read_rows("usage_releases") if one["change"] == "office hour")
    week = (datetime.fromisoformat(row["day"]) - START_TIME).days // DAYS_PER_WEEK
    return week - 1, row["for_whom"].split("; ")


@dataclass(frozen=True)
class Claim:
    """What a caller said, what the tables say of it, and what we would ask next."""

    key: str
    caller: str
    text: str
    verdict: str
    reason: str
    next_question: str


@lru_cache(maxsize=1)
def load_claims() -> tuple[Claim, ...]:
    """Return the six claims."""
    names = ("interview", "caller", "claim", "verdict", "why", "ask_next")
    return tuple(Claim(*(row[name] for name in names)) for row in read_rows("usage_interviews"))


@lru_cache(maxsize=16)
def refund_p95_ms_by_week(caller: str = "Mobile") -> list[float]:
    """Return the mean p95 of a caller's refund calls, week by week, in ms; [] without any."""
    sums = [[0.0, 0] for _ in range(WEEK_COUNT)]
    for row in read_rows("usage_calls"):
        if row["caller"] == caller and row["endpoint"] == "refunds" and row["p95_ms"]:
            week = (datetime.fromisoformat(row["day"]) - START_TIME).days // DAYS_PER_WEEK
            sums[week][0] += row["p95_ms"]
            sums[week][1] += 1
    return [total / count for total, count in sums] if all(count for _, count in sums) else []
