"""Guesses what the columns of a table mean, from their headings and their data."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from csops_desktop.domain.fields import FieldType, Kind
from csops_desktop.domain.imports import Guess, Mapping, Question, Table, Target
from csops_desktop.exchange.amounts import currency_of, scales_of
from csops_desktop.exchange.column_checks import date_orders, end_date_meaning, fits, target_field
from csops_desktop.exchange.heading_lookup import (
    contract_count_words,
    fold_heading,
    heading_forms,
    ignored_words,
    last_contact_words,
    words,
)
from csops_desktop.exchange.headings import SECOND_MEANINGS
from csops_desktop.exchange.kinds import guess_kind
from csops_desktop.exchange.reading_headings import spread

__all__ = ["guess", "guess_kind", "has_key"]

_SIMILAR = 88  # of 100; below that a heading is a different word
_SHORTEST_PART = 2
_SHORTEST_ASCII_PART = 5
_DEEPER = 100  # added to the rank when only the last line of a heading is known
_INEXACT = 1000  # rank of a match that is only similar

_KEY_SAMPLE = 2000
_SALESFORCE_ID = re.compile("(?=.*[0-9])(?=.*[A-Za-z])[A-Za-z0-9]{15}(?:[A-Za-z0-9]{3})?")
_PERSON = frozenset(map(fold_heading, ("担当者", "担当者名", "担当者氏名")))
_CONTACT_SIGNS = frozenset({"mail", "title", "department", "phone", "opted_out", "left_on", "last_name"})
_BESIDES: dict[Kind, frozenset[str]] = {  # of these a customer sheet does not speak
    Kind.CONTRACTS: frozenset({"customer_id", "note", "predecessor_id"}),
    Kind.CONTACTS: frozenset({"customer_id", "note", "external_id", "reading"}),
    Kind.NEXT_ACTIONS: frozenset(),
}
_OF_ANYTHING = frozenset(map(fold_heading, ("id", "external_id", "record_id", "レコード番号", "code", "コード")))
_PARENTED = frozenset({Kind.CONTACTS, Kind.CONTRACTS, Kind.OPPORTUNITIES, Kind.ACTIVITIES, Kind.TICKETS, Kind.SURVEYS,
                       Kind.CHURN_EVENTS, Kind.REQUESTS, Kind.READINGS})  # fmt: skip
_PARENT = frozenset({"customer_id", "customers"})


@dataclass(frozen=True, slots=True)
class _Candidate:
    column: int
    target: Target
    rank: int


def guess(
    table: Table,
    kind: Kind,
    remembered: Mapping | None = None,
    *,
    today: dt.date | None = None,
    currency: str | None = None,
) -> Guess:
    """Return what the columns of a table probably mean.

    Args:
        table: as read.
        kind: what its rows are.
        remembered: the mapping that the user confirmed for a table with the same headings; it is taken over, only
            date orders are looked at afresh.
        today: decides whether an end date lies in the past.
        currency: of the store; a column of amounts in another one is left out.

    Returns:
        A guess whose ``open`` holds what only the user can say. A contract's end date keeps the field ``end``;
        ``Mapping.end_date`` says what it means once that is known.
    """
    if remembered is not None and remembered.kind is kind and len(remembered.targets) == len(table.headings):
        base, certain = remembered, [True] * len(table.headings)
    else:
        targets, certain = _targets(table, kind, currency)
        base = Mapping(kind, tuple(targets))
    return _complete(table, base, certain, today or dt.datetime.now().astimezone().date())


def _complete(table: Table, mapping: Mapping, certain: Sequence[bool], today: dt.date) -> Guess:
    """Add date orders and the meaning of end dates, and what remains open."""
    dates = [at for at, target in enumerate(mapping.targets) if target and target_field(target).type is FieldType.DATE]
    orders, undecided = date_orders(table, dates)
    undecided = tuple(at for at in undecided if at not in mapping.date_orders)
    orders = {**orders, **{at: order for at, order in mapping.date_orders.items() if at not in orders}}
    questions: list[tuple[Question, tuple[int, ...]]] = []
    if undecided:
        questions.append((Question.DATE_ORDER, undecided))
    ends = tuple(at for at, target in enumerate(mapping.targets) if target and target.field == "end")
    meaning = mapping.end_date
    if ends and meaning is None:
        ended_elsewhere = any(target and target.field == "ended_on" for target in mapping.targets)
        meaning = "term" if ended_elsewhere else end_date_meaning(table.columns[ends[0]], orders.get(ends[0]), today)
        if meaning is None:
            questions.append((Question.END_DATE, ends))
    if not has_key(mapping):
        questions.append((Question.KEY, ()))
    before, mapping = mapping.scales, replace(mapping, date_orders=orders, end_date=meaning, scales=scales_of(table))
    # What is multiplied wants a look, once.
    sure = [each and mapping.scale(at) in (1, before.get(at)) for at, each in enumerate(certain)]
    return Guess(mapping, tuple(questions), tuple(sure))


def has_key(mapping: Mapping) -> bool:
    """Tell whether a column says which record a row is about (for what belongs to a customer: which customer)."""
    fields = {target.field for target in mapping.targets if target and target.kind is mapping.kind}
    if mapping.kind is Kind.REQUESTS:
        return "text" in fields
    if mapping.kind in _PARENTED:
        return "customer_id" in fields
    return bool(fields & {"external_id", "name"})


def _targets(table: Table, kind: Kind, currency: str | None) -> tuple[list[Target | None], list[bool]]:
    folded = [heading_forms(heading) for heading in table.headings]
    candidates = [found for at, forms in enumerate(folded) for found in _exact(at, forms, kind)]
    if kind is Kind.CUSTOMERS:
        candidates = _without_sums(folded, _settle_name(_settle_person(folded, candidates)))
    candidates = [_as_key(table, found) for found in candidates if not _foreign(table, found, currency)]
    taken = _assign(table, candidates, {})
    similar = [found for at, forms in enumerate(folded) if at not in taken for found in _similar(at, forms, kind)]
    similar = [found for found in _without_sums(folded, similar) if not _spare(folded[found.column])]
    taken = _assign(table, [found for found in similar if not _foreign(table, found, currency)], taken)
    if kind is Kind.CUSTOMERS:
        taken = _without_halves(taken)
    taken = _without_parts_of_name(taken)
    targets = [taken[at].target if at in taken else None for at in range(len(table.headings))]
    if kind is Kind.READINGS:
        targets = spread(table, targets, [_spare(forms) for forms in folded])
    seen = {found.column for found in candidates}
    certain = [
        taken[at].rank < _INEXACT
        if at in taken and targets[at] == taken[at].target
        else _spare(forms) or (at in seen and kind in _PARENTED and _is_parent(forms, kind)) or _is_blank(table, at)
        for at, forms in enumerate(folded)
    ]
    return targets, certain


def _is_blank(table: Table, at: int) -> bool:
    return all(cell == "" for cell in table.columns[at])


def _as_key(table: Table, found: _Candidate) -> _Candidate:
    """Rank the columns that may hold the id: a Salesforce id before all, one with gaps or repeats behind.

    Of columns that may name the customer, one with gaps stands behind.
    """
    if found.target.field in _PARENT and found.rank < _INEXACT:
        sample = table.columns[found.column][:_KEY_SAMPLE]
        gaps = sum(cell == "" for cell in sample)
        return replace(found, rank=found.rank + gaps * _INEXACT // 2 // max(len(sample), 1))
    if found.target.field != "external_id" or found.rank >= _INEXACT:
        return found
    cells = [cell for cell in table.columns[found.column][:_KEY_SAMPLE] if cell != ""]
    if cells and all(isinstance(cell, str) and _SALESFORCE_ID.fullmatch(cell.strip()) for cell in cells):
        return replace(found, rank=-1)
    whole = len(cells) == len(table.rows[:_KEY_SAMPLE]) and len(set(cells)) == len(cells)
    return found if whole else replace(found, rank=found.rank + _INEXACT // 2)


def _foreign(table: Table, found: _Candidate, currency: str | None) -> bool:
    """Tell an amount in another currency (its heading says so): as it stands it would be wrong."""
    if currency is None or target_field(found.target).type is not FieldType.MONEY:
        return False
    told = currency_of(table.headings[found.column])
    return told is not None and told != currency


def _spare(forms: Sequence[str]) -> bool:
    return any(form in ignored_words() for form in forms)


def _is_parent(forms: Sequence[str], kind: Kind) -> bool:
    """Tell a second column that names the customer: with the id mapped, the name beside it is not missed."""
    return any(words(kind).get(form, ("", 0))[0] in _PARENT for form in forms)


def _pools(kind: Kind) -> tuple[tuple[Kind, frozenset[str]], ...]:
    """Return the kinds whose headings a sheet may have, each with the fields that do not count."""
    own: tuple[tuple[Kind, frozenset[str]], ...] = ((kind, frozenset()),)
    return own + tuple(_BESIDES.items()) if kind is Kind.CUSTOMERS else own


def _exact(at: int, forms: Sequence[str], kind: Kind) -> Iterable[_Candidate]:
    for depth, form in enumerate(forms):
        if kind is Kind.CUSTOMERS and form in last_contact_words():
            yield _Candidate(at, Target(Kind.ACTIVITIES, "happened_on"), depth)
        for pool, without in _pools(kind):
            field, rank = words(pool).get(form, ("", 0))
            if field and field not in without and (pool is kind or form not in _OF_ANYTHING):
                yield _Candidate(at, Target(pool, field), rank + depth * _DEEPER)
            if second := SECOND_MEANINGS.get((pool, form)):
                yield _Candidate(at, Target(pool, second), rank + _INEXACT // 2)


def _similar(at: int, forms: Sequence[str], kind: Kind) -> Iterable[_Candidate]:
    """Look for a heading that contains a known one, or is spelled nearly like it."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415 (not before the first paint)

    for pool, without in _pools(kind):
        known = {word: field for word, (field, _rank) in words(pool).items() if field not in without}
        for form in forms:
            ends = [word for word in known if _telling(word) and form.endswith(word)]
            best = max(ends, key=len, default=None)
            if best is None and len(form) >= _SHORTEST_ASCII_PART:
                near = process.extractOne(form, list(known), scorer=fuzz.ratio, score_cutoff=_SIMILAR)
                best = near[0] if near else None
            if best:
                yield _Candidate(at, Target(pool, known[best]), _INEXACT + abs(len(form) - len(best)))


