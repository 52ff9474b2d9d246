"""R2: words of a requirement made plain and sorted into kinds, one letter each (`KINDS`).

“p99 under 300 ms” is `P<9s`: patterns are looked for among the letters. English only.
"""

from __future__ import annotations

import math
import re
import unicodedata
from functools import cache
from typing import NamedTuple

MOST = 1_000  # letters that are read

# --- the text, made plain ------------------------------------------------------------------

_RAISED = "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079\u207b\u207a"
_LOWERED = str.maketrans(_RAISED, "0123456789-+")
_SIGNS = str.maketrans({
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"),
    **dict.fromkeys("\u2018\u2019\u02bc", "'"),
    "\u00d7": "x", "\u2044": "/", "\u2266": "≤", "\u2a7d": "≤", "\u2267": "≥", "\u2a7e": "≥",
    "_": " ",
})  # fmt: skip
_COUNTED = "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[1-9]|1[0-2]"
_NINES = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_THAN = "(?:than|then|as)"  # slips that are common enough to understand
_LESS = "less|fewer|lower|smaller|shorter|faster|quicker|sooner|earlier"
_MORE = "more|greater|higher|longer|slower|later|larger|bigger|worse"
_NEVER = r"(?:no|not|not (?!to\b)\w+|not \w+ \w+)"
# Turns of phrase, each put as a sign or a number. The order matters: “not more than” goes first.
_PHRASES = (
    (r"\b24 ?[/x] ?7\b", " always "),
    (r"(?<![\w.,])(?<!\bp )(?<!percentile )[1-9]\d{0,2}(?: \d{3})+(?![\d:])", None),  # 10 000
    (r"([$€£]) ?(\d+(?:[.,]\d+)*)( ?[km]\b)?", r" \2\3 \1 "),
    (rf"\b(?:{_COUNTED})(?::\d\d)? ?(?:am|pm|a\.m\.|p\.m\.|o'clock)(?!\w)", " clock "),
    (rf"\b(?:{_COUNTED}) in the (?:morning|afternoon|evening)\b", " clock "),
    (r"\b[0-2]?\d:[0-5]\d(?::[0-5]\d)?\b", " clock "),
    (r"\b(two|three|four|five|six|[2-6])[ -]?(?:nines|9s|9's)\b", None),
    (r"(\d)(?:[ '-]| -)th\b", r"\1th"),
    (r"\bsub-? ?(second|millisecond|minute)\b", r" < 1 \1 "),
    (r"\bhalf an? (second|minute|hour|day)\b", r" 0.5 \1 "),
    (r"\bhalf (?:of (?!an? )|(?=the|all|our))", " 50 % of "),
    (r"\bmill?i[ -](?=seconds?\b)", "milli"),
    (r"\bmicro[ -](?=seconds?\b)", "micro"),
    (r"\b(?:one|a) third of\b", " 33.3 % of "),
    (r"\btwo[ -]thirds of\b", " 66.7 % of "),
    (r"\ba quarter of (?=the|all|our)", " 25 % of "),
    (r"\bthree[ -]quarters of\b", " 75 % of "),
    (r"\bper[ -]?cent(?:s|age)?\b|\bpct\b(?! ?\d)", " % "),
    (r"\bper ?mille\b", " ‰ "),
    (r"\bby (?=(?:minute|hour|day|night|week|month|quarter|year)\b)", " per "),
    (r"\bout of\b", " of "),
    (r"\bwith(?:out| no) exception\b", " always "),
    (r"\b(?:almost|nearly|practically|virtually|hardly|about) (?:all|every|any|always|never)\b",
     " nearly "),
    (r"<=|=<", " ≤ "),
    (r">=|=>", " ≥ "),
    (rf"\b(?:{_LESS}) (?:than )?or equal(?: (?:to|than))?\b", " ≤ "),
    (rf"\b(?:{_MORE}) (?:than )?or equal(?: (?:to|than))?\b", " ≥ "),
    (rf"\b{_NEVER} (?:{_MORE}) {_THAN}\b|\bnot (?:over|above|beyond)\b", " ≤ "),
    (rf"\b{_NEVER} (?:{_LESS}) {_THAN}\b|\bnot (?:under|below)\b", " ≥ "),
    (r"\b(?:(?:do|does|must|may|shall|should|will|can) ?)?not (?:to )?exceed(?:ing)?\b", " ≤ "),
    (r"\bat (?:the )?(?:most|latest)\b|\bup ?to\b|\buntil\b|\b(?:limited|capped) (?:to|at)\b",
     " ≤ "),
    (rf"\bor (?:{_LESS}|below|under)\b", " ≤ "),
    (r"\bat (?:the )?(?:least|minimum)\b|\bminimum(?: of)?\b|\bminimal\b", " ≥ "),
    (r"(?<!\d)(?<!\d )\bmin\b\.?(?= ?[\d<≤])", " ≥ "),
    (rf"\bor (?:{_MORE}|better|above)\b", " ≥ "),
    (rf"\b(?:{_LESS}) {_THAN}\b|\b(?:under|below|beneath)\b", " < "),
    (rf"\b(?:{_MORE}) {_THAN}\b|\b(?:above|beyond|exceed(?:s|ing)?)\b", " > "),
)  # fmt: skip


