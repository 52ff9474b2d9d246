"""The lines of a log, found by activity without reading the rest.

A line as this course writes it is taken apart by one pattern; the result inside, the costly part,
is parsed when someone asks for that activity.
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from utils.kit.progress.clock_correction import correct_clock_times
from utils.kit.progress.event import (
    EVENT_VERSION,
    FIELD_REGEX_BY_NAME,
    Event,
    is_from_newer_version,
    is_known_kind,
    is_valid_result,
    parse_json_object,
    parse_line,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

RESULT_OFFSET = len('{"id": "') + 32 + len('", "result": ')
RESULT_TERMINATOR = f', "version": {EVENT_VERSION}, "what": "'
# The line that `Event.to_json_line` writes, all ASCII, else any line; its groups are the first
# six fields of `LogLine`.
LOG_LINE_PATTERN = re.compile(
    r'(\{{"id": "({id})", "result": \{{[ -~]*\}}, "version": {version}, "what": "({what})", '
    r'"when": "({when})", "where": "({where})", "who": "({who})"\}}\n|[^\n]*\n)'.format(
        version=EVENT_VERSION, **FIELD_REGEX_BY_NAME
    )
)


class LogLine(NamedTuple):
    """One line of the log that is an event; its result is parsed when it is needed."""

    text: str
    id: str
    what: str
    when: str
    where: str
    who: str
    position: int
    imported: bool

    def parse_result(self) -> dict[str, Any] | None:
        """Return the event's result; None where it is damaged."""
        found = parse_json_object(self.text, RESULT_OFFSET)
        if found is None:
            event = parse_line(self.text)  # another order of the fields
            return event.result if event else None
        result, end = found
        whole = self.text.startswith(RESULT_TERMINATOR, end)
        return result if whole and is_valid_result(self.what, result) else None


