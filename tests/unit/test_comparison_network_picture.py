"""C2: the rollout drawn: marks where the numbers are, words that never touch."""

from __future__ import annotations

import math
import warnings
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.colors import to_hex

from utils.comparison.data import rollout_tasks
from utils.comparison.model.network import Task, schedule
from utils.comparison.pictures import network as pictures
from utils.kit import style

PLAN = schedule(rollout_tasks())
SLIPPED = schedule(rollout_tasks(), {"mobile": 5})
SHORTER = schedule(rollout_tasks(), {"sdk": -4})


def bars(figure):
    """Return (left, right, row, color, hatched) of every filled bar."""
    found = []
    for patch in figure.axes[0].patches:
        xs, ys = patch.get_xy().T
        color = to_hex(patch.get_facecolor()).upper()
        middle = (min(ys) + max(ys)) / 2
        found.append((min(xs), max(xs), round(-middle), color, bool(patch.get_hatch())))
    return found


def outlines(figure, style_):
    """Return (left, right, row) of every open bar drawn with a line like this."""
    return [
        (min(line.get_xdata()), max(line.get_xdata()), round(-sum(line.get_ydata()[:4]) / 4))
        for line in figure.axes[0].lines
        if len(line.get_xdata()) == 5 and line.get_linestyle() == style_
    ]


def finish_days(figure):
    """Return the day of every vertical line that marks a finish."""
    return [
        line.get_xdata()[0]
        for line in figure.axes[0].lines
        if len(line.get_xdata()) == 2 and line.get_xdata()[0] == line.get_xdata()[1]
    ]


def connections(figure):
    """Return {color: {(day, from row, to row)}} of the lines between tasks."""
    found = {}
    for line in figure.axes[0].lines:
        xs, ys = line.get_xdata(), line.get_ydata()
        if line.get_transform() == figure.axes[0].transData and len(xs) % 3 == 0:
            ends = zip(xs[::3], ys[::3], ys[1::3], strict=True)
            found[line.get_color()] = {(x, round(-a), round(-b)) for x, a, b in ends}
    return found


def text_artists(figure):
    return [text for text in (*figure.texts, *figure.axes[0].texts) if text.get_text()]


def text_strings(figure):
    return [text.get_text() for text in text_artists(figure)]


def assert_clear(figure):
    """Fail where two texts touch, or one is cut by the edge of the picture."""
    boxes = [(text.get_text(), text.get_window_extent()) for text in text_artists(figure)]
    for word, box in boxes:
        assert box.x0 >= 0, word
        assert box.y0 >= 0, word
        assert box.x1 <= figure.bbox.x1, word
        assert box.y1 <= figure.bbox.y1, word
    for (first, one), (second, other) in combinations(boxes, 2):
        apart = one.x1 <= other.x0 or other.x1 <= one.x0 or one.y1 <= other.y0 or other.y1 <= one.y0
        assert apart, (first, second)


# --- marks -------------------------------------------------------------------------------


def test_bars_stand_at_start_and_finish_in_the_colour_of_their_kind():
    wanted = [
        (
            row.start,
            row.finish,
            at,
            (style.WARNING_COLOR if row.critical else style.ACCENT_COLOR).upper(),
            False,
        )
        for at, row in enumerate(PLAN.rows)
    ]
    assert bars(pictures.draw(PLAN)) == wanted
    assert wanted[3] == (13, 28, 3, style.ACCENT_COLOR.upper(), False)


def test_slack_is_an_open_bar_to_the_latest_finish():
    assert outlines(pictures.draw(PLAN), "-") == [
        (10, 21, 1), (28, 31, 3), (18, 31, 5), (20, 31, 6), (16, 31, 7),
    ]  # fmt: skip


def test_a_slip_is_hatched_and_the_old_finish_stays():
    drawn = pictures.draw(SLIPPED, planned=PLAN)
    assert (13, 28, 3, style.WARNING_COLOR.upper(), False) in bars(drawn)
    assert [bar for bar in bars(drawn) if bar[4]] == [
        (28, 33, 3, style.WARNING_COLOR.upper(), True)
    ]
    assert finish_days(drawn) == [34, 36]
    assert {"was day 34", "day 36", "15 + 5 days"} <= set(text_strings(drawn))
    assert not [bar for bar in bars(pictures.draw(SLIPPED)) if bar[4]]


