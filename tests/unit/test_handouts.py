"""Handouts: all that is asked is on them, answers are on one of them, nothing is loaded."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from functools import cache
from html import escape, unescape
from itertools import pairwise

import pytest

from utils.kit.card_sort.decks import load_deck, printed_card_numbers
from utils.kit.errors import InputError
from utils.kit.listing import Listing
from utils.kit.outline import load_lessons
from utils.kit.printed import AFTER_PREDICTION_TITLE
from utils.kit.progress import Progress
from utils.kit.quiz import bank
from utils.kit.tables import read_rows
from utils.workshop.handouts import __main__ as command
from utils.workshop.handouts import pdf
from utils.workshop.handouts.lesson import (
    notebook_names,
    read_lesson,
    read_planned_lessons,
)
from utils.workshop.handouts.other_settings import OTHER_SETTINGS_BY_ACTIVITY_ID
from utils.workshop.handouts.pages import (
    HAND_OUT_LATER_HEADING,
    HANDOUT_CSS,
    PREDICTION_RESULTS_HEADING,
    RESULTS_HANDED_OUT_LATER_TEXT,
    facilitator_page,
    split_at_details,
    worksheet_page,
)
from utils.workshop.handouts.paper_words import load_paper_words, markdown_for_paper
from utils.workshop.handouts.slides import (
    AFTER_PICTURE_HEADING,
    MAX_LISTING_LINES,
    REVEAL_FOLDER,
    TALK_TO_NEIGHBOR_HEADING,
    lesson_slides,
    slides_page,
)
from utils.workshop.handouts.text import render_markdown, render_markdown_blocks, strip_tags
from utils.workshop.parsing import format_clock
from utils.workshop.planning import (
    PLAN_ACTIVITY_ID,
    default_plan_answers,
    make_plan_start_and_room,
)

NAMES = notebook_names()
DRAWN = {"worksheet": worksheet_page, "facilitator": facilitator_page, "slides": slides_page}
LOADS = re.compile(
    r"""(?:src|href|srcset|poster|data|action)\s*=\s*["']?(?!data:image/)[^"'>\s]|"""
    r"""url\((?!\s*["']?data:)|@import|<(?:link|iframe|object|embed|base)\b""",
    re.IGNORECASE,
)
# The files of reveal.js 6.0.2, unchanged.
SHA256 = {
    "reveal.js": "aa1bbbf2617b23a623b23612cb3c5bdb63de512e652bf20fcfa832b045d37844",
    "reveal.css": "615ee850cbbb98a0f688b60ed37b21819a3f54c9f3e6f20e33e63693ab74a0c0",
    "reset.css": "39413c3490fdcf826427c26ff4c1ee59ea961a0aa8507c18454e0c6dc96c12d8",
}


FOLD = f"<details open><summary>{AFTER_PREDICTION_TITLE}</summary>"


@cache
def lesson(name):
    return read_lesson(name)


@cache
def page(name, kind):
    return DRAWN[kind](lesson(name))


def words(html):
    joined = html.replace("\N{WORD JOINER}", "")
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", joined)).split())


def asked(name):
    groups = [cell.quiz_question_group for cell in lesson(name).cells if cell.quiz_question_group]
    return [one for group in groups for one in bank.load_question_group(*group)]


def spaced(text):
    return " ".join(text.split())


@pytest.mark.parametrize("kind", DRAWN)
@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_loaded_from_elsewhere(name, kind):
    html = page(name, kind)
    assert "content=\"default-src 'none';" in html
    own = re.sub(r"<script>.*?</script>", "", html, flags=re.DOTALL)  # reveal.js is checked below
    assert [found for found in LOADS.findall(own) if not found.startswith('data="')] == []
    assert "http://" not in words(own)
    assert "https://" not in words(own)


@pytest.mark.parametrize("name", NAMES)
def test_all_that_is_asked_is_on_each_and_answers_on_one(name):
    questions = asked(name)
    assert questions
    texts = {kind: words(page(name, kind)) for kind in DRAWN}
    for question in questions:
        why = spaced(question.why)
        assert why in texts["facilitator"]
        assert why not in texts["worksheet"]
        assert why not in texts["slides"]
        for choice in question.choices:
            assert all(spaced(choice.text) in text for text in texts.values()), choice.text
        for wrong in (one for one in question.choices if not one.accepted):
            assert spaced(wrong.feedback) in texts["facilitator"]
            assert spaced(wrong.feedback) not in texts["worksheet"]


@pytest.mark.parametrize("name", NAMES)
def test_paper_does_not_say_how_to_run_cells(name):
    assert "Before you start" in lesson(name).cells[0].source
    assert "Before you start" not in words(page(name, "worksheet"))


