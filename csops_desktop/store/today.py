"""What the list of the day is computed from."""

import datetime as dt
import json
from collections.abc import Iterator, Sequence

from csops_desktop.domain.fields import DEFAULT_CADENCE_DAYS
from csops_desktop.domain.today import HORIZON_DAYS, WINDOWS, Due, ReasonKind, Snooze, Standing
from csops_desktop.domain.touch import TouchModel, line_minutes
from csops_desktop.store import touch
from csops_desktop.store.conditions import CADENCE
from csops_desktop.store.connection import Connection

_OPEN = {
    ReasonKind.NEXT_ACTION: "next_action WHERE done_on IS NULL",
    ReasonKind.PROMISE: "promise WHERE kept_on IS NULL AND broken_on IS NULL AND made_by IS NOT 'customer'",
}
_TEXT = {ReasonKind.NEXT_ACTION: "title", ReasonKind.PROMISE: "text"}
_OWING = tuple((kind, f"SELECT customer_id FROM {rows} AND due_on <= :near") for kind, rows in _OPEN.items())


class _Days(dict[str | None, dt.date | None]):
    """Reads each day once: a hundred thousand customers share a few hundred of them."""

    def __missing__(self, text: str | None) -> dt.date | None:
        day = self[text] = _day(text)
        return day


_LAST = "coalesce(f.last_contact_on, c.customer_since)"


def standings(connection: Connection, today: dt.date, also: Sequence[int] = ()) -> Iterator[Standing]:
    """Return what the queue needs to know of the customers that can be on the list of a day; not of archived ones.

    What cannot be on it is left out here, because a book of many customers is read at each change; those that have a
    cadence of their own, or a deadline in sight, come along even when nothing is due; so do those named in ``also``.
    """
    models = touch.models(connection)
    minutes = line_minutes(models)
    rows = connection.run(
        "SELECT c.id, c.name, f.mrr, c.owner_id, f.renewal_on, f.notice_on, f.last_contact_on, c.customer_since, "
        # In the order of the table: the way over an index reads the same rows in a random order.
        f"{CADENCE}, c.touch FROM customer_fact f NOT INDEXED JOIN customer c ON c.id = f.customer_id "
        "WHERE f.hidden = 0 AND (c.id IN (SELECT value FROM json_each(:also)) OR (f.contracts_open > 0 "
        "OR f.next_action_on IS NOT NULL "
        "OR EXISTS (SELECT 1 FROM promise p WHERE p.customer_id = c.id AND p.kept_on IS NULL)) "
        f"AND (f.renewal_on <= :far OR f.notice_on BETWEEN :today AND :far OR {_over(models)} "
        f"OR c.cadence_days IS NOT NULL OR c.id IN ({' UNION ALL '.join(sql for _kind, sql in _OWING)})))",
        {
            "also": json.dumps(list(also)),
            "today": today.isoformat(),
            "far": (today + dt.timedelta(days=max(WINDOWS))).isoformat(),
            **_limits(models, today),
        },
    )
    found, days = rows.all(), _Days()  # what is made of them one by one need not live all at once
    return (
        Standing(
            id_, name, mrr, owner, days[renewal], days[notice], days[last], days[since], cadence,
            minutes.get(touched, minutes[None]),
        )
        for id_, name, mrr, owner, renewal, notice, last, since, cadence, touched in found
    )  # fmt: skip


def dues(connection: Connection, until: dt.date) -> list[Due]:
    """Return the open actions and promises of ours that are due up to a day."""
    found: list[Due] = []
    for kind, open_ones in _OPEN.items():
        sql = f"SELECT id, customer_id, {_TEXT[kind]}, due_on, owner_id FROM {open_ones} AND due_on <= ?"
        rows = connection.run(sql, (until.isoformat(),))
        found += [Due(kind, row[0], row[1], row[2], dt.date.fromisoformat(row[3]), row[4]) for row in rows]
    return found


