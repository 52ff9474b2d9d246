"""Is the work complete, is it computed right, and does any part contradict another?

The checks read what was decided; whether it is wise, they can't tell.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from utils.backlog.model.order import broken
from utils.capstone.model.brief import ASKED, GOAL, WEEK
from utils.capstone.model.work import PARTS
from utils.comparison.model.network import schedule
from utils.comparison.model.raci import NAMES, Row, holders, sound
from utils.hiring.model import need
from utils.kit.english import lower_first
from utils.reliability.model.slo import budget_events
from utils.role.model.promise import series
from utils.role.model.spec import Scenario
from utils.role.model.spec import check as check_scenario

if TYPE_CHECKING:
    from collections.abc import Mapping

    from utils.capstone.model.brief import Brief
    from utils.capstone.model.work import Work

OPEN, SUM, CLASH = "open", "sum", "contradiction"
WEEKS_A_MONTH = 52 / 12
BUMPS = {"breaks": "MAJOR", "adds": "MINOR", "deprecates": "MINOR", "repairs": "PATCH"}
HEIGHT = {"PATCH": 0, "MINOR": 1, "MAJOR": 2}
NEAR_CHAIN = 0.0002  # shares: two hundredths of a percent
NEAR_BUDGET = 0.02  # of the budget
NEAR_PATH = 0.5  # working days
NEAR_PERCENTILE = 1.5


@dataclass(frozen=True)
class Finding:
    """One thing to look at again. `places` are the parts, two of them for a contradiction."""

    kind: str
    places: tuple[str, ...]
    what: str
    fix: str


def findings(work: Work, brief: Brief, weights: Mapping[str, float]) -> list[Finding]:
    """Return all findings: what is open, then what is computed otherwise, then contradictions."""
    return [*missing(work), *sums(work, brief, weights), *contradictions(work, brief)]


# --- complete ----------------------------------------------------------------------------


def missing(work: Work) -> list[Finding]:
    """Return what is still open, part by part."""
    report = check_scenario(Scenario(**work.scenario)) if work.scenario else None
    rows = [Row(key, dict(cells)) for key, cells in work.letters.items()]
    asked = {
        "charter": (bool(work.product.strip() and work.customers.strip() and work.mine),
                    "Name the product, its customers, and at least one decision that is yours."),
        "spec": (bool(report and report.complete), "Bring all six parts to stand."),
        "gap": (work.gap_weeks is not None, "Rate your level in every skill."),
        "change": (bool(work.verdicts) and all(work.verdicts) and bool(work.bump),
                   "Judge all three changes and choose a version."),
        "objective": (None not in (work.objective, work.chain, work.budget),
                      "Choose an objective and compute both numbers."),
        "order": (bool(work.order) and work.launch > 0, "Put the items in order."),
        "people": (bool(rows) and all(map(sound, rows)) and None not in (work.date, work.path),
                   ("One accountable and somebody responsible in every row; then a date and the "
                   "length of the critical path.")),
        "owner": (bool(work.need and work.option), "Give a verdict and choose a way."),
        "pay": (bool(work.proxy and work.line.strip()) and work.percentile is not None,
                "Choose a stand-in, compute the percentile, and write the sentence."),
    }  # fmt: skip
    return [
        Finding(OPEN, (PARTS[part],), "Still open.", fix)
        for part, (done, fix) in asked.items()
        if not done
    ]


def done(work: Work) -> list[str]:
    """Return the parts that are complete."""
    still = {finding.places[0] for finding in missing(work)}
    return [name for name in PARTS.values() if name not in still]


# --- computed ----------------------------------------------------------------------------


def sums(work: Work, brief: Brief, weights: Mapping[str, float]) -> list[Finding]:
    """Return numbers and verdicts that we compute otherwise."""
    return [
        *_figures(work, brief),
        *_verdicts(work, brief),
        *_chain(work, brief),
        *_budget(work, brief),
        *_path(work, brief),
        *_need(work, brief, weights),
        *_percentile(work, brief),
    ]


def _figures(work: Work, brief: Brief) -> list[Finding]:
    """Find figures of the brief that the requirement does not hold."""
    if not any(text.strip() for text in work.scenario.values()):
        return []
    said = " ".join(work.scenario.values()).replace(",", "")
    have = {float(number) for number in re.findall(r"\d+(?:\.\d+)?", said)}
    asked = {
        f"{brief.load} refunds a second": brief.load,
        f"{brief.limit} seconds": brief.limit,
        f"{brief.share} of 100 refunds": brief.share,
    }
    gone = [words for words, value in asked.items() if value not in have]
    if not gone:
        return []
    return [
        Finding(
            SUM,
            (PARTS["spec"],),
            f"The brief says {', '.join(gone)}; your requirement does not.",
            "Take the figures over, or say why you promise others.",
        )
    ]


def _verdicts(work: Work, brief: Brief) -> list[Finding]:
    pairs = zip(work.verdicts, brief.changes, strict=False)
    return [
        Finding(SUM, (PARTS["change"],), f"Change {n}: by the published checks it {one.verdict}.",
                one.why)
        for n, (said, one) in enumerate(pairs, start=1)
        if said and said != one.verdict
    ]  # fmt: skip


def _chain(work: Work, brief: Brief) -> list[Finding]:
    whole = series(list(brief.chain.values()))
    if work.chain is None or abs(work.chain - whole) <= NEAR_CHAIN:
        return []
    return [
        Finding(
            SUM, (PARTS["objective"],),
            f"The four services together: you have {work.chain:.2%}, we have {whole:.2%}.",
            "Multiply the four availabilities; all of them must work.",
        )
    ]  # fmt: skip


def _budget(work: Work, brief: Brief) -> list[Finding]:
    if work.budget is None or work.objective is None:
        return []
    ours = budget_events(work.objective, brief.calls)
    if abs(work.budget - ours) <= NEAR_BUDGET * ours:
        return []
    return [
        Finding(
            SUM, (PARTS["objective"],),
            f"Refunds a month that may fail: you have {work.budget:,.0f}, we have {ours:,.0f}.",
            "(1 − objective) × refunds a month.",
        )
    ]  # fmt: skip


def _path(work: Work, brief: Brief) -> list[Finding]:
    if work.path is None or not work.launch:
        return []
    ours = finish(work, brief)
    if abs(work.path - ours) <= NEAR_PATH:
        return []
    return [
        Finding(
            SUM, (PARTS["people"],),
            f"The critical path: you have {work.path:g} days, we have {ours:g}.",
            "Building takes five days for each week of the launch set. Then follow the longest "
            "chain of waiting.",
        )
    ]  # fmt: skip


def _need(work: Work, brief: Brief, weights: Mapping[str, float]) -> list[Finding]:
    value = need.score(brief.ratings, weights)
    ours = need.verdict(value)
    if not work.need or work.need == ours:
        return []
    return [
        Finding(
            SUM, (PARTS["owner"],),
            f"With our weights the score is {value:.2f}, which makes it “{ours}”.",
            "If your weights are others, say which; else change the verdict.",
        )
    ]  # fmt: skip


def _percentile(work: Work, brief: Brief) -> list[Finding]:
    ours = brief.ranks.get(work.proxy)
    if work.percentile is None or ours is None or abs(work.percentile - ours) <= NEAR_PERCENTILE:
        return []
    return [
        Finding(
            SUM,
            (PARTS["pay"],),
            f"The percentile: you have {work.percentile:g}, we have {ours:.0f}.",
            "Find the two percentiles between which the pay lies, and go the same part of the way "
            "from one to the other as the pay does.",
        )
    ]


# --- contradictions ----------------------------------------------------------------------


def contradictions(work: Work, brief: Brief) -> list[Finding]:
    """Return where two parts cannot both hold."""
    return [
        *_too_strict(work, brief),
        *_prerequisites(work, brief),
        *_two_accountable(work, brief),
        *_break_as_minor(work),
        *_too_early(work, brief),
        *_without_the_goal(work, brief),
        *_charter_and_letters(work, brief),
        *_verdict_and_way(work),
        *_owner_too_late(work),
        *_nobody_able(work),
    ]


def _clash(one: str, other: str, what: str, fix: str) -> Finding:
    return Finding(CLASH, (one, other), what, fix)


def _too_strict(work: Work, brief: Brief) -> list[Finding]:
    whole = series(list(brief.chain.values()))
    computed = None not in (work.chain, work.budget)  # before, the objective was not chosen
    if not computed or work.objective is None or work.objective <= whole:
        return []
    return [
        _clash(
            f"{PARTS['objective']}: objective {work.objective:.2%}",
            f"Brief: four services that reach {whole:.2%} together",
            "The objective is stricter than the services behind it allow.",
            "Promise less, or say which service is made better, and when.",
        )
    ]


def _prerequisites(work: Work, brief: Brief) -> list[Finding]:
    if not work.order:
        return []
    names, place = {one.key: one.label for one in brief.items}, work.order.index
    return [
        _clash(
            f"{PARTS['order']}: “{names[key]}” at place {place(key) + 1}",
            f"{PARTS['order']}: “{names[before]}” at place {place(before) + 1}",
            f"“{names[key]}” needs “{names[before]}”, which comes after it.",
            "Move the one that is needed up.",
        )
        for key, before in broken(brief.items, work.order)
    ]


def _two_accountable(work: Work, brief: Brief) -> list[Finding]:
    found = []
    for key, cells in work.letters.items():
        holding = holders(Row(key, dict(cells)), "A")
        if len(holding) > 1:
            one, other = (NAMES[role] for role in holding[:2])
            found.append(
                _clash(
                    f"{PARTS['people']}: {_decision(brief, key)}, A for the {lower_first(one)}",
                    f"{PARTS['people']}: {_decision(brief, key)}, A for the {lower_first(other)}",
                    f"{len(holding)} roles answer for one decision, so each may wait for another.",
                    "Keep one A; the others are consulted.",
                )
            )
    return found


def _break_as_minor(work: Work) -> list[Finding]:
    if not work.bump:
        return []
    return [
        _clash(
            f"{PARTS['change']}: change {n} {said}",
            f"{PARTS['change']}: released as {work.bump}",
            f"By your own verdict the release has to be {BUMPS[said]} at least.",
            "Raise the version, or look at your verdict again.",
        )
        for n, said in enumerate(work.verdicts, start=1)
        if said and HEIGHT[BUMPS[said]] > HEIGHT[work.bump]
    ]


def _too_early(work: Work, brief: Brief) -> list[Finding]:
    if work.date is None or not work.launch or work.date >= finish(work, brief):
        return []
    return [
        _clash(
            f"{PARTS['people']}: launch on day {work.date:g}",
            f"{PARTS['order']}: a launch set whose critical path ends on day "
            f"{finish(work, brief):g}",
            "The date is promised before the work can be done.",
            "Launch less, or tell the partners a later day now.",
        )
    ]


def _without_the_goal(work: Work, brief: Brief) -> list[Finding]:
    if not work.launch or GOAL in launched(work):
        return []
    (goal,) = (one for one in brief.items if one.key == GOAL)
    return [
        _clash(
            f"{PARTS['order']}: launch after item {work.launch}",
            f"{PARTS['order']}: “{goal.label}” at place {work.order.index(GOAL) + 1}",
            "The launch set stops before the very thing that the partners want.",
            "Move it up, or launch more.",
        )
    ]


def _charter_and_letters(work: Work, brief: Brief) -> list[Finding]:
    found = []
    for key, cells in work.letters.items():
        holding = holders(Row(key, dict(cells)), "A")
        if len(holding) != 1 or not work.mine:
            continue
        claimed, given = key in work.mine, holding == ("tpo",)
        if claimed == given:
            continue
        said = "claims it" if claimed else "leaves it to others"
        name, who = _decision(brief, key), lower_first(NAMES[holding[0]])
        found.append(
            _clash(
                f"{PARTS['charter']}: {name}, {said}",
                f"{PARTS['people']}: {name}, A for the {who}",
                "Charter and responsibilities name different people for one decision.",
                "Change one of them.",
            )
        )
    return found


def _verdict_and_way(work: Work) -> list[Finding]:
    if (work.need, work.option) not in {(need.YES, "keep"), (need.NO, "hire")}:
        return []
    way = "it stays as it is" if work.option == "keep" else "somebody is hired"
    return [
        _clash(
            f"{PARTS['owner']}: needs an owner of its own, {work.need}",
            f"{PARTS['owner']}: {way}",
            "Verdict and choice point in opposite directions.",
            "Change one of them, or say what outweighs the score.",
        )
    ]


def _owner_too_late(work: Work) -> list[Finding]:
    if work.date is None or not work.option:
        return []
    weeks = work.date / WEEK
    needs = work.option_months * WEEKS_A_MONTH
    if needs <= weeks:
        return []
    return [
        _clash(
            f"{PARTS['owner']}: a way that works after {work.option_months:g} months",
            f"{PARTS['people']}: launch on day {work.date:g}, in {weeks:.1f} weeks",
            "The way you chose works only after the launch.",
            "Choose a quicker way; or keep it, and write beside it who owns it until then: that "
            "can be defended.",
        )
    ]


def _nobody_able(work: Work) -> list[Finding]:
    if work.option != "keep" or work.gap_weeks is None or work.date is None:
        return []
    weeks = work.date / WEEK
    if work.gap_weeks <= weeks:
        return []
    return [
        _clash(
            f"{PARTS['gap']}: {work.gap_weeks:.1f} weeks until your gaps are closed",
            f"{PARTS['owner']}: it stays with you as you are, launch in {weeks:.1f} weeks",
            "It is left with somebody who, by the same plan, will not be ready.",
            "Pair up for a while, give the gaps more hours, or move the date.",
        )
    ]


# --- helpers -----------------------------------------------------------------------------


def launched(work: Work) -> tuple[str, ...]:
    """Return the items of the launch set."""
    return work.order[: work.launch]


def finish(work: Work, brief: Brief) -> float:
    """Return the day on which the launch set is live, by the critical path."""
    return schedule(brief.network(launched(work))).finish


def late(work: Work) -> float:
    """Return by how many working days the promised date misses what the partners want."""
    return max(0.0, (work.date or 0) - ASKED)


def _decision(brief: Brief, key: str) -> str:
    return f"“{brief.decisions.get(key, key)}”"