# What one does with a mouse or a keyboard; a question may name a button of Brindle's own page.
ON_SCREEN = re.compile(
    r"\b(?:[Cc]lick|[Pp]ress(?:es)?|[Ss]croll|[Pp]aste|slider|keyboard|typing|[Dd]ownload|kernel|"
    r"(?:below|above|[Cc]lear) the fields?|the button (?:copies|fill)|one at a time, |"
    r"[Ss]ave (?:your|the|yours)|[Tt]ick (?:Edit|Use|Marketing)|[Rr]eset|"
    r"checked (?:as you|for what)|[Tt]he checker (?:below|will|does|names)|disappears?|"
    r"watch what|[Ss]witch (?:to|between)|[Oo]pen (?:the (?:table|six)|a question)|"
    r"Show the (?:time|panel|cheapest)|Split the keys by|panel's scores|you'll see the picture|"
    r"Set the price of|Move the limit|Raise the arrivals|[Aa]sk the board|[Ss]end the letter)\b"
)


def told_on_screen(text):
    """Return the words of a text that paper can't follow."""
    return ON_SCREEN.findall(text)


@pytest.mark.parametrize("kind", ["worksheet", "facilitator"])
@pytest.mark.parametrize("name", NAMES)
def test_paper_asks_for_nothing_that_needs_a_screen(name, kind):
    lesson_cells = [
        one for one in lesson(name).cells if not one.quiz_question_group and one.id != "debrief"
    ]
    text = words(DRAWN[kind](replace(lesson(name), cells=tuple(lesson_cells))))
    assert told_on_screen(text) == []


@pytest.mark.parametrize("activity_id", OTHER_SETTINGS_BY_ACTIVITY_ID)
def test_what_an_exercise_asks_to_change_is_printed_after_its_prediction(activity_id):
    (found,) = [
        (name, kind)
        for name in NAMES
        for kind in map(lesson(name).called_object, lesson(name).cells)
        if getattr(kind, "activity_id", "") == activity_id
    ]
    name, kind = found
    text = words(page(name, "worksheet"))
    at = text.index(PREDICTION_RESULTS_HEADING) if kind.prediction else 0
    for title, answers in OTHER_SETTINGS_BY_ACTIVITY_ID[activity_id]:
        view = kind.evaluate(**answers)
        assert view.html() != kind.evaluate().html()
        at = text.index(title, at)
        assert spaced(view.summary) in text[at:]
        assert all(
            spaced(str(row[0])) in text[at:] for row in (view.table.rows if view.table else ())
        )
        assert view.summary in words(page(name, "facilitator"))


def test_words_for_the_screen_are_noticed():
    assert told_on_screen("Press Compare. Tick Edit the network, and save your brief.") == [
        "Press", "Tick Edit", "save your",
    ]  # fmt: skip


@pytest.mark.parametrize("screen", load_paper_words())
def test_each_wording_for_paper_replaces_words_of_a_notebook(screen):
    """A notebook that was reworded needs other words on paper, too."""
    cells = [cell for name in NAMES for cell in lesson(name).cells]
    assert any(screen in cell.source or escape(screen) in cell.stored_html for cell in cells)


def test_the_screen_keeps_its_words():
    assert any("Press *Compare*." in cell.source for cell in lesson("01-role-definition").cells)
    assert "4. Compare the new chain" in markdown_for_paper("4. Press *Compare*.")


@pytest.mark.parametrize("name", NAMES)
def test_each_exercise_has_a_slide_and_no_slide_too_many_words(name):
    made = list(lesson_slides(lesson(name)))
    first = [cell.source.splitlines()[0] for cell in lesson(name).cells if cell.is_exercise_heading]
    headings = [words(line).lstrip("# ").rpartition(" (")[0] for line in first]
    text = " ".join(words(one) for one in made)
    assert [one for one in headings if one not in text] == []
    assert max(len(words(one)) for one in made if "<pre>" not in one) < 900


@pytest.mark.parametrize("name", [name for name in NAMES if name != "00-welcome"])
def test_the_case_and_the_pictures_are_on_slides(name):
    made = "".join(lesson_slides(lesson(name)))
    (story,) = (cell for cell in lesson(name).cells if cell.id == "story")
    text = words(made)
    assert all(
        words(block)[:40] in text
        for block in render_markdown_blocks(story.source.partition("\n")[2])
    )
    shown = sum(
        "<figure" in cell.stored_html
        for cell in lesson(name).cells
        if not cell.is_text and not cell.quiz_question_group
    )
    assert made.count("<figure") == shown


