"""Two versions of a text next to each other, with what differs marked.

Marks are signs as well as color: − and + at the start of a line, `<del>` and `<ins>` around words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MAX_DIFFERING_LINES = 300  # lines that differ; longer texts are shown without marks
# Single words are marked in at most so many lines, and in lines of at most so many characters.
MAX_COMPARED_LINES, MAX_COMPARED_LINE_LENGTH = 40, 200
MAX_SHOWN_LINE_LENGTH = 400  # characters shown of a line
MIN_LINE_SIMILARITY = 0.6  # share of equal words from which two lines are versions of one
CONTEXT_LINE_COUNT = 3  # equal lines shown around what differs
DIFF_TOKEN_PATTERN = re.compile(r"\w+|\s+|[^\w\s]")


@dataclass(frozen=True)
class TextDiff:
    """A text before and after a change.

    Parameters
    ----------
    before, after
        Plain text, any size. Of long ones only what differs is shown, with some lines around it.

    """

    before: str
    after: str

    def html(self) -> str:
        """Return both texts next to each other, marked."""
        panes = zip(("Before", "After"), self.panes_html(), strict=True)
        parts = "".join(
            f'<div><p class="tpo-hint">{name}</p><pre>{pane}</pre></div>' for name, pane in panes
        )
        return f'<div class="tpo-change">{parts}</div>'

    def text(self) -> str:
        """Return the lines that differ, each with its sign."""
        return "\n".join(
            f"{sign} {line}"
            for old, new in self._diff_blocks()
            if old != new
            for sign, lines in (("−", old), ("+", new))
            for line in lines
        )

    def panes_html(self) -> tuple[str, str]:
        """Return the two texts as HTML for a `<pre>` each."""
        panes: tuple[list[str], list[str]] = ([], [])
        blocks = list(self._diff_blocks())
        for n, (old, new) in enumerate(blocks):
            if old == new:
                lines = _shorten_equal_lines(
                    old, is_first_block=n == 0, is_last_block=n == len(blocks) - 1
                )
                same = [f"  {escape(line)}" for line in lines]
                marked = same, same
            else:
                marked = _mark_changed_block(old, new)
            panes[0].extend(marked[0])
            panes[1].extend(marked[1])
        return "\n".join(panes[0]), "\n".join(panes[1])

    def _diff_blocks(self) -> list[tuple[list[str], list[str]]]:
        """Return runs of lines, equal and different ones by turns."""
        old, new = _split_and_truncate_lines(self.before), _split_and_truncate_lines(self.after)
        start = _count_equal_leading_lines(old, new)
        end = _count_equal_leading_lines(old[start:][::-1], new[start:][::-1])
        was, now = old[start : len(old) - end], new[start : len(new) - end]
        head, tail = old[:start], old[len(old) - end :]
        if max(len(was), len(now)) > MAX_DIFFERING_LINES:
            middle = [(was[:MAX_DIFFERING_LINES], now[:MAX_DIFFERING_LINES])]
        else:
            codes = SequenceMatcher(None, was, now, autojunk=False).get_opcodes()
            middle = [(was[a:b], now[c:d]) for _, a, b, c, d in codes]
        return [(head, head), *middle, (tail, tail)]


def _split_and_truncate_lines(text: str) -> list[str]:
    lines = text.splitlines()
    return [
        line if len(line) <= MAX_SHOWN_LINE_LENGTH else f"{line[:MAX_SHOWN_LINE_LENGTH]}…"
        for line in lines
    ]


def _count_equal_leading_lines(old: Sequence[str], new: Sequence[str]) -> int:
    """Return how many lines at the start are equal."""
    pairs = zip(old, new, strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(old), len(new)))


def _shorten_equal_lines(
    lines: list[str], *, is_first_block: bool, is_last_block: bool
) -> list[str]:
    """Return equal lines, the middle of many left out."""
    if len(lines) <= 2 * CONTEXT_LINE_COUNT + 1:
        return lines
    head = [] if is_first_block else lines[:CONTEXT_LINE_COUNT]
    tail = [] if is_last_block else lines[-CONTEXT_LINE_COUNT:]
    return [*head, "…", *tail]


def _mark_changed_block(old: list[str], new: list[str]) -> tuple[list[str], list[str]]:
    """Return lines that differ; where two of them are alike, only their words are marked."""
    was = [_mark_whole_line(line, "−", "del") for line in old]
    now = [_mark_whole_line(line, "+", "ins") for line in new]
    for n, m in _find_similar_pairs(old, new):
        was[n], now[m] = _mark_changed_words(old[n], new[m])
    return was, now


def _find_similar_pairs(old: list[str], new: list[str]) -> Iterator[tuple[int, int]]:
    """Yield pairs of lines that are alike, in the sequence of the text."""
    if len(old) > MAX_COMPARED_LINES or len(new) > MAX_COMPARED_LINES:
        return
    start = 0
    for n, line in enumerate(old):
        found = next((m for m in range(start, len(new)) if _are_similar_lines(line, new[m])), None)
        if found is not None:
            start = found + 1
            yield n, found


def _are_similar_lines(old: str, new: str) -> bool:
    if max(len(old), len(new)) > MAX_COMPARED_LINE_LENGTH:
        return False
    match = SequenceMatcher(
        None, DIFF_TOKEN_PATTERN.findall(old), DIFF_TOKEN_PATTERN.findall(new), autojunk=False
    )
    return match.quick_ratio() >= MIN_LINE_SIMILARITY and match.ratio() >= MIN_LINE_SIMILARITY


def _mark_whole_line(line: str, sign: str, tag: str) -> str:
    bare = line.lstrip()
    return f"{sign} {escape(line[: len(line) - len(bare)])}<{tag}>{escape(bare)}</{tag}>"


def _mark_changed_words(old: str, new: str) -> tuple[str, str]:
    old_words, new_words = DIFF_TOKEN_PATTERN.findall(old), DIFF_TOKEN_PATTERN.findall(new)
    old_marked, new_marked = ["− "], ["+ "]
    for _, old_start, old_end, new_start, new_end in SequenceMatcher(
        None, old_words, new_words, autojunk=False
    ).get_opcodes():
        before, after = old_words[old_start:old_end], new_words[new_start:new_end]
        removed, added = escape("".join(before)), escape("".join(after))
        equal = before == after
        old_marked.append(removed if equal or not removed else f"<del>{removed}</del>")
        new_marked.append(added if equal or not added else f"<ins>{added}</ins>")
    return "".join(old_marked), "".join(new_marked)
