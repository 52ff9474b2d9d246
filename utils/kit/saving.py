"""What an activity keeps: answers field by field in the log, and its document."""

from __future__ import annotations

import base64
import contextlib
import hashlib
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from traitlets import TraitError

from utils import browser
from utils.kit.controls.inputs import Slider
from utils.kit.debounce import Debounce
from utils.kit.errors import InputError
from utils.kit.portfolio import Portfolio, add_title_heading
from utils.kit.progress.event import TYPED_TEXT_SUFFIX

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Mapping

    from utils.kit.base import CourseWidget
    from utils.kit.controls import Input
    from utils.kit.controls.inputs import Answer
    from utils.kit.progress import Progress
    from utils.kit.view import Document


@dataclass(frozen=True)
class StateSinceReset:
    """Whether a document was saved and our answer shown since the last reset."""

    document_saved: bool
    comparison_shown: bool
    can_undo_reset: bool


def state_since_reset(progress: Progress, activity_id: str) -> StateSinceReset:
    """Return what the log of an activity adds up to. Undo takes a reset back."""
    kinds_now: set[str] = set()
    before_resets: list[set[str]] = []
    for kind in progress.event_kinds(activity_id):
        if kind == "reset":
            before_resets.append(kinds_now)
            kinds_now = set()
        elif kind == "undone" and before_resets:
            kinds_now = before_resets.pop()
        else:
            kinds_now = kinds_now | {kind}
    return StateSinceReset(
        "saved" in kinds_now, "shown" in kinds_now, can_undo_reset(progress, activity_id)
    )


def can_undo_reset(progress: Progress, activity_id: str) -> bool:
    """Return whether the last thing done was a reset."""
    deciding = ("reset", "undone", "changed", "sorted")
    kinds = reversed(progress.event_kinds(activity_id))
    return next((kind for kind in kinds if kind in deciding), "") == "reset"


def browser_storage_key(progress: Progress, activity_id: str, name: str) -> str:
    """Return the name under which a page keeps an answer that the log doesn't have yet."""
    folder = hashlib.sha256(str(progress.folder).encode()).hexdigest()[:12]
    return f"{folder}/{activity_id}/{name}"


class Draft:
    """Answers that aren't handed in yet: in the log while one types, and found again later.

    Parameters
    ----------
    widget
        Whose log they belong to.
    inputs
        The controls by name.
    already_submitted
        Names whose draft is of no use any more.
    on_change
        Called once a draft is logged.
    activity_id
        Under which id of the log they are, if not under the widget's own.

    """

    def __init__(
        self,
        widget: CourseWidget,
        inputs: Mapping[str, Input],
        already_submitted: Container[str] = (),
        on_change: Callable[[], None] = lambda: None,
        activity_id: str = "",
    ) -> None:
        self._widget, self._inputs, self._on_change = widget, inputs, on_change
        self._activity_id = activity_id or widget.activity_id
        self._save_debounce = Debounce(self._log_draft)
        self._logged_answers: dict[str, Any] = {}
        draft_answers = widget.progress.values(self._activity_id, inputs) or {}
        for name, control in inputs.items():
            control.storage_key = browser_storage_key(widget.progress, self._activity_id, name)
            if name in draft_answers and name not in already_submitted:
                self._restore_answer(control, draft_answers[name])
            self._logged_answers[name] = control.answer
            control.observe(lambda _: self._save_debounce.schedule(), "value")

    def _restore_answer(self, control: Input, answer: Answer) -> None:
        with contextlib.suppress(InputError, TraitError, TypeError):  # from another version
            control.validate_answer("The draft", answer)
            control.answer = answer
            control.recorded = control.value

    def flush(self) -> None:
        """Log right away what is still waiting for the learner to rest."""
        self._save_debounce.flush()

    def _log_draft(self) -> None:
        current_answers = {name: control.answer for name, control in self._inputs.items()}
        changed = {
            name: answer
            for name, answer in current_answers.items()
            if answer != self._logged_answers[name]
        }
        if not changed:
            return
        if not self._widget.record("changed", self._activity_id, values=changed):
            if not self._widget.root.closed:
                self._save_debounce.retry()
            return
        self._logged_answers.update(changed)
        self._on_change()
        for name in changed:
            self._inputs[name].recorded = self._inputs[name].value


class _RefusedTextInput:
    """What is typed into a number field and isn't a number, as an answer with a name of its own."""

    storage_key, recorded = "", None

    def __init__(self, slider: Slider) -> None:
        self._slider = slider

    @property
    def answer(self) -> str:
        """The text; empty where there is none."""
        return self._slider.refused

    @answer.setter
    def answer(self, text: str) -> None:
        if text != self._slider.refused:
            self._slider.show_refused_text(text)

    @property
    def value(self) -> str:
        """The same."""
        return self.answer

    def keep_known_parts(self, text: str) -> str:
        """Return the text itself."""
        return text

    def validate_answer(self, name: str, text: object) -> None:
        """Raise InputError for what isn't a text."""
        if not isinstance(text, str):
            raise InputError(f"{name} is {text!r}, which isn't text.", "Enter text.")


