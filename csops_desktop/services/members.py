"""What a user can do with the people of the store: say who one is, join."""

import json
from dataclasses import dataclass

from csops_desktop.domain.changes import Area, Outcome
from csops_desktop.domain.crew import NOBODY, REMEMBERED, Crew
from csops_desktop.domain.fields import Kind
from csops_desktop.foundation.paths import Profile
from csops_desktop.foundation.text import match_key
from csops_desktop.services.records import RecordService
from csops_desktop.store import crew
from csops_desktop.store.engine import Database


@dataclass(frozen=True, slots=True)
class MemberService:
    """The use cases around our own people."""

    database: Database
    records: RecordService

    def crew(self) -> Crew:
        """Return our people, and who of them works here."""
        with self.database.reading() as connection:
            return crew.crew(connection, self.database.clock.today(), self.database.member_id)

    def act_as(self, member_id: int | None) -> None:
        """From now on, what is written here is this member's; only noted in memory, and so allowed on any thread."""
        self.database.member_id = member_id or None

    def join(self, name: str) -> Outcome[int]:
        """Act as the member of this name, who is added when there is none; returns the id.

        Raises:
            InvalidValueError: the name is empty.
        """
        key = match_key(name)
        known = next((member for member in self.crew().members if match_key(member.name) == key and key), None)
        if known is not None:
            self.act_as(known.id)
            return Outcome(known.id, Area.NONE)
        made = self.records.create(Kind.MEMBERS, {"name": name.strip()})
        self.act_as(made.value)
        return made


def remembered(profile: Profile, store_id: str) -> int | None:
    """Return who sits at this machine, as the window remembers it, for a program without a window."""
    try:
        found = json.loads(profile.preferences.read_text(encoding="utf-8"))[REMEMBERED][store_id]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return found if isinstance(found, int) and found != NOBODY else None
