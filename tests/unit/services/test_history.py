"""Undo, redo, the bin and the history of a field, as a user meets them."""

import datetime as dt
import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from csops_desktop.domain.bulk import Block
from csops_desktop.domain.changes import SetKind
from csops_desktop.domain.fields import FieldType, Kind
from csops_desktop.domain.query import ListQuery
from csops_desktop.foundation.clock import Clock
from csops_desktop.foundation.errors import (
    DuplicateError,
    NotFoundError,
    NothingToUndoError,
    NotUndoableError,
    UndoRefusedError,
)
from csops_desktop.foundation.paths import Profile
from csops_desktop.services.bundle import Services
from csops_desktop.services.opening import create_store, open_store
from csops_desktop.wording import errors
from tests.helpers.looks import assert_whole, everything

if TYPE_CHECKING:
    from csops_desktop.domain.records import Value


@pytest.fixture
def kurumi(services: Services) -> int:
    return services.customers.create({"name": "㈱クルミ", "status": "利用中"}).value


def _set(outcome: object) -> int:
    set_id = getattr(outcome, "set_id", None)
    assert isinstance(set_id, int)
    return set_id


def test_undo_is_refused_only_when_its_own_value_is_gone(services: Services, kurumi: int) -> None:
    first = _set(services.customers.edit([kurumi], "status", "休止"))
    services.customers.edit([kurumi], "note", "別の欄")
    services.history.undo_set(first)
    assert services.customers.get(kurumi).values["status"] == "利用中"
    second = _set(services.customers.edit([kurumi], "status", "解約"))
    services.customers.edit([kurumi], "status", "再開")
    before = everything(services)
    with pytest.raises(UndoRefusedError) as caught:
        services.history.undo_set(second)
    assert caught.value.conflicts == (("customer", kurumi, "status"),)
    assert everything(services) == before
    services.customers.edit([kurumi], "status", "解約")
    services.history.undo_set(second)
    assert services.customers.get(kurumi).values["status"] == "利用中"


def _refusal(services: Services, set_id: int) -> str:
    """Return what the user reads when an undo is refused."""
    with pytest.raises(UndoRefusedError) as caught:
        services.history.undo_set(set_id)
    return errors.sentence(caught.value)


def test_a_refused_undo_names_the_field_and_the_record(services: Services, kurumi: int) -> None:
    changed = _set(services.customers.edit([kurumi], "status", "休止"))
    services.customers.edit([kurumi], "status", "再開")
    text = "Not undone: Status of “㈱クルミ” was changed again since. Look at its history."
    assert _refusal(services, changed) == text
    contract = services.contracts.start({"customer_id": kurumi, "starts_on": dt.date(2026, 1, 1), "mrr": 5}).value
    amount = _set(services.records.save(Kind.CONTRACTS, contract, {"mrr": 6}))
    services.records.save(Kind.CONTRACTS, contract, {"mrr": 7})
    assert _refusal(services, amount).startswith("Not undone: MRR of “㈱クルミ” (Contracts) was changed again")
    field = services.records.add_custom_field(Kind.CUSTOMERS, "色", FieldType.TEXT).value
    services.customers.edit([kurumi], f"custom:{field}", "赤")
    blue = _set(services.customers.edit([kurumi], f"custom:{field}", "青"))
    services.customers.edit([kurumi], f"custom:{field}", "黄")
    assert _refusal(services, blue).startswith("Not undone: 色 of “㈱クルミ” was changed again")
    view = services.views.add("休眠", ListQuery(), ()).value
    stored = next(found for found in services.views.all() if found.id == view)
    renamed = _set(services.views.change(replace(stored, name="眠り")))
    services.views.change(replace(stored, name="冬眠"))
    assert _refusal(services, renamed).startswith("Not undone: Name of “冬眠” (view) was changed again since.")


def test_a_refused_undo_says_what_is_gone_or_taken(services: Services, kurumi: int) -> None:
    contact = services.records.create(Kind.CONTACTS, {"customer_id": kurumi, "name": "花子"}).value
    renamed = _set(services.records.save(Kind.CONTACTS, contact, {"name": "華子"}))
    deleted = _set(services.records.delete(Kind.CONTACTS, [contact]))
    assert _refusal(services, renamed) == (
        "Not undone: “華子” (Contacts) was deleted since. Bring it back first, from the bin or the history."
    )
    services.customers.create({"name": "A", "external_id": "1"})
    freed = _set(services.customers.edit([kurumi + 1], "external_id", None))
    services.customers.create({"name": "B", "external_id": "1"})
    assert _refusal(services, freed) == (
        "Not undone: Customer code “1” of “A” belongs to another record by now. Change that one."
    )
    services.customers.delete([kurumi])
    text = "Not undone: what “華子” (Contacts) belonged to was deleted since. Bring that back first."
    assert _refusal(services, deleted) == text


