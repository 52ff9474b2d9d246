"""The invented case and our starting points, as the tables have them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from utils.hiring.model.alternatives import HiringOption
from utils.hiring.model.interview import InterviewQuestion
from utils.hiring.model.posting import MustHave, Posting
from utils.hiring.model.validity import SelectionMethod
from utils.hiring.model.wording import Wording, WordingPhrase, WordingRule
from utils.kit.tables import read_rows

CANDIDATES = {
    "heron": "Candidate Heron",
    "wren": "Candidate Wren",
    "plover": "Candidate Plover",
}

# Invented: what HR might send, with every problem that the checks know.
DRAFT_POSTING = Posting(
    product="Payments API of Brindle Commerce",
    outcomes=("Improve the developer experience", "Partners go live within ten days", ""),
    must_haves=(
        MustHave("5+ years as a product owner", 1),
        MustHave("Jira, Confluence, SQL, Kafka", 0),
        MustHave("Writes production code in Java", 2),
        MustHave("Passionate team player, native English speaker", 0),
        MustHave("", 0),
    ),
    pay="Competitive salary",
    rest=(
        "You'll join our young team in Denver. A university degree and strong communication skills "
        "are required."
    ),
)
# Our opinion: one way to fix it.
OUR_POSTING = Posting(
    product="Payments API of Brindle Commerce, used by six teams",
    outcomes=(
        "Within a year, all six teams are on version two, and none broke along the way",
        "The refund call meets its objective in ten months out of twelve",
        "Partners go live within ten days instead of forty",
    ),
    must_haves=(
        MustHave("Judges from a contract whether a change breaks its callers", 1),
        MustHave("Turns a request into a measurable objective, and defends its budget", 2),
        MustHave(
            "Reads code and logs to see why a call fails; doesn't have to write production code", 2
        ),
        MustHave("Uses SQL to check what callers really do", 3),
        MustHave("Says no to senior people, with a reason and a counteroffer", 1),
    ),
    pay="$112,000 to $140,000 base pay a year (invented); Denver, or remote in the U.S.",
    rest=(
        "You'll join nine engineers. The interview has six questions, the same for everyone, and "
        "we'll adjust it to what you need. Sixteen weeks of paid parental leave."
    ),
)


@dataclass(frozen=True)
class HiringCriterion:
    """One criterion: labels, weight, the ends of its scale, and the evidence that decides it."""

    key: str
    label: str
    short: str
    weight: float
    lowest: str
    highest: str
    lowest_short: str
    highest_short: str
    deciding_evidence: str


def criteria() -> dict[str, HiringCriterion]:
    """Return the six criteria in order."""
    return {
        row["criterion"]: HiringCriterion(
            row["criterion"],
            row["label"],
            row["short"],
            row["weight"],
            row["low"],
            row["high"],
            row["low_short"],
            row["high_short"],
            row["settles"],
        )
        for row in read_rows("hiring_criteria")
    }


def criterion_weights() -> dict[str, float]:
    """Return the weights by criterion; they add up to 1."""
    return {key: one.weight for key, one in criteria().items()}


def product_labels() -> dict[str, str]:
    """Return the rated products, key to label."""
    return {row["situation"]: row["label"] for row in read_rows("cases_hiring")}


def product_descriptions() -> dict[str, str]:
    """Return the rated products in a few words, by key."""
    return {row["situation"]: row["product"] for row in read_rows("cases_hiring")}


def product_ratings(product: str) -> dict[str, float]:
    """Return the ratings of one product by criterion."""
    (row,) = (row for row in read_rows("cases_hiring") if row["situation"] == product)
    return {key: float(row[key]) for key in criteria()}


def hiring_options() -> list[HiringOption]:
    """Return the options: hiring and its alternatives."""
    return [
        HiringOption(
            row["option"],
            row["label"],
            row["months"],
            {key: float(row[key]) for key in criteria()},
            row["price"],
        )
        for row in read_rows("hiring_options")
    ]


def interview_questions() -> dict[str, InterviewQuestion]:
    """Return the interview questions in order."""
    return {
        row["question"]: InterviewQuestion(
            row["question"],
            row["label"],
            row["asks"],
            {n: row[f"anchor_{n}"] for n in (1, 3, 5)},
            {name: row[f"answer_{name}"] for name in CANDIDATES},
        )
        for row in read_rows("cases_interview")
    }


def panelist_labels() -> dict[str, str]:
    """Return the panelists, key to label."""
    return {row["panelist"]: row["label"] for row in read_rows("cases_panel")}


def panel_scores(candidate: str) -> dict[str, dict[str, int]]:
    """Return what each panelist gave one candidate: panelist → question → score."""
    found: dict[str, dict[str, int]] = {}
    for row in read_rows("cases_panel"):
        if row["candidate"] == candidate:
            found.setdefault(row["panelist"], {})[row["question"]] = row["score"]
    return found


def panel_reasons(candidate: str, question: str) -> dict[str, str]:
    """Return what each panelist heard in one answer: panelist → reason."""
    return {
        row["panelist"]: row["reason"]
        for row in read_rows("cases_panel")
        if (row["candidate"], row["question"]) == (candidate, question)
    }


def selection_methods() -> list[SelectionMethod]:
    """Return the selection methods, in the order of the study of 2022."""
    return [
        SelectionMethod(r["method"], r["label"], r["older"], r["newer"], r["low"], r["high"])
        for r in read_rows("hiring_validity")
    ]


@cache
def wording_rules() -> Wording:
    """Return the rules on the words of a job ad, and the phrases that they are about."""
    rules = {
        row["kind"]: WordingRule(
            row["kind"],
            row["label"],
            row["problem"] or "",
            row["fix"] or "",
            _compile_pattern(row["fine_with"]),
            _compile_pattern(row["fine_after"]),
            _compile_pattern(row["fine_near"]),
            row["short"],
            row["source"],
            row["url"] or "",
            row["applies"],
        )
        for row in read_rows("job_ad_rules")
    }
    phrases = tuple(
        WordingPhrase(row["kind"], re.compile(row["pattern"]))
        for row in read_rows("job_ad_phrases")
    )
    return Wording(rules, phrases)


def _compile_pattern(text: str | None) -> re.Pattern[str] | None:
    return re.compile(text) if text else None
