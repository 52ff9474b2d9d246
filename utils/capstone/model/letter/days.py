"""Times in a letter: the day of the launch, and how long the old version works."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from utils.capstone.model.letter.change import BREAKING_CHANGE_PATTERN, OLD_VERSION_PATTERN
from utils.capstone.model.letter.records import LetterFigure, blank_out, parse_letter_number
from utils.capstone.model.promise import WORKING_DAYS_BY_UNIT
from utils.capstone.model.stances import COMMITTED_STANCES

if TYPE_CHECKING:
    from utils.capstone.model.clauses import Clause
    from utils.capstone.model.letter.records import LetterReadingBuilder

CALENDAR_DAYS_PER_WEEK = 7
HIGHEST_VAGUE_ORDINAL = 9  # “the 1st day that we can promise” names no day
_DAYS_REGEX = r"(?:(?:working|business|work|week) ?)?days?"
_INTEGER_REGEX = r"(?:\d{1,3}(?:,\d{3})+|\d{1,4})"
_DECIMAL_REGEX = rf"{_INTEGER_REGEX}(?:[.,]\d{{1,2}})?(?!\d)"
_TIME_UNIT_REGEX = rf"(?P<unit>(?P<calendar>calendar )?{_DAYS_REGEX}|weeks?|wks?|months?|quarters?)"
_RANGE_SEPARATOR_REGEX = r"(?:\s?(?:to|-|\u2013|or|and|through)\s?(?:(?:day|week)\s)?)"
DAY_PATTERN = re.compile(
    rf"(?:between )?(?<!earliest )(?<!first )\b(?:{_DAYS_REGEX[:-2]} |week |wk |d\+?)"
    rf"(?:no\.? |number |#|= ?|is |will be )?(?P<one>{_INTEGER_REGEX})(?:st|nd|rd|th)?"
    rf"(?![^\W_]|%|[.,]\d)"
    rf"(?:{_RANGE_SEPARATOR_REGEX}(?P<two>{_INTEGER_REGEX})\b(?!\s?%))?"
)
NTH_DAY_OR_WEEK_PATTERN = re.compile(
    r"\b(?P<one>\d{1,3})(?:st|nd|rd|th) (?:working |business )?(?P<unit>day|week)\b"
)
DURATION_PATTERN = re.compile(
    rf"(?<![\d.,])\b(?P<one>{_DECIMAL_REGEX})(?:{_RANGE_SEPARATOR_REGEX}(?P<two>{_DECIMAL_REGEX}))?"
    rf"(?: (?:more|further|additional|full|whole))?[- ]{_TIME_UNIT_REGEX}\b(?:'(?= ?notice)|'s?)?"
)
ONE_PERIOD_PATTERN = re.compile(
    r"\b(?:in|within|for|after|another|inside|under) (?:about )?(?:a|1|the|this) (?P<unit>week|"
    r"month|quarter|year)\b"
)
YEARS_PATTERN = re.compile(r"\b(?P<one>\d{1,2}) (?P<unit>years?)\b")
CALENDAR_DATE_PATTERN = re.compile(
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
GOING_LIVE_PATTERN = re.compile(
    r"\b(?:live|launch(?:es|ed)?|ship(?:s|ped)?|ready|available|start(?:s|ing)?|deliver(?:s|ed)?|"
    r"go out|release[sd]?|"
    r"open(?:s)?|switch(?:ed)? on|done|finish(?:ed)?|in production|instant|have (?:it|them|"
    r"instant)|date|everything|all)\b"
)
OTHER_MILESTONE_PATTERN = re.compile(
    r"\b(?:bank|critical path|path|build(?:s|ing)?|pilot|beta|trial|sandbox (?:opens?|is|comes|"
    r"will|starts?)|certif\w+|contract with|approval|preview|rehearsal|dry run)\b"
)
INFORMING_PATTERN = re.compile(
    r"\b(?:tell|hear|let you know|inform|notify|warn|update|report|review|say so|call you|"
    r"write to you|know)\b"
)
SCHEDULE_NEWS_PATTERN = re.compile(
    r"\b(?:slips?|late|delay(?:ed)?|early warning|ahead|before|miss|risk|change|news|advance|"
    r"progress)\b"
)
LATER_PHASE_PATTERN = re.compile(
    r"(?<!and the )(?<!and )\b(?:rest|remaining|others?|follow(?:s|ing)?|later(?! than)|"
    r"after (?:the )?launch|afterwards|next release|second (?:step|release)|"
    r"phase (?:2|two)|then)\b"
)
OTHER_DURATION_PATTERN = re.compile(
    r"\b(?:shoppers?|customers?) (?:still )?wait|for (?:their|the) money|each week|every week|"
    r"per week|a week of\b|costs?\b|buffer|slack|spare|earlier than|days? (?:early|apart|"
    r"more than|less than)"
)


def record_days(builder: LetterReadingBuilder, clause: Clause, text: str, topic: str) -> str:
    """Read days and notice; return the topic, for a clause that goes on without naming it."""
    topic = _find_clause_topic(clause.text) or topic
    for pattern in (
        DURATION_PATTERN,
        DAY_PATTERN,
        NTH_DAY_OR_WEEK_PATTERN,
        ONE_PERIOD_PATTERN,
        YEARS_PATTERN,
    ):
        for found in pattern.finditer(text):
            _record_time_match(builder, clause, text, found, topic)
            text = blank_out(text, found)
    date = CALENDAR_DATE_PATTERN.search(text)
    if (
        date
        and clause.stance in COMMITTED_STANCES
        and _find_time_purpose(text, date, topic) == "launch"
    ):
        builder.add("vague_dates", date[0])
    return topic


def _record_time_match(
    builder: LetterReadingBuilder, clause: Clause, text: str, match: re.Match[str], topic: str
) -> None:
    purpose = _find_time_purpose(text, match, topic)
    end, start = _later_and_earlier_days(match)
    words = match[0].strip()
    if purpose == "notice":
        kind = "notice_ends" if match.re in (DAY_PATTERN, NTH_DAY_OR_WEEK_PATTERN) else "notices"
        builder.add(kind, LetterFigure(end, words, clause.stance))
    elif purpose == "launch" and end > (
        HIGHEST_VAGUE_ORDINAL if match.re is NTH_DAY_OR_WEEK_PATTERN else 0
    ):
        builder.add(
            "days", LetterFigure(end, words, clause.stance, low=start if start < end else math.nan)
        )


def _find_clause_topic(text: str) -> str:
    """Return what a clause is about where it says so: the old version, or the launch."""
    if OLD_VERSION_PATTERN.search(text):
        return "notice"
    return "launch" if re.search(r"\b(?:live|launch|ship)\b", text) else ""


NOTICE_AFTER_TIME_PATTERN = re.compile(
    r"'?\s?notice\b|'s? notice\b| (?:of )?(?:advance )?(?:notice|warning)\b"
)
ANNOUNCES_BREAK_PATTERN = re.compile(
    r"\b(?:announce|warn|tell|inform|say)\w*\b(?!.*\b(?:date|day (?:moves|slips))\b).*\b(?:break|"
    r"change)"
)
AHEAD_AFTER_TIME_PATTERN = re.compile(r"\s?(?:ahead|before|beforehand|in advance|earlier)\b")
NOTICE_LEAD_IN_PATTERN = re.compile(r"\bnotice (?:period )?(?:of|is)\b[^,]*$")
LAUNCH_LEAD_IN_PATTERN = re.compile(
    r"\blaunch(?:es|ed)?(?: is| it| them| you)?(?: on| by| in| within)?(?: working)?\s*$"
)
GOING_LIVE_LEAD_IN_PATTERN = re.compile(
    r"\b(?:live|launch(?:es)?|ships?|ready|available|start|deliver)\b(?:\s\w+)*$"
)
LIVE_JUST_AFTER_PATTERN = re.compile(  # “on day 62 we launch …”
    r",? (?:we|it|this|the \w+(?: \w+)?|(?:instant )?refunds?)(?:'ll| will)? (?:go(?:es)? live|"
    r"(?:is|are|be) (?:live|available)|launch(?:es)?|ships?|start)\b"
)
RELATIVE_TIME_PATTERN = re.compile(
    r"\s?(?:after|before|later|ahead|earlier|into|in advance)\b"
    r"(?! (?:(?:the )?(?:start|contract|signature|kickoff)|signing|we sign|today|now|you sign))"
)
PLUS_SIGN_LEAD_IN_PATTERN = re.compile(r"(?:^|[\s(])\+ ?$")  # “Sandbox: +4 weeks”, but not “D+64”
LIVE_OR_LAUNCH_PATTERN = re.compile(r"\b(?:live|launch)\b")
LATER_ITEMS_PATTERN = re.compile(r"\b(?:rest|remaining|others?|later|after)\b")
UNTIL_LEAD_IN_PATTERN = re.compile(r"\b(?:before|until|till|for)(?: the)? ?$")
NEARBY_WORD_COUNT = 6


@dataclass(frozen=True)
class TimeMention:
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

    def is_notice_period(self) -> bool:
        """Return whether the time is called a notice."""
        if ANNOUNCES_BREAK_PATTERN.search(self.text) and AHEAD_AFTER_TIME_PATTERN.match(self.after):
            return True
        given = NOTICE_AFTER_TIME_PATTERN.match(self.after) and not INFORMING_PATTERN.search(
            self.text
        )
        return bool(given or NOTICE_LEAD_IN_PATTERN.search(self.before))

    def is_launch_time(self) -> bool:
        """Return whether the words right before or after it speak of going live."""
        if LAUNCH_LEAD_IN_PATTERN.search(self.before):
            return True
        if LIVE_JUST_AFTER_PATTERN.match(self.after):
            others = (OTHER_MILESTONE_PATTERN, LATER_PHASE_PATTERN, LATER_ITEMS_PATTERN)
            return not any(one.search(self.before + self.after) for one in others)
        close = " ".join(self.before.split()[-NEARBY_WORD_COUNT:])
        other = (
            OLD_VERSION_PATTERN.search(close)
            or OTHER_MILESTONE_PATTERN.search(self.before)
            or LATER_ITEMS_PATTERN.search(self.before)
        )
        return bool(GOING_LIVE_LEAD_IN_PATTERN.search(close)) and not other

    def is_other_duration(self) -> bool:
        """Return whether it's how long something else takes, such as a wait or a pilot."""
        waits = self.found.re is not DAY_PATTERN and OTHER_DURATION_PATTERN.search(self.text)
        return bool(
            waits or (OTHER_MILESTONE_PATTERN.search(self.text) and not self._names_launch_before())
        )

    def is_relative(self) -> bool:
        """Return whether it counts from another day: “four weeks after the launch”."""
        counted = RELATIVE_TIME_PATTERN.match(self.after) or PLUS_SIGN_LEAD_IN_PATTERN.search(
            self.before
        )
        return bool(counted) and not OLD_VERSION_PATTERN.search(self.text)

    def is_news_or_later_phase(self) -> bool:
        """Return whether it says when the partners hear of something, or when the rest comes."""
        news = INFORMING_PATTERN.search(self.text) and (
            SCHEDULE_NEWS_PATTERN.search(self.text) or not GOING_LIVE_PATTERN.search(self.text)
        )
        phrase = self.before + self.found[0] + self.after.partition(",")[0]
        return bool(
            news or (LATER_PHASE_PATTERN.search(phrase) and not self._names_launch_before())
        )

    def names_old_version(self) -> bool:
        """Return whether its clause names the old version."""
        return bool(OLD_VERSION_PATTERN.search(self.text))

    def continues_old_version(self) -> bool:
        """Return whether it goes on about the old version without naming it."""
        goes_on = self.topic == "notice" and not GOING_LIVE_PATTERN.search(self.text)
        return goes_on and "day" not in self.found[0].split()

    def is_end_of_compatibility(self) -> bool:
        """Return whether it says until when nothing breaks."""
        return bool(
            BREAKING_CHANGE_PATTERN.search(self.before)
            and UNTIL_LEAD_IN_PATTERN.search(self.before)
        )

    def _names_launch_before(self) -> bool:
        return bool(LIVE_OR_LAUNCH_PATTERN.search(self.before))


