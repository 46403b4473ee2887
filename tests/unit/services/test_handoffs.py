"""The handoff from sales: its promises are kept in sight, what is missing becomes something to do, all of it undone."""

import pytest

from csops_desktop.domain import handoff
from csops_desktop.domain.fields import Kind
from csops_desktop.foundation.clock import Clock
from csops_desktop.services.bundle import Services


@pytest.fixture
def customer(services: Services) -> int:
    return services.customers.create({"name": "北稜精機"}).value


def _promises(services: Services, customer: int) -> list[tuple[object, object]]:
    return [(each.values["text"], each.values["kind"]) for each in services.customers.related(customer, Kind.PROMISES)]


def test_lines_under_the_promises_become_promises_once(services: Services, customer: int) -> None:
    done = services.handoffs.save(
        customer, {"commercial": "・初年度は2割引", "technical": "なし", "use_case": "請求書"}
    )
    assert done.value == 1
    assert _promises(services, customer) == [("初年度は2割引", "commercial")]
    again = services.handoffs.save(
        customer, {"technical": "API を3月までに", "commercial": "初年度は２割引\n月次の報告"}
    )
    assert again.value == 2
    assert _promises(services, customer)[1:] == [("月次の報告", "commercial"), ("API を3月までに", "technical")]
    sheet = services.sheet.read(customer)
    assert len(sheet.of(Kind.HANDOFFS)) == 1
    assert handoff.missing(sheet.of(Kind.HANDOFFS)[0].values) == ("stakeholders", "criteria")


def test_a_handoff_with_its_promises_is_one_step_back(services: Services, customer: int) -> None:
    services.handoffs.save(customer, {"commercial": "初年度は2割引\n月次の報告"})
    services.history.undo()
    assert _promises(services, customer) == []
    assert services.sheet.read(customer).of(Kind.HANDOFFS) == ()
    services.history.redo()
    assert len(_promises(services, customer)) == 2


def test_what_is_missing_becomes_next_actions_in_one_step_and_not_twice(
    services: Services, customer: int, clock: Clock
) -> None:
    titles = ["営業に聞く: 利用目的", "営業に聞く: 成功の基準"]
    assert services.handoffs.ask(customer, titles[:1], clock.today()).value == 1
    assert services.handoffs.ask(customer, titles, clock.today()).value == 1
    assert services.handoffs.ask(customer, titles, clock.today()).set_id is None
    actions = services.customers.related(customer, Kind.NEXT_ACTIONS)
    assert [each.values["title"] for each in actions] == titles
    services.history.undo()
    services.history.undo()
    assert services.customers.related(customer, Kind.NEXT_ACTIONS) == []
