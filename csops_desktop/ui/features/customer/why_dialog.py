"""Why the score of a customer is another one than on an earlier day: two days, and the changes between them."""

import datetime as dt

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from csops_desktop.domain.scoring.shown import CHANGE_DAYS, Point, Scored
from csops_desktop.domain.scoring.waterfall import Line, Waterfall
from csops_desktop.foundation.i18n import _, ngettext
from csops_desktop.ui.state import Workbench
from csops_desktop.ui.widgets.day_row import DayRow
from csops_desktop.ui.widgets.dialogs import HouseDialog
from csops_desktop.ui.widgets.parts import label
from csops_desktop.ui.widgets.score_chart import ScoreChart
from csops_desktop.ui.widgets.split_page import scrolling
from csops_desktop.ui.widgets.waterfall import WaterfallView
from csops_desktop.wording import health as say
from csops_desktop.wording import values as show

_WIDTH, _HEIGHT = 680, 220
_COURSE_DAYS = 365
_LATER_MS = 200


class WhyDialog(HouseDialog):
    """Two days and what lies between; another day is read as soon as it is typed.

    Signals:
        evidence_wanted(str): what a change rests on, such as ``activity:12``.
    """

    evidence_wanted = Signal(str)

    def __init__(self, workbench: Workbench, name: str, customer_id: int, scored: Scored, parent: QWidget) -> None:
        super().__init__(
            workbench.theme, _("Why is the health of {name} what it is?").format(name=name), width=_WIDTH, parent=parent
        )
        self._workbench, self._customer_id, self._scored = workbench, customer_id, scored
        theme, today = workbench.theme, workbench.clock.today()
        self.before = DayRow(theme, "before", _("Earlier day"), today - dt.timedelta(days=CHANGE_DAYS), today)
        self.after = DayRow(theme, "after", _("Later day"), today, today)
        days = QHBoxLayout()
        days.setSpacing(theme.px("space.5"))
        days.addWidget(self.before, 1)
        days.addWidget(self.after, 1)
        self.chart = ScoreChart(theme, self)
        self.again = QCheckBox(_("Dotted: the same days by version {number}").format(number=scored.number), self)
        self.again.toggled.connect(self._on_again)
        self.sum = label("", "body", bold=True)
        self.view = WaterfallView(theme, self)
        self.view.opened.connect(self._on_opened)
        inside = QWidget()
        room = QVBoxLayout(inside)
        room.setContentsMargins(0, 0, 0, 0)
        room.addWidget(self.view)
        room.addStretch(1)
        area = scrolling(inside, self)
        area.setMinimumHeight(self.height_for(_HEIGHT))
        self.content.addWidget(self.chart)
        self.content.addWidget(self.again)
        self.content.addLayout(days)
        self.content.addWidget(self.sum)
        self.content.addWidget(area, 1)
        self.add_cancel(_("Close"))
        self._later = QTimer(self, singleShot=True, interval=_LATER_MS)
        self._later.timeout.connect(self._load)
        for row in (self.before, self.after):
            row.changed.connect(self._later.start)
        self.before.line.setFocus()
        self.before.line.selectAll()
        self._load_course()
        self._load()

    def _load_course(self) -> None:
        scores, customer_id = self._workbench.services.scores, self._customer_id
        today = self._workbench.clock.today()

        def arrived(found: tuple[Point, ...]) -> None:
            self.chart.show_points(found, self._scored.definition.bands, today)
            several = bool(self.chart.changes())
            self.chart.setVisible(len(found) > 1)
            self.again.setVisible(several)

        since = today - dt.timedelta(days=_COURSE_DAYS)
        self._workbench.tasks.query(lambda: scores.history(customer_id, since), arrived, owner=self)

    @Slot(bool)
    def _on_again(self, on: bool) -> None:  # noqa: FBT001 (slot)
        if not on:
            self.chart.show_again(())
            return
        scores, customer_id, version = self._workbench.services.scores, self._customer_id, self._scored.version_id
        days = [point.day for point in self.chart.points]
        work = self._workbench.tasks.query
        work(lambda: scores.recomputed(customer_id, version, days), self.chart.show_again, owner=self)

    @Slot()
    def _load(self) -> None:
        before, after = self.before.day(), self.after.day()
        today = self._workbench.clock.today()
        if before is None or after is None:
            return
        if not before < after <= today:
            self.after.set_fault(_("The second day comes after the first, and not after today."))
            return
        self.after.set_fault("")
        scores, customer_id = self._workbench.services.scores, self._customer_id

        def arrived(found: Waterfall | None) -> None:
            self._arrived(found, before, after)

        work = self._workbench.tasks.query
        work(lambda: scores.why(customer_id, before, after), arrived, key="health.why", owner=self)

    def _arrived(self, found: Waterfall | None, before: dt.date, after: dt.date) -> None:
        self.view.setVisible(found is not None)
        if found is None:
            self.sum.setText(_("There is no score for these days."))
            return
        n = len(found.lines)
        text = ngettext("{change} by {n} change", "{change} by {n} changes", n)
        self.sum.setText(text.format(change=show.signed(found.difference), n=n) if n else _("Nothing changed."))
        today = self._workbench.clock.today()
        ends = (show.date_short(before, today), show.date_short(after, today))
        definition = self._scored.definition
        self.view.show_waterfall(found, ends, lambda line: say.change(line, definition.measure(line.key)))

    @Slot(object)
    def _on_opened(self, line: Line) -> None:
        if line.evidence:
            self.accept()
            self.evidence_wanted.emit(line.evidence)
