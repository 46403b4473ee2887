"""A chip that narrows a list to one of several choices, taken from a menu."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QMenu, QWidget

from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.buttons import Chip, escape


class MenuChip(Chip):
    """Says what is chosen; a click, Space or Enter opens the choices.

    Signals:
        picked(object): the key of the choice the user made.
    """

    picked = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, icon="caret-down", parent=parent)
        self._choices: Sequence[tuple[object, str]] = ()
        self._current: object = None
        self.setAutoDefault(True)  # Enter as well as Space
        self.clicked.connect(self._on_clicked)

    def show_choices(self, label: str, choices: Sequence[tuple[object, str]], current: object) -> None:
        """Show what can be chosen and what is; the first choice narrows nothing."""
        self._choices, self._current = choices, current
        text = next((text for key, text in choices if key == current), "")
        self.set_text(f"{label}  {text}")
        self.set_active(active=bool(choices) and current != choices[0][0])
        self.setAccessibleName(f"{label} {text}")

    def menu_of_choices(self) -> QMenu:
        """Return the menu, made anew."""
        menu = QMenu(self)
        for key, text in self._choices:
            entry = menu.addAction(escape(text))
            entry.setData(key)
            entry.setCheckable(True)
            entry.setChecked(key == self._current)
        return menu

    @Slot()
    def _on_clicked(self) -> None:
        menu = self.menu_of_choices()
        chosen = menu.exec(self.mapToGlobal(self.rect().bottomLeft()))
        menu.deleteLater()
        if chosen is not None:
            self.picked.emit(chosen.data())
