"""Questions as widgets: a card each, in a quiz."""

from __future__ import annotations

from datetime import date, datetime
from html import escape
from typing import TYPE_CHECKING, Any

from utils.kit.base import CourseWidget, button, button_row
from utils.kit.card_sort.repeated_misconceptions import met_before_text
from utils.kit.controls import Choices, Html, Input, LiveRegion, TextField
from utils.kit.english import plural, split_off_question
from utils.kit.errors import InputError
from utils.kit.feedback import CLOSE, RIGHT, WRONG, feedback_html
from utils.kit.numbers import parse_number, unit_spellings
from utils.kit.quiz import bank, repetition
from utils.kit.quiz.confidence import confidence_remark
from utils.kit.quiz.grading import Grade, grade
from utils.kit.saving import Draft
from utils.kit.worksheet import TICK_BOX_SIGN, tick_boxes_html

if TYPE_CHECKING:
    from collections.abc import Container

    from utils.kit.progress.event import Event
    from utils.kit.quiz.bank import Question

CONFIDENCE_PROMPT = "How sure are you?"
CONFIDENCE_OPTIONS = [["guess", "A guess"], ["fairly", "Fairly sure"], ["sure", "Sure"]]
FEEDBACK_KIND_AND_LEAD_BY_VERDICT = {
    "right": (RIGHT, ""),
    "defensible": (CLOSE, "◐ Defensible."),
    "missing": (CLOSE, "◐ Not all yet."),
    "wrong": (WRONG, ""),
}


