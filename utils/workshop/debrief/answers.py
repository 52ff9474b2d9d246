"""Everyone's first answers as a data frame, and what the class answered to each question."""

from __future__ import annotations

import functools
from collections import Counter
from typing import TYPE_CHECKING

import pandas as pd

from utils.capstone.answers import before_and_after_answers
from utils.kit.misconceptions import current_misconception_id
from utils.kit.quiz import bank
from utils.workshop.model.class_results import (
    MIN_PEOPLE_FOR_ANONYMITY,
    ConfidenceLevelCount,
    QuestionResult,
    ScoreChange,
    TopicChange,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from utils.kit.progress.event import Event
    from utils.workshop.debrief.class_folder import LearnerWork

ANSWER_COLUMNS = ("learner", "question", "correct", "confidence", "choice", "idea")
ANSWERED_EVENT_KINDS = frozenset(("answered",))


@functools.cache
def notebook_and_question_by_id() -> dict[str, tuple[str, bank.Question]]:
    """Return every question of the course by its id, with its notebook, in course order."""
    return {
        question.id: (notebook, question)
        for notebook in bank.notebooks_with_questions()
        for question in bank.load_questions(notebook)
    }


def first_answers_frame(learners: Sequence[LearnerWork]) -> pd.DataFrame:
    """Return the first answer of every learner to every question of the course.

    A row has the learner's place in `learners`, the question's id, whether the answer was correct,
    the confidence, the choice (a tuple of keys, or of one number as text), and the ids of the
    misconceptions behind it, a tuple. Answers to questions that come back, and to those that the
    course no longer has, aren't in it.
    """
    known = notebook_and_question_by_id()
    rows = [
        _answer_row(number, event)
        for number, learner in enumerate(learners)
        for events in learner.progress.log.map_activities("", ANSWERED_EVENT_KINDS, list)
        for event in events
        if event.where in known and "again" not in event.result
    ]
    return pd.DataFrame(rows, columns=list(ANSWER_COLUMNS)).drop_duplicates(["learner", "question"])


def _answer_row(learner_index: int, event: Event) -> tuple[object, ...]:
    result = event.result
    choice = result["choice"]
    keys = tuple(choice) if isinstance(choice, list) else (f"{choice:g}",)
    ideas = tuple(filter(None, map(current_misconception_id, result.get("misconceptions", []))))
    return learner_index, event.where, result["correct"], result["confidence"], keys, ideas


def question_results(
    answers: pd.DataFrame, learners: Sequence[LearnerWork], notebook: str = ""
) -> list[QuestionResult]:
    """Return what the class answered to each question of a notebook, or of all, in course order.

    Questions that fewer than `MIN_PEOPLE_FOR_ANONYMITY` answered aren't in it.
    """
    groups = dict(tuple(answers.groupby("question", sort=False)))
    return [
        _question_result(question, groups[question], learners)
        for question, (home, _) in notebook_and_question_by_id().items()
        if question in groups
        and len(groups[question]) >= MIN_PEOPLE_FOR_ANONYMITY
        and notebook in ("", home)
    ]


def _question_result(
    question_id: str, answers: pd.DataFrame, learners: Sequence[LearnerWork]
) -> QuestionResult:
    choices = Counter(answers["choice"].explode())
    sequence = sorted(choices, key=lambda key: (-choices[key], key))
    ideas = Counter(answers["idea"].explode().dropna())
    levels = answers.groupby("confidence")["correct"].agg(tried="size", right="sum")
    return QuestionResult(
        question=question_id,
        tried=len(answers),
        right=int(answers["correct"].sum()),
        choice_counts={key: choices[key] for key in sequence},
        levels={
            str(row.Index): ConfidenceLevelCount(int(row.tried), int(row.right))
            for row in levels.itertuples()
        },
        misconception=_top_misconception(answers, ideas, sequence),
        misconception_count=max(ideas.values(), default=0),
        named_learners=tuple(sorted(filter(None, (learners[n].name for n in answers["learner"])))),
    )


def _top_misconception(answers: pd.DataFrame, counts: Counter[str], choices: list[str]) -> str:
    """Return the idea behind most answers; of several, that of the choice that most took.

    So it belongs to an answer that the slide before asks about. "" where there's none.
    """
    most = max(counts.values(), default=0)
    pairs = answers.explode("choice").explode("idea").dropna(subset=["idea"])
    tied = pairs[pairs["idea"].map(counts) == most]
    found = ((choices.index(one.choice), str(one.idea)) for one in tied.itertuples())
    return min(found, default=(0, ""))[1]


def topic_changes(learners: Sequence[LearnerWork]) -> list[TopicChange]:
    """Return each topic that enough people answered before and after, in course order."""
    frame = _before_after_frame(learners)
    return [
        _topic_change(str(topic), pairs)
        for topic, pairs in frame.groupby("topic", sort=False)
        if len(pairs) >= MIN_PEOPLE_FOR_ANONYMITY
    ]


def _topic_change(topic: str, pairs: pd.DataFrame) -> TopicChange:
    before, after = pairs["before"].astype(bool), pairs["after"].astype(bool)
    return TopicChange(
        topic,
        len(pairs),
        int(before.sum()),
        int(after.sum()),
        gained=int((after & ~before).sum()),
        lost=int((before & ~after).sum()),
    )


def score_change(learners: Sequence[LearnerWork]) -> ScoreChange | None:
    """Return everyone's scores before and after; None where too few answered everything twice."""
    frame = _before_after_frame(learners)
    topics = frame["topic"].nunique()
    scores = frame.groupby("learner").agg(
        size=("topic", "size"), before=("before", "sum"), after=("after", "sum")
    )
    whole = scores[scores["size"] == topics]
    if len(whole) < MIN_PEOPLE_FOR_ANONYMITY:
        return None
    before, after = (tuple(map(int, whole[name])) for name in ("before", "after"))
    return ScoreChange(before, after, topics)


def _before_after_frame(learners: Sequence[LearnerWork]) -> pd.DataFrame:
    """Return a row for each learner and topic answered both times."""
    rows = [
        (number, pair.topic, pair.before, pair.after)
        for number, learner in enumerate(learners)
        for pair in before_and_after_answers(learner.progress)
        if pair.before is not None and pair.after is not None
    ]
    return pd.DataFrame(rows, columns=["learner", "topic", "before", "after"])
