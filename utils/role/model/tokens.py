"""The tokens of a requirement: words, signs and numbers, each with its kind.

Numbers are read however they are written: “10,000”, “0,3”, “10^-4”, “two hundred”, “5k”, “once”.
"""

from __future__ import annotations

import math
import re
from contextlib import suppress
from itertools import takewhile
from typing import NamedTuple

from utils.kit.errors import InputError
from utils.kit.numbers import parse_number
from utils.role.model.phrases import normalize_text, replace_phrases
from utils.role.model.token_kinds import KIND_BY_WORD, TokenKind, split_words

_NUMBER_WORDS_BELOW_TWENTY = split_words(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
)
_NUMBER_BELOW_TWENTY_BY_WORD = {"none": 0} | {
    word: n for n, word in enumerate(_NUMBER_WORDS_BELOW_TWENTY)
}
_TENS_BY_WORD = {
    word: 10 * n
    for n, word in enumerate(
        split_words("twenty thirty forty fifty sixty seventy eighty ninety"), 2
    )
}
_ORDINAL_BY_WORD = {
    word: n
    for n, word in enumerate(
        split_words("first second third fourth fifth sixth seventh eighth ninth"), start=1
    )
}
_ORDINAL_TENS_BY_WORD = {f"{word.removesuffix('y')}ieth": n for word, n in _TENS_BY_WORD.items()}
_SCALE_FACTOR_BY_WORD = {
    "dozen": 12, "hundred": 100, "thousand": 1e3, "k": 1e3, "lakh": 1e5, "million": 1e6,
    "mio": 1e6, "billion": 1e9, "bn": 1e9,
}  # fmt: skip
_ORDINAL_ENDINGS = ("st", "nd", "rd", "th")
ORDINAL_PATTERN = re.compile(
    rf"^[\d.,]+(?:{'|'.join(_ORDINAL_ENDINGS)})$|-(?:{'|'.join(_ORDINAL_BY_WORD)})$"
    rf"|^(?:{'|'.join(_ORDINAL_TENS_BY_WORD)})$"
)
MIN_BARE_PERCENTILE = 50  # “95th” alone is a percentile, “3rd” is not
_WORDS_BEFORE_ID_NUMBER = frozenset(
    split_words("http status code version release phase step level api ios android")
)
_NON_WINDOW_NOUNS = frozenset(
    split_words(
        "peak peaks load traffic job jobs batch batches run runs file files report reports release "
        "releases export import backup"
    )
)

# --- the pattern of a token ----------------------------------------------------------------

_PERCENTILE_RANK_REGEX = r"""
    (?<![a-z0-9])
    (?: (?:tp|p|pct|pctl|perc|q) [(\[-]? | p\ )
    (?P<rank> \d{1,6} (?: \.\d{1,9} | ,\d{1,2} )? )
    (?:th)? (?! [^\W_] | % )
"""  # p99, p(99), tp99.9, q99, “p 95”
_MINUS_REGEX = r"(?: (?<![\w)%\].]) (?<!\d\ ) - (?=[.\d]) )?"  # but not the hyphen of 5-10
_POWER_OF_TEN_REGEX = r"""
    \d+ (?:\.\d+)? (?: \ ?[x*]\ ?10 | (?<=10) ) (?:\^|\*\*) \(? [+-]?\d{1,3} \)?
"""  # 10^-4, 2 x 10^-4
_DECIMAL_NUMBER_REGEX = (
    r"(?: \d+ (?:[.,']\d+)* | (?<![\w.])\.\d+ ) (?: e[+-]?\d{1,3} (?![^\W_]) )?"  # 1'000.5, 1e-4
)
_NUMBER_ENDING_REGEX = r"(?P<ending> [^\W\d_]* )"  # 300ms, 95th
_NUMBER_REGEX = (
    rf"(?P<number> {_MINUS_REGEX} (?: {_POWER_OF_TEN_REGEX} | {_DECIMAL_NUMBER_REGEX} ) ) "
    rf"{_NUMBER_ENDING_REGEX}"
)
_WORD_REGEX = r"(?P<word> [^\W\d_]+ (?:'[^\W\d_]+)* (?P<digits> \d\w* )? )"  # don't, v2
_SIGN_REGEX = r"(?P<sign> [<>≤≥%‰/,;.@=:~$€£-] )"
_HUGE_NUMBER_PATTERN = re.compile(r"(?:\^|\*\*|e)\(?\+?\d{2}|\d{16}")  # 10^16 and more
_TOKEN_PATTERN = re.compile(
    f"{_PERCENTILE_RANK_REGEX} | {_NUMBER_REGEX} | {_WORD_REGEX} | {_SIGN_REGEX}", re.VERBOSE
)


