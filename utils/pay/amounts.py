"""Amounts of pay as people write them: "$120,000", "120k EUR", "€55/hour", "120 000"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from utils.kit.currencies import CURRENCY_CODE_BY_SPELLING
from utils.kit.errors import InputError
from utils.kit.numbers import AmbiguousNumberError, ParsedNumber, parse_column, parse_number
from utils.kit.table_reader import ColumnValues, shorten_for_message

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

DOLLAR_CURRENCIES = {
    "USD",
    "CAD",
    "AUD",
    "NZD",
    "SGD",
    "HKD",
    "MXN",
    "TWD",
}  # written with a dollar sign
UNSPECIFIED_LOCAL_CURRENCY = (
    "local currency"  # what a heading calls a currency that it doesn't name
)
UNIT_SPELLINGS: Mapping[str, tuple[str, ...]] = {
    "hour": ("hourly", "hours", "hour", "hrs", "hr", "h"),
    "day": ("daily", "days", "day", "diem", "d"),
    "two weeks": (
        *("bi-weekly", "bi weekly", "biweekly", "bi-week", "bi week", "biweek"),
        *("every two weeks", "two weeks", "every 2 weeks", "2 weeks", "two-weekly"),
        *("fortnightly", "fortnight", "every other week"),
    ),
    "half month": (
        *("semi-monthly", "semi monthly", "semimonthly", "semi-month", "semi month"),
        *("twice a month", "half month", "half-monthly"),
    ),
    "week": ("weekly", "weeks", "week", "wk"),
    "month": ("monthly", "months", "month", "mth", "mo"),
    "year": (
        "annually",
        "annualized",
        "annual",
        "annum",
        "yearly",
        "years",
        "year",
        "yr",
        "y",
        "pa",
        "a",
    ),
}
MAX_AMOUNT_CHARACTERS = 60  # characters of an amount with its currency and unit
PLAIN_NUMBER_PATTERN = re.compile(r"[\d.,]+")
THOUSAND_SUFFIXES = ("k", "thousand", "thousands", "000s", "000", "1000s", "1000")
AMOUNT_FORMAT_HINT = (
    "Enter pay in US dollars as one number, such as 120000. For a range, enter its middle."
)


def _alternation_regex(spellings: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(spellings, key=len, reverse=True)))


# What a payroll calls those who are paid by the year, next to "Hourly".
SALARIED_SPELLINGS = {"salary", "salaried"}
# Letters behind "p", as in "p.a." and "pcm"; not in headings, where PM may be a product manager.
UNIT_BY_LETTERS_AFTER_P = {
    "h": "hour",
    "d": "day",
    "w": "week",
    "m": "month",
    "cm": "month",
    "a": "year",
}
PAY_PERIOD_BY_SPELLING = {
    said: unit for unit, spellings in UNIT_SPELLINGS.items() for said in spellings
}
STANDALONE_PERIOD_PATTERN = re.compile(
    r"ly$|annual$|^every |^twice "
)  # units that need no "per" or "/"
LETTER_REGEX = r"[^\W\d_]"
# A word begins and ends with its letters; a sign may be right next to others: "120k€".
CURRENCY_PATTERN = re.compile(
    rf"(?<!{LETTER_REGEX})(?:{_alternation_regex(CURRENCY_CODE_BY_SPELLING)})(?!{LETTER_REGEX})"
    r"|[$€£¥₹₩₪₺₴₽₱฿₫₦]"
)
CURRENCY_CODE_SPELLINGS = [
    said for said, code in CURRENCY_CODE_BY_SPELLING.items() if said == code.casefold()
]
# Thousands right before a currency: "65 TEUR", "kUSD", "T€".
THOUSANDS_BEFORE_CURRENCY_PATTERN = re.compile(
    rf"(?<!{LETTER_REGEX})[kt](?=(?:{_alternation_regex(CURRENCY_CODE_SPELLINGS)})(?!{LETTER_REGEX})|€)"
)
# A word of a currency's name, such as "Canadian", doesn't name a currency on its own.
FOREIGN_CURRENCY_QUALIFIERS = {
    word
    for said, code in CURRENCY_CODE_BY_SPELLING.items()
    if code != "USD" and " " in said
    for word in re.findall(rf"{LETTER_REGEX}{{3,}}", said)
} - {*CURRENCY_CODE_BY_SPELLING}
INDIAN_AMOUNT_PATTERN = re.compile(r"\d\s*(?:lakhs?|lac|crores?)\b|^\W*\d{1,2}(?:,\d\d)+,\d{3}\b")
THOUSANDS_SUFFIX_PATTERN = re.compile(r"\d\s*k(?![a-z])")
STANDALONE_PERIOD_SPELLINGS = list(filter(STANDALONE_PERIOD_PATTERN.search, PAY_PERIOD_BY_SPELLING))
AMOUNT_UNIT_PATTERN = re.compile(
    rf"(?:/\s*|\b(?:per|an|a|p\.)\s*)(?P<one>{_alternation_regex(PAY_PERIOD_BY_SPELLING)})\b\.?"
    rf"|\b(?P<word>{_alternation_regex(STANDALONE_PERIOD_SPELLINGS)})\b"
    rf"|\bp[./]?\s?(?P<letters>{'|'.join(UNIT_BY_LETTERS_AFTER_P)})\b\.?"
)
HEADING_UNIT_PATTERN = re.compile(  # no unit: "(13 months)", "4-weekly"
    r"(?<![^\W_])(?<!\b\d[ -])(?<!\b\d\d[ -])"
    rf"(?:{_alternation_regex(PAY_PERIOD_BY_SPELLING)})(?![^\W_])"
)


class Amount(NamedTuple):
    """An amount as it was read.

    `alternative_value` is the other number that the text could be, or None. `currency` and `unit`
    are empty where the text names none.
    """

    text: str
    value: float
    alternative_value: float | None = None
    currency: str = ""
    unit: str = ""


def parse_amounts(cells: Sequence[str]) -> ColumnValues:
    """Return an `Amount` for each cell of a column, an InputError where it isn't one."""
    parts = [_split_amount_cell(cell) for cell in cells]
    parsed = parse_column(number for number, *_ in parts)
    return ColumnValues(
        [
            _build_amount(cell, part, number)
            for cell, part, number in zip(cells, parts, parsed.numbers, strict=True)
        ]
    )


