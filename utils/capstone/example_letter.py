"""A letter of ours for the figures of a brief: one good answer, not the only one."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from utils.capstone.letter import format_percent, with_prerequisites
from utils.capstone.model.brief import GOAL_ITEM_KEY, TARGET_DAY, TARGET_WEEKS
from utils.capstone.parts.change import next_version
from utils.capstone.parts.objective import chain_availability
from utils.comparison.model.network import schedule
from utils.kit.english import join_words, lower_first, plural

if TYPE_CHECKING:
    from utils.capstone.model.brief import Brief

EXAMPLE_SLACK_DAYS = 8  # working days between the critical path and the day of the letter
INCIDENT_ALLOWANCE_SHARE = 0.0025  # share of refunds left for incidents
EXAMPLE_NOTICE_DAYS = 60  # working days


def example_letter(brief: Brief) -> str:
    """Return a letter in paragraphs, for the smallest launch set of a brief."""
    inside = with_prerequisites((GOAL_ITEM_KEY,), brief)
    path = schedule(brief.tasks_with_build_time(inside)).finish
    day = math.ceil(path) + EXAMPLE_SLACK_DAYS
    available = chain_availability(brief)
    objective = math.floor((available - INCIDENT_ALLOWANCE_SHARE) * 1000) / 1000
    launch = join_words(lower_first(i.label) for i in brief.items if i.key in inside)
    later = join_words(lower_first(i.label) for i in brief.items if i.key not in inside)
    change = next(one for one in brief.changes if one.verdict == "breaks")
    return "\n\n".join(
        [
            (
                f"Dear partners, you asked for instant refunds in {TARGET_WEEKS} weeks. "
                f"{_launch_day_sentence(day)} In the launch: {launch}. Later: {later}. Each of "
                "these would add to the time we need to build."
            ),
            (
                f"We promise that {format_percent(objective)} of refunds work in any month. The "
                f"four services behind the call reach {available:.2%} together, and incidents take "
                "their share of that. A stricter promise would be wishful thinking."
            ),
            (
                f"One change breaks your clients: {lower_first(change.description)}. It comes in "
                f"version {next_version('MAJOR', brief)}. The old version keeps running for "
                f"{plural(EXAMPLE_NOTICE_DAYS, 'working day')} after the launch."
            ),
            (
                "The program manager decides on dates, and I decide on scope. If the day is at "
                "risk, you'll hear it from us at least 10 working days before."
            ),
        ]
    )


def _launch_day_sentence(day: int) -> str:
    if day <= TARGET_DAY:
        return f"We go live on working day {day}."
    return f"We can't promise day {TARGET_DAY}. We go live on working day {day}."
