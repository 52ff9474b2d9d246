"""What a class's answers can tell: ranges worked out by hand, and never more than that."""

from __future__ import annotations

from datetime import date
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from utils.kit.statistics import paired_change_interval
from utils.workshop.debrief import report, result_texts
from utils.workshop.debrief.class_folder import IN_PART, LEFT_OUT, OTHER, FileNote
from utils.workshop.model.class_results import (
    MIN_PEOPLE_FOR_RANGE,
    CapstonePlan,
    ConfidenceLevelCount,
    QuestionResult,
    ScoreChange,
    TopicChange,
    bootstrap_mean_range,
    sort_by_need_to_discuss,
)
from utils.workshop.pictures.class_slides import before_after_slides, question_slides


@pytest.mark.parametrize(
    ("gained", "lost", "both", "low", "high"),
    [
        # (9 - 4) / 14 ± 1.96 × √((13/14 - (5/14)²) / 14)
        (8, 3, 12, -0.1117, 0.8260),
        # (1 - 1) / 102 ± 1.96 × √((2/102) / 102)
        (0, 0, 100, -0.0272, 0.0272),
        # (11 - 1) / 12 ± 1.96 × √((1 - (10/12)²) / 12), at most 1
        (10, 0, 10, 0.5206, 1),
    ],
)
def test_a_change_in_share_has_the_range_of_bonett_and_price(gained, lost, both, low, high):
    assert paired_change_interval(gained, lost, both) == pytest.approx((low, high), abs=0.0001)


@given(st.integers(1, 300), st.data())
def test_the_range_of_a_change_is_a_share_and_mirrors(both, data):
    gained = data.draw(st.integers(0, both))
    lost = data.draw(st.integers(0, both - gained))
    low, high = paired_change_interval(gained, lost, both)
    assert -1 <= low <= high <= 1
    assert paired_change_interval(lost, gained, both) == pytest.approx((-high, -low))
    assert low <= (gained - lost) / both <= high


@given(st.lists(st.integers(-8, 8), min_size=MIN_PEOPLE_FOR_RANGE, max_size=60))
def test_the_bootstrap_stays_inside_the_changes_and_repeats(changes):
    low, high = bootstrap_mean_range(changes)
    assert min(changes) <= low <= high <= max(changes)
    assert bootstrap_mean_range(changes) == (low, high)


def test_few_people_get_no_range():
    few = ScoreChange((1, 2, 3), (4, 5, 6), 8)
    assert few.mean_change == 3
    assert few.likely_range is None
    assert "no more than a hint" in result_texts.score_change_text(few)
    assert TopicChange("chain", 9, 3, 6, 4, 1).likely_range is None
    assert "too few to tell: 9" in result_texts.topic_change_text(
        TopicChange("chain", 9, 3, 6, 4, 1)
    )


def test_before_and_after_of_few_people_is_one_sentence():
    few, many = ScoreChange((3, 2, 4), (1, 1, 2), 8), ScoreChange((2,) * 12, (6,) * 12, 8)
    (slide,) = before_after_slides(few, [TopicChange("chain", 9, 3, 6, 4, 1)])
    assert "no more than a hint" in slide
    assert "tpo-slide-large" not in slide
    assert "tpo-slide-large" in before_after_slides(many, [])[0]


def test_one_sure_answer_is_one():
    one = QuestionResult(
        "01.q.promise-chain", 3, 2, choice_counts={"b": 2, "a": 1},
        levels={"sure": ConfidenceLevelCount(1, 0)},
    )  # fmt: skip
    assert "1 of 1 sure answer wasn't right." in unescape(question_slides(one, show_names=False)[1])


def test_a_change_that_chance_could_make_is_called_that():
    same = ScoreChange((3, 4) * 6, (4, 3) * 6, 8)
    assert "Chance alone could do that" in result_texts.score_change_text(same)
    more = ScoreChange((2,) * 12, (6,) * 12, 8)
    assert "Chance alone rarely does that" in result_texts.score_change_text(more)
    assert "may also have been easier" in result_texts.score_change_text(more)


def result(name, tried, right, sure_wrong=0):
    return QuestionResult(name, tried, right, levels={"sure": ConfidenceLevelCount(sure_wrong, 0)})


def test_sure_and_wrong_comes_first_and_then_the_hardest():
    easy, hard = result("01.q.a", 10, 9), result("01.q.b", 10, 2)
    sure = result("01.q.c", 10, 5, sure_wrong=4)
    assert sort_by_need_to_discuss([easy, hard, sure]) == [sure, hard, easy]


