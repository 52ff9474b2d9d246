"""A workshop's plan adds up to the minute and keeps its limits, or says why it can't."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import nbformat
import pytest
from attempts import attempt
from hypothesis import example, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from utils.kit.errors import InputError
from utils.kit.outline import load_lessons
from utils.kit.tables import read_rows
from utils.workshop import data, documents, parsing, plan_texts
from utils.workshop.activities import PlanBuilder
from utils.workshop.activities.plan import default_plan_answers, make_plan_start_and_room
from utils.workshop.model import plan as model
from utils.workshop.model.plan import RoomProfile, WorkshopDay, build_plan, validate_or_add_breaks

EXERCISES = [(name, data.exercise_slug(one.name)) for name, book in load_lessons().items()
             for one in book.exercises]  # fmt: skip
FIRST = PlanBuilder().values()
FIELDS = set(FIRST)


def total(rows, *kinds):
    return sum(one.minutes for one in rows if one.kind in kinds)


def broken_limits(rows, length, *, own_breaks=False):
    """Return which limits the rows of a day don't keep."""
    working = length - total(rows, model.BREAK)
    edges = [0, *(t for one in rows if one.kind == model.BREAK for t in (one.start, one.end)),
             length]  # fmt: skip
    sitting = max(end - start for start, end in zip(edges[::2], edges[1::2], strict=True))
    opens = [(one.start, one.notebook) for one in rows if one.kind == model.OPEN]
    holds = {
        "starts at 0": rows[0].start == 0,
        "no gap": all(one.end == other.start for one, other in pairwise(rows)),
        "ends on time": rows[-1].end == length,
        "adds up": sum(one.minutes for one in rows) == length,
        "every row takes time": all(one.minutes > 0 for one in rows),
        "exercises": total(rows, model.EXERCISE, model.PAIRS) <= 0.6 * working,
        "debriefs": total(rows, model.DEBRIEF) >= 0.25 * length,
        "spare": total(rows, model.SPARE) >= length * 10 / 90,
        "breaks": sitting <= 75 or own_breaks,
        "each exercise is talked about": [one.exercise for one in rows if one.kind == "exercise"]
        == [one.exercise for one in rows if one.kind == "debrief" and one.exercise],
        "each notebook is opened": {n for _, n in opens}
        >= {r.notebook for r in rows if r.exercise},
        "few notebooks": all(
            len({name for start, name in opens if at <= start < at + 90}) <= 3 for at, _ in opens
        ),
    }
    return [name for name, true in holds.items() if not true]


def check(answers):
    """Build a plan twice, check it, and return it; None where a control says what's wrong."""
    made, problem = attempt(lambda: make_plan_start_and_room(answers))
    if problem:
        assert problem.field in FIELDS, problem
        assert problem.what
        assert problem.fix
        assert len(str(problem)) < 300
        return None
    plan = made[0]
    length = plan.days[0][-1].end
    own = bool(answers["breaks"].strip())
    found = [broken_limits(day, length, own_breaks=own) for day in plan.days]
    assert found == [[] for _ in plan.days]
    assert plan == make_plan_start_and_room(answers)[0]
    return plan


def answers(**changed):
    return {**FIRST, **changed}


def test_the_first_answers_are_those_of_the_controls():
    assert default_plan_answers() == FIRST


# --- whatever is asked -----------------------------------------------------------------------

clocks = st.integers(0, 24 * 60 - 1).map(parsing.format_clock)
breaks = st.lists(
    st.tuples(st.integers(0, 700), st.integers(1, 90)), max_size=4
)  # minutes after the start, and how long


asked_for = st.fixed_dictionaries(
    {
        "length": st.integers(20, 600),
        "start": clocks,
        "pauses": breaks,
        "picks": st.dictionaries(
            st.sampled_from(EXERCISES), st.sampled_from(["in", "out"]), max_size=130
        ),
        "days": st.sampled_from(["1", "2"]),
        "size": st.integers(1, 300),
        "who": st.sampled_from(list(data.AUDIENCE_LABELS)),
        "experience": st.sampled_from(list(data.EXPERIENCE_LABELS)),
        "setting": st.sampled_from(list(data.ROOM_SETTING_LABELS)),
        "goals": st.lists(st.sampled_from(list(data.GOAL_LABELS_AND_NOTEBOOKS)), unique=True),
    }
)


@settings(max_examples=150)
@given(asked_for)
@example({"start": "13:10", "length": 47})
@example({"length": 600, "experience": "new", "setting": "own"})
@example({"start": "23:30", "length": 90, "days": "2", "size": 1, "setting": "paper"})
@example({"start": "13:10", "length": 180, "pauses": [(40, 15), (110, 10)], "size": 30})
@example({"start": "00:00", "length": 20, "pauses": [(10, 5)], "setting": "own"})
@example({"length": 120, "pauses": [(40, 30), (60, 10)]})
def test_it_adds_up_or_says_why_not(asked):
    settings = dict(asked)
    picks, pauses = settings.pop("picks", {}), settings.pop("pauses", [])
    chosen = answers(until=f"{settings.pop('length')} min", **settings)
    begin = parsing.parse_clock(chosen["start"])
    chosen["breaks"] = "; ".join(
        f"{parsing.format_clock(begin + at)} for {minutes}" for at, minutes in pauses
    )
    for (name, key), choice in picks.items():
        grid = f"pick_{name.partition('-')[0]}"
        chosen[grid] = {**chosen[grid], f"{key}.plan": choice}
    plan = check(chosen)
    if plan is not None:
        used = {(one.notebook, data.exercise_slug(one.name)) for one in plan.exercises}
        wanted = {place for place, choice in picks.items() if choice == "in"}
        missing = {
            (e.notebook, data.exercise_slug(e.name)) for b in plan.left_out for e in b.exercises
        }
        assert not used & {place for place, choice in picks.items() if choice == "out"}
        assert wanted - used == missing
        order = [
            EXERCISES.index((one.notebook, data.exercise_slug(one.name))) for one in plan.exercises
        ]
        assert len(order) == len(set(order))


@pytest.mark.parametrize("length", [*range(20, 61), 75, 76, 89, 90, 91, 120, 300, 301, 599, 600])
@pytest.mark.parametrize("setting", data.ROOM_SETTING_LABELS)
def test_every_length_has_a_plan_or_a_reason(length, setting):
    plan = check(answers(until=f"{length} min", setting=setting))
    assert plan is not None or length < 30


