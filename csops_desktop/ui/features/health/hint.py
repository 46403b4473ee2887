"""A line above the charts while most scores are withheld: how many, why, and the way to enter what is missing."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from csops_desktop.domain.fields import Kind
from csops_desktop.domain.health import HealthBook
from csops_desktop.domain.scoring.definition import Band
from csops_desktop.domain.scoring.sources import Rated
from csops_desktop.foundation.i18n import _
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.buttons import Button
from csops_desktop.ui.widgets.parts import Icon, label
from csops_desktop.wording import fields as field_words

_MANY = 0.5


class WithheldHint(QFrame):
    """The line.

    Signals:
        rate_requested, card_requested: enter the ratings that are missing; see what the scorecard asks for.
    """

    rate_requested = Signal()
    card_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "header")
        self.setProperty("edge", "bottom")
        self._book = HealthBook()
        self._words = label("", "small", wrap=True)
        self.rate = Button(theme, compact=True, keys="Ctrl+Shift+R", parent=self)
        self.card = Button(theme, compact=True, parent=self)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px("space.5"), theme.px("space.3"), theme.px("space.5"), theme.px("space.3"))
        row.setSpacing(theme.px("space.4"))
        row.addWidget(Icon(theme, "circle-dashed", parent=self))
        row.addWidget(self._words, 1)
        row.addWidget(self.rate)
        row.addWidget(self.card)
        self.rate.clicked.connect(self.rate_requested)
        self.card.clicked.connect(self.card_requested)
        self.hide()

    def show_book(self, book: HealthBook) -> None:
        """Show the line when most scores are withheld."""
        self._book = book
        self.retranslate()

    def retranslate(self) -> None:
        """Set the texts again."""
        book = self._book
        withheld = sum(line.band is Band.WITHHELD for line in book.lines)
        self.setVisible(book.card is not None and withheld > 0 and withheld >= len(book.lines) * _MANY)
        if book.card is None:
            return
        text = _("Withheld: {n} of {all}. Of what the scorecard asks for, less than {coverage} percent is known.")
        self._words.setText(
            text.format(
                n=field_words.counted(Kind.CUSTOMERS, withheld),
                all=field_words.counted(Kind.CUSTOMERS, len(book.lines)),
                coverage=book.card.definition.bands.coverage,
            )
        )
        self.rate.setVisible(any(isinstance(each.source, Rated) for each in book.card.definition.measures))
        self.rate.set_text(_("Enter ratings…"))
        self.card.set_text(_("What it asks for…"))
