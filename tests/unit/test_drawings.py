"""Every picture can be read: nothing cut, nothing on top of a word, nothing too pale or small."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from itertools import combinations, pairwise

import pytest
from color_vision import difference, least_difference, seen
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from matplotlib.cbook import STEP_LOOKUP_MAP
from matplotlib.colors import to_hex
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from utils.backlog import activities as backlog
from utils.capstone import activities as capstone
from utils.capstone import checks
from utils.capstone import data as capstone_data
from utils.capstone.activities.before_and_after import TOPIC_LABELS
from utils.capstone.model.brief import TARGET_DAY
from utils.capstone.model.growth import AnswerPair
from utils.capstone.parts import drawings
from utils.capstone.parts.objective import ObjectiveDecisions
from utils.capstone.parts.pay import PayDecisions
from utils.capstone.pictures import growth, parts
from utils.comparison import activities as comparison
from utils.comparison import data as comparison_data
from utils.comparison.model.raci import ROLE_NAMES, RaciRow
from utils.comparison.pictures import four_roles, raci
from utils.customers import activities as customers
from utils.customers.pictures import waiting_keys
from utils.hiring import activities as hiring
from utils.hiring import data as hiring_data
from utils.hiring.pictures import complexity, panel
from utils.hiring.pictures import products as scored_products
from utils.interfaces.model.compatibility import compare_schemas
from utils.interfaces.pictures import directions
from utils.kit.activity import Activity
from utils.kit.card_sort import decks, rounds
from utils.kit.card_sort import picture as card_picture
from utils.kit.controls.inputs import Choices, Dropdown, Slider
from utils.kit.errors import InputError
from utils.kit.lettering import SMALL_FONT_SIZE
from utils.kit.picture import Picture
from utils.kit.style import MIN_MARK_CONTRAST, SERIES_COLORS, contrast_on_white
from utils.pay import activities as pay
from utils.pay.model.benchmark import Wages
from utils.pay.pictures import people, spread
from utils.reliability import activities as reliability
from utils.reliability.model.wip_limit import mean_cycle_time, mean_finish_time, schedule_with_limit
from utils.reliability.pictures import budget_month, wip_limit
from utils.role import activities as role
from utils.role.data import API_CONSUMERS, load_chain
from utils.role.model.spec import PART_NAMES
from utils.role.pictures import refund_call, six_calls, teams
from utils.skills import activities as skills
from utils.skills.pictures import products
from utils.welcome import activities as welcome
from utils.workshop import activities as workshop

PACKAGES = (
    backlog, capstone, comparison, customers, hiring, pay, reliability, role, skills, welcome,
    workshop,
)  # fmt: skip
LESSONS = (
    teams, refund_call, six_calls, products, directions, budget_month, wip_limit, waiting_keys,
    four_roles, complexity, people, spread, parts,
)  # fmt: skip
TOUCH = 1.0  # pixels that two boxes may share: extents are rounded up


def activities():
    """Return every activity that has a class of its own in a topic's activities."""
    found = {
        one
        for package in PACKAGES
        for one in vars(package).values()
        if isinstance(one, type) and issubclass(one, Activity) and one.activity_id
    }
    return sorted(found, key=lambda one: (one.activity_id, one.__name__))


# --- what can be wrong with a drawing ------------------------------------------------------


def words(figure):
    """Return (text, artist, box) of all words on show; the box is in pixels."""
    artists = [*figure.texts, *(text for ax in figure.axes for text in ax.texts)]
    return [
        (text.get_text(), text, box_of(text))
        for text in artists
        if text.get_visible() and text.get_text().strip()
    ]


def box_of(text):
    """Return the box of words in pixels, without an annotation's arrow."""
    text.get_window_extent()  # puts an annotation where it belongs
    return Text.get_window_extent(text)


def marks(figure):
    """Return the lines and dots that carry meaning: all but the grid, which lies at the back."""
    return [
        line
        for ax in figure.axes
        for line in ax.lines
        if line.get_zorder() > 0 and line.get_visible()
    ]