class Token(NamedTuple):
    """A word, sign or number: its kind, text, value if it is a number, and place in the text."""

    kind: TokenKind
    text: str
    value: float = math.nan
    token_index: int = 0


def tokenize(text: str) -> list[Token]:
    """Return the tokens of a text. Reads its first 1,000 characters; never raises."""
    found: list[Token] = []
    for match in _TOKEN_PATTERN.finditer(replace_phrases(normalize_text(text))):
        found += _tokens_from_match(match)
    tokens = _resolve_kinds(_join_number_words(found))
    return [token._replace(token_index=place) for place, token in enumerate(tokens)]


def kind_letters(tokens: list[Token]) -> str:
    """Return the kinds of tokens as one letter each, for a `compile_token_pattern` to search."""
    return "".join(token.kind for token in tokens)


def _tokens_from_match(match: re.Match[str]) -> list[Token]:
    if match["rank"]:
        return [_percentile_rank_token(match[0], match["rank"])]
    if match["number"]:
        return _number_tokens(match["number"], match["ending"])
    word = match["word"] or match["sign"]
    return [
        Token(TokenKind.WORD if match["digits"] else KIND_BY_WORD.get(word, TokenKind.WORD), word)
    ]


def _percentile_rank_token(text: str, rank: str) -> Token:
    if text.startswith("q") and rank in set("1234"):
        return Token(TokenKind.DAILY, text)  # a quarter of the year
    if text.startswith("p") and rank in set("01234"):
        return Token(
            TokenKind.WORD, text
        )  # the priority of an incident; nobody promises a 4th percentile
    value = float(rank.replace(",", "."))
    if re.fullmatch("99+", rank) and value > 100:  # p999 is said for p99.9
        value = float(f"{rank[:2]}.{rank[2:]}")
    if text.startswith("q") and value < 1:
        value *= 100
    return Token(TokenKind.PERCENTILE_RANK, text, value)


def _number_tokens(text: str, ending: str) -> list[Token]:
    """Return a number and what is glued to it: 300ms, 95th, 5k; a name such as 5xx is a word."""
    value = parse_number_or_none(text)
    number = Token(TokenKind.WORD, text) if value is None else Token(TokenKind.NUMBER, text, value)
    if not ending:
        return [number]
    if ending == "p" and number.value >= MIN_BARE_PERCENTILE:
        return [Token(TokenKind.PERCENTILE_RANK, text + ending, number.value)]
    if ending in _ORDINAL_ENDINGS:
        return [number._replace(text=text + ending)]
    if ending in KIND_BY_WORD or ending in _SCALE_FACTOR_BY_WORD or ending in {"m", "x"}:
        return [number, Token(KIND_BY_WORD.get(ending, TokenKind.WORD), ending)]
    if ending[0] in "km" and ending[1:] in KIND_BY_WORD:  # 5krps
        return [
            number,
            Token(TokenKind.WORD, ending[0]),
            Token(KIND_BY_WORD[ending[1:]], ending[1:]),
        ]
    return [Token(TokenKind.WORD, text + ending)]


def parse_number_or_none(text: str) -> float | None:
    """Return “10,000”, “0,3”, “1'000.5”, “1e-4”, “10^-4” or “5 x 10^-4” as a number.

    The same grammar as everywhere in the course; None for what it can't read, such as 1.2.3, and
    infinity for what is too large for it.
    """
    try:
        return parse_number(_to_e_notation(text)).value
    except InputError:
        return math.inf if _HUGE_NUMBER_PATTERN.search(text) else None


