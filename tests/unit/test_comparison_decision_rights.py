"""What follows when another role decides the order, or the dates."""

from __future__ import annotations

from itertools import combinations, product

import pytest

from utils.backlog.data import case_items
from utils.backlog.model.order import cheapest_order, delay_cost, violated_prerequisites
from utils.comparison.data import rollout_tasks
from utils.comparison.model.decision_rights import (
    DATE_RULE_TEXTS,
    DECIDER_KEYS,
    ORDER_RULE_TEXTS,
    compute_consequence,
    order_by_decider,
)
from utils.comparison.model.network import schedule
from utils.comparison.pictures import decision_rights as pictures
from utils.kit.errors import InputError


def test_the_right_ones_decide_and_nothing_is_lost():
    made = compute_consequence("tpo", "tpm", case_items(), rollout_tasks())
    assert made.delay_cost == made.cheapest_delay_cost == 3418
    assert (made.broken_promise_count, made.max_days_late) == (0, 0)
    assert {one.label for one in made.promises} == {
        "Mobile", "Payouts", "Checkout", "Subscriptions", "Fraud", "Finance",
    }  # fmt: skip


def test_the_owner_promises_one_date_to_all():
    made = compute_consequence("tpo", "tpo", case_items(), rollout_tasks())
    assert {one.promised_day for one in made.promises} == {23}
    late = {one.label: one.days_late for one in made.promises if one.days_late}
    assert late == {"Mobile": 5, "Finance": 8}


def test_the_teams_count_only_their_own_work():
    made = compute_consequence("teams", "teams", case_items(), rollout_tasks())
    assert made.broken_promise_count == 6
    assert made.max_days_late == 18
    assert {one.label: one.promised_day for one in made.promises}["Finance"] == 13
    assert made.delay_cost > made.cheapest_delay_cost


@pytest.mark.parametrize("who", DECIDER_KEYS)
def test_every_order_keeps_what_comes_before_what(who):
    order = order_by_decider(who, case_items())
    assert violated_prerequisites(case_items(), order) == ()
    assert sorted(order) == sorted(one.key for one in case_items())
    assert delay_cost(case_items(), order) >= delay_cost(case_items(), cheapest_order(case_items()))


def test_each_rule_is_what_its_words_say():
    known = {one.key: one for one in case_items()}
    ready = {key for key, one in known.items() if not one.prerequisites}
    first = {who: known[order_by_decider(who, case_items())[0]] for who in DECIDER_KEYS}
    assert first["tpm"].size == max(known[key].size for key in ready)
    assert first["teams"].value == max(known[key].value for key in ready)
    assert set(ORDER_RULE_TEXTS) == set(DATE_RULE_TEXTS) == set(DECIDER_KEYS)


def test_what_no_rule_can_use_is_refused_in_words():
    with pytest.raises(InputError, match="'boss' decides nothing"):
        compute_consequence("boss", "tpm", case_items(), rollout_tasks())
    with pytest.raises(InputError, match="'boss' decides nothing"):
        compute_consequence("tpo", "boss", case_items(), rollout_tasks())
    short = [one for one in rollout_tasks() if one.key in {"freeze", "sandbox", "fraud"}]
    with pytest.raises(InputError, match="'sdk', which isn't in the network"):
        compute_consequence("tpo", "tpo", case_items(), short)


@pytest.mark.parametrize(("order_by", "dates_by"), list(product(DECIDER_KEYS, DECIDER_KEYS)))
def test_the_picture_is_to_scale_and_readable(order_by, dates_by):
    figure = pictures.draw(order_by, dates_by, case_items(), rollout_tasks())
    words = [*figure.texts, *(t for ax in figure.axes for t in ax.texts)]
    boxes = [(t.get_text(), t.get_window_extent()) for t in words if t.get_text()]
    assert [(a, b) for (a, one), (b, two) in combinations(boxes, 2) if one.overlaps(two)] == []
    assert max(box.x1 for _, box in boxes) <= figure.bbox.x1
    dots = [line for line in figure.axes[1].lines if line.get_marker() == "o"]
    possible = [float(dot.get_xdata()[0]) for dot in dots[::2]]
    made = schedule(rollout_tasks())
    assert possible == [row.finish for row in made.rows if row.task.team]
    bars = [max(patch.get_xy()[:, 0]) for patch in figure.axes[0].patches]
    assert bars == [
        delay_cost(case_items(), order_by_decider(who, case_items())) for who in DECIDER_KEYS
    ]
    said = pictures.describe(order_by, dates_by, case_items(), rollout_tasks())
    assert "Finance: promised day" in said
