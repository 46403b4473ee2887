"""Merging customers: everything goes over, nothing breaks a uniqueness, and undo brings all of them back as they were."""

import datetime as dt
import random
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from csops_desktop.domain.changes import Sentence
from csops_desktop.domain.duplicates import MergedValues
from csops_desktop.domain.fields import FieldType, Kind
from csops_desktop.domain.merged_values import proposed
from csops_desktop.domain.query import ListQuery
from csops_desktop.foundation.clock import Clock
from csops_desktop.foundation.errors import DuplicateError, NotFoundError
from csops_desktop.foundation.paths import Profile
from csops_desktop.services.bundle import Services
from csops_desktop.services.opening import create_store
from csops_desktop.store import merging, shape
from csops_desktop.store.connection import Connection
from csops_desktop.wording import operations
from tests.helpers.looks import assert_whole, differences, everything
from tests.helpers.world import World

DAY = dt.date(2026, 4, 1)


def _merge(services: Services, keep: int, *others: int) -> None:
    plan = services.duplicates.plan(keep, others)
    services.duplicates.merge(keep, others, proposed(plan.records))


@pytest.fixture
def two(services: Services) -> tuple[int, int]:
    keep = services.customers.create(
        {"name": "株式会社クルミ商事", "external_id": "C-1", "note": "甲", "tags": ("重要",)}
    ).value
    other = services.customers.create(
        {"name": "クルミ商事", "external_id": "C-9", "note": "乙", "tags": ("重要", "新"), "industry": "卸売"}
    ).value
    return keep, other


def test_everything_of_the_other_goes_over(services: Services, two: tuple[int, int]) -> None:
    keep, other = two
    product = services.records.create(Kind.PRODUCTS, {"name": "配信"}).value
    for customer, mrr in ((keep, 30_000), (other, 12_000)):
        services.records.create(
            Kind.CONTRACTS, {"customer_id": customer, "starts_on": DAY, "mrr": mrr, "product_id": product}
        )
        services.records.create(Kind.NEXT_ACTIONS, {"customer_id": customer, "title": f"電話 {mrr}"})
        services.records.create(Kind.PROMISES, {"customer_id": customer, "text": f"約束 {mrr}"})
        services.records.create(Kind.OPPORTUNITIES, {"customer_id": customer, "name": f"拡大 {mrr}"})
        services.records.create(Kind.ACTIVITIES, {"customer_id": customer, "happened_on": DAY, "kind": "call"})
    plan = services.duplicates.plan(keep, [other])
    moved = dict(plan.moves)
    assert {kind: moved[kind] for kind in (Kind.CONTRACTS, Kind.ACTIVITIES, Kind.PROMISES)} == {
        Kind.CONTRACTS: 1, Kind.ACTIVITIES: 1, Kind.PROMISES: 1,
    }  # fmt: skip
    _merge(services, keep, other)
    shown = services.customers.get(keep).values
    assert shown["mrr"] == 42_000
    assert (shown["external_id"], shown["industry"], shown["note"]) == ("C-1", "卸売", "甲\n\n乙")
    assert shown["tags"] == ("新", "重要")
    for kind in (
        Kind.CONTRACTS, Kind.NEXT_ACTIONS, Kind.PROMISES, Kind.OPPORTUNITIES, Kind.ACTIVITIES,
    ):  # fmt: skip
        assert len(services.customers.related(keep, kind)) == 2
    assert services.customers.find(ListQuery()).ids == (keep,)
    assert_whole(services)


def test_it_is_one_step_with_a_sentence_and_undo_brings_both_back(services: Services, two: tuple[int, int]) -> None:
    keep, other = two
    before = everything(services)
    plan = services.duplicates.plan(keep, [other])
    outcome = services.duplicates.merge(keep, [other], proposed(plan.records))
    assert outcome.sentence is not None
    assert operations.sentence(outcome.sentence) == "Merged クルミ商事 into 株式会社クルミ商事"
    after = everything(services)
    services.history.undo()
    assert differences(everything(services), before) == {}
    services.history.redo()
    assert differences(everything(services), after) == {}
    assert services.duplicates.find() == []
    assert_whole(services)


def test_who_has_no_id_takes_that_of_the_other(services: Services) -> None:
    keep = services.customers.create({"name": "クルミ商事"}).value
    other = services.customers.create({"name": "㈱クルミ商事", "external_id": "C-9"}).value
    _merge(services, keep, other)
    assert services.customers.get(keep).values["external_id"] == "C-9"
    services.history.undo()
    assert services.customers.get(other).values["external_id"] == "C-9"


