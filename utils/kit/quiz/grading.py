"""What an answer deserves to hear. Pure functions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from utils.kit.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from utils.kit.quiz.bank import ExpectedNumber, Question


@dataclass(frozen=True)
class Grade:
    """Whether the answer is accepted, and feedback on each part of it.

    `marks` are pairs of verdict ("right", "defensible", "wrong", "missing") and words.
    """

    solved: bool
    marks: tuple[tuple[str, str], ...]
    misconceptions: tuple[str, ...] = ()

    @property
    def is_only_incomplete(self) -> bool:
        """Whether all that's wrong with the answer is that some of it is missing."""
        verdicts = {verdict for verdict, _ in self.marks}
        return "missing" in verdicts and "wrong" not in verdicts


def grade(question: Question, answer: Sequence[str] | float) -> Grade:
    """Grade chosen keys, or a number. Raises InputError for an empty answer."""
    if question.number is not None:
        return _grade_number(question.number, float(cast("float", answer)))
    if not answer:
        raise InputError("You haven't chosen an answer yet.", "Choose an answer, then check it.")
    return _grade_choices(question, set(cast("Sequence[str]", answer)))


def _grade_choices(question: Question, chosen_keys: set[str]) -> Grade:
    if chosen_keys - {choice.key for choice in question.choices}:
        # An older log may have a choice that the question no longer has.
        raise InputError("That choice isn't one of the answers anymore.", "Choose again.")
    taken = [choice for choice in question.choices if choice.key in chosen_keys]
    missed = [c for c in question.choices if c.verdict == "right" and c.key not in chosen_keys]
    marks = [(choice.verdict, choice.feedback) for choice in taken]
    if question.kind == "several" and missed:
        marks.append(("missing", "That's not all of them. Look at the others again."))
    solved = all(choice.accepted for choice in taken)
    if question.kind == "several":
        solved = solved and not missed
    wrong = tuple(choice.misconception for choice in taken if not choice.accepted)
    return Grade(solved, tuple(marks), wrong)


def _grade_number(expected_number: ExpectedNumber, value: float) -> Grade:
    # A bound itself counts, whatever its rounding.
    near = 1e-9 * max(1.0, abs(expected_number.answer))
    if abs(value - expected_number.answer) <= expected_number.tolerance + near:
        return Grade(solved=True, marks=(("right", expected_number.right),))
    for slip in expected_number.slips:
        if abs(value - slip.value) <= slip.tolerance + near:
            return Grade(
                solved=False,
                marks=(("wrong", slip.feedback),),
                misconceptions=(slip.misconception,),
            )
    return Grade(solved=False, marks=(("wrong", expected_number.other),))
