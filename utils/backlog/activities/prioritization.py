"""Prioritize a backlog of one's own, see how firm a ranking is, and argue with RICE."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from utils.backlog.activities.order import (
    CASE_COST_OF_DELAY_NOTE,
    COST_OF_DELAY_NOTE,
    greedy_and_cheapest_costs_text,
    order_cost_summary,
    order_table,
    own_order_cost_text,
    ranking_options,
)
from utils.backlog.data import case_items
from utils.backlog.model.order import cheapest_order
from utils.backlog.model.stability import (
    DEFAULT_DRAW_COUNT,
    ESTIMATION_SCALE,
    first_key_by_wsjf,
    smallest_rank_flips,
    stability,
)
from utils.backlog.parsing import (
    ITEM_COLUMN_NAMES,
    MAX_CHARACTERS,
    WSJF_INPUTS,
    Backlog,
    format_items,
    parse_backlog,
    parse_items,
)
from utils.backlog.pictures import order as order_pictures
from utils.backlog.pictures import stability as pictures
from utils.kit.activity import Activity
from utils.kit.controls.factory import (
    checkboxes,
    number_slider,
    radio_buttons,
    ranking,
    stacked,
    text_field,
)
from utils.kit.english import format_number, plural
from utils.kit.errors import InputError
from utils.kit.tables import source_line
from utils.kit.view import View

if TYPE_CHECKING:
    from collections.abc import Sequence

    import ipywidgets as widgets

    from utils.backlog.model.order import Item
    from utils.backlog.model.stability import RankFlip
    from utils.kit.controls import Input
    from utils.kit.progress import Progress

EDIT_ITEMS_KEY = "edit"
OWN_COST_OF_DELAY_NOTE = (
    f"{COST_OF_DELAY_NOTE} Estimates are always rough. Look at the sequence, not at the last digit."
)
SCALED_AGILE_TERMS_NOTE = (
    "In SAFe's terms, value is user-business value, urgency is time criticality, and enabling is "
    "risk reduction or opportunity enablement. Size is job size, which stands in for duration."
)
ESTIMATION_SCALE_NOTE = (
    f"The scale is {', '.join(map(format_number, ESTIMATION_SCALE))}. A number that isn't on "
    "it moves by the same factor, and a 0 stays 0."
)
OPTIONAL_COLUMNS_NOTE = (
    "With a line of headings, you can add columns: due week and late cost for a date, and reach, "
    "impact, and confidence for RICE."
)


def _items_text_field() -> widgets.Widget:
    hint = f"{'; '.join(ITEM_COLUMN_NAMES)}. {OPTIONAL_COLUMNS_NOTE}"
    text = text_field("The items", hint=hint, lines=9, code=True)
    text.max_length, text.value = MAX_CHARACTERS, format_items(case_items())
    text.hidden = True
    return text


def item_source_text(items: Sequence[Item]) -> str:
    """Return where the items come from: the case, the learner, or both."""
    invented = [_label_inputs_and_prerequisites(one) for one in case_items()]
    kept = sum(
        _label_inputs_and_prerequisites(one)[:-1] in {case[:-1] for case in invented}
        for one in items
    )
    if not kept:
        return "Your own items."
    case = source_line("cases_backlog")
    same = [_label_inputs_and_prerequisites(one) for one in items] == invented
    return case if same else f"{case} With your changes."


def _label_inputs_and_prerequisites(item: Item) -> tuple[str | float | tuple[str, ...], ...]:
    """Return what a line of the list says of an item."""
    return (item.label, *(getattr(item, name) for name in WSJF_INPUTS), item.prerequisites)


class BacklogPrioritization(Activity):
    """Put items into an order; edit them, add one, or paste your own."""

    activity_id = "02b.s4"
    title = "What comes first?"
    task = (
        "One team builds these items one after the other. Every week without an item costs its "
        "points. Put the items in a sequence that costs little, then compare it with two others."
    )
    compare_label = "Show the usual rule and the cheapest sequence"

    def controls(self) -> dict[str, Input]:
        """Return the order, and the items as text."""
        found = case_items()
        keys = [one.key for one in found]
        return {
            "order": ranking("Your sequence", ranking_options(found), keys),
            "edit": checkboxes(
                "", [(EDIT_ITEMS_KEY, "Edit the items, add one, or paste a CSV")], []
            ),
            "items": _items_text_field(),
        }

    def layout(self, controls: dict[str, Input]) -> widgets.Widget:
        """Return the list, and the text below while it is edited."""
        return stacked(controls["order"], controls["edit"], controls["items"])

    def reconcile(self, changed: str, values: dict[str, Any]) -> dict[str, Any]:
        """Return values whose order names the items there are, new ones last."""
        if changed != "items":
            return values
        found = parse_items(values["items"])
        keys = [one.key for one in found]
        kept = [key for key in values["order"] if key in keys]
        return {**values, "order": [*kept, *(key for key in keys if key not in kept)]}

    def update_controls(self, controls: dict[str, Input], answers: dict[str, Any]) -> None:
        """Show the text field where it is asked for, and offer the items that there are."""
        try:
            found = parse_items(answers["items"])
        except InputError:
            controls["items"].hidden = False  # the error is next to it
            raise
        controls["items"].hidden = EDIT_ITEMS_KEY not in answers["edit"]
        controls["order"].options = list(map(list, ranking_options(found)))

    def view(self, *, order: Sequence[str], edit: Sequence[str], items: str) -> View:
        """Return what this order costs in delay, and what comes too early."""
        found = parse_backlog(items)
        orders = {"Your sequence": order}
        if self.is_comparison_shown:
            orders["Cheapest sequence"] = cheapest_order(found.items)
        return _order_view(found, orders)

    def comparison(self, *, order: Sequence[str], items: str, **_: object) -> View:
        """Return the cheapest of all sequences, the usual rule's, and what the learner's costs."""
        found = parse_items(items)
        return View(
            summary=f"{own_order_cost_text(found, order)} {greedy_and_cheapest_costs_text(found)}",
            notes=(
                (
                    "The usual rule looks at one item at a time. The search looks at whole chains: "
                    "a small item that unblocks a big one shares in its value."
                ),
            ),
        )


def _order_view(backlog: Backlog, orders: dict[str, Sequence[str]]) -> View:
    found, own, source = backlog.items, orders["Your sequence"], item_source_text(backlog.items)
    return View(
        summary=order_cost_summary(found, own),
        picture=order_pictures.picture(found, orders, source=source),
        table=order_table(found, own, source=source),
        notes=(
            *backlog.notes,
            SCALED_AGILE_TERMS_NOTE,
            CASE_COST_OF_DELAY_NOTE
            if source == source_line("cases_backlog")
            else OWN_COST_OF_DELAY_NOTE,
        ),
    )


ITEM_SOURCE_OPTIONS = (
    ("mine", "Those of Exercise 4, with my changes"),
    ("case", "The course's eight"),
)


def logged_items_text(progress: Progress) -> str | None:
    """Return the text of the items as the learner left it; None while it's the course's."""
    values = progress.values(BacklogPrioritization.activity_id, ["items"]) or {}
    text = values.get("items")
    return text if isinstance(text, str) else None


def load_exercise_4_backlog(progress: Progress) -> Backlog:
    """Return the items as the learner left them in the activity on the sequence.

    Raises InputError while they can't be read.
    """
    logged = logged_items_text(progress)
    if logged is None:
        return Backlog(tuple(case_items()))
    try:
        return parse_backlog(logged)
    except InputError as problem:
        raise InputError(
            "The items of Exercise 4 can't be read yet.",
            f"Fix them there, or choose the course's eight. {problem.what}",
            field="which",
        ) from None


def chosen_backlog(source_key: str, progress: Progress) -> Backlog:
    """Return the learner's items, or the course's."""
    return (
        Backlog(tuple(case_items())) if source_key == "case" else load_exercise_4_backlog(progress)
    )


class FollowsExercise4(Activity):
    """Base of the activities on the items of Exercise 4: drawn again when those change."""

    def __init__(self) -> None:
        super().__init__()
        self._items_seen = logged_items_text(self.progress)
        self.follow_log(self._refresh_if_items_changed)

    def _refresh_if_items_changed(self) -> None:
        items = logged_items_text(self.progress)
        if items != self._items_seen:
            self._items_seen = items
            self.refresh()


class RankStability(FollowsExercise4):
    """Change every input a little, many times, and see which ranks survive."""

    activity_id = "02b.s4b"
    title = "How firm is that ranking?"
    task = (
        "Every point in the list is someone's guess. Move all of them at random by a step of the "
        "scale, many times. Which ranks survive, and which were never more than decimals?"
    )

    def controls(self) -> dict[str, Input]:
        """Return how far a guess may be off, the seed of the draws, and whose items."""
        return {
            "steps": number_slider("Guesses off by up to (steps)", 1, 0, 3),
            "seed": number_slider("Other draws (seed)", 1, 1, 50),
            "which": radio_buttons("Items", ITEM_SOURCE_OPTIONS, "mine"),
        }

    def view(self, *, steps: float, seed: float, which: str) -> View:
        """Return how often each item has each rank."""
        found = list(chosen_backlog(which, self.progress).items)
        labels = {one.key: one.label for one in found}
        made = stability(found, steps=int(steps), seed=int(seed))
        best = first_key_by_wsjf(found)
        return View(
            summary=(
                f"By the ratio alone, {labels[best]} comes first. If each guess may be off by up "
                f"to {plural(steps, 'step')}, it stays first in "
                f"{made.first_place_share(best):.0%} of {DEFAULT_DRAW_COUNT:,} draws. "
                f"{_rank_flips_text(smallest_rank_flips(found), labels)}"
            ),
            picture=pictures.picture(made, labels, source=item_source_text(found)),
            notes=(
                ESTIMATION_SCALE_NOTE,
                "Prerequisites are left out here: this is about the ratio itself.",
            ),
        )


def _rank_flips_text(rank_flips: Sequence[RankFlip], labels: dict[str, str]) -> str:
    if not rank_flips:
        return "No single guess can change that."
    said = [
        f"{labels[one.item]}, {one.input} {format_number(one.old_value)} → "
        f"{format_number(round(one.new_value, 1))} ({labels[one.new_first_item]} first)"
        for one in rank_flips[:3]
    ]
    return f"The smallest change of one guess that puts another item first: {'; or '.join(said)}."
