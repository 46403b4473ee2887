"""Links to files, folders and addresses: Enter opens one with the program that the system has for it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QLineEdit

from csops_desktop.domain.fields import Kind
from csops_desktop.domain.records import Record
from csops_desktop.domain.sheet import CustomerSheet
from csops_desktop.foundation.i18n import _, pgettext
from csops_desktop.ui.features.customer.entry_block import EntryBlock
from csops_desktop.ui.features.customer.entry_form import EntryForm
from csops_desktop.ui.features.customer.lines import Line
from csops_desktop.ui.widgets.buttons import Button

_ADDRESSES = ("http://", "https://", "mailto:")


class FileBlock(EntryBlock):
    """What lies elsewhere; nothing is copied into the store.

    Attributes:
        open_url: hands an address over to the system; tells whether a program took it.
    """

    kind = Kind.FILES
    names = ("path", "title")
    open_url: Callable[[QUrl], bool] = staticmethod(QDesktopServices.openUrl)

    def line(self, record: Record, sheet: CustomerSheet) -> Line:
        """Override EntryBlock.line."""
        del sheet
        path, title = str(record.values.get("path") or ""), str(record.values.get("title") or "")
        icon = "link" if _is_address(path) else "paperclip"
        return Line(record.id, title or _last(path), path if title else "", icon=icon, hint=path)

    def add_words(self) -> tuple[str, str]:
        """Override EntryBlock.add_words."""
        return pgettext("link", "Add"), _("Add a link to a file")

    def make_form(self) -> EntryForm:
        """Override EntryBlock.make_form: a file can be chosen."""
        form = super().make_form()
        choose = Button(self.theme, _("Choose a file…"), compact=True, parent=form)
        choose.clicked.connect(self._on_choose)
        form.foot.insertWidget(1, choose)
        return form

    def activate(self, record: Record) -> None:
        """Override EntryBlock.activate: open it; a file that is not there is said so."""
        path = str(record.values.get("path") or "")
        if _is_address(path):
            self.open_url(QUrl(path))
            return
        place = Path(path).expanduser()
        # Beside the window: a share that does not answer would hold it up.
        look, show = lambda _handle: place.exists(), lambda there: self._open_there(place, there=there)
        self.workbench.tasks.background(look, show, owner=self)

    def _open_there(self, place: Path, *, there: bool) -> None:
        if there and self.open_url(QUrl.fromLocalFile(str(place))):
            return
        messages = self.workbench.messages
        if there:
            messages.toast(_("No program opens {file}").format(file=place.name), icon="warning-circle")
        else:
            text = _("{file} is not there: moved, renamed, or its drive is gone. F2 changes the link.")
            messages.toast(text.format(file=place), icon="warning-circle")

    @Slot()
    def _on_choose(self) -> None:
        chosen = self.workbench.messages.open_files(_("Choose a file"), [])
        form = self.form
        if not chosen or form is None:
            return
        path, title = form.editor("path"), form.editor("title")
        if isinstance(path, QLineEdit) and isinstance(title, QLineEdit):
            path.setText(str(chosen[0]))
            if not title.text():
                title.setText(chosen[0].stem)
            title.setFocus()


def _is_address(path: str) -> bool:
    return path.lower().startswith(_ADDRESSES)


def _last(path: str) -> str:
    return path.replace("\\", "/").rstrip("/").rpartition("/")[2] or path
