"""Looks through a backup in a process of its own, so that neither the window nor the open store waits.

Imports nothing but the driver: the child starts in a moment.
"""

from contextlib import suppress
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as driver


def verify(path: Path, passphrase: str | None, tables: list[str]) -> tuple[str, dict[str, int]]:
    """Return ("ok" or the first finding, rows per table) of a store file that nobody has open."""
    import multiprocessing  # noqa: PLC0415 (not for the start of the program)

    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    child = context.Process(target=_child, args=(sender, str(path), passphrase, tables), daemon=True)
    child.start()
    sender.close()
    try:
        finding, counts = receiver.recv()
    except EOFError:
        # No child here (a program without a main guard, no memory for one): a check that waits is better than none.
        return look(str(path), passphrase, tables)
    finally:
        child.join()
        receiver.close()
    return finding, counts


def _child(sender: Any, path: str, passphrase: str | None, tables: list[str]) -> None:
    found = look(path, passphrase, tables)
    with suppress(BrokenPipeError):  # nobody waits any more
        sender.send(found)
    sender.close()


def look(path: str, passphrase: str | None, tables: list[str]) -> tuple[str, dict[str, int]]:
    """Check a file in this process; see ``verify``."""
    connection = driver.connect(path, isolation_level=None)
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")
        if passphrase is not None:
            connection.execute("PRAGMA key = '{}'".format(passphrase.replace("'", "''")))
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if passphrase is not None:
            bad = connection.execute("PRAGMA cipher_integrity_check").fetchall()
            if bad:
                return str(bad[0][0]), {}
        finding = str(connection.execute("PRAGMA integrity_check(1)").fetchone()[0])
        counts = {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in tables}
    except driver.DatabaseError as error:
        return str(error), {}
    finally:
        connection.close()
    return finding, counts
