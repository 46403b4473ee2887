"""The list of topics at the left of a page: settings, help."""

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QWidget

from csops_desktop.ui.theme import Theme

_KEY = Qt.ItemDataRole.UserRole


class TopicList(QListWidget):
    """Topics with an icon each; the current one is shown beside the list."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("topics")
        self._theme = theme
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        theme.changed.connect(self._fit)
        self._fit()

    def add_topic(self, key: str, icon: str) -> None:
        """Add a topic; its text is set with the language."""
        item = QListWidgetItem(self._theme.icon(icon), "")
        item.setData(_KEY, key)
        self.addItem(item)

    def key(self) -> str:
        """Return the key of the current topic."""
        item = self.currentItem()
        return str(item.data(_KEY)) if item is not None else ""

    def choose(self, key: str) -> bool:
        """Make a topic current; False when there is none of this key."""
        for row in range(self.count()):
            if self.item(row).data(_KEY) == key:
                self.setCurrentRow(row)
                return True
        return False

    @Slot()
    def _fit(self) -> None:
        side = self._theme.px("size.icon")
        self.setIconSize(QSize(side, side))
        self.setFixedWidth(self._theme.px("size.nav") + self._theme.px("space.8"))
