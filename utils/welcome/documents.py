"""The document of the welcome, as Markdown. What a learner typed is escaped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from utils.kit.english import plural
from utils.kit.portfolio import escape_markdown, join_paragraphs
from utils.kit.view import Document
from utils.welcome import data

if TYPE_CHECKING:
    from collections.abc import Sequence

    from utils.welcome.model.routes import RouteStop

RESUME_NOTE_TEXT = (
    "I continue where I stopped, because the notebooks save my answers. On another computer, I "
    "import the file that “Export my work” made."
)


def learning_plan_document(
    *,
    audience_label: str,
    time_label: str,
    weeks: float | None,
    stops: Sequence[RouteStop],
    aim: str,
    schedule: str,
) -> Document:
    """Return the plan: aim, time, and stops to check off. `weeks` is None for a fixed time."""
    at = f" At my pace, that takes about {plural(round(weeks), 'week')}." if weeks else ""
    parts = [
        f"**I am:** {audience_label}. **I have:** {time_label}.{at}",
        "## What I want to be able to do",
        escape_markdown(aim)
        or "_Still to write: one sentence about something that others could see me do._",
        "## When",
        escape_markdown(schedule) or "_Still to write: a day and an hour._",
        "## Stops",
        "\n".join(_stop_markdown(stop) for stop in stops),
        "## When I come back",
        RESUME_NOTE_TEXT,
    ]
    return Document("learning-plan", "Learning plan", join_paragraphs(parts))


def _stop_markdown(stop: RouteStop) -> str:
    number = stop.block.notebook.split("-")[0]
    names = data.exercise_name_by_number(stop.block.notebook)
    what = "; ".join(names[n] for n in stop.block.exercises)
    return f"- [ ] Notebook {number}, {plural(stop.block.minutes, 'minute')}: {what}"
