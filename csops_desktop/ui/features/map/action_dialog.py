"""Asks everything about a planned action: where it stands, what it is, how often, how long it takes."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QWidget

from csops_desktop.domain.fields import TOUCHES
from csops_desktop.domain.maturity import LEVELS, PlannedAction
from csops_desktop.domain.operation_map import MapBook
from csops_desktop.foundation.i18n import _
from csops_desktop.ui.state import Workbench
from csops_desktop.ui.widgets.act_dialog import ActDialog
from csops_desktop.ui.widgets.day_row import InputRow
from csops_desktop.ui.widgets.record_rows import ListRow
from csops_desktop.wording import operation_map as say

if TYPE_CHECKING:
    from collections.abc import Sequence

KINDS = ("playbook", "content", "webinar", "meeting", "mail")


class ActionDialog(ActDialog):
    """One action; ``submitted`` gives a ``PlannedAction``."""

    def __init__(self, workbench: Workbench, book: MapBook, plan: PlannedAction, parent: QWidget) -> None:
        theme = workbench.theme
        title = _("Plan an action") if not plan.title else _("Change “{title}”").format(title=plan.title)
        body = _("What is done for the customers of a level who are served this way.")
        super().__init__(theme, title, body, _("Plan it") if not plan.title else _("Save"), parent)
        self.title = InputRow(theme, "title", plan.title)
        self.title.set_words(_("What is done"))
        kinds: Sequence[tuple[object, str]] = [(key, say.kind(key)) for key in KINDS]
        self.kind = ListRow(theme, _("Kind"), kinds, plan.kind or None, parent=self)
        self.rhythm = InputRow(theme, "rhythm", plan.rhythm)
        self.rhythm.set_words(_("How often"), _("As you say it: twice a month"))
        self.minutes = InputRow(theme, "minutes", "" if plan.minutes is None else str(plan.minutes))
        self.minutes.set_words(_("Minutes a month"), _("For all customers of the cell together"))
        levels: Sequence[tuple[object, str]] = [(level, say.level_title(book, level)) for level in LEVELS]
        self.level = ListRow(theme, _("Level"), levels, plan.level, empty=False, parent=self)
        touches: Sequence[tuple[object, str]] = [(touch, say.touch(touch)) for touch in TOUCHES]
        self.touch = ListRow(theme, _("Touch model"), touches, plan.touch, empty=False, parent=self)
        self.add_row("title", self.title)
        self.add_beside(("kind", self.kind), ("rhythm", self.rhythm))
        self.add_beside(("level", self.level), ("touch", self.touch))
        self.add_row("minutes", self.minutes)
        self.finish(self.title.line)

    def entered(self) -> PlannedAction | None:
        """Override ActDialog.entered."""
        if not self.title.line.text().strip():
            _refuse(self.title, _("must be filled in."))
            return None
        text = self.minutes.line.text().strip()
        if text and not (text.isdecimal() and text.isascii()):
            _refuse(self.minutes, _("“{value}” is not a number of minutes.").format(value=text))
            return None
        level = self.level.value()
        return PlannedAction(
            level if isinstance(level, int) else LEVELS[0],
            str(self.touch.value()),
            self.title.line.text().strip(),
            str(self.kind.value() or ""),
            self.rhythm.line.text().strip(),
            int(text) if text else None,
        )


def _refuse(row: InputRow, sentence: str) -> None:
    row.set_fault(sentence)
    editor = row.editor
    if isinstance(editor, QLineEdit):
        editor.setFocus()
