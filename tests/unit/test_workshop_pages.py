"""Notes, key, and pages to print: complete, from the course's own questions, and in one piece."""

from __future__ import annotations

import contextlib
import html
import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import groupby
from operator import eq

import pytest

from utils.backlog.data import case_items
from utils.backlog.model.order import cheapest_order, delay_cost
from utils.backlog.model.stability import stability
from utils.capstone import letter as capstone_letter
from utils.capstone.data import brief_for
from utils.capstone.model.quarter.plan import smallest_launch_set
from utils.capstone.work import Work
from utils.comparison.model.network import schedule
from utils.customers import data as customers
from utils.customers.activities import DidItHelp, StuckFunnel, helped
from utils.hiring import data as hiring
from utils.hiring.model import interview, need
from utils.hiring.model.alternatives import required_levels
from utils.interfaces.model.compatibility import compare_schemas
from utils.kit.activity import Activity
from utils.kit.card_sort.decks import (
    PRINTED_NUMBERS_NOTE,
    cards_in_print_order,
    load_deck,
    load_decks_of_notebook,
    printed_card_numbers,
)
from utils.kit.card_sort.rounds import deal_confusing_and_other_cards
from utils.kit.errors import InputError
from utils.kit.feedback import WRONG
from utils.kit.misconceptions import load_misconceptions
from utils.kit.outline import load_lessons
from utils.kit.portfolio import escape_markdown
from utils.kit.quiz.bank import load_questions
from utils.role import data as role
from utils.role.activities import DependencyChain, TaskSort
from utils.role.model import promise
from utils.role.model.spec import check_measure
from utils.workshop import data, documents, pages
from utils.workshop.activities import AnswerKey, FacilitatorNotes, PlanBuilder, Printouts
from utils.workshop.activities.printouts import printout_html, printout_title_by_key
from utils.workshop.handouts.answers import SAMPLE_ANSWER_LABEL
from utils.workshop.handouts.lesson import read_lesson
from utils.workshop.handouts.pages import facilitator_page, worksheet_page
from utils.workshop.handouts.paper_words import load_paper_words

EXERCISES = [(book, one) for book in load_lessons().values() for one in book.exercises]
each_exercise = pytest.mark.parametrize(
    ("book", "exercise"),
    [pytest.param(book, one, id=f"{book.number}-{one.number}") for book, one in EXERCISES],
)


def chosen(book):
    return [(book, one) for one in book.exercises]


# --- notes -----------------------------------------------------------------------------------


def without_notes(known):
    """Return the exercises that a facilitator finds no notes on."""
    return [(b.number, e.name) for b, e in EXERCISES if (b.notebook, e.name) not in known]


def test_every_exercise_has_notes():
    assert without_notes(data.load_facilitator_notes()) == []


def test_an_exercise_without_notes_is_noticed():
    fewer = dict(data.load_facilitator_notes())
    del fewer["01-role-definition", "Whose task is it?"]
    assert without_notes(fewer) == [("01", "Whose task is it?")]


def test_no_two_exercises_of_a_notebook_have_one_key():
    keys = [(book.notebook, data.exercise_slug(one.name)) for book, one in EXERCISES]
    assert len(keys) == len(set(keys))


def test_no_note_is_left_behind():
    known = {(book.notebook, one.name) for book, one in EXERCISES}
    assert set(data.load_facilitator_notes()) - known == set()


@each_exercise
def test_notes_say_all_there_is_to_know(book, exercise):
    note = data.find_facilitator_note(book.notebook, exercise.name)
    assert 2 <= len(note.debrief) <= 3
    assert len(note.debrief_on_paper) in {0, 2, 3}
    assert all(question.endswith("?") for question in note.debrief + note.debrief_on_paper)
    sentences = (note.purpose, note.setup, note.response, note.on_paper)
    assert all(len(text) >= 20 and text.rstrip("”").endswith((".", "?")) for text in sentences)
    assert note.argument
    assert set(note.misconceptions) <= set(load_misconceptions())
    text = documents.facilitator_note_markdown(book, exercise)
    for part in ("What it's for.", "Set-up.", "get wrong", "Debrief", "argument", "On paper."):
        assert part in text
    assert all(f"- {escape_markdown(one)}" in text for one in note.debrief_on_paper)
    assert ("Debrief on paper" in text) == bool(note.debrief_on_paper)


