"""What every widget of the course has: a frame, an error box, a printed form."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import ipywidgets as widgets

from utils.kit.controls import LiveRegion
from utils.kit.errors import InputError
from utils.kit.progress import Progress
from utils.kit.tables import PLAIN

if TYPE_CHECKING:
    from collections.abc import Callable

WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
CARD = (
    "max-width:780px;padding:14px 16px;box-sizing:border-box;border:1px solid #8c959f;"
    "border-left:4px solid #0072b2;border-radius:6px"
)


class CourseWidget:
    """Base of everything that reacts.

    A subclass fills `self.root.children`, and says what it looks like where nothing can react:
    `printed_html` and `printed_text`. GitHub, an export and a notebook that was not run show
    that printed form; a live kernel shows the widgets.

    No callback may raise into the notebook: wrap it with `self.guarded`, which shows the
    problem in the error box and leaves everything else as it was.
    """

    activity_id = ""
    title = ""

    def __init__(self) -> None:
        self.progress = Progress()
        self.error = LiveRegion(role="alert")
        self.error.add_class("tpo-error")
        self.root = widgets.VBox()
        self.root.add_class("tpo-activity")
        # A handle for tests and for anchors: the same name as in the progress log.
        self.root.add_class(f"tpo-{self.activity_id.replace('.', '-')}")

    def catch_errors(self, act: Callable[..., None]) -> Callable[..., None]:
        """Return `act` as a callback that reports instead of raising."""

        def inner(*args: object) -> None:
            try:
                act(*args)
            except InputError as problem:
                self.show_error(problem)
            except Exception as fault:  # noqa: BLE001 - a learner never meets a traceback
                self.show_error(
                    InputError(
                        f"This is a fault of the course, not yours ({type(fault).__name__}: "
                        f"{fault}).",
                        "What you saw last is kept; press Reset or go on, and please report it.",
                    )
                )
            else:
                self.error.html = self._unsaved

        return inner

    _unsaved = ""

    def record(self, what: str, **result: object) -> None:
        """Log what the learner did; if the disk refuses, say so and go on."""
        try:
            self.progress.record(what, self.activity_id, **result)
        except InputError as problem:
            # It stays visible, because work would be lost without notice.
            self._unsaved = _problem_html(problem)
            self.error.html = self._unsaved
        else:
            if self._unsaved and self.error.html == self._unsaved:
                self.error.html = ""  # the disk is well again
            self._unsaved = ""

    def show_error(self, problem: InputError) -> None:
        """Show what is wrong and how to mend it."""
        self.error.html = _problem_html(problem)

    def printed_html(self) -> str:
        """Return the first state as markup. A subclass must give it."""
        raise NotImplementedError

    def printed_text(self) -> str:
        """Return the first state as plain text. A subclass must give it."""
        raise NotImplementedError

    def _repr_mimebundle_(self, **_: object) -> dict[str, object]:
        return {
            "text/plain": self.printed_text(),
            "text/html": f'<div class="{PLAIN}" style="{CARD}">{self.printed_html()}</div>',
            WIDGET_VIEW: {
                "version_major": 2,
                "version_minor": 0,
                "model_id": self.root.model_id,
            },
        }


def _problem_html(problem: InputError) -> str:
    return f"<p><strong>{escape(problem.what)}</strong></p><p>{escape(problem.fix)}</p>"


def button(text: str, act: Callable[..., None], *, primary: bool = False) -> widgets.Button:
    """Return a button; `primary` marks the one step that leads on."""
    made = widgets.Button(description=text)
    if primary:
        made.add_class("tpo-primary")
    made.on_click(act)
    return made


def button_row(*children: widgets.Widget) -> widgets.Box:
    """Return a row of buttons that wraps on a narrow page."""
    row = widgets.Box(children)
    row.add_class("tpo-buttons")
    return row


def heading(title: str, task: str) -> widgets.HTML:
    """Return the head of an activity: what it is, and what to do."""
    return widgets.HTML(f"<h4>{escape(title)}</h4><p>{escape(task)}</p>")
