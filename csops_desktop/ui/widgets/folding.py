"""A row of choices that folds into one button with a menu where there is no room for it."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QWidget

from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.buttons import IconButton, Segment, escape


class FoldingSegment(QWidget):
    """A ``Segment``, or while it is folded a button.

    Signals:
        chosen(str): the key of the choice the user made.
    """

    chosen = Signal(str)

    def __init__(self, theme: Theme, keys: Sequence[str], icon: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._keys = tuple(keys)
        self._shown = self._keys
        self._texts: Sequence[str] = ()
        self.segment = Segment(keys, self)
        self.button = IconButton(theme, icon, checkable=True, parent=self)
        self.button.hide()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.segment)
        layout.addWidget(self.button)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.segment.chosen.connect(self.chosen)
        self.button.clicked.connect(self._on_button)

    def set_texts(self, texts: Sequence[str]) -> None:
        """Set the words of the choices, in order."""
        self._texts = texts
        self.segment.set_texts(texts)
        self._describe()

    def show_only(self, keys: Sequence[str]) -> None:
        """Show only some of the choices."""
        self._shown = tuple(key for key in self._keys if key in keys)
        self.segment.show_only(keys)

    def choose(self, key: str) -> None:
        """Turn one on without telling anybody."""
        self.segment.choose(key)
        self._describe()

    def current(self) -> str:
        """Return the key of the one that is on."""
        return self.segment.current()

    def fold(self, *, folded: bool) -> None:
        """Show the button instead of the choices, or the choices."""
        self.button.setVisible(folded)
        self.segment.setVisible(not folded)

    def _describe(self) -> None:
        current = self.current()
        if current and self._texts:
            self.button.describe(self._texts[self._keys.index(current)])
            self.button.setChecked(current != self._keys[0])

    @Slot()
    def _on_button(self) -> None:
        menu = QMenu(self)
        for key, text in zip(self._keys, self._texts, strict=True):
            if key in self._shown:
                action = menu.addAction(escape(text))
                action.setData(key)
                action.setCheckable(True)
                action.setChecked(key == self.current())
        chosen = menu.exec(self.button.mapToGlobal(self.button.rect().bottomLeft()))
        menu.deleteLater()
        self._describe()
        if chosen is not None:
            self.choose(str(chosen.data()))
            self.chosen.emit(str(chosen.data()))
