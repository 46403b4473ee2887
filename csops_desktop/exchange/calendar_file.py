"""Writes dates as an iCalendar file (RFC 5545) that a calendar program takes over, and updates by a second one."""

import datetime as dt
from collections.abc import Iterable

from csops_desktop.domain.playbooks.papers import CalendarEntry

_EPOCH = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
_MINUTE = 60


def calendar_file(name: str, entries: Iterable[CalendarEntry], stamp: dt.datetime) -> bytes:
    """Return a calendar of whole days that do not block the time.

    Args:
        name: of the calendar, as programs show it.
        entries: the days.
        stamp: the moment of the export; a later one has higher sequence numbers, so that it replaces an earlier one.
    """
    from icalendar import Calendar, Event  # noqa: PLC0415 (only an export needs it)

    calendar = Calendar()
    calendar.add("prodid", "-//CSOps Desktop//playbooks//JA")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    sequence = max(0, int((stamp - _EPOCH).total_seconds()) // _MINUTE)
    for entry in entries:
        event = Event()
        event.add("uid", entry.uid)
        event.add("dtstamp", stamp)
        event.add("last-modified", stamp)
        event.add("sequence", sequence)
        event.add("dtstart", entry.day)
        event.add("dtend", entry.day + dt.timedelta(1))
        event.add("summary", entry.title)
        if entry.text:
            event.add("description", entry.text)
        event.add("transp", "TRANSPARENT")
        event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
        calendar.add_component(event)
    return bytes(calendar.to_ical())
