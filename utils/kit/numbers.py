"""One grammar for every number that a learner types, pastes or uploads.

A quiz, a table, a field and the text of a requirement read the same text as the same number:

- A decimal sign is a point or a comma. Thousands are separated by a comma, a point, a space, an
  apostrophe or an underscore: 1,000 · 1.000 · 1 000 · 1'000 · 1_000.
- One comma or point before exactly three digits could be either: 1,000 and 1.000. Alone, such a
  text is read as in the United States: the comma separates thousands, the point decimals. In a
  column it is read like the cells that leave no doubt. `ParsedNumber.reading` says how it was read.
- A leading zero settles it (0,500 is a half), and so do four digits in front (1234,567).
- "k", "M", "million", "%", a currency sign, "about" and the unit asked for may come with it.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from utils.kit.currencies import CURRENCY_CODE_BY_SPELLING
from utils.kit.english import format_number
from utils.kit.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    DecimalSign = Literal[".", ","]

MAX_DIGITS = 30  # of one number, so that no text takes long
MAX_NUMBER_TEXT_LENGTH = 100  # of a number with its unit
MAX_NUMBER = 10**15  # up to here, a float can be any whole number
MAX_EXCERPT_LENGTH = 40  # letters of a faulty text that a message repeats
NUMBER_FIX_TEXT = "Enter one number, such as 126.8 or 126,800."

# Spellings of the units that the course asks for. The first one is used in messages.
UNIT_SPELLINGS: dict[str, tuple[str, ...]] = {
    "percent": (
        "percent",
        "%",
        "per cent",  # wording-ok: a learner may type it
        "pct",
        "percentage",
        "percentage points",
        "pp",
    ),  # wording-ok
    "percentile": (
        *("percentile", "th percentile", "st percentile", "nd percentile", "rd percentile"),
        *("percentiles", "pctl", "percent", "%", "th", "st", "nd", "rd", "p"),
    ),
    "dollars": ("dollars", "dollar", "$", "us$", "usd", "us dollars"),
    "seconds": ("seconds", "second", "secs", "sec", "s"),
    "milliseconds": ("milliseconds", "millisecond", "msec", "ms"),
    "minutes": ("minutes", "minute", "mins", "min", "m"),
    "hours": ("hours", "hour", "hrs", "hr", "h"),
    "days": (
        *("days", "day", "d", "dys", "dy", "working days", "working day"),
        *("working-days", "working-day", "person days", "person day", "person-days"),
        *("person-day", "man-days", "man-day", "man days", "man day", "pd"),
        *("work days", "work day", "workdays", "workday", "business days", "business day"),
    ),
    "weeks": ("weeks", "week", "wks", "wk", "w"),
    "months": ("months", "month", "mons", "mon", "mo"),
    "years": ("years", "year", "yrs", "yr", "y"),
    "points": ("points", "point", "pts", "pt", "story points", "story point", "sp"),
}
ALL_CURRENCY_SPELLINGS = tuple(CURRENCY_CODE_BY_SPELLING)
TIME_UNIT_SPELLINGS = {
    spelling
    for name in ("seconds", "milliseconds", "minutes", "hours", "days", "weeks", "months", "years")
    for spelling in UNIT_SPELLINGS[name]
}
DEFAULT_ALLOWED_UNIT_SPELLINGS = (
    *ALL_CURRENCY_SPELLINGS,
    *UNIT_SPELLINGS["percentile"],
    *UNIT_SPELLINGS["percent"],
)  # fine where no unit is asked for
EXPONENT_BY_SCALE_WORD = {
    **dict.fromkeys(("k", "thousand", "thousands", "tsd"), 3),
    **dict.fromkeys(("lakh", "lakhs", "lac"), 5),  # of India
    **dict.fromkeys(("m", "mm", "mn", "mio", "million", "millions"), 6),
    **dict.fromkeys(("crore", "crores"), 7),
    **dict.fromkeys(("b", "bn", "billion", "billions", "mrd", "mld"), 9),
}
KNOWN_UNIT_SPELLINGS = {
    *ALL_CURRENCY_SPELLINGS,
    *(spelling for spellings in UNIT_SPELLINGS.values() for spelling in spellings),
}
NON_LETTER_UNIT_CHARS = " .%/"
ASCII_SIGN_TRANSLATION = str.maketrans(
    "\u066b\u066c\u066a“”„", '.\'%"""'
)  # Arabic signs, quotation marks
FRACTION_CHAR_REGEX = r"[\u00bc-\u00be\u2150-\u215e]"
SPACE_BEFORE_FRACTION_PATTERN = re.compile(rf"(?<=\d)\s+(?={FRACTION_CHAR_REGEX})")  # "1 ½" is "1½"
FRACTION_PATTERN = re.compile(  # in a sentence: "1½", "½", "1 1/2"
    rf"(?:(?<![\d.,])(?P<whole>\d{{1,9}})[^\S\n]?|(?<!\d))(?P<sign>{FRACTION_CHAR_REGEX})"
    r"|(?<![\d.,/])(?P<whole2>\d{1,9}) (?P<top>[1-9]\d?)/(?P<bottom>[1-9]\d?)(?![\d/])"
)
# "1.2 × 10^3", "1.2·10³": what "1.2e3" is in print.
POWER_OF_TEN_PATTERN = re.compile(
    r"(?<=\d)\s*[×x*·]\s*10\s*(?:(?:\^|\*\*)\s*(?P<power>[+-]?\d{1,3})|(?P<raised>[⁺⁻]?[⁰¹²³⁴-⁹]{1,3}))"
)
SUPERSCRIPT_TRANSLATION = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+-")
QUOTED_CELL_PATTERN = re.compile(
    r"=?([\"'])(.*)\1|['=](.*)"
)  # as spreadsheets keep a number from changing

