"""Narrows a timeline: words, kind, who of ours, with whom, how long ago, one-way or two-way."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QWidget

from csops_desktop.domain.fields import ACTIVITY_KINDS, Kind
from csops_desktop.domain.timeline import Wanted
from csops_desktop.foundation.i18n import _
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.buttons import Button, Chip
from csops_desktop.ui.widgets.forms import FormRow
from csops_desktop.ui.widgets.popover import Popover
from csops_desktop.wording import fields as words
from csops_desktop.wording import timeline as say

PERIODS = (30, 90, 365)
_TYPING_MS = 120
_WIDTH = 240
Person = tuple[int, str]


class _Search(QLineEdit):
    """The words.

    Signals:
        left: Enter or Down.
        cleared: Escape in an empty field.
    """

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt)
        """Override QLineEdit.keyPressEvent."""
        key = Qt.Key(event.key())
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down}:
            self.left.emit()
        elif key == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)


class FilterPopover(Popover):
    """The choices besides words.

    Signals:
        changed(Wanted): another choice was made.
    """

    changed = Signal(object)

    def __init__(
        self,
        theme: Theme,
        wanted: Wanted,
        owners: Sequence[Person],
        people: Sequence[Person],
        today: dt.date,
        parent: QWidget,
    ) -> None:
        super().__init__(theme, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._theme = theme
        self._wanted = wanted
        self._today = today
        kinds = [(kind, words.choice_name("kind", kind)) for kind in ACTIVITY_KINDS]
        periods = [(say.since(days, today), say.period(days)) for days in PERIODS]
        ways = [(both, say.two_way(both=both)) for both in (True, False)]
        self.kind = self._box(words.field_name(Kind.ACTIVITIES, "kind"), kinds, next(iter(wanted.kinds), None))
        self.owner = self._box(words.field_name(Kind.ACTIVITIES, "owner_id"), owners, wanted.owner_id)
        self.contact = self._box(_("With whom"), people, wanted.contact_id)
        self.period = self._box(_("Period"), periods, wanted.since)
        self.way = self._box(words.field_name(Kind.ACTIVITIES, "two_way"), ways, wanted.two_way)
        self.clear = Button(theme, _("Show everything"), variant="link", compact=True, parent=self)
        self.clear.clicked.connect(self._on_clear)
        self.body.addWidget(self.clear)
        self.kind.setFocus()

    def _box(self, heading: str, choices: Sequence[tuple[object, str]], current: object) -> QComboBox:
        box = QComboBox(self)
        box.setMinimumWidth(self._theme.scaled(_WIDTH))
        box.addItem(_("All"), None)
        for value, text in choices:
            box.addItem(text, value)
        at = next((at for at, (value, _text) in enumerate(choices, 1) if value == current and current is not None), 0)
        box.setCurrentIndex(at)
        row = FormRow(self._theme, box, parent=self)
        row.set_words(heading)
        row.setVisible(bool(choices))
        self.body.addWidget(row)
        box.currentIndexChanged.connect(self._on_chosen)
        return box

    @Slot()
    def _on_chosen(self) -> None:
        kind = self.kind.currentData()
        self._wanted = replace(
            self._wanted,
            kinds=() if kind is None else (kind,),
            owner_id=self.owner.currentData(),
            contact_id=self.contact.currentData(),
            since=self.period.currentData(),
            two_way=self.way.currentData(),
        )
        self.changed.emit(self._wanted)

    @Slot()
    def _on_clear(self) -> None:
        self.changed.emit(Wanted(self._wanted.text))
        self.close()


class TimelineFilter(QWidget):
    """The search field with the chip that holds the other choices.

    Signals:
        changed(Wanted): something else is asked for.
        left: the user goes on to the rows.
    """

    changed = Signal(object)
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._wanted = Wanted()
        self._owners: Sequence[Person] = ()
        self._people: Sequence[Person] = ()
        self._today = dt.date.min
        self.field = _Search(self)
        self.field.setClearButtonEnabled(True)
        self.chip = Chip(theme, icon="funnel", parent=self)
        self._timer = QTimer(self, singleShot=True, interval=_TYPING_MS)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px("space.4"))
        layout.addWidget(self.field, 1)
        layout.addWidget(self.chip)
        self._timer.timeout.connect(self._on_typed)
        self.field.textChanged.connect(self._timer.start)
        self.field.left.connect(self._on_left)
        self.chip.clicked.connect(self.open_choices)
        self.retranslate()

    @property
    def wanted(self) -> Wanted:
        """What is asked for."""
        return self._wanted

    def offer(self, owners: Sequence[Person], people: Sequence[Person], today: dt.date) -> None:
        """Offer these members and contacts."""
        self._owners, self._people, self._today = owners, people, today
        self.retranslate()

    def show_wanted(self, wanted: Wanted) -> None:
        """Show what is asked for without telling anybody."""
        self._wanted = wanted
        self.field.blockSignals(True)
        self.field.setText(wanted.text)
        self.field.blockSignals(False)
        self.retranslate()

    def retranslate(self) -> None:
        """Set the texts again."""
        self.field.setPlaceholderText(_("Find in the log of this customer"))
        self.field.setAccessibleName(self.field.placeholderText())
        said = say.narrowed(self._wanted, self._owners, self._people)
        self.chip.set_text(said or _("Filter"))
        self.chip.set_active(active=bool(said))

    @Slot()
    def open_choices(self) -> None:
        """Open the other choices."""
        popover = FilterPopover(self._theme, self._wanted, self._owners, self._people, self._today, self)
        popover.changed.connect(self._on_changed)
        popover.show_below(self.chip)

    @Slot(object)
    def _on_changed(self, wanted: Wanted) -> None:
        self._wanted = wanted
        self.retranslate()
        self.changed.emit(wanted)

    @Slot()
    def _on_typed(self) -> None:
        text = self.field.text().strip()
        if text != self._wanted.text:
            self._on_changed(replace(self._wanted, text=text))

    @Slot()
    def _on_left(self) -> None:
        self._timer.stop()
        self._on_typed()
        self.left.emit()
