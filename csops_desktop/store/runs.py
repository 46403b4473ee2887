"""Runs of playbooks and their steps."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from csops_desktop.domain.changes import Scalar
from csops_desktop.domain.playbooks.definition import Playbook
from csops_desktop.domain.playbooks.planning import Bases
from csops_desktop.domain.playbooks.runs import Closing, RunStep, StepState
from csops_desktop.domain.playbooks.shown import RunHead, StepLine
from csops_desktop.store.connection import Connection

_STATES = {state.value: state for state in StepState}
_HEAD = """
SELECT r.id, r.customer_id, c.name, v.playbook_id, r.version_id, coalesce(v.number, 0), r.owner_id,
    coalesce(m.name, ''), r.started_on, r.phase_on, r.contract_on, r.renewal_on, r.notice_on, coalesce(r.reason, ''),
    r.product_id, r.contract_id, r.closed_on, r.outcome, coalesce(r.note, ''), f.band, coalesce(f.mrr, 0)
FROM playbook_run r JOIN playbook_version v ON v.id = r.version_id JOIN customer c ON c.id = r.customer_id
LEFT JOIN customer_fact f ON f.customer_id = r.customer_id LEFT JOIN member m ON m.id = r.owner_id
"""
_STEP = """
SELECT s.run_id, s.id, s.key, s.milestone, s.required, s.state, s.due_on, s.closed_on, coalesce(s.title, ''),
    coalesce(s.moved, 0), s.owner_id, coalesce(o.name, ''), coalesce(s.proof, ''), s.proof_on, s.rating,
    coalesce(s.reason, ''), coalesce(s.note, ''), coalesce(b.name, '')
