"""The editor of a product's levels: names, meanings, evidence and shares of touch, each change written at once."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSpinBox, QVBoxLayout, QWidget

from csops_desktop.domain.changes import Area, Outcome
from csops_desktop.domain.fields import TOUCHES, Kind
from csops_desktop.domain.level_lines import LevelSheet
from csops_desktop.domain.maturity import LEVELS, Level, ProductModel
from csops_desktop.foundation.errors import CsopsError
from csops_desktop.foundation.i18n import _, current
from csops_desktop.services.product_files import Starter
from csops_desktop.ui.maturity.committed_line import CommittedLine
from csops_desktop.ui.maturity.level_panel import LevelPanel
from csops_desktop.ui.maturity.starter_dialog import StarterDialog
from csops_desktop.ui.state import Workbench
from csops_desktop.ui.widgets.buttons import Button
from csops_desktop.ui.widgets.dialogs import HouseDialog
from csops_desktop.ui.widgets.forms import FormRow
from csops_desktop.ui.widgets.parts import label, set_look
from csops_desktop.wording import fields as words

_WIDTH, _HEIGHT = 920, 460
_WATCHED = Area.MATURITY | Area.PRODUCTS
_FACTS = ("name", "short_name", "note")
_WHOLE = 100
FILTERS = ("TOML (*.toml)",)


class LevelsDialog(HouseDialog):
    """The editor; everything in it is written when it is left, and can be taken back with 元に戻す.

    Signals:
        written(): something was changed.
    """

    written = Signal()

    def __init__(self, workbench: Workbench, product_id: int, parent: QWidget) -> None:
        super().__init__(workbench.theme, _("Levels of maturity"), width=_WIDTH, parent=parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._bench, self._product = workbench, product_id
        self._sets: list[int] = []
        self._begun = False
        self._sheet = LevelSheet(product_id, "")
        theme = workbench.theme
        self.facts = {name: CommittedLine(self) for name in _FACTS}
        facts = QHBoxLayout()
        facts.setSpacing(theme.px("space.5"))
        for name, line in self.facts.items():
            row = FormRow(theme, line, parent=self)
            row.set_words(words.field_name(Kind.PRODUCTS, name))
            facts.addWidget(row, {"name": 3, "short_name": 1, "note": 5}[name])
            line.committed.connect(self._on_fact)
        self.content.addLayout(facts)
        self.panels = {number: LevelPanel(theme, number, self) for number in LEVELS}
        self.content.addWidget(self._scrolled(), 1)
        self.shares = {touch: QSpinBox(self) for touch in TOUCHES}
        self.sum = label("", "small", tone="3")
        self.content.addLayout(self._share_row())
        self.fault = label("", "caption", tone="danger", wrap=True)
        self.fault.hide()
        self.content.addWidget(self.fault)
        self.ready = Button(theme, _("Ready levels…"), icon="package", parent=self)
        self.from_file = Button(theme, _("From a file…"), icon="download-simple", parent=self)
        self.to_file = Button(theme, _("Save as file…"), icon="file-arrow-down", parent=self)
        self.take_back = Button(theme, _("Undo"), icon="arrow-u-up-left", parent=self)
        self.add_at_left(self.ready, self.from_file, self.to_file, self.take_back)
        self.done_button = self.add_cancel(_("Close"))
        self._connect()
        self.load()

    def _scrolled(self) -> QScrollArea:
        theme = self.theme
        inside = QWidget(self)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, theme.px("space.5"), 0)
        column.setSpacing(theme.px("space.2"))
        for panel in self.panels.values():
            column.addWidget(panel)
        column.addStretch(1)
        area = QScrollArea(self)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        area.setMinimumHeight(self.height_for(_HEIGHT))
        return area

    def _share_row(self) -> QHBoxLayout:
        theme, row = self.theme, QHBoxLayout()
        row.setSpacing(theme.px("space.4"))
        row.addWidget(label(_("Wanted share of customers"), "small", tone="3"))
        for touch, box in self.shares.items():
            name = words.choice_name("touch", touch)
            box.setRange(0, _WHOLE)
            box.setSuffix("%")
            box.setKeyboardTracking(False)
            box.lineEdit().setTextMargins(theme.px("space.2"), 0, 0, 0)
            box.setFixedWidth(theme.scaled(84))
            box.setAccessibleName(_("Wanted share: {touch}").format(touch=name))
            box.editingFinished.connect(self._on_share)
            row.addSpacing(theme.px("space.4"))
            row.addWidget(label(name, "small"))
            row.addWidget(box)
        row.addSpacing(theme.px("space.4"))
        row.addWidget(self.sum)
        row.addStretch(1)
        return row

    def _connect(self) -> None:
        for panel in self.panels.values():
            panel.named.connect(self._on_named)
            panel.added.connect(self._on_added)
            panel.changed.connect(self._on_changed_line)
            panel.moved.connect(self._on_moved)
            panel.removed.connect(self._on_removed)
            panel.returned.connect(self._on_returned)
        self.ready.clicked.connect(self._on_ready)
        self.from_file.clicked.connect(self._on_from_file)
        self.to_file.clicked.connect(self._on_to_file)
        self.take_back.clicked.connect(self._on_take_back)
        self._bench.tasks.changed.connect(self._on_areas)
        self._bench.tasks.done.connect(self._on_done)

    # --- showing ------------------------------------------------------------------------------------------------

    def load(self) -> None:
        """Read the levels again."""
        levels, product = self._bench.services.levels, self._product
        self._bench.tasks.query(
            lambda: levels.sheet(product), self._show, key=("levels", product), failed=self._on_gone, owner=self
        )

    def _show(self, sheet: LevelSheet) -> None:
        self._sheet = sheet
        title = _("Levels of {product}").format(product=sheet.name)
        self.setWindowTitle(title)
        self.heading.setText(title)
        for name, line in self.facts.items():
            line.show_text(getattr(sheet, name))
        for number, panel in self.panels.items():
            panel.show_level(sheet.level(number), sheet.of(number))
        for touch, box in self.shares.items():
            if not box.hasFocus():
                box.setValue(sheet.shares.get(touch, 0))
        total = sum(sheet.shares.values())
        text = _("{share} in all, not {whole}") if total not in {0, _WHOLE} else _("{share} in all")
        self.sum.setText(text.format(share=f"{total}%", whole=f"{_WHOLE}%") if total else "")
        set_look(self.sum, "tone", "warning" if total not in {0, _WHOLE} else "3")
        empty = not sheet.levels and not sheet.evidence
        for button in (self.ready, self.from_file):
            button.setVisible(empty)
        self.to_file.setVisible(not empty)
        self.take_back.setEnabled(bool(self._sets))
        self.text.setText(_("No levels yet. Begin with ready ones, with a file, or write the first one here."))
        self.text.setVisible(empty)
        if not self._begun:
            self._begun = True
            (self.ready if empty else self.panels[1].name).setFocus()

    @Slot(object, object)
    def _on_areas(self, areas: Area, _who: object) -> None:
        if areas & _WATCHED:
            self.load()

    @Slot(object)
    def _on_done(self, outcome: Outcome[Any]) -> None:
        if outcome.set_id is not None:
            self._sets.append(outcome.set_id)
            self.take_back.setEnabled(True)
            self.fault.hide()
            self.written.emit()

    def _on_gone(self, error: CsopsError) -> None:
        self._bench.messages.error(error)
        self.reject()

    # --- writing ------------------------------------------------------------------------------------------------

    def _write(self, work: Callable[[], Outcome[Any]]) -> None:
        self._bench.tasks.operate(work, failed=self._refused, owner=self)

    def _refused(self, error: CsopsError) -> None:
        self.fault.setText(self._bench.messages.sentence(error))
        self.fault.show()
        line = self.focusWidget()
        if isinstance(line, CommittedLine):
            line.refuse()
        self.load()

    @Slot(str)
    def _on_fact(self, text: str) -> None:
        records, product = self._bench.services.records, self._product
        name = next(name for name, line in self.facts.items() if line is self.sender())
        self._write(lambda: records.save(Kind.PRODUCTS, product, {name: text or None}))

    @Slot(object)
    def _on_named(self, level: Level) -> None:
        levels, product = self._bench.services.levels, self._product
        self._write(lambda: levels.set_level(product, level))

    @Slot(int, str)
    def _on_added(self, level: int, text: str) -> None:
        levels, product = self._bench.services.levels, self._product
        self._write(lambda: levels.add_evidence(product, level, text))

    @Slot(int, str, bool)
    def _on_changed_line(self, item: int, text: str, proof: bool) -> None:  # noqa: FBT001 (a signal)
        levels = self._bench.services.levels
        self._write(lambda: levels.change_evidence(item, text, needs_proof=proof))

    @Slot(int, int)
    def _on_moved(self, item: int, by: int) -> None:
        levels = self._bench.services.levels
        self._write(lambda: levels.move_evidence(item, by))

    @Slot(int)
    def _on_removed(self, item: int) -> None:
        levels = self._bench.services.levels
        self._write(lambda: levels.remove_evidence(item))

    @Slot(int)
    def _on_returned(self, item: int) -> None:
        levels = self._bench.services.levels
        self._write(lambda: levels.bring_back(item))

    @Slot()
    def _on_share(self) -> None:
        levels, product = self._bench.services.levels, self._product
        touch = next(touch for touch, box in self.shares.items() if box is self.sender())
        share = self.shares[touch].value()
        if share != self._sheet.shares.get(touch, 0):
            self._write(lambda: levels.set_share(product, touch, share))

    @Slot()
    def _on_take_back(self) -> None:
        history = self._bench.services.history
        if not self._sets:
            return
        number = self._sets.pop()
        self._bench.tasks.operate(lambda: history.undo_set(number), failed=self._refused, owner=self)

    # --- whole levels -------------------------------------------------------------------------------------------

    @Slot()
    def _on_ready(self) -> None:
        maturity, tasks, language = self._bench.services.maturity, self._bench.tasks, current()
        product = self._product

        def ask(found: tuple[Starter, ...]) -> None:
            dialog = StarterDialog(self._bench, self._sheet.name, [each.model for each in found], self)

            def take(model: ProductModel) -> Outcome[int]:
                return maturity.add_product(model, product)

            dialog.carry_out(tasks, take)

        tasks.query(lambda: maturity.starters(language), ask, owner=self)

    @Slot()
    def _on_from_file(self) -> None:
        levels, product = self._bench.services.levels, self._product
        for path in self._bench.messages.open_files(_("Product file"), FILTERS):
            self._write(partial(levels.read_file, path, product))

    @Slot()
    def _on_to_file(self) -> None:
        levels, product, messages = self._bench.services.levels, self._product, self._bench.messages
        path = messages.save_file(_("Product file"), Path(f"{_file_name(self._sheet.name)}.toml"), FILTERS)
        if path is None:
            return

        def saved(_done: None) -> None:
            messages.toast(_("Saved {file}").format(file=path.name))

        self._bench.tasks.query(lambda: levels.write_file(product, path), saved, failed=self._refused, owner=self)


def _file_name(name: str) -> str:
    """Return a name without what a file may not have in it."""
    return "".join("_" if letter in '\\/:*?"<>|' or ord(letter) < ord(" ") else letter for letter in name).strip(". ")