def segments(line):
    """Yield the straight parts of a line in pixels, cut off where its axes end."""
    if line.get_linestyle() in {"None", "none", ""} or not line.get_linewidth():
        return
    frame = line.axes.bbox if line.get_clip_on() else line.axes.figure.bbox
    points = line.get_transform().transform(line.get_xydata())
    if "steps" in line.get_drawstyle():
        points = line.get_transform().transform(stairs(line))
    for first, second in pairwise(points):
        if all(map(math.isfinite, (*first, *second))):
            yield first, second, frame


def stairs(line):
    """Return the corners of a line that is drawn in steps."""
    return list(zip(*STEP_LOOKUP_MAP[line.get_drawstyle()](*line.get_data()), strict=True))


def dots(line):
    """Yield the boxes of a line's marks in pixels."""
    if line.get_marker() in {"None", None, ""}:
        return
    half = line.get_markersize() / 2 * line.axes.figure.dpi / 72
    for x, y in line.get_transform().transform(line.get_xydata()):
        if math.isfinite(x) and math.isfinite(y):
            yield Bbox.from_extents(x - half, y - half, x + half, y + half)


def shrunk(box, by=TOUCH):
    return Bbox.from_extents(box.x0 + by, box.y0 + by, box.x1 - by, box.y1 - by)


def crosses(box, start, end, frame):
    inside = Bbox.intersection(shrunk(box, 1.5), frame)
    if inside is None or not inside.width or not inside.height:
        return False
    return Path([start, end]).intersects_bbox(inside, filled=False) or inside.contains(*start)


def covers(text, box, line):
    """Return whether words have a ground of their own above a line: paper, a bar, or a mark."""
    if text.get_bbox_patch() is not None and text.get_zorder() >= line.get_zorder():
        return True
    depth, ax = line.get_zorder(), line.axes
    grounds = [patch.get_window_extent() for patch in ax.patches if patch.get_zorder() > depth]
    for other in ax.lines:
        if depth <= other.get_zorder() < text.get_zorder():
            grounds += dots(other)  # words inside a mark, as a rank inside its disc
    inner = shrunk(box)
    return any(
        ground.fully_contains(*inner.min) and ground.fully_contains(*inner.max)
        for ground in grounds
    )


def problems(figure):
    """Return everything that keeps a reader from a drawing, in words."""
    on_show = words(figure)
    found = [told for one in on_show for told in (*unreadable(figure, *one), *hidden(figure, *one))]
    for (one, _, first), (other, _, second) in combinations(on_show, 2):
        if shrunk(first).overlaps(shrunk(second)):
            found.append(f"{one!r} and {other!r} overlap")
    return [*found, *cut(figure), *pale(figure), *alike(figure)]


def unreadable(figure, said, text, box):
    """Yield what is wrong with words alone: cut, or too small."""
    page = figure.bbox
    if box.x0 < -TOUCH or box.y0 < -TOUCH or box.x1 > page.x1 + TOUCH or box.y1 > page.y1:
        yield f"{said!r} is cut by the edge"
    if "…" in said:
        yield f"{said!r} is cut short"
    if text.get_fontsize() < SMALL_FONT_SIZE:
        yield f"{said!r} is set in {text.get_fontsize():g} points"


def cut(figure):
    """Return the areas that the edge of the picture cuts off, such as a box of a diagram."""
    areas = [patch.get_window_extent() for ax in figure.axes for patch in ax.patches]
    return [f"an area is cut by the edge: {box}" for box in areas if not inside(figure.bbox, box)]


def inside(page, box):
    return page.fully_contains(*shrunk(box).min) and page.fully_contains(*shrunk(box).max)


def hidden(figure, said, text, box):
    """Yield the lines and marks that lie on words."""
    for line in marks(figure):
        if covers(text, box, line):
            continue
        if any(crosses(box, *part) for part in segments(line)):
            yield f"a line runs through {said!r}"
        if any(shrunk(box, 2).overlaps(dot) for dot in dots(line)):
            yield f"a mark lies on {said!r}"


