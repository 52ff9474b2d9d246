"""Where new callers get stuck, and how long their first working call takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from utils.customers import data
from utils.customers.activities import own_tables
from utils.customers.call_log import MAX_CHARACTERS
from utils.customers.model.arrival import worst_step
from utils.customers.model.keys import (
    HOURS_PER_DAY,
    STEP_NAMES,
    SUCCESS_STEP,
    arrival_curve,
    count_reached_and_watched_within_day,
    group_keys,
    key_funnel,
    median_of_arrived,
)
from utils.customers.pictures import arrival as pictures
from utils.kit.activity import Activity
from utils.kit.controls.factory import (
    checkboxes,
    radio_buttons,
    side_by_side,
    stacked,
    text_field,
)
from utils.kit.english import plural
from utils.kit.tables import Table, source_line
from utils.kit.view import Prediction, View

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import ipywidgets as widgets

    from utils.customers.model.keys import ApiKey
    from utils.kit.controls import Input

OWN_KEYS_OPTION, NO_SPLIT = "own", "all"
SPLIT_OPTIONS = (
    (NO_SPLIT, "not at all"),
    ("caller", "by caller"),
    ("library", "by client library"),
    ("both", "by both"),
)
GROUP_NAMES_BY_SPLIT = {NO_SPLIT: (), "caller": ("caller",), "library": ("library",),
          "both": ("library", "caller")}  # fmt: skip
SHOW_OPTIONS = (("steps", "the steps"), ("time", "the time to a working call"))
CENSORED_KEYS_NOTE = (
    "A key without a working call isn't dropped. It counts as waiting for as long as we watched "
    "it (Kaplan and Meier, 1958). The curve assumes that keys made late do as those made early."
)
OWN_KEYS_HINT = (
    "CSV: a row for each key (created, first_success, …), for each event (user_id, event, time),"
    " or for each call (time, caller, status)"
)
MIN_KEYS_FOR_SHARE = 20  # keys: below that, a share says little


class StuckFunnel(Activity):
    """Slice the keys until the cause shows."""

    activity_id = "02c.stuck"
    title = "Where do they get stuck?"
    task = (
        "Each new caller gets a key. From there, four steps lead to the hundredth call with real "
        "money. Find the step that loses the most callers. Then split the keys until you see who "
        "gets stuck there."
    )
    prediction = Prediction(
        "Every caller starts with a key, and each step comes after the one before. Which step "
        "loses the largest share of those who could take it?",
        (
            (
                "call",
                "The first call of any kind, because most people only collect keys",
                (
                    "Unused keys are common, so that's a fair guess. Here, nearly everyone makes "
                    "a call. What does the first answer say to them?"
                ),
            ),
            (
                "success",
                "The first call that works, because the first answer is a refusal",
                (
                    "Yes. They call, we refuse, and many never get further. Is that true of every "
                    "team, and of every client library?"
                ),
            ),
            (
                "live",
                "The first call with real money, because that takes an approval",
                (
                    "Approvals do take time, and some keys stop there. But compare the shares: "
                    "which step do even fewer get past?"
                ),
            ),
            (
                "many",
                "The hundredth call, because a trial is not yet a customer",
                (
                    "Some trials do end early. But those who go live usually stay. At which step "
                    "are the most people already gone?"
                ),
            ),
        ),
        right=("success",),
    )

    def controls(self) -> dict[str, Input]:
        """Return what to show, how to split, and a learner's own keys."""
        own = text_field("Your keys", hint=OWN_KEYS_HINT, lines=8, code=True)
        own.max_length, own.hidden = MAX_CHARACTERS, True
        return {
            "show": radio_buttons("Show", SHOW_OPTIONS, "steps"),
            "split": radio_buttons("Split the keys", SPLIT_OPTIONS, NO_SPLIT),
            "own": checkboxes("", [(OWN_KEYS_OPTION, "Use my own keys")], []),
            "table": own,
            **own_tables.key_question_controls(),
        }

    def layout(self, controls: dict[str, Input]) -> widgets.Widget:
        """Return the choices in a row, the learner's own table below."""
        top = side_by_side(controls["show"], controls["split"])
        asked = own_tables.key_question_layout(controls)
        return stacked(top, controls["own"], controls["table"], asked)

    def update_controls(self, controls: dict[str, Input], answers: dict[str, Any]) -> None:
        """Show the text field where the learner asks for it, and what isn't clear about it."""
        controls["table"].hidden = OWN_KEYS_OPTION not in answers["own"]
        wanted = {"status", "calls", *GROUP_NAMES_BY_SPLIT[answers["split"]]}
        on = OWN_KEYS_OPTION in answers["own"] and bool(answers["table"].strip())
        own_tables.show_key_questions(controls, answers, wanted, visible=on)

    def view(self, *, show: str, split: str, own: Sequence[str], **answers: str) -> View:
        """Return the steps or the curve, and the numbers of each group."""
        keys, source = data.load_api_keys(), source_line("usage_onboarding")
        notes: tuple[str, ...] = ()
        if OWN_KEYS_OPTION in own and answers["table"].strip():
            own_keys = own_tables.read_own_keys(answers)
            keys, notes, source = own_keys.keys, own_keys.notes, "Your own keys."
        groups = group_keys(keys, *GROUP_NAMES_BY_SPLIT[split])
        return View(
            summary=_summary_text(groups, show),
            picture=pictures.PICTURE_BUILDERS[show](groups, source=source),
            table=_build_group_table(groups, source),
            notes=(*notes, CENSORED_KEYS_NOTE if show == "time" else _key_age_note(keys)),
        )


