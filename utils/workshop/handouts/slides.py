"""Slides of a notebook: the case, the pictures, and what the exercises ask, one idea a slide.

reveal.js 6.0.2 is inside the page (see `utils/workshop/static/reveal/`): it needs no network, and
its policy allows none. Answers aren't on the slides.
"""

from __future__ import annotations

import functools
import math
import re
from html import escape, unescape
from pathlib import Path
from typing import TYPE_CHECKING

from utils.kit.activity import Activity
from utils.kit.card_sort import CardSort, decks
from utils.kit.english import join_words, split_off_question
from utils.kit.quiz import bank
from utils.workshop.handouts.text import render_markdown, render_markdown_blocks, strip_tags

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from utils.kit.card_sort.decks import Card
    from utils.kit.quiz.bank import Question
    from utils.kit.view import Prediction
    from utils.workshop.handouts.lesson import LessonCells, NotebookCell

REVEAL_FOLDER = Path(__file__).parents[1] / "static" / "reveal"
WIDTH, HEIGHT = 1280, 720
SLIDES_SECURITY_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:"
)
CELL_IDS_WITHOUT_SLIDE = {"head", "first-open", "real", "words", "sources", "stop", "debrief"}
# Letters on a slide, and the size of its type in pixels.
FONT_PIXELS_BY_MAX_LETTERS = (
    (130, 56),
    (220, 48),
    (330, 41),
    (450, 36),
    (600, 31),
    (800, 27),
    (1100, 23),
)
MIN_FONT_PIXELS = 19
MAX_LETTERS_PER_SLIDE = 340  # of running text; more goes on to the next slide
# A table with more letters goes on to the next slide, under its head.
MAX_TABLE_LETTERS = 480
MINUTES_SUFFIX_PATTERN = re.compile(r" \(\d+ min\)$")
AFTER_PICTURE_HEADING = "What the picture shows"
TALK_TO_NEIGHBOR_HEADING = "Talk to your neighbor"
TALK_TO_NEIGHBOR_HTML = (
    '<p class="lead">What did you choose, and why?</p><p>Then go on to the result.</p>'
)
TASK_HTML_PATTERN = re.compile(r"<h3>[^<]*</h3><p>(.*?)</p>", re.DOTALL)
DIGIT_OR_QUOTE_PATTERN = re.compile(
    r"[\d“]"
)  # a task with neither only says what the exercise says, too
MAX_TASK_LETTERS = 600
MAX_CARDS_PER_SLIDE = 6
FIGURE_HTML_PATTERN = re.compile(r'<figure class="tpo-picture.*?</figure>', re.DOTALL)
LISTING_PATTERN = re.compile(
    r'<div class="tpo-listing.*?<b>(.*?)</b>.*?<pre[^>]*>(.*?)</pre>', re.DOTALL
)
MAX_LISTING_LINES = 18  # of a text to read; the others go on to the next slide
# Pixels: a letter is about 0.6 times as wide as it's high. A line that's still too long is broken.
LINE_WIDTH, MIN_CODE_FONT_PIXELS, MAX_CODE_FONT_PIXELS = 1880, 20, 26
SLIDES_CSS = """\
.reveal{font:34px/1.35 system-ui,"DejaVu Sans",sans-serif;color:#1b1f24}
body{background:#fff}
.reveal .slides{text-align:left}
.reveal .slides section{height:100%;padding:0}
.slide{height:720px;padding:36px 64px 40px;box-sizing:border-box;overflow:hidden}
.reveal h1{font-size:64px;line-height:1.15;margin:120px 0 32px}
.reveal :is(strong,b,th,h1,h2){font-weight:700}.reveal em{font-style:italic}
.reveal h2{font-size:40px;line-height:1.2;margin:0 0 24px;color:#0b63b5}
.reveal p,.reveal ul,.reveal ol{margin:0 0 .55em}
.reveal ul,.reveal ol{padding-left:1.3em}.reveal li{margin-bottom:.3em}
.reveal ol.choices{list-style:upper-alpha}.reveal .choices li{padding-left:.3em}
.reveal .lead{font-weight:600}
.reveal blockquote{margin:0;padding:0 0 0 32px;border-left:8px solid #0b63b5;width:auto}
.reveal blockquote p{margin:0}
.reveal figure{margin:0!important;border:0!important;padding:0!important;max-width:none!important}
.picture{display:flex;flex-direction:column;height:100%;font-size:26px}
.picture figure{flex:1;min-height:0;display:flex;flex-direction:column}
.reveal .picture img{flex:1;min-height:0;min-width:0!important;max-width:none!important;margin:0;
width:100%!important;height:0!important;object-fit:contain;object-position:left top}
.reveal figcaption{font-size:16px!important;line-height:1.3!important;color:#57606a}
.reveal table{border-collapse:collapse;font-size:.8em}.reveal th,.reveal td{padding:6px 12px;
border-bottom:1px solid #8c959f;text-align:left;vertical-align:top}
.reveal pre{width:100%;margin:0;box-shadow:none;white-space:pre-wrap;
font:1em/1.3 "DejaVu Sans Mono",Consolas,monospace}
.reveal .quiet{color:#57606a}.reveal .slide-number{font-size:16px;color:#57606a;
background:none;left:24px;right:auto;bottom:12px}.reveal .slide-number a{text-decoration:none}"""
# Letters are counted before the page knows its fonts: where they are wider, type gets smaller.
FIT_TEXT_JS = """\
const fit = (section) => {
  const slide = section?.querySelector(".slide");
  const text = slide?.querySelector(".text");
  let size = text ? parseFloat(text.style.fontSize) : 0;
  while (size > 14 && slide.scrollHeight > slide.clientHeight) {
    size -= 1;
    text.style.fontSize = `${size}px`;
  }
};
"""
START_REVEAL_JS = (
    FIT_TEXT_JS
    + 'for (const name of ["ready", "slidechanged"]) Reveal.on(name, (e) => fit(e.currentSlide));'
    + f"Reveal.initialize({{width:{WIDTH},height:{HEIGHT},margin:0,hash:true,center:false,"
    "transition:'none',slideNumber:'c/t',controls:true,progress:true});"
)
PRINTED_SLIDES_CSS = f"""\
@page{{size:{WIDTH}px {HEIGHT}px;margin:0}}
section{{width:{WIDTH}px;height:{HEIGHT}px;break-after:page;break-inside:avoid}}"""


