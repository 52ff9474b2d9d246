"""All-day events as an iCalendar file (RFC 5545), which calendar programs import."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

MEDIA_TYPE = "text/calendar"
PRODUCT = "-//Technical product owner course//EN"


@dataclass(frozen=True)
class AllDayEvent:
    """Something that takes whole days, from the first to the last, both included.

    `key` names the event for good: with the same owner it gives the same UID, so that a calendar
    replaces what it imported before.
    """

    key: str
    title: str
    first: date
    last: date
    description: str = ""


def calendar_bytes(
    events: Iterable[AllDayEvent], *, name: str, owner: str, stamp: datetime
) -> bytes:
    """Return an iCalendar file. Plain texts: they're escaped here.

    Parameters
    ----------
    events
        What goes in, in any sequence.
    name
        What a calendar program calls the file.
    owner
        Whose events these are: other owners' events never get the same UID.
    stamp
        When the file is made, in UTC.

    """
    from icalendar import Calendar, Event

    made = Calendar()
    made.add("prodid", PRODUCT)
    made.add("version", "2.0")
    made.add("x-wr-calname", name)
    for one in events:
        event = Event()
        event.add("uid", str(uuid5(NAMESPACE_URL, f"{owner}/{one.key}")))
        event.add("dtstamp", stamp)
        event.add("dtstart", one.first)
        event.add("dtend", one.last + timedelta(days=1))  # the first day that isn't in it
        event.add("summary", one.title)
        event.add("transp", "TRANSPARENT")  # meetings still fit into these days
        if one.description:
            event.add("description", one.description)
        made.add_component(event)
    return made.to_ical()
