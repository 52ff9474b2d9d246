"""The invented case and our starting points, as the tables have them."""

from __future__ import annotations

from dataclasses import dataclass

from utils.hiring.model.alternatives import HiringOption
from utils.hiring.model.interview import InterviewQuestion
from utils.hiring.model.validity import SelectionMethod
from utils.kit.tables import read_rows

CANDIDATE_LABELS = {
    "heron": "Candidate Heron",
    "wren": "Candidate Wren",
    "plover": "Candidate Plover",
}


@dataclass(frozen=True)
class HiringCriterion:
    """One criterion: labels, weight, the ends of its scale, and the evidence that decides it."""

    key: str
    label: str
    short_label: str
    weight: float
    lowest_label: str
    highest_label: str
    lowest_short_label: str
    highest_short_label: str
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
            {name: row[f"answer_{name}"] for name in CANDIDATE_LABELS},
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
