"""What helped: before and after, with a group to compare with, and with an interval."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from utils.customers import data
from utils.customers.activities import own_change, own_tables
from utils.customers.activities.own_change import (
    INTERVAL_METHOD_NOTE,
    POWER_NOTE,
    ask_again_text,
    keys_needed_for_full_and_half_difference,
    median_difference_note,
)
from utils.customers.call_log import MAX_CHARACTERS
from utils.customers.model.intervals import Difference, share_difference
from utils.customers.model.keys import (
    count_reached_and_watched_within_day,
    waiting_hours_and_reached,
)
from utils.customers.model.regression import mean_change_and_falling_weeks_of_worst, worst_then
from utils.customers.pictures import differences as pictures
from utils.kit.activity import Activity
from utils.kit.controls.factory import (
    checkboxes,
    dropdown,
    radio_buttons,
    side_by_side,
    stacked,
    text_field,
)
from utils.kit.english import join_words, upper_first
from utils.kit.tables import source_line
from utils.kit.view import Finding, Prediction, View

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import ipywidgets as widgets

    from utils.customers.model.keys import ApiKey
    from utils.kit.controls import Input

MESSAGE, GUIDE, OFFICE = "message", "guide", "office"
CHANGE_OPTIONS = (
    (MESSAGE, "the new error message"),
    (GUIDE, "the partners' new guide"),
    (OFFICE, "the office hour"),
)
BEFORE, CONTROL = "before", "control"
OPEN, SHIP, HOLD, BACK = "open", "ship", "hold", "back"
DECISION_OPTIONS = (
    (OPEN, "not yet decided"),
    (SHIP, "ship it to everyone"),
    (HOLD, "hold, and keep measuring"),
    (BACK, "roll it back"),
)
OWN_KEYS_OPTION = "own"
OWN_KEYS_CONTROL_NAMES = ("began", "with_value", "table")
OWN_KEYS_HINT = (
    "CSV with created, first_success, and change (yes or no); or a table of events or of calls "
    "with a column that says who had the change"
)
INVITED_CALLER_COUNT = 3  # callers who were invited to the office hour
DECISION_FEEDBACK = {
    (MESSAGE, SHIP): (
        "fits", "right",
        (
            "The interval with a control group stays above zero, and shipping it to the other "
            "half costs little. What will you keep measuring after the control group is gone?"
        ),
    ),
    (MESSAGE, HOLD): (
        "careful", "close",
        (
            "More data would narrow the interval. But zero is already outside it, and each "
            "week of holding probably costs the other teams working calls. What would you still "
            "need to see?"
        ),
    ),
    (MESSAGE, BACK): (
        "against the data", "wrong",
        (
            "Undoing things that don't help is a good habit. This one probably helps: which end of "
            "the interval would you have to believe in to take it back?"
        ),
    ),
    (GUIDE, SHIP): (
        "too early", "unsure",
        (
            "The difference is large, so it's tempting, and a guide is cheap to ship. But zero "
            "is inside the interval. If you ship it anyway, how will you ever learn whether it "
            "helps?"
        ),
    ),
    (GUIDE, HOLD): (
        "fits", "right",
        (
            "Yes: you can't tell yet. That isn't the same as no effect. Name the number of "
            "keys at which you'll look again, and look then, not every day: if you look often "
            "enough, you'll find a difference by luck."
        ),
    ),
    (GUIDE, BACK): (
        "too early", "wrong",
        (
            "You noticed that it isn't proven. But an interval with zero in it doesn't say "
            "that there is no effect. What does most of this interval say?"
        ),
    ),
    (OFFICE, SHIP): (
        "not shown", "wrong",
        (
            "The fall is real, and an hour costs little, so it's tempting. But for anyone, the "
            "worst week is usually followed by a better one. What would have happened without it?"
        ),
    ),
    (OFFICE, HOLD): (
        "fits", "right",
        (
            "Yes. They're back near their usual weeks, and much of that would happen without "
            "help, too. Next time, pick at random whom to invite. What would you then compare?"
        ),
    ),
    (OFFICE, BACK): (
        "can be defended", "neutral",
        (
            "If no one can show that the hour helps, you could spend it on something else. But "
            "these numbers say only that you can't tell. What would a fair test cost?"
        ),
    ),
}  # fmt: skip


@lru_cache(maxsize=1)
def worked_and_watched_counts_by_group() -> dict[str, tuple[int, int]]:
    """Return how many keys worked within a day, and how many there were, by group and time."""
    groups = {
        "half_before": _keys_of_callers(data.CALLERS_WITH_NEW_MESSAGE, after_switch=False),
        "half_after": _keys_of_callers(data.CALLERS_WITH_NEW_MESSAGE, after_switch=True),
        "rest_before": _keys_of_callers(data.CALLERS_WITH_OLD_MESSAGE, after_switch=False),
        "rest_after": _keys_of_callers(data.CALLERS_WITH_OLD_MESSAGE, after_switch=True),
        "guide_new": _partner_keys("new"),
        "guide_old": _partner_keys("old"),
    }
    return {name: count_reached_and_watched_within_day(keys) for name, keys in groups.items()}


def _all_keys() -> tuple[ApiKey, ...]:
    return data.load_api_keys()


def _keys_of_callers(callers: Iterable[str], *, after_switch: bool) -> list[ApiKey]:
    return [
        key for key in _all_keys()
        if key.groups["caller"] in callers
        and (key.created_day >= data.MESSAGE_SWITCH_DAY) == after_switch
    ]  # fmt: skip


def _partner_keys(guide_version: str) -> list[ApiKey]:
    own = {*data.CALLERS_WITH_NEW_MESSAGE, *data.CALLERS_WITH_OLD_MESSAGE}
    return [
        key for key in _all_keys()
        if key.groups["caller"] not in own and key.groups["guide"] == guide_version
    ]  # fmt: skip


def compute_worked_share_difference(group: str, other_group: str) -> Difference:
    """Return the difference of the shares that worked, first group minus second."""
    return share_difference(
        *worked_and_watched_counts_by_group()[group],
        *worked_and_watched_counts_by_group()[other_group],
    )


def _difference_row(label: str, group: str, other_group: str) -> pictures.DifferenceRow:
    found = compute_worked_share_difference(group, other_group)
    return pictures.DifferenceRow(label, 100 * found.value, 100 * found.low, 100 * found.high)


def refused_share_table() -> list[list[float]]:
    """Return the share of refused calls, a row a caller, a column a week."""
    return [data.load_usage().refused_shares(caller) for caller in data.list_callers()]


def _worked_of_total_text(group: str) -> str:
    hits, total = worked_and_watched_counts_by_group()[group]
    return f"{hits} of {total}"


def _prediction_prompt() -> str:
    counts = worked_and_watched_counts_by_group()
    before, after = (hits / total for hits, total in (counts["half_before"], counts["half_after"]))
    return (
        "Half of the teams got a new error message after four weeks. In that half, the share of "
        f"new keys that work within a day rose from {before:.0%} to {after:.0%}. How much of that "
        "rise did the message cause?"
    )


class DidItHelp(Activity):
    """Compare, look at the interval, and decide."""

    activity_id = "02c.helped"
    title = "Did it help?"
    task = (
        "Three changes were made, and each of them “worked.” Choose a change, choose what to "
        "compare, and decide. “I can't tell yet” is an answer, if you say when you'll look again."
    )
    prediction = Prediction(
        _prediction_prompt(),
        (
            (
                "all",
                "All of it, because nothing else changed for those teams",
                (
                    "Nothing else that you know of, and that's the catch. What happened in those "
                    "weeks in the teams without the message?"
                ),
            ),
            (
                "part",
                "Part of it, because other teams may have risen as well",
                (
                    "Yes. The other half shows what the same weeks did without the message. What's "
                    "left is our best estimate of the message's part, with an interval around it."
                ),
            ),
            (
                "none",
                "None of it, because a correlation is never a cause",
                (
                    "It's good to be strict. But who got the message was fixed beforehand, and the "
                    "other half is there to compare with. What does that comparison show?"
                ),
            ),
        ),
        right=("part",),
    )

    def controls(self) -> dict[str, Input]:
        """Return the change, what to compare, the decision, and a learner's own keys."""
        ways = ((BEFORE, "before and after"), (CONTROL, "with a control group"))
        table = text_field("Your keys", hint=OWN_KEYS_HINT, lines=8, code=True)
        table.max_length = MAX_CHARACTERS
        made = {
            "change": dropdown("Change", CHANGE_OPTIONS, MESSAGE),
            "compare": radio_buttons("Compare", ways, BEFORE),
            "decision": radio_buttons("Your decision", DECISION_OPTIONS, OPEN),
            "own": checkboxes("", [(OWN_KEYS_OPTION, "Use my own keys")], []),
            "began": text_field("The change went live on", hint="A day, such as 2026-03-30"),
            "with_value": dropdown(
                "Had the change", own_change.treated_value_options(None, ""), ""
            ),
            "table": table,
            **own_tables.key_question_controls(),
        }
        for name in OWN_KEYS_CONTROL_NAMES:
            made[name].hidden = True
        return made

    def layout(self, controls: dict[str, Input]) -> widgets.Widget:
        """Return what is compared in a row, then the decision, then the learner's own table."""
        compared = side_by_side(controls["change"], controls["compare"])
        asked = side_by_side(controls["began"], controls["with_value"])
        rows = (controls[name] for name in ("decision", "own"))
        columns = own_tables.key_question_layout(controls)
        return stacked(compared, *rows, controls["table"], columns, asked)

    def update_controls(self, controls: dict[str, Input], answers: dict[str, Any]) -> None:
        """Show what own keys need only where the learner asks for it."""
        own, chosen = OWN_KEYS_OPTION in answers["own"], answers["with_value"]
        on = own and bool(answers["table"].strip())
        controls["change"].hidden = on
        controls["table"].hidden = controls["began"].hidden = not own
        wanted = {"status", "calls", *(("change",) if answers["compare"] == CONTROL else ())}
        own_tables.show_key_questions(controls, answers, wanted, visible=on)
        table = own_change.read_own_keys_or_none(answers) if on else None
        controls["with_value"].hidden = not (
            own and (chosen or own_change.is_treated_value_unclear(table))
        )
        controls["with_value"].options = own_change.treated_value_options(table, chosen)

    def view(
        self, *, change: str, compare: str, decision: str, own: Sequence[str], **answers: str
    ) -> View:
        """Return the differences, in words and drawn, and what the decision rests on."""
        if OWN_KEYS_OPTION in own and answers["table"].strip():
            return self._own_view(answers, decision, with_control=compare == CONTROL)
        made = {MESSAGE: _message_result, GUIDE: _guide_result, OFFICE: _office_hour_result}[change]
        summary, rows, notes = made(with_control=compare == CONTROL)
        source = source_line("usage_calls" if change == OFFICE else "usage_onboarding")
        said = DECISION_FEEDBACK.get((change, decision))
        return View(
            summary=summary,
            picture=pictures.picture(
                _difference_title(rows[0 if change == OFFICE else -1]), rows, source=source
            ),
            says=(Finding(said[2], said[0], said[1]),) if said else (),
            notes=notes,
        )

    def _own_view(self, answers: Mapping[str, str], decision: str, *, with_control: bool) -> View:
        made = own_change.compare_own_keys(
            own_tables.read_own_keys(answers),
            treated_value=answers["with_value"],
            change_date_text=answers["began"],
            with_control=with_control,
        )
        return View(
            summary=made.summary,
            picture=pictures.picture(
                _difference_title(made.rows[-1]), made.rows, source="Your own keys."
            ),
            says=own_change.decision_feedback(made, decision),
            notes=made.notes,
        )


