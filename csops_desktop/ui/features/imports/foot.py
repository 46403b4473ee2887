"""The foot of the wizard: back at the left, what is left out, やめる and the verb with its number at the right."""

from collections.abc import Mapping

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from csops_desktop.domain.imports import RowState
from csops_desktop.foundation.i18n import _, ngettext, pgettext
from csops_desktop.ui.features.imports.stepper import Step
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.buttons import Button
from csops_desktop.ui.widgets.parts import label
from csops_desktop.wording.values import number

_SHOWN = frozenset({Step.READING, Step.MAPPING, Step.DIFF})


class WizardFoot(QFrame):
    """The buttons of the steps."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setProperty("surface", "header")
        self.setProperty("edge", "top")
        self.back = Button(theme, icon="caret-left")
        self.back.setObjectName("back")
        self.side = Button(theme, icon="file-arrow-down", variant="ghost")
        self.side.setObjectName("saveErrors")
        self.note = label("", "small", tone="2")
        self.cancel = Button(theme)
        self.go = Button(theme, variant="primary", keys="Ctrl+Enter")
        self.go.setObjectName("go")
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px("space.6"), 0, theme.px("space.6"), 0)
        row.setSpacing(theme.px("space.4"))
        row.addWidget(self.back)
        row.addWidget(self.side)
        row.addStretch(1)
        row.addWidget(self.note)
        row.addWidget(self.cancel)
        row.addWidget(self.go)
        self._fit()
        theme.changed.connect(self._fit)

    def show_step(self, step: Step, counts: Mapping[RowState, int], *, ready: bool, undecided: bool, busy: str) -> None:
        """Show the buttons of a step.

        Args:
            step: where the user is.
            counts: rows per state of the dry run.
            ready: the verb can be pressed.
            undecided: the user has to answer something first.
            busy: the job that runs, or empty.
        """
        self.setVisible(step in _SHOWN)
        self.cancel.set_text(_("Cancel"))
        self.side.set_text(_("Save the rows with errors…"))
        back = {Step.READING: _("File"), Step.MAPPING: _("Reading"), Step.DIFF: _("Mapping")}
        self.back.set_text(back.get(step, ""))
        self.back.setEnabled(busy != "write")
        self.side.setVisible(step is Step.DIFF and counts[RowState.ERROR] > 0)
        self.note.setText("")
        if step is Step.READING:
            self.go.set_text(_("Go on to the mapping"))
            self.go.setEnabled(ready)
        elif step is Step.MAPPING:
            self.go.set_text(_("Show what changes"))
            self.go.setEnabled(ready and not undecided)
            self.note.setText(_("Please decide what is marked first") if undecided else "")
        elif step is Step.DIFF:
            n = counts[RowState.NEW] + counts[RowState.CHANGED]
            self.go.set_text(ngettext("Import {n} row", "Import {n} rows", n).format(n=number(n)))
            self.go.setEnabled(ready and n > 0)
            self.note.setText(_left_words(counts[RowState.ERROR], counts[RowState.DOUBT]))

    @Slot()
    def _fit(self) -> None:
        self.setFixedHeight(self._theme.scaled(54))


def _left_words(errors: int, doubts: int) -> str:
    parts = []
    if errors:
        parts.append(ngettext("{n} row with errors", "{n} rows with errors", errors).format(n=number(errors)))
    if doubts:
        parts.append(ngettext("{n} undecided row", "{n} undecided rows", doubts).format(n=number(doubts)))
    return _("Not imported: {rows}").format(rows=pgettext("between values", ", ").join(parts)) if parts else ""
