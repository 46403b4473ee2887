"""A dialog around an entry table: says what would change, writes it as one step, and asks before losing it."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from csops_desktop.domain.fields import Field, FieldType
from csops_desktop.domain.values import parse
from csops_desktop.foundation.errors import CsopsError, InvalidValueError
from csops_desktop.foundation.i18n import _, ngettext
from csops_desktop.ui.state import Workbench
from csops_desktop.ui.widgets.dialogs import HouseDialog
from csops_desktop.ui.widgets.entry_table import EntryTable
from csops_desktop.wording import errors
from csops_desktop.wording import values as show

if TYPE_CHECKING:
    from collections.abc import Callable

    from csops_desktop.domain.changes import Outcome

NUMBER = Field("value", FieldType.NUMBER)


class EntryDialog(HouseDialog):
    """A subclass fills ``table`` and says how its changes are written."""

    def __init__(self, workbench: Workbench, title: str, body: str, parent: QWidget, *, width: int) -> None:
        super().__init__(workbench.theme, title, body, width=width, parent=parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.bench = workbench
        self.table = EntryTable(workbench.theme, self)
        self.frame = QFrame(self)
        self.frame.setProperty("card", "true")
        self._inner = QVBoxLayout(self.frame)
        self._inner.setContentsMargins(1, 1, 1, 1)
        self._inner.addWidget(self.table)
        self.table.cells.edited.connect(self._on_edited)

    def finish(self, height: int) -> None:
        """Add the table and the buttons."""
        self.table.setMinimumHeight(self.height_for(height))
        self.content.addWidget(self.frame, 1)
        self.close_button = self.add_cancel()
        self.take = self.add_button("", variant="primary", closes=False, keys="Ctrl+Enter")
        self.take.clicked.connect(self._on_take)
        for button in (self.close_button, self.take):
            button.setAutoDefault(False)
        self._on_edited()

    def write(self) -> "Callable[[], Outcome[Any]]":
        """Return what writes the changes."""
        raise NotImplementedError

    def ask_before_losing(self) -> bool:
        """Tell whether what was typed may go: there is nothing, or the user said so."""
        n = len(self.table.cells.changes())
        if not n:
            return True
        title = ngettext("Forget {n} figure that was typed?", "Forget {n} figures that were typed?", n)
        body = _("They are not written yet.")
        return self.bench.messages.ask(title.format(n=show.number(n)), body, verb=_("Forget them"), danger=True)

    @Slot()
    def _on_edited(self) -> None:
        n, wrong = len(self.table.cells.changes()), self.table.cells.wrong()
        text = _("Nothing is changed yet") if not n else ""
        if n:
            text = ngettext("{n} cell changed", "{n} cells changed", n).format(n=show.number(n))
        if wrong:
            text = next(iter(wrong.values()))
        self.note.setText(text)
        self.note.setProperty("tone", "danger" if wrong else "3")
        self.note.style().polish(self.note)
        if not hasattr(self, "take"):
            return
        verb = ngettext("Write {n} figure", "Write {n} figures", n).format(n=show.number(n)) if n else _("Write")
        self.take.set_text(verb)
        self.take.setEnabled(n > 0 and not wrong)

    @Slot()
    def _on_take(self) -> None:
        self.take.setEnabled(False)
        self.bench.tasks.operate(self.write(), self._on_written, failed=self._on_failed, owner=self)

    def _on_written(self, _value: object) -> None:
        self.accept()

    def _on_failed(self, error: CsopsError) -> None:
        self._on_edited()
        self.bench.messages.tell(_("It could not be written"), self.bench.messages.sentence(error))

    def reject(self) -> None:
        """Override QDialog.reject: Esc and やめる ask before typed figures go."""
        if self.ask_before_losing():
            super().reject()


def number_problem(text: str) -> str:
    """Return what is wrong with a text as a number; nothing with an empty one."""
    try:
        parse(NUMBER, text)
    except InvalidValueError as error:
        return errors.sentence(error)
    return ""


def number_of(text: str) -> float | None:
    """Return the number of a text that ``number_problem`` has nothing against; None for an empty one."""
    value = parse(NUMBER, text)
    return None if value is None else float(str(value))