@each_exercise
def test_wrong_answers_are_those_of_the_questions_and_cards(book, exercise):
    """What people get wrong comes from the course's own data, never from a copy."""
    found = data.exercise_mistakes(book, exercise)
    assert found
    questions = data.exercise_questions(exercise)
    sorts = any(one.startswith("sorted:") for one in exercise.requirements)
    note = data.find_facilitator_note(book.notebook, exercise.name)
    assert bool(note.deck_name) == sorts
    assert bool(note.misconceptions) == (not questions and not sorts)
    wrong = {
        (question.stem, choice.text)
        for question in questions
        for choice in question.choices
        if choice.verdict == "wrong"
    }
    slips = {q.stem for q in questions if q.number and q.number.slips}
    told = {(one.question, one.answer) for one in found}
    assert wrong <= told
    assert slips <= {stem for stem, _ in told}
    assert all(one.thought and one.fact for one in found)


# Ideas that the checker of three stories in 01 finds in a measure; no question there has them.
IN_A_MEASURE = {
    "good-words-are-measures": "99% of refunds are fast",
    "limit-left-open": "the 99th percentile over any 10 minutes",
}
STORIES = ("The first story", "The second story", "The third story")


def asked_about(book):
    """Return the ideas behind wrong answers to a notebook's questions and cards."""
    choices = [one for question in load_questions(book.notebook) for one in question.choices]
    numbers = [question.number for question in load_questions(book.notebook) if question.number]
    decks = [data.exercise_deck(book, one) for one in book.exercises]
    return {
        *(one.misconception for one in choices if not one.accepted),
        *(slip.misconception for number in numbers for slip in number.slips),
        *(
            d.misconception(card, key)
            for d in decks
            if d
            for card in d.cards
            for key in card.verdicts
        ),
    }


def foreign_ideas(book, exercise, ideas):
    """Return the ideas that neither a question nor a card of the notebook can show.

    The capstone practices what all notebooks teach.
    """
    books = load_lessons().values() if book.number == "06" else [book]
    known = set().union(*map(asked_about, books))
    checked = (
        set(IN_A_MEASURE) if (book.number, exercise) in {("01", s) for s in STORIES} else set()
    )
    return set(ideas) - known - checked


@each_exercise
def test_ideas_of_a_note_are_those_that_its_notebook_can_show(book, exercise):
    note = data.find_facilitator_note(book.notebook, exercise.name)
    assert foreign_ideas(book, exercise.name, note.misconceptions) == set()


def test_an_idea_from_elsewhere_is_noticed():
    book = load_lessons()["05-salary-and-career"]
    assert foreign_ideas(book, "Your path", ["slack-adds", "tools-are-skill"]) == {"slack-adds"}
    assert foreign_ideas(book, "The first story", ["limit-left-open"]) == {"limit-left-open"}


@pytest.mark.parametrize("measure", IN_A_MEASURE.values())
def test_the_checker_of_the_stories_finds_what_their_notes_say(measure):
    assert not check_measure(measure).ok


def test_notes_have_the_wrong_guesses_of_a_prediction_and_no_other():
    book = load_lessons()["01-role-definition"]
    text = documents.facilitator_note_markdown(
        book, next(e for e in book.exercises if e.number == 9)
    )
    guess = DependencyChain.prediction
    for letter, (key, said, feedback) in zip("ABCDEF", guess.choices_with_details(), strict=False):
        shown = f"- {letter}. “{said}” {escape_markdown(feedback)}" in text
        assert shown == (guess.verdict(key) == WRONG), key


