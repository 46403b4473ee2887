"""The dialogs: the groups that the search found, one after the other; and merging customers chosen in the list."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from csops_desktop.domain.changes import Outcome, Sentence
from csops_desktop.domain.duplicates import Group
from csops_desktop.domain.fields import Kind
from csops_desktop.foundation.errors import CancelledError, CsopsError
from csops_desktop.foundation.i18n import _, ngettext, pgettext
from csops_desktop.ui.features.duplicates.merge_pane import MergePane
from csops_desktop.ui.state import Workbench
from csops_desktop.ui.tasks import Handle
from csops_desktop.ui.widgets.buttons import Button
from csops_desktop.ui.widgets.dialogs import HouseDialog
from csops_desktop.ui.widgets.empty import EmptyState
from csops_desktop.ui.widgets.lines import Line, LinesView
from csops_desktop.ui.widgets.progress import ProgressPanel, centred
from csops_desktop.wording import duplicates as words
from csops_desktop.wording import fields
from csops_desktop.wording.values import number

_MERGE_KEYS, _APART_KEYS, _UNDO_KEYS = "Ctrl+Enter", "Ctrl+D", "Ctrl+Z"


class MergeDialog(HouseDialog):
    """Merges customers that the user chose."""

    def __init__(self, workbench: Workbench, parent: QWidget, ids: Sequence[int]) -> None:
        n = len(ids)
        title = ngettext("Merge {n} customer into one?", "Merge {n} customers into one?", n)
        super().__init__(
            workbench.theme,
            title.format(n=number(n)),
            _("Everything that hangs on the others goes over to the one that stays. It can be undone."),
            width=860,
            parent=parent,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.pane = MergePane(workbench, self)
        self.pane.setMinimumHeight(self.height_for(380))
        self.content.addWidget(self.pane, 1)
        self.add_cancel()
        self.merge_button = self.add_button(
            pgettext("customers", "Merge"), variant="primary", closes=False, keys=_MERGE_KEYS
        )
        self.merge_button.setEnabled(False)
        self.merge_button.clicked.connect(self.pane.merge)
        self.pane.ready.connect(self.merge_button.setEnabled)
        self.pane.merged.connect(self.accept)
        self.pane.show_customers(ids)


class DuplicatesDialog(HouseDialog):
    """Looks for duplicates, shows the groups with why, and merges them or notes that they are different."""

    def __init__(self, workbench: Workbench, parent: QWidget) -> None:
        super().__init__(
            workbench.theme,
            _("Duplicate customers"),
            _("Customers that look like one. Merge them, or say that they are different; both can be undone."),
            width=1120,
            parent=parent,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        theme = workbench.theme
        self._bench = workbench
        self._groups: list[Group] = []
        self._done_here: list[_Done] = []
        self.view = LinesView(theme, self)
        self.view.setFixedWidth(theme.scaled(330))
        self.pane = MergePane(workbench, self)
        self.progress = ProgressPanel(theme, self)
        self.empty = EmptyState(theme, "check-circle", self)
        work = QWidget(self)
        row = QHBoxLayout(work)
        row.setContentsMargins(1, 1, 1, 1)
        row.setSpacing(0)
        row.addWidget(self.view)
        side = QFrame()
        side.setProperty("edge", "left")
        inner = QVBoxLayout(side)
        inner.setContentsMargins(*(theme.px("space.6"),) * 4)
        inner.addWidget(self.pane)
        row.addWidget(side, 1)
        self.stack = QStackedWidget(self)
        self.stack.setProperty("card", "true")
        waiting = centred(self.progress, theme.scaled(420))
        for part in (waiting, self.empty, work):
            self.stack.addWidget(part)
        self._work = work
        self.stack.setMinimumHeight(self.height_for(470))
        self.content.addWidget(self.stack, 1)
        self.undo_button = self._button(_("Undo"), _UNDO_KEYS, "ghost")
        self.undo_button.clicked.connect(self._on_undo)
        self.undo_button.hide()
        self.add_cancel(_("Close"))
        self.apart_button = self._button(_("Not duplicates"), _APART_KEYS)
        self.apart_button.clicked.connect(self._on_apart)
        self.merge_button = self._button(pgettext("customers", "Merge"), _MERGE_KEYS, "primary")
        self.merge_button.clicked.connect(self.pane.merge)
        self.view.selectionModel().currentChanged.connect(self._on_current)
        self.view.activated.connect(self.pane.focus_first)
        self.pane.ready.connect(self._on_ready)
        self.pane.merged.connect(self._on_merged)
        self.progress.cancelled.connect(self.reject)
        workbench.tasks.done.connect(self._on_outcome)
        self._on_ready(ready=False)
        self._handle = self._search()

    def _button(self, text: str, keys: str, variant: str = "") -> Button:
        return self.add_button(text, variant=variant, closes=False, keys=keys)

    def _search(self) -> Handle:
        self.progress.start(_("Comparing the customers…"))
        duplicates = self._bench.services.duplicates
        return self._bench.tasks.background(
            lambda handle: duplicates.find(progress=handle.step, cancelled=handle.cancelled),
            self._found,
            progress=self.progress.show_progress,
            failed=self._failed,
            owner=self,
        )

    def _found(self, groups: list[Group]) -> None:
        self._show(groups)

    def _failed(self, error: CsopsError) -> None:
        if not isinstance(error, CancelledError):
            self._bench.messages.error(error)
        self.reject()

    def _show(self, groups: list[Group], at: int = 0) -> None:
        self._groups = groups
        self.view.show_lines([_line(group) for group in groups])
        if not groups:
            self.empty.set_words(
                _("No duplicates"),
                _("No two customers share a name, a domain, a telephone number or a mail address, or look alike."),
            )
            self.stack.setCurrentWidget(self.empty)
            self._on_ready(ready=False)
            return
        self.stack.setCurrentWidget(self._work)
        self.view.setCurrentIndex(self.view.lines.index(min(at, len(groups) - 1), 0))
        self._on_current()
        self.view.setFocus()

    def _group(self) -> Group | None:
        at = self.view.currentIndex().row()
        return self._groups[at] if 0 <= at < len(self._groups) else None

    @Slot()
    def _on_current(self) -> None:
        group = self._group()
        if group is not None:
            self.pane.why.setText(words.reasons(group.clues))
            self.pane.why.setVisible(bool(group.clues))
            self.pane.show_customers(group.ids)

    @Slot(bool)
    def _on_ready(self, ready: bool) -> None:  # noqa: FBT001 (slot)
        self.merge_button.setEnabled(ready)
        self.apart_button.setEnabled(ready)

    @Slot(int, object)
    def _on_merged(self, keep: int, others: Sequence[int]) -> None:
        del keep
        self._dealt_with(set(others))

    @Slot()
    def _on_apart(self) -> None:
        ids = self.pane.chosen_ids()
        group = self._group()
        if group is None or not ids:
            return
        # One of them stays listed with those that were left out: it may still be one with them.
        settled = set(ids) if len(ids) == len(group.ids) else set(ids[1:])
        duplicates = self._bench.services.duplicates
        self._on_ready(ready=False)
        self._bench.tasks.operate(
            lambda: duplicates.tell_apart(ids), lambda _n: self._dealt_with(settled), failed=self._refused, owner=self
        )

    def _refused(self, error: CsopsError) -> None:
        self._bench.messages.tell(_("It could not be saved"), self._bench.messages.sentence(error))
        self._on_ready(ready=True)

    def _dealt_with(self, gone: set[int]) -> None:
        """Take customers out of the current group, and the group away when fewer than two are left."""
        at = self.view.currentIndex().row()
        before, group = self._groups, self._groups[at]
        names = dict(zip(group.ids, group.names, strict=True))
        left = tuple(id_ for id_ in group.ids if id_ not in gone)
        kept = [replace(group, ids=left, names=tuple(names[id_] for id_ in left))] if len(left) > 1 else []
        self._done_here.append(_Done(before, at))
        self._show([*before[:at], *kept, *before[at + 1 :]], at)

    @Slot(object)
    def _on_outcome(self, outcome: Outcome[object]) -> None:
        """Note which operation was done here; it is told after its value has arrived."""
        if outcome.sentence is None or not self._done_here or self._done_here[-1].set_id is not None:
            return
        if outcome.sentence.key in {"merged", "told_apart"}:
            self._done_here[-1].set_id = outcome.set_id
            self._say(self._bench.messages.words(outcome.sentence))

    @Slot()
    def _on_undo(self) -> None:
        if not self._done_here or self._done_here[-1].set_id is None:
            return
        last = self._done_here[-1]
        set_id, history = last.set_id or 0, self._bench.services.history

        def undone(_sentence: Sentence) -> None:
            self._done_here.remove(last)
            self._show(last.groups, last.at)
            self._say(_("Undone"))

        self._bench.tasks.operate(lambda: history.undo_set(set_id), undone, failed=self._refused, owner=self)

    def _say(self, text: str) -> None:
        self.note.setText(self.note.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, self.width() // 2))
        self.note.setToolTip(text)
        self.undo_button.setVisible(bool(self._done_here))

    def done(self, result: int) -> None:
        """Override QDialog.done: a search that still runs is stopped."""
        self._handle.cancel()
        super().done(result)


@dataclass
class _Done:
    """Something done in the dialog: what was listed before, and the operation once it is known."""

    groups: list[Group]
    at: int
    set_id: int | None = None


def _line(group: Group) -> Line:
    n = len(group.ids)
    mark = "" if n == 2 else fields.counted(Kind.CUSTOMERS, n)  # noqa: PLR2004 (a pair needs no number)
    text = pgettext("between names that look alike", " / ").join(dict.fromkeys(group.names))
    return Line(group.ids, "buildings", text, words.brief(group.clues), mark)
