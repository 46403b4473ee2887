"""Which customers a log for many is about, and who of them attended."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from csops_desktop.domain.activities import Invited
from csops_desktop.domain.fields import Kind
from csops_desktop.foundation.i18n import _, ngettext
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.dialogs import HouseDialog
from csops_desktop.wording import fields as words

MOST = 500
Person = tuple[int, str]
_ID = Qt.ItemDataRole.UserRole
_ON, _OFF = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class AttendanceDialog(HouseDialog):
    """A list of customers, each with its people to tick."""

    def __init__(
        self, theme: Theme, invited: Sequence[Invited], attended: Mapping[int, Sequence[Person]], parent: QWidget
    ) -> None:
        super().__init__(
            theme,
            _("Who attended?"),
            _("Tick the people who took part. Customers without a tick are left out of the log."),
            width=480,
            parent=parent,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.tree = QTreeWidget(self)
        self.tree.setHeaderHidden(True)
        self.tree.setMinimumHeight(self.height_for(340))
        self.tree.setAccessibleName(words.kind_name(Kind.CUSTOMERS))
        for customer in invited:
            self._add(customer, attended.get(customer.customer_id, ()))
        self.tree.expandAll()
        frame = QFrame(self)
        frame.setProperty("card", "true")
        inner = QVBoxLayout(frame)
        inner.setContentsMargins(1, 1, 1, 1)
        inner.addWidget(self.tree)
        self.content.addWidget(frame, 1)
        self.only = self.add_button(_("Only customers who attended"), closes=False)
        self.only.clicked.connect(self._on_only)
        self.add_cancel()
        self.take = self.add_button("", variant="primary")
        self.take.setDefault(True)
        self.tree.itemChanged.connect(self._on_item)
        for first in self._tops()[:1]:
            self.tree.setCurrentItem(first)
        self.tree.setFocus()
        self._count()

    def customers(self) -> list[int]:
        """Return the customers with a tick."""
        return [int(item.data(0, _ID)) for item in self._tops() if item.checkState(0) == _ON]

    def attended(self) -> dict[int, tuple[Person, ...]]:
        """Return customer → (id, name) of those who took part."""
        found: dict[int, tuple[Person, ...]] = {}
        for top in self._tops():
            people = (top.child(at) for at in range(top.childCount()))
            here = [person for person in people if person is not None and person.checkState(0) == _ON]
            if here and top.checkState(0) == _ON:
                found[int(top.data(0, _ID))] = tuple((int(one.data(0, _ID)), one.text(0)) for one in here)
        return found

    def _add(self, customer: Invited, attended: Sequence[Person]) -> None:
        top = QTreeWidgetItem(self.tree, [customer.name])
        top.setData(0, _ID, customer.customer_id)
        top.setCheckState(0, _ON)
        for id_, name in customer.contacts:
            person = QTreeWidgetItem(top, [name])
            person.setData(0, _ID, id_)
            person.setCheckState(0, _ON if (id_, name) in attended else _OFF)

    def _tops(self) -> list[QTreeWidgetItem]:
        tops = (self.tree.topLevelItem(at) for at in range(self.tree.topLevelItemCount()))
        return [top for top in tops if top is not None]

    def _count(self) -> None:
        n, people = len(self.customers()), sum(len(names) for names in self.attended().values())
        self.take.set_text(_("Go on with {customers}").format(customers=words.counted(Kind.CUSTOMERS, n)))
        self.take.setEnabled(n > 0)
        self.note.setText(ngettext("{n} attended", "{n} attended", people).format(n=people))

    @Slot()
    def _on_only(self) -> None:
        here = self.attended()
        for top in self._tops():
            top.setCheckState(0, _ON if int(top.data(0, _ID)) in here else _OFF)

    @Slot(QTreeWidgetItem, int)
    def _on_item(self, item: QTreeWidgetItem, _column: int) -> None:
        parent = item.parent()
        if parent is not None and item.checkState(0) == _ON:
            parent.setCheckState(0, _ON)  # who attended brings the customer along
        self._count()
