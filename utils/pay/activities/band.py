"""M5: what to offer: a band, a person in it, and what it costs against the market."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from utils.kit.activity import Activity
from utils.kit.controls.factory import (
    checkboxes,
    dollar_slider,
    dropdown,
    number_slider,
    side_by_side,
    stacked,
)
from utils.kit.english import join_words, lower_first, ordinal, plural
from utils.kit.errors import InputError
from utils.kit.tables import Table, format_usd, format_usd_k, source_line
from utils.kit.view import Prediction, View
from utils.pay.activities.benchmark import at_percentile_phrase
from utils.pay.article import article_figures
from utils.pay.model.bands import (
    BAND_THIRD_NAMES,
    Band,
    average_wages,
    cost_above,
    has_all_percentiles,
    market_pay,
    scale_wages_to_price_level,
)
from utils.pay.model.benchmark import PAY_ENTRY_LIMITS_USD, PUBLISHED_PERCENTILES, percentile_of
from utils.pay.pictures import bands as pictures
from utils.pay.pictures.bands import MarketRow, PersonInBand
from utils.pay.public_data import (
    NATION_CODE,
    area_name,
    areas_by_code,
    occupation_wages,
    occupations_by_code,
    place_options,
    price_level,
)

if TYPE_CHECKING:
    import ipywidgets as widgets

    from utils.kit.controls import Input
    from utils.pay.model.benchmark import Wages

COMPARE_MIDPOINTS_TEXT = "Compare the two midpoints in the table under the picture."
MAX_STAND_IN_COUNT = 5  # rows that still fit next to the controls
DEFAULT_STAND_IN_CODES = ("15-1252", "13-1082")
PLACE_RULE_OPTIONS = (
    ("local", "local wages"),
    ("nation", "one national band"),
    ("prices", "national × price level"),
)
# What a place in the band says to an employer. Opinion.
NOTE_BY_BAND_POSITION = {
    "below the band": "Pay the minimum, or say why it's a different job.",
    BAND_THIRD_NAMES[0]: "That leaves room to grow.",
    BAND_THIRD_NAMES[1]: "That fits someone who does the whole job well.",
    BAND_THIRD_NAMES[2]: "That fits deep experience.",
    "above the band": "It's a bigger job, or the band aims too low.",
}
METHOD_NOTES = (
    (
        "The midpoint averages the stand-ins' wages at one percentile, with equal weight. That "
        "isn't the percentile of one group with all these people in it. The range spread is our "
        "starting point. No rule settles how wide a band should be."
    ),
    (
        "A percentile doesn't stand for experience. Someone new can be at the 90th percentile at a "
        "company that pays a lot, and a veteran at the 25th at one that doesn't."
    ),
)


@dataclass(frozen=True)
class BandResult:
    """What one set of answers leads to. USD a year."""

    band: Band
    market_average: Wages  # the mean of the stand-ins
    market_rows: tuple[MarketRow, ...]
    left_out_occupations: tuple[str, ...]  # stand-ins whose wages weren't released


class OfferBand(Activity):
    """Build a band from stand-ins, place, and percentile; see where a person is in it."""

    activity_id = "05.m5"
    title = "What do we offer?"
    task = (
        "Choose whom you compete for, where, and how high you aim. The wages make the midpoint, "
        "and the range spread makes the band. Then enter a person's pay."
    )

    prediction = Prediction(
        "You compete for software developers and project management specialists, anywhere in the "
        "United States. You aim for the middle, the 50th percentile. How much more does each "
        "person cost a year if you aim for the 75th?",
        (
            ("little", "Hardly more: a twentieth", f"It's much more. {COMPARE_MIDPOINTS_TEXT}"),
            ("tenth", "About a tenth more", f"It's more than twice that. {COMPARE_MIDPOINTS_TEXT}"),
            (
                "quarter",
                "More than a quarter more",
                f"{COMPARE_MIDPOINTS_TEXT} What would candidates notice for that money?",
            ),
            ("twice", "Twice as much", f"Not nearly that much. {COMPARE_MIDPOINTS_TEXT}"),
        ),
        right=("quarter",),
    )

    def controls(self) -> dict[str, Input]:
        """Return stand-ins, place, the rule for places, the band's width, and the person's pay."""
        jobs = [(row["soc_code"], row["short"]) for row in occupations_by_code().values()]
        average = article_figures()["average"]
        return {
            "stand_ins": checkboxes("Whom do we compete for?", jobs, DEFAULT_STAND_IN_CODES),
            "place": dropdown("Place of work", place_options(), NATION_CODE),
            "rule": dropdown("Pay by place", PLACE_RULE_OPTIONS, "local"),
            "people": number_slider("People in this band", 2, 1, 20, typed_limits=(1, 1000)),
            "percentile": number_slider(
                "Target percentile", 50, 10, 90, step=5, typed_limits=(10, 90)
            ),
            "spread": number_slider(
                "Range spread", 50, 20, 100, step=5, suffix="%", typed_limits=(10, 200)
            ),
            "pay": dollar_slider(
                "A person's base pay", average, 60_000, 300_000, typed_limits=PAY_ENTRY_LIMITS_USD
            ),
        }

    def layout(self, controls: dict[str, Input]) -> widgets.Widget:
        """Return the stand-ins over the full width, place and numbers below."""
        stand_ins, *others = controls.values()
        stand_ins.add_class("tpo-three")
        return stacked(stand_ins, side_by_side(*others))

    def view(self, **answers: Any) -> View:
        """Return the band, the person's place in it, and the cost. USD a year."""
        band_result = compute_band_result(answers)
        pay, people = answers["pay"], int(answers["people"])
        return View(
            summary=band_summary_text(band_result.band, answers),
            says=(
                *_left_out_notes(band_result),
                band_position_text(band_result, pay),
                cost_against_median_text(band_result, pay, people),
            ),
            picture=pictures.picture(
                picture_title(band_result.band, answers["place"]),
                band_result.band,
                band_result.market_rows,
                [PersonInBand("This person", pay)],
                source=_source_text(answers),
            ),
            table=band_by_percentile_table(band_result, answers),
            table_title="Other target percentiles in a table",
            notes=(_stand_in_wages_text(band_result, answers["percentile"]), *METHOD_NOTES),
        )


