"""The ideas behind wrong answers: few, named once, and found under their earlier names."""

import json
import re
from collections import Counter

import pytest

from utils.kit import tables
from utils.kit.card_sort import decks
from utils.kit.misconceptions import current_misconception_id, load_misconceptions

QUESTIONS = sorted((tables.data_folder() / "questions").glob("*.json"))
DECKS = sorted((tables.data_folder() / "decks").glob("*.json"))
MOST = 70  # ideas: more couldn't be counted across notebooks


def used():
    """Return how many wrong choices, slips, and cards rest on each idea."""
    found = Counter()
    for file in QUESTIONS:
        for question in json.loads(file.read_text(encoding="utf-8"))["questions"]:
            parts = question.get("choices") or question["number"]["slips"]
            found.update(part["misconception"] for part in parts if "misconception" in part)
    for file in DECKS:
        deck = decks.load_deck(file.stem)
        found.update(
            deck.misconception(card, key)
            for card in deck.cards
            for key, verdict in card.verdicts.items()
            if not verdict.accepted
        )
    return found


def test_every_wrong_answer_names_an_idea_and_every_idea_is_met_more_than_once():
    ideas, counts = load_misconceptions(), used()
    assert set(counts) == set(ideas)
    assert {name for name in ideas if counts[name] < 2} == set()
    assert len(ideas) <= MOST


def test_an_idea_is_a_sentence_and_so_is_what_is_true():
    for idea in load_misconceptions().values():
        for text in (idea.thought, idea.fact):
            assert re.match(r"[A-Z“].*[.?]$", text), text
        assert len(idea.thought) <= 90
        assert len(idea.fact) <= 160
    facts = [idea.fact for idea in load_misconceptions().values()]
    assert len(set(facts)) == len(facts)


def test_an_earlier_name_leads_to_one_idea_and_to_itself_where_it_is_still_one():
    ideas = load_misconceptions()
    earlier = [name for idea in ideas.values() for name in idea.earlier_names]
    assert len(set(earlier)) == len(earlier)
    for idea in ideas.values():
        for name in idea.earlier_names:
            assert current_misconception_id(name) == idea.id, name


@pytest.mark.parametrize(
    ("name", "idea"),
    [
        ("coding-makes-technical", "coding-is-the-job"),
        ("chain-equals-link", "whole-is-like-one-part"),
        ("missing-as-zero", "missing-as-zero"),
        ("any-one-is-enough", "any-one-is-enough"),
        ("not-a-name", ""),
        ("", ""),
    ],
)
def test_a_log_of_any_age_is_understood(name, idea):
    assert current_misconception_id(name) == idea
