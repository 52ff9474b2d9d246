"""What computes the numbers in the questions of notebook 03, question by question."""

from __future__ import annotations

from math import prod

from tracing import Entry, fact, named

from utils.comparison.data import rollout_tasks
from utils.comparison.model.network import Task, schedule

# Invented in a stem, so in no table.
EACH, SERVICES, OWN = 0.9995, 3, 0.9999  # availability: of each service called, of our own code
SLIP = 5  # days by which the client change is late
OTHER_END, OTHER_SLACK, OTHER_SLIP = 40, 4, 10  # days of another rollout
SAVED = 2  # days by which a task may be shortened
PROMISED = 30  # the day that Sales named
DAYS_OF_A_MONTH = 30
MINUTES = DAYS_OF_A_MONTH * 24 * 60

# A promise on a chain of services.
CHAIN = prod([EACH] * SERVICES)

# The rollout to six teams, as planned and with changes.
TASKS = rollout_tasks()
PLAN = schedule(TASKS)
DAYS = {task.key: task.days for task in TASKS}
END, FREEZE, SDK, RETIRE = PLAN.finish, DAYS["freeze"], DAYS["sdk"], DAYS["retire"]
SLACK = PLAN.row("mobile").slack
OTHER_LATE = OTHER_SLIP - OTHER_SLACK
OTHER_NOW = OTHER_END + OTHER_LATE


def shortened(tasks: list[Task], key: str, by: float) -> list[Task]:
    """Return the tasks with one of them shorter."""
    return [
        Task(t.key, t.label, t.days - (by if t.key == key else 0), t.predecessors, t.team)
        for t in tasks
    ]


SOONER = {key: END - schedule(shortened(TASKS, key, SAVED)).finish for key in DAYS}
(WITH_SHORTER_PAYOUTS,) = {  # the freeze or Payouts: the same end
    schedule(shortened(TASKS, key, SAVED)).finish for key in ("freeze", "payouts")
}
MOST_FROM_PAYOUTS = END - schedule(shortened(TASKS, "payouts", DAYS["payouts"] - 1)).finish
VIA_MOBILE = sum(DAYS[key] for key in ("freeze", "sdk", "mobile", "retire"))

# Four tasks of one report, as planned and with the client change late.
REPORT = [
    Task("draft", "Draft", 3),
    Task("copy", "Data copy", 8, ("draft",)),
    Task("client", "Client change", 6, ("draft",)),
    Task("switch", "Switch", 4, ("copy", "client")),
]
DRAFT, COPY, CLIENT, SWITCH = (task.days for task in REPORT)
BEFORE, NOW = schedule(REPORT), schedule(REPORT, {"client": SLIP})
ROOM = BEFORE.row("client").slack
LATE = CLIENT + SLIP

RECALL: list[Entry] = [
    # Requirements as texts: what is asked is whether they can be tested, not whether they hold.
    named("usually answer within 400 ms, measured each hour at 80 calls a second"),
    named("95 of 100 payout calls answer promptly, measured each hour at 80 calls a second"),
    named("But 95 of 100 calls do what"),
    named(
        "95 of 100 payout calls answer within 400 ms, measured each hour at 80 calls a second"
    ),
    named("95 of 100 payout calls answer within 400 ms, measured whenever"),
    named("how many calls (95 of 100), within which limit and unit (400 ms)"),
    named("at which load (80 calls a second)"),
    named("Whether 400 ms is the right limit"),
    fact(
        "Each is up 99.95% of the time, and they fail independently. Mobile asks you to promise "
        "99.95% for payouts",
        100 * EACH, 100 * EACH,
    ),
    fact("weakest link, here 99.95%", 100 * EACH),
    fact("back each other up and beat 99.95%", 100 * EACH),
    fact("our own code is up 99.99%", 100 * OWN),
    fact("three in a row give at most about 99.85%", 100 * CHAIN),
    fact("Each is down 0.05% of the time", 100 * (1 - EACH)),
    fact("0.9995 × 0.9995 × 0.9995 is about 0.9985", *[EACH] * SERVICES, CHAIN),
    fact(
        "up 99.85% of the time before your own code fails once: about 65 minutes down in 30 days, "
        "where 99.95% allows about 22",
        100 * CHAIN, MINUTES * (1 - CHAIN), DAYS_OF_A_MONTH, 100 * EACH, MINUTES * (1 - EACH),
    ),
]  # fmt: skip

DATES: list[Entry] = [named("Scrum Guide 2020")]

