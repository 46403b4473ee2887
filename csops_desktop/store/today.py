"""What the list of the day is computed from."""

import datetime as dt

from sqlalchemy import Connection

from csops_desktop.domain.today import Due, ReasonKind, Standing
from csops_desktop.store.conditions import CADENCE

_DUES = (
    (ReasonKind.NEXT_ACTION, "SELECT id, customer_id, title, due_on FROM next_action WHERE done_on IS NULL"),
    (
        ReasonKind.PROMISE,
        (
            "SELECT id, customer_id, text, due_on FROM promise "
            "WHERE kept_on IS NULL AND broken_on IS NULL AND made_by IS NOT 'customer'"
        ),
    ),
)


def standings(connection: Connection) -> list[Standing]:
    """Return what the queue needs to know of every customer that is not archived."""
    rows = connection.exec_driver_sql(
        "SELECT c.id, c.name, f.mrr, c.owner_id, f.renewal_on, f.notice_on, f.last_contact_on, c.customer_since, "
        f"{CADENCE} FROM customer_fact f JOIN customer c ON c.id = f.customer_id "
        "WHERE f.hidden = 0 AND (f.contracts_open > 0 OR f.next_action_on IS NOT NULL "
        "OR EXISTS (SELECT 1 FROM promise p WHERE p.customer_id = c.id AND p.kept_on IS NULL))"
    )
    return [
        Standing(row[0], row[1], row[2], row[3], _day(row[4]), _day(row[5]), _day(row[6]), _day(row[7]), row[8])
        for row in rows
    ]


def dues(connection: Connection, until: dt.date) -> list[Due]:
    """Return the open actions and promises of ours that are due up to a day."""
    found: list[Due] = []
    for kind, sql in _DUES:
        rows = connection.exec_driver_sql(f"{sql} AND due_on <= ?", (until.isoformat(),))
        found += [Due(kind, row[0], row[1], row[2], dt.date.fromisoformat(row[3])) for row in rows]
    return found


def snoozed(connection: Connection) -> dict[int, dt.date]:
    """Return customer → the day from which it shows again."""
    rows = connection.exec_driver_sql("SELECT customer_id, until_on FROM snooze")
    return {row[0]: dt.date.fromisoformat(row[1]) for row in rows}


def snooze(connection: Connection, customer_id: int, until: dt.date) -> None:
    """Keep a customer off the list until a day."""
    connection.exec_driver_sql(
        "INSERT INTO snooze(customer_id, until_on) VALUES (?, ?) "
        "ON CONFLICT(customer_id) DO UPDATE SET until_on = excluded.until_on",
        (customer_id, until.isoformat()),
    )


def _day(value: str | None) -> dt.date | None:
    return None if value is None else dt.date.fromisoformat(value)
