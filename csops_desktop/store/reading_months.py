"""Adds the usage readings of each month up, and keeps the sums true: only the months that an operation touched.

TEMP triggers note the months; ``refresh`` adds just those up again from their readings. Nothing of it is logged.
"""

from csops_desktop.store.connection import Connection

_SUMS = """
INSERT INTO reading_month(metric_id, customer_id, product_id, month, n, total, last_on, last_value)
SELECT metric_id, customer_id, product_id, month, n, total, last_on, (
    -- of several readings on that day the one that was entered last
    SELECT r.value FROM reading r
    WHERE r.metric_id = s.metric_id AND r.customer_id = s.customer_id AND r.on_day = s.last_on
    AND coalesce(r.product_id, 0) = s.product_id ORDER BY r.id DESC LIMIT 1)
FROM ({sums}) s
"""
_OF_TOUCHED = """
SELECT t.metric_id, t.customer_id, coalesce(r.product_id, 0) product_id, t.month, count(*) n, sum(r.value) total,
       max(r.on_day) last_on
FROM touched_month t CROSS JOIN reading r ON r.metric_id = t.metric_id AND r.customer_id = t.customer_id
AND r.on_day BETWEEN t.month || '-01' AND t.month || '-31'
GROUP BY t.metric_id, t.customer_id, coalesce(r.product_id, 0), t.month
"""
_OF_ALL = """
SELECT metric_id, customer_id, coalesce(product_id, 0) product_id, substr(on_day, 1, 7) month, count(*) n,
       sum(value) total, max(on_day) last_on
FROM reading GROUP BY metric_id, customer_id, 3, 4
"""
_FORGET = """
DELETE FROM reading_month WHERE (metric_id, customer_id, product_id, month) IN (
    SELECT m.metric_id, m.customer_id, m.product_id, m.month FROM touched_month t
    CROSS JOIN reading_month m ON m.metric_id = t.metric_id AND m.customer_id = t.customer_id AND m.month = t.month)
"""


def install(connection: Connection) -> None:
    """Create the TEMP table and triggers that note which months an operation touches."""
    connection.run(
        "CREATE TEMP TABLE touched_month (metric_id INTEGER NOT NULL, customer_id INTEGER NOT NULL, "
        "month TEXT NOT NULL, PRIMARY KEY (metric_id, customer_id, month)) WITHOUT ROWID"
    )
    note = (
        "INSERT INTO touched_month VALUES ({0}.metric_id, {0}.customer_id, substr({0}.on_day, 1, 7)) "
        "ON CONFLICT DO NOTHING;"
    )
    for event, sides in (("INSERT", ("new",)), ("UPDATE", ("old", "new")), ("DELETE", ("old",))):
        body = " ".join(note.format(side) for side in sides)
        connection.run(f"CREATE TEMP TRIGGER touch_month_{event} AFTER {event} ON main.reading BEGIN {body} END")


def refresh(connection: Connection) -> None:
    """Add the months up again that the running operation touched."""
    if not connection.run("SELECT EXISTS (SELECT 1 FROM touched_month)").scalar_one():
        return
    connection.run(_FORGET)
    connection.run(_SUMS.format(sums=_OF_TOUCHED))
    connection.run("DELETE FROM touched_month")


def rebuild(connection: Connection) -> None:
    """Add all months up anew."""
    connection.run("DELETE FROM reading_month")
    connection.run(_SUMS.format(sums=_OF_ALL))
    connection.run("DELETE FROM touched_month")
