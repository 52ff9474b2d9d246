"""The facilitator's documents as Markdown, and the plan as a calendar file."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from string import ascii_uppercase
from typing import TYPE_CHECKING, Any, TypeAlias

from utils.kit.calendar_file import CALENDAR_MEDIA_TYPE, CalendarEvent, calendar_bytes
from utils.kit.card_sort.decks import (
    PRINTED_NUMBERS_NOTE,
    cards_in_print_order,
    printed_card_numbers,
)
from utils.kit.english import join_words, plural
from utils.kit.errors import InputError
from utils.kit.portfolio import escape_markdown, join_paragraphs
from utils.kit.replies import Replies
from utils.kit.view import CLOSE, NEUTRAL, WRONG, Attachment, Document
from utils.workshop import data, plan_texts
from utils.workshop.handouts.answers import SAMPLE_ANSWER_LABEL, recommended_replies
from utils.workshop.handouts.lesson import read_lesson
from utils.workshop.parsing import format_clock

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from utils.kit import outline
    from utils.kit.card_sort.decks import Card, Deck
    from utils.kit.quiz.bank import Question
    from utils.kit.view import Prediction
    from utils.workshop.data import FacilitatorNote, Mistake
    from utils.workshop.model.plan import Plan, PlanRow, RoomProfile

ChosenExercise: TypeAlias = "tuple[outline.Lesson, outline.Exercise]"


# --- the plan --------------------------------------------------------------------------------


def plan_table_rows(plan: Plan, start: int, room: RoomProfile) -> list[list[list[str]]]:
    """Return the rows of each day: from when, how many minutes, what, and how; then the end."""
    return [
        [
            *(
                [
                    format_clock(start + item.start),
                    str(item.minutes),
                    plan_texts.row_title(item, room),
                    plan_texts.row_hint(item, room, plan),
                ]
                for item in day
            ),
            [format_clock(start + day[-1].end), "", "The end", ""],
        ]
        for day in plan.days
    ]


RIGHT_ALIGNED_COLUMNS = {"Min."}  # columns on the right edge of their cells
PLAN_TABLE_COLUMNS = ["From", "Min.", "What", "How"]


def plan_document(
    plan: Plan,
    *,
    start: int,
    room: RoomProfile,
    headline: str,
    room_description: str,
    first_day: date | None,
) -> Document:
    """Return the plan: what to prepare, each day minute by minute, what to say, cut, and add.

    With a date there's a calendar file, too; a second day is the day after.
    """
    several = len(plan.days) > 1
    parts = [
        f"**{headline}**",
        room_description,
        "## Before the day",
        plan_texts.preparation_checklist_markdown(plan, room),
    ]
    for number, rows in enumerate(plan_table_rows(plan, start, room), 1):
        parts += [
            f"## Day {number}" if several else "## Minute by minute",
            _markdown_table(PLAN_TABLE_COLUMNS, rows),
        ]
    parts += [
        "## If you run late or early",
        plan_texts.running_late_text(plan, start),
        plan_texts.running_early_text(plan, room),
        plan_texts.missing_class_debrief_reason(plan, room),
        "## What you could say at the start",
        plan_texts.opening_speech_markdown(room),
        plan_texts.after_workshop_markdown(plan),
    ]
    made = join_paragraphs([part for part in parts if part])
    files = (calendar_file(plan, start, room, first_day),) if first_day else ()
    return Document("workshop-plan", "Workshop plan", made, files)


def calendar_file(plan: Plan, start: int, room: RoomProfile, first_day: date) -> Attachment:
    """Return the plan for a calendar: one entry a day, in local time, with its rows inside."""
    midnight = datetime(first_day.year, first_day.month, first_day.day)  # noqa: DTZ001 - local time
    content = calendar_bytes(
        [
            _calendar_event(rows, start, room, midnight + timedelta(days=number, minutes=start))
            for number, rows in enumerate(plan.days)
        ],
        name="Workshop plan",
        owner="workshop",
        stamp=midnight.replace(tzinfo=UTC),
    )
    return Attachment("ics", CALENDAR_MEDIA_TYPE, "calendar file", content)


def _calendar_event(
    rows: Sequence[PlanRow], start: int, room: RoomProfile, begins_at: datetime
) -> CalendarEvent:
    lines = [
        f"{format_clock(start + item.start)} {plan_texts.row_title(item, room)}" for item in rows
    ]
    return CalendarEvent(
        f"{begins_at} {lines}",
        "Workshop: the technical product owner",
        begins_at,
        begins_at + timedelta(minutes=rows[-1].end),
        "\n".join(lines),
    )


def _markdown_table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    rule = "".join("---:|" if one in RIGHT_ALIGNED_COLUMNS else "---|" for one in columns)
    head = f"| {' | '.join(columns)} |\n|{rule}"
    lines = (f"| {' | '.join(map(_table_cell_markdown, row))} |" for row in rows)
    return "\n".join([head, *lines])


def _table_cell_markdown(text: str) -> str:
    """Return a cell; the name of an exercise is bold."""
    return f"**{escape_markdown(text)}**" if " · Exercise " in text else escape_markdown(text)


# --- notes -----------------------------------------------------------------------------------


def facilitator_note_markdown(lesson: outline.Lesson, exercise: outline.Exercise) -> str:
    """Return all that a facilitator should know of an exercise."""
    note = data.find_facilitator_note(lesson.notebook, exercise.name)
    if note is None:
        return "_No notes yet._"
    questions = _questions_markdown(note.debrief)
    on_paper = [f"**On paper.** {escape_markdown(note.on_paper)}"]
    if note.debrief_on_paper:
        on_paper += ["**Debrief on paper**", _questions_markdown(note.debrief_on_paper)]
    wrong = data.exercise_mistakes(lesson, exercise)
    argument = (
        f"**An argument to expect.** “{escape_markdown(note.argument)}” "
        f"{escape_markdown(note.response)}"
    )
    return "\n\n".join(
        [
            f"**What it's for.** {escape_markdown(note.purpose)}",
            f"**Set-up.** {escape_markdown(note.setup)}",
            "**What people may get wrong, and what that shows**",
            *wrong_predictions_markdown(lesson, exercise),
            mistakes_markdown(wrong),
            f"**Debrief**\n\n{questions}",
            argument,
            *on_paper,
        ]
    )


def _questions_markdown(questions: Sequence[str]) -> str:
    return "\n".join(f"- {escape_markdown(one)}" for one in questions)


def wrong_predictions_markdown(lesson: outline.Lesson, exercise: outline.Exercise) -> list[str]:
    """Return the predictions of an exercise, each with its wrong choices and what's said to them.

    A prediction in which nothing is wrong isn't there.
    """
    found = []
    for activity_class in _exercise_activity_classes(lesson, exercise):
        prediction = getattr(activity_class, "prediction", None)
        if prediction and (lines := _prediction_choices_markdown(prediction, {WRONG})):
            found.append(f"_{escape_markdown(prediction.prompt)}_\n\n{lines}")
    return found


def mistakes_markdown(mistakes: Sequence[Mistake]) -> str:
    """Return wrong answers with the idea behind each; under their question, if there's one."""
    lines: list[str] = []
    asked = None
    for one in mistakes:
        if one.question and one.question != asked:
            lines.append(f"\n{escape_markdown(one.question)}\n")
        asked = one.question
        lines.append(f"- {_mistake_markdown(one)}")
    return "\n".join(lines).strip() or "Nothing can be wrong here: people say what they do."


