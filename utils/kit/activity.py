"""Base of every activity: controls on top, what follows from them below."""

from __future__ import annotations

import functools
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from utils import browser
from utils.kit import printed
from utils.kit.base import CourseWidget, button, button_row, descendants
from utils.kit.controls import Box, LiveRegion
from utils.kit.debounce import Debounce
from utils.kit.errors import FieldsError, InputError
from utils.kit.export_button import ExportButton
from utils.kit.prediction import PredictionGate
from utils.kit.progress import Progress
from utils.kit.results import ComparisonPanel, ResultPanel
from utils.kit.saving import SavedAnswers, save_document_with_links, state_since_reset
from utils.kit.worksheet import worksheet_html

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import ipywidgets as widgets

    from utils.kit.controls import Input
    from utils.kit.view import Document, Prediction, View


class Activity(CourseWidget):
    """Controls, a model's answer, and what the learner keeps of it.

    A subclass gives `activity_id`, `title`, `task`, `controls()` and `view(**answers)`, and if it
    likes `prediction`, `comparison(**answers)`, `document(**answers)`, `reconcile(...)`,
    `update_controls(...)`, `layout(...)` and `extra_widgets()`.

    Every answer is logged, whether or not `view` can use it. An `InputError` from `view` shows
    next to the control that its `field` names, else in the error box; the last good picture
    stays, marked as belonging to earlier values.

    `view` is a plain function of the answers: `Activity.evaluate(name=answer)` shows the same
    result without any widget. It may read `self.progress`; in the printed form and in `evaluate`
    that is empty, so that both are the same for everyone.
    """

    prediction: Prediction | None = None
    save_label = ""  # what the save button says; empty where there is no document
    needed: tuple[str, ...] = ()  # controls to set for the exercise to be done; any if empty
    compare_label = ""  # what the button says that shows our answer; empty where there is none

    def __init__(self) -> None:
        super().__init__()
        self._is_newcomer_view = False  # True while what is shown must be the same for everyone
        self._progress_was_read = False  # whether anything asked what the learner did
        self._first_view_is_personal = False  # whether the first view asked, too
        self.inputs: dict[str, Input] = self.controls()
        self._drawn_answers: dict[str, Any] | None = None  # answers of the picture on show
        self._redraw_suspended = False
        self._save_debounce = Debounce(self._sync_from_log_and_save)
        self._result_panel, self._comparison_panel = ResultPanel(), ComparisonPanel()
        self._build_widgets()
        self._saved_answers = SavedAnswers(self, self.inputs, self._fit_controls)
        self._initial_answers = self._saved_answers.initial_answers
        self._restore_state_since_reset()
        for name, control in self.inputs.items():
            control.observe(
                self.catch_errors(lambda _, name=name: self._on_input_change(name)), "value"
            )
            if control.has_trait("refused"):
                control.observe(lambda _: self._save_debounce.schedule(), "refused")
        self.refresh()

    # --- what a subclass gives ---------------------------------------------------------

    def controls(self) -> dict[str, Input]:
        """Return the controls by the name of the answer that each gives to `view`."""
        raise NotImplementedError

    def view(self, **answers: Any) -> View:
        """Return the model's answer. Raises InputError for answers that make no sense."""
        raise NotImplementedError

    def document(self, **answers: Any) -> Document | None:
        """Return the document that these answers make, if the activity makes one."""
        return None

    def comparison(self, **answers: Any) -> View:
        """Return our own answer next to the learner's.

        Raises InputError while there is nothing of the learner's to compare with.
        """
        raise NotImplementedError

    def reconcile(self, changed: str, answers: dict[str, Any]) -> dict[str, Any]:
        """Return the answers once they agree with each other; `changed` was moved last."""
        return answers

    def update_controls(self, controls: dict[str, Input], answers: dict[str, Any]) -> None:
        """Fit controls to answers: what one offers, or whether it shows, may depend on another.

        Called before answers are drawn, and before they are written into the controls.
        """

    def layout(self, controls: dict[str, Input]) -> widgets.Widget:
        """Return the controls laid out; a grid that wraps unless a subclass knows better."""
        made = Box(list(controls.values()))
        made.add_class("tpo-controls")
        return made

    def extra_widgets(self) -> list[widgets.Widget]:
        """Return further widgets that go under the picture."""
        return []

    def shows_personal_content(self) -> bool:
        """Return whether what is shown may differ from what a newcomer sees."""
        if self._progress.is_empty():
            return False
        try:
            _ = self.first_view
        except InputError:  # a newcomer has to do something else first
            return True
        return self._first_view_is_personal

    # --- what a subclass may ask for -----------------------------------------------------

    @property
    def progress(self) -> Progress:
        """What the learner did; empty while what is shown must be the same for everyone."""
        self._progress_was_read = True
        return self._progress

    @progress.setter
    def progress(self, progress: Progress) -> None:
        self._progress = progress

    @property
    def is_newcomer_view(self) -> bool:
        """Whether what is shown must be the same for everyone."""
        self._progress_was_read = True
        return self._is_newcomer_view

    @property
    def is_comparison_shown(self) -> bool:
        """Whether our answer is on show."""
        self._progress_was_read = True
        return self._comparison_panel.visible

    # --- use ---------------------------------------------------------------------------

    @classmethod
    def requirements(cls, *_: object) -> list[str]:
        """Return what makes it done: the document, else a change, after the prediction."""
        if cls.save_label:
            return [f"saved:{cls.activity_id}"]
        changed = ":".join(["changed", cls.activity_id, *filter(None, ["+".join(cls.needed)])])
        return [*([f"predicted:{cls.activity_id}"] if cls.prediction else []), changed]

    @classmethod
    def evaluate(cls, **answers: Any) -> View:
        """Return the same result as the widget for these answers, without any widget on show.

        Answers not named keep their first setting. An unknown name raises InputError.
        """
        made = cls()
        try:
            with made.temporarily_as_newcomer():
                return made.view(**made._merge_answers(made._initial_answers, answers))
        finally:
            made.close()

    @classmethod
    def logged_answers(cls) -> dict[str, Any]:
        """Return what the learner's log has for this activity, first answers where it has none."""
        made = cls()
        try:
            return made.values()
        finally:
            made.close()

    @classmethod
    def logged_summary(cls) -> str:
        """Return what the view says of the learner's logged answers.

        Empty where the learner changed nothing, and where the view can't use the answers, such as
        those of an old version.
        """
        if not Progress().values(cls.activity_id):
            return ""
        made = cls()
        try:
            return made.view(**made.values()).summary
        except InputError:
            return ""
        finally:
            made.close()

    def values(self) -> dict[str, Any]:
        """Return what the controls are set to, by name."""
        return {name: control.answer for name, control in self.inputs.items()}

    def set(self, **answers: Any) -> None:
        """Set controls and draw once. An unknown name raises InputError."""
        self._set_inputs(self._merge_answers(self.values(), answers))
        self.refresh()

    def refresh(self) -> None:
        """Draw again from what the controls say now."""
        self.catch_errors(self._redraw)()

    def refresh_when_changed(self, read_state: Callable[[], object]) -> None:
        """Draw again after each logged event that changes what `read_state` returns."""
        known = read_state()

        def follow() -> None:
            nonlocal known
            now = read_state()
            if now != known:
                known = now
                self.refresh()

        self.follow_log(follow)

    def close(self) -> None:
        """Log what is still waiting, then close all widgets."""
        self.flush()
        self._save_debounce.cancel()  # a page that shows it again has what couldn't be saved
        super().close()

    def all_widgets(self) -> list[widgets.Widget]:
        """Return all widgets, those behind the prediction and the prediction itself included."""
        parts = [
            *self._unlocked_widgets,
            *([self._prediction_gate.box] if self._prediction_gate else []),
        ]
        return [*super().all_widgets(), *(w for part in parts for w in [part, *descendants(part)])]

    def flush(self) -> None:
        """Log right away what is still waiting for the learner to rest."""
        self._save_debounce.flush()

    @contextmanager
    def temporarily_as_newcomer(self) -> Iterator[None]:
        """Forget for a moment everything that the learner did."""
        kept = self._progress, self._comparison_panel.visible
        self._progress, self._comparison_panel.visible, self._is_newcomer_view = (
            Progress.create_empty(),
            False,
            True,
        )
        try:
            yield
        finally:
            self._progress, self._comparison_panel.visible = kept
            self._is_newcomer_view = False

    def predict(self, choice: str) -> None:
        """Choose a prediction, and lock it in as a learner does.

        Raises LookupError where no prediction is asked for.
        """
        if self._prediction_gate is None:
            raise LookupError(f"{self.title} asks for no prediction.")
        self._prediction_gate.choices.value = [choice]
        self.press("Lock in")

    @functools.cached_property
    def first_view(self) -> View:
        """The view of the first answers: the printed form never shows private work."""
        with self.temporarily_as_newcomer():
            self._progress_was_read = False
            view = self.view(**self._initial_answers)
            self._first_view_is_personal = self._progress_was_read
        return view

    @property
    def summary_html(self) -> str:
        """The sentence on show, with its checks and details."""
        return self._result_panel.summary.html

    @property
    def picture_html(self) -> str:
        """The picture on show."""
        return self._result_panel.picture.html

    @property
    def details_html(self) -> str:
        """What is shown under the picture: notes and the table."""
        return self._result_panel.details.html

    @property
    def stale(self) -> bool:
        """Whether the results on show belong to earlier answers."""
        return self._result_panel.stale

    @property
    def saved_note_html(self) -> str:
        """What was said about the saved document."""
        return self._document_note.html

    @property
    def comparison_html(self) -> str:
        """Our answer, once it is on show."""
        return self._comparison_panel.region.html

    def show_error(self, problem: InputError) -> None:
        """Show what is wrong next to the control that it is about, or next to each of several."""
        self.clear_errors()
        several = problem.errors if isinstance(problem, FieldsError) else {problem.field: problem}
        for field, one in several.items():
            if field in self.inputs:
                self.inputs[field].error = str(one)
            else:
                super().show_error(one)

    def clear_errors(self) -> None:
        """Take errors away from the box and from every control."""
        super().clear_errors()
        for control in self.inputs.values():
            control.error = ""

    def printed_html(self) -> str:
        """Return title, task, a prediction's question, controls as on paper, the first result."""
        return printed.activity_html(self)

    def printed_text(self) -> str:
        """Return the same as plain text."""
        return printed.activity_text(self)

    # --- inside ------------------------------------------------------------------------

    def _merge_answers(self, start: dict[str, Any], answers: dict[str, Any]) -> dict[str, Any]:
        """Return `start` with named answers put in one after the other, as if by hand."""
        unknown = sorted(set(answers) - set(self._initial_answers))
        if unknown:
            raise InputError(
                f"There's no value called {', '.join(unknown)} here.",
                f"Use one of: {', '.join(self._initial_answers)}.",
            )
        agreed = start
        for name, answer in answers.items():
            self.inputs[name].validate_answer(name, answer)
            agreed = self.reconcile(name, {**agreed, name: answer})
        return {**agreed, **answers}  # what was named wins over what gave way

    def _build_widgets(self) -> None:
        self._document_note = LiveRegion()
        needs_export_button = self.save_label and browser.forgets_work_on_close()
        self._export_button = ExportButton(self, self.flush) if needs_export_button else None
        controls, extra = self.layout(self.inputs), self.extra_widgets()
        # Now, while nothing of the learner's is in the controls.
        self.worksheet = "".join(map(worksheet_html, [controls, *extra]))
        self._unlocked_widgets = [
            controls,
            self._result_panel.box,
            *extra,
            button_row(*self._build_buttons()),
            self._document_note,
            *(
                [self._export_button.message_region, self._export_button.download]
                if self._export_button
                else []
            ),
            self._comparison_panel.region,
        ]
        self._prediction_gate = (
            PredictionGate(self.prediction, self._on_prediction_locked, self.catch_errors)
            if self.prediction
            else None
        )
        shown = [self._prediction_gate.box] if self._prediction_gate else self._unlocked_widgets
        self.root.children = [self.build_heading(), self.error, *shown]

    def _build_buttons(self) -> list[widgets.Widget]:
        self._undo_button = button("Undo reset", self.catch_errors(self._undo_reset), quiet=True)
        row = [button("Reset", self.catch_errors(self._reset_answers)), self._undo_button]
        if self.compare_label:
            compare = self.catch_errors(self._show_comparison)
            row.insert(0, button(self.compare_label, compare, primary=not self.save_label))
        if self.save_label:
            row.insert(
                0, button(self.save_label, self.catch_errors(self._save_document), primary=True)
            )
        if self._export_button:
            row.insert(1, self._export_button.button)
        return row

    # --- draw --------------------------------------------------------------------------

    def _on_input_change(self, name: str) -> None:
        if self._redraw_suspended:
            return
        try:
            answers = self.values()
            agreed = self.reconcile(name, answers)
            self._set_inputs({k: v for k, v in agreed.items() if v != answers[k]})
            self._redraw()
        except Exception:
            self._result_panel.mark_stale()
            raise
        finally:
            self._save_debounce.schedule()  # saved whether or not it could be understood

    def _redraw(self) -> None:
        answers = self.values()
        try:
            self.update_controls(self.inputs, answers)
            view = self._compute_view(answers)
        except Exception:
            self._result_panel.mark_stale()
            raise
        self._result_panel.show(view)
        self._drawn_answers = answers
        self._comparison_panel.refresh(lambda: self.comparison(**answers))

    def _compute_view(self, answers: dict[str, Any]) -> View:
        # Where nothing of the learner's is in it, it is drawn once for the screen and for paper.
        fresh = (
            self._drawn_answers is None
            and answers == self._initial_answers
            and not self.shows_personal_content()
        )
        return self.first_view if fresh else self.view(**answers)

    @contextmanager
    def _suspend_redraw(self) -> Iterator[None]:
        """Write into controls without drawing each of them."""
        held, self._redraw_suspended = self._redraw_suspended, True
        try:
            yield
        finally:
            self._redraw_suspended = held

    def _fit_controls(self, answers: dict[str, Any]) -> None:
        self.update_controls(self.inputs, answers)

    def _set_inputs(self, answers: dict[str, Any]) -> None:
        with self._suspend_redraw():
            self._fit_controls({**self.values(), **answers})
            for name, answer in answers.items():
                self.inputs[name].answer = answer

    # --- keep --------------------------------------------------------------------------

    def _restore_state_since_reset(self) -> None:
        """Take over from the log what isn't an answer: what was predicted, shown and saved."""
        found = state_since_reset(self.progress, self.activity_id)
        self._autosave_on, self._comparison_panel.visible = (
            found.document_saved,
            found.comparison_shown,
        )
        self._undo_button.hidden = not found.can_undo_reset
        predicted = self.progress.last_event(self.activity_id, "predicted")
        if (
            self._prediction_gate
            and predicted
            and self._prediction_gate.prediction.has_choice(predicted.result["choice"])
        ):
            self._show_after_prediction(predicted.result["choice"])

    def _sync_from_log_and_save(self) -> None:
        with self._suspend_redraw():
            news = self._saved_answers.sync_from_log()
        if news:
            self.refresh()
        if self._saved_answers.log_changes():
            self._undo_button.hidden = True
        elif self._saved_answers.unsaved_answers():  # the disk refused
            self._save_debounce.retry()
        if self._autosave_on and self._drawn_answers == self.values():
            self.catch_errors(self._autosave_document)()

    def _save_now(self) -> None:
        self._save_debounce.cancel()
        self._sync_from_log_and_save()

    def _reset_answers(self, *_: object) -> None:
        self.flush()  # what was typed last is what Undo brings back
        self.record("reset")
        with self._suspend_redraw():
            self._fit_controls(self._initial_answers)
            self._saved_answers.reset()
        self._comparison_panel.visible = self._autosave_on = False
        self._document_note.html = ""
        self._undo_button.hidden = False
        self._redraw()

    def _undo_reset(self, *_: object) -> None:
        self.record("undone")
        with self._suspend_redraw():
            self._saved_answers.reload()
        self._restore_state_since_reset()
        self._redraw()

    def _save_document(self, *_: object) -> None:
        self._save_now()
        document = self.document(**self.values())
        if document is None:
            return
        self._document_note.html = save_document_with_links(document, autosave=False)
        self._autosave_on = True
        self.record("saved", document=document.name)

    def _autosave_document(self) -> None:
        document = self.document(**self.values())
        if document is not None:
            self._document_note.html = save_document_with_links(document, autosave=True)

    def _show_comparison(self, *_: object) -> None:
        self.comparison(**self.values())  # refuses where there is nothing to compare with
        self._save_now()  # what was tried before our answer was seen
        self._comparison_panel.visible = True
        self.record("shown")
        self._redraw()

    # --- predict first -----------------------------------------------------------------

    def _on_prediction_locked(self, choice: str) -> None:
        self.record("predicted", choice=choice)
        self._show_after_prediction(choice)

    def _show_after_prediction(self, choice: str) -> None:
        said = (
            [self._prediction_gate.build_feedback_region(choice)] if self._prediction_gate else []
        )
        self.root.children = [*self.root.children[:2], *said, *self._unlocked_widgets]