def _difference_title(row: pictures.DifferenceRow) -> str:
    return f"{upper_first(row.label)}: {row.difference_text}"


ChangeResult = tuple[str, list["pictures.DifferenceRow"], tuple[str, ...]]


def _message_result(*, with_control: bool) -> ChangeResult:
    rows = [_difference_row("with the message, later − earlier", "half_after", "half_before")]
    summary = (
        f"In the half with the message, {_worked_of_total_text('half_before')} new keys worked "
        f"within a day before, and {_worked_of_total_text('half_after')} after."
    )
    if not with_control:
        return f"{summary} So far, there's nothing to compare that rise with.", rows, ()
    rows += [
        _difference_row("without the message, later − earlier", "rest_after", "rest_before"),
        _difference_row("same weeks, with − without", "half_after", "rest_after"),
    ]
    found = compute_worked_share_difference("half_after", "rest_after")
    tell = "zero is outside" if found.excludes_zero else "zero is inside"
    summary = (
        f"{summary} In the same later weeks, {_worked_of_total_text('rest_after')} worked without "
        f"it. The difference is {rows[-1].difference_text}: {tell} the interval."
    )
    return (
        summary,
        rows,
        (_message_median_note(), f"{INTERVAL_METHOD_NOTE} {NON_RANDOM_TEAMS_NOTE}"),
    )


