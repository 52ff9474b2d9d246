"""References to rows by name, as in a column "depends on": found in text, and written to it.

Names may have commas and slashes in them ("CI/CD", "Batch export, CSV"): the longest name that
matches counts, and quotation marks keep a name together.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING

from utils.kit.english import shorten
from utils.kit.list_markers import strip_markers_if_list
from utils.kit.missing_values import MISSING_VALUE_SPELLINGS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

# Unless a row has that name.
EMPTY_CELL_SPELLINGS = {
    *MISSING_VALUE_SPELLINGS,
    *("nothing", "no", "none yet", "no dependencies", "no predecessors", "no prerequisites"),
}
# Headings of a column that names what comes before, and words that may stand next to them.
PREDECESSOR_HEADINGS = (
    *("predecessors", "predecessor", "preds", "pred", "preceding", "preceded by", "previous"),
    *("depends on", "depends upon", "dependent on", "dependent upon", "dependencies", "dependency"),
    *("after", "follows", "must follow", "blocked by", "is blocked by", "blockers"),
    *("waits for", "waiting for", "waits on", "waiting on", "needs", "requires", "prior"),
    *("depend on", "deps", "dep", "prereqs", "prereq", "prev", "must finish first"),
    *("prerequisites", "prerequisite", "must be done before", "what must be done before"),
    "inward issue link (Blocks)",
)
PREDECESSOR_HEADING_WORDS = (
    *("immediate", "direct", "first", "comes", "start", "starts", "can"),
    *("task", "tasks", "activity", "activities", "item", "items", "step", "steps", "id", "ids"),
    *("no", "nos", "nr", "number", "numbers", "#", "name", "names", "wbs", "details"),
)
# What exports put around a name: [name](address) in Markdown, name (address) in Notion.
LINK_ADDRESS_PATTERN = re.compile(
    r"\[([^\[\]]+)\]\(https?:[^()\s]*\)| ?\((?:https?:[^()\s]*|[^()\s]+\.md)\)"
)
HTML_LINE_BREAK_PATTERN = re.compile(r"<br\s?/?>", re.IGNORECASE)
ASCII_PUNCTUATION_TABLE = str.maketrans(
    dict.fromkeys("\u2018\u2019\u02bc`", "'")
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-")
)
# As pages put inside words.
ZERO_WIDTH_PATTERN = re.compile("[\u200b\u200e\u200f\u2060\ufeff\u00ad]")
MAX_LISTED_NAMES = 10  # names that a message lists
MAX_SHOWN_NAME_LENGTH = 40  # characters of a name that a message repeats
AND_REGEX = r"(?:\s(?:and|&|\+)\s|(?<=\w)[&+](?=\w))"  # "A & B", "A&B", but not "C++"
JOINER_AT_EDGE_PATTERN = re.compile(r"^(?:and|&|\+)\s|\s(?:and|&|\+)$", re.IGNORECASE)
NAME_OR_SEPARATOR_PATTERN = re.compile(
    rf"""\s*(?:"([^"]*)"|“([^”]*)”)\s*(?=[,;/\n]|{AND_REGEX}|$)|([,;/\n]|{AND_REGEX})|((?:(?!{AND_REGEX})[^,;/\n])+)""",
    re.IGNORECASE,
)


def clean_name(name: str) -> str:
    """Return a name with single spaces and without invisible characters."""
    joined = ZERO_WIDTH_PATTERN.sub("", name)
    seen = (" " if unicodedata.category(one)[0] == "C" else one for one in joined)
    return " ".join("".join(seen).split())


def fold_name(name: str) -> str:
    """Return what two spellings of one name share: case, width, spaces, and the kind of dash."""
    plain = (
        unicodedata.normalize("NFKC", clean_name(name))
        .casefold()
        .translate(ASCII_PUNCTUATION_TABLE)
    )
    return " ".join(re.sub(r"\s*([,;/])\s*", r"\1", plain).split())


def resolve_listed_names(
    cells: Sequence[str], meaning_by_name: Mapping[str, str]
) -> tuple[list[str], list[str]]:
    """Return what cells refer to, each once, and the names that aren't known.

    "None", a dash and the like refer to nothing.

    Parameters
    ----------
    cells
        Texts with any number of names, separated by commas, semicolons, slashes, or line breaks.
    meaning_by_name
        What each name means, by `fold_name` of the name.

    """
    found, unknown = _find_references_in_cells(cells, meaning_by_name)
    if unknown and (plain := [_strip_cell_markup(cell) for cell in cells]) != list(cells):
        again = _find_references_in_cells(plain, meaning_by_name)
        found, unknown = again if len(again[1]) <= len(unknown) else (found, unknown)
    return list(dict.fromkeys(found)), unknown


def tracker_key_spellings(key: str) -> tuple[str, ...]:
    """Return how a tracker's key may be written, folded: 12 and #12, as in GitHub and GitLab."""
    bare = fold_name(key).removeprefix("#").removesuffix(".")
    if not bare.isdecimal():
        return (fold_name(key),)
    plain = bare.lstrip("0") or "0"  # 01 is 1 elsewhere: a spreadsheet drops the zero
    return tuple(dict.fromkeys((bare, f"#{bare}", plain, f"#{plain}")))


