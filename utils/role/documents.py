"""The technical spec and the charter of the role notebook, as Markdown. Learner text is escaped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from utils.kit.portfolio import (
    NOT_WRITTEN_MARKDOWN,
    escape_markdown,
    escaped_or_not_written,
    join_paragraphs,
)
from utils.kit.view import Document
from utils.role.model.spec import PART_NAMES, SCENARIO_PARTS, Scenario, check_scenario

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from utils.role.data import Story
    from utils.role.model.charter import Charter

SPEC_QUESTIONS_MARKDOWN = """\
- Do these numbers come from what people notice, or from what we happen to measure?
- Which of them did we measure last month, and who saw the result?
- What do we stop doing when we miss one of them?"""


def technical_spec_document(
    stories: Mapping[str, Story], parts_by_story: Mapping[str, Mapping[str, str] | None]
) -> Document:
    """Return the spec: story by story what was asked, the six parts, and what is still open."""
    parts = ["Three stories about the Payments API (invented), as quality scenarios in six parts."]
    for key, story in stories.items():
        mine = {part: (parts_by_story.get(key) or {}).get(part, "") for part in SCENARIO_PARTS}
        parts += [f"## {story.title}", f"> {story.text}", *_scenario_markdown(mine)]
    return Document(
        "technical-spec",
        "Technical spec",
        join_paragraphs([*parts, "## Before it counts", SPEC_QUESTIONS_MARKDOWN]),
    )


def _scenario_markdown(parts: Mapping[str, str]) -> list[str]:
    if not any(text.strip() for text in parts.values()):
        return [NOT_WRITTEN_MARKDOWN]
    lines = "\n".join(
        f"| {PART_NAMES[part]} | {escape_markdown(text) if text.strip() else '–'} |"
        for part, text in parts.items()
    )
    table = f"| Part | In this case |\n|---|---|\n{lines}"
    missing = [
        PART_NAMES[one.part].lower()
        for one in check_scenario(Scenario(**parts)).parts
        if not one.ok
    ]
    left = f"Still open: {', '.join(missing)}." if missing else "All six parts are there."
    return [table, f"{left} This was checked for its form, not for whether you can keep it."]


def role_charter_document(
    charter: Charter,
    *,
    customers: Sequence[str],
    decision_labels: Mapping[str, str],
    role_names: Mapping[str, str],
) -> Document:
    """Return the charter: purpose, customers, decisions owned and left, measures."""
    owned = [f"- {decision_labels[name]}" for name in charter.owned_decisions]
    left = [
        f"- {decision_labels[name]}: {role_names[charter.decisions[name]]}"
        for name in charter.delegated_decisions
    ]
    parts = [
        "Technical product owner, Payments API, Brindle Commerce (invented).",
        "## Purpose",
        escaped_or_not_written(charter.purpose),
        "## Direct customers",
        "\n".join(f"- {one}" for one in customers) or NOT_WRITTEN_MARKDOWN,
        "## Decisions that are mine",
        "\n".join(owned) or NOT_WRITTEN_MARKDOWN,
        "## Decisions that aren't mine, and whose they are",
        "\n".join(left) or NOT_WRITTEN_MARKDOWN,
        "## How we can tell that it works",
        "\n".join(f"- {escape_markdown(line)}" for line in charter.measures)
        or NOT_WRITTEN_MARKDOWN,
        "## To settle with the others",
        "Show this page to each role named above, and note here where they see it differently.",
    ]
    return Document("role-charter", "Role charter", join_paragraphs(parts))
