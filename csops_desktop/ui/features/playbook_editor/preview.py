"""What the draft would be for one customer from one day on: every step with its date, and why."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QBrush
from PySide6.QtWidgets import QTreeWidgetItem, QVBoxLayout, QWidget

from csops_desktop.domain.playbooks.definition import Base
from csops_desktop.domain.playbooks.planning import Bases
from csops_desktop.domain.playbooks.shown import Planned
from csops_desktop.foundation.errors import CsopsError
from csops_desktop.foundation.i18n import _, ngettext, pgettext
from csops_desktop.services.runs import Start
from csops_desktop.ui.features.playbook_editor.draft import Draft
from csops_desktop.ui.state import Workbench
from csops_desktop.ui.widgets.day_row import DayRow
from csops_desktop.ui.widgets.parts import label
from csops_desktop.ui.widgets.plain_tree import PlainTree, framed
from csops_desktop.ui.widgets.record_rows import CustomerRow
from csops_desktop.wording import playbooks as say
from csops_desktop.wording import values as show

_ROWS = 12


class Preview(QWidget):
    """One customer by the draft.

    Signals:
        step_wanted(str): the user chose the step of this key.
    """

    step_wanted = Signal(str)

    def __init__(self, workbench: Workbench, draft: Draft, parent: QWidget) -> None:
        super().__init__(parent)
        self._bench, self._draft = workbench, draft
        self._planned: tuple[Planned, ...] = ()
        self._bases: Bases | None = None
        self._wanted = ""
        theme = workbench.theme
        self.heading = label("", "h2")
        self.customer = CustomerRow(workbench, "", None, self)
        self.customer.field.chosen.connect(self.ask)
        today = workbench.clock.today()
        self.day = DayRow(theme, "day", "", today, today)
        self.day.changed.connect(self.ask)
        self.bases = label("", "small", tone="3", wrap=True)
        self.lines = PlainTree(theme, _ROWS, self, columns=2)
        self.lines.setMinimumHeight(theme.scaled(160))
        self.lines.setMaximumHeight(16777215)
        self.lines.currentItemChanged.connect(self._on_current)
        self.lines.itemActivated.connect(self._on_activated)
        self.why = label("", "small", wrap=True)
        self.why.setMinimumHeight(theme.px("line.small") * 3)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(theme.px("space.6"),) * 4)
        layout.setSpacing(theme.px("space.4"))
        for part in (self.heading, self.customer, self.day, self.bases):
            layout.addWidget(part)
        layout.addWidget(framed(self.lines, self), 1)
        layout.addWidget(self.why)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("surface", "surface")

    def retranslate(self) -> None:
        """Set every text again."""
        self.heading.setText(_("For this customer, on this day"))
        self.customer.set_words(_("Customer"))
        self.customer.field.setPlaceholderText(_("Type a name"))
        self.day.rename(_("Start"))
        self.lines.set_headings((_("Step"), pgettext("step", "Due")))
        self.lines.setAccessibleName(_("Steps with their days"))
        self._show_all()

    def choose(self, key: str) -> None:
        """Show why one step is due on its day, now or once it is planned."""
        self._wanted = key
        for at, planned in enumerate(self._planned):
            if planned.step.key == key:
                self.lines.setCurrentItem(self.lines.items()[at])

    @Slot()
    def ask(self) -> None:
        """Plan the draft as it is now."""
        chosen, day, draft = self.customer.field.customer(), self.day.day(), self._draft
        if chosen is None or day is None:
            self._take(None, ())
            return
        definition, runs = draft.definition, self._bench.services.runs
        start = Start(0, chosen[0], day)
        self._bench.tasks.query(
            lambda: runs.preview(start, definition),
            lambda found: self._take(*found),
            failed=self._refuse,
            key="playbook preview",
            owner=self,
        )

    def _refuse(self, _error: CsopsError) -> None:
        self._take(None, ())

    def _take(self, bases: Bases | None, planned: tuple[Planned, ...]) -> None:
        self._bases, self._planned = bases, planned
        self._show_all()

    def _show_all(self) -> None:
        self.lines.blockSignals(True)
        self.lines.clear()
        quiet = QBrush(self._bench.theme.color("text.3"))
        for at, each in enumerate(self._planned):
            title = each.step.title.said(self._draft.language) or _("without a name")
            item = self.lines.add(at, (title, _day(each)))
            item.setToolTip(0, title)
            if not each.applies or each.why is None:
                item.setForeground(1, quiet)
            if not each.applies:
                item.setForeground(0, quiet)
        self.lines.blockSignals(False)
        self.bases.setText(self._summary())
        self.choose(self._wanted)
        if self.lines.currentItem() is None and self._planned:
            self.lines.setCurrentItem(self.lines.items()[0])
        if not self._planned:
            self.why.setText("")

    def _summary(self) -> str:
        bases = self._bases
        if bases is None:
            return _("Choose a customer: every step is shown with its day and why, as you type.")
        wanted = {each.step.offset.base for each in self._planned} - {Base.START, Base.PREVIOUS}
        parts = []
        for base in Base:
            if base in wanted:
                day = bases.day(base)
                parts.append(f"{say.base(base)} {show.date(day) if day is not None else '—'}")
        out = sum(not each.applies for each in self._planned)
        if out:
            text = ngettext("{n} step is not for this customer", "{n} steps are not for this customer", out)
            parts.append(text.format(n=out))
        return _(", ").join(parts)

    def _key(self, item: QTreeWidgetItem) -> str:
        number = self.lines.number(item)
        return self._planned[number].step.key if number < len(self._planned) else ""

    @Slot(QTreeWidgetItem, QTreeWidgetItem)
    def _on_current(self, item: QTreeWidgetItem | None, _before: QTreeWidgetItem | None) -> None:
        if item is not None:
            self._wanted = self._key(item)
            self.why.setText(_why(self._planned[self.lines.number(item)]))

    @Slot(QTreeWidgetItem, int)
    def _on_activated(self, item: QTreeWidgetItem, _column: int) -> None:
        self.step_wanted.emit(self._key(item))


def _day(planned: Planned) -> str:
    if not planned.applies:
        return _("Not applicable")
    if planned.why is None:
        return say.short_offset(planned.step.offset) or "—"
    return show.date_with_weekday(planned.why.day)


def _why(planned: Planned) -> str:
    if not planned.applies and planned.step.condition is not None:
        return _("Not for this customer: {condition}").format(condition=say.condition(planned.step.condition))
    return say.waits(planned.step.offset) if planned.why is None else say.why(planned.why)
