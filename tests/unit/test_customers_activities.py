"""Lab 02c: the built-in patterns are there, and the activities say what the tables have."""

from __future__ import annotations

import importlib.util
from functools import cache
from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from utils.capstone.activities import CapstonePortfolio
from utils.customers import data
from utils.customers.activities import (
    DecisionMemo,
    DidItHelp,
    OldVersion,
    StuckFunnel,
    TheySayTheyDo,
    WhatIsItWorth,
    check_task,
)
from utils.customers.activities.code_tasks import CODE_TASKS_BY_NUMBER
from utils.customers.activities.versions import weekly_change_factor
from utils.customers.model.arrival import worst_step
from utils.customers.model.keys import (
    SUCCESS_STEP,
    arrival_curve,
    group_keys,
    key_funnel,
    median_of_arrived,
)
from utils.customers.parsing import read_keys
from utils.customers.pictures import worth as worth_pictures
from utils.kit.errors import InputError
from utils.kit.portfolio import Portfolio
from utils.kit.tables import data_folder, load_data_frame

# --- the history, of any seed ----------------------------------------------------------------


@cache
def script():
    spec = importlib.util.spec_from_file_location("make_usage", data_folder() / "make_usage.py")
    made = importlib.util.module_from_spec(spec)
    import sys

    sys.modules["make_usage"] = made
    spec.loader.exec_module(made)
    return made


def test_the_tables_are_those_of_the_script():
    for name, rows in script().tables().items():
        stored = (data_folder() / "invented" / f"{name}.csv").read_text(encoding="utf-8")
        assert stored == script().as_csv(rows), "run: python data/make_usage.py"


def test_the_tables_are_small():
    sizes = [(data_folder() / "invented" / f"{name}.csv").stat().st_size
             for name in script().tables()]  # fmt: skip
    assert max(sizes) <= 200_000
    assert sum(sizes) <= 1_000_000


@pytest.mark.parametrize("seed", [2026, 1, 2, 3, 4])
def test_every_seed_has_the_patterns(seed):
    made = script().tables(seed)
    keys = pd.DataFrame(made["usage_onboarding"]).replace("", pd.NA)
    share = keys["first_success"].notna().groupby(keys["library"]).mean()
    assert share["Java"] < 0.35
    assert share[["Python", "Node"]].min() > 2 * share["Java"]
    reached = [keys[name].notna().sum() for name in ("created", *script_steps())]
    passed = [later / before for before, later in pairwise(reached)]
    assert min(passed) == passed[1]
    created, success = (pd.to_datetime(keys[name]) for name in ("created", "first_success"))
    day = success - created < pd.Timedelta(days=1)
    assert [day[keys["message"] == "new"].sum(), day[keys["guide"] == "new"].sum()] == [48, 9]
    calls = pd.DataFrame(made["usage_calls"])
    calls["week"] = (pd.to_datetime(calls["day"]) - pd.Timestamp(script().START)).dt.days // 7
    every = weekly(calls)
    old = weekly(calls[calls["version"] == "1"])
    assert (old.loc["Finance"] / every.loc["Finance"]).min() > 0.85
    total = old.sum() / every.sum()
    assert (total.diff().dropna() < 0).all()
    refused = calls[calls["status"] == "4xx"].groupby("caller")["calls"].sum() / every.sum(axis=1)
    assert refused.idxmax() == "Subscriptions"


def weekly(calls):
    return calls.pivot_table(index="caller", columns="week", values="calls", aggfunc="sum")


def script_steps():
    return ("first_call", "first_success", "first_live", "hundredth_call")


def test_times_of_a_key_follow_each_other():
    every = data.load_api_keys()
    for key in every:
        reached = [one for one in key.hours_to_step if one <= key.watched_hours]
        assert reached == sorted(reached)
        assert key.hours_to_step[0] == 0


# --- stuck -----------------------------------------------------------------------------------


def test_the_cause_shows_in_the_slice():
    keys = data.load_api_keys()
    assert worst_step(key_funnel(keys)).name == "first success"
    by_library = {
        name: arrival_curve(some).shares[-1] for name, some in group_keys(keys, "library").items()
    }
    assert min(by_library, key=by_library.get) == "Java"
    view = StuckFunnel.evaluate(split="library")
    assert "With Java, it's 14%" in view.summary
    assert "A total can hide a slice" in StuckFunnel.evaluate().summary


