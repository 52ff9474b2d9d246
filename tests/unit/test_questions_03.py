"""What the questions of notebook 03 claim and ask for."""

from __future__ import annotations

import pytest

from utils.comparison.model.network import Task, schedule
from utils.kit.quiz import bank
from utils.kit.quiz.grading import grade

COMPARED = "03-comparisons"
LATE = 5  # invented in the stem


def test_groups_of_notebook_03():
    sizes = {"recall": 3, "raci": 3, "rollout": 4, "titles": 2, "sources": 3, "numbers": 1}
    assert {name: len(bank.load_question_group(COMPARED, name)) for name in sizes} == sizes
    assert len(bank.load_questions(COMPARED)) == sum(sizes.values())


def network(late=0.0):
    tasks = [
        Task("draft", "Draft", 3),
        Task("copy", "Copy", 8, ("draft",)),
        Task("client", "Client", 6, ("draft",)),
        Task("switch", "Switch", 4, ("copy", "client")),
    ]
    return schedule(tasks, {"client": late})


def slips():
    plan, late = network(), network(LATE)
    return {
        "all-tasks-in-a-row": sum(row.days for row in late.rows),
        "delay-added-to-the-end": plan.finish + LATE,
        "kept-the-old-path": plan.finish,
        "slack-added-to-the-end": plan.finish + plan.row("client").slack,
        "stopped-before-the-last-task": late.row("switch").start,
    }


def test_the_sum_follows_from_the_network_and_each_slip_from_its_mistake():
    (question,) = bank.load_question_group(COMPARED, "numbers")
    assert question.number.answer == network(LATE).finish
    for slip, (name, value) in zip(question.number.slips, slips().items(), strict=True):
        assert slip.value == value, name
        assert grade(question, value).marks == (("wrong", slip.feedback),)


@pytest.mark.parametrize("choice", ["a", "c"])
def test_where_sources_disagree_two_answers_are_accepted(choice):
    question = next(q for q in bank.load_questions(COMPARED) if q.id == "03.q.sources-roadmap")
    assert grade(question, [choice]).solved
