"""Rank stability, flips, and RICE."""

from __future__ import annotations

import random
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from utils.backlog import data
from utils.backlog.model.order import MAX_POINTS_OR_WEEKS, Item
from utils.backlog.model.rice import rice_score
from utils.backlog.model.stability import (
    ESTIMATION_SCALE,
    WSJF_INPUTS,
    first_key_by_wsjf,
    smallest_rank_flips,
    stability,
    values_within_steps,
)
from utils.backlog.pictures import stability as pictures
from utils.kit.errors import InputError


def test_bulk_payout_stays_first_in_two_thirds():
    for seed in (1, 2, 3):
        made = stability(data.case_items(), seed=seed)
        assert made.first_place_share("bulk_payout") == pytest.approx(0.65, abs=0.015)


def test_shares_add_up_and_the_seed_repeats():
    made = stability(data.case_items(), draws=500, seed=4)
    assert np.allclose(made.rank_shares.sum(axis=0), 1)
    assert np.allclose(made.rank_shares.sum(axis=1), 1)
    assert np.array_equal(
        made.rank_shares, stability(data.case_items(), draws=500, seed=4).rank_shares
    )
    assert not np.array_equal(
        made.rank_shares, stability(data.case_items(), draws=500, seed=5).rank_shares
    )


def test_without_error_every_rank_is_certain():
    made = stability(data.case_items(), steps=0, draws=50)
    assert set(np.unique(made.rank_shares)) == {0.0, 1.0}
    assert made.first_place_share(first_key_by_wsjf(data.case_items())) == 1


def moved_value(value, chance):
    """Return a value that lies at most one step of the scale away."""
    at = ESTIMATION_SCALE.index(value) + chance.choice((-1, 0, 1))
    return ESTIMATION_SCALE[min(len(ESTIMATION_SCALE) - 1, max(0, at))]


def stability_by_loop(items, draws, seed):
    """Answer the same question one draw after the other, with another source of chance."""
    chance = random.Random(seed)
    firsts = dict.fromkeys((one.key for one in items), 0)
    for _ in range(draws):
        scores = {}
        for one in items:
            *points, size = [moved_value(getattr(one, name), chance) for name in WSJF_INPUTS]
            scores[one.key] = sum(points) / size
        firsts[max(scores, key=scores.get)] += 1
    return {key: count / draws for key, count in firsts.items()}


def test_the_vectors_agree_with_a_plain_loop():
    plain = stability_by_loop(data.case_items(), 4_000, seed=9)
    made = stability(data.case_items(), seed=9)
    for key, share in plain.items():
        assert made.first_place_share(key) == pytest.approx(share, abs=0.03), key


def test_the_smallest_flip_of_the_case():
    found = smallest_rank_flips(data.case_items())
    assert {(one.item, one.input, one.new_value) for one in found} == {
        ("idempotency_keys", "size", 3),
        ("bulk_payout", "size", 5),
    }
    assert {one.new_first_item for one in found} == {"idempotency_keys"}


@given(st.floats(0, 1_000_000), st.integers(0, 3))
def test_a_guess_moves_up_and_down_around_what_was_typed(value, steps):
    moved = values_within_steps(value, steps)
    assert moved == sorted(moved)
    assert len(moved) == 2 * steps + 1
    assert moved[steps] == value
    assert all(0 <= one <= MAX_POINTS_OR_WEEKS for one in moved)


def test_own_numbers_far_from_the_scale_are_changed_too():
    """Not only "1 to 20": dollars move by the same factor, and 0 was never estimated."""
    assert values_within_steps(1_500, 1) == pytest.approx([927, 1_500, 2_427], abs=1)
    assert values_within_steps(0, 2) == [0] * 5
    assert values_within_steps(13, 2) == [5, 8, 13, 20, 20]
    dear = [Item("a", "A", 1_500, 0, 0, 4), Item("b", "B", 1_400, 0, 0, 4)]
    made = stability(dear, draws=2_000)
    assert 0.4 < made.first_place_share("a") < 0.75
    assert stability(dear, steps=0, draws=10).first_place_share("a") == 1


def test_no_single_guess_flips_a_clear_winner():
    clear = [Item("a", "A", 20, 20, 20, 1), Item("b", "B", 1, 1, 1, 20)]
    assert smallest_rank_flips(clear) == ()


@pytest.mark.parametrize("act", [stability, smallest_rank_flips])
def test_nothing_has_no_ranks(act):
    with pytest.raises(InputError, match="no item to rank"):
        act([])


def test_rice():
    assert rice_score(600, 1, 0.8, 4) == pytest.approx(120)
    assert rice_score(600, 1, 0.4, 4) == pytest.approx(60)
    for wrong in ((1, 1, 1.2, 1), (1, 1, 1, 0), (-1, 1, 1, 1)):
        with pytest.raises(InputError):
            rice_score(*wrong)


@pytest.mark.parametrize("steps", [0, 1, 2, 3])
def test_the_picture_says_the_shares_and_words_never_meet(steps):
    labels = {one.key: one.label for one in data.case_items()}
    made = stability(data.case_items(), steps=steps, draws=2_000)
    figure = pictures.draw(made, labels)
    boxes = [(t.get_text(), t.get_window_extent()) for t in (*figure.texts, *figure.axes[0].texts)
             if t.get_text()]  # fmt: skip
    assert [(a, b) for (a, one), (b, two) in combinations(boxes, 2) if one.overlaps(two)] == []
    assert f"comes first in {max(made.rank_shares[:, 0]):.0%}" in pictures.describe(made, labels)
