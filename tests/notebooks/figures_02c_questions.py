"""What computes the numbers in the questions of lab 02c, question by question."""

from __future__ import annotations

from tracing import Entry, fact, named

from utils.customers import data
from utils.customers.model.intervals import CONFIDENCE, keys_needed, share_difference
from utils.reliability.model.slo import budget_share, burn_rate, exhaustion_hours

# Invented in the stems.
EACH, FAILING = 0.999, 0.01
KEYS, WORKING, HOURS = 100, 60, 4
FIRST, SECOND, EACH_GROUP = 45, 15, 50
BILL, CALLS, SUPPORT, REFUSED = 18_000, 45_000_000, 0.02, 0.03
RUN = BILL / (CALLS / 1000)
BAD = 1000 * REFUSED
ALL_IN = RUN + BAD * SUPPORT
GUIDE = share_difference(9, 14, 5, 15)
BURN = burn_rate(FAILING, EACH)
assert keys_needed(0.45, 0.50) > 1_000  # "more than a thousand keys in each half"
assert round(BURN, 6) == 10  # "ten times as fast"
assert round(exhaustion_hours(30, BURN), 6) == 72  # "lasts three days"

QUESTIONS: list[Entry] = [
    # recall
    fact("The objective is 99.9%, and right now 1% of the calls fail", 100 * EACH, 100 * FAILING),
    fact("It uses 1% of the budget", 100 * FAILING),
    fact("1% is ten times the 0.1%", 100 * FAILING, 100 * budget_share(EACH)),
    fact("1% ÷ 0.1% = 10", 100 * FAILING, 100 * budget_share(EACH), BURN),
    named("Lab 02b; Google, The Site Reliability Workbook (2018)"),
    named("Lab 02a; Google AIP-180"), named("Notebook 02, the query"),
    # arrive
    fact("You've watched 100 new keys for a month. Of these, 60 have a working call, after a "
         "median of 4 hours. The other 40", KEYS, WORKING, HOURS, KEYS - WORKING),
    fact("It's 4 hours too", HOURS), fact("But these 40", KEYS - WORKING),
    fact("longer than 4 hours: the 40 are in line", HOURS, KEYS - WORKING),
    fact("The 40 come after those who have arrived. So the middle of all 100 is one "
         "of the slower ones among the 60", KEYS - WORKING, KEYS, WORKING),
    fact("It's 0 for the 40, and so it's less than 4 hours", 0, KEYS - WORKING, HOURS),
    fact("Line up all 100 keys", KEYS), named("Kaplan and Meier (1958)"),
    fact("Sixty of 100 new keys get a working call. By library, it's 45 of 50 and 15 of 50. What "
         "does the 60%", KEYS, FIRST, EACH_GROUP, SECOND, EACH_GROUP,
         100 * (FIRST + SECOND) / (2 * EACH_GROUP)),
    fact("Is there a group that has about 60%", 100 * (FIRST + SECOND) / (2 * EACH_GROUP)),
    named("fell from 9 hours to 5"),
    fact("We've handed out 489 keys", len(data.load_api_keys())),
    # effect
    fact("9 of 14 partner keys worked within a day; with the old one, 5 of 15 did. The 95% "
         "interval of the difference runs from -4.7 to 57.5 points",
         9, 14, 5, 15, 95, 100 * GUIDE.low, 100 * GUIDE.high),
    fact("Ship the new guide: 31 points more", 100 * GUIDE.value),
    fact("a gain of 50 points is inside it", 50), named("Newcombe (1998)"),
    named("Francis Galton (1886)"), named("You ask 20 callers"), named("20 people"),
    named("But all 20 made it"), named("What do all 20 have"),
    named("you look at the 95% interval. On day 9"), named("shown on day 1"),
    fact("A 95% interval is made for one look. If the guide does nothing and you stop at the first "
         "good one of many, you'll be wrong far more often than 1 time in 20",
         95, 1, 1 / (1 - CONFIDENCE)),
    named("A useful one of 5 points can take more than a thousand keys in each half. How many did "
          "you have on day 1"),
    named("Armitage, McPherson, and Rowe (1969)"),
    # worth
    named("leaves $9,000 after a year. Its range runs from -$11,000 to $30,000"),
    named("$9,000, because"), named("$30,000, because"),
    named("off version 1,”"), named("go to version 1. What"),
    fact("costs $18,000 a month and answers 45 million calls. Each refused call also costs 2 cents "
         "of support, and 3% of the calls are refused. What do 1,000 calls cost",
         BILL, CALLS / 1e6, 100 * SUPPORT, 100 * REFUSED, 1000),
    fact("40 cents to run them, and 60 cents for the 30 that",
         100 * RUN, 100 * BAD * SUPPORT, BAD),
    named("Work out what 1,000 calls"), named("what it costs to run 1,000 calls"),
    named("the support for 1,000 calls"), named("How many of 1,000 calls are refused"),
    fact("you counted 3 refused calls in 1,000. What is 3% of 1,000", 3, 1000, 100 * REFUSED, 1000),
    fact("$18,000 ÷ 45,000 = $0.40 for 1,000 calls, and 30 × $0.02 = $0.60 for the refused ones: "
         "$1.00", BILL, CALLS / 1000, RUN, 1000, BAD, SUPPORT, BAD * SUPPORT, ALL_IN),
]  # fmt: skip