def test_three_become_one_at_once(services: Services, two: tuple[int, int]) -> None:
    keep, other = two
    third = services.customers.create({"name": "クルミ", "reading": "くるみ"}).value
    before = everything(services)
    plan = services.duplicates.plan(keep, [other, third])
    outcome = services.duplicates.merge(keep, [other, third], proposed(plan.records))
    assert outcome.sentence is not None
    assert operations.sentence(outcome.sentence) == "Merged 2 customers into 株式会社クルミ商事"
    assert services.customers.get(keep).values["reading"] == "くるみ"
    services.history.undo()
    assert differences(everything(services), before) == {}


def test_a_person_known_to_both_becomes_one(services: Services, two: tuple[int, int]) -> None:
    keep, other = two
    add = services.records.create
    field = services.records.add_custom_field(Kind.CONTACTS, "内線", FieldType.TEXT).value
    stays = add(Kind.CONTACTS, {"customer_id": keep, "name": "田島 健", "mail": "tajima@kurumi.example"}).value
    goes = add(
        Kind.CONTACTS,
        {
            "customer_id": other,
            "name": "田島",
            "mail": "Tajima@kurumi.example",
            "phone": "03-1234-5678",
            "opted_out": True,
            "external_id": "K-7",
            "note": "窓口",
        },
    ).value
    add(Kind.CONTACTS, {"customer_id": other, "name": "佐伯", "mail": "saeki@kurumi.example"})
    database = services.customers.database
    with database.operation(Sentence("changed")) as operation:
        operation.connection.run(
            "INSERT INTO custom_value(field_id, record_id, value) VALUES (?, ?, '123')", (field, goes)
        )
    before = everything(services)
    assert services.duplicates.plan(keep, [other]).joined == ("田島",)
    _merge(services, keep, other)
    people = {row.values["name"]: row for row in services.customers.related(keep, Kind.CONTACTS)}
    assert set(people) == {"田島 健", "佐伯"}
    one = people["田島 健"]
    assert one.id == stays
    assert one.custom == {field: "123"}
    assert [one.values.get(name) for name in ("phone", "opted_out", "external_id")] == ["03-1234-5678", True, "K-7"]
    assert one.values["note"] == "窓口\n田島"
    services.history.undo()
    assert differences(everything(services), before) == {}


def test_a_box_that_several_people_read_does_not_make_them_one(services: Services, two: tuple[int, int]) -> None:
    keep, other = two
    for customer, name in ((keep, "田島"), (other, "佐伯")):
        services.records.create(Kind.CONTACTS, {"customer_id": customer, "name": name, "mail": "info@kurumi.example"})
    _merge(services, keep, other)
    assert len(services.customers.related(keep, Kind.CONTACTS)) == 2


def test_different_from_the_one_that_went_is_different_from_the_one_that_stays(
    services: Services, two: tuple[int, int]
) -> None:
    keep, other = two
    third = services.customers.create({"name": "クルミ商事（有）"}).value
    services.duplicates.tell_apart([other, third])
    _merge(services, keep, other)
    assert services.duplicates.find() == []


def test_a_handoff_keeps_what_both_say(services: Services, two: tuple[int, int]) -> None:
    keep, other = two
    values = {"use_case": "請求書の配信", "criteria": None, "note": "甲"}
    services.records.create(Kind.HANDOFFS, {"customer_id": keep, **values})
    services.records.create(
        Kind.HANDOFFS, {"customer_id": other, "use_case": "受領", "criteria": "月3日減", "note": "甲"}
    )
    before = everything(services)
    _merge(services, keep, other)
    (handoff,) = services.customers.related(keep, Kind.HANDOFFS)
    said = [handoff.values.get(name) for name in ("use_case", "criteria", "note")]
    assert said == ["請求書の配信\n\n受領", "月3日減", "甲"]
    services.history.undo()
    assert differences(everything(services), before) == {}


def test_nothing_is_written_when_a_customer_is_gone(services: Services, two: tuple[int, int]) -> None:
    keep, other = two
    services.customers.delete([other])
    before = everything(services)
    with pytest.raises(NotFoundError):
        services.duplicates.merge(keep, [other], MergedValues({"industry": "小売"}))
    assert differences(everything(services), before) == {}


def test_nothing_is_written_when_an_id_is_taken(services: Services, two: tuple[int, int]) -> None:
    keep, other = two
    services.customers.create({"name": "別", "external_id": "C-5"})
    before = everything(services)
    with pytest.raises(DuplicateError):
        services.duplicates.merge(keep, [other], MergedValues({"external_id": "C-5"}))
    assert differences(everything(services), before) == {}


# --- whatever the schema holds --------------------------------------------------------------------------------------

