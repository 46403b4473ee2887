"""Shows the report of a mistake of ours: to read, copy and save; nothing is sent."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFileDialog, QPlainTextEdit

from csops_desktop.foundation.i18n import _
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.dialogs import HouseDialog, copy_text


class CrashDialog(HouseDialog):
    """Says that the program made a mistake, and gives the report."""

    def __init__(self, theme: Theme, text: str, *, choose: Callable[[], Path | None] | None = None) -> None:
        super().__init__(
            theme,
            _("The program made a mistake"),
            _(
                "What you saved is safe. You can go on working; if something looks wrong, start the program again. "
                "The report below holds no data of your customers and is not sent anywhere."
            ),
            width=620,
        )
        self._report = text
        self._choose = choose or self._ask
        self.view = QPlainTextEdit(text)
        self.view.setReadOnly(True)
        self.view.setMinimumHeight(theme.scaled(220))
        self.content.addWidget(self.view)
        self.add_button(_("Copy the report"), closes=False).clicked.connect(self._on_copy)
        self.add_button(_("Save the report…"), closes=False).clicked.connect(self._on_save)
        self.add_button(_("Go on"), variant="primary")

    @Slot()
    def _on_copy(self) -> None:
        copy_text(self._report)
        self.note.setText(_("Copied"))

    @Slot()
    def _on_save(self) -> None:
        path = self._choose()
        if path is None:
            return
        try:
            path.write_text(self._report, encoding="utf-8")
        except OSError:
            self.note.setText(_("Could not be saved there. Choose another folder"))
        else:
            self.note.setText(_("Saved"))

    def _ask(self) -> Path | None:
        name = QFileDialog.getSaveFileName(self, _("Save the report"), "csops-report.txt")[0]
        return Path(name) if name else None