def test_days_saved_are_dotted():
    drawn = pictures.draw(SHORTER, planned=PLAN)
    assert outlines(drawn, ":") == [(9, 13, 2)]
    assert finish_days(drawn) == [34, 30]


def test_one_finish_where_nothing_moves():
    made = schedule(rollout_tasks(), {"mobile": 3})
    assert finish_days(pictures.draw(made, planned=PLAN)) == [34]
    assert finish_days(pictures.draw(PLAN)) == [34]


@pytest.mark.parametrize("promised", [5, 33, 34, 34.5, 60, 75, 110])
def test_a_promised_day_is_a_line_with_its_name(promised):
    days = {"promised": promised, "partners": 60}
    drawn = pictures.draw(PLAN, marked_days=days)
    assert sorted(finish_days(drawn)) == sorted([34, promised, 60])
    named = {f"promised: day {promised:g}", "partners: day 60", "all done: day 34"}
    assert named <= set(text_strings(drawn))
    assert_clear(drawn)
    told = pictures.describe(PLAN, marked_days=days)
    assert f"Promised: day {promised:g}. Partners: day 60." in told


def test_the_critical_path_is_joined():
    found = connections(pictures.draw(PLAN))
    assert found[style.WARNING_COLOR] == {(5, 0, 2), (13, 2, 4), (23, 4, 8), (31, 8, 9)}
    others = set().union(*(ends for color, ends in found.items() if color != style.WARNING_COLOR))
    assert others == {(5, 0, 1), (13, 2, 3), (10, 1, 5), (10, 1, 6), (10, 1, 7)}


def test_a_milestone_is_a_mark_of_its_own():
    made = schedule([Task("a", "A", 2), Task("go", "Go", 0, ("a",))])
    (mark,) = [line for line in pictures.draw(made).axes[0].lines if line.get_marker() == "D"]
    assert (mark.get_xdata()[0], mark.get_ydata()[0]) == (2, -1)


def test_critical_is_said_without_colour():
    drawn = pictures.draw(PLAN)
    bold = {text.get_text() for text in drawn.axes[0].texts if text.get_weight() == "bold"}
    assert bold == {"Contract freeze", "SDK", "Payouts", "Finance", "Retire v1", "day 34"}
    assert text_strings(drawn).count("critical") == 5
    assert "3 days slack" in text_strings(drawn)


# --- words -------------------------------------------------------------------------------


def test_the_title_says_what_leaves_no_room():
    title = "v1 can retire on day 34; Contract freeze, SDK, Payouts, and Finance leave no room"
    assert pictures.title(PLAN) == title
    assert text_strings(pictures.draw(PLAN))[0] == title


@pytest.mark.parametrize(
    ("slips", "title"),
    [
        ({"mobile": 5}, "Mobile takes 5 days longer: v1 can retire on day 36, 2 days later"),
        ({"mobile": 3}, "Mobile takes 3 days longer: v1 can still retire on day 34"),
        ({"sdk": -1}, "SDK takes 1 day less: v1 can retire on day 33, 1 day earlier"),
        ({"sdk": 1.5}, "SDK takes 1.5 days longer: v1 can retire on day 35.5, 1.5 days later"),
        ({"sdk": 1, "freeze": 1}, "2 tasks changed: v1 can retire on day 36, 2 days later"),
    ],
)
def test_the_title_says_what_a_slip_does(slips, title):
    assert pictures.title(schedule(rollout_tasks(), slips), PLAN) == title


def test_titles_of_other_networks():
    own = [Task("a", "API review", 1), Task("b", "Go live", 2.5, ("a",)), Task("c", "Texts", 1)]
    title = "Everything is done on day 3.5; API review and Go live leave no room"
    assert pictures.title(schedule(own)) == title
    one = [Task("a", "Go live", 1200), Task("r", "Retire v1", 3)]
    assert (
        pictures.title(schedule(one)) == "Everything is done on day 1,200; Go live leaves no room"
    )
    assert pictures.title(schedule(one[1:])) == "v1 can retire on day 3"
    later = schedule(own, {"c": 1})
    assert pictures.title(later, schedule(own)) == (
        "Texts takes 1 day longer: everything is still done on day 3.5"
    )


def test_the_description_has_every_number():
    told = pictures.describe(PLAN)
    assert "Critical path: Contract freeze → SDK → Payouts → Finance → Retire v1." in told
    assert "Mobile 13 to 28, 3 days slack." in told
    assert "Finance 23 to 31, critical." in told
    assert told.count("slack") == 5
    assert "Planned" not in told
    slipped = pictures.describe(SLIPPED, planned=PLAN)
    assert "Planned finish: day 34." in slipped
    assert "Mobile 13 to 33, critical." in slipped
    both = pictures.describe(schedule(rollout_tasks(), {"mobile": 3}), planned=PLAN)
    assert "one of 2 critical paths" in both