def _summary_text(groups: Mapping[str, Sequence[ApiKey]], show: str) -> str:
    every = [key for keys in groups.values() for key in keys]
    curve = arrival_curve(every)
    if show == "time":
        left = curve.total - curve.arrived
        return (
            f"{pictures.time_to_success_title(groups)}. {plural(left, 'key')} of {curve.total:,} "
            f"had no working call by the end. {_group_gap_text(groups)}"
        )
    lost = worst_step(key_funnel(every)).share_of_previous < 1
    worst = ": no other step loses as large a share" if lost else ""
    return f"{pictures.funnel_title(groups)}{worst}. {_group_gap_text(groups)}"


def _key_age_note(keys: Sequence[ApiKey]) -> str:
    """Return whether the worst step is the same for keys that had time for every step."""
    half = max(key.watched_hours for key in keys) / 2
    old = key_funnel([key for key in keys if key.watched_hours >= half])
    worst = worst_step(old)
    return (
        "Keys that were made late had less time for the last steps. Compare with those that we "
        f"watched for at least {half / HOURS_PER_DAY:.0f} days: their worst step is the "
        f"{worst.name}. Of those that could reach it, {worst.share_of_previous:.0%} do."
    )


def _group_gap_text(groups: Mapping[str, Sequence[ApiKey]]) -> str:
    """Return how far the groups with enough keys are apart at the first success."""
    shares = {
        name: sum(key.reached(SUCCESS_STEP) for key in keys) / len(keys)
        for name, keys in groups.items()
        if len(keys) >= MIN_KEYS_FOR_SHARE
    }
    if len(shares) < 2:
        return "A total can hide a slice: split the keys."
    best, worst = max(shares, key=shares.__getitem__), min(shares, key=shares.__getitem__)
    return (
        f"With {best}, {shares[best]:.0%} of the keys get to a working call. With {worst}, it's "
        f"{shares[worst]:.0%}."
    )


def _build_group_table(groups: Mapping[str, Sequence[ApiKey]], source: str) -> Table:
    return Table(
        caption="Steps and times by group",
        columns=["Group", "Keys", "First call", "First success", "Live", "Hundredth",
                 "Works within a day", "Half work after", "Median of those that work"],
        rows=[[name, *_group_cells(keys)] for name, keys in groups.items()],
        source=source,
    )  # fmt: skip


def _group_cells(keys: Sequence[ApiKey]) -> list[str]:
    within, watched = count_reached_and_watched_within_day(keys)
    reached = {step.name: f"{step.reached:,}" for step in key_funnel(keys)}
    return [
        *(reached.get(name, "–") for name in STEP_NAMES),
        f"{within} of {watched}",
        pictures.format_hours(arrival_curve(keys).time_of(pictures.HALF_SHARE)),
        pictures.format_hours(median_of_arrived(keys)),
    ]
