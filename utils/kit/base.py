"""What every widget of the course has: a card, an error box, a printed form."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any, Protocol

from utils.kit import printed
from utils.kit.controls import Box, Button, Html, LiveRegion, VBox
from utils.kit.english import plural
from utils.kit.errors import InputError
from utils.kit.outline import find_exercise, is_done
from utils.kit.progress import Progress

if TYPE_CHECKING:
    from collections.abc import Callable

    import ipywidgets as widgets

    from utils.kit.outline import Exercise

WIDGET_VIEW_MIME_TYPE = "application/vnd.jupyter.widget-view+json"


class CourseWidget:
    """Base of everything that reacts.

    A subclass fills `self.root.children`, and says what it looks like where nothing can react:
    `printed_html` and `printed_text`. GitHub, an export and a notebook that was not run show
    that printed form; a live kernel shows the widgets.

    No callback may raise into the notebook: wrap it with `self.catch_errors`, which shows the
    problem in the error box and leaves everything else as it was.
    """

    activity_id = ""
    title = task = ""

    def __init__(self) -> None:
        self.progress = Progress()
        self._observers: list[Callable[[], None]] = []
        self.error = LiveRegion(role="alert")
        self.error.add_class("tpo-error")
        self.root = VBox()
        self.root.add_class("tpo-activity")
        # A handle for tests and for anchors: the same name as in the progress log.
        self.root.add_class(f"tpo-{self.activity_id.replace('.', '-')}")

    @classmethod
    def requirements(cls, *_: object) -> list[str]:
        """Return what the log must have for the exercise to be done; see completion.py.

        It takes the same arguments as the class. Nothing, where the widget is an extra.
        """
        return [f"shown:{cls.activity_id}"]

    def build_heading(self) -> Html:
        """Return the head of the activity, marked once its exercise is done."""
        return self._build_labeled_heading(
            self.activity_id, printed.heading_html(self.title, self.task)
        )

    def build_exercise_label(self, activity_id: str) -> Html:
        """Return which exercise an activity belongs to, marked once it is done."""
        return self._build_labeled_heading(activity_id, "")

    def _build_labeled_heading(self, activity_id: str, heading_html: str) -> Html:
        exercise = find_exercise(activity_id)
        if exercise is None:
            return Html(heading_html)
        shown = Html()

        def follow() -> None:
            if "tpo-tick" not in shown.html:  # what is done stays done
                done = is_done(self.progress, exercise)
                shown.html = exercise_label_html(exercise, done=done) + heading_html

        follow()
        self.follow_log(follow)
        return shown

    def follow_log(self, callback: Callable[[], None]) -> None:
        """Call `callback` after each event that is logged, until this widget is closed."""
        self._observers.append(callback)
        self.progress.observe(callback)

    def catch_errors(self, callback: Callable[..., None]) -> Callable[..., None]:
        """Return a callback that calls `callback` and reports instead of raising."""

        def reporting_callback(*args: object) -> None:
            try:
                callback(*args)
            except InputError as problem:
                self.show_error(problem)
            except Exception as fault:  # noqa: BLE001 - a learner never meets a traceback
                self.show_error(
                    InputError(
                        f"This is a bug in the course, not your mistake ({type(fault).__name__}: "
                        f"{fault}).",
                        "Your last result is still here. Press Reset or keep going, and please "
                        "report the bug.",
                    )
                )
            else:
                self.clear_errors()

        return reporting_callback

    _unsaved_error_html = ""

    def record(self, kind: str, activity_id: str = "", /, **result: object) -> bool:
        """Log what the learner did here, or in another activity, and return whether that worked.

        If the disk refuses, say so and go on.
        """
        try:
            self.progress.record(kind, activity_id or self.activity_id, **result)
        except InputError as problem:
            # It stays visible, because work would be lost without notice.
            self._unsaved_error_html = error_html(problem)
            self.error.html = self._unsaved_error_html
            return False
        if self._unsaved_error_html and self.error.html == self._unsaved_error_html:
            self.error.html = ""  # the disk is well again
        self._unsaved_error_html = ""
        return True

    def show_error(self, problem: InputError) -> None:
        """Show what is wrong and how to fix it."""
        self.error.html = error_html(problem)

    def clear_errors(self) -> None:
        """Take errors away, but for the one that says that work isn't saved."""
        self.error.html = self._unsaved_error_html

    @property
    def error_html(self) -> str:
        """What the error box says."""
        return self.error.html

    @property
    def visible_html(self) -> str:
        """All markup on show, from top to bottom."""
        shown = descendants(self.root, visible_only=True)
        return "".join(one.html for one in shown if isinstance(one, Html))

    @property
    def buttons(self) -> list[Button]:
        """The buttons on show, in their order on the page."""
        return [one for one in descendants(self.root, visible_only=True) if isinstance(one, Button)]

    def press(self, label: str) -> None:
        """Press the button whose label starts with these words, as a learner does.

        Raises LookupError where no such button is on show.
        """
        for one in self.buttons:
            if one.label.startswith(label) and not one.disabled:
                one.click()
                return
        raise LookupError(f"No button {label!r}; there are {[one.label for one in self.buttons]}.")

    def close(self) -> None:
        """Close all widgets: the page and the kernel forget them."""
        for one in self._observers:
            self.progress.unobserve(one)
        for one in [*self.all_widgets(), self.error, self.root]:
            one.close()

    def all_widgets(self) -> list[widgets.Widget]:
        """Return all widgets, top to bottom; a subclass adds those that aren't on show."""
        return descendants(self.root)

    def printed_html(self) -> str:
        """Return the first state as markup. A subclass must give it."""
        raise NotImplementedError

    def printed_text(self) -> str:
        """Return the first state as plain text. A subclass must give it."""
        raise NotImplementedError

    def printed_page(self) -> str:
        """Return the printed form as the notebook shows it before it runs: in a card, marked."""
        return printed.wrap_printed_card_html(self.printed_html())

    def _repr_mimebundle_(self, **_: object) -> dict[str, object]:
        replace_displayed_widget(self)
        return mimebundle(self.root, self.printed_page(), self.printed_text())


