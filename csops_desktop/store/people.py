"""Contacts of many customers at once, as far as a send list looks at them."""

import datetime as dt
from collections.abc import Iterator, Sequence

from csops_desktop.domain.duplicates import mail_key
from csops_desktop.domain.send_list import Person
from csops_desktop.store.batches import chunks
from csops_desktop.store.connection import Connection


def of(connection: Connection, customers: Sequence[int], today: dt.date) -> Iterator[Person]:
    """Yield the contacts of customers."""
    for chunk in chunks(customers):
        marks = ",".join("?" * len(chunk))
        sql = (
            "SELECT id, customer_id, mail, coalesce(opted_out, 0), coalesce(left_on <= ?, 0) FROM contact "
            f"WHERE customer_id IN ({marks})"
        )
        for row in connection.run(sql, (today.isoformat(), *chunk)).all():
            yield Person(row[0], row[1], row[2], bool(row[3]), bool(row[4]))


def refusing(connection: Connection) -> frozenset[str]:
    """Return the addresses of everybody who does not want mail."""
    rows = connection.run("SELECT mail FROM contact WHERE opted_out = 1 AND mail IS NOT NULL")
    return frozenset(mail_key(row[0]) for row in rows)