ROLLOUT_SLIP: list[Entry] = [
    fact("Another rollout at Brindle takes 40 days", OTHER_END),
    fact(
        "has 4 days of slack. This move will now take 10 days longer, and nothing else",
        OTHER_SLACK, OTHER_SLIP,
    ),
    fact("Day 40: it's off the critical path", OTHER_END),
    fact("The first 4 days go unnoticed", OTHER_SLACK),
    fact("Day 46: part of the slip", OTHER_NOW),
    fact(
        "Slack absorbs 4 of the 10 days. The other 6 keep",
        OTHER_SLACK, OTHER_SLIP, OTHER_LATE,
    ),
    fact("Day 44: the slack adds", OTHER_END + OTHER_SLACK),
    fact("away from the 10 days instead of adding it to 40", OTHER_SLIP, OTHER_END),
    fact("Day 50: a slip is passed on", OTHER_END + OTHER_SLIP),
    fact("On the critical path, all 10 days would count", OTHER_SLIP),
    fact("How many of the 10 days fit into 4 days of slack", OTHER_SLIP, OTHER_SLACK),
    fact(
        "10 − 4 = 6, so the end moves from day 40 to day 46",
        OTHER_SLIP, OTHER_SLACK, OTHER_LATE, OTHER_END, OTHER_NOW,
    ),
]  # fmt: skip

ROLLOUT_SHORTEN: list[Entry] = [
    fact("Contract freeze takes 5 days, then the SDK 8", FREEZE, SDK),
    fact(
        "Payouts with 10 days and then Finance with 8; in parallel, Mobile takes 15",
        DAYS["payouts"], DAYS["finance"], DAYS["mobile"],
    ),
    fact("Retiring v1 takes 3 days", RETIRE),
    fact(
        "make one task 2 days shorter. Which would bring the end 2 days forward",
        SAVED, SAVED,
    ),
    fact("2 days less here are 2 days less at the end", SAVED, SOONER["freeze"]),
    fact("With 15 days it's the longest single task", max(DAYS.values())),
    fact("already has 3 days to spare, and you'd only make that 5", SLACK, SLACK + SAVED),
    fact(
        "Fraud is done on day 16, though, and no one needs it before day 31",
        PLAN.row("fraud").finish, PLAN.row("retire").start,
    ),
    fact(
        "The longest path: freeze 5, SDK 8, Payouts 10, Finance 8, retire 3, in all 34 days",
        *(DAYS[key] for key in PLAN.critical_path), END,
    ),
    fact("With 2 days less for the freeze or for Payouts it takes 32", SAVED, WITH_SHORTER_PAYOUTS),
    fact("Through Mobile it's 31", VIA_MOBILE),
    fact("A faster Payouts can gain at most 3 days", MOST_FROM_PAYOUTS),
]  # fmt: skip

ROLLOUT_PROMISE: list[Entry] = [
    fact("critical path of the rollout ends on day 34", END),
    fact("v1 will be gone on day 30", PROMISED),
    fact("Name day 34, and list what day 30 would take", END, PROMISED),
    fact("Keep day 30: a firm date", PROMISED),
    fact("Keep day 30: tasks with slack", PROMISED),
    fact("the auditors are counting on day 30", PROMISED),
    fact("a plan that ends on day 30", PROMISED),
    fact("no plan reaches day 30", PROMISED),
]

NUMBER_SLIPPED_BRANCH: list[Entry] = [
    fact("The draft takes 3 days", DRAFT),
    fact("data copy, 8 days, and client change, 6", COPY, CLIENT),
    fact("The switch, 4 days, waits for both", SWITCH),
    fact("the client change will take 5 days longer", SLIP),
    fact("26 adds up all four tasks", DRAFT + COPY + LATE + SWITCH),
    fact("20 is the old end of 15 plus all 5 days", BEFORE.finish + SLIP, BEFORE.finish, SLIP),
    fact("Some of the 5 days only fill", SLIP),
    fact("15 was right before", BEFORE.finish),
    fact("17 is the old end of 15 plus the slack of 2", BEFORE.finish + ROOM, BEFORE.finish, ROOM),
    fact("Take it off the 5 days", SLIP),
    fact("After 14 days both branches are done", NOW.row("switch").start),
    fact(
        "6 + 5 = 11 days, more than the 8 of the data copy",
        CLIENT, SLIP, LATE, COPY,
    ),
    fact("3 + 11 + 4 = 18. Before", DRAFT, LATE, SWITCH, NOW.finish),
    fact("3 + 8 + 4 = 15, and", DRAFT, COPY, SWITCH, BEFORE.finish),
    fact(
        "2 days of slack: so 3 of the 5 days delay the end",
        ROOM, NOW.finish - BEFORE.finish, SLIP,
    ),
]  # fmt: skip

QUESTIONS: list[Entry] = [
    *RECALL,
    *DATES,
    *ROLLOUT_SLIP,
    *ROLLOUT_SHORTEN,
    *ROLLOUT_PROMISE,
    *NUMBER_SLIPPED_BRANCH,
]
