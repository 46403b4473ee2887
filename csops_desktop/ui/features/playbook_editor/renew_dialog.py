"""Which open runs go on by the new version: each with what would change in it, chosen ones in one step."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QTreeWidgetItem, QWidget

from csops_desktop.foundation.i18n import _, ngettext
from csops_desktop.services.run_versions import Behind
from csops_desktop.ui.state import Workbench
from csops_desktop.ui.widgets.dialogs import HouseDialog
from csops_desktop.ui.widgets.parts import label
from csops_desktop.ui.widgets.plain_tree import PlainTree, framed
from csops_desktop.wording import playbook_differences, versions
from csops_desktop.wording import playbooks as words

_WIDTH = 640
_ROWS = 8
_SHOWN = 8


class RenewDialog(HouseDialog):
    """The list with boxes to tick."""

    def __init__(self, workbench: Workbench, name: str, number: int, behind: Sequence[Behind], parent: QWidget) -> None:
        """Make the dialog; every run is ticked.

        Args:
            workbench: writes.
            name: of the playbook.
            number: of the version that counts.
            behind: the runs of older ones.
            parent: the page.
        """
        super().__init__(
            workbench.theme,
            _("Go on by {version} of “{playbook}”?").format(version=versions.number(number), playbook=name),
            _("What is done stays as it is, and so do dates that were moved by hand. It can be undone."),
            width=_WIDTH,
            parent=parent,
        )
        self._bench, self._behind = workbench, tuple(behind)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.list = PlainTree(workbench.theme, min(_ROWS, max(3, len(behind))), self, columns=4)
        self.list.set_headings((_("Customer"), _("Version"), _("Owner"), _("Changes")))
        self.list.setAccessibleName(_("Open runs of older versions"))
        for at, each in enumerate(self._behind):
            n = len(each.differences)
            changes = ngettext("{n} change", "{n} changes", n).format(n=n) if n else _("nothing")
            item = self.list.add(at, (each.head.customer, versions.number(each.head.version), each.head.owner, changes))
            item.setCheckState(0, Qt.CheckState.Checked)
        self.content.addWidget(framed(self.list, self))
        self.changes = label("", "small", tone="2", wrap=True)
        self.changes.setMinimumHeight(workbench.theme.px("line.small") * 4)
        self.changes.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.content.addWidget(self.changes)
        self.add_cancel()
        self.take = self.add_button("", variant="primary", closes=False)
        self.take.setDefault(True)
        self.take.clicked.connect(self._on_take)
        self.list.itemChanged.connect(self._on_ticked)
        self.list.currentItemChanged.connect(self._on_current)
        if self._behind:
            self.list.setCurrentItem(self.list.items()[0])
        self.list.setFocus()
        self._on_ticked()

    def ticked(self) -> list[int]:
        """Return the ids of the runs that are ticked."""
        return [
            self._behind[self.list.number(item)].head.id
            for item in self.list.items()
            if item.checkState(0) is Qt.CheckState.Checked
        ]

    @Slot()
    @Slot(QTreeWidgetItem, int)
    def _on_ticked(self, _item: object = None, _column: int = 0) -> None:
        n = len(self.ticked())
        self.take.set_text(ngettext("Apply to {n} run", "Apply to {n} runs", n).format(n=f"{n:,}"))
        self.take.setEnabled(n > 0)

    @Slot(QTreeWidgetItem, QTreeWidgetItem)
    def _on_current(self, item: QTreeWidgetItem | None, _before: QTreeWidgetItem | None) -> None:
        if item is None:
            return
        found = self._behind[self.list.number(item)].differences
        lines = [playbook_differences.difference(each) for each in found]
        self.changes.setText(words.listed(lines or [_("Nothing of what is still open changes.")], _SHOWN))

    @Slot()
    def _on_take(self) -> None:
        ids, service = self.ticked(), self._bench.services.run_versions
        self.take.setEnabled(False)
        self._bench.tasks.operate(lambda: service.renew_many(ids), lambda _n: self.accept(), owner=self)
