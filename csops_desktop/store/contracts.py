"""Contracts as the business computes with them."""

import datetime as dt

from sqlalchemy import Connection

from csops_desktop.domain.contracts import Contract


def all_contracts(connection: Connection) -> list[Contract]:
    """Return every contract of the book."""
    rows = connection.exec_driver_sql(
        "SELECT id, customer_id, starts_on, mrr, term_ends_on, ended_on, product_id, notice_on, kind, predecessor_id "
        "FROM contract"
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