def pale(figure):
    """Return what is hard to see against the background; cells and bands lie at the back."""
    found = []
    for line in marks(figure):
        shades = {to_hex(line.get_color())} if line.get_linestyle() not in {"None", ""} else set()
        if line.get_marker() not in {"None", None, ""}:
            edge, face = line.get_markeredgecolor(), line.get_markerfacecolor()
            best = max((to_hex(c) for c in (edge, face) if str(c) != "none"), key=contrast_on_white)
            shades = {*(shades if len(line.get_xdata()) > 1 else ()), best}
        found += [f"a line in {shade}" for shade in shades - {"#ffffff"} if weak(shade)]
    for ax in figure.axes:
        for patch in ax.patches:
            face, edge = to_hex(patch.get_facecolor()), to_hex(patch.get_edgecolor())
            if (
                patch.get_zorder() >= 1
                and weak(face)
                and not (patch.get_linewidth() and not weak(edge))
            ):
                found.append(f"an area in {face} without an outline")
    return found


def weak(shade):
    return contrast_on_white(shade) < MIN_MARK_CONTRAST


LEAST_DIFFERENCE = 10  # of two colors that alone tell two marks apart; 1 is just noticeable


def colors_by_look(figure):
    """Return the colors of marks that look alike otherwise: one dash, one shape, or an area."""
    found = {}
    for line in marks(figure):
        drawn = line.get_linewidth() and line.get_linestyle() not in {"None", "none", "", None}
        if drawn and len(line.get_xdata()) > 1:
            look = ("line", str(line.get_linestyle()), line.get_marker())
            found.setdefault(look, set()).add(to_hex(line.get_color()))
        if line.get_marker() not in {"None", None, ""}:
            face, edge = line.get_markerfacecolor(), line.get_markeredgecolor()
            hollow = str(face) == "none" or to_hex(face) == "#ffffff"
            look = ("mark", str(line.get_marker()), hollow)
            found.setdefault(look, set()).add(to_hex(edge if hollow else face))
    for ax in figure.axes:
        for patch in ax.patches:
            if patch.get_zorder() >= 1 and patch.get_visible():
                look = ("area", patch.get_hatch())
                found.setdefault(look, set()).add(to_hex(patch.get_facecolor()))
    return found


def alike(figure):
    """Return the colors that someone with color blindness can't tell apart, and nothing else does.

    Marks that differ in shape, dash, or filling have their second cue; a cell has its number.
    """
    return [
        f"{one} and {other} of a {look[0]} for {kind}: {apart:.1f}"
        for look, shades in colors_by_look(figure).items()
        for one, other in combinations(sorted(shades - {"#ffffff"}), 2)
        for apart, kind in [least_difference(one, other)]
        if apart < LEAST_DIFFERENCE
    ]


# --- every activity ----------------------------------------------------------------------


def picture_of(activity, **answers):
    """Return the picture for these answers; None for texts, and where answers are refused."""
    try:
        picture = activity.evaluate(**answers).picture
    except InputError:
        return None
    return picture if isinstance(picture, Picture) else None


def other_answer(draw, control):
    """Return another answer of a slider or a choice, None for what takes a text or a table."""
    if isinstance(control, Slider):
        stops = round((control.max - control.min) / control.step)
        stop = draw(st.integers(0, stops))
        return round(control.min + stop * control.step, 6)
    if isinstance(control, (Dropdown, Choices)) and control.options:
        keys = [key for key, *_ in control.options]
        if getattr(control, "multiple", False):
            return draw(st.lists(st.sampled_from(keys), unique=True))
        return draw(st.sampled_from(keys))
    return None


@pytest.mark.parametrize("activity", activities(), ids=lambda one: one.activity_id)
def test_the_first_picture_can_be_read(activity):
    made = picture_of(activity)
    if made is not None:
        assert problems(made.figure) == []


