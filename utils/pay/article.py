"""The article's pay figures, and the source lines that go with pay pictures."""

from __future__ import annotations

import functools

from utils.kit.tables import read_rows, source_line


@functools.cache
def article_figures() -> dict[str, float]:
    """Return the article's figures by id: average, low, high, mid, senior, lead (USD a year)."""
    return {row["id"]: row["value"] for row in read_rows("article_pay")}


def article_source(**values: float) -> str:
    """Return where pay figures come from that are the article's, or were until they were moved.

    `values` are the figures in a picture by id; where one differs from the article's, they are
    the learner's entries and must not be passed off as the article's.
    """
    if any(value != article_figures()[name] for name, value in values.items()):
        return "Your entries; the starting values come from the article."
    return source_line("article_pay")