@pytest.mark.parametrize("name", NAMES)
def test_what_a_slide_announces_is_on_it_or_quoted_on_the_next_one(name):
    made = list(lesson_slides(lesson(name)))
    ends = [(words(one), after) for one, after in pairwise(made) if words(one).endswith(":")]
    assert [text for text, after in ends if "<blockquote" not in after] == []


def test_a_worked_example_and_texts_to_read_are_on_slides_in_parts_alike():
    example = next(one for one in lesson_slides(lesson("01-role-definition")) if "<table>" in one)
    assert "the checkout page" in example
    made = list(lesson_slides(lesson("02-skills")))
    tables = [one.count("<tr>") for one in made if "<table>" in one]
    assert len(set(tables)) == 1
    code = "\n".join(unescape(re.sub(r"<[^>]+>", "", one)) for one in made if "<pre>" in one)
    for reading in ("refunds.sql", "refund-openapi.yaml", "pipeline.log"):
        lines = Listing(reading).text.split("\n")
        assert [line for line in lines if line not in code] == []
    assert max(one.count("\n") for one in made if "<pre>" in one) < MAX_LISTING_LINES


@pytest.mark.parametrize("name", NAMES)
def test_no_fold_is_closed_on_paper(name):
    assert "<details>" not in page(name, "worksheet")
    assert "<details>" not in page(name, "facilitator")


def test_cards_replies_and_predictions_have_answers_too():
    text = words(page("01-role-definition", "facilitator"))
    assert "Technical product owner" in text
    assert "✓ Fraud check" in text or "✓ Ledger database" in text or "✓" in text
    assert text.count("Answers ") >= 8


@pytest.mark.parametrize("kind", DRAWN)
def test_choices_on_paper_say_what_they_cost(kind):
    text = words(page("01-role-definition", kind))
    for row in read_rows("cases_chain"):
        assert f"{row['days_per_halving']:g} days to halve its downtime" in text


def test_no_worksheet_tells_what_a_prediction_is_about_before_its_end():
    text = page("00-welcome", "worksheet")
    asked, told = (
        text.index("For how long may it be down"),
        text.index("99.90% leaves 43.2 minutes"),
    )
    assert asked < text.index('<div class="results"') < told
    assert 'class="results"' not in page("00-welcome", "facilitator")
    assert 'class="results"' not in worksheet_page(lesson("00-welcome").with_only_exercises({2}))


def test_results_come_after_all_notebooks_on_sheets_of_their_own():
    """Printed on both sides, the page before them is the back of a sheet, or its front."""
    first, second = (lesson(name).with_only_exercises({1, 7}) for name in NAMES[:2])
    parts = re.findall(r'<div class="(book|divider|results)"', worksheet_page(first, second))
    assert parts == ["book", "book", "divider", "results", "divider", "results"]
    assert re.search(r"\.book\+\.book,\.divider,\.results\{break-before:page\}", HANDOUT_CSS)
    note = f"each after a page “{HAND_OUT_LATER_HEADING}.”"
    assert note in facilitator_page(first, second)
    assert note not in facilitator_page(lesson("00-welcome").with_only_exercises({2}))


def predicting():
    """Return all notebooks and activities that ask for a prediction."""
    every = ((name, kind) for name in NAMES for kind in map(lesson(name).called_object,
                                                            lesson(name).cells))  # fmt: skip
    return [
        pytest.param(name, kind, id=kind.activity_id)
        for name, kind in every
        if isinstance(kind, type) and getattr(kind, "prediction", None)
    ]


@pytest.mark.parametrize(("name", "kind"), predicting())
def test_what_is_filled_in_stands_with_the_prediction_and_says_to_wait(name, kind):
    sheet, _, results = page(name, "worksheet").partition('<div class="divider"')
    made = kind()
    control = words(next(iter(made.worksheet.split("</p>"))))
    prompt = kind.prediction.prompt
    made.close()
    asked = words(sheet).index(spaced(prompt))
    wait = words(sheet).index(RESULTS_HANDED_OUT_LATER_TEXT, asked)
    assert words(sheet).index(control, wait) - wait < len(RESULTS_HANDED_OUT_LATER_TEXT) + 5
    assert spaced(made.first_view.summary) not in words(sheet)
    assert spaced(made.first_view.summary) in words(results)


