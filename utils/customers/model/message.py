"""The form of an error message that helps: five things that a program can look for.

The parts follow the idea of RFC 9457, *Problem Details for HTTP APIs*: a stable type, what went
wrong in this case, and nothing about the inside of the system. The checker looks at form only: it
can't know whether a message is true.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

MAX_CHECKED_CHARACTERS = 2_000
MAX_MESSAGE_CHARACTERS = 600  # characters that someone reads in a log

VAGUE_PATTERN = re.compile(
    r"\b(?:something went wrong|an error (?:has )?occurred|oops|unknown error|bad request|"
    r"invalid (?:request|input|data|parameters?)|request failed|general (?:error|failure)|"
    r"internal error|try again later|contact support|unexpected error|not ok)\b",
    re.IGNORECASE,
)
CODE_PATTERNS = (  # the first kind that a message has
    re.compile(r"\b[A-Z][A-Z0-9]+(?:_[A-Z0-9]+)+\b|\b[A-Z]{1,5}-?\d{2,5}\b|\b[A-Z]{5,}(?=:)"),
    re.compile(r"(?<![`\w.])[a-z][a-z0-9]+(?:[-_][a-z0-9]+)+\b(?!`)"),
    re.compile(
        r"(?:^|[\[(*`]|\bcode\W{1,3})(?:[A-Z][a-z0-9]+){2,}(?=[]):*`])"
    ),  # SignatureMismatch:
)
PLACE_PATTERN = re.compile(
    r"(?<![\w./])/[a-z][\w-]*(?:/[\w{}-]+)*|[`'\"“]?\b[a-z]+(?:[_.][a-z0-9_]+)+\b|`[^`\n]+`|“[^”\n]+”|\"[A-Za-z][\w./-]*\"|'[A-Za-z][\w./-]*'"
    r"|\b[a-z]+[A-Z]\w*|\b(?:X-)?[A-Z][a-z]+(?:-[A-Z][A-Za-z]*)+\b"
    r"|(?:\b(?i:field|header|parameter|property|line|item)\s+[\w`\"“'.-]+)|(?:\b[\w-]+\s+(?:header|field|parameter)\b)",
)
WHAT_IS_WRONG_PATTERN = re.compile(
    r"\b(?:is|are|was|were|has|have|must|cannot|\w+n['’]t|(?<![-.])mismatch|"
    r"invalid|wrong|malformed|fails?|failed|refused|rejected|denied|"
    r"missing|expired|expected|too (?:long|short|large|small|old|many|late)|not|only|already|"
    r"unknown|exceeds?|needs?|requires?|got|differs?)\b",
    re.IGNORECASE,
)
FIX_PATTERN = re.compile(
    r"(?:^|[.:;!?,\n\"“(]|\b(?:then|and|or|to fix (?:it|this),?|please|instead,?|first|"
    r"you (?:can|should|must|need to|have to)))[\s*•→–-]*(?:re-)?"
    r"(?:send|use|add|remove|set|sign|make|create|get|ask|check|repeat|retry|wait|write|enter|"
    r"choose|replace|include|request|renew|call|convert|quote|drop|split|move|pass|put|give|"
    r"change|update|upgrade|round|encode|leave|reduce|provide|turn|start|encrypt|order|"
    r"compute|recompute|calculate|ensure|verify|correct|fix|format|shorten|try(?! again| later))\b",
    re.IGNORECASE,
)
LEAK_PATTERNS = {
    "a stack trace": re.compile(
        r"Traceback \(most recent|\bat [\w.$]+\([\w.]+:\d+\)|\bFile \"[^\"\n]{1,200}\", line \d+|"
        r"\b\w+(?:\.\w+)*(?:Exception|Error)\b:|\b(?:\w+\.)+\w*(?:Exception|Error)\b|"
        r"\bNullPointerException\b|\.(?:java|kt|py|jsx?|tsx?|go|rb|php|cs):(?:line )?\d+"
    ),
    "a database statement": re.compile(
        r"\b(?:SELECT\b.{1,200}\bFROM|INSERT INTO|UPDATE \w+ SET|DELETE FROM|DROP TABLE|ORA-\d{5}|"
        r"SQLSTATE)\b", re.DOTALL
    ),
    "a path or a machine inside": re.compile(
        r"(?:^|[\s\"'(])/(?:usr|var|home|opt|etc|srv|app|root|mnt)/\S+|[A-Z]:\\\\?\w+|"
        r"\b(?:(?:10|127)\.\d{1,3}|192\.168|172\.(?:1[6-9]|2\d|3[01]))(?:\.\d{1,3}){2}\b|"
        r"\b[\w-]+(?:\.[\w-]+)*\.(?:internal|local|corp|lan)\b|\blocalhost:\d+"
    ),
    "a secret or a key": re.compile(
        r"\b(?:sk|pk|rk|key|tok|ghp|whsec)_(?=[A-Za-z_]*\d)(?:live|test)?_?[A-Za-z0-9]{8,}\b|"
        r"\bAKIA[0-9A-Z]{12,}\b|\bBearer\s+[\w.-]{12,}|"
        r"\bpassword\s*[=:]\s*\S+|\bsecret\s*[=:]\s*\S+|\beyJ[\w-]{10,}|"
        # The ID of a trace isn't a secret.
        r"(?i:(?<!id=)(?<!id: )(?<!id )(?<!id\":\")(?<!id\": \"))\b[A-Fa-f0-9]{32,}\b"
    ),
    "a person's data": re.compile(
        r"\b[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{2,64}\b|\b(?:\d[ -]?){13,19}\b|\b\d{3}-\d{2}-\d{4}\b"
    ),
}  # fmt: skip


@dataclass(frozen=True)
class MessageCheck:
    """One thing that a helpful message has: whether it's there, and the words that show it."""

    name: str
    ok: bool
    matched_text: str = ""