def _mistake_markdown(mistake: Mistake) -> str:
    if not mistake.answer:
        return f"They think: “{escape_markdown(mistake.thought)}” {escape_markdown(mistake.fact)}"
    quoted = mistake.answer if mistake.answer.startswith("“") else f"“{mistake.answer}”"
    return f"{escape_markdown(quoted)} (the idea behind it: “{escape_markdown(mistake.thought)}”)"


def exercise_title(exercise: outline.Exercise) -> str:
    """Return an exercise as a heading."""
    minutes = plural(exercise.minutes, "minute")
    return f"Exercise {exercise.number} · {exercise.name} ({minutes})"


def facilitator_note_sections(chosen: Sequence[ChosenExercise]) -> list[tuple[str, str]]:
    """Return notes by exercise: pairs of title and Markdown."""
    return [
        (_exercise_section_title(chosen, one), facilitator_note_markdown(*one)) for one in chosen
    ]


def _exercise_section_title(
    chosen: Sequence[ChosenExercise], chosen_exercise: ChosenExercise
) -> str:
    """Return the title of a section; it has the notebook where there are several."""
    several = len({lesson.notebook for lesson, _ in chosen}) > 1
    return (f"{chosen_exercise[0].number} · " if several else "") + exercise_title(
        chosen_exercise[1]
    )


# --- key -------------------------------------------------------------------------------------


def answer_key_sections(chosen: Sequence[ChosenExercise]) -> list[tuple[str, str]]:
    """Return the answers with reasons, by exercise that has any."""
    found = []
    for one in chosen:
        parts = [question_answer_markdown(question) for question in data.exercise_questions(one[1])]
        deck = data.exercise_deck(*one)
        parts += [deck_answers_markdown(deck)] if deck else []
        parts += activity_answers_markdown(*one)
        note = data.find_facilitator_note(one[0].notebook, one[1].name)
        parts += [sample_answer_markdown(note)] if note and note.sample_answer else []
        if parts:
            found.append((_exercise_section_title(chosen, one), "\n\n".join(parts)))
    return found


def activity_answers_markdown(lesson: outline.Lesson, exercise: outline.Exercise) -> list[str]:
    """Return what's right in the predictions of an exercise, and our replies to its messages."""
    return [
        key
        for one in _exercise_activity_classes(lesson, exercise)
        for key in _activity_class_answers_markdown(one)
    ]


