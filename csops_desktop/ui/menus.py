"""Makes the menus and the shortcuts of the window from the table of actions; they work while one types, too."""

from functools import partial

from PySide6.QtCore import QEvent, QObject, Slot
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QMenu, QPlainTextEdit, QTextEdit, QWidget

from csops_desktop.foundation.i18n import _
from csops_desktop.ui.action_table import ACTIONS
from csops_desktop.ui.actions import MENU_TITLES, ActionId, Menu
from csops_desktop.ui.commands import Commands
from csops_desktop.ui.frame import Frame
from csops_desktop.ui.state import Place
from csops_desktop.ui.widgets.buttons import escape

_NUMBERS = 9
_FIELDS = (QLineEdit, QComboBox, QPlainTextEdit, QTextEdit)
_OF_FIELDS = (ActionId.UNDO, ActionId.REDO)
"""While one types these belong to the field."""
_OURS = frozenset(
    QKeySequence(key).toString()
    for declared in ACTIONS
    if declared.id not in _OF_FIELDS
    for key in declared.keys
    if key.startswith("Ctrl+")
)


class Menus(QObject):
    """One menu with the four under it; on macOS they stand in the menu bar of the system too."""

    def __init__(self, window: Frame, commands: Commands) -> None:
        super().__init__(window)
        self._window = window
        self.menu = QMenu(window)
        self._menus = {name: QMenu(self.menu) for name in Menu}
        self.actions: dict[ActionId, QAction] = {}
        for menu in self._menus.values():
            self.menu.addMenu(menu)
        bar = window.menuBar()
        if bar.isNativeMenuBar():
            for menu in self._menus.values():
                bar.addMenu(menu)
        else:
            bar.hide()
        for declared in ACTIONS:
            action = QAction(window)
            action.setShortcuts([QKeySequence(keys) for keys in declared.keys])
            action.setIcon(window.workbench.theme.icon(declared.icon, "text.2"))
            action.setMenuRole(QAction.MenuRole.NoRole)
            action.triggered.connect(partial(commands.run, declared.id))
            menu = self._menus[declared.menu]
            if declared.line and not menu.isEmpty():
                menu.addSeparator()
            menu.addAction(action)
            window.addAction(action)
            self.actions[declared.id] = action
        for number in range(1, _NUMBERS + 1):
            QShortcut(QKeySequence(f"Ctrl+{number}"), window, partial(self._go, number - 1))
        QShortcut(QKeySequence("F10"), window, self._open)
        for menu in self._menus.values():
            menu.aboutToShow.connect(self._enable)
            menu.aboutToHide.connect(self._enable_all)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus)

    def retranslate(self) -> None:
        """Set the texts again."""
        for name, menu in self._menus.items():
            menu.setTitle(_(MENU_TITLES[name]))
        for declared in ACTIONS:
            self.actions[declared.id].setText(escape(_(declared.text)))

    @Slot(QWidget, QWidget)
    def _on_focus(self, old: QWidget | None, new: QWidget | None) -> None:
        """Watch the field that one types in."""
        if isinstance(old, _FIELDS):
            old.removeEventFilter(self)
        if isinstance(new, _FIELDS) and self._window.isAncestorOf(new):
            new.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt)
        """Override QObject.eventFilter: on Linux fields take Ctrl+E and Ctrl+K for themselves, to walk and to cut."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and QKeySequence(event.keyCombination()).toString() in _OURS
        ):
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def _enable(self) -> None:
        """Grey what the page cannot do now, while a menu is open."""
        page = self._window.page()
        supported = page.supported() if page is not None else frozenset()
        for declared in ACTIONS:
            if declared.page is not None:
                elsewhere = declared.id in {ActionId.NEW_CUSTOMER, ActionId.EXPORT}
                self.actions[declared.id].setEnabled(elsewhere or declared.id in supported)

    def _enable_all(self) -> None:
        for action in self.actions.values():
            action.setEnabled(True)

    def _go(self, index: int) -> None:
        pages = self._window.page_ids()
        if index < len(pages):
            self._window.go(Place(pages[index]))

    def _open(self) -> None:
        self._window.open_menu()
