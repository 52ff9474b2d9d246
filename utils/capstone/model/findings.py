"""What the review board finds in a learner's work."""

from __future__ import annotations

from dataclasses import dataclass

OPEN, CALCULATION, CONTRADICTION = "open", "calculation", "contradiction"


@dataclass(frozen=True)
class Finding:
    """One thing to look at again, and how to fix it.

    `kind` is OPEN, CALCULATION (a number or verdict that we compute differently) or
    CONTRADICTION. `places` are titles of parts, two of them for a contradiction, each with what
    is decided there.
    """

    kind: str
    places: tuple[str, ...]
    problem: str
    fix: str


def miscalculation(part_title: str, problem: str, fix: str) -> Finding:
    """Return the finding that we compute a number or verdict of this part differently."""
    return Finding(CALCULATION, (part_title,), problem, fix)


def contradiction(place: str, other_place: str, problem: str, fix: str) -> Finding:
    """Return the finding that two places can't both be true."""
    return Finding(CONTRADICTION, (place, other_place), problem, fix)
