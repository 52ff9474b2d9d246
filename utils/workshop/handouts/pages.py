"""The worksheet of a notebook, and the facilitator's copy with the answers, as pages to print."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from utils.kit.english import join_words
from utils.kit.printed import (
    AFTER_PREDICTION_TITLE,
    BETWEEN_SIGN_AND_DOLLAR_PATTERN,
    PRINTED_FORM_CSS,
    RUN_NOTE_HTML,
)
from utils.kit.worksheet import blank_lines_html
from utils.workshop.handouts.answers import cell_answers_html, sample_answer_html
from utils.workshop.handouts.other_settings import other_settings_html
from utils.workshop.handouts.paper_words import html_for_paper, markdown_for_paper
from utils.workshop.handouts.text import render_markdown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from utils.workshop.handouts.lesson import LessonCells, NotebookCell

# Nothing on these pages may be loaded from anywhere, and no script may run.
HANDOUT_SECURITY_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
# What follows the exercises gives their answers away, or is of no use on paper.
FACILITATOR_ONLY_CELL_IDS = {"debrief"}
CODING_CELL_IDS = {"code-head", "code-two", "code-three", "code-four"}
NOT_ON_PAPER_CELL_IDS = {"stop", "keys", "keep-teach", "m0-own", *CODING_CELL_IDS}
HANDOUT_CSS = """\
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
.book+.book,.divider,.results{break-before:page}
.tpo-printed .tpo-grid,.tpo-printed:not(:has(.tpo-picture,.tpo-question,table,ol)){
break-inside:avoid;line-height:1.35}
.tpo-printed p:has(+.tpo-ask){break-after:avoid;break-inside:avoid}
.tpo-ask+.tpo-grid{font-size:.9em;line-height:1.35}
.tpo-ask+.tpo-grid :is(th,td){padding:2px 5px!important}
.tpo-ask+.tpo-grid :is(th,td):first-child{width:58%!important}
.book>p:has(+table){break-after:avoid}.book>table{break-inside:avoid}
.later{font-style:italic}
.who{display:flex;gap:2em;margin:1em 0}.who span{flex:1;border-bottom:1px solid #8c959f}"""
PREDICTION_RESULTS_HEADING = "After your predictions: read this once everyone has decided"
RESULTS_HANDED_OUT_LATER_TEXT = (
    "The results are on a sheet of their own. You get it once everyone has decided."
)
HAND_OUT_LATER_HEADING = "Hand out later"
NOTE_LINE_COUNT = 14
NAME_LINE_HTML = '<p class="who"><span>Group or initials:</span><span>Date:</span></p>'


def worksheet_page(*lessons: LessonCells) -> str:
    """Return the page for a learner without a computer: everything to read, tick, and fill in."""
    books = []
    later = []
    for lesson in lessons:
        parts, results = _worksheet_and_result_parts(lesson)
        books.append((lesson, parts))
        later += [(lesson, results)] if results else []
    return _page_html("Worksheet", books, NAME_LINE_HTML, later)


def facilitator_page(*lessons: LessonCells) -> str:
    """Return the same with the answers, the reasons, and what a wrong answer shows."""
    note = "<p><strong>For the facilitator only: this copy has all the answers.</strong></p>"
    stored = (cell.stored_html for lesson in lessons for cell in lesson.cells)
    if any(f"<summary>{AFTER_PREDICTION_TITLE}</summary>" in html for html in stored):
        note += (
            "<p>Before you hand out the worksheets, take out the sheets with the results of "
            f"predictions. They're at the end, each after a page “{HAND_OUT_LATER_HEADING}.”</p>"
        )
    return _page_html(
        "Facilitator's copy", [(one, _facilitator_copy_parts(one)) for one in lessons], note
    )


def _worksheet_and_result_parts(lesson: LessonCells) -> tuple[list[str], list[str]]:
    """Return the cells, and what comes after a prediction, which nobody should see before it."""
    left_out = {*FACILITATOR_ONLY_CELL_IDS, *NOT_ON_PAPER_CELL_IDS}
    parts: list[str] = []
    results: list[str] = []
    heading = ""
    for cell in lesson.cells:
        if cell.id in left_out:
            continue
        heading = (
            f"Exercise {cell.exercise_heading[0]} · {cell.exercise_heading[1]}"
            if cell.exercise_heading
            else heading
        )
        before, result, after = split_at_details(_cell_html(cell), AFTER_PREDICTION_TITLE)
        further = other_settings_html(lesson.called_object(cell))
        if result:
            controls = _controls_html(lesson, cell)
            result = result.removeprefix(controls) + further
            further = ""
            before += f'<p class="later">{RESULTS_HANDED_OUT_LATER_TEXT}</p>{controls}'
            results.append(f"<h3>{escape(heading)}</h3>{result}")
        parts += [before, after, further]
    return parts, results


def _controls_html(lesson: LessonCells, cell: NotebookCell) -> str:
    """Return the lines to fill in of an activity with a prediction: what its fold begins with."""
    made = lesson.called_object(cell)()
    try:
        return _paper_html(made.worksheet)
    finally:
        made.close()


def split_at_details(html: str, summary_text: str) -> tuple[str, str, str]:
    """Return markup before, inside, and after the fold with a summary; all before, if none."""
    opening = f"<details open><summary>{summary_text}</summary>"
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


def _facilitator_copy_parts(lesson: LessonCells) -> list[str]:
    parts = []
    for section in lesson.sections():
        cells = [one for one in section if one.id not in NOT_ON_PAPER_CELL_IDS]
        parts += [
            _cell_html(one)
            + other_settings_html(lesson.called_object(one))
            + cell_answers_html(lesson, one)
            for one in cells
        ]
        parts.append(sample_answer_html(lesson, section[0]))
    return parts


def _cell_html(cell: NotebookCell) -> str:
    if cell.is_text:
        html = render_markdown(markdown_for_paper(cell.source))
    else:  # paper has no notebook to run
        html = re.sub(r"<style>.*?</style>", "", cell.stored_html, flags=re.DOTALL)
        html = _paper_html(html.replace(RUN_NOTE_HTML, ""))
    return html.replace("<details>", "<details open>")  # what is folded on a screen


def _paper_html(html: str) -> str:
    """Return the printed form of controls or of an activity as a sheet of paper has it."""
    return html_for_paper(BETWEEN_SIGN_AND_DOLLAR_PATTERN.sub("\N{WORD JOINER}", html))


def _page_html(
    handout_title: str,
    lessons_with_parts: Sequence[tuple[LessonCells, list[str]]],
    intro_html: str,
    lessons_with_results: Sequence[tuple[LessonCells, list[str]]] = (),
) -> str:
    """Return a page; `intro_html` comes below the title of the first notebook only.

    `lessons_with_results` has what is handed out later, by notebook: it's at the end, on sheets of
    its own.
    """
    title = join_words(one.title for one, _ in lessons_with_parts)
    first, *others = lessons_with_parts
    bodies = _lesson_html(*first, f"<p>{escape(handout_title)}</p>", intro_html)
    bodies += "".join(_lesson_html(*one) for one in others)
    rest = "".join(
        _prediction_results_html(lesson, results) for lesson, results in lessons_with_results
    )
    margins = "".join(_page_margin_css(lesson, handout_title) for lesson, _ in lessons_with_parts)
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{HANDOUT_SECURITY_POLICY}">'
        f"<title>{escape(f'{handout_title}: {title}')}</title>"
        f"<style>{HANDOUT_CSS}\n{margins}{PRINTED_FORM_CSS}</style></head>"
        f"<body><main>{bodies}{rest}</main></body></html>\n"
    )


