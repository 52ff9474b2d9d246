"""What computes the numbers in the questions of lab 02b, question by question."""

from __future__ import annotations

from tracing import Entry, fact, named

from utils.backlog.model.order import Item, delay_cost
from utils.reliability.model.flow import cycle_time
from utils.reliability.model.slo import (
    BURN_RATE_ALERTS,
    budget_consumed,
    budget_minutes,
    budget_share,
    burn_rate_threshold,
    exhaustion_hours,
)
from utils.role.model.promise import series_availability

# Invented in the stems.
EACH, DAYS, SOME, LOOSE = 0.999, 30, 0.995, 0.95
BURN, WEEK, TOLD_AT = 3, 7, 0.10  # the last is a share of the budget
STRICT, SHORT = 0.9995, 28
THROUGHPUT, OPEN, FEWER = 4, 12, 6
SEARCH = Item("search", "Search", 10, 0, 0, 2)
EXPORT = Item("export", "Export", 6, 0, 0, 1)
SURE, LESS_SURE = 0.8, 0.4

HOURS = DAYS * 24
DOWN = budget_minutes(SOME, DAYS)  # minutes
PAGE = burn_rate_threshold(WEEK, TOLD_AT, 1)
SHARE = 100 * budget_consumed(PAGE, 1, WEEK)
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
    named("Notebook 01; availability"), named("Lab 02a; oasdiff"),
    named("Notebook 02; the levels"),
    # budgets
    fact("The objective is 99.5% over 30 days. How long", SOME * 100, DAYS),
    fact("About 3.6 hours in the 30 days", DOWN / 60, DAYS),
    fact("a two-hundredth of 720 hours", HOURS),
    fact("About 3.6 hours on each day", DOWN / 60),
    fact("would be 15% of each day", 100 * DOWN / (24 * 60)),
    fact("But 99.5% is a promise of slightly less", SOME * 100),
    fact("About 36 hours in the 30 days", budget_minutes(LOOSE, DAYS) / 60, DAYS),
    fact("a share of the 30 days. But 36 hours is 5% of them", DAYS,
         budget_minutes(LOOSE, DAYS) / 60, 100 * (1 - LOOSE)),
    fact("What share does 99.5% leave", SOME * 100),
    fact("How many hours are in 30 days?", DAYS),
    fact("Take 720 hours, and divide", HOURS),
    fact("(1 − 0.995) × 720 hours = 3.6 hours in 30 days", 1, SOME, HOURS, DOWN / 60, DAYS),
    fact("The burn rate is 3, day after day", BURN), fact("error budget of 30 days?", DAYS),
    named("It loses 3% of its size"),
    fact("It's gone after 10 of the 30 days", exhaustion_hours(DAYS, BURN) / 24, DAYS),
    fact("It lasts for 90 days, not for 30", DAYS * BURN, DAYS),
    named("What does a burn rate of 1 mean"), fact("the 3 changes how long", BURN),
    named("At a burn rate of 1, the budget lasts"),
    fact("burn rate: 30 ÷ 3 = 10 days", DAYS, BURN, exhaustion_hours(DAYS, BURN) / 24),
    fact("The window is 7 days, and an alert fires at a burn rate of 16.8 over", WEEK, PAGE),
    fact("a full budget lasts 10 hours", exhaustion_hours(WEEK, PAGE)),
    fact("when 16.8% of all the calls fail", PAGE),
    fact("At 99.9%, it means 1.68% of the calls", EACH * 100, 100 * PAGE * budget_share(EACH)),
    fact("An hour at this rate uses 10% of the budget", SHARE),
    fact("16.8 times one hour is 10% of 168 hours", PAGE, SHARE, WEEK * 24),
    fact("How many hours are in 7 days?", WEEK),
    fact("16.8 × 1 ÷ 168. What share", PAGE, 1, WEEK * 24),
    fact("16.8 × 1 ÷ 168 = 10%", PAGE, 1, WEEK * 24, SHARE),
    fact("and at the last 5 minutes. For 15 minutes", BURN_RATE_ALERTS[0].short_hours * 60, 15),
    named("In the 10 minutes since then"),
    fact("What do the last 5 minutes say", BURN_RATE_ALERTS[0].short_hours * 60),
    fact("the last 5 minutes are quiet", BURN_RATE_ALERTS[0].short_hours * 60),
    fact("The 5 minutes show that", BURN_RATE_ALERTS[0].short_hours * 60),
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
    named("to a lead of 0.1?"), named("a lead of 0.1 survives"),
    fact("falls from 80% to 40%", SURE * 100, LESS_SURE * 100),
    fact("It falls by 40 points", 100 * (SURE - LESS_SURE)),
    fact("did fall by 40 percentage points", 100 * (SURE - LESS_SURE)),
    named("takes effect in week 9"), named("is ready in week 12"), named("What happens in week 9?"),
    named("week 9 is early enough"), named("the fine after week 9"),
    named("week 5 and in week 9"),
    named("Smith showed it in 1956"), named("Smith (1956)"), named("Quarterly (1956)"),
    named("Reinertsen (2009)"), named("Intercom (2016)"),
    # flow
    named("as mixed as in Exercise 9"), named("picture above Exercise 9"),
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