OPTIONAL_APPROXIMATION_REGEX = (
    r"(?:(?:about|around|roughly|approximately|approx\.?|circa|ca?\.|ca|[~≈])\s*)?"
)
UNIT_BEFORE_NUMBER_REGEX = "|".join(
    map(re.escape, sorted((*ALL_CURRENCY_SPELLINGS, "%", "p"), key=len, reverse=True))
)
TYPED_NUMBER_PATTERN = re.compile(
    rf"{OPTIONAL_APPROXIMATION_REGEX}(?P<open>\()?\s*(?P<sign>[+-]?)\s*(?P<before>(?:{UNIT_BEFORE_NUMBER_REGEX}))?(?:(?<=[a-z])\.)?"
    r"\s*(?P<sign2>[+-]?)\s*(?P<open2>\()?\s*"  # accountants write $(5.00)
    r"(?P<digits>[.,]?[0-9](?:[0-9.,'_ ]*[0-9.,])?)(?:e(?P<power>[+-]?[0-9]{1,3})(?![a-z0-9]))?"
    r"(?P<dash>-(?![a-z]))?\s*(?P<tail>[^0-9()?]*)(?P<close>\))?\s*\??"
)
SCALE_WORD_PATTERN = re.compile(
    rf"({'|'.join(sorted(EXPONENT_BY_SCALE_WORD, key=len, reverse=True))})(?![^\W\d_])\.?\s*(.*)"
)

SPACE_GROUPED_PATTERN = re.compile(
    r"([1-9][0-9]{0,2}(?:([ '_])[0-9]{3})(?:\2[0-9]{3})*)(?:([.,])([0-9]*))?"
)
COMMA_GROUPED_PATTERN = re.compile(
    r"[1-9][0-9]{0,2}(?:,[0-9]{3})+(\.[0-9]*)|[1-9][0-9]{0,2}(?:,[0-9]{3}){2,}"
)
POINT_GROUPED_PATTERN = re.compile(
    r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+(,[0-9]*)|[1-9][0-9]{0,2}(?:\.[0-9]{3}){2,}"
)
INDIAN_GROUPED_PATTERN = re.compile(
    r"[1-9][0-9]?(?:,[0-9]{2})+,[0-9]{3}(?:\.[0-9]*)?"
)  # 12,34,567 in India
AMBIGUOUS_SEPARATOR_PATTERN = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{3}")
UNGROUPED_NUMBER_PATTERN = re.compile(r"[0-9]+([.,]?)[0-9]*|([.,])[0-9]+")