class SavedAnswers:
    """The answers in an activity's controls, and the same in the log.

    Two pages may show the same activity. Each writes only what its own learner changed, and
    takes over what the other one wrote in fields that weren't touched here.

    Parameters
    ----------
    widget
        Whose log it is.
    inputs
        The controls by name, as they are at first.
    update_controls
        Called with the answers that are about to be written into the controls.

    """

    def __init__(
        self,
        widget: CourseWidget,
        inputs: Mapping[str, Input],
        update_controls: Callable[[dict[str, Any]], None],
    ) -> None:
        self._widget, self._update_controls = widget, update_controls
        self.initial_answers = {name: control.answer for name, control in inputs.items()}
        refused = {
            f"{name}{TYPED_TEXT_SUFFIX}": _RefusedTextInput(control)
            for name, control in inputs.items()
            if isinstance(control, Slider)
        }
        self._inputs: dict[str, Input | _RefusedTextInput] = {**inputs, **refused}
        self._initial_fields = {**self.initial_answers, **dict.fromkeys(refused, "")}
        self._names_in_log: set[str] = set()  # names of the answers that the log has
        for name, control in inputs.items():
            control.storage_key = browser_storage_key(widget.progress, widget.activity_id, name)
        self.reload()

    def current_answers(self) -> dict[str, Any]:
        """Return the answers in the controls, and what is typed there and isn't one."""
        return {name: control.answer for name, control in self._inputs.items()}

    def reload(self) -> None:
        """Set the controls to what the log has, to the first answers where it has none."""
        self._log_answers = self._read_logged_answers()
        self._displayed_answers = dict(self._log_answers)  # the same, as the controls show it
        self._apply_answers(self._log_answers)

    def unsaved_answers(self) -> dict[str, Any]:
        """Return the answers that the learner changed since the log was last in step."""
        return {
            name: value
            for name, value in self.current_answers().items()
            if value != self._displayed_answers[name]
        }

    def log_changes(self) -> bool:
        """Log what the learner changed; return whether anything was."""
        changed = self.unsaved_answers()
        if not changed or not self._widget.record("changed", values=changed):
            return False
        self._log_answers.update(changed)
        self._displayed_answers.update(changed)
        self._names_in_log |= set(changed)
        self._mark_as_recorded(changed)
        return True

    def sync_from_log(self) -> bool:
        """Take over what another page wrote in fields that are untouched here.

        Return whether there was anything.
        """
        before, self._log_answers = self._log_answers, self._read_logged_answers()
        ours = self.unsaved_answers()
        touched = {name.removesuffix(TYPED_TEXT_SUFFIX) for name in ours}
        news = {
            name: answer
            for name, answer in self._log_answers.items()
            if answer != before[name] and name.removesuffix(TYPED_TEXT_SUFFIX) not in touched
        }
        self._apply_answers(news)
        return bool(news)

    def reset(self) -> None:
        """Forget the answers, after the log was told to."""
        self._log_answers, self._displayed_answers, self._names_in_log = (
            dict(self._initial_fields),
            dict(self._initial_fields),
            set(),
        )
        for name, control in self._inputs.items():
            control.answer = self._initial_fields[name]
            control.recorded = None

    def _read_logged_answers(self) -> dict[str, Any]:
        found = self._widget.progress.values(self._widget.activity_id, self._initial_fields) or {}
        self._names_in_log = set(found) & set(self._initial_fields)
        return {name: found.get(name, first) for name, first in self._initial_fields.items()}

    def _apply_answers(self, answers: Mapping[str, Any]) -> None:
        if not answers:
            return
        with contextlib.suppress(Exception):  # answers that don't fit each other are shown as such
            current_answers = {**self.current_answers(), **answers}
            self._update_controls({name: current_answers[name] for name in self.initial_answers})
        for name, answer in answers.items():
            self._set_control_answer(self._inputs[name], answer)
        current_answers = self.current_answers()
        self._displayed_answers.update({name: current_answers[name] for name in answers})
        self._mark_as_recorded(answers)

    def _set_control_answer(self, control: Input | _RefusedTextInput, answer: Answer) -> None:
        with contextlib.suppress(InputError, TraitError, TypeError):  # from another version
            known = control.keep_known_parts(answer)
            control.validate_answer("The answer", known)
            control.answer = known

    def _mark_as_recorded(self, names: Iterable[str]) -> None:
        """Tell the page which answers the log has: it keeps the others itself."""
        for name in names:
            if name in self._names_in_log:
                self._inputs[name].recorded = self._inputs[name].value


def save_document_with_links(document: Document, *, autosave: bool) -> str:
    """Save a document and return what is said about it, with its files to download."""
    saved = Portfolio().save(
        document.name,
        document.title,
        document.markdown,
        autosave=autosave,
        attachments={one.ending: one.content for one in document.attachments},
    )
    page = saved.path_html.read_bytes()
    text = add_title_heading(document.title, document.markdown).encode()
    files = (
        ("html", "text/html", "page to print", page),
        ("md", "text/markdown", "Markdown", text),
        *((one.ending, one.media_type, one.label, one.content) for one in document.attachments),
    )
    links = " · ".join(
        f'<a download="{escape(document.name)}.{end}" '
        f'href="data:{kind};charset=utf-8;base64,{_encode_base64(content)}">{words}</a>'
        for end, kind, words, content in files
    )
    until = ", but only until you close the page" if browser.forgets_work_on_close() else ""
    return (
        f"<p><strong>Saved:</strong> {escape(document.title)}. Later changes are saved "
        f"automatically{until}. Download: {links}</p>"
    )


def _encode_base64(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")