def plain(text: str) -> str:
    """Return a text in small letters with plain digits, signs and single spaces, cut at `MOST`."""
    said = " ".join(text.split())[:MOST]
    said = re.sub(f"[{_RAISED}]+", lambda found: "^" + found[0].translate(_LOWERED), said)
    said = unicodedata.normalize("NFKC", said)[:MOST].lower().translate(_SIGNS)
    return " ".join("".join(_letter(one) for one in said).split())


def _letter(one: str) -> str:
    if one.isdecimal():
        return str(unicodedata.decimal(one))
    return "" if unicodedata.category(one) in {"Cf", "Cs", "Cc"} else one


@cache
def _turns() -> list[tuple[re.Pattern[str], str | None]]:
    # Compiled when first asked for: an import costs milliseconds.
    return [(re.compile(pattern), sign) for pattern, sign in _PHRASES]


def _phrased(said: str) -> str:
    for pattern, sign in _turns():
        said = pattern.sub(sign if sign is not None else _computed, said)
    return said


def _computed(found: re.Match[str]) -> str:
    if found.re.groups == 1:
        many = _NINES.get(found[1]) or int(found[1])
        return f" {100 - 10.0 ** (2 - many):.{many}g} nines "
    return found[0].replace(" ", "")


# --- words, by kind ------------------------------------------------------------------------


def split(words: str) -> list[str]:
    """Return the words of a list kept as one line."""
    return words.split()


KINDS = {
    "9": "",  # a number; “w”, where nothing fits, is a word that carries meaning
    "P": "median",  # a percentile with its rank, as p99
    "p": "percentile percentiles percentil quantile centile pctl pctile ile tile perc",
    "m": "average averages averaged mean avg mttr mtta mttd mtbf",
    "X": "max maximum maximal maximally worst rto rpo",  # a limit for the worst case
    "A": "always never ever",  # for every call
    "e": "every each any all",  # before a time a window, else for every call
    "s": "ns nanosecond nanoseconds µs μs us usec microsecond microseconds ms msec msecs millis "
         "millisec millisecs millisecond milliseconds milisecond miliseconds s sec secs second "
         "seconds",
    "t": "min mins minute minutes h hr hrs hour hours d day days wk week weeks month months mo "
         "quarter quarters year years yr night nights weekday weekdays weekend weekends sprint "
         "sprints fortnight shift shifts",
    "r": "rps qps tps rpm rph tpm kbps mbps gbps",
    "u": "byte bytes kb mb gb tb kib mib gib kbit mbit gbit usd eur gbp dollar dollars euro euros "
         "cent cents $ € £",
    "%": "% ‰",
    "c": "clock noon midnight",  # a time of day
    "n": "nines",  # after its percentage: “three nines” is 99.9 nines
    "/": "/ per",
    "a": "a an",
    "i": "in inside on",  # a share, a limit or a window: “in 1,000”, “in 2 s”, “in 30 days”
    "v": "over for during throughout across",  # a window, or a limit: “over 2 s”
    "h": "within",  # a limit, seldom a window
    "o": "of from among",  # joins a share: 5 of 100
    "<": "< ≤",
    ">": "> ≥",
    "@": "at @ while load traffic",  # a load may follow
    "J": "last past previous rolling sliding trailing moving consecutive",
    "b": "calendar business working given single whole full peak",
    "W": "window windows period periods interval intervals bucket buckets rolling sliding basis",
    "d": "hourly daily nightly weekly monthly quarterly yearly annually",
    "-": "- ~",
    ",": ", ; .",
    "=": "= :",
    "f": "the this that these those it its is are be been being was were will shall must may might "
         "can could should would has have had do does did not and or to by as than then so if "
         "when where which who whose there with under only exactly just still even also after "
         "before no measured counted seen observed taken stay stays remain remains",
}  # fmt: skip
_KIND = {word: kind for kind, words in KINDS.items() for word in split(words)}
_TEENS = split(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
)
_ONES = {"none": 0} | {word: n for n, word in enumerate(_TEENS)}
_TY = split("twenty thirty forty fifty sixty seventy eighty ninety")
_TENS = {word: 10 * n for n, word in enumerate(_TY, start=2)}
_TH = split("first second third fourth fifth sixth seventh eighth ninth")
_NTH = {word: n for n, word in enumerate(_TH, start=1)}
_SCALES = {"dozen": 12, "hundred": 100, "thousand": 1e3, "k": 1e3, "lakh": 1e5, "million": 1e6,
           "mio": 1e6, "billion": 1e9, "bn": 1e9}  # fmt: skip
