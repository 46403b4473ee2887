"""What is wrong with how we are connected to a customer, told from its contacts and whom we talked to.

Three flags. Each says nothing where nothing is known: without contacts there is no flag, and an activity for which
nobody was named says nothing about whom one talked to. People who have left count for none of them. One-way activities
(a newsletter, a webinar somebody was only invited to) are no talk.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

ONE_PERSON_DAYS = 90
DIVIDED_DAYS = 180
_CONTRACT_SIDE = frozenset({"decider", "contract_owner"})
_FIELD_SIDE = frozenset({"user"})


class Flag(StrEnum):
    """A weak point of the relationship."""

    NO_CHAMPION = "no_champion"  # 推進者不在
    ONE_PERSON = "one_person"  # 1人依存
    DIVIDED = "divided"  # 契約者と現場の断絶


@dataclass(frozen=True, slots=True)
class Person:
    """A contact, as far as the flags look at it.

    Attributes:
        role: one of ``domain.fields.CONTACT_ROLES``, or empty.
    """

    id: int
    role: str = ""
    left_on: dt.date | None = None

    def is_there(self, today: dt.date) -> bool:
        """Tell whether the contact has not left."""
        return self.left_on is None or self.left_on > today


@dataclass(frozen=True, slots=True)
class Talk:
    """An activity in which contacts were named.

    Attributes:
        contact_ids: with whom.
        two_way: whether both sides spoke; None when nobody said.
    """

    on: dt.date
    contact_ids: tuple[int, ...]
    two_way: bool | None = None


def flags(people: Iterable[Person], talks: Sequence[Talk], today: dt.date) -> tuple[Flag, ...]:
    """Return the flags of a customer, in the order of ``Flag``.

    * NO_CHAMPION: there are contacts, and none of them is a champion.
    * ONE_PERSON: in the last 90 days we talked to exactly one person of those who are there.
    * DIVIDED: there is somebody who decides on the contract (decider or contract owner) and somebody who uses it
      (user), and in the last 180 days we talked to one of the two sides only.
    """
    there = {person.id: person.role for person in people if person.is_there(today)}
    found: list[Flag] = []
    if there and "champion" not in there.values():
        found.append(Flag.NO_CHAMPION)
    if len(_talked_to(talks, today, ONE_PERSON_DAYS) & there.keys()) == 1:
        found.append(Flag.ONE_PERSON)
    if _divided(there, _talked_to(talks, today, DIVIDED_DAYS)):
        found.append(Flag.DIVIDED)
    return tuple(found)


def _talked_to(talks: Iterable[Talk], today: dt.date, days: int) -> set[int]:
    first = today - dt.timedelta(days=days)
    return {id_ for talk in talks if talk.two_way is not False and first < talk.on <= today for id_ in talk.contact_ids}


def _divided(there: dict[int, str], talked_to: set[int]) -> bool:
    sides = [{id_ for id_, role in there.items() if role in roles} for roles in (_CONTRACT_SIDE, _FIELD_SIDE)]
    return all(sides) and sum(1 for side in sides if side & talked_to) == 1
