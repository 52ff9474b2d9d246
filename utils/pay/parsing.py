"""A learner's own pay file: its columns, what each row means in USD a year, and what is left out.

Nothing is read in part: either every problem is listed with its line and column, or the file is
accepted and each row that was left out is named with the reason.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from utils.kit.english import format_number, join_words
from utils.kit.table_reader import Column, Limits, Problem, read_table, shorten_for_message
from utils.pay.amounts import (
    CURRENCY_CODE_BY_SPELLING,
    DOLLAR_CURRENCIES,
    PAY_PERIOD_BY_SPELLING,
    THOUSAND_SUFFIXES,
    UNSPECIFIED_LOCAL_CURRENCY,
    Amount,
    currency_from_number_style,
    is_pay_amount,
    is_time_unit,
    is_written_in_thousands,
    parse_amounts,
    parse_currency,
    parse_pay_heading,
    parse_unit,
)
from utils.pay.model.benchmark import annualize
from utils.pay.places import is_known_place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    import pandas as pd

    from utils.kit.table_reader import TableResult

NumberReading = Literal["", "larger", "smaller"]
FILE_LIMITS = Limits(size=5_000_000, rows=20_000, cell=200)
# What a full year's pay can plausibly be, USD. Opinion: change it where it doesn't fit.
MIN_ANNUAL_PAY, MAX_ANNUAL_PAY = 15_000, 2_000_000
SUGGESTED_UNITS = ("hour", "week", "month", "year")  # suggested where an amount can't be right
FREQUENCY_PHRASE_BY_UNIT = {"two weeks": "every two weeks", "half month": "twice a month"}
TYPICAL_ANNUAL_PAY = 100_000  # of two readings that both fit, the one nearer to this is suggested

PAY_HEADING_ALIASES = (
    "pay",
    "salary",
    "wage",
    "wages",
    "amount",
    "earnings",
    "gross pay",
    "gross salary",
    "remuneration",
    "salary amount",
    "pay amount",
)
BASE_PAY_HEADING_ALIASES = (
    "base salary",
    "base pay",
    "base",
    "basic salary",
    "wage rate",
    "pay rate",
    "rate",
)
PAY_COLUMNS = (
    Column(
        "occupation",
        "the occupation",
        aliases=(
            "title", "role", "job", "job title", "position", "occ title", "occupation title",
            "designation", "role title", "job role", "occupation name", "job name",
            "job profile", "job title description", "business title",
        ),
        required=True,
        filled=True,
    ),
    Column(
        "pay",
        "the pay",
        aliases=(
            *PAY_HEADING_ALIASES, *BASE_PAY_HEADING_ALIASES, "wage rate of pay from", "a mean",
        ),
        fallbacks=(
            "total yearly compensation", "total compensation", "total comp", "total pay", "tc",
            "compensation", "converted comp yearly", "comp total", "prevailing wage",
        ),
        units=(
            *CURRENCY_CODE_BY_SPELLING, *PAY_PERIOD_BY_SPELLING, *THOUSAND_SUFFIXES,
            "in", "per", "of",
        ),
        read_all=parse_amounts,
        skips_missing=True,
        required=True,
        filled=True,
        looks_like=is_pay_amount,
    ),
    Column(
        "unit",
        "the unit",
        aliases=(
            "per", "period", "pay period", "pay frequency", "frequency", "pay basis", "pay type",
            "rate type", "salary period", "salary type", "interval", "wage unit", "comp freq",
            "wage unit of pay", "pay unit", "salary unit", "rate unit", "unit of pay",
            "unit of time", "time unit", "pay rate type", "wage type", "pay per", "paid per",
            "rate per", "pay interval", "salary interval", "salary frequency",
            "compensation period", "compensation interval",
        ),
        read=parse_unit,
        skips_missing=True,
        filled=True,
        looks_like=is_time_unit,
    ),
    Column(
        "currency",
        "the currency",
        aliases=("currency code", "pay currency", "salary currency", "ccy", "curr"),
        fallbacks=(
            "local currency", "currency of pay", "currency of salary", "currency name",
            "currency type", "iso currency", "currency iso", "currency symbol", "cur",
        ),
        read=parse_currency,
        skips_missing=True,
    ),
    Column(
        "place",
        "the place",
        aliases=(
            "metro", "metro area", "area", "location", "area title", "work location", "workplace",
            "work place", "job location", "office location", "work address", "location description",
        ),
        fallbacks=(
            "state", "worksite state", "work state", "city", "work city", "region", "country",
        ),
        required=True,
        looks_like=is_known_place,
    ),
    Column("level", "the level", aliases=("seniority", "seniority level", "grade")),
)  # fmt: skip


@dataclass(frozen=True)
class PayRow:
    """One accepted row: its line in the file, pay as given with its unit, and USD a year."""

    line_number: int
    occupation: str
    pay: float
    unit: str
    annual_pay: float
    place: str
    level: str


@dataclass(frozen=True)
class SkippedRow:
    """A row left out: its line in the file, what it says, and why it can't be used."""

    line_number: int
    value: str
    reason: str


