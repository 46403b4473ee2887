"""The keys of the log bar that work wherever in it the focus stands."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from csops_desktop.domain.fields import ACTIVITY_KINDS
from csops_desktop.ui.features.log.contact_row import ContactRow


def add_keys(bar: QWidget, contact: ContactRow, save: Callable[[], None]) -> None:
    """Alt+1…6 and Ctrl+↑↓ choose the kind, Alt+W says with whom, Alt+D on which day, Ctrl+Enter saves."""
    keys: list[tuple[str, Callable[[], None]]] = [
        (f"Alt+{number}", partial(contact.choose_kind, kind)) for number, kind in enumerate(ACTIVITY_KINDS, 1)
    ]
    keys += [("Ctrl+Up", partial(contact.step_kind, -1)), ("Ctrl+Down", partial(contact.step_kind, 1))]
    keys += [("Alt+W", contact.whom.open_list), ("Alt+D", contact.day_button.click)]
    keys += [("Ctrl+Return", save), ("Ctrl+Enter", save)]
    for key, run in keys:
        shortcut = QShortcut(QKeySequence(key), bar, run)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
