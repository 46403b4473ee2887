"""Asks for the folder, shows how far the export or the reading back of everything is, and says how it ended."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QWidget

from csops_desktop.foundation.errors import CancelledError, CsopsError
from csops_desktop.foundation.i18n import _, ngettext
from csops_desktop.ui.preferences import EXPORT_FOLDER
from csops_desktop.ui.state import Workbench
from csops_desktop.ui.widgets.dialogs import HouseDialog
from csops_desktop.ui.widgets.progress import ProgressPanel

if TYPE_CHECKING:
    from csops_desktop.ui.tasks import Handle

_SCHEMA = "schema.json"


class EverythingDialog(HouseDialog):
    """Runs one of the two jobs; closes when it is done."""

    def __init__(self, workbench: Workbench, title: str, body: str, parent: QWidget) -> None:
        super().__init__(workbench.theme, title, body, parent=parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._workbench = workbench
        self._handle: Handle | None = None
        self.progress = ProgressPanel(workbench.theme, self)
        self.progress.cancelled.connect(self._on_stop)
        self.content.addWidget(self.progress)

    def export_to(self, folder: Path) -> None:
        """Write everything to a folder."""
        whole = self._workbench.services.whole
        self.progress.start(_("Writing"))
        self._handle = self._workbench.tasks.background(
            lambda handle: whole.export_all(folder, progress=handle.report, cancelled=handle.cancelled),
            lambda counts: self._exported(folder, counts),
            progress=self.progress.show_progress,
            failed=self._on_failed,
            owner=self,
        )

    def import_from(self, folder: Path) -> None:
        """Read everything back from a folder."""
        whole = self._workbench.services.whole
        self.progress.start(_("Reading back"))
        self._handle = self._workbench.tasks.operate_long(
            lambda handle: whole.import_all(folder, progress=handle.report, cancelled=handle.cancelled),
            lambda _counts: self._finish(),
            progress=self.progress.show_progress,
            failed=self._on_failed,
            owner=self,
        )

    def _exported(self, folder: Path, counts: dict[str, int]) -> None:
        n = sum(counts.values())
        text = ngettext("{n} row written to {folder}", "{n} rows written to {folder}", n)
        self._workbench.messages.toast(text.format(n=f"{n:,}", folder=folder.name), icon="file-arrow-down")
        self._finish()

    def _on_failed(self, error: CsopsError) -> None:
        if not isinstance(error, CancelledError):
            self._workbench.messages.error(error)
        self._finish()

    def _finish(self) -> None:
        self._handle = None
        self.accept()

    @Slot()
    def _on_stop(self) -> None:
        if self._handle is not None:
            self._handle.cancel()

    def reject(self) -> None:
        """Override QDialog.reject: Esc stops the job; the dialog goes when it has stopped."""
        if self._handle is None:
            super().reject()
        else:
            self._on_stop()


def export_everything(workbench: Workbench, parent: QWidget) -> None:
    """Ask where to, then write everything."""
    start = Path(workbench.preferences.get(EXPORT_FOLDER) or str(Path.home()))
    proposal = start / f"CSOps_{workbench.clock.today():%Y%m%d}"
    folder = workbench.messages.save_file(_("Export everything: name of the new folder"), proposal, [])
    if folder is None:
        return
    workbench.preferences.set(EXPORT_FOLDER, str(folder.parent))
    body = _("A folder of CSV files, without a passphrase. The history is not part of it.")
    _run(EverythingDialog(workbench, _("Exporting everything"), body, parent), folder, EverythingDialog.export_to)


def import_everything(workbench: Workbench, parent: QWidget) -> None:
    """Ask for the schema file of a folder, then read everything back."""
    start = Path(workbench.preferences.get(EXPORT_FOLDER) or str(Path.home()))
    title = _("Read everything back: schema.json of the folder")
    found = workbench.messages.open_files(title, [_SCHEMA], folder=start)
    if not found:
        return
    body = _("Only into an empty store. This cannot be undone.")
    dialog = EverythingDialog(workbench, _("Reading everything back"), body, parent)
    _run(dialog, found[0].parent, EverythingDialog.import_from)


def _run(dialog: EverythingDialog, folder: Path, job: Callable[[EverythingDialog, Path], None]) -> None:
    dialog.open()
    job(dialog, folder)
