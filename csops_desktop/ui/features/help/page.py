"""The help: short pages of text that come with the program, in both languages."""

from PySide6.QtCore import Qt, QUrl, Slot
from PySide6.QtGui import (
    QDesktopServices,
    QResizeEvent,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
    QTextLength,
    QTextTable,
    QTextTableFormat,
)
from PySide6.QtWidgets import QHBoxLayout, QTextBrowser, QWidget

import csops_desktop
from csops_desktop.foundation import i18n
from csops_desktop.foundation.i18n import N_, _
from csops_desktop.foundation.paths import resources
from csops_desktop.ui.state import Workbench
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.page import Page
from csops_desktop.ui.widgets.topics import TopicList

TOPICS: tuple[tuple[str, str, str], ...] = (
    ("start", N_("First steps"), "play"),
    ("today", N_("Today"), "sun-horizon"),
    ("list", N_("The customer list"), "buildings"),
    ("customer", N_("The page of a customer"), "identification-card"),
    ("levels", N_("Products and levels"), "package"),
    ("facts", N_("What scores are made of"), "checks"),
    ("health", N_("Customer health"), "heartbeat"),
    ("usage", N_("Usage"), "chart-bar"),
    ("renewals", N_("Contract renewals"), "arrows-clockwise"),
    ("playbooks", N_("Playbooks"), "check-square-offset"),
    ("promises", N_("Promises and requests"), "handshake"),
    ("templates", N_("Making playbooks"), "check-square-offset"),
    ("scorecards", N_("Scorecards"), "sliders-horizontal"),
    ("map", N_("Operation map"), "path"),
    ("log", N_("The ten-second log"), "note-pencil"),
    ("import", N_("Import"), "download-simple"),
    ("team", N_("Alone or in a team"), "users-three"),
    ("keys", N_("Keyboard shortcuts"), "keyboard"),
    ("safety", N_("Undo, backups, passphrase"), "shield-check"),
    ("about", N_("About CSOps Desktop"), "info"),
)
_WIDTH = 780


class HelpPage(Page):
    """Topics at the left, the text at the right."""

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(workbench, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        theme = workbench.theme
        self._topics = TopicList(theme, self)
        self.view = QTextBrowser(self)
        self.view.setOpenLinks(False)
        self.view.anchorClicked.connect(self._on_link)
        self.view.document().setDocumentMargin(theme.px("space.7"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._topics)
        layout.addWidget(self.view, 1)
        for key, _name, icon in TOPICS:
            self._topics.add_topic(key, icon)
        self._topics.setCurrentRow(0)
        self._topics.currentItemChanged.connect(self._show)
        theme.changed.connect(self._show)
        self.retranslate()

    def title(self) -> str:
        """Override Page.title."""
        return _("Help")

    def open(self, argument: object) -> None:
        """Override Page.open: the key of a topic."""
        self._topics.choose(str(argument))

    def focus_content(self) -> None:
        """Override Page.focus_content."""
        self._topics.setFocus()

    def retranslate(self) -> None:
        """Override Page.retranslate."""
        for row, (_key, name, _icon) in enumerate(TOPICS):
            self._topics.item(row).setText(_(name))
        self._show()

    @Slot()
    def _show(self) -> None:
        theme = self.workbench.theme
        topic = self._topics.key()
        path = resources() / "help" / i18n.current() / f"{topic}.md"
        text = path.read_text(encoding="utf-8").replace("{version}", csops_desktop.__version__)
        document = self.view.document()
        document.setDefaultFont(theme.font("body"))
        self.view.setLineWrapMode(QTextBrowser.LineWrapMode.FixedPixelWidth)
        self._fit()
        self.view.setMarkdown(text)
        _set_out(document, theme)

    def _fit(self) -> None:
        room = self.view.width() - self.workbench.theme.px("size.scrollbar") - 2
        self.view.setLineWrapColumnOrWidth(min(self.workbench.theme.scaled(_WIDTH), room))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.resizeEvent: lines never grow too long to read, nor past the window."""
        super().resizeEvent(event)
        self._fit()

    @Slot(QUrl)
    def _on_link(self, url: QUrl) -> None:
        if url.scheme() in {"http", "https"}:
            QDesktopServices.openUrl(url)
        else:
            self.open(url.path().removesuffix(".md"))


def _set_out(document: QTextDocument, theme: Theme) -> None:
    """Give the text of a page its air: lines, paragraphs, headings, tables."""
    sizes = {1: "h1", 2: "h2"}
    block = document.begin()
    while block.isValid():
        cursor = QTextCursor(block)
        form = QTextBlockFormat(block.blockFormat())
        inside = cursor.currentTable() is not None
        heading = form.headingLevel()
        form.setLineHeight(150, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        form.setTopMargin(0 if inside else theme.px("space.5") if heading else theme.px("space.1"))
        form.setBottomMargin(0 if inside else theme.px("space.4"))
        cursor.setBlockFormat(form)
        if heading:
            cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
            letters = cursor.charFormat()
            letters.setFont(theme.font(sizes.get(heading, "body"), bold=True))
            cursor.setCharFormat(letters)
        block = block.next()
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            look = QTextTableFormat(frame.format())
            look.setBorder(1)
            look.setBorderCollapse(True)
            look.setBorderStyle(QTextTableFormat.BorderStyle.BorderStyle_Solid)
            look.setBorderBrush(theme.color("line"))
            look.setCellPadding(theme.px("space.3"))
            look.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
            frame.setFormat(look)
