"""What a class's results say, in short words: never more than so few answers can tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from utils.capstone.answers import TOPIC_LABELS
from utils.kit.english import MINUS, plural, verb_for_count
from utils.kit.misconceptions import load_misconceptions
from utils.kit.quiz.confidence import CONFIDENCE_LABELS
from utils.workshop.debrief.answers import notebook_and_question_by_id
from utils.workshop.model.class_results import MIN_PEOPLE_FOR_ANONYMITY, MIN_PEOPLE_FOR_RANGE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from utils.workshop.model.class_results import (
        CapstonePlan,
        QuestionResult,
        ScoreChange,
        TopicChange,
    )


def format_percent(share: float) -> str:
    """Return a share as whole percent, with a true minus sign."""
    return f"{100 * share:.0f}%".replace("-", MINUS)


def right_share_text(result: QuestionResult) -> str:
    """Return how many were right, and what share that suggests for others."""
    low, high = result.likely_range
    likely = f"likely {format_percent(low)} to {format_percent(high)}"
    return f"{result.right} of {result.tried} right ({likely})"


def right_by_confidence_text(result: QuestionResult) -> str:
    """Return how many were right at each level of confidence that someone chose."""
    levels = {name: result.confidence_level_count(key) for key, name in CONFIDENCE_LABELS.items()}
    return "; ".join(
        f"{name.lower()}: {one.right} of {one.tried} right"
        for name, one in levels.items()
        if one.tried
    )


def top_misconception_thought(result: QuestionResult) -> str:
    """Return the misconception most chosen, as someone would say it; "" without any."""
    idea = load_misconceptions().get(result.misconception)
    return idea.thought if idea else ""


def top_misconception_fact(result: QuestionResult) -> str:
    """Return what is true instead of the misconception most chosen; "" without any."""
    idea = load_misconceptions().get(result.misconception)
    return idea.fact if idea else ""


def answer_text_by_key(result: QuestionResult) -> dict[str, str]:
    """Return each answer to show: a letter and its words, or a number with its unit.

    Choices that nobody took are in it; of numbers, the four most typed.
    """
    _, question = notebook_and_question_by_id()[result.question]
    if question.choices:
        return {choice.key: choice.text for choice in question.choices}
    return {number: f"{number} {question.unit}" for number in list(result.choice_counts)[:4]}


def right_answer_keys(result: QuestionResult) -> set[str]:
    """Return the answers to mark as right: keys of choices, or numbers as text."""
    _, question = notebook_and_question_by_id()[result.question]
    number = question.number
    if number is None:
        return {choice.key for choice in question.choices if choice.accepted}
    near = number.tolerance + 1e-9 * max(1.0, abs(number.answer))
    return {text for text in result.choice_counts if abs(float(text) - number.answer) <= near}


def ask_for_reasons_text(result: QuestionResult) -> str:
    """Return how to ask for reasons: by the answers most chosen, never by a name.

    Where so few chose one that they'd be pointed at, it asks everyone.
    """
    leading = list(result.choice_counts)[:2]
    _, question = notebook_and_question_by_id()[result.question]
    called = [key.upper() if question.choices else key for key in leading]
    if len(called) == 1:
        return f"You all chose {called[0]}. Who wants to say why?"
    if min(result.choice_counts[key] for key in leading) < MIN_PEOPLE_FOR_ANONYMITY:
        return f"What speaks for {called[0]}, and what for {called[1]}?"
    return f"Who chose {called[0]}, and who chose {called[1]}? What spoke for that answer?"


def topic_label(change: TopicChange) -> str:
    """Return a topic's name."""
    return TOPIC_LABELS.get(change.topic, change.topic)


def topic_change_text(change: TopicChange) -> str:
    """Return what changed in a topic, with its range or that there are too few people for one."""
    counts = f"{change.gained} gained, {change.lost} lost"
    if change.likely_range is None:
        return f"{counts} (too few to tell: {change.answered_twice})"
    low, high = change.likely_range
    return f"{counts} (likely {_format_signed(100 * low)} to {_format_signed(100 * high)} points)"


def score_change_text(change: ScoreChange) -> str:
    """Return the mean change of scores, and what it can't show."""
    people = plural(change.people, "person", "people")
    moved = f"{_format_signed(change.mean_change, 1)} of {change.topics} topics on average"
    if change.likely_range is None:
        return (
            f"{people} answered everything twice: {moved}. Below {MIN_PEOPLE_FOR_RANGE} people, "
            "that's no more than a hint."
        )
    low, high = change.likely_range
    chance = low <= 0 <= high
    verdict = "Chance alone could do that." if chance else "Chance alone rarely does that."
    return (
        f"{people} answered everything twice: {moved}, likely {_format_signed(low, 1)} to "
        f"{_format_signed(high, 1)}. {verdict} The second set may also have been easier."
    )


def capstone_plans_text(plans: Sequence[CapstonePlan]) -> str:
    """Return how many promises of the capstone fit the plans behind them."""
    dated = [one for one in plans if one.days_to_spare is not None]
    early = sum((one.days_to_spare or 0) < 0 for one in dated)
    judged = [one for one in plans if one.is_objective_reachable is not None]
    strict = sum(not one.is_objective_reachable for one in judged)
    said = []
    if dated:
        said.append(
            f"{early} of {plural(len(dated), 'promised day')} "
            f"{verb_for_count(early, 'comes', 'come')} "
            "before the tasks end."
        )
    if judged:
        said.append(
            f"{strict} of {plural(len(judged), 'objective')} {verb_for_count(strict, 'is', 'are')} "
            "stricter than the services allow."
        )
    return " ".join(said)


def capstone_plan_row(number: int, plan: CapstonePlan) -> list[str]:
    """Return one plan as a row: its number, and promise next to outcome for day and objective."""
    return [
        f"Plan {number}",
        _format_day(plan.promised_day),
        _format_day(plan.finish_day),
        "–" if plan.objective is None else f"{plan.objective:.2%}",
        "–" if plan.reachable_objective is None else f"{plan.reachable_objective:.2%}",
    ]


CAPSTONE_PLAN_COLUMNS = ["Plan", "Promised day", "Tasks end on day", "Objective", "Services reach"]


def _format_day(day: float | None) -> str:
    return "–" if day is None else f"{day:g}"


def _format_signed(number: float, decimals: int = 0) -> str:
    rounded = f"{number:+.{decimals}f}"
    return rounded.replace("-", MINUS)
