"""When customers entered and left the phases of each product; a phase that changes anywhere is written down here too.

TEMP triggers note whose phase changed and which products came new; ``follow`` writes the stays at the end of the
operation. An undo brings the stays back by itself: then nothing follows.
"""

import datetime as dt

from csops_desktop.domain.phases import PhaseStay
from csops_desktop.store.connection import Connection

_WATCH = (
    "CREATE TEMP TABLE phase_moved (customer_id INTEGER PRIMARY KEY, before TEXT)",
    "CREATE TEMP TABLE phase_begun (adoption_id INTEGER PRIMARY KEY)",
    "CREATE TEMP TABLE phase_following (adoption_id INTEGER PRIMARY KEY, before TEXT, after TEXT)",
    """
    CREATE TEMP TRIGGER phase_by_customer AFTER UPDATE OF phase ON main.customer WHEN old.phase IS NOT new.phase
    BEGIN INSERT INTO phase_moved VALUES (new.id, old.phase) ON CONFLICT(customer_id) DO NOTHING; END
    """,
    """
    CREATE TEMP TRIGGER phase_by_adoption AFTER INSERT ON main.adoption
    BEGIN INSERT INTO phase_begun VALUES (new.id) ON CONFLICT(adoption_id) DO NOTHING; END
    """,
)
# A new product begins with onboarding, on the first day of its contract. Since when a customer is in another phase
# nobody knows: that is left open until somebody says so.
_BEGIN = """
INSERT INTO phase_stay(adoption_id, phase, entered_on, noted_on)
SELECT a.id, c.phase, min(:today, coalesce(
           (SELECT min(k.starts_on) FROM contract k WHERE k.customer_id = c.id AND +k.product_id = a.product_id), :today
       )), :today
FROM phase_begun b JOIN adoption a ON a.id = b.adoption_id JOIN customer c ON c.id = a.customer_id
WHERE c.phase = 'onboarding' AND NOT EXISTS (SELECT 1 FROM phase_stay s WHERE s.adoption_id = a.id) ORDER BY a.id
"""
_WHO = """
INSERT INTO phase_following
SELECT a.id, m.before, c.phase FROM phase_moved m JOIN customer c ON c.id = m.customer_id
JOIN adoption a ON a.customer_id = c.id LEFT JOIN phase_stay s ON s.adoption_id = a.id AND s.left_on IS NULL
WHERE c.phase IS NOT m.before AND (s.id IS NULL OR s.phase IS m.before)
"""
_OPEN = "left_on IS NULL AND adoption_id IN (SELECT adoption_id FROM phase_following)"
_FOLLOW = (
    # What was entered today and is changed again today was a slip.
    f"DELETE FROM phase_stay WHERE {_OPEN} AND entered_on >= :today AND noted_on = :today",
    f"UPDATE phase_stay SET left_on = max(entered_on, :today) WHERE {_OPEN}",
    """
    UPDATE phase_stay AS p SET left_on = NULL WHERE left_on = :today AND entered_on < :today
    AND phase = (SELECT after FROM phase_following f WHERE f.adoption_id = p.adoption_id)
    AND NOT EXISTS (SELECT 1 FROM phase_stay o WHERE o.adoption_id = p.adoption_id AND o.entered_on > p.entered_on)
    """,
    """
    INSERT INTO phase_stay(adoption_id, phase, entered_on, noted_on)
    SELECT f.adoption_id, f.after, :today, :today FROM phase_following f WHERE f.after IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM phase_stay s WHERE s.adoption_id = f.adoption_id AND s.left_on IS NULL)
    ORDER BY f.adoption_id
    """,
)


def install(connection: Connection) -> None:
    """Create the TEMP tables and triggers that note whose phase changed."""
    for statement in _WATCH:
        connection.run(statement)