def _exercise_activity_classes(
    lesson: outline.Lesson, exercise: outline.Exercise
) -> list[type[Any]]:
    """Return the classes of the activities that an exercise shows."""
    try:
        cells = read_lesson(lesson.notebook)
    except InputError:  # the package is installed without the notebooks
        return []
    found = [
        cells.called_object(cell) for cell in cells.with_only_exercises({exercise.number}).cells
    ]
    return [one for one in found if isinstance(one, type)]


def _activity_class_answers_markdown(activity_class: type[Any]) -> list[str]:
    if issubclass(activity_class, Replies):
        return [
            f"**{escape_markdown(sender)}:** {escape_markdown(ours)} _{escape_markdown(why)}_"
            for sender, ours, why in recommended_replies(activity_class)
        ]
    prediction = getattr(activity_class, "prediction", None)
    return [prediction_answer_markdown(prediction)] if prediction is not None else []


def prediction_answer_markdown(prediction: Prediction) -> str:
    """Return a prediction with its right choice, and what to say to each other one."""
    says = {key: (text, said) for key, text, said in prediction.choices_with_details()}
    letters = _prediction_letters(prediction)
    rights = "\n\n".join(
        f"**{letters[key]}. {escape_markdown(says[key][0])}** {escape_markdown(says[key][1])}"
        for key in prediction.right
    )
    others = _prediction_choices_markdown(prediction, {WRONG, CLOSE, NEUTRAL})
    head = f"_{escape_markdown(prediction.prompt)}_"
    return "\n\n".join(filter(None, [head, rights, others]))


def _prediction_letters(prediction: Prediction) -> dict[str, str]:
    """Return the letter of each choice by its key, as on the slides and the worksheet."""
    return dict(zip((key for key, _, _ in prediction.choices), ascii_uppercase, strict=False))


def _prediction_choices_markdown(prediction: Prediction, verdicts: Collection[str]) -> str:
    """Return the choices of these verdicts as a list, each with what's said to it."""
    letters = _prediction_letters(prediction)
    return "\n".join(
        f"- {letters[key]}. “{escape_markdown(text)}” {escape_markdown(said)}"
        for key, text, said in prediction.choices_with_details()
        if prediction.verdict(key) in verdicts
    )


def sample_answer_markdown(note: FacilitatorNote) -> str:
    """Return a sample answer."""
    return f"**{SAMPLE_ANSWER_LABEL}** {escape_markdown(note.sample_answer)}"


def question_answer_markdown(question: Question) -> str:
    """Return a question with its answer, the reason, and what to say to each wrong answer."""
    rights = [
        f"**{_choice_letter_prefix(question, one.key)}{escape_markdown(one.text)}**"
        + (" (can be defended)" if one.verdict == "defensible" else "")
        for one in data.right_choices(question)
    ]
    if question.number:
        rights = [f"**{question.number.answer:g} {escape_markdown(question.unit)}**".strip()]
    wrong = "\n".join(
        f"- {_choice_letter_prefix(question, one.key)}“{escape_markdown(one.text)}” "
        f"{escape_markdown(one.feedback)}"
        for one in question.choices
        if not one.accepted
    )
    head = f"_{escape_markdown(question.stem)}_"
    return "\n\n".join(
        part for part in [head, " · ".join(rights), escape_markdown(question.why), wrong] if part
    )


def _choice_letter_prefix(question: Question, choice_key: str) -> str:
    """Return the letter of a choice, as on the poll letters."""
    keys = [one.key for one in question.choices]
    return f"{ascii_uppercase[keys.index(choice_key)]}. "


def deck_answers_markdown(deck: Deck) -> str:
    """Return the cards with the best place for each, what else counts, and why.

    Sequence and numbers are those of the worksheet; the cards to cut out have the same numbers.
    """
    numbers = printed_card_numbers(deck)
    lines = [
        _card_answer_markdown(deck, card, numbers[card.id]) for card in cards_in_print_order(deck)
    ]
    return "\n".join([f"{escape_markdown(deck.basis)} {PRINTED_NUMBERS_NOTE}\n", *lines])


def _card_answer_markdown(deck: Deck, card: Card, number: int) -> str:
    also = join_words(
        deck.category(key).name for key, one in card.verdicts.items() if one.verdict == "acceptable"
    )
    words = escape_markdown(card.title or card.text)
    best = f"**{escape_markdown(deck.category(card.best).name)}**"
    counts = f" (also counts: {escape_markdown(also)})" if also else ""
    why = escape_markdown(card.verdicts[card.best].feedback)
    return f"- Card {number}: “{words}” {best}{counts}. {why}"


def sheet_document(document_name: str, title: str, sections: Sequence[tuple[str, str]]) -> Document:
    """Return sections as one document; `document_name` is that of its file."""
    parts = [part for title, text in sections for part in (f"## {title}", text)]
    return Document(
        document_name,
        title,
        join_paragraphs(parts or ["_None of these exercises is in this document._"]),
    )
