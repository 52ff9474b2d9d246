"""What computes the numbers in the questions of notebook 01, question by question."""

from __future__ import annotations

from tracing import Entry, fact, named

from utils.role.model.promise import (
    DAYS_PER_MONTH,
    MINUTES_PER_DAY,
    allowed_slow_call_share,
    downtime_minutes,
    series_availability,
    slow_request_share,
)

# Invented in a stem, so in no table; the answer of that question is checked against it.
EACH, SERVICES = 0.999, 4  # availability of each service behind a refund call
TOGETHER = 2  # services in one data center, each of that availability
SLOW, CALLS = 0.02, 10  # share of slow calls, and calls of one page
RECEIPT = (0.999, 0.997, 0.998)  # availabilities of the services behind a receipt
SLOW_LATE, CALLS_LATE = 0.03, 12  # the same two for the month-end page
TOO_MANY = 40  # calls with which adding the shares gives more than all pages
LATE, OF_SCORES = 1, 100  # what Fraud can live with

HOURS = 24
MINUTES = MINUTES_PER_DAY / HOURS
MINUTES_OF_MONTH = DAYS_PER_MONTH * MINUTES_PER_DAY


def percent(share: float) -> float:
    """Return a share as a percentage."""
    return 100 * share


# Chains: one after another, and what the multiplication leaves out.
CHAIN = series_availability([EACH] * SERVICES)
PAIR = series_availability([EACH] * TOGETHER)
RESERVE = 1 - (1 - EACH) ** TOGETHER
UP = series_availability(RECEIPT)
DOWN = 1 - UP
ADDED = sum(1 - one for one in RECEIPT)

# Several calls at once.
SLOW_PAGES = slow_request_share(SLOW, CALLS)
SLOW_PAGES_LATE = slow_request_share(SLOW_LATE, CALLS_LATE)

DATES: list[Entry] = [
    named("According to the Scrum Guide (2020), who"),
    named("Scrum Guide 2020, section on"),
    named("Dean and Barroso, The tail at scale (2013)"),
]

SPEC: list[Entry] = [
    # Texts of requirements: what is asked is whether they can be tested, not whether they hold.
    fact("one late score in 100.", OF_SCORES),
    fact("99 of 100 fraud scores take", OF_SCORES - LATE, OF_SCORES),
    fact("how many of 100 may be late", OF_SCORES),
    fact("how many calls (99 of 100), the limit", OF_SCORES - LATE, OF_SCORES),
    named("Late means over 250 ms"),
    named("in any hour, even when 60 calls a second come in"),
    named("The average fraud score takes at most 250 ms in any hour at 60 calls a second"),
    named("at most 250 ms in any hour at 60 calls a second"),
    named("Each fraud score takes at most 250 ms"),
    named("unit (250 ms), the window (any hour), and the load (60 calls a second)"),
    named(
        "350 refund requests a second arrive at the refund call of the Payments API. It books each "
        "one, with the 99th percentile under 800 over any 5 minutes"
    ),
    named("Missing: 800 of what"),
    named("under 800 milliseconds"),
    named("allows 1 late payout in 1,000 in any week"),
    named("That 1 in 1,000 is the limit"),
    named("Imagine 1 in 10 instead of 1 in 1,000"),
]

CHAINS: list[Entry] = [
    fact("Each is up 99.9% of the time, and they fail independently", percent(EACH)),
    fact("About 99.6%: each service", percent(CHAIN)),
    fact("0.999, used as a factor four times, gives about 0.996.", EACH, CHAIN),
    fact("Still 99.9%: a chain", percent(EACH)),
    named("Nearly 100%: the call fails"),  # no failure at all
    fact("Multiply 0.999 by itself until", EACH),
    fact(
        "0.999 × 0.999 × 0.999 × 0.999 = 0.9960. In 30 days that's about 173 minutes down, where "
        "a single service at 99.9% has 43",
        *[EACH] * SERVICES, CHAIN, DAYS_PER_MONTH, downtime_minutes(CHAIN), percent(EACH),
        downtime_minutes(EACH),
    ),
    fact("needs two services, and each is up 99.9% of the time", percent(EACH)),
    fact("Below 99.8%: what they share", percent(PAIR)),
    fact("Close to 99.9%: their bad", percent(EACH)),
    fact("Just 99.8%: each of the two", percent(PAIR)),
    named("Over 99.99%: two services"),  # below what a reserve would reach
    fact(
        "stays close to 99.9%. With two copies that back each other up, it's the other way "
        "around: independent, they'd reach 99.9999%",
        percent(EACH), percent(RESERVE),
    ),
]  # fmt: skip

