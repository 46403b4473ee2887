"""The bar above the page: where one is, the search field, undo, the menu, and the page's own buttons."""

from weakref import WeakKeyDictionary

from PySide6.QtCore import Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QToolButton, QWidget

from csops_desktop.foundation.i18n import _
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.buttons import IconButton
from csops_desktop.ui.widgets.page import Page
from csops_desktop.ui.widgets.parts import label
from csops_desktop.ui.widgets.progress import ProgressLine
from csops_desktop.ui.widgets.search import SearchBox


class CommandBar(QFrame):
    """Title and context at the left; search, undo, menu and at most one primary button at the right."""

    def __init__(self, theme: Theme, menu: QMenu, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setProperty("surface", "surface")
        self.setProperty("edge", "bottom")
        self._title = label("", "h1")
        self._context = label("", "small", tone="3")
        self.search = SearchBox(theme)
        self.palette_button = IconButton(theme, "command")
        self.log_button = IconButton(theme, "note-pencil")
        self.undo_button = IconButton(theme, "arrow-u-up-left")
        self.menu_button = IconButton(theme, "list")
        self.menu_button.setMenu(menu)
        self.menu_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.progress = ProgressLine(self)
        self._slot = QHBoxLayout()
        self._slot.setSpacing(theme.px("space.4"))
        self._trays: WeakKeyDictionary[Page, QWidget] = WeakKeyDictionary()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.px("space.6"), 0, theme.px("space.6"), 0)
        layout.setSpacing(theme.px("space.4"))
        layout.addWidget(self._title)
        layout.addSpacing(theme.px("space.2"))
        layout.addWidget(self._context, 1)
        layout.addWidget(self.search)
        layout.addWidget(self.palette_button)
        layout.addWidget(self.log_button)
        layout.addWidget(self.undo_button)
        layout.addWidget(self.menu_button)
        layout.addLayout(self._slot)
        theme.changed.connect(self._fit)
        self._fit()

    def show_page(self, page: Page) -> None:
        """Show what a page has to say; and the buttons that are its own."""
        self._title.setText(page.title())
        self._context.setText(page.context())
        self._context.setToolTip(page.context())
        placeholder = page.search_placeholder()
        self.search.set_gate(gate=not placeholder)
        if placeholder:
            self.search.set_words(placeholder, "/", _("Clear"))
            self.search.show_text(page.search_text())
        else:
            self.search.set_words(_("Find or run anything"), "Ctrl+K", _("Clear"))
            self.search.show_text("")
        self.palette_button.setVisible(bool(placeholder))
        self.palette_button.describe(_("Command palette"), "Ctrl+K")
        self.log_button.describe(_("Log a contact"), "Ctrl+L")
        self.menu_button.describe(_("Menu"), "F10")
        self._show_tray(page)

    def show_undo(self, text: str, *, possible: bool) -> None:
        """Say what the undo button would undo."""
        self.undo_button.describe(text, "Ctrl+Z")
        self.undo_button.setEnabled(possible)

    def _show_tray(self, page: Page) -> None:
        """Show the buttons of a page, in a tray of their own: which of them are seen in it is up to the page."""
        commands = page.commands()
        if page not in self._trays:
            tray = QWidget(self)
            row = QHBoxLayout(tray)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(self._theme.px("space.4"))
            for command in commands:
                row.addWidget(command)
            self._trays[page] = tray
            self._slot.addWidget(tray)
        for owner, tray in self._trays.items():
            tray.setVisible(owner is page and bool(commands))
        QWidget.setTabOrder(self.menu_button, commands[0] if commands else page)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.resizeEvent: the progress line runs along the lower edge."""
        super().resizeEvent(event)
        height = self.progress.height()
        self.progress.setGeometry(0, self.height() - height, self.width(), height)
        self.progress.raise_()

    @Slot()
    def _fit(self) -> None:
        self.setFixedHeight(self._theme.px("size.command_bar"))
        self.search.setFixedWidth(self._theme.scaled(280))
