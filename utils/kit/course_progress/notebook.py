"""The line of progress at the top of a notebook."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

import traitlets as t

from utils.kit.base import CourseWidget
from utils.kit.controls.runtime import Control
from utils.kit.course_progress.outline import lessons
from utils.kit.course_progress.status import Status, status
from utils.kit.english import plural
from utils.kit.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence


class ProgressLine(Control):
    """Exercises done, minutes left, and a link to where the learner goes on.

    Traits
    ------
    done : list of bool, exercise by exercise
    current : int, index of the exercise to go on with; -1 where all are done
    count, left : str
    link : dict, see `courseLink` in js/progress.js
    announcement : str, what a screen reader says when it changes
    """

    renderer = t.Unicode("progress_line").tag(sync=True)
    done = t.List(t.Bool()).tag(sync=True)
    current = t.Int(-1).tag(sync=True)
    count = t.Unicode("").tag(sync=True)
    left = t.Unicode("").tag(sync=True)
    link = t.Dict().tag(sync=True)
    announcement = t.Unicode("").tag(sync=True)


class NotebookProgress(CourseWidget):
    """How many exercises of a notebook are done, and where to go on. Follows the log."""

    def __init__(self, notebook: str) -> None:
        """Raise InputError for a notebook that the course doesn't have."""
        if notebook not in lessons():
            raise InputError(
                f"There is no notebook {notebook!r}.", f"Use one of: {', '.join(lessons())}."
            )
        self.lesson = lessons()[notebook]
        self.activity_id = f"{self.lesson.number}.progress"
        super().__init__()
        self.root.remove_class("tpo-activity")
        self._line = ProgressLine()
        self.root.children = [self._line]
        self.refresh()
        self.progress.observe(self.refresh)

    @classmethod
    def requirements(cls, *_: object) -> list[str]:
        """Return nothing: it isn't an exercise."""
        return []

    @property
    def status(self) -> Status:
        """How far the learner is by now."""
        return status(self.progress, self.lesson)

    @property
    def text(self) -> str:
        """The line in words."""
        return f"{self._line.count}, {self._line.left}. {self._line.link['text']}."

    def refresh(self) -> None:
        """Follow the log."""
        before, now = self._line.done, self.status
        with self._line.hold_sync():
            for name, value in _traits(now).items():
                setattr(self._line, name, value)
            self._line.announcement = _announcement(now, before) or self._line.announcement

    def close(self) -> None:
        """Close it, and follow the log no more."""
        self.progress.unobserve(self.refresh)
        super().close()

    def printed_html(self) -> str:
        """Return what there is to do, without anybody's progress."""
        return f"<p>{escape(self.printed_text())}</p>"

    def printed_text(self) -> str:
        """Return the same as plain text."""
        count = plural(len(self.lesson.exercises), "exercise")
        return f"{count}, about {plural(self.lesson.minutes, 'minute')}"


def _announcement(now: Status, before: Sequence[bool]) -> str:
    """Return what to say where an exercise is done that was open before."""
    pairs = zip(now.lesson.exercises, now.done, before, strict=False)
    new = [one.number for one, done, was in pairs if done and not was]
    return f"Exercise {new[-1]} is done. {sum(now.done)} of {now.total} done." if new else ""


def _traits(now: Status) -> dict[str, Any]:
    upcoming = now.next
    if upcoming is None:
        link = {"text": "Export your work", "anchor": "Key-points"}
    else:
        verb = "Continue" if any(now.done) else "Start"
        link = {"text": f"{verb} at Exercise {upcoming.number}", "anchor": upcoming.anchor}
    return {
        "done": list(now.done),
        "current": now.done.index(False) if upcoming else -1,
        "count": f"{sum(now.done)} of {now.total} done",
        "left": f"about {plural(now.minutes_left, 'minute')} left" if upcoming else "all done",
        "link": link,
    }
