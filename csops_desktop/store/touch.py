"""Touch models, the rules that suggest them, and by which one a customer was served since when."""

import datetime as dt
from collections.abc import Iterable, Sequence

from csops_desktop.domain.touch import Kept, Load, Served, Stay, TouchModel, TouchPast, TouchRule, suggestions
from csops_desktop.store.connection import Connection

_RULE = "touch, revenue_from, revenue_below, level_from, level_to, complexity"
# Named like the triggers of the log: it writes down what happened, and waits aside when a store is read back.
_NOTE = """
CREATE TEMP TRIGGER log_touch_of_customer AFTER UPDATE OF touch ON main.customer
WHEN old.touch IS NOT new.touch AND (SELECT kind FROM current_set) NOT IN ('undo', 'redo')
BEGIN
    INSERT INTO touch_stay(customer_id, touch, since_on, suggested)
    VALUES (new.id, new.touch, (SELECT day FROM current_set), 0);
END
"""
_LEVEL = """(
SELECT min((SELECT s.level FROM assessment s WHERE s.adoption_id = a.id ORDER BY s.assessed_on DESC, s.id DESC LIMIT 1))
FROM adoption a WHERE a.customer_id = c.id)
"""
_SERVED = (
    f"SELECT c.id, c.name, c.touch, f.mrr, {_LEVEL}, c.complexity, c.owner_id, coalesce(m.name, '') "
    "FROM customer_fact f JOIN customer c ON c.id = f.customer_id LEFT JOIN member m ON m.id = c.owner_id "
    "WHERE f.hidden = 0 AND f.contracts_open > 0"
)
_KEPT = (
    "SELECT t.customer_id, t.touch, t.since_on, coalesce(t.reason, '') FROM touch_stay t WHERE t.suggested = 1 "
    "AND t.id > coalesce((SELECT max(x.id) FROM touch_stay x WHERE x.customer_id = t.customer_id "
    "AND x.suggested = 0), 0)"
)


def install(connection: Connection) -> None:
    """Create the TEMP trigger that notes each change of a customer's touch model; undoing one takes its note away."""
    connection.run(_NOTE)


def models(connection: Connection) -> tuple[TouchModel, ...]:
    """Return the touch models, the closest first."""
    rows = connection.run("SELECT touch, cadence_days, minutes FROM touch_model ORDER BY id")
    return tuple(TouchModel(*row) for row in rows)


def put(connection: Connection, model: TouchModel) -> None:
    """Set a touch model."""
    connection.run(
        "UPDATE touch_model SET cadence_days = ?, minutes = ? WHERE touch = ?",
        (model.cadence_days, model.minutes, model.touch),
    )


def rules(connection: Connection) -> tuple[TouchRule, ...]:
    """Return the rules in their order."""
    rows = connection.run(f"SELECT {_RULE}, id FROM touch_rule ORDER BY position, id")
    return tuple(TouchRule(*row) for row in rows)


def put_rules(connection: Connection, wanted: Sequence[TouchRule]) -> None:
    """Let these rules stand, in this order; those known by their id are changed, the others are new."""
    kept = [rule.id for rule in wanted if rule.id]
    gone = [rule.id for rule in rules(connection) if rule.id not in kept]
    connection.run_many("DELETE FROM touch_rule WHERE id = ?", [(id_,) for id_ in gone])
    for position, rule in enumerate(wanted, 1):
        values = (
            rule.touch,
            rule.revenue_from,
            rule.revenue_below,
            rule.level_from,
            rule.level_to,
            rule.complexity,
            position,
        )
        if rule.id:
            connection.run(
                "UPDATE touch_rule SET touch = ?, revenue_from = ?, revenue_below = ?, level_from = ?, level_to = ?, "
                "complexity = ?, position = ? WHERE id = ?",
                (*values, rule.id),
            )
        else:
            connection.run(f"INSERT INTO touch_rule({_RULE}, position) VALUES (?, ?, ?, ?, ?, ?, ?)", values)


def served(connection: Connection) -> list[Served]:
    """Return the customers with a running contract that are not archived, those that pay most first."""
    return [Served(*row) for row in connection.run(f"{_SERVED} ORDER BY f.mrr DESC, f.sort_key, c.id")]


def kept(connection: Connection) -> dict[int, Kept]:
    """Return customer → the suggestion that somebody did not follow since its touch model last changed."""
    return _kept(connection.run(f"{_KEPT} ORDER BY t.id").all())


