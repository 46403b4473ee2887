"""Last step: what the import did, with its undo, and what comes next."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from csops_desktop.domain.imports import Counts, Report
from csops_desktop.foundation.i18n import _, ngettext, pgettext
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.buttons import Button
from csops_desktop.ui.widgets.parts import Icon, label
from csops_desktop.ui.widgets.progress import centred
from csops_desktop.wording import fields as words
from csops_desktop.wording.import_notes import note


class DoneStep(QWidget):
    """The result.

    Signals:
        undo_requested(set id), list_requested, another_requested, duplicates_requested: the buttons.
    """

    undo_requested = Signal(int)
    list_requested = Signal()
    another_requested = Signal()
    duplicates_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._report: Report | None = None
        self._more = False
        card = QFrame(self)
        card.setProperty("card", "true")
        self._title = label("", "h2", wrap=True)
        self._lines = label("", wrap=True)
        self._note = label("", "small", tone="3", wrap=True)
        self._list = Button(theme, icon="buildings", variant="primary")
        self._list.setObjectName("showList")
        self._another = Button(theme, icon="download-simple")
        self._another.setObjectName("anotherFile")
        self._undo = Button(theme, icon="arrow-u-up-left", variant="ghost")
        self._undo.setObjectName("undoImport")
        self._alike = 0
        self._alike_words = label("", tone="warning", wrap=True)
        self.look = Button(theme, icon="copy-simple", compact=True)
        self.look.setObjectName("lookForDuplicates")
        self._alike_row = QWidget(card)
        alike = QHBoxLayout(self._alike_row)
        alike.setContentsMargins(0, 0, 0, 0)
        alike.addWidget(self._alike_words, 1)
        alike.addWidget(self.look)
        self._alike_row.hide()
        head = QHBoxLayout()
        head.addWidget(Icon(theme, "check-circle", "health.green.text", "size.touch_target_min"))
        head.addWidget(self._title, 1)
        row = QHBoxLayout()
        for button in (self._list, self._another, self._undo):
            row.addWidget(button)
        row.addStretch(1)
        inner = QVBoxLayout(card)
        pad = theme.px("space.8")
        inner.setContentsMargins(pad, pad, pad, pad)
        inner.setSpacing(theme.px("space.5"))
        inner.addLayout(head)
        inner.addWidget(self._lines)
        inner.addWidget(self._alike_row)
        inner.addWidget(self._note)
        inner.addLayout(row)
        layout = QVBoxLayout(self)
        layout.addStretch(2)
        layout.addWidget(centred(card, theme.scaled(640)))
        layout.addStretch(3)
        self._list.clicked.connect(self.list_requested)
        self._another.clicked.connect(self.another_requested)
        self._undo.clicked.connect(self._on_undo)
        self.look.clicked.connect(self.duplicates_requested)
        self.retranslate()

    def retranslate(self) -> None:
        """Set the texts again."""
        self._list.set_text(_("Show the customers"))
        self._another.set_text(_("Next file") if self._more else _("Import another file"))
        self._undo.set_text(_("Undo the import"))
        self.look.set_text(_("Look at them…"))
        if self._report is not None:
            alike = self._alike
            self.show_report(self._report, more=self._more)
            self.show_alike(alike)

    def show_report(self, report: Report, *, more: bool) -> None:
        """Show what was written."""
        self.show_alike(0)
        self._report, self._more = report, more
        self._title.setText(_("{file} is imported").format(file=report.path.name))
        lines = [_line(words.kind_name(report.kind), report.counts)]
        lines += [_line(words.kind_name(kind), counts) for kind, counts in report.also.items()]
        errors = len({error.row for error in report.errors})
        if errors:
            lines.append(
                ngettext("{n} row with errors was left", "{n} rows with errors were left", errors).format(n=errors)
            )
        if report.doubts:
            left = ngettext("{n} undecided row was left", "{n} undecided rows were left", report.doubts)
            lines.append(left.format(n=report.doubts))
        lines += [note(what, n) for what, n in report.notes.items()]
        self._lines.setText("\n".join(lines))
        self._note.setText(_("What the columns mean is remembered for files with the same headings."))
        self._undo.setVisible(report.batch is not None)
        self._another.set_text(_("Next file") if more else _("Import another file"))

    def show_alike(self, n: int) -> None:
        """Say how many groups of customers look like duplicates now."""
        self._alike = n
        text = ngettext(
            "{n} group of customers looks like a duplicate", "{n} groups of customers look like duplicates", n
        )
        self._alike_words.setText(text.format(n=f"{n:,}"))
        self._alike_row.setVisible(n > 0)

    def text(self) -> str:
        """Return what is said of the import."""
        return f"{self._title.text()}\n{self._lines.text()}"

    @Slot()
    def _on_undo(self) -> None:
        if self._report is not None and self._report.batch is not None:
            self._undo.hide()
            self.show_alike(0)
            self.undo_requested.emit(self._report.batch)


def _line(name: str, counts: Counts) -> str:
    parts = [
        _("{n} new").format(n=f"{counts.created:,}"),
        _("{n} changed").format(n=f"{counts.updated:,}"),
        _("{n} the same").format(n=f"{counts.same:,}"),
    ]
    return _("{kind}: {counts}").format(kind=name, counts=pgettext("between values", ", ").join(parts))
