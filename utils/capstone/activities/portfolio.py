"""One portfolio: the letter, the twelve weeks, the plan, and whatever else the learner chooses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from utils.capstone.activities.rubric import (
    LEVEL_BY_KEY,
    PEER_RATER,
    SELF_RATER,
    Rubric,
    ratings_by_criterion,
)
from utils.capstone.answers import before_and_after_answers
from utils.capstone.data import chosen_brief
from utils.capstone.letter import letter_text
from utils.capstone.model.quarter.study import run_study, sample_plan_luck
from utils.capstone.page import ACTIVITY_REGISTRY, CapstoneActivity
from utils.capstone.parts import logged
from utils.capstone.pictures import launches, quarter
from utils.capstone.portfolio import (
    DEFAULT_TITLE,
    DOCUMENT_NAME,
    PortfolioCover,
    PortfolioSection,
    RubricRatings,
    build_sections,
    contents_summary,
    is_private_document,
    portfolio_document,
)
from utils.capstone.quarter.learner_plan import played_story
from utils.capstone.quarter.report import DOCUMENT_NAME as WEEKS_NAME
from utils.capstone.quarter.words import working_day_number
from utils.capstone.work import DECISION_CLASSES, read_work
from utils.kit.controls import Choices
from utils.kit.controls.factory import checkboxes, side_by_side, stacked, text_field
from utils.kit.errors import InputError
from utils.kit.portfolio import Portfolio
from utils.kit.view import Document, View

if TYPE_CHECKING:
    from collections.abc import Sequence

    import ipywidgets as widgets

    from utils.capstone.model.brief import Brief
    from utils.capstone.quarter.story import QuarterStory
    from utils.capstone.work import Work
    from utils.kit.controls import Input
    from utils.kit.picture import Picture

ATTEST_KEY = "attest"
PRIVATE_LABEL_SUFFIX = " (private)"
SECTION_LABELS = {
    "letter": "My letter to the partners",
    "brief": "The brief",
    **{part.activity_id: part.title for part in DECISION_CLASSES.values()},
    "rubric": "My work, rated with a rubric",
    "growth": "Before and after",
}
PRIVATE_SECTION_KEYS = {"06.p3", "06.p9", "rubric", "growth"}  # gaps, pay, ratings, test results
DEFAULT_SECTION_KEYS = [key for key in SECTION_LABELS if key not in PRIVATE_SECTION_KEYS]


class CapstonePortfolio(CapstoneActivity):
    """Choose what goes in, and save it as one file that prints well."""

    activity_id = "06.portfolio"
    title = "Your portfolio"
    task = (
        "Choose what goes in. Anything about pay or meant only for you stays out unless you choose "
        "it. Anything you haven't written yet stays out, too. Your name and the date are "
        "optional. They're saved with your work and go into your export."
    )
    save_label = "Save my portfolio"

    def __init__(self) -> None:
        super().__init__()
        # Offer a document right after it's saved anywhere on this page.
        self.refresh_when_changed(lambda: Portfolio().names())

    def _save_document(self, *args: object) -> None:
        self.refresh()  # another notebook may have saved a document
        super()._save_document(*args)
        self.refresh()

    def controls(self) -> dict[str, Input]:
        """Return the cover, what goes in, and the attestation.

        `offered` has what could be chosen when it was: what is saved later starts with our choice.
        """
        attestation = "I did this work myself. I know that no one has checked it."
        offered = Choices(
            options=_section_options([]), value=list(SECTION_LABELS), multiple=True, hidden=True
        )
        return {
            "title": text_field("Title (optional)", placeholder=DEFAULT_TITLE),
            "name": text_field("Name (optional)"),
            "date": text_field("Date (optional)"),
            "include": checkboxes("What goes in", _section_options([]), DEFAULT_SECTION_KEYS),
            "offered": offered,
            ATTEST_KEY: checkboxes("Completion record", [(ATTEST_KEY, attestation)], []),
        }

    def layout(self, controls: dict[str, Input]) -> widgets.Widget:
        """Return the cover in a row, what goes in below."""
        title, name, date, include, _, attest = controls.values()
        return stacked(side_by_side(title, name, date), include, attest)

    def update_controls(self, controls: dict[str, Input], answers: dict[str, Any]) -> None:
        """Offer the documents that are there by now; a new one is in unless it's private."""
        names = (
            []
            if self.is_newcomer_view
            else [name for name in Portfolio().names() if name != DOCUMENT_NAME]
        )
        options = _section_options(
            [name for name in names if not name.startswith("partner-letter")]
        )
        keys = [key for key, _ in options]
        new = [key for key in keys if key not in answers["offered"]]
        controls["include"].options = options
        if new:
            with self._suspend_redraw():
                chosen = [key for key in new if not _is_left_out_by_default(key)]
                controls["include"].answer = [*answers["include"], *chosen]
                controls["offered"].answer = [*answers["offered"], *new]

    def view(self, **answers: Any) -> View:
        """Return what goes in, and what is left out."""
        there = self._available_sections()
        chosen = self._chosen_sections(there)
        left = [one for one in there if one not in chosen]
        if not any(one.key != "brief" for one in there):
            return View(
                summary="Nothing to show yet. Write your letter, or finish a part of your plan."
            )
        return View(summary=contents_summary(chosen, left))

    def document(self, **answers: Any) -> Document:
        """Return the portfolio. Raises InputError where nothing of the learner's would be in it."""
        ACTIVITY_REGISTRY.flush_all()  # the document reads the log
        chosen = self._chosen_sections(self._available_sections(with_pictures=True))
        if not any(one.key != "brief" for one in chosen):
            raise InputError(
                "There's nothing of yours in the portfolio yet.",
                "Write your letter or finish a part, and choose it above. Then save.",
            )
        told = any(one.key == f"document:{WEEKS_NAME}" for one in chosen)
        cover = PortfolioCover(
            answers["title"],
            answers["name"],
            answers["date"],
            signed=bool(answers[ATTEST_KEY]),
            in_short=promise_and_outcome_text(played_story(self.progress)) if told else "",
        )
        return portfolio_document(chosen, cover, chosen_brief(self.progress))

    def _chosen_sections(self, available: Sequence[PortfolioSection]) -> list[PortfolioSection]:
        include = self.inputs["include"].answer
        return [one for one in available if one.key in include]

    def _available_sections(self, *, with_pictures: bool = False) -> list[PortfolioSection]:
        """Return all that could go in."""
        work, brief = read_work(self.progress), chosen_brief(self.progress)
        folder = Portfolio()
        names = [] if self.is_newcomer_view else folder.names()
        pictures = build_part_pictures(work, brief) if with_pictures else {}
        if with_pictures and WEEKS_NAME in names:
            pictures |= build_story_pictures(played_story(self.progress))
        return build_sections(
            letter_text(self.progress),
            work,
            brief,
            ratings=self._rubric_ratings(),
            pairs=before_and_after_answers(self.progress),
            documents={name: folder.read(name) for name in names},
            pictures=pictures,
        )

    def _rubric_ratings(self) -> RubricRatings:
        values = self.progress.values(Rubric.activity_id) or {}
        levels = logged.read_cells(values, "levels", LEVEL_BY_KEY)
        own, peer = (
            ratings_by_criterion(levels, SELF_RATER),
            ratings_by_criterion(levels, PEER_RATER),
        )
        return RubricRatings(own, peer, logged.read_text(values, "said"))


