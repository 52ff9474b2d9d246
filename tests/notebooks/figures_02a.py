"""What computes the numbers in the prose of lab 02a and of its questions."""

from __future__ import annotations

from figures_02a_questions import QUESTIONS
from tracing import Entry, named

__all__ = ["PROSE", "QUESTIONS"]

# Versions and standards have numbers for names; nothing here is measured.
PROSE: list[Entry] = [
    named("Semantic Versioning 2.0.0"),
    named("AIP-180"),
    named("RFC 8594"),
    named("Below 1.0.0"),
    named("time for 1.0.0"),
    named("Version 1.4.2 gets"),
    named("The next version is 2.0.0"),
    named("(2019)"),
    named("it waits for version 2"),
    named("50 minutes, estimated: 9 to read, 41 to do. No exercise takes longer than 8 minutes"),
    named("(3 min)"), named("(4 min)"), named("(6 min)"), named("(8 min)"),
]  # fmt: skip
