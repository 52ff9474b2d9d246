"""What a typed measure asks of a day of calls, as far as it says so."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from utils.kit.english import number, plural
from utils.role.model.day import MINUTES
from utils.role.model.hours import BUSINESS, hours_words, read_hours
from utils.role.model.kinds import Kind, words
from utils.role.model.phrases import normalize_text
from utils.role.model.reading import is_countable, read_parts
from utils.role.model.spec import find_load
from utils.role.model.tokens import kinds, tokenize
from utils.role.model.trial import Ask

if TYPE_CHECKING:
    from utils.role.model.reading import Reading, Target
    from utils.role.model.tokens import Token

_MS = {  # milliseconds in a unit, by how the unit begins
    "n": 1e-6, "mic": 1e-3, "us": 1e-3, "µ": 1e-3, "μ": 1e-3, "ms": 1, "mil": 1, "s": 1e3,
    "min": 6e4, "h": 3.6e6, "d": 8.64e7,
}  # fmt: skip
_WINDOW_MINUTES = {  # a window longer than the day is the day
    "s": 1 / 60, "min": 1, "h": 60, "hourly": 60,
}  # fmt: skip
# A small share beside one of these is the share that may be bad: “5 of 100 may take longer”.
_BAD = (
    r"\b(?:slower|slowest|longer|late|later|exceed\w*|over|above|beyond|outside|more than|miss|"
    r"misses|missed|breach\w*)\b|[>≥]|\b(?:not|n't|never) (?:answer|finish|return|within|in|under)"
)
_ALL_BUT = r"\ball (?:\w+ ){0,2}(?:but|except|save)\b"
_CALLS = r"(?:calls?|requests?|responses?|answers?|lookups?|payments?|refunds?)"
_ANSWERED_ONLY = (
    rf"(?<!are )(?<!is )(?<!be )\b(?:answered|successful|completed|2xx)(?: \w+)? {_CALLS}\b"
    r"|\b(?:that|which) (?:are |were |get )?(?:answered|succeed|succeeded|complete|successful)\b"
    r"|\bfail(?:ed|ures?|ing)(?: \w+)? (?:aside|excluded|ignored|left out|(?:do not|don't) count)\b"
    r"|\b(?:excluding|ignoring|not counting|leaving out) (?:\w+ )?fail\w+"
)
_AGE = r"\b(?:ms|s|sec|min|\w*seconds?|minutes?|hours?) old\b"
_SHARE_OF_TIME = (  # 99.9% of minutes, 287 of 288 windows
    r"(?:%|percent|\d) of (?:all |the |any )?(?:[\d,.]+ )?(?:[\w-]+ )?"
    r"(?:minutes|hours|days|nights|weeks|months|windows|samples|checks)\b"
)
_FAILS = frozenset(
    words(
        "fail fails failed failing failure failures error errors lost refused rejected 5xx "
        "unsuccessful unanswered"
    )
)
# What this day knows nothing of: only calls and how long each takes are in it.
_NOT_CALLS = frozenset(
    words(
        "downtime outage outages lag recovery restore restored rollback failover payout payouts "
        "file files batch batches invoice invoices data events event build deploys deployment "
        "webhook webhooks findings vulnerabilities balances backup job run export report"
    )
)
LONGEST_LIMIT_MS = 60_000
_TIME_KINDS = (Kind.SECONDS, Kind.PERIOD)


def understand(measure: str, load: str = "") -> Ask | None:
    """Return what a measure and the load next to it ask for, or None.

    None where this day can't decide it: no limit in time and no share of failed calls, more than
    one limit, a limit above a minute, or something else than calls. Never raises.
    """
    reading = read_parts(measure)
    limits = [one for one in reading.targets if one.category == "time"]
    shares = [one for one in reading.targets if _share(one) is not None]
    text = normalize_text(measure)
    if (
        re.search(_AGE, text)
        or re.search(_SHARE_OF_TIME, text)
        or reading.says(_NOT_CALLS)
        or len(limits) > 1
        or len(shares) + len(set(reading.ranks)) > 1
        or _asks_for_slow_calls(reading, limits, shares, text)
    ):
        return None
    if not limits and not (shares and _is_about_failures(reading)):
        return None
    limit = _milliseconds(limits[0]) if limits else math.inf
    if limit is None or LONGEST_LIMIT_MS < limit < math.inf:
        return None
    hours, window = read_hours(text), _window_minutes(reading)
    if hours and window is None:
        window = MINUTES  # all of those hours together
    return Ask(
        limit_ms=limit,
        allowed=_allowed(reading, shares, text),
        mean=_is_mean(reading),
        window=None if window is None else max(1, round(window)),
        load=_load_per_second(measure, load),
        answered_only=_answered_only(reading, text, load, has_limit=bool(limits)),
        hours=hours,
        seconds=None if window is None or window == round(window) else round(60 * window, 3),
    )


def sentence(ask: Ask) -> str:
    """Return what was understood, and what wasn't said, in one or two sentences."""
    when = [] if ask.window is None else [when_words(ask.window, ask.hours, ask.seconds)]
    said = ", ".join([*when, _what(ask)])
    if ask.load is not None:
        said += f", while up to {number(round(ask.load, 1))} a second come in"
    missing = f" You don't say {_listed(ask.missing)}." if ask.missing else ""
    return f"You ask: {said}.{missing}"


