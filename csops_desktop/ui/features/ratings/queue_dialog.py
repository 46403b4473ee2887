"""The ratings that are missing or expired, one after the other: a digit, Enter, the next."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csops_desktop.domain.fields import Kind
from csops_desktop.domain.records import Record
from csops_desktop.domain.scoring.shown import RatingNow, ToRate
from csops_desktop.foundation.i18n import _, ngettext
from csops_desktop.ui.features.ratings.notes import NotesPanel
from csops_desktop.ui.rating.step_form import StepForm
from csops_desktop.ui.state import Workbench
from csops_desktop.ui.widgets.dialogs import HouseDialog
from csops_desktop.ui.widgets.parts import ElidedLabel, label, set_look
from csops_desktop.ui.widgets.progress import ProgressLine
from csops_desktop.wording import values as show

_WIDTH, _HEIGHT, _SIDE = 860, 420, 300
_CUSTOMERS = 100  # so many are read at once; the next ones when these are through
_NOTES = 5


class RatingQueue(HouseDialog):
    """Works off the ratings. What is chosen is written with Enter, on the way back, and when the window closes.

    Digits choose a step, the upper row of letters a reason, Enter writes and goes on, S goes on without, N says that
    the measure does not apply (the note says why), Backspace goes back.
    """

    def __init__(self, workbench: Workbench, parent: QWidget, customers: Sequence[int] = ()) -> None:
        super().__init__(workbench.theme, _("Rate what is due"), width=_WIDTH, parent=parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._workbench = workbench
        self._customers = tuple(customers)
        self.items: tuple[ToRate, ...] = ()
        self.at = 0
        self.rated: dict[tuple[int, str], RatingNow] = {}
        self._gone: set[tuple[int, str]] = set()
        self._touched = False
        theme = workbench.theme
        self.progress = ProgressLine(self)
        self.count = label("", "small", tone="3")
        self.customer = ElidedLabel("h2", self)
        self.measure = label("", "body", bold=True, wrap=True)
        self.last = label("", "small", tone="3", wrap=True)
        self.form = StepForm(theme, self)
        self.form.changed.connect(self._on_changed)
        self.notes = NotesPanel(theme, self)
        self.notes.setFixedWidth(theme.scaled(_SIDE))
        self.nothing = label("", "body", tone="2", wrap=True)
        self.nothing.hide()
        self._build()
        self.back = self.add_button(_("Back"), keys="Backspace", closes=False)
        self.na = self.add_button(_("Not applicable"), keys="N", closes=False)
        self.skip = self.add_button(_("Skip"), keys="S", closes=False)
        self.next = self.add_button(_("Next"), variant="primary", keys="Enter", closes=False)
        self.done_button = self.add_cancel(_("Close"))
        for button, slot in (
            (self.back, self.go_back),
            (self.na, self.mark),
            (self.skip, self.go_on),
            (self.next, self.take),
        ):
            button.clicked.connect(slot)
        self._show()
        self._load()

    def _build(self) -> None:
        theme = self.theme
        self._body = QWidget(self)
        left = QVBoxLayout()
        left.setSpacing(theme.px("space.3"))
        for widget in (self.customer, self.measure, self.last, self.form):
            left.addWidget(widget)
        left.addStretch(1)
        row = QHBoxLayout(self._body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px("space.7"))
        row.addLayout(left, 1)
        row.addWidget(self.notes)
        self.content.addWidget(self.progress)
        self.content.addWidget(self.count)
        self.content.addWidget(self._body, 1)
        self.content.addWidget(self.nothing, 1)
        for part in (self._body, self.nothing):  # as tall before the ratings are read as after: it opens in the middle
            part.setMinimumHeight(self.height_for(_HEIGHT))

    # --- loading ------------------------------------------------------------------------------------------------

    def _load(self) -> None:
        scores, customers = self._workbench.services.scores, self._customers
        self._workbench.tasks.query(lambda: scores.queue(_CUSTOMERS, customers=customers), self._arrived, owner=self)

    def _arrived(self, found: tuple[ToRate, ...]) -> None:
        fresh = [each for each in found if (each.customer_id, each.measure.key) not in self._gone]
        self.items = (*self.items[: self.at], *fresh)
        self._show()

    @property
    def current(self) -> ToRate | None:
        """What is to be rated now, None when all is done or not read yet."""
        return self.items[self.at] if self.at < len(self.items) else None

    # --- showing ------------------------------------------------------------------------------------------------

    def _show(self) -> None:
        item, n = self.current, len(self.items)
        self._touched = False
        self.progress.setRange(0, max(n, 1))
        self.progress.setValue(self.at)
        text = _("{at} of {n}") if item is not None else ""
        self.count.setText(text.format(at=show.number(self.at + 1), n=show.number(n)))
        shown, hidden = (self._body, self.nothing) if item is not None else (self.nothing, self._body)
        hidden.hide()  # first: with both to be seen the window would grow and stay twice as tall
        shown.show()
        self.note.setText("")
        self.back.setEnabled(self.at > 0)
        for button in (self.na, self.skip, self.next):
            button.setEnabled(item is not None)
        if item is None:
            self._show_end()
            return
        self.na.setEnabled(item.measure.can_be_na)
        self.customer.show_text(item.customer)
        self.measure.setText(item.measure.name)
        self.last.setText(_last(item))
        key = (item.customer_id, item.measure.key)
        self.form.show_measure(item.measure, self.rated.get(key))
        step = self.form.step() or (item.last.step if item.last is not None else 1)
        self.form.steps[min(step, len(self.form.steps)) - 1].setFocus()
        self._load_notes(item.customer_id)

    def _show_end(self) -> None:
        n = len(self.rated)
        text = ngettext("{n} rating written.", "{n} ratings written.", n).format(n=show.number(n))
        all_of_it = _("That was all. {written}").format(written=text)
        self.nothing.setText(all_of_it if n else _("All ratings are in."))
        self.done_button.setFocus()

    def _load_notes(self, customer_id: int) -> None:
        if self.notes.customer_id == customer_id:
            return
        customers, today = self._workbench.services.customers, self._workbench.clock.today()

        def arrived(found: list[Record]) -> None:
            self.notes.show_notes(customer_id, found, today)

        self._workbench.tasks.query(
            lambda: customers.related(customer_id, Kind.ACTIVITIES, _NOTES), arrived, key="rating.notes", owner=self
        )

    # --- what the user does -------------------------------------------------------------------------------------

    @Slot()
    def _on_changed(self) -> None:
        self._touched = True
        self.note.setText("")
        set_look(self.form.note, "invalid", "false")

    @Slot()
    def take(self) -> None:
        """Write the rating and go on."""
        if self.current is None:
            self.accept()
            return
        if not self.form.step():
            self.note.setText(_("Press a digit, or S to skip"))
            return
        self._write()
        self.go_on()

    @Slot()
    def go_on(self) -> None:
        """Go on to the next; after the last of those that were read, read more."""
        item = self.current
        if item is None:
            return
        self._gone.add((item.customer_id, item.measure.key))
        self.at += 1
        self._show()
        if self.current is None and not self._customers:
            self._load()

    @Slot()
    def go_back(self) -> None:
        """Go back to the one before; what is chosen here is kept."""
        if self.at > 0:
            self._write()
            self.at -= 1
            self._show()

    @Slot()
    def mark(self) -> None:
        """Say that the measure does not apply; the note says why."""
        item, why = self.current, self.form.note.text().strip()
        if item is None:
            return
        if not why:
            self.note.setText(_("Write in the note why it does not apply"))
            set_look(self.form.note, "invalid", "true")
            self.form.note.setFocus()
            return
        scores = self._workbench.services.scores
        self._workbench.tasks.operate(lambda: scores.mark_not_applicable(item.customer_id, item.measure.key, why))
        self.go_on()

    def _write(self) -> None:
        """Write what is chosen, once."""
        item, step = self.current, self.form.step()
        if item is None or not step or not self._touched:
            return
        self._touched = False
        scores, today = self._workbench.services.scores, self._workbench.clock.today()
        reasons, note = self.form.reasons(), self.form.note.text().strip()
        self.rated[item.customer_id, item.measure.key] = RatingNow(step, reasons, note, today)
        self._workbench.tasks.operate(lambda: scores.rate(item.customer_id, item.measure.key, step, reasons, note))

    def done(self, result: int) -> None:
        """Override QDialog.done: what is chosen is not lost."""
        self._write()
        super().done(result)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 (Qt)
        """Override QDialog.closeEvent: likewise."""
        self._write()
        super().closeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt)
        """Override QDialog.keyPressEvent: every act has a key."""
        key = Qt.Key(event.key())
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.take()
        elif self.current is None or not self.form.take_key(event):
            super().keyPressEvent(event)


def _last(item: ToRate) -> str:
    last = item.last
    if last is None:
        return _("Never rated")
    anchors = item.measure.anchors
    words = anchors[last.step - 1] if last.step <= len(anchors) else ""
    text = _("Last: {step} {words}, {day}").format(step=last.step, words=words, day=show.date(last.rated_on))
    parts = (text, _("expired") if item.expired else "", last.owner, "・".join(last.reasons), last.note)
    return " ・ ".join(part for part in parts if part)
