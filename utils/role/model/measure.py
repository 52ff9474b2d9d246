"""R2: how a response measure reads: its number, its unit, and its percentile, share or window.

Only the form is read, never whether it is true. Source of the form: Bass, Clements & Kazman,
Software Architecture in Practice (response measure); that a percentile, a share or a window must
be named is our starting point.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from typing import NamedTuple

from utils.role.model.wording import KINDS, MOST, ORDINAL, SHORT_RANK, Token, kinds, split, tokens

MOST_SHOWN = 60  # letters of what was typed that a message repeats
NUMBER, UNIT, WHEN = "number", "unit", "percentile or window"
EXAMPLE = "“95th percentile under 300 milliseconds over any 5 minutes”"
UNITS_KNOWN = "ms, s, minutes, hours, days, %, MB, requests a second, USD"

# --- what is read --------------------------------------------------------------------------


@dataclass(frozen=True)
class Measure:
    """What a response measure says, and what it lacks.

    `numbers` are the values it sets, each in its own unit (`unit` is that of the first);
    `statistic` is such as “p95”, “median”, “mean”, “share” or “every”, `window` the period in
    words, `bound` one of < ≤ > ≥; each empty where none is named. `missing` holds any of
    `NUMBER`, `UNIT`, `WHEN`. `asks` says what is wrong and how to mend it; `remarks` are said of
    a measure that stands all the same.
    """

    numbers: tuple[float, ...] = ()
    unit: str = ""
    statistic: str = ""
    window: str = ""
    bound: str = ""
    missing: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether number, unit, and percentile, share or window are there and can be."""
        return not self.asks


class _Target(NamedTuple):
    """A value that is set. Its sort: time, amount, count, percent, share, clock or bare."""

    sort: str
    value: float
    text: str
    unit: str
    at: int
    bound: str = ""


@dataclass
class _Reading:
    """The words of a measure, read step by step; what was read is crossed out in `left`."""

    said: list[Token]
    left: str
    targets: list[_Target] = field(default_factory=list)
    rates: list[_Target] = field(default_factory=list)
    maybe: list[tuple[str, _Target]] = field(default_factory=list)  # by its preposition
    ranks: list[float] = field(default_factory=list)
    windows: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    ratio: bool = False
    subject: bool = False  # whether it is said of what
    of_time: bool = False  # whether a share of the time is named
    acts: bool = False  # whether it is said what the share does

    def take(self, pattern: str) -> list[list[Token]]:
        """Return the runs of words whose kinds match, and cross them out."""
        found = [match.span() for match in re.finditer(pattern, self.left)]
        for start, end in found:
            self.left = f"{self.left[:start]}{'_' * (end - start)}{self.left[end:]}"
        return [self.said[start:end] for start, end in found]

    def noun(self, at: int) -> str:
        """Return the content words from a place on, up to what can be counted."""
        end = at
        while end < len(self.said) and self.said[end].kind == "w":
            end += 1
            if _countable(self.said[end - 1].text):
                break
        return surface(self.said[at:end])

    def before(self, at: int, kinds_wanted: str, passing: str = "fabeJ=") -> Token | None:
        """Return the nearest word before a place that is of a wanted kind."""
        while at > 0 and self.said[at - 1].kind in passing:
            at -= 1
        found = self.said[at - 1] if at > 0 else None
        return found if found and found.kind in kinds_wanted else None


def read_measure(text: str) -> Measure:
    """Return what a response measure says. Reads the first `MOST` letters; never raises."""
    said = tokens(text)
    reading = _Reading(said, kinds(said))
    for step in (_percentiles, _loads, _shares, _windows, _quantities, _counts):
        step(reading)
    _settle(reading)
    return _judged(reading, text)


def _percentiles(reading: _Reading) -> None:
    for run in reading.take("9-?%?-?f?p"):
        nth = run[0].value
        reading.ranks.append(nth * 100 if run[-1].text == "quantile" and nth < 1 else nth)
    for run in reading.take("po?=?9(?![-b]?[strwu%])"):
        nth = run[-1].value
        reading.ranks.append(nth * 100 if run[0].text == "quantile" and nth < 1 else nth)
    for run in reading.take("P"):
        reading.ranks.append(50.0 if run[0].text == "median" else run[0].value)
    for at, one in enumerate(reading.said):
        if reading.left[at] == "9" and ORDINAL.search(one.text):
            reading.left = f"{reading.left[:at]}_{reading.left[at + 1 :]}"
            if one.value >= SHORT_RANK:
                reading.ranks.append(one.value)


