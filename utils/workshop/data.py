"""What a plan, notes, and a key are made from: the course's own outline, questions, and cards."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from utils.capstone.answers import baseline_questions
from utils.kit.card_sort.decks import cards_in_print_order, load_deck
from utils.kit.misconceptions import load_misconceptions
from utils.kit.outline import load_lessons
from utils.kit.quiz.bank import load_questions, notebooks_with_questions
from utils.kit.tables import read_rows
from utils.workshop.model.plan import Exercise, ExerciseBundle

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from utils.kit import outline
    from utils.kit.card_sort.decks import Deck
    from utils.kit.quiz.bank import Choice, Question

AUDIENCE_LABELS = {
    "facilitator": "A mixed room",
    "engineer": "Engineers or architects",
    "owner": "Analysts or product owners",
    "manager": "Hiring managers",
}
EXPERIENCE_LABELS = {
    "new": "New to product work",
    "mixed": "Mixed",
    "experienced": "Experienced",
}
ROOM_SETTING_LABELS = {
    "binder": "A server, such as Binder",
    "own": "Their own computers",
    "paper": "Paper",
}
# What people want to be able to do afterward: the notebooks that teach it.
GOAL_LABELS_AND_NOTEBOOKS = {
    "role": ("Explain what a technical product owner does", ("01", "03")),
    "literacy": ("Read systems without writing code", ("02",)),
    "interfaces": ("Change an interface without breaking anyone", ("02a",)),
    "promises": ("Promise what a system can deliver", ("01", "02b")),
    "priorities": ("Defend what comes first", ("02b", "03")),
    "customers": ("Base decisions on what customers do", ("02c",)),
    "hire": ("Decide whether to hire, and whom", ("04",)),
    "pay": ("Judge pay, and plan a career", ("05",)),
    "capstone": ("Put everything together", ("06",)),
}
EXPORT_ONLY_REQUIREMENTS = ("saved:work",)  # of an exercise that the last round replaces
SORTED_AS_SEPARATOR = " sorted as "  # between a card and the place where it's wrong
OWN_PRESET_KEY = "own"  # key of the preset that is none
PRESET_LABELS_AND_ANSWERS: dict[str, tuple[str, dict[str, Any]]] = {
    "short": ("90 minutes", {"until": "10:30"}),
    "half": ("Half a day", {"until": "12:30"}),
    "day": ("One day", {"until": "16:00"}),
    "two": ("Two half days", {"until": "12:30", "days": "2"}),
    "managers": (
        "Hiring managers, two hours",
        {"until": "11:00", "who": "manager", "goals": ["role", "hire"]},
    ),
    "engineers": (
        "Engineers, half a day",
        {"until": "12:30", "who": "engineer", "goals": ["promises", "interfaces", "priorities"]},
    ),
}
PRESET_DEFAULTS: dict[str, Any] = {
    "start": "09:00", "until": "10:30", "days": "1", "breaks": "", "who": "facilitator",
    "goals": [],
}  # fmt: skip
GOAL_RANK_BONUS = 1000  # ranks; what serves a goal comes before all else but the first steps
NO_BLOCK_RANK_OFFSET = 100  # that what no block has, such as a quiz, comes after the block before
RECALL_RANK_OFFSET = 500  # ranks that questions on earlier notebooks come later still


def preset_answers(preset_key: str) -> dict[str, Any]:
    """Return what a preset sets; nothing for "own"."""
    return (
        {}
        if preset_key == OWN_PRESET_KEY
        else {**PRESET_DEFAULTS, **PRESET_LABELS_AND_ANSWERS[preset_key][1]}
    )


def exercise_slug(exercise_name: str) -> str:
    """Return the name of an exercise as a key that doesn't change when others are added."""
    return re.sub(r"[^a-z0-9]+", "-", exercise_name.lower()).strip("-")


# --- exercises for a plan --------------------------------------------------------------------


def build_bundles(
    audience: str, goals: Collection[str], exercise_choices: Mapping[tuple[str, str], str]
) -> list[ExerciseBundle]:
    """Return what a plan may have, in the order of the course.

    Parameters
    ----------
    audience
        A key of AUDIENCE_LABELS.
    goals
        Keys of GOAL_LABELS_AND_NOTEBOOKS.
    exercise_choices
        "in" or "out" by notebook and `exercise_slug` of an exercise; all others are ours to choose.

    """
    serving = {
        number
        for goal in goals
        if goal in GOAL_LABELS_AND_NOTEBOOKS
        for number in GOAL_LABELS_AND_NOTEBOOKS[goal][1]
    }
    return [
        bundle
        for lesson in load_lessons().values()
        for bundle in _lesson_bundles(
            lesson, audience, exercise_choices, serves_goal=lesson.number in serving
        )
    ]


