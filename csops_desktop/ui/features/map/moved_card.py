"""Who moved between the levels of late: one button for each way, which lists those who went it."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csops_desktop.domain.operation_map import MOVED_DAYS, MapBook
from csops_desktop.foundation.i18n import _
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.buttons import Button
from csops_desktop.ui.widgets.parts import label
from csops_desktop.wording import map_levels as say_levels


class MovedCard(QWidget):
    """The movement of the last days.

    Signals:
        listed(ids, title): those who went one way are to be listed.
    """

    listed = Signal(object, str)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.buttons: list[Button] = []
        self._title = label("", "caption", tone="3", bold=True)
        self._none = label("", "small", tone="3", wrap=True)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._layout.addWidget(self._title)
        self._layout.addWidget(self._none)

    def show_book(self, book: MapBook, level: int | None) -> None:
        """Show who moved; with a level only those who came there or left it."""
        for button in self.buttons:
            self._layout.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = []
        self._title.setText(_("Movement of the last {n} days").format(n=MOVED_DAYS))
        ways = [
            (pair, ids)
            for pair, ids in sorted(book.moved.items(), key=lambda each: -len(each[1]))
            if pair[0] != pair[1] and (level is None or level in pair)
        ]
        self._none.setText(_("Nobody came or went."))
        self._none.setVisible(not ways)
        for pair, ids in ways:
            text = say_levels.way(pair, len(ids))
            up = pair[1] is not None and (pair[0] is None or pair[1] > pair[0])
            button = Button(
                self._theme, text, icon="arrow-up" if up else "arrow-down", variant="link", compact=True, parent=self
            )
            button.clicked.connect(partial(self.listed.emit, ids, say_levels.way_title(pair)))
            self._layout.addWidget(button)
            self.buttons.append(button)