@pytest.mark.parametrize("activity", activities(), ids=lambda one: one.activity_id)
@settings(
    deadline=None, max_examples=5, suppress_health_check=list(HealthCheck), phases=[Phase.generate]
)
@given(data=st.data())
def test_pictures_of_other_settings_can_be_read(activity, data):
    if picture_of(activity) is None:
        return
    made = activity()
    answers = {
        name: answer
        for name, control in made.inputs.items()
        if (answer := other_answer(data.draw, control)) is not None
    }
    made.close()
    picture = picture_of(activity, **answers)
    if picture is not None:
        assert problems(picture.figure) == [], answers


# --- pictures that come after an answer ---------------------------------------------------


@pytest.mark.parametrize(
    "name", ["01-task-sort", "02a-changes", "03-evidence", "03-titles", "04-evidence"]
)
@settings(deadline=None, max_examples=5, phases=[Phase.generate])
@given(data=st.data())
def test_where_the_cards_went_can_be_read(name, data):
    deck = decks.load_deck(name)
    keys = st.sampled_from([category.key for category in deck.categories])
    answers = {card.id: data.draw(keys) for card in deck.cards}
    made = card_picture.picture(deck, rounds.confusion_matrix(deck, answers))
    assert problems(made.figure) == []


@settings(deadline=None, max_examples=5, phases=[Phase.generate])
@given(data=st.data())
def test_responsibilities_beside_ours_can_be_read(data):
    letters = st.sampled_from(["", "A", "R", "C", "I", "AR"])
    rows = [
        RaciRow(decision, {role: data.draw(letters) for role in ROLE_NAMES})
        for decision in comparison_data.decision_labels()
    ]
    keys = list(comparison_data.reference_rows_by_decision().values())
    others = comparison_data.alternative_rows_by_decision()
    assert problems(raci.draw(rows, keys, others, comparison_data.decision_labels())) == []


@settings(deadline=None, max_examples=5, phases=[Phase.generate])
@given(data=st.data())
def test_scores_beside_the_panels_can_be_read(data):
    questions = list(hiring_data.interview_questions().values())
    scores = st.integers(1, 5)
    people = hiring_data.CANDIDATE_LABELS
    own = {who: {one.key: data.draw(scores) for one in questions} for who in people}
    panels = {who: hiring_data.panel_scores(who) for who in people}
    assert problems(panel.draw(own, panels, questions, people)) == []


@settings(deadline=None, max_examples=8, phases=[Phase.generate])
@given(scores=st.lists(st.floats(0, 1), min_size=9, max_size=9), line=st.floats(0.3, 0.7))
def test_all_products_on_one_scale_can_be_read(scores, line):
    names = [*hiring_data.product_labels().values(), "A product of one's own with a long name"]
    found = [
        scored_products.ScoredProduct(name, score, None if n == 9 else n, is_own=n == 9)
        for n, (name, score) in enumerate(zip(names, scores, strict=True), 1)
    ]
    assert problems(scored_products.draw(found, line)) == []


@settings(deadline=None, max_examples=5, phases=[Phase.generate])
@given(data=st.data())
def test_before_and_after_can_be_read(data):
    right, sure = st.sampled_from([True, False, None]), st.sampled_from(["guess", "fairly", "sure"])
    pairs = []
    for topic in TOPIC_LABELS:
        before, after = data.draw(right), data.draw(right)
        pairs.append(AnswerPair(topic, before, after, data.draw(sure), data.draw(sure)))
    assert problems(growth.draw(pairs, TOPIC_LABELS)) == []


@settings(deadline=None, max_examples=8, phases=[Phase.generate])
@given(data=st.data())
def test_what_a_class_answered_can_be_read(data):
    from utils.workshop.debrief.answers import notebook_and_question_by_id
    from utils.workshop.model.class_results import QuestionResult
    from utils.workshop.pictures import class_results

    names = data.draw(
        st.lists(st.sampled_from(list(notebook_and_question_by_id())), min_size=1, unique=True)
    )
    results = []
    for name in names:
        tried = data.draw(st.integers(3, 300))
        results.append(QuestionResult(name, tried, data.draw(st.integers(0, tried))))
    assert problems(class_results.picture(results).figure) == []


