"""What exports and people write where there is no value."""

from __future__ import annotations

MISSING_VALUE_SPELLINGS = {
    "", "-", "–", "—", "--", "null", "none", "nil", "nan", "nat", "n/a", "na", "#n/a", "undefined",
    "(none)", "(not set)", "(null)", "[null]", "<null>", "<na>", "(blank)", "(empty)", "\\n",
    ".", "..", "./.", "n.a.", "k.a.", "n.d.", "[]", "''", "∅",
    "#value!", "#ref!", "#div/0!", "#name?", "#null!", "#num!", "#nv", "#wert!", "#bezug!",
}  # fmt: skip


def is_missing(text: str) -> bool:
    """Return whether a cell has one of the words that exports write for "nothing"."""
    return text.strip().casefold() in MISSING_VALUE_SPELLINGS