def ambiguous_number_notes(text: str) -> list[str]:
    """Return how each number was read that could be two and has a point, such as 1.000.

    In an English sentence a comma separates thousands: 1,000 shows by itself how it was read.
    """
    found = (
        match["number"] for match in _TOKEN_PATTERN.finditer(replace_phrases(normalize_text(text)))
    )
    parsed = {}
    for number in filter(None, found):
        with suppress(InputError):
            parsed[number] = parse_number(_to_e_notation(number))
    return [
        f"“{text}” was {one.reading}."
        for text, one in parsed.items()
        if "." in text and one.ambiguous
    ]


def _to_e_notation(text: str) -> str:
    """Return 5 x 10^-4 as 5e-4."""
    base, power, exponent = text.replace("**", "^").partition("^")
    factor = re.split(r" ?[x*] ?", base)[0] if re.search(r"[x*]", base) else "1"
    return f"{factor}e{exponent.strip('()')}" if power else text


def _join_number_words(tokens: list[Token]) -> list[Token]:
    """Return the tokens with number words put together: “two hundred”, “5 million”, “once”."""
    out: list[Token] = []
    start = 0
    while start < len(tokens):
        token = tokens[start]
        number, end = _parse_number_at(tokens, start)
        if number:
            out.append(number)
        elif token.text in {"once", "twice"} and _is_number_of_times(tokens, start):
            count = 1.0 + (token.text == "twice")
            out += [Token(TokenKind.NUMBER, token.text, count), Token(TokenKind.WORD, "times")]
        else:
            out.append(token)
        start = end
    return out


def _parse_number_at(tokens: list[Token], start: int) -> tuple[Token | None, int]:
    """Return the number that begins here, if one does, and where what was read ends."""
    digits = tokens[start].kind == TokenKind.NUMBER
    texts = [token.text for token in tokens[start : start + 12]]
    total, part, end = 0.0, tokens[start].value if digits else None, int(digits)
    scaled = not digits  # a smaller number may only follow a scale word, as after “hundred”
    while end < len(texts):
        scale = _scale_factor(tokens, start + end)
        value, length = (
            (None, 0) if digits or not scaled else _parse_leading_number_below_100(texts[end:])
        )
        if part is not None and scale:
            part *= scale
            if scale >= 1000:
                total, part = total + part, 0.0
            end, scaled = end + 1, True
        elif value is not None:
            part, end, scaled = (part or 0.0) + value, end + length, length == 0
        else:
            break
    if part is None:
        return None, start + 1
    decimals = [] if digits else _decimal_digit_words(texts[end:])
    if decimals:  # ninety-nine point nine
        part += float("0." + "".join(str(_NUMBER_BELOW_TWENTY_BY_WORD[one]) for one in decimals))
        end += 1 + len(decimals)
    text = re.sub(r" ?- ?| (?=[km]$)", lambda gap: gap[0].strip(), " ".join(texts[:end]))
    return Token(TokenKind.NUMBER, text, total + part), start + end


def _decimal_digit_words(texts: list[str]) -> list[str]:
    """Return the digits in words that follow a “point”."""
    figures = takewhile(lambda one: _NUMBER_BELOW_TWENTY_BY_WORD.get(one, 10) < 10, texts[1:])
    return list(figures) if texts[:1] == ["point"] else []