_NTHS = ("st", "nd", "rd", "th")
ORDINAL = re.compile(rf"^[\d.,]+(?:{'|'.join(_NTHS)})$|-(?:{'|'.join(_NTH)})$")
SHORT_RANK = 50  # “95th” alone is a percentile, “3rd” is not
_PIECE = (
    r"(?<![a-z0-9])(?:(?:tp|p|pct|pctl|perc|q)[(\[-]?|p )"
    r"(?P<rank>\d{1,6}(?:\.\d{1,4}|,\d{1,2})?)(?:th)?(?![^\W_]|%)"
    r"|(?P<number>(?:(?<![\w)%\].])(?<!\d )-(?=[.\d]))?"
    r"(?:\d+(?:\.\d+)?(?: ?[x*] ?10|(?<=10))(?:\^|\*\*)\(?[+-]?\d{1,3}\)?"
    r"|(?:\d+(?:[.,']\d+)*|(?<![\w.])\.\d+)(?:e[+-]?\d{1,3}(?![^\W_]))?))"
    r"(?P<tail>[^\W\d_]*)"
    r"|(?P<word>[^\W\d_]+(?:'[^\W\d_]+)*(?P<mixed>\d\w*)?)"
    r"|(?P<sign>[<>≤≥%‰/,;.@=:~$€£-])"
)


class Token(NamedTuple):
    """A word, sign or number: its kind (see `KINDS`), text, value if a number, and place."""

    kind: str
    text: str
    value: float = math.nan
    at: int = 0


def tokens(text: str) -> list[Token]:
    """Return what a text says, word by word."""
    found: list[Token] = []
    for match in re.finditer(_PIECE, _phrased(plain(text))):
        found += _tokens(match)
    return [one._replace(at=at) for at, one in enumerate(_with_rest(_folded(found)))]


def kinds(found: list[Token]) -> str:
    """Return the kinds of words as one letter each."""
    return "".join(one.kind for one in found)


def _tokens(match: re.Match[str]) -> list[Token]:
    if match["rank"]:
        return [_ranked(match[0], match["rank"])]
    if match["number"]:
        return _numbered(match["number"], match["tail"])
    word = match["word"] or match["sign"]
    return [Token("w" if match["mixed"] else _KIND.get(word, "w"), word)]


def _ranked(text: str, rank: str) -> Token:
    if text.startswith("q") and rank in set("1234"):
        return Token("d", text)  # a quarter of the year
    if text.startswith("p") and rank in set("01234"):
        return Token("w", text)  # the priority of an incident; nobody promises a 4th percentile
    value = float(rank.replace(",", "."))
    if re.fullmatch("99+", rank) and value > 100:  # p999 is said for p99.9
        value = float(f"{rank[:2]}.{rank[2:]}")
    if text.startswith("q") and value < 1:
        value *= 100
    return Token("P", text, value)


def _numbered(text: str, tail: str) -> list[Token]:
    """Return a number and what is glued to it: 300ms, 95th, 5k; a name such as 5xx is a word."""
    number = Token("9", text, number_in(text))
    if not tail:
        return [number]
    if tail == "p" and number.value >= SHORT_RANK:
        return [Token("P", text + tail, number.value)]
    if tail in _NTHS:
        return [number._replace(text=text + tail)]
    if tail in _KIND or tail in _SCALES or tail in {"m", "x"}:
        return [number, Token(_KIND.get(tail, "w"), tail)]
    if tail[0] in "km" and tail[1:] in _KIND:  # 5krps
        return [number, Token("w", tail[0]), Token(_KIND[tail[1:]], tail[1:])]
    return [Token("w", text + tail)]


def number_in(text: str) -> float:
    """Return “10,000”, “0,3”, “1'000.5”, “1e-4” or “10^-4” as a number.

    A comma before exactly three digits separates thousands, unless a zero leads; else it is the
    decimal sign.
    """
    base, power, exponent = re.sub(r"\*\*", "^", text).replace("'", "").partition("^")
    if power:
        factor = re.split(r" ?[x*] ?", base)[0] if re.search(r"[x*]", base) else "1"
        return float(factor) * float(f"1e{exponent.strip('()')}")
    if base.count(",") == 1 and "." not in base:
        grouped = re.fullmatch(r"-?[1-9]\d{0,2},\d{3}", base)
        return float(base.replace(",", "" if grouped else "."))
    decimal = max(".,", key=base.rfind)
    if base.count(decimal) > 1:
        decimal = ""
    for mark in ".,":
        base = base.replace(mark, "." if mark == decimal else "")
    return float(base)