def is_pay_amount(cell: str) -> bool:
    """Return whether a cell may be an amount of pay."""
    (value,) = parse_amounts([cell]).values
    return isinstance(value, Amount) and value.value > 10  # a level or a year of experience is less


def parse_unit(text: str) -> str:
    """Return a unit of `UNIT_SPELLINGS`. Raises InputError for anything else."""
    bare = re.sub(r"\([^()\d]*\)\s*$", "", text.casefold())  # "Hourly (non-exempt)"
    said = re.sub(r"^(per |an |a |/)\s*", "", bare.replace(".", "").strip())
    if said in SALARIED_SPELLINGS:
        return "year"
    if said not in PAY_PERIOD_BY_SPELLING:
        raise InputError(
            f"“{shorten_for_message(text)}” isn't a unit we know",
            "For the unit, enter hour, week, month, or year. We also know day, biweekly, and "
            "semi-monthly.",
        )
    return PAY_PERIOD_BY_SPELLING[said]


def is_time_unit(text: str) -> bool:
    """Return whether a text is a unit of time that pay is for."""
    return text.casefold() in PAY_PERIOD_BY_SPELLING and len(text) > 1


def parse_currency(text: str) -> str:
    """Return the code of a currency: "EUR" for "€". Raises InputError for anything else."""
    said = text.casefold().strip().replace(".", "")
    if said in CURRENCY_CODE_BY_SPELLING:
        return CURRENCY_CODE_BY_SPELLING[said]
    inside = {
        one
        for one in re.findall(r"\b[A-Z]{3}\b", text)
        if one.casefold() in CURRENCY_CODE_SPELLINGS
    }
    if len(inside) == 1:  # "Euro (EUR)"
        return inside.pop()
    code = re.match(r"[a-z]{3}\b", said)  # "SEK Swedish krona"; every code of this form is one
    if code:
        return CURRENCY_CODE_BY_SPELLING.get(code[0], code[0].upper())
    raise InputError(
        f"“{shorten_for_message(text)}” isn't a currency we know",
        "For the currency, enter a code such as USD or EUR.",
    )


