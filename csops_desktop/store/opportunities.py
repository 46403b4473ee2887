"""Opportunities with the names around them, and what a win can build on."""

import datetime as dt

from csops_desktop.domain.opportunities import OpportunityLine, RunningContract, stage_of
from csops_desktop.store.connection import Connection

_PRODUCT = "coalesce(p.short_name, p.name, '')"


def lines(connection: Connection, ids: tuple[int, ...] | None = None) -> list[OpportunityLine]:
    """Return the opportunities of customers that are not in the archive, or exactly those with some ids."""
    wanted = "coalesce(f.hidden, 0) = 0" if ids is None else f"o.id IN ({','.join('?' * len(ids))})"
    rows = connection.run(
        "SELECT o.id, o.customer_id, c.name, o.name, o.kind, o.product_id, "
        f"{_PRODUCT}, o.amount, o.stage, o.raised_on, o.accepted_on, o.closed_on, o.outcome, o.reason, o.note, "
        "o.owner_id, coalesce(m.name, ''), f.mrr "
        "FROM opportunity o JOIN customer c ON c.id = o.customer_id LEFT JOIN customer_fact f ON f.customer_id = c.id "
        "LEFT JOIN product p ON p.id = o.product_id LEFT JOIN member m ON m.id = o.owner_id "
        f"WHERE {wanted}",
        ids or (),
    )
    return [
        OpportunityLine(
            id=row[0],
            customer_id=row[1],
            customer=row[2],
            name=row[3],
            kind=row[4] or "",
            product_id=row[5],
            product=row[6],
            amount=row[7],
            said=row[8] or "",
            raised_on=_day(row[9]),
            accepted_on=_day(row[10]),
            closed_on=_day(row[11]),
            stage=stage_of(row[12], row[8], _day(row[10])),
            reason=row[13] or "",
            note=row[14] or "",
            owner_id=row[15],
            owner=row[16],
            mrr=row[17] or 0,
        )
        for row in rows
    ]


def running_contracts(connection: Connection, customer_id: int, today: dt.date) -> list[RunningContract]:
    """Return the contracts of a customer that have begun and have no end yet, the largest first."""
    rows = connection.run(
        f"SELECT k.id, k.product_id, {_PRODUCT}, k.mrr, k.starts_on, k.term_ends_on FROM contract k "
        "LEFT JOIN product p ON p.id = k.product_id "
        "WHERE k.customer_id = ? AND k.ended_on IS NULL AND k.starts_on <= ? ORDER BY k.mrr DESC, k.id",
        (customer_id, today.isoformat()),
    )
    return [
        RunningContract(row[0], row[1], row[2], row[3], dt.date.fromisoformat(row[4]), _day(row[5])) for row in rows
    ]


def lost_reasons(connection: Connection) -> list[str]:
    """Return the reasons for which opportunities were lost, the most frequent first."""
    rows = connection.run(
        "SELECT reason FROM opportunity WHERE reason IS NOT NULL GROUP BY reason ORDER BY count(*) DESC, reason"
    )
    return [row[0] for row in rows]


def _day(value: str | None) -> dt.date | None:
    return None if value is None else dt.date.fromisoformat(value)
