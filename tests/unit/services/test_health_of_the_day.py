"""What health says to the list of the day: falls until somebody talked to them, overrides that end, ratings due."""

import datetime as dt

import pytest

from csops_desktop.domain.fields import Kind
from csops_desktop.domain.today import Group, QueueItem, ReasonKind
from csops_desktop.domain.today_health import RATINGS_LINE
from csops_desktop.services.bundle import Services
from tests.helpers.scored import put_days, put_override, put_score

TODAY = dt.date(2026, 11, 24)


def _ago(days: int) -> dt.date:
    return TODAY - dt.timedelta(days=days)


def _customer(services: Services, name: str = "Amber", contact: int = 20, **fields: int) -> int:
    made = services.customers.create({"name": name, "touch": "low", **fields}).value
    services.records.create(Kind.CONTRACTS, {"customer_id": made, "starts_on": _ago(400), "mrr": 100})
    services.records.create(Kind.ACTIVITIES, {"customer_id": made, "happened_on": _ago(contact), "kind": "call"})
    return made


def _fall(services: Services, customer: int, *days: tuple[int, int, str], was: int | None = None) -> None:
    put_days(services, customer, [(_ago(ago), total, band) for ago, total, band in days])
    _day, total, band = days[-1]
    put_score(services, customer, total, band, change=total - (was or days[0][1]))


def _reasons(services: Services) -> list[tuple[ReasonKind, int | None, int | None]]:
    return [(reason.kind, reason.before, reason.after) for item in services.today.queue() for reason in item.reasons]


def test_who_fell_into_another_band_is_listed_once_with_both_scores(services: Services) -> None:
    customer = _customer(services)
    _fall(services, customer, (60, 142, "healthy"), (12, 118, "watch"), (5, 84, "risk"), (2, 82, "risk"))
    (item,) = services.today.queue()
    assert item.group is Group.FIRST
    assert (item.reason.kind, item.reason.before, item.reason.after) == (ReasonKind.BAND_FALL, 142, 82)
    assert item.reason.bands == ("healthy", "risk")
    assert item.reason.due == _ago(5)


def test_a_drop_inside_a_band_is_listed_too(services: Services) -> None:
    _fall(services, _customer(services), (40, 180, "healthy"), (3, 160, "healthy"))
    assert _reasons(services) == [(ReasonKind.SCORE_DROP, 180, 160)]


def test_small_moves_and_rises_are_not_listed(services: Services) -> None:
    _fall(services, _customer(services, "Amber"), (40, 180, "healthy"), (3, 161, "healthy"))
    _fall(services, _customer(services, "Beryl"), (40, 90, "risk"), (3, 120, "watch"))
    _fall(services, _customer(services, "Coral"), (40, 150, "healthy"), (3, 60, "withheld"))
    assert [item.name for item in services.today.queue() if item.reason.kind is ReasonKind.BAND_FALL] == []


def test_a_fall_goes_once_somebody_talked_to_them(services: Services) -> None:
    customer = _customer(services)
    _fall(services, customer, (60, 142, "healthy"), (5, 84, "risk"))
    assert len(services.today.queue()) == 1
    services.records.create(Kind.ACTIVITIES, {"customer_id": customer, "happened_on": _ago(1), "kind": "call"})
    _fall(services, customer, (4, 84, "risk"))
    assert services.today.queue() == []


def test_another_way_to_count_is_no_fall(services: Services) -> None:
    customer = _customer(services)
    _fall(services, customer, (60, 142, "healthy"), (5, 84, "risk"))
    with services.records.database.aside() as connection:
        connection.run("UPDATE score_snapshot SET version_id = 2 WHERE total = 84")
    assert services.today.queue() == []


def test_who_left_is_not_listed(services: Services) -> None:
    customer = _customer(services)
    _fall(services, customer, (60, 142, "healthy"), (5, 84, "risk"))
    contract = services.customers.related(customer, Kind.CONTRACTS)[0]
    services.records.save(Kind.CONTRACTS, contract.id, {"ended_on": _ago(1)})
    assert services.today.queue() == []


def test_a_fall_put_off_until_it_is_worse_is_back_when_the_score_falls_further(services: Services) -> None:
    customer = _customer(services)
    _fall(services, customer, (60, 190, "healthy"), (5, 165, "healthy"))
    services.today.snooze(services.today.queue()[0], None)
    assert services.today.queue() == []
    _fall(services, customer, (1, 160, "healthy"), was=190)
    assert services.today.queue() == []
    _fall(services, customer, (0, 142, "healthy"), was=190)
    assert [item.customer_id for item in services.today.queue()] == [customer]


@pytest.mark.parametrize(("until", "listed"), [(8, False), (7, True), (0, True), (-7, True), (-8, False)])
def test_an_override_is_spoken_of_around_its_end(services: Services, until: int, listed: bool) -> None:  # noqa: FBT001 (a case)
    customer = _customer(services, contact=1)
    put_score(services, customer, 120, "watch")
    put_override(services, customer, 150, _ago(30), TODAY + dt.timedelta(days=until))
    assert _reasons(services) == ([(ReasonKind.OVERRIDE, 150, 120)] if listed else [])


def test_ratings_that_are_due_are_one_line_at_the_end(services: Services) -> None:
    me = services.records.create(Kind.MEMBERS, {"name": "M"}).value
    for name, owner in (("Amber", me), ("Beryl", None)):
        fields = {} if owner is None else {"owner_id": owner}
        put_score(services, _customer(services, name, 1, **fields), 120, "watch", stale=3)

    def line(items: list[QueueItem]) -> tuple[int, int, int]:
        (item,) = items
        return item.customer_id, item.reason.limit, item.reason.days

    assert line(services.today.queue()) == (RATINGS_LINE, 6, 2)
    assert line(services.today.queue(mine=me)) == (RATINGS_LINE, 3, 1)
