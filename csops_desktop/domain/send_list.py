"""Whom to write to: the people of some customers, without those who said no, have left or cannot be reached."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from csops_desktop.domain.duplicates import mail_key

COLUMNS = ("customer_id", "name", "reading", "department", "title", "role", "mail")
"""What a mailing program needs of each person: fields of contacts."""


class LeftOut(StrEnum):
    """Why somebody is not on the list; the first reason that holds counts."""

    OPTED_OUT = "opted_out"
    DEPARTED = "departed"
    NO_MAIL = "no_mail"
    SAME_MAIL = "same_mail"


@dataclass(frozen=True, slots=True)
class Person:
    """A contact, as far as a send list looks at it.

    Attributes:
        departed: has left the customer by today.
    """

    id: int
    customer_id: int
    mail: str | None
    opted_out: bool
    departed: bool


@dataclass(frozen=True, slots=True)
class SendList:
    """Who is written to, and who is not.

    Attributes:
        contacts: ids of those who are, in the order of their customers.
        reached: the customers of those.
        left_out: how many are not, by reason.
        nobody: so many customers have nobody who could be written to.
    """

    contacts: tuple[int, ...]
    reached: tuple[int, ...]
    left_out: tuple[tuple[LeftOut, int], ...]
    nobody: int


def send_list(customers: Sequence[int], people: Iterable[Person], refusing: frozenset[str]) -> SendList:
    """Choose who is written to.

    Args:
        customers: in the order in which their people are to stand.
        people: their contacts, in any order.
        refusing: addresses of everybody in the store who does not want mail, in the form of ``mail_key``. Whoever said
            so at one customer is not written to at another.
    """
    of: dict[int, list[Person]] = {}
    for person in people:
        of.setdefault(person.customer_id, []).append(person)
    chosen: list[int] = []
    reached: list[int] = []
    counts = dict.fromkeys(LeftOut, 0)
    seen: set[str] = set()
    for customer in dict.fromkeys(customers):
        before = len(chosen)
        for person in sorted(of.get(customer, ()), key=lambda each: each.id):
            address = mail_key(person.mail)
            why = _why_not(person, address, refusing, seen)
            if why is None:
                seen.add(address)
                chosen.append(person.id)
            else:
                counts[why] += 1
        if len(chosen) > before:
            reached.append(customer)
    left_out = tuple((why, n) for why, n in counts.items() if n)
    return SendList(tuple(chosen), tuple(reached), left_out, len(set(customers)) - len(reached))


def _why_not(person: Person, address: str, refusing: frozenset[str], seen: set[str]) -> LeftOut | None:
    if person.opted_out or (address and address in refusing):
        return LeftOut.OPTED_OUT
    if person.departed:
        return LeftOut.DEPARTED
    if not address:
        return LeftOut.NO_MAIL
    return LeftOut.SAME_MAIL if address in seen else None
