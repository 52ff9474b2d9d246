"""M6: two people in one band, and the offer that follows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from utils.kit.activity import Activity
from utils.kit.controls import Choices
from utils.kit.controls.factory import (
    NOT_CHOSEN_OPTION,
    dollar_slider,
    dropdown,
    side_by_side,
    stacked_form,
    text_field,
)
from utils.kit.english import join_words
from utils.kit.errors import InputError
from utils.kit.feedback import CLOSE, NEUTRAL, RIGHT
from utils.kit.tables import Table, format_usd, read_rows, source_line
from utils.kit.view import Document, Finding, View
from utils.pay import documents
from utils.pay.activities import band as bands
from utils.pay.model.bands import Band, cost_above
from utils.pay.model.benchmark import PAY_ENTRY_LIMITS_USD
from utils.pay.model.fairness import PayPair, decide, pay_pair_from_compa_ratios, yearly_cost
from utils.pay.pictures import bands as pictures
from utils.pay.pictures.bands import PersonInBand

if TYPE_CHECKING:
    import ipywidgets as widgets

    from utils.kit.controls import Input

UNSURE_TONE = "unsure"  # a finding to think about: what counts as fair is our opinion
BAND_ACTIVITY_ID = bands.OfferBand.activity_id
OWN_NUMBERS_DECISION = "own"
OWN_NUMBERS_CONTROL_NAMES = ("candidate", "employee", "bonus")
DECISION_OPTIONS = (
    ("match", "Kim gets what Kim asks for. Noor's pay doesn't change."),
    ("hold", "Kim gets what Noor earns, and no more."),
    ("raise", "Kim gets what Kim asks for, and Noor is raised to the same."),
    ("bonus", "Kim gets Noor's base pay, and the difference once, as a signing bonus."),
    (OWN_NUMBERS_DECISION, "None of these: I'll enter my own numbers."),
)
NO_DIFFERENCE_REASON = "none"
REASON_OPTIONS = (
    (NO_DIFFERENCE_REASON, "Nothing differs between Noor and Kim."),
    ("asked", "Kim asked for more."),
    ("last", "Kim's last employer paid more."),
    ("moved", "The market has moved since Noor was hired."),
    ("work", "Kim has shown more of what this level asks for."),
)
FEEDBACK_BY_REASON = {
    "asked": (
        UNSURE_TONE,
        (
            "It's true, and many differences begin this way. But asking isn't part of the job, so "
            "whoever asks less earns less for years. What about the *work* differs?"
        ),
    ),
    "last": (
        UNSURE_TONE,
        (
            "It's true, and it feels objective. But it brings another employer's pay into yours, "
            "with whatever was unfair about it. Several U.S. states don't even let you ask. What "
            "does your own band say?"
        ),
    ),
    "moved": (
        CLOSE,
        (
            "That's often true, and it's an honest reason. But the market moved for Noor, too. So "
            "when does Noor's pay move?"
        ),
    ),
    "work": (
        CLOSE,
        (
            "The job would explain such a difference, so this is the right kind of reason. But "
            "here, both do the job equally well. Which evidence would you show Noor?"
        ),
    ),
}
SOURCE_TEXT = "Noor and Kim are invented. What counts as fair here is our opinion."
EQUAL_PAY_LAW_NOTE = (
    "In the United States, the Equal Pay Act is about women and men who do substantially equal "
    "work in the same workplace. It counts all forms of pay, bonuses and benefits included, and "
    "doesn't let an employer lower anyone's pay to even things out (EEOC, Equal Pay/Compensation "
    "Discrimination). Other laws cover race, age, and more. Several states also require a pay "
    "range in job ads, or forbid asking what someone earned before. Ask a lawyer about your own "
    "case."
)


class TwoPeopleOneBand(Activity):
    """Decide what the candidate gets, and what that means for the one who is already here."""

    activity_id = "05.m6"
    title = "Two people, one band"
    task = (
        "Noor has owned half of the Payments API for three years and does the whole job well. Kim "
        "is the candidate: the same level, the same experience, an equally good interview. Both "
        "are invented. Decide, and watch what changes for both."
    )
    save_label = "Save our offer"
    compare_label = "Compare with ours"

    def controls(self) -> dict[str, Input]:
        """Return the decision, one's own numbers, the reason, and what is said to both."""
        now = pay_pair_before_decision(bands.answers_and_band_result_or_default({})[1].band)
        return {
            "way": Choices(
                label="What do you do?", options=list(map(list, DECISION_OPTIONS)), value=[]
            ),
            "candidate": _pay_slider("Kim's base pay", now.candidate),
            "employee": _pay_slider("Noor's base pay", now.employee),
            "bonus": dollar_slider(
                "Kim's signing bonus", 0, 0, 60_000, typed_limits=(0, 5_000_000)
            ),
            "reason": dropdown(
                "Noor asks why Kim's pay differs. Your reason?",
                [NOT_CHOSEN_OPTION, *REASON_OPTIONS],
                "",
            ),
            "words": text_field(
                "What you'd say to Noor (it goes into the offer)",
                placeholder="Your pay and Kim's both come from …",
            ),
        }

    def layout(self, controls: dict[str, Input]) -> widgets.Widget:
        """Return the decision, one's own numbers in a row, the reason, and the sentence."""
        numbers = side_by_side(*(controls[name] for name in OWN_NUMBERS_CONTROL_NAMES))
        told = side_by_side(controls["reason"], controls["words"])
        return stacked_form(controls["way"], numbers, told)

    def reconcile(self, changed: str, answers: dict[str, Any]) -> dict[str, Any]:
        """Start one's own numbers from what Kim asks for; a number moved is a decision, too."""
        if changed == "way" and answers["way"] == OWN_NUMBERS_DECISION:
            now = pay_pair_before_decision(self._load_earlier_answers_and_band()[1].band)
            start = {"candidate": now.candidate, "employee": now.employee, "bonus": 0.0}
            return {**answers, **start}
        return (
            {**answers, "way": OWN_NUMBERS_DECISION}
            if changed in OWN_NUMBERS_CONTROL_NAMES
            else answers
        )

    def update_controls(self, controls: dict[str, Input], answers: dict[str, Any]) -> None:
        """Show the numbers to those who want their own."""
        for name in OWN_NUMBERS_CONTROL_NAMES:
            controls[name].hidden = answers["way"] != OWN_NUMBERS_DECISION

    def view(self, **answers: Any) -> View:
        """Return what the decision changes for both people. USD a year."""
        band = self._load_earlier_answers_and_band()[1].band
        now = pay_pair_before_decision(band)
        after = pay_pair_after_decision(answers, now)
        return View(
            summary=_summary_text(answers["way"], after, now),
            checks=(
                ("decide what both people earn", bool(answers["way"])),
                ("name the reason you'd give", bool(answers["reason"])),
                ("write what you'd say to Noor", bool(answers["words"].strip())),
            ),
            says=tuple(_build_findings(answers, after, now, band)),
            picture=pictures.picture(
                _decision_title(answers["way"], after, now),
                band,
                [],
                _people_in_band(answers["way"], after, now),
                source=f"{SOURCE_TEXT} {source_line('oews_2025')}",
            ),
            table=pay_pair_table(after, now, band),
            notes=(EQUAL_PAY_LAW_NOTE,),
        )

    def comparison(self, **answers: Any) -> View:
        """Return our decision: both at the midpoint. Raises InputError before there is one."""
        _require_decision(answers)
        band = self._load_earlier_answers_and_band()[1].band
        now, ours = pay_pair_before_decision(band), midpoint_pay_pair(band)
        return View(
            summary=(
                f"We'd pay both the midpoint, {format_usd(ours.candidate)}: it's what the band "
                "says for someone who does the whole job well. That's "
                f"{format_usd(now.candidate - ours.candidate)} less than Kim asks for, so tell "
                "Kim how the band works and when pay is reviewed. Noor gets "
                f"{format_usd(ours.employee - now.employee)} more without having to ask. It costs "
                f"{format_usd(yearly_cost(ours, now))} a year above paying both what Noor earns. "
                "Holding the offer at Noor's pay is defensible too, if you can wait for another "
                "candidate."
            )
        )

    def document(self, **answers: Any) -> Document:
        """Return the offer. Raises InputError before there is a decision."""
        _require_decision(answers)
        chosen, band_result = self._load_earlier_answers_and_band()
        now = pay_pair_before_decision(band_result.band)
        after = pay_pair_after_decision(answers, now)
        return documents.build_offer_document(
            pay_pair=after,
            band=band_result.band,
            band_table=_band_table(band_result, chosen),
            band_text=" ".join(
                (
                    bands.band_position_text(band_result, after.candidate),
                    bands.cost_against_median_text(band_result, after.candidate, 1),
                )
            ),
            pay_pair_table=pay_pair_table(after, now, band_result.band),
            decision=_decision_title(answers["way"], after, now),
            reason=dict(REASON_OPTIONS).get(answers["reason"] or "", ""),
            message_to_employee=answers["words"],
        )

    def _load_earlier_answers_and_band(self) -> tuple[dict[str, Any], bands.BandResult]:
        """Return the learner's band of the exercise before, ours where there is none."""
        return bands.answers_and_band_result_or_default(
            self.progress.values(BAND_ACTIVITY_ID) or {}
        )


