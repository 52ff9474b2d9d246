"""A deck as a widget: rounds of cards, feedback under each, a result, a second try."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from utils.kit.base import CourseWidget, button, button_row, descendants, heading
from utils.kit.card_sort import decks, picture
from utils.kit.card_sort.rounds import ConfusionMatrix, confusion_matrix, retry_cards, rounds
from utils.kit.controls import Choices, Html, LiveRegion, VBox
from utils.kit.english import join_words, plural, plural_noun
from utils.kit.errors import InputError
from utils.kit.feedback import CLOSE, NEUTRAL, RIGHT, WRONG, feedback_html
from utils.kit.saving import Draft, can_undo
from utils.kit.tables import Table
from utils.kit.view import View

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import ipywidgets as widgets

    from utils.kit.card_sort.decks import Card

FEEDBACK = {"best": (RIGHT, ""), "acceptable": (CLOSE, "◐ Defensible."), "wrong": (WRONG, "")}


class CardSort(CourseWidget):
    """Sort a deck round by round.

    A subclass gives `activity_id`, `title`, `task`, `deck_name` (a name in `data/decks/`) and
    `prompt`, and if it likes `size` of a round, `kinds` of cards, `distinct` (each category once a
    round), `table_title` and `unfolded` for the table at the end, `result(answers)`, and
    `card_html(card)` with `card_text(card)` for cards that show more than their text.

    What was chosen is on disk before the feedback shows; wrong cards say why that very choice
    is wrong. Our own choice shows at the end only, after a second try at two cards.

    Parameters
    ----------
    seed
        Shuffles the cards: a class that uses the same number gets the same order.

    """

    task = ""
    deck_name = ""
    prompt = ""
    size = 6
    kinds: tuple[str, ...] = ()  # of cards; all where it is empty
    distinct = False
    table_title, unfolded = "All cards, with our choice", False

    def __init__(self, seed: int = 1) -> None:
        super().__init__()
        self.deck = decks.load_deck(self.deck_name).with_kinds(self.kinds)
        self._rounds = rounds(self.deck, self.size, seed)
        self._said = LiveRegion()
        self._said.add_class("tpo-summary")
        self._place = VBox()
        self._draft: Draft | None = None
        self._row = button_row()
        self._restore()
        reset = button("Reset", self.catch_errors(self._reset))
        self._undo = button("Undo reset", self.catch_errors(self._undo_reset), quiet=True)
        self._undo.hidden = not can_undo(self.progress, self.activity_id)
        self._step = button("", self.catch_errors(self._stepped), primary=True)
        self._row.children = [self._step, reset, self._undo]
        self.root.children = [
            heading(self.title, self.task),
            self.error,
            self._said,
            self._place,
            self._row,
        ]
        self._go_on(focus=False)

    # --- what a subclass may give ------------------------------------------------------

    def card_html(self, card: Card) -> str:  # noqa: ARG002 - for cards that show more
        """Return what stands above the choices of a card; "" where its text is the question."""
        return ""

    def card_text(self, card: Card) -> list[str]:
        """Return a card as lines of plain text, without its verdicts."""
        return [f"- {card.text}"]

    def result(self, answers: Mapping[str, str]) -> View:
        """Return what the whole sorting shows. `answers` maps card ids to categories."""
        made = confusion_matrix(self.deck, answers)
        return View(
            summary=self.result_text(made),
            picture=picture.picture(self.deck, made),
            table=self.result_table(answers),
        )

    def result_text(self, made: ConfusionMatrix) -> str:
        """Return how many cards lie where we would put them, and the most common confusion."""
        start = f"You put {made.best} of {made.total} cards where we would"
        if made.defensible:
            start += f", and {made.defensible} more where it is defensible"
        if made.most_common is None:
            return f"{start}. You didn't mix up any two again and again."
        best, chosen = (self.deck.category(key).name for key in made.most_common)
        cards = plural(made.wrong(made.most_common), "card")
        return f"{start}. Your most common confusion: cards of {best} went to {chosen} ({cards})."

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
    def evaluate(cls, answers: Mapping[str, str]) -> View:
        """Return the same result as the widget for these answers, without any widget.

        Raises InputError for a card or a category that the deck does not have.
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
        return dict(self._answers)

    # --- inside ------------------------------------------------------------------------

    def _restore(self) -> None:
        self._answers: dict[str, str] = {}
        self._second: dict[str, str] = {}
        for event in self.progress.since_reset(self.activity_id):
            if event.what == "sorted":
                kept = self._fitting(event.result["cards"])
                (self._second if event.result["again"] else self._answers).update(kept)

    def _fitting(self, cards: Mapping[str, str]) -> dict[str, str]:
        """Return the kept choices that this edition of the deck still knows."""
        known = {card.id: card.verdicts for card in self.deck.cards}
        return {name: key for name, key in cards.items() if key in known.get(name, {})}

    def _go_on(self, *, focus: bool) -> None:
        """Show the first round that is not sorted yet, else the result."""
        left = [part for part in self._rounds if any(c.id not in self._answers for c in part)]
        if left:
            self._show_round(left[0], focus=focus)
        else:
            self._show_result(focus=focus)

    def _show_round(self, cards: Sequence[Card], *, focus: bool) -> None:
        number = self._rounds.index(cards) + 1
        name = f": {cards[0].group}" if cards[0].group else ""
        self._said.html = (
            f"<p><strong>Round {number} of {len(self._rounds)}{escape(name)}.</strong></p>"
        )
        self._lay(cards, focus=focus)
        self._next("Check this round", self._check_round)

    def _lay(self, cards: Sequence[Card], *, focus: bool) -> None:
        options = [[one.key, one.name] for one in self.deck.categories]
        self._cards = list(cards)
        self._chosen = [
            Choices(
                label=f"{n}. {self._legend(card)}",
                options=options,
                inline=True,
                focus=focus and n == 1,
            )
            for n, card in enumerate(cards, start=1)
        ]
        self._replies = [Html() for _ in cards]
        for reply in self._replies:
            reply.add_class("tpo-reply")
        self._put(
            [
                self._one(card, chosen, reply)
                for card, chosen, reply in zip(cards, self._chosen, self._replies, strict=True)
            ]
        )
        second = "again." if any(card.id in self._answers for card in cards) else ""
        inputs = {second + c.id: one for c, one in zip(cards, self._chosen, strict=True)}
        self._draft = Draft(self, inputs, on_change=self._drafted)

    def _drafted(self) -> None:
        self._undo.hidden = True

    def _put(self, children: Sequence[widgets.Widget]) -> None:
        """Show these, and close what was shown before."""
        before = descendants(self._place)
        self._place.children = children
        for one in set(before) - set(descendants(self._place)):
            one.close()

    def _legend(self, card: Card) -> str:
        return self.prompt if self.card_html(card) else card.text

    def _one(self, card: Card, chosen: Choices, reply: Html) -> VBox:
        about = self.card_html(card)
        made = VBox([*([Html(about)] if about else []), chosen, reply])
        made.add_class("tpo-sort")
        return made

    def _next(self, text: str, act: Callable[[], object] | None) -> None:
        self._step.label = text
        self._step.hidden = not text
        self._act = act

    def _stepped(self, *_: object) -> None:
        if self._act is not None:
            self._act()

    def _taken(self) -> dict[str, str]:
        """Return the choices of the cards on show. Raises InputError for one without."""
        missing = [str(n) for n, one in enumerate(self._chosen, start=1) if not one.value]
        if missing:
            cards = plural_noun(len(missing), "card")
            raise InputError(
                f"Nothing chosen yet for {cards} {join_words(missing)}.",
                "Choose for every card: a guess counts, and you'll see why it's right or not.",
            )
        taken = [one.value[0] for one in self._chosen]
        if self.distinct and len(set(taken)) < len(taken):
            double = self.deck.category(next(key for key in taken if taken.count(key) > 1)).name
            raise InputError(
                f"{double} is chosen twice in this round.",
                "Use each one once: change one of the two.",
            )
        return {card.id: key for card, key in zip(self._cards, taken, strict=True)}

    def _flush_draft(self) -> None:
        if self._draft is not None:
            self._draft.flush()

    def _check_round(self) -> None:
        taken = self._taken()
        self._flush_draft()
        self._undo.hidden = True
        self.record("sorted", cards=taken, again=False)
        self._answers.update(taken)
        accepted = self._reply(taken, reveal=False)
        self._said.html = (
            f"<p><strong>{accepted} of {len(taken)} accepted.</strong> "
            "Our feedback is under each card.</p>"
        )
        last = all(card.id in self._answers for part in self._rounds for card in part)
        self._next("See your result" if last else "Next round", lambda: self._go_on(focus=True))

    def _reply(self, taken: Mapping[str, str], *, reveal: bool) -> int:
        """Write feedback under every card on show; return how many were accepted."""
        accepted = 0
        for card, chosen, reply in zip(self._cards, self._chosen, self._replies, strict=True):
            verdict = card.verdicts[taken[card.id]]
            accepted += verdict.accepted
            chosen.disabled = True
            reply.html = self._reply_html(card, taken[card.id], reveal=reveal)
        return accepted

    def _reply_html(self, card: Card, key: str, *, reveal: bool) -> str:
        verdict = card.verdicts[key]
        kind, lead = FEEDBACK[verdict.verdict]
        said = feedback_html(kind, verdict.feedback, lead=lead)
        if reveal and verdict.verdict != "best":
            ours = f"We would say {self.deck.category(card.best).name}."
            said += feedback_html(NEUTRAL, card.verdicts[card.best].feedback, lead=ours)
        return said

    def _show_result(self, *, focus: bool) -> None:
        view = self.result(self._answers)
        shown = view.picture.html(live=True) if view.picture else ""
        self._said.html = view.summary_html()
        cards = [c for c in retry_cards(self.deck, self._answers) if c.id not in self._second]
        if cards:
            self._lay(cards, focus=focus)
            ask = Html("<p><strong>Once more, with what you know now:</strong></p>")
            # What a second try would only copy stays folded until it was made.
            self._put([Html(shown), ask, *self._place.children])
            self._next("Check again", self._check_again)
        else:
            self._put([Html(f"{shown}{self._more_html(view)}")])
            self._next("", None)

    def _more_html(self, view: View) -> str:
        notes = "".join(f"<p>{escape(note)}</p>" for note in view.notes)
        state = " open" if self.unfolded else ""
        if view.table is None:
            return notes
        return (
            f"{notes}<details{state}><summary>{escape(self.table_title)}</summary>"
            f"{view.table.html()}</details>"
        )

    def _check_again(self) -> None:
        taken = self._taken()
        self._flush_draft()
        self.record("sorted", cards=taken, again=True)
        self._second.update(taken)
        self._reply(taken, reveal=True)
        self._next("See all cards", lambda: self._show_result(focus=False))

    def _reset(self, *_: object) -> None:
        self._flush_draft()
        self.record("reset")
        self._answers, self._second = {}, {}
        self._undo.hidden = False
        self._go_on(focus=True)

    def _undo_reset(self, *_: object) -> None:
        self.record("undone")
        self._restore()
        self._undo.hidden = True
        self._go_on(focus=True)

    # --- printed form ------------------------------------------------------------------

    def printed_html(self) -> str:
        """Return title, task and the first round, without any verdict."""
        items = "".join(
            f"<li>{self.card_html(card) or escape(card.text)}</li>" for card in self._rounds[0]
        )
        names = " · ".join(one.name for one in self.deck.categories)
        return (
            f"<h3>{escape(self.title)}</h3><p>{escape(self.task)}</p>"
            f"<p><strong>{escape(self._first_words())}</strong></p><ol>{items}</ol>"
            f"<p>{escape(self.prompt)} {escape(names)}</p>"
        )

    def printed_text(self) -> str:
        """Return the same as plain text."""
        items = [line for card in self._rounds[0] for line in self.card_text(card)]
        names = " · ".join(one.name for one in self.deck.categories)
        start = [self.title, self.task, self._first_words()]
        return "\n".join([*start, *items, f"{self.prompt} {names}"])

    def _first_words(self) -> str:
        return f"Round 1 of {len(self._rounds)}"
