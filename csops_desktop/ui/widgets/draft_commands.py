"""The buttons of an editor of drafts in the command bar: export, versions, discard, publish."""

from typing import Generic

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from csops_desktop.foundation.i18n import _
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.buttons import Button, IconButton
from csops_desktop.ui.widgets.drafting import EditedDraft, T
from csops_desktop.wording import versions as words


class DraftCommands(QObject, Generic[T]):
    """Four buttons, shown as far as they make sense.

    Signals:
        export, versions, discard, publish: pressed.
    """

    export = Signal()
    versions = Signal()
    discard = Signal()
    publish = Signal()

    def __init__(self, theme: Theme, draft: EditedDraft[T], parent: QWidget) -> None:
        super().__init__(parent)
        self._draft = draft
        self._export = IconButton(theme, "file-arrow-down", parent=parent)
        self._versions = Button(theme, icon="clock-counter-clockwise", parent=parent)
        self._discard = Button(theme, parent=parent)
        self._publish = Button(theme, variant="primary", parent=parent)
        for button, signal in (
            (self._export, self.export),
            (self._versions, self.versions),
            (self._discard, self.discard),
            (self._publish, self.publish),
        ):
            button.hide()
            button.clicked.connect(signal)

    def buttons(self) -> list[QWidget]:
        """Return the buttons, the primary one last."""
        return [self._export, self._versions, self._discard, self._publish]

    def can_publish(self) -> bool:
        """Tell whether the draft may be published."""
        return self._publish.isEnabled()

    def retranslate(self) -> None:
        """Set the texts that stay."""
        self._export.describe(_("Export as a file…"))
        self._versions.set_text(_("Versions…"))
        self._discard.set_text(_("Discard the draft"))

    def show_state(self, number: int, *, opened: bool) -> None:
        """Show what can be done.

        Args:
            number: of the next version.
            opened: whether there is anything to edit.
        """
        draft = self._draft
        changed, sound = draft.is_changed() and not draft.read_only, draft.is_sound()
        before = draft.published is not None
        self._publish.set_text(_("Publish as {version}…").format(version=words.number(number)))
        self._export.setVisible(opened)
        self._versions.setVisible(opened and before)
        self._discard.setVisible(opened and changed and before)
        self._publish.setVisible(opened and not draft.read_only)
        self._publish.setEnabled(changed and sound)
        why = "" if changed and sound else _("Nothing is different") if sound else _("Something is still missing")
        self._publish.setToolTip(why)