def _pay_slider(label: str, dollars: float) -> Input:
    return dollar_slider(label, dollars, 60_000, 300_000, typed_limits=PAY_ENTRY_LIMITS_USD)


def _require_decision(answers: dict[str, Any]) -> None:
    if not answers["way"]:
        raise InputError(
            "You haven't decided yet.", "Choose what you do about both people first.", field="way"
        )


def pay_pair_before_decision(band: Band) -> PayPair:
    """Return what Noor earns and Kim asks for in a band."""
    ratios = {
        row["group"]: row["value"] for row in read_rows("cases_pay") if row["case"] == "one_band"
    }
    return pay_pair_from_compa_ratios(band, ratios["employee"], ratios["candidate"])


def midpoint_pay_pair(band: Band) -> PayPair:
    """Return our decision: both at the midpoint."""
    return pay_pair_from_compa_ratios(band, 1.0, 1.0)


def pay_pair_after_decision(answers: dict[str, Any], pair_now: PayPair) -> PayPair:
    """Return both people's pay after the decision; today's, and what is asked for, without one."""
    if answers["way"] == OWN_NUMBERS_DECISION:
        return PayPair(answers["employee"], answers["candidate"], answers["bonus"])
    return decide(answers["way"], pair_now) if answers["way"] else pair_now


