"""What people say about customers for their scores: ratings, what is not applicable, scores set by hand."""

import datetime as dt
import json
from collections.abc import Iterator

from csops_desktop.domain.scoring.scores import Override
from csops_desktop.domain.scoring.shown import RatingNow
from csops_desktop.store.connection import Connection
from csops_desktop.store.fact_rows import Asked, FactRow


def rows(connection: Connection, measure: str, asked: Asked) -> list[tuple[FactRow, str]]:
    """Return the latest step that each customer was given for a measure up to the day, with its note."""
    found = connection.run(
        "SELECT t.customer_id, t.step, t.rated_on, 'rating:' || t.id, coalesce(t.note, ''), "
        "max(t.rated_on || printf('%012d', t.id)) FROM rating t WHERE t.measure = :measure AND t.rated_on <= :day "
        f"{asked.whose('t.customer_id')} GROUP BY t.customer_id",
        asked.values | {"measure": measure},
    )
    return [((row[0], float(row[1]), row[2], row[3]), row[4]) for row in found]


def marks(connection: Connection, asked: Asked) -> Iterator[tuple[int, str, str]]:
    """Yield (customer, measure, why) of what is not applicable on the day."""
    rows = connection.run(
        f"SELECT t.customer_id, t.measure, t.reason FROM not_applicable t WHERE t.set_on <= :day "
        f"{asked.whose('t.customer_id')} ORDER BY t.id",
        asked.values,
    ).all()
    return ((row[0], row[1], row[2]) for row in rows)


def latest(connection: Connection, customer_id: int, day: dt.date) -> dict[str, RatingNow]:
    """Return the latest rating of each measure of a customer."""
    found = connection.run(
        "SELECT r.measure, r.step, coalesce(r.reasons, '[]'), coalesce(r.note, ''), r.rated_on, coalesce(m.name, '') "
        "FROM rating r LEFT JOIN member m ON m.id = r.owner_id WHERE r.customer_id = ? AND r.rated_on <= ? "
        "ORDER BY r.rated_on, r.id",
        (customer_id, day.isoformat()),
    )
    return {
        row[0]: RatingNow(row[1], tuple(json.loads(row[2])), row[3], dt.date.fromisoformat(row[4]), row[5])
        for row in found
    }


def rate(
    connection: Connection, customer_id: int, measure: str, rating: RatingNow, owner_id: int | None
) -> tuple[int, int | None]:
    """Write a rating; one of the same day takes the place of the former. Returns its id and the step before."""
    values = (
        rating.step,
        json.dumps(list(rating.reasons), ensure_ascii=False) if rating.reasons else None,
        rating.note.strip() or None,
        owner_id,
    )
    before = connection.run(
        "SELECT id, step, rated_on FROM rating WHERE customer_id = ? AND measure = ? AND rated_on <= ? "
        "ORDER BY rated_on DESC, id DESC LIMIT 1",
        (customer_id, measure, rating.rated_on.isoformat()),
    ).first()
    if before is not None and before[2] == rating.rated_on.isoformat():
        connection.run(
            "UPDATE rating SET step = ?, reasons = ?, note = ?, owner_id = ? WHERE id = ?", (*values, before[0])
        )
        return int(before[0]), int(before[1])
    connection.run(
        "INSERT INTO rating(step, reasons, note, owner_id, customer_id, measure, rated_on) VALUES (?,?,?,?,?,?,?)",
        (*values, customer_id, measure, rating.rated_on.isoformat()),
    )
    made = int(connection.run("SELECT last_insert_rowid()").scalar_one())
    return made, None if before is None else int(before[1])


def unrate(connection: Connection, customer_id: int, measure: str) -> None:
    """Take the latest rating of a measure back."""
    connection.run(
        "DELETE FROM rating WHERE id = (SELECT id FROM rating WHERE customer_id = ? AND measure = ? "
        "ORDER BY rated_on DESC, id DESC LIMIT 1)",
        (customer_id, measure),
    )


def mark(
    connection: Connection, customer_id: int, measure: str, reason: str, day: dt.date, owner_id: int | None
) -> None:
    """Say that a measure is not applicable to a customer."""
    connection.run(
        "INSERT INTO not_applicable(customer_id, measure, reason, set_on, owner_id) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT(customer_id, measure) DO UPDATE SET reason = excluded.reason",
        (customer_id, measure, reason, day.isoformat(), owner_id),
    )


def unmark(connection: Connection, customer_id: int, measure: str) -> None:
    """Take back that a measure is not applicable."""
    connection.run("DELETE FROM not_applicable WHERE customer_id = ? AND measure = ?", (customer_id, measure))


def override(connection: Connection, customer_id: int, day: dt.date) -> Override | None:
    """Return what a person set beside the score, while it stands."""
    row = connection.run(
        "SELECT value, reason, owner_id, set_on, until_on FROM score_override WHERE customer_id = ? AND set_on <= ? "
        "AND (until_on IS NULL OR until_on >= ?) ORDER BY set_on DESC, id DESC LIMIT 1",
        (customer_id, day.isoformat(), day.isoformat()),
    ).first()
    if row is None:
        return None
    until = None if row[4] is None else dt.date.fromisoformat(row[4])
    return Override(row[0], row[1], row[2], dt.date.fromisoformat(row[3]), until)


def set_override(connection: Connection, customer_id: int, wanted: Override) -> None:
    """Set a score beside the computed one; a former one that still stands ends."""
    day = wanted.set_on
    assert day is not None  # noqa: S101 (the service says the day)
    clear_override(connection, customer_id, day)
    connection.run(
        "INSERT INTO score_override(customer_id, value, reason, owner_id, set_on, until_on) VALUES (?, ?, ?, ?, ?, ?)",
        (
            customer_id, wanted.value, wanted.reason, wanted.owner_id, day.isoformat(),
            None if wanted.until is None else wanted.until.isoformat(),
        ),
    )  # fmt: skip


def clear_override(connection: Connection, customer_id: int, day: dt.date) -> None:
    """Let what was set beside the score end the day before; what was set that very day goes altogether."""
    today, before = day.isoformat(), (day - dt.timedelta(days=1)).isoformat()
    connection.run("DELETE FROM score_override WHERE customer_id = ? AND set_on >= ?", (customer_id, today))
    connection.run(
        "UPDATE score_override SET until_on = ? WHERE customer_id = ? AND (until_on IS NULL OR until_on >= ?)",
        (before, customer_id, today),
    )
