"""Requests as the services hold them: who asks, how much that weighs, told or not, names from a pasted list."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csops_desktop.domain import requests as rules
from csops_desktop.domain.fields import REQUEST_KINDS, REQUEST_STATES, Kind
from csops_desktop.domain.requests import Asking, RequestLine, RequestQuery, Sort
from csops_desktop.foundation.errors import InvalidValueError
from csops_desktop.services.bundle import Services

_DAYS = st.none() | st.dates(dt.date(2025, 1, 1), dt.date(2026, 11, 24))
_LINES = st.lists(
    st.builds(
        RequestLine,
        id=st.integers(1, 10**6),
        text=st.just("一覧を色で分けたい"),
        kind=st.sampled_from((*REQUEST_KINDS, "")),
        status=st.sampled_from(REQUEST_STATES),
        raised_on=_DAYS,
        told_on=_DAYS,
        customers=st.lists(st.builds(Asking, st.integers(1, 50), st.just("青葉"), st.integers(0, 10**7))).map(tuple),
    ),
    unique_by=lambda line: line.id,
)


@given(_LINES, st.sampled_from(tuple(Sort)), st.booleans())
def test_every_order_holds_every_request_and_those_without_the_value_stand_last(
    lines: list[RequestLine],
    sort: Sort,
    descending: bool,  # noqa: FBT001 (given by hypothesis)
) -> None:
    found = rules.in_order(lines, sort, descending=descending)
    assert sorted(line.id for line in found) == sorted(line.id for line in lines)
    if sort is Sort.MRR:
        weights = [line.mrr for line in found]
        assert weights == sorted(weights, reverse=descending)
    if sort is Sort.TOLD:
        told = [line.told_on is not None for line in found]
        assert told == sorted(told, reverse=True)


@given(_LINES, st.booleans(), st.sampled_from((*REQUEST_KINDS, "")))
def test_the_counts_are_those_of_the_lists(lines: list[RequestLine], settled: bool, kind: str) -> None:  # noqa: FBT001 (given by hypothesis)
    book = rules.book(lines, RequestQuery(settled=settled, kind=kind))
    assert len(book.lines) == (book.settled if settled else book.open)
    assert len(book.lines) == book.kinds.get(kind, 0)
    other = rules.book(lines, RequestQuery(settled=not settled, kind=kind))
    assert (other.open, other.settled) == (book.open, book.settled)


def _customer(services: Services, name: str, mrr: int = 0, code: str | None = None) -> int:
    customer = services.customers.create({"name": name, "external_id": code}).value
    if mrr:
        services.contracts.start({"customer_id": customer, "starts_on": dt.date(2025, 1, 1), "mrr": mrr})
    return customer


def test_a_request_weighs_what_its_customers_pay(services: Services) -> None:
    ids = [_customer(services, "青葉", 300), _customer(services, "いろは", 500), _customer(services, "うみ", 70)]
    services.records.create(Kind.REQUESTS, {"text": "検索を速く", "customers": tuple(ids[:2])})
    services.records.create(Kind.REQUESTS, {"text": "色で分けたい", "customers": (ids[2],), "kind": "product"})
    book = services.requests.book(RequestQuery())
    assert [(line.text, line.mrr) for line in book.lines] == [("検索を速く", 800), ("色で分けたい", 70)]
    assert [customer.name for customer in book.lines[0].customers] == ["いろは", "青葉"]
    services.customers.delete([ids[1]])
    assert services.requests.book(RequestQuery()).lines[0].mrr == 300
    services.history.undo()
    assert services.requests.book(RequestQuery()).lines[0].mrr == 800
    assert [line.text for line in services.requests.book(RequestQuery(text="うみ 色")).lines] == ["色で分けたい"]


def test_a_pasted_list_finds_codes_names_and_names_without_legal_form(services: Services) -> None:
    aoba = _customer(services, "株式会社青葉", code="C-1")
    iroha = _customer(services, "いろは器械")
    _customer(services, "うみ(株)")
    _customer(services, "うみ株式会社")
    found = services.requests.named(["C-1", " (株)青葉 ", "いろは器械", "", "ないない商会", "㈱うみ", "うみ(株)"])
    assert [id_ for id_, _name in found.customers[:2]] == [aoba, iroha]
    assert len(found.customers) == 3  # the exact name decides between the two
    assert (found.unknown, found.several) == (("ないない商会",), ("㈱うみ",))


def test_telling_is_undone_and_does_not_move_a_day(services: Services) -> None:
    told = services.records.create(Kind.REQUESTS, {"text": "速く", "told_on": dt.date(2026, 5, 1)}).value
    new = services.records.create(Kind.REQUESTS, {"text": "色"}).value
    outcome = services.requests.tell([told, new], told=True)
    assert outcome.value == 1
    days = {line.id: line.told_on for line in services.requests.book(RequestQuery()).lines}
    assert days == {told: dt.date(2026, 5, 1), new: dt.date(2026, 11, 24)}
    services.history.undo()
    assert services.records.get(Kind.REQUESTS, new).values.get("told_on") is None
    assert services.requests.tell([new], told=False).set_id is None  # nothing changed, nothing to undo


def test_the_state_says_whether_a_request_is_settled(services: Services) -> None:
    request = services.records.create(Kind.REQUESTS, {"text": "速く"}).value
    assert services.requests.set_status([request], "open").set_id is None  # it is, without being told so
    services.requests.set_status([request], "done")
    assert services.requests.book(RequestQuery()).lines == ()
    assert len(services.requests.book(RequestQuery(settled=True)).lines) == 1
    with pytest.raises(InvalidValueError):
        services.requests.set_status([request], "forgotten")
