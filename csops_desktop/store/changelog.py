"""The change log: TEMP triggers, generated from the tables at every opening, write down what each operation did.

One mechanism for undo, history, audit, bin and import undo. Triggers see the ORM, bulk and raw SQL and cascades alike.
An insert logs its key only, an update the columns that changed, a delete the whole row. A write to a logged table
outside an operation fails, because there is no current change set to log it under.
"""

import json
from collections.abc import Iterator, Sequence

from csops_desktop.domain.changes import Sentence, SetKind
from csops_desktop.foundation.clock import Clock
from csops_desktop.store.connection import Connection
from csops_desktop.store.shape import columns

LOGGED = (
    "member",
    "product",
    "customer",
    "contact",
    "contract",
    "adoption",
    "product_level",
    "evidence_item",
    "level_action",
    "touch_target",
    "phase_role",
    "touch_model",
    "touch_rule",
    "touch_stay",
    "assessment",
    "assessment_item",
    "phase_stay",
    "metric",
    "reading",
    "scorecard",
    "scorecard_version",
    "rating",
    "not_applicable",
    "score_override",
    "closing_day",
    "playbook",
    "playbook_version",
    "playbook_run",
    "run_step",
    "dismissal",
    "opportunity",
    "activity",
    "next_action",
    "promise",
    "request",
    "request_customer",
    "ticket",
    "survey_answer",
    "churn_event",
    "file_link",
    "handoff",
    "activity_contact",
    "distinct_pair",
    "snooze",
    "tag",
    "customer_tag",
    "custom_field",
    "custom_value",
    "saved_view",
)


def install(connection: Connection) -> None:
    """Create the TEMP table that names the running change set, its kind and its day, and the logging triggers."""
    connection.run("CREATE TEMP TABLE current_set (set_id INTEGER NOT NULL, kind TEXT NOT NULL, day TEXT NOT NULL)")
    for table in LOGGED:
        for statement in _triggers(table, columns(connection, table)):
            connection.run(statement)


def begin(connection: Connection, clock: Clock, kind: SetKind, reverts: int | None, member_id: int | None) -> int:
    """Open a change set of a member and return its id."""
    connection.run(
        "INSERT INTO change_set(at, member, kind, sentence, data, reverts) "
        "VALUES (?, (SELECT name FROM member WHERE id = ?), ?, '', '{}', ?)",
        (clock.stamp(), member_id, kind.value, reverts),
    )
    set_id: int = connection.run("SELECT last_insert_rowid()").scalar_one()
    connection.run("DELETE FROM current_set")
    connection.run("INSERT INTO current_set VALUES (?, ?, ?)", (set_id, kind.value, clock.today().isoformat()))
    return set_id


def finish(connection: Connection, set_id: int, sentence: Sentence) -> int:
    """Close the running change set; one that holds nothing goes away. Returns the number of changes."""
    connection.run("DELETE FROM current_set")
    n: int = connection.run("SELECT count(*) FROM change WHERE set_id = ?", (set_id,)).scalar_one()
    if n == 0:
        connection.run("DELETE FROM change_set WHERE id = ?", (set_id,))
    else:
        connection.run(
            "UPDATE change_set SET sentence = ?, data = ? WHERE id = ?",
            (sentence.key, json.dumps(sentence.data, ensure_ascii=False), set_id),
        )
    return n


def forget(connection: Connection, set_id: int) -> None:
    """Take out of the running change set what it holds so far."""
    connection.run("DELETE FROM change WHERE set_id = ?", (set_id,))


def _triggers(table: str, names: Sequence[str]) -> Iterator[str]:
    others = [name for name in names if name != "id"]
    log = "INSERT INTO change(set_id, tbl, pk, op, old, new) VALUES ((SELECT set_id FROM current_set),"
    changed = " OR ".join(f"old.{name} IS NOT new.{name}" for name in others)
    whole = ",".join(f"'{name}',old.{name}" for name in names)
    yield (
        f"CREATE TEMP TRIGGER log_{table}_insert AFTER INSERT ON main.{table} BEGIN "
        f"{log} '{table}', new.id, 'insert', NULL, NULL); END"
    )
    yield (
        f"CREATE TEMP TRIGGER log_{table}_update AFTER UPDATE ON main.{table} WHEN {changed} BEGIN "
        f"{log} '{table}', new.id, 'update', {_difference('old', others)}, {_difference('new', others)}); END"
    )
    yield (
        f"CREATE TEMP TRIGGER log_{table}_delete AFTER DELETE ON main.{table} BEGIN "
        f"{log} '{table}', old.id, 'delete', json_object({whole}), NULL); END"
    )


def _difference(side: str, names: Sequence[str]) -> str:
    parts = " UNION ALL ".join(f"SELECT '{n}' k, {side}.{n} v WHERE old.{n} IS NOT new.{n}" for n in names)
    return f"(SELECT json_group_object(k, v) FROM ({parts}))"
