"""The portfolio, as Markdown: what the learner chose, the letter first. Typed text is escaped."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from utils.capstone import data
from utils.capstone.answers import growth_statements
from utils.capstone.model.brief import TARGET_WEEKS
from utils.capstone.parts.base import NOT_DECIDED_MARKDOWN
from utils.capstone.parts.gap import GapDecisions
from utils.capstone.parts.pay import PayDecisions
from utils.capstone.pictures.growth import title
from utils.capstone.work import DECISION_CLASSES
from utils.kit.english import join_words
from utils.kit.portfolio import escape_markdown, heading_anchor, join_paragraphs
from utils.kit.view import Document

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from utils.capstone.model.brief import Brief
    from utils.capstone.model.decisions import Decisions
    from utils.capstone.model.growth import AnswerPair
    from utils.capstone.work import Work
    from utils.kit.picture import Picture

DOCUMENT_NAME, DEFAULT_TITLE = "portfolio", "Portfolio"
LETTER_DOCUMENT_NAME = "partner-letter"  # its text is a section of its own
SELF_ATTESTATION_TEXT = (
    "This is a self-attestation. No one has watched or checked the work, and this isn't a "
    "certificate."
)
SIGNED_STATEMENT_TEXT = "I did this work myself."
# Documents about pay, and notes that a learner writes for nobody else.
PRIVATE_DOCUMENT_PATTERN = re.compile(
    r"compensation|salar|pay\b|pay-|offer|\bband\b|learning-plan|skill-gap|path-plan|scorecard|"
    r"seat-\d"
)
# The documents of the course in the sequence of a portfolio; others come after them.
DOCUMENT_NAME_ORDER = (
    "twelve-weeks", "what-if", "learned", "role-charter", "technical-spec", "compatibility-policy",
    "service-level-objective", "decision-record", "decision-memo", "responsibility-agreement",
)  # fmt: skip
# Lines in documents that only say that something is missing, or what a checker made of it.
PLACEHOLDER_PATTERN = re.compile(
    r"_(?:Not|No|Nothing|Still to|still to|not)\b[^_\n]*_|(?:Still open: |"
    r"All six parts are there\.).*"
)
LEARNER_TYPED_SECTION_TITLES = {"What I'd promise next time"}  # as the learner wrote them
# How the course speaks to the learner, and how the learner says the same.
FIRST_BY_SECOND_PERSON = {
    "cost you": "cost me",
    "our example's": "the course example's",
    "your": "my",
    "you're": "I'm",
    "you": "I",
}
SECOND_PERSON_PATTERN = re.compile(rf"\b(?:{'|'.join(FIRST_BY_SECOND_PERSON)})\b", re.IGNORECASE)
# Their own lines in a list: “- **Told by:** _not settled yet_”.
OPEN_LIST_ITEM_PATTERN = re.compile(r"[-*] .*_(?:not|nothing|no|still)\b[^_]*_\.?", re.IGNORECASE)
# What a checker says, and what asks the learner to do something with the page.
CHECKER_SECTION_TITLES = {
    "Before it goes out", "Still open", "Before it counts", "What no checker sees",
    "To settle with the others",
}  # fmt: skip
# The same in everyone's document: alone, these don't make a document of the learner's.
BOILERPLATE_SECTION_TITLES = {
    "More Information", "What comes next, and when", "How we keep to it", "What standards settle",
    "How changes stay small",
}  # fmt: skip
# Lines that explain a table or a list: alone, they say nothing.
LEGEND_LINE_PATTERN = re.compile(
    r"^(?:A accountable: |The history is invented\. |>|#+ ).*$|^\s+$", re.MULTILINE
)


@dataclass(frozen=True)
class PortfolioSection:
    """A section of the portfolio: heading, Markdown without it, and pictures by their names."""

    key: str
    title: str
    markdown: str
    pictures: Mapping[str, Picture] = field(default_factory=dict)
    private: bool = False


@dataclass(frozen=True)
class PortfolioCover:
    """What the first page says; `signed` whether the learner did the work, by their own word.

    `in_short` has promise and outcome in two sentences; empty before the last week.
    """

    title: str
    name: str
    date: str
    signed: bool
    in_short: str = ""


@dataclass(frozen=True)
class RubricRatings:
    """Levels by criterion, by the learner and by a peer; what the peer would change first."""

    own: Mapping[str, int]
    peer: Mapping[str, int]
    comment: str


# --- the sections --------------------------------------------------------------------------


def build_sections(
    letter: str,
    work: Work,
    brief: Brief,
    *,
    ratings: RubricRatings,
    pairs: Sequence[AnswerPair],
    documents: Mapping[str, str],
    pictures: Mapping[str, Picture] | None = None,
) -> list[PortfolioSection]:
    """Return all that could be in the portfolio and isn't empty, in its sequence.

    `documents` maps names of documents to their Markdown, with the title as first heading;
    `pictures` has the picture of a part by the part's name in the log, and those of the twelve
    weeks by the headings that they go under.
    """
    story, others = _document_sections(documents, pictures or {})
    found = [
        PortfolioSection("letter", "My letter to the partners", _letter_markdown(letter)),
        *story,
        PortfolioSection("brief", "The brief", _brief_text(brief)),
        *(_part_section(part, brief, pictures or {}) for part in work.parts()),
        *others,
        PortfolioSection(
            "rubric", "My work, rated with a rubric", _rubric_markdown(ratings), private=True
        ),
        PortfolioSection("growth", "Before and after", _growth_markdown(pairs), private=True),
    ]
    return [one for one in found if one.markdown.strip()]


def _letter_markdown(letter: str) -> str:
    lines = [escape_markdown(one) for one in letter.splitlines() if one.strip()]
    return "\n\n".join(lines)


def _brief_text(brief: Brief) -> str:
    return (
        f"Three partners want instant refunds within {TARGET_WEEKS} weeks: {brief.peak_load} "
        f"refunds a second at the peak, {brief.percent_in_time} of 100 paid within "
        f"{brief.time_limit} seconds, about {brief.monthly_refunds:,} a month."
    )


def _part_section(
    part: Decisions, brief: Brief, pictures: Mapping[str, Picture]
) -> PortfolioSection:
    """Return a part; nothing of one that wasn't begun."""
    begun = part != type(part)()
    text = _remove_placeholders(part.markdown(brief)) if begun else ""
    drawn = pictures.get(part.activity_id) if text else None
    shown = {part.activity_id.replace(".", "-"): drawn} if drawn else {}
    private = isinstance(part, GapDecisions | PayDecisions)
    return PortfolioSection(part.activity_id, part.title, text, shown, private)


