"""What a letter to the partners promises: day, objective, launch set, version, who decides.

Each reader takes what it understands out of a clause, so that the next one doesn't read it again.
What isn't understood is left out, never guessed. Nothing here raises.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from utils.capstone.model.clauses import (
    AGREED,
    AIMED,
    ASKED,
    PROMISED,
    REFUSED,
    SUPPOSED,
    VERB,
    Clause,
    read_clauses,
)
from utils.capstone.model.promise import DAYS_BY_UNIT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

LOWEST_ORDINAL = 9  # “the 1st day that we can promise” names no day
OURS = (PROMISED, AIMED, AGREED)
CALENDAR_DAYS_PER_WEEK = 7
MINUTES_PER_DAY = 24 * 60
LOWEST_OBJECTIVE = 0.9  # a share below is something else, such as a chance
IN, OUT = "in", "out"
MAJOR, MINOR, PATCH = "MAJOR", "MINOR", "PATCH"


@dataclass(frozen=True)
class Figure:
    """A number of the letter as read, the words it was read from, and what the writer means.

    `low` is the earlier end of a range, the same as `value` where there is none.
    """

    value: float
    words: str
    stance: str = PROMISED
    low: float = math.nan

    @property
    def is_range(self) -> bool:
        """Whether two ends were given."""
        return self.low < self.value


@dataclass(frozen=True)
class Decider:
    """Who decides, as written, the key of the role or "", and about what as written."""

    name: str
    role: str
    about: str


@dataclass(frozen=True)
class LetterReading:
    """What was read in a letter.

    Days are working days from the start, objectives and chances shares. Notices are working days
    after the launch; `notice_ends` are days on which the old version ends.
    `items` maps keys of items to IN or OUT; `all_items` and `rest_later` speak of those that aren't
    named. `versions` are numbers such as 3.0.0, `bumps` the parts that go up by name.
    `vague_dates` are dates without a working day.
    """

    days: tuple[Figure, ...] = ()
    objectives: tuple[Figure, ...] = ()
    chances: tuple[Figure, ...] = ()
    seconds: tuple[Figure, ...] = ()
    items: Mapping[str, str] = field(default_factory=dict)
    all_items: bool = False
    rest_later: bool = False
    versions: tuple[str, ...] = ()
    bumps: tuple[str, ...] = ()
    no_break: bool = False
    breaks: bool = False
    notices: tuple[Figure, ...] = ()
    notice_ends: tuple[Figure, ...] = ()
    deciders: tuple[Decider, ...] = ()
    vague_dates: tuple[str, ...] = ()

    @property
    def day(self) -> Figure | None:
        """The day that the letter commits to: a firm one before an aim, the later of a range."""
        return _strongest(self.days)

    @property
    def objective(self) -> Figure | None:
        """The objective that the letter commits to."""
        return _strongest(self.objectives)

    @property
    def chance(self) -> Figure | None:
        """How likely the letter calls its promise."""
        return _strongest(self.chances)

    @property
    def notice(self) -> Figure | None:
        """The longest notice that the letter gives, in working days after the launch."""
        start = self.day.value if self.day else 0
        ends = [replace(one, value=max(one.value - start, 0)) for one in self.notice_ends]
        ours = [one for one in (*self.notices, *ends) if one.stance in OURS]
        return max(ours, key=lambda one: one.value, default=None)

    def not_promised(self) -> list[Figure]:
        """Return days and objectives that are named and not promised."""
        return [one for one in (*self.days, *self.objectives) if one.stance not in OURS]


def committed(figures: Iterable[Figure]) -> list[Figure]:
    """Return the firm figures; where there are none the aims, and else what is agreed to."""
    found = list(figures)
    for stance in OURS:
        if chosen := [one for one in found if one.stance == stance]:
            return chosen
    return []


def _strongest(figures: Sequence[Figure]) -> Figure | None:
    """Return the last of the firmest figures: a letter corrects itself as it goes on."""
    found = committed(figures)
    return found[-1] if found else None


@dataclass
class Reader:
    """Reads clause after clause; `items` maps keys of items to the words for them."""

    items: Mapping[str, Sequence[str]]
    found: dict[str, list] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    flags: set[str] = field(default_factory=set)
    side: str = ""  # where the items of a list go that follows
    pending: list[str] = field(default_factory=list)  # items named without saying where they go

    def add(self, kind: str, what: object) -> None:
        """Keep something that was read."""
        self.found.setdefault(kind, []).append(what)


def read_letter(text: str, items: Mapping[str, Sequence[str]]) -> LetterReading:
    """Return what a letter promises. Never raises.

    Parameters
    ----------
    text
        The letter, in plain English.
    items
        The words for each item that may be in the launch set, by key, in small letters.

    """
    reader = Reader(items)
    topic = ""
    for clause in read_clauses(text):
        topic = _read_clause(reader, clause, topic)
    lists: dict[str, Any] = {
        name: tuple(dict.fromkeys(found)) for name, found in reader.found.items()
    }
    flags: dict[str, Any] = dict.fromkeys(reader.flags, True)
    return LetterReading(items=reader.places, **lists, **flags)


def _read_clause(reader: Reader, clause: Clause, topic: str) -> str:
    """Read one clause; return the topic that the next one may go on with."""
    _read_items(reader, clause)
    _read_breaks(reader, clause)
    _read_deciders(reader, clause)
    text = _read_chances(reader, clause, clause.text)
    text = _read_objectives(reader, clause, text)
    text = _read_versions(reader, clause, text)
    return _read_days(reader, clause, text, topic)


def _crossed_out(text: str, found: re.Match[str]) -> str:
    return f"{text[: found.start()]}{' ' * (found.end() - found.start())}{text[found.end() :]}"


# --- how likely --------------------------------------------------------------------------

_N = r"(\d+(?:[.,]\d+)?)"
LIKELY = (
    r"(?:chance|probability|likely|likelihood|confident|confidence|sure|certain(?:ty)?|odds|"
    r"cases|quarters|times|simulat\w+|runs|futures|scenarios|plays)"
)
CHANCE = re.compile(
    rf"""{_N}\s?%\s(?:\w+\s){{0,2}}?{LIKELY}\b
    | \b{LIKELY}\b(?:\s(?:of|is|are|at|to|about|around|roughly|over|as|a)){{0,3}}\s{_N}\s?%
    | {_N}\s(?:out\ of|of|in)\s(?:every\s)?(?P<of>\d+)\s(?:such\s|possible\s|simulated\s)*{LIKELY}\b
    | \b{LIKELY}\b(?:\s(?:of|is|at|to|about)){{0,2}}\s{_N}\s(?:out\ of|of|in)\s(?P<of2>\d+)
    | \b{_N}\stimes\s(?:out\ of|in)\s(?P<of3>\d+) | \bp{_N}\b | {_N}(?:th|st|nd|rd)\spercentile""",
    re.VERBOSE,
)
OF_100 = re.compile(
    rf"{_N}\s(?:out\ of|of|in)\s(?:every\s)?(?P<of>\d+)\b(?!\s?(?:calls?|refunds?|requests?|"
    rf"payouts?|days?|weeks?|seconds?|items?|services?|tries))",
    re.VERBOSE,
)
EVEN = 0.5
MISSES = re.compile(r"\b(?:miss|late|slips?|fail|later)\b")


def _read_chances(reader: Reader, clause: Clause, text: str) -> str:
    pattern = CHANCE
    found = pattern.search(text)
    if not found and (found := OF_100.search(text)) and not _is_chance(found):
        found = None
    if found is None:
        return text
    number, of = _number(next(filter(None, found.groups()))), _whole(found)
    share = number / of
    if share < EVEN and MISSES.search(text):
        share = 1 - share
    if 0 < share <= 1:
        reader.add("chances", Figure(share, found[0].strip(), clause.stance))
    return _crossed_out(text, found)


def _is_chance(found: re.Match[str]) -> bool:
    """Return whether “85 of 100” may stand for a chance: 995 of 1,000 is an objective."""
    share = _number(found[1]) / max(_number(found["of"]), 1)
    return _number(found["of"]) in (4, 5, 10, 20, 100) and share < 0.985


def _whole(found: re.Match[str]) -> float:
    groups = found.groupdict()
    of = groups.get("of") or groups.get("of2") or groups.get("of3")
    return max(_number(of), 1) if of else 100


def _number(text: str) -> float:
    """Return a number as a letter has it: 99.9, 99,9 or 1,000."""
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", text):
        return float(text.replace(",", ""))
    return float(text.replace(",", "."))


# --- the objective -----------------------------------------------------------------------

PERCENT = re.compile(rf"{_N}\s?%")
BARE = re.compile(
    r"\b(?:slo|objective|availability|reliability|uptime)\b(?: target)?(?:,| is| of| at|"
    r" =)* (9\d\.\d+|100)\b(?!\.\d)"
)
NINES = re.compile(r"\b(\d)(?P<half>(?: and a half|\.5))? ?-?nines\b")
OF_MANY = re.compile(
    r"\b(\d[\d,]*(?:\.\d+)?) (?:(?:calls?|refunds?|requests?|payouts?) )?(?:out of|of|"
    r"in) (?:every )?(\d[\d,]*)\b"
)
DOWN = re.compile(
    rf"\b{_N} (?P<unit>seconds?|minutes?|mins?|hours?|hrs?)(?: of)?(?: \w+)? (?:downtime|"
    rf"outages?|down|unavailab\w+)"
    r"(?: (?:a|per|each|every|in (?:a|any|every|each|1))(?: (?:calendar|"
    r"rolling))? (?P<period>day|week|month|quarter|year)"
    r"| (?:in|over|per) (?:any |each |every )?(?P<days>\d+) days)?"
)
DOWN_FIRST = re.compile(
    rf"\b(?:downtime|outages?|down)\b[^.%\d]{{0,24}}{_N} (?P<unit>seconds?|minutes?|mins?|hours?|"
    rf"hrs?)"
    r"(?: (?:a|per|each|every|in (?:a|any|every|each|1))(?: (?:calendar|"
    r"rolling))? (?P<period>day|week|month|quarter|year)"
    r"| (?:in|over|per) (?:any |each |every )?(?P<days>\d+) days)?"
)
ALWAYS = re.compile(
    r"\b(?:zero|0|no|without(?: any)?) (?:downtime|outages?|failures?)\b|\bnever (?:fails?|"
    r"goes down|be down|breaks down)\b|"
    r"\balways (?:up|works?|available)\b|\b24/7\b|\bevery (?:single )?(?:call|"
    r"refund) (?:succeeds|works)\b"
)
FAILS = re.compile(r"\b(?:fail(?:s|ures?|ed|ing)?|errors?|error rate|go(?:es)? wrong|lost|down)\b")
SPEED = re.compile(rf"\b{_N} ?(?:seconds?|secs?|s|ms|milliseconds?)\b")
PERIOD_DAYS = {"day": 1, "week": 7, "month": 30, "quarter": 91, "year": 365}
WINDOW = re.compile(
    r"\b(?:(?:in|over|within|during|per|for|across|of) )?(?:any|each|every|per|over|rolling|"
    r"a given|all|a|the)"
    r"(?: (?:rolling|calendar|single|given|whole))* (?:\d+[- ]?(?:calendar |working )?)?(?:days?|"
    r"weeks?|months?|quarters?|years?)\b"
    r"|\b\d+-(?:day|week|month)\b(?: window| period)?|\b(?:in|over|within) a (?:window|"
    r"period) of \d+ days\b"
)
ROLLING = re.compile(
    r"\b(?:any|each|every|per|rolling|over)(?: (?:rolling|calendar|single|"
    r"given))* (?:\d+[- ]?)?(?:days?|weeks?|months?)\b(?: window)?"
)
CHAIN = re.compile(
    r"\b(?:services?|chain|together|in a row|components?|the rail|ledger|gateway|multipl\w+)\b"
)
OWN_PROMISE = re.compile(
    r"\b(?:we|i)(?:'ll|'d| will| can| do| only)* (?:promise|commit|guarantee|offer|keep|sign|"
    r"agree)\b"
)
UNLIKE = re.compile(
    r"\b(?:discount|off|credit|fee|price|more|of the (?:budget|work|items|scope|team|time left))\b"
)


def _read_objectives(reader: Reader, clause: Clause, text: str) -> str:
    shares, rest = _shares(text)
    speed = SPEED.search(rest)
    if speed and not (DOWN.search(text) or DOWN_FIRST.search(text)):
        seconds = _number(speed[1]) / (1000 if "m" in speed[0] else 1)
        reader.add("seconds", Figure(seconds, speed[0], clause.stance))
        shares = [] if len(shares) < 2 else shares[:-1]  # so many within the time
        rest = _crossed_out(rest, speed)
    if CHAIN.search(text) and not OWN_PROMISE.search(text):
        return rest
    for share, words in shares:
        if LOWEST_OBJECTIVE <= share <= 1:
            reader.add("objectives", Figure(share, words, clause.stance))
    return (WINDOW if shares else ROLLING).sub(" ", rest)


def _shares(text: str) -> tuple[list[tuple[float, str]], str]:
    """Return the shares of a clause with their words, and the text without them."""
    found: list[tuple[float, str]] = []
    rest = text
    for pattern, read in _SHARE_READERS:
        for match in pattern.finditer(rest):
            share = read(match, text)
            if share is not None:
                found.append((share, match[0].strip()))
                rest = _crossed_out(rest, match)
    return found, rest


def _percent(match: re.Match[str], text: str) -> float | None:
    if UNLIKE.match(text[match.end() :].lstrip()):
        return None
    share = _number(match[1]) / 100
    return round(1 - share if share <= 1 - LOWEST_OBJECTIVE and FAILS.search(text) else share, 9)


def _nines(match: re.Match[str], _: str) -> float:
    share = 1 - 10 ** -int(match[1])
    return round(share + (0.5 * 10 ** -int(match[1]) if match["half"] else 0), 9)


def _of_many(match: re.Match[str], text: str) -> float | None:
    part, whole = (float(one.replace(",", "")) for one in match.groups())
    if not 0 < part <= whole:
        return None
    share = part / whole
    return round(1 - share if share <= 1 - LOWEST_OBJECTIVE and FAILS.search(text) else share, 9)


def _down(match: re.Match[str], _: str) -> float | None:
    unit = match["unit"][0]
    minutes = _number(match[1]) * {"s": 1 / 60, "m": 1, "h": 60}[unit]
    days = float(match["days"]) if match["days"] else PERIOD_DAYS[match["period"] or "month"]
    return round(max(1 - minutes / (max(days, 1) * MINUTES_PER_DAY), 0), 9)


def _always(*_: object) -> float:
    return 1.0


_SHARE_READERS = (
    (DOWN, _down),
    (DOWN_FIRST, _down),
    (PERCENT, _percent),
    (BARE, _percent),
    (NINES, _nines),
    (OF_MANY, _of_many),
    (ALWAYS, _always),
)


# --- version and notice ------------------------------------------------------------------

NUMBERED = re.compile(r"\b(?:v|version |release )?(\d+\.\d+\.\d+)\b")
VERSION = re.compile(r"\b(?:v ?|version )(\d+)(?:\.(\d+|x))?(?:\.(?:0|x))?\b(?!\.?\d)")
BUMP = re.compile(
    r"\b(major|minor|patch)\b(?= (?:version|release|number|bump|step|update|change|one|and|$)| |"
    r"$|,)"
)
OLD = re.compile(
    r"\b(?:old|older|current|previous|present|today's|existing|both versions|both forms|"
    r"after version|until version|"
    r"retires?|sunset|switch(?:ed)? off|turn(?:ed)? off|deprecat\w+|stays? (?:for|until|another)|"
    r"keeps?\b[^,]{0,30}?\b(?:running|working|alive)|stays? (?:up|on|live|available)|"
    r"in parallel|side by side|alongside|support(?:ed)?|remove[sd]?|migrat\w+|move over|to move|"
    r"to switch|to adapt|to upgrade|notice|old form|transition|grace)\b"
)
NO_PROMISE = re.compile(r"\b(?:can't|cannot|can not|won't|don't) (?:promise|guarantee|say|claim)\b")
NO_BREAK = re.compile(
    r"""\b(?:isn't|is\ not|aren't|not)\ (?:a\ )?breaking\b |
    \bno\ (?:break|breaks|breaking\ changes?|breakage)\b(?!\ without)
      | \bnothing\ (?:\w+\ )?breaks?\b | \bnothing\ will\ break\b
    | \b(?:won't|will\ not|doesn't|does\ not|don't|never|not|without)\b(?:\s\w+){0,2}\sbreak(?:ing
      |s)?\b(?!(?:\s\w+){0,3}\swithout)
    | \b(?:fully\ )?backwards?[- ]compatible\b | \bkeep(?:s)?\ working\ (?:as\ it\ is|unchanged
      |as\ is|as\ before|without\ (?:any\ )?changes?)\b
    | \b(?:don't|won't)\ (?:have|need)\ to\ change\ (?:anything|a\ thing|your|any)""",
    re.VERBOSE,
)
BREAKS = re.compile(
    r"\bbreak(?:s|ing)?\b|\bincompatible\b|\bmust change their\b|\byou(?:'ll| will)? (?:have|"
    r"need) to change\b"
)


OLD_BEFORE = re.compile(
    r"\b(?:from|old|after|current(?:ly)?|today's|previous|keeps?|until|stays|replaces?)\b"
    r"[^,]{0,18}$"
)
OLD_AFTER = re.compile(
    r",?\s(?:\w+\s)?(?:keeps?|stays?|remains?|continues?|runs?|works?|ends?|"
    r"is (?:switched|turned|still|supported)|"
    r"will (?:be (?:supported|kept|switched|turned)|keep|stay|run|work|remain|continue))\b"
)


def _read_versions(reader: Reader, clause: Clause, text: str) -> str:
    for pattern in (NUMBERED, VERSION):
        for found in pattern.finditer(text):
            old = OLD_BEFORE.search(text[: found.start()]) or OLD_AFTER.match(text[found.end() :])
            if clause.stance in OURS and not old:
                reader.add("versions", _whole_version(found))
            text = _crossed_out(text, found)
    if clause.stance in OURS:
        for found in BUMP.finditer(text):
            reader.add("bumps", found[1].upper())
    return text


def _whole_version(found: re.Match[str]) -> str:
    parts = [one if one and one.isdigit() else "0" for one in found.groups()]
    return found[1] if "." in found[1] else ".".join([*parts, "0", "0"][:3])


def _read_breaks(reader: Reader, clause: Clause) -> None:
    unsaid = clause.stance in (ASKED, SUPPOSED) or NO_PROMISE.search(clause.text)
    if NO_BREAK.search(clause.text) and not unsaid:
        reader.flags.add("no_break")
    elif BREAKS.search(clause.text):
        reader.flags.add("breaks")


# --- the day -----------------------------------------------------------------------------

_DAYS = r"(?:(?:working|business|work|week) ?)?days?"
_UNIT = rf"(?P<unit>(?P<calendar>calendar )?{_DAYS}|weeks?|wks?|months?|quarters?)"
_TO = r"(?:\s?(?:to|-|\u2013|or|and|through)\s?(?:(?:day|week)\s)?)"
DAY = re.compile(
    rf"(?:between )?(?<!earliest )(?<!first )\b(?:{_DAYS[:-2]} |week |wk |d\+?)"
    rf"(?:no\.? |number |#|= ?|is |will be )?(?P<one>\d{{1,4}})(?!\d|"
    rf"%|\.\d)"
    rf"(?:{_TO}(?P<two>\d{{1,4}})\b(?!\s?%))?"
)
ORDINAL_DAY = re.compile(
    r"\b(?P<one>\d{1,3})(?:st|nd|rd|th) (?:working |business )?(?P<unit>day|week)\b"
)
LASTS = re.compile(
    rf"\b(?P<one>\d{{1,4}}(?:\.\d)?)(?:{_TO}(?P<two>\d{{1,4}}(?:\.\d)?))?"
    rf"[- ]{_UNIT}\b(?:'(?= ?notice)|'s?)?"
)
A_PERIOD = re.compile(
    r"\b(?:in|within|for|after|another|inside|under) (?:about )?(?:a|1|the|this) (?P<unit>week|"
    r"month|quarter|year)\b"
)
YEARS = re.compile(r"\b(?P<one>\d{1,2}) (?P<unit>years?)\b")
DATE = re.compile(
    r"\b(?:(?:jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]* \d{1,2}(?:st|nd|rd|th)?|"
    r"may \d{1,2}(?:st|nd|rd|th)?"
    r"|\d{1,2}(?:st|nd|rd|th)? (?:of )?(?:january|february|march|april|may|june|july|august|"
    r"september|october|november|december)"
    r"|\d{4}-\d{2}-\d{2}|\d{1,2}/\d{1,2}/\d{2,4}|(?:early|mid|late|end of|in|by)[- ](?:january|"
    r"february|march|april|may|june|july|august|september|october|november|december|q[1-4]|"
    r"summer|spring|autumn|fall|winter|christmas)"
    r"|tomorrow|(?:next|this) (?:week|month|quarter|year|friday|monday)|as soon as (?:possible|"
    r"we can)|asap|right away|immediately)\b"
)
LIVE = re.compile(
    r"\b(?:live|launch(?:es|ed)?|ship(?:s|ped)?|ready|available|start(?:s|ing)?|deliver(?:s|ed)?|"
    r"go out|release[sd]?|"
    r"open(?:s)?|switch(?:ed)? on|done|finish(?:ed)?|in production|instant|have (?:it|them|"
    r"instant)|date|everything|all)\b"
)
PILOT = re.compile(
    r"\b(?:bank|critical path|path|build(?:s|ing)?|pilot|beta|trial|sandbox (?:opens?|is|comes|"
    r"will|starts?)|certif\w+|contract with|approval|preview|rehearsal|dry run)\b"
)
TELL = re.compile(
    r"\b(?:tell|hear|let you know|inform|notify|warn|update|report|review|say so|call you|"
    r"write to you|know)\b"
)
SLIP = re.compile(
    r"\b(?:slips?|late|delay(?:ed)?|early warning|ahead|before|miss|risk|change|news|advance|"
    r"progress)\b"
)
LATER = re.compile(
    r"(?<!and the )(?<!and )\b(?:rest|remaining|others?|follow(?:s|ing)?|later|"
    r"after (?:the )?launch|afterwards|next release|second (?:step|release)|"
    r"phase (?:2|two)|then)\b"
)
WAITING = re.compile(
    r"\b(?:shoppers?|customers?) (?:still )?wait|for (?:their|the) money|each week|every week|"
    r"per week|a week of\b|costs?\b|buffer|slack|spare|earlier than|days? (?:early|apart|"
    r"more than|less than)"
)


def _read_days(reader: Reader, clause: Clause, text: str, topic: str) -> str:
    """Read days and notice; return the topic, for a clause that goes on without naming it."""
    topic = _topic(clause.text) or topic
    for pattern in (LASTS, DAY, ORDINAL_DAY, A_PERIOD, YEARS):
        for found in pattern.finditer(text):
            _keep_days(reader, clause, text, found, topic)
            text = _crossed_out(text, found)
    date = DATE.search(text)
    if date and clause.stance in OURS and _purpose(text, date, topic) == "launch":
        reader.add("vague_dates", date[0])
    return topic


def _keep_days(reader: Reader, clause: Clause, text: str, found: re.Match[str], topic: str) -> None:
    purpose = _purpose(text, found, topic)
    end, start = _ends(found)
    words = found[0].strip()
    if purpose == "notice":
        kind = "notice_ends" if found.re in (DAY, ORDINAL_DAY) else "notices"
        reader.add(kind, Figure(end, words, clause.stance))
    elif purpose == "launch" and end > (LOWEST_ORDINAL if found.re is ORDINAL_DAY else 0):
        reader.add(
            "days", Figure(end, words, clause.stance, low=start if start < end else math.nan)
        )


def _topic(text: str) -> str:
    """Return what a clause is about where it says so: the old version, or the launch."""
    if OLD.search(text):
        return "notice"
    return "launch" if re.search(r"\b(?:live|launch|ship)\b", text) else ""


GIVES_NOTICE = re.compile(r"'?\s?notice\b|'s? notice\b| (?:of )?(?:advance )?(?:notice|warning)\b")
ANNOUNCES = re.compile(
    r"\b(?:announce|warn|tell|inform|say)\w*\b(?!.*\b(?:date|day (?:moves|slips))\b).*\b(?:break|"
    r"change)"
)
AHEAD = re.compile(r"\s?(?:ahead|before|beforehand|in advance|earlier)\b")
NOTICE_OF = re.compile(r"\bnotice (?:period )?(?:of|is)\b[^,]*$")
LAUNCH_ON = re.compile(
    r"\blaunch(?:es|ed)?(?: is| it| them| you)?(?: on| by| in| within)?(?: working)?\s*$"
)
LIVE_JUST_BEFORE = re.compile(
    r"\b(?:live|launch(?:es)?|ships?|ready|available|start|deliver)\b(?:\s\w+)*$"
)
AFTERWARDS = re.compile(
    r"\s?(?:after|before|later|ahead|earlier|into|in advance)\b"
    r"(?! (?:(?:the )?(?:start|contract|signature|kickoff)|signing|we sign|today|now|you sign))"
)
LIVE_OR_LAUNCH = re.compile(r"\b(?:live|launch)\b")
NOT_FIRST = re.compile(r"\b(?:rest|remaining|others?|later|after)\b")
WORDS_NEAR = 6


@dataclass(frozen=True)
class Span:
    """A time in its clause: the words before and after, and what the text was about before."""

    found: re.Match[str]
    text: str
    topic: str

    @property
    def before(self) -> str:
        """The words before the time."""
        return self.text[: self.found.start()]

    @property
    def after(self) -> str:
        """The words after the time."""
        return self.text[self.found.end() :]

    def is_notice(self) -> bool:
        """Return whether the time is called a notice."""
        if ANNOUNCES.search(self.text) and AHEAD.match(self.after):
            return True
        given = GIVES_NOTICE.match(self.after) and not TELL.search(self.text)
        return bool(given or NOTICE_OF.search(self.before))

    def is_launch(self) -> bool:
        """Return whether the words right before it speak of going live."""
        if LAUNCH_ON.search(self.before):
            return True
        close = " ".join(self.before.split()[-WORDS_NEAR:])
        other = OLD.search(close) or PILOT.search(self.before) or NOT_FIRST.search(self.before)
        return bool(LIVE_JUST_BEFORE.search(close)) and not other

    def is_task(self) -> bool:
        """Return whether it's how long something else takes, such as a wait or a pilot."""
        waits = self.found.re is not DAY and WAITING.search(self.text)
        return bool(waits or (PILOT.search(self.text) and not self._names_launch()))

    def is_relative(self) -> bool:
        """Return whether it counts from another day: “four weeks after the launch”."""
        return bool(AFTERWARDS.match(self.after)) and not OLD.search(self.text)

    def is_news(self) -> bool:
        """Return whether it says when the partners hear of something, or when the rest comes."""
        news = TELL.search(self.text) and (SLIP.search(self.text) or not LIVE.search(self.text))
        return bool(news or (LATER.search(self.text) and not self._names_launch()))

    def is_about_old_version(self) -> bool:
        """Return whether it says how long the old version works."""
        goes_on = self.topic == "notice" and not LIVE.search(self.text)
        return bool(OLD.search(self.text)) or (goes_on and "day" not in self.found[0].split())

    def _names_launch(self) -> bool:
        return bool(LIVE_OR_LAUNCH.search(self.before))