@pytest.mark.parametrize("key", data.PRESET_LABELS_AND_ANSWERS)
def test_a_preset_has_a_plan_with_few_notebooks(key):
    made = PlanBuilder()
    made.set(preset=key)
    plan = check(made.values())
    assert made.error_html == ""
    assert made.values()["preset"] == key
    assert plan.exercises
    assert plan.bundles_to_cut
    assert plan.bundles_to_add
    for day in plan.days:
        starts = [(one.start, one.notebook) for one in day if one.kind == model.OPEN]
        for at, _ in starts:
            assert len({n for start, n in starts if at <= start < at + 90}) <= 3


def test_presets_differ_by_who_is_in_the_room():
    books = {}
    for key in ("managers", "engineers"):
        made = PlanBuilder()
        made.set(preset=key)
        books[key] = set(make_plan_start_and_room(made.values())[0].notebooks)
    assert "04-hiring-scenarios" in books["managers"] - books["engineers"]
    assert "02a-lab-interfaces" in books["engineers"] - books["managers"]


def blocks(chosen):
    """Return the blocks that a plan may have, each with its rank for the people in the room."""
    return [
        (row[chosen["who"]], [(row["notebook"], int(n)) for n in row["exercises"].split(";")])
        for row in read_rows("route_blocks")
    ]


def planned_places(plan):
    return {(one.notebook, one.number) for one in plan.exercises}


def places_to_show(plan):
    """Return the exercises with the only questions of a plan, which its class debrief needs."""
    asking = [one for one in plan.exercises if one.question_count]
    return {(one.notebook, one.number) for one in asking if len(asking) == 1}


def assert_what_matters_most_is_in(plan, chosen):
    """Fail where a block ranked 9 or better is out and anything ranked worse than 18 is in."""
    places = planned_places(plan)
    out = [found for rank, found in blocks(chosen) if rank <= 9 and not places & set(found)]
    fine = {place for rank, found in blocks(chosen) if rank <= 18 for place in found}
    assert not out or places <= fine | places_to_show(plan), (out, places - fine)


WHOLE_DAYS = [*range(360, 511, 30)]  # minutes


@pytest.mark.parametrize("who", data.AUDIENCE_LABELS)
@pytest.mark.parametrize("length", WHOLE_DAYS)
def test_a_whole_day_has_what_matters_most(length, who):
    chosen = answers(until=f"{length} min", who=who)
    plan = check(chosen)
    assert_what_matters_most_is_in(plan, chosen)
    assert ("01-role-definition", 3) in planned_places(plan)


@pytest.mark.parametrize("length", WHOLE_DAYS[1:])  # new people are too slow for six hours
@pytest.mark.parametrize("room", [{"experience": "new", "setting": "own"}, {"setting": "paper"},
                                  {"experience": "experienced", "size": 30}])  # fmt: skip
def test_a_whole_day_has_what_matters_most_in_other_rooms(length, room):
    chosen = answers(until=f"{length} min", **room)
    plan = check(chosen)
    assert_what_matters_most_is_in(plan, chosen)
    assert ("01-role-definition", 3) in planned_places(plan)


@pytest.mark.parametrize("key", data.PRESET_LABELS_AND_ANSWERS)
def test_a_preset_has_what_matters_most(key):
    chosen = answers(preset=key, **data.preset_answers(key))
    plan = check(chosen)
    assert_what_matters_most_is_in(plan, chosen)
    assert ("01-role-definition", 3) in planned_places(plan) or key == "managers"


def test_an_hour_more_keeps_what_a_day_has():
    core = {e for rank, found in blocks(FIRST) if rank <= 9 for e in found}
    for until in ("16:00", "17:00"):
        assert core <= planned_places(check(answers(until=until)))


def test_an_exercise_that_is_chosen_does_not_push_out_the_first_notebook():
    plan = check(
        answers(
            until="17:00",
            pick_02b={"what-comes-first.plan": "in"},
            pick_03={"who-answers-for-what.plan": "in"},
        )
    )
    assert {("01-role-definition", 3), ("02b-lab-reliability-and-priority", 4),
            ("03-comparisons", 4)} <= planned_places(plan)  # fmt: skip


@pytest.mark.parametrize("who", data.AUDIENCE_LABELS)
@pytest.mark.parametrize("length", [120, 210, *WHOLE_DAYS])
def test_an_exercise_comes_with_what_it_builds_on(length, who):
    """What a notebook has earlier, and what matters more, comes first."""
    chosen = answers(until=f"{length} min", who=who)
    places = planned_places(check(chosen))
    bundles = data.build_bundles(who, [], {})
    for one in bundles:
        for base in bundles:
            if (base.notebook == one.notebook and base.rank < one.rank
                    and base.exercises[0].number < one.exercises[0].number
                    and (one.notebook, one.exercises[0].number) in places):  # fmt: skip
                assert (base.notebook, base.exercises[0].number) in places, (one, base)


def test_two_half_days_are_two_days_of_the_same_hours():
    made = PlanBuilder()
    made.set(preset="two")
    plan = check(made.values())
    assert [day[-1].end for day in plan.days] == [210, 210]
    assert all(total(day, model.EXERCISE) for day in plan.days)


# --- the class's own answers -----------------------------------------------------------------


def class_rows(plan):
    """Return the kinds of the last day's rows from collecting on."""
    rows = plan.days[-1]
    at = next(
        (n for n, one in enumerate(rows) if one.kind == model.COLLECT or one.is_class_debrief), None
    )
    return [] if at is None else [one.kind for one in rows[at:]]


@pytest.mark.parametrize("setting", ["binder", "own"])
@pytest.mark.parametrize("key", data.PRESET_LABELS_AND_ANSWERS)
def test_each_preset_shows_the_class_its_own_answers(key, setting):
    made = PlanBuilder()
    made.set(preset=key, setting=setting)
    plan = check(made.values())
    assert class_rows(plan) == [model.COLLECT, model.SPARE, model.DEBRIEF, model.DEBRIEF]
    assert any(one.question_count for one in plan.exercises)
    words = plan_texts.row_hint(
        plan.class_debrief_row, make_plan_start_and_room(made.values())[2], plan
    )
    named = [one.name for one in plan.exercises if f"“{one.name}”" in words]
    assert named
    assert not re.search("”[.,]", words), words  # a period or comma goes inside the marks


@pytest.mark.parametrize("key", data.PRESET_LABELS_AND_ANSWERS)
def test_on_paper_the_letters_of_each_debrief_show_the_class_its_answers(key):
    made = PlanBuilder()
    made.set(preset=key, setting="paper")
    plan = check(made.values())
    assert class_rows(plan) == []
    reason = plan_texts.missing_class_debrief_reason(
        plan, make_plan_start_and_room(made.values())[2]
    )
    assert "whenever you count the letters" in reason


