"""Fields of a form that tell each change the user makes, and take what is shown without telling anybody."""

import unicodedata
from collections.abc import Callable, Sequence

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QSpinBox, QWidget

from csops_desktop.ui.widgets.quiet import QuietCombo, QuietSpin
from csops_desktop.wording import values as show

_SPIN = 116
_INSET = 4  # px; the style sheet does not reach the text of a box


def line(changed: Callable[[str], object], *, placeholder: str = "") -> QLineEdit:
    """Return a line that tells each change the user makes."""
    made = QLineEdit()
    made.setPlaceholderText(placeholder)
    made.textEdited.connect(changed)
    return made


def spin(least: int, most: int, changed: Callable[..., object], *, width: int = _SPIN) -> QSpinBox:
    """Return a box for a whole number."""
    made = QuietSpin()
    made.setRange(least, most)
    made.setMinimumWidth(width)
    made.lineEdit().setTextMargins(_INSET, 0, 0, 0)
    made.valueChanged.connect(changed)
    return made


def choice(items: Sequence[tuple[str, object]], changed: Callable[..., object], *, fitting: bool = False) -> QComboBox:
    """Return a list of which one is chosen; ``fitting``: as wide as its longest words."""
    made = QuietCombo()
    if fitting:
        made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    for text, value in items:
        made.addItem(text, value)
    made.activated.connect(changed)
    return made


def beside(*parts: QWidget, stretch: bool = True) -> QWidget:
    """Return parts in one line."""
    made = QWidget()
    layout = QHBoxLayout(made)
    layout.setContentsMargins(0, 0, 0, 0)
    for part in parts:
        layout.addWidget(part)
    if stretch:
        layout.addStretch(1)
    return made


def show_text(field: QLineEdit, text: str) -> None:
    """Show a text unless it stands there already; the cursor stays."""
    if field.text() != text:
        field.setText(text)


def show_number(box: QSpinBox, value: int) -> None:
    """Show a number without telling anybody."""
    if box.value() != value:
        blocker = QSignalBlocker(box)
        box.setValue(value)
        blocker.unblock()


def show_choice(box: QComboBox, value: object) -> None:
    """Show which one is chosen."""
    box.setCurrentIndex(max(0, box.findData(value)))


def number_of(text: str) -> float | None:
    """Return the number that was typed, also with full-width digits and separators; None for none."""
    plain = unicodedata.normalize("NFKC", text).replace(",", "").replace(show.MINUS, "-").strip()
    try:
        return float(plain)
    except ValueError:
        return None
