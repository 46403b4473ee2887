"""Third step: what each row would change, cell by cell, under the rule of each column."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from csops_desktop.domain.fields import Field, FieldType, Kind, field_of
from csops_desktop.domain.imports import CellChange, Decisions, Mapping, Rule
from csops_desktop.domain.records import Value
from csops_desktop.services.importing.keys import NAMED, told_by
from csops_desktop.services.importing.lookup import id_key
from csops_desktop.services.importing.match import Matched
from csops_desktop.services.importing.parse import Parsed, Part, Stored
from csops_desktop.store import custom, links, records, tags
from csops_desktop.store.connection import Connection

_BETWEEN = {FieldType.LONG_TEXT: "\n", FieldType.TEXT: ", "}
_WHOLE = frozenset({"name", "external_id"})


@dataclass(slots=True)
class Compared:
    """What a part would change.

    Attributes:
        created: indexes of the rows that make a new record.
        updates: row index → {column: (old, new)} of what will be written, old and new as stored.
        kept: row index → {column: (old, new)} of what the rule or the human keeps.
        custom: heading or custom field id → {row index: (old, new)}.
        tags: row index → (old, new).
        links: LINKS field → {row index: (ids before, ids after)}.
        same: number of rows whose record stays as it is.
        labels: REFERENCE field → names of the records that changed cells pointed to.
    """

    matched: Matched
    created: list[int] = field(default_factory=list)
    updates: dict[int, dict[str, tuple[Stored, Stored]]] = field(default_factory=dict)
    kept: dict[int, dict[str, tuple[Stored, Stored]]] = field(default_factory=dict)
    custom: dict[str | int, dict[int, tuple[Value, Value]]] = field(default_factory=dict)
    tags: dict[int, tuple[tuple[str, ...], tuple[str, ...]]] = field(default_factory=dict)
    links: dict[str, dict[int, tuple[tuple[int, ...], tuple[int, ...]]]] = field(default_factory=dict)
    same: int = 0
    labels: dict[str, dict[int, str]] = field(default_factory=dict)

    def changes(self, at: int) -> Iterator[CellChange]:
        """Return the cells of a row that change, and those that a rule keeps."""
        part = self.matched.part
        for cells, kept in ((self.updates.get(at, {}), False), (self.kept.get(at, {}), True)):
            for name, (old, new) in cells.items():
                declared = field_of(part.kind, name)
                if name in part.texts:
                    label = self.labels.get(name, {}).get(int(old)) if old is not None else None
                    yield CellChange(part.kind, name, label, part.texts[name][at], kept)
                    continue
                before, after = records.from_store(declared, old), records.from_store(declared, new)
                yield CellChange(part.kind, name, before, after, kept)
        for name, linked in self.links.items():
            if at in linked:
                old_ids, new_ids = linked[at]
                yield CellChange(part.kind, name, self.names(name, old_ids), self.names(name, new_ids))
        if at in self.tags:
            yield CellChange(part.kind, "tags", *self.tags[at])
        for key, changes in self.custom.items():
            if at in changes:
                name = f"custom:{key}" if isinstance(key, int) else f"custom={key}"
                yield CellChange(part.kind, name, *changes[at])

    def names(self, name: str, ids: tuple[int, ...]) -> tuple[str, ...]:
        """Return the names of the records that a LINKS field points to."""
        known = self.labels.get(name, {})
        return tuple(known[id_] for id_ in ids if id_ in known)

    def touched(self) -> set[int]:
        """Return the rows whose record changes."""
        custom_rows = (at for cells in self.custom.values() for at in cells)
        linked = (at for cells in self.links.values() for at in cells)
        return {*self.updates, *self.tags, *custom_rows, *linked}


def columns_of(matched: Matched) -> dict[str, list[Stored]]:
    """Return all stored columns of a part, references as ids."""
    return {**matched.part.columns, **{name: list(ids) for name, ids in matched.parents.items()}}


def compare(
    connection: Connection, matched: Matched, rows: list[int], mapping: Mapping, decisions: Decisions
) -> Compared:
    """Compare rows with the records they matched.

    Args:
        connection: for reading what is there.
        matched: of the part.
        rows: the indexes that stand for records and carry no error.
        mapping: holds the rules.
        decisions: cells that the human keeps.
    """
    part, compared = matched.part, Compared(matched)
    compared.created = [at for at in rows if matched.target[at] is None]
    there = [(at, target) for at in rows if (target := matched.target[at]) is not None]
    columns = columns_of(matched)
    names, own = list(columns), told_by(part.kind) if part.kind in NAMED else "name"
    rules = [_rule(part, name, mapping) for name in names]
    stored = records.stored_rows(connection, part.kind, names, [target for _at, target in there])
    new_rows = list(zip(*columns.values(), strict=True))
    for at, target in there:
        old_row = stored.get(target)
        if old_row is None or old_row == new_rows[at]:
            continue  # nearly every row of next month's file
        for name, rule, old, new in zip(names, rules, old_row, new_rows[at], strict=True):
            if new is None or new == old or (name == own and at in matched.by_name):
                continue
            if (name, at) in part.filled and old is not None:
                continue
            if name == "external_id" and old is not None and id_key(str(old)) == id_key(str(new)):
                continue  # the same Salesforce id in its other length
            if (at, part.kind, name) in decisions.keep:
                compared.kept.setdefault(at, {})[name] = (old, new)
                continue
            value = _ruled(rule, field_of(part.kind, name), old, new)
            into = compared.kept if value == old else compared.updates
            into.setdefault(at, {})[name] = (old, new if value == old else value)
    for name in part.texts:
        refers = field_of(part.kind, name).refers
        changed = any(name in cells for cells in (*compared.updates.values(), *compared.kept.values()))
        if changed and refers in (Kind.MEMBERS, Kind.PRODUCTS, Kind.CUSTOMERS, Kind.CONTACTS, Kind.METRICS):
            compared.labels[name] = dict(records.names(connection, refers))
    _compare_custom(connection, part, there, compared)
    _compare_tags(connection, part, there, compared)
    _compare_links(connection, matched, rows, there, compared)
    touched = compared.touched()
    compared.same = sum(at not in touched for at, _target in there)
    return compared


def _ruled(rule: Rule, declared: Field, old: Stored, new: Stored) -> Stored:
    """Return what a column holds afterwards; what cannot be appended to (a date, an amount, a name) is overwritten."""
    if old is None and declared.name == "external_id":
        return new  # the record was recognised otherwise; from now on it is known by its id
    if rule is Rule.NEVER or (rule is Rule.BLANK and old is not None):
        return old
    between = _BETWEEN.get(declared.type)
    if rule is not Rule.APPEND or old is None or between is None or declared.name in _WHOLE:
        return new
    return old if f"{between}{new}{between}" in f"{between}{old}{between}" else f"{old}{between}{new}"


def _rule(part: Part, name: str, mapping: Mapping) -> Rule:
    return mapping.rules.get(part.column_of.get(name, -1), mapping.rule)


def _compare_custom(connection: Connection, part: Part, there: list[tuple[int, int]], compared: Compared) -> None:
    if not part.custom:
        return
    by_name = {field.name: field.id for field in custom.fields(connection, part.kind)}
    old: dict[int, dict[int, Value]] = {}
    for chunk in records.chunks([target for _at, target in there]):
        old.update(custom.values_of(connection, part.kind, chunk))
    for key, values in part.custom.items():
        field_id = key if isinstance(key, int) else by_name.get(key)
        changes = compared.custom.setdefault(key, {})
        for at, target in there:
            before = old.get(target, {}).get(field_id) if field_id is not None else None
            if values[at] is not None and str(values[at]) != str("" if before is None else before):
                changes[at] = (before, values[at])


def _compare_tags(connection: Connection, part: Part, there: list[tuple[int, int]], compared: Compared) -> None:
    if part.tags is None:
        return
    for chunk in records.chunks([target for _at, target in there]):
        have = tags.of(connection, chunk)
        wanted = set(chunk)
        for at, target in there:
            if target not in wanted:
                continue
            old = have.get(target, ())
            new = tuple(sorted({*old, *part.tags[at]}))
            if set(new) != set(old):
                compared.tags[at] = (old, new)


def _compare_links(
    connection: Connection, matched: Matched, rows: list[int], there: list[tuple[int, int]], compared: Compared
) -> None:
    """What a record links to already stays; what the file names comes to it."""
    for name, column in matched.links.items():
        kind = field_of(matched.part.kind, name).refers
        if kind is not None and any(column[at] for at in rows):
            compared.labels[name] = dict(records.names(connection, kind))
        for chunk in records.chunks([target for _at, target in there]):
            have = links.of(connection, matched.part.kind, chunk).get(name, {})
            wanted = set(chunk)
            for at, target in there:
                old = have.get(target, ((), ()))[0]
                new = tuple(dict.fromkeys((*old, *column[at])))
                if target in wanted and new != old:
                    compared.links.setdefault(name, {})[at] = (old, new)


def refuse_taken(connection: Connection, parsed: Parsed, compared: Compared) -> None:
    """Note as an error what would give two records one external id, or two products one name."""
    part = compared.matched.part
    for name in ("external_id", "name") if part.kind is Kind.PRODUCTS else ("external_id",):
        values = part.columns.get(name)
        if values is None:
            continue
        wanted = [(at, values[at]) for at in compared.created]
        wanted += [(at, cells[name][1]) for at, cells in compared.updates.items() if name in cells]
        if not wanted:
            continue
        keeps = {id_: value for id_, value in records.column(connection, part.kind, name) if value is not None}
        for at, _value in wanted:
            keeps.pop(compared.matched.target[at] or 0, None)  # what a row of the file lets go of is free for another
        taken = set[Stored](keeps.values())
        for at, value in wanted:
            if value is not None and value in taken:
                parsed.fail(at, part.heading.get(name, ""), value, "taken")
            taken.add(value)
