"""What is done to many customers of the list at once: bulk edit and paste; both show first what they would do."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from csops_desktop.foundation.i18n import _
from csops_desktop.ui.actions import ActionId
from csops_desktop.ui.features.customers.list_pane import ListPane
from csops_desktop.ui.features.customers.lookups import Knowledge
from csops_desktop.ui.state import Workbench

if TYPE_CHECKING:
    from collections.abc import Callable

    from csops_desktop.domain.pasting import Laid, Place
    from csops_desktop.services.bulk import BulkPreview


class ManyCommands(QObject):
    """Opens the dialogs for the customers that are listed or selected at that moment."""

    def __init__(self, workbench: Workbench, knowledge: Knowledge, pane: ListPane, parent: QWidget) -> None:
        super().__init__(parent)
        self._workbench = workbench
        self._knowledge = knowledge
        self._pane = pane
        self._page = parent
        self.acts: dict[ActionId, Callable[[], None]] = {
            ActionId.BULK_EDIT: self.bulk_edit,
            ActionId.PASTE: self.paste,
            ActionId.ENTER_USAGE: self.enter_usage,
        }
        keys = QShortcut(QKeySequence.StandardKey.Paste, pane.table, context=Qt.ShortcutContext.WidgetShortcut)
        keys.activated.connect(self.paste)
        pane.footer.bulk_requested.connect(self.bulk_edit)

    @Slot()
    def bulk_edit(self) -> None:
        """Open the bulk edit."""
        from csops_desktop.ui.features.customers.bulk_dialog import BulkDialog  # noqa: PLC0415 (not before the first paint)

        listed = self._pane.listed_ids()
        if not listed:
            return
        selected = self._pane.table.selected_ids()
        dialog = BulkDialog(self._workbench, self._knowledge, listed, selected, self._page)
        dialog.finished.connect(self._pane.table.setFocus)
        dialog.open()

    @Slot()
    def enter_usage(self) -> None:
        """Type in a month of usage, of the selected customers or of all that are listed."""
        from csops_desktop.ui.readings.grid_dialog import GridDialog  # noqa: PLC0415 (not before the first paint)

        selected = self._pane.table.selected_ids()
        ids = selected if len(selected) > 1 else self._pane.listed_ids()
        dialog = GridDialog(self._workbench, ids or None, self._page)
        dialog.finished.connect(self._pane.table.setFocus)
        dialog.open()

    @Slot()
    def paste(self) -> None:
        """Lay what is on the clipboard over the list; a single cell is written at once, more is shown first."""
        text, place = QGuiApplication.clipboard().text(), self._place()
        if not text.strip("\r\n") or not place.ids:
            self._say(_("There is nothing on the clipboard to paste"))
            return

        def work(_handle: object) -> "Laid":
            from csops_desktop.domain.pasting import lay  # noqa: PLC0415 (first use)
            from csops_desktop.exchange.pasting import block  # noqa: PLC0415 (first use)

            return lay(block(text), place)

        self._workbench.tasks.background(work, lambda laid: self._on_laid(laid, chosen=place.chosen), owner=self)

    def _place(self) -> "Place":
        from csops_desktop.domain.pasting import Place  # noqa: PLC0415 (first use)

        table, sources = self._pane.table, self._knowledge.lookups.sources
        selected = table.selected_ids()
        row = max(table.currentIndex().row(), 0)
        ids = selected if len(selected) > 1 else [id_ for id_ in self._pane.model.ids[row:] if id_ >= 0]
        header, columns = table.horizontalHeader(), self._pane.model.columns
        order = [header.logicalIndex(at) for at in range(header.count())]
        shown = [columns[at].name for at in order if columns[at].name and not header.isSectionHidden(at)]
        current = table.currentIndex().column()
        name = columns[current].name if current >= 0 else ""
        return Place(
            ids,
            len(selected) > 1,
            tuple(shown),
            shown.index(name) if name in shown else 0,
            frozenset(self._pane.column_names()),
            {source.heading(): name for name, source in sources.items()},
            {name for name, source in sources.items() if source.field.derived},
        )

    def _on_laid(self, laid: "Laid", *, chosen: bool) -> None:
        from csops_desktop.ui.features.customers.paste_dialog import PasteDialog, stays_words  # noqa: PLC0415 (not before the first paint)

        if not laid.fields or not laid.ids:
            self._say(" ".join(stays_words(laid, self._knowledge)) or _("There is nothing on the clipboard to paste"))
            return
        if len(laid.ids) == 1 and len(laid.fields) == 1 and not (laid.derived or laid.hidden):
            self._paste_one(laid)
            return
        dialog = PasteDialog(self._workbench, self._knowledge, laid, self._page, chosen=chosen)
        dialog.finished.connect(self._pane.table.setFocus)
        dialog.open()

    def _paste_one(self, laid: "Laid") -> None:
        from csops_desktop.domain.bulk import Block  # noqa: PLC0415 (first use)

        bulk = self._workbench.services.bulk

        def then(preview: "BulkPreview") -> None:
            from csops_desktop.ui.features.customers.change_cells import refusal_words  # noqa: PLC0415 (first use)

            refused = preview.row(0).refusals
            if refused:
                heading = self._knowledge.heading(refused[0].field)
                self._say(_("{field}: {problem}").format(field=heading, problem=refusal_words(refused[0])))
            elif preview.changed:
                self._workbench.tasks.operate(lambda: bulk.write(preview))

        order = Block(laid.fields, laid.rows)
        self._workbench.tasks.query(lambda: bulk.preview(order, laid.ids), then, owner=self)

    def _say(self, text: str) -> None:
        self._workbench.messages.toast(text, icon="warning-circle")