@pytest.mark.parametrize(("size", "setting"), [(12, "own"), (2, "own"), (12, "paper")])
def test_files_are_deleted_where_people_hand_some_in(size, setting):
    plan = make_plan_start_and_room({**default_plan_answers(), "size": size, "setting": setting})[0]
    told = plan_texts.DELETE_FILES_TEXT in plan_texts.after_workshop_markdown(plan)
    assert told == (model.COLLECT in class_rows(plan)) == ((size, setting) == (12, "own"))


def hints(plan, room, kind):
    rows = [row for day in plan.days for row in day if row.kind == kind and row.exercise]
    return {
        (row.notebook[:2], row.exercise.number): plan_texts.row_hint(row, room, plan)
        for row in rows
    }


def test_what_the_plan_leaves_out_is_scrolled_past():
    plan, _, room = make_plan_start_and_room(default_plan_answers())
    found = hints(plan, room, model.EXERCISE)
    assert list(found) == [("00", 1), ("01", 1), ("01", 3), ("01", 4)]
    assert found["01", 3].startswith("Scroll past Exercise 2. ")
    assert not any("Scroll" in found[one] for one in found if one != ("01", 3))
    plan, _, room = make_plan_start_and_room(
        {**default_plan_answers(), **data.preset_answers("half")}
    )
    found = hints(plan, room, model.EXERCISE)
    assert found["01", 9].startswith("Scroll past Exercises 5 to 8. ")
    assert found["02", 4].startswith("Scroll past Exercises 1 to 3. ")  # of 02b


def test_answers_are_checked_after_the_pairs_have_talked():
    plan, _, room = make_plan_start_and_room(default_plan_answers())
    asked, paired = hints(plan, room, model.EXERCISE), hints(plan, room, model.PAIRS)
    with_check = [one for one in asked if plan_texts.NO_CHECK_BEFORE_PAIRS_HINT in asked[one]]
    assert with_check == [("01", 1)]
    assert [one for one in paired if plan_texts.PRESS_CHECK_HINT in paired[one]] == with_check
    plan, _, room = make_plan_start_and_room({**default_plan_answers(), "setting": "paper"})
    assert plan_texts.NO_CHECK_BEFORE_PAIRS_HINT not in " ".join(
        hints(plan, room, model.EXERCISE).values()
    )


@pytest.mark.parametrize("key", data.PRESET_LABELS_AND_ANSWERS)
def test_what_recalls_other_notebooks_is_planned_only_where_it_is_chosen(key):
    def recalls(plan):
        return {one.name for one in plan.exercises if one.notebook > "02"} & {"What you remember"}

    chosen = {**default_plan_answers(), **data.preset_answers(key), "breaks": "09:40 for 10"}
    assert not recalls(make_plan_start_and_room(chosen)[0])
    chosen["pick_02a"] = {"what-you-remember.choice": "in"}
    assert recalls(make_plan_start_and_room(chosen)[0])


@pytest.mark.parametrize("key", data.PRESET_LABELS_AND_ANSWERS)
def test_a_preset_is_the_same_on_binder_and_on_own_computers(key):
    found = {}
    for setting in ("binder", "own"):
        made = PlanBuilder()
        made.set(preset=key, setting=setting)
        found[setting] = make_plan_start_and_room(made.values())[0].days
    assert found["binder"] == found["own"]


@pytest.mark.parametrize(
    ("changed", "words"),
    [({"size": 2}, "fewer than 3 people"), ({"until": "30 min"}, "no time for a debrief")],
)
def test_a_plan_without_a_class_debrief_says_why(changed, words):
    plan = check(answers(**changed))
    assert plan.class_debrief_row is None
    assert class_rows(plan) == []
    assert words in PlanBuilder.evaluate(**changed).says[-1]


def test_without_any_questions_there_is_no_class_debrief():
    asking = {
        f"pick_{book.number}": {
            f"{data.exercise_slug(one.name)}.plan": "out"
            for one in book.exercises
            if data.poll_questions(one)
        }
        for book in load_lessons().values()
    }
    assert check(answers(**asking)).class_debrief_row is None
    assert "no questions to show" in PlanBuilder.evaluate(**asking).says[-1]


def test_the_answers_from_before_the_course_are_not_told():
    welcome = load_lessons()["00-welcome"]
    assert [data.poll_questions(one) for one in welcome.exercises] == [
        [] for _ in welcome.exercises
    ]


def test_a_class_debrief_does_not_push_out_what_was_chosen():
    chosen = answers(
        pick_02b={"your-decision-record.plan": "in"}, pick_05={"two-offers.plan": "in"}
    )
    names = [one.name for one in check(chosen).exercises]
    assert {"Your decision record", "Two offers"} <= set(names)


def test_the_only_questions_are_not_among_what_to_cut():
    plan, start, _ = make_plan_start_and_room(FIRST)
    (asking,) = [one for one in plan.exercises if one.question_count]
    assert asking.name == "What you bring"  # the shortest one
    assert asking.name not in plan_texts.running_late_text(plan, start)
    assert any(one in bundle.exercises for bundle in plan.bundles_to_cut for one in [asking])


def test_work_is_exported_once_a_day_and_imported_on_the_next():
    made = PlanBuilder()
    made.set(preset="two")
    plan, start, room = make_plan_start_and_room(made.values())
    first, second = documents.plan_table_rows(plan, start, room)
    assert plan_texts.EXPORT_WORK_HINT in first[-2][3]
    assert plan_texts.EXPORT_WORK_HINT not in second[-2][3]
    assert plan_texts.IMPORT_WORK_HINT in second[0][3]
    assert plan_texts.IMPORT_WORK_HINT not in first[0][3]


# --- the guard itself ------------------------------------------------------------------------


def test_a_plan_that_keeps_no_limit_is_noticed():
    rows = [
        model.PlanRow(model.EXERCISE, 0, 80, "n", model.Exercise("n", 1, "x", 8)),
        model.PlanRow(model.PAIRS, 82, 90),
    ]
    found = broken_limits(rows, 100)
    assert {"no gap", "ends on time", "adds up", "exercises", "debriefs", "spare", "breaks",
            "each exercise is talked about", "each notebook is opened"} <= set(found)  # fmt: skip


# --- one by one ------------------------------------------------------------------------------


def test_long_stretches_get_breaks_of_their_own():
    assert validate_or_add_breaks(WorkshopDay(75)).breaks == ()
    assert validate_or_add_breaks(WorkshopDay(76)).breaks == ((36, 41),)
    assert validate_or_add_breaks(WorkshopDay(300, ((60, 70), (20, 30)))).breaks == (
        (20, 30),
        (60, 70),
    )
    assert any(end - start == 45 for start, end in validate_or_add_breaks(WorkshopDay(600)).breaks)


