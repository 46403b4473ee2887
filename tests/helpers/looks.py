"""Looks at a whole store: everything logged, row by row; and whether what is computed equals a rebuild."""

from collections.abc import Mapping
from typing import Any

from csops_desktop.services.bundle import Services
from csops_desktop.store import changelog, derived
from csops_desktop.store.engine import Database

Rows = Mapping[str, list[tuple[Any, ...]]]


class _Enough(Exception):  # noqa: N818 (ends a transaction, no error)
    pass


def everything(services: Services) -> Rows:
    """Return the rows of every logged table, by id."""
    with services.customers.database.reading() as connection:
        return {
            table: [tuple(found) for found in connection.run(f"SELECT * FROM {table} ORDER BY id")]
            for table in changelog.LOGGED
        }


def differences(one: Rows, other: Rows) -> dict[str, tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]]]:
    """Return the rows that stand in only one of two looks, by table."""
    found = {}
    for table, rows in one.items():
        left, right = set(rows), set(other[table])
        if left != right:
            found[table] = (sorted(left - right), sorted(right - left))
    return found


def computed(database: Database) -> Rows:
    """Return the figures of the list, the sums of readings and the words of the search index."""
    with database.reading() as connection:
        run = connection.run
        found = {"facts": [tuple(row) for row in run("SELECT * FROM customer_fact ORDER BY customer_id")]}
        # in whatever order they were added up
        months = "SELECT metric_id, customer_id, product_id, month, n, round(total, 6), last_on, last_value"
        found["months"] = [tuple(row) for row in run(f"{months} FROM reading_month ORDER BY 1, 2, 3, 4")]
        for table in ("search_customer", "search_activity"):
            run(f"CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, {table}, instance)")
            found[table] = [tuple(row) for row in run('SELECT doc, "offset", term FROM temp.words ORDER BY 1, 2, 3')]
            run("DROP TABLE temp.words")
        return found


def rebuilt(database: Database) -> Rows:
    """Return what ``computed`` would be after a rebuild from scratch; the store stays as it is."""
    try:
        with database.aside() as connection:
            derived.rebuild(connection, database.clock.today())
            found = computed(database)
            raise _Enough  # noqa: TRY301 (takes the rebuild back)
    except _Enough:
        return found


def assert_whole(services: Services) -> None:
    """Nothing is torn: structure, references, log, figures and search index agree."""
    database = services.customers.database
    assert database.check() == "ok"
    with database.reading() as connection:
        run = connection.run
        assert run("SELECT count(*) FROM change_set WHERE sentence = ''").scalar_one() == 0
        assert run("SELECT count(*) FROM change WHERE set_id NOT IN (SELECT id FROM change_set)").scalar_one() == 0
        assert run("SELECT count(*) FROM change_set WHERE id NOT IN (SELECT set_id FROM change)").scalar_one() == 0
    database.turn_day()
    assert computed(database) == rebuilt(database)
