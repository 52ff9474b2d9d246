"""Make eight invented weeks of the Payments API: who came, who called, who asked, what they said.

    python data/make_usage.py              # writes the five tables into data/invented/
    python data/make_usage.py --seed 7     # another history with the same patterns
    python data/make_usage.py --check      # compares; exit status 1 where a table differs

For facilitators: the patterns that are built in are described in data/usage_patterns.md.
"""

from __future__ import annotations

import argparse
import csv
import io
import math
import random
import sys
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

HERE = Path(__file__).resolve().parent
START = datetime(2026, 3, 2)  # noqa: DTZ001 - local times of an invented company
SEED, DAYS, WEEK, WEEKS = 2026, 56, 7, 8
SWITCH_DAY = 28  # from this day on, the first half of the teams gets the new error message
FIRST_HALF = ("Checkout", "Subscriptions", "Fraud")
SECOND_HALF = ("Mobile", "Marketplace Payouts", "Finance")
PARTNERS = ("Alder", "Birch", "Cedar")
LIBRARIES = ("Python", "Node", "Java", "none")
MIXES = {  # how a team's developers call: the slice that explains most of it
    "Checkout": (3, 5, 1, 1), "Subscriptions": (4, 2, 3, 1), "Fraud": (6, 1, 2, 1),
    "Mobile": (1, 6, 2, 1), "Marketplace Payouts": (2, 1, 6, 1), "Finance": (2, 1, 5, 2),
    "Alder": (2, 2, 1, 3), "Birch": (2, 2, 1, 3), "Cedar": (2, 2, 1, 3),
}  # fmt: skip
EASE = {"Python": 1.0, "Node": 0.9, "Java": -1.0, "none": 0.3}
REFUSED = {  # mean share of refused calls; each week differs by luck
    "Checkout": 0.030, "Mobile": 0.034, "Subscriptions": 0.075, "Marketplace Payouts": 0.036,
    "Fraud": 0.026, "Finance": 0.033, "Alder": 0.038, "Birch": 0.035, "Cedar": 0.032,
}  # fmt: skip
LUCK = {"Subscriptions": 0.12}  # the same every week: no luck, a habit
MOST_LUCK = 2.2
OLD_VERSION = {  # share of calls to version 1, by week
    "Checkout": (0.5, 0.3, 0.15, 0.05, 0, 0, 0, 0),
    "Mobile": (0.62, 0.57, 0.52, 0.47, 0.43, 0.39, 0.36, 0.33),
    "Subscriptions": (0.7, 0.55, 0.4, 0.3, 0.2, 0.12, 0.07, 0.04),
    "Marketplace Payouts": (0.8, 0.7, 0.55, 0.42, 0.3, 0.2, 0.12, 0.08),
    "Fraud": (0.4, 0.25, 0.15, 0.08, 0.04, 0.02, 0.01, 0.01),
    "Finance": (0.93, 0.92, 0.94, 0.93, 0.92, 0.93, 0.94, 0.93),
    "Alder": (0.95, 0.9, 0.85, 0.8, 0.75, 0.7, 0.65, 0.6),
    "Birch": (1, 0.9, 0.7, 0.5, 0.35, 0.2, 0.1, 0.05),
    "Cedar": (0.3, 0.2, 0.12, 0.08, 0.05, 0.03, 0.02, 0.02),
}
VOLUME = {
    "Checkout": (("payments", 36_000), ("refunds", 4_000)),
    "Mobile": (("payments", 26_000), ("refunds", 3_000)),
    "Subscriptions": (("payments", 12_000),), "Marketplace Payouts": (("payouts", 5_000),),
    "Fraud": (("payments", 20_000),), "Finance": (("refunds", 2_500), ("payouts", 800)),
    "Alder": (("payments", 2_000),), "Birch": (("payments", 1_000),), "Cedar": (("payments", 800),),
}  # fmt: skip
LATENCY = {"payments": (90, 240, 480), "refunds": (120, 310, 700), "payouts": (200, 520, 1_100)}
TOPICS = ("refused first call", "signature", "moving to version 2", "refund status", "limits")


@dataclass
class Cell:
    """A group of new keys: who, when, how many, and how many succeed on their first day."""

    callers: tuple[str, ...]
    days: tuple[int, int]
    keys: int
    first_day: int
    message: str
    guide: str = "old"


CELLS = (
    Cell(FIRST_HALF, (0, SWITCH_DAY), 110, 22, "old"),
    Cell(SECOND_HALF, (0, SWITCH_DAY), 112, 23, "old"),
    Cell(FIRST_HALF, (SWITCH_DAY, DAYS - 1), 120, 48, "new"),
    Cell(SECOND_HALF, (SWITCH_DAY, DAYS - 1), 118, 31, "old"),
    Cell(PARTNERS, (0, DAYS - 1), 15, 5, "old"),
    Cell(PARTNERS, (0, DAYS - 1), 14, 9, "old", "new"),
)