# --- in words ------------------------------------------------------------------------------


def _decision_title(decision: str | None, pair_after: PayPair, pair_now: PayPair) -> str:
    if not decision:
        return (
            f"Noor earns {format_usd(pair_now.employee)}; Kim asks for "
            f"{format_usd(pair_now.candidate)}"
        )
    if pair_after.has_same_base:
        extra = (
            f", and Kim {format_usd(pair_after.bonus)} once" if not pair_after.has_same_pay else ""
        )
        return f"Both earn {format_usd(pair_after.candidate)} for the same job{extra}"
    more = "more" if pair_after.gap > 0 else "less"
    return f"Kim gets {format_usd(abs(pair_after.gap))} {more} than Noor for the same job"


def _summary_text(decision: str | None, pair_after: PayPair, pair_now: PayPair) -> str:
    title = _decision_title(decision, pair_after, pair_now)
    if not decision:
        return f"{title}, which is {pair_now.gap_share:.0%} more. What do you do?"
    once = f", and {format_usd(pair_after.bonus)} once" if pair_after.bonus else ""
    cost = yearly_cost(pair_after, pair_now)
    told = f"{'costs' if cost > 0 else 'saves'} {format_usd(abs(cost))} a year"
    if not cost:
        told = "costs nothing more a year"
    return f"{title}. That {told}{once}, compared with paying both what Noor earns now."


def _people_in_band(
    decision: str | None, pair_after: PayPair, pair_now: PayPair
) -> list[PersonInBand]:
    if not decision:
        return [
            PersonInBand("Noor earns", pair_now.employee),
            PersonInBand("Kim asks for", pair_now.candidate),
        ]
    return [
        PersonInBand("Noor", pair_after.employee, pair_now.employee),
        PersonInBand("Kim", pair_after.candidate, pair_now.candidate),
    ]


def _build_findings(
    answers: dict[str, Any], pair_after: PayPair, pair_now: PayPair, band: Band
) -> list[str]:
    if not answers["way"]:
        return []
    tone = NEUTRAL if pair_after.has_same_pay else UNSURE_TONE
    found: list[str] = [
        Finding(_decision_feedback(answers["way"], pair_after, pair_now), "your decision", tone)
    ]
    for name, pay in (("Noor", pair_after.employee), ("Kim", pair_after.candidate)):
        position = band.position_name(pay)
        if "the band" in position:
            found.append(
                Finding(
                    f"{name} would be {position}. {bands.NOTE_BY_BAND_POSITION[position]}",
                    "band",
                    CLOSE,
                )
            )
    if answers["reason"]:
        tone, words = _reason_feedback(answers["reason"], pair_after)
        found.append(Finding(words, "your reason", tone))
    return found


