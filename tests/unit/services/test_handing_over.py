"""A member leaves: everything open changes hands in one step, and one undo brings it all back."""

import datetime as dt
from dataclasses import dataclass

import pytest

from csops_desktop.domain.fields import Kind
from csops_desktop.domain.handover import HandOver
from csops_desktop.foundation.errors import InvalidValueError, NotFoundError
from csops_desktop.services.bundle import Services
from csops_desktop.wording import operations
from tests.helpers.looks import assert_whole, differences, everything

DAY = dt.date(2026, 11, 30)


@dataclass(frozen=True)
class House:
    """Three members; the first has four customers and things to do, one of them at a colleague's."""

    services: Services
    saeki: int
    nakamura: int
    ono: int
    customers: tuple[int, ...]
    other: int

    def owner(self, kind: Kind, record_id: int) -> object:
        return self.services.records.get(kind, record_id).values.get("owner_id")


@pytest.fixture
def house(services: Services) -> House:
    records = services.records
    saeki, nakamura, ono = (
        records.create(Kind.MEMBERS, {"name": name}).value for name in ("佐伯 美緒", "中村 拓", "大野 空")
    )
    customers = tuple(services.customers.create({"name": f"顧客{n}", "owner_id": saeki}).value for n in range(4))
    other = services.customers.create({"name": "中村の顧客", "owner_id": nakamura}).value
    for customer in (customers[0], other):
        common = {"customer_id": customer, "owner_id": saeki}
        records.create(Kind.NEXT_ACTIONS, {**common, "title": "見積もり"})
        records.create(Kind.NEXT_ACTIONS, {**common, "title": "済んだこと", "done_on": DAY})
        records.create(Kind.PROMISES, {**common, "text": "資料を送る", "made_by": "us"})
        records.create(Kind.OPPORTUNITIES, {**common, "name": "増席", "closed_on": dt.date(2027, 1, 31)})  # expected
        records.create(Kind.OPPORTUNITIES, {**common, "name": "失注", "outcome": "lost", "closed_on": DAY})
        records.create(Kind.OPPORTUNITIES, {**common, "name": "受注済み", "stage": "Closed Won"})
    records.create(Kind.REQUESTS, {"text": "一覧を速く", "owner_id": saeki, "customers": (customers[1],)})
    records.create(Kind.REQUESTS, {"text": "誰からともなく", "owner_id": saeki})
    records.create(Kind.REQUESTS, {"text": "済み", "owner_id": saeki, "status": "done"})
    return House(services, saeki, nakamura, ono, customers, other)


def test_everything_open_changes_hands_and_what_is_done_stays(house: House) -> None:
    services = house.services
    outcome = services.members.hand_over(HandOver(house.saeki, (house.nakamura, house.ono), left_on=DAY))
    assert outcome.value == 4
    owners = [house.owner(Kind.CUSTOMERS, id_) for id_ in house.customers]
    assert sorted(owners, key=str) == sorted([house.nakamura, house.nakamura, house.ono, house.ono], key=str)
    for kind, still in ((Kind.NEXT_ACTIONS, 2), (Kind.PROMISES, 0), (Kind.OPPORTUNITIES, 4), (Kind.REQUESTS, 1)):
        found = services.records.find(kind)[1]
        left = [record for record in found if record.values.get("owner_id") == house.saeki]
        assert len(left) == still, kind
    first = house.owner(Kind.CUSTOMERS, house.customers[0])
    action = services.customers.related(house.customers[0], Kind.NEXT_ACTIONS)[0]
    assert action.values["owner_id"] == first
    assert services.customers.related(house.other, Kind.PROMISES)[0].values["owner_id"] == house.nakamura
    assert services.records.get(Kind.MEMBERS, house.saeki).values["left_on"] == DAY
    assert outcome.sentence is not None
    assert operations.sentence(outcome.sentence) == (
        "佐伯 美緒 handed over 4 customers and 8 open items to 中村 拓, 大野 空"
    )
    assert services.members.holdings(house.saeki) == []


def test_one_undo_brings_everything_back(house: House) -> None:
    before = everything(house.services)
    house.services.members.hand_over(HandOver(house.saeki, (house.ono,), left_on=DAY))
    assert differences(everything(house.services), before) != {}
    house.services.history.undo()
    assert differences(everything(house.services), before) == {}
    assert_whole(house.services)


def test_a_choice_for_a_customer_holds_for_what_hangs_on_it(house: House) -> None:
    chosen = {house.customers[0]: house.ono, house.other: house.ono}
    house.services.members.hand_over(HandOver(house.saeki, (house.nakamura,), chosen))
    assert [house.owner(Kind.CUSTOMERS, id_) for id_ in house.customers] == [house.ono, *[house.nakamura] * 3]
    assert house.owner(Kind.CUSTOMERS, house.other) == house.nakamura  # the customer was not the leaver's to give
    assert house.services.customers.related(house.other, Kind.PROMISES)[0].values["owner_id"] == house.ono


def test_nobody_and_the_leaver_cannot_take_over(house: House) -> None:
    before = everything(house.services)
    members = house.services.members
    for takers, chosen in (((), {}), ((house.saeki,), {}), ((house.ono,), {house.customers[0]: house.saeki})):
        with pytest.raises(InvalidValueError):
            members.hand_over(HandOver(house.saeki, takers, chosen))
    with pytest.raises(NotFoundError):
        members.hand_over(HandOver(house.saeki, (999,)))
    assert differences(everything(house.services), before) == {}


def test_the_roster_says_how_much_everybody_has_and_who_left(house: House) -> None:
    house.services.records.save(Kind.MEMBERS, house.nakamura, {"left_on": dt.date(2026, 1, 1)})
    found = [(record.values["name"], n) for record, n in house.services.members.roster()]
    assert found[-1] == ("中村 拓", 1)
    assert dict(found) == {"佐伯 美緒": 4, "大野 空": 0, "中村 拓": 1}


def test_nobody_who_has_left_takes_over(house: House) -> None:
    house.services.records.save(Kind.MEMBERS, house.ono, {"left_on": dt.date(2026, 10, 31)})
    before = everything(house.services)
    for decided in (
        HandOver(house.saeki, (house.ono,)),
        HandOver(house.saeki, (house.nakamura,), {house.customers[0]: house.ono}),
    ):
        with pytest.raises(InvalidValueError, match="大野 空"):
            house.services.members.hand_over(decided)
    assert everything(house.services) == before