_RATE = "9w{0,4}[/ae]s|9r|9u/s"
_AT_ONCE = frozenset(split("users sessions clients connections threads concurrent parallel"))


def _loads(reading: _Reading) -> None:
    """Take away the load under which the measure holds: it is neither its number nor a window."""
    reading.take("@[<faoX=]{0,4}9w{0,4}[/ae]b?t|@[<faoX=]{0,4}(?:9w{0,4}[/ae]s|9r)")
    for match in re.finditer("@[<faoX=]{0,4}9w{1,3}", reading.left):
        if {one.text for one in reading.said[slice(*match.span())]} & _AT_ONCE:
            reading.take(re.escape(match[0]))
    for match in re.finditer("9%of?[wb]{0,2}[w@]", reading.left):
        if reading.said[match.end() - 1].text in {"load", "traffic", "peak", "capacity", "volume"}:
            reading.take(re.escape(match[0]))
    for run in reading.take(_RATE):
        unit = " ".join(one.text for one in run[1:])
        reading.rates.append(_Target("amount", run[0].value, surface(run), unit, run[0].at))


def _shares(reading: _Reading) -> None:
    """Find how many of how many: 5 errors in 10,000 calls, nine of ten, 99% of requests."""
    many = "9[wfb]{0,7}?v?(?:[oi/e]|@(?!w))[faeJ]{0,2}9(?!-?b?[stu%]|[-/f]9)"
    turned = "of?9w{1,3}(?:[a/]t)?,?[f<>X]{0,3}9(?!-?b?[stu%])"
    for run in reading.take(turned):  # of 1,000 requests at most 5 fail
        share = f"{run[-1].text} of {run[1].text}"
        unit = reading.noun(run[-1].at + 1)
        reading.targets.append(_Target("share", run[-1].value, share, unit, run[0].at))
        reading.ratio = reading.subject = reading.acts = True
    for run in [*reading.take(many), *reading.take("9t?of?9(?=t)")]:
        last, first = run[-1], run[0]
        if first.value > last.value and len(run) == 3 and run[1].text == "of":
            reading.problems.append(
                f"{surface(run)} is more than all of them. Look at the numbers again."
            )
        reading.ratio = True
        reading.subject = True
        reading.acts |= "w" in kinds(run)
        unit = " ".join(one.text for one in run if one.kind == "w") or reading.noun(last.at + 1)
        reading.targets.append(_Target("share", first.value, surface(run), unit, first.at))
    for run in reading.take("9%o[aefJ]{0,2}(?=[wbst9-])"):
        of_time = reading.said[run[-1].at + 1].text in {"time", "times"}
        reading.ratio |= not of_time
        reading.of_time |= of_time
        sort = "percent" if of_time else "share"
        reading.targets.append(_percent(run[0])._replace(sort=sort))
    reading.take("(?:9[-/f]){1,3}(?=9%)")  # 10 to 20%: the last one is read
    near = "9%(?=[^,9]{0,8}[<h]a?9?-?b?[stuc])|9%(?=[^,9]{0,8}ia?9?s)"
    for run in reading.take(near):
        reading.ratio, reading.subject = True, True
        reading.targets.append(_percent(run[0]))
    for match in re.finditer("[st][^,9]{0,4}(9%)", reading.left):
        reading.ratio = True
        reading.targets.append(_percent(reading.said[match.start(1)]))
        reading.left = f"{reading.left[: match.start(1)]}__{reading.left[match.end(1) :]}"
    reading.ratio |= bool(re.search("9[wfb]{0,4}/b?w|9u/b?w", reading.left))


def _percent(number: Token) -> _Target:
    value = number.value
    if value > 100 and re.fullmatch(r"\d+,\d+", number.text):  # 99,999% with a decimal comma
        value = float(number.text.replace(",", "."))
    return _Target("share", value, surface([number]) + "%", "%", number.at)


def _windows(reading: _Reading) -> None:
    """Find periods that cannot be the value itself: any 5 minutes, a week, daily, per month."""
    for pattern in (
        "9?-?b?[st]f?W",
        "9-tm",
        "[/eJ][vifaeJb]{0,3}(?:(?<!9/)9)?-?b?[st]W?",
        "[iv]f?b{0,2}t(?!-)",
        "(?<![<>hiv=@X])ab?t",
        "d",
        "W",
    ):
        for run in reading.take(pattern):
            if pattern != "W":  # “rolling” alone only names the manner
                reading.windows.append(surface(run))


