"""What an order costs, which one is cheapest, and what the picture of it says."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import combinations, permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from utils.backlog import data
from utils.backlog.model.order import (
    MAX_ITEMS,
    Item,
    cheapest_order,
    date_breaks_ratio_rule,
    delay_cost,
    greedy_wsjf_order,
    late_item_keys,
    violated_prerequisites,
    wsjf_order,
)
from utils.backlog.pictures import order as pictures
from utils.kit.errors import InputError

POINTS = st.integers(0, 20)


@st.composite
def backlogs(draw, most=6):
    """Return a few items that may need earlier ones, in a shuffled order."""
    many = draw(st.integers(1, most))
    made = []
    for n in range(many):
        needs = draw(st.sets(st.integers(0, n - 1), max_size=2)) if n else set()
        value, urgency, enabling = (draw(POINTS) for _ in range(3))
        size = draw(st.integers(1, 13))
        needed = tuple(f"i{one}" for one in sorted(needs))
        made.append(Item(f"i{n}", f"Item {n}", value, urgency, enabling, size, needed))
    return draw(st.permutations(made))


def test_numbers_of_the_case():
    items = data.case_items()
    assert violated_prerequisites(items, wsjf_order(items)) == (("bulk_payout", "ledger_split"),)
    assert delay_cost(items, greedy_wsjf_order(items)) == 3827
    best = cheapest_order(items)
    assert delay_cost(items, best) == 3418
    assert best[1] == "ledger_split"
    assert violated_prerequisites(items, best) == ()
    chain = [one for one in items if one.key in ("ledger_split", "bulk_payout")]
    assert sum(o.cost_of_delay for o in chain) / sum(o.size for o in chain) == pytest.approx(4.375)


def test_the_cheapest_of_the_case_by_brute_force():
    items = data.case_items()
    costs = (
        delay_cost(items, order)
        for order in permutations(one.key for one in items)
        if order.index("ledger_split") < order.index("bulk_payout")
    )
    assert min(costs) == 3418


@given(backlogs())
@settings(deadline=None, max_examples=60)
def test_no_order_is_cheaper_than_the_cheapest(items):
    best = cheapest_order(items)
    possible = [
        p for p in permutations(o.key for o in items) if not violated_prerequisites(items, p)
    ]
    assert tuple(best) in possible
    assert delay_cost(items, best) == pytest.approx(min(delay_cost(items, p) for p in possible))
    assert violated_prerequisites(items, greedy_wsjf_order(items)) == ()


@given(backlogs())
@settings(deadline=None)
def test_without_prerequisites_the_ratio_order_is_cheapest(items):
    free = [Item(o.key, o.label, o.value, o.urgency, o.enabling, o.size) for o in items]
    cost = delay_cost(free, wsjf_order(free))
    assert cost == pytest.approx(delay_cost(free, cheapest_order(free)))
    assert wsjf_order(free) == greedy_wsjf_order(free)


@st.composite
def dated_backlogs(draw, most=5):
    """Return a backlog whose items may have a date."""
    return [
        replace(one, due_week=draw(st.integers(0, 40)), late_cost=draw(st.integers(0, 500)))
        if draw(st.booleans())
        else one
        for one in draw(backlogs(most))
    ]


@given(dated_backlogs())
@settings(deadline=None, max_examples=60)
def test_dates_count_and_the_search_stays_exact(items):
    possible = [
        p for p in permutations(o.key for o in items) if not violated_prerequisites(items, p)
    ]
    best = cheapest_order(items)
    assert delay_cost(items, best) == pytest.approx(min(delay_cost(items, p) for p in possible))
    plain = [replace(one, late_cost=0) for one in items]
    late = sum(one.late_cost for one in items if one.key in late_item_keys(items, best))
    assert delay_cost(items, best) == pytest.approx(delay_cost(plain, best) + late)
    assert not date_breaks_ratio_rule(plain)


def test_a_date_breaks_the_ratio_rule():
    """Small and urgent first is right, until the big one has a date that it would miss."""
    quick, big = item("a", size=1), item("b", size=4)
    assert wsjf_order([quick, big]) == ["a", "b"]
    due = replace(big, due_week=4, late_cost=100)
    assert date_breaks_ratio_rule([quick, due])
    assert cheapest_order([quick, due]) == ["b", "a"]
    assert late_item_keys([quick, due], ["a", "b"]) == ("b",)
    assert not date_breaks_ratio_rule([quick, replace(due, due_week=5)])
    assert not date_breaks_ratio_rule([quick, replace(due, late_cost=1)])


def test_rounding_is_no_reason_to_break_the_rule():
    """All items are worth the same for their size, so every sequence costs the same."""
    third = 1 / 3
    same = [
        Item(f"i{n}", f"I{n}", 200_000 * n * third, 0, 0, n * third, due_week=1_000, late_cost=1)
        for n in (1, 2, 5, 7, 11, 13)
    ]
    costs = {delay_cost(same, p) for p in permutations(one.key for one in same)}
    assert max(costs) - min(costs) > 1e-9  # of about 10 million points
    for order in permutations(same):
        assert not date_breaks_ratio_rule(order)


@pytest.mark.parametrize("name", ["value", "urgency", "enabling", "size", "due_week", "reach"])
def test_a_million_is_allowed_and_more_is_not(name):
    assert getattr(replace(item("a"), **{name: 1_000_000}), name) == 1_000_000
    with pytest.raises(InputError, match="A: the"):
        replace(item("a"), **{name: 1_000_001})


@pytest.mark.parametrize(
    "wrong",
    [{"due_week": -1}, {"late_cost": -1}, {"reach": float("nan")}, {"confidence": 1.1}],
)
def test_a_date_or_a_rating_that_cannot_be_names_the_item(wrong):
    with pytest.raises(InputError, match="A: the"):
        replace(item("a"), **wrong)


def test_twelve_items_are_searched_and_thirteen_refused():
    chance = random.Random(3)
    many = [Item(f"i{n}", f"I{n}", chance.randint(1, 20), 0, 0, chance.randint(1, 9))
            for n in range(MAX_ITEMS + 1)]  # fmt: skip
    twelve = many[:MAX_ITEMS]
    assert delay_cost(twelve, cheapest_order(twelve)) == delay_cost(twelve, wsjf_order(twelve))
    with pytest.raises(InputError, match="13 items are too many"):
        cheapest_order(many)


def item(key, **more):
    return Item(key, key.upper(), 1, 1, 1, more.pop("size", 1), **more)


@pytest.mark.parametrize(
    ("items", "said"),
    [
        (
            [item("a", prerequisites=("b",)), item("b", prerequisites=("a",))],
            "wait for each other: ",
        ),
        ([item("a", prerequisites=("a",))], "A → A"),
        ([item("a", prerequisites=("z",))], "A needs 'z', which is not in the list"),
        ([item("a"), item("a")], "same name"),
    ],
)
def test_a_backlog_that_cannot_be_is_refused_in_words(items, said):
    for act in (cheapest_order, greedy_wsjf_order, lambda them: delay_cost(them, ["a"])):
        with pytest.raises(InputError) as problem:
            act(items)
        assert said in problem.value.what
        assert problem.value.fix


@pytest.mark.parametrize("order", [["a"], ["a", "a"], ["a", "b", "c"], []])
def test_an_order_names_every_item_once(order):
    with pytest.raises(InputError, match="every item once"):
        delay_cost([item("a"), item("b")], order)


@pytest.mark.parametrize("size", [0, -1, float("nan"), float("inf")])
def test_a_size_that_cannot_be_names_the_item(size):
    with pytest.raises(InputError, match="A: the size is"):
        item("a", size=size)


# --- picture -----------------------------------------------------------------------------


def sample_orders():
    items = data.case_items()
    keys = [one.key for one in items]
    chance = random.Random(5)
    mixed = [chance.sample(keys, len(keys)) for _ in range(4)]
    return [keys, keys[::-1], wsjf_order(items), cheapest_order(items), *mixed]


@pytest.mark.parametrize("order", sample_orders(), ids=range(8))
def test_the_area_under_the_line_is_the_cost(order):
    items = data.case_items()
    xs, ys = pictures.remaining_cost_steps(items, order)
    area = sum((b - a) * y for a, b, y in zip(xs, xs[1:], ys, strict=False))
    assert area == pytest.approx(delay_cost(items, order))
    assert ys[-1] == 0


@pytest.mark.parametrize("order", sample_orders(), ids=range(8))
def test_words_of_the_picture_never_meet(order):
    items = data.case_items()
    figure = pictures.draw(items, {"Your order": order, "Cheapest order": cheapest_order(items)})
    words = [*figure.texts, *(t for ax in figure.axes for t in ax.texts)]
    boxes = [(t.get_text(), t.get_window_extent()) for t in words if t.get_text()]
    assert [(a, b) for (a, one), (b, two) in combinations(boxes, 2) if one.overlaps(two)] == []
    assert max(box.x1 for _, box in boxes) <= figure.bbox.x1


def test_a_sequence_that_cannot_be_built_is_never_compared():
    items = data.case_items()
    orders = {"Your order": wsjf_order(items), "Cheapest order": cheapest_order(items)}
    words = pictures.describe(items, orders)
    for cost in (delay_cost(items, order) for order in orders.values()):
        assert f"{cost:,.0f}" not in words
    (ax, _) = pictures.draw(items, orders).axes
    assert not any("cheapest" in text.get_text() for text in ax.texts)


def test_the_finding_says_what_cannot_be_built_and_what_costs_more():
    items = data.case_items()
    said = pictures.title(items, {"Your order": wsjf_order(items)})
    assert said == "Your order can't be built: Bulk payout comes before Ledger split"
    greedy = {"Your order": greedy_wsjf_order(items), "Cheapest order": cheapest_order(items)}
    assert (
        pictures.title(items, greedy) == "Your order costs 3,827, 12% more than the cheapest order"
    )
    best = {"Your order": cheapest_order(items), "Cheapest order": cheapest_order(items)}
    assert pictures.title(items, best) == "Your order costs 3,418, the same as the cheapest order"
