"""The letter to the partners: what we understood, what is missing, and what it can't promise."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from utils.capstone import data
from utils.capstone.model.brief import GOAL_ITEM_KEY
from utils.capstone.model.findings import OPEN, Finding, contradiction
from utils.capstone.model.letter import IN, OUT, LetterReading, committed_figures
from utils.capstone.model.promise import MAJOR, MINOR, ONE, Promise
from utils.capstone.model.stances import AGREED, AIMED, REFUSED
from utils.capstone.parts import logged
from utils.capstone.parts.change import MIN_BUMP_BY_VERDICT, VERSION_BUMPS, next_version
from utils.capstone.parts.objective import chain_availability
from utils.comparison.model.network import schedule
from utils.comparison.model.raci import ROLE_NAMES, roles_with_letter
from utils.kit.english import add_full_stop, join_quoted, join_words, lower_first, plural, shorten
from utils.kit.portfolio import escape_markdown, join_paragraphs
from utils.kit.tables import read_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from utils.capstone.model.brief import Brief
    from utils.capstone.model.letter import Decider, LetterFigure
    from utils.capstone.work import Work
    from utils.kit.progress import Progress

LETTER_ID, OLD_LETTER_ID = "06.letter", "06.portfolio"  # activities that have, or had, the letter
LETTER_FIELD_NAME = "letter"
LETTER_TITLE, BRIEF_TITLE = "Your letter", "Brief"
TOO_EARLY_PROBLEM_TEXT = "The work can't be finished by that day."
TOO_STRICT_PROBLEM_TEXT = "The letter promises more than the services behind it allow."
COMPARISON_TOLERANCE = 0.00005  # shares: half of a hundredth of a percent
MAX_QUOTE_CHARS = 40  # characters of the letter that are repeated


# --- what was read -------------------------------------------------------------------------


@functools.cache
def words_by_item() -> dict[str, tuple[str, ...]]:
    """Return the words by which a letter may name each item, by key."""
    labels = {item.key: item.label.casefold() for item in data.brief_for(data.DEFAULT_SEED).items}
    words = {
        row["item"]: tuple(row["words"].split(";")) for row in read_rows("capstone_item_words")
    }
    return {key: (label, *words.get(key, ())) for key, label in labels.items()}


def letter_text(progress: Progress) -> str:
    """Return the learner's letter; older versions kept it with the portfolio."""
    for activity in (LETTER_ID, OLD_LETTER_ID):
        if found := logged.read_text(progress.values(activity) or {}, LETTER_FIELD_NAME):
            return found
    return ""


def letter_markdown(letter: str) -> str:
    """Return a letter as Markdown, paragraph by paragraph, nothing in it taken for markup."""
    return join_paragraphs([escape_markdown(one) for one in letter.splitlines() if one.strip()])


@functools.lru_cache(maxsize=8)
def read_letter_cached(text: str) -> LetterReading:
    """Return what a letter promises. Never raises."""
    if not text.strip():
        return LetterReading()
    # Loaded for a letter only: its patterns take a while to compile.
    from utils.capstone.model.letter.reader import read_letter

    return read_letter(text, words_by_item())


@dataclass(frozen=True)
class LaunchSet:
    """The items that a letter says are launched (None if it names none), and those that wait."""

    inside: tuple[str, ...] | None
    waiting: tuple[str, ...]


def launch_set_in_letter(reading: LetterReading, brief: Brief) -> LaunchSet:
    """Return the launch set as far as the letter names it.

    Where all of it is promised, what isn't said to wait is in; where the rest comes later, what
    isn't said to be in waits.
    """
    keys = [item.key for item in brief.items]
    named = {key: side for key, side in reading.items.items() if key in keys}
    inside = tuple(key for key in keys if named.get(key) == IN)
    waiting = tuple(key for key in keys if named.get(key) == OUT)
    if reading.all_items:
        inside = tuple(key for key in keys if key not in waiting)
    elif reading.rest_later and inside:
        waiting = tuple(key for key in keys if key not in inside)
    return LaunchSet(inside or None, waiting)


