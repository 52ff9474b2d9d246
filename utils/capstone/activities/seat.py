"""The brief: the partners want instant refunds, with the figures of a seat number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from utils.capstone import data
from utils.capstone.activities.rubric import Rubric
from utils.capstone.activities.what_if import WhatIf
from utils.capstone.letter import letter_markdown, letter_text
from utils.capstone.model.brief import SEED_RANGE, TARGET_DAY, TARGET_WEEKS
from utils.capstone.page import ACTIVITY_REGISTRY, CapstoneActivity
from utils.capstone.parts.people import task_duration_text
from utils.capstone.parts.spec import partner_requirement_texts
from utils.capstone.quarter.learner_plan import WEEKS_ACTIVITY_ID, played_story
from utils.capstone.quarter.report import DOCUMENT_TITLE, promise_and_decisions_markdown
from utils.capstone.work import read_work
from utils.kit.base import button, button_row
from utils.kit.controls import LiveRegion, VBox
from utils.kit.controls.factory import number_slider, stacked
from utils.kit.english import plural
from utils.kit.portfolio import join_paragraphs
from utils.kit.saving import save_document_with_links
from utils.kit.tables import Table, format_usd
from utils.kit.view import Document, View
from utils.pay import public_data

if TYPE_CHECKING:
    import ipywidgets as widgets

    from utils.capstone.model.brief import Brief
    from utils.kit.controls import Input
    from utils.kit.progress import Progress


class Seat(CapstoneActivity):
    """Choose a seat number: the seed of the figures that all nine parts use."""

    activity_id = data.SEAT_ACTIVITY_ID
    title = "The brief"
    task = (
        "Pick a seat number, such as the day of the month you were born, or use the one you were "
        "given. It sets the figures you work with. Your neighbors get different figures, and the "
        "same number always gives the same figures."
    )
    shared = True

    def __init__(self) -> None:
        self._question = LiveRegion(role="alert")
        self._yes = button("", self.catch_errors(self._change_seat), primary=True)
        self._no = button("", self.catch_errors(self._cancel_seat_change))
        self._ask = VBox([self._question, button_row(self._yes, self._no)])
        self._ask.add_class("tpo-ask-first")
        self._ask.hidden = True
        super().__init__()

    def layout(self, controls: dict[str, Input]) -> widgets.Widget:
        """Return the seat number above the question whether to change it."""
        return stacked(controls["seat"], self._ask)

    # --- a change is asked about, once there's work ------------------------------------

    @property
    def needs_confirmation(self) -> bool:
        """Whether the learner is asked to confirm another seat number."""
        return not self._ask.hidden

    def _on_input_change(self, name: str) -> None:
        if self._redraw_suspended:
            return
        wanted, now = int(self.inputs["seat"].answer), data.chosen_seed(self.progress)
        if wanted == now or not has_work(self.progress):
            self._ask.hidden = True
            super()._on_input_change(name)
        else:
            self._ask_to_confirm(wanted, now)

    def _reset_answers(self, *args: object) -> None:
        if has_work(self.progress) and data.chosen_seed(self.progress) != data.DEFAULT_SEED:
            self.inputs["seat"].answer = data.DEFAULT_SEED
        else:
            super()._reset_answers(*args)

    def _ask_to_confirm(self, new_seat: int, current_seat: int) -> None:
        self._question.html = (
            f"<p><strong>Change from seat {current_seat} to seat {new_seat}?</strong></p>"
            f"<p>You've worked with the figures of seat {current_seat}. What you wrote stays in "
            "its fields, but its numbers may no longer fit. We'll save a copy you can read: “Work "
            f"for seat {current_seat}.”</p>"
        )
        self._yes.label, self._no.label = (
            f"Change to seat {new_seat}",
            f"Stay with seat {current_seat}",
        )
        self._ask.hidden = False

    def _change_seat(self, *_: object) -> None:
        """Save a copy of the work so far, then take the new number."""
        ACTIVITY_REGISTRY.flush_all()
        now = data.chosen_seed(self.progress)
        copy = work_copy_document(self.progress)
        self._document_note.html = save_document_with_links(copy, autosave=False)
        self.record("saved", document=copy.name, seat=now)
        self._ask.hidden = True
        super()._on_input_change("seat")
        self.flush()

    def _cancel_seat_change(self, *_: object) -> None:
        """Go back to the number that the log has; the page forgets the other one."""
        slider, now = self.inputs["seat"], data.chosen_seed(self.progress)
        recorded, slider.recorded = slider.recorded, slider.value
        slider.recorded = recorded
        with self._suspend_redraw():
            slider.answer = now
        self._ask.hidden = True

    # --- the brief ---------------------------------------------------------------------

    def controls(self) -> dict[str, Input]:
        """Return the seat number."""
        return {"seat": number_slider("My seat number", data.DEFAULT_SEED, *SEED_RANGE)}

    def view(self, *, seat: float) -> View:
        """Return what the partners want, and all figures of the brief."""
        brief = data.brief_for(int(seat))
        return View(
            summary=f"“Our shoppers wait days for their money. We want instant refunds, live "
            f"within {TARGET_WEEKS} weeks.” That's what Brindle Commerce's partners write. "
            f"{TARGET_WEEKS} weeks are {TARGET_DAY} working days.",
            says=tuple(partner_requirement_texts(brief)),
            table=brief_table(brief),
            table_title="All figures for this seat number",
        )


AFTER_PLAN_ACTIVITY_IDS = (WEEKS_ACTIVITY_ID, WhatIf.activity_id, Rubric.activity_id)


def has_work(progress: Progress) -> bool:
    """Return whether the learner has decided or written anything with the figures of a seat."""
    begun = any(part != type(part)() for part in read_work(progress).parts())
    played = any(progress.values(where) is not None for where in AFTER_PLAN_ACTIVITY_IDS)
    return begun or played or bool(letter_text(progress).strip())


def work_copy_document(progress: Progress) -> Document:
    """Return a copy of the letter and all parts with the figures of the seat so far."""
    brief, work = data.chosen_brief(progress), read_work(progress)
    letter = letter_text(progress)
    parts = [("My letter to the partners", letter_markdown(letter))] if letter.strip() else []
    parts += [(one.title, one.markdown(brief)) for one in work.parts() if one != type(one)()]
    if progress.values(WEEKS_ACTIVITY_ID) is not None:
        parts.append((DOCUMENT_TITLE, promise_and_decisions_markdown(played_story(progress))))
    text = [f"What I had for seat {brief.seed}, before I changed the seat number."]
    text += [words for title, markdown in parts for words in (f"## {title}", markdown)]
    name = f"seat-{brief.seed}-work"
    return Document(name, f"Work for seat {brief.seed}", join_paragraphs(text))


def brief_table(brief: Brief) -> Table:
    """Return all figures of a brief."""
    labels = data.service_labels()
    services = brief.availabilities.items()
    rows = [
        *([f"Availability: {labels[key]}", f"{share:.2%}"] for key, share in services),
        *(
            [
                f"Item: {item.label}",
                f"{item.cost_of_delay:g} points a week, {plural(item.size, 'week')}",
            ]
            for item in brief.items
        ),
        *([f"Task: {task.label}", task_duration_text(task.days)] for task in brief.tasks),
        *([f"Change {n}", change.description] for n, change in enumerate(brief.changes, start=1)),
        [
            "Salary a candidate asks for",
            f"{format_usd(brief.asked_pay)} in {public_data.area_name(brief.area)}",
        ],
    ]
    return Table(
        caption=f"Seat number {brief.seed}",
        columns=["Figure", "Value"],
        rows=rows,
        source=data.INVENTED_SOURCE_TEXT,
    )