def _lesson_bundles(
    lesson: outline.Lesson,
    audience: str,
    exercise_choices: Mapping[tuple[str, str], str],
    *,
    serves_goal: bool,
) -> Iterator[ExerciseBundle]:
    ranks = _blocks_and_ranks_by_exercise(audience)
    groups: dict[tuple[str, float, bool], list[Exercise]] = {}
    before: float = NO_BLOCK_RANK_OFFSET
    for one in lesson.exercises:
        choice = exercise_choices.get((lesson.notebook, exercise_slug(one.name)), "")
        ours_to_leave_out = one.requirements == EXPORT_ONLY_REQUIREMENTS or (
            _asks_about_earlier_notebooks(one)
            and lesson.number > "01"  # the plan may lack what it recalls
        )
        if choice == "out" or (choice != "in" and ours_to_leave_out):
            continue
        block, rank = ranks.get(
            (lesson.notebook, one.number), ("", before + _rank_offset_after_block(one))
        )
        before = rank if block else before
        alone = choice == "in" or not block
        key = (str(one.number) if alone else block, rank, choice == "in")
        groups.setdefault(key, []).append(
            Exercise(
                lesson.notebook,
                one.number,
                one.name,
                one.minutes,
                _class_debrief_question_count(lesson, one),
            )
        )
    for (_, rank, is_required), exercises in groups.items():
        first = rank - GOAL_RANK_BONUS if serves_goal and rank > 1 else rank
        yield ExerciseBundle(
            tuple(exercises), -2 * GOAL_RANK_BONUS if rank == 1 else first, is_required
        )


def _rank_offset_after_block(exercise: outline.Exercise) -> float:
    """Return how many ranks an exercise that no block has comes after the block before it."""
    return (
        NO_BLOCK_RANK_OFFSET
        + (RECALL_RANK_OFFSET if _asks_about_earlier_notebooks(exercise) else 0)
        + exercise.number / 100
    )


def _asks_about_earlier_notebooks(exercise: outline.Exercise) -> bool:
    """Return whether an exercise asks about earlier notebooks."""
    return any(".q.recall-" in one for one in exercise.requirements)


def _class_debrief_question_count(lesson: outline.Lesson, exercise: outline.Exercise) -> int:
    """Return how many questions of an exercise a class debrief can show.

    Those that ask about earlier notebooks don't count, except right after the welcome.
    """
    asks_back = _asks_about_earlier_notebooks(exercise) and lesson.number > "01"
    return 0 if asks_back else len(poll_questions(exercise))


@functools.cache
def _blocks_and_ranks_by_exercise(audience: str) -> dict[tuple[str, int], tuple[str, int]]:
    """Return block and rank by notebook and number of an exercise."""
    return {
        (row["notebook"], int(number)): (row["block"], row[audience])
        for row in read_rows("route_blocks")
        for number in row["exercises"].split(";")
    }


# --- notes -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class FacilitatorNote:
    """What a facilitator should know of an exercise.

    `misconceptions` are those that show in an exercise without questions or cards; its notebook
    asks about them somewhere, or for the capstone, any notebook does. `deck_name` is that of its
    cards, if it has any, and `kinds` those of them that it sorts. `pairs` is what pairs ask each
    other; empty for the usual question. `debrief_on_paper` takes the place of `debrief` where paper
    lacks what that asks about. `sample_answer` is one that we'd accept, with its reason, where
    nothing in the exercise itself has one.
    """

    notebook: str
    name: str
    purpose: str
    setup: str
    pairs: str
    debrief: tuple[str, ...]
    argument: str
    response: str
    on_paper: str
    debrief_on_paper: tuple[str, ...]
    deck_name: str
    kinds: tuple[str, ...]
    misconceptions: tuple[str, ...]
    sample_answer: str


@functools.cache
def load_facilitator_notes() -> dict[tuple[str, str], FacilitatorNote]:
    """Return the notes by notebook and name of the exercise."""
    return {
        (row["notebook"], row["exercise"]): _note_from_row(row)
        for row in read_rows("facilitator_notes")
    }


def _note_from_row(row: Mapping[str, Any]) -> FacilitatorNote:
    return FacilitatorNote(
        row["notebook"],
        row["exercise"],
        row["purpose"],
        row["setup"],
        row["pairs"] or "",
        _split_list(row["debrief"], "|"),
        row["argument"],
        row["response"],
        row["paper"],
        _split_list(row["paper_debrief"], "|"),
        row["deck"] or "",
        _split_list(row["kinds"], ";"),
        _split_list(row["ideas"], " "),
        row["sample"] or "",
    )


def _split_list(text: str | None, separator: str) -> tuple[str, ...]:
    return tuple(one.strip() for one in (text or "").split(separator) if one.strip())


def find_facilitator_note(notebook: str, exercise_name: str) -> FacilitatorNote | None:
    """Return the note on an exercise; None where nobody has written it yet."""
    return load_facilitator_notes().get((notebook, exercise_name))


# --- questions and cards ---------------------------------------------------------------------


