"""The levels of a product, changed piece by piece."""

import datetime as dt

from csops_desktop.domain.level_lines import EvidenceLine
from csops_desktop.domain.maturity import Level
from csops_desktop.store.connection import Connection

_LINE = (
    "SELECT e.id, e.level, e.text, e.needs_proof, e.retired_on IS NOT NULL, "
    "EXISTS (SELECT 1 FROM assessment_item i WHERE i.item_id = e.id), e.product_id FROM evidence_item e"
)


def lines(connection: Connection, product_id: int) -> tuple[EvidenceLine, ...]:
    """Return the evidence of a product by level and position; what counts no more comes last in its level."""
    sql = f"{_LINE} WHERE e.product_id = ? ORDER BY e.level, e.retired_on IS NOT NULL, e.position, e.id"
    return tuple(_line(row) for row in connection.run(sql, (product_id,)))


def line(connection: Connection, item_id: int) -> tuple[EvidenceLine, int] | None:
    """Return a piece of evidence and its product; None when it is gone."""
    row = connection.run(f"{_LINE} WHERE e.id = ?", (item_id,)).first()
    return None if row is None else (_line(row), row[6])


def put_level(connection: Connection, product_id: int, level: Level) -> None:
    """Name a level; without a name it is no level any more."""
    if not level.name:
        sql = "DELETE FROM product_level WHERE product_id = ? AND level = ?"
        connection.run(sql, (product_id, level.level))
        return
    connection.run(
        "INSERT INTO product_level(product_id, level, name, meaning) VALUES (?, ?, ?, ?) "
        "ON CONFLICT(product_id, level) DO UPDATE SET name = excluded.name, meaning = excluded.meaning",
        (product_id, level.level, level.name, level.meaning or None),
    )


def add(connection: Connection, product_id: int, level: int, text: str, *, needs_proof: bool) -> int:
    """Add a piece of evidence at the end of a level and return its id."""
    connection.run(
        "INSERT INTO evidence_item(product_id, level, position, text, needs_proof) "
        "SELECT ?, ?, coalesce(max(position), 0) + 1, ?, ? FROM evidence_item WHERE product_id = ?",
        (product_id, level, text, int(needs_proof), product_id),
    )
    return int(connection.run("SELECT last_insert_rowid()").scalar_one())


def change(connection: Connection, item_id: int, text: str, *, needs_proof: bool) -> None:
    """Say otherwise what is to be seen."""
    connection.run("UPDATE evidence_item SET text = ?, needs_proof = ? WHERE id = ?", (text, int(needs_proof), item_id))


def arrange(connection: Connection, ids: tuple[int, ...]) -> None:
    """Give pieces of evidence, in this order, the places that they have together."""
    marks = ",".join("?" * len(ids))
    sql = f"SELECT id, position FROM evidence_item WHERE id IN ({marks}) ORDER BY position, id"
    before: dict[int, int] = dict(connection.run(sql, ids).all())
    places = sorted(before.values())
    if len(set(places)) < len(places):
        places = list(range(places[0], places[0] + len(places)))
    moved = [(place, id_) for id_, place in zip(ids, places, strict=True) if before[id_] != place]
    connection.run_many("UPDATE evidence_item SET position = ? WHERE id = ?", moved)


def retire(connection: Connection, item_id: int, day: dt.date | None) -> None:
    """Let a piece of evidence count no more from a day on, or with None again."""
    value = None if day is None else day.isoformat()
    connection.run("UPDATE evidence_item SET retired_on = ? WHERE id = ?", (value, item_id))


def delete(connection: Connection, item_id: int) -> None:
    """Delete a piece of evidence."""
    connection.run("DELETE FROM evidence_item WHERE id = ?", (item_id,))


def put_share(connection: Connection, product_id: int, touch: str, share: int) -> None:
    """Say which share of the customers a touch model is to serve; 0 says nothing."""
    if not share:
        connection.run("DELETE FROM touch_target WHERE product_id = ? AND touch = ?", (product_id, touch))
        return
    connection.run(
        "INSERT INTO touch_target(product_id, touch, share) VALUES (?, ?, ?) "
        "ON CONFLICT(product_id, touch) DO UPDATE SET share = excluded.share",
        (product_id, touch, share),
    )


def _line(row: tuple[int, int, str, int, int, int, int]) -> EvidenceLine:
    return EvidenceLine(row[0], row[1], row[2], bool(row[3]), bool(row[4]), bool(row[5]))