TAIL: list[Entry] = [
    fact("waits for all of them. 2% of individual calls are slow", percent(SLOW)),
    fact("About 2%: the calls run", percent(SLOW)),
    fact("About 18%: one slow call", percent(SLOW_PAGES)),
    fact(
        "On 81.7% of pages (0.98 to the power of 10), all ten",
        percent(1 - SLOW_PAGES), 1 - SLOW, CALLS,
    ),
    fact("About 0.2%: the 2% is spread", percent(SLOW) / CALLS, percent(SLOW)),
    fact("there were 2% to share among", percent(SLOW)),
    fact("has its own 2%. Does", percent(SLOW)),
    fact(
        "fast in 98 of 100 cases. For ten, multiply 0.98 by itself",
        percent(1 - SLOW), percent(1), 1 - SLOW,
    ),
    fact(
        "0.98 to the power of 10 = 0.817, so 81.7% of pages have no slow call, and 18.3% have",
        1 - SLOW, CALLS, 1 - SLOW_PAGES, percent(1 - SLOW_PAGES), percent(SLOW_PAGES),
    ),
    named("such as a 99th percentile"),
]  # fmt: skip

NUMBER_MINUTES: list[Entry] = [
    fact("up 99.9%, 99.7%, and 99.8% of the time", *map(percent, RECEIPT)),
    fact("is the call down in 30 days? Round", DAYS_PER_MONTH),
    fact(
        "the three downtimes, 0.6%, gives 259.2 minutes",
        percent(ADDED), downtime_minutes(1 - ADDED),
    ),
    fact("rest of the 30 × 24 × 60 minutes", DAYS_PER_MONTH, HOURS, MINUTES),
    fact("average of the three, 99.8%. An", percent(sum(RECEIPT) / len(RECEIPT))),
    fact("weakest service alone, 99.7%. The", percent(min(RECEIPT))),
    fact("in hours, out of 30 × 24. The", DAYS_PER_MONTH, HOURS),
    fact("how many minutes are in 30 days, and", DAYS_PER_MONTH),
    fact("number of minutes in 30 days.", DAYS_PER_MONTH),
    fact("rest of the 43,200 minutes", MINUTES_OF_MONTH),
    named("Subtract from 1 to get the share"),
    fact("ask how many minutes are in 30 days", DAYS_PER_MONTH),
    fact(
        "0.999 × 0.997 × 0.998 is about 0.99401. The share of downtime is 1 − 0.99401, and 30 days "
        "have 43,200 minutes",
        *RECEIPT, UP, 1, UP, DAYS_PER_MONTH, MINUTES_OF_MONTH,
    ),
    fact(
        "0.999 × 0.997 × 0.998 = 0.99401. Down: 1 − 0.99401 = 0.00599. 30 × 24 × 60 = 43,200 "
        "minutes, and 0.00599 of them are about 259",
        *RECEIPT, UP, 1, UP, DOWN, DAYS_PER_MONTH, HOURS, MINUTES, MINUTES_OF_MONTH, DOWN,
        downtime_minutes(UP),
    ),
]  # fmt: skip

NUMBER_TAIL: list[Entry] = [
    fact(
        "makes 12 calls at once and waits for all of them. 3% of individual calls are slow",
        CALLS_LATE, percent(SLOW_LATE),
    ),
    fact("though only 3% of the calls are slow", percent(SLOW_LATE)),
    fact("adding would give 36%, since", percent(CALLS_LATE * SLOW_LATE)),
    fact("on which all 12 calls are fast", CALLS_LATE),
    fact("12 × 3% counts a page", CALLS_LATE, percent(SLOW_LATE)),
    fact(
        "With 40 calls, it would even give 120%",
        TOO_MANY, percent(TOO_MANY * SLOW_LATE),
    ),
    fact("3% is right for one call. This page waits for 12, and", percent(SLOW_LATE), CALLS_LATE),
    fact("how often all 12 calls are slow", CALLS_LATE),
    fact("a single call is fast is 0.97. For two", 1 - SLOW_LATE),
    fact("that both are fast is 0.97 × 0.97.", 1 - SLOW_LATE, 1 - SLOW_LATE),
    fact("Take 0.97 to the power of 12: that", 1 - SLOW_LATE, CALLS_LATE),
    fact(
        "All 12 calls are fast on 0.97 to the power of 12 = 69.4% of pages. The other 30.6% hit",
        CALLS_LATE, 1 - SLOW_LATE, CALLS_LATE, percent(1 - SLOW_PAGES_LATE),
        percent(SLOW_PAGES_LATE),
    ),
    fact(
        "bring this down to 3%, only about 0.25% of individual calls",
        percent(SLOW_LATE), percent(allowed_slow_call_share(SLOW_LATE, CALLS_LATE)),
    ),
]  # fmt: skip

QUESTIONS: list[Entry] = [*DATES, *SPEC, *CHAINS, *TAIL, *NUMBER_MINUTES, *NUMBER_TAIL]
