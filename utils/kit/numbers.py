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

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from utils.kit.currencies import CURRENCY_BY_SPELLING
from utils.kit.english import number
from utils.kit.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    DecimalSign = Literal[".", ","]

MOST_DIGITS = 30  # of one number, so that no text takes long
MOST_LETTERS = 100  # of a number with its unit
LARGEST = 10**15  # up to here, a float can be any whole number
SHOWN = 40  # letters of a faulty text that a message repeats
FIX = "Enter one number, such as 126.8 or 126,800."

# Spellings of the units that the course asks for. The first one is used in messages.
UNITS: dict[str, tuple[str, ...]] = {
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
        *("work days", "work day", "workdays", "workday", "business days", "business day"),
    ),
    "weeks": ("weeks", "week", "wks", "wk", "w"),
    "months": ("months", "month", "mons", "mon", "mo"),
    "years": ("years", "year", "yrs", "yr", "y"),
    "points": ("points", "point", "pts", "pt", "story points", "story point", "sp"),
}
CURRENCIES = tuple(CURRENCY_BY_SPELLING)
TIMES = {
    spelling
    for name in ("seconds", "milliseconds", "minutes", "hours", "days", "weeks", "months", "years")
    for spelling in UNITS[name]
}
UNASKED = (*CURRENCIES, *UNITS["percentile"], *UNITS["percent"])  # fine where no unit is asked for
SCALES = {
    **dict.fromkeys(("k", "thousand", "thousands"), 3),
    **dict.fromkeys(("lakh", "lakhs", "lac"), 5),  # of India
    **dict.fromkeys(("m", "mm", "mn", "mio", "million", "millions"), 6),
    **dict.fromkeys(("crore", "crores"), 7),
    **dict.fromkeys(("b", "bn", "billion", "billions"), 9),
}
KNOWN = {*CURRENCIES, *(spelling for spellings in UNITS.values() for spelling in spellings)}
UNIT_SIGNS = " .%/"
AS_LATIN = str.maketrans("\u066b\u066c\u066a“”„", '.\'%"""')  # Arabic signs, quotation marks
FRACTION_SIGN = r"[\u00bc-\u00be\u2150-\u215e]"
BEFORE_FRACTION = re.compile(rf"(?<=\d)\s+(?={FRACTION_SIGN})")  # "1 ½" is "1½"
FRACTION = re.compile(  # in a sentence: "1½", "½", "1 1/2"
    rf"(?:(?<![\d.,])(?P<whole>\d{{1,9}})[^\S\n]?|(?<!\d))(?P<sign>{FRACTION_SIGN})"
    r"|(?<![\d.,/])(?P<whole2>\d{1,9}) (?P<top>[1-9]\d?)/(?P<bottom>[1-9]\d?)(?![\d/])"
)
# "1.2 × 10^3", "1.2·10³": what "1.2e3" is in print.
TIMES_TEN = re.compile(
    r"(?<=\d)\s*[×x*·]\s*10\s*(?:(?:\^|\*\*)\s*(?P<power>[+-]?\d{1,3})|(?P<raised>[⁺⁻]?[⁰¹²³⁴-⁹]{1,3}))"
)
RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+-")
IN_QUOTES = re.compile(r"=?([\"'])(.*)\1|['=](.*)")  # as spreadsheets keep a number from changing

ABOUT = r"(?:(?:about|around|roughly|approximately|approx\.?|circa|ca?\.|ca|[~≈])\s*)?"
BEFORE = "|".join(map(re.escape, sorted((*CURRENCIES, "%", "p"), key=len, reverse=True)))
TYPED = re.compile(
    rf"{ABOUT}(?P<open>\()?\s*(?P<sign>[+-]?)\s*(?P<before>(?:{BEFORE}))?(?:(?<=[a-z])\.)?"
    r"\s*(?P<sign2>[+-]?)\s*(?P<open2>\()?\s*"  # accountants write $(5.00)
    r"(?P<digits>[.,]?[0-9](?:[0-9.,'_ ]*[0-9.,])?)(?:e(?P<power>[+-]?[0-9]{1,3})(?![a-z0-9]))?"
    r"(?P<dash>-(?![a-z]))?\s*(?P<tail>[^0-9()?]*)(?P<close>\))?\s*\??"
)
SCALED = re.compile(rf"({'|'.join(sorted(SCALES, key=len, reverse=True))})(?![^\W\d_])\.?\s*(.*)")

