"""What computes the numbers in the prose of notebook 02 and of its questions."""

from __future__ import annotations

from figures_02_questions import QUESTIONS
from tracing import Entry, fact, named

from utils.kit.tables import read_rows
from utils.skills import data
from utils.skills.model.plan import PLAN_DAYS, Skill, build_plan

__all__ = ["PROSE", "QUESTIONS"]

RATED = sorted(int(row["rated"][:4]) for row in read_rows("onet_importance"))
INTERFACES = data.skill_rows()["interfaces"]["hours_per_level"]
LEVEL, TARGET, PACE = 1, 3, 4  # invented in the worked example
EXAMPLE = Skill("interfaces", "Interfaces", LEVEL, TARGET, 1, INTERFACES)

PROSE: list[Entry] = [
    fact("rated between 2015 and 2023", RATED[0], RATED[-1]),
    fact(
        "at level 1 in interfaces, and the target is 3, so the gap is 2. At 30 hours a level, that "
        "makes 60 hours. At 4 hours a week, it takes 15 weeks",
        LEVEL, TARGET, EXAMPLE.gap, INTERFACES, EXAMPLE.hours, PACE,
        build_plan([EXAMPLE], PACE).weeks,
    ),
    fact("plan 90 days", PLAN_DAYS),
    fact("A 90-day plan", PLAN_DAYS),
    # Counted once in the whole O*NET 29.3 database, of which only a selection is kept here.
    named("not one of the 56,560 alternate titles"),
    named("O*NET 29.3"), named("In release 29.3"), named("notebooks 05 and 06 can use"),
    named("(May 2025)"), named("CC BY 4.0"),
    named("never below 0"),
    named("from level 2 on"),
    named("refund status call in version 2"),
    named("questions on notebook 01"),
    named("About 51 minutes: 8 to read, 43 to do. No exercise takes longer than 8 minutes"),
    named("(4 min)"), named("(5 min)"), named("(7 min)"), named("(8 min)"),
]  # fmt: skip
