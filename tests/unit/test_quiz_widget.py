"""Question cards: nothing given away before an attempt, feedback on every choice after it."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from html import escape

import pytest

from utils.kit.errors import InputError
from utils.kit.progress import Progress
from utils.kit.quiz import Quiz, bank
from utils.kit.quiz.bank import Choice, ExpectedNumber, KnownMistake, Question
from utils.kit.quiz.widget import QuestionCard
from utils.kit.tables import data_folder

NOTEBOOKS = sorted(path.stem for path in (data_folder() / "questions").glob("*.json"))
REAL = [question for name in NOTEBOOKS for question in bank.load_questions(name)]
HINTS = ("First <hint>", "Second hint", "Third hint")
TOLD = {"hints": HINTS, "why": "Because <so> & so.", "source": "A <source>"}
ONE = Question(
    "99.q.one", "g", "one", "Which <one>?",
    choices=(
        Choice("a", "Text <a>", "wrong", "Feedback <a>", "idea-a"),
        Choice("b", "Text b", "right", "Feedback b"),
        Choice("c", "Text c", "defensible", "Feedback c"),
    ), **TOLD,
)  # fmt: skip
SEVERAL = Question(
    "99.q.several", "g", "several", "Which ones?",
    choices=(
        Choice("a", "Text a", "right", "Feedback a"),
        Choice("b", "Text b", "right", "Feedback b"),
        Choice("c", "Text c", "wrong", "Feedback c", "idea-c"),
    ), **TOLD,
)  # fmt: skip
NUMBER = Question(
    "99.q.number", "g", "number", "How many?",
    number=ExpectedNumber(
        126.8, 0.1, "dollars <each>", "Right words", "Other words",
        (KnownMistake(142.0, 0.5, "Slip words", "idea-slip"),),
    ), **TOLD,
)  # fmt: skip
MADE = [ONE, SEVERAL, NUMBER]


def ids(question):
    return question.id


def answers(question):
    """Yield an answer and the feedback it must bring."""
    for choice in question.choices:
        yield [choice.key], choice.feedback
    if question.number:
        yield f"{question.number.answer:.10g}", question.number.right
        yield "987654321", question.number.other
        for slip in question.number.slips:
            yield f"{slip.value:.10g}", slip.feedback


def attempt(card, press, given, sure="sure"):
    card.inputs["answer"].value = given
    card.inputs["confidence"].value = [sure] if sure else []
    press(card, "Check")


def log(card):
    """Return what the log has of a card, but for drafts of its answer."""
    events = Progress().events(card.activity_id)
    return [(one.what, one.result) for one in events if one.what != "changed"]


def test_an_answer_that_is_not_checked_is_found_again(press):
    card = QuestionCard(NUMBER, 1)
    card.inputs["answer"].value = "not a number yet"
    card.inputs["confidence"].value = ["sure"]
    again = QuestionCard(NUMBER, 1)
    assert again.inputs["answer"].value == "not a number yet"
    assert list(again.inputs["confidence"].value) == ["sure"]
    attempt(again, press, "7")
    again.inputs["answer"].value = "a second thought"
    last = QuestionCard(NUMBER, 1)
    assert last.inputs["answer"].value == "a second thought"
    assert "about your earlier answer, 7" in last.feedback.html


# --- before an attempt ---------------------------------------------------------------------


@pytest.mark.parametrize("question", REAL + MADE, ids=ids)
def test_nothing_is_given_away_before_an_attempt(question, on_page):
    card = QuestionCard(question, 1)
    page = on_page(card) + card.printed_html() + card.printed_text()
    secrets = [question.why, question.source, *question.hints]
    secrets += [words for _, words in answers(question)]
    secrets += [choice.misconception for choice in question.choices if choice.misconception]
    secrets += [slip.misconception for slip in question.number.slips] if question.number else []
    for words in secrets:
        for form in (words, escape(words), repr(words)[1:-1]):
            assert form not in page
    for choice in question.choices:  # a choice is its key and text, and no more
        assert [choice.key, choice.text] in card.inputs["answer"].options
        assert list(card.inputs["answer"].value) == []
    for verdict in ("right", "wrong", "defensible"):
        assert f"'{verdict}'" not in page


@pytest.mark.parametrize("question", MADE, ids=ids)
def test_the_printed_form_has_stem_and_choices_alone(question):
    card = QuestionCard(question, 3)
    assert card.printed_text().startswith(f"Question 3. {question.stem}\n")
    for choice in question.choices:
        assert f"{choice.key}) {choice.text}" in card.printed_text()
        assert f"<li>☐ {choice.key.upper()}. {escape(choice.text)}</li>" in card.printed_html()
    if question.number:
        assert "<p>Your answer (dollars &lt;each&gt;): ______</p>" in card.printed_html()
    assert f"</strong> {escape(question.stem)}</p>" in card.printed_html()


@pytest.mark.parametrize("question", MADE, ids=ids)
def test_the_printed_form_stays_the_same_after_an_attempt(question, press):
    card = QuestionCard(question, 1)
    before = card.printed_html(), card.printed_text()
    attempt(card, press, next(answers(question))[0])
    for again in (card, QuestionCard(question, 1)):
        assert (again.printed_html(), again.printed_text()) == before


# --- an attempt ----------------------------------------------------------------------------


@pytest.mark.parametrize("question", REAL + MADE, ids=ids)
def test_every_answer_brings_its_own_feedback(question, press):
    card = QuestionCard(question, 1)
    found = set()
    for number, (given, words) in enumerate(answers(question), start=1):
        attempt(card, press, given)
        assert escape(words) in card.feedback.html, given
        assert card.error_html == ""
        found.add(card.feedback.html)
        assert (escape(question.why) in card.feedback.html) == log(card)[-1][1]["correct"]
        assert log(card)[-1][1]["attempt"] == number
    assert len(found) == len(list(answers(question)))


def test_the_answer_is_on_disk_before_the_feedback_shows(press, home):
    card = QuestionCard(ONE, 1)
    seen = []

    def look(_):
        lines = (home / "progress.jsonl").read_text().splitlines()
        seen.append(json.loads(lines[-1])["result"])

    card.feedback.observe(look, "value")
    attempt(card, press, ["a"], "guess")
    assert seen == [
        {"choice": ["a"], "correct": False, "misconceptions": ["idea-a"],
         "confidence": "guess", "attempt": 1}
    ]  # fmt: skip


def test_confidence_is_asked_before_anything_is_told(press):
    card = QuestionCard(ONE, 1)
    attempt(card, press, ["b"], sure=None)
    assert "How sure are you?" in card.error_html
    assert card.feedback.html == ""
    assert log(card) == []
    assert list(card.inputs["answer"].value) == ["b"]
    attempt(card, press, ["b"], "fairly")
    assert card.error_html == ""
    assert log(card)[0][1]["confidence"] == "fairly"


@pytest.mark.parametrize("question", MADE, ids=ids)
def test_without_an_answer_nothing_is_counted(question, press):
    card = QuestionCard(question, 1)
    attempt(card, press, "" if question.number else [])
    assert "yet" in card.error_html
    assert log(card) == []


def test_what_is_no_number_is_not_counted_and_is_shown_as_typed(press):
    card = QuestionCard(NUMBER, 1)
    attempt(card, press, "142")
    before = log(card)
    attempt(card, press, "<img src=x onerror=alert(1)>")
    assert "“&lt;img src=x onerror=alert(1)&gt;” isn&#x27;t a number" in card.error_html
    assert "<img" not in card.error_html
    assert log(card) == before
    assert card.inputs["answer"].value.startswith("<img")  # to be corrected, not typed anew
    attempt(card, press, "$126,800 or so")
    assert "isn&#x27;t a number" in card.error_html
    attempt(card, press, "126.8")
    assert card.error_html == ""
    assert "Right words" in card.feedback.html


@pytest.mark.parametrize(
    ("question", "first", "second"),
    [(NUMBER, "142", "142 <days>"), (NUMBER, "142", "143"), (ONE, ["a"], ["b"])],
)
def test_verdict_on_an_earlier_answer_is_marked(press, question, first, second):
    card = QuestionCard(question, 1)
    attempt(card, press, first)
    verdict = card.feedback.html
    card.inputs["answer"].value = second
    assert "This feedback is about your earlier answer" in card.feedback.html
    assert card.feedback.html.startswith('<div class="tpo-stale">')
    assert card.feedback.html.endswith(f"{verdict}</div>")
    card.inputs["answer"].value = first
    assert card.feedback.html == verdict


def test_an_error_never_stands_above_an_unmarked_verdict(press):
    card = QuestionCard(NUMBER, 1)
    attempt(card, press, "126.8")
    attempt(card, press, "<b>")
    assert card.error.html
    assert "This feedback is about your earlier answer, 126.8." in card.feedback.html
    assert "<b>" not in card.feedback.html
    again = QuestionCard(NUMBER, 1)  # and after a restart
    again.inputs["answer"].value = "ten"
    assert "earlier answer, 126.8." in again.feedback.html


def test_the_answer_shown_is_about_no_answer(press):
    card = QuestionCard(NUMBER, 1)
    attempt(card, press, "1")
    for _ in HINTS:
        press(card, "Hint")
    press(card, "Show")
    card.inputs["answer"].value = "2"
    assert "earlier" not in card.feedback.html


MINUTES = replace(NUMBER, number=replace(NUMBER.number, unit="minutes", answer=1500, slips=()))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1500", ""),
        ("1500 min", ""),
        ("1 500 minutes", ""),
        ("1,500", "“1,500” was read as 1,500, not 1.5."),
        ("1.5k min.", "“1.5k min.” was read as 1,500."),
    ],
)
def test_number_is_read_with_its_unit_and_the_reading_shown(press, text, said):
    card = QuestionCard(MINUTES, 1)
    attempt(card, press, text)
    assert log(card)[-1][1]["choice"] == 1500
    assert "Right words" in card.feedback.html
    assert ("was read as" in card.feedback.html) == bool(said)
    assert said in card.feedback.html


def test_another_unit_is_not_judged(press):
    card = QuestionCard(MINUTES, 1)
    attempt(card, press, "25 hours")
    assert "this asks for minutes" in card.error.html
    assert log(card) == []


def test_several_right_choices_are_all_wanted(press):
    card = QuestionCard(SEVERAL, 1)
    attempt(card, press, ["a"])
    assert "◐ Not all yet." in card.feedback.html
    assert "Because" not in card.feedback.html
    attempt(card, press, ["a", "b", "c"])
    assert "✗ Not yet.</strong> Feedback c" in card.feedback.html
    attempt(card, press, ["b", "a"])
    assert "Because &lt;so&gt; &amp; so." in card.feedback.html
    assert [result["correct"] for _, result in log(card)] == [False, False, True]


def test_a_defensible_choice_is_accepted_and_called_so(press):
    card = QuestionCard(ONE, 1)
    attempt(card, press, ["c"])
    assert "◐ Defensible.</strong> Feedback c" in card.feedback.html
    assert log(card)[0][1]["correct"] is True


# --- hints and the answer ------------------------------------------------------------------


def offered(card):
    return "Show the answer" in [one.label for one in card.buttons]


def test_hints_come_one_by_one(press):
    card = QuestionCard(ONE, 1)
    for number, words in enumerate(HINTS, start=1):
        assert escape(words) not in card.hints_html
        press(card, f"Hint {number} of 3")
        assert escape(words) in card.hints_html
        assert log(card)[-1] == ("hinted", {"hint": number})
    assert card.buttons[1].disabled
    assert card.buttons[1].label == "No more hints"


def test_the_answer_comes_only_after_an_attempt_and_all_hints(press):
    card = QuestionCard(ONE, 1)
    assert not offered(card)
    for _ in HINTS:
        press(card, "Hint")
        assert not offered(card)
    attempt(card, press, ["a"])
    assert offered(card)
    other = QuestionCard(SEVERAL, 1)
    attempt(other, press, ["c"])
    for _ in range(2):
        press(other, "Hint")
        assert not offered(other)
    press(other, "Hint")
    assert offered(other)
    press(other, "Show the answer")
    assert "<strong>Text a · Text b</strong>" in other.feedback.html
    assert "Because &lt;so&gt;" in other.feedback.html
    assert log(other)[-1] == ("shown", {})


def test_a_solved_question_offers_no_answer(press):
    card = QuestionCard(ONE, 1)
    attempt(card, press, ["b"])
    for _ in HINTS:
        press(card, "Hint")
    assert not offered(card)
    assert not offered(QuestionCard(ONE, 1))


def test_the_answer_of_a_number_is_its_number(press):
    card = QuestionCard(NUMBER, 1)
    attempt(card, press, "1")
    for _ in HINTS:
        press(card, "Hint")
    press(card, "Show")
    assert "The answer: 126.8 dollars &lt;each&gt;." in card.feedback.html


# --- after a restart -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "given", "kept"),
    [(ONE, ["a"], ["a"]), (SEVERAL, ["a", "c"], ["a", "c"]), (NUMBER, "$142k", "142000")],
    ids=["one", "several", "number"],
)
def test_a_restart_finds_answer_confidence_hints_and_feedback(press, question, given, kept):
    card = QuestionCard(question, 1)
    attempt(card, press, given, "fairly")
    press(card, "Hint")
    again = QuestionCard(question, 1)
    assert again.inputs["answer"].value == kept
    assert again.inputs["confidence"].value == ["fairly"]
    assert "You answered this before." in again.feedback.html
    again_html = again.feedback.html.removeprefix(
        '<p class="tpo-note">You answered this before.</p>'
    )
    assert card.feedback.html.endswith(again_html)  # after how the number was read
    assert again.hints_html == card.hints_html
    assert again.buttons[1].label == "Hint 2 of 3"
    assert len(log(again)) == 2  # looking counts for nothing


def test_hints_of_two_machines_are_not_added_up():
    for _ in range(2):
        Progress().record("hinted", "99.q.one", hint=1)
    card = QuestionCard(ONE, 1)
    assert "Second hint" not in card.hints_html
    assert card.buttons[1].label == "Hint 2 of 3"


@pytest.mark.parametrize(
    ("question", "choice"), [(ONE, ["gone"]), (ONE, 5), (NUMBER, ["a"]), (SEVERAL, [])]
)
def test_an_answer_of_an_older_edition_raises_nothing(question, choice, press):
    Progress().record("answered", question.id, choice=choice, correct=True, confidence="sure")
    card = QuestionCard(question, 1)
    assert card.error_html == ""
    assert card.feedback.html == ""  # it is dropped: the question is as new
    given, words = list(answers(question))[-1]
    attempt(card, press, given)
    assert escape(words) in card.feedback.html


def test_a_disk_that_refuses_is_told_and_the_card_goes_on(refusing, press):
    card = QuestionCard(ONE, 1)
    attempt(card, press, ["a"])
    assert "Feedback &lt;a&gt;" in card.feedback.html
    assert "couldn&#x27;t be saved" in card.error_html
    for _ in HINTS:
        press(card, "Hint")
    assert "Third hint" in card.hints_html
    assert offered(card)
    press(card, "Show")
    assert "Because" in card.feedback.html
    assert refusing.parent.is_file()


def test_a_draft_that_the_disk_refused_is_saved_once_there_is_room(refusing):
    async def scene():
        card = QuestionCard(ONE, 1)
        card._draft._save_debounce._seconds = card._draft._save_debounce._retry_seconds = 0.001
        card.inputs["answer"].value = ["a"]
        while not card.error_html:
            await asyncio.sleep(0.001)
        refusing.parent.unlink()
        while card.error_html:
            await asyncio.sleep(0.001)
        return Progress().values(ONE.id)

    assert asyncio.run(scene()) == {"answer": "a"}


def test_the_draft_of_a_card_that_left_the_page_is_tried_no_more(refusing):
    async def scene():
        card = QuestionCard(ONE, 1)
        card._draft._save_debounce._retry_seconds = 0.001
        card.inputs["answer"].value = ["a"]
        card.close()
        card.flush()
        refusing.parent.unlink()
        await asyncio.sleep(0.02)

    asyncio.run(scene())
    assert Progress().values(ONE.id) is None


# --- a whole quiz --------------------------------------------------------------------------


def test_a_quiz_has_every_question_of_its_group_and_no_other():
    for notebook in NOTEBOOKS:
        for group in {question.group for question in bank.load_questions(notebook)}:
            made = Quiz(notebook, group)
            wanted = [q.id for q in bank.load_questions(notebook) if q.group == group]
            assert [card.activity_id for card in made.cards] == wanted
            assert list(made.root.children[1:]) == [card.root for card in made.cards]
            for card in made.cards:
                assert card.printed_html() in made.printed_html()
                assert card.printed_text() in made._repr_mimebundle_()["text/plain"]


def test_a_quiz_that_is_not_there_is_named():
    with pytest.raises(InputError, match="no questions for '99-none'"):
        Quiz("99-none", "recall")
    with pytest.raises(InputError) as found:
        Quiz(NOTEBOOKS[0], "none")
    assert "Groups:" in found.value.fix
