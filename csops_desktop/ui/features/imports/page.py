"""The import page: leads one file after another through the steps; nothing is written before the last one."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from csops_desktop.domain.changes import Area
from csops_desktop.domain.fields import Kind
from csops_desktop.domain.imports import Mapping, ReadOptions, Report
from csops_desktop.domain.records import CustomField
from csops_desktop.domain.settings import StoreSetting
from csops_desktop.foundation.errors import CsopsError
from csops_desktop.foundation.i18n import _
from csops_desktop.ui.features.imports import error_rows
from csops_desktop.ui.features.imports.diff_cells import DiffContext
from csops_desktop.ui.features.imports.diff_step import DiffStep
from csops_desktop.ui.features.imports.done_step import DoneStep
from csops_desktop.ui.features.imports.file_step import SUFFIXES, FileStep
from csops_desktop.ui.features.imports.foot import WizardFoot
from csops_desktop.ui.features.imports.mapping_step import MappingStep
from csops_desktop.ui.features.imports.reading_step import ReadingStep
from csops_desktop.ui.features.imports.session import ImportSession
from csops_desktop.ui.features.imports.stepper import Step, Stepper
from csops_desktop.ui.preferences import IMPORT_FOLDER
from csops_desktop.ui.state import PageId, Workbench
from csops_desktop.ui.widgets.page import Page
from csops_desktop.wording.fields import kind_name

Known = tuple[str, dict[Kind, tuple[CustomField, ...]]]


class ImportPage(Page):
    """Brings files in."""

    watches = Area.FIELDS | Area.SETTINGS

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(workbench, parent)
        theme = workbench.theme
        self.session: ImportSession | None = None
        self._waiting: list[Path] = []
        self._currency = "JPY"
        self._custom: dict[Kind, tuple[CustomField, ...]] = {}
        self._busy = ""
        self.stepper = Stepper(theme, self)
        self.file, self.reading = FileStep(theme, self), ReadingStep(theme, self)
        self.mapping, self.diff, self.done = MappingStep(theme, self), DiffStep(theme, self), DoneStep(theme, self)
        self._stack = QStackedWidget(self)
        for step in (self.file, self.reading, self.mapping, self.diff, self.done):
            self._stack.addWidget(step)
        self.foot = WizardFoot(theme, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.stepper)
        layout.addWidget(self._stack, 1)
        layout.addWidget(self.foot)
        self._connect()
        self.retranslate()
        self._show_step(Step.FILE)
        self._read_known()

    def _connect(self) -> None:
        self.stepper.back_requested.connect(self._on_step_back)
        self.file.choose_requested.connect(self.choose)
        self.file.stopped.connect(self._on_stop)
        self.file.next_requested.connect(self._on_another)
        self.reading.options_changed.connect(self._on_options)
        self.mapping.mapping_changed.connect(self._on_mapping)
        self.mapping.kind_changed.connect(self._on_kind)
        self.diff.columns_requested.connect(self._on_columns)
        self.diff.stopped.connect(self._on_stop)
        self.done.undo_requested.connect(self._on_undo)
        self.done.list_requested.connect(self._on_list)
        self.done.another_requested.connect(self._on_another)
        self.done.duplicates_requested.connect(self.workbench.navigator.merge)
        self.foot.back.clicked.connect(self._on_back)
        self.foot.side.clicked.connect(self._on_save_errors)
        self.foot.cancel.clicked.connect(self._on_cancel)
        self.foot.go.clicked.connect(self._on_go)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self, self._on_key)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    # --- what the window asks -----------------------------------------------------------------------------------

    def title(self) -> str:
        """Override Page.title."""
        return _("Import")

    def context(self) -> str:
        """Override Page.context."""
        session = self.session
        return kind_name(session.mapping.kind) if session is not None and session.mapping is not None else ""

    def status(self) -> str:
        """Override Page.status."""
        between = self.stepper.step in {Step.READING, Step.MAPPING, Step.DIFF}
        return _("Nothing is written yet") if between and self._busy != "write" else ""

    def open(self, argument: object) -> None:
        """Override Page.open: a path, or several, to import."""
        given = argument if isinstance(argument, list | tuple) else [argument]
        paths = [Path(each) for each in given if isinstance(each, str | Path)]
        if paths:
            self.start(paths)

    def focus_content(self) -> None:
        """Override Page.focus_content."""
        tables = {Step.MAPPING: self.mapping.table, Step.DIFF: self.diff.table}
        tables.get(self.stepper.step, self.foot.go if self.foot.isVisible() else self.file).setFocus()

    def retranslate(self) -> None:
        """Override Page.retranslate."""
        for step in (self.file, self.reading, self.mapping, self.diff, self.done):
            step.retranslate()
        self.stepper.show_step(self.stepper.step, self._facts())
        self._show_foot()

    def refresh(self, areas: Area) -> None:  # noqa: ARG002 (both areas are read in one go)
        """Override Page.refresh."""
        self._read_known()

    # --- the way of a file --------------------------------------------------------------------------------------

    @Slot()
    def choose(self) -> None:
        """Let the user choose files."""
        folder = self.workbench.preferences.get(IMPORT_FOLDER)
        patterns = " ".join(f"*{suffix}" for suffix in SUFFIXES)
        filters = [_("Tables ({patterns})").format(patterns=patterns), _("All files (*)")]
        place = Path(folder) if folder else None
        paths = self.workbench.messages.open_files(_("Import files"), filters, folder=place, several=True)
        if paths:
            self.workbench.preferences.set(IMPORT_FOLDER, str(paths[0].parent))
            self.start(paths)

    def start(self, paths: Sequence[Path]) -> None:
        """Import files, one after another."""
        if self._busy == "write":
            self._waiting += paths
            return
        first, *self._waiting = paths
        self._drop_session()
        session = self.session = ImportSession(self.workbench, first, self.file.kind(), self)
        session.read.connect(self._on_read)
        session.read_failed.connect(self._on_read_failed)
        session.mapped.connect(self._on_mapped)
        session.previewed.connect(self._on_previewed)
        session.written.connect(self._on_written)
        session.failed.connect(self._on_failed)
        session.working.connect(self._on_working)
        session.progressed.connect(self._on_progressed)
        self.file.show_error("")
        self.file.show_waiting(self._waiting)
        self._show_step(Step.FILE)
        session.open()

    def _drop_session(self) -> None:
        if self.session is not None:
            self.session.close()
            self.session.deleteLater()
            self.session = None

    def _read_known(self) -> None:
        services = self.workbench.services

        def work() -> Known:
            currency = str(services.settings.get(StoreSetting.CURRENCY) or "JPY")
            return currency, {kind: tuple(services.records.custom_fields(kind)) for kind in Kind}

        self.workbench.tasks.query(work, self._on_known, key="import.known", owner=self)

    def _on_known(self, known: Known) -> None:
        self._currency, self._custom = known

    def _custom_of(self, kind: Kind) -> tuple[CustomField, ...]:
        return self._custom.get(kind, ())

    @Slot()
    def _on_read(self) -> None:
        session = self.session
        if session is None or session.table is None or session.mapping is None:
            return
        if self.stepper.step is Step.FILE:
            if session.certain:
                self._show_step(Step.DIFF)
                session.try_out()
            else:
                self._show_step(Step.MAPPING if session.table.certain else Step.READING)
        else:
            self._show_step(self.stepper.step)

    @Slot(object)
    def _on_read_failed(self, error: CsopsError) -> None:
        from csops_desktop.exchange.errors import QuestionError  # noqa: PLC0415 (only when reading fails)

        sentence, session = self.workbench.messages.sentence(error), self.session
        if isinstance(error, QuestionError) and session is not None:
            self._show_step(Step.READING)
            self.reading.show_question(error.question, error.choices, sentence, session.options)
        elif self.stepper.step is Step.READING and session is not None and session.table is not None:
            self.workbench.messages.error(error)
            self.reading.show_table(session.table, session.options)
        else:
            self.file.show_error(sentence)
            self._show_step(Step.FILE)

    @Slot(object)
    def _on_options(self, options: ReadOptions) -> None:
        if self.session is not None:
            self.session.open(options)

    @Slot(object)
    def _on_mapping(self, mapping: Mapping) -> None:
        if self.session is not None:
            self.session.use(mapping)

    @Slot(object)
    def _on_kind(self, kind: Kind) -> None:
        if self.session is not None:
            self.session.use_kind(kind)

    @Slot()
    def _on_mapped(self) -> None:
        self.mapping.refresh()
        self._show_foot()

    @Slot()
    def _on_previewed(self) -> None:
        session = self.session
        if session is None or session.preview is None or session.table is None or session.mapping is None:
            return
        custom = self._custom_of(session.mapping.kind)
        context = DiffContext(session.preview.table, session.preview.mapping, self._currency, custom)
        self.diff.show_preview(session, session.preview, context)
        self._show_step(Step.DIFF)

    @Slot(object)
    def _on_written(self, report: Report) -> None:
        self.done.show_report(report, more=bool(self._waiting))
        self._show_step(Step.DONE)
        if report.kind is Kind.CUSTOMERS and report.counts.created:
            duplicates = self.workbench.services.duplicates
            self.workbench.tasks.background(
                lambda handle: len(duplicates.find(cancelled=handle.cancelled)), self.done.show_alike
            )

    @Slot(object)
    def _on_failed(self, error: CsopsError) -> None:
        self.workbench.messages.error(error)
        session = self.session
        if session is not None and session.preview is None:
            self._show_step(Step.MAPPING)
        else:
            self.diff.show_idle()
            self._show_foot()

    @Slot(str)
    def _on_working(self, job: str) -> None:
        self._busy = job
        name = self.session.path.name if self.session is not None else ""
        self.file.progress.setVisible(job == "read" and self.stepper.step is Step.FILE)
        self.file.show_waiting(self._waiting)
        if job == "read":
            self.file.progress.start(_("Reading {file}").format(file=name))
        elif job == "dry_run" and (self.session is None or self.session.preview is None):
            self.diff.show_working(_("Comparing {file} with the store").format(file=name))
        elif job == "write":
            self.diff.show_working(_("Importing {file}").format(file=name))
        elif not job:
            self.diff.show_idle()
        self._show_foot()
        self.described.emit()

    @Slot(int, int)
    def _on_progressed(self, done: int, total: int) -> None:
        if self._busy == "write":
            self.diff.progress.show_progress(done, total)

    @Slot()
    def _on_stop(self) -> None:
        writing = self._busy == "write"
        if self.session is not None:
            self.session.cancel()
        if not writing and self.stepper.step is Step.DIFF:
            self._show_step(Step.MAPPING)

    # --- steps and foot -----------------------------------------------------------------------------------------

    def _show_step(self, step: Step) -> None:
        session = self.session
        if session is not None and session.table is not None and session.mapping is not None:
            if step is Step.READING:
                self.reading.show_table(session.table, session.options)
            elif step is Step.MAPPING:
                self.mapping.show_session(session, self._custom_of(session.mapping.kind))
        self._stack.setCurrentIndex(int(step))
        self.stepper.show_step(step, self._facts())
        self._show_foot()
        self.described.emit()

    def _facts(self) -> str:
        return "" if self.session is None else self.session.facts()

    @Slot()
    def _on_key(self) -> None:
        """Go on, where the button for it can be pressed."""
        if self.foot.go.isVisible():
            self.foot.go.click()

    def _show_foot(self) -> None:
        session = self.session
        undecided = session is not None and bool(session.open_questions())
        ready = not self._busy and session is not None and session.table is not None
        self.foot.show_step(self.stepper.step, self.diff.counts(), ready=ready, undecided=undecided, busy=self._busy)

    @Slot()
    def _on_go(self) -> None:
        session = self.session
        if session is None:
            return
        match self.stepper.step:
            case Step.READING:
                self._show_step(Step.MAPPING)
            case Step.MAPPING:
                self._show_step(Step.DIFF)
                if session.preview is None:
                    session.try_out()
            case Step.DIFF:
                session.write()
            case _:
                pass

    @Slot()
    def _on_back(self) -> None:
        self._on_step_back(max(0, int(self.stepper.step) - 1))

    @Slot(int)
    def _on_step_back(self, step: int) -> None:
        if self._busy == "write":
            return
        if self.session is not None and self._busy == "dry_run":
            self.session.cancel()
        self._show_step(Step(step))

    @Slot()
    def _on_columns(self) -> None:
        self._on_step_back(int(Step.MAPPING))

    @Slot()
    def _on_cancel(self) -> None:
        if self._busy == "write":
            self._on_stop()
            return
        self._drop_session()
        self._busy = ""
        self.file.progress.hide()
        self._show_step(Step.FILE)

    # --- afterwards ---------------------------------------------------------------------------------------------

    @Slot()
    def _on_save_errors(self) -> None:
        session = self.session
        if session is not None and session.preview is not None:
            error_rows.save(self.workbench, session.path, session.preview, self)

    @Slot(int)
    def _on_undo(self, set_id: int) -> None:
        history = self.workbench.services.history
        self.workbench.tasks.operate(lambda: history.undo_set(set_id))

    @Slot()
    def _on_list(self) -> None:
        self.workbench.navigator.go(PageId.CUSTOMERS)

    @Slot()
    def _on_another(self) -> None:
        if self._waiting:
            self.start(self._waiting)
        else:
            self._drop_session()
            self._show_step(Step.FILE)