def slides_page(*lessons: LessonCells) -> str:
    """Return the slides of notebooks as one page that needs nothing else."""
    scripts = f"<script>{_read_reveal_file('reveal.js')}</script><script>{START_REVEAL_JS}</script>"
    return _page_html(lessons, _read_reveal_file("reveal.css"), scripts)


def printable_slides_page(*lessons: LessonCells) -> str:
    """Return the same for paper, a slide a page: it's laid out before the browser prints it."""
    scripts = f'<script>{FIT_TEXT_JS}document.querySelectorAll("section").forEach(fit);</script>'
    return _page_html(lessons, PRINTED_SLIDES_CSS, scripts)


def _page_html(lessons: Sequence[LessonCells], css: str, scripts: str) -> str:
    sections = "\n".join(slide for lesson in lessons for slide in lesson_slides(lesson))
    title = join_words(one.title for one in lessons)
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{SLIDES_SECURITY_POLICY}">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>{escape(f'Slides: {title}')}</title>"
        f"<style>{_read_reveal_file('reset.css')}\n{css}\n{SLIDES_CSS}</style></head>"
        f'<body><div class="reveal"><div class="slides">{sections}</div></div>{scripts}</body>'
        "</html>\n"
    )


@functools.cache
def _read_reveal_file(file_name: str) -> str:
    return (REVEAL_FOLDER / file_name).read_text(encoding="utf-8")


def lesson_slides(lesson: LessonCells) -> Iterator[str]:
    """Yield the slides of a notebook in its order, as sections."""
    yield _title_slide(lesson)
    cells = [one for one in lesson.cells if one.id not in CELL_IDS_WITHOUT_SLIDE]
    heading = lesson.title
    look_question = ""  # the sentence that asks what to look for, which goes with the next picture
    asked = ""  # the same, until its answer comes
    for cell in cells:
        if cell.id.endswith("-look"):
            look_question = asked = cell.source
        elif cell.source.startswith("## Sources"):
            continue
        elif cell.is_text:
            if cell.id.endswith("-use") and asked:
                yield _text_slide(TALK_TO_NEIGHBOR_HEADING, render_markdown(asked))
                asked = ""
            heading = _heading_text(cell) or heading
            yield from _markdown_cell_slides(
                cell, AFTER_PICTURE_HEADING if cell.id.endswith("-use") else heading
            )
        else:
            yield from _code_cell_slides(lesson, cell, heading, look_question)
            look_question = ""
    yield from _key_point_slides(lesson)


def _title_slide(lesson: LessonCells) -> str:
    first = re.search(r"\*\*(\d+ minutes)", lesson.cells[0].source)
    minutes = f'<p class="quiet">{escape(first[1])} in the notebook</p>' if first else ""
    return _slide_html(f"<h1>{escape(lesson.title)}</h1><p>Notebook {lesson.number}</p>{minutes}")


def _heading_text(cell: NotebookCell) -> str:
    found = re.match(r"#+ (.+)", cell.source)
    return MINUTES_SUFFIX_PATTERN.sub("", strip_tags(render_markdown(found[1]))) if found else ""


