"""The decision record, as Markdown. What a learner typed is escaped.

Headings and their meaning follow MADR, Markdown Architectural Decision Records.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from utils.kit.portfolio import (
    NOT_WRITTEN_MARKDOWN,
    escape_markdown,
    escaped_or_not_written,
    format_lab_results,
    join_paragraphs,
)
from utils.kit.view import Document

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

LIMITATIONS_TEXT = (
    "Traffic, points, and costs are invented or estimated. A number here is as good as what went "
    "into it. We'll look again when one of them turns out to be wrong."
)


def decision_record_document(
    field_texts: Mapping[str, str], *, lab_results: Sequence[tuple[str, str]]
) -> Document:
    """Return the record; `lab_results` are pairs of an activity's title and what it found."""
    options = [line for line in field_texts["options"].splitlines() if line.strip()]
    parts = [
        _header_markdown(field_texts),
        "## Decision",
        escaped_or_not_written(field_texts["title"]),
        "## Context and Problem Statement",
        escaped_or_not_written(field_texts["context"]),
        "## Considered Options",
        "\n".join(f"- {escape_markdown(line)}" for line in options) or NOT_WRITTEN_MARKDOWN,
        "## Decision Outcome",
        escaped_or_not_written(field_texts["outcome"]),
        "### Consequences",
        escaped_or_not_written(field_texts["consequences"]),
        "### Confirmation",
        escaped_or_not_written(field_texts.get("confirmation", "")),
        "## More Information",
        format_lab_results(lab_results),
        LIMITATIONS_TEXT,
    ]
    return Document("decision-record", "Decision record", join_paragraphs(parts))


def _header_markdown(field_texts: Mapping[str, str]) -> str:
    """Return status, date, and deciders, as far as there are any."""
    parts = {
        "Status": field_texts["state"],
        "Date": field_texts.get("decided_on", ""),
        "Decision-makers": field_texts.get("deciders", ""),
    }
    lines = (f"**{name}:** {escape_markdown(said)}" for name, said in parts.items() if said.strip())
    return "  \n".join(lines)