TIME_PURPOSE_RULES = (  # the first that applies
    (TimeMention.is_notice_period, "notice"),
    (TimeMention.is_launch_time, "launch"),
    (TimeMention.is_other_duration, ""),
    (TimeMention.is_relative, ""),
    (TimeMention.names_old_version, "notice"),
    (TimeMention.is_end_of_compatibility, "notice"),
    (TimeMention.is_news_or_later_phase, ""),
    (TimeMention.continues_old_version, "notice"),
)


def _find_time_purpose(text: str, match: re.Match[str], topic: str) -> str:
    """Return what a time is for: "launch", "notice", or "" for anything else."""
    mention = TimeMention(match, text, topic)
    return next((purpose for applies, purpose in TIME_PURPOSE_RULES if applies(mention)), "launch")


def _later_and_earlier_days(match: re.Match[str]) -> tuple[float, float]:
    """Return the later and the earlier end in working days, the same where there is no range."""
    groups = match.groupdict()
    one = parse_letter_number(groups.get("one") or "1")
    two = parse_letter_number(groups["two"]) if groups.get("two") else one
    days = _days_per_unit(match)
    return max(one, two) * days, min(one, two) * days


def _days_per_unit(match: re.Match[str]) -> float:
    unit = match.groupdict().get("unit") or match[0].replace("between", "").split()[0]
    if match.groupdict().get("calendar"):
        return WORKING_DAYS_BY_UNIT["week"] / CALENDAR_DAYS_PER_WEEK
    words = {"wk": "week", "wks": "week", "d": "day"}
    kind = words.get(unit, unit).removesuffix("s").split()[-1]
    return {
        **WORKING_DAYS_BY_UNIT,
        "quarter": 3 * WORKING_DAYS_BY_UNIT["month"],
        "year": 12 * WORKING_DAYS_BY_UNIT["month"],
    }.get(kind, 1)