def _folded(found: list[Token]) -> list[Token]:
    """Return the words with number words put together: “two hundred”, “5 million”, “once”."""
    out: list[Token] = []
    at = 0
    while at < len(found):
        one = found[at]
        number, end = _number_at(found, at)
        if number:
            out.append(number)
        elif one.text in {"once", "twice"} and _counts_times(found, at):
            out += [Token("9", one.text, 1.0 + (one.text == "twice")), Token("w", "times")]
        else:
            out.append(one)
        at = end
    return out


def _number_at(found: list[Token], at: int) -> tuple[Token | None, int]:
    """Return the number that begins here, if one does, and where what was read ends."""
    digits = found[at].kind == "9"
    words = [one.text for one in found[at : at + 12]]
    total, part, end = 0.0, found[at].value if digits else None, int(digits)
    scaled = not digits  # a smaller number may only follow a scale word, as after “hundred”
    while end < len(words):
        scale = _scale(found, at + end)
        value, length = (None, 0) if digits or not scaled else _spelled(words[end:])
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
        return None, at + 1
    text = re.sub(r" ?- ?| (?=[km]$)", lambda gap: gap[0].strip(), " ".join(words[:end]))
    return Token("9", text, total + part), at + end


def _spelled(words: list[str]) -> tuple[float | None, int]:
    """Return the number below a hundred that words begin with, and how many words it takes.

    Before “hundred” or “thousand” that is 1, from “a” or from nothing.
    """
    first, *rest = words
    if first == "and" and rest and rest[0] in _ONES | _TENS:
        value, length = _spelled(rest)
        return value, length + 1
    if first in _ONES:
        return float(_ONES[first]), 1
    if first in _TENS:
        hyphen = rest[:1] == ["-"]
        unit = ((_ONES | _NTH) if hyphen else _ONES).get("".join(rest[hyphen : hyphen + 1]), 0)
        follows = 0 < unit < 10
        return float(_TENS[first] + unit * follows), 1 + (1 + hyphen) * follows
    if first in {"a", "an"} and rest and rest[0] in _SCALES and rest[0] != "k":
        return 1.0, 1
    return (1.0, 0) if first in _SCALES and first != "k" else (None, 0)


def _scale(found: list[Token], at: int) -> float | None:
    """Return what a scale word multiplies by. An m is a million only before what is counted."""
    if found[at].text != "m":
        return _SCALES.get(found[at].text)
    return 1e6 if kinds(found[at + 1 : at + 2]) in {"w", "r"} else None


def _counts_times(found: list[Token], at: int) -> bool:
    if found[at].text == "twice":
        return True
    before, after = found[max(at - 1, 0) : at], found[at + 1 : at + 2]
    if before and before[0].text == "at":
        return False
    return (
        not after or after[0].kind in "a/ei," or (before and before[0].text in "exactly only ≤ >")
    )


def _with_rest(found: list[Token]) -> list[Token]:
    """Return the words with those kinds that depend on the words beside them."""
    out: list[Token] = []
    for at, one in enumerate(found):
        after = found[at + 1] if at + 1 < len(found) else Token("", "")
        follows_number = bool(out) and out[-1].kind == "9"
        if one.text == "m" and follows_number:
            out.append(Token("t", "minutes"))
        elif one.text.isdigit() and out and out[-1].text in _NAMED_BY_NUMBER:
            out.append(one._replace(kind="w"))
        elif one.text == "no" and after.kind in "wbr" and after.text:
            out.append(Token("9", "no", 0.0))
        elif one.text == "no" and after.text == "one":
            out.append(Token("A", "no"))
        elif one.kind == "d" and after.text in _NOT_WINDOWS:
            out.append(one._replace(kind="f"))
        elif one.text in {"s", "us"} and not (out and out[-1].kind in "9-/aeb"):
            out.append(one._replace(kind="w"))  # “us” and “s” are units beside a number only
        else:
            out.append(one)
    return out


_NAMED_BY_NUMBER = frozenset(split("http status code version release phase step level api"))
_NOT_WINDOWS = frozenset(
    split(
        "peak peaks load traffic job jobs batch batches run runs file files report reports release "
        "releases export import backup"
    )
)
