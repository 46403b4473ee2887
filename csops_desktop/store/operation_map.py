"""What the operation map of a product is made of, for the whole book in a few queries; and the plan on it."""

import json
from collections.abc import Iterable, Sequence

from csops_desktop.domain.level_moves import Track
from csops_desktop.domain.maturity import PlannedAction
from csops_desktop.domain.operation_map import Placed, PlacedAction
from csops_desktop.store import level_moves
from csops_desktop.store.connection import Connection

_ACTIONS = "SELECT id, level, touch, title, coalesce(kind, ''), coalesce(rhythm, ''), minutes FROM level_action "
_PAID = "sum(mrr * max(0, julianday(min(coalesce(ended_on, :today), :today)) - julianday(starts_on)) * 12 / 365.25)"


def products(connection: Connection, today: str) -> list[tuple[int, str, int, bool]]:
    """Return id, name, customers that use it, and whether it has levels, of every product, by id."""
    rows = connection.run(
        "SELECT p.id, p.name, (SELECT count(*) FROM adoption a JOIN customer c ON c.id = a.customer_id "
        "WHERE a.product_id = p.id AND c.archived_on IS NULL AND "
        # Whoever ended all contracts with it no longer has it; the plus keeps off the index of all its contracts.
        "(SELECT count(*) = count(k.ended_on) AND max(k.ended_on) <= ? FROM contract k "
        "WHERE k.customer_id = c.id AND +k.product_id = p.id) IS NOT 1), "
        "EXISTS (SELECT 1 FROM product_level l WHERE l.product_id = p.id) FROM product p ORDER BY p.id",
        (today,),
    )
    return [(row[0], row[1], row[2], bool(row[3])) for row in rows]


def placed(connection: Connection, product_id: int, today: str) -> list[Placed]:
    """Return the customers that use a product, the ones that pay most first; the archive is left out."""
    running = {
        track.customer_id: track
        for track in level_moves.tracks(connection, product_id)
        if track.until is None or track.until.isoformat() > today
    }
    held = _held(connection, running.values())
    rows = connection.run(
        "SELECT c.id, c.name, c.touch, coalesce(k.mrr, 0), CAST(coalesce(k.paid, 0) AS INTEGER), "
        "f.band, f.score, f.score_change FROM adoption a JOIN customer c ON c.id = a.customer_id "
        "JOIN customer_fact f ON f.customer_id = c.id LEFT JOIN (SELECT customer_id, "
        "sum(mrr) FILTER (WHERE starts_on <= :today AND (ended_on IS NULL OR ended_on > :today)) mrr, "
        f"{_PAID} paid FROM contract WHERE product_id = :product GROUP BY customer_id) k ON k.customer_id = c.id "
        "WHERE a.product_id = :product ORDER BY coalesce(k.mrr, 0) DESC, c.id",
        {"today": today, "product": product_id},
    )
    return [
        Placed(row[0], row[1], row[2], row[3], row[4], held.get(row[0], frozenset()), running[row[0]], *row[5:])
        for row in rows
        if row[0] in running
    ]


def _held(connection: Connection, tracks: Iterable[Track]) -> dict[int, frozenset[int]]:
    """Return customer → evidence that held at its latest assessment."""
    adoptions = {track.adoption_id: track.customer_id for track in tracks if track.points}
    rows = connection.run(
        "SELECT s.adoption_id, i.item_id FROM assessment s JOIN assessment_item i ON i.assessment_id = s.id "
        "WHERE i.holds AND s.id IN (SELECT (SELECT l.id FROM assessment l WHERE l.adoption_id = j.value "
        "ORDER BY l.assessed_on DESC, l.id DESC LIMIT 1) FROM json_each(?) j)",
        (json.dumps(list(adoptions)),),
    )
    found: dict[int, set[int]] = {}
    for adoption, item in rows:
        found.setdefault(adoptions[adoption], set()).add(item)
    return {customer: frozenset(items) for customer, items in found.items()}


def actions(connection: Connection, product_id: int) -> list[PlacedAction]:
    """Return the plan of a product, by level and position."""
    rows = connection.run(_ACTIONS + "WHERE product_id = ? ORDER BY level, position, id", (product_id,))
    return [PlacedAction(row[0], PlannedAction(*row[1:])) for row in rows]


def action(connection: Connection, action_id: int) -> tuple[int, PlannedAction] | None:
    """Return the product of an action and what it is; None when it is gone."""
    row = connection.run(_ACTIONS + "WHERE id = ?", (action_id,)).first()
    if row is None:
        return None
    product = connection.run("SELECT product_id FROM level_action WHERE id = ?", (action_id,)).scalar_one()
    return int(product), PlannedAction(*row[1:])


def insert(connection: Connection, product_id: int, plan: PlannedAction) -> int:
    """Put an action at the end of its cell and return its id."""
    connection.run(
        "INSERT INTO level_action(product_id, level, touch, title, kind, rhythm, minutes, position) VALUES "
        "(?, ?, ?, ?, ?, ?, ?, 1 + coalesce((SELECT max(position) FROM level_action WHERE product_id = ?), 0))",
        (product_id, *_columns(plan), product_id),
    )
    return int(connection.run("SELECT last_insert_rowid()").scalar_one())


def update(connection: Connection, action_id: int, plan: PlannedAction) -> None:
    """Change an action."""
    connection.run(
        "UPDATE level_action SET level = ?, touch = ?, title = ?, kind = ?, rhythm = ?, minutes = ? WHERE id = ?",
        (*_columns(plan), action_id),
    )


def delete(connection: Connection, action_id: int) -> None:
    """Take an action out."""
    connection.run("DELETE FROM level_action WHERE id = ?", (action_id,))


def order(connection: Connection, ids: Sequence[int]) -> None:
    """Put actions of a cell in an order; they share the positions they had."""
    marks = ",".join("?" * len(ids))
    rows = connection.run(f"SELECT position FROM level_action WHERE id IN ({marks}) ORDER BY position, id", ids)
    at = list(rows.scalars())
    places = at if len(set(at)) == len(at) else list(range(1, len(ids) + 1))
    connection.run_many("UPDATE level_action SET position = ? WHERE id = ?", list(zip(places, ids, strict=True)))


def capacity(connection: Connection) -> int | None:
    """Return the minutes a month that our people have together; None when nobody has said."""
    found: int | None = connection.run("SELECT sum(minutes) FROM member WHERE left_on IS NULL").scalar()
    return found


def _columns(plan: PlannedAction) -> tuple[int, str, str, str | None, str | None, int | None]:
    return plan.level, plan.touch, plan.title, plan.kind or None, plan.rhythm or None, plan.minutes
