"""Marks stand where the numbers are: coordinates read off the figures."""

from __future__ import annotations

import math

import pytest

from utils.kit import axes
from utils.pay.activities.benchmark import build_proxy_rows
from utils.pay.activities.levels import load_case_group_values
from utils.pay.article import article_figures
from utils.pay.model import levels, offers, path
from utils.pay.model.five_numbers import TAIL_PERCENTILES, lognormal
from utils.pay.pictures import benchmark, five_numbers
from utils.pay.pictures import levels as level_pictures
from utils.pay.pictures import offers as offer_pictures
from utils.pay.pictures import path as path_pictures

TOLD = article_figures()


def dots(ax):
    """Return (x, y, marker size) of every single mark."""
    return [
        (float(line.get_xdata()[0]), float(line.get_ydata()[0]), line.get_markersize())
        for line in ax.lines
        if line.get_marker() not in {"None", None, ""} and len(line.get_xdata()) == 1
    ]


def lines(ax):
    """Return (xs, ys) of every line without marks."""
    return [
        (tuple(map(float, line.get_xdata())), tuple(map(float, line.get_ydata())))
        for line in ax.lines
        if line.get_marker() in {"None", None, ""}
    ]


def boxes(ax):
    """Return (left, right, low, high) of every bar."""
    found = []
    for patch in ax.patches:
        xs, ys = patch.get_xy().T
        found.append((min(xs), max(xs), min(ys), max(ys)))
    return found


def near(found, *wanted):
    return any(
        all(
            math.isclose(f, w, rel_tol=1e-9, abs_tol=1e-6)
            for f, w in zip(one, wanted, strict=False)
        )
        for one in found
    )


@pytest.mark.parametrize("place", ["00", "06", "35620"])
def test_m0(place):
    rows = build_proxy_rows(["15-1252", "13-1082"], place, "paid")
    ax = benchmark.draw(rows, TOLD, "finding", "subtitle", [90_000, 150_000]).axes[0]
    assert near(dots(ax), TOLD["average"], 0)
    assert all(near(dots(ax), TOLD[level], -1) for level in ("mid", "senior", "lead"))
    assert ((TOLD["low"], TOLD["high"]), (0, 0)) in lines(ax)
    assert ((TOLD["average"], TOLD["average"]), (0, 1)) in lines(ax)
    for number, row in enumerate(rows, start=2):
        wages = row.wages
        assert near(dots(ax), wages.median, -number)
        assert ((wages.p10, wages.p90), (-number, -number)) in lines(ax)
        assert ((wages.p25, wages.p75), (-number, -number)) in lines(ax)
    own = [line for line in ax.lines if list(line.get_xdata()) == [90_000, 150_000]]
    assert len(own) == 1


def test_m0_nothing_is_drawn_for_wages_not_released():
    rows = build_proxy_rows(["15-1252"], "02", "paid")
    ax = benchmark.draw(rows, TOLD, "finding", "subtitle").axes[0]
    assert [dot for dot in dots(ax) if dot[1] == -2] == []
    assert "wages not released" in [text.get_text() for text in ax.texts]


@pytest.mark.parametrize("ends", [(93_500, 132_916, 189_000), (60_000, 100_000, 250_000)])
def test_m1(ends):
    low, mean, high = ends
    curves = [(tail, lognormal(low, high, tail)) for tail in TAIL_PERCENTILES]
    ax = five_numbers.draw(curves, 10.0, ends).axes[0]
    for row, (_, curve) in enumerate(curves):
        assert near(dots(ax), mean, -row)
        first, last = curve.interquartile_range()
        shaded = ax.collections[2 * row + 1].get_paths()[0].vertices[:, 0]
        step = (ax.get_xlim()[1] - ax.get_xlim()[0]) / (five_numbers.POINTS_PER_CURVE - 1)
        assert first <= shaded.min() <= first + step
        assert last - step <= shaded.max() <= last
    assert all(((x, x), (0, 1)) in lines(ax) for x in (low, high))