def test_undoing_a_creation_takes_what_was_added_since_and_redo_brings_it_back(services: Services) -> None:
    outcome = services.customers.create({"name": "㈱まる"})
    services.records.create(Kind.CONTACTS, {"customer_id": outcome.value, "name": "花子"})
    before = everything(services)
    services.history.undo_set(_set(outcome))
    assert services.records.find(Kind.CONTACTS)[0] == 0
    services.history.redo()
    assert everything(services) == before


def test_an_undo_within_one_operation_that_wrote_a_cell_twice(services: Services, kurumi: int) -> None:
    database = services.customers.database
    with database.operation(services.history.operations()[0].sentence, SetKind.EDIT) as operation:
        for status in ("一", "二", "三"):
            operation.connection.run("UPDATE customer SET status = ?", (status,))
    services.history.undo()
    assert services.customers.get(kurumi).values["status"] == "利用中"


def test_external_ids_that_were_swapped_swap_back(services: Services) -> None:
    for name, key in (("A", "1"), ("B", "2")):
        services.customers.create({"name": name, "external_id": key})
    database = services.customers.database
    with database.operation(services.history.operations()[0].sentence, SetKind.EDIT) as operation:
        swaps: tuple[tuple[int, str | None], ...] = ((1, None), (2, "1"), (1, "2"))
        for customer, new in swaps:
            operation.connection.run("UPDATE customer SET external_id = ? WHERE id = ?", (new, customer))
    services.history.undo()
    assert [row.values["external_id"] for row in services.customers.rows([1, 2])] == ["1", "2"]
    services.history.redo()
    assert [row.values["external_id"] for row in services.customers.rows([1, 2])] == ["2", "1"]


def test_a_value_that_is_taken_by_now_is_not_put_back(services: Services) -> None:
    services.customers.create({"name": "A", "external_id": "1"})
    freed = _set(services.customers.edit([1], "external_id", None))
    services.customers.create({"name": "B", "external_id": "1"})
    with pytest.raises(UndoRefusedError) as caught:
        services.history.undo_set(freed)
    assert caught.value.conflicts == (("customer", 1, "external_id"),)
    deleted = _set(services.customers.delete([2]))
    services.customers.create({"name": "C", "external_id": "1"})
    with pytest.raises(UndoRefusedError):
        services.history.undo_set(deleted)


def test_a_tag_that_is_there_again_stands_in_nobodys_way(services: Services, kurumi: int) -> None:
    services.customers.edit([kurumi], "tags", ("重要",))
    removed = _set(services.customers.edit([kurumi], "tags", ()))
    services.customers.edit([kurumi], "tags", ("重要",))
    services.history.undo_set(removed)
    assert services.customers.get(kurumi).values["tags"] == ("重要",)


def test_the_bin_brings_a_customer_back_whole(services: Services) -> None:
    records = services.records
    owner = records.create(Kind.MEMBERS, {"name": "佐伯"}).value
    product = records.create(Kind.PRODUCTS, {"name": "予約"}).value
    kurumi, maru = (
        services.customers.create({"name": name, "owner_id": owner, "tags": ("重要", "A")}).value
        for name in ("㈱クルミ", "㈱まる")
    )
    field = records.add_custom_field(Kind.CUSTOMERS, "商圏", FieldType.TEXT).value
    other = records.add_custom_field(Kind.NEXT_ACTIONS, "経路", FieldType.TEXT).value
    services.customers.edit([kurumi, maru], f"custom:{field}", "関東")
    day = dt.date(2026, 1, 1)
    for customer in (kurumi, maru):
        records.create(Kind.CONTACTS, {"customer_id": customer, "name": "花子"})
        contract: dict[str, Value] = {"customer_id": customer, "starts_on": day, "mrr": 5, "product_id": product}
        records.create(Kind.CONTRACTS, contract)
        records.create(Kind.ACTIVITIES, {"customer_id": customer, "happened_on": day, "kind": "call", "body": "雑談"})
        action = records.create(Kind.NEXT_ACTIONS, {"customer_id": customer, "title": "電話"}).value
        with services.customers.database.operation(services.history.operations()[0].sentence) as operation:
            operation.connection.run(
                "INSERT INTO custom_value(field_id, record_id, value) VALUES (?, ?, '紹介')", (other, action)
            )
    before = everything(services)
    services.customers.delete([kurumi, maru])
    assert all(not everything(services)[table] for table in ("contact", "contract", "custom_value", "customer_tag"))
    services.customers.create({"name": "㈱クルミ"})  # names are free at once
    first, second = services.history.bin()
    assert {first.name, second.name} == {"㈱クルミ", "㈱まる"}
    assert first.others == 1
    services.history.undo_set(first.set_id)
    assert services.history.bin() == []
    services.customers.delete([3])
    after = everything(services)
    assert after == before
    assert len(services.customers.find(ListQuery(text="雑談")).ids) == 2
    assert_whole(services)