def spent(connection: Connection, today: dt.date, mine: int | None) -> int:
    """Return the minutes that what was done on a day stands for: talks, actions and promises, a line each.

    Talks of one event with many customers, and several with one customer, are one.

    Args:
        connection: to read through.
        today: the day.
        mine: a member: only what they did, or what was done with their customers.
    """
    minutes = line_minutes(touch.models(connection))
    day, own = today.isoformat(), "" if mine is None else "AND coalesce({}.owner_id, c.owner_id) = :mine"
    rows = connection.run(
        "SELECT c.touch, coalesce('e' || a.event_id, 'c' || c.id) done FROM customer_fact f "
        "JOIN customer c ON c.id = f.customer_id JOIN activity a ON a.customer_id = c.id AND a.happened_on = :day "
        f"WHERE f.hidden = 0 AND f.last_contact_on = :day {own.format('a')} GROUP BY done "
        f"UNION ALL SELECT c.touch, '' FROM next_action n JOIN customer c ON c.id = n.customer_id "
        f"WHERE n.done_on = :day {own.format('n')} "
        f"UNION ALL SELECT c.touch, '' FROM promise p JOIN customer c ON c.id = p.customer_id "
        f"WHERE p.kept_on = :day AND p.made_by IS NOT 'customer' {own.format('p')}",
        {"day": day} if mine is None else {"day": day, "mine": mine},
    )
    return sum(minutes.get(row[0], minutes[None]) for row in rows)


def snoozed(connection: Connection) -> dict[int, Snooze]:
    """Return customer → how it was put off."""
    rows = connection.run("SELECT customer_id, until_on, iif(until_worse, urgency / 1000.0, NULL) FROM snooze")
    return {row[0]: Snooze(dt.date.fromisoformat(row[1]), row[2]) for row in rows}


def snoozed_until(connection: Connection, customer_id: int) -> dt.date | None:
    """Return the day from which a customer shows again, also one that is past; None when it was never put off."""
    sql = "SELECT until_on FROM snooze WHERE customer_id = ?"
    return _day(connection.run(sql, (customer_id,)).scalar())


def wake(connection: Connection, customer_id: int) -> None:
    """Forget that a customer was put off."""
    connection.run("DELETE FROM snooze WHERE customer_id = ?", (customer_id,))


def snooze(connection: Connection, customer_id: int, how: Snooze) -> None:
    """Keep a customer off the list."""
    worse = how.urgency is not None
    connection.run(
        "INSERT INTO snooze(customer_id, until_on, until_worse, urgency) VALUES (?, ?, ?, ?) "
        "ON CONFLICT(customer_id) DO UPDATE SET until_on = excluded.until_on, until_worse = excluded.until_worse, "
        "urgency = excluded.urgency",
        (customer_id, how.until.isoformat(), int(worse), round((how.urgency or 0) * 1000) if worse else None),
    )


def _over(models: Sequence[TouchModel]) -> str:
    """Return the condition under which the last contact is too long ago; the touch model says what that is."""
    cases = " ".join(f"WHEN :touch_{at} THEN :over_{at}" for at, _model in enumerate(models))
    return f"{_LAST} < CASE c.touch {cases} ELSE :over END" if cases else f"{_LAST} < :over"


def _limits(models: Sequence[TouchModel], today: dt.date) -> dict[str, str]:
    """Return the days before which a last contact is too long ago, and up to which what is due counts."""
    names = {f"touch_{at}": model.touch for at, model in enumerate(models)}
    over = {f"over_{at}": today - dt.timedelta(days=model.cadence_days) for at, model in enumerate(models)}
    over["over"] = today - dt.timedelta(days=DEFAULT_CADENCE_DAYS)
    over["near"] = today + dt.timedelta(days=HORIZON_DAYS)
    return names | {name: day.isoformat() for name, day in over.items()}


def _day(value: str | None) -> dt.date | None:
    return None if value is None else dt.date.fromisoformat(value)