SPACED = re.compile(r"([1-9][0-9]{0,2}(?:([ '_])[0-9]{3})(?:\2[0-9]{3})*)(?:([.,])([0-9]*))?")
COMMAS = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+(\.[0-9]*)|[1-9][0-9]{0,2}(?:,[0-9]{3}){2,}")
POINTS = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+(,[0-9]*)|[1-9][0-9]{0,2}(?:\.[0-9]{3}){2,}")
LAKHS = re.compile(r"[1-9][0-9]?(?:,[0-9]{2})+,[0-9]{3}(?:\.[0-9]*)?")  # 12,34,567 in India
EITHER = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{3}")
PLAIN = re.compile(r"[0-9]+([.,]?)[0-9]*|([.,])[0-9]+")


class AmbiguousNumberError(InputError):
    """A text that could be two numbers, where nothing in its column tells which."""


@dataclass(frozen=True)
class ParsedNumber:
    """A number as it was read.

    `reading` is how, such as "read as 1,000, not 1", empty where there is nothing to say; with
    `ambiguous` the text alone would allow both. `unit` is the unit as typed, in small letters.
    `decimal` is the decimal sign that the text itself shows, "" where it shows none.
    """

    value: float
    reading: str = ""
    ambiguous: bool = False
    unit: str = ""
    decimal: str = ""


@dataclass(frozen=True)
class ParsedColumn:
    """The cells of a column, read alike: numbers, None where blank, or what is wrong with a cell.

    `notes` say how a text that could be two numbers was read, one for each way.
    """

    numbers: tuple[ParsedNumber | InputError | None, ...]
    notes: tuple[str, ...] = ()


def parse_number(
    text: str, *, units: Sequence[str] = (), style: DecimalSign | None = None
) -> ParsedNumber:
    """Return the number in a text.

    Parameters
    ----------
    text
        What was typed: "126.8", "$126,800", "126.8k", "47 %", "−15.65", "26 min".
    units
        Spellings of the unit asked for, its name first; see `unit_spellings`. Without any, a
        currency or a percent sign is fine.
    style
        The decimal sign for a text that could be two numbers; a point where none is given.

    Raises
    ------
    InputError
        For anything that isn't exactly one finite number up to `LARGEST`, or has another unit.

    """
    shown = _shortened(text)
    if not shown:
        raise InputError("There's no number yet.", FIX)
    match = TYPED.fullmatch(_plain(text)) if len(text) <= MOST_LETTERS else None
    opened = [one for one in (match["open"], match["open2"]) if one] if match else []
    if not match or len(opened) != bool(match["close"]):
        raise _unreadable(shown)
    scale, unit = _tail(match["tail"], units)
    _check_units(shown, [one for one in (match["before"], unit) if one], units)
    digits, after = _price(match["digits"], match["dash"])
    parsed, other, decimal = _digits(digits, style or ".")
    signs = [one for one in (match["sign"], match["sign2"], *opened, after) if one]
    if parsed is None or len(signs) > 1:
        raise _unreadable(shown)
    if sum(map(str.isdigit, match["digits"])) > MOST_DIGITS:
        raise InputError(f"“{shown}” has too many digits.", f"Use at most {MOST_DIGITS} digits.")
    minus = bool({"-", "("} & {*signs})
    factor = Decimal(f"{'-' if minus else ''}1e{scale + int(match['power'] or 0)}")
    value, second = float(parsed * factor), None if other is None else float(other * factor)
    if not abs(value) <= LARGEST:  # a NaN neither
        raise InputError(f"“{shown}” is too large.", f"Enter a number up to {number(LARGEST)}.")
    unusual = match["power"] or opened or after or scale or _has_fraction(text)
    unchanged = not (unusual or decimal == ",")
    reading = "" if unchanged and second is None else _reading(value, second)
    unit = unit or match["before"] or ""
    return ParsedNumber(value, reading, second is not None, unit, decimal)


