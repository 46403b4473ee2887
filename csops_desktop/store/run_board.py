"""What the board and the week show of all open runs, read in a few queries."""

import datetime as dt

from csops_desktop.domain.playbooks.definition import Playbook
from csops_desktop.store.connection import Connection
from csops_desktop.store.playbooks import VERSIONS


def definitions(connection: Connection) -> dict[int, Playbook]:
    """Return version → what it is, of all versions that runs began with."""
    ids = connection.run("SELECT DISTINCT version_id FROM playbook_run").scalars()
    found = [VERSIONS.get(connection, version_id) for version_id in list(ids)]
    return {version.id: version.definition for version in found if version is not None}


def own_titles(connection: Connection) -> dict[int, str]:
    """Return step → its title, of those that were added to an open run alone."""
    rows = connection.run(
        "SELECT s.id, s.title FROM run_step s JOIN playbook_run r ON r.id = s.run_id "
        "WHERE r.closed_on IS NULL AND s.title IS NOT NULL"
    )
    return {row[0]: row[1] for row in rows}


def published(connection: Connection) -> int:
    """Return how many playbooks can be started."""
    return len(VERSIONS.current(connection))


def any_run(connection: Connection) -> bool:
    """Tell whether there ever was a run."""
    return bool(connection.run("SELECT EXISTS (SELECT 1 FROM playbook_run)").scalar())


def score_changes(connection: Connection, since: dt.date, until: dt.date, days: int) -> tuple[int, ...]:
    """Return by how many points the scores of customers had changed some days after their runs were closed.

    Args:
        connection: to the store.
        since: the first day on which the runs were closed.
        until: the last one.
        days: after which the score is looked at.
    """
    at = (
        "(SELECT s.{what} FROM score_snapshot s WHERE s.customer_id = r.customer_id AND s.day <= {day} "
        "ORDER BY s.day DESC LIMIT 1)"
    )
    later = f"date(r.closed_on, '+{int(days)} days')"
    rows = connection.run(
        f"SELECT {at.format(what='total', day=later)} - {at.format(what='total', day='r.closed_on')} "
        "FROM playbook_run r WHERE r.closed_on BETWEEN ? AND ? AND r.outcome <> 'not_needed' "
        f"AND {at.format(what='version_id', day=later)} = {at.format(what='version_id', day='r.closed_on')}",
        (since.isoformat(), until.isoformat()),
    )
    return tuple(int(row[0]) for row in rows if row[0] is not None)