def _quantities(reading: _Reading) -> None:
    """Find times, amounts and clock times. Those after in, over, within may yet be windows."""
    pattern = "(?:9[-/f]){0,4}(?:9|(?<=[<>hiv=X])a)-?b?([stu])|c"
    for match in re.finditer(pattern, reading.left):
        start, end = match.span()
        run = reading.said[start:end]
        reading.left = f"{reading.left[:start]}{'_' * (end - start)}{reading.left[end:]}"
        reading.subject = True
        if run[0].kind == "c":
            reading.targets.append(_Target("clock", math.nan, "clock", "time of day", start))
            continue
        value = next((one.value for one in reversed(run) if one.kind == "9"), 1.0)
        sort = "amount" if match[1] == "u" else "time"
        unit = run[-1].text
        target = _Target(sort, value, surface(run), unit, start, _bound(reading, start))
        before = reading.before(start, "ivh<>X@")
        alone = before is None and match[1] == "t" and not target.bound
        if sort == "time" and (alone or (before and before.kind in "ivh")):
            reading.maybe.append(("" if alone else before.kind, target))
        else:
            reading.targets.append(target)


def _counts(reading: _Reading) -> None:
    for match in re.finditer("9(?:%|n|b?w{1,3}|)", reading.left):
        start, end = match.span()
        run = reading.said[start:end]
        bound = _bound(reading, start)
        if run[-1].kind in "%n" and len(run) == 2:
            reading.targets.append(_percent(run[0])._replace(sort="percent", bound=bound))
            reading.subject |= run[-1].kind == "n"
        elif len(run) > 1:
            unit = " ".join(one.text for one in run[1:])
            reading.targets.append(_Target("count", run[0].value, surface(run), unit, start, bound))
        elif bound or not re.fullmatch(r"one|(?:19|20)\d\d", run[0].text):  # “each one”, a year
            reading.targets.append(_Target("bare", run[0].value, surface(run), "", start, bound))
    reading.subject |= bool(re.search("[wA]", reading.left))


def _bound(reading: _Reading, at: int) -> str:
    found = reading.before(at, "<>X")
    return "" if found is None else found.text if found.kind in "<>" else "≤"


def surface(run: list[Token]) -> str:
    """Return words as one would write them."""
    text = re.sub(r" ?([-/]) ?", r"\1", " ".join(one.text for one in run))
    text = text.replace(" %", "%").replace("ce times", "ce").strip("/ ")
    return text if len(text) <= MOST_SHOWN else f"{text[: MOST_SHOWN - 1]}…"


# --- what it comes to ----------------------------------------------------------------------


def _settle(reading: _Reading) -> None:
    """Decide which times are windows and which are the value, and whether a rate is a load."""
    if not reading.targets and all(kind != "h" for kind, _ in reading.maybe):
        reading.targets += reading.rates
    sorts = {one.sort for one in reading.targets}
    several = any(one.sort == "count" and one.value != 1 for one in reading.targets)
    for kind, target in reading.maybe:
        if _is_window(reading, kind, target, sorts=sorts, several=several):
            reading.windows.append(target.text)
        else:
            reading.targets.append(target)
    # “95% of the time under 3 s” says how often; “99.9% of the time up” still lacks its period.
    reading.ratio |= reading.of_time and any(one.sort == "time" for one in reading.targets)
    reading.targets.sort(key=lambda one: one.at)


def _is_window(
    reading: _Reading, kind: str, target: _Target, *, sorts: set[str], several: bool
) -> bool:
    long = target.unit not in _SHORT
    held = bool(sorts - {"share"})
    if kind == "v":  # over, for
        if long:
            return held or reading.ratio or bool(reading.ranks)
        return "time" in sorts
    if kind == "i":
        return held if long else bool(sorts & {"count", "percent"})
    if kind == "h":  # within: nearly always the value
        return long and ("percent" in sorts or several)
    return bool(sorts & {"count", "percent"})


_SPANS = frozenset({"minutes", "hours"})
_SHORT = frozenset(split(KINDS["s"]))
_COUNTABLE = frozenset(
    split(
        "call request error failure message payout refund payment transaction user session retry "
        "retrie event job task row record ticket incident item connection thread click step "
        "attempt query querie order file customer complaint timeout duplicate alert bug defect "
        "point page response operation"
    )
)
_OWN_SCALE = frozenset(split("apdex nps csat score index"))
_RATES = frozenset(
    split("rate ratio probability fraction share proportion availability uptime reliability")
)


