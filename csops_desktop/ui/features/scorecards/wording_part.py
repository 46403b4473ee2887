"""Edits what a person chooses from: the wording of each step of a rating, and the reasons."""

from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QGridLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from csops_desktop.foundation.i18n import _
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.form_fields import show_number, show_text, spin
from csops_desktop.ui.widgets.parts import label

_LEAST, _MOST = 2, 9
_REASON_LINES = 3


class WordingPart(QWidget):
    """Steps and reasons.

    Signals:
        worded(tuple of str): the wording of the steps, lowest first.
        counted(int): another number of steps.
        reasoned(tuple of str): the reasons.
    """

    worded = Signal(object)
    counted = Signal(int)
    reasoned = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.steps: list[QLineEdit] = []
        self.count = spin(_LEAST, _MOST, self._on_count)
        self.count.setSuffix(_(" steps"))
        self.count.setAccessibleName(_("Number of steps"))
        self.count.setMaximumWidth(theme.scaled(140))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.px("space.4"))
        self._grid.setVerticalSpacing(theme.px("space.2"))
        self._names: list[QWidget] = []
        self.reasons = QPlainTextEdit(self)
        self.reasons.setTabChangesFocus(True)
        self.reasons.setFixedHeight(theme.px("line.body") * _REASON_LINES + theme.px("space.6"))
        self.reasons.setPlaceholderText(_("One reason on each line"))
        self.reasons.setAccessibleName(_("Reasons"))
        self.reasons.textChanged.connect(self._on_reasons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px("space.4"))
        layout.addWidget(self.count)
        layout.addLayout(self._grid)
        layout.addWidget(label(_("Reasons to choose from, up to three at a time"), "small", tone="3"))
        layout.addWidget(self.reasons)

    def show_words(self, anchors: tuple[str, ...], reasons: tuple[str, ...]) -> None:
        """Show the wording."""
        show_number(self.count, len(anchors))
        while len(self.steps) > len(anchors):
            for part in (self.steps.pop(), self._names.pop()):
                part.hide()
                part.deleteLater()
        while len(self.steps) < len(anchors):
            self._add(len(self.steps))
        for field, anchor in zip(self.steps, anchors, strict=True):
            show_text(field, anchor)
        if self._reasons() != reasons:
            self.reasons.blockSignals(True)
            self.reasons.setPlainText("\n".join(reasons))
            self.reasons.blockSignals(False)

    def _add(self, index: int) -> None:
        name = label(str(index + 1), "small", tone="3", bold=True)
        field = QLineEdit(self)
        field.setAccessibleName(_("What step {n} means").format(n=index + 1))
        field.setPlaceholderText(_("What step {n} means").format(n=index + 1))
        field.textEdited.connect(partial(self._on_step, index))
        self._grid.addWidget(name, index, 0)
        self._grid.addWidget(field, index, 1)
        self._names.append(name)
        self.steps.append(field)

    def _reasons(self) -> tuple[str, ...]:
        lines = (each.strip() for each in self.reasons.toPlainText().splitlines())
        return tuple(dict.fromkeys(each for each in lines if each))

    def _on_step(self, index: int, text: str) -> None:
        self.worded.emit(tuple(text if at == index else field.text() for at, field in enumerate(self.steps)))

    @Slot(int)
    def _on_count(self, count: int) -> None:
        self.counted.emit(count)

    @Slot()
    def _on_reasons(self) -> None:
        self.reasoned.emit(self._reasons())
