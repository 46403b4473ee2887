"""Settings of the rules that suggest touch models: sentences in their order, and for whom they mean a change."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csops_desktop.domain.changes import Area
from csops_desktop.domain.touch import TouchRule
from csops_desktop.foundation.errors import CsopsError
from csops_desktop.foundation.i18n import _
from csops_desktop.services.touch import Suggested
from csops_desktop.ui.features.settings.touch_rule_dialog import RuleDialog, effect
from csops_desktop.ui.state import Workbench
from csops_desktop.ui.widgets.buttons import Button, IconButton
from csops_desktop.ui.widgets.parts import label
from csops_desktop.ui.widgets.plain_tree import PlainTree, framed
from csops_desktop.wording import touch as say

_ROWS_SHOWN = 7
_WATCHED = Area.MATURITY | Area.CUSTOMERS | Area.CONTRACTS


class _RuleTree(PlainTree):
    def __init__(self, rules: "TouchRules") -> None:
        super().__init__(rules.bench.theme, _ROWS_SHOWN, rules, columns=2)
        self._rules = rules

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt)
        key = Qt.Key(event.key())
        if event.modifiers() & Qt.KeyboardModifier.AltModifier and key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self._rules.shift(-1 if key == Qt.Key.Key_Up else 1)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2}:
            self._rules.edit()
        elif key == Qt.Key.Key_Delete:
            self._rules.delete()
        else:
            super().keyPressEvent(event)


class TouchRules(QWidget):
    """The rules; the first that holds is the one.

    Signals:
        suggestions_requested: the customers for whom something else is suggested are to be shown.
    """

    suggestions_requested = Signal()

    def __init__(self, workbench: Workbench, parent: QWidget) -> None:
        super().__init__(parent)
        self.bench = workbench
        theme = workbench.theme
        self._found: Suggested | None = None
        self._current = 0
        self._title = label("", bold=True)
        self._note = label("", "small", tone="3", wrap=True)
        self.list = _RuleTree(self)
        self.add_button = Button(theme, icon="plus")
        self.edit_button = Button(theme, icon="pencil-simple")
        self.up = IconButton(theme, "arrow-up", parent=self)
        self.down = IconButton(theme, "arrow-down", parent=self)
        self.delete_button = Button(theme, variant="danger-quiet")
        self.effect = label("", "small", wrap=True)
        self.open_button = Button(theme, icon="handshake")
        self.fault = label("", "caption", tone="danger", wrap=True)
        self.fault.hide()
        row = QHBoxLayout()
        row.setSpacing(theme.px("space.4"))
        for button in (self.add_button, self.edit_button, self.up, self.down):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.delete_button)
        below = QHBoxLayout()
        below.setSpacing(theme.px("space.5"))
        below.addWidget(self.effect, 1)
        below.addWidget(self.open_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px("space.4"))
        for part in (self._title, self._note, framed(self.list, self)):
            layout.addWidget(part)
        layout.addLayout(row)
        layout.addWidget(self.fault)
        layout.addLayout(below)
        self.add_button.clicked.connect(self.add)
        self.edit_button.clicked.connect(self.edit)
        self.up.clicked.connect(self._on_up)
        self.down.clicked.connect(self._on_down)
        self.delete_button.clicked.connect(self.delete)
        self.open_button.clicked.connect(self.suggestions_requested)
        self.list.itemSelectionChanged.connect(self._on_selection)
        self.list.itemDoubleClicked.connect(self.edit)
        workbench.tasks.changed.connect(self._on_changed)

    def retranslate(self) -> None:
        """Set every text again."""
        self._title.setText(_("Which touch model is suggested"))
        self._note.setText(
            _("The first rule that holds suggests the touch model; nothing changes before a person has agreed.")
        )
        self.list.set_headings((_("For whom"), _("Suggested")))
        self.list.setAccessibleName(self._title.text())
        self.add_button.set_text(_("Add…"))
        self.edit_button.set_text(_("Change…"))
        self.up.describe(_("Move up"), "Alt+↑")
        self.down.describe(_("Move down"), "Alt+↓")
        self.delete_button.set_text(_("Delete"))
        self.open_button.set_text(_("Decide on them…"))
        self._show()

    def load(self) -> None:
        """Read the rules, and for whom they mean a change, again."""
        touch = self.bench.services.touch
        self.bench.tasks.query(touch.suggested, self._arrived, key="settings touch rules", owner=self)

    def _arrived(self, found: Suggested) -> None:
        self._found = found
        self._show()

    def _show(self) -> None:
        found = self._found
        if found is None:
            return
        self.list.blockSignals(True)
        self.list.clear()
        for at, rule in enumerate(found.rules):
            text = f"{at + 1}.  {say.condition(rule, found.currency)}"
            self.list.add(at, (text, say.name(rule.touch)))
        self.list.blockSignals(False)
        items = self.list.items()
        if items:
            self.list.setCurrentItem(items[min(self._current, len(items) - 1)])
        self.effect.setText(effect(found) if items else _("Without a rule nothing is suggested."))
        self.open_button.setEnabled(bool(found.differing))
        self._on_selection()

    def at(self) -> int | None:
        """Return the place of the selected rule."""
        chosen = self.list.chosen()
        return chosen[0] if chosen else None

    @Slot()
    def add(self) -> None:
        """Ask for a new rule."""
        self._ask(None)

    @Slot()
    def edit(self) -> None:
        """Ask what is to be changed of the selected rule."""
        if self.at() is not None:
            self._ask(self.at())

    def _ask(self, at: int | None) -> None:
        if self._found is None:
            return
        dialog = RuleDialog(self.bench, self._found.rules, at, self._found.currency, self)
        dialog.carry_out(self.bench.tasks, self.bench.services.touch.set_rules)

    def shift(self, by: int) -> None:
        """Let the selected rule change places with the one above (−1) or below (1) it."""
        at, found = self.at(), self._found
        if at is None or found is None or not 0 <= at + by < len(found.rules):
            return
        rules = list(found.rules)
        rules[at], rules[at + by] = rules[at + by], rules[at]
        self._current = at + by
        self._found = replace(found, rules=tuple(rules))  # a second press means the new order
        self._show()
        self._write(tuple(rules))

    @Slot()
    def delete(self) -> None:
        """Take the selected rule away; it can be undone."""
        at, found = self.at(), self._found
        if at is not None and found is not None:
            self._write((*found.rules[:at], *found.rules[at + 1 :]))

    def _write(self, rules: tuple[TouchRule, ...]) -> None:
        self.fault.hide()
        touch = self.bench.services.touch
        self.bench.tasks.operate(lambda: touch.set_rules(rules), failed=self._on_fault, owner=self)

    def _on_fault(self, error: CsopsError) -> None:
        self.fault.setText(self.bench.messages.sentence(error))
        self.fault.show()
        self.load()

    @Slot()
    def _on_up(self) -> None:
        self.shift(-1)

    @Slot()
    def _on_down(self) -> None:
        self.shift(1)

    @Slot()
    def _on_selection(self) -> None:
        at, n = self.at(), len(self.list.items())
        if at is not None:
            self._current = at
        for button in (self.edit_button, self.delete_button):
            button.setEnabled(at is not None)
        self.up.setEnabled(at is not None and at > 0)
        self.down.setEnabled(at is not None and at < n - 1)

    @Slot(object, object)
    def _on_changed(self, areas: Area, _who: object) -> None:
        if areas & _WATCHED:
            self.load()
