"""What the rows of a file leave out and their headings or their neighbours tell; and what contradicts itself."""

import datetime as dt
from collections.abc import Mapping

from csops_desktop.domain.choice_words import fold
from csops_desktop.domain.contract_life import kind_after
from csops_desktop.domain.contracts import Contract
from csops_desktop.domain.fields import Kind
from csops_desktop.services.importing.compare import Compared
from csops_desktop.services.importing.parse import Parsed, Part, Stored
from csops_desktop.services.importing.resolving import Resolved, row_number
from csops_desktop.store import records
from csops_desktop.store.connection import Connection

_SOLVED_WORDS = """
    closed solved resolved done completed 完了 完了済 完了済み 解決 解決済 解決済み 対応済 対応済み 対応完了 クローズ
    クローズ済 クローズ済み 終了 終了済み
"""
_SOLVED = frozenset(map(fold, _SOLVED_WORDS.split()))
_METRICS = {"nps": ("nps", "推奨", "おすすめ"), "csat": ("csat", "満足"), "ces": ("ces", "手間", "努力", "effort")}
_TERMS = ("starts_on", "mrr", "term_ends_on", "ended_on", "product_id")


def complete(connection: Connection, parsed: Parsed, part: Part, resolved: Resolved, today: dt.date) -> None:
    """Fill what a record of the imported kind needs or is better for; shown in the dry run like any other cell."""
    if part.kind is Kind.ACTIVITIES:
        _fill(parsed, part, "kind", "note")
    elif part.kind is Kind.SURVEYS:
        headings = " ".join(part.heading.get(name, "") for name in ("score", "survey"))
        _fill(parsed, part, "kind", _metric(fold(headings)))
    elif part.kind is Kind.TICKETS:
        _close(parsed, part, today)
    elif part.kind is Kind.CONTRACTS:
        _name_kinds(connection, parsed, part, resolved)


def refuse_early_ends(parsed: Parsed, part: Part) -> None:
    """Refuse a contract that ends before it starts, where the file says both."""
    starts = part.columns.get("starts_on")
    if part.kind is not Kind.CONTRACTS or starts is None:
        return
    for name in ("term_ends_on", "ended_on"):
        for at, end in enumerate(part.columns.get(name, ())):
            start = starts[at]
            if end is not None and start is not None and str(end) < str(start):
                cell = parsed.table.columns[part.column_of[name]][at]
                parsed.fail(at, part.heading[name], cell, "before_start", str(start))


def refuse_early_changes(connection: Connection, parsed: Parsed, compared: Compared) -> None:
    """Refuse a change after which a contract would end before it starts: the file says one day, the store the other."""
    names = ("starts_on", "term_ends_on", "ended_on")
    changes = {at: cells for at, cells in compared.updates.items() if any(name in cells for name in names)}
    part, target = compared.matched.part, compared.matched.target
    if part.kind is not Kind.CONTRACTS or not changes:
        return
    stored = records.stored_rows(connection, Kind.CONTRACTS, names, [id_ for at in changes if (id_ := target[at])])
    for at, cells in changes.items():
        before = dict(zip(names, stored.get(target[at] or 0, (None, None, None)), strict=True))
        after = {name: cells[name][1] if name in cells else before[name] for name in names}
        start = after["starts_on"]
        for name in names[1:]:
            end, changed = after[name], name if name in cells else "starts_on"
            if start is not None and end is not None and str(end) < str(start) and at not in parsed.errors:
                parsed.fail(at, part.heading.get(changed, ""), end, "before_start", str(start))


def _fill(parsed: Parsed, part: Part, name: str, value: Stored) -> None:
    if value is None:
        return
    column = part.columns.setdefault(name, [None] * parsed.n)
    for at, old in enumerate(column):
        if old is None:
            column[at] = value
            part.filled.add((name, at))


def _metric(headings: str) -> str | None:
    return next((kind for kind, words in _METRICS.items() if any(word in headings for word in words)), None)


def _close(parsed: Parsed, part: Part, today: dt.date) -> None:
    """A ticket whose state says that it is solved, without a day, was closed by today at the latest."""
    states = part.columns.get("status")
    if states is None:
        return
    closed = part.columns.setdefault("closed_on", [None] * parsed.n)
    for at, state in enumerate(states):
        if closed[at] is None and state is not None and fold(str(state)) in _SOLVED:
            closed[at] = today.isoformat()
            part.filled.add(("closed_on", at))


def _name_kinds(connection: Connection, parsed: Parsed, part: Part, resolved: Resolved) -> None:
    """A contract that tells its predecessor and not its kind gets the kind that follows from the two."""
    before = resolved.ids.get("predecessor_id")
    if before is None:
        return
    nothing: list[Stored] = [None] * parsed.n
    given = {name: part.columns.get(name, nothing) for name in _TERMS[:-1]}
    products = resolved.ids.get("product_id") or [None] * parsed.n
    there = records.stored_rows(connection, Kind.CONTRACTS, _TERMS, [id_ for id_ in before if id_ and id_ > 0])
    stored = {id_: dict(zip(_TERMS, cells, strict=True)) for id_, cells in there.items()}
    kinds = part.columns.setdefault("kind", [None] * parsed.n)
    for at, id_ in enumerate(before):
        if kinds[at] is not None or id_ is None or at in parsed.errors:
            continue
        row = row_number(id_) if id_ < 0 else -1
        old = stored.get(id_) if id_ > 0 else {**{n: c[row] for n, c in given.items()}, "product_id": products[row]}
        new = {**{name: column[at] for name, column in given.items()}, "product_id": products[at]}
        first, second = _contract(old), _contract(new)
        if first is not None and second is not None:
            kinds[at] = kind_after(first, second)
            part.filled.add(("kind", at))


def _contract(values: Mapping[str, Stored] | None) -> Contract | None:
    if values is None or values["starts_on"] is None or values["mrr"] is None:
        return None
    start, term, ended = (_day(values[name]) for name in ("starts_on", "term_ends_on", "ended_on"))
    product = values["product_id"]
    if start is None:
        return None
    return Contract(0, 0, start, int(values["mrr"]), term, ended, int(product) if product is not None else None)


def _day(value: Stored) -> dt.date | None:
    return None if value is None else dt.date.fromisoformat(str(value))