def _telling(word: str) -> bool:
    return len(word) >= (_SHORTEST_ASCII_PART if word.isascii() else _SHORTEST_PART + 1)


def _without_sums(folded: Sequence[Sequence[str]], candidates: list[_Candidate]) -> list[_Candidate]:
    """Leave out contracts where the sheet counts them: what stands beside is no single one, as in our own exports."""
    if not any(contract_count_words().intersection(forms) for forms in folded):
        return candidates
    return [found for found in candidates if found.target.kind is not Kind.CONTRACTS]


def _settle_person(folded: Sequence[Sequence[str]], candidates: list[_Candidate]) -> list[_Candidate]:
    """Decide whose 担当者 of a customer sheet is: theirs beside a mail address or a title, or beside our owner."""
    persons = {at for at, forms in enumerate(folded) if _PERSON.intersection(forms)}
    others = [found.target for found in candidates if found.column not in persons]
    theirs = any(target.kind is Kind.CONTACTS and target.field in _CONTACT_SIGNS for target in others)
    ours_known = Target(Kind.CUSTOMERS, "owner_id") in others
    if not persons or theirs or ours_known:
        return candidates
    kept = [found for found in candidates if found.column not in persons]
    return kept + [_Candidate(at, Target(Kind.CUSTOMERS, "owner_id"), _INEXACT) for at in sorted(persons)]