def test_dropping_those_who_wait_makes_it_look_fast():
    keys = data.load_api_keys()
    assert arrival_curve(keys).time_of(0.5) > 10 * median_of_arrived(keys)
    summary = StuckFunnel.evaluate(show="time").summary
    assert "7.2 days; of those that work, 8.2 hours" in summary
    assert "220 keys of 489" in summary


OWN = """team;sdk;Created at;First call;First 200;First live
A;Go;2026-05-01 09:00;2026-05-01 10:00;2026-05-01 11:00;
A;Go;2026-05-01 09:00;2026-05-01 10:00;;
B;Rust;2026-05-02 09:00;;;
B;Rust;2026-05-02 09:00;;2026-05-04 09:00;
"""


def test_own_keys_are_read():
    found = read_keys(OWN)
    keys, notes = found.keys, found.notes
    assert [key.groups["caller"] for key in keys] == list("AABB")
    assert keys[0].hours_to_step[SUCCESS_STEP] == 2
    assert keys[1].watched_hours == 72
    assert not keys[2].reached(SUCCESS_STEP)
    assert "4 keys read" in notes[0]
    view = StuckFunnel.evaluate(own=["own"], table=OWN, split="caller")
    assert "B: 2 keys" in view.picture.description
    for show in ("steps", "time"):
        for split in ("all", "caller", "library"):
            assert StuckFunnel.evaluate(own=["own"], table=OWN, show=show, split=split).summary


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ("a,b\n1,2", "no column"),
        ("created,first_success\n,2026-05-01", "empty"),
        ("created,first_success\nsoon,2026-05-01", "soon"),
        ("created,first_success\n2026-05-03,2026-05-01", "before the key was made"),
        ("created,first_success\n2026-05-03T10:00Z,2026-05-04T10:00", "time zone"),
        ("created,first_success", ""),
    ],
)
def test_what_cannot_be_read_is_said_at_the_field(table, words):
    with pytest.raises(InputError) as problem:
        read_keys(table)
    assert problem.value.field == "table"
    assert words in str(problem.value) or words == "no column"


@given(st.text(max_size=200))
def test_any_text_is_keys_or_an_error(text):
    try:
        found = read_keys(text)
    except InputError:
        return
    assert found.keys


# --- helped, versions, worth, claims -----------------------------------------------------------


def test_the_message_helped_and_the_guide_cannot_be_told():
    message = DidItHelp.evaluate(compare="control")
    assert "+13.7 points (+1.8 to +25.1): zero is outside" in message.summary
    guide = DidItHelp.evaluate(change="guide", compare="control")
    assert "+31.0 points (−4.7 to +57.5). You can't tell yet. Ask again when each group has 40" in (
        guide.summary
    )
    office = DidItHelp.evaluate(change="office", compare="control")
    assert "fell as well, without an office hour" in office.summary


@pytest.mark.parametrize("change", ["message", "guide", "office"])
@pytest.mark.parametrize("decision", ["ship", "hold", "back"])
def test_each_decision_has_its_own_feedback(change, decision):
    said = {
        one: DidItHelp.evaluate(change=change, decision=one).says[0]
        for one in ("ship", "hold", "back")
    }
    assert len(set(said.values())) == 3
    assert said[decision].endswith("?") or said[decision].endswith(".")
    assert DidItHelp.evaluate(change=change).says == ()


def test_finance_is_not_moving_and_checkout_has_moved():
    assert [one for one in data.list_callers() if weekly_change_factor(one) > 0.97] == ["Finance"]
    tags = {one: OldVersion.evaluate(first=one).says[0].tag for one in data.list_callers()}
    assert tags["Finance"] == "isn't moving"
    assert tags["Checkout"] == "has moved"
    assert tags["Mobile"] == "is moving"
    for week, said in ((1, "in 1 week"), (26, "in 26 weeks")):  # the picture's weeks count on
        assert said in {one.tag for one in OldVersion.evaluate(day=week).says}


