"""What computes the numbers in the questions of lab 02b, question by question."""

from __future__ import annotations

from tracing import Entry, fact, named

from utils.backlog.data import items
from utils.backlog.model.order import Item, delay_cost
from utils.reliability.model.flow import cycle_time
from utils.reliability.model.slo import (
    ALERTS,
    budget_consumed,
    budget_minutes,
    budget_share,
    burn_rate_threshold,
    exhaustion_hours,
)
from utils.role.model.promise import series_availability

# Invented in the stems.
EACH, DAYS, LOOSE = 0.999, 30, 0.99
STRICT, SHORT = 0.9995, 28
THROUGHPUT, OPEN, FEWER = 4, 12, 6
SEARCH = Item("search", "Search", 10, 0, 0, 2)
EXPORT = Item("export", "Export", 6, 0, 0, 1)
SURE, LESS_SURE = 0.8, 0.4

MONTH = DAYS * 24 * 60  # minutes
HOURS = DAYS * 24
PAGE = burn_rate_threshold(DAYS, ALERTS[0].budget_share, ALERTS[0].long_hours)
SHARE = 100 * budget_consumed(PAGE, 1, DAYS)
CASE = {one.key: one for one in items()}
SPLIT, PAYOUT = CASE["ledger_split"], CASE["bulk_payout"]
CHAIN = (SPLIT.cost_of_delay + PAYOUT.cost_of_delay) / (SPLIT.size + PAYOUT.size)
PAIR = (SEARCH, EXPORT)
BEST, OTHER = delay_cost(PAIR, ["export", "search"]), delay_cost(PAIR, ["search", "export"])
WEEKS = SEARCH.size + EXPORT.size
SHORT_MINUTES = SHORT * 24 * 60
ALONE = SEARCH.cost_of_delay * SEARCH.size + EXPORT.cost_of_delay * EXPORT.size

