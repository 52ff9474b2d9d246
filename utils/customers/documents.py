"""The decision memo, as Markdown. What a learner typed is escaped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from utils.kit.portfolio import escape_markdown, join_paragraphs
from utils.kit.view import Document

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

NOT_WRITTEN = "_Not written yet._"
LIMITATIONS = (
    "The history is invented. A number here is as good as what went into it. We'll look again when "
    "one of them turns out to be wrong."
)


def decision_memo(texts: Mapping[str, str], *, numbers: Sequence[tuple[str, str]]) -> Document:
    """Return the memo: `texts` by heading; `numbers` are pairs of a title and what it found."""
    found = "\n".join(f"- **{title}** {escape_markdown(words)}" for title, words in numbers)
    parts = [
        part
        for heading, text in texts.items()
        for part in (f"## {heading}", escape_markdown(text) if text.strip() else NOT_WRITTEN)
    ]
    parts += [
        "## Numbers from the lab",
        found or "_No number yet: change something in the lab, then save again._",
        LIMITATIONS,
    ]
    return Document("decision-memo", "Decision memo", join_paragraphs(parts))
