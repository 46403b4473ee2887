"""The scorecard that is being edited: its steps back and forth, and its keeping in the store as one goes."""

from collections.abc import Callable, Hashable

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from csops_desktop.domain.scoring.checking import problems
from csops_desktop.domain.scoring.definition import Definition
from csops_desktop.domain.scoring.editing import empty
from csops_desktop.domain.scoring.flaws import Problem

_AFTER_MS = 400
_STEPS = 300


class Draft(QObject):
    """Holds one scorecard; every change goes through ``change``.

    Signals:
        changed: the scorecard is another one; forms look again.
        keep(Definition): it is to be written, a moment after the last change.
    """

    changed = Signal()
    keep = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.definition = empty("", ("", ""))
        self.published: Definition | None = None
        self.read_only = False
        self._before: list[Definition] = []
        self._after: list[Definition] = []
        self._merging: Hashable = None
        self._kept = self.definition
        self._timer = QTimer(self, singleShot=True, interval=_AFTER_MS)
        self._timer.timeout.connect(self.flush)

    def load(self, definition: Definition, published: Definition | None, *, read_only: bool = False) -> None:
        """Begin with another scorecard; what was changed before is kept first."""
        self.flush()
        self.definition = self._kept = definition
        self.published = published
        self.read_only = read_only
        self._before, self._after, self._merging = [], [], None
        self.changed.emit()

    def change(self, definition: Definition, merging: Hashable = None) -> None:
        """Take a changed scorecard.

        Args:
            definition: the scorecard after the change.
            merging: changes in a row that name the same thing here are one step back.
        """
        if self.read_only or definition == self.definition:
            return
        if merging is None or merging != self._merging:
            self._before = [*self._before[-_STEPS:], self.definition]
        self._after = []
        self._merging = merging
        self._show(definition)

    def edit(self, step: Callable[[Definition], Definition], merging: Hashable = None) -> None:
        """Change the scorecard by a step."""
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

    def problems(self) -> tuple[Problem, ...]:
        """Return what keeps it from being published."""
        return problems(self.definition)

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

    def _step(self, source: list[Definition], target: list[Definition]) -> bool:
        if self.read_only or not source:
            return False
        target.append(self.definition)
        self._merging = None
        self._show(source.pop())
        return True

    def _show(self, definition: Definition) -> None:
        self.definition = definition
        self._timer.start()
        self.changed.emit()