def mimebundle(widget: widgets.Widget, html: str, text: str) -> dict[str, object]:
    """Return an output that is a widget where a kernel runs, else markup, else plain text."""
    return {
        "text/plain": text,
        "text/html": html,
        WIDGET_VIEW_MIME_TYPE: {
            "version_major": 2,
            "version_minor": 0,
            "model_id": widget.model_id,
        },
    }


class Closable(Protocol):
    """What can be taken off the page."""

    def close(self) -> None:
        """Close its widgets."""


_widget_by_cell: dict[str, Closable] = {}  # what each cell shows, by the cell's id


def replace_displayed_widget(widget: Closable) -> None:
    """Close what this cell showed before: running all cells again leaves no widgets behind."""
    cell = _running_cell_id()
    if not cell:
        return
    before = _widget_by_cell.get(cell)
    if before is not None and before is not widget:
        before.close()
    _widget_by_cell[cell] = widget


def _running_cell_id() -> str:
    """Return the id of the cell that runs now, or an empty string where the page sends none."""
    import IPython

    shell = IPython.get_ipython()
    parent: dict[str, Any] = getattr(shell, "parent_header", None) or {}
    if not parent and hasattr(shell, "get_parent"):
        parent = shell.get_parent() or {}
    return str(parent.get("metadata", {}).get("cellId", ""))


def descendants(widget: widgets.Widget, *, visible_only: bool = False) -> list[widgets.Widget]:
    """Return all widgets inside a box, from top to bottom; only those on show if asked."""
    found = []
    for child in getattr(widget, "children", ()):
        if not (visible_only and getattr(child, "hidden", False)):
            found += [child, *descendants(child, visible_only=visible_only)]
    return found


def error_html(error: InputError) -> str:
    """Return an error as markup: what is wrong, and how to fix it."""
    return f"<p><strong>{escape(error.what)}</strong></p><p>{escape(error.fix)}</p>"


def button(
    text: str, callback: Callable[..., None], *, primary: bool = False, quiet: bool = False
) -> Button:
    """Return a button; `primary` marks the one step that leads on, `quiet` a way back."""
    return Button(text, callback, primary=primary, quiet=quiet)


def button_row(*children: widgets.Widget) -> Box:
    """Return a row of buttons that wraps on a narrow page."""
    row = Box(children)
    row.add_class("tpo-buttons")
    return row


def build_plain_heading(title: str, task: str) -> Html:
    """Return the head of an activity: what it is, and what to do."""
    return Html(printed.heading_html(title, task))


def exercise_label_html(exercise: Exercise, *, done: bool) -> str:
    """Return the line above an activity's title: the exercise, and whether it is done."""
    mark = '<span class="tpo-tick">✓</span> <span class="tpo-unseen">Done: </span>' if done else ""
    text = f"Exercise {exercise.number} · {plural(exercise.minutes, 'minute')}"
    return f'<p class="tpo-eyebrow">{mark}{text}</p>'
