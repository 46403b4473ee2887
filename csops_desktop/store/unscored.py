"""Notes whose score may have moved in the running operation; with no published scorecard nothing is noted at all."""

from collections.abc import Iterator

from csops_desktop.store.connection import Connection

_PARTS = (
    "contact",
    "contract",
    "activity",
    "ticket",
    "survey_answer",
    "promise",
    "reading",
    "rating",
    "not_applicable",
    "score_override",
    "request_customer",
    "adoption",
)
_OF_CUSTOMER = "phase, touch, archived_on, customer_since"
_AGAIN = "ON CONFLICT(id) DO NOTHING;"


def any_card(connection: Connection) -> bool:
    """Tell whether there are scorecards, be they drafts."""
    return bool(connection.run("SELECT EXISTS (SELECT 1 FROM scorecard)").scalar_one())


def any_published(connection: Connection) -> bool:
    """Tell whether there are published scorecards, be they archived."""
    sql = "SELECT EXISTS (SELECT 1 FROM scorecard_version WHERE number IS NOT NULL)"
    return bool(connection.run(sql).scalar_one())


def install(connection: Connection) -> None:
    """Begin to note, if customers are scored."""
    if any_published(connection) and not installed(connection):
        connection.run("CREATE TEMP TABLE unscored (id INTEGER PRIMARY KEY)")
        for statement in _triggers():
            connection.run(statement)


def installed(connection: Connection) -> bool:
    """Tell whether it is noted."""
    sql = "SELECT EXISTS (SELECT 1 FROM sqlite_temp_master WHERE name = 'unscored')"
    return bool(connection.run(sql).scalar_one())


def note_all(connection: Connection) -> None:
    """Note every customer, as when scorecards change."""
    connection.run(f"INSERT INTO unscored SELECT id FROM customer WHERE true {_AGAIN}")


def take(connection: Connection) -> list[int]:
    """Return the customers noted, those that are gone left out, and forget them."""
    found = list(connection.run("SELECT id FROM unscored WHERE id IN (SELECT id FROM customer) ORDER BY id").scalars())
    connection.run("DELETE FROM unscored")
    return found


def _triggers() -> Iterator[str]:
    for table in _PARTS:
        for event, sides in (("INSERT", ("new",)), ("UPDATE", ("old", "new")), ("DELETE", ("old",))):
            yield _trigger(
                table, event, " ".join(f"INSERT INTO unscored VALUES ({side}.customer_id) {_AGAIN}" for side in sides)
            )
    yield _trigger("customer", "INSERT", f"INSERT INTO unscored VALUES (new.id) {_AGAIN}")
    yield _trigger("customer", f"UPDATE OF {_OF_CUSTOMER}", f"INSERT INTO unscored VALUES (new.id) {_AGAIN}")
    asking = "INSERT INTO unscored SELECT customer_id FROM request_customer WHERE request_id = new.id"
    yield _trigger("request", "UPDATE OF kind, status, raised_on, told_on", f"{asking} {_AGAIN}")
    for event, side in (("INSERT", "new"), ("UPDATE", "new"), ("DELETE", "old")):
        whose = f"INSERT INTO unscored SELECT customer_id FROM adoption WHERE id = {side}.adoption_id {_AGAIN}"
        yield _trigger("assessment", event, whose)
    everybody = f"INSERT INTO unscored SELECT id FROM customer WHERE true {_AGAIN}"
    # With the first ticket, tickets are kept here: who has none has 0, and nobody knew before.
    for event in ("INSERT", "UPDATE", "DELETE"):
        few = "WHEN (SELECT count(*) FROM (SELECT 1 FROM ticket LIMIT 2)) < 2"
        yield _trigger("ticket", event, everybody, few, name="score_all_by")
    for event, side in (("INSERT", "new"), ("UPDATE", "new"), ("DELETE", "old")):
        whose = f"SELECT id FROM customer WHERE id = {side}.record_id"  # of another kind: computed in vain, no harm
        yield _trigger("custom_value", event, f"INSERT INTO unscored {whose} {_AGAIN}")
    yield _trigger("custom_field", "UPDATE OF name", everybody)
    yield _trigger("scorecard", "UPDATE OF position, archived_on", everybody)
    yield _trigger("metric", "UPDATE OF name, external_id, adds_up", everybody)
    yield _trigger("product", "UPDATE OF name", everybody)
    yield _trigger("scorecard_version", "UPDATE OF number", everybody)
    yield _trigger("scorecard_version", "DELETE", everybody, "WHEN old.number IS NOT NULL")


def _trigger(table: str, event: str, body: str, when: str = "", name: str = "score_by") -> str:
    verb = event.split(maxsplit=1)[0]
    return f"CREATE TEMP TRIGGER {name}_{table}_{verb} AFTER {event} ON main.{table} {when} BEGIN {body} END"
