"""まとめて変更: fields and values for the listed or selected customers, what changes, and doing it as one step."""

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csops_desktop.domain.bulk import Edits, shared
from csops_desktop.foundation.i18n import _, ngettext
from csops_desktop.ui.features.customer.sources import CUSTOM, Source
from csops_desktop.ui.features.customers.bulk_rows import EditRow
from csops_desktop.ui.features.customers.change_dialog import ChangeDialog
from csops_desktop.ui.features.customers.lookups import Knowledge
from csops_desktop.ui.state import Workbench
from csops_desktop.ui.widgets.buttons import Button, Segment
from csops_desktop.wording import values as show

_SELECTED, _LISTED = "selected", "listed"
_MOST_ROWS = 6


class BulkDialog(ChangeDialog):
    """Edits of many customers.

    Args:
        workbench: services and look.
        knowledge: members, tags and own fields.
        listed: the customers of the list, in order.
        selected: those of them that are selected.
        parent: the page.
    """

    def __init__(
        self,
        workbench: Workbench,
        knowledge: Knowledge,
        listed: Sequence[int],
        selected: Sequence[int],
        parent: QWidget,
    ) -> None:
        super().__init__(workbench, knowledge, "", "-", parent)
        self._listed, self._selected = tuple(listed), tuple(selected)
        self.rows: list[EditRow] = []
        self.scope = Segment((_SELECTED, _LISTED), self)
        self.scope.set_texts(
            [
                _("Selected {n}").format(n=show.number(len(self._selected))),
                _("All listed {n}").format(n=show.number(len(self._listed))),
            ]
        )
        self.scope.choose(_SELECTED if len(self._selected) > 1 else _LISTED)
        self.scope.setVisible(0 < len(self._selected) < len(self._listed))
        self.scope.chosen.connect(self._on_scope)
        self._edits = QWidget(self)
        self._lines = QVBoxLayout(self._edits)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(self.theme.px("space.3"))
        self.more = Button(self.theme, _("A further field"), icon="plus", variant="ghost", compact=True, parent=self)
        self.more.clicked.connect(self._on_more)
        for widget in (self.scope, self.more):
            line = QHBoxLayout()
            line.addWidget(widget)
            line.addStretch(1)
            if widget is self.more:
                self.inputs.addWidget(self._edits)
            self.inputs.addLayout(line)
        self.finish()
        self._add()
        self.setTabOrder(self.more, self.preview.segment)
        self._show_scope()
        self.preview.show_nothing(*self.missing())

    def order(self) -> Edits | None:
        """Override ChangeDialog.order: the lines that are complete; nothing while one of them is wrong."""
        found = [row.edit() for row in self.rows]
        items = tuple(edit for edit in found if edit is not None)
        return Edits(items) if items and not any(row.is_wrong() for row in self.rows) else None

    def ids(self) -> Sequence[int]:
        """Override ChangeDialog.ids."""
        return self._selected if self.scope.current() == _SELECTED else self._listed

    def missing(self) -> tuple[str, str]:
        """Override ChangeDialog.missing."""
        if any(row.is_wrong() for row in self.rows):
            return _("One value cannot be taken"), _("What is wrong with it stands below the value.")
        return _("Choose a field and its new value"), _("Here you see the change of each customer before it is made.")

    def _sources(self) -> list[Source]:
        known = self._knowledge.lookups.sources
        names = [field.name for field in shared()] + [name for name in known if name.startswith(CUSTOM)]
        return [known[name] for name in names if name in known]

    def _add(self) -> None:
        row = EditRow(self.theme, self._sources(), self._knowledge, self._edits)
        row.changed.connect(self.ask)
        row.removed.connect(self._on_removed)
        self.rows.append(row)
        self._lines.addWidget(row)
        if len(self.rows) > 1:
            self.setTabOrder(self.rows[-2].remove, row.field)
        for before, after in ((row.field, row.act), (row.act, row.remove), (row.remove, self.more)):
            self.setTabOrder(before, after)
        self._show_rows()
        row.field.setFocus()

    def _show_rows(self) -> None:
        self.more.setEnabled(len(self.rows) < _MOST_ROWS)
        for row in self.rows:
            row.remove.setVisible(len(self.rows) > 1)

    def _show_scope(self) -> None:
        n, listed = len(self.ids()), len(self._listed)
        title = ngettext("Change {n} customer?", "Change {n} customers at once?", n).format(n=show.number(n))
        self.setWindowTitle(title)
        self.heading.setText(title)
        text = ngettext("{n} of the {listed} customer listed", "{n} of the {listed} customers listed", listed)
        scope = text.format(n=show.number(n), listed=show.number(listed))
        self.text.setText(_("{scope}. No other customer is touched.").format(scope=scope))

    @Slot(str)
    def _on_scope(self, _key: str) -> None:
        self._show_scope()
        self.ask()

    @Slot()
    def _on_more(self) -> None:
        self._add()

    @Slot()
    def _on_removed(self) -> None:
        row = self.sender()
        if isinstance(row, EditRow) and len(self.rows) > 1:
            self.rows.remove(row)
            self._lines.removeWidget(row)
            row.hide()
            row.deleteLater()
            self._show_rows()
            self.rows[0].field.setFocus()
            self.ask()
