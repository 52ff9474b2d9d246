"""Times in a letter: the day of the launch, and how long the old version works."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from utils.capstone.model.letter.change import BREAKS, OLD
from utils.capstone.model.letter.records import COMMITTED_STANCES, Figure, crossed_out, to_number
from utils.capstone.model.promise import DAYS_BY_UNIT

if TYPE_CHECKING:
    from utils.capstone.model.clauses import Clause
    from utils.capstone.model.letter.records import Reader

CALENDAR_DAYS_PER_WEEK = 7
LOWEST_ORDINAL = 9  # “the 1st day that we can promise” names no day
_DAYS_PATTERN = r"(?:(?:working|business|work|week) ?)?days?"
_NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d{1,4})"
_DECIMAL = rf"{_NUMBER}(?:[.,]\d{{1,2}})?(?!\d)"
_UNIT_PATTERN = rf"(?P<unit>(?P<calendar>calendar )?{_DAYS_PATTERN}|weeks?|wks?|months?|quarters?)"
_TO_PATTERN = r"(?:\s?(?:to|-|\u2013|or|and|through)\s?(?:(?:day|week)\s)?)"
DAY = re.compile(
    rf"(?:between )?(?<!earliest )(?<!first )\b(?:{_DAYS_PATTERN[:-2]} |week |wk |d\+?)"
    rf"(?:no\.? |number |#|= ?|is |will be )?(?P<one>{_NUMBER})(?:st|nd|rd|th)?"
    rf"(?![^\W_]|%|[.,]\d)"
    rf"(?:{_TO_PATTERN}(?P<two>{_NUMBER})\b(?!\s?%))?"
)
ORDINAL_DAY = re.compile(
    r"\b(?P<one>\d{1,3})(?:st|nd|rd|th) (?:working |business )?(?P<unit>day|week)\b"
)
LASTS = re.compile(
    rf"(?<![\d.,])\b(?P<one>{_DECIMAL})(?:{_TO_PATTERN}(?P<two>{_DECIMAL}))?"
    rf"(?: (?:more|further|additional|full|whole))?[- ]{_UNIT_PATTERN}\b(?:'(?= ?notice)|'s?)?"
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
LATER_PHASE = re.compile(
    r"(?<!and the )(?<!and )\b(?:rest|remaining|others?|follow(?:s|ing)?|later(?! than)|"
    r"after (?:the )?launch|afterwards|next release|second (?:step|release)|"
    r"phase (?:2|two)|then)\b"
)
WAITING = re.compile(
    r"\b(?:shoppers?|customers?) (?:still )?wait|for (?:their|the) money|each week|every week|"
    r"per week|a week of\b|costs?\b|buffer|slack|spare|earlier than|days? (?:early|apart|"
    r"more than|less than)"
)


def read_days(reader: Reader, clause: Clause, text: str, topic: str) -> str:
    """Read days and notice; return the topic, for a clause that goes on without naming it."""
    topic = _clause_topic(clause.text) or topic
    for pattern in (LASTS, DAY, ORDINAL_DAY, A_PERIOD, YEARS):
        for found in pattern.finditer(text):
            _record_days(reader, clause, text, found, topic)
            text = crossed_out(text, found)
    date = DATE.search(text)
    if date and clause.stance in COMMITTED_STANCES and _find_purpose(text, date, topic) == "launch":
        reader.add("vague_dates", date[0])
    return topic


def _record_days(
    reader: Reader, clause: Clause, text: str, found: re.Match[str], topic: str
) -> None:
    purpose = _find_purpose(text, found, topic)
    end, start = _range_in_days(found)
    words = found[0].strip()
    if purpose == "notice":
        kind = "notice_ends" if found.re in (DAY, ORDINAL_DAY) else "notices"
        reader.add(kind, Figure(end, words, clause.stance))
    elif purpose == "launch" and end > (LOWEST_ORDINAL if found.re is ORDINAL_DAY else 0):
        reader.add(
            "days", Figure(end, words, clause.stance, low=start if start < end else math.nan)
        )


def _clause_topic(text: str) -> str:
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
UNTIL = re.compile(r"\b(?:before|until|till|for)(?: the)? ?$")
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
        phrase = self.before + self.found[0] + self.after.partition(",")[0]
        return bool(news or (LATER_PHASE.search(phrase) and not self._names_launch()))

    def is_about_old_version(self) -> bool:
        """Return whether it says how long the old version works."""
        goes_on = self.topic == "notice" and not LIVE.search(self.text)
        return bool(OLD.search(self.text)) or (goes_on and "day" not in self.found[0].split())

    def is_break(self) -> bool:
        """Return whether it says until when nothing breaks."""
        return bool(BREAKS.search(self.before) and UNTIL.search(self.before))

    def _names_launch(self) -> bool:
        return bool(LIVE_OR_LAUNCH.search(self.before))


PURPOSES = (  # the first that applies
    (Span.is_notice, "notice"), (Span.is_launch, "launch"), (Span.is_task, ""),
    (Span.is_relative, ""), (lambda span: OLD.search(span.text), "notice"),
    (Span.is_break, "notice"), (Span.is_news, ""), (Span.is_about_old_version, "notice"),
)  # fmt: skip


def _find_purpose(text: str, found: re.Match[str], topic: str) -> str:
    """Return what a time is for: "launch", "notice", or "" for anything else."""
    span = Span(found, text, topic)
    return next((purpose for applies, purpose in PURPOSES if applies(span)), "launch")


def _range_in_days(found: re.Match[str]) -> tuple[float, float]:
    """Return the later and the earlier end in working days, the same where there is no range."""
    groups = found.groupdict()
    one = to_number(groups.get("one") or "1")
    two = to_number(groups["two"]) if groups.get("two") else one
    days = _days_per_unit(found)
    return max(one, two) * days, min(one, two) * days


def _days_per_unit(found: re.Match[str]) -> float:
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
