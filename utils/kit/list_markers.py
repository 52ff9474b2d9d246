"""The markers of a pasted list: "- ", "* ", "• ", "- [ ] ", "1. ", and "2) "."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

LIST_MARKER_PATTERN = re.compile(
    r"\s*(?:(?P<bullet>[-*+•◦‣▪●·–—>])(?:\s+\[[ xX]?\])?|(?P<number>\d{1,3})[.)])\s+(?=\S)"
)
NUMBER_ONLY_PATTERN = re.compile(r"[\d.,]+\s*")


def strip_markers_if_list(lines: Sequence[str]) -> list[str] | None:
    """Return lines without their list markers; None where the lines aren't a list.

    They are one where each has a bullet, or where they are numbered 1, 2, 3, or in Markdown's way
    1, 1, 1. "- 5" may be a negative number, so it's no item.
    """
    found = [LIST_MARKER_PATTERN.match(line) for line in lines]
    marks = [one for one in found if one]
    if not marks or len(marks) < len(lines):
        return None
    numbers = [int(one["number"]) for one in marks if one["number"]]
    counted = [*range(1, len(lines) + 1)], [1] * len(lines)
    if numbers and (numbers not in counted or len(lines) == 1):  # "1. FC" alone is a name
        return None
    rest = [line[one.end() :] for line, one in zip(lines, marks, strict=True)]
    return None if any(map(NUMBER_ONLY_PATTERN.fullmatch, rest)) else rest
