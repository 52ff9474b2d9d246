"""What a typed measure asks of a day of calls, as far as it says so."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from utils.kit.english import format_number, plural
from utils.role.model.call_day import MINUTES_PER_DAY
from utils.role.model.clock_hours import BUSINESS_HOURS_REGEX, hours_text, parse_hours
from utils.role.model.measure_reading import is_countable, read_measure
from utils.role.model.phrases import normalize_text
from utils.role.model.spec import find_load
from utils.role.model.token_kinds import TokenKind, split_words
from utils.role.model.tokens import kind_letters, tokenize
from utils.role.model.trial import Requirement

if TYPE_CHECKING:
    from utils.role.model.measure_reading import MeasureReading, MeasureTarget
    from utils.role.model.tokens import Token

_MILLISECONDS_BY_UNIT_PREFIX = {  # milliseconds in a unit, by how the unit begins
    "n": 1e-6, "mic": 1e-3, "us": 1e-3, "µ": 1e-3, "μ": 1e-3, "ms": 1, "mil": 1, "s": 1e3,
    "min": 6e4, "h": 3.6e6, "d": 8.64e7,
}  # fmt: skip
_MINUTES_BY_UNIT_PREFIX = {  # a window longer than the day is the day
    "s": 1 / 60, "min": 1, "h": 60, "hourly": 60,
}  # fmt: skip
# A small share beside one of these is the share that may be bad: “5 of 100 may take longer”.
_EXCEEDS_LIMIT_REGEX = (
    r"\b(?:slower|slowest|longer|late|later|exceed\w*|over|above|beyond|outside|more than|miss|"
    r"misses|missed|breach\w*)\b|[>≥]|\b(?:not|n't|never) (?:answer|finish|return|within|in|under)"
)
_ALL_EXCEPT_REGEX = r"\ball (?:\w+ ){0,2}(?:but|except|save)\b"
_NEGATION_WORD_REGEX = r"\b(?:not?|never|cannot|none)\b|n't\b"
_CALL_NOUNS_REGEX = r"(?:calls?|requests?|responses?|answers?|lookups?|payments?|refunds?)"
_ANSWERED_CALLS_ONLY_REGEX = (
    rf"(?<!are )(?<!is )(?<!be )\b(?:answered|successful|completed|2xx)(?: \w+)? "
    rf"{_CALL_NOUNS_REGEX}\b"
    r"|\b(?:that|which) (?:are |were |get )?(?:answered|succeed|succeeded|complete|successful)\b"
    r"|\b(?:fail(?:ed|ures?|ing)|errors?|timeouts?|5xx)(?: \w+)? "
    r"(?:aside|excluded|ignored|left out|(?:do not|don't) count)\b"
    r"|\b(?:excluding|ignoring|not counting|leaving out) (?:\w+ )?"
    r"(?:fail\w+|errors?\b|timeouts?\b|5xx\b)"
)
_DATA_AGE_REGEX = r"\b(?:ms|s|sec|min|\w*seconds?|minutes?|hours?) old\b"
_SHARE_OF_TIME_REGEX = (  # 99.9% of minutes, 287 of 288 windows
    r"(?:%|percent|\d) of (?:all |the |any )?(?:[\d,.]+ )?(?:[\w-]+ )?"
    r"(?:minutes|hours|days|nights|weeks|months|windows|samples|checks)\b"
)
_FAILURE_WORDS = frozenset(
    split_words(
        "fail fails failed failing failure failures error errors lost refused rejected 5xx "
        "unsuccessful unanswered"
    )
)
# What this day knows nothing of: only calls and how long each takes are in it.
_NON_CALL_WORDS = frozenset(
    split_words(
        "downtime outage outages lag recovery restore restored rollback failover payout payouts "
        "file files batch batches invoice invoices data events event build deploys deployment "
        "webhook webhooks findings vulnerabilities balances backup job run export report"
    )
)
MAX_LIMIT_MS = 60_000
_TIME_UNIT_KINDS = (TokenKind.SECONDS, TokenKind.PERIOD)


def parse_requirement(measure: str, load: str = "") -> Requirement | None:
    """Return what a measure and the load next to it ask for, or None.

    None where this day can't decide it: no limit in time and no share of failed calls, more than
    one limit, a limit above a minute, or something else than calls. Never raises.
    """
    reading = read_measure(measure)
    limits = [one for one in reading.targets if one.category == "time"]
    shares = [one for one in reading.targets if _target_share(one) is not None]
    text = normalize_text(measure)
    if (
        re.search(_DATA_AGE_REGEX, text)
        or re.search(_SHARE_OF_TIME_REGEX, text)
        or reading.has_any_word(_NON_CALL_WORDS)
        or len(limits) > 1
        or len(shares) + len(set(reading.percentile_ranks)) > 1
        or _asks_for_slow_calls(reading, limits, shares, text)
    ):
        return None
    if not limits and not (shares and _mentions_success_or_failure(reading)):
        return None
    limit = _target_milliseconds(limits[0]) if limits else math.inf
    if limit is None or MAX_LIMIT_MS < limit < math.inf:
        return None
    hours, window = parse_hours(text), _window_minutes(reading)
    if hours and window is None:
        window = MINUTES_PER_DAY  # all of those hours together
    return Requirement(
        limit_ms=limit,
        allowed_share=_allowed_miss_share(reading, shares, text),
        uses_mean=_asks_for_mean(reading),
        window_minutes=None if window is None else max(1, round(window)),
        max_calls_per_second=_load_per_second(measure, load),
        answered_only=_counts_answered_only(reading, text, load, has_limit=bool(limits)),
        hours=hours,
        window_seconds=None if window is None or window == round(window) else round(60 * window, 3),
    )


def describe_requirement(requirement: Requirement) -> str:
    """Return what was understood, and what wasn't said, in one or two sentences."""
    when = (
        []
        if requirement.window_minutes is None
        else [
            windows_and_hours_text(
                requirement.window_minutes, requirement.hours, requirement.window_seconds
            )
        ]
    )
    said = ", ".join([*when, _requirement_text(requirement)])
    if requirement.max_calls_per_second is not None:
        said += (
            f", while up to {format_number(round(requirement.max_calls_per_second, 1))} a "
            "second come in"
        )
    missing = f" You don't say {_join_with_or(requirement.missing)}." if requirement.missing else ""
    return f"You ask: {said}.{missing}"


