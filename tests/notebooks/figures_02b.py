"""What computes the numbers in the prose of lab 02b and of its questions."""

from __future__ import annotations

from figures_02b_questions import QUESTIONS
from tracing import Entry, fact, named

from utils.backlog.data import case_items
from utils.backlog.model.stability import DEFAULT_DRAW_COUNT, stability
from utils.reliability.model.debt import break_even
from utils.reliability.model.incident_replay import Incident, replay_incident
from utils.reliability.model.slo import (
    BURN_RATE_ALERTS,
    budget_consumed,
    budget_minutes,
    budget_share,
    burn_rate,
    exhaustion_hours,
)
from utils.reliability.model.wip_limit import mean_cycle_time, schedule_with_limit
from utils.reliability.pictures.wip_limit import DEFAULT_ITEMS, DEFAULT_LIMIT

__all__ = ["PROSE", "QUESTIONS"]

MONTH, STRICT, ERRORS, USUAL, STEADY = 30, 0.9995, 0.007, 0.999, 0.002
BURN = burn_rate(ERRORS, STRICT)
FAST, SLOW, TICKET = BURN_RATE_ALERTS
ITEMS = {one.key: one for one in case_items()}
SPLIT, PAYOUT = ITEMS["ledger_split"], ITEMS["bulk_payout"]
CHAIN = (SPLIT.cost_of_delay + PAYOUT.cost_of_delay) / (SPLIT.size + PAYOUT.size)
FREE, LIMITED = (
    schedule_with_limit([1.0] * DEFAULT_ITEMS, most) for most in (DEFAULT_ITEMS, DEFAULT_LIMIT)
)
CLEANUP, NOW, CLEAN, PLANNED = 40, 6, 3.5, 20  # first setting of the exercise
HALF = replay_incident(USUAL, MONTH, STEADY, Incident(0, 0, 0)).exhausted_at_hour / 24 / MONTH
assert HALF == 0.5  # "by the middle of the month"
assert replay_incident(USUAL, MONTH, STEADY, Incident(0, 0, 0)).first_alert_hours[FAST.name] is None


def used(alert, hours):
    """Return the share of the budget that an alert's threshold uses in its long window, percent."""
    assert alert.long_hours == hours
    return 100 * budget_consumed(alert.threshold(MONTH), hours, MONTH)


PROSE: list[Entry] = [
    fact(
        "The objective is 99.95% over 30 days, so 0.05% of the calls may fail",
        STRICT * 100, MONTH, 100 * budget_share(STRICT),
    ),
    fact(
        "Right now, 0.7% of them fail. That's a burn rate of 0.7 ÷ 0.05 = 14, and a full budget "
        "is gone after 51.4 hours",
        ERRORS * 100, ERRORS * 100, 100 * budget_share(STRICT), BURN, exhaustion_hours(MONTH, BURN),
    ),
    fact("Share of a 30-day budget", MONTH),
    fact("page someone now | 1 hour | 2% | 14.4 |",
         FAST.long_hours, used(FAST, 1), FAST.threshold(MONTH)),
    fact("page someone now | 6 hours | 5% | 6 |",
         SLOW.long_hours, used(SLOW, 6), SLOW.threshold(MONTH)),
    fact("open a ticket | 3 days | 10% | 1 |",
         TICKET.long_hours / 24, used(TICKET, 72), TICKET.threshold(MONTH)),
    fact("A steady error rate of 0.2% wakes nobody. Yet it uses up the whole budget of a 99.9%",
         STEADY * 100, USUAL * 100),
    fact("let 0.2% of the calls fail every day", STEADY * 100),
    fact(
        "costs 1 + 2 + 5 = 8 points, and the split takes 5 weeks to build. Its score is "
        "8 ÷ 5 = 1.6",
        SPLIT.value, SPLIT.urgency, SPLIT.enabling, SPLIT.cost_of_delay, SPLIT.size,
        SPLIT.cost_of_delay, SPLIT.size, SPLIT.wsjf,
    ),
    fact("which scores 27 ÷ 3 = 9.0", PAYOUT.cost_of_delay, PAYOUT.size, PAYOUT.wsjf),
    fact(
        "(8 + 27) ÷ (5 + 3) = 4.4",
        SPLIT.cost_of_delay, PAYOUT.cost_of_delay, SPLIT.size, PAYOUT.size, CHAIN,
    ),
    fact("takes 6 of the budget's 43 minutes", 60 / 10, budget_minutes(0.999, MONTH)),
    fact(
        "done in week 6. With the limit, the first items are done 4 weeks earlier",
        FREE[-1].end, FREE[0].end - LIMITED[0].end,
    ),
    fact(
        "2 items in progress, at 1 a week, take 2 weeks each",
        DEFAULT_LIMIT, len(LIMITED) / LIMITED[-1].end, mean_cycle_time(LIMITED),
    ),
    named("When is item 1 done"),
    named("Find the budget of 99.9%"),
    fact("up to one step on the scale, 20,000 times", DEFAULT_DRAW_COUNT),
    fact("highest in about 65% of the simulations",
         100 * stability(case_items()).first_place_share("bulk_payout")),
    fact("Say it takes 40 days of work and cuts each change from 6 days to 3.5",
         CLEANUP, NOW, CLEAN),
    fact("pays for itself after 16 changes, and we plan 20. But those 20 would come",
         break_even(CLEANUP, NOW, CLEAN), PLANNED, PLANNED),
    # Definitions, and what the exercise sets.
    named("An objective of 99.9% is also a permission"),
    named("(1 − objective) × events"),
    named("÷ (1 − objective)"),
    named("At a burn rate of 1, the budget"),
    named("At 2, it lasts half as long"),
    named("the last 5 minutes"),
    named("kits*) a date in week 16"),
    named("(Smith, 1956)"), named("(1956)"), named("Little's law (1961)"), named("9 (1961)"),
    named("(2018)"), named("(2009)"), named("(2016)"), named("the 2024 report"),
    named("About 90 minutes: 10 to read, 80 to do. No exercise takes longer than 8 minutes"),
    named("(3 min)"), named("(4 min)"), named("(5 min)"), named("(6 min)"), named("(7 min)"),
    named("(8 min)"),
]  # fmt: skip
