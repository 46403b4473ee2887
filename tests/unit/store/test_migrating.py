"""Schemas: a store of every one that ever landed opens; an upgrade happens whole, after a backup, or not at all."""

import importlib.util
import shutil
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from sqlcipher3 import dbapi2 as driver

from csops_desktop.domain.fields import Kind
from csops_desktop.domain.query import ListQuery
from csops_desktop.domain.records import Record
from csops_desktop.foundation.clock import Clock
from csops_desktop.foundation.errors import DamagedStoreError, NothingToUndoError, NotUndoableError
from csops_desktop.foundation.paths import Profile
from csops_desktop.services.bundle import Services
from csops_desktop.services.opening import create_store, open_store
from csops_desktop.store import backups, changelog, connecting, migrating, opening
from tests.helpers.looks import assert_whole

_STORES = Path(__file__).parents[2] / "data" / "stores"


def _maker() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_fixtures", _STORES / "make_fixtures.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("file", sorted(_STORES.glob("*.csops")), ids=lambda file: file.stem)
def test_a_store_of_every_schema_opens_with_all_that_was_in_it(
    tmp_path: Path, profile: Profile, clock: Clock, file: Path
) -> None:
    path = tmp_path / file.name
    shutil.copyfile(file, path)
    passphrase = _maker().PASSPHRASE if "encrypted" in file.name else None
    services = open_store(path, passphrase=passphrase, profile=profile, clock=clock, whole_history=True)
    assert_whole(services)
    rows = services.customers.rows(services.customers.find(ListQuery()).ids)
    assert {row.values["name"] for row in rows} == {"㈱クルミ商事", "医療法人しらかば会"}
    (first,) = services.customers.rows(services.customers.find(ListQuery(text="見積")).ids)
    assert first.values["tags"] == ("重要", "髙﨑")
    assert first.values["mrr"] == 175_000
    assert list(first.custom.values()) == ["関東"]
    # Undo, and so the bin, does not reach across a migration.
    bin_ = ["消えた有限会社"] if file.stem.startswith(_NOW) else []
    assert [line.name for line in services.history.bin()] == bin_
    assert services.records.find(Kind.CONTACTS)[1][0].values["name"] == "𠮷野 花子"
    if file.stem >= "0002":
        _assert_the_voices(services, first.id)
    if file.stem >= "0003":
        _assert_the_levels(services, first)
    if file.stem >= "0004":
        _assert_the_playbooks(services)
    services.close()


def _assert_the_voices(services: Services, first: int) -> None:
    """What schema 0002 added is there."""
    (request,) = services.customers.related(first, Kind.REQUESTS)
    assert request.linked["customers"] == ("医療法人しらかば会", "㈱クルミ商事")
    (talk,) = services.customers.related(first, Kind.ACTIVITIES)
    assert talk.names["contacts"] == "𠮷野 花子"
    for kind, value in (
        (Kind.TICKETS, "ログインできない"),
        (Kind.SURVEYS, 9),
        (Kind.CHURN_EVENTS, "予算"),
        (Kind.FILES, "契約書"),
        (Kind.HANDOFFS, "営業 平井"),
        (Kind.PROMISES, "technical"),
    ):
        (record,) = services.records.find(kind)[1]
        assert value in record.values.values()


def _assert_the_levels(services: Services, first: Record) -> None:
    """What schema 0003 added is there."""
    (reading,) = services.customers.related(first.id, Kind.READINGS)
    assert (reading.values["value"], reading.names["metric_id"]) == (0.1 + 0.2, "ログイン")
    assert (first.values["maturity"], first.values["complexity"]) == ("予約システム2", "complex")
    with services.records.database.reading() as connection:
        rows = connection.run("SELECT touch, cadence_days, minutes FROM touch_model ORDER BY id").all()
        assert rows == [("high", 14, 240), ("low", 20, 60), ("tech", 60, 10), ("community", 90, 5)]


def _assert_the_playbooks(services: Services) -> None:
    """What schema 0004 added is there, and a row of every other table."""
    with services.records.database.reading() as connection:
        sql = "SELECT r.note, s.proof, s.closed_on FROM playbook_run r JOIN run_step s ON s.run_id = r.id"
        assert connection.run(sql).all() == [("初めて", "議事録", "2026-04-07")]
        for table in set(changelog.LOGGED) - {"customer_tag", "snooze", "distinct_pair", "saved_view"}:
            assert connection.run(f"SELECT count(*) FROM {table}").scalar_one() > 0, table


def test_a_migrated_store_starts_with_the_rows_of_a_new_one(tmp_path: Path) -> None:
    made, migrated = (driver.connect(str(tmp_path / name), isolation_level=None) for name in ("made", "migrated"))
    for statement in opening.schema_statements():
        made.execute(statement)
    migrating.upgrade(migrated, tmp_path / "migrated")
    for table in ("touch_model", "touch_rule"):
        one, other = (connection.execute(f"SELECT * FROM {table}").fetchall() for connection in (made, migrated))
        assert one == other
        assert one
    made.close()
    migrated.close()


