"""The dialog of suggested touch models: a person follows them, or leaves customers as they are with the reason why."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt, Signal, SignalInstance, Slot
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from csops_desktop.domain.changes import Outcome, Sentence
from csops_desktop.domain.touch import Suggestion
from csops_desktop.foundation.errors import CsopsError
from csops_desktop.foundation.i18n import _, ngettext
from csops_desktop.services.touch import Suggested
from csops_desktop.ui.features.touch import cells
from csops_desktop.ui.state import PageId, Workbench
from csops_desktop.ui.tables.marking_table import MarkingTable
from csops_desktop.ui.tables.model import IdTableModel
from csops_desktop.ui.widgets.buttons import Button
from csops_desktop.ui.widgets.dialogs import HouseDialog
from csops_desktop.ui.widgets.empty import EmptyState
from csops_desktop.ui.widgets.parts import set_look
from csops_desktop.wording.values import number

_WAITING, _KEPT = -1, -2
_DECISIONS = frozenset({"touch_confirmed", "touch_kept"})


class SuggestionTable(MarkingTable):
    """The customers, driven by single keys.

    Signals:
        follow_requested, keep_requested: A and K on the marked lines.
    """

    follow_requested = Signal()
    keep_requested = Signal()

    def acts(self) -> Mapping[Qt.Key, SignalInstance]:
        """Override LineTable.acts."""
        return {Qt.Key.Key_A: self.follow_requested, Qt.Key.Key_K: self.keep_requested}


class TouchDialog(HouseDialog):
    """Lists whose touch model is not the one suggested, and writes what a person decides.

    Args:
        workbench: what everything is made of.
        parent: the window.
        customer_id: the customer to begin with, when it is listed.
    """

    def __init__(self, workbench: Workbench, parent: QWidget, customer_id: int | None = None) -> None:
        super().__init__(
            workbench.theme,
            _("Suggested touch models"),
            _("Customers with a running contract whose touch model is not the one that the rules suggest."),
            width=1040,
            parent=parent,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        theme = workbench.theme
        self._bench = workbench
        self._wanted = customer_id
        self._lines: dict[int, Suggestion] = {}
        self._undoable: int | None = None
        self.model: IdTableModel[Suggestion] = IdTableModel([], self._rows, _id_of, self)
        self.table = SuggestionTable(self.model, theme, self)
        self.empty = EmptyState(theme, "check-circle", self)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.empty)
        self.stack.setMinimumHeight(self.height_for(430))
        frame = QFrame(self)
        frame.setProperty("card", "true")
        inner = QVBoxLayout(frame)
        inner.setContentsMargins(1, 1, 1, 1)
        inner.addWidget(self.stack)
        self.content.addWidget(frame, 1)
        self.undo_button = self._button("", "Ctrl+Z", "ghost")
        self.undo_button.hide()
        self._close = self.add_cancel()
        self.keep_button = self._button("", "", "")
        self.follow_button = self._button("", "", "primary")
        for button, act in (
            (self.undo_button, self._on_undo),
            (self.keep_button, self.keep),
            (self.follow_button, self.follow),
        ):
            button.clicked.connect(act)
        self.table.follow_requested.connect(self.follow)
        self.table.keep_requested.connect(self.keep)
        self.table.opened.connect(self._on_opened)
        self.table.selection_counted.connect(self._show_verbs)
        self.table.current_id_changed.connect(self._show_verbs)
        workbench.tasks.done.connect(self._on_outcome)
        self._words()
        self._load()

    def _button(self, text: str, keys: str, variant: str) -> Button:
        return self.add_button(text, variant=variant, closes=False, keys=keys)

    def _words(self) -> None:
        self._close.set_text(_("Close"))
        self.undo_button.set_text(_("Undo"))
        self._show_verbs()

    def _load(self) -> None:
        self._bench.tasks.query(self._bench.services.touch.suggested, self._show, key="touch suggested", owner=self)

    def _show(self, found: Suggested) -> None:
        owners = self._bench.crew.team
        self.model.set_columns(cells.columns(found.rules, found.currency, owners=owners))
        self.table.show_columns({})
        self._lines = {each.customer.id: each for each in found.differing}
        waiting = [each.customer.id for each in found.waiting]
        kept = [each.customer.id for each in found.differing if each.kept is not None]
        row = self.table.currentIndex().row()
        ids = [*([_WAITING, *waiting] if waiting else []), *([_KEPT, *kept] if kept else [])]
        text = ngettext("To decide  {n} customer", "To decide  {n} customers", len(waiting))
        left = ngettext("Left as they are  {n} customer", "Left as they are  {n} customers", len(kept))
        headings = {_WAITING: text.format(n=number(len(waiting))), _KEPT: left.format(n=number(len(kept)))}
        self.table.unmark()
        self.model.forget()
        self.table.show_ids(tuple(ids), headings)
        if self._wanted is not None and self.table.go_to(self._wanted):
            self._wanted = None
        elif ids and self.table.current_id() is None:
            near = [id_ for id_ in ids[max(row, 0) :] if id_ >= 0] or [id_ for id_ in ids if id_ >= 0]
            self.table.go_to(near[0])
        self.stack.setCurrentWidget(self.table if ids else self.empty)
        if found.served:
            self.empty.set_words(
                _("Every customer has the touch model that is suggested"),
                _("Whoever moves past a bound of a rule will stand here. The rules are in the settings."),
            )
        else:
            self.empty.set_words(
                _("No customer with a running contract yet"),
                _("The rules look at yearly revenue, level and complexity; they begin with a contract."),
            )
        self._show_verbs()
        (self.table if ids else self._close).setFocus()

    def _rows(self, ids: tuple[int, ...], then: Callable[[Sequence[Suggestion]], None]) -> None:
        then([self._lines[id_] for id_ in ids if id_ in self._lines])

    @Slot()
    def _show_verbs(self, _what: object = None) -> None:
        n = len(self.table.chosen_ids())
        follow = ngettext("Follow for {n} customer", "Follow for {n} customers", n).format(n=number(n))
        self.follow_button.set_text(follow if n > 1 else _("Follow the suggestion"))
        self.keep_button.set_text(_("Leave as it is…"))
        self.follow_button.setToolTip(f"{self.follow_button.text()} (A)")
        self.keep_button.setToolTip(_("Leave as it is… (K)"))
        for button in (self.follow_button, self.keep_button):
            button.setEnabled(n > 0)
        if not self._undoable:
            set_look(self.note, "tone", "3")
            self.note.setText(_("A follow ・ K leave ・ Space mark ・ Ctrl+A all ・ Enter open") if self._lines else "")

    @Slot()
    def follow(self) -> None:
        """Give the marked customers, or the current one, what is suggested."""
        ids = self.table.chosen_ids()
        if ids:
            touch = self._bench.services.touch
            self._bench.tasks.operate(lambda: touch.confirm(ids), self._decided, failed=self._refused, owner=self)

    @Slot()
    def keep(self) -> None:
        """Ask why the marked customers, or the current one, are left as they are, and note it."""
        ids = self.table.chosen_ids()
        if not ids:
            return
        names = [self._lines[id_].customer.name for id_ in ids if id_ in self._lines]
        n = len(ids)
        text = ngettext("Why does {n} customer stay as it is?", "Why do {n} customers stay as they are?", n)
        title = (
            _("Why does {name} stay as it is?").format(name=names[0]) if len(names) == 1 else text.format(n=number(n))
        )
        reason = self._bench.messages.line(
            title,
            _("Reason"),
            verb=_("Leave as it is"),
            body=_("They are suggested again once their touch model, or the suggestion, changes."),
            optional=True,
        )
        if reason is not None:
            touch = self._bench.services.touch
            self._bench.tasks.operate(lambda: touch.keep(ids, reason), self._decided, failed=self._refused, owner=self)

    def _decided(self, _n: int) -> None:
        self._load()

    def _refused(self, error: CsopsError) -> None:
        self._say(self._bench.messages.sentence(error), tone="danger")

    @Slot(object)
    def _on_outcome(self, outcome: Outcome[object]) -> None:
        if outcome.sentence is not None and outcome.sentence.key in _DECISIONS:
            self._undoable = outcome.set_id
            self.undo_button.setVisible(self._undoable is not None)
            self._say(self._bench.messages.words(outcome.sentence))

    @Slot()
    def _on_undo(self) -> None:
        set_id, history = self._undoable, self._bench.services.history
        if set_id is None:
            return

        def undone(_sentence: Sentence) -> None:
            self._undoable = None
            self.undo_button.hide()
            self._load()

        self._bench.tasks.operate(lambda: history.undo_set(set_id), undone, failed=self._refused, owner=self)

    @Slot(object)
    def _on_opened(self, customer_id: int) -> None:
        self.accept()
        self._bench.navigator.go(PageId.CUSTOMERS, customer_id)

    def _say(self, text: str, tone: str = "3") -> None:
        set_look(self.note, "tone", tone)
        self.note.setText(self.note.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, self.width() // 3))
        self.note.setToolTip(text)


def _id_of(line: Suggestion) -> int:
    return line.customer.id