PURPOSES = (  # the first that applies
    (Span.is_notice, "notice"), (Span.is_launch, "launch"), (Span.is_task, ""),
    (Span.is_relative, ""), (lambda span: OLD.search(span.text), "notice"), (Span.is_news, ""),
    (Span.is_about_old_version, "notice"),
)  # fmt: skip


def _purpose(text: str, found: re.Match[str], topic: str) -> str:
    """Return what a time is for: "launch", "notice", or "" for anything else."""
    span = Span(found, text, topic)
    return next((purpose for applies, purpose in PURPOSES if applies(span)), "launch")


def _ends(found: re.Match[str]) -> tuple[float, float]:
    """Return the later and the earlier end in working days, the same where there is no range."""
    groups = found.groupdict()
    one = float(groups.get("one") or 1)
    two = float(groups.get("two") or one)
    days = _working_days(found)
    return max(one, two) * days, min(one, two) * days


def _working_days(found: re.Match[str]) -> float:
    unit = found.groupdict().get("unit") or found[0].replace("between", "").split()[0]
    if found.groupdict().get("calendar"):
        return DAYS_BY_UNIT["week"] / CALENDAR_DAYS_PER_WEEK
    words = {"wk": "week", "wks": "week", "d": "day"}
    kind = words.get(unit, unit).removesuffix("s").split()[-1]
    return {
        **DAYS_BY_UNIT,
        "quarter": 3 * DAYS_BY_UNIT["month"],
        "year": 12 * DAYS_BY_UNIT["month"],
    }.get(kind, 1)


