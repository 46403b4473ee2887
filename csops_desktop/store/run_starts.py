"""What of a customer matters when a playbook is started: what runs already, its contracts, its owner."""

import datetime as dt

from csops_desktop.domain.playbooks.starting import Term
from csops_desktop.store.connection import Connection


def running(connection: Connection, customer_id: int) -> frozenset[int]:
    """Return the playbooks that run for a customer and were begun by a person."""
    rows = connection.run(
        "SELECT DISTINCT v.playbook_id FROM playbook_run r JOIN playbook_version v ON v.id = r.version_id "
        "WHERE r.customer_id = ? AND r.closed_on IS NULL AND r.reason IS NULL",
        (customer_id,),
    )
    return frozenset(rows.scalars())


def terms(connection: Connection, customer_id: int, today: dt.date) -> tuple[Term, ...]:
    """Return the contracts of a customer that have not ended, the one whose term ends next first."""
    rows = connection.run(
        "SELECT k.id, k.product_id, coalesce(p.name, ''), k.term_ends_on FROM contract k "
        "LEFT JOIN product p ON p.id = k.product_id WHERE k.customer_id = :customer "
        "AND (k.ended_on IS NULL OR k.ended_on > :today) "
        "ORDER BY k.term_ends_on IS NULL, k.term_ends_on < :today, k.term_ends_on, k.id",
        {"customer": customer_id, "today": today.isoformat()},
    )
    return tuple(
        Term(row[0], row[1], row[2], None if row[3] is None else dt.date.fromisoformat(row[3])) for row in rows
    )


def owner(connection: Connection, customer_id: int) -> int | None:
    """Return who looks after a customer."""
    found: int | None = connection.run("SELECT owner_id FROM customer WHERE id = ?", (customer_id,)).scalar()
    return found
