"""M0: the pay explorer, with room for the learner's own pay file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from utils.kit.activity import Activity
from utils.kit.controls.factory import checkboxes, dropdown, radio_buttons, side_by_side, stacked
from utils.kit.english import join_words, lower_first, ordinal
from utils.kit.errors import InputError
from utils.kit.tables import Table, format_usd, source_line
from utils.kit.view import View
from utils.pay.activities.upload import PayFileUploadPanel
from utils.pay.article import article_figures, article_source
from utils.pay.model.benchmark import NOT_RELEASED_TEXT, PercentileRank, percentile_of
from utils.pay.pictures import benchmark as pictures
from utils.pay.pictures.benchmark import ProxyRow, rank_ordinal_text
from utils.pay.public_data import (
    NATION_CODE,
    area_name,
    areas_by_code,
    mean_wage,
    mean_wage_percentile_range,
    occupation_wages,
    occupations_by_code,
    place_options,
    price_level,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    import ipywidgets as widgets

    from utils.kit.controls import Input

MAX_CHOSEN_OCCUPATIONS = 5  # rows that still fit next to the controls on a laptop screen
ARTICLE_AVERAGE_HEADING = "Article's average"
DEFAULT_OCCUPATION_CODES = ("15-1252", "13-1082")
DOLLAR_BASIS_OPTIONS = (("paid", "as paid"), ("adjusted", "at national prices"))


class PayExplorer(Activity):
    """The article's figures against proxies, by place and price level."""

    activity_id = "05.m0"
    title = "Pay explorer"
    task = (
        "Choose up to five occupations as stand-ins, a place, and whether to take out local "
        "prices. Watch the percentile of the article's average on the right."
    )

    def controls(self) -> dict[str, Input]:
        """Return proxies, place and dollars."""
        jobs = [(row["soc_code"], row["short"]) for row in occupations_by_code().values()]
        return {
            "proxies": checkboxes("Stand-in occupations", jobs, DEFAULT_OCCUPATION_CODES),
            "place": dropdown("Place", place_options(), NATION_CODE),
            "dollars": radio_buttons("Dollars", DOLLAR_BASIS_OPTIONS, "paid"),
        }

    def layout(self, controls: dict[str, Input]) -> widgets.Widget:
        """Return the occupations over the full width, place and dollars below."""
        controls["proxies"].add_class("tpo-three")
        return stacked(controls["proxies"], side_by_side(controls["place"], controls["dollars"]))

    def extra_widgets(self) -> list[widgets.Widget]:
        """Return the upload for the learner's own file."""
        self.own_file = PayFileUploadPanel(self)
        return [self.own_file.box]

    def view(self, *, proxies: Sequence[str], place: str, dollars: str) -> View:
        """Return the rank of the article's average among the proxies in one place."""
        own: Sequence[float] = self.own_file.annual_pay(dollars)
        if own and self.is_newcomer_view:  # without a file, the picture is the same for everyone
            own = ()
        return benchmark_view(proxies, place, dollars, own)

    def shows_personal_content(self) -> bool:
        """Return whether the learner did anything, or left a file here."""
        return super().shows_personal_content() or bool(self.own_file.annual_pay("paid"))

    def update_controls(self, controls: dict[str, Input], answers: dict[str, Any]) -> None:
        """Show the learner's own figures next to the stand-ins."""
        del controls
        _check_choices(**answers)
        self.own_file.update_report(answers["proxies"], answers["dollars"])


def benchmark_view(
    proxies: Sequence[str], place: str, dollars: str, own_pay: Sequence[float] = ()
) -> View:
    """Return the article's average among proxies; `own_pay` are further figures, USD a year."""
    _check_choices(proxies, place, dollars)
    found = build_proxy_rows(proxies, place, dollars)
    source = f"{article_source()} {source_line('oews_2025')}"
    if dollars == "adjusted":
        source += f" {source_line('price_levels_2024')}"
    subtitle = f"Yearly wages, {area_name(place)}, {dict(DOLLAR_BASIS_OPTIONS)[dollars]}"
    told = (found, article_figures(), _picture_title(found), subtitle, own_pay)
    return View(
        summary=_summary_text(found, place, dollars),
        picture=pictures.picture(*told, source=source),
        table=_wages_table(found, place, dollars, source),
        notes=_method_notes(place, dollars),
    )


# --- view ------------------------------------------------------------------------------------


def benchmark_view_or_default(saved_answers: dict[str, Any]) -> View:
    """Return the view of values saved in the log, or the first one if they no longer fit."""
    first: dict[str, Any] = {
        "proxies": list(DEFAULT_OCCUPATION_CODES),
        "place": NATION_CODE,
        "dollars": "paid",
    }
    try:
        return benchmark_view(**{**first, **saved_answers})
    except (InputError, TypeError):
        return benchmark_view(**first)


def _check_choices(proxies: Sequence[str], place: str, dollars: str) -> None:
    if not proxies:
        raise InputError("You haven't chosen an occupation.", "Tick at least one to compare with.")
    if len(proxies) > MAX_CHOSEN_OCCUPATIONS:
        raise InputError(
            f"{len(proxies)} occupations are too many to see at once.",
            f"The limit is {MAX_CHOSEN_OCCUPATIONS}. Untick one before you add another.",
        )
    known = (
        (set(proxies) - set(occupations_by_code()), "occupation"),
        ({place} - set(areas_by_code()), "place"),
    )
    for missing, kind in known:
        if missing:
            raise InputError(f"Unknown {kind} {sorted(missing)[0]!r}.", f"Choose a listed {kind}.")
    if dollars not in dict(DOLLAR_BASIS_OPTIONS):
        raise InputError(f"Unknown kind of dollars {dollars!r}.", "Use 'paid' or 'adjusted'.")