# --- the launch set ----------------------------------------------------------------------

EVERYTHING = re.compile(
    r"\b(?:everything|all (?:of (?:it|them|that|the items)|6|items|six|the items|features)|"
    r"the (?:full|whole|complete|entire) "
    r"(?:set|scope|list|package|backlog|thing)|all 6 items|nothing (?:is left out|waits|"
    r"is missing))\b"
)
REST = re.compile(
    r"\b(?:the )?(?:rest|remaining (?:items?|ones|\d)|other (?:items|\d|ones)|everything else|"
    r"all else|others)\b"
)
ITEM_OUT = re.compile(
    r"""\b(?:without|later|follows?|following|afterwards|after\ (?:the\ )?launch|after\ that
      |waits?|waiting|postpone[ds]?|defer(?:red)?
    |leav(?:e|es|ing)\ out|left\ out|cut|drop(?:ped)?|second\ (?:step|release|phase)|phase\ 2
      |next\ (?:release|version|quarter|step)
    |except|minus|excluding|excluded?|not|no|won't|isn't|aren't|skip|then|once\ (?:we're|we\ are
      |it's)\ live|on\ hold|n't|another\ time|out\ of\ scope|instead\ of|rather\ than)\b | n't\b""",
    re.VERBOSE,
)
LACKS = re.compile(r"\b(?:not|later|without|except|but|minus)\b|n't\b")
ITEM_IN = re.compile(
    r"""\b(?:launch|live|includes?|including|included|with|ship(?:s|ped)?|deliver|first|starts?
      |get|gets|release[sd]?|build|contains?
    |covers?|comes?\ with|you'll\ have|part\ of|plus|only|just|is\ in|are\ in|go(?:es)?\ out
      |scope)\b""",
    re.VERBOSE,
)


