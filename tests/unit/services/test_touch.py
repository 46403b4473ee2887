"""Touch models: the cadence that is set counts at once, in the list, for the day and in the log."""

import datetime as dt

import pytest

from csops_desktop.domain.fields import Kind
from csops_desktop.domain.query import Condition, Group, ListQuery, Op
from csops_desktop.domain.today import ReasonKind
from csops_desktop.domain.touch import TouchModel
from csops_desktop.foundation.errors import InvalidValueError
from csops_desktop.services.bundle import Services

TODAY = dt.date(2026, 11, 24)
_OVERDUE = ListQuery(filter=Group((Condition("last_contact_on", Op.OVERDUE, ()),)))


@pytest.fixture
def customer(services: Services) -> int:
    """A customer of low touch, last talked to 25 days ago."""
    made = services.customers.create({"name": "青葉学院", "touch": "low"}).value
    day = TODAY - dt.timedelta(days=25)
    services.records.create(Kind.ACTIVITIES, {"customer_id": made, "happened_on": day, "kind": "call"})
    services.records.create(Kind.CONTRACTS, {"customer_id": made, "starts_on": dt.date(2026, 1, 1), "mrr": 100})
    return made


def _late(services: Services) -> list[int]:
    """Return whom the list of the day shows because they were not talked to for too long."""
    return [
        item.customer_id
        for item in services.today.queue(mine=None)
        if any(reason.kind is ReasonKind.CONTACT for reason in item.reasons)
    ]


def test_a_shorter_cadence_makes_the_contact_late_and_undo_takes_it_back(services: Services, customer: int) -> None:
    assert services.customers.find(_OVERDUE).ids == ()
    assert _late(services) == []
    services.touch.set_model(TouchModel("low", 20, 90))
    assert services.customers.find(_OVERDUE).ids == (customer,)
    assert _late(services) == [customer]
    assert services.customers.rows([customer])[0].values["every_days"] == 20
    assert services.touch.models()[1] == TouchModel("low", 20, 90)
    services.history.undo()
    assert services.customers.find(_OVERDUE).ids == ()
    assert services.touch.models()[1] == TouchModel("low", 30, 60)


def test_a_cadence_of_its_own_goes_before_and_nothing_set_means_thirty_days(services: Services, customer: int) -> None:
    services.touch.set_model(TouchModel("low", 20, 60))
    services.customers.edit([customer], "cadence_days", 40)
    assert services.customers.rows([customer])[0].values["every_days"] == 40
    other = services.customers.create({"name": "いろは"}).value
    assert services.customers.rows([other])[0].values["every_days"] == 30


@pytest.mark.parametrize("model", [TouchModel("low", 0, 60), TouchModel("low", 30, -1)])
def test_numbers_out_of_bounds_are_refused(services: Services, model: TouchModel) -> None:
    with pytest.raises(InvalidValueError):
        services.touch.set_model(model)
    assert services.touch.models()[1] == TouchModel("low", 30, 60)
