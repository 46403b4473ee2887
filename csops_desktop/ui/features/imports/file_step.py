"""First step: choose files or drop them here."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from csops_desktop.domain.fields import Kind
from csops_desktop.foundation.i18n import _, pgettext
from csops_desktop.ui.features.imports.mapping_rules import kinds
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.buttons import Button
from csops_desktop.ui.widgets.forms import FormRow
from csops_desktop.ui.widgets.parts import Icon, label
from csops_desktop.ui.widgets.progress import ProgressPanel, centred
from csops_desktop.wording.fields import kind_name

SUFFIXES = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".ods")


class FileStep(QWidget):
    """Asks for files.

    Signals:
        choose_requested: the button was pressed.
        next_requested: go on with the next of the files that wait.
        kind_chosen(Kind | None): what the files hold; None lets the program find out.
        stopped: やめる while reading.
    """

    choose_requested = Signal()
    next_requested = Signal()
    kind_chosen = Signal(object)
    stopped = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._waiting: tuple[Path, ...] = ()
        self._card = QFrame(self)
        self._card.setProperty("card", "true")
        self._title = label("", "h2")
        self._body = label("", "small", tone="3", wrap=True)
        self._button = Button(theme, icon="folder-open", variant="primary")
        self._button.setObjectName("chooseFiles")
        self._kind = QComboBox()
        self._kind.setObjectName("importKind")
        self._kind_row = FormRow(theme, self._kind, beside=True, width=120)
        self._error = label("", tone="danger", wrap=True)
        self._queue = label("", "small", tone="2", wrap=True)
        self._next = Button(theme, compact=True)
        self._next.setObjectName("nextFile")
        self.progress = ProgressPanel(theme, self._card)
        for text in (self._title, self._body):
            text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._lay_out()
        self.progress.hide()
        self._error.hide()
        self._queue.hide()
        self._next.hide()
        self.setFocusProxy(self._button)
        self._button.clicked.connect(self.choose_requested)
        self._next.clicked.connect(self.next_requested)
        self._kind.activated.connect(self._on_kind)
        self.progress.cancelled.connect(self.stopped)
        self.retranslate()

    def _lay_out(self) -> None:
        theme = self._theme
        inner = QVBoxLayout(self._card)
        pad = theme.px("space.8")
        inner.setContentsMargins(pad, pad, pad, pad)
        inner.setSpacing(theme.px("space.5"))
        inner.addWidget(Icon(theme, "file-arrow-up", size="size.touch_target_min"), 0, Qt.AlignmentFlag.AlignHCenter)
        inner.addWidget(self._title)
        inner.addWidget(self._body)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._button)
        row.addStretch(1)
        inner.addLayout(row)
        inner.addSpacing(theme.px("space.4"))
        inner.addWidget(self._kind_row)
        inner.addWidget(self._error)
        waiting = QHBoxLayout()
        waiting.addWidget(self._queue, 1)
        waiting.addWidget(self._next)
        inner.addLayout(waiting)
        inner.addWidget(self.progress)
        layout = QVBoxLayout(self)
        layout.addStretch(2)
        layout.addWidget(centred(self._card, theme.scaled(640)))
        layout.addStretch(3)

    def retranslate(self) -> None:
        """Set the texts again."""
        self._title.setText(_("Drop files here, or choose them"))
        self._body.setText(
            _("CSV, TSV, TXT, Excel and OpenDocument files. Nothing is written before you have seen what changes.")
        )
        self._button.set_text(_("Choose files…"))
        chosen = self._kind.currentData()
        self._kind.blockSignals(True)
        self._kind.clear()
        self._kind.addItem(_("Find out from the headings"), None)
        for kind in kinds():
            self._kind.addItem(kind_name(kind), kind.value)
        self._kind.setCurrentIndex(max(0, self._kind.findData(chosen)))
        self._kind.blockSignals(False)
        self._kind_row.set_words(_("What is in it"))
        self.show_waiting(self._waiting)

    def kind(self) -> Kind | None:
        """Return what the user says the files hold."""
        data = self._kind.currentData()
        return Kind(data) if data else None

    def show_error(self, sentence: str) -> None:
        """Say why a file could not be read; an empty sentence takes it away."""
        self._error.setText(sentence)
        self._error.setVisible(bool(sentence))

    def error(self) -> str:
        """Return what is said of a file that could not be read."""
        return self._error.text() if not self._error.isHidden() else ""

    def show_waiting(self, paths: Sequence[Path]) -> None:
        """Name the files that come next."""
        self._waiting = tuple(paths)
        names = pgettext("between values", ", ").join(path.name for path in paths)
        self._queue.setText(_("Next: {files}").format(files=names) if names else "")
        self._queue.setVisible(bool(names))
        self._next.set_text(_("Next file"))
        self._next.setVisible(bool(names) and self.progress.isHidden())

    @Slot()
    def _on_kind(self) -> None:
        self.kind_chosen.emit(self.kind())
