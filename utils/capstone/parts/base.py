"""What the widgets of the nine parts share: the lines of the brief above the learner's work."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any, ClassVar

from utils.capstone import data
from utils.capstone.page import CapstoneActivity
from utils.kit import printed
from utils.kit.base import button, button_row
from utils.kit.controls import Html
from utils.kit.controls.factory import stacked
from utils.kit.errors import InputError
from utils.kit.portfolio import escape_markdown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import ipywidgets as widgets

    from utils.capstone.model.brief import Brief
    from utils.capstone.parts.number_field import NumberField
    from utils.kit.controls import Input

NOT_DECIDED_MARKDOWN = "_Not decided yet._"


class Part(CapstoneActivity):
    """A part of the capstone.

    A subclass gives `lines_from_brief()`, what the brief says about this part, and
    `layout_controls(...)`, and if it likes `number_fields`, the controls that take one number.
    A button copies what was done in an earlier notebook where it gives `copied_activity_id` and
    `prefilled_answers(values)`. All follow when the learner chooses another seat number.
    """

    number_fields: ClassVar[Mapping[str, NumberField]] = {}
    copied_activity_id = ""  # of an earlier notebook, whose work can be copied
    copy_label = ""  # what the button says that copies it
    nothing_to_copy = ""  # what is said where there is none

    def __init__(self) -> None:
        self._brief_html = Html()
        super().__init__()

    @property
    def brief(self) -> Brief:
        """The brief of the learner's seat number."""
        return data.chosen_brief(self.progress)

    @property
    def brief_html(self) -> str:
        """What the brief says about this part, as it is shown above the controls."""
        return self._brief_html.html

    def lines_from_brief(self) -> Sequence[str]:
        """Return what the brief says about this part, a line each."""
        raise NotImplementedError

    def layout_controls(self, controls: dict[str, Input]) -> widgets.Widget:
        """Return the controls laid out."""
        raise NotImplementedError

    def prefilled_answers(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return what logged values of the earlier activity give here; nothing where they don't."""
        return {}

    def layout(self, controls: dict[str, Input]) -> widgets.Widget:
        """Return the lines of the brief above the controls."""
        rows = []
        if self.copied_activity_id:
            rows.append(
                button_row(button(self.copy_label, self.catch_errors(self._copy_earlier_answers)))
            )
        return stacked(self._brief_html, *rows, self.layout_controls(controls))

    def _copy_earlier_answers(self, *_: object) -> None:
        """Fill in what an earlier notebook has; what is filled in already stays."""
        found = self.prefilled_answers(self.progress.values(self.copied_activity_id) or {})
        now = self.values()
        new = {name: answer for name, answer in found.items() if answer and not now[name]}
        if not found:
            raise InputError(self.nothing_to_copy, "Fill it in here. It takes a minute or two.")
        if new:
            self.set(**new)
            self._save_debounce.schedule()

    def update_controls(self, controls: dict[str, Input], answers: dict[str, Any]) -> None:
        """Show the lines of the brief as they are for this seat number."""
        self._brief_html.html = self._brief_lines_html()

    def clear_errors(self) -> None:
        """Leave errors only next to numbers that can't be used: the rest is drawn all the same."""
        super().clear_errors()
        for name, field in self.number_fields.items():
            self.inputs[name].error = field.error_text(self.inputs[name].answer)

    def _brief_lines_html(self) -> str:
        lines = "".join(f"<li>{escape(line)}</li>" for line in self.lines_from_brief())
        return f'<ul class="tpo-details">{lines}</ul>'

    def printed_html(self) -> str:
        """Return the activity with the lines of the first brief: the same for everyone."""
        with self.temporarily_as_newcomer():
            return printed.activity_html(self, self._brief_lines_html())

    def printed_text(self) -> str:
        """Return the same as plain text."""
        head = f"{self.title}\n{self.task}\n"
        rest = super().printed_text().removeprefix(head)
        with self.temporarily_as_newcomer():
            lines = "\n".join(f"- {line}" for line in self.lines_from_brief())
        return f"{head}{lines}\n{rest}"


def note_markdown(text: str) -> str:
    """Return what the learner wrote along with a part, as a Markdown paragraph of its own."""
    return f"\n\n{escape_markdown(text)}" if text.strip() else ""
