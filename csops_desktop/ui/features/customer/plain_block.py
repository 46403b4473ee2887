"""A block that only shows the first records of a kind."""

from PySide6.QtWidgets import QWidget

from csops_desktop.domain.fields import Kind
from csops_desktop.domain.sheet import CustomerSheet
from csops_desktop.ui.features.customer.block import Block
from csops_desktop.ui.features.customer.knowledge import CustomerKnowledge
from csops_desktop.ui.state import Workbench
from csops_desktop.ui.tables.columns import ListContext
from csops_desktop.ui.widgets.related import RelatedBlock


class PlainBlock(Block):
    """Contracts, contacts or activities as short lines."""

    def __init__(self, workbench: Workbench, knowledge: CustomerKnowledge, parent: QWidget, kind: Kind) -> None:
        super().__init__(workbench, knowledge, parent)
        self._kind = kind
        self.short = RelatedBlock(self.theme, kind, self)
        self._line.hide()
        self._head.hide()
        self.body.addWidget(self.short)

    def show_customer(self, sheet: CustomerSheet) -> None:
        """Override Block.show_customer."""
        super().show_customer(sheet)
        self.short.show_records(sheet.of(self._kind), ListContext(sheet.today, sheet.currency))
