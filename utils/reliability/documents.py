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


def decision_record(texts: Mapping[str, str], *, numbers: Sequence[tuple[str, str]]) -> Document:
    """Return the record; `numbers` are pairs of an activity's title and what it found."""
    options = [line for line in texts["options"].splitlines() if line.strip()]
    parts = [
        _header_markdown(texts),
        "## Decision",
        escaped_or_not_written(texts["title"]),
        "## Context and Problem Statement",
        escaped_or_not_written(texts["context"]),
        "## Considered Options",
        "\n".join(f"- {escape_markdown(line)}" for line in options) or NOT_WRITTEN_MARKDOWN,
        "## Decision Outcome",
        escaped_or_not_written(texts["outcome"]),
        "### Consequences",
        escaped_or_not_written(texts["consequences"]),
        "### Confirmation",
        escaped_or_not_written(texts.get("confirmation", "")),
        "## More Information",
        format_lab_results(numbers),
        LIMITATIONS_TEXT,
    ]
    return Document("decision-record", "Decision record", join_paragraphs(parts))


def _header_markdown(texts: Mapping[str, str]) -> str:
    """Return status, date, and deciders, as far as there are any."""
    parts = {
        "Status": texts["state"],
        "Date": texts.get("decided_on", ""),
        "Decision-makers": texts.get("deciders", ""),
    }
    lines = (f"**{name}:** {escape_markdown(said)}" for name, said in parts.items() if said.strip())
    return "  \n".join(lines)