def parse_column(
    texts: Iterable[str], *, units: Sequence[str] = (), asks: bool = False, whole: bool = False
) -> ParsedColumn:
    """Return the cells of a column, all read alike; see `parse_number`. Nothing is raised.

    A cell that could be two numbers is read like those that leave no doubt. Where these disagree,
    it is an error that asks for a clear number. With `asks`, so is 1.500 where other cells are
    whole: a column of 1.500 and 900 hardly means 1.5. In a column of `whole` numbers there is no
    doubt: the larger of two numbers is meant.
    """
    cells = list(texts)
    first = [_tried(text, units, None) for text in cells]
    clear = [one for one in first if isinstance(one, ParsedNumber) and not one.ambiguous]
    signs = {one.decimal for one in clear} - {""}
    style: DecimalSign | None = None
    if len(signs) == 1:
        style = "," if "," in signs else "."
    unclear = ",." if len(signs) > 1 else "." if asks and clear and not signs else ""
    numbers = [
        _larger(text, one, units) if whole else _settled(text, one, units, style, unclear)
        for text, one in zip(cells, first, strict=True)
    ]
    notes = {
        "," in text: f"“{_shortened(text)}” was {one.reading}."
        for text, one in reversed(list(zip(cells, numbers, strict=True)))
        if isinstance(one, ParsedNumber) and one.ambiguous
    }
    return ParsedColumn(tuple(numbers), tuple(notes.values()))


def unit_spellings(name: str) -> tuple[str, ...]:
    """Return the usual spellings of a unit, the name itself first: "minutes", "min" and so on.

    A name that contains a known unit, such as "dollars a year", has the spellings of that unit.
    """
    words = {word for word in re.findall(r"[^\W\d_]+|\S", name.casefold()) if len(word) > 1}
    words |= {sign for sign in "$%" if sign in name}
    known = [one for spellings in UNITS.values() if words & {*spellings} for one in spellings]
    usual = UNITS.get(name.casefold()) or _rate_spellings(name) or known or [name.removesuffix("s")]
    return tuple(dict.fromkeys((name, *usual)))


def with_decimals(text: str) -> str:
    """Return a text in which "1½" and "1 1/2" are "1.5"; all else stays as it is."""
    return FRACTION.sub(_decimal, text)


def _decimal(found: re.Match[str]) -> str:
    if found["sign"]:
        return f"{int(found['whole'] or 0) + unicodedata.numeric(found['sign']):.9g}"
    top, bottom = int(found["top"]), int(found["bottom"])
    return f"{int(found['whole2']) + top / bottom:.9g}" if top < bottom else found[0]


def _rate_spellings(name: str) -> list[str]:
    """Return the spellings of "dollars a year" and the like: "$/yr", "usd per year", "a year"."""
    rate = re.fullmatch(r"(.+?) (?:an?|per) (\w+)", name.casefold())
    if not rate:
        return []
    times = next((one for one in UNITS.values() if rate[2] in one), (rate[2],))
    pers = [f"{per}{time}" for time in times for per in ("a ", "an ", "per ", "/", "/ ")]
    pers += ["p.a.", "p.a", "pa"] if "year" in times else []
    units = unit_spellings(rate[1])
    joined = (f"{unit}{'' if per[0] == '/' else ' '}{per}" for unit in units for per in pers)
    return [*units, *pers, *joined]


def format_exact(value: float) -> str:
    """Return a number as a text that can only be read as the same: "1500", "1.5", "1.1250"."""
    text = format(Decimal(repr(float(value))).normalize(), "f")
    return f"{text}0" if EITHER.fullmatch(text.removeprefix("-")) else text


# --- one text ------------------------------------------------------------------------------


def _plain(text: str) -> str:
    """Return a text in small letters with plain digits, minus signs, spaces and apostrophes."""
    together = BEFORE_FRACTION.sub("", with_decimals(text.translate(AS_LATIN)))
    together = TIMES_TEN.sub(_power, together)
    letters = " ".join("".join(map(_letter, together)).split())
    quoted = IN_QUOTES.fullmatch(letters)
    return ((quoted[2] or quoted[3] or "") if quoted else letters).strip().casefold()


def _power(found: re.Match[str]) -> str:
    return f"e{found['power'] or found['raised'].translate(RAISED)}"


def _has_fraction(text: str) -> bool:
    return bool(FRACTION.search(text)) or any(map(_is_fraction, text))


def _is_fraction(letter: str) -> bool:
    return unicodedata.category(letter) == "No" and 0 < unicodedata.numeric(letter) < 1


def _letter(letter: str) -> str:
    if _is_fraction(letter):
        return f"{unicodedata.numeric(letter):.9g}".removeprefix("0")
    if letter.isdecimal():
        return str(unicodedata.decimal(letter))
    if unicodedata.category(letter) == "Cf":  # such as a zero-width space
        return ""
    if "\uff01" <= letter <= "\uff5e":  # the wide letters of East Asian keyboards
        return chr(ord(letter) - 0xFEE0)
    if unicodedata.category(letter) == "Pd" or letter == "\N{MINUS SIGN}":
        return "-"
    return "'" if letter in "\u2018\u2019\u02bc\u00b4`" else letter