QUESTIONS: list[Entry] = [
    # recall
    fact("Each is up 99.9% of the time", EACH * 100),
    fact("99.9%, since no single service", EACH * 100),
    fact("About 99.7%, since each one adds", 100 * series_availability([EACH] * 3)),
    named("About 99.97%, since three services"), named("100%, as long as they never fail"),
    fact("three times 99.9% gives about 99.7%", EACH * 100, 100 * series_availability([EACH] * 3)),
    named("may now hold 20 items at most, where it was 50"), named("the team that sends 40?"),
    named("Their list of 40 is refused"),
    named("at level 3"),
    named("Notebook 01; availability"), named("Lab 02a; Google AIP-180"),
    named("Notebook 02; the levels"),
    # budgets
    fact("An objective of 99.9% over 30 days. For how", EACH * 100, DAYS),
    fact("About 43 minutes in the 30 days", budget_minutes(EACH, DAYS), DAYS),
    fact("One thousandth of 43,200 minutes", MONTH),
    fact("About 43 minutes on each day", budget_minutes(EACH, DAYS)),
    fact("That would be 3% of a day", 100 * budget_minutes(EACH, DAYS) / (24 * 60)),
    fact("It says that 99.9% is enough", EACH * 100),
    fact("About 7 hours in the 30 days", budget_minutes(LOOSE, DAYS) / 60, DAYS),
    fact("How many minutes do 30 days have?", DAYS),
    fact("43,200 minutes, and a thousandth", MONTH),
    fact(
        "(1 − 0.999) × 43,200 minutes = 43.2 minutes in 30 days",
        1, EACH, MONTH, budget_minutes(EACH, DAYS), DAYS,
    ),
    named("The burn rate is 2, day after day"), named("At 1 it lasts to the end"),
    named("a burn rate of 1 mean"), named("at 2, a full budget lasts half"),
    fact("at a burn rate of 14.4 over one hour, with a window of 30 days", PAGE, DAYS),
    fact("A full budget would last 50 hours", exhaustion_hours(DAYS, PAGE)),
    fact("14.4% of all calls fail", PAGE),
    fact("With 99.9% it is 1.44% of the calls", EACH * 100, 100 * PAGE * budget_share(EACH)),
    fact("An hour at this rate uses 2% of the budget", SHARE),
    fact("14.4 times one hour is 2% of 720 hours", PAGE, SHARE, HOURS),
    fact("How many hours do 30 days have?", DAYS),
    fact("14.4 × 1 ÷ 720. What share", PAGE, 1, HOURS),
    fact("14.4 × 1 ÷ 720 = 2%", PAGE, 1, HOURS, SHARE),
    fact("at the last 5 minutes as well", ALERTS[0].short_hours * 60),
    fact("What happens to the 5 minutes once", ALERTS[0].short_hours * 60),
    named("Workbook (2018)"),
    # priority
    fact(
        "(8 + 27) ÷ (5 + 3) = 4.4",
        SPLIT.cost_of_delay, PAYOUT.cost_of_delay, SPLIT.size, PAYOUT.size, CHAIN,
    ),
    fact("split and payout score 4.4", CHAIN),
    named("One item scores 4.4, the next 4.3"),
    fact("falls from 80% to 40%", SURE * 100, LESS_SURE * 100),
    named("Smith showed it in 1956"), named("Smith (1956)"), named("Quarterly (1956)"),
    named("Reinertsen (2009)"), named("Intercom (2016)"),
    # flow
    fact("finishes 4 items a week and has 12 open", THROUGHPUT, OPEN),
    fact("stops starting until 6 are open", FEWER),
    fact("It stays at 3 weeks", cycle_time(OPEN, THROUGHPUT)),
    fact(
        "It halves, from 3 weeks to 1.5",
        cycle_time(OPEN, THROUGHPUT), cycle_time(FEWER, THROUGHPUT),
    ),
    fact("12 ÷ 4 before", OPEN, THROUGHPUT),
    fact(
        "12 ÷ 4 = 3 weeks, 6 ÷ 4 = 1.5 weeks",
        OPEN, THROUGHPUT, cycle_time(OPEN, THROUGHPUT),
        FEWER, THROUGHPUT, cycle_time(FEWER, THROUGHPUT),
    ),
    named("Research (1961)"),
    # sums
    fact("Search costs 10 points a week", SEARCH.cost_of_delay),
    fact("takes 2 weeks. Export costs 6 and takes 1 week",
         SEARCH.size, EXPORT.cost_of_delay, EXPORT.size),
    fact("Export 6 × 1, then search 10 × 3",
         EXPORT.cost_of_delay, EXPORT.size, SEARCH.cost_of_delay, WEEKS),
    fact("26 counts each item for its own weeks only: 6 × 1 and 10 × 2",
         ALONE, EXPORT.cost_of_delay, EXPORT.size, SEARCH.cost_of_delay, SEARCH.size),
    fact("38 is the cost of the other order: 10 × 2 and 6 × 3",
         OTHER, SEARCH.cost_of_delay, SEARCH.size, EXPORT.cost_of_delay, WEEKS),
    fact("48 lets both run until week 3",
         (SEARCH.cost_of_delay + EXPORT.cost_of_delay) * WEEKS, WEEKS),
    fact("16 adds the points of one week", SEARCH.cost_of_delay + EXPORT.cost_of_delay),
    fact("ready after week 1", EXPORT.size),
    fact("6 × 1, and 10 times", EXPORT.cost_of_delay, EXPORT.size, SEARCH.cost_of_delay),
    fact(
        "6 × 1 + 10 × 3 = 36 points. In the other order it would be 10 × 2 + 6 × 3 = 38",
        EXPORT.cost_of_delay, EXPORT.size, SEARCH.cost_of_delay, WEEKS, BEST,
        SEARCH.cost_of_delay, SEARCH.size, EXPORT.cost_of_delay, WEEKS, OTHER,
    ),
    fact("becomes 99.95%, over 28 days", STRICT * 100, SHORT),
    fact("Half a thousandth of 40,320 minutes", SHORT_MINUTES),
    fact("Minutes in 28 days, times", SHORT),
    fact("21.6 is for 30 days. The window here has 28",
         budget_minutes(STRICT, DAYS), DAYS, SHORT),
    fact("40.3 is a whole thousandth, as for 99.9%", budget_minutes(EACH, SHORT), EACH * 100),
    fact("About 2 is a twentieth of a thousandth, as for 99.995%",
         budget_minutes(0.99995, SHORT), 99.995),
    fact("0.3 is the answer in hours", budget_minutes(STRICT, SHORT) / 60),
    fact("How many minutes do 28 days have?", SHORT),
    fact("100% less 99.95% leaves 0.05%", 100, STRICT * 100, 100 * budget_share(STRICT)),
    fact("0.0005 times the minutes of 28 days", budget_share(STRICT), SHORT),
    fact(
        "0.0005 × 28 × 24 × 60 = 20.16 minutes",
        budget_share(STRICT), SHORT, 24, 60, budget_minutes(STRICT, SHORT),
    ),
]  # fmt: skip
