"""The map of the course: every notebook, and how far the learner is in each."""

from __future__ import annotations

from html import escape
from typing import Any

import traitlets as t

from utils.kit import printed
from utils.kit.base import CourseWidget
from utils.kit.controls.runtime import Control
from utils.kit.english import plural
from utils.kit.outline import Lesson, LessonStatus, lesson_status, load_lessons


class CourseTable(Control):
    """A table of notebooks: title, what one leaves with, done of total, and a link.

    Traits
    ------
    rows : list of dict, one a notebook; see `_course_row_data`
    total : str, the course as a whole
    announcement : str, what a screen reader says when it changes
    """

    renderer = t.Unicode("course_map").tag(sync=True)
    rows = t.List(t.Dict()).tag(sync=True)
    total = t.Unicode("").tag(sync=True)
    announcement = t.Unicode("").tag(sync=True)


class CourseMap(CourseWidget):
    """Every notebook with its minutes, what you leave with, and how far you are."""

    activity_id = "map"

    def __init__(self) -> None:
        super().__init__()
        self.root.remove_class("tpo-activity")
        self._table = CourseTable()
        self._table.on_msg(lambda *_: self.progress.notify_observers())
        self.root.children = [self._table]
        self.refresh()
        self.follow_log(self.refresh)

    @classmethod
    def requirements(cls, *_: object) -> list[str]:
        """Return nothing: it isn't an exercise."""
        return []

    @property
    def course_table(self) -> CourseTable:
        """The table on the page."""
        return self._table

    @property
    def lesson_statuses(self) -> list[LessonStatus]:
        """How far the learner is in each notebook."""
        return [lesson_status(self.progress, one) for one in load_lessons().values()]

    @property
    def text(self) -> str:
        """The course as a whole, in words."""
        return str(self._table.total)

    def refresh(self) -> None:
        """Follow the log."""
        now = self.lesson_statuses
        with self._table.hold_sync():
            self._table.rows = [_course_row_data(one) for one in now]
            self._table.total = _course_total_text(now)

    def printed_page(self) -> str:
        """Return the map without a card."""
        return printed.wrap_printed_html(self.printed_html())

    def printed_html(self) -> str:
        """Return the map without progress."""
        rows = "".join(_printed_row_html(one) for one in load_lessons().values())
        return (
            '<table><thead><tr><th scope="col">Notebook</th><th scope="col">Minutes</th>'
            f'<th scope="col">You leave with</th></tr></thead><tbody>{rows}</tbody></table>'
        )

    def printed_text(self) -> str:
        """Return the same as plain text."""
        return "\n".join(
            f"{one.number} {one.title}: {plural(one.minutes, 'minute')}; {one.outcome}"
            for one in load_lessons().values()
        )


def _course_row_data(lesson_status: LessonStatus) -> dict[str, Any]:
    """Return one row as the page draws it."""
    lesson, upcoming = lesson_status.lesson, lesson_status.next_exercise
    link = {"text": f"{lesson.number} {lesson.title}", "notebook": lesson.notebook}
    row: dict[str, Any] = {"title": link, "made": lesson.outcome, "done": sum(lesson_status.done)}
    row |= {
        "total": lesson_status.exercise_count,
        "left": _minutes_left_text(lesson_status),
        "next": {},
    }
    if upcoming and lesson_status.has_begun:
        words = {"text": f"Continue at Exercise {upcoming.number}", "anchor": upcoming.anchor}
        row["next"] = {**words, "notebook": lesson.notebook}
    return row


def _minutes_left_text(lesson_status: LessonStatus) -> str:
    if lesson_status.next_exercise is None:
        return "done"
    minutes = plural(lesson_status.minutes_left, "minute")
    return f"{minutes} left" if lesson_status.has_begun else minutes


def _course_total_text(lesson_statuses: list[LessonStatus]) -> str:
    done, total = (
        sum(sum(one.done) for one in lesson_statuses),
        sum(one.exercise_count for one in lesson_statuses),
    )
    hours = sum(one.minutes_left for one in lesson_statuses) / 60
    return f"{done} of {total} exercises done, about {hours:.1f} hours left"


def _printed_row_html(lesson: Lesson) -> str:
    title = escape(f"{lesson.number} {lesson.title}")
    return (
        f'<tr><th scope="row"><a href="{lesson.notebook}.ipynb">{title}</a></th>'
        f"<td>{lesson.minutes}</td><td>{escape(lesson.outcome)}</td></tr>"
    )
