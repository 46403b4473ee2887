"""Opens the popovers that change filter chips and columns, and says what the user made of them."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from csops_desktop.domain.level_filter import PICKED
from csops_desktop.domain.query import Condition, Group, ListQuery
from csops_desktop.ui.features.customer.sources import asked, levels
from csops_desktop.ui.features.customers.lookups import Knowledge
from csops_desktop.ui.state import Workbench

Shown = tuple[ListQuery, tuple[tuple[str, int], ...]]
Item = Condition | Group


class FilterCommands(QObject):
    """Carries out what the toolbar of the list asks for.

    Signals:
        changed(Group): the filter is to be this.
        columns_chosen(names): these columns are to be shown.
    """

    changed = Signal(object)
    columns_chosen = Signal(object)

    def __init__(self, workbench: Workbench, knowledge: Knowledge, shown: Callable[[], Shown], parent: QWidget) -> None:
        super().__init__(parent)
        self._workbench = workbench
        self._knowledge = knowledge
        self._shown = shown
        self._parent = parent

    @Slot(int, object)
    def edit(self, at: int, anchor: QWidget) -> None:
        """Open the popover of a chip, or of a new one (-1)."""
        from csops_desktop.ui.features.customers.condition_editor import ConditionEditor, EditorContext  # noqa: PLC0415 (not before the first paint)

        items, lookups = self._items(), self._knowledge.lookups
        item = items[at] if 0 <= at < len(items) else None
        if isinstance(item, Condition) and item.field == PICKED:
            return  # whom it names was chosen elsewhere; it can only be taken away
        context = EditorContext(lookups.sources | asked() | levels(lookups.products), self._knowledge.values())
        editor = ConditionEditor(self._workbench.theme, context, self._parent)
        editor.setProperty("chip", at)
        editor.applied.connect(self._on_applied)
        editor.open_at(anchor, item)

    @Slot(int)
    def remove(self, at: int) -> None:
        """Take a chip away."""
        items = self._items()
        del items[at]
        self.changed.emit(Group(tuple(items)))

    @Slot(object)
    def choose_columns(self, anchor: QWidget) -> None:
        """Open the popover of columns."""
        from csops_desktop.ui.features.customers.column_chooser import ColumnChooser  # noqa: PLC0415 (not before the first paint)

        names = [name for name, _width in self._shown()[1]]
        lookups = self._knowledge.lookups
        chooser = ColumnChooser(self._workbench.theme, lookups.sources, names, self._parent, scored=lookups.scored)
        chooser.changed.connect(self.columns_chosen)
        chooser.show_below(anchor)

    def _items(self) -> list[Item]:
        whole = self._shown()[0].filter
        return [whole] if whole.any_of and whole.items else list(whole.items)

    @Slot(object)
    def _on_applied(self, item: Item) -> None:
        editor, items = self.sender(), self._items()
        at = editor.property("chip") if editor is not None else -1
        if 0 <= at < len(items):
            items[at] = item
        else:
            items.append(item)
        self.changed.emit(Group(tuple(items)))
