"""Right answers can't be told by their length, their place, or words such as "always"."""

from __future__ import annotations

import json
import re
from collections import Counter
from fractions import Fraction

import pytest

from utils.kit import tables

FILES = sorted((tables.data_folder() / "questions").glob("*.json"))
MOST_OF_A_RANK = Fraction(2, 5)  # of the right answers may share a rank by length, or a key
GAIN = 1  # questions that a picker may win beyond chance
ABSOLUTE = re.compile(
    r"\b(always|never|nobody|no one|everybody|everyone|impossible|cannot|can't)\b", re.I
)


def ones(raw):
    """Return the questions with one right answer, as texts and the place of the right one."""
    for question in raw["questions"]:
        if question["kind"] == "one":
            choices = question["choices"]
            right = next(n for n, one in enumerate(choices) if one["verdict"] == "right")
            yield [one["text"] for one in choices], right


def rank_shares(raw):
    """Return how many right answers have each rank by length, 1 for the shortest.

    Texts of one length share their ranks.
    """
    found = Counter()
    for texts, right in ones(raw):
        sizes, size = [len(text) for text in texts], len(texts[right])
        first = sum(one < size for one in sizes) + 1
        for rank in range(first, first + sizes.count(size)):
            found[rank] += Fraction(1, sizes.count(size))
    return found


def won_by(raw, keep):
    """Return how many questions one wins on average, and by chance, who picks among `keep`.

    `keep` takes the texts and returns those that the picker would choose from.
    """
    won = chance = Fraction(0)
    for texts, right in ones(raw):
        kept = keep(texts) or texts
        won += Fraction(texts[right] in kept, len(kept))
        chance += Fraction(1, len(texts))
    return won, chance


def longest(texts):
    return [text for text in texts if len(text) == max(map(len, texts))]


def shortest(texts):
    return [text for text in texts if len(text) == min(map(len, texts))]


def without_absolutes(texts):
    return [text for text in texts if not ABSOLUTE.search(text)]


def giveaways(raw):
    """Return what tells the right answers of a file to someone who doesn't read the stems."""
    count = sum(1 for _ in ones(raw))
    keys = Counter(right for _, right in ones(raw))
    found = [
        f"{name} {place} holds {float(most):.1f} of {count}"
        for name, shares in (("rank", rank_shares(raw)), ("key", keys))
        for place, most in shares.most_common(1)
        if most > MOST_OF_A_RANK * count
    ]
    for keep in (longest, shortest, without_absolutes):
        won, chance = won_by(raw, keep)
        if won > chance + GAIN:
            found.append(f"{keep.__name__} wins {float(won):.1f}, by chance {float(chance):.1f}")
    return found


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_nothing_tells_the_right_answer_but_the_question(file):
    assert giveaways(json.loads(file.read_text(encoding="utf-8"))) == []


def test_absolutes_are_as_common_in_right_answers_as_in_wrong_ones():
    counts = Counter()
    for file in FILES:
        for texts, right in ones(json.loads(file.read_text(encoding="utf-8"))):
            for place, text in enumerate(texts):
                counts[place == right, bool(ABSOLUTE.search(text))] += 1
    right, wrong = (
        Fraction(counts[is_right, True], counts[is_right, True] + counts[is_right, False])
        for is_right in (True, False)
    )
    assert wrong <= right + Fraction(1, 100)


# --- each giveaway is noticed --------------------------------------------------------------


def made(*lengths, right=0, absolute=()):
    return {
        "kind": "one",
        "choices": [
            {
                "text": "x" * size + (" never" if place in absolute else ""),
                "verdict": "right" if place == right else "wrong",
            }
            for place, size in enumerate(lengths)
        ],
    }


EVEN = [made(*(10 + (place + n // 4) % 4 for place in range(4)), right=n % 4) for n in range(8)]


@pytest.mark.parametrize(
    ("questions", "words"),
    [
        (EVEN, None),
        ([made(9, 10, 11, 12, right=n % 1) for n in range(8)], "rank 1"),
        ([made(*([10] * 4), right=1) for _ in range(8)], "key 1"),
        ([made(*[9 if p == n % 4 else 10 for p in range(4)], right=n % 4) for n in range(8)],
         "shortest wins 8.0"),
        ([made(*[11 if p == n % 4 else 10 for p in range(4)], right=n % 4) for n in range(8)],
         "longest wins 8.0"),
        ([made(*([10] * 4), right=n % 4, absolute={0, 1, 2, 3} - {n % 4}) for n in range(8)],
         "without_absolutes wins 8.0"),
    ],
)  # fmt: skip
def test_each_giveaway_is_noticed(questions, words):
    found = giveaways({"questions": questions})
    assert found == [] if words is None else any(words in one for one in found), found
