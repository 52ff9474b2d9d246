"""What computes the numbers in the prose of notebook 03 and of its questions."""

from __future__ import annotations

from figures_03_questions import QUESTIONS
from tracing import Entry, fact, named

from utils.comparison import data
from utils.comparison.model.network import schedule

__all__ = ["PROSE", "QUESTIONS"]

PLAN = schedule(data.rollout_tasks())
FREEZE, SANDBOX, SDK, MOBILE = (PLAN.row(key) for key in ("freeze", "sandbox", "sdk", "mobile"))
SLIPS = (MOBILE.slack, MOBILE.slack + 2)  # days that cost nothing, and two more

PROSE: list[Entry] = [
    fact(
        "frozen in 5 days. Then the sandbox takes 5 days and the SDK 8",
        FREEZE.days, SANDBOX.days, SDK.days,
    ),
    fact("can start on day 13", SDK.finish),
    fact("the sandbox has 3 days of slack", SDK.finish - SANDBOX.finish),
    fact("Let Mobile slip by 3 days, then by 5", *SLIPS),
    fact("So day 31 goes on the slide", max(row.finish for row in PLAN.rows if row.task.team)),
    fact("From day 34 on", PLAN.finish),
    named("At Brindle, version 2 starts"),
    fact("Mobile can lose 3 days without harm", MOBILE.slack),
    named("release version 2 of the Payments API"), named("On a slide, version 2"),
    named("About 72 minutes: 9 to read, 63 to do. No exercise takes longer than 8 minutes"),
    named("(3 min)"), named("(4 min)"), named("(5 min)"), named("(6 min)"), named("(7 min)"),
    named("(8 min)"), named("Press 1 to 4, or click"),
    named("(2020)"), named(", 2020"), named("(1959)"), named("(2009)"), named("(1956)"),
    named("three questions on notebook 01"),
]  # fmt: skip
