"""The middle of the editor: the form of the part that is chosen."""

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

from csops_desktop.ui.features.scorecards.axis_form import AxisForm, GroupForm
from csops_desktop.ui.features.scorecards.bands_form import BandsForm, RuleForm
from csops_desktop.ui.features.scorecards.curve import Curve
from csops_desktop.ui.features.scorecards.draft import Draft
from csops_desktop.ui.features.scorecards.form import Form
from csops_desktop.ui.features.scorecards.measure_form import MeasureForm
from csops_desktop.ui.features.scorecards.outline import Part
from csops_desktop.ui.features.scorecards.source_part import Names
from csops_desktop.ui.features.scorecards.whole_form import WholeForm
from csops_desktop.ui.state import Workbench
from csops_desktop.ui.widgets.buttons import Button, IconButton
from csops_desktop.ui.widgets.split_page import scrolling

WHOLE: Part = ("whole",)


class Middle(QWidget):
    """Holds one form; another part brings another form.

    Attributes:
        names: what sources can name; set before a part is opened.
    """

    def __init__(self, workbench: Workbench, draft: Draft, keys: QObject, before: QWidget, parent: QWidget) -> None:
        """Make it empty.

        Args:
            workbench: for the forms.
            draft: what they edit.
            keys: watches the keys of every field.
            before: from where Tab leads into the form.
            parent: the page.
        """
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("surface", "surface")
        self.names = Names()
        self.form: Form | None = None
        self.part: Part | None = None
        self._bench, self._draft, self._keys, self._before = workbench, draft, keys, before
        self._room = QVBoxLayout(self)
        self._room.setContentsMargins(0, 0, 0, 0)

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
        self.form = form = self._make(part)
        if self._draft.read_only:
            _lock(form)
        for field in form.findChildren(QLineEdit):
            field.installEventFilter(self._keys)
        self._room.addWidget(scrolling(form, self))
        before = self._before
        for child in form.findChildren(QWidget):
            inside = isinstance(child.parentWidget(), QAbstractSpinBox | QComboBox)
            if child.focusPolicy() & Qt.FocusPolicy.TabFocus and child.window() == self.window() and not inside:
                QWidget.setTabOrder(before, child)
                before = child
        form.show_problems(self._draft.problems())

    def show_draft(self) -> None:
        """Show the draft as it is now."""
        if self.form is not None:
            self.form.show_draft()
            self.form.show_problems(self._draft.problems())

    def take_focus(self) -> None:
        """Put the cursor into the first field."""
        if self.form is not None and not self._draft.read_only:
            field = self.form.first_field()
            field.setFocus(Qt.FocusReason.TabFocusReason)
            if isinstance(field, QLineEdit):
                field.selectAll()

    def _make(self, part: Part) -> Form:
        bench, draft = self._bench, self._draft
        match part:
            case ("axis", int(axis)):
                return AxisForm(axis, bench, draft, self)
            case ("group", int(axis), int(group)):
                return GroupForm(axis, group, bench, draft, self)
            case ("measure", str(key)):
                return MeasureForm(key, self.names, bench, draft, self)
            case ("bands",):
                return BandsForm(bench, draft, self)
            case ("rule", str(key)):
                return RuleForm(key, self.names, bench, draft, self)
        return WholeForm(self.names.products, bench, draft, self)


def _lock(form: Form) -> None:
    """Let a form be read, not changed: its words stay as legible as they are."""
    for field in form.findChildren(QLineEdit):
        if not isinstance(field.parentWidget(), QAbstractSpinBox | QComboBox):
            field.setReadOnly(True)
    for text in form.findChildren(QPlainTextEdit):
        text.setReadOnly(True)
    for button in form.findChildren(Button) + form.findChildren(IconButton):
        button.setEnabled(False)
    for kind in (QAbstractSpinBox, QComboBox, QCheckBox, QSlider, Curve):
        for part in form.findChildren(kind):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            part.setFocusPolicy(Qt.FocusPolicy.NoFocus)
