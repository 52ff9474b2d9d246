"""The questions in `data/questions/`, read and checked."""

from __future__ import annotations

import functools
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from utils.kit.errors import InputError
from utils.kit.tables import data_folder

QUESTIONS_SCHEMA_PATH = Path(__file__).parents[1] / "schemas" / "questions.json"


@dataclass(frozen=True)
class Choice:
    """One choice; `misconception` names the wrong idea behind a wrong one."""

    key: str
    text: str
    verdict: str  # right, defensible or wrong
    feedback: str
    misconception: str = ""

    @property
    def accepted(self) -> bool:
        """Whether a learner who takes it has solved the question."""
        return self.verdict != "wrong"


@dataclass(frozen=True)
class KnownMistake:
    """A number that a known mistake leads to."""

    value: float
    tolerance: float
    feedback: str
    misconception: str


@dataclass(frozen=True)
class ExpectedNumber:
    """The accepted number, how near is near enough, and what to say about others."""

    answer: float
    tolerance: float
    unit: str
    right: str
    other: str
    slips: tuple[KnownMistake, ...]


@dataclass(frozen=True)
class Question:
    """One question. `kind` is "one", "several" or "number"."""

    id: str
    group: str
    kind: str
    stem: str
    hints: tuple[str, ...]
    why: str
    source: str
    choices: tuple[Choice, ...] = ()
    number: ExpectedNumber | None = None
    needs_page: bool = False  # whether it is about something that only its notebook shows

    @property
    def unit(self) -> str:
        """The unit of the number asked for; empty where it asks for none."""
        return self.number.unit if self.number else ""


def find_bank_problems(bank: dict[str, Any]) -> list[str]:
    """Return what is wrong with a question file, as "place: message"; empty when it is fine.

    The schema says what each part looks like; beyond it, keys and ids must differ, a "one"
    question has exactly one right choice, and no number is both a slip and the answer.
    """
    import jsonschema

    schema = json.loads(QUESTIONS_SCHEMA_PATH.read_text(encoding="utf-8"))
    found = [
        f"{'/'.join(map(str, error.absolute_path)) or 'file'}: {error.message}"
        for error in jsonschema.Draft202012Validator(schema).iter_errors(bank)
    ]
    return found or [*_duplicate_id_problems(bank), *_all_question_problems(bank)]


def _duplicate_id_problems(bank: dict[str, Any]) -> list[str]:
    ids = [question["id"] for question in bank["questions"]]
    return [f"{name}: id used twice" for name in sorted({i for i in ids if ids.count(i) > 1})]


def _all_question_problems(bank: dict[str, Any]) -> list[str]:
    return [
        f"{raw['id']}: {fault}"
        for raw in bank["questions"]
        for fault in _question_problems(_parse_question(raw))
    ]


def _question_problems(question: Question) -> list[str]:
    found = []
    keys = [choice.key for choice in question.choices]
    rights = sum(choice.verdict == "right" for choice in question.choices)
    if len(set(keys)) != len(keys):
        found.append("two choices share a key")
    if question.kind == "one" and rights != 1:
        found.append(f"{rights} right choices where there must be one")
    if question.kind == "several" and rights < 1:
        found.append("no right choice")
    if question.kind == "several" and any(c.verdict == "defensible" for c in question.choices):
        found.append("defensible choices are for questions with one answer")
    return found + (_near_mistake_problems(question.number) if question.number else [])


def _near_mistake_problems(expected_number: ExpectedNumber) -> list[str]:
    near = [
        slip.value
        for slip in expected_number.slips
        if abs(slip.value - expected_number.answer) <= slip.tolerance + expected_number.tolerance
    ]
    return [f"the slip {value} is too close to the answer" for value in near]


def _parse_question(raw: dict[str, Any]) -> Question:
    number = raw.get("number")
    return Question(
        **{
            **raw,
            "hints": tuple(raw["hints"]),
            "choices": tuple(Choice(**choice) for choice in raw.get("choices", ())),
            "number": number
            and ExpectedNumber(
                **{**number, "slips": tuple(KnownMistake(**slip) for slip in number["slips"])}
            ),
        }
    )


@functools.cache
def notebooks_with_questions() -> tuple[str, ...]:
    """Return the names of the notebooks that have questions, in the order of the course."""
    return tuple(sorted(path.stem for path in (data_folder() / "questions").glob("*.json")))


@functools.cache
def load_questions(notebook: str) -> tuple[Question, ...]:
    """Return the questions of one notebook, in file order.

    Raises InputError where there is no such file. The files are checked by the tests, not
    here, so that a learner's notebook doesn't pay for them.
    """
    path = data_folder() / "questions" / f"{notebook}.json"
    if not path.is_file():
        raise InputError(
            f"There are no questions for {notebook!r}.", f"Expected them in {path.name}."
        )
    bank = json.loads(path.read_text(encoding="utf-8"))
    return tuple(_parse_question(raw) for raw in bank["questions"])


def load_question_group(notebook: str, name: str) -> tuple[Question, ...]:
    """Return the questions of one group. Raises InputError for a group without questions."""
    found = tuple(question for question in load_questions(notebook) if question.group == name)
    if not found:
        groups = sorted({question.group for question in load_questions(notebook)})
        raise InputError(f"No questions in group {name!r}.", f"Groups: {', '.join(groups)}.")
    return found