def _page_margin_css(lesson: LessonCells, handout_title: str) -> str:
    """Return what's above and below each page of a notebook, where a browser can print it."""
    boxes = {
        "top-left": _css_string(lesson.numbered_title),
        "top-right": _css_string(handout_title),
        "bottom-right": 'counter(page) " / " counter(pages)',
    }
    look = 'font:9pt system-ui,"DejaVu Sans",sans-serif;color:#57606a'
    inside = "".join(f"@{place}{{content:{said};{look}}}" for place, said in boxes.items())
    return f"@page {_css_page_name(lesson)}{{{inside}}}\n"


def _css_string(text: str) -> str:
    """Return a text as a string for a stylesheet inside a page."""
    return '"' + re.sub(r'[\\"<>&\n]', lambda found: f"\\{ord(found[0]):x} ", text) + '"'


def _css_page_name(lesson: LessonCells) -> str:
    return f"notebook-{lesson.number}"


def _lesson_html(
    lesson: LessonCells, parts: list[str], above_html: str = "", below_html: str = ""
) -> str:
    """Return a notebook, with markup above and below its title.

    Where only some of its exercises are left, the title is added.
    """
    is_whole = lesson.cells[0].source.startswith("# ")
    head, *rest = parts if is_whole else [f"<h1>{escape(lesson.title)}</h1>", *parts]
    head = head.replace("<h1>", f"<h1>{lesson.number} · ", 1)
    return (
        f'<div class="book" style="page:{_css_page_name(lesson)}">{above_html}{head}{below_html}'
        f"{''.join(rest)}</div>"
    )


def _prediction_results_html(lesson: LessonCells, results: Sequence[str]) -> str:
    """Return the results of a notebook's predictions, on sheets without anything else.

    Printed on both sides, the page between is the back of the last sheet or the front of the next
    one: either way, no result shares a sheet with an exercise.
    """
    title, page = escape(lesson.numbered_title), _css_page_name(lesson)
    return (
        f'<div class="divider" style="page:{page}"><h2>{HAND_OUT_LATER_HEADING}: {title}</h2>'
        f"<p><strong>For the facilitator:</strong> the next page has the results of the "
        "predictions. Take it out before you hand out the worksheets, and hand it out once "
        "everyone has decided. This page keeps it on a sheet of its own, even if you print on "
        "both sides.</p><p><strong>For everyone:</strong> there's room for your notes.</p>"
        f"{blank_lines_html(NOTE_LINE_COUNT)}</div>"
        f'<div class="results" style="page:{page}"><h2>{PREDICTION_RESULTS_HEADING}</h2>'
        f"<p>{title}</p>{''.join(results)}</div>"
    )
