"""Everything that a class's folder shows, read in one go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from utils.workshop.debrief.answers import (
    first_answers_frame,
    question_results,
    score_change,
    topic_changes,
)
from utils.workshop.debrief.capstone_plans import capstone_plans
from utils.workshop.debrief.class_folder import read_class_folder
from utils.workshop.model.class_results import MIN_PEOPLE_FOR_ANONYMITY

if TYPE_CHECKING:
    from datetime import date

    from utils.workshop.debrief.class_folder import FileNote
    from utils.workshop.model.class_results import (
        CapstonePlan,
        QuestionResult,
        ScoreChange,
        TopicChange,
    )


@dataclass(frozen=True)
class ClassResults:
    """What a class did; where there are too few people, nothing of what they answered."""

    people: int
    questions: tuple[QuestionResult, ...]
    score_change: ScoreChange | None
    topics: tuple[TopicChange, ...]
    plans: tuple[CapstonePlan, ...]
    notes: tuple[FileNote, ...]
    answer_days: tuple[date, ...]  # of the first and the last answer; empty without any


def read_class_results(folder: str) -> ClassResults:
    """Return what the class in a folder did. Raises InputError where there is no such folder."""
    work = read_class_folder(folder)
    learners = work.learners
    if len(learners) < MIN_PEOPLE_FOR_ANONYMITY:
        return ClassResults(len(learners), (), None, (), (), work.notes, work.answer_days)
    return ClassResults(
        len(learners),
        tuple(question_results(first_answers_frame(learners), learners)),
        score_change(learners),
        tuple(topic_changes(learners)),
        tuple(capstone_plans(learners)),
        work.notes,
        work.answer_days,
    )
