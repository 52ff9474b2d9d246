"""Need, other ways, interview scores and validity: numbers worked out elsewhere, and laws."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from utils.hiring import data
from utils.hiring.model import alternatives, interview, need, validity
from utils.kit.errors import InputError

# Worked out by hand from the design: product, score, verdict.
SCORES = {
    "payments": (0.8875, "yes"),
    "partner": (0.775, "yes"),
    "ml": (0.775, "yes"),
    "sdk": (0.75, "yes"),
    "runtime": (0.925, "yes"),
    "hr": (0.2875, "no"),
    "checkout": (0.25, "no"),
    "search": (0.5375, "borderline"),
}
KEYS = tuple(data.criterion_weights())
ratings = st.fixed_dictionaries({key: st.integers(0, 4).map(float) for key in KEYS})
weights = st.fixed_dictionaries({key: st.floats(0.01, 1) for key in KEYS})


def test_every_product_has_its_score_and_verdict():
    assert set(data.product_labels()) == set(SCORES)
    for name, (value, verdict) in SCORES.items():
        found = need.weighted_score(data.product_ratings(name), data.criterion_weights())
        assert found == pytest.approx(value)
        assert need.score_verdict(found) == verdict


def test_our_weights_add_up():
    assert sum(data.criterion_weights().values()) == pytest.approx(1)


@pytest.mark.parametrize(
    ("value", "said"),
    [(0.39, "no"), (0.4, "borderline"), (0.5, "borderline"), (0.6, "borderline"), (0.61, "yes")],
)
def test_near_the_line_is_borderline(value, said):
    assert need.score_verdict(value) == said


@given(ratings, weights)
def test_scale_of_weights_does_not_matter(rated, weighed):
    tenfold = {key: 10 * one for key, one in weighed.items()}
    assert need.weighted_score(rated, weighed) == pytest.approx(need.weighted_score(rated, tenfold))
    assert 0 <= need.weighted_score(rated, weighed) <= 1 + 1e-9


@given(ratings, weights, st.floats(0.3, 0.7))
def test_a_flip_really_meets_the_line(rated, weighed, line):
    share = need.normalize_weights(weighed)
    for flip in need.break_even_weights(rated, weighed, line):
        rest = (1 - flip.break_even_weight) / (1 - flip.current_weight)
        moved = {key: one * rest for key, one in share.items()} | {
            flip.criterion: flip.break_even_weight
        }
        assert sum(moved.values()) == pytest.approx(1)
        assert need.weighted_score(rated, moved) == pytest.approx(line)


@given(ratings, weights)
def test_no_flip_is_left_out(rated, weighed):
    """Any single weight that can turn the verdict, tried in small steps, is among the flips."""
    share = need.normalize_weights(weighed)
    now = need.weighted_score(rated, weighed)
    assume(abs(now - need.SCORE_THRESHOLD) > 1e-6)
    found = {one.criterion for one in need.break_even_weights(rated, weighed)}
    for key in KEYS:
        others = {k: v / (1 - share[key]) for k, v in share.items() if k != key}
        scores = [
            need.weighted_score(rated, {**{k: v * (1 - w) for k, v in others.items()}, key: w})
            for w in np.linspace(0, 1, 41)
        ]
        crossed = any(
            (value - need.SCORE_THRESHOLD) * (now - need.SCORE_THRESHOLD) < -1e-9
            for value in scores
        )
        assert not crossed or key in found


def test_the_smallest_flip_of_the_search_service():
    first = need.break_even_weights(data.product_ratings("search"), data.criterion_weights())[0]
    assert first.criterion == "journey"
    assert (first.current_weight, first.break_even_weight) == (
        pytest.approx(0.1),
        pytest.approx(0.1628, abs=1e-4),
    )


def test_ml_platform_cannot_be_turned_by_weights():
    assert need.break_even_weights(data.product_ratings("ml"), data.criterion_weights()) == []
    assert (
        need.share_above_threshold(need.scores_under_random_weights(data.product_ratings("ml")))
        == 1
    )


def test_random_weights_are_uniform_on_the_simplex():
    """Under a flat Dirichlet of six, a single weight has mean 1/6 and variance 5/252."""
    one = dict.fromkeys(KEYS, 0.0) | {"depth": 4.0}
    drawn = need.scores_under_random_weights(one, draws=200_000)
    assert drawn.mean() == pytest.approx(1 / 6, abs=0.002)
    assert drawn.var() == pytest.approx(5 / 252, abs=0.001)
    assert (np.diff(drawn) >= 0).all()


@given(st.integers(0, 4))
def test_equal_ratings_leave_nothing_to_weights(rating):
    same = dict.fromkeys(KEYS, float(rating))
    assert np.allclose(need.scores_under_random_weights(same, draws=50), rating / 4)
    assert need.break_even_weights(same, data.criterion_weights(), 0.55) == []


@given(weights, st.integers(0, 4))
def test_what_lies_on_the_line_is_neither_above_nor_turned(weighed, rating):
    """Equal ratings give the same score under all weights; rounding must not invent a change."""
    same = dict.fromkeys(KEYS, float(rating))
    assert need.break_even_weights(same, weighed, rating / 4) == []
    assert (
        need.share_above_threshold(need.scores_under_random_weights(same, draws=200), rating / 4)
        == 0
    )


def test_all_weight_on_one_criterion():
    alone = dict.fromkeys(KEYS, 0.0) | {"depth": 1.0}
    assert all(
        one.criterion != "depth"
        for one in need.break_even_weights(data.product_ratings("payments"), alone)
    )


def test_a_borderline_product_is_told_the_step_that_says_most():
    step = need.most_decisive_rating_change(
        data.product_ratings("search"), data.criterion_weights()
    )
    assert (step.criterion, step.step) == ("consumers", 1)
    assert step.score == pytest.approx(0.6)


@pytest.mark.parametrize(
    ("rated", "weighed", "line", "expected"),
    [
        # 0.75 × 4/4 + 0.25 × 4/4 = 1; a step back leaves 0.8125 (depth) or 0.9375: both "yes".
        ({"depth": 4, "quality": 4}, {"depth": 3, "quality": 1}, 0.5, ("depth", -1, 0.8125)),
        # 0; a step up makes 0.1875 or 0.0625: both "no", and the first is nearer to the line.
        ({"depth": 0, "quality": 0}, {"depth": 3, "quality": 1}, 0.5, ("depth", 1, 0.1875)),
        # 0.5 is on the line; one step down or up, by 0.125, turns it either way: the first counts.
        ({"depth": 4, "quality": 0}, {"depth": 1, "quality": 1}, 0.5, ("depth", -1, 0.375)),
        # 0.7 is near a line of 0.72; depth turns it to 0.925, or to 0.475, which is farther away.
        ({"depth": 3, "quality": 1}, {"depth": 9, "quality": 1}, 0.72, ("depth", -1, 0.475)),
    ],
)
def test_the_decisive_step_of_two_criteria_is_worked_out_by_hand(rated, weighed, line, expected):
    step = need.most_decisive_rating_change(rated, weighed, line)
    assert (step.criterion, step.step, pytest.approx(step.score)) == expected


def test_a_weight_may_have_to_be_all_or_nothing_and_the_nearest_comes_first():
    # depth counts 1 and quality 0.5; at 1/4 and 3/4 the score is 0.625. All weight on quality, none
    # on depth, is just enough for a line of 0.5; for 0.75 both move by a quarter.
    rated, weighed = {"depth": 4, "quality": 2}, {"depth": 1, "quality": 3}
    found = need.break_even_weights(rated, weighed, 0.5)
    assert {one.criterion: one.break_even_weight for one in found} == {"depth": 0, "quality": 1}
    assert [one.weight_change for one in need.break_even_weights(rated, weighed, 1)] == [
        0.75,
        -0.75,
    ]
    assert need.break_even_weights(rated, weighed, 0.49) == []
    # Ratings 1, 0.5, 0 at weights 0.5, 0.3, 0.2: 0.65. Down to 0.6, depth alone (others 0.3) needs
    # 3/7, 0.071 less; "noise" (others 0.8125) needs 0.2615, 0.0615 more; quality (others 0.714)
    # needs 0.533, 0.233 more.
    rated = {"depth": 4, "quality": 2, "noise": 0}
    found = need.break_even_weights(rated, {"depth": 5, "quality": 3, "noise": 2}, 0.6)
    assert [one.criterion for one in found] == ["noise", "depth", "quality"]
    assert [one.weight_change for one in found] == pytest.approx(
        [0.0615, -0.0714, 0.2333], abs=1e-3
    )


@given(ratings, weights)
def test_the_decisive_step_is_the_one_that_turns_the_verdict_if_any_does(rated, weighed):
    step = need.most_decisive_rating_change(rated, weighed)
    now = need.score_verdict(need.weighted_score(rated, weighed))
    turning = [
        key
        for key in KEYS
        for way in (-1, 1)
        if 0 <= rated[key] + way <= 4
        and need.score_verdict(need.weighted_score({**rated, key: rated[key] + way}, weighed))
        != now
    ]
    assert (need.score_verdict(step.score) != now) == bool(turning)


@pytest.mark.parametrize(
    ("rated", "weighed", "said"),
    [
        ({"depth": 5}, {"depth": 1}, "rating of depth is 5"),
        ({"depth": 1}, {"quality": 1}, "name different criteria"),
        ({"depth": 1}, {"depth": -1}, "below zero"),
        ({"depth": 1, "quality": 1}, {"depth": 2, "quality": -1}, "below zero"),
        ({"depth": 1}, {"depth": math.nan}, "isn't a number"),
        ({"depth": 1}, {"depth": 0}, "All weights are zero"),
    ],
)
def test_what_makes_no_sense_is_refused(rated, weighed, said):
    with pytest.raises(InputError, match=said):
        need.weighted_score(rated, weighed)


# --- other ways --------------------------------------------------------------------------


def ranked_options(product, months=18):
    return alternatives.rank_options(
        data.hiring_options(), data.product_ratings(product), data.criterion_weights(), months
    )


def test_the_journey_is_turned_round():
    assert alternatives.required_levels(data.product_ratings("checkout"))["journey"] == 4
    assert alternatives.required_levels(data.product_ratings("sdk"))["journey"] == 0


def test_payments_by_hand():
    """Pair: one level short on consumers (.25) and dependencies (.15), of four."""
    shares = {one.option.key: one.uncovered_share for one in ranked_options("payments")}
    assert shares["hire"] == 0
    assert shares["pair"] == pytest.approx((0.25 + 0.15) / 4)
    assert shares["train"] == pytest.approx((0.25 + 0.20 + 2 * 0.20) / 4)
    keep = 0.25 * 3 + 0.20 * 3 + 0.20 * 3 + 0.15 + 0.10
    assert shares["keep"] == pytest.approx(keep / 4)


def test_a_hired_specialist_is_short_of_the_journey_at_checkout():
    (hire,) = (one for one in ranked_options("checkout") if one.option.key == "hire")
    assert {key for key, gap in hire.gaps.items() if gap} == {"journey"}


def test_what_comes_too_late_comes_last():
    order = ranked_options("payments", months=2)
    assert [one.in_time for one in order] == [True, True, False, False, False]
    assert order[0].option.key == "pair"


@given(ratings)
def test_more_skill_never_leaves_more_open(rated):
    low = alternatives.HiringOption("a", "A", 0, dict.fromkeys(KEYS, 1.0))
    high = alternatives.HiringOption("b", "B", 0, dict.fromkeys(KEYS, 3.0))
    one, other = (
        alternatives.compute_coverage(o, rated, data.criterion_weights(), 1).uncovered_share
        for o in (low, high)
    )
    assert other <= one


def test_an_option_without_a_level_is_refused():
    with pytest.raises(InputError, match="no level for depth"):
        alternatives.compute_coverage(
            alternatives.HiringOption("a", "A", 0, {}), {"depth": 1.0}, {"depth": 1.0}, 1
        )


# --- interview ---------------------------------------------------------------------------


def test_agreement_of_pairs_by_hand():
    found = interview.compute_agreement([(1, 1), (2, 3), (5, 2), (4, 4)])
    assert (found.pairs, found.exact, found.within_one, found.mean_distance) == (4, 0.5, 0.75, 1)


def test_agreement_among_three_raters_counts_every_two():
    raters = [{"a": 1, "b": 5}, {"a": 2, "b": 5}, {"a": 4}]
    found = interview.inter_rater_agreement(raters)
    assert found.pairs == 4  # a: three pairs, b: one
    assert found.exact == 0.25
    assert found.mean_distance == (1 + 3 + 2 + 0) / 4


@given(st.lists(st.tuples(st.integers(1, 5), st.integers(1, 5)), min_size=1))
def test_agreement_does_not_care_who_is_first(pairs):
    assert interview.compute_agreement(pairs) == interview.compute_agreement(
        [(b, a) for a, b in pairs]
    )


def test_equal_weights_make_a_mean():
    assert interview.mean_score({"a": 1, "b": 5, "c": 3}) == 3
    with pytest.raises(InputError, match="was given 6"):
        interview.mean_score({"a": 6})
    with pytest.raises(InputError, match="no scores yet"):
        interview.mean_score({})


def test_spread():
    assert (
        interview.ScoreSpread((1, 2, 2, 3)).median_score,
        interview.ScoreSpread((1, 2, 2, 3)).width,
    ) == (2, 2)


@pytest.mark.parametrize(
    ("written", "holds"),
    [
        ("She read the call logs, which", True),
        ("READ the call, logs!", True),
        ("I dont trust the events", False),
        ("because they did not trust", True),
        ("not trust the events, after all", True),  # the very last words
        ("read the logs", False),  # three words, and not in a row
        ("a very good fit for us", False),
        ("", False),
    ],
)
def test_evidence_is_a_quotation(written, holds):
    said = "I read the call logs: two teams asked, because they did not trust the events."
    assert interview.contains_quote(written, said) is holds


def test_the_panel_is_whole_and_differs():
    for who in data.CANDIDATE_LABELS:
        panel = data.panel_scores(who)
        assert set(panel) == set(data.panelist_labels())
        assert all(set(one) == set(data.interview_questions()) for one in panel.values())
    means = {
        who: np.mean([list(one.values()) for one in data.panel_scores(who).values()])
        for who in data.CANDIDATE_LABELS
    }
    assert means["wren"] > means["heron"] + 1
    # The candidate who is better overall is worse on one answer: no halo in the case itself.
    refusals = {who: [one["refusal"] for one in data.panel_scores(who).values()] for who in means}
    assert min(refusals["heron"]) > max(refusals["wren"])


def test_two_of_the_three_candidates_are_close():
    panels = {who: data.panel_scores(who) for who in data.CANDIDATE_LABELS}
    means = interview.mean_score_by_candidate(panels)
    assert list(means) == ["wren", "plover", "heron"]
    assert 0 < means["wren"] - means["plover"] < 0.1
    leaders = {interview.leading_candidate_without(panels, name) for name in data.panelist_labels()}
    assert leaders == {"wren", "plover"}
    assert all(
        set(data.panel_reasons(who, key)) == set(data.panelist_labels())
        for who in data.CANDIDATE_LABELS
        for key in data.interview_questions()
    )


# --- validity ----------------------------------------------------------------------------


@pytest.mark.parametrize(("r", "of_hundred"), [(0, 50), (1, 100), (0.5, 66.667), (-1, 0)])
def test_successes_per_hundred(r, of_hundred):
    assert validity.successes_per_hundred(r) == pytest.approx(of_hundred, abs=1e-3)


def test_successes_per_hundred_against_drawn_people():
    chance = np.random.default_rng(3)
    score = chance.normal(size=400_000)
    later = 0.42 * score + math.sqrt(1 - 0.42**2) * chance.normal(size=score.size)
    drawn = (later[score > 0] > 0).mean()
    assert validity.successes_per_hundred(0.42) == pytest.approx(100 * drawn, abs=0.4)


@pytest.mark.parametrize(("one_of", "of_hundred"), [(1, 50), (2, 64), (5, 74), (10, 79), (20, 83)])
def test_the_fewer_are_taken_the_more_of_them_do_well(one_of, of_hundred):
    assert round(validity.successes_per_hundred(0.42, one_of)) == of_hundred


@given(st.floats(-1, 1), st.floats(1, 1_000))
def test_shares_stay_shares_and_a_sign_turns_them_round(r, one_of):
    share = validity.successes_per_hundred(r, one_of)
    assert 0 <= share <= 100
    assert share + validity.successes_per_hundred(-r, one_of) == pytest.approx(100, abs=0.01)
    assert validity.successes_per_hundred(0, one_of) == pytest.approx(50)


@given(st.floats(-0.99, 0.99))
def test_the_better_half_has_a_formula_of_its_own(r):
    by_formula = 50 + 100 * math.asin(r) / math.pi
    assert validity.successes_per_hundred(r) == pytest.approx(by_formula, abs=0.05)


def test_one_in_ten_against_drawn_people():
    chance = np.random.default_rng(7)
    score = chance.normal(size=1_000_000)
    later = 0.42 * score + math.sqrt(1 - 0.42**2) * chance.normal(size=score.size)
    drawn = (later[score > np.quantile(score, 0.9)] > 0).mean()
    assert validity.successes_per_hundred(0.42, 10) == pytest.approx(100 * drawn, abs=0.4)


def test_less_than_one_cannot_be_taken():
    with pytest.raises(InputError, match="1 of 0"):
        validity.successes_per_hundred(0.4, 0)


def test_a_validity_beyond_one_is_refused():
    with pytest.raises(InputError, match=r"can't be 1\.2"):
        validity.successes_per_hundred(1.2)


def test_both_reviews_as_published():
    """Schmidt and Hunter (1998), Table 1; Sackett and others (2022), Table 3."""
    found = {one.key: (one.validity_1998, one.validity_2022) for one in data.selection_methods()}
    assert found == {
        "structured": (0.51, 0.42),
        "knowledge": (0.48, 0.40),
        "sample": (0.54, 0.33),
        "ability": (0.51, 0.31),
        "unstructured": (0.38, 0.19),
        "years": (0.18, 0.07),
    }
