"""The portfolio, as Markdown. What a learner typed is escaped."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from utils.capstone import data
from utils.capstone.answers import growth_statements
from utils.capstone.checks import complete_parts
from utils.capstone.model.brief import TARGET_WEEKS
from utils.capstone.model.findings import CALCULATION, CONTRADICTION, OPEN
from utils.capstone.pictures.growth import finding
from utils.kit.portfolio import escape_markdown, join_paragraphs, written
from utils.kit.view import Document

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from utils.capstone.model.brief import Brief
    from utils.capstone.model.findings import Finding
    from utils.capstone.model.growth import AnswerPair
    from utils.capstone.work import Work

KIND_LABELS = {
    CONTRADICTION: "Contradiction", CALCULATION: "Computed differently", OPEN: "Open"
}  # fmt: skip
SELF_ATTESTED = (
    "This is a self-attestation. No one has watched or checked the work, and this isn't a "
    "certificate."
)


@dataclass(frozen=True)
class CompletionRecord:
    """Who says that they did it, what they tell the partners, and what the log counts."""

    name: str
    date: str
    letter: str
    signed: bool
    counts: Mapping[str, Any]


@dataclass(frozen=True)
class RubricRatings:
    """Levels by criterion, by the learner and by a peer; what the peer would change first."""

    own: Mapping[str, int]
    peer: Mapping[str, int]
    comment: str


def portfolio_document(
    work: Work,
    brief: Brief,
    found: Sequence[Finding],
    *,
    record: CompletionRecord,
    ratings: RubricRatings,
    pairs: Sequence[AnswerPair],
    others: Mapping[str, str],
) -> Document:
    """Return the whole: brief, nine parts, review, rubric, before and after, other documents.

    `others` maps names of documents to their Markdown, with the title as first heading.
    """
    paragraphs = [
        (
            "A portfolio from the course on the technical product owner. The case, Brindle "
            f"Commerce, is invented. The figures are those of seat number {brief.seed}."
        ),
        "## Completion record",
        _record(record, work),
        "## The brief",
        _brief(brief),
        "## What I tell the partners",
        written(record.letter),
        *(text for part in work.parts() for text in (f"## {part.title}", part.markdown(brief))),
        "## What the review board found",
        _findings(found),
        "## Rated with the rubric",
        _rubric(ratings),
        "## Before and after",
        _growth(pairs),
    ]
    return Document("portfolio", "Portfolio", join_paragraphs(paragraphs) + _others(others))


def _record(record: CompletionRecord, work: Work) -> str:
    signed = "I did this work myself." if record.signed else "Not signed."
    return "\n".join(
        [
            f"- **Name:** {escape_markdown(record.name) or '–'}",
            f"- **Date:** {escape_markdown(record.date) or '–'}",
            f"- **Parts complete:** {len(complete_parts(work))} of {len(work.parts())}",
            f"- **Questions answered in the course:** {record.counts['tried']}",
            f"- **Signed:** {signed}",
            f"- {SELF_ATTESTED}",
        ]
    )


def _brief(brief: Brief) -> str:
    return (
        f"The partners want instant refunds within {TARGET_WEEKS} weeks: {brief.peak_load} refunds "
        f"a second at the peak, {brief.percent_in_time} of 100 paid within {brief.time_limit} "
        f"seconds, about {brief.monthly_refunds:,} a month."
    )


def _findings(found: Sequence[Finding]) -> str:
    lines = [
        f"- **{KIND_LABELS[one.kind]}**, {escape_markdown(' and '.join(one.places))}: "
        f"{escape_markdown(one.problem)}"
        for one in found
    ]
    return (
        "\n".join(lines)
        or "Nothing is open, nothing is computed differently, and there's no contradiction."
    )


def _rubric(ratings: RubricRatings) -> str:
    if not (ratings.own or ratings.peer):
        return "_Not rated yet._"
    body = "\n".join(
        f"| {criterion.label} | {ratings.own.get(key, '–')} | {ratings.peer.get(key, '–')} |"
        for key, criterion in data.rubric().items()
    )
    comment = escape_markdown(ratings.comment)
    peer = f"\n\nWhat my peer would change first: {comment}" if comment else ""
    return f"| Criterion | Myself | Peer |\n|---|---:|---:|\n{body}\n\nLevels go from 1 to 4.{peer}"


def _growth(pairs: Sequence[AnswerPair]) -> str:
    return "\n".join(f"- {text}" for text in (f"{finding(pairs)}.", *growth_statements(pairs)))


def _others(others: Mapping[str, str]) -> str:
    """Return the other documents, their headings one level down."""
    return "".join(f"\n---\n\n{_lower_headings(text).rstrip()}\n" for text in others.values())


def _lower_headings(text: str) -> str:
    return re.sub(r"^(#{1,5}) ", r"#\1 ", text, flags=re.MULTILINE)
