"""The line of progress at the top of a notebook."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

import traitlets as t

from utils.kit import printed
from utils.kit.base import CourseWidget
from utils.kit.controls.runtime import INITIALIZE_AND_RENDER_STUB_JS, Control
from utils.kit.english import plural
from utils.kit.errors import InputError
from utils.kit.outline import LessonStatus, lesson_status, load_lessons

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# `body.jp-Notebook` is a page that nbconvert made. JupyterLab leaves styles out until it trusts the
# notebook: until then the notes show, as they should.
HIDE_RUN_NOTE_STYLE_HTML = (
    "<style>@media print {.tpo-run {display: none}} "
    "body.jp-Notebook .tpo-run {display: none}</style>"
)


class ProgressLine(Control):
    """Exercises done, minutes left, and a link to where the learner goes on.

    Traits
    ------
    done : list of bool, exercise by exercise
    current : int, index of the exercise to go on with; -1 where all are done
    count, left : str
    link : dict, see `courseLink` in js/progress.js
    announcement : str, what a screen reader says when it changes
    goal : str, anchor of the heading to show after Run All Cells
    executed : int, cells that ran since; the page asks for it once the kernel rests
    """

    _esm = t.Unicode(INITIALIZE_AND_RENDER_STUB_JS).tag(sync=True)
    _anywidget_id = t.Unicode("utils.kit.course_progress").tag(sync=True)

    renderer = t.Unicode("progress_line").tag(sync=True)
    done = t.List(t.Bool()).tag(sync=True)
    current = t.Int(-1).tag(sync=True)
    count = t.Unicode("").tag(sync=True)
    left = t.Unicode("").tag(sync=True)
    link = t.Dict().tag(sync=True)
    announcement = t.Unicode("").tag(sync=True)
    goal = t.Unicode("").tag(sync=True)
    executed = t.Int(0).tag(sync=True)


class TopLine(CourseWidget):
    """The line at the top of a notebook: after Run All, it takes the reader to a heading."""

    def show_line(self, line: ProgressLine) -> None:
        """Show a line, and answer its questions."""
        self.root.remove_class("tpo-activity")
        self._line = line
        self._line.on_msg(self._on_message)
        self._first_execution_count = _execution_count()
        self.root.children = [self._line]

    @classmethod
    def requirements(cls, *_: object) -> list[str]:
        """Return nothing: it isn't an exercise."""
        return []

    @property
    def text(self) -> str:
        """The line in words."""
        said = filter(None, [self._line.count, self._line.left])
        return f"{', '.join(said)}. {self._line.link['text']}."

    @property
    def progress_line(self) -> ProgressLine:
        """The line on the page."""
        return self._line

    def _on_message(self, _: object, content: Mapping[str, Any], __: object) -> None:
        if content.get("kind") == "executed":
            self._line.executed = _execution_count() - self._first_execution_count
        elif content.get("kind") == "sync":
            self.progress.notify_observers()

    def printed_page(self) -> str:
        """Return the line without a card, and a style that keeps exports free of such notes."""
        return HIDE_RUN_NOTE_STYLE_HTML + printed.wrap_printed_html(self.printed_html())

    def printed_html(self) -> str:
        """Return what there is to do, without progress."""
        return (
            f"<p><strong>{escape(self.printed_text())}.</strong> "
            f'<span class="tpo-run">To begin, choose <em>Run → Run All Cells</em>.</span></p>'
        )


class GuideTop(TopLine):
    """The top of a guide, which has no exercises: its name, and a link to its first step."""

    activity_id = "guide"

    def __init__(self, title: str, first: str) -> None:
        """`title` and `first` are headings of the notebook, as they are written there."""
        super().__init__()
        self.title = title
        link = {"text": f"Start with “{first}”", "anchor": _heading_anchor(first)}
        self.show_line(ProgressLine(goal=_heading_anchor(title), count=title, link=link))

    def printed_text(self) -> str:
        """Return the name of the guide."""
        return self.title


class NotebookProgress(TopLine):
    """How many exercises of a notebook are done, and where to go on. Follows the log."""

    def __init__(self, notebook: str) -> None:
        """Raise InputError for a notebook that the course doesn't have."""
        if notebook not in load_lessons():
            raise InputError(
                f"There is no notebook {notebook!r}.", f"Use one of: {', '.join(load_lessons())}."
            )
        self.lesson = load_lessons()[notebook]
        self.activity_id = f"{self.lesson.number}.progress"
        super().__init__()
        self.show_line(ProgressLine(goal=self._start_heading_anchor()))
        self.refresh()
        self.follow_log(self.refresh)

    @property
    def status(self) -> LessonStatus:
        """How far the learner is by now."""
        return lesson_status(self.progress, self.lesson)

    def refresh(self) -> None:
        """Follow the log."""
        before, now = self._line.done, self.status
        with self._line.hold_sync():
            for name, value in _progress_line_traits(now).items():
                setattr(self._line, name, value)
            self._line.announcement = _newly_done_text(now, before) or self._line.announcement

    def _start_heading_anchor(self) -> str:
        """Return the heading to show first: the title, for a newcomer."""
        now = self.status
        if now.next_exercise is None or not now.has_begun:
            return _heading_anchor(self.lesson.title)
        return now.next_exercise.anchor

    def printed_text(self) -> str:
        """Return the same as plain text."""
        count = plural(len(self.lesson.exercises), "exercise")
        return f"{count}, about {plural(self.lesson.minutes, 'minute')}"


def _heading_anchor(heading: str) -> str:
    """Return the anchor that JupyterLab gives to a heading."""
    return heading.replace(" ", "-")


def _execution_count() -> int:
    """Return how many cells this kernel ran."""
    import IPython

    shell = IPython.get_ipython()
    return shell.execution_count if shell else 0


def _newly_done_text(lesson_status: LessonStatus, done_before: Sequence[bool]) -> str:
    """Return what to say where an exercise is done that was open before."""
    pairs = zip(lesson_status.lesson.exercises, lesson_status.done, done_before, strict=False)
    new = [one.number for one, done, was in pairs if done and not was]
    count = f"{sum(lesson_status.done)} of {lesson_status.exercise_count} done"
    return f"Exercise {new[-1]} is done. {count}." if new else ""


def _progress_line_traits(lesson_status: LessonStatus) -> dict[str, Any]:
    upcoming = lesson_status.next_exercise
    return {
        "done": list(lesson_status.done),
        "current": lesson_status.done.index(False) if upcoming else -1,
        "count": f"{sum(lesson_status.done)} of {lesson_status.exercise_count} done",
        "left": f"about {plural(lesson_status.minutes_left, 'minute')} left" if upcoming else "",
        "link": _next_link_data(lesson_status),
    }


def _next_link_data(lesson_status: LessonStatus) -> dict[str, str]:
    """Return where to go on: the first open exercise, else the next notebook that has one."""
    if lesson_status.next_exercise is None:
        names = list(load_lessons())
        rest = names[names.index(lesson_status.lesson.notebook) + 1 :]
        if not rest:
            return {"text": "You did it all. See the key points", "anchor": "Key-points"}
        lesson = load_lessons()[rest[0]]
        return {"text": f"Next: {lesson.number} {lesson.title}", "notebook": lesson.notebook}
    verb = "Continue" if lesson_status.has_begun else "Start"
    return {
        "text": f"{verb} at Exercise {lesson_status.next_exercise.number}",
        "anchor": lesson_status.next_exercise.anchor,
    }
