"""Rows of the dialogs that read an amount or a reason, and say what they understood."""

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QWidget

from csops_desktop.domain.fields import Field, Kind, field_of
from csops_desktop.foundation.errors import CsopsError
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.day_row import InputRow
from csops_desktop.ui.widgets.forms import FormRow
from csops_desktop.wording import errors
from csops_desktop.wording import values as show


class MoneyRow(InputRow):
    """An amount, per month unless another field is named, and what it means against the one before."""

    def __init__(
        self, theme: Theme, words: str, amount: int | None, currency: str, *, field: Field | None = None
    ) -> None:
        self._field = field or field_of(Kind.CONTRACTS, "mrr")
        super().__init__(theme, self._field.name, "" if amount is None else show.money_plain(amount, currency))
        self._words = words
        self._before = amount
        self._currency = currency
        self.line.textChanged.connect(self._on_text)
        self._on_text()

    def start_from(self, before: int, amount: int) -> None:
        """Put in an amount, told against another one."""
        self._before = before
        self.line.setText(show.money_plain(amount, self._currency))
        self._on_text()

    def amount(self) -> int | None:
        """Return the amount in the smallest unit, None when it cannot be read."""
        return self._read()[0]

    def check(self) -> bool:
        """Say what is wrong with it, if anything; True when it can be taken."""
        fault = self._read()[1]
        if fault:
            self.set_fault(fault)
            self.line.setFocus()
        return not fault

    def _read(self) -> tuple[int | None, str]:
        from csops_desktop.domain import values  # noqa: PLC0415 (not needed before something is typed)

        digits = show.currency_digits(self._currency)
        try:
            value = values.parse(self._field, self.line.text(), currency_digits=digits)
        except CsopsError as error:
            return None, errors.sentence(error)
        return (value, "") if isinstance(value, int) else (None, "")

    @Slot()
    def _on_text(self) -> None:
        self.set_fault("")
        amount = self.amount()
        hint = ""
        if amount is not None:
            hint = show.money(amount, self._currency)
            change = 0 if self._before is None else amount - self._before
            if change:
                before, step = show.money(amount - change, self._currency), show.money(change, self._currency)
                hint = f"{before} → {hint} ({'+' if change > 0 else ''}{step})"
        self.set_words(self._words, hint)
        self.changed.emit()


class ReasonRow(FormRow):
    """A reason: typed, or one that was written down before."""

    def __init__(self, theme: Theme, words: str, known: Sequence[str], parent: QWidget | None = None) -> None:
        self.box = QComboBox()
        self.box.setEditable(True)
        self.box.addItems(list(known))
        self.box.setCurrentIndex(-1)
        self.box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        super().__init__(theme, self.box, parent=parent)
        self.set_words(words)

    def text(self) -> str:
        """Return the reason."""
        return self.box.currentText().strip()
