"""Adds the usage readings of each month up, and keeps the sums true: only the months that an operation touched.

TEMP triggers note the months, with what new readings add to them; where one was changed or deleted, the month is added
up again. Derived: nothing of it is logged.
"""

from csops_desktop.store.connection import Connection

_KEY = ("metric_id", "customer_id", "product_id", "month")
_LISTED = ", ".join(_KEY)
_SUMS = f"""
INSERT INTO reading_month({_LISTED}, n, total, last_on, last_value)
SELECT {_LISTED}, n, total, last_on, (
    -- of several readings on that day the one that was entered last
    SELECT r.value FROM reading r
    WHERE r.metric_id = s.metric_id AND r.customer_id = s.customer_id AND r.on_day = s.last_on
    AND coalesce(r.product_id, 0) = s.product_id ORDER BY r.id DESC LIMIT 1)
FROM ({{sums}}) s
"""
_OF_STALE = """
SELECT t.metric_id, t.customer_id, t.product_id, t.month, count(*) n, sum(r.value) total, max(r.on_day) last_on
FROM touched_month t CROSS JOIN reading r ON r.metric_id = t.metric_id AND r.customer_id = t.customer_id
AND r.on_day BETWEEN t.month || '-01' AND t.month || '-31' AND coalesce(r.product_id, 0) = t.product_id
WHERE t.stale GROUP BY t.metric_id, t.customer_id, t.product_id, t.month
"""
_OF_ALL = """
SELECT metric_id, customer_id, coalesce(product_id, 0) product_id, substr(on_day, 1, 7) month, count(*) n,
       sum(value) total, max(on_day) last_on
FROM reading GROUP BY metric_id, customer_id, 3, 4
"""
_TIES = f"""
UPDATE touched_month SET stale = 1
WHERE ({_LISTED}, last_on) IN (
    SELECT m.metric_id, m.customer_id, m.product_id, m.month, m.last_on FROM touched_month t
    CROSS JOIN reading_month m USING ({_LISTED}))
"""
_FORGET = f"DELETE FROM reading_month WHERE ({_LISTED}) IN (SELECT {_LISTED} FROM touched_month WHERE stale)"
_ADD = f"""
INSERT INTO reading_month({_LISTED}, n, total, last_on, last_value)
SELECT {_LISTED}, n, total, last_on, last_value FROM touched_month WHERE stale = 0
ON CONFLICT DO UPDATE SET n = n + excluded.n, total = total + excluded.total,
    last_value = CASE WHEN excluded.last_on > last_on THEN excluded.last_value ELSE last_value END,
    last_on = max(last_on, excluded.last_on)
"""
_NEW = """
INSERT INTO touched_month VALUES (
    new.metric_id, new.customer_id, coalesce(new.product_id, 0), substr(new.on_day, 1, 7), 1, new.value, new.on_day,
    new.value, 0)
ON CONFLICT DO UPDATE SET n = n + 1, total = total + excluded.total,
    last_value = CASE WHEN excluded.last_on >= last_on THEN excluded.last_value ELSE last_value END,
    last_on = max(last_on, excluded.last_on);
"""
_STALE = """
INSERT INTO touched_month VALUES (
    {0}.metric_id, {0}.customer_id, coalesce({0}.product_id, 0), substr({0}.on_day, 1, 7), 0, 0, '', 0, 1)
ON CONFLICT DO UPDATE SET stale = 1;
"""


def install(connection: Connection) -> None:
    """Create the TEMP table and triggers that note which months an operation touches."""
    # stale: 1 for a month that has to be added up again
    connection.run(
        "CREATE TEMP TABLE touched_month (metric_id INTEGER NOT NULL, customer_id INTEGER NOT NULL, "
        "product_id INTEGER NOT NULL, month TEXT NOT NULL, n INTEGER NOT NULL, total REAL NOT NULL, "
        f"last_on TEXT NOT NULL, last_value REAL NOT NULL, stale INTEGER NOT NULL, PRIMARY KEY ({_LISTED})) "
        "WITHOUT ROWID"
    )
    for event, body in (
        ("INSERT", _NEW),
        ("UPDATE", _STALE.format("old") + _STALE.format("new")),
        ("DELETE", _STALE.format("old")),
    ):
        connection.run(f"CREATE TEMP TRIGGER touch_month_{event} AFTER {event} ON main.reading BEGIN {body} END")


def refresh(connection: Connection) -> None:
    """Bring the months up to date that the running operation touched."""
    if not connection.run("SELECT EXISTS (SELECT 1 FROM touched_month)").scalar_one():
        return
    connection.run(_TIES)  # a reading that comes back may be older than another of its day
    connection.run(_FORGET)
    connection.run(_SUMS.format(sums=_OF_STALE))
    connection.run(_ADD)
    connection.run("DELETE FROM touched_month")


def rebuild(connection: Connection) -> None:
    """Add all months up anew."""
    connection.run("DELETE FROM reading_month")
    connection.run(_SUMS.format(sums=_OF_ALL))
    connection.run("DELETE FROM touched_month")