def test_promises_are_judged_only_where_both_sides_are_known():
    early = CapstonePlan(45, 50, 0.999, 0.99)
    late = CapstonePlan(60, 50, 0.98, 0.99)
    open_end = CapstonePlan(promised_day=45)
    assert (early.days_to_spare, late.days_to_spare, open_end.days_to_spare) == (-5, 10, None)
    assert (
        early.is_objective_reachable,
        late.is_objective_reachable,
        open_end.is_objective_reachable,
    ) == (
        False,
        True,
        None,
    )
    said = result_texts.capstone_plans_text([early, late, open_end])
    assert "1 of 2 promised days" in said
    assert "1 of 2 objectives" in said


def test_who_could_explain_is_asked_by_choice():
    one = QuestionResult("01.q.promise-chain", 7, 3, choice_counts={"b": 4, "a": 3})
    assert result_texts.ask_for_reasons_text(one).startswith("Who chose B, and who chose A?")
    few = QuestionResult("01.q.promise-chain", 5, 2, choice_counts={"b": 3, "a": 2})
    assert result_texts.ask_for_reasons_text(few) == "What speaks for B, and what for A?"
    alone = QuestionResult("01.q.promise-chain", 5, 5, choice_counts={"a": 5})
    assert result_texts.ask_for_reasons_text(alone) == "You all chose A. Who wants to say why?"


# --- words -----------------------------------------------------------------------------------


def test_a_result_says_its_shares_and_who_was_how_sure():
    one = QuestionResult(
        "01.q.promise-chain",
        tried=3,
        right=1,
        levels={"sure": ConfidenceLevelCount(2, 0), "guess": ConfidenceLevelCount(1, 1)},
        misconception="whole-is-like-one-part",
    )
    # Wilson's range for 1 of 3 is 0.0615 to 0.7923.
    assert result_texts.right_share_text(one) == "1 of 3 right (likely 6% to 79%)"
    assert result_texts.right_by_confidence_text(one) == "sure: 0 of 2 right; a guess: 1 of 1 right"
    assert (
        result_texts.top_misconception_thought(one) == "The whole is as good as one of its parts."
    )
    assert result_texts.top_misconception_fact(one).startswith("Where the whole needs every part")
    assert list(result_texts.answer_text_by_key(one)) == [
        "a",
        "b",
        "c",
        "d",
    ]  # nobody took the last two
    assert result_texts.right_answer_keys(one) == {"a"}


def test_of_numbers_the_four_most_typed_show_and_those_near_enough_are_right():
    counts = {"30.6": 5, "31": 3, "31.1": 2, "30.2": 1, "30.1": 1}
    one = QuestionResult("01.q.number-tail", 12, 9, counts)  # 30.6, give or take 0.4
    assert result_texts.answer_text_by_key(one) == {
        "30.6": "30.6 percent", "31": "31 percent", "31.1": "31.1 percent", "30.2": "30.2 percent",
    }  # fmt: skip
    assert result_texts.right_answer_keys(one) == {"30.6", "31", "30.2"}
    assert result_texts.ask_for_reasons_text(one).startswith("Who chose 30.6, and who chose 31?")
    assert (
        result_texts.top_misconception_thought(one),
        result_texts.top_misconception_fact(one),
    ) == ("", "")


def test_changes_say_their_direction_and_range():
    # The ranges of Bonett and Price from above: -0.1117 to 0.8260, and 0.5206 to 1.
    assert result_texts.topic_change_text(TopicChange("chain", 12, 4, 9, 8, 3)) == (
        "8 gained, 3 lost (likely −11 to +83 points)"
    )
    assert result_texts.topic_change_text(TopicChange("chain", 10, 0, 10, 10, 0)) == (
        "10 gained, 0 lost (likely +52 to +100 points)"
    )
    assert result_texts.format_percent(-0.126) == "−13%"


def test_the_bootstrap_is_as_wide_as_the_mean_varies():
    # One up or down each: the mean of 100 varies by 0.1, and 1.96 x 0.1 = 0.196.
    assert bootstrap_mean_range([1, -1] * 50) == pytest.approx((-0.196, 0.196), abs=0.025)
    # Drawing one of ten people ten times: none 0.9^10 = 35% of the time, four or more 1.3%.
    assert bootstrap_mean_range([0] * 9 + [10]) == (0, 3)