def _markdown_cell_slides(cell: NotebookCell, heading: str) -> Iterator[str]:
    """Yield a cell of text: a message a slide, running text in pieces."""
    body = re.sub(r"^#+ .+\n?", "", cell.source).strip()
    if not body:
        return  # a heading that only opens questions
    if not cell.is_exercise_heading and cell.id != "story" and not cell.id.endswith("-use"):
        body = _opening_paragraph(body)
    pending_blocks: list[str] = []
    for block in _iter_html_blocks(body):
        if block.startswith("<blockquote"):
            yield from _flush_pending_blocks(heading, pending_blocks)
            pending_blocks = []
            yield _text_slide(heading, block)
        elif pending_blocks and _overflows_slide([*pending_blocks, block]):
            yield from _flush_pending_blocks(heading, pending_blocks)
            pending_blocks = [block]
        else:
            pending_blocks.append(block)
    yield from _flush_pending_blocks(heading, pending_blocks)


def _overflows_slide(blocks: Sequence[str]) -> bool:
    """Return whether the last block goes on to the next slide; a list stays with its sentence."""
    announced = strip_tags(blocks[-2]).endswith(":")
    return not announced and len(strip_tags("".join(blocks))) > MAX_LETTERS_PER_SLIDE


def _opening_paragraph(markdown: str) -> str:
    """Return the first paragraph of a text to read, and the list or table that it announces."""
    first, *rest = re.split(r"\n\s*\n", markdown)
    return f"{first}\n\n{rest[0]}" if rest and first.endswith(":") else first


def _iter_html_blocks(markdown: str) -> Iterator[str]:
    """Yield blocks, each message of a quote by itself, and what is long in parts."""
    for block in render_markdown_blocks(markdown):
        if block.startswith("<blockquote"):
            for message in re.findall(r"<p>.*?</p>", block, re.DOTALL):
                yield f"<blockquote>{message}</blockquote>"
        elif block.startswith("<p>") and len(strip_tags(block)) > MAX_LETTERS_PER_SLIDE:
            yield from _split_paragraph(block)
        elif block.startswith("<table>"):
            yield from _split_table(block)
        else:
            yield block


def _split_table(table: str) -> Iterator[str]:
    """Yield a table in parts that each fit on a slide, of as many rows each and the same head."""
    head, _, body = table.partition("<tbody>")
    rows = re.findall(r"<tr>.*?</tr>", body, re.DOTALL)
    each = math.ceil(len(rows) / math.ceil(len(strip_tags(body)) / MAX_TABLE_LETTERS))
    for start in range(0, len(rows), each):
        yield f"{head}<tbody>{''.join(rows[start : start + each])}</tbody></table>"


def _split_paragraph(block: str) -> Iterator[str]:
    """Yield a long paragraph in parts that each fit on a slide, cut between sentences."""
    inner = block.removeprefix("<p>").removesuffix("</p>")
    part = ""
    for sentence in re.split(r"(?<=[.!?]) (?=[A-Z“<])", inner):
        if part and len(strip_tags(part + sentence)) > MAX_LETTERS_PER_SLIDE:
            yield f"<p>{part}</p>"
            part = ""
        part = f"{part} {sentence}".strip()
    if part:
        yield f"<p>{part}</p>"


def _flush_pending_blocks(heading: str, pending_blocks: Sequence[str]) -> Iterator[str]:
    if pending_blocks:
        yield _text_slide(heading, "".join(pending_blocks))


def _code_cell_slides(
    lesson: LessonCells, cell: NotebookCell, heading: str, look_question: str
) -> Iterator[str]:
    """Yield what a code cell asks, and its picture."""
    if cell.quiz_question_group:
        for question in bank.load_question_group(*cell.quiz_question_group):
            yield _question_slide(heading, question)
        return
    shown = lesson.called_object(cell)
    prediction = None
    if isinstance(shown, type) and issubclass(shown, CardSort):
        yield from _card_sort_slides(heading, shown)
    elif isinstance(shown, type) and issubclass(shown, Activity):
        if prediction := shown.prediction:
            yield _prediction_slide(heading, prediction)
        else:
            yield from _task_slides(heading, cell)
    if listing := LISTING_PATTERN.search(cell.stored_html):
        yield from _code_listing_slides(heading, *listing.groups())
    picture = FIGURE_HTML_PATTERN.search(cell.stored_html)
    if picture:
        if prediction:
            yield _text_slide(TALK_TO_NEIGHBOR_HEADING, TALK_TO_NEIGHBOR_HTML)
        yield _picture_slide(heading, look_question, picture[0])


def _task_slides(heading: str, cell: NotebookCell) -> Iterator[str]:
    """Yield the facts that a task gives, where they're short."""
    found = TASK_HTML_PATTERN.search(cell.stored_html)
    task = strip_tags(found[1]) if found else ""
    if DIGIT_OR_QUOTE_PATTERN.search(task) and len(task) <= MAX_TASK_LETTERS:
        yield _text_slide(heading, f"<p>{escape(task)}</p>")


