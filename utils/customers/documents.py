"""The decision memo, as Markdown. What a learner typed is escaped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from utils.kit.portfolio import escaped_or_not_written, format_lab_results, join_paragraphs
from utils.kit.view import Document

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

LIMITATIONS_TEXT = (
    "The history is invented. A number here is only as good as what went into it. We'll look again "
    "when one of these numbers turns out to be wrong."
)


def decision_memo(texts: Mapping[str, str], *, numbers: Sequence[tuple[str, str]]) -> Document:
    """Return the memo: `texts` by heading; `numbers` are pairs of a title and what it found."""
    parts = [
        part
        for heading, text in texts.items()
        for part in (f"## {heading}", escaped_or_not_written(text))
    ]
    parts += [
        "## Numbers from the lab",
        format_lab_results(numbers),
        LIMITATIONS_TEXT,
    ]
    return Document("decision-memo", "Decision memo", join_paragraphs(parts))