def _read_items(reader: Reader, clause: Clause) -> None:
    text = clause.text
    if clause.stance in (ASKED, SUPPOSED):
        return
    out, inside = ITEM_OUT.search(text), ITEM_IN.search(text)
    if REST.search(text) and out:
        reader.flags.add("rest_later")
    elif EVERYTHING.search(text) and not LACKS.search(text) and clause.stance != REFUSED:
        reader.flags.add("all_items")
    named = _named(reader.items, text)
    bare = not VERB.search(text)
    side = OUT if out or clause.stance == REFUSED else IN if inside else ""
    if named and bare:  # “Later: the sandbox, the limits”
        side = side or reader.side
    for key in named or reader.pending if side else ():
        reader.places[key] = OUT if side == OUT else reader.places.get(key, IN)
    if not (named and bare):
        reader.side = "" if named else side
    # “Limits against fraud: not at launch.”
    reader.pending = named if bare and not side else []


def _named(items: Mapping[str, Sequence[str]], text: str) -> list[str]:
    """Return the items that a text names, the longest words for them first."""
    words = sorted(
        ((one, key) for key, some in items.items() for one in some), key=lambda p: -len(p[0])
    )
    found: dict[str, None] = {}
    for one, key in words:
        pattern = re.compile(rf"\b{re.escape(one)}s?\b")
        if match := pattern.search(text):
            found[key] = None
            text = _crossed_out(text, match)
    return list(found)