@pytest.mark.parametrize(
    ("minutes", "shift", "breaks"),
    [
        # Up to two hours a break takes 5 minutes: (120 - 5) / 2 = 57.5 minutes on each side.
        (120, 0, [58]), (120, 5, [63]), (120, -10, [48]),
        # Beyond that it takes 10: (121 - 10) / 2 = 55.5.
        (121, 0, [56]),
        # (155 - 10) / 2 = 72.5: two minutes either way, or one side is longer than 75.
        (155, 0, [72]), (155, 10, [74]), (155, -10, [70]),
        # Five hours, no lunch: (300 - 3 x 10) / 4 = 67.5 minutes between breaks.
        (300, 0, [68, 145, 222]),
        # A minute more, and lunch is from 130 to 175, with one break in 130 minutes and in 126.
        (301, 0, [60, 130, 233]),
    ],
)  # fmt: skip
def test_breaks_are_spread_evenly_and_move_only_as_far_as_sitting_allows(minutes, shift, breaks):
    assert [
        start for start, _ in validate_or_add_breaks(WorkshopDay(minutes), shift).breaks
    ] == breaks


def test_an_exercise_takes_longer_with_new_people_and_no_less_than_two_minutes():
    eight, one = (model.Exercise("n", 1, "x", minutes) for minutes in (8, 1))
    found = {who: [model.exercise_minutes(each, RoomProfile(12, who)) for each in (eight, one)]
             for who in model.PACE_FACTOR_BY_EXPERIENCE}  # fmt: skip
    # 8 x 1.25 = 10; 8 x 0.8 = 6.4, rounded up
    assert found == {"new": [10, 2], "mixed": [8, 2], "experienced": [7, 2]}


@pytest.mark.parametrize(
    ("size", "pairs", "debrief", "collect"),
    [(1, 0, 3, 2), (2, 2, 3, 2), (6, 2, 3, 2), (7, 2, 4, 2), (15, 2, 4, 2), (16, 2, 5, 4)],
)
def test_more_people_take_more_minutes(size, pairs, debrief, collect):
    room = RoomProfile(size)
    assert (model.pair_discussion_minutes(room), model.min_debrief_minutes(room)) == (
        pairs,
        debrief,
    )
    assert model.collect_minutes(room) == collect
    assert model.pair_discussion_minutes(RoomProfile(size, "new")) == (3 if pairs else 0)


@pytest.mark.parametrize(
    ("room", "day", "first", "second"),
    [
        (RoomProfile(15), 90, 7, 3),  # 8% of 90 = 7.2; half of 7, rounded down
        (RoomProfile(16), 90, 9, 4),  # a quarter more: 7.2 x 1.25
        (RoomProfile(15), 30, 4, 2),  # 2.4, but at least 4
        (RoomProfile(15), 300, 20, 10),  # 24, but at most 20
        (RoomProfile(15, setting="paper"), 120, 4, 2),  # 3% of 120 = 3.6
        (RoomProfile(15, setting="paper"), 30, 2, 2),  # 0.9, but at least 2 on any day
        (RoomProfile(15, setting="paper"), 600, 5, 2),  # 18, but at most 5
    ],
)
def test_arriving_takes_a_share_of_the_day_within_limits(room, day, first, second):
    assert [model.setup_minutes(room, day, number) for number in (0, 1)] == [first, second]
    assert model.notebook_opening_minutes(room) == (1 if room.setting == "paper" else 2)


@pytest.mark.parametrize(
    ("day", "welcome", "closing", "class_debrief", "spare"),
    [
        (20, 1, 1, 5, 3),  # 5% of 20 = 1; 4% = 0.8; 1, but at least 5; 20 / 9 = 2.2, rounded up
        (90, 4, 4, 5, 10),  # 4.5; 3.6; 4.5; ten in ninety
        (91, 5, 4, 5, 11),  # 4.55; 3.64; 4.55; 10.1, rounded up
        (180, 9, 7, 9, 20),  # 9; 7.2; 9; 20
        (600, 10, 15, 15, 67),  # 30, but at most 10; 24 and 30, but at most 15; 66.7
    ],
)
def test_each_part_of_a_day_takes_its_share(day, welcome, closing, class_debrief, spare):
    assert (model.welcome_minutes(day), model.min_closing_minutes(day)) == (welcome, closing)
    assert (model.min_class_debrief_minutes(day), model.required_spare_minutes(day)) == (
        class_debrief,
        spare,
    )


@pytest.mark.parametrize(
    ("field", "changed", "words"),
    [
        ("breaks", {"breaks": "09:30 for 20, 09:40 for 5"}, "Two breaks overlap"),
        ("breaks", {"breaks": "09:00 for 5"}, "between the start and the end"),
        ("breaks", {"breaks": "12:00 for 5"}, "between the start and the end"),
        ("breaks", {"breaks": "10:25 for 5"}, "between the start and the end"),
        ("breaks", {"breaks": "09:02 for 5"}, "aren't enough to arrive"),
        ("breaks", {"breaks": "lunch"}, "“lunch” isn't a break"),
        ("breaks", {"breaks": "25:00 for 10"}, "no time “25:00"),
        ("start", {"start": "soon"}, "“soon” isn't a time"),
        ("start", {"start": ""}, "An empty field isn't a time"),
        ("start", {"start": "13:61"}, "no time “13:61”"),
        ("until", {"until": "later"}, "neither a time nor a length"),
        ("until", {"until": "19 min"}, "A day of 19 minutes"),
        ("until", {"until": "601 min"}, "A day of 601 minutes"),
        ("until", {"until": "9:00"}, "A day of 1,440 minutes"),
        ("until", {"until": "20 min", "setting": "own", "experience": "new"}, "longest stretch"),
        ("date", {"date": "tomorrow"}, "“tomorrow” isn't a date"),
        ("who", {"who": "nobody"}, "no 'nobody'"),
        ("days", {"days": None}, "no None"),
    ],
)
def test_a_fault_is_said_next_to_its_control(field, changed, words):
    made = PlanBuilder()
    before = made.summary_html
    made.set(preset="short", **{k: v for k, v in changed.items() if v is not None})
    if None in changed.values():
        made.inputs[field].value = []
    assert words in made.inputs[field].error
    assert made.error_html == ""
    assert made.stale
    assert made.summary_html == before  # the last good plan stays