_NUMBERS = count(1)


def _insert(connection: Connection, table: str, given: dict[str, Any]) -> int:
    """Insert a row with something in every column that must be filled, and with parents of its own."""
    values = dict(given)
    parents = {column: target for column, target, _empty in shape.references(connection, table)}
    described = connection.run('SELECT name, type, "notnull" FROM pragma_table_info(?)', (table,)).all()
    for name, type_, must in described:
        if name == "id" or name in values or not must:
            continue
        if name in parents:
            values[name] = _insert(connection, parents[name], {})
        else:
            values[name] = f"値{next(_NUMBERS)}" if type_ == "TEXT" else next(_NUMBERS)
    marks = ",".join("?" * len(values))
    connection.run(f"INSERT INTO {table} ({','.join(values)}) VALUES ({marks})", tuple(values.values()))
    return int(connection.run("SELECT last_insert_rowid()").scalar_one())


def _ties(services: Services) -> list[tuple[str, str]]:
    with services.customers.database.reading() as connection:
        return [place for place in shape.pointing(connection, "customer") if place[0] != merging.PAIRS]


def test_no_table_that_points_to_customers_is_forgotten(services: Services, two: tuple[int, int]) -> None:
    keep, other = two
    database = services.customers.database
    made: dict[tuple[str, str], int] = {}
    with database.operation(Sentence("changed")) as operation:
        for table, column in _ties(services):
            made[table, column] = _insert(operation.connection, table, {column: other})
    assert len(made) > 8
    before = everything(services)
    services.duplicates.merge(keep, [other], MergedValues())
    with database.reading() as connection:
        for (table, column), id_ in made.items():
            found = connection.run(f"SELECT {column} FROM {table} WHERE id = ?", (id_,)).scalar()
            assert found == keep or table == "customer_tag", f"{table}.{column} did not go over"
    assert services.customers.get(keep).values["tags"]
    services.history.undo()
    assert differences(everything(services), before) == {}


def test_ties_that_both_have_stand_there_once(services: Services, two: tuple[int, int]) -> None:
    keep, other = two
    database = services.customers.database
    with database.reading() as connection:
        unique = {
            (table, column): key
            for table, column in _ties(services)
            for key in shape.unique_keys(connection, table)
            if column in key
        }
    with database.operation(Sentence("changed")) as operation:
        for (table, column), key in unique.items():
            first = _insert(operation.connection, table, {column: keep})
            rest = [name for name in key if name != column]
            same = {
                name: operation.connection.run(f"SELECT {name} FROM {table} WHERE id = ?", (first,)).scalar()
                for name in rest
            }
            _insert(operation.connection, table, {column: other, **same})
    before = everything(services)
    services.duplicates.merge(keep, [other], MergedValues())
    with database.reading() as connection:
        for table, column in unique:
            n = connection.run(f"SELECT count(*) FROM {table} WHERE {column} = ?", (keep,)).scalar()
            assert n == 1 or table == "customer_tag", table
    assert database.check() == "ok"
    services.history.undo()
    assert differences(everything(services), before) == {}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("merging")


@pytest.fixture
def worlds(place: Path, clock: Clock) -> Any:
    numbers = count(1)

    def make(seed: int) -> World:
        folder = place / f"{next(numbers)}-{seed}"
        folder.mkdir(exist_ok=True)
        path = folder / f"{next(_NUMBERS)}.csops"
        services = create_store(path, passphrase=None, profile=Profile(folder / "profile"), clock=clock)
        return World(services, random.Random(seed), folder)  # noqa: S311 (dice, no secret)

    return make


@settings(max_examples=12, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32))
def test_any_customers_merge_and_come_back_exactly(worlds: Any, seed: int) -> None:
    """Undo after a merge gives an equal store; the one that stays has the sum of the MRR, and nothing is torn."""
    world: World = worlds(seed)
    services = world.services
    try:
        for operation in ("create",) * 4 + ("add child",) * 14 + ("custom", "custom", "log", "log", "import"):
            world.do(operation)
        ids = list(services.customers.find(ListQuery()).ids)
        keep, *others = world.dice.sample(ids, min(len(ids), world.dice.randint(2, 3)))
        before = everything(services)
        mrr = sum(int(str(row.values["mrr"])) for row in services.customers.rows([keep, *others]))
        _merge(services, keep, *others)
        assert services.customers.get(keep).values["mrr"] == mrr
        assert_whole(services)
        after = everything(services)
        services.history.undo()
        assert differences(everything(services), before) == {}
        assert_whole(services)
        services.history.redo()
        assert differences(everything(services), after) == {}
        assert_whole(services)
    finally:
        services.close()
