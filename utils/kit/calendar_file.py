"""Events as an iCalendar file (RFC 5545), which calendar programs import."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

if TYPE_CHECKING:
    from collections.abc import Iterable

    from icalendar import Alarm, Event

CALENDAR_MEDIA_TYPE = "text/calendar"
CALENDAR_PRODUCT_ID = "-//Technical product owner course//EN"


@dataclass(frozen=True)
class CalendarEvent:
    """An event of whole days, or of some hours.

    With dates it takes whole days, from `first` to `last`, both included. With datetimes without
    a zone it's in local time wherever it's opened, and over at `last`.

    `key` names the event for good: with the same owner it gives the same UID, so that a calendar
    replaces what it imported before. With a `reminder`, calendars speak up that long after the
    start: 9 hours into a whole day is 9:00.
    """

    key: str
    title: str
    first: date
    last: date
    description: str = ""
    reminder: timedelta | None = None


def calendar_bytes(
    events: Iterable[CalendarEvent], *, name: str, owner: str, stamp: datetime
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
    from icalendar import Calendar

    made = Calendar()
    made.add("prodid", CALENDAR_PRODUCT_ID)
    made.add("version", "2.0")
    made.add("x-wr-calname", name)
    for one in events:
        made.add_component(_build_event_component(one, owner, stamp))
    return made.to_ical()


def _build_event_component(event: CalendarEvent, owner: str, stamp: datetime) -> Event:
    from icalendar import Event

    timed = isinstance(event.first, datetime)
    component = Event()
    component.add("uid", str(uuid5(NAMESPACE_URL, f"{owner}/{event.key}")))
    component.add("dtstamp", stamp)
    component.add("dtstart", event.first)
    # An end is the first moment, or the first day, that isn't in the event.
    component.add("dtend", event.last if timed else event.last + timedelta(days=1))
    component.add("summary", event.title)
    if not timed:
        component.add("transp", "TRANSPARENT")  # meetings still fit into these days
    if event.description:
        component.add("description", event.description)
    if event.reminder is not None:
        component.add_component(_build_alarm_component(event.title, event.reminder))
    return component


def _build_alarm_component(title: str, after_start: timedelta) -> Alarm:
    from icalendar import Alarm

    component = Alarm()
    component.add("action", "DISPLAY")
    component.add("description", title)
    component.add("trigger", after_start)
    return component