# --- the band --------------------------------------------------------------------------------


def compute_band_result(answers: dict[str, Any]) -> BandResult:
    """Return the band that answers lead to. Raises InputError for answers that make none."""
    _check_answers(answers)
    names = {code: occupations_by_code()[code]["short"] for code in occupations_by_code()}
    chosen = [code for code in names if code in answers["stand_ins"]]
    found = {code: compute_stand_in_wages(code, answers) for code in chosen}
    complete = {code: one for code, one in found.items() if has_all_percentiles(one)}
    market = average_wages(list(complete.values()))
    target = answers["percentile"]
    return BandResult(
        band=Band(market_pay(target, market), answers["spread"] / 100),
        market_average=market,
        market_rows=tuple(
            MarketRow(names[code], one, market_pay(target, one)) for code, one in complete.items()
        ),
        left_out_occupations=tuple(names[code] for code in chosen if code not in complete),
    )


def compute_stand_in_wages(occupation_code: str, answers: dict[str, Any]) -> Wages:
    """Return a stand-in's wages under the rule for places. USD a year."""
    place, rule = answers["place"], answers["rule"]
    paid = occupation_wages(occupation_code, place if rule == "local" else NATION_CODE, "paid")
    if rule == "prices":
        paid = scale_wages_to_price_level(paid, price_level(place))
    return paid


def answers_and_band_result_or_default(
    saved_answers: dict[str, Any],
) -> tuple[dict[str, Any], BandResult]:
    """Return answers and band as the log has them, or the first ones if they no longer fit."""
    first: dict[str, Any] = {
        "stand_ins": list(DEFAULT_STAND_IN_CODES), "place": NATION_CODE, "rule": "local",
        "percentile": 50.0, "spread": 50.0,
        "pay": article_figures()["average"], "people": 2.0,
    }  # fmt: skip
    answers = {**first, **{name: saved_answers[name] for name in first if name in saved_answers}}
    try:
        return answers, compute_band_result(answers)
    except (InputError, TypeError, ValueError, OverflowError):
        return first, compute_band_result(first)


def _check_answers(answers: dict[str, Any]) -> None:
    chosen = answers["stand_ins"]
    if not chosen:
        raise InputError(
            "You haven't chosen a stand-in.", "Tick at least one occupation.", field="stand_ins"
        )
    if len(chosen) > MAX_STAND_IN_COUNT:
        raise InputError(
            f"{len(chosen)} occupations are too many to see at once.",
            f"The limit is {MAX_STAND_IN_COUNT}. Untick one before you add another.",
            field="stand_ins",
        )
    unknown = sorted(set(chosen) - set(occupations_by_code()))
    if unknown:
        raise InputError(
            f"Unknown occupation {unknown[0]!r}.", "Choose a listed one.", field="stand_ins"
        )
    for name, known in (("place", set(areas_by_code())), ("rule", set(dict(PLACE_RULE_OPTIONS)))):
        if answers[name] not in known:
            raise InputError(
                f"Unknown {name} {answers[name]!r}.", f"Choose a listed {name}.", field=name
            )


