"""What is read in a letter, and what the readers of its parts share."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from utils.capstone.model.stances import COMMITTED_STANCES, PROMISED

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

IN, OUT = "in", "out"
NUMBER_REGEX = r"(\d+(?:[.,]\d+)?)"


@dataclass(frozen=True)
class LetterFigure:
    """A number of the letter as read, the words it was read from, and what the writer means.

    `low` is the earlier end of a range; NaN where there is none.
    """

    value: float
    words: str
    stance: str = PROMISED
    low: float = math.nan

    @property
    def is_range(self) -> bool:
        """Whether two ends were given."""
        return self.low < self.value


@dataclass(frozen=True)
class Decider:
    """Who decides in small letters, the key of the role or "", about what, and who as written."""

    name: str
    role: str
    about: str
    written: str = ""


@dataclass(frozen=True)
class LetterReading:
    """What was read in a letter.

    Days are working days from the start, objectives and chances shares. Notices are working days
    after the launch; `notice_ends` are days on which the old version ends.
    `items` maps keys of items to IN or OUT; `all_items` and `rest_later` speak of those that aren't
    named. `versions` are numbers such as 3.0.0, `bumps` the parts that go up by name.
    `seconds` are how quick “instant” is, `vague_dates` dates without a working day.
    """

    days: tuple[LetterFigure, ...] = ()
    objectives: tuple[LetterFigure, ...] = ()
    chances: tuple[LetterFigure, ...] = ()
    seconds: tuple[LetterFigure, ...] = ()
    items: Mapping[str, str] = field(default_factory=dict)
    all_items: bool = False
    rest_later: bool = False
    versions: tuple[str, ...] = ()
    bumps: tuple[str, ...] = ()
    no_break: bool = False
    breaks: bool = False
    notices: tuple[LetterFigure, ...] = ()
    notice_ends: tuple[LetterFigure, ...] = ()
    deciders: tuple[Decider, ...] = ()
    vague_dates: tuple[str, ...] = ()

    @property
    def day(self) -> LetterFigure | None:
        """The day that the letter commits to: a firm one before an aim, the later of a range."""
        return _firmest_figure(self.days)

    @property
    def objective(self) -> LetterFigure | None:
        """The objective that the letter commits to."""
        return _firmest_figure(self.objectives)

    @property
    def chance(self) -> LetterFigure | None:
        """How likely the letter calls its promise."""
        return _firmest_figure(self.chances)

    @property
    def notice(self) -> LetterFigure | None:
        """The longest notice that the letter gives, in working days after the launch."""
        start = self.day.value if self.day else 0
        ends = [replace(one, value=max(one.value - start, 0)) for one in self.notice_ends]
        ours = [one for one in (*self.notices, *ends) if one.stance in COMMITTED_STANCES]
        return max(ours, key=lambda one: one.value, default=None)

    def unpromised_figures(self) -> list[LetterFigure]:
        """Return days and objectives that are named and not promised."""
        return [
            one for one in (*self.days, *self.objectives) if one.stance not in COMMITTED_STANCES
        ]


def committed_figures(figures: Iterable[LetterFigure]) -> list[LetterFigure]:
    """Return the firm figures; where there are none the aims, and else what is agreed to."""
    found = list(figures)
    for stance in COMMITTED_STANCES:
        if chosen := [one for one in found if one.stance == stance]:
            return chosen
    return []


def _firmest_figure(figures: Sequence[LetterFigure]) -> LetterFigure | None:
    """Return the last of the firmest figures: a letter corrects itself as it goes on."""
    found = committed_figures(figures)
    return found[-1] if found else None


@dataclass
class LetterReadingBuilder:
    """What is read so far, clause after clause; `items` maps keys of items to words for them."""

    items: Mapping[str, Sequence[str]]
    found: dict[str, list] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    flags: set[str] = field(default_factory=set)
    side: str = ""  # where the items of a list go that follows
    pending: list[str] = field(default_factory=list)  # items named without saying where they go

    def add(self, field_name: str, value: object) -> None:
        """Keep something that was read."""
        self.found.setdefault(field_name, []).append(value)


def blank_out(text: str, match: re.Match[str]) -> str:
    """Return a text with spaces in the place of what was read."""
    return f"{text[: match.start()]}{' ' * (match.end() - match.start())}{text[match.end() :]}"


def parse_letter_number(number_text: str) -> float:
    """Return a number as a letter has it: 99.9, 99,9 or 1,000."""
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", number_text):
        return float(number_text.replace(",", ""))
    return float(number_text.replace(",", "."))
