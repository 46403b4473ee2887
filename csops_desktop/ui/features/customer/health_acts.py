"""What the user does about the health of a customer: rates, leaves out, sets by hand, takes back, asks why."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from csops_desktop.domain.changes import Outcome
from csops_desktop.domain.scoring.definition import Measure
from csops_desktop.domain.scoring.scores import State
from csops_desktop.domain.scoring.shown import Scored
from csops_desktop.domain.scoring.sources import Rated
from csops_desktop.domain.sheet import CustomerSheet
from csops_desktop.foundation.i18n import _
from csops_desktop.ui.state import LogEntryPlace, PageId, Workbench

T = TypeVar("T")
_BLOCKS = {
    "contract": "contracts",
    "contact": "contacts",
    "survey": "surveys",
    "ticket": "tickets",
    "request": "requests",
    "assessment": "maturity",
    "promise": "promises",
}
"""Kind of evidence → the block in which it stands."""

# ruff: noqa: PLC0415 (dialogs are imported when they are asked for)


class HealthActs(QObject):
    """The acts on the health that is shown; each is one operation that can be undone.

    Signals:
        block_wanted(name): what a number rests on stands in another block.
    """

    block_wanted = Signal(str)

    def __init__(self, workbench: Workbench, parent: QWidget) -> None:
        super().__init__(parent)
        self._workbench, self._parent = workbench, parent
        self._sheet: CustomerSheet | None = None
        self._scored: Scored | None = None

    def show_health(self, sheet: CustomerSheet, scored: Scored | None) -> None:
        """Take note whose health it is, and how it stands."""
        self._sheet, self._scored = sheet, scored

    def _write(self, work: Callable[[int], Outcome[T]]) -> None:
        if self._sheet is not None:
            customer_id = self._sheet.id
            self._workbench.tasks.operate(lambda: work(customer_id), owner=self)

    def rate(self, measure: Measure, step: int) -> None:
        """Choose a step at once; nothing happens where there is no such step."""
        scores = self._workbench.services.scores
        if isinstance(measure.source, Rated) and 1 <= step <= len(measure.anchors):
            self._write(lambda customer_id: scores.rate(customer_id, measure.key, step))

    def ask(self, measure: Measure) -> None:
        """Ask for step, reasons and note of a rating; show what another measure rests on."""
        scored, sheet = self._scored, self._sheet
        if scored is None or sheet is None:
            return
        if not isinstance(measure.source, Rated):
            line = scored.score.measure(measure.key)
            self.show_evidence(line.evidence if line is not None else "")
            return
        from csops_desktop.ui.rating.rate_dialog import RateDialog, Rating

        scores, customer_id = self._workbench.services.scores, sheet.id

        def write(found: Rating) -> Outcome[int]:
            return scores.rate(customer_id, measure.key, found.step, found.reasons, found.note, found.day)

        last = scored.ratings.get(measure.key)
        RateDialog(self._workbench, measure, last, self._parent).carry_out(self._workbench.tasks, write)

    def leave_out(self, measure: Measure) -> None:
        """Say that a measure does not apply, or that it does again."""
        if self._is_left_out(measure):
            self.take_back(measure)
            return
        if not measure.can_be_na:
            self._workbench.messages.toast(_("“{measure}” always applies").format(measure=measure.name), icon="info")
            return
        sheet = self._sheet
        if sheet is None:
            return
        from csops_desktop.ui.features.customer.override_dialog import NotApplicableDialog

        scores, customer_id = self._workbench.services.scores, sheet.id
        dialog = NotApplicableDialog(self._workbench, measure.name, self._parent)
        dialog.carry_out(
            self._workbench.tasks, lambda why: scores.mark_not_applicable(customer_id, measure.key, str(why))
        )

    def take_back(self, measure: Measure) -> None:
        """Take back that a measure does not apply, or its latest rating."""
        scores = self._workbench.services.scores
        if self._is_left_out(measure):
            self._write(lambda customer_id: scores.unmark(customer_id, measure.key))
        elif self._scored is not None and measure.key in self._scored.ratings:
            self._write(lambda customer_id: scores.unrate(customer_id, measure.key))

    def _is_left_out(self, measure: Measure) -> bool:
        line = self._scored.score.measure(measure.key) if self._scored is not None else None
        return line is not None and line.state is State.NOT_APPLICABLE

    @Slot()
    def rate_due(self) -> None:
        """Open the ratings of this customer that are due."""
        if self._sheet is not None:
            self._workbench.navigator.rate((self._sheet.id,))

    @Slot()
    def ask_why(self) -> None:
        """Show what changed between two days."""
        if self._scored is None or self._sheet is None:
            return
        from csops_desktop.ui.features.customer.why_dialog import WhyDialog

        name = str(self._sheet.record.values.get("name", ""))
        dialog = WhyDialog(self._workbench, name, self._sheet.id, self._scored, self._parent)
        dialog.evidence_wanted.connect(self.show_evidence)
        dialog.open()

    @Slot()
    def set_by_hand(self) -> None:
        """Ask for a score beside the computed one."""
        scored, sheet = self._scored, self._sheet
        if scored is None or sheet is None:
            return
        from csops_desktop.ui.features.customer.override_dialog import OverrideDialog

        scores, customer_id = self._workbench.services.scores, sheet.id
        dialog = OverrideDialog(self._workbench, scored.score.total, scored.override, self._parent)
        dialog.carry_out(
            self._workbench.tasks,
            lambda found: scores.override(customer_id, found.value, found.reason, found.until),
        )

    @Slot()
    def clear(self) -> None:
        """Take back what was set by hand."""
        scores = self._workbench.services.scores
        self._write(scores.clear_override)

    @Slot(str)
    def show_evidence(self, evidence: str) -> None:
        """Show what a number rests on."""
        kind, _colon, number = evidence.partition(":")
        if self._sheet is None:
            return
        if kind == "activity" and number.isdigit():
            self._workbench.navigator.go(PageId.CUSTOMERS, LogEntryPlace(self._sheet.id, int(number)))
        elif kind == "reading" and number.isdigit():
            from csops_desktop.ui.readings.opening import open_reading

            customer = (self._sheet.id, str(self._sheet.record.values.get("name") or ""))
            open_reading(self._workbench, customer, int(number), self._parent)
        elif kind in _BLOCKS:
            self.block_wanted.emit(_BLOCKS[kind])
        else:
            self._workbench.messages.toast(_("This is counted from what the store knows"), icon="info")
