"""Ties numbers in prose to what computes them.

A notebook has a list of entries beside it (`figures_05.py`). An entry is a phrase as it
stands in the text and the numbers that tables or models give for it, in order. Every number
in the text must lie inside some phrase, every phrase must occur, and every number in it must
be its value as rounded there. So a changed digit fails, in the prose as well as in the data.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

# A sign belongs to its number where nothing but a space or a bracket stands before it.
NUMBER = re.compile(r"(?<![\w.])(?:(?<![^\s(])[-+])?\d[\d,]*(?:\.\d+)?(?![\d])")
# Not figures: list numbers, exercises, names of files, link targets.
STRUCTURE = re.compile(
    r"^\s*\d+\. |Exercises? \d+(?: (?:and|to) \d+)?|\]\([^)]*\)|`[^`]*`|https?://\S+", re.MULTILINE
)


@dataclass(frozen=True)
class Entry:
    """A phrase and its values; values None where the numbers are a name or a definition."""

    phrase: str
    values: tuple[float, ...] | None


def fact(phrase: str, *values: float) -> Entry:
    """Return an entry whose numbers are computed."""
    return Entry(phrase, values)


def named(phrase: str) -> Entry:
    """Return an entry whose numbers are not data: a date of publication, a definition."""
    return Entry(phrase, None)


def bare(text: str) -> str:
    """Return text without markup that would split a number or hide a phrase."""
    text = (
        text.replace("{,}", ",")
        .replace("**", "")
        .replace("<span>", "")
        .replace("</span>", "")
        .replace("\\$", "$")
        .replace("\\*", "*")
        .replace("−", "-")
    )
    return STRUCTURE.sub(lambda found: " " * len(found[0]), text)


@cache
def spot(phrase: str) -> re.Pattern[str]:
    """Return what finds a phrase in bare text, but not within a longer number."""
    return re.compile(rf"(?<!\d)(?<!\d[.,]){re.escape(bare(phrase))}(?![.,]?\d)")


def numbers(text: str) -> list[str]:
    """Return the numbers of a text as written."""
    return [found.rstrip(",") for found in NUMBER.findall(text)]


def agrees(written: str, value: float) -> bool:
    """Whether a written number is the value, rounded as written; its sign counts if written."""
    decimals = len(written.partition(".")[2])
    said = f"{value:+.{decimals}f}"
    return said[written[0].isdigit() :] == written.replace(",", "")


def untraced(text: str, entries: list[Entry]) -> list[str]:
    """Return numbers that no phrase covers, with a few words around them."""
    covered = bare(text)
    for entry in sorted(entries, key=lambda entry: -len(entry.phrase)):
        covered = spot(entry.phrase).sub(lambda found: " " * len(found[0]), covered)
    return [
        covered[max(0, found.start() - 30) : found.end() + 20].strip()
        for found in NUMBER.finditer(covered)
    ]


def wrong(text: str, entries: list[Entry]) -> list[str]:
    """Return phrases that do not occur, or whose numbers are not their values."""
    found = []
    plain = bare(text)
    for entry in entries:
        if not spot(entry.phrase).search(plain):
            found.append(f"not in the text: {entry.phrase!r}")
        if entry.values is None:
            continue
        written = numbers(bare(entry.phrase))
        if len(written) != len(entry.values):
            found.append(f"{entry.phrase!r}: {len(entry.values)} values for {written}")
        elif not all(map(agrees, written, entry.values)):
            found.append(f"{entry.phrase!r} should say {entry.values}")
    return found
