"""What computes the numbers in the prose of lab 02a and of its questions."""

from __future__ import annotations

from figures_02a_questions import QUESTIONS
from tracing import Entry, named

from utils.interfaces.model.versions import bump

__all__ = ["PROSE", "QUESTIONS"]

# Versions and standards have numbers for names; nothing here is measured.
PROSE: list[Entry] = [
    named("Semantic Versioning 2.0.0, RFC 8594, and RFC 9745"),
    named("AIP-180 and AIP-185. Zalando"),
    named("rows follow Google's *AIP-180*"),
    named("AIP-180 is written for callers"),
    named("a number such as 1.4.2"),
    named("Below 1.0.0, SemVer"),
    named("Version 1.4.2 gets"),
    named(f"The next version is {bump('breaks', '1.4.2').next_version}"),
    named("Google's AIP-185 shows"),
    named("Deprecation header (RFC 9745)"), named("Sunset header (RFC 8594)"),
    named("Below 1.0.0, nothing"), named("time for 1.0.0"),
    named("*Semantic Versioning 2.0.0*, with its"),
    named("*AIP-180: Backwards compatibility* and *AIP-185"),
    named("*RFC 8594: The Sunset HTTP Header Field* (2019)"),
    named("*RFC 9745: The Deprecation HTTP Response Header Field* (2025)"),
    named("(2011)"), named("(2014)"), named("(2006)"),
    named("About 46 minutes: 7 to read, 39 to do. No exercise takes longer than 6 minutes"),
    named("(3 min)"), named("(4 min)"), named("(6 min)"),
]  # fmt: skip
