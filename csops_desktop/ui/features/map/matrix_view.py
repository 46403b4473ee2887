"""The matrix on the page: cells are walked with the arrows, listed by Enter; what is planned is typed into them."""

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from csops_desktop.domain.fields import TOUCHES
from csops_desktop.domain.maturity import NOT_YET
from csops_desktop.domain.operation_map import Cell, Key, MapBook, PlacedAction
from csops_desktop.ui.features.map.chosen import Chosen
from csops_desktop.ui.features.map.columns import columns
from csops_desktop.ui.features.map.matrix_drawing import MatrixLook, MatrixPainter
from csops_desktop.ui.features.map.title_edit import TitleEdit
from csops_desktop.ui.theme import Theme

_WAYS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class MatrixView(QWidget):
    """Levels and touch models.

    Signals:
        moved(Chosen): a cell, or the head of a row, is to be chosen.
        opened(Chosen): its customers are to be listed.
        added(level, touch, title): an action was typed into a cell.
        renamed(id, title): another title was typed.
        deleted(id): an action is to go.
        ordered(ids): the actions of a cell in another order.
        detailed(id): everything about an action is to be asked.
    """

    moved = Signal(object)
    opened = Signal(object)
    added = Signal(int, str, str)
    renamed = Signal(int, str)
    deleted = Signal(object)
    ordered = Signal(object)
    detailed = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._book: MapBook | None = None
        self._choice = Chosen()
        self._drawn: MatrixPainter | None = None
        self._action: int | None = None
        self._wanted = ""
        self.edit = TitleEdit(self)
        self.edit.setObjectName("mapTitle")
        self.edit.hide()
        self.edit.returnPressed.connect(self._on_typed)
        self.edit.left.connect(self._on_left)
        self.setObjectName("mapMatrix")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._lay_out)

    def show_book(self, book: MapBook, choice: Chosen) -> None:
        """Show a product; an action that was just typed becomes current."""
        self._book, self._choice = book, choice
        self._lay_out()
        ids = [each.id for each in self.plan()]
        fresh = [each.id for each in self.plan() if each.plan.title == self._wanted] if self._wanted else []
        self._wanted = ""
        if fresh:
            self._action = fresh[-1]
        elif self._action not in ids:
            self._action = None

    def show_choice(self, choice: Chosen) -> None:
        """Show another cell as chosen."""
        if choice != self._choice:
            self._action = None
        self._choice = choice
        self._tell()

    def key(self) -> Key | None:
        """Return the chosen cell."""
        found = self._choice
        return (found.level, found.touch) if found.cell and found.level is not None else None

    def plan(self) -> tuple[PlacedAction, ...]:
        """Return what is planned in the chosen cell."""
        key = self.key()
        return () if key is None or self._drawn is None else self._drawn.cells.get(key, Cell()).actions

    @Slot()
    def _lay_out(self) -> None:
        if self._book is not None and self.width() > 0:
            self._drawn = MatrixPainter(self._theme, self._book, columns(self._theme, self._book, self.width()))
            self.setFixedHeight(self._drawn.height)
        self._tell()

    def _tell(self) -> None:
        key = self.key()
        said = "" if key is None or self._drawn is None else self._drawn.words(key).replace("\n", ", ")
        self.setAccessibleName(said)
        self.update()

    # --- painting -----------------------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt)
        """Override QWidget.sizeHint."""
        return QSize(self._theme.scaled(760), 0 if self._drawn is None else self._drawn.height)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.resizeEvent."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._lay_out()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.paintEvent."""
        if self._drawn is None:
            return
        painter = QPainter(self)
        choice = self._choice
        row = choice.touch if choice.level is None and not choice.unassessed else None
        self._drawn.draw(painter, MatrixLook(self.key(), row, self.hasFocus(), self._action))
        painter.end()

    def place_of(self, key: Key) -> QRect:
        """Return where a cell stands."""
        return QRect() if self._drawn is None else self._drawn.box(key)

    # --- what the user does -------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.keyPressEvent."""
        key, modifiers = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if modifiers == Qt.KeyboardModifier.AltModifier and key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self.shift(1 if key == Qt.Key.Key_Down else -1)
        elif modifiers or self._drawn is None or not self._act(key):
            super().keyPressEvent(event)

    def _act(self, key: Qt.Key) -> bool:
        """Do what a key means; False for one that means nothing."""
        inside = self._action is not None
        if key in _WAYS:
            if inside and key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
                self._step(_WAYS[key][1])
            else:
                self._walk(*_WAYS[key])
        elif key == Qt.Key.Key_Escape and inside:
            self._action = None
            self.update()
        elif key == Qt.Key.Key_A:
            self.begin_adding()
        elif key == Qt.Key.Key_F2 and not inside and self.plan():
            self._action = self.plan()[0].id
            self.update()
        elif inside and self._action is not None and (key in _ENTER or key == Qt.Key.Key_F2):
            self._begin(self._action)
        elif inside and self._action is not None and key == Qt.Key.Key_D:
            self.detailed.emit(self._action)
        elif inside and self._action is not None and key == Qt.Key.Key_Delete:
            self.deleted.emit(self._action)
        elif key in _ENTER and (self.key() is not None or self._choice.touch is not None):
            self.opened.emit(self._choice)
        else:
            return False
        return True

    def _walk(self, dx: int, dy: int) -> None:
        """Go to the next cell; to the left of the first column stands the row as a whole."""
        if self._drawn is None:
            return
        levels: list[int | None] = [None, *self._drawn.columns.levels]
        touches = self._drawn.touches
        choice = self._choice
        row = touches.index(choice.touch) if choice.touch in touches else 0
        at = levels.index(choice.level) if choice.cell or (choice.level in levels and choice.level is not None) else 1
        if choice.level is None and choice.touch is not None:
            at = 0
        if choice.cell or choice.touch is not None:
            at, row = min(max(0, at + dx), len(levels) - 1), min(max(0, row + dy), len(touches) - 1)
        level, touch = levels[at], touches[row]
        if level is not None or touch is not None:
            self.moved.emit(Chosen(level, touch, cell=level is not None))

    def _step(self, by: int) -> None:
        ids = [each.id for each in self.plan()]
        if self._action in ids:
            at = ids.index(self._action) + by
            self._action = ids[at] if 0 <= at < len(ids) else self._action
            self.update()

    def shift(self, by: int) -> None:
        """Move the current action up or down in its cell."""
        ids = [each.id for each in self.plan()]
        if self._action in ids:
            at = ids.index(self._action)
            if 0 <= at + by < len(ids):
                ids[at], ids[at + by] = ids[at + by], ids[at]
                self.ordered.emit(ids)

    @Slot()
    def begin_adding(self) -> None:
        """Let the user type another action into the chosen cell."""
        key = self.key()
        if key is not None and key[0] != NOT_YET and key[1] in TOUCHES:
            self._action = None
            self._open_edit(key, len(self.plan()), "")

    def _begin(self, action_id: int) -> None:
        key = self.key()
        at = next((at for at, each in enumerate(self.plan()) if each.id == action_id), None)
        if key is not None and at is not None:
            self._open_edit(key, at, self.plan()[at].plan.title)

    def _open_edit(self, key: Key, at: int, text: str) -> None:
        if self._drawn is None:
            return
        box, room = self._drawn.action_box(key, at), self._drawn.box(key)
        tall = self._theme.scaled(24)
        top = min(box.center().y() - tall // 2, room.bottom() - tall)
        self.edit.setGeometry(QRect(room.left() + 3, top, room.width() - 5, tall))
        self.edit.setText(text)
        self.edit.selectAll()
        self.edit.show()
        self.edit.setFocus()

    @Slot()
    def _on_typed(self) -> None:
        title, key = self.edit.text().strip(), self.key()
        action = self._action
        self._on_left()
        if not title or key is None or key[1] is None:
            return
        if action is not None:
            self.renamed.emit(action, title)
        else:
            self._wanted = title
            self.added.emit(key[0], key[1], title)

    @Slot()
    def _on_left(self) -> None:
        if self.edit.isVisible():
            had = self.edit.hasFocus()
            self.edit.hide()
            if had:
                self.setFocus()

    def _chosen_at(self, event: QMouseEvent) -> Chosen | None:
        found = None if self._drawn is None else self._drawn.key_at(event.position().x(), event.position().y())
        if found is None or found == (None, None):
            return None
        return Chosen(found[0], found[1], cell=found[0] is not None)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.mousePressEvent: a click chooses a cell, and an action in it."""
        found = self._chosen_at(event)
        if event.button() != Qt.MouseButton.LeftButton or found is None or self._drawn is None:
            return
        self.moved.emit(found)
        if found.cell and found.level is not None:
            place = event.position().toPoint()
            boxes = enumerate(self.plan())
            hit = [
                each.id for at, each in boxes if self._drawn.action_box((found.level, found.touch), at).contains(place)
            ]
            self._action = hit[0] if hit else None
            self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.mouseDoubleClickEvent: on an action everything about it, elsewhere the list."""
        if self._action is not None:
            self.detailed.emit(self._action)
        elif (found := self._chosen_at(event)) is not None:
            self.opened.emit(found)

    def event(self, event: QEvent) -> bool:
        """Override QWidget.event: the tool tip says all of the cell below the pointer."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip and self._drawn is not None:
            found = self._drawn.key_at(event.pos().x(), event.pos().y())
            level = None if found is None else found[0]
            said = "" if found is None or level is None else self._drawn.words((level, found[1]))
            QToolTip.showText(event.globalPos(), said, self)
            return True
        return super().event(event)
