"""The bar at the bottom: the file, the last backup, the selection, and of which moment the figures are."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from csops_desktop.foundation.i18n import _
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.parts import Icon, label, set_look, tag


class StatusBar(QFrame):
    """Facts about the store and the page; nothing in it moves."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("statusBar")
        self._theme = theme
        self._backup_words: Callable[[], str] = str
        self._file = label("", "caption")
        self._backup_icon = Icon(theme, "shield-check", size="space.5")
        self._backup = label("", "caption")
        self._backup_icon.hide()
        self._sample = tag("", "sample")
        self._sample.hide()
        self._page = label("", "caption")
        self._busy = label("", "caption", tone="3")
        self._as_of = label("", "caption")
        self._as_of.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.px("space.5"), 0, theme.px("space.5"), 0)
        layout.setSpacing(theme.px("space.2"))
        layout.addWidget(Icon(theme, "database", size="space.5"))
        layout.addWidget(self._file)
        layout.addSpacing(theme.px("space.4"))
        layout.addWidget(self._backup_icon)
        layout.addWidget(self._backup)
        layout.addSpacing(theme.px("space.4"))
        layout.addWidget(self._sample)
        layout.addSpacing(theme.px("space.4"))
        layout.addWidget(self._page)
        layout.addSpacing(theme.px("space.5"))
        layout.addWidget(self._busy, 1)
        layout.addWidget(self._as_of)
        theme.changed.connect(self._fit)
        self._fit()

    def show_store(self, name: str, path: str, *, sample: bool) -> None:
        """Name the file; a sample store is marked."""
        self._file.setText(name)
        self._file.setToolTip(path)
        self._sample.setText(_("Sample data"))
        self._sample.setVisible(sample)

    def show_backup(self, words: Callable[[], str], *, good: bool = True) -> None:
        """Say when the last backup was made, or that one failed, in the language of the moment."""
        self._backup_words = words
        self._backup.setText(words())
        self._backup_icon.show()
        set_look(self._backup, "tone", "" if good else "danger")
        self._backup_icon.show_icon(
            "shield-check" if good else "shield-warning", "text.3" if good else "health.red.text"
        )

    def show_page(self, text: str) -> None:
        """Show the page's part."""
        self._page.setText(text)

    def show_busy(self, text: str) -> None:
        """Say what is under way; empty when nothing is."""
        self._busy.setText(text)

    def show_as_of(self, text: str) -> None:
        """Show of which moment the figures are."""
        self._as_of.setText(text)

    @Slot()
    def _fit(self) -> None:
        self.setFixedHeight(self._theme.px("size.status_bar"))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.changeEvent."""
        if event.type() == QEvent.Type.LanguageChange:
            self._backup.setText(self._backup_words())
        super().changeEvent(event)
