"""M3: two offers side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from utils.kit.activity import Activity
from utils.kit.controls.factory import (
    dollar_slider,
    dropdown,
    labeled_column,
    number_slider,
    percent_slider,
    side_by_side,
    stacked,
    text_field,
)
from utils.kit.tables import Table, format_usd, read_rows, source_line
from utils.kit.view import Document, View
from utils.pay import documents
from utils.pay.activities.benchmark import benchmark_view_or_default
from utils.pay.model.offers import (
    BreakEvenProbability,
    Offer,
    break_even_price_level,
    find_bonus_break_even,
    value,
)
from utils.pay.pictures import offers as pictures
from utils.pay.public_data import area_name, nation_and_state_options, price_level_by_area_code

if TYPE_CHECKING:
    from collections.abc import Sequence

    import ipywidgets as widgets

    from utils.kit.controls import Input

OFFER_NAME_BY_SIDE = {"a": "Offer A", "b": "Offer B"}
PRICE_LEVEL_SLIDER_LIMITS = (
    80,
    125,
)  # price levels on the slider; U.S. states are between 85 and 115
OFFER_AMOUNT_ENTRY_LIMITS_USD = (
    0,
    5_000_000,
)  # USD a year: what can be typed, beyond the ends of the slider
OTHER_PLACE_OPTION = ("", "another place")
PRICE_LEVEL_ENTRY_LIMITS = (20, 300)  # places outside of the United States, too
PRICE_ADJUSTMENT_NOTE = (
    "We take local prices out of the whole offer, even out of equity and benefits that you may "
    "not spend there. We leave out taxes."
)
SOURCE_TEXT = (
    "The offers are your entries; the starting values are invented. Price levels compare places "
    "within one year (United States = 100)."
)


class TwoOffers(Activity):
    """Compare what two offers are worth in the places where you'd live on them."""

    activity_id = "05.m3"
    title = "Two offers"
    task = (
        "Enter two offers. These are invented, and you can replace them with yours. Choose a state "
        "to get its price level, or enter a level. How likely is "
        "the bonus, and what is the equity worth to you today? Both are your own estimates."
    )
    save_label = "Save my compensation brief"

    def controls(self) -> dict[str, Input]:
        """Return place and seven numbers per offer, and the reasons that money doesn't show."""
        made: dict[str, Input] = {}
        for side, case in load_case_offer_values().items():
            made |= {f"{side}_{name}": control for name, control in _offer_controls(case).items()}
        made["reasons"] = text_field(
            "What matters to you besides money? (It goes into the brief.)",
            placeholder="the team, the product, the commute …",
        )
        return made

    def layout(self, controls: dict[str, Input]) -> widgets.Widget:
        """Return one column per offer, two sliders wide, and the reasons below."""
        sides = []
        for side, name in OFFER_NAME_BY_SIDE.items():
            inner = side_by_side(*(c for key, c in controls.items() if key.startswith(f"{side}_")))
            inner.add_class("tpo-pairs")
            sides.append(labeled_column(name, [inner]))
        return stacked(side_by_side(*sides), controls["reasons"])

    def reconcile(self, changed: str, values: dict[str, Any]) -> dict[str, Any]:
        """Take the price level of the place that was chosen; another level is another place."""
        side, name = changed[:2], changed[2:]
        if name == "place" and values[changed] in price_level_by_area_code():
            return {**values, f"{side}price_level": price_level_by_area_code()[values[changed]]}
        if name == "price_level" and values[changed] != price_level_by_area_code().get(
            values[f"{side}place"]
        ):
            return {**values, f"{side}place": OTHER_PLACE_OPTION[0]}
        return values

    def view(self, **values: Any) -> View:
        """Return both offers' worth. USD a year; chances and discounts in percent."""
        first, second = _offers_from_values(values)
        pairs = [(offer, value(offer)) for offer in (first, second)]
        return View(
            summary=f"{pictures.title(pairs)}. {break_even_text(first, second)}",
            picture=pictures.picture(pairs, source=SOURCE_TEXT),
            table=offers_table(pairs, offer_place_names(values)),
            notes=(PRICE_ADJUSTMENT_NOTE,),
        )

    def document(self, **values: Any) -> Document:
        """Return the compensation brief."""
        first, second = _offers_from_values(values)
        pairs = [(offer, value(offer)) for offer in (first, second)]
        return documents.build_compensation_brief(
            headline=pictures.title(pairs),
            offers=offers_table(pairs, offer_place_names(values)),
            break_even=break_even_text(first, second),
            reasons=values["reasons"],
            benchmark=benchmark_view_or_default(self.progress.values("05.m0") or {}),
        )


