"""Beside the map: what is chosen on it, why its customers stand there, who is stuck, what is planned, who moved."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from csops_desktop.domain.fields import TOUCHES
from csops_desktop.domain.maturity import LEVELS
from csops_desktop.domain.operation_map import Cell, MapBook, cells
from csops_desktop.foundation.i18n import _, ngettext
from csops_desktop.ui.features.map.chosen import Chosen
from csops_desktop.ui.features.map.level_charts import DaysChart, EvidenceBars
from csops_desktop.ui.features.map.matrix_drawing import ICONS
from csops_desktop.ui.features.map.moved_card import MovedCard
from csops_desktop.ui.features.map.people_list import PeopleList
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.buttons import Button
from csops_desktop.ui.widgets.parts import label, rule
from csops_desktop.ui.widgets.rows import Row, RowList
from csops_desktop.ui.widgets.split_page import scrolling
from csops_desktop.wording import map_levels as say_levels
from csops_desktop.wording import operation_map as say

_PEOPLE = 8
"""So many customers are named; the button below lists all."""


class MapPane(QFrame):
    """The right part of the page.

    Signals:
        customer_opened(int): a customer.
        listed(Chosen): the customers of a choice are to be listed.
        ids_listed(ids, title): exactly these are to be listed.
        adding: an action is to be planned in the chosen cell.
        detailed(id), deleted(id), ordered(ids): of the actions of the cell.
    """

    customer_opened = Signal(int)
    listed = Signal(object)
    ids_listed = Signal(object, str)
    adding = Signal()
    detailed = Signal(object)
    deleted = Signal(object)
    ordered = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("surface", "surface")
        self.setProperty("edge", "left")
        self.setMinimumWidth(theme.px("size.detail_min"))
        self._theme = theme
        self._book: MapBook | None = None
        self._choice = Chosen()
        self._title, self._meaning = label("", "h1", wrap=True), label("", "small", tone="2", wrap=True)
        self._facts, self._gap = label("", "small", tone="2", wrap=True), label("", "small", tone="warning", wrap=True)
        self._evidence_word, self._days_word = _caption(), _caption()
        self._actions_word, self._people_word = _caption(), _caption()
        self.evidence, self.days = EvidenceBars(theme, self), DaysChart(theme, self)
        self.plan, self.people = RowList(theme, self), PeopleList(theme, self)
        self.plan.setObjectName("mapActions")
        self.add = Button(theme, icon="plus", compact=True, keys="A", parent=self)
        self.list_all = Button(theme, icon="buildings", parent=self)
        self.list_stuck = Button(theme, icon="hourglass-medium", parent=self)
        self.moved = MovedCard(theme, self)
        self._rules = [rule() for _number in range(3)]
        self._build()
        self.add.clicked.connect(self.adding)
        self.plan.opened.connect(self.detailed)
        self.plan.edit_requested.connect(self.detailed)
        self.plan.delete_requested.connect(self.deleted)
        self.plan.keyed.connect(self._on_letter)
        self.people.opened.connect(self.customer_opened)
        self.list_all.clicked.connect(self._on_list)
        self.list_stuck.clicked.connect(self._on_stuck)
        self.moved.listed.connect(self.ids_listed)

    def _build(self) -> None:
        theme, pad = self._theme, self._theme.px("space.6")
        body = QWidget()
        inner = QVBoxLayout(body)
        inner.setContentsMargins(pad, theme.px("space.5"), pad, theme.px("space.5"))
        inner.setSpacing(theme.px("space.3"))
        top: tuple[QWidget, ...] = (self._title, self._meaning, self._facts, self._gap, self._rules[0])
        for widget in (*top, self._evidence_word, self.evidence, self._days_word, self.days):
            inner.addWidget(widget)
        head = QHBoxLayout()
        head.addWidget(self._actions_word, 1)
        head.addWidget(self.add)
        inner.addLayout(head)
        middle: tuple[QWidget, ...] = (self.plan, self._rules[1], self._people_word, self.people)
        for widget in middle:
            inner.addWidget(widget)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.px("space.4"))
        buttons.addWidget(self.list_stuck)
        buttons.addWidget(self.list_all)
        buttons.addStretch(1)
        inner.addLayout(buttons)
        inner.addWidget(self._rules[2])
        inner.addWidget(self.moved)
        inner.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolling(body, self))

    def show_choice(self, book: MapBook, choice: Chosen) -> None:
        """Show what is chosen on the map of a product."""
        self._book, self._choice = book, choice
        there = choice.customers(book)
        level = choice.level if choice.level is not None and not choice.cluster else None
        alone = level is not None and not choice.cell
        self._title.setText(choice.title(book))
        self._say(self._meaning, book.meaning(level) if level is not None else say.unassessed_hint(choice.unassessed))
        self._show_cell(cells(book).get((level, choice.touch)) if choice.cell and level is not None else None)
        toward = book.toward(level) if alone and level is not None else ()
        self._evidence_word.setVisible(bool(toward) and bool(there))
        self.evidence.setVisible(bool(toward) and bool(there))
        self._days_word.setVisible(alone and bool(there))
        self.days.setVisible(alone and bool(there))
        stuck = book.stays[level].stuck if alone and level is not None and level in book.stays else ()
        if alone and level is not None:
            self._facts.setText("・".join(say_levels.head(book, level)))
            self._facts.show()
            self.evidence.show_level(book, level)
            self.days.show_level(book, level)
            self._evidence_word.setText(_("What leads to Lv{level}").format(level=min(level + 1, LEVELS[-1])))
            self._days_word.setText(say_levels.days_at(book, level))
        elif not choice.cell:
            self._say(self._facts, say.customers(len(there)))
        known = {each.customer_id: each for each in there}
        named = [known[id_] for id_ in stuck if id_ in known] or list(there)
        self._people_word.setVisible(bool(named))
        self._people_word.setText(say_levels.stuck(len(stuck), book, level) if stuck else _("Who pays most"))
        self.people.show_people(named[:_PEOPLE], book)
        self.people.setVisible(bool(named))
        self.list_stuck.setVisible(bool(stuck))
        self.list_stuck.set_text(ngettext("{n} stuck", "{n} stuck", len(stuck)).format(n=len(stuck)))
        self.list_all.setVisible(bool(there))
        self.list_all.set_text(_("List {customers}").format(customers=say.customers(len(there))))
        self.moved.setVisible(alone or choice == Chosen())
        self.moved.show_book(book, level)
        self._rules[2].setVisible(not self.moved.isHidden())

    def _show_cell(self, cell: Cell | None) -> None:
        book, choice = self._book, self._choice
        editable = cell is not None and choice.touch in TOUCHES and choice.level in LEVELS
        for widget in (self._actions_word, self.add, self.plan):
            widget.setVisible(editable)
        self._gap.hide()
        if cell is None or book is None:
            self._facts.hide()
            self.plan.show_rows([])
            return
        self._say(self._facts, "\n".join(say.cell_facts(cell, book)[:3]))
        self._say(self._gap, say.gap(cell))
        self._actions_word.setText(_("Planned here"))
        self.add.set_text(_("Plan an action"))
        self.plan.show_rows([
            Row(each.id, each.plan.title, icon=ICONS.get(each.plan.kind, ICONS[""]), fact=say.effort(each.plan))
            for each in cell.actions
        ])  # fmt: skip

    @staticmethod
    def _say(line: QLabel, text: str) -> None:
        line.setText(text)
        line.setVisible(bool(text))

    def begin(self) -> None:
        """Take the focus: at the actions of a cell, else at the customers."""
        for widget in (self.plan, self.people, self.list_all):
            if not widget.isHidden():
                widget.setFocus(Qt.FocusReason.TabFocusReason)
                return

    @Slot(str)
    def _on_letter(self, letter: str) -> None:
        if letter == "A":
            self.adding.emit()

    @Slot()
    def _on_list(self) -> None:
        self.listed.emit(self._choice)

    @Slot()
    def _on_stuck(self) -> None:
        book, level = self._book, self._choice.level
        if book is not None and level in book.stays and level is not None:
            self.ids_listed.emit(book.stays[level].stuck, say_levels.stuck_title(book, level))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.keyPressEvent: Alt and an arrow move an action in its cell."""
        ids, current = [row.key for row in self.plan.rows], self.plan.current()
        moving = event.modifiers() == Qt.KeyboardModifier.AltModifier and self.plan.hasFocus()
        by = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if moving and by and current in ids:
            at = ids.index(current)
            if 0 <= at + by < len(ids):
                ids[at], ids[at + by] = ids[at + by], ids[at]
                self.ordered.emit(ids)
            return
        super().keyPressEvent(event)


def _caption() -> QLabel:
    return label("", "caption", tone="3", bold=True)
