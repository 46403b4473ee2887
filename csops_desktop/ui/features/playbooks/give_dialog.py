"""The question to whom runs are given, and whether their open steps follow."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QCheckBox, QWidget

from csops_desktop.foundation.i18n import _, ngettext
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.act_dialog import ActDialog
from csops_desktop.ui.widgets.record_rows import ListRow


@dataclass(frozen=True, slots=True)
class Giving:
    """To whom, and whether steps that somebody else does follow."""

    member_id: int | None
    steps: bool


class GiveDialog(ActDialog):
    """Asks for a member; ``submitted`` gives a ``Giving``."""

    def __init__(
        self, theme: Theme, n: int, members: Sequence[tuple[int, str]], current: int | None, parent: QWidget
    ) -> None:
        title = ngettext("To whom is {n} run given?", "To whom are {n} runs given?", n).format(n=f"{n:,}")
        super().__init__(theme, title, "", _("Give"), parent)
        self.member = ListRow(theme, _("Owner"), members, current, parent=self)
        self.steps = QCheckBox(_("Open steps that somebody else does follow too"), self)
        self.add_row("owner_id", self.member)
        self.content.addWidget(self.steps)
        self.finish(self.member.box)

    def entered(self) -> Giving:
        """Override ActDialog.entered."""
        member = self.member.value()
        return Giving(member if isinstance(member, int) else None, self.steps.isChecked())
