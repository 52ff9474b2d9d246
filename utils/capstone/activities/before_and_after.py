"""The baseline next to the second test, claiming no more than eight questions can show."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from utils.capstone.answers import (
    TOPIC_LABELS,
    baseline_questions,
    before_and_after_answers,
    first_answer,
    growth_statements,
)
from utils.capstone.pictures import growth as pictures
from utils.kit import printed
from utils.kit.base import CourseWidget, button, button_row
from utils.kit.controls import Html, LiveRegion
from utils.kit.errors import InputError
from utils.kit.view import View

if TYPE_CHECKING:
    from collections.abc import Sequence

    from utils.capstone.model.growth import AnswerPair
    from utils.kit.progress import Progress
    from utils.kit.progress.log import Event
    from utils.kit.quiz.bank import Question

SOURCE_TEXT = "Your own first answers, saved on the computer that runs this notebook."


class BeforeAndAfter(CourseWidget):
    """Shows both tests side by side once the second is done."""

    activity_id = "06.growth"
    title = "Before and after"
    task = (
        "See your eight answers from the welcome next to the eight you just gave: your first "
        "attempts, and how sure you were."
    )

    def __init__(self) -> None:
        super().__init__()
        self._summary, self._picture, self._feedback = LiveRegion(), Html(), Html()
        row = button_row(
            button("Show both", self.catch_errors(self._show_and_record), primary=True)
        )
        self.root.children = [
            self.build_heading(),
            self.error,
            row,
            self._summary,
            self._picture,
            self._feedback,
        ]
        if self.progress.last_event(self.activity_id, "shown"):
            self.catch_errors(self._show_growth)()

    @property
    def summary_html(self) -> str:
        """What both tests show, empty until the learner asks."""
        return self._summary.html

    @property
    def feedback_html(self) -> str:
        """The feedback on each answer of the baseline, empty until the learner asks."""
        return self._feedback.html

    def _show_and_record(self, *_: object) -> None:
        self._show_growth()
        self.record("shown")

    def _show_growth(self) -> None:
        pairs = before_and_after_answers(self.progress)
        if not any(pair.after is not None for pair in pairs):
            raise InputError(
                "You haven't answered the second test yet.",
                "Answer the eight questions above first.",
            )
        view = growth_view(pairs)
        self._summary.html = view.summary_html()
        self._picture.html = view.picture.html() if view.picture else ""
        self._feedback.html = baseline_feedback_html(self.progress)

    def printed_html(self) -> str:
        """Return title and task."""
        return printed.heading_html(self.title, self.task)

    def printed_text(self) -> str:
        """Return the same as plain text."""
        return f"{self.title}\n{self.task}"


def growth_view(pairs: Sequence[AnswerPair]) -> View:
    """Return both tests with what they can show."""
    return View(
        summary=f"{pictures.title(pairs)}.",
        says=tuple(growth_statements(pairs)),
        picture=pictures.picture(pairs, TOPIC_LABELS, source=SOURCE_TEXT),
    )


def baseline_feedback_html(progress: Progress) -> str:
    """Return the feedback on each answer of the baseline, which wasn't judged at that time."""
    answers = [(one, first_answer(progress, one.id)) for one in baseline_questions()]
    items = [_feedback_item_html(question, answer) for question, answer in answers if answer]
    if not items:
        return ""
    return (
        "<details><summary>Feedback on your answers from the welcome</summary>"
        f"<ol>{''.join(items)}</ol></details>"
    )


def _feedback_item_html(question: Question, answer: Event) -> str:
    chosen = [one for one in question.choices if one.key in answer.result["choice"]]
    feedback = " ".join(f"You answered “{one.text}.” {one.feedback}" for one in chosen)
    return (
        f"<li><p><strong>{escape(question.stem)}</strong></p><p>{escape(feedback)}</p>"
        f"<p>{escape(question.why)}</p></li>"
    )
