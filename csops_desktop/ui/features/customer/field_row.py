"""One line of the form: name, editor, and what is wrong with the input; a click on the name tells its history."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from csops_desktop.domain.fields import FieldType
from csops_desktop.foundation.i18n import _
from csops_desktop.ui.features.customer.field_editors import FieldEditor
from csops_desktop.ui.features.customer.sources import Source
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.parts import label, set_look

_LABEL_WIDTH = 116


class FieldRow(QWidget):
    """The name at the left, the editor beside it, a sentence below when the input is wrong.

    Signals:
        history_requested(name, rectangle of the screen): the name was clicked.
    """

    history_requested = Signal(str, QRect)

    def __init__(self, theme: Theme, source: Source, parent: QWidget) -> None:
        super().__init__(parent)
        self.source = source
        self._theme = theme
        self.editor = FieldEditor(source.field, self)
        self._name: QLabel = label("", "small", tone="2", wrap=True)
        self._name.setBuddy(self.editor)
        self._name.setCursor(Qt.CursorShape.PointingHandCursor)
        self._name.installEventFilter(self)
        self._fault: QLabel = label("", "caption", tone="danger", wrap=True)
        self._fault.hide()
        top = source.field.type is FieldType.LONG_TEXT
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(theme.px("space.4"))
        layout.setVerticalSpacing(theme.px("space.1"))
        side = Qt.AlignmentFlag.AlignTop if top else Qt.AlignmentFlag.AlignVCenter
        layout.addWidget(self._name, 0, 0, side)
        layout.addWidget(self.editor, 0, 1)
        layout.addWidget(self._fault, 1, 1)
        layout.setColumnStretch(1, 1)
        self.editor.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._fit()
        theme.changed.connect(self._fit)
        self.retranslate()

    @Slot()
    def _fit(self) -> None:
        self._name.setFixedWidth(self._theme.scaled(_LABEL_WIDTH))

    def retranslate(self) -> None:
        """Set the texts again."""
        words = self.source.heading()
        self._name.setText(f"{words} *" if self.source.field.required else words)
        hint = _("{field}: show its history").format(field=words)
        self._name.setToolTip(f"{hint} (F4)")
        self.editor.box.setAccessibleName(words)

    def set_fault(self, sentence: str) -> None:
        """Say what is wrong with the input; an empty sentence says that all is well."""
        set_look(self.editor.box, "invalid", "true" if sentence else "false")
        self._fault.setText(sentence)
        self._fault.setVisible(bool(sentence))

    def fault(self) -> str:
        """Return what is wrong with the input, empty when nothing is."""
        return self._fault.text()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt)
        """Override QObject.eventFilter: the name is a button."""
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonRelease:
            self._tell_history()
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.keyPressEvent: F4 in the editor tells the history of the field."""
        if event.key() == Qt.Key.Key_F4 and not event.modifiers():
            self._tell_history()
        else:
            super().keyPressEvent(event)

    def _tell_history(self) -> None:
        where = QRect(self._name.mapToGlobal(QPoint(0, 0)), self._name.size())
        self.history_requested.emit(self.source.name, where)
