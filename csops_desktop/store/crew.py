"""Reads who works with the book."""

import datetime as dt

from csops_desktop.domain.crew import Crew, Member
from csops_desktop.domain.fields import Kind
from csops_desktop.domain.settings import StoreSetting
from csops_desktop.store import records, settings
from csops_desktop.store.connection import Connection


def crew(connection: Connection, today: dt.date, member_id: int | None) -> Crew:
    """Return the people of the store as of a day; ``member_id`` is who works here, if that member is still there."""
    rows = connection.run(
        "SELECT id, name, coalesce(left_on <= ?, 0) FROM member ORDER BY coalesce(reading, name), name, id",
        (today.isoformat(),),
    )
    members = tuple(Member(row[0], row[1], bool(row[2])) for row in rows)
    said = settings.get(connection, StoreSetting.ME.value.name)
    return Crew(
        settings.meta(connection, "store_id") or "",
        members,
        next((member.id for member in members if member.id == member_id), None),
        next((member.id for member in members if member.name == said), None),
        bool(settings.get(connection, StoreSetting.SAMPLE.value.name)),
    )


def acting(connection: Connection, member_id: int | None) -> int | None:
    """Return who works here, None when nobody is named or the member is gone."""
    if member_id is None or not records.exists(connection, Kind.MEMBERS, member_id):
        return None
    return member_id