def _settle_name(candidates: list[_Candidate]) -> list[_Candidate]:
    """Give the only column that can hold the customer's name to the customer: a bare "name" is no contact's then."""
    name = Target(Kind.CUSTOMERS, "name")
    able = {found.column for found in candidates if found.target == name}
    if len(able) != 1:
        return candidates
    return [found for found in candidates if found.column not in able or found.target == name]


def _assign(table: Table, candidates: Iterable[_Candidate], taken: dict[int, _Candidate]) -> dict[int, _Candidate]:
    """Give every column at most one target and every target at most one column, the most telling first."""
    taken = dict(taken)
    used = {found.target for found in taken.values()}
    for found in sorted(candidates, key=_order):
        if found.column in taken or found.target in used or not fits(found.target, table.columns[found.column]):
            continue
        taken[found.column] = found
        used.add(found.target)
    return taken


def _order(found: _Candidate) -> tuple[bool, bool, int, int]:
    """Exact before similar, the customer's own fields before those of what belongs to it, then the more telling."""
    return found.rank >= _INEXACT, found.target.kind in _BESIDES, found.rank, found.column


def _without_parts_of_name(taken: dict[int, _Candidate]) -> dict[int, _Candidate]:
    """Leave first and last name out where the whole name stands in a column of its own."""
    whole = any(found.target == Target(Kind.CONTACTS, "name") and found.rank < _INEXACT for found in taken.values())
    parts = {Target(Kind.CONTACTS, "first_name"), Target(Kind.CONTACTS, "last_name")}
    return {at: found for at, found in taken.items() if not (whole and found.target in parts)}


def _without_halves(taken: dict[int, _Candidate]) -> dict[int, _Candidate]:
    """Drop what a customer sheet has too little of: a plan or seats without amount and start are no contract."""
    fields = {found.target: at for at, found in taken.items()}
    kept = dict(taken)
    start, since = Target(Kind.CONTRACTS, "starts_on"), Target(Kind.CUSTOMERS, "customer_since")
    if Target(Kind.CONTRACTS, "mrr") in fields and start not in fields and since in fields:
        at = fields[since]
        kept[at] = replace(kept[at], target=start, rank=_INEXACT)
    present = {found.target for found in kept.values()}
    whole = {
        Kind.CONTRACTS: not present.isdisjoint(Target(Kind.CONTRACTS, name) for name in ("mrr", "starts_on")),
        Kind.CONTACTS: not present.isdisjoint(
            Target(Kind.CONTACTS, name) for name in ("name", "last_name", "first_name", "mail")
        ),
    }
    return {at: found for at, found in kept.items() if whole.get(found.target.kind, True)}
