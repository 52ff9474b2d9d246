"""The invented job ad, ours, and the rules on its words, as the tables have them."""

from __future__ import annotations

import re
from functools import cache

from utils.hiring.model.posting import MustHave, Posting
from utils.hiring.model.wording import WordingPhrase, WordingRule, WordingRules
from utils.kit.tables import read_rows

# Invented: what HR might send, with every problem that the checks know.
DRAFT_POSTING = Posting(
    product="Payments API of Brindle Commerce",
    outcomes=("Improve the developer experience", "Partners go live within ten days", ""),
    must_haves=(
        MustHave("5+ years as a product owner", 1),
        MustHave("Jira, Confluence, SQL, Kafka", 0),
        MustHave("Writes production code in Java", 2),
        MustHave("Passionate team player, native English speaker", 0),
        MustHave("", 0),
    ),
    pay="Competitive salary",
    rest=(
        "You'll join our young team in Denver. A university degree and strong communication skills "
        "are required."
    ),
)
# Our opinion: one way to fix it.
OUR_POSTING = Posting(
    product="Payments API of Brindle Commerce, used by six teams",
    outcomes=(
        "Within a year, all six teams are on version two, and none broke along the way",
        "The refund call meets its objective in ten months out of twelve",
        "Partners go live within ten days instead of forty",
    ),
    must_haves=(
        MustHave("Judges from a contract whether a change breaks its callers", 1),
        MustHave("Turns a request into a measurable objective, and defends its budget", 2),
        MustHave(
            "Reads code and logs to see why a call fails; doesn't have to write production code", 2
        ),
        MustHave("Uses SQL to check what callers really do", 3),
        MustHave("Says no to senior people, with a reason and a counteroffer", 1),
    ),
    pay="$112,000 to $140,000 base pay a year (invented); Denver, or remote in the U.S.",
    rest=(
        "You'll join nine engineers. The interview has six questions, the same for everyone, and "
        "we'll adjust it to what you need. Sixteen weeks of paid parental leave."
    ),
)


@cache
def wording_rules() -> WordingRules:
    """Return the rules on the words of a job ad, and the phrases that they are about."""
    rules = {
        row["kind"]: WordingRule(
            row["kind"],
            row["label"],
            row["problem"] or "",
            row["fix"] or "",
            _compile_optional_pattern(row["fine_with"]),
            _compile_optional_pattern(row["fine_after"]),
            _compile_optional_pattern(row["fine_near"]),
            row["short"],
            row["source"],
            row["url"] or "",
            row["applies"],
        )
        for row in read_rows("job_ad_rules")
    }
    phrases = tuple(
        WordingPhrase(row["kind"], re.compile(row["pattern"]))
        for row in read_rows("job_ad_phrases")
    )
    return WordingRules(rules, phrases)


def _compile_optional_pattern(text: str | None) -> re.Pattern[str] | None:
    return re.compile(text) if text else None
