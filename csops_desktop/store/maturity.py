"""Levels, evidence and plans of products; where customers stand with them."""

import datetime as dt
from collections.abc import Mapping

from csops_desktop.domain.maturity import (
    Assessed,
    Assessment,
    Evidence,
    Level,
    PlannedAction,
    ProductModel,
    Standing,
)
from csops_desktop.store import phases
from csops_desktop.store.connection import Connection


def model(connection: Connection, product_id: int) -> ProductModel:
    """Return what is said of a product."""
    name, short, note = connection.run(
        "SELECT name, coalesce(short_name, ''), coalesce(note, '') FROM product WHERE id = ?", (product_id,)
    ).all()[0]
    actions = connection.run(
        "SELECT level, touch, title, coalesce(kind, ''), coalesce(rhythm, ''), minutes FROM level_action "
        "WHERE product_id = ? ORDER BY level, position, id",
        (product_id,),
    )
    shares = connection.run("SELECT touch, share FROM touch_target WHERE product_id = ? ORDER BY id", (product_id,))
    return ProductModel(
        name,
        short,
        note,
        _levels(connection, product_id),
        evidence(connection, product_id),
        tuple(PlannedAction(*row) for row in actions),
        dict(shares.all()),
    )


def put_model(connection: Connection, product_id: int, wanted: ProductModel) -> None:
    """Give a product that has no levels yet these levels, evidence, actions, and the shares it has not set itself."""
    connection.run_many(
        "INSERT INTO product_level(product_id, level, name, meaning) VALUES (?, ?, ?, ?)",
        [(product_id, level.level, level.name, level.meaning or None) for level in wanted.levels],
    )
    connection.run_many(
        "INSERT INTO evidence_item(product_id, level, position, text, needs_proof) VALUES (?, ?, ?, ?, ?)",
        [(product_id, e.level, at, e.text, int(e.needs_proof)) for at, e in enumerate(wanted.evidence, 1)],
    )
    connection.run_many(
        "INSERT INTO level_action(product_id, level, touch, title, kind, rhythm, minutes, position) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (product_id, a.level, a.touch, a.title, a.kind or None, a.rhythm or None, a.minutes, at)
            for at, a in enumerate(wanted.actions, 1)
        ],
    )
    connection.run_many(
        "INSERT INTO touch_target(product_id, touch, share) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        [(product_id, touch, share) for touch, share in wanted.shares.items()],
    )


def has_levels(connection: Connection, product_id: int) -> bool:
    """Tell whether a product has levels."""
    sql = "SELECT EXISTS (SELECT 1 FROM product_level WHERE product_id = ?)"
    return bool(connection.run(sql, (product_id,)).scalar_one())


def evidence(connection: Connection, product_id: int) -> tuple[Evidence, ...]:
    """Return the evidence that counts for a product, by level and position."""
    rows = connection.run(
        "SELECT id, level, text, needs_proof FROM evidence_item WHERE product_id = ? AND retired_on IS NULL "
        "ORDER BY level, position, id",
        (product_id,),
    )
    return tuple(Evidence(row[0], row[1], row[2], bool(row[3])) for row in rows)


def standings(connection: Connection, customer_id: int) -> tuple[Standing, ...]:
    """Return where a customer stands with each of its products."""
    rows = connection.run(
        "SELECT a.id, p.id, p.name, coalesce(p.short_name, ''), a.first_value_on, "
        # The plus keeps the engine from walking through all contracts of the product.
        "(SELECT min(k.starts_on) FROM contract k WHERE k.customer_id = a.customer_id AND +k.product_id = p.id) "
        "FROM adoption a JOIN product p ON p.id = a.product_id WHERE a.customer_id = ? ORDER BY p.id",
        (customer_id,),
    ).all()
    return tuple(
        Standing(
            row[0],
            row[1],
            row[2],
            row[3],
            _levels(connection, row[1]),
            evidence(connection, row[1]),
            history(connection, row[0]),
            _day(row[4]),
            _day(row[5]),
            phases.stays(connection, row[0]),
        )
        for row in rows
    )


