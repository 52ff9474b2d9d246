"""Notes and key of one notebook at a time: folded on the page, a document to print."""

from __future__ import annotations

from typing import TYPE_CHECKING

from utils.kit.activity import Activity
from utils.kit.controls.factory import dropdown
from utils.kit.english import plural
from utils.kit.errors import InputError
from utils.kit.folds import Folds
from utils.kit.outline import lessons
from utils.kit.view import View
from utils.workshop import documents

if TYPE_CHECKING:
    from utils.kit.controls import Input
    from utils.kit.outline import Lesson
    from utils.kit.view import Document


class NotebookSheet(Activity):
    """What a facilitator needs to know of one notebook, exercise by exercise.

    A subclass gives `sections(lesson)`, pairs of a title and Markdown, and words for them.
    """

    file_name = ""  # before the number of the notebook

    def controls(self) -> dict[str, Input]:
        """Return the list of notebooks."""
        books = [(name, f"{one.number} {one.title}") for name, one in lessons().items()]
        return {"notebook": dropdown("Notebook", books, next(iter(lessons())))}

    def sections(self, lesson: Lesson) -> list[tuple[str, str]]:
        """Return the exercises, pairs of a title and Markdown."""
        raise NotImplementedError

    def summary(self, lesson: Lesson, sections: list[tuple[str, str]]) -> str:
        """Return what is folded below, in one sentence."""
        raise NotImplementedError

    def view(self, *, notebook: str) -> View:
        """Return the exercises, folded. Raises InputError for an unknown notebook."""
        lesson = find_lesson(notebook)
        sections = self.sections(lesson)
        return View(summary=self.summary(lesson, sections), picture=Folds(sections))

    def document(self, *, notebook: str) -> Document:
        """Return the same as a document that prints."""
        lesson = find_lesson(notebook)
        title = f"{self.title}: {lesson.number} {lesson.title}"
        name = f"{self.file_name}-{lesson.number}"
        return documents.sheet_document(name, title, self.sections(lesson))


class FacilitatorNotes(NotebookSheet):
    """Purpose, set-up, wrong answers, debrief, and the argument that always comes."""

    activity_id = "90.notes"
    title = "Notes for the facilitator"
    task = "Choose a notebook, and unfold the exercises of your plan."
    save_label = "Save these notes to print"
    file_name = "facilitator-notes"

    def sections(self, lesson: Lesson) -> list[tuple[str, str]]:
        """Return the notes by exercise."""
        return documents.note_sections(lesson)

    def summary(self, lesson: Lesson, sections: list[tuple[str, str]]) -> str:
        """Return how many notes there are."""
        return f"Notes on {plural(len(sections), 'exercise')} of notebook {lesson.number}."


class AnswerKey(NotebookSheet):
    """The answers to all questions and cards, with reasons. For the facilitator only."""

    activity_id = "90.key"
    title = "Answer key"
    task = "For your eyes only. Choose a notebook, and unfold an exercise."
    save_label = "Save this key to print"
    file_name = "answer-key"

    def sections(self, lesson: Lesson) -> list[tuple[str, str]]:
        """Return the answers by exercise."""
        return documents.key_sections(lesson)

    def summary(self, lesson: Lesson, sections: list[tuple[str, str]]) -> str:
        """Return how many exercises have a key."""
        count = plural(len(sections), "exercise")
        return f"Answers and reasons for {count} with questions or cards in {lesson.number}."


def find_lesson(notebook: str) -> Lesson:
    """Return a notebook by its name. Raises InputError for one that the course doesn't have."""
    if notebook not in lessons():
        raise InputError(
            f"The course has no notebook {notebook!r}.",
            f"Use one of: {', '.join(lessons())}.",
            field="notebook",
        )
    return lessons()[notebook]
