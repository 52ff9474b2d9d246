"""What the partners are promised: the letter writes it, and the twelve weeks test it."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields

MAJOR, MINOR = "major", "minor"
ONE, SEVERAL, NOBODY = "one", "several", "nobody"  # who decides
WORKING_DAYS_BY_UNIT = {"day": 1, "week": 5, "month": 21}  # working days
DURATION_PATTERN = re.compile(r"(\d{1,3})[ -]*(?:working )?(day|week|month)s?\b", re.IGNORECASE)


@dataclass(frozen=True)
class Promise:
    """A promise to the partners. None or an empty value means: not decided.

    Parameters
    ----------
    day
        The launch, in working days from today.
    objective
        The share of refunds that work, such as 0.993.
    launch_set
        Keys of the items that the launch includes.
    version
        What the version number says about the release: MAJOR (something breaks) or MINOR.
    notice_days
        How many working days the old version keeps working after the launch.
    decider
        Whether ONE person, SEVERAL, or NOBODY answers for each decision.

    """

    day: float | None = None
    objective: float | None = None
    launch_set: tuple[str, ...] = ()
    version: str = ""
    notice_days: float | None = None
    decider: str = ""

    def undecided_fields(self) -> tuple[str, ...]:
        """Return the names of the fields that aren't decided, in their order."""
        return tuple(one.name for one in fields(self) if getattr(self, one.name) in (None, "", ()))

    def filled_from(self, example: Promise) -> Promise:
        """Return this promise, with what isn't decided taken from an example."""
        mine = {one.name: getattr(self, one.name) for one in fields(self)}
        theirs = {name: getattr(example, name) for name in self.undecided_fields()}
        return Promise(**{**mine, **theirs})


def parse_notice_days(text: str) -> float | None:
    """Return the first duration in a text, in working days: “6 months” → 126. None if none."""
    found = DURATION_PATTERN.search(text)
    return int(found[1]) * WORKING_DAYS_BY_UNIT[found[2].lower()] if found else None