def _judged(reading: _Reading, text: str) -> Measure:
    _scored(reading)
    set_here = [one for one in reading.targets if one.sort != "bare"]
    numbers = tuple(one.value for one in reading.targets if not math.isnan(one.value))
    missing = tuple(
        name
        for name, there in (
            (NUMBER, _has_number(reading)),
            (UNIT, _has_unit(reading, set_here)),
            (WHEN, _has_when(reading, set_here)),
        )
        if not there
    )
    asks = (*_asks(reading, missing), *_impossible(reading))
    return Measure(
        numbers,
        set_here[0].unit if set_here else "",
        _statistic(reading),
        reading.windows[0] if reading.windows else "",
        _first_bound(reading),
        missing,
        tuple(one[0].upper() + one[1:] for one in asks),
        _remarks(reading, text, complete=not asks),
    )


def _scored(reading: _Reading) -> None:
    """Give a bare number what it counts where that stands before it: a score, or a plural."""
    plurals = (one.text for one in reading.said if one.text.endswith("s"))
    head = next(filter(_countable, plurals), None)
    timed = any(one.text in {"time", "times", "latency", "duration"} for one in reading.said)
    if head and not (reading.ranks or reading.ratio or timed):
        reading.targets = [
            one._replace(sort="count", unit=head) if one.sort == "bare" else one
            for one in reading.targets
        ]
    name = next((one.text for one in reading.said if one.text in _RATES | _OWN_SCALE), None)
    if name is None:
        return
    own = name in _OWN_SCALE
    for at, one in enumerate(reading.targets):
        if one.sort == "bare" and (own or 0 <= one.value < 1):
            reading.targets[at] = one._replace(sort="percent", unit=name)


def _has_number(reading: _Reading) -> bool:
    shares_only = all(one.sort in {"percent", "share"} for one in reading.targets)
    return bool(reading.targets) and not (shares_only and _unit_alone(reading))


def _unit_alone(reading: _Reading) -> bool:
    """Return whether a unit stands without its number: “a few seconds”."""
    rest = zip(reading.said, reading.left, strict=True)
    return any(kind == "s" or (kind == "t" and one.text in _SPANS) for one, kind in rest)


def _has_unit(reading: _Reading, set_here: list[_Target]) -> bool:
    if not reading.targets:
        return _unit_alone(reading)
    if _without_unit(reading) and all(one.sort in {"percent", "share"} for one in set_here):
        return False
    if all(one.unit == "%" for one in set_here):
        return bool(set_here) and reading.subject
    counts = [one for one in set_here if one.sort == "count"]
    if reading.ranks and len(counts) == len(set_here):
        return any(_countable(word) for one in counts for word in one.unit.split())
    return bool(set_here)


def _without_unit(reading: _Reading) -> list[_Target]:
    """Return the limits that are numbers alone: within 300, < 1."""
    return [
        one
        for one in reading.targets
        if one.sort == "bare" and (one.bound or reading.before(one.at, "h"))
    ]


def _countable(word: str) -> bool:
    return word.removesuffix("s") in _COUNTABLE


def _has_when(reading: _Reading, set_here: list[_Target]) -> bool:
    if reading.ranks or reading.windows or reading.ratio:
        return True
    sorts = {one.sort for one in set_here}
    if sorts & {"time", "amount", "clock"} or not set_here:
        return _for_all(reading)
    # A count needs a period; only “never” and “each once” hold without one.
    counts = [one for one in set_here if one.sort == "count"]
    never = any(one.value == 0 for one in counts) and "A" in reading.left
    return never or (any(one.unit == "times" for one in counts) and _for_all(reading))


def _for_all(reading: _Reading) -> bool:
    denied = any(one.text == "no" and one.kind == "9" for one in reading.said)
    return denied or bool(re.search("[AXe]", reading.left))


def _statistic(reading: _Reading) -> str:
    if reading.ranks:
        return "median" if reading.ranks[0] == 50 else f"p{reading.ranks[0]:g}"
    if reading.ratio:
        return "share"
    if "m" in kinds(reading.said):
        return "mean"
    return "every" if _for_all(reading) else ""


def _first_bound(reading: _Reading) -> str:
    found = next((one.text for one in reading.said if one.kind in "<>"), "")
    if not found:
        return "≤" if "X" in kinds(reading.said) else ""
    denied = any(one.text in {"never", "no", "none"} for one in reading.said)
    return "≤" if found == ">" and denied else found


# --- what is said about it -----------------------------------------------------------------


def _asks(reading: _Reading, missing: tuple[str, ...]) -> list[str]:
    if set(missing) == {NUMBER, UNIT, WHEN}:
        return [
            f"Number, unit, and percentile or window are missing. Write, for example, {EXAMPLE}."
        ]
    says = {NUMBER: _ask_number, UNIT: _ask_unit, WHEN: _ask_when}
    if {NUMBER, UNIT} <= set(missing):
        return ["A number with its unit is missing. Say how much: “under 300 ms”."]
    return [says[name](reading) for name in missing]


