"""M2: the level paradox."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from utils.kit.activity import Activity
from utils.kit.controls.factory import (
    dollar_slider,
    labeled_column,
    number_slider,
    percent_slider,
    side_by_side,
)
from utils.kit.errors import InputError
from utils.kit.tables import Table, format_usd, read_rows, source_line
from utils.kit.view import Prediction, View
from utils.pay.article import article_figures, article_source
from utils.pay.model.benchmark import PAY_ENTRY_LIMITS_USD
from utils.pay.model.levels import EmployerGroup, decompose_gap, largest_share, rebalance_shares
from utils.pay.pictures import levels as pictures

if TYPE_CHECKING:
    import ipywidgets as widgets

    from utils.kit.controls import Input
    from utils.pay.model.levels import GapDecomposition

EMPLOYER_GROUP_NAMES = {
    "tech": "Tech companies",
    "enterprise": "Enterprises",
    "services": "Service companies",
}
EMPLOYER_GROUP_FIELDS = ("mid_pay", "lead_pay", "mid_share", "lead_share")


class LeadShare(Activity):
    """How many leads can there be if the averages are right?"""

    activity_id = "05.m2a"
    title = "How many leads does the average allow?"
    task = (
        "The levels below come from the article. Raise the lead figure, or lower the overall "
        "average, and watch the largest share of leads that still fits."
    )

    def controls(self) -> dict[str, Input]:
        """Return the overall average and the average of each level."""
        told = article_figures()
        return {
            "average": dollar_slider(
                "Overall average",
                told["average"],
                100_000,
                160_000,
                typed_limits=PAY_ENTRY_LIMITS_USD,
            ),
            "mid": dollar_slider(
                "Mid-level average", told["mid"], 90_000, 180_000, typed_limits=PAY_ENTRY_LIMITS_USD
            ),
            "senior": dollar_slider(
                "Senior average", told["senior"], 90_000, 180_000, typed_limits=PAY_ENTRY_LIMITS_USD
            ),
            "lead": dollar_slider(
                "Lead average", told["lead"], 90_000, 180_000, typed_limits=PAY_ENTRY_LIMITS_USD
            ),
        }

    def view(self, *, average: float, mid: float, senior: float, lead: float) -> View:
        """Return the largest lead share. USD a year."""
        share = largest_share(average, lead, [mid, senior])
        shown = {"average": average, "mid": mid, "senior": senior, "lead": lead}
        reported = average == article_figures()["average"]
        bound = pictures.LeadShareBound(average, lead, (mid, senior), share, is_reported=reported)
        pull = f"would pull the average {bound.pull_direction} {format_usd(average)}"
        limit = f": more leads at {format_usd(lead)} {pull}" if share < 1 else ""
        return View(
            summary=(
                f"If everyone were mid-level, senior, or lead, at most {bound.share_text} of them "
                f"could be leads{limit}."
            ),
            picture=pictures.lead_share_bound_picture(bound, source=article_source(**shown)),
        )


class LevelParadox(Activity):
    """Leads who earn more in every group and less on average."""

    activity_id = "05.m2"
    title = "Ahead everywhere, behind on average"
    task = (
        "Here are three invented groups of employers. Change pay and shares. The shares of a level "
        "always add up to 100%, so when you raise one, the others shrink."
    )
    prediction = Prediction(
        "Suppose leads earn more than mid-level owners in every single group of employers. Can "
        "the average lead still earn less than the average mid-level owner?",
        (
            (
                "no",
                "No: more everywhere means more on average",
                (
                    "It feels certain, but it isn't. An average also depends on where people "
                    "work. Look at the two statements below."
                ),
            ),
            (
                "error",
                "Only if the data are wrong",
                (
                    "The figures below are consistent to the cent. There's nothing wrong with "
                    "them; the groups are just mixed differently."
                ),
            ),
            (
                "yes",
                "Yes, if leads work where pay is lower",
                "That's how it happens. The bars on the right show how much of the gap it makes.",
            ),
        ),
        right=("yes",),
    )

    def controls(self) -> dict[str, Input]:
        """Return pay ($k) and share (percent) of both levels in each group."""
        made = {}
        for key, case in load_case_group_values().items():
            made[f"{key}_mid_pay"] = _pay_slider("Mid pay", case["mid_pay"])
            made[f"{key}_lead_pay"] = _pay_slider("Lead pay", case["lead_pay"])
            made[f"{key}_mid_share"] = percent_slider("Share of mids", case["mid_share"] * 100)
            made[f"{key}_lead_share"] = percent_slider("Share of leads", case["lead_share"] * 100)
        return made

    def layout(self, controls: dict[str, Input]) -> widgets.Widget:
        """Return one column per group."""
        return side_by_side(
            *(
                labeled_column(name, (controls[f"{key}_{part}"] for part in EMPLOYER_GROUP_FIELDS))
                for key, name in EMPLOYER_GROUP_NAMES.items()
            )
        )

    def reconcile(self, changed: str, values: dict[str, Any]) -> dict[str, Any]:
        """Scale the other shares of the same level to make room for the one that moved."""
        if not changed.endswith("_share"):
            return values
        level = changed.split("_", 1)[1]
        names = [f"{key}_{level}" for key in EMPLOYER_GROUP_NAMES]
        shares = [values[name] / 100 for name in names]
        place = names.index(changed)
        settled = rebalance_shares(shares, place, shares[place])
        return {**values, **dict(zip(names, (100 * s for s in settled), strict=True))}

    def view(self, **values: float) -> View:
        """Return the split of the gap. Pay in $k, shares in percent."""
        parted = decompose_gap(
            [
                _employer_group_from_values(key, name, values)
                for key, name in EMPLOYER_GROUP_NAMES.items()
            ]
        )
        return View(
            summary=(
                f"The average lead earns {pictures.format_usd_thousands(parted.lead_mean)}, "
                f"and the average mid-level owner {pictures.format_usd_thousands(parted.mid_mean)}"
                f". {pictures.gap_split_text(parted)}"
            ),
            checks=(
                ("leads earn more in every group", parted.lead_earns_more_in_every_group),
                ("the lead average is lower", parted.lead_average_is_lower),
            ),
            check_words=("true", "not true"),
            picture=pictures.gap_split_picture(parted, source=source_line("cases_pay")),
            table=_groups_table(parted),
        )


def load_case_group_values() -> dict[str, dict[str, float]]:
    """Return the invented groups: pay in $k, shares from 0 to 1."""
    found: dict[str, dict[str, float]] = {}
    for row in read_rows("cases_pay"):
        if row["case"] == "level_paradox":
            found.setdefault(row["group"], {})[row["parameter"]] = row["value"]
    return found


def _pay_slider(label: str, thousands: float) -> widgets.Widget:
    made = number_slider(label, thousands, 60, 220, suffix="k", typed_limits=(10, 5_000))
    made.prefix = "$"
    return made


def _employer_group_from_values(key: str, name: str, values: dict[str, float]) -> EmployerGroup:
    try:
        mid_pay, lead_pay, mid_share, lead_share = (
            values[f"{key}_{part}"] for part in EMPLOYER_GROUP_FIELDS
        )
    except KeyError as missing:
        raise InputError(
            f"No value for {missing}.", "Enter pay and shares for all groups."
        ) from None
    return EmployerGroup(name, mid_pay, lead_pay, mid_share / 100, lead_share / 100)


def _groups_table(decomposition: GapDecomposition) -> Table:
    body = [
        [
            g.name,
            f"${g.mid_pay:.0f}k",
            f"${g.lead_pay:.0f}k",
            f"{g.mid_share:.0%}",
            f"{g.lead_share:.0%}",
        ]
        for g in decomposition.groups
    ]
    body.append(
        [
            "All",
            f"${decomposition.mid_mean:.2f}k",
            f"${decomposition.lead_mean:.2f}k",
            "100%",
            "100%",
        ]
    )
    return Table(
        caption="Pay and shares by group of employers (invented)",
        columns=["Group", "Mid pay", "Lead pay", "Share of mids", "Share of leads"],
        rows=body,
        source=source_line("cases_pay"),
    )