# --- who decides -------------------------------------------------------------------------

ROLES = {
    "pm": r"product manager|pm",
    "tpm": r"(?:technical )?program(?:me)? manager|tpm",
    "lead": r"engineering lead|team lead|tech(?:nical)? lead|lead engineer|lead",
    "tpo": r"technical product owner|tpo|i|me|myself|mine|product owner",
    "director": r"director(?: of engineering)?",
}
_ROLE = "|".join(rf"(?P<{key}>{words})" for key, words in ROLES.items())
_WHO = r"(?:(?:the|our|your|my) )?(?:[\w-]+ ){0,4}?[\w-]+"
# “our product manager, Lee, decides”
APPOSITION = re.compile(
    r", [\w-]+(?: [\w-]+)?,(?= (?:decides?|will|has|is|owns?|signs?|"
    r"approves?)\b)"
)
DECIDES_ON = re.compile(
    rf"\b(?P<who>(?:(?:the|our) )?(?:{'|'.join(ROLES.values())})) (?:on|for|about) (?:the )?"
    r"(?P<about>scope|dates?|launch date|breaking changes?|objective|priorities|limits?)\b"
)
DECIDES = (
    re.compile(r"\b(?P<about>[\w ]+?) (?:is|are) (?P<who>mine)\b"),
    re.compile(r"\b(?P<about>[\w ]*?) ?(?:is|are|be|gets?) decided by (?P<who>[^,]+)"),
    re.compile(
        r"^(?P<about>dates?|scope|decisions?|who decides|decider|owner|contact|"
        r"accountable), (?P<who>[a-z][^,]*)"
    ),
    re.compile(
        r"\b(?:for|on|about|as for) (?:the )?(?P<about>dates?|days?|scope|launch\w*|objective|"
        r"changes?|contract|version|breaks?)\b[^,]*, "
        r"(?:it's|it is|that's|that is) (?P<who>[^,]+)"
    ),
    re.compile(
        r"(?P<who>[^,]*?)\b(?:alone |jointly |finally )?(?:decide[sd]?|signs? off|approves?|"
        r"has the (?:last|final) (?:word|say)|"
        r"has the say|have the (?:last|final) (?:word|say)|makes? the (?:call|decision)|"
        r"calls? the shots|answers? for|(?:is|am|are|'m|'s|'re) (?:the one )?(?:accountable|"
        r"responsible|in charge)|owns? (?:the |this |that )?(?:decision|date|scope)s?|"
        r"will decide)\b(?P<about>[^,]*)"
    ),
    re.compile(
        r"\b(?:decided|decisions?(?P<about>[^,]*?) (?:come|comes|is made|are made|is|are|lies|"
        r"lie|rests?)|call(?P<about2>[^,]*?) is|approved|signed off|made) (?:by|from|with|up to|"
        r"for) (?P<who>[^,]+)"
    ),
    re.compile(
        r"\b(?:is|are|it's) (?P<who>my|the [\w ]+?'s|our [\w ]+?'s) (?:decision|"
        r"call)\b(?P<about>.*)"
    ),
    re.compile(
        r"(?:^|\bplease |\bcan |\bjust )(?:ask|contact|write to|talk to|speak to|"
        r"turn to) (?P<who>[^,]+?)(?: (?:for|about|if|with|on)\b.*)?$"
    ),
)