def find_version_bump(reading: LetterReading, brief: Brief) -> str:
    """Return the part of the version that the letter raises; "" where it names none of ours."""
    for bump in VERSION_BUMPS:
        if next_version(bump, brief) in reading.versions:
            return bump
    return reading.bumps[-1] if reading.bumps else ""


def promise_in_letter(text: str, brief: Brief) -> Promise:
    """Return the promise that a letter makes; what it leaves open stays open."""
    reading = read_letter_cached(text)
    step = find_version_bump(reading, brief)
    version = MAJOR if step == "MAJOR" else MINOR if step or reading.no_break else ""
    return Promise(
        day=reading.day.value if reading.day else None,
        objective=reading.objective.value if reading.objective else None,
        launch_set=with_prerequisites(launch_set_in_letter(reading, brief).inside or (), brief),
        version=version,
        notice_days=reading.notice.value if reading.notice else None,
        decider=ONE if reading.deciders else "",
    )


# --- in words ------------------------------------------------------------------------------


def format_percent(share: float) -> str:
    """Return a share in percent, with as many decimals as it needs: 99.3%, 99.99%."""
    return f"{100 * share:.6g}%"


def describe_reading(reading: LetterReading, brief: Brief) -> str:
    """Return the letter as it was read, in one sentence, so that a misreading shows."""
    parts = [
        _describe_day(reading.day),
        _describe_objective(reading.objective),
        *_describe_launch_set(launch_set_in_letter(reading, brief), brief),
        _describe_change(reading, brief),
        *map(_describe_decider, reading.deciders[:3]),
        _describe_chance(reading.chance),
    ]
    said = [one for one in parts if one]
    return (
        add_full_stop(f"We read: {'; '.join(said)}") if said else "We haven't found a promise yet."
    )


def _describe_day(day: LetterFigure | None) -> str:
    if day is None:
        return ""
    start = {AIMED: "you aim for", AGREED: "you agree to"}.get(day.stance, "live on")
    words = f"{start} working day {day.value:.4g}"
    if day.is_range:
        words += f", the later end of “{shorten(day.words, MAX_QUOTE_CHARS)}”"
    elif f"{day.value:g}" not in day.words:
        words += f" (“{shorten(day.words, MAX_QUOTE_CHARS)}”)"
    return words


def _describe_objective(objective: LetterFigure | None) -> str:
    if objective is None:
        return ""
    start = {AIMED: "you aim for ", AGREED: "you agree to "}.get(objective.stance, "")
    words = f"{start}{format_percent(objective.value)} of refunds"
    shown = "%" in objective.words or format_percent(objective.value).rstrip("%") in objective.words
    return words if shown else f"{words} (“{shorten(objective.words, MAX_QUOTE_CHARS)}”)"


def _describe_launch_set(launch: LaunchSet, brief: Brief) -> Iterator[str]:
    labels = {item.key: item.label for item in brief.items}
    if launch.inside and len(launch.inside) == len(labels):
        yield "all items in the launch"
    elif launch.inside:
        yield f"the launch includes {join_quoted(labels[key] for key in launch.inside)}"
    if launch.waiting:
        verb = "comes" if len(launch.waiting) == 1 else "come"
        yield f"{join_quoted(labels[key] for key in launch.waiting)} {verb} later"


def _describe_change(reading: LetterReading, brief: Brief) -> str:
    step = find_version_bump(reading, brief)
    said = []
    if reading.versions:
        said.append(f"version {join_words(reading.versions)}")
    elif step:
        said.append(f"a {step} version, {next_version(step, brief)}")
    if reading.no_break:
        said.append("nothing breaks")
    if reading.notice:
        said.append(f"{plural(round(reading.notice.value), 'working day')} of notice")
    return ", ".join(said)


def _describe_decider(decider: Decider) -> str:
    who = (
        "you"
        if decider.role == "tpo"
        else ROLE_LABELS.get(decider.role) or shorten(decider.written, MAX_QUOTE_CHARS)
    )
    about = shorten(decider.about.strip(" .,;"), MAX_QUOTE_CHARS)
    return f"{who} {'decide' if who == 'you' else 'decides'}{f' (“{about}”)' if about else ''}"