@functools.cache
def _questions_by_id() -> dict[str, Question]:
    return {one.id: one for name in notebooks_with_questions() for one in load_questions(name)}


def exercise_questions(exercise: outline.Exercise) -> list[Question]:
    """Return the questions that an exercise asks, in their order."""
    places = [one.split(":")[1] for one in exercise.requirements if one.startswith("answered:")]
    return [_questions_by_id()[place] for place in places if place in _questions_by_id()]


def poll_questions(exercise: outline.Exercise) -> list[Question]:
    """Return the questions that a room may vote on: those with choices, whose answers are told.

    What was asked before the course comes back after it, so that nobody is told its answers.
    """
    before = baseline_question_ids()
    return [one for one in exercise_questions(exercise) if one.choices and one.id not in before]


def baseline_question_ids() -> set[str]:
    """Return the ids of the questions before the course, which come back after it."""
    return {one.id for one in baseline_questions()}


def exercise_deck(lesson: outline.Lesson, exercise: outline.Exercise) -> Deck | None:
    """Return the cards of an exercise, as its note names them."""
    note = find_facilitator_note(lesson.notebook, exercise.name)
    return (
        load_deck(note.deck_name).with_card_kinds(note.kinds) if note and note.deck_name else None
    )


def required_cards_deck(lesson: outline.Lesson, exercise: outline.Exercise) -> Deck | None:
    """Return a deck with the cards that an exercise has until it's done; None without cards."""
    deck = exercise_deck(lesson, exercise)
    if deck is None:
        return None
    counts = [int(one.split(":")[2]) for one in exercise.requirements if one.startswith("sorted:")]
    kept = {card.id for card in cards_in_print_order(deck)[: min(counts, default=len(deck.cards))]}
    return replace(deck, cards=tuple(card for card in deck.cards if card.id in kept))


def exercises_sorting_deck(deck_name: str) -> list[outline.Exercise]:
    """Return the exercises that sort a deck, as their notes say."""
    named = {
        (note.notebook, note.name)
        for note in load_facilitator_notes().values()
        if note.deck_name == deck_name
    }
    return [
        one
        for lesson in load_lessons().values()
        for one in lesson.exercises
        if (lesson.notebook, one.name) in named
    ]


@dataclass(frozen=True)
class Mistake:
    """A wrong answer and the idea that it shows; `answer` may be empty."""

    question: str
    answer: str
    thought: str
    fact: str


def exercise_mistakes(lesson: outline.Lesson, exercise: outline.Exercise) -> list[Mistake]:
    """Return what people may answer wrongly: from its questions and cards, else from its note."""
    found = [m for one in exercise_questions(exercise) for m in question_mistakes(one)]
    deck = required_cards_deck(lesson, exercise)
    found += deck_mistakes(deck) if deck else []
    note = find_facilitator_note(lesson.notebook, exercise.name)
    return found or [
        _mistake_from_misconception("", "", idea) for idea in (note.misconceptions if note else ())
    ]


def question_mistakes(question: Question) -> list[Mistake]:
    """Return the wrong answers of a question that rest on an idea."""
    wrong = [one for one in question.choices if one.misconception and not one.accepted]
    slips = question.number.slips if question.number else ()
    return [
        *(_mistake_from_misconception(question.stem, one.text, one.misconception) for one in wrong),
        *(
            _mistake_from_misconception(
                question.stem, f"{one.value:g} {question.unit}".strip(), one.misconception
            )
            for one in slips
        ),
    ]


def deck_mistakes(deck: Deck) -> list[Mistake]:
    """Return the ideas behind wrongly sorted cards, with the cards that invite them most."""
    cards: dict[str, list[str]] = {}
    for card in deck.cards:
        for key in card.verdicts:
            if idea := deck.misconception(card, key):
                text = (card.title or card.text).rstrip(".")
                shown = f"“{text}”{SORTED_AS_SEPARATOR}“{deck.category(key).name}”"
                cards.setdefault(idea, []).append(shown)
    picked: list[str] = []
    for found in cards.values():  # a card for each idea, and another one if there is any
        known = {_card_in_answer(one) for one in picked}
        picked.append(next((one for one in found if _card_in_answer(one) not in known), found[0]))
    return [
        _mistake_from_misconception("", one, idea) for idea, one in zip(cards, picked, strict=True)
    ]


def _card_in_answer(answer: str) -> str:
    return answer.rpartition(SORTED_AS_SEPARATOR)[0]


def _mistake_from_misconception(question: str, answer: str, misconception_id: str) -> Mistake:
    known = load_misconceptions().get(misconception_id)
    return Mistake(question, answer, known.thought if known else "", known.fact if known else "")


def right_choices(question: Question) -> list[Choice]:
    """Return the right choices of a question, those that can be defended after them."""
    return sorted(
        (one for one in question.choices if one.accepted), key=lambda one: one.verdict != "right"
    )
