"""Requests, tickets, survey answers, churn records, files, handoffs: kept, found, listed and taken back like the rest."""

import datetime as dt

import pytest

from csops_desktop.domain.fields import FIELDS, FieldType, Kind
from csops_desktop.domain.query import ListQuery
from csops_desktop.foundation.errors import DuplicateError, InvalidValueError, NotFoundError
from csops_desktop.services.bundle import Services
from csops_desktop.store import links
from tests.helpers.looks import assert_whole, everything

_DAY = dt.date(2026, 11, 20)


def _two(services: Services) -> tuple[int, int]:
    return services.customers.create({"name": "A社"}).value, services.customers.create({"name": "B社"}).value


def test_one_request_belongs_to_many_customers(services: Services) -> None:
    one, two = _two(services)
    request = services.records.create(
        Kind.REQUESTS, {"text": "一覧を色で分けたい\n急ぎ", "kind": "product", "customers": (two, one)}
    ).value
    found = services.records.get(Kind.REQUESTS, request)
    assert found.values["customers"] == (two, one)
    assert found.linked["customers"] == ("B社", "A社")
    assert found.names["customers"] == "B社, A社"
    assert [r.id for r in services.customers.related(one, Kind.REQUESTS)] == [request]
    assert services.customers.find(ListQuery(text="色で")).ids == (one, two)
    services.records.save(Kind.REQUESTS, request, {"customers": (one,), "text": "印を付けたい"})
    assert services.customers.find(ListQuery(text="色で")).ids == ()
    assert services.customers.find(ListQuery(text="印を")).ids == (one,)
    assert services.customers.related(two, Kind.REQUESTS) == []
    services.history.undo()
    assert services.records.get(Kind.REQUESTS, request).values["customers"] == (two, one)
    assert_whole(services)


def test_a_request_stays_when_its_last_customer_goes_and_gets_it_back(services: Services) -> None:
    one, _ = _two(services)
    request = services.records.create(Kind.REQUESTS, {"text": "色", "customers": (one,)}).value
    services.customers.delete([one])
    assert "customers" not in services.records.get(Kind.REQUESTS, request).values
    services.history.undo()
    assert services.records.get(Kind.REQUESTS, request).linked["customers"] == ("A社",)


def test_a_customer_that_is_gone_cannot_have_a_request(services: Services) -> None:
    before = everything(services)
    with pytest.raises(NotFoundError):
        services.records.create(Kind.REQUESTS, {"text": "色", "customers": (99,)})
    assert everything(services) == before


def test_whom_one_talked_to_is_kept(services: Services) -> None:
    one, _ = _two(services)
    people = [
        services.records.create(Kind.CONTACTS, {"customer_id": one, "name": name}).value for name in ("花子", "太郎")
    ]
    talk = services.records.create(
        Kind.ACTIVITIES, {"customer_id": one, "happened_on": _DAY, "kind": "call", "contacts": tuple(people)}
    ).value
    services.records.delete(Kind.CONTACTS, people[:1])
    assert services.records.get(Kind.ACTIVITIES, talk).names["contacts"] == "太郎"
    services.history.undo()
    assert set(services.records.get(Kind.ACTIVITIES, talk).linked["contacts"]) == {"花子", "太郎"}


def test_open_tickets_are_counted(services: Services) -> None:
    one, _ = _two(services)
    ticket = services.records.create(Kind.TICKETS, {"customer_id": one, "opened_on": _DAY, "priority": "high"}).value
    services.records.create(Kind.TICKETS, {"customer_id": one, "opened_on": _DAY, "closed_on": _DAY})

    def counted() -> object:
        return services.customers.get(one).values["tickets_open"]

    assert counted() == 1
    services.records.save(Kind.TICKETS, ticket, {"closed_on": _DAY})
    assert counted() == 0
    services.history.undo()
    assert counted() == 1


def test_a_customer_has_one_handoff(services: Services) -> None:
    one, _ = _two(services)
    services.records.create(Kind.HANDOFFS, {"customer_id": one, "use_case": "予約"})
    with pytest.raises(DuplicateError):
        services.records.create(Kind.HANDOFFS, {"customer_id": one, "use_case": "請求"})


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        (Kind.REQUESTS, {"text": ""}),
        (Kind.REQUESTS, {"text": "色", "status": "eternal"}),
        (Kind.TICKETS, {"first_reply_minutes": -1}),
        (Kind.SURVEYS, {"answered_on": _DAY, "score": 101}),
        (Kind.SURVEYS, {"score": 5}),
        (Kind.CHURN_EVENTS, {"churned_on": _DAY, "refund": -1}),
        (Kind.FILES, {"title": "契約書"}),
    ],
)
def test_what_cannot_be_is_refused(services: Services, kind: Kind, values: dict[str, object]) -> None:
    one, _ = _two(services)
    parent = {} if kind is Kind.REQUESTS else {"customer_id": one}
    with pytest.raises(InvalidValueError):
        services.records.create(kind, {**parent, **values})  # type: ignore[dict-item]  # what a form gives


def test_every_field_that_links_has_its_table() -> None:
    linking = {(kind, f.name) for kind, fields in FIELDS.items() for f in fields if f.type is FieldType.LINKS}
    assert linking == set(links.TIES)
