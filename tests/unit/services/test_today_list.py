"""The list of the day as the services give it: nobody is missing, ticking off and putting off, and undoing both."""

import datetime as dt
from random import Random

import pytest

from csops_desktop.domain.activities import LogEntry
from csops_desktop.domain.fields import DEFAULT_CADENCE_DAYS, Kind
from csops_desktop.domain.query import ListQuery
from csops_desktop.domain.records import Record, Value
from csops_desktop.domain.today import Due, ReasonKind, Standing, queue
from csops_desktop.foundation.errors import NotFoundError
from csops_desktop.services.bundle import Services
from tests.helpers.cadence import CADENCE_DAYS

TODAY = dt.date(2026, 11, 24)
_DUE = {Kind.NEXT_ACTIONS: (ReasonKind.NEXT_ACTION, "title"), Kind.PROMISES: (ReasonKind.PROMISE, "text")}


_LINE_MINUTES = {"high": 56, "low": 30, "tech": 10, "community": 8}


def _day(days: int) -> dt.date:
    return TODAY + dt.timedelta(days=days)


def _date(record: Record, name: str) -> dt.date | None:
    value = record.values.get(name)
    return value if isinstance(value, dt.date) else None


def _fill(services: Services, dice: Random, n: int) -> None:
    for number in range(n):
        fields: dict[str, Value] = {
            "name": f"顧客{number}",
            "touch": dice.choice((*CADENCE_DAYS, None)),
            "cadence_days": dice.choice((None, None, 5, 200)),
            "customer_since": dice.choice((None, _day(-dice.randrange(0, 300)))),
        }
        id_ = services.customers.create({key: value for key, value in fields.items() if value is not None}).value
        if dice.random() < 0.7:
            contract: dict[str, Value] = {
                "customer_id": id_,
                "starts_on": _day(-300),
                "mrr": dice.randrange(1, 9),
                "term_ends_on": dice.choice((None, _day(dice.randrange(-20, 200)))),
                "notice_on": dice.choice((None, _day(dice.randrange(-20, 200)))),
            }
            services.records.create(
                Kind.CONTRACTS, {key: value for key, value in contract.items() if value is not None}
            )
        if dice.random() < 0.6:
            talk: dict[str, Value] = {"customer_id": id_, "kind": "call", "happened_on": _day(-dice.randrange(0, 150))}
            services.records.create(Kind.ACTIVITIES, talk)
        for kind, (_reason, name) in _DUE.items():
            if dice.random() < 0.3:
                due: dict[str, Value] = {"customer_id": id_, name: "何か", "due_on": _day(dice.randrange(-9, 30))}
                services.records.create(kind, due)
        if dice.random() < 0.1:
            services.customers.archive([id_])


def _standing(record: Record) -> Standing:
    values = record.values
    every = values.get("cadence_days") or CADENCE_DAYS.get(str(values.get("touch") or ""), DEFAULT_CADENCE_DAYS)
    assert isinstance(every, int)
    mrr, owner = values.get("mrr"), values.get("owner_id")
    return Standing(
        record.id,
        str(values["name"]),
        mrr if isinstance(mrr, int) else 0,
        owner if isinstance(owner, int) else None,
        _date(record, "renewal_on"),
        _date(record, "notice_on"),
        _date(record, "last_contact_on"),
        _date(record, "customer_since"),
        every,
        _LINE_MINUTES[str(values.get("touch") or "low")],
    )


@pytest.mark.parametrize("seed", range(3))
def test_the_list_leaves_nobody_out_and_takes_nobody_in(services: Services, seed: int) -> None:
    _fill(services, Random(seed), 60)  # noqa: S311 (invented data)
    customers = services.customers.rows(services.customers.find(ListQuery()).ids)
    dues: list[Due] = []
    living = set()
    for record in customers:
        for kind, (reason, name) in _DUE.items():
            for each in services.customers.related(record.id, kind):
                living.add(record.id)
                due = _date(each, "due_on")
                assert due is not None
                dues.append(Due(reason, each.id, record.id, str(each.values[name]), due))
        if services.customers.related(record.id, Kind.CONTRACTS):
            living.add(record.id)
    expected = queue([_standing(record) for record in customers if record.id in living], dues, TODAY, {})
    assert services.today.queue() == expected
    assert expected


def _one(services: Services) -> int:
    id_ = services.customers.create({"name": "青葉"}).value
    services.records.create(Kind.NEXT_ACTIONS, {"customer_id": id_, "title": "電話する", "due_on": TODAY})
    return id_


def test_ticking_off_is_one_step_that_can_be_undone(services: Services) -> None:
    _one(services)
    (item,) = services.today.queue()
    outcome = services.today.finish(item, item.reason)
    assert outcome.value
    assert outcome.set_id is not None
    assert services.today.queue() == []
    services.history.undo()
    assert services.today.queue() == [item]


def test_who_is_put_off_comes_back_on_the_day(services: Services) -> None:
    _one(services)
    (item,) = services.today.queue()
    outcome = services.today.snooze(item, _day(3))
    assert outcome.set_id is not None
    assert services.today.queue() == []
    assert services.today.queue(_day(2)) == []
    assert [found.customer_id for found in services.today.queue(_day(3))] == [item.customer_id]
    services.history.undo()
    assert services.today.queue() == [item]


def test_a_customer_that_is_gone_cannot_be_put_off(services: Services) -> None:
    customer = services.customers.create({"name": "青葉学院"}).value
    services.records.create(Kind.NEXT_ACTIONS, {"customer_id": customer, "title": "電話", "due_on": TODAY})
    line = services.today.queue()[0]
    services.customers.delete([customer])
    with pytest.raises(NotFoundError):
        services.today.snooze(line, _day(7))


def test_what_was_done_today_has_taken_its_minutes(services: Services) -> None:
    me = services.members.join("田中").value
    high, low, other = (
        services.customers.create({"name": name, "touch": touch}).value
        for name, touch in (("青葉学院", "high"), ("いろは", "low"), ("大槻製作所", "tech"))
    )
    services.customers.edit([other], "owner_id", None)
    assert services.today.spent() == 0
    talk: dict[str, Value] = {"kind": "call", "happened_on": TODAY}
    for _time in range(2):
        services.records.create(Kind.ACTIVITIES, {"customer_id": high, **talk})
    services.records.create(Kind.ACTIVITIES, {"customer_id": other, "kind": "call", "happened_on": _day(-1)})
    assert services.today.spent() == 56, "two talks with one customer are one, and yesterday's is none"
    services.records.create(Kind.NEXT_ACTIONS, {"customer_id": low, "title": "送る", "done_on": TODAY})
    services.records.create(
        Kind.PROMISES, {"customer_id": other, "text": "見積もり", "kept_on": TODAY, "made_by": "us", "owner_id": None}
    )
    assert services.today.spent() == 56 + 30 + 10
    assert services.today.spent(mine=me) == 56 + 30, "what nobody owns is not mine"


def test_one_event_with_many_customers_takes_the_minutes_of_one(services: Services) -> None:
    ids = [services.customers.create({"name": f"顧客{n}", "touch": "low"}).value for n in range(5)]
    services.activities.log(LogEntry(tuple(ids), "webinar", "使い方の会", TODAY))
    assert services.today.spent() == 30