def test_the_picture_carries_both():
    made = pictures.picture(SLIPPED, planned=PLAN, source="Invented.")
    assert made.description == pictures.describe(SLIPPED, planned=PLAN)
    assert "Hatched" in " ".join(text_strings(made.figure))


# --- room --------------------------------------------------------------------------------


@pytest.mark.parametrize("made", [PLAN, SLIPPED, SHORTER], ids=["plan", "slipped", "shorter"])
def test_the_case_is_clear_and_fits_a_screen(made):
    drawn = pictures.draw(made, planned=None if made is PLAN else PLAN)
    assert_clear(drawn)
    assert drawn.get_size_inches()[1] <= 4.2


def test_a_plan_that_ends_at_the_left_edge_keeps_its_words():
    tasks = [Task("a", "A", 1)]
    assert_clear(pictures.draw(schedule(tasks, {"a": 3000}), planned=schedule(tasks)))


@st.composite
def slipped_networks(draw):
    letters = draw(st.sampled_from(["W", "i", "Ab ", "Retire v1 "]))
    size = draw(st.integers(1, 20))
    most = draw(st.sampled_from([3, 30, 3650]))
    days = st.floats(0, most).map(lambda days: round(days, 2))
    lengths = st.sampled_from([1, 10, 60])
    tasks = [
        Task(
            f"t{n}",
            f"{(letters * 60)[: draw(lengths)]}{n}",
            draw(days),
            tuple(f"t{m}" for m in range(max(0, n - 3), n) if draw(st.booleans())),
        )
        for n in range(size)
    ]
    key = draw(st.sampled_from(tasks)).key
    return tasks, {key: draw(st.sampled_from([0, -1, 0.5, 20, -3650]))}


@settings(deadline=None, max_examples=25)
@given(slipped_networks())
def test_words_never_touch(made):
    tasks, slips = made
    plan = schedule(tasks)
    slips = {key: min(days, 3650 - plan.row(key).days) for key, days in slips.items()}
    assert_clear(pictures.draw(schedule(tasks, slips), planned=plan))


def test_a_long_name_is_shortened_and_a_short_one_is_not():
    made = schedule([Task("a", "W" * 60, 3), Task("b", "Contract freeze", 4)])
    found = text_strings(pictures.draw(made))
    assert "Contract freeze" in found
    assert [word for word in found if word.startswith("WW") and word.endswith("W…")]


def test_names_in_wide_letters_get_their_room():
    wide = schedule([Task("a", "契" * 40, 3), Task("b", "B", 1)])
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # the font has no such letter, and nobody asks it
        found = text_strings(pictures.draw(wide))
    (name,) = [word for word in found if word.startswith("契契") and "…" in word]
    assert len(name) * 9 / 72 <= 2  # inches; such a letter is as wide as it is high


def test_days_stand_inside_their_bar_or_not_at_all():
    made = schedule(
        [Task("a", "A", 100), Task("b", "B", 3), Task("c", "C", 0.5), Task("d", "D", 12)]
    )
    drawn = pictures.draw(made)
    inner = [t for t in drawn.axes[0].texts if to_hex(t.get_color()) == style.BACKGROUND_COLOR]
    assert [t.get_text() for t in inner] == ["100 days", "3", "12 days"]
    for text, days in zip(inner, (100, 3, 12), strict=True):
        ends = drawn.axes[0].transData.transform([(0, 0), (days, 0)])[:, 0]
        box = text.get_window_extent()
        assert ends[0] <= box.x0 <= box.x1 <= ends[1]
        assert math.isclose((box.x0 + box.x1) / 2, sum(ends) / 2, abs_tol=2)


def test_nothing_moves_when_a_slip_makes_a_task_critical():
    tasks = [Task("a", "A task with a longer name", 2), Task("b", "Contract freeze", 4)]
    plan, longer = schedule(tasks), schedule(tasks, {"a": 2})
    assert (plan.row("a").critical, longer.row("a").critical) == (False, True)
    plan, slipped = pictures.draw(plan), pictures.draw(longer, planned=plan)
    assert plan.axes[0].get_position().bounds == slipped.axes[0].get_position().bounds
