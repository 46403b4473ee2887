"""The facts of one customer are those of the whole book, on any day; and each says what the records say."""

import datetime as dt
import math

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from csops_desktop.analysis.book import book_of
from csops_desktop.domain.fields import FieldType, Kind
from csops_desktop.domain.records import Value
from csops_desktop.domain.scoring.facts import Facts
from csops_desktop.domain.scoring.sources import How, Known, KnownFact, Rated, Source, Usage
from csops_desktop.services import score_facts
from csops_desktop.services.bundle import Services
from csops_desktop.services.samples import build_sample
from csops_desktop.store.fact_rows import Asked
from tests.conftest import NOON

Row = dict[str, Value]
TODAY = NOON.date()


def facts_of(services: Services, customer: int, *sources: Source, day: dt.date = TODAY) -> Facts:
    with services.scores.database.reading() as connection:
        return score_facts.facts(connection, sources, Asked(day, TODAY, (customer,)))[customer]


def known(services: Services, customer: int, fact: KnownFact, days: int = 0, day: dt.date = TODAY) -> float | None:
    source = Known(fact, days)
    found = facts_of(services, customer, source, day=day).values.get(source)
    return None if found is None else found.value


@pytest.fixture
def acme(services: Services) -> int:
    made: int = services.customers.create({"name": "Acme"}).value
    return made


def ago(days: int) -> dt.date:
    return TODAY - dt.timedelta(days=days)


_SOURCES = st.one_of(
    st.builds(
        Known,
        st.sampled_from(KnownFact),
        st.sampled_from((0, 7, 30, 90, 400)),
        st.sampled_from(("", "帳票配信", "no such product")),
    ),
    st.builds(Usage, st.sampled_from(("ログイン回数", "利用者数", "none")), st.sampled_from(How), st.integers(1, 120)),
    st.builds(Rated, st.sampled_from(("goal", "champion", "setup", "none"))),
)


@pytest.fixture
def sample(services: Services) -> Services:
    build_sample(services)
    return services


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True)
@given(sources=st.lists(_SOURCES, min_size=1, max_size=6, unique=True), days=st.integers(0, 500))
def test_one_by_one_is_the_whole_book(sample: Services, sources: list[Source], days: int) -> None:
    day = ago(days)
    with sample.scores.database.reading() as connection:
        ids = [row[0] for row in connection.run("SELECT id FROM customer ORDER BY id")]
        together = score_facts.facts(connection, sources, Asked(day, TODAY, ids))
        for id_ in ids[::17]:
            assert score_facts.facts(connection, sources, Asked(day, TODAY, (id_,)))[id_] == together[id_]
        book = score_facts.book(connection, sources, Asked(day, TODAY), ids)
    wanted = book_of(together, sources)
    assert book.ids.tolist() == ids
    assert book.tenure.tolist() == wanted.tenure.tolist()
    for source in sources:
        ours, theirs = book.columns[source], wanted.columns[source]
        assert [None if math.isnan(x) else x for x in ours.values.tolist()] == [
            None if math.isnan(x) else x for x in theirs.values.tolist()
        ]
        assert ours.as_of is not None
        assert theirs.as_of is not None
        assert ours.as_of.tolist() == theirs.as_of.tolist()
    assert {key: marks.tolist() for key, marks in book.not_applicable.items()} == {
        key: marks.tolist() for key, marks in wanted.not_applicable.items()
    }


def test_nothing_is_claimed_about_a_customer_nobody_knows(services: Services, acme: int) -> None:
    unknown = {fact for fact in KnownFact if known(services, acme, fact) is None}
    assert unknown == {
        KnownFact.DAYS_SINCE_TWO_WAY,
        KnownFact.DAYS_SINCE_CONTACT,
        KnownFact.TICKETS,
        KnownFact.ESCALATIONS,
        KnownFact.OPEN_TICKETS,
        KnownFact.OPEN_CRITICAL_TICKETS,
        KnownFact.SURVEY_SCORE,
        KnownFact.MATURITY_LEVEL,
        KnownFact.LICENCE_USE,
        KnownFact.CHAMPION_PRESENT,
        KnownFact.PAYMENT_DELAY,
        KnownFact.TENURE_MONTHS,
    }
    assert facts_of(services, acme).tenure is None


def test_contacts_count_two_way_and_any(services: Services, acme: int) -> None:
    for days, two_way in ((40, True), (10, False), (3, None)):
        values: Row = {"customer_id": acme, "happened_on": ago(days), "kind": "call", "two_way": two_way}
        services.records.create(Kind.ACTIVITIES, values)
    assert known(services, acme, KnownFact.DAYS_SINCE_TWO_WAY) == 40
    assert known(services, acme, KnownFact.DAYS_SINCE_CONTACT) == 3
    assert known(services, acme, KnownFact.DAYS_SINCE_CONTACT, day=ago(5)) == 5
    source = Known(KnownFact.DAYS_SINCE_TWO_WAY)
    evidence = facts_of(services, acme, source).values[source].evidence
    kind, _colon, number = evidence.partition(":")
    assert (kind, services.records.get(Kind.ACTIVITIES, int(number)).values["happened_on"]) == ("activity", ago(40))