def history(connection: Connection, adoption_id: int) -> tuple[Assessed, ...]:
    """Return the assessments of a customer and a product, the latest first."""
    rows = connection.run(
        "SELECT s.id, s.assessed_on, s.level, s.reached, s.forced, coalesce(s.reason, ''), coalesce(m.name, ''), "
        "coalesce(s.note, '') FROM assessment s LEFT JOIN member m ON m.id = s.owner_id "
        "WHERE s.adoption_id = ? ORDER BY s.assessed_on DESC, s.id DESC",
        (adoption_id,),
    ).all()
    holding: dict[int, dict[int, str]] = {}
    items = connection.run(
        "SELECT i.assessment_id, i.item_id, coalesce(i.note, '') FROM assessment_item i "
        "JOIN assessment s ON s.id = i.assessment_id WHERE s.adoption_id = ? AND i.holds ORDER BY i.id",
        (adoption_id,),
    )
    for assessment, item, note in items:
        holding.setdefault(assessment, {})[item] = note
    return tuple(
        Assessed(id_, dt.date.fromisoformat(day), level, shown, bool(forced), reason, owner, note, holding.get(id_, {}))
        for id_, day, level, shown, forced, reason, owner, note in rows
    )


def whose(connection: Connection, adoption_id: int) -> tuple[int, str, int, str] | None:
    """Return customer and product of an adoption, each with its name; None when it is gone."""
    row = connection.run(
        "SELECT c.id, c.name, p.id, p.name FROM adoption a JOIN customer c ON c.id = a.customer_id "
        "JOIN product p ON p.id = a.product_id WHERE a.id = ?",
        (adoption_id,),
    ).first()
    return None if row is None else (row[0], row[1], row[2], row[3])


def add_assessment(
    connection: Connection, found: Assessment, shown: int, items: Mapping[int, str | None], owner_id: int | None
) -> int:
    """Write an assessment and return its id.

    Args:
        connection: of the operation.
        found: what was found; its level, when it has one, is not the one shown.
        shown: the level that the evidence shows.
        items: evidence → its note when it holds, None when it does not.
        owner_id: who found it.
    """
    level = shown if found.level is None else found.level
    connection.run(
        "INSERT INTO assessment(adoption_id, assessed_on, level, reached, forced, reason, owner_id, note) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            found.adoption_id, found.assessed_on.isoformat(), level, shown, int(level != shown),
            found.reason.strip() if level != shown else None, owner_id, found.note.strip() or None,
        ),
    )  # fmt: skip
    made = int(connection.run("SELECT last_insert_rowid()").scalar_one())
    connection.run_many(
        "INSERT INTO assessment_item(assessment_id, item_id, holds, note) VALUES (?, ?, ?, ?)",
        [(made, item, int(note is not None), (note or "").strip() or None) for item, note in items.items()],
    )
    return made


def recorded(connection: Connection, assessment_id: int) -> tuple[Evidence, ...]:
    """Return the evidence that was asked about in an assessment, by level and position."""
    rows = connection.run(
        "SELECT e.id, e.level, e.text, e.needs_proof FROM assessment_item i JOIN evidence_item e ON e.id = i.item_id "
        "WHERE i.assessment_id = ? ORDER BY e.level, e.position, e.id",
        (assessment_id,),
    )
    return tuple(Evidence(row[0], row[1], row[2], bool(row[3])) for row in rows)


def correct(
    connection: Connection, assessment_id: int, found: Assessment, shown: int, items: Mapping[int, str | None]
) -> None:
    """Let an assessment say something else; see ``add_assessment``."""
    level = shown if found.level is None else found.level
    connection.run(
        "UPDATE assessment SET assessed_on = ?, level = ?, reached = ?, forced = ?, reason = ?, note = ? WHERE id = ?",
        (
            found.assessed_on.isoformat(), level, shown, int(level != shown),
            found.reason.strip() if level != shown else None, found.note.strip() or None, assessment_id,
        ),
    )  # fmt: skip
    connection.run_many(
        "UPDATE assessment_item SET holds = ?, note = ? WHERE assessment_id = ? AND item_id = ?",
        [(int(note is not None), (note or "").strip() or None, assessment_id, item) for item, note in items.items()],
    )


def remove(connection: Connection, assessment_id: int) -> None:
    """Delete an assessment."""
    connection.run("DELETE FROM assessment WHERE id = ?", (assessment_id,))


def set_first_value(connection: Connection, adoption_id: int, day: dt.date | None) -> None:
    """Say on which day the product first was worth it to the customer."""
    value = None if day is None else day.isoformat()
    connection.run("UPDATE adoption SET first_value_on = ? WHERE id = ?", (value, adoption_id))


def _levels(connection: Connection, product_id: int) -> tuple[Level, ...]:
    rows = connection.run(
        "SELECT level, name, coalesce(meaning, '') FROM product_level WHERE product_id = ? ORDER BY level",
        (product_id,),
    )
    return tuple(Level(*row) for row in rows)


def _day(value: str | None) -> dt.date | None:
    return None if value is None else dt.date.fromisoformat(value)
