"""H2: a job description in which every must-have serves an outcome."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from utils.hiring import documents, job_ads
from utils.hiring.model.posting import REST_LABEL, MustHave, Posting, find_remarks
from utils.hiring.model.wording import PERSONAL_RULE_KINDS
from utils.kit.activity import Activity
from utils.kit.controls.factory import dropdown, labeled_column, side_by_side, stacked, text_field
from utils.kit.english import plural, plural_noun, upper_first
from utils.kit.errors import InputError
from utils.kit.tables import Table, source_line
from utils.kit.view import Document, Finding, View

if TYPE_CHECKING:
    from collections.abc import Iterable

    import ipywidgets as widgets

    from utils.hiring.model.posting import Remark
    from utils.hiring.model.wording import WordingRule
    from utils.kit.controls import Input

OUTCOME_COUNT = len(job_ads.DRAFT_POSTING.outcomes)
MUST_HAVE_COUNT = len(job_ads.DRAFT_POSTING.must_haves)
MIN_CLEAN_MUST_HAVES = 3  # must-haves without a warning before ours are shown
MAX_REST_CHARS = 6_000  # characters, about twice the longest ad that is still read
# A remark's tag and its tone; other kinds of remark are about the wording.
REWORD_TAG_AND_TONE = ("reword", "close")
TAG_AND_TONE_BY_REMARK_KIND = dict.fromkeys(
    ("outcome", "unserved", "code", "pay"), ("fix", "wrong")
) | dict.fromkeys(PERSONAL_RULE_KINDS, ("unfair", "wrong"))
# Where kinds share a rule.
RULE_KIND_BY_REMARK_KIND = {"vague": "outcome", "unserved": "outcome", "habit": "tools"}
SOURCE_TEXT = "Our opinion; the draft and its product are invented."


class JobPosting(Activity):
    """Fix a poor draft: outcomes first, then what someone must be able to do for each."""

    activity_id = "04.h2"
    title = "A job description"
    task = (
        "HR sent this draft for your successor on the Payments API. Fix it. Start with outcomes of "
        "the first year, and then write must-haves, each for one outcome. If you leave a field "
        "empty, it's left out. To check an ad of your own, paste it into the last field."
    )
    save_label = "Save my job description"
    compare_label = "Compare with ours"

    def controls(self) -> dict[str, Input]:
        """Return the parts of the draft, and the outcome that each must-have serves."""
        fields: dict[str, Input] = {"product": text_field("Product, and who uses it", lines=2)}
        for number in range(1, OUTCOME_COUNT + 1):
            fields[f"outcome{number}"] = text_field(f"Outcome {number} of the first year", lines=2)
        for number in range(1, MUST_HAVE_COUNT + 1):
            fields[f"must{number}"] = text_field(f"Must-have {number}", lines=2)
            fields[f"serves{number}"] = dropdown(f"{number} serves", _outcome_options(), "0")
        fields["pay"] = text_field(
            "Pay and place",
            lines=2,
            placeholder="The lowest and the highest pay, per year or per hour, and the place",
        )
        rest = text_field(
            REST_LABEL,
            lines=3,
            placeholder="About you, benefits, how to apply. Or paste a whole ad from your company.",
        )
        rest.max_length = MAX_REST_CHARS
        fields["rest"] = rest
        for name, value in posting_to_values(job_ads.DRAFT_POSTING).items():
            fields[name].value = value
        return fields

    def layout(self, controls: dict[str, Input]) -> widgets.Widget:
        """Return outcomes on the left, must-haves with their outcome on the right."""
        left = [
            controls[name]
            for name in ("product", *_numbered_names("outcome", OUTCOME_COUNT), "pay")
        ]
        right = [
            _must_have_controls(controls[f"must{n}"], controls[f"serves{n}"])
            for n in range(1, MUST_HAVE_COUNT + 1)
        ]
        columns = side_by_side(labeled_column("", left), stacked(*right))
        return stacked(columns, controls["rest"])

    def view(self, **values: Any) -> View:
        """Return what there is to fix, line by line."""
        posting = values_to_posting(values)
        found = find_remarks(posting, job_ads.wording_rules())
        many, every = len(must_haves_without_remarks(posting)), _written_must_have_count(posting)
        written = (*posting.outcomes, *(must.text for must in posting.must_haves), posting.rest)
        if not any(text.strip() for text in written):
            return View(
                summary=(
                    "You haven't written anything yet. Start with one outcome of the first year."
                )
            )
        rest = (
            f"{plural(len(found), 'remark')} to look at."
            if found
            else "Our checks don't find anything to fix."
        )
        return View(
            summary=f"{many} of {every} must-haves passed every check. {rest}",
            says=tuple(_remark_to_finding(one) for one in found),
            notes=(
                (
                    "The checks look at form and wording. They can't tell whether the outcome is "
                    "the right one, and they aren't legal advice: ask what the law says where you "
                    "hire."
                ),
            ),
            table=rule_sources_table(found) if found else None,
            table_title="Who says so, and where it applies",
        )

    def comparison(self, **values: Any) -> View:
        """Return our version, once enough of the learner's must-haves have no remarks."""
        posting = values_to_posting(values)
        many = len(must_haves_without_remarks(posting))
        if many < MIN_CLEAN_MUST_HAVES:
            raise InputError(
                f"So far, {many} of your must-haves {plural_noun(many, 'has', 'have')} no remarks.",
                f"Fix at least {MIN_CLEAN_MUST_HAVES}, and then compare with ours.",
            )
        return View(
            summary="Ours is one of many. Look at what each must-have is for.",
            table=must_have_table(job_ads.OUR_POSTING),
        )

    def document(self, **values: Any) -> Document:
        """Return the job description."""
        posting = values_to_posting(values)
        return documents.job_description(posting, find_remarks(posting, job_ads.wording_rules()))


