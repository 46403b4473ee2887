"""The help: short pages of text that come with the program, in both languages."""

from PySide6.QtCore import Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QListWidgetItem, QTextBrowser, QWidget

import csops_desktop
from csops_desktop.foundation import i18n
from csops_desktop.foundation.i18n import N_, _
from csops_desktop.foundation.paths import resources
from csops_desktop.ui.state import Workbench
from csops_desktop.ui.widgets.page import Page

TOPICS: tuple[tuple[str, str], ...] = (
    ("start", N_("First steps")),
    ("list", N_("The customer list")),
    ("import", N_("Import")),
    ("keys", N_("Keyboard shortcuts")),
    ("safety", N_("Undo, backups, passphrase")),
    ("about", N_("About CSOps Desktop")),
)
_TOPIC = Qt.ItemDataRole.UserRole


class HelpPage(Page):
    """Topics at the left, the text at the right."""

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(workbench, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        theme = workbench.theme
        self._topics = QListWidget(self)
        self._topics.setFrameShape(QFrame.Shape.NoFrame)
        self._topics.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._topics.setProperty("edge", "right")
        self.view = QTextBrowser(self)
        self.view.setOpenLinks(False)
        self.view.anchorClicked.connect(self._on_link)
        self.view.document().setDocumentMargin(theme.px("space.7"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._topics)
        layout.addWidget(self.view, 1)
        for key, _name in TOPICS:
            item = QListWidgetItem()
            item.setData(_TOPIC, key)
            self._topics.addItem(item)
        self._topics.setCurrentRow(0)
        self._topics.currentItemChanged.connect(self._show)
        theme.changed.connect(self._show)
        self.retranslate()

    def title(self) -> str:
        """Override Page.title."""
        return _("Help")

    def open(self, argument: object) -> None:
        """Override Page.open: the key of a topic."""
        for row, (key, _name) in enumerate(TOPICS):
            if key == argument:
                self._topics.setCurrentRow(row)

    def focus_content(self) -> None:
        """Override Page.focus_content."""
        self._topics.setFocus()

    def retranslate(self) -> None:
        """Override Page.retranslate."""
        for row, (_key, name) in enumerate(TOPICS):
            self._topics.item(row).setText(_(name))
        self._topics.setFixedWidth(self.workbench.theme.px("size.subnav") + self.workbench.theme.px("space.7"))
        self._show()

    @Slot()
    def _show(self) -> None:
        theme = self.workbench.theme
        topic = str(self._topics.currentItem().data(_TOPIC))
        path = resources() / "help" / i18n.current() / f"{topic}.md"
        text = path.read_text(encoding="utf-8").replace("{version}", csops_desktop.__version__)
        document = self.view.document()
        document.setDefaultFont(theme.font("body"))
        document.setDefaultStyleSheet(
            f"a {{ color: {theme.color('accent.text').name()}; }} code {{ color: {theme.color('text.2').name()}; }}"
        )
        self.view.setMarkdown(text)

    @Slot(QUrl)
    def _on_link(self, url: QUrl) -> None:
        if url.scheme() in {"http", "https"}:
            QDesktopServices.openUrl(url)
        else:
            self.open(url.path().removesuffix(".md"))
