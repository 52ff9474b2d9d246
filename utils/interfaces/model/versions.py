"""S2: what version number a change of an interface asks for (Semantic Versioning 2.0.0)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from utils.interfaces.model.schema_check import shorten
from utils.kit.errors import InputError

# The pattern that semver.org suggests, with names.
SEMVER_PATTERN = re.compile(
    r"(?P<major>0|[1-9][0-9]*)\.(?P<minor>0|[1-9][0-9]*)\.(?P<patch>0|[1-9][0-9]*)"
    r"(?:-(?P<pre>(?:0|[1-9][0-9]*|[0-9]*[a-zA-Z-][0-9a-zA-Z-]*)"
    r"(?:\.(?:0|[1-9][0-9]*|[0-9]*[a-zA-Z-][0-9a-zA-Z-]*))*))?"
    r"(?:\+(?P<build>[0-9a-zA-Z-]+(?:\.[0-9a-zA-Z-]+)*))?"
)
MAX_VERSION_CHARACTERS = 100
BUMPED_PART_BY_VERDICT = {
    "breaks": "MAJOR",
    "depends": "MAJOR",
    "unknown": "MAJOR",
    "safe": "MINOR",
    "same": "PATCH",
}
BUMP_REASON_BY_VERDICT = {
    "breaks": "Some clients break, so the first number goes up (rule 8).",
    "depends": "Some clients may break. To be careful, raise the first number. If every team "
    "confirms that it can handle the change, raise the second.",
    "unknown": "Treat the change as breaking until someone who knows the clients says otherwise.",
    "safe": "The contract changed, and nothing breaks: the second number goes up (rule 7).",
    "same": "Nothing that clients rely on changed: the third number goes up (rule 6).",
}


@dataclass(frozen=True)
class Bump:
    """Which part of the version goes up, the next version, and why.

    `part` is MAJOR, MINOR or PATCH; ANY where the standard promises nothing.
    """

    part: str
    next_version: str
    reason: str


def bump(verdict: str, version: str, *, deprecates: bool = False) -> Bump:
    """Return the version that a verdict asks for, by Semantic Versioning 2.0.0.

    Parameters
    ----------
    verdict
        One of `compatibility.VERDICTS`.
    version
        The version before the change, as in 1.4.2.
    deprecates
        Whether something is marked as deprecated; that alone asks for a minor version (rule 7).

    Raises
    ------
    InputError
        When `version` is not written as the standard asks.

    """
    found = _match_version(version)
    major, minor, patch = (int(found[part]) for part in ("major", "minor", "patch"))
    if found["pre"]:
        return Bump(
            "ANY",
            f"{major}.{minor}.{patch}-{_increment_prerelease(found['pre'])}",
            "A pre-release promises nothing yet (rule 9), so any number will do; usual practice "
            "is the next pre-release.",
        )
    part, reason = BUMPED_PART_BY_VERDICT[verdict], BUMP_REASON_BY_VERDICT[verdict]
    if deprecates and part == "PATCH":
        part, reason = (
            "MINOR",
            "Marking something as deprecated asks for the second number (rule 7).",
        )
    following = {
        "MAJOR": f"{major + 1}.0.0",
        "MINOR": f"{major}.{minor + 1}.0",
        "PATCH": f"{major}.{minor}.{patch + 1}",
    }
    if major == 0:
        return Bump(
            "ANY",
            following["PATCH" if part == "PATCH" else "MINOR"],
            "Below 1.0.0 anything may change at any time (rule 4). Usual practice is the second "
            "number for changes that clients notice and the third for fixes.",
        )
    return Bump(part, following[part], reason)


def _match_version(version: str) -> re.Match[str]:
    text = str(version).strip()
    found = SEMVER_PATTERN.fullmatch(text) if len(text) <= MAX_VERSION_CHARACTERS else None
    if found:
        return found
    fix = "Write three whole numbers with points between them, for example 1.4.2."
    bare = re.fullmatch(r"[vV]?([0-9]{1,9})(\.[0-9]{1,9})?(\.[0-9]{1,9})?", text)
    if bare:
        numbers = [str(int((part or ".0").lstrip("."))) for part in bare.groups()]
        fix = f"Write {'.'.join(numbers)}."
    raise InputError(f"“{shorten(text)}” isn't a semantic version.", fix)


def _increment_prerelease(prerelease: str) -> str:
    *kept, last = prerelease.split(".")
    return ".".join([*kept, str(int(last) + 1)] if last.isdigit() else [*kept, last, "1"])