@pytest.mark.parametrize("lead", [115_000, 100_000])
def test_m2a(lead):
    share = levels.largest_share(132_916, lead, [131_000, 139_000])
    bound = level_pictures.LeadShareBound(132_916, lead, (131_000, 139_000), share)
    ax = level_pictures.draw_lead_share_bound(bound).axes[0]
    assert near(dots(ax), share * 100, 132_916)
    assert ((0, 1), (132_916, 132_916)) in lines(ax)
    assert ((0, 100), (139_000, lead)) in lines(ax)


@pytest.mark.parametrize("lead_pay", [107, 60])
def test_m2b(lead_pay):
    groups = [
        levels.EmployerGroup(
            name, **{**case, **({"lead_pay": lead_pay} if name == "services" else {})}
        )
        for name, case in load_case_group_values().items()
    ]
    split = levels.decompose_gap(groups)
    left, right = level_pictures.draw_gap_split(split).axes
    for row, group in enumerate(groups):
        for pay, share in ((group.mid_pay, group.mid_share), (group.lead_pay, group.lead_share)):
            assert near(dots(left), pay, -row, (14 + 420 * share) ** 0.5)
    assert near(dots(left), split.mid_mean, -3)
    assert near(dots(left), split.lead_mean, -3)
    for place, value in enumerate((split.rate_effect, split.composition_effect, split.gap)):
        assert near(boxes(right), place - 0.31, place + 0.31, min(0, value), max(0, value))


@pytest.mark.parametrize("base", [142_000, 90_000])
def test_m3(base):
    pair = [
        offers.Offer("Offer A", base, 20_000, 0.7, 10_000, 0.5, 14_000, 112),
        offers.Offer("Offer B", 128_000, price_level=96),
    ]
    pairs = [(offer, offers.value(offer)) for offer in pair]
    ax = offer_pictures.draw(pairs).axes[0]
    for row, (_, value) in enumerate(pairs):
        y = -1.15 * row
        assert near(boxes(ax), 0, value.base, y - 0.17, y + 0.17)
        assert near(boxes(ax), 0, value.adjusted, y - 0.53, y - 0.27)
        assert max(right for _, right, low, _ in boxes(ax) if math.isclose(low, y - 0.17)) == (
            pytest.approx(value.total)
        )


@pytest.mark.parametrize("hours", [5, 12])
def test_m4(hours):
    skills = [
        path.Skill("a", "A", 3, 1, 1, 40), path.Skill("b", "B", 2, 1, 4, 30),
        path.Skill("c", "C", 3, 1, 2, 20),
    ]  # fmt: skip
    plan = path.plan(skills, hours)
    left, right = path_pictures.draw(plan, skills).axes
    listed = path_pictures.order_skills_by_step(plan, skills)
    assert [skill.id for skill in listed] == [*(step.skill.id for step in plan.steps), "b"]
    for row, skill in enumerate(listed):
        assert near(dots(left), skill.start, -row)
        assert near(dots(left), skill.target, -row)
    rows = {skill.id: -row for row, skill in enumerate(listed)}
    assert len(boxes(right)) == len(plan.steps) == 2
    for step in plan.steps:
        y = rows[step.skill.id]
        assert near(boxes(right), step.start_week, step.end_week, y - 0.25, y + 0.25)
    assert ((path.NINETY_DAYS_IN_WEEKS,) * 2, (0, 1)) in lines(right)


@pytest.mark.parametrize("top", [7, 13.4, 28, 140])
def test_ticks_of_weeks_are_whole_and_labelled_as_they_are(top):
    ticks = axes.nice_ticks(0, top, whole=True)
    assert ticks == [round(tick) for tick in ticks]
    assert all(0 <= tick <= top for tick in ticks)


@pytest.mark.parametrize("span", [(25_000, 280_000), (0, 61_000), (112_000, 145_000)])
def test_labels_in_thousands_are_exact(span):
    from utils.pay.pictures.ticks import format_dollar_tick

    for tick in axes.nice_ticks(*span):
        assert float(format_dollar_tick(tick).strip("$k")) * 1000 == tick