def _ask_number(reading: _Reading) -> str:  # noqa: ARG001 (one signature for the three)
    return "The number is missing. Say how many or how much: “under 300 ms”."


def _ask_unit(reading: _Reading) -> str:
    first = (_without_unit(reading) or reading.targets)[0]
    if first.unit == "%":
        return f"{first.text} of what? Name it: “{first.text} of requests within 300 ms”."
    number = first.text.split()[0]
    calls = "call" if first.value == 1 else "calls"
    return (
        f"{number} of what? No unit that is known here follows it. Write, for example, "
        f"“{number} ms” or “{number} {calls}”. Known: {UNITS_KNOWN}, and what you count."
    )


def _ask_when(reading: _Reading) -> str:
    first = next((one for one in reading.targets if one.sort != "bare"), None)
    if first is None:
        return "How often, or over which time? Add “95th percentile” or “over any 5 minutes”."
    if _statistic(reading) == "mean":
        return "A mean over which time? Add “over any 5 minutes”. A percentile says more."
    sort = "rate" if first in reading.rates else first.sort
    if sort == "count" and first.value == 0:
        sort = "none"
    return _WHEN[sort].format(first.text)


_OF_TIME = (
    "Is “{0}” for every call or for most? Add a percentile (“95th percentile”), a share (“99% of "
    "calls”) or a window (“over any 5 minutes”)."
)
_WHEN = {
    "time": _OF_TIME,
    "amount": _OF_TIME,
    "clock": "Every day, or on most days? Write “every day by 6:00” or “on 29 of 30 days”.",
    "percent": "{0} over which period? Add a window: “per calendar month”.",
    "share": "{0} over which period? Add a window: “per calendar month”.",
    "rate": "“{0}” over which time? Add a window: “in any 5 minutes”.",
    "none": "“{0}”: over which time? Add “in 30 days”, or “ever” if it is for good.",
    "count": "“{0}”: in which time, or out of how many? Add a window (“a week”) or a share (“in "
    "10,000 calls”).",
}


def _impossible(reading: _Reading) -> list[str]:
    says = list(reading.problems)
    says += [
        f"A percentile lies between 0 and 100, so {nth:g} is none. Write, for example, “p95”."
        for nth in reading.ranks
        if not 0 < nth <= 100
    ]
    for one in reading.targets:
        if math.isinf(one.value):
            says.append("One number is too large to be meant. Count its zeros again.")
        elif one.value < 0:
            says.append(f"{one.text} is less than nothing. Write the number without the minus.")
        elif one.unit == "%" and one.value > 100 and one.sort == "share":
            says.append(f"{one.text} is more than all. A share lies between 0% and 100%.")
        elif one.value == 0 and (one.bound == "<" or (reading.ranks and one.sort == "time")):
            says.append(f"Nothing can be below {one.text}. Which limit do you mean?")
    only_share = reading.targets and all(one.sort == "share" for one in reading.targets)
    if reading.ratio and only_share and not reading.acts and reading.left.count("w") < 2:
        says.append("And they do what? Say it: “99% of calls answer within 300 ms”.")
    return says


def _remarks(reading: _Reading, text: str, *, complete: bool) -> tuple[str, ...]:
    says = []
    if complete and _statistic(reading) == "mean":
        says.append("A mean hides the slow calls. A percentile shows them: “95th percentile”.")
    said = " ".join(one.text for one in reading.said)
    if complete and not reading.ranks and not reading.ratio and reading.windows:
        short = next((one for one in reading.targets if one.unit in _SHORT), None)
        if short and not _statistic(reading):
            says.append(f"“{short.text}” for every call, or for most? A percentile would say it.")
    if complete and re.search(
        r"(?<!\w)(?:than|as|[<>≤≥])(?: the| our| in)? (?:v\d|now|today|before)\b", said
    ):
        says.append("A comparison moves with what it compares to. Put that number beside it.")
    if complete:
        says += [
            f"{one.text} has no unit. Write, for example, “{one.text} ms”."
            for one in _without_unit(reading)
        ]
    if complete and "n" in kinds(reading.said):
        number = reading.said[kinds(reading.said).index("n") - 1].text
        says.append(f"Write the nines out, and of what: “availability of {number}%”.")
    if len(" ".join(text.split())) > MOST:
        says.append(f"Only the first {MOST:,} letters were read. One sentence is enough.")
    return tuple(says)