def test_the_bin_restores_also_when_the_owner_and_the_product_are_gone(services: Services) -> None:
    records = services.records
    owner = records.create(Kind.MEMBERS, {"name": "佐伯"}).value
    product = records.create(Kind.PRODUCTS, {"name": "予約"}).value
    customer = services.customers.create({"name": "㈱クルミ", "owner_id": owner}).value
    records.create(
        Kind.CONTRACTS,
        {"customer_id": customer, "starts_on": dt.date(2026, 1, 1), "mrr": 5, "product_id": product},
    )
    deleted = _set(services.customers.delete([customer]))
    records.delete(Kind.MEMBERS, [owner])
    records.delete(Kind.PRODUCTS, [product])
    services.history.undo_set(deleted)
    row = services.customers.get(customer)
    assert row.values["mrr"] == 5
    assert "owner_id" not in row.values
    assert_whole(services)


def test_a_contact_of_a_customer_that_is_gone_cannot_come_back_alone(services: Services, kurumi: int) -> None:
    contact = services.records.create(Kind.CONTACTS, {"customer_id": kurumi, "name": "花子"}).value
    deleted = _set(services.records.delete(Kind.CONTACTS, [contact]))
    services.customers.delete([kurumi])
    with pytest.raises(UndoRefusedError) as caught:
        services.history.undo_set(deleted)
    assert caught.value.conflicts == (("contact", contact, "customer_id"),)


def test_the_adoption_stays_while_another_contract_stands_on_it(services: Services, kurumi: int) -> None:
    product = services.records.create(Kind.PRODUCTS, {"name": "予約"}).value
    values: dict[str, Value] = {
        "customer_id": kurumi,
        "starts_on": dt.date(2026, 1, 1),
        "mrr": 5,
        "product_id": product,
    }
    first = _set(services.records.create(Kind.CONTRACTS, values))
    services.records.create(Kind.CONTRACTS, values)
    services.history.undo_set(first)
    assert len(everything(services)["adoption"]) == 1


def test_ids_are_never_used_again(services: Services, kurumi: int) -> None:
    services.customers.delete([kurumi])
    assert services.customers.create({"name": "次"}).value == kurumi + 1
    services.history.undo()
    assert services.customers.create({"name": "その次"}).value == kurumi + 2


def test_redo_ends_with_a_new_operation(services: Services, kurumi: int) -> None:
    services.customers.edit([kurumi], "status", "休止")
    services.history.undo()
    services.customers.edit([kurumi], "note", "電話")
    with pytest.raises(NothingToUndoError):
        services.history.redo()


def test_an_operation_is_undone_once(services: Services, kurumi: int) -> None:
    edited = _set(services.customers.edit([kurumi], "status", "休止"))
    services.history.undo()
    with pytest.raises(NotUndoableError):
        services.history.undo_set(edited)
    with pytest.raises(NotFoundError):
        services.history.undo_set(9999)


def test_the_key_reaches_back_to_this_opening_and_the_list_further(
    tmp_path: Path, profile: Profile, clock: Clock
) -> None:
    path = tmp_path / "s.csops"
    services = create_store(path, passphrase=None, profile=profile, clock=clock)
    earlier = _set(services.customers.create({"name": "㈱クルミ"}))
    services.close()
    services = open_store(path, passphrase=None, profile=profile, clock=clock)
    with pytest.raises(NothingToUndoError):
        services.history.undo()
    services.history.undo_set(earlier)
    services.close()
    services = open_store(path, passphrase=None, profile=profile, clock=clock, whole_history=True)
    services.history.redo()
    assert len(services.customers.find(ListQuery()).ids) == 1
    services.close()


def test_the_history_of_a_field_begins_with_what_it_was_made_with(services: Services, kurumi: int) -> None:
    services.customers.edit([kurumi], "status", "休止")
    services.history.undo()
    services.customers.edit([kurumi], "note", "別の欄")
    found = services.history.field(Kind.CUSTOMERS, kurumi, "status")
    assert [(change.old, change.new) for change in found] == [("休止", "利用中"), ("利用中", "休止"), (None, "利用中")]
    assert [change.sentence.key for change in found] == ["undo:changed", "changed", "created"]