def test_tickets_count_from_the_first_one_on(services: Services, acme: int) -> None:
    quiet: int = services.customers.create({"name": "Quiet"}).value
    for opened, closed, priority in ((100, 90, None), (20, None, "Urgent"), (5, None, "low")):
        services.records.create(
            Kind.TICKETS,
            {
                "customer_id": acme,
                "opened_on": ago(opened),
                "closed_on": None if closed is None else ago(closed),
                "priority": priority,
                "escalated": opened == 20,
            },
        )
    assert known(services, acme, KnownFact.OPEN_TICKETS) == 2
    assert known(services, acme, KnownFact.OPEN_CRITICAL_TICKETS) == 1
    assert known(services, acme, KnownFact.TICKETS, 30) == 2
    assert known(services, acme, KnownFact.ESCALATIONS, 30) == 1
    assert known(services, quiet, KnownFact.OPEN_TICKETS) == 0  # tickets are kept here, this customer has none
    assert known(services, acme, KnownFact.OPEN_TICKETS, day=ago(95)) == 1
    assert known(services, quiet, KnownFact.OPEN_TICKETS, day=ago(200)) is None  # before anybody kept any


def test_surveys_of_the_latest_kind_are_averaged(services: Services, acme: int) -> None:
    for days, kind, score in ((200, "nps", 2), (60, "csat", 5), (30, "nps", 9), (10, "nps", 6)):
        values: Row = {"customer_id": acme, "answered_on": ago(days), "kind": kind, "score": score}
        services.records.create(Kind.SURVEYS, values)
    assert known(services, acme, KnownFact.SURVEY_SCORE, 90) == 7.5
    assert known(services, acme, KnownFact.SURVEY_SCORE) == 6
    source = Known(KnownFact.SURVEY_SCORE, 90)
    assert facts_of(services, acme, source).values[source].as_of == ago(10)


def test_contracts_tell_tenure_amount_and_notice(services: Services, acme: int) -> None:
    services.records.create(Kind.CONTRACTS, {"customer_id": acme, "starts_on": dt.date(2025, 5, 25), "mrr": 1000})
    assert known(services, acme, KnownFact.TENURE_MONTHS) == 17  # a day is missing to the eighteenth
    assert known(services, acme, KnownFact.MRR) == 1000
    assert known(services, acme, KnownFact.NOTICE_RECEIVED) == 0
    contract = services.customers.related(acme, Kind.CONTRACTS)[0]
    services.records.save(Kind.CONTRACTS, contract.id, {"ended_on": TODAY + dt.timedelta(days=30)})
    assert known(services, acme, KnownFact.NOTICE_RECEIVED) == 1
    assert known(services, acme, KnownFact.NOTICE_RECEIVED, day=ago(100)) == 0  # nobody knew
    assert facts_of(services, acme).tenure == 17


def test_complaints_and_promises_are_held_against_us_while_they_are_open(services: Services, acme: int) -> None:
    complaint: Row = {"text": "Slow", "kind": "complaint", "customers": (acme,), "raised_on": ago(9)}
    made = services.records.create(Kind.REQUESTS, complaint)
    services.records.create(Kind.PROMISES, {"customer_id": acme, "text": "x", "made_by": "us", "due_on": ago(1)})
    services.records.create(Kind.PROMISES, {"customer_id": acme, "text": "y", "made_by": "customer", "due_on": ago(1)})
    assert known(services, acme, KnownFact.OPEN_COMPLAINTS) == 1
    assert known(services, acme, KnownFact.OVERDUE_PROMISES) == 1
    services.records.save(Kind.REQUESTS, made.value, {"status": "done"})
    assert known(services, acme, KnownFact.OPEN_COMPLAINTS) == 0


def test_champions_who_left_are_none(services: Services, acme: int) -> None:
    services.records.create(Kind.CONTACTS, {"customer_id": acme, "name": "A", "role": "user"})
    assert known(services, acme, KnownFact.CHAMPION_PRESENT) == 0
    services.records.create(Kind.CONTACTS, {"customer_id": acme, "name": "B", "role": "champion", "left_on": ago(5)})
    assert known(services, acme, KnownFact.CHAMPION_PRESENT) == 0
    assert known(services, acme, KnownFact.CHAMPION_PRESENT, day=ago(6)) == 1


def test_seats_in_use_come_from_a_metric_of_active_users(services: Services, acme: int) -> None:
    services.records.create(Kind.CONTRACTS, {"customer_id": acme, "starts_on": ago(100), "mrr": 1, "seats": 40})
    metric = services.records.create(Kind.METRICS, {"name": "Active users", "adds_up": "last"}).value
    services.records.create(Kind.READINGS, {"customer_id": acme, "metric_id": metric, "on_day": ago(3), "value": 30.0})
    assert known(services, acme, KnownFact.LICENCE_USE) == 75


def test_a_delay_of_payments_is_a_field_of_ones_own(services: Services, acme: int) -> None:
    field = services.records.add_custom_field(Kind.CUSTOMERS, "支払遅延日数", FieldType.INTEGER).value
    services.customers.edit([acme], f"custom:{field}", 12)
    assert known(services, acme, KnownFact.PAYMENT_DELAY) == 12
