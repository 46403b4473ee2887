"""A page with a list and, beside it, the panel of what is current there; how wide the panel is, is remembered."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSplitter, QWidget

from csops_desktop.ui.preferences import SPLITTERS
from csops_desktop.ui.state import PageId
from csops_desktop.ui.widgets.page import Page


class SplitPage(Page):
    """A page in two parts; a subclass makes both and hands them to ``split``."""

    splitter: QSplitter
    _panel: QWidget
    _key = ""
    _width = ""

    def split(self, key: str, pane: QWidget, panel: QWidget, *, width: str = "size.detail") -> None:
        """Lay out the page; the panel is hidden until ``show_panel``.

        Args:
            key: under which the widths are remembered.
            pane: the list.
            panel: what stands at the right.
            width: token of the panel's width as long as the user has not chosen one.
        """
        self._key, self._panel, self._width = key, panel, width
        panel.hide()
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(pane)
        self.splitter.addWidget(panel)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setStretchFactor(1, 0)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.splitter)
        self.splitter.splitterMoved.connect(self._on_splitter_moved)

    def show_panel(self, *, shown: bool) -> None:
        """Show the panel in its width, or take it away."""
        if shown == self._panel.isHidden():
            self._panel.setVisible(shown)
            if shown:
                theme = self.workbench.theme
                saved = self.workbench.preferences.part(SPLITTERS, self._key)
                width = theme.scaled(saved[-1]) if saved else theme.px(self._width)
                self.splitter.setSizes([max(1, self.splitter.width() - width), width])

    @Slot()
    def _on_splitter_moved(self) -> None:
        sizes = [round(size * 100 / self.workbench.theme.scale) for size in self.splitter.sizes()]
        self.workbench.preferences.set_part(SPLITTERS, self._key, sizes)

    @Slot()
    def show_customers(self) -> None:
        """Go to the list of customers."""
        self.workbench.navigator.go(PageId.CUSTOMERS)

    @Slot()
    def show_import(self) -> None:
        """Go to the import."""
        self.workbench.navigator.go(PageId.IMPORT)


def scrolling(body: QWidget, parent: QWidget) -> QScrollArea:
    """Return an area in which the body of a panel moves up and down."""
    body.setProperty("transparent", "true")
    area = QScrollArea(parent)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(body)
    return area
