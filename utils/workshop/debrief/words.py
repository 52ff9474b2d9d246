"""What a class's results say, in short words: never more than so few answers can tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from utils.capstone.answers import TOPIC_LABELS
from utils.kit.english import MINUS, join_words, plural, verb_for_count
from utils.kit.misconceptions import load_misconceptions
from utils.kit.quiz.confidence import CONFIDENCE_LABELS
from utils.workshop.debrief.answers import all_questions
from utils.workshop.model.class_results import MIN_PEOPLE_FOR_RANGE

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


def share_text(result: QuestionResult) -> str:
    """Return how many were right, and what share that suggests for others."""
    low, high = result.likely_range
    likely = f"likely {format_percent(low)} to {format_percent(high)}"
    return f"{result.right} of {result.tried} right ({likely})"


def confidence_text(result: QuestionResult) -> str:
    """Return how many were right at each level of confidence that someone chose."""
    levels = {name: result.level(key) for key, name in CONFIDENCE_LABELS.items()}
    return "; ".join(
        f"{name.lower()}: {one.right} of {one.tried} right"
        for name, one in levels.items()
        if one.tried
    )


def idea_thought(result: QuestionResult) -> str:
    """Return the misconception most chosen, as someone would say it; "" without any."""
    idea = load_misconceptions().get(result.misconception)
    return idea.thought if idea else ""


def idea_fact(result: QuestionResult) -> str:
    """Return what is true instead of the misconception most chosen; "" without any."""
    idea = load_misconceptions().get(result.misconception)
    return idea.fact if idea else ""


def choice_texts(result: QuestionResult) -> dict[str, str]:
    """Return each answer to show: a letter and its words, or a number with its unit.

    Choices that nobody took are in it; of numbers, the four most typed.
    """
    _, question = all_questions()[result.question]
    if question.choices:
        return {choice.key: choice.text for choice in question.choices}
    return {number: f"{number} {question.unit}" for number in list(result.choice_counts)[:4]}


def right_answer_keys(result: QuestionResult) -> set[str]:
    """Return the answers to mark as right: keys of choices, or numbers as text."""
    _, question = all_questions()[result.question]
    number = question.number
    if number is None:
        return {choice.key for choice in question.choices if choice.accepted}
    near = number.tolerance + 1e-9 * max(1.0, abs(number.answer))
    return {text for text in result.choice_counts if abs(float(text) - number.answer) <= near}


def ask_by_choice_text(result: QuestionResult) -> str:
    """Return how to ask for reasons: by the answers most chosen, never by a name."""
    leading = list(result.choice_counts)[:2]
    _, question = all_questions()[result.question]
    called = [key.upper() if question.choices else key for key in leading]
    if len(called) == 1:
        return f"You all chose {called[0]}. Who wants to say why?"
    return f"Who chose {called[0]}, and who chose {called[1]}? What spoke for that answer?"


def named_learners_text(result: QuestionResult) -> str:
    """Return those who agreed to be named with what they chose; "" for none."""
    _, question = all_questions()[result.question]
    return join_words(
        f"{name} ({', '.join(key.upper() if question.choices else key for key in choice)})"
        for name, choice in result.named_choices
    )


def topic_name(change: TopicChange) -> str:
    """Return a topic's name."""
    return TOPIC_LABELS.get(change.topic, change.topic)


def topic_change_text(change: TopicChange) -> str:
    """Return what changed in a topic, with its range or that there are too few people for one."""
    counts = f"{change.gained} gained, {change.lost} lost"
    if change.likely_range is None:
        return f"{counts} (too few to tell: {change.answered_twice})"
    low, high = change.likely_range
    return f"{counts} (likely {_signed_text(100 * low)} to {_signed_text(100 * high)} points)"


def score_change_text(change: ScoreChange) -> str:
    """Return the mean change of scores, and what it can't show."""
    people = plural(change.people, "person", "people")
    moved = f"{_signed_text(change.mean_change, 1)} of {change.topics} topics on average"
    if change.likely_range is None:
        return (
            f"{people} answered everything twice: {moved}. Below {MIN_PEOPLE_FOR_RANGE} people, "
            "that's no more than a hint."
        )
    low, high = change.likely_range
    chance = low <= 0 <= high
    verdict = "Chance alone could do that." if chance else "Chance alone rarely does that."
    return (
        f"{people} answered everything twice: {moved}, likely {_signed_text(low, 1)} to "
        f"{_signed_text(high, 1)}. {verdict} The second set may also have been easier."
    )


def plans_text(plans: Sequence[CapstonePlan]) -> str:
    """Return how many promises of the capstone fit the plans behind them."""
    dated = [one for one in plans if one.days_to_spare is not None]
    early = sum((one.days_to_spare or 0) < 0 for one in dated)
    judged = [one for one in plans if one.objective_is_reachable is not None]
    strict = sum(not one.objective_is_reachable for one in judged)
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


def plan_row(number: int, plan: CapstonePlan) -> list[str]:
    """Return one plan as a row: its number, and promise next to outcome for day and objective."""
    return [
        f"Plan {number}",
        _day_text(plan.promised_day),
        _day_text(plan.finish_day),
        "–" if plan.objective is None else f"{plan.objective:.2%}",
        "–" if plan.reachable_objective is None else f"{plan.reachable_objective:.2%}",
    ]


PLAN_COLUMNS = ["Plan", "Promised day", "Tasks end on day", "Objective", "Services reach"]


def _day_text(day: float | None) -> str:
    return "–" if day is None else f"{day:g}"


def _signed_text(number: float, decimals: int = 0) -> str:
    rounded = f"{number:+.{decimals}f}"
    return rounded.replace("-", MINUS)
