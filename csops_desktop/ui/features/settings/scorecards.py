"""The list of scorecards: whom each is for, which counts first, begin one, read one from a file."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QBrush, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QTreeWidgetItem, QWidget

from csops_desktop.domain.changes import Area
from csops_desktop.domain.fields import PHASES, TOUCHES
from csops_desktop.domain.level_filter import picked
from csops_desktop.domain.query import Group, ListQuery
from csops_desktop.domain.scoring.definition import Definition
from csops_desktop.foundation.errors import CsopsError
from csops_desktop.foundation.i18n import _, current, ngettext
from csops_desktop.ui.features.settings.new_scorecard import NewCards
from csops_desktop.ui.state import ListPlace, PageId, Workbench
from csops_desktop.ui.widgets.buttons import Button, IconButton
from csops_desktop.ui.widgets.forms import Section
from csops_desktop.ui.widgets.parts import label
from csops_desktop.ui.widgets.plain_tree import PlainTree, framed
from csops_desktop.wording import fields as words
from csops_desktop.wording import scorecard_parts as say
from csops_desktop.wording import versions

if TYPE_CHECKING:
    from csops_desktop.domain.scoring.shown import Card, Matching, Starter

_ROWS = 6


@dataclass(frozen=True, slots=True)
class _Listed:
    """What the list shows of a scorecard."""

    card: "Card"
    definition: Definition


class _CardTree(PlainTree):
    def __init__(self, section: "ScorecardsSection") -> None:
        super().__init__(section.bench.theme, _ROWS, section, columns=4, numbers=(3,))
        self._section = section

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt)
        key, alt = Qt.Key(event.key()), bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2}:
            self._section.open_card()
        elif alt and key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self._section.shift(-1 if key is Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)


class ScorecardsSection(Section):
    """The scorecards of the store and what can be done with them."""

    def __init__(self, workbench: Workbench, parent: QWidget) -> None:
        super().__init__(workbench.theme, parent)
        self.bench = workbench
        theme = workbench.theme
        self._listed: dict[int, _Listed] = {}
        self._matching: Matching | None = None
        self._go_to: int | None = None
        self.list = _CardTree(self)
        self.new_button = Button(theme, icon="plus")
        self.open_button = Button(theme, icon="pencil-simple")
        self.up = IconButton(theme, "arrow-up", parent=self)
        self.down = IconButton(theme, "arrow-down", parent=self)
        self.archive_button = Button(theme)
        self.none_button = Button(theme, variant="link")
        self.several_button = Button(theme, variant="link")
        self.fault = label("", "caption", tone="danger", wrap=True)
        self.fault.hide()
        row = QHBoxLayout()
        row.setSpacing(theme.px("space.4"))
        for button in (self.new_button, self.open_button, self.up, self.down):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.archive_button)
        links = QHBoxLayout()
        for button in (self.none_button, self.several_button):
            links.addWidget(button)
        links.addStretch(1)
        self.body.addWidget(framed(self.list, self))
        self.body.addLayout(row)
        self.body.addLayout(links)
        self.body.addWidget(self.fault)
        self.new_cards = NewCards(workbench, self)
        self.new_cards.added.connect(self._on_added)
        self.new_cards.refused.connect(self._show_fault)
        self.new_button.clicked.connect(self._on_new)
        self.open_button.clicked.connect(self.open_card)
        self.up.clicked.connect(self._on_up)
        self.down.clicked.connect(self._on_down)
        self.archive_button.clicked.connect(self.archive)
        self.none_button.clicked.connect(self._on_none)
        self.several_button.clicked.connect(self._on_several)
        self.list.itemSelectionChanged.connect(self._on_selection)
        self.list.itemDoubleClicked.connect(self.open_card)
        workbench.tasks.changed.connect(self._on_changed)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.set_words(
            _("Scorecards"),
            _("How health is scored. A customer gets the first scorecard of this list that is for it."),
        )
        self.list.set_headings((_("Name"), _("State"), _("Whom it is for"), _("Customers")))
        self.list.setAccessibleName(_("Scorecards"))
        self.new_button.set_text(_("New scorecard…"))
        self.open_button.set_text(_("Edit…"))
        self.up.describe(_("Counts earlier"), "Alt+↑")
        self.down.describe(_("Counts later"), "Alt+↓")
        self.load()

    def load(self) -> None:
        """Read the list again."""
        service, language = self.bench.services.scorecards, current()

        def work() -> "tuple[list[_Listed], tuple[Starter, ...], Matching]":
            listed = []
            for card in service.cards():
                versions = service.versions(card.id)
                if versions:
                    published = next((each for each in versions if each.number is not None), versions[0])
                    listed.append(_Listed(card, published.definition))
            return listed, service.starters(language), service.matching()

        self.bench.tasks.query(work, self._show, key="settings scorecards", owner=self)

    def _show(self, found: "tuple[list[_Listed], tuple[Starter, ...], Matching]") -> None:
        listed, self.new_cards.starters, self._matching = found
        chosen = [self._go_to] if self._go_to is not None else self.list.chosen()
        self._go_to = None
        self._listed = {each.card.id: each for each in listed}
        self.list.clear()
        codes = {code: words.choice_name("phase", code) for code in PHASES}
        codes |= {code: words.choice_name("touch", code) for code in TOUCHES}
        quiet = QBrush(self.bench.theme.color("text.3"))
        for each in listed:
            n = len(self._matching.by_card.get(each.card.id, ()))
            count = f"{n:,}" if each.card.current is not None and each.card.archived_on is None else ""
            texts = (each.card.name, _state(each.card), say.whom(each.definition, codes), count)
            item = self.list.add(each.card.id, texts)
            for column in range(self.list.columnCount()):
                if each.card.archived_on is not None:
                    item.setForeground(column, quiet)
            item.setSelected(each.card.id in chosen)
            if each.card.id in chosen:
                self.list.setCurrentItem(item)
        if self.list.currentItem() is None and self.list.items():
            self.list.setCurrentItem(self.list.items()[0])
        self._show_links()
        self._on_selection()

    def _show_links(self) -> None:
        none, several = self._none(), self._several()
        self.none_button.setVisible(bool(none))
        text = ngettext("No scorecard is for {n} customer", "No scorecard is for {n} customers", len(none))
        self.none_button.set_text(text.format(n=f"{len(none):,}"))
        self.several_button.setVisible(bool(several))
        text = ngettext("Several are for {n} customer", "Several are for {n} customers", len(several))
        self.several_button.set_text(text.format(n=f"{len(several):,}"))

    def _none(self) -> tuple[int, ...]:
        counted = self._matching is not None and bool(self._matching.by_card)
        return self._matching.none if counted and self._matching is not None else ()

    def _several(self) -> tuple[int, ...]:
        return tuple(self._matching.several) if self._matching is not None else ()

    def _chosen(self) -> "Card | None":
        ids = self.list.chosen()
        return self._listed[ids[0]].card if ids and ids[0] in self._listed else None

    @Slot()
    @Slot(QTreeWidgetItem, int)
    def open_card(self, _item: object = None, _column: int = 0) -> None:
        """Open the chosen one in the editor."""
        card = self._chosen()
        if card is not None:
            self.bench.navigator.go(PageId.SCORECARD, card.id)

    def begin(self, wanted: object) -> None:
        """Make a scorecard; see ``NewCards.begin``."""
        self.fault.hide()
        self.new_cards.begin(wanted)

    def _on_added(self, card_id: int) -> None:
        self._go_to = card_id
        self.bench.navigator.go(PageId.SCORECARD, card_id)

    def shift(self, by: int) -> None:
        """Let the chosen one count earlier (−1) or later (1)."""
        card, service = self._chosen(), self.bench.services.scorecards
        used = [each.card.id for each in self._listed.values() if each.card.archived_on is None]
        if card is None or card.id not in used:
            return
        at, card_id = used.index(card.id) + by, card.id
        if 0 <= at < len(used):
            self.bench.tasks.operate(lambda: service.move(card_id, at), owner=self)

    @Slot()
    def archive(self) -> None:
        """Take the chosen one out of use, or bring it back."""
        card, service = self._chosen(), self.bench.services.scorecards
        if card is not None:
            act = service.archive if card.archived_on is None else service.restore
            card_id = card.id
            self.bench.tasks.operate(lambda: act(card_id), owner=self)

    @Slot(object)
    def _show_fault(self, error: CsopsError) -> None:
        self.fault.setText(self.bench.messages.sentence(error))
        self.fault.show()

    @Slot()
    def _on_new(self) -> None:
        wanted = self.new_cards.choose(self.new_button)
        if wanted is not None:
            self.begin(wanted)

    @Slot()
    def _on_up(self) -> None:
        self.shift(-1)

    @Slot()
    def _on_down(self) -> None:
        self.shift(1)

    @Slot()
    def _on_selection(self) -> None:
        card = self._chosen()
        for button in (self.open_button, self.up, self.down, self.archive_button):
            button.setEnabled(card is not None)
        away = card is not None and card.archived_on is not None
        self.archive_button.set_text(_("Bring back") if away else _("Archive"))

    @Slot()
    def _on_none(self) -> None:
        self._show_customers(self._none(), _("Without a scorecard"))

    @Slot()
    def _on_several(self) -> None:
        self._show_customers(self._several(), _("Several scorecards"))

    def _show_customers(self, ids: tuple[int, ...], title: str) -> None:
        query = ListQuery(filter=Group((picked(ids, title),)))
        self.bench.navigator.go(PageId.CUSTOMERS, ListPlace(query))

    @Slot(object, object)
    def _on_changed(self, areas: Area, _who: object) -> None:
        if areas & (Area.HEALTH | Area.CUSTOMERS | Area.CONTRACTS):
            self.load()


def _state(card: "Card") -> str:
    if card.archived_on is not None:
        return _("Archived")
    parts = [versions.number(card.current.number)] if card.current is not None else []
    if card.has_draft:
        parts.append(versions.number(None))
    return " + ".join(parts)
