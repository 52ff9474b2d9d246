"""What computes the numbers in the prose of notebook 01 and of its questions."""

from __future__ import annotations

from figures_01_questions import QUESTIONS
from tracing import Entry, fact, named

from utils.kit.card_sort import decks
from utils.role import data
from utils.role.model.promise import downtime_minutes, series_availability

__all__ = ["PROSE", "QUESTIONS"]

EXAMPLE = 0.999  # availability of each of the two components in the worked example
PAIR = series_availability([EXAMPLE, EXAMPLE])
DECK = decks.load_deck("01-task-sort")
PROMISED = data.DEFAULT_PROMISED_AVAILABILITY * 100
SLOW = data.DEFAULT_SLOW_CALL_SHARE * 100

PROSE: list[Entry] = [
    fact("refunds work 99.8% of the time", PROMISED),
    fact("below the promise of 99.8%", PROMISED),
    named("In the picture, 5% of the calls are slow"),
    fact("get 12 tasks, one at a time", sum(card.confusing for card in DECK.cards)),
    fact("there are 12 easier ones", sum(not card.confusing for card in DECK.cards)),
    fact("Two components at 99.9% each", EXAMPLE * 100),
    fact("0.999 × 0.999 ≈ 0.998", EXAMPLE, EXAMPLE, PAIR),
    fact("down for 43.2 minutes in 30 days", downtime_minutes(EXAMPLE), 30),
    fact("The pair is down for 86.4 minutes", downtime_minutes(PAIR)),
    fact("1% of individual calls are slow", SLOW),
    fact("only 1% of pages to be slow", SLOW),
    # The worked example of a scenario is invented here, and named so in the head.
    named("payments, 120 a second"),
    named("99th percentile under 2 seconds over any 10 minutes"),
    named("number with a unit: 2 seconds"),
    named("(the 99th: 99 of 100 calls are within the limit)"),
    named("a share such as “1 in 1,000,”"),
    named("*window*: any 10 minutes"),
    named("whether 2 seconds is the right number"),
    named("Version 1 is live, and version 2 is planned"),
    named("About 85 minutes: 11 to read, 74 to do. No exercise takes longer than 8 minutes"),
    named("(3 min)"), named("(4 min)"), named("(5 min)"), named("(6 min)"), named("(7 min)"),
    named("(8 min)"),
    named("(2020)"), named(", 2020"), named("(2017)"), named("(2013)"),
    named("Notebook 02 explains"),
]  # fmt: skip
