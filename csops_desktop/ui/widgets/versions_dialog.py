"""The list of the versions of what is drafted and published."""

import datetime as dt
from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QTreeWidgetItem, QWidget

from csops_desktop.foundation.i18n import _
from csops_desktop.ui.state import Workbench
from csops_desktop.ui.widgets.dialogs import HouseDialog
from csops_desktop.ui.widgets.plain_tree import PlainTree, framed
from csops_desktop.wording import values as show
from csops_desktop.wording import versions as words

_WIDTH = 640
_ROWS = 8


class PublishedVersion(Protocol):
    """What is shown of a version; see ``domain.versions.Version``."""

    @property
    def id(self) -> int:
        """Its id."""

    @property
    def number(self) -> int | None:
        """From 1 on; None for the draft."""

    @property
    def published_on(self) -> dt.date | None:
        """When it was published."""

    @property
    def owner(self) -> str:
        """Who published it."""

    @property
    def note(self) -> str:
        """Why."""


class VersionsDialog(HouseDialog):
    """All versions: look at one, or begin a draft from it.

    Signals:
        shown(int): look at the version of this id.
        begun(int): begin a draft from it.
    """

    shown = Signal(int)
    begun = Signal(int)

    def __init__(self, workbench: Workbench, name: str, versions: Sequence[PublishedVersion], parent: QWidget) -> None:
        super().__init__(workbench.theme, _("Versions of “{card}”").format(card=name), "", width=_WIDTH, parent=parent)
        self.list = PlainTree(workbench.theme, _ROWS, self, columns=4)
        self.list.set_headings((_("Note"), _("Version"), _("Published"), _("By")))
        for version in versions:
            day = show.date(version.published_on) if version.published_on is not None else ""
            self.list.add(version.id, (version.note, words.number(version.number), day, version.owner))
        self.list.header().moveSection(0, 3)
        self.list.setAccessibleName(_("Versions"))
        self.content.addWidget(framed(self.list, self))
        self.add_cancel(_("Close"))
        self.begin = self.add_button(_("Begin a draft from it"), closes=False)
        self.look = self.add_button(_("Look at it"), variant="primary", closes=False)
        self.look.setDefault(True)
        self.begin.clicked.connect(self._on_begin)
        self.look.clicked.connect(self._on_look)
        self.list.itemDoubleClicked.connect(self._on_look)
        items = self.list.items()
        if items:
            self.list.setCurrentItem(items[0])
        self.list.setFocus()

    @Slot()
    def _on_begin(self) -> None:
        for number in self.list.chosen():
            self.begun.emit(number)
            self.accept()

    @Slot()
    @Slot(QTreeWidgetItem, int)
    def _on_look(self, _item: object = None, _column: int = 0) -> None:
        for number in self.list.chosen():
            self.shown.emit(number)
            self.accept()
