"""What sets occupations apart: importance of skills, and how far it lies apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from utils.kit.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True)
class OccupationElement:
    """One skill or knowledge area. `importance` maps an occupation's code to 0 ... 100."""

    name: str
    domain: str
    importance: Mapping[str, float]

    def importance_range(self, occupation_codes: Sequence[str]) -> float:
        """Return how far the occupations lie apart, 0 to 100."""
        values = [self.importance[code] for code in occupation_codes]
        return max(values) - min(values)

    def most_relevant_occupation(self, occupation_codes: Sequence[str]) -> str:
        """Return the one of the occupations for which it matters most."""
        return max(occupation_codes, key=lambda code: self.importance[code])


def most_similar_element(
    elements: Sequence[OccupationElement], occupation_codes: Sequence[str]
) -> OccupationElement:
    """Return the element in which the chosen occupations are closest, the first of equal ones."""
    return min(elements, key=lambda one: one.importance_range(occupation_codes))


def most_different_elements(
    elements: Sequence[OccupationElement], occupation_codes: Sequence[str], limit: int
) -> tuple[OccupationElement, ...]:
    """Return the elements that set the chosen occupations apart, the widest first.

    Raises InputError for fewer than two occupations: one alone can't differ.
    """
    if len(set(occupation_codes)) < 2:
        raise InputError("There's nothing to compare yet.", "Tick two occupations or more.")
    return tuple(sorted(elements, key=lambda one: -one.importance_range(occupation_codes))[:limit])
