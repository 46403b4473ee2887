"""The assessments of a customer and a product: each with what it changed; one is put right or deleted."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from csops_desktop.domain.maturity import Assessed, Evidence, Standing
from csops_desktop.foundation.i18n import _, pgettext
from csops_desktop.ui.features.customer.assess_dialog import AssessDialog
from csops_desktop.ui.features.customer.past_dialog import PastDialog, PastTable
from csops_desktop.ui.state import Workbench
from csops_desktop.ui.widgets.buttons import Button
from csops_desktop.wording import maturity as say
from csops_desktop.wording import values as show

_WIDTH = 640


class AssessmentsDialog(PastDialog):
    """The assessments, the latest first.

    Args:
        workbench: what every page has.
        customer_id: of the customer.
        standing: of the product.
        texts: evidence → what it says, also of what counts no more.
        parent: of the dialog.
    """

    def __init__(
        self, workbench: Workbench, customer_id: int, standing: Standing, texts: Mapping[int, str], parent: QWidget
    ) -> None:
        self._texts = texts
        title = _("Assessments with {product}").format(product=standing.product)
        super().__init__(workbench, customer_id, standing, parent, title=title, width=_WIDTH)

    def make_table(self) -> PastTable:
        """Override PastDialog.make_table."""
        table = PastTable(self.theme, 8, self, columns=4)
        table.set_headings((_("Level"), _("Day"), _("Who"), ""))
        table.setAccessibleName(_("Assessments"))
        return table

    def first_buttons(self) -> Sequence[Button]:
        """Override PastDialog.first_buttons."""
        again = Button(self.theme, _("Assess…"), icon="plus", parent=self)
        again.clicked.connect(self._on_again)
        return (again,)

    def rows(self) -> Sequence[tuple[int, Sequence[str], str]]:
        """Override PastDialog.rows: falls are marked."""
        found = []
        for assessed, before in self._pairs():
            fall = before is not None and assessed.level < before.level
            level = say.level_change(None if before is None else before.level, assessed.level)
            mark = _("fall") if fall else pgettext("level", "by hand") if assessed.forced else ""
            texts = (level, show.date_with_weekday(assessed.assessed_on), assessed.owner, mark)
            found.append((assessed.id, texts, "health.red.text" if fall else ""))
        return found

    def describe(self, number: int) -> str:
        """Override PastDialog.describe."""
        pair = next(((now, before) for now, before in self._pairs() if now.id == number), None)
        return "" if pair is None else say.changed_evidence(*pair, self._texts)

    def nothing(self) -> str:
        """Override PastDialog.nothing."""
        return _("Not assessed yet")

    @Slot()
    def edit(self) -> None:
        """Override PastDialog.edit."""
        number, maturity = self.chosen(), self.bench.services.maturity
        assessed = next((each for each in self.standing.history if each.id == number), None)
        if assessed is None:
            return

        def ask(evidence: tuple[Evidence, ...]) -> None:
            then = replace(self.standing, evidence=evidence, history=(assessed,))
            dialog = AssessDialog(self.bench, then, self, correcting=assessed)
            dialog.carry_out(self.bench.tasks, lambda found: maturity.correct(assessed.id, found))

        self.bench.tasks.query(lambda: maturity.recorded(assessed.id), ask, owner=self)

    @Slot()
    def remove(self) -> None:
        """Override PastDialog.remove."""
        number, maturity, adoption = self.chosen(), self.bench.services.maturity, self.standing.adoption_id
        if number is not None:
            self.write(lambda: maturity.remove(adoption, number))

    @Slot()
    def _on_again(self) -> None:
        AssessDialog(self.bench, self.standing, self).carry_out(self.bench.tasks, self.bench.services.maturity.assess)

    def _pairs(self) -> list[tuple[Assessed, Assessed | None]]:
        history = self.standing.history
        return [(now, history[at + 1] if at + 1 < len(history) else None) for at, now in enumerate(history)]