class AmbiguousNumberError(InputError):
    """A text that could be two numbers, where nothing in its column tells which."""


@dataclass(frozen=True)
class ParsedNumber:
    """A number as it was read.

    `reading` is how, such as "read as 1,000, not 1", empty where there is nothing to say; with
    `ambiguous` the text alone would allow both. `unit` is the unit as typed, in small letters.
    `decimal_sign` is the one that the text itself shows, "" where it shows none.
    """

    value: float
    reading: str = ""
    ambiguous: bool = False
    unit: str = ""
    decimal_sign: str = ""


@dataclass(frozen=True)
class ParsedColumn:
    """The cells of a column, read alike: numbers, None where blank, or what is wrong with a cell.

    `notes` say how a text that could be two numbers was read, one for each way.
    """

    numbers: tuple[ParsedNumber | InputError | None, ...]
    notes: tuple[str, ...] = ()


def parse_number(
    text: str, *, units: Sequence[str] = (), decimal_sign: DecimalSign | None = None
) -> ParsedNumber:
    """Return the number in a text.

    Parameters
    ----------
    text
        What was typed: "126.8", "$126,800", "126.8k", "47 %", "−15.65", "26 min".
    units
        Spellings of the unit asked for, its name first; see `unit_spellings`. Without any, a
        currency or a percent sign is fine.
    decimal_sign
        The decimal sign for a text that could be two numbers; a point where none is given.

    Raises
    ------
    InputError
        For anything that isn't exactly one finite number up to `MAX_NUMBER`, or has another unit.

    """
    shown = _shorten_for_message(text)
    if not shown:
        raise InputError("There's no number yet.", NUMBER_FIX_TEXT)
    match = (
        TYPED_NUMBER_PATTERN.fullmatch(_normalize_text(text))
        if len(text) <= MAX_NUMBER_TEXT_LENGTH
        else None
    )
    opened = [one for one in (match["open"], match["open2"]) if one] if match else []
    if not match or len(opened) != bool(match["close"]):
        raise _unreadable_error(shown)
    scale, unit = _parse_scale_and_unit(match["tail"], units)
    _check_units(shown, [one for one in (match["before"], unit) if one], units)
    digits, after = _split_trailing_minus(match["digits"], match["dash"])
    parsed, other, decimal = _parse_digits(digits, decimal_sign or ".")
    signs = [one for one in (match["sign"], match["sign2"], *opened, after) if one]
    if parsed is None or len(signs) > 1:
        raise _unreadable_error(shown)
    if sum(map(str.isdigit, match["digits"])) > MAX_DIGITS:
        raise InputError(f"“{shown}” has too many digits.", f"Use at most {MAX_DIGITS} digits.")
    minus = bool({"-", "("} & {*signs})
    factor = Decimal(f"{'-' if minus else ''}1e{scale + int(match['power'] or 0)}")
    value, second = float(parsed * factor), None if other is None else float(other * factor)
    if not abs(value) <= MAX_NUMBER:  # a NaN neither
        raise InputError(
            f"“{shown}” is too large.", f"Enter a number up to {format_number(MAX_NUMBER)}."
        )
    unusual = match["power"] or opened or after or scale or _has_fraction(text)
    unchanged = not (unusual or decimal == ",")
    reading = "" if unchanged and second is None else _reading_text(value, second)
    unit = unit or match["before"] or ""
    return ParsedNumber(value, reading, second is not None, unit, decimal)


