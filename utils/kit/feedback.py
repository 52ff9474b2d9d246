"""Right, close and wrong: told apart by a mark, a word and a color."""

from __future__ import annotations

import re
from html import escape

from utils.kit.english import upper_first

RIGHT, CLOSE, WRONG, NEUTRAL = "right", "close", "wrong", "neutral"
LEAD_BY_VERDICT = {RIGHT: "✓ Yes.", CLOSE: "◐ Close.", WRONG: "✗ Not yet.", NEUTRAL: ""}
# What the lead says already: a "Yes:" after it would say it twice.
REDUNDANT_LEAD_PATTERNS = {
    RIGHT: re.compile(r"yes[:.,] +", re.IGNORECASE),
    CLOSE: re.compile(r"(?:close|near|nearly)[:.,] +", re.IGNORECASE),
    WRONG: re.compile(r"(?:not quite|not yet)[:.,] +", re.IGNORECASE),
    NEUTRAL: re.compile(r"(?!)"),
}


def feedback_html(verdict: str, words: str, *, lead: str = "", before: str = "") -> str:
    """Return feedback on one answer as markup.

    Parameters
    ----------
    verdict
        RIGHT, CLOSE, WRONG or NEUTRAL.
    words
        What to say about the answer. Plain text.
    lead
        What the feedback begins with, if not the usual word for the verdict.
    before
        A line above, such as what the answer was. Plain text.

    """
    start = escape(lead or LEAD_BY_VERDICT[verdict])
    bold = f"<strong>{start}</strong> " if start else ""
    line = f"<p>{escape(before)}</p>" if before else ""
    return (
        f'<div class="tpo-verdict tpo-{verdict}">'
        f"{line}<p>{bold}{escape(strip_redundant_lead(verdict, words))}</p></div>"
    )


def strip_redundant_lead(verdict: str, words: str) -> str:
    """Return feedback without a "Yes:" or "Near:" of its own at the start."""
    found = REDUNDANT_LEAD_PATTERNS[verdict].match(words)
    return upper_first(words[found.end() :]) if found else words
