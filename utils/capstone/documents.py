"""The portfolio, as Markdown. What a learner typed is escaped."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from utils.capstone import data
from utils.capstone.activities.change import AS_VERDICT
from utils.capstone.activities.growth import honest
from utils.capstone.model import checks
from utils.capstone.model.work import PARTS
from utils.capstone.pictures.growth import finding
from utils.comparison.model.raci import SHORT
from utils.hiring import data as hiring
from utils.interfaces.model.versions import bump as next_version
from utils.kit.portfolio import escape_markdown, join_paragraphs
from utils.kit.tables import money
from utils.kit.view import Document
from utils.pay import public_data
from utils.role.model.spec import PART_NAMES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from utils.capstone.model.brief import Brief
    from utils.capstone.model.checks import Finding
    from utils.capstone.model.growth import Pair
    from utils.capstone.model.work import Work

OPEN = "_Not decided yet._"
KINDS = {checks.CLASH: "Contradiction", checks.SUM: "Computed otherwise", checks.OPEN: "Open"}
SELF_ATTESTED = (
    "This is a self-attestation. Nobody has watched or checked the work, and it is no certificate."
)


@dataclass(frozen=True)
class Record:
    """Who says that they did it, what they tell the partners, and what the log counts."""

    name: str
    date: str
    letter: str
    signed: bool
    counts: Mapping[str, Any]


def portfolio(
    work: Work,
    brief: Brief,
    found: Sequence[Finding],
    *,
    record: Record,
    levels: Mapping[str, Mapping[str, int]],
    said: str,
    pairs: Sequence[Pair],
    others: Mapping[str, str],
) -> Document:
    """Return the whole: brief, nine parts, review, rubric, before and after, other documents.

    `others` maps names of documents to their Markdown, with the title as first heading.
    """
    parts = [
        (
            "A portfolio from the course on the technical product owner. The case, Brindle "
            f"Commerce, is invented; the figures are those of seat {brief.seat}."
        ),
        "## Completion record",
        _record(record, checks.done(work)),
        "## The brief",
        _brief(brief),
        "## What I tell the partners",
        escape_markdown(record.letter) or "_Not written yet._",
        *_parts(work, brief),
        "## What the review board found",
        _found(found),
        "## By the rubric",
        _rubric(levels, said),
        "## Before and after",
        _growth(pairs),
    ]
    return Document("portfolio", "Portfolio", join_paragraphs(parts) + _others(others))


def _record(record: Record, done: Sequence[str]) -> str:
    signed = "I did this work myself." if record.signed else "Not signed."
    return "\n".join(
        [
            f"- **Name:** {escape_markdown(record.name) or '–'}",
            f"- **Date:** {escape_markdown(record.date) or '–'}",
            f"- **Parts complete:** {len(done)} of {len(PARTS)}",
            f"- **Questions answered in the course:** {record.counts['tried']}",
            f"- **Signed:** {signed}",
            f"- {SELF_ATTESTED}",
        ]
    )


def _brief(brief: Brief) -> str:
    return (
        "The partners want instant refunds within twelve weeks: "
        f"{brief.load} refunds a second at the peak, {brief.share} of 100 paid within "
        f"{brief.limit} seconds, about {brief.calls:,} a month."
    )


def _parts(work: Work, brief: Brief) -> list[str]:
    texts = {
        "charter": _charter(work),
        "spec": _scenario(work),
        "gap": _gaps(work),
        "change": _changes(work, brief),
        "objective": _objective(work, brief),
        "order": _order(work, brief),
        "people": _people(work),
        "owner": _owner(work),
        "pay": _pay(work, brief),
    }
    return [text for part, name in PARTS.items() for text in (f"## {name}", texts[part])]


def _charter(work: Work) -> str:
    labels = data.decisions()
    mine = "\n".join(f"- {labels[key]}" for key in work.mine)
    return (
        f"**Product:** {escape_markdown(work.product) or OPEN}\n\n"
        f"**Customers:** {escape_markdown(work.customers) or OPEN}\n\n**Mine to decide:**\n\n"
        f"{mine or OPEN}"
    )


def _gaps(work: Work) -> str:
    if work.gap_weeks is None:
        return OPEN
    if not work.gaps:
        return "No gap left."
    return f"First: {', '.join(work.gaps)}. All of them: about {work.gap_weeks:.0f} weeks."


def _scenario(work: Work) -> str:
    if not any(text.strip() for text in work.scenario.values()):
        return OPEN
    lines = "\n".join(
        f"| {name} | {escape_markdown(work.scenario.get(part, '')) or '–'} |"
        for part, name in PART_NAMES.items()
    )
    return f"| Part | In this case |\n|---|---|\n{lines}"


def _changes(work: Work, brief: Brief) -> str:
    if not work.verdicts:
        return OPEN
    lines = [
        f"{n}. {one.says}: **{said or 'not judged'}**"
        for n, (one, said) in enumerate(zip(brief.changes, work.verdicts, strict=True), 1)
    ]
    number = next_version(AS_VERDICT[work.bump], brief.version).next_version if work.bump else "…"
    return (
        "\n".join(lines)
        + f"\n\nAfter {brief.version}, released as **{number}**."
        + _beside(work.way)
    )


def _objective(work: Work, brief: Brief) -> str:
    if work.objective is None:
        return OPEN
    names = data.components()
    chain = "; ".join(f"{names[key]} {share:.2%}" for key, share in brief.chain.items())
    whole = "–" if work.chain is None else f"{work.chain:.2%}"
    fails = "–" if work.budget is None else f"{work.budget:,.0f}"
    return (
        f"Services in a row: {chain}. Together: {whole}.\n\n**Objective: {work.objective:.2%}.** "
        f"Of {brief.calls:,} refunds a month, {fails} may fail."
    )


def _order(work: Work, brief: Brief) -> str:
    if not work.order:
        return OPEN
    names = {one.key: one.label for one in brief.items}
    return "\n".join(
        f"{n}. {names[key]}{' (launch)' if n <= work.launch else ''}"
        for n, key in enumerate(work.order, 1)
    ) + _beside(work.reason)


def _beside(text: str) -> str:
    """Return what was written beside a part, as a paragraph of its own."""
    return f"\n\n{escape_markdown(text)}" if text.strip() else ""


def _people(work: Work) -> str:
    if not work.letters:
        return OPEN
    labels = data.decisions()
    head = f"| Decision | {' | '.join(SHORT.values())} |\n|---|{'---|' * len(SHORT)}"
    body = "\n".join(
        f"| {labels[key]} | {' | '.join(cells.get(role) or '–' for role in SHORT)} |"
        for key, cells in work.letters.items()
    )
    path = "–" if work.path is None else f"{work.path:g}"
    date = "–" if work.date is None else f"{work.date:g}"
    return (
        f"{head}\n{body}\n\nCritical path: {path} days. **Promised: working day {date}.**"
        + _beside(work.slip)
    )


def _owner(work: Work) -> str:
    if not work.option:
        return OPEN
    (option,) = (one.label for one in hiring.options() if one.key == work.option)
    need = f"Does it need a technical owner of its own? **{work.need or '…'}.**"
    return f"{need} Then: **{option}.**" + _beside(work.why)


def _pay(work: Work, brief: Brief) -> str:
    asked = f"Asked: {money(brief.pay)} a year in {public_data.area_name(brief.place)}."
    if not work.proxy:
        return f"{asked} {OPEN}"
    rank = "–" if work.percentile is None else f"{work.percentile:g}"
    return (
        f"{asked} Among {data.PROXIES[work.proxy].lower()}: percentile {rank}.\n\n"
        f"> {escape_markdown(work.line) or '…'}"
    )


def _found(found: Sequence[Finding]) -> str:
    lines = [
        f"- **{KINDS[one.kind]}**, {escape_markdown(' and '.join(one.places))}: "
        f"{escape_markdown(one.what)}"
        for one in found
    ]
    return "\n".join(lines) or "Nothing open, nothing computed otherwise, no contradiction."


def _rubric(levels: Mapping[str, Mapping[str, int]], said: str) -> str:
    if not any(levels.values()):
        return "_Not rated yet._"
    body = "\n".join(
        f"| {one.label} | {' | '.join(str(levels[who].get(key, '–')) for who in levels)} |"
        for key, one in data.rubric().items()
    )
    peer = f"\n\nWhat my peer would change first: {escape_markdown(said)}" if said.strip() else ""
    return f"| Criterion | Myself | Peer |\n|---|---:|---:|\n{body}\n\nLevels from 1 to 4.{peer}"


def _growth(pairs: Sequence[Pair]) -> str:
    return "\n".join(["\n".join(f"- {text}" for text in (f"{finding(pairs)}.", *honest(pairs)))])


def _others(others: Mapping[str, str]) -> str:
    """Return the other documents, their headings one level down."""
    return "".join(f"\n---\n\n{_lowered(text).rstrip()}\n" for text in others.values())


def _lowered(text: str) -> str:
    return re.sub(r"^(#{1,5}) ", r"#\1 ", text, flags=re.MULTILINE)