def parse_column(
    texts: Iterable[str],
    *,
    units: Sequence[str] = (),
    ask_if_unclear: bool = False,
    whole: bool = False,
) -> ParsedColumn:
    """Return the cells of a column, all read alike; see `parse_number`. Nothing is raised.

    A cell that could be two numbers is read like those that leave no doubt. Where these disagree,
    it is an error that asks for a clear number. With `ask_if_unclear`, so is 1.500 where other
    cells are whole: a column of 1.500 and 900 hardly means 1.5. In a column of `whole` numbers
    the larger of two numbers is meant, unless cells such as 0.000 leave no doubt.
    """
    cells = list(texts)
    first_readings = [_parse_cell_or_error(text, units, None) for text in cells]
    clear = [one for one in first_readings if isinstance(one, ParsedNumber) and not one.ambiguous]
    signs = {one.decimal_sign for one in clear if not whole or one.value.is_integer()} - {""}
    decimal_sign: DecimalSign | None = None
    if len(signs) == 1:
        decimal_sign = "," if "," in signs else "."
    unclear_signs = (
        ",." if len(signs) > 1 else "." if ask_if_unclear and clear and not signs else ""
    )
    numbers = [
        _prefer_larger_number(text, one, units)
        if whole and not decimal_sign
        else _resolve_ambiguous_cell(text, one, units, decimal_sign, unclear_signs)
        for text, one in zip(cells, first_readings, strict=True)
    ]
    notes = {
        "," in text: f"“{_shorten_for_message(text)}” was {one.reading}."
        for text, one in reversed(list(zip(cells, numbers, strict=True)))
        if isinstance(one, ParsedNumber) and one.ambiguous
    }
    return ParsedColumn(tuple(numbers), tuple(notes.values()))


def unit_spellings(unit_name: str) -> tuple[str, ...]:
    """Return the usual spellings of a unit, the name itself first: "minutes", "min" and so on.

    A name that contains a known unit, such as "dollars a year", has the spellings of that unit.
    """
    words = {word for word in re.findall(r"[^\W\d_]+|\S", unit_name.casefold()) if len(word) > 1}
    words |= {sign for sign in "$%" if sign in unit_name}
    known = [
        one for spellings in UNIT_SPELLINGS.values() if words & {*spellings} for one in spellings
    ]
    usual = (
        UNIT_SPELLINGS.get(unit_name.casefold())
        or _rate_unit_spellings(unit_name)
        or known
        or [unit_name.removesuffix("s")]
    )
    return tuple(dict.fromkeys((unit_name, *usual)))


def fractions_to_decimals(text: str) -> str:
    """Return a text in which "1½" and "1 1/2" are "1.5"; all else stays as it is."""
    return FRACTION_PATTERN.sub(_fraction_to_decimal, text)


def _fraction_to_decimal(match: re.Match[str]) -> str:
    if match["sign"]:
        return f"{int(match['whole'] or 0) + unicodedata.numeric(match['sign']):.9g}"
    top, bottom = int(match["top"]), int(match["bottom"])
    return f"{int(match['whole2']) + top / bottom:.9g}" if top < bottom else match[0]


def _rate_unit_spellings(unit_name: str) -> list[str]:
    """Return the spellings of "dollars a year" and the like: "$/yr", "usd per year", "a year"."""
    rate = re.fullmatch(r"(.+?) (?:an?|per) (\w+)", unit_name.casefold())
    if not rate:
        return []
    times = next((one for one in UNIT_SPELLINGS.values() if rate[2] in one), (rate[2],))
    pers = [f"{per}{time}" for time in times for per in ("a ", "an ", "per ", "/", "/ ")]
    pers += ["p.a.", "p.a", "pa"] if "year" in times else []
    units = unit_spellings(rate[1])
    joined = (f"{unit}{'' if per[0] == '/' else ' '}{per}" for unit in units for per in pers)
    return [*units, *pers, *joined]