class QuestionCard(CourseWidget):
    """One question: answer, confidence, hints, feedback, and the worked answer at the end.

    The log has the answer on disk before `feedback`, a live region, shows anything.
    """

    answered_before = "You answered this before. "

    def __init__(self, question: Question, number: int) -> None:
        self.question = question
        self.activity_id = question.id
        super().__init__()
        self.root.add_class("tpo-card")
        self.title = self._card_title(number)
        self._answer_control = self._make_answer_control()
        self._confidence_choices = Choices(
            label=CONFIDENCE_PROMPT, options=CONFIDENCE_OPTIONS, inline=True
        )
        self._hints_region = LiveRegion()
        self._hints_region.add_class("tpo-hints")
        self.feedback = LiveRegion()
        self.feedback.add_class("tpo-feedback")
        self._graded_answer: object = None
        self._graded_html = ""  # the feedback, and the answer that it is about
        self._hints_used = 0
        self._check_button = button("Check", self.catch_errors(self._on_check), primary=True)
        self._hint_button = button("Hint 1 of 3", self.catch_errors(self._on_hint))
        self._show_answer_button = button(
            "Show the answer", self.catch_errors(self._on_show_answer)
        )
        self._show_answer_button.hidden = True
        self.root.children = [
            Html(_stem_html(self.title, question.stem)),
            self.error,
            self._answer_control,
            self._confidence_choices,
            button_row(self._check_button, self._hint_button, self._show_answer_button),
            self._hints_region,
            self.feedback,
        ]
        self._restore_from_log()
        self._answer_control.observe(lambda _: self._mark_feedback_stale(), "value")
        self._draft = Draft(
            self,
            self.inputs,
            self._control_names_without_draft(),
            activity_id=self._draft_activity_id,
        )
        self._mark_feedback_stale()

    @property
    def inputs(self) -> dict[str, Input]:
        """The controls: the answer and the confidence."""
        return {"answer": self._answer_control, "confidence": self._confidence_choices}

    @property
    def hints_html(self) -> str:
        """The hints that were taken."""
        return self._hints_region.html

    def flush(self) -> None:
        """Log what was entered right away, without waiting for a pause."""
        self._draft.flush()

    def _card_title(self, number: int) -> str:
        return f"Question {number}"

    @property
    def _draft_activity_id(self) -> str:
        """Where in the log drafts and hints are."""
        return self.activity_id

    def _answered_events(self) -> list[Event]:
        """Return the checked answers that this card is about, in order."""
        events = self.progress.events(self.activity_id)
        return [e for e in events if e.what == "answered" and "again" not in e.result]

    def _is_solved(self) -> bool:
        return any(one.result["correct"] for one in self._answered_events())

    def _control_names_without_draft(self) -> Container[str]:
        """Return what has no draft: an answer that was checked since is the newer one."""
        drafts = [e for e in self.progress.events(self._draft_activity_id) if e.what == "changed"]
        newest = self._latest_event_kind([*drafts, *self._answered_events()])
        return ("answer", "confidence") if newest == "answered" else ()

    def _latest_event_kind(self, events: list[Event]) -> str:
        """Return the kind of the latest event, by their order in the log."""
        places = {
            one.id: place for place, one in enumerate(self.progress.events(self._draft_activity_id))
        }
        return max(events, key=lambda one: places[one.id]).what if events else ""

    def _make_answer_control(self) -> Input:
        question = self.question
        if question.kind == "number":
            field = TextField(label=f"Your answer ({question.unit})", max_length=60)
            field.add_class("tpo-number")
            return field
        several = question.kind == "several"
        label = "Choose all that apply" if several else "Choose one"
        options = [[choice.key, choice.text] for choice in question.choices]
        return Choices(label=label, options=options, multiple=several)

    def _read_answer(self) -> tuple[list[str] | float, str]:
        """Return the answer, and how a typed number was read where that is worth saying."""
        if self.question.kind != "number":
            return list(self._answer_control.value), ""
        text = self._answer_control.value
        number = parse_number(text, units=unit_spellings(self.question.unit))
        reading = f"“{text.strip()}” was {number.reading}." if number.reading else ""
        return number.value, reading

    def _on_check(self, *_: object) -> None:
        given, reading = self._read_answer()
        result = grade(self.question, given)
        if not self._confidence_choices.value:
            raise InputError(
                "How sure are you?",
                "Choose one of the three. Later you'll see how often your confidence was right.",
            )
        self.flush()
        self.record(
            "answered",
            choice=given,
            correct=result.solved,
            misconceptions=list(result.misconceptions),
            confidence=self._confidence_choices.value[0],
            attempt=self.progress.count_attempts(self.activity_id) + 1,
            **self._extra_event_fields(),
        )
        self._show_grade(result, reading_text=reading)

    def _extra_event_fields(self) -> dict[str, Any]:
        """Return what the log is told about an answer beyond what every one has."""
        return {}

    def _show_grade(self, result: Grade, intro_text: str = "", reading_text: str = "") -> None:
        words = [_note_html(intro_text.strip()), _note_html(reading_text)]
        words += [_verdict_feedback_html(verdict, said) for verdict, said in result.marks]
        words += [f"<p>{escape(text)}</p>" for text in self._confidence_and_history_remarks(result)]
        if result.solved:
            words.append(self._explanation_html())
        self._show_feedback("".join(words), self._answer_control.value)
        self._update_show_answer_button(solved=result.solved)

    def _confidence_and_history_remarks(self, result: Grade) -> list[str]:
        """Return what a learner's confidence and earlier answers add to the feedback."""
        here = (self.activity_id, str(self._extra_event_fields().get("again", "")))
        sure = self._confidence_choices.value[0]
        said = [confidence_remark(sure, solved=result.solved, incomplete=result.is_only_incomplete)]
        said += [met_before_text(self.progress, idea, here) for idea in result.misconceptions]
        return [text for text in said if text]

    def _show_feedback(self, html: str, graded_answer: object = None) -> None:
        self._graded_html, self._graded_answer = html, graded_answer
        self._mark_feedback_stale()

    def _mark_feedback_stale(self) -> None:
        """Gray out the feedback, with a note, once it's about an earlier answer."""
        if self._graded_answer is None or self._graded_answer == self._answer_control.value:
            self.feedback.html = self._graded_html
            return
        which = f", {self._graded_answer.strip()}" if isinstance(self._graded_answer, str) else ""
        said = f"This feedback is about your earlier answer{which}. Press Check for the new one."
        note = f'<div class="tpo-stale-note"><p>{escape(said)}</p></div>'
        self.feedback.html = f'<div class="tpo-stale">{note}{self._graded_html}</div>'

    def _explanation_html(self) -> str:
        question = self.question
        return (
            f"<p>{escape(question.why)}</p>"
            f'<p class="tpo-note">Source: {escape(question.source)}</p>'
        )

    def _on_hint(self, *_: object) -> None:
        self._hints_used = min(self._hints_used + 1, len(self.question.hints))
        self.record("hinted", self._draft_activity_id, hint=self._hints_used)
        self._show_hints()

    def _show_hints(self) -> None:
        total = len(self.question.hints)
        self._hints_region.html = "".join(
            f"<p><strong>Hint {n}.</strong> {escape(words)}</p>"
            for n, words in enumerate(self.question.hints[: self._hints_used], start=1)
        )
        self._hint_button.disabled = self._hints_used == total
        left = f"Hint {self._hints_used + 1} of {total}"
        self._hint_button.label = "No more hints" if self._hints_used == total else left
        self._update_show_answer_button(solved=self._is_solved())

    def _update_show_answer_button(self, *, solved: bool) -> None:
        """Offer the answer only after an attempt and all hints."""
        # Feedback counts as well: a disk that refuses must not keep the answer back.
        tried = bool(self.feedback.html) or bool(self._answered_events())
        ready = tried and self._hints_used == len(self.question.hints) and not solved
        self._show_answer_button.hidden = not ready

    def _on_show_answer(self, *_: object) -> None:
        self.record("shown", self._draft_activity_id)
        self._show_feedback(
            f"<p><strong>{escape(self._right_answer_text())}</strong></p>{self._explanation_html()}"
        )

    def _right_answer_text(self) -> str:
        if self.question.number:
            number = self.question.number
            return f"The answer: {number.answer:.10g} {number.unit}."
        return " · ".join(c.text for c in self.question.choices if c.verdict == "right")

    def _restore_from_log(self) -> None:
        # The highest, not how many: two machines may both have shown the first hint.
        taken = [
            e.result["hint"]
            for e in self.progress.events(self._draft_activity_id)
            if e.what == "hinted"
        ]
        self._hints_used = min(max(taken, default=0), len(self.question.hints))
        if self._hints_used:
            self._show_hints()
        for last in self._answered_events()[-1:]:
            if self._is_valid_saved_answer(last.result["choice"]):
                self.catch_errors(self._restore_answer)(last.result)

    def _is_valid_saved_answer(self, answer: object) -> bool:
        """Whether a saved answer fits this question; it may come from an older version."""
        if self.question.kind == "number":
            return isinstance(answer, int | float)
        return (
            isinstance(answer, list)
            and bool(answer)
            and set(answer) <= {c.key for c in self.question.choices}
        )

    def _restore_answer(self, event_result: dict[str, Any]) -> None:
        given = event_result["choice"]
        self._answer_control.value = f"{given:.10g}" if self.question.kind == "number" else given
        self._confidence_choices.value = [event_result["confidence"]]
        self._show_grade(grade(self.question, given), self.answered_before)

    def printed_html(self) -> str:
        """Return stem and choices with boxes to tick, without any answer."""
        question = self.question
        stem = f"<p><strong>{self.title}.</strong> {escape(question.stem)}</p>"
        answer = (
            tick_boxes_html((choice.text for choice in question.choices), lettered=True)
            if question.choices
            else f"<p>{escape(_answer_blank_text(question))}</p>"
        )
        levels = (text for _, text in CONFIDENCE_OPTIONS)
        boxes = " &emsp; ".join(f"{TICK_BOX_SIGN} {text}" for text in levels)
        sure = f"<p>{CONFIDENCE_PROMPT} {boxes}</p>"
        return f'<div class="tpo-question">{stem}{answer}{sure}</div>'

    def printed_text(self) -> str:
        """Return the same as plain text."""
        items = [f"  {choice.key}) {choice.text}" for choice in self.question.choices]
        options = "\n".join(items or [f"  {_answer_blank_text(self.question)}"])
        return f"{self.title}. {self.question.stem}\n{options}"


