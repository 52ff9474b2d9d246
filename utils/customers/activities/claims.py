"""What six callers said, against what they do."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from utils.customers import data
from utils.customers.pictures import caller as pictures
from utils.kit import printed
from utils.kit.activity import Activity
from utils.kit.controls.factory import dropdown, dropdown_grid, stacked
from utils.kit.english import join_words, plural
from utils.kit.errors import InputError
from utils.kit.tables import Table, source_line
from utils.kit.view import View

if TYPE_CHECKING:
    from collections.abc import Mapping

    import ipywidgets as widgets

    from utils.customers.data import Claim
    from utils.kit.controls import Input

VERDICTS = ("supported", "contradicted", "not in the data")
VERDICT_OPTIONS = tuple((one, one) for one in VERDICTS)
VERDICT_COLUMN = "verdict"
CONTRADICTED_NOTE = (
    "“Contradicted” doesn't mean that someone lied. People answer for what they know of, and a "
    "nightly job has no one in the room."
)


class TheySayTheyDo(Activity):
    """Hold six claims against the tables."""

    activity_id = "02c.claims"
    title = "They say, they do"
    task = (
        "You asked six callers how it's going. Look at what each of them does, and say what the "
        "tables tell you about the claim: supported, contradicted, or not in the data. The table "
        "of all callers is folded under the picture."
    )
    compare_label = "Compare with our reading"

    def controls(self) -> dict[str, Input]:
        """Return the claims with a verdict for each, and whose calls to show."""
        rows = [(one.key, f"{one.caller}: “{one.text}”") for one in data.load_claims()]
        callers = [(one.caller, one.caller) for one in data.load_claims()]
        return {
            "verdicts": dropdown_grid(
                "What the tables say", "Claim", rows,
                [(VERDICT_COLUMN, "Tables", "what the tables say")],
                VERDICT_OPTIONS, check_label="To do",
            ),
            "caller": dropdown("Show the calls of", callers, callers[0][0]),
        }  # fmt: skip

    def layout(self, controls: dict[str, Input]) -> widgets.Widget:
        """Return the claims above the choice of a caller."""
        return stacked(controls["verdicts"], controls["caller"])

    def update_controls(self, controls: dict[str, Input], answers: dict) -> None:
        """Mark the claims that have no verdict yet."""
        controls["verdicts"].marks = {
            one.key: "" if _chosen_verdict(answers["verdicts"], one) else "open"
            for one in data.load_claims()
        }

    def view(self, *, verdicts: Mapping[str, str], caller: str) -> View:
        """Return what a caller does, and how many claims have a verdict."""
        source, one = source_line("usage_calls"), _caller_weeks(caller)
        left = [claim for claim in data.load_claims() if not _chosen_verdict(verdicts, claim)]
        words = f"{plural(len(left), 'claim')} to go." if left else "All six have a verdict."
        return View(
            summary=f"{pictures.title(one)}. {words}",
            picture=pictures.picture(one, _overall_refused_shares(), source=source),
            table=_build_evidence_table(source),
            table_title="All callers, and Mobile's refund calls",
            notes=(CONTRADICTED_NOTE,),
        )

    def comparison(self, *, verdicts: Mapping[str, str], caller: str) -> View:
        """Return our reading. Raises InputError until all claims have a verdict."""
        left = [one.caller for one in data.load_claims() if not _chosen_verdict(verdicts, one)]
        if left:
            raise InputError(
                f"You have no verdict yet for {join_words(left)}.",
                "Choose one for each claim first.",
                field="verdicts",
            )
        same = sum(_chosen_verdict(verdicts, one) == one.verdict for one in data.load_claims())
        return View(
            summary=f"We read {same} of {len(data.load_claims())} claims as you do.",
            table=Table(
                caption="Six claims, your reading and ours",
                columns=["Who", "Yours", "Ours", "Why", "We'd ask next"],
                rows=[
                    [
                        one.caller,
                        _chosen_verdict(verdicts, one),
                        one.verdict,
                        one.reason,
                        one.next_question,
                    ]
                    for one in data.load_claims()
                ],
                source=source_line("usage_interviews"),
            ),
        )

    def printed_html(self) -> str:
        """Return the activity with the calls of all six: paper has no list to choose from."""
        return printed.activity_html(_PrintedClaims(self))


class _PrintedClaims:
    """The activity as it is printed: the claims to judge, and everyone's calls below."""

    def __init__(self, activity: TheySayTheyDo) -> None:
        self.title, self.task = activity.title, activity.task
        self.prediction, self.worksheet = activity.prediction, activity.worksheet
        picture = pictures.all_callers_picture(
            _all_caller_weeks(), _overall_refused_shares(), source=source_line("usage_calls")
        )
        words = "Six claims to judge: the calls of those who made them are below."
        self.first_view = replace(activity.first_view, summary=words, picture=picture)


def _all_caller_weeks() -> list[pictures.CallerWeeks]:
    return [_caller_weeks(one.caller) for one in data.load_claims()]


def _caller_weeks(caller: str) -> pictures.CallerWeeks:
    """Return what a caller does, week by week."""
    usage = data.load_usage()
    old, refused = usage.old_version_shares(caller), usage.refused_shares(caller)
    return pictures.CallerWeeks(caller, old, refused, data.refund_p95_ms_by_week(caller))


def _overall_refused_shares() -> list[float]:
    """Return the share of refused calls of all callers together, week by week."""
    usage = data.load_usage()
    weeks = zip(*usage.calls.values(), strict=True), zip(*usage.refused_calls.values(), strict=True)
    return [sum(bad) / sum(every) for every, bad in zip(*weeks, strict=True)]


def _chosen_verdict(verdicts: Mapping[str, str], claim: Claim) -> str:
    return verdicts.get(f"{claim.key}.{VERDICT_COLUMN}", "")


def _build_evidence_table(source: str) -> Table:
    usage = data.load_usage()
    rows = [
        [one, *(f"{share:.0%}" for share in usage.old_version_shares(one)),
         f"{sum(usage.refused_calls[one]) / sum(usage.calls[one]):.1%}"]
        for one in data.list_callers()
    ]  # fmt: skip
    slow = [f"{one:.0f} ms" for one in data.refund_p95_ms_by_week()]
    weeks = [f"v1, week {week}" for week in range(1, data.WEEK_COUNT + 1)]
    return Table(
        caption="Share of calls to version 1 by week, and share refused in all eight weeks",
        columns=["Caller", *weeks, "Refused"],
        rows=[*rows, ["Mobile, p95 of refund calls", *slow, "–"]],
        source=source,
    )
