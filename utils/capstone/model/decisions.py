"""What a learner decides in one part of the capstone: the interface that all nine share."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any, ClassVar, Self

if TYPE_CHECKING:
    from collections.abc import Mapping

    from utils.capstone.model.brief import Brief
    from utils.capstone.model.findings import Finding
    from utils.kit.progress import Progress


class Decisions(ABC):
    """The decisions of one part, as a frozen dataclass in the file of that part.

    Created without arguments, it is the part before the learner has touched it. `title` is the
    part's name in the review and in the portfolio; `to_do` says what completes the part.
    """

    activity_id: ClassVar[str]
    title: ClassVar[str]
    to_do: ClassVar[str]

    @classmethod
    def from_log(cls, progress: Progress) -> Self:
        """Return what the learner has decided so far."""
        values = progress.values(cls.activity_id)
        return cls.from_values(values) if values else cls()

    @classmethod
    @abstractmethod
    def from_values(cls, values: Mapping[str, Any]) -> Self:
        """Return the decisions in logged values.

        A control that was never moved may be missing: it counts as set to where it starts. What
        an older version or a damaged log left there counts as not decided.
        """

    @abstractmethod
    def is_complete(self) -> bool:
        """Return whether nothing is left to decide."""

    @abstractmethod
    def markdown(self, brief: Brief) -> str:
        """Return the part for the portfolio, what the learner typed escaped."""

    def miscalculations(self, brief: Brief) -> list[Finding]:
        """Return numbers and verdicts that we compute differently."""
        return []

    def contradictions(self, brief: Brief) -> list[Finding]:
        """Return what can't both be true within this part, or next to the brief."""
        return []
