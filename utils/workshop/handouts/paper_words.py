"""What a notebook says about what only a screen has, in words for a sheet of paper.

The screen keeps its own words: only handouts read the table `paper_words`.
"""

from __future__ import annotations

import re
from functools import cache
from html import escape

from utils.kit.tables import read_rows

# Paragraphs that are only about a computer.
SCREEN_ONLY_PATTERN = re.compile(
    r"\*\*(?:Before you start|If something goes wrong)\.\*\*.*?(?:\n\n|\Z)", re.DOTALL
)


@cache
def load_paper_words() -> dict[str, str]:
    """Return what a sheet of paper says, by the words of a notebook that it takes the place of."""
    return {row["screen"]: row["paper"] or "" for row in read_rows("paper_words")}


def markdown_for_paper(markdown: str) -> str:
    """Return the Markdown of a notebook's cell as a sheet of paper says it."""
    text = SCREEN_ONLY_PATTERN.sub("", markdown)
    for screen, paper in load_paper_words().items():
        text = text.replace(screen, paper)
    return text


def html_for_paper(html: str) -> str:
    """Return the printed form of an activity as a sheet of paper says it."""
    for screen, paper in load_paper_words().items():
        html = html.replace(escape(screen), escape(paper))
    return html
