"""Asks for a send list: who is on it and who is not and why, in which format, and whether the mail is logged."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from csops_desktop.domain.activities import LogEntry
from csops_desktop.domain.fields import Kind
from csops_desktop.domain.send_list import COLUMNS, SendList
from csops_desktop.foundation.errors import CsopsError
from csops_desktop.foundation.i18n import _, ngettext
from csops_desktop.ui.state import Workbench
from csops_desktop.ui.widgets.buttons import Segment
from csops_desktop.ui.widgets.dialogs import HouseDialog
from csops_desktop.ui.widgets.forms import FormRow
from csops_desktop.ui.widgets.list_export import FORMATS, ListExport
from csops_desktop.wording import errors
from csops_desktop.wording import fields as words
from csops_desktop.wording import send_list as said
from csops_desktop.wording.values import number


class SendListDialog(HouseDialog):
    """The people of some customers as a file for a mailing program."""

    def __init__(self, workbench: Workbench, parent: QWidget, customers: Sequence[int]) -> None:
        n = len(customers)
        title = ngettext("A send list for {n} customer?", "A send list for {n} customers?", n)
        super().__init__(
            workbench.theme,
            title.format(n=number(n)),
            _("People who do not want mail or have left are not on it."),
            width=520,
            parent=parent,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._bench = workbench
        self._found: SendList | None = None
        self._export = ListExport(workbench, Kind.CONTACTS, lambda _ids: None, self)
        self.format = Segment(FORMATS, self)
        self.format.set_texts((_("CSV (UTF-8)"), _("CSV (CP932)"), _("Excel")))
        self.format.choose(FORMATS[0])
        self.log = QCheckBox(_("Log a mail with each customer that is reached"))
        self.subject = QLineEdit()
        self.row = FormRow(workbench.theme, self.subject)
        self.row.set_words(words.field_name(Kind.ACTIVITIES, "subject"))
        self.row.setEnabled(False)
        self.log.toggled.connect(self._on_log)
        self.subject.textChanged.connect(self._on_typed)
        form = FormRow(workbench.theme, self.format, beside=True, width=72)
        form.set_words(_("Format"))
        self.content.addWidget(form)
        self.content.addWidget(self.log)
        self.content.addWidget(self.row)
        self.add_cancel()
        self.write_button = self.add_button(_("Write the list…"), variant="primary", closes=False)
        self.write_button.setDefault(True)
        self.write_button.setEnabled(False)
        self.write_button.clicked.connect(self._on_write)
        send_lists = workbench.services.send_lists
        ids = tuple(customers)
        workbench.tasks.background(lambda _handle: send_lists.choose(ids), self._show, failed=self._failed, owner=self)

    def _show(self, found: SendList) -> None:
        self._found = found
        self.add_facts(said.facts(found), at=0)
        self.write_button.setEnabled(bool(found.contacts))
        self.log.setEnabled(bool(found.contacts))
        if not found.contacts:
            self.note.setText(_("There is nobody to write to."))

    def _failed(self, error: CsopsError) -> None:
        self._bench.messages.error(error)
        self.reject()

    @Slot(bool)
    def _on_log(self, wanted: bool) -> None:  # noqa: FBT001 (slot)
        self.row.setEnabled(wanted)
        if wanted:
            self.subject.setFocus()
        else:
            self.row.set_fault("")

    @Slot()
    def _on_typed(self) -> None:
        self.row.set_fault("")

    @Slot()
    def _on_write(self) -> None:
        if self._found is None:
            return
        if self.log.isChecked() and not self.subject.text().strip():
            self.row.set_fault(errors.problem("required"))
            self.subject.setFocus()
            return
        self._export.write(
            self.format.current(), self._found.contacts, COLUMNS, name=_("Send list"), done=self._on_written
        )

    def _on_written(self, sentence: str, lost: bool) -> None:  # noqa: FBT001 (called by the export)
        messages, found = self._bench.messages, self._found
        if found is None:
            return
        if lost:
            messages.tell(_("Some characters are missing in the file"), sentence)
        parts = (sentence, said.left_out(found))
        messages.toast(" ・ ".join(part for part in parts if part), icon="file-arrow-down")
        if self.log.isChecked():
            entry = LogEntry(
                found.reached, "mail", self.subject.text().strip(), self._bench.clock.today(), "us", two_way=False
            )
            activities = self._bench.services.activities
            self._bench.tasks.operate(lambda: activities.log(entry))
        self.accept()