def test_ideas_behind_cards_are_those_of_the_deck():
    deck = load_deck("01-task-sort")
    thoughts = {
        load_misconceptions()[idea].thought
        for row in deck.misconceptions.values()
        for idea in row.values()
    }
    assert {one.thought for one in data.deck_mistakes(deck)} == thoughts


def test_both_sessions_of_the_change_court_have_cards_of_their_own():
    book = load_lessons()["02a-lab-interfaces"]
    first, second = (data.exercise_deck(book, book.exercises[at]) for at in (1, 2))
    ids = [{card.id for card in deck.cards} for deck in (first, second)]
    assert not ids[0] & ids[1]
    assert ids[0] | ids[1] == {card.id for card in load_deck("02a-changes").cards}


# --- key -------------------------------------------------------------------------------------


@pytest.mark.parametrize("book", load_lessons().values(), ids=lambda one: one.number)
def test_the_key_has_every_answer_with_its_reason(book):
    text = "\n".join(markdown for _, markdown in documents.answer_key_sections(chosen(book)))
    for exercise in book.exercises:
        for question in data.exercise_questions(exercise):
            assert escape_markdown(question.stem) in text
            assert escape_markdown(question.why) in text
            for choice in question.choices:
                assert escape_markdown(choice.text) in text
                assert choice.accepted or escape_markdown(choice.feedback) in text
            if question.number:
                assert f"**{question.number.answer:g}" in text
    for deck in filter(None, (data.exercise_deck(book, one) for one in book.exercises)):
        numbers = printed_card_numbers(deck)
        for card in deck.cards:
            best = deck.category(card.best).name
            why = escape_markdown(card.verdicts[card.best].feedback)
            assert re.search(
                rf"- Card {numbers[card.id]}: .*\*\*{re.escape(best)}\*\*.*{re.escape(why)}",
                text,
            )


@pytest.mark.parametrize(
    ("book", "exercise"),
    [
        pytest.param(book, one, id=f"{book.number}-{one.number}")
        for book, one in EXERCISES
        if data.exercise_deck(book, one)
    ],
)
def test_worksheet_and_keys_have_the_cards_in_one_sequence_with_their_numbers(book, exercise):
    deck = data.exercise_deck(book, exercise)
    lesson = read_lesson(book.notebook).with_only_exercises({exercise.number})
    number = printed_card_numbers(deck)
    sheet = worksheet_page(lesson)
    wanted = sorted(deck.cards, key=lambda card: sheet.index(html.escape(card.text)))
    for card in wanted:
        before = sheet[: sheet.index(html.escape(card.text))]
        assert re.search(rf'(?:>{number[card.id]}\. |<li value="{number[card.id]}">[^☐]*)$', before)
    ((_, key),) = documents.answer_key_sections([(book, exercise)])
    copy = facilitator_page(lesson)
    answers = copy[copy.index("<strong>Answers</strong>") :]
    numbers = [number[card.id] for card in wanted]
    assert numbers == sorted(numbers)
    cut = pages.cards_page(deck, "Cards")
    assert [int(one) for one in re.findall(r'<td><p class="quiet">(\d+)', cut)] == numbers
    assert [int(one) for one in re.findall(r"^- Card (\d+):", key, re.MULTILINE)] == numbers
    assert [int(one) for one in re.findall(r"<li>(\d+)\. ", answers)] == numbers
    assert numbers == list(range(1, len(deck.cards) + 1))
    assert PRINTED_NUMBERS_NOTE in key
    assert PRINTED_NUMBERS_NOTE in answers
    first = data.required_cards_deck(book, exercise).cards
    assert {card.id for card in wanted[: len(first)]} == {card.id for card in first}


