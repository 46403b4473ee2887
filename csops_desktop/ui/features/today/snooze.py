"""The small window that asks until when a customer is put off."""

import datetime as dt
from functools import partial

from PySide6.QtCore import QRect, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from csops_desktop.domain.day_words import parse_day
from csops_desktop.foundation.i18n import _
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.buttons import Button
from csops_desktop.ui.widgets.parts import label, set_look
from csops_desktop.ui.widgets.popover import Popover
from csops_desktop.wording import values as show

_WEEK = 7


class SnoozePopover(Popover):
    """Offers tomorrow, next Monday, a week, until it is more urgent, or any day in words.

    Signals:
        chosen(dt.date | None): the day from which the customer shows again; None for when it is more urgent.
    """

    chosen = Signal(object)

    def __init__(self, theme: Theme, today: dt.date, name: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._today = today
        title = label(_("Put off {name} until").format(name=name), "small", bold=True)
        title.setMaximumWidth(theme.scaled(320))
        self.body.addWidget(title)
        self.buttons: list[Button] = []
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px("space.5"))
        grid.setVerticalSpacing(theme.px("space.2"))
        for number, (text, day) in enumerate(self._days()):
            button = Button(theme, text, compact=True, keys=str(number + 1), parent=self)
            button.clicked.connect(partial(self._choose, day))
            self.buttons.append(button)
            grid.addWidget(button, number, 0)
            if day is not None:
                grid.addWidget(label(show.date_short(day, today), "small", tone="3"), number, 1)
        widest = max(button.sizeHint().width() for button in self.buttons)
        for button in self.buttons:
            button.setFixedWidth(widest)
        self.body.addLayout(grid)
        self.field = QLineEdit(self)
        self.field.setPlaceholderText(_("Another day: Fri, 12/5, +3d"))
        self.field.setAccessibleName(_("Another day: Fri, 12/5, +3d"))
        self.field.setMinimumWidth(theme.scaled(240))
        self.body.addWidget(self.field)
        self.note = label("", "caption", tone="3")
        self.body.addWidget(self.note)
        self.field.textChanged.connect(self._on_text)
        self.field.returnPressed.connect(self._on_return)
        self._on_text("")

    def ask(self, rect: QRect) -> None:
        """Show it at a rectangle of the screen."""
        self.show_at(rect)
        self.buttons[0].setFocus(Qt.FocusReason.PopupFocusReason)

    def _days(self) -> list[tuple[str, dt.date | None]]:
        today = self._today
        monday = today + dt.timedelta(days=_WEEK - today.weekday())
        return [
            (_("Tomorrow"), today + dt.timedelta(days=1)),
            (_("Next Monday"), monday),
            (_("One week"), today + dt.timedelta(days=_WEEK)),
            (_("Until it is more urgent"), None),
        ]

    def _read(self) -> dt.date | None:
        day = parse_day(self.field.text(), self._today)
        return day if day is not None and day > self._today else None

    @Slot(str)
    def _on_text(self, text: str) -> None:
        day = self._read()
        set_look(self.field, "invalid", "false")
        set_look(self.note, "tone", "3")
        if day is not None:
            self.note.setText(show.date_with_weekday(day))
        else:
            self.note.setText(_("A day after today") if text.strip() else "")

    @Slot()
    def _on_return(self) -> None:
        day = self._read()
        if day is not None:
            self._choose(day)
            return
        set_look(self.field, "invalid", "true")
        set_look(self.note, "tone", "danger")
        self.note.setText(_("Type a day after today, for example 12/5"))

    @Slot()
    def _choose(self, day: dt.date | None, _checked: object = None) -> None:
        self.close()
        self.chosen.emit(day)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.keyPressEvent: numbers choose, arrows walk, another character goes to the field."""
        walk = [*self.buttons, self.field]
        focused = self.focusWidget()
        at = next((at for at, widget in enumerate(walk) if widget is focused), 0)
        typing = focused is self.field
        key, text = event.key(), event.text()
        if key in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            step = 1 if key == Qt.Key.Key_Down else -1
            walk[(at + step) % len(walk)].setFocus(Qt.FocusReason.TabFocusReason)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and at < len(self.buttons):
            self.buttons[at].click()
        elif not typing and text in {"1", "2", "3", "4"}:
            self.buttons[int(text) - 1].click()
        elif not typing and text.isprintable() and text.strip():
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)
            self.field.insert(text)
        else:
            super().keyPressEvent(event)
