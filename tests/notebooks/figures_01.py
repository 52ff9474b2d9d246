"""What computes the numbers in the prose of notebook 01 and of its questions."""

from __future__ import annotations

import re

from figures_01_questions import QUESTIONS
from tracing import Entry, fact, named

from utils.kit.card_sort import decks
from utils.role import data
from utils.role.model.promise import downtime_minutes, series_availability

__all__ = ["PROSE", "QUESTIONS"]

EXAMPLE = 0.999  # availability of each of the two components in the worked example
PAIR = series_availability([EXAMPLE, EXAMPLE])
WHOLE = series_availability([one.availability for one in data.chain()])
PROMISED = data.DEFAULT_PROMISE * 100
SLOW = data.DEFAULT_SLOW_SHARE * 100
MEASURE = data.stories()["refund"].parts["measure"]
PERCENTILE = float(re.match(r"(\d+)th percentile", MEASURE)[1])

PROSE: list[Entry] = [
    fact("refunds work 99.8% of the time", PROMISED),
    fact("below the promise of 99.8%", PROMISED),
    fact("24 tasks in four rounds of six", len(decks.load_deck("01-task-sort").cards)),
    fact("Two components at 99.9% each", EXAMPLE * 100),
    fact("0.999 \\times 0.999 \\approx 0.998", EXAMPLE, EXAMPLE, PAIR),
    fact("down for 43.2 minutes in 30 days", downtime_minutes(EXAMPLE), 30),
    fact("Together it is 86.4 minutes", downtime_minutes(PAIR)),
    fact("Of single calls, 1% are slow", SLOW),
    fact("only 1% of the pages", SLOW),
    fact("95 of 100 requests for the state of a refund", PERCENTILE, 100),
    fact(
        "reach 99.74% together, which is 112.2 minutes a month where 99.8% allows 86.4",
        WHOLE * 100, downtime_minutes(WHOLE), PROMISED, downtime_minutes(data.DEFAULT_PROMISE),
    ),
    # The worked example of a scenario is invented here, and named so in the head.
    named("payments, 120 a second"),
    named("99th percentile under 2 seconds over any 10 minutes"),
    named("(the 99th: of 100 calls, 99 are within the limit)"),
    named("a ratio such as “1 in 1,000”"),
    named("whether 2 seconds is the right number"),
    named("Version 1 is in use, version 2 is planned"),
    named("75 minutes, estimated: 13 to read, 62 to do. No exercise takes longer than 8 minutes"),
    named("(3 min)"), named("(4 min)"), named("(5 min)"), named("(6 min)"),
    named("(8 min)"),
    named("(2020)"), named(", 2020"), named("(2017)"), named("(2013)"),
    named("notebook 02 comes back"),
]  # fmt: skip