def test_a_range_that_begins_at_zero_may_be_chance():
    # As above, one person of ten gained all of ten topics: 1 on average, likely 0 to 3.
    one = ScoreChange((0,) * 10, (0,) * 9 + (10,), 10)
    said = result_texts.score_change_text(one)
    assert "+1.0 of 10 topics on average, likely +0.0 to +3.0. Chance alone could do that" in said
    assert said.startswith("10 people answered everything twice")
    down = ScoreChange((0,) * 9 + (10,), (0,) * 10, 10)
    said = result_texts.score_change_text(down)
    assert "−1.0 of 10 topics on average, likely −3.0 to " in said
    assert "Chance alone could do that" in said


def test_results_that_are_as_hard_come_by_their_names():
    first, second, third = (result(f"01.q.{name}", 4, 2) for name in "abc")
    assert sort_by_need_to_discuss([third, first, second]) == [first, second, third]
    # Of ten sure and wrong ones in twenty, and four in five, the share counts.
    many, most = result("01.q.a", 20, 1, sure_wrong=10), result("01.q.b", 5, 1, sure_wrong=4)
    assert sort_by_need_to_discuss([many, most]) == [most, many]


def test_a_promise_that_just_holds_is_kept():
    just = CapstonePlan(50, 50, 0.99, 0.99)
    assert (just.days_to_spare, just.is_objective_reachable) == (0, True)
    said = result_texts.capstone_plans_text([just, CapstonePlan(49.5, 50, 0.991, 0.99)])
    assert said.startswith("1 of 2 promised days comes before the tasks end.")
    assert said.endswith("1 of 2 objectives is stricter than the services allow.")
    assert result_texts.capstone_plans_text([CapstonePlan(promised_day=50)]) == ""


def test_a_plan_is_a_row_with_dashes_for_what_is_undecided():
    assert result_texts.capstone_plan_row(2, CapstonePlan(45, 50.5, 0.999, 0.99601)) == [
        "Plan 2", "45", "50.5", "99.90%", "99.60%",
    ]  # fmt: skip
    assert result_texts.capstone_plan_row(1, CapstonePlan()) == ["Plan 1", "–", "–", "–", "–"]
    assert len(result_texts.CAPSTONE_PLAN_COLUMNS) == 5


def test_the_report_has_a_section_for_each_thing_that_there_is():
    one = result("01.q.promise-chain", 4, 1)
    more = ScoreChange((2,) * 3, (6,) * 3, 8)
    topic = TopicChange("chain", 3, 1, 2, 1, 0)
    note = FileNote("ada.zip", LEFT_OUT, "The file is empty.")
    whole = report.debrief_report("All.", [one], more, [topic], [CapstonePlan(45, 50)], [note])
    heads = [line for line in whole.markdown.splitlines() if line.startswith("## ")]
    assert heads == ["## Questions", "## Before and after", "## Capstone", "## Files"]
    assert "3 people answered everything twice" in whole.markdown
    assert "ada.zip" not in whole.markdown
    bare = report.debrief_report("All.", [], more, [], [], [])
    assert bare.markdown.split() == ["All."]


def test_files_are_counted_by_what_became_of_them():
    assert report.file_notes_summary([]) == ""
    outcomes = [OTHER, LEFT_OUT, IN_PART, LEFT_OUT]
    notes = [FileNote(f"{n}", outcome, "") for n, outcome in enumerate(outcomes)]
    said = report.file_notes_summary(notes)
    assert said == "2 files left out, 1 file used in part, and 1 file without course work."
    many = [FileNote(f"{n}", OTHER, "") for n in range(294)]
    assert report.file_notes_summary(many) == "294 files without course work."


def test_a_file_with_two_notes_of_a_kind_counts_once():
    notes = [FileNote("ada.zip", IN_PART, why) for why in ("Damaged.", "Without its name.")]
    assert report.file_notes_summary(notes) == "1 file used in part."


def test_the_days_of_the_answers_have_a_year_where_it_is_needed():
    first, last = date(2025, 12, 3), date(2026, 1, 28)
    assert report.answer_days_text(()) == ""
    assert report.answer_days_text((last, last)) == "All answers are from January 28, 2026."
    assert report.answer_days_text((first, last)) == (
        "The answers are from December 3, 2025 to January 28, 2026."
    )
    assert report.answer_days_text((date(2026, 1, 5), last)) == (
        "The answers are from January 5 to January 28, 2026."
    )
