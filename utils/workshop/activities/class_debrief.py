"""The class debrief: a folder of everyone's work becomes questions to talk about."""

from __future__ import annotations

import contextlib
from html import escape
from typing import TYPE_CHECKING, Any

from utils.kit.activity import Activity
from utils.kit.base import button, button_row
from utils.kit.controls import Html, SlideDeck
from utils.kit.controls.factory import (
    checkboxes,
    dropdown,
    side_by_side,
    stacked,
    text_field,
)
from utils.kit.english import plural
from utils.kit.errors import InputError
from utils.kit.quiz import bank
from utils.kit.view import Document, View
from utils.workshop import data
from utils.workshop.debrief import result_texts
from utils.workshop.debrief.answers import notebook_and_question_by_id
from utils.workshop.debrief.class_folder import SHARED
from utils.workshop.debrief.report import (
    answer_days_text,
    debrief_report,
    file_notes_summary,
    file_notes_table,
    question_results_table,
)
from utils.workshop.debrief.results import ClassResults, read_class_results
from utils.workshop.model.class_results import MIN_PEOPLE_FOR_ANONYMITY, sort_by_need_to_discuss
from utils.workshop.pictures import class_results as pictures
from utils.workshop.pictures.class_slides import (
    before_after_slides,
    capstone_plan_slides,
    question_slides,
)
from utils.workshop.planning import exercises_of_my_plan, load_plan_answers

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    import ipywidgets as widgets

    from utils.kit.controls import Input
    from utils.workshop.debrief.class_folder import FileNote
    from utils.workshop.model.class_results import QuestionResult

ALL, MY_PLAN, DISCUSS, COURSE, NAMES = "all", "plan", "discuss", "course", "names"
COMPARED_NOTEBOOKS = ("00-welcome", "06-capstone")  # what's asked before, and again after
BASELINE_QUESTIONS_HIDDEN_NOTE = (
    "To see the questions from “What you know today,” choose notebook 00."
)
MAX_LISTED_FILES = 100  # files that the page lists
ENTER_FOLDER_TEXT = (
    "Enter the folder with your class's work: exported files, or a server's folder, from at least "
    f"{MIN_PEOPLE_FOR_ANONYMITY} people. We read it and change nothing in it."
)