@dataclass(frozen=True)
class PayFile:
    """An accepted file: its name, its rows, the rows left out, and how it was read.

    `currencies_of_other_rows` is empty unless some rows name no currency: then it isn't clear what
    these are in. `foreign_currencies` are the currencies that need a rate. `ambiguous_amount` is
    the first amount that could be two numbers.
    """

    name: str
    rows: list[PayRow]
    skipped_rows: list[SkippedRow]
    notes: list[str]
    currencies_of_other_rows: tuple[str, ...] = ()
    foreign_currencies: tuple[str, ...] = ()
    ambiguous_amount: Amount | None = None


def parse_pay_file(
    content: bytes | memoryview | str,
    name: str,
    *,
    headings: Mapping[str, str] | None = None,
    currency: str = "",
    rates: Mapping[str, float] | None = None,
    reading: NumberReading = "",
) -> PayFile:
    """Return a learner's own pay figures.

    Parameters
    ----------
    content
        The file: CSV with commas, semicolons, or tabs; at most 5 MB and 20,000 rows.
    name
        The file's name, used in messages.
    headings
        The heading of a column of `PAY_COLUMNS`, by its name, where the learner chose it.
    currency
        The currency of rows that name none, such as "USD"; empty until the learner says.
    rates
        US dollars for one unit of a foreign currency, by its code, where the learner entered it.
    reading
        Which number an amount is that could be two, such as "1,000": "larger", "smaller", or ""
        until the learner says.

    Raises
    ------
    TableError
        With all problems at once, when the file can't be used.

    """
    name = shorten_for_message(name) or "The file"
    table = read_table(
        content,
        PAY_COLUMNS,
        name=name,
        limits=FILE_LIMITS,
        rules=_find_zero_pay_problems,
        chosen_headings=headings,
    )
    context = _build_table_context(table, currency, rates or {}, reading)
    raw = {row.Index: _RawRow(*row) for row in table.frame.itertuples()}
    settled = [_convert_row_to_annual_usd(row, context) for row in raw.values()]
    rows = [row for row in settled if isinstance(row, PayRow)]
    left_out = [row for row in settled if isinstance(row, SkippedRow)]
    pairs = [(raw[row.line_number], row) for row in rows]
    notes = [*table.notes, *_file_notes(table, context, pairs), *_ambiguous_amount_notes(pairs)]
    unclear = (row.pay for row in raw.values() if row.pay.alternative_value is not None)
    return PayFile(
        name,
        rows,
        left_out,
        notes,
        _find_currencies_of_other_rows(raw.values(), context),
        _find_foreign_currencies(raw.values(), context),
        next(unclear, None),
    )


def _find_zero_pay_problems(frame: pd.DataFrame) -> Iterator[Problem]:
    """Yield rows whose pay is 0; in an export's "basesalary" that means "not given"."""
    heading = frame.attrs["headings"]["pay"]
    if _normalize_heading(heading) not in map(_normalize_heading, PAY_HEADING_ALIASES):
        return
    filled = frame["pay"].dropna()
    for line, amount in zip(filled.index, filled, strict=True):
        if amount.value == 0:
            what = f"“{shorten_for_message(amount.text)}” isn't above 0"
            yield Problem(line, heading, what, "Enter pay above 0, or delete the row.")


def _normalize_heading(heading: str) -> str:
    return re.sub(r"[\W_]+", "", heading.partition("(")[0].casefold())


# --- what a row means ----------------------------------------------------------------------


class _RawRow(NamedTuple):
    """A row as the table has it."""

    line_number: int
    occupation: str
    pay: Amount
    unit: str
    currency: str
    place: str
    level: str


