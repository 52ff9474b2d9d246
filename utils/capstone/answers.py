"""The learner's first answers to the two tests, topic by topic, and what they can show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from utils.capstone.model.growth import (
    AnswerPair,
    compute_growth,
    count_sure_and_wrong,
    expected_correct_by_guessing,
)
from utils.kit.english import plural
from utils.kit.quiz import bank

if TYPE_CHECKING:
    from collections.abc import Sequence

    from utils.kit.progress import Progress
    from utils.kit.progress.log import Event

TOPIC_LABELS = {
    "technical": "What makes it technical",
    "measure": "What can be tested",
    "chain": "Services in a row",
    "change": "What breaks callers",
    "budget": "Error budget",
    "order": "Sequence of work",
    "dates": "Slack and dates",
    "average": "Averages and groups",
}


def baseline_questions() -> Sequence[bank.Question]:
    """Return the questions of the first test, in the welcome."""
    return bank.load_question_group("00-welcome", "baseline")


def first_answer(progress: Progress, question_id: str) -> Event | None:
    """Return the first answer to a question, None before it was answered."""
    return next((one for one in progress.events(question_id) if one.what == "answered"), None)


def before_and_after_answers(progress: Progress) -> list[AnswerPair]:
    """Return the first answers on each topic: in the welcome, and here."""
    after = {_topic_key(one.id): one.id for one in bank.load_question_group("06-capstone", "post")}
    pairs = []
    for question in baseline_questions():
        topic = _topic_key(question.id)
        right_before, sure_before = _correctness_and_confidence(first_answer(progress, question.id))
        right_after, sure_after = _correctness_and_confidence(first_answer(progress, after[topic]))
        pairs.append(AnswerPair(topic, right_before, right_after, sure_before, sure_after))
    return pairs


def _topic_key(question_id: str) -> str:
    return question_id.rpartition("-")[2]


def _correctness_and_confidence(answer: Event | None) -> tuple[bool | None, str]:
    if answer is None:
        return None, ""
    return answer.result["correct"], answer.result["confidence"]


def growth_statements(pairs: Sequence[AnswerPair]) -> list[str]:
    """Return what eight questions can show about growth, and what they can't."""
    made = compute_growth(pairs)
    if not made.answered:
        return ["You haven't answered any topic both here and in the welcome yet."]
    guessed = expected_correct_by_guessing(made.answered)
    wrong = count_sure_and_wrong(pairs)
    again = " Those are worth reading again." if any(wrong) else ""
    return [
        f"If you guess, you'll get about {guessed:.1g} of {made.answered} right.",
        _change_statement(made.better, made.worse, made.p_value),
        f"Sure, but not right: {wrong[0]} before, {wrong[1]} after.{again}",
        (
            "Eight questions show a direction at best. They don't measure mastery, and the second "
            "set may simply have been easier for you."
        ),
    ]


def _change_statement(better: int, worse: int, p_value: float | None) -> str:
    if p_value is None:
        return "No topic changed between the two tests."
    return (
        f"{plural(better, 'topic')} got better, {plural(worse, 'topic')} got worse. If each change "
        f"were a coin toss, you'd see at least that many improvements in {p_value:.0%} of cases."
    )
