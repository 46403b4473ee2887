"""What a user can see of all runs of playbooks together: the board, closed ones, the week, how many are held up."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from csops_desktop.domain.business_days import BusinessCalendar
from csops_desktop.domain.changes import Outcome, Sentence
from csops_desktop.domain.fields import Kind
from csops_desktop.domain.playbooks import board as rules
from csops_desktop.domain.playbooks import runs as pace
from csops_desktop.domain.playbooks.board import LATER_DAYS, RESULT_DAYS, WEEK_DAYS, Board, BoardLine, Week
from csops_desktop.domain.playbooks.definition import Playbook, Words
from csops_desktop.domain.playbooks.runs import RunStep
from csops_desktop.domain.playbooks.shown import DueStep, RunHead
from csops_desktop.services import business_days, run_views
from csops_desktop.store import customer_list, records, run_board, runs
from csops_desktop.store.connection import Connection
from csops_desktop.store.engine import Database


@dataclass(frozen=True, slots=True)
class _Known:
    """What every line is made with."""

    today: dt.date
    calendar: BusinessCalendar
    stalled_after: int
    playbooks: Mapping[int, Playbook]
    titles: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class RunBoardService:
    """The use cases of looking at all runs."""

    database: Database

    def board(self) -> Board:
        """Return the open runs, the most urgent first, and what they say together."""
        today = self.database.clock.today()
        with self.database.reading() as connection:
            known = _known(connection, today)
            lines = _lines(known, runs.open_heads(connection), runs.open_steps(connection))
            since = today - dt.timedelta(RESULT_DAYS)
            closed = runs.closed_heads(connection, since)
            looked_at = today - dt.timedelta(LATER_DAYS)
            changes = run_board.score_changes(connection, since, looked_at, LATER_DAYS)
            return Board(
                rules.in_order(lines),
                rules.results(closed, changes),
                today,
                known.stalled_after,
                run_board.published(connection),
                run_board.any_run(connection),
                not customer_list.is_empty(connection),
            )

    def closed(self, days: int | None = RESULT_DAYS) -> tuple[BoardLine, ...]:
        """Return the runs closed within some days, or all of them, the latest first."""
        today = self.database.clock.today()
        since = dt.date.min if days is None else today - dt.timedelta(days)
        with self.database.reading() as connection:
            heads = runs.closed_heads(connection, since)
            return tuple(_lines(_known(connection, today), heads, runs.closed_steps(connection, since)))

    def week(self, owner_id: int | None = None, days: int = WEEK_DAYS) -> Week:
        """Return the open steps that are overdue or fall due within some days, today among them.

        Args:
            owner_id: whose; None: everybody's.
            days: how many.
        """
        today = self.database.clock.today()
        with self.database.reading() as connection:
            known = run_board.definitions(connection)
            heads = {head.id: head for head in runs.open_heads(connection) if head.version_id in known}
            playbooks = {id_: known[head.version_id] for id_, head in heads.items()}
            due = runs.due_lines(connection, today + dt.timedelta(days - 1), owner_id, playbooks)
            return Week(tuple(DueStep(heads[run], line, playbooks[run].name) for run, line in due), today)

    def held_up(self, owner_id: int | None = None) -> int:
        """Return how many open runs are late or stalled; None: of everybody's."""
        today = self.database.clock.today()

        def count(connection: Connection) -> int:
            heads = [head for head in runs.open_heads(connection) if owner_id in (None, head.owner_id)]
            if not heads:
                return 0
            lines = _lines(_known(connection, today), heads, runs.open_steps(connection))
            return rules.held_up(lines, owner_id)

        return self.database.quietly(count)

    def hand_over(self, ids: Sequence[int], member_id: int | None, *, steps: bool) -> Outcome[int]:
        """Give runs to somebody; returns how many.

        Args:
            ids: runs; closed ones are left out.
            member_id: who runs them from now on.
            steps: whether their open steps that somebody else does follow.
        """
        with self.database.operation(Sentence("runs_owner")) as operation:
            connection = operation.connection
            wanted = set(ids)
            given = [head for head in runs.open_heads(connection) if head.id in wanted]
            for head in given:
                runs.change(connection, head.id, {"owner_id": member_id})
            if steps:
                runs.free_steps(connection, [head.id for head in given])
            owner = records.name(connection, Kind.MEMBERS, member_id) if member_id is not None else ""
            operation.sentence = Sentence("runs_owner", {"n": len(given), "owner": owner})
        return run_views.outcome(len(given), operation.changes, operation.sentence, operation.set_id)


def _known(connection: Connection, today: dt.date) -> _Known:
    return _Known(
        today,
        business_days.calendar(connection, today, "ja"),
        run_views.stalled_after(connection),
        run_board.definitions(connection),
        run_board.own_titles(connection),
    )


def _lines(known: _Known, heads: Sequence[RunHead], steps: Mapping[int, Sequence[RunStep]]) -> list[BoardLine]:
    found = []
    for head in heads:
        playbook = known.playbooks.get(head.version_id)
        if playbook is not None:
            found.append(_line(known, head, playbook, steps.get(head.id, ())))
    return found


def _line(known: _Known, head: RunHead, playbook: Playbook, steps: Sequence[RunStep]) -> BoardLine:
    day = head.closed_on or known.today
    course = pace.course(head.bases.start, steps, day, known.calendar, known.stalled_after)
    title = Words()
    if course.current is not None:
        step, own = playbook.step(course.current.key), known.titles.get(course.current.id)
        title = Words(own, own) if own is not None else Words() if step is None else step.title
    return BoardLine(head, playbook.name, course, steps, day, title)
