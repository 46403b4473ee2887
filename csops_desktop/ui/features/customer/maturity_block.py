"""How far the customer has come with each product: level, what is missing for the next one, assessing by key."""

from functools import partial

from PySide6.QtCore import QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from csops_desktop.domain.changes import Outcome
from csops_desktop.domain.level_lines import LevelSheet
from csops_desktop.domain.maturity import Standing
from csops_desktop.domain.sheet import CustomerSheet
from csops_desktop.foundation.i18n import _, current, pgettext
from csops_desktop.services.product_files import Starter
from csops_desktop.ui.features.customer.block import Block
from csops_desktop.ui.features.customer.knowledge import CustomerKnowledge
from csops_desktop.ui.features.customer.open_card import OpenCard
from csops_desktop.ui.state import Workbench
from csops_desktop.ui.tables.level_bar import bar_width, draw_levels
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.buttons import Button
from csops_desktop.ui.widgets.parts import ElidedLabel, label
from csops_desktop.wording import maturity as say

_MISSING_SHOWN = 3
_LETTERS = {Qt.Key.Key_A: "A", Qt.Key.Key_H: "H", Qt.Key.Key_P: "P", Qt.Key.Key_V: "V"}


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
    """One product; Enter or A assesses it, the other letters stand on its links.

    Signals:
        asked(str): a link was pressed, or its letter: ``A``, ``H``, ``P`` or ``V``.
    """

    asked = Signal(str)

    def __init__(self, theme: Theme, standing: Standing, sheet: CustomerSheet, parent: QWidget) -> None:
        super().__init__(theme, parent)
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
            lines.append(pgettext("evidence", "and {n} more").format(n=len(standing.missing) - _MISSING_SHOWN))
        if phase := say.phase(standing.phases, str(sheet.record.values.get("phase") or ""), sheet.today):
            lines.append(_("Phase: {phase}").format(phase=phase))
        if to_value := say.to_value(standing):
            lines.append(to_value)
        for text in lines:
            self.inside.addWidget(label(text, "caption", tone="2", wrap=True))
        self.inside.addLayout(self._links(standing))
        self.setAccessibleName(", ".join(part for part in (standing.product, words, *lines) if part))

    def _links(self, standing: Standing) -> QHBoxLayout:
        """Return the links, each with its letter; the card takes the focus for all of them."""
        row = QHBoxLayout()
        row.setSpacing(0)
        words = {"A": _("Assess (A)") if standing.levels else _("Add levels (A)"), "P": _("Phase (P)")}
        words |= {"V": _("Value (V)")} | ({"H": _("History (H)")} if standing.history else {})
        for letter in (each for each in _LETTERS.values() if each in words):
            link = Button(self.theme, words[letter], variant="link", parent=self)
            link.setProperty("quiet", "true")
            link.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            link.clicked.connect(partial(self.asked.emit, letter))
            row.addWidget(link)
        row.addStretch(1)
        return row

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt)
        """Override OpenCard.keyPressEvent."""
        letter = _LETTERS.get(Qt.Key(event.key()))
        if letter is not None and not event.modifiers():
            self.asked.emit(letter)
        else:
            super().keyPressEvent(event)


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
        # Folded nobody sees them: they are made when there is a level to tell of.
        told = () if self.is_folded() else sheet.standings
        if not self.cards and not told:
            return
        self.cards = [ProductCard(self.theme, each, sheet, self) for each in told]
        for card in self.cards:
            card.opened.connect(partial(self._ask, card.standing, "A"))
            card.asked.connect(partial(self._ask, card.standing))
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
        if self.sheet is not None and self.sheet.standings:
            self.assess(self.sheet.standings[0])

    def _ask(self, standing: Standing, letter: str) -> None:
        acts = {"A": self.assess, "H": self.history, "P": self.phases, "V": self.first_value}
        acts[letter](standing)

    def history(self, standing: Standing) -> None:
        """Show the assessments of a product, to put one right or delete it."""
        sheet, levels = self.sheet, self.workbench.services.levels
        if sheet is None or not standing.history:
            return

        def show(found: LevelSheet) -> None:
            from csops_desktop.ui.features.customer.assessment_dialog import AssessmentsDialog  # noqa: PLC0415 (likewise)

            texts = {line.id: line.text for line in found.evidence}
            AssessmentsDialog(self.workbench, sheet.id, standing, texts, self).open()

        self.workbench.tasks.query(lambda: levels.sheet(standing.product_id), show, owner=self)

    def phases(self, standing: Standing) -> None:
        """Show the phases of a product, to enter the next one or put one right."""
        from csops_desktop.ui.features.customer.phase_dialog import PhasesDialog  # noqa: PLC0415 (likewise)

        if self.sheet is not None:
            PhasesDialog(self.workbench, self.sheet.id, standing, self).open()

    def first_value(self, standing: Standing) -> None:
        """Ask when the product first was worth it to the customer."""
        from csops_desktop.ui.features.customer.first_value_dialog import (  # noqa: PLC0415 (likewise)
            FirstValue,
            FirstValueDialog,
        )

        maturity = self.workbench.services.maturity

        def write(found: FirstValue) -> Outcome[None]:
            return maturity.set_first_value(standing.adoption_id, found.day)

        FirstValueDialog(self.workbench, standing, self).carry_out(self.workbench.tasks, write)

    def assess(self, standing: Standing) -> None:
        """Ask where the customer stands with a product, or with which levels the product begins."""
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
