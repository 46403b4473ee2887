"""Contracts as the business computes with them."""

import datetime as dt

from csops_desktop.domain.contracts import Contract
from csops_desktop.domain.fields import Kind
from csops_desktop.domain.renewals import LostLine, RenewalLine
from csops_desktop.foundation.errors import NotFoundError
from csops_desktop.store.connection import Connection

_DAY = dt.timedelta(days=1)
# By the id of the customer: an index of the figures would lead to the contracts customer by customer, in random order.
_FACTS = "customer_fact f NOT INDEXED"
_WITH_NAMES = (
    f"JOIN customer c ON c.id = k.customer_id JOIN {_FACTS} ON f.customer_id = c.id "
    "LEFT JOIN product p ON p.id = k.product_id LEFT JOIN member m ON m.id = c.owner_id"
)
# Imported histories often do not name the predecessor: then a row of the same product that begins that day follows.
FOLLOWED = (
    "EXISTS (SELECT 1 FROM contract n WHERE n.predecessor_id = k.id) OR EXISTS (SELECT 1 FROM contract n "
    "WHERE n.customer_id = k.customer_id AND n.product_id IS k.product_id AND n.starts_on = k.ended_on)"
)


def all_contracts(connection: Connection) -> list[Contract]:
    """Return every contract of the book."""
    return _contracts(connection, "", ())


def get(connection: Connection, contract_id: int) -> Contract:
    """Return one contract.

    Raises:
        NotFoundError: it is gone.
    """
    found = _contracts(connection, "WHERE id = ?", (contract_id,))
    if not found:
        raise NotFoundError(Kind.CONTRACTS.value, contract_id)
    return found[0]


def of_customer(connection: Connection, customer_id: int) -> list[Contract]:
    """Return the contracts of a customer."""
    return _contracts(connection, "WHERE customer_id = ?", (customer_id,))


def is_followed(connection: Connection, contract_id: int) -> bool:
    """Tell whether another contract names this one as its predecessor."""
    sql = "SELECT EXISTS (SELECT 1 FROM contract WHERE predecessor_id = ?)"
    return bool(connection.run(sql, (contract_id,)).scalar_one())


def end_reasons(connection: Connection) -> list[str]:
    """Return the reasons for which contracts ended, as given or as seen, the most frequent first."""
    rows = connection.run(
        "SELECT reason FROM (SELECT end_reason_real reason FROM contract "
        "UNION ALL SELECT end_reason_said FROM contract) WHERE reason IS NOT NULL "
        "GROUP BY reason ORDER BY count(*) DESC, reason"
    )
    return [row[0] for row in rows]


def any_contract(connection: Connection) -> bool:
    """Tell whether there is a contract at all."""
    return bool(connection.run("SELECT EXISTS (SELECT 1 FROM contract)").scalar_one())


def renewal_lines(connection: Connection, today: dt.date, until: dt.date) -> list[RenewalLine]:
    """Return the contracts whose renewal lies before a day and is still open, and those renewed from this month on.

    Customers in the archive are left out.
    """
    rows = connection.run(
        "SELECT k.id, k.customer_id, c.name, coalesce(p.short_name, p.name, ''), k.mrr, "
        "date(k.term_ends_on, '+1 day'), k.notice_on, coalesce(k.forecast, ''), coalesce(k.forecast_note, ''), "
        "coalesce(m.name, ''), coalesce(k.auto_renew, 0), k.ended_on IS NOT NULL "
        f"FROM contract k {_WITH_NAMES} "
        "WHERE f.hidden = 0 AND k.term_ends_on < :last AND (k.ended_on IS NULL OR "
        f"(k.term_ends_on >= :month AND k.ended_on = date(k.term_ends_on, '+1 day') AND ({FOLLOWED})))",
        {
            "last": (until - _DAY).isoformat(),
            "month": (today.replace(day=1) - _DAY).isoformat(),
        },
    )
    return [
        RenewalLine(
            id=row[0],
            customer_id=row[1],
            customer=row[2],
            product=row[3],
            mrr=row[4],
            renewal_on=dt.date.fromisoformat(row[5]),
            notice_on=_day(row[6]),
            forecast=row[7],
            note=row[8],
            owner=row[9],
            auto_renew=bool(row[10]),
            renewed=bool(row[11]),
        )
        for row in rows
    ]


def pressing(connection: Connection, last: dt.date) -> int:
    """Return how many contracts have no end yet and their notice deadline or renewal up to a day, or behind it."""
    sql = (
        f"SELECT count(*) FROM contract k JOIN {_FACTS} ON f.customer_id = k.customer_id "
        "WHERE f.hidden = 0 AND k.ended_on IS NULL AND k.term_ends_on IS NOT NULL "
        "AND (k.term_ends_on < :last OR k.notice_on <= :last)"
    )
    return int(connection.run(sql, {"last": last.isoformat()}).scalar_one())


def lost_lines(connection: Connection, since: dt.date) -> list[LostLine]:
    """Return the contracts that ended or will end on a day or later and that nothing follows, the latest first."""
    rows = connection.run(
        "SELECT k.id, k.customer_id, c.name, coalesce(p.short_name, p.name, ''), k.mrr, k.ended_on, "
        "coalesce(k.end_reason_said, ''), coalesce(k.end_reason_real, ''), k.end_controllable, coalesce(m.name, '') "
        f"FROM contract k {_WITH_NAMES} "
        f"WHERE k.ended_on >= ? AND NOT ({FOLLOWED}) "
        "ORDER BY k.ended_on DESC, k.mrr DESC, k.id",
        (since.isoformat(),),
    )
    return [
        LostLine(
            id=row[0],
            customer_id=row[1],
            customer=row[2],
            product=row[3],
            mrr=row[4],
            ended_on=dt.date.fromisoformat(row[5]),
            said=row[6],
            real=row[7],
            controllable=None if row[8] is None else bool(row[8]),
            owner=row[9],
        )
        for row in rows
    ]


def _contracts(connection: Connection, where: str, values: tuple[int, ...]) -> list[Contract]:
    rows = connection.run(
        "SELECT id, customer_id, starts_on, mrr, term_ends_on, ended_on, product_id, notice_on, kind, predecessor_id "
        f"FROM contract {where}",
        values,
    )
    return [
        Contract(
            row[0],
            row[1],
            dt.date.fromisoformat(row[2]),
            row[3],
            _day(row[4]),
            _day(row[5]),
            row[6],
            _day(row[7]),
            *row[8:],
        )
        for row in rows
    ]


def _day(value: str | None) -> dt.date | None:
    return None if value is None else dt.date.fromisoformat(value)