def test_leaving_everything_out_is_said_next_to_the_exercises():
    none = {
        f"pick_{book.number}": {
            f"{data.exercise_slug(one.name)}.plan": "out" for one in book.exercises
        }
        for book in load_lessons().values()
    }
    made = PlanBuilder()
    made.set(**none)
    assert "No exercise is left" in made.inputs["exercises"].error


def test_one_exercise_does_not_fill_ten_hours():
    none = {
        f"pick_{book.number}": {
            f"{data.exercise_slug(one.name)}.plan": "out" for one in book.exercises
        }
        for book in load_lessons().values()
    }
    none["pick_01"] = {**none["pick_01"], "whose-task-is-it.plan": "in"}
    made = PlanBuilder()
    made.set(until="600 min", **none)
    assert "with nothing to do" in made.inputs["until"].error


def test_a_day_with_nothing_to_do_is_named_by_its_number():
    few = [model.ExerciseBundle((model.Exercise("n", 1, "x", 10),), 1)]
    with pytest.raises(InputError, match=r"minutes on day 1 with nothing to do"):
        build_plan([WorkshopDay(300)] * 2, few, RoomProfile())
    with pytest.raises(InputError, match=r"minutes with nothing to do"):
        build_plan([WorkshopDay(300)], few, RoomProfile())


def one_exercise(name, rank, minutes, *, asks=0, required=False):
    """Return a bundle of one exercise: “b2” is Exercise 2 of notebook b."""
    exercise = model.Exercise(name[0], int(name[1:]), name, minutes, asks)
    return model.ExerciseBundle((exercise,), rank, required)


def names_of(bundles):
    return [bundle.exercises[0].name for bundle in bundles]


# For two people an exercise takes 2 minutes in pairs and 3 of debrief more, and its notebook 2 to
# open. Of 70 minutes, 6 are to arrive, 4 for the welcome, 3 to close, and 8 spare: 49 are free.
TWO_PEOPLE = RoomProfile(size=2)
# For twelve, the debrief takes 4. Of 75 minutes, 6, 4, 3, and 9 are spoken for: 53 are free, and 46
# if 2 are to collect the answers and 5 for the class debrief.


def test_what_matters_most_is_in_and_the_rest_is_added_where_a_notebook_is_open():
    offered = [
        one_exercise("a1", 1, 8), one_exercise("a2", 3, 8), one_exercise("a3", 5, 8),
        one_exercise("b1", 2, 8), one_exercise("b2", 4, 8), one_exercise("c1", 3.5, 8),
    ]  # fmt: skip
    plan = build_plan([WorkshopDay(70)], offered, TWO_PEOPLE)
    # a1, b1, a2: 3 x 13 and 2 x 2 are 43 minutes; a fourth one would make 56.
    assert [one.name for one in plan.exercises] == ["a1", "a2", "b1"]
    assert names_of(plan.bundles_to_cut) == ["a2", "b1", "a1"]
    assert names_of(plan.bundles_to_add) == ["b2", "a3", "c1"]  # c isn't open yet
    assert plan.left_out == ()
    kept = [[one.name for one in plan.exercises_with_first_bundles(n)] for n in range(4)]
    assert kept == [[], ["a1"], ["a1", "b1"], ["a1", "a2", "b1"]]


def test_what_was_asked_for_comes_first_is_not_cut_and_is_named_if_it_has_no_room():
    offered = [
        one_exercise("a1", 1, 8), one_exercise("a2", 2, 8),
        one_exercise("a3", 9, 8, required=True), one_exercise("b1", 8, 60, required=True),
    ]  # fmt: skip
    plan = build_plan([WorkshopDay(70)], offered, TWO_PEOPLE)
    assert [one.name for one in plan.exercises] == ["a1", "a2", "a3"]
    assert names_of(plan.bundles_to_cut) == ["a2", "a1"]
    assert names_of(plan.bundles_to_add) == names_of(plan.left_out) == ["b1"]
    assert [one.name for one in plan.exercises_with_first_bundles(0)] == ["a3"]


def test_what_builds_on_something_too_long_is_left_out_too():
    """Except on what matters less, or stands in another notebook."""
    offered = [
        one_exercise("a1", 2, 60), one_exercise("a2", 2, 8),
        one_exercise("b1", 4, 60), one_exercise("b2", 3, 8), one_exercise("c1", 5, 8),
    ]  # fmt: skip
    plan = build_plan([WorkshopDay(70)], offered, TWO_PEOPLE)
    assert [one.name for one in plan.exercises] == ["b2", "c1"]


def test_of_four_notebooks_in_90_minutes_the_one_whose_best_matters_least_is_left_out():
    offered = [
        one_exercise("a1", 1, 3), one_exercise("b1", 2, 3), one_exercise("b2", 9, 3),
        one_exercise("c1", 3, 3), one_exercise("d1", 5, 3),
    ]  # fmt: skip
    # All fit: 5 x 8 and 4 x 2 are 48 minutes. Exercise b2 matters least, but b1 more than d1.
    plan = build_plan([WorkshopDay(70)], offered, TWO_PEOPLE)
    assert [one.name for one in plan.exercises] == ["a1", "b1", "b2", "c1"]
    assert names_of(plan.bundles_to_add) == ["d1"]
    asked = [replace(one, is_required=one.notebook == "d") for one in offered]
    plan = build_plan([WorkshopDay(70)], asked, TWO_PEOPLE)
    assert [one.name for one in plan.exercises] == ["a1", "b1", "b2", "d1"]


def test_a_notebook_is_opened_once_a_day_also_across_a_break():
    offered = [one_exercise(f"a{n}", n, 10) for n in (1, 2, 3)]
    # Of 110 minutes, 9, 6, and 6 spare are taken from the first 50, so one exercise fits: 2 + 15.
    (rows,) = build_plan([WorkshopDay(110, ((50, 60),))], offered, TWO_PEOPLE).days
    kinds = [one.kind for one in rows if one.kind in (model.OPEN, model.EXERCISE, model.BREAK)]
    assert kinds == [model.OPEN, model.EXERCISE, model.BREAK, model.EXERCISE, model.EXERCISE]
    # Two days of 70 minutes have 49 and 52 to give: 2 + 19 + 19 on each.
    offered = [one_exercise(f"a{n}", n, 14) for n in (1, 2, 3, 4)]
    for rows in build_plan([WorkshopDay(70)] * 2, offered, TWO_PEOPLE).days:
        kinds = [one.kind for one in rows if one.kind in (model.OPEN, model.EXERCISE)]
        assert kinds == [model.OPEN, model.EXERCISE, model.EXERCISE]


