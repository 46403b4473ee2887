"""What a scorecard can begin with: one that comes with the program, nothing, or a file."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu, QWidget

from csops_desktop.domain.scoring.definition import Definition
from csops_desktop.domain.scoring.editing import empty
from csops_desktop.foundation.i18n import _
from csops_desktop.ui.state import Workbench
from csops_desktop.ui.widgets.buttons import escape
from csops_desktop.ui.widgets.text_files import text_of

if TYPE_CHECKING:
    from csops_desktop.domain.scoring.shown import Starter

_EMPTY, _FILE = "empty", "file"


class NewCards(QObject):
    """Makes scorecards.

    Attributes:
        starters: those that come with the program.

    Signals:
        added(int): the id of a scorecard that was made.
        refused(CsopsError): a file that is none.
    """

    added = Signal(int)
    refused = Signal(object)

    def __init__(self, workbench: Workbench, parent: QObject) -> None:
        super().__init__(parent)
        self._bench = workbench
        self.starters: tuple[Starter, ...] = ()

    def choose(self, under: QWidget) -> object:
        """Ask with a menu what to begin with; None for nothing."""
        menu = QMenu(under)
        menu.setToolTipsVisible(True)
        for at, starter in enumerate(self.starters):
            action = menu.addAction(escape(starter.name))
            action.setToolTip(starter.note)
            action.setData(at)
        menu.addSeparator()
        menu.addAction(_("Empty")).setData(_EMPTY)
        menu.addAction(_("From a file…")).setData(_FILE)
        chosen = menu.exec(under.mapToGlobal(under.rect().bottomLeft()))
        wanted: object = chosen.data() if chosen is not None else None
        menu.deleteLater()
        return wanted

    def begin(self, wanted: object) -> None:
        """Make a scorecard.

        Args:
            wanted: number of a starter, ``empty`` or ``file``.
        """
        if wanted == _FILE:
            self._read_file()
        elif wanted == _EMPTY:
            self._add(empty(_("New scorecard"), (_("Use"), _("Relation"))))
        elif isinstance(wanted, int):
            self._add(self.starters[wanted].definition)

    def _read_file(self) -> None:
        paths = self._bench.messages.open_files(_("Read a scorecard"), [_("Scorecard (*.json)")])
        if not paths:
            return
        service, path = self._bench.services.scorecards, paths[0]

        def read(_handle: object) -> Definition:
            found: Definition = service.from_file(text_of(path))
            return found

        self._bench.tasks.background(read, self._add, failed=self.refused.emit, owner=self)

    def _add(self, definition: Definition) -> None:
        service = self._bench.services.scorecards
        self._bench.tasks.operate(
            lambda: service.add(definition), self.added.emit, failed=self.refused.emit, owner=self
        )
