"""What computes the numbers in the prose of lab 02c and of its questions."""

from __future__ import annotations

from figures_02c_questions import QUESTIONS
from tracing import Entry, fact, named

from utils.customers import data
from utils.customers.activities.helped import (
    compute_worked_share_difference,
    worked_and_watched_counts_by_group,
)
from utils.customers.model.arrival import arrivals
from utils.customers.model.intervals import share_difference
from utils.customers.model.keys import SUCCESS_STEP, arrival_curve, group_keys
from utils.customers.parsing import STEP_COLUMN_NAMES

__all__ = ["PROSE", "QUESTIONS"]

KEYS = data.load_api_keys()
CURVE = arrival_curve(KEYS)
JAVA = group_keys(KEYS, "library")["Java"]
WAITED, CAME = [1, 2, 4, 10, 10], [True, True, True, False, False]
ALL_FIVE = arrivals(WAITED, CAME)
SHARE = share_difference(56, 70, 48, 80)
MESSAGE = compute_worked_share_difference("half_after", "rest_after")
FINANCE = data.load_usage().old_version_shares("Finance")
assert len(STEP_COLUMN_NAMES) == 5
BEFORE, AFTER = (
    hits / total
    for hits, total in (
        worked_and_watched_counts_by_group()["half_before"],
        worked_and_watched_counts_by_group()["half_after"],
    )
)
assert round(AFTER / BEFORE, 6) == 2  # "twice as many", "did double"

PROSE: list[Entry] = [
    named("About 65 minutes: 8 to read, 57 to do. No exercise takes longer than 7 minutes"),
    named("(3 min)"), named("(4 min)"), named("(5 min)"), named("(6 min)"), named("(7 min)"),
    named("RFC 9457, a proposed"),
    fact("“489 new keys in eight weeks", len(KEYS)),
    named("off version 1. You can switch it off"),
    fact("Five keys were watched for 10 hours. Three of them worked, after 1, 2, and 4 hours",
         max(WAITED), *WAITED[:3]),
    fact("of those that worked is 2 hours", sorted(WAITED[:3])[1]),
    fact("the middle one is the third, and it took 4 hours", ALL_FIVE.time_of(0.5)),
    fact("A 95% interval", 95),
    fact("With a change, 56 of 70 succeed; without it, 48 of 80. That's 80% - 60% = 20 points",
         56, 70, 48, 80, 100 * 56 / 70, 100 * 48 / 80, 100 * SHARE.value),
    fact("Newcombe's interval runs from 5.2 to 33.4 points", 100 * SHARE.low, 100 * SHARE.high),
    named("Who still calls version 1?"), named("a day on which version 1 could end"),
    named("policy from lab 02a"), named("the date for version 1, or the checker"),
    fact("“489 keys is a total that can only grow. 269 of them", len(KEYS), CURVE.arrived),
    fact("half of all keys take 7.2 days or more", CURVE.time_of(0.5) / 24),
    fact("With the Java library, only 22 of 157",
         sum(key.reached(SUCCESS_STEP) for key in JAVA), len(JAVA)),
    fact("it's 13.7 points, and the interval runs from 1.8 to 25.1",
         100 * MESSAGE.value, 100 * MESSAGE.low, 100 * MESSAGE.high),
    fact("In the last week, 94% of your calls went to version 1", 100 * FINANCE[-1], 1),
    named("The result is a number from 0 to 1"),
    named("How many calls to version 1 did"),
    named("Statistics in Medicine* 17 (1998), method 10"), named("interval (1927)"),
    named("incomplete observations” (1958)"), named("jackknife” (1979)"),
    named("and the bootstrap” (1981)"), named("and Proportions* (2003)"),
    named("accumulating data” (1969)"),
    named("hereditary stature” (1886)"), named("Postman (2021)"), named("RFC 9457 (2023)"),
]  # fmt: skip
