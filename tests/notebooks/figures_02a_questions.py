"""What computes the numbers in the questions of lab 02a, question by question.

A version isn't a number, so its phrase is put together from what the model answers.
"""

from __future__ import annotations

from tracing import Entry, named

from utils.interfaces.model.versions import bump

ADDED, MARKED, BROKEN, EARLY = "1.4.2", "1.9.3", "1.6.0", "0.7.3"  # invented in the stems
SEMVER = "2.0.0"  # the edition of the standard


def after(verdict: str, version: str, *, deprecates: bool = False) -> str:
    """Return the version that follows by the model."""
    return bump(verdict, version, deprecates=deprecates).next_version


QUESTIONS: list[Entry] = [
    # where earlier notebooks are named, and one invented limit
    named("Notebook 01; the article's"), named("Notebook 01; quality scenarios"),
    named("Notebook 02; the article on"),
    named("Fewer than 1 in 10,000 calls of old apps"),
    # optional-field
    named(f"Version {ADDED}. A response gets one more field"),
    named(f"{after('breaks', ADDED)}, because the contract is no longer the same"),
    named(f"{after('same', ADDED)}, because no client has to do anything"),
    named(f"{ADDED} stays, because optional fields"),
    named(f"{after('safe', ADDED)}, because it adds something and breaks nothing"),
    # deprecate
    named(f"Version now: {MARKED}. Which one is next?"),
    named(f"{after('same', MARKED)}: nothing works differently"),
    named(f"{after('same', MARKED, deprecates=True)}: deprecating something raises"),
    named(f"{after('breaks', MARKED)}: what is deprecated counts as removed"),
    named(f"{MARKED} stays: a mark in the text"),
    # break-as-minor
    named(f"{BROKEN} went out and breaks clients"),
    named(f"First help those who took it: {after('safe', BROKEN)} behaves as before"),
    named(f"Withdraw {BROKEN}, so that"),
    named(f"the same content again as {after('breaks', BROKEN)} and leave it"),
    named(f"those who took {BROKEN} in good faith"),
    named(f"in the notes of {BROKEN}"),
    # zero-versions
    named(f"A library is at {EARLY}, and six teams"),
    named("Below 1.0.0 SemVer forbids nothing"), named("It must become 1.0.0, because"),
    named("Ask them, and move to 1.0.0"), named("many teams do below 1.0.0"),
    named("versions that begin with 0?"), named("Rule 4: below 1.0.0 anything may change"),
    named("it's time for 1.0.0"),
    # standards by name
    named(f"SemVer {SEMVER}: backward compatible"), named(f"SemVer {SEMVER} names it"),
    named(f"Semantic Versioning {SEMVER}; Google AIP-180"),
    named(f"Semantic Versioning {SEMVER}; Google AIP-180; oasdiff's published checks"),
    named("Google AIP-180; Zalando"),
    named("Google AIP-180 on changes"),
    named(f"Semantic Versioning {SEMVER}, rule 7"),
    named(f"Semantic Versioning {SEMVER}, frequently asked"),
    named(f"Semantic Versioning {SEMVER}, rule 4 and questions on 0.y.z"),
    named("Sunset header of RFC 8594 tell"), named("RFC 8594: the Sunset header"),
    named("Deprecation, from RFC 9745"), named("Deprecation header of RFC 9745"),
    named("RFC 8594 (2019); RFC 9745 (2025)"),
]  # fmt: skip
