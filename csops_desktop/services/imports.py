"""What a user can do with files from outside: read, map, try out, write."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from csops_desktop.domain.changes import Area, Outcome, Sentence, SetKind
from csops_desktop.domain.fields import IMPORTABLE, Kind, field_of, stored
from csops_desktop.domain.imports import (
    Decisions,
    Guess,
    Mapping,
    ReadOptions,
    Report,
    RowState,
    Rule,
    Sheet,
    Table,
    Target,
)
from csops_desktop.domain.settings import CURRENCY_DIGITS, StoreSetting
from csops_desktop.foundation import garbage
from csops_desktop.foundation.errors import CancelledError, OutdatedPreviewError
from csops_desktop.foundation.progress import Cancelled, Progress, never, no_progress
from csops_desktop.services.backups import BackupService
from csops_desktop.services.importing.beside import BESIDE, match_beside
from csops_desktop.services.importing.compare import Compared, compare, refuse_taken
from csops_desktop.services.importing.filling import complete, refuse_early_changes, refuse_early_ends
from csops_desktop.services.importing.gathering import gather, notes
from csops_desktop.services.importing.match import Matched, match, rows_of
from csops_desktop.services.importing.parse import Parsed, parse
from csops_desktop.services.importing.preview import Preview
from csops_desktop.services.importing.resolving import Newcomers, lookups, require_parents, resolve
from csops_desktop.services.importing.spreading import parse_spread, spread
from csops_desktop.services.importing.write import write
from csops_desktop.store import log, settings
from csops_desktop.store.connection import Connection
from csops_desktop.store.engine import Database

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["IMPORTABLE", "ImportService", "Preview"]


@dataclass(frozen=True, slots=True)
class ImportService:
    """The use cases of an import. Reading, guessing and the dry run may run in any thread."""

    database: Database
    backups: BackupService

    def sheets(self, path: Path) -> tuple[Sheet, ...]:
        """Return the sheets of a workbook; none for a text file."""
        from csops_desktop.exchange.reading import list_sheets  # noqa: PLC0415 (only an import needs it)

        return tuple(list_sheets(path))

    @garbage.left_alone()
    def read(self, path: Path, options: ReadOptions | None = None, *, cancelled: Cancelled = never) -> Table:
        """Read a file; see ``exchange.reading.read_table`` for what it raises."""
        from csops_desktop.exchange.reading import read_table  # noqa: PLC0415 (only an import needs it)

        return read_table(path, options or ReadOptions(), cancelled=cancelled)

    def guess(self, table: Table, kind: Kind | None = None, *, mapping_file: Path | None = None) -> Guess:
        """Guess what the columns mean: as a file says or remembered for these headings, else from words and data."""
        from csops_desktop.exchange import guessing  # noqa: PLC0415 (only an import needs it)
        from csops_desktop.exchange import mapping_file as files  # noqa: PLC0415 (likewise)

        kind = kind or guessing.guess_kind(table) or Kind.CUSTOMERS
        if mapping_file is not None:
            given = files.load_mapping(mapping_file, table, kind)
            return guessing.guess(table, kind, given, today=self.database.clock.today())
        with self.database.reading() as connection:
            remembered = settings.mapping(connection, kind.value, _heading_key(table))
            currency = settings.get(connection, StoreSetting.CURRENCY.value.name) or StoreSetting.CURRENCY.value.default
        mapping = _mapping_from_json(remembered, kind) if remembered else None
        return guessing.guess(table, kind, mapping, today=self.database.clock.today(), currency=str(currency))

    @garbage.left_alone()
    def dry_run(
        self,
        table: Table,
        mapping: Mapping,
        *,
        decisions: Decisions | None = None,
        progress: Progress = no_progress,
        cancelled: Cancelled = never,
    ) -> Preview:
        """Find out what an import would do; nothing is written.

        Raises:
            CancelledError: the user stopped.
        """
        decisions = decisions or Decisions()
        with self.database.reading() as connection:
            currency = settings.get(connection, StoreSetting.CURRENCY.value.name) or "JPY"
        digits = CURRENCY_DIGITS.get(str(currency), 0)
        if mapping.kind is Kind.READINGS:
            parsed = parse_spread(spread(table, mapping, self.database.clock.today()), cancelled=cancelled)
        else:
            parsed = parse(table, mapping, digits=digits, cancelled=cancelled)
        progress(1, 3)

        def asked() -> bool:
            self.database.give_way()  # edits and searches do not wait for the whole of a long dry run
            return cancelled()

        with self.database.reading() as connection:
            seen = log.latest(connection)
            preview = _plan(connection, parsed, decisions, self.database, asked)
            preview.seen = seen
        progress(3, 3)
        return preview

    @garbage.left_alone()
    def write(
        self, preview: Preview, *, progress: Progress = no_progress, cancelled: Cancelled = never
    ) -> Outcome[Report]:
        """Write a dry run as one undo step, after a backup; the mapping is remembered for these headings.

        Raises:
            CancelledError: the user stopped; nothing was written.
            OutdatedPreviewError: what was changed since the dry run changes what the import does; nothing was written.
        """
        preview = self._up_to_date(preview, cancelled)
        self.backups.make("import")
        table, mapping = preview.parsed.file
        with self.database.operation(Sentence("imported"), SetKind.IMPORT) as operation:
            write(operation.connection, preview, progress=progress, cancelled=cancelled)
            report = preview.report(operation.set_id)
            operation.sentence = Sentence(
                "imported",
                {
                    "kind": mapping.kind.value,
                    "file": table.path.name,
                    "created": report.counts.created,
                    "updated": report.counts.updated,
                    "errors": len({error.row for error in report.errors}),
                },
            )
            settings.remember_mapping(
                operation.connection, mapping.kind.value, _heading_key(table), _mapping_to_json(mapping)
            )
        if not operation.changes:
            return Outcome(preview.report(), Area.NONE)
        return Outcome(report, Area.ALL, operation.sentence, operation.set_id)

    def _up_to_date(self, preview: Preview, cancelled: Cancelled) -> Preview:
        with self.database.reading() as connection:
            if log.latest(connection) == preview.seen:
                return preview
        fresh = self.dry_run(*preview.parsed.file, decisions=preview.decisions, cancelled=cancelled)
        if fresh.report() != preview.report() or fresh.states != preview.states:
            raise OutdatedPreviewError
        return fresh


def _stop_when(cancelled: Cancelled) -> None:
    if cancelled():
        raise CancelledError


def _plan(
    connection: Connection, parsed: Parsed, decisions: Decisions, database: Database, cancelled: Cancelled
) -> Preview:
    find, newcomers = lookups(connection), Newcomers()
    main = parsed.parts[parsed.mapping.kind]
    others = [part for kind, part in parsed.parts.items() if part is not main and kind in BESIDE]
    resolved = {part.kind: resolve(connection, parsed, part, find, newcomers) for part in (main, *others)}
    for part in (main, *others):
        refuse_early_ends(parsed, part)
    complete(connection, parsed, main, resolved[main.kind], database.clock.today())
    while True:
        n = len(parsed.errors)
        if main.kind is Kind.READINGS:
            matched = gather(connection, parsed, main, resolved[main.kind], newcomers)
        else:
            matched = match(parsed, main, resolved[main.kind], find, connection, decisions, cancelled)
        _stop_when(cancelled)
        _require_for_new(parsed, matched)
        out = {*parsed.errors, *matched.doubts, *decisions.left_out}
        rows = [at for at in rows_of(matched) if at not in out]
        compared: dict[Kind, Compared] = {main.kind: compare(connection, matched, rows, parsed.mapping, decisions)}
        today = database.clock.today()
        for part in others:
            _stop_when(cancelled)
            beside, with_part = match_beside(connection, parsed, part, matched, resolved[part.kind].ids, today)
            _stop_when(cancelled)
            usable = [at for at in with_part if at not in out and matched.first[at] not in out]
            compared[part.kind] = compare(connection, beside, usable, parsed.mapping, decisions)
        require_parents(parsed, main, resolved[main.kind].ids)
        for part_compared in compared.values():
            refuse_taken(connection, parsed, part_compared)
        refuse_early_changes(connection, parsed, compared[main.kind])
        if len(parsed.errors) == n:
            break  # a row with an error stands for nothing, which may leave its record to another row
    _note_used(newcomers, compared)
    preview = Preview(parsed, decisions, compared, newcomers)
    preview.states = _states(parsed, compared, decisions, parsed.n)
    if main.kind is Kind.READINGS:
        preview.notes = notes(connection, parsed, compared[main.kind].matched)
    return preview


def _note_used(newcomers: Newcomers, compared: dict[Kind, Compared]) -> None:
    """Note the newcomers that records to be written point to; only those are created, and shown by name."""
    for part in compared.values():
        kind = part.matched.part.kind
        for name, ids in part.matched.parents.items():
            refers = field_of(kind, name).refers
            rows = [*part.created, *(at for at, cells in part.updates.items() if name in cells)]
            if refers is not None:
                newcomers.use(refers, (ids[at] for at in rows))
        for name, linked in part.matched.links.items():
            refers = field_of(kind, name).refers
            rows = [*part.created, *part.links.get(name, {})]
            if refers is not None:
                newcomers.use(refers, (id_ for at in rows for id_ in linked[at]))
                labels = newcomers.wanted(refers)
                part.labels.setdefault(name, {}).update({number: label for number, label, _customer in labels})


def _require_for_new(parsed: Parsed, matched: Matched) -> None:
    """A row that would make a new record must fill what its kind requires."""
    part, nothing = matched.part, [None] * parsed.n
    new = [at for at in rows_of(matched) if matched.target[at] is None and at not in parsed.errors]
    for declared in stored(part.kind):
        if not declared.required:
            continue
        cells: Sequence[object] = part.texts.get(declared.name) or part.columns.get(declared.name) or nothing
        for at in new:
            if cells[at] is None or cells[at] == "":
                parsed.fail(at, part.heading.get(declared.name) or declared.name, "", "required")


def _states(parsed: Parsed, compared: dict[Kind, Compared], decisions: Decisions, n: int) -> list[RowState]:
    states = [RowState.SAME] * n
    main, *others = compared.values()
    for part in (*others, main):
        for at in part.touched():
            states[at] = RowState.CHANGED
        new = RowState.NEW if part is main else RowState.CHANGED
        for at in part.created:
            states[at] = new
    for at in main.matched.doubts:
        states[at] = RowState.DOUBT
    out = {*main.matched.doubts, *decisions.left_out, *parsed.errors}
    for at, first in enumerate(main.matched.first):
        if first != at and first in out:
            states[at] = RowState.SKIPPED
    for at in decisions.left_out:
        states[at] = RowState.SKIPPED
    for at in parsed.errors:
        states[at] = RowState.ERROR
    return states


def _heading_key(table: Table) -> str:
    return hashlib.sha256("\x1f".join(table.headings).encode()).hexdigest()[:32]


def _mapping_to_json(mapping: Mapping) -> str:
    return json.dumps(
        {
            "targets": [None if t is None else [t.kind.value, t.field] for t in mapping.targets],
            "rules": {str(at): rule.value for at, rule in mapping.rules.items()},
            "rule": mapping.rule.value,
            "date_orders": {str(at): order for at, order in mapping.date_orders.items()},
            "end_date": mapping.end_date,
            "key": mapping.key,
            "scales": {str(at): factor for at, factor in mapping.scales.items()},
        }
    )


def _mapping_from_json(text: str, kind: Kind) -> Mapping:
    data = json.loads(text)
    return Mapping(
        kind,
        tuple(None if t is None else Target(Kind(t[0]), t[1]) for t in data["targets"]),
        {int(at): Rule(rule) for at, rule in data["rules"].items()},
        Rule(data["rule"]),
        {int(at): order for at, order in data["date_orders"].items()},
        data["end_date"],
        data["key"],
        {int(at): factor for at, factor in data.get("scales", {}).items()},
    )
