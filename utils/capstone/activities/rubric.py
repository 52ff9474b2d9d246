"""Four levels, six criteria: rated by yourself, and by someone else."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from utils.capstone import data
from utils.capstone.page import CapstoneActivity
from utils.kit.controls import Html
from utils.kit.controls.factory import dropdown_grid, stacked, text_field
from utils.kit.english import join_words, lower_first
from utils.kit.tables import Table, source_line
from utils.kit.view import View

if TYPE_CHECKING:
    from collections.abc import Mapping

    import ipywidgets as widgets

    from utils.kit.controls import Input

SELF_RATER, PEER_RATER = "self", "peer"  # columns of the grid
LEVEL_BY_KEY = {str(n): n for n in (1, 2, 3, 4)}
MIN_FAR_APART_LEVELS = 2  # levels: worth a talk


class Rubric(CapstoneActivity):
    """Rate your own work, then let a peer rate it."""

    activity_id = "06.rubric"
    title = "Your work, rated with a rubric"
    task = (
        "Rate your own work first. Then swap portfolios with someone. They read yours and tell you "
        "their ratings, and you enter them here. Working alone? Come back in a week and be your "
        "own peer."
    )

    def controls(self) -> dict[str, Input]:
        """Return both ratings, and what the peer said."""
        rows = [(key, criterion.label) for key, criterion in data.rubric_criteria().items()]
        raters = [(SELF_RATER, "You", "by yourself"), (PEER_RATER, "Peer", "by a peer")]
        levels = [(level, level) for level in LEVEL_BY_KEY]
        return {
            "levels": dropdown_grid(
                "Levels", "Criterion", rows, raters, levels, check_label="Together"
            ),
            "said": text_field("What my peer would change first", lines=2),
        }

    def layout(self, controls: dict[str, Input]) -> widgets.Widget:
        """Return the levels in words above the ratings."""
        return stacked(Html(rubric_html()), *controls.values())

    def update_controls(self, controls: dict[str, Input], answers: dict[str, Any]) -> None:
        """Show a remark where both ratings are far apart."""
        controls["levels"].marks = {
            key: _agreement_mark(answers["levels"], key) for key in data.rubric_criteria()
        }

    def view(self, *, levels: dict[str, str], said: str) -> View:
        """Return where both ratings agree, and where they don't."""
        return View(
            summary=ratings_summary(
                ratings_by_criterion(levels, SELF_RATER), ratings_by_criterion(levels, PEER_RATER)
            ),
            table=rubric_table(),
            table_title="The rubric as a table",
        )


def ratings_by_criterion(levels: Mapping[str, str], rater: str) -> dict[str, int]:
    """Return the levels that someone gave, by criterion; `rater` is SELF_RATER or PEER_RATER."""
    given = {key: levels.get(f"{key}.{rater}") for key in data.rubric_criteria()}
    return {key: LEVEL_BY_KEY[level] for key, level in given.items() if level}


def ratings_summary(own: Mapping[str, int], peer: Mapping[str, int]) -> str:
    """Return how many criteria are rated by whom, and where both are far apart."""
    many = len(data.rubric_criteria())
    if len(own) < many:
        return f"You've rated {len(own)} of {many} criteria."
    far = [key for key in own if key in peer and abs(own[key] - peer[key]) >= MIN_FAR_APART_LEVELS]
    names = join_words(lower_first(data.rubric_criteria()[key].label) for key in far)
    talk = f" You're far apart on {names}. Ask which passage led to that rating." if far else ""
    by = f", and your peer has rated {len(peer)}" if peer else "; a peer hasn't rated it yet"
    return f"You've rated all {many} criteria{by}.{talk}"


def _agreement_mark(levels: Mapping[str, str], criterion_key: str) -> str:
    own, peer = (
        ratings_by_criterion(levels, who).get(criterion_key) for who in (SELF_RATER, PEER_RATER)
    )
    if own is None or peer is None:
        return ""
    return "⚠ talk about it" if abs(own - peer) >= MIN_FAR_APART_LEVELS else "✓"


def rubric_html() -> str:
    """Return the levels in words, folded criterion by criterion."""
    return "".join(
        f"<details open><summary><strong>{escape(one.label)}</strong></summary>"
        f'<ul class="tpo-anchors">{_levels_html(one.levels)}</ul></details>'
        for one in data.rubric_criteria().values()
    )


def _levels_html(levels: tuple[str, ...]) -> str:
    return "".join(f"<li><strong>{n}</strong> {escape(t)}</li>" for n, t in enumerate(levels, 1))


def rubric_table() -> Table:
    """Return the rubric as a table."""
    return Table(
        caption="Rubric of the capstone",
        columns=["Criterion", *LEVEL_BY_KEY],
        rows=[[one.label, *one.levels] for one in data.rubric_criteria().values()],
        source=source_line("capstone_rubric"),
    )