def follow(connection: Connection, today: dt.date) -> None:
    """Write down the phases that the running operation changed."""
    day = {"today": today.isoformat()}
    if connection.run("SELECT EXISTS (SELECT 1 FROM phase_begun)").scalar_one():
        connection.run(_BEGIN, day)
    if connection.run("SELECT EXISTS (SELECT 1 FROM phase_moved)").scalar_one():
        connection.run(_WHO)
        for statement in _FOLLOW:
            connection.run(statement, day)
        connection.run("DELETE FROM phase_following")
    forget(connection)


def forget(connection: Connection) -> None:
    """Let what was changed so far not be followed: the stays come by themselves."""
    connection.run("DELETE FROM phase_begun")
    connection.run("DELETE FROM phase_moved")


def stays(connection: Connection, adoption_id: int) -> tuple[PhaseStay, ...]:
    """Return the stays of a customer and a product, the latest first."""
    rows = connection.run(
        "SELECT id, phase, entered_on, left_on, noted_on FROM phase_stay WHERE adoption_id = ? "
        "ORDER BY left_on IS NOT NULL, entered_on DESC, id DESC",
        (adoption_id,),
    )
    return tuple(
        PhaseStay(
            id_,
            phase,
            dt.date.fromisoformat(entered),
            None if left is None else dt.date.fromisoformat(left),
            dt.date.fromisoformat(noted),
        )
        for id_, phase, entered, left, noted in rows
    )


def put(connection: Connection, adoption_id: int, stay: PhaseStay, today: dt.date) -> int:
    """Write a stay, a new one noted today, and return its id."""
    entered, left = stay.entered_on.isoformat(), None if stay.left_on is None else stay.left_on.isoformat()
    if stay.id:
        connection.run(
            "UPDATE phase_stay SET phase = ?, entered_on = ?, left_on = ?, noted_on = ? WHERE id = ?",
            (stay.phase, entered, left, (stay.noted_on or today).isoformat(), stay.id),
        )
        return stay.id
    connection.run(
        "INSERT INTO phase_stay(adoption_id, phase, entered_on, left_on, noted_on) VALUES (?, ?, ?, ?, ?)",
        (adoption_id, stay.phase, entered, left, (stay.noted_on or today).isoformat()),
    )
    return int(connection.run("SELECT last_insert_rowid()").scalar_one())


def remove(connection: Connection, stay_id: int) -> None:
    """Delete a stay."""
    connection.run("DELETE FROM phase_stay WHERE id = ?", (stay_id,))


def agree(connection: Connection, customer_id: int, today: dt.date) -> None:
    """Let the phase of a customer be the one that all its running products are in."""
    rows = connection.run(
        "SELECT (SELECT s.phase FROM phase_stay s WHERE s.adoption_id = a.id AND s.left_on IS NULL), "
        "EXISTS (SELECT 1 FROM contract k WHERE k.customer_id = a.customer_id AND +k.product_id = a.product_id "
        "AND (k.ended_on IS NULL OR k.ended_on > ?)) FROM adoption a WHERE a.customer_id = ?",
        (today.isoformat(), customer_id),
    ).all()
    phases = {phase for phase, runs in rows if runs} or {phase for phase, _runs in rows}
    if len(phases) == 1 and (phase := phases.pop()) is not None:
        connection.run("UPDATE customer SET phase = ? WHERE id = ? AND phase IS NOT ?", (phase, customer_id, phase))


def roles(connection: Connection) -> dict[str, str]:
    """Return what is led → by which role."""
    return dict(connection.run("SELECT phase, role FROM phase_role ORDER BY position, id").all())


def put_role(connection: Connection, phase: str, role: str, position: int) -> None:
    """Say who leads in a phase; nobody with an empty role."""
    if not role:
        connection.run("DELETE FROM phase_role WHERE phase = ?", (phase,))
        return
    connection.run(
        "INSERT INTO phase_role(phase, role, position) VALUES (?, ?, ?) "
        "ON CONFLICT(phase) DO UPDATE SET role = excluded.role",
        (phase, role, position),
    )