def test_what_matters_least_goes_where_debriefs_would_be_too_short():
    # The first 30 of 100 minutes have room for 13. Both exercises fit into the last 65: 52 of 53;
    # but then debriefs have 3, 3, 4, and 1 of them, with all 8 that are spare there 19, and 25 are
    # a quarter of the day.
    offered = [one_exercise("a1", 2, 20), one_exercise("a2", 1, 20)]
    plan = build_plan([WorkshopDay(100, ((30, 35),))], offered, TWO_PEOPLE)
    assert [one.name for one in plan.exercises] == ["a2"]
    assert plan.minutes(model.DEBRIEF) == 25


@pytest.mark.parametrize(
    ("day", "minutes", "debriefs"),
    [
        # One exercise is talked about for 10 minutes, and 15 are to close; 26 are a quarter of 104.
        # The spare time comes after the exercise, so its debrief gets one more.
        (WorkshopDay(104, ((30, 35),)), 20, [11, 15]),
        # The 74 minutes before the break are full: 42 + 2 + 3 + 2 are 49. Of 31 minutes of debriefs
        # 13 are missing: all 9 that are spare there, and 4 from after the break, for the end.
        (WorkshopDay(124, ((74, 79),)), 42, [12, 19]),
    ],
)
def test_spare_time_goes_to_the_debrief_next_to_it(day, minutes, debriefs):
    (rows,) = build_plan([day], [one_exercise("a1", 1, minutes)], TWO_PEOPLE).days
    assert [one.minutes for one in rows if one.kind == model.DEBRIEF] == debriefs
    assert broken_limits(rows, day.minutes, own_breaks=True) == []


@pytest.mark.parametrize(
    ("minutes", "required", "size", "expected"),
    [
        (8, False, 3, "a1 a2 a3 shown"),  # 3 x (8 + 2 + 3) + 2 = 41
        (8, False, 2, "a1 a2 a3"),  # everyone would know who answered what
        (8, False, 12, "a1 a2 a3 shown"),  # 3 x (8 + 2 + 4) + 2 = 44
        (9, False, 12, "a1 a2 shown"),  # 47 minutes don't fit into 46; two of three are enough
        (9, True, 12, "a1 a2 a3"),  # what was asked for stays
        (8, True, 12, "a1 a2 a3 shown"),
        # 2 x (14 + 2 + 4) + 2 = 42, and 4 more minutes make 20 of debriefs: 19 are a quarter of 75.
        (14, False, 12, "a1 a2 shown"),
        (15, False, 12, "a1 a2"),  # 18 with a class debrief; 20 without
        (16, False, 12, "a1 shown"),  # 18 without, too
    ],
)
def test_a_class_debrief_may_push_out_what_we_chose_after_the_first_two(
    minutes, required, size, expected
):
    offered = [
        one_exercise(name, rank, minutes, asks=1, required=required)
        for rank, name in enumerate(["a1", "a2", "a3"])
    ]
    plan = build_plan([WorkshopDay(75)], offered, RoomProfile(size=size))
    shown = ["shown"] * (plan.class_debrief_row is not None)
    assert [*(one.name for one in plan.exercises), *shown] == expected.split()


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [
        # a1, b1, a2: 17 + 10 + 15 = 42 of 46 minutes. By rank, a3 had come before b1.
        (2, "a1 a2 b1 shown"),
        (6, "a1 a2 b1 shown"),  # 17 + 14 + 15 = 46
        (7, "a1 a2 a3"),  # a1 and b1 alone, and the second of what we chose would be out
    ],
)
def test_what_only_asks_moves_up_for_the_class_debrief(minutes, expected):
    offered = [
        one_exercise("a1", 1, 9), one_exercise("a2", 2, 9), one_exercise("a3", 3, 9),
        one_exercise("b1", 4, minutes, asks=2),
    ]  # fmt: skip
    plan = build_plan([WorkshopDay(75)], offered, RoomProfile())
    shown = ["shown"] * (plan.class_debrief_row is not None)
    assert [*(one.name for one in plan.exercises), *shown] == expected.split()


def test_the_minutes_of_a_plan_are_those_of_its_rows():
    plan = check(answers(until="90 min"))
    assert plan.minutes() == 90
    (rows,) = plan.days
    assert plan.minutes(model.EXERCISE) == total(rows, model.EXERCISE) > 0
    rest = {one.kind for one in rows} - {model.EXERCISE}
    assert plan.minutes(model.EXERCISE) + plan.minutes(*rest) == 90


def test_a_chosen_exercise_is_in_and_one_left_out_is_not():
    made = PlanBuilder()
    made.set(pick_05={"two-offers.plan": "in"}, pick_01={"the-first-story.plan": "out"})
    names = [one.name for one in check(made.values()).exercises]
    assert "Two offers" in names
    assert "The first story" not in names


def test_more_than_fits_is_named():
    every = {
        f"pick_{book.number}": {
            f"{data.exercise_slug(one.name)}.plan": "in" for one in book.exercises
        }
        for book in load_lessons().values()
    }
    view = PlanBuilder.evaluate(**every)
    assert view.says[0].startswith("There's no room for everything that you chose.")


def test_late_and_early_are_told_with_their_minutes():
    late, early = PlanBuilder.evaluate().says
    assert re.search(r"Running late\? .*spare.* leave out, in this sequence: .*\d+ minutes", late)
    assert re.search(r"Running early\? Add, in this sequence: .*\d+ minutes", early)


@pytest.mark.parametrize("key", ["day", "two"])
def test_what_to_cut_says_when_it_begins(key):
    """What's over by now can't be cut anymore."""
    chosen = answers(preset=key, **data.preset_answers(key))
    plan, start, _ = make_plan_start_and_room(chosen)
    bundles = {plan_texts.exercise_bundle_name(one): one.exercises for one in plan.bundles_to_cut}
    said = plan_texts.running_late_text(plan, start)
    lines = said.partition("in this sequence: ")[2].rstrip(".").split("; ")
    assert len(lines) == plan_texts.MAX_NAMED_EXERCISES
    for line in lines:
        found = re.fullmatch(r"(.*), at (\d\d:\d\d)(?: on day (\d))?, (\d+) minutes", line)
        name, clock, day, minutes = found.groups()
        rows = [one for rows in plan.days for one in rows if one.exercise in bundles[name]]
        assert int(minutes) == sum(one.minutes for one in rows)
        assert bool(day) == (key == "two")
        begins = [
            one.exercise.name if "(Exercise" in line else f"{one.exercise.number}"
            for one in plan.days[int(day or 1) - 1]
            if one.kind == model.EXERCISE and parsing.format_clock(start + one.start) == clock
        ]
        assert re.search(rf"^(Exercises )?{re.escape(begins[0])}\b", line) or begins[0] in line


