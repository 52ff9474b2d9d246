"""The same text is the same number wherever a learner writes it, and no doubt stays unsaid."""

from __future__ import annotations

import pytest

from utils.backlog.parsing import parse_backlog
from utils.comparison.parsing import parse_network
from utils.kit.numbers import parse_number
from utils.kit.quiz.bank import ExpectedNumber, Question
from utils.kit.quiz.widget import QuestionCard
from utils.pay.amounts import parse_amounts
from utils.role.model.tokens import ambiguous_number_notes, parse_number_or_none


def quoted(text):
    return '"' + text.replace('"', '""') + '"'


def read_by_quiz(text, press):
    number = ExpectedNumber(0.123, 0.001, "points", "Yes.", "No.", ())
    card = QuestionCard(Question("99.q.x", "g", "number", "?", ("1",) * 3, "w", "s", (), number), 1)
    card.inputs["answer"].value, card.inputs["confidence"].value = text, ["sure"]
    press(card, "Check")
    last = card.progress.last_event("99.q.x", "answered")
    return last.result["choice"], card.feedback.html


def read_by_pay(text, _press):
    values, _ = parse_amounts([text])
    other = values[0].alternative_value
    return values[0].value, f"read as, not {other:g}" if other else ""


def read_by_backlog(text, _press):
    made = parse_backlog(f"item,value,size\nA,{quoted(text)},1")
    return made.items[0].value, " ".join(made.notes)


def read_by_network(text, _press):
    made = parse_network(f"task,days\nA,{quoted(text)}")
    return made.tasks[0].days, " ".join(made.notes)


def read_by_requirement(text, _press):
    said = f"under {text} ms"
    # A comma before three digits shows by itself how it was read in an English sentence.
    return parse_number_or_none(text), " ".join(
        ambiguous_number_notes(said)
    ) or f"read as {text}, not"


READERS = {
    "quiz": read_by_quiz,
    "pay": read_by_pay,
    "backlog": read_by_backlog,
    "network": read_by_network,
    "requirement": read_by_requirement,
}
SURE = {
    "8": 8,
    "2.5": 2.5,
    "2,5": 2.5,
    "0,500": 0.5,
    "0.500": 0.5,
    "1'000": 1000,
    "1\u2019000": 1000,
    "1,000.5": 1000.5,
    "1.000,5": 1000.5,
    "1234,5": 1234.5,
    ".5": 0.5,
    "1e3": 1000,
}
DOUBTFUL = {"1,000": 1000, "1.000": 1, "2,500": 2500, "3.250": 3.25}
# In a sentence these are more than one word, which the requirement's own words put together.
NOT_IN_A_SENTENCE = {
    "1 000": 1000,
    "1\u00a0000": 1000,
    "1\u202f000": 1000,
    "1_000": 1000,
    "3k": 3000,
    "1.5k": 1500,
    "+8": 8,
    "~8": 8,
    "about 8": 8,
}


ALL = SURE | DOUBTFUL | NOT_IN_A_SENTENCE


@pytest.mark.parametrize(
    ("reader", "text"),
    [
        (reader, text)
        for reader in READERS
        for text in (SURE | DOUBTFUL if reader == "requirement" else ALL)
    ],
)
def test_every_reader_reads_the_same_number(reader, text, press):
    value, _ = READERS[reader](text, press)
    assert value == pytest.approx(ALL[text])
    assert value == pytest.approx(parse_number(text).value)


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("text", DOUBTFUL)
def test_every_reader_says_how_it_read_what_could_be_two_numbers(reader, text, press):
    assert "read as" in READERS[reader](text, press)[1]
    assert "not" in READERS[reader](text, press)[1]


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("text", ["2.5", "0.500", "8", "1'000"])
def test_no_reader_doubts_what_is_plain(reader, text, press):
    assert reader == "requirement" or "read as" not in READERS[reader](text, press)[1]


@pytest.mark.parametrize("minus", ["-", "\u2212", "\u2013"])
def test_every_minus_sign_is_one(minus, press):
    assert read_by_quiz(f"{minus}3", press)[0] == -3
    assert "above 0" in str(parse_amounts([f"{minus}3"]).values[0])
    assert parse_number_or_none("-3") == -3
    for reader in (read_by_backlog, read_by_network):
        with pytest.raises(ValueError, match=r"[-\u2212]3 is"):
            reader(f"{minus}3", press)