def parse_pay_heading(text: str) -> tuple[tuple[str, ...], str, int]:
    """Return currencies, unit and factor that a heading names: ("EUR",), "year", 1000; "" for none.

    "Local currency" is one, whichever it may be.
    """
    text = _split_thousands_from_currency(text.casefold())
    words = re.findall(r"[^\W_]+|[^\w\s]+", text)
    currencies = {CURRENCY_CODE_BY_SPELLING[said] for said in CURRENCY_PATTERN.findall(text)}
    if len(currencies) > 1 and currencies - {"$"} <= DOLLAR_CURRENCIES:  # "US dollars ($)"
        currencies -= {"$"}
    unnamed = not currencies and {"currency", "local"} & {*words}
    if unnamed or (currencies <= {"$"} and FOREIGN_CURRENCY_QUALIFIERS & {*words}):  # "Hong Kong $"
        currencies = {UNSPECIFIED_LOCAL_CURRENCY}
    said = HEADING_UNIT_PATTERN.findall(text)
    longer = [one for one in said if len(one) > 1]  # "a month" isn't a year ("a", as in p.a.)
    unit = PAY_PERIOD_BY_SPELLING[(longer or said)[0]] if said else ""
    factor = 1000 if any(word in THOUSAND_SUFFIXES for word in words) else 1
    return tuple(sorted(currencies)), unit, factor


def currency_from_number_style(amount: Amount) -> str:
    """Return the currency that goes with how an amount is written: INR for lakhs; "" for none."""
    return "INR" if INDIAN_AMOUNT_PATTERN.search(amount.text.casefold()) else ""


def is_written_in_thousands(amount: Amount) -> bool:
    """Return whether an amount says itself that it's in thousands: "120k"."""
    return bool(
        THOUSANDS_SUFFIX_PATTERN.search(_split_thousands_from_currency(amount.text.casefold()))
    )


def _split_thousands_from_currency(text: str) -> str:
    return THOUSANDS_BEFORE_CURRENCY_PATTERN.sub("k ", text)


def _split_amount_cell(cell: str) -> tuple[str, set[str], set[str]]:
    """Return the number in a cell, the currencies, and the units of time that it names."""
    if len(cell) > MAX_AMOUNT_CHARACTERS or PLAIN_NUMBER_PATTERN.fullmatch(cell):
        return cell, set(), set()
    text = _split_thousands_from_currency(cell.casefold())
    currencies = {CURRENCY_CODE_BY_SPELLING[said] for said in CURRENCY_PATTERN.findall(text)}
    text = re.sub(rf"(?:{CURRENCY_PATTERN.pattern})(?:(?<={LETTER_REGEX})\.)?", " ", text)
    units = {
        PAY_PERIOD_BY_SPELLING.get(one["one"] or one["word"])
        or UNIT_BY_LETTERS_AFTER_P[one["letters"]]
        for one in AMOUNT_UNIT_PATTERN.finditer(text)
    }
    if len(currencies) > 1 and currencies - {"$"} <= DOLLAR_CURRENCIES:  # "$120,000 (USD)"
        currencies -= {"$"}
    return re.sub(r"\(\s*\)", " ", AMOUNT_UNIT_PATTERN.sub(" ", text)), currencies, units


def _build_amount(
    cell: str,
    cell_parts: tuple[str, set[str], set[str]],
    number: ParsedNumber | InputError | None,
) -> Amount | InputError:
    text, currencies, units = cell_parts
    clear = len(currencies) < 2 and len(units) < 2
    if isinstance(number, AmbiguousNumberError):
        return number
    if not (isinstance(number, ParsedNumber) and clear and not number.unit):
        return InputError(f"“{shorten_for_message(cell)}” isn't a number", AMOUNT_FORMAT_HINT)
    if number.value < 0:
        fix = "Enter pay above 0, or delete the row."
        return InputError(f"“{shorten_for_message(cell)}” isn't above 0", fix)
    return Amount(
        cell,
        number.value,
        _find_alternative_value(text, number),
        "".join(currencies),
        "".join(units),
    )


def _find_alternative_value(text: str, number: ParsedNumber) -> float | None:
    """Return the other number that a text could be."""
    if not number.ambiguous:
        return None
    both = {parse_number(text, decimal_sign=style).value for style in (".", ",")}
    return next(iter(both - {number.value}), None)
