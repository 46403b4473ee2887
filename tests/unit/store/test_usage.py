"""What a scorecard learns of usage equals what the readings themselves say, for one customer and for the whole book."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from csops_desktop.domain.changes import Sentence
from csops_desktop.domain.fields import Kind
from csops_desktop.domain.scoring.sources import How, Usage
from csops_desktop.foundation.clock import Clock
from csops_desktop.foundation.paths import Profile
from csops_desktop.services.bundle import Services
from csops_desktop.services.opening import create_store
from csops_desktop.store import records, usage
from tests.helpers.looks import computed, rebuilt

START = dt.date(2026, 1, 1)
CUSTOMERS, PRODUCTS = 3, 2


class Read(NamedTuple):
    """One reading; ``product`` 0 for none."""

    customer: int
    product: int
    day: dt.date
    value: float


READS = st.lists(
    st.builds(
        Read,
        st.integers(1, CUSTOMERS),
        st.integers(0, PRODUCTS),
        st.integers(0, 200).map(lambda n: START + dt.timedelta(days=n)),
        st.integers(-50, 100).map(float),
    ),
    max_size=60,
)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    """A store with customers, products and metrics; readings come and go."""
    folder = tmp_path_factory.mktemp("book")
    opened = create_store(folder / "store.csops", passphrase=None, profile=Profile(folder), clock=Clock())
    for at in range(1, CUSTOMERS + 1):
        opened.records.create(Kind.CUSTOMERS, {"name": f"Customer {at}"})
    for at in range(1, PRODUCTS + 1):
        opened.records.create(Kind.PRODUCTS, {"name": f"Product {at}"})
    for adds_up in ("sum", "mean", "last"):
        opened.records.create(Kind.METRICS, {"name": adds_up, "adds_up": adds_up})
    yield opened
    opened.close()


def _write(book: Services, reads: Sequence[Read]) -> None:
    """Let a store hold these readings and no others, under each metric."""
    with book.records.database.operation(Sentence("changed")) as operation:
        records.delete(operation.connection, Kind.READINGS, records.ids_of(operation.connection, Kind.READINGS))
    with book.records.database.operation(Sentence("changed")) as operation:
        names = ["metric_id", "customer_id", "product_id", "on_day", "value"]
        rows = [
            (metric, read.customer, read.product or None, read.day.isoformat(), read.value)
            for metric in (1, 2, 3)
            for read in reads
        ]
        records.insert_many(operation.connection, Kind.READINGS, names, rows)


def _raw(reads: Sequence[Read], asked: Usage, adds_up: How, day: dt.date) -> dict[int, tuple[float | None, dt.date]]:
    """Return value and day of each customer straight from the readings, as the words of ``store.usage`` say it."""
    product = int(asked.product.rpartition(" ")[2] or 0)
    found = {}
    for customer in {read.customer for read in reads}:
        own = [
            read for read in reads
            if read.customer == customer and read.day <= day and (not product or read.product == product)
        ]  # fmt: skip
        if own:
            last = max(read.day for read in own)
            end = min(day, last + dt.timedelta(days=asked.days - 1))
            found[customer] = _number(own, asked, adds_up, end), last
    return found


def _number(own: Sequence[Read], asked: Usage, adds_up: How, end: dt.date) -> float | None:
    if asked.how is not How.CHANGE:
        return _window(own, asked.how, end, asked.days)
    before = _window(own, adds_up, end - dt.timedelta(days=asked.days), asked.days)
    now = _window(own, adds_up, end, asked.days)
    return None if not before or now is None else (now - before) / abs(before) * 100


def _window(own: Sequence[Read], how: How, end: dt.date, days: int) -> float | None:
    inside = [(read.day, at, read.value) for at, read in enumerate(own) if 0 <= (end - read.day).days < days]
    if not inside:
        return None
    values = [value for _day, _at, value in inside]
    return {How.SUM: sum(values), How.MEAN: sum(values) / len(values), How.LAST: max(inside)[2]}[how]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(READS, st.data())
def test_usage_equals_the_readings(book: Services, reads: list[Read], data: st.DataObject) -> None:
    _write(book, reads)
    assert computed(book.records.database) == rebuilt(book.records.database)
    for _ in range(8):
        adds_up = data.draw(st.sampled_from([How.SUM, How.MEAN, How.LAST]))
        asked = Usage(
            adds_up.value,
            data.draw(st.sampled_from(How)),
            data.draw(st.sampled_from([1, 7, 28, 30, 31, 60, 90, 365])),
            data.draw(st.sampled_from(["", "Product 1", "Product 2"])),
        )
        day = START + dt.timedelta(days=data.draw(st.integers(-5, 300)))
        expected = _raw(reads, asked, adds_up, day)
        with book.records.database.reading() as connection:
            whole = usage.facts(connection, asked, day)
            each = {id_: usage.facts(connection, asked, day, [id_]).get(id_) for id_ in range(1, CUSTOMERS + 1)}
        assert {id_: (fact.value, fact.as_of) for id_, fact in whole.items()} == expected
        assert {id_: fact for id_, fact in each.items() if fact} == whole


def test_what_nobody_knows_is_nothing(services: Services) -> None:
    services.records.create(Kind.METRICS, {"name": "Log-ins"})
    with services.records.database.reading() as connection:
        assert usage.facts(connection, Usage("Log-ins"), START) == {}
        assert usage.facts(connection, Usage("Never heard of"), START) == {}
        assert usage.facts(connection, Usage("Log-ins", product="Nor of that"), START) == {}
