"""Works out, cell by cell, what edits or a pasted block do to customers; and writes just that."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from csops_desktop.domain.bulk import Block, Edits, Refusal, RowChange
from csops_desktop.domain.fields import Field, FieldType, Kind, field_of
from csops_desktop.domain.records import Value, names_in
from csops_desktop.services.bulk_values import CUSTOM, Held, Pasted, Reading, Want, edited
from csops_desktop.store import custom, records, tags
from csops_desktop.store.connection import Connection, Stored

_SLICE = 2000
Step = Callable[[int], None]


@dataclass(slots=True)
class BulkPreview:
    """What would happen to each customer; nothing is written.

    Attributes:
        order: what was asked for.
        ids: exactly the customers it may touch, in order.
        fields: the fields it may touch, by name.
        names: of those customers that are there.
        changes: field → {id: (old, new)}; a new reference below 0 is the one of ``unknown`` at −1 − id.
        held: field → {id: value before}.
        refusals: id → cells that stay as they are, and why.
        unknown: names that no member bears.
        labels: names of the members.
        changed, refused, same: places of the customers that change, that have a cell which stays as it is although it
            was to change, and of those with nothing to do.
    """

    order: Edits | Block
    ids: tuple[int, ...]
    fields: dict[str, Field]
    names: dict[int, str] = field(default_factory=dict)
    changes: dict[str, dict[int, tuple[Held, Held]]] = field(default_factory=dict)
    held: dict[str, dict[int, Held]] = field(default_factory=dict)
    refusals: dict[int, list[Refusal]] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()
    labels: dict[int, str] = field(default_factory=dict)
    changed: list[int] = field(default_factory=list)
    refused: list[int] = field(default_factory=list)
    same: list[int] = field(default_factory=list)

    def sort_out(self) -> None:
        """Note which customers change, stay as they are, or have a cell that is refused."""
        touched = {id_ for cells in self.changes.values() for id_ in cells}
        self.changed = [at for at, id_ in enumerate(self.ids) if id_ in touched]
        self.refused = [at for at, id_ in enumerate(self.ids) if id_ in self.refusals] if self.refusals else []
        touched |= self.refusals.keys()
        self.same = [at for at, id_ in enumerate(self.ids) if id_ not in touched]

    def row(self, at: int) -> RowChange:
        """Return what happens to one customer."""
        id_ = self.ids[at]
        return RowChange(
            at,
            id_,
            self.names.get(id_, ""),
            {
                name: (self._shown(name, cells[id_][0]), self._shown(name, cells[id_][1]))
                for name, cells in self.changes.items()
                if id_ in cells
            },
            {name: self._shown(name, self.held[name].get(id_)) for name in self.fields},
            tuple(self.refusals.get(id_, ())),
        )

    def differs_from(self, other: "BulkPreview") -> int:
        """Return for how many customers the two previews say something else."""
        ids = {*self.names} ^ {*other.names}
        for name in self.fields:
            mine, theirs = self.changes.get(name, {}), other.changes.get(name, {})
            if mine != theirs:
                ids |= {id_ for id_ in {*mine, *theirs} if mine.get(id_) != theirs.get(id_)}
        ids |= {id_ for id_ in {*self.refusals, *other.refusals} if self.refusals.get(id_) != other.refusals.get(id_)}
        return len(ids)

    def _shown(self, name: str, held: Held) -> Value:
        declared = self.fields[name]
        if declared.type is FieldType.REFERENCE and isinstance(held, int):
            return self.unknown[-1 - held] if held < 0 else self.labels.get(held, "")
        if declared.type is FieldType.TAGS or name.startswith(CUSTOM) or not isinstance(held, str | int):
            return held
        return records.from_store(declared, held)


def plan(connection: Connection, order: Edits | Block, ids: Sequence[int], reading: Reading, step: Step) -> BulkPreview:
    """Compare what is asked for with what is there.

    Args:
        connection: for reading.
        order: edits for all, or a row of cells for each.
        ids: the customers, each once; a block has as many rows.
        reading: how text becomes values.
        step: called between slices with the number of customers done; raise there to stop.

    Raises:
        NotFoundError: a custom field is gone.
        KeyError: a field that customers do not have, or a derived one (a bug of the caller).
    """
    declared = {name: _declared(connection, name) for name in order.fields}
    preview = BulkPreview(order, tuple(ids), declared)
    preview.labels = dict(records.names(connection, Kind.MEMBERS))
    pasted = Pasted(connection, order, preview.ids, preview.labels, reading) if isinstance(order, Block) else None
    wanted = edited(order) if isinstance(order, Edits) else pasted.wanted(declared) if pasted else {}
    preview.changes = {name: {} for name in declared}
    preview.held = {name: {} for name in declared}
    for start in range(0, len(ids), _SLICE):
        part = ids[start : start + _SLICE]
        _read(connection, preview, part)
        for name, want in wanted.items():
            _compare(preview, name, want, part)
        step(start + len(part))
    preview.unknown = tuple(pasted.unknown) if pasted else ()
    preview.sort_out()
    return preview


def write(connection: Connection, preview: BulkPreview, step: Step) -> None:
    """Write the changes of a preview that was just made; ``step`` gets the number of cells done and may raise."""
    made = dict(
        enumerate(records.insert_many(connection, Kind.MEMBERS, ["name"], [[name] for name in preview.unknown]))
        if isinstance(preview.order, Block) and preview.order.add_names
        else ()
    )
    done = 0
    for name, cells in preview.changes.items():
        changed = [(id_, new) for id_, (_old, new) in cells.items()]
        for start in range(0, len(changed), _SLICE):
            part = changed[start : start + _SLICE]
            _put(connection, preview.fields[name], part, made)
            done += len(part)
            step(done)


def _put(connection: Connection, declared: Field, cells: Sequence[tuple[int, Held]], made: Mapping[int, int]) -> None:
    name = declared.name
    if name.startswith(CUSTOM):
        custom.put(connection, _custom_id(name), cells)
    elif declared.type is FieldType.TAGS:
        tags.assign(connection, {id_: names_in(new) for id_, new in cells})
    else:
        pairs = [(_real(declared, new, made), id_) for id_, new in cells]
        with records.refused(connection, Kind.CUSTOMERS, {name: cells[0][1]}):
            records.update_column(connection, Kind.CUSTOMERS, name, pairs)


def _real(declared: Field, new: Held, made: Mapping[int, int]) -> Stored:
    """Return a value as stored; a member who was just added by his id."""
    if declared.type is FieldType.REFERENCE and isinstance(new, int) and new < 0:
        return made[-1 - new]
    return records.to_store(new)


def _read(connection: Connection, preview: BulkPreview, ids: Sequence[int]) -> None:
    own = [name for name, of in preview.fields.items() if of.type is not FieldType.TAGS and not name.startswith(CUSTOM)]
    for id_, (name, *row) in records.stored_rows(connection, Kind.CUSTOMERS, ["name", *own], ids).items():
        preview.names[id_] = str(name)
        for column, value in zip(own, row, strict=True):
            preview.held[column][id_] = value
    others = [name for name in preview.fields if name not in own]
    for chunk in records.chunks(ids) if others else ():
        found = custom.values_of(connection, Kind.CUSTOMERS, chunk)
        marked = tags.of(connection, chunk)
        for name in others:
            for id_ in chunk:
                preview.held[name][id_] = (
                    found.get(id_, {}).get(_custom_id(name)) if name.startswith(CUSTOM) else marked.get(id_, ())
                )


def _compare(preview: BulkPreview, name: str, want: Want, ids: Iterable[int]) -> None:
    held, changes = preview.held[name], preview.changes[name]
    for id_ in ids:
        if id_ not in preview.names:
            continue  # deleted meanwhile
        old = held.get(id_)
        new = want(id_, old)
        if isinstance(new, Refusal):
            preview.refusals.setdefault(id_, []).append(new)
        elif new != old:
            changes[id_] = (old, new)


def _declared(connection: Connection, name: str) -> Field:
    if name.startswith(CUSTOM):
        return Field(name, custom.field_type(connection, _custom_id(name)))
    found = field_of(Kind.CUSTOMERS, name)
    if found.derived:
        raise KeyError(name)
    return found


def _custom_id(name: str) -> int:
    return int(name.removeprefix(CUSTOM))
