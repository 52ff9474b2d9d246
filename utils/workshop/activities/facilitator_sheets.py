"""Notes and key, of one notebook or of the plan: folded on the page, a document to print."""

from __future__ import annotations

from typing import TYPE_CHECKING

from utils.kit.activity import Activity
from utils.kit.collapsible_sections import CollapsibleSections
from utils.kit.controls.factory import dropdown
from utils.kit.english import plural
from utils.kit.errors import InputError
from utils.kit.outline import load_lessons
from utils.kit.view import View
from utils.workshop import documents
from utils.workshop.planning import exercises_of_my_plan, load_plan_answers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from utils.kit.controls import Input
    from utils.kit.view import Document
    from utils.workshop.documents import ChosenExercise

MY_PLAN_KEY = "plan"  # chosen instead of a notebook


class ExerciseSheet(Activity):
    """What a facilitator needs to know of the plan, or of one notebook, exercise by exercise.

    A subclass gives `sections(chosen)`, pairs of a title and Markdown, and words for them. It
    follows the plan builder.
    """

    file_name = ""  # before what was chosen

    def __init__(self) -> None:
        super().__init__()
        self.refresh_when_changed(lambda: load_plan_answers(self.progress))

    def controls(self) -> dict[str, Input]:
        """Return the list of notebooks, after the plan."""
        books = [(name, f"{one.number} {one.title}") for name, one in load_lessons().items()]
        options = [(MY_PLAN_KEY, "The exercises of my plan"), *books]
        return {"notebook": dropdown("Show", options, MY_PLAN_KEY)}

    def sections(self, chosen: Sequence[ChosenExercise]) -> list[tuple[str, str]]:
        """Return what there is to know, pairs of a title and Markdown."""
        raise NotImplementedError

    def summary(self, sections: list[tuple[str, str]]) -> str:
        """Return what is folded below, in one sentence."""
        raise NotImplementedError

    def view(self, *, notebook: str) -> View:
        """Return the exercises, folded. Raises InputError for an unknown notebook."""
        sections = self.sections(self._chosen_exercises(notebook))
        return View(summary=self.summary(sections), picture=CollapsibleSections(sections))

    def document(self, *, notebook: str) -> Document:
        """Return the same as a document that prints."""
        sections = self.sections(self._chosen_exercises(notebook))
        book = load_lessons().get(notebook)
        what = f"{book.number} {book.title}" if book else "my plan"
        name = f"{self.file_name}-{book.number if book else MY_PLAN_KEY}"
        return documents.sheet_document(name, f"{self.title}: {what}", sections)

    def _chosen_exercises(self, notebook: str) -> list[ChosenExercise]:
        if notebook == MY_PLAN_KEY:
            return exercises_of_my_plan(self.progress)
        if notebook not in load_lessons():
            raise InputError(
                f"The course has no notebook {notebook!r}.",
                f"Use one of: {', '.join([MY_PLAN_KEY, *load_lessons()])}.",
                field="notebook",
            )
        book = load_lessons()[notebook]
        return [(book, one) for one in book.exercises]


class FacilitatorNotes(ExerciseSheet):
    """Purpose, set-up, wrong answers, debrief, and an argument to expect."""

    activity_id = "90.notes"
    title = "Notes for the facilitator"
    task = "Choose your plan or a notebook, and open an exercise to read its notes."
    save_label = "Save these notes to print"
    file_name = "facilitator-notes"

    def sections(self, chosen: Sequence[ChosenExercise]) -> list[tuple[str, str]]:
        """Return the notes by exercise."""
        return documents.facilitator_note_sections(chosen)

    def summary(self, sections: list[tuple[str, str]]) -> str:
        """Return how many notes there are."""
        return f"Notes on {plural(len(sections), 'exercise')}."


class AnswerKey(ExerciseSheet):
    """The answers to all exercises, with reasons. For the facilitator only."""

    activity_id = "90.key"
    title = "Answer key"
    task = "For your eyes only. Choose your plan or a notebook, and open an exercise."
    save_label = "Save this key to print"
    file_name = "answer-key"

    def sections(self, chosen: Sequence[ChosenExercise]) -> list[tuple[str, str]]:
        """Return the answers by exercise."""
        return documents.answer_key_sections(chosen)

    def summary(self, sections: list[tuple[str, str]]) -> str:
        """Return how many exercises have a key."""
        if not sections:
            return "None of these exercises has an answer to look up."
        return f"Answers and reasons for {plural(len(sections), 'exercise')}."