def test_the_time_after_collecting_is_for_the_files():
    chosen = answers(preset="day", **data.preset_answers("day"))
    for setting, has in (("binder", True), ("own", True), ("paper", False)):
        (rows,) = documents.plan_table_rows(
            *make_plan_start_and_room({**chosen, "setting": setting})
        )
        spare = [row for row in rows if row[2] == "Spare time"]
        put = [row for row in spare if "you put the files into one folder" in row[3]]
        assert [rows[rows.index(row) - 1][2] for row in put] == ["Collect the answers"] * has
        assert len(spare) > 1 + len(put)


def test_what_is_cut_first_is_what_matters_least():
    plan, _, _ = make_plan_start_and_room(FIRST)
    ranks = [one.rank for one in plan.bundles_to_cut]
    assert ranks == sorted(ranks, reverse=True)


def test_a_change_of_a_presets_setting_makes_the_settings_your_own():
    made = PlanBuilder()
    made.inputs["until"].value = "11:00"
    assert made.values()["preset"] == data.OWN_PRESET_KEY
    made.inputs["preset"].value = "short"
    assert made.values()["until"] == "10:30"
    made.inputs["size"].value = 30
    assert made.values()["preset"] == "short"


def test_only_the_exercises_of_the_chosen_notebook_show():
    made = PlanBuilder()
    shown = [name for name, one in made.inputs.items() if name.startswith("pick_")]
    assert all(made.inputs[name].hidden for name in shown)
    made.inputs["exercises"].value = "02a-lab-interfaces"
    assert [name for name in shown if not made.inputs[name].hidden] == ["pick_02a"]


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("90 min", 90), ("90", 90), ("1.5 h", 90), ("1,5 h", 90), ("1 h 30", 90), ("1h30", 90),
     ("2 hours", 120), ("10:30", 90), ("10.30", 90), ("10:30 am", 90), ("1:10 pm", 250),
     ("00:30", 930), ("12", 180), ("1 hour and 15 minutes", 75),
     ("\uff11\uff10\uff1a\uff13\uff10", 90), ("1½ h", 90), ("½ hour", 30),
     ("17h00", 480), ("17h", 480), ("16h30", 450), ("10h30", 90), ("8h30", 510), ("8h", 480),
     ("24h", 1440), ("3 hrs.", 180), ("1 hr. 30 min.", 90), ("1 hour, 30 minutes", 90), ("90'", 90),
     ("until 12:30", 210), ("noon", 180), ("17 Uhr", 480), ("17:30 h", 510), ("1230", 210),
     ("12:30:00", 210), ("5 p. m.", 480)],
)  # fmt: skip
def test_an_end_or_a_length_is_read(text, minutes):
    assert parsing.parse_end_or_duration(text, 9 * 60) == minutes


def test_an_hour_with_h_that_may_be_a_time_or_a_length_is_asked_about():
    with pytest.raises(InputError, match="could be a time or a length") as caught:
        parsing.parse_end_or_duration("9h30", 8 * 60)
    assert caught.value.fix == "Enter 09:30 or 570 min."
    assert parsing.parse_end_or_duration("2h", 60) == 120


@pytest.mark.parametrize(
    ("text", "fix"),
    [("1:30", "13:30 or 90 min"), ("5", "17:00 or 300 min"), ("8:00", "480 min")],
)
def test_an_end_before_the_start_may_be_in_the_afternoon_or_a_length(text, fix):
    with pytest.raises(InputError, match="could be a time or a length") as caught:
        parsing.parse_end_or_duration(text, 9 * 60)
    assert caught.value.fix == f"Enter {fix}."
    assert parsing.parse_end_or_duration(f"{text} am", 9 * 60) > model.MAX_DAY_MINUTES


@pytest.mark.parametrize("text", ["10:45-10:30", "10:30-10:30", "10:30 for 0", "08:50-08:40"])
def test_a_break_that_ends_before_it_starts_is_refused(text):
    with pytest.raises(InputError, match="ends before it starts"):
        parsing.parse_breaks(text, 9 * 60)


@pytest.mark.parametrize("text", ["9", "9h", "9:00", "9h00", "9 am", "\uff19\uff1a\uff10\uff10",
                                  "0900", "9 o’clock", "9 Uhr", "9:00 h", "9 a. m.", "9:00:00 AM",
                                  "at 9", "\u200e9:00", "9a"])  # fmt: skip
def test_a_clock_time_is_read(text):
    assert parsing.parse_clock(text) == 9 * 60


@pytest.mark.parametrize(
    ("text", "found"),
    [("", ()), ("10:30 15", ((90, 105),)), ("10:30 for 15 min", ((90, 105),)),
     ("10:30-10:45", ((90, 105),)), ("10.30 – 10.45; 12:00 to 12:30", ((90, 105), (180, 210))),
     ("10:30 for 15 and 11:30 for 5", ((90, 105), (150, 155))), ("1 pm for 30", ((240, 270),)),
     ("12 for 1 hour", ((180, 240),)), ("12:00 for 1.5 h", ((180, 270),)),
     ("- 10:30-10:45\n- 12:00 for 30", ((90, 105), (180, 210))),
     ("1. 10:30-10:45\n2. 12:00-12:30", ((90, 105), (180, 210))),
     ("1:30-1:45 pm", ((270, 285),)), ("11:45-12:15 pm", ((165, 195),)), ("12:30-1", ((210, 240),)),
     ("3:00 for 15", ((360, 375),)), ("noon-1pm", ((180, 240),)), ("1030-1045", ((90, 105),)),
     ("10:30\u201110:45", ((90, 105),)), ("10:30\u221210:45", ((90, 105),)),
     ("from 10:30 till 10:45 & 12-13", ((90, 105), (180, 240))), ("10:30 (15 min)", ((90, 105),)),
     ("15 min at 10:30 and 30 at 12", ((90, 105), (180, 210))), ("10:30-15min", ((90, 105),)),
     ("10:30, 15 min, 12:00, 1 h", ((90, 105), (180, 240))), ("10:30 for 1h30", ((90, 180),)),
     ("12:00-13:00 (lunch), 15 min at 15:00", ((180, 240), (360, 375))),
     ("10h30-10h45, 12h-13h", ((90, 105), (180, 240))), ("Lunch: 12-1 pm", ((180, 240),)),
     ("10:30\t10:45\n12:00\t13:00", ((90, 105), (180, 240))), ("10:30 1.25 h", ((90, 165),)),
     ("10:30–10:45 / 12:00–13:00", ((90, 105), (180, 240))), ("10:30 → 10:45", ((90, 105),)),
     ("none", ()), ("No breaks.", ()), ("\u2013", ()), ("N/A", ())],
)  # fmt: skip
def test_breaks_are_read(text, found):
    assert parsing.parse_breaks(text, 9 * 60) == found


