"""Where new callers get stuck, and how long their first working call takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from utils.customers import data
from utils.customers.activities import own_tables
from utils.customers.call_log import MAX_CHARACTERS
from utils.customers.model.arrival import worst_step
from utils.customers.model.keys import (
    DAY,
    STEPS,
    SUCCESS,
    first_day,
    median_of_arrived,
    sliced,
    steps,
    time_to,
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

    from utils.customers.model.keys import Key
    from utils.kit.controls import Input

OWN, EVERYONE = "own", "all"
SPLITS = (
    (EVERYONE, "not at all"),
    ("caller", "by caller"),
    ("library", "by client library"),
    ("both", "by both"),
)
SLICES = {EVERYONE: (), "caller": ("caller",), "library": ("library",),
          "both": ("library", "caller")}  # fmt: skip
SHOWS = (("steps", "the steps"), ("time", "the time to a working call"))
CENSORED = (
    "A key without a working call isn't dropped. It counts as waiting for as long as we watched "
    "it (Kaplan and Meier, 1958). The curve assumes that keys made late do as those made early."
)
OWN_HINT = (
    "CSV: a row for each key (created, first_success, …), for each event (user_id, event, time),"
    " or for each call (time, caller, status)"
)
MIN_KEYS = 20  # keys: below that, a share says little


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
        own = text_field("Your keys", hint=OWN_HINT, lines=8, code=True)
        own.max_length, own.hidden = MAX_CHARACTERS, True
        return {
            "show": radio_buttons("Show", SHOWS, "steps"),
            "split": radio_buttons("Split the keys", SPLITS, EVERYONE),
            "own": checkboxes("", [(OWN, "Use my own keys")], []),
            "table": own,
            **own_tables.key_controls(),
        }

    def layout(self, controls: dict[str, Input]) -> widgets.Widget:
        """Return the choices in a row, the learner's own table below."""
        top = side_by_side(controls["show"], controls["split"])
        asked = own_tables.key_layout(controls)
        return stacked(top, controls["own"], controls["table"], asked)

    def update_controls(self, controls: dict[str, Input], answers: dict[str, Any]) -> None:
        """Show the text field where the learner asks for it, and what isn't clear about it."""
        controls["table"].hidden = OWN not in answers["own"]
        wanted = {"status", "calls", *SLICES[answers["split"]]}
        on = OWN in answers["own"] and bool(answers["table"].strip())
        own_tables.ask_about_keys(controls, answers, wanted, on=on)

    def view(self, *, show: str, split: str, own: Sequence[str], **given: str) -> View:
        """Return the steps or the curve, and the numbers of each group."""
        keys, source = data.keys(), source_line("usage_onboarding")
        notes: tuple[str, ...] = ()
        if OWN in own and given["table"].strip():
            own_keys = own_tables.keys_of(given)
            keys, notes, source = own_keys.keys, own_keys.notes, "Your own keys."
        groups = sliced(keys, *SLICES[split])
        return View(
            summary=_summary_text(groups, show),
            picture=pictures.PICTURES[show](groups, source=source),
            table=_table(groups, source),
            notes=(*notes, CENSORED if show == "time" else _key_age_note(keys)),
        )


def _summary_text(groups: Mapping[str, Sequence[Key]], show: str) -> str:
    every = [key for keys in groups.values() for key in keys]
    curve = time_to(every)
    if show == "time":
        left = curve.total - curve.arrived
        return (
            f"{pictures.time_title(groups)}. {plural(left, 'key')} of {curve.total:,} had no "
            f"working call by the end. {_group_gap_text(groups)}"
        )
    lost = worst_step(steps(every)).of_previous < 1
    worst = ": no other step loses as large a share" if lost else ""
    return f"{pictures.funnel_title(groups)}{worst}. {_group_gap_text(groups)}"


def _key_age_note(keys: Sequence[Key]) -> str:
    """Return whether the worst step is the same for keys that had time for every step."""
    half = max(key.watched for key in keys) / 2
    old = steps([key for key in keys if key.watched >= half])
    worst = worst_step(old)
    return (
        "Keys that were made late had less time for the last steps. Compare with those that we "
        f"watched for at least {half / DAY:.0f} days: their worst step is the {worst.name}. Of "
        f"those that could reach it, {worst.of_previous:.0%} do."
    )


def _group_gap_text(groups: Mapping[str, Sequence[Key]]) -> str:
    """Return how far the groups with enough keys are apart at the first success."""
    shares = {
        name: sum(key.reached(SUCCESS) for key in keys) / len(keys)
        for name, keys in groups.items()
        if len(keys) >= MIN_KEYS
    }
    if len(shares) < 2:
        return "A total can hide a slice: split the keys."
    best, worst = max(shares, key=shares.__getitem__), min(shares, key=shares.__getitem__)
    return (
        f"With {best}, {shares[best]:.0%} of the keys get to a working call. With {worst}, it's "
        f"{shares[worst]:.0%}."
    )


def _table(groups: Mapping[str, Sequence[Key]], source: str) -> Table:
    return Table(
        caption="Steps and times by group",
        columns=["Group", "Keys", "First call", "First success", "Live", "Hundredth",
                 "Works within a day", "Half work after", "Median of those that work"],
        rows=[[name, *_group_cells(keys)] for name, keys in groups.items()],
        source=source,
    )  # fmt: skip


def _group_cells(keys: Sequence[Key]) -> list[str]:
    within, watched = first_day(keys)
    reached = {step.name: f"{step.reached:,}" for step in steps(keys)}
    return [
        *(reached.get(name, "–") for name in STEPS),
        f"{within} of {watched}",
        pictures.hours(time_to(keys).time_of(pictures.HALF)),
        pictures.hours(median_of_arrived(keys)),
    ]