# --- readers with color blindness --------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [  # Sharma, Wu, and Dalal (2005), table 1
        ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
        ((50, 2.5, 0), (58, 24, 15), 19.4535),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
        ((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514), 0.9082),
    ],
)
def test_the_difference_of_colors_is_the_published_one(one, other, apart):
    assert difference(one, other) == pytest.approx(apart, abs=1e-4)


def test_red_and_green_are_told_apart_by_others_only():
    assert difference(seen("#b40000"), seen("#5a7800")) > 40
    assert least_difference("#b40000", "#5a7800")[1] in {"protanopia", "deuteranopia"}
    assert least_difference("#b40000", "#5a7800")[0] < LEAST_DIFFERENCE * 2


def test_gray_stays_gray_for_everyone():
    for kind in ("protanopia", "deuteranopia", "tritanopia"):
        assert difference(seen("#808080"), seen("#808080", kind)) < 1


@pytest.mark.parametrize(("first", "second"), list(combinations(SERIES_COLORS, 2)))
def test_the_colors_of_a_series_are_told_apart_by_everyone(first, second):
    assert least_difference(first, second)[0] >= LEAST_DIFFERENCE


# --- pictures that teach -----------------------------------------------------------------


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda one: one.__name__.rpartition(".")[2])
def test_a_picture_of_a_lesson_can_be_read_and_told(lesson):
    made = lesson.picture()
    assert problems(made.figure) == []
    assert made.figure.texts[0].get_text() in made.description
    assert len(made.description) > 100
    assert made.source


def said(figure):
    return [text for text, *_ in words(figure)]


def test_the_teams_are_those_of_the_table():
    told = teams.describe(API_CONSUMERS[:2])
    assert told.startswith("2 teams build on one API")
    assert "Checkout (takes a payment) and Mobile (pays in the app)" in told
    assert "Finance" not in told
    assert {one.team for one in API_CONSUMERS} <= set(said(teams.draw(API_CONSUMERS)))


def test_the_refund_call_multiplies_from_left_to_right():
    shares = [one.availability for one in load_chain()]
    assert refund_call.cumulative_availabilities(load_chain()) == pytest.approx(
        [shares[0], shares[0] * shares[1], math.prod(shares[:3]), math.prod(shares)]
    )
    drawn = said(refund_call.draw(load_chain()))
    assert {"99.95%", "99.85%", "99.84%", "99.74%"} <= set(drawn)
    better = [replace(one, availability=0.9999) for one in load_chain()]
    assert "99.96% is left" in refund_call.describe(better)
    assert "99.74%" in refund_call.describe(load_chain())


@pytest.mark.parametrize(("share", "calls", "slow"), [(0.01, 6, 6), (0.05, 6, 26), (0.01, 1, 1)])
def test_as_many_pages_are_filled_as_are_slow(share, calls, slow):
    figure = six_calls.draw(share, calls)
    filled, others = figure.axes[0].lines[-2:]
    assert (len(filled.get_xdata()), len(others.get_xdata())) == (slow, 100 - slow)
    assert f"about {slow} of 100 pages" in six_calls.describe(share, calls)
    assert problems(figure) == []


@pytest.mark.parametrize("objective", [0.99, 0.995, 0.999, 0.9995, 0.9999])
def test_a_month_has_as_many_minutes_filled_in_as_the_budget(objective):
    figure = budget_month.draw(objective)
    hours, minutes = figure.axes
    whole, rest = divmod(round((1 - objective) * 43_200), 60)
    assert len(hours.lines[0].get_xdata()) == whole + bool(rest)
    assert len(minutes.lines[0].get_xdata()) == rest
    assert f"{(1 - objective) * 43_200:.1f} of 43,200 minutes" in budget_month.describe(objective)
    assert problems(figure) == []


def test_a_limit_shortens_the_wait_for_each_item():
    free, limited = (schedule_with_limit([1.0] * 6, most) for most in (6, 2))
    assert [one.end for one in free] == pytest.approx([6] * 6)
    assert [one.end for one in limited] == pytest.approx([2, 2, 4, 4, 6, 6])
    assert (mean_cycle_time(free), mean_cycle_time(limited)) == pytest.approx((6, 2))
    assert mean_finish_time(limited) == pytest.approx(4)
    with pytest.raises(InputError, match="no item start"):
        schedule_with_limit([1.0], 0)