def _parse_leading_number_below_100(texts: list[str]) -> tuple[float | None, int]:
    """Return the number below a hundred that texts begin with, and how many of them it takes.

    Before “hundred” or “thousand” that is 1, from “a” or from nothing.
    """
    first, *rest = texts
    if first == "and" and rest and rest[0] in _NUMBER_BELOW_TWENTY_BY_WORD | _TENS_BY_WORD:
        value, length = _parse_leading_number_below_100(rest)
        return value, length + 1
    if first in _NUMBER_BELOW_TWENTY_BY_WORD:
        return float(_NUMBER_BELOW_TWENTY_BY_WORD[first]), 1
    if first in _ORDINAL_TENS_BY_WORD:
        return float(_ORDINAL_TENS_BY_WORD[first]), 1
    if first in _TENS_BY_WORD:
        hyphen = rest[:1] == ["-"]
        known = (
            (_NUMBER_BELOW_TWENTY_BY_WORD | _ORDINAL_BY_WORD)
            if hyphen
            else _NUMBER_BELOW_TWENTY_BY_WORD
        )
        unit = known.get("".join(rest[hyphen : hyphen + 1]), 0)
        follows = 0 < unit < 10
        return float(_TENS_BY_WORD[first] + unit * follows), 1 + (1 + hyphen) * follows
    if first in {"a", "an"} and rest and rest[0] in _SCALE_FACTOR_BY_WORD and rest[0] != "k":
        return 1.0, 1
    return (1.0, 0) if first in _SCALE_FACTOR_BY_WORD and first != "k" else (None, 0)


def _scale_factor(tokens: list[Token], index: int) -> float | None:
    """Return what a scale word multiplies by. An m is a million only before what is counted."""
    if tokens[index].text != "m":
        return _SCALE_FACTOR_BY_WORD.get(tokens[index].text)
    return (
        1e6
        if kind_letters(tokens[index + 1 : index + 2]) in {TokenKind.WORD, TokenKind.RATE_UNIT}
        else None
    )


_KINDS_AFTER_ONCE = {
    TokenKind.ARTICLE,
    TokenKind.PER,
    TokenKind.EVERY,
    TokenKind.IN,
    TokenKind.COMMA,
}


def _is_number_of_times(tokens: list[Token], index: int) -> bool:
    """Return whether “once” or “twice” is a number of times, not “at once” or “once it is up”."""
    if tokens[index].text == "twice":
        return True
    before = tokens[index - 1].text if index else ""
    if before == "at":
        return False
    after = tokens[index + 1 : index + 2]
    return (
        not after or after[0].kind in _KINDS_AFTER_ONCE or before in {"exactly", "only", "≤", ">"}
    )


_BOUNDARY_TOKEN = Token(TokenKind.FILLER, "")
_COUNTABLE_KINDS = {TokenKind.WORD, TokenKind.QUALIFIER, TokenKind.RATE_UNIT}
_KINDS_BEFORE_UNIT = {
    TokenKind.NUMBER,
    TokenKind.HYPHEN,
    TokenKind.PER,
    TokenKind.ARTICLE,
    TokenKind.EVERY,
    TokenKind.QUALIFIER,
}


def _resolve_kinds(tokens: list[Token]) -> list[Token]:
    """Return the tokens with those kinds that depend on the tokens next to them."""
    out: list[Token] = []
    for token, after in zip(tokens, [*tokens[1:], _BOUNDARY_TOKEN], strict=False):
        out.append(_resolve_kind(token, out[-1] if out else _BOUNDARY_TOKEN, after))
    return out


def _resolve_kind(token: Token, before: Token, after: Token) -> Token:
    if token.text == "m" and before.kind == TokenKind.NUMBER:
        return Token(TokenKind.PERIOD, "minutes")
    if token.text == "no" and after.kind in _COUNTABLE_KINDS:
        return Token(TokenKind.NUMBER, "no", 0.0)
    if token.text == "no" and after.text == "one":
        return Token(TokenKind.ALWAYS, "no")
    if token.kind == TokenKind.DAILY and after.text in _NON_WINDOW_NOUNS:
        return token._replace(kind=TokenKind.FILLER)
    is_status = before.kind == TokenKind.NUMBER and after.text in {"responses", "errors"}
    is_name = token.text.isdigit() and (
        (before.text in _WORDS_BEFORE_ID_NUMBER and after.text != "x")  # HTTP 503
        or (is_status and re.fullmatch(r"[1-5]\d\d", token.text) is not None)  # five 500 responses
    )
    # “us” and “s” are units next to a number only.
    is_word = token.text in {"s", "us"} and before.kind not in _KINDS_BEFORE_UNIT
    return token._replace(kind=TokenKind.WORD) if is_name or is_word else token
