"""When an exercise is done, how many minutes are left, and where a learner goes on."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from utils.capstone import activities
from utils.capstone.activities import OwnerPart
from utils.kit.course_progress import CourseMap, GuideTop, NotebookProgress
from utils.kit.errors import InputError
from utils.kit.export_import import ExportImport
from utils.kit.outline import Exercise, find_exercise, is_done, lesson_status, load_lessons
from utils.kit.progress import Progress
from utils.kit.quiz import Quiz
from utils.kit.quiz.bank import load_question_group
from utils.role.activities import DependencyChain, RoleCharter, TaskSort
from utils.skills.activities import SqlQuery

FIRST = "01-role-definition"
GROUPS = ("recall", "product", "spec", "promise", "numbers")


def exercise(*requirements: str) -> Exercise:
    return Exercise(1, "Try", 5, requirements)


def answer(name: str, *, correct: bool = True) -> None:
    Progress().record("answered", name, choice=["a"], correct=correct, confidence="sure", attempt=1)


def sort(place: str, *cards: str, again: bool = False) -> None:
    Progress().record("sorted", place, cards=dict.fromkeys(cards, "po"), again=again)


def finish(one: Exercise) -> None:
    """Log what an exercise needs."""
    for kind, place, *detail in (requirement.split(":") for requirement in one.requirements):
        names = detail[0].split("+") if detail and kind == "changed" else []
        cards = range(int(detail[0])) if detail and kind == "sorted" else []
        results = {
            "answered": {"choice": ["a"], "correct": False, "confidence": "guess", "attempt": 1},
            "sorted": {"cards": {f"c{n}": "x" for n in cards}, "again": False},
            "saved": {"document": "x"},
            "predicted": {"choice": "a"},
            "changed": {"values": dict.fromkeys(names, "x")},
        }
        Progress().record(kind, place, **results.get(kind, {}))


# --- the rules ---------------------------------------------------------------------------


def test_a_quiz_is_done_once_every_question_was_answered_even_wrongly():
    needs = exercise(*Quiz.requirements(FIRST, "recall"))
    names = [question.id for question in load_question_group(FIRST, "recall")]
    for name in names[:-1]:
        answer(name, correct=False)
        assert not is_done(Progress(), needs)
    answer(names[-1], correct=False)
    assert is_done(Progress(), needs)


def test_cards_are_done_once_each_was_sorted():
    assert TaskSort.requirements() == ["sorted:01.r1:12"]
    needs = exercise("sorted:01.r1:3")
    sort("01.r1", "a", "b")
    sort("01.r1", "b", again=True)  # the same card a second time
    assert not is_done(Progress(), needs)
    sort("01.r1", "c")
    assert is_done(Progress(), needs)


def test_an_activity_asks_for_its_document_else_for_a_change_after_the_prediction():
    assert RoleCharter.requirements() == ["saved:01.charter"]
    assert DependencyChain.requirements() == ["predicted:01.r3", "changed:01.r3"]
    assert SqlQuery.requirements() == []
    assert ExportImport.requirements() == ["saved:work"]
    needs = exercise(*DependencyChain.requirements())
    Progress().record("predicted", "01.r3", choice="ledger")
    assert not is_done(Progress(), needs)
    Progress().record("changed", "01.r3", values={"gateway": 99.9})
    assert is_done(Progress(), needs)


def test_a_part_of_the_capstone_is_done_once_all_its_decisions_were_taken():
    needs = exercise(*OwnerPart.requirements())
    assert needs.requirements == ("changed:06.p8:need+option",)
    Progress().record("changed", "06.p8", values={"need": "yes", "why": "x"})
    assert not is_done(Progress(), needs)
    Progress().record("changed", "06.p8", values={"option": "keep"})
    assert is_done(Progress(), needs)


@pytest.mark.parametrize(
    "part", [one for one in vars(activities).values() if hasattr(one, "needed")]
)
def test_what_is_needed_are_controls_of_the_activity(part):
    made = part()
    assert set(part.needed) <= set(made.inputs)


def test_what_is_done_stays_done():
    needs = exercise("saved:01.charter")
    Progress().record("saved", "01.charter", document="role-charter")
    Progress().record("reset", "01.charter")
    assert is_done(Progress(), needs)


def test_what_is_not_a_number_finishes_nothing():
    needs = exercise("changed:x.a")
    Progress().record("changed", "x.a", values={"size.typed": "a lot"})
    assert not is_done(Progress(), needs)
    Progress().record("changed", "x.a", values={"size": 2})
    assert is_done(Progress(), needs)


def test_events_of_activities_that_are_gone_change_nothing():
    answer("01.q.taken-out")
    sort("01.taken-out", "a")
    assert not any(lesson_status(Progress(), load_lessons()[FIRST]).done)
    assert lesson_status(Progress(), load_lessons()[FIRST]).has_begun


@given(st.lists(st.sampled_from(["changed", "predicted", "saved", "reset", "undone"]), max_size=8))
def test_more_events_never_undo_an_exercise(kinds):
    """Whatever the log has: once done, done."""
    results = {
        "changed": {"values": {"size": 1}},
        "predicted": {"choice": "a"},
        "saved": {"document": "d"},
    }
    needs = [exercise("saved:x.a"), exercise("predicted:x.a", "changed:x.a")]
    done = [is_done(Progress(), one) for one in needs]
    for kind in kinds:
        Progress().record(kind, "x.a", **results.get(kind, {}))
        now = [is_done(Progress(), one) for one in needs]
        assert all(later or not before for before, later in zip(done, now, strict=True))
        done = now


# --- the outline -------------------------------------------------------------------------


def test_every_exercise_of_the_course_can_be_done():
    for lesson in load_lessons().values():
        for one in lesson.exercises:
            finish(one)
        assert all(lesson_status(Progress(), lesson).done), lesson.notebook
        assert lesson_status(Progress(), lesson).minutes_left == 0


def test_minutes_left_fall_from_all_to_none():
    lesson = load_lessons()[FIRST]
    left = [lesson_status(Progress(), lesson).minutes_left]
    assert left == [lesson.minutes]
    for one in lesson.exercises:
        finish(one)
        left.append(lesson_status(Progress(), lesson).minutes_left)
    assert left == sorted(left, reverse=True)
    assert left[-1] == 0


def test_an_exercise_is_found_by_its_activity_or_question():
    assert find_exercise("01.r1").number == 3
    assert find_exercise(load_question_group(FIRST, "product")[0].id).number == 2
    assert find_exercise("01.nowhere") is None
    assert find_exercise("01.r3").anchor == "Exercise-9-·-Promise-to-objective-(6-min)"


# --- the line ----------------------------------------------------------------------------


def test_the_line_follows_at_once_and_speaks_only_when_an_exercise_is_done():
    made = NotebookProgress(FIRST)
    assert made.text == "0 of 14 done, about 85 minutes left. Start at Exercise 1."
    *others, last = load_question_group(FIRST, "recall")
    for question in others:
        answer(question.id)
    assert made.progress_line.announcement == ""
    answer(last.id)
    assert made.text == "1 of 14 done, about 80 minutes left. Continue at Exercise 2."
    assert made.progress_line.announcement == "Exercise 1 is done. 1 of 14 done."
    assert made.progress_line.link["anchor"] == load_lessons()[FIRST].exercises[1].anchor


def test_a_line_that_was_closed_follows_no_more():
    made = NotebookProgress(FIRST)
    observers = len(made.progress.log.observers)
    made.close()
    assert len(made.progress.log.observers) == observers - 1
    answer("01.q.x")


def test_another_notebooks_events_count_at_the_next_look(home):
    made = NotebookProgress(FIRST)
    other = home / "elsewhere"
    for question in load_question_group(FIRST, "recall"):
        Progress(other).record(
            "answered", question.id, choice=["a"], correct=True, confidence="sure", attempt=1
        )
    with (home / "progress.jsonl").open("ab") as log:  # as another process does
        log.write((other / "progress.jsonl").read_bytes())
    assert made.text.startswith("0 of 14")
    made._on_message(None, {"kind": "sync"}, [])
    assert made.text.startswith("1 of 14")


def test_after_run_all_a_newcomer_sees_the_title_and_others_their_next_exercise():
    assert NotebookProgress(FIRST).progress_line.goal == "What-a-technical-product-owner-does"
    for one in load_lessons()[FIRST].exercises[:3]:
        finish(one)
    assert NotebookProgress(FIRST).progress_line.goal.startswith("Exercise-4-")
    for one in load_lessons()[FIRST].exercises[3:]:
        finish(one)
    made = NotebookProgress(FIRST)
    assert made.progress_line.goal == "What-a-technical-product-owner-does"
    assert made.progress_line.link == {
        "text": "Next: 02 Skills: technical enough",
        "notebook": "02-skills",
    }


def test_a_guide_has_no_progress_and_leads_to_its_first_step():
    made = GuideTop("Facilitator's guide", "Plan the workshop")
    assert made.text == "Facilitator's guide. Start with “Plan the workshop”."
    assert made.progress_line.goal == "Facilitator's-guide"
    assert made.progress_line.link["anchor"] == "Plan-the-workshop"
    assert made.requirements() == []
    assert "Run All Cells" in made.printed_html()
    with pytest.raises(InputError, match="There is no notebook"):
        NotebookProgress("90-facilitator-guide")


def test_a_notebook_that_the_course_does_not_have():
    with pytest.raises(InputError, match="There is no notebook"):
        NotebookProgress("07-nowhere")


# --- in the cards ------------------------------------------------------------------------


def test_a_done_exercise_is_marked_at_its_heading():
    made = RoleCharter()
    head = made.root.children[0]
    assert '<p class="tpo-eyebrow">Exercise 13 · 8 minutes</p>' in head.html
    Progress().record("saved", "01.charter", document="role-charter")
    assert "✓" in head.html
    assert "Done: " in head.html
    assert "✓" in RoleCharter().root.children[0].html


def test_a_quiz_says_its_exercise_once():
    made = Quiz(FIRST, "product")
    assert "Exercise 2 · 6 minutes" in made.root.children[0].html
    for question in load_question_group(FIRST, "product"):
        answer(question.id, correct=False)
    assert "✓" in made.root.children[0].html


def test_the_printed_form_is_the_same_for_everybody():
    before = RoleCharter().printed_html(), NotebookProgress(FIRST).printed_html()
    for one in load_lessons()[FIRST].exercises:
        finish(one)
    assert (RoleCharter().printed_html(), NotebookProgress(FIRST).printed_html()) == before


# --- the map -----------------------------------------------------------------------------


def test_the_map_shows_every_notebook_and_follows():
    made = CourseMap()
    rows = made.course_table.rows
    assert [row["title"]["notebook"] for row in rows] == list(load_lessons())
    assert made.text.startswith("0 of ")
    assert not any(row["next"] for row in rows)
    for one in load_lessons()[FIRST].exercises[:2]:
        finish(one)
    row = made.course_table.rows[1]
    assert (row["done"], row["total"]) == (2, 14)
    assert row["next"]["text"] == "Continue at Exercise 3"
    assert row["next"]["notebook"] == FIRST
    assert row["left"].endswith("minutes left")
    assert made.text.startswith("2 of ")


def test_the_printed_map_names_every_notebook():
    printed = CourseMap().printed_html()
    assert all(f'href="{name}.ipynb"' in printed for name in load_lessons())