def test_a_custom_field_has_a_history_too(services: Services, kurumi: int) -> None:
    field = services.records.add_custom_field(Kind.CUSTOMERS, "商圏", FieldType.TEXT).value
    for value in ("関東", "関西", None, "九州"):
        services.customers.edit([kurumi], f"custom:{field}", value)
    found = services.history.field(Kind.CUSTOMERS, kurumi, f"custom:{field}")
    assert [(change.old, change.new) for change in found] == [
        (None, "九州"), ("関西", None), ("関東", "関西"), (None, "関東"),
    ]  # fmt: skip


def test_what_refers_to_something_gone_is_told_as_such(services: Services, kurumi: int) -> None:
    with pytest.raises(NotFoundError):
        services.records.create(Kind.CONTACTS, {"customer_id": 999, "name": "花子"})
    with pytest.raises(NotFoundError):
        services.customers.edit([kurumi], "owner_id", 999)
    with pytest.raises(NotFoundError):
        services.customers.save(999, {"tags": ("重要",)})
    with pytest.raises(NotFoundError):
        services.customers.edit([kurumi], "custom:999", "x")
    other = services.customers.create({"name": "㈱まる"}).value
    with pytest.raises(DuplicateError):
        services.customers.edit([kurumi, other], "external_id", "同じ")
    assert_whole(services)


def test_a_read_inside_a_write_does_not_end_it(services: Services, kurumi: int) -> None:
    database = services.customers.database
    sentence = services.history.operations()[0].sentence
    with pytest.raises(ZeroDivisionError), database.operation(sentence) as operation:  # noqa: PT012 (the write that fails)
        operation.connection.run("UPDATE customer SET status = 'halb'")
        with database.reading() as connection:
            assert connection.run("SELECT status FROM customer").scalar() == "halb"
        raise ZeroDivisionError
    assert services.customers.get(kurumi).values["status"] == "利用中"


_INDEPENDENT = """
import apsw, json, sys
connection = apsw.Connection(sys.argv[1], flags=apsw.SQLITE_OPEN_READONLY)
if len(sys.argv) > 2:
    connection.pragma("cipher", "sqlcipher")
    connection.pragma("legacy", 4)
    connection.pragma("key", sys.argv[2])
rows = connection.execute("SELECT name, status FROM customer ORDER BY id").fetchall()
print(json.dumps([rows, connection.pragma("integrity_check")]))
"""


def test_an_independent_program_opens_the_file(
    tmp_path: Path, passphrase: str | None, profile: Profile, clock: Clock
) -> None:
    path = tmp_path / "s.csops"
    services = create_store(path, passphrase=passphrase, profile=profile, clock=clock)
    services.customers.create({"name": "髙﨑㈱", "status": "利用中"})
    services.close()
    command = [sys.executable, "-c", _INDEPENDENT, str(path), *([passphrase] if passphrase else [])]
    found = subprocess.run(command, capture_output=True, text=True, check=True)
    assert json.loads(found.stdout) == [[["髙﨑㈱", "利用中"]], "ok"]


def test_undoing_what_made_a_tag_leaves_it_to_those_who_got_it_since(services: Services, kurumi: int) -> None:
    other = services.customers.create({"name": "㈱まる"}).value
    tagged = services.customers.edit([kurumi], "tags", ("重要",))
    services.customers.edit([other], "tags", ("重要",))
    services.history.undo_set(_set(tagged))
    assert [row.values["tags"] for row in services.customers.rows([kurumi, other])] == [(), ("重要",)]
    services.history.redo()
    assert [row.values["tags"] for row in services.customers.rows([kurumi, other])] == [("重要",), ("重要",)]


def test_undoing_what_brought_a_member_along_leaves_them_what_they_were_given_since(
    services: Services, kurumi: int
) -> None:
    other = services.customers.create({"name": "㈱まる"}).value
    block = Block(("owner_id",), (("大野 空",),), add_names=True)
    pasted = services.bulk.write(services.bulk.preview(block, [kurumi]))
    ono = services.customers.get(kurumi).values["owner_id"]
    services.customers.edit([other], "owner_id", ono)
    services.history.undo_set(_set(pasted))
    assert [row.values.get("owner_id") for row in services.customers.rows([kurumi, other])] == [None, ono]
    services.history.undo()  # what gave the second one to them
    services.history.redo()
    assert services.customers.get(other).values["owner_id"] == ono