def _tail(tail: str, units: Sequence[str]) -> tuple[int, str]:
    """Return the power of ten and the unit that are behind the digits."""
    bare = tail.strip()
    asked = {unit.casefold() for unit in units}
    bare = bare if bare in asked else bare.rstrip(".").strip()
    scaled = None if bare in asked else SCALED.fullmatch(bare)
    if scaled and scaled[1] == "m" and asked & TIMES:  # minutes or months, not millions
        return 0, bare
    return (SCALES[scaled[1]], scaled[2].strip()) if scaled else (0, bare)


def _check_units(shown: str, named: Sequence[str], units: Sequence[str]) -> None:
    allowed = {unit.casefold() for unit in units or UNASKED}
    if set(named) <= allowed:
        return
    if not units or not all(map(_is_of_unit, "".join(named))):
        raise _unreadable(shown)
    known = all(one in KNOWN for one in named)
    what = "has a different unit" if known else "isn't a number I can read"
    raise InputError(
        f"“{shown}” {what}: this asks for {units[0]}.",
        f"Enter one number, with no unit or in {units[0]}.",
    )


def _is_of_unit(letter: str) -> bool:
    return letter.isalpha() or letter in UNIT_SIGNS or unicodedata.category(letter) == "Sc"


def _price(digits: str, dash: str | None) -> tuple[str, str]:
    """Return digits and the minus sign behind them; in "5.–" a dash stands for no cents."""
    whole = bool(dash) and digits[-1] in ".,"
    return (digits[:-1], "") if whole else (digits, dash or "")


def _digits(digits: str, style: str) -> tuple[Decimal | None, Decimal | None, str]:
    """Return the number, the other one that it could be, and the decimal sign that shows."""
    if EITHER.fullmatch(digits):
        whole, part = Decimal(re.sub("[.,]", "", digits)), Decimal(digits.replace(",", "."))
        return (part, whole, "") if style in digits else (whole, part, "")
    if found := SPACED.fullmatch(digits):
        spaced = re.sub("[ '_]", "", found[1])
        return Decimal(f"{spaced}.{found[4] or 0}"), None, found[3] or ""
    if COMMAS.fullmatch(digits) or LAKHS.fullmatch(digits):
        return Decimal(digits.replace(",", "")), None, "."
    if POINTS.fullmatch(digits):
        return Decimal(digits.replace(".", "").replace(",", ".")), None, ","
    if found := PLAIN.fullmatch(digits):
        return Decimal(digits.replace(",", ".")), None, found[1] or found[2] or ""
    return None, None, ""


def _reading(value: float, other: float | None) -> str:
    if other is None:
        return f"read as {number(value)}"
    return f"read as {number(value)}, not {number(other)}"


def _unreadable(shown: str) -> InputError:
    return InputError(f"“{shown}” isn't a number I can read.", FIX)


def _shortened(text: str) -> str:
    shown = " ".join(text[: 2 * MOST_LETTERS].split())
    return shown if len(shown) <= SHOWN else f"{shown[: SHOWN - 1]}…"


# --- a column ------------------------------------------------------------------------------


def _tried(
    text: str, units: Sequence[str], style: DecimalSign | None
) -> ParsedNumber | InputError | None:
    if not text.strip():
        return None
    try:
        return parse_number(text, units=units, style=style)
    except InputError as problem:
        return problem


def _larger(
    text: str, first: ParsedNumber | InputError | None, units: Sequence[str]
) -> ParsedNumber | InputError | None:
    """Return a cell read as the larger number where it could be two: 1.200 as 1,200."""
    if not (isinstance(first, ParsedNumber) and first.ambiguous):
        return first
    return parse_number(text, units=units, style="." if "," in text else ",")


def _settled(
    text: str,
    first: ParsedNumber | InputError | None,
    units: Sequence[str],
    style: DecimalSign | None,
    unclear: str,
) -> ParsedNumber | InputError | None:
    """Return a cell read again where it could be two numbers, or ask about an unclear sign."""
    if not (isinstance(first, ParsedNumber) and first.ambiguous):
        return first
    if not any(sign in text for sign in unclear):
        return _tried(text, units, style)
    both = [parse_number(text, units=units, style=sign).value for sign in (",", ".")]
    said = f"{number(max(both))} or {number(min(both))}"
    fix = f"Enter {format_exact(max(both))} or {format_exact(min(both))}."
    return AmbiguousNumberError(f"“{_shortened(text)}” could be two numbers: {said}", fix)