def _kept(rows: Iterable[tuple[int, str, str, str]]) -> dict[int, Kept]:
    return {row[0]: Kept(row[1], dt.date.fromisoformat(row[2]), row[3]) for row in rows}


def past(connection: Connection, customer_id: int) -> TouchPast:
    """Return how a customer came to its touch model, and what the rules say."""
    one, applied = (customer_id,), rules(connection)
    customers = [Served(*row) for row in connection.run(f"{_SERVED} AND c.id = ?", one)]
    left = _kept(connection.run(f"{_KEPT} AND t.customer_id = ? ORDER BY t.id", one).all())
    found = next(iter(suggestions(applied, customers, left)), None)
    return TouchPast(stays(connection, customer_id), found, None if found is None else applied[found.rule])


def keep(connection: Connection, decided: Iterable[tuple[int, str]], day: dt.date, reason: str) -> None:
    """Note that suggestions, given as (customer, touch model), are not followed."""
    connection.run_many(
        "INSERT INTO touch_stay(customer_id, touch, since_on, suggested, reason) VALUES (?, ?, ?, 1, ?)",
        [(customer, touch, day.isoformat(), reason or None) for customer, touch in decided],
    )


def note(connection: Connection, stays: Iterable[tuple[int, str | None, dt.date]]) -> None:
    """Write down by which touch model customers were served: (customer, touch model, since when)."""
    connection.run_many(
        "INSERT INTO touch_stay(customer_id, touch, since_on, suggested) VALUES (?, ?, ?, 0)",
        [(customer, touch, since.isoformat()) for customer, touch, since in stays],
    )


def follow(connection: Connection, decided: Iterable[tuple[int, str]]) -> None:
    """Give customers touch models: pairs of (customer, touch model)."""
    connection.run_many("UPDATE customer SET touch = ? WHERE id = ?", [(touch, id_) for id_, touch in decided])


def stays(connection: Connection, customer_id: int) -> tuple[Stay, ...]:
    """Return by which touch model a customer was served since when, the latest first."""
    rows = connection.run(
        "SELECT t.touch, t.since_on, t.suggested, coalesce(t.reason, ''), coalesce(s.member, ''), "
        # What stood there before stands in the log of the same operation.
        "(SELECT json_extract(k.old, '$.touch') FROM change k WHERE k.set_id = s.id AND k.tbl = 'customer' "
        "AND k.pk = t.customer_id AND k.op = 'update') "
        "FROM touch_stay t LEFT JOIN change h ON h.tbl = 'touch_stay' AND h.pk = t.id AND h.op = 'insert' "
        "LEFT JOIN change_set s ON s.id = h.set_id "
        "WHERE t.customer_id = ? GROUP BY t.id ORDER BY t.id",
        (customer_id,),
    )
    found: list[Stay] = []
    last: str | None = None
    for served_by, since, suggested, reason, member, logged in rows:
        before = None if suggested else logged or last
        found.append(Stay(served_by, dt.date.fromisoformat(since), before, bool(suggested), reason, member))
        last = last if suggested else served_by
    return tuple(reversed(found))


def loads(connection: Connection, today: dt.date) -> tuple[Load, ...]:
    """Return what the customers of each member ask for, and of nobody; who is not with us counts with no minutes.

    Those without customers are named when their minutes are known, those who have left as long as customers are theirs.
    """
    needed: dict[int | None, tuple[int, int, int]] = {
        row[0]: (row[1], row[2], row[3])
        for row in connection.run(
            "SELECT c.owner_id, count(*), sum(c.touch IS NULL), sum(coalesce(t.minutes, 0)) FROM customer_fact f "
            "JOIN customer c ON c.id = f.customer_id LEFT JOIN touch_model t ON t.touch = c.touch "
            "WHERE f.hidden = 0 AND f.contracts_open > 0 GROUP BY c.owner_id"
        )
    }
    rows = connection.run(
        "SELECT id, name, minutes, coalesce(left_on <= ?, 0) FROM member ORDER BY coalesce(reading, name), name, id",
        (today.isoformat(),),
    )
    found = [
        Load(id_, name, *needed.get(id_, (0, 0, 0)), 0 if left else minutes)
        for id_, name, minutes, left in rows
        if id_ in needed or (minutes is not None and not left)
    ]
    if None in needed:
        found.append(Load(None, "", *needed[None], None))
    return tuple(found)
