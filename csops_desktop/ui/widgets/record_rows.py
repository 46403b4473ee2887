"""Rows of the dialogs: a customer that is looked for, words of one or several lines, a choice from a short list."""

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QPlainTextEdit, QWidget

from csops_desktop.foundation.i18n import _
from csops_desktop.ui.state import Workbench
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.customer_field import CustomerField, Found
from csops_desktop.ui.widgets.forms import FormRow

_SUGGESTIONS = 8


class CustomerRow(FormRow):
    """One customer, found while its name is typed."""

    def __init__(self, workbench: Workbench, words: str, customer: Found | None, parent: QWidget) -> None:
        self.field = CustomerField(workbench.theme, parent)
        super().__init__(workbench.theme, self.field, parent=parent)
        self._workbench = workbench
        self.set_words(words)
        self.field.setPlaceholderText(_("Type a name"))
        self.field.set_customer(customer)
        self.field.asked.connect(self._on_asked)
        self.field.chosen.connect(self._on_chosen)

    def check(self) -> bool:
        """Say what is wrong, if anything; True when a customer stands here."""
        if self.field.customer() is not None:
            return True
        self.set_fault(_("Choose a customer from the list."))
        self.field.setFocus()
        return False

    @Slot(str)
    def _on_asked(self, text: str) -> None:
        services = self._workbench.services
        self._workbench.tasks.query(
            lambda: services.customers.suggest(text, _SUGGESTIONS),
            lambda found: self.field.offer(text, found),
            key="row.customer",
            owner=self.field,
        )

    @Slot()
    def _on_chosen(self) -> None:
        self.set_fault("")


class WordsRow(FormRow):
    """Several lines of text."""

    def __init__(self, theme: Theme, words: str, text: str, *, lines: int, parent: QWidget) -> None:
        self.edit = QPlainTextEdit(text)
        self.edit.setTabChangesFocus(True)
        self.edit.setFixedHeight(theme.px("line.body") * lines + theme.px("space.6"))
        super().__init__(theme, self.edit, parent=parent)
        self.set_words(words)
        self.edit.textChanged.connect(self._on_changed)

    def text(self) -> str:
        """Return what was written, without space around it."""
        return self.edit.toPlainText().strip()

    def check(self) -> bool:
        """Say that it must be filled in when nothing is written."""
        if self.text():
            return True
        self.set_fault(_("must be filled in."))
        self.edit.setFocus()
        return False

    @Slot()
    def _on_changed(self) -> None:
        self.set_fault("")


class ListRow(FormRow):
    """One of a list, or none."""

    def __init__(
        self,
        theme: Theme,
        words: str,
        choices: Sequence[tuple[object, str]],
        current: object,
        *,
        empty: bool = True,
        parent: QWidget,
    ) -> None:
        self.box = QComboBox()
        super().__init__(theme, self.box, parent=parent)
        for value, text in [*([(None, "")] if empty else []), *choices]:
            self.box.addItem(text, value)
        self.box.setCurrentIndex(max(0, self.box.findData(current)))
        self.set_words(words)

    def value(self) -> object:
        """Return what is chosen, None for nothing."""
        return self.box.currentData()
