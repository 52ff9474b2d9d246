"""The map of the course: how far the learner is in every notebook."""

from __future__ import annotations

from html import escape

from utils.kit.base import CourseWidget
from utils.kit.course_progress.outline import Lesson, lessons


class CourseMap(CourseWidget):
    """Every notebook with its minutes, what one leaves with, and how far the learner is."""

    activity_id = "map"

    @classmethod
    def requirements(cls, *_: object) -> list[str]:
        """Return nothing: it isn't an exercise."""
        return []

    def printed_html(self) -> str:
        """Return the map without anybody's progress."""
        rows = "".join(_row(one) for one in lessons().values())
        return (
            '<table><thead><tr><th scope="col">Notebook</th><th scope="col">Minutes</th>'
            f'<th scope="col">You leave with</th></tr></thead><tbody>{rows}</tbody></table>'
        )

    def printed_text(self) -> str:
        """Return the same as plain text."""
        return "\n".join(
            f"{one.number} {one.title}: {one.minutes} minutes; {one.made}"
            for one in lessons().values()
        )


def _row(one: Lesson) -> str:
    title = escape(f"{one.number} {one.title}")
    return (
        f'<tr><th scope="row"><a href="{one.notebook}.ipynb">{title}</a></th>'
        f"<td>{one.minutes}</td><td>{escape(one.made)}</td></tr>"
    )