def when_words(minutes: int, hours: tuple[int, int] | None, seconds: float | None = None) -> str:
    """Return windows with their hours: “in every 5 minutes between 18:00 and 20:00”."""
    window = window_words(minutes)
    if seconds:
        window = f"in every {'second' if seconds == 1 else plural(seconds, 'second')}"
    if hours is None:
        return window
    return hours_words(hours) if minutes >= MINUTES else f"{window} {hours_words(hours)}"


def window_words(minutes: int) -> str:
    """Return a window in words: “in every 5 minutes”, “over the whole day”."""
    if minutes >= MINUTES:
        return "over the whole day"
    if minutes % 60 == 0:
        return "in every hour" if minutes == 60 else f"in every {plural(minutes // 60, 'hour')}"
    return "in every minute" if minutes == 1 else f"in every {plural(minutes, 'minute')}"


def limit_words(limit_ms: float) -> str:
    """Return a limit as one would say it: 300 ms, 2 s, 5 minutes."""
    if limit_ms < 1_000:
        return f"{number(limit_ms)} ms"
    if limit_ms < 60_000:
        return f"{number(limit_ms / 1_000)} s"
    return plural(limit_ms / 60_000, "minute")


def share_words(allowed: float, calls: str = "calls") -> str:
    """Return how many calls have to be good: “95 of 100 calls”, “every call”."""
    if allowed <= 0:
        return "every call"
    of = 100
    while of < 1e9 and not math.isclose(round(allowed * of), allowed * of, rel_tol=1e-6):
        of *= 10
    return f"{number(round((1 - allowed) * of))} of {number(of)} {calls}"


def _what(ask: Ask) -> str:
    good = "answered" if math.isinf(ask.limit_ms) else f"under {limit_words(ask.limit_ms)}"
    if ask.mean:
        return f"the mean {good}"
    if ask.allowed is None:
        return f"calls {good}"
    return f"{share_words(ask.allowed, 'answered calls' if ask.answered_only else 'calls')} {good}"


def _listed(parts: tuple[str, ...]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])}, or {parts[-1]}"


def _share(target: Target) -> float | None:
    """Return the share that a target names, 0 to 1, or None."""
    if target.category not in {"share", "percent"}:
        return None
    whole = 100.0 if math.isnan(target.of) else target.of
    share = target.value / whole if whole else math.nan
    return share if 0 <= share <= 1 else None


def _is_about_failures(reading: Reading) -> bool:
    succeeds = words("succeed succeeds success successful successfully answered available")
    return reading.says(_FAILS) or reading.says([*succeeds, "availability", "uptime"])


