"""What a user can do with records of any kind: list, create, change, delete; custom fields and tags."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from csops_desktop.domain.changes import Area, Outcome, Sentence, SetKind
from csops_desktop.domain.checking import check, check_days, has_days
from csops_desktop.domain.fields import FIELDS, FieldType, Kind
from csops_desktop.domain.records import CustomField, Record, Value
from csops_desktop.domain.values import Reason
from csops_desktop.foundation.errors import InvalidValueError
from csops_desktop.foundation.text import normalise
from csops_desktop.services.backups import BackupService
from csops_desktop.store import crew, custom, records, tags
from csops_desktop.store.connection import Connection
from csops_desktop.store.engine import Database

AREAS = {
    Kind.CUSTOMERS: Area.CUSTOMERS,
    Kind.CONTACTS: Area.CONTACTS,
    Kind.CONTRACTS: Area.CONTRACTS,
    Kind.OPPORTUNITIES: Area.OPPORTUNITIES,
    Kind.ACTIVITIES: Area.ACTIVITIES,
    Kind.NEXT_ACTIONS: Area.NEXT_ACTIONS,
    Kind.PROMISES: Area.PROMISES,
    Kind.REQUESTS: Area.REQUESTS,
    Kind.TICKETS: Area.TICKETS,
    Kind.SURVEYS: Area.SURVEYS,
    Kind.CHURN_EVENTS: Area.CHURN_EVENTS,
    Kind.FILES: Area.FILES,
    Kind.HANDOFFS: Area.HANDOFFS,
    Kind.METRICS: Area.READINGS,
    Kind.READINGS: Area.READINGS,
    Kind.PRODUCTS: Area.PRODUCTS,
    Kind.MEMBERS: Area.MEMBERS,
}
_TITLES = (
    "name", "title", "subject", "text", "survey", "path", "from_whom", "external_id", "starts_on", "happened_on",
    "on_day", "opened_on", "answered_on", "churned_on", "handed_on",
)  # fmt: skip


def area_of(kind: Kind) -> Area:
    """Return what views must refresh when records of a kind change: what hangs on customers shows in their list too."""
    return AREAS[kind] | Area.CUSTOMERS


def title(values: Mapping[str, Value]) -> str:
    """Return the words by which a record is known in a sentence."""
    return next((str(values[name]) for name in _TITLES if values.get(name)), "")


@dataclass(frozen=True, slots=True)
class RecordService:
    """Use cases that are the same for every kind of record."""

    database: Database
    backups: BackupService

    def names(self, kind: Kind) -> list[tuple[int, str]]:
        """Return (id, name) of every record of a kind that has names, by name."""
        with self.database.reading() as connection:
            return records.names(connection, kind)

    def find(self, kind: Kind, text: str = "", limit: int | None = None) -> tuple[int, list[Record]]:
        """Return how many records of a kind match, and the first of them.

        Args:
            kind: which kind.
            text: words that must occur in the record's texts or the names it refers to; empty for all.
            limit: at most so many records are returned; the number counts them all.
        """
        with self.database.reading() as connection:
            ids = records.ids_of(connection, kind)
            if not text.strip():
                return len(ids), records.read(connection, kind, ids[:limit])
            words = normalise(text).split()
            found = [record for record in records.read(connection, kind, ids) if _holds(record, words)]
            return len(found), found[:limit]

    def filled(self, kinds: Collection[Kind]) -> frozenset[Kind]:
        """Return which of these kinds have a record at all."""
        with self.database.reading() as connection:
            return frozenset(kind for kind in kinds if records.any_of(connection, kind))

    def get(self, kind: Kind, record_id: int) -> Record:
        """Return one record, or raise NotFoundError."""
        with self.database.reading() as connection:
            return records.get(connection, kind, record_id)

    def create(self, kind: Kind, values: Mapping[str, Value]) -> Outcome[int]:
        """Create a record and return its id; where no owner is said, it is the member who works here.

        Raises:
            InvalidValueError, DuplicateError: nothing was written.
        """
        check(kind, values, whole=True)
        sentence = Sentence("created", {"kind": kind.value, "name": title(values), "n": 1})
        with self.database.operation(sentence) as operation:
            record_id = records.insert(operation.connection, kind, self._owned(operation.connection, kind, values))
        return Outcome(record_id, area_of(kind), sentence, operation.set_id)

    def _owned(self, connection: Connection, kind: Kind, values: Mapping[str, Value]) -> Mapping[str, Value]:
        if "owner_id" in values or all(field.name != "owner_id" for field in FIELDS[kind]):
            return values
        return {**values, "owner_id": crew.acting(connection, self.database.member_id)}

    def save(self, kind: Kind, record_id: int, values: Mapping[str, Value]) -> Outcome[Record]:
        """Change some fields of a record and return it as it now stands."""
        check(kind, values, whole=False)
        with self.database.operation(Sentence("changed")) as operation:
            records.update(operation.connection, kind, record_id, values)
            record = records.get(operation.connection, kind, record_id)
            if has_days(kind, values):  # a contract that was wrong before can be put right in any other field
                check_days(kind, record.values)
            field = next(iter(values)) if len(values) == 1 else ""
            data = {"kind": kind.value, "field": field, "name": title(record.values), "n": 1}
            operation.sentence = Sentence("changed", {**data})
        if not operation.changes:
            return Outcome(record, Area.NONE)
        with self.database.reading() as connection:
            record = records.get(connection, kind, record_id)  # with its derived figures
        return Outcome(record, area_of(kind), operation.sentence, operation.set_id)

    def delete(self, kind: Kind, ids: Sequence[int]) -> Outcome[int]:
        """Delete records with what hangs on them, several after a backup; returns how many there were."""
        self.backups.before_bulk(len(ids))
        with self.database.operation(Sentence("deleted"), SetKind.DELETE) as operation:
            named = records.read(operation.connection, kind, ids[:1])
            n = records.delete(operation.connection, kind, ids)
            name = title(named[0].values) if named else ""
            operation.sentence = Sentence("deleted", {"kind": kind.value, "n": n, "name": name})
        if not operation.changes:
            return Outcome(0, Area.NONE)
        return Outcome(n, Area.ALL, operation.sentence, operation.set_id)

    def custom_fields(self, kind: Kind) -> list[CustomField]:
        """Return the custom fields of a kind in their order."""
        with self.database.reading() as connection:
            return custom.fields(connection, kind)

    def add_custom_field(self, kind: Kind, name: str, type_: FieldType) -> Outcome[int]:
        """Add a custom field and return its id."""
        if not name.strip():
            raise InvalidValueError("name", name, Reason.REQUIRED)
        sentence = Sentence("field_added", {"kind": kind.value, "name": name.strip()})
        with self.database.operation(sentence) as operation:
            field_id = custom.add(operation.connection, kind, name.strip(), type_)
        return Outcome(field_id, Area.FIELDS | Area.CUSTOMERS, sentence, operation.set_id)

    def delete_custom_field(self, field: CustomField) -> Outcome[None]:
        """Delete a custom field with all its values, after a backup."""
        self.backups.before_bulk()
        sentence = Sentence("field_deleted", {"kind": field.kind.value, "name": field.name})
        with self.database.operation(sentence, SetKind.DELETE) as operation:
            custom.delete(operation.connection, field.id)
        return Outcome(None, Area.FIELDS | Area.CUSTOMERS, sentence, operation.set_id)

    def tags(self) -> list[str]:
        """Return the tags in use."""
        with self.database.reading() as connection:
            return tags.names(connection)


def _holds(record: Record, words: Sequence[str]) -> bool:
    texts = [str(value) for value in record.values.values() if isinstance(value, str)]
    text = normalise(" ".join([*texts, *record.names.values()]))
    return all(word in text for word in words)
