"""The strip over the editor while an old version is looked at."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from csops_desktop.foundation.i18n import _
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.buttons import Button
from csops_desktop.ui.widgets.parts import ElidedLabel
from csops_desktop.wording import values as show
from csops_desktop.wording import versions as words

if TYPE_CHECKING:
    from csops_desktop.ui.widgets.versions_dialog import PublishedVersion


class VersionNotice(QFrame):
    """Says which version is shown, and leads on.

    Signals:
        begun: begin a draft from it.
        left: back to the draft.
    """

    begun = Signal()
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self._text = ElidedLabel("body", self)
        self._begin = Button(theme, compact=True, parent=self)
        self._back = Button(theme, compact=True, parent=self)
        self._begin.clicked.connect(self.begun)
        self._back.clicked.connect(self.left)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.px("space.6"), theme.px("space.2"), theme.px("space.6"), theme.px("space.2"))
        layout.addWidget(self._text, 1)
        layout.addWidget(self._begin)
        layout.addWidget(self._back)
        self.hide()

    def retranslate(self) -> None:
        """Set every text again."""
        self._begin.set_text(_("Begin a draft from it"))
        self._back.set_text(_("Back to the draft"))

    def show_version(self, version: "PublishedVersion") -> None:
        """Say what is shown."""
        day = show.date(version.published_on) if version.published_on is not None else ""
        said = _(", ").join(part for part in (day, version.owner, version.note) if part)
        text = _("You look at {version} ({said}). It never changes.")
        self._text.show_text(text.format(version=words.number(version.number), said=said))