def _remove_placeholders(text: str) -> str:
    """Return Markdown without the paragraphs that only say that something isn't decided."""
    return "\n\n".join(one for one in text.split("\n\n") if NOT_DECIDED_MARKDOWN not in one)


def _rubric_markdown(ratings: RubricRatings) -> str:
    if not (ratings.own or ratings.peer):
        return ""
    body = "\n".join(
        f"| {criterion.label} | {ratings.own.get(key, '–')} | {ratings.peer.get(key, '–')} |"
        for key, criterion in data.rubric_criteria().items()
    )
    comment = escape_markdown(ratings.comment)
    peer = f"\n\nWhat my peer would change first: {comment}" if comment else ""
    return f"| Criterion | Myself | Peer |\n|---|---:|---:|\n{body}\n\nLevels go from 1 to 4.{peer}"


def _growth_markdown(pairs: Sequence[AnswerPair]) -> str:
    if not any(pair.before is not None and pair.after is not None for pair in pairs):
        return ""
    return "\n".join(f"- {text}" for text in (f"{title(pairs)}.", *growth_statements(pairs)))


# --- documents of the course ---------------------------------------------------------------


def _document_sections(
    documents: Mapping[str, str], pictures: Mapping[str, Picture]
) -> tuple[list[PortfolioSection], list[PortfolioSection]]:
    """Return the documents about the twelve weeks, and all others, each in its sequence."""
    places = {name: n for n, name in enumerate(DOCUMENT_NAME_ORDER)}
    names = [name for name in documents if name not in (DOCUMENT_NAME, LETTER_DOCUMENT_NAME)]
    names.sort(key=lambda name: (places.get(name, len(places)), name))
    made = [(name, _document_section(name, documents[name])) for name in names]
    story = [
        _to_first_person_section(one, pictures)
        for name, one in made
        if is_twelve_weeks_document(name)
    ]
    return story, [one for name, one in made if not is_twelve_weeks_document(name)]


