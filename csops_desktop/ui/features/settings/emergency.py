"""The emergency sheet: what somebody needs who must open the store without its owner, to print and fill in by hand."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from csops_desktop.foundation.i18n import _
from csops_desktop.ui.state import Workbench
from csops_desktop.ui.widgets.dialogs import HouseDialog, copy_text
from csops_desktop.wording import values

_LINE = "_" * 42


def sheet(workbench: Workbench) -> str:
    """Return the text of the sheet; the passphrase itself is written by hand and never stands in a file."""
    return "\n".join(
        [
            _("Emergency sheet for CSOps Desktop"),
            "",
            _("Store: {path}").format(path=workbench.services.path),
            _("Backups: {folder}").format(folder=workbench.profile.backups),
            _("Printed on {date}").format(date=values.date_with_weekday(workbench.clock.today())),
            "",
            _("Passphrase (write it by hand):"),
            "",
            _LINE,
            "",
            _("Who may use this sheet:"),
            "",
            _LINE,
            "",
            _("To open the store: install CSOps Desktop, choose Open store, type the passphrase."),
            _("When the store does not open, choose the newest file in the backups folder instead."),
            _("The file is a SQLCipher 4 database; DB Browser for SQLite opens it with the same passphrase."),
            _("Nobody can recover a lost passphrase. Keep this sheet where you keep contracts."),
        ]
    )


class EmergencySheet(HouseDialog):
    """Shows the sheet, to copy it into a document and print it."""

    def __init__(self, workbench: Workbench, parent: QWidget) -> None:
        super().__init__(
            workbench.theme,
            _("Emergency sheet"),
            _("Print it, fill it in by hand, and keep it away from the computer."),
            width=600,
            parent=parent,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._bench = workbench
        self._text = sheet(workbench)
        view = QPlainTextEdit(self._text)
        view.setReadOnly(True)
        view.setMinimumHeight(self.height_for(340))
        self.content.addWidget(view)
        self.add_cancel(_("Close"))
        self.add_button(_("Copy"), closes=False).clicked.connect(self._on_copy)
        self.add_button(_("Save for printing…"), variant="primary", closes=False).clicked.connect(self._on_save)

    @Slot()
    def _on_copy(self) -> None:
        copy_text(self._text)
        self.note.setText(_("Copied"))

    @Slot()
    def _on_save(self) -> None:
        proposal = self._bench.profile.folder.home() / "csops-emergency-sheet.txt"
        path = self._bench.messages.save_file(
            _("Save for printing"), proposal, [_("Text ({pattern})").format(pattern="*.txt")]
        )
        if path is None:
            return
        try:
            path.write_text(self._text, encoding="utf-8")
        except OSError:
            self.note.setText(_("Could not be saved there. Choose another folder"))
        else:
            self.note.setText(_("Saved"))