def test_there_is_a_fixture_of_every_schema() -> None:
    assert {file.stem.split("-")[0] for file in _STORES.glob("*-plain.csops")} == set(opening.REVISIONS)
    assert {file.stem.split("-")[0] for file in _STORES.glob("*-encrypted.csops")} == set(opening.REVISIONS)


def test_a_new_store_has_the_schema_that_the_migrations_make(tmp_path: Path) -> None:
    made, migrated = (driver.connect(str(tmp_path / name), isolation_level=None) for name in ("made", "migrated"))
    for statement in opening.schema_statements():
        made.execute(statement)
    made.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)")
    migrating.upgrade(migrated, tmp_path / "migrated")

    def schema(connection: Any) -> dict[str, str]:
        rows = connection.execute("SELECT type || ' ' || name, sql FROM sqlite_master").fetchall()
        return {name: " ".join((sql or "").split()).replace("( ", "(").replace(" )", ")") for name, sql in rows}

    one, other = schema(made), schema(migrated)
    one.pop("table alembic_version")
    other.pop("table alembic_version")
    assert one == other
    made.close()
    migrated.close()


_NOW = opening.REVISION
_NEXT = f"{int(_NOW) + 1:04d}"
_REVISION = """
from alembic import op
import sqlalchemy as sa
revision = "{next}"
down_revision = "{now}"
def upgrade():
    {body}
"""
_GOOD = """with op.batch_alter_table("customer", recreate="always") as batch:
        batch.add_column(sa.Column("region", sa.Text))"""
_HALF = """op.execute("UPDATE customer SET name = 'half'")
    op.execute("DELETE FROM no_such_table")"""
_LOSING = 'op.execute("DELETE FROM contact")'
_ORPHANS = """op.execute("UPDATE contact SET customer_id = 999")"""


@pytest.fixture
def old(tmp_path: Path, profile: Profile, clock: Clock) -> Path:
    """A store of the current schema with a customer, a contact and a contract, closed."""
    path = tmp_path / "old.csops"
    services = create_store(path, passphrase=None, profile=profile, clock=clock)
    customer = services.customers.create({"name": "㈱クルミ"}).value
    services.records.create(Kind.CONTACTS, {"customer_id": customer, "name": "花子"})
    services.close()
    return path


def _folder(tmp_path: Path, body: str) -> Path:
    folder = tmp_path / "migrations"
    shutil.copytree(migrating.FOLDER, folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "versions" / f"{_NEXT}_next.py").write_text(_REVISION.format(body=body, next=_NEXT, now=_NOW))
    return folder


def _migrate(path: Path, folder: Path) -> None:
    connection = connecting.raw_connection(path, None)
    try:
        migrating.upgrade(connection, path, folder=folder)
    finally:
        connection.close()


def _rows(path: Path) -> tuple[str, int, int]:
    connection = driver.connect(str(path))
    found = connection.execute(
        "SELECT version_num, (SELECT count(*) FROM customer WHERE name = '㈱クルミ'), "
        "(SELECT count(*) FROM contact WHERE customer_id = 1) FROM alembic_version"
    ).fetchone()
    connection.close()
    return tuple(found)


def test_rebuilding_a_parent_table_keeps_every_child(old: Path, tmp_path: Path) -> None:
    _migrate(old, _folder(tmp_path, _GOOD))
    assert _rows(old) == (_NEXT, 1, 1)


@pytest.mark.parametrize("body", [_HALF, _LOSING, _ORPHANS], ids=["half", "losing", "orphans"])
def test_an_upgrade_that_goes_wrong_leaves_the_store_as_it_was(old: Path, tmp_path: Path, body: str) -> None:
    wrong = Exception if body == _HALF else DamagedStoreError
    with pytest.raises(wrong):
        _migrate(old, _folder(tmp_path, body))
    assert _rows(old) == (_NOW, 1, 1)


def test_an_upgrade_is_preceded_by_a_backup_and_undo_does_not_reach_across_it(
    old: Path, tmp_path: Path, profile: Profile, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = _folder(tmp_path, 'op.execute("CREATE TABLE extra (id INTEGER PRIMARY KEY) STRICT")')
    # A program that knows one schema more than this one.
    monkeypatch.setattr(opening, "REVISIONS", (*opening.REVISIONS, _NEXT))
    monkeypatch.setattr(opening, "REVISION", _NEXT)
    upgrade = migrating.upgrade
    monkeypatch.setattr(migrating, "upgrade", lambda connection, path: upgrade(connection, path, folder=folder))
    services = open_store(old, passphrase=None, profile=profile, clock=clock, whole_history=True)
    (backup,) = services.backups.all()
    assert backup.reason == "migration"
    assert _rows(services.backups.path(backup)) == (_NOW, 1, 1)
    assert backups.listed(profile.backups)[0].rows["customer"] == 1
    with pytest.raises(NothingToUndoError):
        services.history.undo()
    with pytest.raises(NothingToUndoError):
        services.history.redo()
    first = services.history.operations()[-1]
    assert not first.undoable
    with pytest.raises(NotUndoableError):
        services.history.undo_set(first.id)
    services.customers.edit([1], "status", "利用中")
    services.history.undo()
    services.close()