def _card_sort_slides(heading: str, activity_class: type[CardSort]) -> Iterator[str]:
    """Yield the cards that everyone gets, with their numbers on paper.

    Cards that show a change in code are left out: they are too long for a slide.
    """
    deck = decks.load_deck(activity_class.deck_name).with_card_kinds(activity_class.kinds)
    numbers = decks.printed_card_numbers(deck)
    cards = decks.cards_in_print_order(deck)
    cards = [card for card in cards if card.confusing] or cards
    if any("before" in card.extra for card in cards):
        return
    each = 1 if any("lines" in card.extra for card in cards) else MAX_CARDS_PER_SLIDE
    if not activity_class.one_by_one:
        each = min(each, activity_class.round_size)
    places = " · ".join(one.name for one in deck.categories)
    ask = f'<p class="lead">{escape(activity_class.prompt)} {escape(places)}</p>'
    for start in range(0, len(cards), each):
        items = "".join(_card_html(card, numbers[card.id]) for card in cards[start : start + each])
        group = "" if activity_class.one_by_one else cards[start].group
        yield _text_slide(
            f"{heading}: {group}" if group else heading, f'{ask}<ol class="cards">{items}</ol>'
        )


def _card_html(card: Card, number: int) -> str:
    lines = "".join(f"<li>{escape(line)}</li>" for line in card.extra.get("lines", ()))
    more = f"<ul>{lines}</ul>" if lines else ""
    return f'<li value="{number}">{escape(card.text)}{more}</li>'


def _code_listing_slides(heading: str, listing_name: str, code: str) -> Iterator[str]:
    """Yield the numbered lines of a text to read, in parts of as many lines each."""
    lines = code.split("\n")
    widest = max(len(unescape(re.sub(r"<[^>]+>", "", one))) for one in lines)
    size = max(MIN_CODE_FONT_PIXELS, min(MAX_CODE_FONT_PIXELS, LINE_WIDTH // widest))
    each = math.ceil(len(lines) / math.ceil(len(lines) / MAX_LISTING_LINES))
    for start in range(0, len(lines), each):
        part = "\n".join(lines[start : start + each])
        words = f'<p class="quiet">{listing_name}</p><pre>{part}</pre>'
        yield _slide_with_font_size(heading, words, size)


def _question_slide(heading: str, question: Question) -> str:
    setting, asked = split_off_question(question.stem)
    said = f"<p>{escape(setting)}</p>" if setting else ""
    choices = [one.text for one in question.choices]
    return _text_slide(
        heading, f'{said}<p class="lead">{escape(asked)}</p>{_choices_html(choices)}'
    )


def _prediction_slide(heading: str, prediction: Prediction) -> str:
    said = f"<p>{escape(prediction.introduction)}</p>" if prediction.introduction else ""
    ask = f'<p class="lead">{escape(prediction.question)}</p>'
    return _text_slide(
        heading,
        said + ask + _choices_html(text for _, text, _ in prediction.choices_with_details()),
    )


def _choices_html(texts: Iterable[str]) -> str:
    items = "".join(f"<li>{escape(text)}</li>" for text in texts)
    return f'<ol class="choices">{items}</ol>' if items else ""


def _picture_slide(heading: str, look_question: str, figure_html: str) -> str:
    """Return a picture as large as it fits, under its question or its heading."""
    words = render_markdown(look_question) if look_question else f"<h2>{escape(heading)}</h2>"
    return _slide_html(f'<div class="picture">{words}{figure_html}</div>')


def _key_point_slides(lesson: LessonCells) -> Iterator[str]:
    """Yield the key points, three to a slide."""
    for cell in lesson.cells:
        if cell.id != "debrief":
            continue
        found = re.search(r"## Key points\n+((?:- .+\n?(?:  .+\n?)*)+)", cell.source)
        points = re.split(r"\n(?=- )", found[1].strip()) if found else []
        for start in range(0, len(points), 3):
            yield _text_slide("Key points", render_markdown("\n".join(points[start : start + 3])))


def _text_slide(heading: str, html: str) -> str:
    letters = len(strip_tags(html)) + 2 * len(heading)
    return _slide_with_font_size(
        heading,
        html,
        next((one for most, one in FONT_PIXELS_BY_MAX_LETTERS if letters <= most), MIN_FONT_PIXELS),
    )


def _slide_with_font_size(heading: str, html: str, font_pixels: int) -> str:
    """Return a slide with text of this size in pixels."""
    head = f"<h2>{escape(heading)}</h2>"
    return _slide_html(f'{head}<div class="text" style="font-size:{font_pixels}px">{html}</div>')


def _slide_html(html: str) -> str:
    return f'<section><div class="slide">{html}</div></section>'
