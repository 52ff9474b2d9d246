"""Questions as widgets: a card each, in a quiz."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from utils.kit.base import CourseWidget, button, button_row
from utils.kit.controls import Choices, Html, Input, LiveRegion, TextField
from utils.kit.errors import InputError
from utils.kit.numbers import parse_number, unit_spellings
from utils.kit.quiz import bank
from utils.kit.quiz.grading import Grade, grade
from utils.kit.saving import Draft

if TYPE_CHECKING:
    from collections.abc import Container

    from utils.kit.quiz.bank import Question

CONFIDENCE_LEVELS = [["guess", "A guess"], ["fairly", "Fairly sure"], ["sure", "Sure"]]
VERDICTS = {"right": "✓ Yes.", "defensible": "✓ Defensible.", "wrong": "✗ Not quite."}


class QuestionCard(CourseWidget):
    """One question: answer, confidence, hints, feedback, and the worked answer at the end.

    The log has the answer on disk before the feedback shows.
    """

    def __init__(self, question: Question, number: int) -> None:
        self.question = question
        self.activity_id = question.id
        super().__init__()
        self.root.add_class("tpo-card")
        self.title = f"Question {number}"
        self._answer = self._answer_control()
        self._sure = Choices(label="How sure are you?", options=CONFIDENCE_LEVELS, inline=True)
        self._hints = LiveRegion()
        self._feedback = LiveRegion()
        self._feedback.add_class("tpo-feedback")
        self._graded: object = None
        self._verdict = ""  # the feedback, and the answer that it is about
        self._used = 0
        self._check = button("Check", self.catch_errors(self._checked), primary=True)
        self._hint = button("Hint 1 of 3", self.catch_errors(self._hinted))
        self._show = button("Show the answer", self.catch_errors(self._shown))
        self._show.hidden = True
        self.root.children = [
            Html(f"<p><strong>{self.title}.</strong> {escape(question.stem)}</p>"),
            self.error,
            self._answer,
            self._sure,
            button_row(self._check, self._hint, self._show),
            self._hints,
            self._feedback,
        ]
        self._restore()
        self._answer.observe(lambda _: self._mark_earlier(), "value")
        self._draft = Draft(self, {"answer": self._answer, "confidence": self._sure}, self._taken())
        self._mark_earlier()

    def _taken(self) -> Container[str]:
        """Return what has no draft: an answer that was checked since is the newer one."""
        kinds = reversed(self.progress.kinds(self.activity_id))
        newest = next((kind for kind in kinds if kind in ("answered", "changed")), "")
        return ("answer", "confidence") if newest == "answered" else ()

    def _answer_control(self) -> Input:
        question = self.question
        if question.kind == "number":
            field = TextField(label=f"Your answer ({question.unit})", max_length=60)
            field.add_class("tpo-number")
            return field
        several = question.kind == "several"
        label = "Choose all that apply" if several else "Choose one"
        options = [[choice.key, choice.text] for choice in question.choices]
        return Choices(label=label, options=options, multiple=several)

    def _given(self) -> tuple[list[str] | float, str]:
        """Return the answer, and how a typed number was read where that is worth saying."""
        if self.question.kind != "number":
            return list(self._answer.value), ""
        text = self._answer.value
        number = parse_number(text, units=unit_spellings(self.question.unit))
        reading = f"“{text.strip()}” was {number.reading}." if number.reading else ""
        return number.value, reading

    def _checked(self, *_: object) -> None:
        given, reading = self._given()
        result = grade(self.question, given)
        if not self._sure.value:
            raise InputError(
                "How sure are you?",
                "Choose one of the three. Later you'll see how often your confidence was right.",
            )
        self._draft.flush()
        self.record(
            "answered",
            choice=given,
            correct=result.solved,
            misconceptions=list(result.misconceptions),
            confidence=self._sure.value[0],
            attempt=self.progress.attempts(self.activity_id) + 1,
        )
        self._respond(result, reading=reading)

    def _respond(self, result: Grade, start: str = "", reading: str = "") -> None:
        words = [_reading_html(reading)]
        words += [f"<p>{start}<strong>{_lead(v)}</strong> {escape(w)}</p>" for v, w in result.marks]
        if result.solved:
            words.append(self._why())
        self._show_feedback("".join(words), self._answer.value)
        self._offer_answer(solved=result.solved)

    def _show_feedback(self, html: str, graded: object = None) -> None:
        self._verdict, self._graded = html, graded
        self._mark_earlier()

    def _mark_earlier(self) -> None:
        """Gray the feedback, and say so, once the answer is not the one that it is about."""
        if self._graded is None or self._graded == self._answer.value:
            self._feedback.html = self._verdict
            return
        which = f", {self._graded.strip()}" if isinstance(self._graded, str) else ""
        said = f"This feedback is about your earlier answer{which}. Press Check for the new one."
        note = f'<div class="tpo-stale-note"><p>{escape(said)}</p></div>'
        self._feedback.html = f'<div class="tpo-stale">{note}{self._verdict}</div>'

    def _why(self) -> str:
        question = self.question
        return (
            f"<p>{escape(question.why)}</p>"
            f'<p class="tpo-note">Source: {escape(question.source)}</p>'
        )

    def _hinted(self, *_: object) -> None:
        self._used = min(self._used + 1, len(self.question.hints))
        self.record("hinted", hint=self._used)
        self._show_hints()

    def _show_hints(self) -> None:
        total = len(self.question.hints)
        self._hints.html = "".join(
            f"<p><strong>Hint {n}.</strong> {escape(words)}</p>"
            for n, words in enumerate(self.question.hints[: self._used], start=1)
        )
        self._hint.disabled = self._used == total
        left = f"Hint {self._used + 1} of {total}"
        self._hint.label = "No more hints" if self._used == total else left
        self._offer_answer(solved=self.progress.solved(self.activity_id))

    def _offer_answer(self, *, solved: bool) -> None:
        """Offer the answer only after an attempt and all hints."""
        # Feedback counts as well: a disk that refuses must not keep the answer back.
        tried = bool(self._feedback.html) or self.progress.attempts(self.activity_id) > 0
        ready = tried and self._used == len(self.question.hints) and not solved
        self._show.hidden = not ready

    def _shown(self, *_: object) -> None:
        self.record("shown")
        self._show_feedback(f"<p><strong>{escape(self._right())}</strong></p>{self._why()}")

    def _right(self) -> str:
        if self.question.number:
            number = self.question.number
            return f"The answer: {number.answer:.10g} {number.unit}."
        return " · ".join(c.text for c in self.question.choices if c.verdict == "right")

    def _restore(self) -> None:
        # The highest, not how many: two machines may both have shown the first hint.
        taken = [
            e.result["hint"] for e in self.progress.events(self.activity_id) if e.what == "hinted"
        ]
        self._used = min(max(taken, default=0), len(self.question.hints))
        last = self.progress.last(self.activity_id, "answered")
        if self._used:
            self._show_hints()
        if last is not None and self._fits(last.result["choice"]):
            self.catch_errors(self._recall)(last.result)

    def _fits(self, given: object) -> bool:
        """Whether a kept answer is one that this question can have; an older version may differ."""
        if self.question.kind == "number":
            return isinstance(given, int | float)
        return (
            isinstance(given, list)
            and bool(given)
            and set(given) <= {c.key for c in self.question.choices}
        )

    def _recall(self, kept: dict[str, Any]) -> None:
        given = kept["choice"]
        self._answer.value = f"{given:.10g}" if self.question.kind == "number" else given
        self._sure.value = [kept["confidence"]]
        self._respond(grade(self.question, given), "You answered this before. ")

    def printed_html(self) -> str:
        """Return stem and choices, without any answer."""
        items = "".join(f"<li>{escape(choice.text)}</li>" for choice in self.question.choices)
        stem = f"<p><strong>{self.title}.</strong> {escape(self.question.stem)}</p>"
        if items:
            return f"{stem}<ol type='a'>{items}</ol>"
        return f"{stem}<p>{escape(_blank(self.question))}</p>"

    def printed_text(self) -> str:
        """Return the same as plain text."""
        items = [f"  {choice.key}) {choice.text}" for choice in self.question.choices]
        options = "\n".join(items or [f"  {_blank(self.question)}"])
        return f"{self.title}. {self.question.stem}\n{options}"


class UngradedCard(QuestionCard):
    """A question whose answer is kept and not judged: one attempt, no hints.

    For a baseline: feedback now would make the comparison later say nothing.
    """

    def __init__(self, question: Question, number: int) -> None:
        super().__init__(question, number)
        self._hint.hidden = True
        self._check.label = "Keep my answer"

    def _checked(self, *_: object) -> None:
        given, reading = self._given()
        result = grade(self.question, given)
        if not self._sure.value:
            raise InputError("How sure are you?", "Choose one of the three first.")
        self._draft.flush()
        self.record(
            "answered",
            choice=given,
            correct=result.solved,
            misconceptions=list(result.misconceptions),
            confidence=self._sure.value[0],
            attempt=1,
            quiet=True,
        )
        self._close(reading)

    def _close(self, reading: str = "") -> None:
        for control in (self._answer, self._sure, self._check):
            control.disabled = True
        kept = "<p>Saved. The capstone shows you how you did, next to a second try.</p>"
        self._show_feedback(_reading_html(reading) + kept)

    def _taken(self) -> Container[str]:
        answered = self.progress.attempts(self.activity_id)
        return ("answer", "confidence") if answered else ()

    def _offer_answer(self, *, solved: bool) -> None:
        """Never offer the answer."""

    def _recall(self, kept: dict[str, Any]) -> None:
        given = kept["choice"]
        self._answer.value = f"{given:.10g}" if self.question.kind == "number" else given
        self._sure.value = [kept["confidence"]]
        self._close()


class Quiz(CourseWidget):
    """All questions of one group of a notebook, one card under the other.

    With `quiet` answers are kept and not judged.
    """

    def __init__(self, notebook: str, group: str, *, quiet: bool = False) -> None:
        """Raise InputError for a notebook or group without questions."""
        self.activity_id = f"{notebook.partition('-')[0]}.{group}"
        super().__init__()
        self.root.add_class("tpo-quiz")
        questions = bank.question_group(notebook, group)
        kind = UngradedCard if quiet else QuestionCard
        self.cards = [kind(question, n) for n, question in enumerate(questions, start=1)]
        self.root.children = [card.root for card in self.cards]

    @classmethod
    def requirements(cls, _: object, group: object) -> list[str]:
        """Return what makes it done: an answer to each question of the group."""
        return [f"quiz:{group}"]

    def close(self) -> None:
        """Close the cards too."""
        for card in self.cards:
            card.close()
        super().close()

    def printed_html(self) -> str:
        """Return all questions without answers."""
        return "".join(card.printed_html() for card in self.cards)

    def printed_text(self) -> str:
        """Return the same as plain text."""
        return "\n".join(card.printed_text() for card in self.cards)


def _lead(verdict: str) -> str:
    return VERDICTS.get(verdict, "… And more.")


def _reading_html(reading: str) -> str:
    return f'<p class="tpo-note">{escape(reading)}</p>' if reading else ""


def _blank(question: Question) -> str:
    return f"Your answer ({question.unit}): ______"