FROM run_step s LEFT JOIN member o ON o.id = s.owner_id LEFT JOIN member b ON b.id = s.closed_by
"""


def head(connection: Connection, run_id: int) -> RunHead | None:
    """Return a run without its steps."""
    return next(iter(_heads(connection, "WHERE r.id = ?", (run_id,))), None)


def open_heads(connection: Connection) -> list[RunHead]:
    """Return the open runs of customers that are in use, by id."""
    return _heads(connection, "WHERE r.closed_on IS NULL AND f.hidden = 0 ORDER BY r.id", ())


def heads_of(connection: Connection, customer_id: int) -> list[RunHead]:
    """Return all runs of a customer, the open ones first, then the latest."""
    order = "WHERE r.customer_id = ? ORDER BY r.closed_on IS NOT NULL, coalesce(r.closed_on, r.started_on) DESC, r.id"
    return _heads(connection, order, (customer_id,))


def closed_heads(connection: Connection, since: dt.date) -> list[RunHead]:
    """Return the runs that were closed on a day or later, the latest first."""
    return _heads(connection, "WHERE r.closed_on >= ? ORDER BY r.closed_on DESC, r.id", (since.isoformat(),))


def steps(connection: Connection, run_id: int, playbook: Playbook) -> tuple[StepLine, ...]:
    """Return the steps of a run, in order, without the reasons of their dates."""
    rows = connection.run(f"{_STEP} WHERE s.run_id = ? ORDER BY s.milestone, s.position, s.id", (run_id,))
    return tuple(_line(row, playbook) for row in rows)


def open_steps(connection: Connection, runs: Collection[int] | None = None) -> dict[int, list[RunStep]]:
    """Return the steps of the open runs, by run and in order."""
    where = "" if runs is None else f" AND r.id IN ({','.join(str(int(run)) for run in runs)})"
    return _courses(connection, f"r.closed_on IS NULL{where}", ())


def closed_steps(connection: Connection, since: dt.date) -> dict[int, list[RunStep]]:
    """Return the steps of the runs that were closed on a day or later, by run and in order."""
    return _courses(connection, "r.closed_on >= ?", (since.isoformat(),))


def free_steps(connection: Connection, runs: Collection[int]) -> None:
    """Let whoever runs these runs do their open steps."""
    connection.run_many(
        "UPDATE run_step SET owner_id = NULL WHERE run_id = ? AND owner_id IS NOT NULL AND state IN ('todo', 'doing')",
        [(run,) for run in runs],
    )


def due_lines(
    connection: Connection, until: dt.date, owner_id: int | None, playbooks: Mapping[int, Playbook]
) -> list[tuple[int, StepLine]]:
    """Return the open steps of open runs that are due up to a day, by day, each with its run.

    Args:
        connection: to the store.
        until: the last day.
        owner_id: whose steps: their own, or without an owner of those runs that are theirs; None: everybody's.
        playbooks: run → what it goes by; the steps of other runs are left out.
    """
    rows = connection.run(
        f"{_STEP} JOIN playbook_run r ON r.id = s.run_id WHERE s.state IN ('todo', 'doing') AND s.due_on <= :until "
        "AND r.closed_on IS NULL AND (:owner IS NULL OR coalesce(s.owner_id, r.owner_id) = :owner) "
        "ORDER BY s.due_on, s.run_id, s.milestone, s.position, s.id",
        {"until": until.isoformat(), "owner": owner_id},
    )
    return [(row[0], _line(row, playbooks[row[0]])) for row in rows if row[0] in playbooks]


def dated_lines(
    connection: Connection, owner_id: int | None, playbooks: Mapping[int, Playbook]
) -> list[tuple[int, StepLine]]:
    """Return the steps with a day, open or not, of these runs, by day, each with its run.

    Args:
        connection: to the store.
        owner_id: whose steps: their own, or without an owner of those runs that are theirs; None: everybody's.
        playbooks: run → what it goes by.
    """
    rows = connection.run(
        f"{_STEP} JOIN playbook_run r ON r.id = s.run_id WHERE s.due_on IS NOT NULL "
        "AND (:owner IS NULL OR coalesce(s.owner_id, r.owner_id) = :owner) "
        "ORDER BY s.due_on, s.run_id, s.milestone, s.position, s.id",
        {"owner": owner_id},
    )
    return [(row[0], _line(row, playbooks[row[0]])) for row in rows if row[0] in playbooks]


def run_of(connection: Connection, step_id: int) -> int | None:
    """Return the run of a step."""
    found: int | None = connection.run("SELECT run_id FROM run_step WHERE id = ?", (step_id,)).scalar()
    return found


def open_run(connection: Connection, playbook_id: int, customer_id: int, reason: str) -> int | None:
    """Return the open run of a playbook for a customer and a reason."""
    found: int | None = connection.run(
        "SELECT r.id FROM playbook_run r JOIN playbook_version v ON v.id = r.version_id WHERE v.playbook_id = ? "
        "AND r.customer_id = ? AND coalesce(r.reason, '') = ? AND r.closed_on IS NULL",
        (playbook_id, customer_id, reason),
    ).scalar()
    return found


def add(connection: Connection, values: Mapping[str, Scalar]) -> int:
    """Make a run and return its id."""
    return _insert(connection, "playbook_run", values)


def add_step(connection: Connection, values: Mapping[str, Scalar]) -> int:
    """Make a step and return its id."""
    return _insert(connection, "run_step", values)


def change(connection: Connection, run_id: int, values: Mapping[str, Scalar]) -> None:
    """Write some columns of a run."""
    _update(connection, "playbook_run", run_id, values)


def change_step(connection: Connection, step_id: int, values: Mapping[str, Scalar]) -> None:
    """Write some columns of a step."""
    _update(connection, "run_step", step_id, values)


def remove_steps(connection: Connection, ids: Sequence[int]) -> None:
    """Delete steps."""
    connection.run_many("DELETE FROM run_step WHERE id = ?", [(id_,) for id_ in ids])


def bases_of(
    connection: Connection, customer_id: int, start: dt.date, product_id: int | None, contract_id: int | None
) -> tuple[Bases, int | None]:
    """Return the days from which the steps of a customer are counted, and the contract that they are of.

    Args:
        connection: to the store.
        customer_id: whose they are.
        start: of the run.
        product_id: that the run is about; None: any.
        contract_id: that the run is about; None: the one in force whose term ends next.
    """
    contract = connection.run(
        "SELECT id, starts_on, term_ends_on, notice_on FROM contract WHERE customer_id = :customer "
        "AND (:contract IS NULL OR id = :contract) AND (:product IS NULL OR product_id = :product) "
        "AND (:contract IS NOT NULL OR ended_on IS NULL OR ended_on > :start) "
        "ORDER BY term_ends_on IS NULL, term_ends_on < :start, term_ends_on, id LIMIT 1",
        {"customer": customer_id, "contract": contract_id, "product": product_id, "start": start.isoformat()},
    ).first()
    phase = connection.run(
        "SELECT max(s.entered_on) FROM phase_stay s JOIN adoption a ON a.id = s.adoption_id "
        "WHERE a.customer_id = :customer AND s.left_on IS NULL AND (:product IS NULL OR a.product_id = :product)",
        {"customer": customer_id, "product": product_id},
    ).scalar()
    if contract is None:
        return Bases(start, _day(phase)), None
    return Bases(start, _day(phase), _day(contract[1]), _day(contract[2]), _day(contract[3])), int(contract[0])


def _heads(connection: Connection, where: str, values: tuple[Scalar, ...]) -> list[RunHead]:
    return [
        RunHead(
            row[0],
            row[1],
            row[2],
            row[3],
            row[4],
            row[5],
            row[6],
            row[7],
            Bases(dt.date.fromisoformat(row[8]), _day(row[9]), _day(row[10]), _day(row[11]), _day(row[12])),
            row[13],
            row[14],
            row[15],
            _day(row[16]),
            None if row[17] is None else Closing(row[17]),
            row[18],
            row[19],
            row[20],
        )
        for row in connection.run(_HEAD + where, values)
    ]


def _courses(connection: Connection, where: str, values: tuple[Scalar, ...]) -> dict[int, list[RunStep]]:
    rows = connection.run(
        "SELECT s.run_id, s.id, s.key, s.milestone, s.required, s.state, s.due_on, s.closed_on FROM playbook_run r "
        f"JOIN run_step s ON s.run_id = r.id WHERE {where} ORDER BY s.run_id, s.milestone, s.position, s.id",
        values,
    )
    found: dict[int, list[RunStep]] = defaultdict(list)
    day, states = dt.date.fromisoformat, _STATES
    known: dict[str | None, dt.date | None] = {None: None}
    for run, id_, key, milestone, required, state, due, closed in rows:
        # A few days stand in thousands of rows: each is read once.
        if due not in known:
            known[due] = day(due)
        if closed not in known:
            known[closed] = day(closed)
        found[run].append(RunStep(id_, key, milestone, required == 1, states[state], known[due], known[closed]))
    return found


def _course(row: Sequence[Scalar]) -> RunStep:
    _run, id_, key, milestone, required, state, due, closed = row[:8]
    return RunStep(
        int(id_ or 0), str(key), int(milestone or 0), bool(required), StepState(str(state)), _day(due), _day(closed)
    )


def _line(row: Sequence[Scalar], playbook: Playbook) -> StepLine:
    course = _course(row)
    title, moved, owner_id, owner, proof, proof_on, rating, reason, note, closed_by = row[8:]
    return StepLine(
        course,
        playbook.step(course.key),
        str(title),
        None,
        bool(moved),
        None if owner_id is None else int(owner_id),
        str(owner),
        str(proof),
        _day(proof_on),
        None if rating is None else int(rating),
        str(reason),
        str(note),
        str(closed_by),
    )


def _insert(connection: Connection, table: str, values: Mapping[str, Scalar]) -> int:
    names, marks = ",".join(values), ",".join("?" * len(values))
    connection.run(f"INSERT INTO {table}({names}) VALUES ({marks})", tuple(values.values()))
    return int(connection.run("SELECT last_insert_rowid()").scalar_one())


def _update(connection: Connection, table: str, row_id: int, values: Mapping[str, Scalar]) -> None:
    names = ", ".join(f"{name} = ?" for name in values)
    connection.run(f"UPDATE {table} SET {names} WHERE id = ?", (*values.values(), row_id))


def _day(value: Scalar) -> dt.date | None:
    return None if value is None else dt.date.fromisoformat(str(value))