def _decision_feedback(decision: str, pair_after: PayPair, pair_now: PayPair) -> str:
    gap = format_usd(abs(pair_after.gap))
    asked = format_usd(pair_now.gap)
    if decision == "match":
        return (
            "You'd get Kim, and only one salary is new. But Noor does the same job for "
            f"{gap} less, and people compare. What happens on the day Noor finds out?"
        )
    if decision == "hold":
        return (
            "Both salaries follow one rule, so you can explain them. But Kim asked for "
            f"{asked} more and may say no. How long can the API wait for another candidate?"
        )
    if decision == "raise":
        return (
            f"Both earn the same, and you can say why. But Noor's raise costs {asked} every year, "
            "and others in the band will ask about theirs. Who's next, and is it in the budget?"
        )
    if decision == "bonus":
        return (
            "Base pay stays equal, and you pay the difference only once. But a bonus is pay, too: "
            f"in the first year, Kim gets {format_usd(pair_after.bonus)} more than Noor. What "
            "will Kim ask for in the second year?"
        )
    return _own_numbers_feedback(pair_after, pair_now)


def _own_numbers_feedback(pair_after: PayPair, pair_now: PayPair) -> str:
    if pair_after.has_same_pay:
        said = "Both get the same, which is easy to explain."
        if pair_after.employee < pair_now.employee:
            return f"{said} But Noor would lose pay. Who would stay after that?"
        if pair_after.candidate < pair_now.candidate:
            short = format_usd(pair_now.candidate - pair_after.candidate)
            return f"{said} Kim gets {short} less than Kim asks for. What else can you offer?"
        return f"{said} What does the budget say about the next person in this band?"
    if pair_after.has_same_base:
        return (
            f"Base pay is equal, and Kim gets {format_usd(pair_after.bonus)} once. A bonus is "
            "pay, too. Could Noor have one?"
        )
    ahead, behind = ("Kim", "Noor") if pair_after.gap > 0 else ("Noor", "Kim")
    share = abs(pair_after.gap) / min(pair_after.employee, pair_after.candidate)
    return (
        f"{ahead} would get {format_usd(abs(pair_after.gap))} ({share:.0%}) more than {behind}. "
        "That can be fair if the work explains it. Here, both do the job equally well. So what "
        f"would you tell {behind}?"
    )


def _reason_feedback(reason: str, pair_after: PayPair) -> tuple[str, str]:
    if reason == NO_DIFFERENCE_REASON and pair_after.has_same_pay:
        return RIGHT, "Right: the same job, the same pay. There's nothing to explain away."
    if reason == NO_DIFFERENCE_REASON:
        parts = (
            []
            if pair_after.has_same_base
            else [f"{format_usd(abs(pair_after.gap))} a year in base pay"]
        )
        parts += [f"{format_usd(pair_after.bonus)} in a signing bonus"] if pair_after.bonus else []
        return UNSURE_TONE, f"But something differs: {join_words(parts)}. What will Noor see?"
    if pair_after.has_same_pay:
        return NEUTRAL, "You don't need this reason: after your decision, nothing differs."
    tone, words = FEEDBACK_BY_REASON[reason]
    return tone, words.replace("*", "")


# --- tables --------------------------------------------------------------------------------


def pay_pair_table(pair_after: PayPair, pair_now: PayPair, band: Band) -> Table:
    """Return both people's pay before and after, with the field's two measures."""
    rows = [
        ("Noor", pair_now.employee, pair_after.employee, 0.0),
        ("Kim", pair_now.candidate, pair_after.candidate, pair_after.bonus),
    ]
    return Table(
        caption="Both people in the band",
        columns=[
            "Who", "Earns or asks for", "After the decision", "Bonus, once", "Compa-ratio",
            "Range penetration",
        ],
        rows=[
            [
                name, format_usd(before), format_usd(pay), format_usd(bonus),
                f"{band.compa_ratio(pay):.2f}", f"{band.range_penetration(pay):.0%}",
            ]
            for name, before, pay, bonus in rows
        ],
        source=SOURCE_TEXT,
    )  # fmt: skip


def _band_table(band_result: bands.BandResult, band_answers: dict[str, Any]) -> Table:
    band = band_result.band
    stand_ins = join_words(row.label for row in band_result.market_rows)
    market = band_result.market_average.median or 0.0
    lines = [
        ("Stand-ins", stand_ins),
        ("Place of work", bands.area_name(band_answers["place"])),
        ("Pay by place", dict(bands.PLACE_RULE_OPTIONS)[band_answers["rule"]]),
        ("Target percentile", f"{band_answers['percentile']:g}"),
        ("Minimum", format_usd(band.minimum)),
        ("Midpoint", format_usd(band.midpoint)),
        ("Maximum", format_usd(band.maximum)),
        ("Range spread", f"{band.spread:.0%}"),
        ("Midpoint against the market's median", format_usd(cost_above(band.midpoint, market))),
    ]
    return Table(
        caption="The band", columns=["Part", "Value"], rows=[list(one) for one in lines],
        source=source_line("oews_2025"),
    )  # fmt: skip
