"""What the nine parts of the capstone share: the figures of the learner's seat above the work."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any, ClassVar
from weakref import WeakSet

from utils.capstone import collect
from utils.kit.activity import Activity
from utils.kit.controls import Html
from utils.kit.controls.factory import stacked
from utils.kit.errors import InputError
from utils.kit.numbers import parse_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    import ipywidgets as widgets

    from utils.capstone.model.brief import Brief
    from utils.kit.controls import Input

SOURCE = "Invented for this course: not data."


class Part(Activity):
    """A part of the capstone.

    A subclass gives `told()`, the lines of the brief that this part is about, and `laid(...)`, its
    controls laid out. When the seat changes, every part on the page follows.
    """

    _live: ClassVar[WeakSet] = WeakSet()

    def __init__(self) -> None:
        super().__init__()
        Part.join(self)

    @property
    def brief(self) -> Brief:
        """The brief of the learner's seat."""
        return collect.brief(self.progress)

    def brief_lines(self) -> Sequence[str]:
        """Return what the brief says, a line each."""
        raise NotImplementedError

    def layout_controls(self, controls: dict[str, Input]) -> widgets.Widget:
        """Return the controls laid out."""
        raise NotImplementedError

    def fit_to_brief(self, brief: Brief) -> None:
        """Fit controls to a brief: the names in a list, say."""

    def layout(self, controls: dict[str, Input]) -> widgets.Widget:
        """Return the lines of the brief above the controls."""
        self._told = Html()
        return stacked(self._told, self.layout_controls(controls))

    def update_controls(self, controls: dict[str, Input], answers: dict[str, Any]) -> None:
        """Show the lines of the brief as they are for this seat."""
        del controls, answers
        self.fit_to_brief(self.brief)
        self._told.html = self._told_html()

    def _told_html(self) -> str:
        lines = "".join(f"<li>{escape(line)}</li>" for line in self.brief_lines())
        return f'<ul class="tpo-details">{lines}</ul>'

    def printed_html(self) -> str:
        """Return the activity with the lines of its brief."""
        head, rest = f"<h4>{escape(self.title)}</h4><p>{escape(self.task)}</p>", ""
        rest = super().printed_html().removeprefix(head)
        return f"{head}{self._told_html()}{rest}"

    def printed_text(self) -> str:
        """Return the same as plain text."""
        start = f"{self.title}\n{self.task}\n"
        rest = super().printed_text().removeprefix(start)
        return f"{start}{chr(10).join(f'- {line}' for line in self.told())}\n{rest}"

    @classmethod
    def join(cls, activity: Activity) -> None:
        """Let an activity follow the others on the page."""
        cls._live.add(activity)

    @classmethod
    def keep(cls) -> None:
        """Log at once what is still waiting to rest: somebody is about to read it."""
        for part in list(cls._live):
            part.flush()

    @classmethod
    def follow(cls) -> None:
        """Draw every part again, for a seat that has changed."""
        for part in list(cls._live):
            part.refresh()


def typed(name: str, text: str) -> float | None:
    """Return a typed number, None for an empty field.

    Raises InputError, naming the field, for anything else.
    """
    if not text.strip():
        return None
    try:
        return parse_number(text).value
    except InputError as problem:
        raise InputError(f"{name}: {problem.what}", problem.fix) from None
