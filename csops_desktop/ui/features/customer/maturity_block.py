"""How far the customer has come with each product: level, what is missing for the next one, assessing by key."""

from functools import partial

from PySide6.QtCore import QRect, QSize, Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from csops_desktop.domain.maturity import Standing
from csops_desktop.domain.sheet import CustomerSheet
from csops_desktop.foundation.i18n import _, current
from csops_desktop.services.product_files import Starter
from csops_desktop.ui.features.customer.block import Block
from csops_desktop.ui.features.customer.knowledge import CustomerKnowledge
from csops_desktop.ui.features.customer.open_card import OpenCard
from csops_desktop.ui.state import Workbench
from csops_desktop.ui.tables.level_bar import bar_width, draw_levels
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.parts import ElidedLabel, label
from csops_desktop.wording import maturity as say

_MISSING_SHOWN = 3


class _Steps(QWidget):
    """The four steps."""

    def __init__(self, theme: Theme, level: int, share: float, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._level, self._share = theme, level, share
        self.setFixedSize(QSize(bar_width(theme), theme.px("line.body")))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.paintEvent."""
        painter = QPainter(self)
        draw_levels(painter, self._theme, QRect(0, 0, self.width(), self.height()), self._level, self._share)
        painter.end()


class ProductCard(OpenCard):
    """One product; Enter or A assesses it."""

    def __init__(self, theme: Theme, standing: Standing, sheet: CustomerSheet, parent: QWidget) -> None:
        super().__init__(theme, parent, letter=Qt.Key.Key_A)
        self.standing = standing
        level = standing.level or 0
        of_next = [item for item in standing.evidence if item.level == level + 1]
        share = 1 - len([item for item in standing.missing if item.level == level + 1]) / len(of_next) if of_next else 0
        words = say.level_name(standing, level) if standing.levels and standing.history else ""
        to_next = say.to_next(standing) if standing.levels else _("No levels yet")
        top = QHBoxLayout()
        top.setSpacing(theme.px("space.4"))
        top.addWidget(label(standing.product, "small", bold=True))
        top.addWidget(_Steps(theme, level, share if standing.history else 0.0, self))
        name = ElidedLabel("small", self)
        name.show_text(words)
        top.addWidget(name, 1)
        self.inside.addLayout(top)
        lines = [" ・ ".join(part for part in (to_next, say.latest(standing, sheet.today)) if part)]
        if standing.history:
            lines += [f"□ {item.text}" for item in standing.missing[:_MISSING_SHOWN]]
        if standing.history and len(standing.missing) > _MISSING_SHOWN:
            lines.append(_("and {n} more").format(n=len(standing.missing) - _MISSING_SHOWN))
        if to_value := say.to_value(standing):
            lines.append(to_value)
        for text in lines:
            self.inside.addWidget(label(text, "caption", tone="2", wrap=True))
        self.setAccessibleName(", ".join(part for part in (standing.product, words, *lines) if part))


class MaturityBlock(Block):
    """The products of the customer with their levels; a product without levels is asked for them first."""

    def __init__(self, workbench: Workbench, knowledge: CustomerKnowledge, parent: QWidget) -> None:
        super().__init__(workbench, knowledge, parent)
        self.cards: list[ProductCard] = []
        self.add.clicked.connect(self.begin)
        self.fold_line.clicked.connect(self.begin)

    def show_customer(self, sheet: CustomerSheet) -> None:
        """Override Block.show_customer."""
        other = self.sheet is None or self.sheet.id != sheet.id or self.sheet.standings != sheet.standings
        super().show_customer(sheet)
        self.set_head(_("Maturity"), add=_("Assess"))
        nothing = not any(each.levels for each in sheet.standings)
        self.set_folded(folded=nothing, words=_("Add levels of maturity"))
        self.setVisible(bool(sheet.standings))
        if other or not self.cards:
            self._rebuild(sheet)

    def _rebuild(self, sheet: CustomerSheet) -> None:
        focused = next((card.standing.product_id for card in self.cards if card.hasFocus()), None)
        for card in self.cards:
            self.body.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = [ProductCard(self.theme, each, sheet, self) for each in sheet.standings]
        for card in self.cards:
            card.opened.connect(partial(self._assess, card.standing))
            self.body.addWidget(card)
            if card.standing.product_id == focused:
                card.setFocus()
        self.grown.emit()

    def retranslate(self) -> None:
        """Override Block.retranslate: the cards are worded anew."""
        if self.sheet is not None:
            self._rebuild(self.sheet)

    def take_focus(self) -> None:
        """Override Block.take_focus."""
        if self.is_folded() or not self.cards:
            self.fold_line.setFocus()
        else:
            self.cards[0].setFocus()

    @Slot()
    def begin(self) -> None:
        """Assess the first product, or give it levels."""
        if self.cards:
            self._assess(self.cards[0].standing)

    def _assess(self, standing: Standing) -> None:
        services, tasks = self.workbench.services, self.workbench.tasks
        if standing.levels:
            from csops_desktop.ui.features.customer.assess_dialog import AssessDialog  # noqa: PLC0415 (only when asked)

            AssessDialog(self.workbench, standing, self).carry_out(tasks, services.maturity.assess)
            return
        language = current()

        def ask(found: tuple[Starter, ...]) -> None:
            from csops_desktop.ui.maturity.starter_dialog import StarterDialog  # noqa: PLC0415 (likewise)

            dialog = StarterDialog(self.workbench, standing.product, [each.model for each in found], self)
            dialog.carry_out(tasks, lambda model: services.maturity.add_product(model, standing.product_id))

        tasks.query(lambda: services.maturity.starters(language), ask, owner=self)