def _describe_chance(chance: LetterFigure | None) -> str:
    return f"kept in {100 * chance.value:.3g} of 100 cases" if chance else ""


ROLE_LABELS = {
    **{key: f"the {lower_first(name)}" for key, name in ROLE_NAMES.items()},
    "director": "the director",
}
UNPROMISED_REASONS = {
    REFUSED: "ruled out",
    "asked": "someone's request",
    "supposed": "only supposed",
}


def unpromised_figures_text(reading: LetterReading) -> str:
    """Return the days and objectives that the letter names without promising them.

    A figure that is named twice is told with what the letter says of it last.
    """
    named = {}
    for one in reading.unpromised_figures():
        if one.stance in UNPROMISED_REASONS:
            figure = format_percent(one.value) if one.value <= 1 else f"day {one.value:.4g}"
            named[figure] = UNPROMISED_REASONS[one.stance]
    found = join_words(f"{figure} ({why})" for figure, why in named.items())
    return f"Named, but not promised: {found}." if found else ""


# --- what a letter says --------------------------------------------------------------------

POINT_LABELS = {
    "day": "a day",
    "objective": "an objective",
    "launch": "what the launch includes, and what comes later",
    "change": "what changes for callers: the version, or the notice",
    "who": "who decides",
    "chance": "how likely it is",
}
NOT_FOUND_HINTS = {
    "day": "We couldn't find a day. You can write it as “live on day 64” or “within 13 weeks.”",
    "objective": (
        "We couldn't find an objective. You can write it as “99.3% of refunds work in any month.”"
    ),
    "launch": (
        "We couldn't find the launch set. You can write it as “the launch includes the instant "
        "refund call; the sandbox comes later.”"
    ),
    "change": (
        "We couldn't find what happens to callers. You can write it as “version 3.0.0, and the old "
        "version keeps running for 90 days.”"
    ),
    "who": (
        "We couldn't find who decides. You can write it as “the program manager decides on dates, "
        "and I decide on scope.”"
    ),
    "chance": (
        "We couldn't find how likely it is. If you know, you can write it as “in 85 of 100 "
        "quarters.” You'll see how to find out in the twelve weeks."
    ),
}


def find_letter_points(reading: LetterReading, brief: Brief) -> dict[str, bool]:
    """Return which of the points a letter has."""
    found = launch_set_in_letter(reading, brief)
    change = (
        find_version_bump(reading, brief) or reading.versions or reading.no_break or reading.notice
    )
    return {
        "day": reading.day is not None,
        "objective": reading.objective is not None,
        "launch": bool(found.inside or found.waiting or reading.rest_later),
        "change": bool(change),
        "who": bool(reading.deciders),
        "chance": reading.chance is not None,
    }


def not_found_hint(point: str, reading: LetterReading) -> str:
    """Return that a point wasn't found, and how to write it."""
    if point == "day" and reading.vague_dates:
        date = shorten(reading.vague_dates[-1], MAX_QUOTE_CHARS)
        return (
            f"We found “{date},” but it doesn't say which working day that is. You can add "
            f"it: “{date}, working day 64.”"
        )
    return NOT_FOUND_HINTS[point]


# --- against the parts and the brief -------------------------------------------------------


def letter_findings(text: str, work: Work, brief: Brief) -> list[Finding]:
    """Return what is missing in a letter, and what it promises that can't be true.

    No finding where nothing is written.
    """
    if not text.strip():
        return []
    reading = read_letter_cached(text)
    there = find_letter_points(reading, brief)
    missing = [key for key in there if not there[key] and key != "chance"]
    return [
        *(Finding(OPEN, (LETTER_TITLE,), not_found_hint(key, reading), "") for key in missing),
        *_day_findings(reading, work, brief),
        *_objective_findings(reading, work, brief),
        *_launch_findings(reading, work, brief),
        *_change_findings(reading, work, brief),
        *_decider_findings(reading, work, brief),
    ]