def is_twelve_weeks_document(document_name: str) -> bool:
    """Return whether a document tells of the twelve weeks."""
    return bool(re.match(r"twelve-weeks|quarter|what-if|learned|what-i-learned", document_name))


def _document_section(name: str, markdown: str) -> PortfolioSection:
    head, _, body = markdown.partition("\n")
    title = head.removeprefix("# ").strip() or name
    if title in {part.title for part in DECISION_CLASSES.values()}:
        title = f"{title}, Payments API"
    return PortfolioSection(
        f"document:{name}", title, remove_empty_sections(body), private=is_private_document(name)
    )


def _to_first_person_section(
    section: PortfolioSection, pictures: Mapping[str, Picture]
) -> PortfolioSection:
    """Return a section on the twelve weeks: the learner speaks, and its pictures are in place."""
    chapters = re.split(r"^(?=### )", section.markdown, flags=re.MULTILINE)
    told, shown = [], {}
    for chapter in chapters:
        head, _, body = chapter.partition("\n")
        heading = head.removeprefix("### ").strip()
        said = body if heading in LEARNER_TYPED_SECTION_TITLES else to_first_person(body)
        if heading in pictures:
            name = heading_anchor(heading)
            shown[name] = pictures[heading]
            said = f"\n{_image_markdown(name, pictures[heading])}\n{said}"
        told.append(f"{head}\n{said}")
    return replace(section, markdown="".join(told).strip(), pictures=shown)


def to_first_person(text: str) -> str:
    """Return what the course says to the learner as the learner says it; quotations stay."""
    parts = re.split(r"(“[^“”]*”)", text)
    return "".join(
        part if part.startswith("“") else SECOND_PERSON_PATTERN.sub(_second_to_first_person, part)
        for part in parts
    )


def _second_to_first_person(match: re.Match[str]) -> str:
    said = match[0].lower()
    mine = FIRST_BY_SECOND_PERSON[said]
    return mine[0].upper() + mine[1:] if match[0][0].isupper() else mine


def is_private_document(document_name: str) -> bool:
    """Return whether a document is about pay or the learner's own plans."""
    return bool(PRIVATE_DOCUMENT_PATTERN.search(document_name))


def remove_empty_sections(markdown: str) -> str:
    """Return a document's Markdown without sections that are empty, or a checker's.

    Nothing, where only the opening is left.
    """
    opening, *rest = re.split(r"^(?=## )", markdown, flags=re.MULTILINE)
    kept = [text for one in rest if (text := _clean_section(one))]
    if rest and all(_section_heading(one) in BOILERPLATE_SECTION_TITLES for one in kept):
        return ""
    return _demote_headings("\n\n".join([_remove_open_lines(opening), *kept]).strip())


def _clean_section(text: str) -> str:
    heading, _, body = text.partition("\n")
    if _section_heading(text) in CHECKER_SECTION_TITLES:
        return ""
    left = _remove_open_lines(body)
    emptied = left.count("\n- ") < body.count("\n- ") and not re.search(
        r"^[-*] ", left, re.MULTILINE
    )
    says = LEGEND_LINE_PATTERN.sub("", left).strip() and not emptied
    return f"{heading}\n\n{left}" if says else ""