def windows_and_hours_text(
    window_minutes: int, hours: tuple[int, int] | None, window_seconds: float | None = None
) -> str:
    """Return windows with their hours: “in every 5 minutes between 18:00 and 20:00”."""
    window = window_text(window_minutes)
    if window_seconds:
        window = f"in every {'second' if window_seconds == 1 else plural(window_seconds, 'second')}"
    if hours is None:
        return window
    return (
        hours_text(hours) if window_minutes >= MINUTES_PER_DAY else f"{window} {hours_text(hours)}"
    )


def window_text(window_minutes: int) -> str:
    """Return a window in words: “in every 5 minutes”, “over the whole day”."""
    if window_minutes >= MINUTES_PER_DAY:
        return "over the whole day"
    if window_minutes % 60 == 0:
        return (
            "in every hour"
            if window_minutes == 60
            else f"in every {plural(window_minutes // 60, 'hour')}"
        )
    return (
        "in every minute" if window_minutes == 1 else f"in every {plural(window_minutes, 'minute')}"
    )


def limit_text(limit_ms: float) -> str:
    """Return a limit as one would say it: 300 ms, 2 s, 5 minutes."""
    if limit_ms < 1_000:
        return f"{format_number(limit_ms)} ms"
    if limit_ms < 60_000:
        return f"{format_number(limit_ms / 1_000)} s"
    return plural(limit_ms / 60_000, "minute")


def required_share_text(allowed_share: float, call_noun: str = "calls") -> str:
    """Return how many calls have to be good: “95 of 100 calls”, “every call”."""
    if allowed_share <= 0:
        return "every call"
    of = 100
    while of < 1e9 and not math.isclose(
        round(allowed_share * of), allowed_share * of, rel_tol=1e-6
    ):
        of *= 10
    return f"{format_number(round((1 - allowed_share) * of))} of {format_number(of)} {call_noun}"


def _requirement_text(requirement: Requirement) -> str:
    good = (
        "answered"
        if math.isinf(requirement.limit_ms)
        else f"under {limit_text(requirement.limit_ms)}"
    )
    if requirement.uses_mean:
        return f"the mean {good}"
    if requirement.allowed_share is None:
        return f"calls {good}"
    call_noun = "answered calls" if requirement.answered_only else "calls"
    return f"{required_share_text(requirement.allowed_share, call_noun)} {good}"


def _join_with_or(parts: tuple[str, ...]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])}, or {parts[-1]}"


def _target_share(target: MeasureTarget) -> float | None:
    """Return the share that a target names, 0 to 1, or None."""
    if target.category not in {"share", "percent"}:
        return None
    whole = 100.0 if math.isnan(target.out_of) else target.out_of
    share = target.value / whole if whole else math.nan
    return share if 0 <= share <= 1 else None


