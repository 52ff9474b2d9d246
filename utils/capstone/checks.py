"""Is the work complete, is it computed correctly, and do any two parts contradict each other?

The checks read the decisions; they can't tell whether a decision is wise. Checks of a single part
are in that part's file, and checks of two parts are here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from utils.capstone.model.brief import WORKDAYS_PER_WEEK
from utils.capstone.model.findings import OPEN, Finding, contradiction, miscalculation
from utils.capstone.parts.owner import KEEP_OPTION_KEY
from utils.comparison.model.raci import ROLE_NAMES, roles_with_letter
from utils.kit.english import lower_first, plural

if TYPE_CHECKING:
    from utils.capstone.model.brief import Brief
    from utils.capstone.work import Work

WEEKS_PER_MONTH = 52 / 12
PATH_TOLERANCE_DAYS = 0.5  # working days


def all_findings(work: Work, brief: Brief) -> list[Finding]:
    """Return all findings: what is open, what we compute differently, then contradictions."""
    return [*open_part_findings(work), *miscalculations(work, brief), *contradictions(work, brief)]


def open_part_findings(work: Work) -> list[Finding]:
    """Return the parts in which something is left to decide."""
    return [
        Finding(OPEN, (part.title,), "Still open.", part.to_do)
        for part in work.parts()
        if not part.is_complete()
    ]


def complete_part_titles(work: Work) -> list[str]:
    """Return the titles of the parts that are complete."""
    return [part.title for part in work.parts() if part.is_complete()]


def miscalculations(work: Work, brief: Brief) -> list[Finding]:
    """Return numbers and verdicts that we compute differently."""
    return [
        *(found for part in work.parts() for found in part.miscalculations(brief)),
        *wrong_critical_path_findings(work, brief),
    ]


def contradictions(work: Work, brief: Brief) -> list[Finding]:
    """Return what can't both be true: within a part, then between two parts."""
    return [
        *(found for part in work.parts() for found in part.contradictions(brief)),
        *early_launch_findings(work, brief),
        *charter_mismatch_findings(work, brief),
        *late_owner_findings(work),
        *unready_owner_findings(work),
    ]


# --- between two parts -------------------------------------------------------------------


def wrong_critical_path_findings(work: Work, brief: Brief) -> list[Finding]:
    """Return the critical path of part 7, if we compute another one for part 6's launch set."""
    own = work.people.path_days
    if own is None or not work.order.launch_set:
        return []
    ours = work.order.launch_day(brief)
    if abs(own - ours) <= PATH_TOLERANCE_DAYS:
        return []
    return [
        miscalculation(
            work.people.title,
            f"The critical path: you have {own:g} days, we have {ours:g}.",
            "Building takes five days for each week of the launch set. With that number, add up "
            "the longest chain of tasks that wait for each other.",
        )
    ]


def early_launch_findings(work: Work, brief: Brief) -> list[Finding]:
    """Return a promised day (part 7) that comes before part 6's launch set can be done."""
    day = work.people.promised_day
    if day is None or not work.order.launch_set or day >= work.order.launch_day(brief):
        return []
    return [
        contradiction(
            f"{work.people.title}: launch on day {day:g}",
            f"{work.order.title}: a launch set whose critical path ends on day "
            f"{work.order.launch_day(brief):g}",
            "You promise a date before the work can be finished.",
            "Launch fewer items if building is on the critical path, or promise a later day.",
        )
    ]


def charter_mismatch_findings(work: Work, brief: Brief) -> list[Finding]:
    """Return decisions that part 1 gives to one person and part 7 to another."""
    found = []
    for row in work.people.rows() if work.charter.own_decisions else ():
        accountable = roles_with_letter(row, "A")
        claimed, given = row.decision in work.charter.own_decisions, accountable == ("tpo",)
        if len(accountable) != 1 or claimed == given:
            continue
        label, claim = (
            brief.decisions[row.decision],
            "claims it" if claimed else "leaves it to others",
        )
        found.append(
            contradiction(
                f"{work.charter.title}: “{label}”, {claim}",
                f"{work.people.title}: “{label}”, A for the "
                f"{lower_first(ROLE_NAMES[accountable[0]])}",
                "Your charter and your responsibilities name different people for one decision.",
                "Change one of them.",
            )
        )
    return found


def late_owner_findings(work: Work) -> list[Finding]:
    """Return an option (part 8) that works only after the promised day (part 7)."""
    day, months = work.people.promised_day, work.ownership.months_until_ready
    if day is None or months * WEEKS_PER_MONTH <= day / WORKDAYS_PER_WEEK:
        return []
    return [
        contradiction(
            f"{work.ownership.title}: an option that works after {months:g} months",
            f"{work.people.title}: launch on day {day:g}, "
            f"in {_weeks_text(day / WORKDAYS_PER_WEEK)}",
            "The option you chose works only after the launch.",
            "Choose a quicker option. Or keep this one, and write down who owns the product until "
            "then. You can defend that.",
        )
    ]


def _weeks_text(weeks: float) -> str:
    """Return weeks to one decimal: "12 weeks", "12.4 weeks"."""
    return plural(round(weeks, 1), "week")


def unready_owner_findings(work: Work) -> list[Finding]:
    """Return gaps (part 3) still open on the promised day (part 7), if you keep it (part 8)."""
    day, weeks = work.people.promised_day, work.gaps.weeks
    if work.ownership.option != KEEP_OPTION_KEY or day is None or weeks is None:
        return []
    if weeks <= day / WORKDAYS_PER_WEEK:
        return []
    return [
        contradiction(
            f"{work.gaps.title}: {_weeks_text(weeks)} until you close your gaps",
            f"{work.ownership.title}: you keep it as you are, launch in "
            f"{_weeks_text(day / WORKDAYS_PER_WEEK)}",
            "By that plan, you won't be ready in time.",
            "Pair up for a while, spend more hours on the gaps, or move the date.",
        )
    ]
