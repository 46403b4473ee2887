"""Who works with the book: our own people, and which of them sits at this machine."""

from dataclasses import dataclass
from typing import Final

REMEMBERED: Final = "me"
"""Name of the table in the preferences that holds, per store, who sits at this machine."""
NOBODY: Final = 0
"""Remembered for somebody who does not want to be named."""
ME: Final = "@me"
"""Stands in a condition on the owner for whoever looks."""


@dataclass(frozen=True, slots=True)
class Member:
    """One of our own people.

    Attributes:
        left: no longer with us on the day of the reading.
    """

    id: int
    name: str
    left: bool = False


@dataclass(frozen=True, slots=True)
class Crew:
    """The people of a store.

    Attributes:
        store_id: the name by which machines remember the store.
        members: by name, those who left included: old records still name them.
        me: id of the member who works here, None when nobody is named.
        proposed: id of the member whom the store itself proposes for that, as the sample does.
        sample: the store holds invented customers.
    """

    store_id: str = ""
    members: tuple[Member, ...] = ()
    me: int | None = None
    proposed: int | None = None
    sample: bool = False

    def named(self, member_id: int | None) -> Member | None:
        """Return a member, None when there is none with this id."""
        return next((member for member in self.members if member.id == member_id), None)

    def seated(self, remembered: int | None) -> int | None:
        """Return who works here by what a machine remembers; where it remembers nothing, the sample proposes one."""
        known = self.proposed if remembered is None and self.sample else remembered
        return None if self.named(known) is None else known

    def offered(self) -> tuple[tuple[int, str], ...]:
        """Return (id, name) of those who can be given something to do."""
        return tuple((member.id, member.name) for member in self.members if not member.left)