class EventIndex:
    """Events by activity, each once, in the order in which they happened.

    Those of one machine (one pseudonym) keep the order of their lines, whatever the clock said.
    Between machines the time decides. `imported` events of one's own pseudonym, such as those of
    an export that is put back, count as another machine's.
    """

    def __init__(self) -> None:
        self._lines_by_id: dict[str, LogLine] = {}
        self._lines_by_activity: dict[str, list[LogLine]] = defaultdict(list)
        self._lines_by_machine: dict[tuple[str, bool], list[LogLine]] = defaultdict(list)
        # By id, of kinds that many exercises ask for; a `changed` is parsed once anyway.
        self._parsed_results: dict[str, dict[str, Any]] = {}
        self._corrected_times: dict[str, str] = {}  # by id, where a clock was wrong
        # By machine: how many of its events had their times checked.
        self._corrected_counts: dict[tuple[str, bool], int] = {}
        self._positions = itertools.count()
        self._last_checked = -1  # the last line that was looked at for damage
        self.skipped_lines: list[str] = []  # lines that aren't events of this version

    def add_lines(self, text: str, imported_event_ids: Collection[str] = ()) -> None:
        """Take in whole lines.

        `imported_event_ids` has the ids of events that came in from elsewhere.
        """
        for match in LOG_LINE_PATTERN.finditer(_separate_joined_events(text)):
            fields = match.groups() if match[2] else _parse_line_fields(match[0])
            if fields:
                rest = next(self._positions), fields[1] in imported_event_ids
                self._add_line(LogLine._make((*fields, *rest)))
            elif not match[0].isspace():
                self.skipped_lines.append(match[0])

    def _add_line(self, line: LogLine) -> None:
        here = self._lines_by_id.setdefault(line.id, line)
        if here is not line:
            if here.parse_result() is not None:
                self._keep_damaged_duplicate(line, here)
                return  # the same event a second time
            self._move_to_skipped(here)
            self._lines_by_id[line.id] = line
        self._lines_by_activity[line.where].append(line)
        self._lines_by_machine[line.who, line.imported].append(line)

    def _keep_damaged_duplicate(self, line: LogLine, known_line: LogLine) -> None:
        if line.text != known_line.text and line.parse_result() is None:
            self.skipped_lines.append(line.text)

    def _move_to_skipped(self, line: LogLine) -> None:
        """Take out a line whose result turned out to be damaged."""
        del self._lines_by_id[line.id]
        self._lines_by_activity[line.where].remove(line)
        self._lines_by_machine[line.who, line.imported].remove(line)
        self.skipped_lines.append(line.text)

    # --- asking ------------------------------------------------------------------------

    def activity_ids(self) -> list[str]:
        """Return the id of every activity that has events."""
        return [activity_id for activity_id, lines in self._lines_by_activity.items() if lines]

    def event_ids(self) -> set[str]:
        """Return the ids of all events."""
        return set(self._lines_by_id)

    def pseudonyms(self) -> set[str]:
        """Return the pseudonyms of all events."""
        return {who for (who, _), lines in self._lines_by_machine.items() if lines}

    def count_unknown_kinds(self) -> int:
        """Return how many events are of a kind that this version doesn't know."""
        return sum(not is_known_kind(line.what) for line in self._lines_by_id.values())

    def count_newer_lines(self) -> int:
        """Return how many lines a later version wrote."""
        return sum(map(is_from_newer_version, self.skipped_lines))

    def check_for_damage(self, max_lines: int | None = None) -> None:
        """Parse lines that were not checked yet, `max_lines` of them, so that damage is noticed."""
        left = (line for line in self._lines_by_id.values() if line.position > self._last_checked)
        lines = list(itertools.islice(left, max_lines))
        for _ in self.iter_results(lines):
            pass
        self._last_checked = lines[-1].position if lines else self._last_checked

    def revision(self, activity_id: str) -> tuple[int, int]:
        """Return what changes whenever an activity's events, or their order, may have changed."""
        # A clock that was wrong on one machine can move events of several activities.
        return len(self._lines_by_activity.get(activity_id, ())), len(
            self._lines_by_id
        ) if self._has_several_machines() else 0

    def lines(self, activity_id: str | None = None) -> list[LogLine]:
        """Return the lines of one activity, or all, in order."""
        lines = (
            self._lines_by_id.values()
            if activity_id is None
            else self._lines_by_activity.get(activity_id, ())
        )
        return (
            sorted(lines, key=self._make_sort_key())
            if self._has_several_machines()
            else list(lines)
        )

    def lines_since_reset(self, activity_id: str) -> list[LogLine]:
        """Return the lines of one activity after the last reset that wasn't undone."""
        lines = self.lines(activity_id)
        starts = [0]
        for number, line in enumerate(lines, start=1):
            if line.what == "reset":
                starts.append(number)
            elif line.what == "undone" and len(starts) > 1:
                starts.pop()
        return [line for line in lines[starts[-1] :] if line.what not in ("reset", "undone")]

    def parse_events(self, lines: Iterable[LogLine]) -> Iterator[Event]:
        """Yield the events of lines; damaged ones are left out and counted as skipped."""
        for line, result in self.iter_results(lines):
            yield Event(line.what, line.where, result, line.who, line.when, line.id)

    def iter_results(self, lines: Iterable[LogLine]) -> Iterator[tuple[LogLine, dict[str, Any]]]:
        """Yield lines with what came of them; damaged ones are left out and counted as skipped."""
        damaged = []
        try:
            for line in lines:
                result = self._parse_result_cached(line)
                if result is None:
                    damaged.append(line)
                else:
                    yield line, result
        finally:  # even if no one asks for the rest
            for line in damaged:
                self._move_to_skipped(line)

    def _parse_result_cached(self, line: LogLine) -> dict[str, Any] | None:
        result = self._parsed_results.get(line.id)
        if result is None:
            result = line.parse_result()
            if result is not None and line.what != "changed":
                self._parsed_results[line.id] = result
        return result

    # --- order -------------------------------------------------------------------------

    def _has_several_machines(self) -> bool:
        return len(self._lines_by_machine) > 1

    def _make_sort_key(self) -> Callable[[LogLine], tuple[str, str, bool, int]]:
        for machine, lines in self._lines_by_machine.items():
            if self._corrected_counts.get(machine) != len(lines):
                self._correct_times(lines)
                self._corrected_counts[machine] = len(lines)
        times = self._corrected_times
        return lambda line: (
            times.get(line.id, line.when),
            line.who,
            line.imported,
            line.position,
        )

    def _correct_times(self, lines: Sequence[LogLine]) -> None:
        """Correct the times of one machine's events where its clock went back."""
        times = [line.when for line in lines]
        if times != sorted(times):
            self._corrected_times.update(
                zip((line.id for line in lines), correct_clock_times(times), strict=True)
            )


def _separate_joined_events(text: str) -> str:
    """Return a text in which each event begins a line, as after a join of files or an editor.

    Files that end without a line break run into each other, and editors begin one with a mark.
    Inside the texts of an event, quotation marks are escaped: neither pattern can be there.
    """
    return text.replace('\ufeff{"id": "', '{"id": "').replace('"}{"id": "', '"}\n{"id": "')


def _parse_line_fields(text: str) -> tuple[str, ...] | None:
    """Return the groups of a line whose fields are in a different order."""
    event = parse_line(text)
    return (text, event.id, event.what, event.when, event.where, event.who) if event else None