class ClassDebrief(Activity):
    """Type a folder; see what the class answered, and project it one question at a time."""

    activity_id = "90.debrief"
    title = "What did the class answer?"
    task = (
        "Collect everyone's exported file in one folder, or use the folder in which a server saves "
        "everyone's work. Then go through the slides with the arrow keys."
    )
    save_label = "Save the report"

    def __init__(self) -> None:
        self._cached_results: tuple[str, ClassResults] | None = None
        self._slide_deck = SlideDeck(label="Slides for the debrief")
        self._file_list = Html()
        super().__init__()
        self.refresh_when_changed(lambda: load_plan_answers(self.progress))

    def controls(self) -> dict[str, Input]:
        """Return the folder, the notebook, the sequence, and whether to show names."""
        notebooks = [
            (ALL, "All notebooks"),
            (MY_PLAN, "The exercises of my plan"),
            *((name, name) for name in bank.notebooks_with_questions()),
        ]
        return {
            "folder": text_field(
                "Folder with the class's work",
                hint="Its full path on the computer that runs this notebook.",
                placeholder="/home/me/class-in-may",
            ),
            "notebook": dropdown("Questions from", notebooks, ALL),
            "sequence": dropdown(
                "Sequence",
                [(DISCUSS, "Sure and wrong first"), (COURSE, "As in the course")],
                DISCUSS,
            ),
            "show": checkboxes("Names", [(NAMES, "Show those who agreed to be named")], []),
        }

    def reconcile(self, changed: str, answers: dict[str, Any]) -> dict[str, Any]:
        """Return no names for another folder: its people are asked anew."""
        return {**answers, "show": []} if changed == "folder" else answers

    def layout(self, controls: dict[str, Input]) -> widgets.Widget:
        """Return the folder above the rest: a path is long."""
        folder, *rest = controls.values()
        return stacked(folder, side_by_side(*rest))

    def extra_widgets(self) -> list[widgets.Widget]:
        """Return the files left out, the slides, and a button that reads the folder again."""
        again = button("Read the folder again", self.catch_errors(self._reread_folder), quiet=True)
        return [self._file_list, self._slide_deck, button_row(again)]

    @property
    def slides(self) -> list[str]:
        """The slides on show, as markup."""
        return list(self._slide_deck.slides)

    def update_controls(self, controls: dict[str, Input], answers: dict[str, Any]) -> None:
        """Show the slides and the files; nothing while the folder can't be read."""
        slides, files = [], ""
        if answers["folder"].strip() and not self.is_newcomer_view:
            with contextlib.suppress(InputError):  # the view says it
                found = self._load_class_results(answers["folder"])
                files = file_notes_html(found.notes, found.answer_days)
                slides = self._build_slides(**answers)
        self._file_list.html = files
        if slides != self._slide_deck.slides:
            self._slide_deck.slides = slides

    @property
    def file_notes_html(self) -> str:
        """The files that weren't simply used, as they are listed."""
        return self._file_list.html

    def view(self, *, folder: str, notebook: str, sequence: str, show: Sequence[str] = ()) -> View:
        """Return what the class answered. Raises InputError where there is no such folder."""
        if not folder.strip():
            return View(summary=ENTER_FOLDER_TEXT)
        found = self._load_class_results(folder)
        shown = self._chosen_results(found, notebook, sequence)
        return View(
            summary=_summary_text(found, shown),
            picture=pictures.picture(shown) if shown else None,
            table=question_results_table(shown) if shown else None,
            table_title=f"All {plural(len(shown), 'question')} in a table",
        )

    def document(
        self, *, folder: str, notebook: str, sequence: str, show: Sequence[str] = ()
    ) -> Document:
        """Return the report, which names no one."""
        if not folder.strip():
            raise InputError("There's nothing to save yet.", ENTER_FOLDER_TEXT, field="folder")
        found = self._load_class_results(folder)
        shown = self._chosen_results(found, notebook, sequence)
        summary = _summary_text(found, shown)
        return debrief_report(
            summary, shown, found.score_change, found.topics, found.plans, found.notes
        )

    def _build_slides(
        self, *, folder: str, notebook: str, sequence: str, show: Sequence[str] = ()
    ) -> list[str]:
        found = self._load_class_results(folder)
        names = NAMES in show
        questions = [
            slide
            for one in self._chosen_results(found, notebook, sequence)
            for slide in question_slides(one, show_names=names)
        ]
        if notebook not in (ALL, *COMPARED_NOTEBOOKS):
            return questions
        return (
            questions
            + before_after_slides(found.score_change, found.topics)
            + capstone_plan_slides(found.plans)
        )

    def _chosen_results(
        self, results: ClassResults, notebook: str, sequence: str
    ) -> list[QuestionResult]:
        """Return the results to show, in their sequence."""
        chosen = self._chosen_question_ids(results, notebook)
        inside = [one for one in results.questions if one.question in chosen]
        return sort_by_need_to_discuss(inside) if sequence == DISCUSS else inside

    def _chosen_question_ids(self, results: ClassResults, notebook: str) -> set[str]:
        """Return the questions of all notebooks, of one, or of the plan.

        Before the class has answered the second set, the first set is only shown where its
        notebook is chosen: who knows its answers has nothing to compare with.
        """
        questions = notebook_and_question_by_id()
        if notebook not in (ALL, MY_PLAN):
            return {key for key, (home, _) in questions.items() if home == notebook}
        held = set() if results.topics else data.baseline_question_ids()
        if notebook == ALL:
            return set(questions) - held
        planned = exercises_of_my_plan(self.progress)
        return {one.id for _, each in planned for one in data.exercise_questions(each)} - held

    def _load_class_results(self, folder: str) -> ClassResults:
        """Return what is in the folder, read once until it is asked for again."""
        if self._cached_results is None or self._cached_results[0] != folder:
            self._cached_results = None
            self._cached_results = folder, read_class_results(folder)
        return self._cached_results[1]

    def _reread_folder(self, *_: object) -> None:
        self._cached_results = None
        self._redraw()


def _summary_text(results: ClassResults, shown: Sequence[QuestionResult]) -> str:
    if not results.people:
        return "There's no work in this folder. Put the exported files in it, or enter another one."
    people = plural(results.people, "person's work", "people's work")
    shared = len({note.file for note in results.notes if note.outcome == SHARED})
    doubt = (
        f" The number of people may be {shared} too low, because some files have the same made-up "
        "name but other work."
        if shared
        else ""
    )
    if results.people < MIN_PEOPLE_FOR_ANONYMITY:
        return (
            f"We found {people}. With fewer than {MIN_PEOPLE_FOR_ANONYMITY}, everyone would know "
            f"who answered what, so nothing is shown.{doubt}"
        )
    if not shown:
        first = data.baseline_question_ids()
        held = (
            f" {BASELINE_QUESTIONS_HIDDEN_NOTE}"
            if any(one.question in first for one in results.questions)
            else ""
        )
        return (
            f"We found {people}, but no question here has {MIN_PEOPLE_FOR_ANONYMITY} answers yet. "
            f"Cards and predictions aren't shown, only questions.{held}{doubt}"
        )
    said = f"We found {people} and {plural(len(shown), 'question')} to talk about.{doubt}"
    plans = result_texts.capstone_plans_text(results.plans)
    return " ".join(filter(None, [said, plans]))


def file_notes_html(notes: Sequence[FileNote], answer_days: Sequence[date] = ()) -> str:
    """Return the files to check, folded: their names may be people's names. The days follow."""
    days = f"<p>{answer_days_text(answer_days)}</p>" if answer_days else ""
    if not notes:
        return days
    title = f"{file_notes_summary(notes)} Which ones, and why (for you, not for the projector)"
    table = file_notes_table(notes[:MAX_LISTED_FILES]).html()
    rest = len(notes) - MAX_LISTED_FILES
    more = f"<p>And {plural(rest, 'more file')}.</p>" if rest > 0 else ""
    return f"<details><summary>{escape(title)}</summary>{table}{more}</details>{days}"