def _remark_to_finding(remark: Remark) -> Finding:
    rule = _wording_rule_for_remark(remark.kind)
    text = f"{remark.location}: {remark.message} {remark.fix} ({rule.short_source})"
    return Finding(text, *TAG_AND_TONE_BY_REMARK_KIND.get(remark.kind, REWORD_TAG_AND_TONE))


def _wording_rule_for_remark(remark_kind: str) -> WordingRule:
    return job_ads.wording_rules().rules[RULE_KIND_BY_REMARK_KIND.get(remark_kind, remark_kind)]


def rule_sources_table(remarks: Iterable[Remark]) -> Table:
    """Return the rules behind some remarks: where each comes from, and where it applies."""
    rules = dict.fromkeys(_wording_rule_for_remark(one.kind) for one in remarks)
    return Table(
        caption="Where the remarks come from",
        columns=["Remark on", "Source", "Where it applies"],
        rows=[[upper_first(rule.label), rule.source, rule.scope] for rule in rules],
        source=source_line("job_ad_rules"),
    )


def _numbered_names(prefix: str, count: int) -> list[str]:
    return [f"{prefix}{n}" for n in range(1, count + 1)]


def _must_have_controls(must_have: widgets.Widget, outcome: widgets.Widget) -> widgets.Box:
    made = side_by_side(must_have, outcome)
    made.add_class("tpo-uneven")
    return made


def _outcome_options() -> list[tuple[str, str]]:
    return [("0", "– none –"), *((str(n), f"outcome {n}") for n in range(1, OUTCOME_COUNT + 1))]


def posting_to_values(posting: Posting) -> dict[str, str]:
    """Return a posting as values of the controls."""
    values = {"product": posting.product, "pay": posting.pay, "rest": posting.rest}
    for n, outcome in enumerate(posting.outcomes, start=1):
        values[f"outcome{n}"] = outcome
    for n, must in enumerate(posting.must_haves, start=1):
        values[f"must{n}"] = must.text
        values[f"serves{n}"] = str(must.outcome_number)
    return values


def values_to_posting(values: dict[str, str]) -> Posting:
    """Return the values of the controls as a posting."""
    return Posting(
        product=values["product"],
        outcomes=tuple(values[name] for name in _numbered_names("outcome", OUTCOME_COUNT)),
        must_haves=tuple(
            MustHave(values[f"must{n}"], int(values[f"serves{n}"]))
            for n in range(1, MUST_HAVE_COUNT + 1)
        ),
        pay=values["pay"],
        rest=values["rest"],
    )


def must_haves_without_remarks(posting: Posting) -> list[MustHave]:
    """Return the must-haves without a remark."""
    marked = {one.location for one in find_remarks(posting, job_ads.wording_rules())}
    return [
        must
        for n, must in enumerate(posting.must_haves, start=1)
        if must.text.strip() and f"Must-have {n}" not in marked
    ]


def _written_must_have_count(posting: Posting) -> int:
    return sum(bool(must.text.strip()) for must in posting.must_haves)


def must_have_table(posting: Posting) -> Table:
    """Return must-haves next to the outcomes they serve."""
    return Table(
        caption="Must-haves, and what each one is for",
        columns=["Must-have", "So that"],
        rows=[
            [m.text, posting.outcomes[m.outcome_number - 1]] for m in posting.must_haves if m.text
        ],
        source=SOURCE_TEXT,
    )