def _section_heading(section: str) -> str:
    return section.partition("\n")[0].removeprefix("## ").strip()


def _remove_open_lines(text: str) -> str:
    """Return text without the lines that only say that something is missing."""
    dropped = (PLACEHOLDER_PATTERN, OPEN_LIST_ITEM_PATTERN)
    lines = [
        one
        for one in text.split("\n")
        if not any(pattern.fullmatch(one.strip()) for pattern in dropped)
    ]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _demote_headings(text: str) -> str:
    return re.sub(r"^(#{1,5}) ", r"#\1 ", text, flags=re.MULTILINE)


# --- the whole -----------------------------------------------------------------------------


def portfolio_document(
    chosen: Sequence[PortfolioSection], cover: PortfolioCover, brief: Brief
) -> Document:
    """Return the portfolio: cover, contents, then the chosen sections."""
    paragraphs = [
        *_cover_lines(cover),
        (
            "Three partners of an online store, Brindle Commerce, want instant refunds. This is my "
            f"answer. The store, its people, and its figures (seat {brief.seed}) are invented for "
            "a course on the technical product owner. The decisions are mine."
        ),
        *([cover.in_short] if cover.in_short else []),
        "## Contents",
        "\n".join(
            f"{n}. [{_escape_link_text(one.title)}](#{heading_anchor(one.title)})"
            for n, one in enumerate(chosen, start=1)
        ),
        "## About this portfolio",
        f"{SIGNED_STATEMENT_TEXT} {SELF_ATTESTATION_TEXT}"
        if cover.signed
        else SELF_ATTESTATION_TEXT,
        *(text for one in chosen for text in _section_blocks(one)),
        *_embedded_image_lines(chosen),
    ]
    return Document(DOCUMENT_NAME, _cover_title(cover), join_paragraphs(paragraphs))


def _cover_title(cover: PortfolioCover) -> str:
    return escape_markdown(cover.title) or DEFAULT_TITLE


def _cover_lines(cover: PortfolioCover) -> list[str]:
    said = [one for one in (cover.name, cover.date) if one.strip()]
    return [f"**{' · '.join(map(escape_markdown, said))}**"] if said else []


def _escape_link_text(title: str) -> str:
    return re.sub(r"([\[\]])", r"\\\1", escape_markdown(title))


def _section_blocks(section: PortfolioSection) -> list[str]:
    starts = section.key in ("letter", "brief") or section.key.startswith("document:")
    shown = [
        _image_markdown(name, shown)
        for name, shown in section.pictures.items()
        if f"][{name}]" not in section.markdown
    ]
    return [*(["---"] if starts else []), f"## {section.title}", section.markdown, *shown]


def _image_markdown(name: str, picture: Picture) -> str:
    description = _escape_link_text(picture.description)
    return f"![{description}][{name}]\n\n*{escape_markdown(picture.source)}*"


def _embedded_image_lines(chosen: Sequence[PortfolioSection]) -> list[str]:
    """Return the pictures as they are referred to above: a page needs nothing else to show them."""
    found = {name: shown for one in chosen for name, shown in one.pictures.items()}
    lines = [
        f"[{name}]: data:image/png;base64,{_png_base64(shown)}" for name, shown in found.items()
    ]
    return ["\n".join(lines)] if lines else []


def _png_base64(picture: Picture) -> str:
    return base64.b64encode(picture.png_bytes()).decode("ascii")


def contents_summary(
    chosen: Sequence[PortfolioSection], left_out: Sequence[PortfolioSection]
) -> str:
    """Return what goes in and what stays out, in two sentences."""
    if not chosen:
        return "Nothing is in your portfolio yet."
    names = join_words(one.title for one in chosen)
    out = f" Left out: {join_words(one.title for one in left_out)}." if left_out else ""
    return f"In your portfolio: {names}.{out}"
