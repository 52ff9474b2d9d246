"""S4: rank stability, flips, RICE, and a backlog of one's own."""

from __future__ import annotations

import random
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from utils.backlog import data
from utils.backlog.model.order import MOST, Item, best_ready_first, cheapest, delay_cost
from utils.backlog.model.rice import rice
from utils.backlog.model.stability import INPUTS, SCALE, first_by_wsjf, flips, stability
from utils.backlog.parsing import read_items, written
from utils.backlog.pictures import stability as pictures
from utils.kit.errors import InputError


def test_bulk_payout_stays_first_in_two_thirds():
    for seed in (1, 2, 3):
        made = stability(data.items(), seed=seed)
        assert made.top("bulk_payout") == pytest.approx(0.65, abs=0.015)


def test_shares_add_up_and_the_seed_repeats():
    made = stability(data.items(), draws=500, seed=4)
    assert np.allclose(made.ranks.sum(axis=0), 1)
    assert np.allclose(made.ranks.sum(axis=1), 1)
    assert np.array_equal(made.ranks, stability(data.items(), draws=500, seed=4).ranks)
    assert not np.array_equal(made.ranks, stability(data.items(), draws=500, seed=5).ranks)


def test_without_error_every_rank_is_certain():
    made = stability(data.items(), steps=0, draws=50)
    assert set(np.unique(made.ranks)) == {0.0, 1.0}
    assert made.top(first_by_wsjf(data.items())) == 1


def nearby(value, chance):
    """Return a value that lies at most one step of the scale away."""
    at = SCALE.index(value) + chance.choice((-1, 0, 1))
    return SCALE[min(len(SCALE) - 1, max(0, at))]


def by_loop(items, draws, seed):
    """Answer the same question one draw after the other, with another source of chance."""
    chance = random.Random(seed)  # noqa: S311
    firsts = dict.fromkeys((one.key for one in items), 0)
    for _ in range(draws):
        scores = {}
        for one in items:
            *points, size = [nearby(getattr(one, name), chance) for name in INPUTS]
            scores[one.key] = sum(points) / size
        firsts[max(scores, key=scores.get)] += 1
    return {key: count / draws for key, count in firsts.items()}


def test_the_vectors_agree_with_a_plain_loop():
    plain = by_loop(data.items(), 4_000, seed=9)
    made = stability(data.items(), seed=9)
    for key, share in plain.items():
        assert made.top(key) == pytest.approx(share, abs=0.03), key


def test_the_smallest_flip_of_the_case():
    found = flips(data.items())
    assert {(one.item, one.input, one.becomes) for one in found} == {
        ("idempotency_keys", "size", 3),
        ("bulk_payout", "size", 5),
    }
    assert {one.first for one in found} == {"idempotency_keys"}


def test_no_single_guess_flips_a_clear_winner():
    clear = [Item("a", "A", 20, 20, 20, 1), Item("b", "B", 1, 1, 1, 20)]
    assert flips(clear) == ()


def test_rice():
    assert rice(600, 1, 0.8, 4) == pytest.approx(120)
    assert rice(600, 1, 0.4, 4) == pytest.approx(60)
    for wrong in ((1, 1, 1.2, 1), (1, 1, 1, 0), (-1, 1, 1, 1)):
        with pytest.raises(InputError):
            rice(*wrong)


@pytest.mark.parametrize("steps", [0, 1, 2, 3])
def test_the_picture_says_the_shares_and_words_never_meet(steps):
    labels = {one.key: one.label for one in data.items()}
    made = stability(data.items(), steps=steps, draws=2_000)
    figure = pictures.draw(made, labels)
    boxes = [(t.get_text(), t.get_window_extent()) for t in (*figure.texts, *figure.axes[0].texts)
             if t.get_text()]  # fmt: skip
    assert [(a, b) for (a, one), (b, two) in combinations(boxes, 2) if one.overlaps(two)] == []
    assert f"comes first in {max(made.ranks[:, 0]):.0%}" in pictures.describe(made, labels)


# --- a backlog of one's own --------------------------------------------------------------


def test_the_case_is_read_back():
    assert [(o.key, o.label, o.size, o.needs) for o in read_items(written(data.items()))] == [
        (o.key, o.label, o.size, o.needs) for o in data.items()
    ]


def test_a_pasted_csv_with_a_heading():
    text = "item,value,urgency,enabling,size,needs\nA,1,2,3,4,\n\nB,8,8,8,1,A\n"
    first, second = read_items(text)
    assert (first.cost_of_delay, first.size, second.needs) == (6, 4, (first.key,))
    assert best_ready_first([first, second]) == [first.key, second.key]
    assert read_items("A\t1\t2\t3\t2,5\t")[0].size == 2.5


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no item yet"),
        ("item;value;urgency;enabling;size\n", "a heading and no item"),
        ("A;1;2;3;4;\nB;1;2;3;4;C", "Line 2: “C” is needed"),
        ("A;1;2;3;4;B\nB;1;2;3;4;A", "wait for each other"),
        ("A;1;2;3;0;", "Line 1: A: the size is 0"),
        ("A;1;2;three;4;", "Line 1, enabling: 'three' is no number"),
        ("A;1;2", "Line 1: only 3 of 6 columns"),
        ("A;1;2;3;4;\na;1;2;3;4;", "Line 2: “a” already stands in line 1"),
        (";1;2;3;4;", "Line 1: the name has 0 letters"),
        ("\n".join(f"I{n};1;1;1;1;" for n in range(MOST + 1)), "13 items are too many"),
        ("x" * 20_000, "letters"),
        ("A;1;2;3;inf;", "is no number"),
    ],
)
def test_a_backlog_that_cannot_be_used_says_where_and_why(text, said):
    with pytest.raises(InputError) as problem:
        read_items(text)
    assert said in problem.value.what
    assert problem.value.fix


def test_a_name_that_is_nearly_right_is_suggested():
    with pytest.raises(InputError) as problem:
        read_items("Ledger split;1;2;3;4;\nB;1;2;3;4;Ledger splt")
    assert "Do you mean “Ledger split”?" in problem.value.fix


@given(st.text(max_size=200))
@settings(deadline=None)
def test_any_text_is_a_backlog_or_a_clear_problem(text):
    try:
        items = read_items(text)
    except InputError as problem:
        assert problem.fix  # noqa: PT017 - either outcome is fine
    else:
        assert delay_cost(items, cheapest(items)) >= 0
