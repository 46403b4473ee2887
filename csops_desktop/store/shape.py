"""The tables of the open store as SQLite itself describes them.

The SQLModel classes of ``store.tables`` say the same and are where the schema is written down, but making them takes a
third of the start of the program; only a new store and a migration need them.
"""

from csops_desktop.store.connection import Connection


def tables(connection: Connection) -> list[str]:
    """Return the tables that hold the user's data and its log, by name: they are strict, all others are not."""
    sql = "SELECT name FROM pragma_table_list WHERE schema = 'main' AND strict = 1 ORDER BY name"
    return list(connection.run(sql).scalars())


def columns(connection: Connection, table: str) -> list[str]:
    """Return the columns of a table."""
    return list(connection.run("SELECT name FROM pragma_table_info(?)", (table,)).scalars())


def unique_keys(connection: Connection, table: str) -> list[tuple[str, ...]]:
    """Return the columns that are unique together in a table, besides its id."""
    rows = connection.run(
        "SELECT i.name, c.name FROM pragma_index_list(?) i, pragma_index_info(i.name) c WHERE i.origin = 'u' "
        "ORDER BY i.seq, c.seqno",
        (table,),
    )
    found: dict[str, tuple[str, ...]] = {}
    for index, column in rows:
        found[index] = (*found.get(index, ()), column)
    return list(found.values())


def references(connection: Connection, table: str) -> list[tuple[str, str, bool]]:
    """Return (column, table it points to, whether it may be empty) of a table."""
    rows = connection.run(
        'SELECT f."from", f."table", NOT c."notnull" FROM pragma_foreign_key_list(?) f '
        'JOIN pragma_table_info(?) c ON c.name = f."from" ORDER BY c.cid',
        (table, table),
    )
    return [(row[0], row[1], bool(row[2])) for row in rows]


def pointing(connection: Connection, parent: str) -> list[tuple[str, str]]:
    """Return (table, column) of everything that points to a table."""
    return [
        (table, column)
        for table in tables(connection)
        for column, target, _may_be_empty in references(connection, table)
        if target == parent
    ]