def _mentions_success_or_failure(reading: MeasureReading) -> bool:
    succeeds = split_words("succeed succeeds success successful successfully answered available")
    return reading.has_any_word(_FAILURE_WORDS) or reading.has_any_word(
        [*succeeds, "availability", "uptime"]
    )


def _allowed_miss_share(
    reading: MeasureReading, shares: list[MeasureTarget], text: str
) -> float | None:
    """Return the share of calls that may miss the limit."""
    if reading.percentile_ranks:
        rank = reading.percentile_ranks[0]
        return round(1 - rank / 100, 12) if 0 < rank <= 100 else None
    if shares:
        share = _target_share(shares[0]) or 0.0
        return round(
            share if share < 0.5 and _is_share_of_bad_calls(reading, text) else 1 - share, 12
        )
    if _asks_for_mean(reading):
        return None
    # What was read as a window is crossed out: the “every” of “every 5 minutes” isn't every call.
    for_all = reading.find_matches("[ALWAYS WORST_CASE EVERY]")
    none = any(one.text == "no" and one.kind == TokenKind.NUMBER for one in reading.tokens)
    return 0.0 if for_all or none else None


def _is_share_of_bad_calls(reading: MeasureReading, text: str) -> bool:
    """Return whether a share below a half is of slow or failed calls, not of good ones."""
    limited = any(one.category == "time" for one in reading.targets)
    slow = limited and re.search(_EXCEEDS_LIMIT_REGEX, text) is not None
    return (
        slow
        or reading.has_any_word(_FAILURE_WORDS)
        or re.search(_ALL_EXCEPT_REGEX, text) is not None
    )


def _asks_for_mean(reading: MeasureReading) -> bool:
    return TokenKind.MEAN in kind_letters(reading.tokens) and not reading.percentile_ranks


def _asks_for_slow_calls(
    reading: MeasureReading, limits: list[MeasureTarget], shares: list[MeasureTarget], text: str
) -> bool:
    """Return whether most calls would have to be slow: “95% of calls take longer than 2 s”."""
    most = bool(reading.percentile_ranks) or any(
        (_target_share(one) or 0.0) >= 0.5 for one in shares
    )
    above = any(one.bound in {">", "≥"} for one in limits)
    return most and above and re.search(_NEGATION_WORD_REGEX, text) is None


def _target_milliseconds(target: MeasureTarget) -> float | None:
    factor = next(
        (ms for start, ms in _MILLISECONDS_BY_UNIT_PREFIX.items() if target.unit.startswith(start)),
        None,
    )
    if factor is None or not 0 < target.value < math.inf:
        return None
    return target.value * factor


def _window_minutes(reading: MeasureReading) -> float | None:
    """Return the window in minutes; a day for a longer one, None for one that only names hours."""
    timed = [one for one in reading.windows if not _mentions_hours_of_day(one)]
    if not timed:
        return None
    found = tokenize(timed[0])
    unit = next((one.text for one in found if one.kind in (*_TIME_UNIT_KINDS, TokenKind.DAILY)), "")
    size = next((one.value for one in found if one.kind == TokenKind.NUMBER), 1.0)
    minutes = next(
        (m for start, m in _MINUTES_BY_UNIT_PREFIX.items() if unit.startswith(start)),
        MINUTES_PER_DAY,
    )
    return min(size * minutes, MINUTES_PER_DAY)


def _mentions_hours_of_day(window: str) -> bool:
    return window == "during clock" or re.search(BUSINESS_HOURS_REGEX, window) is not None


def _load_per_second(measure: str, load: str) -> float | None:
    for text, part in ((load, "stimulus"), (measure, "measure")):
        found = find_load(text, part) if text else ""
        rate = _rate_per_second(tokenize(found)) if found else None
        if rate is not None:
            return rate
    return None


def _rate_per_second(tokens: list[Token]) -> float | None:
    value = next((one.value for one in tokens if one.kind == TokenKind.NUMBER), 0.0)
    unit = tokens[-1].text if tokens else ""
    if not 0 < value < math.inf:
        return None
    if unit in {"rps", "qps", "tps"} or (tokens and tokens[-1].kind == TokenKind.SECONDS):
        return value
    if unit in {"rpm", "tpm"} or unit.startswith("min"):
        return value / 60
    return value / 3_600 if unit in {"h", "hr", "hour", "hours", "rph"} else None


def _counts_answered_only(
    reading: MeasureReading, text: str, load: str, *, has_limit: bool
) -> bool | None:
    if not has_limit:
        return False  # a share of failed calls is a share of all calls
    if re.search(_ANSWERED_CALLS_ONLY_REGEX, text):
        return True
    named = any(is_countable(one.text) for one in (*reading.tokens, *tokenize(load)))
    return False if named else None