def format_unambiguous(value: float) -> str:
    """Return a number as a text that can only be read as the same: "1500", "1.5", "1.1250"."""
    text = format(Decimal(repr(float(value))).normalize(), "f")
    return f"{text}0" if AMBIGUOUS_SEPARATOR_PATTERN.fullmatch(text.removeprefix("-")) else text


# --- one text ------------------------------------------------------------------------------


def _normalize_text(text: str) -> str:
    """Return a text in small letters with plain digits, minus signs, spaces and apostrophes."""
    together = SPACE_BEFORE_FRACTION_PATTERN.sub(
        "", fractions_to_decimals(text.translate(ASCII_SIGN_TRANSLATION))
    )
    together = POWER_OF_TEN_PATTERN.sub(_power_of_ten_to_exponent, together)
    letters = " ".join("".join(map(_normalize_char, together)).split())
    letters = re.sub(r"(?<=[A-Za-z])\(s\)", "s", letters)  # "5 day(s)"
    quoted = QUOTED_CELL_PATTERN.fullmatch(letters)
    return ((quoted[2] or quoted[3] or "") if quoted else letters).strip().casefold()


def _power_of_ten_to_exponent(found: re.Match[str]) -> str:
    return f"e{found['power'] or found['raised'].translate(SUPERSCRIPT_TRANSLATION)}"


def _has_fraction(text: str) -> bool:
    return bool(FRACTION_PATTERN.search(text)) or any(map(_is_fraction_char, text))


@functools.lru_cache(maxsize=1_000)  # few characters make up all numbers
def _is_fraction_char(char: str) -> bool:
    return unicodedata.category(char) == "No" and 0 < unicodedata.numeric(char) < 1


@functools.lru_cache(maxsize=1_000)
def _normalize_char(char: str) -> str:
    if _is_fraction_char(char):
        return f"{unicodedata.numeric(char):.9g}".removeprefix("0")
    if char.isdecimal():
        return str(unicodedata.decimal(char))
    if unicodedata.category(char) == "Cf":  # such as a zero-width space
        return ""
    if "\uff01" <= char <= "\uff5e":  # the wide letters of East Asian keyboards
        return chr(ord(char) - 0xFEE0)
    if unicodedata.category(char) == "Pd" or char == "\N{MINUS SIGN}":
        return "-"
    return "'" if char in "\u2018\u2019\u02bc\u00b4`" else char


@functools.lru_cache(maxsize=64)  # a column has the same units in each of its cells
def _casefold_units(units: tuple[str, ...]) -> frozenset[str]:
    return frozenset(unit.casefold() for unit in units)


def _parse_scale_and_unit(tail: str, units: Sequence[str]) -> tuple[int, str]:
    """Return the power of ten and the unit that are behind the digits."""
    bare = tail.strip()
    asked = _casefold_units(tuple(units))
    bare = bare if bare in asked else bare.rstrip(".").strip()
    scaled = None if bare in asked else SCALE_WORD_PATTERN.fullmatch(bare)
    if (
        scaled and scaled[1] == "m" and asked & TIME_UNIT_SPELLINGS
    ):  # minutes or months, not millions
        return 0, bare
    return (EXPONENT_BY_SCALE_WORD[scaled[1]], scaled[2].strip()) if scaled else (0, bare)


def _check_units(shown_text: str, typed_units: Sequence[str], units: Sequence[str]) -> None:
    allowed = _casefold_units(tuple(units or DEFAULT_ALLOWED_UNIT_SPELLINGS))
    if set(typed_units) <= allowed:
        return
    if not units or not all(map(_is_unit_char, "".join(typed_units))):
        raise _unreadable_error(shown_text)
    known = all(one in KNOWN_UNIT_SPELLINGS for one in typed_units)
    what = "has a different unit" if known else "isn't a number I can read"
    raise InputError(
        f"“{shown_text}” {what}: this asks for {units[0]}.",
        f"Enter one number, with no unit or in {units[0]}.",
    )


def _is_unit_char(char: str) -> bool:
    return char.isalpha() or char in NON_LETTER_UNIT_CHARS or unicodedata.category(char) == "Sc"