def _read_deciders(reader: Reader, clause: Clause) -> None:
    if clause.stance == ASKED:
        return
    for each in DECIDES_ON.finditer(clause.text):
        reader.add("deciders", Decider(each["who"], _role(each["who"]), each["about"]))
    text = APPOSITION.sub(" ", clause.text)
    found = (pattern.search(text) for pattern in DECIDES)
    deciders = (_decider(text, one) for one in found if one)
    if first := next(filter(None, deciders), None):
        reader.add("deciders", first)


def _decider(text: str, found: re.Match[str]) -> Decider | None:
    """Return who decides what; None where the words name nobody."""
    who, groups = found["who"].strip(), found.groupdict()
    name, role = _name(who), _role(who)
    if not name or (not role and _is_nobody(name)):
        return None
    about = groups.get("about") or groups.get("about2") or text.replace(found["who"], " ")
    return Decider(name, role, " ".join(about.split()))


def _role(who: str) -> str:
    found = re.search(rf"\b(?:{_ROLE}|(?P<own>my))\b", who)
    if not found:
        return ""
    key = found.lastgroup or ""
    return "tpo" if key == "own" else key


def _name(who: str) -> str:
    """Return the last words of who decides, without what leads up to them."""
    cleaned = re.sub(r"^(?:and|but|so|then|as for \w+|on \w+|about \w+)\s", "", who).strip(" .!?;")
    cleaned = re.sub(r"\s(?:will|can|may|must|also|always|who)$", "", cleaned)
    return cleaned if len(cleaned.split()) <= 7 else ""


def _is_nobody(name: str) -> bool:
    return bool(
        re.search(
            r"^(?:no one|nobody|you|they|it|that|this|which|who|there|the partners)$|\bwe$", name
        )
    ) or not re.search(r"[a-z]", name)
