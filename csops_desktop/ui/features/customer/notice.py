"""Lines at the top of a customer's page that something stands out."""

from collections.abc import Iterator

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from csops_desktop.domain.sheet import CustomerSheet
from csops_desktop.foundation.i18n import _
from csops_desktop.ui.actions import ActionId
from csops_desktop.ui.frame import Frame
from csops_desktop.ui.state import Workbench
from csops_desktop.ui.widgets.buttons import Button, escape
from csops_desktop.ui.widgets.parts import Icon, label
from csops_desktop.wording import touch
from csops_desktop.wording import values as show

_STAYS_SHOWN = 6


class Notice(QWidget):
    """One line that something stands out: an icon, a sentence, and perhaps what to do about it."""

    def __init__(self, workbench: Workbench, icon: str, color: str, parent: QWidget) -> None:
        super().__init__(parent)
        theme = workbench.theme
        self.text = label("", "small", wrap=True)
        self.button = Button(theme, variant="link", compact=True, parent=self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px("space.3"))
        row.addWidget(Icon(theme, icon, color, parent=self))
        row.addWidget(self.text, 1)
        row.addWidget(self.button)
        self.hide()

    def say(self, text: str, button: str = "") -> None:
        """Show a sentence; an empty one takes the line away."""
        self.text.setText(text)
        self.button.set_text(button)
        self.button.setVisible(bool(button))
        self.setVisible(bool(text))


class TouchNotice(Notice):
    """Says that the rules suggest another touch model; its button opens the suggestions at this customer."""

    def __init__(self, workbench: Workbench, parent: QWidget) -> None:
        super().__init__(workbench, "handshake", "text.3", parent)
        self.button.clicked.connect(self._on_decide)

    def show_sheet(self, sheet: CustomerSheet) -> None:
        """Show what is suggested, unless somebody has decided to leave it as it is."""
        found, rule = sheet.touch.suggestion, sheet.touch.rule
        if found is None or rule is None or found.kept is not None:
            self.say("")
            return
        text = _("{touch} is suggested: {why}")
        why = touch.condition(rule, sheet.currency)
        self.say(text.format(touch=touch.name(found.touch), why=why), _("Decide…"))

    @Slot()
    def _on_decide(self) -> None:
        frame = self.window()
        if isinstance(frame, Frame):
            frame.run(ActionId.TOUCH_SUGGESTIONS)


def add_stays(menu: QMenu, sheet: CustomerSheet) -> None:
    """Put below the choices of a touch model which one there was since when."""
    lines = list(_stays(sheet))
    if lines:
        menu.addSection(_("So far"))
    for line in lines:
        menu.addAction(escape(line)).setEnabled(False)


def _stays(sheet: CustomerSheet) -> Iterator[str]:
    for stay in sheet.touch.stays[:_STAYS_SHOWN]:
        yield f"{show.date(stay.since)}  {touch.stay(stay)}"