def onboarding(draw: random.Random) -> list[dict]:
    """Return a row a key, by the time it was made."""
    rows = [row for cell in CELLS for row in _cell_rows(cell, draw)]
    rows.sort(key=lambda row: row["created"])
    return [{"key": f"k{n:03}", **row} for n, row in enumerate(rows, start=1)]


def _cell_rows(cell: Cell, draw: random.Random) -> list[dict]:
    people = []
    for n in range(cell.keys):
        caller = cell.callers[n % len(cell.callers)]
        library = draw.choices(LIBRARIES, MIXES[caller])[0]
        people.append((EASE[library] + draw.gauss(0, 1), caller, library))
    people.sort(reverse=True)
    later = round((cell.keys - cell.first_day) * 0.42)
    return [
        _key_row(cell, caller, library, rank - cell.first_day, later, draw)
        for rank, (_, caller, library) in enumerate(people)
    ]


def _key_row(
    cell: Cell, caller: str, library: str, after: int, later: int, draw: random.Random
) -> dict:
    first, last = (day * 24 * 60 for day in cell.days)
    made = _at_work(first, last, draw)
    called = made + round(draw.lognormvariate(3.6, 1.1))  # minutes
    success = called + round(draw.lognormvariate(4, 1.0))
    if after < 0:
        called, success = min(called, made + 600), min(success, made + 24 * 60 - 1)
        success = max(called, success)
    elif after < later:
        success = made + 24 * 60 + round(draw.lognormvariate(8.4, 1.0))
    else:
        success = math.inf
        called = math.inf if draw.random() < 0.16 else called
    live = success + draw.lognormvariate(8, 0.9) if draw.random() < 0.85 else math.inf
    hundredth = live + draw.lognormvariate(7.5, 0.9) if draw.random() < 0.9 else math.inf
    times = {"first_call": called, "first_success": success, "first_live": live,
             "hundredth_call": hundredth}  # fmt: skip
    return {
        "caller": caller, "library": library, "message": cell.message, "guide": cell.guide,
        "created": _time(made), **{name: _time(at) for name, at in times.items()},
    }  # fmt: skip


