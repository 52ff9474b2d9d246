"""The worksheet of a notebook, and the facilitator's copy with the answers, as pages to print."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from utils.kit.english import join_words
from utils.kit.printed import AFTER_PREDICTION_TITLE, PRINT_CSS, RUN_NOTE_HTML
from utils.workshop.handouts.answers import answers_html, sample_html
from utils.workshop.handouts.further_results import further_results_html
from utils.workshop.handouts.paper_words import html_for_paper, markdown_for_paper
from utils.workshop.handouts.text import render_markdown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from utils.workshop.handouts.lesson import Cell, LessonCells

# Nothing on these pages may be loaded from anywhere, and no script may run.
HANDOUT_SECURITY_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
# What follows the exercises gives their answers away, or is of no use on paper.
FACILITATOR_ONLY_CELL_IDS = {"debrief"}
CODING_CELL_IDS = {"code-head", "code-two", "code-three", "code-four"}
NOT_ON_PAPER_CELL_IDS = {"stop", "keys", "keep-teach", "m0-own", *CODING_CELL_IDS}
PAGE_CSS = """\
@page{margin:16mm}
body{max-width:50em;margin:2em auto;padding:0 1em;font:15px/1.5 system-ui,"DejaVu Sans",sans-serif;
color:#1b1f24;background:#fff}
@media print{body{max-width:none;margin:0;padding:0 1px;font-size:11pt}}
h1{font-size:1.7em;line-height:1.2}h2{font-size:1.25em;margin-top:1.6em}h3{font-size:1.05em}
h1,h2,h3{break-after:avoid}
table{border-collapse:collapse;max-width:100%}.tpo-table table{font-size:.8em!important}
.tpo-table :is(th,td){white-space:normal!important;padding:3px 5px!important}
th,td{border:1px solid #8c959f;padding:4px 8px;text-align:left;
vertical-align:top}
blockquote{margin:0 0 1em;padding-left:1em;border-left:3px solid #8c959f}
.tpo-printed{max-width:none!important;margin:.5em 0 1em}.tpo-picture{max-width:100%!important}
img{max-width:100%!important;min-width:0!important;height:auto!important}
.answers{margin:.5em 0 1.5em;padding:.5em 1em;border:2px solid #1b1f24;border-radius:.5em;
-webkit-box-decoration-break:clone;box-decoration-break:clone}
.answers>p:first-child{break-after:avoid}
.answers li,.answers p{break-inside:avoid}
.book+.book,.results{break-before:page}
.who{display:flex;gap:2em;margin:1em 0}.who span{flex:1;border-bottom:1px solid #8c959f}"""
RESULTS_HEADING = "After your predictions: read this once everyone has decided"
NAME_LINE_HTML = '<p class="who"><span>Group or initials:</span><span>Date:</span></p>'


def worksheet_page(*lessons: LessonCells) -> str:
    """Return the page for a learner without a computer: everything to read, tick, and fill in."""
    return _page_html("Worksheet", [(one, _learner_parts(one)) for one in lessons], NAME_LINE_HTML)


def facilitator_page(*lessons: LessonCells) -> str:
    """Return the same with the answers, the reasons, and what a wrong answer shows."""
    note = "<p><strong>For the facilitator only: this copy has all the answers.</strong></p>"
    return _page_html(
        "Facilitator's copy", [(one, _answer_key_parts(one)) for one in lessons], note
    )


def _learner_parts(lesson: LessonCells) -> list[str]:
    """Return the cells; what comes after a prediction is at the end, where nobody sees it first."""
    left_out = {*FACILITATOR_ONLY_CELL_IDS, *NOT_ON_PAPER_CELL_IDS}
    parts: list[str] = []
    results: list[str] = []
    heading = ""
    for cell in lesson.cells:
        if cell.id in left_out:
            continue
        heading = f"Exercise {cell.exercise[0]} · {cell.exercise[1]}" if cell.exercise else heading
        before, result, after = split_at_fold(_cell_html(cell), AFTER_PREDICTION_TITLE)
        further = further_results_html(lesson.called_object(cell))
        if result:
            result, further = result + further, ""
        parts += [before, after, further]
        results += [f"<h3>{escape(heading)}</h3>{result}"] if result else []
    if results:
        parts.append(f'<div class="results"><h2>{RESULTS_HEADING}</h2>{"".join(results)}</div>')
    return parts


def split_at_fold(html: str, title: str) -> tuple[str, str, str]:
    """Return markup before, inside, and after the fold of a title; all of it before, if none."""
    opening = f"<details open><summary>{title}</summary>"
    start = html.find(opening)
    if start < 0:
        return html, "", ""
    depth = 0
    for tag in re.finditer(r"<details\b|</details>", html[start:]):
        depth += -1 if tag[0] == "</details>" else 1
        if not depth:
            break
    end = start + tag.end()
    inside = html[start + len(opening) : start + tag.start()]
    return html[:start], inside, html[end:]


def _answer_key_parts(lesson: LessonCells) -> list[str]:
    parts = []
    for section in lesson.sections():
        cells = [one for one in section if one.id not in NOT_ON_PAPER_CELL_IDS]
        parts += [
            _cell_html(one)
            + further_results_html(lesson.called_object(one))
            + answers_html(lesson, one)
            for one in cells
        ]
        parts.append(sample_html(lesson, section[0]))
    return parts


def _cell_html(cell: Cell) -> str:
    if cell.is_text:
        html = render_markdown(markdown_for_paper(cell.source))
    else:  # paper has no notebook to run
        html = html_for_paper(cell.stored_html.replace(RUN_NOTE_HTML, ""))
        html = re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL)
    return html.replace("<details>", "<details open>")  # what is folded on a screen


def _page_html(kind: str, books: Sequence[tuple[LessonCells, list[str]]], intro_html: str) -> str:
    """Return a page; `intro_html` comes below the title of the first notebook."""
    title = books[0][0].title if len(books) == 1 else join_words(one.title for one, _ in books)
    bodies = "".join(
        _lesson_html(lesson, parts, "" if n else intro_html)
        for n, (lesson, parts) in enumerate(books)
    )
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{HANDOUT_SECURITY_POLICY}">'
        f"<title>{escape(f'{kind}: {title}')}</title><style>{PAGE_CSS}\n{PRINT_CSS}</style></head>"
        f"<body><main><p>{escape(kind)}</p>{bodies}</main></body></html>\n"
    )


def _lesson_html(lesson: LessonCells, parts: list[str], intro_html: str) -> str:
    """Return a notebook; where only some of its exercises are left, its title is added."""
    is_whole = lesson.cells[0].source.startswith("# ")
    head, *rest = parts if is_whole else [f"<h1>{escape(lesson.title)}</h1>", *parts]
    return f'<div class="book">{head}{intro_html}{"".join(rest)}</div>'
