"""What a playbook can begin with: one that comes with the program, nothing, or a file."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu, QWidget

from csops_desktop.domain.playbooks import editing
from csops_desktop.domain.playbooks.definition import Playbook, Words
from csops_desktop.foundation.i18n import _, current
from csops_desktop.ui.state import Workbench
from csops_desktop.ui.widgets.buttons import escape
from csops_desktop.ui.widgets.text_files import text_of
from csops_desktop.wording.playbooks import said

if TYPE_CHECKING:
    from collections.abc import Sequence

EMPTY, FILE = "empty", "file"


class NewPlaybooks(QObject):
    """Makes playbooks.

    Attributes:
        starters: those that come with the program.

    Signals:
        added(int): the id of a playbook that was made.
        refused(CsopsError): a file that is none.
    """

    added = Signal(int)
    refused = Signal(object)

    def __init__(self, workbench: Workbench, parent: QObject) -> None:
        super().__init__(parent)
        self._bench = workbench
        self.starters: Sequence[Playbook] = ()

    def choose(self, under: QWidget) -> object:
        """Ask with a menu what to begin with; None for nothing."""
        menu = QMenu(under)
        menu.setToolTipsVisible(True)
        for at, starter in enumerate(self.starters):
            action = menu.addAction(escape(said(starter.name)))
            action.setToolTip(said(starter.purpose))
            action.setData(at)
        menu.addSeparator()
        menu.addAction(_("Empty")).setData(EMPTY)
        menu.addAction(_("From a file…")).setData(FILE)
        chosen = menu.exec(under.mapToGlobal(under.rect().bottomLeft()))
        wanted: object = chosen.data() if chosen is not None else None
        menu.deleteLater()
        return wanted

    def begin(self, wanted: object) -> None:
        """Make a playbook.

        Args:
            wanted: number of a starter, ``empty`` or ``file``.
        """
        if wanted == FILE:
            self._read_file()
        elif wanted == EMPTY:
            language = current()
            name = Words().changed(language, _("New playbook"))
            self.add(editing.empty(name, Words().changed(language, _("First milestone"))))
        elif isinstance(wanted, int):
            self.add(self.starters[wanted])

    def add(self, playbook: Playbook) -> None:
        """Keep a playbook as a draft."""
        service = self._bench.services.playbooks
        self._bench.tasks.operate(lambda: service.add(playbook), self.added.emit, failed=self.refused.emit, owner=self)

    def _read_file(self) -> None:
        paths = self._bench.messages.open_files(_("Read a playbook"), [_("Playbook (*.toml)")])
        if not paths:
            return
        service, path = self._bench.services.playbooks, paths[0]

        def read(_handle: object) -> Playbook:
            return service.from_file(text_of(path))

        self._bench.tasks.background(read, self.add, failed=self.refused.emit, owner=self)