def test_a_price_is_told_by_the_call():
    calls = sum(map(sum, data.load_usage().calls.values()))
    year = (14_000 + 30_000) / 2 + 12 * (100 + 400) / 2
    note = WhatIsItWorth.evaluate().notes[0]
    assert f"${1_000 * year / (calls / 8 * 52):.2f} to 1,000 calls" in note


def test_both_slices_together_show_that_the_library_matters_in_every_team():
    assert "Java · Finance: 40 keys" in StuckFunnel.evaluate(split="both").picture.description
    every = data.load_api_keys()
    keys = [key for key in every if key.groups["caller"] in data.CALLERS_WITH_NEW_MESSAGE]
    share = {
        name: sum(key.reached(SUCCESS_STEP) for key in some) / len(some)
        for name, some in group_keys(keys, "library", "caller").items()
    }
    java = [value for name, value in share.items() if name.startswith("Java · ")]
    assert max(java) < min(value for name, value in share.items() if "Java" not in name)


def test_the_worst_step_is_the_same_for_keys_of_the_same_age():
    note = StuckFunnel.evaluate().notes[-1]
    assert "watched for at least 28 days: their worst step is the first success" in note


def test_the_medians_have_an_interval_that_may_be_open():
    note = DidItHelp.evaluate(compare="control").notes[0]
    assert "Half of the keys work after 3.2 days with the message, and after 8.4 days" in note
    assert "reaches up to +2.1 days, zero inside. It has no lower end" in note


def test_the_widest_bar_is_the_one_to_check():
    view = WhatIsItWorth.evaluate()
    assert "Check first: failed refunds avoided a month" in view.summary
    assert WhatIsItWorth.evaluate(way="buy").summary.startswith("If you buy it")
    assert WhatIsItWorth.evaluate(way="leave").says[0].tag == "leave it"
    nothing = {f"{name}_{end}": 0 for name in ("refunds", "refund_cost") for end in ("low", "high")}
    assert WhatIsItWorth.evaluate(**nothing).picture


def test_claims_are_judged_as_the_tables_have_it():
    usage = data.load_usage()
    verdict = {one.caller: one.verdict for one in data.load_claims()}
    assert verdict["Checkout"] == "supported"
    assert max(usage.old_version_calls["Checkout"][4:]) == 0
    assert verdict["Finance"] == "contradicted"
    assert min(usage.old_version_shares("Finance")) > 0.85
    assert verdict["Mobile"] == "supported"
    slow = data.refund_p95_ms_by_week()
    assert min(slow[5:]) > 1.2 * max(slow[:5])
    assert verdict["Subscriptions"] == "contradicted"
    assert sorted(verdict.values()).count("not in the data") == 2


def test_our_reading_comes_after_all_six():
    made = TheySayTheyDo()
    made.press("Compare with our reading")
    assert "no verdict yet" in made.inputs["verdicts"].error
    made.set(verdicts={f"{one.key}.verdict": one.verdict for one in data.load_claims()})
    made.press("Compare with our reading")
    assert "We read 6 of 6 claims as you do" in made.comparison_html
    made.close()


def test_each_claim_can_be_checked_on_the_screen():
    slow = TheySayTheyDo.evaluate(caller="Mobile").picture.description
    assert "The p95 of refund calls, in ms: 311, " in slow
    assert "no refund calls" in TheySayTheyDo.evaluate(caller="Alder").picture.description


def test_each_claim_can_be_checked_on_paper():
    made = TheySayTheyDo()
    made.set(caller="Alder")
    printed = made.printed_html()
    for one in data.load_claims():
        assert f"{one.caller}: to version 1 from " in printed
    assert "refund calls from 311 to 418 ms" in printed
    made.close()


def test_the_portfolio_has_the_decision_memo(home):
    memo = DecisionMemo()
    memo.set(question="Fix Java first?", data="22 of 157 and 97 of 118", decision="Fix it")
    memo.press("Save my decision memo")
    memo.close()
    made = CapstonePortfolio()
    assert "document:decision-memo" in made.values()["include"]
    made.press("Save my portfolio")
    assert "### The question\n\nFix Java first?" in Portfolio().read("portfolio")
    made.close()


