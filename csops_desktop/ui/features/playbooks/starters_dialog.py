"""The question with which ready playbooks to begin."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QWidget

from csops_desktop.domain.playbooks.definition import Playbook
from csops_desktop.foundation.i18n import _, pgettext
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.act_dialog import ActDialog
from csops_desktop.ui.widgets.parts import label
from csops_desktop.ui.widgets.plain_tree import ID, PlainTree, framed
from csops_desktop.wording import playbooks as say
from csops_desktop.wording import values as show

_WIDTH, _ROWS = 760, 12
_FIRST = frozenset({"kickoff", "onboarding", "renewal", "dormant"})
"""Keys of those that are ticked at first: what every customer needs."""


class StartersDialog(ActDialog):
    """Ticks playbooks; ``submitted`` gives them."""

    def __init__(self, theme: Theme, found: Sequence[Playbook], parent: QWidget) -> None:
        body = _("Each can be changed afterwards, and more can be added at any time.")
        super().__init__(theme, _("With which playbooks do you begin?"), body, _("Add"), parent, width=_WIDTH)
        self._found = tuple(found)
        self.tree = PlainTree(theme, min(_ROWS, len(found)), self, columns=3, numbers=(1,))
        self.tree.set_headings((_("Playbook"), pgettext("of a playbook", "Steps"), _("What begins it")))
        for number, playbook in enumerate(self._found):
            triggers = [say.trigger(each) for each in playbook.triggers]
            texts = (say.said(playbook.name), show.number(len(playbook.steps)), ", ".join(triggers))
            item = self.tree.add(number, texts)
            ticked = playbook.key in _FIRST
            item.setCheckState(0, Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        self.purpose = label("", "small", tone="2", wrap=True)
        self.purpose.setMinimumHeight(2 * theme.px("line.small"))
        self.purpose.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.content.addWidget(framed(self.tree, self))
        self.content.addWidget(self.purpose)
        self.tree.currentItemChanged.connect(self._on_current)
        self.tree.itemChanged.connect(self._on_ticked)
        self.finish(self.tree)
        self.tree.setCurrentItem(self.tree.items()[0])
        self._on_ticked()

    def ticked(self) -> tuple[Playbook, ...]:
        """Return what is ticked."""
        on = [item for item in self.tree.items() if item.checkState(0) is Qt.CheckState.Checked]
        return tuple(self._found[int(item.data(0, ID))] for item in on)

    def entered(self) -> tuple[Playbook, ...] | None:
        """Override ActDialog.entered."""
        return self.ticked() or None

    @Slot()
    def _on_current(self) -> None:
        item = self.tree.currentItem()
        self.purpose.setText("" if item is None else say.said(self._found[int(item.data(0, ID))].purpose))

    @Slot()
    def _on_ticked(self) -> None:
        n = len(self.ticked())
        self.take.set_text(_("Add {n}").format(n=n))
        self.take.setEnabled(n > 0)
