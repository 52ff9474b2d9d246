"""Words for lists, numbers and names inside a sentence."""

from __future__ import annotations

import re
from numbers import Integral
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

MINUS = "\u2212"
_LETTERS_PATTERN = re.compile(r"[^\W\d_]+")
_SENTENCE_BREAK_PATTERN = re.compile(r"(?:(?<=[.!?:])|(?<=[.!?]”))(?<!\b[A-Z]\.) (?=[A-Z“])")
_ES_NOUN_ENDINGS = ("s", "x", "z", "ch", "sh")


def join_words(items: Iterable[str], conjunction: str = "and") -> str:
    """Return a list as a sentence has it: "a", "a and b", "a, b, and c"; "" for none."""
    words = list(items)
    if len(words) <= 2:
        return f" {conjunction} ".join(words)
    return f"{', '.join(words[:-1])}, {conjunction} {words[-1]}"


def join_quoted(items: Iterable[str], conjunction: str = "and", marks: str = "“”") -> str:
    """Return a list of quotations, with commas inside the marks: “a,” “b,” and “c”."""
    words, before, after = list(items), marks[0], marks[1]
    quoted = [f"{before}{word}{after}" for word in words]
    if len(words) <= 2:
        return join_words(quoted, conjunction)
    first = " ".join(f"{before}{word},{after}" for word in words[:-1])
    return join_words([first, quoted[-1]], conjunction)


def add_full_stop(text: str) -> str:
    """Return a sentence with its period, which goes inside a closing quotation mark."""
    return f"{text[:-1]}.”" if text.endswith("”") else f"{text}."


def plural(n: float, noun: str, irregular_plural: str | None = None) -> str:
    """Return a number with its noun: "1 week", "1.5 weeks", "10 weeks", "1,200 rows".

    `irregular_plural` is for what no rule makes: `plural(3, "analysis", "analyses")`.
    """
    return f"{format_number(n)} {plural_noun(n, noun, irregular_plural)}"


def plural_noun(n: float, noun: str, irregular_plural: str | None = None) -> str:
    """Return the noun that goes with a number: "week" for 1, "weeks" for 0, 1.5 and 10."""
    if format_number(n).lstrip(MINUS) == "1":  # what the reader sees decides
        return noun
    return _plural_of(noun) if irregular_plural is None else irregular_plural


def verb_for_count(n: float, singular: str, plural_form: str) -> str:
    """Return the verb that goes with a number: "is" for 1, "are" for 0, 1.5, and 10."""
    return plural_noun(n, singular, plural_form)


def format_number(n: float) -> str:
    """Return a number as a sentence has it: no idle decimals, commas, a true minus sign."""
    text = f"{int(n):,}" if isinstance(n, Integral | int) else f"{n:,.10g}"
    if "e+" in text and abs(n) < 1e15:  # 10 billion and more
        text = f"{n:,.0f}"
    return "0" if text == "-0" else text.replace("-", MINUS)


def ordinal(n: float) -> str:
    """Return 1st, 2nd, 3rd, 4th … 11th, 21st … 1,001st; a fraction takes "th": 2.5th."""
    last_two = abs(n) % 100
    endings: dict[float, str] = {1: "st", 2: "nd", 3: "rd"}
    ending = "th" if 10 < last_two < 14 else endings.get(last_two % 10, "th")
    return f"{format_number(n)}{ending}"


def shorten(text: str, max_length: int) -> str:
    """Return text on one line, at most `max_length` characters long; "…" marks what was cut."""
    line = " ".join(text.split())
    return line if len(line) <= max_length else f"{line[: max(max_length - 1, 0)].rstrip()}…"


def split_off_question(text: str) -> tuple[str, str]:
    """Return what comes before the question, and the question: the last sentence, if it asks.

    "Six calls. How many are slow?" has both. One sentence on how to answer may follow: "Round to
    whole calls." A text that ends in any other way is all question.
    """
    sentences = _SENTENCE_BREAK_PATTERN.split(text)
    for at in (len(sentences) - 1, len(sentences) - 2):
        if at >= 0 and sentences[at].endswith("?"):
            return " ".join(sentences[:at]), " ".join(sentences[at:])
    return "", text


def upper_first(text: str) -> str:
    """Return text with a capital first letter, the rest as it is; "iOS app" stays."""
    return text if _has_inner_capital(text) else text[:1].upper() + text[1:]


def lower_first(text: str) -> str:
    """Return text as it continues a sentence: "Team lead" gets a small first letter.

    "API gateway", "CI/CD", "P95", "X-ray" and "I" keep theirs. A name such as "Europe" can't be
    told from a word.
    """
    letters = _LETTERS_PATTERN.match(text)
    single = letters is not None and len(letters[0]) == 1 and letters[0] != "A"
    return text if single or _has_inner_capital(text) else text[:1].lower() + text[1:]


def _has_inner_capital(text: str) -> bool:
    """Return whether the first word has a capital after its first letter: API, iOS, CI/CD."""
    first = text.split(maxsplit=1)[:1]
    return any(letter.isupper() for letter in "".join(first)[1:])


def _plural_of(noun: str) -> str:
    if re.search(r"[^aeiou]y$", noun):
        return f"{noun[:-1]}ies"
    return f"{noun}es" if noun.endswith(_ES_NOUN_ENDINGS) else f"{noun}s"
