"""What stands where nothing is: one icon, one sentence, one caption and at most two first steps."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.buttons import Button
from csops_desktop.ui.widgets.parts import Icon, label

_WIDTH = 420


class EmptyState(QWidget):
    """Says what would stand here and offers the first step."""

    def __init__(self, theme: Theme, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._title = label("", bold=True)
        self._body = label("", "small", tone="3", wrap=True)
        for text in (self._title, self._body):
            text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._buttons: list[Button] = []
        self._row = QHBoxLayout()
        self._row.setSpacing(theme.px("space.4"))
        picture = Icon(theme, icon, size="size.touch_target_min")
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.px("space.3"))
        layout.addStretch(2)
        layout.addWidget(picture, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addSpacing(theme.px("space.2"))
        layout.addWidget(self._title)
        layout.addWidget(self._body, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addSpacing(theme.px("space.3"))
        centre = QHBoxLayout()
        centre.addStretch(1)
        centre.addLayout(self._row)
        centre.addStretch(1)
        layout.addLayout(centre)
        layout.addStretch(3)
        theme.changed.connect(self._fit)
        self._fit()

    def add_button(self, run: Callable[[], object], *, icon: str = "", primary: bool = False) -> Button:
        """Add a first step; set its text with the others in ``set_words``."""
        button = Button(self._theme, icon=icon, variant="primary" if primary else "", parent=self)
        button.clicked.connect(run)
        self._buttons.append(button)
        self._row.addWidget(button)
        return button

    def set_words(self, title: str, body: str = "", *buttons: str) -> None:
        """Set the sentence, the caption and the texts of the buttons, in order."""
        self._title.setText(title)
        self._body.setText(body)
        self._body.setVisible(bool(body))
        self._fit()
        for button, text in zip(self._buttons, buttons, strict=False):
            button.set_text(text)

    @Slot()
    def _fit(self) -> None:
        """Give the caption the height its lines need: a centred label does not ask for it by itself."""
        width = self._theme.scaled(_WIDTH)
        self._body.ensurePolished()
        self._body.setFixedSize(width, max(1, self._body.heightForWidth(width)))
