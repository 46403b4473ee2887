"""The list of operations, newest first; any of them can be undone as long as nothing newer stands in the way."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from csops_desktop.domain.changes import Area, Operation, SetKind
from csops_desktop.foundation.i18n import _
from csops_desktop.ui.state import Workbench
from csops_desktop.ui.widgets.buttons import Segment
from csops_desktop.ui.widgets.dialogs import HouseDialog
from csops_desktop.ui.widgets.empty import EmptyState
from csops_desktop.ui.widgets.lines import Line, LinesView
from csops_desktop.wording import values

_LIMIT = 500
_ALL, _IMPORTS = "all", "imports"
_ICONS = {
    SetKind.EDIT: "pencil-simple",
    SetKind.BULK: "rows",
    SetKind.IMPORT: "download-simple",
    SetKind.DELETE: "trash",
    SetKind.UNDO: "arrow-u-up-left",
    SetKind.LASTING: "lock-simple",
    SetKind.REDO: "arrow-u-up-right",
}


class HistoryDialog(HouseDialog):
    """What was done, by whom and when, with 元に戻す for each."""

    def __init__(self, workbench: Workbench, parent: QWidget, *, imports_only: bool = False) -> None:
        super().__init__(
            workbench.theme,
            _("History"),
            _("Every operation of this store. What still stands can be undone, also long afterwards."),
            width=640,
            parent=parent,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._bench = workbench
        self._operations: dict[int, Operation] = {}
        self._filter = Segment((_ALL, _IMPORTS), self)
        self._filter.set_texts((_("Everything"), _("Imports")))
        self._filter.choose(_IMPORTS if imports_only else _ALL)
        self.view = LinesView(workbench.theme, self)
        self.view.setMinimumHeight(self.height_for(380))
        self._empty = EmptyState(workbench.theme, "clock-counter-clockwise", self)
        self._empty.hide()
        frame = QFrame(self)
        frame.setProperty("card", "true")
        inner = QVBoxLayout(frame)
        inner.setContentsMargins(1, 1, 1, 1)
        inner.addWidget(self.view)
        inner.addWidget(self._empty)
        self.content.addWidget(self._filter)
        self.content.addWidget(frame, 1)
        self.add_cancel(_("Close"))
        self.undo_button = self.add_button(_("Undo this"), variant="primary", closes=False)
        self.undo_button.setEnabled(False)
        self.undo_button.clicked.connect(self._on_undo)
        self._filter.chosen.connect(self._load)
        self.view.selectionModel().currentChanged.connect(self._on_current)
        self.view.lines.modelReset.connect(self._on_current)
        workbench.tasks.changed.connect(self._on_changed)
        self._load()

    @Slot()
    def _load(self) -> None:
        imports_only = self._filter.current() == _IMPORTS
        history = self._bench.services.history
        self._bench.tasks.query(
            lambda: history.operations(_LIMIT, imports_only=imports_only), self._show, key="history dialog"
        )

    def _show(self, operations: list[Operation]) -> None:
        self._operations = {operation.id: operation for operation in operations}
        self.view.show_lines([self._line(operation) for operation in operations])
        self.view.setVisible(bool(operations))
        self._empty.setVisible(not operations)
        self._empty.set_words(_("Nothing has been done yet"), _("Every change, import and deletion will stand here."))
        self._on_current()

    def _line(self, operation: Operation) -> Line:
        below = values.moment(operation.at)
        if operation.member:
            below = f"{below}  {operation.member}"
        mark = _("undone") if operation.undone else "" if operation.undoable else _("cannot be undone")
        words = self._bench.messages.words(operation.sentence)
        return Line(operation.id, _ICONS[operation.kind], words, below, mark, faded=operation.undone)

    @Slot()
    def _on_current(self) -> None:
        line = self.view.current_line()
        operation = self._operations.get(line.key) if line is not None and isinstance(line.key, int) else None
        possible = operation is not None and operation.undoable and not operation.undone
        self.undo_button.setEnabled(possible)

    @Slot()
    def _on_undo(self) -> None:
        line = self.view.current_line()
        if line is None or not isinstance(line.key, int):
            return
        set_id, history = line.key, self._bench.services.history
        asked = self._bench.messages.ask(
            _("Undo this operation?"), f"{line.text}\n{line.below}", verb=_("Undo this"), note=_("It can be done again")
        )
        if asked:
            self.note.setText("")
            self._bench.tasks.operate(lambda: history.undo_set(set_id), failed=self._on_refused, owner=self)

    def _on_refused(self, error: Exception) -> None:
        from csops_desktop.foundation.errors import CsopsError  # noqa: PLC0415 (narrowing only)

        if isinstance(error, CsopsError):
            self._bench.messages.tell(_("It could not be undone"), self._bench.messages.sentence(error))

    @Slot(object, object)
    def _on_changed(self, areas: Area, _initiator: object) -> None:
        if areas:
            self._load()
