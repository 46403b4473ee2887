"""A dialog that asks what an act must know, and stays open until it was written."""

from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QWidget

from csops_desktop.domain.changes import Outcome
from csops_desktop.foundation.errors import CsopsError, InvalidValueError
from csops_desktop.ui.tasks import TaskRunner
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.day_row import InputRow
from csops_desktop.ui.widgets.dialogs import DIALOG_WIDTH, HouseDialog
from csops_desktop.ui.widgets.forms import FormRow
from csops_desktop.wording import errors

T = TypeVar("T")


class ActDialog(HouseDialog):
    """A dialog that stays open until what it asks for was written.

    Signals:
        submitted(object): what the user entered; answer with ``accept`` or ``refuse``.
    """

    submitted = Signal(object)

    def __init__(
        self, theme: Theme, title: str, body: str, verb: str, parent: QWidget, *, width: int = DIALOG_WIDTH
    ) -> None:
        super().__init__(theme, title, body, width=width, parent=parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._rows: dict[str, FormRow] = {}
        self._verb = verb

    def finish(self, first: QWidget) -> None:
        """Add the buttons and put the focus on the first field."""
        self.content.addStretch(1)
        self.add_cancel()
        self.take = self.add_button(self._verb, variant="primary", closes=False)
        self.take.setDefault(True)
        self.take.clicked.connect(self._on_take)
        first.setFocus()
        layout = self.layout()
        if layout is not None:
            # Qt's own guess leaves room for every line broken at the narrowest width.
            layout.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        for row in self._rows.values():
            if isinstance(row, InputRow):
                row.changed.connect(self._fit)

    def add_row(self, name: str, row: FormRow) -> None:
        """Add a row, whose name tells where an error belongs."""
        self._rows[name] = row
        self.content.addWidget(row)

    def add_beside(self, *rows: tuple[str, FormRow]) -> None:
        """Add rows that share the width."""
        line = QHBoxLayout()
        line.setSpacing(self.theme.px("space.5"))
        for name, row in rows:
            self._rows[name] = row
            line.addWidget(row, 1, Qt.AlignmentFlag.AlignTop)
        self.content.addLayout(line)

    def entered(self) -> object | None:
        """Return what was entered, None when something is wrong with it and a row says what."""
        raise NotImplementedError

    @Slot()
    def _on_take(self) -> None:
        found = self.entered()
        if found is None:
            self._fit()
            return
        self.take.setEnabled(False)
        self.submitted.emit(found)

    def carry_out(
        self, tasks: TaskRunner, write: Callable[[Any], Outcome[T]], done: Callable[[T], None] | None = None
    ) -> None:
        """Open it; it goes when what was entered is written and stays with the reason when that is refused.

        Args:
            tasks: writes.
            write: takes what was entered.
            done: gets what came of it.
        """

        def written(value: T) -> None:
            self.accept()
            if done is not None:
                done(value)

        def submitted(entered: object) -> None:
            tasks.operate(lambda: write(entered), written, failed=self.refuse, owner=self)

        self.submitted.connect(submitted)
        self.open()

    def reject(self) -> None:
        """Override QDialog.reject: not while it is being written."""
        if self.take.isEnabled():
            super().reject()

    def refuse(self, error: CsopsError) -> None:
        """Say why it was not written; the input stays."""
        self.take.setEnabled(True)
        sentence = errors.sentence(error)
        row = self._rows.get(error.field) if isinstance(error, InvalidValueError) else None
        if row is not None and isinstance(error, InvalidValueError):
            typed = row.line.text().strip() if isinstance(row, InputRow) else error.value
            row.set_fault(errors.problem(error.reason, typed))
            row.editor.setFocus()
        else:
            next(iter(self._rows.values())).set_fault(sentence)
        self._fit()

    @Slot()
    def _fit(self) -> None:
        layout = self.layout()
        if layout is not None and self.isVisible():
            layout.activate()
            height = layout.totalHeightForWidth(self.width())
            self.setMinimumHeight(height)
            self.resize(self.width(), height)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 (Qt)
        """Override QDialog.showEvent."""
        super().showEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt)
        """Override QDialog.keyPressEvent: Ctrl+Enter saves from anywhere, also out of a field of several lines."""
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if control and Qt.Key(event.key()) in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.take.click()
        else:
            super().keyPressEvent(event)
