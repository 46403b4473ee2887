"""The line below the list: how many, their MRR, how many are selected."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from csops_desktop.domain.fields import Kind
from csops_desktop.foundation.i18n import _, ngettext
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.buttons import Button
from csops_desktop.ui.widgets.parts import label
from csops_desktop.wording import fields as words
from csops_desktop.wording import values as show


class ListFooter(QFrame):
    """Counts and sums of what is listed, and one act for all of it.

    Signals:
        log_requested: log for the selected customers, or for all.
        bulk_requested: change fields of the selected customers, or of all.
    """

    log_requested = Signal()
    bulk_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setProperty("surface", "header")
        self.setProperty("edge", "top")
        self._n = label("", "caption", tone="2")
        self._sum_word = label("", "caption", tone="2")
        self._sum = label("", "caption", tone="2", bold=True)
        self._selected = label("", "caption", tone="3")
        layout = self._row = QHBoxLayout(self)
        layout.setContentsMargins(theme.px("space.5"), 0, theme.px("space.5"), 0)
        layout.setSpacing(theme.px("space.5"))
        layout.addWidget(self._n)
        layout.addWidget(self._sum_word)
        layout.addWidget(self._sum)
        layout.addStretch(1)
        layout.addWidget(self._selected)
        self.log_button = Button(theme, icon="note-pencil", variant="ghost", compact=True, parent=self)
        self.log_button.clicked.connect(self.log_requested)
        layout.addWidget(self.log_button)
        self.bulk_button = Button(theme, variant="link", compact=True, parent=self)
        self.bulk_button.clicked.connect(self.bulk_requested)
        layout.addWidget(self.bulk_button)
        self._fit()
        theme.changed.connect(self._fit)

    def show_sums(self, n: int, mrr: int, selected: int, currency: str) -> None:
        """Show the numbers."""
        self._n.setText(words.counted(Kind.CUSTOMERS, n))
        self._sum_word.setText(_("Sum of MRR"))
        self._sum.setText(show.money(mrr, currency))
        chosen = ngettext("{n} selected", "{n} selected", selected).format(n=show.number(selected))
        self._selected.setText(chosen if selected else "")
        if selected > 1:
            text = ngettext("Log for the {n} selected", "Log for the {n} selected", selected)
        else:
            text = ngettext("Log for the {n} of this list", "Log for the {n} of this list", n)
        self.log_button.set_text(text.format(n=show.number(selected if selected > 1 else n)))
        self.log_button.setToolTip("Ctrl+Shift+L")
        self.bulk_button.set_text(_("Change together…"))
        self.bulk_button.setToolTip("Ctrl+E")

        self._make_room()

    def _make_room(self) -> None:
        """Where the list is narrow, what the status bar says too goes first, then the words of the sum."""
        spare = (self._selected, self._sum_word, self._sum)
        for each in spare:
            each.show()
        for each in spare:
            if self._row.totalMinimumSize().width() <= self.width():
                return
            each.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.resizeEvent."""
        super().resizeEvent(event)
        self._make_room()

    def text(self) -> str:
        """Return everything it says."""
        return " ".join(each.text() for each in (self._n, self._sum_word, self._sum, self._selected) if each.text())

    @Slot()
    def _fit(self) -> None:
        self.setFixedHeight(self._theme.scaled(32))