@given(st.lists(st.floats(0.1, 20), min_size=1, max_size=8), st.integers(1, 10))
def test_a_limit_changes_no_total(sizes, most):
    made = schedule_with_limit(sizes, most)
    assert max(one.end for one in made) == pytest.approx(sum(sizes))
    for week in sorted(one.start for one in made):
        assert sum(one.start <= week < one.end - 1e-6 for one in made) <= most
    # Little's law: items in progress, on average, are throughput times cycle time.
    total = sum(sizes)
    in_progress = sum(one.end - one.start for one in made) / total
    assert in_progress == pytest.approx(len(made) / total * mean_cycle_time(made))


@pytest.mark.parametrize(("items", "most"), [(6, 1), (6, 2), (6, 3), (4, 4), (8, 2)])
def test_every_bar_of_the_queue_ends_where_its_item_is_done(items, most):
    figure = wip_limit.draw(items, most)
    for ax, many in zip(figure.axes, (items, most), strict=True):
        ends = [patch.get_xy()[:, 0].max() for patch in ax.patches]
        assert ends == pytest.approx([one.end for one in schedule_with_limit([1.0] * items, many)])
    assert problems(figure) == []
    assert f"At most {most} at a time" in wip_limit.describe(items, most)


def test_a_change_is_safe_where_the_set_grows_or_shrinks_in_its_direction():
    request, response = directions.REQUEST, directions.RESPONSE
    wider, narrower = (("a",), ("a", "b")), (("a", "b"), ("a",))
    assert directions.AllowedValuesChange(request, *wider).is_safe
    assert not directions.AllowedValuesChange(request, *narrower).is_safe
    assert not directions.AllowedValuesChange(response, *wider).is_safe
    assert directions.AllowedValuesChange(response, *narrower).is_safe
    told = directions.describe([directions.AllowedValuesChange(response, *wider)])
    assert "adds “b”: depends on the client, a client may not know “b”" in told


def test_the_picture_before_the_cards_has_the_verdicts_of_the_table_and_of_no_card():
    unsafe = {directions.REQUEST: "breaks clients", directions.RESPONSE: "depends on the client"}
    for direction, verdict in unsafe.items():
        shown = [one for one in directions.EXAMPLE_CHANGES if one.direction == direction]
        assert {one.verdict for one in shown} == {"safe", verdict}
    for card in decks.load_deck("02a-changes").cards:
        texts = card.extra["before"], card.extra["after"]
        assert not any(
            f"[{', '.join(values)}]" in text
            for change in directions.EXAMPLE_CHANGES
            for values in (change.before, change.after)
            for text in texts
        )


@pytest.mark.parametrize("change", directions.EXAMPLE_CHANGES, ids=lambda one: one.change_text)
def test_the_picture_has_the_verdicts_of_the_checker(change):
    schemas = [{"type": "string", "enum": list(one)} for one in (change.before, change.after)]
    verdict = compare_schemas(*schemas, change.direction).verdict
    assert change.verdict.startswith(verdict)


def test_products_are_as_complex_as_their_ratings():
    shown = {one.product: one for one in complexity.product_complexities()}
    assert (shown["Payments API"].system_complexity, shown["Payments API"].path_complexity) == (
        3.25,
        1,
    )
    assert (
        shown["Checkout experience"].system_complexity,
        shown["Checkout experience"].path_complexity,
    ) == (1.5, 4)
    bars = complexity.draw(list(shown.values())).axes[0].patches
    ends = [(patch.get_xy()[:, 0].min(), patch.get_xy()[:, 0].max()) for patch in bars]
    assert (-1.0, 0.0) in ends
    assert (0.0, 3.25) in ends
    fewer = [one for one in shown.values() if one.path_complexity > one.system_complexity]
    assert "In 0 of 1 products" in complexity.describe(fewer)


