"""The document of the interface lab, as Markdown. What a learner typed is escaped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from utils.interfaces.model.compatibility import OUT_OF_REACH
from utils.kit.portfolio import escape_markdown, join_paragraphs
from utils.kit.view import Document

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SETTLED = """\
- **Breaking, a new MAJOR:** removing or renaming anything; a type that changes; a request that \
may hold less than before; a response that may hold more than clients were told.
- **A MINOR:** adding what nobody has to use; marking something as deprecated.
- **A PATCH:** mending a fault without touching the contract.
- **A break that went out as a MINOR:** put the old behavior back in a new MINOR, say so, and \
release the change as a MAJOR."""
OWED = """\
1. We say what ends, when, and what to use instead, before the notice begins.
2. The Sunset header (RFC 8594) carries the date, so that programs see it too.
3. We count who still calls, and write to those.
4. On the day, we end it. If not, we say so before the day, with a new one."""


def compatibility_policy(
    rules: Mapping[str, str], *, weeks: float, told: Sequence[str], exception: str
) -> Document:
    """Return the policy: settled rules, our rules for disputed cases, notice and exceptions."""
    ours = "\n".join(f"- **{case}:** {rule or '_not settled yet_'}" for case, rule in rules.items())
    parts = [
        "Payments API, Brindle Commerce (invented). For everybody who calls it.",
        "## What standards settle",
        SETTLED,
        "Semantic Versioning 2.0.0; Google AIP-180 on compatibility.",
        "## What we settle, because sources disagree",
        ours,
        "## What every caller is owed",
        f"**Notice:** {weeks:g} weeks. **Told by:** {', '.join(told) or '_nothing chosen yet_'}.",
        OWED,
        "## Exceptions",
        escape_markdown(exception) if exception.strip() else "_Not settled yet._",
        "## What no checker sees",
        "\n".join(f"- {words}" for words in OUT_OF_REACH),
    ]
    return Document("compatibility-policy", "Compatibility policy", join_paragraphs(parts))
