"""What the questions of notebook 01 claim and ask for."""

from math import prod

import pytest

from utils.kit.quiz import bank
from utils.kit.quiz.grading import grade
from utils.role.model import promise, spec

ROLE = "01-role-definition"
RECEIPT = (0.999, 0.997, 0.998)  # invented in a stem
SLOW, CALLS = 0.03, 12  # invented in a stem


@pytest.fixture(scope="module")
def role():
    return {question.id.removeprefix("01.q."): question for question in bank.load_questions(ROLE)}


def test_groups_of_notebook_01():
    sizes = {"recall": 3, "product": 4, "spec": 3, "promise": 3, "numbers": 2}
    assert {name: len(bank.load_question_group(ROLE, name)) for name in sizes} == sizes
    assert len(bank.load_questions(ROLE)) == sum(sizes.values())


def test_numbers_of_notebook_01_follow_from_the_model(role):
    answers = {
        "number-minutes": promise.downtime_minutes(promise.series_availability(RECEIPT)),
        "number-tail": 100 * promise.slow_request_share(SLOW, CALLS),
    }
    for name, answer in answers.items():
        assert role[name].number.answer == pytest.approx(answer, abs=0.05), name


def role_slips():
    up = prod(RECEIPT)
    month = promise.DAYS_PER_MONTH * promise.MINUTES_PER_DAY
    return {
        "averaged-the-chain": month * (1 - sum(RECEIPT) / len(RECEIPT)),
        "weakest-link-decides": month * (1 - min(RECEIPT)),
        "all-must-be-down": month * prod(1 - one for one in RECEIPT),
        "answered-in-hours": month * (1 - up) / 60,
        "stopped-at-the-percentage": 100 * (1 - up),
        "stopped-at-the-share": 1 - up,
        "time-up-instead-of-down": month * up,
        "added-the-shares": 100 * SLOW * CALLS,
        "answered-with-the-complement": 100 * (1 - SLOW) ** CALLS,
        "one-call-decides": 100 * SLOW,
        "all-must-be-slow": 100 * SLOW**CALLS,
        "exactly-one-slow": 100 * CALLS * SLOW * (1 - SLOW) ** (CALLS - 1),
        "share-instead-of-percent": 1 - (1 - SLOW) ** CALLS,
    }


def test_each_slip_of_notebook_01_is_what_its_mistake_leads_to(role):
    found = [(q, slip) for q in role.values() if q.number for slip in q.number.slips]
    for (question, slip), (name, exact) in zip(found, role_slips().items(), strict=True):
        for typed in (exact, round(exact, 1 if exact > 1 else 2 if exact > 0.1 else 4)):
            assert grade(question, typed).marks == (("wrong", slip.feedback),), (name, typed)


def test_text_with_gaps_lacks_what_the_question_says():
    """Source and unit are missing; the other parts stand."""
    text = spec.Scenario(
        source="",
        stimulus="350 refund requests a second arrive",
        environment="the daily peak",
        artifact="the refund call of the Payments API",
        response="books each one",
        measure="99th percentile under 800 over any 5 minutes",
    )
    assert [one.part for one in spec.check_scenario(text).parts if not one.ok] == [
        "source",
        "measure",
    ]