def test_targets_have_as_many_dots_as_levels():
    made = products.load_product_targets()
    filled, hollow = products.draw(made).axes[0].lines[-2:]
    assert to_hex(hollow.get_markerfacecolor()) == "#ffffff"
    reached = sum(sum(one.levels.values()) for one in made)
    assert len(filled.get_xdata()) == reached
    assert len(hollow.get_xdata()) == sum(4 * len(one.levels) for one in made) - reached
    same = [replace(made[0], product=name) for name in ("One", "Two")]
    assert products.title(same) == "The bar is the same for every product"


@given(st.lists(st.integers(20_000, 300_000), min_size=5, max_size=5, unique=True).map(sorted))
def test_eighty_of_a_hundred_people_are_drawn_between_their_percentiles(pay):
    found = Wages(*map(float, pay))
    shown = [
        column
        for one in people.build_percentile_ranges(found)
        for column in one.compute_dot_columns()
    ]
    assert sum(height for _, height in shown) == 80
    assert all(pay[0] < x < pay[-1] for x, _ in shown)
    middle = sum(height for x, height in shown if pay[1] < x < pay[3])
    assert middle == 50
    assert people.count_people_below_and_above(found) == (10, 10)
    assert f"{pay[2]:,}" in people.describe("Testers", found)


def test_parts_that_are_checked_against_each_other_are_linked():
    linked = [{link.source, link.target} for link in parts.PART_CONNECTIONS]
    for check in vars(checks).values():
        named = {int(n) for n in re.findall(r"part (\d)", getattr(check, "__doc__", None) or "")}
        if callable(check) and check.__module__ == checks.__name__ and len(named) > 1:
            for part in named:
                assert any(part in pair and pair & (named - {part}) for pair in linked), check
    assert {one.part for one in parts.PART_PLACES} == set(parts.part_titles()) == set(range(1, 10))
    assert f"day {TARGET_DAY}" in said(parts.draw(parts.PART_PLACES, parts.PART_CONNECTIONS))


def test_each_role_has_its_question():
    drawn = said(four_roles.draw(four_roles.ROLES))
    assert {one.question for one in four_roles.ROLES} <= set(drawn)
    assert "Technical product owner (you)" in drawn
    assert four_roles.describe(four_roles.ROLES[:2]).startswith("2 roles, 2 questions")


# --- parts of the capstone ---------------------------------------------------------------

LONG_WORD = "W" * 60


@pytest.mark.parametrize("text", ["Refunds", "Refunds a second, " * 9, LONG_WORD, "退款 " * 30, ""])
def test_a_requirement_in_six_boxes_can_be_read(text):
    made = drawings.scenario_picture(dict.fromkeys(PART_NAMES, text), PART_NAMES)
    found = problems(made.figure)
    assert [one for one in found if not (one.endswith("cut short") and len(text) > 50)] == []
    assert made.figure.texts[0].get_text() in made.description


@pytest.mark.parametrize("mine", range(6))
def test_decisions_of_two_sides_can_be_read(mine):
    labels = list(capstone_data.decision_labels().values())
    made = drawings.decisions_picture(labels[:mine], labels[mine:])
    assert problems(made.figure) == []
    assert f"decides {mine} of 5" in made.description


@pytest.mark.parametrize("notice", [None, 5.0, 60.0, 250.0])
@pytest.mark.parametrize("day", [30.0, 62.0, 110.0])
def test_two_versions_can_be_read(day, notice):
    made = drawings.versions_picture(
        "2.4.0", "3.0.0", break_count=1, launch_day=day, notice_days=notice
    )
    assert problems(made.figure) == []
    assert f"works until day {day + (notice or 0):g}" in made.description


@pytest.mark.parametrize("seat", range(1, 100, 7))
def test_pay_and_objective_of_a_seat_can_be_read(seat):
    brief = capstone_data.brief_for(seat)
    for occupation in capstone_data.OCCUPATION_NAMES:
        made = PayDecisions(occupation, 50.0, "").picture(brief)
        assert problems(made.figure) == []
    for share in (0.99, 0.995, 0.9995):
        assert problems(ObjectiveDecisions(share, 0.995, 1.0).picture(brief).figure) == []