class _TableContext(NamedTuple):
    """What the table says for all its rows: in headings, and in a currency column."""

    heading_currencies: tuple[str, ...]  # of the pay; several where it isn't clear
    unit: str
    pay_factor: int
    column_currencies: frozenset[str]  # in the currency column
    unnamed_currency: str  # the currency of rows that name none, as the learner said
    rates: Mapping[str, float]  # US dollars for one unit of a currency
    reading: NumberReading


def _build_table_context(
    table: TableResult, unnamed_currency: str, rates: Mapping[str, float], reading: NumberReading
) -> _TableContext:
    said = parse_pay_heading(table.heading_units.get("pay", ""))
    currencies = frozenset(table.frame["currency"]) - {""}
    return _TableContext(*said, currencies, unnamed_currency if currencies else "", rates, reading)


def _find_foreign_currencies(rows: Iterable[_RawRow], context: _TableContext) -> tuple[str, ...]:
    """Return the currencies of rows that are clearly in one, other than US dollars."""
    found = {
        next(iter(exact))
        for row in rows
        if len(exact := _unambiguous_currencies(row, context)) == 1
    }
    return tuple(sorted(found - {"USD"}))


def _named_currencies(raw_row: _RawRow, context: _TableContext) -> list[str]:
    own = [one for one in (raw_row.pay.currency, raw_row.currency) if one]
    of_all = context.heading_currencies
    if own and (len(of_all) > 1 or UNSPECIFIED_LOCAL_CURRENCY in of_all):
        return own
    said = [*own, *of_all]
    assumed = context.unnamed_currency or currency_from_number_style(raw_row.pay)
    return said or [one for one in (assumed,) if one]


def _unambiguous_currencies(raw_row: _RawRow, context: _TableContext) -> set[str]:
    """Return the codes of the currencies that a row names; "$" alone is none."""
    return {one for one in _named_currencies(raw_row, context) if one != "$"}


def _exchange_rate(raw_row: _RawRow, context: _TableContext) -> float:
    """Return US dollars for one unit of a row's currency."""
    exact = _unambiguous_currencies(raw_row, context)
    return context.rates.get(next(iter(exact)), 1.0) if len(exact) == 1 else 1.0


def _find_currencies_of_other_rows(
    rows: Iterable[_RawRow], context: _TableContext
) -> tuple[str, ...]:
    """Return the foreign currencies of a table in which some rows name no currency."""
    others = sorted(context.column_currencies - {"USD", "$"})
    open_rows = (
        not (row.pay.currency or row.currency or context.heading_currencies) for row in rows
    )
    return tuple(others) if others and any(open_rows) else ()


def _convert_row_to_annual_usd(raw_row: _RawRow, context: _TableContext) -> PayRow | SkippedRow:
    """Return a row in US dollars a year, or why it can't be used."""
    doubt = _currency_problem_text(raw_row, context) or _unit_problem_text(raw_row, context)
    if doubt:
        return SkippedRow(
            raw_row.line_number,
            raw_row.pay.text,
            f"{shorten_for_message(raw_row.pay.text)} {doubt}",
        )
    if raw_row.pay.value == 0:
        return SkippedRow(
            raw_row.line_number,
            raw_row.pay.text,
            "The pay is 0, which usually means that none was entered.",
        )
    unit = raw_row.pay.unit or raw_row.unit or context.unit or "year"
    rate = _exchange_rate(raw_row, context)
    value = _choose_pay_value(raw_row.pay, context, unit, rate)
    year = annualize(value * rate, unit)
    if not _is_plausible_pay(year):
        said = (
            f"{value * rate:,.10g} {FREQUENCY_PHRASE_BY_UNIT.get(unit) or _unit_with_article(unit)}"
        )
        return SkippedRow(
            raw_row.line_number, said, _implausible_pay_message(value * rate, unit, said)
        )
    return PayRow(
        raw_row.line_number, raw_row.occupation, value, unit, year, raw_row.place, raw_row.level
    )


def _choose_pay_value(pay: Amount, context: _TableContext, unit: str, rate: float) -> float:
    """Return which number an amount is: as the learner said, else the one that can be a pay."""
    factor = 1 if is_written_in_thousands(pay) else context.pay_factor
    value = pay.value * factor
    if pay.alternative_value is None:
        return value
    other = pay.alternative_value * factor
    if context.reading:
        return max(value, other) if context.reading == "larger" else min(value, other)
    if _is_plausible_pay(annualize(value * rate, unit)) or not _is_plausible_pay(
        annualize(other * rate, unit)
    ):
        return value
    return other


