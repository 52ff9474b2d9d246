"""What an answer deserves to hear. Pure functions."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from utils.kit.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from utils.kit.quiz.bank import Question

# What surrounds the digits: "$126,800", "47 %", "64.4th percentile".
AROUND = re.compile(r"usd|\$|%|(?:st|nd|rd|th)?percent(?:ile)?|(?:st|nd|rd|th)$")
COMMAS_GROUP = re.compile(r"(?!0)\d{1,3}(?:,\d{3})+(?:\.\d*)?")  # 126,800 and 126,800.5
DOTS_GROUP = re.compile(r"(?!0)\d{1,3}(?:(?:\.\d{3})+,\d+|(?:\.\d{3}){2,})")  # 126.800,5
PLAIN = re.compile(r"\d+(?:[.,]\d*)?|[.,]\d+")  # 126800, 126.8 and 126,8


@dataclass(frozen=True)
class Grade:
    """Whether the answer is accepted, and feedback on each part of it.

    `marks` are pairs of verdict ("right", "defensible", "wrong", "missing") and words.
    """

    solved: bool
    marks: tuple[tuple[str, str], ...]
    misconceptions: tuple[str, ...] = ()


def grade(question: Question, answer: Sequence[str] | float) -> Grade:
    """Grade chosen keys, or a number. Raises InputError for an empty answer."""
    if question.kind == "number":
        return _number(question, float(answer))
    if not answer:
        raise InputError("Nothing chosen yet.", "Choose an answer, then check it.")
    return _choices(question, set(answer))


def _choices(question: Question, chosen: set[str]) -> Grade:
    if chosen - {choice.key for choice in question.choices}:
        # An older log may hold a choice that the question has lost since.
        raise InputError("That choice is no longer among the answers.", "Choose again.")
    taken = [choice for choice in question.choices if choice.key in chosen]
    missed = [c for c in question.choices if c.verdict == "right" and c.key not in chosen]
    marks = [(choice.verdict, choice.feedback) for choice in taken]
    if question.kind == "several" and missed:
        marks.append(("missing", "There is more that belongs here: look at the others again."))
    solved = all(choice.accepted for choice in taken)
    if question.kind == "several":
        solved = solved and not missed
    wrong = tuple(choice.misconception for choice in taken if not choice.accepted)
    return Grade(solved, tuple(marks), wrong)


def _number(question: Question, value: float) -> Grade:
    number = question.number
    near = 1e-9 * max(1.0, abs(number.answer))  # a bound itself counts, whatever its rounding
    if abs(value - number.answer) <= number.tolerance + near:
        return Grade(solved=True, marks=(("right", number.right),))
    for slip in number.slips:
        if abs(value - slip.value) <= slip.tolerance + near:
            return Grade(
                solved=False,
                marks=(("wrong", slip.feedback),),
                misconceptions=(slip.misconception,),
            )
    return Grade(solved=False, marks=(("wrong", number.other),))


def parse_number(text: str) -> float:
    """Return the number a learner typed: "126.8", "$126,800", "126.8k", "47 %", "-15.65".

    A comma before exactly three digits separates thousands, unless that cannot be ("0,500",
    "1234,567"); another one decimals. Raises InputError for anything else.
    """
    bare = "".join(text.lower().split()).replace("_", "").replace("\N{MINUS SIGN}", "-")
    bare = AROUND.sub("", bare.removeprefix("about").removeprefix("~"))
    times = 1000.0 if bare.endswith("k") else 1.0
    bare = bare.removesuffix("k")
    sign = bare[:1] if bare[:1] in {"-", "+"} else ""
    digits = _plain(bare.removeprefix(sign))
    if not digits:
        shown = text.strip()[:40]
        what = f"“{shown}” is not a number that I can read." if shown else "No number yet."
        raise InputError(what, "Type one number, such as 126.8 or 126,800.")
    value = float(sign + digits) * times
    if not math.isfinite(value):
        raise InputError("That number is too large.", "Type one number, such as 126.8.")
    return value


def _plain(digits: str) -> str:
    """Return digits with a point for decimals and nothing for thousands; empty if unreadable."""
    if COMMAS_GROUP.fullmatch(digits):
        return digits.replace(",", "")
    if DOTS_GROUP.fullmatch(digits):
        return digits.replace(".", "").replace(",", ".")
    return digits.replace(",", ".") if PLAIN.fullmatch(digits) else ""
