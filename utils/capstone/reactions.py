"""What partners, Sales, and the director answer to a letter, by rules that can be read.

The people, their needs, and the limits are invented; every rule is in a table of the course.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from utils.capstone.letter import (
    TOO_EARLY_PROBLEM_TEXT,
    TOO_STRICT_PROBLEM_TEXT,
    find_letter_points,
    find_version_bump,
    format_percent,
    launch_set_in_letter,
    letter_findings,
    read_letter_cached,
)
from utils.capstone.model.brief import TARGET_DAY, WORKDAYS_PER_WEEK
from utils.capstone.model.findings import CONTRADICTION
from utils.capstone.model.stances import AIMED
from utils.capstone.parts.objective import chain_availability
from utils.kit.english import join_quoted, plural
from utils.kit.tables import Table, read_rows, source_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from utils.capstone.model.brief import Brief
    from utils.capstone.model.findings import Finding
    from utils.capstone.model.letter import LetterReading
    from utils.capstone.work import Work

LATEST_PLANNABLE_DAY = TARGET_DAY + 3 * WORKDAYS_PER_WEEK  # up to here, the first partner can plan
LOW_OBJECTIVE_SHARE, HIGH_OBJECTIVE_SHARE = 0.992, 0.999  # shares
MIN_GOOD_NOTICE_DAYS = 60  # working days
RULES_TABLE_NAME = "capstone_answers"


@dataclass(frozen=True)
class Reaction:
    """What someone answers, and the rule that led to it."""

    who: str
    says: str
    rule: str


def collect_reactions(letter_text: str, work: Work, brief: Brief) -> list[Reaction]:
    """Return the answers of three partners, Sales, and the director to a letter."""
    reading, found = read_letter_cached(letter_text), letter_findings(letter_text, work, brief)
    keys = (
        _day_answer_key(reading), _objective_answer_key(reading),
        _notice_answer_key(reading, brief), _sales_answer_key(reading, brief),
        next(_director_answer_keys(reading, found, brief)),
    )  # fmt: skip
    rows = {row["answer"]: row for row in read_rows(RULES_TABLE_NAME)}
    words = _placeholder_values(reading, found, brief)
    return [
        Reaction(rows[key]["who"], rows[key]["says"].format_map(words), rows[key]["rule"])
        for key in keys
    ]


def rules_table() -> Table:
    """Return all rules with what is answered."""
    return Table(
        caption="Who answers what, and when",
        columns=["Who", "When", "Answer"],
        rows=[[row["who"], row["rule"], row["says"]] for row in read_rows(RULES_TABLE_NAME)],
        source=source_line(RULES_TABLE_NAME),
    )


def _day_answer_key(reading: LetterReading) -> str:
    day = reading.day
    if day is None:
        return "day_none"
    if day.stance == AIMED or day.is_range:
        return "day_aim"
    if day.value <= TARGET_DAY:
        return "day_kept"
    return "day_later" if day.value <= LATEST_PLANNABLE_DAY else "day_far"


def _objective_answer_key(reading: LetterReading) -> str:
    if reading.objective is None:
        return "objective_none"
    share = reading.objective.value
    if share > HIGH_OBJECTIVE_SHARE:
        return "objective_high"
    return "objective_good" if share >= LOW_OBJECTIVE_SHARE else "objective_low"


def _notice_answer_key(reading: LetterReading, brief: Brief) -> str:
    if reading.no_break:
        return "notice_unbroken"
    if reading.notice:
        return "notice_good" if reading.notice.value >= MIN_GOOD_NOTICE_DAYS else "notice_short"
    named = reading.versions or find_version_bump(reading, brief) or reading.breaks
    return "notice_missing" if named else "notice_none"


def _sales_answer_key(reading: LetterReading, brief: Brief) -> str:
    found = launch_set_in_letter(reading, brief)
    if found.inside and len(found.inside) == len(brief.items):
        return "sales_all"
    if found.waiting or reading.rest_later:
        return "sales_waits"
    return "sales_part" if found.inside else "sales_none"


def _director_answer_keys(
    reading: LetterReading, findings: list[Finding], brief: Brief
) -> Iterator[str]:
    """Yield the keys of what the director may answer, the gravest first."""
    wrong = [one for one in findings if one.kind == CONTRADICTION]
    if any(one.problem == TOO_EARLY_PROBLEM_TEXT for one in wrong):
        yield "director_day"
    if any(one.problem == TOO_STRICT_PROBLEM_TEXT for one in wrong):
        yield "director_objective"
    if any("breaks callers" in place for one in wrong for place in one.places):
        yield "director_break"
    if wrong:
        yield "director_other"
    there = find_letter_points(reading, brief)
    if not there["who"]:
        yield "director_who"
    yield "director_good" if there["chance"] else "director_chance"


def _placeholder_values(
    reading: LetterReading, findings: list[Finding], brief: Brief
) -> dict[str, str]:
    """Return what the answers quote, by name."""
    day = reading.day.value if reading.day else 0
    share = reading.objective.value if reading.objective else 1
    labels = {item.key: item.label for item in brief.items}
    waiting = launch_set_in_letter(reading, brief).waiting
    paths = [place.rpartition("day ")[2] for one in findings for place in one.places[1:]
             if "critical path" in place]  # fmt: skip
    return {
        "day": f"{day:.4g}",
        "late": plural(round(max(day - TARGET_DAY, 0)), "working day"),
        "objective": format_percent(share),
        "fails": f"{(1 - share) * brief.monthly_refunds:,.0f}",
        "notice": plural(round(reading.notice.value), "working day") if reading.notice else "",
        "items": join_quoted((labels[k] for k in waiting), marks="\u2018\u2019")
        if waiting
        else "the rest",
        "path": paths[0] if paths else "",
        "available": f"{chain_availability(brief):.2%}",
    }
