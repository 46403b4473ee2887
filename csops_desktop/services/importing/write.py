"""Last step: a dry run is written, inside one transaction of the caller."""

from collections.abc import Iterator, Sequence

from csops_desktop.domain.fields import FieldType, Kind, field_of
from csops_desktop.domain.readings import guessed_adding, guessed_unit
from csops_desktop.foundation.errors import CancelledError
from csops_desktop.foundation.progress import Cancelled, Progress
from csops_desktop.services.importing.compare import Compared, columns_of
from csops_desktop.services.importing.parse import Stored
from csops_desktop.services.importing.preview import Preview
from csops_desktop.services.importing.resolving import Newcomers, row_number
from csops_desktop.store import custom, links, records, tags
from csops_desktop.store.connection import Connection

_SLICE = 2000

Created = dict[Kind, dict[int, int]]


def write(connection: Connection, preview: Preview, *, progress: Progress, cancelled: Cancelled) -> None:
    """Write everything a dry run found.

    Args:
        connection: of a running operation.
        preview: the dry run; the store must be as it was then.
        progress: called with (records written, records in all).
        cancelled: asked between slices.

    Raises:
        CancelledError: the user stopped; the operation must be rolled back.
    """
    created = _create_newcomers(connection, preview.newcomers)
    total = sum(len(compared.created) + len(compared.updates) for compared in preview.compared.values())
    steps = _Steps(total, progress, cancelled)
    main = next(iter(preview.compared.values()))
    owner_ids: list[int | None] = list(main.matched.target)
    _write_part(connection, main, created, None, owner_ids, steps)
    owners = [owner_ids[first] for first in main.matched.first]
    for compared in preview.compared.values():
        if compared is not main:
            _write_part(connection, compared, created, owners, list(compared.matched.target), steps)


class _Steps:
    """Counts what is written and lets the user stop."""

    def __init__(self, total: int, progress: Progress, cancelled: Cancelled) -> None:
        self._total, self._done = total, 0
        self._progress, self._cancelled = progress, cancelled

    def took(self, n: int) -> None:
        self._done += n
        self._progress(self._done, self._total)
        if self._cancelled():
            raise CancelledError


def _create_newcomers(connection: Connection, newcomers: Newcomers) -> Created:
    created: Created = {}
    for kind in newcomers.labels:
        wanted = newcomers.wanted(kind)
        names = ["name"]
        rows: list[list[Stored]] = [[label] for _number, label, _customer in wanted]
        if kind is Kind.CONTACTS:
            names = ["name", "mail", "customer_id"]
            rows = [[label, label if "@" in label else None, customer] for _number, label, customer in wanted]
        if kind is Kind.METRICS:
            names = ["name", "unit", "adds_up"]
            rows = [[label, guessed_unit(label) or None, guessed_adding(label).value] for _n, label, _c in wanted]
        ids = records.insert_many(connection, kind, names, rows)
        created[kind] = {number: id_ for (number, *_rest), id_ in zip(wanted, ids, strict=True)}
    return created


def _write_part(
    connection: Connection,
    compared: Compared,
    created: Created,
    owners: Sequence[int | None] | None,
    ids: list[int | None],
    steps: _Steps,
) -> None:
    """Write one kind; ``ids`` is filled with the ids of the records created."""
    part = compared.matched.part
    columns = columns_of(compared.matched)
    for name, parent_ids in compared.matched.parents.items():
        columns[name] = [_real(id_, created, part.kind, name) for id_ in parent_ids]
    if owners is not None:
        columns["customer_id"] = list(owners)
    _insert(connection, part.kind, columns, compared.created, ids, steps)
    _point_to_new(connection, compared, columns, ids, created)
    _update(connection, compared, columns, ids, steps)
    _put_custom(connection, compared, ids)
    if part.tags is not None:
        wanted = {at: new for at, (_old, new) in compared.tags.items()}
        wanted |= {at: part.tags[at] for at in compared.created if part.tags[at]}
        tags.assign(connection, {id_: names for at, names in wanted.items() if (id_ := ids[at]) is not None})
    for name, column in compared.matched.links.items():
        rows = [*compared.created, *compared.links.get(name, {})]
        pairs = [(ids[at], _real(other, created, part.kind, name)) for at in rows for other in column[at]]
        links.add(connection, part.kind, name, [(own, other) for own, other in pairs if own and other])


def _insert(
    connection: Connection,
    kind: Kind,
    columns: dict[str, list[Stored]],
    rows: list[int],
    ids: list[int | None],
    steps: _Steps,
) -> None:
    names = list(columns)
    for chunk in _slices(rows):
        cells = [list(map(column.__getitem__, chunk)) for column in columns.values()]
        made = records.insert_columns(connection, kind, names, cells, len(chunk))
        for at, id_ in zip(chunk, made, strict=True):
            ids[at] = id_
        steps.took(len(chunk))


def _point_to_new(
    connection: Connection,
    compared: Compared,
    columns: dict[str, list[Stored]],
    ids: list[int | None],
    created: Created,
) -> None:
    """Let records point to others of the same file, now that those have ids."""
    part = compared.matched.part
    for name, parent_ids in compared.matched.parents.items():
        if field_of(part.kind, name).refers is not part.kind:
            continue
        created[part.kind] = {row_number(at): id_ for at in compared.created if (id_ := ids[at]) is not None}
        columns[name] = [_real(id_, created, part.kind, name) for id_ in parent_ids]
        late = [(columns[name][at], id_) for at in compared.created if (id_ := ids[at]) and (parent_ids[at] or 0) < 0]
        records.update_column(connection, part.kind, name, late)


def _update(
    connection: Connection,
    compared: Compared,
    columns: dict[str, list[Stored]],
    ids: list[int | None],
    steps: _Steps,
) -> None:
    by_name: dict[str, list[tuple[Stored, int]]] = {}
    for at, cells in compared.updates.items():
        target = ids[at]
        if target is None:
            continue
        for name, (_old, new) in cells.items():
            value = columns[name][at] if name in compared.matched.parents else new
            by_name.setdefault(name, []).append((value, target))
    for name, pairs in by_name.items():
        records.update_column(connection, compared.matched.part.kind, name, pairs)
    steps.took(len(compared.updates))


def _put_custom(connection: Connection, compared: Compared, ids: list[int | None]) -> None:
    part = compared.matched.part
    known = {field.name: field.id for field in custom.fields(connection, part.kind)}
    for key, values in part.custom.items():
        field_id = key if isinstance(key, int) else known.get(key)
        if field_id is None:
            field_id = custom.add(connection, part.kind, str(key), FieldType.TEXT)
        pairs = [
            (id_, values[at]) for at in compared.created if (id_ := ids[at]) is not None and values[at] is not None
        ]
        for at, (_old, new) in compared.custom.get(key, {}).items():
            if (id_ := ids[at]) is not None:
                pairs.append((id_, new))
        custom.put(connection, field_id, pairs)


def _real(id_: int | None, created: Created, kind: Kind, name: str) -> int | None:
    if id_ is None or id_ >= 0:
        return id_
    refers = field_of(kind, name).refers
    return created.get(refers, {}).get(id_) if refers else None


def _slices(rows: list[int]) -> Iterator[list[int]]:
    return (rows[at : at + _SLICE] for at in range(0, len(rows), _SLICE))