# --- in words --------------------------------------------------------------------------------


def picture_title(band: Band, place: str) -> str:
    """Return the title: the band's ends and midpoint."""
    ends = f"{format_usd_k(band.minimum)} to {format_usd_k(band.maximum)}"
    where = "" if place == NATION_CODE else f", {area_name(place).partition(',')[0]}"
    return f"The band: {ends}, midpoint {format_usd_k(band.midpoint)}{where}"


def band_summary_text(band: Band, answers: dict[str, Any]) -> str:
    """Return the band in a sentence."""
    return (
        f"Band: {format_usd(band.minimum)} to {format_usd(band.maximum)}. Midpoint: "
        f"{format_usd(band.midpoint)}, at your stand-ins' "
        f"{ordinal(round(answers['percentile']))} percentiles, {_wage_basis_text(answers)}."
    )


def _wage_basis_text(answers: dict[str, Any]) -> str:
    name = area_name(answers["place"])
    if answers["rule"] == "local" or answers["place"] == NATION_CODE:
        return "at U.S. wages" if answers["place"] == NATION_CODE else f"at wages in {name}"
    if answers["rule"] == "nation":
        return "at national wages"
    level = price_level(answers["place"])
    return f"at national wages × {level / 100:.3f} for prices in {name}"


def _stand_in_wages_text(band_result: BandResult, percentile: float) -> str:
    parts = [
        f"{lower_first(row.label)} {format_usd(row.target_pay)}" for row in band_result.market_rows
    ]
    return (
        f"At the {ordinal(round(percentile))} percentile: {join_words(parts)}. The average of "
        f"their medians is {format_usd(band_result.market_average.median)}. "
        "Wages may have moved since May 2025."
    )


def _left_out_notes(band_result: BandResult) -> tuple[str, ...]:
    if not band_result.left_out_occupations:
        return ()
    names = join_words(map(lower_first, band_result.left_out_occupations))
    return (f"BLS didn't release wages here for {names}, so they aren't in the midpoint.",)


def band_position_text(band_result: BandResult, pay: float) -> str:
    """Return where a pay is in the band, by the field's two measures."""
    band = band_result.band
    position = band.position_name(pay)
    where = f"the {position}" if position in BAND_THIRD_NAMES else position
    return (
        f"{format_usd(pay)}: compa-ratio {band.compa_ratio(pay):.2f}, range penetration "
        f"{band.range_penetration(pay):.0%}, {where}. {NOTE_BY_BAND_POSITION[position]}"
    )


def cost_against_median_text(band_result: BandResult, pay: float, people_count: int) -> str:
    """Return what a pay costs against the market's median, for one and for all."""
    median = band_result.market_average.median or 0.0
    one, many = cost_above(pay, median), cost_above(pay, median, people_count)
    rank = at_percentile_phrase(percentile_of(pay, band_result.market_average))
    if not one:
        return f"Exactly the market's median: {rank}."
    side = "Above" if one > 0 else "Below"
    everyone = f", or {format_usd(abs(many))} for {plural(people_count, 'person', 'people')}"
    cost = f"{format_usd(abs(one))} a year{everyone if people_count > 1 else ''}"
    return f"{side} the market's median by {cost}: {rank}."


def band_by_percentile_table(band_result: BandResult, answers: dict[str, Any]) -> Table:
    """Return the band at each published percentile, and what a midpoint there would cost."""
    median = band_result.market_average.median or 0.0
    rows = []
    for percentile in PUBLISHED_PERCENTILES:
        band = Band(market_pay(percentile, band_result.market_average), answers["spread"] / 100)
        rows.append([
            ordinal(int(percentile)),
            *(format_usd(amount) for amount in (band.minimum, band.midpoint, band.maximum)),
            f"{band.compa_ratio(answers['pay']):.2f}",
            format_usd(cost_above(band.midpoint, median, int(answers["people"]))),
        ])  # fmt: skip
    people = plural(int(answers["people"]), "person", "people")
    return Table(
        caption=f"The band by target percentile, and its cost for {people} at the midpoint",
        columns=[
            "Target percentile", "Minimum", "Midpoint", "Maximum", "Compa-ratio of this pay",
            "A year against the median",
        ],
        rows=rows,
        source=_source_text(answers),
    )  # fmt: skip


def _source_text(answers: dict[str, Any]) -> str:
    prices = answers["rule"] == "prices" and answers["place"] != NATION_CODE
    more = f" {source_line('price_levels_2024')}" if prices else ""
    return f"{source_line('oews_2025')}{more} The band is computed from your choices."
