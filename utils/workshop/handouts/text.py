"""Markdown of a notebook as markup for paper and slides: no links, nothing from elsewhere."""

from __future__ import annotations

import functools
import re
from html import unescape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it import MarkdownIt

_LINK_PATTERN = re.compile(r"</?a\b[^>]*>")
_TAG_PATTERN = re.compile(r"<[^>]+>")


@functools.cache
def _markdown_parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": True}).enable("table")


def render_markdown(markdown: str) -> str:
    """Return Markdown as markup, links as plain words."""
    return _LINK_PATTERN.sub("", _markdown_parser().render(markdown)).strip()


def render_markdown_blocks(markdown: str) -> Iterator[str]:
    """Yield the blocks of Markdown, which blank lines separate, one by one as markup."""
    yield from map(render_markdown, re.split(r"\n\s*\n", markdown.strip()))


def strip_tags(html: str) -> str:
    """Return the words of markup."""
    return " ".join(unescape(_TAG_PATTERN.sub(" ", html)).split())