NON_RANDOM_TEAMS_NOTE = (
    "Teams weren't picked at random, so look at the earlier weeks as well: there, both halves "
    "should be alike. And keys of one team resemble each other, so with three teams in each half, "
    "the real uncertainty is larger than this interval."
)


@lru_cache(maxsize=1)
def _message_median_note() -> str:
    with_it, without = (
        _keys_of_callers(half, after_switch=True)
        for half in (data.CALLERS_WITH_NEW_MESSAGE, data.CALLERS_WITH_OLD_MESSAGE)
    )
    return median_difference_note(
        waiting_hours_and_reached(with_it),
        waiting_hours_and_reached(without),
        ("with the message", "without it"),
    )


def _guide_result(*, with_control: bool) -> ChangeResult:
    old, new = (
        worked_and_watched_counts_by_group()["guide_old"],
        worked_and_watched_counts_by_group()["guide_new"],
    )
    if not with_control:
        hits, total = new
        rows = [pictures.DifferenceRow("with the guide, no earlier keys", 100 * hits / total)]
        summary = (
            f"With the new guide, {_worked_of_total_text('guide_new')} keys of partners worked "
            "within a day. The guides went out in the same weeks, so there is no “before.”"
        )
        return f"{summary} Compare with a control group instead.", rows, ()
    rows = [_difference_row("new guide − old guide", "guide_new", "guide_old")]
    weekly = (new[1] + old[1]) / 2 / data.WEEK_COUNT
    needed = keys_needed_for_full_and_half_difference(new, old)
    summary = (
        f"{_worked_of_total_text('guide_new')} keys with the new guide worked within a day, and "
        f"{_worked_of_total_text('guide_old')} with the old one: {rows[0].difference_text}. You "
        f"can't tell yet. {ask_again_text(*needed, weekly, new[1])}"
    )
    return summary, rows, (f"{POWER_NOTE} {INTERVAL_METHOD_NOTE}",)


