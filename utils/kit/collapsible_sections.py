"""Texts to unfold one at a time, each under its title."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from utils.kit.portfolio import markdown_to_html
from utils.kit.tables import MATHJAX_IGNORE_CLASSES

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class CollapsibleSections:
    """Texts in Markdown, folded.

    Parameters
    ----------
    sections
        Pairs of a title, plain text, and a text in Markdown.

    """

    sections: Sequence[tuple[str, str]]

    def html(self) -> str:
        """Return a fold for each text; paper opens them all."""
        parts = "".join(
            f"<details><summary>{escape(title)}</summary>{markdown_to_html(markdown)}</details>"
            for title, markdown in self.sections
        )
        return f'<div class="tpo-folds {MATHJAX_IGNORE_CLASSES}">{parts}</div>'

    def text(self) -> str:
        """Return the titles, one a line."""
        return "\n".join(title for title, _ in self.sections)
