"""The welcome: what is missing and how to fix it, routes that fit, a baseline that stays quiet."""

from __future__ import annotations

import errno
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from utils import browser
from utils.kit.errors import InputError
from utils.kit.export_import import progress_summary_html
from utils.kit.portfolio import Portfolio
from utils.kit.progress import Progress
from utils.kit.quiz import Quiz
from utils.kit.storage import display_path
from utils.kit.tables import read_rows
from utils.welcome import data
from utils.welcome.activities import FirstSteps, Route
from utils.welcome.environment import EnvironmentCheck
from utils.welcome.model import environment as env
from utils.welcome.model.routes import (
    UNLIMITED_MINUTES,
    ExerciseGroup,
    schedule_blocks,
    select_blocks,
    weeks_needed,
)

ROOT = Path(__file__).parents[2]


# --- environment -------------------------------------------------------------------------


def plain_text(check):
    return check.text


def test_here_everything_is_well():
    assert EnvironmentCheck().failed_checks == []
    assert plain_text(EnvironmentCheck(binder=False)) == "Everything that the course needs is here."


def test_an_old_python_is_named_with_its_mend():
    found = env.check_python((3, 9, 1))
    assert not found.passed
    assert "This is Python 3.9.1; the course needs 3.11 or later" in found.fix
    assert env.check_python((3, 11, 0)).passed


def test_a_missing_package_and_a_broken_one(tmp_path, monkeypatch):
    (tmp_path / "brokenpackage.py").write_text("raise OSError('no library')")
    monkeypatch.syspath_prepend(tmp_path)
    found = env.check_packages(
        {"nosuchpackage": "nothing", "brokenpackage": "nothing", "json": "all"}
    )
    assert [one.passed for one in found] == [False, False, True]
    assert "nosuchpackage is missing" in found[0].fix
    assert "pip install -r requirements.txt" in found[0].fix
    assert "brokenpackage doesn't load" in found[1].fix


def test_a_large_package_is_looked_up_and_not_imported(tmp_path, monkeypatch):
    (tmp_path / "largepackage.py").write_text("raise OSError('imported')")
    (tmp_path / "leftover").mkdir()  # what an interrupted pip uninstall may leave behind
    monkeypatch.syspath_prepend(tmp_path)
    names = {"largepackage": "all", "leftover": "nothing", "nosuchpackage": "nothing"}
    monkeypatch.setattr(env, "SLOW_TO_IMPORT_PACKAGES", set(names))
    assert [one.passed for one in env.check_packages(names)] == [True, False, False]


