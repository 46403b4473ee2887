"""The command palette: one field that finds customers, pages and commands by kana, kanji or Latin letters."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QVBoxLayout,
    QWidget,
)

from csops_desktop.foundation.i18n import _
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.palette_list import EntriesDelegate, EntriesModel, PaletteEntry, matching
from csops_desktop.ui.widgets.parts import Icon, key_cap

__all__ = ["Palette", "PaletteEntry"]

_WIDTH = 560
_HEIGHT = 420
_RECENT = 5
_SHADOW_DROP = 4


class Palette(QWidget):
    """A frame over the top of the window; made once, shown in a few milliseconds.

    Signals:
        chosen(str): the key of the entry that was entered or clicked.
        asked(str): the text, to look up customers and what was logged; answer with ``show_found``.
    """

    chosen = Signal(str)
    asked = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = parent
        self._theme = theme
        self._entries: list[PaletteEntry] = []
        self._recent: list[str] = []
        self._customers: list[PaletteEntry] = []
        self._hits: list[PaletteEntry] = []
        margin = theme.tokens.shadow_blur
        outer = QVBoxLayout(self)
        outer.setContentsMargins(margin, 0, margin, margin + _SHADOW_DROP)
        frame = QFrame(self)
        frame.setProperty("card", "popup")
        outer.addWidget(frame)
        theme.lift(frame)
        self._frame = frame
        self.field = QLineEdit(frame)
        self.field.setProperty("look", "bare")
        self._list = QListView(frame)
        self._list.setObjectName("palette")
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setMouseTracking(True)
        self._model = EntriesModel(self)
        self._list.setModel(self._model)
        self._list.setItemDelegate(EntriesDelegate(theme, self._list))
        layout = QVBoxLayout(frame)
        layout.setContentsMargins(1, 0, 1, theme.px("space.3"))
        layout.setSpacing(0)
        self._head = QFrame(frame)
        self._head.setProperty("edge", "bottom")
        row = QHBoxLayout(self._head)
        row.setContentsMargins(theme.px("space.5"), 0, theme.px("space.5"), 0)
        row.addWidget(Icon(theme, "magnifying-glass"))
        row.addWidget(self.field, 1)
        row.addWidget(key_cap("Esc"))
        layout.addWidget(self._head)
        layout.addSpacing(theme.px("space.1"))
        layout.addWidget(self._list)
        self.field.textChanged.connect(self._on_text)
        self._list.clicked.connect(self._on_clicked)
        self._list.entered.connect(self._list.setCurrentIndex)
        self.field.installEventFilter(self)
        self.hide()

    def show_palette(self, entries: Sequence[PaletteEntry], recent: Sequence[str]) -> None:
        """Open with these pages and commands; the recent ones stand there while nothing is typed."""
        self._entries = list(entries)
        self._recent = list(recent)
        self._customers, self._hits = [], []
        self.field.setPlaceholderText(_("Find customers, commands, what was logged"))
        self._head.setFixedHeight(self._theme.px("size.toast"))
        self.field.blockSignals(True)
        self.field.clear()
        self.field.blockSignals(False)
        self._fill("")
        self.show()
        self.raise_()
        self.field.setFocus()
        application = QApplication.instance()
        if application is not None:
            application.installEventFilter(self)

    def show_found(self, text: str, customers: Sequence[PaletteEntry], hits: Sequence[PaletteEntry]) -> None:
        """Show what was found for a text; an answer to an older text is dropped."""
        if text == self.field.text() and self.isVisible():
            self._customers, self._hits = list(customers), list(hits)
            self._fill(text)

    @Slot()
    def close_palette(self) -> None:
        """Close without choosing."""
        if self.isVisible():
            application = QApplication.instance()
            if application is not None:
                application.removeEventFilter(self)
            self.hide()

    def entries(self) -> list[PaletteEntry]:
        """Return what is listed now, without headings."""
        return [self._model.entry(row) for row in range(self._model.rowCount()) if self._model.entry(row).key]

    def _fill(self, text: str) -> None:
        lines: list[PaletteEntry] = []
        if text.strip():
            if self._customers:
                lines += [PaletteEntry("", _("Customers")), *self._customers]
            commands = matching(self._entries, text)
            if commands:
                lines += [PaletteEntry("", _("Commands")), *commands]
            if self._hits:
                lines += [PaletteEntry("", _("In the log")), *self._hits]
            if not lines:
                lines = [PaletteEntry("", _("Nothing found. Try fewer letters"))]
        else:
            known = {entry.key: entry for entry in self._entries}
            recent = [known[key] for key in self._recent if key in known][:_RECENT]
            rest = [entry for entry in self._entries if entry not in recent]
            if recent:
                lines += [PaletteEntry("", _("Recent")), *recent]
            lines += [PaletteEntry("", _("Commands")), *rest]
        self._model.show_entries(lines)
        first = self._model.first()
        if first >= 0:
            self._list.setCurrentIndex(self._model.index(first, 0))
        self._place(lines)

    def _place(self, lines: Sequence[PaletteEntry]) -> None:
        theme = self._theme
        wanted = sum(theme.px("size.nav_item" if line.key else "size.control_sm") for line in lines)
        room = theme.scaled(_HEIGHT) - self._head.height()
        self._list.setFixedHeight(min(wanted, room) + 2)
        margin = theme.tokens.shadow_blur
        width = min(theme.scaled(_WIDTH), self._window.width() - 2 * margin) + 2 * margin
        inside = self._head.height() + theme.px("space.1") + self._list.height() + theme.px("space.3")
        self.setFixedSize(width, inside + 2 + margin + _SHADOW_DROP)
        self.move((self._window.width() - width) // 2, theme.px("size.command_bar") + theme.px("space.4"))

    def _step(self, by: int) -> None:
        row = self._list.currentIndex().row() + by
        while 0 <= row < self._model.rowCount():
            if self._model.entry(row).key:
                self._list.setCurrentIndex(self._model.index(row, 0))
                return
            row += by

    def _enter(self, index: QModelIndex) -> None:
        entry = self._model.entry(index.row()) if index.isValid() else None
        if entry is not None and entry.key:
            self.close_palette()
            self.chosen.emit(entry.key)

    @Slot(str)
    def _on_text(self, text: str) -> None:
        self._customers, self._hits = [], []
        self._fill(text)
        if text.strip():
            self.asked.emit(text)

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        self._enter(index)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt)
        """Override QObject.eventFilter: keys of the field; a click elsewhere closes."""
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
            key = Qt.Key(event.key())
            if key in steps:
                self._step(steps[key])
                return True
            if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self._enter(self._list.currentIndex())
                return True
            if key == Qt.Key.Key_Escape:
                self.close_palette()
                return True
        if (
            event.type() == QEvent.Type.MouseButtonPress
            and isinstance(watched, QWidget)
            and watched is not self
            and not self.isAncestorOf(watched)
        ):
            self.close_palette()
        return super().eventFilter(watched, event)
