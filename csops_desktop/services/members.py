"""What a user can do with the people of the store: say who one is, join, hand over."""

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from csops_desktop.domain.changes import Area, Outcome, Sentence, SetKind
from csops_desktop.domain.crew import REMEMBERED, Crew
from csops_desktop.domain.fields import Kind
from csops_desktop.domain.records import Record
from csops_desktop.domain.values import Reason
from csops_desktop.foundation.errors import InvalidValueError
from csops_desktop.foundation.paths import Profile
from csops_desktop.foundation.text import match_key
from csops_desktop.services.records import RecordService
from csops_desktop.store import crew, records
from csops_desktop.store.engine import Database

if TYPE_CHECKING:
    from csops_desktop.domain.handover import HandOver, Holding


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

    def roster(self) -> list[tuple[Record, int]]:
        """Return every member with the number of customers they own; those who left come last."""
        from csops_desktop.store import handover  # noqa: PLC0415 (not for the start of the program)

        found = {record.id: record for record in self.records.find(Kind.MEMBERS)[1]}
        with self.database.reading() as connection:
            owned = handover.owned(connection)
        members = sorted(self.crew().members, key=lambda member: member.left)
        return [(found[member.id], owned.get(member.id, 0)) for member in members if member.id in found]

    def holdings(self, member_id: int) -> "list[Holding]":
        """Return what a member looks after and would hand over, the largest customers first."""
        from csops_desktop.store import handover  # noqa: PLC0415 (not for the start of the program)

        with self.database.reading() as connection:
            return handover.holdings(connection, member_id)

    def hand_over(self, decided: "HandOver") -> Outcome[int]:
        """Give everything open that a member looks after to others, in one operation; returns how many customers.

        Raises:
            InvalidValueError: nobody takes over, or the leaver would, or somebody who is no longer with us.
            NotFoundError: the leaver or a taker is gone; nothing was written.
        """
        from csops_desktop.domain.handover import split  # noqa: PLC0415 (not for the start of the program)
        from csops_desktop.store import handover  # noqa: PLC0415 (as above)

        takers = set(decided.takers) | set(decided.chosen.values())
        if not decided.takers or decided.leaver_id in takers:
            raise InvalidValueError("owner_id", "", Reason.REQUIRED)
        self.records.backups.before_bulk()
        with self.database.operation(Sentence("handed_over"), SetKind.BULK) as operation:
            connection = operation.connection
            leaver = records.get(connection, Kind.MEMBERS, decided.leaver_id)
            names = [str(records.get(connection, Kind.MEMBERS, id_).values["name"]) for id_ in decided.takers]
            found = handover.holdings(connection, decided.leaver_id)
            people = crew.crew(connection, self.database.clock.today(), None)
            gone = next((member.name for member in people.members if member.left and member.id in takers), None)
            if gone is not None:
                raise InvalidValueError("owner_id", gone, Reason.NO_CHOICE)
            handover.give(connection, leaver.id, split(found, decided, {id_ for id_, _name in people.offered()}))
            if decided.left_on is not None:
                records.update(connection, Kind.MEMBERS, leaver.id, {"left_on": decided.left_on})
            n = sum(holding.owner_id == leaver.id for holding in found)
            others = sum(holding.others for holding in found)
            operation.sentence = Sentence(
                "handed_over",
                {"name": str(leaver.values["name"]), "n": n, "others": others, "to": "\n".join(names)},
            )
        if not operation.changes:
            return Outcome(0, Area.NONE)
        return Outcome(n, Area.ALL, operation.sentence, operation.set_id)


def remembered(profile: Profile, store_id: str) -> int | None:
    """Return who sits at this machine, as the window remembers it, for a program without a window; 0 is nobody."""
    try:
        found = json.loads(profile.preferences.read_text(encoding="utf-8"))[REMEMBERED][store_id]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return found if isinstance(found, int) else None