def _office_hour_result(*, with_control: bool) -> ChangeResult:
    week, invited = data.load_office_hour_week_and_callers()
    table = refused_share_table()
    now, later = worst_then(table, week, INVITED_CALLER_COUNT)
    rows = [pictures.DifferenceRow("the invited callers, next week", 100 * (later - now))]
    summary = (
        f"{join_words(invited)} had the most refused calls in week {week + 1}: {now:.1%} on "
        f"average. A week after the office hour, it was {later:.1%}."
    )
    if not with_control:
        return f"{summary} So far, there's nothing to compare that fall with.", rows, ()
    usual = _mean_refused_share_before(invited, week)
    change, falls, weeks = mean_change_and_falling_weeks_of_worst(table, INVITED_CALLER_COUNT, week)
    rows += [
        pictures.DifferenceRow("their earlier weeks − that worst week", 100 * (usual - now)),
        pictures.DifferenceRow("the worst three of other weeks, next week", 100 * change),
    ]
    summary = (
        f"{summary} In the weeks before, the same three had {usual:.1%}. In {falls} of {weeks} "
        "other weeks, the worst three fell as well, without an office hour."
    )
    return summary, rows, (REGRESSION_NOTE,)


REGRESSION_NOTE = (
    "Much of this is regression to the mean: anyone who's chosen for a very bad week was partly "
    "unlucky, and luck that bad rarely comes twice in a row. The worse the week, the more room "
    "there is to improve. The hour may have helped, too, but these numbers can't tell."
)


def _mean_refused_share_before(callers: list[str], week: int) -> float:
    shares = [one for caller in callers for one in data.load_usage().refused_shares(caller)[:week]]
    return sum(shares) / len(shares)
