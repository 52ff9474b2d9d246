"""What computes the numbers in the prose of notebook 00 and of its questions."""

from __future__ import annotations

import navigation
from tracing import Entry, fact, named

from utils.reliability.model.slo import burn_rate, exhaustion_hours
from utils.role.model.promise import series_availability

__all__ = ["PROSE", "QUESTIONS"]

HOURS = sum(one.minutes for one in navigation.lessons()) / 60
SLACK, LATE = 4, 6  # invented in the stem
BURN = burn_rate(0.004, 0.999)

PROSE: list[Entry] = [
    named("About 25 minutes: 8 to read, 17 to do. No exercise takes longer than 8 minutes"),
    named("If you have 90 minutes, take the part"),
    named("(2 min)"), named("(3 min)"), named("(4 min)"), named("(8 min)"),
    named("Indeed (April 2026"), named("Workbook* (Google, 2018)"),
    named("The three labs, 02a, 02b, and 02c"),
]  # fmt: skip
assert 11.5 < HOURS < 12.5  # "about twelve hours"

QUESTIONS: list[Entry] = [
    # measure
    named("Calls answer within 300 milliseconds in any hour"),
    named("In any hour at 200 calls a second, 99 of 100 take 300 ms at most"),
    # chain
    named("Each service works 99.9% of the time, and they fail independently"),
    fact("About 99.7% of the time", 100 * series_availability([0.999] * 3)),
    fact("Multiply 0.999 by itself three times", 0.999),
    named("99.9%: a chain is as good"), named("99.97%: the three of them catch"),
    named("About 97%, because three of them can fail"),
    fact("each one fails in 1 of 1,000 cases, not 1 of 100", 1, 1 / (1 - 0.999), 1, 100),
    fact(
        "0.999 × 0.999 × 0.999 is about 99.7%",
        *[0.999] * 3,
        100 * series_availability([0.999] * 3),
    ),
    named("AIP-180"),
    # budget
    named("99.9% of calls work over 30 days"), named("For two days now, 0.4% of the calls"),
    fact("0.1% may fail, and 0.4% is four times that", 100 * (1 - 0.999), 0.4),
    named("It's losing 0.4% of its total size every day"),
    named("the promise covers all 30 days"),
    fact("0.4% ÷ 0.1% = 4", 0.4, 0.1, BURN),
    named("error rate by 1 − objective"), named("Workbook (2018)"), named("Reinertsen (2009)"),
    # dates
    fact("A task has 4 days of slack", SLACK), fact("It takes 6 days longer", LATE),
    fact("2 days later", LATE - SLACK), fact("6 days later", LATE),
    fact("10 days later", LATE + SLACK),
    fact("6 − 4 = 2 days", LATE, SLACK, LATE - SLACK),
    named("Walker (1959)"), named("Kitagawa (1955)"),
]  # fmt: skip
assert round(4 * exhaustion_hours(30, BURN)) == 30 * 24  # "a quarter of the month"
