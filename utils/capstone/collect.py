"""What a learner has decided so far, gathered from the progress log."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from utils.capstone import data
from utils.capstone.model.brief import SEATS
from utils.capstone.model.growth import Pair
from utils.capstone.model.work import Work
from utils.comparison.model.raci import NAMES
from utils.hiring import data as hiring
from utils.kit.errors import InputError
from utils.kit.numbers import parse_number
from utils.kit.quiz import bank
from utils.skills import data as skills
from utils.skills.model.plan import Skill, plan

if TYPE_CHECKING:
    from collections.abc import Mapping

    from utils.capstone.model.brief import Brief
    from utils.kit.progress import Progress

SEAT, FIRST = "06.seat", 1
WHERE = {
    "charter": "06.p1",
    "spec": "06.p2",
    "gap": "06.p3",
    "change": "06.p4",
    "objective": "06.p5",
    "order": "06.p6",
    "people": "06.p7",
    "owner": "06.p8",
    "pay": "06.p9",
}
FEW = 3  # gaps that are named
PRODUCT = "api"  # whose targets the gaps are held against


def seat(progress: Progress) -> int:
    """Return the learner's seat, 1 before one was chosen."""
    kept = (progress.values(SEAT) or {}).get("seat", FIRST)
    low, high = SEATS
    return int(kept) if isinstance(kept, int | float) and low <= kept <= high else FIRST


def brief(progress: Progress) -> Brief:
    """Return the brief of the learner's seat."""
    return data.of(seat(progress))


def number(text: str) -> float | None:
    """Return a typed number, None where nothing readable stands."""
    try:
        return parse_number(text).value
    except InputError:
        return None


def work(progress: Progress) -> Work:
    """Return the nine parts as far as they are decided. A part never touched stays empty."""
    kept = {part: progress.values(where) or {} for part, where in WHERE.items()}
    return Work(
        **_words(kept["charter"], kept["spec"]),
        **_gaps(kept["gap"]),
        **_change(kept["change"]),
        **_objective(kept["objective"]),
        **_order(kept["order"]),
        **_people(kept["people"]),
        **_owner(kept["owner"], kept["pay"]),
    )


def _words(charter: Mapping[str, Any], spec: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "product": charter.get("product", ""),
        "customers": charter.get("customers", ""),
        "mine": tuple(charter.get("mine", ())),
        "scenario": dict(spec),
    }


def own_skills(levels: Mapping[str, str]) -> list[Skill]:
    """Return the skills that an API's owner needs, with own levels, targets and weights."""
    targets, weights = skills.targets(PRODUCT), skills.weights(PRODUCT)
    return [
        Skill(key, row["label"], float(levels.get(f"{key}.own") or 0), float(targets[key]),
              weights[key] or 1.0, row["hours_per_level"])
        for key, row in skills.skills().items()
        if targets[key]
    ]  # fmt: skip


def _gaps(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return weeks and first gaps; nothing before every skill is rated."""
    levels = values.get("levels") or {}
    if unrated(levels):
        return {}
    made = plan(own_skills(levels), values["hours"])
    return {"gap_weeks": made.weeks, "gaps": tuple(one.label for one in made.ranked[:FEW])}


def unrated(levels: Mapping[str, str]) -> int:
    """Return how many skills have no level yet."""
    return sum(not levels.get(f"{one.key}.own") for one in own_skills({}))


def _change(values: Mapping[str, Any]) -> dict[str, Any]:
    verdicts = tuple(values.get(f"change{n}", "") for n in (1, 2, 3))
    return {
        "verdicts": verdicts if any(verdicts) else (),
        "bump": values.get("bump", ""),
        "way": values.get("way", ""),
    }


def _objective(values: Mapping[str, Any]) -> dict[str, Any]:
    chain = number(values.get("chain", ""))
    return {
        "objective": values["objective"] / 100 if values else None,
        "chain": None if chain is None else chain / 100 if chain > 1 else chain,
        "budget": number(values.get("budget", "")),
    }


def _order(values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "order": tuple(values.get("order", ())),
        "launch": int(values.get("launch", 0)),
        "reason": values.get("reason", ""),
    }


def _people(values: Mapping[str, Any]) -> dict[str, Any]:
    matrix = values.get("letters") or {}
    letters = {
        key: {role: matrix.get(f"{key}.{role}", "") for role in NAMES} for key in data.decisions()
    }
    return {
        "letters": letters if matrix else {},
        "date": values.get("date"),
        "path": number(values.get("path", "")),
        "slip": values.get("slip", ""),
    }


def _owner(owner: Mapping[str, Any], pay: Mapping[str, Any]) -> dict[str, Any]:
    months = {one.key: one.months for one in hiring.options()}
    option = owner.get("option", "")
    return {
        "need": owner.get("need", ""),
        "option": option,
        "option_months": months.get(option, 0),
        "why": owner.get("why", ""),
        "proxy": pay.get("proxy", ""),
        "percentile": number(pay.get("percentile", "")),
        "line": pay.get("line", ""),
    }


# --- before and after --------------------------------------------------------------------


def pairs(progress: Progress) -> list[Pair]:
    """Return the topics of baseline and post-test, by first attempts."""
    after = {_topic(q.id): q.id for q in bank.question_group("06-capstone", "post")}
    return [
        Pair(_topic(q.id), *_zipped(_first(progress, q.id), _first(progress, after[_topic(q.id)])))
        for q in bank.question_group("00-welcome", "baseline")
    ]


def _topic(name: str) -> str:
    return name.rpartition("-")[2]


def _first(progress: Progress, name: str) -> tuple[bool | None, str]:
    tries = [one for one in progress.events(name) if one.what == "answered"]
    if not tries:
        return None, ""
    return tries[0].result["correct"], tries[0].result["confidence"]


def _zipped(one: tuple, other: tuple) -> tuple:
    return one[0], other[0], one[1], other[1]