def _at_work(first: int, last: int, draw: random.Random) -> int:
    """Return a minute on a working day between 9:00 and 17:00."""
    while True:
        day = draw.randrange(first // 1440, last // 1440)
        if day % WEEK < 5:
            return day * 1440 + draw.randrange(9 * 60, 17 * 60)


def _time(minute: float) -> str:
    """Return a time, empty if it lies after the eight weeks."""
    if minute >= DAYS * 1440:
        return ""
    return (START + timedelta(minutes=round(minute))).isoformat(timespec="minutes")


def calls(draw: random.Random) -> list[dict]:
    """Return a row for each day, caller, version, endpoint, and status that had calls."""
    luck = {
        (caller, week): min(MOST_LUCK, math.exp(draw.gauss(0, LUCK.get(caller, 0.6))))
        for caller in VOLUME
        for week in range(WEEKS)
    }
    return [
        row
        for day in range(DAYS)
        for caller, uses in VOLUME.items()
        for endpoint, usual in uses
        for row in _day_rows(day, caller, endpoint, usual, luck[caller, day // WEEK], draw)
    ]


def _day_rows(
    day: int, caller: str, endpoint: str, usual: int, luck: float, draw: random.Random
) -> list[dict]:
    weekend = 0.4 if day % WEEK >= 5 else 1
    total = round(usual * weekend * math.exp(draw.gauss(0, 0.08)))
    old = round(total * min(1, OLD_VERSION[caller][day // WEEK] * math.exp(draw.gauss(0, 0.04))))
    refused = min(0.3, REFUSED[caller] * luck * math.exp(draw.gauss(0, 0.1)))
    slower = 1.35 if (caller, endpoint) == ("Mobile", "refunds") and day >= 5 * WEEK else 1
    rows = []
    for version, count in (("1", old), ("2", total - old)):
        bad, broken = round(count * refused), round(count * 0.0015)
        for status, some in (("2xx", count - bad - broken), ("4xx", bad), ("5xx", broken)):
            if some > 0:
                rows.append(_calls_row(day, caller, version, endpoint, status, some))
                if status == "2xx":
                    rows[-1] |= _latency(endpoint, slower, draw)
    return rows


def _calls_row(day: int, caller: str, version: str, endpoint: str, status: str, n: int) -> dict:
    return {
        "day": (START + timedelta(days=day)).date().isoformat(), "caller": caller,
        "version": version, "endpoint": endpoint, "status": status, "calls": n,
        "p50_ms": "", "p95_ms": "", "p99_ms": "",
    }  # fmt: skip


def _latency(endpoint: str, slower: float, draw: random.Random) -> dict:
    made = [round(one * slower * math.exp(draw.gauss(0, 0.04))) for one in LATENCY[endpoint]]
    return dict(zip(("p50_ms", "p95_ms", "p99_ms"), made, strict=True))


def questions(draw: random.Random) -> list[dict]:
    """Return the support questions, by the time they were asked."""
    rows = []
    for _ in range(180):
        minute = _at_work(0, DAYS * 1440, draw)
        caller = draw.choices(list(VOLUME), [3, 3, 4, 5, 2, 5, 3, 2, 2])[0]
        topic = draw.choices(TOPICS, [6, 3, 4, 3, 1])[0]
        spent = max(5, round(draw.lognormvariate(3.4, 0.7)))
        rows.append({"asked": _time(minute), "caller": caller, "topic": topic, "minutes": spent})
    rows.sort(key=lambda row: row["asked"])
    return [{"question": f"s{n:03}", **row} for n, row in enumerate(rows, start=1)]


def releases(made_calls: list[dict]) -> list[dict]:
    """Return what changed, when, and for whom."""
    week = max(range(2, WEEKS - 1), key=lambda one: _fall(made_calls, one))
    worst = "; ".join(_worst(made_calls, week))
    listed = (
        (SWITCH_DAY, "new error message", "; ".join(FIRST_HALF)),
        (0, "new quick-start guide", "14 of the partners' 29 keys, drawn by lot"),
        ((week + 1) * WEEK, "office hour", worst),
        (2 * WEEK, "library for version 2", "everyone"),
    )
    return [
        {"day": (START + timedelta(days=day)).date().isoformat(), "change": what, "for_whom": whom}
        for day, what, whom in sorted(listed)
    ]


def _refused_shares(rows: list[dict], week: int) -> dict[str, float]:
    """Return each caller's share of refused calls in a week, counted from 0."""
    first, last = ((START + timedelta(weeks=one)).date().isoformat() for one in (week, week + 1))
    counts = {caller: [0, 0] for caller in VOLUME}
    for row in rows:
        if first <= row["day"] < last:
            counts[row["caller"]][row["status"] == "4xx"] += row["calls"]
    return {caller: bad / (good + bad) for caller, (good, bad) in counts.items()}


def _worst(rows: list[dict], week: int, most: int = 3) -> list[str]:
    """Return the callers with the highest share of refused calls in a week."""
    shares = _refused_shares(rows, week)
    return sorted(shares, key=lambda one: -shares[one])[:most]


def _fall(rows: list[dict], week: int) -> float:
    """Return how far the worst of a week fall in the next week, all added up."""
    now, then = _refused_shares(rows, week), _refused_shares(rows, week + 1)
    return sum(now[one] - then[one] for one in _worst(rows, week))


INTERVIEWS = (
    ("Checkout", "We moved everything to version 2 a month ago.", "supported",
     "Checkout's calls to version 1 end in week 4.",
     "What made it easy, and could Mobile copy it?"),
    ("Finance", "We're off version 1. That was one of our goals.", "contradicted",
     "Most of Finance's calls still go to version 1, in every week.",
     "Which job still makes those calls, and who looks after it?"),
    ("Mobile", "Refund calls got slower lately.", "supported",
     "The p95 of Mobile's refund calls is higher in the last three weeks.",
     "What did you release in that week?"),
    ("Fraud", "New people here are slow because they can't find your docs.", "not in the data",
     "The tables say how long it takes. They don't say why.",
     "May I watch a new colleague make the first call?"),
    ("Subscriptions", "We hardly ever get a refused call.", "contradicted",
     "Over eight weeks, Subscriptions has the highest share of refused calls.",
     "What happens in your code when a call is refused?"),
    ("Alder", "Our shoppers love the fast refunds.", "not in the data",
     "These tables have calls, and no shoppers.",
     "How did you find out, and how many did you ask?"),
)  # fmt: skip


def interviews() -> list[dict]:
    """Return a claim from each of six interviews, and what the tables say of it."""
    names = ("caller", "claim", "verdict", "why", "ask_next")
    return [
        {"interview": f"i{n}", **dict(zip(names, row, strict=True))}
        for n, row in enumerate(INTERVIEWS, start=1)
    ]


def tables(seed: int = SEED) -> dict[str, list[dict]]:
    """Return all five tables of one seed, by name."""
    draw = random.Random(seed)
    keys, made = onboarding(draw), calls(draw)
    return {
        "usage_onboarding": keys,
        "usage_calls": made,
        "usage_questions": questions(draw),
        "usage_releases": releases(made),
        "usage_interviews": interviews(),
    }


def as_csv(rows: list[dict]) -> str:
    """Return rows as CSV."""
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def main() -> int:
    """Write the tables, or compare them."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--check", action="store_true")
    chosen = parser.parse_args()
    stale = 0
    for name, rows in tables(chosen.seed).items():
        path, text = HERE / "invented" / f"{name}.csv", as_csv(rows)
        if chosen.check:
            stale += not path.exists() or path.read_text(encoding="utf-8") != text
        else:
            path.write_text(text, encoding="utf-8")
            print(f"{path.name}: {len(rows)} rows, {len(text)} bytes")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
