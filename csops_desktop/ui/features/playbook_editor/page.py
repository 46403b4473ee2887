"""The page of one playbook: its steps at the left, the chosen one in the middle, dates for a customer at the right."""

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from csops_desktop.domain.changes import Area
from csops_desktop.domain.fields import Kind
from csops_desktop.domain.playbooks.definition import Playbook
from csops_desktop.domain.versions import Version
from csops_desktop.foundation.i18n import _, ngettext, pgettext
from csops_desktop.services.run_versions import Behind
from csops_desktop.ui.features.playbook_editor.draft import Draft
from csops_desktop.ui.features.playbook_editor.files import export_playbook
from csops_desktop.ui.features.playbook_editor.left import LeftSide
from csops_desktop.ui.features.playbook_editor.middle import Middle, Names
from csops_desktop.ui.features.playbook_editor.preview import Preview
from csops_desktop.ui.features.playbook_editor.publish_dialog import PublishDialog
from csops_desktop.ui.features.playbook_editor.renew_dialog import RenewDialog
from csops_desktop.ui.state import PageId, Place, Workbench
from csops_desktop.ui.widgets.buttons import Button
from csops_desktop.ui.widgets.draft_page import DraftPage
from csops_desktop.ui.widgets.drafting import UndoKeys
from csops_desktop.ui.widgets.outline import WHOLE, Part


class PlaybookEditor(DraftPage[Playbook]):
    """Edits the draft of a playbook."""

    watches = Area.PLAYBOOKS | Area.CUSTOMERS | Area.CONTRACTS
    home = Place(PageId.PLAYBOOK_LIST)

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        draft = Draft(workbench.tasks)
        super().__init__(workbench, draft, parent)
        theme = workbench.theme
        self.draft = draft
        self.behind: tuple[Behind, ...] = ()
        self.left = LeftSide(theme, draft, self)
        self.preview = Preview(workbench, draft, self)
        keys = UndoKeys(draft.undo, draft.redo, self)
        self.middle = Middle(workbench, draft, keys, self.left.drop, self)
        self.renew = Button(theme, icon="arrows-clockwise", parent=self)
        self.renew.hide()
        self.renew.clicked.connect(self.show_behind)
        self.lay_out(self.left, self.middle, self.preview)
        self.left.chosen.connect(self._on_part)
        self.left.entered.connect(self.middle.take_focus)
        self.preview.step_wanted.connect(self._on_step)
        self.retranslate()

    def title(self) -> str:
        """Override Page.title."""
        return pgettext("page", "Playbook")

    def name(self) -> str:
        """Override DraftPage.name."""
        return self.draft.definition.name.said(self.draft.language)

    def status(self) -> str:
        """Override Page.status."""
        return _("Every change is kept. Runs begin with what is published.") if self.thing_id else ""

    def commands(self) -> list[QWidget]:
        """Override Page.commands."""
        return [self.renew, *super().commands()]

    def focus_content(self) -> None:
        """Override Page.focus_content."""
        self.left.outline.setFocus()

    def open(self, argument: object) -> None:
        """Override Page.open: the id of a playbook."""
        if isinstance(argument, int):
            self.middle.part = None
        super().open(argument)

    def retranslate(self) -> None:
        """Override Page.retranslate."""
        self.buttons.retranslate()
        self.notice.retranslate()
        self.left.retranslate()
        self.preview.retranslate()
        self.show_commands()
        if self.middle.part is not None:
            self.middle.open_part(self.middle.part, anew=True)

    def refresh(self, areas: Area) -> None:
        """Override Page.refresh: customers, runs or playbooks are others."""
        if areas & Area.PLAYBOOKS and self.thing_id:
            if not self.draft.read_only:
                self.load_versions()
            self._look_behind()
        self.preview.ask()

    def read(self, thing_id: int) -> tuple[Names, Sequence[Version[Playbook]]]:
        """Override DraftPage.read."""
        services = self.workbench.services
        versions = services.playbooks.versions(thing_id)
        names = Names(
            tuple(name for _id, name in services.records.names(Kind.METRICS)),
            tuple(name for _id, name in services.records.names(Kind.PRODUCTS)),
            frozenset(step.key for version in versions for step in version.definition.steps),
        )
        return names, versions

    def take(self, found: object) -> None:
        """Override DraftPage.take."""
        if isinstance(found, Names):
            self.middle.names = found
            self.draft.taken = found.taken
        self._look_behind()

    def write(self, thing_id: int, definition: Playbook) -> None:
        """Override DraftPage.write."""
        self.workbench.services.playbooks.save_draft(thing_id, definition)

    def show_loaded(self) -> None:
        """Override DraftPage.show_loaded."""
        self.middle.open_part(self.left.outline.part() or WHOLE, anew=True)

    def show_draft(self) -> None:
        """Override DraftPage.show_draft."""
        self.left.show_draft()
        self.middle.show_draft()
        self.preview.ask()

    @Slot()
    def export(self) -> None:
        """Override DraftPage.export."""
        export_playbook(self.workbench, self.draft.definition)

    @Slot()
    def publish(self) -> None:
        """Override DraftPage.publish."""
        if not self.buttons.can_publish():
            return
        self.draft.flush()
        playbooks, thing_id = self.workbench.services.playbooks, self.thing_id

        def ask(running: int) -> None:
            draft = self.draft
            dialog = PublishDialog(self.workbench, self.next_number(), draft.published, draft.definition, running, self)
            dialog.carry_out(
                self.workbench.tasks, lambda note: playbooks.publish(thing_id, str(note)), lambda _number: self._done()
            )

        self.workbench.tasks.query(lambda: playbooks.running(thing_id), ask, owner=self)

    def _done(self) -> None:
        self.reload()
        self._look_behind(ask=True)

    def _look_behind(self, *, ask: bool = False) -> None:
        """Look which open runs have an older version; ``ask`` whether they go on by this one."""
        service, thing_id = self.workbench.services.run_versions, self.thing_id

        def show(found: tuple[Behind, ...]) -> None:
            self.behind = found
            self._show_behind_button()
            if ask and found:
                self.show_behind()

        self.workbench.tasks.query(
            lambda: service.behind(thing_id), show, key="" if ask else "playbook behind", owner=self
        )

    @Slot()
    def show_behind(self) -> None:
        """Ask which open runs go on by the version that counts."""
        current = self.current()
        if self.behind and current is not None:
            number = current.number or 1
            RenewDialog(self.workbench, self.name(), number, self.behind, self).open()

    def show_commands(self) -> None:
        """Override DraftPage.show_commands."""
        self._show_behind_button()
        super().show_commands()

    def _show_behind_button(self) -> None:
        n = len(self.behind)
        self.renew.setVisible(bool(self.thing_id) and n > 0)
        text = ngettext("{n} run of an older version…", "{n} runs of older versions…", n)
        self.renew.set_text(text.format(n=f"{n:,}"))
        self.renew.setToolTip(_("Look what the published version would change in them, and let them go on by it"))
        self.described.emit()

    @Slot(object)
    def _on_part(self, part: Part) -> None:
        if self.thing_id:
            self.middle.open_part(part)
            if part[0] == "step":
                self.preview.choose(str(part[1]))

    @Slot(str)
    def _on_step(self, key: str) -> None:
        self.left.outline.choose(("step", key))
        self.middle.take_focus()
