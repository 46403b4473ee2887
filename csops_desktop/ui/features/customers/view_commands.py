"""What can be done with saved views: save, rename, count, replace, delete."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal, Slot

from csops_desktop.domain.query import ListQuery, SavedView
from csops_desktop.foundation.i18n import _
from csops_desktop.ui.features.customers.view_list import ViewList
from csops_desktop.ui.messages import Question
from csops_desktop.ui.state import Workbench

Shown = tuple[ListQuery, tuple[tuple[str, int], ...]]


class ViewCommands(QObject):
    """Carries out what the sub-list and the toolbar ask for.

    Signals:
        added(id): a view was saved.
    """

    added = Signal(int)

    def __init__(self, workbench: Workbench, shown: Callable[[], Shown], views: ViewList, parent: QObject) -> None:
        super().__init__(parent)
        self._workbench = workbench
        self._shown = shown
        views.rename_requested.connect(self.rename)
        views.pin_requested.connect(self.pin)
        views.update_requested.connect(self.update)
        views.delete_requested.connect(self.delete)

    def save(self, current: SavedView | None) -> None:
        """Save what is shown, as a new view or in place of the current one."""
        if current is not None:
            instead, new = _("Replace “{view}”").format(view=current.name), _("Save as a new view…")
            question = Question(_("Save what is shown?"), "", instead, others=(new,))
            chosen = self._workbench.messages.choose(question)
            if chosen == instead:
                self._replace(current)
            if chosen != new:
                return
        name = self._workbench.messages.line(_("Name of the view"), _("Name"), verb=_("Save"))
        if name is None or not name.strip():
            return
        query, columns = self._shown()
        services = self._workbench.services
        self._workbench.tasks.operate(lambda: services.views.add(name, query, columns), self.added.emit, owner=self)

    @Slot(int)
    def rename(self, view_id: int) -> None:
        """Ask for another name."""
        self._with(view_id, self._rename)

    @Slot(int)
    def pin(self, view_id: int) -> None:
        """Count the view live, or stop it."""
        self._with(view_id, lambda view: self._change(replace(view, pinned=not view.pinned)))

    @Slot(int)
    def update(self, view_id: int) -> None:
        """Let the view show what is shown now."""
        self._with(view_id, self._replace)

    @Slot(int)
    def delete(self, view_id: int) -> None:
        """Delete the view; the toast brings it back."""
        services = self._workbench.services
        self._workbench.tasks.operate(lambda: services.views.delete(view_id))

    def _with(self, view_id: int, then: Callable[[SavedView], None]) -> None:
        services = self._workbench.services

        def found(views: list[SavedView]) -> None:
            view = next((each for each in views if each.id == view_id), None)
            if view is not None:
                then(view)

        self._workbench.tasks.query(services.views.all, found, owner=self)

    def _rename(self, view: SavedView) -> None:
        name = self._workbench.messages.line(_("Rename the view"), _("Name"), verb=_("Rename"), value=view.name)
        if name is not None and name.strip():
            self._change(replace(view, name=name))

    def _replace(self, view: SavedView) -> None:
        query, columns = self._shown()
        self._change(replace(view, query=query, columns=columns))

    def _change(self, view: SavedView) -> None:
        services = self._workbench.services
        self._workbench.tasks.operate(lambda: services.views.change(view))
