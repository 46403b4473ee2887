"""Takes a list out of the program: exactly its rows and columns, as CSV, as XLSX or by the clipboard."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from csops_desktop.domain.fields import FieldType, Kind, field_of
from csops_desktop.domain.records import Value
from csops_desktop.foundation.i18n import _, ngettext
from csops_desktop.services.exports import Computed
from csops_desktop.ui.preferences import EXPORT_FOLDER
from csops_desktop.ui.state import Workbench
from csops_desktop.ui.tables.columns import Column
from csops_desktop.ui.tasks import Handle
from csops_desktop.wording import fields as words
from csops_desktop.wording import values as show

Copy = Callable[[Sequence[int]], None]
CSV, CSV_CP932, XLSX, _CLIPBOARD = "csv", "cp932", "xlsx", "clipboard"
FORMATS = (CSV, CSV_CP932, XLSX)
_LACKING_SHOWN = 10


class ListExport(QObject):
    """Offers the formats for one kind of list.

    Args:
        workbench: services, tasks, messages.
        kind: of the records.
        copy: puts rows on the clipboard as they are shown.
        parent: owner.
    """

    def __init__(
        self, workbench: Workbench, kind: Kind, copy: Callable[[Sequence[int]], None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._workbench = workbench
        self._kind = kind
        self._copy = copy

    def offer(
        self,
        anchor: QWidget,
        ids: Sequence[int],
        columns: Sequence[str],
        computed: Mapping[str, Computed] | None = None,
    ) -> None:
        """Let the user choose a format below a button, and write these rows and columns.

        Args:
            anchor: the formats open below it.
            ids: the rows, in order.
            columns: the columns, in order.
            computed: those of them that are no fields.
        """
        menu = QMenu(anchor)
        for key, text in (
            (XLSX, _("Excel workbook (XLSX)…")),
            (CSV, _("CSV (UTF-8)…")),
            (CSV_CP932, _("CSV for older Japanese programs (CP932)…")),
            (_CLIPBOARD, _("Copy to the clipboard")),
        ):
            menu.addAction(text).setData(key)
        chosen = menu.exec(anchor.mapToGlobal(anchor.rect().bottomLeft()))
        menu.deleteLater()
        if chosen is None:
            return
        if chosen.data() == _CLIPBOARD:
            self._copy(ids)
        else:
            self.write(str(chosen.data()), ids, columns, computed)

    def write(
        self,
        key: str,
        ids: Sequence[int],
        columns: Sequence[str],
        computed: Mapping[str, Computed] | None = None,
        *,
        name: str = "",
        done: Callable[[str, bool], None] | None = None,
    ) -> None:
        """Ask for a place and write the rows there.

        Args:
            key: the format, one of ``FORMATS``.
            ids: the rows, in order.
            columns: of the rows, in order.
            computed: those of them that are no fields.
            name: of the file that is proposed, without its ending; the kind and the day when empty.
            done: called instead of the toast, with what it would say and whether characters were lost.
        """
        suffix = ".xlsx" if key == XLSX else ".csv"
        bench, kind = self._workbench, self._kind
        folder = Path(bench.preferences.get(EXPORT_FOLDER) or str(Path.home()))
        stem = f"{name or words.kind_name(kind)}_{bench.clock.today():%Y%m%d}"
        path = bench.messages.save_file(_("Export the list"), folder / f"{stem}{suffix}", [f"*{suffix}"])
        if path is None:
            return
        bench.preferences.set(EXPORT_FOLDER, str(path.parent))
        encoding = "cp932" if key == CSV_CP932 else "utf-8-sig"

        def work(handle: Handle) -> tuple[int, tuple[str, ...]]:
            return bench.services.exports.write(
                kind,
                path,
                heading=words.field_name,
                words=_word,
                ids=ids,
                columns=columns,
                computed=computed,
                encoding=encoding,
                cancelled=handle.cancelled,
            )

        def then(result: tuple[int, tuple[str, ...]]) -> None:
            n, lacking = result
            said = _("{what} written to {file}").format(what=words.counted(kind, n), file=path.name)
            if lacking:
                shown = " ".join(lacking[:_LACKING_SHOWN])
                said = _("{written}. CP932 has no {characters}: written as 〓").format(written=said, characters=shown)
            if done is not None:
                done(said, bool(lacking))
            else:
                bench.messages.toast(said, icon="file-arrow-down")

        bench.tasks.background(work, then, owner=self)

    def copy_shown(self, columns: Sequence[Column], lines: Sequence[object]) -> None:
        """Put lines on the clipboard as a table shows them; those that are gone (None) are left out."""
        from csops_desktop.exchange.writing import clipboard_text  # noqa: PLC0415 (first use)

        cells = [[column.word(line).text for column in columns] for line in lines if line is not None]
        self.to_clipboard((len(cells), clipboard_text([column.heading() for column in columns], cells)))

    def to_clipboard(self, copied: tuple[int, str]) -> None:
        """Put rows on the clipboard and say how many.

        Args:
            copied: the number of rows, and their text.
        """
        n, text = copied
        QGuiApplication.clipboard().setText(text)
        said = ngettext("{n} row copied", "{n} rows copied", n).format(n=f"{n:,}")
        self._workbench.messages.toast(said, icon="copy")


def _word(kind: Kind, name: str, value: Value) -> Value:
    if name.startswith("custom:") or value is None:
        return value
    field = field_of(kind, name)
    if field.type in {FieldType.CHOICE, FieldType.FLAG}:
        return show.value(field, value)
    return value
