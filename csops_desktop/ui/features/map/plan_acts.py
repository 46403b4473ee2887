"""Writes what is planned on the map: from a title typed into a cell, by keys, through the dialog with everything."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from csops_desktop.domain.maturity import LEVELS, PlannedAction
from csops_desktop.domain.operation_map import MapBook
from csops_desktop.ui.features.map.action_dialog import ActionDialog
from csops_desktop.ui.features.map.chosen import Chosen
from csops_desktop.ui.state import Workbench


class PlanActs(QObject):
    """Each act is one operation; what refers to an action that is gone meanwhile does nothing."""

    def __init__(self, workbench: Workbench, page: QWidget) -> None:
        super().__init__(page)
        self._bench, self._page = workbench, page
        self._service = workbench.services.operation_map
        self._book: MapBook | None = None
        self._choice = Chosen()

    def of(self, book: MapBook, choice: Chosen) -> None:
        """Act on this map, and in this cell of it."""
        self._book, self._choice = book, choice

    def _planned(self, action_id: int) -> PlannedAction | None:
        found = () if self._book is None else self._book.actions
        return next((each.plan for each in found if each.id == action_id), None)

    @Slot(int, str, str)
    def add(self, level: int, touch: str, title: str) -> None:
        """Plan what was typed into a cell."""
        if self._book is not None:
            product, plan = self._book.product_id, PlannedAction(level, touch, title)
            self._bench.tasks.operate(lambda: self._service.add_action(product, plan), owner=self)

    @Slot(int, str)
    def rename(self, action_id: int, title: str) -> None:
        """Give an action another title."""
        plan = self._planned(action_id)
        if plan is not None:
            changed = replace(plan, title=title)
            self._bench.tasks.operate(lambda: self._service.change_action(action_id, changed), owner=self)

    @Slot(object)
    def delete(self, action_id: int) -> None:
        """Take an action out."""
        self._bench.tasks.operate(lambda: self._service.delete_action(action_id), owner=self)

    @Slot(object)
    def order(self, ids: Sequence[int]) -> None:
        """Put the actions of a cell in another order."""
        self._bench.tasks.operate(lambda: self._service.order_actions(ids), owner=self)

    @Slot()
    def plan(self) -> None:
        """Ask for another action of the chosen cell."""
        book, choice = self._book, self._choice
        if book is not None and choice.level in LEVELS and choice.touch is not None:
            blank = PlannedAction(choice.level, choice.touch, "")
            dialog = ActionDialog(self._bench, book, blank, self._page)
            dialog.carry_out(self._bench.tasks, lambda plan: self._service.add_action(book.product_id, plan))

    @Slot(object)
    def change(self, action_id: int) -> None:
        """Ask for everything about an action."""
        book, plan = self._book, self._planned(action_id)
        if book is not None and plan is not None:
            dialog = ActionDialog(self._bench, book, plan, self._page)
            dialog.carry_out(self._bench.tasks, lambda changed: self._service.change_action(action_id, changed))
