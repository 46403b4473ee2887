"""The log bar: what happened and what comes next in two rows, saved with Enter, never lost before."""

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QMoveEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QVBoxLayout

from csops_desktop.domain.activities import LetterGuess, effect
from csops_desktop.domain.fields import ACTIVITY_KINDS, Kind
from csops_desktop.foundation.errors import CsopsError
from csops_desktop.foundation.i18n import _
from csops_desktop.ui.features.log.contact_row import ContactRow
from csops_desktop.ui.features.log.draft import Draft, from_text
from csops_desktop.ui.features.log.entry import entry, missing
from csops_desktop.ui.features.log.extras import People, Post, dropped
from csops_desktop.ui.features.log.keeper import DraftKeeper
from csops_desktop.ui.features.log.keys import add_keys
from csops_desktop.ui.features.log.next_row import NextRow
from csops_desktop.ui.features.log.whom import Whom
from csops_desktop.ui.preferences import LOG_PINNED
from csops_desktop.ui.state import Workbench
from csops_desktop.ui.widgets.buttons import Button, IconButton
from csops_desktop.ui.widgets.composed_line import ComposedLine
from csops_desktop.ui.widgets.parts import label, set_look
from csops_desktop.wording import fields as words
from csops_desktop.wording import log as said


class LogBar(QFrame):
    """Logs a contact in ten seconds.

    Signals:
        closed: the user is done with it, or gave up; what is typed stays.
    """

    closed = Signal()

    def __init__(self, workbench: Workbench) -> None:
        super().__init__()
        theme = workbench.theme
        self._bench = workbench
        self._saving = False
        self._older: Draft | None = None
        self.setObjectName("logBar")
        self.setProperty("surface", "header")
        self.setProperty("edge", "top")
        self.setAcceptDrops(True)
        self.contact = ContactRow(theme, workbench.clock, self)
        self.next = NextRow(theme, workbench.clock, self)
        self.pin = IconButton(theme, "push-pin", compact=True, checkable=True, parent=self)
        self.close_button = IconButton(theme, "x", compact=True, parent=self)
        self.says = label("", "caption", tone="3")
        self.save_button = Button(theme, icon="note-pencil", variant="primary", keys="Ctrl+Enter", parent=self)
        upper, lower = QHBoxLayout(), QHBoxLayout()
        for row, parts in (
            (upper, (self.contact, self.pin, self.close_button)),
            (lower, (self.next, self.says, self.save_button)),
        ):
            row.setSpacing(theme.px("space.4"))
            for part in parts:
                row.addWidget(part, 1 if part in (self.contact, self.next) else 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.px("space.6"), theme.px("space.4"), theme.px("space.6"), theme.px("space.4"))
        layout.setSpacing(theme.px("space.4"))
        layout.addLayout(upper)
        layout.addLayout(lower)
        self.whom = Whom(workbench, self.contact, self)
        self.people = People(workbench, self.contact, self)
        self.post = Post(workbench, self)
        self.keeper = DraftKeeper(workbench, self._to_keep, self)
        self._connect()
        self._fit()
        self.retranslate()

    def _connect(self) -> None:
        contact, bench = self.contact, self._bench
        self.whom.changed.connect(self._on_customers)
        for part in (contact, self.next):
            part.entered.connect(self.save)
            part.changed.connect(self._on_changed)
        self.people.changed.connect(self._on_changed)
        self.post.read.connect(self._on_letter)
        self.save_button.clicked.connect(self.save)
        self.close_button.clicked.connect(self.closed)
        self.pin.setChecked(bench.preferences.get(LOG_PINNED))
        self.pin.toggled.connect(self._on_pinned)
        bench.theme.changed.connect(self._fit)
        add_keys(self, contact, self.save)
        order = (contact.two_way, self.next.line, self.next.due, self.save_button, self.pin, self.close_button)
        for one, other in pairwise(order):
            self.setTabOrder(one, other)

    # --- opening and closing ------------------------------------------------------------------------------------

    def begin(self, customers: Sequence[int] | None, current: int | None) -> None:
        """Take the focus, for these customers, or for the current one unless something is typed already."""
        if customers is not None and len(customers) > 1:
            self.people.clear()
            self.contact.set_many(customers)
        elif customers:
            self.contact.set_many(())
            self.whom.show(customers[0])
        elif self.draft().is_blank() and not self.whom.picked and not self.contact.many:
            self.whom.show(current)
        (self.contact.customer if self.whom.is_missing() else self.contact.line).setFocus()

    def follow(self, customer: int | None) -> None:
        """Show the customer the page is on, as long as nobody began to write."""
        focus = QApplication.focusWidget()
        inside = focus is not None and self.isAncestorOf(focus)
        if not inside and not self.whom.picked and not self.contact.many and self.draft().is_blank():
            self.whom.show(customer)

    def restore(self, text: str) -> None:
        """Put back what was typed before; behind what is being typed now it waits until that is saved."""
        draft = from_text(text)
        self.keeper.is_kept(text)
        if draft is None:
            return
        if self.draft().is_blank():
            self._show_draft(draft)
        else:
            self._older = draft

    def keep(self) -> None:
        """Write down what is typed: the window closes."""
        self.keeper.write_now()

    def read_letters(self, files: Sequence[Path]) -> None:
        """Fill the bar with a mail or a text file; further files follow when it is saved."""
        self.post.take(files)

    def draft(self) -> Draft:
        """Return what stands in the bar."""
        contact, one = self.contact, self.contact.customer.customer()
        return Draft(
            contact.kinds.current(),
            contact.customer_ids(),
            one[1] if one and not contact.many else "",
            contact.line.text(),
            contact.body,
            contact.theirs.isChecked(),
            contact.two_way.isChecked(),
            contact.day,
            self.next.line.text(),
            self.next.chosen_day(),
            contact.ticked(),
        )

    # --- saving -------------------------------------------------------------------------------------------------

    @Slot()
    def save(self) -> None:
        """Write it, or say what is missing."""
        if self._saving:
            return
        for line in (self.contact.line, self.next.line):
            line.finish_composing()
        lacking = missing(self.contact, self.next)
        if lacking is not None:
            self._ask(*lacking)
            return
        made, service = entry(self.contact, self.next, self.people.attended), self._bench.services.activities
        self._saving = True
        self._bench.tasks.operate(lambda: service.log(made), self._on_logged, failed=self._on_refused, owner=self)

    def _ask(self, line: ComposedLine, sentence: str) -> None:
        set_look(line, "invalid", "true")
        line.setFocus()
        self._say(sentence, fault=True)

    def _on_logged(self, _n: int) -> None:
        self._saving = False
        self.whom.picked = False
        older, self._older = self._older, None
        self.people.clear()
        self._show_draft(older or Draft(kind=self.contact.kinds.current()))
        self.keeper.note()
        if self.post.next():
            self.contact.line.setFocus()
        elif self.pin.isChecked():
            (self.contact.line if older else self.contact.customer).setFocus()
        else:
            self.closed.emit()

    def _on_refused(self, error: CsopsError) -> None:
        self._saving = False
        self._say(self._bench.messages.sentence(error), fault=True)

    # --- what is shown ------------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Set the texts again."""
        self.contact.retranslate()
        self.next.retranslate()
        self.pin.describe(_("Stay open and log the next one"))
        self.close_button.describe(_("Close, what is typed stays"), "Esc")
        self._on_customers()

    def _to_keep(self) -> Draft:
        draft = self.draft()
        return self._older if draft.is_blank() and self._older is not None else draft

    def _show_draft(self, draft: Draft) -> None:
        contact = self.contact
        contact.choose_kind(draft.kind if draft.kind in ACTIVITY_KINDS else ACTIVITY_KINDS[0])
        contact.set_many(draft.customers)
        one = (draft.customers[0], draft.name) if len(draft.customers) == 1 and draft.name else None
        contact.tick(draft.contacts)
        self.whom.put(one)
        contact.line.setText(draft.text)
        contact.set_body(draft.body)
        contact.set_day(draft.happened_on)
        if not draft.is_blank():
            contact.set_sides(theirs=draft.theirs, two_way=draft.two_way, judged=True)
        else:
            contact.set_sides(theirs=False, two_way=False, judged=False)
            contact.choose_kind(contact.kinds.current())
        self.next.show_value(draft.next_action, draft.chosen_on)

    @Slot()
    def _on_customers(self) -> None:
        ids = self.contact.customer_ids()
        many = len(ids) > 1
        customers = words.counted(Kind.CUSTOMERS, len(ids))
        self.save_button.set_text(_("Log for {customers}").format(customers=customers) if many else _("Log"))
        self._on_changed()

    @Slot()
    def _on_changed(self) -> None:
        for line in (self.contact.customer, self.contact.line, self.next.line):
            set_look(line, "invalid", "false")
        many, today = self.contact.many, self._bench.clock.today()
        if many:
            self._say(said.effect_on_many(len(many)))
        elif self.whom.state is not None:
            self._say(said.effect(effect(self.whom.state, self.contact.happened_on()), today))
        else:
            self._say("")
        self.keeper.note()

    def _say(self, sentence: str, *, fault: bool = False) -> None:
        set_look(self.says, "tone", "danger" if fault else "3")
        self.says.setText(sentence)

    @Slot(object)
    def _on_letter(self, guess: LetterGuess) -> None:
        self.post.fill(guess, self.contact, chosen=self.whom.picked)
        if not self.contact.customer_ids():
            self._ask(self.contact.customer, _("Nobody with these addresses is known: choose the customer"))
        else:
            self.contact.line.setFocus()

    @Slot(bool)
    def _on_pinned(self, pinned: bool) -> None:  # noqa: FBT001 (slot)
        self._bench.preferences.set(LOG_PINNED, pinned)

    @Slot()
    def _fit(self) -> None:
        self.setFixedHeight(self._bench.theme.px("size.log_bar"))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.changeEvent."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def moveEvent(self, event: QMoveEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.moveEvent: the window changed its size, and the suggestions would stay behind."""
        super().moveEvent(event)
        self.contact.customer.close_list()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.keyPressEvent: Esc closes, Enter saves from boxes too."""
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape:
            self.closed.emit()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.save()
        elif key not in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab}:
            event.accept()  # single-letter keys of the page do not run while the log has the focus

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.dragEnterEvent: mails and text files; others belong to the import."""
        if dropped(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.dropEvent."""
        files = dropped(event.mimeData())
        if files:
            event.acceptProposedAction()
            self.read_letters(files)
