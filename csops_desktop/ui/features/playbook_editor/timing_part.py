"""Chooses when a step is due: so many days from what, counted how, and what happens on a closed day."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csops_desktop.domain.business_days import OnClosed
from csops_desktop.domain.playbooks.checking import LONGEST_DAYS
from csops_desktop.domain.playbooks.definition import Base, Offset
from csops_desktop.foundation.i18n import _, pgettext
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.form_fields import beside, choice, show_choice, show_number, spin
from csops_desktop.ui.widgets.parts import label
from csops_desktop.wording import playbooks as words

_BACK = frozenset({Base.RENEWAL, Base.NOTICE})


class TimingPart(QWidget):
    """The chooser.

    Signals:
        chosen(Offset): the user chose another one.
    """

    chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._offset = Offset()
        self.base = choice([(words.base(each), each) for each in Base], self._on_base, fitting=True)
        self.days = spin(0, LONGEST_DAYS, self._on_part, width=theme.scaled(72))
        self.unit = choice(
            [(pgettext("unit", "business days"), True), (pgettext("unit", "calendar days"), False)],
            self._on_part,
            fitting=True,
        )
        self.side = choice(
            [(pgettext("when", "after"), 1), (pgettext("when", "before"), -1)], self._on_part, fitting=True
        )
        self.closed = choice([(words.on_closed(each), each) for each in OnClosed], self._on_part, fitting=True)
        for part, name in (
            (self.base, _("Counted from")),
            (self.days, _("Days")),
            (self.unit, _("How days are counted")),
            (self.side, _("After or before")),
            (self.closed, _("On a closed day")),
        ):
            part.setAccessibleName(name)
        self.closed_name = label(_("On a closed day"), "small", tone="3")
        self.sentence = label("", "small", tone="3", wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px("space.3"))
        layout.addWidget(beside(self.base))
        layout.addWidget(beside(self.days, self.unit, self.side))
        layout.addWidget(beside(self.closed_name, self.closed))
        layout.addWidget(self.sentence)

    def show_offset(self, offset: Offset) -> None:
        """Show an offset."""
        side = -1 if offset.days < 0 else 1 if offset.days > 0 else self.side.currentData()
        self._offset = offset
        show_choice(self.base, offset.base)
        show_number(self.days, abs(offset.days))
        show_choice(self.unit, offset.business)
        show_choice(self.side, side)
        show_choice(self.closed, offset.on_closed)
        self.sentence.setText(words.offset(offset))

    def _chosen(self) -> Offset:
        days = self.days.value() * int(self.side.currentData())
        return Offset(
            Base(self.base.currentData()), days, bool(self.unit.currentData()), OnClosed(self.closed.currentData())
        )

    @Slot()
    def _on_base(self) -> None:
        """A date that is counted back is before; the step before lies behind."""
        base = Base(self.base.currentData())
        if base is not self._offset.base:
            if base in _BACK:
                show_choice(self.side, -1)
                show_choice(self.closed, OnClosed.BEFORE)
            elif self._offset.base in _BACK or base is Base.PREVIOUS:
                show_choice(self.side, 1)
                show_choice(self.closed, OnClosed.AFTER)
        self._on_part()

    @Slot()
    def _on_part(self) -> None:
        self.chosen.emit(self._chosen())