def _day_findings(reading: LetterReading, work: Work, brief: Brief) -> Iterator[Finding]:
    day = reading.day
    if day is None:
        return
    place = f"{LETTER_TITLE}: live on day {day.value:.4g}"
    items = with_prerequisites(
        launch_set_in_letter(reading, brief).inside or work.order.launch_set or (GOAL_ITEM_KEY,),
        brief,
    )
    path = schedule(brief.tasks_with_build_time(items)).finish
    limit = f"{work.order.title}: a launch set whose critical path ends on day {path:g}"
    if day.value < path - COMPARISON_TOLERANCE:
        yield contradiction(
            place, limit, TOO_EARLY_PROBLEM_TEXT,
            "Launch fewer items if building is on the critical path, or promise a later day.",
        )  # fmt: skip
    elif day.value < path + 1 and reading.chance is None:
        yield Finding(
            OPEN, (place, limit),
            "The day leaves no room. Several chains of tasks have to be on time together, so you'd "
            "meet that day less than half the time.",
            "Add a few days, or say how likely the day is.",
        )  # fmt: skip
    own = work.people.worked_out_day
    if own is not None and abs(own - day.value) >= 1:
        yield contradiction(
            place, f"{work.people.title}: launch on day {own:g}",
            "Your letter and your plan name different days.", "Change one of them.",
        )  # fmt: skip
    yield from _conflicting_figure_findings(reading.days, "days", "day {:.4g}")


def _conflicting_figure_findings(
    figures: Sequence[LetterFigure], noun: str, figure_format: str
) -> Iterator[Finding]:
    values = list(dict.fromkeys(one.value for one in committed_figures(figures)))
    if len(values) > 1:
        one, other = (
            figure_format.format(100 * n if noun == "objectives" else n) for n in values[:2]
        )
        yield contradiction(
            f"{LETTER_TITLE}: {one}", f"{LETTER_TITLE}: {other}",
            f"Your letter promises two {noun}.",
            "Keep one of them. Your partners will remember the one they like better.",
        )  # fmt: skip


def with_prerequisites(item_keys: Sequence[str], brief: Brief) -> tuple[str, ...]:
    """Return items and all that they need, in the sequence of the brief."""
    needs = {item.key: item.prerequisites for item in brief.items}
    found, open_keys = set(), list(item_keys)
    while open_keys:
        key = open_keys.pop()
        if key not in found and key in needs:
            found.add(key)
            open_keys += needs[key]
    return tuple(key for key in needs if key in found)


def _objective_findings(reading: LetterReading, work: Work, brief: Brief) -> Iterator[Finding]:
    promised, available = reading.objective, chain_availability(brief)
    if promised is None:
        return
    place = f"{LETTER_TITLE}: {format_percent(promised.value)} of refunds"
    if promised.value > available + COMPARISON_TOLERANCE:
        yield contradiction(
            place, f"{BRIEF_TITLE}: four services that reach {available:.2%} together",
            TOO_STRICT_PROBLEM_TEXT,
            "Promise less, or say which service you'll improve, and when.",
        )  # fmt: skip
    own = work.objective.objective
    if (
        work.objective.is_complete()
        and own is not None
        and abs(own - promised.value) > COMPARISON_TOLERANCE
    ):
        yield contradiction(
            place, f"{work.objective.title}: objective {own:.2%}",
            "Your letter and your plan name different objectives.", "Change one of them.",
        )  # fmt: skip
    yield from _conflicting_figure_findings(reading.objectives, "objectives", "{:.6g}%")


def _launch_findings(reading: LetterReading, work: Work, brief: Brief) -> Iterator[Finding]:
    found = launch_set_in_letter(reading, brief)
    labels = {item.key: item.label for item in brief.items}
    planned = work.order.launch_set
    for key in found.inside or ():
        if planned and key not in planned:
            yield contradiction(
                f"{LETTER_TITLE}: “{labels[key]}” is in the launch",
                f"{work.order.title}: launch after item {work.order.launch_count}",
                "The letter promises an item that your launch set leaves out.",
                "Put the item into the launch set, or say that it comes later.",
            )
    for key in found.waiting:
        if key in planned:
            yield contradiction(
                f"{LETTER_TITLE}: “{labels[key]}” comes later",
                f"{work.order.title}: launch after item {work.order.launch_count}",
                "The letter leaves out an item that your launch set has.",
                "Change one of them. In your plan, the item still takes time to build.",
            )
    yield from _missing_prerequisite_findings(found, labels, brief)


