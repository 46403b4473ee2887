"""Second step for readings: rows of one customer, product, metric and day are one reading, in the file and after it."""

from collections.abc import Iterable
from dataclasses import replace

from csops_desktop.domain.fields import Kind
from csops_desktop.domain.imports import Note
from csops_desktop.domain.readings import AddsUp, added, guessed_adding
from csops_desktop.services.importing.match import Matched
from csops_desktop.services.importing.parse import Parsed, Part
from csops_desktop.services.importing.resolving import Newcomers, Resolved
from csops_desktop.store import readings
from csops_desktop.store.connection import Connection

Key = tuple[int, int, int, str]
"""Customer, product or 0, metric and day."""


def gather(connection: Connection, parsed: Parsed, part: Part, resolved: Resolved, newcomers: Newcomers) -> Matched:
    """Find for each row the reading it means; rows that mean the same one are added up, as their metric adds up.

    Rows of a whole month mean the one reading of that month that is there, whatever its day.

    Args:
        connection: to look for readings that are there.
        parsed: the whole table.
        part: its readings.
        resolved: customers, products and metrics of the rows.
        newcomers: metrics that are to be made.
    """
    ids, days = resolved.ids, list(part.columns["on_day"])
    customers, metrics = ids["customer_id"], ids["metric_id"]
    products = ids.get("product_id") or [None] * parsed.n
    values = list(part.columns["value"])
    whole = parsed.monthly
    keys: list[Key | None] = [
        None
        if at in parsed.errors or customer is None or metric is None or day is None or value is None
        else (customer, product or 0, metric, str(day))
        for at, (customer, product, metric, day, value) in enumerate(
            zip(customers, products, metrics, days, values, strict=True)
        )
    ]
    known = _known(connection, keys, any_month=bool(whole))
    by_month: dict[Key, list[Key]] = {}
    for there in known if whole else ():
        by_month.setdefault((*there[:3], there[3][:7]), []).append(there)
    rows: dict[Key, list[int]] = {}
    for at, key in enumerate(keys):
        if key is None:
            continue
        others = by_month.get((*key[:3], key[3][:7]), ()) if at in whole and key not in known else ()
        found = others[0] if len(others) == 1 else key
        days[at] = max(found[3], str(days[at])) if at in whole else found[3]  # a month that runs moves on
        rows.setdefault(found, []).append(at)
    matched = Matched(part, [None] * parsed.n, list(range(parsed.n)), parents=ids)
    adding = _adding(connection, newcomers)
    for key, group in rows.items():
        first = group[0]
        if len(known.get(key, ())) > 1:
            for at in group:
                parsed.fail(at, part.heading.get("on_day", ""), days[at], "ambiguous_record")
            continue
        target = next(iter(known.get(key, ())), None)
        for at in group:
            matched.first[at], matched.target[at] = first, target
        if len(group) > 1:
            values[first] = added([float(values[at] or 0) for at in group], adding[key[2]])
    matched.part = replace(part, columns={**part.columns, "on_day": days, "value": values})
    return matched


def _known(connection: Connection, keys: Iterable[Key | None], *, any_month: bool) -> dict[Key, list[int]]:
    """Return the readings in the store near those of the file: of their metrics and customers, in that time."""
    wanted: dict[int, set[int]] = {}
    days: set[str] = set()
    for key in keys:
        if key is not None and key[0] > 0 and key[2] > 0:
            wanted.setdefault(key[2], set()).add(key[0])
            days.add(key[3])
    if not days:
        return {}
    first, last = min(days), max(days)
    if any_month:
        first, last = f"{first[:7]}-01", f"{last[:7]}-31"
    found: dict[Key, list[int]] = {}
    for metric, customers in wanted.items():
        for id_, customer, product, day in readings.between(connection, metric, customers, first, last):
            found.setdefault((customer, product or 0, metric, day), []).append(id_)
    return found


def _adding(connection: Connection, newcomers: Newcomers) -> dict[int, AddsUp]:
    adding = {metric.id: metric.adds_up for metric in readings.metrics(connection)}
    for at, (name, _customer) in enumerate(newcomers.labels.get(Kind.METRICS, ()), 1):
        adding[-at] = guessed_adding(name)
    return adding


def notes(connection: Connection, parsed: Parsed, matched: Matched) -> dict[Note, int]:
    """Return what is to be told of rows of the file that are taken all the same."""
    rows = parsed.table.rows
    repeated = {rows[at] for at, first in enumerate(matched.first) if first != at and at not in parsed.errors}
    return {Note.BEFORE_START: _before_start(connection, parsed, matched.part), Note.ADDED_UP: len(repeated)}


def _before_start(connection: Connection, parsed: Parsed, part: Part) -> int:
    texts = part.texts.get("customer_id")
    if texts is None:
        return 0
    starts = readings.contract_starts(connection)
    if not starts:
        return 0
    early: set[int] = set()
    for at, (text, day) in enumerate(zip(texts, part.columns["on_day"], strict=True)):
        start = starts.get(text)
        if start is not None and day is not None and str(day) < start:
            early.add(parsed.table.rows[at])
    return len(early)
