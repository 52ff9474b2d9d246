"""The letter to the partners: written in sentences, and read back as we understood it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from utils.capstone.data import chosen_brief
from utils.capstone.example_letter import example_letter
from utils.capstone.letter import (
    LETTER_FIELD_NAME,
    LETTER_ID,
    LETTER_TITLE,
    OLD_LETTER_ID,
    POINT_LABELS,
    describe_reading,
    find_letter_points,
    letter_markdown,
    not_found_hint,
    read_letter_cached,
    unpromised_figures_text,
)
from utils.capstone.model.stances import MAX_LETTER_CHARACTERS
from utils.capstone.page import CapstoneActivity
from utils.capstone.parts import logged
from utils.kit.base import button, button_row
from utils.kit.controls.factory import stacked, text_field
from utils.kit.errors import InputError
from utils.kit.view import Document, View

if TYPE_CHECKING:
    import ipywidgets as widgets

    from utils.kit.controls import Input

LETTER_DOCUMENT_NAME = "partner-letter"
MIN_LETTER_WORDS = 20  # of the learner's own, before ours is shown


class Letter(CapstoneActivity):
    """Write to the partners; the page says what it takes for a promise."""

    activity_id = LETTER_ID
    title = "Your letter to the partners"
    task = (
        "Answer the partners in your own words. Below, you'll read what we understood. If we "
        "misread a sentence, your partners might, too: say it more plainly."
    )
    save_label = "Save my letter"
    compare_label = "Compare with our letter"
    shared = True

    def controls(self) -> dict[str, Input]:
        """Return the letter."""
        letter = text_field(
            LETTER_TITLE,
            hint="The day, the objective, what the launch includes and what comes later, what "
            "changes for callers, who decides, and how likely all of that is.",
            placeholder="Dear partners, you asked for …",
            lines=9,
        )
        letter.max_length = MAX_LETTER_CHARACTERS
        return {LETTER_FIELD_NAME: letter}

    def layout(self, controls: dict[str, Input]) -> widgets.Widget:
        """Return the letter, and a way to bring over one of an older version."""
        self._old = logged.read_text(self.progress.values(OLD_LETTER_ID) or {}, LETTER_FIELD_NAME)
        bring = button(
            "Bring over the answer I wrote earlier", self.catch_errors(self._insert_old_letter)
        )
        bring.hidden = not self._old
        return stacked(controls[LETTER_FIELD_NAME], button_row(bring))

    def _insert_old_letter(self, *_: object) -> None:
        typed = self.values()[LETTER_FIELD_NAME].strip()
        if self._old.strip() not in typed:
            self.set(**{LETTER_FIELD_NAME: "\n\n".join(filter(None, [typed, self._old]))})
            self._save_debounce.schedule()

    def view(self, *, letter: str) -> View:
        """Return what we understood, which points are there, and how to write the others."""
        brief = chosen_brief(self.progress)
        if not letter.strip():
            return View(
                summary="Nothing written yet. Begin with the sentence that's hardest to say.",
                checks=tuple((label, False) for label in POINT_LABELS.values()),
            )
        reading = read_letter_cached(letter)
        there = find_letter_points(reading, brief)
        missing = [not_found_hint(key, reading) for key, found in there.items() if not found]
        return View(
            summary=describe_reading(reading, brief),
            checks=tuple((POINT_LABELS[key], found) for key, found in there.items()),
            says=tuple(filter(None, [unpromised_figures_text(reading), *missing])),
        )

    def comparison(self, *, letter: str) -> View:
        """Return a letter of ours for this seat. Raises InputError before there's an own one."""
        if len(letter.split()) < MIN_LETTER_WORDS:
            raise InputError(
                "There's too little to compare yet.",
                f"Write at least {MIN_LETTER_WORDS} words first.",
            )
        return View(
            summary="Here's one good letter for your seat number. It isn't the only one: we chose "
            "the smallest launch set and a few days of room.",
            says=tuple(example_letter(chosen_brief(self.progress)).split("\n\n")),
        )

    def document(self, *, letter: str) -> Document:
        """Return the letter. Raises InputError before anything is written."""
        if not letter.strip():
            raise InputError("There's no letter yet.", "Write at least one sentence, then save.")
        return Document(LETTER_DOCUMENT_NAME, "Letter to the partners", letter_markdown(letter))
