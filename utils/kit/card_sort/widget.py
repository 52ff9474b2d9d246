"""A deck as a widget: rounds of cards, feedback under each, a result, a second try."""

from __future__ import annotations

import re
from collections import Counter
from html import escape
from typing import TYPE_CHECKING

from utils.kit import printed
from utils.kit.base import CourseWidget, button, button_row, descendants
from utils.kit.card_sort import decks, picture
from utils.kit.card_sort.repeated_misconceptions import met_before_text
from utils.kit.card_sort.rounds import (
    ConfusionMatrix,
    confusion_matrix,
    deal_confusing_and_other_cards,
    deal_rounds,
    retry_cards,
)
from utils.kit.controls import ChoiceButtons, Choices, Html, LiveRegion, VBox
from utils.kit.english import join_words, plural, plural_noun
from utils.kit.errors import InputError
from utils.kit.feedback import CLOSE, NEUTRAL, RIGHT, WRONG, feedback_html
from utils.kit.saving import Draft, can_undo_reset
from utils.kit.tables import Table
from utils.kit.view import View
from utils.kit.worksheet import tick_boxes_html, tick_table_html

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import ipywidgets as widgets

    from utils.kit.card_sort.decks import Card

OPTIONAL_CARDS_SUFFIX = "if you have time"  # of the fold in which the printed form has them
OPTIONAL_CARDS_PATTERN = re.compile(
    rf"<details><summary>\d+ more cards?, {OPTIONAL_CARDS_SUFFIX}</summary>.*?</details>", re.DOTALL
)
FEEDBACK_KIND_AND_LEAD_BY_VERDICT = {
    "best": (RIGHT, ""),
    "acceptable": (CLOSE, "◐ Defensible."),
    "wrong": (WRONG, ""),
}