@pytest.mark.parametrize("kind", ["worksheet", "facilitator"])
def test_each_page_says_which_notebook_it_is_from(kind):
    text = DRAWN[kind](*(lesson(name).with_only_exercises({1}) for name in NAMES[:2]))
    for name in NAMES[:2]:
        number, title = name[:2], lesson(name).title
        assert f"<h1>{number} · {title}</h1>" in text
        assert f'@page notebook-{number}{{@top-left{{content:"{number} · {title}"' in text
        assert f'<div class="book" style="page:notebook-{number}">' in text
    assert "counter(page)" in text
    assert f"<h1>{NAMES[1][:2]} · " in page(NAMES[1], kind)


def test_a_title_cannot_end_the_stylesheet():
    odd = replace(lesson("00-welcome"), title='A "b"</style>')
    assert 'A "b"' not in worksheet_page(odd).partition("</style>")[0]
    assert worksheet_page(odd).count("</style>") == 1


def test_no_slide_has_an_answer_right_after_its_question():
    made = list(lesson_slides(lesson("01-role-definition")))
    talks = [at for at, one in enumerate(made) if f"<h2>{TALK_TO_NEIGHBOR_HEADING}</h2>" in one]
    predictions = sum(name == "01-role-definition" for name, _ in (p.values for p in predicting()))
    answers = [at for at, one in enumerate(made) if AFTER_PICTURE_HEADING in one]
    assert len(answers) == 2
    assert all(at - 1 in talks for at in answers)
    assert len(talks) == predictions + len(answers)
    pictures = [at for at in talks if "<figure" in made[at + 1]]
    assert len(pictures) == predictions


def test_slides_have_the_facts_and_the_cards_of_their_exercises():
    text = words("".join(lesson_slides(lesson("01-role-definition").with_only_exercises({3, 4}))))
    assert "400 requests a second" in text
    assert "300 milliseconds" in text
    deck = load_deck("01-task-sort")
    for card in deck.cards:
        assert (spaced(card.text) in text) == card.confusing
    assert "formula behind" not in words("".join(lesson_slides(lesson("00-welcome"))))


@pytest.mark.parametrize("name", NAMES)
def test_a_worksheet_of_a_plan_leads_nowhere_else(name):
    """What compares with ours, or refers to the notebook's formulas, isn't on paper."""
    text = words(page(name, "worksheet"))
    assert "with ours" not in text
    assert "every model shows" not in text
    assert "Exercise 7 shows" not in text


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_lost_where_results_move_to_the_end(name):
    text = page(name, "worksheet")
    assert text.count("<details") == text.count("</details>")
    assert AFTER_PREDICTION_TITLE not in text.replace(PREDICTION_RESULTS_HEADING, "")
    pictures = page(name, "facilitator").count('class="tpo-picture')
    assert text.count('class="tpo-picture') == pictures


@pytest.mark.parametrize(
    ("html", "parts"),
    [
        ("<p>a</p>", ("<p>a</p>", "", "")),
        (f"a{FOLD}b<details open>c</details>d</details>e",
         ("a", "b<details open>c</details>d", "e")),
    ],
)  # fmt: skip
def test_a_fold_is_cut_out_with_the_folds_inside_it(html, parts):
    assert split_at_details(html, AFTER_PREDICTION_TITLE) == parts


def test_each_session_has_the_answers_to_its_own_cards():
    whole = load_deck("02a-changes").cards
    for number, kinds in (
        (2, {"Request", "Response"}),
        (3, {"SDK", "Event or table", "Lifecycle"}),
    ):
        text = words(facilitator_page(lesson("02a-lab-interfaces").with_only_exercises({number})))
        answers = text[text.index("Answers") :]
        numbers = printed_card_numbers(load_deck("02a-changes").with_card_kinds(kinds))
        for card in whole:
            shown = f"{numbers.get(card.id, '')}. {spaced(card.title or card.text)}" in answers
            assert shown == (card.kind in kinds)


def test_links_become_words():
    assert render_markdown("See [the guide](https://example.org).") == "<p>See the guide.</p>"
    assert strip_tags("<p>1 &lt; 2</p>") == "1 < 2"


def test_an_unknown_notebook_is_said(capsys):
    with pytest.raises(InputError, match="no notebook called"):
        read_lesson("99-none")
    assert command.main(["99-none", "--no-pdf"]) == 1
    assert "Use one of: 00-welcome" in capsys.readouterr().err


def test_the_command_makes_three_pages_for_each(tmp_path, capsys):
    assert command.main(["02-skills", "--to", str(tmp_path / "out"), "--no-pdf"]) == 0
    made = sorted(path.name for path in (tmp_path / "out" / "02-skills").iterdir())
    assert made == ["facilitator.html", "slides.html", "worksheet.html"]
    assert "1 notebook " in capsys.readouterr().out


