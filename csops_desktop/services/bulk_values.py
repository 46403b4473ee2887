"""The value each cell is to have: from an edit that is the same for all, or from the text pasted into it."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from csops_desktop.domain import values
from csops_desktop.domain.bulk import Act, Block, Edit, Edits, Refusal
from csops_desktop.domain.fields import Field, FieldType, Kind
from csops_desktop.domain.records import Value, names_in
from csops_desktop.foundation.errors import InvalidValueError
from csops_desktop.foundation.text import match_key
from csops_desktop.services.importing.lookup import AMBIGUOUS, Lookup, load
from csops_desktop.store import records
from csops_desktop.store.connection import Connection

CUSTOM = "custom:"
Held = Value
"""A value as it is compared: a column as stored, tags as a sorted tuple, a custom field as its own type."""
Want = Callable[[int, Held], "Held | Refusal"]
"""From the id of a customer and what it holds to what it is to hold."""
_WORDS = frozenset({FieldType.TEXT, FieldType.LONG_TEXT})


@dataclass(frozen=True, slots=True)
class Reading:
    """How pasted text is read: as in the cell editor of this store.

    Attributes:
        digits: decimals of the currency.
    """

    today: dt.date
    digits: int


def edited(order: Edits) -> dict[str, Want]:
    """Return what each field is to hold after the edits, one after the other."""

    def after(edits: Sequence[Edit]) -> Want:
        def want(_id: int, held: Held) -> Held:
            for edit in edits:
                held = _tags(edit, names_in(held)) if isinstance(held, tuple) else _value(edit, held)
            return held

        return want

    return {name: after([edit for edit in order.items if edit.field == name]) for name in order.fields}


def _tags(edit: Edit, held: tuple[str, ...]) -> Held:
    given = set(names_in(edit.value))
    match edit.act:
        case Act.ADD:
            given |= {*held}
        case Act.REMOVE:
            given = {*held} - given
        case Act.CLEAR:
            given = set()
    return tuple(sorted(given))


def _value(edit: Edit, held: Held) -> Held:
    value = edit.value
    if edit.act is Act.CLEAR or value == "":
        return None
    if edit.act is Act.ADD and held:
        return held if f"\n{value}\n" in f"\n{held}\n" else f"{held}\n{value}"
    return value if edit.field.startswith(CUSTOM) else records.to_store(value)


class Pasted:
    """Reads the cells of a block; the same text of the same field is read once.

    Args:
        connection: for looking up members and codes that are taken.
        order: the block.
        ids: the customer of each of its rows.
        labels: names of the members.
        reading: how text becomes values.

    Attributes:
        unknown: names that no member bears; the one at n is the reference −1 − n.
    """

    def __init__(
        self, connection: Connection, order: Block, ids: Sequence[int], labels: Mapping[int, str], reading: Reading
    ) -> None:
        self.unknown: list[str] = []
        self._order = order
        self._labels = labels
        self._reading = reading
        self._row = dict(zip(ids, order.rows, strict=True))
        self._seen: dict[tuple[str, str], Held | Refusal] = {}
        self._new: dict[str, int] = {}
        self._members = load(connection, Kind.MEMBERS) if "owner_id" in order.fields else Lookup()
        self._holders: dict[Held, int] = {}
        if "external_id" in order.fields:
            self._holders = {value: id_ for id_, value in records.column(connection, Kind.CUSTOMERS, "external_id")}

    def wanted(self, fields: Mapping[str, Field]) -> dict[str, Want]:
        """Return what each field of the block is to hold."""
        return {name: self._want(at, fields[name]) for at, name in enumerate(self._order.fields)}

    def _want(self, at: int, declared: Field) -> Want:
        given: dict[Held, int] = {}

        def want(id_: int, held: Held) -> Held | Refusal:
            text = self._row[id_][at]
            if text is None:
                return held
            new = self._read_once(declared, text)
            if isinstance(new, Refusal):
                return held if self._is_held(declared, text, held) else new
            if isinstance(held, str) and declared.type in _WORDS and self._read_once(declared, held) == new:
                return held  # it reads as it did: a cell shows no line ends and no blanks at its edges
            if declared.name == "external_id" and new is not None and new != held:
                return self._unless_taken(declared, id_, new, given)
            return new

        return want

    def _unless_taken(self, declared: Field, id_: int, new: Held, given: dict[Held, int]) -> Held | Refusal:
        if self._holders.get(new, id_) != id_:
            return Refusal(declared.name, str(new), "taken")
        if given.setdefault(new, id_) != id_:
            return Refusal(declared.name, str(new), "repeated")
        return new

    def _is_held(self, declared: Field, text: str, held: Held) -> bool:
        """Tell whether an unclear name is just that of the member who stands there."""
        if declared.type is not FieldType.REFERENCE or not isinstance(held, int):
            return False
        return match_key(self._labels.get(held, "")) == match_key(text)

    def _read_once(self, declared: Field, text: str) -> Held | Refusal:
        key = (declared.name, text)
        if key not in self._seen:
            self._seen[key] = self._read(declared, text)
        return self._seen[key]

    def _read(self, declared: Field, text: str) -> Held | Refusal:
        reading = self._reading
        try:
            value = values.parse(declared, text, date_order="ymd", today=reading.today, currency_digits=reading.digits)
        except InvalidValueError as error:
            return Refusal(declared.name, text, error.reason)
        if declared.type is FieldType.TAGS:
            return tuple(sorted(names_in(value)))
        if declared.type is FieldType.REFERENCE and isinstance(value, str):
            return self._member(declared, value)
        return value if declared.name.startswith(CUSTOM) else records.to_store(value)

    def _member(self, declared: Field, name: str) -> Held | Refusal:
        found = self._members.find(name)
        if found == AMBIGUOUS:
            return Refusal(declared.name, name, "ambiguous_parent")
        if found is not None:
            return found
        number = self._new.setdefault(match_key(name), len(self._new))
        if number == len(self.unknown):
            self.unknown.append(name)
        return -1 - number if self._order.add_names else Refusal(declared.name, name, "no_member")