class CardSort(CourseWidget):
    """Sort a deck round by round.

    A subclass gives `activity_id`, `title`, `task`, `deck_name` (a name in `data/decks/`) and
    `prompt`, and if it likes `round_size`, `kinds` of cards, `table_title` and `table_open` for
    the table at the end, `result(answers)`, `card_html(card)` with `card_text(card)` for cards
    that show more than their text, and `reveal_text(card)` for what only the verdict tells.

    What was chosen is on disk before the feedback shows; wrong cards say why that very choice
    is wrong. Our own choice shows at the end only, after a second try at two cards.

    With `one_by_one` there are no rounds: each choice gets its verdict right away, a miss names the
    right answer, and the next card is there. Cards that people mix up come first; the others come
    only if the learner asks for them.

    Parameters
    ----------
    seed
        Shuffles the cards: a class that uses the same number gets the same order.

    """

    deck_name = ""
    prompt = ""
    round_size = 6
    kinds: tuple[str, ...] = ()  # of cards; all where it is empty
    one_by_one = False
    table_title, table_open = "All cards, with our choice", False

    def __init__(self, seed: int = 1) -> None:
        super().__init__()
        self.deck = decks.load_deck(self.deck_name).with_card_kinds(self.kinds)
        self._core_cards, self._optional_cards = deal_confusing_and_other_cards(self.deck, seed)
        self._rounds = (
            tuple((card,) for card in (*self._core_cards, *self._optional_cards))
            if self.one_by_one
            else deal_rounds(self.deck, self.round_size, seed)
        )
        self._shown_cards: list[Card] = []
        self._choice_controls: list[Choices] = []
        self._feedback_regions: list[Html] = []
        self._status = LiveRegion()
        self._status.add_class("tpo-summary")
        self._card_area = VBox()
        self._draft: Draft | None = None
        self._wants_optional_cards = False
        self._button_row = button_row()
        self._restore_from_log()
        reset = button("Reset", self.catch_errors(self._reset_answers))
        self._undo_button = button("Undo reset", self.catch_errors(self._undo_reset), quiet=True)
        self._undo_button.hidden = not can_undo_reset(self.progress, self.activity_id)
        self._next_button = button("", self.catch_errors(self._on_next_clicked), primary=True)
        self._button_row.children = [self._next_button, reset, self._undo_button]
        self.root.children = [
            self.build_heading(),
            self.error,
            self._status,
            self._card_area,
            self._button_row,
        ]
        self._show_next_cards_or_result(focus=False)

    # --- what a subclass may give ------------------------------------------------------

    def card_html(self, card: Card) -> str:
        """Return what is above the choices of a card; "" where its text is the question."""
        return ""

    def card_text(self, card: Card) -> list[str]:
        """Return a card as lines of plain text, without its verdicts."""
        return [f"- {card.text}"]

    def reveal_text(self, card: Card) -> str:
        """Return what a card tells only together with its verdict. Plain text."""
        return ""

    def result(self, answers: Mapping[str, str]) -> View:
        """Return what the whole sorting shows. `answers` maps card ids to categories."""
        made = confusion_matrix(self.deck, answers)
        return View(
            summary=self.result_text(made),
            picture=picture.picture(self.deck, made),
            table=self.result_table(answers),
        )

    def result_text(self, matrix: ConfusionMatrix) -> str:
        """Return how many cards lie where we would put them, and the most common confusion."""
        start = f"You put {matrix.best_count} of {matrix.total_count} cards where we would"
        if matrix.defensible_count:
            start += f", and {matrix.defensible_count} more where it is defensible"
        if matrix.most_common is None:
            return f"{start}. You had no recurring mix-up."
        best, chosen = (self.deck.category(key).name for key in matrix.most_common)
        cards = plural(matrix.wrong_count(matrix.most_common), "card")
        return f"{start}. You most often gave cards for {best} to {chosen} ({cards})."

    def result_table(self, answers: Mapping[str, str]) -> Table:
        """Return every card with the learner's choice and ours."""
        short = {one.key: one.short for one in self.deck.categories}
        body = [
            [card.title or card.text, short[answers[card.id]], short[card.best]]
            for part in self._rounds
            for card in part
            if card.id in answers
        ]
        return Table(
            caption="All cards", columns=["Card", "You", "We"], rows=body, source=self.deck.basis
        )

    # --- use ---------------------------------------------------------------------------

    @classmethod
    def requirements(cls, *_: object) -> list[str]:
        """Return what makes it done: every card sorted once, of those that come first."""
        deck = decks.load_deck(cls.deck_name).with_card_kinds(cls.kinds)
        cards = deal_confusing_and_other_cards(deck, 1)[0] if cls.one_by_one else deck.cards
        return [f"sorted:{cls.activity_id}:{len(cards)}"]

    @classmethod
    def evaluate(cls, answers: Mapping[str, str]) -> View:
        """Return the same result as the widget for these answers, without any widget.

        Raises InputError for a card or a category that the deck doesn't have.
        """
        made = cls()
        cards = {card.id for card in made.deck.cards}
        keys = {one.key for one in made.deck.categories}
        for card, key in answers.items():
            if card not in cards or key not in keys:
                raise InputError(
                    f"The deck has no {card!r} that could go to {key!r}.",
                    f"Categories: {', '.join(sorted(keys))}. Cards: {', '.join(sorted(cards))}.",
                )
        return made.result(answers)

    @property
    def answers(self) -> dict[str, str]:
        """What was chosen first, card by card."""
        return dict(self._first_answers)

    @property
    def shown_cards(self) -> list[Card]:
        """Those that were laid out last: the cards of a round, or one."""
        return list(self._shown_cards)

    @property
    def inputs(self) -> dict[str, Choices]:
        """The control of each of these cards, by the card's id."""
        return {
            card.id: one for card, one in zip(self._shown_cards, self._choice_controls, strict=True)
        }

    @property
    def summary_html(self) -> str:
        """Which round or card is on show, or the result."""
        return self._status.html

    @property
    def shown_cards_html(self) -> str:
        """The cards on show with feedback, and the pictures and tables of a result."""
        shown = descendants(self._card_area, visible_only=True)
        return "".join(getattr(one, "html", "") for one in shown)

    @property
    def shown_feedback_html(self) -> str:
        """The feedback on `shown_cards`; empty until these are checked."""
        return "".join(one.html for one in self._feedback_regions)

    def flush(self) -> None:
        """Log what was entered right away, without waiting for a pause."""
        if self._draft is not None:
            self._draft.flush()

    # --- inside ------------------------------------------------------------------------

    def _restore_from_log(self) -> None:
        self._first_answers: dict[str, str] = {}
        self._second_answers: dict[str, str] = {}
        for event in self.progress.events_since_reset(self.activity_id):
            if event.what == "sorted":
                kept = self._keep_valid_answers(event.result["cards"])
                (self._second_answers if event.result["again"] else self._first_answers).update(
                    kept
                )

    def _keep_valid_answers(self, answers: Mapping[str, str]) -> dict[str, str]:
        """Return the saved choices that this version of the deck still knows."""
        known = {card.id: card.verdicts for card in self.deck.cards}
        return {name: key for name, key in answers.items() if key in known.get(name, {})}

    def _show_next_cards_or_result(self, *, focus: bool) -> None:
        """Show the first round that isn't sorted yet, or the result."""
        left = [part for part in self._rounds if any(c.id not in self._first_answers for c in part)]
        if self.one_by_one:
            self._show_next_card(focus=focus)
        elif left:
            self._show_round(left[0], focus=focus)
        else:
            self._show_result(focus=focus)

    def _show_round(self, cards: Sequence[Card], *, focus: bool) -> None:
        number = self._rounds.index(cards) + 1
        name = f": {cards[0].group}" if cards[0].group else ""
        self._status.html = (
            f"<p><strong>Round {number} of {len(self._rounds)}{escape(name)}.</strong></p>"
        )
        self._show_card_choices(cards, focus=focus)
        self._set_next_button("Check this round", self._check_round)

    # --- one by one --------------------------------------------------------------------

    def _remaining_cards(self) -> list[Card]:
        """Return the cards to come: the others only once one of them was asked for."""
        first, others = (
            [card for card in part if card.id not in self._first_answers]
            for part in (self._core_cards, self._optional_cards)
        )
        wanted = self._wants_optional_cards or any(
            card.id in self._first_answers for card in self._optional_cards
        )
        return first or (others if wanted else [])

    def _show_next_card(
        self, *, focus: bool, answered_boxes: Sequence[widgets.Widget] = ()
    ) -> None:
        """Show the next card under the one that was just answered, or the result."""
        left = self._remaining_cards()
        if not left:
            self._show_result_so_far(answered_boxes)
            return
        part = self._core_cards if left[0] in self._core_cards else self._optional_cards
        number = len(part) - len(left) + 1
        self._status.html = f"<p><strong>Card {number} of {len(part)}.</strong></p>"
        options = [[one.key, one.name] for one in self.deck.categories]
        chosen = ChoiceButtons(label=self._question_text(left[0]), options=options, focus=focus)
        chosen.observe(self.catch_errors(lambda _: self._on_category_chosen()), "value")
        feedback_region = LiveRegion()
        feedback_region.add_class("tpo-reply")
        self._shown_cards, self._choice_controls, self._feedback_regions = (
            [left[0]],
            [chosen],
            [feedback_region],
        )
        self._replace_card_area_children(
            [*answered_boxes, self._card_box(left[0], chosen, feedback_region)]
        )
        self._set_next_button("", None)

    def _on_category_chosen(self) -> None:
        """Log a choice, say its verdict, and show the next card under it."""
        if self._choice_controls[0].disabled:
            return
        answers = self._chosen_categories()
        self._undo_button.hidden = True
        self.record("sorted", cards=answers, again=False)
        self._first_answers.update(answers)
        missed = not self._shown_cards[0].verdicts[answers[self._shown_cards[0].id]].accepted
        self._show_feedback(answers, reveal_best=missed)
        self._show_next_card(focus=True, answered_boxes=[self._card_area.children[-1]])

    def _show_result_so_far(self, answered_boxes: Sequence[widgets.Widget]) -> None:
        """Show the result of the cards so far, and offer those that are left."""
        view = self.result(self._first_answers)
        shown = view.picture.html() if view.picture else ""
        self._status.html = view.summary_html()
        self._replace_card_area_children(
            [*answered_boxes, Html(f"{shown}{self._notes_and_table_html(view)}")]
        )
        left = [card for card in self._optional_cards if card.id not in self._first_answers]
        self._set_next_button(
            f"Sort {plural(len(left), 'more card')}" if left else "", self._show_optional_cards
        )

    def _show_optional_cards(self) -> None:
        self._wants_optional_cards = True
        self._show_next_card(focus=True)

    # --- rounds ------------------------------------------------------------------------

    def _show_card_choices(self, cards: Sequence[Card], *, focus: bool) -> None:
        options = [[one.key, one.name] for one in self.deck.categories]
        self._shown_cards = list(cards)
        self._choice_controls = [
            Choices(
                label=f"{n}. {self._question_text(card)}",
                options=options,
                inline=True,
                focus=focus and n == 1,
            )
            for n, card in enumerate(cards, start=1)
        ]
        self._feedback_regions = [Html() for _ in cards]
        for feedback_region in self._feedback_regions:
            feedback_region.add_class("tpo-reply")
        self._replace_card_area_children(
            [
                self._card_box(card, chosen, feedback_region)
                for card, chosen, feedback_region in zip(
                    cards, self._choice_controls, self._feedback_regions, strict=True
                )
            ]
        )
        second = "again." if any(card.id in self._first_answers for card in cards) else ""
        inputs = {second + c.id: one for c, one in zip(cards, self._choice_controls, strict=True)}
        self._draft = Draft(self, inputs, on_change=self._on_draft_logged)

    def _on_draft_logged(self) -> None:
        self._undo_button.hidden = True

    def _replace_card_area_children(self, children: Sequence[widgets.Widget]) -> None:
        """Show these, and close what was shown before."""
        before = descendants(self._card_area)
        self._card_area.children = children
        for one in set(before) - set(descendants(self._card_area)):
            one.close()

    def _question_text(self, card: Card) -> str:
        return self.prompt if self.card_html(card) else card.text

    def _card_box(self, card: Card, choice_control: Choices, feedback_region: Html) -> VBox:
        about = self.card_html(card)
        made = VBox([*([Html(about)] if about else []), choice_control, feedback_region])
        made.add_class("tpo-sort")
        return made

    def _set_next_button(self, text: str, callback: Callable[[], object] | None) -> None:
        self._next_button.label = text
        self._next_button.hidden = not text
        self._next_action = callback

    def _on_next_clicked(self, *_: object) -> None:
        if self._next_action is not None:
            self._next_action()

    def _chosen_categories(self) -> dict[str, str]:
        """Return the choices of the cards on show. Raises InputError for one without."""
        missing = [str(n) for n, one in enumerate(self._choice_controls, start=1) if not one.value]
        if missing:
            cards = plural_noun(len(missing), "card")
            raise InputError(
                f"You haven't chosen anything yet for {cards} {join_words(missing)}.",
                "Choose something for every card. Guesses count, and every answer gets feedback.",
            )
        answers = (one.value[0] for one in self._choice_controls)
        return {card.id: key for card, key in zip(self._shown_cards, answers, strict=True)}

    def _check_round(self) -> None:
        answers = self._chosen_categories()
        self.flush()
        self._undo_button.hidden = True
        self.record("sorted", cards=answers, again=False)
        self._first_answers.update(answers)
        accepted = self._show_feedback(answers, reveal_best=False)
        self._status.html = (
            f"<p><strong>{accepted} of {len(answers)} accepted.</strong> "
            f"Feedback is under each card.</p>{self._met_before_html(answers)}"
        )
        last = all(card.id in self._first_answers for part in self._rounds for card in part)
        self._set_next_button(
            "See your result" if last else "Next round",
            lambda: self._show_next_cards_or_result(focus=True),
        )

    def _met_before_html(self, answers: Mapping[str, str]) -> str:
        """Return that the idea behind most wrong cards of this round was chosen elsewhere."""
        chosen = [self.deck.misconception(card, answers[card.id]) for card in self._shown_cards]
        counts = Counter(idea for idea in chosen if idea)
        said = [
            met_before_text(self.progress, idea, (self.activity_id, ""))
            for idea, _ in counts.most_common()
        ]
        return next((f"<p>{escape(text)}</p>" for text in said if text), "")

    def _show_feedback(self, answers: Mapping[str, str], *, reveal_best: bool) -> int:
        """Write feedback under every card on show; return how many were accepted."""
        accepted = 0
        for card, chosen, feedback_region in zip(
            self._shown_cards, self._choice_controls, self._feedback_regions, strict=True
        ):
            verdict = card.verdicts[answers[card.id]]
            accepted += verdict.accepted
            chosen.disabled = True
            feedback_region.html = self._feedback_html(
                card, answers[card.id], reveal_best=reveal_best
            )
        return accepted

    def _feedback_html(self, card: Card, key: str, *, reveal_best: bool) -> str:
        verdict = card.verdicts[key]
        kind, lead = FEEDBACK_KIND_AND_LEAD_BY_VERDICT[verdict.verdict]
        said = feedback_html(kind, verdict.feedback, lead=lead)
        if reveal_best and verdict.verdict != "best":
            ours = f"We would say {self.deck.category(card.best).name}."
            said += feedback_html(NEUTRAL, card.verdicts[card.best].feedback, lead=ours)
        told = self.reveal_text(card)
        return said + (f"<p>{escape(told)}</p>" if told else "")

    def _show_result(self, *, focus: bool) -> None:
        view = self.result(self._first_answers)
        shown = view.picture.html() if view.picture else ""
        self._status.html = view.summary_html()
        cards = [
            c
            for c in retry_cards(self.deck, self._first_answers)
            if c.id not in self._second_answers
        ]
        if cards:
            self._show_card_choices(cards, focus=focus)
            ask = Html("<p><strong>Try again, with what you know now:</strong></p>")
            # What a second try would only copy stays folded until it was made.
            self._replace_card_area_children([Html(shown), ask, *self._card_area.children])
            self._set_next_button("Check again", self._check_second_try)
        else:
            self._replace_card_area_children([Html(f"{shown}{self._notes_and_table_html(view)}")])
            self._set_next_button("", None)

    def _notes_and_table_html(self, view: View) -> str:
        notes = "".join(f"<p>{escape(note)}</p>" for note in view.notes)
        state = " open" if self.table_open else ""
        if view.table is None:
            return notes
        return (
            f"{notes}<details{state}><summary>{escape(self.table_title)}</summary>"
            f"{view.table.html()}</details>"
        )

    def _check_second_try(self) -> None:
        answers = self._chosen_categories()
        self.flush()
        self.record("sorted", cards=answers, again=True)
        self._second_answers.update(answers)
        self._show_feedback(answers, reveal_best=True)
        self._set_next_button("See all cards", lambda: self._show_result(focus=False))

    def _reset_answers(self, *_: object) -> None:
        self.flush()
        self.record("reset")
        self._first_answers, self._second_answers, self._wants_optional_cards = {}, {}, False
        self._undo_button.hidden = False
        self._show_next_cards_or_result(focus=True)

    def _undo_reset(self, *_: object) -> None:
        self.record("undone")
        self._restore_from_log()
        self._undo_button.hidden = True
        self._show_next_cards_or_result(focus=True)

    # --- printed form ------------------------------------------------------------------

    def printed_html(self) -> str:
        """Return title, task, and all cards with boxes to tick, without any verdict.

        On a screen, the cards after the first round are folded.
        """
        first, *others = (self._printed_round_html(cards) for cards in self._printed_rounds())
        folded = "".join(
            printed.collapsible_html(self._printed_round_name(n), cards)
            for n, cards in enumerate(others, start=2)
        )
        return (
            f"{printed.heading_html(self.title, self.task)}"
            f'<p class="tpo-ask"><strong>{escape(self._printed_round_name(1))}</strong></p>'
            f"{first}{folded}"
        )

    def _printed_round_html(self, cards: Sequence[Card]) -> str:
        """Return a table to tick; a list where a card shows more than a line of text."""
        names = [one.name for one in self.deck.categories]
        numbers = decks.printed_card_numbers(self.deck)
        ask = f'<p class="tpo-ask">{escape(self.prompt)}</p>'
        if not self.card_html(cards[0]):
            return ask + tick_table_html(
                "Card", names, [f"{numbers[card.id]}. {card.text}" for card in cards]
            )
        boxes = tick_boxes_html(names, inline=True)
        items = (
            f'<li value="{numbers[card.id]}">{self.card_html(card)}{boxes}</li>' for card in cards
        )
        return f"{ask}<ol>{''.join(items)}</ol>"

    def printed_text(self) -> str:
        """Return the same as plain text."""
        items = [line for card in self._printed_rounds()[0] for line in self.card_text(card)]
        names = " · ".join(one.name for one in self.deck.categories)
        start = [self.title, self.task, self._printed_round_name(1)]
        return "\n".join([*start, *items, f"{self.prompt} {names}"])

    def _printed_rounds(self) -> list[Sequence[Card]]:
        """Return the rounds on paper, by number: a class with another seed has the same paper."""
        cards = decks.cards_in_print_order(self.deck)
        if self.one_by_one:
            first = [card for card in cards if card in self._core_cards]
            return [part for part in (first, [c for c in cards if c not in first]) if part]
        if any(card.group for card in cards):
            groups = dict.fromkeys(card.group for card in cards)
            return [[card for card in cards if card.group == group] for group in groups]
        starts = range(0, len(cards), self.round_size)
        return [cards[start : start + self.round_size] for start in starts]

    def _printed_round_name(self, number: int) -> str:
        if self.one_by_one:
            count = len(self._printed_rounds()[number - 1])
            more = f"{plural(count, 'more card')}, {OPTIONAL_CARDS_SUFFIX}"
            return plural(count, "card") if number == 1 else more
        return f"Round {number} of {len(self._rounds)}"
