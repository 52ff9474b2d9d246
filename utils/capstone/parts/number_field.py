"""A text field for one number that the learner computes by hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from utils.kit.controls.factory import text_field
from utils.kit.english import format_number
from utils.kit.errors import InputError
from utils.kit.numbers import parse_number, unit_spellings

if TYPE_CHECKING:
    from collections.abc import Callable

    from utils.kit.controls import TextField
    from utils.kit.numbers import ParsedNumber


@dataclass(frozen=True)
class NumberField:
    """What a field is called, which numbers it accepts, said in words too, and an example."""

    label: str
    limits: str
    accepts: Callable[[float], bool]
    example: str
    unit: str

    def build_control(self) -> TextField:
        """Return the field, empty."""
        return text_field(self.label, placeholder=f"such as {self.example}")

    def value(self, text: str) -> float | None:
        """Return the number, None for an empty field and for what it can't accept."""
        try:
            parsed = self._parse(text)
        except InputError:
            return None
        return parsed.value if parsed else None

    def error_text(self, text: str) -> str:
        """Return what is wrong and what to enter; nothing for a number or an empty field."""
        try:
            self._parse(text)
        except InputError as problem:
            return f"{self.label}: {problem}"
        return ""

    def interpretation_notes(self, text: str) -> tuple[str, ...]:
        """Return how a number was read that could be read otherwise."""
        parsed = self._parse(text) if self.value(text) is not None else None
        return (f"{self.label}: {parsed.reading}.",) if parsed and parsed.reading else ()

    def _parse(self, text: str) -> ParsedNumber | None:
        if not text.strip():
            return None
        fix = f"Enter a number {self.limits}, such as {self.example}."
        try:
            parsed = parse_number(text, units=unit_spellings(self.unit))
        except InputError as problem:
            raise InputError(problem.what, fix) from None
        if not self.accepts(parsed.value):
            raise InputError(f"{format_number(parsed.value)} is out of range.", fix)
        return parsed
