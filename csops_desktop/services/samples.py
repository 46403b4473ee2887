"""Fills a new store with 120 invented Japanese customers, so that everything can be tried before any own data is in."""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from csops_desktop.domain.changes import Area, Outcome, Sentence, SetKind
from csops_desktop.domain.fields import FieldType, Kind
from csops_desktop.domain.query import Condition, Group, ListQuery, Op, SavedView, Sort
from csops_desktop.domain.records import ids_in, names_in
from csops_desktop.domain.settings import StoreSetting
from csops_desktop.foundation.paths import resources
from csops_desktop.services import (
    sample_book,
    sample_maturity,
    sample_phases,
    sample_plan,
    sample_playbooks,
    sample_readings,
    sample_scores,
    sample_timeline,
    sample_touch,
    sample_voices,
)
from csops_desktop.services.bundle import Services
from csops_desktop.services.sample_book import Book, Row
from csops_desktop.store import customer_list, links, records, settings, tags, views
from csops_desktop.store.connection import Connection, Stored

_PARENTS_FIRST = (
    Kind.MEMBERS,
    Kind.PRODUCTS,
    Kind.CUSTOMERS,
    Kind.CONTACTS,
    Kind.CONTRACTS,
    Kind.OPPORTUNITIES,
    Kind.ACTIVITIES,
    Kind.NEXT_ACTIONS,
    Kind.PROMISES,
    Kind.REQUESTS,
    Kind.TICKETS,
    Kind.SURVEYS,
    Kind.CHURN_EVENTS,
    Kind.FILES,
    Kind.HANDOFFS,
)


def sample_file() -> Path:
    """Return a customer file as a Japanese office would send it, for trying the import."""
    return resources() / "samples" / "customers_sample.csv"


def build_sample(services: Services) -> Outcome[int]:
    """Fill an empty store with the sample customers, as one operation, and mark it as a sample.

    Everything is invented; days are relative to the store's today, so that the sample always looks alive, and the same
    day gives the same book. Returns the number of customers.
    """
    database = services.records.database
    today = database.clock.today()
    said = sample_book.words()
    cadences = {model.touch: model.cadence_days for model in services.touch.models()}
    book, drafts = sample_book.invent(today, said, cadences)
    sample_timeline.fill(book, drafts, said, today)
    sample_voices.fill(book, drafts, said, today)
    with database.operation(Sentence("sample", {"n": len(drafts)}), SetKind.BULK) as operation:
        connection = operation.connection
        _write(connection, book)
        sample_maturity.fill(connection, today)
        sample_plan.fill(connection)
        sample_phases.fill(connection, today)
        sample_readings.fill(connection, today)
        sample_touch.fill(connection, today)
        sample_scores.fill(connection, today)
        sample_playbooks.fill(connection, today)
        for view in said["views"]:
            views.add(connection, _view(view, said["widths"]))
        settings.put(connection, StoreSetting.SAMPLE.value.name, value=True)
        settings.put(connection, StoreSetting.ME.value.name, said["members"][0]["name"])
    with database.aside() as connection:
        sample_scores.look_back(connection, today)
        # The counts of the day before, so that "+2 since yesterday" can be seen at once.
        before = today - dt.timedelta(days=1)
        counts = {view.id: customer_list.count(connection, view.query, before) for view in views.all_views(connection)}
        views.note_counts(connection, before, counts)
    return Outcome(len(drafts), Area.ALL, operation.sentence, operation.set_id)


def _write(connection: Connection, book: Book) -> None:
    ids: dict[Kind, range] = {}
    for kind in _PARENTS_FIRST:
        rows = book.records.get(kind, [])
        first = records.next_id(connection, kind)
        ids[kind] = range(first, first + len(rows))
        fields = [f for f in records.columns(kind) if any(f.name in row for row in rows)]
        refers = {f.name: f.refers for f in fields if f.type is FieldType.REFERENCE and f.refers is not None}
        stored = [[_stored(row, f.name, refers, ids) for f in fields] for row in rows]
        records.insert_many(connection, kind, [f.name for f in fields], stored)
    wanted = {}
    for id_, row in zip(ids[Kind.CUSTOMERS], book.records[Kind.CUSTOMERS], strict=True):
        if marked := names_in(row.get("tags")):
            wanted[id_] = marked
    tags.assign(connection, wanted)
    for kind, name in links.TIES:
        others = ids[Kind.CUSTOMERS if name == "customers" else Kind.CONTACTS]
        rows = book.records.get(kind, [])
        pairs = ((id_, others[to]) for id_, row in zip(ids[kind], rows, strict=True) for to in ids_in(row.get(name)))
        links.add(connection, kind, name, pairs)


def _stored(row: Row, name: str, refers: Mapping[str, Kind], ids: Mapping[Kind, range]) -> Stored:
    value = row.get(name)
    if name in refers and isinstance(value, int):
        return ids[refers[name]][value]
    return records.to_store(value)


def _view(said: dict[str, Any], widths: Mapping[str, int]) -> SavedView:
    conditions = tuple(Condition(field, Op(op), tuple(values)) for field, op, *values in said["conditions"])
    return SavedView(
        id=0,
        name=said["name"],
        query=ListQuery(
            filter=Group(conditions, said.get("any_of", False)),
            sort=Sort(said["sort"], said.get("descending", False)),
        ),
        columns=tuple((name, widths[name]) for name in said["columns"]),
        pinned=True,
        icon=said["icon"],
    )
