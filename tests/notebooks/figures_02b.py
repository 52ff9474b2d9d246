"""What computes the numbers in the prose of lab 02b and of its questions."""

from __future__ import annotations

from figures_02b_questions import QUESTIONS
from tracing import Entry, fact, named

from utils.backlog.data import items
from utils.backlog.model.stability import stability
from utils.reliability.model.debt import break_even
from utils.reliability.model.limit import mean_cycle_time, schedule_with_limit
from utils.reliability.model.slo import (
    budget_consumed,
    budget_minutes,
    burn_rate,
    burn_rate_threshold,
    exhaustion_hours,
)
from utils.reliability.pictures.limit import DEFAULT_ITEMS, DEFAULT_LIMIT

__all__ = ["PROSE", "QUESTIONS"]

MONTH, STRICT, ERRORS = 30, 0.9995, 0.007
BURN = burn_rate(ERRORS, STRICT)
PAGE = burn_rate_threshold(MONTH, 0.02, 1)
ITEMS = {one.key: one for one in items()}
SPLIT, PAYOUT = ITEMS["ledger_split"], ITEMS["bulk_payout"]
CHAIN = (SPLIT.cost_of_delay + PAYOUT.cost_of_delay) / (SPLIT.size + PAYOUT.size)
FREE, LIMITED = (
    schedule_with_limit([1.0] * DEFAULT_ITEMS, most) for most in (DEFAULT_ITEMS, DEFAULT_LIMIT)
)
CLEANUP, NOW, CLEAN, PLANNED = 40, 6, 3.5, 20  # first setting of the exercise

PROSE: list[Entry] = [
    fact(
        "objective of 99.95% over 30 days, and 0.7% of the calls fail. The burn rate is 14, so a "
        "full budget is gone in 51.4 hours",
        STRICT * 100, MONTH, ERRORS * 100, BURN, exhaustion_hours(MONTH, BURN),
    ),
    fact("A burn rate of 14.4 for one hour uses 2% of a budget of 30 days",
         PAGE, 100 * budget_consumed(PAGE, 1, MONTH), MONTH),
    fact(
        "scores (1 + 2 + 5) ÷ 5 = 1.6",
        SPLIT.value, SPLIT.urgency, SPLIT.enabling, SPLIT.size, SPLIT.wsjf,
    ),
    fact("and scores 9.0", PAYOUT.wsjf),
    fact(
        "(8 + 27) ÷ (5 + 3) = 4.4",
        SPLIT.cost_of_delay, PAYOUT.cost_of_delay, SPLIT.size, PAYOUT.size, CHAIN,
    ),
    fact("highest in about 65% of all draws", 100 * stability(items()).share_first("bulk_payout")),
    fact("a change takes 3.5 days instead of 6", CLEAN, NOW),
    fact("It pays after 16 changes. We plan 20 this year",
         break_even(CLEANUP, NOW, CLEAN), PLANNED),
    fact("takes 6 of its 43 minutes", 60 / 10, budget_minutes(0.999, MONTH)),
    fact(
        "through in week 6. With the limit, the first items arrive 4 weeks earlier",
        FREE[-1].end, FREE[0].end - LIMITED[0].end,
    ),
    fact(
        "2 items in progress, at 1 a week, take 2 weeks each",
        DEFAULT_LIMIT, len(LIMITED) / LIMITED[-1].end, mean_cycle_time(LIMITED),
    ),
    named("When is item 1 done"),
    named("Find the budget of 99.9%"),
    # Definitions, and what the exercise sets.
    named("An objective of 99.9% is also a permission"),
    named("(1 - \\text{objective})"),
    named("{1 - \\text{objective}}"),
    named("At a burn rate of 1 the budget"),
    named("At 2 it lasts half as long"),
    named("the last 5 minutes"),
    named("Switch to a window of 7 days"),
    named("(Smith, 1956)"), named("(1956)"), named("(Little, 1961)"), named("9 (1961)"),
    named("(2018)"), named("(2009)"), named("(2016)"), named("report of 2024"),
    named("74 minutes, estimated: 13 to read, 61 to do. No exercise takes longer than 8 minutes"),
    named("(3 min)"), named("(4 min)"), named("(5 min)"), named("(8 min)"),
]  # fmt: skip
