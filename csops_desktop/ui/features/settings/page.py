"""The settings page: topics at the left, one scrolling column of sections at the right."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from csops_desktop.foundation.i18n import N_, _
from csops_desktop.ui.actions import ActionId
from csops_desktop.ui.features.settings.business_days import BusinessDaysSection
from csops_desktop.ui.features.settings.lists import FieldsSection
from csops_desktop.ui.features.settings.look import LookSection, PagesSection
from csops_desktop.ui.features.settings.members import MembersSection
from csops_desktop.ui.features.settings.metrics import MetricsSection
from csops_desktop.ui.features.settings.products import ProductsSection
from csops_desktop.ui.features.settings.scorecards import ScorecardsSection
from csops_desktop.ui.features.settings.store import SafetySection, StoreSection
from csops_desktop.ui.features.settings.touch import TouchSection
from csops_desktop.ui.frame import Frame
from csops_desktop.ui.state import Workbench
from csops_desktop.ui.store_switch import Wish
from csops_desktop.ui.widgets.page import Page
from csops_desktop.ui.widgets.topics import TopicList

_WIDTH = 680


@dataclass(frozen=True, slots=True)
class Topic:
    """One line of the topics.

    Attributes:
        key: what a ``Place`` may name.
    """

    key: str
    title: str
    icon: str


TOPICS = (
    Topic("look", N_("Look and language"), "palette"),
    Topic("pages", N_("Way of working"), "square-half"),
    Topic("store", N_("Store"), "database"),
    Topic("safety", N_("Safety"), "shield-check"),
    Topic("members", N_("Members"), "users-three"),
    Topic("products", N_("Products"), "package"),
    Topic("touch", N_("Touch models"), "handshake"),
    Topic("scorecards", N_("Scorecards"), "sliders-horizontal"),
    Topic("business_days", N_("Business days"), "calendar-blank"),
    Topic("metrics", N_("Usage"), "chart-bar"),
    Topic("fields", N_("Own fields"), "columns"),
)
_ALIASES = {"me": "store", "backups": "safety"}


class SettingsPage(Page):
    """Everything that can be set, each change at once."""

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(workbench, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        theme = workbench.theme
        self.topics = TopicList(theme, self)
        inside = QWidget()
        inside.setProperty("surface", "window")
        column = QVBoxLayout(inside)
        side = theme.px("space.7")
        column.setContentsMargins(side + 8, side, side, side)
        column.setSpacing(theme.px("space.8") + theme.px("space.4"))
        self.look = LookSection(workbench, inside)
        self.pages = PagesSection(workbench, inside)
        self.store = StoreSection(workbench, inside)
        self.safety = SafetySection(workbench, inside)
        self.members = MembersSection(workbench, inside)
        self.products = ProductsSection(workbench, inside)
        self.touch = TouchSection(workbench, inside)
        self.scorecards = ScorecardsSection(workbench, inside)
        self.business_days = BusinessDaysSection(workbench, inside)
        self.metrics = MetricsSection(workbench, inside)
        self.fields = FieldsSection(workbench, inside)
        sections = (
            self.look, self.pages, self.store, self.safety, self.members, self.products, self.touch,
            self.scorecards, self.business_days, self.metrics, self.fields,
        )  # fmt: skip
        self._sections = {topic.key: section for topic, section in zip(TOPICS, sections, strict=True)}
        for topic in TOPICS:
            section = self._sections[topic.key]
            section.setMaximumWidth(theme.scaled(_WIDTH))
            column.addWidget(section)
            self.topics.add_topic(topic.key, topic.icon)
        column.addStretch(1)
        self._scroll = QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setWidget(inside)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.topics)
        layout.addWidget(self._scroll, 1)
        self._content: QWidget = self.topics
        self._asked: int | None = None  # the topic whose heading stays in sight until somebody scrolls
        bar = self._scroll.verticalScrollBar()
        bar.rangeChanged.connect(self._on_grown, Qt.ConnectionType.QueuedConnection)
        bar.actionTriggered.connect(self._on_scrolled)
        self.topics.setCurrentRow(0)
        self.topics.currentRowChanged.connect(self._on_topic)
        self.safety.asked.connect(self._on_asked)
        self.safety.passphrase_asked.connect(self._on_passphrase)
        self.touch.suggestions_requested.connect(self._on_suggestions)
        self.retranslate()

    def title(self) -> str:
        """Override Page.title."""
        return _("Settings")

    def open(self, argument: object) -> None:
        """Override Page.open: the key of a topic."""
        wanted = _ALIASES.get(str(argument), argument)
        for row, topic in enumerate(TOPICS):
            if topic.key == wanted:
                self.topics.setCurrentRow(row)
                self._on_topic(row)
        self._content = self.scorecards.list if wanted == "scorecards" else self.topics

    def focus_content(self) -> None:
        """Override Page.focus_content."""
        self._content.setFocus()

    def retranslate(self) -> None:
        """Override Page.retranslate."""
        for row, topic in enumerate(TOPICS):
            self.topics.item(row).setText(_(topic.title))
        for section in self._sections.values():
            section.retranslate()

    @Slot(int)
    def _on_topic(self, row: int) -> None:
        self._asked = row
        if row >= 0:
            section = self._sections[TOPICS[row].key]
            self._scroll.verticalScrollBar().setValue(max(0, section.y() - self.workbench.theme.px("space.7")))

    @Slot()
    def _on_grown(self) -> None:
        """Stay with the topic while the sections above it read what they show."""
        if self._asked is not None:
            self._on_topic(self._asked)

    @Slot()
    def _on_scrolled(self) -> None:
        self._asked = None

    @Slot(object)
    def _on_asked(self, action: ActionId) -> None:
        frame = self.window()
        if isinstance(frame, Frame):
            frame.run(action)

    @Slot()
    def _on_suggestions(self) -> None:
        self._on_asked(ActionId.TOUCH_SUGGESTIONS)

    @Slot()
    def _on_passphrase(self) -> None:
        frame = self.window()
        if isinstance(frame, Frame):
            frame.store_requested.emit(Wish.PASSPHRASE.value)
