"""The answers to what a cell asks, with reasons: for the facilitator's copy only."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING, Any

from utils.kit.activity import Activity
from utils.kit.card_sort import CardSort, decks
from utils.kit.card_sort.rounds import deal_confusing_and_other_cards
from utils.kit.misconceptions import load_misconceptions
from utils.kit.quiz import bank
from utils.kit.replies import Replies
from utils.kit.worksheet import add_letters
from utils.workshop import data

if TYPE_CHECKING:
    from collections.abc import Sequence

    from utils.kit.card_sort.decks import Card, Deck
    from utils.kit.quiz.bank import Choice, KnownMistake, Question
    from utils.kit.view import Prediction
    from utils.workshop.handouts.lesson import LessonCells, NotebookCell


SAMPLE_ANSWER_LABEL = "A sample answer, and why. Our opinion: others can be as good."
DEFENSIBLE_SUFFIX = " (defensible)"


def cell_answers_html(lesson: LessonCells, cell: NotebookCell) -> str:
    """Return the answers to a code cell as markup; "" where nothing is asked."""
    if cell.quiz_question_group:
        questions = bank.load_question_group(*cell.quiz_question_group)
        return _answer_box_html(
            "".join(_question_answer_html(n, one) for n, one in enumerate(questions, start=1))
        )
    activity_class = lesson.called_object(cell)
    return (
        _answer_box_html(
            _activity_answers_html(activity_class, has_optional_cards=lesson.has_optional_cards)
        )
        if isinstance(activity_class, type)
        else ""
    )


def sample_answer_html(lesson: LessonCells, heading: NotebookCell) -> str:
    """Return a sample answer to the exercise that a heading opens; "" for any other heading."""
    note = (
        data.find_facilitator_note(lesson.name, heading.exercise_heading[1])
        if heading.exercise_heading
        else None
    )
    if note is None or not note.sample_answer:
        return ""
    return (
        f'<div class="answers"><p><strong>{SAMPLE_ANSWER_LABEL}</strong></p>'
        f"<p>{escape(note.sample_answer)}</p></div>"
    )


def _answer_box_html(html: str) -> str:
    return f'<div class="answers"><p><strong>Answers</strong></p>{html}</div>' if html else ""


def _activity_answers_html(activity_class: type[Any], *, has_optional_cards: bool) -> str:
    if issubclass(activity_class, CardSort):
        deck = decks.load_deck(activity_class.deck_name).with_card_kinds(activity_class.kinds)
        if activity_class.one_by_one and not has_optional_cards:
            deck = replace(deck, cards=deal_confusing_and_other_cards(deck, 1)[0])
        return _deck_answers_html(deck)
    if issubclass(activity_class, Replies):
        return _recommended_replies_html(activity_class)
    if issubclass(activity_class, Activity) and activity_class.prediction is not None:
        return _prediction_answer_html(activity_class.prediction)
    return ""


def _question_answer_html(number: int, question: Question) -> str:
    wrong = "".join(_wrong_answer_html(one) for one in _wrong_answers(question))
    return (
        f"<p><strong>{number}. {escape(_right_answer_text(question))}</strong> "
        f"{escape(question.why)}</p>"
        f"<ul>{wrong}</ul>"
    )


def _right_answer_text(question: Question) -> str:
    if question.number is not None:
        return f"{question.number.answer:g} {question.unit}."
    return " ".join(
        f"{one.key.upper()}{DEFENSIBLE_SUFFIX if one.verdict == 'defensible' else ''}: "
        f"{one.text.rstrip('.')}."
        for one in question.choices
        if one.accepted
    )


def _wrong_answers(question: Question) -> Sequence[Choice | KnownMistake]:
    if question.number is not None:
        return question.number.slips
    return [one for one in question.choices if not one.accepted]


def _wrong_answer_html(answer: Choice | KnownMistake) -> str:
    idea = load_misconceptions().get(answer.misconception)
    thought = f" “{escape(idea.thought)}”" if idea else ""
    chosen = f"{answer.value:g}" if not hasattr(answer, "key") else answer.key.upper()
    return f"<li><strong>{escape(chosen)}:</strong>{thought} Say: {escape(answer.feedback)}</li>"


def _deck_answers_html(deck: Deck) -> str:
    """Return what's best for each card, in the sequence and with the numbers of the worksheet."""
    numbers = decks.printed_card_numbers(deck)
    rows = "".join(
        _card_answer_html(deck, card, numbers[card.id]) for card in decks.cards_in_print_order(deck)
    )
    return f"<ul>{rows}</ul><p>{escape(deck.basis)} {decks.PRINTED_NUMBERS_NOTE}</p>"


def _card_answer_html(deck: Deck, card: Card, number: int) -> str:
    names = {one.key: one.name for one in deck.categories}
    accepted = [
        names[key] for key, one in card.verdicts.items() if one.accepted and key != card.best
    ]
    also = f" (also defensible: {escape(', '.join(accepted))})" if accepted else ""
    reason = escape(card.verdicts[card.best].feedback)
    label = escape(card.title or card.text)
    return f"<li>{number}. {label} <strong>{escape(names[card.best])}</strong>{also}. {reason}</li>"


def recommended_replies(activity_class: type[Replies]) -> list[tuple[str, str, str]]:
    """Return sender, our reply, and why it's good, for each message."""
    made = activity_class()
    try:
        return [
            (one.sender, " ".join(line.text for line in one.recommended_lines), one.why)
            for one in made.messages()
        ]
    finally:
        made.close()


def _recommended_replies_html(activity_class: type[Replies]) -> str:
    return "".join(
        f"<p><strong>{escape(sender)}:</strong> {escape(ours)} <em>{escape(why)}</em></p>"
        for sender, ours, why in recommended_replies(activity_class)
    )


def _prediction_answer_html(prediction: Prediction) -> str:
    choices = prediction.choices_with_details()
    items = "".join(
        f"<li>{'✓ ' if key in prediction.right else ''}{escape(lettered)}: {escape(said)}</li>"
        for (key, _, said), lettered in zip(
            choices, add_letters(text for _, text, _ in choices), strict=True
        )
    )
    return f"<p>{escape(prediction.prompt)}</p><ul>{items}</ul>"