def test_a_worksheet_of_a_plan_has_no_cards_that_it_has_no_time_for():
    chosen = [(book, one) for book in load_lessons().values() for one in book.exercises]
    lessons = read_planned_lessons(chosen)
    for draw in (worksheet_page, facilitator_page):
        assert "if you have time" in draw(*map(lesson, NAMES))
        assert "if you have time" not in draw(*lessons)
    deck = load_deck("01-task-sort")
    texts = [words(draw(*lessons)) for draw in (worksheet_page, facilitator_page)]
    for card in deck.cards:
        assert all((spaced(card.text) in text) == card.confusing for text in texts)
    answers = words(facilitator_page(*lessons))
    for card in deck.cards:
        reason = spaced(card.verdicts[card.best].feedback)
        assert (reason in answers) == card.confusing


def test_choices_to_vote_on_have_the_letters_of_the_slides_and_of_the_key():
    sheet, key = (words(page("00-welcome", kind)) for kind in ("worksheet", "facilitator"))
    for question in asked("00-welcome"):
        for letter, choice in zip("ABCD", question.choices, strict=False):
            assert f"☐ {letter}. {spaced(choice.text)}" in sheet
            told = f"{letter}: {spaced(choice.text)[:20]}" if choice.accepted else f"{letter}:"
            assert told[:20] in key
    (prediction,) = [p.values[1].prediction for p in predicting() if p.values[0] == "00-welcome"]
    for letter, (_, text, said) in zip("ABCD", prediction.choices_with_details(), strict=False):
        assert f"☐ {letter}. {spaced(text)}" in sheet
        assert f"{letter}. {spaced(text)}: {spaced(said)}" in key
    slides = page("00-welcome", "slides")
    assert re.search(r"ol\.choices\{list-style:upper-alpha\}", slides)


def test_a_slider_on_paper_has_its_unit():
    assert "You promise: ______ % (our example: 99.90%)" in words(page("00-welcome", "worksheet"))


def test_the_command_says_which_plan_was_saved_and_what_it_has(tmp_path, capsys):
    progress = Progress()
    progress.record("changed", PLAN_ACTIVITY_ID, values={"size": 7})
    assert command.main(["--plan", "--to", str(tmp_path), "--no-pdf"]) == 0
    said = capsys.readouterr().out
    assert f"Your saved plan, from the folder {progress.folder}." in said
    assert "The plan: 7 people, 09:00 to " in said
    assert "your plan's exercises are in" in said


def test_the_command_makes_the_handouts_of_the_plan(tmp_path, capsys):
    assert command.main(["--plan", "--to", str(tmp_path), "--no-pdf"]) == 0
    said = capsys.readouterr().out
    assert f"the default plan's exercises are in {tmp_path / 'plan'}," in said
    assert f"No saved plan was found in the folder {Progress().folder}." in said
    _, start, room = make_plan_start_and_room(default_plan_answers())
    assert f"The plan: {room.size} people, {format_clock(start)} to " in said
    assert re.search(r"Exercises by notebook: 00: \d.*; 01: \d, \d, and \d\.", said)
    made = {one.name for one in (tmp_path / "plan").iterdir()}
    assert made == {"worksheet.html", "facilitator.html", "slides.html"}
    text = (tmp_path / "plan" / "worksheet.html").read_text(encoding="utf-8")
    assert "Whose task is it?" in text
    assert text.count('<div class="book"') == 2


def test_without_a_browser_the_command_says_that_there_is_no_pdf(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(pdf, "find_chromium_program", lambda: None)
    assert command.main(["02-skills", "--to", str(tmp_path)]) == 0
    assert "there's no PDF" in capsys.readouterr().out


def test_a_folder_that_refuses_is_said(refusing, capsys):
    assert command.main(["02-skills", "--to", str(refusing), "--no-pdf"]) == 1
    assert "Choose another folder" in capsys.readouterr().err


def test_a_browser_that_fails_is_reported(tmp_path):
    assert pdf.print_to_pdf(str(tmp_path / "none"), "<p>", tmp_path / "a.pdf")


@pytest.mark.parametrize("name", SHA256)
def test_the_slide_library_is_the_pinned_one(name):
    assert hashlib.sha256((REVEAL_FOLDER / name).read_bytes()).hexdigest() == SHA256[name]
    assert "</script" not in (REVEAL_FOLDER / name).read_text(encoding="utf-8")


def test_the_license_of_the_slide_library_is_here():
    assert "Hakim El Hattab" in (REVEAL_FOLDER / "LICENSE").read_text(encoding="utf-8")