def tells_the_answer(bests):
    """Return what the answers of cards in their order give away, "" if nothing."""
    if max(len(list(same)) for _, same in groupby(bests)) > 3:
        return "four neighbors have one answer"
    if any(
        max(map(six.count, six)) > 4 for six in (bests[at : at + 6] for at in range(len(bests)))
    ):
        return "a range has one answer"
    for step in range(1, len(bests) // 2 + 1):
        if sum(map(eq, bests, bests[step:])) > (len(bests) - step) / 2:
            return f"answers repeat after {step} cards"
    mirrored = sum(map(eq, bests, bests[::-1])) > len(bests) / 2
    return "answers come again from the end on" if mirrored else ""


@pytest.mark.parametrize(
    ("deck_name", "kinds", "confusing"),
    [
        *[
            pytest.param(deck.name, (), None, id=deck.name)
            for book in load_lessons().values()
            for deck in load_decks_of_notebook(book.number)
        ],
        ("01-task-sort", (), True),
        ("01-task-sort", (), False),
        ("03-evidence", (), True),
        ("03-evidence", (), False),
        ("02a-changes", ("Request", "Response"), None),
        ("02a-changes", ("SDK", "Event or table", "Lifecycle"), None),
    ],
)
def test_the_number_of_a_card_says_nothing_about_its_answer(deck_name, kinds, confusing):
    cards = cards_in_print_order(load_deck(deck_name).with_card_kinds(kinds))
    bests = [card.best for card in cards if confusing in {None, card.confusing}]
    assert tells_the_answer(bests) == ""


@pytest.mark.parametrize("deck_name", ["01-task-sort", "03-evidence", "03-titles"])
def test_the_sequence_of_a_file_would_tell_the_answers(deck_name):
    assert tells_the_answer([card.best for card in load_deck(deck_name).cards])


def test_the_right_answer_stands_out_and_has_its_letter():
    book = load_lessons()["01-role-definition"]
    text = dict(documents.answer_key_sections(chosen(book)))[
        "Exercise 1 · What you bring (4 minutes)"
    ]
    assert "**B. The wages that the U.S. Bureau of Labor Statistics publishes by job**" in text
    assert "- A. “The number of calls" in text


@pytest.mark.parametrize("activity", [FacilitatorNotes, AnswerKey])
def test_a_sheet_is_folded_and_saved_to_print(activity, press, home):
    made = activity()
    made.set(notebook="03-comparisons")
    assert made.picture_html.count("<details>") == len(
        made.sections(chosen(load_lessons()["03-comparisons"]))
    )
    assert "<details open" not in made.picture_html
    press(made, "Save")
    saved = home / "documents" / f"{activity.file_name}-03.html"
    assert "Title decoder" in saved.read_text(encoding="utf-8")


def titles(made):
    return re.findall(r"<summary>(.*?)</summary>", made.picture_html)


@pytest.mark.parametrize("activity", [FacilitatorNotes, AnswerKey])
def test_a_sheet_is_on_the_exercises_of_the_plan_and_follows_it(activity, press, home):
    plan, made = PlanBuilder(), activity()
    assert any("Whose task is it?" in one for one in titles(made))
    assert not any("Weigh the evidence" in one for one in titles(made))
    plan.inputs["preset"].value = "managers"
    plan.flush()
    assert "04 · Exercise 2 · Weigh the evidence (8 minutes)" in titles(made)
    plan.inputs["until"].value = "soon"
    plan.flush()
    assert "Your plan isn't complete yet." in made.inputs["notebook"].error
    plan.inputs["until"].value = "60 min"
    plan.flush()
    assert made.inputs["notebook"].error == ""
    press(made, "Save")
    saved = home / "documents" / f"{activity.file_name}-plan.md"
    assert "my plan" in saved.read_text(encoding="utf-8")


def test_what_is_printed_is_on_the_first_plan_whatever_was_planned():
    before = FacilitatorNotes().printed_html()
    plan = PlanBuilder()
    plan.inputs["preset"].value = "engineers"
    plan.flush()
    assert FacilitatorNotes().printed_html() == before


@pytest.mark.parametrize("activity", [FacilitatorNotes, AnswerKey])
def test_a_notebook_that_the_course_does_not_have(activity):
    with pytest.raises(InputError, match="no notebook '07-nowhere'"):
        activity.evaluate(notebook="07-nowhere")


# --- pages to print --------------------------------------------------------------------------


class Page(HTMLParser):
    """Collects what a page would load, and what it would run."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        loads = [name for name, _ in attrs if name in {"src", "href", "style"} or name[:2] == "on"]
        self.found += [tag] if loads or tag in {"script", "iframe", "link"} else []


@pytest.mark.parametrize("what", printout_title_by_key())
def test_a_page_loads_and_runs_nothing(what):
    text = printout_html(what)
    parser = Page()
    parser.feed(text)
    assert parser.found == []
    assert "url(" not in text
    assert "@import" not in text
    assert "default-src 'none'" in text


def test_there_are_letters_for_every_choice():
    most = max(len(q.choices) for book, one in EXERCISES for q in data.exercise_questions(one))
    assert most <= len(pages.POLL_LETTERS)
    assert all(f"<td>{letter}</td>" in printout_html("letters") for letter in pages.POLL_LETTERS)


@pytest.mark.parametrize(
    "name",
    [deck.name for b in load_lessons().values() for deck in load_decks_of_notebook(b.number)],
)
def test_cards_have_no_answers(name):
    deck, text = load_deck(name), printout_html(name)
    heads = re.findall(r'<td><p class="quiet">(\d+)', text)
    assert heads == [str(number) for number in range(1, len(deck.cards) + 1)]
    for card in deck.cards:
        assert not any(one.feedback in text for one in card.verdicts.values())
        assert not card.title or card.title not in text
    for category in deck.categories:
        assert text.count(category.name) >= 1


def test_every_deck_has_cards_to_cut_out():
    assert {
        d.name for b in load_lessons().values() for d in load_decks_of_notebook(b.number)
    } <= set(printout_title_by_key())


def test_the_case_has_the_numbers_of_the_tables():
    text = printout_html("case")
    assert text.count('<div class="page">') == 1
    for row in data.read_rows("cases_backlog"):
        points = row["value"] + row["urgency"] + row["enabling"]
        assert f"<td>{row['label']}</td><td>{points:g}</td><td>{row['size']:g}</td>" in text
    for row in data.read_rows("cases_chain"):
        days = f"<td>{row['days_per_halving']:g}</td>"
        assert f"<td>{100 * row['availability']:g}%</td>{days}" in text


def test_the_link_leads_to_the_page_that_is_chosen():
    made = Printouts()
    assert 'download="letters.html"' in made.visible_html
    made.set(what="case")
    assert 'download="case.html"' in made.visible_html


def test_a_page_that_there_is_not_is_said_next_to_the_list():
    made = Printouts()
    made.set(what="nothing")
    assert "no 'nothing' to print" in made.inputs["what"].error
    assert made.error_html == ""


# --- for the exercises of a plan -------------------------------------------------------------


@each_exercise
def test_each_exercise_has_an_answer_in_the_key_and_in_the_facilitators_copy(book, exercise):
    ((_, key),) = documents.answer_key_sections([(book, exercise)])
    assert len(key) > 40
    lesson = read_lesson(book.notebook).with_only_exercises({exercise.number})
    copy, sheet = facilitator_page(lesson), worksheet_page(lesson)
    assert '<div class="answers">' in copy
    assert '<div class="answers">' not in sheet
    note = data.find_facilitator_note(book.notebook, exercise.name)
    assert (SAMPLE_ANSWER_LABEL in copy) == bool(note.sample_answer)
    assert not note.sample_answer or html.escape(note.sample_answer) not in sheet


@pytest.mark.parametrize(
    ("exercise", "facts"),
    [
        ("What comes first?", ["3,418", "3,827"]),
        ("The owner's view", ["3,418"]),
        ("The program manager's view", ["day 34"]),
        ("How firm is that ranking?", ["65%"]),
        ("Does the cleanup pay?", ["16 changes", "165 points", "31 changes"]),
        ("Do we need one?", ["0.89"]),
        ("Other ways", ["10%", "21%"]),
        ("How many leads fit?", ["25%"]),
        ("Two offers", ["$1,250", "111.1", "77%"]),
        ("Choose a stand-in", ["48th", "75th"]),
        ("What do we offer?", ["$95,320", "$142,980", "$119,150"]),
        ("Your path", ["140 hours", "28 weeks"]),
    ],
)
def test_numbers_of_a_sample_answer_are_those_of_the_activity(exercise, facts):
    (pair,) = [one for one in EXERCISES if one[1].name == exercise]
    note = data.find_facilitator_note(pair[0].notebook, exercise)
    lesson = read_lesson(pair[0].notebook).with_only_exercises({pair[1].number})
    kinds = [one for one in map(lesson.called_object, lesson.cells) if isinstance(one, type)]
    made = next(one() for one in kinds if issubclass(one, Activity))
    said = [made.first_view.text()]
    with contextlib.suppress(InputError, NotImplementedError):
        said.append(made.comparison(**made.values()).text())
    for fact in facts:
        assert fact in f"{note.sample_answer} {note.on_paper}", fact
        assert fact in " ".join(said), fact


def sample_of(exercise):
    """Return the sample answer to an exercise whose name only one notebook has."""
    (note,) = [one for (_, name), one in data.load_facilitator_notes().items() if name == exercise]
    return note.sample_answer


def test_the_key_says_why_the_fraud_check_keeps_the_promise_for_the_fewest_days():
    """On the screen, nobody is told before they have tried; paper has nothing to try."""
    found = {
        one.component.key: one
        for one in promise.fix_options(role.load_chain(), role.DEFAULT_PROMISED_AVAILABILITY)
    }
    fraud, ledger, said = found["fraud"], found["ledger"], sample_of("Promise to objective")
    halvings = {fix.days / fix.component.days_per_halving for fix in (fraud, ledger)}
    assert max(halvings) - min(halvings) < 0.001
    for fact in (
        f"to {fraud.required_availability:.2%}",
        f"in half {max(halvings):.2f} times",
        f"At {fraud.component.days_per_halving:g} days a halving, that's about {fraud.days:.0f} ",
        f"at {ledger.component.days_per_halving:g}, about {ledger.days:.0f} ",
    ):
        assert fact in said
    assert [key for key, fix in found.items() if fix.days is None] == ["gateway", "network"]


def test_numbers_of_the_new_callers_are_those_of_the_keys():
    said, worked = sample_of("Did it help?"), helped.worked_and_watched_counts_by_group()
    paper = data.find_facilitator_note("02c-lab-customers-and-data", "Did it help?").on_paper
    for half in ("half_before", "half_after", "rest_before", "rest_after"):
        assert "{} of {}".format(*worked[half]) in paper
    for pair in (
        ("half_after", "half_before"), ("rest_after", "rest_before"),
        ("half_after", "rest_after"), ("guide_new", "guide_old"),
    ):  # fmt: skip
        found = helped.compute_worked_share_difference(*pair)
        assert f"{100 * found.value:.1f}" in said
    assert "In 5 of 6 other weeks" in DidItHelp.evaluate(change="office", compare="control").summary
    assert "each group has 40 keys" in DidItHelp.evaluate(change="guide", compare="control").summary
    said = sample_of("Where do they get stuck?")
    for split, facts in (("library", ("14%", "82%")), ("caller", ("39%", "69%"))):
        summary = StuckFunnel.evaluate(split=split).summary
        assert all(fact in summary and fact in said for fact in facts)
    whole = StuckFunnel.evaluate().table.rows[0]
    assert all(str(cell) in said for cell in whole[-2:])
    finance = [key for key in customers.load_api_keys() if key.groups["caller"] == "Finance"]
    java = sum(key.groups["library"] == "Java" for key in finance)
    assert (java > len(finance) / 2, "more than half of Finance's keys" in said) == (True, True)


def test_scores_and_means_of_the_notes_are_those_of_the_hiring_models():
    weights, panels = (
        hiring.criterion_weights(),
        {who: hiring.panel_scores(who) for who in hiring.CANDIDATE_LABELS},
    )
    for key, label in hiring.product_labels().items():
        value = need.weighted_score(hiring.product_ratings(key), weights)
        assert f"{label} {value:.2f}" in sample_of("Guess first")
    means, said = interview.mean_score_by_candidate(panels), sample_of("Score three candidates")
    assert f"Wren {means['wren']:.2f} and Plover {means['plover']:.2f}" in said
    assert f"with {means['heron']:.2f}" in said
    leaders = [interview.leading_candidate_without(panels, one) for one in hiring.panelist_labels()]
    assert (leaders.count("plover"), "either of two panelists" in said) == (2, True)


def test_a_close_score_is_on_the_line_where_its_note_says():
    ratings, weights = hiring.product_ratings("search"), hiring.criterion_weights()
    nearest = need.break_even_weights(ratings, weights)[0]
    change = f"from {nearest.current_weight:.0%} to {nearest.break_even_weight:.0%}"
    said = f"raise “{hiring.criteria()[nearest.criterion].label}” {change}"
    assert said in sample_of("Do we need one?")
    assert need.break_even_weights(hiring.product_ratings("ml"), weights) == []


def test_paper_gives_the_levels_that_decide_about_checkout():
    needed = required_levels(hiring.product_ratings("checkout"))
    levels = {one.key: one.levels for one in hiring.hiring_options()}
    others = [key for key in needed if key != "journey"]
    (said,) = [paper for paper in load_paper_words().values() if "Checkout needs" in paper]
    assert f"a {needed['journey']:.0f} for its journey and market" in said
    assert f"{max(needed[key] for key in others):.0f} or less for everything else" in said
    assert f"brings a {levels['hire']['journey']:.0f} there" in said
    assert f"at least a {min(levels['hire'][key] for key in others):.0f} everywhere else" in said
    assert f"together bring a {levels['pair']['journey']:.0f} there" in said
    assert all(levels["pair"][key] >= needed[key] for key in needed)


def test_a_ranking_and_a_decision_change_where_their_notes_say():
    items = case_items()
    note = data.find_facilitator_note(
        "02b-lab-reliability-and-priority", "How firm is that ranking?"
    )
    made = stability(items)
    first_three = made.rank_shares[made.keys.index("bulk_payout"), :3].sum()
    assert (first_three > 0.95, "more than 95%" in note.response) == (True, True)
    assert made.rank_shares.max() == made.first_place_share("bulk_payout")
    before = {}
    for weeks in (5, 6):
        slower = [replace(one, size=weeks) if one.key == "ledger_split" else one for one in items]
        order = cheapest_order(slower)
        before[weeks] = order.index("sandbox_cards") < order.index("ledger_split")
    assert before == {5: False, 6: True}
    assert "six weeks instead of five" in sample_of("Your decision record")


def test_a_new_value_has_the_verdicts_that_its_note_gives():
    values = (["open", "paid"], ["open", "paid", "refunded"])
    old, new = ({"properties": {"state": {"enum": one}}} for one in values)
    verdicts = [compare_schemas(old, new, side).verdict for side in ("response", "request")]
    assert verdicts == ["depends", "safe"]
    said = sample_of("A change of your own")
    assert ("it depends on the client" in said, "it's safe" in said) == (True, True)


def test_numbers_of_seat_1_are_those_of_its_brief():
    brief, weights = brief_for(1), hiring.criterion_weights()
    assert f"{need.weighted_score(brief.ratings, weights):.2f}" in sample_of("Who owns it")
    ranks = sorted(f"{round(one)}th percentile" for one in brief.pay_percentiles.values())
    assert ranks == ["57th percentile", "80th percentile", "80th percentile"]
    assert "at the 57th percentile" in sample_of("Pay")
    assert "at the 80th for the other two" in sample_of("Pay")
    said, small = sample_of("Priorities and launch set"), smallest_launch_set(brief)
    cheapest = cheapest_order(brief.items)
    for order in (cheapest, sorted(cheapest, key=lambda key: key not in small)):
        assert f"{delay_cost(brief.items, order):.0f} points" in said
    for launch in (small, [item.key for item in brief.items]):
        assert f"{schedule(brief.tasks_with_build_time(launch)).finish:.0f} " in sample_of(
            "People and date"
        )


def test_the_letter_of_the_notes_leaves_one_question_open():
    letter = re.search("“(.*)”", sample_of("The letter"))[1]
    reading, brief = capstone_letter.read_letter_cached(letter), brief_for(1)
    there = capstone_letter.find_letter_points(reading, brief)
    assert [key for key, found in there.items() if not found] == ["chance"]
    assert capstone_letter.letter_findings(letter, Work(), brief) == []
    assert "still asks how likely" in sample_of("Who reads it")


def test_the_pages_for_a_plan_have_its_exercises_only_and_follow_it(press):
    plan, made = PlanBuilder(), Printouts()
    made.set(what="plan-worksheets")
    first = made._link.html
    text = printout_html("plan-worksheets")
    assert "Whose task is it?" in text
    assert "Weigh the evidence" not in text
    assert "Four people around one product" in text  # what leads to the exercise
    plan.inputs["preset"].value = "managers"
    plan.flush()
    assert made._link.html != first
    managed = printout_html("plan-worksheets", plan.values())
    assert "Weigh the evidence" in managed
    assert "Whose task is it?" not in managed
    assert "All answers" not in managed
    assert managed != printout_html("plan-answers", plan.values())
    assert "reveal" in printout_html("plan-slides", plan.values())


@pytest.mark.parametrize("what", ["plan-cards", "plan-worksheets"])
def test_a_plan_that_is_not_complete_has_no_pages(what):
    with pytest.raises(InputError, match="isn't complete yet") as problem:
        printout_html(what, {**PlanBuilder().values(), "until": "5 min"})
    assert problem.value.field == "what"


def test_a_plan_without_cards_says_so():
    left_out = {
        f"pick_{book.number}": {
            f"{data.exercise_slug(one.name)}.plan": "out"
            for one in book.exercises
            if data.required_cards_deck(book, one)
        }
        for book in load_lessons().values()
    }
    with pytest.raises(InputError, match="has cards"):
        printout_html("plan-cards", {**PlanBuilder().values(), **left_out})


@pytest.mark.parametrize(
    ("key", "count"), [("cards-01-3", 12), ("cards-02a-2", 6), ("cards-02a-3", 6),
                       ("cards-03-2", 12)],
)  # fmt: skip
def test_an_exercises_cards_are_as_many_as_it_uses_and_numbered_from_1(key, count):
    book, number = key.split("-")[1:]
    (pair,) = [o for o in EXERCISES if (o[0].number, o[1].number) == (book, int(number))]
    deck = data.required_cards_deck(*pair)
    text = printout_html(key)
    heads = re.findall(r'<td><p class="quiet">(\d+)', text)
    assert len(heads) == len(deck.cards) == count
    numbers = printed_card_numbers(deck)
    assert heads == [str(numbers[card.id]) for card in cards_in_print_order(deck)]
    assert heads == [str(number) for number in range(1, count + 1)]
    assert {f"sorted:{pair[1].requirements[0].split(':')[1]}:{count}"} == set(pair[1].requirements)
    for card in deck.cards:
        assert not any(one.feedback in text for one in card.verdicts.values())


def test_the_first_cards_are_those_that_everyone_gets():
    (pair,) = [one for one in EXERCISES if one[1].name == "Whose task is it?"]
    core, _ = deal_confusing_and_other_cards(TaskSort().deck, seed=1)
    assert {card.id for card in data.required_cards_deck(*pair).cards} == {card.id for card in core}


def test_the_plans_cards_are_those_of_its_exercises():
    made = PlanBuilder()
    made.set(preset="half")
    heads = re.findall(r'<td><p class="quiet">(\d+)', printout_html("plan-cards", made.values()))
    assert len(heads) == 12 + 6
