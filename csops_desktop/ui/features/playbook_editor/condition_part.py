"""Chooses for which customers a step is."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from csops_desktop.domain.fields import BANDS, COMPLEXITIES, PHASES, TOUCHES
from csops_desktop.domain.playbooks.definition import Asked, Compare, Condition
from csops_desktop.foundation.i18n import _
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.form_fields import choice, show_choice, show_number, spin
from csops_desktop.wording import playbooks as words
from csops_desktop.wording.fields import choice_name

_MOST = 2_000_000_000
_NUMBERS = frozenset({Asked.LEVEL, Asked.MRR})
_CODES = {Asked.TOUCH: TOUCHES, Asked.PHASE: PHASES, Asked.COMPLEXITY: COMPLEXITIES, Asked.BAND: BANDS}


class ConditionPart(QWidget):
    """The chooser.

    Signals:
        chosen(Condition | None): the user chose another one.
    """

    chosen = Signal(object)

    def __init__(self, theme: Theme, products: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        self._products = products
        self._asked: Asked | None = None
        self.asked = choice(
            [(_("Every customer"), None), *((words.asked(each), each) for each in Asked)], self._on_asked, fitting=True
        )
        self.compare = choice([(words.compare(each), each) for each in Compare], self._on_part, fitting=True)
        self.value = choice([], self._on_part, fitting=True)
        self.number = spin(0, _MOST, self._on_part, width=theme.scaled(96))
        for part, name in (
            (self.asked, _("For whom")),
            (self.compare, _("Comparison")),
            (self.value, _("Value")),
            (self.number, _("Value")),
        ):
            part.setAccessibleName(name)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for part in (self.asked, self.compare, self.value, self.number):
            layout.addWidget(part)
        layout.addStretch(1)

    def show_condition(self, condition: Condition | None) -> None:
        """Show a condition."""
        asked = None if condition is None else condition.asked
        show_choice(self.asked, asked)
        self._offer(asked, "" if condition is None else condition.value)
        if condition is None:
            return
        show_choice(self.compare, condition.compare)
        show_choice(self.value, condition.value)
        if asked in _NUMBERS:
            show_number(self.number, int(float(condition.value)) if condition.value.replace(".", "").isdigit() else 0)

    def _offer(self, asked: Asked | None, value: str) -> None:
        """Offer what fits what is asked; a value that is not there any more stays."""
        numbers = asked in _NUMBERS
        self.compare.setVisible(asked is not None)
        self.value.setVisible(asked is not None and not numbers)
        self.number.setVisible(numbers)
        if asked is self._asked and self.value.findData(value) >= 0:
            return
        changed, self._asked = asked is not self._asked, asked
        blockers = QSignalBlocker(self.compare), QSignalBlocker(self.value)
        if changed:
            self.compare.clear()
            for each in Compare if numbers else (Compare.IS, Compare.IS_NOT):
                self.compare.addItem(words.compare(each), each)
        self.value.clear()
        for code in _CODES.get(asked, tuple(self._products)) if asked is not None else ():
            self.value.addItem(choice_name(asked.value, code) if asked in _CODES else code, code)
        if value and not numbers and self.value.findData(value) < 0:
            self.value.addItem(value, value)
        for blocker in blockers:
            blocker.unblock()

    @Slot()
    def _on_asked(self) -> None:
        found = self.asked.currentData()
        asked = None if found is None else Asked(found)
        if asked is self._asked:
            return
        self._offer(asked, "")
        self._on_part()

    @Slot()
    def _on_part(self) -> None:
        asked = self._asked
        if asked is None:
            self.chosen.emit(None)
            return
        value = str(self.number.value()) if asked in _NUMBERS else str(self.value.currentData() or "")
        self.chosen.emit(Condition(asked, Compare(self.compare.currentData()), value))
