"""One level in the editor: its name and meaning, and what is to be seen at a customer that stands on it."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from csops_desktop.domain.level_lines import EvidenceLine
from csops_desktop.domain.maturity import Level
from csops_desktop.foundation.i18n import _
from csops_desktop.ui.maturity.committed_line import CommittedLine
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.buttons import Button, IconButton
from csops_desktop.ui.widgets.parts import label, set_look

_NUMBER_WIDTH = 34


class EvidenceRow(QWidget):
    """One piece of evidence.

    Signals:
        changed(int, str, bool): id, another text or another need of proof.
        moved(int, int): id, up (−1) or down (1).
        removed(int), returned(int): id.
    """

    changed = Signal(int, str, bool)
    moved = Signal(int, int)
    removed = Signal(int)
    returned = Signal(int)

    def __init__(self, theme: Theme, line: EvidenceLine, parent: QWidget) -> None:
        super().__init__(parent)
        self.line = line
        self.text = CommittedLine(self)
        self.proof = QCheckBox(self)
        self.up, self.down = (IconButton(theme, f"arrow-{way}", compact=True, parent=self) for way in ("up", "down"))
        self.remove = IconButton(theme, "trash", compact=True, parent=self)
        self.back = Button(theme, variant="link", compact=True, parent=self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.scaled(_NUMBER_WIDTH), 0, 0, 0)
        layout.setSpacing(theme.px("space.2"))
        layout.addWidget(self.text, 1)
        layout.addSpacing(theme.px("space.2"))
        for part in (self.proof, self.up, self.down, self.remove, self.back):
            layout.addWidget(part)
        self.text.committed.connect(self._on_text)
        self.text.keyed.connect(self._on_keyed)
        self.proof.clicked.connect(self._on_proof)
        self.up.clicked.connect(self._on_up)
        self.down.clicked.connect(self._on_down)
        self.remove.clicked.connect(self._on_remove)
        self.back.clicked.connect(self._on_back)
        self.show_line(line)

    def show_line(self, line: EvidenceLine) -> None:
        """Show the piece as it is stored."""
        self.line = line
        self.text.show_text(line.text)
        self.text.setAccessibleName(_("Lv{level}, evidence").format(level=line.level))
        self.text.setReadOnly(line.retired)
        self.text.setToolTip(_("Alt+↑ and Alt+↓ move it, Ctrl+Delete takes it away"))
        set_look(self.text, "tone", "3" if line.retired else "")
        self.proof.setChecked(line.needs_proof)
        self.proof.setText(_("needs a note"))
        self.proof.setToolTip(_("Whoever says that it holds must write down by what that is seen"))
        self.up.describe(_("Up"), "Alt+↑")
        self.down.describe(_("Down"), "Alt+↓")
        self.remove.describe(_("Let it count no more") if line.assessed else _("Delete"), "Ctrl+Delete")
        self.remove.setIcon(self.remove.icon())
        self.back.set_text(_("counts no more: bring back"))
        for part in (self.proof, self.up, self.down, self.remove):
            part.setVisible(not line.retired)
        self.back.setVisible(line.retired)

    @Slot(str)
    def _on_text(self, text: str) -> None:
        self.changed.emit(self.line.id, text, self.proof.isChecked())

    @Slot()
    def _on_proof(self) -> None:
        self.changed.emit(self.line.id, self.text.text(), self.proof.isChecked())

    @Slot(int)
    def _on_keyed(self, by: int) -> None:
        if self.line.retired:
            return
        if by:
            self.moved.emit(self.line.id, by)
        else:
            self.removed.emit(self.line.id)

    @Slot()
    def _on_up(self) -> None:
        self.moved.emit(self.line.id, -1)

    @Slot()
    def _on_down(self) -> None:
        self.moved.emit(self.line.id, 1)

    @Slot()
    def _on_remove(self) -> None:
        self.removed.emit(self.line.id)

    @Slot()
    def _on_back(self) -> None:
        self.returned.emit(self.line.id)


class LevelPanel(QWidget):
    """One level.

    Signals:
        named(object): the level with another name or meaning.
        added(int, str): level, text of a new piece of evidence.
        changed, moved, removed, returned: of a piece of evidence, as of ``EvidenceRow``.
    """

    named = Signal(object)
    added = Signal(int, str)
    changed = Signal(int, str, bool)
    moved = Signal(int, int)
    removed = Signal(int)
    returned = Signal(int)

    def __init__(self, theme: Theme, number: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.number = number
        self.rows: dict[int, EvidenceRow] = {}
        self.name, self.meaning, self.add = CommittedLine(self), CommittedLine(self), CommittedLine(self)
        caption = label(f"Lv{number}", "body", bold=True)
        caption.setFixedWidth(theme.scaled(_NUMBER_WIDTH) - theme.px("space.4"))
        head = QHBoxLayout()
        head.setSpacing(theme.px("space.4"))
        head.addWidget(caption)
        head.addWidget(self.name, 2)
        head.addWidget(self.meaning, 5)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(theme.px("space.2"))
        foot = QHBoxLayout()
        foot.setContentsMargins(theme.scaled(_NUMBER_WIDTH), 0, 0, 0)
        foot.addWidget(self.add)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, theme.px("space.5"))
        layout.setSpacing(theme.px("space.2"))
        layout.addLayout(head)
        layout.addLayout(self._lines)
        layout.addLayout(foot)
        self.name.committed.connect(self._on_named)
        self.meaning.committed.connect(self._on_named)
        self.add.committed.connect(self._on_added)
        self.name.setAccessibleName(_("Lv{level}, name").format(level=number))
        self.name.setPlaceholderText(_("Name of the level"))
        self.meaning.setAccessibleName(_("Lv{level}, what it means for the customer").format(level=number))
        self.meaning.setPlaceholderText(_("What it means for the customer"))
        self.add.setAccessibleName(_("Lv{level}, new evidence").format(level=number))
        self.add.setPlaceholderText(_("Add what one can see at such a customer (Enter)"))

    def show_level(self, level: Level, lines: Sequence[EvidenceLine]) -> None:
        """Show the level as it is stored; the focus stays where it is."""
        self.name.show_text(level.name)
        self.meaning.show_text(level.meaning)
        gone = [id_ for id_ in self.rows if all(line.id != id_ for line in lines)]
        for id_ in gone:
            row = self.rows.pop(id_)
            if row.isAncestorOf(self.focusWidget() or self):
                self.add.setFocus()
            self._lines.removeWidget(row)
            row.hide()
            row.deleteLater()
        for at, line in enumerate(lines):
            row = self.rows.get(line.id) or self._made(line)
            row.show_line(line)
            if self._lines.indexOf(row) != at:
                self._lines.removeWidget(row)
                self._lines.insertWidget(at, row)
        ordered = [self.rows[line.id] for line in lines]
        self.rows = {row.line.id: row for row in ordered}
        before: QWidget = self.meaning
        for row in ordered:
            for part in (row.text, row.proof, row.up, row.down, row.remove, row.back):
                QWidget.setTabOrder(before, part)
                before = part
        QWidget.setTabOrder(before, self.add)

    def _made(self, line: EvidenceLine) -> EvidenceRow:
        row = EvidenceRow(self._theme, line, self)
        row.changed.connect(self.changed)
        row.moved.connect(self.moved)
        row.removed.connect(self.removed)
        row.returned.connect(self.returned)
        self.rows[line.id] = row
        return row

    @Slot()
    def _on_named(self) -> None:
        self.named.emit(Level(self.number, self.name.text().strip(), self.meaning.text().strip()))

    @Slot(str)
    def _on_added(self, text: str) -> None:
        self.add.clear()
        self.added.emit(self.number, text)