class RepeatedCard(QuestionCard):
    """A question from an earlier notebook that comes back: once more without an answer.

    Its answers are at the question's own place in the log, with the number of the notebook where
    it came back; drafts and hints are apart, and new each time.
    """

    answered_before = "You answered this today. "

    def __init__(self, question: Question, number: int, notebook: str, today: date) -> None:
        self._notebook_number, self._today = notebook.partition("-")[0], today
        super().__init__(question, number)

    def _card_title(self, number: int) -> str:
        return f"Again {number}, from notebook {self.question.id.partition('.')[0]}"

    @property
    def _draft_activity_id(self) -> str:
        before = {repetition.local_day(one.when) for one in self._repeat_answer_events()} - {
            self._today
        }
        return f"{self.activity_id}.again{len(before)}"

    def _latest_event_kind(self, events: list[Event]) -> str:
        return max(events, key=lambda one: one.when).what if events else ""

    def _repeat_answer_events(self) -> list[Event]:
        return repetition.repeated_answer_events(self.progress.events(self.activity_id))

    def _answered_events(self) -> list[Event]:
        return repetition.events_on_day(self._repeat_answer_events(), self._today)

    def _extra_event_fields(self) -> dict[str, Any]:
        return {"again": self._notebook_number}


class UngradedCard(QuestionCard):
    """A question whose answer is saved but not judged: one attempt, no hints.

    For a baseline: feedback now would make the comparison later say nothing.
    """

    def __init__(self, question: Question, number: int) -> None:
        super().__init__(question, number)
        self._hint_button.hidden = True
        self._check_button.label = "Keep my answer"

    def _on_check(self, *_: object) -> None:
        given, reading = self._read_answer()
        result = grade(self.question, given)
        if not self._confidence_choices.value:
            raise InputError("How sure are you?", "Choose one of the three first.")
        self.flush()
        self.record(
            "answered",
            choice=given,
            correct=result.solved,
            misconceptions=list(result.misconceptions),
            confidence=self._confidence_choices.value[0],
            attempt=1,
            quiet=True,
        )
        self._lock_after_answer(reading)

    def _lock_after_answer(self, reading_text: str = "") -> None:
        for control in (self._answer_control, self._confidence_choices, self._check_button):
            control.disabled = True
        kept = "<p>Saved. The capstone shows you how you did, next to a second try.</p>"
        self._show_feedback(_note_html(reading_text) + kept)

    def _control_names_without_draft(self) -> Container[str]:
        answered = self.progress.count_attempts(self.activity_id)
        return ("answer", "confidence") if answered else ()

    def _update_show_answer_button(self, *, solved: bool) -> None:
        """Never offer the answer."""

    def _restore_answer(self, event_result: dict[str, Any]) -> None:
        given = event_result["choice"]
        self._answer_control.value = f"{given:.10g}" if self.question.kind == "number" else given
        self._confidence_choices.value = [event_result["confidence"]]
        self._lock_after_answer()


