"""Four levels, six criteria: by yourself, and by somebody else."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from utils.capstone import data
from utils.kit.activity import Activity
from utils.kit.controls import Html
from utils.kit.controls.factory import dropdown_grid, stacked, text_field
from utils.kit.tables import Table, source_line
from utils.kit.view import View

if TYPE_CHECKING:
    from collections.abc import Mapping

    import ipywidgets as widgets

    from utils.kit.controls import Input

SELF, PEER = "self", "peer"
LEVELS = [(str(n), str(n)) for n in (1, 2, 3, 4)]
FAR = 2  # levels apart: worth a talk


class Rubric(Activity):
    """Rate your own work, then let a peer rate it."""

    activity_id = "06.rubric"
    title = "Your work by a rubric"
    task = (
        "Rate your own work first. Then swap with somebody: they read your portfolio and give "
        "their levels, you type them in. Alone? Come back in a week and be your own peer."
    )

    def controls(self) -> dict[str, Input]:
        """Return both ratings, and what the peer said."""
        table = dropdown_grid(
            "Levels", "Criterion", [(key, one.label) for key, one in data.rubric().items()],
            [(SELF, "You", "by yourself"), (PEER, "Peer", "by a peer")], LEVELS, check="Together",
        )  # fmt: skip
        return {
            "levels": table,
            "said": text_field("What my peer would change first", lines=2),
        }

    def layout(self, controls: dict[str, Input]) -> widgets.Widget:
        """Return the levels in words above the ratings."""
        return stacked(Html(html=rubric_html()), *controls.values())

    def update_controls(self, controls: dict[str, Input], answers: dict[str, Any]) -> None:
        """Write a remark where both ratings are far apart."""
        marks = {key: _mark(answers["levels"], key) for key in data.rubric()}
        controls["levels"].marks = marks

    def view(self, *, levels: dict[str, str], said: str) -> View:  # noqa: ARG002
        """Return where both ratings meet, and where not."""
        own, peer = (rated(levels, who) for who in (SELF, PEER))
        many = len(data.rubric())
        table = rubric_table()
        if len(own) < many:
            return View(summary=f"{len(own)} of {many} criteria rated by yourself.", table=table,
                        table_title="The rubric as a table")  # fmt: skip
        far = [key for key in own if key in peer and abs(own[key] - peer[key]) >= FAR]
        names = ", ".join(data.rubric()[key].label.lower() for key in far)
        talk = f" Far apart on {names}: ask for the place in the text." if far else ""
        by = f"; by your peer {len(peer)} of {many}" if peer else "; a peer has not rated it yet"
        return View(summary=f"Rated by yourself{by}.{talk}", table=table,
                    table_title="The rubric as a table")  # fmt: skip


def rated(levels: Mapping[str, str], who: str) -> dict[str, int]:
    """Return the levels that somebody gave, by criterion."""
    return {key: int(levels[f"{key}.{who}"]) for key in data.rubric() if levels.get(f"{key}.{who}")}


def _mark(levels: Mapping[str, str], key: str) -> str:
    own, peer = (rated(levels, who).get(key) for who in (SELF, PEER))
    if own is None or peer is None:
        return ""
    return "⚠ talk about it" if abs(own - peer) >= FAR else "✓"


def rubric_html() -> str:
    """Return the levels in words, folded criterion by criterion."""
    return "".join(
        f"<details open><summary><strong>{escape(one.label)}</strong></summary>"
        f'<ul class="tpo-anchors">{_levels(one.levels)}</ul></details>'
        for one in data.rubric().values()
    )


def _levels(levels: tuple[str, ...]) -> str:
    return "".join(f"<li><strong>{n}</strong> {escape(t)}</li>" for n, t in enumerate(levels, 1))


def rubric_table() -> Table:
    """Return the rubric as a table."""
    return Table(
        caption="Rubric of the capstone",
        columns=["Criterion", "1", "2", "3", "4"],
        rows=[[one.label, *one.levels] for one in data.rubric().values()],
        source=source_line("capstone_rubric"),
    )
