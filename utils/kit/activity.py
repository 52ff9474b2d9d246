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
from utils.kit.saving import SavedAnswers, milestones, save_document
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
        self._newcomer = False  # True while what is shown must be the same for everyone
        self._looked_at_work = False  # whether anything asked who the learner is
        self._personal = False  # whether the first view did
        self.inputs: dict[str, Input] = self.controls()
        self._drawn: dict[str, Any] | None = None  # answers of the picture on show
        self._held = False
        self._resting = Debounce(self._rested)
        self._results, self._ours = ResultPanel(), ComparisonPanel()
        self._build()
        self._saved = SavedAnswers(self, self.inputs, self._prepare)
        self._first = self._saved.first
        self._follow_log()
        for name, control in self.inputs.items():
            control.observe(self.catch_errors(lambda _, name=name: self._changed(name)), "value")
            if control.has_trait("refused"):
                control.observe(lambda _: self._resting.schedule(), "refused")
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

    def has_private_data(self) -> bool:
        """Return whether what is shown may differ from what a newcomer sees."""
        if self._progress.is_empty():
            return False
        try:
            _ = self.first_view
        except InputError:  # a newcomer has to do something else first
            return True
        return self._personal

    # --- what a subclass may ask for -----------------------------------------------------

    @property
    def progress(self) -> Progress:
        """What the learner did; empty while what is shown must be the same for everyone."""
        self._looked_at_work = True
        return self._progress

    @progress.setter
    def progress(self, progress: Progress) -> None:
        self._progress = progress

    @property
    def newcomer(self) -> bool:
        """Whether what is shown must be the same for everyone."""
        self._looked_at_work = True
        return self._newcomer

    @property
    def comparing(self) -> bool:
        """Whether our answer is on show."""
        self._looked_at_work = True
        return self._ours.on

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
            with made.as_newcomer():
                return made.view(**made._named(made._first, answers))
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
        self._write(self._named(self.values(), answers))
        self.refresh()

    def refresh(self) -> None:
        """Draw again from what the controls say now."""
        self.catch_errors(self._draw)()

    def refresh_with(self, read: Callable[[], object]) -> None:
        """Draw again after each logged event that changes what `read` returns."""
        known = read()

        def follow() -> None:
            nonlocal known
            now = read()
            if now != known:
                known = now
                self.refresh()

        self.follow_log(follow)

    def close(self) -> None:
        """Log what is still waiting, then close all widgets."""
        self.flush()
        self._resting.cancel()  # a page that shows it again has what couldn't be saved
        super().close()

    def all_widgets(self) -> list[widgets.Widget]:
        """Return all widgets, those behind the prediction and the prediction itself included."""
        parts = [*self._open, *([self._gate.box] if self._gate else [])]
        return [*super().all_widgets(), *(w for part in parts for w in [part, *descendants(part)])]

    def flush(self) -> None:
        """Log right away what is still waiting for the learner to rest."""
        self._resting.flush()

    @contextmanager
    def as_newcomer(self) -> Iterator[None]:
        """Forget for a moment everything that the learner did."""
        kept = self._progress, self._ours.on
        self._progress, self._ours.on, self._newcomer = Progress.empty(), False, True
        try:
            yield
        finally:
            self._progress, self._ours.on = kept
            self._newcomer = False

    def predict(self, choice: str) -> None:
        """Choose a prediction, and lock it in as a learner does.

        Raises LookupError where no prediction is asked for.
        """
        if self._gate is None:
            raise LookupError(f"{self.title} asks for no prediction.")
        self._gate.choices.value = [choice]
        self.press("Lock in")

    @functools.cached_property
    def first_view(self) -> View:
        """The view of the first answers: the printed form never shows private work."""
        with self.as_newcomer():
            self._looked_at_work = False
            view = self.view(**self._first)
            self._personal = self._looked_at_work
        return view

    @property
    def summary_html(self) -> str:
        """The sentence on show, with its checks and details."""
        return self._results.summary.html

    @property
    def picture_html(self) -> str:
        """The picture on show."""
        return self._results.picture.html

    @property
    def details_html(self) -> str:
        """What is shown under the picture: notes and the table."""
        return self._results.details.html

    @property
    def stale(self) -> bool:
        """Whether the results on show belong to earlier answers."""
        return self._results.stale

    @property
    def saved_html(self) -> str:
        """What was said about the saved document."""
        return self._saved_note.html

    @property
    def comparison_html(self) -> str:
        """Our answer, once it is on show."""
        return self._ours.region.html

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

    def _named(self, start: dict[str, Any], answers: dict[str, Any]) -> dict[str, Any]:
        """Return `start` with named answers put in one after the other, as if by hand."""
        unknown = sorted(set(answers) - set(self._first))
        if unknown:
            raise InputError(
                f"There's no value called {', '.join(unknown)} here.",
                f"Use one of: {', '.join(self._first)}.",
            )
        agreed = start
        for name, answer in answers.items():
            self.inputs[name].check(name, answer)
            agreed = self.reconcile(name, {**agreed, name: answer})
        return {**agreed, **answers}  # what was named wins over what gave way

    def _build(self) -> None:
        self._saved_note = LiveRegion()
        saves_where_it_is_lost = self.save_label and browser.forgets()
        self._export = ExportButton(self, self.flush) if saves_where_it_is_lost else None
        controls, extra = self.layout(self.inputs), self.extra_widgets()
        # Now, while nothing of the learner's is in the controls.
        self.worksheet = "".join(map(worksheet_html, [controls, *extra]))
        self._open = [
            controls,
            self._results.box,
            *extra,
            button_row(*self._make_buttons()),
            self._saved_note,
            *([self._export.said, self._export.download] if self._export else []),
            self._ours.region,
        ]
        self._gate = (
            PredictionGate(self.prediction, self._predicted, self.catch_errors)
            if self.prediction
            else None
        )
        shown = [self._gate.box] if self._gate else self._open
        self.root.children = [self.heading(), self.error, *shown]

    def _make_buttons(self) -> list[widgets.Widget]:
        self._undo = button("Undo reset", self.catch_errors(self._undo_reset), quiet=True)
        row = [button("Reset", self.catch_errors(self._reset)), self._undo]
        if self.compare_label:
            compare = self.catch_errors(self._compare)
            row.insert(0, button(self.compare_label, compare, primary=not self.save_label))
        if self.save_label:
            row.insert(0, button(self.save_label, self.catch_errors(self._save), primary=True))
        if self._export:
            row.insert(1, self._export.button)
        return row

    # --- draw --------------------------------------------------------------------------

    def _changed(self, name: str) -> None:
        if self._held:
            return
        try:
            answers = self.values()
            agreed = self.reconcile(name, answers)
            self._write({k: v for k, v in agreed.items() if v != answers[k]})
            self._draw()
        except Exception:
            self._results.mark_stale()
            raise
        finally:
            self._resting.schedule()  # saved whether or not it could be understood

    def _draw(self) -> None:
        answers = self.values()
        try:
            self.update_controls(self.inputs, answers)
            view = self._view(answers)
        except Exception:
            self._results.mark_stale()
            raise
        self._results.show(view)
        self._drawn = answers
        self._ours.refresh(lambda: self.comparison(**answers))

    def _view(self, answers: dict[str, Any]) -> View:
        # Where nothing of the learner's is in it, it is drawn once for the screen and for paper.
        fresh = self._drawn is None and answers == self._first and not self.has_private_data()
        return self.first_view if fresh else self.view(**answers)

    @contextmanager
    def _hold(self) -> Iterator[None]:
        """Write into controls without drawing each of them."""
        held, self._held = self._held, True
        try:
            yield
        finally:
            self._held = held

    def _prepare(self, answers: dict[str, Any]) -> None:
        self.update_controls(self.inputs, answers)

    def _write(self, answers: dict[str, Any]) -> None:
        with self._hold():
            self._prepare({**self.values(), **answers})
            for name, answer in answers.items():
                self.inputs[name].answer = answer

    # --- keep --------------------------------------------------------------------------

    def _follow_log(self) -> None:
        """Take over from the log what isn't an answer: what was predicted, shown and saved."""
        found = milestones(self.progress, self.activity_id)
        self._autosaves, self._ours.on = found.saved, found.shown
        self._undo.hidden = not found.can_undo
        predicted = self.progress.last(self.activity_id, "predicted")
        if (
            self._gate
            and predicted
            and self._gate.prediction.has_choice(predicted.result["choice"])
        ):
            self._unlock(predicted.result["choice"])

    def _rested(self) -> None:
        with self._hold():
            news = self._saved.sync()
        if news:
            self.refresh()
        if self._saved.write():
            self._undo.hidden = True
        elif self._saved.changed_answers():  # the disk refused
            self._resting.retry()
        if self._autosaves and self._drawn == self.values():
            self.catch_errors(self._autosave)()

    def _log_now(self) -> None:
        self._resting.cancel()
        self._rested()

    def _reset(self, *_: object) -> None:
        self.flush()  # what was typed last is what Undo brings back
        self.record("reset")
        with self._hold():
            self._prepare(self._first)
            self._saved.reset()
        self._ours.on = self._autosaves = False
        self._saved_note.html = ""
        self._undo.hidden = False
        self._draw()

    def _undo_reset(self, *_: object) -> None:
        self.record("undone")
        with self._hold():
            self._saved.reload()
        self._follow_log()
        self._draw()

    def _save(self, *_: object) -> None:
        self._log_now()
        document = self.document(**self.values())
        if document is None:
            return
        self._saved_note.html = save_document(document, autosave=False)
        self._autosaves = True
        self.record("saved", document=document.name)

    def _autosave(self) -> None:
        document = self.document(**self.values())
        if document is not None:
            self._saved_note.html = save_document(document, autosave=True)

    def _compare(self, *_: object) -> None:
        self.comparison(**self.values())  # refuses where there is nothing to compare with
        self._log_now()  # what was tried before our answer was seen
        self._ours.on = True
        self.record("shown")
        self._draw()

    # --- predict first -----------------------------------------------------------------

    def _predicted(self, choice: str) -> None:
        self.record("predicted", choice=choice)
        self._unlock(choice)

    def _unlock(self, choice: str) -> None:
        said = [self._gate.feedback(choice)] if self._gate else []
        self.root.children = [*self.root.children[:2], *said, *self._open]