def test_who_moves_too_slowly_for_the_day_is_named():
    soon, later = (OldVersion.evaluate(day=day).says[0] for day in (1, 12))
    assert "Finance would still be calling" in later
    assert "Mobile and Alder won't be done by then, either" in later
    assert "Birch" in soon
    first = OldVersion.evaluate(first="Finance").says[0]
    assert "18,613 in the last week. In its first week, it was 17,657" in first


def test_the_memo_has_what_was_written_and_what_was_found(home):
    other = StuckFunnel()
    other.set(split="library")
    other.flush()
    made = DecisionMemo()
    made.set(
        question="Fix Java first?", data="22 of 157, against 97 of 118", decision="Yes *all*",
        change_mind="A week without refusals", next="The share by library",
    )  # fmt: skip
    assert "Save it" in made.summary_html
    text = made.document(**made.values()).markdown
    assert "Fix Java first?" in text
    assert "Yes \\*all\\*" in text
    made.close()
    other.close()


# --- for those who code ------------------------------------------------------------------------


def right(number):
    return CODE_TASKS_BY_NUMBER[number].expected()


@pytest.mark.parametrize("number", CODE_TASKS_BY_NUMBER)
def test_a_right_result_is_right_and_nothing_is_told_before_an_attempt(number):
    assert check_task(number, right(number)).ok
    for nothing in (None, ...):
        first = check_task(number, nothing)
        assert not first.ok
        assert first.hint
        assert not first.solution


@pytest.mark.parametrize("number", CODE_TASKS_BY_NUMBER)
def test_the_solution_is_right(number):
    names = {
        "keys": load_data_frame("usage_onboarding"),
        "calls": load_data_frame("usage_calls"),
        "pd": pd,
    }
    names["created"] = pd.to_datetime(names["keys"]["created"])
    exec(CODE_TASKS_BY_NUMBER[number].solution, names)  # noqa: S102 - our own
    assert check_task(number, names["answer"]).ok


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ("0.55", "single number"), (True, "single number"), ([0.9], "single number"),
        (float("nan"), "finite"), (float("inf"), "finite"), (55.01, "percentage"),
        (269, "What share of all keys"), (269 / 458, "Divide by all keys"), (0.9, "too large"),
        (0.1, "too small"), (pd.Series([1.0]), "single number"),
    ],
)  # fmt: skip
def test_a_wrong_number_gets_a_clear_word(answer, words):
    assert words in check_task(1, answer).message


def test_series_frames_and_dicts_count_and_faults_are_named():
    found = right(2)
    assert check_task(2, found.to_dict()).ok
    assert check_task(2, found.rename("share").reset_index()).ok
    assert check_task(2, found.to_frame()).ok
    assert "no row for Java" in check_task(2, found.drop("Java")).message
    assert "There is 1 row too many: Go." in (
        check_task(2, pd.concat([found, pd.Series({"Go": 0.5})])).message
    )
    assert "There are 2 rows too many: Go, C." in (
        check_task(2, pd.concat([found, pd.Series({"Go": 0.5, "C": 0.5})])).message
    )
    assert (
        "Check the number of Java" in check_task(2, found.where(found.index != "Java", 0)).message
    )
    assert "groups" in check_task(2, pd.concat([found, found])).message
    assert "Series" in check_task(2, 0.5).message
    assert "columns of numbers" in check_task(2, pd.DataFrame()).message
    assert not check_task(2, found.astype(str)).ok


@given(st.one_of(st.none(), st.text(), st.integers(), st.floats(), st.lists(st.integers()),
                 st.dictionaries(st.text(), st.integers())))  # fmt: skip
def test_any_result_gets_a_word(answer):
    for number in CODE_TASKS_BY_NUMBER:
        assert check_task(number, answer).message


def test_nothing_has_neither_sign_nor_thousands():
    assert [
        worth_pictures.format_thousand_dollars(value) for value in (12_400, -3_000, 0, -300)
    ] == [
        *("$12k", "−$3k"),
        *("$0", "$0"),
    ]