def build_part_pictures(work: Work, brief: Brief) -> dict[str, Picture]:
    """Return the picture of each part that has one, by the part's name in the log."""
    drawn = {
        work.charter.activity_id: work.charter.picture(brief),
        work.spec.activity_id: work.spec.picture(brief),
        work.release.activity_id: work.release.picture(brief, work.people.promised_day),
        work.objective.activity_id: work.objective.picture(brief),
        work.order.activity_id: work.order.picture(brief),
        work.people.activity_id: work.people.picture(brief, work.order.launch_set),
        work.ownership.activity_id: work.ownership.picture(brief),
        work.pay.activity_id: work.pay.picture(brief),
    }
    return {key: picture for key, picture in drawn.items() if picture}


def build_story_pictures(story: QuarterStory) -> dict[str, Picture]:
    """Return the pictures of a quarter that is over, by the headings that they go under."""
    if not story.is_over:
        return {}
    plan = story.plan
    found = run_study(plan, story.strategy, sample_plan_luck(plan))
    days = (plan.promised_day, plan.schedule().finish, plan.promised_day)
    return {
        "What happened": quarter.picture(story),
        "Which day I could have promised": launches.picture(found, *days),
    }


def promise_and_outcome_text(story: QuarterStory) -> str:
    """Return promise and outcome in two sentences; nothing before the last week."""
    if not story.is_over:
        return ""
    plan, result = story.plan, story.result
    launch = working_day_number(float(result.launch_days[0]))
    reached = float(result.quarters.working_call_share()[0])
    stay = int(result.outcome.partner_stays[0].sum())
    who = (
        "all three partners"
        if stay == len(result.outcome.partner_stays[0])
        else f"{stay} of 3 partners"
    )
    return (
        f"I promised working day {plan.promised_day:g}, and that {plan.promised_objective:.2%} of "
        f"refunds would work. In a simulated quarter, the launch came on day {launch}, "
        f"{reached:.2%} of refunds worked, and {who} stayed."
    )


def _section_options(document_names: Sequence[str]) -> list[list[str]]:
    """Return what can be chosen: sections, then documents by name."""
    titles = {f"document:{name}": f"Document: {name.replace('-', ' ')}" for name in document_names}
    return [
        [key, f"{label}{PRIVATE_LABEL_SUFFIX if _is_left_out_by_default(key) else ''}"]
        for key, label in {**SECTION_LABELS, **titles}.items()
    ]


def _is_left_out_by_default(key: str) -> bool:
    return key in PRIVATE_SECTION_KEYS or is_private_document(key)