@given(st.text(max_size=500), st.text(max_size=500), st.text(max_size=500), st.text(max_size=500))
def test_whatever_is_typed_gets_a_plan_or_an_answer(start, until, pauses, day):
    check(answers(start=start, until=until, breaks=pauses))
    _, problem = attempt(lambda: parsing.parse_date(day))
    assert problem is None or problem.field == "date"


# --- what is saved ---------------------------------------------------------------------------


def test_the_document_has_every_row_and_what_to_do_when_late(press, home):
    made = PlanBuilder()
    made.set(preset="engineers", date="2027-03-16")
    press(made, "Save my plan")
    text = (home / "documents" / "workshop-plan.md").read_text(encoding="utf-8")
    plan, start, _ = make_plan_start_and_room(made.values())
    for item in plan.days[0]:
        assert f"| {parsing.format_clock(start + item.start)} | {item.minutes} |" in text
    assert "| 12:30 |  | The end |" in text
    assert "Running late?" in text
    assert "Goal: promise what a system can deliver." in text
    assert 'download="workshop-plan.ics"' in made.saved_note_html
    assert 'download="workshop-plan.html"' in made.saved_note_html


@pytest.mark.parametrize(
    ("setting", "has", "has_not"),
    [
        ("binder", ["send people the link", "their exports", "unless you export", "server"], []),
        ("own", ["the install command", "unless you export"], ["If you run the server"]),
        ("paper", ["the worksheets. Cut out"], ["send people", "export", "the network fails"]),
    ],
)
def test_the_document_has_what_its_setting_needs(press, home, setting, has, has_not):
    made = PlanBuilder()
    made.set(setting=setting)
    press(made, "Save my plan")
    text = (home / "documents" / "workshop-plan.md").read_text(encoding="utf-8")
    assert "> “The company is Brindle Commerce." in text
    assert [words for words in has if words not in text] == []
    assert [words for words in has_not if words in text] == []
    assert "\n\n\n" not in text


def test_your_own_breaks_are_all_the_breaks_there_are():
    """A timetable with 90 minutes between breaks is left alone; beyond 95, we only say so."""
    own = "10:30 for 15, 12:15 for 60, 15:00 for 15"
    view = PlanBuilder.evaluate(until="17:00", breaks=own)
    starts = [row[0] for row in view.table.rows if row[2] in ("Break", "Long break")]
    assert starts == ["10:30", "12:15", "15:00"]
    assert view.says[0] == (
        "With your breaks, people sit for more than 95 minutes from 13:15 to 15:00 and from "
        "15:15 to 17:00. Add a break there if you can."
    )
    fine = PlanBuilder.evaluate(until="16:35", breaks=own.replace("15:00", "14:50"))
    assert "Running late" in fine.says[0]
    assert "Running late" in PlanBuilder.evaluate(until="17:00").says[0]


def test_a_long_break_is_for_a_meal():
    made = PlanBuilder()
    made.set(until="8 hours")
    rows = made.evaluate(**made.values()).table.rows
    assert [row[3] for row in rows if row[2] == "Long break"] == [plan_texts.LONG_BREAK_HINT]
    assert {row[3] for row in rows if row[2] == "Break"} == {plan_texts.BREAK_HINT}


def test_without_a_date_there_is_no_calendar_file(press):
    made = PlanBuilder()
    press(made, "Save my plan")
    assert ".ics" not in made.saved_note_html


def test_the_calendar_file_has_each_day_with_its_rows():
    values = answers(start="23:30", until="90 min", days="2", date="2027-12-31")
    made = PlanBuilder()
    (file,) = made.document(**values).attachments
    events = Calendar.from_ical(file.content).walk("VEVENT")
    assert [str(one.decoded("dtstart")) for one in events] == [
        "2027-12-31 23:30:00", "2028-01-01 23:30:00"
    ]  # fmt: skip
    assert [one.decoded("dtend") - one.decoded("dtstart") for one in events] == [
        one.decoded("dtend") - one.decoded("dtstart") for one in events[::-1]
    ]
    plan, _, _ = make_plan_start_and_room(values)
    for event, rows in zip(events, plan.days, strict=True):
        assert (event.decoded("dtend") - event.decoded("dtstart")).seconds == 90 * 60
        assert len(str(event["description"]).splitlines()) == len(rows)
    assert file.content == made.document(**values).attachments[0].content


def test_a_plan_for_one_person_has_no_pairs():
    plan = build_plan([WorkshopDay(90)], data.build_bundles("owner", [], {}), RoomProfile(1))
    assert plan.minutes(model.PAIRS) == 0


def test_the_guide_says_the_limits_that_the_plan_keeps():
    path = Path(__file__).parents[2] / "notebooks" / "90-facilitator-guide.ipynb"
    text = next(c.source for c in nbformat.read(path, 4).cells if c.id == "plan-head")
    assert f"at most {model.MAX_EXERCISE_TIME_SHARE:.0%} of the working time" in text
    assert f"at least {model.MIN_DEBRIEF_TIME_SHARE:.0%} of the whole" in text
    assert f"more than {model.MAX_MINUTES_WITHOUT_BREAK} minutes without a break" in text
    assert f"more than {model.MAX_MINUTES_BETWEEN_OWN_BREAKS} minutes between" in text
    assert f"in every 90 minutes, {model.SPARE_MINUTES_PER_90_MINUTES} stay free" in text
    assert f"no more than {model.MAX_NOTEBOOKS_PER_90_MINUTES} notebooks" in text


@pytest.mark.parametrize("setting", data.ROOM_SETTING_LABELS)
def test_pairs_and_debriefs_ask_what_the_notes_say(setting):
    made = PlanBuilder()
    made.set(setting=setting, preset="day")
    plan, _, room = make_plan_start_and_room(made.values())
    asked = set()
    for item in (one for day in plan.days for one in day if one.exercise):
        note = data.find_facilitator_note(item.exercise.notebook, item.exercise.name)
        hint = plan_texts.row_hint(item, room, plan)
        if item.kind == model.PAIRS:
            asked.add(note.pairs)
            assert hint.startswith(note.pairs or "Where do we differ, and why?")
        elif item.kind == model.DEBRIEF and not item.is_class_debrief:
            on_paper = setting == "paper" and note.debrief_on_paper
            assert hint == (on_paper or note.debrief)[0]
    assert "" in asked
    assert len(asked) > 1