def build_proxy_rows(proxies: Sequence[str], place: str, dollars: str) -> list[ProxyRow]:
    """Return wages and the article's rank per proxy, in the order of the list."""
    average = article_figures()["average"]
    ordered = [code for code in occupations_by_code() if code in proxies]
    found = [
        (occupations_by_code()[code]["short"], occupation_wages(code, place, dollars))
        for code in ordered
    ]
    return [ProxyRow(label, pay, percentile_of(average, pay)) for label, pay in found]


def _picture_title(rows: Sequence[ProxyRow]) -> str:
    ranked = [row for row in rows if row.wages.has_released_percentiles]
    if not ranked:
        return "BLS didn't release wages here for these occupations"
    average = format_usd(article_figures()["average"])
    if len(ranked) == 1:
        label = lower_first(ranked[0].label)
        return f"{average} is {at_percentile_phrase(ranked[0].rank)} for {label}"
    ends = sorted(ranked, key=lambda row: _rank_sort_key(row.rank))
    first, last = (
        _percentile_phrase(ends[0].rank),
        _percentile_phrase(ends[-1].rank).removesuffix(" percentile"),
    )
    if first.startswith(last):
        return f"{average} is {at_percentile_phrase(ends[0].rank)} for each of these stand-ins"
    return (
        f"{average} is {at_percentile_phrase(ends[0].rank)} or {last}: it depends on the stand-in"
    )


def _rank_sort_key(rank: PercentileRank) -> float:
    return {"<10": 0.0, ">90": 100.0}.get(rank.text, rank.value or 0.0)


def _summary_text(rows: Sequence[ProxyRow], place: str, dollars: str) -> str:
    average = format_usd(article_figures()["average"])
    start = f"{area_name(place)}, {dict(DOLLAR_BASIS_OPTIONS)[dollars]}: {average} is"
    if (place, dollars) == (NATION_CODE, "paid"):
        return f"{start} {join_words(map(_proxy_rank_text, rows))}."
    shown = {row.label for row in rows}
    codes = [code for code, row in occupations_by_code().items() if row["short"] in shown]
    nation = [rank_ordinal_text(row.rank) for row in build_proxy_rows(codes, NATION_CODE, "paid")]
    nation[0] = f"nation, as paid: {nation[0]}"
    parts = [
        f"{_proxy_rank_text(row)} ({before})" for row, before in zip(rows, nation, strict=True)
    ]
    return f"{start} {join_words(parts)}."


def _proxy_rank_text(row: ProxyRow) -> str:
    if row.wages.has_released_percentiles:
        return f"{at_percentile_phrase(row.rank)} for {lower_first(row.label)}"
    return f"without a rank for {lower_first(row.label)} (wages not released)"


def _percentile_phrase(rank: PercentileRank) -> str:
    words = rank_ordinal_text(rank)
    start, _, number = words.rpartition(" ")
    return f"{start} the {number} percentile" if start else f"the {words} percentile"


def at_percentile_phrase(rank: PercentileRank) -> str:
    """Return a rank as it goes on after "is": "at the 48th percentile"."""
    words = _percentile_phrase(rank)
    return f"at {words}" if words.startswith("the ") else words


def _method_notes(place: str, dollars: str) -> tuple[str, ...]:
    low, high = mean_wage_percentile_range()
    like = (
        "Note the difference: the article gives an average of base salaries in April 2026, while "
        "the wages are from May 2025. Also, an average ranks above the middle of its own group: "
        f"the means of these occupations rank at their own {ordinal(round(low))} to "
        f"{ordinal(round(high))} percentile."
    )
    return (like, _price_level_note(place)) if dollars == "adjusted" else (like,)


def _price_level_note(place: str) -> str:
    level = (
        f"We apply the price level of {price_level(place):.1f} (2024, United States = 100) to "
        "wages from May 2025. The article's national figures stay as they are."
    )
    row = areas_by_code()[place]
    if not row["price_is_stand_in"]:
        return level
    state = areas_by_code()[row["price_area_code"]]["area"]
    return (
        f"{level} It's the level of {state} as a whole, used in place of one for the metro area. "
        "Prices in the city itself may differ."
    )


def _wages_table(rows: Sequence[ProxyRow], place: str, dollars: str, source: str) -> Table:
    names = ("p10", "p25", "median", "p75", "p90")
    codes = {row["short"]: code for code, row in occupations_by_code().items()}
    body = [
        [
            row.label,
            *(format_usd(getattr(row.wages, name), NOT_RELEASED_TEXT) for name in names),
            format_usd(mean_wage(codes[row.label], place, dollars), NOT_RELEASED_TEXT),
            rank_ordinal_text(row.rank),
        ]
        for row in rows
    ]
    return Table(
        caption=f"Yearly wages: {area_name(place)}, {dict(DOLLAR_BASIS_OPTIONS)[dollars]}",
        columns=[
            "Occupation",
            "10th",
            "25th",
            "Median",
            "75th",
            "90th",
            "Mean",
            ARTICLE_AVERAGE_HEADING,
        ],
        rows=body,
        source=source,
        missing=NOT_RELEASED_TEXT,
    )
