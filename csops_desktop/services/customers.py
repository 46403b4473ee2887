"""What a user can do with the customer list and with customers."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from csops_desktop.domain.changes import Area, Outcome, Scalar, Sentence, SetKind
from csops_desktop.domain.checking import check
from csops_desktop.domain.fields import NEXT_ACTION, FieldType, Kind, field_of
from csops_desktop.domain.query import ListQuery, ListResult, seen_by
from csops_desktop.domain.records import Record, Value, names_in
from csops_desktop.domain.values import Reason
from csops_desktop.foundation.errors import InvalidValueError
from csops_desktop.services.backups import BackupService
from csops_desktop.services.records import RecordService
from csops_desktop.store import crew, custom, customer_list, records, score_courses, tags
from csops_desktop.store.connection import Connection
from csops_desktop.store.engine import Database

_COURSE_DAYS = 90


@dataclass(frozen=True, slots=True)
class CustomerService:
    """The use cases around customers."""

    database: Database
    records: RecordService
    backups: BackupService

    def find(self, query: ListQuery) -> ListResult:
        """Return the customers of a query in order."""
        self.database.turn_day()
        with self.database.reading() as connection:
            return customer_list.find(connection, seen_by(query, self.database.member_id), self.database.clock.today())

    def rows(self, ids: Sequence[int]) -> list[Record]:
        """Return customers by id, in the order asked for; ids that are gone are left out.

        ``course`` among their values is the health of the last 90 days: day (ordinal), total, day, total, …
        """
        since = self.database.clock.today() - dt.timedelta(days=_COURSE_DAYS)
        with self.database.reading() as connection:
            rows = records.read(connection, Kind.CUSTOMERS, ids)
            courses = score_courses.of(connection, [row.id for row in rows if "score" in row.values], since)
        return [
            replace(row, values={**row.values, "course": courses[row.id]}) if row.id in courses else row for row in rows
        ]

    def are_scored(self) -> bool:
        """Tell whether anybody has a health score."""
        with self.database.reading() as connection:
            return score_courses.any_scored(connection)

    def get(self, customer_id: int) -> Record:
        """Return one customer, or raise NotFoundError."""
        return self.records.get(Kind.CUSTOMERS, customer_id)

    def related(self, customer_id: int, kind: Kind, limit: int | None = None) -> list[Record]:
        """Return the records of a kind that belong to a customer, in their natural order."""
        with self.database.reading() as connection:
            ids = records.ids_of(connection, kind, customer_id=customer_id)
            return records.read(connection, kind, ids[:limit])

    def suggest(self, text: str, limit: int = 8) -> list[tuple[int, str]]:
        """Return (id, name) of customers that match what is typed; with nothing typed, those contacted last."""
        with self.database.reading() as connection:
            return customer_list.suggest(connection, text, limit)

    def is_empty(self) -> bool:
        """Tell whether there is no customer at all."""
        with self.database.reading() as connection:
            return customer_list.is_empty(connection)

    def distinct(self, field: str) -> list[str]:
        """Return the different values of a text field, the most frequent first."""
        with self.database.reading() as connection:
            return customer_list.distinct(connection, field)

    def create(self, values: Mapping[str, Value]) -> Outcome[int]:
        """Create a customer and return its id."""
        return self.records.create(Kind.CUSTOMERS, values)

    def save(self, customer_id: int, values: Mapping[str, Value]) -> Outcome[Record]:
        """Change some fields of a customer and return it as it now stands."""
        return self.records.save(Kind.CUSTOMERS, customer_id, values)

    def edit(self, ids: Sequence[int], field: str, value: Value) -> Outcome[int]:
        """Set one field of exactly these customers; returns how many changed.

        Args:
            ids: the customers.
            field: name of a field, or ``custom:<id>`` of a custom one.
            value: the new value; None empties the field.

        Raises:
            InvalidValueError: the field cannot take the value; nothing was written.
        """
        if not field.startswith("custom:"):
            check(Kind.CUSTOMERS, {field: value}, whole=False)
        kind = self._kind(ids)
        with self.database.operation(Sentence("changed"), kind) as operation:
            connection = operation.connection
            before = {row.id: _value(row, field) for row in records.read(connection, Kind.CUSTOMERS, ids)}
            changed = [id_ for id_, old in before.items() if old != value and not (old is None and value == "")]
            if field.startswith("custom:"):
                _put_custom(connection, int(field.removeprefix("custom:")), changed, value)
            elif field_of(Kind.CUSTOMERS, field).type is FieldType.TAGS:
                tags.assign(connection, dict.fromkeys(changed, names_in(value)))
            elif len(changed) == 1:
                records.update(connection, Kind.CUSTOMERS, changed[0], {field: value})
            else:
                pairs = ((records.to_store(value), id_) for id_ in changed)
                with records.refused(connection, Kind.CUSTOMERS, {field: value}):
                    records.update_column(connection, Kind.CUSTOMERS, field, pairs)
            first = records.read(connection, Kind.CUSTOMERS, changed[:1])
            data: dict[str, Scalar] = {
                "kind": Kind.CUSTOMERS.value,
                "field": _field_name(connection, field),
                "n": len(changed),
                "name": str(first[0].values["name"]) if first else "",
            }
            operation.sentence = Sentence("changed", data)
        if not operation.changes:
            return Outcome(0, Area.NONE)
        return Outcome(len(changed), Area.CUSTOMERS | Area.TAGS, operation.sentence, operation.set_id)

    def edit_next_action(self, customer_id: int, field: str, value: Value) -> Outcome[int]:
        """Change the earliest open action of a customer, or add one; returns 1 when something changed.

        Args:
            customer_id: the customer.
            field: ``next_action`` (what is to be done) or ``next_action_on`` (until when).
            value: text or a date; None takes the date away.

        Raises:
            InvalidValueError: it would be an action without words; nothing was written.
        """
        column = NEXT_ACTION[field]
        with self.database.operation(Sentence("changed")) as operation:
            connection = operation.connection
            customer = records.get(connection, Kind.CUSTOMERS, customer_id)
            ids = records.ids_of(connection, Kind.NEXT_ACTIONS, customer_id=customer_id)
            found = [row for row in records.read(connection, Kind.NEXT_ACTIONS, ids) if "done_on" not in row.values]
            if (column == "title" and not value) or (column != "title" and not found):
                raise InvalidValueError("next_action", "", Reason.REQUIRED)
            if found:
                records.update(connection, Kind.NEXT_ACTIONS, found[0].id, {column: value})
            else:
                owner = crew.acting(connection, self.database.member_id)
                values = {"customer_id": customer_id, "title": value, "owner_id": owner}
                records.insert(connection, Kind.NEXT_ACTIONS, values)
            data: dict[str, Scalar] = {"kind": Kind.CUSTOMERS.value, "field": field, "n": 1}
            operation.sentence = Sentence("changed", {**data, "name": str(customer.values["name"])})
        if not operation.changes:
            return Outcome(0, Area.NONE)
        return Outcome(1, Area.CUSTOMERS | Area.NEXT_ACTIONS, operation.sentence, operation.set_id)

    def archive(self, ids: Sequence[int], *, archived: bool = True) -> Outcome[int]:
        """Put customers away from the list, or back."""
        day = self.database.clock.today() if archived else None
        with self.database.operation(Sentence("archived"), self._kind(ids)) as operation:
            rows = records.read(operation.connection, Kind.CUSTOMERS, ids)
            pairs = [(records.to_store(day), r.id) for r in rows if ("archived_on" in r.values) is not archived]
            records.update_column(operation.connection, Kind.CUSTOMERS, "archived_on", pairs)
            key = "archived" if archived else "unarchived"
            name = str(rows[0].values["name"]) if rows else ""
            operation.sentence = Sentence(key, {"n": len(pairs), "name": name})
        if not operation.changes:
            return Outcome(0, Area.NONE)
        return Outcome(len(pairs), Area.CUSTOMERS, operation.sentence, operation.set_id)

    def delete(self, ids: Sequence[int]) -> Outcome[int]:
        """Delete customers with everything that hangs on them; the bin brings them back whole."""
        return self.records.delete(Kind.CUSTOMERS, ids)

    def _kind(self, ids: Sequence[int]) -> SetKind:
        """Return what sort of change one to these customers is; before one to many there is a fresh backup."""
        self.backups.before_bulk(len(ids))
        return SetKind.EDIT if len(ids) <= 1 else SetKind.BULK


def _value(row: Record, field: str) -> Value:
    if field.startswith("custom:"):
        return row.custom.get(int(field.removeprefix("custom:")))
    return row.values.get(field)


def _put_custom(connection: Connection, field_id: int, ids: Sequence[int], value: Value) -> None:
    type_ = custom.field_type(connection, field_id)
    if not custom.fits(type_, value):
        raise TypeError(f"a custom field of type {type_} cannot hold {type(value).__name__}")
    custom.put(connection, field_id, ((id_, value) for id_ in ids))


def _field_name(connection: Connection, field: str) -> str:
    """Return the field as the sentence names it: a declared one by its name, a custom one by its heading."""
    if not field.startswith("custom:"):
        return field
    wanted = int(field.removeprefix("custom:"))
    fields = custom.fields(connection, Kind.CUSTOMERS)
    return "=" + next((f.name for f in fields if f.id == wanted), "")
