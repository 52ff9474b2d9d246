"""The article's pay figures, and the source lines that go with pay pictures."""

from __future__ import annotations

import functools

from utils.kit.tables import rows, source_line


@functools.cache
def figures() -> dict[str, float]:
    """Return the article's figures by id: average, low, high, mid, senior, lead (USD a year)."""
    return {row["id"]: row["value"] for row in rows("article_pay")}


def article_source() -> str:
    """Return where the article's figures come from."""
    return source_line("article_pay")