@dataclass(frozen=True)
class MessageReport:
    """What the form of a message says; `leaks` are pairs of a kind and the words."""

    checks: tuple[MessageCheck, ...]
    leaks: tuple[tuple[str, str], ...]

    @property
    def is_good(self) -> bool:
        """Whether every part is there and nothing leaks."""
        return all(one.ok for one in self.checks) and not self.leaks


def check_message(text: str) -> MessageReport:
    """Return which parts a message has: what, where, fix, code; and what it gives away."""
    shown = text[:MAX_CHECKED_CHARACTERS]
    vague, wrong, fix = (
        VAGUE_PATTERN.search(shown),
        WHAT_IS_WRONG_PATTERN.search(shown),
        FIX_PATTERN.search(shown),
    )
    code = next(filter(None, (kind.search(shown) for kind in CODE_PATTERNS)), None)
    place = next(
        (one for one in PLACE_PATTERN.finditer(shown) if not _overlaps_code(one, code)), None
    )
    checks = (
        MessageCheck("what", bool(wrong) and not vague, _matched_text(vague or wrong)),
        MessageCheck("where", bool(place), _matched_text(place)),
        MessageCheck("fix", bool(fix), _matched_text(fix).lstrip('.:;!?,"“(*•→–- ')),
        MessageCheck("code", bool(code), _matched_text(code)),
        MessageCheck("short", 0 < len(shown.strip()) <= MAX_MESSAGE_CHARACTERS),
    )
    found = ((kind, pattern.search(shown)) for kind, pattern in LEAK_PATTERNS.items())
    return MessageReport(checks, tuple((kind, _matched_text(hit)) for kind, hit in found if hit))


def _overlaps_code(place: re.Match[str], code: re.Match[str] | None) -> bool:
    """Return whether what looks like a place is only the code of the error."""
    return code is not None and place.start() < code.end() and code.start() < place.end()


def _matched_text(match: re.Match[str] | None) -> str:
    return " ".join(match[0].split()) if match else ""
