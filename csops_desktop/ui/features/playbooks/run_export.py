"""Takes the table of runs out of the program as it is shown: XLSX, CSV or the clipboard."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu, QWidget

from csops_desktop.domain.playbooks.board import BoardLine
from csops_desktop.foundation.i18n import _
from csops_desktop.ui.preferences import EXPORT_FOLDER
from csops_desktop.ui.state import Workbench
from csops_desktop.ui.tables.columns import Column
from csops_desktop.ui.tasks import Handle
from csops_desktop.wording import run_board as say

_XLSX, _CSV, _CP932 = "xlsx", "csv", "cp932"


class RunExport(QObject):
    """Asks for a format and a place, and writes."""

    def __init__(self, workbench: Workbench, parent: QObject) -> None:
        super().__init__(parent)
        self._workbench = workbench

    def offer(self, anchor: QWidget, columns: Sequence[Column], lines: Sequence[BoardLine]) -> None:
        """Let the user choose a format below a button, and write these lines."""
        menu = QMenu(anchor)
        for key, text in (
            (_XLSX, _("Excel workbook (XLSX)…")),
            (_CSV, _("CSV (UTF-8)…")),
            (_CP932, _("CSV for older Japanese programs (CP932)…")),
        ):
            menu.addAction(text).setData(key)
        chosen = menu.exec(anchor.mapToGlobal(anchor.rect().bottomLeft()))
        menu.deleteLater()
        if chosen is not None:
            self.write(str(chosen.data()), columns, lines)

    def write(self, key: str, columns: Sequence[Column], lines: Sequence[BoardLine]) -> None:
        """Ask for a place and write the lines there."""
        bench, suffix = self._workbench, ".xlsx" if key == _XLSX else ".csv"
        folder = Path(bench.preferences.get(EXPORT_FOLDER) or str(Path.home()))
        stem = _("Playbooks")
        name = folder / f"{stem}_{bench.clock.today():%Y%m%d}{suffix}"
        path = bench.messages.save_file(_("Export the list"), name, [f"*{suffix}"])
        if path is None:
            return
        bench.preferences.set(EXPORT_FOLDER, str(path.parent))
        headings = [column.heading() for column in columns]
        rows = [[column.word(line).text for column in columns] for line in lines]

        def work(_handle: Handle) -> None:
            bench.services.exports.write_rows(path, headings, rows, encoding="cp932" if key == _CP932 else "utf-8-sig")

        def then(_nothing: None) -> None:
            said = _("{what} written to {file}").format(what=say.runs(len(rows)), file=path.name)
            bench.messages.toast(said, icon="file-arrow-down")

        bench.tasks.background(work, then, owner=self)
