"""A draft that is being edited: its steps back and forth, and its keeping in the store as one goes."""

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

from PySide6.QtCore import QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit

T = TypeVar("T")

_AFTER_MS = 400
_STEPS = 300


class EditedDraft(QObject, Generic[T]):
    """Holds one definition; every change goes through ``change``.

    Signals:
        changed: the definition is another one; forms look again.
        keep(T): it is to be written, a moment after the last change.
    """

    changed = Signal()
    keep = Signal(object)

    def __init__(self, beginning: T, parent: QObject) -> None:
        super().__init__(parent)
        self.definition: T = beginning
        self.published: T | None = None
        self.read_only = False
        self._before: list[T] = []
        self._after: list[T] = []
        self._merging: Hashable = None
        self._kept = self.definition
        self._timer = QTimer(self, singleShot=True, interval=_AFTER_MS)
        self._timer.timeout.connect(self.flush)

    def load(self, definition: T, published: T | None, *, read_only: bool = False) -> None:
        """Begin with another definition; what was changed before is kept first."""
        self.flush()
        self.definition = self._kept = definition
        self.published = published
        self.read_only = read_only
        self._before, self._after, self._merging = [], [], None
        self.changed.emit()

    def change(self, definition: T, merging: Hashable = None) -> None:
        """Take a changed definition.

        Args:
            definition: as it is after the change.
            merging: changes in a row that name the same thing here are one step back.
        """
        if self.read_only or definition == self.definition:
            return
        if merging is None or merging != self._merging:
            self._before = [*self._before[-_STEPS:], self.definition]
        self._after = []
        self._merging = merging
        self._show(definition)

    def edit(self, step: Callable[[T], T], merging: Hashable = None) -> None:
        """Change the definition by a step."""
        self.change(step(self.definition), merging)

    def seal(self) -> None:
        """The next change is a step of its own."""
        self._merging = None

    def undo(self) -> bool:
        """Go a step back; False when there is none."""
        return self._step(self._before, self._after)

    def redo(self) -> bool:
        """Go a step forth again; False when there is none."""
        return self._step(self._after, self._before)

    def can_undo(self) -> bool:
        """Tell whether there is a step back."""
        return bool(self._before)

    def is_sound(self) -> bool:
        """Tell whether it may be published."""
        raise NotImplementedError

    def is_changed(self) -> bool:
        """Tell whether it says something else than what is published."""
        return self.definition != self.published

    @Slot()
    def flush(self) -> None:
        """Write now what was not written yet."""
        self._timer.stop()
        if self.definition != self._kept and not self.read_only:
            self._kept = self.definition
            self.keep.emit(self.definition)

    def _step(self, source: list[T], target: list[T]) -> bool:
        if self.read_only or not source:
            return False
        target.append(self.definition)
        self._merging = None
        self._show(source.pop())
        return True

    def _show(self, definition: T) -> None:
        self.definition = definition
        self._timer.start()
        self.changed.emit()


class UndoKeys(QObject):
    """Gives Ctrl+Z and Ctrl+Y of a field that has nothing to undo itself to the draft."""

    def __init__(self, undo: Callable[[], bool], redo: Callable[[], bool], parent: QObject) -> None:
        super().__init__(parent)
        self._undo, self._redo = undo, redo

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt)
        """Override QObject.eventFilter."""
        if event.type() is not QEvent.Type.KeyPress or not isinstance(watched, QLineEdit):
            return False
        if not isinstance(event, QKeyEvent):
            return False
        if event.matches(QKeySequence.StandardKey.Undo) and not watched.isUndoAvailable():
            return self._undo()
        if event.matches(QKeySequence.StandardKey.Redo) and not watched.isRedoAvailable():
            return self._redo()
        return False
