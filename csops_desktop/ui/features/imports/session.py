"""One file on its way in: what was read, how it maps, what it would do; every job runs off the GUI thread."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from csops_desktop.domain.fields import Kind
from csops_desktop.domain.imports import Decisions, Guess, Mapping, ReadOptions, Report, Table
from csops_desktop.foundation.errors import CsopsError
from csops_desktop.foundation.i18n import _, ngettext
from csops_desktop.ui.features.imports import mapping_rules
from csops_desktop.ui.state import Workbench
from csops_desktop.ui.tasks import Handle
from csops_desktop.wording.values import number

if TYPE_CHECKING:
    from csops_desktop.services.imports import Preview

_DECIDE_MS = 250


class ImportSession(QObject):
    """Reads, guesses, tries out and writes one file.

    Signals:
        read: table, guess and mapping are there.
        read_failed(error): the file cannot be read as it is; a QuestionError when the user must say how.
        mapped: the mapping changed.
        previewed: the dry run is there.
        written(Report): everything is in the store.
        failed(error): a dry run or an import did not work; nothing was written.
        working(job): ``read``, ``dry_run``, ``write`` or empty.
        progressed(done, total): of the import.
    """

    read = Signal()
    read_failed = Signal(object)
    mapped = Signal()
    previewed = Signal()
    written = Signal(object)
    failed = Signal(object)
    working = Signal(str)
    progressed = Signal(int, int)

    def __init__(self, workbench: Workbench, path: Path, kind: Kind | None, parent: QObject) -> None:
        super().__init__(parent)
        self._workbench = workbench
        self._handle: Handle | None = None
        self._decide = QTimer(self, singleShot=True, interval=_DECIDE_MS)
        self._decide.timeout.connect(self.try_out)
        self.path = path
        self.kind = kind
        self.options = ReadOptions()
        self.table: Table | None = None
        self.guess: Guess | None = None
        self.mapping: Mapping | None = None
        self.decisions = Decisions()
        self.preview: Preview | None = None
        self.sheets_known: tuple[str, ...] = ()
        self.report: Report | None = None

    def open(self, options: ReadOptions | None = None) -> None:
        """Read the file, with what the user said about it."""
        self.options = options or self.options
        imports, path, chosen, kind = self._workbench.services.imports, self.path, self.options, self.kind

        def work(handle: Handle) -> tuple[Table, Guess]:
            table = imports.read(path, chosen, cancelled=handle.cancelled)
            return table, imports.guess(table, kind)

        self._begin("read")
        self._handle = self._workbench.tasks.background(work, self._on_read, failed=self._on_read_failed, owner=self)

    def use_kind(self, kind: Kind) -> None:
        """Guess again, as another kind of record."""
        if self.table is None or (self.mapping is not None and self.mapping.kind is kind):
            return
        self.kind = kind
        imports, table = self._workbench.services.imports, self.table
        self._begin("read")
        self._handle = self._workbench.tasks.background(
            lambda _handle: (table, imports.guess(table, kind)), self._on_read, failed=self._on_failed, owner=self
        )

    def use(self, mapping: Mapping) -> None:
        """Take a mapping the user changed."""
        self.mapping = mapping
        self.preview = None
        self.decisions = Decisions()
        self.mapped.emit()

    @property
    def certain(self) -> bool:
        """Whether no guess needs a look, so that the wizard may jump to the dry run."""
        guess, table = self.guess, self.table
        return guess is not None and table is not None and table.certain and not guess.open and all(guess.certain)

    def facts(self) -> str:
        """Return what is said of the file above the steps: name, sheet or encoding, heading row, number of rows."""
        table = self.table
        if table is None:
            return self.path.name
        parts = [self.path.name]
        if table.sheet:
            parts.append(_("sheet “{sheet}”").format(sheet=table.sheet))
        elif table.encoding:
            parts.append(table.encoding)
        if table.header_row:
            parts.append(_("headings in row {n}").format(n=table.header_row))
        rows = len(table.rows)
        parts.append(ngettext("{n} row", "{n} rows", rows).format(n=number(rows)))
        return " ・ ".join(parts)

    def open_questions(self) -> list[mapping_rules.Open]:
        """Return what the user has still to decide."""
        if self.guess is None or self.mapping is None:
            return []
        return mapping_rules.open_questions(self.guess, self.mapping)

    @Slot()
    def try_out(self) -> None:
        """Find out what the import would do."""
        if self.table is None or self.mapping is None:
            return
        imports, table, mapping, decisions = self._workbench.services.imports, self.table, self.mapping, self.decisions

        def work(handle: Handle) -> "Preview":
            return imports.dry_run(
                table, mapping, decisions=decisions, progress=handle.report, cancelled=handle.cancelled
            )

        self.cancel()
        self._begin("dry_run")
        self._handle = self._workbench.tasks.background(
            work, self._on_previewed, progress=self.progressed.emit, failed=self._on_failed, owner=self
        )

    def decide(self, decisions: Decisions) -> None:
        """Take what the user decided; the dry run follows in a moment."""
        self.decisions = decisions
        self._decide.start()

    def answer_same(self, at: int, customer_id: int) -> None:
        """A doubtful row is that customer."""
        old = self.decisions
        self.decide(replace(old, same={**old.same, at: customer_id}, other=old.other - {at}))

    def answer_other(self, at: int) -> None:
        """A doubtful row is another customer."""
        old = self.decisions
        same = {each: known for each, known in old.same.items() if each != at}
        self.decide(replace(old, same=same, other=old.other | {at}))

    def leave_out(self, at: int, *, out: bool) -> None:
        """A row is not to be imported, or is after all."""
        old = self.decisions
        self.decide(replace(old, left_out=old.left_out | {at} if out else old.left_out - {at}))

    def keep(self, at: int, kind: Kind, field: str, *, kept: bool) -> None:
        """A cell keeps the value in the store, or takes the new one."""
        old, cell = self.decisions, (at, kind, field)
        self.decide(replace(old, keep=old.keep | {cell} if kept else old.keep - {cell}))

    def write(self) -> None:
        """Write the dry run as one operation."""
        preview = self.preview
        if preview is None:
            return
        imports = self._workbench.services.imports
        self._begin("write")
        self._handle = self._workbench.tasks.operate_long(
            lambda handle: imports.write(preview, progress=handle.report, cancelled=handle.cancelled),
            self._on_written,
            progress=self.progressed.emit,
            failed=self._on_failed,
            owner=self,
        )

    @Slot()
    def cancel(self) -> None:
        """Stop what runs; nothing is written."""
        if self._handle is not None:
            self._handle.cancel()
            self._handle = None
            self.working.emit("")

    def close(self) -> None:
        """Give up this file."""
        self._decide.stop()
        self.cancel()

    def _begin(self, job: str) -> None:
        self.working.emit(job)

    def _end(self) -> None:
        self._handle = None
        self.working.emit("")

    def _on_read(self, found: tuple[Table, Guess]) -> None:
        self.table, self.guess = found
        self.mapping = self.guess.mapping
        self.kind = self.mapping.kind
        self.decisions, self.preview = Decisions(), None
        self._end()
        self.read.emit()

    def _on_read_failed(self, error: CsopsError) -> None:
        self._end()
        self.read_failed.emit(error)

    def _on_previewed(self, preview: "Preview") -> None:
        self.preview = preview
        self._end()
        self.previewed.emit()

    def _on_written(self, report: Report) -> None:
        self.report = report
        self._end()
        self.written.emit(report)

    def _on_failed(self, error: CsopsError) -> None:
        self._end()
        self.failed.emit(error)
