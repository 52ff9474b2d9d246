"""Base of every activity: controls on top, what follows from them below."""

from __future__ import annotations

import base64
import math
from html import escape
from typing import TYPE_CHECKING, Any

import ipywidgets as widgets

from utils.kit.base import CourseWidget, button, button_row, heading
from utils.kit.controls import Choices, DropdownGrid, LiveRegion, Ranking, Slider
from utils.kit.debounce import Debounce
from utils.kit.errors import InputError
from utils.kit.portfolio import Portfolio, with_title

if TYPE_CHECKING:
    from utils.kit.view import Document, Prediction, View


class Activity(CourseWidget):
    """Controls, a model's answer, and what the learner keeps of it.

    A subclass gives `where`, `title`, `task`, `controls()` and `view(**values)`, and if it
    likes `prediction`, `comparison(**values)`, `document(**values)`, `settle(...)`, `prepare(...)`,
    `arrange(...)` and `extras()`.
    `view` is a plain function of the values: `Activity.plain(name=value)` shows the same
    result without any widget.

    An `InputError` from `view` or `document` appears in the error box; the last good picture
    stays.
    """

    task = ""
    prediction: Prediction | None = None
    save_label = ""  # what the save button says; empty where there is no document
    compare_label = ""  # what the button says that shows our answer; empty where there is none

    def __init__(self) -> None:
        super().__init__()
        self._controls = self.controls()
        self._first = self._good = self.values()
        self._held = False
        self._last: View | None = None
        self._saved_once = False
        self._picture = widgets.HTML()
        self._more = widgets.HTML()
        self._words = LiveRegion()
        self._words.add_class("tpo-summary")
        self._kept = LiveRegion()
        self._compared = LiveRegion()
        self._comparing = False
        self._resting = Debounce(self._rested)
        self._build()
        self._restore()
        self._watch()
        self.refresh()

    # --- what a subclass gives ---------------------------------------------------------

    def controls(self) -> dict[str, widgets.Widget]:
        """Return the controls by the name of the value that each gives to `view`."""
        raise NotImplementedError

    def view(self, **values: Any) -> View:  # noqa: ANN401 - every activity has its own values
        """Return the model's answer. Raises InputError for values that make no sense."""
        raise NotImplementedError

    def shown(self, **values: Any) -> View:  # noqa: ANN401 - every activity has its own values
        """Return what the widget shows; `view`, unless the learner's own data come in."""
        return self.view(**values)

    def document(self, **values: Any) -> Document | None:  # noqa: ANN401, ARG002
        """Return the document that these values make, if the activity makes one."""
        return None

    def comparison(self, **values: Any) -> View:  # noqa: ANN401 - every activity has its own values
        """Return our own answer beside the learner's.

        Raises InputError while there is nothing of the learner's to compare with.
        """
        raise NotImplementedError

    def reconcile(self, changed: str, values: dict[str, Any]) -> dict[str, Any]:  # noqa: ARG002
        """Return the values once they agree with each other; `changed` was moved last."""
        return values

    def update_options(self, values: dict[str, Any]) -> None:
        """Make controls ready for values that come next: the options of one may hang on another."""

    def layout(self, controls: dict[str, widgets.Widget]) -> widgets.Widget:
        """Return the controls laid out; a grid that wraps unless a subclass knows better."""
        made = widgets.Box(list(controls.values()))
        made.add_class("tpo-controls")
        return made

    def extra_widgets(self) -> list[widgets.Widget]:
        """Return further widgets that stand under the picture."""
        return []

    # --- use ---------------------------------------------------------------------------

    @classmethod
    def evaluate(cls, **values: Any) -> View:  # noqa: ANN401 - every activity has its own values
        """Return the same result as the widget for these values, without any widget on show.

        Values not named keep their first setting. An unknown name raises InputError.
        """
        made = cls()
        return made.view(**made._named(made._first, values))

    def values(self) -> dict[str, Any]:
        """Return what the controls are set to, by name."""
        return {name: read(control) for name, control in self._controls.items()}

    def set(self, **values: Any) -> None:  # noqa: ANN401 - every activity has its own values
        """Set controls and draw once. An unknown name raises InputError."""
        self._write(self._named(self.values(), values))
        self.refresh()

    def refresh(self) -> None:
        """Draw again from what the controls say now."""
        self.catch_errors(self._draw)()

    # --- inside ------------------------------------------------------------------------

    def _named(self, start: dict[str, Any], values: dict[str, Any]) -> dict[str, Any]:
        """Return `start` with named values put in one after the other, as if by hand."""
        self._known(values)
        settled = start
        for name, value in values.items():
            fit(name, self._controls[name], value)
            settled = self.reconcile(name, {**settled, name: value})
        return {**settled, **values}  # what was named wins over what gave way

    def _known(self, values: dict[str, Any]) -> None:
        unknown = sorted(set(values) - set(self._first))
        if unknown:
            raise InputError(
                f"There is no value called {', '.join(unknown)} here.",
                f"Use one of: {', '.join(self._first)}.",
            )

    def _build(self) -> None:
        row = [button("Reset", self.catch_errors(self._reset))]
        if self.compare_label:
            row.insert(
                0,
                button(
                    self.compare_label,
                    self.catch_errors(self._compare),
                    primary=not self.save_label,
                ),
            )
        if self.save_label:
            row.insert(0, button(self.save_label, self.catch_errors(self._save), primary=True))
        self._open = [
            self.layout(self._controls),
            self._words,
            self._picture,
            self._more,
            *self.extra_widgets(),
            button_row(*row),
            self._kept,
            self._compared,
        ]
        self._gate = self._make_gate() if self.prediction else None
        shown = [self._gate] if self._gate else self._open
        self.root.children = [heading(self.title, self.task), self.error, *shown]

    def _watch(self) -> None:
        for name, control in self._controls.items():
            control.observe(self.catch_errors(lambda _, name=name: self._changed(name)), "value")

    def _changed(self, name: str) -> None:
        if self._held:
            return
        values = self.values()
        settled = self.reconcile(name, values)
        self._write({k: v for k, v in settled.items() if v != values[k]})
        self._draw()
        self._resting.ask()

    def _draw(self) -> None:
        values = self.values()
        self._last = now = self.shown(**values)
        self._good = values
        # The picture first: it takes the page longest.
        self._picture.value = now.picture.html(live=True) if now.picture else ""
        self._words.html = now.summary_html()
        self._more.value = now.more_html()
        self._compare_again()

    def _rested(self) -> None:
        # Values that were refused since are not kept: a restart would throw all away for them.
        self.record("changed", values=self._good)
        if self._saved_once and self._good == self.values():
            self.catch_errors(self._autosave)()

    def _write(self, values: dict[str, Any]) -> None:
        self._held = True
        try:
            self.update_options({**self.values(), **values})
            for name, value in values.items():
                write(self._controls[name], value)
        finally:
            self._held = False

    def _restore(self) -> None:
        kept = self.progress.values(self.activity_id)
        try:
            if kept:
                self._write({name: kept[name] for name in self._first if name in kept})
                self.view(**self.values())
        except Exception:  # noqa: BLE001 - values of an older edition: start afresh
            self._write(self._first)
        self._saved_once = self.progress.last(self.activity_id, "saved") is not None
        seen = [
            e.what for e in self.progress.events(self.activity_id) if e.what in ("shown", "reset")
        ]
        self._comparing = seen[-1:] == ["shown"]
        predicted = self.progress.last(self.activity_id, "predicted")
        if self._gate and predicted and self.prediction.knows(predicted.result["choice"]):
            self._unlock(predicted.result["choice"])

    def _reset(self, *_: object) -> None:
        self._resting.drop()
        self._write(self._first)
        self.record("reset")
        self._comparing = False
        self._draw()

    def _save(self, *_: object) -> None:
        self._resting.drop()
        made = self.document(**self.values())
        kept = Portfolio().save(made.name, made.title, made.markdown)
        self._saved_once = True
        self.record("saved", document=made.name)
        self.record("changed", values=self.values())
        self._kept.html = kept_html(made, kept.path_html.read_text(encoding="utf-8"))

    def _autosave(self) -> None:
        made = self.document(**self.values())
        kept = Portfolio().save(made.name, made.title, made.markdown, autosave=True)
        self._kept.html = kept_html(made, kept.path_html.read_text(encoding="utf-8"))

    # --- compare afterwards ------------------------------------------------------------

    def _compare(self, *_: object) -> None:
        values = self.values()
        self.comparison(**values)  # refuses where there is nothing to compare with
        self._comparing = True
        self.record("changed", values=values)  # what was tried before our answer was seen
        self.record("shown")
        self._draw()

    def _compare_again(self) -> None:
        """Keep our answer beside values that moved; it leaves once there is none to compare."""
        try:
            self._compared.html = self._comparison_html(self.values()) if self._comparing else ""
        except InputError:
            self._compared.html = ""

    def _comparison_html(self, values: dict[str, Any]) -> str:
        made = self.comparison(**values)
        return made.html(live=True)

    # --- predict first -----------------------------------------------------------------

    def _make_gate(self) -> widgets.VBox:
        self._guess = Choices(
            label=self.prediction.prompt,
            options=[[key, text] for key, text, _ in self.prediction.choices],
        )
        lock = button("Lock in my prediction", self.catch_errors(self._predict), primary=True)
        return widgets.VBox([self._guess, button_row(lock)])

    def _predict(self, *_: object) -> None:
        if not self._guess.value:
            raise InputError(
                "No prediction chosen yet.", "Pick one: a guess is worth more than none."
            )
        choice = self._guess.value[0]
        self.record("predicted", choice=choice)
        self._unlock(choice)

    def _unlock(self, choice: str) -> None:
        said, why = self.prediction.text_of(choice), self.prediction.feedback(choice)
        words = f"<p><strong>You predicted:</strong> “{escape(said)}”</p><p>{escape(why)}</p>"
        answer = LiveRegion(html=words)
        answer.add_class("tpo-feedback")
        self.root.children = [*self.root.children[:2], answer, *self._open]

    # --- printed form ------------------------------------------------------------------

    def _first_view(self) -> View:
        """Return the view of the first settings: the printed form never shows private work."""
        plain = type(self).shown is Activity.shown
        if plain and self._last is not None and self.values() == self._first:
            return self._last
        return self.view(**self._first)

    def printed_html(self) -> str:
        """Return title, task, and the first picture or the question that comes before it."""
        start = f"<h4>{escape(self.title)}</h4><p>{escape(self.task)}</p>"
        if self.prediction is None:
            return start + self._first_view().html()
        items = "".join(f"<li>{escape(text)}</li>" for _, text, _ in self.prediction.choices)
        return f"{start}<p><strong>{escape(self.prediction.prompt)}</strong></p><ul>{items}</ul>"

    def printed_text(self) -> str:
        """Return the same as plain text, with the first setting of every control."""
        start = f"{self.title}\n{self.task}"
        if self.prediction is None:
            return f"{start}\n{self._first_view().text()}"
        items = "\n".join(f"- {text}" for _, text, _ in self.prediction.choices)
        return f"{start}\n{self.prediction.prompt}\n{items}"