def load_case_offer_values() -> dict[str, dict[str, float]]:
    """Return the invented offers by side."""
    found: dict[str, dict[str, float]] = {side: {} for side in OFFER_NAME_BY_SIDE}
    for row in read_rows("cases_pay"):
        if row["case"] == "two_offers":
            found[row["group"].lower()][row["parameter"]] = row["value"]
    return found


def _offer_controls(default_values: dict[str, float]) -> dict[str, Input]:
    return {
        "base": dollar_slider(
            "Base pay",
            default_values["base"],
            60_000,
            300_000,
            typed_limits=OFFER_AMOUNT_ENTRY_LIMITS_USD,
        ),
        "place": dropdown(
            "Place", [OTHER_PLACE_OPTION, *nation_and_state_options()], OTHER_PLACE_OPTION[0]
        ),
        "price_level": number_slider(
            "Price level",
            default_values["price_level"],
            *PRICE_LEVEL_SLIDER_LIMITS,
            step=0.5,
            decimals=1,
            typed_limits=PRICE_LEVEL_ENTRY_LIMITS,
        ),
        "bonus": dollar_slider(
            "Bonus if paid",
            default_values["bonus"],
            0,
            80_000,
            typed_limits=OFFER_AMOUNT_ENTRY_LIMITS_USD,
        ),
        "bonus_probability": percent_slider(
            "Chance of bonus", default_values["bonus_probability"] * 100, 5
        ),
        "equity_a_year": dollar_slider(
            "Equity a year",
            default_values["equity_per_year"],
            0,
            120_000,
            typed_limits=OFFER_AMOUNT_ENTRY_LIMITS_USD,
        ),
        "equity_discount": percent_slider(
            "Equity discount", default_values["equity_discount"] * 100, 5
        ),
        "benefits": dollar_slider(
            "Benefits",
            default_values["benefits"],
            0,
            40_000,
            typed_limits=OFFER_AMOUNT_ENTRY_LIMITS_USD,
        ),
    }


def _offers_from_values(values: dict[str, Any]) -> tuple[Offer, Offer]:
    first, second = (
        _offer_from_values(side, name, values) for side, name in OFFER_NAME_BY_SIDE.items()
    )
    return first, second


def _offer_from_values(side: str, name: str, values: dict[str, Any]) -> Offer:
    own = {key[2:]: v for key, v in values.items() if key.startswith(f"{side}_")}
    del own["place"]  # its price level counts
    for share in ("bonus_probability", "equity_discount"):
        own[share] /= 100
    return Offer(name=name, **own)


def break_even_text(first_offer: Offer, second_offer: Offer) -> str:
    """Return at which price level, or chance of bonus, both offers are worth the same."""
    level = break_even_price_level(first_offer, second_offer)
    chance = find_bonus_break_even(first_offer, second_offer)
    return (
        f"They'd be worth the same if {first_offer.name}'s place had a price level of "
        f"{level:,.1f}{_outside_slider_text(level)}{_bonus_break_even_text(chance)}"
    )


def _outside_slider_text(price_level: float) -> str:
    low, high = PRICE_LEVEL_SLIDER_LIMITS
    return "" if low <= price_level <= high else ", outside the range of the slider"


def _bonus_break_even_text(break_even: BreakEvenProbability) -> str:
    if break_even.probability is None:
        return f". As for the bonus: {break_even.reason}"
    return f", or if its bonus had a chance of {break_even.probability:.0%}."


def offer_place_names(values: dict[str, Any]) -> list[str]:
    """Return the name of each offer's place, "" where only its price level was entered."""
    chosen = [values[f"{side}_place"] for side in OFFER_NAME_BY_SIDE]
    return [area_name(place) if place in price_level_by_area_code() else "" for place in chosen]


def offers_table(offers_with_values: list, offer_places: Sequence[str]) -> Table:
    """Return both offers' parts side by side, with the names of their places. USD a year."""
    lines = [
        ("Base", "base"),
        ("Bonus × chance", "expected_bonus"),
        ("Equity after discount", "discounted_equity"),
        ("Benefits", "benefits"),
        ("Total", "total"),
        ("At national prices", "adjusted"),
    ]
    body = [
        [words, *(format_usd(getattr(v, part)) for _, v in offers_with_values)]
        for words, part in lines
    ]
    body.append(["Price level", *(f"{offer.price_level:g}" for offer, _ in offers_with_values)])
    source = SOURCE_TEXT
    if any(offer_places):
        body.append(["Place", *(name or "–" for name in offer_places)])
        source = f"{SOURCE_TEXT} {source_line('price_levels_2024')}"
    return Table(
        caption="What each offer is worth a year",
        columns=["Part", *(offer.name for offer, _ in offers_with_values)],
        rows=body,
        source=source,
    )
