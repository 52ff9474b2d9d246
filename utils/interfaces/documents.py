"""The document of the interface lab, as Markdown. Learner text is escaped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from utils.interfaces.model.compatibility import CHECKER_LIMITATIONS
from utils.kit.portfolio import escape_markdown, join_paragraphs
from utils.kit.view import Document

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

STANDARD_RULES_TEXT = """\
- **Breaking, a new MAJOR:** removing or renaming anything; a type or a default value that \
changes; a new required request field without a default; a request value that's no longer \
accepted; a response field that may now be null or missing.
- **A MINOR:** adding what nobody has to use; marking something as deprecated.
- **A PATCH:** fixing a bug without touching the contract.
- **A break that went out as a MINOR:** restore the old behavior in a new MINOR, name the bad \
version, and tell everyone. The bad version stays as it was published. If we still want the \
change, it's a MAJOR of its own."""
OWN_RULES_INTRO_TEXT = """\
AIP-180 assumes callers that nobody can make update, and asks everyone else to consider rules of \
their own. These are ours."""
TOLERANT_READERS_TEXT = """\
Callers ignore fields that they don't know (tolerant readers). A rename is done in three steps: \
we add the new name, the callers move over, and then we remove the old name (expand and contract). \
Callers may give us tests of what they read; we run them before each release (consumer-driven \
contracts)."""
VERSION_NUMBERS_TEXT = """\
The address of a call carries the MAJOR only, as in /v1. The whole number is for the contract and \
for libraries."""
DEPRECATION_DUTIES_TEXT = """\
1. Before the notice begins, we say what ends, when, and what to use instead.
2. Two headers let programs see it: Deprecation (RFC 9745) gives the date from which a call \
counts as deprecated, and Sunset (RFC 8594) when it's likely to stop answering.
3. We count who still calls, and write to those callers.
4. We end it on that day. If we can't, we announce a new day before the old one has come."""


def compatibility_policy(
    rules: Mapping[str, str], *, notice_weeks: float, channels: Sequence[str], exceptions_text: str
) -> Document:
    """Return the policy: settled rules, rules for disputed cases, notice, and exceptions."""
    ours = "\n".join(f"- **{case}:** {rule or '_not settled yet_'}" for case, rule in rules.items())
    parts = [
        "Payments API, Brindle Commerce (invented). For everyone who calls it.",
        "## What standards settle",
        STANDARD_RULES_TEXT,
        "Semantic Versioning 2.0.0; Google AIP-180 on compatibility.",
        "## What we settle, because sources disagree",
        OWN_RULES_INTRO_TEXT,
        ours,
        "## How changes stay small",
        TOLERANT_READERS_TEXT,
        VERSION_NUMBERS_TEXT,
        "## What every caller is owed",
        f"**Notice:** {notice_weeks:g} weeks. **Told by:** {_join_channels(channels)}.",
        DEPRECATION_DUTIES_TEXT,
        "## Exceptions",
        escape_markdown(exceptions_text) if exceptions_text.strip() else "_Not settled yet._",
        "## What no checker sees",
        "\n".join(f"- {words}" for words in CHECKER_LIMITATIONS),
    ]
    return Document("compatibility-policy", "Compatibility policy", join_paragraphs(parts))


def _join_channels(channels: Sequence[str]) -> str:
    return ", ".join(channels) or "_nothing chosen yet_"