def find_cycle(prerequisites_by_key: Mapping[str, Iterable[str]]) -> list[str]:
    """Return the keys of a cycle, each followed by one that needs it; empty where there's none.

    `prerequisites_by_key` has the keys that each key needs. The cycle begins with the key that
    comes first there.
    """
    try:
        TopologicalSorter(prerequisites_by_key).prepare()
    except CycleError as problem:
        cycle: list[str] = problem.args[1][:-1]  # its last is its first again
        at = cycle.index(next(key for key in prerequisites_by_key if key in cycle))
        return [*cycle[at:], *cycle[:at]]
    return []


def unknown_name_fix(name: str, known_names: Iterable[str]) -> str:
    """Return a fix that names the most similar of the known names, or some where none is near."""
    folded = {one.casefold(): one for one in known_names}
    near = difflib.get_close_matches(name.casefold()[:MAX_SHOWN_NAME_LENGTH], folded, 1, 0.5)
    if near:
        return f"Did you mean “{folded[near[0]]}”?"
    names = [shorten(one, MAX_SHOWN_NAME_LENGTH) for one in folded.values()]
    return f"Use one of: {', '.join(elide_middle(names))}."


def elide_middle(items: list[str]) -> list[str]:
    """Return items, or the first ones and the last of many, so that a message stays short."""
    return (
        items
        if len(items) <= MAX_LISTED_NAMES
        else [*items[: MAX_LISTED_NAMES - 2], "…", items[-1]]
    )


def quote_semicolon_cell(text: str) -> str:
    """Return a text as one cell of a row separated by semicolons."""
    if not re.search('[;"]', text):
        return text
    return '"' + text.replace('"', '""') + '"'


def format_references(names: Sequence[str], all_labels: Iterable[str]) -> str:
    """Return names as the last cells of a row; with commas where no label has one."""
    if any(re.search('[,;/"“]', label) for label in all_labels):
        return "; ".join(map(quote_semicolon_cell, names))
    return ", ".join(f'"{name}"' if JOINER_AT_EDGE_PATTERN.search(name) else name for name in names)


# --- inside --------------------------------------------------------------------------------


def _strip_cell_markup(cell: str) -> str:
    """Return a cell without addresses, list markers, brackets, and a period at its end."""
    plain = HTML_LINE_BREAK_PATTERN.sub("\n", LINK_ADDRESS_PATTERN.sub(r"\1", cell))
    lines = [line.strip().rstrip(" .") for line in plain.split("\n")]
    plain = "\n".join(strip_markers_if_list(lines) or lines)
    return plain[1:-1] if re.fullmatch(r"\[[^\[\]]*\]", plain) else plain


def _find_references_in_cells(
    cells: Sequence[str], meaning_by_name: Mapping[str, str]
) -> tuple[list[str], list[str]]:
    each = [_find_references(cell, meaning_by_name) for cell in cells]
    unknown = [one for _, out in each for one in out]
    if unknown and len(cells) > 1:  # a comma of a name may have split it into cells
        whole = _find_references(", ".join(cells), meaning_by_name)
        if not whole[1]:
            return whole
    return [one for found, _ in each for one in found], unknown


def _find_references(text: str, meaning_by_name: Mapping[str, str]) -> tuple[list[str], list[str]]:
    """Return what one text refers to and what isn't known, the longest name first."""
    whole = fold_name(text)
    if whole in meaning_by_name or whole in EMPTY_CELL_SPELLINGS:
        return [meaning_by_name[whole]] if whole in meaning_by_name else [], []
    found, unknown, at = [], [], 0
    pieces = list(NAME_OR_SEPARATOR_PATTERN.finditer(text))
    longest = max(map(len, meaning_by_name), default=0)
    while at < len(pieces):
        name, end = _match_longest_name(pieces, at, meaning_by_name, longest)
        if name is not None:
            found.append(name)
        elif not pieces[at][3] and fold_name(pieces[at][0]) not in {"", *EMPTY_CELL_SPELLINGS}:
            unknown.append(at)
        at = end
    return found, _merge_unknown_pieces(pieces, unknown)


def _merge_unknown_pieces(
    pieces: Sequence[re.Match[str]], unknown_indexes: Sequence[int]
) -> list[str]:
    """Return unknown names; pieces with only a slash or an "and" between them are one name."""
    names: list[str] = []
    for at in unknown_indexes:
        if at - 2 in unknown_indexes and pieces[at - 1][0] not in {",", ";", "\n"}:
            names[-1] += pieces[at - 1][0] + _strip_quotes(pieces[at])
        else:
            names.append(_strip_quotes(pieces[at]))
    return names


def _match_longest_name(
    pieces: Sequence[re.Match[str]], start: int, meaning_by_name: Mapping[str, str], max_length: int
) -> tuple[str | None, int]:
    """Return what the longest known name that begins here means, and where it ends."""
    if pieces[start][3]:
        return None, start + 1
    best: tuple[str | None, int] = None, start + 1
    text = ""
    for end, piece in enumerate(pieces[start:], start + 1):
        text += piece[0]
        if len(fold_name(text)) > max_length + 2:  # two quotation marks
            break
        name = _strip_quotes(piece) if end == start + 1 else text
        if not piece[3] and fold_name(name) in meaning_by_name:
            best = meaning_by_name[fold_name(name)], end
    return best


def _strip_quotes(piece: re.Match[str]) -> str:
    """Return a piece without its quotation marks."""
    quoted = piece[1] if piece[1] is not None else piece[2]
    return (piece[0] if quoted is None else quoted).strip()