def _missing_prerequisite_findings(
    launch: LaunchSet, labels: dict[str, str], brief: Brief
) -> Iterator[Finding]:
    inside = {*(launch.inside or ()), *([GOAL_ITEM_KEY] if launch.waiting else [])} - {
        *launch.waiting
    }
    if GOAL_ITEM_KEY in launch.waiting:
        yield contradiction(
            f"{LETTER_TITLE}: “{labels[GOAL_ITEM_KEY]}” comes later",
            f"{BRIEF_TITLE}: the partners want it",
            "The launch leaves out the very thing the partners want.", "Put it into the launch.",
        )  # fmt: skip
    for item in brief.items:
        for need in item.prerequisites if item.key in inside else ():
            if need in launch.waiting:
                yield contradiction(
                    f"{LETTER_TITLE}: “{labels[need]}” comes later",
                    f"{LETTER_TITLE}: “{item.label}” is in the launch",
                    f"“{item.label}” needs “{labels[need]}.”", "Launch both, or neither.",
                )  # fmt: skip


def _change_findings(reading: LetterReading, work: Work, brief: Brief) -> Iterator[Finding]:
    step, own = find_version_bump(reading, brief), work.release.bump
    breaking = [n for n, one in enumerate(brief.changes, start=1) if one.verdict == "breaks"]
    broken = f"{work.release.title}: change {breaking[0]} breaks callers" if breaking else ""
    if breaking and reading.no_break:
        yield contradiction(
            f"{LETTER_TITLE}: nothing breaks", broken,
            "According to the published checks, a change in this release breaks callers.",
            "Say which one, in which version, and how long the old form works.",
        )  # fmt: skip
    elif breaking and step and step != "MAJOR":
        yield contradiction(
            f"{LETTER_TITLE}: a {step} version", broken,
            f"A {step} version tells callers that updating is safe.",
            f"Write {next_version('MAJOR', brief)}, or take the change out.",
        )  # fmt: skip
    if reading.versions and not step:
        steps = join_words((next_version(one, brief) for one in VERSION_BUMPS), "or")
        yield contradiction(
            f"{LETTER_TITLE}: version {reading.versions[-1]}",
            f"{BRIEF_TITLE}: now {brief.version}",
            f"No release leads from {brief.version} to that number.", f"The next one is {steps}.",
        )  # fmt: skip
    elif own and step and own != step and MIN_BUMP_BY_VERDICT["breaks"] in (own, step):
        yield contradiction(
            f"{LETTER_TITLE}: a {step} version", f"{work.release.title}: released as {own}",
            "Your letter and your plan name different versions.", "Change one of them.",
        )  # fmt: skip


DECISION_KEY_BY_WORD = {  # words for what is decided → the decision of parts 1 and 7
    "date": "date", "day": "date", "launch": "date", "when": "date",
    "scope": "order", "priorit": "order", "backlog": "order", "what comes": "order",
    "objective": "objective", "reliab": "objective",
    "break": "breaking_change", "change": "breaking_change", "version": "breaking_change",
    "amount": "highest_amount",
}  # fmt: skip


def _decider_findings(reading: LetterReading, work: Work, brief: Brief) -> Iterator[Finding]:
    rows = {row.decision: roles_with_letter(row, "A") for row in work.people.rows()}
    for one in reading.deciders:
        for key in _find_decision_keys(one.about):
            accountable = rows.get(key, ())
            if len(accountable) == 1 and one.role in ROLE_NAMES and accountable[0] != one.role:
                yield contradiction(
                    f"{LETTER_TITLE}: {ROLE_LABELS[one.role]} decides, “{brief.decisions[key]}”",
                    f"{work.people.title}: “{brief.decisions[key]}”, A for "
                    f"{ROLE_LABELS[accountable[0]]}",
                    "Your letter and your plan name different people for one decision.",
                    "Change one of them.",
                )


def _find_decision_keys(about: str) -> list[str]:
    return list(dict.fromkeys(key for words, key in DECISION_KEY_BY_WORD.items() if words in about))
