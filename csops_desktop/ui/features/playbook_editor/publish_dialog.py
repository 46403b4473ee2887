"""The question before publishing a playbook: what is different, which runs could take it over, a note."""

from PySide6.QtWidgets import QWidget

from csops_desktop.domain.playbooks.definition import Playbook
from csops_desktop.foundation.i18n import _, ngettext
from csops_desktop.ui.state import Workbench
from csops_desktop.ui.widgets.act_dialog import ActDialog
from csops_desktop.ui.widgets.parts import label
from csops_desktop.ui.widgets.record_rows import WordsRow
from csops_desktop.wording import playbook_differences, versions
from csops_desktop.wording import playbooks as words

_WIDTH = 560
_SHOWN = 10


class PublishDialog(ActDialog):
    """Asks for a note and says what publishing does; ``submitted`` gives the note."""

    def __init__(
        self, workbench: Workbench, number: int, before: Playbook | None, after: Playbook, running: int, parent: QWidget
    ) -> None:
        """Make the dialog.

        Args:
            workbench: look.
            number: of the new version.
            before: what is published now.
            after: what would be published.
            running: how many runs are open.
            parent: the window.
        """
        name = versions.number(number)
        super().__init__(
            workbench.theme,
            _("Publish “{card}” as {version}?").format(card=words.said(after.name), version=name),
            _("A published version never changes, and publishing cannot be undone. Runs keep the version they have."),
            _("Publish as {version}").format(version=name),
            parent,
            width=_WIDTH,
        )
        if before is None:
            n = len(after.steps)
            lines = [ngettext("The first version, with {n} step", "The first version, with {n} steps", n).format(n=n)]
        else:
            lines = playbook_differences.versions(before, after)
        self.content.addWidget(label(_("What is different"), "small", tone="3", bold=True))
        self.changes = label(words.listed(lines or [_("Nothing")], _SHOWN), wrap=True)
        self.content.addWidget(self.changes)
        text = ngettext(
            "{n} open run could go on by it; that is asked next.",
            "{n} open runs could go on by it; that is asked next.",
            running,
        )
        self.runs = label(text.format(n=f"{running:,}"), "small", tone="2", wrap=True)
        self.runs.setVisible(running > 0)
        self.content.addWidget(self.runs)
        self.remark = WordsRow(workbench.theme, _("Note: why this version"), "", lines=2, parent=self)
        self.add_row("note", self.remark)
        self.finish(self.remark.edit)

    def entered(self) -> object | None:
        """Override ActDialog.entered."""
        return self.remark.text()
