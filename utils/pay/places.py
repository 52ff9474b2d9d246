"""Which area a learner's place means: nation, state, or metro."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, NamedTuple, Protocol

from utils.kit.table_reader import shorten_for_message
from utils.pay import public_data

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence


MAX_PLACE_NOTES = 20  # notes on places
Area = tuple[str, str, str, str]  # area code, area type, area, state abbreviation
WHOLE_US_SPELLINGS = (
    "nation",
    "national",
    "us",
    "usa",
    "united states",
    "united states of america",
)
CITY_BY_AMBIGUOUS_ABBREVIATION = {
    "la": "Los Angeles, CA",
    "ny": "New York, NY",
}  # states that may be meant as cities

# What a list of jobs adds to a place: where the work is done, and the ZIP code.
WORKPLACE_PATTERN = re.compile(r"\b(?:remote|hybrid|on-?site|in-?office|office|hq|headquarters)\b")
ZIP_CODE_PATTERN = re.compile(r"(?<![\w-])\d{5}(?:-\d{4})?$")

_AreaIndex = dict[str, dict[str, str]]  # type of area → spoken name → area code


class HasPlace(Protocol):
    """A row that names a place, and its line in the file."""

    @property
    def line_number(self) -> int:
        """The line where the row begins."""

    @property
    def place(self) -> str:
        """The place as it was written."""


class PlaceMatch(NamedTuple):
    """The area code a place stands for, or None, and what should be said about it."""

    area_code: str | None
    note: str


def find_area_code(text: str, areas: Iterable[Sequence[str]]) -> str | None:
    """Return the area code that a place stands for, or None where no area fits.

    `areas` are area code, type ("nation", "state", "metro"), name and state abbreviation.
    """
    return find_place_match(text, areas).area_code


def find_place_match(text: str, areas: Iterable[Sequence[str]]) -> PlaceMatch:
    """Return the area a place stands for: nation, state, or metro by name or first city.

    A name that is both a state and a city ("New York") is read as the state, and the note says
    so; so it does where only the state of a city is known ("Portland, ME").
    """
    return _match_place(text, _index_areas(areas))


def match_places(
    rows: Iterable[HasPlace], areas: Iterable[Sequence[str]]
) -> tuple[dict[int, str | None], list[str]]:
    """Return the area code of every row by its line, and the notes, each once."""
    index = _index_areas(areas)
    places = {row.line_number: row.place for row in rows}
    matches = {place: _match_place(place, index) for place in dict.fromkeys(places.values())}
    found = {line: matches[place] for line, place in places.items()}
    notes = [match.note for match in matches.values() if match.note]
    notes += _state_or_country_notes(matches)
    more = len(notes) - MAX_PLACE_NOTES
    notes[MAX_PLACE_NOTES:] = [f"{more:,} more places have notes like these."] if more > 0 else []
    return {row: match.area_code for row, match in found.items()}, notes


def _state_or_country_notes(matches: Mapping[str, PlaceMatch]) -> Iterator[str]:
    """Yield the states that may be countries: other places are codes of countries."""
    codes = {place: match for place, match in matches.items() if re.fullmatch("[A-Z]{2}", place)}
    if all(match.area_code for match in codes.values()):
        return
    for place, match in codes.items():
        if (
            match.area_code
            and _normalize_place_name(place) not in WHOLE_US_SPELLINGS
            and not match.note
        ):
            yield f"We read “{place}” as a state, not as a country. For a country, enter its name."


@functools.cache
def all_areas() -> tuple[Area, ...]:
    """Return all areas of the course."""
    return tuple(
        (code, row["area_type"], row["area"], row["state_abbr"])
        for code, row in public_data.areas_by_code().items()
    )


@functools.cache
def _course_area_index() -> _AreaIndex:
    return _index_areas(all_areas())


def is_known_place(text: str) -> bool:
    """Return whether a text is a place that the course knows."""
    return _match_place(text, _course_area_index()).area_code is not None


def _index_areas(areas: Iterable[Sequence[str]]) -> _AreaIndex:
    known: _AreaIndex = {"nation": {}, "state": {}, "metro": {}}
    for code, kind, name, abbreviation in areas:
        if kind == "metro":
            names: Iterable[str] = _metro_name_variants(name)
        elif kind == "state":
            names = (_normalize_place_name(name), _normalize_place_name(abbreviation))
        else:
            kind, names = "nation", (_normalize_place_name(name), *WHOLE_US_SPELLINGS)  # noqa: PLW2901 - "national" in BLS files
        for said in names:
            known[kind].setdefault(said, code)
    return known


def _metro_name_variants(name: str) -> Iterator[str]:
    """Yield how a metro is called: all or its first cities, with or without a state."""
    cities, _, states = name.partition(", ")
    parts = cities.split("-")
    for count in range(1, len(parts) + 1):
        said = _normalize_place_name("-".join(parts[:count]))
        yield from (said, f"{said} city")
        for state in map(_normalize_place_name, states.split("-")):
            yield from (f"{said}, {state}", f"{said} {state}")
    yield _normalize_place_name(name)


def _normalize_place_name(text: str) -> str:
    plain = re.sub(r"[\u2010-\u2014]", "-", text.casefold().replace(".", ""))
    return " ".join(re.sub(r"\s*([,-])\s*", r"\1 ", plain).replace("- ", "-").split())


def _match_place(text: str, index: _AreaIndex) -> PlaceMatch:
    said = re.sub(
        r"^(the |greater )+| (metro|metropolitan)?( ?area)?$", "", _normalize_place_name(text)
    )
    shown = shorten_for_message(text)
    if not said:
        return PlaceMatch(
            None, "Some rows don't name a place, so we can't compare them with an area."
        )
    if not any(said in names for names in index.values()):
        said = _strip_workplace_and_zip(said)
    if said in index["nation"]:
        return PlaceMatch(index["nation"][said], "")
    state, metro = index["state"].get(_strip_state_words(said)), index["metro"].get(said)
    if state and metro:
        return PlaceMatch(
            state,
            f"“{shown}” is both a state and a city, and we read it as the state. "
            f"For the city, enter “{said.title()} City” or add the state after a comma.",
        )
    if state and said in CITY_BY_AMBIGUOUS_ABBREVIATION:
        city = CITY_BY_AMBIGUOUS_ABBREVIATION[said]
        note = f"We read “{shown}” as the state. For the city, enter “{city}” instead."
        return PlaceMatch(state, note)
    return (
        PlaceMatch(state or metro, "")
        if state or metro
        else _match_city_and_state(said, shown, index)
    )


def _strip_workplace_and_zip(place_name: str) -> str:
    """Return a place without what lists of jobs add: "remote (austin, tx 78701, us)" is in Texas.

    Without anything else, the country is the place: "remote (us)".
    """
    parts = [
        ZIP_CODE_PATTERN.sub("", WORKPLACE_PATTERN.sub("", part)).strip(" -:")
        for part in re.split(r"[,()\[\]]| in (?:the )?", place_name)
    ]
    filled = [part.removeprefix("us-") for part in parts if part]  # "US-TX"
    return ", ".join([part for part in filled if part not in WHOLE_US_SPELLINGS] or filled[:1])


def _match_city_and_state(place_name: str, shown_text: str, index: _AreaIndex) -> PlaceMatch:
    """Return the metro of "Boston, Massachusetts", else the state after the comma."""
    city, _, state = place_name.rpartition(", ")
    code = index["state"].get(state) if city else None
    several = re.search(r"[/;|&]| or | and ", city) or any(
        index["state"].get(part, code) != code for part in city.split(", ")
    )
    if code is None or several:
        return PlaceMatch(None, f"“{shown_text}” doesn't match a state or large metro area here.")
    for letters, other in index["state"].items():
        if other == code and f"{city}, {letters}" in index["metro"]:
            return PlaceMatch(index["metro"][f"{city}, {letters}"], "")
    return PlaceMatch(
        code, f"“{shown_text}” isn't a large metro area here, so we read it as its state."
    )


def _strip_state_words(place_name: str) -> str:
    return place_name.removeprefix("state of ").removesuffix(" state")
