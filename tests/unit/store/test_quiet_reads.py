"""A read that nobody waits for gives way at once, and still comes to its end."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from csops_desktop.foundation.clock import Clock
from csops_desktop.foundation.errors import CancelledError
from csops_desktop.store import opening
from csops_desktop.store.connection import Connection
from csops_desktop.store.engine import Database

ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT sum(i) FROM n"
PATIENCE = 20.0


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    made = opening.create(tmp_path / "quiet.csops", passphrase=None, clock=Clock())
    yield made
    made.close()


def test_who_wants_the_turn_gets_it_and_the_quiet_read_begins_anew(database: Database) -> None:
    begun = threading.Event()
    tries: list[int] = []
    found: list[int] = []

    def read(connection: Connection) -> int:
        tries.append(1)
        if len(tries) == 1:
            begun.set()
            connection.run(ENDLESS).scalar_one()  # ends by being interrupted, and by nothing else
        return int(connection.run("SELECT 7").scalar_one())

    quiet = threading.Thread(target=lambda: found.append(database.quietly(read)), daemon=True)
    quiet.start()
    assert begun.wait(PATIENCE)
    with database.reading() as connection:
        assert connection.run("SELECT 1").scalar_one() == 1
    quiet.join(PATIENCE)
    assert found == [7]


def test_a_write_goes_first_too(database: Database) -> None:
    begun = threading.Event()
    tries: list[int] = []

    def read(connection: Connection) -> int:
        tries.append(1)
        if len(tries) == 1:
            begun.set()
            connection.run(ENDLESS).scalar_one()
        return int(connection.run("SELECT count(*) FROM setting WHERE name = 'written'").scalar_one())

    found: list[int] = []
    quiet = threading.Thread(target=lambda: found.append(database.quietly(read)), daemon=True)
    quiet.start()
    assert begun.wait(PATIENCE)
    with database.aside() as connection:
        connection.run("INSERT INTO setting(name, value) VALUES ('written', '1')")
    quiet.join(PATIENCE)
    assert found == [1], "the read that began anew sees what was written"


def test_inside_a_write_a_quiet_read_is_as_urgent_as_the_write(database: Database) -> None:
    with database.aside() as connection:
        connection.run("INSERT INTO setting(name, value) VALUES ('half', '1')")
        assert database.quietly(lambda c: c.run("SELECT count(*) FROM setting WHERE name = 'half'").scalar_one()) == 1


def test_a_mistake_in_a_quiet_read_is_told(database: Database) -> None:
    with pytest.raises(Exception, match="no such table"):
        database.quietly(lambda connection: connection.run("SELECT * FROM absent").all())


def test_inside_other_reading_it_comes_to_its_end_while_others_wait(database: Database) -> None:
    many = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 200000) SELECT count(*) FROM n"
    inside = threading.Event()
    found: list[int] = []

    def work() -> None:
        with database.reading():
            inside.set()
            found.append(database.quietly(lambda connection: int(connection.run(many).scalar_one())))

    quiet = threading.Thread(target=work, daemon=True)
    quiet.start()
    assert inside.wait(PATIENCE)
    waiting = threading.Thread(target=database.turn_day, daemon=True)
    waiting.start()
    for thread in (quiet, waiting):
        thread.join(PATIENCE)
        assert not thread.is_alive()
    assert found == [200_000]


def test_closing_ends_a_quiet_read_that_is_under_way(tmp_path: Path) -> None:
    database = opening.create(tmp_path / "closing.csops", passphrase=None, clock=Clock())
    begun = threading.Event()
    ended: list[type[BaseException]] = []

    def read(connection: Connection) -> int:
        begun.set()
        return int(connection.run(ENDLESS).scalar_one())

    def work() -> None:
        try:
            database.quietly(read)
        except CancelledError as error:
            ended.append(type(error))

    quiet = threading.Thread(target=work, daemon=True)
    quiet.start()
    assert begun.wait(PATIENCE)
    database.close()
    quiet.join(PATIENCE)
    assert ended == [CancelledError]
