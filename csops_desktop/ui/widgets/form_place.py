"""The middle of an editor of drafts: the form of the part that is chosen."""

from abc import abstractmethod

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from csops_desktop.ui.widgets.buttons import Button, IconButton
from csops_desktop.ui.widgets.draft_form import DraftForm
from csops_desktop.ui.widgets.drafting import EditedDraft, T
from csops_desktop.ui.widgets.outline import Part
from csops_desktop.ui.widgets.split_page import scrolling


class FormPlace(QWidget):
    """Holds one form; another part brings another form."""

    def __init__(self, draft: EditedDraft[T], keys: QObject, before: QWidget, parent: QWidget) -> None:
        """Make it empty.

        Args:
            draft: what the forms edit.
            keys: watches the keys of every field.
            before: from where Tab leads into the form.
            parent: the page.
        """
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("surface", "surface")
        self.form: DraftForm | None = None
        self.part: Part | None = None
        self._edited, self._keys, self._before = draft, keys, before
        self._room = QVBoxLayout(self)
        self._room.setContentsMargins(0, 0, 0, 0)

    @abstractmethod
    def make(self, part: Part) -> DraftForm:
        """Return the form of a part."""

    @abstractmethod
    def faults(self) -> list[tuple[str, str]]:
        """Return what is wrong with the draft: path and sentence."""

    def open_part(self, part: Part, *, anew: bool = False) -> None:
        """Show the form of a part; ``anew``: also when it is there already."""
        if part == self.part and not anew:
            return
        self.part = part
        while self._room.count():
            item = self._room.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.form = form = self.make(part)
        if self._edited.read_only:
            lock(form)
        for field in form.findChildren(QLineEdit):
            field.installEventFilter(self._keys)
        self._room.addWidget(scrolling(form, self))
        before = self._before
        for child in form.findChildren(QWidget):
            inside = isinstance(child.parentWidget(), QAbstractSpinBox | QComboBox)
            if child.focusPolicy() & Qt.FocusPolicy.TabFocus and child.window() == self.window() and not inside:
                QWidget.setTabOrder(before, child)
                before = child
        form.show_faults(self.faults())

    def show_draft(self) -> None:
        """Show the draft as it is now."""
        if self.form is not None:
            self.form.show_draft()
            self.form.show_faults(self.faults())

    def take_focus(self) -> None:
        """Put the cursor into the first field."""
        if self.form is not None and not self._edited.read_only:
            field = self.form.first_field()
            field.setFocus(Qt.FocusReason.TabFocusReason)
            if isinstance(field, QLineEdit):
                field.selectAll()


def lock(form: QWidget) -> None:
    """Let a form be read, not changed: its words stay as legible as they are."""
    for field in form.findChildren(QLineEdit):
        if not isinstance(field.parentWidget(), QAbstractSpinBox | QComboBox):
            field.setReadOnly(True)
    for text in form.findChildren(QPlainTextEdit):
        text.setReadOnly(True)
    for button in form.findChildren(Button) + form.findChildren(IconButton):
        button.setEnabled(False)
    for part in form.findChildren(QWidget):
        if isinstance(part, QAbstractSpinBox | QComboBox | QCheckBox | QSlider) or part.property("editable"):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            part.setFocusPolicy(Qt.FocusPolicy.NoFocus)
