"""RICE, with an item to argue against; and five ways to rank the same items."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from utils.backlog.activities.prioritization import (
    ITEM_SOURCE_OPTIONS,
    SCALED_AGILE_TERMS_NOTE,
    FollowsExercise4,
    chosen_backlog,
    item_source_text,
)
from utils.backlog.data import case_rice_items, fill_missing_rice_from_case
from utils.backlog.model.methods import METHOD_NAMES, compared_methods, with_due_date
from utils.backlog.model.order import date_breaks_ratio_rule, late_item_keys
from utils.backlog.model.rice import RiceItem, break_even_inputs, rice_rank
from utils.backlog.pictures import methods as pictures
from utils.kit.activity import Activity
from utils.kit.controls.factory import (
    dropdown,
    labeled_column,
    number_slider,
    percent_slider,
    radio_buttons,
    side_by_side,
)
from utils.kit.english import format_number, join_words, lower_first, ordinal, plural
from utils.kit.errors import InputError
from utils.kit.tables import Table
from utils.kit.view import Prediction, View

if TYPE_CHECKING:
    from collections.abc import Sequence

    import ipywidgets as widgets

    from utils.backlog.model.methods import Ranking
    from utils.backlog.model.order import Item
    from utils.kit.controls import Input
    from utils.kit.progress import Progress

SALES_ITEM_KEY = "partner_dashboard"
# Invented; what an owner finds out in an afternoon, and what it supports in our opinion.
ACCESS_LOG_EVIDENCE_TEXT = (
    "The access log says: a dashboard would replace about ninety thousand calls a quarter."
)
INTERVIEW_EVIDENCE_TEXT = (
    "Five partners say: two of us would look at it every week, and none would leave without it."
)
ENGINEER_EVIDENCE_TEXT = (
    "An engineer says: each partner may only see their own data, and we don't have roles yet. "
    "That's five months of work for one person."
)
RICE_LIMITATIONS_NOTE = (
    "RICE leaves out urgency and prerequisites, and WSJF leaves out reach. Neither can count what "
    "nobody estimated."
)
SEQUENCE_RULE_NOTE = (
    "Each sequence keeps prerequisites: of all items that are ready, the method's best comes next. "
    "“Mean rank” moves every guess by up to a step of the scale."
)
EVIDENCE_BASED_RICE_RATINGS = {"reach": 90, "impact": 0.5, "confidence": 50, "effort": 5}
RICE_SOURCE_TEXT = "Sean McBride, Intercom (2016). All ratings are invented."


class RiceScore(Activity):
    """Argue with an item that scores high because someone wants it to."""

    activity_id = "02b.s4c"
    title = "RICE, the other ratio"
    task = (
        "RICE is reach × impact × confidence ÷ effort. These are the sales team's numbers for a "
        "partner dashboard, next to eight items of the backlog. Read the three facts below, and "
        "change each number to what you could defend."
    )
    compare_label = "Show what the facts support"

    def controls(self) -> dict[str, Input]:
        """Return the four inputs as the sales team rates them. Confidence in percent."""
        claim = _sales_rice_item()
        return {
            "reach": number_slider(
                "Reach (calls a quarter, thousands)", claim.reach, 0, 2_000, step=10
            ),
            "impact": number_slider(
                "Impact (0.25 to 3)", claim.impact, 0.25, 3, step=0.25, decimals=2
            ),
            "confidence": percent_slider("Confidence", claim.confidence * 100, 5),
            "effort": number_slider(
                "Effort (person-months)", claim.effort, 0.5, 24, step=0.5, decimals=1
            ),
        }

    def layout(self, controls: dict[str, Input]) -> widgets.Widget:
        """Return the four inputs in two columns."""
        return side_by_side(*controls.values())

    def view(self, *, reach: float, impact: float, confidence: float, effort: float) -> View:
        """Return the score and its rank, and what would cost the item its lead."""
        own = RiceItem(_sales_rice_item().label, reach, impact, confidence / 100, effort)
        others = [one for key, one in case_rice_items().items() if key != SALES_ITEM_KEY]
        rank = rice_rank(own, others)
        return View(
            summary=_rice_summary_text(own, others, rank),
            says=(
                ACCESS_LOG_EVIDENCE_TEXT,
                INTERVIEW_EVIDENCE_TEXT,
                ENGINEER_EVIDENCE_TEXT,
                *_lead_loss_texts(own, others),
            ),
            picture=pictures.rice_picture(own, others, rank, source=RICE_SOURCE_TEXT),
            table=_rice_table([own, *others]),
            notes=(RICE_LIMITATIONS_NOTE,),
        )

    def comparison(self, *, reach: float, impact: float, confidence: float, effort: float) -> View:
        """Return our reading of the facts; not before the learner has changed a number."""
        claim = _sales_rice_item()
        if (reach, impact, confidence, effort) == (
            claim.reach, claim.impact, claim.confidence * 100, claim.effort,
        ):  # fmt: skip
            raise InputError(
                "These are still the sales team's numbers.",
                "Change at least one of them first.",
            )
        sure = EVIDENCE_BASED_RICE_RATINGS["confidence"] / 100
        ours = RiceItem(
            claim.label,
            EVIDENCE_BASED_RICE_RATINGS["reach"],
            EVIDENCE_BASED_RICE_RATINGS["impact"],
            sure,
            EVIDENCE_BASED_RICE_RATINGS["effort"],
        )
        others = [one for key, one in case_rice_items().items() if key != SALES_ITEM_KEY]
        return View(
            summary=(
                f"We'd enter a reach of {ours.reach:g}, an impact of {ours.impact:g}, a confidence "
                f"of {sure:.0%}, and an effort of {ours.effort:g}. That's a score of "
                f"{pictures.format_rice_score(ours.score)}, {ordinal(rice_rank(ours, others))} of "
                f"{len(others) + 1}. It's our reading: other numbers can be defended if a fact "
                "supports them."
            )
        )


def _sales_rice_item() -> RiceItem:
    return case_rice_items()[SALES_ITEM_KEY]


def _rice_summary_text(own_item: RiceItem, other_items: Sequence[RiceItem], rank: int) -> str:
    score, less_sure, less_work = (
        format_number(round(own_item.score * times, 1)) for times in (1, 0.5, 2)
    )
    return (
        f"RICE: {format_number(own_item.reach)} × {own_item.impact:g} × "
        f"{own_item.confidence:.2f} ÷ "
        f"{own_item.effort:g} = "
        f"{score}. Half the confidence gives {less_sure}; half the effort {less_work}. "
        f"{pictures.rice_title(own_item, rank, len(other_items) + 1)}."
    )


def _lead_loss_texts(own_item: RiceItem, other_items: Sequence[RiceItem]) -> tuple[str, ...]:
    """Return which single input would have to change, and how far, to lose the first place."""
    rival = max(other_items, key=lambda one: one.score)
    if own_item.score <= rival.score:
        return (f"{rival.label} leads with {pictures.format_rice_score(rival.score)}.",)
    limits = break_even_inputs(own_item, rival)
    words = (
        f"{rival.label} is next, with {pictures.format_rice_score(rival.score)}. It takes the "
        f"lead if reach falls below {format_number(round(limits['reach'], 1))}, or impact below "
        f"{limits['impact']:.2f}, or confidence below {limits['confidence']:.0%}, or if effort "
        f"rises above {format_number(round(limits['effort'], 1))}, with the other three as "
        "they are."
    )
    return (words,)


def _rice_table(items: Sequence[RiceItem]) -> Table:
    ranked = sorted(items, key=lambda one: -one.score)
    return Table(
        caption="All items by RICE",
        columns=["Item", "Reach", "Impact", "Confidence", "Effort", "Score"],
        rows=[
            [one.label, format_number(one.reach), f"{one.impact:g}", f"{one.confidence:.0%}",
             format_number(one.effort), pictures.format_rice_score(one.score)]
            for one in ranked
        ],
        source=RICE_SOURCE_TEXT,
    )  # fmt: skip


# --- five methods ------------------------------------------------------------------------

NO_DATE_KEY = "none"
RATIO_RULE_BROKEN_TEXT = (
    "This date breaks the ratio rule. The rule needs a cost of delay that stays the same over "
    "time, and here the cost jumps. Compared without prerequisites, so that only the date counts, "
    "WSJF isn't the cheapest anymore."
)
RATIO_RULE_KEPT_TEXT = (
    "Compared without prerequisites, so that only the date counts, WSJF is still the cheapest. So "
    "this date doesn't break the ratio rule. Try another week, or a higher cost."
)


class MethodComparison(FollowsExercise4):
    """Run the same items through five methods, and give one of them a date."""

    activity_id = "02b.s4d"
    title = "Five methods, one backlog"
    task = (
        "The same items, ranked five ways. Why do the methods disagree about the item in bold? "
        "Then give one item a date: after it, waiting costs extra. Which methods notice?"
    )
    prediction = Prediction(
        "One item is about to get a date: being late costs extra, once. Cost of delay, WSJF, RICE, "
        "the mean rank if guesses are off, and the cheapest sequence rank it. Which of them move "
        "the item forward because of its date?",
        (
            (
                "delay",
                "Cost of delay and WSJF, because both ask what waiting costs",
                (
                    "Both do ask that, in points a week that stay the same. Where in their "
                    "formulas would a cost go that comes only once, on a certain day?"
                ),
            ),
            (
                "rice",
                "RICE, because a date raises the impact on those it reaches",
                (
                    "You could raise the impact by hand, so that's not far off. But RICE has four "
                    "inputs. Is a week one of them?"
                ),
            ),
            (
                "cheapest",
                "Only the cheapest sequence, because it adds up all costs",
                (
                    "Yes. It adds up what a whole sequence costs, so a jump counts as well. What "
                    "do the other four need from you if there's a date?"
                ),
            ),
            (
                "all",
                "All of them, because each method rates what is urgent",
                (
                    "Several of them do rate urgency, as a number that stays the same from week to "
                    "week. Which of them know when something is needed?"
                ),
            ),
        ),
        right=("cheapest",),
    )

    def controls(self) -> dict[str, Input]:
        """Return whose items, which one has a date, that date, and what missing it costs."""
        return {
            "which": radio_buttons("Items", ITEM_SOURCE_OPTIONS, "mine"),
            "dated": dropdown("This item has a date", _dated_item_options((), "mine"), NO_DATE_KEY),
            "due": number_slider("It's needed by week", 16, 1, 80),
            "late": number_slider("Being late costs (points, once)", 300, 0, 2_000, step=10),
        }  # fmt: skip

    def layout(self, controls: dict[str, Input]) -> widgets.Widget:
        """Return whose items next to the date."""
        return side_by_side(
            controls["which"],
            labeled_column("", [controls[name] for name in ("dated", "due", "late")]),
        )

    def update_controls(self, controls: dict[str, Input], answers: dict[str, Any]) -> None:
        """Offer the items that there are, and the date only where an item has one."""
        try:
            found = chosen_backlog(answers["which"], self.progress).items
        except InputError:
            found = ()  # said by the view
        controls["dated"].options = list(map(list, _dated_item_options(found, answers["dated"])))
        for name in ("due", "late"):
            controls[name].hidden = answers["dated"] == NO_DATE_KEY

    def view(self, *, which: str, dated: str, due: float, late: float) -> View:
        """Return ranks by all methods, and what the sequences cost."""
        found = _chosen_items_with_date(which, dated, due, late, self.progress)
        labels = {one.key: one.label for one in found}
        made = compared_methods(found)
        return View(
            summary=f"{pictures.title(made, labels)}. {_first_places_text(made, labels)}",
            says=(
                _sequence_costs_text(made),
                *_date_effect_texts(found, made, labels),
                *_missing_rice_texts(found),
            ),
            picture=pictures.picture(made, labels, source=item_source_text(found)),
            table=_method_ranks_table(found, made),
            notes=(
                SEQUENCE_RULE_NOTE,
                SCALED_AGILE_TERMS_NOTE,
                "RICE uses the size as its effort.",
            ),
        )


def _dated_item_options(items: Sequence[Item], chosen_key: str) -> list[tuple[str, str]]:
    options = [(NO_DATE_KEY, "No item"), *((one.key, one.label) for one in items)]
    if chosen_key not in {key for key, _ in options} and items:
        options.append((chosen_key, "an item that's gone"))
    return options


def _chosen_items_with_date(
    source_key: str, dated_key: str, due_week: float, late_cost: float, progress: Progress
) -> list[Item]:
    """Return the chosen items with RICE numbers where there are some, one of them with a date."""
    found = fill_missing_rice_from_case(chosen_backlog(source_key, progress).items)
    if dated_key == NO_DATE_KEY:
        return found
    return with_due_date(found, dated_key, due_week, late_cost)


def _first_places_text(rankings: Sequence[Ranking], labels: dict[str, str]) -> str:
    """Return which item comes first by which methods."""
    firsts: dict[str, list[str]] = {}
    for ranking in rankings:
        if ranking.ranks:
            first = min(ranking.ranks, key=lambda key: ranking.ranks[key])
            firsts.setdefault(first, []).append(METHOD_NAMES[ranking.method])
    said = (
        f"{labels[key]} ({join_words(_method_name_in_sentence(name) for name in names)})"
        for key, names in firsts.items()
    )
    return f"In first place: {', '.join(said)}."


def _method_name_in_sentence(name: str) -> str:
    return name if name.isupper() else lower_first(name)


def _sequence_costs_text(rankings: Sequence[Ranking]) -> str:
    said = [
        f"{_method_name_in_sentence(METHOD_NAMES[one.method])} {one.cost:,.0f}"
        for one in rankings
        if one.ranks
    ]
    return f"What each method's sequence costs, in points of delay: {join_words(said)}."


def _date_effect_texts(
    items: Sequence[Item], rankings: Sequence[Ranking], labels: dict[str, str]
) -> list[str]:
    """Return which methods miss a date, and whether dates break the ratio rule."""
    dated = [one for one in items if one.due_week is not None and one.late_cost]
    if not dated:
        return []
    missed = [one for one in rankings if one.ranks and late_item_keys(items, one.order)]
    late = join_words(_method_name_in_sentence(METHOD_NAMES[one.method]) for one in missed)
    names = join_words(labels[one.key] for one in dated)
    when = f"{names}: on time in every sequence."
    if late:
        when = f"{names}: too late in the sequences of these methods: {late}."
    return [when, RATIO_RULE_BROKEN_TEXT if date_breaks_ratio_rule(items) else RATIO_RULE_KEPT_TEXT]


def _missing_rice_texts(items: Sequence[Item]) -> list[str]:
    gaps = [one.label for one in items if None in (one.reach, one.impact, one.confidence)]
    if not gaps:
        return []
    words = (
        f"Without a RICE score: {join_words(gaps)}. In Exercise 4, a table with headings can have "
        "columns for reach, impact, and confidence."
    )
    return [words]


def _method_ranks_table(items: Sequence[Item], rankings: Sequence[Ranking]) -> Table:
    columns = ["Item", "Size in weeks (job size)", *(METHOD_NAMES[one.method] for one in rankings)]
    rows = [
        [
            one.label,
            format_number(one.size),
            *(_rank_cell_text(ranking, one.key) for ranking in rankings),
        ]
        for one in items
    ]
    costs = [f"{one.cost:,.0f}" if one.ranks else "–" for one in rankings]
    return Table(
        caption="Rank by each method, with its number in parentheses",
        columns=columns,
        rows=[*rows, ["Points of delay in its sequence", "", *costs]],
        source=item_source_text(items),
    )


def _rank_cell_text(ranking: Ranking, key: str) -> str:
    if key not in ranking.ranks:
        return "–"
    value = ranking.values[key]
    shown = {
        "delay": plural(value, "point") + " a week",
        "wsjf": f"{value:.1f}",
        "rice": pictures.format_rice_score(value),
        "stability": f"{value:.1f}",
        "cheapest": f"week {format_number(value)}",
    }
    return f"{ranking.ranks[key]} ({shown[ranking.method]})"
