"""What a member looks after, and giving it to others."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from csops_desktop.domain.handover import WITHOUT_CUSTOMER, Holding
from csops_desktop.domain.opportunities import stage_of
from csops_desktop.store.connection import Connection

_FIRST_CUSTOMER = "coalesce((SELECT min(x.customer_id) FROM request_customer x WHERE x.request_id = request.id), 0)"
_OPEN = {
    "actions": ("next_action", "customer_id", "done_on IS NULL"),
    "promises": ("promise", "customer_id", "kept_on IS NULL AND broken_on IS NULL"),
    # The day of an open one is the day expected; what another program says is over is over.
    "opportunities": (
        "opportunity",
        "customer_id",
        "outcome IS NULL AND coalesce(stage, '') NOT IN (SELECT value FROM json_each(:settled))",
    ),
    "requests": ("request", _FIRST_CUSTOMER, "coalesce(status, 'open') NOT IN ('done', 'declined')"),
}


def holdings(connection: Connection, member_id: int) -> list[Holding]:
    """Return what a member looks after and has not finished, the largest customers first."""
    counts: dict[int, dict[str, Any]] = {}
    bound = {"member": member_id, "settled": _settled(connection)}
    for name, (table, customer, is_open) in _OPEN.items():
        sql = f"SELECT {customer}, count(*) FROM {table} WHERE owner_id = :member AND {is_open} GROUP BY 1"
        for customer_id, n in connection.run(sql, bound):
            counts.setdefault(customer_id, {})[name] = n
    rows = connection.run(
        "SELECT c.id, c.name, c.owner_id, f.mrr FROM customer c JOIN customer_fact f ON f.customer_id = c.id "
        "WHERE c.owner_id = ? OR c.id IN (SELECT value FROM json_each(?)) ORDER BY f.mrr DESC, f.sort_key, c.id",
        (member_id, json.dumps(sorted(counts))),
    ).all()
    found = [replace(Holding(row[0], row[1], row[2], row[3]), **counts.get(row[0], {})) for row in rows]
    if WITHOUT_CUSTOMER in counts:
        found.append(replace(Holding(WITHOUT_CUSTOMER), **counts[WITHOUT_CUSTOMER]))
    return found


def give(connection: Connection, member_id: int, given: Mapping[int, int]) -> None:
    """Give what a member looks after and has not finished to the taker of each customer."""
    settled = _settled(connection)
    for taker in sorted(set(given.values())):
        ids = json.dumps([customer_id for customer_id, who in given.items() if who == taker])
        for table, customer, is_open in (("customer", "id", "1"), *_OPEN.values()):
            connection.run(
                f"UPDATE {table} SET owner_id = :taker WHERE owner_id = :member AND {is_open} "
                f"AND {customer} IN (SELECT value FROM json_each(:ids))",
                {"taker": taker, "member": member_id, "ids": ids, "settled": settled},
            )


def owned(connection: Connection) -> dict[int, int]:
    """Return member → how many customers they own, archived ones included."""
    return dict(connection.run("SELECT owner_id, count(*) FROM customer WHERE owner_id IS NOT NULL GROUP BY 1"))


def _settled(connection: Connection) -> str:
    """Return, as JSON, the stages of other programs that say that an opportunity is won or lost."""
    rows = connection.run("SELECT DISTINCT stage FROM opportunity WHERE stage IS NOT NULL")
    return json.dumps([row[0] for row in rows if not stage_of(None, row[0], None).open])
