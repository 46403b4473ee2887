"""The page of one customer: everything is there in one reading, and what is open can be settled and undone."""

import datetime as dt

import pytest

from csops_desktop.domain.fields import Kind
from csops_desktop.domain.timeline import PAGE
from csops_desktop.foundation.clock import Clock
from csops_desktop.foundation.errors import NotFoundError
from csops_desktop.services.bundle import Services
from csops_desktop.wording.operations import sentence

DAY = dt.timedelta(days=1)


@pytest.fixture
def customer(services: Services) -> int:
    return services.customers.create({"name": "北稜精機", "success_goal": "月末を残業なしで"}).value


def test_the_sheet_has_what_belongs_to_the_customer_and_nothing_else(
    services: Services, customer: int, clock: Clock
) -> None:
    other = services.customers.create({"name": "青葉商事"}).value
    today = clock.today()
    for owner in (customer, other):
        values = {"customer_id": owner}
        services.records.create(Kind.NEXT_ACTIONS, {**values, "title": f"電話 {owner}", "due_on": today})
        services.records.create(Kind.PROMISES, {**values, "text": f"見積もり {owner}"})
        services.records.create(Kind.TICKETS, {**values, "subject": f"届かない {owner}"})
    services.records.create(Kind.REQUESTS, {"text": "一括で送りたい", "customers": (customer, other)})
    sheet = services.sheet.read(customer)
    assert sheet.record.values["success_goal"] == "月末を残業なしで"
    assert [record.values["title"] for record in sheet.of(Kind.NEXT_ACTIONS)] == [f"電話 {customer}"]
    assert [record.values["text"] for record in sheet.of(Kind.PROMISES)] == [f"見積もり {customer}"]
    assert [record.values["subject"] for record in sheet.of(Kind.TICKETS)] == [f"届かない {customer}"]
    assert [record.values["text"] for record in sheet.of(Kind.REQUESTS)] == ["一括で送りたい"]
    assert sheet.of(Kind.SURVEYS) == ()


def test_of_a_long_history_the_newest_are_read_and_all_are_counted(
    services: Services, customer: int, clock: Clock
) -> None:
    for back in range(PAGE + 3):
        day = clock.today() - back * DAY
        services.records.create(Kind.ACTIVITIES, {"customer_id": customer, "happened_on": day, "kind": "note"})
    sheet = services.sheet.read(customer)
    assert sheet.timeline.total == PAGE + 3
    assert len(sheet.timeline.entries) == PAGE
    assert sheet.timeline.entries[0].day == clock.today()


def test_a_customer_that_is_gone_has_no_sheet(services: Services) -> None:
    with pytest.raises(NotFoundError):
        services.sheet.read(4711)


def test_a_next_action_is_done_today_and_undone(services: Services, customer: int, clock: Clock) -> None:
    action = services.records.create(Kind.NEXT_ACTIONS, {"customer_id": customer, "title": "電話"}).value
    done = services.sheet.finish(action)
    assert done.sentence is not None
    assert sentence(done.sentence) == "Done for 北稜精機: 電話"
    assert services.records.get(Kind.NEXT_ACTIONS, action).values["done_on"] == clock.today()
    assert services.sheet.finish(action).set_id is None
    services.history.undo()
    assert "done_on" not in services.records.get(Kind.NEXT_ACTIONS, action).values


def test_who_was_put_off_is_taken_back_in_one_step(services: Services, customer: int, clock: Clock) -> None:
    services.records.create(Kind.NEXT_ACTIONS, {"customer_id": customer, "title": "電話", "due_on": clock.today()})
    item = services.today.queue()[0]
    services.today.snooze(item, clock.today() + 5 * DAY)
    assert services.sheet.read(customer).snoozed_until == clock.today() + 5 * DAY
    assert services.today.queue() == []
    services.sheet.wake(customer)
    assert services.sheet.read(customer).snoozed_until is None
    assert [line.customer_id for line in services.today.queue()] == [customer]
    services.history.undo()
    assert services.today.queue() == []
    assert services.sheet.wake(9999).set_id is None
