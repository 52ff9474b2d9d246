"""Columns of times: dates all read alike, and a question where only some times have a zone."""

from __future__ import annotations

from datetime import UTC, timezone
from functools import partial
from typing import TYPE_CHECKING

from utils.kit.english import lower_first, plural_noun
from utils.kit.errors import InputError
from utils.kit.table_reader.errors import MixedZonesProblem, Problem
from utils.kit.timestamps import ParsedTimestamp, parse_heading_zone, resolve_ambiguous_dates

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime, timedelta, tzinfo

    import pandas as pd

MISSING_ZONE_FIX_TEXT = (
    "Add Z to them if they're in UTC, or an offset such as -07:00; or take out all zones."
)
CHOOSE_ZONE_FIX_TEXT = f"Choose it here. Or {lower_first(MISSING_ZONE_FIX_TEXT)}"


def resolve_time_columns(
    frame: pd.DataFrame, column_names: Sequence[str], *, utc_offset: timedelta | None = None
) -> tuple[pd.DataFrame, list[str]]:
    """Return the times of all rows, None where there is none, and how dates were read.

    A heading such as "created_at (UTC)" gives the zone of its whole column. Where only some times
    have a zone, `utc_offset` gives that of the others. Raises InputError where dates don't agree.
    """
    import pandas as pd

    parsed = [
        one for name in column_names for one in frame[name] if isinstance(one, ParsedTimestamp)
    ]
    values, notes = resolve_ambiguous_dates(parsed)
    settled = iter(values)
    times = {}
    for name in column_names:
        zone = parse_heading_zone(frame.attrs["headings"].get(name, ""))
        times[name] = [
            _localize_to_utc(next(settled), zone) if isinstance(one, ParsedTimestamp) else None
            for one in frame[name]
        ]
    made = pd.DataFrame(times, index=frame.index, dtype=object)
    if utc_offset is not None and _mixes_zones(made):
        return made.map(partial(_localize_to_utc, zone=timezone(utc_offset))), notes
    return made, notes


def find_time_problems(
    frame: pd.DataFrame,
    column_names: Sequence[str],
    fix: str = MISSING_ZONE_FIX_TEXT,
    utc_offset: timedelta | None = None,
) -> Iterator[Problem]:
    """Yield that dates aren't clear, or that only some times have a zone, with lines."""
    try:
        times, _ = resolve_time_columns(frame, column_names, utc_offset=utc_offset)
    except InputError as problem:
        yield Problem(0, "", f"has dates that aren't clear: {problem.what}", problem.fix)
        return
    if not _mixes_zones(times):
        return
    filled = times.melt(ignore_index=False)["value"].dropna()
    zoned = filled.map(lambda time: time.tzinfo is not None).astype(bool)
    first = [int(filled.index[mask].min()) for mask in (zoned, ~zoned)]
    having = f"{int(zoned.sum()):,} {plural_noun(zoned.sum(), 'time')} with a time zone"
    what = (
        f"has {having} (such as on line {first[0]}) and {int((~zoned).sum()):,} without (such as "
        f"on line {first[1]}). In which zone are those?"
    )
    yield MixedZonesProblem(0, "", what, fix)


def _localize_to_utc(time: datetime | None, zone: tzinfo | None) -> datetime | None:
    """Return the moment, in UTC, of a time without a zone; any other time as it is."""
    if time is None or time.tzinfo is not None or zone is None:
        return time
    return time.replace(tzinfo=zone).astimezone(UTC)


def _mixes_zones(times: pd.DataFrame) -> bool:
    filled = [time for name in times for time in times[name] if time is not None]
    return len({time.tzinfo is None for time in filled}) > 1
