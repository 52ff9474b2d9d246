"""What computes the numbers in the questions of lab 02b, question by question."""

from __future__ import annotations

from tracing import Entry, fact, named

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
VAULT = Item("vault", "Token vault", 2, 0, 0, 4)
ONE_CLICK = Item("one-click", "One-click payment", 22, 0, 0, 2, ("vault",))
CHAIN = (VAULT.cost_of_delay + ONE_CLICK.cost_of_delay) / (VAULT.size + ONE_CLICK.size)
PAIR = (SEARCH, EXPORT)
BEST, OTHER = delay_cost(PAIR, ["export", "search"]), delay_cost(PAIR, ["search", "export"])
WEEKS = SEARCH.size + EXPORT.size
SHORT_MINUTES = SHORT * 24 * 60
ALONE = SEARCH.cost_of_delay * SEARCH.size + EXPORT.cost_of_delay * EXPORT.size

QUESTIONS: list[Entry] = [
    # recall
    fact("Each of them is up 99.9% of the time", EACH * 100),
    fact("99.9%, since no single service", EACH * 100),
    fact("About 99.7%, since each adds", 100 * series_availability([EACH] * 3)),
    named("About 99.97%, since three services"), named("100%, unless two of them"),
    fact("three times 99.9% gives about 99.7%", EACH * 100, 100 * series_availability([EACH] * 3)),
    named("at most 20 items, down from 50"), named("the team that sends 40?"),
    named("refuses a list of 40"), named("we'll refuse a list of 40"),
    named("at level 3"),
    named("Notebook 01; availability"), named("Lab 02a; Google AIP-180"),
    named("Notebook 02; the levels"),
    # budgets
    fact("The objective is 99.9% over 30 days. How long", EACH * 100, DAYS),
    fact("About 43 minutes in the 30 days", budget_minutes(EACH, DAYS), DAYS),
    fact("a thousandth of 43,200 minutes", MONTH),
    fact("About 43 minutes on each day", budget_minutes(EACH, DAYS)),
    fact("would be 3% of each day", 100 * budget_minutes(EACH, DAYS) / (24 * 60)),
    fact("But 99.9% is a promise of slightly less", EACH * 100),
    fact("About 7 hours in the 30 days", budget_minutes(LOOSE, DAYS) / 60, DAYS),
    fact("a share of the 30 days. But 7 hours is one percent", DAYS,
         budget_minutes(LOOSE, DAYS) / 60),
    fact("How many minutes are in 30 days?", DAYS),
    fact("Take 43,200 minutes, and divide", MONTH),
    fact(
        "(1 − 0.999) × 43,200 minutes = 43.2 minutes in 30 days",
        1, EACH, MONTH, budget_minutes(EACH, DAYS), DAYS,
    ),
    named("The burn rate is 2, day after day"), named("It loses 2% of its size"),
    named("What does a burn rate of 1 mean"), named("the 2 changes how long"),
    named("At a burn rate of 1, the budget lasts"), named("At 2, that's half the window"),
    fact("The window is 30 days, and an alert fires at a burn rate of 14.4 over", DAYS, PAGE),
    fact("a full budget lasts 50 hours", exhaustion_hours(DAYS, PAGE)),
    fact("when 14.4% of all the calls fail", PAGE),
    fact("At 99.9%, it means 1.44% of the calls", EACH * 100, 100 * PAGE * budget_share(EACH)),
    fact("An hour at this rate uses 2% of the budget", SHARE),
    fact("14.4 times one hour is 2% of 720 hours", PAGE, SHARE, HOURS),
    fact("How many hours are in 30 days?", DAYS),
    fact("14.4 × 1 ÷ 720. What share", PAGE, 1, HOURS),
    fact("14.4 × 1 ÷ 720 = 2%", PAGE, 1, HOURS, SHARE),
    fact("also at the last 5 minutes", ALERTS[0].short_hours * 60),
    fact("What do the last 5 minutes tell you", ALERTS[0].short_hours * 60),
    named("After 15 bad minutes"),
    fact("The last 5 minutes show that", ALERTS[0].short_hours * 60),
    fact("What do the 5 minutes show", ALERTS[0].short_hours * 60),
    named("Workbook (2018)"),
    # priority
    named("Every week without the token vault costs 2 points"),
    named("the vault takes 4 weeks"), named("without one-click payment costs 22 points"),
    named("It takes 2 weeks, and it can't work"),
    fact("scores 0.5, and one-click payment scores 11", VAULT.wsjf, ONE_CLICK.wsjf),
    fact("One-click payment scores 11, so it starts today", ONE_CLICK.wsjf),
    fact("Both of them score 4.0", CHAIN),
    fact("(2 + 22) ÷ (4 + 2) = 4.0", VAULT.cost_of_delay, ONE_CLICK.cost_of_delay,
         VAULT.size, ONE_CLICK.size, CHAIN),
    fact("score 5.75, halfway", (VAULT.wsjf + ONE_CLICK.wsjf) / 2),
    fact("its weeks: 24 ÷ 6 = 4.0", VAULT.cost_of_delay + ONE_CLICK.cost_of_delay,
         VAULT.size + ONE_CLICK.size, CHAIN),
    named("One item scores 4.4 and the next one 4.3"), named("a lead of 0.1 rests"),
    named("to a lead of 0.1?"), named("A lead of 0.1 rarely"),
    fact("falls from 80% to 40%", SURE * 100, LESS_SURE * 100),
    fact("It falls by 40 points", 100 * (SURE - LESS_SURE)),
    fact("did fall by 40 percentage points", 100 * (SURE - LESS_SURE)),
    named("takes effect in week 9"), named("is ready in week 12"), named("What happens in week 9?"),
    named("week 9 is early enough"), named("the fine from week 9 on"),
    named("week 5 and in week 9"),
    named("Smith showed it in 1956"), named("Smith (1956)"), named("Quarterly (1956)"),
    named("Reinertsen (2009)"), named("Intercom (2016)"),
    # flow
    fact("A team finishes 4 items a week and has 12 open", THROUGHPUT, OPEN),
    fact("until only 6 are open, and still finishes 4 a week", FEWER, THROUGHPUT),
    fact("Still 3 weeks", cycle_time(OPEN, THROUGHPUT)),
    fact("say with 6 open items", FEWER),
    fact("About 6 weeks, since", OPEN / 2),
    fact("About 1.5 weeks, which is half", cycle_time(FEWER, THROUGHPUT)),
    fact("But 6 items are still open, and each takes its time. What is 6 divided by 4",
         FEWER, FEWER, THROUGHPUT),
    fact("12 ÷ 4 before", OPEN, THROUGHPUT),
    fact(
        "12 ÷ 4 = 3 weeks, and 6 ÷ 4 = 1.5 weeks",
        OPEN, THROUGHPUT, cycle_time(OPEN, THROUGHPUT),
        FEWER, THROUGHPUT, cycle_time(FEWER, THROUGHPUT),
    ),
    named("Four people have 20 items open"), named("But with 20 items open"),
    named("You set a limit of 4"),
    named("Research (1961)"),
    # calculations
    fact("Every week without search costs 10 points, and search takes 2 weeks",
         SEARCH.cost_of_delay, SEARCH.size),
    fact("without export costs 6 points, and export takes 1 week",
         EXPORT.cost_of_delay, EXPORT.size),
    fact("Export costs 6 × 1. Search costs 10 × 3",
         EXPORT.cost_of_delay, EXPORT.size, SEARCH.cost_of_delay, WEEKS),
    fact("But 26 counts each item for its own weeks only: 6 × 1 and 10 × 2",
         ALONE, EXPORT.cost_of_delay, EXPORT.size, SEARCH.cost_of_delay, SEARCH.size),
    fact("but 38 belongs to the other sequence: 10 × 2 and 6 × 3",
         OTHER, SEARCH.cost_of_delay, SEARCH.size, EXPORT.cost_of_delay, WEEKS),
    fact("But 48 lets both items cost points until week 3",
         (SEARCH.cost_of_delay + EXPORT.cost_of_delay) * WEEKS, WEEKS),
    fact("but 16 is the cost of a single week", SEARCH.cost_of_delay + EXPORT.cost_of_delay),
    fact("ready after week 1", EXPORT.size),
    fact("Add 6 × 1, and 10 times", EXPORT.cost_of_delay, EXPORT.size, SEARCH.cost_of_delay),
    fact(
        "6 × 1 + 10 × 3 = 36 points. In the other sequence, it would be 10 × 2 + 6 × 3 = 38",
        EXPORT.cost_of_delay, EXPORT.size, SEARCH.cost_of_delay, WEEKS, BEST,
        SEARCH.cost_of_delay, SEARCH.size, EXPORT.cost_of_delay, WEEKS, OTHER,
    ),
    fact("becomes 99.95%, over 28 days", STRICT * 100, SHORT),
    fact("half a thousandth of 40,320 minutes", SHORT_MINUTES),
    fact("Multiply the minutes in 28 days", SHORT),
    fact("But 21.6 is for 30 days, and this window has 28", budget_minutes(STRICT, DAYS), DAYS,
         SHORT),
    fact("But 40.3 is a whole thousandth, as for 99.9%. What share does 99.95% leave",
         budget_minutes(EACH, SHORT), EACH * 100, STRICT * 100),
    fact("But 2 is a twentieth of a thousandth, as for 99.995%",
         budget_minutes(0.99995, SHORT), 99.995),
    fact("That's right in hours: 0.3", budget_minutes(STRICT, SHORT) / 60),
    fact("How many minutes are in 28 days?", SHORT),
    fact("100% minus 99.95% leaves 0.05%", 100, STRICT * 100, 100 * budget_share(STRICT)),
    fact("Multiply 0.0005 by the minutes in 28 days", budget_share(STRICT), SHORT),
    fact(
        "0.0005 × 28 × 24 × 60 = 20.16 minutes",
        budget_share(STRICT), SHORT, 24, 60, budget_minutes(STRICT, SHORT),
    ),
]  # fmt: skip
