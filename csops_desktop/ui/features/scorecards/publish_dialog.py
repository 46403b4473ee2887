"""The question before publishing a scorecard: what is different, who moves, a note."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from csops_desktop.domain.scoring.definition import Definition
from csops_desktop.domain.scoring.differences import differences
from csops_desktop.foundation.i18n import _, ngettext
from csops_desktop.ui.features.scorecards.ribbons import Ribbons
from csops_desktop.ui.state import Workbench
from csops_desktop.ui.widgets.act_dialog import ActDialog
from csops_desktop.ui.widgets.parts import label
from csops_desktop.ui.widgets.record_rows import WordsRow
from csops_desktop.wording import scorecard_parts as words
from csops_desktop.wording import versions

if TYPE_CHECKING:
    from csops_desktop.services.what_if import Forecast

_WIDTH = 560
_SHOWN = 8


class PublishDialog(ActDialog):
    """Asks for a note and says what publishing does; ``submitted`` gives the note."""

    def __init__(
        self,
        workbench: Workbench,
        number: int,
        before: Definition | None,
        after: Definition,
        forecast: "Forecast | None",
        parent: QWidget,
    ) -> None:
        """Make the dialog.

        Args:
            workbench: look.
            number: of the new version.
            before: what is published now.
            after: what would be published.
            forecast: what that does, when it is known.
            parent: the window.
        """
        name = versions.number(number)
        super().__init__(
            workbench.theme,
            _("Publish “{card}” as {version}?").format(card=after.name, version=name),
            _("A published version never changes, and publishing cannot be undone. Past scores keep their version."),
            _("Publish as {version}").format(version=name),
            parent,
            width=_WIDTH,
        )
        lines = [words.difference(each) for each in differences(before, after)] if before is not None else []
        if before is None:
            n = len(after.measures)
            lines = [
                ngettext("The first version, with {n} measure", "The first version, with {n} measures", n).format(n=n)
            ]
        self.content.addWidget(label(_("What is different"), "small", tone="3", bold=True))
        more = len(lines) - _SHOWN
        if more > 0:
            lines = [*lines[:_SHOWN], ngettext("and {n} more", "and {n} more", more).format(n=f"{more:,}")]
        self.changes = label("\n".join(f"・{line}" for line in lines or [_("Nothing")]), wrap=True)
        self.content.addWidget(self.changes)
        self.moves = label("", "small", tone="3", bold=True)
        if forecast is not None:
            self._add_moves(forecast, name, before is not None)
        self.remark = WordsRow(workbench.theme, _("Note: why this version"), "", lines=2, parent=self)
        self.add_row("note", self.remark)
        self.finish(self.remark.edit)

    def _add_moves(self, forecast: "Forecast", name: str, compared: bool) -> None:  # noqa: FBT001 (of a version before)
        n = forecast.moved if compared else forecast.size
        text = (
            ngettext("{n} customer changes its band", "{n} customers change their band", n)
            if compared
            else ngettext("{n} customer would be scored", "{n} customers would be scored", n)
        )
        self.moves.setText(text.format(n=f"{n:,}"))
        self.content.addWidget(self.moves)
        ribbons = Ribbons(self.theme, self)
        flows = {(flow.before, flow.after): len(flow.customers) for flow in forecast.flows}
        ribbons.show_flows(flows, (_("Now"), name), compared=forecast.compared)
        self.content.addWidget(ribbons)

    def entered(self) -> object | None:
        """Override ActDialog.entered."""
        return self.remark.text()