def test_the_check_imports_nothing_slow():
    code = (
        "import sys; from utils.welcome.environment import EnvironmentCheck; EnvironmentCheck(); "
        "from utils.welcome.model.environment import SLOW_TO_IMPORT_PACKAGES as slow; "
        "print(sorted(slow & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_every_package_that_is_needed_is_one_of_ours():
    declared = (ROOT / "pyproject.toml").read_text(encoding="utf-8").replace("-", "_").lower()
    inside = {"markdown_it": "markdown_it_py", "yaml": "pyyaml"}
    assert [
        name
        for name in env.PURPOSE_BY_REQUIRED_PACKAGE
        if f'"{inside.get(name, name)}' not in declared
    ] == []


def test_a_folder_that_cannot_be_written(refusing):
    found = env.check_writable()
    assert not found.passed
    assert f"{display_path(refusing.parent)} is a file, not a folder" in found.fix
    assert "TPO_COURSE_HOME" in found.fix


def test_a_drive_that_is_not_there_is_no_full_disk(home, monkeypatch):
    def refuse(*_, **__):
        raise PermissionError(errno.EACCES, "no")

    monkeypatch.setattr(Path, "mkdir", refuse)
    monkeypatch.setattr(env.shutil, "disk_usage", lambda _: type("Usage", (), {"free": 0})())
    (found,) = [one.fix for one in env.run_all_checks() if not one.passed]
    assert f"the folder {display_path(home)} can't be found" in found
    assert "connect it" in found
    assert "full" not in found


def test_a_folder_that_can_be_written_is_left_empty(home):
    assert env.check_writable().passed
    assert list(home.iterdir()) == []


def test_the_check_names_the_folder_and_what_is_stored_does_not(home):
    check = EnvironmentCheck(binder=False)
    assert f"✓ Your work can be saved in {display_path(home)}" in check.html
    stored = check._repr_mimebundle_()
    assert display_path(home) not in stored["text/html"] + stored["text/plain"]


def test_a_full_disk(home, monkeypatch):
    home.mkdir()
    monkeypatch.setattr(env.shutil, "disk_usage", lambda _: type("Usage", (), {"free": 10})())
    found = env.check_disk_space().fix
    assert f"The disk with the folder for your work, {display_path(home)}, is full" in found


def test_tables_that_were_left_behind(tmp_path, monkeypatch):
    monkeypatch.setattr(env, "__file__", str(tmp_path / "utils" / "welcome" / "model" / "x.py"))
    found = env.check_data_tables()
    assert not found.passed
    assert "Get a complete copy of the project" in found.fix


def test_what_is_stored_does_not_vouch_for_this_computer():
    stored = EnvironmentCheck(binder=False)._repr_mimebundle_()
    live = stored.pop("application/vnd.jupyter.widget-view+json")
    assert "everything" not in str(stored).lower()
    assert stored["text/plain"].startswith("Run the notebook to check")
    assert "tpo-printed" in stored["text/html"]  # so that saving takes the live part out
    assert live["model_id"]


def test_binder_is_told_that_it_forgets(monkeypatch):
    assert not browser.is_on_binder()
    monkeypatch.setenv("BINDER_SERVICE_HOST", "x")
    assert browser.is_on_binder()
    assert "forgets everything" in plain_text(EnvironmentCheck([], binder=True))


@pytest.mark.parametrize(
    ("home", "said"), [("/drive/work", "stays in this browser"), ("", "can't save anything")]
)
def test_a_page_says_where_the_work_stays(monkeypatch, home, said):
    monkeypatch.setattr(browser, "RUNS_IN_BROWSER", True)
    monkeypatch.delenv("TPO_COURSE_HOME", raising=False)
    if home:
        monkeypatch.setenv("TPO_COURSE_HOME", home)
    assert said in plain_text(EnvironmentCheck([], binder=True))


def test_problems_are_listed_and_escaped():
    made = EnvironmentCheck(
        [env.CheckResult("<a>", passed=False, fix="<b>"), env.CheckResult("c", passed=True)]
    )
    page = made._repr_mimebundle_()["text/html"]
    assert "1 of 2 checks failed" in plain_text(made)
    assert "<b>" not in page
    assert "&lt;b&gt;" in page


def test_a_folder_that_another_account_wrote_to_is_named(tmp_path):
    assert env.check_work_folder_is_private(tmp_path).passed
    (tmp_path / ".accounts").write_text("0123456789abcdef\n")
    found = env.check_work_folder_is_private(tmp_path)
    assert not found.passed
    assert display_path(tmp_path) in found.fix
    assert "TPO_COURSE_HOME" in found.fix


def test_the_check_runs_where_nothing_is_installed():
    """Only the standard library: no site packages, so nothing that a learner could be missing."""
    code = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r}); "
        "from utils.welcome.environment import EnvironmentCheck as E; "
        "print(E(binder=False)._repr_mimebundle_()['text/plain'])"
    )
    done = subprocess.run(
        [sys.executable, "-S", "-I", "-c", code], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "pandas (tables): pandas is missing." in done.stdout
    assert "The course is installed: In a terminal" in done.stdout


# --- routes ------------------------------------------------------------------------------

LIMITS = [float(time) for time in data.TIME_LABEL_BY_MINUTES if time != "0"]


@pytest.mark.parametrize("who", data.AUDIENCE_LABELS)
@pytest.mark.parametrize("limit", LIMITS)
def test_every_route_fits_and_begins_with_the_first_steps(who, limit):
    stops = schedule_blocks(select_blocks(data.blocks_with_ranks(who), limit))
    assert stops[0].block.key == "start"
    assert stops[-1].end <= limit
    # Little is left over, unless nothing that is left out would fit.
    chosen = {stop.block.key for stop in stops}
    left_out = [one for one in data.blocks_with_ranks(who) if one.key not in chosen]
    needed = [one.exercise_minutes + one.reading_minutes for one in left_out]
    assert stops[-1].end >= limit - 12 or stops[-1].end + min(needed, default=limit) > limit
    books = [stop.block.notebook for stop in stops]
    assert books == sorted(books)


@pytest.mark.parametrize("who", [*data.AUDIENCE_LABELS, "facilitator"])
def test_ranks_are_an_order(who):
    ranks = sorted(row[who] for row in read_rows("route_blocks"))
    assert ranks == list(range(1, len(ranks) + 1))


def test_a_kind_of_person_that_the_list_no_longer_has_changes_nothing():
    """Facilitators had a route of their own once; they have a guide now."""
    Progress().record("changed", "00.route", values={"who": "facilitator", "time": "210"})
    made = Route()
    assert made.values()["who"] == "engineer"
    assert made.values()["time"] == "210"
    assert made.error_html == ""


def test_blocks_name_exercises_that_exist_and_none_twice():
    seen = []
    for row in read_rows("route_blocks"):
        known = data.exercise_name_by_number(row["notebook"])
        numbers = [int(n) for n in row["exercises"].split(";")]
        assert set(numbers) <= set(known), row["block"]
        seen += [(row["notebook"], n) for n in numbers]
    assert len(seen) == len(set(seen))


def test_all_of_it_is_the_whole_course():
    stops = schedule_blocks(select_blocks(data.whole_notebook_blocks(), UNLIMITED_MINUTES))
    assert [stop.block.notebook for stop in stops] == list(data.title_by_notebook_name())
    assert stops[-1].end == sum(row["minutes"] for row in read_rows("outline"))


@given(
    st.lists(
        st.builds(
            ExerciseGroup, st.uuids().map(str), st.just("n"), st.just((1,)), st.integers(1, 60),
            st.integers(0, 9), st.integers(1, 99),
        ),
        max_size=12,
    ),
    st.integers(1, 300),
)  # fmt: skip
def test_what_was_left_out_does_not_fit(blocks, minutes):
    taken = select_blocks(blocks, minutes)
    used = sum(one.minutes for one in taken)
    assert used <= minutes
    out = [one for one in blocks if one not in taken]
    assert all(one.minutes > minutes - used for one in out)


def test_impossible_times_are_refused():
    with pytest.raises(InputError, match="-5 minutes"):
        select_blocks([], -5)
    with pytest.raises(InputError, match="0 hours a week"):
        weeks_needed(60, 0)
    with pytest.raises(InputError, match="no time"):
        Route.evaluate(time="17")
    with pytest.raises(InputError, match="no 'nobody'"):
        data.blocks_with_ranks("nobody")


def test_two_hours_a_week():
    assert weeks_needed(480, 2) == 4
    assert "At 2 a week, that's" in Route.evaluate(time="0").summary


def test_the_plan_has_stops_to_tick_off(press):
    made = Route()
    made.set(who="manager", time="210", aim="Hire *fairly*", when="Mondays")
    press(made, "Save my learning plan")
    kept = Portfolio().read("learning-plan")
    assert "**I am:** Hiring manager. **I have:** Half a day." in kept
    assert r"Hire \*fairly\*" in kept
    assert "- [ ] Notebook 04" in kept
    assert "- [ ] Notebook 00, 4 minutes: Your first activity" in kept


def test_three_nines_are_most_of_an_hour():
    assert "99.90% over 30 days leaves 43.2 minutes." in FirstSteps.evaluate().summary
    assert "7.2 hours" in FirstSteps.evaluate(promise=99.0).summary


# --- the baseline ------------------------------------------------------------------------


def answered(card, key, sure="sure"):
    card.inputs["answer"].value = [key]
    card.inputs["confidence"].value = [sure]
    card.press("Keep my answer")


def test_a_baseline_answer_is_kept_without_a_verdict(on_page):
    card = Quiz("00-welcome", "baseline", quiet=True).cards[0]
    answered(card, "a")
    page = on_page(card)
    question = card.question
    assert "Saved." in card.feedback.html
    assert not any(c.feedback in page for c in question.choices)
    assert question.why not in page
    assert card.inputs["answer"].disabled
    assert card.buttons[0].disabled
    assert "Show the answer" not in [one.label for one in card.buttons]
    (event,) = [e for e in Progress().events(question.id) if e.what == "answered"]
    assert event.result["quiet"] is True
    assert event.result["correct"] is False


def test_it_is_found_again_and_stays_closed():
    answered(Quiz("00-welcome", "baseline", quiet=True).cards[1], "d")
    again = Quiz("00-welcome", "baseline", quiet=True).cards[1]
    assert again.inputs["answer"].value == ["d"]
    assert again.buttons[0].disabled
    assert "Saved." in again.feedback.html


def test_without_confidence_nothing_is_kept():
    card = Quiz("00-welcome", "baseline", quiet=True).cards[0]
    card.inputs["answer"].value = ["b"]
    card.press("Keep my answer")
    assert "How sure are you?" in card.error_html
    assert Progress().count_attempts(card.activity_id) == 0


def test_the_summary_gives_nothing_away():
    for card in Quiz("00-welcome", "baseline", quiet=True).cards:
        answered(card, "a")
    counts = Progress().summary()
    assert (counts["tried"], counts["kept"]) == (0, 8)
    page = progress_summary_html(counts)
    assert "Baseline answers saved: <strong>8</strong>" in page
    assert "No other question answered yet." in page
    assert "right" not in page


def test_both_halves_ask_about_the_same_things():
    from utils.kit.quiz import bank

    before = [
        q.id.removeprefix("00.q.base-") for q in bank.load_question_group("00-welcome", "baseline")
    ]
    after = [
        q.id.removeprefix("06.q.post-") for q in bank.load_question_group("06-capstone", "post")
    ]
    assert before == after
    assert len(before) == 8
    for one, other in zip(
        bank.load_question_group("00-welcome", "baseline"),
        bank.load_question_group("06-capstone", "post"),
        strict=True,
    ):
        right = [next(c.key for c in q.choices if c.verdict == "right") for q in (one, other)]
        assert right[0] != right[1], "the same key would give the second one away"
        assert {c.misconception for c in one.choices if c.misconception} & {
            c.misconception for c in other.choices if c.misconception
        }
