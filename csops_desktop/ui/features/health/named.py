"""Customers by name in groups, each name a link, each group a list that can be opened."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from csops_desktop.domain.fields import Kind
from csops_desktop.foundation.i18n import _
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.buttons import Button
from csops_desktop.ui.widgets.parts import label
from csops_desktop.wording import fields as field_words

_ACROSS, _MOST = 3, 9
_CUT = 22  # characters of a name on its link; the tool tip has it whole


class NamedCustomers(QWidget):
    """Groups of names.

    Signals:
        opened(int): a customer.
        customers_requested(tuple, str): a whole group, and its name.
    """

    opened = Signal(int)
    customers_requested = Signal(object, str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._inside: QWidget | None = None
        self.links: dict[int, Button] = {}
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)

    def show_groups(self, groups: Sequence[tuple[str, str, tuple[int, ...]]], names: Mapping[int, str]) -> None:
        """Show groups: name, meaning, customers."""
        if self._inside is not None:
            self._inside.hide()
            self._inside.deleteLater()
        self.links = {}
        self._inside = QWidget(self)
        inner = QVBoxLayout(self._inside)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(self._theme.px("space.2"))
        for name, meaning, ids in groups:
            self._add(inner, name, meaning, ids, names)
        self._layout.addWidget(self._inside)

    def _add(self, inner: QVBoxLayout, name: str, meaning: str, ids: tuple[int, ...], names: Mapping[int, str]) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(self._theme.px("space.5"))
        grid.setVerticalSpacing(0)
        counted = field_words.counted(Kind.CUSTOMERS, len(ids))
        head = QHBoxLayout()
        head.setSpacing(self._theme.px("space.4"))
        head.addWidget(label(f"{name}  {counted}", "small", bold=True))
        head.addWidget(label(meaning, "caption", tone="3"))
        head.addStretch(1)
        grid.addLayout(head, 0, 0, 1, _ACROSS)
        for at, id_ in enumerate(ids[:_MOST]):
            whole = names.get(id_, "")
            link = Button(self._theme, _cut(whole), variant="link", compact=True, parent=self)
            link.setToolTip(whole)
            link.setProperty("customer", id_)
            link.clicked.connect(self._on_link)
            self.links[id_] = link
            grid.addWidget(link, 1 + at // _ACROSS, at % _ACROSS, Qt.AlignmentFlag.AlignLeft)
        if ids:
            every = Button(self._theme, _("In the list"), icon="buildings", compact=True, parent=self)
            every.setToolTip(_("Open these customers in the customer list"))
            every.setProperty("customers", list(ids))
            every.setProperty("group", name)
            every.clicked.connect(self._on_every)
            grid.addWidget(every, 0, _ACROSS, Qt.AlignmentFlag.AlignRight)
        for column in range(_ACROSS):
            grid.setColumnStretch(column, 1)
        inner.addLayout(grid)

    @Slot()
    def _on_link(self) -> None:
        self.opened.emit(int(self.sender().property("customer")))

    @Slot()
    def _on_every(self) -> None:
        button = self.sender()
        self.customers_requested.emit(tuple(button.property("customers")), str(button.property("group")))


def _cut(name: str) -> str:
    return name if len(name) <= _CUT else name[: _CUT - 1] + "…"
