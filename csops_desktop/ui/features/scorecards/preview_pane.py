"""Tries the draft on one customer: points per measure, and the score they make."""

from PySide6.QtCore import Slot
from PySide6.QtGui import QBrush
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csops_desktop.domain.scoring.checking import computable
from csops_desktop.domain.scoring.scores import MeasureScore, Score, State
from csops_desktop.foundation.i18n import _
from csops_desktop.ui.features.scorecards.draft import Draft
from csops_desktop.ui.state import Workbench
from csops_desktop.ui.widgets.health_marks import HealthPill
from csops_desktop.ui.widgets.parts import label
from csops_desktop.ui.widgets.plain_tree import PlainTree
from csops_desktop.ui.widgets.record_rows import CustomerRow
from csops_desktop.wording import scoring as say
from csops_desktop.wording import values as show

_ROWS = 12


class PreviewPane(QWidget):
    """One customer by the draft."""

    def __init__(self, workbench: Workbench, draft: Draft, parent: QWidget) -> None:
        super().__init__(parent)
        self._bench, self._draft = workbench, draft
        theme = workbench.theme
        self.customer = CustomerRow(workbench, _("Customer"), None, self)
        self.customer.field.chosen.connect(self.ask)
        self.pill = HealthPill(theme, self)
        self.pill.hide()
        self.sum = label("", "small", tone="2", wrap=True)
        self.lines = PlainTree(theme, _ROWS, self, columns=3, numbers=(1, 2))
        self.lines.setMinimumHeight(theme.scaled(160))
        self.lines.setMaximumHeight(16777215)
        self.lines.set_headings((_("Measure"), _("Value"), _("Points")))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px("space.4"))
        for part in (self.customer, self.pill, self.sum):
            layout.addWidget(part)
        layout.addWidget(self.lines, 1)

    @Slot()
    def ask(self) -> None:
        """Compute the customer by the draft as it is now."""
        chosen, definition = self.customer.field.customer(), self._draft.definition
        if chosen is None or not self.isVisible() or not computable(definition):
            return
        service = self._bench.services.what_if
        self._bench.tasks.query(
            lambda: service.try_on(chosen[0], definition), self._show, key="scorecard preview", owner=self
        )

    def _show(self, score: Score) -> None:
        self.pill.show_score(score.band, str(score.total))
        self.pill.show()
        axes = "  ".join(f"{axis.name or '—'} {axis.points}" for axis in score.axes)
        words = _("{band}, {axes}, coverage {coverage}%").format(
            band=say.band(score.band), axes=axes, coverage=score.coverage
        )
        if score.high != score.total:
            words = _("{words}, at best {high}").format(words=words, high=score.high)
        self.sum.setText("\n".join([words, *(say.rule(hit) for hit in score.rules)]))
        self.lines.clear()
        quiet = QBrush(self._bench.theme.color("text.3"))
        for at, line in enumerate(score.measures):
            item = self.lines.add(at, (line.name or "—", _value(line), f"{line.points} / {line.maximum}"))
            if line.state is not State.VALID:
                item.setForeground(1, quiet)


def _value(line: MeasureScore) -> str:
    if line.state in {State.NEVER_ENTERED, State.NOT_APPLICABLE} or line.value is None:
        return say.state(line.state)
    text = show.real(line.value)
    return text if line.state is State.VALID else f"{text} ({say.state(line.state)})"