def _currency_problem_text(raw_row: _RawRow, context: _TableContext) -> str:
    """Return why an amount can't be counted in US dollars, or ""."""
    named = _named_currencies(raw_row, context)
    exact = dict.fromkeys(one for one in named if one != "$")
    if len(exact) > 1 or ("$" in named and not set(exact) <= DOLLAR_CURRENCIES):
        return f"is in {join_words(dict.fromkeys(named), 'or')}. Enter one currency for this row."
    if set(exact) - {"USD", *context.rates}:
        fix = "Enter a rate for it, or convert it in the file."
        return f"is in {next(iter(exact))}, not in US dollars. {fix}"
    others = sorted(context.column_currencies - {"USD", "$"})
    if not named and others:
        return f"has no currency, and other rows are in {join_words(others)}. Enter its currency."
    return ""


def _unit_problem_text(raw_row: _RawRow, context: _TableContext) -> str:
    units = dict.fromkeys(one for one in (raw_row.pay.unit, raw_row.unit or context.unit) if one)
    if len(units) < 2:
        return ""
    named = join_words(map(_unit_with_article, units), "or for")
    return f"is for {named}. Enter one unit for this row."


def _ambiguous_amount_note(amount: Amount, value: float) -> str:
    other = amount.alternative_value if amount.value == value else amount.value
    other = value if other is None else other
    return (
        f"“{shorten_for_message(amount.text)}” was read as {format_number(value)}, not "
        f"{format_number(other)}."
    )


# --- plausibility --------------------------------------------------------------------------


def _is_plausible_pay(pay_a_year: float) -> bool:
    return MIN_ANNUAL_PAY <= pay_a_year <= MAX_ANNUAL_PAY


def _implausible_pay_message(value: float, unit: str, amount_text: str) -> str:
    """Return why an amount can't be right, with what it looks like."""
    readings = {other: annualize(value, other) for other in SUGGESTED_UNITS if other != unit}
    if unit == "year":
        readings["thousand"] = value * 1000
    fits = [one for one, pay in readings.items() if _is_plausible_pay(pay)]
    if not fits:
        return (
            f"{amount_text} makes {annualize(value, unit):,.10g} USD a year, outside "
            f"{MIN_ANNUAL_PAY:,} to {MAX_ANNUAL_PAY:,}."
        )
    likely = min(fits, key=lambda one: abs(math.log(readings[one] / TYPICAL_ANNUAL_PAY)))
    if likely == "thousand":
        return f"{amount_text} looks like thousands. If so, enter {value:g}k."
    kind = {"hour": "an hourly", "week": "a weekly", "month": "a monthly", "year": "a yearly"}
    return f"{amount_text} looks like {kind[likely]} wage. If so, enter {likely} as the unit."


def _unit_with_article(unit: str) -> str:
    return {"hour": "an hour", "two weeks": unit, "half month": "half a month"}.get(
        unit, f"a {unit}"
    )


# --- what is said about the file -----------------------------------------------------------


def _file_notes(
    table: TableResult, context: _TableContext, rows: Sequence[tuple[_RawRow, PayRow]]
) -> Iterator[str]:
    for code in _find_foreign_currencies((raw for raw, _ in rows), context):
        yield (
            f"{code} was converted at {format_number(context.rates[code])} US dollars, as you "
            "entered."
        )
    if "pay" in table.fallback_columns:
        heading = table.headings["pay"]
        yield f"“{heading}” was read as the pay. It may include bonuses and stock."
    if context.unit == "" and any(not (raw.unit or raw.pay.unit) for raw, _ in rows):
        yield "There's no unit column, so all pay was read as USD a year."


def _ambiguous_amount_notes(rows: Sequence[tuple[_RawRow, PayRow]]) -> list[str]:
    """Return how amounts that could be two numbers were read, one for each way."""
    found: dict[tuple[bool, bool], str] = {}
    for raw, row in rows:
        if raw.pay.alternative_value is not None:
            found.setdefault(
                (row.pay > 1000, "," in raw.pay.text), _ambiguous_amount_note(raw.pay, row.pay)
            )
    return list(found.values())