def read(control: widgets.Widget) -> Any:  # noqa: ANN401 - float, str or list by control
    """Return the value of a control; one key, not a list, for radio buttons."""
    if isinstance(control, Choices) and not control.multiple:
        return control.value[0] if control.value else None
    return list(control.value) if isinstance(control.value, tuple) else control.value


def write(control: widgets.Widget, value: Any) -> None:  # noqa: ANN401 - see read
    """Set the value of a control; the opposite of `read`."""
    if isinstance(control, Choices) and not control.multiple:
        control.value = [] if value is None else [value]
    else:
        control.value = value


def fit(name: str, control: widgets.Widget, value: Any) -> None:  # noqa: ANN401 - see read
    """Raise InputError for a value that its control could never have."""
    if isinstance(control, Slider):
        number = isinstance(value, int | float) and not isinstance(value, bool)
        if not (number and math.isfinite(value)):
            raise InputError(f"{name} is {value!r}, which is no number.", "Give a finite number.")
    elif isinstance(control, Choices) and control.multiple:
        if not (isinstance(value, list | tuple) and all(isinstance(key, str) for key in value)):
            raise InputError(f"{name} is {value!r}, which is no list of names.", "Give names.")
    elif isinstance(control, DropdownGrid):
        if not (isinstance(value, dict) and control.takes(value)):
            raise InputError(
                f"{name} is {value!r}, which does not fit its table.",
                "Give a dict such as {'row.column': 'key'}.",
            )
    elif isinstance(control, Ranking):
        keys = sorted(key for key, _ in control.options)
        if not (isinstance(value, list | tuple) and sorted(map(str, value)) == keys):
            raise InputError(f"{name} is no order of its items.", f"Name once: {', '.join(keys)}.")
    elif not isinstance(value, str):
        raise InputError(f"{name} is {value!r}, which is no text.", "Give text.")


def kept_html(made: Document, page: str) -> str:
    """Return what is said after saving, with both files to download."""
    links = " · ".join(
        f'<a download="{escape(made.name)}.{end}" '
        f'href="data:{kind};charset=utf-8;base64,{_base64(text)}">{words}</a>'
        for end, kind, words, text in (
            ("html", "text/html", "page to print", page),
            ("md", "text/markdown", "Markdown", with_title(made.title, made.markdown)),
        )
    )
    return (
        f"<p><strong>Saved:</strong> {escape(made.title)}. Later changes save themselves. "
        f"Download: {links}</p>"
    )


def _base64(text: str) -> str:
    return base64.b64encode(text.encode()).decode("ascii")
