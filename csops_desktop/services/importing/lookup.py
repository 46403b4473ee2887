"""Finds records by what a file calls them: an external id, a Salesforce id of either length, a name in any spelling."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from csops_desktop.domain.fields import Kind
from csops_desktop.foundation.text import match_key, normalise
from csops_desktop.store import records
from csops_desktop.store.connection import Connection

AMBIGUOUS = 0
"""In the place of a record id: several fit. Ids begin at 1; below 0 are records to be created."""
_SALESFORCE_SHORT, _SALESFORCE_LONG = 15, 18
_CHECK = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"


def id_key(text: str) -> str:
    """Return an external id in the form in which ids are compared: an 18-character Salesforce id as its 15.

    Only where the last three characters are the checksum of the first fifteen (one bit per upper-case letter, five bits
    a character), so that other ids of that length stay whole.
    """
    if len(text) != _SALESFORCE_LONG or not (text.isascii() and text.isalnum()):
        return text
    short = text[:_SALESFORCE_SHORT]
    fives = (short[at : at + 5] for at in range(0, _SALESFORCE_SHORT, 5))
    checksum = "".join(_CHECK[sum(char.isupper() << bit for bit, char in enumerate(five))] for five in fives)
    return short if checksum == text[_SALESFORCE_SHORT:].upper() else text


@dataclass(slots=True)
class Lookup:
    """The records of one kind by id and by name.

    Attributes:
        by_id: ``id_key`` of the external id → record id.
        by_name: ``match_key`` of the name → ids of the records that bear it.
        ids: record id → external id, for those that have one.
        spelled: name as written → ids, of the names that several records bear in some spelling.
    """

    by_id: dict[str, int] = field(default_factory=dict)
    by_name: dict[str, list[int]] = field(default_factory=dict)
    ids: dict[int, str] = field(default_factory=dict)
    spelled: dict[str, list[int]] = field(default_factory=dict)

    def find(self, text: str) -> int | None:
        """Return the record that a cell names; AMBIGUOUS when its name is borne by several; None when there is none."""
        found = self.by_id.get(id_key(text))
        if found is not None:
            return found
        named = self.by_name.get(match_key(text), ())
        if len(named) > 1:
            named = self.spelled.get(text, named)
        return AMBIGUOUS if len(named) > 1 else next(iter(named), None)

    def add_names(self, pairs: Iterable[tuple[int, str]]) -> None:
        """Add records by the ``match_key`` of their names."""
        for record_id, key in pairs:
            self.by_name.setdefault(key, []).append(record_id)


def load(connection: Connection, kind: Kind) -> Lookup:
    """Read what identifies the records of a kind."""
    lookup = Lookup()
    for record_id, external in records.column(connection, kind, "external_id"):
        if external is not None:
            lookup.by_id[id_key(str(external))] = record_id
            lookup.ids[record_id] = str(external)
    if kind is Kind.CUSTOMERS:
        lookup.add_names(records.customer_keys(connection))
    elif kind is Kind.REQUESTS:
        lookup.add_names((id_, normalise(str(text))) for id_, text in records.column(connection, kind, "text"))
    elif kind in (Kind.PRODUCTS, Kind.MEMBERS, Kind.METRICS):
        lookup.add_names((id_, match_key(name)) for id_, name in records.names(connection, kind))
        if kind is Kind.MEMBERS:
            mails = records.column(connection, kind, "mail")
            lookup.by_id.update({str(mail): id_ for id_, mail in mails if mail is not None})
    if kind in (Kind.CUSTOMERS, Kind.PRODUCTS, Kind.MEMBERS, Kind.METRICS):
        several = [id_ for ids in lookup.by_name.values() if len(ids) > 1 for id_ in ids]
        for record_id, (name,) in records.stored_rows(connection, kind, ["name"], several).items():
            lookup.spelled.setdefault(str(name), []).append(record_id)
    return lookup


def contract_owners(connection: Connection) -> Lookup:
    """Read which customer each contract belongs to, by the external id of the contract."""
    found = records.keys(connection, Kind.CONTRACTS, "customer_id, external_id")
    return Lookup({id_key(str(external)): customer for _id, customer, external in found if external is not None})


def person(customer: int, text: str) -> tuple[int, str]:
    """Return the key of a contact: its customer, and its name without spaces or its mail address."""
    return customer, normalise(text).replace(" ", "")


def load_people(connection: Connection) -> tuple[dict[str, int], dict[tuple[int, str], int]]:
    """Read the contacts: by external id, and by ``person`` of their names and mail addresses, the oldest first."""
    ids: dict[str, int] = {}
    people: dict[tuple[int, str], int] = {}
    for record_id, customer, external, name, mail in sorted(
        records.keys(connection, Kind.CONTACTS, "customer_id, external_id, name, mail"), key=lambda row: int(row[0])
    ):
        if external is not None:
            ids[id_key(str(external))] = record_id
        for text in (name, mail):
            if text:
                people.setdefault(person(customer, str(text)), record_id)
    return ids, people