def _allowed(reading: Reading, shares: list[Target], text: str) -> float | None:
    """Return the share of calls that may miss the limit."""
    if reading.ranks:
        rank = reading.ranks[0]
        return round(1 - rank / 100, 12) if 0 < rank <= 100 else None
    if shares:
        share = _share(shares[0]) or 0.0
        return round(share if share < 0.5 and _names_bad_calls(reading, text) else 1 - share, 12)
    if _is_mean(reading):
        return None
    # What was read as a window is crossed out: the “every” of “every 5 minutes” isn't every call.
    for_all = reading.matches("[ALWAYS WORST_CASE EVERY]")
    none = any(one.text == "no" and one.kind == Kind.NUMBER for one in reading.tokens)
    return 0.0 if for_all or none else None


def _names_bad_calls(reading: Reading, text: str) -> bool:
    """Return whether a share below a half is of slow or failed calls, not of good ones."""
    limited = any(one.category == "time" for one in reading.targets)
    slow = limited and re.search(_BAD, text) is not None
    return slow or reading.says(_FAILS) or re.search(_ALL_BUT, text) is not None


def _is_mean(reading: Reading) -> bool:
    return Kind.MEAN in kinds(reading.tokens) and not reading.ranks


def _asks_for_slow_calls(
    reading: Reading, limits: list[Target], shares: list[Target], text: str
) -> bool:
    """Return whether most calls would have to be slow: “95% of calls take longer than 2 s”."""
    most = bool(reading.ranks) or any((_share(one) or 0.0) >= 0.5 for one in shares)
    above = any(one.bound in {">", "≥"} for one in limits)
    return most and above and re.search(r"\b(?:not?|never|cannot|none)\b|n't\b", text) is None


def _milliseconds(target: Target) -> float | None:
    factor = next((ms for start, ms in _MS.items() if target.unit.startswith(start)), None)
    if factor is None or not 0 < target.value < math.inf:
        return None
    return target.value * factor


def _window_minutes(reading: Reading) -> float | None:
    """Return the window in minutes; a day for a longer one, None for one that only names hours."""
    timed = [one for one in reading.windows if not _names_hours(one)]
    if not timed:
        return None
    found = tokenize(timed[0])
    unit = next((one.text for one in found if one.kind in (*_TIME_KINDS, Kind.DAILY)), "")
    size = next((one.value for one in found if one.kind == Kind.NUMBER), 1.0)
    minutes = next((m for start, m in _WINDOW_MINUTES.items() if unit.startswith(start)), MINUTES)
    return min(size * minutes, MINUTES)


def _names_hours(window: str) -> bool:
    return window == "during clock" or re.search(BUSINESS, window) is not None


def _load_per_second(measure: str, load: str) -> float | None:
    for text, part in ((load, "stimulus"), (measure, "measure")):
        found = find_load(text, part) if text else ""
        rate = _rate(tokenize(found)) if found else None
        if rate is not None:
            return rate
    return None


def _rate(tokens: list[Token]) -> float | None:
    value = next((one.value for one in tokens if one.kind == Kind.NUMBER), 0.0)
    unit = tokens[-1].text if tokens else ""
    if not 0 < value < math.inf:
        return None
    if unit in {"rps", "qps", "tps"} or (tokens and tokens[-1].kind == Kind.SECONDS):
        return value
    if unit in {"rpm", "tpm"} or unit.startswith("min"):
        return value / 60
    return value / 3_600 if unit in {"h", "hr", "hour", "hours", "rph"} else None


def _answered_only(reading: Reading, text: str, load: str, *, has_limit: bool) -> bool | None:
    if not has_limit:
        return False  # a share of failed calls is a share of all calls
    if re.search(_ANSWERED_ONLY, text):
        return True
    named = any(is_countable(one.text) for one in (*reading.tokens, *tokenize(load)))
    return False if named else None