def _split_trailing_minus(digits: str, dash: str | None) -> tuple[str, str]:
    """Return digits and the minus sign behind them; in "1.000,–" a dash stands for no cents."""
    return digits, "" if digits[-1] in ".," else dash or ""


def _parse_digits(digits: str, decimal_sign: str) -> tuple[Decimal | None, Decimal | None, str]:
    """Return the number, the other one that it could be, and the decimal sign that shows."""
    if AMBIGUOUS_SEPARATOR_PATTERN.fullmatch(digits):
        whole, part = Decimal(re.sub("[.,]", "", digits)), Decimal(digits.replace(",", "."))
        return (part, whole, "") if decimal_sign in digits else (whole, part, "")
    if found := SPACE_GROUPED_PATTERN.fullmatch(digits):
        spaced = re.sub("[ '_]", "", found[1])
        return Decimal(f"{spaced}.{found[4] or 0}"), None, found[3] or ""
    if COMMA_GROUPED_PATTERN.fullmatch(digits) or INDIAN_GROUPED_PATTERN.fullmatch(digits):
        return Decimal(digits.replace(",", "")), None, "."
    if POINT_GROUPED_PATTERN.fullmatch(digits):
        return Decimal(digits.replace(".", "").replace(",", ".")), None, ","
    if found := UNGROUPED_NUMBER_PATTERN.fullmatch(digits):
        return Decimal(digits.replace(",", ".")), None, found[1] or found[2] or ""
    return None, None, ""


def _reading_text(value: float, other_value: float | None) -> str:
    if other_value is None:
        return f"read as {format_number(value)}"
    return f"read as {format_number(value)}, not {format_number(other_value)}"


def _unreadable_error(shown_text: str) -> InputError:
    return InputError(f"“{shown_text}” isn't a number I can read.", NUMBER_FIX_TEXT)


def _shorten_for_message(text: str) -> str:
    shown = " ".join(text[: 2 * MAX_NUMBER_TEXT_LENGTH].split())
    return shown if len(shown) <= MAX_EXCERPT_LENGTH else f"{shown[: MAX_EXCERPT_LENGTH - 1]}…"


# --- a column ------------------------------------------------------------------------------


def _parse_cell_or_error(
    text: str, units: Sequence[str], decimal_sign: DecimalSign | None
) -> ParsedNumber | InputError | None:
    if not text.strip():
        return None
    try:
        return parse_number(text, units=units, decimal_sign=decimal_sign)
    except InputError as problem:
        return problem


def _prefer_larger_number(
    text: str, first_reading: ParsedNumber | InputError | None, units: Sequence[str]
) -> ParsedNumber | InputError | None:
    """Return a cell read as the larger number where it could be two: 1.200 as 1,200."""
    if not (isinstance(first_reading, ParsedNumber) and first_reading.ambiguous):
        return first_reading
    return parse_number(text, units=units, decimal_sign="." if "," in text else ",")


def _resolve_ambiguous_cell(
    text: str,
    first_reading: ParsedNumber | InputError | None,
    units: Sequence[str],
    decimal_sign: DecimalSign | None,
    unclear_signs: str,
) -> ParsedNumber | InputError | None:
    """Return a cell read again where it could be two numbers, or ask about an unclear sign."""
    if not (isinstance(first_reading, ParsedNumber) and first_reading.ambiguous):
        return first_reading
    if not any(sign in text for sign in unclear_signs):
        return _parse_cell_or_error(text, units, decimal_sign)
    both = [parse_number(text, units=units, decimal_sign=sign).value for sign in (",", ".")]
    numbers_text = f"{format_number(max(both))} or {format_number(min(both))}"
    fix = f"Enter {format_unambiguous(max(both))} or {format_unambiguous(min(both))}."
    return AmbiguousNumberError(
        f"“{_shorten_for_message(text)}” could be two numbers: {numbers_text}", fix
    )