class Quiz(CourseWidget):
    """All questions of one group of a notebook, one card under the other.

    With `quiet`, answers are saved but not judged. The group "recall" begins with what comes back
    from earlier notebooks `today`, which the printed form leaves out: it is one learner's own.
    """

    def __init__(
        self, notebook: str, group: str, *, quiet: bool = False, today: date | None = None
    ) -> None:
        """Raise InputError for a notebook or group without questions."""
        self.activity_id = f"{notebook.partition('-')[0]}.{group}"
        super().__init__()
        self.root.add_class("tpo-quiz")
        questions = bank.load_question_group(notebook, group)
        kind = UngradedCard if quiet else QuestionCard
        self.cards = [kind(question, n) for n, question in enumerate(questions, start=1)]
        self.repeated = (
            self._make_repeated_cards(notebook, today or _local_today())
            if group == "recall"
            else []
        )
        own = [card.root for card in self.cards]
        back = [
            Html(_repeated_intro_html(len(self.repeated))),
            *[card.root for card in self.repeated],
        ]
        first = [*back, Html(NOTEBOOK_QUESTIONS_INTRO_HTML)] if self.repeated else []
        self.root.children = [self.build_exercise_label(questions[0].id), *first, *own]

    def _make_repeated_cards(self, notebook: str, today: date) -> list[RepeatedCard]:
        found = repetition.questions_to_repeat(self.progress, notebook, today)
        return [RepeatedCard(q, n, notebook, today) for n, q in enumerate(found, start=1)]

    @classmethod
    def requirements(cls, *names: object) -> list[str]:
        """Return what makes it done: an answer to each question of the group."""
        notebook, group = map(str, names[:2])
        return [f"answered:{question.id}" for question in bank.load_question_group(notebook, group)]

    def close(self) -> None:
        """Close the cards too."""
        for card in [*self.repeated, *self.cards]:
            card.close()
        super().close()

    def printed_html(self) -> str:
        """Return the notebook's own questions without answers."""
        return "".join(card.printed_html() for card in self.cards)

    def printed_text(self) -> str:
        """Return the same as plain text."""
        return "\n".join(card.printed_text() for card in self.cards)


NOTEBOOK_QUESTIONS_INTRO_HTML = "<p><strong>Now this notebook's own questions.</strong></p>"


def _local_today() -> date:
    return datetime.now().astimezone().date()


def _repeated_intro_html(count: int) -> str:
    start = f"First, {plural(count, 'question')} from earlier notebooks."
    how = (
        "Your answer was wrong or a guess, so here's another try. A question comes back after "
        "one day, three days, and seven days, until you've had it right each time."
    )
    return f"<p><strong>{start}</strong> {how}</p>"


def _stem_html(title: str, stem: str) -> str:
    setting, asked = split_off_question(stem)
    before = f"<p>{escape(setting)}</p>" if setting else ""
    question = f'<p class="tpo-question">{escape(asked)}</p>'
    return f'<p class="tpo-eyebrow">{title}</p>{before}{question}'


def _verdict_feedback_html(verdict: str, text: str) -> str:
    kind, lead = FEEDBACK_KIND_AND_LEAD_BY_VERDICT[verdict]
    return feedback_html(kind, text, lead=lead)


def _note_html(text: str) -> str:
    return f'<p class="tpo-note">{escape(text)}</p>' if text else ""


def _answer_blank_text(question: Question) -> str:
    return f"Your answer ({question.unit}): ______"
