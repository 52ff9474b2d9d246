"""The debrief as a document: what the class answered, without any name."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from utils.kit.english import join_words, plural, upper_first
from utils.kit.portfolio import join_paragraphs, markdown_table
from utils.kit.tables import Table
from utils.kit.view import Document
from utils.workshop.debrief import result_texts
from utils.workshop.debrief.answers import notebook_and_question_by_id
from utils.workshop.debrief.class_folder import (
    AGAIN,
    IN_PART,
    LEFT_OUT,
    OLD,
    OTHER,
    SHARED,
    format_day,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from utils.workshop.debrief.class_folder import FileNote
    from utils.workshop.model.class_results import (
        CapstonePlan,
        QuestionResult,
        ScoreChange,
        TopicChange,
    )

FILE_OUTCOME_TEXTS = {
    LEFT_OUT: "left out",
    SHARED: "with other work under the same made-up name",
    OLD: "without recent answers",
    IN_PART: "used in part",
    AGAIN: "with work that's in another file, too",
    OTHER: "without course work",
}
RANGE_NOTE = (
    "“Likely” is a 95% confidence interval (Wilson's): the shares that fit so few answers, if the "
    "class is like others."
)
SOURCE_NOTE = "First answers of this class. Nobody is named."


def question_results_table(results: Sequence[QuestionResult]) -> Table:
    """Return a row for each question: share right, confidence, and the idea most chosen."""
    return Table(
        caption="What the class answered on the first try",
        columns=["Question", "Right answer", "Right", "By confidence", "Most tempting idea"],
        rows=[
            [
                _question_label(one),
                _right_answer_text(one),
                result_texts.right_share_text(one),
                result_texts.right_by_confidence_text(one),
                _top_misconception_text(one),
            ]
            for one in results
        ],
        align=["left"] * 5,
        source=SOURCE_NOTE,
    )


def _question_label(result: QuestionResult) -> str:
    _, question = notebook_and_question_by_id()[result.question]
    return f"{result.question.partition('.')[0]}: {question.stem}"


def _right_answer_text(result: QuestionResult) -> str:
    _, question = notebook_and_question_by_id()[result.question]
    if question.number:
        return f"{question.number.answer:g} {question.unit}".strip()
    return " Or: ".join(choice.text for choice in question.choices if choice.accepted)


def _top_misconception_text(result: QuestionResult) -> str:
    thought = result_texts.top_misconception_thought(result)
    return f"{thought} ({result.misconception_count} of {result.tried})" if thought else "–"


def topic_changes_table(topics: Sequence[TopicChange]) -> Table:
    """Return a row for each topic asked before and after."""
    return Table(
        caption="Before and after: people who answered both times",
        columns=["Topic", "Correct before", "Correct after", "People", "Change"],
        rows=[
            [
                result_texts.topic_label(one),
                one.before,
                one.after,
                one.answered_twice,
                result_texts.topic_change_text(one),
            ]
            for one in topics
        ],
        source=SOURCE_NOTE,
    )


def capstone_plans_table(plans: Sequence[CapstonePlan]) -> Table:
    """Return a row for each plan of the capstone."""
    return Table(
        caption="The capstone: promises next to what the plans allow, in working days",
        columns=result_texts.CAPSTONE_PLAN_COLUMNS,
        rows=[
            result_texts.capstone_plan_row(number, plan)
            for number, plan in enumerate(plans, start=1)
        ],
        align=["left", *["right"] * 4],
        source="Each from the learner's own brief and decisions. Invented for this course.",
    )


def file_notes_table(notes: Sequence[FileNote]) -> Table:
    """Return a row for each note on a file. Names of files may be people's names."""
    return Table(
        caption="Files to check",
        columns=["File", "What we did with it", "Why"],
        rows=[[one.file, one.outcome, one.why] for one in notes],
        source="Your folder, as we read it.",
    )


def file_notes_summary(notes: Sequence[FileNote]) -> str:
    """Return how many files weren't simply used, without their names; "" for none."""
    counts = Counter(outcome for _, outcome in {(one.file, one.outcome) for one in notes})
    said = (
        f"{plural(counts[what], 'file')} {words}"
        for what, words in FILE_OUTCOME_TEXTS.items()
        if counts[what]
    )
    return f"{upper_first(join_words(said))}." if counts else ""


def answer_days_text(days: Sequence[date]) -> str:
    """Return from which days the answers are; "" without any."""
    if not days:
        return ""
    first, last = days[0], days[-1]
    ending = f"{format_day(last, last)}, {last.year}"
    if first == last:
        return f"All answers are from {ending}."
    return f"The answers are from {format_day(first, last)} to {ending}."


def debrief_report(
    summary: str,
    results: Sequence[QuestionResult],
    score: ScoreChange | None,
    topics: Sequence[TopicChange],
    plans: Sequence[CapstonePlan],
    notes: Sequence[FileNote],
) -> Document:
    """Return the whole debrief as a document."""
    parts = [summary]
    if results:
        parts += ["## Questions", markdown_table(question_results_table(results)), RANGE_NOTE]
    if topics:
        parts += ["## Before and after", result_texts.score_change_text(score) if score else ""]
        parts += [markdown_table(topic_changes_table(topics))]
    if plans:
        parts += [
            "## Capstone",
            result_texts.capstone_plans_text(plans),
            markdown_table(capstone_plans_table(plans)),
        ]
    if notes:
        parts += ["## Files", file_notes_summary(notes)]
    return Document("class-debrief", "Class debrief", join_paragraphs(list(filter(None, parts))))
